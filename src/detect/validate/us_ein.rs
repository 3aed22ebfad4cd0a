//! United States employer identification number (EIN, FEIN).
//!
//! Issued by the Internal Revenue Service to businesses, trusts and estates: nine digits, written `PP-NNNNNNN`. Only the
//! prefix can be checked; 83 of 100 are in use, so that random nine digits pass as often. It is public for most holders
//! and stands here because it competes with the social security number for nine digits: the written grouping and the
//! label tell them apart. A sole proprietor's EIN belongs to a person all the same.
//!
//! Source: Internal Revenue Service, "How EINs are assigned and valid EIN prefixes".
//!
//! ```
//! use plainsight::detect::validate::{Verdict, us_ein};
//! assert_eq!(us_ein::check(b"042103580").verdict, Verdict::Valid);
//! assert_eq!(us_ein::check(b"072103580").verdict, Verdict::Invalid);
//! ```

use super::digits::{all_digits, is_repeated, is_run, number};
use super::{Check, Validator};

/// The validator of employer identification numbers.
pub const VALIDATOR: Validator = Validator { name: "us_ein", random_pass_rate: 0.83, check, facts: &[] };

/// Checks nine digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    if canonical.len() != 9 || !all_digits(canonical) {
        return Check::INVALID;
    }
    if is_repeated(canonical) || is_run(canonical) {
        return Check::PLACEHOLDER;
    }
    let is_unused =
        matches!(number(&canonical[..2]), Some(0 | 7..=9 | 17..=19 | 28 | 29 | 49 | 69 | 70 | 78 | 79 | 89 | 96 | 97));
    Check::valid_if(!is_unused)
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rate_holds_for_random_digits() {
        assert_rates(&VALIDATOR, 200_000, |random| random.digits(9));
    }
}
