//! How phrases begin: sets of first letters and of first words, to turn away nearly every other word of a text.

use super::labels::fold_hash;

/// Letters of a word that are looked at together.
pub(crate) const HEAD: usize = 3;

/// Two bits for each word, which parts of its hash choose: of other words one in a thousand has both of them set.
#[derive(Debug)]
pub(crate) struct WordBits(Box<[u64]>);

impl Default for WordBits {
    fn default() -> Self {
        Self(vec![0; 1 << (Self::BITS - 6)].into())
    }
}

impl WordBits {
    const BITS: u32 = 15;

    fn places(hash: u64) -> [(usize, u64); 2] {
        [hash, hash >> Self::BITS].map(|hash| {
            let low = hash & ((1 << Self::BITS) - 1);
            (usize::try_from(low >> 6).unwrap_or(0), 1 << (low & 63))
        })
    }

    /// Adds a hash.
    pub(crate) fn insert(&mut self, hash: u64) {
        for (word, bit) in Self::places(hash) {
            self.0[word] |= bit;
        }
    }

    /// Whether a word of this hash may have been added.
    #[inline]
    pub(crate) fn contains(&self, hash: u64) -> bool {
        Self::places(hash).into_iter().all(|(word, bit)| self.0[word] & bit != 0)
    }
}

/// Which first three letters words have, by the low five bits of each, which of letters leave out the case alone. Other signs
/// are taken for letters.
#[derive(Debug)]
pub(crate) struct HeadBits(Box<[u64]>);

impl Default for HeadBits {
    fn default() -> Self {
        Self(vec![0; 1 << (5 * HEAD - 6)].into())
    }
}

impl HeadBits {
    /// Adds a word; after one of fewer letters anything may follow.
    pub(crate) fn insert(&mut self, word: &[u8]) {
        let low = |at: usize| word.get(at).map_or(0..=31, |byte| byte & 31..=byte & 31);
        for (first, second) in low(0).flat_map(|first| low(1).map(move |second| (first, second))) {
            for third in low(2) {
                let index = Self::index(u32::from_le_bytes([first, second, third, 0]));
                self.0[index >> 6] |= 1 << (index & 63);
            }
        }
    }

    #[inline]
    fn index(bytes: u32) -> usize {
        ((bytes & 31) << 10 | (bytes >> 3 & 31 << 5) | bytes >> 16 & 31) as usize
    }

    /// Whether `text` may begin with a word that was added.
    #[inline]
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        self.holds(first_four(text))
    }

    #[inline]
    fn holds(&self, bytes: u32) -> bool {
        let index = Self::index(bytes);
        self.0[index >> 6] >> (index & 63) & 1 != 0
    }
}

/// The first four bytes of a text as a number, the first one lowest; zeros behind its end.
#[inline]
fn first_four(text: &[u8]) -> u32 {
    match text.first_chunk() {
        Some(bytes) => u32::from_le_bytes(*bytes),
        None => text.iter().rev().fold(0, |bytes, &byte| bytes << 8 | u32::from(byte)),
    }
}

/// Which first four letters words have, case left out: one bit for each value of a hash.
#[derive(Debug)]
struct LongHeadBits(Box<[u64]>);

impl Default for LongHeadBits {
    fn default() -> Self {
        Self(vec![0; 1 << (Self::BITS - 6)].into())
    }
}

impl LongHeadBits {
    const LEN: usize = 4;
    const BITS: u32 = 14;

    #[inline]
    fn place(head: u32) -> (usize, u64) {
        // As words are compared: without the bit of small letters.
        let hash = (head | 0x2020_2020).wrapping_mul(0x9E37_79B1) >> (32 - Self::BITS);
        (hash as usize >> 6, 1 << (hash & 63))
    }

    fn insert(&mut self, head: [u8; Self::LEN]) {
        let (word, bit) = Self::place(u32::from_le_bytes(head));
        self.0[word] |= bit;
    }

    #[inline]
    fn holds(&self, head: u32) -> bool {
        let (word, bit) = Self::place(head);
        self.0[word] & bit != 0
    }
}

/// Words of one to three letters, by the low five bits of each.
#[derive(Debug, Default)]
struct ShortWords {
    one: u32,
    two: [u32; 32],
    three: HeadBits,
}

impl ShortWords {
    fn insert(&mut self, word: &[u8]) {
        let bit = |byte: &u8| 1 << (byte & 31);
        match word {
            [] => {}
            [one] => self.one |= bit(one),
            [first, second] => self.two[usize::from(first & 31)] |= bit(second),
            _ => self.three.insert(word),
        }
    }

    /// Whether one of the words may stand at the beginning of four bytes and end there, or before its plural `s`.
    #[inline]
    fn holds(&self, head: u32) -> bool {
        let [a, b, c, d] = head.to_le_bytes();
        let ends = |last: u8, next: u8| {
            !last.is_ascii_alphabetic() || !(next.is_ascii_lowercase() && next != b's' || !next.is_ascii())
        };
        self.three.holds(head) && ends(c, d)
            || self.two[usize::from(a & 31)] >> (b & 31) & 1 != 0 && ends(b, c)
            || self.one >> (a & 31) & 1 != 0 && ends(a, b)
    }
}

/// How the phrases of a list begin.
#[derive(Debug, Default)]
pub(crate) struct Openings {
    /// The beginnings of first words: all of three letters or more, those of fewer than four letters, and longer ones.
    heads: HeadBits,
    short: ShortWords,
    long: LongHeadBits,
    /// Phrases of one word.
    alone: WordBits,
    /// First words of longer ones, and how their second words begin.
    first: WordBits,
    second: HeadBits,
    second_words: WordBits,
}

impl Openings {
    /// Adds a phrase by its words as they are compared.
    pub(crate) fn insert(&mut self, words: &[Vec<u8>]) {
        let Some(first) = words.first() else { return };
        if first.len() >= HEAD {
            self.heads.insert(first);
        }
        match first.first_chunk() {
            Some(head) => self.long.insert(*head),
            None => self.short.insert(first),
        }
        match words.get(1) {
            None => self.alone.insert(fold_hash(first)),
            Some(second) => {
                self.first.insert(fold_hash(first));
                self.second.insert(second);
                self.second_words.insert(fold_hash(second));
            }
        }
    }

    /// Whether a phrase may begin where `text` does, by its first word alone.
    #[inline]
    pub(crate) fn has_head(&self, text: &[u8]) -> bool {
        let head = first_four(text);
        self.heads.holds(head) && self.long.holds(head) || self.short.holds(head)
    }

    /// Whether a phrase may begin with `word`, with `rest` behind it. `ends` tells where the first word of a text may end.
    pub(crate) fn may_open(
        &self,
        word: &[u8],
        rest: &[u8],
        is_gap: impl Fn(u8) -> bool,
        ends: impl Fn(&[u8]) -> [usize; 2],
    ) -> bool {
        let hash = fold_hash(word);
        let may_go_on = || {
            let next =
                rest.iter().position(|&byte| !is_gap(byte)).and_then(|next| rest.get(next..)).unwrap_or_default();
            let may_be = |end: usize| self.second_words.contains(fold_hash(next.get(..end).unwrap_or_default()));
            !next.is_empty() && self.second.may_begin(next) && ends(next).into_iter().any(may_be)
        };
        self.alone.contains(hash) || self.first.contains(hash) && may_go_on()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_told_by_their_first_two_words() {
        let mut openings = Openings::default();
        openings.insert(&[b"dl".to_vec()]);
        openings.insert(&[b"state".to_vec(), b"id".to_vec()]);
        let opens = |word: &str, rest: &str| {
            openings.has_head(word.as_bytes())
                && openings.may_open(
                    word.as_bytes(),
                    rest.as_bytes(),
                    |byte| b" _:".contains(&byte),
                    |text| [1, text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()],
                )
        };
        assert!(opens("DL", ": 7") && opens("state", " ID") && opens("State", "_Id"));
        assert!(!opens("state", " of") && !opens("state", " idle") && !opens("dx", "") && !opens("state", "   "));
    }
}
