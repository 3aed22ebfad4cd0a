//! What a worker remembers of the words before: names repeat.
//!
//! A table of fixed size in which a newer entry takes the place of an older one. Each entry holds all that its answer
//! depends on and is compared whole, so that a remembered answer is the answer.

use super::Part;
use super::find::Found;

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
    found: Option<Found>,
}

impl NameCache {
    const SLOTS: usize = 4096;
    /// Longer names repeat less.
    const LEN_MAX: usize = 23;

    /// What `read` makes of the value.
    pub(crate) fn get(
        &mut self,
        value: &[u8],
        hint: Option<Part>,
        read: impl FnOnce() -> Option<Found>,
    ) -> Option<Found> {
        if value.is_empty() || value.len() > Self::LEN_MAX {
            return read();
        }
        if self.slots.is_empty() {
            let empty = Named { word: [0; Self::LEN_MAX], len: 0, hint: None, found: None };
            self.slots.resize(Self::SLOTS, empty);
        }
        let hash = super::labels::fold_hash(value);
        let Some(known) = self.slots.get_mut(slot(hash, Self::SLOTS)) else { return read() };
        if known.hint != hint || known.word.get(..usize::from(known.len)) != Some(value) {
            let Some(word) = known.word.get_mut(..value.len()) else { return read() };
            word.copy_from_slice(value);
            known.len = u8::try_from(value.len()).unwrap_or(0);
            known.hint = hint;
            known.found = read();
        }
        known.found.clone()
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
    pub(crate) street: [u64; 4],
    pub(crate) len: u8,
    /// Digits at the end, which are no part of the street.
    pub(crate) unit_digits: u8,
    pub(crate) is_year: bool,
}

/// An answer. Prints nothing of the street.
#[derive(Clone)]
pub(crate) struct Street {
    /// What a number and the street are, but for the span.
    pub(crate) found: Found,
    /// Numbers of digits that the number before the street may have for all of this to hold, as bits.
    pub(crate) numbers: u8,
    /// Counts of bytes, the number's digits not included.
    pub(crate) letters: u32,
    pub(crate) digits: u32,
    pub(crate) spaces: u32,
    /// The canonical form of the street.
    pub(crate) canonical: [u8; 32],
    pub(crate) canonical_len: u8,
}

#[derive(Clone)]
struct Slot {
    key: StreetKey,
    answer: Answer,
}

#[derive(Clone)]
enum Answer {
    /// It was there once. Most streets come once, and are not worth the work.
    Seen,
    Known(Option<Street>),
}

impl StreetCache {
    const SLOTS: usize = 4096;

    /// What is known of the key and a number of so many digits; what comes for the second time is worked out by `learn`.
    pub(crate) fn get(
        &mut self,
        key: &StreetKey,
        digits: usize,
        learn: impl FnOnce() -> Option<Street>,
    ) -> Option<&Street> {
        if self.slots.is_empty() {
            let key = StreetKey { column: 0, street: [0; 4], len: 0, unit_digits: 0, is_year: false };
            self.slots.resize(Self::SLOTS, Slot { key, answer: Answer::Seen });
        }
        let number = 1u8.checked_shl(u32::try_from(digits).ok()?)?;
        let slot = self.slots.get_mut(slot(key.hash(), Self::SLOTS))?;
        if slot.key != *key {
            *slot = Slot { key: *key, answer: Answer::Seen };
            return None;
        }
        match &mut slot.answer {
            Answer::Known(Some(known)) if known.numbers & number == 0 => {
                let numbers = known.numbers | number;
                slot.answer = Answer::Known(
                    learn().filter(|learnt| learnt.is_as(known)).map(|learnt| Street { numbers, ..learnt }),
                );
            }
            Answer::Known(_) => {}
            seen @ Answer::Seen => *seen = Answer::Known(learn().map(|learnt| Street { numbers: number, ..learnt })),
        }
        match &slot.answer {
            Answer::Known(street) => street.as_ref(),
            Answer::Seen => None,
        }
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
        let Self { column, street, len, unit_digits, is_year } = *self;
        let seed = column ^ u64::from(u32::from_le_bytes([len, unit_digits, u8::from(is_year), 1])) << 32;
        let mix = |hash: u64, word: u64| (hash.rotate_left(29) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        street.into_iter().fold(seed, mix) >> 40
    }
}

/// The slot that the low bits of a hash choose; `slots` is a power of two.
fn slot(hash: u64, slots: usize) -> usize {
    usize::try_from(hash & (slots as u64 - 1)).unwrap_or(0)
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
            unit_digits,
            is_year: false,
        };
        let found = Found { span: 0..9, part: Part::Street, odds: 1.0, shape: 0, is_test: false, facts: Facts(0) };
        let (canonical, canonical_len) = ([0; 32], 9);
        let street = Street { found, numbers: 0, letters: 7, digits: 0, spaces: 2, canonical, canonical_len };
        let learn = || Some(street.clone());
        assert!(cache.get(&key(1, 7, 2), 3, learn).is_none(), "it was never there");
        assert!(cache.get(&key(1, 7, 2), 3, learn).is_some());
        assert!(cache.get(&key(1, 7, 2), 3, || None).is_some(), "it is known");
        assert!(cache.get(&key(1, 7, 2), 4, learn).is_some() && cache.get(&key(1, 7, 2), 4, || None).is_some());
        for other in [key(2, 7, 2), key(1, 8, 2), key(1, 7, 3)] {
            assert!(cache.get(&other, 3, learn).is_none());
        }
        let otherwise = || Some(Street { letters: 8, ..street.clone() });
        assert!(cache.get(&key(1, 7, 2), 5, learn).is_some());
        assert!(cache.get(&key(1, 7, 2), 6, otherwise).is_none(), "with a longer number it is something else");
        assert!(cache.get(&key(1, 7, 2), 5, learn).is_none(), "and nothing is known any more");
    }

    #[test]
    fn a_word_is_read_once_for_each_hint() {
        let mut cache = NameCache::default();
        let found = |odds| Found { span: 0..5, part: Part::Whole, odds, shape: 0, is_test: false, facts: Facts(0) };
        assert_eq!(cache.get(b"James", None, || Some(found(1.0))), Some(found(1.0)));
        assert_eq!(cache.get(b"James", None, || None), Some(found(1.0)));
        assert_eq!(cache.get(b"James", Some(Part::GivenName), || None), None);
        assert_eq!(cache.get(b"JAMES", None, || Some(found(2.0))), Some(found(2.0)), "case is part of the word");
        assert_eq!(cache.get(&[b'x'; 60], None, || Some(found(3.0))), Some(found(3.0)));
        assert_eq!(cache.get(&[b'x'; 60], None, || None), None);
    }
}
