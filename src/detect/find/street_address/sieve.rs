//! A first look at a number: could an address be found around it?
//!
//! What [`super::text`] finds has a word of the lists among the words after the number (a suffix, the kind of a street, a
//! highway), or before it (the kind of a street, a box), or else a ZIP code soon after. Numbers that have none of this, which
//! are nearly all, are turned away here by the bytes beside them and by a set of words.

use super::number_last::{is_before_code, is_before_digits, is_preposition, number_end};
use super::numberless::is_flat_word;
use super::text::{ends_in_part, house_start, is_box_word, previous_letter};
use super::words::{Vocabulary, class, is_street_kind, is_word_byte};
use crate::detect::find::words::WordSet;

/// Words after a number that are looked at, and before it.
const WORDS_AFTER: usize = 8;
const WORDS_BEFORE: usize = 7;
/// The longest word that is listed, and one to spare.
const WORD_MAX: usize = 33;
/// The longest house number before a space, `N99W999999A`.
const NUMBER_MAX: usize = 16;
/// How far behind a street without a suffix its ZIP code may stand: six words of a city and a state.
const ZIP_REACH: usize = 256;

/// Words to look for.
pub(super) struct Words {
    /// What an address that begins with its number has somewhere.
    streets: WordSet,
    /// Kinds of streets that stand before the name.
    kinds: WordSet,
    /// The last two letters of streets that end in their kind.
    endings: WordSet,
}

impl Words {
    /// The words of the lists.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        const STREET: u16 =
            class::SUFFIX | class::HIGHWAY | class::HIGHWAY_END | class::LONE | class::FIRST | class::DIRECTIONAL;
        let mut words = Self { streets: WordSet::new(16), kinds: WordSet::new(12), endings: WordSet::new(12) };
        vocabulary.each_word(&mut |word, classes| {
            if classes & STREET != 0 {
                words.streets.insert(word);
            }
            if classes & (class::FIRST | class::FIRST_RARE | class::FIRST_ABBREVIATED) != 0 {
                words.kinds.insert(word);
            }
        });
        vocabulary.each_ending(&mut |ending| words.endings.insert(last_two(ending)));
        words
    }

    /// Whether the number before the space or comma at `gap` may be that of a house.
    pub(super) fn may_follow(&self, text: &[u8], gap: usize) -> bool {
        if !may_end_number(text, gap) {
            return false;
        }
        let has_comma = text.get(gap) == Some(&b',');
        let mut at = gap + 1 + usize::from(has_comma);
        if has_comma && text.get(gap + 1) != Some(&b' ') {
            return false;
        }
        if let Some([b'1'..=b'9', b'/', b'1'..=b'9', b' ']) = text.get(at..at + 4) {
            at += 4;
        }
        at += usize::from(text.get(at) == Some(&b' '));
        let first = at;
        for _ in 0..WORDS_AFTER {
            let word = word_at(text, at);
            if word.is_empty() {
                break;
            }
            if self.may_be_street(word) {
                return true;
            }
            at += word.len();
            at += usize::from(text.get(at) == Some(&b'.'));
            if text.get(at) != Some(&b' ') {
                break;
            }
            at += 1;
        }
        is_capital(text.get(first)) && has_zip(text, first)
    }

    fn may_be_street(&self, word: &[u8]) -> bool {
        word.len() < WORD_MAX && self.streets.may_hold(word)
    }

    /// Whether the number at `start`, which a space or `#` stands before, may be that of a box, or of a house after its street.
    pub(super) fn may_precede(&self, text: &[u8], start: usize, vocabulary: &Vocabulary) -> bool {
        if previous_letter(text, start).is_none() {
            return false;
        }
        if is_box_word(text, start) || is_flat_word(text, start) {
            return true;
        }
        house_start(text, start).is_some() && self.has_street_before(text, start, vocabulary)
    }

    /// Whether one of the words before a number may be the kind of its street.
    fn has_street_before(&self, text: &[u8], number: usize, vocabulary: &Vocabulary) -> bool {
        // Four digits of a house, or five of a postal code, before which the kind of a street may be written small.
        let rest = text.get(number..).unwrap_or_default();
        let digits = rest.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 6 {
            return false;
        }
        let is_german = || digits < 5 && number_end(text, number).is_some_and(|end| is_before_code(text, end));
        // A letter or a second number of the house makes no difference: `22a, 72-253 Szczytno`.
        let may_be_small = digits < 5 && number_end(text, number).is_some_and(|end| is_before_digits(text, end));
        let mut end = number;
        for index in 0..WORDS_BEFORE {
            let Some(head) = text.get(..end).and_then(|head| head.strip_suffix(b" ")) else { return false };
            let head = head.strip_suffix(b",").unwrap_or(head);
            let head = head.strip_suffix(b".").unwrap_or(head);
            let is_letter =
                |byte: &&u8| byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b'-' | b'\'' | b'/');
            let len = head.iter().rev().take_while(is_letter).count();
            let start = head.len() - len;
            // Marks at the end are cut off when the word is looked up.
            let word = word_at(head, start);
            let is_long = len > WORD_MAX;
            if word.is_empty() {
                return false;
            }
            let is_capital = is_capital(word.first());
            if is_capital && is_preposition(word) && is_german() {
                return true;
            }
            // Abbreviations of kinds are written small: `ul. Długa 5`.
            if digits == 5 || is_capital || may_be_small || text.get(start + word.len()) == Some(&b'.') {
                let has_ending = || {
                    index == 0
                        && (is_long || self.endings.may_hold(last_two(word)))
                        && (vocabulary.has_street_ending(word) || is_street_kind(vocabulary, word))
                };
                if self.kinds.may_hold(word) || has_ending() {
                    return true;
                }
            }
            end = start;
        }
        false
    }
}

/// Whether what stands before a gap is a number that no identifier holds.
fn may_end_number(text: &[u8], gap: usize) -> bool {
    let before = text.get(gap.saturating_sub(NUMBER_MAX + 1)..gap).unwrap_or_default();
    let stem = match before {
        [stem @ .., digit, letter] if digit.is_ascii_digit() && letter.is_ascii_alphabetic() => {
            before.get(..stem.len() + 1).unwrap_or(stem)
        }
        _ => before,
    };
    let digits = stem.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=6).contains(&digits) {
        return false;
    }
    match stem.get(..stem.len() - digits).unwrap_or_default() {
        [.., digit, b'-' | b'/' | b'N' | b'S' | b'E' | b'W'] if digit.is_ascii_digit() => true,
        [head @ .., b'N' | b'S' | b'E' | b'W'] => !ends_in_part(head),
        head => !ends_in_part(head),
    }
}

/// The word at `at`, without marks at its end.
fn word_at(text: &[u8], at: usize) -> &[u8] {
    let rest = text.get(at..).unwrap_or_default();
    let mut len = rest.iter().position(|&byte| !is_word_byte(byte)).unwrap_or(rest.len());
    while len > 0 && matches!(rest.get(len - 1), Some(b'-' | b'\'' | b'/')) {
        len -= 1;
    }
    rest.get(..len).unwrap_or_default()
}

fn is_capital(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
}

/// Whether five digits in a row stand near.
fn has_zip(text: &[u8], from: usize) -> bool {
    has_digits(text.get(from..text.len().min(from + ZIP_REACH)).unwrap_or_default())
}

/// Whether five digits stand in a row: of every five bytes next to each other one is looked at, and what is around a digit.
fn has_digits(text: &[u8]) -> bool {
    const DIGITS: usize = 5;
    let is_digit = |byte: &&u8| byte.is_ascii_digit();
    let mut at = DIGITS - 1;
    while let Some(byte) = text.get(at) {
        if byte.is_ascii_digit() {
            let before = text.get(..at).unwrap_or_default().iter().rev().take(DIGITS - 1).take_while(is_digit).count();
            let behind = text.get(at + 1..).unwrap_or_default().iter().take(DIGITS - 1).take_while(is_digit).count();
            if before + 1 + behind >= DIGITS {
                return true;
            }
        }
        at += DIGITS;
    }
    false
}

/// The last two bytes of a word.
fn last_two(word: &[u8]) -> &[u8] {
    word.get(word.len().saturating_sub(2)..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn five_digits_in_a_row_are_seen_anywhere(text in "([0-9]{1,7}|[a-z ]{1,3}){0,12}") {
            let expected = text.as_bytes().windows(5).any(|five| five.iter().all(u8::is_ascii_digit));
            prop_assert_eq!(has_digits(text.as_bytes()), expected);
        }
    }
}
