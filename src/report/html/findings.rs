//! What was found: kinds, findings, and behind each finding its reasons.

use std::io;

use super::{ROWS_MAX, bar, write_more};
use crate::report::escape::markup;
use crate::report::model::{Finding, Protection, Report};
use crate::report::numbers::{count, counted, percent};
use crate::report::words;

pub(super) fn write_kinds(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    if report.summary.kinds.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>Kinds</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Kind</th><th>Risk</th>")?;
    writeln!(out, "<th class=\"n\">Values</th><th></th><th class=\"n\">Findings</th></tr></thead>\n<tbody>")?;
    let most = report.summary.kinds.iter().map(|kind| kind.matched).max().unwrap_or(0);
    for kind in &report.summary.kinds {
        let risk = kind.risk.name();
        writeln!(
            out,
            "<tr><td class=\"kind\"><code>{}</code></td><td class=\"risk {risk}\">{risk}</td><td class=\"n\">{}</td><td>{}</td>\
             <td class=\"n\">{}</td></tr>",
            markup(&kind.kind),
            count(kind.matched),
            bar(kind.matched, most),
            count(kind.findings),
        )?;
    }
    writeln!(out, "</tbody></table></div>")
}

pub(super) fn write_findings(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    if report.findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2 id=\"findings\">Findings, highest risk first</h2>")?;
    let folder = words::common_folder(report);
    if !folder.is_empty() {
        writeln!(out, "<p class=\"note\">All below <code>{}</code></p>", markup(folder))?;
    }
    writeln!(out, "<div class=\"scroll\"><table>\n<thead><tr><th class=\"n\">#</th><th>Risk</th><th>Kind</th>")?;
    writeln!(out, "<th>Where</th><th class=\"n\">Values</th><th class=\"n\">Different</th>")?;
    writeln!(out, "<th class=\"n\">Confidence</th></tr></thead>\n<tbody>")?;
    for finding in report.findings.iter().take(ROWS_MAX) {
        write_finding(finding, folder, out)?;
    }
    writeln!(out, "</tbody></table></div>")?;
    if report.summary.findings_omitted > 0 {
        let omitted = counted(report.summary.findings_omitted, "finding");
        writeln!(out, "<p class=\"note\">The report counts {omitted} more without listing them.</p>")?;
    }
    write_more(report.findings.len(), out)
}

fn write_finding(finding: &Finding, folder: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let risk = finding.risk.name();
    let tag = match finding.protection {
        Protection::Plain => "",
        Protection::TestData => "<br><span class=\"tag\">test data</span>",
        Protection::Masked => "<br><span class=\"tag\">masked</span>",
        Protection::Hashed => "<br><span class=\"tag\">hashed</span>",
        Protection::Encrypted => "<br><span class=\"tag\">encrypted</span>",
        Protection::Tokenised => "<br><span class=\"tag\">tokenised</span>",
    };
    let about = if finding.counts.distinct_is_exact { "" } else { "~" };
    let place = markup(&words::place(&finding.location, folder));
    writeln!(out, "<tr><td class=\"n\">{}</td><td class=\"risk {risk}\">{risk}</td>", finding.rank)?;
    writeln!(
        out,
        "<td class=\"kind\"><code>{}</code>{tag}</td><td class=\"place\"><code>{place}</code>",
        markup(&finding.kind)
    )?;
    write_reasons(finding, out)?;
    writeln!(
        out,
        "</td><td class=\"n\">{}</td><td class=\"n\">{about}{}</td><td class=\"n\">{}</td></tr>",
        count(finding.counts.matched),
        count(finding.counts.distinct),
        percent(finding.confidence),
    )
}

/// Why it is believed, how the score comes about, and masked samples: folded, since few readers need them at once.
fn write_reasons(finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<details><summary>why, and samples</summary>")?;
    writeln!(out, "<p class=\"note\">Evidence, each point a factor of ten for or against</p>\n<table><tbody>")?;
    for evidence in &finding.evidence {
        writeln!(out, "<tr><td class=\"n\">{:+.1}</td><td>{}</td></tr>", evidence.weight, markup(&evidence.detail))?;
    }
    writeln!(out, "</tbody></table>\n<p class=\"note\">Risk score and its factors</p>\n<table><tbody>")?;
    for component in &finding.score.components {
        let (name, detail) = (markup(&component.name), markup(&component.detail));
        writeln!(out, "<tr><td>{name}</td><td class=\"n\">{:.2}</td><td>{detail}</td></tr>", component.value)?;
    }
    writeln!(out, "<tr><td>score</td><td class=\"n\">{:.1}</td><td>of 100</td></tr>", finding.score.total)?;
    writeln!(out, "</tbody></table>")?;
    let samples: Vec<String> = finding
        .samples
        .iter()
        .map(|sample| format!("<code>{}</code> (record {})", markup(&sample.masked), count(sample.record)))
        .collect();
    if !samples.is_empty() {
        writeln!(out, "<p class=\"note\">Masked samples: {}</p>", samples.join(", "))?;
    }
    writeln!(out, "<p class=\"note\">Finding <code>{}</code></p></details>", markup(&finding.id))
}
