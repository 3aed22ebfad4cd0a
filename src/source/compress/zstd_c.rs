//! Zstandard by the reference library. See [`super::zstd`] for the format.
//!
//! The library stops at a wrong check sum without saying how far it read. Check sums are therefore compared here: the
//! library is told to pass over them, and the last four bytes of a frame that has one are its stated value
//! (section 3.1.1).

use std::hash::Hasher as _;

use twox_hash::XxHash64;
use zstd_safe::{DCtx, DParameter, InBuffer, OutBuffer, ResetDirective};

use super::Broken;
use super::engine::{Engine, Ran};
use crate::error::Reason;

/// Largest window that is accepted, as by the `zstd` program without special options (`--long=27`): 128 MiB.
const WINDOW_LOG_MAX: u32 = 27;

/// Section 3.1.1.1.1: the bit of the frame header descriptor, the byte after the magic number, that says that a check
/// sum follows the last block.
const CHECKSUM_FLAG: u8 = 1 << 2;

pub(super) struct Zstd {
    context: DCtx<'static>,
    hash: XxHash64,
    /// Bytes of the frame that were read.
    read: u64,
    descriptor: u8,
    /// The last four bytes that were read.
    tail: [u8; 4],
    is_skippable: bool,
    warning: Option<&'static str>,
}

impl Zstd {
    pub(super) fn new() -> Self {
        let mut context = DCtx::create();
        for parameter in [DParameter::WindowLogMax(WINDOW_LOG_MAX), DParameter::ForceIgnoreChecksum(true)] {
            // Both are within the bounds that the library states, so it takes them.
            context.set_parameter(parameter).ok();
        }
        Self {
            context,
            hash: XxHash64::with_seed(0),
            read: 0,
            descriptor: 0,
            tail: [0; 4],
            is_skippable: false,
            warning: None,
        }
    }

    /// Takes note of the bytes that the check of the check sum needs.
    fn passed(&mut self, bytes: &[u8]) {
        let at = |index: u64| index.checked_sub(self.read).and_then(|at| bytes.get(usize::try_from(at).ok()?)).copied();
        if let Some(first) = at(0) {
            self.is_skippable = first != super::zstd::MAGIC[0];
        }
        self.descriptor = at(4).unwrap_or(self.descriptor);
        for &byte in bytes.get(bytes.len().saturating_sub(4)..).unwrap_or_default() {
            self.tail.rotate_left(1);
            self.tail[3] = byte;
        }
        self.read += bytes.len() as u64;
    }

    fn end_frame(&mut self) {
        let sum = self.hash.finish() & u64::from(u32::MAX);
        let has_sum = !self.is_skippable && self.descriptor & CHECKSUM_FLAG != 0;
        if has_sum && sum != u64::from(u32::from_le_bytes(self.tail)) {
            self.warning = Some("the check sum of a zstd frame does not fit its data");
        }
    }
}

impl Engine for Zstd {
    const PIECE_LEN: usize = 16 * 1024;

    fn reset(&mut self) {
        // Fails in the middle of a parameter change alone, which this is not.
        self.context.reset(ResetDirective::SessionOnly).ok();
        self.hash = XxHash64::with_seed(0);
        self.read = 0;
        self.descriptor = 0;
        self.is_skippable = false;
    }

    fn run(&mut self, input: &[u8], out: &mut [u8], _: bool) -> Result<Ran, Broken> {
        let mut from = InBuffer { src: input, pos: 0 };
        let mut to = OutBuffer::around(out);
        let result = self.context.decompress_stream(&mut to, &mut from);
        let (read, written) = (from.pos, to.pos());
        let left = result.map_err(broken)?;
        self.hash.write(out.get(..written).unwrap_or_default());
        self.passed(input.get(..read).unwrap_or_default());
        if left == 0 {
            self.end_frame();
        }
        Ok(Ran { read, written, is_end: left == 0 })
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        self.warning.take()
    }
}

fn broken(code: usize) -> Broken {
    match zstd_safe::get_error_name(code) {
        "Frame requires too much memory for decoding" => {
            Broken { reason: Reason::LimitReached, message: "the frame asks for a window larger than 128 MiB" }
        }
        "Dictionary mismatch" => Broken::corrupt("the frame needs a dictionary"),
        _ => Broken::corrupt("the compressed data is damaged"),
    }
}
