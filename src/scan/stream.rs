//! One source, piece by piece, on all cores.
//!
//! The plain version: ask the source for a window, let the reader consume whole records from its start, go on where it
//! stopped. To use all cores the reader also predicts where the next pieces of the window begin; they are read at the
//! same time, and accepted in order as long as each one ended where and how the next one was assumed to begin.
//! The first that did not makes the rest of the window void, and reading goes on from its true end. Pieces depend on the
//! bytes alone, never on the number of threads, and so do the results.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Progress;
use super::beside::Beside;
use super::collector::{Collector, PieceFindings, Place, Settings, TableIds};
use super::in_order::in_order;
use super::occurrence::Spool;
use super::room::{Room, Wide};
use crate::aggregate::{TableAggregate, TableKey};
use crate::config::Limits;
use crate::detect::{Detector, Scratch};
use crate::error::{Diagnostic, Reason, Severity};
use crate::records::{Census, Consumed, FORMATS, Format, Head, Piece, Reader, State, formats_of};
use crate::source::{Source, Window};
use crate::span::Span;

/// Bytes of a piece: large enough that tables, sketches and seams cost little beside reading it, small enough that there are
/// several for each core.
const PIECE_BYTES: usize = 2 << 20;
/// The same far from the beginning of a source, where there are many: what is learnt of the values of a column, and what is
/// counted one by one before it is estimated, is so anew in each piece.
const LATER_PIECE_BYTES: usize = 4 << 20;
const LATER_FROM: u64 = 32 << 20;
/// Pieces of the window of a file that is mapped: at its end threads wait for each other, so there must be many.
const MAPPED_PIECES: usize = 64;
/// Ranges of lost structure and diagnostics that are kept for one source.
const NOTES_MAX: usize = 1_000;
/// What is said of a panic: its own message is never shown, for it may quote the data.
const FAULT: &str = "a fault in this program; the rest of this source was not examined";
const INTERRUPTED: &str = "interrupted; the rest of this source was not examined";

/// What a scan gives to every source.
pub(super) struct StreamContext<'a> {
    pub(super) settings: &'a Settings<'a>,
    pub(super) threads: usize,
    pub(super) limits: Limits,
    pub(super) cancel: &'a AtomicBool,
    pub(super) scratches: &'a ScratchPool,
    pub(super) room: &'a Room,
    pub(super) observer: &'a dyn Progress,
}

/// Scratches that wait for a worker. They are large: what is handed over is where they lie.
#[derive(Debug, Default)]
#[expect(clippy::vec_box, reason = "as said")]
pub(super) struct ScratchPool(Mutex<Vec<Box<Scratch>>>);

impl ScratchPool {
    pub(super) fn with<T>(&self, detector: &Detector, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let idle = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scratch = idle.unwrap_or_else(|| Box::new(detector.scratch()));
        // After a panic the scratch may be in any state: it is dropped with the unwinding.
        let result = work(&mut scratch);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        result
    }
}

/// What became of one source.
#[derive(Debug, Default)]
pub(super) struct SourceFindings {
    pub(super) format: &'static str,
    pub(super) tables: Vec<TableAggregate>,
    table_ids: TableIds,
    pub(super) spool: Spool,
    /// Ranges scanned as raw text.
    pub(super) raw: Vec<(Span, Reason)>,
    /// Bytes of raw ranges, those that are not listed included.
    pub(super) raw_bytes: u64,
    /// Where the range begins that was scanned as it stands because the time was up: the last of `raw`.
    raw_rest: Option<u64>,
    /// Ranges that hide what they stand for, which was not read.
    pub(super) unread: Vec<(Span, Reason)>,
    /// Their bytes, those that are not listed included.
    pub(super) unread_bytes: u64,
    /// From where on the source was not examined, and why.
    pub(super) stopped: Option<(u64, Reason)>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Bytes of the file that the progress was told of.
    pub(super) advanced: u64,
}

/// Reads one source to its end.
///
/// `beside` finds the files beside it.
pub(super) fn read_source(context: &StreamContext<'_>, source: &mut Source<'_>, beside: &Beside<'_>) -> SourceFindings {
    let name = source.name().text();
    let mut findings = SourceFindings::default();
    let Some((format, reader)) = open_reader(source, &name, beside) else {
        findings.stop(0, Reason::InternalError, &name, FAULT);
        return findings;
    };
    findings.format = format.name();
    if reader.reads_whole() {
        read_at_once(context, source, reader.as_ref(), &mut findings, &name);
    } else {
        read_in_pieces(context, source, reader.as_ref(), &mut findings, &name);
    }
    findings
}

/// Reads a source that cannot be read front to back, or scans it as raw bytes where it is too long for that.
fn read_at_once(
    context: &StreamContext<'_>,
    source: &mut Source<'_>,
    reader: &dyn Reader,
    findings: &mut SourceFindings,
    name: &str,
) {
    let limits = &context.limits;
    let is_small = source.is_mapped() || source.window(0, PIECE_BYTES).at_end;
    let alone = (!is_small).then(|| context.room.whole());
    let len_max = if source.is_mapped() { limits.whole_file_bytes_max } else { limits.whole_member_bytes_max };
    let window = source.window(0, usize::try_from(len_max).unwrap_or(usize::MAX));
    if !window.at_end && reader.reads_pieces() {
        drop(alone);
        return read_in_pieces(context, source, reader, findings, name);
    }
    if !window.at_end {
        let offset = Some(window.map.to_source(window.bytes, 0));
        let message = "longer than what is read of this format: the bytes were scanned as they stand";
        findings.warn(Reason::LimitReached, offset, name, message);
        findings.add_unread([(Span { start: 0, end: 0 }, Reason::LimitReached)]);
        let Some(raw) = raw_reader(window.bytes, name) else { return };
        drop(alone);
        read_in_pieces(context, source, raw.as_ref(), findings, name);
        return;
    }
    // Who waits for other threads may begin to read another file, which may want to be held whole, too.
    let threads = if alone.is_some() { 1 } else { context.threads };
    if read_parts((context, threads), reader, &window, findings, name).is_break() {
        // Which bytes belong to the parts that were not read is not known here: all of them are scanned.
        let (offset, raw) = (window.map.to_source(window.bytes, 0), raw_reader(window.bytes, name));
        let Some(raw) = raw else { return };
        findings.begin_raw_rest(offset, name);
        // What such a format holds does not all stand in its bytes as it is.
        findings.add_unread([(Span { start: offset, end: offset }, Reason::LimitReached)]);
        drop(alone);
        read_in_pieces(context, source, raw.as_ref(), findings, name);
        return;
    }
    if source.name().members.is_empty() {
        findings.advanced = source.input_position();
        context.observer.advanced(findings.advanced);
    }
}

/// Reads the parts of a source that is at hand as a whole, on so many threads.
fn read_parts(
    (context, threads): (&StreamContext<'_>, usize),
    reader: &dyn Reader,
    window: &Window<'_>,
    findings: &mut SourceFindings,
    name: &str,
) -> ControlFlow<()> {
    let bytes = window.bytes;
    let start = window.map.to_source(bytes, 0);
    let clock = Clock::start(context);
    let Ok(states) = catch_unwind(AssertUnwindSafe(|| reader.parts(bytes))) else {
        findings.stop(start, Reason::InternalError, name, FAULT);
        return ControlFlow::Continue(());
    };
    let share_len = bytes.len() / states.len().max(1);
    let count = states.len();
    let mut states = (0usize..).zip(states);
    let read = |(_, state): &(usize, State)| {
        let part = PlannedPiece {
            start: 0,
            len: bytes.len(),
            state: state.clone(),
            state_after: None,
            at_end: true,
            must_consume: true,
            share_len,
        };
        read_piece(context, reader, &part, Place { window: bytes, at: 0, map: &window.map }, name)
    };
    let mut is_late = false;
    in_order(
        threads,
        || states.next(),
        read,
        |(number, _), result| {
            let Ok((_, found)) = result else {
                findings.stop(start, Reason::InternalError, name, FAULT);
                return ControlFlow::Break(());
            };
            findings.take(found, context.settings.columns_max);
            if context.cancel.load(Ordering::Relaxed) {
                findings.stop(start, Reason::Interrupted, name, INTERRUPTED);
                return ControlFlow::Break(());
            }
            is_late = number + 1 < count && clock.is_late();
            if is_late { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    if is_late { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// The time that a source may take.
struct Clock<'c, 'a> {
    context: &'c StreamContext<'a>,
    started: u64,
}

impl<'c, 'a> Clock<'c, 'a> {
    fn start(context: &'c StreamContext<'a>) -> Self {
        Self { context, started: context.observer.elapsed_seconds() }
    }

    fn is_late(&self) -> bool {
        let limit = self.context.limits.source_seconds_max;
        limit > 0 && self.context.observer.elapsed_seconds() - self.started > limit
    }
}

/// A reader that takes the bytes as they stand.
fn raw_reader(bytes: &[u8], name: &str) -> Option<Box<dyn Reader>> {
    let head = Head { bytes: bytes.get(..Head::LEN_MAX).unwrap_or(bytes), is_whole: false, name, companion: None };
    FORMATS.last().and_then(|format| format.open(&head))
}

/// Columns of a piece, in all of its tables, that are many.
const MANY_COLUMNS: usize = 2048;

/// Reads a source front to back. What is left when its time is up is scanned as it stands, for as long again: that
/// takes the time of the format's structure away, and a source that is slow for another reason ends all the same.
fn read_in_pieces(
    context: &StreamContext<'_>,
    source: &mut Source<'_>,
    reader: &dyn Reader,
    findings: &mut SourceFindings,
    name: &str,
) {
    let mut at = 0u64;
    let mut state = State::Start;
    // A record that is longer than a piece asks for more than that.
    let mut len_min = 0;
    // A member begins in the middle of its file.
    let mut reported = if source.name().members.is_empty() { 0 } else { source.input_position() };
    let mut clock = Clock::start(context);
    let mut rest_reader: Option<Box<dyn Reader>> = None;
    let mut wide = None;
    // Many columns take far more memory than their bytes: then fewer pieces are read at a time. The first ones tell.
    let mut has_many_columns = true;
    loop {
        let is_streamed = !source.is_mapped();
        let pieces_wanted = match &wide {
            None if is_streamed => Room::NARROW_PIECES,
            _ if has_many_columns => context.threads.max(Room::NARROW_PIECES),
            None => MAPPED_PIECES.max(context.threads),
            Some(Wide { pieces, .. }) => *pieces,
        };
        let lens = PieceLens { at, min: len_min };
        let usual_len = PieceLens { at, min: 0 }.of(0);
        let (narrow, wanted) = (usual_len * Room::NARROW_PIECES, usual_len * pieces_wanted);
        // What is ready is read at once: a decoder that is slower than the reader has nothing to wait for.
        let window_len = if len_min > 0 { len_min } else { source.ready_len(at, wanted).clamp(narrow, wanted) };
        let (window, ahead) = source.window_and_ahead(at, window_len);
        let (bytes, at_end) = (window.bytes, window.at_end);
        if is_streamed && wide.is_none() && !at_end {
            wide = context.room.widen(context.threads, LATER_PIECE_BYTES);
        }
        let reader = rest_reader.as_deref().unwrap_or(reader);
        let record_bytes_max = context.limits.record_bytes_max;
        let planned = State::clone(&state);
        let mut plan = Plan { reader, bytes, at_end, lens, record_bytes_max, start: 0, state: planned, is_over: false };
        let is_read = AtomicBool::new(false);
        let (mut advanced, mut is_faulty, mut has_many, mut is_late) = (0, false, false, false);
        let begin = window.map.to_source(bytes, 0);
        let take = |piece: PlannedPiece, result: PieceResult| {
            advanced = piece.start;
            let Ok((consumed, found)) = result else {
                is_faulty = true;
                return ControlFlow::Break(());
            };
            has_many |= found.columns() > MANY_COLUMNS;
            findings.take(found, context.settings.columns_max);
            advanced += consumed.len;
            let is_as_predicted = consumed.len == piece.len && piece.state_after.as_ref() == Some(&consumed.state);
            state = consumed.state;
            window.forget(piece.start..advanced);
            if !is_streamed {
                let told = begin + advanced as u64;
                context.observer.advanced(told.saturating_sub(reported));
                findings.advanced += told.saturating_sub(reported);
                reported = told.max(reported);
            }
            is_late = clock.is_late();
            let goes_on = is_as_predicted && !is_late && !context.cancel.load(Ordering::Relaxed);
            if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let read = || {
            let read = |piece: &PlannedPiece| {
                let place = Place { window: bytes, at: piece.start, map: &window.map };
                read_piece(context, reader, piece, place, name)
            };
            in_order(context.threads, || plan.next(), read, take);
            is_read.store(true, Ordering::Relaxed);
        };
        match (ahead, &wide) {
            (Some(ahead), Some(wide)) => {
                let pieces_max = if has_many_columns { pieces_wanted } else { wide.pieces };
                rayon::join(read, || ahead.decode(narrow..usual_len * pieces_max, &is_read));
            }
            _ => read(),
        }
        has_many_columns = has_many;
        let offset = window.map.to_source(bytes, advanced);
        if is_faulty {
            findings.stop(offset, Reason::InternalError, name, FAULT);
            return;
        }
        findings.end_raw_rest(offset);
        let is_done = at_end && advanced >= bytes.len();
        let is_late = !is_done && is_late;
        let rest = if is_late { raw_reader(bytes.get(advanced..).unwrap_or_default(), name) } else { None };
        let used_up = if is_streamed || is_done { source.input_position() } else { offset };
        context.observer.advanced(used_up.saturating_sub(reported));
        findings.advanced += used_up.saturating_sub(reported);
        reported = used_up.max(reported);
        if is_done {
            return;
        }
        // Nothing consumed: the record is longer than the piece. Ask for more, and in the end for anything.
        len_min = if advanced == 0 { lens.of(0) * 2 } else { 0 };
        at += advanced as u64;
        if is_late {
            if findings.raw_rest.is_some() {
                let message = "it took longer than the limit; the rest of this source was not examined";
                return findings.stop(offset, Reason::LimitReached, name, message);
            }
            rest_reader = rest;
            state = State::Start;
            clock = Clock::start(context);
            findings.begin_raw_rest(offset, name);
        }
        if context.cancel.load(Ordering::Relaxed) {
            findings.stop(offset, Reason::Interrupted, name, INTERRUPTED);
            return;
        }
    }
}

/// The format of a source, by its head. What is no text, or cannot be unpacked, is read as raw text: the last format.
fn open_reader(
    source: &mut Source<'_>,
    name: &str,
    beside: &Beside<'_>,
) -> Option<(&'static dyn Format, Box<dyn Reader>)> {
    let source_name = source.name().clone();
    let (is_binary, is_raw) = (source.is_binary(), source.raw_reason().is_some());
    let window = source.window(0, Head::LEN_MAX);
    let len = window.bytes.len().min(Head::LEN_MAX);
    let head = Head {
        bytes: window.bytes.get(..len).unwrap_or_default(),
        is_whole: window.at_end && len == window.bytes.len(),
        name,
        companion: None,
    };
    let census = Census::of(&head);
    let last = FORMATS.last()?;
    let asked = if is_raw { &[] } else { formats_of(is_binary) };
    // A format that fails on this head does not read this source; the last one takes anything.
    asked.iter().filter(|format| format.may_be(&census)).chain([last]).find_map(|&format| {
        let opened = catch_unwind(AssertUnwindSafe(|| {
            let companion = beside.find(&source_name, &format.companions(&head), format.second_companion());
            format.open(&Head { companion: companion.as_deref(), ..head })
        }));
        Some((format, opened.ok().flatten()?))
    })
}

/// One piece of a window, planned.
struct PlannedPiece {
    start: usize,
    len: usize,
    state: State,
    /// The state that the next piece was planned with.
    state_after: Option<State>,
    at_end: bool,
    must_consume: bool,
    /// As many bytes of the source as no other piece reads, about.
    share_len: usize,
}

/// How long the pieces of a window are to be.
#[derive(Clone, Copy)]
struct PieceLens {
    /// Where the window begins.
    at: u64,
    /// Bytes of a piece, at least.
    min: usize,
}

impl PieceLens {
    /// Of the piece that begins at a place of the window. The same for all sources, whatever their windows: what is told of
    /// combinations and seams hangs on it a little.
    fn of(self, start: usize) -> usize {
        let is_later = self.at + start as u64 >= LATER_FROM;
        self.min.max(if is_later { LATER_PIECE_BYTES } else { PIECE_BYTES })
    }
}

/// Cuts a window into pieces, by prediction: each when it is wanted, for readers look through a piece for where it ends.
struct Plan<'a> {
    reader: &'a dyn Reader,
    bytes: &'a [u8],
    at_end: bool,
    lens: PieceLens,
    record_bytes_max: usize,
    /// Where the next piece begins, and how.
    start: usize,
    state: State,
    is_over: bool,
}

impl Iterator for Plan<'_> {
    type Item = PlannedPiece;

    fn next(&mut self) -> Option<PlannedPiece> {
        if self.is_over {
            return None;
        }
        let (start, state) = (self.start, self.state.clone());
        let rest = self.bytes.get(start..).unwrap_or_default();
        let len_wanted = self.lens.of(start);
        self.is_over = true;
        if self.at_end && rest.len() <= len_wanted + len_wanted / 2 {
            return Some(PlannedPiece {
                start,
                len: rest.len(),
                state,
                state_after: None,
                at_end: true,
                must_consume: true,
                share_len: rest.len(),
            });
        }
        // A cut is looked for within as much of the source as every window has, so that it does not depend on the window.
        let horizon = rest.get(..len_wanted * 2).or(self.at_end.then_some(rest));
        let cut = horizon.and_then(|horizon| {
            let cut = self.reader.predict(&state, horizon, len_wanted);
            cut.filter(|&(len, _)| len > 0 && len < horizon.len())
        });
        let Some((len, after)) = cut else {
            return (start == 0).then(|| self.whole_piece(rest.len().min(len_wanted), state));
        };
        (self.start, self.state, self.is_over) = (start + len, after.clone(), false);
        let state_after = Some(after);
        Some(PlannedPiece { start, len, state, state_after, at_end: false, must_consume: false, share_len: len })
    }
}

impl Plan<'_> {
    /// A piece without prediction: the reader takes from it what it can.
    fn whole_piece(&self, len: usize, state: State) -> PlannedPiece {
        let must_consume = len >= self.record_bytes_max;
        PlannedPiece { start: 0, len, state, state_after: None, at_end: false, must_consume, share_len: len }
    }
}

/// What came of a piece, unless there was a fault.
type PieceResult = Result<(Consumed, PieceFindings), ()>;

fn read_piece(
    context: &StreamContext<'_>,
    reader: &dyn Reader,
    piece: &PlannedPiece,
    place: Place<'_>,
    source: &str,
) -> PieceResult {
    let read = |scratch: &mut Scratch| {
        scratch.begin_piece(piece.share_len);
        let mut collector = Collector::new(context.settings, scratch, place, source);
        let bytes = place.window.get(piece.start..piece.start + piece.len).unwrap_or_default();
        let piece = Piece { bytes, state: &piece.state, at_end: piece.at_end, must_consume: piece.must_consume };
        let consumed = reader.read(&piece, &mut collector);
        (consumed, collector.finish())
    };
    catch_unwind(AssertUnwindSafe(|| context.scratches.with(context.settings.detector, read))).map_err(|_payload| ())
}

/// Adds a range behind others, or to the last one that it goes on. Beyond [`NOTES_MAX`] they are only counted.
fn add_range(ranges: &mut Vec<(Span, Reason)>, span: Span, reason: Reason) {
    let is_full = ranges.len() >= NOTES_MAX;
    match ranges.last_mut() {
        Some((last, known)) if last.end == span.start && *known == reason => last.end = span.end,
        _ if is_full => {}
        _ => ranges.push((span, reason)),
    }
}

impl SourceFindings {
    /// Adds the next piece.
    fn take(&mut self, piece: PieceFindings, columns_max: usize) {
        let places: Vec<(usize, u64, Vec<u32>)> =
            piece.tables.into_iter().map(|table| self.take_table(table, columns_max)).collect();
        self.spool.append(piece.hits, |hit| {
            let Some((table, record_base, columns)) = places.get(hit.table as usize) else { return };
            hit.table = u32::try_from(*table).unwrap_or(u32::MAX);
            hit.record += record_base;
            if let Some(&column) = columns.get(hit.column as usize) {
                hit.column = column;
            }
        });
        let is_raw_already = self.raw_rest.is_some();
        for (span, reason) in piece.raw.into_iter().filter(|_| !is_raw_already) {
            self.raw_bytes += span.len();
            add_range(&mut self.raw, span, reason);
        }
        self.add_unread(piece.unread);
        piece.diagnostics.into_iter().for_each(|diagnostic| self.note(diagnostic));
    }

    /// Adds ranges whose content was not read.
    fn add_unread(&mut self, ranges: impl IntoIterator<Item = (Span, Reason)>) {
        for (span, reason) in ranges {
            self.unread_bytes += span.len();
            add_range(&mut self.unread, span, reason);
        }
    }

    /// Where the table stands, its records so far, and its columns' indices. Tables beyond the limit share one.
    fn take_table(&mut self, table: TableAggregate, columns_max: usize) -> (usize, u64, Vec<u32>) {
        let is_full = self.tables.len() >= columns_max && !table.key.is_text;
        let index = match self.table_ids.get(&table.key) {
            Some(known) => known,
            None if is_full => self.rest(),
            None => return self.take_first(table),
        };
        let Some(ours) = self.tables.get_mut(index) else { return (index, 0, Vec::new()) };
        let record_base = ours.records;
        (index, record_base, ours.merge(table, columns_max))
    }

    /// The table that those beyond the limit share.
    fn rest(&mut self) -> usize {
        let key = TableKey { is_text: false, name: "*".to_owned() };
        self.table_ids.get(&key).unwrap_or_else(|| {
            self.tables.push(TableAggregate::new(key.clone()));
            self.table_ids.insert(key, self.tables.len() - 1);
            self.tables.len() - 1
        })
    }

    /// Takes the first piece of a table, as it is.
    fn take_first(&mut self, mut table: TableAggregate) -> (usize, u64, Vec<u32>) {
        let (index, columns) = (self.tables.len(), 0..u32::try_from(table.columns.len()).unwrap_or(u32::MAX));
        self.table_ids.insert(table.key.clone(), index);
        table.combinations.settle();
        if index == 0 {
            // Mostly there is one.
            self.tables.reserve_exact(1);
        }
        self.tables.push(table);
        (index, 0, columns.collect())
    }

    /// The time is up: what follows `offset` is scanned as it stands.
    fn begin_raw_rest(&mut self, offset: u64, name: &str) {
        self.raw_rest = Some(offset);
        // What the ledger lists of the source is bounded; this is listed in any case, and counts what lies in it once.
        self.raw.retain(|(span, _)| span.start < offset);
        self.raw_bytes = self.raw_bytes.min(offset);
        self.raw.push((Span { start: offset, end: offset }, Reason::LimitReached));
        let message = "it took longer than the limit; the rest of this source was scanned as it stands";
        self.warn(Reason::LimitReached, Some(offset), name, message);
    }

    /// So far it was scanned as it stands, if it is.
    fn end_raw_rest(&mut self, offset: u64) {
        let Some((span, _)) = self.raw.last_mut().filter(|_| self.raw_rest.is_some()) else { return };
        self.raw_bytes += offset.saturating_sub(span.end);
        span.end = span.end.max(offset);
    }

    fn warn(&mut self, reason: Reason, offset: Option<u64>, source: &str, message: &str) {
        let (source, message) = (source.to_owned(), message.to_owned());
        self.note(Diagnostic { source, severity: Severity::Warning, reason, offset, message });
    }

    fn note(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < NOTES_MAX {
            self.diagnostics.push(diagnostic);
        }
    }

    fn stop(&mut self, offset: u64, reason: Reason, source: &str, message: &str) {
        self.stopped = Some((offset, reason));
        self.note(Diagnostic {
            source: source.to_owned(),
            severity: Severity::Error,
            reason,
            offset: Some(offset),
            message: message.to_owned(),
        });
    }
}
