//! Gathering: the cells of one form that follow each other in a column are put together in one tight loop.
//!
//! Of a column whose values look alike, nearly every cell is of the form of the one before it. What is known of that form (its
//! length, which bytes are digits) stays at hand from cell to cell, and nothing else is asked.

use super::lanes::LaneCell;
use super::route::RouteAt;
use super::run::{FORMS_MAX, Integers, Lane, RUN_MAX, Standing};
use super::value::{Masks, SHORTER_MAX, Words, hash_words, integer_of, masked_words};
use super::{CellValue, whole_float};
use crate::detect::HitSink;
use crate::detect::signature::{FormTest, Profile};

/// Cells of one form.
pub(super) struct Run {
    /// Tells the form.
    pub(super) test: FormTest,
    pub(super) at: RouteAt,
    /// The sink looks at integers in the order of their records.
    pub(super) integers: Integers,
    pub(super) profile: Profile,
    pub(super) cells: Vec<RunCell>,
}

/// A cell of a run: a short value as numbers, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct RunCell {
    pub(super) words: Words,
    /// The value's hash.
    pub(super) hash: u64,
    pub(super) place: LaneCell,
    /// Bytes that were trimmed before the value.
    pub(super) before: u32,
}

impl RunCell {
    /// Gives the value's bytes, of which there are `len`, to `take`.
    #[inline]
    pub(super) fn with_bytes<T>(&self, len: usize, take: impl FnOnce(&[u8]) -> T) -> T {
        let block = self.words.map(u64::to_le_bytes);
        take(block.as_flattened().get(..len).unwrap_or_default())
    }
}

impl Run {
    /// Whether there is no room for another cell.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.cells.len() >= RUN_MAX
    }

    /// Adds a cell, and tells the sink of the integer that it is.
    #[inline]
    pub(super) fn add<S: HitSink>(&mut self, lane: &Lane<'_, '_>, cell: &Standing<'_>, sink: &mut S) {
        let Standing { value, place, before } = *cell;
        self.cells.push(RunCell { words: value.words(), hash: value.hash(), place, before });
        self.tell_integers(lane, self.cells.len() - 1, sink);
    }

    /// Adds the first of these cells, as long as they are of the form or empty and there is room. Gives their number.
    #[inline]
    pub(super) fn gather<S: HitSink>(&mut self, lane: &Lane<'_, '_>, cells: &[LaneCell], sink: &mut S) -> usize {
        let from = self.cells.len();
        let taken = match (self.test.is_long(), self.test.has_letters()) {
            (false, false) => self.take::<false, false>(lane, cells),
            (false, true) => self.take::<false, true>(lane, cells),
            (true, false) => self.take::<true, false>(lane, cells),
            (true, true) => self.take::<true, true>(lane, cells),
        };
        self.tell_integers(lane, from, sink);
        taken
    }

    /// In a function of its own, what is known of the form stays in registers.
    #[inline(never)]
    fn take<const LONG: bool, const LETTERS: bool>(&mut self, lane: &Lane<'_, '_>, cells: &[LaneCell]) -> usize {
        let batch = lane.batch;
        let (test, len) = (&self.test, self.test.len());
        let masks = Masks::of(len);
        for (index, &place) in cells.iter().enumerate() {
            let Some(cell) = batch.cells.get(place.cell as usize) else { return index };
            let (buffer, within) = batch.place(cell);
            if within.end.wrapping_sub(within.start) != len {
                if within.is_empty() {
                    continue;
                }
                return index;
            }
            let words = masked_words::<LONG>(buffer, within.start, &masks);
            if !test.fits_words::<LONG, LETTERS>(words) || self.is_full() {
                return index;
            }
            // A value of the form has nothing around it that is to be trimmed.
            let hash = if LONG { hash_words(words, len) } else { hash_words(words, len.min(SHORTER_MAX)) };
            self.cells.push(RunCell { words, hash, place, before: 0 });
        }
        cells.len()
    }

    /// Tells the sink of the integers among the cells from one on.
    #[inline]
    fn tell_integers<S: HitSink>(&self, lane: &Lane<'_, '_>, from: usize, sink: &mut S) {
        let cells = || self.cells.get(from..).unwrap_or_default().iter();
        let len = self.test.len();
        match self.integers {
            Integers::Never => {}
            Integers::Always => sink.integers(lane.id, cells().map(|cell| integer_of(cell.words, len))),
            Integers::WithFraction => {
                let integer = |cell: &RunCell| cell.with_bytes(len, |value| whole_float(value, &self.profile));
                sink.integers(lane.id, cells().filter_map(integer));
            }
        }
    }
}

/// The run of a value's form.
#[inline]
pub(super) fn run_of(runs: &[Run], value: &CellValue<'_>) -> Option<usize> {
    runs.iter().position(|run| run.test.fits(value))
}

/// For each length of a short value the run that one was last added to: where forms take turns, most differ in their length.
pub(super) struct ByLength {
    runs: [u8; CellValue::SHORT_MAX + 1],
}

impl Default for ByLength {
    fn default() -> Self {
        Self { runs: [u8::MAX; CellValue::SHORT_MAX + 1] }
    }
}

impl ByLength {
    const _ROOM: () = assert!(FORMS_MAX < u8::MAX as usize, "a run's index is a byte");

    /// The index of the run; of no run where there is none.
    #[inline]
    pub(super) fn get(&self, len: usize) -> usize {
        self.runs.get(len).map_or(usize::MAX, |&run| usize::from(run))
    }

    #[inline]
    pub(super) fn put(&mut self, len: usize, run: usize) {
        if let (Some(slot), Ok(run)) = (self.runs.get_mut(len), u8::try_from(run)) {
            *slot = run;
        }
    }
}
