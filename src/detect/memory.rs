//! What a worker remembers of the words before: names repeat.
//!
//! Tables of fixed size in which a newer entry takes the place of an older one. Each entry holds all that its answer
//! depends on and is compared whole, so that a remembered answer is the answer.

use super::Part;
use super::find::Found;
use super::find::person_name::NameOrFirm;

/// Short words that were read as names, and what they were found to be.
#[derive(Default)]
pub(crate) struct NameCache {
    slots: Vec<Named>,
}

#[derive(Clone)]
struct Named {
    word: [u8; NameCache::LEN_MAX],
    /// 0 in a slot that nothing was put into.
    len: u8,
    hint: Option<Part>,
    read: NameOrFirm,
}

impl NameCache {
    const SLOTS: usize = 4096;
    /// Longer names repeat less.
    const LEN_MAX: usize = 23;

    /// What `read` makes of the value.
    pub(crate) fn get(&mut self, value: &[u8], hint: Option<Part>, read: impl FnOnce() -> NameOrFirm) -> NameOrFirm {
        if value.is_empty() || value.len() > Self::LEN_MAX {
            return read();
        }
        if self.slots.is_empty() {
            let empty = Named { word: [0; Self::LEN_MAX], len: 0, hint: None, read: NameOrFirm::Neither };
            self.slots.resize(Self::SLOTS, empty);
        }
        let is_it = |known: &Named| known.hint == hint && known.word.get(..usize::from(known.len)) == Some(value);
        let Some(places) = places(&mut self.slots, super::labels::fold_hash(value)) else { return read() };
        if let Some(known) = places.iter().find(|known| is_it(known)) {
            return known.read.clone();
        }
        let read = read();
        let mut word = [0; Self::LEN_MAX];
        word.iter_mut().zip(value).for_each(|(slot, &byte)| *slot = byte);
        let len = u8::try_from(value.len()).unwrap_or(0);
        put_first(places, Named { word, len, hint, read: read.clone() });
        read
    }
}

/// Streets that stood behind a number in a column, and what a number and the street were found to be.
#[derive(Default)]
pub(crate) struct StreetCache {
    slots: Vec<Slot>,
}

/// What the answer to a street depends on: the column, the street, how many digits stand behind it, and whether the number
/// before it is a year.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct StreetKey {
    pub(crate) column: u64,
    /// All of it, or what stands behind its first word where that is a name like any other.
    pub(crate) street: [u64; 4],
    pub(crate) len: u8,
    pub(crate) has_name: bool,
    /// Digits at the end, which are no part of the street.
    pub(crate) unit_digits: u8,
    pub(crate) is_year: bool,
}

/// An answer. Prints nothing of the street.
#[derive(Clone)]
pub(crate) struct Street {
    /// What a number and the street are, but for the span.
    pub(crate) found: Found,
    /// Numbers of digits that the number before the street may have for all of this to hold, as bits; and with which of them and
    /// how long a name the whole is asked for nothing else.
    pub(crate) numbers: u8,
    pub(crate) lengths: u128,
    /// Counts of bytes in what the key holds.
    pub(crate) letters: u32,
    pub(crate) digits: u32,
    pub(crate) spaces: u32,
    /// The canonical form of the same; whether it is the same in capitals.
    pub(crate) canonical: [u8; 32],
    pub(crate) canonical_len: u8,
    pub(crate) is_canonical: bool,
}

/// How long the parts of a street are that its key does not hold.
#[derive(Clone, Copy)]
pub(crate) struct StreetLengths {
    /// Digits of the number, 1 to 6.
    pub(crate) number: usize,
    /// Letters of the name, at most [`StreetLengths::NAME_MAX`].
    pub(crate) name: usize,
}

impl StreetLengths {
    /// The longest name.
    pub(crate) const NAME_MAX: usize = 16;

    fn bit(self) -> Option<u128> {
        1u128.checked_shl(u32::try_from(self.name * 6 + self.number).ok()?)
    }
}

#[derive(Clone)]
struct Slot {
    key: StreetKey,
    /// What the street was found to be; nothing as long as it was there once. Most streets come once, and are not worth the
    /// work.
    known: Option<Street>,
    /// Numbers and names of which lengths were looked at in vain, as [`StreetLengths::bit`] has them: with those the street
    /// is something else, or more may be asked of the whole.
    refused: u128,
}

impl StreetCache {
    /// Some forty names with a dozen kinds of streets and units of one to three digits are two thousand.
    const SLOTS: usize = 8192;

    /// What is known of the key with a number and a name of these lengths. What stands behind a name, or comes for the second
    /// time, is worked out by `learn`; what is known for other names it is given, to say whether it holds for this one.
    pub(crate) fn get(
        &mut self,
        key: &StreetKey,
        lengths: StreetLengths,
        learn: impl FnOnce(Option<&Street>) -> Option<Street>,
    ) -> Option<&Street> {
        if self.slots.is_empty() {
            let key = StreetKey { column: 0, street: [0; 4], len: 0, has_name: false, unit_digits: 0, is_year: false };
            self.slots.resize(Self::SLOTS, Slot { key, known: None, refused: 0 });
        }
        let number = 1u8.checked_shl(u32::try_from(lengths.number).ok()?)?;
        let both = lengths.bit()?;
        let places = places(&mut self.slots, key.hash())?;
        let found = places.iter().position(|slot| slot.key == *key);
        if found.is_none() {
            put_first(places, Slot { key: *key, known: None, refused: 0 });
            // What stands behind a name is worth the work at once.
            if !key.has_name {
                return None;
            }
        }
        let slot = places.get_mut(found.unwrap_or(0))?;
        if slot.refused & both != 0 {
            return None;
        }
        let learnt = match &slot.known {
            Some(known) if known.numbers & number == 0 => learn(None).filter(|new| new.is_as(known)),
            Some(known) if known.lengths & both == 0 => learn(Some(known)),
            Some(_) => return slot.known.as_ref(),
            None => learn(None),
        };
        let Some(learnt) = learnt else {
            slot.refused |= both;
            return None;
        };
        let (numbers, lengths) =
            slot.known.as_ref().map_or((number, both), |known| (known.numbers | number, known.lengths | both));
        slot.known = Some(Street { numbers, lengths, ..learnt });
        slot.known.as_ref()
    }
}

impl Street {
    /// Whether it says the same of numbers of another length.
    fn is_as(&self, other: &Self) -> bool {
        let Self { found, letters, digits, spaces, canonical, canonical_len, .. } = self;
        let is_found = Found { span: other.found.span.clone(), ..found.clone() } == other.found;
        let counts = (letters, digits, spaces) == (&other.letters, &other.digits, &other.spaces);
        is_found && counts && (canonical, canonical_len) == (&other.canonical, &other.canonical_len)
    }
}

impl StreetKey {
    fn hash(&self) -> u64 {
        let Self { column, street, len, has_name, unit_digits, is_year } = *self;
        let seed =
            column ^ u64::from(u32::from_le_bytes([len, unit_digits, u8::from(is_year), u8::from(has_name)])) << 32;
        let mix = |hash: u64, word: u64| (hash.rotate_left(29) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        street.into_iter().fold(seed, mix) >> 40
    }
}

/// Words that were asked whether they are names like any other.
#[derive(Default)]
pub(crate) struct NameWords {
    /// A word, as a number, and the answer.
    slots: Vec<(u128, bool)>,
}

impl NameWords {
    const SLOTS: usize = 4096;

    /// What `ask` says of a word, which is given as a number other than 0.
    #[inline]
    pub(crate) fn get(&mut self, word: u128, ask: impl FnOnce() -> bool) -> bool {
        if self.slots.is_empty() {
            self.slots.resize(Self::SLOTS, (0, false));
        }
        #[expect(clippy::cast_possible_truncation, reason = "the halves")]
        let (low, high) = (word as u64, (word >> 64) as u64);
        let hash = (low.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ high).wrapping_mul(0xE703_7ED1_A0B4_28DB) >> 40;
        let Some(places) = places(&mut self.slots, hash) else { return ask() };
        if let Some(&(_, answer)) = places.iter().find(|known| known.0 == word) {
            return answer;
        }
        let answer = ask();
        put_first(places, (word, answer));
        answer
    }
}

/// Places that an entry may have: in the order in which they were filled, the newest first.
const WAYS: usize = 4;

/// The places that the low bits of a hash choose; there is a power of two of them.
#[inline]
fn places<T>(slots: &mut [T], hash: u64) -> Option<&mut [T; WAYS]> {
    let (sets, _) = slots.as_chunks_mut::<WAYS>();
    let count = u64::try_from(sets.len()).ok()?;
    sets.get_mut(usize::try_from(hash & count.checked_sub(1)?).ok()?)
}

/// Puts an entry in the first place and forgets that in the last.
fn put_first<T>(places: &mut [T; WAYS], entry: T) {
    places.rotate_right(1);
    let [first, ..] = places;
    *first = entry;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::validate::Facts;

    #[test]
    fn a_street_is_learnt_where_it_comes_again_in_its_column() {
        let mut cache = StreetCache::default();
        let key = |column, street, unit_digits| StreetKey {
            column,
            street: [street; 4],
            len: 9,
            has_name: true,
            unit_digits,
            is_year: false,
        };
        let of = |number| StreetLengths { number, name: 5 };
        let found = Found { span: 0..9, part: Part::Street, odds: 1.0, shape: 0, is_test: false, facts: Facts(0) };
        let (canonical, canonical_len, is_canonical) = ([0; 32], 9, true);
        let (numbers, lengths, letters, digits, spaces) = (0, 0, 7, 0, 2);
        let street =
            Street { found, numbers, lengths, letters, digits, spaces, canonical, canonical_len, is_canonical };
        let learn = |_: Option<&Street>| Some(street.clone());
        let never = |_: Option<&Street>| None;
        let whole = StreetKey { has_name: false, ..key(1, 7, 2) };
        assert!(cache.get(&whole, of(3), learn).is_none(), "it was never there, and may never be again");
        assert!(cache.get(&whole, of(3), learn).is_some());
        assert!(cache.get(&key(1, 7, 2), of(3), never).is_none());
        let key = |column, street, unit_digits| StreetKey { column: column + 10, ..key(column, street, unit_digits) };
        assert!(cache.get(&key(1, 7, 2), of(3), learn).is_some(), "what stands behind a name comes again");
        assert!(cache.get(&key(1, 7, 2), of(3), never).is_some(), "it is known");
        assert!(cache.get(&key(1, 7, 2), of(4), learn).is_some() && cache.get(&key(1, 7, 2), of(4), never).is_some());
        for other in [key(2, 7, 2), key(1, 8, 2), key(1, 7, 3)] {
            assert!(cache.get(&other, of(3), never).is_none());
        }
        let otherwise = |_: Option<&Street>| Some(Street { letters: letters + 1, ..street.clone() });
        assert!(cache.get(&key(1, 7, 2), of(5), learn).is_some());
        let longer = StreetLengths { number: 5, name: 6 };
        let is_given = |known: Option<&Street>| known.cloned().inspect(|known| assert_eq!(known.letters, 7));
        assert!(cache.get(&key(1, 7, 2), longer, is_given).is_some(), "it is asked whether the name may be longer");
        assert!(cache.get(&key(1, 7, 2), longer, never).is_some());
        assert!(cache.get(&key(1, 7, 2), of(6), otherwise).is_none(), "with a longer number it is something else");
        assert!(cache.get(&key(1, 7, 2), of(6), learn).is_none(), "which is asked once");
        assert!(cache.get(&key(1, 7, 2), of(5), never).is_some(), "what is known of others stays");
    }

    #[test]
    fn a_word_is_asked_once() {
        let mut words = NameWords::default();
        assert!(words.get(7, || true) && words.get(7, || false));
        assert!(!words.get(8, || false) && !words.get(8, || true));
    }

    #[test]
    fn a_word_is_read_once_for_each_hint() {
        let mut cache = NameCache::default();
        let name = |odds| {
            let found = Found { span: 0..5, part: Part::Whole, odds, shape: 0, is_test: false, facts: Facts(0) };
            NameOrFirm::Name(found)
        };
        let never = || NameOrFirm::Neither;
        assert_eq!(cache.get(b"James", None, || name(1.0)), name(1.0));
        assert_eq!(cache.get(b"James", None, never), name(1.0));
        assert_eq!(cache.get(b"James", Some(Part::GivenName), never), NameOrFirm::Neither);
        assert_eq!(cache.get(b"JAMES", None, || name(2.0)), name(2.0), "case is part of the word");
        assert_eq!(cache.get(b"Lake View", None, || NameOrFirm::Firm), NameOrFirm::Firm);
        assert_eq!(cache.get(b"Lake View", None, never), NameOrFirm::Firm);
        assert_eq!(cache.get(&[b'x'; 60], None, || name(3.0)), name(3.0));
        assert_eq!(cache.get(&[b'x'; 60], None, never), NameOrFirm::Neither);
    }
}
