//! Lines with the number of their delimiters, many at a time.

use super::field::Dialect;
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions};

/// Blocks that are looked through at once.
const BLOCKS: usize = 32;
/// More lines than these blocks have in most sources.
const LINES_MAX: usize = 128;

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CountedLine {
    /// Where its line end stands, or the bytes end.
    pub(super) end: usize,
    pub(super) delimiters: usize,
    pub(super) has_quote: bool,
}

/// The lines of a run of bytes, front to back.
#[derive(Debug)]
pub(super) struct Lines {
    dialect: Dialect,
    known: Vec<CountedLine>,
    next: usize,
    /// Where the line begins that the last look did not see the end of.
    open: usize,
}

impl Lines {
    /// For a run of about so many lines, or more.
    pub(super) fn new(dialect: Dialect, lines: usize) -> Self {
        Self { dialect, known: Vec::with_capacity(lines.min(LINES_MAX)), next: 0, open: 0 }
    }

    /// The line that begins at `start`; `None` at the end. `start` never goes back.
    pub(super) fn at(&mut self, bytes: &[u8], start: usize) -> Option<CountedLine> {
        if start >= bytes.len() {
            return None;
        }
        loop {
            while let Some(&line) = self.known.get(self.next) {
                if line.end >= start {
                    return Some(line);
                }
                self.next += 1;
            }
            self.look(bytes, self.open.max(start));
        }
    }

    /// Counts the next lines, one at least.
    #[cold]
    fn look(&mut self, bytes: &[u8], from: usize) {
        self.known.clear();
        self.next = 0;
        let rest = bytes.get(from..).unwrap_or_default();
        dispatch(Count { bytes: rest, base: from, dialect: self.dialect, known: &mut self.known });
        self.open = self.known.last().map_or(bytes.len(), |line| line.end + 1);
    }
}

struct Count<'a> {
    bytes: &'a [u8],
    base: usize,
    dialect: Dialect,
    known: &'a mut Vec<CountedLine>,
}

impl Kernel for Count<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, level: L) {
        let Dialect { delimiter, newline, quote, .. } = self.dialect;
        let (blocks, rest) = self.bytes.as_chunks::<BLOCK>();
        let (mut delimiters, mut has_quote) = (0, false);
        let mut index = 0;
        while index <= blocks.len() && (index < BLOCKS || self.known.is_empty()) {
            let (block, len) = match blocks.get(index) {
                Some(block) => (level.load(block), BLOCK),
                None => (level.load(&padded(rest)), rest.len()),
            };
            let within = if len == BLOCK { u64::MAX } else { (1 << len) - 1 };
            let delimiter_bits = level.equals(block, delimiter) & within;
            let quote_bits = level.equals(block, quote) & within;
            // Bits of the line that is being counted.
            let mut open = u64::MAX;
            for bit in positions(level.equals(block, newline) & within) {
                let own = open & !(u64::MAX << bit);
                delimiters += (delimiter_bits & own).count_ones() as usize;
                has_quote |= quote_bits & own != 0;
                self.known.push(CountedLine { end: self.base + index * BLOCK + bit as usize, delimiters, has_quote });
                (delimiters, has_quote) = (0, false);
                open = u64::MAX << bit << 1;
            }
            delimiters += (delimiter_bits & open).count_ones() as usize;
            has_quote |= quote_bits & open != 0;
            index += 1;
        }
        // What stands behind the last line end is a line where the bytes end.
        if index > blocks.len() && !self.bytes.ends_with(&[newline]) {
            self.known.push(CountedLine { end: self.base + self.bytes.len(), delimiters, has_quote });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn lines_are_those_of_a_plain_count(
            bytes in prop::collection::vec(prop_oneof![3 => Just(b'x'), 2 => Just(b','), 1 => Just(b'"'), 1 => Just(b'\n')], 0..6000),
            skipped in 0usize..4
        ) {
            let mut lines = Lines::new(Dialect::new(b',', b'\n'), 8);
            let mut start = 0;
            let mut number = 0;
            while let Some(line) = lines.at(&bytes, start) {
                let content = bytes[start..].split(|byte| *byte == b'\n').next().unwrap();
                prop_assert_eq!(line.end, start + content.len());
                prop_assert_eq!(line.delimiters, content.iter().filter(|byte| **byte == b',').count());
                prop_assert_eq!(line.has_quote, content.contains(&b'"'));
                start = line.end + 1;
                // A quoted field may run over lines, which are not asked for.
                number += 1;
                if number % 5 == 0 {
                    for _ in 0..skipped {
                        start += bytes.get(start..).and_then(|rest| rest.iter().position(|byte| *byte == b'\n')).map_or(0, |len| len + 1);
                    }
                }
            }
            prop_assert!(start >= bytes.len());
        }
    }
}
