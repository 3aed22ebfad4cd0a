//! Masks by vector instructions.

use fearless_simd::prelude::*;
use fearless_simd::{Simd, mask8x32, u8x16, u8x32};

use super::{BLOCK, Level, Nibbles};

/// A level with vectors of bytes. A block is two of 32 bytes: where the registers are shorter, each is two of those.
#[derive(Debug, Clone, Copy)]
pub struct Vector<S>(pub(super) S);

impl<S: Simd> Vector<S> {
    #[inline(always)]
    fn mask(halves: [u8x32<S>; 2], test: impl Fn(u8x32<S>) -> mask8x32<S>) -> u64 {
        let [low, high] = halves;
        test(low).to_bitmask() | test(high).to_bitmask() << 32
    }
}

impl<S: Simd> Vector<S> {
    /// What the two tables say of both halves of each byte. (A closure handed to `map` is not always compiled into the loop.)
    #[inline(always)]
    fn sets(bytes: u8x32<S>, low: u8x32<S>, high: u8x32<S>) -> u8x32<S> {
        low.swizzle_dyn_within_blocks(bytes & 0x0F) & high.swizzle_dyn_within_blocks((bytes >> 4) & 0x0F)
    }
}

impl<S: Simd> Level for Vector<S> {
    type Block = [u8x32<S>; 2];

    #[inline(always)]
    fn load(self, bytes: &[u8; BLOCK]) -> Self::Block {
        let (low, high) = bytes.split_at(BLOCK / 2);
        [u8x32::from_slice(self.0, low), u8x32::from_slice(self.0, high)]
    }

    #[inline(always)]
    fn equals(self, block: Self::Block, byte: u8) -> u64 {
        Self::mask(
            block,
            #[inline(always)]
            |half| half.simd_eq(byte),
        )
    }

    #[inline(always)]
    fn any_of<const N: usize>(self, block: Self::Block, bytes: [u8; N]) -> u64 {
        let Some((&first, others)) = bytes.split_first() else { return 0 };
        Self::mask(
            block,
            #[inline(always)]
            |half| {
                let mut any = half.simd_eq(first);
                for &byte in others {
                    any |= half.simd_eq(byte);
                }
                any
            },
        )
    }

    #[inline(always)]
    fn within(self, block: Self::Block, first: u8, last: u8) -> u64 {
        Self::mask(
            block,
            #[inline(always)]
            |half| (half - first).simd_le(last - first),
        )
    }

    #[inline(always)]
    fn folded(self, block: Self::Block) -> Self::Block {
        let [low, high] = block;
        [low | 0x20, high | 0x20]
    }

    #[inline(always)]
    fn high(self, block: Self::Block) -> u64 {
        Self::mask(
            block,
            #[inline(always)]
            |half| half.simd_ge(0x80),
        )
    }

    #[inline(always)]
    fn look_up(self, block: Self::Block, table: &Nibbles) -> Self::Block {
        // Look-ups work within sixteen bytes, so that the table stands there twice.
        let low = u8x16::from_slice(self.0, &table.low);
        let high = u8x16::from_slice(self.0, &table.high);
        let (low, high) = (low.combine(low), high.combine(high));
        let [first, second] = block;
        [Self::sets(first, low, high), Self::sets(second, low, high)]
    }

    #[inline(always)]
    fn both(self, one: Self::Block, other: Self::Block) -> Self::Block {
        [one[0] & other[0], one[1] & other[1]]
    }

    #[inline(always)]
    fn non_zero(self, block: Self::Block) -> u64 {
        !self.equals(block, 0)
    }
}
