//! Decompression of blocks that state their length, for formats of columns.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::io::Read;

use crate::decode::dates;

/// The longest block that is decompressed. Writers make pages of about a megabyte.
pub(super) const BLOCK_LEN_MAX: usize = 256 << 20;

/// Largest dictionary of xz that is accepted, in KiB: `xz -9` asks for 64 MiB.
const XZ_MEMORY_KIB_MAX: u32 = (64 << 10) + 4096;

/// How a block is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    /// Not at all.
    None,
    /// Snappy, without frames.
    Snappy,
    /// DEFLATE, without header.
    Deflate,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// Brotli.
    Brotli,
    /// LZ4 blocks without frames.
    Lz4,
    /// LZ4 frames.
    Lz4Frame,
    /// bzip2.
    Bzip2,
    /// xz.
    Xz,
}

impl Codec {
    /// Decompresses a block of at most `len_max` bytes; `None` where it is broken or longer.
    pub(super) fn decompress(self, raw: &[u8], len_max: usize) -> Option<Vec<u8>> {
        let len_max = len_max.min(BLOCK_LEN_MAX);
        match self {
            Self::None => (raw.len() <= len_max).then(|| raw.to_vec()),
            Self::Snappy => {
                let len = snap::raw::decompress_len(raw).ok().filter(|&len| len <= len_max)?;
                let mut out = vec![0; len];
                snap::raw::Decoder::new().decompress(raw, &mut out).ok()?;
                Some(out)
            }
            Self::Deflate => read_all(flate2::read::DeflateDecoder::new(raw), len_max),
            Self::Gzip => read_all(flate2::read::MultiGzDecoder::new(raw), len_max),
            Self::Zstd => unzstd(raw, len_max),
            Self::Brotli => read_all(brotli_decompressor::Decompressor::new(raw, 64 << 10), len_max),
            Self::Lz4 => {
                // A block of LZ4 is at most 255 times as long as its bytes.
                let mut out = vec![0; len_max.min(raw.len().saturating_mul(255) + 16)];
                let len = lz4_flex::block::decompress_into(raw, &mut out).ok()?;
                out.truncate(len);
                Some(out)
            }
            Self::Bzip2 => read_all(bzip2::read::MultiBzDecoder::new(raw), len_max),
            Self::Xz => read_all(lzma_rust2::XzReader::new_mem_limit(raw, true, XZ_MEMORY_KIB_MAX), len_max),
            Self::Lz4Frame => read_all(lz4_flex::frame::FrameDecoder::new(raw), len_max),
        }
    }
}

/// Decompresses one frame after the other.
fn unzstd(mut raw: &[u8], len_max: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    while !raw.is_empty() {
        let frame = ruzstd::decoding::StreamingDecoder::new(&mut raw).ok()?;
        frame.take((len_max - out.len()) as u64 + 1).read_to_end(&mut out).ok()?;
        if out.len() > len_max {
            return None;
        }
    }
    Some(out)
}

fn read_all(source: impl Read, len_max: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    source.take(len_max as u64 + 1).read_to_end(&mut out).ok()?;
    (out.len() <= len_max).then_some(out)
}

/// A whole number with so many digits behind the point.
pub(super) fn decimal(unscaled: i128, scale: u32) -> String {
    let digits = unscaled.unsigned_abs().to_string();
    let scale = scale.min(60) as usize;
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    let sign = if unscaled < 0 { "-" } else { "" };
    if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A big-endian number in two's complement of at most 16 bytes.
pub(super) fn big_endian(bytes: &[u8]) -> Option<i128> {
    let sign = if bytes.first()? & 0x80 == 0 { 0 } else { -1 };
    (bytes.len() <= 16).then(|| bytes.iter().fold(sign, |number: i128, &byte| number << 8 | i128::from(byte)))
}

/// The time of day of a count of `per_second` parts of a second.
pub(super) fn time_of_day(count: i64, per_second: i64) -> String {
    let text = dates::timestamp_of(count, per_second);
    text.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_zstandard_are_read_one_after_the_other() {
        let frame = |text: &[u8]| ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest);
        let frames = [frame(b"219-09-"), frame(b"9999")].concat();
        assert_eq!(Codec::Zstd.decompress(&frames, 11).as_deref(), Some(&b"219-09-9999"[..]));
        assert_eq!(Codec::Zstd.decompress(&frames, 10), None);
        assert_eq!(Codec::Zstd.decompress(&frames[..frames.len() - 2], 11), None);
    }

    #[test]
    fn decimals_have_their_point() {
        assert_eq!(decimal(12_345, 2), "123.45");
        assert_eq!(decimal(-5, 3), "-0.005");
        assert_eq!(decimal(7, 0), "7");
        assert_eq!(big_endian(&[0xFF, 0xFE]), Some(-2));
        assert_eq!(time_of_day(3_661, 1), "01:01:01");
    }

    #[test]
    fn absurd_lengths_are_refused() {
        assert_eq!(Codec::Snappy.decompress(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0], usize::MAX), None);
        assert_eq!(Codec::Lz4.decompress(&[0xFF; 8], usize::MAX), None);
        assert_eq!(Codec::Zstd.decompress(b"nothing of the kind", usize::MAX), None);
        assert_eq!(Codec::None.decompress(b"abc", 2), None);
    }
}
