//! The candidate pass over text: where could anything begin?
//!
//! The plain version: a candidate is a digit that follows no digit, or an `@`; and the text is worth a finder of
//! names where a capital letter follows a space. The pass reads eight bytes at a time: each class is a few
//! operations on a 64-bit word that leave the top bit of every matching byte set. It loses nothing: everything that
//! verification could accept begins at, or is reached back from, one of these places.

/// What the candidate pass saw. Positions are offsets in the text, rising.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Digits that follow no digit.
    pub digit_runs: Vec<u32>,
    /// Every `@`.
    pub ats: Vec<u32>,
    /// Whether there is a byte outside ASCII.
    pub has_high: bool,
    /// Capital letters that follow a space.
    pub capitals: u32,
}

const TOPS: u64 = 0x8080_8080_8080_8080;
const LOWS: u64 = 0x7F7F_7F7F_7F7F_7F7F;

/// Repeats a byte eight times.
pub(crate) const fn splat(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// Top bits of the bytes of `word` that equal `byte`.
fn equal(word: u64, byte: u8) -> u64 {
    let differing = word ^ splat(byte);
    !(((differing & LOWS) + LOWS) | differing) & TOPS
}

/// Top bits of the bytes of `word` that lie in `first..=last`, both ASCII.
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
    let mut high = 0;
    let (mut digit_before, mut space_before) = (0, 0);
    let (words, rest) = text.as_chunks::<8>();
    let mut tail = [0; 8];
    for (slot, &byte) in tail.iter_mut().zip(rest) {
        *slot = byte;
    }
    let mut base = 0u32;
    for bytes in words.iter().chain(std::iter::once(&tail)) {
        let word = u64::from_le_bytes(*bytes);
        let digits = within(word, b'0', b'9');
        push_positions(digits & !(digits << 8 | digit_before), base, &mut out.digit_runs);
        digit_before = digits >> 56;
        push_positions(equal(word, b'@'), base, &mut out.ats);
        let spaces = equal(word, b' ');
        out.capitals += (within(word, b'A', b'Z') & (spaces << 8 | space_before)).count_ones();
        space_before = spaces >> 56;
        high |= word;
        base = base.wrapping_add(8);
    }
    out.has_high = high & TOPS != 0;
}

fn push_positions(mut tops: u64, base: u32, out: &mut Vec<u32>) {
    while tops != 0 {
        out.push(base + tops.trailing_zeros() / 8);
        tops &= tops - 1;
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
        let capitals = places(&|at| text[at].is_ascii_uppercase() && before(at) == b' ');
        (digits, ats, !text.is_ascii(), u32::try_from(capitals.len()).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn eight_at_a_time_agrees_with_one_at_a_time(
            text in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'0'), Just(b'9'), Just(b'@'), Just(b' '), Just(b'Z'), Just(b':'), Just(b'/')], 0..80)
        ) {
            let mut out = Candidates::default();
            candidates(&text, &mut out);
            prop_assert_eq!((out.digit_runs, out.ats, out.has_high, out.capitals), naive(&text));
        }
    }
}
