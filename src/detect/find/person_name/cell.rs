//! A whole cell as a name: its written forms.

use std::ops::Range;

use super::reading::{
    FACT_ELSEWHERE, FACT_GIVEN, FACT_STREET, FACT_SURNAME, FACT_TITLE, FACT_WORD, Reading, family_weight, is_particle,
    is_test, natural, read, weight,
};
use super::table::{Entry, NameTable, class};
use super::token::{Case, Token, is_organisation};
use super::words::{Separator, Words};
use super::{NameOrFirm, Shape, found};
use crate::detect::candidates::{splat, within};
use crate::detect::find::Found;
use crate::detect::validate::Facts;
use crate::detect::{CellValue, Part};

/// Longest cell that is read as a name, in bytes: the longest forms, with accents, stay below.
const LEN_MAX: usize = 80;
/// Longest token that says nothing alone: `Li`, `Al`, `Do`.
const SHORT_LEN_MAX: usize = 2;
/// A title or a suffix beside a name.
const TITLE_OR_SUFFIX: f32 = 0.6;
/// `LAST, FIRST`: an order that only names have, though `Austin, Texas` comes close.
const INVERTED: f32 = 0.3;
/// `PUBLIC^JOHN^Q`: the component separator of HL7 messages and magnetic stripes.
const COMPONENTS: f32 = 0.8;
/// `PUBLIC/JOHN`: airline reservations, and any pair of alternatives.
const SLASHED: f32 = -0.2;
/// `Smith John`, without a comma.
const REVERSED: f32 = -0.3;
/// Small letters alone look like any words.
const LOWER_CASE: f32 = -0.6;
/// One letter in a column of middle names.
const MIDDLE_INITIAL_ALONE: f32 = 0.3;
/// A column of names holds names that no list has: a quarter of US surnames.
const UNLISTED_WITH_HINT: f32 = -0.5;
/// A month, a city, a state: names of people too, and more often not.
const OTHER_MEANING: f32 = -0.3;
/// Below these odds a value without a hint is no candidate.
const ODDS_MIN: f32 = -0.5;

/// Reads a whole cell.
pub(super) fn cell(value: &[u8], hint: Option<Part>, table: &NameTable) -> Option<Found> {
    let span = trimmed(value)?;
    let words = Words::new(value.get(..span.end)?, span.start, table)?;
    of_words(&words, value, span, hint, table)
}

/// The same, and where the cell is no name, whether it is a firm or a place.
pub(super) fn name_or_firm(value: &[u8], hint: Option<Part>, table: &NameTable) -> NameOrFirm {
    let span = trimmed(value);
    let words =
        span.as_ref().and_then(|span| Words::new(value.get(..span.end)?, span.start, table).zip(Some(span.clone())));
    let found = words.as_ref().and_then(|(words, span)| of_words(words, value, span.clone(), hint, table));
    match found {
        Some(found) => NameOrFirm::Name(found),
        None if is_abbreviated_firm(value) || words.is_some_and(|(words, _)| has_firm(&words, value)) => {
            NameOrFirm::Firm
        }
        None => NameOrFirm::Neither,
    }
}

/// Reads the words of the cell, which stand in its `span`.
fn of_words(words: &Words, value: &[u8], span: Range<usize>, hint: Option<Part>, table: &NameTable) -> Option<Found> {
    let text = value.get(..span.end)?;
    let hint = hint.filter(|part| matches!(part, Part::GivenName | Part::MiddleName | Part::FamilyName));
    let tokens = words.tokens();
    let mut found = match (words.separator, tokens) {
        (Separator::None, [token]) => single(token, hint, words.has_title_or_suffix)?,
        (Separator::None, _) => match hint {
            Some(part) => several(tokens, part, text, table)?,
            None => whole(tokens, text, table).or_else(|| with_initial(tokens))?,
        },
        (Separator::Comma(at), _) => separated(tokens, at, INVERTED, Shape::Inverted, text, table)?,
        (Separator::Component(at), _) => separated(tokens, at, COMPONENTS, Shape::Components, text, table)?,
        (Separator::Slash(at), _) => separated(tokens, at, SLASHED, Shape::Slashed, text, table)?,
    };
    if words.has_title_or_suffix {
        found.odds += TITLE_OR_SUFFIX;
        found.facts.0 |= FACT_TITLE;
    }
    if tokens.iter().all(|token| token.case == Case::Lower) {
        found.odds += LOWER_CASE;
    }
    if hint.is_none() && ends_as_street(words) {
        found.facts.0 |= FACT_STREET;
    }
    found.span = span;
    (hint.is_some() || found.odds >= ODDS_MIN).then_some(found)
}

/// Whether a cell could be a name that no list has: no word of it is one of the language, of a firm or of an office.
pub(super) fn may_be(value: &[u8], table: &NameTable) -> bool {
    trimmed(value).is_some_and(|span| {
        let words = value.get(..span.end).and_then(|text| Words::new(text, span.start, table));
        words.is_some_and(|words| {
            words.tokens().iter().all(|token| !is_organisation(token.entry) && !token.entry.is_word_only())
        })
    })
}

/// Words that the names of places begin with, and those of people do not: `East Jessica`, `Lake Stephanie`.
const PLACE_HEADS: [&[u8]; 11] =
    [b"north", b"south", b"east", b"west", b"new", b"lake", b"port", b"fort", b"mount", b"upper", b"lower"];

/// Letters of the longest of them.
const PLACE_HEAD_MAX: u32 = 5;
/// They as numbers, the first letter lowest.
const PLACE_HEAD_WORDS: [u64; PLACE_HEADS.len()] = {
    let mut words = [0; PLACE_HEADS.len()];
    let mut at = 0;
    while at < words.len() {
        let mut letter = PLACE_HEADS[at].len();
        while letter > 0 {
            letter -= 1;
            words[at] = words[at] << 8 | PLACE_HEADS[at][letter] as u64;
        }
        at += 1;
    }
    words
};

/// Whether two words or more begin as a place does.
fn is_place(tokens: &[Token], text: &[u8]) -> bool {
    let first = tokens.first().and_then(|token| text.get(token.start..token.end)).unwrap_or_default();
    tokens.len() >= 2 && PLACE_HEADS.iter().any(|head| head.eq_ignore_ascii_case(first))
}

/// Whether a cell is two or three plain words that begin as a place does: [`name_or_firm`] calls it one, and nothing has to be
/// looked up for it.
#[inline]
pub(super) fn is_plain_place(value: &CellValue<'_>) -> bool {
    let (words, len) = (value.words(), value.bytes().len());
    let head = words[0];
    let head_len = within(head, b' ', b' ').trailing_zeros() / 8;
    let is_head = |len: u32| PLACE_HEAD_WORDS.contains(&((head | splat(b' ')) & !(u64::MAX << (8 * len))));
    if !value.is_short() || head_len > PLACE_HEAD_MAX || !is_head(head_len) {
        return false;
    }
    // Of each byte the top bit: whether it is a capital within a word, whether it is a small letter; and where spaces are.
    let (mut inner, mut small, mut spaces) = (0, 0, 0);
    // A word begins with the first byte, and behind a space.
    let (mut others, mut behind, mut gaps) = (0, 0x80, 0);
    let last = len.saturating_sub(1) / 8;
    for (at, word) in words.into_iter().take(last + 1).enumerate() {
        let own = splat(0x80) >> if at == last { 8 * (8 * (last + 1) - len) } else { 0 };
        // A capital and its small letter differ in one bit.
        let letters = within(word | splat(b' '), b'a', b'z');
        let gap = within(word, b' ', b' ');
        let begins = gap << 8 | behind;
        others |= own & !(letters | gap);
        gaps |= gap & begins;
        inner |= letters & !(word << 2) & !begins;
        small |= letters & word << 2;
        // Less than a byte can hold.
        spaces += (gap >> 7).wrapping_mul(splat(1)) >> 56;
        behind = gap >> 56;
    }
    let are_words = others | gaps == 0 && value.bytes().last() != Some(&b' ');
    let are_written_alike = inner == 0 || small == 0;
    are_words && are_written_alike && matches!(spaces, 1 | 2)
}

/// Whether two words or more end as the name of a street does: `Andrews Alley`. So do some names of people.
fn ends_as_street(words: &Words) -> bool {
    matches!((words.separator, words.tokens()), (Separator::None, [_, .., last]) if last.entry.is(class::STREET_END))
}

/// Whether a cell has a word that only firms and offices have, begins as places do, or ends as `S.A.` and `S.r.l.` do.
pub(super) fn is_firm(value: &[u8], table: &NameTable) -> bool {
    is_abbreviated_firm(value)
        || trimmed(value).is_some_and(|span| {
            let words = value.get(..span.end).and_then(|text| Words::new(text, span.start, table));
            words.is_some_and(|words| has_firm(&words, value))
        })
}

/// Whether a cell ends as `S.A.` and `S.r.l.` do.
fn is_abbreviated_firm(value: &[u8]) -> bool {
    if value.last() != Some(&b'.') {
        return false;
    }
    let last = value.rsplit(|byte| *byte == b' ').next().unwrap_or_default();
    last.len() >= 4
        && last.len() < value.len()
        && matches!(last, [b'S', b'.', ..])
        && last.chunks(2).all(|pair| matches!(pair, [letter, b'.'] if letter.is_ascii_alphabetic()))
}

/// Whether the words begin as places do, or one of them is of firms and offices.
fn has_firm(words: &Words, value: &[u8]) -> bool {
    let is_of_place = words.separator == Separator::None && is_place(words.tokens(), value);
    is_of_place || words.tokens().iter().any(|token| is_organisation(token.entry))
}

/// The range without white space around it, where a name could be that long.
fn trimmed(value: &[u8]) -> Option<Range<usize>> {
    let start = value.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let end = value.iter().rposition(|byte| !byte.is_ascii_whitespace())? + 1;
    (end - start <= LEN_MAX).then_some(start..end)
}

/// One word: a given name or a family name, as the hint says or as the lists do.
fn single(token: &Token, hint: Option<Part>, has_title: bool) -> Option<Found> {
    if token.is_initial() {
        let part = hint.filter(|&part| part != Part::FamilyName)?;
        return Some(part_found(part, MIDDLE_INITIAL_ALONE, 0, Shape::Initial));
    }
    let entry = token.entry;
    if is_organisation(entry) || (hint.is_none() && token.end - token.start <= SHORT_LEN_MAX) {
        return None;
    }
    let given = entry.given_ratio().map(weight);
    let surname = entry.surname_ratio().map(weight);
    let part = hint.unwrap_or(if surname > given || has_title { Part::FamilyName } else { Part::GivenName });
    let listed = match part {
        Part::GivenName => given.or(surname.map(|odds| odds - 0.5)),
        Part::FamilyName => surname.or(given.map(|odds| odds - 0.5)),
        _ => {
            if surname > given {
                surname
            } else {
                given
            }
        }
    };
    let odds = match listed {
        Some(odds) if hint.is_some() => odds,
        Some(odds) => odds + other_meaning(entry),
        None if hint.is_none() || entry.is_word_only() => return None,
        None => UNLISTED_WITH_HINT,
    };
    Some(part_found(part, odds, facts_of(entry), Shape::Single))
}

/// `Mary C.`: a given name and the initial of another.
fn with_initial(tokens: &[Token]) -> Option<Found> {
    match tokens {
        [given, initial] if initial.is_initial() && !given.is_initial() && given.entry.is_given() => {
            single(given, None, false).filter(|found| found.part == Part::GivenName)
        }
        _ => None,
    }
}

fn other_meaning(entry: Entry) -> f32 {
    if entry.is(class::CALENDAR | class::CITY | class::PLACE | class::STREET) { OTHER_MEANING } else { 0.0 }
}

fn facts_of(entry: Entry) -> u8 {
    (if entry.is_given() { FACT_GIVEN } else { 0 })
        | (if entry.is_surname() { FACT_SURNAME } else { 0 })
        | (if entry.is(class::WORD) { FACT_WORD } else { 0 })
        | (if entry.is(class::CALENDAR | class::CITY | class::PLACE) { FACT_ELSEWHERE } else { 0 })
}

fn part_found(part: Part, odds: f32, facts: u8, shape: Shape) -> Found {
    Found { span: 0..0, part, odds, shape: shape as u8, is_test: false, facts: Facts(facts) }
}

/// Several words where the hint says that they are one part: `Mary Ann`, `de la Cruz`.
fn several(tokens: &[Token], part: Part, text: &[u8], table: &NameTable) -> Option<Found> {
    if tokens.iter().any(|token| is_organisation(token.entry) || token.entry.is_word_only() && !is_particle(token)) {
        return None;
    }
    let (first, last) = (tokens.first()?.entry, tokens.last()?.entry);
    let odds =
        if part == Part::FamilyName { family_weight(tokens, text, table) } else { first.given_ratio().map(weight) };
    let facts =
        facts_of(first) & FACT_GIVEN | facts_of(last) & FACT_SURNAME | (facts_of(first) | facts_of(last)) & FACT_WORD;
    Some(part_found(part, odds.unwrap_or(UNLISTED_WITH_HINT), facts, Shape::Single))
}

/// A whole name in the natural order, or with the family name first.
fn whole(tokens: &[Token], text: &[u8], table: &NameTable) -> Option<Found> {
    if is_place(tokens, text) {
        return None;
    }
    let forward = natural(tokens, text, table);
    let backward = reversed(tokens, text, table);
    let (reading, shape) = match (forward, backward) {
        (Some(forward), Some(backward)) if backward.odds > forward.odds => (backward, Shape::Reversed),
        (Some(forward), _) => (forward, natural_shape(tokens)),
        (None, backward) => (backward?, Shape::Reversed),
    };
    if reading.listed == 0 && !tokens.iter().all(|token| is_unlisted_name(token) || token.is_initial()) {
        return None;
    }
    Some(found(0..0, shape, reading, is_test(tokens, &[], text, table)))
}

/// `Smith John`: a listed surname first, a listed given name after it.
fn reversed(tokens: &[Token], text: &[u8], table: &NameTable) -> Option<Reading> {
    let (family, given) = tokens.split_first()?;
    let first = given.first()?;
    if !family.entry.is_surname() || !first.entry.is_given() || first.case == Case::Lower && is_particle(first) {
        return None;
    }
    let reading = read(given, std::slice::from_ref(family), text, table)?;
    Some(Reading { odds: reading.odds + REVERSED, ..reading })
}

/// A word on no list, written as a name is.
fn is_unlisted_name(token: &Token) -> bool {
    token.is_capitalised() && token.entry.is_unlisted() && token.end - token.start > SHORT_LEN_MAX
}

fn natural_shape(tokens: &[Token]) -> Shape {
    match tokens {
        [first, ..] if first.is_initial() => Shape::InitialsLast,
        [_, _] => Shape::FirstLast,
        [_, middle, _] if middle.is_initial() => Shape::FirstInitialLast,
        _ => Shape::FirstMiddleLast,
    }
}

/// Family name first, separated from the given names.
fn separated(tokens: &[Token], at: usize, bonus: f32, shape: Shape, text: &[u8], table: &NameTable) -> Option<Found> {
    let (family, given) = tokens.split_at_checked(at)?;
    // `Austin, Texas`, `Charlotte, NC`: the second word is a place and hardly a name.
    let first = given.first()?;
    let is_code = first.end - first.start == SHORT_LEN_MAX && !first.entry.is_given();
    if first.entry.is(class::PLACE) || is_code {
        return None;
    }
    let reading = read(given, family, text, table)?;
    if reading.listed == 0 && shape == Shape::Slashed {
        return None;
    }
    let reading = Reading { odds: reading.odds + bonus, ..reading };
    Some(found(0..0, shape, reading, is_test(given, family, text, table)))
}
