//! Messages in the wire format of Protocol Buffers: numbered fields, one after another.

/// The value of a field.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// The fields of a message, up to the first that is broken.
#[derive(Clone)]
pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

/// The fields of the message in `bytes`.
pub(super) fn fields(bytes: &[u8]) -> Fields<'_> {
    Fields { rest: bytes }
}

impl<'a> Fields<'a> {
    /// The numbers of a field, whether packed or not.
    pub(super) fn numbers(self, id: u64) -> impl Iterator<Item = u64> {
        self.filter(move |(known, _)| *known == id).flat_map(|(_, value)| {
            let (number, mut packed) = match value {
                Value::Number(number) => (Some(number), [].as_slice()),
                Value::Bytes(bytes) => (None, bytes),
            };
            number.into_iter().chain(std::iter::from_fn(move || varint(&mut packed)))
        })
    }

    /// The last number of a field, as later ones count.
    pub(super) fn number(self, id: u64) -> Option<u64> {
        self.numbers(id).last()
    }

    /// The bytes of a field each time it is there.
    pub(super) fn all(self, id: u64) -> impl Iterator<Item = &'a [u8]> {
        self.filter_map(move |(known, value)| match value {
            Value::Bytes(bytes) if known == id => Some(bytes),
            Value::Bytes(_) | Value::Number(_) => None,
        })
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let head = varint(&mut self.rest)?;
        let value = match head & 7 {
            0 => Value::Number(varint(&mut self.rest)?),
            1 => Value::Bytes(self.take(8)?),
            2 => {
                let len = usize::try_from(varint(&mut self.rest)?).ok()?;
                Value::Bytes(self.take(len)?)
            }
            5 => Value::Bytes(self.take(4)?),
            _ => return None,
        };
        Some((head >> 3, value))
    }
}

impl<'a> Fields<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(taken)
    }
}

/// A number of seven bits a byte, the lowest first; `bytes` go on behind it.
pub(super) fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}
