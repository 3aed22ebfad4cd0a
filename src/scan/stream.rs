//! One source, piece by piece, on all cores.
//!
//! The plain version: ask the source for a window, let the reader consume whole records from its start, go on where it
//! stopped. To use all cores the reader also predicts where the next pieces of the window begin; they are read at the
//! same time, and then accepted in order as long as each one ended where and how the next one was assumed to begin.
//! The first that did not makes the rest of the window void, and reading goes on from its true end. Pieces depend on the
//! bytes alone, never on the number of threads, and so do the results.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Progress;
use super::beside::Beside;
use super::collector::{Collector, PieceFindings, Place, Settings, TableIds};
use super::occurrence::Spool;
use super::room::{Room, Wide};
use crate::aggregate::{TableAggregate, TableKey};
use crate::config::Limits;
use crate::detect::{Detector, Scratch};
use crate::error::{Diagnostic, Reason, Severity};
use crate::records::{Census, Consumed, FORMATS, Format, Head, Piece, Reader, State};
use crate::source::{Source, Window};
use crate::span::Span;

/// Bytes of a piece: large enough that tables, sketches and seams cost little beside reading it, small enough that a
/// window of several pieces for each core stays far below the memory limit. The same for all sources: what is told of combinations
/// and seams hangs on it a little.
const PIECE_BYTES: usize = 2 << 20;
/// Pieces of a window for each thread: the last ones to finish keep the others waiting, so there must be a few. And those of all
/// threads, unless there are as many threads.
const PIECES_PER_THREAD: usize = 8;
const PIECES_MAX: usize = 24;
/// Parts of a source that is read at once, for each thread, whose findings are held at a time.
const PARTS_PER_THREAD: usize = 4;
/// Ranges of lost structure and diagnostics that are kept for one source.
const NOTES_MAX: usize = 1_000;
/// What is said of a panic: its own message is never shown, for it may quote the data.
const FAULT: &str = "a fault in this program; the rest of this source was not examined";

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
    if read_parts(context, reader, &window, findings, name).is_break() {
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

/// Reads the parts of a source that is at hand as a whole, as many at the same time as pieces of others are.
fn read_parts(
    context: &StreamContext<'_>,
    reader: &dyn Reader,
    window: &Window<'_>,
    findings: &mut SourceFindings,
    name: &str,
) -> ControlFlow<()> {
    let bytes = window.bytes;
    let start = window.map.to_source(bytes, 0);
    let stop = |findings: &mut SourceFindings, reason, message| {
        findings.stop(start, reason, name, message);
        ControlFlow::Continue(())
    };
    let clock = Clock::start(context);
    let Ok(states) = catch_unwind(AssertUnwindSafe(|| reader.parts(bytes))) else {
        return stop(findings, Reason::InternalError, FAULT);
    };
    let share_len = bytes.len() / states.len().max(1);
    for states in states.chunks(context.threads * PARTS_PER_THREAD) {
        let part = |state: &State| PlannedPiece {
            start: 0,
            len: bytes.len(),
            state: state.clone(),
            state_after: None,
            at_end: true,
            must_consume: true,
            share_len,
        };
        let parts: Vec<PlannedPiece> = states.iter().map(part).collect();
        for result in read_pieces(context, reader, &parts, bytes, &window.map, name) {
            let Ok((_, found)) = result else { return stop(findings, Reason::InternalError, FAULT) };
            findings.take(found, context.settings.columns_max);
        }
        if context.cancel.load(Ordering::Relaxed) {
            return stop(findings, Reason::Interrupted, "interrupted; the rest of this source was not examined");
        }
        if clock.is_late() {
            return ControlFlow::Break(());
        }
    }
    ControlFlow::Continue(())
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
    let mut len_wanted = PIECE_BYTES;
    // A member begins in the middle of its file.
    let mut reported = if source.name().members.is_empty() { 0 } else { source.input_position() };
    let mut clock = Clock::start(context);
    let mut rest_reader: Option<Box<dyn Reader>> = None;
    let mut wide = None;
    // Many columns take far more memory than their bytes: then fewer pieces are read at a time. The first ones tell.
    let mut has_many_columns = true;
    loop {
        let pieces_wanted = match &wide {
            None if !source.is_mapped() => Room::NARROW_PIECES,
            _ if has_many_columns => context.threads.max(Room::NARROW_PIECES),
            None => (context.threads * PIECES_PER_THREAD + 2).min(context.threads.max(PIECES_MAX)),
            Some(Wide { pieces, .. }) => *pieces,
        };
        let (len_min, len_max) = (PIECE_BYTES * Room::NARROW_PIECES, PIECE_BYTES * pieces_wanted);
        // What is ready is read at once: a decoder that is slower than the reader has nothing to wait for.
        let window_len =
            if len_wanted > PIECE_BYTES { len_wanted } else { source.ready_len(at).clamp(len_min, len_max) };
        let is_streamed = !source.is_mapped();
        let (window, ahead) = source.window_and_ahead(at, window_len);
        let (bytes, at_end) = (window.bytes, window.at_end);
        if is_streamed && wide.is_none() && !at_end {
            wide = context.room.widen(context.threads, PIECE_BYTES);
        }
        let reader = rest_reader.as_deref().unwrap_or(reader);
        let pieces = plan(reader, &state, bytes, at_end, len_wanted, context.limits.record_bytes_max);
        let is_read = AtomicBool::new(false);
        let read = || {
            let results = read_pieces(context, reader, &pieces, bytes, &window.map, name);
            is_read.store(true, Ordering::Relaxed);
            results
        };
        let results = match (ahead, &wide) {
            (Some(ahead), Some(wide)) => {
                let lens = len_min..PIECE_BYTES * if has_many_columns { pieces_wanted } else { wide.pieces };
                rayon::join(read, || ahead.decode(lens, &is_read)).0
            }
            _ => read(),
        };
        let mut advanced = 0usize;
        has_many_columns = results.iter().flatten().any(|(_, found)| found.columns() > MANY_COLUMNS);
        for (piece, result) in pieces.iter().zip(results) {
            advanced = piece.start;
            let Ok((consumed, piece_findings)) = result else {
                let offset = window.map.to_source(bytes, piece.start);
                findings.stop(offset, Reason::InternalError, name, FAULT);
                return;
            };
            findings.take(piece_findings, context.settings.columns_max);
            advanced += consumed.len;
            let is_as_predicted = consumed.len == piece.len && piece.state_after.as_ref() == Some(&consumed.state);
            state = consumed.state;
            if !is_as_predicted {
                break;
            }
        }
        let offset = window.map.to_source(bytes, advanced);
        findings.end_raw_rest(offset);
        let is_done = at_end && advanced >= bytes.len();
        let is_late = !is_done && clock.is_late();
        let rest = if is_late { raw_reader(bytes.get(advanced..).unwrap_or_default(), name) } else { None };
        let used_up = source.input_position();
        context.observer.advanced(used_up.saturating_sub(reported));
        findings.advanced += used_up.saturating_sub(reported);
        reported = used_up.max(reported);
        if is_done {
            return;
        }
        // Nothing consumed: the record is longer than the piece. Ask for more, and in the end for anything.
        len_wanted = if advanced == 0 { len_wanted * 2 } else { PIECE_BYTES };
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
            findings.stop(offset, Reason::Interrupted, name, "interrupted; the rest of this source was not examined");
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
    let (last, formats) = FORMATS.split_last()?;
    let formats = if is_raw { &[] } else { formats };
    let asked = formats.iter().filter(|format| format.is_binary() == is_binary);
    // Text with values that are none may look like no text as a whole.
    let others = if is_binary { formats } else { &[] }.iter().filter(|format| format.may_hold_bytes());
    let may_be = |format: &&&dyn Format| format.may_be(&census);
    // A format that fails on this head does not read this source; the last one takes anything.
    asked.filter(may_be).chain(others.filter(may_be)).chain([last]).find_map(|&format| {
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

/// Cuts a window into pieces, by prediction.
fn plan(
    reader: &dyn Reader,
    state: &State,
    bytes: &[u8],
    at_end: bool,
    len_wanted: usize,
    record_bytes_max: usize,
) -> Vec<PlannedPiece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut state = state.clone();
    loop {
        let rest = bytes.get(start..).unwrap_or_default();
        if at_end && rest.len() <= len_wanted + len_wanted / 2 {
            pieces.push(PlannedPiece {
                start,
                len: rest.len(),
                state,
                state_after: None,
                at_end: true,
                must_consume: true,
                share_len: rest.len(),
            });
            return pieces;
        }
        // A cut is looked for within as much of the source as every window has, so that it does not depend on the window.
        let horizon = rest.get(..len_wanted * 2);
        let Some(horizon) = horizon.or(at_end.then_some(rest)) else {
            if pieces.is_empty() {
                pieces.push(whole_piece(start, rest.len().min(len_wanted), state, record_bytes_max));
            }
            return pieces;
        };
        let cut = reader.predict(&state, horizon, len_wanted).filter(|&(len, _)| len > 0 && len < horizon.len());
        let Some((len, after)) = cut else {
            if pieces.is_empty() {
                pieces.push(whole_piece(start, rest.len().min(len_wanted), state, record_bytes_max));
            }
            return pieces;
        };
        pieces.push(PlannedPiece {
            start,
            len,
            state,
            state_after: Some(after.clone()),
            at_end: false,
            must_consume: false,
            share_len: len,
        });
        start += len;
        state = after;
    }
}

/// A piece without prediction: the reader takes from it what it can.
fn whole_piece(start: usize, len: usize, state: State, record_bytes_max: usize) -> PlannedPiece {
    PlannedPiece {
        start,
        len,
        state,
        state_after: None,
        at_end: false,
        must_consume: len >= record_bytes_max,
        share_len: len,
    }
}

type PieceResult = Result<(Consumed, PieceFindings), ()>;

fn read_pieces(
    context: &StreamContext<'_>,
    reader: &dyn Reader,
    pieces: &[PlannedPiece],
    window: &[u8],
    map: &crate::span::OffsetMap,
    source: &str,
) -> Vec<PieceResult> {
    let read = |piece: &PlannedPiece| {
        let place = Place { window, at: piece.start, map };
        catch_unwind(AssertUnwindSafe(|| read_piece(context, reader, piece, place, source))).map_err(|_payload| ())
    };
    match pieces {
        [piece] => vec![read(piece)],
        pieces => pieces.par_iter().map(read).collect(),
    }
}

fn read_piece(
    context: &StreamContext<'_>,
    reader: &dyn Reader,
    piece: &PlannedPiece,
    place: Place<'_>,
    source: &str,
) -> (Consumed, PieceFindings) {
    context.scratches.with(context.settings.detector, |scratch| {
        scratch.begin_piece(piece.share_len);
        let mut collector = Collector::new(context.settings, scratch, place, source);
        let bytes = place.window.get(piece.start..piece.start + piece.len).unwrap_or_default();
        let piece = Piece { bytes, state: &piece.state, at_end: piece.at_end, must_consume: piece.must_consume };
        let consumed = reader.read(&piece, &mut collector);
        (consumed, collector.finish())
    })
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
