//! Dates that are kept as numbers: what exports make of birth dates. Nothing in such a number says that it is a date: only a column
//! that its name makes one of birth dates is asked, and its verdict wants nearly all cells to be some.
//!
//! Seconds and milliseconds since 1970 (also as `/Date(384134400000)/`), days as spreadsheets count them, `CYYMMDD` of midrange
//! systems (a nought for the twentieth century, a one for ours), `YYYYDDD` by the day of the year, six digits year first or month
//! first, `19820305.0`, and eight digits day first. Years are those of people who may be alive.

use std::ops::RangeInclusive;

use super::date::{self, DateFound, Whole, year_of_two};

/// Which digits alone may be a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigitsOfDate {
    /// Eight of them.
    Eight,
    /// All that a date is kept as.
    Any,
}

/// The numbering of [`super::Found::shape`] of these forms goes on from that of written dates.
pub const FIRST: u8 = 5;
const SECONDS: u8 = FIRST;
const MILLISECONDS: u8 = FIRST + 1;
const SERIAL: u8 = FIRST + 2;
const CENTURY: u8 = FIRST + 3;
const DAY_OF_YEAR: u8 = FIRST + 4;
const SHORT: u8 = FIRST + 5;
const FLOAT: u8 = FIRST + 6;
const DAY_FIRST: u8 = FIRST + 7;

/// What such a number is worth by itself: nothing, whatever its column is called.
const ALONE: f32 = -3.0;

/// The years of people who may be alive.
const YEARS: RangeInclusive<u16> = 1915..=2026;
/// Days of 1970 from the nought of spreadsheets, which count a day that never was: 30 December 1899.
const SPREADSHEET: i64 = 25_569;
const SECONDS_OF_DAY: i64 = 86_400;

type Date = (u16, u8, u8);

/// A whole cell; see [`date::whole`].
#[must_use]
pub fn whole(value: &[u8], digits: DigitsOfDate) -> Whole {
    match date::whole(value, true) {
        Whole::Neither if digits == DigitsOfDate::Any => figures(value).map_or(Whole::Neither, Whole::Date),
        read => read,
    }
}

/// Whether values of this form may be such a date: of digits their number counts alone.
#[must_use]
pub fn may_be(value: &[u8]) -> bool {
    let inner = match value {
        [b'/', _, _, _, _, b'(', inner @ .., b')', b'/'] => inner,
        [whole @ .., b'.', last] if last.is_ascii_digit() => whole,
        _ => value,
    };
    let digits = inner.strip_prefix(b"-").unwrap_or(inner);
    (5..=13).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
}

/// The date that a number stands for.
fn figures(value: &[u8]) -> Option<DateFound> {
    let (date, shape) = match value {
        [b'/', b'D', b'a', b't', b'e', b'(', inner @ .., b')', b'/'] => {
            (of_seconds(number(inner)? / 1000), MILLISECONDS)
        }
        [whole @ .., b'.', b'0'] if whole.len() == 8 => (eight(whole), FLOAT),
        // A moment of HL7 at midnight.
        [whole @ .., b'0', b'0', b'0', b'0'] if whole.len() == 8 && eight(whole).is_some() => (eight(whole), FLOAT),
        [b'-', digits @ ..] if digits.len() >= 5 => signed(number(digits)?, digits.len()),
        digits => bare(digits)?,
    };
    let date = date.filter(|(year, ..)| YEARS.contains(year))?;
    let mut read = date::of_cell(date, value.len())?;
    (read.found.shape, read.found.odds) = (shape, ALONE);
    Some(read)
}

/// Before 1970.
fn signed(number: i64, len: usize) -> (Option<Date>, u8) {
    if len > 10 { (of_seconds(-number / 1000), MILLISECONDS) } else { (of_seconds(-number), SECONDS) }
}

fn bare(digits: &[u8]) -> Option<(Option<Date>, u8)> {
    let value = number(digits)?;
    Some(match digits.len() {
        5 => (of_days(value - SPREADSHEET), SERIAL),
        6 => (six(value), SHORT),
        7 => match by_day_of_year(value) {
            Some(date) => (Some(date), DAY_OF_YEAR),
            None => (by_century(value), CENTURY),
        },
        8 => match day_first(value) {
            Some(date) => (Some(date), DAY_FIRST),
            None => (of_seconds(value), SECONDS),
        },
        9 | 10 => (of_seconds(value), SECONDS),
        11..=13 => (of_seconds(value / 1000), MILLISECONDS),
        _ => return None,
    })
}

/// Digits alone, at most thirteen.
fn number(digits: &[u8]) -> Option<i64> {
    let (sign, digits) = digits.strip_prefix(b"-").map_or((1, digits), |digits| (-1, digits));
    let is_number = (1..=13).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| sign * digits.iter().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0')))
}

fn of_seconds(seconds: i64) -> Option<Date> {
    of_days(seconds.div_euclid(SECONDS_OF_DAY))
}

/// The date so many days after the first of 1970, in the calendar of today. Years begin in March, so that the leap day is their last.
fn of_days(days: i64) -> Option<Date> {
    /// Days from March of the year 0 to 1970, of 400 years, of a century, of four years.
    const EPOCH: i64 = 719_468;
    const CYCLE: i64 = 146_097;
    const HUNDRED: i64 = 36_524;
    const FOUR: i64 = 1_460;
    let days = days + EPOCH;
    let (cycle, day) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
    let year = (day - day / FOUR + day / HUNDRED - day / (CYCLE - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = year + cycle * 400 + later;
    Some((u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

/// `YYYYDDD`.
fn by_day_of_year(value: i64) -> Option<Date> {
    let (year, day) = (value / 1000, value % 1000);
    let year = u16::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    let first = (1..=366).contains(&day).then(|| days_of(year))?;
    of_days(first + day - 1).filter(|(of, ..)| *of == year)
}

/// Days from 1970 to the first of a year.
fn days_of(year: u16) -> i64 {
    let before = i64::from(year) - 1;
    before * 365 + before / 4 - before / 100 + before / 400 - 719_162
}

/// `CYYMMDD`.
fn by_century(value: i64) -> Option<Date> {
    let year = u16::try_from(1900 + value / 10_000).ok()?;
    real((year, two(value / 100), two(value)))
}

/// `YYMMDD`, and `MMDDYY` or `DDMMYY` where that is none.
fn six(value: i64) -> Option<Date> {
    let (first, second, third) = (two(value / 10_000), two(value / 100), two(value));
    let orders = [(first, second, third), (third, first, second), (third, second, first)];
    orders.into_iter().find_map(|(year, month, day)| real((year_of_two(u32::from(year))?, month, day)))
}

/// `DDMMYYYY`: month first was read before.
fn day_first(value: i64) -> Option<Date> {
    real((u16::try_from(value % 10_000).ok()?, two(value / 10_000), two(value / 1_000_000)))
}

/// `YYYYMMDD`.
fn eight(digits: &[u8]) -> Option<Date> {
    let value = number(digits)?;
    real((u16::try_from(value / 10_000).ok()?, two(value / 100), two(value)))
}

/// The last two digits.
fn two(value: i64) -> u8 {
    u8::try_from(value % 100).unwrap_or(0)
}

/// A day that is in the calendar.
fn real(date: Date) -> Option<Date> {
    let (year, ..) = date;
    date::of_cell(date, 0).filter(|_| YEARS.contains(&year)).map(|_| date)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(value: &str) -> Option<Date> {
        match whole(value.as_bytes(), DigitsOfDate::Any) {
            Whole::Date(found) => Some(found.date),
            Whole::Moment | Whole::Neither => None,
        }
    }

    #[test]
    fn all_that_exports_make_of_a_date_is_the_date() {
        for value in [
            "384134400",
            "384134400000",
            "/Date(384134400000)/",
            "30015",
            "0820305",
            "1982064",
            "820305",
            "030582",
            "19820305.0",
            "1982-03-05",
            "19820305",
            "03051982",
        ] {
            assert_eq!(read(value), Some((1982, 3, 5)), "{value}");
        }
        assert_eq!(read("27121964"), Some((1964, 12, 27)));
        assert_eq!(read("271264"), Some((1964, 12, 27)));
        assert_eq!(read("-158198400000"), Some((1964, 12, 27)));
        assert_eq!(read("-158198400"), Some((1964, 12, 27)));
        assert_eq!(read("1050131"), Some((2005, 1, 31)));
        assert_eq!(read("2000366"), Some((2000, 12, 31)));
    }

    #[test]
    fn numbers_that_are_no_day_of_a_life_are_none() {
        for value in
            ["1234", "99999", "991399", "2001366", "1270101", "9999999999", "99999999999999", "12.5", "-12", "/Date()/"]
        {
            assert_eq!(read(value), None, "{value}");
        }
        assert_eq!(whole(b"30015", DigitsOfDate::Eight), Whole::Neither);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn every_one_is_of_a_form_that_is_read(value in "-?[0-9]{1,14}|[0-9]{8}[.]0|/Date\\(-?[0-9]{5,13}\\)/") {
            prop_assert!(figures(value.as_bytes()).is_none() || may_be(value.as_bytes()));
        }

        #[test]
        fn days_are_counted_as_calendars_do(days in -20_000i64..20_000) {
            let (year, month, day) = of_days(days).unwrap();
            let next = of_days(days + 1).unwrap();
            prop_assert!(next == (year, month, day + 1) || next.2 == 1);
            prop_assert_eq!(days_of(year) <= days, true);
            prop_assert_eq!(days < days_of(year + 1), true);
        }
    }
}
