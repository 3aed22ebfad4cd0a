//! Mobile equipment identifier (MEID) of CDMA devices.
//!
//! Assigned by the GSMA (earlier the TIA): fourteen hexadecimal digits, the first two of them A0 to FF (99 is shared with
//! the IMEI and all decimal), in print with a fifteenth as check digit: Luhn by sixteen. The decimal form has eighteen digits: the
//! first eight hexadecimal digits as ten decimal ones, the other six as eight; a nineteenth is an ordinary Luhn digit.
//!
//! Without its check digit a hexadecimal MEID looks like a piece of any hash: it is `Unknown` and needs a label. Of random
//! eighteen decimal digits 2.7 % are in the range of the numbers.
//!
//! Sources: 3GPP2 S.R0048-A; 3GPP2 SC.R4002-0.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, meid};
//! assert_eq!(meid::check(b"AF0123450ABCDEC").verdict, Verdict::Valid);
//! assert_eq!(meid::check(b"AF0123450ABCDED").verdict, Verdict::Invalid);
//! assert_eq!(meid::check(b"293608736500703710").verdict, Verdict::Valid);
//! ```

use super::digits::{all_digits, has_two_at_most};
use super::{Check, Validator, Verdict, luhn};

/// The validator of equipment identifiers.
pub const VALIDATOR: Validator = Validator { name: "meid", random_pass_rate: 0.0278, check, facts: &[] };

/// Manufacturer codes of MEIDs begin at A0.
const FIRST_MIN: u64 = 0xA000_0000;

/// Checks 14 or 15 hexadecimal digits, or 18 or 19 decimal ones.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    match canonical.len() {
        14 | 15 => hexadecimal(canonical),
        18 | 19 if all_digits(canonical) => decimal(canonical),
        _ => Check::INVALID,
    }
}

fn hexadecimal(canonical: &[u8]) -> Check {
    let has_range = matches!(canonical[0], b'A'..=b'F') || (canonical.starts_with(b"99") && all_digits(canonical));
    // All letters are a word, all digits a number of another sort.
    let is_hexadecimal = || canonical.iter().all(u8::is_ascii_hexdigit);
    if !has_range || !is_hexadecimal() || has_two_at_most(canonical) || !canonical.iter().any(u8::is_ascii_digit) {
        return Check::INVALID;
    }
    if canonical.len() == 14 {
        return Check { verdict: Verdict::Unknown, ..Check::VALID };
    }
    Check::valid_if(sum_by_sixteen(canonical).is_multiple_of(16))
}

/// Luhn's sum with sixteen in place of ten.
fn sum_by_sixteen(digits: &[u8]) -> u32 {
    let value = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0);
    let places = digits.iter().rev().enumerate();
    places
        .map(|(place, &byte)| {
            let scaled = value(byte) * if place % 2 == 1 { 2 } else { 1 };
            scaled / 16 + scaled % 16
        })
        .sum()
}

fn decimal(canonical: &[u8]) -> Check {
    let number = |digits: &[u8]| digits.iter().fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0'));
    let (first, last) = (number(&canonical[..10]), number(&canonical[10..18]));
    let has_range = (FIRST_MIN..=u64::from(u32::MAX)).contains(&first) && last <= 0xFF_FFFF;
    Check::valid_if(has_range && (canonical.len() == 18 || luhn::is_valid(canonical)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rate_holds_for_random_decimal_digits() {
        assert_rates(&VALIDATOR, 400_000, |random| random.digits(18));
    }

    #[test]
    fn the_check_digit_is_hexadecimal() {
        assert_eq!(check(b"AF0123450ABCDE").verdict, Verdict::Unknown);
        assert_eq!(check(b"2936087365007037100").verdict, Verdict::Valid);
        assert_eq!(check(b"2936087365007037101").verdict, Verdict::Invalid);
        assert_eq!(check(b"DEADBEEFDEADBE").verdict, Verdict::Invalid);
    }
}
