//! The report as it stands in JSON, versioned. The JSON Schema is made from these types.
//!
//! Nothing in it can hold a raw value: samples are masked when they are taken, names pass [`crate::redact::safe_name`].

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::detect::evidence::Evidence;
use crate::error::{Diagnostic, Reason};

/// The version of the report's format: the first number changes when a reader must change.
pub const SCHEMA_VERSION: &str = "1.0";

/// The whole report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Always [`SCHEMA_VERSION`].
    pub schema_version: String,
    /// What made the report.
    pub tool: Tool,
    /// What differs between runs over the same input; left out by `--reproducible`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub run: Option<Run>,
    /// The answer in short.
    pub summary: Summary,
    /// All findings, highest risk first.
    pub findings: Vec<Finding>,
    /// Every table, and every text source, in which something was found.
    pub tables: Vec<Table>,
    /// People by the combination of kinds that is known of them, over all tables; worst first.
    pub cohorts: Vec<Cohort>,
    /// The account of every input byte.
    pub ledger: Ledger,
    /// What went wrong, or other than planned, by source.
    pub diagnostics: Vec<Diagnostic>,
}

/// What made the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// `plainsight`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over all rules in force, so that two reports can be told apart by their rules.
    pub rules_sha256: String,
}

/// What differs between two runs over the same input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// When the scan began: seconds since 1970-01-01 UTC.
    pub started_unix_s: u64,
    /// How long it took.
    pub elapsed_ms: u64,
    /// Worker threads.
    pub threads: usize,
    /// Bytes examined in each second, decoded.
    pub bytes_per_second: u64,
}

/// Whether everything was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// Every byte was examined, or left out at the user's own word (an exclude glob).
    Complete,
    /// Something was not examined, and the ledger says what and why; or there was nothing to examine.
    Incomplete,
}

impl Status {
    /// The name, as it stands in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Complete => "COMPLETE",
            Self::Incomplete => "INCOMPLETE",
        }
    }
}

/// How much harm the finding of a kind, or of a whole scan, may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// Nothing, or test data alone.
    None,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Critical.
    Critical,
}

impl Risk {
    /// All levels, lowest first.
    pub const ALL: [Self; 5] = [Self::None, Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The name, as it stands in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The level of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.name() == name)
    }
}

/// The answer in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Whether everything was looked at.
    pub status: Status,
    /// The highest risk of all findings.
    pub risk: Risk,
    /// Bytes of input (before decoding).
    pub bytes: u64,
    /// How they, and what was decoded out of them, were looked at.
    pub coverage: Coverage,
    /// Files, and members of containers, examined.
    pub sources: u64,
    /// Records read: rows of tables, lines of text.
    pub records: u64,
    /// Distinct people, over all tables.
    pub people: People,
    /// Each kind found, worst first.
    pub kinds: Vec<KindSummary>,
    /// The number of entries in `cohorts`.
    pub cohorts: u64,
    /// Findings that are counted here and not listed, as those that are worse took all the room; none where this is absent.
    #[serde(skip_serializing_if = "is_none_omitted", default)]
    pub findings_omitted: u64,
    /// The same of tables.
    #[serde(skip_serializing_if = "is_none_omitted", default)]
    pub tables_omitted: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_none_omitted(count: &u64) -> bool {
    *count == 0
}

/// Bytes by how they were looked at: of files as they stand, and of what was decoded out of containers, whose own bytes do
/// not count here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Read as records of a known structure, or as text.
    pub understood: u64,
    /// Structure not understood, or binary: searched as they stand.
    pub raw: u64,
    /// Not looked at.
    pub not_examined: u64,
}

/// Bounds on a number of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// At least so many.
    pub low: u64,
    /// The best estimate.
    pub best: u64,
    /// At most so many.
    pub high: u64,
}

/// One kind over the whole scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KindSummary {
    /// The kind.
    pub kind: String,
    /// Number of findings.
    pub findings: u64,
    /// Occurrences in all findings.
    pub matched: u64,
    /// The highest risk among them.
    pub risk: Risk,
}

/// All occurrences of one kind in one column of one table, or in one text source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// 1 is the worst.
    pub rank: u64,
    /// Depends on place and kind alone: the same in every run.
    pub id: String,
    /// The kind: `us_ssn`.
    pub kind: String,
    /// How bad.
    pub risk: Risk,
    /// The score and where it comes from.
    pub score: Score,
    /// Probability that this is what it says, 0 to 1.
    pub confidence: f64,
    /// How the values are protected.
    pub protection: Protection,
    /// Where.
    pub location: Location,
    /// How many.
    pub counts: Counts,
    /// Why, strongest reason first.
    pub evidence: Vec<Evidence>,
    /// A few masked values, chosen without regard to order or threads.
    pub samples: Vec<SampleEntry>,
}

/// A risk score with its factors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// 0 to 100.
    pub total: f64,
    /// Each factor, with its value and what it rests on.
    pub components: Vec<ScoreComponent>,
}

/// One factor of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreComponent {
    /// `people`, `harm`, `plainness`, `confidence`, `exposure`.
    pub name: Cow<'static, str>,
    /// 0 to 1.
    pub value: f64,
    /// What it rests on.
    pub detail: Cow<'static, str>,
}

/// How values are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// Readable as they stand.
    Plain,
    /// Published test or placeholder values.
    TestData,
    /// Masked, wholly or in part.
    Masked,
    /// Hashed.
    Hashed,
    /// Encrypted, as far as ciphertext can be told.
    Encrypted,
    /// Replaced by tokens, or by values of the same form.
    Tokenised,
}

impl Protection {
    /// The name, as it stands in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::TestData => "test_data",
            Self::Masked => "masked",
            Self::Hashed => "hashed",
            Self::Encrypted => "encrypted",
            Self::Tokenised => "tokenised",
        }
    }
}

/// A structured place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// The file.
    pub source: String,
    /// Container steps below it, outermost first.
    pub members: Vec<String>,
    /// The table, where the source has tables with names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub table: Option<String>,
    /// The column, JSON path or key; absent for text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<String>,
}

impl Location {
    /// The file, and the members after `!`, as in a ledger entry.
    #[must_use]
    pub fn source_text(&self) -> String {
        let mut text = self.source.clone();
        for member in &self.members {
            text.push('!');
            text.push_str(member);
        }
        text
    }

    /// The table and the column, joined by a dot; empty for text.
    #[must_use]
    pub fn column_text(&self) -> String {
        match (&self.table, &self.column) {
            (Some(table), Some(column)) => format!("{table}.{column}"),
            (Some(name), None) | (None, Some(name)) => name.clone(),
            (None, None) => String::new(),
        }
    }
}

/// For people: `backup.tar!users.sql:users.ssn`. Structured output keeps the parts apart.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source_text())?;
        match self.column_text() {
            column if column.is_empty() => Ok(()),
            column => write!(f, ":{column}"),
        }
    }
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Non-empty cells of the column (lines, for text).
    pub cells: u64,
    /// Cells or candidates that had the kind's shape.
    pub tested: u64,
    /// Accepted occurrences.
    pub matched: u64,
    /// Different values among them.
    pub distinct: u64,
    /// Whether `distinct` is exact; otherwise it is estimated (standard error 1.6 %).
    pub distinct_is_exact: bool,
    /// How many of `tested` random values would have passed by chance.
    pub by_chance: u64,
    /// Published test or placeholder values among `matched`.
    pub test_values: u64,
}

/// A masked sample.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleEntry {
    /// The value, masked so that it cannot be completed.
    pub masked: String,
    /// The record it stands in, from 1.
    pub record: u64,
    /// Keyed fingerprint; absent in a reproducible report without a key.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fingerprint: Option<String>,
}

/// One table, or one text source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Where; `column` is never set.
    pub location: Location,
    /// The format it was read as.
    pub format: Cow<'static, str>,
    /// Rows or lines.
    pub records: u64,
    /// The highest risk of its findings.
    pub risk: Risk,
    /// Every column with its verdict (none for text).
    pub columns: Vec<Column>,
    /// Its records by the combination of kinds that they hold, most harmful first.
    pub cohorts: Vec<Cohort>,
    /// Distinct people in it.
    pub people: People,
}

/// The verdict on one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Non-empty cells.
    pub cells: u64,
    /// `us_ssn`, or a role such as `city`, `state`, `zip`, or nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub verdict: Option<String>,
    /// Confidence of the verdict.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub confidence: Option<f64>,
    /// `given_name`, `family_name`, `street` where the column holds part of a value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub part: Option<String>,
}

/// The records, or people, of whom exactly one combination of kinds is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    /// The combination, in order of name.
    pub kinds: Vec<String>,
    /// Records that hold exactly these kinds.
    pub records: u64,
    /// Distinct people among them.
    pub people: People,
    /// Records by state of residence, where the table has a state column; most first.
    pub by_state: Vec<StateCount>,
}

/// Records of one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateCount {
    /// Two-letter code.
    pub state: String,
    /// Records.
    pub records: u64,
}

/// The account of every input byte.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Totals of the input as it lies on disk. `input` is the sum of the other four.
    pub totals: LedgerTotals,
    /// Totals of what was decoded from containers; `decoded` is the sum of the other two.
    pub decoded: DecodedTotals,
    /// Sources by the format that they were read as.
    pub formats: Vec<FormatCount>,
    /// Every source that was not fully examined, and every range whose structure was lost.
    pub entries: Vec<LedgerEntry>,
    /// Entries beyond the limit, counted and not listed.
    pub entries_omitted: u64,
}

/// Input bytes by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerTotals {
    /// All bytes of all files met (and of standard input).
    pub input: u64,
    /// Read as records of a known structure, or as the structure around them, or as lines of text.
    pub examined: u64,
    /// Structure not understood, or binary: scanned as raw text.
    pub examined_raw: u64,
    /// Bytes of containers, examined by decoding them.
    pub container: u64,
    /// Not examined.
    pub not_examined: u64,
}

/// Decoded bytes by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecodedTotals {
    /// All bytes decoded from containers.
    pub decoded: u64,
    /// As in [`LedgerTotals`].
    pub examined: u64,
    /// As in [`LedgerTotals`].
    pub examined_raw: u64,
}

/// Sources of one format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormatCount {
    /// Name of the format.
    pub format: String,
    /// Sources.
    pub sources: u64,
    /// Bytes of them (decoded).
    pub bytes: u64,
}

/// One source, or range of one, that was not examined as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerEntry {
    /// The source: path, and members after `!`.
    pub source: String,
    /// First byte of the range.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
    /// What became of it.
    pub class: LedgerClass,
    /// Why.
    pub reason: Reason,
}

/// What became of a range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LedgerClass {
    /// Scanned as raw text for want of structure.
    ExaminedRaw,
    /// Not examined.
    NotExamined,
    /// Left out at the user's word.
    Excluded,
}

impl LedgerClass {
    /// The name, as it stands in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ExaminedRaw => "examined_raw",
            Self::NotExamined => "not_examined",
            Self::Excluded => "excluded",
        }
    }
}

/// One accepted occurrence: a line of the `--occurrences` file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Occurrence {
    /// The source: path, and members after `!`.
    pub source: String,
    /// The table, or null.
    pub table: Option<String>,
    /// The column, or null in text.
    pub column: Option<String>,
    /// Record within the table (line within the text), from 1.
    pub record: u64,
    /// First byte, in the source's bytes.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
    /// The kind.
    pub kind: String,
    /// Probability that this is what it says, column verdict included.
    pub confidence: f64,
    /// The value, masked.
    pub masked: String,
    /// Keyed fingerprint; null in a reproducible run without a key.
    pub fingerprint: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_stands_in_the_json() {
        let json = |value: serde_json::Value| value.as_str().expect("a name").to_owned();
        for risk in Risk::ALL {
            assert_eq!(json(serde_json::to_value(risk).unwrap()), risk.name());
            assert_eq!(Risk::from_name(risk.name()), Some(risk));
        }
        for status in [Status::Complete, Status::Incomplete] {
            assert_eq!(json(serde_json::to_value(status).unwrap()), status.name());
        }
        for protection in [
            Protection::Plain,
            Protection::TestData,
            Protection::Masked,
            Protection::Hashed,
            Protection::Encrypted,
            Protection::Tokenised,
        ] {
            assert_eq!(json(serde_json::to_value(protection).unwrap()), protection.name());
        }
        for class in [LedgerClass::ExaminedRaw, LedgerClass::NotExamined, LedgerClass::Excluded] {
            assert_eq!(json(serde_json::to_value(class).unwrap()), class.name());
        }
    }

    #[test]
    fn a_location_reads_from_the_file_down_to_the_column() {
        let mut location = Location {
            source: "backup.tar.gz".into(),
            members: vec!["db/users.sql".into()],
            table: Some("users".into()),
            column: Some("ssn".into()),
        };
        assert_eq!(location.to_string(), "backup.tar.gz!db/users.sql:users.ssn");
        (location.table, location.column) = (None, None);
        assert_eq!(location.to_string(), "backup.tar.gz!db/users.sql");
    }
}
