//! The shipped demo: every column that holds personal data is found, no other is accused, and what could not be read
//! is said.

use std::collections::BTreeSet;
use std::path::Path;

use plainsight::report::model::Status;
use serde::Deserialize;

use crate::fixture::scan_paths;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    file: Vec<ExpectedFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFile {
    path: String,
    #[serde(default)]
    text: Vec<String>,
    #[serde(default)]
    columns: Vec<(String, String, String)>,
}

#[test]
fn the_demo_gives_what_its_truth_file_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/demo");
    let truth = std::fs::read_to_string(root.join("expected.toml")).unwrap();
    let truth: Expected = toml::from_str(&truth).unwrap();
    let report = scan_paths(&[root.as_path()]);
    for file in &truth.file {
        let path = root.join(&file.path);
        let findings = report.findings.iter().filter(|finding| Path::new(&finding.location.source) == path);
        let (mut columns, mut text) = (BTreeSet::new(), BTreeSet::new());
        for finding in findings {
            match &finding.location.column {
                Some(column) => {
                    columns.insert((
                        finding.location.table.clone().unwrap_or_default(),
                        column.clone(),
                        finding.kind.clone(),
                    ));
                }
                None => {
                    text.insert(finding.kind.clone());
                }
            }
        }
        assert_eq!(columns, file.columns.iter().cloned().collect(), "columns of {}", file.path);
        assert_eq!(text, file.text.iter().cloned().collect(), "text of {}", file.path);
    }
    assert_eq!(report.summary.status, Status::Incomplete, "the broken file is said to be broken");
}
