//! Format `sylk`: sheets in Microsoft's Symbolic Link format (`.slk`), a cell on a line.
//!
//! ```text
//! ID;PCALCOOO32
//! C;X1;Y1;K"name"      a cell: column, row, value; what is not said is as on the line before
//! F;X2                 a format, which may move on as well
//! E
//! ```
//!
//! Within a field two semicolons stand for one. Escapes of characters (ESC and letters) stay as they are, and so do
//! dates, which are numbers in such formats.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::grid::{Grid, Row};
use super::rows::{Field, Rows};
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, TextClass};

/// Columns that are told apart; what stands beyond is text.
const COLUMNS_MAX: usize = 2_000;

/// The format.
#[derive(Debug)]
pub struct Sylk;

impl Format for Sylk {
    fn name(&self) -> &'static str {
        "sylk"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.count(b';') > 1
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        is_sylk(head.bytes).then(|| Box::new(SylkReader) as Box<dyn Reader>)
    }
}

/// Lines that are looked at.
const LINES_CHECKED: usize = 200;

/// Whether the first lines are records of such sheets, throughout, and a cell says where it is.
fn is_sylk(bytes: &[u8]) -> bool {
    const KINDS: [&[u8]; 10] = [b"ID", b"B", b"C", b"F", b"P", b"O", b"NN", b"NE", b"NU", b"W"];
    let mut has_place = false;
    let lines = bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n"));
    let are_records = lines.take(LINES_CHECKED).all(|line| {
        let line = line.trim_ascii_end();
        let kind = line.split(|&byte| byte == b';').next().unwrap_or_default();
        let are_places = |part: Range<usize>| match line.get(part).and_then(<[u8]>::split_first) {
            Some((b'X' | b'Y', digits)) => number(digits).is_some(),
            _ => false,
        };
        has_place |= kind == b"C" && fields(line).any(are_places);
        let are_named = || fields(line).all(|part| line.get(part.start).is_some_and(u8::is_ascii_uppercase));
        match kind {
            b"C" | b"F" => are_named(),
            b"E" => true,
            _ => KINDS.contains(&kind),
        }
    });
    bytes.starts_with(b"ID;P") && are_records && has_place
}

#[derive(Debug)]
struct SylkReader;

impl Reader for SylkReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        let mut sheet = Sheet { grid: Grid::new(""), row: Row::new(), y: 0, x: 0 };
        let mut at = 0;
        while at < piece.bytes.len() && !rows.is_stopped {
            let rest = piece.bytes.get(at..).unwrap_or_default();
            let len = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            sheet.line(at..at + len, &mut rows);
            at += len;
        }
        sheet.end_row(&mut rows);
        sheet.grid.finish(&mut rows);
        rows.flush();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

struct Sheet {
    grid: Grid,
    row: Row,
    /// Where the last cell was.
    y: usize,
    x: usize,
}

impl Sheet {
    fn line(&mut self, span: Range<usize>, rows: &mut Rows<'_, '_>) {
        let line = rows.bytes.get(span.clone()).unwrap_or_default();
        if !(line.starts_with(b"C;") || line.starts_with(b"F;")) {
            rows.text(span, TextClass::Structure);
            return;
        }
        let mut value = None;
        for part in fields(line) {
            let Some((kind, content)) = line.get(part.clone()).and_then(<[u8]>::split_first) else { continue };
            match kind {
                b'X' => self.x = number(content).unwrap_or(self.x),
                b'Y' => self.go_to(number(content).unwrap_or(self.y), rows),
                b'K' if line.starts_with(b"C") && value.is_none() => {
                    value = Some(span.start + part.start + 1..span.start + part.end);
                }
                // A formula, a comment, a format: what is no value may hold some.
                _ => rows.text(span.start + part.start..span.start + part.end, TextClass::Structure),
            }
        }
        let Some(value) = value else { return };
        let at = self.x.saturating_sub(1);
        let field = field(rows.bytes, value.clone()).filter(|_| at < COLUMNS_MAX);
        let Some(field) = field else { return rows.text(value, TextClass::Structure) };
        if self.row.len() <= at {
            self.row.resize(at + 1, None);
        }
        // A cell that is said again.
        let before = self.row.get_mut(at).and_then(|cell| cell.replace(field));
        if let Some(before) = before {
            rows.text(before.span, TextClass::Structure);
        }
    }

    fn go_to(&mut self, y: usize, rows: &mut Rows<'_, '_>) {
        if y != self.y {
            self.end_row(rows);
            self.y = y;
        }
    }

    fn end_row(&mut self, rows: &mut Rows<'_, '_>) {
        let row = std::mem::take(&mut self.row);
        self.grid.row(rows, row);
    }
}

/// The fields of a line behind its kind.
fn fields(line: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let end = line.trim_ascii_end().len();
    let mut from = 2;
    std::iter::from_fn(move || {
        let start = from;
        let mut at = start;
        while at < end {
            match (line.get(at), line.get(at + 1)) {
                (Some(b';'), Some(b';')) => at += 2,
                (Some(b';'), _) => break,
                _ => at += 1,
            }
        }
        from = at + 1;
        (start < end).then_some(start..at.min(end))
    })
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}

/// The value of a cell: text in quotes, a number, TRUE; `None` where there is none.
fn field(bytes: &[u8], mut span: Range<usize>) -> Option<Field> {
    let raw = bytes.get(span.clone())?;
    if let Some(inner) = raw.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")) {
        span = span.start + 1..span.start + 1 + inner.len();
    }
    let raw = bytes.get(span.clone())?;
    if raw.is_empty() || raw.starts_with(b"#") && raw.ends_with(b"!") {
        return None;
    }
    if memchr::memmem::find(raw, b";;").is_none() {
        return Some(Field::verbatim(span));
    }
    let mut value = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memmem::find(rest, b";;") {
        value.extend_from_slice(rest.get(..=at)?);
        rest = rest.get(at + 2..)?;
    }
    value.extend_from_slice(rest);
    Some(Field::decoded(value, span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, head_of, read_whole};

    fn read(source: &str) -> Collector {
        read_whole(&*Sylk.open(&head_of(source.as_bytes())).expect("a sheet"), source.as_bytes())
    }

    const HEAD: &str = "ID;PX\nC;X1;Y1;K\"name\"\nC;X2;K\"ssn\"\n";

    #[test]
    fn cells_on_lines_are_rows() {
        let source = format!("{HEAD}F;Y2;X2\nC;K\"536-22-8713\"\nC;X1;K\"Lee;; Ann\"\nC;X1;Y3;K7\r\nC;X2;K#N/A!\nE\n");
        let found = read(&source);
        assert_eq!(found.column_names(), ["name", "ssn"]);
        assert_eq!(found.rows(), [vec!["Lee; Ann", "536-22-8713"], vec!["7"]]);
        let texts = found.text_of(source.as_bytes());
        assert_eq!(texts, ["ID;PX\n", "#N/A!", "E\n", "name", "ssn"]);
    }

    #[test]
    fn what_is_no_value_of_a_cell_is_text() {
        let source = format!("{HEAD}C;X1;Y2;K\"old\";EA1\nC;X1;K\"new\"\nC;X2001;K\"far\"\nE\n");
        let texts = read(&source).text_of(source.as_bytes());
        assert_eq!(texts, ["ID;PX\n", "EA1", "old", "\"far\"", "E\n", "name", "ssn"]);
    }

    #[test]
    fn what_only_begins_alike_is_left_to_others() {
        let table = "ID;Patient;SSN\nA;Ann;536-90-4399\nC;X1;536-22-8713\n";
        for source in ["ID;PX\n", "ID,P\nC;X1\n", "x\nC;X1;K1\n", "", table] {
            assert!(Sylk.open(&head_of(source.as_bytes())).is_none(), "{source}");
        }
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_lines_are_read_to_their_end(lines in "([CFXYKE;\"0-9a-z#!]{0,20}\n?){0,30}") {
            read_whole(&SylkReader, format!("{HEAD}{lines}").as_bytes());
        }
    }
}
