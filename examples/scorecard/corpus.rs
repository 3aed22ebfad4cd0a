//! Labelled documents.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

/// The folder, below the one given, that the documents are written to.
pub(crate) const FOLDER: &str = "corpus";

/// What a document is measured as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Genre {
    /// Records with columns.
    Table,
    /// Prose, mail, logs, notes.
    Text,
    /// Holds no personal data.
    Innocent,
}

/// A value in a document.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    /// Its kind.
    pub(crate) kind: &'static str,
    /// Its bytes.
    pub(crate) span: Range<usize>,
}

/// A file, and what is in it.
#[derive(Debug)]
pub(crate) struct Document {
    /// File name.
    pub(crate) name: String,
    /// What it is measured as.
    pub(crate) genre: Genre,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// All personal data in it, in order.
    pub(crate) labels: Vec<Label>,
    /// Its columns that hold none, by the name that a report gives them.
    pub(crate) innocent_columns: Vec<String>,
}

impl Document {
    /// An empty document.
    pub(crate) fn new(name: String, genre: Genre) -> Self {
        Self { name, genre, bytes: Vec::new(), labels: Vec::new(), innocent_columns: Vec::new() }
    }

    /// Adds text that holds nothing.
    pub(crate) fn plain(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Adds a value of a kind, or a value that is none.
    pub(crate) fn value(&mut self, kind: Option<&'static str>, text: &str) {
        let start = self.bytes.len();
        self.plain(text);
        if let Some(kind) = kind.filter(|_| !text.is_empty()) {
            self.labels.push(Label { kind, span: start..self.bytes.len() });
        }
    }
}

/// Writes all documents below `folder`.
pub(crate) fn write(folder: &Path, documents: &[Document]) -> io::Result<()> {
    let folder = folder.join(FOLDER);
    fs::create_dir_all(&folder)?;
    documents.iter().try_for_each(|document| fs::write(folder.join(&document.name), &document.bytes))
}

/// Writes the labels, one a line: file, kind, first byte, byte after the last.
pub(crate) fn write_labels(folder: &Path, documents: &[Document]) -> io::Result<()> {
    let mut lines = String::new();
    for document in documents {
        for Label { kind, span } in &document.labels {
            let _ = writeln!(lines, "{}\t{kind}\t{}\t{}", document.name, span.start, span.end);
        }
    }
    fs::write(folder.join("labels.tsv"), lines)
}
