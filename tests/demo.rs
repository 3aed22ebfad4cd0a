//! The shipped demo: every column that holds personal data is found, no other is accused, and what could not be read
//! is said.

use std::collections::BTreeSet;
use std::path::Path;

use plainsight::report::model::{Finding, LedgerClass, Occurrence, Report, Status};
use serde::Deserialize;

use crate::fixture::{config, scan_with};

/// What `testdata/README.md` describes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(rename = "seed")]
    _seed: u64,
    people: u64,
    leads: u64,
    column: Vec<ExpectedColumn>,
    innocent: Vec<Innocent>,
    occurrence: Vec<ExpectedOccurrence>,
    unreadable: Vec<Unreadable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedColumn {
    source: String,
    table: String,
    column: String,
    kind: String,
    cells: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Innocent {
    source: String,
    table: String,
    column: String,
    cells: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedOccurrence {
    source: String,
    kind: String,
    start: u64,
    end: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unreadable {
    source: String,
    reason: String,
}

/// The demo, scanned, beside what it should give.
struct Demo {
    expected: Expected,
    report: Report,
    occurrences: Vec<Occurrence>,
}

impl Demo {
    fn new() -> Self {
        let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
        let expected = std::fs::read_to_string(testdata.join("demo-expected.toml")).unwrap();
        let (report, occurrences) = scan_with(&config(&[testdata.join("demo").as_path()]));
        Self { expected: toml::from_str(&expected).unwrap(), report, occurrences }
    }

    /// All findings in a column.
    fn in_column(&self, source: &str, table: &str, column: &str) -> Vec<&Finding> {
        let is_there = |finding: &&Finding| {
            Path::new(&finding.location.source).ends_with(source)
                && finding.location.table.as_deref().unwrap_or_default() == table
                && finding.location.column.as_deref() == Some(column)
        };
        self.report.findings.iter().filter(is_there).collect()
    }

    /// The non-empty cells of a column, as the report counts them, where its table is in the report.
    fn cells(&self, source: &str, table: &str, column: &str) -> Option<u64> {
        let tables = self.report.tables.iter().filter(|known| {
            Path::new(&known.location.source).ends_with(source)
                && known.location.table.as_deref().unwrap_or_default() == table
        });
        tables.flat_map(|table| &table.columns).find(|known| known.name == column).map(|column| column.cells)
    }
}

#[test]
fn the_demo_gives_what_its_truth_file_says() {
    let demo = Demo::new();
    let mut wrong = Vec::new();
    for ExpectedColumn { source, table, column, kind, cells } in &demo.expected.column {
        let kinds: Vec<&str> =
            demo.in_column(source, table, column).iter().map(|finding| finding.kind.as_str()).collect();
        if kinds != [kind.as_str()] {
            wrong.push(format!("{source} {table}.{column}: {kinds:?}, not {kind}"));
        }
        let counted = demo.cells(source, table, column);
        if counted != Some(*cells) {
            wrong.push(format!("{source} {table}.{column}: {counted:?} cells, not {cells}"));
        }
    }
    for Innocent { source, table, column, cells } in &demo.expected.innocent {
        for finding in demo.in_column(source, table, column) {
            wrong.push(format!("{source} {table}.{column}: accused of {}", finding.kind));
        }
        let counted = demo.cells(source, table, column);
        if counted.is_some_and(|counted| counted != *cells) {
            wrong.push(format!("{source} {table}.{column}: {counted:?} cells, not {cells}"));
        }
    }
    for expected in &demo.expected.occurrence {
        let is_there = demo.occurrences.iter().any(|found| {
            Path::new(&found.source).ends_with(&expected.source)
                && (found.kind.as_str(), found.start, found.end) == (&expected.kind, expected.start, expected.end)
        });
        if !is_there {
            wrong.push(format!("{} {} {}..{}: missed", expected.source, expected.kind, expected.start, expected.end));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_of_the_demo_is_accused_of_what_it_does_not_hold() {
    let demo = Demo::new();
    let sources_with = |sources: &mut dyn Iterator<Item = &String>| sources.cloned().collect::<BTreeSet<String>>();
    let mut known = sources_with(&mut demo.expected.column.iter().map(|column| &column.source));
    known.extend(sources_with(&mut demo.expected.occurrence.iter().map(|occurrence| &occurrence.source)));
    known.extend(sources_with(&mut demo.expected.unreadable.iter().map(|unreadable| &unreadable.source)));
    for finding in &demo.report.findings {
        let is_known = known.iter().any(|source| Path::new(&finding.location.source).ends_with(source));
        assert!(is_known, "{} is accused of {}", finding.location, finding.kind);
    }
}

#[test]
fn what_cannot_be_read_in_the_demo_is_in_the_ledger() {
    let demo = Demo::new();
    assert_eq!(demo.report.summary.status, Status::Incomplete);
    let not_examined = demo.report.ledger.entries.iter().filter(|entry| entry.class == LedgerClass::NotExamined);
    let listed: Vec<(&str, &str)> =
        not_examined.map(|entry| (entry.source.split('!').next().unwrap_or_default(), entry.reason.name())).collect();
    for Unreadable { source, reason } in &demo.expected.unreadable {
        let is_listed = listed.iter().any(|(path, why)| Path::new(path).ends_with(source) && why == reason);
        assert!(is_listed, "{source} {reason}: {listed:?}");
    }
    assert!(listed.iter().all(|(path, _)| {
        demo.expected.unreadable.iter().any(|unreadable| Path::new(path).ends_with(&unreadable.source))
    }));
}

#[test]
fn the_people_of_the_demo_lie_within_the_bounds() {
    let demo = Demo::new();
    let people = demo.report.summary.people;
    let all = demo.expected.people + demo.expected.leads;
    assert!(people.low <= all && all <= people.high, "{people:?} do not hold {all}");
}
