//! Records of a workbook's stream, and the strings in them.

/// A record: its type, and its content with that of the records that continue it.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) parts: Vec<&'a [u8]>,
}

/// Continues the record before.
const CONTINUE: u16 = 0x3C;

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<'a> Record<'a> {
    /// The content of the record itself.
    pub(super) fn content(&self) -> &'a [u8] {
        self.parts.first().copied().unwrap_or_default()
    }
}

/// The records of a stream, in order.
pub(super) fn records(bytes: &[u8]) -> Records<'_> {
    Records { bytes, at: 0 }
}

/// See [`records`].
pub(super) struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn part(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.bytes, self.at)?;
        let len = usize::from(u16_at(self.bytes, self.at + 2)?);
        let content = self.bytes.get(self.at + 4..self.at + 4 + len)?;
        self.at += 4 + len;
        Some((kind, content))
    }

    /// Whether nothing is left but what fills the last sector.
    pub(super) fn is_over(&self) -> bool {
        self.bytes.get(self.at..).is_none_or(|rest| rest.iter().all(|&byte| byte == 0))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, content) = self.part()?;
        let mut parts = vec![content];
        while u16_at(self.bytes, self.at) == Some(CONTINUE) {
            parts.push(self.part()?.1);
        }
        Some(Record { kind, parts })
    }
}

/// Reads strings that may go on in the next part, where a byte says anew how wide letters are.
pub(super) struct Strings<'a> {
    parts: std::vec::IntoIter<&'a [u8]>,
    rest: &'a [u8],
}

impl<'a> Strings<'a> {
    pub(super) fn new(parts: Vec<&'a [u8]>) -> Self {
        let mut parts = parts.into_iter();
        let rest = parts.next().unwrap_or_default();
        Self { parts, rest }
    }

    /// The next `len` bytes, from one part.
    pub(super) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        while self.rest.is_empty() && len > 0 {
            self.rest = self.parts.next()?;
        }
        let (taken, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(taken)
    }

    fn skip(&mut self, mut len: usize) -> Option<()> {
        while len > 0 {
            if self.rest.is_empty() {
                self.rest = self.parts.next()?;
            }
            let step = len.min(self.rest.len());
            self.rest = self.rest.get(step..)?;
            len -= step;
        }
        Some(())
    }

    /// A string behind its length in letters.
    pub(super) fn string(&mut self) -> Option<String> {
        let len = usize::from(u16_at(self.take(2)?, 0)?);
        let flags = *self.take(1)?.first()?;
        let runs = if flags & 8 > 0 { usize::from(u16_at(self.take(2)?, 0)?) } else { 0 };
        let extra = if flags & 4 > 0 { u32_at(self.take(4)?, 0)? as usize } else { 0 };
        let text = self.letters(len, flags & 1 > 0)?;
        self.skip((runs * 4).checked_add(extra)?)?;
        Some(text)
    }

    /// So many letters, of one byte or two.
    pub(super) fn letters(&mut self, len: usize, is_wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        let mut is_wide = is_wide;
        while units.len() < len {
            if self.rest.is_empty() {
                self.rest = self.parts.next()?;
                is_wide = *self.take(1)?.first()? & 1 > 0;
            }
            let width = if is_wide { 2 } else { 1 };
            let count = (len - units.len()).min(self.rest.len() / width);
            if count == 0 {
                return None;
            }
            let raw = self.take(count * width)?;
            match is_wide {
                true => units.extend(raw.chunks_exact(2).filter_map(|unit| u16_at(unit, 0))),
                false => units.extend(raw.iter().map(|&byte| u16::from(byte))),
            }
        }
        Some(String::from_utf16_lossy(&units))
    }
}
