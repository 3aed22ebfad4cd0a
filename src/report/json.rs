//! The report as JSON: one object, `schema_version` first, fields in the order of the model, a newline at the end.
//!
//! Written straight to the output, some findings at a time: they are never whole in memory as text. Indented, so that two
//! reports can be compared line by line.

use std::io::{self, IoSlice, Write};
use std::ops::Range;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};
use rayon::slice::ParallelSlice;
use serde::{Deserialize, Serialize};

use super::indented::{self, Object};
use super::model::{Finding, Report, SCHEMA_VERSION, Score, Table};
use crate::detect::evidence::Evidence;
use crate::error::{Error, ErrorKind};

/// Elements of a list that one thread writes in one go: few enough that the texts of all parts are still near by when they are handed on.
const PART_LEN: usize = 32;
/// Parts that are written at the same time, and wait for each other.
const PARTS: usize = 16;

/// Writes the report as JSON.
///
/// Findings and tables are nearly all of a long report: where this is called by a thread of a pool, all of that pool write
/// them, some megabytes at a time.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Report { schema_version, tool, run, summary, findings, tables, cohorts, ledger, diagnostics } = report;
    let mut text = b"{\n  \"schema_version\": ".to_vec();
    indented::append(schema_version, 1, &mut text)?;
    field("tool", tool, &mut text)?;
    if let Some(run) = run {
        field("run", run, &mut text)?;
    }
    field("summary", summary, &mut text)?;
    out.write_all(&text)?;
    let mut parts = Parts::default();
    parts.list("findings", findings, out)?;
    parts.list("tables", tables, out)?;
    text.clear();
    field("cohorts", cohorts, &mut text)?;
    field("ledger", ledger, &mut text)?;
    field("diagnostics", diagnostics, &mut text)?;
    text.extend_from_slice(b"\n}\n");
    out.write_all(&text)?;
    out.flush()
}

/// A field of the report, behind another.
fn field(name: &str, content: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    begin_field(name, out);
    Ok(indented::append(content, 1, out)?)
}

fn begin_field(name: &str, out: &mut Vec<u8>) {
    for piece in [",\n  \"", name, "\": "] {
        out.extend_from_slice(piece.as_bytes());
    }
}

/// The texts of parts of a list, in memory that is used again.
#[derive(Default)]
struct Parts {
    texts: Vec<Vec<u8>>,
    /// Those that are handed on while the others are written.
    ready: Vec<Vec<u8>>,
}

impl Parts {
    /// A field that is a long list.
    fn list<T: Element>(&mut self, name: &str, items: &[T], out: &mut dyn Write) -> io::Result<()> {
        let mut begin = Vec::new();
        begin_field(name, &mut begin);
        begin.push(b'[');
        out.write_all(&begin)?;
        let is_in_pool = rayon::current_thread_index().is_some();
        for (index, items) in items.chunks(PART_LEN * if is_in_pool { PARTS } else { 1 }).enumerate() {
            self.texts.resize(items.len().div_ceil(PART_LEN), Vec::new());
            if is_in_pool {
                let ready = &mut self.ready;
                let parts = self.texts.par_iter_mut().zip(items.par_chunks(PART_LEN));
                let mut written = Ok(());
                let mut handed_on = Ok(());
                rayon::in_place_scope(|scope| {
                    scope.spawn(|_| written = parts.try_for_each(|(text, items)| elements(items, text)));
                    handed_on = hand_on(ready, out);
                });
                written.and(handed_on)?;
            } else {
                self.texts.iter_mut().try_for_each(|text| elements(items, text))?;
            }
            if index == 0
                && let Some(first) = self.texts.first_mut()
            {
                // Each element begins with the comma behind the one before it.
                first.remove(0);
            }
            std::mem::swap(&mut self.texts, &mut self.ready);
            if !is_in_pool {
                hand_on(&mut self.ready, out)?;
            }
        }
        hand_on(&mut self.ready, out)?;
        out.write_all(if items.is_empty() { b"]" } else { b"\n  ]" })
    }
}

/// Writes what is ready, in one call where it can be.
fn hand_on(ready: &mut [Vec<u8>], out: &mut dyn Write) -> io::Result<()> {
    let mut texts: Vec<IoSlice<'_>> = ready.iter().map(|text| IoSlice::new(text)).collect();
    let mut left = texts.as_mut_slice();
    // Those that are empty, too.
    IoSlice::advance_slices(&mut left, 0);
    while !left.is_empty() {
        match out.write_vectored(left) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut left, written),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    ready.iter_mut().for_each(Vec::clear);
    Ok(())
}

/// Elements of a list of the report, a comma before each.
fn elements<T: Element>(items: &[T], text: &mut Vec<u8>) -> io::Result<()> {
    text.clear();
    let mut before: Option<(&T, T::Places)> = None;
    for item in items {
        text.extend_from_slice(b",\n    ");
        let places = item.append(before.as_ref().map(|(item, places)| (*item, places)), text)?;
        before = Some((item, places));
    }
    Ok(())
}

/// What a long list holds. Of thousands of files many say the same: what an element has in common with the one before it is copied.
trait Element: Sync {
    /// Where those parts of its text stand that the next one may have too.
    type Places;

    /// Appends it, behind another one or as the first.
    fn append(&self, before: Option<(&Self, &Self::Places)>, out: &mut Vec<u8>) -> io::Result<Self::Places>;
}

impl Element for Finding {
    type Places = [Range<usize>; 2];

    fn append(&self, before: Option<(&Self, &Self::Places)>, out: &mut Vec<u8>) -> io::Result<Self::Places> {
        let Self { rank, id, kind, risk, score, confidence, protection, location, counts, evidence, samples } = self;
        let same_score = before.filter(|(other, _)| is_same_score(score, &other.score));
        let same_evidence = before.filter(|(other, _)| is_same_evidence(evidence, &other.evidence));
        let mut object = Object::begin(2, out);
        object.field("rank", rank)?;
        object.field("id", id)?;
        object.field("kind", kind)?;
        object.field("risk", risk)?;
        let score = object.field_or_copy("score", score, same_score.map(|(_, [score, _])| score.clone()))?;
        object.field("confidence", confidence)?;
        object.field("protection", protection)?;
        object.field("location", location)?;
        object.field("counts", counts)?;
        let same_evidence = same_evidence.map(|(_, [_, evidence])| evidence.clone());
        let evidence = object.field_or_copy("evidence", evidence, same_evidence)?;
        object.field("samples", samples)?;
        object.end();
        Ok([score, evidence])
    }
}

impl Element for Table {
    type Places = Range<usize>;

    fn append(&self, before: Option<(&Self, &Self::Places)>, out: &mut Vec<u8>) -> io::Result<Self::Places> {
        let Self { location, format, records, risk, columns, cohorts, people } = self;
        let same_cohorts = before.filter(|(other, _)| *cohorts == other.cohorts);
        let mut object = Object::begin(2, out);
        object.field("location", location)?;
        object.field("format", format)?;
        object.field("records", records)?;
        object.field("risk", risk)?;
        object.field("columns", columns)?;
        let cohorts = object.field_or_copy("cohorts", cohorts, same_cohorts.map(|(_, cohorts)| cohorts.clone()))?;
        object.field("people", people)?;
        object.end();
        Ok(cohorts)
    }
}

/// Whether two scores are written alike: zero is, and is not, less than zero.
fn is_same_score(one: &Score, other: &Score) -> bool {
    one.total.to_bits() == other.total.to_bits()
        && one.components.len() == other.components.len()
        && one.components.iter().zip(&other.components).all(|(one, other)| {
            one.value.to_bits() == other.value.to_bits() && one.name == other.name && one.detail == other.detail
        })
}

/// The same of evidence.
fn is_same_evidence(one: &[Evidence], other: &[Evidence]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            one.weight.to_bits() == other.weight.to_bits()
                && one.evidence_type == other.evidence_type
                && one.detail == other.detail
        })
}

/// Reads a JSON report.
///
/// # Errors
///
/// Of kind [`ErrorKind::Report`] when it is no report, or one of a version that this program does not know. The message
/// says where in the text, never what stands there.
pub fn read(bytes: &[u8]) -> Result<Report, Error> {
    #[derive(Deserialize)]
    struct Version {
        schema_version: String,
    }
    let version: Version = serde_json::from_slice(bytes).map_err(|cause| invalid(&cause))?;
    if major(&version.schema_version) != major(SCHEMA_VERSION) {
        let message = format!("the report is of another version, expected {SCHEMA_VERSION}");
        return Err(Error::new(ErrorKind::Report, message));
    }
    serde_json::from_slice(bytes).map_err(|cause| invalid(&cause))
}

fn major(version: &str) -> Option<&str> {
    version.split('.').next()
}

/// The parser's own message may quote the text, so only its place is kept.
fn invalid(cause: &serde_json::Error) -> Error {
    let what = match cause.classify() {
        serde_json::error::Category::Data => "not a plainsight report",
        serde_json::error::Category::Eof => "the report ends too early",
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => "not JSON",
    };
    Error::new(ErrorKind::Report, format!("{what} (line {}, column {})", cause.line(), cause.column()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::fixture;

    #[test]
    fn what_is_written_is_read_again() {
        let report = fixture("breach");
        let mut bytes = Vec::new();
        write(&report, &mut bytes).unwrap();
        assert!(bytes.starts_with(b"{\n  \"schema_version\": \"1.0\",\n  \"tool\"") && bytes.ends_with(b"}\n"));
        assert_eq!(read(&bytes).unwrap(), report);
    }

    #[test]
    fn lines_are_indented_as_others_do() {
        for name in ["breach", "nothing_found"] {
            let mut bytes = Vec::new();
            write(&fixture(name), &mut bytes).unwrap();
            assert_eq!(bytes.strip_suffix(b"\n").unwrap(), serde_json::to_vec_pretty(&fixture(name)).unwrap());
        }
        let mut many = fixture("breach");
        let findings = many.findings.iter().cycle().take(PART_LEN * (2 * PARTS + 2) + 1).cloned().collect();
        many.findings = findings;
        let mut bytes = Vec::new();
        write(&many, &mut bytes).unwrap();
        assert_eq!(bytes.strip_suffix(b"\n").unwrap(), serde_json::to_vec_pretty(&many).unwrap());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
        bytes.clear();
        pool.install(|| write(&many, &mut bytes).unwrap());
        assert_eq!(bytes.strip_suffix(b"\n").unwrap(), serde_json::to_vec_pretty(&many).unwrap());
    }

    #[test]
    fn what_neighbours_have_in_common_is_written_for_each() {
        let mut report = fixture("breach");
        let [first, ..] = report.findings.as_slice() else { panic!("there are findings") };
        let first = first.clone();
        let change = |change: &dyn Fn(&mut Finding)| {
            let mut other = first.clone();
            change(&mut other);
            other
        };
        report.findings = vec![
            first.clone(),
            first.clone(),
            change(&|other| other.score.components[0].value = 0.0),
            change(&|other| other.score.components[0].value = -0.0),
            change(&|other| other.score.components[0].detail = "another".into()),
            change(&|other| other.evidence[0].weight = 0.0),
            change(&|other| other.evidence[0].weight = -0.0),
            change(&|other| other.evidence.truncate(1)),
            first.clone(),
        ];
        let table = report.tables[0].clone();
        let mut other = table.clone();
        other.cohorts.clear();
        report.tables = vec![table.clone(), table.clone(), other.clone(), other, table];
        let mut bytes = Vec::new();
        write(&report, &mut bytes).unwrap();
        assert_eq!(bytes.strip_suffix(b"\n").unwrap(), serde_json::to_vec_pretty(&report).unwrap());
    }

    #[test]
    fn a_report_that_cannot_be_read_is_not_quoted() {
        for text in [
            "{\"schema_version\": 536904399}",
            "[\"536904399\"]",
            "536904399 x",
            "{\"schema_version\": \"1.0\", \"536904399\": 1}",
        ] {
            let error = read(text.as_bytes()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Report);
            assert!(!format!("{error:?} {error}").contains("536904399"), "{error}");
        }
    }

    #[test]
    fn another_major_version_is_refused_and_a_minor_one_is_not() {
        let mut report = fixture("nothing_found");
        report.schema_version = "1.7".into();
        assert!(read(&serde_json::to_vec(&report).unwrap()).is_ok());
        report.schema_version = "2.0".into();
        let error = read(&serde_json::to_vec(&report).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "the report is of another version, expected 1.0");
    }
}
