//! Format `wiki_table`: pages of a wiki with tables in them. The tables are records, the rest is text.
//!
//! A table is what `MediaWiki` writes as one: cells of its head behind `!` and `!!`, rows that `|-` begins, their cells behind `|` and `||`,
//! on one line or several, and `|}` at its end. What stands before a single `|` in a cell is how the cell looks. A table without a head is
//! text. A source is cut at empty lines only, where no table goes on.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::lines::{Line, last_blank_line, lines, whole_blocks};
use super::rows::{Field, Rows};
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, TextClass, header};
use crate::batch::ColumnId;

/// The format.
#[derive(Debug)]
pub struct WikiTable;

impl Format for WikiTable {
    fn name(&self) -> &'static str {
        "wiki_table"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.count(b'|') > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        has_table(head.bytes).then(|| Box::new(WikiReader) as Box<dyn Reader>)
    }
}

/// Whether there is a line of heads, and behind it one that begins a row.
fn has_table(bytes: &[u8]) -> bool {
    let is_heading = |start: usize| {
        let rest = bytes.get(start..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let (line, behind) = rest.split_at(end);
        behind.trim_ascii_start().starts_with(b"|") && memchr::memmem::find(line, b"!!").is_some()
    };
    // Each line is looked at once.
    let behind_breaks = memchr::memmem::find_iter(bytes, b"\n!").map(|at| at + 1);
    bytes.starts_with(b"!").then_some(0).into_iter().chain(behind_breaks).any(is_heading)
}

#[derive(Debug)]
struct WikiReader;

impl Reader for WikiReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        last_blank_line(bytes.get(..len_wanted.min(bytes.len()))?).map(|at| (at, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let Some(len) = whole_blocks(piece) else { return Consumed { len: 0, state: piece.state.clone() } };
        read(&mut Rows::new(piece.bytes.get(..len).unwrap_or_default(), sink));
        Consumed { len, state: State::Between }
    }
}

fn read(rows: &mut Rows<'_, '_>) {
    let bytes = rows.bytes;
    let mut all = lines(b'\n', bytes).peekable();
    let mut text_start = 0;
    while let Some(line) = all.next() {
        let Some(mut names) = cells(&line, bytes, b'!') else { continue };
        while let Some(more) = all.peek().and_then(|next| cells(next, bytes, b'!')) {
            names.extend(more);
            all.next();
        }
        let is_row = |next: &&Line| next.of(bytes).trim_ascii_start().starts_with(b"|");
        // One head alone may be any line with a mark of exclamation.
        if names.len() < 2 || !all.peek().as_ref().is_some_and(is_row) {
            continue;
        }
        rows.text(text_start..line.start, TextClass::Text);
        rows.text(line.start..all.peek().map_or(bytes.len(), |next| next.start), TextClass::Text);
        let specs = header::named_columns(names.into_iter().map(|cell| bytes.get(cell).unwrap_or_default()));
        rows.table("");
        let mut columns: Vec<ColumnId> = specs.iter().map(|spec| rows.column(spec)).collect();
        let mut row: Vec<Range<usize>> = Vec::new();
        while let Some(line) = all.next_if(|next| is_row(&next)) {
            text_start = line.next;
            match line.of(bytes).trim_ascii_start() {
                [b'|', b'-' | b'}', ..] => end_record(rows, &mut columns, &mut row),
                [b'|', b'+', ..] => {}
                _ => row.extend(cells(&line, bytes, b'|').unwrap_or_default()),
            }
        }
        end_record(rows, &mut columns, &mut row);
    }
    rows.text(text_start..bytes.len(), TextClass::Text);
    rows.flush();
}

fn end_record(rows: &mut Rows<'_, '_>, columns: &mut Vec<ColumnId>, row: &mut Vec<Range<usize>>) {
    if row.is_empty() {
        return;
    }
    for (index, cell) in row.drain(..).enumerate() {
        if columns.len() <= index {
            columns.push(rows.column(&header::unnamed_column(index)));
        }
        columns.get(index).into_iter().for_each(|&column| rows.field(column, &Field::verbatim(cell.clone())));
    }
    rows.end_record();
}

/// The cells of a line that begins with `sign`, which stands twice between two of them; without how they look, and without spaces.
fn cells(line: &Line, bytes: &[u8], sign: u8) -> Option<Vec<Range<usize>>> {
    let text = line.of(bytes);
    let lead = text.len() - text.trim_ascii_start().len();
    let inner = text.get(lead..)?.strip_prefix(&[sign])?;
    let mut from = line.start + lead + 1;
    let mut cells = Vec::new();
    let mut rest = inner;
    loop {
        let next = memchr::memmem::find(rest, &[sign, sign]);
        let raw = rest.get(..next.unwrap_or(rest.len()))?;
        // `style="width: 10em" | Ann Moore`
        let look = memchr::memchr(b'|', raw).filter(|&at| raw.get(..at).is_some_and(|look| look.contains(&b'=')));
        let start = look.map_or(0, |at| at + 1);
        let value = raw.get(start..)?;
        let lead = value.len() - value.trim_ascii_start().len();
        let at = from + start + lead;
        cells.push(at..at + value.trim_ascii().len());
        let Some(next) = next else { break };
        from += next + 2;
        rest = rest.get(next + 2..)?;
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{assert_cuts_agree, head_of, read_whole};

    const SOURCE: &str = "== Staff ==\nHello! Read on!\n\n{| class=\"wikitable\"\n! Name !! style=\"x\" | Phone !! Birthday\n|-\n| Ann Cole || 212-664-0100 || 07/04/1960\n|-\n| Bob Lee\n| a=b | 212-664-0101\n| 1961-01-02\n|}\n\nThe end.\n";

    #[test]
    fn tables_of_a_page_are_records() {
        let sink = read_whole(&*WikiTable.open(&head_of(SOURCE.as_bytes())).unwrap(), SOURCE.as_bytes());
        assert_eq!(sink.column_names(), ["Name", "Phone", "Birthday"]);
        assert_eq!(
            sink.rows(),
            [["Ann Cole", "212-664-0100", "07/04/1960"], ["Bob Lee", "212-664-0101", "1961-01-02"]]
        );
        let texts = sink.text_of(SOURCE.as_bytes()).concat();
        assert!(texts.starts_with("== Staff") && texts.ends_with("The end.\n") && texts.contains("! Name"));
    }

    #[test]
    fn every_way_of_cutting_gives_the_same_records() {
        assert_cuts_agree(&*WikiTable.open(&head_of(SOURCE.as_bytes())).unwrap(), SOURCE.as_bytes());
    }

    #[test]
    fn exclamations_and_pipes_are_no_table() {
        for source in ["Hello!! World\n| a | b\n", "! note !! this\n\ntext\n", "a!!b\n|-\n", "if (!!x) {\n|| y\n"] {
            assert!(WikiTable.open(&head_of(source.as_bytes())).is_none(), "{source}");
        }
    }
}
