//! Base64 and hexadecimal digits in text: a run of letters and digits that decodes to readable text is read, and what is found in
//! it is reported at the characters that encode it. Dumps write binary columns so: `\x4A6F`, `0x4A6F`, `X'4A6F'`.
//!
//! The budget: runs of [`LEN_MIN`] to [`LEN_MAX`] characters, told by a part near their beginning, of which the first [`HEAD`] must decode to printable ASCII (of
//! random letters and digits fewer than one in a hundred thousand do in Base64, of random hexadecimal digits four in ten thousand),
//! and two layers at most. A run that begins like gzip or zlib is unpacked, to [`UNPACKED_MAX`] times its length at most and only
//! where its check sum fits; what is found in it is reported at the whole run, and no other is unpacked in it. What is left of
//! compressed data for these reasons, or because it is Zstandard, is told of ([`TextScratch::packed_left`]), as are longer runs.

use std::ops::Range;

use super::detector::Detector;
use super::marks::each_mark;
use super::overlap::{Pending, resolve};
use super::scratch::TextScratch;
use super::text::{View, Wants, join_nested};
use crate::decode::packed;

/// The shortest run: twelve bytes of text.
pub(crate) const LEN_MIN: usize = 16;
/// The longest run. It is held in memory three times, as it stands, decoded, and unpacked.
pub(crate) const LEN_MAX: usize = 1024 * 1024;
/// A run is told by a run of letters and digits that begins so near to its own beginning: all those behind would tell the same.
const BEFORE_MAX: usize = 512;
/// Characters that are decoded to see whether it is text at all.
const HEAD: usize = 16;
/// Bytes that are unpacked of a run that is compressed data, for each of its characters: text is seldom packed more tightly, and
/// a cell of a bomb costs no more than one of plain text that is so long.
const UNPACKED_MAX: usize = 16;
/// Bytes that are unpacked of all runs in a piece of so many bytes: cells of records in JSON come to some three to six times their
/// digits.
pub(crate) fn unpacked_max(piece_len: usize) -> usize {
    const GRACE: usize = 4 << 20;
    const RATIO: usize = 4;
    GRACE.saturating_add(piece_len.saturating_mul(RATIO))
}
/// Layers of encoding.
const DEPTH_MAX: u8 = 2;

impl Detector {
    /// Reads the run around `atom`, if it is text in Base64. Gives the end of the run.
    pub(super) fn encoded(&self, scratch: &mut TextScratch, view: &View<'_>, atom: &Range<usize>) -> Option<usize> {
        let run = run_around(view.text, atom)?;
        let absolute = view.start.map(|start| start + run.start);
        if absolute.is_some_and(|at| at < scratch.blocks.read_to) {
            return Some(run.end);
        }
        let may_be_block = absolute.is_none_or(|at| at >= scratch.blocks.refused_to);
        let mut block = if may_be_block { Block::around(view, &run) } else { None };
        let mut inner = scratch.inner.take().unwrap_or_default();
        let mut decoded = std::mem::take(&mut inner.decoded);
        let own = view.text.get(run.clone())?;
        let mut read = Reading::of(scratch, block.as_ref().map_or(own, |block| &block.joined), &mut decoded);
        if !read.is_text
            && read.packing != Some(Packing::Container)
            && block.as_mut().is_some_and(Block::drop_short_end)
        {
            read = Reading::of(scratch, block.as_ref().map_or(own, |block| &block.joined), &mut decoded);
        }
        let bytes = block.as_ref().map_or(own, |block| &block.joined);
        let whole = block.as_ref().map_or(run.clone(), |block| block.span.clone());
        let Reading { packing, room, is_text } = read;
        let code = Code::of(bytes);
        let is_packed = packing == Some(Packing::Deflate);
        // Nothing is unpacked within what was unpacked: each layer may be many times as long as the one around it.
        inner.depth = if is_packed { DEPTH_MAX } else { scratch.depth + 1 };
        if is_packed && is_text {
            scratch.unpacked_left -= decoded.len().min(scratch.unpacked_left);
        }
        let mut is_left = is_left(bytes, packing, room, is_text.then_some(decoded.len()));
        let contained = match packing {
            Some(Packing::Container) => contained(scratch, bytes),
            // A table is read as one: of what has no shape of its own the columns tell what it is.
            _ if is_text && scratch.depth == 0 && packed::is_table(&decoded) => Some(decoded.clone()),
            _ => None,
        };
        is_left |= packing == Some(Packing::Container) && contained.is_none();
        let is_read = is_text || contained.is_some();
        if is_text && contained.is_none() {
            inner.unpacked_left = scratch.unpacked_left;
            self.scan_decoded(&mut inner, &decoded, view);
            scratch.unpacked_left = inner.unpacked_left;
            is_left |= !inner.packed_left.is_empty();
            inner.packed_left.clear();
            for found in &inner.pending {
                let canonical = scratch.arena.len();
                scratch.arena.extend_from_slice(inner.arena.get(found.canonical.clone()).unwrap_or_default());
                let within = code.place_of(found.span.start)..code.end_of(found.span.end);
                let span = match &block {
                    _ if is_packed => whole.clone(),
                    Some(block) => block.place_of(&within),
                    None => run.start + within.start..run.start + within.end,
                };
                let canonical = canonical..scratch.arena.len();
                // All of them stand in one run, side by side, and lost to none of their neighbours.
                let is_nested = found.is_nested || is_packed;
                scratch.nested_in_run.push(Pending { span, canonical, is_nested, ..found.clone() });
            }
        }
        if is_left {
            scratch.packed_left.push(whole.start..end_of_run(view, whole.end));
        }
        scratch.contained.extend(contained.map(|bytes| (whole.clone(), bytes)));
        if let (Some(block), Some(start)) = (&block, view.start) {
            let end = start + block.span.end;
            // What is not read as a whole may be read line by line, but is not put together again at each of them.
            *(if is_read { &mut scratch.blocks.read_to } else { &mut scratch.blocks.refused_to }) = end;
        }
        inner.decoded = decoded;
        scratch.inner = Some(inner);
        is_read.then_some(run.end)
    }

    fn scan_decoded(&self, inner: &mut TextScratch, decoded: &[u8], view: &View<'_>) {
        let whole = 0..decoded.len();
        let nested = View {
            text: decoded,
            segment: whole,
            line_start: 0,
            is_continued: false,
            column: view.column,
            whole: decoded,
            start: Some(0),
        };
        inner.blocks = Blocks::default();
        super::candidates::candidates(decoded, &mut inner.candidates);
        self.scan_view(inner, &nested, &Wants::ALL);
        each_mark(decoded, 0..decoded.len(), &mut |at, mark| self.marked(inner, &nested, at, mark));
        resolve(&mut inner.pending);
        join_nested(inner);
    }
}

/// What became of a run.
struct Reading {
    packing: Option<Packing>,
    /// Bytes that it may come to, if it is packed.
    room: usize,
    is_text: bool,
}

impl Reading {
    /// Decodes a run, and unpacks it.
    fn of(scratch: &TextScratch, run: &[u8], decoded: &mut Vec<u8>) -> Self {
        decoded.clear();
        let packing = Packing::of(run);
        let room = run.len().saturating_mul(UNPACKED_MAX).min(scratch.unpacked_left);
        let is_text = scratch.depth < DEPTH_MAX
            && run.len() <= LEN_MAX
            && match packing {
                Some(Packing::Deflate) => unpack(run, decoded, room),
                Some(Packing::Zstd | Packing::Container) => false,
                None => Code::of(run).decode(run, decoded),
            };
        Self { packing, room, is_text }
    }
}

/// How far the text was gone through in blocks of several lines, from its beginning.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Blocks {
    /// What stands before this was read with a block.
    read_to: usize,
    /// What stands before this is no block.
    refused_to: usize,
}

/// A run that is wrapped over lines of the same length, as mail and certificates are.
struct Block {
    /// The lines, put together.
    joined: Vec<u8>,
    /// For each line where it begins in `joined` and in the view.
    lines: Vec<(usize, usize)>,
    /// All of it, in the view.
    span: Range<usize>,
}

impl Block {
    /// How long the lines are that tools wrap at (MIME, PEM, `gpg --armor`, `xxd`): lists of codes have other lengths, mostly, and
    /// each of their lines stands for itself. All hold whole groups of characters.
    const WIDTHS: [usize; 4] = [60, 64, 72, 76];

    /// That which begins with the run, as much of it as is read at once; `None` where no line like it follows.
    fn around(view: &View<'_>, run: &Range<usize>) -> Option<Self> {
        // What is set in may be wrapped at any width.
        let is_packed =
            || run.len().is_multiple_of(4) && view.text.get(run.clone()).is_some_and(|run| Packing::of(run).is_some());
        if !Self::WIDTHS.contains(&run.len()) && !is_packed() {
            return None;
        }
        let text = view.whole.get(view.start.unwrap_or(0)..)?;
        let mut next = next_line(text, run.end);
        let mut block =
            Self { joined: text.get(run.clone())?.to_vec(), lines: vec![(0, run.start)], span: run.clone() };
        while let Some(at) = next.filter(|_| block.joined.len() + run.len() <= LEN_MAX) {
            let rest = text.get(at..).unwrap_or_default();
            // `-----END`, and the boundary of a part of a mail.
            if rest.starts_with(b"--") {
                break;
            }
            let len = rest.iter().take(run.len() + 1).take_while(|&&byte| is_part(byte)).count();
            // A line of words is none of a block, and neither is one with words behind.
            let is_alone = rest.get(len).is_none_or(|byte| b"\r\n=\"'<,;)]}|\\".contains(byte));
            if len == 0 || len > run.len() || !is_alone {
                break;
            }
            block.lines.push((block.joined.len(), at));
            block.joined.extend_from_slice(rest.get(..len).unwrap_or_default());
            block.span.end = at + len;
            next = next_line(text, at + len).filter(|_| len == run.len());
        }
        (block.lines.len() > 1).then_some(block)
    }

    /// Leaves out a last line that is shorter than the others, and may be a word that ends the block. Gives whether there was one.
    fn drop_short_end(&mut self) -> bool {
        let [.., (start, _), (last, _)] = self.lines.as_slice() else { return false };
        let (start, last) = (*start, *last);
        let is_short = self.joined.len() - last < last - start && self.lines.len() > 2;
        if is_short {
            self.joined.truncate(last);
            self.lines.pop();
            self.span.end = self.place_of(&(last - 1..last)).end;
        }
        is_short
    }

    /// Where a part of the joined lines stands.
    fn place_of(&self, within: &Range<usize>) -> Range<usize> {
        let of = |at: usize| {
            let line = self.lines.partition_point(|&(start, _)| start <= at).saturating_sub(1);
            self.lines.get(line).map_or(0, |&(start, place)| place + at - start)
        };
        of(within.start)..of(within.end.saturating_sub(1)) + 1
    }
}

/// Where a run ends that goes on at `at`, be it longer than what is read.
fn end_of_run(view: &View<'_>, at: usize) -> usize {
    let rest = view.whole.get(view.start.unwrap_or(0) + at..).unwrap_or_default();
    at + rest.iter().take_while(|&&byte| is_part(byte)).count()
}

/// Where the next line begins, without what it is set in by, if a line ends at `at`.
fn next_line(text: &[u8], at: usize) -> Option<usize> {
    const SET_IN_MAX: usize = 64;
    let rest = text.get(at..)?;
    let end = if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.first() == Some(&b'\n')) };
    let blank = rest.iter().skip(end).take(SET_IN_MAX).take_while(|byte| b" \t".contains(byte)).count();
    (end > 0).then_some(at + end + blank)
}

/// The run of Base64 around a run of letters and digits, padding included; one character more than [`LEN_MAX`] of a longer one.
fn run_around(text: &[u8], atom: &Range<usize>) -> Option<Range<usize>> {
    let before = text.get(..atom.start)?.iter().rev().take(BEFORE_MAX + 1).take_while(|&&byte| is_part(byte)).count();
    let start = atom.start - before;
    let is_near = before <= BEFORE_MAX && may_begin(text.get(start..)?);
    if !is_near {
        return None;
    }
    let after = text.get(atom.end..)?.iter().take((start + LEN_MAX + 1).saturating_sub(atom.end));
    let end = atom.end + after.take_while(|&&byte| is_part(byte)).count();
    (end - start >= LEN_MIN).then_some(start..end)
}

/// Whether a byte may stand in a run.
pub(super) fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'_' | b'-')
}

/// Whether a run of letters and digits may be a part of text in Base64: the first characters of the run around it decode.
pub(super) fn may_be_text(text: &[u8], atom: &Range<usize>) -> bool {
    run_around(text, atom).is_some()
}

/// Whether text in Base64 or hexadecimal digits, or compressed data, may begin here.
fn may_begin(text: &[u8]) -> bool {
    /// A prefix, and what is looked at behind it.
    const LOOKED_AT: usize = HEAD + 10;
    let head = text.get(..LOOKED_AT).unwrap_or(text);
    Code::of(head) != Code::Base64
        || is_late_hex(text)
        || Packing::of(head).is_some()
        || head.get(..HEAD).unwrap_or_default().chunks(4).all(|group| {
            let bits = group.iter().fold(0u32, |bits, &byte| bits << 6 | sextet(byte).unwrap_or(0));
            let [_, a, b, c] = bits.to_be_bytes();
            is_printable(a) && is_printable(b) && is_printable(c)
        })
}

/// Whether text in hexadecimal digits begins here whose first characters are written without letters: `xxxx` is `78787878`.
fn is_late_hex(text: &[u8]) -> bool {
    /// Digits that are gone through to find the first letter.
    const DIGITS_MAX: usize = 64 << 10;
    let text = text.get(prefix_len(text)..).unwrap_or_default();
    let is_digits = text.get(..HEAD).is_some_and(|head| head.iter().all(u8::is_ascii_digit));
    let digits = || text.iter().take(DIGITS_MAX).take_while(|byte| byte.is_ascii_digit()).count();
    is_digits
        && text.chunks(2).take(HEAD / 2).all(|pair| byte_of(pair).is_some_and(is_printable))
        && text.get(digits()).is_some_and(u8::is_ascii_hexdigit)
}

/// Whether a whole value is text in hexadecimal digits, by its beginning.
pub(super) fn is_hex_text(value: &[u8]) -> bool {
    value.len() >= LEN_MIN && (Code::of(value) != Code::Base64 || Packing::of(value).is_some())
}

/// Whether a value begins as compressed data or a container does that was written in digits or in Base64.
pub(super) fn is_packed(value: &[u8]) -> bool {
    Packing::of(value).is_some()
}

/// What a run is compressed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    /// gzip or zlib.
    Deflate,
    Zstd,
    /// An archive, a document, a database: it is opened by those who read files.
    Container,
}

impl Packing {
    /// That of a run, by its beginning; `None` where it is not compressed.
    fn of(run: &[u8]) -> Option<Self> {
        /// The longest signature has twelve bytes: in Base64 these are as many characters.
        const CHARACTERS: usize = 16;
        const BYTES: usize = 12;
        let digits = run.get(prefix_len(run)..).unwrap_or_default();
        let mut head = Vec::new();
        // Nearly all runs are told by their first byte, or by the fifth one behind a length.
        let may_begin =
            |first: Option<u8>, fifth: Option<u8>| first.is_some_and(packed::may_begin) || fifth == Some(packed::ZLIB);
        let byte = |at: usize| digits.get(2 * at..2 * at + 2).and_then(byte_of);
        if may_begin(byte(0), byte(4)) {
            let digits = digits.get(..digits.len().min(2 * BYTES) & !1).unwrap_or_default();
            head.extend(digits.chunks(2).map_while(byte_of));
        }
        let of_digits = (head.len() >= packed::HEAD_LEN).then(|| Self::of_bytes(&head)).flatten();
        of_digits.or_else(|| {
            head.clear();
            let first = run.get(..run.len().min(CHARACTERS) & !3).unwrap_or_default();
            let byte = |at: usize, bit: u32| first.get(at..at + 2).and_then(|pair| byte_within(pair, bit));
            let is_asked = may_begin(byte(0, 2), byte(5, 4));
            (is_asked && bytes_of(first, &mut head)).then(|| Self::of_bytes(&head)).flatten()
        })
    }

    fn of_bytes(head: &[u8]) -> Option<Self> {
        match head {
            _ if packed::begins(head) => Some(Self::Deflate),
            _ if packed::begins_zstd(head) => Some(Self::Zstd),
            _ if packed::begins_container(head) => Some(Self::Container),
            _ => None,
        }
    }
}

/// Whether a part of a run is text or compressed data that was not read. `unpacked` is how long it came out, if it did: what comes out as
/// long as is allowed goes on.
fn is_left(run: &[u8], packing: Option<Packing>, room: usize, unpacked: Option<usize>) -> bool {
    match (packing, unpacked) {
        // What begins like text and is too long.
        (None, _) => run.len() > LEN_MAX,
        (Some(Packing::Zstd), _) => true,
        // What becomes of it is said elsewhere.
        (Some(Packing::Container), _) => false,
        (Some(Packing::Deflate), Some(len)) => len >= room,
        // It is within another, too long, or only looks like it.
        (Some(Packing::Deflate), None) => {
            const HEAD_LEN: usize = 1024;
            let (mut raw, mut out) = (Vec::new(), Vec::new());
            let head = run.get(..HEAD_LEN).unwrap_or(run);
            let is_whole = head.len() == run.len();
            // What is damaged or cut is not left for the sake of a limit.
            let is_damaged = is_whole && raw_of(head, &mut raw) && !packed::unpack(&raw, &mut Vec::new(), 1 << 16);
            raw.clear();
            if is_damaged || !raw_of(head, &mut raw) {
                return false;
            }
            // Noise that begins like compressed data comes to a few bytes.
            const READ_MIN: usize = 16;
            packed::unpack_head(&raw, &mut out);
            out.len() >= READ_MIN && is_readable(&out)
        }
    }
}

/// The bytes of a container, where they may be held and none is around it that was decoded as well.
fn contained(scratch: &mut TextScratch, run: &[u8]) -> Option<Vec<u8>> {
    let mut raw = Vec::new();
    let is_held = scratch.depth == 0
        && run.len() <= LEN_MAX
        && run.len() <= scratch.unpacked_left
        && raw_of(run, &mut raw)
        && raw.len() >= packed::CONTAINER_LEN_MIN;
    if is_held {
        scratch.unpacked_left -= raw.len().min(scratch.unpacked_left);
    }
    is_held.then_some(raw)
}

/// Decodes and unpacks a run, up to `room` bytes. Returns whether it is text.
fn unpack(run: &[u8], out: &mut Vec<u8>, room: usize) -> bool {
    let mut raw = Vec::new();
    raw_of(run, &mut raw) && packed::unpack(&raw, out, room) && is_readable(out)
}

/// The bytes that a run stands for, in hexadecimal digits or in Base64. False where it is none of them.
fn raw_of(run: &[u8], raw: &mut Vec<u8>) -> bool {
    let digits = run.get(prefix_len(run)..).unwrap_or_default();
    raw.extend(digits.chunks(2).map_while(byte_of));
    if raw.len() * 2 == digits.len() {
        return true;
    }
    raw.clear();
    bytes_of(run, raw)
}

/// Decodes Base64, whatever it holds. False where it is none.
fn bytes_of(run: &[u8], out: &mut Vec<u8>) -> bool {
    run.chunks(4).all(|group| group_of(group, out))
}

/// Decodes up to four characters.
fn group_of(group: &[u8], out: &mut Vec<u8>) -> bool {
    let mut bits = 0;
    for &byte in group {
        let Some(value) = sextet(byte) else { return false };
        bits = bits << 6 | value;
    }
    let bits = bits << (6 * (4 - group.len()));
    let [_, a, b, c] = bits.to_be_bytes();
    out.extend([a, b, c].iter().take(group.len() * 6 / 8));
    true
}

/// The byte that begins in the first of two characters of Base64 and has so many bits of the second one.
fn byte_within(pair: &[u8], bits: u32) -> Option<u8> {
    let &[first, second] = pair else { return None };
    u8::try_from((sextet(first)? << bits | sextet(second)? >> (6 - bits)) & 0xFF).ok()
}

/// Length of what stands before hexadecimal digits in dumps.
fn prefix_len(run: &[u8]) -> usize {
    match run {
        [b'0', b'x' | b'X', ..] => 2,
        [b'x' | b'X', ..] => 1,
        _ => 0,
    }
}

/// Whether these digits are those of a byte string of PostgreSQL (`\x4A6F...`): the `\x` before them is then no escape of one
/// character.
pub(super) fn is_byte_string(digits: &[u8]) -> bool {
    digits.get(..HEAD).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// How a run is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    Base64,
    /// Two hexadecimal digits for each byte, behind a prefix of so many characters.
    Hex(usize),
}

impl Code {
    /// The code of a run: hexadecimal where its beginning is text in that. A run of digits alone is a number.
    fn of(run: &[u8]) -> Self {
        let prefix_len = prefix_len(run);
        let head = run.get(prefix_len..prefix_len + HEAD).unwrap_or_default();
        let is_hex = run.iter().skip(prefix_len).any(u8::is_ascii_alphabetic)
            && head.len() == HEAD
            && head.chunks(2).all(|pair| byte_of(pair).is_some_and(is_printable));
        if is_hex { Self::Hex(prefix_len) } else { Self::Base64 }
    }

    /// Decodes a run. Returns whether it is text.
    fn decode(self, run: &[u8], out: &mut Vec<u8>) -> bool {
        match self {
            Self::Base64 => decode(run, out),
            Self::Hex(prefix_len) => {
                let pairs = run.get(prefix_len..).unwrap_or_default().chunks(2);
                for pair in pairs {
                    let Some(byte) = byte_of(pair) else { return false };
                    out.push(byte);
                }
                is_readable(out)
            }
        }
    }

    /// The character that the first bits of a decoded byte stand in.
    fn place_of(self, byte: usize) -> usize {
        match self {
            Self::Base64 => place_of(byte),
            Self::Hex(prefix_len) => prefix_len + 2 * byte,
        }
    }

    /// One past the character that the last bits before a decoded end stand in.
    fn end_of(self, end: usize) -> usize {
        match self {
            Self::Base64 => end_of(end),
            Self::Hex(prefix_len) => prefix_len + 2 * end,
        }
    }
}

/// The byte that two hexadecimal digits stand for.
fn byte_of(pair: &[u8]) -> Option<u8> {
    let &[high, low] = pair else { return None };
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    Some(value(high)? << 4 | value(low)?)
}

fn is_readable(text: &[u8]) -> bool {
    let readable = text.iter().filter(|&&byte| is_printable(byte) || byte >= 0x80).count();
    readable * 20 >= text.len() * 19
}

fn sextet(byte: u8) -> Option<u32> {
    match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t' | 0x1C..=0x1E)
}

/// Decodes a run in Base64. Returns whether it is text.
pub(super) fn decode(run: &[u8], out: &mut Vec<u8>) -> bool {
    for group in run.chunks(4) {
        if !group_of(group, out) {
            return false;
        }
        if out.len() == HEAD / 4 * 3 && !out.iter().copied().all(is_printable) {
            return false;
        }
    }
    is_readable(out)
}

/// The character that the first bits of a decoded byte stand in.
fn place_of(byte: usize) -> usize {
    byte / 3 * 4 + byte % 3
}

/// One past the character that the last bits before a decoded end stand in.
fn end_of(end: usize) -> usize {
    end.checked_sub(1).map_or(0, |last| last / 3 * 4 + last % 3 + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(text: &[u8], start: usize) -> View<'_> {
        let len = (text.len() - start).min(100);
        let text_of = &text[start..start + len];
        View {
            text: text_of,
            segment: 0..len,
            line_start: 0,
            is_continued: false,
            column: None,
            whole: text,
            start: Some(start),
        }
    }

    #[test]
    fn hexadecimal_digits_may_begin_without_letters() {
        let digits = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
        for lead in ["xxxxxxxxxxxxxxxxxxxxxxxx", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "3210321032103210"] {
            assert!(may_begin(digits(&format!("{lead},1\nssn 536-90-4399\n")).as_bytes()), "{lead}");
        }
        assert!(!may_begin(b"41111111111111114111111111111111 and so on"));
    }

    #[test]
    fn lines_of_the_same_length_are_one_run() {
        let line = |letter: &str| letter.repeat(15);
        let text = format!("body:\r\n  {}\r\n  {}\r\n  Q0ND\r\nmore", line("QUFB"), line("QkJC"));
        let mut block = Block::around(&view(text.as_bytes(), 7), &(2..62)).unwrap();
        assert_eq!(block.joined, format!("{}{}Q0ND", line("QUFB"), line("QkJC")).as_bytes());
        assert_eq!(block.span, 2..134);
        let at = |span: &Range<usize>| text.as_bytes()[7..][block.place_of(span)].to_vec();
        assert_eq!(at(&(58..64)), b"FB\r\n  QkJC", "where it stands over two lines");
        assert_eq!(at(&(120..124)), b"Q0ND");
        assert!(block.drop_short_end());
        assert_eq!((&block.span, block.joined.len()), (&(2..126), 120));
        assert!(!block.drop_short_end(), "what is left is of one length");
        for other in [line("QUFB"), format!("{}\n\nQUFB", line("QUFB")), format!("{}\nand words", line("QUFB"))] {
            assert!(Block::around(&view(other.as_bytes(), 0), &(0..60)).is_none(), "{other}");
        }
        let boundary = format!("{}\n--QUFB", line("QUFB"));
        assert!(Block::around(&view(boundary.as_bytes(), 0), &(0..60)).is_none());
        assert!(Block::around(&view(b"QUFBQUFB\nQUFBQUFB", 0), &(0..8)).is_none(), "codes, one in a line");
    }

    #[test]
    fn text_is_decoded_and_noise_is_not() {
        let mut out = Vec::new();
        assert!(decode(b"U1NOOiA1MzYtOTAtNDM5OQ", &mut out));
        assert_eq!(out, b"SSN: 536-90-4399");
        out.clear();
        assert!(!decode(b"d41d8cd98f00b204e9800998ecf8427e", &mut out));
    }

    #[test]
    fn hexadecimal_digits_are_decoded_behind_the_prefixes_of_dumps() {
        for prefix in ["", "x", "0x"] {
            let run = format!("{prefix}53534e3a203533362d39302d34333939");
            let (code, mut out) = (Code::of(run.as_bytes()), Vec::new());
            assert_eq!(code, Code::Hex(prefix.len()));
            assert!(code.decode(run.as_bytes(), &mut out));
            assert_eq!(out, b"SSN: 536-90-4399");
            assert_eq!(run.get(code.place_of(5)..code.end_of(16)), Some("3533362d39302d34333939"));
        }
        assert_eq!(Code::of(b"d41d8cd98f00b204e9800998ecf8427e"), Code::Base64);
        assert_eq!(Code::of(b"4532345678232456"), Code::Base64, "a number, whatever its digits stand for");
    }

    #[test]
    fn compressed_runs_are_told_and_unpacked() {
        for run in [&b"789c0b0ef6b352"[..], b"0x1f8b0800", b"H4sIALjoC2sC/wsO"] {
            assert_eq!(Packing::of(run), Some(Packing::Deflate));
        }
        for run in [&b"d41d8cd98f00b204e9800998ecf8427e"[..], b"U1NOOiA1MzYtOTAtNDM5OQ"] {
            assert_eq!(Packing::of(run), None);
        }
        assert_eq!(Packing::of(b"KLUv/SAEIQAA"), Some(Packing::Zstd));
        assert_eq!(Packing::of(b"0x28b52ffd2004"), Some(Packing::Zstd));
        let mut out = Vec::new();
        assert!(unpack(b"H4sIALjoC2sC/wsO9rNSMDYw0TU31zWyNDYAAKH+7hsQAAAA", &mut out, 1 << 20));
        assert!(out.starts_with(b"SSN: ") && out.len() == 16);
        out.clear();
        assert!(!unpack(b"H4sIALjoC2sC/wsO9rNSMDYw0TU31zWyNDYAAKH+7hsQAAA", &mut out, 1 << 20), "cut");
    }

    #[test]
    fn a_long_run_is_told_near_its_beginning_and_looked_through_once() {
        let run = [b"U1NOOiA1MzYt".as_slice(), &b"T1RB/".repeat(100_000)].concat();
        let text = [b" ".as_slice(), &run, b" "].concat();
        assert_eq!(run_around(&text, &(1..17)), Some(1..1 + run.len()));
        assert_eq!(run_around(&text, &(1 + BEFORE_MAX..530)), Some(1..1 + run.len()));
        assert_eq!(run_around(&text, &(2 + BEFORE_MAX..531)), None);
        let longer = b"U1NOOiA1MzYtOTAt".repeat(LEN_MAX / 16 + 2);
        assert_eq!(run_around(&longer, &(0..longer.len())).unwrap().len(), longer.len());
        let slashes = b"U1NOOiA1MzYtOTA/".repeat(LEN_MAX / 16 + 2);
        assert_eq!(run_around(&slashes, &(0..15)).unwrap().len(), LEN_MAX + 1);
    }

    #[test]
    fn what_is_left_of_compressed_data_is_told() {
        let run = b"H4sIALjoC2sC/wsO9rNSMDYw0TU31zWyNDYAAKH+7hsQAAAA";
        let packing = Packing::of(run);
        assert!(!is_left(run, packing, run.len() * UNPACKED_MAX, Some(16)));
        assert!(is_left(run, packing, run.len() * UNPACKED_MAX, Some(run.len() * UNPACKED_MAX)), "it goes on");
        assert!(is_left(run, packing, run.len() * UNPACKED_MAX, None), "it is whole, and nobody unpacked it");
        assert!(!is_left(&run[..run.len() - 4], packing, 1 << 20, None), "it is cut");
        assert!(!is_left(b"789c0b0ef6b3524e", Some(Packing::Deflate), 1 << 20, None), "it only looks like it");
        assert!(is_left(b"KLUv/SAEIQAA", Some(Packing::Zstd), 1 << 20, None));
        assert!(!is_left(b"U1NOOiA1MzYtOTAtNDM5OQ", None, 1 << 20, None));
    }

    #[test]
    fn places_are_those_of_the_characters_that_encode_a_byte() {
        assert_eq!([0, 1, 2, 3].map(place_of), [0, 1, 2, 4]);
        assert_eq!([1, 2, 3, 4].map(end_of), [2, 3, 4, 6]);
    }
}
