//! Protected values that are told by their form alone, whatever their column is called: hashes of passwords, numbers of cards with
//! their middle hidden, Social Security numbers with all but the last four digits hidden. And which kind a mask is one of, where
//! the column's name fits several.

use super::password_hash;
use super::protect::Protection;
use super::validate::payment_card;
use crate::rules::RuleSpec;
use crate::rules::shape::{Element, Shape};

/// What a value is in place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InPlaceOf {
    /// A password.
    Password,
    /// The number of a card.
    PaymentCard,
    /// A Social Security number.
    Ssn,
}

impl InPlaceOf {
    /// The kind, as rules name it.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PaymentCard => "payment_card",
            Self::Ssn => "us_ssn",
        }
    }
}

/// Whether values of this form may be one: of letters and digits their places count alone.
pub(super) fn may_be(value: &[u8]) -> bool {
    password_hash::may_be_told(value) || may_hide_ssn(value) || may_hide_card(value)
}

fn may_hide_ssn(value: &[u8]) -> bool {
    let [_, _, _, b'-', _, _, b'-', last @ ..] = value else { return false };
    last.len() == 4 && last.iter().all(u8::is_ascii_digit) && !value.iter().take(3).any(u8::is_ascii_digit)
}

fn may_hide_card(value: &[u8]) -> bool {
    let are_digits = |bytes: Option<&[u8]>| bytes.is_some_and(|bytes| bytes.iter().all(u8::is_ascii_digit));
    (13..=23).contains(&value.len())
        && are_digits(value.get(..4))
        && are_digits(value.get(value.len() - 4..))
        && value.iter().filter(|byte| !byte.is_ascii_digit()).count() >= CARD_HIDDEN_MIN
}

/// A card's number shows its first six digits, or eight, and its last four at most.
const CARD_HIDDEN_MIN: usize = 4;

/// What a value is by its form, and how it is protected.
pub(super) fn read(value: &[u8]) -> Option<(InPlaceOf, Protection)> {
    if password_hash::is_told(value) {
        Some((InPlaceOf::Password, Protection::Hashed))
    } else if hides_ssn(value) {
        Some((InPlaceOf::Ssn, Protection::Masked))
    } else {
        hides_card(value).then_some((InPlaceOf::PaymentCard, Protection::Masked))
    }
}

/// `***-**-1234`, `XXX-XX-1234`.
fn hides_ssn(value: &[u8]) -> bool {
    let sign = value.first().copied().unwrap_or(0);
    let hidden = value.iter().take(6).filter(|byte| **byte != b'-');
    may_hide_ssn(value)
        && b"*xX#".contains(&sign)
        && hidden.clone().count() == 5
        && hidden.into_iter().all(|byte| *byte == sign)
}

/// `411111******1111`, `4111 11** **** 1111`: an issuer's first six digits, and so many signs as its cards have digits.
fn hides_card(value: &[u8]) -> bool {
    let signs: Vec<u8> = value.iter().copied().filter(|byte| !b" -".contains(byte)).collect();
    let Some((first, rest)) = signs.split_at_checked(6) else { return false };
    let Some(hidden) = rest.len().checked_sub(4).and_then(|len| rest.get(..len)) else { return false };
    // The seventh and eighth may be the issuer's, too.
    let shown = hidden.iter().take(2).take_while(|byte| byte.is_ascii_digit()).count();
    let hidden = hidden.get(shown..).unwrap_or_default();
    let sign = hidden.first().copied().unwrap_or(0);
    may_hide_card(value)
        && first.iter().all(u8::is_ascii_digit)
        && hidden.len() >= CARD_HIDDEN_MIN
        && b"*xX#".contains(&sign)
        && hidden.iter().all(|byte| *byte == sign)
        && payment_card::is_issued(first, signs.len())
}

/// Whether a mask shows what a value of the rule shows at its places: `411111******1111` is in place of sixteen digits, and not of
/// five letters, four digits and a letter.
pub(super) fn fits_mask(rule: &RuleSpec, mask: &[u8]) -> bool {
    let shapes = rule.shapes.iter().filter_map(|shape| Shape::parse(&shape.form).ok());
    shapes.flat_map(|shape| shape.expand()).any(|shape| fits(&shape.elements, mask))
}

fn fits(elements: &[Element], mask: &[u8]) -> bool {
    let Some((element, rest)) = elements.split_first() else { return mask.is_empty() };
    let is_sign = |byte: u8| b"*xX#".contains(&byte);
    let of = |min: u8, max: u8, shows: fn(u8) -> bool| {
        let len = mask.iter().take(usize::from(max)).take_while(|byte| is_sign(**byte) || shows(**byte)).count();
        (usize::from(min)..=len).rev().any(|len| mask.get(len..).is_some_and(|mask| fits(rest, mask)))
    };
    match *element {
        Element::Digits { min, max } => of(min, max, |byte| byte.is_ascii_digit()),
        Element::Letters { min, max, .. } => of(min, max, |byte| byte.is_ascii_alphabetic()),
        Element::Alnum { min, max } => of(min, max, |byte| byte.is_ascii_alphanumeric()),
        Element::Literal(literal) => match mask.split_first() {
            Some((byte, mask)) => byte.eq_ignore_ascii_case(&literal) && fits(rest, mask),
            None => false,
        },
        Element::Separator => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn what_nothing_else_is_written_like_needs_no_name() {
        let hash = "R45SZ0gME7pKQXJ1hzk3vPGTZ4FpA2mJSouO2.0boeQpLkvANOX8a/";
        let cut = |len: usize| hash.get(..len).unwrap();
        for (value, kind) in [
            (format!("$2y$10${}", cut(53)), InPlaceOf::Password),
            (format!("$P$B{}", cut(30)), InPlaceOf::Password),
            (format!("$6$rounds=5000$salt${}{}", cut(43), cut(43)), InPlaceOf::Password),
            (format!("$5$salt${}", cut(43)), InPlaceOf::Password),
            ("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub".to_owned(), InPlaceOf::Password),
            ("411111******1111".to_owned(), InPlaceOf::PaymentCard),
            ("4111 11** **** 1111".to_owned(), InPlaceOf::PaymentCard),
            ("371588XXXXX1567".to_owned(), InPlaceOf::PaymentCard),
            ("XXX-XX-1234".to_owned(), InPlaceOf::Ssn),
            ("***-**-1234".to_owned(), InPlaceOf::Ssn),
        ] {
            assert_eq!(read(value.as_bytes()).map(|(kind, _)| kind), Some(kind), "{value}");
            assert!(may_be(value.as_bytes()), "{value}");
        }
        for value in [
            "$2y$10$short",
            "$19.99",
            "$PATH$HOME$AND$SO$ON$AND$ON$AND$ON$$$",
            "ABC-DE-1234",
            "XXX-XX-XXXX",
            "000000******1111",
            "411111****1111",
            "411111-222222-1111",
            "4111",
        ] {
            assert_eq!(read(value.as_bytes()), None, "{value}");
        }
    }

    #[test]
    fn a_mask_is_that_of_the_kind_whose_places_it_has() {
        let rules = RuleSet::builtin().unwrap();
        let fits = |kind: &str, mask: &str| fits_mask(rules.rule(rules.kind(kind).unwrap()), mask.as_bytes());
        assert!(fits("payment_card", "411111******1111") && !fits("in_pan", "411111******1111"));
        assert!(fits("in_pan", "XXXXX1234X") && !fits("payment_card", "XXXXX1234X"));
        assert!(fits("us_ssn", "XXX-XX-1234") && !fits("de_steuer_id", "XXX-XX-1234"));
        assert!(fits("us_ein", "XX-XXX1234") && !fits("us_ssn", "XX-XXX1234"));
        assert!(fits("de_steuer_id", "*******1234"));
    }
}
