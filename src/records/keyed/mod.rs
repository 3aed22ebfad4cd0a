//! Keys and values to records, for stores of nothing else. Keys of the same form are one table: `user:123` stands in `user:*`.
//! Which segments of a key and which fields are names and which are values is learned from all of them ([`keys`]): the records of
//! a source are gone through once before they are handed on.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod keys;
mod vocabulary;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use self::keys::Names;
pub(in crate::records) use self::vocabulary::is_of_schema;
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, Escape, TableId};
use crate::records::json::Nowhere;
use crate::records::{BatchSink, TextClass};

/// Fields of a hash, beyond which they are values rather than names.
const FIELDS_MAX: usize = 64;
/// Columns of a table; what exceeds them shares one.
const COLUMNS_MAX: usize = 1_000;
/// Tables; what exceeds them shares one.
const TABLES_MAX: usize = 10_000;

/// A string, and where it stands.
#[derive(Clone)]
pub(super) struct Text<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// The bytes of the piece that it was read from.
    pub(super) span: Range<usize>,
    /// Whether it stands there as it is.
    pub(super) is_exact: bool,
}

/// A table of the sink, with records that wait.
struct Open {
    id: TableId,
    columns: BTreeMap<String, ColumnId>,
    buf: BatchBuf,
}

/// What records are gone through for.
enum Purpose<'a> {
    /// To learn the names in them: nothing is handed on.
    Learning(&'a mut Names),
    HandingOn(&'a Names),
    /// All are of one table, and nothing in their keys is a name.
    OneTable,
}

/// Hands records on.
pub(super) struct Records<'a, 's> {
    pub(super) bytes: &'a [u8],
    pub(super) sink: &'s mut dyn BatchSink,
    purpose: Purpose<'a>,
    tables: BTreeMap<String, Open>,
    pub(super) is_stopped: bool,
}

impl<'a, 's> Records<'a, 's> {
    pub(super) fn new(bytes: &'a [u8], names: &'a Names, sink: &'s mut dyn BatchSink) -> Self {
        Self { bytes, sink, purpose: Purpose::HandingOn(names), tables: BTreeMap::new(), is_stopped: false }
    }

    /// The same for keys that have no names in them.
    pub(super) fn of_one_table(bytes: &'a [u8], sink: &'s mut dyn BatchSink) -> Self {
        Self { bytes, sink, purpose: Purpose::OneTable, tables: BTreeMap::new(), is_stopped: false }
    }

    /// The same, which only learns. `nowhere` is told of trouble that will be told of again.
    pub(super) fn learning(bytes: &'a [u8], names: &'a mut Names, nowhere: &'s mut Nowhere) -> Self {
        Self { bytes, sink: nowhere, purpose: Purpose::Learning(names), tables: BTreeMap::new(), is_stopped: false }
    }

    /// One value under a key, or one of several; a sorted set has a score with each.
    pub(super) fn value(&mut self, key: &Text<'_>, value: &Text<'_>, score: Option<&Text<'_>>) {
        let names = match &mut self.purpose {
            Purpose::Learning(names) => return names.learn(&key.bytes),
            Purpose::HandingOn(names) => Some(*names),
            Purpose::OneTable => None,
        };
        let (table, name) =
            names.map_or_else(|| (String::new(), "value".to_owned()), |names| names.table_of(&key.bytes));
        let mut cells = vec![("{key}", key), (name.as_str(), value)];
        cells.extend(score.map(|score| ("score", score)));
        self.record(&table, &cells);
    }

    /// The fields of a hash, by turns name and value.
    pub(super) fn fields(&mut self, key: &Text<'_>, fields: &[Text<'_>]) {
        self.entry(key, None, fields);
    }

    /// The fields of one of several entries under a key, which has an `id` of its own.
    pub(super) fn entry(&mut self, key: &Text<'_>, id: Option<u64>, fields: &[Text<'_>]) {
        let pairs = || fields.chunks_exact(2).filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
        let is_wide = fields.len() > 2 * FIELDS_MAX;
        let names = match &mut self.purpose {
            Purpose::Learning(names) if is_wide => return names.learn(&key.bytes),
            Purpose::Learning(names) => {
                return names.learn_fields(&key.bytes, id, pairs().map(|(field, _)| &*field.bytes));
            }
            Purpose::HandingOn(names) => Some(*names),
            Purpose::OneTable => None,
        };
        let table = names.map(|names| names.table_of(&key.bytes).0).unwrap_or_default();
        let known = names.map(|names| names.fields_of(&key.bytes)).unwrap_or_default();
        let is_name = |field: &Text<'_>| !is_wide && known.is_name(&field.bytes);
        // Where few of the fields are names, the others make those doubtful, too.
        let named = pairs().filter(|(field, _)| is_name(field)).count();
        let is_named = |field: &Text<'_>| 4 * named >= fields.len() && is_name(field);
        let columns: Vec<(String, &Text<'_>)> = pairs()
            .filter(|(field, _)| is_named(field))
            .map(|(field, value)| (String::from_utf8_lossy(&field.bytes).into_owned(), value))
            .collect();
        if !columns.is_empty() {
            let values = columns.iter().map(|(name, value)| (name.as_str(), *value));
            let cells: Vec<_> = [("{key}", key)].into_iter().chain(values).collect();
            self.record(&table, &cells);
        }
        for (field, value) in pairs().filter(|(field, _)| !is_named(field)) {
            self.record(&table, &[("{key}", key), ("{field}", field), ("value", value)]);
        }
    }

    fn record(&mut self, table: &str, cells: &[(&str, &Text<'_>)]) {
        let is_full = self.tables.len() >= TABLES_MAX && !self.tables.contains_key(table);
        let table = if is_full { "*" } else { table };
        if !self.tables.contains_key(table) {
            let open = Open { id: self.sink.table(table), columns: BTreeMap::new(), buf: BatchBuf::default() };
            self.tables.insert(table.to_owned(), open);
        }
        let Some(open) = self.tables.get_mut(table) else { return };
        for &(name, text) in cells {
            let column = open.column(name, self.sink);
            push(&mut open.buf, column, text);
        }
        open.buf.end_record();
        if open.buf.is_full() {
            self.is_stopped |= self.sink.batch(open.id, &open.buf.as_batch(self.bytes)).is_break();
            open.buf.clear();
        }
    }

    pub(super) fn text(&mut self, span: Range<usize>, class: TextClass) {
        if !span.is_empty() && !matches!(self.purpose, Purpose::Learning(_)) {
            self.is_stopped |= self.sink.text(self.bytes, span, class).is_break();
        }
    }

    /// Hands on all that waits.
    pub(super) fn finish(self) {
        for open in self.tables.into_values().filter(|open| !open.buf.record_ends.is_empty()) {
            // The piece ends here, so there is nothing left that the sink could stop.
            let _: crate::records::Flow = self.sink.batch(open.id, &open.buf.as_batch(self.bytes));
        }
    }
}

impl Open {
    fn column(&mut self, name: &str, sink: &mut dyn BatchSink) -> ColumnId {
        if let Some(&column) = self.columns.get(name) {
            return column;
        }
        let name = if self.columns.len() >= COLUMNS_MAX { "*" } else { name };
        let is_named = !matches!(name, "{key}" | "{field}" | "value" | "*");
        let column = sink.column(self.id, &ColumnSpec { name: name.to_owned(), is_named, sql_type: None });
        self.columns.insert(name.to_owned(), column);
        column
    }
}

fn push(buf: &mut BatchBuf, column: ColumnId, text: &Text<'_>) {
    let (start, end) = (offset(text.span.start), offset(text.span.end));
    if text.is_exact {
        buf.cells.push(Cell::borrowed(column, start..end));
        return;
    }
    let value = offset(buf.arena.len());
    buf.arena.extend_from_slice(&text.bytes);
    buf.cells.push(Cell { start, end, value, value_len: offset(text.bytes.len()), column, escape: Escape::Opaque });
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
