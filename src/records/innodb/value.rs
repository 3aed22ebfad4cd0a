//! Values, from how they are stored to how a dump writes them.

use super::layout::{Kind, decimal_len};
use crate::decode::dates;

/// The value of a field that is not text, as text; `None` where it says nothing, or is not understood.
pub(super) fn written(kind: &Kind, raw: &[u8]) -> Option<String> {
    match kind {
        Kind::Text { .. } | Kind::Bytes | Kind::Other => None,
        Kind::Integer { is_signed } => integer(raw, *is_signed),
        Kind::Float => Some(f32::from_le_bytes(raw.try_into().ok()?).to_string()),
        Kind::Double => Some(f64::from_le_bytes(raw.try_into().ok()?).to_string()),
        Kind::Decimal { precision, scale } => decimal(raw, *precision, *scale),
        Kind::Date => {
            let packed = number(raw)? & 0x7F_FFFF;
            Some(format!("{:04}-{:02}-{:02}", packed >> 9, packed >> 5 & 15, packed & 31))
        }
        Kind::Datetime => {
            let packed = number(raw.get(..5)?)? & 0x7F_FFFF_FFFF;
            let (months, day) = (packed >> 22, packed >> 17 & 31);
            let (hour, minute, second) = (packed >> 12 & 31, packed >> 6 & 63, packed & 63);
            let (year, month) = (months / 13, months % 13);
            Some(format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"))
        }
        Kind::Timestamp => Some(dates::timestamp(i64::try_from(number(raw.get(..4)?)?).ok()?, 0)),
        Kind::Year => Some((1900 + u32::from(*raw.first()?)).to_string()),
        Kind::Choice(choices) => choices.get(usize::try_from(number(raw)?).ok()?.checked_sub(1)?).cloned(),
    }
}

/// Up to eight bytes, most significant first.
fn number(raw: &[u8]) -> Option<u64> {
    (raw.len() <= 8).then(|| raw.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

fn integer(raw: &[u8], is_signed: bool) -> Option<String> {
    let number = i128::from(number(raw)?);
    let zero = if is_signed { 1i128 << (8 * raw.len()).checked_sub(1)? } else { 0 };
    Some((number - zero).to_string())
}

/// Groups of nine digits in four bytes, shorter ones at both ends; the first bit is turned over, and all others where the
/// number is negative.
fn decimal(raw: &[u8], precision: usize, scale: usize) -> Option<String> {
    let whole = precision.checked_sub(scale)?;
    let is_negative = raw.first()? & 0x80 == 0;
    let mask = if is_negative { 0xFF } else { 0 };
    let mut bytes: Vec<u8> = raw.iter().map(|byte| byte ^ mask).collect();
    *bytes.first_mut()? ^= 0x80;
    let mut at = 0;
    let mut group = |digits: usize, out: &mut String| {
        let len = decimal_len(digits);
        let value = bytes.get(at..at + len).and_then(number);
        at += len;
        value.map(|value| out.push_str(&format!("{value:0digits$}")))
    };
    let (mut before, mut behind) = (String::new(), String::new());
    if !whole.is_multiple_of(9) {
        group(whole % 9, &mut before)?;
    }
    for _ in 0..whole / 9 {
        group(9, &mut before)?;
    }
    for _ in 0..scale / 9 {
        group(9, &mut behind)?;
    }
    // What is left is shorter, and stands at the other end.
    if !scale.is_multiple_of(9) {
        group(scale % 9, &mut behind)?;
    }
    let before = before.trim_start_matches('0');
    let sign = if is_negative { "-" } else { "" };
    let point = if scale > 0 { "." } else { "" };
    Some(format!("{sign}{}{point}{behind}", if before.is_empty() { "0" } else { before }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_in_dumps() {
        let written = |kind: Kind, raw: &[u8]| written(&kind, raw).unwrap();
        assert_eq!(written(Kind::Integer { is_signed: true }, &[0x7F, 0xFF]), "-1");
        assert_eq!(written(Kind::Integer { is_signed: true }, &[0x80, 0, 0, 7]), "7");
        assert_eq!(written(Kind::Integer { is_signed: false }, &[0xFF; 8]), u64::MAX.to_string());
        assert_eq!(written(Kind::Date, &[0x8F, 0x89, 0x0C]), "1988-08-12");
        // MySQL, strings/decimal.c: 1234567890.1234, and the same below zero.
        let kind = Kind::Decimal { precision: 14, scale: 4 };
        assert_eq!(written(kind.clone(), b"\x81\x0D\xFB\x38\xD2\x04\xD2"), "1234567890.1234");
        assert_eq!(written(kind, b"\x7E\xF2\x04\xC7\x2D\xFB\x2D"), "-1234567890.1234");
        assert_eq!(written(Kind::Datetime, &[0x99, 0xB0, 0x0C, 0x72, 0x09]), "2023-05-06 07:08:09");
        assert_eq!(written(Kind::Choice(["a".into(), "b".into()].into()), &[2]), "b");
    }
}
