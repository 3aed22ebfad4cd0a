//! Format `markdown`: prose with tables of pipes in it. The tables are records, the rest is text.
//!
//! A table is a line of cells, a line like `|---|:---:|` below it, and all lines with pipes that follow (the syntax of
//! GitHub Flavored Markdown, 4.10). A source is cut at empty lines only, where no table goes on.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::form::{Downward, Judge, is_heading};
use super::lines::{Line, last_blank_line, lines, whole_blocks};
use super::rows::{Field, Rows};
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, TextClass, header};
use crate::batch::ColumnId;

/// Rows that tell whether a table is one of labels and values.
const ROWS_JUDGED: usize = 64;

/// The format.
#[derive(Debug)]
pub struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || (census.count(b'|') > 1 && census.count(b'-') > 3)
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        has_table(head.bytes).then(|| Box::new(MarkdownReader) as Box<dyn Reader>)
    }
}

/// Whether there is a header with a ruler below it. A ruler has two dashes at least: only lines that have are looked at.
fn has_table(bytes: &[u8]) -> bool {
    let dashes = memchr::memmem::Finder::new(b"--");
    let mut at = 0;
    while let Some(found) = dashes.find(bytes.get(at..).unwrap_or_default()) {
        let (above, below) = bytes.split_at_checked(at + found).unwrap_or_default();
        let start = memchr::memrchr(b'\n', above).map_or(0, |end| end + 1);
        let end = above.len() + memchr::memchr(b'\n', below).unwrap_or(below.len());
        let ruler = bytes.get(start..end).unwrap_or_default();
        if is_ruler(ruler) && line_before(bytes, start).is_some_and(|line| is_header(line, ruler)) {
            return true;
        }
        at = end;
    }
    false
}

/// The line that ends right before `start`, where another begins.
fn line_before(bytes: &[u8], start: usize) -> Option<&[u8]> {
    let before = bytes.get(..start)?.strip_suffix(b"\n")?;
    let line = before.get(memchr::memrchr(b'\n', before).map_or(0, |end| end + 1)..)?;
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

/// Whether a line is a header for a ruler: it has as many cells.
fn is_header(line: &[u8], ruler: &[u8]) -> bool {
    memchr::memchr(b'|', line).is_some() && cells(line, 0).len() == cells(ruler, 0).len()
}

/// Whether a line has nothing but cells of dashes, two of them at least or one in pipes.
fn is_ruler(line: &[u8]) -> bool {
    if !line.iter().all(|&byte| matches!(byte, b'|' | b'-' | b':') || byte.is_ascii_whitespace()) {
        return false;
    }
    let cells = cells(line, 0);
    let is_dashes = |cell: &Range<usize>| {
        let cell = line.get(cell.clone()).unwrap_or_default();
        let inner = cell.strip_prefix(b":").unwrap_or(cell);
        let inner = inner.strip_suffix(b":").unwrap_or(inner);
        inner.len() > 1 && inner.iter().all(|&byte| byte == b'-')
    };
    memchr::memchr(b'|', line).is_some() && !cells.is_empty() && cells.iter().all(is_dashes)
}

/// The cells of a line that begins at `base`, without spaces at their ends.
fn cells(line: &[u8], base: usize) -> Vec<Range<usize>> {
    let trimmed = line.trim_ascii();
    let lead = line.len() - line.trim_ascii_start().len();
    let inner = trimmed.strip_prefix(b"|").unwrap_or(trimmed);
    let start = lead + trimmed.len() - inner.len();
    let is_closed = inner.last() == Some(&b'|') && !inner.ends_with(b"\\|");
    let inner = if is_closed { inner.get(..inner.len() - 1).unwrap_or_default() } else { inner };
    let ends = memchr::memchr_iter(b'|', inner).filter(|&at| at == 0 || inner.get(at - 1) != Some(&b'\\'));
    let mut cells = Vec::new();
    let mut from = 0;
    for end in ends.chain([inner.len()]) {
        let raw = inner.get(from..end).unwrap_or_default();
        let lead = raw.len() - raw.trim_ascii_start().len();
        let at = base + start + from + lead;
        cells.push(at..at + raw.trim_ascii().len());
        from = end + 1;
    }
    cells
}

#[derive(Debug)]
struct MarkdownReader;

impl Reader for MarkdownReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        last_blank_line(bytes.get(..len_wanted.min(bytes.len()))?).map(|at| (at, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let Some(len) = whole_blocks(piece) else { return Consumed { len: 0, state: piece.state.clone() } };
        let bytes = piece.bytes.get(..len).unwrap_or_default();
        read(&mut Rows::new(bytes, sink));
        Consumed { len, state: State::Between }
    }
}

fn read(rows: &mut Rows<'_, '_>) {
    let bytes = rows.bytes;
    let mut all = lines(b'\n', bytes).peekable();
    let mut text_start = 0;
    let mut before: Option<Line> = None;
    while let Some(line) = all.next() {
        let header =
            before.take().filter(|header| is_ruler(line.of(bytes)) && is_header(header.of(bytes), line.of(bytes)));
        let Some(header) = header else {
            before = Some(line);
            continue;
        };
        rows.text(text_start..line.next, TextClass::Text);
        text_start = line.next;
        let names = cells(header.of(bytes), header.start);
        let mut next_row = || all.next_if(|row| memchr::memchr(b'|', row.of(bytes)).is_some());
        let first: Vec<Line> = std::iter::from_fn(&mut next_row).take(ROWS_JUDGED).collect();
        if is_form(bytes, &names, &first) {
            let mut records = Downward::new("");
            for row in first.into_iter().chain(std::iter::from_fn(next_row)) {
                text_start = row.next;
                downward(rows, &mut records, &row);
            }
            records.end_record(rows);
            continue;
        }
        let specs = header::named_columns(names.into_iter().map(|cell| bytes.get(cell).unwrap_or_default()));
        rows.table("");
        let mut columns: Vec<ColumnId> = specs.iter().map(|spec| rows.column(spec)).collect();
        for row in first.into_iter().chain(std::iter::from_fn(next_row)) {
            for (index, cell) in cells(row.of(bytes), row.start).into_iter().enumerate() {
                if columns.len() <= index {
                    columns.push(rows.column(&header::unnamed_column(index)));
                }
                columns.get(index).into_iter().for_each(|&column| rows.field(column, &field(bytes, cell.clone())));
            }
            rows.end_record();
            text_start = row.next;
        }
    }
    rows.text(text_start..bytes.len(), TextClass::Text);
    rows.flush();
}

/// Whether the first rows below a header are labels and their values. The header is none, or names the two of them, or is the first
/// of them.
fn is_form(bytes: &[u8], names: &[Range<usize>], rows: &[Line]) -> bool {
    let value = |cell: &Range<usize>| bytes.get(field(bytes, cell.clone()).span).unwrap_or_default();
    let [label, heading] = names else { return false };
    let mut judge = Judge::default();
    if !label.is_empty() && !is_heading(value(label), value(heading)) {
        judge.add(value(label), value(heading));
    }
    let are_pairs = rows.iter().all(|row| {
        let cells = cells(row.of(bytes), row.start);
        if let [label, value_cell] = cells.as_slice() {
            judge.add(value(label), value(value_cell));
        }
        cells.len() == 2 && !judge.is_hopeless()
    });
    are_pairs && judge.is_form()
}

/// Takes a row of a label and its value.
fn downward(rows: &mut Rows<'_, '_>, records: &mut Downward, row: &Line) {
    let bytes = rows.bytes;
    let cells = cells(row.of(bytes), row.start);
    let [label, value] = cells.as_slice() else {
        records.alone(Field::verbatim(row.start..row.end));
        return;
    };
    let label = field(bytes, label.clone());
    if records.begins_anew(label.value(bytes)) {
        records.end_record(rows);
    }
    records.row(bytes, &label, field(bytes, value.clone()));
}

/// The value of a cell, without the marks of emphasis and code around it and escapes in it.
fn field(bytes: &[u8], mut span: Range<usize>) -> Field {
    for mark in [&b"**"[..], b"`", b"_"] {
        let raw = bytes.get(span.clone()).unwrap_or_default();
        if raw.len() > 2 * mark.len() && raw.starts_with(mark) && raw.ends_with(mark) {
            span = span.start + mark.len()..span.end - mark.len();
        }
    }
    let raw = bytes.get(span.clone()).unwrap_or_default();
    if memchr::memchr(b'\\', raw).is_none() {
        return Field::verbatim(span);
    }
    let mut value = Vec::with_capacity(raw.len());
    let mut rest = raw.iter().peekable();
    while let Some(&byte) = rest.next() {
        match rest.next_if(|next| byte == b'\\' && next.is_ascii_punctuation()) {
            Some(&next) => value.push(next),
            None => value.push(byte),
        }
    }
    Field::decoded(value, span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{assert_cuts_agree, head_of, read_whole};

    const SOURCE: &str = "# Title\n\nSome | prose.\n\n| name | **ssn** |\n|:-----|---:|\n| Ann \\| Co | `536-22-8713` |\n| Bob | |\n\nThe end.\n";

    #[test]
    fn tables_in_prose_are_records() {
        let sink = read_whole(&*Markdown.open(&head_of(SOURCE.as_bytes())).unwrap(), SOURCE.as_bytes());
        assert_eq!(sink.column_names(), ["name", "**ssn**"]);
        assert_eq!(sink.rows(), [["Ann | Co", "536-22-8713"], ["Bob", ""]]);
        let texts = sink.text_of(SOURCE.as_bytes()).concat();
        assert!(texts.starts_with("# Title") && texts.ends_with("The end.\n") && texts.contains("| name"));
    }

    #[test]
    fn tables_of_labels_and_values_are_records() {
        for header in ["| Field | Value |", "| | |", "| **Phone** | 7756642142 |"] {
            let source = format!("{header}\n|---|---|\n| **Name** | Ann Cole |\n| SSN | `536-22-8713` |\n\nThe end.\n");
            let sink = read_whole(&*Markdown.open(&head_of(source.as_bytes())).unwrap(), source.as_bytes());
            assert_eq!(sink.column_names(), ["Name", "SSN"], "{header}");
            assert_eq!(sink.rows(), [["Ann Cole", "536-22-8713"]], "{header}");
            assert_cuts_agree(&*Markdown.open(&head_of(source.as_bytes())).unwrap(), source.as_bytes());
        }
    }

    #[test]
    fn every_way_of_cutting_gives_the_same_records() {
        assert_cuts_agree(&*Markdown.open(&head_of(SOURCE.as_bytes())).unwrap(), SOURCE.as_bytes());
    }

    #[test]
    fn pipes_and_dashes_alone_are_no_table() {
        for source in ["a|b\nc|d\n", "---\n", "a | b\n--+--\n1 | 2\n", "x\n|---|---|\n", "a|b\n-|-\n"] {
            assert!(Markdown.open(&head_of(source.as_bytes())).is_none(), "{source}");
        }
    }
}
