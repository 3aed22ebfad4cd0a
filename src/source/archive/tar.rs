//! tar: POSIX ustar and pax (POSIX.1-2017, `pax`), GNU tar's long names and sparse files, and the old v7 form.
//!
//! Blocks of 512 bytes: a header, the member's bytes padded to a block, and so on; two blocks of NULs end the archive.
//!
//! ```text
//! name(100) mode uid gid(8 each) size(12) mtime(12) checksum(8) type(1) link(100) "ustar"... prefix at 345 (155)
//! ```
//!
//! Departures from the standard: what follows the end mark is read on if it is a header again (`cat a.tar b.tar`), a
//! damaged header costs the bytes up to the next whole one, and links name other members and are never followed.

use super::super::compress::{Broken, Container, Input};
use super::{Archive, Content, Member, Members, Next, Packing, container, number};
use crate::error::Reason;

pub(super) const CONTAINER: Container = container("tar", is_header, Archive::Front(|_| Box::new(Tar::default())));

const BLOCK: usize = 512;
/// Headers of headers (long names, pax records) that are read; longer ones are passed over.
const EXTENSION_LEN_MAX: u64 = 1 << 20;
/// Runs of a sparse file.
const RUNS_MAX: usize = 100_000;

/// Whether a block is a header: its check sum fits, and its fields are what they should be.
fn is_header(head: &[u8]) -> bool {
    let Some(block) = head.get(..BLOCK) else { return false };
    let Some(stated) = block.get(148..156).and_then(|field| number(field, 8)) else { return false };
    let (mut unsigned, mut signed) = (0u64, 0i64);
    for (index, &byte) in block.iter().enumerate() {
        let byte = if (148..156).contains(&index) { b' ' } else { byte };
        unsigned += u64::from(byte);
        signed += i64::from(byte.cast_signed());
    }
    // Old writers summed signed bytes.
    stated > 256 && (stated == unsigned || i64::try_from(stated) == Ok(signed)) && size(block, 124..136).is_some()
}

/// A size: octal digits, or with the top bit set a big-endian number (GNU).
fn size(block: &[u8], range: std::ops::Range<usize>) -> Option<u64> {
    let field = block.get(range)?;
    if field.first()? & 0x80 == 0 {
        return number(field, 8);
    }
    let (&first, rest) = field.split_first()?;
    rest.iter().try_fold(u64::from(first & 0x7F), |value, &byte| value.checked_mul(256)?.checked_add(u64::from(byte)))
}

#[derive(Default)]
struct Tar {
    /// Bytes after the last member up to the next block.
    padding: u64,
    /// What earlier headers say of the next member.
    next: Extension,
}

/// What pax records and GNU headers say of a member.
#[derive(Default, Clone)]
struct Extension {
    name: Option<Vec<u8>>,
    size: Option<u64>,
    sparse_name: Option<Vec<u8>>,
    sparse_len: Option<u64>,
    /// Offsets and lengths in turn.
    sparse_map: Vec<u64>,
    /// The map stands before the data (GNU.sparse.major=1).
    has_map_in_data: bool,
}

impl Members for Tar {
    fn next(&mut self, input: &mut Input<'_>) -> Result<Next, Broken> {
        if self.padding > 0 {
            let padding = std::mem::take(&mut self.padding);
            // No byte of the member is lost by that, but others may have followed.
            if !input.skip(padding) {
                const CUT: &str = "the archive ends within the padding of a member: it is cut";
                return Ok(Next::Note(Vec::new(), Reason::CorruptStream, CUT));
            }
        }
        loop {
            let block = input.peek(BLOCK);
            if block.is_empty() {
                return Ok(Next::End);
            }
            if block.iter().take(BLOCK).all(|&byte| byte == 0) {
                if !skip_zeros(input) {
                    return Ok(Next::End);
                }
                continue;
            }
            if !is_header(block) {
                return gap(input);
            }
            let header = block.get(..BLOCK).unwrap_or_default().to_vec();
            input.consume(BLOCK);
            if let Some(next) = self.header(&header, input) {
                return Ok(next);
            }
        }
    }
}

impl Tar {
    /// Reads what belongs to a header; `None` where it is no member.
    fn header(&mut self, header: &[u8], input: &mut Input<'_>) -> Option<Next> {
        let kind = header.get(156).copied().unwrap_or(0);
        let size = size(header, 124..136).unwrap_or(0);
        match kind {
            b'x' | b'X' => {
                let records = extension(size, input)?;
                self.next.read_pax(&records);
                None
            }
            b'L' => {
                let mut name = extension(size, input)?;
                name.truncate(name.iter().position(|&byte| byte == 0).unwrap_or(name.len()));
                self.next.name = Some(name);
                None
            }
            // Long link names, global pax headers, volume headers.
            b'g' | b'K' | b'V' => {
                extension(size, input);
                None
            }
            _ => self.member(kind, header, size, input),
        }
    }

    fn member(&mut self, kind: u8, header: &[u8], size: u64, input: &mut Input<'_>) -> Option<Next> {
        let extension = std::mem::take(&mut self.next);
        let mut len = extension.size.unwrap_or(size);
        let has_bytes = match kind {
            b'2'..=b'6' => false,
            // A hard link has bytes in some pax archives alone, and then says so by a length.
            b'1' => len > 0 && !is_next_header(input),
            _ => true,
        };
        let name = extension.sparse_name.clone().or(extension.name.clone()).unwrap_or_else(|| name_of(header));
        // Directories of old archives are files whose names end in a slash.
        if !has_bytes || len == 0 && name.ends_with(b"/") {
            return None;
        }
        self.padding = len.next_multiple_of(BLOCK as u64) - len;
        let packing = if kind == b'S' {
            let runs = old_sparse(header, input)?;
            Packing::Sparse(runs.into(), self::size(header, 483..495)?)
        } else if extension.has_map_in_data {
            let before = *input.consumed;
            let runs = map_in_data(input)?;
            len = len.saturating_sub(*input.consumed - before);
            Packing::Sparse(runs.into(), extension.sparse_len?)
        } else if let Some(sparse_len) = extension.sparse_len {
            Packing::Sparse(pairs(&extension.sparse_map)?.into(), sparse_len)
        } else {
            Packing::Stored
        };
        Some(Next::Member(Member { name, len: Some(len), content: Content::Packed(packing), check: None }))
    }
}

fn name_of(header: &[u8]) -> Vec<u8> {
    let until_nul = |range: std::ops::Range<usize>| {
        let field = header.get(range).unwrap_or_default();
        field.split(|&byte| byte == 0).next().unwrap_or_default()
    };
    let name = until_nul(0..100);
    // The prefix is that of POSIX alone: GNU keeps times there.
    let has_prefix = header.get(257..263) == Some(b"ustar\0".as_slice());
    match until_nul(345..500) {
        prefix if has_prefix && !prefix.is_empty() => [prefix, b"/", name].concat(),
        _ => name.to_vec(),
    }
}

/// The bytes of a header of headers, with its padding; `None` where they are too long or cut.
fn extension(size: u64, input: &mut Input<'_>) -> Option<Vec<u8>> {
    let padded = size.checked_next_multiple_of(BLOCK as u64)?;
    if size > EXTENSION_LEN_MAX {
        input.skip(padded);
        return None;
    }
    let len = usize::try_from(size).ok()?;
    let bytes = input.peek(len).get(..len).map(<[u8]>::to_vec);
    input.skip(padded);
    bytes
}

fn is_next_header(input: &mut Input<'_>) -> bool {
    let block = input.peek(BLOCK);
    block.len() < BLOCK || is_header(block) || block.iter().take(BLOCK).all(|&byte| byte == 0)
}

/// Goes past NULs up to the next block that is not all of them; false at the end.
fn skip_zeros(input: &mut Input<'_>) -> bool {
    loop {
        let block = input.peek(BLOCK);
        let len = block.len().min(BLOCK);
        if len == 0 {
            return false;
        }
        if block.iter().take(BLOCK).any(|&byte| byte != 0) {
            return true;
        }
        input.consume(len);
    }
}

/// What to do where a header should be and is none: the bytes up to the next one, if one is near, are none of ours.
fn gap(input: &mut Input<'_>) -> Result<Next, Broken> {
    let at_hand = input.peek(BLOCK * 256);
    match at_hand.chunks(BLOCK).skip(1).position(is_header) {
        Some(index) => Ok(Next::Gap(((index + 1) * BLOCK) as u64)),
        None => Err(Broken::corrupt("there is no header where the next member should begin")),
    }
}

impl Extension {
    /// Reads pax records: `length key=value\n`, the length being that of the whole record.
    fn read_pax(&mut self, mut records: &[u8]) {
        while let Some(space) = memchr::memchr(b' ', records) {
            let (digits, _) = records.split_at(space);
            let len = number(digits, 10).and_then(|len| usize::try_from(len).ok()).unwrap_or(0);
            let Some(record) = records.get(space + 1..len.max(space + 1)) else { return };
            let record = record.strip_suffix(b"\n").unwrap_or(record);
            if len <= space {
                return;
            }
            if let Some(equals) = memchr::memchr(b'=', record) {
                let (key, value) = record.split_at(equals);
                self.record(key, value.get(1..).unwrap_or_default());
            }
            records = records.get(len..).unwrap_or_default();
        }
    }

    fn record(&mut self, key: &[u8], value: &[u8]) {
        let decimal = || number(value, 10);
        match key {
            b"path" => self.name = Some(value.to_vec()),
            b"size" => self.size = decimal(),
            b"GNU.sparse.name" => self.sparse_name = Some(value.to_vec()),
            b"GNU.sparse.size" | b"GNU.sparse.realsize" => self.sparse_len = decimal(),
            b"GNU.sparse.major" => self.has_map_in_data = value == b"1",
            b"GNU.sparse.offset" | b"GNU.sparse.numbytes" if self.sparse_map.len() < RUNS_MAX * 2 => {
                self.sparse_map.extend(decimal());
            }
            b"GNU.sparse.map" => {
                self.sparse_map =
                    value.split(|&byte| byte == b',').map_while(|part| number(part, 10)).take(RUNS_MAX * 2).collect();
            }
            _ => {}
        }
    }
}

fn pairs(numbers: &[u64]) -> Option<Vec<(u64, u64)>> {
    let pairs: Vec<(u64, u64)> =
        numbers.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect();
    (pairs.len() <= RUNS_MAX).then_some(pairs)
}

/// The map of an old GNU sparse file: four runs in the header, and 21 in each block that follows while one says so.
fn old_sparse(header: &[u8], input: &mut Input<'_>) -> Option<Vec<(u64, u64)>> {
    let mut numbers = Vec::new();
    let mut read = |block: &[u8], at: usize, count: usize| {
        for index in 0..count * 2 {
            let start = at + index * 12;
            match size(block, start..start + 12) {
                Some(number) if block.get(start) != Some(&0) => numbers.push(number),
                _ => break,
            }
        }
    };
    read(header, 386, 4);
    let mut is_extended = header.get(482).is_some_and(|&byte| byte != 0);
    for _ in 0..RUNS_MAX / 21 {
        if !is_extended {
            break;
        }
        let block = input.peek(BLOCK).get(..BLOCK)?.to_vec();
        input.consume(BLOCK);
        read(&block, 0, 21);
        is_extended = block.get(504).is_some_and(|&byte| byte != 0);
    }
    pairs(&numbers)
}

/// The map that stands before the data: decimal numbers in lines, the first their count in pairs, padded to a block.
fn map_in_data(input: &mut Input<'_>) -> Option<Vec<(u64, u64)>> {
    let mut text = Vec::new();
    let mut count: Option<usize> = None;
    let mut numbers = Vec::new();
    while count.is_none_or(|count| numbers.len() < count * 2) {
        let block = input.peek(BLOCK).get(..BLOCK)?.to_vec();
        input.consume(BLOCK);
        text.extend_from_slice(&block);
        while let Some(end) = memchr::memchr(b'\n', &text) {
            let value = number(text.get(..end)?, 10)?;
            text.drain(..=end);
            match count {
                None => count = Some(usize::try_from(value).ok().filter(|&count| count <= RUNS_MAX)?),
                Some(count) if numbers.len() < count * 2 => numbers.push(value),
                Some(_) => break,
            }
            if count == Some(numbers.len() / 2) {
                break;
            }
        }
    }
    pairs(&numbers)
}
