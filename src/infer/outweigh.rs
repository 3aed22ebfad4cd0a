//! Social Security numbers without signs under the name of another key: what so many of them show together outweighs the name.

use super::Neighbours;
use super::numbers::{self, are_spread, fits_people, is_bare_ssn, is_padded};
use super::odds::{independent, likelihood_ratio, ratio};
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::LabelEvidence;
use crate::rules::RuleSpec;

/// Of fewer different numbers all may pass by chance.
const VALUES_MIN: u64 = 25;

/// How much likelier the numbers must be as those of people than as any nine digits, in log10. A judgement: one column of random
/// digits in a thousand shows as much.
const OUTWEIGHS_MIN: f64 = 3.0;

/// What is left of what the name says: keys with a limit of their own, or behind the number of a branch, may lie where numbers of
/// people do, so that such a column is likely one of people, and not sure to be. In log10.
pub(super) const LEFT_OF_NAME: f64 = -1.2;

/// How often random nine digits pass, and how often those that do lie in an area of before 2011.
const PASS: f64 = 0.889;
const OF_AREAS: f64 = 0.745;

/// The shares of numbers that begin with a zero: one in nine does, more where all holders are of the north-east, and a column of
/// other keys has none or counts up from nought.
const ZEROS: std::ops::RangeInclusive<f64> = 0.03..=0.3;

/// Whether the numbers of a column are so likely those of people that the name of another key hardly holds against them.
///
/// What else has nine digits shows otherwise. Digits that are drawn at random fail in one of nine, and lie outside of the areas of
/// before 2011 in one of four. Numbers that were made without zeros begin with none. Prefixes of keys leave parts of the range empty.
/// Amounts and counts have no such range at all. All of that is asked of columns beside names and other personal data alone: there
/// numbers of persons are most of what is left. Keys with a limit of their own below the last area, padded with noughts, are left as
/// well, and the name keeps a part of its weight for them ([`LEFT_OF_NAME`]).
pub(super) fn bare_ssns(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> bool {
    let numeric = &column.numeric;
    let odd = numbers::fillers(column, kind);
    let is_asked = label.weight <= 0.0
        && is_bare_ssn(rule, kind)
        && neighbours.names > 0
        && neighbours.others > 0
        && kind.whole.distinct.count() >= VALUES_MIN
        && numeric.count * 20 >= column.cells * 19
        && kind.missed * 100 <= kind.recognised();
    let total: u64 = numeric.hundreds.iter().sum();
    let [zeros, _, _, _, _, fives, sixes, sevens, eights, nines, longer] = numeric.hundreds;
    let is_odd = numeric.count - total + nines + longer > odd;
    // Counters rise, even where a few rows were moved.
    let follow = numeric.rises * 10 >= numeric.pairs * 7;
    if !is_asked || is_odd || follow || !ZEROS.contains(&ratio(zeros, total)) {
        return false;
    }
    // Numbers of a counter, drawn from all that it gave out, lie as those of people do where it stands at the end of their range; few
    // are written with noughts before them.
    let is_padded = is_padded(rule, column, kind);
    let reaches_end = sevens + eights > 0 || is_padded && fives + sixes > 0;
    let is_whole = (kind.whole.matched + odd + zeros) * 20 >= column.cells * 19;
    if !reaches_end || !is_whole || !are_spread(column) || !fits_people(column, is_padded) {
        return false;
    }
    let values = independent(column, kind.recognised());
    let of_areas = ratio(kind.facts.first().copied().unwrap_or(0), kind.recognised());
    let by_areas = likelihood_ratio(values, of_areas, 0.98, OF_AREAS);
    let passing = ratio(kind.recognised(), kind.recognised() + kind.missed);
    let by_passing = if eights > 0 { likelihood_ratio(values, passing, 0.999, PASS) } else { 0.0 };
    by_areas.max(by_passing) >= OUTWEIGHS_MIN
}
