//! Where fields may end: the delimiters and line ends of a run of bytes, found many at a time.

use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions};

/// Bytes that are looked through at once, at most: their ends stay in the first-level cache.
const CHUNK: usize = 8192;

/// Bytes that are looked through first, doubled from look to look: telling a format asks for a few lines only.
const CHUNK_FIRST: usize = 1024;

/// What ends fields and records, and stands around fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs {
    pub(super) delimiter: u8,
    pub(super) newline: u8,
    pub(super) quote: u8,
}

/// The ends that were found last.
#[derive(Debug)]
pub(super) struct Ends {
    signs: Signs,
    found: Vec<u32>,
    /// Which of them end records, by their indices.
    lines: Vec<u32>,
    /// Where a field begins or ends that may be meant otherwise than it stands there.
    doubts: Vec<u32>,
    looked: Looked,
    next: usize,
    next_line: usize,
    next_doubt: usize,
    /// Bytes up to here were looked through.
    seen: usize,
    /// What was last asked for.
    from: usize,
}

/// What a look through a chunk gave.
#[derive(Debug, Clone, Copy, Default)]
struct Looked {
    ends: usize,
    lines: usize,
    doubts: usize,
}

/// The fields of a record.
pub(super) struct PlainEnds<'e> {
    /// Where each of them ends.
    pub(super) ends: &'e [u32],
    /// Whether each of them stands there as it is meant; if not, they have to be looked at.
    pub(super) are_bare: bool,
}

impl Ends {
    pub(super) fn new(signs: Signs) -> Self {
        Self {
            signs,
            found: Vec::new(),
            lines: Vec::new(),
            doubts: Vec::new(),
            looked: Looked::default(),
            next: 0,
            next_line: 0,
            next_doubt: 0,
            seen: 0,
            from: 0,
        }
    }

    /// The first end at or after `from`. Cheapest where `from` never goes back.
    #[inline]
    pub(super) fn at_or_after(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        loop {
            if let Some(at) = self.known_at_or_after(from) {
                return Some(at);
            }
            if self.seen.max(from) >= bytes.len() {
                return None;
            }
            self.look(bytes, self.seen.max(from));
        }
    }

    /// The same among the ends that were found last.
    #[inline]
    fn known_at_or_after(&mut self, from: usize) -> Option<usize> {
        if from < self.from {
            (self.seen, self.looked) = (from, Looked::default());
        }
        self.from = from;
        let found = self.found.get(..self.looked.ends)?;
        while *found.get(self.next)? < super::lines::offset(from) {
            self.next += 1;
        }
        found.get(self.next).map(|&at| at as usize)
    }

    /// The `count` ends of the record that begins at `from`, where it has so many, close enough to each other.
    #[inline]
    pub(super) fn of_record(&mut self, bytes: &[u8], from: usize, count: usize) -> Option<PlainEnds<'_>> {
        // What stands around the first field has to be seen too: a look that begins within it does not tell.
        let is_known = self.known_at_or_after(from).is_some();
        if is_known && self.ends_before(count) {
            return None;
        }
        if !is_known || self.next + count > self.looked.ends && self.seen < bytes.len() {
            self.look(bytes, from);
        }
        let last = self.next + count - 1;
        let lines = self.lines.get(..self.looked.lines)?;
        while (*lines.get(self.next_line)? as usize) < self.next {
            self.next_line += 1;
        }
        let ends = self.found.get(..self.looked.ends)?.get(self.next..=last)?;
        let is_whole = lines.get(self.next_line) == Some(&super::lines::offset(last));
        let doubts = self.doubts.get(..self.looked.doubts)?;
        while doubts.get(self.next_doubt).is_some_and(|&doubt| doubt < super::lines::offset(from)) {
            self.next_doubt += 1;
        }
        let end = *ends.last()?;
        let are_bare = doubts.get(self.next_doubt).is_none_or(|&doubt| doubt > end);
        is_whole.then_some(PlainEnds { ends, are_bare })
    }

    /// Whether a line end is known among the next ends that comes before the last of `count`.
    #[inline]
    fn ends_before(&mut self, count: usize) -> bool {
        let Some(lines) = self.lines.get(..self.looked.lines) else { return false };
        while lines.get(self.next_line).is_some_and(|&line| (line as usize) < self.next) {
            self.next_line += 1;
        }
        lines.get(self.next_line).is_some_and(|&line| (line as usize) < self.next + count - 1)
    }

    #[cold]
    #[inline(never)]
    fn look(&mut self, bytes: &[u8], from: usize) {
        let chunk_len = (self.found.len() * 2).clamp(CHUNK_FIRST, CHUNK);
        let end = bytes.len().min(from + chunk_len);
        let chunk = bytes.get(from..end).unwrap_or_default();
        if self.found.len() < chunk.len() {
            self.found.resize(chunk.len(), 0);
            self.lines.resize(chunk.len(), 0);
            self.doubts.resize(chunk.len(), 0);
        }
        let (found, lines, doubts) = (&mut self.found, &mut self.lines, &mut self.doubts);
        self.looked = dispatch(Look { bytes: chunk, base: from, signs: self.signs, found, lines, doubts });
        (self.next, self.next_line, self.next_doubt, self.seen) = (0, 0, 0, end);
    }
}

struct Look<'a> {
    bytes: &'a [u8],
    base: usize,
    signs: Signs,
    found: &'a mut [u32],
    lines: &'a mut [u32],
    doubts: &'a mut [u32],
}

impl Kernel for Look<'_> {
    type Output = Looked;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Looked {
        let Signs { delimiter, newline, quote } = self.signs;
        let (blocks, rest) = self.bytes.as_chunks::<BLOCK>();
        let rest_mask = if rest.is_empty() { 0 } else { u64::MAX >> (BLOCK - rest.len()) };
        let tail = padded(rest);
        let blocks = blocks.iter().map(|block| (block, u64::MAX)).chain([(&tail, rest_mask)]);
        let base = super::lines::offset(self.base);
        let mut looked = Looked::default();
        let mut at = base;
        // What the block before says of the first bytes of this one.
        let (mut start, mut space) = (1, 0);
        for (block, wanted) in blocks {
            let block = level.load(block);
            let newlines = level.equals(block, newline) & wanted;
            let ends = (level.equals(block, delimiter) & wanted) | newlines;
            let spaces = level.equals(block, b' ');
            let starts = ends << 1 | start;
            // A quote, a space or a mark begins a field, or a space ends one; `NULL` and `\N` may be no value. What may go
            // on in the next block is doubtful.
            let null = level.equals(block, b'N')
                & (level.equals(block, b'U') >> 1 | 1 << 63)
                & (level.equals(block, b'L') >> 2 | 0b11 << 62);
            let marks = spaces | null | level.any_of(block, [quote, b'=', b'\\']);
            let doubts = (starts & marks) | (ends & (spaces << 1 | space));
            (start, space) = (ends >> 63, spaces >> 63);
            let room = self.doubts.get_mut(looked.doubts..).unwrap_or_default();
            room.iter_mut().zip(positions(doubts)).for_each(|(slot, bit)| *slot = at + bit);
            looked.doubts += doubts.count_ones() as usize;
            let room = self.found.get_mut(looked.ends..).unwrap_or_default();
            room.iter_mut().zip(positions(ends)).for_each(|(slot, bit)| *slot = at + bit);
            let room = self.lines.get_mut(looked.lines..).unwrap_or_default();
            let index_of = |bit: u32| looked.ends + (ends & ((1 << bit) - 1)).count_ones() as usize;
            room.iter_mut()
                .zip(positions(newlines))
                .for_each(|(slot, bit)| *slot = super::lines::offset(index_of(bit)));
            looked.lines += newlines.count_ones() as usize;
            looked.ends += ends.count_ones() as usize;
            at = at.wrapping_add(64);
        }
        looked.doubts = looked.doubts.min(self.doubts.len());
        looked
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn ends_are_those_that_a_search_finds(
            bytes in prop::collection::vec(prop_oneof![Just(b','), Just(b'\n'), any::<u8>()], 0..9000),
            steps in prop::collection::vec(0usize..400, 1..40)
        ) {
            let mut ends = Ends::new(Signs { delimiter: b',', newline: b'\n', quote: b'"' });
            let mut from = 0;
            for step in steps {
                let expected = bytes.get(from..).and_then(|rest| memchr::memchr2(b',', b'\n', rest)).map(|at| from + at);
                prop_assert_eq!(ends.at_or_after(&bytes, from), expected);
                from += step;
            }
            prop_assert_eq!(ends.at_or_after(&bytes, 0), memchr::memchr2(b',', b'\n', &bytes), "it may go back");
        }
    }
}
