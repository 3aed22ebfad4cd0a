//! The values of BSON (<https://bsonspec.org/spec.html>), and how they are written as text.

use std::fmt::Write as _;
use std::ops::Range;

/// An element of a document: its key, and where its value lies.
pub(super) struct Element {
    pub(super) kind: u8,
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
}

/// Four bytes as a length, little end first.
pub(super) fn len_at(bytes: &[u8], at: usize) -> Option<usize> {
    let len = i32::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
    usize::try_from(len).ok()
}

/// The element at `at` in a document that ends (before its closing zero) at `end`.
pub(super) fn element(bytes: &[u8], at: usize, end: usize) -> Option<Element> {
    let document = bytes.get(..end)?;
    let kind = *document.get(at)?;
    let key_len = memchr::memchr(0, document.get(at + 1..)?)?;
    let key = at + 1..at + 1 + key_len;
    let start = key.end + 1;
    let len = value_len(document, kind, start)?;
    let value = start..start.checked_add(len).filter(|&value_end| value_end <= end)?;
    Some(Element { kind, key, value })
}

fn value_len(bytes: &[u8], kind: u8, at: usize) -> Option<usize> {
    let cstring = |at: usize| Some(memchr::memchr(0, bytes.get(at..)?)? + 1);
    match kind {
        0x06 | 0x0A | 0xFF | 0x7F => Some(0),
        0x08 => Some(1),
        0x10 => Some(4),
        0x01 | 0x09 | 0x11 | 0x12 => Some(8),
        0x07 => Some(12),
        0x13 => Some(16),
        0x02 | 0x0D | 0x0E => len_at(bytes, at)?.checked_add(4),
        0x03 | 0x04 | 0x0F => len_at(bytes, at).filter(|&len| len >= 5),
        0x05 => len_at(bytes, at)?.checked_add(5),
        0x0B => {
            let pattern = cstring(at)?;
            Some(pattern + cstring(at.checked_add(pattern)?)?)
        }
        0x0C => len_at(bytes, at)?.checked_add(16),
        _ => None,
    }
}

/// How a value becomes a cell.
pub(super) enum Form {
    /// It has none: NULL and its like.
    Nothing,
    /// It is these bytes of the source.
    Bytes(Range<usize>),
    /// It is what was appended.
    Written,
    /// A document within the document.
    Document(Range<usize>),
    Array(Range<usize>),
}

/// How the value of an element becomes a cell; what has to be written for it is appended to `out`.
pub(super) fn form(bytes: &[u8], element: &Element, out: &mut Vec<u8>) -> Form {
    let value = bytes.get(element.value.clone()).unwrap_or_default();
    let Range { start, end } = element.value.clone();
    let mut text = String::new();
    match (element.kind, value) {
        (0x02 | 0x0D | 0x0E, _) => return Form::Bytes(start + 4..end.saturating_sub(1).max(start + 4)),
        (0x03, _) => return Form::Document(element.value.clone()),
        (0x04, _) => return Form::Array(element.value.clone()),
        (0x05, [_, _, _, _, 3 | 4, uuid @ ..]) if uuid.len() == 16 => push_uuid(&mut text, uuid),
        (0x05, _) => return Form::Bytes(start + 5..end),
        (0x0B | 0x0C | 0x0F, _) => return Form::Bytes(element.value.clone()),
        (0x07, id) => push_hex(&mut text, id),
        (0x08, [flag]) => text.push_str(if *flag == 0 { "false" } else { "true" }),
        (0x01, _) => push(&mut text, value, |bits| format!("{:?}", f64::from_le_bytes(bits))),
        (0x09, _) => push(&mut text, value, |bits| date(i64::from_le_bytes(bits))),
        (0x10, _) => push(&mut text, value, |bits| i32::from_le_bytes(bits).to_string()),
        (0x11, _) => push(&mut text, value, |bits| u64::from_le_bytes(bits).to_string()),
        (0x12, _) => push(&mut text, value, |bits| i64::from_le_bytes(bits).to_string()),
        (0x13, _) => push(&mut text, value, |bits| decimal(u128::from_le_bytes(bits))),
        _ => return Form::Nothing,
    }
    out.extend_from_slice(text.as_bytes());
    Form::Written
}

fn push<const N: usize>(text: &mut String, value: &[u8], write: impl Fn([u8; N]) -> String) {
    if let Some(bits) = value.first_chunk() {
        text.push_str(&write(*bits));
    }
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        write!(text, "{byte:02x}").expect("writing to memory does not fail");
    }
}

fn push_uuid(text: &mut String, bytes: &[u8]) {
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        push_hex(text, &[*byte]);
    }
}

/// Milliseconds since 1970 as `2021-08-17T00:00:00Z`, with the time where there is one.
pub(super) fn date(millis: i64) -> String {
    const DAY: i64 = 86_400_000;
    let (days, rest) = (millis.div_euclid(DAY), millis.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    if rest == 0 {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    let (hour, minute, second, milli) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000);
    if milli == 0 {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar. Years are counted from March, so
/// that the leap day is the last, in eras of 400 years.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// IEEE 754-2008 decimal128 in the binary encoding, written out.
fn decimal(bits: u128) -> String {
    const COEFFICIENT_MAX: u128 = 10u128.pow(34) - 1;
    const DIGITS_SHOWN_MAX: u32 = 40;
    let sign = if bits >> 127 == 1 { "-" } else { "" };
    let is_long = bits >> 125 & 3 == 3;
    if is_long && bits >> 123 & 0xF == 0xF {
        return if bits >> 122 & 1 == 1 { "NaN".to_owned() } else { format!("{sign}Infinity") };
    }
    let exponent_bits = if is_long { bits >> 111 } else { bits >> 113 } & 0x3FFF;
    let exponent = i32::try_from(exponent_bits).unwrap_or(0) - 6176;
    let coefficient = if is_long { 0 } else { bits & ((1 << 113) - 1) };
    let coefficient = if coefficient > COEFFICIENT_MAX { 0 } else { coefficient };
    let digits = coefficient.to_string();
    let places = exponent.unsigned_abs();
    if exponent == 0 {
        format!("{sign}{digits}")
    } else if exponent > 0 && places <= DIGITS_SHOWN_MAX {
        format!("{sign}{digits}{}", "0".repeat(places as usize))
    } else if exponent < 0 && places <= DIGITS_SHOWN_MAX {
        let padded = format!("{digits:0>width$}", width = places as usize + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places as usize);
        format!("{sign}{whole}.{fraction}")
    } else {
        format!("{sign}{digits}E{exponent}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_people_read_them() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(-86_400_000), "1969-12-31");
        assert_eq!(date(951_782_400_000), "2000-02-29");
        assert_eq!(date(1_629_208_800_123), "2021-08-17T14:00:00.123Z");
        assert_eq!(date(1_629_208_800_000), "2021-08-17T14:00:00Z");
        assert!(!date(i64::MIN).is_empty() && !date(i64::MAX).is_empty());
    }

    #[test]
    fn decimals_are_written_out() {
        let bits = |coefficient: u128, exponent: i32| coefficient | u128::try_from(exponent + 6176).unwrap() << 113;
        assert_eq!(decimal(bits(1999, -2)), "19.99");
        assert_eq!(decimal(bits(5, -3) | 1 << 127), "-0.005");
        assert_eq!(decimal(bits(536_224_399, 0)), "536224399");
        assert_eq!(decimal(bits(12, 3)), "12000");
        assert_eq!(decimal(0x7C << 120), "NaN");
        assert_eq!(decimal(0x78 << 120), "Infinity");
    }
}
