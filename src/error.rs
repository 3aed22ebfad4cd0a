//! What can go wrong: an [`Error`] stops the operation, a [`Diagnostic`] is about one input and never stops a scan.
//!
//! Neither ever holds a value from the scanned data: they say where, not what.

use std::fmt;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of failure an [`Error`] is; the command line turns it into an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting, a path given on the command line or a configuration file is wrong.
    Config,
    /// A rule file is wrong.
    Rule,
    /// A report could not be written.
    Output,
    /// A report that was given as input could not be read.
    Report,
    /// A bug of ours.
    Internal,
}

/// Stops the operation. `Display` says one thing; the cause is in `source()`.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: ErrorKind,
    message: String,
    #[source]
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind` with a message: lower case, no full stop, names in backticks.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), cause: None }
    }

    /// The same error with what caused it.
    #[must_use]
    pub fn with_cause(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Wraps an I/O failure on `path`.
    pub fn io(kind: ErrorKind, action: &str, path: impl Into<PathBuf>, cause: std::io::Error) -> Self {
        let path = path.into();
        Self::new(kind, format!("cannot {action} `{}`", path.display())).with_cause(cause)
    }

    /// A TOML text that cannot be understood: where, and what is wrong in general. The parser's own message quotes the text,
    /// which may be a data file that was given by mistake.
    pub fn toml(kind: ErrorKind, message: &str, text: &str, cause: &toml::de::Error) -> Self {
        let before = cause.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
        Self::new(kind, format!("{message}: {} (line {line}, column {column})", toml_trouble(cause.message())))
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

/// What is wrong with a TOML text, in words of ours. What was expected is ours too, and stands last.
fn toml_trouble(message: &str) -> String {
    const KINDS: [&str; 6] =
        ["unknown field", "unknown variant", "invalid type", "invalid value", "invalid length", "missing field"];
    let Some(kind) = KINDS.into_iter().find(|kind| message.starts_with(kind)) else {
        return "not TOML".to_owned();
    };
    match message.rfind(", expected ").map(|at| message.split_at(at).1) {
        Some(expected) => format!("{kind}{expected}"),
        None if kind == "missing field" => message.to_owned(),
        None => kind.to_owned(),
    }
}

/// How bad a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Structure was lost, or something is odd; every byte was examined all the same.
    Warning,
    /// Bytes were not examined.
    Error,
}

/// Why something went other than planned, or was not examined. The codes are stable: policies accept them by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The path does not exist (any more).
    NotFound,
    /// The system refused to open or read it.
    PermissionDenied,
    /// Reading failed for another reason.
    ReadFailed,
    /// A FIFO, socket, character or block device: never opened.
    SpecialFile,
    /// A symbolic link that was not followed.
    SymlinkNotFollowed,
    /// A link that leads back into its own directory, or to nothing.
    SymlinkBroken,
    /// A directory reached a second time.
    DirectoryLoop,
    /// The user excluded it by glob.
    Excluded,
    /// The file became shorter while it was read.
    Truncated,
    /// The file became longer, or was rewritten, while it was read.
    Changed,
    /// A compressed stream is broken from some byte on.
    CorruptStream,
    /// A limit (depth, ratio, bytes) stopped the decoding of a container.
    LimitReached,
    /// A member of a container is encrypted; only its name was looked at.
    Encrypted,
    /// A container or format that is recognised but cannot be read; its raw bytes were scanned as they stand.
    UnsupportedFormat,
    /// Structure could not be understood; the bytes were scanned as raw text.
    NotUnderstood,
    /// One record exceeded the record limit; its bytes were scanned as raw text.
    RecordTooLong,
    /// More columns, tables or distinct paths than the limit; what exceeds it shares one column.
    TooManyColumns,
    /// A bug of ours, caught; the rest of this source was not examined.
    InternalError,
    /// The user interrupted the scan.
    Interrupted,
    /// No byte was there to examine: no file, only empty ones, or all of them left out.
    NothingToExamine,
}

impl Reason {
    /// The stable name, as it stands in reports and policies.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::PermissionDenied => "permission_denied",
            Self::ReadFailed => "read_failed",
            Self::SpecialFile => "special_file",
            Self::SymlinkNotFollowed => "symlink_not_followed",
            Self::SymlinkBroken => "symlink_broken",
            Self::DirectoryLoop => "directory_loop",
            Self::Excluded => "excluded",
            Self::Truncated => "truncated",
            Self::Changed => "changed",
            Self::CorruptStream => "corrupt_stream",
            Self::LimitReached => "limit_reached",
            Self::Encrypted => "encrypted",
            Self::UnsupportedFormat => "unsupported_format",
            Self::NotUnderstood => "not_understood",
            Self::RecordTooLong => "record_too_long",
            Self::TooManyColumns => "too_many_columns",
            Self::InternalError => "internal_error",
            Self::Interrupted => "interrupted",
            Self::NothingToExamine => "nothing_to_examine",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something that went wrong, or other than planned, with one input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// The source it is about, as in a finding's location.
    pub source: String,
    /// How bad it is.
    pub severity: Severity,
    /// The stable code.
    pub reason: Reason,
    /// Byte offset in the source, where one is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub offset: Option<u64>,
    /// One sentence for a person. Never holds a value from the data.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Settings {
        #[serde(default, rename = "jobs")]
        _jobs: u8,
        #[serde(rename = "severity")]
        _severity: Severity,
    }

    fn message(text: &str) -> String {
        let cause = toml::from_str::<Settings>(text).unwrap_err();
        let error = Error::toml(ErrorKind::Config, "file `x` is wrong", text, &cause);
        assert!(std::error::Error::source(&error).is_none(), "the cause would be printed too");
        error.to_string()
    }

    #[test]
    fn errors_in_toml_say_where_and_never_what() {
        const VALUE: &str = "536-22-8713";
        let cases = [
            ("1000,Lauren Nguyen,536-22-8713\n", "not TOML (line 1, column "),
            ("536-22-8713 = 1\n", "unknown field, expected `jobs` or `severity` (line 1, column 1)"),
            ("\"536-22-8713, expected x\" = 1\n", "unknown field, expected `jobs` or `severity` (line 1, column 1)"),
            (
                "\nseverity = \"536-22-8713\"\n",
                "unknown variant, expected one of `note`, `warning`, `error` (line 2, column ",
            ),
            ("jobs = \"536-22-8713\"\n", "invalid type, expected u8 (line 1, column 8)"),
            ("[536-22-8713]\na = 1\n", "unknown field, expected `jobs` or `severity` (line 1, column "),
            ("[536-22-8713]\n[536-22-8713]\n", "(line "),
            ("jobs = 1\n", "missing field `severity` (line 1, column 1)"),
        ];
        for (text, expected) in cases {
            let message = message(text);
            assert!(message.contains(expected), "{message}");
            assert!(!message.contains(VALUE) && !message.contains("Nguyen"), "{message}");
        }
    }
}
