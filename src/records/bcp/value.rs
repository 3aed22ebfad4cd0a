//! Values, from how a bulk copy holds them to how a dump writes them.

use crate::decode::dates;

/// Of which kind the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Bit,
    /// One byte has no sign.
    Integer {
        len: usize,
    },
    Float {
        len: usize,
    },
    /// In parts of ten thousand.
    Money {
        len: usize,
    },
    Decimal,
    Uuid,
    Date,
    /// `scale` digits behind the second.
    Time {
        scale: u8,
    },
    Datetime2 {
        scale: u8,
    },
    DatetimeOffset {
        scale: u8,
    },
    Datetime,
    SmallDatetime,
    Text {
        /// Bytes of its length.
        width: u8,
        /// How long it may be, in the units of its type.
        units: Option<usize>,
        is_padded: bool,
        /// UTF-16 in any case.
        is_wide: bool,
    },
    Bytes {
        /// Bytes of its length.
        width: u8,
        is_version: bool,
    },
}

/// Days from 0001-01-01 to 1970-01-01, and to 9999-12-31.
const DAYS_TO_1970: i64 = 719_162;
const DAYS_MAX: u64 = 3_652_058;
/// Days from 1900-01-01 to 1970-01-01; to 1753-01-01 and 9999-12-31.
const DAYS_1900_TO_1970: i64 = 25_567;
const DATETIME_DAYS: std::ops::RangeInclusive<i32> = -53_690..=2_958_463;
/// A `datetime` counts so many parts of a second.
const DATETIME_TICKS: u32 = 300;
const DAY_SECONDS: u64 = 86_400;
/// Digits behind the second where the bytes of a time are all there.
const SCALE_MAX: u8 = 7;
/// A value of this length may be any value: no text is longer than this in its row.
const DECIMAL_LEN: usize = 19;
const OFFSET_MINUTES_MAX: i16 = 14 * 60;

impl Kind {
    /// `char`, `varchar` and `text`, which may be in any character set.
    pub(super) fn is_char(&self) -> bool {
        matches!(self, Self::Text { is_wide: false, .. })
    }

    /// Whether a value may take so many bytes.
    pub(super) fn may_be_long(&self, len: usize, is_narrow: bool) -> bool {
        match *self {
            Self::Bit => len == 1,
            Self::Integer { len: own } | Self::Float { len: own } | Self::Money { len: own } => len == own,
            Self::Decimal => len == DECIMAL_LEN,
            Self::Uuid => len == 16,
            Self::Date => len == 3,
            Self::Time { .. } => (3..=5).contains(&len),
            Self::Datetime2 { .. } => (6..=8).contains(&len),
            Self::DatetimeOffset { .. } => (8..=10).contains(&len),
            Self::Datetime => len == 8,
            Self::SmallDatetime => len == 4,
            Self::Text { units, is_wide, .. } => {
                let is_narrow = is_narrow && !is_wide;
                // In UTF-8 a sign takes up to four bytes, and a `char` is counted in bytes.
                let is_short = units.is_none_or(|units| len <= units.saturating_mul(2));
                (is_narrow || len.is_multiple_of(2)) && is_short
            }
            Self::Bytes { is_version, .. } => !is_version || len == 8,
        }
    }
}

/// Whether bytes of the right length are a value.
pub(super) fn is_value(kind: &Kind, raw: &[u8]) -> bool {
    match kind {
        Kind::Bit => raw.first().is_some_and(|&bit| bit < 2),
        Kind::Decimal => match raw {
            [precision, scale, sign, ..] => (1..=38).contains(precision) && scale <= precision && *sign < 2,
            _ => false,
        },
        Kind::Date | Kind::Time { .. } | Kind::Datetime2 { .. } | Kind::DatetimeOffset { .. } => {
            moment(kind, raw).is_some()
        }
        Kind::Datetime => datetime(raw).is_some(),
        Kind::SmallDatetime => small_datetime(raw).is_some(),
        _ => true,
    }
}

/// Whether text looks like it is read in the right character set. Says nothing against any other value.
pub(super) fn is_plausible(kind: &Kind, raw: &[u8], is_narrow: bool) -> bool {
    const LEN_MIN: usize = 4;
    if !kind.is_char() || raw.len() < LEN_MIN {
        return true;
    }
    let zeros = raw.iter().filter(|&&byte| byte == 0).count();
    let is_ascii = raw.iter().all(|&byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~'));
    if is_narrow { zeros * 4 < raw.len() } else { !is_ascii }
}

/// A value as text; `None` where it is none.
pub(super) fn written(kind: &Kind, raw: &[u8], is_narrow: bool) -> Option<String> {
    match kind {
        Kind::Bit => Some(if raw.first() == Some(&0) { "0" } else { "1" }.to_owned()),
        Kind::Integer { len: 1 } => raw.first().map(u8::to_string),
        Kind::Integer { .. } => Some(signed(raw)?.to_string()),
        Kind::Float { len: 4 } => Some(f32::from_le_bytes(raw.try_into().ok()?).to_string()),
        Kind::Float { .. } => Some(f64::from_le_bytes(raw.try_into().ok()?).to_string()),
        Kind::Money { .. } => money(raw),
        Kind::Decimal => decimal(raw),
        Kind::Uuid => uuid(raw),
        Kind::Date | Kind::Time { .. } | Kind::Datetime2 { .. } | Kind::DatetimeOffset { .. } => moment(kind, raw),
        Kind::Datetime => datetime(raw),
        Kind::SmallDatetime => small_datetime(raw),
        Kind::Text { is_padded, is_wide, .. } => {
            let text = text(raw, is_narrow && !is_wide);
            Some(if *is_padded { text.trim_end_matches(' ').to_owned() } else { text })
        }
        Kind::Bytes { .. } => None,
    }
}

/// Up to eight bytes, least significant first.
fn unsigned(raw: &[u8]) -> Option<u64> {
    (raw.len() <= 8).then(|| raw.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

fn signed(raw: &[u8]) -> Option<i64> {
    let unused = 64u32.checked_sub(u32::try_from(raw.len()).ok()?.checked_mul(8)?).filter(|&unused| unused < 64)?;
    Some((unsigned(raw)? << unused).cast_signed() >> unused)
}

fn money(raw: &[u8]) -> Option<String> {
    let mut parts = signed(raw)?;
    if let (8, Some((high, low))) = (raw.len(), raw.split_at_checked(4)) {
        // Some writers put the upper half first. Of both readings one is an absurd sum.
        let turned = signed(high)? << 32 | i64::try_from(unsigned(low)?).ok()?;
        parts = if turned.unsigned_abs() < parts.unsigned_abs() { turned } else { parts };
    }
    let (sign, sum) = (if parts < 0 { "-" } else { "" }, parts.unsigned_abs());
    Some(format!("{sign}{}.{:04}", sum / 10_000, sum % 10_000))
}

/// Precision, scale, sign (1 where it is not negative), and a number of sixteen bytes.
fn decimal(raw: &[u8]) -> Option<String> {
    let (&[_, scale, sign], number) = raw.split_first_chunk::<3>()?;
    let number = u128::from_le_bytes(number.try_into().ok()?);
    let scale = usize::from(scale);
    let digits = format!("{number:0width$}", width = scale + 1);
    let (whole, fraction) = digits.split_at_checked(digits.len().checked_sub(scale)?)?;
    let point = if scale > 0 { "." } else { "" };
    Some(format!("{}{whole}{point}{fraction}", if sign == 0 { "-" } else { "" }))
}

/// The first three parts are stored as numbers.
fn uuid(raw: &[u8]) -> Option<String> {
    let &[a, b, c, d, e, f, g, h, rest @ ..] = raw.first_chunk::<16>()?;
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let (node, number) = (hex(rest.get(2..)?), hex(rest.get(..2)?));
    Some(format!("{}-{}-{}-{number}-{node}", hex(&[d, c, b, a]), hex(&[f, e]), hex(&[h, g])))
}

/// Dates and times since SQL Server 2008: a count within the day, then days, then minutes from Greenwich.
fn moment(kind: &Kind, raw: &[u8]) -> Option<String> {
    let (scale, behind) = match *kind {
        Kind::Date => (0, 3),
        Kind::Time { scale } => (scale, 0),
        Kind::Datetime2 { scale } => (scale, 3),
        Kind::DatetimeOffset { scale } => (scale, 5),
        _ => return None,
    };
    let (within, rest) = raw.split_at_checked(raw.len().checked_sub(behind)?)?;
    let days = if rest.is_empty() { 0 } else { unsigned(rest.get(..3)?)? };
    // Five bytes count in the smallest part there is, whatever the column shows of it.
    let scale = if within.len() == 5 { SCALE_MAX } else { scale };
    let per_second = 10u64.checked_pow(scale.into())?;
    let count = unsigned(within)?;
    if days > DAYS_MAX || count >= DAY_SECONDS * per_second {
        return None;
    }
    let offset = rest
        .get(3..5)
        .map_or(0, |raw| i16::from_le_bytes([raw.first().copied().unwrap_or(0), raw.get(1).copied().unwrap_or(0)]));
    if offset.unsigned_abs() > OFFSET_MINUTES_MAX.unsigned_abs() {
        return None;
    }
    let days = i64::try_from(days).ok()? - DAYS_TO_1970;
    if matches!(kind, Kind::Date) {
        return Some(dates::date(days));
    }
    let seconds = days * 86_400 + i64::try_from(count / per_second).ok()? + i64::from(offset) * 60;
    let nanoseconds = u32::try_from(count % per_second * (1_000_000_000 / per_second)).ok()?;
    let text = dates::timestamp(seconds, nanoseconds);
    match kind {
        Kind::Time { .. } => text.split_once(' ').map(|(_, time)| time.to_owned()),
        Kind::DatetimeOffset { .. } => {
            let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
            Some(format!("{text} {sign}{:02}:{:02}", minutes / 60, minutes % 60))
        }
        _ => Some(text),
    }
}

/// Days since 1900-01-01, and parts of a second.
fn datetime(raw: &[u8]) -> Option<String> {
    let (days, ticks) = raw.split_at_checked(4)?;
    let days = i32::from_le_bytes(days.try_into().ok()?);
    let ticks = u32::from_le_bytes(ticks.try_into().ok()?);
    if !DATETIME_DAYS.contains(&days) || u64::from(ticks) >= DAY_SECONDS * u64::from(DATETIME_TICKS) {
        return None;
    }
    let seconds = (i64::from(days) - DAYS_1900_TO_1970) * 86_400 + i64::from(ticks / DATETIME_TICKS);
    // What is shown is rounded to milliseconds.
    let milliseconds = (ticks % DATETIME_TICKS * 10 + 1) / 3;
    Some(dates::timestamp(seconds, milliseconds * 1_000_000))
}

/// Days since 1900-01-01, and minutes.
fn small_datetime(raw: &[u8]) -> Option<String> {
    let (days, minutes) = raw.split_at_checked(2)?;
    let (days, minutes) = (signed_of(days)?, signed_of(minutes)?);
    (minutes < 1440).then(|| dates::timestamp((days - DAYS_1900_TO_1970) * 86_400 + minutes * 60, 0))
}

fn signed_of(raw: &[u8]) -> Option<i64> {
    i64::try_from(unsigned(raw)?).ok()
}

fn text(raw: &[u8], is_narrow: bool) -> String {
    if !is_narrow {
        let raw = raw.strip_prefix(b"\xFF\xFE").unwrap_or(raw);
        return encoding_rs::UTF_16LE.decode_without_bom_handling(raw).0.into_owned();
    }
    match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes stand in the documentation of an independent reader, with the values that a server shows for them.
    #[test]
    fn moments_are_written_as_a_server_shows_them() {
        let show = |kind, raw: &[u8]| written(&kind, raw, false).unwrap();
        assert_eq!(show(Kind::Date, b"\x6E\x28\x0B"), "2003-02-01");
        assert_eq!(show(Kind::Time { scale: 7 }, b"\x80\xE2\xE3\x59\x5F"), "11:22:33");
        let datetime2 = b"\x07\xB9\xF6\x59\x5F\x6E\x28\x0B";
        assert_eq!(show(Kind::Datetime2 { scale: 7 }, datetime2), "2003-02-01 11:22:33.1234567");
        assert_eq!(show(Kind::Datetime2 { scale: 0 }, datetime2), "2003-02-01 11:22:33.1234567");
        let offset = b"\x07\x0F\xF1\x23\x36\x6E\x28\x0B\x27\x01";
        assert_eq!(show(Kind::DatetimeOffset { scale: 7 }, offset), "2003-02-01 11:22:33.1234567 +04:55");
        assert_eq!(show(Kind::Datetime, b"\x13\x93\0\0\xF1\x77\xBB\0"), "2003-02-01 11:22:33.123");
        assert_eq!(show(Kind::SmallDatetime, b"\x13\x93\xAB\x02"), "2003-02-01 11:23:00");
        assert_eq!(show(Kind::Datetime2 { scale: 2 }, b"\x40\x7E\x05\x6E\x28\x0B"), "2003-02-01 01:00:00");
    }

    #[test]
    fn numbers_are_written_as_in_dumps() {
        let show = |kind, raw: &[u8]| written(&kind, raw, false).unwrap();
        assert_eq!(show(Kind::Integer { len: 4 }, &(-7i32).to_le_bytes()), "-7");
        assert_eq!(show(Kind::Integer { len: 8 }, &i64::MIN.to_le_bytes()), i64::MIN.to_string());
        assert_eq!(show(Kind::Integer { len: 1 }, b"\xFF"), "255");
        assert_eq!(show(Kind::Money { len: 8 }, &123_456i64.to_le_bytes()), "12.3456");
        assert_eq!(show(Kind::Money { len: 8 }, b"\0\0\0\0\x40\xE2\x01\0"), "12.3456");
        assert_eq!(show(Kind::Money { len: 4 }, &(-5i32).to_le_bytes()), "-0.0005");
        let mut decimal = vec![12, 2, 0];
        decimal.extend(705u128.to_le_bytes());
        assert_eq!(show(Kind::Decimal, &decimal), "-7.05");
        let uuid: Vec<u8> = (0..16).collect();
        assert_eq!(show(Kind::Uuid, &uuid), "03020100-0504-0706-0809-0A0B0C0D0E0F");
    }

    #[test]
    fn what_is_no_value_is_told() {
        assert!(!is_value(&Kind::Bit, b"\x02"));
        assert!(!is_value(&Kind::Date, b"\xFF\xFF\xFF"));
        assert!(!is_value(&Kind::Datetime, &[0xFF; 8]));
        assert!(!is_value(&Kind::Decimal, &[39; 19]));
        assert!(is_plausible(&Kind::Text { width: 2, units: None, is_padded: false, is_wide: true }, b"abcdef", false));
    }
}
