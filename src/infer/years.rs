//! What the years of dates say of whether somebody was born then.

use super::odds::{LOSS_MAX, NAMED_OUTRIGHT, independent, likelihood_ratio, ratio};
use super::{Neighbours, names};
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::LabelEvidence;
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::detect::find::date;
use crate::rules::{Finder, RuleSpec};

/// Years of the dates, where no label speaks: those that adults were born in hardly occur in columns of orders, visits
/// and changes, and dates to come are no birth dates, whatever the name.
pub(super) fn years(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    is_named: bool,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    if rule.finder != Finder::Date || kind.recognised() == 0 {
        return None;
    }
    let share = |fact: u8| {
        let counts = kind.facts.iter().enumerate().filter(|&(bit, _)| 1 << bit == fact);
        ratio(counts.map(|(_, count)| count).sum(), kind.recognised())
    };
    let (adult, future) = (share(date::ADULT), share(date::FUTURE));
    // Few of them live for twenty years.
    if neighbours.are_animals && !is_of_owner(column) && share(date::ADULT) < ADULT_ANIMALS_MAX {
        return Some(Evidence::new(EvidenceType::CounterEvidence, -5.0, "breeds of animals stand beside it"));
    }
    // Who lists newborn children has some of other years as well, or says that they are children.
    let recent = share(date::RECENT);
    if recent >= 0.98
        && kind.whole.distinct.count() >= RECENT_MIN
        && !neighbours.are_children
        && !is_of_children(column)
    {
        let detail = "all are of this year and the four before it, as those of orders and visits are";
        return Some(Evidence::new(EvidenceType::CounterEvidence, -4.0, detail));
    }
    if future > 0.2 {
        return Some(Evidence::new(
            EvidenceType::CounterEvidence,
            -2.0,
            format!("{:.0} % are dates to come", future * 100.0),
        ));
    }
    // Where nobody would have been born before 2011, some dates are of this year or to come, and nothing of children or their parents
    // stands beside them, they are those of visits and contracts, unless the name of the column says outright what they are.
    let is_many = kind.whole.distinct.count() >= RECENT_MIN;
    let is_alone = neighbours.names + neighbours.hints + neighbours.others == 0;
    if is_many && is_alone && label.weight < NAMED_OUTRIGHT && adult < 0.03 && future >= 0.05 {
        let detail = "none is of a year that adults were born in, and some are of this year or to come";
        return Some(Evidence::new(EvidenceType::CounterEvidence, -2.5, detail));
    }
    if label.weight != 0.0 {
        return None;
    }
    // Of dates in columns of other things fewer are as old (both shares are judgements); where no name tells orders and visits
    // from births, books and firms are what is left, which are older and younger than people.
    let (values_max, when_true, when_false, gain_max) =
        if is_named { (20.0, 0.95, 0.35, 1.5) } else { (60.0, 0.97, 0.80, YEARS_UNNAMED_MAX) };
    let values = independent(column, kind.recognised()).min(values_max);
    let lie_as_ages = values >= AGES_MIN && ages(kind);
    let gain_max = if lie_as_ages { gain_max + AGES_GAIN } else { gain_max };
    let weight = likelihood_ratio(values, adult, when_true, when_false).clamp(-LOSS_MAX, gain_max);
    let as_ages = if lie_as_ages { ", old and young ones, as people are" } else { "" };
    let detail = format!("{:.0} % are of years that adults were born in{as_ages}", adult * 100.0);
    Some(Evidence::new(EvidenceType::PrefixMix, weight, detail))
}

/// Whether the column's name says whose birth it is: that of somebody who has an animal.
fn is_of_owner(column: &ColumnAggregate) -> bool {
    const OWNERS: [&str; 9] =
        ["owner", "client", "customer", "cust", "holder", "breeder", "keeper", "person", "contact"];
    has_word(column, &OWNERS)
}

/// Whether the column's name says that children were born then.
pub(super) fn is_of_children(column: &ColumnAggregate) -> bool {
    const CHILDREN: [&str; 23] = [
        "baby",
        "babys",
        "child",
        "childs",
        "infant",
        "newborn",
        "neonate",
        "kid",
        "bebe",
        "enfant",
        "kind",
        "hijo",
        "nino",
        "bambino",
        "toddler",
        "pupil",
        "student",
        "patient",
        "minor",
        "dependent",
        "nursery",
        "creche",
        "baptism",
    ];
    has_word(column, &CHILDREN)
}

/// Whether a column's name says that it is of those who have children.
pub(super) fn is_of_parents(column: &ColumnAggregate) -> bool {
    const PARENTS: [&str; 8] = ["mother", "mothers", "father", "fathers", "parent", "parents", "guardian", "guardians"];
    has_word(column, &PARENTS)
}

fn has_word(column: &ColumnAggregate, words: &[&str]) -> bool {
    column.spec.is_named && names::words(&column.spec.name).split(' ').any(|word| words.contains(&word))
}

/// Whether hardly a date is outside of the years of adults, and both the old and the young are among them.
pub(super) fn ages(kind: &KindAggregate) -> bool {
    let share = |fact: u8| {
        let counts = kind.facts.iter().enumerate().filter(|&(bit, _)| 1 << bit == fact);
        ratio(counts.map(|(_, count)| count).sum(), kind.recognised())
    };
    share(date::ADULT) >= 0.97 && share(date::ELDER).min(share(date::YOUNGER)) >= AGES_SHARE
}

/// The share of dates of the old, and of the young, from which both are there: one in twenty may be mistyped.
const AGES_SHARE: f64 = 0.06;

/// Where no column has a name, the years and the columns beside it are all that there is: buildings and books are as old as
/// people.
const YEARS_UNNAMED_MAX: f64 = 2.0;

/// What it is worth that hardly a date is outside of the years of adults while both the old and the young are among them: dates of
/// orders, visits and contracts lie together, and those of books, firms and deaths reach beyond. A judgement.
const AGES_GAIN: f64 = 2.0;

/// The share of births of before 2011 from which they are not those of animals.
const ADULT_ANIMALS_MAX: f64 = 0.6;

/// Of fewer dates the years say little where a name says what they are.
const RECENT_MIN: u64 = 20;

/// Of fewer dates the spread says little.
const AGES_MIN: f64 = 12.0;
