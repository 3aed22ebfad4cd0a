//! International mobile equipment identity with software version (IMEISV).
//!
//! Sixteen digits: the fourteen of an IMEI without its check digit, and two for the version of the software. Without a
//! check digit only the reporting body can be tested; it exists for a quarter of random numbers. The check therefore
//! needs a label beside it. It rules out what else has sixteen digits: microseconds since 1970 start with 16 or 17,
//! and cards with 4, most of 5 and 2, which are no reporting bodies.
//!
//! Sources: 3GPP TS 23.003, clause 6.2.2; GSMA TS.06.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, imeisv};
//! assert_eq!(imeisv::check(b"3520990017614801").verdict, Verdict::Valid);
//! assert_eq!(imeisv::check(b"1704067200000000").verdict, Verdict::Invalid);
//! ```

use super::digits::has_two_at_most;
use super::packed::Packed;
use super::reporting_body::{ReportingBody, reporting_body};
use super::{Check, Facts, Validator, Verdict};

/// The validator of device identities with software version.
pub const VALIDATOR: Validator = Validator {
    name: "imeisv",
    random_pass_rate: 0.26,
    check,
    facts: &[("the reporting body allocates types today", 0.154)],
};

/// Checks sixteen digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let Some(digits) = Packed::of(canonical).filter(|_| canonical.len() == 16) else { return Check::INVALID };
    let Some(body) = reporting_body(digits.head() / 100) else { return Check::INVALID };
    Check {
        verdict: Verdict::Valid,
        is_test: body == ReportingBody::Test || has_two_at_most(canonical),
        facts: Facts::default().with(0, body == ReportingBody::Active),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rates_hold_for_random_digits() {
        assert_rates(&VALIDATOR, 100_000, |random| random.digits(16));
    }
}
