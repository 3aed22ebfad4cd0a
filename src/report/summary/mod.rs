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

/// What the lines are made for.
#[derive(Debug, Clone, Copy)]
struct Page {
    width: usize,
    style: Style,
}

/// Writes the summary.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, options: &WriteOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let page = Page { width: options.width.max(WIDTH_MIN), style: options.style };
    let sections = [
        sections::head(report, page),
        sections::findings(report, page),
        sections::cohorts(report, page),
        sections::not_examined(report, page),
        sections::remarks(report, page),
        sections::next_step(report, options.json_path.as_deref(), page),
    ];
    for (index, lines) in sections.iter().filter(|lines| !lines.is_empty()).enumerate() {
        if index > 0 {
            out.write_all(b"\n")?;
        }
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
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
