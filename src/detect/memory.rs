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

/// The slot that the low bits of a hash choose; `slots` is a power of two.
fn slot(hash: u64, slots: usize) -> usize {
    usize::try_from(hash & (slots as u64 - 1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::validate::Facts;

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
