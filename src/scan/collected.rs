//! What came of all sources, brought together in any order, and the report that is made of it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::assemble::JudgedTable;
use crate::detect::Detector;
use crate::error::{Diagnostic, Reason, Severity};
use crate::people;
use crate::report::model::{
    Coverage, DecodedTotals, Finding, FormatCount, KindSummary, Ledger, LedgerClass, LedgerEntry, LedgerTotals, Report,
    Risk, SCHEMA_VERSION, Status, Summary, Table, Tool,
};
use crate::span::{SourceName, Span};

/// Entries of the ledger, and diagnostics, that are listed; what exceeds them is counted.
const ENTRIES_MAX: usize = 10_000;

/// All that the report is made of, added to in any order.
#[derive(Debug, Default)]
pub(super) struct Collected {
    findings: Vec<Finding>,
    tables: Vec<Table>,
    /// The same of batches of files, by the first of them: what comes in the order of the walk is nearly sorted.
    batches: BTreeMap<u64, (Vec<Finding>, Vec<Table>)>,
    formats: BTreeMap<&'static str, (u64, u64)>,
    totals: LedgerTotals,
    decoded: DecodedTotals,
    /// Bytes within containers that nobody saw.
    unread_within: u64,
    /// What was not examined, and apart from it what was and how: the one must not push the other off the list.
    unread: Bounded<LedgerEntry>,
    entries: Bounded<LedgerEntry>,
    diagnostics: Bounded<Diagnostic>,
    is_incomplete: bool,
    sources: u64,
    records: u64,
    told: people::Told,
}

/// The smallest so many of a set, and how many were left out: the same whatever the order of insertion.
#[derive(Debug)]
struct Bounded<T> {
    kept: BTreeSet<T>,
    omitted: u64,
}

impl<T> Default for Bounded<T> {
    fn default() -> Self {
        Self { kept: BTreeSet::new(), omitted: 0 }
    }
}

impl<T: Ord> Bounded<T> {
    fn insert(&mut self, item: T) {
        self.kept.insert(item);
        if self.kept.len() > ENTRIES_MAX {
            self.kept.pop_last();
            self.omitted += 1;
        }
    }

    fn merge(&mut self, other: Self) {
        other.kept.into_iter().for_each(|item| self.insert(item));
        self.omitted += other.omitted;
    }
}

impl Collected {
    /// Adds what was brought together of a batch of files, the first of which is `first` in the order of the walk.
    pub(super) fn merge(&mut self, first: u64, other: Self) {
        if !other.findings.is_empty() {
            // What was put together while a decoder ran stands between its buffers, and would keep their room from being used again.
            let (findings, tables) = match other.decoded.decoded {
                0 => (other.findings, other.tables),
                _ => (other.findings.clone(), other.tables.clone()),
            };
            self.batches.insert(first, (findings, tables));
        }
        for (format, (sources, bytes)) in other.formats {
            let ours = self.formats.entry(format).or_default();
            *ours = (ours.0 + sources, ours.1 + bytes);
        }
        self.add_totals(other.totals);
        self.add_decoded(other.decoded.examined, other.decoded.examined_raw);
        self.unread_within += other.unread_within;
        self.unread.merge(other.unread);
        self.entries.merge(other.entries);
        self.diagnostics.merge(other.diagnostics);
        self.is_incomplete |= other.is_incomplete;
        self.sources += other.sources;
        self.records += other.records;
        self.told.merge(other.told);
    }

    /// Adds the account of input bytes: of a file, or of something that the walk skipped.
    pub(super) fn add_totals(&mut self, totals: LedgerTotals) {
        self.totals.input += totals.input;
        self.totals.examined += totals.examined;
        self.totals.examined_raw += totals.examined_raw;
        self.totals.container += totals.container;
        self.totals.not_examined += totals.not_examined;
    }

    /// Adds bytes that nobody saw of what lies within containers, whose own bytes were examined.
    pub(super) fn add_unread_within(&mut self, len: u64) {
        self.unread_within += len;
    }

    /// Adds the account of decoded bytes.
    pub(super) fn add_decoded(&mut self, examined: u64, examined_raw: u64) {
        self.decoded.decoded += examined + examined_raw;
        self.decoded.examined += examined;
        self.decoded.examined_raw += examined_raw;
    }

    /// Adds a range that was not examined as it should be.
    pub(super) fn add_entry(&mut self, source: &str, span: Span, class: LedgerClass, reason: Reason) {
        self.is_incomplete |= class == LedgerClass::NotExamined;
        let list = if class == LedgerClass::NotExamined { &mut self.unread } else { &mut self.entries };
        list.insert(LedgerEntry { source: source.to_owned(), start: span.start, end: span.end, class, reason });
    }

    /// Adds a diagnostic.
    pub(super) fn add_diagnostic(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.insert(diagnostic);
    }

    /// Adds what was found in one source of `len` bytes.
    pub(super) fn add_source(
        &mut self,
        detector: &Detector,
        source: &SourceName,
        len: u64,
        format: &'static str,
        tables: &mut [JudgedTable],
    ) {
        self.sources += 1;
        let (sources, bytes) = self.formats.entry(format).or_default();
        *sources += 1;
        *bytes += len;
        let has_records = tables.iter().any(|table| !table.aggregate.key.is_text);
        for table in tables {
            if !(table.aggregate.key.is_text && has_records) {
                self.records += table.aggregate.records;
            }
            if let Some(reported) = table.report(detector, source, format, &mut self.findings) {
                self.tables.push(reported);
                self.told.merge(table.take_told());
            }
        }
    }

    /// Says that nothing was examined, which is never complete, where no entry of the ledger says so already.
    fn note_nothing(&mut self) {
        let source = "*";
        self.add_entry(source, Span { start: 0, end: 0 }, LedgerClass::NotExamined, Reason::NothingToExamine);
        self.add_diagnostic(Diagnostic {
            source: source.to_owned(),
            severity: Severity::Error,
            reason: Reason::NothingToExamine,
            offset: None,
            message: "no byte was there to examine: no file, only empty ones, or all of them left out".to_owned(),
        });
    }

    /// The report, sorted and numbered.
    pub(super) fn into_report(mut self, detector: &Detector) -> Report {
        let examined = self.totals.examined + self.totals.examined_raw + self.decoded.decoded;
        if examined == 0 && !self.is_incomplete {
            self.note_nothing();
        }
        let batches = std::mem::take(&mut self.batches);
        self.findings.reserve_exact(batches.values().map(|(findings, _)| findings.len()).sum());
        self.tables.reserve_exact(batches.values().map(|(_, tables)| tables.len()).sum());
        for (findings, tables) in batches.into_values() {
            self.findings.extend(findings);
            self.tables.extend(tables);
        }
        sort_by_place(&mut self.findings, |left, right| {
            right
                .score
                .total
                .total_cmp(&left.score.total)
                .then_with(|| left.location.cmp(&right.location))
                .then_with(|| left.kind.cmp(&right.kind))
        });
        for (finding, rank) in self.findings.iter_mut().zip(1..) {
            finding.rank = rank;
        }
        sort_by_place(&mut self.tables, |left, right| {
            right
                .risk
                .cmp(&left.risk)
                .then_with(|| left.location.cmp(&right.location))
                .then_with(|| left.format.cmp(&right.format))
        });
        let mut cohorts = people::merge_cohorts(self.tables.iter().flat_map(|table| &table.cohorts));
        let harm = |kinds: &[String]| {
            let rules = detector.rules();
            let mut harms: Vec<_> = kinds.iter().filter_map(|kind| Some(rules.rule(rules.kind(kind)?).harm)).collect();
            harms.sort_unstable_by(|left, right| right.cmp(left));
            harms
        };
        cohorts.sort_by_cached_key(|cohort| {
            (std::cmp::Reverse(harm(&cohort.kinds)), std::cmp::Reverse(cohort.records), cohort.kinds.clone())
        });
        let summary = Summary {
            status: if self.is_incomplete { Status::Incomplete } else { Status::Complete },
            risk: self.findings.iter().map(|finding| finding.risk).max().unwrap_or(Risk::None),
            bytes: self.totals.input,
            coverage: Coverage {
                understood: self.totals.examined + self.decoded.examined,
                raw: self.totals.examined_raw + self.decoded.examined_raw,
                not_examined: self.totals.not_examined + self.unread_within,
            },
            sources: self.sources,
            records: self.records,
            people: self.told.raise(people::over_tables(self.tables.iter().map(|table| table.people))),
            kinds: kind_summaries(&self.findings),
            cohorts: cohorts.len() as u64,
        };
        let formats = self.formats.into_iter();
        Report {
            schema_version: SCHEMA_VERSION.to_owned(),
            tool: Tool {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                rules_sha256: detector.rules().sha256(),
            },
            run: None,
            summary,
            findings: self.findings,
            tables: self.tables,
            cohorts,
            ledger: Ledger {
                totals: self.totals,
                decoded: self.decoded,
                formats: formats
                    .map(|(format, (sources, bytes))| FormatCount { format: format.to_owned(), sources, bytes })
                    .collect(),
                entries_omitted: self.entries.omitted + self.unread.omitted,
                entries: {
                    let mut entries = self.entries.kept;
                    entries.extend(self.unread.kept);
                    entries.into_iter().collect()
                },
            },
            diagnostics: self.diagnostics.kept.into_iter().collect(),
        }
    }
}

/// Sorts large elements: their places are sorted, and then each of them moves to its own.
fn sort_by_place<T>(elements: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..elements.len()).collect();
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

fn kind_summaries(findings: &[Finding]) -> Vec<KindSummary> {
    let mut kinds: BTreeMap<&str, KindSummary> = BTreeMap::new();
    for finding in findings {
        let summary = kinds.entry(&finding.kind).or_insert_with(|| KindSummary {
            kind: finding.kind.clone(),
            findings: 0,
            matched: 0,
            risk: Risk::None,
        });
        summary.findings += 1;
        summary.matched += finding.counts.matched;
        summary.risk = summary.risk.max(finding.risk);
    }
    let mut kinds: Vec<KindSummary> = kinds.into_values().collect();
    kinds.sort_by(|left, right| {
        right.risk.cmp(&left.risk).then(right.matched.cmp(&left.matched)).then_with(|| left.kind.cmp(&right.kind))
    });
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

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
            sort_by_place(&mut elements, |left, right| left.0.cmp(&right.0));
            assert_eq!(elements, expected);
        }
    }

    #[test]
    fn batches_come_together_in_any_order() {
        let batch = |number: u64| {
            let mut batch = Collected::default();
            for entry in 0..ENTRIES_MAX as u64 / 4 {
                let span = Span { start: entry, end: entry + number };
                batch.add_entry(&format!("{number}"), span, LedgerClass::ExaminedRaw, Reason::NotUnderstood);
            }
            batch.add_totals(LedgerTotals { input: number, examined: number, ..LedgerTotals::default() });
            batch.add_decoded(number, 1);
            batch
        };
        let merged = |order: [u64; 6]| {
            let mut all = Collected::default();
            order.into_iter().for_each(|number| all.merge(number, batch(number)));
            (all.totals, all.decoded, all.entries.omitted, all.entries.kept)
        };
        let forward = merged([1, 2, 3, 4, 5, 6]);
        assert_eq!((forward.2, forward.3.len()), (ENTRIES_MAX as u64 / 2, ENTRIES_MAX));
        assert_eq!(forward, merged([6, 2, 5, 1, 4, 3]));
    }
}
