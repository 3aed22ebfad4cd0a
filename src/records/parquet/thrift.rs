//! Structures in Thrift's compact protocol, as trees of numbered fields.

use std::ops::Range;

/// Structures in structures.
const DEPTH_MAX: usize = 32;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Int(i64),
    /// Bytes, and where they stand.
    Bytes(&'a [u8], usize),
    List(Vec<Value<'a>>),
    Struct(Struct<'a>),
}

/// Fields by their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Struct<'a>(Vec<(i16, Value<'a>)>);

impl<'a> Struct<'a> {
    pub(super) fn get(&self, id: i16) -> Option<&Value<'a>> {
        self.0.iter().find(|(known, _)| *known == id).map(|(_, value)| value)
    }

    pub(super) fn int(&self, id: i16) -> Option<i64> {
        match self.get(id)? {
            Value::Int(number) => Some(*number),
            Value::Bytes(..) | Value::List(_) | Value::Struct(_) => None,
        }
    }

    pub(super) fn size(&self, id: i16) -> Option<usize> {
        usize::try_from(self.int(id)?).ok()
    }

    pub(super) fn text(&self, id: i16) -> Option<String> {
        match self.get(id)? {
            Value::Bytes(bytes, _) => Some(String::from_utf8_lossy(bytes).into_owned()),
            Value::Int(_) | Value::List(_) | Value::Struct(_) => None,
        }
    }

    /// Whether a field is a list of the same texts in both.
    pub(super) fn has_texts_of(&self, id: i16, other: &Self) -> bool {
        let (Some(Value::List(own)), Some(Value::List(others))) = (self.get(id), other.get(id)) else { return false };
        let is_same = |(one, other): (&Value<'_>, &Value<'_>)| match (one, other) {
            (Value::Bytes(one, _), Value::Bytes(other, _)) => one == other,
            _ => false,
        };
        own.len() == others.len() && own.iter().zip(others).all(is_same)
    }

    /// Where the bytes of a field stand.
    pub(super) fn span(&self, id: i16) -> Option<Range<usize>> {
        match self.get(id)? {
            Value::Bytes(bytes, at) => Some(*at..at + bytes.len()),
            Value::Int(_) | Value::List(_) | Value::Struct(_) => None,
        }
    }

    pub(super) fn structure(&self, id: i16) -> Option<&Self> {
        match self.get(id)? {
            Value::Struct(inner) => Some(inner),
            Value::Int(_) | Value::Bytes(..) | Value::List(_) => None,
        }
    }

    /// The structures in a list.
    pub(super) fn structures(&self, id: i16) -> impl Iterator<Item = &Self> {
        let items = match self.get(id) {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        items.iter().filter_map(|item| match item {
            Value::Struct(inner) => Some(inner),
            Value::Int(_) | Value::Bytes(..) | Value::List(_) => None,
        })
    }
}

/// Reads a structure at the start of `bytes`; also how many bytes it takes.
pub(super) fn read(bytes: &[u8]) -> Option<(Struct<'_>, usize)> {
    let mut reader = Reader { bytes, at: 0 };
    let read = reader.structure(0)?;
    Some((read, reader.at))
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn zigzag(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn structure(&mut self, depth: usize) -> Option<Struct<'a>> {
        let mut fields = Vec::new();
        let mut id = 0i16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(Struct(fields));
            }
            id = match head >> 4 {
                0 => i16::try_from(self.zigzag()?).ok()?,
                delta => id.checked_add(i16::from(delta))?,
            };
            let value = match head & 0x0F {
                1 => Value::Int(1),
                2 => Value::Int(0),
                kind => self.value(kind, depth + 1)?,
            };
            fields.push((id, value));
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<Value<'a>> {
        if depth > DEPTH_MAX {
            return None;
        }
        Some(match kind {
            // In a list, a truth value is a byte.
            1..=3 => Value::Int(i64::from(self.byte()?)),
            4..=6 => Value::Int(self.zigzag()?),
            7 => {
                let raw = self.bytes.get(self.at..self.at.checked_add(8)?)?;
                self.at += 8;
                Value::Bytes(raw, self.at - raw.len())
            }
            8 => {
                let len = usize::try_from(self.varint()?).ok()?;
                let raw = self.bytes.get(self.at..self.at.checked_add(len)?)?;
                self.at += len;
                Value::Bytes(raw, self.at - raw.len())
            }
            9 | 10 => {
                let head = self.byte()?;
                let count =
                    if head >> 4 == 15 { usize::try_from(self.varint()?).ok()? } else { usize::from(head >> 4) };
                // Every item takes a byte at least.
                if count > self.bytes.len() - self.at {
                    return None;
                }
                let items = (0..count).map(|_| self.value(head & 0x0F, depth + 1)).collect::<Option<_>>()?;
                Value::List(items)
            }
            12 => Value::Struct(self.structure(depth)?),
            _ => return None,
        })
    }
}
