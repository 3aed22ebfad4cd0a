//! The candidate pass over text: where could anything begin?
//!
//! The plain version: a candidate is a digit that follows no digit, or an `@`; and the text is worth a finder of
//! names where a capital letter follows a space, a quote or an equals sign. The pass reads the masks of 64 bytes at a
//! time. It loses nothing: everything that verification could accept begins at, or is reached back from, one of these
//! places.

use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions};

/// What the candidate pass saw. Positions are offsets in the text, rising.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Digits that follow no digit.
    pub digit_runs: Vec<u32>,
    /// Every `@`.
    pub ats: Vec<u32>,
    /// Whether there is a byte outside ASCII.
    pub has_high: bool,
    /// Capital letters that follow a space, a quote or an equals sign.
    pub capitals: u32,
}

const TOPS: u64 = 0x8080_8080_8080_8080;
const LOWS: u64 = 0x7F7F_7F7F_7F7F_7F7F;

/// Repeats a byte eight times.
#[inline(always)]
pub(crate) const fn splat(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// Top bits of the bytes of `word` that lie in `first..=last`, both ASCII.
#[inline(always)]
pub(crate) fn within(word: u64, first: u8, last: u8) -> u64 {
    let low = word & LOWS;
    let at_least = low + splat(0x80 - first);
    let beyond = low + splat(0x7F - last);
    at_least & !beyond & !word & TOPS
}

/// Fills `out` with the candidates of `text`.
pub fn candidates(text: &[u8], out: &mut Candidates) {
    out.digit_runs.clear();
    out.ats.clear();
    out.capitals = 0;
    out.has_high = dispatch(Find { text, out });
}

/// Finds them, and says whether there is a byte outside ASCII.
struct Find<'a> {
    text: &'a [u8],
    out: &'a mut Candidates,
}

impl Kernel for Find<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> bool {
        let (blocks, rest) = self.text.as_chunks::<BLOCK>();
        let rest = padded(rest);
        let mut highs = 0;
        let (mut digit_before, mut opening_before) = (0, 0);
        let mut base = 0u32;
        for block in blocks.iter().chain([&rest]) {
            let block = level.load(block);
            let digits = level.digits(block);
            let openings = level.any_of(block, [b' ', b'"', b'\'', b'=']);
            let runs = positions(digits & !(digits << 1 | digit_before));
            self.out.digit_runs.extend(runs.map(|at| base.wrapping_add(at)));
            self.out.ats.extend(positions(level.equals(block, b'@')).map(|at| base.wrapping_add(at)));
            self.out.capitals += (level.uppers(block) & (openings << 1 | opening_before)).count_ones();
            highs |= level.high(block);
            (digit_before, opening_before) = (digits >> 63, openings >> 63);
            base = base.wrapping_add(64);
        }
        highs != 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The plain version.
    fn naive(text: &[u8]) -> (Vec<u32>, Vec<u32>, bool, u32) {
        let before = |at: usize| at.checked_sub(1).map_or(0, |at| text[at]);
        let places = |test: &dyn Fn(usize) -> bool| -> Vec<u32> {
            (0..text.len()).filter(|&at| test(at)).map(|at| u32::try_from(at).unwrap()).collect()
        };
        let digits = places(&|at| text[at].is_ascii_digit() && !before(at).is_ascii_digit());
        let ats = places(&|at| text[at] == b'@');
        let capitals = places(&|at| text[at].is_ascii_uppercase() && b" \"'=".contains(&before(at)));
        (digits, ats, !text.is_ascii(), u32::try_from(capitals.len()).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn blocks_at_a_time_agree_with_one_at_a_time(
            text in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'0'), Just(b'9'), Just(b'@'), Just(b' '), Just(b'"'), Just(b'='), Just(b'Z'), Just(b':'), Just(b'/')], 0..200)
        ) {
            let mut out = Candidates::default();
            candidates(&text, &mut out);
            prop_assert_eq!((out.digit_runs, out.ats, out.has_high, out.capitals), naive(&text));
        }
    }
}
