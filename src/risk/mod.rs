//! Risk: from counts to a score with named components.
//!
//! ```text
//! total = 100 x harm x (0.4 + 0.6 x people) x plainness x confidence x exposure
//! ```
//!
//! Every factor lies between 0 and 1, stands in the report, and raises the total when it rises. The number of people
//! moves a finding by at most a factor of 2.5: a single social security number is not harmless, and a million names
//! alone are not a catastrophe.
//!
//! | level | from | for example |
//! |---|---|---|
//! | critical | 50 | a hundred SSNs beside names |
//! | high | 35 | one SSN; a hundred licence numbers |
//! | medium | 15 | a few hundred phone numbers or addresses |
//! | low | above 0 | names alone; published test values |

use std::borrow::Cow;

use crate::report::model::{Protection, Risk, Score, ScoreComponent};
use crate::rules::HarmClass;

/// What a score rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskInput {
    /// How harmful the kind is by itself.
    pub harm: HarmClass,
    /// Other kinds of personal data in the same table.
    pub kinds_beside: usize,
    /// Whether one of them is a name.
    pub has_name: bool,
    /// People concerned, best estimate (or different values, where people are not estimated).
    pub people: u64,
    /// How the values are protected.
    pub protection: Protection,
    /// Probability that the finding is right.
    pub confidence: f64,
    /// Steps to unpack before the values can be read.
    pub container_steps: usize,
}

/// Scores a finding.
#[must_use]
pub fn score(input: &RiskInput) -> (Score, Risk) {
    let components = [
        ("people", people_factor(input.people), people_detail(input.people)),
        ("harm", harm_factor(input), harm_detail(input)),
        ("plainness", plainness_factor(input.protection), plainness_detail(input.protection).into()),
        ("confidence", input.confidence, "probability that it is what it says".into()),
        ("exposure", exposure_factor(input.container_steps), exposure_detail(input.container_steps)),
    ];
    let people = components[0].1;
    let others: f64 = components[1..].iter().map(|component| component.1).product();
    let total = round(100.0 * (0.4 + 0.6 * people) * others, 1);
    let components = components
        .into_iter()
        .map(|(name, value, detail)| ScoreComponent { name: name.into(), value: round(value, 3), detail })
        .collect();
    (Score { total, components }, level(total))
}

/// The level of a total.
#[must_use]
pub fn level(total: f64) -> Risk {
    match total {
        total if total >= 50.0 => Risk::Critical,
        total if total >= 35.0 => Risk::High,
        total if total >= 15.0 => Risk::Medium,
        total if total > 0.0 => Risk::Low,
        _ => Risk::None,
    }
}

/// Rounds for the report: the digits that mean something, and the same ones on every machine.
#[must_use]
pub fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}

/// 0 for nobody, 1 for a hundred million: the logarithm, because the second million adds less than the first.
#[expect(clippy::cast_precision_loss, reason = "a logarithm")]
fn people_factor(people: u64) -> f64 {
    ((people as f64 + 1.0).log10() / 8.0).min(1.0)
}

// What most findings say stands here as it is: put together anew for each it would be most of what scoring costs, and of the
// memory that a long report takes.

fn people_detail(people: u64) -> Cow<'static, str> {
    match people {
        1 => "about 1 people or values".into(),
        people => format!("about {people} people or values").into(),
    }
}

fn exposure_detail(container_steps: usize) -> Cow<'static, str> {
    match container_steps {
        0 => "0 container steps".into(),
        steps => format!("{steps} container steps").into(),
    }
}

/// What the kind does by itself, and more beside a name or other kinds: breach laws count combinations.
fn harm_factor(input: &RiskInput) -> f64 {
    let alone = match input.harm {
        HarmClass::Critical => 1.0,
        HarmClass::High => 0.75,
        HarmClass::Medium => 0.45,
        HarmClass::Low => 0.2,
    };
    let beside = 0.04 * f64::from(u8::try_from(input.kinds_beside.min(3)).unwrap_or(3));
    let name = if input.has_name { 0.1 } else { 0.0 };
    (alone + beside + name).min(1.0)
}

fn harm_detail(input: &RiskInput) -> Cow<'static, str> {
    let (class, alone) = match input.harm {
        HarmClass::Critical => ("critical", "critical by itself, 0 other kinds in the same table"),
        HarmClass::High => ("high", "high by itself, 0 other kinds in the same table"),
        HarmClass::Medium => ("medium", "medium by itself, 0 other kinds in the same table"),
        HarmClass::Low => ("low", "low by itself, 0 other kinds in the same table"),
    };
    if input.kinds_beside == 0 && !input.has_name {
        return alone.into();
    }
    let name = if input.has_name { ", a name among them" } else { "" };
    format!("{class} by itself, {} other kinds in the same table{name}", input.kinds_beside).into()
}

fn plainness_factor(protection: Protection) -> f64 {
    match protection {
        Protection::Plain => 1.0,
        // A plain hash of nine digits is undone by trying them all; a mask leaves too little for that.
        Protection::Hashed => 0.4,
        Protection::Masked | Protection::Tokenised => 0.2,
        Protection::Encrypted => 0.15,
        Protection::TestData => 0.1,
    }
}

fn plainness_detail(protection: Protection) -> &'static str {
    match protection {
        Protection::Plain => "readable as it stands",
        Protection::Masked => "masked",
        Protection::Hashed => "hashed",
        Protection::Encrypted => "encrypted",
        Protection::Tokenised => "replaced by tokens",
        Protection::TestData => "published test or placeholder values",
    }
}

/// A container is no protection, only a step.
fn exposure_factor(container_steps: usize) -> f64 {
    if container_steps == 0 { 1.0 } else { 0.97 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> RiskInput {
        RiskInput {
            harm: HarmClass::Critical,
            kinds_beside: 2,
            has_name: true,
            people: 400,
            protection: Protection::Plain,
            confidence: 0.99,
            container_steps: 0,
        }
    }

    #[test]
    fn the_levels_are_those_of_the_documentation() {
        assert_eq!(score(&input()).1, Risk::Critical);
        assert_eq!(score(&RiskInput { people: 1, kinds_beside: 0, has_name: false, ..input() }).1, Risk::High);
        let phones = RiskInput { harm: HarmClass::Medium, kinds_beside: 0, has_name: false, people: 300, ..input() };
        assert_eq!(score(&phones).1, Risk::Medium);
        let names = RiskInput { harm: HarmClass::Low, kinds_beside: 0, has_name: false, people: 1_000, ..input() };
        assert_eq!(score(&names).1, Risk::Low);
        assert_eq!(score(&RiskInput { protection: Protection::TestData, ..input() }).1, Risk::Low);
    }

    #[test]
    fn the_score_moves_monotonically_with_each_factor() {
        let total = |input: RiskInput| score(&input).0.total;
        assert!(total(RiskInput { people: 4_000, ..input() }) > total(input()));
        assert!(total(RiskInput { harm: HarmClass::High, ..input() }) < total(input()));
        assert!(total(RiskInput { confidence: 0.5, ..input() }) < total(input()));
        assert!(total(RiskInput { protection: Protection::Masked, ..input() }) < total(input()));
        assert!(total(RiskInput { container_steps: 1, ..input() }) < total(input()));
        let medium = RiskInput { harm: HarmClass::Medium, kinds_beside: 0, has_name: false, ..input() };
        assert!(total(RiskInput { kinds_beside: 1, ..medium }) > total(medium));
        assert!(total(RiskInput { has_name: true, ..medium }) > total(medium));
    }

    #[test]
    fn the_components_multiply_to_the_total() {
        let (score, _) = score(&input());
        let value = |name: &str| score.components.iter().find(|component| component.name == name).unwrap().value;
        let product = value("harm") * value("plainness") * value("confidence") * value("exposure");
        assert!((100.0 * (0.4 + 0.6 * value("people")) * product - score.total).abs() < 0.1);
    }
}
