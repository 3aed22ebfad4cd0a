//! The evidence of one column for one kind.

use super::licence::{self, LICENCE};
use super::rates::rates;
use super::refuted::{GROUPED_MIN, refuted};
use super::sequence::sequence;
use super::{Neighbours, another, names, numbers, outweigh, phones, years, zeros};
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::detect::find::date_figures;
use crate::detect::validate::find as validator;
use crate::detect::{ColumnContext, Detector, LabelEvidence};
use crate::rules::{Finder, KindId, RuleSpec};

/// Values that count at most: beyond this the verdict is as clear as it gets, and dependence between values grows.
const VALUES_MAX: f64 = 500.0;
/// The most that failing cells may take away.
pub(super) const LOSS_MAX: f64 = 8.0;
/// The same, from a column that is named outright and written in a form that little else has. A judgement.
const LOSS_CERTAIN_MAX: f64 = 2.0;
/// The same, where lists decide that are known to have gaps. A judgement.
const LOSS_LISTED_MAX: f64 = 1.0;

/// All reasons for and against `kind` being what `column` holds, in the order in which they are thought of.
pub(super) fn column_evidence(
    detector: &Detector,
    context: &ColumnContext,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    neighbours: &Neighbours,
) -> Vec<Evidence> {
    let rule = detector.rules().rule(kind.kind);
    let mut label = context.label(kind.kind);
    let mut evidence =
        vec![Evidence::new(EvidenceType::Prior, f64::from(rule.prior), "a value of this shape in any dump")];
    if let Some(detail) = refuted(rule, column, kind, &label, neighbours) {
        evidence.push(Evidence::new(EvidenceType::PrefixMix, 0.0, detail));
        label = LabelEvidence { weight: 0.0, word: None, is_negative: false };
    }
    let outweighs = outweigh::bare_ssns(rule, column, kind, &label, neighbours);
    if outweighs && label.weight < 0.0 {
        let detail = "few but numbers of people have such areas and zeros, and none fails";
        evidence.push(Evidence::new(EvidenceType::PrefixMix, outweigh::LEFT_OF_NAME, detail));
        label = LabelEvidence { weight: 0.0, word: None, is_negative: false };
    }
    if label.weight != 0.0 {
        let sort = if label.is_negative { EvidenceType::NegativeLabel } else { EvidenceType::Label };
        let word = label.word.unwrap_or_default();
        evidence.push(Evidence::new(sort, f64::from(label.weight), format!("the column's name says `{word}`")));
    }
    let form = Form::of(rule, kind);
    let named = named(context, &label);
    let forms = licence::forms(rule, column, kind, &label, neighbours);
    let is_mixture = forms >= licence::MIXTURE_MIN;
    evidence.extend(silence(named, rule, form).filter(|_| !(is_mixture && named == Named::Not)));
    evidence.extend(licence::links(rule, kind, named, is_mixture, neighbours));
    evidence.extend(licence::first_letters(rule, kind, &label));
    evidence.extend(licence::distinctive(rule, column, kind, named, neighbours));
    evidence.extend(licence::mixture(forms).or_else(|| licence::hollow(rule, kind, &label)));
    evidence.extend(shape(rule, kind));
    let sequence = sequence(rule, column, kind, &label);
    // Every value of a sequence follows from its first: whatever the first one passes, all of them do.
    let values_max = if sequence.is_some() { 1.0 } else { VALUES_MAX };
    // What its name and its form both say is not undone by numbers that were made up, or are of another country.
    let missed = missed(detector, column, kind, &label);
    let prefix_mix =
        prefix_mix(rule, column, kind, values_max).filter(|_| !numbers::is_of_one_area(rule, column, &label));
    let of_phones = phones::forms(rule, column, kind);
    evidence.extend(phones::mixture(of_phones));
    let loss_max = match &prefix_mix {
        _ if licence::mixture(forms).is_some() || of_phones > 0 => LOSS_LISTED_MAX,
        Some(mix) if is_of_areas(rule, kind, form, &label, mix) => LOSS_CERTAIN_MAX,
        _ => loss_max(rule, column, kind, form, &label),
    };
    let pass_rate = pass_rate(rule, column, kind, &label, values_max, loss_max, missed);
    let is_chance = pass_rate.weight < 0.0;
    evidence.push(pass_rate);
    evidence.extend(coverage(rule, form, column, kind, &label));
    evidence.extend(prefix_mix);
    evidence.extend(numbers::versions(rule, column, kind, &label));
    evidence.extend(numbers::of_another(rule, column, kind, &label).filter(|_| !outweighs));
    evidence.extend(numbers::too_small(rule, column, kind));
    evidence.extend(numbers::of_any_size(rule, column, kind, &label, neighbours));
    evidence.extend(numbers::begin_alike(rule, column, kind, &label));
    evidence.extend(numbers::of_years(rule, column, kind, &label));
    evidence.extend(numbers::unchecked(rule, kind, &label));
    evidence.extend(another::checked(detector, rule, column, kind));
    evidence.extend(another::held_by_name(detector, rule, kind, &label));
    evidence.extend(another::of_people(detector, context, rule, column, neighbours));
    evidence.extend(another::by_look(rule, column, kind, &label));
    evidence.extend(another::addresses(detector, rule, column, kind));
    evidence.extend(another::dates(detector, rule, column, kind));
    evidence.extend(another::times(rule, column, kind, &label, neighbours));
    evidence.extend(another::counts(rule, column, kind, &label, neighbours));
    evidence.extend(another::of_no_form(rule, kind, neighbours));
    evidence.extend(another::rare_form(rule, kind, &label));
    evidence.extend(numbers::sizes(rule, column, kind, &label));
    evidence.extend(numbers::licences(detector, rule, column, kind, &label));
    evidence.extend(numbers::postal(rule, column, kind, neighbours.places, neighbours.is_of_india));
    evidence.extend(figures(rule, column, kind));
    evidence.extend(years::years(rule, column, kind, &label, context.is_named(), neighbours));
    evidence.extend(zeros::mended(rule, column, kind, &label, neighbours));
    evidence.extend(zeros::leading_zeros(rule, column, kind, form, &label));
    if rule.finder == Finder::PersonName {
        evidence.extend(names::named_otherwise(column, kind, &label, neighbours));
        evidence.extend(names::alone(column, kind, &label, neighbours));
        evidence.extend(names::of_things(column, kind, &label));
    }
    evidence.extend(distinctness(rule, column, kind, &label, neighbours));
    evidence.extend(sequence);
    if rule.kind == BANK_ACCOUNT && label.weight > 0.0 && neighbours.routing > 0 {
        evidence.push(Evidence::new(EvidenceType::Neighbours, 2.0, "bank routing numbers stand beside it"));
    }
    if rule.kind == BANK_ACCOUNT && (0.1..NAMED_OUTRIGHT).contains(&label.weight) && neighbours.routing == 0 {
        // Utilities, shops and counties count accounts.
        evidence.push(Evidence::new(EvidenceType::CounterEvidence, -0.5, "no bank routing numbers stand beside it"));
    }
    if rule.kind == CARD_CODE && label.weight > 0.0 {
        evidence.extend(card_code(&label, neighbours.cards > 0));
    }
    evidence.extend(of_animals(rule, &label, neighbours));
    evidence.extend(beside_users(rule, column, &label, neighbours));
    evidence.extend(neighbours_evidence(neighbours, neighbours_max(rule, kind, form, &label, is_chance)));
    evidence
}

/// Dogs have licences, too: beside animals a name that does not say that somebody drives is that of theirs. The weight is a judgement.
fn of_animals(rule: &RuleSpec, label: &LabelEvidence<'_>, neighbours: &Neighbours) -> Option<Evidence> {
    const DRIVERS: [&str; 8] = ["dl", "dln", "dlno", "dlnum", "ol", "oln", "oper", "operator"];
    let is_of_driver = |word: &str| word.starts_with("driv") || word.starts_with("drv") || DRIVERS.contains(&word);
    let says_driver = label.word.is_some_and(|label| label.split([' ', '\'']).any(is_of_driver));
    let is_asked = rule.validator.as_deref() == Some(LICENCE) && neighbours.are_animals && !says_driver;
    is_asked.then(|| {
        Evidence::new(EvidenceType::CounterEvidence, -4.0, "animals stand beside it, which are licensed as well")
    })
}

/// Passwords are called `pass` beside whom they are for. The weight is a judgement.
fn beside_users(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    let is_weak = label.weight > 0.0 && label.weight < NAMED_OUTRIGHT;
    let are_different = column.distinct.count() * 2 > column.cells;
    let is_asked = rule.kind == "password" && is_weak && are_different && neighbours.names + neighbours.hints > 0;
    is_asked.then(|| Evidence::new(EvidenceType::Neighbours, 1.0, "names or addresses of e-mail stand beside it"))
}

/// What cards beside it say of a column of three or four digits: their absence, where its name is that of other codes, too. Both
/// weights are judgements.
fn card_code(label: &LabelEvidence<'_>, has_cards: bool) -> Option<Evidence> {
    match (has_cards, is_shared_code(label)) {
        (true, _) => Some(Evidence::new(EvidenceType::Neighbours, 2.0, "card numbers stand beside it")),
        (false, true) => Some(Evidence::new(EvidenceType::CounterEvidence, -3.0, "no card numbers stand beside it")),
        (false, false) => None,
    }
}

/// Whether a label is that of other codes than those of cards, too.
pub(super) fn is_shared_code(label: &LabelEvidence<'_>) -> bool {
    const SHARED: [&str; 3] = ["security code", "verification code", "cid"];
    label.word.is_some_and(|word| SHARED.contains(&word))
}

/// The most that failing cells may take away.
fn loss_max(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    form: Form,
    label: &LabelEvidence<'_>,
) -> f64 {
    // The lists of names are of Latin letters: of names in others none is known.
    let is_of_other_letters = rule.finder == Finder::PersonName
        && column.word_cells == 0
        && kind.assumed > 0
        && kind.recognised() == 0
        && label.weight >= NAMED_OUTRIGHT;
    if is_of_other_letters {
        return 0.0;
    }
    let is_open = matches!(rule.finder, Finder::PersonName | Finder::StreetAddress);
    let is_phone = rule.validator.as_deref() == Some(PHONE);
    let is_unmistakable =
        main_shape(kind).and_then(|index| rule.shapes.get(index)).is_some_and(|shape| shape.weight >= 2.0);
    match form {
        // Nothing else is written with its country or its area apart like that.
        _ if is_phone && is_unmistakable => LOSS_LISTED_MAX,
        _ if label.weight < NAMED_OUTRIGHT => LOSS_MAX,
        // No list has all area codes, surnames and streets of the world.
        _ if is_open || is_phone => LOSS_LISTED_MAX,
        Form::Telling => LOSS_CERTAIN_MAX,
        Form::Bare | Form::Date => LOSS_MAX,
    }
}

/// Whether numbers are grouped as hardly anything else is, and lie in the areas of before 2011 as by chance they would not: then
/// those among them that are none are numbers of another sort of taxpayer, or were made up.
fn is_of_areas(
    rule: &RuleSpec,
    kind: &KindAggregate,
    form: Form,
    label: &LabelEvidence<'_>,
    prefix_mix: &Evidence,
) -> bool {
    let grouped = main_shape(kind).and_then(|index| rule.shapes.get(index));
    rule.validator.as_deref() == Some(SSN)
        && form == Form::Telling
        && grouped.is_some_and(|shape| shape.weight >= GROUPED_MIN)
        && label.weight >= 0.0
        && prefix_mix.weight >= OF_AREAS_MIN
}

/// What the areas must say for that.
const OF_AREAS_MIN: f64 = 1.5;

/// Dates that are written as plain numbers are told by what the column is called, and by that nearly all cells are such.
fn figures(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> Option<Evidence> {
    let figures: u64 = kind.shapes.iter().skip(usize::from(date_figures::FIRST)).sum();
    let is_asked = rule.finder == Finder::Date && figures * 2 > kind.recognised();
    if is_asked && numbers::are_of_one_year(column) {
        let detail = "they follow from one another, or lie within a year of seconds";
        return Some(Evidence::new(EvidenceType::Sequence, -6.0, detail));
    }
    (is_asked && kind.recognised() * 20 < column.cells * 19).then(|| {
        let detail = format!("of {} cells {} are dates as numbers", column.cells, kind.recognised());
        Evidence::new(EvidenceType::CounterEvidence, -4.0, detail)
    })
}

/// The check of telephone numbers.
pub(super) const PHONE: &str = "phone";

/// Account numbers have no form and no check, and codes of cards have three or four digits.
const BANK_ACCOUNT: &str = "bank_account";
pub(super) const CARD_CODE: &str = "card_cvv";

/// What the written form gives away by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits, or a letter and digits, that any key may have.
    Bare,
    /// A date.
    Date,
    /// Grouped, prefixed, or of words: few other things look so.
    Telling,
}

impl Form {
    fn of(rule: &RuleSpec, kind: &KindAggregate) -> Self {
        match rule.finder {
            Finder::Date => Self::Date,
            // Digits that were mended stand behind all written forms.
            Finder::Shape
                if main_shape(kind).is_some_and(|index| rule.shapes.get(index).is_none_or(|s| s.weight <= 0.0)) =>
            {
                Self::Bare
            }
            Finder::Shape
            | Finder::PersonName
            | Finder::StreetAddress
            | Finder::Email
            | Finder::Iban
            | Finder::Labelled
            | Finder::IpAddress
            | Finder::Mrz
            | Finder::Aamva
            | Finder::CardTrack
            | Finder::Pattern => Self::Telling,
        }
    }
}

/// What the column's name says of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// There is no name.
    Not,
    /// It is one, and not a word of it is known.
    Silently,
    /// It speaks for the kind or against it.
    Outright,
}

fn named(context: &ColumnContext, label: &LabelEvidence<'_>) -> Named {
    match (context.is_named, label.weight != 0.0) {
        (_, true) => Named::Outright,
        (true, false) => Named::Silently,
        (false, false) => Named::Not,
    }
}

/// Who makes a column of bare numbers or dates that belong to people mostly says so in its name; a name that says nothing
/// is mostly that of a key. Both weights are judgements. For dates it counts double: a table has many columns of dates, and one of birth.
fn silence(named: Named, rule: &RuleSpec, form: Form) -> Option<Evidence> {
    let weight = match form {
        // Licence numbers of fifty states leave hardly a form out.
        _ if rule.validator.as_deref() == Some(LICENCE) && named != Named::Outright => -1.5,
        // A check digit or a registry that few numbers pass is an answer by itself.
        Form::Bare if !is_telling(rule) => -1.0,
        Form::Date => -2.0,
        Form::Bare | Form::Telling => return None,
    };
    (named == Named::Silently || weight <= -1.5 && named == Named::Not && form != Form::Date)
        .then(|| Evidence::new(EvidenceType::CounterEvidence, weight, "the column's name says nothing of the kind"))
}

/// Whether most are written in a form that hardly anything else has.
fn is_telling_form(rule: &RuleSpec, kind: &KindAggregate) -> bool {
    main_shape(kind).and_then(|index| rule.shapes.get(index)).is_some_and(|shape| shape.weight >= 1.0)
}

/// Whether fewer than one random number in ten passes the kind's check.
pub(super) fn is_telling(rule: &RuleSpec) -> bool {
    rule.validator.as_deref().and_then(validator).is_some_and(|validator| validator.random_pass_rate < 0.1)
}

/// How much company may add. Tables of people are full of bare keys, too: beside names a number of nine digits is as
/// often the number of an account, so company says little of it, and nothing against the column's own name.
fn neighbours_max(
    rule: &RuleSpec,
    kind: &KindAggregate,
    form: Form,
    label: &LabelEvidence<'_>,
    is_chance: bool,
) -> f64 {
    match form {
        // A form that little else has is not undone by a name alone.
        Form::Telling if label.weight < 0.0 && rule.finder == Finder::Shape => 0.6,
        _ if label.weight < 0.0 => 0.0,
        // Customers have accounts everywhere: only a routing number makes theirs one at a bank.
        _ if rule.kind == BANK_ACCOUNT && label.weight < NAMED_OUTRIGHT => 0.0,
        Form::Bare if label.weight == 0.0 && !is_telling(rule) => 0.3,
        // Numbers of parts stand beside people, too, and pass as often as chance has it.
        Form::Telling if label.weight == 0.0 && is_chance => 0.3,
        // `id_number` in a table of people is as often the number of a member or a pupil.
        Form::Bare if rule.validator.as_deref() == Some(LICENCE) && label.weight < NAMED_OUTRIGHT => 0.6,
        // Codes of two letters, six digits and a letter are those of parts and places, too.
        _ if rule.validator.as_deref() == Some(LICENCE) && label.weight == 0.0 && !is_telling_form(rule, kind) => 0.6,
        Form::Bare | Form::Date | Form::Telling => 1.5,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts become ratios")]
pub(super) fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// How many independent values a count of cells stands for: repeats are not evidence.
pub(super) fn independent(column: &ColumnAggregate, cells: u64) -> f64 {
    let share = ratio(column.distinct.count(), column.cells).min(1.0);
    #[expect(clippy::cast_precision_loss, reason = "capped")]
    let values = cells as f64 * share;
    values.max(f64::from(u8::from(cells > 0))).min(VALUES_MAX)
}

/// log10 likelihood ratio of `passed` (a share) of `values` passing, between a true and a false column.
pub(super) fn likelihood_ratio(values: f64, passed: f64, when_true: f64, when_false: f64) -> f64 {
    let passing = (when_true / when_false).log10();
    let failing = ((1.0 - when_true) / (1.0 - when_false)).log10();
    values * (passed * passing + (1.0 - passed) * failing)
}

/// The shape that most whole cells have.
pub(super) fn main_shape(kind: &KindAggregate) -> Option<usize> {
    let shapes = kind.shapes.iter().enumerate();
    shapes.max_by_key(|&(index, &count)| (count, std::cmp::Reverse(index))).map(|(index, _)| index)
}

fn shape(rule: &RuleSpec, kind: &KindAggregate) -> Option<Evidence> {
    let index = main_shape(kind)?;
    let most = kind.shapes.get(index).copied()?;
    let spec = rule.shapes.get(index)?;
    let share = ratio(most, kind.recognised());
    let weight = f64::from(spec.weight) * share;
    (weight != 0.0).then(|| {
        Evidence::new(EvidenceType::Shape, weight, format!("{:.0} % are written `{}`", share * 100.0, spec.form))
    })
}

fn pass_rate(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    values_max: f64,
    loss_max: f64,
    missed: u64,
) -> Evidence {
    let rates = rates(rule, column, kind);
    let tested = tested(rule, column, kind.recognised() + missed);
    let passed = ratio(kind.recognised(), tested);
    let values = independent(column, tested).min(values_max);
    // Half of random hexadecimal digits are an address of hardware: what nearly all values of a column should pass, and only
    // some do, is something else, of which more pass than of any digits or letters.
    let is_half = passed < PASSED_MIN && rule.needs_label && rule.validator.is_some() && label.weight <= 0.0;
    // Numbers of versions and sections are addresses of the Internet, too.
    let is_version = rule.finder == Finder::IpAddress && label.is_negative && !numbers::begin_high(column, kind);
    let gain_max = if is_half || is_version { 0.0 } else { rates.gain_max };
    let is_of_one_area = numbers::is_of_one_area(rule, column, label);
    let when_false = if is_of_one_area { numbers::OF_ONE_AREA } else { rates.when_false };
    let weight = likelihood_ratio(values, passed, rates.when_true, when_false).clamp(-loss_max, gain_max);
    let detail = format!(
        "{} of {tested} pass ({:.1} %); by chance {:.1} % would",
        kind.recognised(),
        passed * 100.0,
        when_false * 100.0
    );
    Evidence::new(EvidenceType::PassRate, weight, detail)
}

/// Of the values of a column that no name speaks for, so many must pass a check for it to speak for them.
const PASSED_MIN: f64 = 0.75;

/// The cells that failed the kind's check. In a column of taxpayer numbers those of people without a social security number
/// are no failures; where no name says that it is one, they must be nearly all that fails, of which by chance they are four in ten,
/// and what does not fail must lie in the areas of before 2011, of which by chance one in six would not.
/// Schools and insurers give out numbers that begin with a nine to people without one, which the column's name must say.
pub(super) fn missed(
    detector: &Detector,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> u64 {
    if label.weight < 0.0 || !is_family(detector, kind.kind, SSN) {
        return kind.missed;
    }
    let others = column.kinds.iter().filter(|other| is_family(detector, other.kind, ITIN));
    let others: u64 = others.map(|kind| kind.recognised()).sum();
    let of_areas = kind.facts.first().copied().unwrap_or(0);
    let are_nearly_all =
        others >= ITINS_MIN && others * 10 >= kind.missed * 8 && of_areas * 25 >= kind.recognised() * 24;
    let others = if label.weight > 0.0 || are_nearly_all { others } else { 0 };
    // Numbers drawn at random lie as often among the 800s, of which few were given out, as among the 900s.
    let [.., eights, nines, _] = column.numeric.hundreds;
    let is_random = eights * 2 > nines;
    let given_out = if label.weight >= NAMED_OUTRIGHT && !is_random { nines } else { 0 };
    kind.missed.saturating_sub(others.max(given_out))
}

/// Fewer failures may all be of one sort by chance.
const ITINS_MIN: u64 = 4;

fn is_family(detector: &Detector, kind: KindId, validator: &str) -> bool {
    detector.rules().rule(kind).validator.as_deref() == Some(validator)
}

/// Whether values of `kind` that are sure by themselves stay what they are in a column of `winner`: taxpayer numbers.
pub(super) fn stays_beside(detector: &Detector, kind: KindId, winner: KindId) -> bool {
    is_family(detector, kind, ITIN) && is_family(detector, winner, SSN)
}

/// The checks of social security numbers, and of the numbers of taxpayers who have none.
pub(super) const SSN: &str = "us_ssn";
const ITIN: &str = "us_itin";

/// The cells that a kind could have passed in: those of its shape, or all where it has no shape.
fn tested(rule: &RuleSpec, column: &ColumnAggregate, of_shape: u64) -> u64 {
    match rule.finder {
        Finder::PersonName | Finder::StreetAddress => column.cells.max(of_shape),
        Finder::Shape
        | Finder::Email
        | Finder::Iban
        | Finder::Date
        | Finder::Labelled
        | Finder::IpAddress
        | Finder::Mrz
        | Finder::Aamva
        | Finder::CardTrack
        | Finder::Pattern => of_shape,
    }
}

/// The cells that look like the kind; where the column is neither named for it nor holds a good part of what a finder or a
/// check knew, only those that they knew.
fn looking(column: &ColumnAggregate, kind: &KindAggregate, label: f32) -> u64 {
    let known = kind.recognised() + kind.missed;
    let is_enough = label >= NAMED_OUTRIGHT || kind.recognised() * 4 >= column.cells;
    if is_enough { known.max(kind.whole.matched) } else { known }
}

/// Cells that do not even have the shape speak against the column: identifiers do not share their column with prose.
/// Least of all do bare digits that no name speaks for.
fn coverage(
    rule: &RuleSpec,
    form: Form,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    let covered = ratio(looking(column, kind, label.weight), column.cells);
    let is_bare =
        form == Form::Bare && label.weight <= 0.0 && !is_telling(rule) && rule.validator.as_deref() != Some(LICENCE);
    (covered < 0.9).then(|| {
        let weight = (if is_bare { -4.0 } else { -2.0 }) * (0.9 - covered) / 0.9;
        Evidence::new(
            EvidenceType::CounterEvidence,
            weight,
            format!("only {:.0} % of the cells have the shape", covered * 100.0),
        )
    })
}

/// What the validator noticed: issued areas, active reporting bodies, area codes in service. Speaks for, and barely
/// against: made-up and recent numbers need not have the mix of old ones.
fn prefix_mix(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate, values_max: f64) -> Option<Evidence> {
    let validator = rule.validator.as_deref().and_then(validator)?;
    let values = independent(column, kind.recognised()).min(values_max);
    // Fields that encode a name, a birth date or a check digit are a check of their own.
    let gain_max = match validator.name {
        LICENCE if licence::is_of_one_prefix(rule, kind) => 0.0,
        LICENCE => 4.0,
        _ => 2.0,
    };
    validator
        .facts
        .iter()
        .zip(kind.facts)
        .map(|(&(name, when_false), count)| {
            let share = ratio(count, kind.recognised());
            let weight = likelihood_ratio(values, share, 0.97, when_false.clamp(0.001, 0.96)).clamp(-0.3, gain_max);
            (weight, name, share)
        })
        .filter(|&(weight, ..)| weight > 0.1)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(weight, name, share)| {
            Evidence::new(EvidenceType::PrefixMix, weight, format!("{:.0} % have: {name}", share * 100.0))
        })
}

/// A handful of values repeated over many rows is a code or a default, not an identifier of people.
fn distinctness(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    if rule.finder == Finder::PersonName {
        return names::few(column, kind, label, neighbours).or_else(|| names::companies(column, kind, label));
    }
    let distinct = kind.whole.distinct.count();
    let repeats = matches!(rule.finder, Finder::Shape | Finder::Iban | Finder::Email);
    // What was taken for one by its look is among the different values, too.
    let share = ratio(distinct, kind.whole.matched);
    (repeats && column.cells >= 50 && share < 0.05).then(|| {
        Evidence::new(
            EvidenceType::Distinctness,
            -1.0,
            format!("only {distinct} different values in {} cells", kind.whole.matched),
        )
    })
}

/// A label that names the kind and hardly anything else.
pub(super) const NAMED_OUTRIGHT: f32 = 2.0;

fn neighbours_evidence(neighbours: &Neighbours, weight_max: f64) -> Option<Evidence> {
    let company = 0.6 * f64::from(u8::from(neighbours.names > 0))
        + 0.3 * f64::from(u8::try_from(neighbours.others.min(3)).unwrap_or(3));
    let weight = company.min(weight_max);
    (weight > 0.0).then(|| {
        let detail = format!(
            "{} columns with names and {} with other personal data stand beside it",
            neighbours.names, neighbours.others
        );
        Evidence::new(EvidenceType::Neighbours, weight, detail)
    })
}
