//! Which states have a number of a given form: the table of forms, by signature.
//!
//! A signature is a number for the string of classes of the characters. Every form is written out into the strings that it
//! covers when the table is read, so that a look-up is one of a number and a few comparisons.

use std::ops::Range;
use std::sync::OnceLock;

use super::super::digits::{all_digits, words};
use super::super::table::rows;
use super::StateSet;
use crate::detect::candidates::{splat, within};
use crate::masks::{few_bytes, top_bits};
use crate::rules::shape::{Element, Shape};

/// Longer values have no form here; the bits of a signature hold four more.
const LEN_MAX: usize = 20;

/// A byte of each class.
const DIGIT: u8 = b'0';
const LETTER: u8 = b'A';
const OTHER: u8 = b'*';

/// One string of classes that a form covers, with the characters that it fixes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Form {
    classes: Vec<u8>,
    fixed: Vec<(usize, u8)>,
}

impl Form {
    fn with(&self, class: u8) -> Self {
        let mut form = self.clone();
        form.classes.push(class);
        form
    }

    fn with_fixed(&self, byte: u8) -> Self {
        let mut form = self.with(match byte {
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' => LETTER,
            _ => OTHER,
        });
        form.fixed.push((self.classes.len(), byte));
        form
    }
}

/// The length of a text of at most [`LEN_MAX`] bytes, and which of them are letters and which neither those nor digits.
#[inline]
fn signature(text: &[u8]) -> u64 {
    let with = |signature: u64, word: u64| {
        let (letters, digits) = (within(word, b'A', b'Z'), within(word, b'0', b'9'));
        let others = !(letters | digits) & splat(0x80);
        signature << 16 | top_bits(letters) << 8 | top_bits(others)
    };
    let len = text.len() as u64;
    match (text.first_chunk(), text.last_chunk()) {
        // Two words hold all of it, and the middle twice.
        (Some(first), Some(last)) if len <= 16 => {
            with(with(len, u64::from_le_bytes(*first)), u64::from_le_bytes(*last))
        }
        (None, _) => with(len, few_bytes(text)),
        _ => words(text).fold(len, with),
    }
}

/// The states that have, or had, numbers of this form.
pub(super) fn states_of_form(canonical: &[u8]) -> StateSet {
    if canonical.is_empty() || canonical.len() > LEN_MAX {
        return StateSet::default();
    }
    let forms = forms();
    let Some(Place { states, fixed, .. }) = forms.place(canonical) else { return StateSet::default() };
    let forms = &forms.forms;
    forms[fixed.clone()]
        .iter()
        .filter(|(form, _)| form.fixed.iter().all(|&(at, byte)| canonical[at] == byte))
        .fold(*states, |set, (_, states)| set.or(*states))
}

/// The forms of one signature.
#[derive(Debug, Clone, Default)]
struct Place {
    /// 0 where nothing is: that of no text.
    signature: u64,
    /// The states of those that fix no character.
    states: StateSet,
    /// Where the others stand.
    fixed: Range<usize>,
}

struct Forms {
    /// Sorted by classes, those of equal classes and fixed characters joined.
    forms: Vec<(Form, StateSet)>,
    places: Places,
    /// The places of digits, and of a letter and digits, by their number of characters.
    of_digits: [Option<Place>; LEN_MAX + 1],
    of_letter_and_digits: [Option<Place>; LEN_MAX + 1],
}

impl Forms {
    fn new(forms: Vec<(Form, StateSet)>, places: Vec<Place>) -> Self {
        let places = Places::new(places);
        let of = |first: u8| {
            let mut text = [DIGIT; LEN_MAX];
            text[0] = first;
            std::array::from_fn(|len| text.get(..len).and_then(|text| places.get(signature(text))).cloned())
        };
        let (of_digits, of_letter_and_digits) = (of(DIGIT), of(LETTER));
        Self { forms, places, of_digits, of_letter_and_digits }
    }

    /// The forms of a number's signature. Nearly all numbers are digits behind the first character.
    fn place(&self, canonical: &[u8]) -> Option<&Place> {
        let (first, rest) = canonical.split_first()?;
        let usual = match first {
            b'0'..=b'9' => &self.of_digits,
            b'A'..=b'Z' => &self.of_letter_and_digits,
            _ => return self.places.get(signature(canonical)),
        };
        if all_digits(rest) { usual.get(canonical.len())?.as_ref() } else { self.places.get(signature(canonical)) }
    }
}

/// The forms of each signature, that is of equal classes: each at the place that its signature is hashed to, or close behind.
struct Places {
    /// A power of two of them, at most half of them taken.
    slots: Vec<Place>,
}

impl Places {
    fn new(places: Vec<Place>) -> Self {
        let mut slots = vec![Place::default(); (2 * places.len()).next_power_of_two()];
        for place in places {
            let mut at = Self::first(place.signature);
            while slots[at % slots.len()].signature != 0 {
                at += 1;
            }
            let at = at % slots.len();
            slots[at] = place;
        }
        Self { slots }
    }

    #[inline]
    fn first(signature: u64) -> usize {
        usize::try_from(signature.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40).unwrap_or(0)
    }

    #[inline]
    fn get(&self, signature: u64) -> Option<&Place> {
        let mask = self.slots.len() - 1;
        let mut at = Self::first(signature);
        loop {
            match self.slots.get(at & mask)? {
                place if place.signature == signature => return Some(place),
                place if place.signature == 0 => return None,
                _ => at += 1,
            }
        }
    }
}

fn forms() -> &'static Forms {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms: Vec<(Form, StateSet)> = Vec::new();
        for fields in rows(include_str!("../../../../rules/data/us_drivers_licenses.tsv")) {
            let states = StateSet::of(&fields[..1]);
            if let Ok(shape) = Shape::parse(fields[1]) {
                forms.extend(written_out(&shape).into_iter().map(|form| (form, states)));
            }
        }
        forms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        forms.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 = kept.1.or(next.1);
            }
            is_same
        });
        let mut places: Vec<Place> = Vec::new();
        let mut start = 0;
        for same in forms.chunk_by(|one, next| one.0.classes == next.0.classes) {
            // What fixes nothing stands before the others of its signature.
            let without = same.iter().take_while(|(form, _)| form.fixed.is_empty());
            let (count, states) =
                without.fold((0, StateSet::default()), |(count, set), (_, states)| (count + 1, set.or(*states)));
            let signature = signature(&same[0].0.classes);
            places.push(Place { signature, states, fixed: start + count..start + same.len() });
            start += same.len();
        }
        Forms::new(forms, places)
    })
}

/// Every string of classes that a shape covers.
fn written_out(shape: &Shape) -> Vec<Form> {
    let mut forms = vec![Form::default()];
    for &element in &shape.elements {
        forms = match element {
            Element::Digits { min, max } => repeated(&forms, &[DIGIT], min, max),
            Element::Letters { min, max, .. } => repeated(&forms, &[LETTER], min, max),
            Element::Alnum { min, max } => repeated(&forms, &[DIGIT, LETTER], min, max),
            Element::Literal(byte) => forms.iter().map(|form| form.with_fixed(byte)).collect(),
            Element::Separator => forms,
        };
    }
    forms
}

/// Each form with `min` to `max` further characters of the classes.
fn repeated(forms: &[Form], classes: &[u8], min: u8, max: u8) -> Vec<Form> {
    let mut all = Vec::new();
    let mut longer = forms.to_vec();
    for count in 1..=max {
        longer = longer.iter().flat_map(|form| classes.iter().map(|&class| form.with(class))).collect();
        if count >= min {
            all.extend_from_slice(&longer);
        }
    }
    all
}

/// The states of all forms that fit, one form after the other.
#[cfg(test)]
pub(super) fn plain(canonical: &[u8]) -> StateSet {
    let class = |byte: &u8| match byte {
        b'0'..=b'9' => DIGIT,
        b'A'..=b'Z' => LETTER,
        _ => OTHER,
    };
    let fits = |form: &Form| {
        canonical.iter().map(class).eq(form.classes.iter().copied())
            && form.fixed.iter().all(|&(at, byte)| canonical[at] == byte)
    };
    forms().forms.iter().filter(|(form, _)| fits(form)).fold(StateSet::default(), |set, (_, states)| set.or(*states))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_names_a_state_and_a_form() {
        for fields in rows(include_str!("../../../../rules/data/us_drivers_licenses.tsv")) {
            assert_eq!(StateSet::of(&fields[..1]).count(), 1, "{fields:?}");
            let shape = Shape::parse(fields[1]).unwrap();
            assert!(written_out(&shape).iter().all(|form| (1..=LEN_MAX).contains(&form.classes.len())), "{fields:?}");
            assert!(["current", "older", "ssn"].contains(&fields[2]), "{fields:?}");
        }
    }

    #[test]
    fn fixed_characters_bind() {
        let hawaii = StateSet::of(&["HI"]);
        assert_eq!(states_of_form(b"H12345678").without(states_of_form(b"B12345678")), hawaii);
        assert_eq!(states_of_form(b"NHL12345678"), StateSet::of(&["NH"]));
        assert_eq!(states_of_form(b"NHX12345678"), StateSet::default());
    }
}
