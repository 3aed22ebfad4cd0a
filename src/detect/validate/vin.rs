//! Vehicle identification number (VIN).
//!
//! Given by the maker: seventeen digits and letters without I, O and Q. In North America the ninth place is a check digit or X:
//! letters stand for numbers, the weighted sum is taken by eleven. Makers elsewhere need not keep to it. Of random
//! strings of the alphabet 3 % have a right ninth place. It names the owner by way of a registry.
//!
//! Source: 49 CFR 565; ISO 3779.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, vin};
//! assert_eq!(vin::check(b"1M8GDM9AXKP042788").verdict, Verdict::Valid);
//! assert_eq!(vin::check(b"1M8GDM9A1KP042788").verdict, Verdict::Invalid);
//! ```

use super::digits::has_two_at_most;
use super::{Check, Validator};

/// The validator of vehicle identification numbers.
pub const VALIDATOR: Validator = Validator { name: "vin", random_pass_rate: 0.0274, check, facts: &[] };

const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/// Checks seventeen characters.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    if canonical.len() != WEIGHTS.len() || has_two_at_most(canonical) {
        return Check::INVALID;
    }
    let mut sum = 0;
    for (&byte, weight) in canonical.iter().zip(WEIGHTS) {
        let Some(value) = value(byte) else { return Check::INVALID };
        sum += value * weight;
    }
    // The tenth place is the model year, which is never 0, U or Z, and the last four are digits everywhere.
    let has_year = !matches!(canonical[9], b'0' | b'U' | b'Z');
    let has_serial = canonical[13..].iter().all(u8::is_ascii_digit);
    Check::valid_if(has_year && has_serial && b"0123456789X"[sum as usize % 11] == canonical[8])
}

/// What a character counts for: the letters of the alphabet in rows of nine, with gaps for those left out.
fn value(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'I' | b'O' | b'Q' => None,
        b'A'..=b'H' => Some(u32::from(byte - b'A') + 1),
        b'J'..=b'R' => Some(u32::from(byte - b'J') + 1),
        b'S'..=b'Z' => Some(u32::from(byte - b'S') + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rate_holds_for_random_characters_before_four_digits() {
        assert_rates(&VALIDATOR, 400_000, |random| {
            let head: Vec<u8> = (0..13).map(|_| random.byte_of(b"0123456789ABCDEFGHJKLMNPRSTUVWXYZ")).collect();
            [head, random.digits(4)].concat()
        });
    }
}
