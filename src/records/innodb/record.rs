//! Cuts a record into its fields.

use std::hash::BuildHasher as _;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::layout::{Field, Len};
use super::page::{IndexPage, u16_at};

/// A record that was cut. Offsets are those of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// With all that stands before its fields.
    pub(super) span: Range<usize>,
    /// Where its fields begin.
    pub(super) at: usize,
    /// Its fields; `None` where they are NULL. Fewer than the table has where it was added to later.
    pub(super) fields: Vec<Option<Cut>>,
}

impl Record {
    /// Its fields, with all between them.
    fn body<'p>(&self, page: &IndexPage<'p>) -> &'p [u8] {
        page.bytes.get(self.at..self.span.end).unwrap_or_default()
    }

    /// Whether nothing is left of what it held.
    pub(super) fn is_wiped(&self, page: &IndexPage<'_>) -> bool {
        self.body(page).iter().all(|&byte| byte == 0)
    }

    /// What tells it from other records.
    pub(super) fn hash(&self, page: &IndexPage<'_>) -> u64 {
        FixedState::default().hash_one(self.body(page))
    }
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) span: Range<usize>,
    /// The rest of the value lies in other pages; which, is said by the bytes behind `span`.
    pub(super) is_elsewhere: bool,
}

impl Cut {
    /// A field whose bytes are all there.
    pub(super) fn whole(span: Range<usize>) -> Self {
        Self { span, is_elsewhere: false }
    }

    /// What says where the rest is, on the page of the record.
    pub(super) fn reference<'a>(&self, page: &'a [u8]) -> &'a [u8] {
        page.get(self.span.end..self.span.end + REFERENCE_LEN).unwrap_or_default()
    }

    fn new(span: Range<usize>, is_elsewhere: bool) -> Option<Self> {
        let end = if is_elsewhere { span.end.checked_sub(REFERENCE_LEN)? } else { span.end };
        Some(Self { span: span.start..end.max(span.start), is_elsewhere })
    }
}

/// Bytes that stand for the part of a value that lies in other pages.
const REFERENCE_LEN: usize = 20;
/// States of a compact record, in the lowest bits of its header's second number.
const WITH_ADDED_FIELDS: u8 = 4;
/// Bits of MySQL 8: the record says how many fields it has, or by which version of the table it was written.
const VERSIONED: u8 = 0xC0;

/// The record at `at` in the compact form; `fields_before` is how many fields the table had before some were added
/// without writing its records anew.
pub(super) fn compact(page: &IndexPage<'_>, at: usize, fields: &[Field], fields_before: usize) -> Option<Record> {
    const HEADER_LEN: usize = 5;
    let mut head = Backwards { bytes: page.bytes, at: at.checked_sub(HEADER_LEN)? };
    let info = *page.bytes.get(head.at)?;
    let state = page.bytes.get(head.at + 2)? & 7;
    let mut count = fields_before;
    if state == WITH_ADDED_FIELDS {
        let mut added = usize::from(head.byte()?);
        if added & 0x80 != 0 {
            added = added & 0x7F | usize::from(head.byte()?) << 7;
        }
        count = fields_before + 1 + added;
    }
    if info & VERSIONED != 0 || !matches!(state, 0 | WITH_ADDED_FIELDS) {
        return None;
    }
    let fields = fields.get(..count)?;
    let nullable = fields.iter().filter(|field| field.is_nullable).count();
    let mut nulls = Backwards { bytes: page.bytes, at: head.at };
    head.at = head.at.checked_sub(nullable.div_ceil(8))?;
    let (mut bits, mut bits_left) = (0, 0);
    let mut end = at;
    let mut spans = Vec::with_capacity(count);
    for field in fields {
        if field.is_nullable {
            if bits_left == 0 {
                (bits, bits_left) = (nulls.byte()?, 8);
            }
            let is_null = bits & 1 != 0;
            (bits, bits_left) = (bits >> 1, bits_left - 1);
            if is_null {
                spans.push(None);
                continue;
            }
        }
        let (len, is_elsewhere) = match field.len {
            Len::Fixed(len) => (len, false),
            Len::Stated { len_max } => head.length(len_max > 255)?,
        };
        let start = end;
        end = end.checked_add(len).filter(|&end| end <= page.heap_end())?;
        spans.push(Some(Cut::new(start..end, is_elsewhere)?));
    }
    let is_inside = head.at >= page.heap_start() && end <= page.heap_end();
    is_inside.then_some(Record { span: head.at..end, at, fields: spans })
}

/// The record at `at` in the redundant form, which says itself where its fields end.
pub(super) fn redundant(page: &IndexPage<'_>, at: usize) -> Option<Record> {
    const HEADER_LEN: usize = 6;
    let counts = u16_at(page.bytes, at.checked_sub(4)?)?;
    let (count, is_short) = (counts >> 1 & 0x3FF, counts & 1 != 0);
    let start = at.checked_sub(HEADER_LEN + count * if is_short { 1 } else { 2 })?;
    let mut ends = Backwards { bytes: page.bytes, at: at - HEADER_LEN };
    let mut end = at;
    let mut spans = Vec::with_capacity(count);
    for _ in 0..count {
        let (offset, is_null, is_elsewhere) = if is_short {
            let byte = usize::from(ends.byte()?);
            (byte & 0x7F, byte & 0x80 != 0, false)
        } else {
            let low = usize::from(ends.byte()?);
            let number = usize::from(ends.byte()?) << 8 | low;
            (number & 0x3FFF, number & 0x8000 != 0, number & 0x4000 != 0)
        };
        let start = end;
        end = (at + offset).max(start);
        spans.push(if is_null { None } else { Some(Cut::new(start..end, is_elsewhere)?) });
    }
    let is_inside = count > 0 && start >= page.heap_start() && end <= page.heap_end();
    is_inside.then_some(Record { span: start..end, at, fields: spans })
}

/// Reads bytes from the last to the first.
#[derive(Clone, Copy)]
pub(super) struct Backwards<'a> {
    pub(super) bytes: &'a [u8],
    /// One past the next byte.
    pub(super) at: usize,
}

impl Backwards<'_> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        self.at = self.at.checked_sub(1)?;
        self.bytes.get(self.at).copied()
    }

    /// The length of a field, and whether a part of it lies elsewhere.
    pub(super) fn length(&mut self, may_be_long: bool) -> Option<(usize, bool)> {
        let first = self.byte()?;
        if first & 0x80 == 0 || !may_be_long {
            return Some((usize::from(first), false));
        }
        let len = usize::from(first & 0x3F) << 8 | usize::from(self.byte()?);
        Some((len, first & 0x40 != 0))
    }
}
