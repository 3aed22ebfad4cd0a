//! From places in a row to columns of the sink.

use std::sync::Arc;

use super::header::COLUMNS_MAX;
use super::state::Target;
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, TableId};
use crate::records::BatchSink;

/// A target within one piece.
pub(super) struct Binding {
    pub(super) target: Arc<Target>,
    pub(super) table: TableId,
    /// The columns of the target, in its order.
    ids: Vec<ColumnId>,
    /// Whether each column's number is its place, so that cells need no mapping.
    is_identity: bool,
    /// Columns without a name, by place; opened when a row needs them.
    unnamed: Vec<Option<ColumnId>>,
    overflow: Overflow,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Overflow {
    None,
    New,
    Told,
}

impl Binding {
    pub(super) fn new(target: Arc<Target>, sink: &mut dyn BatchSink) -> Self {
        let table = sink.table(&target.table);
        let ids: Vec<_> = target.columns.iter().map(|spec| sink.column(table, spec)).collect();
        let is_identity = ids.iter().zip(0..).all(|(id, place)| id.0 == place);
        Self { target, table, ids, is_identity, unnamed: Vec::new(), overflow: Overflow::None }
    }

    /// How many values a tuple has whose cells need no mapping, if there are such.
    pub(super) fn own_count(&self) -> Option<usize> {
        self.is_identity.then_some(self.ids.len())
    }

    /// Maps the cells of the open record, a tuple of `count` values.
    #[inline]
    pub(super) fn map_tuple(&mut self, sink: &mut dyn BatchSink, buf: &mut BatchBuf, count: usize) {
        if self.is_identity && count == self.ids.len() {
            return;
        }
        let open = buf.record_ends.last().map_or(0, |&end| end as usize);
        for cell in buf.cells.get_mut(open..).unwrap_or_default() {
            cell.column = self.tuple_column(sink, cell, count);
        }
    }

    /// Without a list of columns, a tuple that has not as many values as the table has columns belongs to another
    /// version of the table: its values have no names.
    fn tuple_column(&mut self, sink: &mut dyn BatchSink, cell: &Cell, count: usize) -> ColumnId {
        let place = cell.column.0 as usize;
        let target = Arc::clone(&self.target);
        let known = if target.is_listed || count == self.ids.len() {
            Some(place)
        } else {
            let stored = target.stored.as_ref().filter(|stored| stored.len() == count);
            stored.and_then(|stored| stored.get(place)).map(|&place| place as usize)
        };
        match known.and_then(|place| self.ids.get(place)) {
            Some(&id) => id,
            None => self.unnamed_column(sink, place),
        }
    }

    /// Maps the cells of all records, rows of a COPY block with at most `values_max` values.
    pub(super) fn map_rows(&mut self, sink: &mut dyn BatchSink, buf: &mut BatchBuf, values_max: usize) {
        if self.is_identity && values_max <= self.ids.len() {
            return;
        }
        for cell in &mut buf.cells {
            let place = cell.column.0 as usize;
            cell.column = match self.ids.get(place) {
                Some(&id) => id,
                None => self.unnamed_column(sink, place),
            };
        }
    }

    fn unnamed_column(&mut self, sink: &mut dyn BatchSink, place: usize) -> ColumnId {
        if place >= COLUMNS_MAX && self.overflow == Overflow::None {
            self.overflow = Overflow::New;
        }
        let place = place.min(COLUMNS_MAX - 1);
        if self.unnamed.len() <= place {
            self.unnamed.resize(place + 1, None);
        }
        let table = self.table;
        let open = || {
            let spec = ColumnSpec { name: format!("column_{}", place + 1), is_named: false, sql_type: None };
            sink.column(table, &spec)
        };
        match self.unnamed.get_mut(place) {
            Some(id) => *id.get_or_insert_with(open),
            None => ColumnId(0),
        }
    }

    /// Whether values have shared the last column since this was asked before.
    pub(super) fn has_new_overflow(&mut self) -> bool {
        let is_new = self.overflow == Overflow::New;
        if is_new {
            self.overflow = Overflow::Told;
        }
        is_new
    }
}
