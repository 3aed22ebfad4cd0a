//! Documents to records.

use std::ops::Range;
use std::sync::Arc;

use super::value::{Form, element, form, len_at};
use crate::batch::{BatchBuf, Cell, ColumnId, Escape};
use crate::decode::strings;
use crate::records::json::{NodeId, Paths};
use crate::records::{BatchSink, Flow, TextClass};

/// Deeper documents are handed on as text, as MongoDB stores none deeper than a hundred levels.
const DEPTH_MAX: usize = 200;

/// The whole document at `at`: `None` where there is none, or the bytes end before it does.
pub(super) fn document_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let len = len_at(bytes, at).filter(|&len| len >= 5)?;
    let end = at.checked_add(len)?;
    (bytes.get(end - 1) == Some(&0)).then_some(at..end)
}

/// Turns documents into records of one piece.
pub(super) struct Documents<'a, 's> {
    bytes: &'a [u8],
    pub(super) sink: &'s mut dyn BatchSink,
    paths: Paths,
    table: NodeId,
    buf: BatchBuf,
    pub(super) is_stopped: bool,
}

/// A document or array that is open.
struct Level {
    node: NodeId,
    last: NodeId,
    at: usize,
    end: usize,
    is_array: bool,
}

impl<'a, 's> Documents<'a, 's> {
    pub(super) fn new(bytes: &'a [u8], table: &str, sink: &'s mut dyn BatchSink) -> Self {
        let mut paths = Paths::new(Arc::default());
        let table = paths.table(table, sink);
        Self { bytes, sink, paths, table, buf: BatchBuf::default(), is_stopped: false }
    }

    /// Goes on with records of another table.
    pub(super) fn set_table(&mut self, name: &str) {
        self.flush();
        self.table = self.paths.table(name, self.sink);
    }

    /// Reads the document at `span` as a record. What cannot be read of it is handed on as text.
    pub(super) fn document(&mut self, span: &Range<usize>) {
        let mut levels = vec![Level {
            node: self.table,
            last: NodeId::NONE,
            at: span.start + 4,
            end: span.end - 1,
            is_array: false,
        }];
        while let Some(level) = levels.last_mut() {
            if level.at >= level.end {
                levels.pop();
                continue;
            }
            let Some(element) = element(self.bytes, level.at, level.end) else {
                let rest = level.at..level.end;
                levels.pop();
                self.text(rest, TextClass::Binary);
                continue;
            };
            level.at = element.value.end;
            let place = if level.is_array {
                self.paths.element(level.node, self.sink)
            } else {
                let key = self.bytes.get(element.key.clone()).unwrap_or_default();
                let child = match self.paths.same_member(level.node, level.last, key) {
                    Some(child) => child,
                    None => self.paths.member(level.node, level.last, key, self.sink),
                };
                if child.key == NodeId::NONE {
                    let column = self.paths.key_column(level.node, self.sink);
                    self.buf.cells.push(Cell::borrowed(column, offset(element.key.start)..offset(element.key.end)));
                }
                level.last = child.key;
                child.place
            };
            let start = self.buf.arena.len();
            match form(self.bytes, &element, &mut self.buf.arena) {
                Form::Nothing => {}
                Form::Bytes(value) => {
                    let column = self.paths.column(place, self.sink);
                    self.buf.cells.push(Cell::borrowed(column, offset(value.start)..offset(value.end)));
                }
                Form::Written => {
                    let column = self.paths.column(place, self.sink);
                    self.push_written(column, &element.value, start);
                }
                Form::Document(inner) | Form::Array(inner) if levels.len() >= DEPTH_MAX => {
                    self.text(inner, TextClass::Binary);
                }
                Form::Document(inner) => levels.push(inner_level(place, &inner, false)),
                Form::Array(inner) => levels.push(inner_level(place, &inner, true)),
            }
        }
        self.buf.end_record();
        if self.buf.is_full() {
            self.flush();
        }
    }

    fn push_written(&mut self, column: ColumnId, value: &Range<usize>, start: usize) {
        self.buf.cells.push(Cell {
            start: offset(value.start),
            end: offset(value.end),
            value: offset(start),
            value_len: offset(self.buf.arena.len() - start),
            column,
            escape: Escape::Opaque,
        });
    }

    /// Hands on the strings in something that is no record.
    pub(super) fn strings(&mut self, span: Range<usize>) {
        let within = self.bytes.get(..span.end).unwrap_or_default();
        let mut from = span.start;
        while let Some(run) = strings::next_run(within, from) {
            from = run.end;
            self.text(run, TextClass::Structure);
        }
    }

    pub(super) fn text(&mut self, span: Range<usize>, class: TextClass) {
        if !span.is_empty() {
            self.is_stopped |= self.sink.text(self.bytes, span, class).is_break();
        }
    }

    pub(super) fn flush(&mut self) {
        self.buf.drop_open_record();
        if let Some(table) = self.paths.table_of(self.table).filter(|_| !self.buf.record_ends.is_empty()) {
            let flow: Flow = self.sink.batch(table, &self.buf.as_batch(self.bytes));
            self.is_stopped |= flow.is_break();
        }
        self.buf.clear();
    }
}

fn inner_level(node: NodeId, span: &Range<usize>, is_array: bool) -> Level {
    Level { node, last: NodeId::NONE, at: span.start + 4, end: span.end - 1, is_array }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
