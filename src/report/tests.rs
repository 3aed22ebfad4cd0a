//! Reports to write, and the golden outputs of each writer.
//!
//! `testdata/reports/NAME.json` is a report; the files of the same name beside it are what it must be written as. After
//! a deliberate change the program writes them anew (see `testdata/reports/README.md`), and the difference is read.

use super::model::Report;
use super::{ReportFormat, WriteOptions, json, write};
use crate::report::escape;

/// The reports.
pub(super) const FIXTURES: [&str; 4] = ["breach", "nothing_found", "incomplete", "hostile"];

/// The report of a name.
pub(super) fn fixture(name: &str) -> Report {
    json::read(&golden(name, "json")).expect("the fixture is a report")
}

#[expect(clippy::disallowed_methods, reason = "the test's own files, not scanned ones")]
fn golden(name: &str, ending: &str) -> Vec<u8> {
    let path = format!("{}/testdata/reports/{name}.{ending}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|cause| panic!("cannot read {path}: {cause}"))
}

fn written(format: ReportFormat, report: &Report) -> String {
    let mut out = Vec::new();
    write(format, report, &WriteOptions::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_format_is_written_as_its_golden_file_says() {
    for name in FIXTURES {
        for format in ReportFormat::ALL {
            let ending = format.endings()[0];
            let expected = String::from_utf8(golden(name, ending)).unwrap();
            // The program names the file that it was given.
            let options = WriteOptions { json_path: Some(format!("{name}.json")), ..WriteOptions::default() };
            let mut out = Vec::new();
            write(format, &fixture(name), &options, &mut out).unwrap();
            let actual = String::from_utf8(out).unwrap();
            let differs = actual.lines().zip(expected.lines()).position(|(actual, expected)| actual != expected);
            assert!(actual == expected, "{name}.{ending} differs, first in line {:?}", differs.map(|line| line + 1));
        }
    }
}

#[test]
fn an_attack_in_a_name_reaches_no_output_as_it_stands() {
    let report = fixture("hostile");
    for format in ReportFormat::ALL {
        let text = written(format, &report);
        // In JSON strings markup is only text; what matters there is that control characters are escaped.
        let is_json = matches!(format, ReportFormat::Json | ReportFormat::Sarif);
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{format}");
        if !is_json {
            assert!(!text.chars().any(|char| char != '\n' && char != '\r' && escape::is_hostile(char)), "{format}");
        }
        if matches!(format, ReportFormat::Html | ReportFormat::Junit) {
            assert!(!text.contains("<script") && !text.contains("]]>"), "{format}");
        }
    }
    assert!(written(ReportFormat::Csv, &report).contains("\"'=cmd"));
}

#[test]
fn formats_are_known_by_name_and_by_file_ending() {
    use std::path::Path;
    for format in ReportFormat::ALL {
        assert_eq!(ReportFormat::from_name(format.name()), Some(format));
        for ending in format.endings() {
            assert_eq!(ReportFormat::from_path(Path::new(&format!("a/b.{ending}"))), Some(format));
        }
    }
    assert_eq!(ReportFormat::from_path(Path::new("x.SARIF.json")), Some(ReportFormat::Sarif));
    assert_eq!(ReportFormat::from_path(Path::new("x.doc")), None);
    assert_eq!(ReportFormat::from_path(Path::new("json")), None);
}
