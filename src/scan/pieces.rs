//! The pieces of a window: where it is cut, and what the workers make of them.
//!
//! Each piece is read by itself, and what comes of it hangs on its bytes alone. Of a few that follow each other one worker puts
//! together what it found while it reads them: of each table it has to find out once what its columns are like.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::collector::{Collector, PieceFindings, Place};
use super::stream::{PIECES_PER_THREAD, StreamContext};
use crate::records::{Consumed, Piece, Reader, State};
use crate::span::OffsetMap;

/// Pieces that a worker reads one behind the other, at most: what they have in common costs little beside them then.
const STRETCH_MAX: usize = 4;

/// One piece of a window, planned.
pub(super) struct PlannedPiece {
    pub(super) start: usize,
    pub(super) len: usize,
    pub(super) state: State,
    /// The state that the next piece was planned with.
    pub(super) state_after: Option<State>,
    pub(super) at_end: bool,
    pub(super) must_consume: bool,
    /// As many bytes of the source as no other piece reads, about.
    pub(super) share_len: usize,
}

impl PlannedPiece {
    /// Whether it ended where and how the next one was assumed to begin.
    pub(super) fn is_as_predicted(&self, consumed: &Consumed) -> bool {
        consumed.len == self.len && self.state_after.as_ref() == Some(&consumed.state)
    }
}

/// Cuts a window into pieces, by prediction.
pub(super) fn plan(
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

/// What a reader consumed of a piece, and what was found in it; nothing of one that was not read for a fault of ours.
pub(super) type PieceResult = Result<(Consumed, PieceFindings), ()>;

/// Reads planned pieces, on all cores. Gives what came of them in their order, at least up to the first that does not end where and
/// how the next one was assumed to begin.
pub(super) fn read_pieces(
    context: &StreamContext<'_>,
    reader: &dyn Reader,
    pieces: &[PlannedPiece],
    window: &[u8],
    map: &OffsetMap,
    source: &str,
) -> Vec<PieceResult> {
    // Of each piece, what is known of its columns has to be found anew: the more follow each other, the less that costs.
    let stretches = pieces.len().div_ceil(STRETCH_MAX).max(context.threads * PIECES_PER_THREAD).min(pieces.len());
    let bound = |index: usize| index * pieces.len() / stretches.max(1);
    let read = |index: usize| {
        let pieces = pieces.get(bound(index)..bound(index + 1)).unwrap_or_default();
        let read = |pieces: &[PlannedPiece]| {
            catch_unwind(AssertUnwindSafe(|| read_stretch(context, reader, pieces, (window, map), source)))
        };
        match (read(pieces), pieces) {
            (Ok(read), _) => read.into_iter().map(Ok).collect(),
            (Err(_payload), [_]) => vec![Err(())],
            // Which of them it was is found by reading each alone.
            (Err(_payload), pieces) => {
                let alone = |piece| read(std::slice::from_ref(piece)).ok().and_then(|mut read| read.pop()).ok_or(());
                pieces.iter().map(alone).collect()
            }
        }
    };
    match stretches {
        1 => read(0),
        stretches => {
            let results: Vec<Vec<PieceResult>> = (0..stretches).into_par_iter().map(read).collect();
            results.into_iter().flatten().collect()
        }
    }
}

/// Reads pieces that follow each other, up to the first that does not end where and how the next one was assumed to begin.
/// What came of the tables of all is said with the last.
fn read_stretch(
    context: &StreamContext<'_>,
    reader: &dyn Reader,
    pieces: &[PlannedPiece],
    (window, map): (&[u8], &OffsetMap),
    source: &str,
) -> Vec<(Consumed, PieceFindings)> {
    context.scratches.with(context.settings.detector, |scratch| {
        let mut read = Vec::with_capacity(pieces.len());
        let place = |at: usize| Place { window, at, map };
        let mut collector = Collector::new(context.settings, scratch, place(0), source);
        let mut open = None;
        for planned in pieces {
            if let Some(consumed) = open.take() {
                read.push((consumed, collector.end_piece()));
            }
            collector.begin_piece(planned.share_len, place(planned.start));
            let bytes = window.get(planned.start..planned.start + planned.len).unwrap_or_default();
            let piece =
                Piece { bytes, state: &planned.state, at_end: planned.at_end, must_consume: planned.must_consume };
            let consumed = reader.read(&piece, &mut collector);
            let goes_on = planned.is_as_predicted(&consumed);
            open = Some(consumed);
            if !goes_on {
                break;
            }
        }
        read.extend(open.map(|consumed| (consumed, collector.finish())));
        read
    })
}
