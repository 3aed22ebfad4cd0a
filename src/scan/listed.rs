//! The findings and tables that the report lists: the worst of them, as many as fit into a bounded room, whatever the order that
//! they come in. What has no room is counted, in the summary and in the cohorts.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::mem::size_of;
use std::ops::Range;

use crate::detect::evidence::Evidence;
use crate::people;
use crate::report::model::{
    Cohort, Column, Finding, KindSummary, Location, People, Risk, SampleEntry, ScoreComponent, StateCount, Table,
};

/// Room for findings, and for tables: with 100,000 files that hold one finding each, and all else that a scan holds, a process
/// stays below 256 MiB, and so it does with any more of them.
const FINDINGS_ROOM: Room = Room { all: 128 << 20, cut: 72 << 20 };
const TABLES_ROOM: Room = Room { all: 60 << 20, cut: 36 << 20 };
/// How much more there may be before a list is cut again.
const SLACK_SHARE: usize = 4;
/// What an allocation takes beside its bytes, about.
const ALLOCATION: usize = 16;
/// Cohorts of tables without room that are added up at once.
const COHORTS_PENDING: usize = 4096;

/// Where in the order of the walk a group of findings belongs: the first file of its batch, and a number within.
pub(super) type Place = (u64, u64);

/// What was found, in groups.
#[derive(Debug, Default)]
pub(super) struct Listed {
    findings: Worst<Finding>,
    tables: Worst<Table>,
    left_out: LeftOut,
}

/// What has no room, as far as it counts.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub(super) findings: u64,
    pub(super) tables: u64,
    pub(super) kinds: BTreeMap<String, KindSummary>,
    pub(super) people: People,
    pub(super) cohorts: Vec<Cohort>,
}

impl Listed {
    /// Adds a group; no two have the same place.
    pub(super) fn add(&mut self, place: Place, findings: Vec<Finding>, tables: Vec<Table>) {
        let Self { findings: listed, tables: listed_tables, left_out } = self;
        listed.add(place, findings, FINDINGS_ROOM, &mut |finding| left_out.add_finding(finding));
        listed_tables.add(place, tables, TABLES_ROOM, &mut |table| left_out.add_table(table));
    }

    /// Findings and tables, worst first, and what was left out.
    pub(super) fn into_sorted(self) -> (Vec<Finding>, Vec<Table>, LeftOut) {
        let Self { mut findings, mut tables, mut left_out } = self;
        // Of each of them one knows nothing of what the other counts.
        let mut tables_left_out = LeftOut { cohorts: std::mem::take(&mut left_out.cohorts), ..LeftOut::default() };
        rayon::join(
            || findings.cut(FINDINGS_ROOM, &mut |finding| left_out.add_finding(finding)),
            || tables.cut(TABLES_ROOM, &mut |table| tables_left_out.add_table(table)),
        );
        left_out.tables += tables_left_out.tables;
        left_out.people = people::over_tables([left_out.people, tables_left_out.people]);
        left_out.cohorts = people::merge_cohorts(&tables_left_out.cohorts);
        (findings.items, tables.items, left_out)
    }
}

impl LeftOut {
    fn add_finding(&mut self, finding: &Finding) {
        self.findings += 1;
        add_kind(&mut self.kinds, finding);
    }

    fn add_table(&mut self, table: &Table) {
        self.tables += 1;
        self.people = people::over_tables([self.people, table.people]);
        self.cohorts.extend_from_slice(&table.cohorts);
        if self.cohorts.len() > COHORTS_PENDING {
            self.cohorts = people::merge_cohorts(&self.cohorts);
        }
    }
}

/// Counts a finding with those of its kind.
pub(super) fn add_kind(kinds: &mut BTreeMap<String, KindSummary>, finding: &Finding) {
    if !kinds.contains_key(&finding.kind) {
        let kind = finding.kind.clone();
        kinds.insert(kind.clone(), KindSummary { kind, findings: 0, matched: 0, risk: Risk::None });
    }
    if let Some(summary) = kinds.get_mut(&finding.kind) {
        summary.findings += 1;
        summary.matched += finding.counts.matched;
        summary.risk = summary.risk.max(finding.risk);
    }
}

/// What is listed in an order, and takes memory.
trait Ranked {
    /// What is less stands before the other.
    fn compare(&self, other: &Self) -> Ordering;
    /// What it takes, in bytes: the same in every run.
    fn bytes(&self) -> usize;
}

impl Ranked for Finding {
    fn compare(&self, other: &Self) -> Ordering {
        other
            .score
            .total
            .total_cmp(&self.score.total)
            .then_with(|| self.location.cmp(&other.location))
            .then_with(|| self.kind.cmp(&other.kind))
            // Two members of an archive may have one name.
            .then_with(|| size_key(self).cmp(&size_key(other)))
            .then_with(|| self.samples.cmp(&other.samples))
    }

    fn bytes(&self) -> usize {
        let Self { id, kind, score, location, evidence, samples, .. } = self;
        let components = score.components.iter().map(|component| component.detail.len());
        let evidence_text = evidence.iter().map(|reason| reason.detail.len() + ALLOCATION);
        let samples_text = samples.iter().map(|sample| {
            sample.masked.len() + ALLOCATION + sample.fingerprint.as_ref().map_or(0, |text| text.len() + ALLOCATION)
        });
        size_of::<Self>()
            + id.len()
            + kind.len()
            + 5 * ALLOCATION
            + score.components.len() * size_of::<ScoreComponent>()
            + components.sum::<usize>()
            + bytes_of(location)
            + evidence.len() * size_of::<Evidence>()
            + evidence_text.sum::<usize>()
            + samples.len() * size_of::<SampleEntry>()
            + samples_text.sum::<usize>()
    }
}

impl Ranked for Table {
    fn compare(&self, other: &Self) -> Ordering {
        other
            .risk
            .cmp(&self.risk)
            .then_with(|| self.location.cmp(&other.location))
            .then_with(|| self.format.cmp(&other.format))
            .then_with(|| (self.records, self.columns.len()).cmp(&(other.records, other.columns.len())))
    }

    fn bytes(&self) -> usize {
        let Self { location, columns, cohorts, .. } = self;
        let column_text = columns.iter().map(|column| {
            let texts = [Some(&column.name), column.verdict.as_ref(), column.part.as_ref()];
            texts.into_iter().flatten().map(|text| text.len() + ALLOCATION).sum::<usize>()
        });
        let cohort_bytes = cohorts.iter().map(|cohort| {
            let kinds = cohort.kinds.iter().map(|kind| kind.len() + size_of::<String>() + ALLOCATION);
            let states = cohort.by_state.len() * (size_of::<StateCount>() + 2 * ALLOCATION);
            size_of::<Cohort>() + 2 * ALLOCATION + kinds.sum::<usize>() + states
        });
        size_of::<Self>()
            + bytes_of(location)
            + 2 * ALLOCATION
            + columns.len() * size_of::<Column>()
            + column_text.sum::<usize>()
            + cohort_bytes.sum::<usize>()
    }
}

/// How much a finding counts.
fn size_key(finding: &Finding) -> [u64; 4] {
    let counts = &finding.counts;
    [counts.cells, counts.tested, counts.matched, counts.distinct]
}

/// Gives back the room that a finding grew into and does not fill: there may be many.
pub(super) fn shrink(finding: &mut Finding) {
    let details = finding.evidence.iter_mut().map(|reason| &mut reason.detail);
    let details = details.chain(finding.score.components.iter_mut().map(|component| &mut component.detail));
    for detail in details {
        if let Cow::Owned(text) = detail {
            text.shrink_to_fit();
        }
    }
    finding.evidence.shrink_to_fit();
    finding.samples.shrink_to_fit();
    finding.score.components.shrink_to_fit();
}

/// The bytes behind a place.
fn bytes_of(location: &Location) -> usize {
    let Location { source, members, table, column } = location;
    let texts = [Some(source), table.as_ref(), column.as_ref()].into_iter().flatten();
    let members = members.iter().map(|member| member.len() + size_of::<String>() + ALLOCATION);
    texts.map(|text| text.len() + ALLOCATION).sum::<usize>() + members.sum::<usize>()
}

/// Bytes that all may take to be kept, and those that are kept of more: a list that is cut as soon as it is full leaves holes in the
/// memory where its last ones were.
#[derive(Debug, Clone, Copy)]
struct Room {
    all: usize,
    cut: usize,
}

/// All that is added, or the first ones, as many as have room; which ones that are hangs on all of them, and not on their order.
#[derive(Debug)]
struct Worst<T> {
    /// In one piece, which grows where it stands: that of which there may be most is not moved from one place in memory to another.
    items: Vec<T>,
    /// The groups that it consists of, and their lengths: first those that were sorted before. By place, in the order of the walk,
    /// they are nearly in the order of the list.
    groups: Vec<(Option<Place>, usize)>,
    bytes: usize,
    /// The first one that was left out: what does not stand before it has no room either.
    bound: Option<T>,
}

impl<T> Default for Worst<T> {
    fn default() -> Self {
        Self { items: Vec::new(), groups: Vec::new(), bytes: 0, bound: None }
    }
}

impl<T: Ranked> Worst<T> {
    fn add(&mut self, place: Place, mut group: Vec<T>, room: Room, left_out: &mut dyn FnMut(&T)) {
        if let Some(bound) = &self.bound {
            group.retain(|item| {
                let is_before = item.compare(bound).is_lt();
                if !is_before {
                    left_out(item);
                }
                is_before
            });
        }
        if group.is_empty() {
            return;
        }
        self.bytes += group.iter().map(T::bytes).sum::<usize>();
        self.groups.push((Some(place), group.len()));
        self.items.append(&mut group);
        let most = if self.bound.is_some() { room.cut + room.cut / SLACK_SHARE } else { room.all };
        if self.bytes > most {
            self.cut(room, left_out);
        }
    }

    /// Sorts all, and keeps what has room.
    fn cut(&mut self, room: Room, left_out: &mut dyn FnMut(&T)) {
        let items = &mut self.items;
        let mut start = 0;
        let mut groups: Vec<(Option<Place>, Range<usize>)> = Vec::with_capacity(self.groups.len());
        for (place, len) in self.groups.drain(..) {
            groups.push((place, start..start + len));
            start += len;
        }
        groups.sort_unstable_by_key(|(place, _)| *place);
        sort_by_place(items, groups.into_iter().flat_map(|(_, group)| group).collect(), T::compare);
        if self.bytes > if self.bound.is_some() { room.cut } else { room.all } {
            let mut bytes = 0;
            let has_room = |item: &&T| {
                let with_it = bytes + item.bytes();
                let fits = with_it <= room.cut;
                bytes = if fits { with_it } else { bytes };
                fits
            };
            let len = items.iter().take_while(has_room).count();
            let rest = items.split_off(len);
            rest.iter().for_each(left_out);
            self.bound = rest.into_iter().next();
            self.bytes = bytes;
        }
        self.groups.push((None, items.len()));
    }
}

/// Sorts large elements, which are taken in the order of `places` first: their places are sorted, and then each of them moves to its
/// own.
fn sort_by_place<T>(elements: &mut [T], mut places: Vec<usize>, compare: impl Fn(&T, &T) -> Ordering) {
    places.sort_by(|&left, &right| match (elements.get(left), elements.get(right)) {
        (Some(left), Some(right)) => compare(left, right),
        _ => Ordering::Equal,
    });
    // The element that belongs at a place takes it, whose own element goes where that one was, until the circle is closed.
    for start in 0..places.len() {
        let mut place = start;
        while let Some(slot) = places.get_mut(place) {
            let from = std::mem::replace(slot, place);
            if from == start || from == place {
                break;
            }
            elements.swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    struct Item {
        rank: u32,
        bytes: usize,
    }

    impl Ranked for Item {
        fn compare(&self, other: &Self) -> Ordering {
            self.rank.cmp(&other.rank)
        }

        fn bytes(&self) -> usize {
            self.bytes
        }
    }

    proptest! {
        #[test]
        fn the_first_that_have_room_are_kept_whatever_the_order(
            groups in prop::collection::vec(prop::collection::vec(1..9usize, 0..9), 1..30), cut in 0..200usize, more in 0..60usize, seed in any::<u64>()
        ) {
            let mut next = 0;
            let mut state = seed;
            let mut random = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                u32::try_from(state >> 33).unwrap()
            };
            let groups: Vec<(Place, Vec<Item>)> = groups
                .into_iter()
                .map(|sizes| {
                    next += 1;
                    ((next, 0), sizes.into_iter().map(|bytes| Item { rank: random(), bytes }).collect())
                })
                .collect();
            let mut wanted: Vec<Item> = groups.iter().flat_map(|(_, group)| group.clone()).collect();
            wanted.sort_by_key(|item| item.rank);
            let (all, bytes) = (wanted.len(), wanted.iter().map(|item| item.bytes).sum::<usize>());
            let room = Room { all: cut + more, cut };
            let mut sum = 0;
            let len = wanted.iter().take_while(|item| { sum += item.bytes; sum <= cut }).count();
            wanted.truncate(if bytes <= room.all { all } else { len });
            let mut orders = vec![groups.clone(), groups.iter().rev().cloned().collect()];
            let mut shuffled = groups;
            shuffled.sort_by_cached_key(|_| random());
            orders.push(shuffled);
            for order in orders {
                let (mut worst, mut left_out) = (Worst::default(), 0);
                for (place, group) in order {
                    worst.add(place, group, room, &mut |_| left_out += 1);
                }
                worst.cut(room, &mut |_| left_out += 1);
                let kept = worst.items;
                prop_assert_eq!(&kept, &wanted);
                prop_assert_eq!(kept.len() + left_out, all);
            }
        }
    }

    #[test]
    fn elements_are_sorted_as_the_library_sorts_them() {
        let mut state = 1u64;
        for len in 0..40 {
            // Few different keys: those that are equal stay in their order.
            let mut elements: Vec<(u64, usize)> = (0..len)
                .map(|index| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (state >> 61, index)
                })
                .collect();
            let mut expected = elements.clone();
            expected.sort_by_key(|element| element.0);
            let mut given = elements.clone();
            sort_by_place(&mut elements, (0..len).collect(), |left, right| left.0.cmp(&right.0));
            assert_eq!(elements, expected);
            // The same where they do not lie in their order.
            given.reverse();
            sort_by_place(&mut given, (0..len).rev().collect(), |left, right| left.0.cmp(&right.0));
            assert_eq!(given, expected);
        }
    }
}
