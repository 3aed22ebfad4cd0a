//! The value of a cell, and short values as numbers: what is asked of every cell is asked of four words at once.

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

use foldhash::fast::FixedState;

/// Words of a short value.
const WORDS: usize = 4;
/// A short value as numbers, with noughts behind it.
pub(crate) type Words = [u64; WORDS];
/// Values that are no longer than this are two words.
pub(super) const SHORTER_MAX: usize = 16;

/// A trimmed value as it is meant. Prints nothing of itself.
#[derive(Clone, Copy)]
pub struct CellValue<'b> {
    bytes: &'b [u8],
    /// The buffer from the value on.
    rest: &'b [u8],
    words: [u64; WORDS],
}

impl std::fmt::Debug for CellValue<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CellValue({} bytes)", self.bytes.len())
    }
}

impl<'b> CellValue<'b> {
    /// Values up to this length are held as numbers, too.
    pub const SHORT_MAX: usize = 8 * WORDS;

    /// The value at `place` of `buffer`.
    #[must_use]
    #[inline]
    pub fn new(buffer: &'b [u8], place: Range<usize>) -> Self {
        let rest = buffer.get(place.start..).unwrap_or_default();
        let bytes = rest.get(..place.end.saturating_sub(place.start)).unwrap_or_default();
        // What stands behind the value is read with it, and masked: most values are not the last of their buffer.
        let words = match (MASKS.get(bytes.len()), rest.first_chunk::<{ 8 * WORDS }>()) {
            (None, _) => [0; WORDS],
            (Some(masks), Some(block)) => {
                let words = words_of(block);
                std::array::from_fn(|index| words[index] & masks[index])
            }
            (Some(_), None) => words_of(&padded(bytes)),
        };
        Self { bytes, rest, words }
    }

    /// The bytes.
    #[must_use]
    #[inline]
    pub fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// The bytes, and what stands behind them in their buffer.
    #[must_use]
    #[inline]
    pub(crate) fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// A short value as numbers, its first byte lowest, with zeros beyond its end; all zeros for a longer one.
    #[must_use]
    #[inline]
    pub fn words(&self) -> [u64; WORDS] {
        self.words
    }

    /// Whether it is held as numbers.
    #[must_use]
    #[inline]
    pub fn is_short(&self) -> bool {
        self.bytes.len() <= Self::SHORT_MAX
    }

    /// A hash, for distinct counts: not keyed, and never output.
    #[must_use]
    #[inline]
    pub fn hash(&self) -> u64 {
        if self.is_short() { hash_words(self.words, self.bytes.len()) } else { hash_long(self.bytes) }
    }

    /// A short value of digits alone, at most 18 of them, as a number.
    #[inline]
    pub(crate) fn integer(&self) -> u64 {
        integer_of(self.words, self.bytes.len())
    }

    /// A short value whose words are known.
    #[inline]
    pub(super) fn of_words(buffer: &'b [u8], place: Range<usize>, words: Words) -> Self {
        let rest = buffer.get(place.start..).unwrap_or_default();
        Self { bytes: rest.get(..place.len()).unwrap_or_default(), rest, words }
    }
}

/// The words of a short value of digits alone, at most 18 of them, as a number.
#[inline]
pub(super) fn integer_of([first, second, third, _]: Words, len: usize) -> u64 {
    match len {
        0..=8 => last_digits(first, len),
        9..=16 => last_digits(first, 8) * TENS[len - 8] + last_digits(second, len - 8),
        17..=18 => {
            let high = last_digits(first, 8) * TENS[8] + last_digits(second, 8);
            high * TENS[len - 16] + last_digits(third, len - 16)
        }
        _ => 0,
    }
}

/// What is a value's own of the words of its buffer, by its length; zeros of a long one.
pub(super) struct Masks {
    len: usize,
    words: [u64; WORDS],
}

impl Masks {
    pub(super) fn of(len: usize) -> Self {
        Self { len, words: MASKS.get(len).copied().unwrap_or_default() }
    }
}

/// The words of the short value of a known length at a place of a buffer; of one that is not `LONG`, the last two are zeros.
#[inline(always)]
pub(super) fn masked_words<const LONG: bool>(buffer: &[u8], start: usize, masks: &Masks) -> Words {
    let Some(block) = buffer.get(start..).and_then(<[u8]>::first_chunk::<{ 8 * WORDS }>) else {
        return CellValue::new(buffer, start..start + masks.len).words();
    };
    let [a, b, c, d] = words_of(block);
    let [of_a, of_b, of_c, of_d] = masks.words;
    let (c, d) = if LONG { (c & of_c, d & of_d) } else { (0, 0) };
    [a & of_a, b & of_b, c, d]
}

/// The words of a short value at a place of a buffer, behind which there are bytes enough to be read with it, and its length; of
/// others none.
#[inline(always)]
pub(crate) fn words_at(buffer: &[u8], place: &Range<usize>) -> Option<(Words, usize)> {
    let len = place.end.wrapping_sub(place.start);
    let masks = MASKS.get(len)?;
    let [a, b, c, d] = words_of(buffer.get(place.start..)?.first_chunk()?);
    Some(([a & masks[0], b & masks[1], c & masks[2], d & masks[3]], len))
}

/// For each length of a short value, the bits that are its own.
const MASKS: [[u64; WORDS]; CellValue::SHORT_MAX + 1] = {
    let mut masks = [[0; WORDS]; CellValue::SHORT_MAX + 1];
    let mut len = 0;
    while len <= CellValue::SHORT_MAX {
        let mut at = 0;
        while at < len {
            masks[len][at / 8] |= 0xFF << (8 * (at % 8));
            at += 1;
        }
        len += 1;
    }
    masks
};

const TENS: [u64; 11] = {
    let mut tens = [1; 11];
    let mut at = 1;
    while at < tens.len() {
        tens[at] = tens[at - 1] * 10;
        at += 1;
    }
    tens
};

/// The number that the `len` lowest bytes, 1 to 8 digits, stand for: pairs, then fours, then all eight.
#[inline]
fn last_digits(word: u64, len: usize) -> u64 {
    let word = word << (8 * (8 - len)) & 0x0F0F_0F0F_0F0F_0F0F;
    let pairs = (word.wrapping_mul(10 * 0x100 + 1) >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(100 * 0x1_0000 + 1) >> 16) & 0x0000_FFFF_0000_FFFF;
    fours.wrapping_mul(10_000 * 0x1_0000_0000 + 1) >> 32
}

/// Four words of a block, the first byte lowest.
#[inline]
pub(crate) fn words_of(block: &[u8; CellValue::SHORT_MAX]) -> [u64; WORDS] {
    let (chunks, _) = block.as_chunks::<8>();
    std::array::from_fn(|index| u64::from_le_bytes(chunks[index]))
}

fn padded(bytes: &[u8]) -> [u8; CellValue::SHORT_MAX] {
    let mut block = [0; CellValue::SHORT_MAX];
    block.iter_mut().zip(bytes).for_each(|(slot, &byte)| *slot = byte);
    block
}

/// A hash of any bytes: that of their words where they are few.
pub(crate) fn value_hash(bytes: &[u8]) -> u64 {
    if bytes.len() <= CellValue::SHORT_MAX {
        hash_words(words_of(&padded(bytes)), bytes.len())
    } else {
        hash_long(bytes)
    }
}

/// A hash of a short value's words: two or four of them multiplied together, all bits mixed.
#[inline]
pub(crate) fn hash_words([a, b, c, d]: [u64; WORDS], len: usize) -> u64 {
    const KEYS: [u64; 4] = [0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0, 0x082E_FA98_EC4E_6C89];
    let low = folded(a ^ KEYS[0], b ^ KEYS[1] ^ len as u64);
    if len <= SHORTER_MAX {
        folded(low ^ KEYS[2], KEYS[3])
    } else {
        folded(low ^ c ^ KEYS[2], d ^ low.rotate_left(32) ^ KEYS[3])
    }
}

/// Both halves of the product, each of which hangs on all bits of the factors.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the low half is wanted")]
pub(crate) fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

fn hash_long(bytes: &[u8]) -> u64 {
    let mut hasher = FixedState::with_seed(0x0076_616c_7565).build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(bytes: &[u8]) -> CellValue<'_> {
        CellValue::new(bytes, 0..bytes.len())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn a_value_is_the_same_wherever_it_stands(
            before in prop::collection::vec(any::<u8>(), 0..5),
            value in prop::collection::vec(any::<u8>(), 0..40),
            behind in prop::collection::vec(any::<u8>(), 0..40)
        ) {
            let buffer = [before.as_slice(), &value, &behind].concat();
            let there = CellValue::new(&buffer, before.len()..before.len() + value.len());
            prop_assert_eq!(there.bytes(), value.as_slice());
            prop_assert_eq!(there.words(), whole(&value).words());
            prop_assert_eq!(there.hash(), whole(&value).hash());
            prop_assert_eq!(there.hash(), value_hash(&value));
            let has_room = value.len() <= CellValue::SHORT_MAX && value.len() + behind.len() >= CellValue::SHORT_MAX;
            let words = has_room.then_some((there.words(), value.len()));
            prop_assert_eq!(words_at(&buffer, &(before.len()..before.len() + value.len())), words);
        }

        #[test]
        fn integers_are_read_as_they_stand(number in 0u64..1_000_000_000_000_000_000, width in 1usize..=18) {
            let text = format!("{number:0width$}");
            prop_assert_eq!(whole(text.as_bytes()).integer(), number);
        }

        #[test]
        fn values_that_differ_hash_apart(one in "[0-9A-Z]{0,33}", other in "[0-9A-Z]{0,33}") {
            prop_assert_eq!(one == other, value_hash(one.as_bytes()) == value_hash(other.as_bytes()));
        }
    }

    #[test]
    fn hashes_of_numbers_in_a_row_fill_all_registers() {
        // The top bits choose a register of a sketch, the others its value: neither may follow the value's own order.
        let mut seen = vec![0u32; 4096];
        for number in 0..40_960u32 {
            let hash = value_hash(format!("{:09}", 219_000_000 + number).as_bytes());
            seen[usize::try_from(hash >> 52).unwrap()] += 1;
        }
        assert!(seen.iter().all(|&count| count < 40), "no register is crowded");
        assert!(seen.iter().filter(|&&count| count == 0).count() < 20);
    }
}
