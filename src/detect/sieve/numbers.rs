//! The numbers of a window that a label could speak for.
//!
//! Words that labels begin with stand everywhere, and most have no such number near: `size`, `name` and `port` are looked
//! for only where one is.

use std::ops::Range;

use super::Want;
use super::anchors::Anchors;
use super::strips::{LEAD, Strips};
use crate::detect::detector::Finders;
use crate::detect::find::{broken, date, date_written, network};
use crate::masks::{BLOCK, positions};

/// How far before a label's first letter the first digit of a candidate may be: the reach forward, and the longest
/// candidate. And how far behind it: a line that is nothing but the label, and the lead of the next one.
const BEFORE: usize = 80;
const AFTER: usize = 136;

/// What is known of the window's blocks, from its first one on.
#[derive(Debug, Default)]
pub(super) struct KnownNumbers {
    /// Where in the list the numbers of a block are.
    blocks: Vec<Range<usize>>,
    numbers: Vec<Number>,
}

/// A number that counts beside a label.
#[derive(Debug, Clone, Copy)]
struct Number {
    /// Where its run of digits begins.
    place: usize,
    /// The digit that it is given by.
    digit: usize,
    /// It is part of a form, which may begin before it.
    is_form: bool,
    is_wanted: bool,
}

/// The numbers of one window.
pub(super) struct CuedNumbers<'a> {
    /// Forms that count beside a label alone.
    forms: &'a Anchors,
    finders: &'a Finders,
    text: &'a [u8],
    strips: &'a Strips,
    known: &'a mut KnownNumbers,
}

impl<'a> CuedNumbers<'a> {
    pub(super) fn new(
        forms: &'a Anchors,
        finders: &'a Finders,
        text: &'a [u8],
        strips: &'a Strips,
        known: &'a mut KnownNumbers,
    ) -> Self {
        known.numbers.clear();
        known.blocks.clear();
        Self { forms, finders, text, strips, known }
    }

    /// Lists the numbers of the window; to be called once.
    pub(super) fn list(&mut self) {
        // A form that begins near a label may have its anchor in the block beyond the window.
        for block in 0..(self.strips.end - self.strips.at).div_ceil(BLOCK) + 2 {
            let from = self.known.numbers.len();
            self.look(block);
            self.known.blocks.push(from..self.known.numbers.len());
        }
    }

    /// Whether none is listed.
    pub(super) fn is_empty(&self) -> bool {
        self.known.numbers.is_empty()
    }

    /// Whether a number that counts beside a label may begin in a block: two digits stand together or have one sign between them,
    /// or a digit stands beside a letter, there or in a block beside it.
    fn may_begin_in(&self, block: usize) -> bool {
        let is_close = |block: usize| self.strips.events.get(block).is_none_or(|events| events.close != 0);
        self.forms.are_loose || is_close(block) || is_close(block + 1) || block == 0 || is_close(block - 1)
    }

    /// Where the numbers begin that a label in `cues` could reach.
    fn reach(&self, cues: Range<usize>) -> Range<usize> {
        let from = cues.start.saturating_sub(BEFORE).max(self.strips.at);
        let to = (cues.end - 1 + AFTER).min(self.strips.end);
        from..(to + BLOCK).min(self.text.len())
    }

    /// The blocks that have a byte of a range.
    fn blocks(&self, range: &Range<usize>) -> Range<usize> {
        let first = (range.start - self.strips.at) / BLOCK;
        first..range.end.saturating_sub(self.strips.at).div_ceil(BLOCK).max(first)
    }

    /// Marks the blocks, by their indices in the strips, in which a label could reach such a number. Gives whether there is any.
    pub(super) fn mark_near(&self, is_near: &mut [bool]) -> bool {
        /// Blocks before that of a number, and behind it, which a label that speaks for it may begin in.
        const BLOCKS_BEFORE: usize = (BLOCK - 1 + AFTER + BLOCK) / BLOCK;
        const BLOCKS_AFTER: usize = BEFORE.div_ceil(BLOCK);
        let blocks = (LEAD..).zip(&self.known.blocks).filter(|(_, numbers)| !numbers.is_empty());
        for (index, _) in blocks {
            let around = index.saturating_sub(BLOCKS_BEFORE)..is_near.len().min(index + BLOCKS_AFTER + 1);
            is_near.get_mut(around).unwrap_or_default().fill(true);
        }
        !self.is_empty()
    }

    /// Wants the numbers that a label at `cue` could speak for.
    pub(super) fn around(&mut self, cue: usize, wanted: &mut Vec<(usize, Want)>) {
        let reach = self.reach(cue..cue + 1);
        let labelled_to = (cue + AFTER).min(self.strips.end);
        for block in self.blocks(&reach) {
            let numbers = self.known.blocks.get(block).cloned().unwrap_or_default();
            for number in self.known.numbers.get_mut(numbers).unwrap_or_default() {
                let is_near = reach.contains(&number.place) && (number.is_form || number.place < labelled_to);
                if is_near && !number.is_wanted {
                    number.is_wanted = true;
                    wanted.push((number.digit, Want::Number));
                }
            }
        }
    }

    /// Lists the numbers that begin in a block.
    fn look(&mut self, block: usize) {
        let Self { forms, text, strips, .. } = *self;
        let at = strips.at + block * BLOCK;
        if !strips.has_digit_in(block) || !self.may_begin_in(block) {
            return;
        }
        let masks = (strips.near(block, |classes| classes.digits), strips.near(block, |classes| classes.letters));
        let (digits, letters) = masks;
        for bit in positions(digits.starts()) {
            let place = at + bit as usize;
            let known = &mut self.known.numbers;
            let mut number = |digit, is_form| known.push(Number { place, digit, is_form, is_wanted: false });
            forms.fit(text, strips, (place, bit), masks, &mut |digit| number(digit, true));
            let before = (!(digits.upto(bit) | letters.upto(bit))).leading_zeros() as usize;
            let len = (!(digits.since(bit) | letters.since(bit))).trailing_zeros() as usize;
            let atom = place - before..place + len;
            let len = (!digits.since(bit)).trailing_zeros() as usize;
            if self.may_be_labelled(place, len, atom) {
                self.known.numbers.push(Number { place, digit: place, is_form: false, is_wanted: false });
            }
        }
    }

    /// Whether the number of `len` digits that begins at `place`, in a run of letters and digits, could be something else that counts beside a label alone: an
    /// Internet address, a date, a form without a certain number in it.
    fn may_be_labelled(&self, place: usize, len: usize, atom: Range<usize>) -> bool {
        let Self { forms, finders, text, .. } = self;
        forms.has_shapeless
            || forms.may_hold_atom(text, atom.clone())
            || finders.ip_address.is_some()
                && matches!(text.get(atom.end), Some(b'.' | b':'))
                && network::at(text, atom.start, atom.end).is_some()
            || finders.us_ssn.is_some() && broken::may_begin(text, atom)
            || finders.date.is_some()
                && (date::may_be_around(text, place, len) && date::around(text, place).is_some()
                    || date_written::may_begin(text, place, len) && date_written::around(text, place).is_some())
    }
}
