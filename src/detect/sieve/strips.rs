//! The masks of one window of text, and the places in it that something could begin at.
//!
//! A window is worked through twice inside of the dispatched kernel: once for the classes of its bytes, and once, with
//! the neighbours of every block at hand, for the *events*: the few places worth a look by themselves. Both are plain
//! loops, with no branch on the text but whether there is a digit.

use std::ops::Range;

use crate::detect::encoded::LEN_MIN;
use crate::detect::text::STRIPE_MIN;
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions};

/// Blocks of a window. Text, masks and events of it fit into the first-level cache together.
pub(super) const BLOCKS: usize = 128;
/// Bytes of a window.
pub(crate) const WINDOW: usize = BLOCKS * BLOCK;

/// Blocks before a window whose masks are at hand: a label there may speak for a number in the window.
pub(super) const LEAD: usize = 2;

/// How long a run of letters and digits is that is an event by itself: no longer than what a stripe or encoded text
/// asks for.
pub(super) const LONG: u32 = 11;
const _: () = assert!(STRIPE_MIN >= 11 && LEN_MIN >= 11, "shorter runs would be lost");

/// The classes of the bytes of one block.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Classes {
    pub(super) digits: u64,
    /// ASCII letters.
    pub(super) letters: u64,
    pub(super) uppers: u64,
    pub(super) newlines: u64,
    /// Bytes that a capital outside of ASCII may begin with.
    leads: u64,
    /// Bytes that characters outside of ASCII begin with.
    others: u64,
    /// Signs that escapes begin with.
    escapes: u64,
    /// Bytes outside of ASCII.
    pub(super) highs: u64,
    ats: u64,
    /// Spaces and commas.
    gaps: u64,
    /// `+` and `#`, and the carriage return, before which an escape may end a line.
    pub(super) signs: u64,
}

/// Where something could begin in one block.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Events {
    /// Digits that begin a run that an anchor may be at.
    pub(super) runs: u64,
    /// Two letters and two digits after nothing of either.
    pub(super) ibans: u64,
    pub(super) ats: u64,
    /// Capitals that begin a word.
    pub(super) capitals: u64,
    /// Spaces and commas after a number, or after a number with a letter.
    pub(super) after_numbers: u64,
    /// Numbers after a space, comma or sign.
    pub(super) spaced_numbers: u64,
    /// What may be written in disguise: characters outside of ASCII, escapes, spaces between single digits.
    pub(super) folds: u64,
    /// The beginnings of long runs of letters and digits.
    pub(super) long_atoms: u64,
    /// The beginnings of runs of letters and digits that are, with the next one, as long as some form asks for.
    pub(super) pairs: u64,
    /// Line ends between letters, digits and the signs that may stand there within a sentence.
    pub(super) seams: u64,
    /// Digits that stand together, have one sign between them, or stand beside a letter. No place worth a look by itself, but
    /// what is looked at near labels has some.
    pub(super) close: u64,
}

impl Events {
    pub(super) fn is_empty(&self) -> bool {
        let Self {
            runs,
            ibans,
            ats,
            capitals,
            after_numbers,
            spaced_numbers,
            folds,
            long_atoms,
            pairs,
            seams,
            close: _,
        } = *self;
        seams | folds | long_atoms | pairs | runs | ibans | ats | capitals | after_numbers | spaced_numbers == 0
    }
}

/// The lengths of one or two runs of letters and digits, with one byte between them, that forms without a run of digits
/// to be found by begin with.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    /// By the length of the first run, the lengths of second ones as bits; the lowest bit where it may stand alone.
    behind: [u32; Self::LEN_MAX + 1],
    has_some: bool,
}

impl Pairs {
    /// The longest run that is told exactly.
    pub(super) const LEN_MAX: usize = 24;

    pub(super) fn insert(&mut self, first: usize, second: Option<usize>) {
        if let Some(behind) = self.behind.get_mut(first) {
            *behind |= 1 << second.unwrap_or(0);
            self.has_some = true;
        }
    }

    /// Whether two runs with a byte between them may be so long.
    #[inline]
    pub(super) fn are(&self, first: usize, second: usize) -> bool {
        second <= Self::LEN_MAX && self.behind.get(first).is_some_and(|behind| second > 0 && behind >> second & 1 != 0)
    }

    /// Where such runs begin in the middle one of three blocks; one of them must hold a digit.
    #[inline(always)]
    fn find(&self, before: &Classes, here: &Classes, after: &Classes) -> u64 {
        if here.digits | after.digits == 0 || !self.has_some {
            return 0;
        }
        let alnum = |classes: &Classes| classes.digits | classes.letters;
        let (word, next) = (alnum(here), alnum(after));
        let starts = word & !(word << 1 | alnum(before) >> 63);
        // The lengths are so small that what lies beyond the second block does not matter to the first.
        let both = u128::from(word) | u128::from(next) << 64;
        let mut found = 0;
        for bit in positions(starts) {
            // A shift by all 64 bits is not one.
            let run = word >> bit | next << 1 << (63 - bit);
            let len = (!run).trailing_zeros();
            let behind = self.behind.get(len as usize).copied().unwrap_or(0);
            if behind != 0 {
                let second = (!(both >> (bit + len + 1))).trailing_zeros().min(31);
                let is_pair = second > 0 && behind >> second & 1 != 0;
                found |= u64::from(is_pair || behind & 1 != 0) << bit;
            }
        }
        found
    }
}

/// One mask of three blocks in a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near {
    before: u64,
    here: u64,
    after: u64,
}

impl Near {
    /// 64 bits from bit `bit` of the middle block on.
    #[inline(always)]
    pub(super) fn since(self, bit: u32) -> u64 {
        // A shift by all 64 bits is not one.
        self.here >> bit | self.after << 1 << (63 - bit)
    }

    /// The 64 bits before it.
    #[inline(always)]
    pub(super) fn upto(self, bit: u32) -> u64 {
        self.before >> bit | self.here << 1 << (63 - bit)
    }

    /// Where runs of bits begin in the middle block.
    #[inline(always)]
    pub(super) fn starts(self) -> u64 {
        self.here & !(self.here << 1 | self.before >> 63)
    }
}

/// The masks of a window: [`LEAD`] blocks before it, its own, and two after it.
#[derive(Default)]
pub(crate) struct Strips {
    pub(super) classes: Vec<Classes>,
    /// One for each block of the window.
    pub(super) events: Vec<Events>,
    /// Where the window begins in the text.
    pub(super) at: usize,
    /// One past its end.
    pub(crate) end: usize,
    /// Whether there is a digit in it, or in the block behind it.
    pub(super) has_digits: bool,
}

impl Strips {
    /// Fills in the window of `text` that begins with `within`, and ends no later. Runs of digits shorter than `run_min` are no
    /// events unless a sign stands before them.
    pub(super) fn fill(&mut self, text: &[u8], within: Range<usize>, run_min: u8, pairs: &Pairs) {
        let at = within.start;
        self.at = at;
        self.end = text.len().min(within.end).min(at + WINDOW);
        let blocks = (self.end - at).div_ceil(BLOCK);
        self.events.resize(blocks, Events::default());
        self.classes.resize(blocks + LEAD + 2, Classes::default());
        self.has_digits =
            dispatch(Fill { text, at, run_min, pairs, classes: &mut self.classes, events: &mut self.events });
    }

    /// The index of the bit of the byte at `place` of the text. What lies too far before the window has one beyond all there are.
    pub(super) fn bit(&self, place: usize) -> usize {
        (place + LEAD * BLOCK).wrapping_sub(self.at)
    }

    /// The place in the text of the byte of a bit. What would stand before the text has one beyond all there are.
    pub(super) fn place(&self, bit: usize) -> usize {
        (bit + self.at).wrapping_sub(LEAD * BLOCK)
    }

    /// 64 bits of a mask, from `bit` on.
    #[inline(always)]
    pub(super) fn bits(&self, bit: usize, mask: impl Fn(&Classes) -> u64) -> u64 {
        let shift = bit % 64;
        match self.classes.get(bit / 64..) {
            // A shift by all 64 bits is not one.
            Some([first, second, ..]) => mask(first) >> shift | mask(second) << 1 << (63 - shift),
            Some([last]) => mask(last) >> shift,
            _ => 0,
        }
    }

    /// A mask of a block of the window, or of the one behind it, and of the blocks beside it.
    #[inline(always)]
    pub(super) fn near(&self, block: usize, mask: impl Fn(&Classes) -> u64) -> Near {
        let word = |index: usize| self.classes.get(index).map_or(0, &mask);
        let index = LEAD + block;
        Near { before: word(index - 1), here: word(index), after: word(index + 1) }
    }

    /// Whether a block holds a digit: one of the window, or of the two behind it.
    #[inline(always)]
    pub(super) fn has_digit_in(&self, block: usize) -> bool {
        self.classes.get(LEAD + block).is_some_and(|classes| classes.digits != 0)
    }

    /// How many lines end in `from..to`, places of the window.
    pub(crate) fn lines(&self, from: usize, to: usize) -> u64 {
        let (from, to) = (self.bit(from), self.bit(to));
        let (first, last) = (from / 64, to / 64);
        let of_word = |word: usize| self.classes.get(word).map_or(0, |classes| classes.newlines);
        let upto = |word: usize| if word == last { (1u64 << (to % 64)) - 1 } else { u64::MAX };
        let since = |word: usize| if word == first { u64::MAX << (from % 64) } else { u64::MAX };
        (first..=last).map(|word| u64::from((of_word(word) & upto(word) & since(word)).count_ones())).sum()
    }

    /// Where the line of the byte at `place` begins, if its beginning is in the window.
    pub(crate) fn line_start(&self, place: usize) -> Option<usize> {
        let bit = self.bit(place);
        let mut word = bit / 64;
        let mut newlines = self.classes.get(word)?.newlines & ((1u64 << (bit % 64)) - 1);
        while newlines == 0 {
            word = word.checked_sub(1).filter(|word| *word >= LEAD)?;
            newlines = self.classes.get(word)?.newlines;
        }
        Some(self.place(word * 64 + 64 - newlines.leading_zeros() as usize))
    }
}

/// Classifies a window, and says whether it or the block behind it holds a digit.
struct Fill<'a> {
    text: &'a [u8],
    at: usize,
    run_min: u8,
    pairs: &'a Pairs,
    classes: &'a mut [Classes],
    events: &'a mut [Events],
}

impl Kernel for Fill<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> bool {
        let Self { text, at, run_min, pairs, classes, events } = self;
        // The blocks before the window, where there are some: a window begins at a multiple of its size.
        let before = at.saturating_sub(LEAD * BLOCK);
        let (empty, slots) = classes.split_at_mut(if at == 0 { LEAD } else { 0 });
        empty.fill(Classes::default());
        let (blocks, rest) = text.get(before..).unwrap_or_default().as_chunks::<BLOCK>();
        let whole = blocks.len().min(slots.len());
        let (filled, slots) = slots.split_at_mut(whole);
        for (slot, block) in filled.iter_mut().zip(blocks) {
            *slot = classify(level, block);
        }
        if let Some((slot, beyond)) = slots.split_first_mut() {
            *slot = classify(level, &padded(rest));
            beyond.fill(Classes::default());
        }
        // What begins in the window may have its digits behind it.
        let mut digits = classes.get(LEAD + events.len()).map_or(0, |beyond| beyond.digits);
        for (slot, around) in events.iter_mut().zip(classes.get(LEAD - 1..).unwrap_or_default().windows(3)) {
            if let [before, here, after] = around {
                *slot = find(before, here, after, run_min);
                slot.pairs = pairs.find(before, here, after);
                digits |= here.digits;
            }
        }
        digits != 0
    }
}

#[inline(always)]
fn classify<L: Level>(level: L, block: &[u8; BLOCK]) -> Classes {
    let block = level.load(block);
    let highs = level.high(block);
    Classes {
        digits: level.digits(block),
        letters: level.letters(block),
        uppers: level.uppers(block),
        newlines: level.equals(block, b'\n'),
        leads: if highs == 0 { 0 } else { level.within(block, 0xC3, 0xC9) | level.equals(block, 0xE1) },
        others: if highs == 0 { 0 } else { level.within(block, 0xC2, 0xF4) },
        escapes: level.any_of(block, *b"%&\\="),
        highs,
        ats: level.equals(block, b'@'),
        gaps: level.any_of(block, *b" ,"),
        signs: level.any_of(block, *b"+#\r"),
    }
}

/// The events of the middle one of three blocks.
#[inline(always)]
fn find(before: &Classes, here: &Classes, after: &Classes, run_min: u8) -> Events {
    let behind = |mask: fn(&Classes) -> u64, by: u32| mask(here) << by | mask(before) >> (64 - by);
    let ahead = |mask: fn(&Classes) -> u64, by: u32| mask(here) >> by | mask(after) << (64 - by);
    let alnum = |classes: &Classes| classes.digits | classes.letters;
    let Classes { uppers, leads, others, escapes, ats, .. } = *here;
    let atoms = alnum(here) & !behind(alnum, 1);
    let mut events = Events {
        ats,
        capitals: uppers & !behind(alnum, 1) | leads,
        folds: others
            | escapes & ahead(|classes| classes.digits | classes.letters | classes.signs | classes.newlines, 1)
            // A line whose end before it may have been put there for the width alone.
            | behind(|classes| classes.newlines, 1)
                & (behind(|classes| classes.escapes, 2)
                    | behind(|classes| classes.signs, 2) & behind(|classes| classes.escapes, 3)),
        long_atoms: atoms & long_runs_of(alnum(here), alnum(after)),
        seams: here.newlines & !close_behind(before.newlines, here.newlines),
        ..Events::default()
    };
    // Most blocks of a text have no digit, nor has one beside them.
    if before.digits | here.digits | after.digits != 0 {
        find_numbers(before, here, after, run_min, &mut events);
    }
    events
}

/// The same events as far as they have to do with digits.
#[inline(always)]
fn find_numbers(before: &Classes, here: &Classes, after: &Classes, run_min: u8, events: &mut Events) {
    let behind = |mask: fn(&Classes) -> u64, by: u32| mask(here) << by | mask(before) >> (64 - by);
    let ahead = |mask: fn(&Classes) -> u64, by: u32| mask(here) >> by | mask(after) << (64 - by);
    let digit = |classes: &Classes| classes.digits;
    let letter = |classes: &Classes| classes.letters;
    let alnum = |classes: &Classes| classes.digits | classes.letters;
    let Classes { digits, letters, gaps, .. } = *here;
    let starts = digits & !behind(digit, 1);
    let (second, third) = (ahead(digit, 1), ahead(digit, 2));
    let long_runs = match run_min {
        0 | 1 => starts,
        2 => starts & second,
        _ => starts & second & third,
    };
    // Two digits within a row of such, after two groups and before another.
    let in_row = starts
        & second
        & !third
        & ahead(digit, 3)
        & ahead(digit, 4)
        & behind(digit, 2)
        & behind(digit, 3)
        & !behind(digit, 4)
        & behind(digit, 5)
        & behind(digit, 6);
    let signed = starts & behind(|classes| classes.signs, 1);
    let atoms = alnum(here) & !behind(alnum, 1);
    let next_letter = ahead(letter, 1);
    events.runs = long_runs | signed | in_row;
    events.ibans = atoms & letters & next_letter & third & ahead(digit, 3);
    events.after_numbers = gaps & (behind(digit, 1) | behind(letter, 1) & behind(digit, 2));
    events.spaced_numbers = signed | starts & behind(|classes| classes.gaps, 1);
    events.folds |= gaps & behind(digit, 1) & second & !behind(digit, 2) & !third;
    events.close = digits & (second | third | next_letter) | letters & second;
}

/// The bits of `here`, which follows `before`, that stand no more than 32 behind a set one.
#[inline(always)]
fn close_behind(before: u64, here: u64) -> u64 {
    let mut bits = (u128::from(here) << 64 | u128::from(before)) << 1;
    for by in [1, 2, 4, 8, 16] {
        bits |= bits << by;
    }
    u64::try_from(bits >> 64).unwrap_or(u64::MAX)
}

/// Where [`LONG`] set bits begin in `here`, which `after` follows.
#[inline(always)]
fn long_runs_of(here: u64, after: u64) -> u64 {
    let both = |bits: (u64, u64), by: u32| {
        let (here, after) = bits;
        // The highest bits of the second mask are wrong; only its lowest twelve are looked at.
        (here & (here >> by | after << (64 - by)), after & after >> by)
    };
    both(both(both(both((here, after), 1), 2), 4), LONG - 8).0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn runs_of_the_lengths_of_a_form_are_found_where_they_begin(
            text in "([0-9a-z]{1,7}[ -]{1,2}){10,40}", pad in 0usize..64
        ) {
            let mut pairs = Pairs::default();
            [(3, Some(2)), (5, None), (4, Some(4)), (4, Some(6))].into_iter().for_each(|(first, second)| pairs.insert(first, second));
            let text = format!("{}{text}", " ".repeat(pad));
            let bytes = text.as_bytes();
            let len_at = |at: usize| bytes.iter().skip(at).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let begins = |at: usize| {
                let is_start = len_at(at) > 0 && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
                let (first, second) = (len_at(at), len_at(at + len_at(at) + 1));
                is_start && matches!((first, second), (3, 2) | (5, _) | (4, 4 | 6))
            };
            let mut strips = Strips::default();
            strips.fill(bytes, 0..bytes.len(), 3, &pairs);
            for (index, events) in strips.events.iter().enumerate() {
                let has_digit = |block: usize| strips.has_digit_in(block);
                for at in (0..BLOCK).map(|bit| index * BLOCK + bit).filter(|&at| at < bytes.len()) {
                    let is_found = events.pairs >> (at % BLOCK) & 1 != 0;
                    let expected = begins(at) && (has_digit(index) || has_digit(index + 1));
                    prop_assert_eq!(is_found, expected, "at {} of {:?}", at, text);
                }
            }
        }
    }
}
