//! `Smith, John Q`: family name first, with a comma, in running text.

use super::context::{Before, after_odds, before};
use super::ends::is_field;
use super::entries::{ends_speaker, is_after_person, is_behind_order, is_behind_room, is_code, is_identified};
use super::reading::{Reading, is_particle, is_test, read};
use super::run::{Run, next_capital};
use super::table::class;
use super::text::{Context, case_odds, is_month_of_day, word_odds};
use super::token::{Case, Token, token_at};
use super::{Shape, found};
use crate::detect::find::Found;

/// `Jackson, Virginia` is a place.
const CITY_BEFORE_COMMA: f32 = -1.0;
/// `Smith, John` is also a list of two; a semicolon beside it parts names whose commas are their own.
const INVERTED: f32 = -0.3;
/// What a name in that order must reach, and behind the role of a person.
const INVERTED_MIN: f32 = 1.0;
const INVERTED_ROLE_MIN: f32 = 0.2;
const LISTED: f32 = 0.6;
/// Words in capitals up to this length may be abbreviations, before and after a comma: `IETF`, `Louis, MO`.
const ABBREVIATION_MAX: usize = 5;
/// Up to this length they are before what is no given name, though somebody is called so.
const SHORT_MAX: usize = 3;
/// `SMITH, John`: the writing tells the family name from the given one.
const CAPITAL_FAMILY: f32 = 0.6;
/// Both names in capitals, and a word before them that persons stand after.
const ENTRY: f32 = 0.6;
const SURE_ENTRY: f32 = 2.2;

impl Context<'_> {
    /// Whether it is sure that a name stands at `start`, family name first, which ends at `end`.
    fn is_sure_entry(&self, start: usize, end: usize, cue: Before) -> bool {
        is_identified(self.text, end)
            || cue == Before::Speaker && ends_speaker(self.text, end)
            || cue == Before::Number && is_behind_room(self.text, start)
            || is_behind_order(self.text, start)
            || cue.may_be_role() && is_after_person(self.text, start, self.table)
    }

    /// `Smith, John Q`: a run that is a family name, a comma, and a run that begins with a given name.
    pub(super) fn inverted(&self, run: &Run) -> Option<Found> {
        let family = run.tokens();
        // `Victim MOORE, ANN`, `Owner Moore, Ann`: hardly anybody is called so.
        let is_role =
            |word: &Token| word.entry.is(class::ROLE) && word.entry.surname_ratio().is_none_or(|ratio| ratio < 0.0);
        let has_role = matches!(family, [role, _, ..] if is_role(role));
        // `RTN MOORE, ANN`
        let has_code = matches!(family, [code, _, ..] if is_code(code, self.text));
        let family = family.get(usize::from(has_role || has_code)..)?;
        let (first, last) = (family.first()?, family.last()?);
        if self.text.get(last.end..last.end + 2) != Some(b", ") {
            return None;
        }
        let start = next_capital(self.text, last.end).filter(|&at| at == last.end + 2)?;
        let mut given_run = Run::new(self.text, start, self.table);
        given_run.look_up(self.text, self.table);
        let given = given_run.tokens();
        // `WILLIAM SANFORD, Bar No. 997234`
        if is_field(self.text, given.first()?) {
            return None;
        }
        let is_capital = is_capital_family(family, given);
        // Two names in a row are a list: `John Smith, Mary Jones`.
        let cue = if has_role { Before::Role } else { before(self.text, first.start, self.table) };
        let is_named = cue == Before::Label && !last.entry.is_word_only() && given.first()?.entry.is_clear_given();
        let is_sure = self.is_sure_entry(first.start, given.last()?.end, cue)
            && (given.len() <= 3 && given.first()?.case == last.case)
            && may_be_listed_so(family, given);
        let is_family = is_capital
            || is_sure
            || family.iter().rev().skip(1).all(is_particle) && (last.entry.is_surname() || is_named);
        if !is_family
            || !is_given_part(given, is_capital || is_sure, last.case == Case::Upper)
            || !is_sure && cue != Before::Label && self.is_possessive(given.last()?.end)
            || self.goes_on_as_list(given.last()?.end)
            || !is_sure
                && !cue.tells_person()
                && !cue.may_be_role()
                && self.is_within_list(first.start, given.last()?.end)
            || cue != Before::Label && is_month_of_day(self.text, given.last()?)
        {
            return None;
        }
        let reading = read(given, family, self.text, self.table)?;
        let mut odds = reading.odds + cue.odds();
        odds += if is_capital { CAPITAL_FAMILY } else { INVERTED + case_odds(family).max(case_odds(given)) };
        odds += word_odds(last.entry, last.entry.surname_ratio());
        let is_entry = cue != Before::Nothing && self.is_entry(last, given, cue);
        odds += if is_entry { ENTRY } else { 0.0 };
        let is_place = last.entry.is(class::CITY) && !is_capital && !is_entry && !given.first()?.entry.is_clear_given();
        odds += if is_place { CITY_BEFORE_COMMA } else { 0.0 };
        odds = if is_sure { odds.max(SURE_ENTRY) } else { odds };
        odds += if self.is_listed_by_semicolons(first.start, given.last()?.end) { LISTED } else { 0.0 };
        let (after, mut end) = after_odds(self.text, &(first.start..given.last()?.end), given_run.is_cut, self.table);
        odds += after;
        // The full stop of an initial at the end belongs to it.
        let is_abbreviated = given.last()?.is_initial() && end == given.last()?.end;
        end += usize::from(is_abbreviated && self.text.get(end) == Some(&b'.'));
        let is_test = is_test(given, family, self.text, self.table);
        let found = found(first.start..end, Shape::Inverted, Reading { odds, ..reading }, is_test);
        // `Employee Moore, Mary`: no list begins with a role.
        let is_role = cue == Before::Role && last.entry.is_surname() && given.first()?.entry.is_clear_given();
        let odds_min = if is_role || is_entry { INVERTED_ROLE_MIN } else { INVERTED_MIN };
        (found.odds >= odds_min && (!is_capital || is_sure || reading.listed > 0)).then_some(found)
    }

    /// `Fitch, Moody's and others`
    fn is_possessive(&self, end: usize) -> bool {
        let rest = self.text.get(end..).unwrap_or_default();
        rest.starts_with(b"'s") || rest.starts_with("’s".as_bytes())
    }

    /// `NELSON, ANTHONY` on a form: both in capitals, and the given name is nothing else; a list of names in capitals goes on.
    fn is_entry(&self, family: &Token, given: &[Token], cue: Before) -> bool {
        let Some((first, last)) = given.first().zip(given.last()) else { return false };
        // `from AUSTIN, TYLER`: towns.
        if family.entry.is(class::CITY) && cue != Before::Role {
            return false;
        }
        family.case == Case::Upper
            && first.case == Case::Upper
            && family.entry.is_surname()
            && first.entry.is_mostly_given()
            && self.text.get(last.end) != Some(&b',')
    }

    /// Whether a semicolon stands on either side: `Smith, John; Moore, Mary`.
    fn is_listed_by_semicolons(&self, start: usize, end: usize) -> bool {
        let before = self.text.get(..start).unwrap_or_default();
        before.ends_with(b"; ") || matches!(self.text.get(end..), Some([b';', ..] | [b'.', b';', ..]))
    }

    /// Whether single words parted by commas stand on either side, or the second of two before the comma: `Kerberos, Jenkins, Ann`,
    /// `Marks and Spencer, Jimmy Choo`. A given name before may end another entry: `Smith, John, Moore, Mary`.
    fn is_within_list(&self, start: usize, end: usize) -> bool {
        let before = self.text.get(..start).unwrap_or_default();
        let (stem, is_list) = match (before.strip_suffix(b", "), before.strip_suffix(b" and ")) {
            (Some(stem), _) => (stem, true),
            (None, Some(stem)) => (stem, false),
            (None, None) => (&[][..], false),
        };
        let len = stem.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let item = token_at(stem, stem.len() - len, self.table).filter(|item| item.end == stem.len());
        let is_before = item.is_some_and(|item| item.case == Case::Title && !(is_list && item.entry.is_mostly_given()));
        let next = self
            .text
            .get(end..end + 2)
            .filter(|sign| *sign == b", ")
            .and_then(|_| token_at(self.text, end + 2, self.table));
        let is_behind = next.is_some_and(|next| {
            let is_item = matches!(self.text.get(next.end..), Some([] | [b',' | b'.' | b'\n' | b'\r', ..]));
            next.case == Case::Title && next.entry.is_given() && !next.entry.is_surname() && is_item
        });
        is_before || is_behind
    }

    /// Whether `and` and another name follow at `end`: `Moore, Lewis and Hunt` are three partners of a firm.
    fn goes_on_as_list(&self, end: usize) -> bool {
        let rest = self.text.get(end..).unwrap_or_default();
        let links: [&[u8]; 4] = [b" and ", b" & ", b", and ", b", & "];
        let next = links.iter().find_map(|link| rest.strip_prefix(*link)).and_then(<[u8]>::first);
        next.is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
    }
}

/// `VOGEL, Birgit`, `MOLINA RUIZ, Lucía`, and no abbreviation before a word (`GMT, Jan`).
fn is_capital_family(family: &[Token], given: &[Token]) -> bool {
    // `English (UK, Dvorak)`
    let is_called =
        |last: &Token| last.end - last.start > SHORT_MAX || given.first().is_some_and(|first| first.entry.is_given());
    let is_name = |last: &Token| last.entry.is_surname() && is_called(last) || last.end - last.start > ABBREVIATION_MAX;
    family.len() <= 3
        && family.last().is_some_and(is_name)
        && family.iter().all(|token| matches!(token.case, Case::Upper | Case::Lower))
        && given.first().is_some_and(|token| token.case == Case::Title && !token.entry.is(class::CALENDAR))
}

/// Whether a family name and given names may be on no list: no word of the language is among them that is no name.
fn may_be_listed_so(family: &[Token], given: &[Token]) -> bool {
    let is_word = |token: &Token| token.entry.is_word_only() && !is_particle(token) && !token.is_initial();
    let is_known = family.last().is_some_and(|last| last.entry.is_surname())
        || given.first().is_some_and(|first| first.entry.is_given())
        || !family.iter().chain(given).any(|token| token.entry.is(class::WORD | class::PLACE));
    is_known && !family.iter().chain(given).any(is_word)
}

/// Whether the words after the comma of `Smith, John Q` are given names.
fn is_given_part(given: &[Token], is_capital: bool, is_upper: bool) -> bool {
    let Some(first) = given.first().filter(|_| given.len() <= 3) else { return false };
    let is_code = first.case == Case::Upper && first.end - first.start < ABBREVIATION_MAX && !is_upper;
    (first.entry.is_given() || is_capital && !first.entry.is_word_only())
        && !is_code
        && !given.iter().any(|token| token.entry.is(class::PLACE))
}
