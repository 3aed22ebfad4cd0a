//! What only its place beside something that was found makes a value: the account beside a routing number, the code behind a card,
//! the bare numbers in a row that a person's name begins.

use super::View;
use super::edges::line_end;
use super::verify::keep;
use crate::detect::Part;
use crate::detect::detector::{Detector, Outcome, canonical_date};
use crate::detect::find::{Found, account, card_code, date, extension, person_row};
use crate::detect::overlap::Pending;
use crate::detect::scratch::TextScratch;
use crate::detect::signature::canonicalise;
use crate::detect::validate::Facts;
use crate::rules::KindId;
use std::ops::Range;

/// An account's number beside a routing number, in log10.
const BESIDE_ROUTING: f32 = 1.5;
/// Three or four digits behind a card and its expiry, and behind a card and words for its code.
const BEHIND_EXPIRY: f32 = 0.8;
const BEHIND_CODE_WORDS: f32 = 1.3;
/// Digits of the cards whose code has four digits.
const LONG_CODE_DIGITS: usize = 15;
/// Ten digits in parentheses behind a name.
const BEHIND_NAME: f32 = 0.3;
/// Nine digits and a day of birth in a row that a name begins; a day without them beside an address; and one in parentheses.
const ROW_OF_PERSON: f32 = 0.6;
const DAY_AND_ADDRESS: f32 = 0.3;
const DAY_IN_PARENTHESES: f32 = 0.2;
/// How far from the number of a person a name with the day of birth may stand.
const NAME_REACH: usize = 96;
/// The most that the grouping of a social security number is worth where nothing around it is about a person: three in five are one.
const BARE_SSN_MAX: f32 = 0.18;
/// The same where a word before it numbers something else.
const SSN_OF_THING: f32 = -1.0;
/// A day behind a name and the sign of a birth.
const BORN: f32 = 1.0;

impl Detector {
    /// Takes what stands beside what was found in a view.
    pub(super) fn beside(&self, scratch: &mut TextScratch, view: &View<'_>) {
        if scratch.pending.is_empty() {
            return;
        }
        self.accounts_beside(scratch, view);
        self.codes_of_cards(scratch, view);
        self.rows_of_persons(scratch, view);
        self.days_beside_identifiers(scratch, view);
        self.doubt_bare_ssns(scratch, view);
        if let Some(phone) = self.finders.phone {
            extend_phones(scratch, view, phone);
        }
    }

    /// Takes the number of an account that stands beside a routing number, `routing 021000021 account 1234567890`: by itself
    /// its label would be that of any account.
    fn accounts_beside(&self, scratch: &mut TextScratch, view: &View<'_>) {
        let Some((routing, kind)) = self.finders.routing_and_account.filter(|_| !scratch.pending.is_empty()) else {
            return;
        };
        let is_routing = |hit: &&Pending| hit.kind == routing && hit.odds > 0.0;
        let Some(beside) = scratch.pending.iter().find(is_routing).map(|hit| hit.span.clone()) else { return };
        let span = account::paired(view.text, beside.end)
            .or_else(|| account::behind(view.text, beside.end))
            .or_else(|| account::before(view.text, beside.start));
        if let Some(span) = span {
            let start = scratch.arena.len();
            scratch.arena.extend_from_slice(view.text.get(span.clone()).unwrap_or_default());
            let found =
                Found { span, part: Part::Whole, odds: BESIDE_ROUTING, shape: 0, is_test: false, facts: Facts(0) };
            let canonical = start..scratch.arena.len();
            keep(scratch, kind, found, canonical);
        }
    }

    /// Takes the verification codes behind the numbers of cards.
    fn codes_of_cards(&self, scratch: &mut TextScratch, view: &View<'_>) {
        let Some((card, code)) = self.finders.card_and_code else { return };
        for index in 0..scratch.pending.len() {
            let Some(hit) = scratch.pending.get(index).filter(|hit| is_sure(hit, card)) else { continue };
            let (start, end, is_long) = (hit.span.start, hit.span.end, hit.canonical.len() == LONG_CODE_DIGITS);
            if let Some(span) = card_code::behind_expiry(view.text, end, is_long) {
                self.beside_at(scratch, view, code, span, BEHIND_EXPIRY);
            } else if let Some(span) = card_code::behind_words(view.text, end, is_long) {
                self.beside_at(scratch, view, code, span, BEHIND_CODE_WORDS);
            } else if let Some(span) = card_code::before(view.text, start, is_long)
                .or_else(|| card_code::under_heading(view.text, end, is_long))
            {
                self.beside_at(scratch, view, code, span, BEHIND_CODE_WORDS);
            }
        }
    }

    /// Takes the bare numbers and days in rows that the name of a person begins.
    fn rows_of_persons(&self, scratch: &mut TextScratch, view: &View<'_>) {
        let Some((names, _)) = self.finders.names.as_ref() else { return };
        for index in 0..scratch.pending.len() {
            let Some(end) = scratch.pending.get(index).filter(|hit| is_sure(hit, *names)).map(|hit| hit.span.end)
            else {
                continue;
            };
            if let Some((phone, span)) = self.finders.phone.zip(person_row::number_in_parentheses(view.text, end)) {
                self.beside_at(scratch, view, phone, span, BEHIND_NAME);
            }
            self.row_of_person(scratch, view, end);
        }
    }

    /// Takes the days behind names in capitals on lines that hold the number of a person: `RTN MOORE, ANN M 08/16/2003 VALID` behind a licence.
    fn days_beside_identifiers(&self, scratch: &mut TextScratch, view: &View<'_>) {
        let Some(kind) = self.finders.date else { return };
        for index in 0..scratch.pending.len() {
            let hit = scratch.pending.get(index).filter(|hit| hit.odds > 0.0 && self.is_identifier(hit.kind));
            let Some(span) = hit.map(|hit| hit.span.clone()) else { continue };
            let line_end = line_end(view.text, span.end).min(span.end + NAME_REACH);
            let line_start = span.start.saturating_sub(NAME_REACH).max(view.line_start.min(span.start));
            for day in person_row::days_of_listed(view.text, line_start..line_end) {
                let is_known = scratch.pending.iter().any(|hit| hit.span.start == day.found.span.start);
                if !is_known && day.found.span.start >= view.segment.start {
                    self.day_beside(scratch, view, kind, &day, ROW_OF_PERSON);
                }
            }
        }
    }

    /// Whether a kind is the number of a person that lists have beside names and days of birth.
    fn is_identifier(&self, kind: KindId) -> bool {
        Some(kind) == self.finders.us_ssn
            || self.plan(kind).is_some_and(|plan| plan.is_linked)
            || self.rules().kind("us_ssn_last4") == Some(kind)
    }

    /// Whether such a number stands on the same line soon behind a name that ends at `end`.
    fn has_identifier_behind(&self, scratch: &TextScratch, view: &View<'_>, end: usize) -> bool {
        let reach = end..line_end(view.text, end).min(end + NAME_REACH);
        let mut hits = scratch.pending.iter();
        hits.any(|hit| hit.odds > 0.0 && reach.contains(&hit.span.start) && self.is_identifier(hit.kind))
    }

    /// A number in the grouping of social security numbers is another one's as well where nothing around it is about a person: no label,
    /// nobody's name, no other number or day of somebody.
    fn doubt_bare_ssns(&self, scratch: &mut TextScratch, view: &View<'_>) {
        let Some(kind) = self.finders.us_ssn else { return };
        for index in 0..scratch.pending.len() {
            let hit = scratch.pending.get(index).filter(|hit| hit.kind == kind && hit.odds > BARE_SSN_MAX);
            let Some(span) = hit.map(|hit| hit.span.clone()) else { continue };
            let is_beside =
                scratch.pending.iter().any(|other| other.odds > 0.0 && other.span != span && other.kind != kind);
            if !is_beside
                && !person_row::is_about_person(view.text, &span)
                && self.label(scratch, view, kind, &span) == 0.0
            {
                let is_thing = person_row::is_of_thing(view.text, span.start) || goes_on_as_code(view.text, span.end);
                let most = if is_thing { SSN_OF_THING } else { BARE_SSN_MAX };
                for hit in scratch.pending.iter_mut().filter(|hit| hit.kind == kind && hit.span == span) {
                    hit.odds = hit.odds.min(most);
                }
            }
        }
    }

    fn row_of_person(&self, scratch: &mut TextScratch, view: &View<'_>, end: usize) {
        if let Some((day, has_sex)) = person_row::day_behind(view.text, end)
            && let Some(kind) = self.finders.date.filter(|_| has_sex || self.has_identifier_behind(scratch, view, end))
        {
            self.day_beside(scratch, view, kind, &day, ROW_OF_PERSON);
            return;
        }
        let (ssn, address) = (self.finders.us_ssn, self.finders.addresses.as_ref().map(|(kind, _)| *kind));
        let known = |at: usize| {
            let hit = scratch.pending.iter().filter(|hit| hit.span.start == at && hit.odds > 0.0);
            hit.max_by_key(|hit| hit.span.end)
                .map(|hit| (hit.span.end, Some(hit.kind) == ssn, Some(hit.kind) == address))
        };
        let row = person_row::behind(view.text, end, &known);
        let odds = match &row {
            row if row.is_born => BORN,
            // Members have numbers and dates, too: bare digits want an address beside them.
            row if row.has_number
                && row.day.is_some()
                && (row.has_address || row.phone.is_some() || row.number.is_none()) =>
            {
                ROW_OF_PERSON
            }
            row if row.has_address && row.day.is_some() => DAY_AND_ADDRESS,
            row if row.is_day_in_parentheses => DAY_IN_PARENTHESES,
            _ => return,
        };
        let phone = row.phone.filter(|_| row.has_number && row.day.is_some());
        if let Some((kind, span)) = self.finders.phone.zip(phone) {
            self.beside_at(scratch, view, kind, span, odds);
        }
        if let Some((kind, day)) = self.finders.date.zip(row.day) {
            self.day_beside(scratch, view, kind, &day, odds);
        }
        if let Some((kind, span)) = ssn.zip(row.number).filter(|_| row.has_number) {
            self.beside_at(scratch, view, kind, span, odds);
        }
    }

    fn day_beside(&self, scratch: &mut TextScratch, view: &View<'_>, kind: KindId, day: &date::DateFound, odds: f32) {
        // A word that says of what the day is was heard.
        if self.label(scratch, view, kind, &day.found.span) < 0.0 {
            return;
        }
        let start = scratch.arena.len();
        canonical_date(day.date, &mut scratch.arena);
        let canonical = start..scratch.arena.len();
        keep(scratch, kind, Found { odds, ..day.found.clone() }, canonical);
    }

    /// Takes a value at a place that says what it is, if its check passes and no word beside it says otherwise.
    fn beside_at(&self, scratch: &mut TextScratch, view: &View<'_>, kind: KindId, span: Range<usize>, odds: f32) {
        let start = scratch.arena.len();
        canonicalise(view.text.get(span.clone()).unwrap_or_default(), &mut scratch.arena);
        let outcome = self.plan(kind).map(|plan| plan.verify(scratch.arena.get(start..).unwrap_or_default()));
        let Some(Outcome::Accepted { facts, is_test, .. }) = outcome else {
            scratch.arena.truncate(start);
            return;
        };
        if self.label(scratch, view, kind, &span) < 0.0 {
            return;
        }
        let canonical = start..scratch.arena.len();
        keep(scratch, kind, Found { span, part: Part::Whole, odds, shape: 0, is_test, facts }, canonical);
    }
}

/// Takes the extension behind a telephone number into it: ` ext. 12`, ` x12`.
fn extend_phones(scratch: &mut TextScratch, view: &View<'_>, phone: KindId) {
    for hit in scratch.pending.iter_mut().filter(|hit| is_sure(hit, phone)) {
        let Some(digits) = extension::behind(view.text, hit.span.end) else { continue };
        let start = scratch.arena.len();
        scratch.arena.extend_from_within(hit.canonical.clone());
        scratch.arena.push(b'X');
        scratch.arena.extend_from_slice(view.text.get(digits.clone()).unwrap_or_default());
        hit.canonical = start..scratch.arena.len();
        hit.span.end = digits.end;
    }
}

fn is_sure(hit: &Pending, kind: KindId) -> bool {
    hit.kind == kind && hit.odds > 0.0
}

/// Whether a stroke and a short number stand behind a number, as the item of an order or the sheet of a plan has them:
/// `212-44-6789 / 7`. Behind a person's, that of a date does.
fn goes_on_as_code(text: &[u8], end: usize) -> bool {
    const DIGITS: std::ops::RangeInclusive<usize> = 1..=3;
    let behind = text.get(end..).unwrap_or_default();
    let rest = behind.strip_prefix(b" / ").or_else(|| behind.strip_prefix(b"/")).unwrap_or_default();
    let digits = rest.iter().take(DIGITS.end() + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let goes_on = match rest.get(digits..).unwrap_or_default() {
        [sign, next, ..] if b"/-.".contains(sign) => next.is_ascii_alphanumeric(),
        [next, ..] => next.is_ascii_alphanumeric() || b"/-".contains(next),
        [] => false,
    };
    DIGITS.contains(&digits) && !goes_on
}
