//! The report as SARIF 2.1.0 (OASIS standard), for code scanning services and editors.
//!
//! A kind is a rule, a finding a result. The finding's identifier is its partial fingerprint, so that a service follows it
//! from run to run. What was not looked at, and what went wrong, are notifications of the invocation, which counts as
//! successful only when the scan was complete. Only text has line numbers: a table's record number is no line.

use std::io;

use serde::Serialize;

use super::escape::{terminal, uri_path};
use super::model::{Finding, LedgerClass, Location, Report, Risk, Status};
use super::numbers::{count, percent};
use super::words;
use crate::error::Severity;

/// Writes the report as SARIF.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Log::new(report))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    results: Vec<ResultEntry<'a>>,
    column_kind: &'static str,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    descriptor: Descriptor,
    level: &'static str,
    message: Message,
    locations: [Place; 1],
}

#[derive(Serialize)]
struct Descriptor {
    id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultEntry<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    rank: f64,
    message: Message,
    locations: [Place; 1],
    partial_fingerprints: PartialFingerprints<'a>,
}

#[derive(Serialize)]
struct PartialFingerprints<'a> {
    #[serde(rename = "plainsightFindingId/v1")]
    id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
    kind: &'static str,
}

impl<'a> Log<'a> {
    fn new(report: &'a Report) -> Self {
        let rules = report.summary.kinds.iter().map(|kind| Rule {
            id: &kind.kind,
            short_description: Message { text: format!("personal data of kind {}", kind.kind) },
        });
        let driver = Driver { name: &report.tool.name, version: &report.tool.version, rules: rules.collect() };
        Self {
            schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
            version: "2.1.0",
            runs: [Run {
                tool: Tool { driver },
                invocations: [Invocation {
                    execution_successful: report.summary.status == Status::Complete,
                    tool_execution_notifications: notifications(report),
                }],
                results: report.findings.iter().map(|finding| ResultEntry::new(finding, report)).collect(),
                column_kind: "unicodeCodePoints",
            }],
        }
    }
}

impl<'a> ResultEntry<'a> {
    fn new(finding: &'a Finding, report: &Report) -> Self {
        let text = format!(
            "{} values of {}, {} of them different, confidence {}, at {}",
            count(finding.counts.matched),
            finding.kind,
            count(finding.counts.distinct),
            percent(finding.confidence),
            terminal(&finding.location.to_string()),
        );
        let is_text = finding.location.table.is_none() && finding.location.column.is_none();
        let start_line = finding.samples.iter().map(|sample| sample.record).min().filter(|&line| is_text && line > 0);
        Self {
            rule_id: &finding.kind,
            rule_index: report.summary.kinds.iter().position(|kind| kind.kind == finding.kind),
            level: level(finding.risk),
            rank: finding.score.total.clamp(0.0, 100.0),
            message: Message { text },
            locations: [Place::of_finding(&finding.location, start_line)],
            partial_fingerprints: PartialFingerprints { id: &finding.id },
        }
    }
}

fn level(risk: Risk) -> &'static str {
    match risk {
        Risk::Critical | Risk::High => "error",
        Risk::Medium => "warning",
        Risk::Low => "note",
        Risk::None => "none",
    }
}

impl Place {
    fn new(source: &str) -> Self {
        let artifact_location = ArtifactLocation { uri: uri(source) };
        Self { physical_location: PhysicalLocation { artifact_location, region: None }, logical_locations: Vec::new() }
    }

    fn of_finding(location: &Location, start_line: Option<u64>) -> Self {
        let mut place = Self::new(&location.source);
        place.physical_location.region = start_line.map(|start_line| Region { start_line });
        let below: Vec<String> = location.members.iter().cloned().chain([location.column_text()]).collect();
        let name = terminal(below.join("!").trim_end_matches('!'));
        if !name.is_empty() {
            let kind = if location.column.is_some() { "column" } else { "table" };
            place.logical_locations.push(LogicalLocation { fully_qualified_name: name, kind });
        }
        place
    }
}

/// An absolute path as a `file` URI, any other as a relative reference.
fn uri(source: &str) -> String {
    let path = uri_path(source);
    if path.starts_with('/') { format!("file://{path}") } else { path }
}

fn notifications(report: &Report) -> Vec<Notification> {
    let entries = report.ledger.entries.iter().filter(|entry| entry.class == LedgerClass::NotExamined);
    let entries = entries.map(|entry| Notification {
        descriptor: Descriptor { id: entry.reason.name() },
        level: "error",
        message: Message {
            text: format!("not examined, bytes {} to {}: {}", entry.start, entry.end, words::reason(entry.reason)),
        },
        locations: [Place::new(&entry.source)],
    });
    let diagnostics = report.diagnostics.iter().map(|diagnostic| Notification {
        descriptor: Descriptor { id: diagnostic.reason.name() },
        level: match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        message: Message { text: terminal(&diagnostic.message) },
        locations: [Place::new(&diagnostic.source)],
    });
    entries.chain(diagnostics).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::fixture;

    fn sarif(name: &str) -> serde_json::Value {
        let mut out = Vec::new();
        write(&fixture(name), &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_result_points_to_its_rule_and_keeps_its_identifier() {
        let log = sarif("breach");
        let run = &log["runs"][0];
        for (result, finding) in run["results"].as_array().unwrap().iter().zip(fixture("breach").findings) {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
            assert_eq!(result["partialFingerprints"]["plainsightFindingId/v1"], finding.id);
        }
    }

    #[test]
    fn an_incomplete_scan_is_no_successful_invocation_and_says_what_is_missing() {
        let log = sarif("incomplete");
        let invocation = &log["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        assert!(!invocation["toolExecutionNotifications"].as_array().unwrap().is_empty());
        assert_eq!(sarif("nothing_found")["runs"][0]["invocations"][0]["executionSuccessful"], true);
    }

    #[test]
    fn only_text_has_a_line() {
        for result in sarif("breach")["runs"][0]["results"].as_array().unwrap() {
            let place = &result["locations"][0];
            let has_column = place["logicalLocations"][0]["kind"] == "column";
            assert_eq!(place["physicalLocation"]["region"].is_null(), has_column, "{place}");
        }
    }

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("/srv/a b.sql"), "file:///srv/a%20b.sql");
        assert_eq!(uri("dumps/ü.sql"), "dumps/%C3%BC.sql");
    }
}
