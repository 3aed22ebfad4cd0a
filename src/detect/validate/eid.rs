//! Identifier of an embedded SIM (EID).
//!
//! Assigned by the maker of the eUICC under GSMA SGP.29: thirty-two digits that begin with 89, and are 1 modulo 97. One random
//! number in ten thousand of thirty-two digits passes. It names the device for as long as it lives.
//!
//! Source: GSMA SGP.29, EID definition and assignment.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, eid};
//! assert_eq!(eid::check(b"89049032004008882600012345678956").verdict, Verdict::Valid);
//! assert_eq!(eid::check(b"89049032004008882600012345678957").verdict, Verdict::Invalid);
//! ```

use super::digits::all_digits;
use super::{Check, Validator};

/// The validator of identifiers of embedded SIMs.
pub const VALIDATOR: Validator = Validator { name: "eid", random_pass_rate: 0.000_103, check, facts: &[] };

/// Checks thirty-two digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let has_form = canonical.len() == 32 && all_digits(canonical) && canonical.starts_with(b"89");
    let rest = canonical.iter().fold(0u32, |rest, byte| (rest * 10 + u32::from(byte & 0x0F)) % 97);
    Check::valid_if(has_form && rest == 1)
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rate_holds_for_random_digits() {
        assert_rates(&VALIDATOR, 2_000_000, |random| random.digits(32));
    }
}
