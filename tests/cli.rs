//! The command line as a user meets it: exit codes, streams, files, interruption.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use plainsight::error::Reason;
use plainsight::report::model::{LedgerClass, Report, Status};

use crate::fixture::Fixture;

fn plainsight(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plainsight"));
    command.args(args).stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    plainsight(args).output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn report(output: &Output) -> Report {
    serde_json::from_slice(&output.stdout).unwrap()
}

const PERSONAL: &str =
    "first_name,last_name,ssn\nJohn,Smith,536-22-8713\nMary,Jones,536-22-8714\nJose,Garcia,536-22-8715\n";

#[test]
fn a_complete_scan_within_policy_is_exit_0() {
    let fixture = Fixture::new("exit0");
    let file = fixture.file("a.csv", PERSONAL);
    let output = run(&["scan", text(&file)]);
    assert_eq!(code(&output), 0);
    assert_eq!(report(&output).summary.status, Status::Complete);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_finding_at_the_forbidden_risk_is_exit_1_also_when_the_scan_is_incomplete() {
    let fixture = Fixture::new("exit1");
    let file = fixture.file("a.csv", PERSONAL);
    assert_eq!(code(&run(&["scan", "--fail-on", "high", text(&file)])), 1);
    assert_eq!(code(&run(&["scan", "--fail-on", "high", text(&file), text(&fixture.path("gone"))])), 1);
    let clean = fixture.file("b.txt", "nothing to see here\n");
    assert_eq!(code(&run(&["scan", "--fail-on", "low", text(&clean)])), 0);
}

#[test]
fn a_data_file_given_as_settings_is_not_quoted() {
    let fixture = Fixture::new("leaks");
    let data = fixture.file("people.csv", "1000,Lauren Nguyen,536-22-8713\n1001,Ann Cole,536-22-8714\n");
    let rules = fixture.file("rules/x.toml", "1000,Lauren Nguyen,536-22-8713\n");
    let keyed = fixture.file("pairs.toml", "format = \"536-22-8713\"\n");
    let named = fixture.file("names.toml", "\"Lauren Nguyen\" = \"536-22-8713\"\n");
    let (data, keyed, named) = (text(&data), text(&keyed), text(&named));
    let rules = text(rules.parent().unwrap());
    let tries: [&[&str]; 6] = [
        &["scan", "--config", data, data],
        &["scan", "--config", keyed, data],
        &["scan", "--config", named, data],
        &["scan", "--rules", rules, data],
        &["render", data],
        &["scan", "--fingerprint-key", "/dev/zero", data],
    ];
    for args in tries {
        let output = run(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(code(&output), 2, "{args:?}: {said}");
        for value in ["Nguyen", "22-8713", "Cole"] {
            assert!(!said.contains(value) && !String::from_utf8_lossy(&output.stdout).contains(value), "{args:?}");
        }
    }
    let said = run(&["scan", "--config", data, data]).stderr;
    assert!(String::from_utf8_lossy(&said).contains("(line 1, column "), "the place is said");
}

#[test]
#[cfg(target_os = "linux")]
fn help_that_cannot_be_printed_is_a_failure() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for flag in ["--help", "--version"] {
        let output = plainsight(&[flag]).stdout(full.try_clone().unwrap()).output().unwrap();
        assert_eq!(code(&output), 4, "{flag}");
        assert!(!output.stderr.is_empty(), "{flag} says why");
    }
}

#[test]
fn wrong_use_is_exit_2() {
    let fixture = Fixture::new("exit2");
    let file = fixture.file("a.csv", PERSONAL);
    let gone = fixture.path("gone");
    let bad: [&[&str]; 8] = [
        &["scan"],
        &["scan", "--no-such-flag", text(&file)],
        &["scan", text(&gone)],
        &["scan", "--kinds", "shoe_size", text(&file)],
        &["scan", "--exclude", "a[", text(&file)],
        &["scan", "--min-confidence", "7", text(&file)],
        &["scan", "--config", text(&gone), text(&file)],
        &["frobnicate"],
    ];
    for args in bad {
        let output = run(args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?} says why");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn what_could_not_be_read_and_nothing_at_all_are_exit_3() {
    let fixture = Fixture::new("exit3");
    let file = fixture.file("a.csv", PERSONAL);
    assert_eq!(code(&run(&["scan", text(&file), text(&fixture.path("gone"))])), 3);
    let empty = fixture.dir("empty");
    let nothing = fixture.file("nothing.txt", "");
    let runs: [&[&str]; 4] = [&[text(&empty)], &["-"], &[text(&nothing)], &["--exclude", "*.csv", text(&file)]];
    for paths in runs {
        let output = run(&[&["scan"][..], paths].concat());
        assert_eq!(code(&output), 3, "{paths:?}");
        let report = report(&output);
        let unread = report.ledger.entries.iter().filter(|entry| entry.class == LedgerClass::NotExamined);
        let reasons: Vec<Reason> = unread.map(|entry| entry.reason).collect();
        assert_eq!(reasons, [Reason::NothingToExamine], "{paths:?}");
        let told: Vec<Reason> = report.diagnostics.iter().map(|diagnostic| diagnostic.reason).collect();
        assert_eq!(told, [Reason::NothingToExamine], "{paths:?}");
        let summary = run(&[&["scan", "-f", "summary"][..], paths].concat()).stdout;
        assert!(String::from_utf8_lossy(&summary).contains("nothing to examine"), "{paths:?}");
    }
}

#[test]
fn where_the_ledger_says_why_nothing_was_examined_no_more_is_said() {
    let fixture = Fixture::new("gone");
    let nothing = fixture.file("nothing.txt", "");
    let report = report(&run(&["scan", text(&nothing), text(&fixture.path("gone"))]));
    let told: Vec<Reason> = report.diagnostics.iter().map(|diagnostic| diagnostic.reason).collect();
    assert_eq!(told, [Reason::NotFound]);
}

#[test]
fn standard_input_is_scanned_as_a_dash() {
    let mut child = plainsight(&["scan", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(PERSONAL.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0);
    let report = report(&output);
    assert_eq!(report.summary.bytes, PERSONAL.len() as u64);
    assert!(report.findings.iter().any(|finding| finding.kind == "us_ssn" && finding.location.source == "-"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let fixture = Fixture::new("pipe");
    for index in 0..40 {
        fixture.file(&format!("{index}.csv"), PERSONAL);
    }
    let mut child =
        plainsight(&["scan", text(fixture.root())]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(unix)]
#[test]
fn an_interrupted_scan_writes_a_whole_report_that_says_incomplete() {
    let fixture = Fixture::new("interrupt");
    let file = fixture.path("report.json");
    let mut child = plainsight(&["scan", "-", "-o", text(&file)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let block = "a line of text without anything in it\n".repeat(100_000);
    stdin.write_all(block.as_bytes()).unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    // The scan looks up between two pieces: it must be fed until it does.
    while stdin.write_all(block.as_bytes()).is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 3, "{}", String::from_utf8_lossy(&output.stderr));
    let report: Report = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(report.summary.status, Status::Incomplete);
    let left: Vec<_> = fs::read_dir(fixture.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 1, "no temporary file is left: {left:?}");
}

#[cfg(unix)]
#[test]
fn a_second_signal_ends_a_scan_at_once_unless_it_comes_with_the_first() {
    let fixture = Fixture::new("signals");
    let file = fixture.path("report.json");
    let signal = |id: u32| assert!(Command::new("kill").args(["-TERM", &id.to_string()]).status().unwrap().success());
    for (pause, expected) in [(0, 3), (1_000, 130)] {
        let mut child = plainsight(&["scan", "-", "-o", text(&file)])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all("a line of text without anything in it\n".repeat(100_000).as_bytes()).unwrap();
        signal(child.id());
        std::thread::sleep(std::time::Duration::from_millis(pause));
        signal(child.id());
        // A scan that was asked to end does so with its input.
        if expected == 3 {
            std::thread::sleep(std::time::Duration::from_millis(100));
            drop(stdin);
        }
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(expected), "{}", String::from_utf8_lossy(&output.stderr));
        let left: Vec<_> = fs::read_dir(fixture.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 1, "no temporary file is left, and the report of the first run stays: {left:?}");
    }
}

#[test]
fn reports_are_written_in_the_format_of_their_ending() {
    let fixture = Fixture::new("formats");
    let file = fixture.file("a.csv", PERSONAL);
    let names = ["r.json", "r.html", "r.sarif", "r.md", "r.csv", "r.xml", "r.txt"];
    let paths: Vec<_> = names.iter().map(|name| fixture.path(name)).collect();
    let mut args = vec!["scan", text(&file)];
    paths.iter().for_each(|path| args.extend(["-o", text(path)]));
    assert_eq!(code(&run(&args)), 0);
    for path in &paths {
        assert!(fs::metadata(path).unwrap().len() > 100, "{}", path.display());
    }
    let rendered = run(&["render", text(&paths[0]), "-f", "html"]);
    assert_eq!(code(&rendered), 0);
    assert_eq!(rendered.stdout, fs::read(&paths[1]).unwrap());
}

#[test]
fn every_report_fits_the_published_schema() {
    let fixture = Fixture::new("schema");
    let schema: serde_json::Value = serde_json::from_slice(&run(&["schema"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/demo");
    let file = fixture.file("a.csv", PERSONAL);
    let empty = fixture.dir("empty");
    let gone = fixture.path("gone");
    let runs: [&[&str]; 5] = [
        &["scan", text(&demo)],
        &["scan", "--reproducible", text(&demo)],
        &["scan", text(&file), text(&gone)],
        &["scan", text(&empty)],
        &["scan", "--kinds", "us_ssn,email", "--min-confidence", "0.9", text(&demo)],
    ];
    for args in runs {
        let json = String::from_utf8(run(args).stdout).unwrap();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{args:?}: {errors:?}");
        assert!(json.trim_start_matches(['{', ' ', '\n']).starts_with("\"schema_version\""), "{args:?}");
    }
}

#[test]
fn every_occurrence_fits_the_published_schema() {
    let fixture = Fixture::new("occurrences");
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/demo");
    let lines = fixture.path("occurrences.ndjson");
    run(&["scan", text(&demo), "--occurrences", text(&lines), "-o", text(&fixture.path("r.json"))]);
    let schema: serde_json::Value = serde_json::from_slice(&run(&["schema", "occurrence"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let content = fs::read_to_string(&lines).unwrap();
    assert!(content.lines().count() > 1000);
    for line in content.lines() {
        assert!(validator.is_valid(&serde_json::from_str(line).unwrap()));
    }
}

#[test]
fn only_the_kinds_asked_for_are_reported() {
    let fixture = Fixture::new("kinds");
    let file = fixture.file("a.csv", PERSONAL);
    let output = run(&["scan", "--kinds", "person_name", "--fail-on", "high", text(&file)]);
    assert_eq!(code(&output), 0, "the social security numbers are not asked for");
    let report = report(&output);
    assert!(!report.findings.is_empty() && report.findings.iter().all(|finding| finding.kind == "person_name"));
    assert!(report.cohorts.iter().all(|cohort| cohort.kinds == ["person_name"]), "{:?}", report.cohorts);
    assert!(!serde_json::to_string(&report).unwrap().contains("us_ssn"));
}

#[test]
fn a_case_key_makes_equal_values_match_between_scans() {
    let fixture = Fixture::new("key");
    let file = fixture.file("a.csv", PERSONAL);
    let key = fixture.file("key", "a case key of some length");
    let prints = |args: &[&str]| {
        let report = report(&run(args));
        let finding = report.findings.into_iter().find(|finding| finding.kind == "us_ssn").unwrap();
        finding.samples.into_iter().map(|sample| sample.fingerprint).collect::<Vec<_>>()
    };
    let keyed = ["scan", "--fingerprint-key", text(&key), text(&file)];
    assert_eq!(prints(&keyed), prints(&keyed));
    assert!(prints(&keyed)[0].is_some());
    let random = ["scan", text(&file)];
    assert_ne!(prints(&random), prints(&random));
    assert_eq!(prints(&["scan", "--reproducible", text(&file)])[0], None);
}
