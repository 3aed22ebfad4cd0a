//! The words of addresses, and how they are cut from text.

use std::collections::{HashMap, HashSet};

use super::zip::state_index;
use crate::masks::few_bytes;

const SUFFIXES: &str = include_str!("../../../../rules/data/street_suffixes.txt");
const WORDS: &str = include_str!("../../../../rules/data/address_words.txt");

/// Longest word that is looked up, in bytes; the longest listed phrase has 24.
const WORD_MAX: usize = 32;

/// Shortest word that is a street with its kind at its end.
const ENDING_WORD_MIN: usize = 6;

/// Letters of the shortest name that is one like any other: two may be a code or a direction.
const PLAIN_NAME_MIN: usize = 3;

/// Classes of words, as bits.
pub(super) mod class {
    /// A street suffix of many addresses.
    pub(in super::super) const SUFFIX_COMMON: u16 = 1 << 0;
    /// A street suffix of few.
    pub(in super::super) const SUFFIX_RARE: u16 = 1 << 1;
    /// A suffix that is an ordinary word.
    pub(in super::super) const SUFFIX_WORD: u16 = 1 << 2;
    /// `N`, `Southwest`.
    pub(in super::super) const DIRECTIONAL: u16 = 1 << 3;
    /// `Apt`: a value follows.
    pub(in super::super) const UNIT: u16 = 1 << 4;
    /// `Rear`: nothing follows.
    pub(in super::super) const UNIT_ALONE: u16 = 1 << 5;
    /// A word of a numbered road.
    pub(in super::super) const HIGHWAY: u16 = 1 << 6;
    /// The last such word, before the number.
    pub(in super::super) const HIGHWAY_END: u16 = 1 << 7;
    /// A street without a suffix: `Broadway`.
    pub(in super::super) const LONE: u16 = 1 << 8;
    /// A kind of street that stands first: `Calle`.
    pub(in super::super) const FIRST: u16 = 1 << 9;
    /// What is counted.
    pub(in super::super) const MEASURE: u16 = 1 << 10;
    /// A whole street line that everybody knows.
    pub(in super::super) const TEST: u16 = 1 << 11;
    /// A kind of street, abbreviated, that stands first: `ul.`.
    pub(in super::super) const FIRST_ABBREVIATED: u16 = 1 << 12;
    /// Stands before a number that counts something: `Chapter`.
    pub(in super::super) const BEFORE_COUNT: u16 = 1 << 13;
    /// A kind of street that stands first and is another thing in prose: it counts before its name and a number alone.
    pub(in super::super) const FIRST_RARE: u16 = 1 << 14;
    /// Either sort of suffix.
    pub(in super::super) const SUFFIX: u16 = SUFFIX_COMMON | SUFFIX_RARE;
}

const CLASS_NAMES: [(&str, u16); 12] = [
    ("directional", class::DIRECTIONAL),
    ("unit", class::UNIT),
    ("unit_alone", class::UNIT_ALONE),
    ("highway", class::HIGHWAY),
    ("highway_end", class::HIGHWAY_END),
    ("lone", class::LONE),
    ("first", class::FIRST),
    ("first_abbreviated", class::FIRST_ABBREVIATED),
    ("first_rare", class::FIRST_RARE),
    ("measure", class::MEASURE),
    ("test", class::TEST),
    ("before_count", class::BEFORE_COUNT),
];

/// One word of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte, a full stop not included.
    pub(super) end: usize,
    /// One past the full stop of an abbreviation, or the same as `end`.
    pub(super) stop: usize,
    /// Bits of [`class`].
    pub(super) classes: u16,
}

impl Word {
    /// Its bytes.
    pub(super) fn of<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether it has any of the classes.
    pub(super) fn is(&self, classes: u16) -> bool {
        self.classes & classes != 0
    }
}

/// Words of up to eight bytes and their classes: a word is one number, which is found at its place or close behind it.
struct ShortWords {
    slots: Box<[(u64, u16)]>,
}

impl ShortWords {
    /// A power of two, several times the number of short words.
    const SLOTS: usize = 4096;
    /// The longest word, in bytes.
    const LEN_MAX: usize = 8;

    fn new() -> Self {
        Self { slots: vec![(0, 0); Self::SLOTS].into() }
    }

    /// The word as a number that is the same for small and capital letters; 0 where it is empty or too long.
    #[inline]
    fn key(word: &[u8]) -> u64 {
        const CASE: u64 = 0xDFDF_DFDF_DFDF_DFDF;
        if word.len() > Self::LEN_MAX {
            return 0;
        }
        few_bytes(word) & CASE
    }

    #[inline]
    fn place(key: u64) -> usize {
        // The top bits of the product depend on all of the key's; Fibonacci hashing.
        usize::try_from(key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52).unwrap_or(0)
    }

    fn add(&mut self, word: &[u8], classes: u16) {
        let key = Self::key(word);
        let mut place = Self::place(key);
        while let Some(slot) = self.slots.get_mut(place % Self::SLOTS) {
            if slot.0 == key || slot.0 == 0 {
                *slot = (key, slot.1 | classes);
                return;
            }
            place += 1;
        }
    }

    #[inline]
    fn get(&self, word: &[u8]) -> u16 {
        let key = Self::key(word);
        let mut place = Self::place(key);
        loop {
            match self.slots.get(place % Self::SLOTS) {
                Some(&(found, classes)) if found == key => return classes,
                Some(&(found, _)) if found != 0 => place += 1,
                _ => return 0,
            }
        }
    }
}

/// The words of all lists.
pub(super) struct Vocabulary {
    short: ShortWords,
    classes: HashMap<Box<[u8]>, u16, foldhash::fast::FixedState>,
    states: HashMap<Box<[u8]>, usize, foldhash::fast::FixedState>,
    endings: Vec<&'static str>,
    /// What stands behind the number in addresses that everybody knows, in capitals.
    known_streets: Vec<Box<[u8]>>,
    /// The first words of listed phrases, in capitals.
    phrase_starts: HashSet<Box<[u8]>, foldhash::fast::FixedState>,
}

impl Vocabulary {
    /// Hashes the embedded lists.
    pub(super) fn new() -> Self {
        let mut vocabulary = Self {
            short: ShortWords::new(),
            classes: HashMap::default(),
            states: HashMap::default(),
            endings: Vec::new(),
            known_streets: Vec::new(),
            phrase_starts: HashSet::default(),
        };
        for (head, forms) in lines(SUFFIXES) {
            let frequency = if head.starts_with('C') { class::SUFFIX_COMMON } else { class::SUFFIX_RARE };
            for form in forms.split_ascii_whitespace() {
                let plain = form.trim_end_matches('*');
                let word = if plain.len() < form.len() { class::SUFFIX_WORD } else { 0 };
                vocabulary.add(plain, frequency | word);
            }
        }
        for (name, words) in lines(WORDS) {
            for word in words.split_ascii_whitespace() {
                match name {
                    "ending" => vocabulary.endings.push(word),
                    "state" | "state_old" => vocabulary.add_state(word),
                    _ => CLASS_NAMES
                        .iter()
                        .filter(|(class, _)| *class == name)
                        .for_each(|&(_, bit)| vocabulary.add(word, bit)),
                }
            }
        }
        vocabulary
    }

    fn add(&mut self, word: &str, classes: u16) {
        if let Some((_, street)) = word.split_once('_').filter(|_| classes == class::TEST) {
            self.known_streets.push(street.to_ascii_uppercase().replace('_', " ").into_bytes().into());
        }
        self.add_phrase(word);
        if word.len() <= ShortWords::LEN_MAX {
            self.short.add(word.as_bytes(), classes);
        } else {
            *self.classes.entry(word.to_ascii_uppercase().into_bytes().into()).or_default() |= classes;
        }
    }

    fn add_phrase(&mut self, phrase: &str) {
        if let Some((first, _)) = phrase.split_once('_') {
            self.phrase_starts.insert(first.to_ascii_uppercase().into_bytes().into());
        }
    }

    fn add_state(&mut self, word: &str) {
        let Some((name, code)) = word.split_once(':') else { return };
        self.add_phrase(name);
        if let Some(index) = state_index(code) {
            self.states.insert(name.to_ascii_uppercase().into_bytes().into(), index);
        }
    }

    /// Every word of the lists with its classes.
    pub(super) fn each_word(&self, each: &mut dyn FnMut(&[u8], u16)) {
        for (_, words) in lines(SUFFIXES).chain(lines(WORDS)) {
            for word in words.split_ascii_whitespace() {
                let word = word.trim_end_matches('*').as_bytes();
                each(word, self.classes_of(word));
            }
        }
    }

    /// Every ending of a street that is written in one word with its kind.
    pub(super) fn each_ending(&self, each: &mut dyn FnMut(&[u8])) {
        self.endings.iter().for_each(|ending| each(ending.as_bytes()));
    }

    /// Whether what stands behind a number could be the street of an address that everybody knows.
    pub(super) fn is_known_street(&self, street: &[u8]) -> bool {
        self.known_streets
            .iter()
            .any(|known| street.get(..known.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(known)))
    }

    /// Whether a word is a name like any other: a capital and more letters, on no list, by itself or with the word behind it.
    pub(super) fn is_plain_name(&self, word: &[u8]) -> bool {
        let is_known = || self.known_streets.iter().any(|street| starts_folded(street, word));
        let is_phrase = || upper(word, |upper| self.phrase_starts.contains(upper).then_some(())).is_some();
        (PLAIN_NAME_MIN..=WORD_MAX).contains(&word.len())
            && word.first().is_some_and(u8::is_ascii_uppercase)
            && word.iter().all(u8::is_ascii_alphabetic)
            && self.classes_of(word) == 0
            && self.state(word).is_none()
            && !is_known()
            && !is_phrase()
            && !self.has_street_ending(word)
            && !is_street_kind(self, word)
    }

    /// The word that starts at `pos`: letters, digits, and the marks inside words.
    pub(super) fn word_at(&self, text: &[u8], pos: usize) -> Option<Word> {
        let rest = text.get(pos..)?;
        if is_dotted_direction(rest) {
            return Some(Word { start: pos, end: pos + 4, stop: pos + 4, classes: class::DIRECTIONAL });
        }
        let mut len = rest.iter().position(|&byte| !is_word_byte(byte)).unwrap_or(rest.len());
        // `C/ Mayor`
        let is_calle = matches!(rest.get(..len), Some([b'C' | b'c', b'/']));
        while !is_calle && len > 0 && matches!(rest.get(len - 1), Some(b'-' | b'\'' | b'/')) {
            len -= 1;
        }
        if len == 0 {
            return None;
        }
        let end = pos + len;
        let stop = end + usize::from(text.get(end) == Some(&b'.'));
        let classes = self.classes_of(rest.get(..len).unwrap_or_default());
        Some(Word { start: pos, end, stop, classes })
    }

    /// The classes of a word, or of a phrase with spaces.
    pub(super) fn classes_of(&self, word: &[u8]) -> u16 {
        if word.len() <= ShortWords::LEN_MAX {
            return self.short.get(word);
        }
        upper(word, |upper| self.classes.get(upper).copied()).unwrap_or_default()
    }

    /// The state that one or more words name: a full name, an old abbreviation, or a two-letter code in capitals.
    pub(super) fn state(&self, name: &[u8]) -> Option<usize> {
        if let [first, second] = name {
            let is_code = first.is_ascii_uppercase() && second.is_ascii_uppercase();
            return std::str::from_utf8(name).ok().filter(|_| is_code).and_then(state_index);
        }
        upper(name, |upper| self.states.get(upper).copied())
    }

    /// Whether a word is a street with its kind at its end: `Hauptstraße`, `HAUPTSTRASSE`. `AnyStr` and `SUBSTR` are not.
    pub(super) fn has_street_ending(&self, word: &[u8]) -> bool {
        if word.len() < ENDING_WORD_MIN {
            return false;
        }
        let is_upper = !word.iter().any(u8::is_ascii_lowercase);
        self.endings.iter().any(|ending| {
            let head = word.len().checked_sub(ending.len()).filter(|head| *head >= 3);
            let Some((head, end)) = head.and_then(|head| word.split_at_checked(head)) else { return false };
            let has_inner_capital = head.iter().skip(1).any(u8::is_ascii_uppercase);
            if is_upper {
                ending.len() > 4 && is_same_folded(end, ending.as_bytes())
            } else {
                let is_compound = head.ends_with(b"-") && end.eq_ignore_ascii_case(ending.as_bytes());
                is_compound || end == ending.as_bytes() && !has_inner_capital
            }
        })
    }
}

/// `N.E.`
fn is_dotted_direction(text: &[u8]) -> bool {
    matches!(text, [b'N' | b'S' | b'n' | b's', b'.', b'E' | b'W' | b'e' | b'w', b'.', rest @ ..]
        if !rest.first().is_some_and(u8::is_ascii_alphanumeric))
}

fn starts_folded(text: &[u8], head: &[u8]) -> bool {
    text.get(..head.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(head))
}

/// Whether two words are the same but for case: of ASCII, and of the letters of Western Europe.
pub(super) fn is_same_folded(one: &[u8], other: &[u8]) -> bool {
    const LATIN_1: u8 = 0xC3;
    let small = |word: &[u8], at: usize| {
        let byte = word.get(at).copied().unwrap_or(0);
        let is_latin = at.checked_sub(1).and_then(|before| word.get(before)) == Some(&LATIN_1);
        if is_latin && (0x80..0x9F).contains(&byte) { byte | 0x20 } else { byte.to_ascii_lowercase() }
    };
    one.len() == other.len() && (0..one.len()).all(|at| small(one, at) == small(other, at))
}

/// Whether a word is the kind of a street by itself: `Straße`, after a name.
pub(super) fn is_street_kind(vocabulary: &Vocabulary, word: &[u8]) -> bool {
    vocabulary.endings.iter().any(|ending| ending.len() > 3 && word.eq_ignore_ascii_case(ending.as_bytes()))
}

/// The last letters of words, as bits: what stands before a number is nearly never one of a few words, and its last letter
/// says so.
pub(super) const fn last_letters(words: &[&[u8]]) -> u32 {
    let mut letters = 0;
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        letters |= 1 << (word[word.len() - 1] & 31);
        at += 1;
    }
    letters
}

/// Whether a letter, large or small, may be one of those.
pub(super) fn may_be_letter(letters: u32, letter: u8) -> bool {
    letters >> (letter & 31) & 1 != 0
}

/// Whether a byte may stand in a word.
#[inline]
pub(super) fn is_word_byte(byte: u8) -> bool {
    const WORD_BYTES: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0u8;
        loop {
            table[byte as usize] =
                byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'\'' | b'-' | b'/');
            if byte == u8::MAX {
                break table;
            }
            byte += 1;
        }
    };
    WORD_BYTES[usize::from(byte)]
}

/// Looks a word up in capitals, with the spaces of a phrase as `_`.
fn upper<T>(word: &[u8], look_up: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
    let mut buf = [0; WORD_MAX];
    let upper = buf.get_mut(..word.len())?;
    upper.copy_from_slice(word);
    for byte in upper.iter_mut() {
        *byte = if *byte == b' ' { b'_' } else { byte.to_ascii_uppercase() };
    }
    look_up(upper)
}

/// The head and the words of each line of an embedded list.
fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_list_are_known() {
        let vocabulary = Vocabulary::new();
        for (word, bit) in [
            ("st", class::SUFFIX_COMMON),
            ("Way", class::SUFFIX_WORD),
            ("BLF", class::SUFFIX_RARE),
            ("N", class::DIRECTIONAL),
            ("Apt", class::UNIT),
            ("rear", class::UNIT_ALONE),
            ("Hwy", class::HIGHWAY_END),
            ("Broadway", class::LONE),
            ("Calle", class::FIRST),
            ("inch", class::MEASURE),
        ] {
            assert!(vocabulary.word_at(word.as_bytes(), 0).expect("a word stands there").is(bit), "{word}");
        }
        assert_eq!(vocabulary.state(b"new york"), vocabulary.state(b"NY"));
        assert_eq!(vocabulary.state(b"in"), None, "a code is written in capitals");
        assert!(vocabulary.has_street_ending("Hauptstraße".as_bytes()) && !vocabulary.has_street_ending(b"weg"));
        assert!(!vocabulary.has_street_ending(b"AnyStr") && !vocabulary.has_street_ending(b"SUBSTR"));
        assert!(vocabulary.has_street_ending(b"KERKSTRAAT"));
    }

    #[test]
    fn every_class_of_the_list_is_known() {
        for (name, _) in lines(WORDS) {
            assert!(
                ["ending", "state", "state_old"].contains(&name) || CLASS_NAMES.iter().any(|(class, _)| *class == name),
                "{name}"
            );
        }
    }
}
