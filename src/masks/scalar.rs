//! Masks without vectors: eight bytes at a time in numbers of 64 bits.
//!
//! Each test leaves the top bit of every matching byte set; a multiplication then gathers the eight top bits in one
//! byte. Bytes are compared in their low seven bits and no sum carries into the next one, so that every byte is judged
//! exactly.

use super::{BLOCK, Level, Nibbles};

/// The level of any machine.
#[derive(Debug, Clone, Copy)]
pub struct Scalar;

const TOPS: u64 = 0x8080_8080_8080_8080;
const LOWS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
/// Brings bit `8 * n + 7` to bit `56 + n`, all eight at once and without carries.
const GATHER: u64 = 0x0002_0408_1020_4081;

/// Repeats a byte eight times.
const fn splat(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// The top bits of eight bytes as one byte.
#[inline(always)]
fn gather(tops: u64) -> u64 {
    (tops & TOPS).wrapping_mul(GATHER) >> 56
}

#[inline(always)]
fn mask(words: [u64; 8], test: impl Fn(u64) -> u64) -> u64 {
    words.into_iter().rev().fold(0, |mask, word| mask << 8 | gather(test(word)))
}

/// Top bits of the bytes of `word` that are at least `first`, which is in ASCII or one above it; bytes outside of ASCII are.
#[inline(always)]
fn at_least(word: u64, first: u8) -> u64 {
    ((word & LOWS) + splat(0x80 - first)) | word
}

impl Level for Scalar {
    type Block = [u64; 8];

    #[inline(always)]
    fn load(self, bytes: &[u8; BLOCK]) -> Self::Block {
        let (words, _) = bytes.as_chunks::<8>();
        let mut block = [0; 8];
        block.iter_mut().zip(words).for_each(|(slot, word)| *slot = u64::from_le_bytes(*word));
        block
    }

    #[inline(always)]
    fn equals(self, block: Self::Block, byte: u8) -> u64 {
        mask(block, |word| {
            let differing = word ^ splat(byte);
            !(((differing & LOWS) + LOWS) | differing)
        })
    }

    #[inline(always)]
    fn within(self, block: Self::Block, first: u8, last: u8) -> u64 {
        // Above ASCII the same holds of the bytes with the top bit turned.
        match (first < 0x80, last < 0x80) {
            (true, true) => mask(block, |word| at_least(word, first) & !at_least(word, last + 1)),
            (true, false) => self.within(block, first, 0x7F) | self.within(block, 0x80, last),
            (false, _) => {
                let turned = block.map(|word| word ^ TOPS);
                self.within(turned, first & 0x7F, last & 0x7F)
            }
        }
    }

    #[inline(always)]
    fn folded(self, block: Self::Block) -> Self::Block {
        block.map(|word| word | splat(0x20))
    }

    #[inline(always)]
    fn high(self, block: Self::Block) -> u64 {
        mask(block, |word| word)
    }

    #[inline(always)]
    fn look_up(self, block: Self::Block, table: &Nibbles) -> Self::Block {
        block.map(|word| u64::from_le_bytes(word.to_le_bytes().map(|byte| table.get(byte))))
    }

    #[inline(always)]
    fn both(self, one: Self::Block, other: Self::Block) -> Self::Block {
        let mut shared = one;
        shared.iter_mut().zip(other).for_each(|(word, other)| *word &= other);
        shared
    }

    #[inline(always)]
    fn non_zero(self, block: Self::Block) -> u64 {
        mask(block, |word| ((word & LOWS) + LOWS) | word)
    }
}
