//! From what was found in each source to the report.

use std::collections::{BTreeMap, BTreeSet};

use super::dictionary;
use super::shown::shown;
use super::stream::SourceFindings;
use crate::aggregate::{ColumnAggregate, Distinct, HitClass, KindAggregate, Samples, TableAggregate};
use crate::batch::ColumnSpec;
use crate::detect::evidence::{Evidence, EvidenceType, confidence};
use crate::detect::validate::find as validator;
use crate::detect::{ColumnContext, Detector, Scratch};
use crate::error::{Diagnostic, Reason};
use crate::infer::{ColumnVerdict, KindVerdict, TableVerdict, part_name};
use crate::people::{self, TablePeople, is_counted};
use crate::report::model::{
    Column, Counts, Coverage, DecodedTotals, Finding, FormatCount, KindSummary, Ledger, LedgerClass, LedgerEntry,
    LedgerTotals, Location, Occurrence, Protection, Report, Risk, SCHEMA_VERSION, SampleEntry, Status, Summary, Table,
    Tool,
};
use crate::risk::{RiskInput, round, score};
use crate::rules::KindId;
use crate::span::{SourceName, Span};

use super::occurrence::{NO_COLUMN, PendingHit};

/// Entries of the ledger, and diagnostics, that are listed; what exceeds them is counted.
const ENTRIES_MAX: usize = 10_000;

/// Everything that was decided of one table.
pub(super) struct JudgedTable {
    pub(super) aggregate: TableAggregate,
    pub(super) verdict: TableVerdict,
    people: TablePeople,
    /// The table's name, and its columns', as they may be shown; empty where nothing of the table is.
    shown_name: Option<String>,
    shown_columns: Vec<String>,
}

impl JudgedTable {
    fn new(detector: &Detector, scratch: &mut Scratch, aggregate: TableAggregate, confidence_min: f64) -> Self {
        let verdict = crate::infer::infer(detector, &mut scratch.columns, &aggregate, confidence_min);
        let people = people::people(detector.rules(), &aggregate, &verdict);
        Self { aggregate, verdict, people, shown_name: None, shown_columns: Vec::new() }
    }

    /// Whether anything of the table is shown.
    fn has_findings(&self) -> bool {
        self.aggregate.columns.iter().zip(&self.verdict.columns).any(|(column, verdict)| {
            column.kinds.iter().enumerate().any(|(index, kind)| is_counted(verdict, index, kind))
        })
    }

    /// Decides how the table is shown, which is called `name`.
    fn show(&mut self, detector: &Detector, scratch: &mut Scratch, name: &str, has_paths: bool) {
        self.shown_name = (!name.is_empty()).then(|| shown(detector, scratch, name));
        if self.aggregate.key.is_text {
            return;
        }
        let columns = || self.aggregate.columns.iter();
        let names: Vec<String> = match has_paths {
            true => dictionary::fold_paths(
                &columns().enumerate().map(|(at, column)| self.path(detector, at, column)).collect::<Vec<_>>(),
                &|key| called(detector, key).speaks_for_any(),
            ),
            false => columns().map(|column| column.spec.name.clone()).collect(),
        };
        self.shown_columns = names.iter().map(|name| shown(detector, scratch, name)).collect();
    }

    fn name_and_columns(&self) -> (&str, BTreeSet<&str>) {
        (&self.aggregate.key.name, self.aggregate.columns.iter().map(|column| column.spec.name.as_str()).collect())
    }

    fn path<'c>(&self, detector: &Detector, at: usize, column: &'c ColumnAggregate) -> dictionary::Path<'c> {
        let records = self.aggregate.records;
        let decided = self.verdict.columns.get(at).and_then(ColumnVerdict::column);
        let key = column.spec.name.rsplit('.').next().unwrap_or_default();
        let is_called_so = |kind| called(detector, key).weight(kind) > 0.0;
        dictionary::Path {
            name: &column.spec.name,
            recurs: records >= 3 && column.cells.saturating_mul(2) >= records,
            is_shared: column.cells >= 3,
            kind: decided.map(|decided| decided.kind).filter(|&kind| !is_called_so(kind)).map(|kind| kind.0),
        }
    }

    fn location(&self, source: &SourceName) -> Location {
        Location {
            source: source.path_text(),
            members: source.members.to_vec(),
            table: self.shown_name.clone(),
            column: None,
        }
    }

    fn column_name(&self, index: usize) -> Option<String> {
        self.shown_columns.get(index).cloned()
    }

    /// The occurrence that a pending hit becomes under the verdict, or `None` where it lost.
    pub(super) fn occurrence(&self, detector: &Detector, source: &SourceName, hit: &PendingHit) -> Option<Occurrence> {
        let column_index = if hit.column == NO_COLUMN { 0 } else { hit.column as usize };
        let column = self.aggregate.columns.get(column_index)?;
        let index = column.kinds.iter().position(|kind| kind.kind == hit.kind)?;
        let verdict = self.verdict.columns.get(column_index)?.kinds.get(index)?;
        let is_kept = match hit.class {
            HitClass::Embedded => verdict.counts_embedded,
            HitClass::Sure => verdict.is_column || verdict.counts_sure,
            HitClass::Column | HitClass::Assumed => verdict.is_column,
        };
        let rules = detector.rules();
        if !is_kept || !rules.is_reported(hit.kind) {
            return None;
        }
        let alone = f64::from(hit.odds);
        let odds = if verdict.is_column && hit.class != HitClass::Embedded { verdict.odds.max(alone) } else { alone };
        Some(Occurrence {
            source: source.to_string(),
            table: self.shown_name.clone(),
            column: self.column_name(column_index),
            record: hit.record + 1,
            start: hit.start,
            end: hit.end,
            kind: rules.rule(hit.kind).kind.clone(),
            confidence: round(confidence(odds), 3),
            masked: hit.masked.as_str().to_owned(),
            fingerprint: hit.fingerprint.map(|fingerprint| fingerprint.to_string()),
        })
    }
}

/// All that the report is made of, added to in any order.
#[derive(Debug, Default)]
pub(super) struct Collected {
    findings: Vec<Finding>,
    tables: Vec<Table>,
    formats: BTreeMap<&'static str, (u64, u64)>,
    totals: LedgerTotals,
    decoded: DecodedTotals,
    /// What was not examined, and apart from it what was and how: the one must not push the other off the list.
    unread: Bounded<LedgerEntry>,
    entries: Bounded<LedgerEntry>,
    diagnostics: Bounded<Diagnostic>,
    is_incomplete: bool,
    sources: u64,
    records: u64,
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
}

impl Collected {
    /// Adds the account of input bytes: of a file, or of something that the walk skipped.
    pub(super) fn add_totals(&mut self, totals: LedgerTotals) {
        self.totals.input += totals.input;
        self.totals.examined += totals.examined;
        self.totals.examined_raw += totals.examined_raw;
        self.totals.container += totals.container;
        self.totals.not_examined += totals.not_examined;
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
        tables: &[JudgedTable],
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
            self.add_table(detector, source, format, table);
        }
    }

    fn add_table(&mut self, detector: &Detector, source: &SourceName, format: &str, table: &JudgedTable) {
        let findings = findings(detector, source, table);
        if findings.is_empty() {
            return;
        }
        let columns = if table.aggregate.key.is_text {
            Vec::new()
        } else {
            table
                .aggregate
                .columns
                .iter()
                .zip(&table.verdict.columns)
                .zip(&table.shown_columns)
                .map(|((column, verdict), name)| column_entry(detector, column, verdict, name))
                .collect()
        };
        self.tables.push(Table {
            location: table.location(source),
            format: if table.aggregate.key.is_text { "text".into() } else { format.to_owned().into() },
            records: table.aggregate.records,
            risk: findings.iter().map(|finding| finding.risk).max().unwrap_or(Risk::None),
            columns,
            cohorts: table.people.cohorts.clone(),
            people: table.people.people,
        });
        self.findings.extend(findings);
    }

    /// The report, sorted and numbered.
    pub(super) fn into_report(mut self, detector: &Detector) -> Report {
        self.findings.sort_by(|left, right| {
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
        self.tables.sort_by(|left, right| {
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
        let examined = self.totals.examined + self.totals.examined_raw + self.decoded.decoded;
        let summary = Summary {
            // Where nothing was examined nothing is complete: the exit code says the same.
            status: if self.is_incomplete || examined == 0 { Status::Incomplete } else { Status::Complete },
            risk: self.findings.iter().map(|finding| finding.risk).max().unwrap_or(Risk::None),
            bytes: self.totals.input,
            coverage: Coverage {
                understood: self.totals.examined + self.decoded.examined,
                raw: self.totals.examined_raw + self.decoded.examined_raw,
                not_examined: self.totals.not_examined,
            },
            sources: self.sources,
            records: self.records,
            people: people::over_tables(self.tables.iter().map(|table| table.people)),
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

fn column_entry(detector: &Detector, column: &ColumnAggregate, verdict: &ColumnVerdict, name: &str) -> Column {
    let decided = verdict.column().filter(|decided| detector.rules().is_reported(decided.kind));
    let kind = decided.map(|decided| detector.rules().rule(decided.kind).kind.clone());
    let part = decided
        .and_then(|decided| column.kinds.iter().find(|kind| kind.kind == decided.kind))
        .and_then(|kind| part_name(kind.main_part()));
    Column {
        name: name.to_owned(),
        cells: column.cells,
        verdict: kind.or_else(|| verdict.role.map(|role| role.name().to_owned())),
        confidence: decided.map(|decided| round(confidence(decided.odds), 3)),
        part: part.map(str::to_owned),
    }
}

/// The findings of one table, unranked.
fn findings(detector: &Detector, source: &SourceName, table: &JudgedTable) -> Vec<Finding> {
    let kinds_present = kinds_present(detector, table);
    let mut findings = Vec::new();
    for (column_index, (column, verdict)) in table.aggregate.columns.iter().zip(&table.verdict.columns).enumerate() {
        for (index, (kind, decided)) in column.kinds.iter().zip(&verdict.kinds).enumerate() {
            if is_counted(verdict, index, kind) && detector.rules().is_reported(kind.kind) {
                let place = FindingPlace {
                    table,
                    column,
                    location: Location { column: table.column_name(column_index), ..table.location(source) },
                };
                findings.push(finding(detector, source, place, kind, decided, &kinds_present));
            }
        }
    }
    findings
}

/// The kinds that are counted anywhere in the table.
fn kinds_present(detector: &Detector, table: &JudgedTable) -> BTreeSet<KindId> {
    let columns = table.aggregate.columns.iter().zip(&table.verdict.columns);
    columns
        .flat_map(|(column, verdict)| {
            column.kinds.iter().enumerate().filter(|(index, kind)| is_counted(verdict, *index, kind))
        })
        .map(|(_, kind)| kind.kind)
        .filter(|&kind| detector.rules().is_reported(kind))
        .collect()
}

/// The hits that count under a verdict, taken together.
struct Counted {
    matched: u64,
    test_values: u64,
    distinct: Distinct,
    samples: Samples,
    confidence: f64,
}

impl Counted {
    fn new(kind: &KindAggregate, decided: &KindVerdict) -> Self {
        let cells = if decided.is_column {
            Some(&kind.whole)
        } else {
            Some(kind.sure()).filter(|sure| decided.counts_sure && sure.matched > 0)
        };
        let tallies = cells
            .into_iter()
            .chain((decided.counts_embedded && kind.embedded().matched > 0).then_some(kind.embedded()));
        let mut counted = Self {
            matched: 0,
            test_values: 0,
            distinct: Distinct::default(),
            samples: Samples::default(),
            confidence: 0.0,
        };
        let mut weighted = 0.0;
        for tally in tallies {
            counted.matched += tally.matched;
            counted.test_values += tally.test_values;
            counted.distinct.merge(tally.distinct.clone());
            counted.samples.merge(tally.samples.clone(), 0);
            #[expect(clippy::cast_precision_loss, reason = "a weight")]
            {
                weighted += tally.mean_confidence() * tally.matched as f64;
            }
        }
        if decided.is_column && decided.protection == crate::detect::Protection::Plain {
            // What a few cells hide is not among what can be read.
            counted.matched -= kind.hidden().min(counted.matched);
        }
        #[expect(clippy::cast_precision_loss, reason = "a mean")]
        let mean = weighted / counted.matched.max(1) as f64;
        counted.confidence = if decided.is_column { confidence(decided.odds) } else { mean };
        counted
    }
}

/// Where a finding is.
struct FindingPlace<'a> {
    table: &'a JudgedTable,
    column: &'a ColumnAggregate,
    location: Location,
}

fn finding(
    detector: &Detector,
    source: &SourceName,
    place: FindingPlace<'_>,
    kind: &KindAggregate,
    decided: &KindVerdict,
    kinds_present: &BTreeSet<KindId>,
) -> Finding {
    let FindingPlace { table, column, location } = place;
    let rules = detector.rules();
    let rule = rules.rule(kind.kind);
    let counted = Counted::new(kind, decided);
    let protection = if counted.test_values == counted.matched {
        Protection::TestData
    } else {
        as_reported(if decided.is_column { decided.protection } else { crate::detect::Protection::Plain })
    };
    let name_kind = rules.kind("person_name");
    let input = RiskInput {
        harm: rule.harm,
        kinds_beside: kinds_present.iter().filter(|&&other| other != kind.kind).count(),
        has_name: name_kind.is_some_and(|name| name != kind.kind && kinds_present.contains(&name)),
        people: if table.people.people.best > 0 {
            counted.distinct.count().min(table.people.people.best)
        } else {
            counted.distinct.count()
        },
        protection,
        confidence: round(counted.confidence, 3),
        container_steps: source.members.len(),
    };
    let (score, risk) = score(&input);
    let tested = kind.whole.matched.max(kind.recognised() + kind.missed) + kind.embedded().matched;
    Finding {
        rank: 0,
        id: finding_id(&location, table.aggregate.key.is_text, &rule.kind),
        kind: rule.kind.clone(),
        risk: if protection == Protection::TestData { risk.min(Risk::Low) } else { risk },
        score,
        confidence: round(counted.confidence, 3),
        protection,
        counts: Counts {
            cells: if table.aggregate.key.is_text { table.aggregate.records } else { column.cells },
            tested,
            matched: counted.matched,
            distinct: counted.distinct.count().min(counted.matched),
            distinct_is_exact: counted.distinct.is_exact(),
            by_chance: by_chance(rule.validator.as_deref(), tested),
            test_values: counted.test_values,
        },
        evidence: evidence(rule.prior, &counted, decided),
        samples: samples(&counted.samples),
        location,
    }
}

fn as_reported(protection: crate::detect::Protection) -> Protection {
    use crate::detect::Protection as Detected;
    match protection {
        Detected::Plain => Protection::Plain,
        Detected::Masked => Protection::Masked,
        Detected::Hashed => Protection::Hashed,
        Detected::Encrypted => Protection::Encrypted,
        Detected::Tokenised => Protection::Tokenised,
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an expectation"
)]
fn by_chance(validator_name: Option<&str>, tested: u64) -> u64 {
    let rate = validator_name.and_then(validator).map_or(0.0, |validator| validator.random_pass_rate);
    (tested as f64 * rate).round() as u64
}

/// Strongest reason first; of values that stand by themselves, what they said on average.
fn evidence(prior: f32, counted: &Counted, decided: &KindVerdict) -> Vec<Evidence> {
    let mut evidence = if decided.is_column {
        decided.evidence.clone()
    } else {
        let prior = f64::from(prior);
        let mean = crate::detect::evidence::odds_of(counted.confidence);
        vec![
            Evidence::new(EvidenceType::Prior, prior, "a value of this shape in any dump"),
            Evidence::new(
                EvidenceType::Shape,
                mean - prior,
                format!("form, check and labels in reach of {} values, each by itself, on average", counted.matched),
            ),
        ]
    };
    if counted.test_values > 0 {
        let detail = format!("{} of {} are published test or placeholder values", counted.test_values, counted.matched);
        evidence.push(Evidence::new(EvidenceType::TestData, 0.0, detail));
    }
    for reason in &mut evidence {
        reason.weight = round(reason.weight, 2);
    }
    evidence.sort_by(|left, right| right.weight.abs().total_cmp(&left.weight.abs()));
    evidence
}

fn samples(samples: &Samples) -> Vec<SampleEntry> {
    let mut entries: Vec<SampleEntry> = samples
        .as_slice()
        .iter()
        .map(|sample| SampleEntry {
            masked: sample.masked.as_str().to_owned(),
            record: sample.record + 1,
            fingerprint: sample.fingerprint.map(|fingerprint| fingerprint.to_string()),
        })
        .collect();
    entries.sort_by(|left, right| left.record.cmp(&right.record).then_with(|| left.masked.cmp(&right.masked)));
    entries
}

/// Names a finding by place and kind: the same in every run, on every machine.
fn finding_id(location: &Location, is_text: bool, kind: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let table = location.table.as_deref().unwrap_or_default();
    let column = location.column.as_deref().unwrap_or_default();
    let fixed = [location.source.as_str(), table, column, if is_text { "text" } else { "table" }, kind];
    for part in fixed.into_iter().chain(location.members.iter().map(String::as_str)) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}

/// A column that is called by a key alone.
fn called(detector: &Detector, key: &str) -> ColumnContext {
    let spec = ColumnSpec { name: key.to_owned(), is_named: true, sql_type: None };
    detector.column("", &spec)
}

/// Judges the tables of a source.
pub(super) fn judge(
    detector: &Detector,
    scratch: &mut Scratch,
    findings: &mut SourceFindings,
    confidence_min: f64,
) -> Vec<JudgedTable> {
    let mut tables: Vec<JudgedTable> = std::mem::take(&mut findings.tables)
        .into_iter()
        .map(|table| JudgedTable::new(detector, scratch, table, confidence_min))
        .collect();
    let has_paths = dictionary::may_be_in(findings.format);
    let mut shown: Vec<&mut JudgedTable> = tables.iter_mut().filter(|table| table.has_findings()).collect();
    let names: Vec<String> = match has_paths {
        true => {
            let tables: Vec<_> = shown.iter().map(|table| table.name_and_columns()).collect();
            dictionary::fold_tables(&tables, &|key| called(detector, key).speaks_for_any())
        }
        false => shown.iter().map(|table| table.aggregate.key.name.clone()).collect(),
    };
    for (table, name) in shown.iter_mut().zip(&names) {
        table.show(detector, scratch, name, has_paths);
    }
    tables
}
