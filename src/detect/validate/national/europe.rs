//! Continental Europe: France, Germany, Austria, Switzerland, Italy, Spain, Portugal, the Low Countries, Poland, Romania,
//! the Czech Republic and Turkey.

use super::super::digits::{all_digits, is_repeated, is_run, number};
use super::super::{Check, Validator};
use super::arith::{digit, is_date, is_day_and_month, is_mod_11_10, is_month_and_day, remainder, weighted};

/// France: number of the national register (social security number).
pub const FR_NIR: Validator = Validator { name: "fr_nir", random_pass_rate: 0.001_68, check: fr_nir, facts: &[] };
/// Germany: tax identification number.
pub const DE_STEUER_ID: Validator =
    Validator { name: "de_steuer_id", random_pass_rate: 0.0039, check: de_steuer_id, facts: &[] };
/// Austria: social insurance number.
pub const AT_SVNR: Validator = Validator { name: "at_svnr", random_pass_rate: 0.0053, check: at_svnr, facts: &[] };
/// Switzerland: old-age insurance number.
pub const CH_AHV: Validator = Validator { name: "ch_ahv", random_pass_rate: 0.0001, check: ch_ahv, facts: &[] };
/// Italy: tax code.
pub const IT_CODICE_FISCALE: Validator =
    Validator { name: "it_codice_fiscale", random_pass_rate: 0.011, check: it_codice_fiscale, facts: &[] };
/// Spain: national identity number.
pub const ES_DNI: Validator = Validator { name: "es_dni", random_pass_rate: 0.0385, check: es_dni, facts: &[] };
/// Spain: identity number of foreigners.
pub const ES_NIE: Validator = Validator { name: "es_nie", random_pass_rate: 0.0044, check: es_nie, facts: &[] };
/// Portugal: tax number.
pub const PT_NIF: Validator = Validator { name: "pt_nif", random_pass_rate: 0.07, check: pt_nif, facts: &[] };
/// The Netherlands: citizen service number.
pub const NL_BSN: Validator = Validator { name: "nl_bsn", random_pass_rate: 0.091, check: nl_bsn, facts: &[] };
/// Belgium: national register number.
pub const BE_RIJKSREGISTER: Validator =
    Validator { name: "be_rijksregister", random_pass_rate: 0.002_3, check: be_rijksregister, facts: &[] };
/// Poland: PESEL.
pub const PL_PESEL: Validator = Validator { name: "pl_pesel", random_pass_rate: 0.018, check: pl_pesel, facts: &[] };
/// Romania: personal numerical code.
pub const RO_CNP: Validator = Validator { name: "ro_cnp", random_pass_rate: 0.00167, check: ro_cnp, facts: &[] };
/// Czech Republic and Slovakia: birth number.
pub const CZ_RODNE_CISLO: Validator =
    Validator { name: "cz_rodne_cislo", random_pass_rate: 0.0146, check: cz_rodne_cislo, facts: &[] };
/// Turkey: identity number.
pub const TR_KIMLIK: Validator = Validator { name: "tr_kimlik", random_pass_rate: 0.009, check: tr_kimlik, facts: &[] };

/// Thirteen digits and a key of two: sex 1 or 2, year, month, place (2A and 2B are Corsica), order; the key is 97 less the
/// remainder by 97. Source: INSEE.
///
/// ```
/// use plainsight::detect::validate::{Verdict, national::europe};
/// assert_eq!(europe::fr_nir(b"295109912611193").verdict, Verdict::Valid);
/// assert_eq!(europe::fr_nir(b"295109912611199").verdict, Verdict::Invalid);
/// ```
#[must_use]
pub fn fr_nir(canonical: &[u8]) -> Check {
    // Most numbers of fifteen digits begin otherwise.
    let is_begun = matches!(canonical.first(), Some(b'1' | b'2'));
    let Some((body, key)) = canonical.split_at_checked(13).filter(|(_, key)| is_begun && key.len() == 2) else {
        return Check::INVALID;
    };
    let corsica = match body[6] {
        b'A' => 1_000_000,
        b'B' => 2_000_000,
        _ => 0,
    };
    let mut digits = [0; 13];
    digits.copy_from_slice(body);
    if corsica > 0 {
        digits[6] = b'0';
    }
    let has_month = matches!(number(&digits[3..5]), Some(1..=12 | 20..=42 | 50..=99));
    if !all_digits(&digits) || !all_digits(key) || !has_month {
        return Check::INVALID;
    }
    // `2A` counts as 19 and `2B` as 18: a million, or two, less than 20.
    let rest = (remainder(&digits, 97) + 97 * corsica - corsica) % 97;
    let has_place = corsica == 0 || digits[5] == b'2';
    let place = number(&digits[5..7]).unwrap_or(0);
    Check::valid_if(has_place && (corsica > 0 || place > 0) && number(key) == usize::try_from(97 - rest).ok())
}

/// Eleven digits, the first not 0; among the first ten one digit stands twice or thrice and the others at most once; ISO 7064
/// mod 11,10. Source: Bundeszentralamt für Steuern.
#[must_use]
pub fn de_steuer_id(canonical: &[u8]) -> Check {
    if canonical.len() != 11 || !all_digits(canonical) || canonical[0] == b'0' {
        return Check::INVALID;
    }
    let count = |wanted: u8| canonical[..10].iter().filter(|&&byte| byte == wanted).count();
    let repeats: Vec<usize> = (b'0'..=b'9').map(count).filter(|&count| count > 1).collect();
    Check::valid_if(matches!(repeats.as_slice(), [2 | 3]) && is_mod_11_10(canonical))
}

/// Ten digits: three of sequence, a check digit, the birth date DDMMYY. Source: Dachverband der
/// Sozialversicherungsträger.
#[must_use]
pub fn at_svnr(canonical: &[u8]) -> Check {
    if canonical.len() != 10 || !all_digits(canonical) || canonical[0] == b'0' {
        return Check::INVALID;
    }
    let sum = weighted(canonical, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]);
    // Where no date is known, months beyond twelve are given out.
    let has_date = is_day_and_month(&canonical[4..8]) || matches!(number(&canonical[6..8]), Some(13..=15));
    Check::valid_if(has_date && sum % 11 == digit(canonical[3]))
}

/// Thirteen digits that begin with 756; the check digit is that of EAN-13. Source: Zentrale Ausgleichsstelle.
#[must_use]
pub fn ch_ahv(canonical: &[u8]) -> Check {
    let has_form = canonical.len() == 13 && all_digits(canonical) && canonical.starts_with(b"756");
    let sum = weighted(canonical, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]);
    Check::valid_if(has_form && sum.is_multiple_of(10))
}

/// Six letters of the names, two digits of the year, a letter of the month, two of the day (40 more for women), a letter and
/// three digits of the place, a check letter. Letters L M N P Q R S T U V stand for digits where two people would
/// share a code. Source: Agenzia delle Entrate; decree of 23 December 1976.
#[must_use]
pub fn it_codice_fiscale(canonical: &[u8]) -> Check {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    const DIGIT_PLACES: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];
    if canonical.len() != 16 || !canonical.iter().all(u8::is_ascii_alphanumeric) {
        return Check::INVALID;
    }
    let mut plain = [0; 16];
    plain.copy_from_slice(canonical);
    for place in DIGIT_PLACES {
        if let Some(value) = b"LMNPQRSTUV".iter().zip(b'0'..).find_map(|(&l, d)| (l == canonical[place]).then_some(d)) {
            plain[place] = value;
        }
    }
    let is_placed = plain.iter().enumerate().all(|(at, byte)| byte.is_ascii_digit() == DIGIT_PLACES.contains(&at));
    let month = b"ABCDEHLMPRST".iter().position(|&letter| letter == plain[8]).map(|index| index + 1);
    let day = number(&plain[9..11]).map(|day| if day > 40 { day - 40 } else { day });
    if !is_placed || !is_date(month, day) {
        return Check::INVALID;
    }
    let value = |byte: u8| if byte.is_ascii_digit() { digit(byte) } else { u32::from(byte.wrapping_sub(b'A') % 26) };
    let places = canonical[..15].iter().enumerate();
    let sum: u32 = places.map(|(at, &b)| if at % 2 == 0 { ODD[value(b) as usize % 26] } else { value(b) }).sum();
    Check::valid_if(u32::from(canonical[15].wrapping_sub(b'A')) == sum % 26)
}

const ES_LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

fn has_spanish_letter(number_digits: &[u8], letter: u8) -> bool {
    usize::try_from(remainder(number_digits, 23)).is_ok_and(|rest| ES_LETTERS[rest % 23] == letter)
}

/// Eight digits and a letter, which the remainder by 23 chooses. Source: Ministerio del Interior.
#[must_use]
pub fn es_dni(canonical: &[u8]) -> Check {
    let Some((digits, &[letter])) = canonical.split_at_checked(8) else { return Check::INVALID };
    let holds = all_digits(digits) && has_spanish_letter(digits, letter);
    Check { is_test: holds && (is_run(digits) || is_repeated(digits)), ..Check::valid_if(holds) }
}

/// X, Y or Z, seven digits and a letter as on the DNI, with 0, 1 or 2 for the first. Source: Ministerio del Interior.
#[must_use]
pub fn es_nie(canonical: &[u8]) -> Check {
    let [first @ b'X'..=b'Z', digits @ .., letter] = canonical else { return Check::INVALID };
    if digits.len() != 7 || !all_digits(digits) {
        return Check::INVALID;
    }
    let mut whole = [b'0' + (first - b'X'); 8];
    whole[1..].copy_from_slice(digits);
    let holds = has_spanish_letter(&whole, *letter);
    Check { is_test: holds && (is_run(digits) || is_repeated(digits)), ..Check::valid_if(holds) }
}

/// Nine digits, the first 1, 2, 3, 5, 6, 8 or 9; weights 9 to 2 by eleven. Source: Autoridade Tributária.
#[must_use]
pub fn pt_nif(canonical: &[u8]) -> Check {
    if canonical.len() != 9 || !all_digits(canonical) || matches!(canonical[0], b'0' | b'4' | b'7') {
        return Check::INVALID;
    }
    let check = 11 - weighted(canonical, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let holds = (if check > 9 { 0 } else { check }) == digit(canonical[8]);
    let is_test = is_run(canonical) || is_repeated(&canonical[..8]);
    Check { is_test: holds && is_test, ..Check::valid_if(holds) }
}

/// Nine digits; weights 9 to 2 and -1 give a multiple of eleven. Source: Rijksdienst voor Identiteitsgegevens.
#[must_use]
pub fn nl_bsn(canonical: &[u8]) -> Check {
    if canonical.len() != 9 || !all_digits(canonical) || is_repeated(canonical) {
        return Check::INVALID;
    }
    let sum = weighted(canonical, &[9, 8, 7, 6, 5, 4, 3, 2]) + 110 - digit(canonical[8]);
    let is_test = canonical.starts_with(b"9999") || matches!(canonical, b"111222333" | b"123456782");
    let holds = sum.is_multiple_of(11);
    Check { is_test: holds && is_test, ..Check::valid_if(holds) }
}

/// Eleven digits: birth date YYMMDD, sequence of three, and 97 less the remainder by 97; a 2 stands before for births since
/// 2000. Months 20 and 40 more are those of people not in the register. Source: FOD Binnenlandse Zaken.
#[must_use]
pub fn be_rijksregister(canonical: &[u8]) -> Check {
    if canonical.len() != 11 || !all_digits(canonical) {
        return Check::INVALID;
    }
    let month = number(&canonical[2..4]).map(|month| month % 20);
    let (body, key) = canonical.split_at(9);
    let rest = remainder(body, 97);
    // The 2 before nine digits adds 2000000000, whose remainder is this.
    const SINCE_2000: u64 = 2_000_000_000 % 97;
    let keys = [97 - rest, 97 - (rest + SINCE_2000) % 97];
    let has_date = canonical[2] < b'6'
        && month.is_some_and(|month| month <= 12)
        && number(&canonical[4..6]).is_some_and(|day| day <= 31);
    let key = number(key).unwrap_or(0);
    Check::valid_if(has_date && month != Some(0) && keys.iter().any(|&wanted| usize::try_from(wanted) == Ok(key)))
}

/// Eleven digits: birth date YYMMDD with 20, 40, 60 or 80 on the month for the century, sequence, check digit by the weights
/// 1 3 7 9. Source: Ministry of Digital Affairs.
#[must_use]
pub fn pl_pesel(canonical: &[u8]) -> Check {
    if canonical.len() != 11 || !all_digits(canonical) {
        return Check::INVALID;
    }
    let month = number(&canonical[2..4]).map(|month| month % 20);
    let sum = weighted(canonical, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
    Check::valid_if(is_date(month, number(&canonical[4..6])) && sum.is_multiple_of(10))
}

/// Thirteen digits: sex and century 1 to 9, birth date, county, sequence, check digit by the weights 279146358279.
/// Source: law 105/1996 of Romania.
#[must_use]
pub fn ro_cnp(canonical: &[u8]) -> Check {
    if canonical.len() != 13 || !all_digits(canonical) || canonical[0] == b'0' {
        return Check::INVALID;
    }
    let has_county = matches!(number(&canonical[7..9]), Some(1..=48 | 51 | 52 | 70 | 80..=83));
    let rest = weighted(canonical, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    let check = if rest == 10 { 1 } else { rest };
    Check::valid_if(has_county && is_month_and_day(&canonical[3..7]) && check == digit(canonical[12]))
}

/// Ten digits (nine until 1953): birth date YYMMDD with 50 on the month of women, and 20 more where a day ran out; a multiple
/// of eleven. Source: law 133/2000 of the Czech Republic.
#[must_use]
pub fn cz_rodne_cislo(canonical: &[u8]) -> Check {
    if canonical.len() != 10 || !all_digits(canonical) {
        return Check::INVALID;
    }
    let month =
        number(&canonical[2..4]).map(|month| month % 50).map(|month| if month > 20 { month - 20 } else { month });
    let (body, check) = canonical.split_at(9);
    let holds = remainder(canonical, 11) == 0 || (remainder(body, 11) == 10 && check == b"0");
    Check::valid_if(is_date(month, number(&canonical[4..6])) && holds)
}

/// Eleven digits, the first not 0; the tenth is seven times the odd places less the even ones, the last the sum of the others.
/// Source: Nüfus ve Vatandaşlık İşleri; the check is that of the published descriptions.
#[must_use]
pub fn tr_kimlik(canonical: &[u8]) -> Check {
    if canonical.len() != 11 || !all_digits(canonical) || canonical[0] == b'0' {
        return Check::INVALID;
    }
    let odd = weighted(canonical, &[1, 0, 1, 0, 1, 0, 1, 0, 1]);
    let even = weighted(canonical, &[0, 1, 0, 1, 0, 1, 0, 1, 0]);
    let tenth = (odd * 7 + 100 - even) % 10;
    Check::valid_if(tenth == digit(canonical[9]) && (odd + even + tenth) % 10 == digit(canonical[10]))
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::assert_rates;
    use super::*;

    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    #[test]
    fn stated_rates_hold_for_random_digits() {
        for (validator, len) in [
            (&FR_NIR, 15),
            (&DE_STEUER_ID, 11),
            (&AT_SVNR, 10),
            (&CH_AHV, 13),
            (&PT_NIF, 9),
            (&NL_BSN, 9),
            (&BE_RIJKSREGISTER, 11),
            (&PL_PESEL, 11),
            (&RO_CNP, 13),
            (&CZ_RODNE_CISLO, 10),
            (&TR_KIMLIK, 11),
        ] {
            assert_rates(validator, 500_000, |random| random.digits(len));
        }
    }

    #[test]
    fn stated_rates_hold_for_random_letters_and_digits() {
        assert_rates(&ES_DNI, 100_000, |random| [random.digits(8), vec![random.byte_of(LETTERS)]].concat());
        assert_rates(&ES_NIE, 200_000, |random| {
            [vec![random.byte_of(LETTERS)], random.digits(7), vec![random.byte_of(LETTERS)]].concat()
        });
        assert_rates(&IT_CODICE_FISCALE, 300_000, |random| {
            let mut letters = |count: usize| (0..count).map(|_| random.byte_of(LETTERS)).collect::<Vec<_>>();
            let (names, month, place, check) = (letters(6), letters(1), letters(1), letters(1));
            [names, random.digits(2), month, random.digits(2), place, random.digits(3), check].concat()
        });
    }
}
