//! Format `bcp`: rows of a table of Microsoft SQL Server, as its bulk copy program writes them for a machine, within the
//! archives (BACPAC) that an export of a database is.
//!
//! ```text
//! model.xml                                 tables, their columns and types
//! Data/<schema>.<table>/TableData-000-00000.BCP   rows, end to end
//! row        fields in the order of the columns, nothing between them
//! field      length (0, 1, 2, 4 or 8 bytes, by the type; all bits set for NULL), value
//! ```
//!
//! The lengths are those of "Specify prefix length in data files by using bcp" (Microsoft), the values those of its
//! description of the types; text is UTF-16, that of `char` and `varchar`, too, as an export is made with `-N`. What the
//! documentation leaves open for columns that are never NULL (whether a length stands before a `bit`, a date or a `char`) is
//! told by the rows themselves: the first reading under which the beginning of a file is rows throughout is taken
//! (`layout`). Columns that are computed have no field.
//!
//! Where a row cannot be read, what follows is scanned as it stands, for nothing tells where the next one begins. So is a
//! file without its model.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod layout;
mod model;
#[cfg(test)]
mod tests;
mod value;

use std::borrow::Cow;

use self::layout::{Layout, Row, RowEnd};
pub(super) use self::model::Model;
use self::value::Kind;
use super::companion::MODEL;
use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};
use crate::batch::ColumnId;

/// What follows cannot be read as rows.
const LOST: State = State::Part(usize::MAX);

/// The format.
#[derive(Debug)]
pub struct Bcp;

impl Format for Bcp {
    fn name(&self) -> &'static str {
        "bcp"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn companions(&self, head: &Head<'_>) -> Vec<String> {
        // The model stands beside the folder of the folders of the tables.
        table_of(head.name).map(|_| format!("../../{MODEL}")).into_iter().collect()
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let table = table_of(head.name)?;
        let companion = head.companion?;
        let columns = companion.model().columns(companion.bytes(), &table)?;
        let layout = Layout::of(columns, head.bytes)?;
        Some(Box::new(BcpReader { table: table.into_owned(), layout }))
    }
}

/// The table whose rows a file holds: the name of the folder that it lies in, within `Data`.
fn table_of(name: &str) -> Option<Cow<'_, str>> {
    let mut steps = name.rsplit(['/', '\\', '!']);
    let is_rows = steps.next()?.get(..10)?.eq_ignore_ascii_case("TableData-");
    let table = steps.next().filter(|_| is_rows)?;
    steps.next().filter(|folder| folder.eq_ignore_ascii_case("Data"))?;
    Some(unquoted(table))
}

/// A name of a part of an archive, without its escapes: `%20`.
fn unquoted(name: &str) -> Cow<'_, str> {
    if !name.contains('%') {
        return Cow::Borrowed(name);
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads the rows of one table.
struct BcpReader {
    table: String,
    layout: Layout,
}

/// Never prints a value.
impl std::fmt::Debug for BcpReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BcpReader").field("table", &self.table).finish_non_exhaustive()
    }
}

impl BcpReader {
    /// Hands on the fields of a row.
    fn row(&self, row: &Row, columns: &[ColumnId], rows: &mut Rows<'_, '_>) {
        let bytes = rows.bytes;
        for (field, (column, id)) in row.fields.iter().zip(self.layout.columns.iter().zip(columns)) {
            let Some(span) = field else { continue };
            let raw = bytes.get(span.clone()).unwrap_or_default();
            if matches!(column.kind, Kind::Bytes { .. }) {
                rows.verbatim(*id, span);
            } else if let Some(written) = value::written(&column.kind, raw, self.layout.reading.is_narrow()) {
                rows.decoded(*id, written.as_bytes(), span);
            }
        }
        rows.end_record();
    }

    /// Scans what is no row as it stands.
    fn lose(&self, at: usize, end: usize, message: &str, rows: &mut Rows<'_, '_>) {
        rows.flush();
        rows.not_understood(at, message);
        rows.text(at..end, TextClass::Binary);
    }
}

/// Where bytes that are read as they stand are cut, at `wanted` at the latest: between values, if they end anywhere near.
fn cut(bytes: &[u8], wanted: usize) -> usize {
    const NEAR: usize = 4 << 10;
    let head = bytes.get(..wanted).unwrap_or(bytes);
    if head.len() == bytes.len() {
        return head.len();
    }
    let from = head.len().saturating_sub(NEAR);
    let near = head.get(from..).unwrap_or_default();
    let is_printable = |byte: &u8| matches!(byte, b' '..=b'~');
    // Within text of two bytes a sign each there are never two that are not printable.
    let gap = near.windows(2).rposition(|pair| !pair.iter().any(is_printable));
    let gap = gap.or_else(|| near.iter().rposition(|byte| byte.is_ascii_control() || *byte == b' '));
    gap.map_or(head.len(), |gap| from + gap + 1)
}

impl Reader for BcpReader {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        if *state == LOST {
            return Some((cut(bytes, len_wanted), LOST)).filter(|(len, _)| *len > 0);
        }
        let (mut at, mut row) = (0, Row::default());
        while at < len_wanted {
            at = self.layout.row(bytes, at, &mut row).ok()?;
        }
        Some((at, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let bytes = piece.bytes;
        let mut rows = Rows::new(bytes, sink);
        if *piece.state == LOST {
            rows.text(0..bytes.len(), TextClass::Binary);
            return Consumed { len: bytes.len(), state: LOST };
        }
        rows.table(&self.table);
        let columns: Vec<ColumnId> =
            self.layout.columns.iter().map(|column| rows.typed(&column.name, &column.sql_type)).collect();
        let (mut at, mut row) = (0, Row::default());
        while at < bytes.len() && !rows.is_stopped {
            match self.layout.row(bytes, at, &mut row) {
                Ok(end) => {
                    self.row(&row, &columns, &mut rows);
                    at = end;
                }
                Err(RowEnd::Cut) if !(piece.at_end || piece.must_consume && at == 0) => break,
                Err(end) => {
                    let message = match end {
                        RowEnd::Cut => "the last row is not whole",
                        RowEnd::Broken => "a row does not fit its table: what follows was scanned as it stands",
                    };
                    let len =
                        if piece.at_end { bytes.len() } else { cut(bytes, bytes.len().saturating_sub(1)).max(at + 1) };
                    self.lose(at, len, message, &mut rows);
                    return Consumed { len, state: LOST };
                }
            }
        }
        rows.flush();
        if at == 0 {
            return Consumed { len: 0, state: piece.state.clone() };
        }
        Consumed { len: at, state: State::Between }
    }
}
