//! Names in running text: runs of capitalised words, read as names, weighed with what stands around them.
//!
//! A pair of a listed given name and a listed surname that are not ordinary words is enough by itself. Everything less
//! needs a cue, and what follows in the same run can take a name away: `Martin Luther King Blvd`, `Henry Ford Hospital`.

use std::ops::Range;

use super::cell::cell;
use super::context::{Before, after_odds, before, ends_list, following_odds, is_verb_next, joint_start};
use super::ends::is_field;
use super::reading::{FACT_SURNAME, Reading, TOKENS_MAX, is_particle, is_test, may_be_given, natural, read, weight};
use super::run::{Run, next_capital};
use super::table::{Entry, NameTable, class};
use super::token::{Case, Token, is_organisation, token_at};
use super::{Shape, found};
use crate::detect::Part;
use crate::detect::find::Found;
use crate::detect::validate::Facts;

/// Below these odds nothing is handed on: no label could make it likely.
const ODDS_MIN: f32 = 0.5;
/// Capitals in running text: two words of a sentence have them seldom unless they are a name of something.
const CAPITALS: f32 = 0.5;
/// A listed name that is a word too, and not a much more frequent name.
const WORD: f32 = -0.5;
/// How much more often a name must be a name to be no ordinary word: log10.
const CLEAR_RATIO: f32 = 1.5;
/// `at Salem Park`: a name that a town has, too, where places stand.
const TOWN_BESIDE: f32 = -0.8;
/// Only one end is listed.
const HALF_LISTED: f32 = -0.3;
/// All capitals: headings are written so, and forms.
const ALL_CAPITALS: f32 = -0.5;
/// Capitals and title case in one name: a heading meets a sentence, or an abbreviation a word.
const MIXED_CAPITALS: f32 = -1.0;
/// `Jackson, Virginia` is a place.
const CITY_BEFORE_COMMA: f32 = -1.0;
/// `Smith, John` is also a list of two; a semicolon beside it parts names whose commas are their own.
const INVERTED: f32 = -0.3;
/// A label's value ends with it: `user: Washington Post and others report` is what someone said.
const SENTENCE: f32 = -0.8;
/// What a name in that order must reach, and behind the role of a person.
const INVERTED_MIN: f32 = 1.0;
const INVERTED_ROLE_MIN: f32 = 0.2;
const LISTED: f32 = 0.6;
/// Words in capitals up to this length may be abbreviations, before and after a comma: `IETF`, `Louis, MO`.
const ABBREVIATION_MAX: usize = 5;
/// `SMITH, John`: the writing tells the family name from the given one.
const CAPITAL_FAMILY: f32 = 0.6;
/// A surname that is a word, after a given name that is nothing else (`Jason Green`), says no less than this.
const WORD_AFTER_GIVEN: f32 = -0.1;
/// How much more often that given name is one: log10.
const SURE_GIVEN_RATIO: f32 = 2.0;
/// One name after a title that stands before nothing but names, and after another title; after a greeting or `my name is`; after a word that persons often stand after; at the
/// beginning of a sentence.
const SINGLE_AFTER_HONORIFIC: f32 = 2.4;
const SINGLE_AFTER_TITLE: f32 = 1.3;
const SINGLE_AFTER_CUE: f32 = 1.2;
const SINGLE_AFTER_COMPANION: f32 = 0.9;
const SINGLE_ALONE: f32 = 0.4;
/// How much of the argument before them is looked at.
const ARGUMENT_MAX: usize = 64;
/// Both names in capitals, and a word before them that persons stand after.
const ENTRY: f32 = 0.6;
/// A given name and a family name as two values in quotes, one behind the other.
const ARGUMENTS: f32 = 2.4;
/// A component name in a message: `PID|||SMITH^JOHN`.
const COMPONENTS: f32 = 0.5;

/// Finds the names in a text.
pub(super) fn text(text: &[u8], table: &NameTable, emit: &mut dyn FnMut(&Found)) {
    let mut pos = 0;
    let mut run = Run::default();
    while let Some(start) = next_capital(text, pos) {
        run.read(text, start, table);
        pos = run.end.max(start + 1);
        pos = pos.max(Context { text, table }.names_of(&mut run, emit));
    }
}

/// Finds the names in the runs that hold one of the `wanted` places, which rise. A name over two runs (`Smith, John`) is found
/// from the first one.
pub(super) fn text_at(text: &[u8], wanted: &[usize], table: &NameTable, emit: &mut dyn FnMut(&Found)) {
    let mut pos = 0;
    let mut run = Run::default();
    for &place in wanted {
        if place < pos {
            continue;
        }
        pos = run_bound(text, pos, place);
        while pos <= place {
            let Some(start) = next_capital(text, pos) else { return };
            if start > place {
                // What is no beginning of a word is passed over once.
                pos = start;
                break;
            }
            run.read(text, start, table);
            pos = run.end.max(start + 1);
            if place < pos {
                pos = pos.max(Context { text, table }.names_of(&mut run, emit));
            }
        }
    }
}

/// A place from `pos` on, and not after `place`, that no run goes over: behind a byte that stands in none.
fn run_bound(text: &[u8], pos: usize, place: usize) -> usize {
    let may_hold =
        |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b' ' | b'.' | b'\'' | b'`' | b'-');
    let before = text.get(pos..place).unwrap_or_default();
    pos + before.iter().rposition(|byte| !may_hold(byte)).map_or(0, |at| at + 1)
}

/// What leads to a name.
struct Lead {
    /// Where another name begins that it is joined to.
    joint: Option<usize>,
    cue: Before,
}

/// The text, and what is known of its words.
struct Context<'a> {
    text: &'a [u8],
    table: &'a NameTable,
}

impl Context<'_> {
    /// Whether a run of one word can be a name, or a part of one, by what stands beside it; most open a sentence. Not yet
    /// looked up.
    fn is_single_open(&self, run: &Run) -> bool {
        let Some(token) = run.tokens().first() else { return false };
        let after = self.text.get(token.end..).unwrap_or_default();
        matches!(after, [b',', b' ', ..] | [b'^', ..])
            || before(self.text, token.start, self.table) != Before::Nothing
            || is_verb_next(self.text, token.end, self.table)
    }

    /// Hands on the names of a run that is not looked up yet, and gives the place up to which the text is gone through.
    fn names_of(&self, run: &mut Run, emit: &mut dyn FnMut(&Found)) -> usize {
        let Some(last) = run.tokens().last() else { return run.end };
        if matches!(self.text.get(last.end..), Some([b'"' | b'\'', b',', ..])) {
            run.look_up(self.text, self.table);
            if let Some((given, family)) = self.arguments(run) {
                emit(&given);
                emit(&family);
                return run.end.max(family.span.end);
            }
        }
        if run.tokens().len() == 1 && !self.is_single_open(run) {
            return run.end;
        }
        run.look_up(self.text, self.table);
        if let Some(found) = self.components(run).or_else(|| self.inverted(run)) {
            emit(&found);
            return run.end.max(found.span.end);
        }
        self.names_in(run, emit);
        run.end
    }

    /// The names of one run, from left to right, the likeliest first where they overlap.
    fn names_in(&self, run: &Run, emit: &mut dyn FnMut(&Found)) {
        let tokens = run.tokens();
        if !tokens.iter().any(|token| token.entry.is_name()) && !self.has_single_cue(tokens) {
            return;
        }
        let mut from = 0;
        while let Some((found, next)) = self.best(run, from) {
            emit(&found);
            from = next;
        }
    }

    /// Whether a word of no list could be a name here: after a title, or where somebody says it.
    fn has_single_cue(&self, tokens: &[Token]) -> bool {
        tokens.iter().any(|token| token.entry.is(class::TITLE))
            || tokens.first().is_some_and(|first| {
                matches!(before(self.text, first.start, self.table), Before::Title | Before::Honorific | Before::Named)
            })
    }

    /// The likeliest name from word `from` on, and the word after it.
    fn best(&self, run: &Run, from: usize) -> Option<(Found, usize)> {
        let tokens = run.tokens();
        let mut best: Option<(Found, usize)> = None;
        let may_begin = |token: &Token| !is_bad_end(token) && may_be_given(token);
        for (first, token) in tokens.iter().enumerate().skip(from).filter(|(_, token)| may_begin(token)) {
            let past = tokens.len().min(first + TOKENS_MAX);
            let lead = self.lead(tokens, first, token);
            for end in first + 1..=past {
                let Some((found, next)) = self.candidate(run, (first, end), &lead) else { continue };
                if found.odds >= ODDS_MIN && best.as_ref().is_none_or(|(best, _)| found.odds > best.odds) {
                    best = Some((found, next));
                }
            }
        }
        best
    }

    /// What leads to word `first` of a run.
    fn lead(&self, tokens: &[Token], first: usize, token: &Token) -> Lead {
        let joint = if first == 0 { joint_start(self.text, token.start, self.table) } else { None };
        let cue = if joint.is_some() { Before::Companion } else { self.cue(tokens, first) };
        Lead { joint, cue }
    }

    /// The words `first..end` as a name, and the word after it and its suffix.
    fn candidate(&self, run: &Run, (first, end): (usize, usize), lead: &Lead) -> Option<(Found, usize)> {
        let tokens = run.tokens();
        let names = tokens.get(first..end)?;
        if is_bad_end(names.last()?) || names.last()?.is_initial() {
            return None;
        }
        let Lead { joint, cue } = *lead;
        let (mut found, end) = match names {
            [name] if cue == Before::Companion && ends_list(self.text, name.start) => return None,
            [name] => {
                let is_alone = end == tokens.len() && !run.is_cut && (first == 0 || cue == Before::Companion);
                (single(name, cue, is_alone)?, end)
            }
            _ => {
                let found = self.whole(names, cue)?;
                let has_suffix = tokens.get(end).is_some_and(|token| token.entry.is(class::SUFFIX));
                (found, end + usize::from(has_suffix))
            }
        };
        let (start, end) = match names {
            [_] => (particles_start(tokens, first), end),
            _ => Self::with_unlisted(tokens, first, end),
        };
        let last = tokens.get(end - 1)?;
        let is_named = cue == Before::Label || names.len() > 1 && names.first()?.entry.is_clear_given();
        if !is_named && (is_month_of_day(self.text, last) || is_numbered_ward(self.text, last)) {
            return None;
        }
        found.span = joint.unwrap_or(tokens.get(start)?.start)..last.end;
        found.odds += cue.odds() + following_odds(tokens.get(end..).unwrap_or_default());
        if end == tokens.len() {
            let (odds, stop) = after_odds(self.text, &found.span, run.is_cut, self.table);
            found.odds += odds;
            if cue == Before::Label && self.goes_on_as_sentence(stop) {
                found.odds += SENTENCE;
            }
            found.span.end = stop;
        } else if tokens.get(end - 1).is_some_and(|token| token.entry.is(class::SUFFIX)) {
            found.odds += 0.5;
        }
        Some((found, end))
    }

    /// The words of a name and those beside it, at the ends of the run, that no list has: they belong to it.
    fn with_unlisted(tokens: &[Token], first: usize, end: usize) -> (usize, usize) {
        let is_unlisted = |token: &Token| token.case == Case::Title && token.entry == Entry::default();
        let takes_last = end + 1 == tokens.len() && tokens.get(end).is_some_and(is_unlisted);
        let takes_first = first == 1 && tokens.first().is_some_and(is_unlisted);
        (first - usize::from(takes_first), end + usize::from(takes_last))
    }

    /// What stands before word `first` of a run.
    fn cue(&self, tokens: &[Token], first: usize) -> Before {
        let Some(token) = tokens.get(first) else { return Before::Nothing };
        let begin = particles_start(tokens, first);
        let Some(previous) = begin.checked_sub(1).and_then(|index| tokens.get(index)) else {
            return before(self.text, token.start, self.table);
        };
        Before::of_capitalised(previous.entry, begin == 1)
    }

    /// Whether what follows is a sentence about something else than what a person does.
    fn goes_on_as_sentence(&self, end: usize) -> bool {
        let is_lower = matches!(self.text.get(end..), Some([b' ', next, ..]) if next.is_ascii_lowercase());
        is_lower && !is_verb_next(self.text, end, self.table)
    }

    /// Two words or more.
    fn whole(&self, names: &[Token], cue: Before) -> Option<Found> {
        let reading = natural(names, self.text, self.table)?;
        // `by Officer Hudson`
        if names.first().is_some_and(|first| first.entry.is(class::TITLE) && !may_be_called(first)) {
            return None;
        }
        // `Le Ne`: two names of two letters need somebody to say so.
        let is_short = names.iter().all(|name| name.end - name.start <= 2);
        let is_cued = matches!(cue, Before::Label | Before::Named);
        if reading.listed == 0 && !cue.is_title() && cue != Before::Named || is_short && !is_cued {
            return None;
        }
        let (first, last) = (names.first()?, names.last()?);
        let is_initial = first.is_initial();
        let mut odds = reading.odds + CAPITALS + case_odds(names);
        odds += word_odds(first.entry, first.entry.given_ratio()) + surname_odds(first.entry, last.entry);
        if cue == Before::Near && first.entry.is(class::CITY) {
            odds += TOWN_BESIDE;
        }
        if reading.listed < 2 && !(is_initial && reading.facts.0 & FACT_SURNAME != 0) {
            odds += HALF_LISTED;
        }
        let shape = match names.len() {
            _ if is_initial => Shape::InitialsLast,
            2 => Shape::FirstLast,
            3 if names.get(1).is_some_and(Token::is_initial) => Shape::FirstInitialLast,
            _ => Shape::FirstMiddleLast,
        };
        Some(found(0..0, shape, Reading { odds, ..reading }, is_test(names, &[], self.text, self.table)))
    }

    /// `Smith, John Q`: a run that is a family name, a comma, and a run that begins with a given name.
    fn inverted(&self, run: &Run) -> Option<Found> {
        let family = run.tokens();
        // `Victim MOORE, ANN`, `Owner Moore, Ann`: hardly anybody is called so.
        let is_role =
            |word: &Token| word.entry.is(class::ROLE) && word.entry.surname_ratio().is_none_or(|ratio| ratio < 0.0);
        let has_role = matches!(family, [role, _, ..] if is_role(role));
        let family = family.get(usize::from(has_role)..)?;
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
        let is_family =
            is_capital || family.iter().rev().skip(1).all(is_particle) && (last.entry.is_surname() || is_named);
        if !is_family
            || !is_given_part(given, is_capital, last.case == Case::Upper)
            || self.goes_on_as_list(given.last()?.end)
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
        (found.odds >= odds_min && (!is_capital || reading.listed > 0)).then_some(found)
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

    /// Whether `and` and another name follow at `end`: `Moore, Lewis and Hunt` are three partners of a firm.
    fn goes_on_as_list(&self, end: usize) -> bool {
        let rest = self.text.get(end..).unwrap_or_default();
        let links: [&[u8]; 4] = [b" and ", b" & ", b", and ", b", & "];
        let next = links.iter().find_map(|link| rest.strip_prefix(*link)).and_then(<[u8]>::first);
        next.is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
    }

    /// `SMITH^JOHN^Q`: the run is followed by a component mark.
    fn components(&self, run: &Run) -> Option<Found> {
        let (first, last) = (run.tokens().first()?, run.tokens().last()?);
        // `100123^^^HOSP^MR`: a name opens its field.
        if self.text.get(last.end) != Some(&b'^') || self.text.get(..first.start)?.ends_with(b"^") {
            return None;
        }
        let rest = self.text.get(first.start..)?;
        let is_part = |byte: &u8| {
            byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b'^' | b' ' | b'-' | b'\'' | b'.')
        };
        let mut len = rest.iter().take(80).take_while(|byte| is_part(byte)).count();
        while len > 0 && matches!(rest.get(len - 1), Some(b'^' | b' ' | b'-' | b'\'')) {
            len -= 1;
        }
        let mut found = cell(rest.get(..len)?, None, self.table)?;
        found.span = first.start..first.start + len;
        found.odds += COMPONENTS;
        (found.part == Part::Whole && found.odds >= ODDS_MIN).then_some(found)
    }
}

impl Context<'_> {
    /// `new Person("Ann", "Moore")`: a given name and a family name, each in quotes, as the only such pair of a list. More given
    /// names beside them make it a list of names: `["Ann", "Moore", "Kim"]`.
    fn arguments(&self, run: &Run) -> Option<(Found, Found)> {
        let (given, last) = (run.tokens().first()?, run.tokens().last()?);
        let quote = *self.text.get(given.start.checked_sub(1)?)?;
        if !matches!(quote, b'"' | b'\'') || self.text.get(last.end) != Some(&quote) {
            return None;
        }
        let is_given = |token: &Token| token.case == Case::Title && !token.entry.is(class::PLACE | class::CALENDAR);
        if !is_given(given) || !given.entry.is_mostly_given() || !run.tokens().iter().skip(1).all(is_initial_or_given) {
            return None;
        }
        let start = next_argument(self.text, last.end + 1, quote)?;
        let mut family_run = Run::new(self.text, start, self.table);
        family_run.look_up(self.text, self.table);
        let family = family_run.tokens();
        let end = family.last()?.end;
        let is_family = |token: &Token| {
            token.entry.surname_ratio() > token.entry.given_ratio() && !token.entry.is(class::PLACE | class::CALENDAR)
        };
        let is_name = family.len() <= 2 && family_run.tokens().first()?.start == start && family.iter().all(is_family);
        // `palette("Amber", "Brown")`, `distance("Florence", "Lyon")`: both are as well something else.
        let is_other = |token: &Token| token.entry.is(class::CITY | class::PLACE | class::WORD);
        if is_other(given) && family.iter().all(is_other) {
            return None;
        }
        if !is_name || self.text.get(end) != Some(&quote) || !self.is_apart(&(given.start - 1..end + 1), quote) {
            return None;
        }
        let of = |span: Range<usize>, part: Part, bit: u8| Found {
            span,
            part,
            odds: ARGUMENTS,
            shape: Shape::Single as u8,
            is_test: false,
            facts: Facts(1 << bit),
        };
        Some((of(given.start..last.end, Part::GivenName, 0), of(start..end, Part::FamilyName, 1)))
    }

    /// Whether no other given name in quotes stands beside a pair: a call or a list opens before it, or another sort of value.
    fn is_apart(&self, pair: &Range<usize>, quote: u8) -> bool {
        let before = self.text.get(..pair.start).unwrap_or_default().trim_ascii_end();
        let previous = before.strip_suffix(b",").map(<[u8]>::trim_ascii_end);
        let is_first = before.ends_with(b"(");
        let is_behind_number = previous.is_some_and(|list| list.last().is_some_and(u8::is_ascii_alphanumeric));
        let is_behind_word = previous.is_some_and(|list| {
            let stem = list.strip_suffix(&[quote]).unwrap_or_default();
            let stem = stem.get(stem.len().saturating_sub(ARGUMENT_MAX)..).unwrap_or_default();
            let word = stem.get(memchr::memrchr(quote, stem).map_or(0, |at| at + 1)..).unwrap_or_default();
            word.first().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        let is_given_next = next_argument(self.text, pair.end, quote).is_some_and(|start| {
            token_at(self.text, start, self.table)
                .is_some_and(|next| next.entry.is_name() && self.text.get(next.end) == Some(&quote))
        });
        (is_first || is_behind_number || is_behind_word) && !is_given_next
    }
}

fn is_initial_or_given(token: &Token) -> bool {
    token.is_initial() || token.case == Case::Title && token.entry.is_given()
}

/// Where the next argument begins within its quotes, behind a comma at `at`.
fn next_argument(text: &[u8], at: usize, quote: u8) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix(b",")?;
    let gap = usize::from(rest.first() == Some(&b' '));
    (rest.get(gap) == Some(&quote)).then_some(at + 2 + gap)
}

/// `VOGEL, Birgit`, `MOLINA RUIZ, Lucía`, and no abbreviation before a word (`GMT, Jan`).
fn is_capital_family(family: &[Token], given: &[Token]) -> bool {
    let is_name = |last: &Token| last.entry.is_surname() || last.end - last.start > ABBREVIATION_MAX;
    family.len() <= 3
        && family.last().is_some_and(is_name)
        && family.iter().all(|token| matches!(token.case, Case::Upper | Case::Lower))
        && given.first().is_some_and(|token| token.case == Case::Title && !token.entry.is(class::CALENDAR))
}

/// Whether the words after the comma of `Smith, John Q` are given names.
fn is_given_part(given: &[Token], is_capital: bool, is_upper: bool) -> bool {
    let Some(first) = given.first().filter(|_| given.len() <= 3) else { return false };
    let is_code = first.case == Case::Upper && first.end - first.start < ABBREVIATION_MAX && !is_upper;
    (first.entry.is_given() || is_capital && !first.entry.is_word_only())
        && !is_code
        && !given.iter().any(|token| token.entry.is(class::PLACE))
}

/// Whether a month has its day or year behind it: `the board of Long and Wagner, April 8, 2025`, `On June 25`. A number that
/// goes on, or that a capital follows, is of something else: `May 01/10/1956`, `May 10 Oak Street`.
fn is_month_of_day(text: &[u8], token: &Token) -> bool {
    let of_day = || {
        let rest = text.get(token.end..)?.strip_prefix(b" ")?;
        let (digits, behind) = rest.split_at(rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
        let number = digits.iter().take(4).fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
        let is_told = match digits.len() {
            1 | 2 => (1..=31).contains(&number),
            4 => (1900..2100).contains(&number),
            _ => false,
        };
        let goes_on = match behind {
            [b'/' | b'-' | b':', ..] | [b'.', b'0'..=b'9', ..] => true,
            [b' ', next, ..] => next.is_ascii_uppercase() || !next.is_ascii(),
            [next, ..] => next.is_ascii_alphanumeric() || !next.is_ascii(),
            [] => false,
        };
        Some(is_told && !goes_on)
    };
    token.entry.is(class::CALENDAR) && of_day().unwrap_or(false)
}

/// `Conway Ward 41` is where people vote.
fn is_numbered_ward(text: &[u8], token: &Token) -> bool {
    let rest = text.get(token.end..).and_then(|rest| rest.strip_prefix(b" ")).unwrap_or_default();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.get(token.start..token.end).is_some_and(|word| word.eq_ignore_ascii_case(b"ward")) && (1..=2).contains(&digits)
}

/// A title, a particle in small letters or a suffix begins and ends no name.
fn is_bad_end(token: &Token) -> bool {
    let is_title = token.entry.is(class::TITLE) && !may_be_called(token);
    is_title && !token.entry.is_surname()
        || token.case == Case::Lower
        || token.entry.is(class::SUFFIX) && !token.entry.is_name()
}

/// Where a family name begins that ends with word `first`: `Mrs. van der Meer`.
fn particles_start(tokens: &[Token], first: usize) -> usize {
    let before = tokens.get(..first).unwrap_or_default();
    let count = before.iter().rev().take_while(|token| token.case == Case::Lower && is_particle(token)).count();
    first - count
}

/// Whether a title is somebody's name as often: `Dean`.
fn may_be_called(token: &Token) -> bool {
    token.entry.given_ratio().is_some_and(|ratio| ratio >= 0.5)
}

/// One word, after a cue that asks for a name, or `is_alone` and in a place where persons are.
fn single(name: &Token, cue: Before, is_alone: bool) -> Option<Found> {
    let entry = name.entry;
    let is_clear = is_alone && name.case == Case::Title && entry.is_clear_given();
    let base = match cue {
        Before::Honorific => SINGLE_AFTER_HONORIFIC,
        Before::Title => SINGLE_AFTER_TITLE,
        Before::Named | Before::Greeting | Before::Heading => SINGLE_AFTER_CUE,
        Before::Companion | Before::Role if is_clear => SINGLE_AFTER_COMPANION,
        Before::Nothing if is_clear => SINGLE_ALONE,
        _ => return None,
    };
    // `private IP`
    let is_abbreviation = name.case == Case::Upper && name.end - name.start <= 3;
    if name.is_initial()
        || is_abbreviation
        || entry.is_word_only()
        || is_organisation(entry)
        || name.end - name.start < 2
    {
        return None;
    }
    let (given, surname) = (entry.given_ratio().map(weight), entry.surname_ratio().map(weight));
    let odds = match if surname > given { surname } else { given } {
        Some(odds) => odds,
        // Below a heading may stand the next one.
        None if matches!(cue, Before::Greeting | Before::Heading) || name.case != Case::Title => return None,
        None => 0.1,
    };
    let part = if cue.is_title() || surname > given { Part::FamilyName } else { Part::GivenName };
    let facts = u8::from(entry.is_given()) | u8::from(entry.is_surname()) << 1 | u8::from(entry.is(class::WORD)) << 2;
    // The cue's own odds are added by the caller; what is left of the base is what one name alone lacks.
    let odds = base + odds - cue.odds();
    Some(Found { span: 0..0, part, odds, shape: Shape::Single as u8, is_test: false, facts: Facts(facts) })
}

fn word_odds(entry: Entry, ratio: Option<f32>) -> f32 {
    if entry.is(class::WORD) && ratio.is_some_and(|ratio| ratio < CLEAR_RATIO) { WORD } else { 0.0 }
}

/// What is left to say of a surname that is a word: nothing against it after a given name that is nothing else.
fn surname_odds(given: Entry, surname: Entry) -> f32 {
    let Some(ratio) = surname.surname_ratio() else { return 0.0 };
    let sure = if given.is(class::WORD) { SURE_GIVEN_RATIO + 1.0 } else { SURE_GIVEN_RATIO };
    let is_sure = !given.is(class::PLACE | class::CALENDAR) && given.given_ratio().is_some_and(|ratio| ratio >= sure);
    if is_sure { (WORD_AFTER_GIVEN - weight(ratio)).max(0.0) } else { word_odds(surname, Some(ratio)) }
}

fn case_odds(names: &[Token]) -> f32 {
    let has = |case| names.iter().any(|token| token.case == case);
    match (has(Case::Upper), has(Case::Title)) {
        (true, false) => ALL_CAPITALS,
        (true, true) if has_capital_family(names) => 0.0,
        (true, true) => MIXED_CAPITALS,
        (false, _) => 0.0,
    }
}

/// `Jean DUPONT`: all capitals for the family name alone, and it is listed.
fn has_capital_family(names: &[Token]) -> bool {
    names.split_last().is_some_and(|(last, given)| {
        last.case == Case::Upper && last.entry.is_surname() && given.iter().all(|token| token.case != Case::Upper)
    })
}
