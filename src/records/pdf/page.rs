//! The runs of glyphs of one page, and where they are drawn (ISO 32000-2, 9.4).

use std::collections::BTreeMap;

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
pub(super) fn runs(document: &Document, page: ObjectId) -> Option<Vec<Run>> {
    let content = document.get_page_content_with_limit(page, CONTENT_LEN_MAX).ok()?;
    let fonts = document.get_page_fonts(page).unwrap_or_default();
    let encodings: BTreeMap<&[u8], Font<'_>> =
        fonts.iter().map(|(name, font)| (name.as_slice(), Font::new(document, font))).collect();
    let mut pen = Pen {
        encodings,
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

struct Font<'d> {
    encoding: Option<Encoding<'d>>,
    widths: Widths,
}

/// Widths of glyphs, in thousandths of the font's size.
enum Widths {
    /// Of single bytes, from the first character on; none where the font does not say.
    Simple { first: i64, widths: Vec<f32> },
    /// Of glyphs by their numbers of two bytes (9.7.4.3), and of all others.
    Composite { widths: BTreeMap<u16, f32>, others: f32 },
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
            None => Self::Simple {
                first: font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0),
                widths: array(font, b"Widths").iter().map(|width| width.as_float().unwrap_or(0.0)).collect(),
            },
        }
    }

    /// The width of a string; `None` where it is not known.
    fn of_string(&self, raw: &[u8]) -> Option<f32> {
        match self {
            Self::Simple { widths, .. } if widths.is_empty() => None,
            Self::Simple { first, widths } => raw
                .iter()
                .map(|&byte| widths.get(usize::try_from(i64::from(byte) - first).ok()?).copied())
                .sum::<Option<f32>>(),
            Self::Composite { widths, others } => {
                let (glyphs, _) = raw.as_chunks::<2>();
                let width = |glyph: &[u8; 2]| widths.get(&u16::from_be_bytes(*glyph)).copied().unwrap_or(*others);
                Some(glyphs.iter().map(width).sum())
            }
        }
    }
}

/// Widths that are taken of one font: there are no more glyphs, and an array may say a few bytes for each again and again.
const WIDTHS_MAX: usize = 1 << 16;

/// The widths in an array of `first [width ...]` and `first last width`, [`WIDTHS_MAX`] of them at most.
fn listed_widths(document: &Document, parts: &[Object]) -> BTreeMap<u16, f32> {
    let glyph = |object: &Object| object.as_i64().ok().and_then(|number| u16::try_from(number).ok());
    let mut widths = BTreeMap::new();
    let mut left = WIDTHS_MAX;
    let mut rest = parts;
    while let [first, second, after @ ..] = rest {
        let Some(first) = glyph(first).filter(|_| left > 0) else { return widths };
        let list = document.dereference(second).ok().and_then(|(_, list)| list.as_array().ok());
        rest = match (list, glyph(second), after) {
            (Some(list), ..) => {
                let listed = (first..=u16::MAX).zip(list).take(left);
                left = left.saturating_sub(list.len().max(1));
                widths.extend(listed.map(|(glyph, width)| (glyph, width.as_float().unwrap_or(0.0))));
                after
            }
            (None, Some(last), [width, after @ ..]) => {
                let width = width.as_float().unwrap_or(0.0);
                widths.extend((first..=last).take(left).map(|glyph| (glyph, width)));
                left = left.saturating_sub(usize::from(last.saturating_sub(first)) + 1);
                after
            }
            _ => return widths,
        };
    }
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

struct Pen<'d> {
    encodings: BTreeMap<&'d [u8], Font<'d>>,
    font: Option<Vec<u8>>,
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

impl Pen<'_> {
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
                self.font = operands.first().and_then(|name| name.as_name().ok()).map(<[u8]>::to_vec);
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
        let font = self.font.as_deref().and_then(|name| self.encodings.get(name));
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
            _ if text.trim().is_empty() => {}
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
        assert_eq!(
            widths.into_iter().collect::<Vec<_>>(),
            [(7, 500.0), (8, 600.0), (20, 250.0), (21, 250.0), (22, 250.0)]
        );
    }

    #[test]
    fn widths_that_are_said_again_and_again_end() {
        let mut parts = numbers(&[0, 65_535, 500].repeat(100_000));
        parts.splice(..0, numbers(&[9, 9, 100]));
        let widths = listed_widths(&Document::new(), &parts);
        // One width was taken up, and then all glyphs but the last.
        assert_eq!((widths.len(), widths.get(&9)), (WIDTHS_MAX - 1, Some(&500.0)));
    }
}
