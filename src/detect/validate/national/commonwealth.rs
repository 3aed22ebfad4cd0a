//! Canada, the United Kingdom, Ireland, Australia, India, South Africa, Singapore and Hong Kong.

use super::super::digits::{all_digits, has_two_at_most, is_repeated, is_run, number};
use super::super::{Check, Validator, luhn};
use super::arith::{digit, is_month_and_day, is_verhoeff, weighted};

/// Canada: Social Insurance Number.
pub const CA_SIN: Validator = Validator { name: "ca_sin", random_pass_rate: 0.08, check: ca_sin, facts: &[] };
/// United Kingdom: National Insurance number.
pub const UK_NINO: Validator = Validator { name: "uk_nino", random_pass_rate: 0.085, check: uk_nino, facts: &[] };
/// United Kingdom: NHS number.
pub const UK_NHS: Validator = Validator { name: "uk_nhs", random_pass_rate: 0.091, check: uk_nhs, facts: &[] };
/// Ireland: Personal Public Service number.
pub const IE_PPS: Validator = Validator { name: "ie_pps", random_pass_rate: 0.0385, check: ie_pps, facts: &[] };
/// Australia: tax file number.
pub const AU_TFN: Validator = Validator { name: "au_tfn", random_pass_rate: 0.091, check: au_tfn, facts: &[] };
/// Australia: Medicare card number.
pub const AU_MEDICARE: Validator =
    Validator { name: "au_medicare", random_pass_rate: 0.045, check: au_medicare, facts: &[] };
/// India: Aadhaar number.
pub const IN_AADHAAR: Validator =
    Validator { name: "in_aadhaar", random_pass_rate: 0.08, check: in_aadhaar, facts: &[] };
/// India: permanent account number.
pub const IN_PAN: Validator = Validator { name: "in_pan", random_pass_rate: 0.385, check: in_pan, facts: &[] };
/// South Africa: identity number.
pub const ZA_ID: Validator = Validator { name: "za_id", random_pass_rate: 0.000_25, check: za_id, facts: &[] };
/// Singapore: NRIC and FIN.
pub const SG_NRIC: Validator = Validator { name: "sg_nric", random_pass_rate: 0.0074, check: sg_nric, facts: &[] };
/// Hong Kong: identity card number.
pub const HK_ID: Validator = Validator { name: "hk_id", random_pass_rate: 0.091, check: hk_id, facts: &[] };

/// Nine digits; Luhn; 0 is not used and 8 was never issued as the first. Source: Service Canada.
///
/// ```
/// use plainsight::detect::validate::{Verdict, national::commonwealth};
/// assert_eq!(commonwealth::ca_sin(b"130692544").verdict, Verdict::Valid);
/// assert_eq!(commonwealth::ca_sin(b"130692545").verdict, Verdict::Invalid);
/// ```
#[must_use]
pub fn ca_sin(canonical: &[u8]) -> Check {
    let has_form = canonical.len() == 9 && all_digits(canonical) && !matches!(canonical[0], b'0' | b'8');
    Check::valid_if(has_form && !is_repeated(canonical) && luhn::is_valid(canonical))
}

/// Two letters, six digits, a letter A to D that may be missing. D, F, I, Q, U, V stand in neither place of the prefix,
/// O not in the second; BG, GB, KN, NK, NT, TN and ZZ are not used. QQ is the official specimen. There is no check
/// digit. Source: HM Revenue & Customs, National Insurance Manual NIM39110.
#[must_use]
pub fn uk_nino(canonical: &[u8]) -> Check {
    let (prefix, rest) = match canonical.len() {
        8 | 9 => canonical.split_at(2),
        _ => return Check::INVALID,
    };
    let (digits, suffix) = rest.split_at(6);
    if !all_digits(digits) || !suffix.iter().all(|byte| matches!(byte, b'A'..=b'D')) {
        return Check::INVALID;
    }
    if prefix == b"QQ" || is_repeated(digits) {
        return Check::PLACEHOLDER;
    }
    let is_allowed = |byte: u8| byte.is_ascii_uppercase() && !b"DFIQUV".contains(&byte);
    let is_unused = matches!(prefix, b"BG" | b"GB" | b"KN" | b"NK" | b"NT" | b"TN" | b"ZZ");
    Check::valid_if(is_allowed(prefix[0]) && is_allowed(prefix[1]) && prefix[1] != b'O' && !is_unused)
}

/// Ten digits; weights 10 to 2, and eleven less the remainder by eleven is the last digit. 999 is a test range.
/// Source: NHS Data Dictionary, NHS number.
#[must_use]
pub fn uk_nhs(canonical: &[u8]) -> Check {
    if canonical.len() != 10 || !all_digits(canonical) {
        return Check::INVALID;
    }
    if has_two_at_most(canonical) || is_run(canonical) {
        return Check::PLACEHOLDER;
    }
    let check = 11 - weighted(canonical, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let holds = check != 10 && check % 11 == digit(canonical[9]);
    Check { is_test: holds && canonical.starts_with(b"999"), ..Check::valid_if(holds) }
}

/// Seven digits, a check letter, and since 2013 a second letter: the weighted sum by 23 chooses the first letter.
/// Source: Department of Social Protection, PPS number format.
#[must_use]
pub fn ie_pps(canonical: &[u8]) -> Check {
    if !matches!(canonical.len(), 8 | 9) || !all_digits(&canonical[..7]) {
        return Check::INVALID;
    }
    let extra = match canonical.get(8) {
        None | Some(b'W') => 0,
        Some(letter @ b'A'..=b'I') => u32::from(letter - b'A' + 1),
        Some(_) => return Check::INVALID,
    };
    let sum = weighted(canonical, &[8, 7, 6, 5, 4, 3, 2]) + 9 * extra;
    Check::valid_if(b"WABCDEFGHIJKLMNOPQRSTUV"[sum as usize % 23] == canonical[7])
}

/// Nine digits; the weights 1 4 3 7 5 8 6 9 10 give a multiple of eleven. Source: Australian Taxation Office.
#[must_use]
pub fn au_tfn(canonical: &[u8]) -> Check {
    if canonical.len() != 9 || !all_digits(canonical) || is_repeated(canonical) {
        return Check::INVALID;
    }
    let holds = weighted(canonical, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11);
    Check { is_test: holds && is_run(canonical), ..Check::valid_if(holds) }
}

/// Ten digits, or eleven with the place on the card: the first is 2 to 6, the ninth checks the first eight by the
/// weights 1 3 7 9, the tenth counts issues. Source: Services Australia.
#[must_use]
pub fn au_medicare(canonical: &[u8]) -> Check {
    let has_form = matches!(canonical.len(), 10 | 11) && all_digits(canonical) && matches!(canonical[0], b'2'..=b'6');
    let check = |digits: &[u8]| weighted(digits, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digit(digits[8]);
    Check::valid_if(has_form && canonical[9] != b'0' && check(canonical))
}

/// Twelve digits, the first 2 to 9; Verhoeff. Source: Unique Identification Authority of India.
#[must_use]
pub fn in_aadhaar(canonical: &[u8]) -> Check {
    const TESTS: [&[u8]; 3] = [b"999941057058", b"999971658847", b"999933119405"];
    let has_form = canonical.len() == 12 && all_digits(canonical) && canonical[0] >= b'2';
    let holds = has_form && !is_repeated(canonical) && is_verhoeff(canonical);
    Check { is_test: holds && TESTS.contains(&canonical), ..Check::valid_if(holds) }
}

/// Five letters, four digits, a letter; the fourth letter is the sort of holder (P: a person). Its check letter is not
/// public. Source: Income Tax Department of India.
#[must_use]
pub fn in_pan(canonical: &[u8]) -> Check {
    let letters = |range: &[u8]| range.iter().all(u8::is_ascii_uppercase);
    let has_form = canonical.len() == 10 && letters(&canonical[..5]) && letters(&canonical[9..]);
    let holds = has_form
        && all_digits(&canonical[5..9])
        && &canonical[5..9] != b"0000"
        && b"PHFATBLJGC".contains(&canonical[3]);
    Check { is_test: holds && &canonical[5..9] == b"1234", ..Check::valid_if(holds) }
}

/// Thirteen digits: birth date, sequence (5000 and above for men), citizenship 0 to 2, a digit, Luhn.
/// Source: Department of Home Affairs.
#[must_use]
pub fn za_id(canonical: &[u8]) -> Check {
    let has_form = canonical.len() == 13 && all_digits(canonical) && matches!(canonical[10], b'0'..=b'2');
    let has_series = has_form && matches!(canonical[11], b'8' | b'9');
    Check::valid_if(has_series && is_month_and_day(&canonical[2..6]) && luhn::is_valid(canonical))
}

/// S, T, F, G or M, seven digits, a check letter from the table of the series. Source: Immigration & Checkpoints
/// Authority; the weights are those of the published descriptions.
#[must_use]
pub fn sg_nric(canonical: &[u8]) -> Check {
    if canonical.len() != 9 || !all_digits(&canonical[1..8]) {
        return Check::INVALID;
    }
    let (offset, letters): (u32, &[u8; 11]) = match canonical[0] {
        b'S' => (0, b"JZIHGFEDCBA"),
        b'T' => (4, b"JZIHGFEDCBA"),
        b'F' => (0, b"XWUTRQPNMLK"),
        b'G' => (4, b"XWUTRQPNMLK"),
        b'M' => (3, b"XWUTRQPNJLK"),
        _ => return Check::INVALID,
    };
    let sum = weighted(&canonical[1..8], &[2, 7, 6, 5, 4, 3, 2]) + offset;
    let holds = letters[sum as usize % 11] == canonical[8];
    Check { is_test: holds && is_run(&canonical[1..8]), ..Check::valid_if(holds) }
}

/// One or two letters, six digits, a check digit or A; letters count from ten, a missing one 36.
/// Source: Immigration Department of Hong Kong; the check is that of the published descriptions.
#[must_use]
pub fn hk_id(canonical: &[u8]) -> Check {
    let letters = canonical.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let Some((prefix, rest)) = canonical.split_at_checked(letters.min(2)) else { return Check::INVALID };
    let Some((&check, digits)) = rest.split_last() else { return Check::INVALID };
    if prefix.is_empty() || digits.len() != 6 || number(digits).is_none() {
        return Check::INVALID;
    }
    let value = |letter: u8| u32::from(letter - b'A') + 10;
    let head = match *prefix {
        [one] => 9 * 36 + 8 * value(one),
        [one, two] => 9 * value(one) + 8 * value(two),
        _ => return Check::INVALID,
    };
    let last = match check {
        b'A' => 10,
        b'0'..=b'9' => digit(check),
        _ => return Check::INVALID,
    };
    let sum = head + weighted(digits, &[7, 6, 5, 4, 3, 2]) + last;
    let holds = sum.is_multiple_of(11);
    Check { is_test: holds && is_run(digits), ..Check::valid_if(holds) }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Random, assert_rates};
    use super::*;

    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    fn letters(random: &mut Random, count: usize) -> Vec<u8> {
        (0..count).map(|_| random.byte_of(LETTERS)).collect()
    }

    #[test]
    fn stated_rates_hold_for_random_digits() {
        assert_rates(&CA_SIN, 100_000, |random| random.digits(9));
        assert_rates(&UK_NHS, 100_000, |random| random.digits(10));
        assert_rates(&AU_TFN, 100_000, |random| random.digits(9));
        assert_rates(&AU_MEDICARE, 100_000, |random| random.digits(10));
        assert_rates(&IN_AADHAAR, 100_000, |random| random.digits(12));
        assert_rates(&ZA_ID, 1_000_000, |random| random.digits(13));
    }

    #[test]
    fn stated_rates_hold_for_random_letters_and_digits() {
        assert_rates(&UK_NINO, 100_000, |random| [letters(random, 2), random.digits(6), letters(random, 1)].concat());
        assert_rates(&IE_PPS, 100_000, |random| [random.digits(7), letters(random, 1)].concat());
        assert_rates(&IN_PAN, 100_000, |random| [letters(random, 5), random.digits(4), letters(random, 1)].concat());
        assert_rates(&SG_NRIC, 200_000, |random| [letters(random, 1), random.digits(7), letters(random, 1)].concat());
        assert_rates(&HK_ID, 100_000, |random| [letters(random, 1), random.digits(7)].concat());
    }
}
