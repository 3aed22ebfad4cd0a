//! How often cells of a column pass where the column is the kind, and where it is not.

use super::odds::main_shape;
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::Part;
use crate::detect::validate::find as validator;
use crate::rules::{Finder, RuleSpec};

/// Pass rates of a kind, and how much they may say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rates {
    /// Share of distinct cells that pass in a true column (typing errors and rare forms are the rest).
    pub(super) when_true: f64,
    /// Share of distinct cells of the same shape that pass in a column of something else.
    pub(super) when_false: f64,
    /// The most that agreement may add, in log10 odds.
    pub(super) gain_max: f64,
}

/// The weight of a form from which on little else looks so, and passing a weak check says more.
const TELLING_FORM: f32 = 1.5;

/// A check that so many random numbers pass tells little but by the values that fail it.
const GROUPED_RATE_MIN: f64 = 0.5;

/// A check that more random values pass is none.
const WEAK_RATE_MAX: f64 = 0.45;
/// What it is worth at most that all of many values pass such a check. A judgement: another number may have the same check.
const THROUGHOUT_MAX: f64 = 4.0;

/// Whether next to all of many different values pass.
fn passes_throughout(kind: &KindAggregate) -> bool {
    const VALUES_MIN: u64 = 20;
    kind.missed * 20 <= kind.recognised() && kind.whole.distinct.count() >= VALUES_MIN
}

/// The rates of `rule`, given what part of a value the column mostly holds.
///
/// Checked numbers take their rate from the validator, which measured it. The others are judgements: what share of
/// columns' words are in the census lists (they cover 88 % of people in the US by given name and 73 % by surname, fewer
/// elsewhere), how many dates are birth dates. A date, or a letter with digits, says next to nothing by passing.
pub(super) fn rates(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> Rates {
    let named = rule.validator.as_deref().filter(|_| rule.finder != Finder::Labelled);
    if let Some(validator) = named.and_then(validator) {
        let when_false = validator.random_pass_rate.clamp(1e-6, 0.95);
        let shape = main_shape(kind).and_then(|index| rule.shapes.get(index));
        let form = shape.map_or(0.0, |shape| shape.weight);
        let has_letters = shape.is_some_and(|shape| shape.form.starts_with(['a', 'u', 'W']));
        let gain_max = match rule.needs_label && when_false > 0.05 {
            true if form >= TELLING_FORM => 1.5,
            // Where each of many passes in a form that is not any digits', chance has no part in it.
            true if (form > 0.0 || has_letters) && when_false < WEAK_RATE_MAX && passes_throughout(kind) => {
                THROUGHOUT_MAX
            }
            true => 0.5,
            false => 6.0,
        };
        // In a form of its own, what is mistyped is rarer than what is another number in that form.
        let is_grouped = form >= TELLING_FORM && when_false > GROUPED_RATE_MIN;
        return Rates { when_true: if is_grouped { 0.985 } else { 0.98 }, when_false, gain_max };
    }
    let (when_true, when_false, gain_max) = match (rule.finder, kind.main_part()) {
        (Finder::PersonName, Part::GivenName | Part::FamilyName) if is_foreign(column, kind) => (0.50, 0.25, 2.5),
        (Finder::PersonName, Part::Whole) => (0.80, 0.08, 4.0),
        (Finder::PersonName, Part::FamilyName) => (0.65, 0.30, 2.5),
        (Finder::PersonName, _) => (0.80, 0.30, 3.0),
        (Finder::StreetAddress, _) if is_foreign(column, kind) => (0.55, 0.08, 3.0),
        (Finder::StreetAddress, _) => (0.90, 0.05, 4.0),
        (Finder::Email, _) => (0.97, 0.001, 4.0),
        (Finder::Iban, _) => (0.98, 0.01, 6.0),
        (Finder::Date, _) => (0.98, 0.90, 0.0),
        (Finder::Labelled, _) => (0.98, 0.90, 0.5),
        (Finder::IpAddress | Finder::Mrz | Finder::Aamva | Finder::CardTrack, _) => (0.98, 0.01, 4.0),
        (Finder::Shape | Finder::Pattern, _) => (0.98, 0.50, 0.5),
    };
    Rates { when_true, when_false, gain_max }
}

/// Whether nearly all cells look like names or addresses, words of the language left out, and most differ: from where the lists
/// know little, a good part is not recognised.
fn is_foreign(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    let words = column.cells.saturating_sub(kind.whole.matched);
    kind.assumed > 0 && words * 20 <= column.cells && column.distinct.count() * 2 > column.cells
}
