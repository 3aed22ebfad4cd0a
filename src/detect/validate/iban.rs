//! International bank account number (IBAN).
//!
//! Country code, two check digits, and the account number of the country, of a length and structure that the country
//! has registered: 15 characters in Norway, 33 in Russia. The whole, first four characters moved to the end, leaves 1
//! when divided by 97 (ISO/IEC 7064). One random string of the right structure in 97 passes. National check digits
//! inside the account number are not tested, and nothing tells that the account exists.
//!
//! Sources: ISO 13616-1; the IBAN registry kept by SWIFT.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, iban};
//! assert_eq!(iban::check(b"GB82WEST12345698765432").verdict, Verdict::Valid);
//! assert_eq!(iban::check(b"GB82WEST12345698765433").verdict, Verdict::Invalid);
//! ```

use std::sync::OnceLock;

use super::digits::number;
use super::table::rows;
use super::{Check, Validator, mod97};

/// The validator of bank account numbers.
pub const VALIDATOR: Validator = Validator { name: "iban", random_pass_rate: 0.0103, check, facts: &[] };

/// What stands at one place of the account number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Digit,
    Letter,
    Either,
}

impl Place {
    fn accepts(self, byte: u8) -> bool {
        match self {
            Self::Digit => byte.is_ascii_digit(),
            Self::Letter => byte.is_ascii_uppercase(),
            Self::Either => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        }
    }
}

/// The structure of one country's account numbers.
struct Country {
    code: &'static [u8],
    places: Vec<Place>,
}

fn countries() -> &'static [Country] {
    static COUNTRIES: OnceLock<Vec<Country>> = OnceLock::new();
    COUNTRIES.get_or_init(|| {
        rows(include_str!("../../../rules/data/iban.tsv"))
            .map(|fields| Country { code: fields[0].as_bytes(), places: places(fields[2]) })
            .collect()
    })
}

/// Reads `n8 c16`.
fn places(structure: &str) -> Vec<Place> {
    let mut places = Vec::new();
    for part in structure.split(' ') {
        let place = match part.as_bytes().first() {
            Some(b'n') => Place::Digit,
            Some(b'a') => Place::Letter,
            _ => Place::Either,
        };
        let count = part.as_bytes().get(1..).and_then(number).unwrap_or(0);
        places.extend(std::iter::repeat_n(place, count));
    }
    places
}

/// Checks an account number, country code first.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let Some((head, account)) = canonical.split_at_checked(4) else { return Check::INVALID };
    let Ok(at) = countries().binary_search_by(|country| country.code.cmp(&head[..2])) else { return Check::INVALID };
    let places = &countries()[at].places;
    let has_structure = places.len() == account.len()
        && places.iter().zip(account).all(|(place, &byte)| place.accepts(byte))
        && head[2..].iter().all(u8::is_ascii_digit);
    if !has_structure {
        return Check::INVALID;
    }
    let mut rotated = Vec::with_capacity(canonical.len());
    rotated.extend_from_slice(account);
    rotated.extend_from_slice(head);
    Check::valid_if(mod97::remainder(&rotated) == Some(1))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Random, assert_rates};
    use super::super::{Verdict, mod97};
    use super::*;

    /// A random account of a random country, with the check digits given.
    fn random_account(random: &mut Random) -> Vec<u8> {
        let country = &countries()[random.below(countries().len())];
        let account = country.places.iter().map(|place| match place {
            Place::Digit => random.byte_of(b"0123456789"),
            Place::Letter => random.byte_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            Place::Either => random.byte_of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        });
        [country.code, b"00"].concat().into_iter().chain(account).collect()
    }

    /// The same account with the check digits that belong to it.
    fn with_check_digits(mut number: Vec<u8>) -> Vec<u8> {
        let rotated = [&number[4..], &number[..2], b"00"].concat();
        let digits = 98 - mod97::remainder(&rotated).unwrap();
        number[2..4].copy_from_slice(format!("{digits:02}").as_bytes());
        number
    }

    #[test]
    fn stated_rate_holds_for_random_accounts() {
        assert_rates(&VALIDATOR, 200_000, |random| {
            let mut number = random_account(random);
            number[2..4].copy_from_slice(&random.digits(2));
            number
        });
    }

    #[test]
    fn countries_are_sorted_and_lengths_agree() {
        assert!(countries().is_sorted_by(|a, b| a.code < b.code));
        for fields in rows(include_str!("../../../rules/data/iban.tsv")) {
            assert_eq!(number(fields[1].as_bytes()), Some(places(fields[2]).len() + 4), "{}", fields[0]);
        }
    }

    #[test]
    fn one_wrong_digit_and_swapped_digits_are_found() {
        let mut random = Random::new();
        for _ in 0..256 {
            let number = with_check_digits(random_account(&mut random));
            assert_eq!(check(&number).verdict, Verdict::Valid);
            let at = 4 + random.below(number.len() - 5);
            if !number[at].is_ascii_digit() || !number[at + 1].is_ascii_digit() {
                continue;
            }
            let mut wrong = number.clone();
            wrong[at] = random.byte_of(b"0123456789");
            assert_eq!(check(&wrong).verdict == Verdict::Valid, wrong == number);
            let mut swapped = number.clone();
            swapped.swap(at, at + 1);
            assert_eq!(check(&swapped).verdict == Verdict::Valid, swapped == number);
        }
    }
}
