//! The table of tokens: listed names with their frequencies, ordinary words, and the words that surround names.
//!
//! The lists are embedded as text and hashed on the first look-up, which takes about two milliseconds once; a scan
//! that never asks for a name never pays. All classes of words share one table, so that a token is hashed once.

use super::letters::Folded;

const NAMES: &str = include_str!("../../../../rules/data/names.csv");
const WORDS: &str = include_str!("../../../../rules/data/name_words.txt");
const CUES: &str = include_str!("../../../../rules/data/name_cues.txt");
const CITIES: &str = include_str!("../../../../rules/data/us_cities.txt");
const STREET_SUFFIXES: &str = include_str!("../../../../rules/data/street_suffixes.txt");

/// Slots of the hash table: a power of two, and more than twice the number of tokens.
const SLOTS: usize = 1 << 17;
/// Tenths of a Zipf value of a token that English text has too seldom to be counted.
const TEXT_FREQUENCY_MIN: u8 = 20;

/// Classes that a token belongs to, as bits.
pub(super) mod class {
    /// An ordinary English word.
    pub(in super::super) const WORD: u16 = 1 << 0;
    /// Stands before a name: `Mr`.
    pub(in super::super) const TITLE: u16 = 1 << 1;
    /// Stands after a name and belongs to it: `Jr`.
    pub(in super::super) const SUFFIX: u16 = 1 << 2;
    /// Stands inside a family name: `van`.
    pub(in super::super) const PARTICLE: u16 = 1 << 3;
    /// A business, institution or thing: `Inc`, `Hospital`.
    pub(in super::super) const ORGANISATION: u16 = 1 << 4;
    /// A person in a role, or the label of a form: `customer`.
    pub(in super::super) const ROLE: u16 = 1 << 5;
    /// Something only people do: `said`.
    pub(in super::super) const VERB: u16 = 1 << 6;
    /// A month or a day.
    pub(in super::super) const CALENDAR: u16 = 1 << 7;
    /// A place, or what belongs to one.
    pub(in super::super) const PLACE: u16 = 1 << 8;
    /// A published stand-in for a name, its words joined.
    pub(in super::super) const TEST: u16 = 1 << 9;
    /// A US city that reads like a name, its words joined.
    pub(in super::super) const CITY: u16 = 1 << 10;
    /// A street suffix of many addresses: `Avenue`.
    pub(in super::super) const STREET: u16 = 1 << 11;
    /// Opens or closes a letter: `Dear`.
    pub(in super::super) const GREETING: u16 = 1 << 12;
}

/// What is known of one token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Frequency as a first name, in tenths of a Zipf value; 0 where it is not listed as one.
    given: u8,
    /// The same as a surname.
    surname: u8,
    /// Frequency in English text.
    text: u8,
    /// Bits of [`class`].
    classes: u16,
}

impl Entry {
    /// Whether it has any of the classes.
    pub(super) fn is(self, classes: u16) -> bool {
        self.classes & classes != 0
    }

    /// Whether it is listed as a first name.
    pub(super) fn is_given(self) -> bool {
        self.given != 0
    }

    /// Whether it is listed as a surname.
    pub(super) fn is_surname(self) -> bool {
        self.surname != 0
    }

    /// Whether it is listed as a name of either sort.
    pub(super) fn is_name(self) -> bool {
        self.is_given() || self.is_surname()
    }

    /// Whether it is an ordinary word, or a word beside names, and never a name.
    pub(super) fn is_word_only(self) -> bool {
        !self.is_name() && self.classes & !(class::TEST | class::CITY) != 0
    }

    /// log10 of how much more often it is a first name than a word of English text.
    pub(super) fn given_ratio(self) -> Option<f32> {
        self.is_given().then(|| self.ratio(self.given))
    }

    /// log10 of how much more often it is a surname than a word of English text.
    pub(super) fn surname_ratio(self) -> Option<f32> {
        self.is_surname().then(|| self.ratio(self.surname))
    }

    /// What is true of both halves of a hyphenated token, as rare as the rarer one.
    pub(super) fn both(self, other: Self) -> Self {
        Self {
            given: self.given.min(other.given),
            surname: self.surname.min(other.surname),
            text: self.text.min(other.text),
            classes: (self.classes | other.classes) & (class::WORD | class::ORGANISATION | class::PLACE),
        }
    }

    fn ratio(self, frequency: u8) -> f32 {
        (f32::from(frequency) - f32::from(self.text.max(TEXT_FREQUENCY_MIN))) / 10.0
    }
}

/// Open addressing with linear probing over [`SLOTS`] slots; a slot holds the number of an entry plus one, or zero.
pub(super) struct NameTable {
    slots: Vec<u32>,
    keys: Vec<(Key, Entry)>,
}

/// A token: a piece of an embedded list, or one joined from several words.
enum Key {
    Listed(&'static [u8]),
    Joined(Box<[u8]>),
}

impl Key {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Listed(bytes) => bytes,
            Self::Joined(bytes) => bytes,
        }
    }
}

impl NameTable {
    /// Hashes the embedded lists.
    pub(super) fn new() -> Self {
        let mut table = Self { slots: vec![0; SLOTS], keys: Vec::with_capacity(SLOTS / 2) };
        table.add_names();
        for word in lines(WORDS) {
            table.entry(Key::Listed(word.as_bytes())).classes |= class::WORD;
        }
        table.add_cues();
        for city in lines(CITIES) {
            table.entry(joined(city)).classes |= class::CITY;
        }
        table.add_street_suffixes();
        table
    }

    /// What is known of a folded token; nothing where it is not listed.
    #[inline]
    pub(super) fn get(&self, folded: &Folded) -> Entry {
        let token = folded.as_bytes();
        let mut slot = hash(token) & (SLOTS - 1);
        loop {
            let number = self.slots.get(slot).copied().unwrap_or_default() as usize;
            let Some((key, entry)) = number.checked_sub(1).and_then(|index| self.keys.get(index)) else {
                return Entry::default();
            };
            if key.as_bytes().eq_ignore_ascii_case(token) {
                return *entry;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    fn add_names(&mut self) {
        for line in lines(NAMES) {
            let mut fields = line.split(',');
            let name = fields.next().unwrap_or_default();
            let mut number = || fields.next().and_then(|field| field.parse().ok()).unwrap_or(0);
            let (given, surname, text) = (number(), number(), number());
            *self.entry(Key::Listed(name.as_bytes())) = Entry { given, surname, text, classes: 0 };
        }
    }

    fn add_cues(&mut self) {
        for (name, words) in lines(CUES).filter_map(|line| line.split_once(':')) {
            let bit = match name {
                "title" => class::TITLE,
                "suffix" => class::SUFFIX,
                "particle" => class::PARTICLE,
                "organisation" => class::ORGANISATION,
                "role" => class::ROLE,
                "greeting" => class::GREETING,
                "verb" => class::VERB,
                "calendar" => class::CALENDAR,
                "place" => class::PLACE,
                "test" => class::TEST,
                other => unreachable!("the embedded list has the class `{other}`, which a test would have found"),
            };
            for word in words.split_ascii_whitespace() {
                self.entry(joined(word)).classes |= bit;
            }
        }
    }

    fn add_street_suffixes(&mut self) {
        for (_, forms) in lines(STREET_SUFFIXES).filter(|line| line.starts_with('C')).filter_map(|l| l.split_once(':')) {
            for form in forms.split_ascii_whitespace() {
                self.entry(Key::Listed(form.trim_end_matches('*').as_bytes())).classes |= class::STREET;
            }
        }
    }

    /// The entry of a key, made where it is new.
    fn entry(&mut self, key: Key) -> &mut Entry {
        let mut slot = hash(key.as_bytes()) & (SLOTS - 1);
        let index = loop {
            match self.slots[slot] {
                0 => {
                    self.keys.push((key, Entry::default()));
                    self.slots[slot] = u32::try_from(self.keys.len()).expect("fewer tokens than slots");
                    break self.keys.len() - 1;
                }
                number if self.keys[number as usize - 1].0.as_bytes().eq_ignore_ascii_case(key.as_bytes()) => {
                    break number as usize - 1;
                }
                _ => slot = (slot + 1) & (SLOTS - 1),
            }
        };
        &mut self.keys[index].1
    }
}

/// Lines of an embedded list, without its header and empty lines.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Words of a phrase, joined without what stands between them.
fn joined(phrase: &'static str) -> Key {
    if phrase.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Key::Listed(phrase.as_bytes());
    }
    Key::Joined(phrase.bytes().filter(u8::is_ascii_alphabetic).collect())
}

/// FNV-1a over letters in either case: tokens are short, and an order that an attacker knows costs a longer probe only
/// within our own fixed table.
#[inline]
fn hash(token: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in token {
        hash = (hash ^ u32::from(byte & 0xDF)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(token: &str) -> Entry {
        NameTable::new().get(&Folded::new(token.as_bytes()))
    }

    #[test]
    fn every_list_is_in_the_table() {
        assert!(entry("Smith").is_surname() && entry("mary").is_given());
        assert!(entry("database").is(class::WORD) && entry("database").is_word_only());
        assert!(entry("Rose").is(class::WORD) && entry("Rose").is_given());
        for (token, bit) in [
            ("Mr", class::TITLE),
            ("III", class::SUFFIX),
            ("van", class::PARTICLE),
            ("GmbH", class::ORGANISATION),
            ("customer", class::ROLE),
            ("Dear", class::GREETING),
            ("said", class::VERB),
            ("April", class::CALENDAR),
            ("Texas", class::PLACE),
            ("John Doe", class::TEST),
            ("Long Beach", class::CITY),
            ("Blvd", class::STREET),
        ] {
            assert!(entry(token).is(bit), "{token}");
        }
        assert_eq!(entry("Qwzxv"), Entry::default());
        assert_eq!(NameTable::new().get(&Folded::EMPTY), Entry::default());
    }

    #[test]
    fn a_name_that_is_seldom_a_word_has_the_larger_ratio() {
        assert!(entry("Smith").surname_ratio() > entry("Young").surname_ratio());
        assert!(entry("John").given_ratio() > entry("Will").given_ratio());
    }

    #[test]
    fn the_table_is_at_most_half_full() {
        assert!(NameTable::new().keys.len() * 2 <= SLOTS);
    }
}
