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
    /// What a near miss or a conflict is nearly, where its kind has no file of values.
    #[serde(default)]
    kind: Option<String>,
    /// The name of the format that the text is in, where it is none that lines are.
    #[serde(default = "plain")]
    format: String,
    text: String,
    found: Vec<String>,
    note: String,
}

fn plain() -> String {
    "txt".to_owned()
}

/// What is the thing, what has only its form, and what is another thing: each text by itself, with all rules on.
#[test]
fn texts_hold_what_stands_beside_them_and_nothing_else() {
    let contexts: Contexts = toml::from_str(include_str!("../testdata/detectors/contexts.toml")).unwrap();
    let fixture = Fixture::new("contexts");
    let path_of = |index: usize| format!("{index:03}.{}", contexts.case[index].format);
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
    let mut failed = String::new();
    for (case, mut found) in contexts.case.iter().zip(found) {
        let mut wanted = case.found.clone();
        wanted.sort();
        found.sort();
        if found != wanted {
            let Context { sort, text, note, .. } = case;
            failed += &format!("{sort}: {text} ({note})\n  found {found:?}\n  wanted {wanted:?}\n");
        }
    }
    assert!(failed.is_empty(), "{failed}");
    for sort in ["positive", "near miss", "conflict"] {
        assert!(contexts.case.iter().filter(|case| case.sort == sort).count() >= 10, "{sort}");
    }
}

#[derive(serde::Deserialize)]
struct Values {
    case: Vec<Value>,
}

#[derive(serde::Deserialize)]
struct Value {
    value: String,
    valid: bool,
    #[serde(default)]
    is_test: bool,
}

/// Forms that nothing else has: no other label before them makes them something else.
const TELLING: [&str; 4] = ["be_rijksregister", "ch_ahv", "cn_ric", "mx_curp"];

/// Every kind with a file of values has all three, each by itself: behind its label and in a column named for it (positive), with what its check
/// refuses behind the same label (near miss), and behind the labels of other things (conflict).
#[test]
fn values_are_found_by_their_labels_and_columns_and_what_is_refused_or_named_otherwise_is_not() {
    let fixture = Fixture::new("values");
    let rules = Arc::new(RuleSet::builtin().unwrap());
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/detectors");
    let mut wanted = std::collections::BTreeMap::new();
    let mut kinds = std::collections::BTreeSet::new();
    for rule in rules.rules() {
        let kind = rule.kind.as_str();
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{kind}.toml"))) else { continue };
        let cases = toml::from_str::<Values>(&text).unwrap().case;
        let mut valid: Vec<&str> =
            cases.iter().filter(|case| case.valid && !case.is_test).map(|case| &*case.value).collect();
        valid.sort_unstable();
        valid.dedup();
        // Of some kinds only values are published that stand for nobody.
        let any: Vec<&str> = cases.iter().filter(|case| case.valid).map(|case| &*case.value).collect();
        let values = if valid.is_empty() { &any } else { &valid };
        let label = &rule.labels.strong[0];
        let mut file = |name: String, text: String, count: usize| {
            fixture.file(&name, text);
            wanted.insert(name, (kind.to_owned(), count));
        };
        file(format!("{kind}.txt"), format!("{label}: {}\n", values[0]), 1);
        let rows: String = values.iter().enumerate().map(|(index, value)| format!("{index},\"{value}\"\n")).collect();
        file(format!("{kind}.csv"), format!("no,\"{}\"\n{rows}", label.replace(' ', "_")), values.len());
        // A question keeps its words when its mark is left out.
        for (index, case) in cases.iter().filter(|case| !case.valid && !case.value.ends_with('?')).enumerate() {
            file(format!("{kind}.near{index}.txt"), format!("{label}: {}\n", case.value), 0);
        }
        for (index, other) in rule.labels.negative.iter().filter(|other| *other != "pins").enumerate() {
            let count = usize::from(TELLING.contains(&kind));
            file(format!("{kind}.other{index}.txt"), format!("{other}: {}\n", any[0]), count);
        }
        kinds.insert(kind.to_owned());
    }
    let mut lines = Vec::new();
    let config = config(&[fixture.path("").as_path()]);
    scan(&config, Arc::clone(&rules), None, &NoProgress, &AtomicBool::new(false), Some(&mut lines)).unwrap();
    let mut counts = std::collections::BTreeMap::<_, usize>::new();
    for line in String::from_utf8(lines).unwrap().lines() {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = found["source"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        if wanted.get(&name).is_some_and(|(kind, _)| found["kind"] == kind.as_str()) {
            *counts.entry(name).or_default() += 1;
        }
    }
    for (name, (kind, count)) in &wanted {
        assert_eq!(counts.get(name).copied().unwrap_or(0), *count, "{kind} in {name}");
    }
    let contexts: Contexts = toml::from_str(include_str!("../testdata/detectors/contexts.toml")).unwrap();
    for rule in rules.rules().iter().filter(|rule| !kinds.contains(rule.kind.as_str())) {
        let finds =
            |case: &&Context| case.found.iter().any(|found| found.split(' ').next() == Some(rule.kind.as_str()));
        assert!(contexts.case.iter().any(|case| finds(&case)), "{}: no positive text", rule.kind);
    }
    for rule in rules.rules() {
        let kind = rule.kind.as_str();
        for (sort, part) in [("near miss", "near"), ("conflict", "other")] {
            let is_text = |case: &&Context| case.sort == sort && case.kind.as_deref() == Some(kind);
            let is_value = |name: &&String| name.starts_with(&format!("{kind}.{part}"));
            let has_one = wanted.keys().any(|name| is_value(&name)) || contexts.case.iter().any(|case| is_text(&case));
            assert!(has_one, "{kind}: no {sort}");
        }
    }
    let nearly: Vec<_> = contexts.case.iter().filter_map(|case| case.kind.as_deref()).collect();
    assert!(nearly.iter().all(|kind| rules.kind(kind).is_some()), "{nearly:?}");
}
