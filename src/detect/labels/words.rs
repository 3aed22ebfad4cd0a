//! Where words begin and end, by masks: as [`super::tokenize`] cuts them.

use crate::masks::{BLOCK, Level, positions};

/// What is longer is no word of a phrase, and is taken to be this long.
pub(super) const LEN_MAX: usize = 64;

/// Which of 64 bytes belong to words, and as what. Bytes of characters outside ASCII are small letters.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WordMasks {
    pub(crate) lowers: u64,
    pub(crate) uppers: u64,
    pub(crate) digits: u64,
    /// Signs that are words by themselves, and perhaps others.
    pub(crate) signs: u64,
}

impl WordMasks {
    #[inline(always)]
    pub(super) fn of<L: Level>(level: L, block: &[u8; BLOCK]) -> Self {
        let block = level.load(block);
        Self {
            lowers: level.within(block, b'a', b'z') | level.high(block),
            uppers: level.uppers(block),
            digits: level.digits(block),
            signs: level.equals(block, b'#'),
        }
    }

    /// Where words begin and end, given what the blocks before and behind hold.
    #[inline(always)]
    pub(crate) fn bounds(self, before: Self, after: Self) -> WordBounds {
        let Self { lowers, uppers, digits, signs } = self;
        let behind = |here: u64, before: u64| here << 1 | before >> 63;
        let letters_behind = behind(lowers | uppers, before.lowers | before.uppers);
        let uppers_behind = behind(uppers, before.uppers);
        let lowers_ahead = lowers >> 1 | after.lowers << 63;
        let begins = lowers & !letters_behind
            | digits & !behind(digits, before.digits)
            // The last of some capitals begins the word that its small letters end.
            | uppers & (!uppers_behind | lowers_ahead)
            | signs;
        WordBounds { begins, gaps: !(lowers | uppers | digits), digits }
    }
}

/// Where words begin in 64 bytes, and what belongs to none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordBounds {
    pub(crate) begins: u64,
    /// Signs that are words by themselves are among them.
    pub(crate) gaps: u64,
    digits: u64,
}

impl WordBounds {
    /// Behind the end of a text.
    pub(crate) const END: Self = Self { begins: 0, gaps: u64::MAX, digits: 0 };

    /// The words that begin here, with the block behind known: the place of each, where the word ends, and where the last of
    /// those ends that are written with it without a gap. No end is farther away than [`LEN_MAX`]. Numbers are left out unless
    /// they are asked for.
    #[inline(always)]
    pub(crate) fn words(self, after: Self, with_numbers: bool) -> impl Iterator<Item = (u32, [usize; 2])> {
        let ends = [self.begins | self.gaps, after.begins | after.gaps];
        let left_out = if with_numbers { 0 } else { self.digits };
        positions(self.begins & !left_out).map(move |bit| {
            // A shift by all 64 bits is not one.
            let first = ends[0] >> bit >> 1 | ends[1] << (63 - bit);
            let joined = self.gaps >> bit | after.gaps << 1 << (63 - bit);
            let first = LEN_MAX.min(1 + first.trailing_zeros() as usize);
            (bit, [first, first.max(joined.trailing_zeros() as usize)])
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tokens::{first_ends, tokenize};
    use super::*;
    use crate::masks::{Kernel, dispatch, padded};

    struct Cut<'t>(&'t [u8]);

    impl Kernel for Cut<'_> {
        type Output = Vec<(u32, [usize; 2])>;

        fn run<L: Level>(self, level: L) -> Self::Output {
            let masks: Vec<_> = self.0.chunks(BLOCK).map(|block| WordMasks::of(level, &padded(block))).collect();
            let mask = |index: usize| masks.get(index).copied().unwrap_or_default();
            let before = |index: usize| index.checked_sub(1).map(mask).unwrap_or_default();
            let bounds = |index: usize| mask(index).bounds(before(index), mask(index + 1));
            let words = |index: usize| {
                let base = u32::try_from(index * BLOCK).unwrap();
                bounds(index).words(bounds(index + 1), true).map(move |(bit, ends)| (base + bit, ends))
            };
            (0..masks.len()).flat_map(words).collect()
        }
    }

    proptest! {
        #[test]
        fn words_are_cut_as_byte_by_byte(
            parts in prop::collection::vec("[a-z]{1,9}|[A-Z]{1,4}|[0-9]{1,3}|[ _-]{1,2}|#|\u{e9}|[a-z]{60,140}", 0..60)
        ) {
            let text = parts.concat();
            let words = dispatch(Cut(text.as_bytes()));
            let mut tokens = Vec::new();
            tokenize(text.as_bytes(), &mut tokens);
            let begins: Vec<u32> = words.iter().map(|(begin, _)| *begin).collect();
            let expected: Vec<u32> = tokens.iter().map(|token| token.start).collect();
            prop_assert_eq!(begins, expected);
            for (begin, ends) in words {
                let rest = &text.as_bytes()[begin as usize..];
                prop_assert_eq!(ends, first_ends(rest).map(|end| end.min(LEN_MAX)));
            }
        }
    }
}
