//! From what was found in each source to findings and tables.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::dictionary;
use super::shown::{shown, shown_columns};
use super::stream::SourceFindings;
use crate::aggregate::{ColumnAggregate, Distinct, HitClass, KindAggregate, Samples, TableAggregate};
use crate::batch::ColumnSpec;
use crate::detect::evidence::{Evidence, EvidenceType, confidence};
use crate::detect::validate::find as validator;
use crate::detect::{ColumnContext, Detector, Scratch};
use crate::infer::{ColumnVerdict, KindVerdict, TableVerdict, part_name};
use crate::people::{self, TablePeople, Told, is_counted};
use crate::report::model::{Column, Counts, Finding, Location, Occurrence, Protection, Risk, SampleEntry, Table};
use crate::risk::{RiskInput, round, score};
use crate::rules::KindId;
use crate::span::SourceName;

use super::occurrence::{NO_COLUMN, PendingHit};

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

    /// What the report says of the table, its findings added to `findings`; none where it has none.
    pub(super) fn report(
        &mut self,
        detector: &Detector,
        source: &SourceName,
        format: &'static str,
        findings: &mut Vec<Finding>,
    ) -> Option<Table> {
        if !self.has_findings() {
            return None;
        }
        let location = self.location(source);
        let first = findings.len();
        add_findings(detector, source, self, &location, findings);
        let risk = findings.iter().skip(first).map(|finding| finding.risk).max()?;
        let columns = if self.aggregate.key.is_text {
            Vec::new()
        } else {
            let columns = self.aggregate.columns.iter().zip(&self.verdict.columns).zip(&self.shown_columns);
            columns.map(|((column, verdict), name)| column_entry(detector, column, verdict, name)).collect()
        };
        Some(Table {
            location,
            format: Cow::Borrowed(if self.aggregate.key.is_text { "text" } else { format }),
            records: self.aggregate.records,
            risk,
            columns,
            cohorts: std::mem::take(&mut self.people.cohorts),
            people: self.people.people,
        })
    }

    /// What tells the people of the table apart, once.
    pub(super) fn take_told(&mut self) -> Told {
        std::mem::take(&mut self.people.told)
    }

    /// Whether anything of the table is shown.
    pub(super) fn has_findings(&self) -> bool {
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
        self.shown_columns = shown_columns(detector, scratch, &names, &|name| called(detector, name).speaks_for_any());
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

/// Adds the findings of one table, unranked.
fn add_findings(
    detector: &Detector,
    source: &SourceName,
    table: &JudgedTable,
    location: &Location,
    findings: &mut Vec<Finding>,
) {
    let kinds_present = kinds_present(detector, table);
    for (column_index, (column, verdict)) in table.aggregate.columns.iter().zip(&table.verdict.columns).enumerate() {
        for (index, (kind, decided)) in column.kinds.iter().zip(&verdict.kinds).enumerate() {
            if is_counted(verdict, index, kind) && detector.rules().is_reported(kind.kind) {
                let place = FindingPlace {
                    table,
                    column,
                    location: Location { column: table.column_name(column_index), ..location.clone() },
                };
                findings.push(finding(detector, source, place, kind, decided, &kinds_present));
            }
        }
    }
}

/// The kinds that are counted anywhere in the table, each once.
fn kinds_present(detector: &Detector, table: &JudgedTable) -> Vec<KindId> {
    let columns = table.aggregate.columns.iter().zip(&table.verdict.columns);
    let mut kinds: Vec<KindId> = columns
        .flat_map(|(column, verdict)| {
            column.kinds.iter().enumerate().filter(|(index, kind)| is_counted(verdict, *index, kind))
        })
        .map(|(_, kind)| kind.kind)
        .filter(|&kind| detector.rules().is_reported(kind))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
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
    kinds_present: &[KindId],
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
    let is_name = |kind: KindId| rules.rule(kind).kind == "person_name";
    let input = RiskInput {
        harm: rule.harm,
        kinds_beside: kinds_present.iter().filter(|&&other| other != kind.kind).count(),
        has_name: kinds_present.iter().any(|&other| other != kind.kind && is_name(other)),
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
        let mut evidence = Vec::with_capacity(3);
        evidence.extend([
            Evidence::new(EvidenceType::Prior, prior, "a value of this shape in any dump"),
            Evidence::new(
                EvidenceType::Shape,
                mean - prior,
                match counted.matched {
                    1 => Cow::Borrowed("form, check and labels in reach of 1 values, each by itself, on average"),
                    all => {
                        let (before, after) =
                            ("form, check and labels in reach of ", " values, each by itself, on average");
                        [before, decimal(all, &mut [0; 20]), after].concat().into()
                    }
                },
            ),
        ]);
        evidence
    };
    if counted.test_values > 0 {
        let (test, all) = (&mut [0; 20], &mut [0; 20]);
        let [test, all] = [decimal(counted.test_values, test), decimal(counted.matched, all)];
        let detail = [test, " of ", all, " are published test or placeholder values"].concat();
        evidence.push(Evidence::new(EvidenceType::TestData, 0.0, detail));
    }
    for reason in &mut evidence {
        reason.weight = round(reason.weight, 2);
    }
    evidence.sort_by(|left, right| right.weight.abs().total_cmp(&left.weight.abs()));
    evidence
}

/// A number in digits. There are two for each finding: the library's way, which knows of widths and signs, takes as long as all else
/// that is said of it.
fn decimal(mut number: u64, digits: &mut [u8; 20]) -> &str {
    let mut start = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        start -= 1;
        if number == 0 {
            break;
        }
    }
    digits.get(start..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default()
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
    let mut bytes = Vec::with_capacity(256);
    let table = location.table.as_deref().unwrap_or_default();
    let column = location.column.as_deref().unwrap_or_default();
    let fixed = [location.source.as_str(), table, column, if is_text { "text" } else { "table" }, kind];
    for part in fixed.into_iter().chain(location.members.iter().map(String::as_str)) {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    let digits = blake3::hash(&bytes).to_hex();
    digits.get(..16).unwrap_or_default().to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_in_digits() {
        for number in [0, 7, 10, 409, 1_000_000, u64::MAX] {
            assert_eq!(decimal(number, &mut [0; 20]), number.to_string());
        }
    }
}
