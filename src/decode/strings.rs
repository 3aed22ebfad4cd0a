//! Text inside of binary data: runs of printable ASCII, as `strings` finds them.
//!
//! Random bytes look like anything now and then; looking for personal data in all of them would find e-mail addresses in
//! noise. A run must be long enough to hold a value with a check, such as nine digits.
//! Bytes outside of ASCII end a run, so a name with an accent is seen in two parts, or not at all: that is what
//! "scanned raw" in the ledger means.

use std::ops::Range;

use crate::masks::{BLOCK, Kernel, Level, dispatch, padded};

/// The shortest run worth a look: nine digits. In random bytes, runs of this length come every few kilobytes.
pub const RUN_MIN: usize = 9;

/// The next run of at least [`RUN_MIN`] printable bytes at or after `from`.
#[must_use]
pub fn next_run(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let rest = bytes.get(from..)?;
    let run = dispatch(FindRun(rest))?;
    Some(from + run.start..from + run.end)
}

/// Finds the first run. The plain version: count printable bytes, and begin again at any other. Here a bit stays set where
/// nine in a row begin, after four shifts of the masks of two blocks; where one run ends is looked for only behind it.
struct FindRun<'a>(&'a [u8]);

impl Kernel for FindRun<'_> {
    type Output = Option<Range<usize>>;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Option<Range<usize>> {
        let (blocks, rest) = self.0.as_chunks::<BLOCK>();
        let last = padded(rest);
        let mut masks = blocks.iter().chain([&last]).map(|block| printable(level, block));
        let mut here = masks.next()?;
        for index in 0..=blocks.len() {
            let next = masks.next().unwrap_or(0);
            let starts = runs(here, next);
            if starts != 0 {
                let start = index * BLOCK + starts.trailing_zeros() as usize;
                let mut end = index;
                let mut open = here | !(u64::MAX << starts.trailing_zeros());
                let mut after = next;
                while open == u64::MAX {
                    end += 1;
                    open = after;
                    after = masks.next().unwrap_or(0);
                }
                return Some(start..end * BLOCK + (!open).trailing_zeros() as usize);
            }
            here = next;
        }
        None
    }
}

/// The bytes of a block that may stand in a run.
#[inline(always)]
fn printable<L: Level>(level: L, block: &[u8; BLOCK]) -> u64 {
    let block = level.load(block);
    level.within(block, 0x20, 0x7E) | level.within(block, b'\t', b'\n') | level.equals(block, b'\r')
}

/// Where [`RUN_MIN`] set bits begin in `here`, which `next` follows.
#[inline(always)]
fn runs(here: u64, next: u64) -> u64 {
    let both = |bits: (u64, u64), by: u32| {
        let (here, next) = bits;
        // The highest bits of the second mask are wrong; only its lowest eight are looked at.
        (here & (here >> by | next << (64 - by)), next & next >> by)
    };
    let eight = both(both(both((here, next), 1), 2), 4);
    eight.0 & (here >> (RUN_MIN - 1) | next << (64 - (RUN_MIN - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(bytes: &[u8]) -> Vec<Range<usize>> {
        let mut from = 0;
        std::iter::from_fn(|| {
            let run = next_run(bytes, from)?;
            from = run.end;
            Some(run)
        })
        .collect()
    }

    fn is_printable(byte: u8) -> bool {
        matches!(byte, 0x20..=0x7E | b'\t' | b'\n' | b'\r')
    }

    /// The plain version.
    fn all_slowly(bytes: &[u8]) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut start = 0;
        for at in 0..=bytes.len() {
            if at == bytes.len() || !is_printable(bytes[at]) {
                if at - start >= RUN_MIN {
                    runs.push(start..at);
                }
                start = at + 1;
            }
        }
        runs
    }

    #[test]
    fn runs_are_found_between_other_bytes() {
        assert_eq!(all(b"\0\x01abcdefghi\xffab\x00SSN 536-22-8713"), [2..11, 15..30]);
        assert!(all(b"abcdefgh").is_empty());
        assert_eq!(next_run(b"abcdefghi", 0), Some(0..9));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn masks_find_what_looking_at_every_byte_finds(bytes in prop::collection::vec(prop_oneof![3 => 0x41u8..0x5A, 1 => any::<u8>()], 0..400)) {
            prop_assert_eq!(all(&bytes), all_slowly(&bytes));
        }
    }
}
