//! International mobile equipment identity (IMEI).
//!
//! Fifteen digits: a type allocation code of eight, of which the first two name the reporting body, a serial number of
//! six, and a Luhn check digit. Written bare, as `35-209900-176148-1`, or in the older form `352099-00-176148-1`.
//!
//! Luhn and a reporting body that exists hold for 2.6 % of random fifteen digits, Luhn and one that is active today
//! for 0.4 %. The serial number proves nothing. Networks send the check digit as 0 and leave it out of call records: such
//! numbers cannot be checked, and are accepted as `Unknown` where the reporting body is active. Of random fifteen digits that
//! adds 0.5 %; of fourteen 5 % pass. Reporting bodies 00 and 02 to 09 mark devices under test.
//!
//! Sources: 3GPP TS 23.003, clause 6.2; GSMA TS.06.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, imei};
//! assert_eq!(imei::check(b"490154203237518").verdict, Verdict::Valid);
//! assert_eq!(imei::check(b"490154203237517").verdict, Verdict::Invalid);
//! ```

use std::sync::OnceLock;

use super::digits::{all_digits, has_two_at_most, is_run};
use super::reporting_body::{ReportingBody, reporting_body};
use super::table::Keys;
use super::{Check, Facts, Validator, Verdict, luhn};

/// The validator of device identities.
pub const VALIDATOR: Validator = Validator {
    name: "imei",
    random_pass_rate: 0.0296,
    check,
    facts: &[("the reporting body allocates types today", 0.257)],
};

/// Checks fifteen digits, or fourteen without a check digit.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    if !matches!(canonical.len(), 14 | 15) || !all_digits(canonical) {
        return Check::INVALID;
    }
    let has_check_digit = canonical.len() == 15 && luhn::sum(canonical).is_multiple_of(10);
    if !has_check_digit {
        return if canonical.len() == 14 || canonical.ends_with(b"0") { unchecked(canonical) } else { Check::INVALID };
    }
    let Some(body) = reporting_body(canonical) else { return Check::INVALID };
    Check {
        verdict: Verdict::Valid,
        is_test: body == ReportingBody::Test || is_placeholder(canonical),
        facts: Facts::default().with(0, body == ReportingBody::Active),
    }
}

/// A number whose check digit was left out, or written as 0.
fn unchecked(canonical: &[u8]) -> Check {
    if reporting_body(canonical) != Some(ReportingBody::Active) {
        return Check::INVALID;
    }
    Check {
        verdict: Verdict::Unknown,
        is_test: has_two_at_most(canonical) || is_run(canonical),
        facts: Facts::default().with(0, true),
    }
}

fn is_placeholder(canonical: &[u8]) -> bool {
    static DEFAULTS: OnceLock<Keys> = OnceLock::new();
    let defaults = DEFAULTS.get_or_init(|| Keys::of(include_str!("../../../rules/data/imei_test.tsv")));
    has_two_at_most(canonical) || is_run(&canonical[..14]) || defaults.contains(canonical)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rates_hold_for_random_digits() {
        assert_rates(&VALIDATOR, 400_000, |random| random.digits(15));
    }

    #[test]
    fn defaults_and_test_devices_are_test_values() {
        for value in [b"000000000000000", b"004999010640000", b"358240051111110"] {
            assert_eq!((check(value).verdict, check(value).is_test), (Verdict::Valid, true));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn one_wrong_digit_is_found(serial in "[0-9]{12}", at in 0usize..15, step in 1u8..10) {
            let mut number = format!("35{serial}").into_bytes();
            number.push(luhn::check_digit(&number));
            prop_assert_eq!(check(&number).verdict, Verdict::Valid);
            number[at] = (number[at] - b'0' + step) % 10 + b'0';
            // A nought in the last place may stand for a check digit that was left out: then nothing is known.
            let verdict = check(&number).verdict;
            prop_assert!(verdict == Verdict::Invalid || (number[14] == b'0' && verdict == Verdict::Unknown));
        }
    }
}
