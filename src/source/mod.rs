//! From a file to windows of decoded text.
//!
//! [`visit`] opens one file, goes down through the compressions around its content, tells the character set, and
//! calls its visitor with each [`Source`] that it finds: the file itself, or what was inside. A source gives
//! [`Window`]s of UTF-8, front to back, each with the way back to the source's own bytes. Afterwards nothing is open
//! or mapped, and the [`FileAccount`] says what became of every byte of the file.
//!
//! How bytes come to a source is not visible from outside, and gives the same windows: small files are read whole,
//! large ones on a local disk are mapped piece by piece, all others (compressed, transcoded, on a network, standard
//! input, files that state no length) are read as they go, in bounded memory.
//!
//! Content decides what a file is; its name is never asked.
//!
//! What this module deliberately does not do: it does not look for archives' members yet (`compress/unread.rs` lists
//! what is recognised), and it does not judge text, only where it lies.

#![warn(clippy::indexing_slicing)]

mod chain;
mod compress;
mod mapped;
mod open;
mod text;
mod visit;
mod window;

#[cfg(test)]
mod tests;

pub use self::visit::visit;
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

/// What became of a file. Its law, which holds whatever happens:
///
/// `input_bytes` = `container_bytes` + the spans of those `sources` that are the file itself + `not_examined`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAccount {
    /// Bytes of the file: as many as it had when it was opened, or as were read where it stated no length.
    pub input_bytes: u64,
    /// Bytes of it that were examined by decoding them.
    pub container_bytes: u64,
    /// Ranges of the file that nobody saw, and why.
    pub not_examined: Vec<(Span, Reason)>,
    /// The sources that the visitor was called with.
    pub sources: Vec<SourceAccount>,
    /// What went wrong.
    pub diagnostics: Vec<Diagnostic>,
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
