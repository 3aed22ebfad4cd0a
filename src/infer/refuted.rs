//! Values that say of themselves that the name of their column is not theirs.

use super::odds::SSN;
use super::years;
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::LabelEvidence;
use crate::rules::{Finder, RuleSpec};

/// How the values of a column say that its name is not theirs, if they do: dates under `created_at` that lie as birth dates do,
/// numbers under `phone` that are grouped as only social security numbers are.
pub(super) fn refuted(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<&'static str> {
    if !label.is_negative {
        return None;
    }
    let distinct = kind.whole.distinct.count();
    let is_recorded = || label.word.is_some_and(|word| RECORDED.contains(&word));
    if rule.finder == Finder::Date && distinct >= AGES_DISTINCT_MIN && is_recorded() && years::ages(kind) {
        return Some("they are older than what the column's name says, old and young ones, as people are");
    }
    let is_grouped = || {
        let grouped = kind.shapes.iter().zip(&rule.shapes).filter(|(_, shape)| shape.weight >= GROUPED_MIN);
        let grouped: u64 = grouped.map(|(count, _)| *count).sum();
        grouped * 20 >= column.cells * 19 && kind.missed * 50 <= column.cells
    };
    let is_asked = rule.validator.as_deref() == Some(SSN) && distinct >= GROUPED_DISTINCT_MIN;
    (is_asked && is_grouped()).then_some("they are grouped as hardly anything else is, and next to all pass")
}

/// Words for when a program wrote something, or somebody ordered it: before the middle of the 1960s hardly any did.
const RECORDED: &[&str] = &[
    "created",
    "created at",
    "created on",
    "create date",
    "created date",
    "updated",
    "updated at",
    "update date",
    "last updated",
    "modified",
    "modified at",
    "timestamp",
    "last login",
    "order date",
    "due date",
    "ship date",
    "invoice date",
    "payment date",
    "transaction date",
    "activation date",
    "posted",
    "expiry",
    "expires",
    "expiration",
    "expiration date",
    "exp date",
    "batch",
];

/// Social security numbers with signs at their two places, and how many of them: one random number in nine would fail.
pub(super) const GROUPED_MIN: f32 = 1.5;
const GROUPED_DISTINCT_MIN: u64 = 20;

/// Of fewer dates a few old ones may be mistyped.
const AGES_DISTINCT_MIN: u64 = 12;
