//! One pass over one piece: values become cells of the record that is being read.

use super::paths::{Child, NodeId, Paths};
use super::scan::{Space, Stop, literal_end, number_end, skip_space, string_end};
use crate::batch::{BatchBuf, Cell, ColumnId, Escape};
use crate::decode::escapes;
use crate::error::{Reason, Severity};
use crate::records::{BatchSink, TextClass};

/// Deeper values are handed on as text. No export is near it, and it bounds the stack of levels.
const DEPTH_MAX: usize = 512;
/// Diagnostics of one piece, so that a broken gigabyte does not become a million messages.
const DIAGNOSTICS_MAX: usize = 16;

/// An open object or array inside a record.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// Its path.
    node: NodeId,
    kind: LevelKind,
}

#[derive(Debug, Clone, Copy)]
enum LevelKind {
    /// An object, and the last key read in it.
    Object(NodeId),
    /// An array whose elements share one path.
    Array,
    /// An array that is the record: the position of the current element.
    Row(usize),
}

/// What an array means that stands where a record does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The record: its elements are told by position.
    Record,
    /// A part of the record.
    Part,
}

/// What is being read, and where it goes.
pub(super) struct Reading<'a, 's> {
    pub(super) bytes: &'a [u8],
    pub(super) at_end: bool,
    pub(super) space: Space,
    pub(super) paths: Paths,
    pub(super) sink: &'s mut dyn BatchSink,
    /// The sink wants no more.
    pub(super) is_stopped: bool,
    buf: BatchBuf,
    /// The root of the table that the batch is of.
    table: NodeId,
    levels: Vec<Level>,
    diagnostics: usize,
}

/// A state of the batch to which it can be taken back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    arena: usize,
    cells: usize,
    records: usize,
}

impl<'a, 's> Reading<'a, 's> {
    pub(super) fn new(bytes: &'a [u8], at_end: bool, space: Space, paths: Paths, sink: &'s mut dyn BatchSink) -> Self {
        let (buf, levels) = (BatchBuf::default(), Vec::new());
        Self { bytes, at_end, space, paths, sink, is_stopped: false, buf, table: NodeId::NONE, levels, diagnostics: 0 }
    }

    /// The byte at `at`.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The first offset from `at` that is not white space.
    #[inline]
    pub(super) fn skip(&self, at: usize) -> usize {
        skip_space(self.bytes, at, self.space)
    }

    /// The root of the table `name`.
    pub(super) fn open_table(&mut self, name: &str) -> NodeId {
        self.paths.table(name, self.sink)
    }

    /// Records that follow are of the table with this root.
    #[inline]
    pub(super) fn begin(&mut self, table: NodeId) {
        if self.table != table {
            self.flush();
            self.table = table;
        }
    }

    /// Ends the record. Only now are its cells sure to be handed on.
    pub(super) fn end_record(&mut self) {
        self.buf.end_record();
    }

    /// Whether a record has cells but has not ended.
    pub(super) fn has_open_record(&self) -> bool {
        self.buf.record_ends.last().map_or(0, |&end| end as usize) < self.buf.cells.len()
    }

    /// Cells that have not been handed on.
    pub(super) fn cell_count(&self) -> usize {
        self.buf.cells.len()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { arena: self.buf.arena.len(), cells: self.buf.cells.len(), records: self.buf.record_ends.len() }
    }

    /// Forgets what came after `mark`.
    pub(super) fn take_back(&mut self, mark: Mark) {
        self.buf.arena.truncate(mark.arena);
        self.buf.cells.truncate(mark.cells);
        self.buf.record_ends.truncate(mark.records);
    }

    /// Hands on what has piled up, where that is enough. Call between records.
    #[inline]
    pub(super) fn flush_if_full(&mut self) {
        if self.buf.is_full() {
            self.flush();
        }
    }

    /// Hands on the records that have ended, and forgets the one that has not.
    pub(super) fn flush(&mut self) {
        self.buf.drop_open_record();
        if let (Some(table), false) = (self.paths.table_of(self.table), self.buf.record_ends.is_empty()) {
            let flow = self.sink.batch(table, &self.buf.as_batch(self.bytes));
            self.is_stopped |= flow.is_break();
        }
        self.buf.clear();
    }

    /// Hands on bytes that are not in cells.
    pub(super) fn text(&mut self, start: usize, end: usize, class: TextClass) {
        if start < end && end <= self.bytes.len() {
            self.is_stopped |= self.sink.text(self.bytes, start..end, class).is_break();
        }
    }

    /// Hands on bytes that should have been a record, and says so.
    pub(super) fn not_understood(&mut self, start: usize, end: usize, reason: Reason, message: &str) {
        self.text(start, end, TextClass::NotUnderstood);
        self.diagnostics += 1;
        if self.diagnostics <= DIAGNOSTICS_MAX {
            self.sink.diagnostic(Severity::Warning, reason, start, message);
        }
    }

    /// Reads the value at `at` (no white space before it) into cells at `node` and below; one past its last byte.
    pub(super) fn value(&mut self, at: usize, node: NodeId, shape: Shape) -> Result<usize, Stop> {
        self.levels.clear();
        let (mut at, mut node, mut shape) = (at, node, shape);
        loop {
            at = match self.byte(at) {
                Some(b'"') => self.string(at + 1, node)?,
                Some(b'{') => match self.open_object(at, node)? {
                    Opened::Into(inner, inner_at) => {
                        (node, at, shape) = (inner, inner_at, Shape::Part);
                        continue;
                    }
                    Opened::Empty(end) => end,
                },
                Some(b'[') => match self.open_array(at, node, shape)? {
                    Opened::Into(inner, inner_at) => {
                        (node, at, shape) = (inner, inner_at, Shape::Part);
                        continue;
                    }
                    Opened::Empty(end) => end,
                },
                Some(_) => self.scalar(at, node)?,
                None => return Err(Stop::Incomplete),
            };
            match self.after_value(at)? {
                Opened::Into(next, next_at) => (node, at) = (next, next_at),
                Opened::Empty(end) => return Ok(end),
            }
        }
    }

    /// Closes what ends behind a value, and finds the next one.
    #[inline]
    fn after_value(&mut self, at: usize) -> Result<Opened, Stop> {
        let mut at = at;
        while let Some(level) = self.levels.last().copied() {
            at = self.skip(at);
            match (self.byte(at), level.kind) {
                (Some(b','), LevelKind::Object(last)) => return self.member(at + 1, level.node, last),
                (Some(b','), LevelKind::Array) => {
                    let element = self.paths.element(level.node, self.sink);
                    return Ok(Opened::Into(element, self.skip(at + 1)));
                }
                (Some(b','), LevelKind::Row(position)) => {
                    if let Some(level) = self.levels.last_mut() {
                        level.kind = LevelKind::Row(position + 1);
                    }
                    let element = self.paths.position(level.node, position + 1, self.sink);
                    return Ok(Opened::Into(element, self.skip(at + 1)));
                }
                (Some(b'}'), LevelKind::Object(_)) | (Some(b']'), LevelKind::Array | LevelKind::Row(_)) => {
                    self.levels.pop();
                    at += 1;
                }
                (Some(_), _) => return Err(Stop::Broken(at)),
                (None, _) => return Err(Stop::Incomplete),
            }
        }
        Ok(Opened::Empty(at))
    }

    #[inline]
    fn open_object(&mut self, at: usize, node: NodeId) -> Result<Opened, Stop> {
        let inner = self.skip(at + 1);
        if self.byte(inner) == Some(b'}') {
            return Ok(Opened::Empty(inner + 1));
        }
        self.push(Level { node, kind: LevelKind::Object(NodeId::NONE) }, at)?;
        self.member(inner, node, NodeId::NONE)
    }

    #[inline]
    fn open_array(&mut self, at: usize, node: NodeId, shape: Shape) -> Result<Opened, Stop> {
        let inner = self.skip(at + 1);
        if self.byte(inner) == Some(b']') {
            return Ok(Opened::Empty(inner + 1));
        }
        let (kind, element) = match shape {
            Shape::Record => (LevelKind::Row(0), self.paths.position(node, 0, self.sink)),
            Shape::Part => (LevelKind::Array, self.paths.element(node, self.sink)),
        };
        self.push(Level { node, kind }, at)?;
        Ok(Opened::Into(element, inner))
    }

    fn push(&mut self, level: Level, at: usize) -> Result<(), Stop> {
        if self.levels.len() >= DEPTH_MAX {
            return Err(Stop::Broken(at));
        }
        self.levels.push(level);
        Ok(())
    }

    /// The next member of the innermost object, from white space before its key to its value.
    #[inline]
    fn member(&mut self, at: usize, node: NodeId, last: NodeId) -> Result<Opened, Stop> {
        let (child, value_at) = self.key(at, node, last)?;
        if let Some(level) = self.levels.last_mut() {
            level.kind = LevelKind::Object(child.key);
        }
        Ok(Opened::Into(child.place, value_at))
    }

    /// A key below `node` and its colon, from white space before it; where its value begins. A key that is not a name
    /// becomes a cell.
    #[inline]
    pub(super) fn key(&mut self, at: usize, node: NodeId, last: NodeId) -> Result<(Child, usize), Stop> {
        let at = self.skip(at);
        match self.byte(at) {
            Some(b'"') => {}
            Some(_) => return Err(Stop::Broken(at)),
            None => return Err(Stop::Incomplete),
        }
        let start = at + 1;
        let (child, end) = match self.paths.expected(self.bytes, start, node, last) {
            Some(expected) => expected,
            None => self.unexpected_key(start, node, last)?,
        };
        let colon = self.skip(end);
        match self.byte(colon) {
            Some(b':') => Ok((child, self.skip(colon + 1))),
            Some(_) => Err(Stop::Broken(colon)),
            None => Err(Stop::Incomplete),
        }
    }

    fn unexpected_key(&mut self, start: usize, node: NodeId, last: NodeId) -> Result<(Child, usize), Stop> {
        let (end, has_escape) = string_end(self.bytes, start)?;
        let key = self.bytes.get(start..end).unwrap_or_default();
        let child = self.paths.member(node, last, key, self.sink);
        if child.key == NodeId::NONE {
            let column = self.paths.key_column(node, self.sink);
            self.push_string(column, start, end, has_escape);
        }
        Ok((child, end + 1))
    }

    #[inline]
    fn string(&mut self, start: usize, node: NodeId) -> Result<usize, Stop> {
        let (end, has_escape) = string_end(self.bytes, start)?;
        let column = self.paths.column(node, self.sink);
        self.push_string(column, start, end, has_escape);
        Ok(end + 1)
    }

    #[inline]
    pub(super) fn push_string(&mut self, column: ColumnId, start: usize, end: usize, has_escape: bool) {
        let mut cell = Cell::borrowed(column, offset(start)..offset(end));
        if has_escape {
            let from = self.buf.arena.len();
            escapes::unescape(Escape::Json, self.bytes.get(start..end).unwrap_or_default(), &mut self.buf.arena);
            cell.escape = Escape::Json;
            cell.value = offset(from);
            cell.value_len = offset(self.buf.arena.len() - from);
        }
        self.buf.cells.push(cell);
    }

    #[inline]
    fn scalar(&mut self, at: usize, node: NodeId) -> Result<usize, Stop> {
        let end = match self.byte(at) {
            Some(b'-' | b'0'..=b'9') => number_end(self.bytes, at, self.at_end)?,
            Some(b't') => literal_end(self.bytes, at, b"true", self.at_end)?,
            Some(b'f') => literal_end(self.bytes, at, b"false", self.at_end)?,
            Some(b'n') => return literal_end(self.bytes, at, b"null", self.at_end),
            Some(b'N') => return literal_end(self.bytes, at, b"NaN", self.at_end),
            Some(b'I') => literal_end(self.bytes, at, b"Infinity", self.at_end)?,
            _ => return Err(Stop::Broken(at)),
        };
        let column = self.paths.column(node, self.sink);
        self.buf.cells.push(Cell::borrowed(column, offset(at)..offset(end)));
        Ok(end)
    }
}

/// Where reading goes on.
enum Opened {
    /// At the value at this path and offset.
    Into(NodeId, usize),
    /// Behind this offset: there is no value.
    Empty(usize),
}

/// Pieces are shorter than 4 GiB: the reader cuts longer ones.
#[inline]
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
