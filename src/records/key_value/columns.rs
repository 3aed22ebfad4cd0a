//! Columns that are named by the records themselves, and the batch that is being filled.

use std::collections::HashMap;
use std::ops::Range;

use super::pairs::Pair;
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, Escape, TableId};
use crate::decode::escapes;
use crate::error::{Reason, Severity};
use crate::records::{BatchSink, Flow, TextClass, lines};

/// Keys of one piece that get a column of their own; the rest share one. A source that is not what it seems
/// could have a new key in every line.
const KEYS_MAX: usize = 2000;

/// The one table of a piece.
pub(super) struct Columns<'a, 's> {
    bytes: &'a [u8],
    sink: &'s mut dyn BatchSink,
    table: TableId,
    by_key: HashMap<&'a [u8], ColumnId, foldhash::fast::FixedState>,
    other: Option<ColumnId>,
    batch: BatchBuf,
}

impl<'a, 's> Columns<'a, 's> {
    pub(super) fn new(bytes: &'a [u8], sink: &'s mut dyn BatchSink) -> Self {
        let table = sink.table("");
        Self { bytes, sink, table, by_key: HashMap::default(), other: None, batch: BatchBuf::default() }
    }

    /// Adds the value of a pair to the open record. An empty one without quotes is absent.
    pub(super) fn push(&mut self, pair: &Pair) {
        if pair.value.is_empty() && !pair.is_quoted {
            return;
        }
        let Some(key) = self.bytes.get(pair.key.clone()) else { return };
        let column = self.column(key, pair.key.start);
        let mut cell = Cell::borrowed(column, lines::offset(pair.value.start)..lines::offset(pair.value.end));
        if pair.escape != Escape::None {
            let value = self.batch.arena.len();
            let raw = self.bytes.get(pair.value.clone()).unwrap_or_default();
            escapes::unescape(pair.escape, raw, &mut self.batch.arena);
            cell.value = lines::offset(value);
            cell.value_len = lines::offset(self.batch.arena.len() - value);
            cell.escape = pair.escape;
        }
        self.batch.cells.push(cell);
    }

    fn column(&mut self, key: &'a [u8], offset: usize) -> ColumnId {
        if let Some(column) = self.by_key.get(key) {
            return *column;
        }
        if self.by_key.len() < KEYS_MAX {
            let name = String::from_utf8_lossy(key).into_owned();
            let column = self.sink.column(self.table, &ColumnSpec { name, is_named: true, sql_type: None });
            self.by_key.insert(key, column);
            return column;
        }
        if let Some(column) = self.other {
            return column;
        }
        let message = "more keys than the limit; those beyond it share the column `other`";
        self.sink.diagnostic(Severity::Warning, Reason::TooManyColumns, offset, message);
        let spec = ColumnSpec { name: "other".to_owned(), is_named: false, sql_type: None };
        *self.other.insert(self.sink.column(self.table, &spec))
    }

    /// Ends the open record, and hands on the batch when it is full.
    pub(super) fn end_record(&mut self) -> Flow {
        self.batch.end_record();
        if self.batch.is_full() { self.flush() } else { Flow::Continue(()) }
    }

    /// Whether the open record has any cell.
    pub(super) fn is_record_open(&self) -> bool {
        self.batch.cells.len() > self.batch.record_ends.last().map_or(0, |&end| end as usize)
    }

    /// Hands on what stands outside of values, if there is a letter or digit in it.
    pub(super) fn text(&mut self, span: Range<usize>, class: TextClass) -> Flow {
        let bytes = self.bytes.get(span.clone()).unwrap_or_default();
        if bytes.iter().any(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80) {
            return self.sink.text(self.bytes, span, class);
        }
        Flow::Continue(())
    }

    /// Hands on the batch.
    pub(super) fn flush(&mut self) -> Flow {
        if self.batch.record_ends.is_empty() {
            return Flow::Continue(());
        }
        let flow = self.sink.batch(self.table, &self.batch.as_batch(self.bytes));
        self.batch.clear();
        flow
    }
}
