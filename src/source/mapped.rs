//! A large file that needs no decoding, mapped piece by piece.
//!
//! At most one range is mapped at a time, the one that holds the present window, so that memory stays bounded however
//! long the file is. Offsets are logical ones (bytes of text); `base` is the source offset of logical offset 0.

use std::fs::File;
use std::io::{Seek, SeekFrom};

use super::chain::{Chain, Raw, Stop};
use super::open::{Fault, Mapping};
use super::text::{TextBuffers, TextStream};
use crate::config::Limits;
use crate::error::Reason;

/// How much of a file is mapped at a time, at least: what is mapped counts as memory of ours, and fewer bytes would
/// cost more calls than reading.
const MAP_LEN: usize = 4 << 20;

/// The file, and the range of it that is mapped.
pub(super) struct Mapped<'a> {
    pub(super) file: &'a File,
    /// Logical length; becomes less where the file turns out to be cut.
    pub(super) len: u64,
    /// The mapping that holds the present window.
    pub(super) mapping: Option<Mapping>,
    pub(super) stop: Option<Stop>,
    /// For the case that mapping fails, and the file must be read.
    pub(super) buffers: TextBuffers,
    pub(super) limits: Limits,
}

impl<'a> Mapped<'a> {
    /// Maps the window unless it is at hand. False where that failed.
    pub(super) fn prepare(&mut self, base: u64, from: u64, len: usize) -> bool {
        self.check(base);
        let len = self.clamp(from, len);
        if len == 0 || self.mapping.as_ref().is_some_and(|mapping| mapping.get(base + from, len).is_some()) {
            return true;
        }
        self.mapping = None;
        let map_len = self.clamp(from, len.max(MAP_LEN));
        self.mapping = Mapping::new(self.file, base + from, map_len);
        self.mapping.is_some()
    }

    pub(super) fn view(&self, base: u64, from: u64, len: usize) -> (&[u8], bool) {
        let clamped = self.clamp(from, len);
        let bytes = self.mapping.as_ref().and_then(|mapping| mapping.get(base + from, clamped)).unwrap_or_default();
        (bytes, from.saturating_add(clamped as u64) >= self.len)
    }

    /// Gives back the memory of a range of the file, which is not wanted any more.
    pub(super) fn forget(&self, from: u64, len: usize) {
        if let Some(mapping) = &self.mapping {
            mapping.forget(from, len);
        }
    }

    fn clamp(&self, from: u64, len: usize) -> usize {
        usize::try_from(self.len.saturating_sub(from)).unwrap_or(usize::MAX).min(len)
    }

    /// Looks whether what was handed out was really there: a page that could not be read, or a file that ends within
    /// a page (the rest of that page reads as zeros, without a fault).
    pub(super) fn check(&mut self, base: u64) {
        if self.stop.is_some() {
            return;
        }
        let fault = self.mapping.as_ref().and_then(|mapping| mapping.fault(self.file)).or_else(|| {
            let at = self.file.metadata().ok()?.len();
            let stop = Stop { reason: Reason::Truncated, message: "the file became shorter while it was read" };
            (at < base + self.len).then_some(Fault { at, stop })
        });
        if let Some(fault) = fault {
            self.stop = Some(fault.stop);
            self.len = self.len.min(fault.at.saturating_sub(base));
            self.mapping = None;
        }
    }

    /// The rest of the file, from logical offset `from` on, read instead of mapped.
    pub(super) fn read_instead(&mut self, base: u64, from: u64) -> TextStream<'a> {
        let mut file = self.file;
        let stop = file
            .seek(SeekFrom::Start(base + from))
            .is_err()
            .then_some(Stop { reason: Reason::ReadFailed, message: "the system failed to read on" });
        let chain = Chain::new(Raw::File { file: self.file, left: Some(self.len - from) }, self.limits);
        let mut buffers = std::mem::take(&mut self.buffers);
        buffers.text.clear();
        TextStream::resume(chain, buffers, base, from, stop)
    }
}
