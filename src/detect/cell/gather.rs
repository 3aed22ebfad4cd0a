//! Gathering: the cells of one form that follow each other in a column are put together in one tight loop.
//!
//! Of a column whose values look alike, nearly every cell is of the form of the one before it. What is known of that form (its
//! length, which bytes are digits) stays at hand from cell to cell, and nothing else is asked.

use super::lanes::LaneCell;
use super::route::RouteAt;
use super::run::{FORMS_MAX, Integers, Lane, RUN_MAX, Standing};
use super::value::{Masks, SHORTER_MAX, Words, hash_words, integer_of, masked_words, words_at};
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

    /// Adds a cell, if it is of the form and there is room. Gives the number of cells added.
    #[inline]
    pub(super) fn take_one<S: HitSink>(&mut self, lane: &Lane<'_, '_>, place: LaneCell, sink: &mut S) -> usize {
        let Some(cell) = lane.batch.cells.get(place.cell as usize) else { return 0 };
        let (buffer, within) = lane.batch.place(cell);
        let words = words_at(buffer, &within).filter(|&(words, len)| self.test.fits(words, len));
        let Some((words, len)) = words.filter(|_| !self.is_full()) else { return 0 };
        self.cells.push(RunCell { words, hash: hash_words(words, len), place, before: 0 });
        if self.integers != Integers::Never {
            self.tell_integers(lane, self.cells.len() - 1, sink);
        }
        1
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
    let (words, len) = (value.words(), value.bytes().len());
    // Most runs are of another length.
    runs.iter().position(|run| run.test.len() == len && run.test.fits(words, len))
}

/// For each length of a short value, and what it begins with, the run that one was last added to: where forms take turns, most
/// differ in these.
pub(super) struct Likely {
    runs: [[u8; Likely::SIGNS]; CellValue::SHORT_MAX + 1],
}

impl Default for Likely {
    fn default() -> Self {
        Self { runs: [[u8::MAX; Self::SIGNS]; CellValue::SHORT_MAX + 1] }
    }
}

impl Likely {
    const _ROOM: () = assert!(FORMS_MAX < u8::MAX as usize, "a run's index is a byte");
    /// What values begin with: a letter first or none, and punctuation in the fourth place, or a digit, or a letter.
    const SIGNS: usize = 32;

    #[inline]
    fn sign(value: &[u8]) -> usize {
        let (first, fourth) = (value.first().copied().unwrap_or(0), value.get(3).copied().unwrap_or(0));
        let fourth = if fourth < b'0' { fourth & 15 } else { fourth >> 6 };
        usize::from((first >> 6 & 1) << 4 | fourth)
    }

    /// The index of the run; of no run where there is none.
    #[inline]
    pub(super) fn get(&self, value: &[u8]) -> usize {
        let run = self.runs.get(value.len()).and_then(|runs| runs.get(Self::sign(value)));
        run.map_or(usize::MAX, |&run| usize::from(run))
    }

    #[inline]
    pub(super) fn put(&mut self, value: &[u8], run: usize) {
        let slot = self.runs.get_mut(value.len()).and_then(|runs| runs.get_mut(Self::sign(value)));
        if let (Some(slot), Ok(run)) = (slot, u8::try_from(run)) {
            *slot = run;
        }
    }
}
