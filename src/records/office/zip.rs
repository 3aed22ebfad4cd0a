//! The members of an archive (PKWARE APPNOTE 6.3): by its directory, or by looking for them where that is missing.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::Range;

use crate::config::Limits;
use flate2::Crc;
use flate2::read::DeflateDecoder;

/// Members that are looked at.
const ENTRIES_MAX: usize = 100_000;
/// Where the record at the end of an archive may begin, before the end.
const END_REACH: usize = 65_557;

/// A little-endian number of `len` bytes.
fn number(bytes: &[u8], at: usize, len: usize) -> Option<usize> {
    let raw = bytes.get(at..at.checked_add(len)?)?;
    usize::try_from(raw.iter().rev().fold(0u64, |number, &byte| number << 8 | u64::from(byte))).ok()
}

/// A member.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    method: usize,
    is_encrypted: bool,
    /// The check sum of what it decompresses to, where it is stated.
    sum: Option<usize>,
    /// Its compressed bytes.
    pub(super) span: Range<usize>,
}

/// The members of an archive.
pub(super) struct Archive<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) entries: Vec<Entry>,
    /// Whether there was a directory.
    pub(super) is_whole: bool,
    /// Bytes that all members together may still unpack to: members may share their compressed bytes.
    left: Cell<u64>,
}

/// An archive may unpack to so much, whatever its length,
const LEN_GRACE: u64 = 1 << 30;
/// and beyond that to so many times its length.
const RATIO_MAX: u64 = 1_000;

impl<'a> Archive<'a> {
    /// `limits` hold where it lies within another source.
    pub(super) fn open(bytes: &'a [u8], limits: Option<Limits>) -> Self {
        let (grace, ratio) = limits.map_or((LEN_GRACE, RATIO_MAX), |limits| {
            (limits.ratio_grace_bytes.min(LEN_GRACE), limits.ratio_max.min(RATIO_MAX))
        });
        let left = Cell::new(grace.max(ratio.saturating_mul(bytes.len() as u64)));
        match by_directory(bytes) {
            Some(entries) => Self { bytes, entries, is_whole: true, left },
            None => Self { bytes, entries: by_headers(bytes), is_whole: false, left },
        }
    }

    /// Bytes that may still be unpacked.
    pub(super) fn left(&self) -> u64 {
        self.left.get()
    }

    /// Counts bytes that were unpacked.
    pub(super) fn charge(&self, len: usize) {
        self.left.set(self.left.get().saturating_sub(len as u64));
    }

    /// The member of this name.
    pub(super) fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The decompressed bytes of a member; `None` where nobody can decompress it. Behind the last of them reading fails where
    /// they do not fit their check sum.
    pub(super) fn content(&self, entry: &Entry) -> Option<Box<dyn Read + 'a>> {
        let raw = self.bytes.get(entry.span.clone())?;
        match entry.method {
            _ if entry.is_encrypted => None,
            0 => Some(Box::new(Summed::new(raw, entry.sum))),
            8 => Some(Box::new(Summed::new(DeflateDecoder::new(raw), entry.sum))),
            _ => None,
        }
    }
}

/// Bytes whose check sum is looked at behind the last of them.
struct Summed<R> {
    inner: R,
    crc: Crc,
    stated: Option<usize>,
}

impl<R> Summed<R> {
    fn new(inner: R, stated: Option<usize>) -> Self {
        Self { inner, crc: Crc::new(), stated }
    }
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let len = self.inner.read(buf)?;
        self.crc.update(buf.get(..len).unwrap_or_default());
        let is_end = len == 0 && !buf.is_empty();
        if is_end && self.stated.is_some_and(|stated| stated != self.crc.sum() as usize) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(len)
    }
}

fn by_directory(bytes: &[u8]) -> Option<Vec<Entry>> {
    let tail_start = bytes.len().saturating_sub(END_REACH);
    let end = tail_start + memchr::memmem::rfind(bytes.get(tail_start..)?, b"PK\x05\x06")?;
    let mut at = number(bytes, end + 16, 4)?;
    let mut entries = Vec::new();
    while entries.len() < ENTRIES_MAX && bytes.get(at..)?.starts_with(b"PK\x01\x02") {
        let name_len = number(bytes, at + 28, 2)?;
        let header = number(bytes, at + 42, 4)?;
        let len = number(bytes, at + 20, 4)?;
        let name = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name_len)?).into_owned();
        let start =
            header.checked_add(30)?.checked_add(number(bytes, header + 26, 2)? + number(bytes, header + 28, 2)?)?;
        let span = start..start.checked_add(len)?.min(bytes.len());
        entries.push(Entry {
            name,
            method: number(bytes, at + 10, 2)?,
            is_encrypted: number(bytes, at + 8, 2)? & 1 == 1,
            sum: number(bytes, at + 16, 4),
            span: span.start.min(span.end)..span.end,
        });
        at = at + 46 + name_len + number(bytes, at + 30, 2)? + number(bytes, at + 32, 2)?;
    }
    (!entries.is_empty()).then_some(entries)
}

/// The members as their own headers tell. A member whose length stands behind it reaches to the next one.
fn by_headers(bytes: &[u8]) -> Vec<Entry> {
    let mut starts: Vec<usize> = memchr::memmem::find_iter(bytes, b"PK\x03\x04").take(ENTRIES_MAX).collect();
    starts.push(bytes.len());
    let mut entries = Vec::new();
    for pair in starts.windows(2) {
        let &[at, next] = pair else { continue };
        let header = || {
            let name_len = number(bytes, at + 26, 2)?;
            let name = String::from_utf8_lossy(bytes.get(at + 30..at + 30 + name_len)?).into_owned();
            let start = at + 30 + name_len + number(bytes, at + 28, 2)?;
            let len = number(bytes, at + 18, 4)?;
            let end = if len > 0 { start.checked_add(len)?.min(bytes.len()) } else { next };
            let flags = number(bytes, at + 6, 2)?;
            let is_encrypted = flags & 1 == 1;
            // It may stand behind the member.
            let sum = number(bytes, at + 14, 4).filter(|_| flags & 8 == 0 && len <= next - start.min(next));
            let method = number(bytes, at + 8, 2)?;
            (start <= end).then_some(Entry { name, method, is_encrypted, sum, span: start..end })
        };
        entries.extend(header());
    }
    entries
}
