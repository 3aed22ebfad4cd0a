//! Values that say of themselves that the name of their column is not theirs.

use super::licence::{self, LICENCE};
use super::odds::{SSN, main_shape};
use super::{Neighbours, names, years};
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::LabelEvidence;
use crate::rules::{Finder, RuleSpec};

/// How the values of a column say that its name is not theirs, if they do: dates under `created_at` that lie as birth dates do,
/// numbers under `phone` that are grouped as only social security numbers are, licence numbers under `serial` that hold the names and
/// birth dates beside them.
pub(super) fn refuted(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<&'static str> {
    if !label.is_negative {
        return None;
    }
    if rule.finder == Finder::PersonName {
        let are_parts = names::are_parts_of_people(column, kind, neighbours);
        return are_parts.then_some("nearly all are listed given names or surnames, and many, beside personal data");
    }
    if rule.validator.as_deref() == Some(LICENCE) {
        return agrees(kind).then_some("they agree with their records as nothing else would");
    }
    if passes_with_letters(rule, column, kind, label) {
        return Some("they have letters in their places, and next to all pass a check that few pass");
    }
    let distinct = kind.whole.distinct.count();
    let is_recorded = || label.word.is_some_and(|word| RECORDED.contains(&word));
    if rule.finder == Finder::Date && distinct >= AGES_DISTINCT_MIN && is_recorded() && years::ages(kind) {
        return Some("they are older than what the column's name says, old and young ones, as people are");
    }
    let is_grouped = || {
        let of_weight = |least: f32| -> u64 {
            let grouped = kind.shapes.iter().zip(&rule.shapes).filter(|(_, shape)| shape.weight >= least);
            grouped.map(|(count, _)| *count).sum()
        };
        let grouped = of_weight(GROUPED_MIN);
        // Numbers of parts and sections have stops, too, and lie anywhere.
        let are_dotted = kind.missed == 0 && of_weight(DOTTED_MIN) * 20 >= column.cells * 19 && are_of_areas(kind);
        // Some people write the signs, and others leave them out.
        let are_mixed =
            grouped * 4 >= column.cells && kind.recognised() * 50 >= column.cells * 49 && are_of_areas(kind);
        (are_mixed || are_dotted || grouped * 20 >= column.cells * 19) && kind.missed * 50 <= column.cells
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
/// The same with full stops.
const DOTTED_MIN: f32 = 0.5;

/// Of fewer dates a few old ones may be mistyped.
const AGES_DISTINCT_MIN: u64 = 12;

/// Whether next to all lie in the areas of before 2011.
fn are_of_areas(kind: &KindAggregate) -> bool {
    kind.facts.first().copied().unwrap_or(0) * 25 >= kind.recognised() * 24
}

/// Whether licence numbers hold the names or the birth dates of their records, or have the forms of the states beside them, where by
/// chance they would not.
fn agrees(kind: &KindAggregate) -> bool {
    let mostly = |[asked, agreed]: [u64; 2]| asked >= AGREEING_MIN && agreed * 10 >= asked * 9;
    let encoded = |counts: [u64; 2]| mostly(counts) && kind.links.of_all(counts[0]) * 2 >= kind.recognised();
    let links = &kind.links;
    let of_states = || mostly([links.with_state, links.fits]) && links.fits_by_chance() < licence::STATES_APART;
    encoded(links.names) || encoded(links.births) || of_states()
}

/// Of fewer records that agree, the name of the column knows better.
const AGREEING_MIN: u64 = 10;

/// Whether values of letters and digits pass a check that few pass. Serial numbers and parts have letters, too, and no such check;
/// a check of their first letters alone all that begin alike may pass.
fn passes_with_letters(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> bool {
    /// Words for what is written like addresses of hardware, with colons between.
    const DIGESTS: [&str; 7] = ["hash", "commit", "checksum", "uuid", "guid", "fingerprint", "digest"];
    /// Those with a check digit, and those of which an owner is registered for the first half.
    const CHECKED: [&str; 3] = ["vin", "dea_number", "mac_address"];
    // Twelve hexadecimal digits without signs between them are a part of anything.
    let form = main_shape(kind).and_then(|index| rule.shapes.get(index)).map(|shape| shape.form.as_str());
    let has_letters = form.is_some_and(|form| form != "x12");
    rule.validator.as_deref().is_some_and(|name| CHECKED.contains(&name))
        && has_letters
        && kind.whole.distinct.count() >= GROUPED_DISTINCT_MIN
        && kind.recognised() * 20 >= column.cells * 19
        && kind.missed * 50 <= kind.recognised()
        && label.word.is_none_or(|word| !DIGESTS.contains(&word))
}
