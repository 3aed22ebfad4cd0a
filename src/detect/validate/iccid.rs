//! Integrated circuit card identifier (ICCID): the serial number of a SIM.
//!
//! Nineteen or twenty digits: `89` for telecommunication, the calling code of the country, the issuer, the account, and
//! a Luhn check digit. Carriers of the United States write the country as `01` (`8901410...`) although the calling code
//! is 1. Stored forms may have the filler `F` behind an odd number of digits. 0.08 % of random nineteen or twenty
//! digits pass. Some issuers do not keep Luhn over all visible digits: their numbers are missed here.
//!
//! Source: ITU-T E.118.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, iccid};
//! assert_eq!(iccid::check(b"89014103211118510720").verdict, Verdict::Valid);
//! assert_eq!(iccid::check(b"89014103211118510721").verdict, Verdict::Invalid);
//! ```

use super::calling_codes::calling_code;
use super::digits::has_two_at_most;
use super::{Check, Facts, Validator, Verdict, luhn};

/// The validator of SIM serial numbers.
pub const VALIDATOR: Validator =
    Validator { name: "iccid", random_pass_rate: 0.00081, check, facts: &[("an issuer of North America", 0.135)] };

/// Checks nineteen or twenty digits, a filler `F` behind them or not.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let digits = canonical.strip_suffix(b"F").unwrap_or(canonical);
    let Some(issuer) = digits.strip_prefix(b"89") else { return Check::INVALID };
    let is_north_american = issuer.starts_with(b"1") || issuer.starts_with(b"01");
    let has_country = is_north_american || calling_code(issuer).is_some();
    if !matches!(digits.len(), 19 | 20) || !has_country || !luhn::is_valid(digits) {
        return Check::INVALID;
    }
    Check {
        verdict: Verdict::Valid,
        is_test: has_two_at_most(issuer),
        facts: Facts::default().with(0, is_north_american),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rates_hold_for_random_digits() {
        // Drawn among what starts with 89, of which there is one in a hundred.
        let scaled = Validator { random_pass_rate: VALIDATOR.random_pass_rate * 100.0, ..VALIDATOR };
        assert_rates(&scaled, 100_000, |random| [&b"89"[..], &random.digits(18)].concat());
    }

    #[test]
    fn a_filler_behind_the_digits_is_allowed() {
        assert_eq!(check(b"8914880000080000002F").verdict, Verdict::Valid);
        assert_eq!(check(b"F8914880000080000002").verdict, Verdict::Invalid);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn one_wrong_digit_is_found(account in "[0-9]{14}", at in 0usize..19, step in 1u8..10) {
            let mut number = format!("8901{account}").into_bytes();
            number.push(luhn::check_digit(&number));
            prop_assert_eq!(check(&number).verdict, Verdict::Valid);
            number[at] = (number[at] - b'0' + step) % 10 + b'0';
            prop_assert_eq!(check(&number).verdict, Verdict::Invalid);
        }
    }
}
