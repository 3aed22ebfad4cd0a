//! How phrases begin: sets of first letters and of first words, to turn away nearly every other word of a text.

use std::collections::BTreeMap;

use super::kind_set::KindSet;
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
        let index = Self::index(first_four(word));
        match word.len() {
            0 => self.0.fill(u64::MAX),
            1 => {
                let first = index >> 10;
                self.0[first << 4..(first + 1) << 4].fill(u64::MAX);
            }
            2 => self.0[index >> 6] |= u64::from(u32::MAX) << (index & 32),
            _ => self.0[index >> 6] |= 1 << (index & 63),
        }
    }

    #[inline]
    fn index(bytes: u32) -> usize {
        ((bytes & 31) << 10 | (bytes >> 3 & 31 << 5) | bytes >> 16 & 31) as usize
    }

    /// Whether `text` may begin with a word that was added.
    #[inline]
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        let index = Self::index(first_four(text));
        self.0[index >> 6] >> (index & 63) & 1 != 0
    }
}

/// The lengths of words together with their first four letters, case left out: one bit for each value of a hash.
#[derive(Debug)]
struct WordHeads(Box<[u64]>);

impl Default for WordHeads {
    fn default() -> Self {
        Self(vec![0; 1 << (Self::BITS - 6)].into())
    }
}

impl WordHeads {
    const BITS: u32 = 17;

    /// Adds a word, and its plural.
    fn insert(&mut self, word: &[u8]) {
        for hash in hashes_with_plural(word) {
            let (index, bit) = Self::place(hash);
            self.0[index] |= bit;
        }
    }

    #[inline(always)]
    fn place(hash: u32) -> (usize, u64) {
        let hash = hash >> (u32::BITS - Self::BITS);
        (hash as usize >> 6, 1 << (hash & 63))
    }

    #[inline(always)]
    fn holds(&self, head: u32, len: usize) -> bool {
        let (index, bit) = Self::place(head_hash(head, len));
        self.0[index] & bit != 0
    }
}

/// A hash of the length of a word and its first four letters, case left out; its highest bits are the best.
#[inline(always)]
fn head_hash(head: u32, len: usize) -> u32 {
    /// The bytes of a head that belong to a word, by its length.
    const WITHIN: [u32; 5] = [0, 0xFF, 0xFFFF, 0xFF_FFFF, u32::MAX];
    /// The bits of small letters.
    const SMALL: u32 = 0x2020_2020;
    const LEN_MAX: usize = 31;
    let len = len.min(LEN_MAX);
    let within = WITHIN[len.min(4)];
    #[expect(clippy::cast_possible_truncation, reason = "at most 31")]
    let mixed = ((head | SMALL) & within) ^ (len as u32) << 27;
    mixed.wrapping_mul(0x9E37_79B1)
}

/// Those of a word and of its plural.
fn hashes_with_plural(word: &[u8]) -> [u32; 2] {
    let head = first_four(word);
    // Behind four letters the fifth is not looked at.
    let plural = if word.len() < 4 { head | u32::from(b's') << (8 * word.len()) } else { head };
    [head_hash(head, word.len()), head_hash(plural, word.len() + 1)]
}

/// The same for phrases that mean some kind: what kinds a word may begin a phrase of.
#[derive(Debug)]
pub(crate) struct HeadKinds {
    /// By the hash of a head the number of its set.
    slots: Box<[u8]>,
    /// The sets, of which the first one is empty.
    sets: Vec<KindSet>,
}

impl HeadKinds {
    const BITS: u32 = 15;

    /// Of the first words of phrases, and the kinds that they speak for.
    pub(crate) fn new<'w>(words: impl Iterator<Item = (&'w [u8], KindSet)>) -> Self {
        let mut kinds: BTreeMap<usize, KindSet> = BTreeMap::new();
        for (word, spoken) in words {
            for hash in hashes_with_plural(word) {
                *kinds.entry(Self::slot(hash)).or_default() |= spoken;
            }
        }
        let mut heads = Self { slots: vec![0; 1 << Self::BITS].into(), sets: vec![KindSet::NONE] };
        let mut numbers = BTreeMap::from([(KindSet::NONE, 0)]);
        for (slot, kinds) in kinds {
            heads.slots[slot] = heads.number_of(kinds, &mut numbers);
        }
        heads
    }

    /// The number of a set, which `numbers` holds of those that have one. Where there are too many, the last one takes in all
    /// others.
    fn number_of(&mut self, kinds: KindSet, numbers: &mut BTreeMap<KindSet, u8>) -> u8 {
        if let Some(&number) = numbers.get(&kinds) {
            return number;
        }
        let Ok(number) = u8::try_from(self.sets.len()) else {
            self.sets.last_mut().into_iter().for_each(|last| *last |= kinds);
            return u8::MAX;
        };
        self.sets.push(kinds);
        numbers.insert(kinds, number);
        number
    }

    #[inline(always)]
    fn slot(hash: u32) -> usize {
        (hash >> (u32::BITS - Self::BITS)) as usize
    }

    #[inline(always)]
    fn of_head(&self, head: u32, len: usize) -> KindSet {
        let number = self.slots[Self::slot(head_hash(head, len))];
        // Few words have any.
        if number == 0 { KindSet::NONE } else { self.sets.get(usize::from(number)).copied().unwrap_or_default() }
    }

    /// What kinds may be spoken for by a phrase that begins with one of the two words, of so many bytes, that `text` begins with.
    #[inline(always)]
    pub(crate) fn of(&self, text: &[u8], [first, joined]: [usize; 2]) -> KindSet {
        let head = first_four(text);
        let kinds = self.of_head(head, first);
        if joined == first { kinds } else { kinds | self.of_head(head, joined) }
    }
}

/// The first four bytes of a text as a number, the first one lowest; zeros behind its end.
#[inline(always)]
fn first_four(text: &[u8]) -> u32 {
    match text.first_chunk() {
        Some(bytes) => u32::from_le_bytes(*bytes),
        None => text.iter().rev().fold(0, |bytes, &byte| bytes << 8 | u32::from(byte)),
    }
}

/// How the phrases of a list begin.
#[derive(Debug, Default)]
pub(crate) struct Openings {
    /// How first words begin, and how long they are.
    heads: WordHeads,
    /// Whether one of them is a number.
    pub(crate) have_numbers: bool,
    /// Phrases of one word.
    alone: WordBits,
    /// First words of longer ones, and how their second words begin.
    first: WordBits,
    second: HeadBits,
    second_words: WordBits,
}

impl Openings {
    /// Adds a phrase by its words as they are compared.
    pub(crate) fn insert<'w>(&mut self, mut words: impl Iterator<Item = &'w [u8]>) {
        let Some(first) = words.next() else { return };
        self.heads.insert(first);
        self.have_numbers |= first.first().is_some_and(u8::is_ascii_digit);
        match words.next() {
            None => self.alone.insert(fold_hash(first)),
            Some(second) => {
                self.first.insert(fold_hash(first));
                self.second.insert(second);
                self.second_words.insert(fold_hash(second));
            }
        }
    }

    /// Whether a phrase may begin with one of the two words, of so many bytes, that `text` begins with.
    #[inline(always)]
    pub(crate) fn has_head(&self, text: &[u8], [first, joined]: [usize; 2]) -> bool {
        let head = first_four(text);
        self.heads.holds(head, first) || joined != first && self.heads.holds(head, joined)
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
    use crate::rules::KindId;

    #[test]
    fn heads_tell_the_kinds_that_they_may_speak_for_however_many_sets_there_are() {
        let words: Vec<String> = (0..400u32).map(|word| format!("w{word:03}")).collect();
        let kinds = |word: usize| {
            KindSet::of(KindId(u16::try_from(word % 120).unwrap()))
                | KindSet::of(KindId(u16::try_from(word / 120).unwrap()))
        };
        let heads = HeadKinds::new(words.iter().enumerate().map(|(at, word)| (word.as_bytes(), kinds(at))));
        for (at, word) in words.iter().enumerate() {
            let told = heads.of(word.as_bytes(), [word.len(), word.len()]);
            assert_eq!(told & kinds(at), kinds(at), "{word}");
            let plural = format!("{}S", word.to_uppercase());
            assert!(heads.of(plural.as_bytes(), [1, plural.len()]).meets(kinds(at)));
        }
        let few = HeadKinds::new([(b"account".as_slice(), kinds(1))].into_iter());
        assert!(few.of(b"accounting", [10, 10]).is_empty() && few.of(b"ACCOUNT 7", [7, 7]) == kinds(1));
    }

    #[test]
    fn after_a_short_word_anything_may_follow() {
        for word in ["", "n", "no", "nos", "nosy"] {
            let mut bits = HeadBits::default();
            bits.insert(word.as_bytes());
            let letters = || b'a'..=b'z';
            for text in letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c]))) {
                assert_eq!(bits.may_begin(&text), text.starts_with(&word.as_bytes()[..word.len().min(HEAD)]), "{word}");
            }
        }
    }

    #[test]
    fn plurals_of_short_words_are_known() {
        for word in ["a", "id", "ssn", "name", "phone"] {
            let heads = HeadKinds::new([(word.as_bytes(), KindSet::of(KindId(7)))].into_iter());
            let plural = format!("{word}s");
            for text in [word, &plural] {
                assert!(!heads.of(text.as_bytes(), [text.len(); 2]).is_empty(), "{text}");
            }
        }
    }

    #[test]
    fn phrases_are_told_by_their_first_two_words() {
        let mut openings = Openings::default();
        openings.insert([b"dl".as_slice()].into_iter());
        openings.insert([b"state".as_slice(), b"id"].into_iter());
        let opens = |word: &str, rest: &str| {
            let len = word.len();
            openings.has_head(word.as_bytes(), [len, len])
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
