//! The Nordic countries.

use super::super::digits::{all_digits, number};
use super::super::{Check, Facts, Validator, Verdict, luhn};
use super::arith::{digit, is_date, is_day_and_month, remainder, weighted};

/// Sweden: personal identity number.
pub const SE_PERSONNUMMER: Validator =
    Validator { name: "se_personnummer", random_pass_rate: 0.0073, check: se_personnummer, facts: &[] };
/// Norway: birth number.
pub const NO_FODSELSNUMMER: Validator =
    Validator { name: "no_fodselsnummer", random_pass_rate: 0.0024, check: no_fodselsnummer, facts: &[] };
/// Denmark: CPR number.
pub const DK_CPR: Validator =
    Validator { name: "dk_cpr", random_pass_rate: 0.0366, check: dk_cpr, facts: &[("a check digit that holds", 0.09)] };
/// Finland: personal identity code.
pub const FI_HETU: Validator = Validator { name: "fi_hetu", random_pass_rate: 0.0011, check: fi_hetu, facts: &[] };

/// Ten digits, or twelve with the century: birth date, sequence, Luhn over the ten. Days 60 more are those of coordination
/// numbers. Source: Skatteverket, SKV 704.
///
/// ```
/// use plainsight::detect::validate::{Verdict, national::north};
/// assert_eq!(north::se_personnummer(b"8112189876").verdict, Verdict::Valid);
/// assert_eq!(north::se_personnummer(b"8112189875").verdict, Verdict::Invalid);
/// ```
#[must_use]
pub fn se_personnummer(canonical: &[u8]) -> Check {
    let ten = match canonical.len() {
        10 => canonical,
        12 if matches!(&canonical[..2], b"18" | b"19" | b"20") => &canonical[2..],
        _ => return Check::INVALID,
    };
    if !all_digits(ten) {
        return Check::INVALID;
    }
    let day = number(&ten[4..6]).map(|day| if day > 60 { day - 60 } else { day });
    let holds = is_date(number(&ten[2..4]), day) && luhn::is_valid(ten);
    if holds && is_moment(canonical) {
        Check { verdict: Verdict::Unknown, ..Check::INVALID }
    } else {
        Check::valid_if(holds)
    }
}

/// Whether twelve digits are as well a day and a time of these years: `20221206-1408`.
fn is_moment(canonical: &[u8]) -> bool {
    let [b'2', b'0', decade, _, _, _, day, _, hour @ .., tens, _] = canonical else { return false };
    *decade >= b'1' && *day <= b'3' && number(hour).is_some_and(|hour| hour < 24) && *tens <= b'5'
}

/// Eleven digits: birth date DDMMYY, sequence of three, two check digits by eleven. Days 40 more are those of D-numbers; months
/// 40, 65 or 80 more stand in synthetic numbers. Source: Skatteetaten.
#[must_use]
pub fn no_fodselsnummer(canonical: &[u8]) -> Check {
    if canonical.len() != 11 || !all_digits(canonical) {
        return Check::INVALID;
    }
    let day = number(&canonical[..2]).map(|day| if day > 40 { day - 40 } else { day });
    let month = number(&canonical[2..4]).unwrap_or(0);
    let synthetic = [80, 65, 40].into_iter().find(|&more| month > more);
    let holds = is_date(Some(month - synthetic.unwrap_or(0)), day)
        && weighted(canonical, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).is_multiple_of(11)
        && weighted(canonical, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11);
    Check { is_test: holds && synthetic.is_some(), ..Check::valid_if(holds) }
}

/// Ten digits: birth date DDMMYY and a sequence. Its old check by eleven does not hold for all numbers given out since 2007, so that
/// only the date is asked. Source: CPR-kontoret.
#[must_use]
pub fn dk_cpr(canonical: &[u8]) -> Check {
    if canonical.len() != 10 || !all_digits(canonical) || !is_day_and_month(&canonical[..4]) {
        return Check::INVALID;
    }
    let holds = weighted(canonical, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11);
    Check { facts: Facts::default().with(0, holds), ..Check::VALID }
}

/// Birth date DDMMYY, a sign of the century, three digits, and a letter or digit that the remainder by 31 chooses. Sequences from
/// 900 on are temporary or test numbers. Source: Digi- ja väestötietovirasto.
#[must_use]
pub fn fi_hetu(canonical: &[u8]) -> Check {
    const SIGNS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    // Of the signs of the century `-` and `+` are separators and gone, the letters are still there.
    let (date, rest) = match canonical.len() {
        10 => canonical.split_at(6),
        11 if b"ABCDEFUVWXY".contains(&canonical[6]) => (&canonical[..6], &canonical[7..]),
        _ => return Check::INVALID,
    };
    let Some((&check, sequence)) = rest.split_last() else { return Check::INVALID };
    if !all_digits(date) || !all_digits(sequence) || !is_day_and_month(&date[..4]) {
        return Check::INVALID;
    }
    let rest = remainder(&[date, sequence].concat(), 31);
    let holds = usize::try_from(rest).is_ok_and(|rest| SIGNS[rest % 31] == check);
    Check { is_test: holds && digit(sequence[0]) == 9, ..Check::valid_if(holds) }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rates_hold_for_random_values() {
        assert_rates(&SE_PERSONNUMMER, 200_000, |random| random.digits(10));
        assert_rates(&NO_FODSELSNUMMER, 1_000_000, |random| random.digits(11));
        assert_rates(&DK_CPR, 200_000, |random| random.digits(10));
        assert_rates(&FI_HETU, 1_000_000, |random| {
            [random.digits(9), vec![random.byte_of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")]].concat()
        });
    }
}
