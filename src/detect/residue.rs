//! Cells that no finder and no check recognised, in columns that may well be of a kind all the same.
//!
//! A column of names holds names that no list has, one of telephone numbers holds foreign and new ones, one of cards brands that
//! are in no table. Whether the column is of the kind, what was recognised decides; when it is, the other cells that look
//! the part are its values as well. They are emitted as assumed: they count with the verdict, and speak neither for it nor
//! against it. Only columns that are named outright, or have no name at all, are asked.

use super::cell::{Subject, kind_bit, value_hash};
use super::column::ColumnContext;
use super::detector::{Detector, Outcome, canonical_words};
use super::find::Found;
use super::find::person_name::PersonNames;
use super::scratch::CellScratch;
use super::signature::{Profile, canonicalise};
use super::validate::{Facts, luhn};
use super::{HitSink, Part};
use crate::rules::KindId;

/// A label of this weight makes a column one where the look of a value is worth to be known.
const LABEL_MIN: f32 = 0.9;
/// A value that its column alone makes is nothing by itself.
const ODDS: f32 = -1.0;
/// What stands where a value is missing.
const MISSING: [&[u8]; 17] = [
    b"null",
    b"none",
    b"n/a",
    b"na",
    b"nan",
    b"nil",
    b"unknown",
    b"missing",
    b"tbd",
    b"test",
    b"not provided",
    b"not available",
    b"refused",
    b"declined",
    b"undisclosed",
    b"anonymous",
    b"pending",
];

/// How values of a kind look, whatever else is known of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Seven to fifteen digits and what groups them, with an extension.
    Phone,
    /// Words and a number.
    Address,
    /// Words.
    Name,
    /// Digits, and letters among them; digits alone in four groups are the number of a document, and with one stop an amount.
    Licence,
    /// Twelve to nineteen digits with a check digit.
    Card,
    /// Fifteen digits with a check digit.
    Imei,
}

impl Look {
    /// Whether values of this form may look so.
    fn fits(self, value: &[u8], profile: &Profile) -> bool {
        let Profile { digits, letters, spaces, ats, high, .. } = *profile;
        match self {
            Self::Phone => {
                let is_one = letters > 0 || high > 0 || is_phone_like(value);
                (7..=21).contains(&digits) && letters <= 9 && value.len() <= 32 && is_one
            }
            Self::Address => {
                digits > 0 && letters >= 3 && spaces > 0 && ats == 0 && value.len() <= 160 && digits <= letters + 8
            }
            Self::Name => digits == 0 && letters >= 2 && spaces <= 5 && ats == 0 && value.len() <= 64,
            Self::Licence => {
                let count = |sign: u8| value.iter().filter(|byte| **byte == sign).count();
                let is_decimal = letters == 0 && spaces == 0 && count(b'.') == 1;
                let is_grouped = letters == 0 && count(b'-') >= 3;
                let may_be = digits >= 4 && letters <= 7 && spaces <= 4 && (5..=24).contains(&value.len());
                may_be && !is_decimal && !is_grouped
            }
            Self::Card => (12..=19).contains(&digits) && letters == 0,
            Self::Imei => digits == 15 && letters == 0,
        }
    }

    /// Whether a value looks so. `canonical` is the value without separators.
    fn is_of(self, value: &[u8], canonical: &[u8]) -> bool {
        match self {
            Self::Phone => is_phone_like(value),
            Self::Address => {
                value.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii() || *byte == b'#')
                    && value.iter().all(|byte| !b"{}<>=\\_@|".contains(byte))
            }
            Self::Name => value.iter().all(|&byte| {
                byte.is_ascii_alphabetic()
                    || !byte.is_ascii()
                    || matches!(byte, b' ' | b'.' | b',' | b'-' | b'\'' | b'`')
            }),
            Self::Licence => value.iter().all(|byte| byte.is_ascii_alphanumeric() || b" -*./".contains(byte)),
            Self::Card | Self::Imei => {
                value.iter().all(|byte| byte.is_ascii_digit() || b" -".contains(byte)) && luhn::is_valid(canonical)
            }
        }
    }

    /// Whether a column is one where the look of a value is worth to be known.
    pub(crate) fn is_asked(self, kind: KindId, column: &ColumnContext) -> bool {
        column.weight(kind) >= LABEL_MIN || (!column.is_named && self != Self::Licence)
    }
}

impl Detector {
    /// The kinds that values of this form could be taken for in the column, a bit each.
    pub(crate) fn residue_kinds(value: &[u8], profile: &Profile, column: &ColumnContext) -> u128 {
        let looks = column.looks.iter().filter(|(look, _)| look.fits(value, profile));
        looks.filter_map(|&(_, kind)| kind_bit(kind)).fold(0, |kinds, bit| kinds | bit)
    }

    /// The kind that every value of this form looks like, and none of them is anything else by its look, where nothing recognises
    /// it. `residue` are the kinds that [`Detector::residue_kinds`] gave.
    pub(crate) fn look_of_form(
        value: &[u8],
        profile: &Profile,
        column: &ColumnContext,
        residue: u128,
    ) -> Option<KindId> {
        let mut looks = column.looks.iter().filter(|&&(_, kind)| kind_bit(kind).is_some_and(|bit| residue & bit != 0));
        let &(look, kind) = looks.next().filter(|_| residue.count_ones() == 1)?;
        let is_told_by_form = match look {
            // One with its country's code may be recognised after all.
            Look::Phone => profile.letters == 0 && profile.high == 0 && value.first() != Some(&b'+'),
            Look::Licence => look.is_of(value, b""),
            Look::Address | Look::Name | Look::Card | Look::Imei => false,
        };
        (is_told_by_form && looks.next().is_none()).then_some(kind)
    }

    /// What is found where the look alone makes a value its column's kind.
    pub(super) fn found_by_look() -> Found {
        Found { span: 0..0, part: Part::Whole, odds: ODDS, shape: 0, is_test: false, facts: Facts(0) }
    }

    /// Emits the value as each kind that it looks like and was not recognised as. Gives whether the column is named for one.
    pub(super) fn residue<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        profile: &Profile,
        sink: &mut S,
    ) -> bool {
        let (value, column) = (subject.value, subject.column);
        let begins = value.first().is_some_and(u8::is_ascii_alphabetic);
        if begins && MISSING.iter().any(|missing| value.eq_ignore_ascii_case(missing)) {
            return false;
        }
        let mut is_named = false;
        for &(look, kind) in &column.looks {
            if subject.is_emitted(kind) || !look.fits(value, profile) {
                continue;
            }
            scratch.canonical.clear();
            match look {
                Look::Address | Look::Name => canonical_words(value, &mut scratch.canonical),
                _ => canonicalise(value, &mut scratch.canonical),
            }
            if look == Look::Phone && self.international(scratch, subject, kind, sink) {
                continue;
            }
            if look.is_of(value, &scratch.canonical)
                && (look != Look::Name || self.may_be_name(value, column.weight(kind) > 0.0))
            {
                subject.emit_assumed(kind, &Self::found_by_look(), &scratch.canonical, sink);
                is_named |= column.strong().contains(&kind);
            }
        }
        is_named
    }

    /// A number with its country's code, grouped in a way that no rule has: recognised, not assumed.
    fn international<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        kind: KindId,
        sink: &mut S,
    ) -> bool {
        let Some(plan) = self.plan(kind).filter(|_| subject.value.starts_with(b"+") && is_phone_like(subject.value))
        else {
            return false;
        };
        let Outcome::Accepted { odds, facts, is_test } = plan.verify(&scratch.canonical) else { return false };
        let odds = plan.prior + odds + subject.column.weight(kind);
        let shape = plan.shapes.saturating_sub(1);
        let found = Found { span: 0..0, part: Part::Whole, odds, shape, is_test, facts };
        subject.emit(kind, &found, &scratch.canonical, value_hash(&scratch.canonical), sink);
        true
    }

    /// Whether words may be a name: none of a firm, and where no label says that they are names, none of the language.
    fn may_be_name(&self, value: &[u8], is_labelled: bool) -> bool {
        let is_name = |names: &PersonNames| if is_labelled { !names.is_firm(value) } else { names.may_be(value) };
        self.finders.names.as_ref().is_some_and(|(_, names)| is_name(names))
    }
}

/// Digits in groups, seven to fifteen of them, and up to six more behind a mark of an extension.
fn is_phone_like(value: &[u8]) -> bool {
    if value.iter().all(u8::is_ascii_digit) {
        return (7..=15).contains(&value.len());
    }
    let is_group = |byte: &u8| byte.is_ascii_digit() || b" +()-./".contains(byte);
    let len = value.iter().position(|byte| !is_group(byte)).unwrap_or(value.len());
    let (number, extension) = value.split_at(len);
    let count = |text: &[u8]| text.iter().filter(|byte| byte.is_ascii_digit()).count();
    let begins = matches!(number, [b'+' | b'(' | b'0'..=b'9', ..]) && !is_fraction(value);
    let is_number = begins && (7..=15).contains(&count(number)) && (extension.is_empty() || is_extension(extension));
    is_number && !is_grouped_otherwise(value)
}

/// Whether it is a decimal number: `0.701782826`. With one stop alone telephone numbers have their area code before it.
fn is_fraction(value: &[u8]) -> bool {
    let stop = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let fraction = value.get(stop..).and_then(|rest| rest.strip_prefix(b"."));
    // `1.8005551234`
    let has_country = value.starts_with(b"1.") && value.len() == "1.8005551234".len();
    (1..=2).contains(&stop) && !has_country && fraction.is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
}

/// Whether digits are grouped as those of dates or social security numbers, and of no telephone: `1984-11-22`, `3/20/2001`,
/// `353 38 2206`.
fn is_grouped_otherwise(value: &[u8]) -> bool {
    let Some(&sign) = value.iter().find(|byte| !byte.is_ascii_digit()) else { return false };
    let mut groups = [0; 3];
    for (at, group) in value.split(|&byte| byte == sign).enumerate() {
        let Some(len) = groups.get_mut(at).filter(|_| group.iter().all(u8::is_ascii_digit)) else { return false };
        *len = group.len();
    }
    let is_date = matches!(groups, [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4]) && b"-/.".contains(&sign);
    is_date || groups == [3, 2, 4] && b"- ".contains(&sign)
}

/// `x123`, `ext. 123`, `extension 123`, `#123`.
fn is_extension(text: &[u8]) -> bool {
    let word = text.iter().position(|byte| !byte.is_ascii_alphabetic() && *byte != b'#').unwrap_or(text.len());
    let (mark, rest) = text.split_at(word);
    let is_mark = [&b"x"[..], b"ext", b"extn", b"extension", b"#"].iter().any(|known| mark.eq_ignore_ascii_case(known));
    let digits = rest.trim_ascii_start();
    let digits = digits.strip_prefix(b".").or_else(|| digits.strip_prefix(b":")).unwrap_or(digits).trim_ascii_start();
    is_mark && (1..=6).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_digits_in_groups_with_an_extension() {
        for value in [
            "(0238)-435584",
            "001-234-567-8901x123",
            "+31(0)931 496369",
            "917.432.483",
            "1.8005551234",
            "212-664-0100 ext. 12",
        ] {
            assert!(is_phone_like(value.as_bytes()), "{value}");
        }
        for value in ["12:45:30", "555-123-4567 Bob", "123", "1234567890123456", "-73.9876543", "212-664-0100 x"] {
            assert!(!is_phone_like(value.as_bytes()), "{value}");
        }
        for value in ["1984-11-22", "3/20/2001", "22.11.1984", "353 38 2206", "353-38-2206"] {
            assert!(!is_phone_like(value.as_bytes()), "{value}");
        }
        assert!(is_phone_like(b"12-34-5678901") && is_phone_like(b"0353 38 2206"));
    }

    #[test]
    fn looks_are_of_the_form() {
        let is_of = |look: Look, value: &str| {
            let mut canonical = Vec::new();
            canonicalise(value.as_bytes(), &mut canonical);
            look.fits(value.as_bytes(), &Profile::of(value.as_bytes())) && look.is_of(value.as_bytes(), &canonical)
        };
        assert!(is_of(Look::Address, "1339 Billesborgvej, DK-3263 Hvide Sande"));
        assert!(!is_of(Look::Address, "key=12 value"));
        assert!(is_of(Look::Name, "Engström") && !is_of(Look::Name, "R2D2"));
        assert!(is_of(Look::Card, "501800000009") && !is_of(Look::Card, "501800000008"));
    }
}
