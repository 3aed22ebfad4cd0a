//! What was found against what is there.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::{Document, Genre, Label};
use crate::is_text;

/// Kinds of their own, of low risk, that stand in innocent files on purpose: where there is one, it is no false alarm.
const REAL_ANYWHERE: [&str; 2] = ["ip_address", "mac_address"];
/// Bins of confidence in which calibration is looked at.
const BINS: usize = 10;
/// How much of both spans must be common to both, in percent.
const OVERLAP_PERCENT: usize = 50;

/// One line of the occurrences.
#[derive(Debug, Clone)]
pub(crate) struct Occurrence {
    /// File name.
    pub(crate) source: String,
    /// Column, where there is one.
    pub(crate) column: Option<String>,
    /// Kind.
    pub(crate) kind: String,
    /// Confidence.
    pub(crate) confidence: f64,
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
}

/// Reads JSON lines.
pub(crate) fn read(lines: &[u8]) -> Result<Vec<Occurrence>, serde_json::Error> {
    lines.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).map(occurrence).collect()
}

fn occurrence(line: &[u8]) -> Result<Occurrence, serde_json::Error> {
    let value: serde_json::Value = serde_json::from_slice(line)?;
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let number = |name: &str| usize::try_from(value[name].as_u64().unwrap_or(0)).unwrap_or(0);
    Ok(Occurrence {
        source: text("source").rsplit('/').next().unwrap_or_default().to_owned(),
        column: value["column"].as_str().map(str::to_owned),
        kind: text("kind"),
        confidence: value["confidence"].as_f64().unwrap_or(0.0),
        start: number("start"),
        end: number("end"),
    })
}

/// Counts of one kind in one genre.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// Found and there.
    pub(crate) hits: usize,
    /// Of those, with exactly the labelled bytes.
    pub(crate) exact: usize,
    /// Found and not there.
    pub(crate) false_hits: usize,
    /// There and not found.
    pub(crate) misses: usize,
}

impl Tally {
    /// Share of what was found that is there.
    pub(crate) fn precision(&self) -> f64 {
        share(self.hits, self.hits + self.false_hits)
    }

    /// Share of what is there that was found.
    pub(crate) fn recall(&self) -> f64 {
        share(self.hits, self.hits + self.misses)
    }

    /// Their harmonic mean.
    pub(crate) fn f1(&self) -> f64 {
        share(2 * self.hits, 2 * self.hits + self.false_hits + self.misses)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// All that the scorecard shows.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    /// Of each kind, in tables and in text.
    pub(crate) tallies: BTreeMap<(Genre, String), Tally>,
    /// Of each kind: expected calibration error, and how many occurrences it rests on.
    pub(crate) calibration: BTreeMap<String, (f64, usize)>,
    /// The same by tenths of confidence: the sum of confidences, how many are there, and how many were found.
    pub(crate) bins: BTreeMap<String, [(f64, usize, usize); BINS]>,
    /// What was found in innocent documents, by kind.
    pub(crate) false_alarms: BTreeMap<String, usize>,
    /// Bytes of innocent documents.
    pub(crate) innocent_bytes: usize,
    /// Innocent columns, and those in which something was found.
    pub(crate) innocent_columns: usize,
    /// Innocent columns in which something was found, by document, column and kind.
    pub(crate) false_columns: BTreeSet<(String, String, String)>,
}

impl Scores {
    /// Compares. `calibrating` holds occurrences of low confidence, too.
    pub(crate) fn new(documents: &[Document], occurrences: &[Occurrence], calibrating: &[Occurrence]) -> Self {
        let mut scores = Self::default();
        let kinds: BTreeSet<&str> =
            documents.iter().flat_map(|document| &document.labels).map(|label| label.kind).collect();
        let mut bins: BTreeMap<String, [(f64, usize, usize); BINS]> = BTreeMap::new();
        for document in documents {
            let of_document = |all: &[Occurrence]| -> Vec<Occurrence> {
                all.iter().filter(|one| one.source == document.name).cloned().collect()
            };
            let found = of_document(occurrences);
            scores.columns(document, &found);
            if document.genre == Genre::Innocent {
                scores.innocent_bytes += document.bytes.len();
                for one in found.iter().filter(|one| !REAL_ANYWHERE.contains(&one.kind.as_str())) {
                    *scores.false_alarms.entry(one.kind.clone()).or_default() += 1;
                }
            }
            for one in of_document(calibrating).iter().filter(|one| kinds.contains(one.kind.as_str())) {
                let is_there = document.labels.iter().any(|label| agrees(label, one));
                let bin = &mut bins.entry(one.kind.clone()).or_default()[bin_of(one.confidence)];
                *bin = (bin.0 + one.confidence, bin.1 + usize::from(is_there), bin.2 + 1);
            }
            if document.genre != Genre::Innocent {
                scores.values(document, &found, &kinds);
            }
        }
        scores.calibration = bins.iter().map(|(kind, bins)| (kind.clone(), calibration_error(bins))).collect();
        scores.bins = bins;
        scores
    }

    fn values(&mut self, document: &Document, found: &[Occurrence], kinds: &BTreeSet<&str>) {
        let genre = if is_text(document) { Genre::Text } else { Genre::Table };
        for label in &document.labels {
            let tally = self.tallies.entry((genre, label.kind.to_owned())).or_default();
            match found.iter().find(|one| agrees(label, one)) {
                Some(one) => {
                    tally.hits += 1;
                    tally.exact += usize::from(one.start == label.span.start && one.end == label.span.end);
                }
                None => tally.misses += 1,
            }
        }
        for one in found.iter().filter(|one| kinds.contains(one.kind.as_str())) {
            if !document.labels.iter().any(|label| agrees(label, one)) {
                self.tallies.entry((genre, one.kind.clone())).or_default().false_hits += 1;
            }
        }
    }

    fn columns(&mut self, document: &Document, found: &[Occurrence]) {
        self.innocent_columns += document.innocent_columns.len();
        for one in found.iter().filter(|one| !REAL_ANYWHERE.contains(&one.kind.as_str())) {
            let Some(column) = &one.column else { continue };
            let last = column.rsplit('.').next().unwrap_or_default().trim_end_matches("[]");
            if document.innocent_columns.iter().any(|name| name == column || name == last) {
                self.false_columns.insert((document.name.clone(), column.clone(), one.kind.clone()));
            }
        }
    }
}

/// Whether an occurrence is of a label's kind and at its place.
pub(crate) fn agrees(label: &Label, one: &Occurrence) -> bool {
    if label.kind != one.kind {
        return false;
    }
    let common = label.span.end.min(one.end).saturating_sub(label.span.start.max(one.start));
    let all = label.span.end.max(one.end) - label.span.start.min(one.start);
    common > 0 && common * 100 >= all * OVERLAP_PERCENT
}

fn bin_of(confidence: f64) -> usize {
    (0..BINS).rev().find(|&bin| confidence * BINS as f64 >= bin as f64).unwrap_or(0)
}

fn calibration_error(bins: &[(f64, usize, usize); BINS]) -> (f64, usize) {
    let all: usize = bins.iter().map(|bin| bin.2).sum();
    let error: f64 = bins.iter().map(|&(sum, there, _)| (sum - there as f64).abs()).sum();
    (if all == 0 { 0.0 } else { error / all as f64 }, all)
}
