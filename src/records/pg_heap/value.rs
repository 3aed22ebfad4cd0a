//! Values as PostgreSQL stores them, written as it shows them.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::page::{u16_at, u32_at};
use crate::decode::dates;

/// Days and seconds from 1970 to 2000, where PostgreSQL begins to count.
const DAYS: i64 = 10_957;
const SECONDS: i64 = DAYS * 86_400;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Bool,
    Int,
    Float,
    Numeric,
    Date,
    Timestamp,
    Uuid,
    Jsonb,
    Network,
    /// Something else, in bytes.
    Bytes,
}

impl Kind {
    /// That of the type of this number, as `pg_type` has it, by the length of its values where it is none of the system's.
    pub(super) fn of(oid: u32, len: i16) -> Self {
        match oid {
            16 => Self::Bool,
            20 | 21 | 23 | 24 | 26 | 28 | 29 | 790 => Self::Int,
            700 | 701 => Self::Float,
            1700 => Self::Numeric,
            1082 => Self::Date,
            1114 | 1184 => Self::Timestamp,
            2950 => Self::Uuid,
            3802 => Self::Jsonb,
            869 | 650 => Self::Network,
            18 | 19 | 25 | 114 | 142 | 1042 | 1043 => Self::Text,
            // Types of extensions and domains: text in all likelihood where it is text.
            16_384.. if len < 0 => Self::Text,
            _ => Self::Bytes,
        }
    }

    /// Its name in SQL, where it has one.
    pub(super) fn sql_type(self) -> Option<&'static str> {
        match self {
            Self::Text => Some("text"),
            Self::Bool => Some("boolean"),
            Self::Int => Some("bigint"),
            Self::Float => Some("double precision"),
            Self::Numeric => Some("numeric"),
            Self::Date => Some("date"),
            Self::Timestamp => Some("timestamp"),
            Self::Uuid => Some("uuid"),
            Self::Jsonb => Some("jsonb"),
            Self::Network => Some("inet"),
            Self::Bytes => None,
        }
    }
}

/// A value, written; `None` where it is none of its kind.
pub(super) fn written(kind: Kind, raw: &[u8]) -> Option<Cow<'_, str>> {
    match kind {
        Kind::Text => std::str::from_utf8(until_zero(raw)).ok().map(Cow::Borrowed),
        Kind::Bool => Some(Cow::Borrowed(if raw.first()? == &0 { "f" } else { "t" })),
        Kind::Int => signed(raw).map(|number| Cow::Owned(number.to_string())),
        Kind::Float => float(raw).map(Cow::Owned),
        Kind::Numeric => numeric(raw).map(Cow::Owned),
        Kind::Date => Some(Cow::Owned(dates::date(signed(raw)?.checked_add(DAYS)?))),
        Kind::Timestamp => {
            let count = signed(raw).filter(|count| count.unsigned_abs() < i64::MAX as u64 / 2)?;
            Some(Cow::Owned(dates::timestamp_of(count + SECONDS * 1_000_000, 1_000_000)))
        }
        Kind::Uuid => uuid(raw).map(Cow::Owned),
        Kind::Jsonb => super::jsonb::written(raw).map(Cow::Owned),
        Kind::Network => network(raw).map(Cow::Owned),
        Kind::Bytes => None,
    }
}

/// A name is followed by zeros up to its length.
pub(super) fn until_zero(raw: &[u8]) -> &[u8] {
    raw.get(..memchr::memchr(0, raw).unwrap_or(raw.len())).unwrap_or_default()
}

/// A whole number in two's complement, the lowest byte first.
pub(super) fn signed(raw: &[u8]) -> Option<i64> {
    match raw.len() {
        1 => raw.first().map(|&byte| i64::from(byte)),
        2 => Some(i64::from(i16::from_le_bytes(raw.try_into().ok()?))),
        4 => Some(i64::from(i32::from_le_bytes(raw.try_into().ok()?))),
        8 => Some(i64::from_le_bytes(raw.try_into().ok()?)),
        _ => None,
    }
}

fn float(raw: &[u8]) -> Option<String> {
    match raw.len() {
        4 => Some(f32::from_le_bytes(raw.try_into().ok()?).to_string()),
        8 => Some(f64::from_le_bytes(raw.try_into().ok()?).to_string()),
        _ => None,
    }
}

fn uuid(raw: &[u8]) -> Option<String> {
    let digits = raw.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _: std::fmt::Result = write!(text, "{byte:02x}");
        text
    });
    let part = |range| digits.get(range);
    Some([part(0..8)?, part(8..12)?, part(12..16)?, part(16..20)?, part(20..32)?].join("-"))
}

/// An address: a family, bits of its network, bytes.
fn network(raw: &[u8]) -> Option<String> {
    let (&[family, bits], rest) = raw.split_first_chunk()?;
    let (address, bits_max) = match family {
        2 => (std::net::Ipv4Addr::from(*rest.first_chunk::<4>()?).to_string(), 32),
        3 => (std::net::Ipv6Addr::from(*rest.first_chunk::<16>()?).to_string(), 128),
        _ => return None,
    };
    Some(if bits == bits_max { address } else { format!("{address}/{bits}") })
}

/// A number of any length: sign, digits behind the point, and groups of four digits beginning with that of 10000 to the power of
/// `weight`.
pub(super) fn numeric(raw: &[u8]) -> Option<String> {
    const SHORT: u16 = 0x8000;
    const KINDS: u16 = 0xC000;
    let head = u16_at(raw, 0)?;
    let (is_negative, scale, weight, start) = match head & KINDS {
        KINDS => return None,
        SHORT => {
            let low = i32::from(head & 0x3F);
            let weight = if head & 0x40 != 0 { low - 64 } else { low };
            (head & 0x2000 != 0, head >> 7 & 0x3F, weight, 2)
        }
        sign => (sign & 0x4000 != 0, head & 0x3FFF, i32::from(u16_at(raw, 2)?.cast_signed()), 4),
    };
    let digits = raw.get(start..).filter(|digits| digits.len().is_multiple_of(2))?;
    let groups: Vec<u16> = digits.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
    numeric_of(is_negative, scale, weight, &groups)
}

/// The same of its parts.
pub(super) fn numeric_of(is_negative: bool, scale: u16, weight: i32, groups: &[u16]) -> Option<String> {
    /// A number may stand for zeros that are not written: no more of them than this.
    const GROUPS_MAX: i32 = 512;
    const SCALE_MAX: u16 = 2_000;
    /// Digits that are written, about: no number of a person, a card or an account is as long, and six bytes may stand for thousands.
    const DIGITS_MAX: usize = 64;
    if groups.iter().any(|&group| group > 9_999) || weight.abs() > GROUPS_MAX || scale > SCALE_MAX {
        return None;
    }
    let group = |power: i32| usize::try_from(weight - power).ok().and_then(|at| groups.get(at)).copied().unwrap_or(0);
    let mut text = String::new();
    let first = groups.iter().position(|&group| group > 0).and_then(|at| i32::try_from(at).ok());
    for power in (0..=first.map_or(0, |at| weight - at).max(0)).rev() {
        if text.len() >= DIGITS_MAX {
            break;
        }
        // Writing to a string does not fail.
        let _: std::fmt::Result =
            if text.is_empty() { write!(text, "{}", group(power)) } else { write!(text, "{:04}", group(power)) };
    }
    let scale = usize::from(scale).min(DIGITS_MAX.saturating_sub(text.len()));
    if scale > 0 {
        let mut fraction = String::new();
        for power in (1..).take(scale.div_ceil(4)) {
            // As above.
            let _: std::fmt::Result = write!(fraction, "{:04}", group(-power));
        }
        text.push('.');
        text.push_str(fraction.get(..scale)?);
    }
    Some(if is_negative { format!("-{text}") } else { text })
}

/// Whether bytes may stand for so many.
pub(super) fn may_be_packed(raw: &[u8], len: usize) -> bool {
    /// A copy of 273 bytes takes three.
    const RATIO_MAX: usize = 300;
    len <= raw.len().saturating_mul(RATIO_MAX)
}

/// The bytes of a value that PostgreSQL packed itself; `None` where they are broken. A bit of each first byte says whether a byte
/// follows, or a copy of what was written.
pub(super) fn unpack(raw: &[u8], len: usize, method: u32) -> Option<Vec<u8>> {
    if !may_be_packed(raw, len) {
        return None;
    }
    match method {
        0 => unpack_pglz(raw, len),
        1 => crate::records::codec::Codec::Lz4.decompress(raw, len).filter(|out| out.len() == len),
        _ => None,
    }
}

fn unpack_pglz(raw: &[u8], len: usize) -> Option<Vec<u8>> {
    const LONG: usize = 18;
    let mut out = Vec::with_capacity(len);
    let mut bytes = raw.iter().copied();
    while let Some(control) = bytes.next() {
        for bit in 0..8 {
            if out.len() >= len {
                break;
            }
            if control >> bit & 1 == 0 {
                out.push(bytes.next()?);
                continue;
            }
            let (first, second) = (usize::from(bytes.next()?), usize::from(bytes.next()?));
            let mut copied = (first & 0x0F) + 3;
            if copied == LONG {
                copied += usize::from(bytes.next()?);
            }
            let start = out.len().checked_sub((first & 0xF0) << 4 | second)?;
            if start == out.len() {
                return None;
            }
            for at in start..(start + copied).min(start + len - out.len()) {
                let byte = *out.get(at)?;
                out.push(byte);
            }
        }
    }
    (out.len() == len).then_some(out)
}

/// The length that stands before what was packed and kept elsewhere, and by what.
pub(super) fn packed_head(raw: &[u8]) -> Option<(usize, u32)> {
    let head = u32_at(raw, 0)?;
    Some(((head & 0x3FFF_FFFF) as usize, head >> 30))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_in_dumps() {
        let all: &[(Kind, &[u8], &str)] = &[
            (Kind::Date, &(-5_408i32).to_le_bytes(), "1985-03-12"),
            (Kind::Timestamp, &0i64.to_le_bytes(), "2000-01-01 00:00:00"),
            (Kind::Int, &(-7i16).to_le_bytes(), "-7"),
            (Kind::Float, &0.5f64.to_le_bytes(), "0.5"),
            (Kind::Text, b"name\0\0\0", "name"),
            (Kind::Network, &[2, 32, 192, 0, 2, 1], "192.0.2.1"),
            (Kind::Network, &[2, 24, 192, 0, 2, 0], "192.0.2.0/24"),
            (Kind::Numeric, &[0x01, 0x81, 0x01, 0x00, 0x29, 0x09, 0xDC, 0x05], "12345.15"),
            (Kind::Numeric, &[0x00, 0xA0, 0x05, 0x00], "-5"),
            (Kind::Numeric, &[0x00, 0x80], "0"),
            (Kind::Numeric, &[0x7F, 0x82, 0xF4, 0x01], "0.0500"),
            (Kind::Uuid, &[0x11; 16], "11111111-1111-1111-1111-111111111111"),
        ];
        for (kind, raw, text) in all {
            assert_eq!(written(*kind, raw).as_deref(), Some(*text), "{kind:?} {raw:?}");
        }
        assert_eq!(numeric(&[0x00, 0x80, 0xFF, 0xFF]), None, "no group of four digits");
        let long = numeric_of(true, 1_999, 511, &[0, 0, 9_999]).unwrap();
        assert_eq!(long, format!("-9999{}", "0".repeat(60)), "its first digits");
        assert_eq!(numeric_of(false, 1_999, 0, &[3]).unwrap(), format!("3.{}", "0".repeat(63)));
        assert_eq!(numeric(&[0x00, 0x00, 0xFF, 0x7F]), None, "ten to the power of 131068");
    }

    #[test]
    fn packed_values_are_unpacked() {
        assert_eq!(unpack(b"\x08abc\x05\x03", 11, 0).as_deref(), Some(&b"abcabcabcab"[..]));
        assert_eq!(unpack(b"\x01\x00\x05", 4, 0), None, "a copy of what is not there");
        assert_eq!(unpack(b"\x08abc\x05\x00", 11, 0), None, "a copy of itself");
        assert_eq!(unpack(b"a", 1 << 20, 0), None, "longer than so few bytes can be");
    }
}
