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

use super::digits::{has_two_at_most, is_run};
use super::packed::{Heads, Packed};
use super::reporting_body::{ReportingBody, reporting_body};
use super::table::Keys;
use super::{Check, Facts, Validator, Verdict, luhn};

struct Tables {
    defaults: Keys,
    /// Those of placeholders.
    heads: Heads,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let defaults = Keys::of(include_str!("../../../rules/data/imei_test.tsv"));
        Tables { heads: Heads::of(&defaults).and_of_two_digits(), defaults }
    })
}

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
    if !matches!(canonical.len(), 14 | 15) {
        return Check::INVALID;
    }
    let Some(digits) = Packed::of(canonical) else { return Check::INVALID };
    let has_check_digit = canonical.len() == 15 && luhn::holds(digits);
    if !has_check_digit {
        let is_left_out = canonical.len() == 14 || digits.last() >> 56 == 0;
        return if is_left_out { unchecked(canonical, digits) } else { Check::INVALID };
    }
    let head = digits.head();
    let Some(body) = reporting_body(head / 100) else { return Check::INVALID };
    Check {
        verdict: Verdict::Valid,
        is_test: body == ReportingBody::Test || tables().heads.contains(head) && is_placeholder(canonical),
        facts: Facts::default().with(0, body == ReportingBody::Active),
    }
}

/// A number whose check digit was left out, or written as 0.
fn unchecked(canonical: &[u8], digits: Packed) -> Check {
    let head = digits.head();
    if reporting_body(head / 100) != Some(ReportingBody::Active) {
        return Check::INVALID;
    }
    Check {
        verdict: Verdict::Unknown,
        is_test: tables().heads.contains(head) && (has_two_at_most(canonical) || is_run(canonical)),
        facts: Facts::default().with(0, true),
    }
}

#[cold]
fn is_placeholder(canonical: &[u8]) -> bool {
    has_two_at_most(canonical) || is_run(&canonical[..14]) || tables().defaults.contains(canonical)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::digits::{all_digits, number};
    use super::super::sample::{assert_rates, assert_same};
    use super::*;

    /// The check in plain words.
    fn plain(canonical: &[u8]) -> Check {
        if !matches!(canonical.len(), 14 | 15) || !all_digits(canonical) {
            return Check::INVALID;
        }
        let Some(body) = number(&canonical[..2]).and_then(reporting_body) else { return Check::INVALID };
        let is_active = body == ReportingBody::Active;
        let facts = Facts::default().with(0, is_active);
        if canonical.len() == 15 && luhn::sum(canonical).is_multiple_of(10) {
            let is_test = body == ReportingBody::Test || is_placeholder(canonical);
            return Check { verdict: Verdict::Valid, is_test, facts };
        }
        if !is_active || (canonical.len() == 15 && !canonical.ends_with(b"0")) {
            return Check::INVALID;
        }
        Check { verdict: Verdict::Unknown, is_test: has_two_at_most(canonical) || is_run(canonical), facts }
    }

    #[test]
    fn every_value_is_checked_as_plain_words_say() {
        let written: [&[u8]; 3] = [b"490154203237518", b"35209900176148", b"004999010640000"];
        assert_same(check, plain, 13..=16, written.into_iter().chain(tables().defaults.iter()));
    }

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
