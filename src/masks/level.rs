//! Levels: sets of instructions that give masks, and the choice among them while the program runs.

use fearless_simd::Level as Machine;
use fearless_simd::Simd;

use super::{BLOCK, Scalar, Vector};

/// A set of instructions. A value of it proves that the machine has them.
pub trait Level: Copy {
    /// 64 bytes in registers.
    type Block: Copy;

    /// Loads a block.
    fn load(self, bytes: &[u8; BLOCK]) -> Self::Block;

    /// The bytes that equal `byte`.
    fn equals(self, block: Self::Block, byte: u8) -> u64;

    /// The bytes from `first` to `last`, both included; `first` is not above `last`.
    fn within(self, block: Self::Block, first: u8, last: u8) -> u64;

    /// The block with bit `0x20` set in every byte: ASCII letters become small ones.
    fn folded(self, block: Self::Block) -> Self::Block;

    /// The bytes outside of ASCII.
    fn high(self, block: Self::Block) -> u64;

    /// For each byte what the table says of its two halves.
    fn look_up(self, block: Self::Block, table: &Nibbles) -> Self::Block;

    /// The bits that two blocks share.
    fn both(self, one: Self::Block, other: Self::Block) -> Self::Block;

    /// The bytes that are not zero.
    fn non_zero(self, block: Self::Block) -> u64;

    /// The bytes that equal one of a few; each costs about half of [`Level::equals`].
    #[inline(always)]
    fn any_of<const N: usize>(self, block: Self::Block, bytes: [u8; N]) -> u64 {
        bytes.into_iter().fold(0, |mask, byte| mask | self.equals(block, byte))
    }

    /// `0` to `9`.
    #[inline(always)]
    fn digits(self, block: Self::Block) -> u64 {
        self.within(block, b'0', b'9')
    }

    /// ASCII letters of either case.
    #[inline(always)]
    fn letters(self, block: Self::Block) -> u64 {
        self.within(self.folded(block), b'a', b'z')
    }

    /// ASCII capitals.
    #[inline(always)]
    fn uppers(self, block: Self::Block) -> u64 {
        self.within(block, b'A', b'Z')
    }
}

/// Up to eight sets of bytes, as bits: a byte is in a set where the set's bit stands both at its low and at its high four
/// bits. Sets that are no product of low and high halves take in some bytes more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Nibbles {
    /// By the low four bits.
    pub low: [u8; 16],
    /// By the high four bits.
    pub high: [u8; 16],
}

impl Nibbles {
    /// Adds a byte to the sets of `bits`.
    pub fn insert(&mut self, byte: u8, bits: u8) {
        self.low[usize::from(byte & 15)] |= bits;
        self.high[usize::from(byte >> 4)] |= bits;
    }

    /// The sets that a byte is in.
    #[must_use]
    #[inline(always)]
    pub fn get(&self, byte: u8) -> u8 {
        self.low[usize::from(byte & 15)] & self.high[usize::from(byte >> 4)]
    }
}

/// A loop over bytes, written for any level. `run` must be `#[inline(always)]`, and all that it calls for each block.
pub trait Kernel {
    /// What the loop gives.
    type Output;

    /// Runs it.
    fn run<L: Level>(self, level: L) -> Self::Output;
}

/// The levels that a kernel is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// Numbers of 64 bits, anywhere.
    Scalar,
    /// What every machine of the architecture has: SSE2, NEON.
    Baseline,
    /// AVX2 with the bit instructions of the same age (x86-64-v3).
    Avx2,
}

impl Tier {
    /// All tiers, the plainest first.
    pub const ALL: [Self; 3] = [Self::Scalar, Self::Baseline, Self::Avx2];
}

/// Runs a kernel on the best level of this machine.
#[inline]
pub fn dispatch<K: Kernel>(kernel: K) -> K::Output {
    let machine = Machine::new();
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(avx2) = machine.as_avx2() {
        return run_on(avx2, kernel);
    }
    run_on_baseline(machine, kernel)
}

/// Runs a kernel on a level of one's choice, or says that this machine lacks it: for tests and benches.
///
/// # Errors
///
/// Gives the kernel back.
pub fn dispatch_on<K: Kernel>(tier: Tier, kernel: K) -> Result<K::Output, K> {
    match tier {
        Tier::Scalar => Ok(kernel.run(Scalar)),
        Tier::Baseline => Ok(run_on_baseline(Machine::baseline(), kernel)),
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        Tier::Avx2 => match Machine::new().as_avx2() {
            Some(avx2) => Ok(run_on(avx2, kernel)),
            None => Err(kernel),
        },
        #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
        Tier::Avx2 => Err(kernel),
    }
}

#[inline]
fn run_on_baseline<K: Kernel>(machine: Machine, kernel: K) -> K::Output {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(sse2) = machine.as_sse2() {
        return run_on(sse2, kernel);
    }
    #[cfg(target_arch = "aarch64")]
    if let Some(neon) = machine.as_neon() {
        return run_on(neon, kernel);
    }
    let _ = machine;
    kernel.run(Scalar)
}

#[inline(always)]
fn run_on<S: Simd, K: Kernel>(simd: S, kernel: K) -> K::Output {
    simd.vectorize(
        #[inline(always)]
        || kernel.run(Vector(simd)),
    )
}
