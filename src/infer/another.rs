//! Values that are plainly something else than what their column's name says.

use super::licence::LICENCE;
use super::odds::{NAMED_OUTRIGHT, PHONE, SSN, main_shape};
use super::sequence;
use super::{Neighbours, outweigh};
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::detect::{ColumnContext, Detector, LabelEvidence};
use crate::rules::{Finder, RuleSpec};

/// Of fewer values that pass, chance may have its part.
const VALUES_MIN: u64 = 20;

/// What outweighs a name that says otherwise, and all that company adds. A judgement.
const OUTWEIGHS: f64 = -5.0;

/// The check of routing numbers of banks.
const ROUTING: &str = "us_bank_routing";

/// Nine digits all of which pass the check of routing numbers: of any others one in 26 does.
pub(super) fn checked(
    detector: &Detector,
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
) -> Option<Evidence> {
    if rule.validator.as_deref() != Some(SSN) || kind.recognised() == 0 {
        return None;
    }
    let passes = |other: &&KindAggregate| {
        detector.rules().rule(other.kind).validator.as_deref() == Some(ROUTING)
            && other.whole.distinct.count() >= VALUES_MIN
            && other.missed * 50 <= other.recognised()
            && other.recognised() * 20 >= column.cells * 19
    };
    column.kinds.iter().find(passes).map(|other| {
        let detail = format!("{} of {} pass the check of bank routing numbers", other.recognised(), column.cells);
        Evidence::new(EvidenceType::CounterEvidence, OUTWEIGHS, detail)
    })
}

/// Numbers under the name of telephone numbers that are those of people by all that they show.
pub(super) fn of_people(
    detector: &Detector,
    context: &ColumnContext,
    rule: &RuleSpec,
    column: &ColumnAggregate,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    if rule.validator.as_deref() != Some(PHONE) {
        return None;
    }
    let outweighs = |other: &&KindAggregate| {
        let of_other = detector.rules().rule(other.kind);
        outweigh::bare_ssns(of_other, column, other, &context.label(other.kind), neighbours)
    };
    column.kinds.iter().find(outweighs).map(|_| {
        let detail = "they lie and begin as Social Security numbers do, and none fails";
        Evidence::new(EvidenceType::CounterEvidence, OUTWEIGHS, detail)
    })
}

/// Telephone numbers that were taken for some by their look alone: where all are whole numbers of any
/// size, or longer than any number that can be dialled, they are counts, versions and codes of articles.
pub(super) fn by_look(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    const FACTOR: u64 = 20;
    const LOCAL_MAX: u64 = 10_000_000;
    /// Fifteen digits at most with the country's code, of which the number itself has twelve.
    const DIALLED_MAX: u64 = 10_000_000_000_000;
    const TEN_DIGITS_OF_ONE: std::ops::Range<u64> = 1_000_000_000..2_000_000_000;
    const SPREAD_MIN: u64 = 750_000_000;
    let numeric = &column.numeric;
    let looking = kind.whole.matched;
    let is_asked = rule.validator.as_deref() == Some(PHONE)
        && label.weight > 0.0
        && kind.recognised() == 0
        && kind.whole.distinct.count() >= LOOKING_MIN;
    if !is_asked {
        return None;
    }
    let are_numbers = numeric.count * 20 >= column.cells * 19;
    let of_any_size = are_numbers
        && looking * 10 < column.cells * 9
        && numeric.max < LOCAL_MAX
        && numeric.min.saturating_mul(FACTOR) < numeric.max;
    let are_long = are_numbers && numeric.min >= DIALLED_MAX;
    // Where ten digits begin with a one, it is that of a few areas or networks of a country.
    let begin_anyhow = are_numbers
        && TEN_DIGITS_OF_ONE.contains(&numeric.min)
        && TEN_DIGITS_OF_ONE.contains(&numeric.max)
        && numeric.max - numeric.min > SPREAD_MIN;
    (of_any_size || are_long || begin_anyhow).then(|| {
        let detail = format!("{looking} of {} look like numbers that can be dialled, and none is known", column.cells);
        Evidence::new(EvidenceType::CounterEvidence, OUTWEIGHS, detail)
    })
}

/// Of fewer values that look so nothing is said.
const LOOKING_MIN: u64 = 8;

/// Four numbers with full stops between them are no telephone numbers.
pub(super) fn addresses(
    detector: &Detector,
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
) -> Option<Evidence> {
    if rule.validator.as_deref() != Some(PHONE) || kind.whole.matched == 0 {
        return None;
    }
    // Of versions some have numbers that no address has.
    let share_min = if kind.recognised() == 0 { 10 } else { 19 };
    let are_all = |other: &&KindAggregate| {
        detector.rules().rule(other.kind).finder == Finder::IpAddress
            && other.recognised() * 20 >= column.cells * share_min
    };
    column.kinds.iter().find(are_all).map(|_| {
        let detail = "they are written as addresses of the Internet and versions are";
        Evidence::new(EvidenceType::CounterEvidence, OUTWEIGHS, detail)
    })
}

/// Dates are no numbers of licences or telephones, whatever the column is called.
pub(super) fn dates(
    detector: &Detector,
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
) -> Option<Evidence> {
    let is_asked = matches!(rule.validator.as_deref(), Some(PHONE | LICENCE)) && kind.recognised() * 10 <= column.cells;
    let are_all = |other: &&KindAggregate| {
        detector.rules().rule(other.kind).finder == Finder::Date && other.recognised() * 20 >= column.cells * 19
    };
    column
        .kinds
        .iter()
        .filter(|_| is_asked)
        .find(are_all)
        .map(|_| Evidence::new(EvidenceType::CounterEvidence, OUTWEIGHS, "they are dates"))
}

/// Kinds of which values are looked for under the name of another thing only to see whether they outweigh it: where nothing says that
/// they do, the name holds.
pub(super) fn held_by_name(
    detector: &Detector,
    rule: &RuleSpec,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    let form = main_shape(kind).and_then(|index| rule.shapes.get(index));
    let is_asked = label.is_negative
        && rule.needs_label
        && detector.plan(kind.kind).is_some_and(|plan| plan.withstands_names)
        && form.is_none_or(|form| form.weight <= 0.0);
    is_asked.then(|| {
        Evidence::new(EvidenceType::CounterEvidence, OUTWEIGHS, "nothing about the values outweighs the column's name")
    })
}

/// Ten digits that lie together as seconds since 1970 do, under the name of dates of birth or of telephone numbers: people are born
/// further apart, and no area code begins with a one.
///
/// Children are not: where the name says outright that somebody was born then, or personal data stands beside them, it holds.
pub(super) fn times(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    let is_alone = neighbours.names + neighbours.hints + neighbours.others == 0;
    let is_asked = match rule.finder {
        Finder::Date => is_alone && label.weight < NAMED_OUTRIGHT,
        _ => rule.validator.as_deref() == Some(PHONE),
    };
    let are_all = column.numeric.count * 20 >= column.cells * 19;
    let are_times = is_asked && kind.whole.matched > 0 && are_all && sequence::are_times(&column.numeric);
    are_times.then(|| Evidence::new(EvidenceType::Sequence, OUTWEIGHS, "they lie together as seconds since 1970 do"))
}

/// Whole numbers of a few digits, and of more and fewer: of licences those of one state are written so, and counts, prices and
/// distances everywhere. A name that is that of other licences, too, does not tell them apart where no personal data stands beside them
/// and no state, where the states beside them write other ones, or where none has the seven digits that the largest have.
pub(super) fn counts(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    const LARGEST: u64 = 10_000_000;
    const FACTOR: u64 = 20;
    /// Of so many records states say something.
    const STATES_MIN: u64 = 10;
    let (numeric, links) = (&column.numeric, &kind.links);
    let is_of_drivers = label.word.is_some_and(|word| word.contains("driv") || word.contains("dl"));
    let is_asked = rule.validator.as_deref() == Some(LICENCE)
        && !is_of_drivers
        && kind.whole.matched > 0
        && numeric.count * 20 >= column.cells * 19
        && numeric.max < LARGEST;
    if !is_asked {
        return None;
    }
    let of_any_size = numeric.min.saturating_mul(FACTOR) < numeric.max;
    let is_alone = neighbours.names + neighbours.hints + neighbours.others == 0 && links.with_state == 0;
    let disagree = links.with_state >= STATES_MIN && links.fits * 2 < links.with_state;
    let agree = links.with_state >= STATES_MIN && !disagree;
    // Where few digits are enough some licences have seven.
    let are_small = is_alone && numeric.max < LARGEST / 10 && numeric.count >= VALUES_MIN && !agree;
    (of_any_size && (is_alone || disagree) || are_small).then(|| {
        Evidence::new(
            EvidenceType::CounterEvidence,
            -4.0,
            "whole numbers of a few digits, large and small, as counts are",
        )
    })
}

/// Numbers that were taken for licences by their look alone, none of which has a form of any state: under the same short names stand
/// those of documents and traders. A judgement.
pub(super) fn of_no_form(rule: &RuleSpec, kind: &KindAggregate, neighbours: &Neighbours) -> Option<Evidence> {
    let is_asked = rule.validator.as_deref() == Some(LICENCE)
        && kind.recognised() == 0
        && kind.whole.distinct.count() >= VALUES_MIN
        && neighbours.names + neighbours.others == 0;
    is_asked.then(|| {
        Evidence::new(
            EvidenceType::CounterEvidence,
            -2.5,
            "none has a form of any state, and nobody's name stands beside them",
        )
    })
}

/// A form in which the kind is hardly ever written, where no name speaks for it: whatever passes there is something else that has
/// the same places. The weight is a judgement.
pub(super) fn rare_form(rule: &RuleSpec, kind: &KindAggregate, label: &LabelEvidence<'_>) -> Option<Evidence> {
    const RARE: f32 = -1.0;
    let form = main_shape(kind).and_then(|index| rule.shapes.get(index));
    let is_asked = rule.needs_label && label.weight <= 0.0 && kind.recognised() > 0;
    (is_asked && form.is_some_and(|form| form.weight <= RARE))
        .then(|| Evidence::new(EvidenceType::CounterEvidence, OUTWEIGHS, "hardly any are written in this form"))
}
