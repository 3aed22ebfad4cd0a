//! What came of all sources, brought together in any order, and the report that is made of it.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::JudgedTable;
use super::listed::{LeftOut, Listed, Place, add_kind, shrink};
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

/// Findings and tables of a batch that there is room for once there are some: lists that grow leave holes in the memory, and these
/// go as they came.
const EXPECTED: usize = 64;

/// Findings and columns of a batch that are handed on before it ends.
const HANDED_ON: usize = 4096;

/// What was found in files of one batch.
#[derive(Clone)]
pub(super) struct Found {
    place: Place,
    findings: Vec<Finding>,
    tables: Vec<Table>,
}

/// All that the report is made of, added to in any order.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// Of the files of one batch that are not handed on yet, and where they belong.
    findings: Vec<Finding>,
    tables: Vec<Table>,
    place: Place,
    /// How many findings and columns these are.
    entries_found: usize,
    /// Of all batches.
    listed: Listed,
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
    /// For a batch of files, the first of which is `first` in the order of the walk.
    pub(super) fn of_batch(first: u64) -> Self {
        Self { place: (first, 0), ..Self::default() }
    }

    /// Whether so much was found that it should be handed on before its batch is at its end.
    pub(super) fn has_many_found(&self) -> bool {
        self.entries_found >= HANDED_ON
    }

    /// Takes out what was found, to be listed with that of other batches.
    #[expect(clippy::redundant_clone, reason = "what is cloned stands elsewhere in memory")]
    pub(super) fn take_found(&mut self) -> Found {
        let place = self.place;
        self.place.1 += 1;
        self.entries_found = 0;
        let (findings, tables) = (std::mem::take(&mut self.findings), std::mem::take(&mut self.tables));
        let found = Found { place, findings, tables };
        // What was put together while a decoder ran stands between its buffers, and would keep their room from being used again.
        if self.decoded.decoded == 0 { found } else { found.clone() }
    }

    /// Lists what was found in files of a batch.
    pub(super) fn list(&mut self, found: Found) {
        self.listed.add(found.place, found.findings, found.tables);
    }

    /// Adds what was brought together of a batch of files, but for what was found in them.
    pub(super) fn merge(&mut self, other: Self) {
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
            let first = self.findings.len();
            if table.has_findings() && first == 0 {
                self.findings.reserve(EXPECTED);
                self.tables.reserve(EXPECTED);
            }
            if let Some(mut reported) = table.report(detector, source, format, &mut self.findings) {
                self.findings.iter_mut().skip(first).for_each(shrink);
                reported.columns.shrink_to_fit();
                self.entries_found += 1 + reported.columns.len();
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

    /// Says what the report does not list.
    fn note_left_out(&mut self, left_out: &LeftOut) {
        let LeftOut { findings, tables, .. } = left_out;
        self.add_diagnostic(Diagnostic {
            source: "*".to_owned(),
            severity: Severity::Note,
            reason: Reason::LimitReached,
            offset: None,
            message: format!(
                "the report lists what is worst; {findings} more findings and {tables} more tables are in its counts alone"
            ),
        });
    }

    /// The report, sorted and numbered.
    pub(super) fn into_report(mut self, detector: &Detector) -> Report {
        let examined = self.totals.examined + self.totals.examined_raw + self.decoded.decoded;
        if examined == 0 && !self.is_incomplete {
            self.note_nothing();
        }
        let (mut findings, tables, left_out) = std::mem::take(&mut self.listed).into_sorted();
        for (finding, rank) in findings.iter_mut().zip(1..) {
            finding.rank = rank;
        }
        if left_out.findings + left_out.tables > 0 {
            self.note_left_out(&left_out);
        }
        let mut cohorts =
            people::merge_cohorts(tables.iter().flat_map(|table| &table.cohorts).chain(&left_out.cohorts));
        let harm = |kinds: &[String]| {
            let rules = detector.rules();
            let mut harms: Vec<_> = kinds.iter().filter_map(|kind| Some(rules.rule(rules.kind(kind)?).harm)).collect();
            harms.sort_unstable_by(|left, right| right.cmp(left));
            harms
        };
        cohorts.sort_by_cached_key(|cohort| {
            (std::cmp::Reverse(harm(&cohort.kinds)), std::cmp::Reverse(cohort.records), cohort.kinds.clone())
        });
        let people = tables.iter().map(|table| table.people).chain([left_out.people]);
        let kinds = kind_summaries(&findings, left_out.kinds);
        let summary = Summary {
            status: if self.is_incomplete { Status::Incomplete } else { Status::Complete },
            risk: kinds.iter().map(|kind| kind.risk).max().unwrap_or(Risk::None),
            bytes: self.totals.input,
            coverage: Coverage {
                understood: self.totals.examined + self.decoded.examined,
                raw: self.totals.examined_raw + self.decoded.examined_raw,
                not_examined: self.totals.not_examined + self.unread_within,
            },
            sources: self.sources,
            records: self.records,
            people: self.told.raise(people::over_tables(people)),
            kinds,
            cohorts: cohorts.len() as u64,
            findings_omitted: left_out.findings,
            tables_omitted: left_out.tables,
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
            findings,
            tables,
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

/// The kinds of the findings that are listed, and of the others.
fn kind_summaries(findings: &[Finding], mut kinds: BTreeMap<String, KindSummary>) -> Vec<KindSummary> {
    findings.iter().for_each(|finding| add_kind(&mut kinds, finding));
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
            order.into_iter().for_each(|number| all.merge(batch(number)));
            (all.totals, all.decoded, all.entries.omitted, all.entries.kept)
        };
        let forward = merged([1, 2, 3, 4, 5, 6]);
        assert_eq!((forward.2, forward.3.len()), (ENTRIES_MAX as u64 / 2, ENTRIES_MAX));
        assert_eq!(forward, merged([6, 2, 5, 1, 4, 3]));
    }
}
