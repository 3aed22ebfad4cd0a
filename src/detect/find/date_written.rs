//! Dates as people write them by hand: `19th of May, 1973`, `5.19.73`, `05 / 19 / 1973`, `051973`. Versions and codes look like the short ones, so that
//! these count behind an outright label alone.

use super::date::{self, DateFound};
use super::date_month;

/// A first look for [`around`]: whether a date may begin with a number of `len` digits by the bytes behind it.
#[must_use]
pub fn may_begin(text: &[u8], number: usize, len: usize) -> bool {
    match (len, text.get(number + len..).unwrap_or_default()) {
        (1 | 2, [b'.', next, ..]) => next.is_ascii_digit(),
        (1 | 2, [b' ', b'/' | b'-', b' ', digit, ..]) => digit.is_ascii_digit(),
        (2, rest) if rest.first() == Some(&b' ') => with_spaces_len(rest).is_some(),
        (1 | 2, [letter, ..]) => b"snrtSNRT".contains(letter),
        (6, rest) => rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()),
        _ => false,
    }
}

/// Whether a word for `born` with the stop of an abbreviation stands before the date at `start`. Without its stop it is another word.
#[must_use]
pub fn has_sign(text: &[u8], start: usize) -> bool {
    const SIGN: &[u8] = b"ur. ";
    let before = text.get(..start).and_then(|before| before.strip_suffix(SIGN));
    before.is_some_and(|before| before.last().is_none_or(|byte| b" ,(\n\t".contains(byte)))
}

/// The date whose first number is at `number`.
#[must_use]
pub fn around(text: &[u8], number: usize) -> Option<DateFound> {
    let before = number.checked_sub(1).and_then(|at| text.get(at));
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-./_".contains(byte)) {
        return None;
    }
    let rest = text.get(number..)?;
    let (first, len) = date::number(rest);
    if !may_begin(text, number, len) {
        return None;
    }
    let read = match (len, rest.get(len)) {
        (1 | 2, Some(b'.')) => with_stops(rest, first, len),
        (1 | 2, Some(b' ')) => with_spaced_signs(rest, first, len).or_else(|| with_spaces(rest, first)),
        (1 | 2, _) => with_ordinal(rest, first, len),
        _ => six_digits(first),
    };
    let (date, len) = read?;
    let is_free = match rest.get(len..)? {
        [next, ..] if next.is_ascii_alphanumeric() => false,
        [b'.' | b'-' | b'/', next, ..] => !next.is_ascii_digit(),
        _ => true,
    };
    let has_month = rest.get(..len)?.iter().any(u8::is_ascii_alphabetic);
    let (year, month, day) = date;
    date::written(date, number..number + len, has_month).filter(|_| is_free && date::is_calendar(year, month, day))
}

type Read = ((u16, u8, u8), usize);

/// `19th May 1973`, `19th of May, 1973`.
fn with_ordinal(rest: &[u8], day: u32, len: usize) -> Option<Read> {
    const SUFFIXES: [&[u8]; 4] = [b"st", b"nd", b"rd", b"th"];
    let suffix = rest.get(len..len + 2)?;
    let mut at = SUFFIXES.iter().any(|other| suffix.eq_ignore_ascii_case(other)).then_some(len + 2)?;
    let gap = [&b" of the "[..], b" of ", b" day of ", b" "]
        .into_iter()
        .find(|gap| rest.get(at..).is_some_and(|rest| rest.starts_with(gap)))?;
    at += gap.len();
    let (month, month_len) = date_month::month_name(rest.get(at..)?)?;
    at += month_len;
    let gap = [&b", "[..], b" ", b",", b" of "]
        .into_iter()
        .find(|gap| rest.get(at..).is_some_and(|rest| rest.starts_with(gap)))?;
    at += gap.len();
    let (year, year_len) = date::year(rest.get(at..)?)?;
    Some(((year, month, u8::try_from(day).ok()?), at + year_len))
}

/// `5.19.73`, and `19.5.73` where that is none.
fn with_stops(rest: &[u8], first: u32, len: usize) -> Option<Read> {
    let (second, second_len) = date::number(rest.get(len + 1..)?);
    let third_at = len + 1 + second_len;
    let third = rest.get(third_at..)?.strip_prefix(b".")?;
    let (year, year_len) = date::number(third);
    if !(1..=2).contains(&second_len) || year_len != 2 {
        return None;
    }
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    let date = (date::century(year)?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some((date, third_at + 1 + year_len))
}

/// `05 / 19 / 1973`, as boxes of forms part them, and `19 / 05 / 1973` where that is none.
fn with_spaced_signs(rest: &[u8], first: u32, len: usize) -> Option<Read> {
    let gap = rest.get(len..len + 3).filter(|gap| matches!(gap, [b' ', b'/' | b'-', b' ']))?;
    let (second, second_len) = date::number(rest.get(len + gap.len()..)?);
    let behind = rest.get(len + gap.len() + second_len..)?.strip_prefix(gap)?;
    let (year, year_len) = date::year(behind)?;
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    let date = (year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let goes_on = behind.get(year_len..)?.starts_with(gap);
    Some((date, rest.len() - behind.len() + year_len)).filter(|_| (1..=2).contains(&second_len) && !goes_on)
}

/// `05 19 1973`, and `19 05 1973` where that is none.
fn with_spaces(rest: &[u8], first: u32) -> Option<Read> {
    let len = with_spaces_len(rest.get(2..)?)?;
    let (second, _) = date::number(rest.get(3..)?);
    let (year, year_len) = date::year(rest.get(6..)?)?;
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    Some(((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?), 2 + len)).filter(|_| year_len == 4)
}

/// The bytes of a day or month and a year behind the first number, each after a space: ` 19 1973`.
fn with_spaces_len(rest: &[u8]) -> Option<usize> {
    let (numbers, behind) = rest.split_at_checked(8)?;
    let is_form = numbers.iter().enumerate().all(|(at, byte)| match at {
        0 | 3 => *byte == b' ',
        _ => byte.is_ascii_digit(),
    });
    let goes_on = matches!(behind, [digit, ..] | [b' ', digit, ..] if digit.is_ascii_digit());
    (is_form && !goes_on).then_some(8)
}

/// `051973`: month, day and year.
fn six_digits(digits: u32) -> Option<Read> {
    let [month, day] = [digits / 10_000, digits / 100 % 100].map(|part| u8::try_from(part).ok());
    Some(((date::century(digits % 100)?, month?, day?), 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_by_hand_are_read() {
        for text in [
            "19th May 1973",
            "19th of May, 1973",
            "5.19.73",
            "19.5.73",
            "051973",
            "19th day of May 1973",
            "05 19 1973",
            "19 05 1973",
            "05 / 19 / 1973",
            "5 - 19 - 73",
            "19 / 5 / 1973",
        ] {
            let read = around(text.as_bytes(), 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.date, read.found.span), ((1973, 5, 19), 0..text.len()), "{text}");
        }
        for text in [
            "5.19.73.2",
            "5.19.734",
            "131973",
            "053273",
            "19th street 1973",
            "0519734",
            "05197",
            "32nd May 1973",
            "05 19 1973 12",
            "13 13 1973",
            "5 19 1973",
            "05 / 19 - 1973",
            "13 / 13 / 1973",
            "05 / 19",
            "05 / 190 / 1973",
            "5 - 19 - 1973 - 2",
        ] {
            assert_eq!(around(text.as_bytes(), 0), None, "{text}");
        }
        assert_eq!(around(b"v5.19.73", 1), None);
    }
}
