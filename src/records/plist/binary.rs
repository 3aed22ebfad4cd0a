//! The binary form: a table of offsets at the end, and objects that refer to each other by number.

use std::ops::Range;

use crate::records::rows::Field;
use crate::records::tree::{DEPTH_MAX, Node};

/// Objects and bytes of values that are read for each byte of the file: they may be shared.
const NODES_PER_BYTE: usize = 16;
/// Length of the trailer.
const TRAILER_LEN: usize = 32;
/// Seconds from the Unix epoch to 2001-01-01, where dates count from.
const EPOCH: i64 = 978_307_200;

/// Reads the list; `None` where its trailer or its root is broken.
pub(super) fn read(bytes: &[u8]) -> Option<Node> {
    let trailer = bytes.get(bytes.len().checked_sub(TRAILER_LEN)?..)?;
    let number = |span: Range<usize>| trailer.get(span).and_then(big_endian);
    let mut list = List {
        bytes,
        offset_len: number(6..7)?,
        reference_len: number(7..8)?,
        count: number(8..16)?,
        table: number(24..32)?,
        nodes_left: bytes.len().saturating_mul(NODES_PER_BYTE),
    };
    list.object(number(16..24)?, 0)
}

/// A number of up to eight bytes.
fn big_endian(bytes: &[u8]) -> Option<usize> {
    let small = bytes.len() <= 8 || bytes.iter().rev().skip(8).all(|&byte| byte == 0);
    let number = bytes.iter().fold(0u64, |number, &byte| number << 8 | u64::from(byte));
    usize::try_from(number).ok().filter(|_| small)
}

struct List<'a> {
    bytes: &'a [u8],
    offset_len: usize,
    reference_len: usize,
    count: usize,
    table: usize,
    nodes_left: usize,
}

impl List<'_> {
    fn object(&mut self, index: usize, depth: usize) -> Option<Node> {
        self.nodes_left = self.nodes_left.checked_sub(1)?;
        if index >= self.count || depth >= DEPTH_MAX {
            return None;
        }
        let entry = self.table.checked_add(index.checked_mul(self.offset_len)?)?;
        let at = big_endian(self.bytes.get(entry..entry.checked_add(self.offset_len)?)?)?;
        let marker = *self.bytes.get(at)?;
        let low = usize::from(marker & 0x0F);
        let sized = |len: usize| Some(at + 1..(at + 1).checked_add(len)?);
        let leaf = |value: Vec<u8>, span| Some(Node::Leaf(Field::decoded(value, span)));
        match marker >> 4 {
            0x0 => Some(match low {
                8 => Node::Leaf(Field::decoded("false", at..at + 1)),
                9 => Node::Leaf(Field::decoded("true", at..at + 1)),
                _ => Node::Null,
            }),
            0x1 | 0x8 => {
                let len = if marker >> 4 == 1 { 1 << low.min(8) } else { low + 1 };
                let span = sized(len)?;
                leaf(integer(self.bytes.get(span.clone())?)?.into_bytes(), span)
            }
            0x2 => {
                let span = sized(1 << low.min(8))?;
                leaf(real(self.bytes.get(span.clone())?)?.to_string().into_bytes(), span)
            }
            0x3 => {
                let span = sized(8)?;
                leaf(date(real(self.bytes.get(span.clone())?)?).into_bytes(), span)
            }
            0x4 | 0x5 | 0x7 => {
                let (start, len) = self.len_at(at)?;
                self.charge(len)?;
                let span = start..start.checked_add(len)?;
                self.bytes.get(span.clone()).map(|_| Node::Leaf(Field::verbatim(span)))
            }
            0x6 => {
                let (start, len) = self.len_at(at)?;
                self.charge(len)?;
                let span = start..start.checked_add(len.checked_mul(2)?)?;
                let units = self.bytes.get(span.clone())?.chunks_exact(2);
                let units = units.filter_map(|unit| <[u8; 2]>::try_from(unit).ok()).map(u16::from_be_bytes);
                let text: String = char::decode_utf16(units).map(|char| char.unwrap_or('\u{FFFD}')).collect();
                leaf(text.into_bytes(), span)
            }
            0xA | 0xC => {
                let (start, len) = self.len_at(at)?;
                let mut items = Vec::new();
                for index in 0..len {
                    let item = self.reference(start, index)?;
                    items.push(self.object(item, depth + 1).unwrap_or(Node::Null));
                }
                Some(Node::List(items))
            }
            0xD => self.dictionary(at, depth),
            _ => None,
        }
    }

    /// Counts the bytes of a value, which may be referred to again and again.
    fn charge(&mut self, len: usize) -> Option<()> {
        self.nodes_left = self.nodes_left.checked_sub(len)?;
        Some(())
    }

    fn dictionary(&mut self, at: usize, depth: usize) -> Option<Node> {
        let (start, len) = self.len_at(at)?;
        let mut entries = Vec::new();
        for index in 0..len {
            let key = self.reference(start, index)?;
            let value = self.reference(start, len.checked_add(index)?)?;
            let name = match self.object(key, depth + 1) {
                Some(Node::Leaf(field)) => String::from_utf8_lossy(field.value(self.bytes)).into_owned(),
                _ => "value".to_owned(),
            };
            entries.push((name, self.object(value, depth + 1).unwrap_or(Node::Null)));
        }
        Some(Node::Map(entries))
    }

    fn reference(&self, start: usize, index: usize) -> Option<usize> {
        let at = start.checked_add(index.checked_mul(self.reference_len)?)?;
        big_endian(self.bytes.get(at..at.checked_add(self.reference_len)?)?)
    }

    /// Where the content of the object at `at` begins, and its length.
    fn len_at(&self, at: usize) -> Option<(usize, usize)> {
        let low = usize::from(self.bytes.get(at)? & 0x0F);
        if low < 0x0F {
            return Some((at + 1, low));
        }
        let marker = *self.bytes.get(at + 1)?;
        let len = 1usize << usize::from(marker & 0x0F).min(4);
        let number = big_endian(self.bytes.get(at + 2..at + 2 + len)?)?;
        (marker >> 4 == 1).then_some((at + 2 + len, number))
    }
}

fn integer(bytes: &[u8]) -> Option<String> {
    if let Ok(signed) = <[u8; 8]>::try_from(bytes) {
        return Some(i64::from_be_bytes(signed).to_string());
    }
    big_endian(bytes).map(|number| number.to_string())
}

fn real(bytes: &[u8]) -> Option<f64> {
    match bytes.len() {
        4 => Some(f64::from(f32::from_be_bytes(bytes.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(bytes.try_into().ok()?)),
        _ => None,
    }
}

/// A date as the form of tags writes it.
fn date(seconds: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast from a float saturates, and such dates are shown as they come"
    )]
    let seconds = seconds as i64;
    let seconds = seconds.saturating_add(EPOCH);
    crate::decode::dates::timestamp(seconds, 0).replace(' ', "T") + "Z"
}
