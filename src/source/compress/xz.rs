//! xz (the .xz file format 1.2.1: streams of blocks, an index, padding of NULs between streams) and its forerunner
//! LZMA ("lzma alone": 13 bytes of header and one LZMA stream), which `lzma` and old tools write.
//!
//! ```text
//! lzma alone: properties(1) dictionary(4) length(8, all ones: not known) 00 range-coded data ...
//! ```
//!
//! The header of lzma alone has no signature: what is accepted is what its writers write (one of the eight common
//! properties, a dictionary that is a power of two or one and a half of it, a plausible length, and the NUL that range
//! coding begins with).

use std::io::{Error, ErrorKind};

use lzma_rust2::{Action, LzmaStream, Status, StreamResult, XzStream};

use super::engine::{Concatenated, Engine, Ran};
use super::{Broken, Container, Decoder, Opening};
use crate::error::Reason;

pub(super) const XZ: Container = Container {
    name: "xz",
    sniff: begins_xz,
    opening: Opening::Decode(xz_decoder),
    endings: &[(".xz", ""), (".txz", ".tar")],
    is_named: false,
};

pub(super) const LZMA: Container = Container {
    name: "lzma",
    sniff: begins_lzma,
    opening: Opening::Decode(|| Box::new(Concatenated::single(Lzma(new_lzma())))),
    endings: &[(".lzma", ""), (".tlz", ".tar")],
    is_named: false,
};

/// Largest dictionary that is accepted, in KiB: `xz -9` asks for 64 MiB.
const MEMORY_KIB_MAX: u32 = (128 << 10) + 4096;

fn begins_xz(head: &[u8]) -> bool {
    head.starts_with(b"\xFD7zXZ\0")
}

fn begins_lzma(head: &[u8]) -> bool {
    let Some((&[properties, a, b, c, d], rest)) = head.split_first_chunk::<5>() else { return false };
    let Some((&len, rest)) = rest.split_first_chunk::<8>() else { return false };
    let (dictionary, len) = (u32::from_le_bytes([a, b, c, d]), u64::from_le_bytes(len));
    let top = 1u32 << (31 - dictionary.max(1).leading_zeros());
    let is_usual = dictionary >= 4096 && (dictionary == top || dictionary == top + top / 2);
    let is_length = len == u64::MAX || (1..1 << 40).contains(&len);
    (0x5A..=0x5E).contains(&properties) && is_usual && is_length && rest.first() == Some(&0)
}

/// The decoder alone, for members of archives.
pub(in crate::source) fn xz_decoder() -> Box<dyn Decoder> {
    Box::new(Concatenated::new(Xz(new_xz()), begins_xz, 6))
}

fn new_xz() -> XzStream {
    XzStream::new_mem_limit(false, MEMORY_KIB_MAX)
}

fn new_lzma() -> LzmaStream {
    LzmaStream::new_mem_limit(MEMORY_KIB_MAX, None)
}

struct Xz(XzStream);

impl Engine for Xz {
    fn reset(&mut self) {
        self.0 = new_xz();
    }

    fn run(&mut self, input: &[u8], out: &mut [u8], is_last: bool) -> Result<Ran, Broken> {
        self.0.process(input, out, action(is_last)).map(|result| ran(result, 0)).map_err(|error| broken(&error))
    }
}

struct Lzma(LzmaStream);

impl Engine for Lzma {
    fn reset(&mut self) {
        self.0 = new_lzma();
    }

    fn run(&mut self, input: &[u8], out: &mut [u8], is_last: bool) -> Result<Ran, Broken> {
        let result = self.0.process(input, out, action(is_last)).map_err(|error| broken(&error))?;
        // The library takes all that it is given, and says at the end what was not part of the stream.
        Ok(ran(result, self.0.unused_input().len()))
    }
}

fn action(is_last: bool) -> Action {
    if is_last { Action::Finish } else { Action::Run }
}

fn ran(result: StreamResult, unused: usize) -> Ran {
    Ran {
        read: result.bytes_consumed.saturating_sub(unused),
        written: result.bytes_produced,
        is_end: result.status == Status::StreamEnd,
    }
}

fn broken(error: &Error) -> Broken {
    if error.kind() == ErrorKind::OutOfMemory {
        return Broken {
            reason: Reason::LimitReached,
            message: "the stream asks for a dictionary larger than 128 MiB",
        };
    }
    Broken::corrupt("the compressed data is damaged or cut short")
}
