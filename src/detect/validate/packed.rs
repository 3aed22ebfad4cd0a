//! Nine to sixteen digits in two words: what nearly all numbers are asked takes a few operations on both.
//!
//! The value of each digit is a byte, that of the first digit of a word lowest. The words overlap where there are fewer than
//! sixteen digits.

use super::digits::splat;
use super::table::Keys;

/// Nine to sixteen digits.
#[derive(Clone, Copy)]
pub(super) struct Packed {
    first: u64,
    last: u64,
    len: usize,
}

impl Packed {
    /// `None` where there are fewer or more, or one is none.
    #[inline(always)]
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let (Some(first), Some(last), 9..=16) = (bytes.first_chunk(), bytes.last_chunk(), bytes.len()) else {
            return None;
        };
        let (first, last) = (values(first), values(last));
        if beyond_nine(first) | beyond_nine(last) != 0 {
            return None;
        }
        Some(Self { first, last, len: bytes.len() })
    }

    /// The values of the first eight digits, a byte each.
    #[inline(always)]
    pub(super) fn first(self) -> u64 {
        self.first
    }

    /// The values of the last eight digits, a byte each.
    #[inline(always)]
    pub(super) fn last(self) -> u64 {
        self.last
    }

    /// The number that the first four digits stand for.
    #[inline(always)]
    pub(super) fn head(self) -> usize {
        head(self.first)
    }

    /// Sixteen digits, noughts before those that there are: the first eight, and the last eight.
    #[inline(always)]
    pub(super) fn padded(self) -> [u64; 2] {
        [self.first << (8 * (16 - self.len)), self.last]
    }
}

/// The number that the first four digits of at least eight stand for; `None` where one of the eight is none.
#[inline(always)]
pub(super) fn head_of(bytes: &[u8]) -> Option<usize> {
    let first = values(bytes.first_chunk()?);
    (beyond_nine(first) == 0).then(|| head(first))
}

#[inline(always)]
fn values(digits: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*digits) ^ splat(b'0')
}

/// Which bytes are above nine, as top bits; one that a carry touches stands behind another.
#[inline(always)]
fn beyond_nine(values: u64) -> u64 {
    (values | values.wrapping_add(splat(0x76))) & splat(0x80)
}

#[inline(always)]
fn head(values: u64) -> usize {
    // Pairs, then all four.
    let pairs = values.wrapping_mul(10 * 0x100 + 1) >> 8 & 0x00FF_00FF;
    let four = pairs.wrapping_mul(100 * 0x1_0000 + 1) >> 16 & 0xFFFF;
    usize::try_from(four).unwrap_or(0)
}

/// The four digits with which placeholders and published values begin: what begins otherwise is none of them.
pub(super) struct Heads([u64; 157]);

impl Heads {
    /// Those of runs, of digits repeated all through, and of keys.
    pub(super) fn of(keys: &Keys) -> Self {
        let mut heads = Self([0; 157]);
        for first in 0..10 {
            for step in [0, 1, 9] {
                heads.add(std::array::from_fn(|at| (first + step * at) % 10));
            }
        }
        for key in keys.iter() {
            let digit =
                |at: usize| key.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| usize::from(byte - b'0'));
            if let (Some(a), Some(b), Some(c), Some(d)) = (digit(0), digit(1), digit(2), digit(3)) {
                heads.add([a, b, c, d]);
            }
        }
        heads
    }

    /// Those, too, of numbers that consist of two different digits.
    pub(super) fn and_of_two_digits(mut self) -> Self {
        for (one, other) in (0..10).flat_map(|one| (0..one).map(move |other| (one, other))) {
            for choice in 0..16 {
                self.add(std::array::from_fn(|at| if choice >> at & 1 == 1 { one } else { other }));
            }
        }
        self
    }

    fn add(&mut self, [a, b, c, d]: [usize; 4]) {
        let head = ((a * 10 + b) * 10 + c) * 10 + d;
        self.0[head / 64] |= 1 << (head % 64);
    }

    /// Whether some value of these begins with four digits.
    #[inline(always)]
    pub(super) fn contains(&self, head: usize) -> bool {
        self.0.get(head / 64).is_some_and(|heads| heads >> (head % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::digits::{all_digits, has_two_at_most, is_repeated, is_run, number};
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn digits_are_packed_and_nothing_else(bytes in "[0-9]{7,18}|[0-9]{0,12}[ -~]{0,2}[0-9]{0,12}") {
            let bytes = bytes.as_bytes();
            let packed = Packed::of(bytes);
            prop_assert_eq!(packed.is_some(), (9..=16).contains(&bytes.len()) && all_digits(bytes));
            if let Some(packed) = packed {
                prop_assert_eq!(Some(packed.head()), number(&bytes[..4]));
                let digits = packed.padded().map(u64::to_le_bytes).concat();
                let padded = format!("{:0>16}", std::str::from_utf8(bytes).unwrap());
                prop_assert!(digits.iter().map(|digit| digit + b'0').eq(padded.bytes()));
            }
            let is_head = bytes.len() >= 8 && all_digits(&bytes[..8]);
            prop_assert_eq!(head_of(bytes), number(bytes.get(..4).unwrap_or_default()).filter(|_| is_head));
        }
    }

    #[test]
    fn no_other_byte_is_packed() {
        for byte in 0..=u8::MAX {
            for at in 0..16 {
                let mut bytes = *b"1234567890123456";
                bytes[at] = byte;
                assert_eq!(Packed::of(&bytes).is_some(), byte.is_ascii_digit());
            }
        }
    }

    #[test]
    fn heads_are_those_of_odd_numbers_and_of_keys() {
        let keys = Keys::of("5105105105105100\nD1234567\n");
        let (few, more) = (Heads::of(&keys), Heads::of(&keys).and_of_two_digits());
        for head in 0..10_000 {
            let text = format!("{head:04}");
            let is_odd = is_run(text.as_bytes()) || is_repeated(text.as_bytes()) || text == "5105";
            assert_eq!(few.contains(head), is_odd, "{text}");
            assert_eq!(more.contains(head), is_odd || has_two_at_most(text.as_bytes()), "{text}");
        }
        assert!(!few.contains(10_000) && !few.contains(usize::MAX));
    }
}
