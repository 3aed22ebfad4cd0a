//! A directory of its own for each test, and the shortest ways to scan.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use plainsight::config::ScanConfig;
use plainsight::redact::FingerprintKey;
use plainsight::report::model::{Occurrence, Report};
use plainsight::rules::RuleSet;
use plainsight::scan::{NoProgress, scan};

/// A directory that is gone when the test ends.
#[derive(Debug)]
pub(crate) struct Fixture {
    dir: tempfile::TempDir,
}

impl Fixture {
    pub(crate) fn new(name: &str) -> Self {
        Self { dir: tempfile::Builder::new().prefix(&format!("plainsight-{name}-")).tempdir().unwrap() }
    }

    pub(crate) fn root(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// A new directory in it.
    pub(crate) fn dir(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(&path).unwrap();
        path
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).unwrap();
        }
        fs::write(&path, content).unwrap();
        path
    }
}

/// A configuration over `paths`, reproducible.
pub(crate) fn config(paths: &[&Path]) -> ScanConfig {
    ScanConfig {
        paths: paths.iter().map(|path| path.to_path_buf()).collect(),
        reproducible: true,
        ..ScanConfig::default()
    }
}

/// The report of a scan with the built-in rules.
pub(crate) fn scan_paths(paths: &[&Path]) -> Report {
    scan_into(&config(paths), None)
}

/// The report and the occurrences of a scan with the built-in rules and a fixed key.
pub(crate) fn scan_with(config: &ScanConfig) -> (Report, Vec<Occurrence>) {
    let mut lines = Vec::new();
    let report = scan_into(config, Some(&mut lines));
    let occurrences = lines.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    (report, occurrences.map(|line| serde_json::from_slice(line).unwrap()).collect())
}

/// Scans with the built-in rules and a fixed key.
pub(crate) fn scan_into(config: &ScanConfig, occurrences: Option<&mut (dyn Write + Send)>) -> Report {
    let rules = Arc::new(RuleSet::builtin().unwrap());
    let key = FingerprintKey::derive(b"tests");
    scan(config, rules, Some(&key), &NoProgress, &AtomicBool::new(false), occurrences).unwrap()
}
