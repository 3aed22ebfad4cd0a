//! Lines: what the formats that are made of lines share.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::{Head, Piece};
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded};

/// How far beyond the wanted length a guess looks for the end of a line before it looks back.
const PREDICT_WINDOW: usize = 1 << 20;

/// Behind the last empty line, where blocks of lines may be cut.
pub(super) fn last_blank_line(bytes: &[u8]) -> Option<usize> {
    let unix = memchr::memmem::rfind(bytes, b"\n\n").map(|at| at + 2);
    let dos = memchr::memmem::rfind(bytes, b"\n\r\n").map(|at| at + 3);
    unix.max(dos)
}

/// How much of a piece are whole blocks, which empty lines part; `None` where more has to be seen first.
pub(super) fn whole_blocks(piece: &Piece<'_>) -> Option<usize> {
    if piece.at_end {
        return Some(piece.bytes.len());
    }
    last_blank_line(piece.bytes).or_else(|| piece.must_consume.then_some(piece.bytes.len()))
}

/// Guesses where a piece of about `len_wanted` bytes may end: after a line end, and never at zero.
pub(super) fn predict(newline: u8, bytes: &[u8], len_wanted: usize) -> Option<usize> {
    let wanted = len_wanted.min(bytes.len());
    let ahead = bytes.get(wanted..bytes.len().min(wanted.saturating_add(PREDICT_WINDOW))).unwrap_or_default();
    if wanted < bytes.len()
        && let Some(at) = memchr::memchr(newline, ahead)
    {
        return Some(wanted + at + 1);
    }
    memchr::memrchr(newline, bytes.get(..wanted).unwrap_or_default()).map(|at| at + 1)
}

/// The byte that ends the lines of `head`: line feed (with or without a carriage return before it), or, where there
/// is none, the lone carriage return of old files, or the separator of records that ASCII has, beside that of units.
pub(super) fn newline_of(head: &[u8]) -> u8 {
    const RECORD: u8 = 0x1E;
    const UNIT: u8 = 0x1F;
    if memchr::memchr(b'\n', head).is_some() {
        return b'\n';
    }
    if memchr::memchr(b'\r', head).is_some() {
        return b'\r';
    }
    let is_of_ascii = memchr::memchr(RECORD, head).is_some() && memchr::memchr(UNIT, head).is_some();
    if is_of_ascii { RECORD } else { b'\n' }
}

/// The length of the byte-order mark that `bytes` begins with.
pub(super) fn bom_len(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 }
}

/// The head without the line that was cut at its end.
pub(super) fn whole_lines<'a>(head: &Head<'a>, newline: u8) -> &'a [u8] {
    if head.is_whole {
        return head.bytes;
    }
    let end = memchr::memrchr(newline, head.bytes).map_or(0, |at| at + 1);
    head.bytes.get(..end).unwrap_or_default()
}

/// One line of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its first byte.
    pub(super) start: usize,
    /// One past its last byte, without the line end.
    pub(super) end: usize,
    /// Where the next line starts.
    pub(super) next: usize,
}

impl Line {
    /// The line that starts at `at`; `None` at the end, and where the line is cut and `at_end` does not complete it.
    pub(super) fn at(newline: u8, bytes: &[u8], at: usize, at_end: bool) -> Option<Self> {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let (end, next) = match memchr::memchr(newline, rest) {
            Some(len) => (at + len, at + len + 1),
            None if at_end => (bytes.len(), bytes.len()),
            None => return None,
        };
        let is_crlf = newline == b'\n' && end > at && bytes.get(end - 1) == Some(&b'\r');
        Some(Self { start: at, end: end - usize::from(is_crlf), next })
    }

    /// Its bytes, without the line end.
    pub(super) fn of<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }
}

/// The lines of `bytes`, in order.
pub(super) fn lines(newline: u8, bytes: &[u8]) -> impl Iterator<Item = Line> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let line = Line::at(newline, bytes, at, true)?;
        at = line.next;
        Some(line)
    })
}

/// How many lines there are, but no more than `max`.
pub(super) fn count_up_to(max: usize, newline: u8, bytes: &[u8]) -> usize {
    (memchr::memchr_iter(newline, bytes).count() + 1).min(max)
}

/// Where two bytes, neither of them zero, first stand one behind the other.
pub(super) fn find_pair(bytes: &[u8], pair: [u8; 2]) -> Option<usize> {
    dispatch(FindPair { bytes, pair })
}

/// The same, 64 bytes at a time.
struct FindPair<'a> {
    bytes: &'a [u8],
    pair: [u8; 2],
}

impl Kernel for FindPair<'_> {
    type Output = Option<usize>;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Option<usize> {
        let [first, second] = self.pair;
        let (blocks, rest) = self.bytes.as_chunks::<BLOCK>();
        let mut first_before = 0;
        for (index, block) in blocks.iter().chain([&padded(rest)]).enumerate() {
            let block = level.load(block);
            let firsts = level.equals(block, first);
            let found = (firsts << 1 | first_before) & level.equals(block, second);
            if found != 0 {
                return Some(index * BLOCK + found.trailing_zeros() as usize - 1);
            }
            first_before = firsts >> 63;
        }
        None
    }
}

/// `span` without the spaces at its ends.
pub(super) fn trim_spaces(bytes: &[u8], span: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = span;
    while start < end && bytes.get(start) == Some(&b' ') {
        start += 1;
    }
    while end > start && bytes.get(end - 1) == Some(&b' ') {
        end -= 1;
    }
    start..end
}

/// Whether there is nothing but blanks.
pub(super) fn is_blank(bytes: &[u8]) -> bool {
    // Lines begin with blanks and seldom end with one.
    bytes.iter().rev().all(u8::is_ascii_whitespace)
}

/// Whether a line rules off the columns of an aligned table: runs of dashes or equals signs, two or more of them,
/// with `+`, `|` or spaces between and around them; or the same in the characters for boxes.
pub(super) fn is_ruler(line: &[u8]) -> bool {
    if line.iter().find(|byte| **byte != b' ').is_some_and(|byte| *byte == BOX_LEAD) {
        return is_drawn_ruler(line);
    }
    let is_dash = |byte: &u8| matches!(byte, b'-' | b'=');
    if !line.iter().all(|byte| is_dash(byte) || matches!(byte, b'+' | b'|' | b' ' | b':')) {
        return false;
    }
    let runs = line.split(|byte| !is_dash(byte)).filter(|run| !run.is_empty());
    let longest = runs.clone().map(<[u8]>::len).max().unwrap_or_default();
    let is_boxed = line.first() == Some(&b'+') && line.last() == Some(&b'+');
    longest >= 2 && (runs.count() >= 2 || is_boxed)
}

/// The first byte of the characters for boxes in UTF-8: U+2500 to U+257F.
const BOX_LEAD: u8 = 0xE2;

/// What a character draws of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    /// A part of a ruler.
    Along,
    /// What stands between the cells of a row.
    Across,
    /// Where these meet.
    Joint,
}

/// What a character draws, if it is one for boxes.
pub(super) fn stroke(sign: char) -> Option<Stroke> {
    Some(match sign {
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '═' => Stroke::Along,
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' => Stroke::Across,
        '\u{2500}'..='\u{257F}' => Stroke::Joint,
        _ => return None,
    })
}

/// Whether a line is a ruler in characters for boxes.
fn is_drawn_ruler(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let along = line.chars().filter(|sign| stroke(*sign) == Some(Stroke::Along)).count();
    let is_joined = line.chars().any(|sign| stroke(sign) == Some(Stroke::Joint));
    along >= 2 && is_joined && line.chars().all(|sign| sign == ' ' || stroke(sign).is_some())
}

/// An offset in a piece as cells hold it. Pieces are far shorter than 4 GiB; a longer one would give empty cells.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Where to cut bytes that have no line end: behind white space or a separator in the last few KiB, so that no value
/// is torn, else between two characters.
pub(super) fn boundary_near_end(bytes: &[u8]) -> usize {
    const LOOK_BACK: usize = 4096;
    let from = bytes.len().saturating_sub(LOOK_BACK);
    let tail = bytes.get(from..).unwrap_or_default();
    let is_boundary = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b';' | b'|' | 0);
    if let Some(at) = tail.iter().rposition(is_boundary) {
        return from + at + 1;
    }
    // A cut within a UTF-8 character leaves at most three bytes of it behind.
    let torn = bytes.iter().rev().take(3).position(|&byte| byte >= 0xC0).map_or(0, |at| at + 1);
    if torn < bytes.len() { bytes.len() - torn } else { bytes.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_every_kind_are_left_out() {
        let spans = |newline, bytes: &[u8]| {
            lines(newline, bytes).map(|line| String::from_utf8_lossy(line.of(bytes)).into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(spans(b'\n', b"a\r\nb\n\nc"), ["a", "b", "", "c"]);
        assert_eq!(spans(b'\r', b"a\rb\r"), ["a", "b"]);
        assert_eq!(newline_of(b"a\rb"), b'\r');
        assert_eq!(newline_of(b"a\r\nb"), b'\n');
        assert_eq!(newline_of(b"a\x1Fb\x1Ec\x1Fd"), 0x1E);
        assert_eq!(newline_of(b"a\x1Eb"), b'\n');
    }

    #[test]
    fn pairs_are_found_wherever_they_stand() {
        for at in 0..200 {
            let mut bytes = vec![b'.'; 200];
            bytes[at] = b' ';
            assert_eq!(find_pair(&bytes, *b" :"), None);
            if let Some(next) = bytes.get_mut(at + 1) {
                *next = b':';
                assert_eq!(find_pair(&bytes, *b" :"), Some(at));
            }
        }
        assert_eq!(find_pair(b"a...", *b".."), Some(1));
        assert_eq!(find_pair(b"", *b".."), None);
    }

    #[test]
    fn a_cut_line_waits_for_its_end() {
        assert_eq!(Line::at(b'\n', b"abc", 0, false), None);
        assert_eq!(Line::at(b'\n', b"abc", 0, true), Some(Line { start: 0, end: 3, next: 3 }));
        assert_eq!(Line::at(b'\n', b"abc\n", 4, true), None);
    }

    #[test]
    fn predictions_end_behind_a_line_end() {
        assert_eq!(predict(b'\n', b"ab\ncd\nef", 4), Some(6));
        assert_eq!(predict(b'\n', b"ab\ncd\nef", 7), Some(6));
        assert_eq!(predict(b'\n', b"ab\ncd\nef", 100), Some(6));
        assert_eq!(predict(b'\n', b"abcdef", 3), None);
    }

    #[test]
    fn long_lines_are_cut_between_words_or_characters() {
        assert_eq!(boundary_near_end(b"one two three"), 8);
        assert_eq!(boundary_near_end("xxé".as_bytes()), 2);
        assert_eq!(boundary_near_end(b"xxxx"), 4);
        assert_eq!(boundary_near_end("é".as_bytes()), 2);
    }
}
