//! What a worker remembers of the cells before: values of a column look alike, and words repeat.
//!
//! Tables of fixed size in which a newer entry takes the place of an older one. Each entry holds all that its answer
//! depends on and is compared whole, so that a remembered answer is the answer.

use super::Part;
use super::detector::KindPlan;
use super::find::Found;
use super::shapes::{Position, ShapeEntry};
use super::signature::{Form, Profile};

/// Profiles of short values by their forms, and where these lead.
#[derive(Default)]
pub(crate) struct FormCache {
    slots: Vec<Known>,
    /// What was last read of a value that is too long to be remembered.
    passing: Option<Known>,
}

#[derive(Clone, Copy)]
struct Known {
    form: Form,
    profile: Profile,
    position: Position,
}

impl FormCache {
    const SLOTS: usize = 512;

    /// The profile of a value and where its form leads.
    #[inline]
    pub(crate) fn get(&mut self, value: &[u8], locate: impl Fn(&Profile) -> Position) -> (&Profile, Position) {
        let read = |form| {
            let profile = Profile::of(value);
            Known { form, position: locate(&profile), profile }
        };
        if self.slots.is_empty() {
            // The form of no value: what is looked for is never empty.
            let known = Known { form: Form::default(), profile: Profile::of(b""), position: Position::NONE };
            self.slots.resize(Self::SLOTS, known);
        }
        let known = match Form::of(value) {
            Some(form) => {
                let known = self.slots.get_mut(slot(form.hash(), Self::SLOTS));
                match known {
                    Some(known) if known.form.is(&form) => known,
                    Some(known) => {
                        *known = read(form);
                        known
                    }
                    None => self.passing.insert(read(form)),
                }
            }
            None => self.passing.insert(read(Form::default())),
        };
        (&known.profile, known.position)
    }
}

/// A shape that a column asks for, with all that the check of a cell needs.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// The shape.
    pub(crate) entry: ShapeEntry,
    /// The rule.
    pub(crate) plan: KindPlan,
    /// What the column's names say.
    pub(crate) label: f32,
}

/// The shapes that a column asks for at one position of the shape table.
#[derive(Default)]
pub(crate) struct AskedShapes {
    key: Option<(u64, Position)>,
    /// In the order of the table.
    pub(crate) shapes: Vec<Asked>,
    /// Whether some kind stands there more than once.
    pub(crate) has_repeats: bool,
}

/// By column and position, the shapes that are asked for.
#[derive(Default)]
pub(crate) struct AskedCache {
    slots: Vec<AskedShapes>,
}

impl AskedCache {
    const SLOTS: usize = 256;

    /// The shapes for the column with this identity, collected by `collect` where they are not at hand.
    pub(crate) fn get(
        &mut self,
        column: u64,
        position: Position,
        collect: impl FnOnce(&mut Vec<Asked>),
    ) -> Option<&AskedShapes> {
        if self.slots.is_empty() {
            self.slots.resize_with(Self::SLOTS, AskedShapes::default);
        }
        let hash = (column ^ position.key().rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let asked = self.slots.get_mut(slot(hash >> 32, Self::SLOTS))?;
        if asked.key != Some((column, position)) {
            asked.key = Some((column, position));
            asked.shapes.clear();
            collect(&mut asked.shapes);
            let kinds = asked.shapes.iter().map(|shape| shape.entry.kind);
            asked.has_repeats =
                kinds.clone().enumerate().any(|(index, kind)| kinds.clone().take(index).any(|other| other == kind));
        }
        Some(asked)
    }
}

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
    fn a_form_is_read_once_and_its_profile_kept() {
        let mut cache = FormCache::default();
        let reads = std::cell::Cell::new(0);
        let mut digits = |value: &[u8]| {
            let locate = |_: &Profile| {
                reads.set(reads.get() + 1);
                Position::NONE
            };
            cache.get(value, locate).0.digits
        };
        assert_eq!([digits(b"12-34"), digits(b"99-00"), digits(b"12-345")], [4, 4, 5]);
        assert_eq!(reads.get(), 2);
        assert_eq!([digits(&[b'1'; 40]), digits(&[b'2'; 40])], [40, 40]);
        assert_eq!(reads.get(), 4, "long values are read each time");
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
