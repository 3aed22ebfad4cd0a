//! The rows of a COPY block.
//!
//! Plain version: split lines at tabs, drop `\N`, unescape what holds a backslash, stop at `\.`. Most rows hold no backslash
//! but those of `\N`, and are taken many bytes at a time (see [`super::copy_plain`]). Of the others one pass over machine words
//! finds tabs, line feeds and backslashes together, so that a cell without a backslash is never looked at again.

use super::copy_plain::plain_rows;
use super::state::CopyOptions;
use super::swar::{Needle, first_lane, load, load_tail, matches3};
use super::tuple::{is_hex, offset, push_escaped, push_hex};
use crate::batch::{BatchBuf, Cell, ColumnId, Escape};

/// How far rows were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rows {
    /// One past the last row that was taken (or past the line that ends the block).
    pub(super) end: usize,
    /// The largest number of values of a row.
    pub(super) values_max: usize,
    pub(super) stop: RowsStop,
}

/// Why reading rows stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowsStop {
    /// The buffer wants to be handed on.
    Full,
    /// So many were read as were asked for.
    Asked,
    /// The rest is no whole row.
    Cut,
    /// The block has ended.
    Terminated,
}

/// Reads rows in text format from `from` on.
pub(super) fn text_rows(bytes: &[u8], from: usize, delimiter: u8, source: Source<'_>, buf: &mut BatchBuf) -> Rows {
    let mut rows = Rows { end: from, values_max: 0, stop: RowsStop::Cut };
    // Where plain rows are few, looking for them is not worth it: then more others are read from time to time.
    let mut exact = EXACT_MIN;
    loop {
        let plain = plain_rows(bytes, rows.end, delimiter, buf);
        exact = if plain.end > rows.end { EXACT_MIN } else { (exact * 2).min(EXACT_MAX) };
        rows = Rows { end: plain.end, values_max: rows.values_max.max(plain.values_max), ..rows };
        if buf.is_full() {
            return Rows { stop: RowsStop::Full, ..rows };
        }
        let others = exact_rows(bytes, rows.end, delimiter, source, (&mut *buf, exact));
        rows = Rows { values_max: rows.values_max.max(others.values_max), ..others };
        if others.stop != RowsStop::Asked {
            return rows;
        }
    }
}

/// Rows that are read byte by byte before plain ones are looked for again.
const EXACT_MIN: usize = 1;
const EXACT_MAX: usize = 16;

/// Reads at most `count` rows in text format from `from` on, whatever they hold.
fn exact_rows(
    bytes: &[u8],
    from: usize,
    delimiter: u8,
    source: Source<'_>,
    (buf, count): (&mut BatchBuf, usize),
) -> Rows {
    let mut left = count;
    let bytea = source.bytea;
    let needles = [Needle::new(delimiter), Needle::new(b'\n'), Needle::new(b'\\')];
    let mut row = Row { row_start: from, cell_start: from, column: 0, is_escaped: false };
    let mut rows = Rows { end: from, values_max: 0, stop: RowsStop::Cut };
    let mut resume = from;
    let mut base = from;
    while base < bytes.len() {
        let word = load(bytes, base).unwrap_or_else(|| load_tail(bytes, base));
        let mut mask = matches3(word, needles);
        while mask != 0 {
            let at = base + first_lane(mask);
            mask &= mask - 1;
            if at < resume {
                continue;
            }
            match bytes.get(at) {
                Some(b'\\') => {
                    row.is_escaped = true;
                    resume = at + 2;
                }
                Some(b'\n') => {
                    if row.is_terminator(bytes, at) {
                        buf.drop_open_record();
                        return Rows { end: at + 1, stop: RowsStop::Terminated, ..rows };
                    }
                    row.last_cell(bytes, at, bytea, buf);
                    buf.end_record();
                    rows.values_max = rows.values_max.max(row.column as usize + 1);
                    rows.end = at + 1;
                    row = Row { row_start: at + 1, cell_start: at + 1, column: 0, is_escaped: false };
                    left -= 1;
                    if buf.is_full() {
                        return Rows { stop: RowsStop::Full, ..rows };
                    }
                    if left == 0 {
                        return Rows { stop: RowsStop::Asked, ..rows };
                    }
                }
                Some(_) => {
                    row.cell(bytes, at, bytea, buf);
                    row.column = row.column.saturating_add(1);
                    row.cell_start = at + 1;
                    row.is_escaped = false;
                }
                None => {}
            }
        }
        base += 8;
    }
    if source.is_whole && row.row_start < bytes.len() {
        rows.end = bytes.len();
        if row.is_terminator(bytes, bytes.len()) {
            rows.stop = RowsStop::Terminated;
        } else {
            row.last_cell(bytes, bytes.len(), bytea, buf);
            buf.end_record();
            rows.values_max = rows.values_max.max(row.column as usize + 1);
        }
    }
    buf.drop_open_record();
    rows
}

/// What rows in text format need to know besides their bytes.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// Whether the source ends where the bytes end: then a row needs no line feed.
    pub(super) is_whole: bool,
    /// Whether a column may hold bytes, written as hexadecimal digits.
    pub(super) bytea: &'a dyn Fn(usize) -> bool,
}

/// The row being read.
struct Row {
    row_start: usize,
    cell_start: usize,
    column: u32,
    is_escaped: bool,
}

impl Row {
    #[inline]
    fn cell(&self, bytes: &[u8], end: usize, bytea: &dyn Fn(usize) -> bool, buf: &mut BatchBuf) {
        if self.is_escaped {
            return self.escaped_cell(bytes, end, bytea, buf);
        }
        buf.cells.push(Cell::borrowed(ColumnId(self.column), offset(self.cell_start)..offset(end)));
    }

    fn escaped_cell(&self, bytes: &[u8], end: usize, bytea: &dyn Fn(usize) -> bool, buf: &mut BatchBuf) {
        let raw = bytes.get(self.cell_start..end).unwrap_or_default();
        if raw == b"\\N" {
            // A NULL is a cell without a value, as in tuples.
            buf.cells.push(Cell::borrowed(ColumnId(self.column), offset(self.cell_start)..offset(self.cell_start)));
            return;
        }
        match raw.strip_prefix(b"\\\\x") {
            Some(digits) if is_hex(digits) && bytea(self.column as usize) => {
                push_hex(bytes, buf, self.cell_start + 3..end, self.column);
            }
            _ => push_escaped(bytes, buf, self.cell_start..end, Escape::CopyText, self.column),
        }
    }

    /// The cell before the line's end, which may be written CR LF: a CR of the data is escaped.
    #[inline]
    fn last_cell(&self, bytes: &[u8], end: usize, bytea: &dyn Fn(usize) -> bool, buf: &mut BatchBuf) {
        let is_cr = end > self.cell_start && bytes.get(end - 1) == Some(&b'\r');
        self.cell(bytes, end - usize::from(is_cr), bytea, buf);
    }

    #[inline]
    fn is_terminator(&self, bytes: &[u8], end: usize) -> bool {
        self.column == 0 && self.is_escaped && matches!(bytes.get(self.row_start..end), Some(b"\\." | b"\\.\r"))
    }
}

/// Reads rows in CSV format from `from` on. Much rarer, and written for clarity.
pub(super) fn csv_rows(bytes: &[u8], from: usize, delimiter: u8, buf: &mut BatchBuf) -> Rows {
    let mut rows = Rows { end: from, values_max: 0, stop: RowsStop::Cut };
    loop {
        if let Some(end) = csv_terminator(bytes, rows.end) {
            return Rows { end, stop: RowsStop::Terminated, ..rows };
        }
        let Some((end, values)) = csv_row(bytes, rows.end, delimiter, buf) else {
            buf.drop_open_record();
            return rows;
        };
        buf.end_record();
        rows.end = end;
        rows.values_max = rows.values_max.max(values);
        if buf.is_full() {
            return Rows { stop: RowsStop::Full, ..rows };
        }
    }
}

fn csv_terminator(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        [b'\\', b'.', b'\n', ..] => Some(at + 3),
        [b'\\', b'.', b'\r', b'\n', ..] => Some(at + 4),
        _ => None,
    }
}

/// One past the row at `from`, and its number of values.
fn csv_row(bytes: &[u8], from: usize, delimiter: u8, buf: &mut BatchBuf) -> Option<(usize, usize)> {
    let mut at = from;
    for column in 0u32.. {
        if bytes.get(at) == Some(&b'"') {
            let (end, is_escaped) = super::lexer::quoted_end(bytes, at + 1, b'"', false).ok()?;
            if is_escaped {
                push_escaped(bytes, buf, at + 1..end, Escape::Doubled(b'"'), column);
            } else {
                buf.cells.push(Cell::borrowed(ColumnId(column), offset(at + 1)..offset(end)));
            }
            at = end + 1;
        }
        let rest = bytes.get(at..)?;
        let len = memchr::memchr2(delimiter, b'\n', rest)?;
        let end = at + len;
        let is_last = bytes.get(end) == Some(&b'\n');
        let text = rest.get(..len)?;
        let text = if is_last { text.strip_suffix(b"\r").unwrap_or(text) } else { text };
        // An empty value without quotes is NULL.
        if !text.is_empty() {
            buf.cells.push(Cell::borrowed(ColumnId(column), offset(at)..offset(at + text.len())));
        }
        at = end + 1;
        if is_last {
            return Some((at, column as usize + 1));
        }
    }
    None
}

/// Reads rows as `options` say.
pub(super) fn rows(bytes: &[u8], from: usize, options: CopyOptions, source: Source<'_>, buf: &mut BatchBuf) -> Rows {
    if options.is_csv {
        csv_rows(bytes, from, options.delimiter, buf)
    } else {
        text_rows(bytes, from, options.delimiter, source, buf)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, options: CopyOptions) -> (Vec<String>, Rows) {
        let mut buf = BatchBuf::default();
        let source = Source { is_whole: false, bytea: &|_| true };
        let rows = rows(text.as_bytes(), 0, options, source, &mut buf);
        let batch = buf.as_batch(text.as_bytes());
        let mut from = 0;
        let mut shown = Vec::new();
        for &end in batch.record_ends {
            let cells = &batch.cells[from..end as usize];
            let of = |cell: &Cell| format!("{}={}", cell.column.0, String::from_utf8_lossy(batch.value(cell)));
            shown.push(cells.iter().map(of).collect::<Vec<_>>().join(" "));
            from = end as usize;
        }
        (shown, rows)
    }

    const TEXT: CopyOptions = CopyOptions { delimiter: b'\t', is_csv: false, has_header: false, is_file: false };
    const CSV: CopyOptions = CopyOptions { delimiter: b',', is_csv: true, has_header: false, is_file: false };

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn rows_are_those_that_are_read_byte_by_byte(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "bc", "\t", "\t", "\t", "\n", "\n", "\r\n", "\\N", "\\", "N", "\\t", "\\.", "\\\n", "\r", "\\.\n", "1\t\\N\n",
                "\\\\x6869", "\\N\t2\n", "x\ty\n",
            ]), 0..60),
            lead in 0usize..70, delimiter in prop::sample::select(vec![b'\t', b'N', b'\\', b'\r', b'c']), is_whole in any::<bool>()
        ) {
            let text = format!("{}\t1\n{}", "x".repeat(lead), pieces.concat());
            let source = Source { is_whole, bytea: &|_| true };
            let (mut quick, mut exact) = (BatchBuf::default(), BatchBuf::default());
            let rows = text_rows(text.as_bytes(), 0, delimiter, source, &mut quick);
            let expected = exact_rows(text.as_bytes(), 0, delimiter, source, (&mut exact, usize::MAX));
            prop_assert_eq!(rows, expected);
            prop_assert_eq!(quick.cells, exact.cells);
            prop_assert_eq!(quick.record_ends, exact.record_ends);
            prop_assert_eq!(quick.arena, exact.arena);
        }
    }

    #[test]
    fn rows_end_at_the_terminator() {
        let (rows, end) = read("1\ta\n2\t\\N\n\\.\nrest\n", TEXT);
        assert_eq!(rows, ["0=1 1=a", "0=2 1="]);
        assert_eq!(end, Rows { end: 12, values_max: 2, stop: RowsStop::Terminated });
    }

    #[test]
    fn escapes_are_undone_and_line_ends_may_be_crlf() {
        let (rows, _) = read("a\\tb\\\\c\t\\x41\\101\r\n\\\\x68656c6c6f\t\\\\.\r\n", TEXT);
        assert_eq!(rows, ["0=a\tb\\c 1=AA", "0=hello 1=\\."]);
    }

    #[test]
    fn a_backslash_before_a_line_feed_keeps_it_in_the_value() {
        assert_eq!(read("a\\\nb\tc\n", TEXT).0, ["0=a\nb 1=c"]);
    }

    #[test]
    fn a_cut_row_is_left() {
        let (rows, end) = read("1\ta\n2\tb", TEXT);
        assert_eq!((rows.len(), end.end, end.stop), (1, 4, RowsStop::Cut));
        assert_eq!(read("1\n\\.", TEXT).1.end, 2);
    }

    #[test]
    fn csv_rows_may_hold_line_ends() {
        let (rows, end) = read("1,\"a \"\"b\"\"\n\",\n2,,\"\"\n\\.\n", CSV);
        assert_eq!(rows, ["0=1 1=a \"b\"\n", "0=2 2="]);
        assert_eq!(end.stop, RowsStop::Terminated);
    }
}
