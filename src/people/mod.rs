//! People: how many distinct persons the records of a table are about, and what is known of each (cohorts).
//!
//! A person is estimated table by table, from the identifiers in its columns; over tables the same identifiers are the same
//! person ([`Told`]), and records are not linked further. The seam for that is [`TablePeople`]: whoever links records replaces
//! the estimates in it and leaves its shape. Bounds are honest meanwhile: `low` is what must be there (different values of
//! an identifier that a person has once), `high` what can be there at most (the people of all records).

mod identity;

use std::collections::BTreeMap;

use crate::aggregate::{Distinct, KindAggregate, NO_STATE, Slot, TableAggregate, state_code};
use crate::infer::{ColumnVerdict, TableVerdict};
use crate::report::model::{Cohort, People, StateCount};
use crate::rules::RuleSet;
use identity::{Identity, Telling, at_least};

/// Cohorts that are kept for one table.
const COHORTS_MAX: usize = 200;

/// What is known of the people in one table.
#[derive(Debug, Clone, Default)]
pub struct TablePeople {
    /// Distinct people.
    pub people: People,
    /// By combination of kinds, most records first.
    pub cohorts: Vec<Cohort>,
    /// What tells them apart.
    pub told: Told,
}

/// What tells people apart in one table or several: the different values of each sort of identifier, as keyed hashes, all of
/// them up to a bound and a sketch from there on. The same whatever the order of tables.
#[derive(Debug, Clone, Default)]
pub struct Told {
    by: BTreeMap<Telling, Distinct>,
    /// The sum of what the tables estimate, and of those alone in which not nearly all records have a number that nobody has two of.
    sum: u64,
    unnumbered: u64,
}

impl Told {
    /// Adds those of other tables.
    pub fn merge(&mut self, other: Self) {
        self.sum = self.sum.saturating_add(other.sum);
        self.unnumbered = self.unnumbered.saturating_add(other.unnumbered);
        for (telling, distinct) in other.by {
            self.by.entry(telling).or_default().merge(distinct);
        }
    }

    /// Raises what tables say of people to what all of them together tell apart: numbers that nobody has two of from below, the
    /// others and names as an estimate, which is no more than the tables have together. Where numbers tell all people of a table
    /// apart, its names, which others write otherwise, make no more of them.
    #[must_use]
    pub fn raise(&self, people: People) -> People {
        let for_life = || self.by.iter().filter(|(telling, _)| matches!(telling, Telling::NumberForLife(_)));
        let low = for_life().map(|(_, distinct)| at_least(distinct)).chain([people.low]).max().unwrap_or_default();
        let numbered: u64 = for_life().map(|(_, distinct)| distinct.count()).sum();
        let most = self.by.values().map(Distinct::count).max().unwrap_or_default();
        let most = most.min(self.sum).min(numbered.saturating_add(self.unnumbered));
        let best = most.max(people.best).max(low);
        People { low, best, high: people.high.max(best) }
    }
}

/// Whether a kind's occurrences in a column are in the report at all.
#[must_use]
pub fn is_counted(verdict: &ColumnVerdict, index: usize, kind: &KindAggregate) -> bool {
    verdict.kinds.get(index).is_some_and(|decided| {
        decided.is_column
            || (decided.counts_embedded && kind.embedded().matched > 0)
            || (decided.counts_sure && kind.sure().matched > 0)
    })
}

/// Estimates the people of one table.
#[must_use]
pub fn people(rules: &RuleSet, table: &TableAggregate, verdict: &TableVerdict) -> TablePeople {
    let combinations = by_kinds(rules, table, verdict);
    let records: u64 = combinations.values().map(|combination| combination.records).sum();
    if records == 0 {
        return TablePeople::default();
    }
    let identity = Identity::of(rules, table, verdict, records);
    let high = identity.most_in(records);
    let low = identity.low.clamp(1, high);
    let people = People { low, best: identity.people_in(records).max(low), high };
    let mut cohorts: Vec<Cohort> = combinations
        .into_iter()
        .map(|(kinds, combination)| {
            let high = identity.most_in(combination.records);
            // Of so many people, those that the other records cannot hold are in these.
            let low = low.saturating_sub(identity.most_in(records - combination.records)).clamp(1, high);
            let best = identity.people_in(combination.records).max(low);
            Cohort {
                kinds,
                records: combination.records,
                people: People { low, best, high },
                by_state: by_state(&combination.states),
            }
        })
        .collect();
    cohorts.sort_by(|left, right| right.records.cmp(&left.records).then_with(|| left.kinds.cmp(&right.kinds)));
    cohorts.truncate(COHORTS_MAX);
    let unnumbered = if identity.is_numbered { 0 } else { people.best };
    let told = Told { by: identity.told.into_iter().collect(), sum: people.best, unnumbered };
    TablePeople { people, cohorts, told }
}

/// Adds up what tables say of people without linking them: at least the largest table, at most all records.
#[must_use]
pub fn over_tables(tables: impl IntoIterator<Item = People>) -> People {
    tables.into_iter().fold(People::default(), |sum, one| People {
        low: sum.low.max(one.low),
        best: sum.best.max(one.best),
        high: sum.high + one.high,
    })
}

/// Cohorts over all tables: the same combination of kinds is one cohort.
#[must_use]
pub fn merge_cohorts<'a>(cohorts: impl IntoIterator<Item = &'a Cohort>) -> Vec<Cohort> {
    type Merged<'a> = (u64, People, BTreeMap<&'a str, u64>);
    let mut merged: BTreeMap<&[String], Merged<'_>> = BTreeMap::new();
    for cohort in cohorts {
        let (records, people, states) = merged.entry(&cohort.kinds).or_default();
        *records += cohort.records;
        *people = over_tables([*people, cohort.people]);
        cohort.by_state.iter().for_each(|count| *states.entry(&count.state).or_default() += count.records);
    }
    merged
        .into_iter()
        .map(|(kinds, (records, people, states))| Cohort {
            kinds: kinds.to_vec(),
            records,
            people,
            by_state: sorted_states(states.into_iter().map(|(state, records)| (state.to_owned(), records))),
        })
        .collect()
}

#[derive(Default)]
struct Combination {
    records: u64,
    states: BTreeMap<u8, u64>,
}

/// Combinations of counted kinds; columns of one kind fall together, and records without any are left out.
fn by_kinds(rules: &RuleSet, table: &TableAggregate, verdict: &TableVerdict) -> BTreeMap<Vec<String>, Combination> {
    let mut by_kinds: BTreeMap<Vec<String>, Combination> = BTreeMap::new();
    for (slots, state, records) in table.combinations.resolved() {
        let mut kinds: Vec<String> = slots
            .iter()
            .filter(|slot| rules.is_reported(slot.kind) && is_slot_counted(table, verdict, slot))
            .map(|slot| rules.rule(slot.kind).kind.clone())
            .collect();
        kinds.sort();
        kinds.dedup();
        if kinds.is_empty() {
            continue;
        }
        let combination = by_kinds.entry(kinds).or_default();
        combination.records += records;
        if state != NO_STATE {
            *combination.states.entry(state).or_default() += records;
        }
    }
    by_kinds
}

fn is_slot_counted(table: &TableAggregate, verdict: &TableVerdict, slot: &Slot) -> bool {
    let index = slot.column.map_or(0, |column| column as usize);
    let (Some(column), Some(verdict)) = (table.columns.get(index), verdict.columns.get(index)) else { return false };
    let kind = column.kinds.iter().enumerate().find(|(_, kind)| kind.kind == slot.kind);
    kind.is_some_and(|(index, kind)| is_counted(verdict, index, kind))
}

fn by_state(states: &BTreeMap<u8, u64>) -> Vec<StateCount> {
    sorted_states(states.iter().filter_map(|(&index, &records)| Some((state_code(index)?.to_owned(), records))))
}

fn sorted_states(states: impl Iterator<Item = (String, u64)>) -> Vec<StateCount> {
    let mut counts: Vec<StateCount> = states.map(|(state, records)| StateCount { state, records }).collect();
    counts.sort_by(|left, right| right.records.cmp(&left.records).then_with(|| left.state.cmp(&right.state)));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cohort(kinds: &[&str], records: u64, state: &str) -> Cohort {
        Cohort {
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            records,
            people: People { low: 1, best: records / 2, high: records },
            by_state: vec![StateCount { state: state.to_owned(), records }],
        }
    }

    #[test]
    fn the_same_numbers_in_several_tables_are_the_same_people() {
        let table = |values: std::ops::Range<u64>, telling| {
            let mut distinct = Distinct::default();
            values.for_each(|value| distinct.insert((value + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
            let count = distinct.count();
            let people = People { low: 1, best: count, high: 2 * count };
            (people, Told { by: BTreeMap::from([(telling, distinct)]), sum: count, unnumbered: count })
        };
        let all = |tables: &[(People, Told)]| {
            let mut told = Told::default();
            tables.iter().for_each(|(_, one)| told.merge(one.clone()));
            told.raise(over_tables(tables.iter().map(|(people, _)| *people)))
        };
        let number = Telling::NumberForLife(crate::rules::KindId(0));
        let parts = [table(0..5, number), table(5..10, number), table(3..12, number)];
        assert_eq!(all(&parts), People { low: 12, best: 12, high: 38 });
        let mut turned = parts.to_vec();
        turned.reverse();
        assert_eq!(all(&turned), all(&parts));
        // Names are written in more than one way, and shared.
        let named = [table(0..5, Telling::Name), table(5..10, Telling::Name)];
        assert_eq!(all(&named), People { low: 1, best: 10, high: 20 });
        let mut few = named;
        few[1].1.sum = 1;
        assert_eq!(all(&few).best, 6, "no more than the tables have together");
    }

    #[test]
    fn people_with_the_same_numbers_are_the_same_however_their_names_are_written() {
        let distinct = |values: std::ops::Range<u64>| {
            let mut distinct = Distinct::default();
            values.for_each(|value| distinct.insert((value + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
            distinct
        };
        let number = Telling::NumberForLife(crate::rules::KindId(0));
        let table = |names: std::ops::Range<u64>, unnumbered| {
            let by = BTreeMap::from([(number, distinct(0..10)), (Telling::Named, distinct(names))]);
            Told { by, sum: 10, unnumbered }
        };
        let all = |unnumbered| {
            let mut told = table(100..110, 0);
            told.merge(table(200..210, unnumbered));
            told.raise(People { low: 10, best: 10, high: 20 }).best
        };
        assert_eq!(all(0), 10);
        assert_eq!(all(6), 16, "those whose numbers are missing may be others");
    }

    #[test]
    fn cohorts_of_the_same_kinds_are_one_over_all_tables() {
        let tables = [cohort(&["email"], 10, "TX"), cohort(&["email", "us_ssn"], 4, "TX"), cohort(&["email"], 6, "WA")];
        let merged = merge_cohorts(&tables);
        assert_eq!(merged.len(), 2);
        assert_eq!(merged[0].records, 16);
        assert_eq!(merged[0].people, People { low: 1, best: 5, high: 16 });
        assert_eq!(merged[0].by_state.len(), 2);
    }
}
