//! ZIP (PKWARE APPNOTE 6.3.10): read front to back by the local headers, with the central directory at hand where the
//! archive can be read at its end.
//!
//! ```text
//! local header(30) name extra, bytes, [descriptor: "PK\7\8" crc(4) lengths(4+4 or 8+8)]     for each member
//! central directory, [zip64 end record and locator], end record
//! ```
//!
//! The directory gives lengths that local headers leave to the descriptor, so that members can be read side by side.
//! What only the local headers know (deleted members, an archive whose end is lost, one within a stream) is found all
//! the same. Members that overlap an earlier one are named and left: they are how a small archive becomes a large one.

use super::super::compress::{Broken, Container, Input};
use super::super::feed::Feed;
use super::zip_directory::{Directory, Entry, extra_field};
use super::{Archive, CheckSum, Content, Member, Members, Next, Packing, container, le16, le32, le64};
use crate::error::Reason;

pub(super) const CONTAINER: Container =
    container("zip", |head| head.starts_with(LOCAL) || head.starts_with(END) || marker_len(head) > 0, READ);

/// An archive behind other bytes, which its directory does not count: what was put before it, or was not cut off. No first
/// byte tells it, but its end does ([`super::zip_directory::is_behind`]).
pub(in crate::source) const BEHIND: Container = container("zip", |_| false, READ);

/// Office and `OpenDocument` files: ZIP archives that begin with one of a few members.
pub(super) const OFFICE: Container = container("office_zip", is_office, READ);

/// SQL Server exports.
pub(super) const BACPAC: Container = container("bacpac", is_bacpac, READ);

/// Programs with an archive behind them, which unpack it when they are run.
pub(super) const PROGRAM: Container = container("self_extracting_zip", is_program, READ);

const READ: Archive = Archive::Front(|feed| Box::new(Zip::new(feed)));

pub(super) const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
pub(super) const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// What stands before the first member of an archive that was made in several parts, and turned out to be one (4.4.1).
const MARKERS: [&[u8]; 2] = [DESCRIPTOR, b"PK00"];
const HEADER_LEN: usize = 30;
/// Members whose names are looked at to tell office files.
const FIRST_MEMBERS: usize = 4;

const FLAG_ENCRYPTED: u16 = 1;
const FLAG_DESCRIPTOR: u16 = 1 << 3;
/// LZMA data has an end mark, and its length is not stated.
const FLAG_LZMA_END: u16 = 1 << 1;

fn is_office(head: &[u8]) -> bool {
    let known =
        [b"[Content_Types].xml".as_slice(), b"mimetype", b"_rels/.rels", b"docProps/app.xml", b"docProps/core.xml"];
    first_names(head).iter().any(|name| known.contains(name))
}

fn is_bacpac(head: &[u8]) -> bool {
    let names = first_names(head);
    let is_data = |name: &&[u8]| name.starts_with(b"Data/") && name.ends_with(b".BCP");
    names.contains(&b"model.xml".as_slice()) && names.contains(&b"DacMetadata.xml".as_slice())
        || names.iter().any(is_data)
}

/// The length of the marker that the first member stands behind; 0 where there is none.
fn marker_len(head: &[u8]) -> usize {
    let is_marked = |marker: &[u8]| head.strip_prefix(marker).is_some_and(|rest| rest.starts_with(LOCAL));
    MARKERS.into_iter().find(|marker| is_marked(marker)).map_or(0, <[u8]>::len)
}

/// Whether a program (of Windows or of Unix) begins here, and a member not far behind it.
fn is_program(head: &[u8]) -> bool {
    (head.starts_with(b"MZ") || head.starts_with(b"\x7FELF")) && first_member(head).is_some()
}

/// Where the first member begins. A program that unpacks archives has the signature among its constants; but no member
/// follows there.
pub(super) fn first_member(bytes: &[u8]) -> Option<usize> {
    // No text has the third byte of the signature, and the search for it takes a while to begin.
    memchr::memchr(3, bytes)?;
    let is_member = |at: &usize| {
        let rest = bytes.get(*at..).unwrap_or_default();
        let is_made_for = le16(rest, 4).is_some_and(|version| version & 0xFF <= 63);
        is_made_for
            && LocalHeader::read(rest).is_some_and(|header| {
                let name = rest.get(HEADER_LEN..HEADER_LEN + header.name_len).unwrap_or_default();
                let is_known = matches!(header.method, 0 | 8 | 9 | 12 | 14 | 20 | 93 | 95 | 98 | 99);
                is_known && !name.is_empty() && name.iter().all(|&byte| byte >= b' ' && byte != 0x7F)
            })
    };
    memchr::memmem::find_iter(bytes, LOCAL).find(is_member)
}

/// Names of the first members, as far as they can be told from the beginning alone.
fn first_names(head: &[u8]) -> Vec<&[u8]> {
    let mut names = Vec::new();
    let mut rest = head;
    while names.len() < FIRST_MEMBERS
        && let Some(header) = LocalHeader::read(rest)
    {
        let Some(name) = rest.get(HEADER_LEN..HEADER_LEN + header.name_len) else { break };
        names.push(name);
        let Some(next) = header.packed.and_then(|len| rest.get(header.whole_len() + usize::try_from(len).ok()?..))
        else {
            break;
        };
        rest = next;
    }
    names
}

struct LocalHeader {
    flags: u16,
    method: u16,
    name_len: usize,
    extra_len: usize,
    /// The check sum; 0 where the descriptor tells.
    sum: u32,
    /// Bytes in the archive; `None` where the descriptor tells.
    packed: Option<u64>,
    full: Option<u64>,
}

impl LocalHeader {
    fn read(head: &[u8]) -> Option<Self> {
        if !head.starts_with(LOCAL) {
            return None;
        }
        let (flags, method) = (le16(head, 6)?, le16(head, 8)?);
        let (packed, full) = (u64::from(le32(head, 18)?), u64::from(le32(head, 22)?));
        let (name_len, extra_len) = (usize::from(le16(head, 26)?), usize::from(le16(head, 28)?));
        let is_stated = flags & FLAG_DESCRIPTOR == 0 || packed > 0;
        Some(Self {
            flags,
            method,
            name_len,
            extra_len,
            sum: le32(head, 14)?,
            packed: is_stated.then_some(packed),
            full: is_stated.then_some(full),
        })
    }

    fn whole_len(&self) -> usize {
        HEADER_LEN + self.name_len + self.extra_len
    }

    /// Takes lengths that do not fit from the extra field (4.5.3).
    fn widen(&mut self, extra: &[u8]) {
        let Some(mut field) = extra_field(extra, 1) else { return };
        for len in [&mut self.full, &mut self.packed] {
            if *len == Some(u64::from(u32::MAX)) {
                *len = le64(field, 0);
                field = field.get(8..).unwrap_or_default();
            }
        }
        // A descriptor says it after all.
        if self.flags & FLAG_DESCRIPTOR != 0 && self.packed == Some(0) {
            self.packed = None;
        }
    }

    /// The check sum, by this header or by what the directory says.
    fn check(&self, listed: Option<Entry>) -> CheckSum {
        match listed {
            Some(entry) => CheckSum::Stated(entry.sum),
            None if self.flags & FLAG_DESCRIPTOR != 0 => CheckSum::Behind,
            None => CheckSum::Stated(self.sum),
        }
    }

    fn content(&self) -> Content {
        if self.flags & FLAG_ENCRYPTED != 0 {
            return Content::Encrypted;
        }
        Content::Packed(match self.method {
            0 if self.packed.is_none() => Packing::UntilDescriptor,
            0 => Packing::Stored,
            8 => Packing::Deflate,
            9 => Packing::Deflate64,
            12 => Packing::Bzip2,
            14 => Packing::ZipLzma(self.full.filter(|_| self.flags & FLAG_LZMA_END == 0)),
            20 | 93 => Packing::Zstd,
            95 => Packing::Xz,
            98 => Packing::ZipPpmd(self.full),
            99 => return Content::Encrypted,
            _ => return Content::Unsupported("the member is packed in a way that is not read"),
        })
    }
}

struct Zip {
    directory: Option<Directory>,
    /// Entries of the directory that are dealt with.
    passed: usize,
    /// The last member may be followed by a descriptor.
    has_descriptor: bool,
}

impl Zip {
    fn new(feed: &Feed<'_>) -> Self {
        Self { directory: super::zip_directory::read(feed), passed: 0, has_descriptor: false }
    }

    /// What the directory says of the member whose header is at `at`, and how far the next one is; entries that lie
    /// before are passed over.
    fn listed(&mut self, at: u64) -> (Option<Entry>, u64) {
        let Some(directory) = &self.directory else { return (None, u64::MAX) };
        while directory.entries.get(self.passed).is_some_and(|entry| entry.at < at) {
            self.passed += 1;
        }
        let rest = directory.entries.get(self.passed..).unwrap_or_default();
        let here = rest.first().copied().filter(|entry| entry.at == at);
        let next = rest.iter().find(|entry| entry.at > at).map_or(directory.at, |entry| entry.at);
        (here, next.saturating_sub(at))
    }

    /// How many entries lie before `at` and were not met: they begin within a member that was read.
    fn is_overlapped(&mut self, at: u64) -> bool {
        let entry = self.directory.as_ref().and_then(|directory| directory.entries.get(self.passed));
        let is_before = entry.is_some_and(|entry| entry.at < at);
        self.passed += usize::from(is_before);
        is_before
    }

    fn member(&mut self, input: &mut Input<'_>, at: u64) -> Result<Next, Broken> {
        const CUT: Broken = Broken::corrupt("the archive ends in the middle of a header");
        let mut header = LocalHeader::read(input.peek(HEADER_LEN)).ok_or(CUT)?;
        let whole = header.whole_len();
        let bytes = input.peek(whole).get(HEADER_LEN..whole).ok_or(CUT)?;
        let (name, extra) = bytes.split_at_checked(header.name_len).ok_or(CUT)?;
        header.widen(extra);
        let name = name.to_vec();
        let (listed, room) = self.listed(at);
        let room = room.saturating_sub(whole as u64);
        self.passed += usize::from(listed.is_some());
        let len = listed.map(|entry| entry.len).or(header.packed).map(|len| len.min(room));
        header.packed = len;
        self.has_descriptor = header.flags & FLAG_DESCRIPTOR != 0;
        input.consume(whole);
        if len == Some(0) && name.ends_with(b"/") {
            return self.next(input);
        }
        let check = Some(header.check(listed));
        Ok(Next::Member(Member { name, len, content: header.content(), check }))
    }

    /// Goes past the directory and the records at the end.
    fn end(input: &mut Input<'_>) -> bool {
        loop {
            let head = input.peek(HEADER_LEN + 16);
            let len = if head.starts_with(CENTRAL) {
                let lengths = [28, 30, 32].map(|at| le16(head, at).map_or(0, u64::from));
                46 + lengths.iter().sum::<u64>()
            } else if head.starts_with(b"PK\x06\x06") || head.starts_with(b"PK\x06\x08") {
                12 + le64(head, 4).unwrap_or(0).min(1 << 20)
            } else if head.starts_with(b"PK\x06\x07") {
                20
            } else if head.starts_with(b"PK\x05\x05") {
                6 + le16(head, 4).map_or(0, u64::from)
            } else if head.starts_with(END) {
                let comment_len = le16(head, 20).map_or(0, u64::from);
                input.skip(22 + comment_len);
                return true;
            } else {
                return false;
            };
            if !input.skip(len) {
                return true;
            }
        }
    }
}

impl Members for Zip {
    fn next(&mut self, input: &mut Input<'_>) -> Result<Next, Broken> {
        if std::mem::take(&mut self.has_descriptor) {
            skip_descriptor(input);
        }
        if *input.consumed == 0 {
            let marker_len = marker_len(input.peek(8));
            input.consume(marker_len);
        }
        let at = *input.consumed;
        if self.is_overlapped(at) {
            let message = "the member overlaps another, and was left";
            return Ok(Next::Note(Vec::new(), Reason::CorruptStream, message));
        }
        let head = input.peek(4);
        if head.is_empty() {
            return Ok(Next::End);
        }
        if head.starts_with(LOCAL) {
            return self.member(input, at);
        }
        let (_, room) = self.listed(at);
        let is_at_directory = self.directory.as_ref().is_none_or(|directory| at >= directory.at);
        if is_at_directory && head.starts_with(b"PK") && Self::end(input) {
            // Where another archive was appended it goes on, by its local headers.
            if !input.peek(4).starts_with(LOCAL) {
                return Ok(Next::End);
            }
            self.directory = None;
            return self.next(input);
        }
        // Not a header where one should be: go on at the next one, which the directory knows or the bytes show.
        if (1..u64::MAX).contains(&room) {
            // A member that the directory does not list may stand before those that it does.
            let unlisted = if at == 0 { first_member(input.peek(1 << 20)).map(|first| first as u64) } else { None };
            return Ok(match unlisted.filter(|first| (1..room).contains(first)) {
                Some(first) => Next::Before(first),
                None if at == 0 => Next::Before(room),
                None => Next::Gap(room),
            });
        }
        let at_hand = input.peek(1 << 20);
        if at == 0
            && let Some(first) = first_member(at_hand)
        {
            return Ok(Next::Before(first as u64));
        }
        match memchr::memmem::find(at_hand.get(1..).unwrap_or_default(), LOCAL) {
            Some(found) => Ok(Next::Gap(found as u64 + 1)),
            None => Err(Broken::corrupt("there is no header where the next member should begin")),
        }
    }
}

/// Goes past a data descriptor (4.3.9): a signature that may be missing, a check sum, and two lengths of four or eight
/// bytes, told apart by what follows.
fn skip_descriptor(input: &mut Input<'_>) {
    let head = input.peek(28);
    let signature_len = if head.starts_with(DESCRIPTOR) { 4 } else { 0 };
    for len in [12, 20] {
        let follows = head.get(signature_len + len..).unwrap_or_default();
        if follows.starts_with(b"PK") || follows.is_empty() && signature_len + len == head.len() {
            input.consume(signature_len + len);
            return;
        }
    }
    if signature_len > 0 {
        input.consume(signature_len + 12);
    }
}
