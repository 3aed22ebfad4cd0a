//! Names of tables, columns and members that come from the data: where they are values they are not shown.

use std::fmt::Write as _;

use crate::fixture::{Fixture, config, scan_paths, scan_with};

/// People that no list of names has, and what they are called by in systems.
const PEOPLE: [&str; 6] =
    ["Zxqvor Blennt", "Wiktra Olmunde", "Jekko Prastin", "Ubbel Karlosin", "Minkat Drothwel", "Yolgar Wimfrey"];
const USERS: [&str; 6] = ["zxqvorb", "wolmunde", "jprastin", "ukarlosin", "mdrothwel", "ywimfrey"];
const MARKS: [&str; 6] = ["zxqvor", "olmunde", "prastin", "karlosin", "drothwel", "wimfrey"];

fn shown(name: &str, content: &str) -> String {
    let fixture = Fixture::new("names");
    let report = scan_paths(&[fixture.file(name, content).as_path()]);
    assert!(
        report.findings.iter().any(|finding| finding.kind == "us_ssn" || finding.kind == "phone"),
        "{name}: {content}"
    );
    serde_json::to_string(&report).unwrap().to_lowercase()
}

fn joined(of: impl Fn(usize, &str, &str) -> String, between: &str) -> String {
    (0..PEOPLE.len()).map(|at| of(at, PEOPLE[at], USERS[at])).collect::<Vec<_>>().join(between)
}

fn ssn(at: usize) -> String {
    format!("536-22-{}", 8_713 + at)
}

fn fields(at: usize) -> String {
    format!("{{\"ssn\":\"{}\",\"phone\":\"202-555-01{}\"}}", ssn(at), 43 + at)
}

#[test]
fn keys_of_dictionaries_are_not_shown() {
    let by_name = joined(|at, person, _| format!("\"{person}\":{}", fields(at)), ",");
    let by_user = joined(|at, _, user| format!("\"{user}\":{}", fields(at)), ",");
    let lists = joined(|at, _, user| format!("\"{user}\":[{}]", fields(at)), ",");
    let lines = joined(|at, _, user| format!("{{\"t\":{at},\"by\":{{\"{user}\":{}}}}}", fields(at)), "\n");
    let numbers = joined(|at, person, _| format!("\"{person}\":\"{}\"", ssn(at)), ",");
    let elements = joined(|at, _, user| format!("<{user}><ssn>{}</ssn><city>Bonn</city></{user}>", ssn(at)), "");
    let scalars = joined(|at, person, _| format!("  {person}: {}", ssn(at)), "\n");
    for (name, content) in [
        ("names.json", format!("{{{by_name}}}")),
        ("users.json", format!("{{\"users\":{{{by_user}}}}}")),
        ("lists.json", format!("{{\"by\":{{{lists}}}}}")),
        ("lines.ndjson", lines),
        ("numbers.json", format!("{{\"ssn\":{{{numbers}}}}}")),
        ("elements.xml", format!("<r>{elements}</r>")),
        ("scalars.yaml", format!("title: x\nssn:\n{scalars}\nother:\n- a\n")),
    ] {
        let shown = shown(name, &content);
        for mark in MARKS {
            assert!(!shown.contains(mark), "{name}: {content}");
        }
    }
}

#[test]
fn words_of_a_schema_are_shown() {
    let mut records = String::new();
    for at in 0..5 {
        writeln!(records, "{{\"billing\":{0},\"shipping\":{0},\"home\":{0}}}", fields(at)).unwrap();
    }
    let shown = shown("orders.ndjson", &records);
    for path in ["billing.ssn", "shipping.ssn", "home.phone"] {
        assert!(shown.contains(path), "{path}: {shown}");
    }
}

#[test]
fn a_document_keeps_the_names_of_its_parts() {
    let person = "{\"first_name\":\"Angela\",\"middle_name\":\"Marie\",\"last_name\":\"Rodriguez\",\
        \"home_phone\":\"(212) 736-5000\",\"work_phone\":\"(617) 495-1000\",\"cell_phone\":\"(415) 362-1121\"}";
    let shown_person = shown("person.json", &format!("{{\"customer\":{person}}}"));
    for path in ["customer.first_name", "customer.last_name", "customer.home_phone", "customer.cell_phone"] {
        assert!(shown_person.contains(path), "{path}: {shown_person}");
    }
    let parents = format!("{{\"father\":{0},\"mother\":{0},\"guardian\":{0}}}", fields(1));
    let shown_parents = shown("parents.json", &parents);
    for path in ["father.ssn", "mother.phone", "guardian.ssn"] {
        assert!(shown_parents.contains(path), "{path}: {shown_parents}");
    }
}

#[test]
fn masks_of_names_show_nothing_of_the_escapes_in_them() {
    let fixture = Fixture::new("names");
    for name in ["Zo&#235; M&#252;ller", "Zo\\u00eb M\\u00fcller", "Zo\u{eb} M\u{fc}ller"] {
        let file = fixture.file("letter.txt", format!("Patient: {name}, SSN 536-22-8713\n"));
        let (_, found) = scan_with(&config(&[file.as_path()]));
        let masks: Vec<_> =
            found.iter().filter(|found| found.kind == "person_name").map(|found| found.masked.clone()).collect();
        assert_eq!(masks, ["Z** M*****"], "{name}");
    }
}
