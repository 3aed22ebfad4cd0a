//! By what the people of a table are told apart, and how many that makes.
//!
//! A number that a person has once, and names with birth dates, tell people apart from below: different ones are different
//! people. The best estimate takes what tells most of them apart, for people share names (and members of a family the number
//! of one of them), and counts for records without it what the others make likely. Parts of a name that is split tell nobody:
//! what counts are those of a record together ([`crate::aggregate::Persons`]). Where all records have such a number, names alone
//! make no more people of them: they are written in several ways. Different birth dates are different people, too, as far as a
//! calendar reaches; addresses tell how many there may be where nothing else does. Where several columns hold numbers that a
//! person has once, and other ones, a record is about several people: one who is employed, and one who is married to them.

use crate::aggregate::{ColumnAggregate, Distinct, KindAggregate, TableAggregate, Tally, Told};
use crate::detect::Part;
use crate::infer::{ColumnVerdict, KindVerdict, TableVerdict};
use crate::rules::{KindId, RuleSet};

/// Numbers that a person has once, best first.
const ONE_PER_PERSON: [&str; 4] = ["us_ssn", "us_itin", "us_drivers_license", "imsi"];
/// Those of them that nobody has two of.
const ONE_FOR_LIFE: [&str; 2] = ["us_ssn", "us_itin"];
/// What a person has one of, and shares with others.
const SHARED: &str = "date_of_birth";
/// What tells people apart where nothing else does: a house holds one at least, and somebody may have lived in several.
const PLACE: &str = "street_address";
/// Identifiers by which people are told apart where none of the above is there; a person may have several.
const SEVERAL_PER_PERSON: [&str; 4] = ["email", "phone", "payment_card", "imei"];
/// Those of them that tell namesakes apart.
const OF_NAMESAKES: [&str; 2] = ["email", "phone"];

/// By what people are told apart in a table.
pub(super) struct Identity {
    /// People that must be there.
    pub(super) low: u64,
    /// What tells people apart over tables, too.
    pub(super) told: Vec<(Telling, Distinct)>,
    /// Whether nearly every record has a number that nobody has two of, and no birth date tells those apart who share one.
    pub(super) is_numbered: bool,
    rate: Rate,
    /// Whether records are the lines of a text: a person has as many as the form has that is filled in for them, and no number
    /// of lines says how many people there are.
    is_text: bool,
    /// People that a record may be about, and how many there are at most beside the first ones of all records.
    roles: u64,
    others: u64,
}

/// What tells a person from others wherever it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Telling {
    /// A number that nobody has two of.
    NumberForLife(KindId),
    /// Another number that a person has once.
    Number(KindId),
    /// Whole names as they are written.
    Name,
    /// The names, and the names and birth dates, of records.
    Named,
    Born,
}

/// So many different values among so many.
#[derive(Debug, Clone, Copy)]
struct Rate {
    distinct: u64,
    matched: u64,
}

impl Rate {
    fn of_told(told: &Told) -> Self {
        Self { distinct: told.distinct.count().min(told.records), matched: told.records }
    }

    /// That of the column which has most different ones of a kind.
    fn of_fullest(table: &TableAggregate, verdict: &TableVerdict, kind: KindId) -> Option<Self> {
        let rates = tallies(table, verdict, kind).map(|(_, tally)| Self::of_tally(tally));
        rates.max_by_key(|rate| (rate.distinct, rate.matched))
    }

    fn of_tally(tally: &Tally) -> Self {
        Self { distinct: tally.distinct.count().min(tally.matched), matched: tally.matched }
    }

    /// Whether so many records have it that it speaks for the others.
    fn is_usual(&self, records: u64) -> bool {
        self.matched * 2 >= records
    }

    fn in_records(&self, records: u64) -> u64 {
        let scaled = u128::from(records) * u128::from(self.distinct) / u128::from(self.matched.max(1));
        u64::try_from(scaled).unwrap_or(u64::MAX)
    }
}

impl Identity {
    pub(super) fn of(rules: &RuleSet, table: &TableAggregate, verdict: &TableVerdict, records: u64) -> Self {
        // A table has few kinds, and is asked for a dozen.
        let mut present: Vec<KindId> =
            table.columns.iter().flat_map(|column| &column.kinds).map(|kind| kind.kind).collect();
        present.sort_unstable();
        present.dedup();
        let kind = |name: &&str| present.iter().copied().find(|&kind| rules.rule(kind).kind == **name);
        let numbers = ONE_PER_PERSON.iter().filter_map(|name| {
            let kind = kind(name)?;
            let mut values = Values::of(table, verdict, kind)?;
            // A licence before the one of today, a second line: two columns of them are no two people for certain.
            values.is_for_life = ONE_FOR_LIFE.contains(name);
            if !values.is_for_life {
                values.all = values.fullest.clone();
            }
            Some((if values.is_for_life { Telling::NumberForLife(kind) } else { Telling::Number(kind) }, values))
        });
        let (tellings, numbers): (Vec<Telling>, Vec<Values>) = numbers.unzip();
        let names = kind(&"person_name").map_or_else(Names::default, |kind| Names::of(kind, table, verdict));
        let several = |name: &&str| Rate::of_fullest(table, verdict, kind(name)?);
        let is_text = table.key.is_text;
        let rate = match is_text {
            true => best_in_text(&numbers, &names, several),
            false => best_rate(&numbers, &names, several, records),
        };
        let born = kind(&SHARED).and_then(|kind| Values::of(table, verdict, kind)).map(|values| values.least);
        let low = low(&numbers, &names, records).max(born.unwrap_or(0));
        let (roles, others) = roles(&numbers, &names, records);
        let is_numbered = !is_text && are_numbered(&numbers, records) && !names.have_birth;
        let mut told: Vec<(Telling, Distinct)> =
            tellings.into_iter().zip(numbers.into_iter().map(|values| values.all)).collect();
        told.extend(names.told);
        Self { low, told, is_numbered, rate, is_text, roles, others }
    }

    /// People in so many records, if they repeat as in the table.
    pub(super) fn people_in(&self, records: u64) -> u64 {
        let people = if self.is_text { self.rate.distinct } else { self.rate.in_records(records) };
        people.clamp(1, self.most_in(records))
    }

    /// The people that so many records can be about at most.
    pub(super) fn most_in(&self, records: u64) -> u64 {
        records + self.others.min(records.saturating_mul(self.roles.saturating_sub(1)))
    }
}

/// Whether nearly every record has a number that nobody has two of.
fn are_numbered(numbers: &[Values], records: u64) -> bool {
    numbers.iter().any(|values| values.is_for_life && values.most.matched * 10 >= records * 9)
}

/// People that must be there.
fn low(numbers: &[Values], names: &Names, records: u64) -> u64 {
    // One person's name may be written in two ways, and not be born twice.
    let by_name = if are_numbered(numbers, records) && !names.have_birth { 0 } else { names.low };
    numbers.iter().map(|values| at_least(&values.all)).chain([by_name]).max().unwrap_or(1)
}

/// What tells most people apart.
fn best_rate(numbers: &[Values], names: &Names, several: impl Fn(&&str) -> Option<Rate>, records: u64) -> Rate {
    let by_number = numbers.iter().map(|values| bounded_by_names(values.all_of(records), names, records));
    let is_by_number = are_numbered(numbers, records) && !names.have_birth;
    let by_name = names.whole.iter().copied().filter(|_| !is_by_number);
    let has_number = numbers.iter().any(|values| values.most.is_usual(records));
    // Namesakes have mail addresses of their own. A telephone may be that of a house, or of whoever was called: it says more
    // than a name only where there is no birth date.
    let namesakes = OF_NAMESAKES.iter().filter(|name| !has_number && (**name == "email" || !names.have_birth));
    let usual = by_number.clone().chain(by_name.clone()).chain(namesakes.filter_map(&several));
    let most = usual.filter(|rate| rate.is_usual(records)).max_by_key(|rate| rate.in_records(records));
    let any = || by_number.chain(by_name).chain(SEVERAL_PER_PERSON.iter().filter_map(&several)).next();
    let part = Rate { distinct: names.low.max(1), matched: records };
    let place = || several(&PLACE).filter(|_| names.low == 0);
    most.or_else(any).or_else(place).unwrap_or(part)
}

/// Numbers that only some records have, of people who come again: the others are mostly of the same people. If they were of other
/// people there would be more names.
fn bounded_by_names(number: Rate, names: &Names, records: u64) -> Rate {
    /// Of more people so many share their whole names that fewer names say nothing.
    const NAMES_MAX: u64 = 20_000;
    let named = names.whole.iter().filter(|rate| rate.matched * 10 >= records * 9).map(|rate| rate.distinct).max();
    let scaled = number.in_records(records);
    match named.map(|named| named.max(number.distinct)) {
        Some(named) if number.matched * 10 < records * 9 && named <= NAMES_MAX && named * 10 < scaled * 9 => {
            Rate { distinct: named, matched: records }
        }
        _ => number,
    }
}

/// What tells most people apart in lines of text, of numbers that a person has once and of names: each line of a form may hold
/// one of them, and the form itself several people.
fn best_in_text(numbers: &[Values], names: &Names, several: impl Fn(&&str) -> Option<Rate>) -> Rate {
    let all = |values: &Values| Rate { distinct: values.all.count(), matched: values.all.count() };
    let known = numbers.iter().map(all).chain(names.whole.iter().copied());
    let parts = Rate { distinct: names.low, matched: names.low };
    let most = known.chain([parts]).max_by_key(|rate| rate.distinct).filter(|rate| rate.distinct > 0);
    most.or_else(|| SEVERAL_PER_PERSON.iter().filter_map(&several).next()).unwrap_or(Rate { distinct: 1, matched: 1 })
}

/// How many people a record may be about, and how many people there may be beside the first ones.
fn roles(numbers: &[Values], names: &Names, records: u64) -> (u64, u64) {
    let columns: Vec<&[u64]> = numbers.iter().chain(&names.columns).map(|values| values.columns.as_slice()).collect();
    let of_parts: Vec<u64> = names.parts.iter().map(|(given, family)| *given.min(family)).collect();
    let columns = || columns.iter().copied().chain([of_parts.as_slice()]);
    let count = columns().map(<[u64]>::len).max().unwrap_or(1).max(1);
    let others: u64 = (1..count).map(|at| columns().filter_map(|one| one.get(at)).max().copied().unwrap_or(0)).sum();
    // Outside of tables a line may hold any number of them.
    let first = columns().filter_map(|one| one.first()).max().copied().unwrap_or(0);
    let beyond = first.saturating_sub(records);
    let roles = if beyond > 0 { u64::MAX } else { count as u64 };
    (roles, others.saturating_add(beyond))
}

/// The values of one kind in a table.
struct Values {
    /// Those of the column that has most different ones.
    most: Rate,
    /// How many different ones it has at least.
    least: u64,
    /// The different ones of all columns, and of that one.
    all: Distinct,
    fullest: Distinct,
    /// Whether nobody has two of them.
    is_for_life: bool,
    /// How many there are in each column that holds other values than those before it, most different ones first.
    columns: Vec<u64>,
}

impl Values {
    fn of(table: &TableAggregate, verdict: &TableVerdict, kind: KindId) -> Option<Self> {
        Self::of_columns(tallies(table, verdict, kind).map(|(_, tally)| tally).collect())
    }

    fn of_columns(mut columns: Vec<&Tally>) -> Option<Self> {
        columns.sort_by_cached_key(|tally| {
            let Rate { distinct, matched } = Rate::of_tally(tally);
            std::cmp::Reverse((distinct, matched))
        });
        let (first, others) = columns.split_first()?;
        let most = Rate::of_tally(first);
        let least = at_least(&first.distinct);
        let fullest = first.distinct.clone();
        let mut values =
            Self { most, least, all: fullest.clone(), fullest, is_for_life: false, columns: vec![first.matched] };
        for tally in others {
            let before = values.all.count();
            values.all.merge(tally.distinct.clone());
            // The same numbers are often written twice.
            if (values.all.count().saturating_sub(before)) * 2 > tally.distinct.count() {
                values.columns.push(tally.matched);
            }
        }
        values.columns.sort_unstable_by(|left, right| right.cmp(left));
        Some(values)
    }

    /// The different values of all columns, among the records that have one.
    fn all_of(&self, records: u64) -> Rate {
        let fullest = self.columns.first().copied().unwrap_or(0);
        Rate { distinct: self.all.count(), matched: fullest.min(records) }
    }
}

/// What the names in a table say.
#[derive(Default)]
struct Names {
    /// People that must be there.
    low: u64,
    /// By whole names: in records with birth dates, in those without, and by each column.
    whole: Vec<Rate>,
    have_birth: bool,
    /// The columns of whole names.
    columns: Option<Values>,
    /// The names that tell people apart over tables, too.
    told: Vec<(Telling, Distinct)>,
    /// For each person of a record how many given and how many family names there are.
    parts: Vec<(u64, u64)>,
}

impl Names {
    fn of(kind: KindId, table: &TableAggregate, verdict: &TableVerdict) -> Self {
        let of_part = |wanted: Part| -> Vec<&Tally> {
            let tallies = tallies(table, verdict, kind);
            tallies.filter(|(found, _)| found.main_part() == wanted).map(|(_, tally)| tally).collect()
        };
        let columns = Values::of_columns(of_part(Part::Whole));
        let parts = [Part::GivenName, Part::FamilyName].map(|part| Values::of_columns(of_part(part)));
        if columns.is_none() && parts.iter().all(Option::is_none) {
            return Self::default();
        }
        let persons = &table.persons;
        let is_split = parts.iter().all(Option::is_some);
        // Columns that are called `name` may hold those of things: then there are more of them than names were found.
        let named = columns.as_ref().map_or(0, |values| values.all.count());
        let is_of_people = |told: &&Told| is_split || told.distinct.count() * 10 <= named * 11 + 20;
        let labelled: Vec<&Told> = [&persons.born, &persons.named].into_iter().filter(is_of_people).collect();
        let single = columns.as_ref().map(|values| values.most);
        let by_records = [(Telling::Born, &persons.born), (Telling::Named, &persons.named)];
        let mut over_tables: Vec<(Telling, Distinct)> = by_records
            .into_iter()
            .filter(|(_, told)| told.records > 0 && is_of_people(told))
            .map(|(telling, told)| (telling, told.distinct.clone()))
            .collect();
        over_tables.extend(columns.as_ref().map(|values| (Telling::Name, values.fullest.clone())));
        let below = columns.iter().chain(parts.iter().flatten()).map(|values| values.least);
        let told =
            labelled.iter().copied().chain([&persons.unlabelled]).filter(|told| told.records > 0).map(Rate::of_told);
        Self {
            low: labelled.iter().map(|told| at_least(&told.distinct)).chain(below).max().unwrap_or(0),
            whole: told.chain(single).collect(),
            have_birth: persons.born.records >= persons.named.records,
            parts: match &parts {
                [Some(given), Some(family)] => {
                    given.columns.iter().copied().zip(family.columns.iter().copied()).collect()
                }
                _ => Vec::new(),
            },
            columns,
            told: over_tables,
        }
    }
}

/// The occurrences of a kind that count, column by column.
fn tallies<'t>(
    table: &'t TableAggregate,
    verdict: &'t TableVerdict,
    kind: KindId,
) -> impl Iterator<Item = (&'t KindAggregate, &'t Tally)> {
    let columns = table.columns.iter().zip(&verdict.columns);
    columns.filter_map(move |(column, verdict)| of_column(column, verdict, kind)).filter(|(_, tally)| tally.matched > 0)
}

fn of_column<'t>(
    column: &'t ColumnAggregate,
    verdict: &ColumnVerdict,
    kind: KindId,
) -> Option<(&'t KindAggregate, &'t Tally)> {
    let (index, found) = column.kinds.iter().enumerate().find(|(_, known)| known.kind == kind)?;
    let tally = match verdict.kinds.get(index)? {
        KindVerdict { is_column: true, .. } => &found.whole,
        KindVerdict { counts_sure: true, .. } if found.sure().matched > 0 => found.sure(),
        KindVerdict { counts_embedded: true, .. } => found.embedded(),
        _ => return None,
    };
    Some((found, tally))
}

/// What a distinct count says for certain: an estimate may be some hundredths too high.
pub(super) fn at_least(distinct: &Distinct) -> u64 {
    let count = distinct.count();
    if distinct.is_exact() { count } else { count - count / 20 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(distinct: u64, matched: u64) -> Rate {
        Rate { distinct, matched }
    }

    fn values(columns: &[(std::ops::Range<u64>, u64)]) -> Values {
        let tallies: Vec<Tally> = columns
            .iter()
            .map(|(range, matched)| {
                let mut tally = Tally { matched: *matched, ..Tally::default() };
                range.clone().for_each(|value| tally.distinct.insert((value + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
                tally
            })
            .collect();
        Values::of_columns(tallies.iter().collect()).unwrap()
    }

    fn identity(numbers: &[Values], names: &Names, email: Option<Rate>, records: u64) -> Identity {
        let several = |name: &&str| email.filter(|_| *name == "email");
        let low = low(numbers, names, records);
        let (roles, others) = roles(numbers, names, records);
        let rate = best_rate(numbers, names, several, records);
        Identity { low, told: Vec::new(), is_numbered: false, rate, is_text: false, roles, others }
    }

    #[test]
    fn lines_of_text_are_no_people() {
        let all = |numbers: &[Values], names: &Names, email: Option<Rate>| {
            best_in_text(numbers, names, |name| email.filter(|_| *name == "email")).distinct
        };
        let names = |distinct| Names { whole: vec![rate(distinct, 9 * distinct)], ..Names::default() };
        assert_eq!(all(&[values(&[(0..40, 40)])], &Names::default(), Some(rate(90, 90))), 40);
        assert_eq!(all(&[values(&[(0..4, 40)])], &names(30), None), 30);
        assert_eq!(all(&[], &Names { low: 7, ..Names::default() }, Some(rate(90, 90))), 7, "surnames alone");
        assert_eq!(all(&[], &Names::default(), Some(rate(90, 200))), 90);
        let rate = rate(40, 40);
        let form = Identity { low: 40, told: Vec::new(), is_numbered: false, rate, is_text: true, roles: 1, others: 0 };
        assert_eq!((form.people_in(360), form.people_in(40), form.people_in(9)), (40, 40, 9));
    }

    #[test]
    fn numbers_that_are_missing_do_not_lower_the_estimate() {
        let found = identity(&[values(&[(0..900, 900)])], &Names::default(), None, 1000);
        assert_eq!((found.low, found.people_in(1000), found.most_in(1000)), (900, 1000, 1000));
        let found = identity(&[values(&[(0..300, 900)])], &Names::default(), None, 1000);
        assert_eq!((found.low, found.people_in(1000)), (300, 333));
    }

    #[test]
    fn names_alone_make_no_more_people_than_the_numbers_of_all_records() {
        let number = || Values { is_for_life: true, ..values(&[(0..600, 1000)]) };
        let names = |have_birth| Names { low: 950, whole: vec![rate(950, 1000)], have_birth, ..Names::default() };
        let found = identity(&[number()], &names(false), None, 1000);
        assert_eq!((found.low, found.people_in(1000)), (600, 600));
        // Nobody is born twice; and where many have no number, it says little of the others.
        assert_eq!(identity(&[number()], &names(true), None, 1000).people_in(1000), 950);
        assert_eq!(identity(&[number()], &names(false), None, 1200).people_in(1200), 1140);
    }

    #[test]
    fn records_without_a_number_are_of_the_same_people_where_their_names_are_the_same() {
        let number = [values(&[(0..88, 300)])];
        let names = |distinct| Names { low: distinct, whole: vec![rate(distinct, 600)], ..Names::default() };
        assert_eq!(identity(&number, &names(100), None, 600).people_in(600), 100);
        assert_eq!(identity(&number, &names(170), None, 600).people_in(600), 176, "other people have other names");
        assert_eq!(identity(&number, &Names::default(), None, 600).people_in(600), 176);
    }

    #[test]
    fn places_tell_people_where_nothing_else_does() {
        let several = |name: &&str| (*name == PLACE).then(|| rate(60, 80));
        let best = |names: &Names| best_rate(&[], names, several, 80).in_records(80);
        assert_eq!(best(&Names::default()), 60);
        assert_eq!(best(&Names { low: 20, ..Names::default() }), 20);
    }

    #[test]
    fn two_columns_of_other_numbers_are_two_people_a_record_and_two_of_the_same_are_one() {
        let two = identity(&[values(&[(0..1000, 1000), (1000..1600, 600)])], &Names::default(), None, 1000);
        assert_eq!((two.people_in(1000), two.most_in(1000), two.most_in(100)), (1600, 1600, 200));
        let same = identity(&[values(&[(0..1000, 1000), (0..1000, 1000)])], &Names::default(), None, 1000);
        assert_eq!((same.low, same.people_in(1000), same.most_in(1000)), (1000, 1000, 1000));
        // Those whose number is missing are there, too.
        let names = Names { columns: Some(values(&[(0..1000, 1000), (1000..2000, 1000)])), ..Names::default() };
        let missing = identity(&[values(&[(0..1000, 1000), (1000..1900, 900)])], &names, None, 1000);
        assert_eq!(missing.most_in(1000), 2000);
    }

    #[test]
    fn parts_of_a_name_bound_people_from_below_and_estimate_none() {
        let names = Names { low: 400, ..Names::default() };
        let found = identity(&[], &names, Some(rate(900, 900)), 1000);
        assert_eq!((found.low, found.people_in(1000)), (400, 1000));
        assert_eq!(identity(&[], &names, None, 1000).people_in(1000), 400);
    }

    #[test]
    fn namesakes_are_told_apart_by_mail_addresses_and_families_by_birth_dates() {
        let names = Names { low: 950, whole: vec![rate(950, 1000)], have_birth: true, ..Names::default() };
        assert_eq!(identity(&[], &names, Some(rate(700, 700)), 1000).people_in(1000), 1000);
        assert_eq!(identity(&[], &names, Some(rate(20, 20)), 1000).people_in(1000), 950, "too few have one");
        let family = [values(&[(0..400, 1000)])];
        assert_eq!(identity(&family, &names, None, 1000).people_in(1000), 950);
    }

    #[test]
    fn a_line_of_text_may_be_about_any_number_of_people() {
        let found = identity(&[values(&[(0..30, 30)])], &Names::default(), None, 10);
        assert_eq!((found.low, found.people_in(10), found.most_in(10)), (30, 30, 30));
    }
}
