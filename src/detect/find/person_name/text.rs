//! Names in running text: runs of capitalised words, read as names, weighed with what stands around them.
//!
//! A pair of a listed given name and a listed surname that are not ordinary words is enough by itself. Everything less
//! needs a cue, and what follows in the same run can take a name away: `Martin Luther King Blvd`, `Henry Ford Hospital`.

use super::cell::cell;
use super::context::{
    Before, after_odds, before, behind_titled_particle, ends_list, following_odds, is_heading, is_person_after,
    is_verb_next, joint_start,
};
use super::entries::{ends_speaker, is_after_person, is_keyed, may_be_unlisted, on_ticket};
use super::reading::{
    FACT_GIVEN, FACT_SURNAME, FACT_WHOLE, Reading, TOKENS_MAX, is_particle, is_test, may_be_given, natural, weight,
};
use super::run::{Run, next_capital};
use super::table::{Entry, NameTable, class};
use super::things::Candidate;
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
/// `at Salem Park`: a name that a town has, too, where places stand.
const TOWN_BESIDE: f32 = -0.8;
/// Only one end is listed.
const HALF_LISTED: f32 = -0.3;
/// `I met Dionna Park`, `Mark Lane agreed`: the kind of a street behind a given name, where persons stand.
const NO_STREET: f32 = 0.9;
/// All capitals: headings are written so, and forms.
const ALL_CAPITALS: f32 = -0.5;
/// Capitals and title case in one name: a heading meets a sentence, or an abbreviation a word.
const MIXED_CAPITALS: f32 = -1.0;
/// A label's value ends with it: `user: Washington Post and others report` is what someone said.
const SENTENCE: f32 = -0.8;
/// A surname that is a word, after a given name that is nothing else (`Jason Green`), says no less than this.
const WORD_AFTER_GIVEN: f32 = -0.1;
/// How much more often that given name is one: log10.
const SURE_GIVEN_RATIO: f32 = 2.0;
/// How much more often a small word of another language must be a given name to be one before a surname: log10.
const RARE_GIVEN_RATIO: f32 = 2.0;
/// One name after a title that stands before nothing but names, and after another title; after a greeting or `my name is`; after a word that persons often stand after; at the
/// beginning of a sentence.
const SINGLE_AFTER_HONORIFIC: f32 = 2.4;
const SINGLE_AFTER_TITLE: f32 = 1.3;
const SINGLE_AFTER_CUE: f32 = 1.2;
const SINGLE_AFTER_COMPANION: f32 = 0.9;
const SINGLE_ALONE: f32 = 0.4;
/// The value of a key of a given or family name in a record of somebody.
const SINGLE_KEYED: f32 = 2.4;
/// Two names that no list need have, behind a role that only people have; and family name first, where it is sure that a name stands.
const AFTER_PERSON: f32 = 2.0;
/// Words behind the label of a person's name.
const TOLD: f32 = 2.0;
/// How much less often a word may be such a name than a word: log10.
const TOLD_RATIO_MIN: f32 = -1.0;
/// Both names are listed, words of the language though they are, behind a title that stands before nothing but names.
const HONOURED: f32 = 0.2;
/// A line of a chat does not go on as one where its speaker's name should end.
const NO_SPEAKER: f32 = -1.5;
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
pub(super) struct Context<'a> {
    pub(super) text: &'a [u8],
    pub(super) table: &'a NameTable,
}

impl Context<'_> {
    /// Whether a run of one word can be a name, or a part of one, by what stands beside it; most open a sentence. Not yet
    /// looked up.
    fn is_single_open(&self, run: &Run) -> bool {
        let Some(token) = run.tokens().first() else { return false };
        let after = self.text.get(token.end..).unwrap_or_default();
        matches!(after, [b',', b' ', ..] | [b'^', ..])
            || before(self.text, token.start, self.table) != Before::Nothing
            || behind_titled_particle(self.text, token.start, self.table).is_some()
            || is_verb_next(self.text, token.end, self.table)
    }

    /// Hands on the names of a run that is not looked up yet, and gives the place up to which the text is gone through.
    fn names_of(&self, run: &mut Run, emit: &mut dyn FnMut(&Found)) -> usize {
        let Some(last) = run.tokens().last() else {
            let ticket = on_ticket(self.text, run.start, self.table);
            if let Some(found) = &ticket {
                emit(found);
            }
            return ticket.map_or(run.end, |found| found.span.end);
        };
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
        if let Some(told) = self.told(run)
            && self.best(run, 0).is_none_or(|(best, _)| best.odds < told.odds)
        {
            emit(&told);
            return;
        }
        let mut from = 0;
        while let Some((found, next)) = self.best(run, from) {
            emit(&found);
            from = next;
        }
    }

    /// All of a run, where the label of a person's name stands before it and nothing but the end of a field behind it: `Patient name:
    /// River Stone`. Its words may be words of the language, but those must be listed as names in their places.
    fn told(&self, run: &Run) -> Option<Found> {
        const WORDS: std::ops::RangeInclusive<usize> = 2..=4;
        let tokens = run.tokens();
        let (first, last) = (tokens.first()?, tokens.last()?);
        let head = self.text.get(..first.start)?.trim_ascii_end();
        let label = head.strip_suffix(b":").or_else(|| head.strip_suffix(b"="))?.trim_ascii_end();
        let is_name = label.len().checked_sub(4).and_then(|at| label.get(at..))?.eq_ignore_ascii_case(b"name");
        let rest = self.text.get(last.end..)?;
        let ends = matches!(
            rest,
            [] | [b'\n' | b'\r' | b'\t' | b',' | b';' | b'|' | b'<' | b'"', ..] | [b' ', b' ' | b'(', ..]
        );
        let is_no_word =
            |token: &Token| !token.entry.is(class::WORD | class::ORGANISATION | class::ROLE | class::CALENDAR);
        // `See File`: hardly anybody is called so.
        let is_often = |ratio: Option<f32>| ratio.is_some_and(|ratio| ratio >= TOLD_RATIO_MIN);
        let is_called = |token: &Token| {
            let is_written = matches!(token.case, Case::Title | Case::Initial) || is_particle(token);
            is_written
                && !token.entry.is(class::LEGAL_FORM)
                && !(token.case == Case::Title && token.entry.is_word_only())
        };
        let is_whole = is_name
            && ends
            && !run.is_cut
            && WORDS.contains(&tokens.len())
            && last.case == Case::Title
            && tokens.iter().all(is_called)
            && tokens.iter().any(|token| token.entry.is_name())
            && (is_often(first.entry.given_ratio()) || first.is_initial() || is_no_word(first))
            && (is_often(last.entry.surname_ratio()) || is_no_word(last))
            && before(self.text, first.start, self.table) == Before::Label
            && is_after_person(self.text, first.start, self.table);
        let facts = FACT_WHOLE
            | if first.entry.is_given() { FACT_GIVEN } else { 0 }
            | if last.entry.is_surname() { FACT_SURNAME } else { 0 };
        let reading = Reading { odds: TOLD, facts: Facts(facts), listed: 0 };
        let shape = if first.is_initial() { Shape::InitialsLast } else { Shape::FirstLast };
        is_whole.then(|| found(first.start..last.end, shape, reading, is_test(tokens, &[], self.text, self.table)))
    }

    /// Whether a word of no list could be a name here: after a title, or where somebody says it.
    fn has_single_cue(&self, tokens: &[Token]) -> bool {
        tokens.iter().any(|token| token.entry.is(class::TITLE))
            || tokens.iter().any(|token| token.entry.is(class::PERSON))
            || tokens.first().is_some_and(|first| {
                let cue = before(self.text, first.start, self.table);
                let is_cue = matches!(
                    cue,
                    Before::Title
                        | Before::Honorific
                        | Before::Named
                        | Before::Keyed
                        | Before::Speaker
                        | Before::Greeting
                );
                is_cue
                    || cue.may_be_role() && is_after_person(self.text, first.start, self.table)
                    || cue == Before::Nothing && behind_titled_particle(self.text, first.start, self.table).is_some()
            })
            || tokens.last().is_some_and(|last| is_keyed(self.text, last.end))
    }

    /// The likeliest name from word `from` on, and the word after it.
    fn best(&self, run: &Run, from: usize) -> Option<(Found, usize)> {
        let tokens = run.tokens();
        let mut best: Option<(Found, usize)> = None;
        let may_begin = |token: &Token| !is_bad_end(token) && may_be_given(token);
        for (first, token) in tokens.iter().enumerate().skip(from).filter(|(_, token)| may_begin(token)) {
            let next = tokens.get(first + 1..).unwrap_or_default();
            if next.len() > 1 && (self.is_mark_to_sign(token) || is_code_before_name(token, next)) {
                continue;
            }
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
        // `Geachte heer van Gorp`: the particles before the run belong to the name.
        if first == 0
            && cue == Before::Nothing
            && let Some((start, cue)) = behind_titled_particle(self.text, token.start, self.table)
        {
            return Lead { joint: Some(start), cue };
        }
        Lead { joint, cue }
    }

    /// The words `first..end` as a name, and the word after it and its suffix.
    fn candidate(&self, run: &Run, (first, end): (usize, usize), lead: &Lead) -> Option<(Found, usize)> {
        let tokens = run.tokens();
        let names = tokens.get(first..end)?;
        if is_bad_end(names.last()?) || names.last()?.is_initial() {
            return None;
        }
        // `Wm. Wrigley Co.`
        let is_firm = |token: &Token| self.text.get(token.start..token.end + 1) == Some(b"Co.");
        if names.last().is_some_and(is_firm) || tokens.get(end).is_some_and(is_firm) {
            return None;
        }
        let Lead { joint, cue } = *lead;
        let is_thing = || Candidate { text: self.text, table: self.table, tokens, first, end, cue }.is_thing();
        let (mut found, end) = match names {
            [name] => {
                let is_alone = end == tokens.len() && !run.is_cut && (first == 0 || cue == Before::Companion);
                let found = single(name, cue, is_alone)?;
                let is_listed = || cue == Before::Companion && ends_list(self.text, name.start);
                if self.is_no_single(name) || is_listed() {
                    return None;
                }
                (found, end)
            }
            _ => {
                let mut found = self.whole(names, cue)?;
                if cue == Before::Speaker && !ends_speaker(self.text, names.last()?.end) {
                    found.odds += NO_SPEAKER;
                }
                let has_suffix = tokens.get(end).is_some_and(|token| token.entry.is(class::SUFFIX));
                (found, end + usize::from(has_suffix))
            }
        };
        let (start, end) = match names {
            [_] => (particles_start(tokens, first), end),
            _ => Self::with_unlisted(tokens, first, end),
        };
        // `J. Edgar Moore`: the initial before a name belongs to it.
        let is_initialed = start == 1
            && names.len() > 1
            && tokens.first().is_some_and(|first| first.is_initial() && self.text.get(first.end) == Some(&b'.'));
        let start = if is_initialed { 0 } else { start };
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
        (found.odds >= ODDS_MIN && !is_thing()).then_some((found, end))
    }

    /// `ST: MS CLASS: D` is the next field of a form, and `Miranda v. Arizona` a case.
    fn is_no_single(&self, name: &Token) -> bool {
        let rest = self.text.get(name.end..).unwrap_or_default();
        let is_field = name.case == Case::Upper && name.entry.is(class::WORD) && rest.first() == Some(&b':');
        // `setLastName("Lastname")`, `First Name (given name) Street`
        let word = self.text.get(name.start..name.end).unwrap_or_default();
        let is_behind_bracket = || self.text.get(..name.start).is_some_and(|head| head.ends_with(b") "));
        let is_seldom = |ratio: Option<f32>| ratio.is_none_or(|ratio| ratio < 0.0);
        let is_mostly_word =
            name.entry.is(class::WORD) && is_seldom(name.entry.given_ratio()) && is_seldom(name.entry.surname_ratio());
        let is_label = is_heading(word) || (is_mostly_word || name.entry.is(class::STREET)) && is_behind_bracket();
        is_field || is_label || [&b" v. "[..], b" vs. ", b" v "].iter().any(|versus| rest.starts_with(versus))
    }

    /// `X Ann Cole`: where somebody signs.
    fn is_mark_to_sign(&self, token: &Token) -> bool {
        self.text.get(token.start..token.end) == Some(b"X") && self.text.get(token.end) == Some(&b' ')
    }

    /// The words of a name and those beside it, at the ends of the run, that no list has: they belong to it.
    fn with_unlisted(tokens: &[Token], first: usize, end: usize) -> (usize, usize) {
        let is_unlisted = |token: &Token| token.case == Case::Title && token.entry.is_unlisted();
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
        let is_entry = self.is_entry_of_person(names, cue);
        if !cue.tells_person() && !is_entry && is_foreign(names) && !self.is_told_foreign(names, cue) {
            return None;
        }
        if reading.listed == 0 && !cue.is_title() && cue != Before::Named && !is_entry || is_short && !is_cued {
            return None;
        }
        let (first, last) = (names.first()?, names.last()?);
        let is_initial = first.is_initial();
        let mut odds = reading.odds + CAPITALS + case_odds(names);
        let is_person_here = last.entry.is(class::STREET)
            && first.entry.is_rather_given()
            && (cue == Before::Companion || is_verb_next(self.text, last.end, self.table));
        odds += word_odds(first.entry, first.entry.given_ratio());
        odds += if is_person_here { NO_STREET } else { surname_odds(first.entry, last.entry) };
        if cue == Before::Near && first.entry.is(class::CITY) {
            odds += TOWN_BESIDE;
        }
        if reading.listed < 2 && !(is_initial && reading.facts.0 & FACT_SURNAME != 0) {
            odds += HALF_LISTED;
        }
        if is_entry {
            odds = odds.max(AFTER_PERSON - cue.odds());
        }
        if cue == Before::Honorific && reading.listed == 2 {
            odds = odds.max(HONOURED);
        }
        let shape = match names.len() {
            _ if is_initial => Shape::InitialsLast,
            2 => Shape::FirstLast,
            3 if names.get(1).is_some_and(Token::is_initial) => Shape::FirstInitialLast,
            _ => Shape::FirstMiddleLast,
        };
        Some(found(0..0, shape, Reading { odds, ..reading }, is_test(names, &[], self.text, self.table)))
    }

    /// Whether something says that names with a small word of another language are those of a person: who signed, or the
    /// address of e-mail behind them: `by Les Weil`, `Li Er <er@example.org>`.
    fn is_told_foreign(&self, names: &[Token], cue: Before) -> bool {
        const ADDRESS_MAX: usize = 64;
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
        let is_role = matches!(cue, Before::Role | Before::Speaker);
        let rest = self.text.get(last.end..).unwrap_or_default();
        let address = rest.strip_prefix(b" <").map(|rest| rest.get(..rest.len().min(ADDRESS_MAX)).unwrap_or_default());
        let is_addressed = address
            .is_some_and(|rest| memchr::memchr2(b'@', b'\n', rest).is_some_and(|at| rest.get(at) == Some(&b'@')));
        is_addressed || is_role && first.entry.is_given() && last.entry.is_surname()
    }

    /// Whether names that no list need have stand where a person does: `Underwriter Alirán Károly`, `Dear Gunkil Riber,`.
    fn is_entry_of_person(&self, names: &[Token], cue: Before) -> bool {
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
        if !may_be_unlisted(names, self.text) {
            return false;
        }
        let rest = self.text.get(last.end..).unwrap_or_default();
        let goes_on = matches!(rest, [b' ', next, ..] if next.is_ascii_uppercase());
        match cue {
            _ if is_keyed(self.text, last.end) => true,
            Before::Title | Before::Honorific => !goes_on,
            Before::Greeting => matches!(rest, [] | [b',' | b':' | b'\n' | b'\r', ..]),
            Before::Speaker => ends_speaker(self.text, last.end),
            // `Patient Zyxon Qwop Plan`: the name of something longer.
            Before::Role | Before::Label => !goes_on && is_after_person(self.text, first.start, self.table),
            // `with Budislav Kuba, the neighbor`, `Her son, Duco Grootnibbelink, who`
            Before::Nothing | Before::Companion => {
                let is_apposed = || {
                    self.text.get(..first.start).is_some_and(|head| head.ends_with(b", "))
                        && is_after_person(self.text, first.start, self.table)
                };
                rest.starts_with(b", ") && (is_person_after(rest, self.table) || is_apposed())
            }
            _ => false,
        }
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

/// `NI Ann Cole`: two capitals before a given name and another one are no initials.
fn is_code_before_name(token: &Token, next: &[Token]) -> bool {
    let is_code = token.case == Case::Upper && token.end - token.start == 2;
    is_code
        && next.iter().all(|name| name.case == Case::Title)
        && next.first().is_some_and(|name| name.entry.is_given())
}

/// Whether a month has its day or year behind it: `the board of Long and Wagner, April 8, 2025`, `On June 25`. A number that
/// goes on, or that a capital follows, is of something else: `May 01/10/1956`, `May 10 Oak Street`.
pub(super) fn is_month_of_day(text: &[u8], token: &Token) -> bool {
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

/// `Der Wert`, `Les Jeux`, `Wenn Du`: a small word of another language begins or ends no name but beside names that are nothing else.
fn is_foreign(names: &[Token]) -> bool {
    let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
    let is_given = first.entry.is_clear_given();
    let is_rare = || first.entry.given_ratio().is_none_or(|ratio| ratio < RARE_GIVEN_RATIO) || !last.entry.is_surname();
    !is_given && (last.entry.is(class::FOREIGN) || first.entry.is(class::FOREIGN) && is_rare())
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
        Before::Keyed => SINGLE_KEYED,
        Before::Named | Before::Greeting | Before::Heading => SINGLE_AFTER_CUE,
        Before::Companion | Before::Role if is_clear => SINGLE_AFTER_COMPANION,
        Before::Nothing if is_clear => SINGLE_ALONE,
        _ => return None,
    };
    // `private IP`
    let is_abbreviation = name.case == Case::Upper && name.end - name.start <= 3;
    // `last="Monday"`
    let is_day = matches!(cue, Before::Named | Before::Keyed) && entry.is(class::CALENDAR) && !entry.is_mostly_given();
    if is_day
        || name.is_initial()
        || is_abbreviation
        || entry.is_word_only()
        || entry.is(class::FOREIGN) && !entry.is_clear_given() && !cue.is_title() && cue != Before::Named
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

pub(super) fn word_odds(entry: Entry, ratio: Option<f32>) -> f32 {
    if entry.is(class::WORD) && ratio.is_some_and(|ratio| ratio < CLEAR_RATIO) { WORD } else { 0.0 }
}

/// What is left to say of a surname that is a word: nothing against it after a given name that is nothing else.
fn surname_odds(given: Entry, surname: Entry) -> f32 {
    let Some(ratio) = surname.surname_ratio() else { return 0.0 };
    let sure = if given.is(class::WORD) { SURE_GIVEN_RATIO + 1.0 } else { SURE_GIVEN_RATIO };
    let is_sure = !given.is(class::PLACE | class::CALENDAR) && given.given_ratio().is_some_and(|ratio| ratio >= sure);
    if is_sure { (WORD_AFTER_GIVEN - weight(ratio)).max(0.0) } else { word_odds(surname, Some(ratio)) }
}

pub(super) fn case_odds(names: &[Token]) -> f32 {
    let has = |case| names.iter().any(|token| token.case == case);
    match (has(Case::Upper), has(Case::Title)) {
        (true, false) => ALL_CAPITALS,
        (true, true) if has_capital_family(names) => 0.0,
        (true, true) => MIXED_CAPITALS,
        (false, _) => 0.0,
    }
}

/// `Jean DUPONT`: all capitals for the family name alone, and it is listed. Short ones are abbreviations behind a word that is no given
/// name: `Show AUTH`, not `Yuichi SATO`.
fn has_capital_family(names: &[Token]) -> bool {
    const INITIALS: usize = 2;
    const SHORT: usize = 4;
    names.split_last().is_some_and(|(last, given)| {
        let is_given = given.first().is_some_and(|first| first.entry.is_given());
        let is_word = given.first().is_some_and(|first| first.entry.is(class::WORD));
        let is_told = is_given
            || match last.end - last.start {
                0..=INITIALS => false,
                len => len > SHORT || !is_word,
            };
        last.case == Case::Upper
            && last.entry.is_surname()
            && is_told
            && given.iter().all(|token| token.case != Case::Upper)
    })
}
