//! Names in running text: runs of capitalised words, read as names, weighed with what stands around them.
//!
//! A pair of a listed given name and a listed surname that are not ordinary words is enough by itself. Everything less
//! needs a cue, and what follows in the same run can take a name away: `Martin Luther King Blvd`, `Henry Ford Hospital`.

use super::cell::cell;
use super::context::{Before, after_odds, before, following_odds};
use super::reading::{FACT_SURNAME, Reading, TOKENS_MAX, is_particle, is_test, natural, read, weight};
use super::run::{Run, next_capital};
use super::table::{Entry, NameTable, class};
use super::token::{Case, Token, is_organisation};
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
/// Only one end is listed.
const HALF_LISTED: f32 = -0.3;
/// All capitals: headings are written so, and forms.
const ALL_CAPITALS: f32 = -0.5;
/// Capitals and title case in one name: a heading meets a sentence, or an abbreviation a word.
const MIXED_CAPITALS: f32 = -1.0;
/// `Smith, John` is also a list of two.
const INVERTED: f32 = -0.3;
/// One name after a title; after a greeting or `my name is`.
const SINGLE_AFTER_TITLE: f32 = 1.3;
const SINGLE_AFTER_CUE: f32 = 1.2;
/// A component name in a message: `PID|||SMITH^JOHN`.
const COMPONENTS: f32 = 0.5;

/// Finds the names in a text.
pub(super) fn text(text: &[u8], table: &NameTable, emit: &mut dyn FnMut(&Found)) {
    let mut pos = 0;
    while let Some(start) = next_capital(text, pos) {
        let run = Run::new(text, start, table);
        pos = run.end.max(start + 1);
        let context = Context { text, table };
        if let Some(found) = context.components(&run).or_else(|| context.inverted(&run)) {
            pos = pos.max(found.span.end);
            emit(&found);
        } else {
            context.names_in(&run, emit);
        }
    }
}

/// The text, and what is known of its words.
struct Context<'a> {
    text: &'a [u8],
    table: &'a NameTable,
}

impl Context<'_> {
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
                matches!(before(self.text, first.start, self.table), Before::Title | Before::Named)
            })
    }

    /// The likeliest name from word `from` on, and the word after it.
    fn best(&self, run: &Run, from: usize) -> Option<(Found, usize)> {
        let tokens = run.tokens();
        let mut best: Option<(Found, usize)> = None;
        for first in from..tokens.len() {
            let past = tokens.len().min(first + TOKENS_MAX);
            for end in first + 1..=past {
                let Some((found, next)) = self.candidate(run, first, end) else { continue };
                if found.odds >= ODDS_MIN && best.as_ref().is_none_or(|(best, _)| found.odds > best.odds) {
                    best = Some((found, next));
                }
            }
        }
        best
    }

    /// The words `first..end` as a name, and the word after it and its suffix.
    fn candidate(&self, run: &Run, first: usize, end: usize) -> Option<(Found, usize)> {
        let tokens = run.tokens();
        let names = tokens.get(first..end)?;
        if is_bad_end(names.first()?) || is_bad_end(names.last()?) || names.last()?.is_initial() {
            return None;
        }
        let cue = self.cue(tokens, first);
        let (mut found, end) = match names {
            [name] => (single(name, cue)?, end),
            _ => {
                let found = self.whole(names, cue)?;
                let has_suffix = tokens.get(end).is_some_and(|token| token.entry.is(class::SUFFIX));
                (found, end + usize::from(has_suffix))
            }
        };
        let last = tokens.get(end - 1)?;
        found.span = names.first()?.start..last.end;
        found.odds += cue.odds() + following_odds(tokens.get(end..).unwrap_or_default());
        if end == tokens.len() {
            let (odds, stop) = after_odds(self.text, &found.span, run.is_cut, self.table);
            found.odds += odds;
            found.span.end = stop;
        } else if tokens.get(end - 1).is_some_and(|token| token.entry.is(class::SUFFIX)) {
            found.odds += 0.5;
        }
        Some((found, end))
    }

    /// What stands before word `first` of a run.
    fn cue(&self, tokens: &[Token], first: usize) -> Before {
        let Some(token) = tokens.get(first) else { return Before::Nothing };
        let Some(previous) = first.checked_sub(1).and_then(|index| tokens.get(index)) else {
            return before(self.text, token.start, self.table);
        };
        Before::of_capitalised(previous.entry, first == 1)
    }

    /// Two words or more.
    fn whole(&self, names: &[Token], cue: Before) -> Option<Found> {
        let reading = natural(names, self.text, self.table)?;
        if reading.listed == 0 && cue != Before::Title {
            return None;
        }
        let (first, last) = (names.first()?, names.last()?);
        let is_initial = first.is_initial();
        let mut odds = reading.odds + CAPITALS + case_odds(names);
        odds += word_odds(first.entry, first.entry.given_ratio()) + word_odds(last.entry, last.entry.surname_ratio());
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
        let (first, last) = (family.first()?, family.last()?);
        // Two names in a row are a list: `John Smith, Mary Jones`.
        let is_family = family.iter().rev().skip(1).all(is_particle);
        if !is_family || !last.entry.is_surname() || self.text.get(last.end..last.end + 2) != Some(b", ") {
            return None;
        }
        let given_run =
            Run::new(self.text, next_capital(self.text, last.end).filter(|&at| at == last.end + 2)?, self.table);
        let given = given_run.tokens();
        if given.len() > 3 || !given.first()?.entry.is_given() || given.iter().any(|token| token.entry.is(class::PLACE))
        {
            return None;
        }
        if self.goes_on_as_list(given.last()?.end) {
            return None;
        }
        let reading = read(given, family, self.text, self.table)?;
        let cue = before(self.text, first.start, self.table);
        let mut odds = reading.odds + INVERTED + cue.odds() + case_odds(family).max(case_odds(given));
        odds += word_odds(last.entry, last.entry.surname_ratio());
        odds += if last.entry.is(class::CITY) { WORD } else { 0.0 };
        let (after, end) = after_odds(self.text, &(first.start..given.last()?.end), given_run.is_cut, self.table);
        odds += after;
        let is_test = is_test(given, family, self.text, self.table);
        let found = found(first.start..end, Shape::Inverted, Reading { odds, ..reading }, is_test);
        (found.odds >= 1.0).then_some(found)
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
        if self.text.get(last.end) != Some(&b'^') {
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

/// A title, a particle in small letters or a suffix begins and ends no name.
fn is_bad_end(token: &Token) -> bool {
    let is_title = token.entry.is(class::TITLE) && token.entry.given_ratio().is_none_or(|ratio| ratio < 0.5);
    is_title && !token.entry.is_surname()
        || token.case == Case::Lower
        || token.entry.is(class::SUFFIX) && !token.entry.is_name()
}

/// One word, after a cue that asks for a name.
fn single(name: &Token, cue: Before) -> Option<Found> {
    let base = match cue {
        Before::Title => SINGLE_AFTER_TITLE,
        Before::Named | Before::Greeting => SINGLE_AFTER_CUE,
        _ => return None,
    };
    let entry = name.entry;
    if name.is_initial() || entry.is_word_only() || is_organisation(entry) || name.end - name.start < 2 {
        return None;
    }
    let (given, surname) = (entry.given_ratio().map(weight), entry.surname_ratio().map(weight));
    let odds = match if surname > given { surname } else { given } {
        Some(odds) => odds,
        None if cue == Before::Greeting || name.case != Case::Title => return None,
        None => 0.1,
    };
    let part = if cue == Before::Title || surname > given { Part::FamilyName } else { Part::GivenName };
    let facts = u8::from(entry.is_given()) | u8::from(entry.is_surname()) << 1 | u8::from(entry.is(class::WORD)) << 2;
    // The cue's own odds are added by the caller; what is left of the base is what one name alone lacks.
    let odds = base + odds - cue.odds();
    Some(Found { span: 0..0, part, odds, shape: Shape::Single as u8, is_test: false, facts: Facts(facts) })
}

fn word_odds(entry: Entry, ratio: Option<f32>) -> f32 {
    if entry.is(class::WORD) && ratio.is_some_and(|ratio| ratio < CLEAR_RATIO) { WORD } else { 0.0 }
}

fn case_odds(names: &[Token]) -> f32 {
    let has = |case| names.iter().any(|token| token.case == case);
    match (has(Case::Upper), has(Case::Title)) {
        (true, false) => ALL_CAPITALS,
        (true, true) => MIXED_CAPITALS,
        (false, _) => 0.0,
    }
}
