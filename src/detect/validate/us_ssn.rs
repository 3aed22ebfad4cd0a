//! United States social security number (SSN).
//!
//! Issued by the Social Security Administration: nine digits, written `AAA-GG-SSSS` (area, group, serial).
//!
//! There is no check digit. Never issued are the areas 000, 666 and 900 to 999, the group 00 and the serial 0000; of
//! random nine digits 89 % pass, so that the check alone proves next to nothing. Until 25 June 2011 the area was one
//! of about 750 in use and told the state of issue; since then numbers are drawn at random from all areas. People born
//! before that day have a number of an old area: over a column, that share is strong evidence. It is no reason to
//! refuse a single number.
//!
//! A set of numbers was printed in advertising and is void (the most famous one in 1938), or is what people type
//! where a number is missing: these are marked as test values.
//!
//! Sources: Social Security Administration, "The SSN Numbering Scheme" and "Social Security Number Randomization".
//!
//! ```
//! use plainsight::detect::validate::{Verdict, us_ssn};
//! assert_eq!(us_ssn::check(b"536904399").verdict, Verdict::Valid);
//! assert_eq!(us_ssn::check(b"666904399").verdict, Verdict::Invalid);
//! ```

use std::sync::OnceLock;

use super::digits::{is_repeated, is_run, number};
use super::packed::{Heads, Packed};
use super::table::{Keys, rows};
use super::{Check, Facts, Validator, Verdict};

/// The validator of social security numbers.
pub const VALIDATOR: Validator =
    Validator { name: "us_ssn", random_pass_rate: 0.889, check, facts: &[("the area was in use before 2011", 0.841)] };

struct Tables {
    is_old_area: [bool; 1000],
    test_values: Keys,
    /// Those of test values.
    heads: Heads,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut is_old_area = [false; 1000];
        for fields in rows(include_str!("../../../rules/data/us_ssn_areas.tsv")) {
            let bound = |index: usize| fields.get(index).and_then(|field| number(field.as_bytes())).unwrap_or(0);
            is_old_area[bound(0)..=bound(1)].fill(true);
        }
        let test_values = Keys::of(include_str!("../../../rules/data/us_ssn_test.tsv"));
        Tables { is_old_area, heads: Heads::of(&test_values), test_values }
    })
}

/// Checks nine digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    if canonical.len() != 9 {
        return Check::INVALID;
    }
    let Some(digits) = Packed::of(canonical) else { return Check::INVALID };
    let Tables { is_old_area, heads, .. } = tables();
    let head = digits.head();
    let area = head / 10;
    let (group, serial) = (digits.first() >> 24 & 0xFFFF, digits.last() >> 32);
    let is_issued = !matches!(area, 0 | 666 | 900..) && group != 0 && serial != 0;
    Check {
        verdict: if is_issued { Verdict::Valid } else { Verdict::Invalid },
        is_test: heads.contains(head) && is_test_value(canonical),
        facts: Facts::default().with(0, is_issued && is_old_area[area]),
    }
}

#[cold]
fn is_test_value(canonical: &[u8]) -> bool {
    is_repeated(canonical) || is_run(canonical) || tables().test_values.contains(canonical)
}

#[cfg(test)]
mod tests {
    use super::super::digits::all_digits;
    use super::super::sample::{assert_rates, assert_same};
    use super::*;

    /// The check in plain words.
    fn plain(canonical: &[u8]) -> Check {
        if canonical.len() != 9 || !all_digits(canonical) {
            return Check::INVALID;
        }
        let (area, group, serial) = (number(&canonical[..3]), number(&canonical[3..5]), number(&canonical[5..]));
        let is_issued = !matches!(area, Some(0 | 666 | 900..)) && group != Some(0) && serial != Some(0);
        Check {
            verdict: if is_issued { Verdict::Valid } else { Verdict::Invalid },
            is_test: is_test_value(canonical),
            facts: Facts::default().with(0, is_issued && tables().is_old_area[area.unwrap()]),
        }
    }

    #[test]
    fn every_value_is_checked_as_plain_words_say() {
        assert_same(check, plain, 8..=10, tables().test_values.iter());
    }

    #[test]
    fn stated_rates_hold_for_random_digits() {
        assert_rates(&VALIDATOR, 200_000, |random| random.digits(9));
    }

    #[test]
    fn advertised_and_placeholder_numbers_are_test_values() {
        for value in [b"078051120", b"219099999", b"123456789", b"987654321", b"000000000", b"987654320", b"555555555"]
        {
            assert!(check(value).is_test);
        }
        assert!(!check(b"536904399").is_test);
    }

    #[test]
    fn areas_opened_in_2011_are_told_from_older_ones() {
        for (value, is_old) in
            [(b"001019999", true), (b"733019999", true), (b"734019999", false), (b"773019999", false)]
        {
            assert_eq!(check(value).facts.has(0), is_old);
        }
    }
}
