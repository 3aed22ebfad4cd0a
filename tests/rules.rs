//! The built-in rules as a set: each can stand alone, and the listing is what users were shown before.

use std::sync::Arc;

use plainsight::detect::Detector;
use plainsight::rules::RuleSet;

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
