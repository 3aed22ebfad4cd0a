//! Hands records on, for readers whose values stand in the source as they are in one place and decoded in the next.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::{BatchSink, TextClass, lines};
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, Escape, TableId};
use crate::decode::strings;
use crate::error::{Reason, Severity};

/// Values of a piece may come to so many bytes, whatever its length,
const VALUES_GRACE: usize = 1 << 30;
/// and beyond that to so many times its length: a dictionary may be asked for the same value again and again.
const VALUES_RATIO_MAX: usize = 1_000;
/// Decoded values of one record; what exceeds them is text.
const ARENA_LEN_MAX: usize = 256 << 20;

/// The value of a cell, and where it comes from.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// The bytes of the piece that it stands in or was decoded from.
    pub(super) span: Range<usize>,
    /// The value, where it was decoded.
    pub(super) decoded: Option<Vec<u8>>,
}

/// Never prints a value.
impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Field").field("span", &self.span).field("is_decoded", &self.decoded.is_some()).finish()
    }
}

impl Field {
    /// A value that stands in the piece as it is.
    pub(super) fn verbatim(span: Range<usize>) -> Self {
        Self { span, decoded: None }
    }

    /// A value that was decoded out of `span`.
    pub(super) fn decoded(value: impl Into<Vec<u8>>, span: Range<usize>) -> Self {
        Self { span, decoded: Some(value.into()) }
    }

    /// The value.
    pub(super) fn value<'a>(&'a self, bytes: &'a [u8]) -> &'a [u8] {
        match &self.decoded {
            Some(value) => value,
            None => bytes.get(self.span.clone()).unwrap_or_default(),
        }
    }
}

/// Collects records of one table at a time, and hands them on in batches, in order with all else.
pub(super) struct Rows<'a, 's> {
    pub(super) bytes: &'a [u8],
    sink: &'s mut dyn BatchSink,
    table: TableId,
    batch: BatchBuf,
    /// Bytes of values that may still be handed on.
    values_left: usize,
    /// Parts of the piece that turned out broken while a record was open.
    pub(super) broken: Vec<Range<usize>>,
    /// The sink wants no more.
    pub(super) is_stopped: bool,
}

/// Never prints a value.
impl std::fmt::Debug for Rows<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("table", &self.table).field("batch", &self.batch).finish_non_exhaustive()
    }
}

impl<'a, 's> Rows<'a, 's> {
    pub(super) fn new(bytes: &'a [u8], sink: &'s mut dyn BatchSink) -> Self {
        Self {
            bytes,
            sink,
            values_left: VALUES_GRACE.max(bytes.len().saturating_mul(VALUES_RATIO_MAX)),
            table: TableId(u32::MAX),
            batch: BatchBuf::default(),
            broken: Vec::new(),
            is_stopped: false,
        }
    }

    /// The sink, for what is not in rows. Call [`Rows::flush`] before.
    pub(super) fn sink(&mut self) -> &mut dyn BatchSink {
        self.sink
    }

    /// The following records are of this table.
    pub(super) fn table(&mut self, name: &str) -> TableId {
        let table = self.sink.table(name);
        self.select(table);
        table
    }

    /// The following records are of this table, which was opened before.
    pub(super) fn select(&mut self, table: TableId) {
        if table != self.table {
            self.flush();
            self.table = table;
        }
    }

    /// Another reader had the sink: the table must be opened again.
    pub(super) fn forget_table(&mut self) {
        self.flush();
        self.table = TableId(u32::MAX);
    }

    /// A column of the table.
    pub(super) fn column(&mut self, spec: &ColumnSpec) -> ColumnId {
        self.sink.column(self.table, spec)
    }

    /// A column that the source names.
    pub(super) fn named(&mut self, name: &str) -> ColumnId {
        self.column(&ColumnSpec { name: name.to_owned(), is_named: true, sql_type: None })
    }

    /// A column that the source names and declares the type of.
    pub(super) fn typed(&mut self, name: &str, sql_type: &str) -> ColumnId {
        self.column(&ColumnSpec { name: name.to_owned(), is_named: true, sql_type: Some(sql_type.to_owned()) })
    }

    /// A cell whose value stands in the piece as it is.
    pub(super) fn verbatim(&mut self, column: ColumnId, span: &Range<usize>) {
        self.charge(span.len());
        self.batch.cells.push(Cell::borrowed(column, lines::offset(span.start)..lines::offset(span.end)));
    }

    /// A cell whose value was decoded out of `span`.
    pub(super) fn decoded(&mut self, column: ColumnId, value: &[u8], span: &Range<usize>) {
        if self.bytes.get(span.clone()) == Some(value) {
            self.verbatim(column, span);
            return;
        }
        self.charge(value.len());
        if self.batch.arena.len() + value.len() > ARENA_LEN_MAX {
            if !self.is_stopped {
                self.is_stopped |= self.sink.decoded_text(value, span.clone()).is_break();
            }
            return;
        }
        self.batch.cells.push(Cell {
            start: lines::offset(span.start),
            end: lines::offset(span.end),
            value: lines::offset(self.batch.arena.len()),
            value_len: lines::offset(value.len()),
            column,
            escape: Escape::Opaque,
        });
        self.batch.arena.extend_from_slice(value);
    }

    /// Counts the bytes of a value. Where they come to more than is allowed, the piece is scanned as it stands.
    fn charge(&mut self, len: usize) {
        if self.values_left >= len {
            self.values_left -= len;
        } else if !self.is_stopped {
            self.is_stopped = true;
            let message = "its values come to far more than its bytes: the rest was scanned as it stands";
            self.sink.diagnostic(Severity::Error, Reason::LimitReached, 0, message);
            self.sink.unread(0..0, Reason::LimitReached);
            let _: super::Flow = self.sink.text(self.bytes, 0..self.bytes.len(), TextClass::Binary);
        }
    }

    /// A cell.
    pub(super) fn field(&mut self, column: ColumnId, field: &Field) {
        match &field.decoded {
            Some(value) => self.decoded(column, value, &field.span),
            None => self.verbatim(column, &field.span),
        }
    }

    /// Ends the record.
    pub(super) fn end_record(&mut self) {
        self.batch.end_record();
        if self.batch.is_full() {
            self.flush();
        }
    }

    /// Drops the record that was begun.
    pub(super) fn drop_record(&mut self) {
        self.batch.drop_open_record();
    }

    /// Hands on what is there.
    pub(super) fn flush(&mut self) {
        if !self.batch.record_ends.is_empty() {
            let flow = self.sink.batch(self.table, &self.batch.as_batch(self.bytes));
            self.is_stopped |= flow.is_break();
            self.batch.clear();
        }
    }

    /// Hands on a part of the piece that is no cell; nothing where it is blank.
    pub(super) fn text(&mut self, span: Range<usize>, class: TextClass) {
        let is_blank = self.bytes.get(span.clone()).is_none_or(|text| text.trim_ascii().is_empty());
        if !is_blank {
            self.flush();
            self.is_stopped |= self.sink.text(self.bytes, span, class).is_break();
        }
    }

    /// Hands on what is printable in a part of the piece that is understood and no text: a header, an index.
    pub(super) fn strings(&mut self, span: Range<usize>) {
        let within = self.bytes.get(..span.end).unwrap_or_default();
        let mut from = span.start;
        while let Some(run) = strings::next_run(within, from) {
            from = run.end;
            self.text(run, TextClass::Structure);
        }
    }

    /// Hands on text that was decoded out of `span`; nothing where it is blank.
    pub(super) fn decoded_text(&mut self, text: &[u8], span: Range<usize>) {
        if !text.trim_ascii().is_empty() {
            self.flush();
            let raw = self.bytes.get(span.clone()).unwrap_or_default();
            self.is_stopped |= self.sink.decoded_text_of(text, raw, span).is_break();
        }
    }

    /// Hands on a field as text.
    pub(super) fn field_as_text(&mut self, field: &Field) {
        match &field.decoded {
            Some(value) => self.decoded_text(value, field.span.clone()),
            None => self.text(field.span.clone(), TextClass::Structure),
        }
    }

    /// Hands on, as it stands, a part of the piece that hides what it holds and could not be read.
    pub(super) fn unread(&mut self, span: Range<usize>, reason: Reason, message: &str) {
        self.flush();
        self.sink.diagnostic(Severity::Error, reason, span.start, message);
        self.sink.unread(span.clone(), reason);
        self.text(span, TextClass::Binary);
    }

    /// Takes note of structure that is not understood.
    pub(super) fn not_understood(&mut self, offset: usize, message: &str) {
        self.sink.diagnostic(Severity::Warning, Reason::NotUnderstood, offset, message);
    }
}
