//! From a file to windows of decoded text.
//!
//! [`visit`] opens one file, goes down through the compressions and archives around its content, tells the character
//! set, and has each [`Source`] read that it finds: the file itself, or what was inside. A source gives [`Window`]s of
//! UTF-8, front to back, each with the way back to the source's own bytes. Afterwards nothing is open or mapped, and the
//! [`FileAccount`] says what became of every byte of the file.
//!
//! ```text
//! visit (a file) -> level (its compressions) -> source
//!                                            -> unpack (an archive) -> level (a member) -> ...
//! chain: bytes, and decoders on top of them      feed: a chain from which headers and members are taken
//! ```
//!
//! How bytes come to a source is not visible from outside, and gives the same windows: small files are read whole,
//! large ones on a local disk are mapped piece by piece, all others (compressed, transcoded, members of archives, on a
//! network, standard input, files that state no length) are read as they go, in bounded memory. Nothing is unpacked to
//! disk, and the names of members are names alone.
//!
//! Content decides what a file is; its name is asked where a compression has no signature (brotli), and nowhere else.
//!
//! What this module deliberately does not do: it does not decrypt, and it does not judge text, only where it lies.
//! `compress/unread.rs` lists what is recognised and not unpacked.

#![warn(clippy::indexing_slicing)]

mod archive;
mod chain;
mod compress;
mod feed;
mod git;
mod level;
mod mapped;
mod open;
mod text;
mod unpack;
mod visit;
mod window;

#[cfg(test)]
mod tests;

pub(crate) use self::compress::masked_crc32c;
pub use self::text::Ahead;
pub use self::visit::{Opened, Visitor, is_packed, is_read_as_bytes, visit, visit_within};
pub use self::window::{Source, Window};

use self::text::TextBuffers;
use crate::config::{Limits, ScanConfig};
use crate::decode::charset::Charset;
use crate::error::{Diagnostic, Reason};
use crate::span::{SourceName, Span};

/// Files up to this length are read whole, longer ones are mapped or read as they go. Measured on 60,000 warm files of
/// 7 KB: 6.5 us a file by reading, 12 to 13 us by mapping. On a file of 512 MiB both cost 0.09 to 0.1 s/GB, so the
/// limit only has to keep small files from being mapped, and buffers small.
const SMALL_LEN_MAX: u64 = 1 << 20;

/// How much of a source is looked at to tell container and character set.
const HEAD_LEN: usize = 256 * 1024;

/// Buffers that grew beyond this are not kept for the next file.
const BUFFER_KEPT_MAX: usize = 16 << 20;

/// Diagnostics of one file that are kept: an archive may have millions of bad members. The ledger lists them all.
const DIAGNOSTICS_MAX: usize = 1_000;

/// What the reading of a file depends on.
#[derive(Debug, Clone, Copy)]
pub struct SourceSettings {
    /// Map large files on local disks; without it they are read.
    pub use_mmap: bool,
    /// The budget for containers.
    pub limits: Limits,
}

impl From<&ScanConfig> for SourceSettings {
    fn from(config: &ScanConfig) -> Self {
        Self { use_mmap: config.use_mmap, limits: config.limits }
    }
}

/// Memory that is used again from file to file; one for each worker.
#[derive(Default)]
pub struct Buffers {
    /// A small file. Grows to the longest one and is never cleared: only what was read is looked at.
    whole: Vec<u8>,
    text: TextBuffers,
}

/// Never prints what it holds.
impl std::fmt::Debug for Buffers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Buffers").finish_non_exhaustive()
    }
}

impl Buffers {
    /// What may wait for the next files: memory for small ones, which is soon as long as it gets.
    #[must_use]
    pub fn kept(self) -> Self {
        Self { whole: self.whole, text: TextBuffers::default() }
    }

    fn take_text(&mut self) -> TextBuffers {
        let mut buffers = std::mem::take(&mut self.text);
        buffers.text.clear();
        buffers.bytes.clear();
        buffers
    }

    fn give_back(&mut self, buffers: TextBuffers) {
        for (kept, returned) in [(&mut self.text.text, buffers.text), (&mut self.text.bytes, buffers.bytes)] {
            if returned.capacity() <= BUFFER_KEPT_MAX && returned.capacity() > kept.capacity() {
                *kept = returned;
            }
        }
    }
}

/// Those who may read members of archives side by side, and the one who may stop them.
pub trait Crew: Sync {
    /// Calls `work` with each number below `count`, in any order, and returns when all calls have.
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync));

    /// Whether to stop soon.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// One who reads members one after another.
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Crew for Alone {
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(work);
    }
}

/// What became of a file. Its law, which holds whatever happens:
///
/// `input_bytes` = `container_bytes` + `source_bytes` + those spans of `not_examined` that are of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAccount {
    /// Bytes of the file: as many as it had when it was opened, or as were read where it stated no length.
    pub input_bytes: u64,
    /// Bytes of it that were examined by unpacking them, and the structure of its containers.
    pub container_bytes: u64,
    /// Bytes of it that were handed out as they stand: the spans of those sources that are the file itself.
    pub source_bytes: u64,
    /// Ranges that nobody saw, and why.
    pub not_examined: Vec<Lost>,
    /// What went wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// A range that nobody saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The file, or the member of an archive.
    pub source: SourceName,
    /// The range: of the file, or of the member as it lies packed in its archive.
    pub span: Span,
    /// Why.
    pub reason: Reason,
    /// Whether the range is one of bytes of the file, and counts in its account. What lies within compressed data does
    /// not: the compressed bytes were examined.
    pub is_of_file: bool,
}

/// What became of a file or a member.
#[derive(Debug, Default)]
struct Account {
    input_bytes: u64,
    container_bytes: u64,
    source_bytes: u64,
    /// Lost bytes that are of the file or member itself.
    lost_bytes: u64,
    not_examined: Vec<Lost>,
    diagnostics: Vec<Diagnostic>,
    /// Bytes that were decoded, at all depths.
    decoded: u64,
    /// Members that were met, at all depths.
    members: u64,
    /// There is an archive within, which is left for later.
    is_deferred: bool,
}

impl Account {
    fn add_diagnostics(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        let room = DIAGNOSTICS_MAX.saturating_sub(self.diagnostics.len());
        self.diagnostics.extend(diagnostics.into_iter().take(room));
    }
}

impl From<Account> for FileAccount {
    fn from(account: Account) -> Self {
        Self {
            input_bytes: account.input_bytes,
            container_bytes: account.container_bytes,
            source_bytes: account.source_bytes,
            not_examined: account.not_examined,
            diagnostics: account.diagnostics,
        }
    }
}

/// What was read of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceAccount {
    /// Its name; without members it is the file itself.
    pub name: SourceName,
    /// The source's own bytes that were handed out (byte-order mark included). Where the bytes after a broken or ended
    /// container are a source, it starts with those.
    pub span: Span,
    /// Bytes of decoded text that were handed out.
    pub text_len: u64,
    /// Its character set.
    pub charset: Charset,
    /// Why it was to be scanned as raw bytes, if so.
    pub raw: Option<Reason>,
    /// Whether it is so because its bytes are packed in a way that was not undone: what they stand for was not seen.
    pub is_hidden: bool,
    /// Whether it was handed out to its end.
    pub is_complete: bool,
    /// Why it ended before it should have. Bytes may be missing after it even where the file has none left.
    pub ended_early: Option<Reason>,
}

impl SourceAccount {
    /// Whether it is the file itself and not something inside.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.name.members.is_empty()
    }
}
