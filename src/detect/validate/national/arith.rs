//! The arithmetic that the national numbers share: weights, Verhoeff, ISO 7064, dates without a century.

use super::super::digits::number;

/// The value of an ASCII digit; of other bytes whatever their low bits say, callers have checked.
pub(super) fn digit(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0') % 10)
}

/// The sum of digits times weights, as far as there are weights.
pub(super) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(&byte, weight)| digit(byte) * weight).sum()
}

/// The remainder of a number of any length.
pub(super) fn remainder(digits: &[u8], modulus: u64) -> u64 {
    digits.iter().fold(0, |rest, &byte| (rest * 10 + u64::from(digit(byte))) % modulus)
}

/// Whether digits of year in the century, month and day could be a date; the day of February is that of a leap year.
pub(super) fn is_date(month: Option<usize>, day: Option<usize>) -> bool {
    const DAYS: [usize; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (Some(month), Some(day)) = (month, day) else { return false };
    month.checked_sub(1).and_then(|index| DAYS.get(index)).is_some_and(|&last| (1..=last).contains(&day))
}

/// Whether `MMDD` could be a date.
pub(super) fn is_month_and_day(digits: &[u8]) -> bool {
    digits.split_at_checked(2).is_some_and(|(month, day)| is_date(number(month), number(day)))
}

/// Whether `DDMM` could be a date.
pub(super) fn is_day_and_month(digits: &[u8]) -> bool {
    digits.split_at_checked(2).is_some_and(|(day, month)| is_date(number(month), number(day)))
}

/// Verhoeff's check (1969), over the dihedral group of ten elements.
pub(super) fn is_verhoeff(digits: &[u8]) -> bool {
    const MULTIPLY: [&[u8; 10]; 10] = [
        b"0123456789",
        b"1234067895",
        b"2340178956",
        b"3401289567",
        b"4012395678",
        b"5987604321",
        b"6598710432",
        b"7659821043",
        b"8765932104",
        b"9876543210",
    ];
    const PERMUTE: [&[u8; 10]; 8] = [
        b"0123456789",
        b"1576283094",
        b"5803796142",
        b"8916043527",
        b"9453126870",
        b"4286573901",
        b"2793806415",
        b"7046913258",
    ];
    let step = |check: usize, (position, &byte): (usize, &u8)| {
        let permuted = PERMUTE[position % 8][digit(byte) as usize];
        digit(MULTIPLY[check][digit(permuted) as usize]) as usize
    };
    digits.iter().rev().enumerate().fold(0, step) == 0
}

/// ISO 7064 mod 11,10 over all digits but the last, which is the check digit.
pub(super) fn is_mod_11_10(digits: &[u8]) -> bool {
    let Some((&check, rest)) = digits.split_last() else { return false };
    let product = rest.iter().fold(10, |product, &byte| {
        let sum = (digit(byte) + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == digit(check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verhoeff_finds_every_swap_of_neighbours() {
        assert!(is_verhoeff(b"234123412346") && is_verhoeff(b"2363"));
        assert!(!is_verhoeff(b"243123412346") && !is_verhoeff(b"2364"));
    }

    #[test]
    fn dates_have_the_days_of_their_month() {
        assert!(is_month_and_day(b"0229") && is_day_and_month(b"3112"));
        assert!(!is_month_and_day(b"0230") && !is_month_and_day(b"1301") && !is_day_and_month(b"3104"));
        assert!(!is_month_and_day(b"0"));
    }

    #[test]
    fn remainders_of_long_numbers_do_not_overflow() {
        assert_eq!(remainder(b"2951099126111", 97), 4);
        assert_eq!(remainder(&[b'9'; 60], 9), 0);
    }
}
