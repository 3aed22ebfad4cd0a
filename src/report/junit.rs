//! The report as JUnit XML, for build servers that show test results.
//!
//! Each finding is a test case: failed when its risk reaches the limit, passed below it. Each place that was not looked at
//! is a test case in error. A scan with neither is one case, passed, so that a server does not take it for a build
//! without tests.

use std::io;

use super::escape::markup;
use super::model::{Finding, LedgerClass, LedgerEntry, Report, Risk};
use super::numbers::{count, counted, percent};
use super::words;

/// Writes the report as JUnit XML; findings at or above `fail_on` are failures.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, fail_on: Risk, out: &mut dyn io::Write) -> io::Result<()> {
    let errors: Vec<&LedgerEntry> =
        report.ledger.entries.iter().filter(|entry| entry.class == LedgerClass::NotExamined).collect();
    let failures = report.findings.iter().filter(|finding| finding.risk >= fail_on).count();
    let omitted = report.summary.findings_omitted;
    let tests = report.findings.len() + errors.len() + 1 + usize::from(omitted > 0);
    let incomplete = usize::from(report.summary.status == super::model::Status::Incomplete);
    let totals = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{}\"", errors.len() + incomplete);

    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"plainsight\" {totals}>")?;
    writeln!(out, "  <testsuite name=\"plainsight\" {totals}>")?;
    write_coverage(report, out)?;
    for finding in &report.findings {
        write_finding(finding, fail_on, out)?;
    }
    if omitted > 0 {
        let omitted = counted(omitted, "finding");
        writeln!(out, "    <testcase classname=\"coverage\" name=\"{omitted} more are counted and not listed\"/>")?;
    }
    for entry in errors {
        write_entry(entry, out)?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

/// The case that is always there: whether everything was looked at.
fn write_coverage(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let case = "    <testcase classname=\"coverage\" name=\"everything was looked at\"";
    match report.summary.status {
        super::model::Status::Complete => writeln!(out, "{case}/>"),
        super::model::Status::Incomplete => {
            writeln!(out, "{case}>")?;
            writeln!(out, "      <error type=\"incomplete\" message=\"{}\"/>", markup(words::verdict(report)))?;
            writeln!(out, "    </testcase>")
        }
    }
}

fn write_finding(finding: &Finding, fail_on: Risk, out: &mut dyn io::Write) -> io::Result<()> {
    let (kind, place) = (markup(&finding.kind), markup(&finding.location.to_string()));
    write!(out, "    <testcase classname=\"finding.{kind}\" name=\"{kind} in {place}\"")?;
    if finding.risk < fail_on {
        return writeln!(out, "/>");
    }
    let message = format!(
        "{} risk: {} values of {}, {} of them different, confidence {}",
        finding.risk.name(),
        count(finding.counts.matched),
        finding.kind,
        count(finding.counts.distinct),
        percent(finding.confidence),
    );
    writeln!(out, ">")?;
    let (risk, id) = (finding.risk.name(), markup(&finding.id));
    writeln!(out, "      <failure type=\"{risk}\" message=\"{}\">finding {id}</failure>", markup(&message))?;
    writeln!(out, "    </testcase>")
}

fn write_entry(entry: &LedgerEntry, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "    <testcase classname=\"coverage\" name=\"{} was looked at\">", markup(&entry.source))?;
    let message = words::reason(entry.reason);
    let bytes = format!("bytes {} to {}", count(entry.start), count(entry.end));
    writeln!(out, "      <error type=\"{}\" message=\"{message}\">{bytes}</error>", entry.reason)?;
    writeln!(out, "    </testcase>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::fixture;

    fn xml(name: &str, fail_on: Risk) -> String {
        let mut out = Vec::new();
        write(&fixture(name), fail_on, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_counts_agree_with_the_cases() {
        for name in crate::report::tests::FIXTURES {
            let xml = xml(name, Risk::Low);
            let total = |attribute: &str| {
                let (_, rest) = xml.split_once(&format!(" {attribute}=\"")).unwrap();
                rest.split_once('"').unwrap().0.parse::<usize>().unwrap()
            };
            assert_eq!(xml.matches("<testcase ").count(), total("tests"), "{name}");
            assert_eq!(xml.matches("<failure ").count(), total("failures"), "{name}");
            assert_eq!(xml.matches("<error ").count(), total("errors"), "{name}");
        }
    }

    #[test]
    fn findings_below_the_limit_pass() {
        let report = fixture("breach");
        let critical = report.findings.iter().filter(|finding| finding.risk == Risk::Critical).count();
        assert_eq!(xml("breach", Risk::Critical).matches("<failure ").count(), critical);
        assert!(xml("breach", Risk::Low).matches("<failure ").count() > critical);
    }
}
