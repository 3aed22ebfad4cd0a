//! The central directory of a ZIP archive: where its members are, in the order of their places.
//!
//! Names are not kept, nor anything else that stands in the local headers too: an archive may have ten million members.

use super::super::feed::Feed;
use super::{le16, le32, le64};

/// A member, as the directory says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Offset of its local header.
    pub(super) at: u64,
    /// Its bytes in the archive.
    pub(super) len: u64,
    /// The check sum of what they decode to.
    pub(super) sum: u32,
}

/// The directory: entries by offset, and the range in which it lies itself.
#[derive(Debug, Default)]
pub(super) struct Directory {
    pub(super) entries: Vec<Entry>,
    /// Where it begins: no member lies behind.
    pub(super) at: u64,
}

/// The end record without its comment (APPNOTE 4.3.16).
const END_LEN: u64 = 22;
const COMMENT_LEN_MAX: u64 = 65_535;
const READ_LEN: usize = 256 * 1024;
const HEADER_LEN: usize = 46;

/// Reads the directory; `None` where there is none, or none that fits the archive: a ZIP that was cut within a member
/// which is a ZIP itself ends in the directory of that member, and one that was appended to another in its own.
pub(super) fn read(feed: &Feed<'_>) -> Option<Directory> {
    let len = feed.len()?;
    let tail_at = len.saturating_sub(END_LEN + COMMENT_LEN_MAX);
    let tail = feed.read_at(tail_at, usize::try_from(len - tail_at).ok()?);
    let (end, end_at) = memchr::memmem::rfind_iter(&tail, b"PK\x05\x06").find_map(|at| {
        let end = tail.get(at..).filter(|end| end.len() as u64 >= END_LEN)?;
        Some((end, tail_at + at as u64))
    })?;
    let (mut count, mut size, mut at) =
        (u64::from(le16(end, 10)?), u64::from(le32(end, 12)?), u64::from(le32(end, 16)?));
    let mut record_at = end_at;
    if let Some((record, place)) = zip64(feed, end_at) {
        (count, size, at) = (le64(&record, 32)?, le64(&record, 40)?, le64(&record, 48)?);
        record_at = place;
    }
    // Bytes before the archive shift all offsets; the directory stands right before its end record.
    let begins = record_at.checked_sub(size)?;
    let shift = begins.checked_sub(at)?;
    if shift > 0 && feed.read_at(0, 4) == super::zip::LOCAL {
        return None;
    }
    let mut directory = Directory { entries: Vec::new(), at: begins };
    let entries = Entries { feed, at: begins, end: record_at, buf: Vec::new(), pos: 0 };
    for entry in entries.take(usize::try_from(count).unwrap_or(usize::MAX)) {
        let entry = Entry { at: entry.at.checked_add(shift)?, ..entry };
        if entry.at >= begins {
            return None;
        }
        directory.entries.push(entry);
    }
    if directory.entries.len() as u64 != count {
        return None;
    }
    directory.entries.sort_unstable();
    Some(directory)
}

/// Whether bytes that begin as something else end as an archive whose first member begins not far from their beginning:
/// its end record is the last thing there, the directory stands right before it, and its first entry names a member.
///
/// `head` are the first of `len` bytes, which `read_at` gives at any place.
pub(in crate::source) fn is_behind(head: &[u8], len: u64, read_at: &dyn Fn(u64, usize) -> Vec<u8>) -> bool {
    if super::zip::first_member(head).is_none() {
        return false;
    }
    let tail_at = len.saturating_sub(END_LEN + COMMENT_LEN_MAX);
    let tail = read_at(tail_at, usize::try_from(len - tail_at).unwrap_or(0));
    memchr::memmem::rfind_iter(&tail, b"PK\x05\x06").any(|place| {
        let end = tail.get(place..).unwrap_or_default();
        let is_last = le16(end, 20).is_some_and(|comment| END_LEN + u64::from(comment) == end.len() as u64);
        let (Some(size), Some(at)) = (le32(end, 12), le32(end, 16)) else { return false };
        let directory_at = (tail_at + place as u64).checked_sub(u64::from(size));
        let Some(directory_at) = directory_at.filter(|_| is_last && size as usize >= HEADER_LEN) else { return false };
        let entry = read_at(directory_at, HEADER_LEN);
        let member_at = directory_at.checked_sub(u64::from(at)).zip(le32(&entry, 42));
        let starts = |(shift, member): (u64, u32)| read_at(shift + u64::from(member), 4) == super::zip::LOCAL;
        entry.starts_with(b"PK\x01\x02") && member_at.is_some_and(starts)
    })
}

/// The zip64 end record and its place, by its locator right before the end record (4.3.14, 4.3.15).
fn zip64(feed: &Feed<'_>, end_at: u64) -> Option<(Vec<u8>, u64)> {
    let locator = feed.read_at(end_at.checked_sub(20)?, 20);
    if !locator.starts_with(b"PK\x06\x07") {
        return None;
    }
    let stated = le64(&locator, 8)?;
    // Where bytes precede the archive the record still stands before its locator.
    [stated, end_at.checked_sub(20 + 56)?].into_iter().find_map(|at| {
        let record = feed.read_at(at, 56);
        (record.starts_with(b"PK\x06\x06") && record.len() == 56).then_some((record, at))
    })
}

/// The entries as they stand there.
struct Entries<'f, 'a> {
    feed: &'f Feed<'a>,
    /// Offset of what is read next.
    at: u64,
    end: u64,
    buf: Vec<u8>,
    pos: usize,
}

impl Entries<'_, '_> {
    fn peek(&mut self, len: usize) -> Option<&[u8]> {
        if self.buf.len() - self.pos < len {
            self.buf.drain(..self.pos);
            self.pos = 0;
            let room = usize::try_from(self.end.saturating_sub(self.at)).ok()?.min(READ_LEN);
            let more = self.feed.read_at(self.at, room);
            self.at += more.len() as u64;
            self.buf.extend_from_slice(&more);
        }
        self.buf.get(self.pos..self.pos + len)
    }
}

impl Iterator for Entries<'_, '_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let header = self.peek(HEADER_LEN).filter(|header| header.starts_with(b"PK\x01\x02"))?;
        let name_len = usize::from(le16(header, 28)?);
        let (extra_len, comment_len) = (usize::from(le16(header, 30)?), usize::from(le16(header, 32)?));
        let (packed, full, at) = (le32(header, 20)?, le32(header, 24)?, le32(header, 42)?);
        let sum = le32(header, 16)?;
        let whole = HEADER_LEN + name_len + extra_len + comment_len;
        let record = self.peek(whole)?;
        let extra = record.get(HEADER_LEN + name_len..HEADER_LEN + name_len + extra_len)?;
        let entry = Entry { sum, ..wide(extra, full, packed, at)? };
        self.pos += whole;
        Some(entry)
    }
}

/// Numbers that do not fit stand in the zip64 extra field, in a fixed order (4.5.3).
fn wide(extra: &[u8], full: u32, packed: u32, at: u32) -> Option<Entry> {
    let mut field = extra_field(extra, 1).unwrap_or_default();
    let mut take = |narrow: u32| {
        if narrow != u32::MAX {
            return Some(u64::from(narrow));
        }
        let value = le64(field, 0)?;
        field = field.get(8..).unwrap_or_default();
        Some(value)
    };
    take(full)?;
    Some(Entry { len: take(packed)?, at: take(at)?, sum: 0 })
}

/// The data of one extra field (4.5.1).
pub(super) fn extra_field(mut extra: &[u8], id: u16) -> Option<&[u8]> {
    loop {
        let (found, len) = (le16(extra, 0)?, usize::from(le16(extra, 2)?));
        if found == id {
            return extra.get(4..4 + len);
        }
        extra = extra.get(4 + len..)?;
    }
}
