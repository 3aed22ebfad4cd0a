//! The table of tokens: listed names with their frequencies, ordinary words, and the words that surround names.
//!
//! The large list is searched as it is embedded: its lines are sorted, those for tokens of one length have one length,
//! and its header says how many there are of each, so that a line's place is arithmetic and nothing is built at
//! start-up. (Hashing its fifty thousand tokens took eight milliseconds of every run.) The small lists are hashed.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::letters::Folded;
use crate::detect::find::words::{WordHash, WordSet};
use crate::masks::few_bytes;

const NAMES: &[u8] = include_bytes!("../../../../rules/data/names.txt");
const CUES: &str = include_str!("../../../../rules/data/name_cues.txt");
const EPONYMS: &str = include_str!("../../../../rules/data/eponyms.txt");
const CITIES: &str = include_str!("../../../../rules/data/us_cities.txt");
const STREET_SUFFIXES: &str = include_str!("../../../../rules/data/street_suffixes.txt");

/// What stands after the token in a line of the large list: a space, three frequencies of two digits, a mark, a line end.
const TAIL_LEN: usize = 9;
/// Letters that are compared at once.
const HEAD_LEN: usize = 8;
/// The longest listed token, in letters.
const TOKEN_MAX: usize = 24;
/// Sizes of the sets for a first look: eight bits or more for each token.
const NAMES_LOG2: u32 = 19;
const CLASSES_LOG2: u32 = 14;
/// Tenths of a Zipf value of a token that English text has too seldom to be counted.
const TEXT_FREQUENCY_MIN: u8 = 20;

/// Classes that a token belongs to, as bits.
pub(super) mod class {
    /// An ordinary English word.
    pub(in super::super) const WORD: u32 = 1 << 0;
    /// Stands before a name: `Mr`.
    pub(in super::super) const TITLE: u32 = 1 << 1;
    /// Stands after a name and belongs to it: `Jr`.
    pub(in super::super) const SUFFIX: u32 = 1 << 2;
    /// Stands inside a family name: `van`.
    pub(in super::super) const PARTICLE: u32 = 1 << 3;
    /// A business, institution or thing: `Inc`, `Hospital`.
    pub(in super::super) const ORGANISATION: u32 = 1 << 4;
    /// A person in a role, or the label of a form: `customer`.
    pub(in super::super) const ROLE: u32 = 1 << 5;
    /// Something only people do: `said`.
    pub(in super::super) const VERB: u32 = 1 << 6;
    /// A month or a day.
    pub(in super::super) const CALENDAR: u32 = 1 << 7;
    /// A place, or what belongs to one.
    pub(in super::super) const PLACE: u32 = 1 << 8;
    /// A published stand-in for a name, its words joined.
    pub(in super::super) const TEST: u32 = 1 << 9;
    /// A US city that reads like a name, its words joined.
    pub(in super::super) const CITY: u32 = 1 << 10;
    /// A street suffix of many addresses: `Avenue`.
    pub(in super::super) const STREET: u32 = 1 << 11;
    /// Opens or closes a letter: `Dear`.
    pub(in super::super) const GREETING: u32 = 1 << 12;
    /// A brand, a work or a ship that is called like a person, its words joined.
    pub(in super::super) const BRAND: u32 = 1 << 13;
    /// Stands before persons often: `with`, `ask for`.
    pub(in super::super) const COMPANION: u32 = 1 << 14;
    /// Stands before places often: `near`.
    pub(in super::super) const NEAR: u32 = 1 << 15;
    /// A title that stands before a family name and nothing else: `Mr`, `Dr`.
    pub(in super::super) const HONORIFIC: u32 = 1 << 16;
    /// The form of a company, which stands in no name: `Inc`, `Corp`.
    pub(in super::super) const LEGAL_FORM: u32 = 1 << 18;
    /// Any street suffix, as it is written out: `Corner`, `Manors`.
    pub(in super::super) const STREET_END: u32 = 1 << 17;
    /// What is called like a person, who may be meant where something says so, its words joined.
    pub(in super::super) const EPONYM: u32 = 1 << 19;
    /// The last word of what places are called: `Chapel`.
    pub(in super::super) const PLACE_END: u32 = 1 << 20;
    /// A make of cars.
    pub(in super::super) const MAKE: u32 = 1 << 21;
    /// The last word of what firms of a family are called: `Brothers`.
    pub(in super::super) const FIRM_END: u32 = 1 << 22;
    /// A role that only people have: `borrower`.
    pub(in super::super) const PERSON: u32 = 1 << 23;
    /// A small word of another language, or whom a letter to nobody in particular is written to: `Der`, `Damen`.
    pub(in super::super) const FOREIGN: u32 = 1 << 24;
}

/// The classes by the names that the list of cues gives them.
const CLASS_NAMES: [(&str, u32); 23] = [
    ("title", class::TITLE),
    ("honorific", class::HONORIFIC),
    ("suffix", class::SUFFIX),
    ("particle", class::PARTICLE),
    ("organisation", class::ORGANISATION),
    ("legal", class::ORGANISATION | class::LEGAL_FORM),
    ("role", class::ROLE),
    ("greeting", class::GREETING),
    ("verb", class::VERB),
    ("calendar", class::CALENDAR),
    ("place", class::PLACE),
    ("test", class::TEST),
    ("city", class::CITY),
    ("brand", class::BRAND),
    ("companion", class::COMPANION),
    ("near", class::NEAR),
    ("person", class::ROLE | class::PERSON),
    ("place_end", class::PLACE_END),
    ("make", class::MAKE),
    ("firm_end", class::FIRM_END),
    ("foreign", class::FOREIGN),
    ("only", class::BRAND),
    ("also", class::EPONYM),
];

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
    classes: u32,
}

impl Entry {
    /// Reads what stands after the token in a line of the large list.
    fn of_line(tail: &[u8]) -> Self {
        let tenths = |at: usize| match tail.get(at..at + 2) {
            Some(&[tens @ b'0'..=b'9', ones @ b'0'..=b'9']) => (tens - b'0') * 10 + (ones - b'0'),
            _ => 0,
        };
        let classes = if tail.get(7) == Some(&b'w') { class::WORD } else { 0 };
        Self { given: tenths(1), surname: tenths(3), text: tenths(5), classes }
    }

    /// An ordinary word.
    pub(super) fn word() -> Self {
        Self { classes: class::WORD, ..Self::default() }
    }

    /// Whether it has any of the classes.
    pub(super) fn is(self, classes: u32) -> bool {
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
        !self.is_name()
            && self.classes & !(class::TEST | class::CITY | class::BRAND | class::EPONYM | class::FOREIGN) != 0
    }

    /// Whether no list has it but that of small words of other languages.
    pub(super) fn is_unlisted(self) -> bool {
        Self { classes: self.classes & !class::FOREIGN, ..self } == Self::default()
    }

    /// log10 of how much more often it is a first name than a word of English text.
    pub(super) fn given_ratio(self) -> Option<f32> {
        self.is_given().then(|| self.ratio(self.given))
    }

    /// log10 of how much more often it is a surname than a word of English text.
    pub(super) fn surname_ratio(self) -> Option<f32> {
        self.is_surname().then(|| self.ratio(self.surname))
    }

    /// Whether it is a first name before all else: much more often one than anything else, and no city, title or surname.
    pub(super) fn is_clear_given(self) -> bool {
        let others = class::CITY | class::PLACE | class::ORGANISATION | class::CALENDAR | class::TITLE | class::STREET;
        self.given >= self.surname
            && !self.is(others)
            && self.given_ratio().is_some_and(|ratio| ratio >= if self.is(class::WORD) { 2.0 } else { 2.5 })
    }

    /// Whether it is a first name before all else, but that a town may be called like it: `Elizabeth`, `Sharon`.
    pub(super) fn is_mostly_given(self) -> bool {
        Self { classes: self.classes & !class::CITY, ..self }.is_clear_given()
    }

    /// Whether it is rather a first name than anything else: no surname, town, word or place as often.
    pub(super) fn is_rather_given(self) -> bool {
        let others = class::WORD
            | class::CITY
            | class::PLACE
            | class::ORGANISATION
            | class::CALENDAR
            | class::TITLE
            | class::STREET
            | class::FOREIGN;
        self.given > self.surname && !self.is(others) && self.given_ratio().is_some_and(|ratio| ratio >= 1.5)
    }

    /// Whether it is a surname as often as a first name: one in ten of its bearers or more.
    pub(super) fn is_often_surname(self) -> bool {
        self.surname + 10 > self.given
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

/// The lines of the large list for tokens of one length.
#[derive(Debug, Clone, Default)]
struct Group {
    start: usize,
    /// How many lines begin with earlier letters than the two of each index.
    by_letters: Vec<u32>,
}

/// The letters that a token may begin with.
const LETTERS: usize = 26;

impl Group {
    /// Counts the lines that begin with each two letters.
    fn new(start: usize, count: usize, token_len: usize) -> Self {
        let mut by_letters = vec![0; LETTERS * LETTERS + 1];
        for line in 0..count {
            let index = NAMES.get(start + line * (token_len + TAIL_LEN)..).and_then(letters_index);
            if let Some(slot) = index.and_then(|index| by_letters.get_mut(index + 1)) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut by_letters {
            sum += *slot;
            *slot = sum;
        }
        Self { start, by_letters }
    }

    /// The lines that begin as the token does.
    #[inline]
    fn lines(&self, token: &[u8]) -> Option<(usize, usize)> {
        let index = letters_index(token)?;
        Some((*self.by_letters.get(index)? as usize, *self.by_letters.get(index + 1)? as usize))
    }
}

/// The first two letters as a number.
#[inline]
fn letters_index(token: &[u8]) -> Option<usize> {
    let &[first @ b'A'..=b'Z', second @ b'A'..=b'Z', ..] = token else { return None };
    Some(usize::from(first - b'A') * LETTERS + usize::from(second - b'A'))
}

/// All lists.
pub(super) struct NameTable {
    groups: [Group; TOKEN_MAX + 1],
    classes: HashMap<Box<[u8]>, u32, foldhash::fast::FixedState>,
    /// The tokens of the large list, where text is looked through, and those of the small ones: most words are in neither.
    known: OnceLock<Known>,
    known_classes: WordSet,
}

/// The tokens of the large list as sets for a first look.
struct Known {
    /// All of them.
    tokens: WordSet,
    /// Those that are names of persons, and what is one behind particles. Ordinary words are most capitals of a text.
    names: WordSet,
}

impl NameTable {
    /// Reads the header of the large list, and hashes the small ones.
    pub(super) fn new() -> Self {
        let mut table = Self {
            groups: groups(),
            classes: HashMap::default(),
            known: OnceLock::new(),
            known_classes: WordSet::new(CLASSES_LOG2),
        };
        table.add_cues();
        for city in lines(CITIES) {
            table.add(city, class::CITY);
        }
        table.add_street_suffixes();
        table
    }

    /// What is known of a folded token; nothing where it is not listed.
    #[inline]
    pub(super) fn get(&self, folded: &Folded) -> Entry {
        let token = folded.as_bytes();
        let hash = WordHash::of(token);
        let may_be_listed = self.known.get().is_none_or(|known| known.tokens.may_hold_hashed(hash));
        let mut entry = if may_be_listed { self.listed(token).unwrap_or_default() } else { Entry::default() };
        entry.classes |= self.classes_of(token, hash);
        entry
    }

    /// What the small lists alone say of a folded token: titles, roles, and what else stands around names.
    #[inline]
    pub(super) fn cue(&self, folded: &Folded) -> Entry {
        let token = folded.as_bytes();
        Entry { classes: self.classes_of(token, WordHash::of(token)), ..Entry::default() }
    }

    #[inline]
    fn classes_of(&self, token: &[u8], hash: WordHash) -> u32 {
        if self.known_classes.may_hold_hashed(hash) { self.classes.get(token).copied().unwrap_or_default() } else { 0 }
    }

    /// The tokens that are names, or the last part of one whose first parts are particles, as a set for a first look.
    pub(super) fn known_names(&self) -> &WordSet {
        &self.known.get_or_init(|| self.known()).names
    }

    fn known(&self) -> Known {
        let mut known = Known { tokens: WordSet::new(NAMES_LOG2), names: WordSet::new(NAMES_LOG2) };
        let mut particles = Particles::default();
        self.each_cue(&mut |cue, classes| {
            if classes & class::PARTICLE != 0 {
                particles.insert(cue);
            }
        });
        self.each_token(&mut |token, tail| {
            let hash = WordHash::of(token);
            known.tokens.insert_hashed(hash);
            let is_listed = |column: usize| tail.get(column).is_some_and(u8::is_ascii_digit);
            let (is_given, is_surname) = (is_listed(1), is_listed(3));
            if is_given || is_surname {
                known.names.insert_hashed(hash);
            }
            if is_surname {
                particles.each_part(token, &mut |part| known.names.insert(part));
            }
        });
        known
    }

    /// The entry of the large list: a binary search among the lines for tokens of this length.
    fn listed(&self, token: &[u8]) -> Option<Entry> {
        let group = self.groups.get(token.len())?;
        let line_len = token.len() + TAIL_LEN;
        let key = head(token);
        let (mut low, mut high) = group.lines(token)?;
        while low < high {
            let middle = usize::midpoint(low, high);
            let line = NAMES.get(group.start + middle * line_len..)?.get(..line_len)?;
            let (name, tail) = line.split_at(token.len());
            let order = head(name).cmp(&key).then_with(|| name.get(HEAD_LEN..).cmp(&token.get(HEAD_LEN..)));
            match order {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(Entry::of_line(tail)),
            }
        }
        None
    }

    /// Every token of the large list, and what stands behind it in its line.
    fn each_token(&self, each: &mut dyn FnMut(&[u8], &[u8])) {
        for (len, group) in self.groups.iter().enumerate() {
            let count = group.by_letters.last().map_or(0, |&count| count as usize);
            let lines = NAMES.get(group.start..).unwrap_or_default().chunks(len + TAIL_LEN).take(count);
            lines.filter_map(|line| line.split_at_checked(len)).for_each(|(token, tail)| each(token, tail));
        }
    }

    /// Every token of the small lists, with its classes.
    pub(super) fn each_cue(&self, each: &mut dyn FnMut(&[u8], u32)) {
        #[expect(clippy::iter_over_hash_type, reason = "sets are filled from it, whatever the order")]
        for (token, classes) in &self.classes {
            each(token, *classes);
        }
    }

    fn add(&mut self, phrase: &str, class: u32) {
        let token: Box<[u8]> =
            phrase.bytes().filter(u8::is_ascii_alphabetic).map(|byte| byte.to_ascii_uppercase()).collect();
        self.known_classes.insert(&token);
        *self.classes.entry(token).or_default() |= class;
    }

    fn add_cues(&mut self) {
        for (name, words) in lines(CUES).chain(lines(EPONYMS)).filter_map(|line| line.split_once(':')) {
            let Some(&(_, class)) = CLASS_NAMES.iter().find(|(class_name, _)| *class_name == name) else { continue };
            for word in words.split_ascii_whitespace() {
                self.add(word, class);
            }
        }
    }

    fn add_street_suffixes(&mut self) {
        const WRITTEN_OUT: usize = 4;
        for (head, forms) in lines(STREET_SUFFIXES).filter_map(|line| line.split_once(':')) {
            let common = if head.starts_with('C') { class::STREET } else { 0 };
            for form in forms.split_ascii_whitespace().map(|form| form.trim_end_matches('*')) {
                let whole = if form.len() >= WRITTEN_OUT { class::STREET_END } else { 0 };
                if common | whole != 0 {
                    self.add(form, common | whole);
                }
            }
        }
    }
}

/// Particles by their first letters.
#[derive(Default)]
struct Particles([OfLetter; LETTERS]);

/// The particles that begin with one letter.
#[derive(Default)]
struct OfLetter {
    /// The bytes that names with one of them go on with, as bits: most names are turned away by these.
    seconds: u32,
    /// Each as a number, as [`few_bytes`] makes it, and its length.
    particles: Vec<(u64, usize)>,
}

impl Particles {
    /// Longer ones could not be compared as numbers; a test sees that there are none.
    #[cfg(test)]
    const LEN_MAX: usize = 7;

    fn insert(&mut self, particle: &[u8]) {
        if let Some(of_letter) = first_letter(particle).and_then(|first| self.0.get_mut(first)) {
            of_letter.seconds |= particle.get(1).map_or(u32::MAX, |second| 1 << (second & 31));
            of_letter.particles.push((few_bytes(particle), particle.len()));
        }
    }

    /// Calls `each` with what is left of a family name without the particles that it begins with: `DERWALL` and `WALL` of
    /// `VANDERWALL`.
    fn each_part(&self, name: &[u8], each: &mut impl FnMut(&[u8])) {
        let Some(of_letter) = first_letter(name).and_then(|first| self.0.get(first)) else { return };
        if of_letter.seconds >> (name.get(1).unwrap_or(&0) & 31) & 1 == 0 {
            return;
        }
        let head = few_bytes(name);
        for &(particle, len) in &of_letter.particles {
            if (head ^ particle) << (u64::BITS as usize - 8 * len) == 0
                && let Some(part @ [_, _, ..]) = name.get(len..)
            {
                each(part);
                self.each_part(part, each);
            }
        }
    }
}

/// The first letter as a number.
fn first_letter(token: &[u8]) -> Option<usize> {
    token.first().and_then(|letter| letter.checked_sub(b'A')).map(usize::from)
}

/// The first letters as a number that sorts as they do: one comparison decides most steps of the search.
#[inline]
fn head(token: &[u8]) -> u64 {
    match token.first_chunk::<HEAD_LEN>() {
        Some(letters) => u64::from_be_bytes(*letters),
        // Fewer letters stand at the lower end.
        None => match token.len() {
            0 => 0,
            len => few_bytes(token).swap_bytes() >> (8 * (HEAD_LEN - len)),
        },
    }
}

/// Where the lines of each length start, from the counts in the header's last line.
fn groups() -> [Group; TOKEN_MAX + 1] {
    let mut groups: [Group; TOKEN_MAX + 1] = std::array::from_fn(|_| Group::default());
    let mut start = 0;
    let mut header = &[][..];
    while NAMES.get(start) == Some(&b'#') {
        let rest = &NAMES[start..];
        let len = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
        header = &rest[..len];
        start += len;
    }
    let counts = std::str::from_utf8(header).unwrap_or_default().split_ascii_whitespace();
    for (len, count) in counts.filter_map(|pair| pair.split_once(':')) {
        let (Ok(len), Ok(count)) = (len.parse::<usize>(), count.parse::<usize>()) else { continue };
        if let Some(group) = groups.get_mut(len) {
            *group = Group::new(start, count, len);
        }
        start += count * (len + TAIL_LEN);
    }
    groups
}

/// Lines of an embedded list, without its header and empty lines.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(token: &str) -> Entry {
        NameTable::new().get(&Folded::new(token.as_bytes()))
    }

    #[test]
    fn every_line_of_the_large_list_is_found_in_its_place() {
        let table = NameTable::new();
        let text = std::str::from_utf8(NAMES).expect("the list is ASCII");
        let mut count = 0;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (token, tail) = line.split_once(' ').expect("a token and its numbers");
            assert_eq!(
                table.listed(token.as_bytes()),
                Some(Entry::of_line(format!(" {tail}\n").as_bytes())),
                "{token}"
            );
            count += 1;
        }
        assert!(count > 40_000);
        assert!(table.listed(b"QWZXV").is_none() && table.listed(b"").is_none() && table.listed(&[b'A'; 40]).is_none());
    }

    #[test]
    fn a_first_look_knows_every_name_and_what_is_one_behind_particles_and_not_the_ordinary_words() {
        let table = NameTable::new();
        let known = table.known();
        table.each_cue(&mut |cue, classes| {
            assert!(classes & class::PARTICLE == 0 || cue.len() <= Particles::LEN_MAX);
        });
        let (mut words, mut held) = (0, 0);
        table.each_token(&mut |token, tail| {
            assert!(known.tokens.may_hold(token));
            if Entry::of_line(tail).is_name() {
                assert!(known.names.may_hold(token));
            } else {
                words += 1;
                held += usize::from(known.names.may_hold(token));
            }
        });
        assert!(words > 30_000 && held * 10 < words, "{held} of {words}");
        // `Xqv van der Hoof`, `Xqv van de Water`
        for (name, parts) in [("VANDERHOOF", ["DERHOOF", "HOOF"]), ("VANDEWATER", ["DEWATER", "WATER"])] {
            assert!(entry(name).is_surname(), "{name}");
            assert!(parts.iter().all(|part| known.names.may_hold(part.as_bytes())), "{name}");
        }
    }

    #[test]
    fn every_class_of_the_list_of_cues_is_known() {
        for (name, _) in lines(CUES).chain(lines(EPONYMS)).filter_map(|line| line.split_once(':')) {
            assert!(CLASS_NAMES.iter().any(|(known, _)| *known == name), "{name}");
        }
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
            ("Manors", class::STREET_END),
            ("Corner", class::STREET_END),
            ("Fannie Mae", class::BRAND),
            ("Vera Bradley", class::EPONYM),
            ("underwriter", class::ROLE | class::PERSON),
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
}
