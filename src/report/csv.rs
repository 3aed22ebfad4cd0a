//! Findings as rows, for spreadsheets (RFC 4180, with CRLF).
//!
//! The first field says what a row is: `finding`, `omitted` for findings that are counted and not listed (how many, as `matched`), or
//! `not_examined` for a part of the ledger. The latter stand in the same
//! file, since a list of findings says nothing without them: a complete scan has none. Text is quoted, and guarded
//! against being taken for a formula; numbers are bare.

use std::io;

use super::escape::csv as text;
use super::model::{Finding, LedgerClass, LedgerEntry, Report};

const HEADER: &str = "row,rank,id,kind,risk,score,confidence,protection,source,members,table,column,cells,tested,matched,\
                      distinct,distinct_is_exact,by_chance,test_values,start,end,reason";

/// Writes the findings, and what was not examined, as CSV.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{HEADER}\r\n")?;
    for finding in &report.findings {
        write_finding(finding, out)?;
    }
    if report.summary.findings_omitted > 0 {
        write!(out, "omitted,,,,,,,,,,,,,,{},,,,,,,\r\n", report.summary.findings_omitted)?;
    }
    for entry in report.ledger.entries.iter().filter(|entry| entry.class == LedgerClass::NotExamined) {
        write_entry(entry, out)?;
    }
    Ok(())
}

fn write_finding(finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let (location, counts) = (&finding.location, &finding.counts);
    write!(
        out,
        "finding,{},{},{},{},{},{},{},",
        finding.rank,
        text(&finding.id),
        text(&finding.kind),
        finding.risk.name(),
        finding.score.total,
        finding.confidence,
        finding.protection.name(),
    )?;
    write!(
        out,
        "{},{},{},{},",
        text(&location.source),
        text(&location.members.join("!")),
        text(location.table.as_deref().unwrap_or_default()),
        text(location.column.as_deref().unwrap_or_default()),
    )?;
    write!(
        out,
        "{},{},{},{},{},{},{},,,\r\n",
        counts.cells,
        counts.tested,
        counts.matched,
        counts.distinct,
        counts.distinct_is_exact,
        counts.by_chance,
        counts.test_values,
    )
}

fn write_entry(entry: &LedgerEntry, out: &mut dyn io::Write) -> io::Result<()> {
    let source = text(&entry.source);
    write!(out, "not_examined,,,,,,,,{source},,,,,,,,,,,{},{},{}\r\n", entry.start, entry.end, entry.reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::fixture;

    #[test]
    fn every_row_has_as_many_fields_as_the_header() {
        for name in ["breach", "incomplete", "hostile"] {
            let mut out = Vec::new();
            let mut report = fixture(name);
            report.summary.findings_omitted = 4711;
            write(&report, &mut out).unwrap();
            let out = String::from_utf8(out).unwrap();
            assert!(out.contains(",4711,"), "{name}");
            for row in out.split_terminator("\r\n") {
                assert_eq!(fields(row), HEADER.split(',').count(), "{name}: {row}");
            }
        }
    }

    /// Commas outside of quotes, and one.
    fn fields(row: &str) -> usize {
        row.split('"').step_by(2).map(|outside| outside.matches(',').count()).sum::<usize>() + 1
    }

    #[test]
    fn what_was_not_examined_has_its_rows() {
        let mut out = Vec::new();
        write(&fixture("incomplete"), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("\r\nnot_examined,") && out.contains(",permission_denied\r\n"), "{out}");
    }
}
