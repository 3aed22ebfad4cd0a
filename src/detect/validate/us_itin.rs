//! United States individual taxpayer identification number (ITIN).
//!
//! Issued by the Internal Revenue Service to people who file taxes and cannot have a social security number: nine
//! digits, written like one, `9XX-GG-XXXX`. The first digit is 9 and the group GG is one of 50-65, 70-88, 90-92, 94-99.
//! There is no check digit; the serial 0000 is possible. The adoption number ATIN, group 93, stands for a child until it has a
//! social security number, and counts as one here. Of random nine digits 4.5 % pass. Internal numbers of the Service have groups
//! below 50.
//!
//! Source: Internal Revenue Service, Publication 1915, and the later announcements of groups 50-65 and 90-99.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, us_itin};
//! assert_eq!(us_itin::check(b"912903456").verdict, Verdict::Valid);
//! assert_eq!(us_itin::check(b"912894567").verdict, Verdict::Invalid);
//! ```

use super::digits::{all_digits, is_repeated, is_run, number};
use super::table::Keys;
use super::{Check, Validator};

/// The validator of individual taxpayer identification numbers.
pub const VALIDATOR: Validator = Validator { name: "us_itin", random_pass_rate: 0.045, check, facts: &[] };

/// Checks nine digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    if canonical.len() != 9 || canonical[0] != b'9' || !all_digits(canonical) {
        return Check::INVALID;
    }
    if is_repeated(canonical) || is_run(canonical) || is_reserved(canonical) {
        return Check::PLACEHOLDER;
    }
    let group = number(&canonical[3..5]);
    Check::valid_if(matches!(group, Some(50..=65 | 70..=88 | 90..=99)))
}

/// Numbers set aside for advertising start with 9 as well.
fn is_reserved(canonical: &[u8]) -> bool {
    static RESERVED: std::sync::OnceLock<Keys> = std::sync::OnceLock::new();
    let reserved = RESERVED.get_or_init(|| Keys::of(include_str!("../../../rules/data/us_ssn_test.tsv")));
    reserved.contains(canonical)
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rate_holds_for_random_digits() {
        assert_rates(&VALIDATOR, 200_000, |random| random.digits(9));
    }

    #[test]
    fn numbers_reserved_for_advertising_are_placeholders() {
        assert_eq!(check(b"987654325"), Check::PLACEHOLDER);
        assert_eq!(check(b"999999999"), Check::PLACEHOLDER);
    }
}
