//! The report: its model, and one writer for each format.
//!
//! A writer takes the finished [`Report`] and knows nothing of how anything was found. All of them write what the
//! model holds and no more, so none can leak a value; names that come from the data are escaped for where they go
//! (see [`escape`]). The same report gives the same bytes.

pub mod csv;
pub mod escape;
pub mod html;
mod indented;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod model;
pub mod numbers;
pub mod sarif;
pub mod schema;
pub mod summary;
mod words;

use std::fmt;
use std::io;
use std::path::Path;

pub use model::Report;
use model::Risk;
pub use summary::Style;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReportFormat {
    /// The whole report, for programs.
    Json,
    /// One page for people, complete in one file.
    Html,
    /// For code scanning services and editors: SARIF 2.1.0.
    Sarif,
    /// For pull requests and wikis.
    Markdown,
    /// Findings as rows, for spreadsheets.
    Csv,
    /// For build servers that show test results.
    Junit,
    /// One screen of text.
    Summary,
}

impl ReportFormat {
    /// All formats, in the order in which users see them.
    pub const ALL: [Self; 7] =
        [Self::Json, Self::Html, Self::Sarif, Self::Markdown, Self::Csv, Self::Junit, Self::Summary];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Html => "html",
            Self::Sarif => "sarif",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Junit => "junit",
            Self::Summary => "summary",
        }
    }

    /// The file endings that mean this format, the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["json"],
            Self::Html => &["html", "htm"],
            Self::Sarif => &["sarif"],
            Self::Markdown => &["md", "markdown"],
            Self::Csv => &["csv"],
            Self::Junit => &["xml"],
            Self::Summary => &["txt"],
        }
    }

    /// The format of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that the ending of a file name means. `x.sarif.json` is SARIF, as that is what tools call it.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        if name.ends_with(".sarif.json") {
            return Some(Self::Sarif);
        }
        let (_, ending) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|format| format.endings().contains(&ending))
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a writer needs to know beside the report. Each format takes what concerns it.
#[derive(Debug, Clone)]
pub struct WriteOptions {
    /// Columns of the summary.
    pub width: usize,
    /// Lines of the screen that the summary is for, where it is for one: lists are cut to fit.
    pub height: Option<usize>,
    /// Whether the summary is coloured.
    pub style: Style,
    /// The JUnit format counts findings at or above this risk as failures.
    pub fail_on: Risk,
    /// Where the user can find the JSON report, for the summary's advice.
    pub json_path: Option<String>,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self { width: 80, height: None, style: Style::Plain, fail_on: Risk::Low, json_path: None }
    }
}

/// Writes `report` in `format`.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(format: ReportFormat, report: &Report, options: &WriteOptions, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        ReportFormat::Json => json::write(report, out),
        ReportFormat::Html => html::write(report, out),
        ReportFormat::Sarif => sarif::write(report, out),
        ReportFormat::Markdown => markdown::write(report, out),
        ReportFormat::Csv => csv::write(report, out),
        ReportFormat::Junit => junit::write(report, options.fail_on, out),
        ReportFormat::Summary => summary::write(report, options, out),
    }
}

#[cfg(test)]
mod tests;
