//! Sets of words for a first look: a word that is not in one is surely not listed, and one that is may be.

use crate::masks::few_bytes;

/// A set of words without regard to the case of ASCII letters.
pub(super) struct WordSet {
    bits: Box<[u64]>,
}

impl WordSet {
    /// Room for about `2.pow(size_log2 - 3)` words: then one word in twenty of others is taken for one of them.
    pub(super) fn new(size_log2: u32) -> Self {
        Self { bits: vec![0; 1 << size_log2.saturating_sub(6)].into() }
    }

    /// Adds a word.
    pub(super) fn insert(&mut self, word: &[u8]) {
        self.insert_hashed(WordHash::of(word));
    }

    /// The same for a word that is added to several sets.
    pub(super) fn insert_hashed(&mut self, word: WordHash) {
        let (at, mask) = self.place(word);
        if let Some(bits) = self.bits.get_mut(at) {
            *bits |= mask;
        }
    }

    /// Adds all words of a set of the same size.
    pub(super) fn insert_all(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(bits, other)| *bits |= other);
    }

    /// Whether the word may be one of those that were added.
    #[inline]
    pub(super) fn may_hold(&self, word: &[u8]) -> bool {
        self.may_hold_hashed(WordHash::of(word))
    }

    /// The same for a word that several sets are asked about.
    #[inline]
    pub(super) fn may_hold_hashed(&self, word: WordHash) -> bool {
        let (at, mask) = self.place(word);
        self.bits.get(at).is_some_and(|bits| bits & mask == mask)
    }

    /// Where a word stands, and its two bits there.
    #[inline]
    fn place(&self, WordHash(hash): WordHash) -> (usize, u64) {
        let at = usize::try_from(hash >> 12).unwrap_or(0) & (self.bits.len() - 1);
        (at, 1 << (hash & 63) | 1 << (hash >> 6 & 63))
    }
}

/// A word as sets know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordHash(u64);

impl WordHash {
    /// The first and the last eight bytes and the length tell nearly all words apart.
    #[inline]
    pub(super) fn of(word: &[u8]) -> Self {
        /// Leaves out the bit of small letters.
        const UPPER: u64 = 0xDFDF_DFDF_DFDF_DFDF;
        let (first, last) = match (word.first_chunk::<8>(), word.last_chunk::<8>()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => (few_bytes(word), 0),
        };
        let mixed = (first & UPPER) ^ (last & UPPER).rotate_left(29) ^ (word.len() as u64) << 56;
        let product = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self(product >> 20 ^ product >> 44)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_held_in_either_case_and_most_others_are_not() {
        let mut set = WordSet::new(10);
        let words = ["Smith", "O", "VANDERBILTSON", "Calle"];
        words.iter().for_each(|word| set.insert(word.as_bytes()));
        for word in words {
            assert!(set.may_hold(word.to_lowercase().as_bytes()) && set.may_hold(word.to_uppercase().as_bytes()));
        }
        let others = (0..1000).filter(|number| set.may_hold(format!("x{number}").as_bytes())).count();
        assert!(others < 50, "{others}");
    }
}
