//! Text: lines in which anything may stand anywhere.
//!
//! The [`super::sieve`] gives the few places where something could begin; the lines that they stand in are verified for
//! what it is there, with labels looked back from the place, and each span gets one verdict. A line is worked through
//! in segments of bounded length, so that a line of a gigabyte costs no more memory than a short one: a candidate
//! belongs to the segment that it begins in and may reach beyond its end.

mod beside;
mod edges;
mod lines;
#[cfg(test)]
mod tests;
mod verify;

pub(super) use edges::STRIPE_MIN;
pub(crate) use lines::Places;
pub(super) use lines::Wants;
pub(super) use verify::{join_nested, keep};

use std::ops::Range;

use super::cell::value_hash;
use super::column::ColumnContext;
use super::detector::Detector;
use super::fold::has_escape;
use super::overlap::Pending;
use super::scratch::Scratch;
use super::validate::Facts;
use super::{Hit, HitSink};
use crate::batch::{Batch, Cell, ColumnId};
use crate::decode::markup::Known;
use crate::decode::strings::{UNCHECKED_LEN_MIN, is_noise_around};
use crate::redact::Secret;

/// Below these odds no label, neighbour or setting makes a hit of a candidate.
const FLOOR: f32 = -1.5;

/// Where the text stands, which says how to report what is found.
pub(crate) enum Place<'p, 'b> {
    /// In the piece itself: lines of a text source.
    Piece,
    /// In a cell, from `offset` of its value.
    Cell {
        /// The cell's batch.
        batch: &'p Batch<'b>,
        /// The cell.
        cell: &'p Cell,
        /// Its column.
        column: &'p ColumnContext,
        /// Where the text begins in the value.
        offset: usize,
        /// What is known of the markup that it was read from.
        known: Known,
    },
}

/// The part of the text that is at hand while one segment is worked through.
pub(super) struct View<'t> {
    pub(super) text: &'t [u8],
    /// The segment within it.
    pub(super) segment: Range<usize>,
    /// Where the segment's line begins in it, or 0 where that is farther back.
    pub(super) line_start: usize,
    /// Whether the line goes on from the one before, which only its width had ended.
    pub(super) is_continued: bool,
    pub(super) column: Option<&'t ColumnContext>,
    /// The text that it was cut out of, and where; where it was folded, only itself.
    pub(super) whole: &'t [u8],
    pub(super) start: Option<usize>,
}

impl Detector {
    /// Scans the lines of `bytes[span]`, a record each. No candidate crosses the edges of `span`, and no line matters
    /// to another but for labels, which may stand on the line before, and addresses, which may run on.
    pub fn scan_text<S: HitSink>(&self, scratch: &mut Scratch, bytes: &[u8], span: Range<usize>, sink: &mut S) {
        let end = span.end.min(bytes.len());
        let start = span.start.min(end);
        let text = bytes.get(..end).unwrap_or_default();
        self.scan_lines(&mut scratch.text, text, start..end, &Place::Piece, sink);
    }
}

impl Place<'_, '_> {
    fn column(&self) -> Option<&ColumnContext> {
        match self {
            Self::Piece => None,
            Self::Cell { column, .. } => Some(column),
        }
    }

    /// Tells the sink of the records that have ended: the lines of a text source are such.
    fn end_lines<S: HitSink>(&self, lines: &mut u64, sink: &mut S) {
        let ended = std::mem::take(lines);
        if ended > 0 && matches!(self, Self::Piece) {
            sink.end_records(ended);
        }
    }

    #[cold]
    fn packed_left<S: HitSink>(&self, span: Range<usize>, sink: &mut S) {
        let (column, span) = self.located(span);
        sink.packed_left(column, span);
    }

    #[cold]
    fn contained<S: HitSink>(&self, span: Range<usize>, bytes: Vec<u8>, sink: &mut S) {
        let (column, span) = self.located(span);
        sink.contained(column, span, bytes);
    }

    /// The column, and where a part of the text stands in the piece.
    fn located(&self, span: Range<usize>) -> (Option<ColumnId>, Range<usize>) {
        match self {
            Self::Piece => (None, span),
            Self::Cell { batch, cell, offset, known, .. } => {
                /// In longer values every place would be looked for from their beginning.
                const LOCATED_MAX: usize = 4096;
                let len = batch.value(cell).len();
                let within = if len <= LOCATED_MAX { span.start + offset..span.end + offset } else { 0..len };
                (Some(cell.column), batch.raw_span_known(cell, within, known))
            }
        }
    }

    /// Tells the sink of what was found at `span`, which stands as `read` where the text was folded.
    fn emit<S: HitSink>(
        &self,
        text: &[u8],
        (span, read): (Range<usize>, Option<&[u8]>),
        pending: &Pending,
        canonical: &[u8],
        sink: &mut S,
    ) {
        let value = text.get(span.clone()).unwrap_or_default();
        // How long a word for a digit is says which one it may be: a mask shows the digits that were meant.
        let is_spelled =
            !value.iter().any(u8::is_ascii_digit) && !canonical.is_empty() && canonical.iter().all(u8::is_ascii_digit);
        // Of a letter that is escaped a mask would show the signs of the escape.
        let read = read.filter(|read| !read.is_ascii() && has_escape(value));
        let shown = if is_spelled { canonical } else { read.unwrap_or(value) };
        let (column, is_in_noise, span) = match self {
            Self::Piece => (None, false, span),
            Self::Cell { batch, cell, offset, known, .. } => {
                let span = span.start + offset..span.end + offset;
                let is_doubtful = value.len() < UNCHECKED_LEN_MIN || std::str::from_utf8(value).is_err();
                let is_in_noise = is_doubtful && is_noise_around(batch.value(cell), &span);
                let span = if sink.wants_places() { batch.raw_span_known(cell, span, known) } else { span };
                (Some(cell.column), is_in_noise, span)
            }
        };
        let Pending { kind, part, shape, facts, is_test, odds, .. } = *pending;
        sink.hit(&Hit {
            kind,
            column,
            is_whole_cell: false,
            is_assumed: false,
            is_in_noise,
            part,
            span,
            value: Secret::new(shown),
            canonical: Secret::new(canonical),
            hash: value_hash(canonical),
            shape,
            facts: Facts(facts.0),
            is_test,
            protection: pending.protection(value),
            odds,
        });
    }
}
