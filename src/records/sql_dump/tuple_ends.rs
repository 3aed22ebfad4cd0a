//! Where the values of plain tuples end: found many bytes at a time, for tuples of strings without escapes, numbers and NULLs.
//!
//! Outside of quotes a comma or a parenthesis ends a value. What stands inside of them is told by counting quotes from the
//! tuple's parenthesis on, which holds as long as nothing is doubtful: no backslash where one escapes, and every quote has a
//! comma, a parenthesis or a space on its outer side. What follows a doubt is not told; such a tuple is read byte by byte.

use super::tuple::offset;
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions, prefix_xor};

/// Bytes that are looked through at once: few at first and behind a doubt, then more and more.
const CHUNK_MIN: usize = 1 << 10;
const CHUNK_MAX: usize = 1 << 13;

/// The ends that were found last.
pub(super) struct TupleEnds {
    has_backslash: bool,
    chunk_len: usize,
    /// Commas and closing parentheses outside of quotes.
    found: Vec<u32>,
    looked: Looked,
    next: usize,
    /// Where the tuple begins that they go on with.
    from: Option<usize>,
}

/// What a look through a chunk gave: how many ends, all before any doubt.
#[derive(Clone, Copy, Default)]
struct Looked {
    ends: usize,
    has_doubt: bool,
}

impl TupleEnds {
    pub(super) fn new(has_backslash: bool) -> Self {
        Self { has_backslash, chunk_len: CHUNK_MIN, found: Vec::new(), looked: Looked::default(), next: 0, from: None }
    }

    /// The ends of the values of the tuple whose parenthesis is at `open`, the last one its closing parenthesis, if it is near and
    /// nothing before it is doubtful.
    #[inline]
    pub(super) fn of_tuple(&mut self, bytes: &[u8], open: usize, has_backslash: bool) -> Option<&[u32]> {
        let goes_on = self.from.take().is_some_and(|from| from <= open) && self.has_backslash == has_backslash;
        // Between tuples stand a comma and blanks alone, or the next one is not told from here.
        let known = if goes_on { self.known(bytes) } else { None };
        let count = match known {
            Some(count) => count,
            None => {
                self.has_backslash = has_backslash;
                self.look(bytes, open);
                self.known(bytes)?
            }
        };
        let ends = self.found.get(self.next..self.next + count)?;
        self.next += count;
        Some(ends)
    }

    /// The tuple was read, whichever way, and the next one begins at or behind `from`, with a comma and blanks between them.
    #[inline]
    pub(super) fn go_on(&mut self, bytes: &[u8], from: usize) {
        // The comma between the tuples is the next end.
        let is_next = self.found.get(..self.looked.ends).and_then(|found| found.get(self.next)) == Some(&offset(from));
        if is_next && bytes.get(from) == Some(&b',') {
            self.next += 1;
            self.from = Some(from);
        }
    }

    /// Tuples were read without them: they do not go on from here.
    #[inline]
    pub(super) fn leave(&mut self) {
        self.from = None;
    }

    /// How many of the next ends are those of one tuple.
    #[inline]
    fn known(&self, bytes: &[u8]) -> Option<usize> {
        let ends = self.found.get(self.next..self.looked.ends)?;
        ends.iter().position(|&end| bytes.get(end as usize) == Some(&b')')).map(|last| last + 1)
    }

    #[cold]
    #[inline(never)]
    fn look(&mut self, bytes: &[u8], open: usize) {
        let chunk = bytes.get(open..bytes.len().min(open + self.chunk_len)).unwrap_or_default();
        if self.found.len() < chunk.len() {
            self.found.resize(chunk.len(), 0);
        }
        let found = &mut self.found;
        self.looked = dispatch(Look { bytes: chunk, base: offset(open), has_backslash: self.has_backslash, found });
        self.next = 0;
        self.chunk_len = if self.looked.has_doubt { CHUNK_MIN } else { (self.chunk_len * 2).min(CHUNK_MAX) };
    }
}

struct Look<'a> {
    bytes: &'a [u8],
    base: u32,
    has_backslash: bool,
    found: &'a mut [u32],
}

impl Kernel for Look<'_> {
    type Output = Looked;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Looked {
        let (blocks, rest) = self.bytes.as_chunks::<BLOCK>();
        let tail = padded(rest);
        let rest_mask = if rest.is_empty() { 0 } else { u64::MAX >> (BLOCK - rest.len()) };
        let blocks = blocks.iter().map(|block| (block, u64::MAX)).chain([(&tail, rest_mask)]);
        let mut ends_count = 0;
        let mut at = self.base;
        // What the block before says: all ones within a string, and of its last byte.
        let (mut within, mut may_open, mut has_closed) = (0, 0, 0);
        for (block, wanted) in blocks {
            let block = level.load(block);
            let quotes = level.equals(block, b'\'') & wanted;
            let inside = prefix_xor(quotes) ^ within;
            let (opening, closing) = (quotes & inside, quotes & !inside);
            let separators = level.any_of(block, [b',', b')']) & wanted;
            let befores = level.any_of(block, [b',', b'(', b' ']);
            let backslashes = if self.has_backslash { level.equals(block, b'\\') & wanted } else { 0 };
            let doubts = backslashes
                | (opening & !(befores << 1 | may_open))
                | ((closing << 1 | has_closed) & !separators & wanted);
            let sure = if doubts == 0 { u64::MAX } else { doubts & doubts.wrapping_neg() }
                .wrapping_sub(u64::from(doubts != 0));
            let ends = separators & !inside & sure;
            let room = self.found.get_mut(ends_count..).unwrap_or_default();
            room.iter_mut().zip(positions(ends)).for_each(|(slot, bit)| *slot = at + bit);
            ends_count += ends.count_ones() as usize;
            if doubts != 0 {
                return Looked { ends: ends_count, has_doubt: true };
            }
            within = if inside >> 63 == 1 { u64::MAX } else { 0 };
            (may_open, has_closed) = (befores >> 63, closing >> 63);
            at = at.wrapping_add(64);
        }
        Looked { ends: ends_count, has_doubt: false }
    }
}
