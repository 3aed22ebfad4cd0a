//! The report as Markdown (GitHub's dialect), for pull requests, build summaries and wikis.
//!
//! Every name stands in a code span, where nothing is interpreted: no link, no mention, no HTML. Lists are cut where the
//! services that show them would cut the page.

use std::io;

use super::escape::markdown_code as code;
use super::model::{LedgerClass, Report};
use super::numbers::{bytes, count, counted, percent};
use super::words;

/// Rows of a table: a page of this many stays below the size that hosting services accept for a comment.
const ROWS_MAX: usize = 200;

/// Writes the report as Markdown.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    write_head(report, out)?;
    write_findings(report, out)?;
    write_cohorts(report, out)?;
    write_not_examined(report, out)?;
    write_diagnostics(report, out)
}

fn write_head(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let (summary, totals) = (&report.summary, &report.ledger.totals);
    writeln!(out, "# Plainsight: {}, overall risk {}\n", summary.status.name(), summary.risk.name())?;
    writeln!(out, "{}\n", words::verdict(report))?;
    if !report.findings.is_empty() {
        writeln!(out, "- People: {}", words::people(&summary.people))?;
    }
    let (records, sources) = (counted(summary.records, "record"), counted(summary.sources, "source"));
    writeln!(out, "- Looked at: {records} in {sources}")?;
    let not_examined = bytes(totals.not_examined);
    writeln!(out, "- Input: {}, of which not looked at: {not_examined}", bytes(totals.input))
}

fn write_findings(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    if report.findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {}\n", counted(report.findings.len() as u64 + report.summary.findings_omitted, "finding"))?;
    writeln!(out, "| # | Risk | Kind | Matched | Distinct | Confidence | Where |")?;
    writeln!(out, "|--:|---|---|--:|--:|--:|---|")?;
    for finding in report.findings.iter().take(ROWS_MAX) {
        let about = if finding.counts.distinct_is_exact { "" } else { "about " };
        writeln!(
            out,
            "| {} | {} | {} | {} | {about}{} | {} | {} |",
            finding.rank,
            finding.risk.name(),
            code(&finding.kind),
            count(finding.counts.matched),
            count(finding.counts.distinct),
            percent(finding.confidence),
            code(&finding.location.to_string()),
        )?;
    }
    write_more(report.findings.len(), out)
}

fn write_cohorts(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    if report.cohorts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## People, by what is known of them together\n")?;
    writeln!(out, "| People | Records | Known |")?;
    writeln!(out, "|--:|--:|---|")?;
    for cohort in report.cohorts.iter().take(ROWS_MAX) {
        let kinds: Vec<String> = cohort.kinds.iter().map(|kind| code(kind)).collect();
        writeln!(
            out,
            "| {} | {} | {} |",
            words::cohort_people(&cohort.people),
            count(cohort.records),
            kinds.join(" + ")
        )?;
    }
    write_more(report.cohorts.len(), out)
}

fn write_not_examined(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let entries: Vec<_> =
        report.ledger.entries.iter().filter(|entry| entry.class == LedgerClass::NotExamined).collect();
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Not looked at: {}\n", counted(entries.len() as u64, "place"))?;
    writeln!(out, "| Source | Bytes | Reason |")?;
    writeln!(out, "|---|--:|---|")?;
    for entry in entries.iter().take(ROWS_MAX) {
        let size = count(entry.end.saturating_sub(entry.start));
        writeln!(out, "| {} | {size} | {} |", code(&entry.source), words::reason(entry.reason))?;
    }
    write_more(entries.len(), out)
}

fn write_diagnostics(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    if report.diagnostics.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Trouble with the input\n")?;
    for diagnostic in report.diagnostics.iter().take(ROWS_MAX) {
        let (source, message) = (code(&diagnostic.source), code(&diagnostic.message));
        writeln!(out, "- {source}: {message} ({})", diagnostic.reason)?;
    }
    write_more(report.diagnostics.len(), out)
}

fn write_more(all: usize, out: &mut dyn io::Write) -> io::Result<()> {
    words::more(all, ROWS_MAX).map_or(Ok(()), |more| writeln!(out, "\n{more}."))
}
