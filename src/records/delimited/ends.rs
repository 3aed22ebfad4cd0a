//! Where fields may end: the delimiters and line ends of a run of bytes, found many at a time.

use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions};

/// Bytes that are looked through at once: their ends stay in the first-level cache.
const CHUNK: usize = 8192;

/// The ends that were found last.
#[derive(Debug)]
pub(super) struct Ends {
    bytes: [u8; 2],
    found: Box<[u32]>,
    len: usize,
    next: usize,
    /// Bytes up to here were looked through.
    seen: usize,
    /// What was last asked for.
    from: usize,
}

impl Ends {
    pub(super) fn new(bytes: [u8; 2]) -> Self {
        Self { bytes, found: Box::default(), len: 0, next: 0, seen: 0, from: 0 }
    }

    /// The first end at or after `from`. Cheapest where `from` never goes back.
    #[inline]
    pub(super) fn at_or_after(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        if from < self.from {
            (self.seen, self.len) = (from, 0);
        }
        self.from = from;
        loop {
            while let Some(&at) = self.found.get(..self.len).and_then(|found| found.get(self.next)) {
                if at as usize >= from {
                    return Some(at as usize);
                }
                self.next += 1;
            }
            if self.seen.max(from) >= bytes.len() {
                return None;
            }
            self.look(bytes, self.seen.max(from));
        }
    }

    /// The first `count` ends at or after `from`, where so many stand close enough to each other.
    #[inline]
    pub(super) fn next_many(&mut self, bytes: &[u8], from: usize, count: usize) -> Option<&[u32]> {
        self.at_or_after(bytes, from)?;
        if self.next + count > self.len && self.seen < bytes.len() {
            self.look(bytes, from);
        }
        self.found.get(..self.len)?.get(self.next..self.next + count)
    }

    #[cold]
    #[inline(never)]
    fn look(&mut self, bytes: &[u8], from: usize) {
        if self.found.is_empty() {
            self.found = vec![0; CHUNK].into_boxed_slice();
        }
        let end = bytes.len().min(from + CHUNK);
        let chunk = bytes.get(from..end).unwrap_or_default();
        self.len = dispatch(Look { bytes: chunk, base: from, ends: self.bytes, found: &mut self.found });
        (self.next, self.seen) = (0, end);
    }
}

struct Look<'a> {
    bytes: &'a [u8],
    base: usize,
    ends: [u8; 2],
    found: &'a mut [u32],
}

impl Kernel for Look<'_> {
    type Output = usize;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> usize {
        let (blocks, rest) = self.bytes.as_chunks::<BLOCK>();
        let rest_mask = if rest.is_empty() { 0 } else { u64::MAX >> (BLOCK - rest.len()) };
        let tail = padded(rest);
        let blocks = blocks.iter().map(|block| (block, u64::MAX)).chain([(&tail, rest_mask)]);
        let mut len = 0;
        let mut base = super::lines::offset(self.base);
        for (block, wanted) in blocks {
            let mask = level.any_of(level.load(block), self.ends) & wanted;
            let room = self.found.get_mut(len..).unwrap_or_default();
            room.iter_mut().zip(positions(mask)).for_each(|(slot, bit)| *slot = base + bit);
            len += mask.count_ones() as usize;
            base = base.wrapping_add(64);
        }
        len
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
            let mut ends = Ends::new([b',', b'\n']);
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
