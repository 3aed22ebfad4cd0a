//! The values of a page or dictionary, as text.

use super::delta;
use super::levels::{COUNT_MAX, hybrid};
use super::schema::{Leaf, Logical, Physical};
use crate::decode::dates;
use crate::records::codec::{BLOCK_LEN_MAX, big_endian, decimal, time_of_day};

/// Values as text, end to end.
#[derive(Default)]
pub(super) struct Values {
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl Values {
    pub(super) fn get(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&start| start as usize);
        self.text.get(start..end)
    }

    /// Bytes that it takes.
    pub(super) fn len(&self) -> usize {
        self.text.len() + self.ends.len() * 4
    }

    fn push(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Decodes up to `count` values in an encoding that holds them themselves. `None` where it is not known or broken.
    pub(super) fn decode(leaf: &Leaf, encoding: i64, bytes: &[u8], count: usize) -> Option<Self> {
        if count > COUNT_MAX {
            return None;
        }
        let mut values = Self::default();
        match (encoding, leaf.physical) {
            (0, _) => values.plain(leaf, bytes, count)?,
            (3, Physical::Boolean) => {
                let bits = hybrid(bytes.get(4..)?, 1, count)?;
                bits.into_iter().for_each(|bit| values.push(truth(bit > 0)));
            }
            (5, Physical::Int32 | Physical::Int64) => {
                delta::numbers(bytes)?
                    .0
                    .into_iter()
                    .for_each(|number| values.push(number_text(leaf, number).as_bytes()));
            }
            (6, Physical::Bytes) => delta::lengths(bytes, |raw| values.bytes(leaf, raw))?,
            (7, Physical::Bytes | Physical::Fixed(_)) => {
                delta::prefixes(bytes, BLOCK_LEN_MAX, |raw| values.bytes(leaf, raw))?;
            }
            (9, physical) => {
                let width = match physical {
                    Physical::Int32 | Physical::Float => 4,
                    Physical::Int64 | Physical::Double => 8,
                    Physical::Fixed(len) => len,
                    Physical::Boolean | Physical::Int96 | Physical::Bytes => return None,
                };
                let count = count.min(bytes.len() / width);
                let joined: Vec<u8> = (0..count)
                    .flat_map(|value| (0..width).filter_map(move |byte| bytes.get(byte * count + value).copied()))
                    .collect();
                values.plain(leaf, &joined, count)?;
            }
            _ => return None,
        }
        Some(values)
    }

    fn plain(&mut self, leaf: &Leaf, bytes: &[u8], count: usize) -> Option<()> {
        let width = match leaf.physical {
            Physical::Boolean => {
                let bits = bytes.iter().flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1 > 0)).take(count);
                bits.for_each(|bit| self.push(truth(bit)));
                return Some(());
            }
            Physical::Bytes => {
                let mut at = 0;
                for _ in 0..count {
                    let len = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
                    self.bytes(leaf, bytes.get(at + 4..(at + 4).checked_add(len)?)?);
                    at += 4 + len;
                }
                return Some(());
            }
            Physical::Int32 | Physical::Float => 4,
            Physical::Int64 | Physical::Double => 8,
            Physical::Int96 => 12,
            Physical::Fixed(len) => len,
        };
        for raw in bytes.chunks_exact(width).take(count) {
            match leaf.physical {
                Physical::Int32 => {
                    self.push(number_text(leaf, i64::from(i32::from_le_bytes(raw.try_into().ok()?))).as_bytes());
                }
                Physical::Int64 => self.push(number_text(leaf, i64::from_le_bytes(raw.try_into().ok()?)).as_bytes()),
                Physical::Float => self.push(f32::from_le_bytes(raw.try_into().ok()?).to_string().as_bytes()),
                Physical::Double => self.push(f64::from_le_bytes(raw.try_into().ok()?).to_string().as_bytes()),
                Physical::Int96 => self.push(int96(raw)?.as_bytes()),
                Physical::Boolean | Physical::Bytes | Physical::Fixed(_) => self.bytes(leaf, raw),
            }
        }
        Some(())
    }

    fn bytes(&mut self, leaf: &Leaf, raw: &[u8]) {
        match leaf.logical {
            Logical::Decimal(scale) => {
                self.push(big_endian(raw).map(|number| decimal(number, scale)).unwrap_or_default().as_bytes());
            }
            Logical::Uuid if raw.len() == 16 => {
                let hex: String = raw.iter().map(|byte| format!("{byte:02x}")).collect();
                let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|span| hex.get(span).unwrap_or_default());
                self.push(parts.join("-").as_bytes());
            }
            _ => self.push(raw),
        }
    }
}

fn truth(is_true: bool) -> &'static [u8] {
    if is_true { b"true" } else { b"false" }
}

fn number_text(leaf: &Leaf, number: i64) -> String {
    match leaf.logical {
        Logical::Date => dates::date(number),
        Logical::Time(per_second) => time_of_day(number, per_second),
        Logical::Timestamp(per_second) => dates::timestamp_of(number, per_second),
        Logical::Decimal(scale) => decimal(i128::from(number), scale),
        Logical::Unsigned if leaf.physical == Physical::Int64 => number.cast_unsigned().to_string(),
        Logical::Unsigned => (number & 0xFFFF_FFFF).to_string(),
        Logical::Plain | Logical::Text | Logical::Uuid => number.to_string(),
    }
}

/// Nanoseconds of a Julian day, and the day.
fn int96(raw: &[u8]) -> Option<String> {
    const EPOCH: i64 = 2_440_588;
    let nanoseconds = i64::from_le_bytes(raw.get(..8)?.try_into().ok()?);
    let day = i64::from(i32::from_le_bytes(raw.get(8..12)?.try_into().ok()?));
    let seconds = (day - EPOCH) * 86_400 + nanoseconds.div_euclid(1_000_000_000);
    Some(dates::timestamp(seconds, u32::try_from(nanoseconds.rem_euclid(1_000_000_000)).ok()?))
}
