//! Streets with the number after the name: `Hauptstraße 12`, `Calle Mayor 5`, `Via Roma 10`.

use super::Shape;
use super::line::{Line, is_capital, is_kind_name, units};
use super::words::{Vocabulary, Word, class, is_street_kind};

/// Most words before the number: kind, and `de los Reyes Católicos`.
const WORDS_MAX: usize = 6;

/// The line whose house number starts at `number`: the words before it are a street.
pub(super) fn line_before(text: &[u8], number: usize, vocabulary: &Vocabulary) -> Option<Line> {
    let number_end = number_end(text, number)?;
    let (end, has_unit) = units(text, number_end, vocabulary);
    let words = words_before(text, number, vocabulary);
    let words = words.as_slice();
    let last = words.first()?;
    let line = |word: &Word, odds, shape| Line { start: word.start, end, odds, shape, has_unit, is_test: false };
    if vocabulary.has_street_ending(last.of(text)) {
        let is_one_piece = text.get(last.end) != Some(&b',');
        return (is_capital(text, last) && is_one_piece).then(|| line(last, 0.8, Shape::NumberLast));
    }
    if let Some(name) = words.get(1).filter(|name| is_street_kind(vocabulary, last.of(text)) && is_capital(text, name))
    {
        return is_capital(text, last).then(|| line(name, 0.5, Shape::NumberLast));
    }
    if let Some(first) = after_preposition(text, words).filter(|_| is_before_code(text, number_end)) {
        return Some(line(first, 0.6, Shape::NumberLast));
    }
    // `ul. Długa 5`: abbreviations of kinds are written small.
    // Where a postal code follows they may be written small in full: `plac Paderewskiego 22, 72-253 Szczytno`.
    let may_be_small = is_before_digits(text, number_end);
    let is_kind = |word: &Word| {
        word.is(class::FIRST_RARE) && is_capital(text, word)
            || word.is(class::FIRST)
                && (is_capital(text, word) || may_be_small && !word.is(class::SUFFIX | class::UNIT))
            || word.is(class::FIRST_ABBREVIATED) && text.get(word.end) == Some(&b'.')
    };
    let at = words.iter().position(is_kind).filter(|at| *at > 0)?;
    let names = words.get(..at)?;
    let is_street = names.iter().all(|word| is_kind_name(text, word, vocabulary) && !word.is(class::MEASURE))
        && names.iter().any(|word| is_capital(text, word));
    // `Place` and `Avenue` stand first in French; before an English number they are headings.
    let odds = if words.get(at)?.is(class::SUFFIX_COMMON) { 0.1 } else { 0.6 };
    is_street.then(|| line(&words[at], odds, Shape::NumberLast))
}

/// Prepositions that German streets begin with, and the articles behind them.
const PREPOSITIONS: [&[u8]; 12] =
    [b"Am", b"An", b"Auf", b"Bei", b"Beim", b"Hinter", b"Im", b"In", b"Unter", b"Vor", b"Zum", b"Zur"];
const ARTICLES: [&[u8]; 4] = [b"dem", b"den", b"der", b"die"];
/// Most words of their names.
const NAMES_MAX: usize = 3;

/// The first word of a street that begins with a preposition: `Am Alten Markt`, `Unter den Linden`.
fn after_preposition<'w>(text: &[u8], words: &'w [Word]) -> Option<&'w Word> {
    let at = words.iter().take(NAMES_MAX + 2).position(|word| is_preposition(word.of(text))).filter(|at| *at > 0)?;
    let names = words.get(..at)?;
    let are_names = names.first().is_some_and(|last| is_capital(text, last))
        && names.iter().all(|name| is_capital(text, name) || ARTICLES.contains(&name.of(text)));
    if are_names { words.get(at) } else { None }
}

/// Whether a word is one that German streets begin with.
pub(super) fn is_preposition(word: &[u8]) -> bool {
    PREPOSITIONS.contains(&word)
}

/// Whether a postal code of five digits and a town stand behind the number of a house: `, 50667 Köln`.
pub(super) fn is_before_code(text: &[u8], number_end: usize) -> bool {
    let rest = text.get(number_end..).unwrap_or_default();
    let rest = rest.strip_prefix(b",").unwrap_or(rest);
    let Some(rest) = rest.strip_prefix(b" ").or_else(|| rest.strip_prefix(b"\n")) else { return false };
    let digits = rest.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
    let town = rest.get(digits..).and_then(|rest| rest.strip_prefix(b" ")).and_then(<[u8]>::first);
    digits == 5 && town.is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
}

/// Whether a comma and a digit stand behind the number of a house, as before a postal code.
pub(super) fn is_before_digits(text: &[u8], number_end: usize) -> bool {
    matches!(text.get(number_end..), Some([b',', b' ', digit, ..]) if digit.is_ascii_digit())
}

/// Where a house number after a street ends: `12`, `12a`, `12-14`, `12/3`.
pub(super) fn number_end(text: &[u8], start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let digits = rest.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let mut len = digits + usize::from(rest.get(digits).is_some_and(u8::is_ascii_alphabetic));
    if let Some([b'-' | b'/', next, ..]) = rest.get(len..)
        && next.is_ascii_digit()
    {
        len += 1 + rest.iter().skip(len + 1).take(4).take_while(|byte| byte.is_ascii_digit()).count();
    }
    let is_clean =
        rest.get(len).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b';' | b'"' | b'.' | b')'));
    is_clean.then_some(start + len)
}

/// Words, the nearest first.
pub(super) struct WordsBefore {
    words: [Word; WORDS_MAX],
    len: usize,
}

impl WordsBefore {
    /// The words.
    pub(super) fn as_slice(&self) -> &[Word] {
        self.words.get(..self.len).unwrap_or_default()
    }
}

/// The words before `number` on its line, the nearest first, one space (or a comma and a space) apart.
pub(super) fn words_before(text: &[u8], number: usize, vocabulary: &Vocabulary) -> WordsBefore {
    let mut found = WordsBefore { words: [Word::default(); WORDS_MAX], len: 0 };
    let mut end = number;
    while let Some(slot) = found.words.get_mut(found.len) {
        let gap = text.get(..end).unwrap_or_default();
        let Some(head) = gap.strip_suffix(b" ") else { break };
        let head = head.strip_suffix(b",").filter(|_| found.len == 0).unwrap_or(head);
        let head = head.strip_suffix(b".").unwrap_or(head);
        let is_letter =
            |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b'-' | b'\'' | b'/');
        let start = head.iter().rposition(|byte| !is_letter(byte)).map_or(0, |at| at + 1);
        let Some(word) = vocabulary.word_at(head, start) else { break };
        *slot = word;
        found.len += 1;
        end = start;
    }
    found
}
