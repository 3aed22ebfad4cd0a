//! Lets a reader of text read what was decoded out of a piece, and hands its records on under the piece's offsets.

use std::ops::Range;

use crate::batch::{Batch, Cell, ColumnId, ColumnSpec, Escape, TableId};
use crate::error::{Reason, Severity};
use crate::records::{BatchSink, Flow, TextClass};

/// A run of decoded bytes that stands in the piece as it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Its first byte in the decoded text.
    pub(super) from: usize,
    /// Its first byte in the piece.
    pub(super) at: usize,
}

/// Where decoded text came from.
#[derive(Debug)]
pub(super) enum Origin<'a> {
    /// From all of these bytes, by decompression.
    Packed(Range<usize>),
    /// From runs one after another; never empty, and the first begins at 0.
    Runs(&'a [Run]),
}

impl Origin<'_> {
    /// Where a part of the text stands in the piece, and whether it stands there as it is.
    fn place(&self, span: &Range<usize>) -> (Range<usize>, bool) {
        let runs = match self {
            Self::Packed(whole) => return (whole.clone(), false),
            Self::Runs(runs) => runs,
        };
        let start = place_in(runs, span.start);
        let last = place_in(runs, span.end.saturating_sub(1).max(span.start));
        let end = last + usize::from(span.end > span.start);
        (start..end.max(start), end.saturating_sub(start) == span.len())
    }
}

fn place_in(runs: &[Run], at: usize) -> usize {
    let next = runs.partition_point(|run| run.from <= at);
    next.checked_sub(1).and_then(|index| runs.get(index)).map_or(0, |run| run.at + (at - run.from))
}

/// Stands between a reader of decoded text and the sink of the piece.
pub(super) struct DecodedSink<'s> {
    pub(super) sink: &'s mut dyn BatchSink,
    /// The piece.
    pub(super) piece: &'s [u8],
    pub(super) origin: Origin<'s>,
    arena: Vec<u8>,
    cells: Vec<Cell>,
}

impl<'s> DecodedSink<'s> {
    pub(super) fn new(sink: &'s mut dyn BatchSink, piece: &'s [u8], origin: Origin<'s>) -> Self {
        Self { sink, piece, origin, arena: Vec::new(), cells: Vec::new() }
    }

    /// The cell as a cell of the piece. Values that stand in the decoded text are at `base` in the arena.
    fn cell(&self, cell: &Cell, base: usize, text_from: usize) -> Cell {
        let (span, is_exact) = self.origin.place(&(cell.start as usize..cell.end as usize));
        let (start, end) = (offset(span.start), offset(span.end));
        match (is_exact, cell.value == Cell::BORROWED) {
            (true, _) => Cell { start, end, ..*cell },
            (false, true) => {
                let value = offset(base + cell.start as usize - text_from);
                Cell { start, end, value, escape: Escape::Opaque, ..*cell }
            }
            (false, false) => Cell { start, end, escape: Escape::Opaque, ..*cell },
        }
    }
}

impl BatchSink for DecodedSink<'_> {
    fn table(&mut self, name: &str) -> TableId {
        self.sink.table(name)
    }

    fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId {
        self.sink.column(table, spec)
    }

    fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow {
        let borrowed = batch.cells.iter().filter(|cell| cell.value == Cell::BORROWED);
        let from = borrowed.clone().map(|cell| cell.start).min().unwrap_or(0) as usize;
        let to = borrowed.map(|cell| cell.end).max().unwrap_or(0) as usize;
        self.arena.clear();
        self.arena.extend_from_slice(batch.arena);
        // One copy of all rows instead of one for each cell.
        self.arena.extend_from_slice(batch.bytes.get(from..to).unwrap_or_default());
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        cells.extend(batch.cells.iter().map(|cell| self.cell(cell, batch.arena.len(), from)));
        let own = Batch { bytes: self.piece, arena: &self.arena, cells: &cells, record_ends: batch.record_ends };
        let flow = self.sink.batch(table, &own);
        self.cells = cells;
        flow
    }

    fn text(&mut self, text: &[u8], span: Range<usize>, class: TextClass) -> Flow {
        let (place, is_exact) = self.origin.place(&span);
        if is_exact {
            return self.sink.text(self.piece, place, class);
        }
        self.sink.decoded_text(text.get(span).unwrap_or_default(), place)
    }

    fn decoded_text(&mut self, text: &[u8], span: Range<usize>) -> Flow {
        let (place, _) = self.origin.place(&span);
        self.sink.decoded_text(text, place)
    }

    fn unpacked(&mut self, bytes: u64) -> u64 {
        self.sink.unpacked(bytes)
    }

    fn unread(&mut self, span: Range<usize>, reason: Reason) {
        let (place, _) = self.origin.place(&span);
        self.sink.unread(place, reason);
    }

    fn diagnostic(&mut self, severity: Severity, reason: Reason, at: usize, message: &str) {
        let (place, _) = self.origin.place(&(at..at));
        self.sink.diagnostic(severity, reason, place.start, message);
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
