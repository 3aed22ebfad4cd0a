//! Calendar dates in the forms that people and databases write them. Any date could be a birth date, so that a label
//! decides; this file says that it is a date, which one, and whether a living adult could be born then.
//!
//! `03/04/1987` is read month first, as in the United States, unless the first number is above twelve. Two-digit
//! years are read as the latest year that is not in the future. A date with a time other than midnight is a
//! moment in the life of a computer, not a birth date.

use super::Found;
use super::date_month::{begins_month, ends_month_in, month_before, month_name};
use super::date_time::{is_midnight, is_midnight_elsewhere, is_time, is_time_and_zone, is_time_of_log, midnight_len};
use crate::detect::Part;
use crate::detect::validate::Facts;

/// Facts bit 0: the year is one that adults of today were born in.
pub const ADULT: u8 = 1;
/// Facts bit 1: the year is the current one or later.
pub const FUTURE: u8 = 2;
/// Facts bit 2: written with a time of day.
pub const MIDNIGHT: u8 = 4;
/// Facts bit 3: the year is one that people past their working life were born in.
pub const ELDER: u8 = 8;
/// Facts bit 4: the year is one that adults up to about forty were born in.
pub const YOUNGER: u8 = 16;

/// Facts bit 5: the year is one of the last four, or the current one.
pub const RECENT: u8 = 32;

/// There is no clock in detection: the same input gives the same report in every year. "Now" is when this was written.
const CURRENT_YEAR: u16 = 2026;
/// Nobody alive was born before.
const YEAR_MIN: u16 = 1900;
const ADULT_YEARS: std::ops::RangeInclusive<u16> = 1920..=2010;
const ELDER_YEARS: std::ops::RangeInclusive<u16> = 1920..=1964;
const YOUNGER_YEARS: std::ops::RangeInclusive<u16> = 1985..=2010;
const RECENT_MIN: u16 = CURRENT_YEAR - 4;

/// A date found.
#[derive(Debug, Clone, PartialEq)]
pub struct DateFound {
    /// As all finders say it.
    pub found: Found,
    /// Year, month, day.
    pub date: (u16, u8, u8),
}

/// How a date is written; the numbering of [`Found::shape`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    YearFirst,
    YearLast,
    ShortYear,
    MonthName,
    Compact,
}

/// What a whole cell is, as far as dates go.
#[derive(Debug, Clone, PartialEq)]
pub enum Whole {
    /// A date.
    Date(DateFound),
    /// A date with a time of day, as logs write it, a weekday's short form before it or not. It says when something happened,
    /// and holds nothing else.
    Moment,
    /// Nothing of these.
    Neither,
}

/// A whole cell. Eight bare digits are a date only where `is_labelled`.
#[must_use]
#[inline]
pub fn whole(value: &[u8], is_labelled: bool) -> Whole {
    // Nearly all dates of databases, and nearly all numbers that are none.
    match iso(value).and_then(|read| read.finish(0, false)) {
        Some(found) => Whole::Date(found),
        None if !is_labelled && value.iter().all(u8::is_ascii_digit) => Whole::Neither,
        None => whole_written(value, is_labelled),
    }
}

fn whole_written(value: &[u8], is_labelled: bool) -> Whole {
    if is_time_of_log(value) { Whole::Moment } else { whole_plain(value, is_labelled) }
}

/// The same, of all that is written.
fn whole_plain(value: &[u8], is_labelled: bool) -> Whole {
    let text = match value {
        [a, b, c, b',', b' ', rest @ ..] if [a, b, c].iter().all(|byte| byte.is_ascii_alphabetic()) => rest,
        _ => value,
    };
    let is_bare = text.len() == value.len();
    // A moment of HL7 at midnight: `19870312000000`.
    let day = text.strip_suffix(b"000000").filter(|day| day.len() == 8);
    let text = day.unwrap_or(text);
    let Some(read) = at_start(text).or_else(|| by_signs(text)) else { return Whole::Neither };
    let rest = text.get(read.len..).unwrap_or_default();
    let has_midnight = day.is_some() || is_midnight(rest) || is_midnight_elsewhere(rest);
    let is_compact = read.form == Form::Compact;
    if (rest.is_empty() || has_midnight) && is_bare && (is_labelled || !is_compact) {
        let date = Read { len: value.len(), ..read }.finish(0, has_midnight);
        if let Some(found) = date {
            return Whole::Date(found);
        }
    }
    let (year, month, day) = read.date;
    let is_moment = !is_compact
        && is_calendar(year, month, day)
        && is_time(rest)
        && is_time_and_zone(rest.get(1..).unwrap_or_default());
    if is_moment { Whole::Moment } else { Whole::Neither }
}

/// A whole cell as a date.
#[must_use]
pub fn cell(value: &[u8], is_labelled: bool) -> Option<DateFound> {
    match whole(value, is_labelled) {
        Whole::Date(found) => Some(found),
        Whole::Moment | Whole::Neither => None,
    }
}

/// The date in `text` whose first number is at `number`: the date may begin before it, with the name of a month.
#[must_use]
pub fn around(text: &[u8], number: usize) -> Option<DateFound> {
    // After the first number of a date comes a separator, or the name of a month; after a month's day, anything.
    let after_digits = text.get(number..)?.iter().take(9).position(|byte| !byte.is_ascii_digit());
    let next = after_digits.and_then(|len| text.get(number + len)).copied().unwrap_or(b' ');
    let may_begin = matches!(next, b'-' | b'/' | b'.' | b' ') || next.is_ascii_alphabetic() || after_digits == Some(8);
    let month = month_before(text, number);
    if !may_begin && month.is_none() && after_digits.is_some() {
        return None;
    }
    let start = month.unwrap_or(number);
    let read = at_start(text.get(start..)?)?;
    let end = start + read.len;
    let after = text.get(end..).unwrap_or_default();
    let has_midnight = midnight_len(after).is_some();
    let is_moment = !has_midnight && is_time(after);
    let touches = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let is_joined = |after: &[u8]| matches!(after, [b'-' | b'/' | b'.', digit, ..] if digit.is_ascii_digit());
    let before = text.get(..start).unwrap_or_default();
    let is_tail = matches!(before, [.., digit, b'-' | b'/' | b'.'] if digit.is_ascii_digit());
    if is_moment || (touches(after.first()) && !has_midnight) || is_joined(after) || touches(before.last()) || is_tail {
        return None;
    }
    read.finish(start, has_midnight)
}

/// A first look for [`around`]: whether the bytes beside a number of `len` digits are such that a date may stand there.
pub(crate) fn may_be_around(text: &[u8], number: usize, len: usize) -> bool {
    let is_separator = |byte: u8| matches!(byte, b' ' | b'-' | b'.' | b'/');
    let byte = |at: usize| text.get(at).copied().unwrap_or(0);
    let after = number + len;
    // A number of one or two digits and the same separator once more.
    let separator = byte(after);
    let has_second = matches!(separator, b'-' | b'/' | b'.')
        && byte(after + 1).is_ascii_digit()
        && (byte(after + 2) == separator || byte(after + 2).is_ascii_digit() && byte(after + 3) == separator);
    // Up to two separators and the name of a month.
    let has_month_after = || match (is_separator(separator), is_separator(byte(after + 1))) {
        (false, _) => begins_month(text, after),
        (true, false) => begins_month(text, after + 1),
        (true, true) => begins_month(text, after + 2),
    };
    let has_month_before = || {
        let [last, next, third, farthest] = [1, 2, 3, 4].map(|back| byte(number.wrapping_sub(back)));
        is_separator(last)
            && if is_separator(next) { ends_month_in(farthest, third) } else { ends_month_in(third, next) }
    };
    match len {
        1 | 2 => has_second || has_month_after() || has_month_before(),
        4 => has_second,
        8 => true,
        _ => false,
    }
}

/// The date as a whole cell of so many bytes, if it is one that somebody alive may be born on.
pub(super) fn of_cell(date: (u16, u8, u8), len: usize) -> Option<DateFound> {
    Read { len, date, form: Form::Compact }.finish(0, false)
}

/// The date at a place of a text, written in a form of [`super::date_written`].
pub(super) fn written(date: (u16, u8, u8), span: std::ops::Range<usize>, has_month: bool) -> Option<DateFound> {
    let form = if has_month { Form::MonthName } else { Form::ShortYear };
    Read { len: span.len(), date, form }.finish(span.start, false)
}

/// The year that two digits stand for.
pub(super) fn year_of_two(short: u32) -> Option<u16> {
    century(short)
}

#[derive(Clone, Copy)]
struct Read {
    len: usize,
    date: (u16, u8, u8),
    form: Form,
}

impl Read {
    fn finish(self, start: usize, has_midnight: bool) -> Option<DateFound> {
        let (year, month, day) = self.date;
        if !is_calendar(year, month, day) || year < YEAR_MIN {
            return None;
        }
        let mut facts = 0;
        let mut odds = 0.0;
        if ADULT_YEARS.contains(&year) {
            facts |= ADULT;
            odds += 0.3;
        }
        if ELDER_YEARS.contains(&year) {
            facts |= ELDER;
        }
        if YOUNGER_YEARS.contains(&year) {
            facts |= YOUNGER;
        }
        if year >= RECENT_MIN {
            facts |= RECENT;
        }
        if year >= CURRENT_YEAR {
            facts |= FUTURE;
            odds -= 2.0;
        }
        if has_midnight {
            facts |= MIDNIGHT;
        }
        let is_test = matches!(self.date, (1900 | 1970, 1, 1));
        let span = start..start + self.len;
        let found = Found { span, part: Part::Whole, odds, shape: self.form as u8, is_test, facts: Facts(facts) };
        Some(DateFound { found, date: self.date })
    }
}

/// The date that `text` begins with.
fn at_start(text: &[u8]) -> Option<Read> {
    if let Some(read) = iso(text) {
        return Some(read);
    }
    let (first, len) = number(text);
    match len {
        0 => month_first(text),
        1 | 2 => year_last(text, first, len).or_else(|| day_month_name(text, first, len)),
        4 => year_first(text, first),
        8 => compact(first),
        _ => None,
    }
}

/// `1987-03-12` and nothing else, as databases write it.
#[inline]
fn iso(text: &[u8]) -> Option<Read> {
    // Each byte the same where there is a hyphen, and at most nine more than a nought elsewhere.
    const LAYOUT: u64 = u64::from_le_bytes(*b"0000-00-");
    const ROOM: u64 = u64::from_le_bytes([0x76, 0x76, 0x76, 0x76, 0x7F, 0x76, 0x76, 0x7F]);
    let (head, &[d1, d2]) =
        text.split_first_chunk::<8>().and_then(|(head, day)| Some((head, day.first_chunk::<2>()?)))?;
    let digits = u64::from_le_bytes(*head) ^ LAYOUT;
    let is_date = (digits | digits.wrapping_add(ROOM)) & 0x8080_8080_8080_8080 == 0;
    let (d1, d2) = (d1.wrapping_sub(b'0'), d2.wrapping_sub(b'0'));
    if text.len() != 10 || !is_date || d1 > 9 || d2 > 9 {
        return None;
    }
    let [y1, y2, y3, y4, _, m1, m2, _] = digits.to_le_bytes();
    let year = u16::from(y1) * 1000 + u16::from(y2) * 100 + u16::from(y3 * 10 + y4);
    Some(Read { len: text.len(), date: (year, m1 * 10 + m2, d1 * 10 + d2), form: Form::YearFirst })
}

/// A number and its number of digits.
pub(super) type Number = (u32, usize);

/// The number that `text` begins with; at most nine digits are read.
pub(super) fn number(text: &[u8]) -> Number {
    let (mut value, mut len) = (0, 0);
    for byte in text.iter().take(9) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value * 10 + u32::from(digit);
        len += 1;
    }
    (value, len)
}

/// Two numbers with a separator between them, each with its number of digits, and the length of all.
fn two_numbers(text: &[u8], separator: u8) -> Option<(Number, Number, usize)> {
    let (second, second_len) = number(text);
    let rest = text.get(second_len..)?;
    if rest.first() != Some(&separator) {
        return None;
    }
    let (third, third_len) = number(rest.get(1..)?);
    Some(((second, second_len), (third, third_len), second_len + 1 + third_len))
}

/// `1987-03-12`, `1987/03/12`, `1987.03.12`.
fn year_first(text: &[u8], year: u32) -> Option<Read> {
    let separator = *text.get(4).filter(|byte| matches!(byte, b'-' | b'/' | b'.'))?;
    let ((month, month_len), (day, day_len), len) = two_numbers(text.get(5..)?, separator)?;
    let is_short = (1..=2).contains(&month_len) && (1..=2).contains(&day_len);
    let date = (u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    is_short.then_some(Read { len: 5 + len, date, form: Form::YearFirst })
}

/// `03/12/1987`, `12.3.1987`, `03-12-87`.
fn year_last(text: &[u8], first: u32, first_len: usize) -> Option<Read> {
    let separator = *text.get(first_len).filter(|byte| matches!(byte, b'-' | b'/' | b'.'))?;
    let ((second, second_len), (third, third_len), len) = two_numbers(text.get(first_len + 1..)?, separator)?;
    if !(1..=2).contains(&second_len) {
        return None;
    }
    let (year, form) = match third_len {
        4 => (u16::try_from(third).ok()?, Form::YearLast),
        // Versions and addresses look like this, too, but not with slashes or hyphens.
        2 if separator != b'.' => (century(third)?, Form::ShortYear),
        _ => return None,
    };
    // Dots are written by people who write the day first.
    let (month, day) =
        if first > 12 || (separator == b'.' && second <= 12) { (second, first) } else { (first, second) };
    let date = (year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some(Read { len: first_len + 1 + len, date, form })
}

/// The latest year that ends like this and is not in the future.
pub(super) fn century(short: u32) -> Option<u16> {
    let short = u16::try_from(short).ok()?;
    let year = 2000 + short;
    Some(if year > CURRENT_YEAR { year - 100 } else { year })
}

/// `19870312`, and `03121987` where that is no date year first.
fn compact(digits: u32) -> Option<Read> {
    let parts = |year: u32, month: u32, day: u32| {
        Some((u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
    };
    let year_first = parts(digits / 10_000, digits / 100 % 100, digits % 100)?;
    let year_last = parts(digits % 10_000, digits / 1_000_000, digits / 10_000 % 100)?;
    let is_date =
        |(year, month, day): (u16, u8, u8)| is_calendar(year, month, day) && (YEAR_MIN..=2100).contains(&year);
    let date = [year_first, year_last].into_iter().find(|&date| is_date(date))?;
    Some(Read { len: 8, date, form: Form::Compact })
}

/// `12 Mar 1987`, `12-Mar-87`, `12MAR1987`, `12. März 1987`.
fn day_month_name(text: &[u8], day: u32, day_len: usize) -> Option<Read> {
    let mut at = skip_of(text, skip(text, day_len, b" -./"));
    let (month, month_len) = month_name(text.get(at..)?)?;
    at = skip_of(text, skip(text, at + month_len, b" -./,"));
    let (year, len) = year(text.get(at..)?)?;
    Some(Read { len: at + len, date: (year, month, u8::try_from(day).ok()?), form: Form::MonthName })
}

/// `March 12, 1987`, `Mar 12 1987`, `Mar-12-1987`.
fn month_first(text: &[u8]) -> Option<Read> {
    let (month, month_len) = month_name(text)?;
    let at = skip(text, month_len, b" -./");
    let (day, day_len) = number(text.get(at..)?);
    if !(1..=2).contains(&day_len) {
        return None;
    }
    let mut rest = at + day_len;
    let suffix = text.get(rest..rest + 2).unwrap_or_default();
    if [b"st", b"nd", b"rd", b"th"].iter().any(|other| suffix.eq_ignore_ascii_case(*other)) {
        rest += 2;
    }
    let year_at = skip(text, rest, b" -./,");
    if year_at == rest {
        return None;
    }
    let (year, len) = year(text.get(year_at..)?)?;
    Some(Read { len: year_at + len, date: (year, month, u8::try_from(day).ok()?), form: Form::MonthName })
}

pub(super) fn year(text: &[u8]) -> Option<(u16, usize)> {
    match number(text) {
        (value, 4) => Some((u16::try_from(value).ok()?, 4)),
        (value, 2) => Some((century(value)?, 2)),
        _ => None,
    }
}

/// Skips what Spanish and Portuguese put between day, month and year: `12 de octubre de 1967`.
fn skip_of(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let is_of = [&b"de "[..], b"del ", b"DE ", b"De "].into_iter().find(|of| rest.starts_with(of));
    at + is_of.map_or(0, <[u8]>::len)
}

/// Skips at most two of the given bytes.
fn skip(text: &[u8], at: usize, bytes: &[u8]) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take(2).take_while(|byte| bytes.contains(byte)).count()
}

/// A whole cell as East Asian languages write a day: `1986年7月3日`, `1986년 7월 3일`.
fn by_signs(value: &[u8]) -> Option<Read> {
    const SIGNS: [[&str; 3]; 2] = [["年", "月", "日"], ["년", "월", "일"]];
    if value.is_ascii() {
        return None;
    }
    let text = std::str::from_utf8(value).ok()?;
    SIGNS.into_iter().find_map(|[of_year, of_month, of_day]| {
        let (year, rest) = text.split_once(of_year)?;
        let (month, rest) = rest.split_once(of_month)?;
        let day = rest.strip_suffix(of_day)?;
        let date = (year.trim().parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?);
        Some(Read { len: value.len(), date, form: Form::YearFirst })
    })
}

#[inline]
pub(super) fn is_calendar(year: u16, month: u8, day: u8) -> bool {
    const DAYS: [u8; 13] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let is_leap = || year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = DAYS.get(usize::from(month)).copied().unwrap_or(0);
    (1..=days).contains(&day) || (month, day) == (2, 29) && is_leap()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::date_month::MONTHS;
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn a_first_look_turns_away_no_date(
            parts in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(MONTHS.concat()).prop_map(str::to_owned),
                    "[0-9]{1,2}|19[0-9]{2}|[0-9]{8}",
                    "[ ./-]{1,3}",
                    prop::sample::select(vec![",", "de ", " de ", "of", "T", "th", "x"]).prop_map(str::to_owned),
                ],
                1..9,
            )
        ) {
            let text = parts.concat();
            let bytes = text.as_bytes();
            for at in 0..bytes.len() {
                let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                if len > 0 && (at == 0 || !bytes[at - 1].is_ascii_digit()) && around(bytes, at).is_some() {
                    prop_assert!(may_be_around(bytes, at, len), "{} in {:?}", at, text);
                }
            }
        }
    }

    fn date(value: &str) -> Option<(u16, u8, u8)> {
        cell(value.as_bytes(), true).map(|read| read.date)
    }

    #[test]
    fn all_common_forms_are_read() {
        for form in [
            "1987-03-12",
            "1987/3/12",
            "1987.03.12",
            "03/12/1987",
            "3/12/87",
            "12.03.1987",
            "19870312",
            "03121987",
            "12 Mar 1987",
            "12-MAR-87",
            "12MAR1987",
            "March 12, 1987",
            "mar 12 1987",
            "March 12th, 1987",
            "12. M\u{e4}rz 1987",
            "1987-03-12 00:00:00",
            "1987-03-12T00:00:00.000Z",
            "1987-03-12T05:00:00.000Z",
            "1987-03-12 23:00:00Z",
            "12 marzo 1987",
        ] {
            assert_eq!(date(form), Some((1987, 3, 12)), "{form}");
        }
        assert_eq!(date("25/12/1987"), Some((1987, 12, 25)));
    }

    #[test]
    fn dates_of_databases_are_read_at_once_as_others_are() {
        for at in 0..10 {
            for byte in 0..=u8::MAX {
                let mut text = *b"1987-03-12";
                text[at] = byte;
                let read = |read: Option<Read>| read.map(|read| (read.len, read.date));
                let (first, len) = number(&text);
                let plain = read(if len == 4 { year_first(&text, first).filter(|read| read.len == 10) } else { None });
                let is_hyphen = !text.contains(&b'/') && !text.contains(&b'.');
                assert_eq!(read(iso(&text)), plain.filter(|_| is_hyphen), "{at} {byte}");
            }
        }
        assert!(iso(b"1987-03-1").is_none() && iso(b"1987-03-123").is_none());
    }

    #[test]
    fn times_of_logs_are_read_at_once_as_others_are() {
        for form in [
            "10/Oct/2000:13:55:36 -0700",
            "29/Feb/2024:00:00:00 +0000",
            "29/Feb/2023:10:00:00 +0000",
            "31/Sep/2000:13:55:36 +0000",
            "00/Jan/0000:99:99:99 -9999",
        ] {
            for at in 0..form.len() {
                for byte in 0..=u8::MAX {
                    let mut text = form.as_bytes().to_vec();
                    text[at] = byte;
                    let plain = whole_plain(&text, false);
                    assert!(!is_time_of_log(&text) || plain == Whole::Moment, "{form} {at} {byte}");
                    assert_eq!(whole(&text, true), whole_plain(&text, true));
                }
            }
        }
        assert!(is_time_of_log(b"10/Oct/2000:13:55:36 -0700") && !is_time_of_log(b"31/Sep/2000:13:55:36 -0700"));
    }

    #[test]
    fn impossible_dates_and_moments_are_refused() {
        for form in [
            "1987-02-29",
            "1987-13-01",
            "00/00/0000",
            "1987-03-12 10:22:00",
            "1.2.3",
            "1987-03",
            "87",
            "1899-01-01",
            "2024-01-01-536",
            "1987-03-12x",
            "March 1987",
            "12 foo 1987",
            "123456789",
        ] {
            assert_eq!(date(form), None, "{form}");
        }
        assert!(cell(b"19870312", false).is_none(), "bare digits need a label");
    }

    #[test]
    fn moments_are_told_to_their_end() {
        for moment in [
            "01/Mar/2024:00:00:01 +0000",
            "2024-03-01T10:22:05Z",
            "2024-03-01T05:00:01Z",
            "2024-03-01T13:00:00Z",
            "2024-03-01 05:00:00",
            "2024-03-01 10:22:05.123456+02:00",
            "2024-03-01 10:22",
            "3/1/2024 9:22:05 PM",
            "Fri, 01 Mar 2024 10:22:05 GMT",
            "Mar 1, 2024 10:22:05 CEST",
        ] {
            assert_eq!(whole(moment.as_bytes(), true), Whole::Moment, "{moment}");
        }
        for other in [
            "2024-03-01",
            "2024-03-01 10",
            "2024-03-01 10:22 12 Main St",
            "2024-03-01 10:22:05 617-555-0100",
            "2024-02-30 10:22:05",
            "20240301 10:22:05",
            "2024-03-01 10:22:05 +00000",
            "2024-03-01 10:22:05 ",
            "Paris, 01 Mar 2024 10:22:05",
        ] {
            assert_ne!(whole(other.as_bytes(), true), Whole::Moment, "{other}");
        }
    }

    #[test]
    fn facts_tell_adults_from_the_future() {
        assert_eq!(cell(b"1987-03-12", false).unwrap().found.facts, Facts(ADULT | YOUNGER));
        assert_eq!(cell(b"1951-03-12", false).unwrap().found.facts, Facts(ADULT | ELDER));
        assert_eq!(cell(b"1975-03-12", false).unwrap().found.facts, Facts(ADULT));
        assert_eq!(cell(b"2031-03-12", false).unwrap().found.facts, Facts(FUTURE | RECENT));
        assert_eq!(cell(b"2019-03-12", false).unwrap().found.facts, Facts(0));
        assert_eq!(cell(b"2023-03-12", false).unwrap().found.facts, Facts(RECENT));
        assert!(cell(b"1900-01-01", false).unwrap().found.is_test);
    }

    #[test]
    fn dates_in_text_are_cut_out_whole() {
        let found = |text: &str, number: usize| {
            around(text.as_bytes(), number).map(|read| text.get(read.found.span).unwrap().to_owned())
        };
        assert_eq!(found("born March 12, 1987.", 11).as_deref(), Some("March 12, 1987"));
        assert_eq!(found("dob: 03/12/1987, x", 5).as_deref(), Some("03/12/1987"));
        assert_eq!(found("at 2024-03-12 10:00:00", 3), None);
        assert_eq!(found("v1.2.2024-03-12", 6), None);
        assert_eq!(found("2024-01-01-536904399", 0), None);
    }
}
