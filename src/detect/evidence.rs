//! Evidence: typed, additive, in log10 odds. One function makes a probability of it, and nothing else writes one.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What sort of reason a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EvidenceType {
    /// Odds of a random value of the bare shape, before anything is known.
    Prior,
    /// A check digit or range test passed, weighed by how often a random value passes.
    Selectivity,
    /// A name in reach: of the column, the table, a JSON key, words before the value.
    Label,
    /// A name in reach that means something else.
    NegativeLabel,
    /// The written form, and its agreement over the column.
    Shape,
    /// The column's pass rate against chance.
    PassRate,
    /// How many values differ.
    Distinctness,
    /// A counter, or dense consecutive values: a key.
    Sequence,
    /// The mix of prefixes (issued areas, type codes, issuers).
    PrefixMix,
    /// Other personal data in the same record.
    Neighbours,
    /// Looks more like something else: a date, an epoch time, a fraction, a version, a part of a UUID.
    CounterEvidence,
    /// Published test or placeholder values.
    TestData,
}

/// One reason for or against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What sort of reason.
    #[serde(rename = "type")]
    pub evidence_type: EvidenceType,
    /// log10 likelihood ratio: +1 makes it ten times as likely.
    pub weight: f64,
    /// For people: counts and names of columns, never a value.
    pub detail: Cow<'static, str>,
}

impl Evidence {
    /// A reason of the given weight.
    pub fn new(evidence_type: EvidenceType, weight: f64, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { evidence_type, weight, detail: detail.into() }
    }
}

/// How much faster odds fall below even ones than their sum says. What the reasons leave undecided is mostly nothing: the
/// values of innocent files outnumber all others, and what speaks against them is not seen one by one. Fitted to the split
/// `tune` of the scorecard (`scorecard -- tune bins` prints the errors of other values; beyond four little is gained), reported
/// on the other one.
const STEEPNESS_BELOW_EVEN: f64 = 4.0;

/// The probability that log10 odds stand for: the one place where a confidence is made. Kept within 0.001 and 0.999:
/// no amount of evidence of the sorts we have is certainty.
#[must_use]
pub fn confidence(log10_odds: f64) -> f64 {
    let steepness = if log10_odds < 0.0 { STEEPNESS_BELOW_EVEN } else { 1.0 };
    let odds = 10f64.powf((log10_odds * steepness).clamp(-12.0, 12.0));
    (odds / (1.0 + odds)).clamp(0.001, 0.999)
}

/// The log10 odds at which [`confidence`] reaches `probability`.
#[must_use]
pub fn odds_of(probability: f64) -> f64 {
    let probability = probability.clamp(1e-9, 1.0 - 1e-9);
    let log10_odds = (probability / (1.0 - probability)).log10();
    log10_odds / if log10_odds < 0.0 { STEEPNESS_BELOW_EVEN } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_and_odds_are_inverse() {
        for probability in [0.01, 0.25, 0.5, 0.9, 0.99] {
            assert!((confidence(odds_of(probability)) - probability).abs() < 1e-9);
        }
        assert!(confidence(1e9) < 1.0 && confidence(-1e9) > 0.0);
    }
}
