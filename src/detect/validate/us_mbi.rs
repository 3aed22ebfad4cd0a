//! Medicare beneficiary identifier (MBI) of the United States.
//!
//! Issued by the Centers for Medicare & Medicaid Services since 2018 in place of a number made of the social security number:
//! eleven characters, each place with its own sort, without the letters S, L, O, I, B and Z. There is no check digit.
//! Of random capitals and digits 1 in 9000 has the form; of strings with letters and digits in the right places 22 % pass.
//!
//! Source: Centers for Medicare & Medicaid Services, "Understanding the MBI format".
//!
//! ```
//! use plainsight::detect::validate::{Verdict, us_mbi};
//! assert_eq!(us_mbi::check(b"1EG4TE5MK73").verdict, Verdict::Valid);
//! assert_eq!(us_mbi::check(b"1SG4TE5MK73").verdict, Verdict::Invalid);
//! ```

use super::{Check, Validator};

/// The validator of beneficiary identifiers.
pub const VALIDATOR: Validator = Validator { name: "us_mbi", random_pass_rate: 0.000_105, check, facts: &[] };

/// What stands in each place: `C` 1 to 9, `N` a digit, `A` a letter, `X` either.
const PLACES: &[u8; 11] = b"CAXNAXNAANN";

/// Specimens of the agency.
const SAMPLES: [&[u8]; 2] = [b"1EG4TE5MK72", b"1EG4TE5MK73"];

/// Checks eleven characters.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let is_letter = |byte: u8| byte.is_ascii_uppercase() && !b"SLOIBZ".contains(&byte);
    let fits = |(&byte, &place): (&u8, &u8)| match place {
        b'C' => matches!(byte, b'1'..=b'9'),
        b'N' => byte.is_ascii_digit(),
        b'A' => is_letter(byte),
        _ => byte.is_ascii_digit() || is_letter(byte),
    };
    let holds = canonical.len() == PLACES.len() && canonical.iter().zip(PLACES).all(fits);
    Check { is_test: holds && SAMPLES.contains(&canonical), ..Check::valid_if(holds) }
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rate_holds_for_random_capitals_and_digits() {
        assert_rates(&VALIDATOR, 3_000_000, |random| {
            (0..11).map(|_| random.byte_of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")).collect()
        });
    }
}
