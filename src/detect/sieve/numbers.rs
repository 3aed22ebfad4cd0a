//! The numbers of a window that a label could speak for.
//!
//! Words that labels begin with stand everywhere, and most have no such number near: `size`, `name` and `port` are read
//! on only where one is. What a block holds is found out when it is first asked for, and once.

use std::ops::Range;

use super::Want;
use super::anchors::Anchors;
use super::strips::Strips;
use crate::detect::detector::Finders;
use crate::detect::find::{date, network};
use crate::masks::{BLOCK, positions};

/// How far before a label's first letter the first digit of a candidate may be: the reach forward, and the longest
/// candidate. And how far behind it: a line that is nothing but the label, and the lead of the next one.
const BEFORE: usize = 80;
const AFTER: usize = 136;

/// What is known of the window's blocks, from its first one on.
#[derive(Debug, Default)]
pub(super) struct KnownNumbers {
    blocks: Vec<Block>,
    numbers: Vec<Number>,
}

/// Where in the list the numbers of a block are.
#[derive(Debug, Clone, Default)]
struct Block {
    is_known: bool,
    numbers: Range<usize>,
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
        // A form that begins near a label may have its anchor in the block beyond the window.
        known.blocks.resize((strips.end - strips.at).div_ceil(BLOCK) + 2, Block::default());
        Self { forms, finders, text, strips, known }
    }

    /// Whether a number that counts beside a label may have a digit in a block or right behind it, by the index of the block in
    /// the strips: two digits that stand together or have one sign between them, or a digit beside a letter.
    pub(super) fn may_stand_in(&self, index: usize) -> bool {
        let of = |index: usize| self.strips.classes.get(index).copied().unwrap_or_default();
        let (here, after) = (of(index), of(index + 1));
        let ahead = |here: u64, after: u64, by: u32| here >> by | after << (64 - by);
        let (digits, letters) = (here.digits, here.letters);
        let next = ahead(digits, after.digits, 1);
        let close = digits & (next | ahead(digits, after.digits, 2));
        let mixed = digits & ahead(letters, after.letters, 1) | letters & next;
        digits != 0 && self.forms.are_loose || close | mixed != 0
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

    /// Whether there is such a number near a label in the block at `place`, or in a block that is near.
    pub(super) fn has_any(&mut self, place: usize) -> bool {
        let blocks = self.blocks(&self.reach(place..place + BLOCK));
        blocks.into_iter().any(|block| !self.block(block).is_empty())
    }

    /// Wants the numbers that a label at `cue` could speak for.
    pub(super) fn around(&mut self, cue: usize, wanted: &mut Vec<(usize, Want)>) {
        let reach = self.reach(cue..cue + 1);
        let labelled_to = (cue + AFTER).min(self.strips.end);
        for block in self.blocks(&reach) {
            let numbers = self.block(block);
            for number in self.known.numbers.get_mut(numbers).unwrap_or_default() {
                let is_near = reach.contains(&number.place) && (number.is_form || number.place < labelled_to);
                if is_near && !number.is_wanted {
                    number.is_wanted = true;
                    wanted.push((number.digit, Want::Number));
                }
            }
        }
    }

    /// Where in the list the numbers of a block are.
    fn block(&mut self, block: usize) -> Range<usize> {
        let Some(known) = self.known.blocks.get(block) else { return 0..0 };
        if known.is_known {
            return known.numbers.clone();
        }
        let from = self.known.numbers.len();
        self.look(block);
        let numbers = from..self.known.numbers.len();
        if let Some(known) = self.known.blocks.get_mut(block) {
            *known = Block { is_known: true, numbers: numbers.clone() };
        }
        numbers
    }

    /// Lists the numbers that begin in a block.
    fn look(&mut self, block: usize) {
        let Self { forms, text, strips, .. } = *self;
        let at = strips.at + block * BLOCK;
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
            || finders.date.is_some() && date::may_be_around(text, place, len) && date::around(text, place).is_some()
    }
}
