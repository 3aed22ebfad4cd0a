//! National provider identifier (NPI) of the United States health system.
//!
//! Issued by the Centers for Medicare & Medicaid Services: ten digits, the first 1 or 2, the last a Luhn check digit
//! over the number with `80840` before it. Public, and of little harm; it stands here because it competes with phone
//! numbers for ten digits. 2 % of random ten digits pass, but 10 % of Unix times in seconds do, since these start with 1.
//!
//! Source: 45 CFR 162.406; Centers for Medicare & Medicaid Services, "NPI check digit".
//!
//! ```
//! use plainsight::detect::validate::{Verdict, npi};
//! assert_eq!(npi::check(b"1234567893").verdict, Verdict::Valid);
//! assert_eq!(npi::check(b"1234567890").verdict, Verdict::Invalid);
//! ```

use super::digits::all_digits;
use super::{Check, Validator, luhn};

/// The validator of provider identifiers.
pub const VALIDATOR: Validator = Validator { name: "npi", random_pass_rate: 0.02, check, facts: &[] };

/// The Luhn sum of the digits `80840` when ten digits follow them.
const PREFIX_SUM: u32 = 24;

/// Checks ten digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let has_form = canonical.len() == 10 && all_digits(canonical) && matches!(canonical[0], b'1' | b'2');
    Check::valid_if(has_form && (PREFIX_SUM + luhn::sum(canonical)).is_multiple_of(10))
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rate_holds_for_random_digits() {
        assert_rates(&VALIDATOR, 200_000, |random| random.digits(10));
    }

    #[test]
    fn the_prefix_is_part_of_the_check() {
        let mut long = b"80840".to_vec();
        long.extend_from_slice(b"1245319599");
        assert!(luhn::is_valid(&long));
        assert_eq!(check(b"1245319599"), Check::VALID);
    }
}
