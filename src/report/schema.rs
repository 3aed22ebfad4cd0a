//! JSON Schemas, made from the model's types.

use std::io;

use super::model::{Occurrence, Report};

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaOf {
    /// The JSON report.
    Report,
    /// One line of the `--occurrences` file.
    Occurrence,
}

/// The JSON Schema (draft 2020-12).
#[must_use]
pub fn schema(of: SchemaOf) -> serde_json::Value {
    match of {
        SchemaOf::Report => schemars::schema_for!(Report),
        SchemaOf::Occurrence => schemars::schema_for!(Occurrence),
    }
    .to_value()
}

/// Writes a schema, indented.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(of: SchemaOf, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &schema(of))?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{FIXTURES, fixture};

    #[test]
    fn every_report_is_valid_under_its_schema() {
        let validator = jsonschema::validator_for(&schema(SchemaOf::Report)).unwrap();
        for name in FIXTURES {
            let value = serde_json::to_value(fixture(name)).unwrap();
            let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{name}: {errors:?}");
        }
        assert!(!validator.is_valid(&serde_json::json!({"schema_version": "1.0"})));
    }

    #[test]
    fn an_occurrence_is_valid_under_its_schema_and_one_with_more_fields_is_not() {
        let validator = jsonschema::validator_for(&schema(SchemaOf::Occurrence)).unwrap();
        let occurrence = Occurrence {
            source: "users.csv".into(),
            table: None,
            column: Some("ssn".into()),
            record: 1,
            start: 40,
            end: 51,
            kind: "us_ssn".into(),
            confidence: 0.99,
            masked: "***-**-****".into(),
            fingerprint: None,
        };
        let mut value = serde_json::to_value(occurrence).unwrap();
        assert!(validator.is_valid(&value));
        value["value"] = "x".into();
        assert!(!validator.is_valid(&value));
    }
}
