//! United States bank routing number (ABA, RTN).
//!
//! Assigned by the American Bankers Association's registrar to banks: nine digits, four of the Federal Reserve, four of
//! the institution, a check digit. The first two are 00-12, 21-32, 61-72 or 80, and the digits weighed 3, 7, 1 over and
//! over add up to a multiple of ten. 3.8 % of random nine digits pass. The numbers are public; this one stands here
//! because it competes with the social security number, and because it makes an account number of its neighbour.
//! The check finds every wrong digit, and every swap of neighbours that do not differ by five.
//!
//! Source: American Bankers Association, routing number policy; ANSI X9.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, us_bank_routing};
//! assert_eq!(us_bank_routing::check(b"021000021").verdict, Verdict::Valid);
//! assert_eq!(us_bank_routing::check(b"021000022").verdict, Verdict::Invalid);
//! ```

use super::digits::{all_digits, is_repeated, is_run};
use super::{Check, Validator};

/// The validator of routing numbers.
pub const VALIDATOR: Validator = Validator { name: "us_bank_routing", random_pass_rate: 0.038, check, facts: &[] };

/// Checks nine digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let Some(digits) = canonical.first_chunk::<9>().filter(|_| canonical.len() == 9 && all_digits(canonical)) else {
        return Check::INVALID;
    };
    if is_repeated(canonical) || is_run(&canonical[..8]) {
        return Check::PLACEHOLDER;
    }
    let [a, b, c, d, e, f, g, h, i] = digits.map(|byte| u32::from(byte - b'0'));
    let has_prefix = matches!(a * 10 + b, 0..=12 | 21..=32 | 61..=72 | 80);
    let sum = (a + d + g) * 3 + (b + e + h) * 7 + c + f + i;
    Check::valid_if(has_prefix && sum.is_multiple_of(10))
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::super::sample::{Random, assert_rates};
    use super::*;

    #[test]
    fn stated_rate_holds_for_random_digits() {
        assert_rates(&VALIDATOR, 200_000, |random| random.digits(9));
    }

    #[test]
    fn one_wrong_digit_is_found() {
        let mut random = Random::new();
        for _ in 0..256 {
            let mut number = b"021000021".to_vec();
            let (at, step) = (random.below(9), 1 + random.below(9));
            number[at] = b"0123456789"[(usize::from(number[at] - b'0') + step) % 10];
            assert_eq!(check(&number).verdict, Verdict::Invalid);
        }
    }

    #[test]
    fn runs_that_pass_the_sum_are_placeholders() {
        assert_eq!(check(b"123456780"), Check::PLACEHOLDER);
        assert_eq!(check(b"000000000"), Check::PLACEHOLDER);
    }
}
