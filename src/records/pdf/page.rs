//! The runs of glyphs of one page, and where they are drawn (ISO 32000-2, 9.4).

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

/// The longest content of a page, unpacked.
const CONTENT_LEN_MAX: usize = 64 << 20;
/// Runs of a page.
const RUNS_MAX: usize = 200_000;
/// Saved states within each other.
const STATES_MAX: usize = 1_000;

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

/// The runs of a page; `None` where its content cannot be unpacked.
pub(super) fn runs<'d>(document: &'d Document, page: ObjectId, fonts: &mut Fonts<'d>) -> Option<Vec<Run>> {
    let content = document.get_page_content_with_limit(page, CONTENT_LEN_MAX).ok()?;
    let mut pen = Pen {
        document,
        names: document.get_page_fonts(page).unwrap_or_default(),
        fonts,
        font: None,
        size: 1.0,
        leading: 0.0,
        space: [IDENTITY; 3],
        saved: Vec::new(),
        is_continued: false,
        is_placed: false,
        runs: Vec::new(),
    };
    for operation in Content::decode(&content).ok()?.operations {
        pen.draw(&operation.operator, &operation.operands);
        if pen.runs.len() >= RUNS_MAX {
            break;
        }
    }
    Some(pen.runs)
}

/// The fonts of a document that were used so far: each is read once, by whatever names pages call it.
#[derive(Default)]
pub(super) struct Fonts<'d> {
    /// By where their dictionaries stand in memory.
    read: HashMap<usize, Font<'d>, FixedState>,
}

impl<'d> Fonts<'d> {
    /// Fonts that are read of a document; what is drawn with others is read as Latin letters of usual widths.
    const MAX: usize = 4_096;

    /// Reads a font unless it was read before. Gives what it is found by.
    fn read(&mut self, document: &'d Document, font: &'d Dictionary) -> usize {
        let place = std::ptr::from_ref(font).addr();
        if self.read.len() < Self::MAX {
            self.read.entry(place).or_insert_with(|| Font::new(document, font));
        }
        place
    }
}

struct Font<'d> {
    encoding: Option<Encoding<'d>>,
    widths: Widths,
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

impl Widths {
    fn of(document: &Document, font: &Dictionary) -> Self {
        let array = |of: &Dictionary, key: &[u8]| {
            let object = of.get(key).ok().and_then(|object| document.dereference(object).ok());
            object.and_then(|(_, object)| object.as_array().ok()).cloned().unwrap_or_default()
        };
        let descendant = array(font, b"DescendantFonts");
        let descendant = descendant.first().and_then(|object| document.dereference(object).ok());
        // Of other encodings a byte or three may be a glyph.
        let is_pair = font.get(b"Encoding").and_then(Object::as_name).is_ok_and(|name| name == b"Identity-H");
        match descendant.and_then(|(_, object)| object.as_dict().ok()).filter(|_| is_pair) {
            Some(descendant) => Self::Composite {
                widths: listed_widths(document, &array(descendant, b"W")),
                others: descendant.get(b"DW").and_then(Object::as_float).unwrap_or(1_000.0),
            },
            // The standard fonts (9.6.2.2) need not state their widths.
            None if !font.has(b"Widths") && is_called(font, b"Courier") => Self::Fixed(600.0),
            None if !font.has(b"Widths") && is_called(font, b"Helvetica") => {
                Self::Simple { first: 32, widths: HELVETICA.iter().map(|&width| f32::from(width)).collect() }
            }
            None => Self::Simple {
                first: font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0),
                widths: array(font, b"Widths").iter().map(|width| width.as_float().unwrap_or(0.0)).collect(),
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

fn is_called(font: &Dictionary, name: &[u8]) -> bool {
    font.get(b"BaseFont").and_then(Object::as_name).is_ok_and(|known| known.starts_with(name))
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
        Self {
            encoding: font.get_font_encoding_with_limit(document, CONTENT_LEN_MAX).ok(),
            widths: Widths::of(document, font),
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
    document: &'d Document,
    /// The page's names of its fonts.
    names: BTreeMap<Vec<u8>, &'d Dictionary>,
    fonts: &'p mut Fonts<'d>,
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
    runs: Vec<Run>,
}

impl Pen<'_, '_> {
    fn draw(&mut self, operator: &str, operands: &[Object]) {
        let number = |index: usize| operands.get(index).and_then(|operand| operand.as_float().ok()).unwrap_or(0.0);
        let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
        let [page, line, glyph] = &mut self.space;
        match operator {
            "q" if self.saved.len() < STATES_MAX => self.saved.push(*page),
            "Q" => *page = self.saved.pop().unwrap_or(*page),
            "cm" => *page = product(matrix(), *page),
            "BT" => {
                (*line, *glyph) = (IDENTITY, IDENTITY);
                self.is_continued = false;
            }
            "Tf" => {
                let font = operands.first().and_then(|name| name.as_name().ok()).and_then(|name| self.names.get(name));
                self.font = font.map(|font| self.fonts.read(self.document, font));
                self.size = number(1);
            }
            "TL" => self.leading = number(0),
            "Tm" => self.move_to(matrix()),
            "Td" => self.next_line(number(0), number(1)),
            "TD" => {
                self.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            "T*" => self.next_line(0.0, -self.leading),
            "Tj" => operands.first().into_iter().for_each(|text| self.show(text)),
            "'" => {
                self.next_line(0.0, -self.leading);
                operands.first().into_iter().for_each(|text| self.show(text));
            }
            "\"" => {
                self.next_line(0.0, -self.leading);
                operands.get(2).into_iter().for_each(|text| self.show(text));
            }
            "TJ" => operands
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
        let font = self.font.and_then(|place| self.fonts.read.get(&place));
        let (text, width) = match font {
            Some(font) => font.text(raw),
            None => (String::from_utf8_lossy(raw).into_owned(), 0.5 * raw.len() as f32),
        };
        let [page, _, glyph] = self.space;
        let [a, b, _, _, x, y] = product(glyph, page);
        let scale = a.hypot(b);
        let size = (self.size * scale).abs();
        self.advance(width * self.size);
        let end = x + width * size;
        match self.runs.last_mut() {
            Some(last) if self.is_continued && (last.y - y).abs() < 0.1 => {
                last.text.push_str(&text);
                last.end = end;
            }
            // A blank that is drawn by itself is no run, and nothing goes on behind it.
            _ if text.trim().is_empty() => return,
            _ => self.runs.push(Run { x, y, end, size, is_placed: self.is_placed, text }),
        }
        (self.is_continued, self.is_placed) = (true, false);
    }

    fn advance(&mut self, by: f32) {
        self.space[2] = product([1.0, 0.0, 0.0, 1.0, by, 0.0], self.space[2]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[i64]) -> Vec<Object> {
        numbers.iter().map(|&number| Object::Integer(number)).collect()
    }

    #[test]
    fn widths_are_those_of_lists_and_of_ranges() {
        let mut parts = numbers(&[7]);
        parts.push(Object::Array(numbers(&[500, 600])));
        parts.extend(numbers(&[20, 22, 250]));
        let widths = listed_widths(&Document::new(), &parts);
        let of = |glyph| width_of(&widths, glyph);
        assert_eq!([6, 7, 8, 9].map(of), [None, Some(500.0), Some(600.0), None]);
        assert_eq!([19, 20, 22, 23].map(of), [None, Some(250.0), Some(250.0), None]);
    }

    #[test]
    fn widths_that_are_said_again_and_again_end() {
        let widths = listed_widths(&Document::new(), &numbers(&[0, 65_535, 500].repeat(100_000)));
        assert_eq!((widths.len(), width_of(&widths, 9)), (WIDTHS_MAX, Some(500.0)));
    }

    /// A document of one page with this content, on which one font has many names.
    fn document(content: &str) -> (Document, ObjectId) {
        let mut document = Document::with_version("1.7");
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let entries = |entries: Vec<(&str, Object)>| Dictionary::from_iter(entries);
        let font = entries(vec![("Type", name("Font")), ("Subtype", name("Type1")), ("BaseFont", name("Helvetica"))]);
        let font = document.add_object(font);
        let names = (0..50).map(|number| (format!("F{number}"), Object::Reference(font)));
        let fonts = Dictionary::from_iter(names);
        let content = document.add_object(lopdf::Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let resources = entries(vec![("Font", Object::Dictionary(fonts))]);
        let page = entries(vec![
            ("Type", name("Page")),
            ("Contents", Object::Reference(content)),
            ("Resources", Object::Dictionary(resources)),
        ]);
        let page = document.add_object(page);
        (document, page)
    }

    #[test]
    fn a_font_is_read_once_whatever_pages_call_it() {
        let content: String = (0..50).map(|number| format!("BT /F{number} 9 Tf (a) Tj ET ")).collect();
        let (document, page) = document(&content);
        let mut fonts = Fonts::default();
        for _ in 0..3 {
            assert_eq!(runs(&document, page, &mut fonts).unwrap().len(), 50);
        }
        assert_eq!(fonts.read.len(), 1);
    }

    #[test]
    fn what_is_placed_behind_a_blank_goes_on_with_nothing() {
        let at = |x: u32, text: &str| format!("1 0 0 1 {x} 700 Tm ({text}) Tj ");
        let content = format!("BT /F0 9 Tf {}{}(219-09-9999) Tj {}ET", at(50, "Ann"), at(90, " "), at(160, "Bob"));
        let (document, page) = document(&content);
        let runs = runs(&document, page, &mut Fonts::default()).unwrap();
        let texts: Vec<_> = runs.iter().map(|run| (run.text.as_str(), run.is_placed)).collect();
        assert_eq!(texts, [("Ann", true), ("219-09-9999", true), ("Bob", true)]);
    }
}
