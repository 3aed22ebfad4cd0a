//! Streets without a house number: after a flat's (`Flat 8, Osborne Ridge`), or before a postal code (`boulevard
//! Voltaire, 75011 Paris`). Only a postal code makes them addresses.

use super::Shape;
use super::line::{Line, is_capital};
use super::number_last::words_before;
use super::words::{Vocabulary, class, last_letters, may_be_letter};

/// Most words of the street's name.
const WORDS_MAX: usize = 5;
/// What such a line is worth; the code after it adds its own.
const ODDS: f32 = 0.2;
/// Digits of the codes that such streets stand before.
const CODE_LEN: usize = 5;
/// Words that number a flat, in capitals.
const FLATS: [&[u8]; 5] = [b"FLAT", b"STUDIO", b"APARTMENT", b"APT", b"UNIT"];

/// Whether the word before a number is one that numbers a flat.
pub(super) fn is_flat_word(text: &[u8], number: usize) -> bool {
    flat_start(text, number).is_some()
}

fn flat_start(text: &[u8], number: usize) -> Option<usize> {
    const LETTERS: u32 = last_letters(&FLATS);
    let head = text.get(..number)?.strip_suffix(b" ")?;
    head.last().filter(|&&letter| may_be_letter(LETTERS, letter))?;
    let opening = FLATS.iter().find(|flat| {
        let before = head.len().checked_sub(flat.len());
        before.and_then(|at| head.get(at..)).is_some_and(|word| word.eq_ignore_ascii_case(flat))
    })?;
    let start = head.len() - opening.len();
    let is_tail = start.checked_sub(1).and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    (!is_tail).then_some(start)
}

/// The line of a flat whose number starts at `number`: a street without a number follows the comma.
pub(super) fn flat(text: &[u8], number: usize, vocabulary: &Vocabulary) -> Option<Line> {
    let start = flat_start(text, number)?;
    let value = vocabulary.word_at(text, number).filter(|value| value.end - value.start <= 5)?;
    if text.get(value.end..value.end + 2) != Some(b", ") {
        return None;
    }
    let mut pos = value.end + 2;
    for count in 0..WORDS_MAX {
        let word = vocabulary.word_at(text, pos).filter(|word| is_capital(text, word))?;
        if count > 0 && word.is(class::SUFFIX) && text.get(word.end) == Some(&b',') {
            return Some(line(start, word.end));
        }
        if text.get(word.end) != Some(&b' ') {
            return None;
        }
        pos = word.end + 1;
    }
    None
}

/// Where a flat begins that stands before the number of a house and a comma: `Flat 2, 18 Albion Road`.
pub(super) fn flat_before(text: &[u8], house: usize) -> Option<usize> {
    const NUMBER_MAX: usize = 4;
    let head = text.get(..house)?.strip_suffix(b", ")?;
    let len = head.iter().rev().take(NUMBER_MAX + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let number = head.get(head.len() - len..)?;
    let is_number = number.iter().any(u8::is_ascii_digit) || len == 1;
    if is_number && len <= NUMBER_MAX { flat_start(text, head.len() - len) } else { None }
}

/// The line before the postal code at `code`: a kind of street and its name, and a comma.
pub(super) fn before_code(text: &[u8], code: usize, vocabulary: &Vocabulary) -> Option<Line> {
    let head = text.get(..code)?;
    if text.get(code..)?.iter().take(CODE_LEN + 1).take_while(|byte| byte.is_ascii_digit()).count() != CODE_LEN {
        return None;
    }
    let end = head.strip_suffix(b", ").or_else(|| head.strip_suffix(b"\n"))?.len();
    let words = words_before(text, code, vocabulary);
    let names = words.as_slice().iter().position(|word| word.is(class::FIRST)).filter(|at| *at > 0)?;
    let kind = words.as_slice().get(names)?;
    let has_name = words.as_slice().get(..names)?.iter().any(|word| is_capital(text, word));
    has_name.then(|| line(kind.start, end))
}

fn line(start: usize, end: usize) -> Line {
    Line { start, end, odds: ODDS, shape: Shape::Numberless, has_unit: false, is_test: false }
}
