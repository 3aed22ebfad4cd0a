//! Telephone numbers that are written in many ways, as only people write them.

use super::odds::PHONE;
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::rules::RuleSpec;

/// The weight of a form that little else has, and of one that hardly anything else has.
const TELLING: f32 = 1.3;
const UNMISTAKABLE: f32 = 2.0;

/// Different ways of writing, so many of them common, that no key has.
const FORMS_MIN: usize = 3;

/// Of fewer numbers each may be written in a way of its own by chance.
const VALUES_MIN: u64 = 12;

/// How many common forms of telephone numbers a column holds, where it holds hardly anything else: parentheses, full stops and
/// hyphens, the country's code before them and extensions behind. Keys are written in one form, and none of these but the hyphens. Then
/// numbers whose area nobody has were made up, or are of another country.
pub(super) fn forms(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> usize {
    let recognised = kind.recognised();
    let is_asked = rule.validator.as_deref() == Some(PHONE)
        && kind.whole.distinct.count() >= VALUES_MIN
        && (recognised + kind.missed) * 20 >= column.cells * 17
        && recognised * 5 >= column.cells * 2;
    if !is_asked {
        return 0;
    }
    let of_weight = |least: f32| kind.shapes.iter().zip(&rule.shapes).filter(move |(_, shape)| shape.weight >= least);
    let sum = |least: f32| of_weight(least).map(|(count, _)| *count).sum::<u64>();
    let common = of_weight(TELLING).filter(|(count, _)| **count * 30 >= recognised).count();
    let are_telling = sum(TELLING) * 2 >= recognised && sum(UNMISTAKABLE) * 10 >= recognised;
    if are_telling && common >= FORMS_MIN { common } else { 0 }
}

/// What so many forms say. A judgement: it outweighs the name of another thing.
pub(super) fn mixture(forms: usize) -> Option<Evidence> {
    (forms >= FORMS_MIN).then(|| {
        let detail = format!("they are written in {forms} forms that only telephone numbers have");
        Evidence::new(EvidenceType::Shape, 4.5, detail)
    })
}
