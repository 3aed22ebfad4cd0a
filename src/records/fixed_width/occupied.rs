//! Which positions of a line are blank in nearly all lines.
//!
//! The plain way counts, for each position, the lines that have something there. Only whether there are more than a few
//! matters, so a count of three bits will do that stays at its highest: 64 positions are counted with a few words.

use std::ops::Range;

use super::layout::POSITIONS_MAX;
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded};

/// How many lines have something at each position, up to seven.
#[derive(Debug, Default)]
pub(super) struct Occupied {
    /// The bits of the counts, lowest first, for 64 positions each.
    counts: Vec<[u64; 3]>,
}

impl Occupied {
    /// The most that is counted.
    pub(super) const COUNT_MAX: usize = 7;

    /// Counts a line in: one position for each character.
    pub(super) fn add(&mut self, line: &[u8]) {
        if line.is_ascii() {
            dispatch(Filled { line: line.get(..POSITIONS_MAX).unwrap_or(line), occupied: self });
            return;
        }
        let mut chars = line.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).take(POSITIONS_MAX).peekable();
        let mut word = 0;
        while chars.peek().is_some() {
            let filled =
                (0..BLOCK).zip(&mut chars).fold(0, |filled, (bit, byte)| filled | u64::from(*byte != b' ') << bit);
            self.count(word, filled);
            word += 1;
        }
    }

    #[inline(always)]
    fn count(&mut self, word: usize, filled: u64) {
        if self.counts.len() <= word {
            self.counts.resize(word + 1, [0; 3]);
        }
        let Some([low, middle, high]) = self.counts.get_mut(word) else { return };
        let to_middle = *low & filled;
        let to_high = *middle & to_middle;
        let full = *high & to_high;
        (*low, *middle, *high) = (*low ^ filled | full, *middle ^ to_middle | full, *high ^ to_high | full);
    }

    /// Runs of positions at which more than `stray_max` lines have something; a single position between two is no gap.
    pub(super) fn spans(&self, stray_max: usize) -> Vec<Range<usize>> {
        self.spans_with_gaps(stray_max, 2)
    }

    /// The same where a gap is as wide as this, or wider.
    pub(super) fn spans_with_gaps(&self, stray_max: usize, gap_min: usize) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = Vec::new();
        for (word, counts) in self.counts.iter().enumerate() {
            for bit in 0..BLOCK {
                let count = counts.iter().rev().fold(0, |count, part| count * 2 + usize::from(part >> bit & 1 == 1));
                let position = word * BLOCK + bit;
                match spans.last_mut() {
                    _ if count <= stray_max => {}
                    Some(span) if position - span.end < gap_min => span.end = position + 1,
                    _ => spans.push(position..position + 1),
                }
            }
        }
        spans
    }
}

/// How many gaps of two spaces or more stand behind something in a line; `None` where there are other blanks than spaces and
/// line feeds, tabs aside.
pub(super) fn inner_gaps(bytes: &[u8]) -> Option<usize> {
    dispatch(InnerGaps { bytes })
}

struct InnerGaps<'a> {
    bytes: &'a [u8],
}

impl Kernel for InnerGaps<'_> {
    type Output = Option<usize>;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Option<usize> {
        let (blocks, rest) = self.bytes.as_chunks::<BLOCK>();
        let (mut count, mut others) = (0, 0);
        // A line begins with the first byte.
        let (mut spaces_before, mut newlines_before) = (0, u64::MAX);
        for block in blocks.iter().chain([&padded(rest)]) {
            let block = level.load(block);
            let (spaces, newlines) = (level.equals(block, b' '), level.equals(block, b'\n'));
            others |= level.any_of(block, *b"\r\x0C");
            let gaps = spaces & (spaces << 1 | spaces_before >> 63);
            let begins = (spaces | newlines) << 2 | (spaces_before | newlines_before) >> 62;
            count += (gaps & !begins).count_ones() as usize;
            (spaces_before, newlines_before) = (spaces, newlines);
        }
        (others == 0).then_some(count)
    }
}

/// Counts a line of ASCII in.
struct Filled<'a> {
    line: &'a [u8],
    occupied: &'a mut Occupied,
}

impl Kernel for Filled<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, level: L) {
        let (blocks, rest) = self.line.as_chunks::<BLOCK>();
        for (word, block) in blocks.iter().enumerate() {
            self.occupied.count(word, !level.equals(level.load(block), b' '));
        }
        if !rest.is_empty() {
            let filled = !level.equals(level.load(&padded(rest)), b' ') & (u64::MAX >> (BLOCK - rest.len()));
            self.occupied.count(blocks.len(), filled);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counted_plainly(lines: &[String], stray_max: usize) -> Vec<Range<usize>> {
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        let is_filled = |at: &usize| {
            lines.iter().filter(|line| line.chars().nth(*at).is_some_and(|char| char != ' ')).count() > stray_max
        };
        let mut spans: Vec<Range<usize>> = Vec::new();
        for at in (0..longest).filter(is_filled) {
            match spans.last_mut() {
                Some(span) if at - span.end < 2 => span.end = at + 1,
                _ => spans.push(at..at + 1),
            }
        }
        spans
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn spans_are_those_of_a_plain_count(lines in prop::collection::vec("[ xé]{0,140}|[ x]{0,140}", 0..20), stray_max in 0..4usize) {
            let mut occupied = Occupied::default();
            lines.iter().for_each(|line| occupied.add(line.as_bytes()));
            prop_assert_eq!(occupied.spans(stray_max), counted_plainly(&lines, stray_max));
        }
    }
}
