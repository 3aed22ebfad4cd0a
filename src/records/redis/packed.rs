//! Small values packed into one string: listpacks, ziplists, sets of integers, zipmaps (Redis, `listpack.c`, `ziplist.c`,
//! `intset.c`, `zipmap.c`), and LZF, by which longer strings are compressed.

use std::borrow::Cow;
use std::ops::Range;

use crate::records::keyed::Text;

impl<'a> Text<'a> {
    /// A part of this string.
    fn part(&self, within: Range<usize>) -> Option<Text<'_>> {
        let bytes = Cow::Borrowed(self.bytes.get(within.clone())?);
        let span = if self.is_exact {
            self.span.start + within.start..self.span.start + within.end
        } else {
            self.span.clone()
        };
        Some(Text { bytes, span, is_exact: self.is_exact })
    }

    /// A number that is written at `within` in this string.
    fn number(&self, number: i64, within: Range<usize>) -> Text<'a> {
        let part = self.part(within).map_or(self.span.clone(), |part| part.span);
        Text { bytes: Cow::Owned(number.to_string().into_bytes()), span: part, is_exact: false }
    }
}

/// How a string packs others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Listpack,
    Ziplist,
    Intset,
    Zipmap,
}

/// The strings packed in `blob`, up to the first that cannot be read; and whether that is all of them.
pub(super) fn unpack<'b>(blob: &'b Text<'_>, packing: Packing) -> (Vec<Text<'b>>, bool) {
    let mut texts = Vec::new();
    let is_whole = match packing {
        Packing::Listpack => listpack(blob, &mut texts),
        Packing::Ziplist => ziplist(blob, &mut texts),
        Packing::Intset => intset(blob, &mut texts),
        Packing::Zipmap => zipmap(blob, &mut texts),
    };
    (texts, is_whole.is_some())
}

/// A signed number of up to eight bytes, little end first.
pub(super) fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.last().is_some_and(|&byte| byte >= 0x80) { -1 } else { 0 };
    bytes.iter().rev().fold(sign, |value, &byte| value << 8 | i64::from(byte))
}

fn listpack<'b>(blob: &'b Text<'_>, texts: &mut Vec<Text<'b>>) -> Option<()> {
    const HEADER_LEN: usize = 6;
    let bytes = &*blob.bytes;
    let mut at = HEADER_LEN;
    loop {
        let first = *bytes.get(at)?;
        if first == 0xFF {
            return Some(());
        }
        let byte = |offset: usize| bytes.get(at + offset).map(|&byte| usize::from(byte));
        let low = usize::from(first);
        let int = |len: usize| Some((1 + len, Err(integer(bytes.get(at + 1..at + 1 + len)?))));
        let (len, value) = match first {
            0..=0x7F => (1, Err(i64::from(first))),
            0x80..=0xBF => (1 + (low & 0x3F), Ok(1)),
            0xC0..=0xDF => {
                let number = i64::try_from((low & 0x1F) << 8 | byte(1)?).ok()?;
                (2, Err(if number >= 1 << 12 { number - (1 << 13) } else { number }))
            }
            0xE0..=0xEF => (2 + ((low & 0x0F) << 8 | byte(1)?), Ok(2)),
            0xF0 => (5usize.checked_add(u32::from_le_bytes(*bytes.get(at + 1..)?.first_chunk()?) as usize)?, Ok(5)),
            0xF1 => int(2)?,
            0xF2 => int(3)?,
            0xF3 => int(4)?,
            0xF4 => int(8)?,
            _ => return None,
        };
        let end = at.checked_add(len)?;
        texts.push(match value {
            Ok(head) => blob.part(at + head..end)?,
            Err(number) => blob.number(number, at..end),
        });
        // Each entry ends in its own length, for reading backwards.
        let back = match len {
            0..=127 => 1,
            128..=16_383 => 2,
            16_384..=2_097_151 => 3,
            2_097_152..=268_435_455 => 4,
            _ => 5,
        };
        at = end.checked_add(back)?;
    }
}

fn ziplist<'b>(blob: &'b Text<'_>, texts: &mut Vec<Text<'b>>) -> Option<()> {
    const HEADER_LEN: usize = 10;
    let bytes = &*blob.bytes;
    let mut at = HEADER_LEN;
    loop {
        at += match *bytes.get(at)? {
            0xFF => return Some(()),
            0xFE => 5,
            _ => 1,
        };
        let first = *bytes.get(at)?;
        let low = usize::from(first & 0x3F);
        let (head, len, is_number) = match first {
            0..=0x3F => (1, low, false),
            0x40..=0x7F => (2, low << 8 | usize::from(*bytes.get(at + 1)?), false),
            0x80 => (5, u32::from_be_bytes(*bytes.get(at + 1..)?.first_chunk()?) as usize, false),
            0xC0 => (1, 2, true),
            0xD0 => (1, 4, true),
            0xE0 => (1, 8, true),
            0xF0 => (1, 3, true),
            0xFE => (1, 1, true),
            0xF1..=0xFD => (1, 0, true),
            _ => return None,
        };
        let end = at.checked_add(head)?.checked_add(len)?;
        let value = bytes.get(at + head..end)?;
        texts.push(match (is_number, len) {
            (false, _) => blob.part(at + head..end)?,
            (true, 0) => blob.number(i64::from(first & 0x0F) - 1, at..end),
            (true, _) => blob.number(integer(value), at + head..end),
        });
        at = end;
    }
}

fn intset<'b>(blob: &'b Text<'_>, texts: &mut Vec<Text<'b>>) -> Option<()> {
    const HEADER_LEN: usize = 8;
    let width = match blob.bytes.first()? {
        width @ (2 | 4 | 8) => usize::from(*width),
        _ => return None,
    };
    let rest = blob.bytes.get(HEADER_LEN..)?;
    for (index, number) in rest.chunks_exact(width).enumerate() {
        let start = HEADER_LEN + index * width;
        texts.push(blob.number(integer(number), start..start + width));
    }
    Some(())
}

fn zipmap<'b>(blob: &'b Text<'_>, texts: &mut Vec<Text<'b>>) -> Option<()> {
    let bytes = &*blob.bytes;
    let len_at = |at: usize| match *bytes.get(at)? {
        254 => Some((u32::from_le_bytes(*bytes.get(at + 1..)?.first_chunk()?) as usize, at + 5)),
        len => Some((usize::from(len), at + 1)),
    };
    let mut at = 1;
    while *bytes.get(at)? != 0xFF {
        let (len, start) = len_at(at)?;
        texts.push(blob.part(start..start.checked_add(len)?)?);
        let (value_len, value) = len_at(start + len)?;
        // Behind the value are bytes that are not in use.
        let free = usize::from(*bytes.get(value)?);
        texts.push(blob.part(value + 1..(value + 1).checked_add(value_len)?)?);
        at = value + 1 + value_len + free;
    }
    Some(())
}

/// Unpacks LZF: runs of literal bytes, and references to what came before. `None` where it is broken.
pub(super) fn lzf(packed: &[u8], len: usize) -> Option<Vec<u8>> {
    /// Three bytes become at most 264.
    const RATIO_MAX: usize = 100;
    if len > packed.len().saturating_mul(RATIO_MAX) {
        return None;
    }
    let mut out = Vec::with_capacity(len);
    let mut rest = packed.iter();
    while let Some(&control) = rest.next() {
        let control = usize::from(control);
        if control < 32 {
            for _ in 0..=control {
                out.push(*rest.next()?);
            }
            continue;
        }
        let run = match control >> 5 {
            7 => 7 + usize::from(*rest.next()?),
            run => run,
        };
        let back = ((control & 0x1F) << 8 | usize::from(*rest.next()?)) + 1;
        let from = out.len().checked_sub(back)?;
        for offset in 0..run + 2 {
            let byte = *out.get(from + offset)?;
            out.push(byte);
        }
        if out.len() > len {
            return None;
        }
    }
    (out.len() == len).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8], packing: Packing) -> Vec<String> {
        let blob = Text { bytes: Cow::Borrowed(bytes), span: 0..bytes.len(), is_exact: true };
        let (texts, is_whole) = unpack(&blob, packing);
        assert!(is_whole);
        for text in texts.iter().filter(|text| text.is_exact) {
            assert_eq!(&bytes[text.span.clone()], &*text.bytes);
        }
        texts.iter().map(|text| String::from_utf8_lossy(&text.bytes).into_owned()).collect()
    }

    #[test]
    fn listpacks_hold_strings_and_numbers() {
        let bytes = b"\x14\0\0\0\x05\0\x83abc\x04\x05\x01\xDF\xFF\x02\xF1\x00\x80\x03\xF4\x01\0\0\0\0\0\0\0\x09\xFF";
        assert_eq!(shown(bytes, Packing::Listpack), ["abc", "5", "-1", "-32768", "1"]);
    }

    #[test]
    fn ziplists_hold_strings_and_numbers() {
        let bytes = b"\0\0\0\0\0\0\0\0\x04\0\0\x03abc\x05\xF3\x02\xFE\xFF\x03\xC0\x10\x27\xFF";
        assert_eq!(shown(bytes, Packing::Ziplist), ["abc", "2", "-1", "10000"]);
    }

    #[test]
    fn sets_of_integers_and_zipmaps_are_read() {
        assert_eq!(shown(b"\x02\0\0\0\x02\0\0\0\xFF\xFF\x05\0", Packing::Intset), ["-1", "5"]);
        assert_eq!(shown(b"\x01\x01a\x02\x01bc\0\xFF", Packing::Zipmap), ["a", "bc"]);
    }

    #[test]
    fn lzf_repeats_what_came_before() {
        assert_eq!(lzf(b"\x02abc\x80\x02", 9).as_deref(), Some(b"abcabcabc".as_slice()));
        assert_eq!(lzf(b"\x02abc\x80\x09", 9), None);
        assert_eq!(lzf(b"\x02abc", 1 << 40), None);
    }
}
