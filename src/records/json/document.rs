//! Documents: arrays and objects that hold the records, walked through without ever holding one of them whole.
//!
//! The reader keeps a short stack of open containers ([`Frame`]). In a *table* each element is a record; in a *map*
//! (an object whose keys are values) each member is one. A *wrapper* is an object that is no record itself: its arrays
//! of objects are tables, its objects are wrappers or maps, and its scalars, run by run between two tables, are records
//! of the table around it. Everything below these containers is read by [`Reading::value`].
//!
//! After each record there is a checkpoint. Where the piece ends inside a record, all since the checkpoint is taken
//! back and belongs to the next piece.

use super::paths::NodeId;
use super::reading::{Reading, Shape};
use super::scan::{Stop, string_end};
use super::state::{Frame, FrameKind, JsonState, Position, Step};

/// Containers that the reader walks through; what is deeper is a record.
const FRAMES_MAX: usize = 16;
/// An element that is longer is walked through: it holds a table.
const ELEMENT_LEN_MAX: usize = 1 << 20;
/// An array of scalars in a wrapper that is longer is a table.
const LIST_LEN_MAX: usize = 64 << 10;
/// A run of members in a wrapper ends behind the member that makes it this long.
const RUN_LEN_MAX: usize = 16 << 10;
/// Broken elements are worth this many times the piece in looking for their end by brackets.
const EFFORT_PER_BYTE: usize = 8;

/// Why the walk stops.
pub(super) enum Halt {
    /// The rest of the piece holds no whole record.
    Incomplete,
    /// Nothing is left, or the sink wants no more.
    Done,
}

/// A walk through one piece.
pub(super) struct Walk<'r, 'a, 's> {
    pub(super) reading: &'r mut Reading<'a, 's>,
    pub(super) frames: Vec<Frame>,
    /// For each frame, the path of its values.
    nodes: Vec<NodeId>,
    pub(super) position: Position,
    pub(super) at: usize,
    /// The last key in the innermost wrapper.
    last_key: NodeId,
    /// Whether the documents of the source are records, rather than containers of them.
    pub(super) documents_are_records: bool,
    pub(super) checkpoint: usize,
    pub(super) saved: JsonState,
    is_saved: bool,
    pub(super) effort: usize,
}

impl<'r, 'a, 's> Walk<'r, 'a, 's> {
    pub(super) fn new(reading: &'r mut Reading<'a, 's>, state: &JsonState, documents_are_records: bool) -> Self {
        let effort = reading.bytes.len().saturating_mul(EFFORT_PER_BYTE);
        let mut walk = Self {
            reading,
            frames: Vec::new(),
            nodes: Vec::new(),
            position: state.position,
            at: 0,
            last_key: NodeId::NONE,
            documents_are_records,
            checkpoint: 0,
            saved: state.clone(),
            is_saved: true,
            effort,
        };
        for frame in &state.frames {
            walk.enter(frame.clone());
        }
        walk
    }

    /// Reads what is whole; how many bytes that were, and the state behind them.
    pub(super) fn read(mut self, start: usize, must_consume: bool) -> (usize, JsonState) {
        self.at = start;
        self.checkpoint = start;
        let halt = loop {
            if self.reading.is_stopped {
                break Halt::Done;
            }
            if let Err(halt) = self.step() {
                break halt;
            }
        };
        self.reading.flush();
        if matches!(halt, Halt::Incomplete) {
            self.rest(must_consume);
        }
        (self.checkpoint, self.saved)
    }

    fn step(&mut self) -> Result<(), Halt> {
        if self.position == Position::Lost {
            return self.find_again();
        }
        match (self.frames.last().map(|frame| frame.kind), self.nodes.last().copied()) {
            (Some(FrameKind::Wrapper), Some(node)) => self.member(node),
            (Some(FrameKind::Table), Some(node)) => self.element(node),
            (Some(FrameKind::Map), Some(node)) => self.entry(node),
            _ => self.document(),
        }
    }

    /// Between documents.
    fn document(&mut self) -> Result<(), Halt> {
        let mut at = self.reading.skip(self.at);
        // The end of a statement, where the document is a part of a script.
        while matches!(self.reading.byte(at), Some(b',' | 0x1E | 0 | b';' | b')')) {
            at = self.reading.skip(at + 1);
        }
        self.at = at;
        let root = self.reading.open_table("");
        match self.reading.byte(at) {
            None => Err(Halt::Incomplete),
            Some(b'[') if self.opens_table(at)? => self.open(FrameKind::Table, Step::Same, at, true),
            Some(b'{') if !self.documents_are_records => {
                let kind = if self.is_map(at, root)? { FrameKind::Map } else { FrameKind::Wrapper };
                self.open(kind, Step::Same, at, kind == FrameKind::Map)
            }
            Some(_) => self.record(at, at, root),
        }
    }

    /// In an array whose elements are records.
    fn element(&mut self, node: NodeId) -> Result<(), Halt> {
        let at = self.reading.skip(self.at);
        match (self.reading.byte(at), self.position) {
            (None, _) => Err(Halt::Incomplete),
            (Some(b']'), _) => self.close(at),
            (Some(_), Position::First) => self.record(at, at, node),
            (Some(b','), _) => {
                let start = self.reading.skip(at + 1);
                self.record(start, start, node)
            }
            (Some(_), _) => self.recover(at, at),
        }
    }

    /// In an object whose members are records.
    fn entry(&mut self, node: NodeId) -> Result<(), Halt> {
        let at = self.reading.skip(self.at);
        let start = match (self.reading.byte(at), self.position) {
            (None, _) => return Err(Halt::Incomplete),
            (Some(b'}'), _) => return self.close(at),
            (Some(_), Position::First) => at,
            (Some(b','), _) => self.reading.skip(at + 1),
            (Some(_), _) => return self.recover(at, at),
        };
        match self.reading.byte(start) {
            Some(b'"') => {}
            Some(_) => return self.recover(start, start),
            None => return Err(Halt::Incomplete),
        }
        let key = string_end(self.reading.bytes, start + 1);
        let (end, has_escape) = key.map_err(|_stop| Halt::Incomplete)?;
        let colon = self.reading.skip(end + 1);
        match self.reading.byte(colon) {
            Some(b':') => {
                self.reading.begin(node);
                let column = self.reading.paths.key_column(node, self.reading.sink);
                self.reading.push_string(column, start + 1, end, has_escape);
                let value = self.reading.skip(colon + 1);
                self.record(start, value, node)
            }
            Some(_) => self.recover(start, colon),
            None => Err(Halt::Incomplete),
        }
    }

    /// The record whose value begins at `at`; `start` is where its bytes begin (its key, in a map).
    fn record(&mut self, start: usize, at: usize, node: NodeId) -> Result<(), Halt> {
        self.reading.begin(node);
        let mark = self.reading.mark();
        let in_table = !self.frames.is_empty() && self.frames.len() < FRAMES_MAX;
        if in_table && self.is_titled(at)? {
            let title = self.title(at);
            return self.walk_through(at, FrameKind::Wrapper, title);
        }
        let read = self.reading.value(at, node, Shape::Record);
        let is_long = match read {
            Ok(end) => end - at > ELEMENT_LEN_MAX,
            Err(Stop::Incomplete) => self.reading.bytes.len() - at > ELEMENT_LEN_MAX,
            Err(Stop::Broken(_)) => false,
        };
        match (read, self.reading.byte(at)) {
            (_, Some(b'{')) if is_long && in_table => {
                self.reading.take_back(mark);
                self.walk_through(at, FrameKind::Wrapper, None)
            }
            (_, Some(b'[')) if is_long && in_table => {
                self.reading.take_back(mark);
                self.walk_through(at, FrameKind::Table, None)
            }
            (Ok(end), _) => {
                self.reading.end_record();
                self.passed(end);
                Ok(())
            }
            (Err(Stop::Incomplete), _) => Err(Halt::Incomplete),
            (Err(Stop::Broken(broken)), _) => {
                self.reading.flush();
                self.recover(start, broken)
            }
        }
    }

    /// Walks through an element rather than reading it as one record.
    fn walk_through(&mut self, at: usize, kind: FrameKind, title: Option<Box<str>>) -> Result<(), Halt> {
        self.end_run();
        self.enter(Frame { kind, step: Step::Same, title });
        self.at = at + 1;
        self.position = Position::First;
        self.check();
        Ok(())
    }

    /// In an object around tables.
    fn member(&mut self, node: NodeId) -> Result<(), Halt> {
        let at = self.reading.skip(self.at);
        let start = match (self.reading.byte(at), self.position) {
            (None, _) => return Err(Halt::Incomplete),
            (Some(b'}'), _) => return self.close(at),
            (Some(_), Position::First) => at,
            (Some(b','), _) => self.reading.skip(at + 1),
            (Some(_), _) => return self.recover(at, at),
        };
        let table = self.root_of_run();
        self.reading.begin(table);
        let (child, value) = match self.reading.key(start, node, self.last_key) {
            Ok(read) => read,
            Err(Stop::Incomplete) => return Err(Halt::Incomplete),
            Err(Stop::Broken(broken)) => return self.recover(start, broken),
        };
        let step = match child.key {
            NodeId::NONE => Step::AnyKey,
            _ => Step::Key(self.raw_key(start)),
        };
        let is_shallow = self.frames.len() < FRAMES_MAX;
        match self.reading.byte(value) {
            None => Err(Halt::Incomplete),
            Some(b'{') if is_shallow => {
                let kind = if self.is_map(value, child.place)? { FrameKind::Map } else { FrameKind::Wrapper };
                self.open(kind, step, value, kind == FrameKind::Map)
            }
            Some(b'[') if is_shallow && self.holds_records(value)? => self.open(FrameKind::Table, step, value, true),
            Some(_) => {
                self.last_key = child.key;
                self.scalar_member(start, value, child.place, step)
            }
        }
    }

    fn scalar_member(&mut self, start: usize, at: usize, place: NodeId, step: Step) -> Result<(), Halt> {
        let mark = self.reading.mark();
        let read = self.reading.value(at, place, Shape::Part);
        let is_long = match read {
            Ok(end) => end - at > LIST_LEN_MAX,
            Err(Stop::Incomplete) => self.reading.bytes.len() - at > LIST_LEN_MAX,
            Err(Stop::Broken(_)) => false,
        };
        if is_long && self.reading.byte(at) == Some(b'[') && self.frames.len() < FRAMES_MAX {
            self.reading.take_back(mark);
            return self.open(FrameKind::Table, step, at, true);
        }
        match read {
            Ok(end) => {
                self.at = end;
                self.position = Position::After;
                self.end_long_run();
                Ok(())
            }
            Err(Stop::Incomplete) => Err(Halt::Incomplete),
            Err(Stop::Broken(broken)) => {
                self.reading.take_back(mark);
                self.recover(start, broken)
            }
        }
    }

    /// Opens the container at `at`; where it holds records, the run before it ends and there is a checkpoint.
    fn open(&mut self, kind: FrameKind, step: Step, at: usize, holds_records: bool) -> Result<(), Halt> {
        if holds_records {
            self.end_run();
        }
        self.enter(Frame { kind, step, title: None });
        self.at = at + 1;
        self.position = Position::First;
        if holds_records {
            self.check();
        }
        Ok(())
    }

    /// Puts a frame on the stack, with the path of its values.
    fn enter(&mut self, frame: Frame) {
        let Reading { paths, sink, .. } = &mut *self.reading;
        let root = paths.table("", *sink);
        let around = self.nodes.last().copied().unwrap_or(root);
        let path = match &frame.step {
            Step::Same => around,
            Step::Key(key) => paths.member(around, NodeId::NONE, key, *sink).place,
            Step::AnyKey => paths.any_key(around, *sink),
        };
        let node = match (frame.kind, &frame.step) {
            (FrameKind::Wrapper, _) | (_, Step::Same) => path,
            (FrameKind::Table | FrameKind::Map, _) => {
                let title = self.frames.last().and_then(|frame| frame.title.as_deref());
                let name = title.map_or_else(|| paths.full_name(path), str::to_owned);
                paths.table(&name, *sink)
            }
        };
        self.frames.push(frame);
        self.nodes.push(node);
        self.last_key = NodeId::NONE;
        self.is_saved = false;
    }

    /// Leaves the innermost container, whose closing bracket is at `at`.
    fn close(&mut self, at: usize) -> Result<(), Halt> {
        let kind = self.frames.pop().map(|frame| frame.kind);
        self.nodes.pop();
        self.last_key = NodeId::NONE;
        self.is_saved = false;
        self.at = at + 1;
        self.position = Position::After;
        let ends_run = self.frames.last().is_none_or(|frame| frame.kind != FrameKind::Wrapper);
        if kind != Some(FrameKind::Wrapper) || ends_run {
            self.end_run();
            self.check();
        } else {
            self.end_long_run();
        }
        Ok(())
    }

    /// The root of the table whose record the members of the innermost wrapper are.
    fn root_of_run(&mut self) -> NodeId {
        let around = self.frames.iter().rposition(|frame| frame.kind != FrameKind::Wrapper);
        match around.and_then(|index| self.nodes.get(index)) {
            Some(&node) => node,
            None => self.reading.open_table(""),
        }
    }

    pub(super) fn end_run(&mut self) {
        if self.reading.has_open_record() {
            self.reading.end_record();
        }
    }

    fn end_long_run(&mut self) {
        if self.at - self.checkpoint >= RUN_LEN_MAX {
            self.end_run();
            self.check();
        }
    }

    /// A record ends at `end`.
    #[inline]
    fn passed(&mut self, end: usize) {
        self.at = end;
        self.position = Position::After;
        self.check();
    }

    /// All up to here is read for good.
    #[inline]
    pub(super) fn check(&mut self) {
        self.checkpoint = self.at;
        self.saved.position = self.position;
        if !self.is_saved {
            self.saved.frames.clone_from(&self.frames);
            self.is_saved = true;
        }
        self.reading.flush_if_full();
    }
}
