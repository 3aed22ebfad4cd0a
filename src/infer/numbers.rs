//! What the size and the spread of bare numbers say. Counters, amounts and codes of places lie otherwise than numbers that are
//! given out to people.

use super::licence::LICENCE;
use super::odds::{NAMED_OUTRIGHT, PHONE, SSN, independent, likelihood_ratio, main_shape, ratio};
use super::{Neighbours, names};
use crate::aggregate::{ColumnAggregate, KindAggregate};
use crate::detect::evidence::{Evidence, EvidenceType};
use crate::detect::validate::network;
use crate::detect::{Detector, LabelEvidence};
use crate::rules::{Finder, RuleSpec};

/// Shares of a column by hundreds of millions; the last is that of all longer numbers.
type Shares = [f64; 11];

/// Of fewer numbers nothing is said of how they lie.
const NUMBERS_MIN: u64 = 20;
/// More numbers than these say no more: columns are not drawn from the models.
const NUMBERS_MAX: f64 = 200.0;
/// The most that lying as sizes do takes away.
const SIZES_LOSS_MAX: f64 = 4.0;
/// Differences below this are those between one column and another.
const SIZES_MARGIN: f64 = 0.3;

/// Numbers of versions, sections and objects have the form of addresses of the Internet, and begin low; of those few do.
pub(super) fn versions(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    const LOSS_MAX: f64 = 8.0;
    /// How often addresses of people begin so low: 32 of 223 first numbers that are given out. How often versions do is a judgement.
    const OF_PEOPLE: f64 = 0.14;
    const OF_VERSIONS: f64 = 0.97;
    let share = low_share(kind);
    let is_asked = rule.finder == Finder::IpAddress && label.weight <= 0.0 && kind.recognised() > 0;
    let weight = likelihood_ratio(independent(column, kind.recognised()), share, OF_PEOPLE, OF_VERSIONS);
    (is_asked && weight < 0.0).then(|| {
        let detail = format!("{:.0} % begin as low as versions and sections do", share * 100.0);
        Evidence::new(EvidenceType::PrefixMix, weight.max(-LOSS_MAX), detail)
    })
}

/// Whether the first numbers of many addresses of the Internet are as high as those of versions are not.
pub(super) fn begin_high(column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    column.cells >= NUMBERS_MIN && low_share(kind) < 0.5
}

fn low_share(kind: &KindAggregate) -> f64 {
    let low = kind.facts.iter().enumerate().filter(|&(bit, _)| 1 << bit == network::LOW).map(|(_, count)| count).sum();
    ratio(low, kind.recognised())
}

/// Bare digits under the name of another key: who counts customers by their Social Security numbers says so. The weight is a
/// judgement.
pub(super) fn of_another(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    const KEYS: [&str; 14] =
        ["id", "no", "nr", "nbr", "num", "number", "key", "code", "ref", "pk", "seq", "uid", "pernr", "account"];
    let is_asked = is_bare_ssn(rule, kind) && label.weight == 0.0 && column.spec.is_named;
    let words = names::words(&column.spec.name);
    let last = words.rsplit(' ').next().unwrap_or_default();
    let is_key = KEYS.contains(&last) && (words.len() > last.len() || last == "pernr");
    (is_asked && is_key)
        .then(|| Evidence::new(EvidenceType::CounterEvidence, -2.5, "the column's name is that of another key"))
}

/// Numbers of which many are below the smallest Social Security number there is, 001-01-0001: of how many something was counted,
/// whatever the column is called. Noughts that a numeric column stripped leave seven digits at least.
pub(super) fn too_small(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> Option<Evidence> {
    const CELLS_MIN: u64 = 10;
    let small = smaller(column).saturating_sub(fillers(column, kind));
    let is_asked = is_bare_ssn(rule, kind) && column.cells >= CELLS_MIN && small * 5 >= column.cells;
    is_asked.then(|| {
        let detail = format!("{small} of {} are smaller than any", column.cells);
        Evidence::new(EvidenceType::CounterEvidence, -4.0, detail)
    })
}

/// Numbers of which a few are smaller than any, or longer, where no name speaks for the kind and nobody's name stands beside them: of
/// counts and amounts some are of any size. What people enter where they know no number is the same each time.
pub(super) fn of_any_size(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
    neighbours: &Neighbours,
) -> Option<Evidence> {
    /// One may be mistyped.
    const ODD_MIN: u64 = 2;
    let [.., longer] = column.numeric.hundreds;
    let small = smaller(column);
    let odd = small + longer;
    let different = column.distinct.count().saturating_sub(kind.whole.distinct.count());
    let is_asked = is_bare_ssn(rule, kind)
        && label.weight <= 0.0
        && neighbours.names + neighbours.hints == 0
        && odd.min(different) >= ODD_MIN
        && different * 2 >= odd
        && odd * 25 >= column.cells
        && small * 5 < column.cells;
    is_asked.then(|| {
        let detail = format!("{odd} of {} are smaller than any, or longer", column.cells);
        Evidence::new(EvidenceType::CounterEvidence, -3.0, detail)
    })
}

/// How many are below a million.
fn smaller(column: &ColumnAggregate) -> u64 {
    column.numeric.count - column.numeric.hundreds.iter().sum::<u64>()
}

/// Numbers of Korea before October 2020, and of Denmark before 2007, have a check digit, which holds for nearly all people who have one.
/// A column in which it holds as often as chance has it is of another country, or counts within days: `240311-0042`. The weights are
/// judgements.
pub(super) fn unchecked(rule: &RuleSpec, kind: &KindAggregate, label: &LabelEvidence<'_>) -> Option<Evidence> {
    let holding = kind.facts.first().copied().unwrap_or(0);
    let is_asked = matches!(rule.validator.as_deref(), Some("kr_rrn" | "dk_cpr")) && label.weight < NAMED_OUTRIGHT;
    let is_many = kind.whole.distinct.count() >= NUMBERS_MIN && holding * 3 < kind.recognised();
    let weight = match label.weight <= 0.0 && holding * 2 < kind.recognised() {
        true => -5.0,
        false if is_many => -2.0,
        false => return None,
    };
    is_asked.then(|| {
        let detail = format!("the check digit of {holding} of {} holds", kind.recognised());
        Evidence::new(EvidenceType::CounterEvidence, weight, detail)
    })
}

/// Nine digits that lie as sizes do: amounts, bytes and counts have no first digit of choice, run on beyond nine digits, and
/// small ones are more than large ones. Social Security numbers lie where their areas do, of the whole country or of one part
/// of it. Both are fitted as well as they can be, and compared.
pub(super) fn sizes(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    let counts = &column.numeric.hundreds;
    let total: u64 = counts.iter().sum();
    let is_asked =
        is_bare_ssn(rule, kind) && label.weight <= 0.0 && total >= NUMBERS_MIN && total * 10 >= column.cells * 9;
    if !is_asked {
        return None;
    }
    let of_people = best(counts, numbers_of_people());
    // Noughts that are written stand before no size, and before all counters.
    let (of_others, detail) = if is_padded(rule, column, kind) {
        let largest = column.numeric.max;
        if largest >= RANGE_MAX {
            return None;
        }
        let of_range = best(counts, std::iter::once(up_to(largest)));
        (of_range - RANGE_FITTED, "none lies beyond a limit, as those that are given out from nought on")
    } else {
        (best(counts, sizes_of_things()), "small and large ones lie as amounts and counts do")
    };
    let weight = (of_people - of_others).clamp(-SIZES_LOSS_MAX, 0.0);
    (weight < -SIZES_MARGIN).then(|| Evidence::new(EvidenceType::PrefixMix, weight, detail))
}

/// Whether numbers that may be seconds since 1970 rise as counters do, or all begin alike: people are born in many years.
pub(super) fn are_of_one_year(column: &ColumnAggregate) -> bool {
    const YEAR: u64 = 366 * 86_400;
    let numeric = &column.numeric;
    let is_asked =
        numeric.count >= NUMBERS_MIN && numeric.count * 20 >= column.cells * 19 && numeric.min >= 100_000_000;
    let follow = numeric.small_steps * 2 > numeric.pairs;
    is_asked && numeric.max < 10_000_000_000 && (follow || numeric.max - numeric.min < YEAR)
}

/// Whether the noughts before some of the numbers are written.
pub(super) fn is_padded(rule: &RuleSpec, column: &ColumnAggregate, kind: &KindAggregate) -> bool {
    let whole: u64 = kind.shapes.iter().take(rule.shapes.len()).sum::<u64>() + kind.missed;
    whole > column.numeric.hundreds.iter().skip(1).take(9).sum()
}

/// How many cells hold one number or two that stand for a missing one, nines or noughts, beside many that are of the kind.
pub(super) fn fillers(column: &ColumnAggregate, kind: &KindAggregate) -> u64 {
    const FILLERS_MAX: u64 = 2;
    let [.., nines, longer] = column.numeric.hundreds;
    let odd = smaller(column) + nines + longer;
    let others = column.distinct.count().saturating_sub(kind.whole.distinct.count());
    let are_fillers = column.distinct.is_exact() && others <= FILLERS_MAX && odd * 3 <= column.numeric.count;
    if are_fillers { odd } else { 0 }
}

/// Whether numbers lie as those of people do, and not as sizes: far more likely so where no zeros are written before them.
pub(super) fn fits_people(column: &ColumnAggregate, is_padded: bool) -> bool {
    const MARGIN: f64 = 1.0;
    let counts = &column.numeric.hundreds;
    is_padded || best(counts, numbers_of_people()) - best(counts, sizes_of_things()) >= MARGIN
}

/// Whether numbers lie in most parts of the range of nine digits, and none of the parts holds nearly all.
pub(super) fn are_spread(column: &ColumnAggregate) -> bool {
    const PARTS_MIN: usize = 6;
    let counts = column.numeric.hundreds.get(..9).unwrap_or_default();
    let total: u64 = counts.iter().sum();
    let held = counts.iter().filter(|count| **count > 0).count();
    held >= PARTS_MIN && counts.iter().all(|count| *count * 10 <= total * 7)
}

/// Numbers up to this and beyond are those of people as well as any others.
const RANGE_MAX: u64 = 700_000_000;
/// What it costs that the limit is taken from the numbers themselves.
const RANGE_FITTED: f64 = 0.5;

/// Numbers that are given out evenly from nought to a limit.
fn up_to(largest: u64) -> Shares {
    #[expect(clippy::cast_precision_loss, reason = "of nine digits")]
    let largest = largest as f64 / 1_000_000.0;
    let mut shares = [0.0; 11];
    for (share, bound) in shares.iter_mut().zip(BOUNDS) {
        *share = ((largest - (bound - 100.0)) / 100.0).clamp(0.0, 1.0) * 100.0 / largest.max(1.0);
    }
    shares
}

/// The log10 likelihood of the model that fits best.
fn best(counts: &[u64; 11], models: impl Iterator<Item = Shares>) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts become ratios")]
    let counts = counts.map(|count| count as f64);
    let total: f64 = counts.iter().sum();
    let scale = (NUMBERS_MAX / total).min(1.0);
    let likelihood = |shares: Shares| -> f64 {
        counts.iter().zip(shares).map(|(count, share)| count * scale * share.max(1e-6).log10()).sum()
    };
    models.map(likelihood).fold(f64::NEG_INFINITY, f64::max)
}

/// Where the areas of before 2011 lie, by how many people were born in their states; of the last two, typing errors.
const COUNTRY: Shares = [0.115, 0.13, 0.15, 0.15, 0.14, 0.165, 0.115, 0.03, 0.002, 0.003, 0.0005];
/// Where all areas lie: numbers since 2011, and made-up ones.
const ALL_AREAS: Shares = [0.111, 0.111, 0.111, 0.111, 0.111, 0.111, 0.110, 0.111, 0.109, 0.003, 0.0005];
/// Where those of one part of the country lie, from the north-east to the Pacific.
const PARTS: [[f64; 9]; 8] = [
    [0.6, 0.4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.8, 0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 0.2, 0.8, 0.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 0.0, 0.0, 0.6, 0.0, 0.4, 0.0, 0.0],
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.7, 0.3, 0.0, 0.0],
];
/// How many of a place were born in its part of the country.
const OF_PART: [f64; 3] = [0.0, 0.5, 0.85];
/// How many are taxpayers without a Social Security number, whose numbers begin with a nine.
const OF_TAXPAYERS: [f64; 3] = [0.0, 0.1, 0.3];

fn numbers_of_people() -> impl Iterator<Item = Shares> {
    let mixed = move |country: Shares, part: [f64; 9], of_part: f64, of_taxpayers: f64| {
        let mut shares = country;
        for (share, part) in shares.iter_mut().zip(part) {
            *share = *share * (1.0 - of_part) + part * of_part;
        }
        shares.iter_mut().for_each(|share| *share *= 1.0 - of_taxpayers);
        shares[9] += of_taxpayers;
        shares
    };
    [COUNTRY, ALL_AREAS].into_iter().flat_map(move |country| {
        PARTS.into_iter().flat_map(move |part| {
            OF_PART.into_iter().flat_map(move |of_part| {
                OF_TAXPAYERS.into_iter().map(move |of_taxpayers| mixed(country, part, of_part, of_taxpayers))
            })
        })
    })
}

/// The largest of each part, in millions.
const BOUNDS: [f64; 10] = [100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0, 1000.0];

/// Sizes: of times between events, whose mean is any, and of what grows by factors, whose middle and spread are any.
fn sizes_of_things() -> impl Iterator<Item = Shares> {
    let middles = || (0..12).map(|step| 20.0 * 1.5_f64.powi(step));
    let between = middles().map(|mean| shares_of(move |bound| 1.0 - (-bound / mean).exp()));
    // The logistic curve follows the normal one closely where its argument is stretched by 1.7.
    let grown = middles().flat_map(|middle| {
        [0.6, 0.8, 1.0, 1.3, 1.7, 2.3]
            .into_iter()
            .map(move |spread: f64| shares_of(move |bound| 1.0 / (1.0 + (middle / bound).powf(1.7 / spread))))
    });
    between.chain(grown)
}

/// The shares of each part, where `below` gives those of all sizes up to one in millions; sizes below a million are left out.
fn shares_of(below: impl Fn(f64) -> f64) -> Shares {
    let first = below(1.0);
    let mut last = first;
    let mut shares = [0.0; 11];
    for (share, bound) in shares.iter_mut().zip(BOUNDS) {
        let next = below(bound);
        *share = (next - last) / (1.0 - first);
        last = next;
    }
    shares[10] = (1.0 - last) / (1.0 - first);
    shares
}

pub(super) fn is_bare_ssn(rule: &RuleSpec, kind: &KindAggregate) -> bool {
    let form = main_shape(kind).map(|index| rule.shapes.get(index));
    // Digits that were mended stand behind all written forms.
    let is_bare = form.is_some_and(|form| form.is_none_or(|form| form.weight <= 0.0));
    rule.validator.as_deref() == Some(SSN) && is_bare
}

/// Numbers that have the form of licences of the state beside them, and lie in one narrow part of the areas: a state's numbers
/// begin alike, and people come from everywhere. The weight is a judgement.
pub(super) fn licences(
    detector: &Detector,
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    /// Of some 750 areas, and of a million numbers each.
    const AREAS_MAX: u64 = 250;
    let areas = (column.numeric.max - column.numeric.min) / 1_000_000;
    let are_all = column.numeric.count * 50 >= column.cells * 49;
    let is_asked = is_bare_ssn(rule, kind) && label.weight <= 0.0 && are_all && areas < AREAS_MAX;
    let is_licence = |other: &&KindAggregate| {
        let (fits, with_state) = (other.links.fits, other.links.with_state);
        detector.rules().rule(other.kind).validator.as_deref() == Some(LICENCE)
            && with_state >= NUMBERS_MIN
            && fits * 20 >= with_state * 19
            && kind.whole.distinct.count() >= NUMBERS_MIN
    };
    let found = column.kinds.iter().find(is_licence).filter(|_| is_asked);
    found.map(|_| {
        let detail = format!("they have a form of the state beside them, and lie in {} areas", areas + 1);
        Evidence::new(EvidenceType::CounterEvidence, -3.0, detail)
    })
}

/// Telephone numbers of ten digits.
const TEN_DIGITS: std::ops::Range<u64> = 2_000_000_000..10_000_000_000;

/// Of fewer numbers nothing is said of how they begin.
const ALIKE_MIN: u64 = 5;

/// Numbers of people that begin alike where those that are given out do not: Social Security numbers of one area, of which there are
/// some 750, cards of one issuer, people who were born on one day. Keys with a fixed prefix do, whatever they pass; a column that is
/// named outright for the kind may be an issuer's own. The weights are judgements.
pub(super) fn begin_alike(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    const MILLION: u64 = 1_000_000;
    const BORN: [&str; 8] = [
        "dk_cpr",
        "no_fodselsnummer",
        "se_personnummer",
        "kr_rrn",
        "za_id",
        "pl_pesel",
        "be_rijksregister",
        "cz_rodne_cislo",
    ];
    /// Of the largest.
    const DAY: u64 = 400;
    let numeric = &column.numeric;
    let are_enough = numeric.count >= ALIKE_MIN && column.distinct.count() >= ALIKE_MIN;
    let is_asked = label.weight < NAMED_OUTRIGHT
        && (are_enough || is_without_check(rule, kind))
        && numeric.count * 4 >= column.cells * 3
        && numeric.min >= 10 * MILLION;
    let validator = rule.validator.as_deref().filter(|_| is_asked)?;
    let is_many = numeric.count >= NUMBERS_MIN;
    let total: u64 = numeric.hundreds.iter().sum();
    let largest = numeric.hundreds.iter().max().copied().unwrap_or(0);
    let (weight, detail) = match validator {
        // Of an identity without its check digit the reporting body alone is checked.
        "imei" | "imeisv" if is_without_check(rule, kind) && body(numeric.min) == body(numeric.max) => {
            // Nearly all devices have that of London.
            let weight = if label.weight > 0.0 || body(numeric.min) == 35 { -1.0 } else { -7.5 };
            (weight, "all begin with the same two digits, and nothing else of them is checked")
        }
        SSN if numeric.max < 1000 * MILLION && numeric.min / MILLION == numeric.max / MILLION => {
            // Some states have one area alone.
            let weight = if is_many { -5.0 } else { -2.0 };
            (if label.weight > 0.0 { -1.0 } else { weight }, "all are of one area")
        }
        // Of those who live in one place one in seven was born elsewhere.
        SSN if is_many && largest * 100 >= total * 97 => (-2.5, "next to all are of one part of the country"),
        // A bank's own cards are as well.
        "payment_card" if first_four(numeric.min) == first_four(numeric.max) => {
            (if label.weight > 0.0 { -2.0 } else { -3.8 }, "all are of one issuer")
        }
        // China's network gives out those up to here, and numbers of tickets go on behind it.
        "payment_card" if label.weight <= 0.0 && first_four(numeric.min).0 / 100 == 81 && beyond_81(numeric.max) => {
            (-7.0, "they begin with two digits that cards begin with, and go on as none does")
        }
        born if BORN.contains(&born) && numeric.max - numeric.min < numeric.max / DAY => {
            (-6.0, "all would have been born within days")
        }
        _ => return None,
    };
    Some(Evidence::new(EvidenceType::Sequence, weight, detail))
}

/// Whether most values of a column are identities of devices without a check digit, and without signs between their parts.
fn is_without_check(rule: &RuleSpec, kind: &KindAggregate) -> bool {
    let form = || main_shape(kind).and_then(|index| rule.shapes.get(index)).map(|shape| &*shape.form);
    match rule.validator.as_deref() {
        Some("imei") => form() == Some("d14"),
        Some("imeisv") => form() == Some("d16"),
        _ => false,
    }
}

/// The body that reported the type of a device, which its identity of fourteen or sixteen digits begins with.
fn body(identity: u64) -> u64 {
    const FOURTEEN_DIGITS_MAX: u64 = 100_000_000_000_000;
    if identity < FOURTEEN_DIGITS_MAX { identity / 1_000_000_000_000 } else { identity / 100_000_000_000_000 }
}

/// Whether a column is called so and nothing else.
fn is_called_pin(column: &ColumnAggregate) -> bool {
    column.spec.is_named && matches!(names::words(&column.spec.name).as_str(), "pin" | "pin code" | "pincode")
}

/// Whether the largest of numbers that begin with 81 is none of a card.
fn beyond_81(largest: u64) -> bool {
    const LAST: u64 = 8171;
    (LAST + 1..8200).contains(&first_four(largest).0)
}

/// The first four digits of a number, and how many follow.
fn first_four(number: u64) -> (u64, u32) {
    let (mut first, mut rest) = (number, 0);
    while first >= 10_000 {
        (first, rest) = (first / 10, rest + 1);
    }
    (first, rest)
}

/// Ten or nine digits that all begin with one of a few years of this century: cases, orders and lots are numbered so. Telephone numbers
/// of area 201 and Social Security numbers of areas 200 and 201 begin with years, too, but with eight or ten of them. The weight is a
/// judgement.
pub(super) fn of_years(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    label: &LabelEvidence<'_>,
) -> Option<Evidence> {
    const YEARS: std::ops::RangeInclusive<u64> = 1995..=2027;
    const SPAN_MAX: u64 = 2;
    let numeric = &column.numeric;
    let behind = match rule.validator.as_deref() {
        Some(PHONE) => 1_000_000,
        Some(SSN) => 100_000,
        _ => return None,
    };
    let is_bare = main_shape(kind).is_some_and(|index| rule.shapes.get(index).is_none_or(|shape| shape.weight <= 0.0));
    let (first, last) = (numeric.min / behind, numeric.max / behind);
    let are_years = YEARS.contains(&first) && YEARS.contains(&last) && last - first <= SPAN_MAX;
    let is_asked =
        is_bare && label.weight < NAMED_OUTRIGHT && numeric.count >= ALIKE_MIN && numeric.count * 4 >= column.cells * 3;
    (is_asked && are_years).then(|| Evidence::new(EvidenceType::Sequence, -4.0, "all begin with a year of late"))
}

/// Whether telephone numbers begin with the same two digits: their area codes are one observation.
pub(super) fn is_of_one_area(rule: &RuleSpec, column: &ColumnAggregate, label: &LabelEvidence<'_>) -> bool {
    const TWO: u64 = 100_000_000;
    let numeric = &column.numeric;
    let are_all = numeric.count >= NUMBERS_MIN && numeric.count * 4 >= column.cells * 3;
    rule.validator.as_deref() == Some(PHONE)
        && label.weight < NAMED_OUTRIGHT
        && are_all
        && TEN_DIGITS.contains(&numeric.min)
        && TEN_DIGITS.contains(&numeric.max)
        && numeric.min / TWO == numeric.max / TWO
}

/// How many numbers of one area code pass by chance: an exchange begins with two to nine, and does not end in two ones.
pub(super) const OF_ONE_AREA: f64 = 0.79;

/// The check of personal identification numbers.
const PIN: &str = "account_pin";

/// Postal codes of India are called PIN codes: six digits, of which the first is one to eight. Of PINs one in five begins otherwise.
/// Beside towns and states few do not stand for a place.
pub(super) fn postal(
    rule: &RuleSpec,
    column: &ColumnAggregate,
    kind: &KindAggregate,
    places: usize,
    is_of_india: bool,
) -> Option<Evidence> {
    let numeric = &column.numeric;
    let are_six = column.digit_cells == column.cells && column.bytes == 6 * column.cells;
    // `atm_pin`, `upi_pin` are of accounts, and no postal code begins with a nought.
    let is_plain = is_called_pin(column) && numeric.min >= 100_000;
    if rule.validator.as_deref() == Some(PIN) && is_of_india && are_six && is_plain {
        let detail = "six digits beside numbers of India, where postal codes are called so";
        return Some(Evidence::new(EvidenceType::CounterEvidence, -5.0, detail));
    }
    let is_asked = rule.validator.as_deref() == Some(PIN)
        && numeric.count * 50 >= column.cells * 49
        && numeric.min >= 100_000
        && numeric.max < 900_000
        && kind.recognised() > 0;
    is_asked.then(|| {
        #[expect(clippy::cast_precision_loss, reason = "capped")]
        let values = column.distinct.count().min(50) as f64;
        let beside = if places > 0 { -3.0 } else { 0.0 };
        let weight = (values * 0.8_f64.log10() + beside).max(-6.0);
        Evidence::new(EvidenceType::CounterEvidence, weight, "six digits all through, as postal codes of India have")
    })
}

/// Whether all numbers of a column are shorter than the kind's bare form: not one of them lost a nought, and all lack a digit.
pub(super) fn are_short(rule: &RuleSpec, column: &ColumnAggregate) -> bool {
    let bare = rule.shapes.iter().find_map(|shape| shape.form.strip_prefix('d')?.parse::<u32>().ok());
    let least = bare.and_then(|digits| 10_u64.checked_pow(digits.saturating_sub(1)));
    let are_all = ratio(column.numeric.count, column.cells) >= 0.98;
    least.is_some_and(|least| are_all && column.numeric.max < least)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How much better the numbers are fitted as those of people.
    fn fit(counts: [u64; 11]) -> f64 {
        best(&counts, numbers_of_people()) - best(&counts, sizes_of_things())
    }

    #[test]
    fn shares_are_whole() {
        for shares in numbers_of_people().chain(sizes_of_things()) {
            let sum: f64 = shares.iter().sum();
            assert!((sum - 1.0).abs() < 0.02, "{shares:?}");
            assert!(shares.iter().all(|share| *share >= 0.0), "{shares:?}");
        }
    }

    #[test]
    fn amounts_are_told_from_numbers_of_people() {
        // Sixty of a middle of 300 million, and of a mean of 400 million.
        assert!(fit([8, 12, 10, 7, 5, 4, 3, 2, 2, 1, 6]) < -4.0);
        assert!(fit([13, 10, 8, 6, 5, 4, 3, 2, 2, 1, 6]) < -4.0);
        // None of them has ten digits.
        assert!(fit([19, 13, 9, 6, 4, 3, 2, 2, 1, 1, 0]) < -SIZES_MARGIN);
    }

    #[test]
    fn numbers_of_people_stay_whatever_part_they_are_of() {
        for counts in [
            [7, 8, 9, 9, 8, 10, 7, 2, 0, 0, 0],
            [7, 6, 7, 7, 6, 7, 7, 6, 7, 0, 0],
            [33, 20, 1, 1, 2, 2, 1, 0, 0, 0, 0],
            [2, 2, 1, 2, 1, 37, 14, 1, 0, 0, 0],
            [1, 1, 46, 4, 3, 3, 2, 0, 0, 0, 0],
            [6, 7, 8, 8, 7, 9, 6, 2, 0, 7, 0],
        ] {
            assert!(fit(counts) > 0.0, "{counts:?}");
        }
    }
}
