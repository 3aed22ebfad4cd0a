//! Registration number of the Drug Enforcement Administration of the United States, of who may prescribe controlled substances.
//!
//! Two letters and seven digits: the sort of registrant, the first letter of the surname (or 9 for a business), six digits,
//! and the last digit of their weighted sum. 6.9 % of random values of the form pass.
//!
//! Source: 21 CFR 1301; Drug Enforcement Administration, Diversion Control Division.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, dea_number};
//! assert_eq!(dea_number::check(b"BJ6145519").verdict, Verdict::Valid);
//! assert_eq!(dea_number::check(b"AB1234562").verdict, Verdict::Invalid);
//! ```

use super::digits::{all_digits, is_run};
use super::{Check, Validator};

/// The validator of registration numbers.
pub const VALIDATOR: Validator = Validator { name: "dea_number", random_pass_rate: 0.0692, check, facts: &[] };

/// Checks two letters and seven digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let [sort, name, digits @ ..] = canonical else { return Check::INVALID };
    let has_form = b"ABCDEFGHJKLMPRSTUX".contains(sort)
        && (name.is_ascii_uppercase() || *name == b'9')
        && digits.len() == 7
        && all_digits(digits);
    if !has_form {
        return Check::INVALID;
    }
    let places: u32 = digits.iter().zip([1, 2, 1, 2, 1, 2]).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    let holds = places % 10 == u32::from(digits[6] - b'0');
    Check { is_test: holds && is_run(&digits[..6]), ..Check::valid_if(holds) }
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rate_holds_for_random_letters_and_digits() {
        assert_rates(&VALIDATOR, 200_000, |random| {
            let letters = [(); 2].map(|()| random.byte_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
            [&letters[..], &random.digits(7)].concat()
        });
    }
}
