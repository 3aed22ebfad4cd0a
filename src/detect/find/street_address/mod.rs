//! Postal addresses: the delivery line, and the city, state and ZIP code after it.
//!
//! US forms are read in full. Of other countries the common orders are known (number and kind of street first, number
//! last, British, Canadian and continental postal codes), at lower odds; scripts other than the Latin one are not.

mod boxes;
mod cell;
mod elsewhere;
mod line;
mod number_last;
mod numberless;
mod place;
mod postcode;
mod sieve;
mod text;
mod words;
mod zip;

use std::fmt;
use std::sync::OnceLock;

use self::line::Line;
use self::place::Place;
pub(crate) use self::text::{ends_in_part, form_value};
use self::words::Vocabulary;
pub use self::zip::{is_assigned_zip, zip_state, zip_state_agree};
use crate::detect::Part;
use crate::detect::find::{Found, date};
use crate::detect::validate::Facts;

/// A ZIP code is there.
const FACT_ZIP: u8 = 1 << 0;
/// A state is there.
const FACT_STATE: u8 = 1 << 1;
/// The ZIP code lies in the state.
const FACT_AGREED: u8 = 1 << 2;
/// A unit is there.
const FACT_UNIT: u8 = 1 << 3;

/// The written forms, as [`Found::shape`] numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `123 N Main St`.
    Suffix = 0,
    /// `100 Broadway`.
    NoSuffix = 1,
    /// `PO Box 12`.
    PostOfficeBox = 2,
    /// `RR 2 Box 152`, `HC 1 Box 25`.
    Route = 3,
    /// `PSC 802 Box 74`.
    Military = 4,
    /// `1200 County Road 5`.
    Highway = 5,
    /// `450 S 300 E`.
    Grid = 6,
    /// `12 rue de la Paix`.
    KindFirst = 7,
    /// `Hauptstraße 12`.
    NumberLast = 8,
    /// `Flat 8, Osborne Ridge`, `boulevard Voltaire` before a postal code.
    Numberless = 9,
}

/// Finds postal addresses. Facts of what it finds: bit 0 a ZIP code is there, bit 1 a state, bit 2 they agree, bit 3 a unit.
///
/// ```
/// use plainsight::detect::find::street_address::StreetAddresses;
///
/// let addresses = StreetAddresses::new();
/// assert!(addresses.cell(b"123 N Main St Apt 4B, Springfield, IL 62704").is_some());
/// assert!(addresses.cell(b"24 inch monitor").is_none());
/// ```
#[derive(Default)]
pub struct StreetAddresses {
    vocabulary: OnceLock<Vocabulary>,
    words: OnceLock<sieve::Words>,
}

impl StreetAddresses {
    /// A finder. Costs nothing; the lists are hashed on the first look-up.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a whole cell as an address, or as the street line of one.
    #[must_use]
    pub fn cell(&self, value: &[u8]) -> Option<Found> {
        cell::cell(value, self.vocabulary())
    }

    /// Reads a whole cell of a number and a street, and a unit's number of `unit` digits behind it. What it says holds for every
    /// cell in which other numbers of as many digits stand in the place of these, if only both before the street are years
    /// or none is.
    pub(crate) fn numbered_street(&self, value: &[u8], unit: usize) -> Option<Found> {
        let number = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let street = value.get(number..)?.strip_prefix(b" ").filter(|street| {
            (1..=6).contains(&number)
                && value.first() != Some(&b'0')
                && (street.first().is_some_and(u8::is_ascii_alphabetic) || is_ordinal(street))
                && !self.vocabulary().is_known_street(street)
        })?;
        let found = self.cell(value)?;
        let has_unit = found.facts.0 == FACT_UNIT && matches!(value.get(value.len() - unit - 1), Some(b' ' | b'#'));
        let is_settled = found.span == (0..value.len())
            && found.part == Part::Street
            && found.shape == Shape::Suffix as u8
            && !found.is_test
            && (unit == 0 || has_unit);
        // `12 March 1999`: no date is without another number.
        let is_date = || {
            street.iter().any(u8::is_ascii_digit)
                && [&b"1 "[..], b"2001 "].iter().any(|day| date::cell(&[day, street].concat(), true).is_some())
        };
        (is_settled && !is_date()).then_some(found)
    }

    /// Whether a word is a name like any other: what [`StreetAddresses::numbered_street`] says of a street that begins with it and
    /// goes on with another word, it says with any other such name in its place.
    pub(crate) fn is_plain_name(&self, word: &[u8]) -> bool {
        // `May 1999`
        let is_month = || date::cell(&[b"1 ", word, b" 1999"].concat(), true).is_some();
        self.vocabulary().is_plain_name(word) && !is_month()
    }

    /// Finds addresses in text, in order, none overlapping. The span goes from the house number to the ZIP code.
    pub fn text(&self, text: &[u8], emit: &mut dyn FnMut(&Found)) {
        self.text_up_to(text, text.len(), emit);
    }

    /// The same for addresses whose number stands before `limit`; what follows it is read as their rest alone.
    pub fn text_up_to(&self, text: &[u8], limit: usize, emit: &mut dyn FnMut(&Found)) {
        text::text(text, limit, self.vocabulary(), emit);
    }

    /// A first look at the space or comma behind a number: whether [`StreetAddresses::text`] may find an address that begins
    /// with the number.
    pub(crate) fn may_follow(&self, text: &[u8], gap: usize) -> bool {
        self.words().may_follow(text, gap)
    }

    /// A first look at a number behind a space or sign: whether it may be the last one of an address.
    pub(crate) fn may_precede(&self, text: &[u8], number: usize) -> bool {
        self.words().may_precede(text, number, self.vocabulary())
    }

    fn words(&self) -> &sieve::Words {
        self.words.get_or_init(|| sieve::Words::new(self.vocabulary()))
    }

    fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(Vocabulary::new)
    }
}

impl fmt::Debug for StreetAddresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreetAddresses").field("is_loaded", &self.vocabulary.get().is_some()).finish()
    }
}

/// Whether a street has a number for a name: `42nd Street`.
fn is_ordinal(street: &[u8]) -> bool {
    let digits = street.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let ending = street.get(digits..digits + 3).map(<[u8]>::to_ascii_lowercase);
    (1..=3).contains(&digits) && matches!(ending.as_deref(), Some(b"st " | b"nd " | b"rd " | b"th "))
}

/// Whether the number of a house is read as a year.
pub(crate) fn is_year(number: &[u8]) -> bool {
    line::is_year(number)
}

/// A line, and the place after it.
fn found(line: &Line, place: Option<&Place>) -> Found {
    let mut facts = if line.has_unit { FACT_UNIT } else { 0 };
    let mut found = Found {
        span: line.start..line.end,
        part: Part::Street,
        odds: line.odds,
        shape: line.shape as u8,
        is_test: line.is_test,
        facts: Facts(0),
    };
    if let Some(place) = place {
        found.span.end = place.end;
        found.part = Part::Whole;
        found.odds += place.odds;
        facts |= if place.has_zip { FACT_ZIP } else { 0 };
        facts |= if place.has_state { FACT_STATE } else { 0 };
        facts |= if place.is_agreed { FACT_AGREED } else { 0 };
    }
    found.facts = Facts(facts);
    found
}

#[cfg(test)]
mod tests;
