//! Pages of a relation, and the tuples on them.

use std::ops::Range;

/// What a page begins with.
pub(super) const HEADER_LEN: usize = 24;
/// The version of the layout since PostgreSQL 8.3.
const VERSION: u16 = 4;
const POINTER_LEN: usize = 4;
/// The header of a tuple is as long.
const TUPLE_LEN_MIN: usize = 24;
/// A pointer to a tuple that is there.
const NORMAL: u32 = 1;
/// Where the parts of a tuple's header stand.
const T_XMAX: usize = 4;
const T_INFOMASK2: usize = 18;
const T_INFOMASK: usize = 20;
const T_HOFF: usize = 22;
const T_BITS: usize = 23;
/// Bits of its masks.
const HAS_NULLS: u16 = 0x0001;
const HAS_OID: u16 = 0x0008;
const IS_LOCK_ONLY: u16 = 0x0080;
const XMIN_COMMITTED: u16 = 0x0100;
const XMIN_INVALID: u16 = 0x0200;
const XMAX_INVALID: u16 = 0x0800;
const XMAX_IS_MULTI: u16 = 0x1000;

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|raw| u16::from_le_bytes(*raw))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|raw| u32::from_le_bytes(*raw))
}

/// A page of a heap.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    bytes: &'a [u8],
    /// Where the pointers end,
    lower: usize,
    /// and where the tuples begin.
    upper: usize,
}

/// Never prints a value.
impl std::fmt::Debug for Page<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Page").field("lower", &self.lower).field("upper", &self.upper).finish_non_exhaustive()
    }
}

/// The tuples of a page.
#[derive(Debug)]
pub(super) struct Tuples {
    pub(super) spans: Vec<Range<usize>>,
    /// All pointers lead to tuples.
    pub(super) is_sound: bool,
}

/// The length of pages that the header of one states.
pub(super) fn page_len(head: &[u8]) -> Option<usize> {
    let stated = u16_at(head, 18)?;
    let len = usize::from(stated & 0xFF00);
    let is_len = stated & 0xFF == VERSION && len.is_power_of_two() && (1 << 10..=32 << 10).contains(&len);
    is_len.then_some(len)
}

impl<'a> Page<'a> {
    /// The page that `bytes` are, all of it; `None` where they are none, or one of an index.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let bound = |at| u16_at(bytes, at).map(usize::from);
        let (lower, upper, special) = (bound(12)?, bound(14)?, bound(16)?);
        let is_page = page_len(bytes)? == bytes.len()
            && special == bytes.len()
            && (HEADER_LEN..=upper).contains(&lower)
            && upper <= special
            && (lower - HEADER_LEN).is_multiple_of(POINTER_LEN);
        is_page.then_some(Self { bytes, lower, upper })
    }

    /// Where tuples stand, in the order of their pointers. One that points elsewhere or into another tuple is none: whatever the
    /// pointers say, each byte is of one tuple at most.
    pub(super) fn tuples(&self) -> Tuples {
        let Self { bytes, lower, upper } = *self;
        let pointers = bytes.get(HEADER_LEN..lower).unwrap_or_default().chunks_exact(POINTER_LEN);
        let normal = pointers.filter_map(|raw| u32_at(raw, 0)).filter(|pointer| pointer >> 15 & 3 == NORMAL);
        let mut found: Vec<(usize, Range<usize>)> = normal
            .map(|pointer| {
                let start = (pointer & 0x7FFF) as usize;
                start..start + (pointer >> 17) as usize
            })
            .enumerate()
            .collect();
        let count = found.len();
        found.retain(|(_, span)| span.start >= upper && span.end <= bytes.len() && !span.is_empty());
        found.sort_unstable_by_key(|(index, span)| (span.start, *index));
        let mut end = 0;
        found.retain(|(_, span)| {
            let is_apart = span.start >= end;
            end = end.max(if is_apart { span.end } else { end });
            is_apart
        });
        found.truncate(bytes.len() / TUPLE_LEN_MIN);
        let is_sound = found.len() == count;
        found.sort_unstable_by_key(|(index, _)| *index);
        Tuples { spans: found.into_iter().map(|(_, span)| span).collect(), is_sound }
    }

    /// The bytes of a part of it.
    pub(super) fn bytes_of(&self, span: Range<usize>) -> &'a [u8] {
        self.bytes.get(span).unwrap_or_default()
    }

    /// The room between pointers and tuples.
    pub(super) fn room(&self) -> Range<usize> {
        self.lower..self.upper
    }
}

/// The header of a tuple.
#[derive(Clone, Copy)]
pub(super) struct Tuple<'a> {
    pub(super) bytes: &'a [u8],
    /// How many columns the table had when it was written.
    pub(super) columns: usize,
    /// Where its values begin.
    pub(super) data: usize,
    has_nulls: bool,
    /// It was deleted or written anew, or never committed.
    pub(super) is_dead: bool,
    /// The number of the row that systems before PostgreSQL 12 have, beside its columns.
    pub(super) oid: Option<u32>,
}

/// Never prints a value.
impl std::fmt::Debug for Tuple<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tuple").field("columns", &self.columns).field("data", &self.data).finish_non_exhaustive()
    }
}

impl<'a> Tuple<'a> {
    /// That of the bytes of a tuple.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        const COLUMNS_MAX: usize = 1_600;
        let (mask, mask2) = (u16_at(bytes, T_INFOMASK)?, u16_at(bytes, T_INFOMASK2)?);
        let data = usize::from(*bytes.get(T_HOFF)?);
        let columns = usize::from(mask2 & 0x07FF);
        let has_nulls = mask & HAS_NULLS != 0;
        let header_len = T_BITS + if has_nulls { columns.div_ceil(8) } else { 0 };
        // Values begin right behind the header, and the number of the row where there is one.
        let is_tuple = (1..=COLUMNS_MAX).contains(&columns)
            && (header_len..=(header_len + 4).next_multiple_of(8)).contains(&data)
            && data % 4 == 0
            && data <= bytes.len();
        let is_deleted = u32_at(bytes, T_XMAX)? != 0 && mask & (XMAX_INVALID | IS_LOCK_ONLY | XMAX_IS_MULTI) == 0;
        let is_aborted = mask & (XMIN_COMMITTED | XMIN_INVALID) == XMIN_INVALID;
        let oid = if mask & HAS_OID != 0 { u32_at(bytes, data.checked_sub(4)?) } else { None };
        is_tuple.then_some(Self { bytes, columns, data, has_nulls, is_dead: is_deleted || is_aborted, oid })
    }

    /// Whether the column has no value.
    pub(super) fn is_null(&self, column: usize) -> bool {
        let is_set = || self.bytes.get(T_BITS + column / 8).is_some_and(|bits| bits >> (column % 8) & 1 == 1);
        column >= self.columns || self.has_nulls && !is_set()
    }

    /// The bytes of the values.
    pub(super) fn values(&self) -> &'a [u8] {
        self.bytes.get(self.data..).unwrap_or_default()
    }
}

/// How long the values of a column are, and where they may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// Bytes; -1 where a value says how long it is, -2 where a zero ends it.
    pub(super) len: i16,
    /// Its place is a multiple of this.
    pub(super) align: usize,
}

/// A value as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stored {
    /// As it is.
    Plain(Range<usize>),
    /// Compressed: its length, and by what (0: PGLZ, 1: LZ4).
    Packed { span: Range<usize>, len: usize, method: u32 },
    /// In another file.
    Elsewhere(Range<usize>),
}

/// The value at or behind `at`, and where the next one may begin.
pub(super) fn stored(values: &[u8], at: usize, layout: Layout) -> Option<(Stored, usize)> {
    match layout.len {
        -1 => varying(values, at, layout.align),
        -2 => {
            let end = at + memchr::memchr(0, values.get(at..)?)?;
            Some((Stored::Plain(at..end), end + 1))
        }
        len => {
            let start = at.next_multiple_of(layout.align.max(1));
            let end = start + usize::try_from(len).ok()?;
            (end <= values.len()).then_some((Stored::Plain(start..end), end))
        }
    }
}

/// A value that says how long it is, in its first byte or, aligned, in its first four.
fn varying(values: &[u8], at: usize, align: usize) -> Option<(Stored, usize)> {
    const POINTER_LEN: usize = 18;
    /// Of what is pointed to only this stands in files.
    const ON_DISK: u8 = 18;
    let start = if *values.get(at)? == 0 { at.next_multiple_of(align.max(1)) } else { at };
    let first = *values.get(start)?;
    if first == 1 {
        let end = start + POINTER_LEN;
        let is_pointer = values.get(start + 1) == Some(&ON_DISK);
        return (is_pointer && end <= values.len()).then_some((Stored::Elsewhere(start..end), end));
    }
    if first & 1 == 1 {
        let end = start + usize::from(first >> 1);
        return (end <= values.len()).then_some((Stored::Plain(start + 1..end), end));
    }
    let word = u32_at(values, start)?;
    let len = (word >> 2) as usize;
    let end = start.checked_add(len).filter(|&end| len >= 4 && end <= values.len())?;
    if word & 3 == 0 {
        return Some((Stored::Plain(start + 4..end), end));
    }
    let head = u32_at(values, start + 4).filter(|_| len >= 8)?;
    let stored = Stored::Packed { span: start + 8..end, len: (head & 0x3FFF_FFFF) as usize, method: head >> 30 };
    Some((stored, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VARYING: Layout = Layout { len: -1, align: 4 };

    #[test]
    fn values_say_how_long_they_are() {
        assert_eq!(stored(b"\x09abc\0", 0, VARYING), Some((Stored::Plain(1..4), 4)));
        // Zeros up to the next multiple of four stand before a length of four bytes.
        assert_eq!(stored(b"x\0\0\0\x20\0\0\0abcd", 1, VARYING), Some((Stored::Plain(8..12), 12)));
        assert_eq!(stored(b"\x01\x12345678901234567", 0, VARYING), None, "it ends within a pointer");
        assert_eq!(stored(b"\x01\x123456789012345678", 0, VARYING), Some((Stored::Elsewhere(0..18), 18)));
        let packed = b"\x2E\0\0\0\x0A\0\0\x40abc";
        assert_eq!(stored(packed, 0, VARYING), Some((Stored::Packed { span: 8..11, len: 10, method: 1 }, 11)));
        assert_eq!(stored(b"\x03", 0, VARYING), Some((Stored::Plain(1..1), 1)));
        assert_eq!(stored(b"\x05", 0, VARYING), None);
        assert_eq!(stored(b"ab\0", 0, Layout { len: -2, align: 1 }), Some((Stored::Plain(0..2), 3)));
        assert_eq!(stored(b"a\0\0\0\x07\0\0\0", 1, Layout { len: 4, align: 4 }), Some((Stored::Plain(4..8), 8)));
    }
}
