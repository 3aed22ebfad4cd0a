//! The shape of the project: who may use whom, and tables against the files on disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Modules that stand under all others: anything may use them.
const BASE: [&str; 7] = ["error", "span", "batch", "config", "redact", "masks", "word_list"];

/// What each module may use beside [`BASE`]. A new edge is a decision: add it here with a reason in the commit.
const EDGES: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("span", &[]),
    // A cell maps its value back to its raw bytes through the escapes.
    ("batch", &["decode"]),
    ("config", &[]),
    // How a kind is masked is part of its rule.
    ("redact", &["rules"]),
    ("masks", &[]),
    ("word_list", &[]),
    ("walk", &[]),
    ("source", &["decode", "walk"]),
    ("decode", &[]),
    // Attachments may be packed.
    ("records", &["decode", "source"]),
    // A rule set is checked against the validators that exist.
    ("rules", &["detect"]),
    ("detect", &["decode", "rules"]),
    ("aggregate", &["detect", "rules"]),
    ("infer", &["aggregate", "detect", "rules"]),
    // A name may be a part of one.
    ("people", &["aggregate", "detect", "infer", "report", "rules"]),
    ("risk", &["report", "rules"]),
    (
        "scan",
        &["walk", "source", "decode", "records", "rules", "detect", "aggregate", "infer", "people", "risk", "report"],
    ),
    // The model holds evidence as it is; the writers know nothing but the model.
    ("report", &["detect"]),
];

fn modules_used(source: &str) -> BTreeSet<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.chars().take_while(|char| char.is_ascii_lowercase() || *char == '_').collect::<String>())
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn modules_use_only_what_the_architecture_allows() {
    let mut seen = BTreeSet::new();
    for path in files_below(&root().join("src"), "rs") {
        let relative = path.strip_prefix(root().join("src")).unwrap();
        let module = relative.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        if ["lib", "main", "cli"].contains(&module.as_str()) {
            continue;
        }
        let (_, allowed) =
            EDGES.iter().find(|(name, _)| *name == module).unwrap_or_else(|| panic!("`{module}` has no edges"));
        for used in modules_used(&fs::read_to_string(&path).unwrap()) {
            let is_base = BASE.contains(&used.as_str());
            assert!(
                used == module || is_base || allowed.contains(&used.as_str()),
                "{} uses `{used}`",
                relative.display()
            );
        }
        seen.insert(module);
    }
    assert_eq!(seen, EDGES.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn unsafe_code_stands_in_one_file() {
    for path in files_below(&root().join("src"), "rs") {
        let is_home = path.ends_with("source/open.rs");
        let has_unsafe = fs::read_to_string(&path).unwrap().lines().any(|line| {
            let code = line.split("//").next().unwrap_or_default();
            code.contains("unsafe {")
                || code.contains("unsafe fn")
                || code.contains("unsafe impl")
                || code.contains("unsafe extern")
        });
        assert!(is_home || !has_unsafe, "{}", path.display());
    }
}

#[test]
fn every_rule_file_is_built_in() {
    let table = fs::read_to_string(root().join("src/rules/builtin.rs")).unwrap();
    for path in files_below(&root().join("rules"), "toml") {
        let relative = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        assert!(table.contains(&relative), "{relative} is not in the table of built-in rules");
    }
}

/// What the formats share.
const NOT_FORMATS: [&str; 13] = [
    "census",
    "codec",
    "companion",
    "grid",
    "header",
    "keyed",
    "lines",
    "markup",
    "mod",
    "nested",
    "rows",
    "testing",
    "tree",
];

#[test]
fn every_format_file_is_registered() {
    let table = fs::read_to_string(root().join("src/records/mod.rs")).unwrap();
    let formats = table.split("FORMATS").nth(1).unwrap().split(';').next().unwrap().to_owned();
    for entry in fs::read_dir(root().join("src/records")).unwrap() {
        let name = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        let is_format = !NOT_FORMATS.contains(&name.as_str());
        assert!(!is_format || formats.contains(&format!("{name}::")), "`{name}` is not in FORMATS");
    }
}

#[test]
fn no_file_holds_a_path_of_the_machine_it_was_written_on() {
    let mut files = files_below(&root().join("src"), "rs");
    files.extend(files_below(&root().join("tests"), "rs"));
    files.extend(files_below(&root().join("rules"), "toml"));
    let own = root().display().to_string();
    for path in files {
        assert!(!fs::read_to_string(&path).unwrap().contains(&own), "{} holds `{own}`", path.display());
    }
}
