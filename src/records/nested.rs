//! Sources inside a source: an attachment, a page of a document. They are read by the formats that read files, and what
//! is found in them is said to be where they lie in the source around them.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::{ControlFlow, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::lines::{self, Line};
use super::{BatchSink, Census, Consumed, FORMATS, Flow, Format, Head, Piece, Reader, State, TextClass};
use crate::batch::{Batch, BatchBuf, Cell, ColumnId, ColumnSpec, Escape, TableId};
use crate::config::Limits;
use crate::decode::charset::{self, Transcoder};
use crate::decode::{packed, strings};
use crate::error::{Reason, Severity};
use crate::source::{self, SourceSettings};

/// Sources within sources that are decoded.
pub(super) const DEPTH_MAX: usize = 8;

/// Bytes that are unpacked of all of them in a piece.
pub(crate) const UNPACKED_MAX: u64 = 256 << 20;
/// The same of one of them, and members; they are held in memory.
const UNPACKED_LEN_MAX: u64 = 64 << 20;
const UNPACKED_MEMBERS_MAX: u64 = 10_000;
/// What a member counts for beside its bytes.
const MEMBER_COST: u64 = 8 << 10;

/// A source inside a piece.
#[derive(Clone)]
pub(super) struct Inner<'a> {
    /// Its bytes.
    pub(super) bytes: &'a [u8],
    /// What its tables are called after; may be empty.
    pub(super) name: &'a str,
    /// Where it lies in the piece.
    pub(super) span: Range<usize>,
    /// Whether it stands there as it is, so that every place in it is a place in the piece.
    pub(super) is_verbatim: bool,
}

/// Never prints a value.
impl std::fmt::Debug for Inner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inner")
            .field("span", &self.span)
            .field("is_verbatim", &self.is_verbatim)
            .finish_non_exhaustive()
    }
}

/// Reads `inner`, which lies in `piece`, with the format that knows it. Whether the sink wants more.
pub(super) fn read(piece: &[u8], inner: &Inner<'_>, sink: &mut dyn BatchSink) -> Flow {
    if inner.bytes.is_empty() {
        return ControlFlow::Continue(());
    }
    if source::is_packed(inner.bytes, inner.name) && sink.depth() < DEPTH_MAX {
        return unpack(piece, inner, sink);
    }
    read_unpacked(piece, inner, sink)
}

/// Whether a value is a container, a document or a database that is read.
pub(crate) fn is_contained(bytes: &[u8]) -> bool {
    source::is_packed(bytes, "") || source::is_read_as_bytes(bytes, "")
}

/// Reads what a value or a run of text at `span` stands for, if that is a container, a document, a database or a table; `None` where
/// it is nothing of the kind. Its tables are called after `name`.
pub(crate) fn read_contained(
    piece: &[u8],
    bytes: &[u8],
    name: &str,
    span: Range<usize>,
    sink: &mut dyn BatchSink,
) -> Option<Flow> {
    (is_contained(bytes) || packed::is_table(bytes)).then(|| {
        sink.unpacked(MEMBER_COST);
        read(piece, &Inner { bytes, name, span, is_verbatim: false }, sink)
    })
}

/// Reads `inner`, which is not packed, or not any more.
fn read_unpacked(piece: &[u8], inner: &Inner<'_>, sink: &mut dyn BatchSink) -> Flow {
    // Documents and databases may look like text of some code page.
    if source::is_read_as_bytes(inner.bytes, inner.name) {
        return read_text(piece, inner, true, sink);
    }
    let detected = charset::detect(inner.bytes.get(..Head::LEN_MAX).unwrap_or(inner.bytes));
    let bytes = inner.bytes.get(detected.mark_len..).unwrap_or_default();
    let Some(mut transcoder) = Transcoder::new(detected.charset, 0) else {
        let span =
            if inner.is_verbatim { inner.span.start + detected.mark_len..inner.span.end } else { inner.span.clone() };
        return read_text(piece, &Inner { bytes, span, ..inner.clone() }, detected.is_binary, sink);
    };
    let (mut text, mut checkpoints) = (Vec::new(), Vec::new());
    transcoder.push(bytes, &mut text, &mut checkpoints);
    transcoder.finish(&mut text, &mut checkpoints);
    read_text(piece, &Inner { bytes: &text, is_verbatim: false, ..inner.clone() }, false, sink)
}

/// Reads what `inner` holds, which is compressed or an archive. What is left of it is scanned as it stands.
fn unpack(piece: &[u8], inner: &Inner<'_>, sink: &mut dyn BatchSink) -> Flow {
    let room = sink.unpacked(0);
    if room == 0 {
        let message = "more is packed within this part than is unpacked: the bytes were scanned as they stand";
        sink.diagnostic(Severity::Error, Reason::LimitReached, inner.span.start, message);
        sink.unread(inner.span.clone(), Reason::LimitReached);
        return sink.text(piece, inner.span.clone(), TextClass::NotUnderstood);
    }
    let given = sink.limits();
    let limits = Limits {
        decoded_bytes_max: room.min(UNPACKED_LEN_MAX).min(given.decoded_bytes_max),
        members_max: UNPACKED_MEMBERS_MAX.min(given.members_max),
        depth_max: given.depth_max.saturating_sub(sink.depth()),
        ..given
    };
    let settings = SourceSettings { use_mmap: false, limits };
    let (members, unread) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let account = source::visit_within(inner.bytes, inner.name, &settings, &|source| {
        let name = source.name().members.last().cloned().unwrap_or_default();
        let window = source.window(0, usize::try_from(UNPACKED_LEN_MAX).unwrap_or(usize::MAX));
        let member = (name, window.bytes.to_vec());
        let cut = (!window.at_end).then_some(Reason::LimitReached);
        members.lock().unwrap_or_else(PoisonError::into_inner).push(member);
        if let Some(reason) = source.hidden_reason().or(cut) {
            unread.lock().unwrap_or_else(PoisonError::into_inner).push(reason);
        }
    });
    let members = members.into_inner().unwrap_or_else(PoisonError::into_inner);
    for reason in unread.into_inner().unwrap_or_else(PoisonError::into_inner) {
        sink.unread(inner.span.clone(), reason);
    }
    sink.unpacked(members.iter().map(|(_, bytes)| bytes.len() as u64 + MEMBER_COST).sum());
    for told in &account.diagnostics {
        sink.diagnostic(told.severity, told.reason, inner.span.start, &told.message);
    }
    for lost in &account.not_examined {
        let message = "a part of what is packed here could not be read: the bytes were scanned as they stand";
        sink.diagnostic(Severity::Error, lost.reason, inner.span.start, message);
        sink.unread(inner.span.clone(), lost.reason);
    }
    if !account.not_examined.is_empty() {
        sink.text(piece, inner.span.clone(), TextClass::NotUnderstood)?;
    }
    for (name, bytes) in members {
        let name = if name == inner.name || inner.name.is_empty() { name } else { format!("{}!{name}", inner.name) };
        let member = Inner { bytes: &bytes, name: &name, span: inner.span.clone(), is_verbatim: false };
        read_unpacked(piece, &member, sink)?;
    }
    ControlFlow::Continue(())
}

/// Reads `inner`, which is no text or UTF-8.
fn read_text(piece: &[u8], inner: &Inner<'_>, is_binary: bool, sink: &mut dyn BatchSink) -> Flow {
    if sink.depth() >= DEPTH_MAX {
        let message = "sources within sources, deeper than they are read: the bytes were scanned as they stand";
        sink.diagnostic(Severity::Error, Reason::LimitReached, inner.span.start, message);
        sink.unread(inner.span.clone(), Reason::LimitReached);
        return as_text(piece, inner, is_binary, sink);
    }
    let head = Head {
        bytes: inner.bytes.get(..Head::LEN_MAX).unwrap_or(inner.bytes),
        is_whole: inner.bytes.len() <= Head::LEN_MAX,
        name: "",
        companion: None,
    };
    let census = Census::of(&head);
    let Some((last, formats)) = FORMATS.split_last() else { return ControlFlow::Continue(()) };
    let asked = formats.iter().filter(|format| format.is_binary() == is_binary && format.may_be(&census));
    let opened = asked
        .chain([last])
        .find_map(|&format: &&dyn Format| catch_unwind(AssertUnwindSafe(|| format.open(&head))).ok().flatten());
    let Some(reader) = opened else { return as_text(piece, inner, is_binary, sink) };
    read_with(piece, inner, reader.as_ref(), sink)
}

/// Reads `inner`, which is text, with the tables that it holds, if those name their columns: tables that somebody put into a message.
/// A table goes up to the next blank line; what stands before and behind it is text. `None` where there is none.
pub(super) fn read_tables(piece: &[u8], inner: &Inner<'_>, sink: &mut dyn BatchSink) -> Option<Flow> {
    const BLOCKS_MAX: usize = 64;
    if sink.depth() >= DEPTH_MAX {
        return None;
    }
    let mut tables = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut blocks = 0;
    while blocks < BLOCKS_MAX && start < inner.bytes.len() {
        let line = Line::at(b'\n', inner.bytes, at, true);
        match line {
            Some(line) if !lines::is_blank(line.of(inner.bytes)) => at = line.next,
            _ => {
                blocks += usize::from(at > start);
                let reader = inner.bytes.get(start..at).and_then(named_table);
                tables.extend(reader.map(|reader| (start..at, reader)));
                at = line.map_or(at, |line| line.next);
                start = at;
            }
        }
    }
    if tables.is_empty() {
        return None;
    }
    let part = |within: Range<usize>| {
        let span = inner.span.start + within.start..inner.span.start + within.end;
        Inner {
            span: if inner.is_verbatim { span } else { inner.span.clone() },
            bytes: inner.bytes.get(within).unwrap_or_default(),
            ..inner.clone()
        }
    };
    let mut end = 0;
    for (number, (within, reader)) in (1..).zip(tables) {
        let before = part(end..within.start);
        let name = if number == 1 { inner.name.to_owned() } else { format!("{}#{number}", inner.name) };
        end = within.end;
        if !before.bytes.is_empty() && as_text(piece, &before, false, sink).is_break()
            || read_with(piece, &Inner { name: &name, ..part(within) }, reader.as_ref(), sink).is_break()
        {
            return Some(ControlFlow::Break(()));
        }
    }
    let rest = part(end..inner.bytes.len());
    Some(if rest.bytes.is_empty() { ControlFlow::Continue(()) } else { as_text(piece, &rest, false, sink) })
}

/// The reader of the table that lines are, under a heading.
fn named_table(bytes: &[u8]) -> Option<Box<dyn Reader>> {
    // A table has lines, and something between its cells in each.
    const LINES_MIN: usize = 3;
    if memchr::memchr_iter(b'\n', bytes).take(LINES_MIN).count() < LINES_MIN {
        return None;
    }
    let head = Head {
        bytes: bytes.get(..Head::LEN_MAX).unwrap_or(bytes),
        is_whole: bytes.len() <= Head::LEN_MAX,
        name: "",
        companion: None,
    };
    let named = || super::delimited::open_named(&head).or_else(|| super::fixed_width::open_named(&head));
    catch_unwind(AssertUnwindSafe(named)).ok().flatten()
}

/// Reads `inner` with `reader`. A fault of the reader costs its structure, and no byte.
pub(super) fn read_with(piece: &[u8], inner: &Inner<'_>, reader: &dyn Reader, sink: &mut dyn BatchSink) -> Flow {
    let mut state = State::Start;
    let mut at = 0;
    loop {
        let rest = inner.bytes.get(at..).unwrap_or_default();
        let place =
            if inner.is_verbatim { Place::At(inner.span.start + at) } else { Place::Within(inner.span.clone()) };
        let mut nested =
            Nested { sink: &mut *sink, piece, place, name: inner.name, buf: BatchBuf::default(), is_stopped: false };
        let step = Piece { bytes: rest, state: &state, at_end: true, must_consume: true };
        let result = catch_unwind(AssertUnwindSafe(|| reader.read(&step, &mut nested)));
        let is_stopped = nested.is_stopped;
        let Ok(Consumed { len, state: after }) = result else {
            let message = "a fault while this part was read: it was scanned as raw bytes";
            sink.diagnostic(Severity::Warning, Reason::NotUnderstood, inner.span.start, message);
            return as_text(piece, inner, true, sink);
        };
        at += len;
        state = after;
        if is_stopped || len == 0 || at >= inner.bytes.len() {
            return if is_stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        }
    }
}

/// Hands `inner` on as it stands.
pub(super) fn as_text(piece: &[u8], inner: &Inner<'_>, is_binary: bool, sink: &mut dyn BatchSink) -> Flow {
    let class = if is_binary { TextClass::Binary } else { TextClass::Text };
    if inner.is_verbatim && !inner.span.is_empty() {
        return sink.text(piece, inner.span.clone(), class);
    }
    decoded(inner.bytes, is_binary, &inner.span, sink)
}

/// Hands on decoded bytes: as text, or what is printable in them.
fn decoded(bytes: &[u8], is_binary: bool, span: &Range<usize>, sink: &mut dyn BatchSink) -> Flow {
    if !is_binary {
        return sink.decoded_text(bytes, span.clone());
    }
    let mut from = 0;
    while let Some(run) = strings::next_run(bytes, from) {
        from = run.end;
        sink.decoded_text(bytes.get(run).unwrap_or_default(), span.clone())?;
    }
    ControlFlow::Continue(())
}

/// Where the bytes of an inner source lie.
enum Place {
    /// From here on, as they are.
    At(usize),
    /// Somewhere in here.
    Within(Range<usize>),
}

impl Place {
    fn of(&self, offset: usize) -> usize {
        match self {
            Self::At(base) => base + offset,
            Self::Within(span) => span.start,
        }
    }
}

/// The sink of an inner source.
struct Nested<'s> {
    sink: &'s mut dyn BatchSink,
    piece: &'s [u8],
    place: Place,
    name: &'s str,
    buf: BatchBuf,
    is_stopped: bool,
}

impl Nested<'_> {
    fn note(&mut self, flow: Flow) -> Flow {
        self.is_stopped |= flow.is_break();
        flow
    }

    /// The same records, as cells of the piece.
    fn moved(&mut self, batch: &Batch<'_>) {
        self.buf.clear();
        self.buf.record_ends.extend_from_slice(batch.record_ends);
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        match &self.place {
            Place::At(base) => {
                let base = number(*base);
                self.buf.arena.extend_from_slice(batch.arena);
                let moved = |cell: &Cell| Cell {
                    start: cell.start.saturating_add(base),
                    end: cell.end.saturating_add(base),
                    ..*cell
                };
                self.buf.cells.extend(batch.cells.iter().map(moved));
            }
            Place::Within(span) => {
                for cell in batch.cells {
                    let value = batch.value(cell);
                    self.buf.cells.push(Cell {
                        start: number(span.start),
                        end: number(span.end),
                        value: number(self.buf.arena.len()),
                        value_len: number(value.len()),
                        column: cell.column,
                        escape: Escape::Opaque,
                    });
                    self.buf.arena.extend_from_slice(value);
                }
            }
        }
    }
}

impl BatchSink for Nested<'_> {
    fn table(&mut self, name: &str) -> TableId {
        match (self.name, name) {
            ("", name) => self.sink.table(name),
            (outer, "") => self.sink.table(outer),
            (outer, name) => self.sink.table(&format!("{outer}.{name}")),
        }
    }

    fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId {
        self.sink.column(table, spec)
    }

    fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow {
        self.moved(batch);
        let flow = self.sink.batch(table, &self.buf.as_batch(self.piece));
        self.note(flow)
    }

    fn text(&mut self, piece: &[u8], span: Range<usize>, class: TextClass) -> Flow {
        let flow = match &self.place {
            Place::At(base) => self.sink.text(self.piece, base + span.start..base + span.end, class),
            Place::Within(place) => {
                let bytes = piece.get(span).unwrap_or_default();
                decoded(bytes, class == TextClass::Binary, place, self.sink)
            }
        };
        self.note(flow)
    }

    fn decoded_text(&mut self, text: &[u8], span: Range<usize>) -> Flow {
        let span = match &self.place {
            Place::At(base) => base + span.start..base + span.end,
            Place::Within(place) => place.clone(),
        };
        let flow = self.sink.decoded_text(text, span);
        self.note(flow)
    }

    fn decoded_text_of(&mut self, text: &[u8], raw: &[u8], span: Range<usize>) -> Flow {
        let flow = match &self.place {
            Place::At(base) => self.sink.decoded_text_of(text, raw, base + span.start..base + span.end),
            Place::Within(place) => self.sink.decoded_text(text, place.clone()),
        };
        self.note(flow)
    }

    fn depth(&self) -> usize {
        self.sink.depth() + 1
    }

    fn limits(&self) -> Limits {
        self.sink.limits()
    }

    fn unpacked(&mut self, bytes: u64) -> u64 {
        self.sink.unpacked(bytes)
    }

    fn unread(&mut self, span: Range<usize>, reason: Reason) {
        let span = match &self.place {
            Place::At(base) => base + span.start..base + span.end,
            Place::Within(place) if span.is_empty() => place.start..place.start,
            Place::Within(place) => place.clone(),
        };
        self.sink.unread(span, reason);
    }

    fn diagnostic(&mut self, severity: Severity, reason: Reason, offset: usize, message: &str) {
        self.sink.diagnostic(severity, reason, self.place.of(offset), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::Collector;

    #[test]
    fn places_in_a_verbatim_source_are_places_in_the_piece() {
        let piece = b"--\nname,ssn\nAnn Lee,536-22-8713\nBob Ray,536-22-8714\n--";
        let span = 3..piece.len() - 2;
        let inner = Inner { bytes: &piece[span.clone()], name: "a.csv", span, is_verbatim: true };
        let mut sink = Collector::default();
        assert!(read(piece, &inner, &mut sink).is_continue());
        assert_eq!(sink.records[0].0, "a.csv");
        assert_eq!(&piece[sink.cell_spans[1].clone()], b"536-22-8713");
    }

    #[test]
    fn a_decoded_source_lies_where_it_was_decoded_from() {
        let inner = Inner { bytes: b"name,ssn\nAnn,536-22-8713\nBob,1\n", name: "", span: 2..5, is_verbatim: false };
        let mut sink = Collector::default();
        assert!(read(b"0123456", &inner, &mut sink).is_continue());
        assert_eq!(sink.rows(), [["Ann", "536-22-8713"], ["Bob", "1"]]);
        assert!(sink.cell_spans.iter().all(|span| *span == (2..5)));
        assert_eq!(sink.decoded, [("name,ssn\n".to_owned(), 2..5)]);
    }

    /// A sink that allows no container within another source.
    struct Shallow(Collector);

    impl BatchSink for Shallow {
        fn table(&mut self, name: &str) -> TableId {
            self.0.table(name)
        }

        fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId {
            self.0.column(table, spec)
        }

        fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow {
            self.0.batch(table, batch)
        }

        fn text(&mut self, piece: &[u8], span: Range<usize>, class: TextClass) -> Flow {
            self.0.text(piece, span, class)
        }

        fn decoded_text(&mut self, text: &[u8], span: Range<usize>) -> Flow {
            self.0.decoded_text(text, span)
        }

        fn limits(&self) -> Limits {
            Limits { depth_max: 0, ..Limits::default() }
        }

        fn unpacked(&mut self, bytes: u64) -> u64 {
            self.0.unpacked(bytes)
        }

        fn diagnostic(&mut self, severity: Severity, reason: Reason, offset: usize, message: &str) {
            self.0.diagnostic(severity, reason, offset, message);
        }
    }

    #[test]
    fn the_limits_of_the_scan_hold_for_what_is_packed_within_a_source() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, b"name,ssn\nAnn,536-22-8713\nBob,536-22-8714\n").unwrap();
        let packed = packed.finish().unwrap();
        let inner = Inner { bytes: &packed, name: "a.csv.gz", span: 0..packed.len(), is_verbatim: true };
        let mut sink = Shallow(Collector::default());
        assert!(read(&packed, &inner, &mut sink).is_continue());
        assert!(sink.0.records.is_empty());
        assert_eq!(sink.0.diagnostics, [(Reason::LimitReached, 0)], "what the archive says of itself is handed on");
    }

    #[test]
    fn what_is_packed_is_unpacked_until_the_room_for_it_is_used_up() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, b"name,ssn\nAnn,536-22-8713\nBob,536-22-8714\n").unwrap();
        let packed = packed.finish().unwrap();
        let inner = Inner { bytes: &packed, name: "a.csv.gz", span: 0..packed.len(), is_verbatim: true };
        let mut sink = Collector::default();
        assert!(read(&packed, &inner, &mut sink).is_continue());
        assert_eq!(sink.rows().len(), 2);
        sink.unpacked(UNPACKED_MAX);
        assert!(read(&packed, &inner, &mut sink).is_continue());
        assert_eq!(sink.rows().len(), 2);
        assert_eq!(sink.texts, [(0..packed.len(), TextClass::NotUnderstood)]);
        assert_eq!(sink.diagnostics, [(Reason::LimitReached, 0)]);
    }
}
