//! Places: which source, and which bytes of it.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where bytes come from: a file, and the members of containers that lead to them. Structured; only `Display` joins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceName {
    /// The file, as reached from the path the user gave (`-` for standard input).
    pub path: Arc<Path>,
    /// Container steps below the file, outermost first (empty for a plain file). A single-stream
    /// compression such as gzip is a step named after the file without its ending.
    pub members: Arc<[String]>,
}

impl SourceName {
    /// A plain file.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into().into(), members: Arc::from([]) }
    }

    /// A member inside this source.
    #[must_use]
    pub fn member(&self, name: impl Into<String>) -> Self {
        let mut members = self.members.to_vec();
        members.push(name.into());
        Self { path: Arc::clone(&self.path), members: members.into() }
    }

    /// The file's path as text. Bytes that are not UTF-8 are written as `\xNN`, so that two names never look the same.
    #[must_use]
    pub fn path_text(&self) -> String {
        path_text(&self.path)
    }

    /// All of it as text, as `Display` writes it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.path_text();
        for member in self.members.iter() {
            text.push('!');
            text.push_str(member);
        }
        text
    }
}

/// A path as text: valid UTF-8 as it is, every other byte (and the backslash before `x`) as `\xNN`.
#[must_use]
pub fn path_text(path: &Path) -> String {
    bytes_text(path.as_os_str().as_encoded_bytes())
}

/// The bytes of a name as text, written like a path.
#[must_use]
pub(crate) fn bytes_text(bytes: &[u8]) -> String {
    // Nearly all names are text without a backslash.
    if let Ok(text) = std::str::from_utf8(bytes)
        && memchr::memchr(b'\\', bytes).is_none()
    {
        return text.to_owned();
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(&chunk.valid().replace("\\x", "\\x5cx"));
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// A half-open range of bytes of a source (of the decoded member, where the source is one).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
}

impl Span {
    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

impl From<Range<u64>> for Span {
    fn from(range: Range<u64>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// How decoded bytes (UTF-8) map back to the bytes of the source.
///
/// Detection always sees UTF-8 (or ASCII-compatible bytes); offsets in reports always point into the source as it stands.
#[derive(Debug, Clone)]
pub enum OffsetMap {
    /// Decoded offset `o` is source offset `base + o`.
    Identity {
        /// Source offset of the first byte.
        base: u64,
    },
    /// The text was transcoded: checkpoints of (decoded offset, source offset), both rising, the first at decoded
    /// offset 0; between two checkpoints every decoded character is re-measured with `unit`.
    Transcoded {
        /// Decoded/source offset pairs, at most [`OffsetMap::CHECKPOINT_EVERY`] decoded bytes apart.
        checkpoints: Vec<(u32, u64)>,
        /// What one character takes in the source.
        unit: SourceUnit,
    },
}

/// How many source bytes one decoded character came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceUnit {
    /// A single-byte character set (Latin-1, Windows-1252): every character is one byte.
    Single,
    /// UTF-16: two bytes, or four for characters beyond the basic plane.
    Utf16,
    /// UTF-32: always four.
    Utf32,
}

impl OffsetMap {
    /// Largest distance between two checkpoints, in decoded bytes.
    pub const CHECKPOINT_EVERY: usize = 4096;

    /// The source offset of decoded offset `at`; `decoded` is the whole decoded window that this map belongs to.
    #[must_use]
    pub fn to_source(&self, decoded: &[u8], at: usize) -> u64 {
        match self {
            Self::Identity { base } => base + at as u64,
            Self::Transcoded { checkpoints, unit } => {
                let index = checkpoints.partition_point(|&(offset, _)| offset as usize <= at).saturating_sub(1);
                let Some(&(from, source)) = checkpoints.get(index) else { return 0 };
                let between = decoded.get(from as usize..at).unwrap_or_default();
                source + between.iter().map(|&byte| unit.bytes_for_lead(byte)).sum::<u64>()
            }
        }
    }
}

impl SourceUnit {
    /// Source bytes taken by the character whose first UTF-8 byte is `lead`; continuation bytes take none.
    pub(crate) fn bytes_for_lead(self, lead: u8) -> u64 {
        match (self, lead) {
            (_, 0x80..=0xBF) => 0,
            (Self::Single, _) => 1,
            (Self::Utf16, 0xF0..) => 4,
            (Self::Utf16, _) => 2,
            (Self::Utf32, _) => 4,
        }
    }
}
