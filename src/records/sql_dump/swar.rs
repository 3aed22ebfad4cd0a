//! Searching eight bytes at a time.
//!
//! Cells are short, ten bytes or so. A call into a vectorised search costs more than it saves on them, so the first
//! bytes are searched in machine words, and only a long value goes on to `memchr`.

const LANES: u64 = 0x0101_0101_0101_0101;
const LOW_BITS: u64 = 0x7F7F_7F7F_7F7F_7F7F;

/// A byte to look for, in all eight lanes.
#[derive(Clone, Copy)]
pub(super) struct Needle(u64);

impl Needle {
    pub(super) fn new(byte: u8) -> Self {
        Self(LANES * u64::from(byte))
    }

    /// The low seven bits of every lane, carried into the high bit where they are not all zero. No carry leaves its
    /// lane, so that the result is exact in every lane.
    #[inline]
    fn differs(self, word: u64) -> u64 {
        let diff = word ^ self.0;
        ((diff & LOW_BITS) + LOW_BITS) | diff
    }
}

/// The lanes of `word` that hold one of the needles, as their high bits.
#[inline]
pub(super) fn matches3(word: u64, needles: [Needle; 3]) -> u64 {
    let [a, b, c] = needles;
    !(a.differs(word) & b.differs(word) & c.differs(word)) & !LOW_BITS
}

/// The lane (byte index) of the lowest match in a mask that is not zero.
#[inline]
pub(super) fn first_lane(mask: u64) -> usize {
    (mask.trailing_zeros() / 8) as usize
}

/// The eight bytes at `at`.
#[inline]
pub(super) fn load(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk::<8>().map(|chunk| u64::from_le_bytes(*chunk))
}

/// The bytes at `at` where fewer than eight are left, filled up with zeros.
pub(super) fn load_tail(bytes: &[u8], at: usize) -> u64 {
    let tail = bytes.get(at..).unwrap_or_default();
    tail.iter().take(8).rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// The first of two bytes from `from` on.
#[inline]
pub(super) fn find2(bytes: &[u8], from: usize, a: u8, b: u8) -> Option<usize> {
    const WORDS: usize = 4;
    let (first, second) = (Needle::new(a), Needle::new(b));
    let mut at = from;
    for _ in 0..WORDS {
        let Some(word) = load(bytes, at) else { break };
        let mask = !(first.differs(word) & second.differs(word)) & !LOW_BITS;
        if mask != 0 {
            return Some(at + first_lane(mask));
        }
        at += 8;
    }
    memchr::memchr2(a, b, bytes.get(at..)?).map(|len| at + len)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn words_find_what_a_plain_loop_finds(bytes in proptest::collection::vec(any::<u8>(), 0..80), from in 0usize..90) {
            let expected = (from..bytes.len()).find(|&at| matches!(bytes[at], b'\'' | b'\\'));
            prop_assert_eq!(find2(&bytes, from, b'\'', b'\\'), expected);
        }

        #[test]
        fn every_lane_is_told_exactly(bytes in proptest::array::uniform8(8u8..12)) {
            let needles = [Needle::new(b'\t'), Needle::new(b'\n'), Needle::new(0x89)];
            let mask = matches3(u64::from_le_bytes(bytes), needles);
            for (lane, byte) in bytes.iter().enumerate() {
                prop_assert_eq!(mask >> (lane * 8 + 7) & 1 == 1, matches!(byte, b'\t' | b'\n'));
            }
        }
    }
}
