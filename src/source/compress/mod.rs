//! Containers: which there are, how they are told from content, and the decoders of those that are read.
//!
//! A new compression is one file with a [`Decoder`] and its [`Container`], and one line in [`CONTAINERS`]. A decoder
//! does no I/O of its own and knows no limits: it takes compressed bytes from an [`Input`], appends what they decode
//! to, and says how it stands. [`super::chain`] stacks decoders and watches the budget.

mod blocks;
mod brotli;
mod bzip2;
mod deflate;
mod engine;
mod gzip;
mod lz4;
mod lzw;
mod snappy;
mod unread;
mod xz;
mod zstd;
#[cfg(feature = "fast-c")]
mod zstd_c;
#[cfg(any(test, not(feature = "fast-c")))]
mod zstd_rust;

pub(crate) use self::snappy::masked_crc32c;

pub(super) use self::brotli::decoder as brotli_decoder;
pub(super) use self::bzip2::decoder as bzip2_decoder;
pub(super) use self::deflate::{begins_zlib, deflate_decoder, deflate64_decoder, zlib_decoder};
pub(super) use self::engine::{Concatenated, Engine, Ran};
pub(super) use self::lz4::decoder as lz4_decoder;
pub(super) use self::xz::xz_decoder;
pub(super) use self::zstd::decoder as zstd_decoder;

use std::io;

use super::archive::{ARCHIVES, Archive, RPM};
use super::git::OBJECT;
use crate::error::Reason;

/// A container format.
#[derive(Debug)]
pub(super) struct Container {
    /// Its name in reports.
    pub(super) name: &'static str,
    /// Whether a source that begins so is one.
    pub(super) sniff: fn(&[u8]) -> bool,
    /// What is done with it.
    pub(super) opening: Opening,
    /// File endings and what stands for them after decoding (`.tgz` holds a `.tar`).
    pub(super) endings: &'static [(&'static str, &'static str)],
    /// It has no signature: a source with one of its endings is taken for it, if its first bytes decode.
    pub(super) is_named: bool,
}

/// What is done with a source that is recognised by its first bytes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Opening {
    /// It is decoded; the function makes a decoder.
    Decode(fn() -> Box<dyn Decoder>),
    /// It is an archive: its members are sources.
    Archive(Archive),
    /// A format of records reads it: it is handed on as bytes, whatever character set they look like.
    Bytes,
    /// It is not understood: its bytes are scanned as they stand.
    Raw,
}

/// All containers that are read, in the order in which they are asked.
const CONTAINERS: &[&Container] = &[
    &gzip::CONTAINER,
    &lz4::CONTAINER,
    &zstd::CONTAINER,
    &xz::XZ,
    &bzip2::CONTAINER,
    &lzw::CONTAINER,
    &snappy::CONTAINER,
    &xz::LZMA,
    &brotli::CONTAINER,
    &RPM,
    &OBJECT,
    &deflate::ZLIB,
];

/// Archives that a format of records reads whole, by the names of their containers (`office_zip`, `bacpac`). Those that
/// none reads are unpacked like any other.
const READ_BY_FORMATS: &[&str] = &["office_zip"];

/// What a source that begins with `head` and is called `name` is, if it is no plain content.
pub(super) fn recognise(head: &[u8], name: &str) -> Option<&'static Container> {
    if unread::is_bacpac_rows(name) {
        return Some(&unread::BACPAC_ROWS);
    }
    if unread::is_sorted_table(head, name) {
        return Some(&unread::SORTED_TABLE);
    }
    sniff(head).or_else(|| by_name(name))
}

/// The container that begins with `head`, if it is one.
pub(super) fn sniff(head: &[u8]) -> Option<&'static Container> {
    let all = CONTAINERS.iter().chain(ARCHIVES).chain(unread::CONTAINERS);
    all.copied().find(|container| (container.sniff)(head))
}

/// The container without a signature that a source called `name` may be.
fn by_name(name: &str) -> Option<&'static Container> {
    CONTAINERS.iter().copied().find(|container| {
        container.is_named
            && container.split_ending(name).is_some_and(|(stem, inner)| stem.len() + inner.len() < name.len())
    })
}

/// The decoders that may stand in for each other.
#[cfg(test)]
pub(super) fn zstd_decoders() -> Vec<Box<dyn Decoder>> {
    vec![zstd::decoder(), Box::new(zstd_rust::Zstd::new())]
}

impl Container {
    pub(super) const fn of_archive(name: &'static str, sniff: fn(&[u8]) -> bool, archive: Archive) -> Self {
        Self { name, sniff, opening: Opening::Archive(archive), endings: &[], is_named: false }
    }

    /// What is done with it.
    pub(super) fn opening(&self) -> Opening {
        if READ_BY_FORMATS.contains(&self.name) { Opening::Bytes } else { self.opening }
    }

    /// The name of what is inside, from the name of what is around it: without the ending of the compression.
    pub(super) fn member_name(&self, outer: &str) -> String {
        self.split_ending(outer).map_or_else(|| outer.to_owned(), |(stem, inner)| format!("{stem}{inner}"))
    }

    /// What stands before its ending in a name, and what stands for the ending after decoding; `None` where it has none.
    fn split_ending<'n>(&self, outer: &'n str) -> Option<(&'n str, &'static str)> {
        self.endings.iter().find_map(|(ending, inner)| {
            let at = outer.len().checked_sub(ending.len()).filter(|&at| at > 0)?;
            let (stem, tail) = outer.split_at_checked(at)?;
            tail.eq_ignore_ascii_case(ending).then_some((stem, *inner))
        })
    }
}

/// How a decoder stands after a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// There may be more. Bytes may or may not have been appended.
    More,
    /// The stream is complete, and so is its input.
    Complete,
    /// The stream is complete, and its input goes on with something else.
    Trailing,
}

/// Why a stream cannot be decoded further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// [`Reason::CorruptStream`], or [`Reason::LimitReached`] where the stream asks for too much memory.
    pub(super) reason: Reason,
    /// What is wrong. Never holds data.
    pub(super) message: &'static str,
}

/// What is said of a stream whose input ends before it does.
pub(super) const CUT: &str = "the stream ends in the middle of its data";

impl Broken {
    pub(super) const fn corrupt(message: &'static str) -> Self {
        Self { reason: Reason::CorruptStream, message }
    }
}

/// Decodes one compressed stream.
pub(super) trait Decoder: Send {
    /// Appends at most `len_max` decoded bytes to `out`, and at least one unless the stream ends or is broken.
    ///
    /// A stream that breaks gives all it can first: `Err` comes only once nothing more can be decoded.
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken>;

    /// Takes note of harm that did not stop the stream (a wrong check sum), once.
    fn take_warning(&mut self) -> Option<&'static str>;
}

/// The compressed bytes that a decoder reads.
pub(super) struct Input<'a> {
    /// Bytes read and not yet consumed, from `pos` on.
    pub(super) buf: &'a mut Vec<u8>,
    /// First byte of `buf` that is not consumed.
    pub(super) pos: &'a mut usize,
    /// All bytes consumed since the stream began.
    pub(super) consumed: &'a mut u64,
    /// Appends further bytes; nothing more comes once it returned 0.
    pub(super) refill: &'a mut dyn FnMut(&mut Vec<u8>) -> usize,
}

impl Input<'_> {
    /// The bytes at hand; none at the end of the input.
    pub(super) fn fill(&mut self) -> &[u8] {
        if *self.pos >= self.buf.len() {
            self.buf.clear();
            *self.pos = 0;
            (self.refill)(self.buf);
        }
        self.at_hand()
    }

    /// The bytes at hand, `len` of them at least unless the input ends before.
    pub(super) fn peek(&mut self, len: usize) -> &[u8] {
        while self.at_hand().len() < len {
            self.buf.drain(..*self.pos);
            *self.pos = 0;
            if (self.refill)(self.buf) == 0 {
                break;
            }
        }
        self.at_hand()
    }

    /// Goes past `len` of the bytes at hand.
    pub(super) fn consume(&mut self, len: usize) {
        let len = len.min(self.at_hand().len());
        *self.pos += len;
        *self.consumed += len as u64;
    }

    /// Goes past `len` bytes; false where the input ends before.
    pub(super) fn skip(&mut self, mut len: u64) -> bool {
        while len > 0 {
            let at_hand = self.fill().len();
            if at_hand == 0 {
                return false;
            }
            let step = usize::try_from(len).unwrap_or(usize::MAX).min(at_hand);
            self.consume(step);
            len -= step as u64;
        }
        true
    }

    /// Goes past NUL bytes; true where nothing else follows. Tapes and block devices pad files so.
    pub(super) fn skip_padding(&mut self) -> bool {
        loop {
            let at_hand = self.fill();
            let (len, padding) = (at_hand.len(), at_hand.iter().take_while(|&&byte| byte == 0).count());
            self.consume(padding);
            if len == 0 || padding < len {
                return len == 0;
            }
        }
    }

    fn at_hand(&self) -> &[u8] {
        self.buf.get(*self.pos..).unwrap_or_default()
    }
}

impl io::Read for Input<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let at_hand = self.fill();
        let len = at_hand.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..len), at_hand.get(..len)) {
            to.copy_from_slice(from);
        }
        self.consume(len);
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_named_without_the_ending_of_their_compression() {
        assert_eq!(gzip::CONTAINER.member_name("users.sql.gz"), "users.sql");
        assert_eq!(gzip::CONTAINER.member_name("backup.TGZ"), "backup.tar");
        assert_eq!(gzip::CONTAINER.member_name("backup"), "backup");
        assert_eq!(gzip::CONTAINER.member_name(".gz"), ".gz");
        assert_eq!(zstd::CONTAINER.member_name("a.zst"), "a");
    }

    #[test]
    fn containers_are_told_by_content() {
        let name = |head: &[u8]| sniff(head).map(|container| container.name);
        assert_eq!(name(b"\x1f\x8b\x08\0\0\0\0\0\0\x03"), Some("gzip"));
        assert_eq!(name(b"\x28\xb5\x2f\xfd\x04"), Some("zstd"));
        assert_eq!(name(b"PK\x03\x04\x14\0"), Some("zip"));
        assert_eq!(name(b"BZh91AY&SY"), Some("bzip2"));
        assert_eq!(name(b"BZhello"), None);
        assert_eq!(name(b"SQLite format 3\0"), Some("sqlite"));
        assert_eq!(name(b"PGDMP\x01\x0e\0"), Some("pg_dump"));
        assert_eq!(name(b"PAR1 was a racing car"), None);
        assert_eq!(name(b"PAR1\x15\x04\x15\0"), Some("parquet"));
        let mut tar = vec![0; 512];
        tar[0] = b'a';
        tar[148..156].copy_from_slice(b"000541\0 ");
        assert_eq!(name(&tar), Some("tar"), "old archives have nothing but their check sum");
        tar[1] = b'b';
        assert_eq!(name(&tar), None);
        assert_eq!(name(b""), None);
        assert_eq!(name(b"id,name\n"), None);
        let mut disc = vec![0; 40_000];
        assert_eq!(name(&disc), None);
        disc[32_768..32_775].copy_from_slice(b"\x01CD001\x01");
        assert_eq!(name(&disc), Some("iso_9660"));
    }

    #[test]
    fn what_is_not_read_is_told_by_its_signature() {
        let name = |head: &[u8]| sniff(head).map(|container| container.name);
        let known: [(&[u8], &str); 8] = [
            (b"LZIP\x01\x0c\0\x18\xa8", "lzip"),
            (b"\x89LZO\0\r\n\x1a\n\x10\x40", "lzop"),
            (b"LRZI\0\x06\x01\x11", "lrzip"),
            (b"hsqs\x02\0\0\0\xc1", "squashfs"),
            (b"xar!\0\x1c\0\x01\0", "xar"),
            (b"MSWIM\0\0\0\xd0", "wim"),
            (b"FEA1\0\0\0\0", "feather_v1"),
            (b"Rar!\x1a\x07\x01\0", "rar"),
        ];
        for (head, expected) in known {
            assert_eq!(name(head), Some(expected));
            assert!(matches!(sniff(head).unwrap().opening(), Opening::Raw), "{expected}");
        }
        for text in
            [&b"LZIP is a format\n"[..], b"hsqs and sqsh are magic numbers", b"FEA1 is a license", b"xar! he said"]
        {
            assert_eq!(name(text), None);
        }
    }

    #[test]
    fn bare_zlib_streams_are_told_by_decoding_them() {
        use std::io::Write as _;
        let name = |head: &[u8]| sniff(head).map(|container| container.name);
        for (text, level) in
            [("SSN 536-22-8713\n".to_owned(), 9), ("abc, def\n".repeat(4_000), 1), ("x".repeat(300), 0)]
        {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(level));
            encoder.write_all(text.as_bytes()).unwrap();
            let mut bytes = encoder.finish().unwrap();
            assert_eq!(name(&bytes), Some("zlib"));
            bytes.truncate(bytes.len() - 4);
            assert_eq!(name(&bytes).is_some(), text.len() > 128, "short ones are told by their check sum alone");
        }
        for text in [
            "x^2 + y^2 = z^2, and so on until the end of the text",
            "(See page 5 for more of the same.)",
            "HK,US,DE",
            "8O",
        ] {
            assert_eq!(name(text.as_bytes()), None, "{text}");
        }
    }
}
