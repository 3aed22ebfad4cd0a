//! Payment card number (PAN).
//!
//! Thirteen to nineteen digits: the issuer's range, the account, a Luhn check digit. 3 % of random sixteen digits lie
//! in a range of a network that we list and pass Luhn. Left out are networks without Luhn and ranges so wide that they
//! prove nothing. Gift, loyalty and fuel cards have ranges of their own and Luhn too; nothing in the number tells that
//! it was ever issued.
//!
//! The numbers that gateways publish for tests, and numbers of no more than two different digits, are test values.
//!
//! Sources: ISO/IEC 7812-1; public announcements of the networks.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, payment_card};
//! assert_eq!(payment_card::check(b"4111111111111111").verdict, Verdict::Valid);
//! assert_eq!(payment_card::check(b"4111111111111112").verdict, Verdict::Invalid);
//! ```

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use super::digits::{has_two_at_most, is_repeated, number};
use super::packed::{Heads, head_of};
use super::table::{Keys, rows};
use super::{Check, Facts, Validator, Verdict, luhn};

/// The validator of card numbers.
pub const VALIDATOR: Validator = Validator { name: "payment_card", random_pass_rate: 0.0298, check, facts: &[] };

/// One issuer range, by the first six digits.
struct IssuerRange {
    prefixes: RangeInclusive<usize>,
    /// Bit n is set where numbers of n digits exist.
    lengths: u32,
}

/// Digits of the shortest number, and of the longest.
const LEN_MIN: usize = 13;
const LEN_MAX: usize = 19;

struct Tables {
    ranges: Vec<IssuerRange>,
    /// By the first four digits, the lengths of the ranges that hold some number that begins so, and of those that hold all:
    /// bit n is that of [`LEN_MIN`] and n more.
    lengths: Vec<[u8; 2]>,
    test_values: Keys,
    /// Those of test values.
    heads: Heads,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let ranges: Vec<IssuerRange> = rows(include_str!("../../../rules/data/payment_card_ranges.tsv"))
            .filter_map(|fields| issuer_range(&fields))
            .collect();
        let mut lengths = vec![[0; 2]; 10_000];
        for range in &ranges {
            let of_range = u8::try_from(range.lengths >> LEN_MIN).unwrap_or(u8::MAX);
            let (first, last) = (*range.prefixes.start(), *range.prefixes.end());
            for (head, [some, all]) in lengths.iter_mut().enumerate().take(last / 100 + 1).skip(first / 100) {
                *some |= of_range;
                if first <= 100 * head && 100 * head + 99 <= last {
                    *all |= of_range;
                }
            }
        }
        let test_values = Keys::of(include_str!("../../../rules/data/payment_card_test.tsv"));
        Tables { ranges, lengths, heads: Heads::of(&test_values).and_of_two_digits(), test_values }
    })
}

fn issuer_range(fields: &[&str]) -> Option<IssuerRange> {
    let &[_, first, last, lengths] = fields else { return None };
    let first = number(format!("{first:0<6}").as_bytes())?;
    let last = number(format!("{last:9<6}").as_bytes())?;
    let lengths = lengths.split(' ').filter_map(|len| number(len.as_bytes())).fold(0, |bits, len| bits | 1 << len);
    Some(IssuerRange { prefixes: first..=last, lengths })
}

/// Checks thirteen to nineteen digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let Some(head) = head_of(canonical).filter(|_| (LEN_MIN..=LEN_MAX).contains(&canonical.len())) else {
        return Check::INVALID;
    };
    let tables = tables();
    if tables.heads.contains(head) {
        return check_odd(canonical);
    }
    let [some, all] = tables.lengths[head].map(|lengths| lengths >> (canonical.len() - LEN_MIN) & 1 == 1);
    Check::valid_if(some && luhn::is_valid(canonical) && (all || is_issued(&canonical[..6], canonical.len())))
}

/// Checks a number that begins as placeholders and test values do.
#[cold]
fn check_odd(canonical: &[u8]) -> Check {
    if !luhn::is_valid(canonical) {
        return Check::INVALID;
    }
    if is_repeated(canonical) {
        return Check::PLACEHOLDER;
    }
    if !is_issued(&canonical[..6], canonical.len()) {
        return Check::INVALID;
    }
    let is_test = has_two_at_most(canonical) || tables().test_values.contains(canonical);
    Check { verdict: Verdict::Valid, is_test, facts: Facts::default() }
}

/// Whether an issuer has cards of so many digits that begin with these six.
#[must_use]
pub fn is_issued(first_six: &[u8], len: usize) -> bool {
    let prefix = number(first_six).filter(|_| first_six.len() == 6);
    let holds = |range: &IssuerRange, prefix| range.lengths >> len & 1 == 1 && range.prefixes.contains(&prefix);
    (LEN_MIN..=LEN_MAX).contains(&len)
        && prefix.is_some_and(|prefix| tables().ranges.iter().any(|range| holds(range, prefix)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample::{assert_rates, assert_same};
    use super::*;

    #[test]
    fn every_value_is_checked_as_plain_words_say() {
        let plain = |canonical: &[u8]| {
            if (LEN_MIN..=LEN_MAX).contains(&canonical.len()) { check_odd(canonical) } else { Check::INVALID }
        };
        // Some of each range and length, of which others are made by changing digits.
        let issued: Vec<Vec<u8>> = tables()
            .ranges
            .iter()
            .flat_map(|range| (LEN_MIN..=LEN_MAX).map(move |len| (range.prefixes.start(), len)))
            .map(|(prefix, len)| {
                let mut number = format!("{prefix}{:0>1$}", 7, len - 7).into_bytes();
                number.push(luhn::check_digit(&number));
                number
            })
            .collect();
        let keys: Vec<&[u8]> = tables().test_values.iter().chain(issued.iter().map(Vec::as_slice)).collect();
        assert_same(check, plain, 12..=20, keys);
    }

    #[test]
    fn stated_rate_holds_for_random_digits() {
        assert_rates(&VALIDATOR, 400_000, |random| random.digits(16));
    }

    #[test]
    fn every_range_was_read() {
        let written = rows(include_str!("../../../rules/data/payment_card_ranges.tsv")).count();
        assert_eq!(tables().ranges.len(), written);
    }

    #[test]
    fn every_published_test_number_is_a_valid_card() {
        for value in tables().test_values.iter() {
            assert_eq!(
                (check(value).verdict, check(value).is_test),
                (Verdict::Valid, true),
                "{}",
                value.escape_ascii()
            );
        }
    }

    #[test]
    fn length_belongs_to_the_range() {
        // An American Express prefix with the sixteen digits of another network.
        let mut number = b"378282246310001".to_vec();
        number.push(luhn::check_digit(&number));
        assert_eq!(check(&number), Check::INVALID);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn one_wrong_digit_is_found(account in "[0-9]{13}", at in 0usize..16, step in 1u8..10) {
            let mut number = format!("51{account}").into_bytes();
            number.push(luhn::check_digit(&number));
            prop_assert_eq!(check(&number).verdict, Verdict::Valid);
            number[at] = (number[at] - b'0' + step) % 10 + b'0';
            prop_assert_eq!(check(&number).verdict, Verdict::Invalid);
        }
    }
}
