//! Names of people: lists of the US Census, the written forms of names, and the words around them.
//!
//! A listed name counts by how much more often it is a name than a word of English text, so that `Smith` says much
//! and `Will` nothing. In cells the values alone decide here, and the column later ([`crate::infer`]); in text a name needs
//! both of its ends listed, or a cue: a title, a label, a greeting, a verb that only people do.
//!
//! What the lists do not hold is weak: names outside of the US Census' most frequent ones are found with a label or beside
//! a listed name, and names in other scripts than the Latin one are not found.

mod arguments;
mod cell;
mod context;
mod ends;
mod entries;
mod inverted;
mod letters;
mod reading;
mod run;
mod sieve;
mod small;
mod table;
mod text;
mod things;
mod token;
mod words;

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

pub(crate) use self::context::is_heading;
use self::reading::Reading;
pub(crate) use self::run::{is_before_blank_line, is_behind_blank_line};
pub(crate) use self::sieve::Capital;
use self::table::NameTable;
pub(crate) use self::token::INNER_CAPITAL_AFTER;
use crate::detect::find::Found;
use crate::detect::{CellValue, Part};

/// The written forms, as [`Found::shape`] numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One name: `Smith`; or several words of one part: `de la Cruz`.
    Single = 0,
    /// `John Smith`.
    FirstLast = 1,
    /// `John Q. Smith`.
    FirstInitialLast = 2,
    /// `John Quincy Smith`, and longer.
    FirstMiddleLast = 3,
    /// `J. Smith`, `J. Q. Smith`.
    InitialsLast = 4,
    /// `Smith, John Q`.
    Inverted = 5,
    /// `SMITH^JOHN^Q`.
    Components = 6,
    /// `SMITH/JOHN MR`.
    Slashed = 7,
    /// `Smith John`.
    Reversed = 8,
    /// One letter, in a column of middle names.
    Initial = 9,
}

/// Finds names of people. Facts of what it finds: bit 0 the first word is a listed first name, bit 1 the last one a listed
/// surname, bit 2 one of them is also an English word, bit 3 a whole name of two words or more.
///
/// ```
/// use plainsight::detect::find::person_name::PersonNames;
///
/// let names = PersonNames::new();
/// assert!(names.cell(b"PUBLIC, JOHN Q", None).is_some());
/// assert!(names.cell(b"Acme Systems Inc", None).is_none());
/// ```
#[derive(Default)]
pub struct PersonNames {
    table: OnceLock<NameTable>,
    words: OnceLock<sieve::Words>,
}

impl PersonNames {
    /// A finder. Costs nothing; the lists are hashed on the first look-up.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a whole cell as a name, or as the part of one that `hint` (from the column's label) names. Without a hint a
    /// single word is called a given or a family name by the list where it is the more frequent.
    #[must_use]
    pub fn cell(&self, value: &[u8], hint: Option<Part>) -> Option<Found> {
        cell::cell(value, hint, self.table())
    }

    /// The same, and where it is no name, whether it has a word that only firms and offices have, or begins as places do.
    pub(crate) fn name_or_firm(&self, value: &[u8], hint: Option<Part>) -> NameOrFirm {
        cell::name_or_firm(value, hint, self.table())
    }

    /// Whether [`PersonNames::name_or_firm`] calls a whole cell a firm or a place without a hint, as far as its first word says it.
    #[inline]
    pub(crate) fn is_plain_place(value: &CellValue<'_>) -> bool {
        cell::is_plain_place(value)
    }

    /// Whether a whole cell could be a name that no list has: words of which none is of a company or an office.
    pub(crate) fn may_be(&self, value: &[u8]) -> bool {
        cell::may_be(value, self.table())
    }

    /// Whether a whole cell has a word that only firms and offices have.
    pub(crate) fn is_firm(&self, value: &[u8]) -> bool {
        cell::is_firm(value, self.table())
    }

    /// Finds names in text, in order, none overlapping. The span covers the name with its initials, particles and suffix,
    /// and without its title.
    pub fn text(&self, text: &[u8], emit: &mut dyn FnMut(&Found)) {
        text::text(text, self.table(), emit);
    }

    /// Finds the names in those runs of capitalised words that one of the `wanted` places is in, which rise.
    pub(crate) fn text_at(&self, text: &[u8], wanted: &[usize], emit: &mut dyn FnMut(&Found)) {
        text::text_at(text, wanted, self.table(), emit);
    }

    /// The name in small letters behind the label that ends at `label_end`.
    pub(crate) fn small(&self, text: &[u8], label_end: usize) -> Option<Found> {
        small::small(text, label_end, self.table())
    }

    /// A first look at a capital: whether [`PersonNames::text`] may find a name in the run of words around it.
    pub(crate) fn may_begin(&self, text: &[u8], capital: Capital) -> bool {
        let words = self.words.get_or_init(|| sieve::Words::new(self.table()));
        words.may_begin(text, capital, self.table().known_names())
    }

    fn table(&self) -> &NameTable {
        self.table.get_or_init(NameTable::new)
    }
}

impl fmt::Debug for PersonNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonNames").field("is_loaded", &self.table.get().is_some()).finish()
    }
}

/// What a whole cell is, as far as names go.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NameOrFirm {
    /// A name, or a part of one.
    Name(Found),
    /// A firm, an office or a place.
    Firm,
    /// Nothing of these.
    Neither,
}

/// A whole name.
fn found(span: Range<usize>, shape: Shape, reading: Reading, is_test: bool) -> Found {
    Found { span, part: Part::Whole, odds: reading.odds, shape: shape as u8, is_test, facts: reading.facts }
}

#[cfg(test)]
mod tests;
