//! Columns whose values are protected: named for a kind, and holding masks, hashes, ciphertext or tokens in its place.
//!
//! Tokens that keep the form of what they stand for are told by the check: of random digits as many pass as chance lets
//! pass. A column that is named outright for a checked kind, that has the form all through and passes at the rate of chance, holds
//! such tokens, or numbers that someone made up.

use super::numbers;
use super::odds::{CARD_CODE, PHONE, is_shared_code, missed, ratio};
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::detect::validate::find as validator;
use crate::detect::{ColumnContext, Detector, LabelEvidence, Protection};
use crate::rules::{Finder, HarmClass};

/// A column that is named for a kind and holds what protects values, before its name is counted. A judgement.
const PRIOR: f64 = -0.5;
/// What values of one class all through add. A judgement: little else is kept as a hash.
const CLASS: f64 = 1.0;
/// What a form adds that nothing but the kind's protected values has. A judgement.
const FORM: f64 = 1.5;
/// Of so many values a pass rate can be told from chance.
const VALUES_MIN: u64 = 100;
/// One random check digit in ten is right.
const CHECK_DIGIT: f64 = 0.1;
/// A label that names the kind outright.
const OUTRIGHT: f32 = 2.4;

/// The protection of the column's values of a kind, and the reasons for a verdict, where most are protected.
pub(super) fn evidence(
    detector: &Detector,
    context: &ColumnContext,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    has_cards: bool,
) -> Option<(Protection, Vec<Evidence>)> {
    let label = context.label(kind.kind);
    let mut is_chance = false;
    let protection = match kind.main_protection() {
        Protection::Plain if is_at_chance(detector, column, kind, &label) => {
            is_chance = true;
            Protection::Tokenised
        }
        Protection::Plain => return None,
        protection => protection,
    };
    let share = ratio(kind.whole.matched + kind.missed, column.cells).min(1.0);
    let what = match protection {
        Protection::Plain => return None,
        Protection::Masked => "masked",
        Protection::Hashed => "hashes",
        Protection::Encrypted => "like ciphertext",
        Protection::Tokenised => "of the form and pass its check as often as chance: tokens, or made up",
    };
    let mut evidence = vec![Evidence::new(EvidenceType::Prior, PRIOR, "protected values in any dump")];
    // What no name led to was taken for what its form alone makes it.
    let is_named = label.weight > 0.0;
    if is_named {
        let detail = format!("the column's name says `{}`", label.word.unwrap_or_default());
        evidence.push(Evidence::new(EvidenceType::Label, f64::from(label.weight), detail));
    }
    let class = if is_named { CLASS } else { CLASS + FORM };
    let detail = format!("{:.0} % of the cells are {what}", share * 100.0);
    evidence.push(Evidence::new(EvidenceType::Shape, class * share, detail));
    let rule = detector.rules().rule(kind.kind);
    let is_short = label.word.is_some_and(|word| word.len() <= ACRONYM_MAX);
    let is_at_home = AT_HOME.iter().any(|home| rule.id.starts_with(home));
    if is_chance && is_short && !is_at_home {
        let detail = "as many pass as of any numbers, and its name is short for other things, too";
        evidence.push(Evidence::new(EvidenceType::CounterEvidence, ACRONYM, detail));
    }
    if rule.kind == CARD_CODE && is_shared_code(&label) && !has_cards {
        evidence.push(Evidence::new(EvidenceType::CounterEvidence, ACRONYM, "no card numbers stand beside it"));
    }
    Some((protection, evidence))
}

/// A name of so many letters is short for several things: a retrieval reference number is an `rrn`, too.
const ACRONYM_MAX: usize = 3;
/// What it takes away. A judgement.
const ACRONYM: f64 = -3.5;
/// The jurisdictions whose numbers are kept as tokens: a column that is called so is one.
const AT_HOME: [&str; 2] = ["us.", "intl."];

/// Whether a column of the kind's form, named for it outright, passes as chance does.
fn is_at_chance(
    detector: &Detector,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> bool {
    let rule = detector.rules().rule(kind.kind);
    let tested = kind.recognised() + missed(detector, column, kind, label);
    let checked = rule
        .validator
        .as_deref()
        // Area codes are a register, which numbers from elsewhere and made-up ones are not in.
        .filter(|validator| rule.finder == Finder::Shape && rule.harm > HarmClass::Low && *validator != PHONE)
        .and_then(validator);
    let Some(validator) = checked.filter(|validator| validator.random_pass_rate < 0.9) else { return false };
    let is_asked = label.weight >= OUTRIGHT && tested >= VALUES_MIN && ratio(tested, column.cells) >= 0.9;
    let varies = ratio(column.distinct.count(), column.cells) > 0.5;
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    let tolerance =
        3.0 * (validator.random_pass_rate * (1.0 - validator.random_pass_rate) / tested as f64).sqrt() + 0.005;
    let rate = ratio(kind.recognised(), tested);
    // Tokens keep the first digits as a rule, so that only the check digit is left to chance.
    let expected = validator.random_pass_rate.max(CHECK_DIGIT);
    let is_near = if expected > CHECK_DIGIT {
        (rate - expected).abs() <= tolerance
    } else {
        (0.5 * validator.random_pass_rate..=expected + tolerance).contains(&rate)
    };
    is_asked && varies && is_near && rate < 0.97 && !numbers::are_short(rule, column)
}
