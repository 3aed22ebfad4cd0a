//! The runs of glyphs of one page, and where they are drawn (ISO 32000-2, 9.4).

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::rc::Rc;

use foldhash::fast::FixedState;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

use super::budget::{Budget, CONTENT_LEN_MAX};
use super::content;
use super::resources::Resources;

/// Runs of a page.
const RUNS_MAX: usize = 200_000;
/// Saved states within each other.
const STATES_MAX: usize = 1_000;
/// Forms drawn within each other.
const FORMS_DEPTH_MAX: usize = 8;

/// Glyphs that are drawn one after the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Where it ends, about.
    pub(super) end: f32,
    pub(super) size: f32,
    /// Whether the page says where it begins, and not what stands before it.
    pub(super) is_placed: bool,
    pub(super) text: String,
}

/// `[a b c d e f]`.
type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn product([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix) -> Matrix {
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// Why a page, or a part of it, was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// Its content cannot be unpacked.
    Broken,
    /// It holds more than is read.
    Limit,
}

/// What is drawn on a page, and why that is not all.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) runs: Vec<Run>,
    /// Whether there is a picture, which may show anything.
    pub(super) has_picture: bool,
    pub(super) unread: Option<Unread>,
    /// Something that it is drawn with could not be unpacked to its end.
    pub(super) is_damaged: bool,
}

/// What is kept from page to page.
pub(super) struct Reading<'d> {
    document: &'d Document,
    pub(super) budget: Budget,
    fonts: Fonts<'d>,
    /// What the names of dictionaries stand for, by where those stand in memory: pages of one writer often share theirs.
    resources: HashMap<Vec<usize>, (Rc<Resources<'d>>, usize), FixedState>,
    /// All that differ, numbered.
    names: HashMap<Vec<(Vec<u8>, usize)>, usize, FixedState>,
    /// The pages that were read, by what they are drawn with.
    seen: HashSet<PageKey, FixedState>,
    /// Forms that show no text, by where they stand in memory: a letterhead is on every page.
    dull: HashSet<usize, FixedState>,
}

/// The content of a page, and the number of what its names stand for.
type PageKey = (Vec<ObjectId>, usize);

impl<'d> Reading<'d> {
    pub(super) fn new(document: &'d Document, budget: Budget) -> Self {
        Self {
            document,
            budget,
            fonts: Fonts::default(),
            resources: HashMap::default(),
            names: HashMap::default(),
            seen: HashSet::default(),
            dull: HashSet::default(),
        }
    }

    /// The runs of a page; `None` where another page is the same: the same streams, drawn with the same fonts.
    pub(super) fn page(&mut self, page: ObjectId) -> Option<Drawn> {
        if self.document.get_dictionary(page).is_err() {
            // The tree of pages leads to it, and it is not there.
            return Some(Drawn { unread: Some(Unread::Broken), ..Drawn::default() });
        }
        let streams = self.document.get_page_contents(page);
        let (resources, number) = self.resources_of(page);
        self.budget.page(&streams);
        if !self.seen.insert((streams.clone(), number)) {
            return None;
        }
        let content = match self.budget.content(self.document, &streams) {
            Ok(content) => content,
            Err(unread) => {
                self.budget.is_damaged = false;
                return Some(Drawn { unread: Some(unread), ..Drawn::default() });
            }
        };
        let mut pen = Pen {
            reading: self,
            resources,
            depth: 0,
            font: None,
            size: 1.0,
            leading: 0.0,
            space: [IDENTITY; 3],
            saved: Vec::new(),
            is_continued: false,
            is_placed: false,
            drawn: Drawn::default(),
        };
        pen.draw_all(&content);
        let mut drawn = pen.drawn;
        drawn.is_damaged = std::mem::take(&mut self.budget.is_damaged);
        Some(drawn)
    }

    /// What the names of a page stand for, and its number.
    fn resources_of(&mut self, page: ObjectId) -> (Rc<Resources<'d>>, usize) {
        let dictionaries = Resources::dictionaries(self.document, page);
        let places = dictionaries.iter().map(|dictionary| std::ptr::from_ref(*dictionary).addr()).collect::<Vec<_>>();
        if let Some((resources, number)) = self.resources.get(&places) {
            return (Rc::clone(resources), *number);
        }
        let resources = Rc::new(Resources::of(self.document, &dictionaries));
        self.budget.charge(resources.cost());
        let next = self.names.len();
        let number = *self.names.entry(resources.key()).or_insert(next);
        self.resources.insert(places, (Rc::clone(&resources), number));
        (resources, number)
    }
}

/// The fonts of a document that were used so far: each is read once, by whatever names pages call it.
#[derive(Default)]
struct Fonts<'d> {
    /// By where their dictionaries stand in memory.
    read: HashMap<usize, Font<'d>, FixedState>,
}

impl<'d> Fonts<'d> {
    /// Fonts that are read of a document; what is drawn with others is read as Latin letters of usual widths.
    const MAX: usize = 4_096;

    /// Reads a font unless it was read before. Gives what it is found by.
    fn read(&mut self, document: &'d Document, font: &'d Dictionary, budget: &mut Budget) -> usize {
        let place = std::ptr::from_ref(font).addr();
        if self.read.len() < Self::MAX && !self.read.contains_key(&place) && budget.font(document, font) {
            let font = Font::new(document, font);
            budget.charge(font.cost);
            self.read.insert(place, font);
        }
        place
    }
}

struct Font<'d> {
    encoding: Option<Encoding<'d>>,
    widths: Widths,
    /// What it costs to keep its lists.
    cost: usize,
}

/// Glyphs that are equally wide, from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq)]
struct WidthRange {
    first: u16,
    last: u16,
    width: f32,
}

/// Widths of glyphs, in thousandths of the font's size.
enum Widths {
    /// Of single bytes, from the first character on; none where the font does not say.
    Simple { first: i64, widths: Vec<f32> },
    /// All the same: a typewriter's.
    Fixed(f32),
    /// Of glyphs by their numbers of two bytes (9.7.4.3), and of all others.
    Composite { widths: Vec<WidthRange>, others: f32 },
}

/// Characters of a simple font.
const CODES: usize = 256;

/// An array of a dictionary; empty where there is none.
fn array<'d>(document: &'d Document, of: &'d Dictionary, key: &[u8]) -> &'d [Object] {
    let object = of.get(key).ok().and_then(|object| document.dereference(object).ok());
    object.and_then(|(_, object)| object.as_array().ok()).map_or(&[], Vec::as_slice)
}

/// The font that a composite font takes its glyphs from.
fn descendant<'d>(document: &'d Document, font: &'d Dictionary) -> Option<&'d Dictionary> {
    let font = array(document, font, b"DescendantFonts").first()?;
    document.dereference(font).ok()?.1.as_dict().ok()
}

impl Widths {
    fn of(document: &Document, font: &Dictionary) -> Self {
        // Of other encodings a byte or three may be a glyph.
        let is_pair = font.get(b"Encoding").and_then(Object::as_name).is_ok_and(|name| name == b"Identity-H");
        match descendant(document, font).filter(|_| is_pair) {
            Some(descendant) => Self::Composite {
                widths: listed_widths(document, array(document, descendant, b"W")),
                others: descendant.get(b"DW").and_then(Object::as_float).unwrap_or(1_000.0),
            },
            // The standard fonts (9.6.2.2) need not state their widths.
            None if !font.has(b"Widths") && is_standard(font, &COURIER) => Self::Fixed(600.0),
            None if !font.has(b"Widths") && is_standard(font, &HELVETICAS) => {
                Self::Simple { first: 32, widths: HELVETICA.iter().map(|&width| f32::from(width)).collect() }
            }
            None => Self::Simple {
                first: font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0),
                widths: array(document, font, b"Widths")
                    .iter()
                    .take(CODES)
                    .map(|width| width.as_float().unwrap_or(0.0))
                    .collect(),
            },
        }
    }

    /// The width of a string; `None` where it is not known.
    fn of_string(&self, raw: &[u8]) -> Option<f32> {
        match self {
            Self::Fixed(width) => Some(width * raw.len() as f32),
            Self::Simple { widths, .. } if widths.is_empty() => None,
            Self::Simple { first, widths } => raw
                .iter()
                .map(|&byte| widths.get(usize::try_from(i64::from(byte) - first).ok()?).copied())
                .sum::<Option<f32>>(),
            Self::Composite { widths, others } => {
                let (glyphs, _) = raw.as_chunks::<2>();
                let width = |glyph: &[u8; 2]| width_of(widths, u16::from_be_bytes(*glyph)).unwrap_or(*others);
                Some(glyphs.iter().map(width).sum())
            }
        }
    }
}

/// The standard fonts of equal widths, and those with the widths of Helvetica or nearly so.
const COURIER: [&[u8]; 4] = [b"Courier", b"Courier-Bold", b"Courier-Oblique", b"Courier-BoldOblique"];
const HELVETICAS: [&[u8]; 4] = [b"Helvetica", b"Helvetica-Bold", b"Helvetica-Oblique", b"Helvetica-BoldOblique"];

/// Whether a font is one of these: others that begin with the same name may be narrower, and a composite font has glyphs of
/// several bytes.
fn is_standard(font: &Dictionary, names: &[&[u8]]) -> bool {
    let name = |key: &[u8]| font.get(key).and_then(Object::as_name).unwrap_or_default();
    matches!(name(b"Subtype"), b"Type1" | b"TrueType") && names.contains(&name(b"BaseFont"))
}

/// Widths of the printable ASCII characters, from the blank on (Adobe core 14 font metrics, Helvetica).
#[rustfmt::skip]
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The width of a glyph in ranges that rise.
fn width_of(widths: &[WidthRange], glyph: u16) -> Option<f32> {
    let before = widths.partition_point(|range| range.first <= glyph);
    let range = widths.get(before.checked_sub(1)?)?;
    (glyph <= range.last).then_some(range.width)
}

/// Ranges that are taken of one font: there are no more glyphs.
const WIDTHS_MAX: usize = 1 << 16;

/// The widths in an array of `first [width ...]` and `first last width`, by their first glyphs. Of two that begin with one glyph
/// the later one counts.
fn listed_widths(document: &Document, parts: &[Object]) -> Vec<WidthRange> {
    let glyph = |object: &Object| object.as_i64().ok().and_then(|number| u16::try_from(number).ok());
    let mut widths = Vec::new();
    let mut rest = parts;
    while let [first, second, after @ ..] = rest {
        let Some(first) = glyph(first).filter(|_| widths.len() < WIDTHS_MAX) else { break };
        let list = document.dereference(second).ok().and_then(|(_, list)| list.as_array().ok());
        rest = match (list, glyph(second), after) {
            (Some(list), ..) => {
                let left = WIDTHS_MAX - widths.len();
                let listed = (first..=u16::MAX).zip(list).take(left);
                widths.extend(listed.map(|(glyph, width)| WidthRange {
                    first: glyph,
                    last: glyph,
                    width: width.as_float().unwrap_or(0.0),
                }));
                after
            }
            (None, Some(last), [width, after @ ..]) => {
                widths.push(WidthRange { first, last, width: width.as_float().unwrap_or(0.0) });
                after
            }
            _ => break,
        };
    }
    widths.sort_by_key(|range| range.first);
    widths
}

impl<'d> Font<'d> {
    fn new(document: &'d Document, font: &'d Dictionary) -> Self {
        let widths = Widths::of(document, font);
        let kept = match &widths {
            Widths::Composite { widths, .. } => widths.len(),
            Widths::Simple { .. } | Widths::Fixed(_) => CODES,
        };
        let encoding = font.get(b"Encoding").and_then(|encoding| document.dereference(encoding));
        let encoding = encoding.ok().and_then(|(_, encoding)| encoding.as_dict().ok());
        let differences = encoding.map_or(0, |encoding| array(document, encoding, b"Differences").len());
        let listed = descendant(document, font).map_or(0, |font| array(document, font, b"W").len());
        Self {
            encoding: font.get_font_encoding_with_limit(document, CONTENT_LEN_MAX).ok(),
            widths,
            cost: (kept + differences + listed) * size_of::<WidthRange>(),
        }
    }

    /// The text of a string, and its width in parts of the font's size.
    fn text(&self, raw: &[u8]) -> (String, f32) {
        let decoded = self.encoding.as_ref().and_then(|encoding| Document::decode_text(encoding, raw).ok());
        let text = decoded.unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned());
        let width = match self.widths.of_string(raw) {
            Some(width) => width / 1_000.0,
            None => text.chars().map(usual_width).sum(),
        };
        (text, width)
    }
}

/// How wide a letter is in most fonts.
fn usual_width(char: char) -> f32 {
    match char {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | ' ' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '/' => 0.28,
        '-' | '(' | ')' | 'r' => 0.33,
        'm' | 'M' | 'w' | 'W' => 0.8,
        '@' => 1.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 0.5,
        'A'..='Z' => 0.68,
        _ => 0.55,
    }
}

struct Pen<'p, 'd> {
    reading: &'p mut Reading<'d>,
    /// What the names in the content stand for.
    resources: Rc<Resources<'d>>,
    /// Forms that are drawn within each other.
    depth: usize,
    /// What the font is found by that is drawn with.
    font: Option<usize>,
    size: f32,
    leading: f32,
    /// The space of the page, of the line, and of the next glyph.
    space: [Matrix; 3],
    saved: Vec<Matrix>,
    /// Whether the next run goes on where the last one ended.
    is_continued: bool,
    /// Whether the page has said where the next run begins.
    is_placed: bool,
    drawn: Drawn,
}

impl Pen<'_, '_> {
    fn draw_all(&mut self, content: &[u8]) {
        content::operations(content, |operator, operands| {
            self.draw(operator, operands);
            if self.drawn.runs.len() >= RUNS_MAX || self.reading.budget.is_used_up() {
                self.drawn.unread = Some(Unread::Limit);
            }
            if self.drawn.unread == Some(Unread::Limit) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
    }

    /// Draws a form (8.10): a content stream with resources of its own.
    fn draw_form(&mut self, name: &[u8]) {
        let document = self.reading.document;
        let Some(&form) = self.resources.forms.get(name) else {
            // What can be drawn is a form or a picture.
            self.drawn.has_picture = true;
            return;
        };
        let place = std::ptr::from_ref(form).addr();
        if self.reading.dull.contains(&place) {
            return;
        }
        if self.depth >= FORMS_DEPTH_MAX {
            self.drawn.unread = self.drawn.unread.or(Some(Unread::Broken));
            return;
        }
        let content = match self.reading.budget.form(form) {
            Ok(content) => content,
            Err(unread) => {
                self.drawn.unread = self.drawn.unread.filter(|known| *known == Unread::Limit).or(Some(unread));
                return;
            }
        };
        // Text stands between `BT` and `ET`, and in forms that `Do` draws.
        let has = |operator: &[u8]| memchr::memmem::find(&content, operator).is_some();
        if !has(b"BT") && !has(b"Do") {
            self.reading.dull.insert(place);
            return;
        }
        let matrix = form.dict.get(b"Matrix").and_then(|matrix| matrix.as_array()).map(|parts| {
            let mut matrix = IDENTITY;
            matrix.iter_mut().zip(parts).for_each(|(number, part)| *number = part.as_float().unwrap_or(*number));
            matrix
        });
        let state = (self.font, self.size, self.leading, self.space);
        let saved = std::mem::take(&mut self.saved);
        let outer = Resources::of_form(document, form).map(|own| std::mem::replace(&mut self.resources, Rc::new(own)));
        self.space[0] = product(matrix.unwrap_or(IDENTITY), self.space[0]);
        self.is_continued = false;
        self.depth += 1;
        self.draw_all(&content);
        self.depth -= 1;
        self.is_continued = false;
        if let Some(outer) = outer {
            self.resources = outer;
        }
        self.saved = saved;
        (self.font, self.size, self.leading, self.space) = state;
    }

    fn draw(&mut self, operator: &[u8], operands: &[Object]) {
        let number = |index: usize| operands.get(index).and_then(|operand| operand.as_float().ok()).unwrap_or(0.0);
        let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
        let [page, line, glyph] = &mut self.space;
        match operator {
            b"q" if self.saved.len() < STATES_MAX => self.saved.push(*page),
            b"Q" => *page = self.saved.pop().unwrap_or(*page),
            b"cm" => *page = product(matrix(), *page),
            b"BT" => {
                (*line, *glyph) = (IDENTITY, IDENTITY);
                self.is_continued = false;
            }
            b"Tf" => {
                let name = operands.first().and_then(|name| name.as_name().ok());
                let font = name.and_then(|name| self.resources.fonts.get(name));
                let Reading { document, budget, fonts, .. } = &mut *self.reading;
                self.font = font.map(|font| fonts.read(document, font, budget));
                self.size = number(1);
            }
            b"Do" => {
                let name = operands.first().and_then(|name| name.as_name().ok());
                name.into_iter().for_each(|name| self.draw_form(name));
            }
            b"ID" => self.drawn.has_picture = true,
            b"TL" => self.leading = number(0),
            b"Tm" => self.move_to(matrix()),
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.leading),
            b"Tj" => operands.first().into_iter().for_each(|text| self.show(text)),
            b"'" => {
                self.next_line(0.0, -self.leading);
                operands.first().into_iter().for_each(|text| self.show(text));
            }
            b"\"" => {
                self.next_line(0.0, -self.leading);
                operands.get(2).into_iter().for_each(|text| self.show(text));
            }
            b"TJ" => operands
                .first()
                .and_then(|parts| parts.as_array().ok())
                .into_iter()
                .flatten()
                .for_each(|part| self.show(part)),
            _ => {}
        }
    }

    fn move_to(&mut self, matrix: Matrix) {
        self.space[1] = matrix;
        self.space[2] = matrix;
        self.is_continued = false;
        self.is_placed = true;
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.move_to(product([1.0, 0.0, 0.0, 1.0, x, y], self.space[1]));
    }

    /// Draws a string, or moves by a number of thousandths.
    fn show(&mut self, part: &Object) {
        const WORD_GAP: f32 = 0.18;
        if let Ok(shift) = part.as_float() {
            let shift = -shift / 1_000.0 * self.size;
            self.advance(shift);
            if shift > WORD_GAP * self.size.abs() {
                self.is_continued = false;
            }
            return;
        }
        let Ok(raw) = part.as_str() else { return };
        let font = self.font.and_then(|place| self.reading.fonts.read.get(&place));
        let (text, width) = match font {
            Some(font) => font.text(raw),
            None => (String::from_utf8_lossy(raw).into_owned(), 0.5 * raw.len() as f32),
        };
        self.reading.budget.charge(text.len());
        let [page, _, glyph] = self.space;
        let [a, b, _, _, x, y] = product(glyph, page);
        let scale = a.hypot(b);
        let size = (self.size * scale).abs();
        self.advance(width * self.size);
        let end = x + width * size;
        match self.drawn.runs.last_mut() {
            Some(last) if self.is_continued && (last.y - y).abs() < 0.1 => {
                last.text.push_str(&text);
                last.end = end;
            }
            // A blank that is drawn by itself is no run, and nothing goes on behind it.
            _ if text.trim().is_empty() => return,
            _ => self.drawn.runs.push(Run { x, y, end, size, is_placed: self.is_placed, text }),
        }
        (self.is_continued, self.is_placed) = (true, false);
    }

    fn advance(&mut self, by: f32) {
        self.space[2] = product([1.0, 0.0, 0.0, 1.0, by, 0.0], self.space[2]);
    }
}

#[cfg(test)]
mod tests;
