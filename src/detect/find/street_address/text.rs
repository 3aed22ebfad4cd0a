//! Addresses in running text, and over the lines of a label.
//!
//! Every address has a number, so candidates start at digits: the number of a house, or the last number of a box.

use std::ops::Range;

use super::boxes::box_at;
use super::line::{Line, line_at};
use super::number_last::line_before;
use super::numberless::{before_code, flat, flat_before};
use super::place::place_after;
use super::words::{Vocabulary, last_letters, may_be_letter};
use super::{Shape, found};
use crate::detect::find::Found;

/// Below these odds nothing is handed on. A rare suffix that is a word (`9584 Justin Forest`) stays a little below even:
/// a label before it makes it an address, and nothing else does.
const ODDS_MIN: f32 = -0.2;
/// A line alone in running text, without a city after it.
const LINE_ALONE: f32 = -0.4;
/// The value of a field of a form, which begins at `at`: words with a `+` for each blank between them, and a number among them.
pub(crate) fn form_value(text: &[u8], at: usize) -> Option<Range<usize>> {
    const LEN_MAX: usize = 120;
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte >= 0x80 || b"+.,'#/-".contains(*byte);
    let rest = text.get(at..)?;
    let len = rest.iter().take(LEN_MAX + 1).take_while(is_part).count();
    let value = rest.get(..len)?;
    let is_encoded = value.first().is_some_and(u8::is_ascii_alphanumeric)
        && value.contains(&b'+')
        && value.iter().any(u8::is_ascii_digit);
    let ends = rest.get(len).is_none_or(|byte| b"&\n\r \"'".contains(byte));
    (len <= LEN_MAX && is_encoded && ends).then_some(at..at + len)
}

/// Words before a house's number.
const BEFORE_ADDRESSES: [&[u8]; 23] = [
    b" at ",
    b"moved to ",
    b"address: ",
    b"Address: ",
    b"outside ",
    b"near ",
    b"omw to ",
    b"over to ",
    b"resides at ",
    b"address is ",
    b"dispatched to ",
    b"responded to ",
    b"deliver to ",
    b"delivered to ",
    b"mailed to ",
    b"relocated to ",
    // With either letter at the beginning.
    b"treet=",
    b"ddress=",
    b"ddr=",
    b"treet: ",
    b"ddr: ",
    b"ddr:",
    b"living at ",
];
/// A street without a number, and without a postal code.
const NUMBERLESS_ALONE: f32 = -3.0;
/// The same where the number comes last: any capitalised words before a number look like it.
const NUMBER_LAST_ALONE: f32 = -0.9;

/// Finds the addresses in a text whose numbers stand before `limit`.
pub(super) fn text(text: &[u8], limit: usize, vocabulary: &Vocabulary, emit: &mut dyn FnMut(&Found)) {
    let mut pos = 0;
    let mut free_from = 0;
    let numbered = text.get(..limit).unwrap_or(text);
    while let Some(start) = next_number(numbered, pos) {
        pos = number_run_end(text, start);
        let Some(line) = line_around(text, start, vocabulary).filter(|line| line.start >= free_from) else { continue };
        let flat = flat_before(text, line.start).filter(|flat| *flat >= free_from);
        let line = flat.map_or(line, |start| Line { start, has_unit: true, ..line });
        let found = whole(text, &line, vocabulary);
        if found.odds >= ODDS_MIN {
            pos = pos.max(found.span.end);
            free_from = found.span.end;
            emit(&found);
        }
    }
}

/// The line with the place after it, where there is one.
fn whole(text: &[u8], line: &Line, vocabulary: &Vocabulary) -> Found {
    match place_after(text, line.end, vocabulary) {
        // A street without a suffix is one only where the ZIP code and the state agree, or a code is of a rare form.
        Some(place) if line.shape != Shape::NoSuffix || place.is_sure() => found(line, Some(&place)),
        _ => {
            let mut found = found(line, None);
            found.odds += match line.shape {
                Shape::PostOfficeBox => 0.0,
                Shape::NumberLast => NUMBER_LAST_ALONE,
                Shape::Numberless => NUMBERLESS_ALONE,
                _ if stands_apart(text, &found) => 0.0,
                _ => LINE_ALONE,
            };
            found
        }
    }
}

/// Whether a line is all that its line of text holds, or follows `at`, which seldom stands before other numbers and
/// names.
fn stands_apart(text: &[u8], found: &Found) -> bool {
    let before = text.get(..found.span.start).unwrap_or_default();
    // The line of a form to write on is no part of the address.
    let blanks = before.iter().rev().take_while(|byte| **byte == b'_').count();
    let before = before.get(..before.len() - blanks).unwrap_or_default();
    let after = text.get(found.span.end..).unwrap_or_default();
    let is_whole_line =
        matches!(before.last(), None | Some(b'\n')) && matches!(after.first(), None | Some(b'\n' | b'\r'));
    is_whole_line || BEFORE_ADDRESSES.iter().any(|word| before.ends_with(word))
}

/// The line that has its number at `start`, in whichever order.
fn line_around(text: &[u8], start: usize, vocabulary: &Vocabulary) -> Option<Line> {
    let previous = previous_letter(text, start);
    if previous.is_some()
        && is_box_word(text, start)
        && let Some(line) = box_at(text, start)
    {
        return Some(line);
    }
    if previous.is_some()
        && let Some(line) = flat(text, start, vocabulary)
    {
        return Some(line);
    }
    let house_start = house_start(text, start)?;
    let after = text.get(number_run_end(text, start)).copied();
    let forward = if matches!(after, Some(b' ' | b'-' | b',')) || after.is_some_and(|byte| byte.is_ascii_alphabetic()) {
        line_at(text, house_start, vocabulary)
    } else {
        None
    };
    forward
        .or_else(|| previous.and_then(|_| line_before(text, start, vocabulary)))
        .or_else(|| before_code(text, start, vocabulary))
}

/// Whether the last word before a number can be that of a box: reading one is much dearer than looking at its last word.
pub(super) fn is_box_word(text: &[u8], number: usize) -> bool {
    const LEN_MAX: usize = 8;
    const WORDS: [&[u8]; 9] =
        [b"BOX", b"POBOX", b"B", b"POB", b"APARTADO", b"POSTFACH", b"POSTBUS", b"NUMBER", b"DRAWER"];
    const LETTERS: u32 = last_letters(&WORDS);
    let head = text.get(..number).unwrap_or_default();
    let end = head.iter().rposition(|byte| !b" #.,".contains(byte)).map_or(0, |last| last + 1);
    if !head.get(..end).and_then(<[u8]>::last).is_some_and(|&letter| may_be_letter(LETTERS, letter)) {
        return false;
    }
    let word = head.get(..end).unwrap_or_default();
    let len = word.iter().rev().take(LEN_MAX + 1).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = word.get(end - len..).unwrap_or_default();
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Where the house number starts that has digits at `start`: a letter of a grid (`N6W23001`) may stand before them. `None`
/// where the digits are part of something else.
pub(super) fn house_start(text: &[u8], start: usize) -> Option<usize> {
    let start = match start.checked_sub(1).and_then(|at| text.get(at)) {
        Some(b'N' | b'S' | b'E' | b'W') => start - 1,
        _ => start,
    };
    // `08:15 Grant Ave` is when the bus leaves.
    let is_time = text.get(..start).is_some_and(|before| is_hour(before) && is_minute(text, start));
    let is_free = !ends_in_part(text.get(..start).unwrap_or_default());
    (is_free && !is_time).then_some(start)
}

/// Whether the last byte before a number makes it a part of something else. `street=12 Oak Street` is the value of a field.
pub(crate) fn ends_in_part(before: &[u8]) -> bool {
    match before {
        [.., b'a'..=b'z' | b'A'..=b'Z', b'='] => false,
        // `Address: ___12 Oak Street___`: the line of a form to write on.
        [.., b'_', b'_'] => false,
        // `ADDR/12 Oak Street`
        [.., b'R' | b'S' | b'E' | b'C', b'/'] => !ends_in_field(before),
        [.., last] => {
            last.is_ascii_alphanumeric()
                || matches!(last, b'_' | b'-' | b'.' | b'/' | b'$' | b'#' | b'%' | b'@' | b'+' | b'=' | b'\\' | b'&')
        }
        [] => false,
    }
}

/// Whether the field of an address and a slash end a text, as registers of the police have it.
fn ends_in_field(text: &[u8]) -> bool {
    const FIELDS: [&[u8]; 6] = [b"ADDR/", b"ADR/", b"RES/", b"ADDRESS/", b"HOME/", b"LOC/"];
    FIELDS.iter().any(|field| {
        let stem = text.strip_suffix(*field);
        stem.is_some_and(|stem| stem.last().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'/'))
    })
}

/// Whether an hour and a colon end a text: two digits, or one that no word stands before.
fn is_hour(text: &[u8]) -> bool {
    let Some(head) = text.strip_suffix(b":") else { return false };
    let digits = head.iter().rev().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let (stem, hour) = head.split_at(head.len() - digits);
    let number = hour.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    // `09:12:16 PD REQ RUN`: the minute of a time, whose seconds follow.
    if matches!(stem, [.., b'0'..=b'9', b':']) {
        return digits == 2 && number < 60;
    }
    let is_free = match stem.last() {
        None | Some(b'\n' | b'(' | b'[') => true,
        // `Address 2:45 Oak Avenue` is a line of a form.
        Some(b' ') => digits == 2 || !stem.trim_ascii_end().last().is_some_and(u8::is_ascii_alphabetic),
        Some(_) => false,
    };
    matches!(digits, 1 | 2) && number < 24 && is_free
}

/// Whether two digits of a minute stand at a place.
fn is_minute(text: &[u8], at: usize) -> bool {
    matches!(text.get(at..at + 3), Some([b'0'..=b'5', b'0'..=b'9', after]) if !after.is_ascii_digit())
}

/// The letter before a number and one space, `#` or `# ` between them.
pub(super) fn previous_letter(text: &[u8], start: usize) -> Option<u8> {
    let (&last, head) = text.get(start.saturating_sub(4)..start)?.split_last()?;
    if !matches!(last, b' ' | b'#') {
        return None;
    }
    let letter = head.iter().rev().find(|byte| !matches!(byte, b' ' | b'#' | b'.' | b','))?;
    (letter.is_ascii_alphabetic() || !letter.is_ascii()).then_some(*letter)
}

/// The next digit at or after `pos` that no digit precedes.
fn next_number(text: &[u8], pos: usize) -> Option<usize> {
    let rest = text.get(pos..)?;
    rest.iter().position(u8::is_ascii_digit).map(|at| pos + at)
}

fn number_run_end(text: &[u8], start: usize) -> usize {
    start + text.get(start..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
}
