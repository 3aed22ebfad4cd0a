//! Zstandard (RFC 8878): one frame after another, skippable frames between them.
//!
//! Two libraries decode it: the reference library in C with the feature `fast-c`, and one in Rust without. Both give
//! the same bytes, and both report a wrong check sum and read on.

use super::{Container, Decoder, Opening};

pub(super) const CONTAINER: Container = Container {
    name: "zstd",
    sniff: begins,
    opening: Opening::Decode(decoder),
    endings: &[(".zst", ""), (".zstd", ""), (".tzst", ".tar")],
    is_named: false,
};

pub(super) const MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

pub(super) fn begins(head: &[u8]) -> bool {
    head.starts_with(&MAGIC) || is_skippable(head)
}

/// Section 3.1.2: sixteen magic numbers, then the length.
pub(super) fn is_skippable(head: &[u8]) -> bool {
    matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..])
}

/// The decoder alone, for members of archives.
#[cfg(feature = "fast-c")]
pub(in crate::source) fn decoder() -> Box<dyn Decoder> {
    Box::new(super::engine::Concatenated::new(super::zstd_c::Zstd::new(), begins, 4))
}

/// The decoder alone, for members of archives.
#[cfg(not(feature = "fast-c"))]
pub(in crate::source) fn decoder() -> Box<dyn Decoder> {
    Box::new(super::zstd_rust::Zstd::new())
}
