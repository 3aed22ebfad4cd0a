//! Latin America and East Asia.

use super::super::digits::{all_digits, is_repeated, number};
use super::super::{Check, Facts, Validator};
use super::arith::{digit, is_month_and_day, weighted};

/// Brazil: register of natural persons.
pub const BR_CPF: Validator = Validator { name: "br_cpf", random_pass_rate: 0.01, check: br_cpf, facts: &[] };
/// Mexico: population register code.
pub const MX_CURP: Validator = Validator { name: "mx_curp", random_pass_rate: 0.000_019, check: mx_curp, facts: &[] };
/// Chile: tax number of persons and companies.
pub const CL_RUT: Validator = Validator { name: "cl_rut", random_pass_rate: 0.0907, check: cl_rut, facts: &[] };
/// Argentina: tax and labour number.
pub const AR_CUIT: Validator = Validator { name: "ar_cuit", random_pass_rate: 0.0073, check: ar_cuit, facts: &[] };
/// China: resident identity number.
pub const CN_RIC: Validator = Validator { name: "cn_ric", random_pass_rate: 0.000_068, check: cn_ric, facts: &[] };
/// South Korea: resident registration number.
pub const KR_RRN: Validator =
    Validator { name: "kr_rrn", random_pass_rate: 0.0366, check: kr_rrn, facts: &[("a check digit that holds", 0.1)] };
/// Japan: individual number.
pub const JP_MY_NUMBER: Validator =
    Validator { name: "jp_my_number", random_pass_rate: 0.0999, check: jp_my_number, facts: &[] };

/// Eleven digits, the last two checks by eleven; all equal digits pass the arithmetic and are refused.
/// Source: Receita Federal.
///
/// ```
/// use plainsight::detect::validate::{Verdict, national::far};
/// assert_eq!(far::br_cpf(b"39053344705").verdict, Verdict::Valid);
/// assert_eq!(far::br_cpf(b"39053344706").verdict, Verdict::Invalid);
/// ```
#[must_use]
pub fn br_cpf(canonical: &[u8]) -> Check {
    if canonical.len() != 11 || !all_digits(canonical) {
        return Check::INVALID;
    }
    if is_repeated(canonical) {
        return Check::PLACEHOLDER;
    }
    let check = |weights: &[u32]| weighted(canonical, weights) * 10 % 11 % 10;
    let holds = check(&[10, 9, 8, 7, 6, 5, 4, 3, 2]) == digit(canonical[9])
        && check(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) == digit(canonical[10]);
    Check { is_test: holds && canonical == b"11144477735", ..Check::valid_if(holds) }
}

/// Four letters of the names, birth date YYMMDD, H or M (X since 2024), state, three consonants, a sign, a check digit.
/// Source: RENAPO, instructive for the CURP.
#[must_use]
pub fn mx_curp(canonical: &[u8]) -> Check {
    const STATES: &[u8] = b"ASBCBSCCCSCHCLCMDFDGGTGRHGJCMCMNMSNTNLOCPLQTQRSPSLSRTCTSTLVZYNZSNE";
    if canonical.len() != 18 || !canonical.iter().all(u8::is_ascii_alphanumeric) {
        return Check::INVALID;
    }
    let are_letters = |range: &[u8]| range.iter().all(u8::is_ascii_uppercase);
    let has_form = are_letters(&canonical[..4]) && all_digits(&canonical[4..10]) && are_letters(&canonical[10..16]);
    let has_state = STATES.chunks_exact(2).any(|state| state == &canonical[11..13]);
    if !has_form || !has_state || !matches!(canonical[10], b'H' | b'M') || !is_month_and_day(&canonical[6..10]) {
        return Check::INVALID;
    }
    // Letters count from ten, with a place left free after N for the letter that ASCII lacks.
    let value = |byte: u8| match byte {
        b'0'..=b'9' => digit(byte),
        b'A'..=b'N' => u32::from(byte - b'A') + 10,
        _ => u32::from(byte.wrapping_sub(b'O')) + 25,
    };
    let sum: u32 = canonical[..17].iter().zip((2..=18).rev()).map(|(&byte, weight)| value(byte) * weight).sum();
    Check::valid_if((10 - sum % 10) % 10 == digit(canonical[17]) && canonical[17].is_ascii_digit())
}

/// Seven or eight digits and a check digit or K by eleven. Source: Servicio de Registro Civil e Identificación.
#[must_use]
pub fn cl_rut(canonical: &[u8]) -> Check {
    let Some((&check, body)) = canonical.split_last() else { return Check::INVALID };
    if !matches!(body.len(), 7 | 8) || !all_digits(body) || is_repeated(body) {
        return Check::INVALID;
    }
    let weights = [2, 3, 4, 5, 6, 7, 2, 3];
    let sum: u32 = body.iter().rev().zip(weights).map(|(&byte, weight)| digit(byte) * weight).sum();
    let wanted = b"0K987654321"[sum as usize % 11];
    Check::valid_if(check == wanted)
}

/// Eleven digits: kind 20, 23, 24, 25, 26, 27 for persons, 30, 33, 34 for companies; the number; a check by eleven.
/// Source: AFIP.
#[must_use]
pub fn ar_cuit(canonical: &[u8]) -> Check {
    if canonical.len() != 11 || !all_digits(canonical) {
        return Check::INVALID;
    }
    let has_kind = matches!(number(&canonical[..2]), Some(20 | 23..=27 | 30 | 33 | 34));
    let check = (11 - weighted(canonical, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    Check::valid_if(has_kind && check == digit(canonical[10]))
}

/// Eighteen characters: area of six digits, birth date YYYYMMDD, sequence, a check digit or X by ISO 7064 mod 11-2.
/// Source: GB 11643-1999.
#[must_use]
pub fn cn_ric(canonical: &[u8]) -> Check {
    let Some((&check, body)) = canonical.split_last().filter(|(_, body)| body.len() == 17) else {
        return Check::INVALID;
    };
    let has_date = all_digits(body) && matches!(&body[6..8], b"18" | b"19" | b"20") && is_month_and_day(&body[10..14]);
    let sum = weighted(body, &[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
    let has_area = matches!(body[0], b'1'..=b'6' | b'8');
    Check::valid_if(has_date && has_area && b"10X98765432"[sum as usize % 11] == check)
}

/// Thirteen digits: birth date YYMMDD, sex and century, and until October 2020 place, sequence and a check digit by eleven.
/// Numbers given out since then have none, so that only the date is asked. Source: Resident Registration Act, enforcement rules.
#[must_use]
pub fn kr_rrn(canonical: &[u8]) -> Check {
    if canonical.len() != 13 || !all_digits(canonical) || !is_month_and_day(&canonical[2..6]) {
        return Check::INVALID;
    }
    let rest = weighted(canonical, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11;
    let holds = (11 - rest) % 10 == digit(canonical[12]);
    Check { facts: Facts::default().with(0, holds), ..Check::VALID }
}

/// Twelve digits, the last a check by eleven. Source: Act on the Use of Numbers, ordinance of 2014.
#[must_use]
pub fn jp_my_number(canonical: &[u8]) -> Check {
    if canonical.len() != 12 || !all_digits(canonical) || is_repeated(canonical) {
        return Check::INVALID;
    }
    let rest = weighted(canonical, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let check = if rest <= 1 { 0 } else { 11 - rest };
    Check::valid_if(check == digit(canonical[11]))
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rates_hold_for_random_digits() {
        for (validator, len) in [(&BR_CPF, 11), (&CL_RUT, 9), (&AR_CUIT, 11), (&KR_RRN, 13), (&JP_MY_NUMBER, 12)] {
            assert_rates(validator, 300_000, |random| random.digits(len));
        }
        assert_rates(&CN_RIC, 3_000_000, |random| random.digits(18));
    }

    #[test]
    fn stated_rate_holds_for_random_letters_and_digits() {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        assert_rates(&MX_CURP, 2_000_000, |random| {
            let mut letters = |count: usize| (0..count).map(|_| random.byte_of(LETTERS)).collect::<Vec<_>>();
            let (names, rest) = (letters(4), letters(6));
            [names, random.digits(6), rest, random.digits(2)].concat()
        });
    }
}
