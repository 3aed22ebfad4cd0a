//! The built-in rules as a set: each can stand alone, and the listing is what users were shown before.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use plainsight::detect::Detector;
use plainsight::rules::RuleSet;
use plainsight::scan::{NoProgress, scan};

use crate::fixture::{Fixture, config};

#[test]
fn every_rule_compiles_alone() {
    for rule in RuleSet::builtin().unwrap().rules() {
        let alone = RuleSet::from_specs(vec![rule.clone()]).unwrap();
        assert!(Detector::new(Arc::new(alone)).is_ok(), "{}", rule.id);
    }
}

/// A kind that goes, or is renamed, breaks policies and old reports. `plainsight rules` writes the file anew:
/// `cargo run -q -- rules > testdata/rules.txt`.
#[cfg(feature = "cli")]
#[test]
fn the_listing_of_the_rules_is_the_one_on_file() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_plainsight")).arg("rules").output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), include_str!("../testdata/rules.txt"));
}

/// A user's own numbers, by the pattern of a rule file of theirs: in a column, in text, and not where a letter is missing.
#[test]
fn a_pattern_of_a_users_rule_finds_cells_and_text() {
    let fixture = Fixture::new("pattern");
    let rule = r#"
id = "acme.badge"
kind = "acme_badge"
name = "Badge of a staff member"
category = "identity"
harm = "medium"
sources = ["the personnel handbook"]
finder = "pattern"
pattern = '\bACME-[0-9]{6}[A-Z]\b'
prior = 1.0
mask = "shape"
accuracy = "Nothing else is written so."
"#;
    fixture.file("rules/badge.toml", rule);
    let staff: String = (0..30).map(|index| format!("{index},ACME-{:06}Q,day\n", index * 7919)).collect();
    let table = fixture.file("staff.csv", format!("no,badge,shift\n{staff}"));
    let note = fixture.file("note.txt", "seen with ACME-004711Z at the gate, not with ACME-004711\n");
    let rules = Arc::new(RuleSet::load(&fixture.path("rules")).unwrap());
    let config = config(&[table.as_path(), note.as_path()]);
    let report = scan(&config, rules, None, &NoProgress, &AtomicBool::new(false), None).unwrap();
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| (finding.kind.as_str(), finding.location.column.as_deref(), finding.counts.matched))
        .collect();
    assert!(found.contains(&("acme_badge", Some("badge"), 30)), "{found:?}");
    assert!(found.contains(&("acme_badge", None, 1)), "{found:?}");
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Contexts {
    case: Vec<Context>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Context {
    sort: String,
    text: String,
    found: Vec<String>,
    note: String,
}

/// What is the thing, what has only its form, and what is another thing: each text by itself, with all rules on.
#[test]
fn texts_hold_what_stands_beside_them_and_nothing_else() {
    let contexts: Contexts = toml::from_str(include_str!("../testdata/detectors/contexts.toml")).unwrap();
    let fixture = Fixture::new("contexts");
    let path_of = |index: usize| format!("{index:03}.txt");
    for (index, case) in contexts.case.iter().enumerate() {
        fixture.file(&path_of(index), format!("{}\n", case.text));
    }
    let rules = Arc::new(RuleSet::builtin().unwrap());
    let mut lines = Vec::new();
    let config = config(&[fixture.path("").as_path()]);
    scan(&config, rules, None, &NoProgress, &AtomicBool::new(false), Some(&mut lines)).unwrap();
    let mut found = vec![Vec::new(); contexts.case.len()];
    for line in String::from_utf8(lines).unwrap().lines() {
        let occurrence: serde_json::Value = serde_json::from_str(line).unwrap();
        let source = occurrence["source"].as_str().unwrap();
        let index = (0..found.len()).find(|index| source.ends_with(&path_of(*index))).unwrap();
        let place = ["start", "end"].map(|key| usize::try_from(occurrence[key].as_u64().unwrap()).unwrap());
        let value = &contexts.case[index].text[place[0]..place[1]];
        found[index].push(format!("{} {value}", occurrence["kind"].as_str().unwrap()));
    }
    for (case, mut found) in contexts.case.iter().zip(found) {
        let mut wanted = case.found.clone();
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{}: {} ({})", case.sort, case.text, case.note);
    }
    for sort in ["positive", "near miss", "conflict"] {
        assert!(contexts.case.iter().filter(|case| case.sort == sort).count() >= 10, "{sort}");
    }
}
