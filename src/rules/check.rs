//! What makes a rule wrong.

use std::collections::BTreeSet;

use super::shape::Shape;
use super::{Finder, LabelSpec, MaskPolicy, RuleSpec};
use crate::detect::find::pattern;
use crate::detect::validate;
use crate::error::{Error, ErrorKind};

/// A hit stores the index of its shape in one byte.
const SHAPES_MAX: usize = 256;

/// Weights beyond this would drown all other evidence.
const WEIGHT_MAX: f32 = 6.0;

/// More characters than this say more than the issuer or region.
const MASK_KEEP_MAX: u8 = 6;

/// Built-in rules show so many texts in which they match, and so many in which they nearly match.
#[cfg(test)]
const EXAMPLES_MIN: usize = 2;

/// An error about one rule.
pub(super) fn error(id: &str, message: impl AsRef<str>) -> Error {
    Error::new(ErrorKind::Rule, format!("rule `{id}`: {}", message.as_ref()))
}

/// Checks what can be seen in one rule alone.
pub(super) fn rule(rule: &RuleSpec) -> Result<(), Error> {
    let problem = identity(rule).or_else(|| detection(rule)).or_else(|| labels(rule)).or_else(|| mask(rule));
    problem.map_or(Ok(()), |message| Err(error(&rule.id, message)))
}

/// Checks that a rule shows what it finds and what it leaves.
#[cfg(test)]
pub(super) fn examples(rule: &RuleSpec) -> Result<(), Error> {
    let matching = rule.examples.iter().filter(|example| !example.want.is_empty()).count();
    let near_misses = rule.examples.len() - matching;
    if matching < EXAMPLES_MIN || near_misses < EXAMPLES_MIN {
        let message = format!(
            "expected {EXAMPLES_MIN} matching and {EXAMPLES_MIN} near-miss examples, found {matching} and {near_misses}"
        );
        return Err(error(&rule.id, message));
    }
    Ok(())
}

/// Checks the rules together: identifiers and kinds are unique, and can be counted.
pub(super) fn set(rules: &[RuleSpec]) -> Result<(), Error> {
    for (index, rule) in rules.iter().enumerate() {
        let earlier = &rules[..index];
        if earlier.iter().any(|other| other.id == rule.id) {
            return Err(error(&rule.id, "another rule has the same id"));
        }
        if earlier.iter().any(|other| other.kind == rule.kind) {
            return Err(error(&rule.id, format!("another rule finds the same kind `{}`", rule.kind)));
        }
    }
    if u16::try_from(rules.len()).is_err() {
        return Err(Error::new(ErrorKind::Rule, "more than 65535 rules"));
    }
    Ok(())
}

fn identity(rule: &RuleSpec) -> Option<String> {
    let is_name = |text: &str| {
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        !text.is_empty() && text.bytes().all(is_part)
    };
    if !rule.id.split_once('.').is_some_and(|(jurisdiction, name)| is_name(jurisdiction) && is_name(name)) {
        return Some("expected an id of the form `jurisdiction.identifier`".to_owned());
    }
    if !is_name(&rule.kind) {
        return Some(format!("kind `{}` is not lower-case letters, digits and `_`", rule.kind));
    }
    if rule.name.trim().is_empty() || rule.sources.is_empty() {
        return Some("expected a name and a source".to_owned());
    }
    None
}

fn detection(rule: &RuleSpec) -> Option<String> {
    if let Some(name) = &rule.validator
        && validate::find(name).is_none()
    {
        return Some(format!("no validator `{name}`"));
    }
    if (rule.finder == Finder::Shape) == rule.shapes.is_empty() {
        let message = if rule.shapes.is_empty() { "expected a shape" } else { "a finder that is code has no shapes" };
        return Some(message.to_owned());
    }
    if (rule.finder == Finder::Pattern) != rule.pattern.is_some() {
        return Some("expected a `pattern` with `finder = \"pattern\"`, and only with it".to_owned());
    }
    if let Some(Err(message)) = rule.pattern.as_deref().map(pattern::compile) {
        return Some(format!("its pattern does not compile: {message}"));
    }
    if rule.shapes.len() > SHAPES_MAX {
        return Some(format!("more than {SHAPES_MAX} shapes"));
    }
    let weights = rule.shapes.iter().map(|shape| shape.weight).chain([rule.prior]);
    if weights.into_iter().any(|weight| !weight.is_finite() || weight.abs() > WEIGHT_MAX) {
        return Some(format!("expected weights and prior between -{WEIGHT_MAX} and {WEIGHT_MAX}"));
    }
    shapes(rule)
}

fn shapes(rule: &RuleSpec) -> Option<String> {
    for (index, shape) in rule.shapes.iter().enumerate() {
        if let Err(why) = Shape::parse(&shape.form) {
            return Some(format!("shape `{}`: {why}", shape.form));
        }
        if rule.shapes[..index].iter().any(|other| other.form == shape.form) {
            return Some(format!("shape `{}` stands twice", shape.form));
        }
    }
    None
}

/// Labels are compared in one form, so that they are written in it: lower case, words parted by one space.
fn labels(rule: &RuleSpec) -> Option<String> {
    let mut seen = BTreeSet::new();
    let LabelSpec { strong, weak, spoken, negative, numbered, headings } = &rule.labels;
    // What fits the kind among others may name it outright where people speak.
    let spoken = spoken.iter().filter(|label| !weak.contains(label));
    // What names the kind in text may be something else above a column.
    let headings = headings.iter().filter(|label| !strong.contains(label) && !numbered.contains(label));
    for label in strong.iter().chain(weak).chain(spoken).chain(negative).chain(numbered).chain(headings) {
        let is_plain = !label.contains(['_', '-', '.']) && label.to_lowercase() == *label;
        if !is_plain || label.split(' ').any(str::is_empty) {
            return Some(format!("label `{label}` is not lower-case words parted by one space"));
        }
        if !seen.insert(label) {
            return Some(format!("label `{label}` stands twice"));
        }
    }
    None
}

fn mask(rule: &RuleSpec) -> Option<String> {
    match rule.mask {
        MaskPolicy::Prefix { keep } if keep > MASK_KEEP_MAX => {
            Some(format!("a mask that keeps {keep} characters, expected {MASK_KEEP_MAX} at most"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ExampleSpec, HarmClass, LabelSpec, ShapeSpec};
    use super::*;

    fn badge() -> RuleSpec {
        RuleSpec {
            id: "test.badge".to_owned(),
            kind: "badge".to_owned(),
            name: "Badge number".to_owned(),
            category: "identity".to_owned(),
            harm: HarmClass::Low,
            sources: vec!["the badge office".to_owned()],
            validator: None,
            finder: Finder::Shape,
            pattern: None,
            prior: -2.0,
            shapes: vec![ShapeSpec { form: "Bd6".to_owned(), weight: 1.0 }],
            labels: LabelSpec { strong: vec!["badge no".to_owned()], ..LabelSpec::default() },
            needs_label: false,
            mask: MaskPolicy::Shape,
            accuracy: "none".to_owned(),
            examples: Vec::new(),
        }
    }

    fn assert_refused(change: impl FnOnce(&mut RuleSpec), message: &str) {
        let mut changed = badge();
        change(&mut changed);
        assert_eq!(rule(&changed).unwrap_err().to_string(), message);
    }

    #[test]
    fn a_right_rule_passes() {
        rule(&badge()).unwrap();
    }

    #[test]
    fn each_mistake_has_its_message() {
        assert_refused(
            |rule| rule.id = "badge".to_owned(),
            "rule `badge`: expected an id of the form `jurisdiction.identifier`",
        );
        assert_refused(
            |rule| rule.kind = "Badge".to_owned(),
            "rule `test.badge`: kind `Badge` is not lower-case letters, digits and `_`",
        );
        assert_refused(|rule| rule.sources.clear(), "rule `test.badge`: expected a name and a source");
        assert_refused(|rule| rule.validator = Some("badge".to_owned()), "rule `test.badge`: no validator `badge`");
        assert_refused(|rule| rule.shapes.clear(), "rule `test.badge`: expected a shape");
        assert_refused(|rule| rule.finder = Finder::Email, "rule `test.badge`: a finder that is code has no shapes");
        assert_refused(|rule| rule.prior = f32::NAN, "rule `test.badge`: expected weights and prior between -6 and 6");
        assert_refused(
            |rule| rule.shapes[0].form = "7d".to_owned(),
            "rule `test.badge`: shape `7d`: a literal digit without quotes at character 1",
        );
        assert_refused(|rule| rule.shapes.push(rule.shapes[0].clone()), "rule `test.badge`: shape `Bd6` stands twice");
        assert_refused(
            |rule| rule.labels.weak.push("badge no".to_owned()),
            "rule `test.badge`: label `badge no` stands twice",
        );
        for label in ["Badge", "badge_no", "badge  no", ""] {
            assert_refused(
                |rule| rule.labels.weak.push(label.to_owned()),
                &format!("rule `test.badge`: label `{label}` is not lower-case words parted by one space"),
            );
        }
        assert_refused(
            |rule| rule.mask = MaskPolicy::Prefix { keep: 7 },
            "rule `test.badge`: a mask that keeps 7 characters, expected 6 at most",
        );
    }

    #[test]
    fn too_few_examples_are_refused() {
        let mut rule = badge();
        rule.examples.push(ExampleSpec { text: "badge B123456".to_owned(), want: vec!["B123456".to_owned()] });
        let message = "rule `test.badge`: expected 2 matching and 2 near-miss examples, found 1 and 0";
        assert_eq!(examples(&rule).unwrap_err().to_string(), message);
    }

    #[test]
    fn ids_and_kinds_are_unique() {
        let other_kind = RuleSpec { kind: "pass".to_owned(), ..badge() };
        assert_eq!(
            set(&[badge(), other_kind]).unwrap_err().to_string(),
            "rule `test.badge`: another rule has the same id"
        );
        let other_id = RuleSpec { id: "test.pass".to_owned(), ..badge() };
        assert_eq!(
            set(&[badge(), other_id]).unwrap_err().to_string(),
            "rule `test.pass`: another rule finds the same kind `badge`"
        );
    }
}
