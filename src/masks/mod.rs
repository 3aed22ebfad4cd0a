//! Byte-class masks: which of 64 bytes are digits, quotes, line ends, as the bits of one number.
//!
//! The plain version: look at every byte and set bit `n` where byte `n` belongs to the class. With vector
//! instructions that costs two or three operations for 32 bytes, whatever the bytes are, and what follows can work on
//! 64 bytes at once: *a quote that no backslash precedes* is `quotes & !(backslashes << 1)`.
//!
//! A loop over bytes is written once, as a [`Kernel`] over any [`Level`] of instructions, and [`dispatch`] runs it on
//! the best level that this machine has. All that the loop calls on the way must be `#[inline(always)]`: the whole of
//! it has to end up in one function, which is compiled for that level.
//!
//! ```
//! use plainsight::masks::{BLOCK, Kernel, Level, dispatch, padded};
//!
//! struct CountDigits<'a>(&'a [u8]);
//!
//! impl Kernel for CountDigits<'_> {
//!     type Output = u32;
//!
//!     #[inline(always)]
//!     fn run<L: Level>(self, level: L) -> u32 {
//!         let (blocks, rest) = self.0.as_chunks::<BLOCK>();
//!         let rest = padded(rest);
//!         blocks.iter().chain([&rest]).map(|block| level.digits(level.load(block)).count_ones()).sum()
//!     }
//! }
//!
//! assert_eq!(dispatch(CountDigits(b"call 212-664-0100")), 10);
//! ```
//!
//! The module knows nothing of the project, and holds no `unsafe`: the `fearless_simd` crate proves with a token that
//! the machine has the instructions. The scalar level is the twin that tests compare the others with, and what runs
//! where there are no vectors.

mod bits;
mod level;
mod scalar;
mod vector;

pub use bits::{Positions, few_bytes, positions, prefix_xor, top_bits};
pub use level::{Kernel, Level, Nibbles, Tier, dispatch, dispatch_on};
pub use scalar::Scalar;
pub use vector::Vector;

/// Bytes of a block: one for each bit of a mask.
pub const BLOCK: usize = 64;

/// The last bytes of a text as a block, with NUL bytes behind them. What is longer than a block is cut.
#[must_use]
#[inline(always)]
pub fn padded(rest: &[u8]) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let rest = rest.get(..BLOCK).unwrap_or(rest);
    if let Some(slots) = block.get_mut(..rest.len()) {
        slots.copy_from_slice(rest);
    }
    block
}

#[cfg(test)]
mod tests;
