//! The evidence of one column for one kind.

use super::Neighbours;
use super::rates::rates;
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::detect::validate::find as validator;
use crate::detect::{ColumnContext, Detector};
use crate::rules::{Finder, RuleSpec};

/// Values that count at most: beyond this the verdict is as clear as it gets, and dependence between values grows.
const VALUES_MAX: f64 = 500.0;
/// The most that failing cells may take away.
const LOSS_MAX: f64 = 8.0;

/// All reasons for and against `kind` being what `column` holds, in the order in which they are thought of.
pub(super) fn column_evidence(
    detector: &Detector,
    context: &ColumnContext,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    neighbours: &Neighbours,
) -> Vec<Evidence> {
    let rule = detector.rules().rule(kind.kind);
    let label = context.label(kind.kind);
    let mut evidence =
        vec![Evidence::new(EvidenceType::Prior, f64::from(rule.prior), "a value of this shape in any dump")];
    if label.weight != 0.0 {
        let sort = if label.is_negative { EvidenceType::NegativeLabel } else { EvidenceType::Label };
        let word = label.word.unwrap_or_default();
        evidence.push(Evidence::new(sort, f64::from(label.weight), format!("the column's name says `{word}`")));
    }
    evidence.extend(shape(rule, kind));
    evidence.push(pass_rate(rule, column, kind));
    evidence.extend(coverage(column, kind));
    evidence.extend(prefix_mix(rule, column, kind));
    evidence.extend(distinctness(rule, column, kind));
    evidence.extend(sequence(rule, column));
    evidence.extend(neighbours_evidence(neighbours));
    evidence
}

#[expect(clippy::cast_precision_loss, reason = "counts become ratios")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// How many independent values a count of cells stands for: repeats are not evidence.
fn independent(column: &ColumnAggregate, cells: u64) -> f64 {
    let share = ratio(column.distinct.count(), column.cells).min(1.0);
    #[expect(clippy::cast_precision_loss, reason = "capped")]
    let values = cells as f64 * share;
    values.max(f64::from(u8::from(cells > 0))).min(VALUES_MAX)
}

/// log10 likelihood ratio of `passed` (a share) of `values` passing, between a true and a false column.
fn likelihood_ratio(values: f64, passed: f64, when_true: f64, when_false: f64) -> f64 {
    let passing = (when_true / when_false).log10();
    let failing = ((1.0 - when_true) / (1.0 - when_false)).log10();
    values * (passed * passing + (1.0 - passed) * failing)
}

fn shape(rule: &RuleSpec, kind: &KindAggregate) -> Option<Evidence> {
    let (index, &most) =
        kind.shapes.iter().enumerate().max_by_key(|&(index, &count)| (count, std::cmp::Reverse(index)))?;
    let spec = rule.shapes.get(index)?;
    let share = ratio(most, kind.whole.matched);
    let weight = f64::from(spec.weight) * share;
    (weight != 0.0).then(|| {
        Evidence::new(EvidenceType::Shape, weight, format!("{:.0} % are written `{}`", share * 100.0, spec.form))
    })
}

fn pass_rate(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> Evidence {
    let rates = rates(rule, kind);
    let tested = tested(rule, column, kind);
    let passed = ratio(kind.whole.matched, tested);
    let values = independent(column, tested);
    let weight = likelihood_ratio(values, passed, rates.when_true, rates.when_false).clamp(-LOSS_MAX, rates.gain_max);
    let detail = format!(
        "{} of {tested} pass ({:.1} %); by chance {:.1} % would",
        kind.whole.matched,
        passed * 100.0,
        rates.when_false * 100.0
    );
    Evidence::new(EvidenceType::PassRate, weight, detail)
}

/// The cells that a kind could have passed in: those of its shape, or all where it has no shape.
pub(super) fn tested(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> u64 {
    let of_shape = kind.whole.matched + kind.missed;
    match rule.finder {
        Finder::PersonName | Finder::StreetAddress => column.cells.max(of_shape),
        Finder::Shape | Finder::Email | Finder::Iban | Finder::Date | Finder::Pattern => of_shape,
    }
}

/// Cells that do not even have the shape speak against the column: identifiers do not share their column with prose.
fn coverage(column: &ColumnAggregate, kind: &KindAggregate) -> Option<Evidence> {
    let covered = ratio(kind.whole.matched + kind.missed, column.cells);
    (covered < 0.9).then(|| {
        let weight = -2.0 * (0.9 - covered) / 0.9;
        Evidence::new(
            EvidenceType::CounterEvidence,
            weight,
            format!("only {:.0} % of the cells have the shape", covered * 100.0),
        )
    })
}

/// What the validator noticed: issued areas, active reporting bodies, area codes in service. Speaks for, and barely
/// against: made-up and recent numbers need not have the mix of old ones.
fn prefix_mix(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> Option<Evidence> {
    let validator = rule.validator.as_deref().and_then(validator)?;
    let values = independent(column, kind.whole.matched);
    validator
        .facts
        .iter()
        .zip(kind.facts)
        .map(|(&(name, when_false), count)| {
            let share = ratio(count, kind.whole.matched);
            let weight = likelihood_ratio(values, share, 0.97, when_false.clamp(0.001, 0.96)).clamp(-0.3, 2.0);
            (weight, name, share)
        })
        .filter(|&(weight, ..)| weight > 0.1)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(weight, name, share)| {
            Evidence::new(EvidenceType::PrefixMix, weight, format!("{:.0} % have: {name}", share * 100.0))
        })
}

/// A handful of values repeated over many rows is a code or a default, not an identifier of people.
fn distinctness(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> Option<Evidence> {
    let distinct = kind.whole.distinct.count();
    let repeats = matches!(rule.finder, Finder::Shape | Finder::Iban | Finder::Email);
    let share = ratio(distinct, kind.whole.matched);
    (repeats && column.cells >= 50 && share < 0.05).then(|| {
        Evidence::new(
            EvidenceType::Distinctness,
            -1.0,
            format!("only {distinct} different values in {} cells", kind.whole.matched),
        )
    })
}

/// Counters, epoch times and dense ranges are keys, whatever they pass.
fn sequence(rule: &RuleSpec, column: &ColumnAggregate) -> Option<Evidence> {
    let numeric = &column.numeric;
    if !matches!(rule.finder, Finder::Shape) || numeric.count < 8 || numeric.count * 2 < column.cells {
        return None;
    }
    let rising = ratio(numeric.small_steps, numeric.pairs);
    if numeric.pairs >= 8 && rising > 0.5 {
        let detail = format!(
            "{:.0} % of neighbouring values rise by {} or less",
            rising * 100.0,
            crate::aggregate::NumericStats::STEP_MAX
        );
        return Some(Evidence::new(EvidenceType::Sequence, -5.0, detail));
    }
    let range = (numeric.max - numeric.min).saturating_add(1);
    let density = ratio(column.distinct.count(), range);
    (column.cells >= 20 && density > 0.02).then(|| {
        Evidence::new(
            EvidenceType::Sequence,
            -4.0,
            format!("{:.0} % of the numbers between the smallest and the largest occur", density * 100.0),
        )
    })
}

fn neighbours_evidence(neighbours: &Neighbours) -> Option<Evidence> {
    let weight = 0.6 * f64::from(u8::from(neighbours.names > 0))
        + 0.3 * f64::from(u8::try_from(neighbours.others.min(3)).unwrap_or(3));
    (weight > 0.0).then(|| {
        let detail = format!(
            "{} columns with names and {} with other personal data stand beside it",
            neighbours.names, neighbours.others
        );
        Evidence::new(EvidenceType::Neighbours, weight, detail)
    })
}
