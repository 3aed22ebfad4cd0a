//! What a row of words is worth when it is read as given names and a family name.
//!
//! Odds are log10 likelihood ratios. A listed name weighs by how much more often it is a name than a word of English
//! text ([`weight`]): `Smith` +0.75, `Rose` +0.25, `Will` -0.8. An unlisted word still may be a name: the lists cover
//! nine of ten first names and three of four surnames in the US.

use super::letters::Folded;
use super::table::{Entry, NameTable, class};
use super::token::{Case, Token, is_organisation};
use crate::detect::validate::Facts;

/// The first word is a listed first name.
pub(super) const FACT_GIVEN: u8 = 1 << 0;
/// The last word is a listed surname.
pub(super) const FACT_SURNAME: u8 = 1 << 1;
/// One of the names is an English word too.
pub(super) const FACT_WORD: u8 = 1 << 2;
/// A whole name of two words or more.
pub(super) const FACT_WHOLE: u8 = 1 << 3;
/// It is the name of a town, a region or a month, too. `infer` knows it by its place.
pub(super) const FACT_ELSEWHERE: u8 = 1 << 4;
/// Its last word ends the names of streets, too.
pub(super) const FACT_STREET: u8 = 1 << 5;
/// A title or a suffix stands beside it.
pub(super) const FACT_TITLE: u8 = 1 << 6;
/// Firms, works or laws are called so, too.
pub(super) const FACT_THING: u8 = 1 << 7;

/// Most words in one name, particles included: `Maria de los Angeles Garcia de la Cruz` has eight.
pub(super) const TOKENS_MAX: usize = 8;

const BOTH_LISTED: f32 = 0.7;
const ONLY_GIVEN_LISTED: f32 = 0.55;
const ONLY_SURNAME_LISTED: f32 = 0.52;
const NONE_LISTED: f32 = -0.5;
const INITIAL_AND_SURNAME: f32 = 0.4;
const INITIAL_AND_UNLISTED: f32 = -0.2;
const MIDDLE_INITIAL: f32 = 0.5;
/// A family name on no list that ends as many do.
const ENDING: f32 = 0.2;
const CITY_PENALTY: f32 = -1.0;
const STREET_PENALTY: f32 = -1.1;
/// The last word ends the names of some streets and places, and is as much a word as a surname: `Eric Dam`, `Karen Garden`.
const STREET_END_PENALTY: f32 = -0.6;
/// From this ratio on a word is a surname before all else.
const CLEAR_SURNAME: f32 = 1.0;
const PLACE_PENALTY: f32 = -0.6;

/// A row of words read as a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    /// log10 odds.
    pub(super) odds: f32,
    /// Bits of the facts above.
    pub(super) facts: Facts,
    /// How many of the two ends are listed where they stand.
    pub(super) listed: u8,
}

/// What a listed name is worth.
pub(super) fn weight(ratio: f32) -> f32 {
    (0.5 * ratio - 0.25).clamp(-0.8, 0.8)
}

/// What one end of a name is.
#[derive(Debug, Clone, Copy)]
enum End {
    Initial,
    Listed(f32),
    Unlisted,
}

/// Reads words in the order given names, family name. `None` where they cannot be a person.
pub(super) fn natural(tokens: &[Token], text: &[u8], table: &NameTable) -> Option<Reading> {
    let last = tokens.len().checked_sub(1)?;
    let mut family = last;
    while family > 1 && is_particle(&tokens[family - 1]) {
        family -= 1;
    }
    let (given, family) = tokens.split_at(family);
    read(given, family, text, table)
}

/// Reads given names and a family name that were told apart. `None` where they cannot be a person.
pub(super) fn read(given: &[Token], family: &[Token], text: &[u8], table: &NameTable) -> Option<Reading> {
    let (first, middle) = given.split_first()?;
    let last = family.last()?;
    if given.iter().chain(family).any(|token| is_organisation(token.entry)) {
        return None;
    }
    if first.entry.is(class::CALENDAR) && last.entry.is(class::CALENDAR) {
        return None;
    }
    // `Lt Le Ne Ge Gt`: names of two letters stand beside longer ones, or beside one other.
    let is_short = |token: &Token| token.end - token.start <= 2;
    if given.len() + family.len() > 2 && given.iter().chain(family).all(is_short) {
        return None;
    }
    let given_end = given_end(first)?;
    let family_end = family_end(family, text, table)?;
    let mut odds = match (given_end, family_end) {
        (End::Listed(given), End::Listed(family)) => BOTH_LISTED + given + family,
        (End::Listed(given), End::Unlisted) => ONLY_GIVEN_LISTED + given,
        (End::Unlisted, End::Listed(family)) => ONLY_SURNAME_LISTED + family,
        (End::Initial, End::Listed(family)) => INITIAL_AND_SURNAME + family,
        (End::Initial, End::Unlisted) => INITIAL_AND_UNLISTED,
        (End::Unlisted, End::Unlisted) => NONE_LISTED,
        (_, End::Initial) => return None,
    };
    let (of_place, of_thing) = place_odds(given, last, text, table)?;
    odds += middle_odds(middle)? + of_place;
    let mut facts = FACT_WHOLE | of_thing;
    let is_given_listed = matches!(given_end, End::Listed(_));
    let is_family_listed = matches!(family_end, End::Listed(_));
    facts |= if is_given_listed { FACT_GIVEN } else { 0 };
    facts |= if is_family_listed { FACT_SURNAME } else { 0 };
    facts |= if first.entry.is(class::WORD) || last.entry.is(class::WORD) { FACT_WORD } else { 0 };
    Some(Reading { odds, facts: Facts(facts), listed: u8::from(is_given_listed) + u8::from(is_family_listed) })
}

/// Whether a word stands inside family names.
pub(super) fn is_particle(token: &Token) -> bool {
    token.entry.is(class::PARTICLE)
}

/// Whether a name may begin with a word, or be it: ordinary words that are no names begin none.
pub(super) fn may_be_given(first: &Token) -> bool {
    given_end(first).is_some()
}

fn given_end(first: &Token) -> Option<End> {
    let is_two_initials = first.case == Case::Upper
        && first.end - first.start == 2
        && !first.entry.is_given()
        && !first.entry.is(class::ROLE);
    if first.is_initial() || is_two_initials {
        return Some(End::Initial);
    }
    match first.entry.given_ratio() {
        Some(ratio) => Some(End::Listed(weight(ratio))),
        None if first.entry.is_word_only() => None,
        None => Some(End::Unlisted),
    }
}

/// The family name: its words joined, as the lists have it (`DELACRUZ`), or its last word.
fn family_end(family: &[Token], text: &[u8], table: &NameTable) -> Option<End> {
    let last = family.last()?;
    if last.is_initial() {
        return Some(End::Initial);
    }
    if family.len() > 1 {
        let mut joined = Folded::EMPTY;
        let fits =
            family.iter().all(|token| joined.push(text.get(token.start..token.end).unwrap_or_default()).is_some());
        if let Some(ratio) = fits.then(|| table.get(&joined).surname_ratio()).flatten() {
            return Some(End::Listed(weight(ratio)));
        }
    }
    match last.entry.surname_ratio() {
        Some(ratio) => Some(End::Listed(weight(ratio))),
        None if last.entry.is_word_only() => None,
        None if has_family_ending(text.get(last.start..last.end).unwrap_or_default()) => Some(End::Listed(ENDING)),
        None => Some(End::Unlisted),
    }
}

/// Whether a word on no list ends as family names do and few other words: `Szablewska`, `Andreasson`.
fn has_family_ending(word: &[u8]) -> bool {
    const HEAD_MIN: usize = 3;
    const ENDINGS: [&[u8]; 35] = [
        b"SKI", b"SKA", b"SKY", b"WICZ", b"CZYK", b"CZAK", b"ENKO", b"CHUK", b"OVIC", b"EVIC", b"OVA", b"EVA", b"ESCU",
        b"IDIS", b"AKIS", b"POULOS", b"POULOU", b"DZE", b"SHVILI", b"YAN", b"SSON", b"SEN", b"STROM", b"QVIST",
        b"BERG", b"GREN", b"MANN", b"STEIN", b"BACH", b"OGLU", b"NEN", b"VELD", b"STRA", b"EZ", b"ETTI",
    ];
    let folded = Folded::new(word);
    let folded = folded.as_bytes();
    ENDINGS.iter().any(|ending| folded.len() >= ending.len() + HEAD_MIN && folded.ends_with(ending))
}

fn middle_odds(middle: &[Token]) -> Option<f32> {
    let mut odds = 0.0;
    let mut has_initial = false;
    for token in middle {
        if token.is_initial() {
            odds += if has_initial { 0.0 } else { MIDDLE_INITIAL };
            has_initial = true;
        } else if token.entry.is_name() {
            odds += if token.entry.is_given() { 0.2 } else { 0.1 };
        } else if is_particle(token) {
            odds += 0.1;
        } else if token.entry.is_word_only() {
            return None;
        } else {
            odds -= 0.1;
        }
    }
    Some(odds)
}

/// What speaks for a place instead: a city of that name, a street's suffix, the name of a state; and the fact that a thing is called
/// so.
fn place_odds(given: &[Token], last: &Token, text: &[u8], table: &NameTable) -> Option<(f32, u8)> {
    let mut odds = 0.0;
    if last.entry.is(class::STREET) {
        if !last.entry.is_surname() {
            return None;
        }
        odds += STREET_PENALTY;
    } else if last.entry.is(class::STREET_END) && last.entry.surname_ratio().is_none_or(|ratio| ratio < CLEAR_SURNAME) {
        odds += STREET_END_PENALTY;
    }
    // `South Colton`, `Lake Richard`: towns.
    let is_of_place =
        |token: &Token| token.entry.is(class::PLACE) && token.entry.given_ratio().is_none_or(|ratio| ratio < 0.0);
    if given.first().is_some_and(is_of_place) {
        return None;
    }
    if given.iter().chain([last]).any(|token| token.entry.is(class::PLACE)) {
        if last.entry.is(class::PLACE) && given.iter().any(|token| token.entry.is(class::PLACE)) {
            return None;
        }
        odds += PLACE_PENALTY;
    }
    let joined = joined_entry(given, std::slice::from_ref(last), text, table);
    if joined.is(class::BRAND) {
        return None;
    }
    if joined.is(class::CITY) {
        odds += CITY_PENALTY;
    }
    Some((odds, if joined.is(class::EPONYM) { FACT_THING } else { 0 }))
}

/// What the family name is worth, where it is listed.
pub(super) fn family_weight(family: &[Token], text: &[u8], table: &NameTable) -> Option<f32> {
    match family_end(family, text, table)? {
        End::Listed(odds) => Some(odds),
        End::Initial | End::Unlisted => None,
    }
}

/// Whether the words are a published stand-in: `John Q Public`.
pub(super) fn is_test(given: &[Token], family: &[Token], text: &[u8], table: &NameTable) -> bool {
    joined_entry(given, family, text, table).is(class::TEST)
}

/// The entry of all words joined, as cities and published stand-ins are listed.
fn joined_entry(given: &[Token], family: &[Token], text: &[u8], table: &NameTable) -> Entry {
    let mut joined = Folded::EMPTY;
    let mut words = given.iter().chain(family);
    if words.all(|token| joined.push(text.get(token.start..token.end).unwrap_or_default()).is_some()) {
        table.get(&joined)
    } else {
        Entry::default()
    }
}
