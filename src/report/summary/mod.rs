//! One screen of text: what was found, where, whose it is, and what was not looked at.
//!
//! Written to be read under stress. It says first whether everything was looked at, puts the worst first, cuts long lists
//! and says by how much, and ends with what to do next. Colour adds nothing that the words do not say.

mod layout;
mod sections;

use std::io;

use super::{Report, WriteOptions};

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Text alone.
    #[default]
    Plain,
    /// With ANSI escape codes for colour.
    Ansi,
}

/// Narrower screens get lines of this width all the same.
const WIDTH_MIN: usize = 40;

/// Findings and cohorts that are listed at most, from the fullest page to the shortest; a page for a screen of known
/// height takes the first that fits, and never less than the last.
const LENGTHS: [(usize, usize); 7] = [(15, 5), (12, 4), (10, 3), (8, 3), (6, 2), (5, 2), (3, 1)];
/// Lines that the prompt and a closing message take.
const LINES_BELOW: usize = 3;

/// What the lines are made for.
#[derive(Debug, Clone, Copy)]
struct Page {
    width: usize,
    style: Style,
    findings_max: usize,
    cohorts_max: usize,
}

/// Writes the summary.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, options: &WriteOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let lines_max = options.height.map_or(usize::MAX, |height| height.saturating_sub(LINES_BELOW));
    let mut lines = Vec::new();
    for (findings_max, cohorts_max) in LENGTHS {
        let page = Page { width: options.width.max(WIDTH_MIN), style: options.style, findings_max, cohorts_max };
        lines = page.lines(report, options);
        if lines.len() <= lines_max {
            break;
        }
    }
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

impl Page {
    /// The whole page: sections, with an empty line between them.
    fn lines(self, report: &Report, options: &WriteOptions) -> Vec<String> {
        let sections = [
            sections::head(report, self),
            sections::findings(report, self),
            sections::cohorts(report, self),
            sections::not_examined(report, self),
            sections::remarks(report, self),
            sections::next_step(report, options.json_path.as_deref(), self),
        ];
        let mut lines: Vec<String> = Vec::new();
        for section in sections.into_iter().filter(|section| !section.is_empty()) {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(section);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::escape;
    use crate::report::tests::{FIXTURES, fixture};

    fn summary(report: &Report, options: &WriteOptions) -> String {
        let mut out = Vec::new();
        write(report, options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_line_is_wider_than_the_screen() {
        use unicode_width::UnicodeWidthStr;
        for name in FIXTURES {
            for width in [80, 100, 140] {
                let text = summary(&fixture(name), &WriteOptions { width, ..WriteOptions::default() });
                for line in text.lines() {
                    assert!(line.width() <= width, "{name} at {width}: {line}");
                }
            }
        }
    }

    #[test]
    fn hundreds_of_findings_still_fit_a_screen() {
        let mut report = fixture("breach");
        let finding = report.findings[0].clone();
        report.findings = vec![finding; 300];
        let text = summary(&report, &WriteOptions::default());
        assert!(text.lines().count() <= 50, "{text}");
        assert!(text.contains("… and 285 more"), "{text}");
    }

    #[test]
    fn the_summary_fits_the_height_of_the_screen() {
        let mut report = fixture("breach");
        let finding = report.findings[0].clone();
        report.findings = vec![finding; 300];
        for height in [30, 40, 50] {
            let text = summary(&report, &WriteOptions { height: Some(height), ..WriteOptions::default() });
            assert!(text.lines().count() < height, "{height}: {text}");
            assert!(text.contains(" more"), "{text}");
        }
    }

    #[test]
    fn colour_is_only_added_where_it_is_asked_for() {
        let report = fixture("breach");
        let plain = summary(&report, &WriteOptions::default());
        assert!(!plain.contains('\u{1b}'));
        let coloured = summary(&report, &WriteOptions { style: Style::Ansi, ..WriteOptions::default() });
        assert!(coloured.contains("\u{1b}[1;31mcritical\u{1b}[0m"));
    }

    #[test]
    fn names_from_the_input_cannot_touch_the_terminal() {
        let text = summary(&fixture("hostile"), &WriteOptions::default());
        assert!(!text.chars().any(|char| char != '\n' && escape::is_hostile(char)), "{text:?}");
        assert!(text.contains('\u{FFFD}'));
    }
}
