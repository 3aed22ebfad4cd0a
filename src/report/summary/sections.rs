//! The parts of the summary, in the order in which they stand.

use unicode_width::UnicodeWidthStr;

use super::layout::{Align, Columns, Item, Paint, shorten, wrap};
use super::{Page, Style};
use crate::error::{Reason, Severity};
use crate::report::escape::terminal;
use crate::report::model::{Cohort, Finding, LedgerClass, Location, Protection, Report, Risk, Status};
use crate::report::numbers::{bytes, count, counted, duration_ms, percent};
use crate::report::words::{self, ReasonGroup};

/// What is listed before a list is cut, so that the whole fits a screen.
const REASONS_MAX: usize = 6;
const COHORT_KINDS_MAX: usize = 8;
/// What the two numbers in front of a cohort's kinds take at most, for breaking the line in time.
const NUMBERS_WIDTH: usize = 30;

pub(super) fn head(report: &Report, page: Page) -> Vec<String> {
    let summary = &report.summary;
    let status = match summary.status {
        Status::Complete => Paint::Good.apply(page.style, summary.status.name()),
        Status::Incomplete => Paint::Bad.apply(page.style, summary.status.name()),
    };
    let risk = risk_paint(summary.risk).apply(page.style, summary.risk.name());
    let mut lines = vec![format!("Plainsight: {status}, overall risk {risk}")];
    lines.extend(wrap(words::verdict(report), page.width, 0));

    let mut facts = Columns::bare(&[Align::Left, Align::Left]);
    let mut fact = |name: &str, text: String| facts.row(vec![Item::painted(name, Paint::Faint), Item::new(text)]);
    if !report.findings.is_empty() {
        fact("People", words::people(&summary.people));
    }
    fact("Looked at", looked_at(report));
    if let Some(run) = &report.run {
        let rate = bytes(run.bytes_per_second);
        fact("Time", format!("{}, {rate} a second", duration_ms(run.elapsed_ms)));
    }
    lines.push(String::new());
    lines.extend(facts.lines(page.width, page.style));
    lines
}

fn looked_at(report: &Report) -> String {
    let (summary, totals) = (&report.summary, &report.ledger.totals);
    let mut text = format!(
        "{} in {}, {}",
        counted(summary.records, "record"),
        counted(summary.sources, "source"),
        bytes(totals.input.saturating_sub(totals.not_examined))
    );
    if totals.not_examined > 0 {
        text.push_str(&format!(" of {}", bytes(totals.input)));
    }
    text
}

pub(super) fn findings(report: &Report, page: Page) -> Vec<String> {
    if report.findings.is_empty() {
        return Vec::new();
    }
    let folder = words::common_folder(report);
    let kinds = counted(report.summary.kinds.len() as u64, "kind");
    let mut title =
        format!("{} of {kinds}", counted(report.findings.len() as u64 + report.summary.findings_omitted, "finding"));
    if !folder.is_empty() {
        title.push_str(&format!(", all below {}", shorten(&terminal(folder), page.width.saturating_sub(40))));
    }
    let mut lines = vec![heading(&title, page.style)];
    let mut columns = flat_rows(report, folder, page);
    if !columns.fits(page.width) {
        columns = grouped_rows(report, folder, page);
    }
    lines.extend(columns.lines(page.width, page.style));
    lines.extend(words::more(report.findings.len(), page.findings_max).map(|more| format!("  {more}")));
    if report.summary.findings_omitted > 0 {
        let omitted = counted(report.summary.findings_omitted, "finding");
        lines.extend(wrap(&format!("The report counts {omitted} more without listing them."), page.width, 2));
    }
    lines
}

fn finding_columns(place_heading: &str) -> Columns {
    Columns::new(&[
        ("#", Align::Right),
        ("Risk", Align::Left),
        ("Kind", Align::Left),
        ("Matched", Align::Right),
        ("Distinct", Align::Right),
        ("Sure", Align::Right),
        (place_heading, Align::Left),
    ])
}

/// One line for each finding, with its whole place.
fn flat_rows(report: &Report, folder: &str, page: Page) -> Columns {
    let mut columns = finding_columns("Where");
    for finding in report.findings.iter().take(page.findings_max) {
        columns.row(finding_row(finding, &words::place(&finding.location, folder)));
    }
    columns
}

/// The source and table on a line of their own above the findings in them, for screens where these do not fit beside the
/// numbers. The order stays that of risk, so a table may come twice.
fn grouped_rows(report: &Report, folder: &str, page: Page) -> Columns {
    let mut columns = finding_columns("Where in it");
    let mut last = None;
    for finding in report.findings.iter().take(page.findings_max) {
        let table = Location { column: None, ..finding.location.clone() };
        if last.as_ref() != Some(&table) {
            columns.title(Item::painted(terminal(&words::place(&table, folder)), Paint::Strong));
            last = Some(table);
        }
        columns.row(finding_row(finding, finding.location.column.as_deref().unwrap_or("text")));
    }
    columns
}

fn finding_row(finding: &Finding, place: &str) -> Vec<Item> {
    let about = if finding.counts.distinct_is_exact { "" } else { "~" };
    let risk = match finding.protection {
        Protection::TestData => "test data",
        Protection::Plain | Protection::Masked | Protection::Hashed | Protection::Encrypted | Protection::Tokenised => {
            finding.risk.name()
        }
    };
    let mark = match finding.protection {
        Protection::Plain | Protection::TestData => "",
        Protection::Masked => "(masked) ",
        Protection::Hashed => "(hashed) ",
        Protection::Encrypted => "(encrypted) ",
        Protection::Tokenised => "(tokenised) ",
    };
    vec![
        Item::painted(count(finding.rank), Paint::Faint),
        Item::painted(risk, risk_paint(finding.risk)),
        Item::new(terminal(&finding.kind)),
        Item::new(count(finding.counts.matched)),
        Item::new(format!("{about}{}", count(finding.counts.distinct))),
        Item::new(percent(finding.confidence)),
        Item::new(format!("{mark}{}", terminal(place))),
    ]
}

pub(super) fn cohorts(report: &Report, page: Page) -> Vec<String> {
    if report.cohorts.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![heading("People, by what is known of them together", page.style)];
    let mut columns = Columns::new(&[("People", Align::Right), ("Records", Align::Right), ("Known", Align::Left)]);
    for cohort in report.cohorts.iter().take(page.cohorts_max) {
        let mut known = wrap(&known(cohort), page.width.saturating_sub(NUMBERS_WIDTH), 0).into_iter();
        columns.row(vec![
            Item::new(words::cohort_people(&cohort.people)),
            Item::new(count(cohort.records)),
            Item::new(known.next().unwrap_or_default()),
        ]);
        for more in known {
            columns.row(vec![Item::new(""), Item::new(""), Item::new(more)]);
        }
    }
    lines.extend(columns.lines(page.width, page.style));
    lines.extend(words::more(report.cohorts.len(), page.cohorts_max).map(|more| format!("  {more}")));
    lines
}

/// The kinds of a cohort, joined by `+`; long lists end in a number.
fn known(cohort: &Cohort) -> String {
    let shown: Vec<String> = cohort.kinds.iter().take(COHORT_KINDS_MAX).map(|kind| terminal(kind)).collect();
    let left = cohort.kinds.len().saturating_sub(shown.len());
    let rest = if left > 0 { format!(" + {left} more") } else { String::new() };
    shown.join(" + ") + &rest
}

pub(super) fn not_examined(report: &Report, page: Page) -> Vec<String> {
    let groups = words::by_reason(report, LedgerClass::NotExamined);
    let entries: u64 = groups.iter().map(|group| group.entries).sum();
    let not_examined = report.summary.coverage.not_examined;
    if entries == 0 && not_examined == 0 && report.ledger.entries_omitted == 0 {
        return Vec::new();
    }
    // A damaged archive may lack its end without a byte of the file being left over.
    let size = if not_examined == 0 { String::new() } else { format!(", {}", bytes(not_examined)) };
    let mut lines = vec![heading(&format!("Not looked at: {}{size}", counted(entries, "place")), page.style)];
    let digits = groups.iter().map(|group| count(group.entries).len()).max().unwrap_or(0);
    for group in groups.iter().take(REASONS_MAX) {
        let size = if group.bytes == 0 { String::new() } else { format!(", {}", bytes(group.bytes)) };
        let reason = Paint::Warn.apply(page.style, words::reason(group.reason));
        lines.push(format!("  {:>digits$}  {reason}{size}", count(group.entries)));
        let indent = digits + 6;
        lines.push(" ".repeat(indent) + &shorten_names(group, page.width.saturating_sub(indent)));
    }
    lines.extend(words::more(groups.len(), REASONS_MAX).map(|more| format!("  {more}")));
    if report.ledger.entries_omitted > 0 {
        let omitted = counted(report.ledger.entries_omitted, "entry");
        lines.extend(wrap(&format!("The report counts {omitted} more without listing them."), page.width, 2));
    }
    lines
}

/// As many of the group's names as fit in `width` columns, the first in any case.
fn shorten_names(group: &ReasonGroup<'_>, width: usize) -> String {
    const MORE: &str = ", …";
    let mut shown = String::new();
    let mut names = 0;
    for name in &group.names {
        let name = terminal(name);
        if names > 0 && shown.width() + name.as_str().width() + 2 + MORE.len() > width {
            break;
        }
        if names > 0 {
            shown.push_str(", ");
        }
        shown.push_str(&shorten(&name, width.saturating_sub(MORE.len())));
        names += 1;
    }
    if group.entries > names { shown + MORE } else { shown }
}

/// What neither was found nor is missing, and should be known all the same.
pub(super) fn remarks(report: &Report, page: Page) -> Vec<String> {
    let mut lines = Vec::new();
    let mut class = |class: LedgerClass, is_asked: Option<bool>, what: &str| {
        let mut groups = words::by_reason(report, class);
        groups.retain(|group| is_asked.is_none_or(|is_asked| is_asked == (group.reason == Reason::Excluded)));
        let entries: u64 = groups.iter().map(|group| group.entries).sum();
        if entries > 0 {
            let size: u64 = groups.iter().map(|group| group.bytes).sum();
            let size = if size == 0 { String::new() } else { format!(", {}", bytes(size)) };
            lines.extend(wrap(&format!("{what}: {}{size}.", counted(entries, "place")), page.width, 0));
        }
    };
    class(LedgerClass::Excluded, Some(true), "Left out, as you asked");
    class(LedgerClass::Excluded, Some(false), "Passed over, as they are no files (links, pipes, sockets, devices)");
    class(LedgerClass::ExaminedRaw, None, "Read as plain text, since their structure was not understood");
    let of = |severity| report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count() as u64;
    let severities = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let diagnostics: Vec<String> = severities
        .into_iter()
        .filter(|&(severity, _)| of(severity) > 0)
        .map(|(severity, name)| counted(of(severity), name))
        .collect();
    if !diagnostics.is_empty() {
        lines.push(format!("Trouble with the input: {} (see `diagnostics`).", diagnostics.join(", ")));
    }
    lines
}

pub(super) fn next_step(report: &Report, json_path: Option<&str>, page: Page) -> Vec<String> {
    let text = match json_path {
        Some(path) if !report.findings.is_empty() || report.summary.status == Status::Incomplete => {
            format!("Next: plainsight render {} -o report.html", terminal(path))
        }
        Some(_) => return Vec::new(),
        None => {
            "Next: scan again with -o report.html (for people) or -o report.json (for programs) to keep all of this."
                .to_owned()
        }
    };
    wrap(&text, page.width, 0)
}

fn heading(text: &str, style: Style) -> String {
    Paint::Strong.apply(style, text)
}

fn risk_paint(risk: Risk) -> Paint {
    match risk {
        Risk::Critical | Risk::High => Paint::Bad,
        Risk::Medium => Paint::Warn,
        Risk::Low | Risk::None => Paint::Plain,
    }
}
