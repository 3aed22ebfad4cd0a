//! One tuple of an INSERT: `(1, 'text', NULL, ...)`.
//!
//! Nearly every value is a plain string, a plain number or NULL, and is read by three short branches. Whatever else a
//! value may be goes to [`super::expression`], which starts it anew.

use std::ops::Range;

use super::expression::expression;
use super::lexer::{Scanned, Stop, quoted_end, skip_space};
use super::state::{Dialect, Family, Target};
use super::tuple_ends::TupleEnds;
use crate::batch::{BatchBuf, Cell, ColumnId, Escape};
use crate::decode::escapes::unescape;

/// Values of one tuple; more is no row of any database.
const VALUES_MAX: u32 = 100_000;

/// Takes the cells of a tuple. Their columns are places in the tuple until the reader maps them.
pub(super) struct Cells<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) dialect: Dialect,
    pub(super) target: &'a Target,
    pub(super) buf: &'a mut BatchBuf,
    /// Literals that are part of how a value is written, but might hold more than that.
    pub(super) asides: &'a mut Vec<Range<usize>>,
}

/// A tuple that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tuple {
    /// One past its closing parenthesis.
    pub(super) end: usize,
    /// How many values it has, NULLs included.
    pub(super) count: usize,
}

/// Reads the tuple whose opening parenthesis is at `open`. What it pushed of a tuple that failed is for the caller to drop.
pub(super) fn tuple(cells: &mut Cells<'_>, open: usize) -> Scanned<Tuple> {
    let bytes = cells.bytes;
    let mut at = open + 1;
    for position in 0..VALUES_MAX {
        at = value(cells, skip_space(bytes, at), position)?;
        match bytes.get(at) {
            Some(b',') => at += 1,
            Some(b')') => return Ok(Tuple { end: at + 1, count: position as usize + 1 }),
            Some(_) => return Err(Stop::Bad),
            None => return Err(Stop::Cut),
        }
    }
    Err(Stop::Bad)
}

/// Reads a tuple as most are: strings without escapes, numbers and NULLs. `None` where it may be anything else; then what it
/// pushed is for the caller to drop.
#[inline]
pub(super) fn plain_tuple(cells: &mut Cells<'_>, ends: &mut TupleEnds, open: usize) -> Option<Tuple> {
    let bytes = cells.bytes;
    let ends = ends.of_tuple(bytes, open, cells.dialect.has_backslash)?;
    let mut start = offset(open) + 1;
    let row = &mut cells.buf.cells;
    row.reserve(ends.len());
    for (position, &end) in (0u32..).zip(ends) {
        let mut value = bytes.get(start as usize..end as usize)?;
        while let [b' ', rest @ ..] = value {
            (value, start) = (rest, start + 1);
        }
        let place = match value {
            // A string of bytes may begin with a backslash.
            [b'\'', b'\\', ..] => return None,
            [b'\'', .., b'\''] => start + 1..end - 1,
            [b'0'..=b'9' | b'-', digits @ ..] if digits.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.')) => {
                start..end
            }
            b"NULL" => start..start,
            _ => return None,
        };
        row.push(Cell::borrowed(ColumnId(position), place));
        start = end + 1;
    }
    (ends.len() <= VALUES_MAX as usize).then_some(Tuple { end: start as usize, count: ends.len() })
}

/// Reads the value at `at`; gives the index of the comma or parenthesis that ends it.
#[inline]
fn value(cells: &mut Cells<'_>, at: usize, position: u32) -> Scanned<usize> {
    let bytes = cells.bytes;
    match bytes.get(at) {
        Some(&quote @ b'\'') => {
            let (end, is_escaped) = quoted_end(bytes, at + 1, quote, cells.dialect.has_backslash)?;
            let next = skip_space(bytes, end + 1);
            if is_separator(bytes.get(next)) {
                let escape =
                    if cells.dialect.has_backslash { Escape::Backslash(quote) } else { Escape::Doubled(quote) };
                cells.string(at + 1..end, escape, is_escaped, position);
                return Ok(next);
            }
        }
        Some(b'0'..=b'9' | b'-') => {
            let rest = bytes.get(at + 1..).unwrap_or_default();
            let len = rest.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'.')).ok_or(Stop::Cut)?;
            let end = at + 1 + len;
            if is_separator(bytes.get(end)) {
                cells.plain(at..end, position);
                return Ok(end);
            }
        }
        Some(b'N') if bytes.get(at..at + 4) == Some(b"NULL".as_slice()) && is_separator(bytes.get(at + 4)) => {
            cells.null(at, position);
            return Ok(at + 4);
        }
        _ => {}
    }
    expression(cells, at, position)
}

#[inline]
fn is_separator(byte: Option<&u8>) -> bool {
    matches!(byte, Some(b',' | b')'))
}

impl Cells<'_> {
    /// Pushes a value that stands as it is.
    #[inline]
    pub(super) fn plain(&mut self, span: Range<usize>, position: u32) {
        self.buf.cells.push(Cell::borrowed(ColumnId(position), offset(span.start)..offset(span.end)));
    }

    /// Pushes a NULL: a cell without a value, as an empty field of a CSV file is. Records with a cell for every column are
    /// turned on their side with less work than others.
    #[inline]
    pub(super) fn null(&mut self, at: usize, position: u32) {
        self.plain(at..at, position);
    }

    /// Pushes the content of a string.
    #[inline]
    pub(super) fn string(&mut self, span: Range<usize>, escape: Escape, is_escaped: bool, position: u32) {
        let raw = self.bytes.get(span.clone()).unwrap_or_default();
        if raw.first() == Some(&b'\\') && raw.get(1..).is_some_and(|rest| !rest.is_empty()) {
            let is_possible = matches!(self.dialect.family, Family::Postgres | Family::Ansi);
            let skipped = if is_possible { bytea_prefix_len(raw, escape) } else { 0 };
            if skipped > 0 && self.target.may_hold_bytes(position as usize) {
                return self.hex(span.start + skipped..span.end, position);
            }
        }
        if is_escaped { self.escaped(span, escape, position) } else { self.plain(span, position) }
    }

    /// Pushes a value that stands for another.
    pub(super) fn escaped(&mut self, span: Range<usize>, escape: Escape, position: u32) {
        push_escaped(self.bytes, self.buf, span, escape, position);
    }

    /// Pushes hexadecimal digits, as what they mean where that is text.
    pub(super) fn hex(&mut self, span: Range<usize>, position: u32) {
        push_hex(self.bytes, self.buf, span, position);
    }
}

/// The length of the `\x` that begins PostgreSQL's bytes (its backslash may be doubled), or 0 where none does.
fn bytea_prefix_len(raw: &[u8], escape: Escape) -> usize {
    let prefix: &[u8] = match escape {
        Escape::Doubled(_) => b"\\x",
        _ => b"\\\\x",
    };
    match raw.strip_prefix(prefix) {
        Some(digits) if is_hex(digits) => prefix.len(),
        _ => 0,
    }
}

/// Whether these are the digits of whole bytes.
pub(super) fn is_hex(digits: &[u8]) -> bool {
    digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit)
}

/// Pushes a cell whose value is what `escape` makes of the raw bytes.
pub(super) fn push_escaped(bytes: &[u8], buf: &mut BatchBuf, span: Range<usize>, escape: Escape, position: u32) {
    let value = buf.arena.len();
    unescape(escape, bytes.get(span.clone()).unwrap_or_default(), &mut buf.arena);
    let value_len = buf.arena.len() - value;
    buf.cells.push(Cell {
        start: offset(span.start),
        end: offset(span.end),
        value: offset(value),
        value_len: offset(value_len),
        column: ColumnId(position),
        escape,
    });
}

/// Pushes hexadecimal digits: as text where they mean text, else as they stand.
pub(in crate::records) fn push_hex(bytes: &[u8], buf: &mut BatchBuf, span: Range<usize>, position: u32) {
    const SAMPLE_LEN: usize = 512;
    let digits = bytes.get(span.clone()).unwrap_or_default();
    let value = buf.arena.len();
    unescape(Escape::Hex, digits.get(..digits.len().min(SAMPLE_LEN)).unwrap_or_default(), &mut buf.arena);
    let is_text = is_hex(digits) && is_text(buf.arena.get(value..).unwrap_or_default());
    buf.arena.truncate(value);
    if is_text {
        push_escaped(bytes, buf, span, Escape::Hex, position);
    } else {
        buf.cells.push(Cell::borrowed(ColumnId(position), offset(span.start)..offset(span.end)));
    }
}

/// Whether bytes read as text: nine in ten printable, no NUL.
fn is_text(bytes: &[u8]) -> bool {
    let printable =
        bytes.iter().filter(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0xC2..=0xF4)).count();
    let following = bytes.iter().filter(|byte| matches!(byte, 0x80..=0xBF)).count();
    let is_utf8 = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum::<usize>() <= bytes.len() / 16 + 3;
    !bytes.is_empty() && !bytes.contains(&0) && is_utf8 && (printable + following) * 10 >= bytes.len() * 9
}

/// An offset within a piece, which the reader keeps below 4 GiB.
#[inline]
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::records::sql_dump::state::Schema;

    /// The values of a tuple, with their places, and its count.
    pub(in super::super) fn values(dialect: Dialect, sql: &str) -> Scanned<(Vec<String>, usize)> {
        let target = Target::new("t".to_owned(), None, None, &Schema::default());
        let (mut buf, mut asides) = (BatchBuf::default(), Vec::new());
        let bytes = sql.as_bytes();
        let mut cells = Cells { bytes, dialect, target: &target, buf: &mut buf, asides: &mut asides };
        let tuple = tuple(&mut cells, 0)?;
        let batch = buf.as_batch(bytes);
        let show = |cell: &Cell| format!("{}={}", cell.column.0, String::from_utf8_lossy(batch.value(cell)));
        Ok((batch.cells.iter().map(show).collect(), tuple.count))
    }

    #[track_caller]
    fn check(family: Family, sql: &str, expected: &[&str]) {
        let (values, _) = values(Dialect::new(family), sql).unwrap();
        assert_eq!(values, expected, "{sql}");
    }

    #[test]
    fn plain_values_are_cells_and_nulls_are_empty_ones() {
        check(Family::Ansi, "(1, 'a',NULL , '' ,-2.50,default)", &["0=1", "1=a", "2=", "3=", "4=-2.50", "5="]);
        check(Family::Ansi, "(null,1e-7, +3,TRUE, 'O''Neil')", &["0=", "1=1e-7", "2=+3", "3=TRUE", "4=O'Neil"]);
        check(Family::Ansi, "('),(', 'a;\nb')", &["0=),(", "1=a;\nb"]);
    }

    #[test]
    fn a_backslash_escapes_only_where_the_dialect_says_so() {
        check(Family::MySql, r"('O\'Neil\n','\\',1)", &["0=O'Neil\n", r"1=\", "2=1"]);
        check(Family::Ansi, r"('C:\dir\','b')", &[r"0=C:\dir\", "1=b"]);
    }

    #[test]
    fn bytes_that_are_text_are_read_as_text() {
        check(
            Family::MySql,
            "(0x68656C6C6F,X'0001fffe',_binary 'abc',b'101')",
            &["0=hello", "1=0001fffe", "2=abc", "3=101"],
        );
        check(Family::Postgres, r"('\x68656c6c6f','\x','\xzz')", &["0=hello", "1=", r"2=\xzz"]);
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        let pieces = [
            "'",
            "''",
            "a",
            "'b'",
            "'it''s'",
            "\\",
            "\\'",
            ",",
            ",",
            ", ",
            "(",
            ")",
            "),(",
            "), (",
            ")\n,(",
            " ",
            "12",
            "-3.5",
            "NULL",
            "1e5",
            "'x,y'",
            "'(z)'",
            "/* don't */",
            "-- n\n",
            "\"q\"",
            "E'e'",
            "0x41",
            "f(1)",
            "true",
            "-",
            "1..2",
            ";",
        ];
        prop::sample::select(pieces.to_vec())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn a_plain_tuple_is_read_as_byte_by_byte(
            pieces in prop::collection::vec(piece(), 0..40), lead in 0usize..70, family in 0..3usize
        ) {
            let sql = format!("('{}',{}", "x".repeat(lead), pieces.concat());
            let dialect = Dialect::new([Family::MySql, Family::Postgres, Family::Ansi][family]);
            let target = Target::new("t".to_owned(), None, None, &Schema::default());
            let bytes = sql.as_bytes();
            let (mut buf, mut asides) = (BatchBuf::default(), Vec::new());
            let mut cells = Cells { bytes, dialect, target: &target, buf: &mut buf, asides: &mut asides };
            let mut ends = TupleEnds::new(false);
            let mut open = 0;
            // As the reader does: one tuple after the other, with a comma between them.
            loop {
                cells.buf.clear();
                let plain = plain_tuple(&mut cells, &mut ends, open);
                let told = std::mem::take(&mut cells.buf.cells);
                let exact = tuple(&mut cells, open);
                if let Some(plain) = plain {
                    prop_assert_eq!(exact, Ok(plain));
                    prop_assert_eq!(&told, &cells.buf.cells);
                }
                let Ok(Tuple { end, .. }) = exact else { break };
                ends.go_on(bytes, end);
                let next = skip_space(bytes, end);
                let after = skip_space(bytes, next + 1);
                if bytes.get(next) != Some(&b',') || bytes.get(after) != Some(&b'(') {
                    break;
                }
                open = after;
            }
        }
    }

    #[test]
    fn a_cut_tuple_is_told_from_a_bad_one() {
        let of = |sql| values(Dialect::default(), sql).map(|_| ());
        for cut in ["(", "(1", "(1,", "('a", "('a'", "('a',NUL", "(CAST(1 AS", "(1,$a$x", "(E'", "(/* x"] {
            assert_eq!(of(cut), Err(Stop::Cut), "{cut}");
        }
        for bad in ["(1;", "(a]b)", "('a';"] {
            assert_eq!(of(bad), Err(Stop::Bad), "{bad}");
        }
    }
}
