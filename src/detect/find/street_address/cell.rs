//! A whole cell as an address: a street line, or everything on one or several lines.

use std::ops::Range;

use super::boxes::box_at;
use super::elsewhere;
use super::line::{Line, line_at};
use super::number_last::line_before;
use super::numberless::{before_code, flat};
use super::place::place_after;
use super::words::Vocabulary;
use super::{Shape, found};
use crate::detect::find::Found;

/// Longest cell that is read as an address, in bytes.
const LEN_MAX: usize = 200;
/// A recipient or a building before the number.
const WITH_HEAD: f32 = -0.2;
/// A city without state and ZIP code after the street, or words that say nothing.
const WITH_TAIL: f32 = -0.5;
/// Most words after a street that are passed over.
const TAIL_WORDS_MAX: usize = 4;

/// Reads a whole cell.
pub(super) fn cell(value: &[u8], vocabulary: &Vocabulary) -> Option<Found> {
    let span = trimmed(value)?;
    let text = value.get(..span.end)?;
    known(text, &span, vocabulary).or_else(|| elsewhere::whole(text, &span)).or_else(|| {
        let capitals = Capitals::of(text)?;
        known(capitals.text(), &span, vocabulary).or_else(|| elsewhere::whole(capitals.text(), &span))
    })
}

/// A text without a capital, with one at each word: streets of many countries are told by theirs. No place moves.
struct Capitals {
    bytes: [u8; LEN_MAX],
    len: usize,
}

impl Capitals {
    fn of(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; LEN_MAX];
        let copy = bytes.get_mut(..text.len()).filter(|_| !text.iter().any(u8::is_ascii_uppercase))?;
        copy.copy_from_slice(text);
        let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || *byte == b'\'';
        let mut was_code = false;
        for word in copy.split_mut(|byte| !is_inside(byte)).filter(|word| !word.is_empty()) {
            let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
            // `b14 4rr`, `b2y 1p3`, `6110 mx`: postal codes have capitals throughout.
            let is_code = digits > 0 || was_code && word.len() == 2;
            let len = if is_code { word.len() } else { 1 };
            word.iter_mut().take(len).for_each(|byte| byte.make_ascii_uppercase());
            was_code = digits == 4 && word.len() == 4;
        }
        Some(Self { bytes, len: text.len() })
    }

    fn text(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// An address whose words are known.
fn known(text: &[u8], span: &Range<usize>, vocabulary: &Vocabulary) -> Option<Found> {
    let line = first_line(text, span.start, vocabulary)?;
    let place = place_after(text, line.end, vocabulary);
    let end = place.as_ref().map_or(line.end, |place| place.end);
    let mut found = found(&line, place.as_ref());
    if is_prose(text.get(span.start..line.start).unwrap_or_default()) {
        return None;
    }
    found.odds += if line.start > span.start { WITH_HEAD } else { 0.0 } + tail_odds(text, end)?;
    if line.shape == Shape::Numberless && place.is_none() {
        return None;
    }
    if line.shape == Shape::NoSuffix && line.odds < 0.0 && !line.has_unit && !place.is_some_and(|place| place.is_agreed)
    {
        return None;
    }
    found.span = span.clone();
    Some(found)
}

/// Whether what stands before the address is a sentence, and no recipient or building: it has words in small letters behind a
/// capital, more than the particles of a name.
fn is_prose(head: &[u8]) -> bool {
    const SMALL_MAX: usize = 2;
    let letters = |word: &&[u8]| word.first().is_some_and(u8::is_ascii_alphabetic);
    let words = || head.split(|byte| !byte.is_ascii_alphanumeric() && byte.is_ascii()).filter(letters);
    let small = words().filter(|word| word.first().is_some_and(u8::is_ascii_lowercase)).count();
    small > SMALL_MAX
}

/// The range without white space around it, where an address could be that long and has both digits and letters.
fn trimmed(value: &[u8]) -> Option<Range<usize>> {
    let start = value.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let end = value.iter().rposition(|byte| !byte.is_ascii_whitespace())? + 1;
    let trimmed = value.get(start..end)?;
    let is_plausible = trimmed.len() <= LEN_MAX
        && trimmed.iter().any(u8::is_ascii_digit)
        && trimmed.iter().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    is_plausible.then_some(start..end)
}

/// The first delivery line: at the start, or after a recipient and a comma or line break.
fn first_line(text: &[u8], start: usize, vocabulary: &Vocabulary) -> Option<Line> {
    if let Some(line) = line_at(text, start, vocabulary) {
        return Some(line);
    }
    let is_number = |at: &usize| {
        text.get(*at).is_some_and(u8::is_ascii_digit)
            && at.checked_sub(1).and_then(|before| text.get(before)).is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    (start..text.len()).filter(is_number).find_map(|at| {
        let is_after_break = text.get(..at).is_some_and(|head| head.ends_with(b", ") || head.ends_with(b"\n"));
        let forward = || if is_after_break { line_at(text, at, vocabulary) } else { None };
        box_at(text, at)
            .or_else(|| flat(text, at, vocabulary))
            .or_else(|| before_code(text, at, vocabulary))
            .or_else(forward)
            .or_else(|| line_before(text, at, vocabulary))
    })
}

/// What is left after the address: the country, a few words without digits, or too much.
fn tail_odds(text: &[u8], end: usize) -> Option<f32> {
    let tail = text.get(end..)?.trim_ascii();
    let tail = tail.strip_prefix(b".").or_else(|| tail.strip_prefix(b",")).unwrap_or(tail).trim_ascii();
    let is_country =
        [&b"USA"[..], b"US", b"U.S.A.", b"United States"].iter().any(|country| tail.eq_ignore_ascii_case(country));
    if tail.is_empty() || is_country {
        return Some(0.0);
    }
    let words = tail.split(|byte| byte.is_ascii_whitespace()).count();
    let is_plain = tail.iter().all(|byte| !byte.is_ascii_digit() && !b"=<>{}@_".contains(byte));
    (words <= TAIL_WORDS_MAX && is_plain).then_some(WITH_TAIL)
}
