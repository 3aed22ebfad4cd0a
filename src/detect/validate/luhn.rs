//! The Luhn check (ISO/IEC 7812-1, annex B), also "modulus 10, double-add-double".
//!
//! From the right, every second digit is doubled and the digits of the result are added; the sum must be a multiple of
//! ten. It finds every single wrong digit, and every swap of neighbours except 09 and 90. One random number in ten
//! passes.
//!
//! ```
//! use plainsight::detect::validate::luhn;
//! assert!(luhn::is_valid(b"79927398713"));
//! assert!(!luhn::is_valid(b"79927398710"));
//! ```

use super::digits::{all_digits, words};
use super::packed::Packed;

/// A byte in each byte, and in every second one.
const EACH: u64 = 0x0101_0101_0101_0101;
const SECOND: u64 = 0x00FF_00FF_00FF_00FF;

/// The Luhn sum of ASCII digits, the last one not doubled. Other bytes count as whatever their low bits say: callers
/// have checked.
#[inline]
pub(super) fn sum(digits: &[u8]) -> u32 {
    const DOUBLED: u64 = 0x000F_000F_000F_000F;
    let sum = words(digits).fold(0, |sum, word| {
        // Of eight digits the first, third, fifth and seventh are doubled: counted from the right, every second one.
        let (doubled, plain) = (word & DOUBLED, word >> 8 & DOUBLED);
        // Twice a digit above four has two digits, which add up to nine less.
        let large = (doubled + 0x7B * (EACH & DOUBLED)) >> 7 & EACH;
        sum + (2 * doubled - 9 * large + plain).wrapping_mul(EACH) / (1 << 56)
    });
    u32::try_from(sum).unwrap_or(u32::MAX)
}

/// Whether digits, check digit last, pass.
#[inline]
pub(super) fn holds(digits: Packed) -> bool {
    let [high, low] = digits.padded();
    // The eight digits that are doubled, those of both words in one.
    let doubled = high & SECOND | (low & SECOND) << 8;
    let large = (doubled + 0x7B * EACH) >> 7 & EACH;
    let plain = (high >> 8 & SECOND) + (low >> 8 & SECOND);
    let sum = (2 * doubled - 9 * large + plain).wrapping_mul(EACH) >> 56;
    sum.is_multiple_of(10)
}

/// Whether ASCII digits, check digit last, pass.
#[must_use]
pub fn is_valid(digits: &[u8]) -> bool {
    match Packed::of(digits) {
        Some(digits) => holds(digits),
        None => all_digits(digits) && sum(digits).is_multiple_of(10),
    }
}

/// The digit that makes `digits` pass when it is put behind them.
#[cfg(test)]
pub(super) fn check_digit(digits: &[u8]) -> u8 {
    let mut extended = digits.to_vec();
    extended.push(b'0');
    b"0987654321"[sum(&extended) as usize % 10]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The standard's words, one after the other.
    fn naive(digits: &[u8]) -> bool {
        let mut sum = 0;
        for (index, byte) in digits.iter().rev().enumerate() {
            let digit = u32::from(byte - b'0') * if index % 2 == 1 { 2 } else { 1 };
            sum += digit / 10 + digit % 10;
        }
        sum % 10 == 0
    }

    #[test]
    fn other_bytes_never_pass() {
        assert!(!is_valid(b"") && !is_valid(b"7992739871A") && !is_valid(b"7992 7398713"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn agrees_with_the_naive_twin(digits in "[0-9]{1,24}") {
            prop_assert_eq!(is_valid(digits.as_bytes()), naive(digits.as_bytes()));
        }

        #[test]
        fn one_wrong_digit_is_found(digits in "[0-9]{1,24}", at in any::<prop::sample::Index>(), step in 1u8..10) {
            let mut number = digits.into_bytes();
            number.push(check_digit(&number));
            prop_assert!(is_valid(&number));
            let at = at.index(number.len());
            number[at] = (number[at] - b'0' + step) % 10 + b'0';
            prop_assert!(!is_valid(&number));
        }

        #[test]
        fn swapped_neighbours_are_found_except_nought_and_nine(digits in "[0-9]{2,24}", at in any::<prop::sample::Index>()) {
            let mut number = digits.into_bytes();
            number.push(check_digit(&number));
            let at = at.index(number.len() - 1);
            number.swap(at, at + 1);
            let pair = [number[at], number[at + 1]];
            let unseen = pair[0] == pair[1] || pair == *b"09" || pair == *b"90";
            prop_assert_eq!(is_valid(&number), unseen);
        }
    }
}
