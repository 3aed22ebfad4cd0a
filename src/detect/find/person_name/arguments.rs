//! `new Person("Ann", "Moore")`: a given and a family name as two values in quotes.

use std::ops::Range;

use super::Shape;
use super::run::Run;
use super::table::class;
use super::text::Context;
use super::token::{Case, Token, token_at};
use crate::detect::Part;
use crate::detect::find::Found;
use crate::detect::validate::Facts;

/// How much of the argument before them is looked at.
const ARGUMENT_MAX: usize = 64;
/// A given name and a family name as two values in quotes, one behind the other.
const ARGUMENTS: f32 = 2.4;

impl Context<'_> {
    /// `new Person("Ann", "Moore")`: a given name and a family name, each in quotes, as the only such pair of a list. More given
    /// names beside them make it a list of names: `["Ann", "Moore", "Kim"]`.
    pub(super) fn arguments(&self, run: &Run) -> Option<(Found, Found)> {
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
