//! The report as JSON: one object, `schema_version` first, fields in the order of the model, a newline at the end.
//!
//! Written straight to the output, finding by finding: the text is never whole in memory. Indented, so that two reports
//! can be compared line by line.

use std::io::{self, Write};

use serde::Deserialize;

use super::model::{Report, SCHEMA_VERSION};
use crate::error::{Error, ErrorKind};

/// Bytes that are handed on together.
const BUFFER_LEN: usize = 64 * 1024;

/// Writes the report as JSON.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    // The text comes in pieces of a few bytes: gathered here, they cost no call each.
    let mut out = io::BufWriter::with_capacity(BUFFER_LEN, out);
    serde_json::to_writer_pretty(&mut out, report)?;
    out.write_all(b"\n")?;
    out.flush()
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
