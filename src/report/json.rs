//! The report as JSON: one object, `schema_version` first, fields in the order of the model, a newline at the end.
//!
//! Written straight to the output, some findings at a time: they are never whole in memory as text. Indented, so that two
//! reports can be compared line by line.

use std::io::{self, Write};

use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;
use serde::{Deserialize, Serialize};
use serde_json::ser::Formatter;

use super::model::{Finding, Report, SCHEMA_VERSION};
use crate::error::{Error, ErrorKind};

/// Bytes that are handed on together.
const BUFFER_LEN: usize = 64 * 1024;

/// Findings that one thread writes in one go.
const FINDINGS_PART: usize = 128;
/// Parts that are written at the same time, and wait for each other.
const PARTS: usize = 16;

/// Writes the report as JSON.
///
/// Findings are nearly all of a long report: where this is called by a thread of a pool, all of that pool write them, some
/// megabytes at a time.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Report { schema_version, tool, run, summary, findings, tables, cohorts, ledger, diagnostics } = report;
    // The text comes in pieces of a few bytes: gathered here, they cost no call each.
    let out = &mut io::BufWriter::with_capacity(BUFFER_LEN, out);
    out.write_all(b"{\n  \"schema_version\": ")?;
    value(schema_version, 1, out)?;
    field("tool", tool, out)?;
    if let Some(run) = run {
        field("run", run, out)?;
    }
    field("summary", summary, out)?;
    out.write_all(b",\n  \"findings\": [")?;
    let is_in_pool = rayon::current_thread_index().is_some();
    for (index, parts) in findings.chunks(FINDINGS_PART * if is_in_pool { PARTS } else { 1 }).enumerate() {
        let texts: Vec<_> =
            if is_in_pool { parts.par_chunks(FINDINGS_PART).map(elements).collect() } else { vec![elements(parts)] };
        for (part, text) in texts.into_iter().enumerate() {
            let text = text?;
            // Each begins with the comma behind the one before it.
            out.write_all(if index + part == 0 { text.get(1..).unwrap_or_default() } else { &text })?;
        }
    }
    out.write_all(if findings.is_empty() { b"]" } else { b"\n  ]" })?;
    field("tables", tables, out)?;
    field("cohorts", cohorts, out)?;
    field("ledger", ledger, out)?;
    field("diagnostics", diagnostics, out)?;
    out.write_all(b"\n}\n")?;
    out.flush()
}

/// A field of the report, behind another.
fn field(name: &str, content: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    write!(out, ",\n  \"{name}\": ")?;
    value(content, 1, out)
}

/// A value on a line of the given depth.
fn value(content: &impl Serialize, depth: usize, out: &mut impl Write) -> io::Result<()> {
    let place = Indented { depth, has_value: false };
    Ok(content.serialize(&mut serde_json::Serializer::with_formatter(out, place))?)
}

/// Findings as elements of the report's list, a comma before each.
fn elements(findings: &[Finding]) -> io::Result<Vec<u8>> {
    let mut elements = Vec::new();
    for finding in findings {
        elements.extend_from_slice(b",\n    ");
        value(finding, 2, &mut elements)?;
    }
    Ok(elements)
}

/// Indents as `serde_json`'s own formatter does, each line end and what follows it in one piece: a report is mostly indentation.
#[derive(Debug, Default)]
struct Indented {
    depth: usize,
    has_value: bool,
}

impl Indented {
    /// A line end, and the indentation of the deepest line that is written at once.
    const LINE: &'static [u8; 65] = b"\n                                                                ";

    fn begin(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        out.write_all(bracket)
    }

    fn end(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        if self.has_value {
            self.new_line(out)?;
        }
        out.write_all(bracket)
    }

    fn next(&self, out: &mut (impl Write + ?Sized), is_first: bool) -> io::Result<()> {
        if !is_first {
            out.write_all(b",")?;
        }
        self.new_line(out)
    }

    fn new_line(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let len = 1 + 2 * self.depth;
        out.write_all(Self::LINE.get(..len).unwrap_or(Self::LINE))?;
        (Self::LINE.len()..len).try_for_each(|_| out.write_all(b" "))
    }
}

impl Formatter for Indented {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.next(out, is_first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.next(out, is_first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
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
        let findings = many.findings.iter().cycle().take(FINDINGS_PART * (PARTS + 2) + 1).cloned().collect();
        many.findings = findings;
        let mut bytes = Vec::new();
        write(&many, &mut bytes).unwrap();
        assert_eq!(bytes.strip_suffix(b"\n").unwrap(), serde_json::to_vec_pretty(&many).unwrap());
        let mut deep = serde_json::Value::Null;
        for _ in 0..50 {
            deep = serde_json::json!({ "a": [deep, {}, []] });
        }
        let mut bytes = Vec::new();
        deep.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Indented::default())).unwrap();
        assert_eq!(bytes, serde_json::to_vec_pretty(&deep).unwrap());
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
