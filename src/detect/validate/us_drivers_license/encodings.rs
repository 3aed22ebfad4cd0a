//! What some states write into their numbers: name, birth date, check digit.

use std::sync::OnceLock;

use super::super::digits::{all_digits, number};
use super::super::table::rows;
use super::StateSet;

/// What the encoded fields of a number say about the states that encode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Encoded {
    /// States of whose encoding every field holds.
    pub(super) confirmed: StateSet,
    /// States whose numbers of this length are always encoded, and a field does not hold.
    pub(super) refuted: StateSet,
}

impl Encoded {
    fn judge(states: StateSet, holds: bool) -> Self {
        let none = StateSet::default();
        if holds { Self { confirmed: states, refuted: none } } else { Self { confirmed: none, refuted: states } }
    }

    fn and(self, other: Self) -> Self {
        Self { confirmed: self.confirmed.or(other.confirmed), refuted: self.refuted.or(other.refuted) }
    }

    /// A layout that is only reported: it can confirm and not refute.
    fn only_confirming(self) -> Self {
        Self { refuted: StateSet::default(), ..self }
    }
}

const FLORIDA: StateSet = StateSet::of(&["FL"]);
const ILLINOIS: StateSet = StateSet::of(&["IL"]);
const WISCONSIN: StateSet = StateSet::of(&["WI"]);
const MARYLAND_AND_MICHIGAN: StateSet = StateSet::of(&["MD", "MI"]);
const MONTANA: StateSet = StateSet::of(&["MT"]);
const NEW_HAMPSHIRE: StateSet = StateSet::of(&["NH"]);
const NEW_JERSEY: StateSet = StateSet::of(&["NJ"]);
const WASHINGTON: StateSet = StateSet::of(&["WA"]);

/// Characters of the shortest number with encoded fields.
const LEN_MIN: usize = 10;

/// Tests every encoding that a value of this form could have.
#[inline]
pub(super) fn of(canonical: &[u8]) -> Encoded {
    if canonical.len() < LEN_MIN { Encoded::default() } else { of_long(canonical) }
}

fn of_long(canonical: &[u8]) -> Encoded {
    let Some((&first, rest)) = canonical.split_first() else { return Encoded::default() };
    if first.is_ascii_uppercase() && all_digits(rest) {
        return letter_and_digits(rest);
    }
    match canonical.len() {
        10 if is_old_new_hampshire_form(canonical) => {
            Encoded::judge(NEW_HAMPSHIRE, has_old_new_hampshire_fields(canonical))
        }
        11 if canonical.starts_with(b"NH") => Encoded::judge(NEW_HAMPSHIRE, true),
        12 if canonical.starts_with(b"WDL") => Encoded::judge(WASHINGTON, has_washington_alphabet(&canonical[3..])),
        12 if canonical[11].is_ascii_uppercase() && all_digits(&canonical[..11]) => {
            // Illinois moves the letter to the end on identity cards.
            Encoded::judge(ILLINOIS, has_soundex(canonical) && is_illinois_day(&canonical[8..11]))
        }
        12 if first.is_ascii_uppercase() => Encoded::judge(WASHINGTON, has_old_washington_fields(canonical)),
        13 if all_digits(canonical) => Encoded::judge(MONTANA, has_montana_fields(canonical)).only_confirming(),
        _ => Encoded::default(),
    }
}

/// Encodings of one letter and digits; `digits` leaves the letter out.
fn letter_and_digits(digits: &[u8]) -> Encoded {
    match digits.len() {
        11 => Encoded::judge(ILLINOIS, has_soundex(digits) && is_illinois_day(&digits[8..11])),
        12 => {
            let florida = has_soundex(digits) && is_florida_day(&digits[8..11]);
            let maryland = has_soundex(digits) && is_birthday_code(&digits[9..12]);
            Encoded::judge(FLORIDA, florida).and(Encoded::judge(MARYLAND_AND_MICHIGAN, maryland))
        }
        13 => Encoded::judge(WISCONSIN, has_soundex(digits) && is_florida_day(&digits[8..11])),
        14 => Encoded::judge(NEW_JERSEY, has_new_jersey_fields(digits)),
        _ => Encoded::default(),
    }
}

/// Whether the first three digits can follow the letter of an American Soundex code: 0 to 6, noughts only at the end.
fn has_soundex(digits: &[u8]) -> bool {
    let tail = &digits[..3];
    tail.iter().all(|digit| (b'0'..=b'6').contains(digit))
        && tail.windows(2).all(|pair| pair[0] != b'0' || pair[1] == b'0')
}

pub(super) const DAYS_OF_MONTH: [usize; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Whether `day` exists in the month of index `month` (from 0), of some year.
fn is_day(month: usize, day: usize) -> bool {
    DAYS_OF_MONTH.get(month).is_some_and(|&days| (1..=days).contains(&day))
}

/// Illinois: 31 days to each month, women from 600 up.
fn is_illinois_day(code: &[u8]) -> bool {
    number(code).is_some_and(|code| {
        let code = if code > 600 { code - 600 } else { code };
        code > 0 && is_day((code - 1) / 31, (code - 1) % 31 + 1)
    })
}

/// Florida and Wisconsin: 40 days to each month, women from 500 up.
fn is_florida_day(code: &[u8]) -> bool {
    number(code).is_some_and(|code| is_day(code % 500 / 40, code % 500 % 40))
}

/// Maryland and Michigan: a table of birthdays.
fn is_birthday_code(code: &[u8]) -> bool {
    number(code).and_then(day_of_code).is_some()
}

/// The day, as month and day, that a code of Maryland and Michigan stands for.
pub(super) fn day_of_code(code: usize) -> Option<(usize, usize)> {
    static CODES: OnceLock<Vec<Option<(usize, usize)>>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let mut codes = vec![None; 1000];
        for fields in rows(include_str!("../../../../rules/data/us_md_mi_birth_codes.tsv")) {
            let Some(month) = number(fields[0].as_bytes()) else { continue };
            for (day, code) in (1..).zip(fields[1].split(' ').filter_map(|code| number(code.as_bytes()))) {
                codes[code] = Some((month, day));
            }
        }
        codes
    });
    codes.get(code).copied().flatten()
}

/// The month and the day that two characters of an old number of Washington stand for.
pub(super) fn washington_date(month: u8, day: u8) -> Option<(usize, usize)> {
    let place = |alphabet: &[u8], byte: u8| alphabet.iter().position(|known| *known == byte).map(|at| at + 1);
    // Each month has a second letter or digit, for when the first number was taken.
    let month = place(b"BCDJKLMNOPQR", month).or_else(|| place(b"STU123456789", month))?;
    Some((month, place(b"ABCDEFGHZSJKLMNWPQR0123456789TU", day)?))
}

/// Whether the fields behind one letter hold in some state that encodes.
pub(super) fn holds(digits: &[u8]) -> bool {
    !letter_and_digits(digits).confirmed.is_empty()
}

/// New Jersey: code of the middle initial, month of birth (50 more for women).
fn has_new_jersey_fields(digits: &[u8]) -> bool {
    let middle = number(&digits[7..9]);
    let month = number(&digits[9..11]);
    matches!(middle, Some(0 | 61..=69 | 71..=79 | 82..=89)) && matches!(month, Some(1..=12 | 51..=62))
}

fn is_old_new_hampshire_form(canonical: &[u8]) -> bool {
    let (month, rest) = canonical.split_at(2);
    let (letters, digits) = rest.split_at(3);
    all_digits(month) && letters.iter().all(u8::is_ascii_uppercase) && all_digits(digits)
}

/// New Hampshire until 2017: month, three letters, year, day, sequence.
fn has_old_new_hampshire_fields(canonical: &[u8]) -> bool {
    match (number(&canonical[..2]), number(&canonical[7..9])) {
        (Some(month @ 1..), Some(day)) => is_day(month - 1, day),
        _ => false,
    }
}

/// Montana: month, three digits, year, 41, day.
fn has_montana_fields(canonical: &[u8]) -> bool {
    let field = |range: std::ops::Range<usize>| number(&canonical[range]);
    let has_day = matches!((field(0..2), field(11..13)), (Some(month @ 1..), Some(day)) if is_day(month - 1, day));
    has_day && matches!(field(5..9), Some(1900..=2029)) && &canonical[9..11] == b"41"
}

/// Washington since 2018: no vowels, no Q, no V.
fn has_washington_alphabet(tail: &[u8]) -> bool {
    let is_allowed = |byte: &u8| byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !b"AEIOUQV".contains(byte));
    tail.iter().all(is_allowed)
}

/// Washington until 2018: five letters of the surname, two initials, the year taken from 100, check digit, month, day.
fn has_old_washington_fields(canonical: &[u8]) -> bool {
    let has_form = canonical[..7].iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'*')
        && all_digits(&canonical[7..10])
        && b"BCDJKLMNOPQRSTU123456789".contains(&canonical[10])
        && b"ABCDEFGHZSJKLMNWPQR0123456789TU".contains(&canonical[11]);
    // Published worked examples count the asterisk as 4 or as 0.
    has_form && [4, 0].iter().any(|&asterisk| washington_check_digit(canonical, asterisk) == canonical[9] - b'0')
}

/// The alternating sum of the eleven other characters.
fn washington_check_digit(canonical: &[u8], asterisk: i32) -> u8 {
    let value = |byte: u8| match byte {
        b'0'..=b'9' => i32::from(byte - b'0'),
        b'A'..=b'R' => i32::from((byte - b'A') % 9) + 1,
        b'S'..=b'Z' => i32::from(byte - b'S') + 2,
        _ => asterisk,
    };
    let before: i32 = canonical[..9].iter().zip([1, -1].iter().cycle()).map(|(&byte, sign)| sign * value(byte)).sum();
    let sum = (before - value(canonical[10]) + value(canonical[11])).unsigned_abs() % 10;
    u8::try_from(sum).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soundex_has_noughts_only_at_its_end() {
        for (tail, holds) in [(b"255", true), (b"500", true), (b"000", true), (b"205", false), (b"700", false)] {
            assert_eq!(has_soundex(tail), holds);
        }
        let possible = (0..1000).filter(|tail| has_soundex(format!("{tail:03}").as_bytes())).count();
        assert_eq!(possible, 259);
    }

    #[test]
    fn day_codes_are_days_of_the_year() {
        let count = |holds: fn(&[u8]) -> bool| (0..1000).filter(|code| holds(format!("{code:03}").as_bytes())).count();
        assert_eq!(count(is_illinois_day), 2 * 366);
        assert_eq!(count(is_florida_day), 2 * 366);
        assert_eq!(count(is_birthday_code), 366);
    }

    #[test]
    fn one_wrong_character_fails_washingtons_check_digit() {
        assert!(has_old_washington_fields(b"POLLAJM304PR"));
        assert!(!has_old_washington_fields(b"POLLAJM314PR"));
        assert!(!has_old_washington_fields(b"POLMAJM304PR"));
    }

    #[test]
    fn montanas_layout_confirms_and_never_refutes() {
        assert!(!of(b"0712319604104").confirmed.is_empty());
        assert_eq!(of(b"0712319604204"), Encoded::default());
    }
}
