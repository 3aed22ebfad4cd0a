//! Flatbuffers: tables of fields behind offsets, each looked at where it is asked for.

/// A table.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn number<const LEN: usize>(bytes: &[u8], at: usize) -> Option<[u8; LEN]> {
    bytes.get(at..at.checked_add(LEN)?)?.try_into().ok()
}

fn offset(bytes: &[u8], at: usize) -> Option<usize> {
    at.checked_add(u32::from_le_bytes(number(bytes, at)?) as usize)
}

impl<'a> Table<'a> {
    /// The table at the root of a buffer.
    pub(super) fn root(bytes: &'a [u8]) -> Option<Self> {
        Some(Self { bytes, at: offset(bytes, 0)? })
    }

    /// Where a field stands, if it does.
    fn field(&self, index: usize) -> Option<usize> {
        let back = i32::from_le_bytes(number(self.bytes, self.at)?);
        let vtable = i64::try_from(self.at).ok()?.checked_sub(i64::from(back))?;
        let vtable = usize::try_from(vtable).ok()?;
        let len = usize::from(u16::from_le_bytes(number(self.bytes, vtable)?));
        let entry = 4 + 2 * index;
        if entry + 2 > len {
            return None;
        }
        let within = usize::from(u16::from_le_bytes(number(self.bytes, vtable + entry)?));
        (within > 0).then_some(self.at + within)
    }

    pub(super) fn byte(&self, index: usize) -> u8 {
        self.field(index).and_then(|at| self.bytes.get(at).copied()).unwrap_or(0)
    }

    pub(super) fn short(&self, index: usize) -> Option<i16> {
        Some(i16::from_le_bytes(number(self.bytes, self.field(index)?)?))
    }

    pub(super) fn int(&self, index: usize) -> i32 {
        self.field(index).and_then(|at| number(self.bytes, at)).map_or(0, i32::from_le_bytes)
    }

    pub(super) fn long(&self, index: usize) -> i64 {
        self.field(index).and_then(|at| number(self.bytes, at)).map_or(0, i64::from_le_bytes)
    }

    pub(super) fn table(&self, index: usize) -> Option<Self> {
        Some(Self { bytes: self.bytes, at: offset(self.bytes, self.field(index)?)? })
    }

    pub(super) fn text(&self, index: usize) -> Option<String> {
        let at = offset(self.bytes, self.field(index)?)?;
        let len = u32::from_le_bytes(number(self.bytes, at)?) as usize;
        let raw = self.bytes.get(at + 4..(at + 4).checked_add(len)?)?;
        Some(String::from_utf8_lossy(raw).into_owned())
    }

    /// The tables in a vector.
    pub(super) fn tables(&self, index: usize) -> Option<Vec<Self>> {
        let (start, count) = self.vector(index, 4)?;
        (0..count).map(|item| Some(Self { bytes: self.bytes, at: offset(self.bytes, start + item * 4)? })).collect()
    }

    /// The pairs of numbers in a vector of structures.
    pub(super) fn pairs(&self, index: usize) -> Option<Vec<(usize, usize)>> {
        let (start, count) = self.vector(index, 16)?;
        let size = |at| usize::try_from(i64::from_le_bytes(number(self.bytes, at)?)).ok();
        (0..count).map(|item| Some((size(start + item * 16)?, size(start + item * 16 + 8)?))).collect()
    }

    /// The blocks of a file in a vector: where each begins, and the length of its message and its body.
    pub(super) fn blocks(&self, index: usize) -> Option<Vec<(usize, usize)>> {
        const BLOCK_LEN: usize = 24;
        if self.field(index).is_none() {
            return Some(Vec::new());
        }
        let (start, count) = self.vector(index, BLOCK_LEN)?;
        let long = |at| usize::try_from(i64::from_le_bytes(number(self.bytes, at)?)).ok();
        let int = |at| usize::try_from(i32::from_le_bytes(number(self.bytes, at)?)).ok();
        let block = |at| Some((long(at)?, int(at + 8)?.checked_add(long(at + 16)?)?));
        (0..count).map(|item| block(start + item * BLOCK_LEN)).collect()
    }

    /// The numbers in a vector.
    pub(super) fn longs(&self, index: usize) -> Vec<usize> {
        let Some((start, count)) = self.vector(index, 8) else { return Vec::new() };
        let long = |item| usize::try_from(i64::from_le_bytes(number(self.bytes, start + item * 8)?)).ok();
        (0..count).map_while(long).collect()
    }

    /// Where the items of a vector begin, and how many there are. They lie in the buffer, all of them.
    fn vector(&self, index: usize, item_len: usize) -> Option<(usize, usize)> {
        let at = offset(self.bytes, self.field(index)?)?;
        let count = u32::from_le_bytes(number(self.bytes, at)?) as usize;
        let end = (at + 4).checked_add(count.checked_mul(item_len)?)?;
        (end <= self.bytes.len()).then_some((at + 4, count))
    }
}
