//! The scorecard as text, and the list of mistakes.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use plainsight::detect::evidence::odds_of;

use crate::corpus::{Document, Genre};
use crate::random::Split;
use crate::score::{Occurrence, Scores, agrees};

/// The scorecard. All of it but the throughput is the same on every machine.
pub(crate) fn scorecard(scores: &Scores, split: Split, bytes: usize, elapsed: Duration) -> String {
    let mut out = String::new();
    let split = if split == Split::Tune { "tune" } else { "held out" };
    let _ = writeln!(out, "scorecard, split: {split}\n");
    for (genre, title) in [(Genre::Table, "tables"), (Genre::Text, "free text")] {
        let _ =
            writeln!(out, "{title:<20} {:>7} {:>9} {:>7} {:>7} {:>7}", "values", "precision", "recall", "F1", "exact");
        for ((_, kind), tally) in scores.tallies.iter().filter(|((of, _), _)| *of == genre) {
            let exact = tally.exact as f64 / tally.hits.max(1) as f64;
            let _ = writeln!(
                out,
                "  {kind:<18} {:>7} {:>9.3} {:>7.3} {:>7.3} {exact:>7.3}",
                tally.hits + tally.misses,
                tally.precision(),
                tally.recall(),
                tally.f1(),
            );
        }
        out.push('\n');
    }
    let _ = writeln!(out, "expected calibration error");
    for (kind, (error, count)) in &scores.calibration {
        let _ = writeln!(out, "  {kind:<18} {error:>7.3} over {count} occurrences");
    }
    let alarms: usize = scores.false_alarms.values().sum();
    let mebibytes = scores.innocent_bytes as f64 / 1e6;
    let _ =
        writeln!(out, "\ninnocent documents: {alarms} false findings in {mebibytes:.1} MB {:?}", scores.false_alarms);
    let columns: std::collections::BTreeSet<_> =
        scores.false_columns.iter().map(|(document, column, _)| (document, column)).collect();
    let _ = writeln!(out, "innocent columns:   {} of {} with a finding", columns.len(), scores.innocent_columns);
    for (document, column, kind) in &scores.false_columns {
        let _ = writeln!(out, "  {document} {column}: {kind}");
    }
    let rate = bytes as f64 / 1e6 / elapsed.as_secs_f64();
    let _ = writeln!(
        out,
        "throughput:         {:.1} MB at {rate:.0} MB/s (many small files, all threads)",
        bytes as f64 / 1e6
    );
    out
}

/// Of each kind, by tenths of confidence: the mean confidence, the share that is there, and how many were found.
pub(crate) fn reliability(scores: &Scores) -> String {
    let mut out = String::from("\nconfidence: mean, share right, occurrences\n");
    for (kind, bins) in &scores.bins {
        let _ = writeln!(out, "  {kind}");
        for &(sum, there, count) in bins.iter().filter(|(.., count)| *count > 0) {
            let all = count as f64;
            let _ = writeln!(out, "    {:.3} {:.3} {count}", sum / all, there as f64 / all);
        }
    }
    let _ = writeln!(out, "\nsteepness below even odds: mean error over the kinds");
    for steepness in [1.0, 1.5, 2.0, 3.0, 4.0, 6.0] {
        let error: f64 = scores.bins.values().map(|bins| error_at(bins, steepness)).sum();
        let _ = writeln!(out, "    {steepness:.1} {:.4}", error / scores.bins.len().max(1) as f64);
    }
    out
}

/// The calibration error if log10 odds below even ones were so many times what the reasons add up to. Of each tenth the mean
/// confidence stands for all.
fn error_at(bins: &[(f64, usize, usize)], steepness: f64) -> f64 {
    let all: usize = bins.iter().map(|bin| bin.2).sum();
    let error: f64 = bins
        .iter()
        .filter(|bin| bin.2 > 0)
        .map(|&(sum, there, count)| {
            let odds = odds_of(sum / count as f64);
            let odds = if odds < 0.0 { odds * steepness } else { odds };
            let confidence = 1.0 / (1.0 + 10f64.powf(-odds));
            (confidence * count as f64 - there as f64).abs()
        })
        .sum();
    error / all.max(1) as f64
}

/// Writes every miss and false finding with its value: the documents are made up.
pub(crate) fn write_mistakes(folder: &Path, documents: &[Document], occurrences: &[Occurrence]) -> io::Result<()> {
    let mut lines = String::new();
    for document in documents {
        let found: Vec<&Occurrence> = occurrences.iter().filter(|one| one.source == document.name).collect();
        let shown = |start: usize, end: usize| {
            let context = document.bytes.get(start.saturating_sub(24)..(end + 16).min(document.bytes.len()));
            String::from_utf8_lossy(context.unwrap_or_default()).replace(['\n', '\t'], " ")
        };
        let value = |start: usize, end: usize| {
            String::from_utf8_lossy(document.bytes.get(start..end).unwrap_or_default()).replace(['\n', '\t'], " ")
        };
        for label in document.labels.iter().filter(|label| !found.iter().any(|one| agrees(label, one))) {
            let (start, end) = (label.span.start, label.span.end);
            let _ = writeln!(
                lines,
                "{}\t{}\tmiss\t{}\t{}",
                document.name,
                label.kind,
                value(start, end),
                shown(start, end)
            );
        }
        for one in found.iter().filter(|one| !document.labels.iter().any(|label| agrees(label, one))) {
            let _ = writeln!(
                lines,
                "{}\t{}\tfalse {:.2} {}\t{}\t{}",
                document.name,
                one.kind,
                one.confidence,
                one.column.as_deref().unwrap_or("-"),
                value(one.start, one.end),
                shown(one.start, one.end)
            );
        }
    }
    fs::write(folder.join("mistakes.tsv"), lines)
}
