//! The report as one page for people.
//!
//! Complete in one file: the style is inline, bars are inline SVG, there is no script, and a content security policy
//! forbids loading anything. It can be mailed, archived and printed. Every text from the report passes
//! [`escape::markup`](super::escape::markup).

mod findings;

use std::io;

use super::escape::markup;
use super::model::{Cohort, LedgerClass, Report, Status};
use super::numbers::{bytes, count, counted, duration_ms, utc};
use super::words;
use crate::error::Diagnostic;

/// Rows of a table. A page with more is slow to open, and nobody reads to its end; the JSON has them all.
const ROWS_MAX: usize = 1_000;

const STYLE: &str = include_str!("style.css");

/// Writes the report as HTML.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let title = format!("Plainsight: {}, {} risk", report.summary.status.name(), report.summary.risk.name());
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>")?;
    write_head(report, out)?;
    findings::write_kinds(report, out)?;
    findings::write_findings(report, out)?;
    write_cohorts(report, out)?;
    write_not_examined(report, out)?;
    write_ledger(report, out)?;
    write_diagnostics(&report.diagnostics, out)?;
    write_foot(report, out)?;
    writeln!(out, "</body>\n</html>")
}

fn write_head(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let summary = &report.summary;
    let class = match summary.status {
        Status::Complete => "complete",
        Status::Incomplete => "incomplete",
    };
    writeln!(out, "<h1>Personal data report <span class=\"status {class}\">{}</span></h1>", summary.status.name())?;
    writeln!(out, "<p class=\"verdict\">{}</p>", markup(words::verdict(report)))?;
    write_contents(report, out)?;
    writeln!(out, "<dl class=\"facts\">")?;
    let risk = summary.risk.name();
    writeln!(out, "<div><dt>Overall risk</dt><dd class=\"{risk}\">{risk}</dd></div>")?;
    let people = &summary.people;
    let bounds = if people.low == people.high {
        "told apart by what is known of them".to_owned()
    } else {
        format!("at least {}, at most {}", count(people.low), count(people.high))
    };
    write_fact("People", &count(people.best), &bounds, out)?;
    write_fact(
        "Findings",
        &count(report.findings.len() as u64 + summary.findings_omitted),
        &counted(summary.kinds.len() as u64, "kind"),
        out,
    )?;
    write_fact("Records", &count(summary.records), &format!("in {}", counted(summary.sources, "source")), out)?;
    let totals = &report.ledger.totals;
    let not_examined = match totals.not_examined {
        0 => "all of it looked at".to_owned(),
        number => format!("{} not looked at", bytes(number)),
    };
    write_fact("Input", &bytes(totals.input), &not_examined, out)?;
    writeln!(out, "</dl>")
}

/// Where the parts of the page are: a thousand findings may stand before the last of them.
fn write_contents(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let parts = [
        ("not-looked-at", "Not looked at", true),
        ("findings", "Findings", !report.findings.is_empty()),
        ("people", "People", !report.cohorts.is_empty()),
        ("bytes", "Where every byte went", true),
        ("trouble", "Trouble with the input", !report.diagnostics.is_empty()),
    ];
    let link = |(id, name): (&str, &str)| format!("<a href=\"#{id}\">{name}</a>");
    let links: Vec<String> = parts.iter().filter(|part| part.2).map(|part| link((part.0, part.1))).collect();
    writeln!(out, "<p class=\"note\">{}</p>", links.join(" · "))
}

fn write_fact(name: &str, value: &str, small: &str, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<div><dt>{name}</dt><dd>{value}<small>{small}</small></dd></div>")
}

/// A bar of `part` over `whole`; never invisible for something that is there.
fn bar(part: u64, whole: u64) -> String {
    let share = if whole == 0 { 0.0 } else { part as f64 / whole as f64 * 100.0 };
    let width = if part > 0 { share.max(0.5) } else { 0.0 };
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect width=\"{width:.1}\" height=\"10\"/></svg>"
    )
}

/// The line below a table that is cut.
fn write_more(all: usize, out: &mut dyn io::Write) -> io::Result<()> {
    words::more(all, ROWS_MAX)
        .map_or(Ok(()), |more| writeln!(out, "<p class=\"note\">{more}: the JSON report has all of them.</p>"))
}

fn write_cohorts(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    if report.cohorts.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2 id=\"people\">People, by what is known of them together</h2>")?;
    writeln!(out, "<p class=\"note\">Each person stands in one row: the row of everything known of them.</p>")?;
    writeln!(out, "<div class=\"scroll\"><table>\n<thead><tr><th>Known</th><th class=\"n\">People</th><th></th>")?;
    writeln!(out, "<th class=\"n\">Records</th><th>By state</th></tr></thead>\n<tbody>")?;
    let most = report.cohorts.iter().map(|cohort| cohort.people.best).max().unwrap_or(0);
    for cohort in report.cohorts.iter().take(ROWS_MAX) {
        write_cohort(cohort, most, out)?;
    }
    writeln!(out, "</tbody></table></div>")?;
    write_more(report.cohorts.len(), out)
}

fn write_cohort(cohort: &Cohort, most: u64, out: &mut dyn io::Write) -> io::Result<()> {
    const STATES_MAX: usize = 5;
    let kinds: Vec<String> = cohort.kinds.iter().map(|kind| format!("<code>{}</code>", markup(kind))).collect();
    let states: Vec<String> = cohort
        .by_state
        .iter()
        .take(STATES_MAX)
        .map(|state| format!("{} {}", markup(&state.state), count(state.records)))
        .collect();
    let more = words::more(cohort.by_state.len(), STATES_MAX).map_or(String::new(), |more| format!(" {more}"));
    writeln!(
        out,
        "<tr><td class=\"place\">{}</td><td class=\"n\">{}</td><td>{}</td><td class=\"n\">{}</td><td>{}{more}</td></tr>",
        kinds.join(" + "),
        words::cohort_people(&cohort.people),
        bar(cohort.people.best, most),
        count(cohort.records),
        states.join(", "),
    )
}

fn write_not_examined(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let entries: Vec<_> =
        report.ledger.entries.iter().filter(|entry| entry.class == LedgerClass::NotExamined).collect();
    writeln!(out, "<h2 id=\"not-looked-at\">Not looked at</h2>")?;
    if entries.is_empty() {
        let text = match report.summary.status {
            Status::Complete => "Nothing: every byte was examined, or left out as asked.",
            Status::Incomplete => "The list of places is not in this report.",
        };
        return writeln!(out, "<p>{text}</p>");
    }
    writeln!(
        out,
        "<p>{}, {}.</p>",
        counted(entries.len() as u64, "place"),
        bytes(report.summary.coverage.not_examined)
    )?;
    writeln!(
        out,
        "<div class=\"scroll\"><table>\n<thead><tr><th>Place</th><th>Why</th><th class=\"n\">From byte</th>"
    )?;
    writeln!(out, "<th class=\"n\">To byte</th></tr></thead>\n<tbody>")?;
    for entry in entries.iter().take(ROWS_MAX) {
        writeln!(
            out,
            "<tr><td><code>{}</code></td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            markup(&entry.source),
            words::reason(entry.reason),
            count(entry.start),
            count(entry.end),
        )?;
    }
    writeln!(out, "</tbody></table></div>")?;
    if report.ledger.entries_omitted > 0 {
        let omitted = counted(report.ledger.entries_omitted, "entry");
        writeln!(out, "<p class=\"note\">The report counts {omitted} more without listing them.</p>")?;
    }
    write_more(entries.len(), out)
}

fn write_ledger(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let totals = &report.ledger.totals;
    writeln!(out, "<h2 id=\"bytes\">Where every byte went</h2>\n<div class=\"scroll\"><table><tbody>")?;
    let rows = [
        ("Read as records or text", totals.examined),
        ("Structure not understood, searched as plain text", totals.examined_raw),
        ("Archives and compressed files, searched by unpacking", totals.container),
        ("Not looked at", totals.not_examined),
    ];
    for (name, part) in rows {
        let bar = bar(part, totals.input);
        writeln!(out, "<tr><td>{name}</td><td class=\"n\">{}</td><td>{bar}</td></tr>", bytes(part))?;
    }
    writeln!(out, "<tr><td>All input</td><td class=\"n\">{}</td><td></td></tr>", bytes(totals.input))?;
    writeln!(out, "</tbody></table></div>")?;
    if report.ledger.decoded.decoded > 0 {
        let unpacked = bytes(report.ledger.decoded.decoded);
        writeln!(out, "<p class=\"note\">The archives held {unpacked} when unpacked.</p>")?;
    }
    Ok(())
}

fn write_diagnostics(diagnostics: &[Diagnostic], out: &mut dyn io::Write) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2 id=\"trouble\">Trouble with the input</h2>\n<div class=\"scroll\"><table>")?;
    writeln!(out, "<thead><tr><th>Place</th><th>What happened</th></tr></thead>\n<tbody>")?;
    for diagnostic in diagnostics.iter().take(ROWS_MAX) {
        let offset = diagnostic.offset.map_or(String::new(), |offset| format!(", at byte {}", count(offset)));
        let (source, message) = (markup(&diagnostic.source), markup(&diagnostic.message));
        writeln!(out, "<tr><td><code>{source}</code></td><td>{message}{offset}</td></tr>")?;
    }
    writeln!(out, "</tbody></table></div>")?;
    write_more(diagnostics.len(), out)
}

fn write_foot(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let (name, version) = (markup(&report.tool.name), markup(&report.tool.version));
    let rules: String = report.tool.rules_sha256.chars().take(12).collect();
    write!(out, "<footer>Made by {name} {version}, rules {}", markup(&rules))?;
    if let Some(run) = &report.run {
        write!(out, ", begun {}, took {}", utc(run.started_unix_s), duration_ms(run.elapsed_ms))?;
    }
    writeln!(out, ". Samples are masked; no value from the data is in this page.</footer>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{FIXTURES, fixture};

    fn html(report: &Report) -> String {
        let mut out = Vec::new();
        write(report, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_page_loads_nothing_and_runs_nothing() {
        for name in FIXTURES {
            let page = html(&fixture(name));
            for forbidden in ["<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "http:", "https:"] {
                assert!(!page.contains(forbidden), "{name}: {forbidden}");
            }
            for link in page.split("href=\"").skip(1) {
                let target =
                    link.strip_prefix('#').and_then(|link| link.split('"').next()).expect("a part of the page");
                assert!(page.contains(&format!("id=\"{target}\"")), "{name}: {target}");
            }
            assert!(page.contains("href=\"#not-looked-at\""));
            assert!(page.contains("default-src 'none'"));
        }
    }

    #[test]
    fn tags_are_balanced_whatever_the_names_are() {
        for name in FIXTURES {
            let page = html(&fixture(name));
            for tag in ["table", "tr", "td", "th", "code", "details", "div", "svg", "dl"] {
                let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
                assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{name}: {tag}");
            }
        }
    }

    #[test]
    fn a_huge_report_gives_a_page_that_opens() {
        let mut report = fixture("breach");
        let finding = report.findings[0].clone();
        report.findings = vec![finding; ROWS_MAX + 5];
        assert!(html(&report).contains("… and 5 more"));
    }

    #[test]
    fn a_bar_is_visible_for_one_in_a_million() {
        assert!(bar(1, 1_000_000).contains("width=\"0.5\""));
        assert!(bar(0, 0).contains("width=\"0.0\""));
        assert!(bar(5, 10).contains("width=\"50.0\""));
    }
}
