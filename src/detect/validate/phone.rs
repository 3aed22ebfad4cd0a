//! Telephone number.
//!
//! In North America (the United States, Canada and the Caribbean, calling code 1): an area code, an exchange and a line,
//! `NPA-NXX-XXXX`. Area code and exchange start with 2 to 9 and do not end in 11; the second digit of an area code is
//! not 9; the codes 37X, 96X, 555, 950, 958, 976 and 988 are nobody's. 54 % of random ten digits pass, so that bare digits are weak evidence. 442 area codes
//! are in service: 0.64 of random valid ones, and nearly all of real ones, which makes it a fact for the column;
//! overlays come every few months, so it is no reason to refuse.
//!
//! Elsewhere the number must be written with `+` (or what is dialled in its place, `00` or `011`): its calling code must exist and the length fit the country. National
//! forms of other countries are not checked.
//!
//! `NPA-555-0100` to `0199` are set aside for fiction, as are blocks of other countries: test values.
//!
//! Sources: North American Numbering Plan Administrator, numbering resources; ITU-T E.164; ATIS-0300115 (555 line
//! numbers); lengths from libphonenumber.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, phone};
//! assert_eq!(phone::check(b"2126640100").verdict, Verdict::Valid);
//! assert_eq!(phone::check(b"+442071838750").verdict, Verdict::Valid);
//! assert_eq!(phone::check(b"1234567890").verdict, Verdict::Invalid);
//! ```

use std::sync::OnceLock;

use super::calling_codes::calling_code;
use super::digits::{all_digits, is_repeated, is_run, number};
use super::packed::{Heads, Packed};
use super::table::{Keys, rows};
use super::{Check, Facts, Validator, Verdict};

/// The validator of telephone numbers.
pub const VALIDATOR: Validator = Validator {
    name: "phone",
    random_pass_rate: 0.544,
    check,
    facts: &[
        ("the area code is in service", 0.643),
        ("a toll-free number", 0.0102),
        ("written in the international form", 0.0),
    ],
};

const IN_SERVICE: u8 = 0;
const TOLL_FREE: u8 = 1;
const INTERNATIONAL: u8 = 2;

struct Tables {
    /// What three digits are as an area code: facts, and [`CODE`].
    areas: [u8; 1000],
    /// Those of runs and of repeated digits.
    heads: Heads,
    fiction: Vec<(&'static [u8], usize)>,
}

/// Three digits that can be an area code, in service or not.
const CODE: u8 = 1 << 7;

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let areas = std::array::from_fn(|code| if is_area_code(code) { CODE } else { 0 });
        let mut tables = Tables { areas, heads: Heads::of(&Keys::of("")), fiction: Vec::new() };
        for fields in rows(include_str!("../../../rules/data/nanp_area_codes.tsv")) {
            for code in fields[1].split(' ').filter_map(|code| number(code.as_bytes())) {
                tables.areas[code] |= 1 << if fields[0] == "toll_free" { TOLL_FREE } else { IN_SERVICE };
            }
        }
        for fields in rows(include_str!("../../../rules/data/phone_fiction.tsv")) {
            tables.fiction.push((fields[0].as_bytes(), number(fields[1].as_bytes()).unwrap_or(0)));
        }
        tables
    })
}

/// The longest extension, `x123456`.
const EXTENSION_MAX: usize = 6;

/// Checks digits, with a `+` before them where one was written, and an extension behind them (`X123`).
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    // Nearly all are written as ten digits with the calling code before them or without.
    let (national, is_international) = match canonical {
        [b'+', b'1', national @ ..] => (national, true),
        [b'1', national @ ..] if national.len() == 10 => (national, false),
        national => (national, false),
    };
    if national.len() == 10
        && let Some(digits) = Packed::of(national)
        // What is a run from the calling code on is one behind it.
        && !tables().heads.contains(digits.head())
    {
        return with_form(north_american(digits), is_international);
    }
    check_any(canonical)
}

fn check_any(canonical: &[u8]) -> Check {
    let (digits, is_international) = dialled(without_extension(canonical));
    if !all_digits(digits) {
        return Check::INVALID;
    }
    if is_repeated(digits) || is_run(digits) {
        return Check::PLACEHOLDER;
    }
    let national = match digits {
        [b'1', national @ ..] if national.len() == 10 => national,
        _ => digits,
    };
    let check = match Packed::of(national).filter(|_| national.len() == 10) {
        Some(national) if !is_international || digits.len() == 11 => north_american(national),
        _ if is_international => international(digits, canonical.starts_with(b"0")),
        _ => Check::INVALID,
    };
    with_form(check, is_international)
}

/// A valid number's form is noticed.
#[inline]
fn with_form(check: Check, is_international: bool) -> Check {
    let facts = check.facts.with(INTERNATIONAL, is_international && check.verdict == Verdict::Valid);
    Check { facts, ..check }
}

fn without_extension(canonical: &[u8]) -> &[u8] {
    let Some(at) = canonical.iter().position(|&byte| byte == b'X') else { return canonical };
    let (number, extension) = canonical.split_at(at);
    let is_extension = (2..=EXTENSION_MAX + 1).contains(&extension.len()) && all_digits(&extension[1..]);
    if is_extension { number } else { canonical }
}

/// The digits from the calling code on, and whether what is dialled before it says that there is one: `+`, `00`, `011`.
fn dialled(number: &[u8]) -> (&[u8], bool) {
    let prefixes: [&[u8]; 3] = [b"+", b"011", b"00"];
    let rest = prefixes.iter().find_map(|prefix| number.strip_prefix(*prefix));
    // Ten digits are a national number, which no 0 begins.
    rest.filter(|_| number.len() != 10 || number[0] == b'+').map_or((number, false), |rest| (rest, true))
}

/// Checks the ten digits of a North American number.
#[inline]
fn north_american(digits: Packed) -> Check {
    /// 555-01, as the digits of the exchange and the next two.
    const FICTION: u64 = u64::from_le_bytes([5, 5, 5, 0, 1, 0, 0, 0]);
    let area = tables().areas.get(digits.head() / 10).copied().unwrap_or(0);
    let behind = digits.first() >> 24;
    let is_service_code = behind >> 8 & 0xFFFF == 0x0101 && area >> TOLL_FREE & 1 == 0;
    if area & CODE == 0 || behind & 0xFF < 2 || is_service_code {
        return Check::INVALID;
    }
    Check { verdict: Verdict::Valid, is_test: behind == FICTION, facts: Facts(area & !CODE) }
}

/// Whether three digits can be an area code, in service or not.
fn is_area_code(area: usize) -> bool {
    let (tail, middle) = (area % 100, area / 10 % 10);
    let is_set_aside = matches!(area, 370..=379 | 960..=969 | 555 | 950 | 958 | 976 | 988);
    area >= 200 && tail != 11 && middle != 9 && !is_set_aside
}

/// Checks digits that follow a `+` (or, `is_dialled`, what stands for it), outside of North America.
fn international(digits: &[u8], is_dialled: bool) -> Check {
    let Some((code_len, lengths)) = calling_code(digits) else { return Check::INVALID };
    let national = &digits[code_len..];
    // Only Italy keeps its nought; `0065 0302 0340` are numbers of characters.
    if is_dialled && national.starts_with(b"0") && !digits.starts_with(b"39") {
        return Check::INVALID;
    }
    // The trunk prefix in `+44 (0)20 ...` is written by many and dialled by nobody.
    let without_trunk = national.strip_prefix(b"0").unwrap_or(national);
    if !lengths.contains(&national.len()) && !lengths.contains(&without_trunk.len()) {
        return Check::INVALID;
    }
    let is_fiction = tables().fiction.iter().any(|&(prefix, len)| digits.len() == len && digits.starts_with(prefix));
    Check { is_test: is_fiction, ..Check::VALID }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{assert_rates, assert_same};
    use super::*;

    /// The check in plain words.
    fn plain(canonical: &[u8]) -> Check {
        let (digits, is_international) = dialled(without_extension(canonical));
        if !all_digits(digits) {
            return Check::INVALID;
        }
        if is_repeated(digits) || is_run(digits) {
            return Check::PLACEHOLDER;
        }
        let mut check = match (is_international, digits) {
            (_, [b'1', national @ ..]) if national.len() == 10 => plain_national(national),
            (false, national) if national.len() == 10 => plain_national(national),
            (true, _) => international(digits, canonical.starts_with(b"0")),
            (false, _) => return Check::INVALID,
        };
        if check.verdict == Verdict::Valid {
            check.facts = check.facts.with(INTERNATIONAL, is_international);
        }
        check
    }

    fn plain_national(digits: &[u8]) -> Check {
        let field = |range: std::ops::Range<usize>| number(&digits[range]).unwrap();
        let area = tables().areas[field(0..3)];
        let is_toll_free = area >> TOLL_FREE & 1 == 1;
        let exchange = field(3..6);
        if !is_area_code(field(0..3)) || exchange < 200 || (exchange % 100 == 11 && !is_toll_free) {
            return Check::INVALID;
        }
        Check {
            verdict: Verdict::Valid,
            is_test: exchange == 555 && field(6..8) == 1,
            facts: Facts::default().with(IN_SERVICE, area >> IN_SERVICE & 1 == 1).with(TOLL_FREE, is_toll_free),
        }
    }

    #[test]
    fn every_value_is_checked_as_plain_words_say() {
        let written: [&[u8]; 9] = [
            b"+12126640100",
            b"12126640100",
            b"2125550142",
            b"8002345678",
            b"00442071838750",
            b"0012126640100",
            b"01112126640100",
            b"2126640100X123",
            b"+447700900123",
        ];
        assert_same(check, plain, 9..=13, written);
    }

    #[test]
    fn stated_rates_hold_for_random_digits() {
        assert_rates(&VALIDATOR, 200_000, |random| random.digits(10));
    }

    #[test]
    fn hard_negatives_are_refused() {
        for value in [
            "0123456789",
            "2911234567",
            "3721234567",
            "9611234567",
            "5552345678",
            "2111234567",
            "2129111234",
            "2121234567",
            "21266401001",
        ] {
            assert_eq!(check(value.as_bytes()).verdict, Verdict::Invalid, "{value}");
        }
    }

    #[test]
    fn numbers_of_fiction_and_placeholders_are_test_values() {
        for value in ["4155550143", "8005550100", "+14155550199", "+447700900123", "+442079460123"] {
            assert_eq!(
                (check(value.as_bytes()).verdict, check(value.as_bytes()).is_test),
                (Verdict::Valid, true),
                "{value}"
            );
        }
        assert!(!check(b"4155550200").is_test);
        assert_eq!(check(b"9999999999"), Check::PLACEHOLDER);
    }

    #[test]
    fn other_countries_are_checked_by_length() {
        for value in ["+33612345678", "+4915123456789", "+390612345678", "+4402071838750", "+5511987654321"] {
            assert_eq!(check(value.as_bytes()).verdict, Verdict::Valid, "{value}");
        }
        for value in ["00442071838750", "011442071838750", "0012126640100", "2126640100X123"] {
            assert_eq!(check(value.as_bytes()).verdict, Verdict::Valid, "{value}");
        }
        for value in [
            "+3361234567",
            "+2101234567",
            "+0123456789",
            "33612345678",
            "+",
            "2126640100X",
            "X123",
            "001",
            "006503020340",
        ] {
            assert_eq!(check(value.as_bytes()).verdict, Verdict::Invalid, "{value}");
        }
    }

    #[test]
    fn service_and_form_are_noticed() {
        let facts = check(b"+12126640100").facts;
        assert!(facts.has(IN_SERVICE) && !facts.has(TOLL_FREE) && facts.has(INTERNATIONAL));
        assert!(check(b"8002345678").facts.has(TOLL_FREE));
    }
}
