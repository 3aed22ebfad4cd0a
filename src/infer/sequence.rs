//! Numbers that follow from one another: counters, times, and dense ranges are keys, whatever checks they pass.

use super::odds::{NAMED_OUTRIGHT, PHONE, SSN, is_telling, ratio};
use crate::aggregate::{ColumnAggregate, KindAggregate, NumericStats, Seconds};
use crate::detect::LabelEvidence;
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::rules::{Finder, RuleSpec};

/// Counters, epoch times and dense ranges are keys, whatever they pass.
pub(super) fn sequence(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    let numeric = &column.numeric;
    if !matches!(rule.finder, Finder::Shape) || numeric.count < 3 || numeric.count * 2 < column.cells {
        return None;
    }
    let rising = ratio(numeric.small_steps, numeric.pairs);
    // Codes of a few digits are dense whatever they are.
    let is_short = numeric.max < 100_000;
    // Two neighbours among a thousand million numbers are never this close by chance: if all are, three values do.
    if (numeric.pairs >= 8 && rising > 0.5) || (numeric.pairs >= 2 && numeric.small_steps == numeric.pairs) {
        let detail =
            format!("{:.0} % of neighbouring values rise by {} or less", rising * 100.0, NumericStats::STEP_MAX);
        return Some(Evidence::new(EvidenceType::Sequence, -5.0, detail));
    }
    // Numbers of people come in the order of the people: only what was sorted by them rises all the way, and keys do. A check
    // digit that all of them pass is no matter of order.
    let is_rising = numeric.pairs >= RISING_MIN && numeric.rises == numeric.pairs;
    if is_rising && label.weight < NAMED_OUTRIGHT && !is_telling(rule) {
        return Some(Evidence::new(EvidenceType::Sequence, -3.0, "each value is larger than the one before"));
    }
    let range = (numeric.max - numeric.min).saturating_add(1);
    let is_numbered = matches!(rule.validator.as_deref(), Some(PHONE | SSN));
    if is_numbered && !is_short && numeric.count >= 20 && range < numeric.max / NARROW {
        return Some(Evidence::new(EvidenceType::Sequence, -4.0, "all begin with the same digits"));
    }
    // A check digit that nearly all of them pass is no time.
    let is_checked = is_telling(rule) && !is_day_alone(rule) && kind.missed * 20 <= kind.recognised();
    if label.weight <= 0.0 && !is_checked && are_times(numeric) {
        return Some(Evidence::new(EvidenceType::Sequence, TIMES_LOSS, "they lie together as seconds since 1970 do"));
    }
    let density = ratio(column.distinct.count(), range);
    (column.cells >= 20 && density > 0.02 && !is_short).then(|| {
        Evidence::new(
            EvidenceType::Sequence,
            -4.0,
            format!("{:.0} % of the numbers between the smallest and the largest occur", density * 100.0),
        )
    })
}

/// Telephone and social security numbers of people lie apart; those of a range narrower than this part of the largest are of
/// one exchange or one group, as codes with a date in front are.
const NARROW: u64 = 2000;

/// Whether the check asks for a day of birth alone: Danish numbers have had no check digit since 2007.
fn is_day_alone(rule: &RuleSpec) -> bool {
    rule.validator.as_deref() == Some("dk_cpr")
}

/// Whether nearly all numbers lie where the seconds since 1970 do, and within five years of each other. What is left may stand for
/// never: 0, or the largest number that there is. The first digits of numbers of people, of which many are the day of the month
/// that they were born on, lie apart.
pub(super) fn are_times(numeric: &NumericStats) -> bool {
    /// So many birth dates lie as close once in a thousand million dumps.
    const TIMES_MIN: u64 = 8;
    const YEARS_TOGETHER: u64 = 5 * 366 * 86_400;
    let Seconds { count, min, max } = numeric.seconds;
    count >= TIMES_MIN && count * 20 >= numeric.count * 19 && max - min < YEARS_TOGETHER
}

/// What they lose: the same first digits are a day of birth in all of them or in none. A judgement.
const TIMES_LOSS: f64 = -6.0;

/// So many numbers rise all the way by chance once in 10 to the 18th.
const RISING_MIN: u64 = 19;
