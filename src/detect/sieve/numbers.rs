//! The numbers of a window that a label could speak for, and the kinds that each could be of.
//!
//! Words that labels begin with stand everywhere, and most have no number near that is written as their kind is: `size`,
//! `name` and `port` are looked for only where one is.

use std::cell::OnceCell;
use std::ops::Range;

use super::anchors::Anchors;
use super::strips::{LEAD, Strips};
use super::{Sought, Want};
use crate::detect::columns::{STATEMENT_MAX, Statements};
use crate::detect::detector::Finders;
use crate::detect::find::{broken, date, date_month, date_written, misread, network};
use crate::detect::kind_set::KindSet;
use crate::masks::{BLOCK, Kernel, Level, dispatch, positions};

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
    /// What it could be.
    kinds: KindSet,
    /// It is part of a form, which may begin before it.
    is_form: bool,
    /// Of these kinds those that a label was found for.
    wanted: KindSet,
}

/// What a byte beside a number says of it.
const BESIDE: [u8; 256] = {
    let mut beside = [0; 256];
    let mut byte = 0u8;
    loop {
        beside[byte as usize] = match byte {
            b'0'..=b'9' => WORD,
            b'A'..=b'Z' | b'a'..=b'z' => {
                let before = if date_month::ends_month(byte) { MONTH_END } else { 0 };
                WORD | before | if date_month::may_follow_day(byte) { AFTER_DAY } else { 0 }
            }
            b'.' => NETWORK | SEPARATOR | BROKEN,
            b':' => NETWORK,
            b' ' | b'-' | b'/' => SEPARATOR | BROKEN,
            b'_' | b',' | b'*' | b'|' | b'=' | b'\r' | b'\n' => BROKEN,
            0x80.. => WORD | BROKEN,
            _ => 0,
        };
        if byte == u8::MAX {
            break beside;
        }
        byte += 1;
    }
};
/// It belongs to the same word, or to a character outside of ASCII.
const WORD: u8 = 1;
/// An Internet address goes on behind it, a date on one of its sides, a broken number behind it.
const NETWORK: u8 = 2;
const SEPARATOR: u8 = 4;
const BROKEN: u8 = 8;
/// It is a letter that the name of a month may end with; one that may stand behind the day of a date.
const MONTH_END: u8 = 16;
const AFTER_DAY: u8 = 32;

/// Whether a number of so many digits between such bytes, the two before it and the one behind it, could be the first one of a date,
/// or all of it.
#[inline]
fn may_be_date([farther, before]: [u8; 2], len: usize, after: u8) -> bool {
    match len {
        // The name of a month before it, with no more than a separator or two between.
        1 | 2 => {
            before & SEPARATOR != 0 && farther & (SEPARATOR | MONTH_END) != 0 || after & (SEPARATOR | AFTER_DAY) != 0
        }
        4 => after & SEPARATOR != 0,
        6 | 8 => true,
        _ => false,
    }
}

/// Whether a run of so many letters and digits could be the first one of a social security number whose writing is broken.
#[inline]
fn may_be_broken(is_number: bool, len: usize, after: u8) -> bool {
    match len {
        1 => after & SEPARATOR != 0,
        3 => after & BROKEN != 0,
        9 | 12 => !is_number,
        _ => false,
    }
}

/// The numbers of one window.
pub(super) struct CuedNumbers<'a> {
    /// Forms that count beside a label alone.
    forms: &'a Anchors,
    finders: &'a Finders,
    text: &'a [u8],
    strips: &'a Strips,
    columns: &'a InColumns<'a>,
    sought: Sought,
    known: &'a mut KnownNumbers,
}

/// Which numbers of a window may stand in a column: what names it may be far away.
pub(super) struct InColumns<'a> {
    text: &'a [u8],
    strips: &'a Strips,
    statements: &'a Statements,
    /// Whether a statement names columns that values of the window may stand in.
    has_statement: OnceCell<bool>,
}

impl<'a> InColumns<'a> {
    pub(super) fn new(text: &'a [u8], strips: &'a Strips, statements: &'a Statements) -> Self {
        Self { text, strips, statements, has_statement: OnceCell::new() }
    }

    /// Whether the number with a digit at this place may stand under a heading or among the values of a statement.
    pub(super) fn may_hold(&self, digit: usize) -> bool {
        /// What of a form stands before its first digit, and a sign.
        const LEAD_MAX: usize = 12;
        let lead = self.text.get(digit.saturating_sub(LEAD_MAX)..digit).unwrap_or_default();
        lead.windows(2).any(|pair| pair == b"  ") || *self.has_statement.get_or_init(|| self.find_statement())
    }

    fn find_statement(&self) -> bool {
        let from = self.strips.at.saturating_sub(STATEMENT_MAX);
        let near = self.text.get(from..self.text.len().min(self.strips.end + BLOCK)).unwrap_or_default();
        self.statements.may_begin_in(near)
    }
}

impl<'a> CuedNumbers<'a> {
    pub(super) fn new(
        forms: &'a Anchors,
        finders: &'a Finders,
        text: &'a [u8],
        strips: &'a Strips,
        columns: &'a InColumns<'a>,
        sought: Sought,
        known: &'a mut KnownNumbers,
    ) -> Self {
        known.numbers.clear();
        known.blocks.clear();
        Self { forms, finders, text, strips, columns, sought, known }
    }

    /// Lists the numbers of the window; to be called once.
    pub(super) fn list(&mut self) {
        dispatch(List(self));
    }

    /// The kinds that the numbers listed could be of.
    pub(super) fn kinds(&self) -> KindSet {
        self.known.numbers.iter().fold(KindSet::NONE, |kinds, number| kinds | number.kinds)
    }

    /// Whether a number that counts may begin somewhere, as far as digits say.
    pub(super) fn may_be_some(&self) -> bool {
        self.beginning_blocks().any(|block| self.has_number_in(block))
    }

    /// The blocks that numbers are looked for in: a form that begins near a label may have its anchor in the block beyond the window.
    fn beginning_blocks(&self) -> Range<usize> {
        0..(self.strips.end - self.strips.at).div_ceil(BLOCK) + 2
    }

    /// Whether a number that counts may begin in a block, as far as its digits say.
    fn has_number_in(&self, block: usize) -> bool {
        // A number is given by a digit that is not behind its place.
        let is_sought = !self.sought.is_behind(self.strips.at + (block + 1) * BLOCK);
        is_sought && self.strips.has_digit_in(block) && self.may_begin_in(block)
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

    /// Adds the kinds of each number to the blocks, by their indices in the strips, in which a label could reach it. Gives whether
    /// there is any number.
    pub(super) fn mark_near(&self, near: &mut [KindSet]) -> bool {
        /// Blocks before that of a number, and behind it, which a label that speaks for it may begin in.
        const BLOCKS_BEFORE: usize = (BLOCK - 1 + AFTER + BLOCK) / BLOCK;
        const BLOCKS_AFTER: usize = BEFORE.div_ceil(BLOCK);
        let blocks = (LEAD..).zip(&self.known.blocks).filter(|(_, numbers)| !numbers.is_empty());
        for (index, numbers) in blocks {
            let numbers = self.known.numbers.get(numbers.clone()).unwrap_or_default();
            let kinds = numbers.iter().fold(KindSet::NONE, |kinds, number| kinds | number.kinds);
            let around = index.saturating_sub(BLOCKS_BEFORE)..near.len().min(index + BLOCKS_AFTER + 1);
            near.get_mut(around).unwrap_or_default().iter_mut().for_each(|near| *near |= kinds);
        }
        !self.known.numbers.is_empty()
    }

    /// Wants the numbers that a label at `cue` which speaks for some of `spoken` could mean.
    pub(super) fn around(&mut self, cue: usize, spoken: KindSet, wanted: &mut Vec<(usize, Want)>) {
        let reach = self.reach(cue..cue + 1);
        let labelled_to = (cue + AFTER).min(self.strips.end);
        for block in self.blocks(&reach) {
            let numbers = self.known.blocks.get(block).cloned().unwrap_or_default();
            for number in self.known.numbers.get_mut(numbers).unwrap_or_default() {
                let is_near = reach.contains(&number.place) && (number.is_form || number.place < labelled_to);
                let meant = number.kinds & spoken;
                if is_near && !(meant & !number.wanted).is_empty() {
                    number.wanted |= meant;
                    let kinds = if number.kinds == KindSet::ALL { KindSet::ALL } else { meant };
                    wanted.push((number.digit, Want::Number(kinds)));
                }
            }
        }
    }

    /// Lists the numbers that begin in a block. `word` is the one of the last number that was looked at.
    #[inline(always)]
    fn look(&mut self, block: usize, word: &mut Word) {
        let Self { forms, finders, text, strips, .. } = *self;
        let at = strips.at + block * BLOCK;
        if !self.has_number_in(block) {
            return;
        }
        let masks = (strips.near(block, |classes| classes.digits), strips.near(block, |classes| classes.letters));
        let (digits, letters) = masks;
        for bit in positions(digits.starts()) {
            let place = at + bit as usize;
            let len = (!digits.since(bit)).trailing_zeros() as usize;
            forms.fit(text, strips, (place, bit), masks, &mut |digit, kinds| self.add(place, digit, kinds, true));
            let beside = |at: usize| text.get(at).map_or(0, |byte| BESIDE[usize::from(*byte)]);
            let (before, after) = (beside(place.wrapping_sub(1)), beside(place + len));
            // Many numbers stand in one word, as in `0x1f2e3d4c`.
            if place >= word.end {
                *word = match (before | after) & WORD {
                    0 => Word { start: place, end: place + len, is_number: true, kinds: KindSet::NONE },
                    _ => {
                        let words_before = digits.upto(bit) | letters.upto(bit);
                        let words = digits.since(bit) | letters.since(bit);
                        let start = place - (!words_before).leading_zeros() as usize;
                        let end = place + (!words).trailing_zeros() as usize;
                        Word { start, end, is_number: false, kinds: KindSet::NONE }
                    }
                };
                let behind = if word.is_number { after } else { beside(word.end) };
                let len = word.end - word.start;
                if forms.has_shapeless
                    || forms.has_atom_of(len)
                    || behind & NETWORK != 0
                    || may_be_broken(word.is_number, len, behind)
                    || !word.is_number && text.get(word.start..word.end).is_some_and(misread::is_like)
                {
                    word.kinds = self.kinds_of_word(word, behind, digits.upto(bit) | letters.upto(bit), place);
                }
            }
            let mut kinds = word.kinds;
            let sides = [beside(place.wrapping_sub(2)), before];
            if finders.date.is_some() && may_be_date(sides, len, after) && is_date(text, place, len) {
                kinds |= KindSet::of_some(finders.date);
            }
            if !kinds.is_empty() {
                self.add(place, place, kinds, false);
            }
        }
    }

    /// What a word whose first number is at `place` could be that counts beside a label alone, but for forms with a certain number
    /// in it, and for dates. `before` are the letters and digits before that number, the nearest byte highest.
    #[inline(never)]
    fn kinds_of_word(&self, word: &Word, behind: u8, before: u64, place: usize) -> KindSet {
        let Self { forms, finders, text, .. } = self;
        let atom = word.start..word.end;
        // Those before the word.
        let before = u32::try_from(place - word.start).ok().and_then(|len| before.checked_shl(len)).unwrap_or(0);
        let mut kinds = if forms.has_shapeless { KindSet::ALL } else { forms.kinds_of_atom(text, &atom, before) };
        let is_address = || finders.ip_address.is_some() && network::at(text, atom.start, atom.end).is_some();
        if behind & NETWORK != 0 && is_address() {
            kinds |= KindSet::of_some(finders.ip_address);
        }
        let is_broken = || finders.us_ssn.is_some() && broken::may_begin(text, atom.clone());
        if may_be_broken(word.is_number, atom.len(), behind) && is_broken() {
            kinds |= KindSet::of_some(finders.us_ssn);
        }
        // Digits alone are misread where stops part them.
        let may_be_misread = !word.is_number || atom.len() == 1 && behind & NETWORK != 0;
        if may_be_misread && misread::around(text, &atom).is_some() {
            kinds = KindSet::ALL;
        }
        kinds
    }

    /// Lists a number that may be of some kinds.
    #[inline(never)]
    fn add(&mut self, place: usize, digit: usize, kinds: KindSet, is_form: bool) {
        if !kinds.is_empty() {
            // What stands in a column is named by words that may be far away, and may be of any kind.
            let kinds = if self.columns.may_hold(digit) { KindSet::ALL } else { kinds };
            self.known.numbers.push(Number { place, digit, kinds, is_form, wanted: KindSet::NONE });
        }
    }
}

/// The run of letters and digits around a number; of a longer one than masks tell, the part of it that they do.
struct Word {
    start: usize,
    end: usize,
    /// It is nothing but the number.
    is_number: bool,
    /// What it could be, as far as that does not hang on the number alone.
    kinds: KindSet,
}

/// Lists the numbers of a window.
struct List<'l, 'a>(&'l mut CuedNumbers<'a>);

impl Kernel for List<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, _: L) {
        let Self(numbers) = self;
        let mut word = Word { start: 0, end: 0, is_number: true, kinds: KindSet::NONE };
        for block in numbers.beginning_blocks() {
            let from = numbers.known.numbers.len();
            numbers.look(block, &mut word);
            numbers.known.blocks.push(from..numbers.known.numbers.len());
        }
    }
}

/// Whether a date begins with the number, or is all of it.
fn is_date(text: &[u8], place: usize, len: usize) -> bool {
    date::may_be_around(text, place, len) && date::around(text, place).is_some()
        || date_written::may_begin(text, place, len) && date_written::around(text, place).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn what_the_bytes_beside_a_number_turn_away_is_nothing_else(
            lead in "[ -/:-~A-Za-z\n\r]{0,3}", number in "[0-9]{1,12}", tail in "([-/._,*|:= \r\n]{0,2}[0-9O]{0,4}){0,5}|[ -~]{0,9}"
        ) {
            let text = format!("{lead}{number}{tail}");
            let (bytes, place) = (text.as_bytes(), lead.len());
            let len = bytes[place..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
            prop_assume!(!byte(place.wrapping_sub(1)).is_ascii_digit());
            let beside = |at: usize| BESIDE[usize::from(byte(at))];
            let sides = [2, 1].map(|back| beside(place.wrapping_sub(back)));
            let is_alnum = |byte: &&u8| byte.is_ascii_alphanumeric();
            let before = bytes[..place].iter().rev().take_while(is_alnum).count();
            let atom = place - before..place + bytes[place..].iter().take_while(is_alnum).count();
            let is_number = atom == (place..place + len);
            if !may_be_date(sides, len, beside(place + len)) {
                prop_assert!(!is_date(bytes, place, len), "{:?}", text);
            }
            if !may_be_broken(is_number, atom.len(), beside(atom.end)) {
                prop_assert!(!broken::may_begin(bytes, atom.clone()), "{:?}", text);
            }
            if beside(atom.end) & NETWORK == 0 {
                prop_assert!(network::at(bytes, atom.start, atom.end).is_none(), "{:?}", text);
            }
        }
    }
}
