//! The scorecard: what detection is worth, measured on labelled corpora that are made up here with a fixed seed.
//!
//! ```console
//! $ cargo run --release --example scorecard                  # the held-out split, as the README shows it
//! $ cargo run --release --example scorecard -- tune          # the split that may be looked at while working
//! $ cargo run --release --example scorecard -- bins          # also how often each confidence is right
//! $ cargo run --release --example scorecard -- keep DIR      # also writes the corpora and their labels to DIR
//! ```
//!
//! Two generators that share nothing but the arithmetic of check digits ([`bureau`] and [`harbour`]: other word lists,
//! headers, templates and written forms) make tables and texts; [`innocent`] makes what holds no personal data. Each list
//! of templates and words is split in two by its places: one half for the split `tune`, the other one held out.

mod bureau;
mod corpus;
mod harbour;
mod innocent;
mod numbers;
mod print;
mod random;
mod score;
mod table;
mod template;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use corpus::{Document, Genre};
use plainsight::config::ScanConfig;
use plainsight::rules::RuleSet;
use plainsight::scan::{NoProgress, scan};
use random::{Rng, Split};
use score::{Occurrence, Scores};

type AnyError = Box<dyn std::error::Error>;

/// The lowest confidence that calibration looks at: all that is above the floor.
const CALIBRATED_FROM: f64 = 0.002;

#[expect(clippy::print_stdout, reason = "a program for developers")]
fn main() -> Result<(), AnyError> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let split = if args.iter().any(|arg| arg == "tune") { Split::Tune } else { Split::HeldOut };
    let documents = documents(split);
    let dir = tempfile::tempdir()?;
    let kept = args.iter().position(|arg| arg == "keep").and_then(|at| args.get(at + 1)).map(PathBuf::from);
    let folder = kept.as_deref().unwrap_or(dir.path());
    corpus::write(folder, &documents)?;

    let (found, elapsed) = occurrences(folder, ScanConfig::default().confidence_min)?;
    let (calibrating, _) = occurrences(folder, CALIBRATED_FROM)?;
    let scores = Scores::new(&documents, &found, &calibrating);
    let bytes: usize = documents.iter().map(|document| document.bytes.len()).sum();
    print!("{}", print::scorecard(&scores, split, bytes, elapsed));
    if args.iter().any(|arg| arg == "bins") {
        print!("{}", print::reliability(&scores));
    }
    if kept.is_some() {
        corpus::write_labels(folder, &documents)?;
        print::write_mistakes(folder, &documents, &found)?;
    }
    Ok(())
}

/// All documents of a split, the same for the same split on every machine.
fn documents(split: Split) -> Vec<Document> {
    let mut documents = Vec::new();
    bureau::documents(&mut Rng::new(split, 1), &mut documents);
    harbour::documents(&mut Rng::new(split, 2), &mut documents);
    innocent::documents(&mut Rng::new(split, 3), &mut documents);
    documents
}

/// What a scan of the corpora finds, and how long it takes.
fn occurrences(folder: &Path, confidence_min: f64) -> Result<(Vec<Occurrence>, Duration), AnyError> {
    let config = ScanConfig { paths: vec![folder.join(corpus::FOLDER)], confidence_min, ..ScanConfig::default() };
    let rules = Arc::new(RuleSet::builtin()?);
    let mut lines = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "the throughput that is printed")]
    let started = Instant::now();
    scan(&config, rules, None, &NoProgress, &AtomicBool::new(false), Some(&mut lines))?;
    let elapsed = started.elapsed();
    Ok((score::read(&lines)?, elapsed))
}

/// Whether a document counts as free text.
fn is_text(document: &Document) -> bool {
    document.genre == Genre::Text
}
