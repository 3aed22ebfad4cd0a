//! Format `delimited`: CSV and its kin, with commas, tabs, semicolons, pipes and rarer delimiters.
//!
//! The layout is that of RFC 4180, read as leniently as writers are careless: lines may end in LF, CRLF or CR; only
//! some fields may be quoted; quotes inside may be doubled, escaped with a backslash or simply stand there; records
//! may be too short or too long; titles may stand above the header, comments between the records, totals below them.
//! What stands beside the records is handed on as text, and so is the header.
//!
//! A reader knows dialect and columns from the head and never changes them. Records end at line ends outside quotes,
//! so a line end is a good guess for the end of a piece, and [`State::Between`] is all that there is to know there.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod ends;
mod field;
mod line_counts;
mod one_column;
mod plain;
mod quotes;
mod read;
mod sample;
mod sniff;

use super::grid::{Grid, runs_across};
use super::rows::{self, Rows};
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, companion, lines};
use crate::decode::escapes;

/// The format.
#[derive(Debug)]
pub struct Delimited;

impl Format for Delimited {
    fn name(&self) -> &'static str {
        "delimited"
    }

    fn may_be(&self, census: &Census) -> bool {
        // Most lines of a table hold its delimiter; quoted cells may run over a few. A list of single values has short
        // lines of few words.
        const LINES_OF_A_CELL: u32 = 8;
        const LEN_OF_A_VALUE: u32 = 64;
        const BLANKS_OF_A_VALUE: u32 = 5;
        let lines = census.lines();
        let delimiters = sniff::DELIMITERS.iter().map(|&(byte, _)| byte).chain(sniff::CONTROL_DELIMITERS);
        let has_delimiter = delimiters.into_iter().any(|byte| census.count(byte) * LINES_OF_A_CELL >= lines);
        let is_list = census.len() <= lines * LEN_OF_A_VALUE && census.count(b' ') <= lines * BLANKS_OF_A_VALUE;
        // One line is no table, but records may end otherwise.
        (lines > 1 || census.is_cut() || census.count(0x1E) > 0) && (has_delimiter || is_list)
    }

    fn companions(&self, head: &Head<'_>) -> Vec<String> {
        companion::of_values(head)
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let mut table = sniff::recognise(head)?;
        let fits = |columns: &Vec<_>| table.header.is_empty() && columns.len() == table.columns.len();
        if let Some(columns) = companion::columns_of(head).filter(fits) {
            table.columns = columns;
        }
        if head.is_whole && runs_across_in(head.bytes, table.dialect) {
            return Some(Box::new(AcrossReader { dialect: table.dialect }));
        }
        Some(Box::new(DelimitedReader { table }))
    }
}

/// More rows than fields of a record.
const ACROSS_ROWS_MAX: usize = 48;

/// Whether the records of a source stand beside each other, a row for each field.
fn runs_across_in(bytes: &[u8], dialect: field::Dialect) -> bool {
    if lines::count_up_to(ACROSS_ROWS_MAX * 2, dialect.newline, bytes) > ACROSS_ROWS_MAX
        || dialect.delimiter == dialect.newline
    {
        return false;
    }
    let rows = sample::read_rows(dialect, bytes, lines::bom_len(bytes), ACROSS_ROWS_MAX);
    let cells: Vec<Vec<&[u8]>> = rows.iter().map(|row| row.cells(bytes, usize::MAX)).collect();
    runs_across(&cells, false)
}

/// Reads records that stand beside each other.
#[derive(Debug)]
struct AcrossReader {
    dialect: field::Dialect,
}

impl Reader for AcrossReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let bytes = piece.bytes;
        let mut out = Rows::new(bytes, sink);
        let mut grid = Grid::new("");
        let mut end = lines::bom_len(bytes);
        for row in sample::read_rows(self.dialect, bytes, end, ACROSS_ROWS_MAX) {
            end = row.next;
            let value = |field: &field::Field| {
                if field.escape == crate::batch::Escape::None {
                    return rows::Field::verbatim(field.start..field.end);
                }
                let mut value = Vec::new();
                escapes::unescape(field.escape, field.raw(bytes), &mut value);
                rows::Field::decoded(value, field.start..field.end)
            };
            let cells = row.fields.iter().map(|field| (field.start < field.end).then(|| value(field)));
            grid.row(&mut out, cells.collect());
            if row.fields.is_empty() {
                out.text(row.start..row.next, super::TextClass::NotUnderstood);
            }
        }
        grid.finish(&mut out);
        out.text(end..bytes.len(), super::TextClass::NotUnderstood);
        out.flush();
        Consumed { len: bytes.len(), state: State::Between }
    }
}

/// A reader for a table of several columns, all under a heading, which may stand among other text.
pub(super) fn open_named(head: &Head<'_>) -> Option<Box<dyn Reader>> {
    const WIDTH_MIN: usize = 3;
    if !Delimited.may_be(&Census::of(head)) {
        return None;
    }
    let table = sniff::recognise(head)?;
    let is_named = !table.header.is_empty() && table.columns.len() >= WIDTH_MIN;
    (is_named && table.columns.iter().all(|column| column.is_named)).then(|| Box::new(DelimitedReader { table }) as _)
}

/// Whether a source is a table under a heading.
pub(super) fn has_header(head: &Head<'_>) -> bool {
    sniff::recognise(head).is_some_and(|table| !table.header.is_empty())
}

#[derive(Debug)]
struct DelimitedReader {
    table: sniff::Table,
}

impl Reader for DelimitedReader {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        // The first piece must hold at least the header.
        let len_min = if *state == State::Start { self.table.body_start } else { 0 };
        let len = lines::predict(self.table.dialect.newline, bytes, len_wanted.max(len_min))?;
        (len >= len_min).then_some((len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        read::read(&self.table, piece, sink)
    }
}

#[cfg(test)]
mod tests;
