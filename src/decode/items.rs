//! Values of `MessagePack` and CBOR (RFC 8949), which are written one behind the other: names and values without a line between them.

use std::ops::Range;

use super::dates;

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// `MessagePack`.
    Msgpack,
    /// CBOR.
    Cbor,
}

/// What stands at a place.
#[derive(Clone, PartialEq)]
pub enum Item {
    /// So many names and values follow; up to a mark where the count is not said.
    Map(Option<u64>),
    /// So many values follow.
    List(Option<u64>),
    /// Text that stands here as it is.
    Text(Range<usize>),
    /// Bytes that stand here as they are.
    Bytes(Range<usize>),
    /// A number, a truth value, a time.
    Written(String),
    /// Nothing.
    Null,
    /// What ends a map or a list whose count is not said.
    End,
}

/// Never prints a value.
impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Item")
    }
}

impl Code {
    /// What stands at `at`, and where it ends, without what it holds where that is a map or a list. `None` where it is not whole, or
    /// nothing of the kind.
    #[must_use]
    pub fn item(self, bytes: &[u8], at: usize) -> Option<(Item, usize)> {
        match self {
            Self::Msgpack => msgpack(bytes, at),
            Self::Cbor => cbor(bytes, at),
        }
    }

    /// Where the value at `at` ends, with all that it holds, however much that is; `None` where it is not whole or too deep.
    #[must_use]
    pub fn end_of(self, bytes: &[u8], at: usize, depth_max: usize) -> Option<usize> {
        // How many values are left of each map and list that is open; up to a mark where that is not said.
        let mut open: Vec<Option<u64>> = Vec::new();
        let mut at = at;
        loop {
            // Small numbers are most of what long lists hold.
            let first = *bytes.get(at)?;
            let is_small = match self {
                Self::Msgpack => matches!(first, 0..=0x7F | 0xE0..),
                Self::Cbor => matches!(first, 0..=0x17 | 0x20..=0x37),
            };
            let (mut is_ended, mut opened) = (false, None);
            if is_small {
                at += 1;
            } else {
                let (item, end) = self.item(bytes, at)?;
                at = end;
                match item {
                    Item::Map(count) => opened = Some(count.map(|count| count.saturating_mul(2))),
                    Item::List(count) => opened = Some(count),
                    Item::End => is_ended = true,
                    _ => {}
                }
            }
            if is_ended {
                open.pop().filter(Option::is_none)?;
            } else if let Some(count) = opened {
                if open.len() >= depth_max {
                    return None;
                }
                open.push(count);
                if count != Some(0) {
                    continue;
                }
                open.pop();
            }
            // A value ended, and with it those that it was the last one of.
            loop {
                match open.last_mut() {
                    None => return Some(at),
                    Some(None) => break,
                    Some(Some(left)) if *left > 1 => {
                        *left -= 1;
                        break;
                    }
                    Some(Some(_)) => {
                        open.pop();
                    }
                }
            }
        }
    }

    /// Whether a source begins so, behind the head of a list: with maps of several names each, all that is there of the first ones
    /// valid throughout.
    #[must_use]
    pub fn begins(self, head: &[u8]) -> bool {
        const MAPS_MAX: usize = 3;
        const NAMES_MIN: usize = 2;
        // What text begins with is no map and no list, but for a few characters outside of ASCII.
        let may_be = match self {
            Self::Msgpack => matches!(head.first(), Some(0x80..=0x9F | 0xDC..=0xDF)),
            Self::Cbor => matches!(head.first(), Some(0x80..=0xBF | 0xD9)),
        };
        if !may_be {
            return false;
        }
        let mut at = self.list_head(head);
        let mut steps_left = 4096;
        for index in 0..MAPS_MAX {
            if at >= head.len() {
                return index > 0;
            }
            let Some((Item::Map(_), _)) = self.item(head, at) else { return index > 0 && self.is_end(head, at) };
            let names = self.names(head, at);
            match self.skip(head, at, 0, &mut steps_left) {
                Some(end) if names >= NAMES_MIN => at = end,
                // It goes on behind what is looked at.
                _ => return index > 0 && names >= NAMES_MIN,
            }
        }
        true
    }

    /// Whether only the mark stands here that ends a list.
    fn is_end(self, head: &[u8], at: usize) -> bool {
        matches!(self.item(head, at), Some((Item::End, end)) if end == head.len())
    }

    /// Where the values begin of a list that is all of a source; 0 where it begins with none.
    #[must_use]
    pub fn list_head(self, bytes: &[u8]) -> usize {
        let mut at = 0;
        // A tag says that this is CBOR.
        if self == Self::Cbor && bytes.starts_with(&[0xD9, 0xD9, 0xF7]) {
            at = 3;
        }
        match self.item(bytes, at) {
            Some((Item::List(_), end)) => end,
            _ => at,
        }
    }

    /// How many names of the map at `at` are text that names something, before the first that is not.
    fn names(self, bytes: &[u8], at: usize) -> usize {
        const NAME_LEN_MAX: usize = 128;
        let Some((Item::Map(count), mut at)) = self.item(bytes, at) else { return 0 };
        let mut names = 0;
        let mut steps_left = 1024;
        while count.is_none_or(|count| names < count) {
            let Some((Item::Text(name), end)) = self.item(bytes, at) else { break };
            let name = bytes.get(name).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default();
            let is_name = (1..=NAME_LEN_MAX).contains(&name.len()) && !name.chars().any(char::is_control);
            if !is_name {
                break;
            }
            names += 1;
            let Some(end) = self.skip(bytes, end, 0, &mut steps_left) else { break };
            at = end;
        }
        usize::try_from(names).unwrap_or(usize::MAX)
    }

    /// Where the value at `at` ends, with all that it holds.
    fn skip(self, bytes: &[u8], at: usize, depth: usize, steps_left: &mut usize) -> Option<usize> {
        const DEPTH_MAX: usize = 32;
        *steps_left = steps_left.checked_sub(1).filter(|_| depth < DEPTH_MAX)?;
        let (item, mut at) = self.item(bytes, at)?;
        let count = match item {
            Item::Map(count) => count.map(|count| count.saturating_mul(2)),
            Item::List(count) => count,
            Item::End => return None,
            _ => return Some(at),
        };
        let mut index = 0;
        while count.is_none_or(|count| index < count) {
            if count.is_none()
                && let Some((Item::End, end)) = self.item(bytes, at)
            {
                return Some(end);
            }
            at = self.skip(bytes, at, depth + 1, steps_left)?;
            index += 1;
        }
        Some(at)
    }
}

fn uint(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let raw = bytes.get(at..at.checked_add(len)?)?;
    Some(raw.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

/// The same in two's complement.
fn int(bytes: &[u8], at: usize, len: usize) -> Option<i64> {
    let unused = 64 - 8 * u32::try_from(len).ok()?;
    Some((uint(bytes, at, len)? << unused).cast_signed() >> unused)
}

fn float(bytes: &[u8], at: usize, len: usize) -> Option<String> {
    let raw = uint(bytes, at, len)?;
    Some(match len {
        4 => f32::from_bits(u32::try_from(raw).ok()?).to_string(),
        8 => f64::from_bits(raw).to_string(),
        _ => half(u16::try_from(raw).ok()?).to_string(),
    })
}

/// A number of sixteen bits (RFC 8949, appendix D).
fn half(raw: u16) -> f64 {
    let (exponent, mantissa) = (i32::from(raw >> 10 & 0x1F), f64::from(raw & 0x3FF));
    let value = match exponent {
        0 => mantissa * 2f64.powi(-24),
        31 => {
            if mantissa == 0.0 {
                f64::INFINITY
            } else {
                f64::NAN
            }
        }
        _ => (mantissa + 1024.0) * 2f64.powi(exponent - 25),
    };
    if raw >> 15 == 1 { -value } else { value }
}

fn span(bytes: &[u8], start: usize, len: u64) -> Option<Range<usize>> {
    let end = start.checked_add(usize::try_from(len).ok()?)?;
    (end <= bytes.len()).then_some(start..end)
}

fn msgpack(bytes: &[u8], at: usize) -> Option<(Item, usize)> {
    let first = *bytes.get(at)?;
    let at = at + 1;
    let text = |start: usize, len: u64| span(bytes, start, len).map(|span| (Item::Text(span.clone()), span.end));
    let raw = |start: usize, len: u64| span(bytes, start, len).map(|span| (Item::Bytes(span.clone()), span.end));
    let written = |text: String, end: usize| Some((Item::Written(text), end));
    // Lengths and numbers of one, two, four or eight bytes stand in this order.
    let size = |first: u8, base: u8| 1usize << (first - base);
    match first {
        0x00..=0x7F => written(first.to_string(), at),
        0x80..=0x8F => Some((Item::Map(Some(u64::from(first & 0x0F))), at)),
        0x90..=0x9F => Some((Item::List(Some(u64::from(first & 0x0F))), at)),
        0xA0..=0xBF => text(at, u64::from(first & 0x1F)),
        0xC0 => Some((Item::Null, at)),
        0xC1 => None,
        0xC2 | 0xC3 => written((first == 0xC3).to_string(), at),
        0xC4..=0xC6 => raw(at + size(first, 0xC4), uint(bytes, at, size(first, 0xC4))?),
        0xC7..=0xC9 => {
            let size = size(first, 0xC7);
            extension(bytes, at + size, uint(bytes, at, size)?)
        }
        0xCA | 0xCB => {
            let size = size(first, 0xC8);
            written(float(bytes, at, size)?, at + size)
        }
        0xCC..=0xCF => written(uint(bytes, at, size(first, 0xCC))?.to_string(), at + size(first, 0xCC)),
        0xD0..=0xD3 => written(int(bytes, at, size(first, 0xD0))?.to_string(), at + size(first, 0xD0)),
        0xD4..=0xD8 => extension(bytes, at, 1 << (first - 0xD4)),
        0xD9..=0xDB => text(at + size(first, 0xD9), uint(bytes, at, size(first, 0xD9))?),
        0xDC | 0xDD => Some((Item::List(Some(uint(bytes, at, size(first, 0xDB))?)), at + size(first, 0xDB))),
        0xDE | 0xDF => Some((Item::Map(Some(uint(bytes, at, size(first, 0xDD))?)), at + size(first, 0xDD))),
        0xE0.. => written(first.cast_signed().to_string(), at),
    }
}

/// A value of another type, which stands at `at`: of those that are laid down there is one, times.
fn extension(bytes: &[u8], at: usize, len: u64) -> Option<(Item, usize)> {
    const TIME: u8 = 0xFF;
    const NANOSECONDS_BITS: u32 = 30;
    let kind = *bytes.get(at)?;
    let span = span(bytes, at + 1, len)?;
    let start = span.start;
    let time = match len {
        4 => (i64::try_from(uint(bytes, start, 4)?).ok()?, 0),
        8 => {
            let both = uint(bytes, start, 8)?;
            (i64::try_from(both & ((1 << (64 - NANOSECONDS_BITS)) - 1)).ok()?, both >> (64 - NANOSECONDS_BITS))
        }
        12 => (int(bytes, start + 4, 8)?, uint(bytes, start, 4)?),
        _ => return Some((Item::Bytes(span.clone()), span.end)),
    };
    if kind != TIME {
        return Some((Item::Bytes(span.clone()), span.end));
    }
    let nanoseconds = u32::try_from(time.1).ok().filter(|&count| count < 1_000_000_000)?;
    Some((Item::Written(dates::timestamp(time.0, nanoseconds)), span.end))
}

fn cbor(bytes: &[u8], at: usize) -> Option<(Item, usize)> {
    /// Tags of one value.
    const TAGS_MAX: usize = 8;
    const TIME: u64 = 1;
    let (mut at, mut is_time) = (at, false);
    for _ in 0..TAGS_MAX {
        let first = *bytes.get(at)?;
        let (kind, low) = (first >> 5, first & 0x1F);
        let (argument, end) = match low {
            0..=23 => (Some(u64::from(low)), at + 1),
            24..=27 => {
                let len = 1usize << (low - 24);
                (Some(uint(bytes, at + 1, len)?), at + 1 + len)
            }
            31 => (None, at + 1),
            _ => return None,
        };
        return match (kind, argument) {
            (0 | 1, Some(argument)) => {
                let number = if kind == 0 { i128::from(argument) } else { -1 - i128::from(argument) };
                let time = i64::try_from(number).ok().filter(|_| is_time);
                let written = time.map_or_else(|| number.to_string(), |seconds| dates::timestamp(seconds, 0));
                Some((Item::Written(written), end))
            }
            (2, Some(len)) => span(bytes, end, len).map(|span| (Item::Bytes(span.clone()), span.end)),
            (3, Some(len)) => span(bytes, end, len).map(|span| (Item::Text(span.clone()), span.end)),
            // Parts of a string, each with its length: a list of them.
            (2..=4, None) => Some((Item::List(None), end)),
            (4, count) => Some((Item::List(count), end)),
            (5, count) => Some((Item::Map(count), end)),
            (6, Some(tag)) => {
                (at, is_time) = (end, tag == TIME);
                continue;
            }
            (7, None) => Some((Item::End, end)),
            (7, Some(_)) => match low {
                20 | 21 => Some((Item::Written((low == 21).to_string()), end)),
                25..=27 => Some((Item::Written(float(bytes, at + 1, end - at - 1)?), end)),
                _ => Some((Item::Null, end)),
            },
            _ => None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(code: Code, bytes: &[u8]) -> Vec<String> {
        let mut at = 0;
        let mut found = Vec::new();
        while let Some((item, end)) = code.item(bytes, at) {
            found.push(match item {
                Item::Map(count) => format!("map {count:?}"),
                Item::List(count) => format!("list {count:?}"),
                Item::Text(span) | Item::Bytes(span) => String::from_utf8_lossy(&bytes[span]).into_owned(),
                Item::Written(text) => text,
                Item::Null => "null".to_owned(),
                Item::End => "end".to_owned(),
            });
            at = end;
        }
        assert_eq!(at, bytes.len());
        found
    }

    #[test]
    fn values_of_messagepack() {
        let bytes = b"\x82\xA1a\x07\xA1b\xE0\xCD\x01\x00\xD1\xFF\xFE\xC0\xC3\xCB\x3F\xE0\0\0\0\0\0\0\xD6\xFF\0\0\0\x00\xC4\x02hi\xDC\0\x01\xD9\x03abc";
        let text = [
            "map Some(2)",
            "a",
            "7",
            "b",
            "-32",
            "256",
            "-2",
            "null",
            "true",
            "0.5",
            "1970-01-01 00:00:00",
            "hi",
            "list Some(1)",
            "abc",
        ];
        assert_eq!(all(Code::Msgpack, bytes), text);
    }

    #[test]
    fn values_of_cbor() {
        let bytes = b"\xA1\x61a\x18\x2A\x20\xF4\xF6\xF9\x38\x00\xC1\x1A\0\0\0\0\xC0\x62hi\x9F\xFF\x82\x42ab";
        let text = [
            "map Some(1)",
            "a",
            "42",
            "-1",
            "false",
            "null",
            "0.5",
            "1970-01-01 00:00:00",
            "hi",
            "list None",
            "end",
            "list Some(2)",
            "ab",
        ];
        assert_eq!(all(Code::Cbor, bytes), text);
    }

    #[test]
    fn values_end_with_all_that_they_hold() {
        let msgpack = b"\x82\xA1a\x93\x01\x90\xA1b\xA1c\x80\xC0";
        assert_eq!(Code::Msgpack.end_of(msgpack, 0, 8), Some(11));
        assert_eq!((0..11).find_map(|len| Code::Msgpack.end_of(&msgpack[..len], 0, 8)), None);
        let cbor = b"\xBF\x61a\x9F\x01\x9F\xFF\xFF\x61b\x02\xFF\x01";
        assert_eq!(Code::Cbor.end_of(cbor, 0, 8), Some(12));
        assert_eq!(Code::Cbor.end_of(b"\xA1\x01\xFF", 0, 8), None, "a mark where a value should be");
        assert_eq!(Code::Msgpack.end_of(&[0x91; 100], 0, 8), None);
    }

    #[test]
    fn sources_are_told_by_maps_with_names() {
        let msgpack = b"\x82\xA1a\x01\xA1b\x02\x82\xA1a\x01\xA1b\x02";
        let cbor = b"\x9F\xA2\x61a\x01\x61b\x02\xA2\x61a\x01\x61b\x02\xFF";
        assert!(Code::Msgpack.begins(msgpack) && Code::Cbor.begins(cbor));
        assert!(!Code::Cbor.begins(msgpack) && !Code::Msgpack.begins(cbor));
        for text in [
            &b"plain text"[..],
            "Привет, мир\n".as_bytes(),
            b"\x82\x82\x82\x82\x82",
            b"\x9F\xFF",
            b"",
            b"\x81\xA1a\x01\x81\xA1a\x01",
        ] {
            assert!(!Code::Msgpack.begins(text) && !Code::Cbor.begins(text), "{text:?}");
        }
        let told = (0..=msgpack.len()).filter(|&len| Code::Msgpack.begins(&msgpack[..len]));
        assert_eq!(told.collect::<Vec<_>>(), [7, 13, 14], "one map, or one and the names of the next");
    }
}
