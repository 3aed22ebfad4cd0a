//! Driver licence numbers of a column: against their records, and the forms of states among them.

use super::Neighbours;
use super::odds::{LOSS_MAX, Named, likelihood_ratio, main_shape, ratio};
use crate::aggregate::{ColumnAggregate, KindAggregate, NO_LETTER};
use crate::detect::LabelEvidence;
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::rules::RuleSpec;
use crate::rules::shape::{Element, Shape};

/// The check of driver licence numbers.
pub(super) const LICENCE: &str = "us_drivers_license";

/// Licence numbers against their own records: the state beside them, and the name and birth date that some encode.
///
/// Agreement that chance does not give is as good as proof. Disagreement is where the numbers have nothing else to show: in a
/// column that is named for licences, or has the forms of many states, what disagrees may be of another state or person, or made
/// up, and takes less away. So do states beside numbers that encode what only licences do, and names where the states agree, or
/// where few of the numbers claim a name at all. Given names alone say nothing of the family name.
pub(super) fn links(
    rule: &RuleSpec,
    kind: &KindAggregate,
    named: Named,
    is_mixture: bool,
    neighbours: &Neighbours,
) -> Vec<Evidence> {
    if rule.validator.as_deref() != Some(LICENCE) {
        return Vec::new();
    }
    let holding = kind.facts.first().copied().unwrap_or(0);
    let is_encoded = holding >= ENCODED_MIN && holding * 2 >= kind.recognised();
    let shows_otherwise = named == Named::Outright || is_mixture;
    let loss_max = |shows: bool| if shows { LINK_LOSS_SHOWN_MAX } else { LOSS_MAX };
    // Where people have moved, the number is of another state than the address.
    let [asked, agreed] = kind.links.names;
    let holds_names =
        asked >= ENCODED_MIN && agreed * 10 >= asked * 9 && kind.links.of_all(asked) * 2 >= kind.recognised();
    let states = states_beside(kind, loss_max(shows_otherwise || is_encoded || holds_names));
    let agree = states.as_ref().is_some_and(|states| states.weight >= STATES_AGREE);
    let mut evidence = Vec::new();
    let compared = compared(kind);
    let mut agreement = |[asked, agreed]: [u64; 2], when_false: f64, what: &str| {
        let share = ratio(agreed, asked);
        // Where no family name or no birth date stands beside them, none agrees, which says nothing.
        if asked >= LINKS_MIN && (share >= 0.3 || neighbours.family_names > 0) {
            let is_small_part = kind.links.of_all(asked) * 2 < kind.recognised();
            let loss_max = loss_max(shows_otherwise || agree || is_small_part);
            let weight = linked(asked, share, 0.9, when_false, loss_max);
            let sort = if weight > 0.0 { EvidenceType::Neighbours } else { EvidenceType::CounterEvidence };
            evidence.push(Evidence::new(
                sort,
                weight,
                format!("{agreed} of {asked}{compared} agree with {what} of their record"),
            ));
        }
    };
    agreement(kind.links.names, NAME_BY_CHANCE, "the name");
    if kind.links.births[1] > 0 {
        agreement(kind.links.births, BIRTH_BY_CHANCE, "a birth date");
    }
    evidence.extend(states);
    evidence.extend(one_state(kind, neighbours).filter(|_| named != Named::Outright));
    evidence
}

/// Says of a count that it is of those that were compared, where not all were.
fn compared(kind: &KindAggregate) -> &'static str {
    if kind.links.passed_over > 0 { " compared" } else { "" }
}

/// What the states beside licence numbers say: whether the numbers have a form of theirs more often than chance lets.
fn states_beside(kind: &KindAggregate, loss_max: f64) -> Option<Evidence> {
    let (by_chance, with_state) = (kind.links.fits_by_chance(), kind.links.with_state);
    if with_state < LINKS_MIN || by_chance >= SAME_STATES {
        return None;
    }
    let share = ratio(kind.links.fits, with_state);
    let weight = linked(with_state, share, 0.95, by_chance.max(0.02), loss_max);
    let detail = format!(
        "{} of {with_state}{} have a form of the state beside them; by chance {:.0} % would",
        kind.links.fits,
        compared(kind),
        by_chance * 100.0
    );
    Some(Evidence::new(EvidenceType::Neighbours, weight, detail))
}

/// What it says that the numbers have a form of the one state that stands beside all of them: few forms are of many states. All
/// records together are one observation.
fn one_state(kind: &KindAggregate, neighbours: &Neighbours) -> Option<Evidence> {
    let (fits, with_state) = (kind.links.fits, kind.links.with_state);
    let is_asked = neighbours.names + neighbours.others > 0
        && with_state >= ONE_STATE_MIN
        && kind.links.of_all(with_state) * 10 >= kind.recognised() * 9
        && fits * 20 >= with_state * 19
        && kind.links.fits_by_chance() >= SAME_STATES;
    is_asked.then(|| {
        let share = kind.links.fits_anywhere().max(0.02);
        let detail =
            format!("they have a form of the one state beside them, as they would of {:.0} % of states", share * 100.0);
        Evidence::new(EvidenceType::Neighbours, (0.95 / share).log10().max(0.0), detail)
    })
}

/// Where fewer would have a form of the state beside them by chance, having one says more than a name denies.
pub(super) const STATES_APART: f64 = 0.5;

/// Where dealing the states out anew changes hardly a thing, there is one of them, or all have the form.
const SAME_STATES: f64 = 0.95;
/// Of fewer records that agree the state may be that of something else.
const ONE_STATE_MIN: u64 = 20;

/// What the first letters say where no name does: those of licences vary, but in the states that have one of their own; those
/// of keys are mostly one prefix. The weights are judgements.
pub(super) fn first_letters(rule: &RuleSpec, kind: &KindAggregate, label: &LabelEvidence<'_>) -> Option<Evidence> {
    let letters = (kind.links.first_letters & !NO_LETTER).count_ones();
    let is_asked =
        rule.validator.as_deref() == Some(LICENCE) && label.weight <= 0.0 && kind.recognised() >= LETTERS_OF_MIN;
    match letters {
        1 if is_asked && is_of_one_prefix(rule, kind) => {
            Some(Evidence::new(EvidenceType::CounterEvidence, -1.0, "all begin with the same letter"))
        }
        LETTERS_MIN.. if is_asked => {
            let weight = if letters >= LETTERS_MANY { 0.6 } else { 0.4 };
            Some(Evidence::new(EvidenceType::PrefixMix, weight, format!("they begin with {letters} different letters")))
        }
        _ => None,
    }
}

/// Of fewer numbers the letters say little.
const LETTERS_OF_MIN: u64 = 20;
/// Prefixes of keys are a handful.
const LETTERS_MIN: u32 = 10;
/// Of thirty numbers whose first letter is any, so many begin with another one.
const LETTERS_MANY: u32 = 16;

/// A form of letters between digits, or of digits between letters, that one state alone has: where all of a column without a name are
/// written so beside names and dates of birth, hardly a key is. The weight is a judgement.
pub(super) fn distinctive(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    named: Named,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    /// Iowa and Idaho.
    const FORMS: [&str; 2] = ["d3a2d4", "a2d6a1"];
    const VALUES_MIN: u64 = 20;
    let is_asked = rule.validator.as_deref() == Some(LICENCE)
        && named == Named::Not
        && neighbours.family_names > 0
        && neighbours.others > 0
        && kind.whole.distinct.count() >= VALUES_MIN;
    let main = main_shape(kind).filter(|_| is_asked)?;
    let form = rule.shapes.get(main).map(|shape| shape.form.as_str())?;
    let are_all = kind.shapes.get(main).copied().unwrap_or(0) * 50 >= column.cells * 49;
    let vary = form.starts_with('d') || (kind.links.first_letters & !NO_LETTER).count_ones() >= LETTERS_MIN;
    (are_all && vary && FORMS.contains(&form)).then(|| {
        let detail = "all are written as one state alone writes them, beside names and other personal data";
        Evidence::new(EvidenceType::Shape, 1.0, detail)
    })
}

/// The weight of so many numbers, of which a share agrees with its record.
fn linked(numbers: u64, share: f64, when_true: f64, when_false: f64, loss_max: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "capped")]
    let values = (numbers as f64).min(LINKS_MAX);
    likelihood_ratio(values, share, when_true, when_false).clamp(-loss_max, LINK_GAIN_MAX)
}

/// So many numbers whose encoded fields hold, most of their column, are none by chance: one random number in fifteen is.
const ENCODED_MIN: u64 = 10;

/// Whether all begin with the same letter: the noughts behind the letter of a serial number are the Soundex of a name, and its next
/// digits the same day in all of them.
pub(super) fn is_of_one_prefix(rule: &RuleSpec, kind: &KindAggregate) -> bool {
    let letters = kind.links.first_letters;
    // Letters of a form itself are a state's: `NHL12345678`.
    let main = main_shape(kind).and_then(|index| rule.shapes.get(index));
    let is_fixed = main.is_some_and(|shape| shape.form.bytes().any(|byte| byte.is_ascii_uppercase()));
    !is_fixed && letters & NO_LETTER == 0 && letters.count_ones() == 1 && !kind.links.is_of_one_letter()
}

/// States that agree so far leave little to chance.
const STATES_AGREE: f64 = 2.0;
/// Fewer numbers than these prove nothing.
const LINKS_MIN: u64 = 3;
/// And more than these no more: one record is much like another.
const LINKS_MAX: f64 = 60.0;
/// The most that agreement may add.
const LINK_GAIN_MAX: f64 = 5.0;
/// The most that disagreement may take from a column that shows otherwise what it is.
const LINK_LOSS_SHOWN_MAX: f64 = 1.0;
/// One surname in some 250 has a given Soundex code; a record holds several words.
const NAME_BY_CHANCE: f64 = 0.08;
/// One date in 366 has a given month and day; a record holds few dates.
const BIRTH_BY_CHANCE: f64 = 0.02;

/// Forms of states that encode name and birth date are nothing where the fields do not hold, unless a word speaks for them.
pub(super) fn hollow(rule: &RuleSpec, kind: &KindAggregate, label: &LabelEvidence<'_>) -> Option<Evidence> {
    if rule.validator.as_deref() != Some(LICENCE) || label.weight > 0.0 {
        return None;
    }
    let form = main_shape(kind).and_then(|index| rule.shapes.get(index)).map(|shape| shape.form.as_str())?;
    if !encodes(form) {
        return None;
    }
    // Beside them stand numbers of states that encode nothing, of which nothing can hold.
    let encoded = kind.shapes.iter().zip(&rule.shapes).filter(|(_, shape)| encodes(&shape.form));
    let holding = ratio(kind.facts.first().copied().unwrap_or(0), encoded.map(|(count, _)| count).sum());
    (holding < 0.6).then(|| {
        let detail = format!("in {:.0} % the fields of the states that write so do not hold", (1.0 - holding) * 100.0);
        Evidence::new(EvidenceType::CounterEvidence, -4.0, detail)
    })
}

/// Keys of one sort are written in one form, and licence numbers of several states in several: where nearly all cells beside
/// names have one of their forms, three of which are common, hardly anything else is left. Both weights are judgements.
pub(super) fn mixture(forms: usize) -> Option<Evidence> {
    let weight = match forms {
        0..=2 => return None,
        3 => 2.0,
        MIXTURE_MIN.. => 3.5,
    };
    Some(Evidence::new(EvidenceType::Shape, weight, format!("it holds {forms} forms of licence numbers or more")))
}

/// So many forms that are common leave hardly anything but licences of several states.
pub(super) const MIXTURE_MIN: usize = 4;

/// So many forms with letters, all of them of some state: of codes of many makers half at least have a form of none.
const SEEN_MIN: usize = 6;

/// How many forms of licence numbers are common in a column of people that no name speaks against, and that holds little
/// else; three count only beside names.
pub(super) fn forms(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> usize {
    let is_of_people = neighbours.names + neighbours.others > 0;
    let is_asked = rule.validator.as_deref() == Some(LICENCE) && label.weight >= 0.0 && is_of_people;
    // Made-up numbers have the form of a state, and not what it encodes.
    let looks_so = (kind.recognised() + kind.missed) * 20 >= column.cells * 19 && kind.recognised() * 2 >= column.cells;
    let is_common = |count: &&u64| **count >= 3 && **count * 25 >= kind.recognised();
    // Digits of any length are amounts as well: all of them are one form.
    let has_letters = |index: usize| rule.shapes.get(index).is_some_and(|shape| letters_and_digits(&shape.form).0 > 0);
    let common = kind.shapes.iter().enumerate().filter(|(_, count)| is_common(count)).map(|(index, _)| index);
    let lettered = common.clone().filter(|&index| has_letters(index)).count();
    let common = lettered + usize::from(common.count() > lettered);
    // Of few rows each state has one or two: many forms say what few common ones do where every cell has one. A key with some
    // cells that are written otherwise has one form.
    let seen = kind.shapes.iter().enumerate().filter(|&(index, count)| *count > 0 && has_letters(index)).count();
    let fit_all = kind.missed == 0 && kind.recognised() * 50 >= column.cells * 49;
    let is_mixed = kind.shapes.iter().all(|count| *count * 2 <= kind.recognised());
    let forms = if fit_all && is_mixed && seen >= SEEN_MIN { common.max(MIXTURE_MIN) } else { common };
    let is_enough = forms >= MIXTURE_MIN || neighbours.names > 0;
    if is_asked && looks_so && is_enough { forms } else { 0 }
}

/// Whether a form is a letter and eleven to fourteen digits, grouped or not.
fn encodes(form: &str) -> bool {
    let (letters, digits) = letters_and_digits(form);
    letters == 1 && (11..=14).contains(&digits)
}

/// How many letters a form has at most, and how many digits; what may be either counts as letters.
fn letters_and_digits(form: &str) -> (u32, u32) {
    let Ok(shape) = Shape::parse(form) else { return (0, 0) };
    shape.elements.iter().fold((0, 0), |(letters, digits), element| match *element {
        Element::Digits { max, .. } => (letters, digits + u32::from(max)),
        Element::Letters { max, .. } | Element::Alnum { max, .. } => (letters + u32::from(max), digits),
        Element::Literal(_) | Element::Separator => (letters, digits),
    })
}
