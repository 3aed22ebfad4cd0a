//! What zeros before numbers say, kept or lost.

use super::odds::{Form, NAMED_OUTRIGHT, SSN, independent, likelihood_ratio};
use super::{Neighbours, numbers};
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::LabelEvidence;
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::rules::{Finder, RuleSpec};

/// Digits that had to be mended speak for a kind beside whole ones of it, and against it where they are most.
pub(super) fn mended(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    let mended = kind.shapes.get(rule.shapes.len()).copied().unwrap_or(0);
    let is_most = rule.finder == Finder::Shape && mended * 3 > column.cells;
    // A numeric column strips one Social Security number in nine of a zero, and all of them only where all holders are of one region.
    let are_all = rule.validator.as_deref() == Some(SSN)
        && label.weight < NAMED_OUTRIGHT
        && neighbours.names + neighbours.others == 0
        && mended * 50 >= kind.recognised() * 49
        && kind.whole.distinct.count() >= ZEROS_SEEN_MIN;
    // Two zeros begin the numbers of one person in a hundred.
    let lack_two = rule.validator.as_deref() == Some(SSN)
        && kind.whole.distinct.count() >= ZEROS_SEEN_MIN
        && label.weight < NAMED_OUTRIGHT
        && mended * 50 >= kind.recognised() * 49
        && column.numeric.count * 20 >= column.cells * 19
        && column.numeric.max < 10_000_000;
    (are_all || lack_two || is_most && label.weight <= 0.0).then(|| {
        let detail = format!("{mended} of {} cells lack a digit", column.cells);
        Evidence::new(EvidenceType::CounterEvidence, if lack_two { -7.0 } else { -4.0 }, detail)
    })
}

/// About one in eight Social Security numbers of before 2011 begins with a zero: 99 of some 750 areas do. Numbers that
/// never do are more likely amounts or keys; how much more is a judgement.
pub(super) fn leading_zeros(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    form: Form,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    let validator = rule.validator.as_deref()?;
    let is_asked = validator == SSN && form == Form::Bare && label.weight <= 0.0;
    if is_asked && of_persons(rule, column, kind) {
        // Digits that vary in all places and never fall out of the range would be chance in each of them.
        let values = independent(column, kind.recognised());
        let weight =
            (ZEROS_GAIN + likelihood_ratio(values, 1.0, 0.98, RANDOM_PASSES) - PASS_COUNTED).clamp(ZEROS_GAIN, 3.5);
        let detail = "some begin with a zero and none with a nine, as of persons";
        return Some(Evidence::new(EvidenceType::PrefixMix, weight, detail));
    }
    let has_none = column.numeric.min >= 100_000_000 && column.numeric.count * 10 >= kind.recognised() * 9;
    let distinct = kind.whole.distinct.count();
    (is_asked && has_none && distinct >= ZEROS_VALUES_MIN).then(|| {
        #[expect(clippy::cast_precision_loss, reason = "capped")]
        let weight = (distinct.min(ZEROS_VALUES_MAX) as f64) * NO_ZERO.log10();
        Evidence::new(EvidenceType::PrefixMix, weight, "not one begins with a zero")
    })
}

/// Whether nine digits, or fewer where a numeric column stripped them of zeros, lie where Social Security numbers do and nearly
/// all pass. Random numbers begin with a nine as often as with a zero, and keys with neither; what a column of them is worth is a
/// judgement.
fn of_persons(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    let numeric = &column.numeric;
    let odd = numbers::fillers(column, kind);
    let total: u64 = numeric.hundreds.iter().sum();
    let [zeros, _, _, _, _, large @ .., nines, longer] = numeric.hundreds;
    let is_odd = numeric.count - total + nines + longer > odd;
    let lies_there = zeros > 0 && large.iter().any(|count| *count > 0) && !is_odd;
    // Words stand where a number is missing: `see file`.
    let are_all =
        (numeric.count + column.word_cells) * 50 >= column.cells * 49 && numeric.count * 10 >= column.cells * 9;
    // Of few random numbers all may pass, and hardly ever do they all lie in the areas of before 2011 as well.
    let of_areas = kind.facts.first().copied().unwrap_or(0);
    let is_enough = kind.whole.distinct.count() >= PASSING_MIN || of_areas * 20 >= kind.recognised() * 19;
    let mended = kind.shapes.get(rule.shapes.len()).copied().unwrap_or(0);
    let is_whole = mended * 5 <= kind.recognised();
    let passes = kind.missed * 50 <= kind.recognised();
    lies_there && are_all && is_enough && is_whole && passes && kind.whole.distinct.count() >= ZEROS_SEEN_MIN
}

/// Of so many random numbers all pass in one column of 27.
const PASSING_MIN: u64 = 28;

/// Of so many Social Security numbers one at least begins with a zero in eight columns of nine.
const ZEROS_SEEN_MIN: u64 = 15;

/// What it is worth by itself that identifiers keep zeros before them: numbers do not. A judgement.
const ZEROS_GAIN: f64 = 0.5;

/// Nine random digits pass as often as that.
const RANDOM_PASSES: f64 = 0.889;

/// What passing was counted for already.
const PASS_COUNTED: f64 = 0.5;

/// The share of Social Security numbers of before 2011 that do not begin with a zero: of twenty all would in one dump of sixteen,
/// of forty in one of some 250.
const NO_ZERO: f64 = 0.87;
const ZEROS_VALUES_MIN: u64 = 20;
const ZEROS_VALUES_MAX: u64 = 41;
