//! One index page: its records, those that were deleted, and what lies between them.
//!
//! ```text
//! page     header (38), index header (56), lowest and highest record, records as they came, free room, directory of
//!          slots (2 bytes each), sum (8)
//! record   (compact) lengths of its fields, NULLs, header (5); here it is pointed to; fields
//!          (redundant) ends of its fields, header (6); here it is pointed to; fields
//! ```

use std::ops::Range;

/// Where the header of the index begins.
const HEADER: usize = 38;
const TRAILER_LEN: usize = 8;
const SLOT_LEN: usize = 2;

/// A page of an index.
#[derive(Clone, Copy)]
pub(super) struct IndexPage<'a> {
    pub(super) bytes: &'a [u8],
    /// Records have the compact form, as all have that were made since MySQL 5.0.
    pub(super) is_compact: bool,
}

impl std::fmt::Debug for IndexPage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IndexPage").field("is_compact", &self.is_compact).finish_non_exhaustive()
    }
}

impl<'a> IndexPage<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let is_compact = u16_at(bytes, HEADER + 4)? & 0x8000 != 0;
        let page = Self { bytes, is_compact };
        let is_sane = page.heap_end() <= page.directory()?.start && page.heap_end() >= page.heap_start();
        is_sane.then_some(page)
    }

    /// The index that it belongs to.
    pub(super) fn index(&self) -> u64 {
        u64_at(self.bytes, HEADER + 28).unwrap_or_default()
    }

    /// Whether it holds rows, and not pages of rows.
    pub(super) fn is_leaf(&self) -> bool {
        u16_at(self.bytes, HEADER + 26) == Some(0)
    }

    /// Where records may begin.
    pub(super) fn heap_start(&self) -> usize {
        if self.is_compact { 120 } else { 125 }
    }

    /// One past the last record.
    pub(super) fn heap_end(&self) -> usize {
        u16_at(self.bytes, HEADER + 2).unwrap_or_default()
    }

    /// The room behind the records that was never used, or is used no more.
    pub(super) fn room(&self) -> Range<usize> {
        self.heap_end()..self.directory().map_or(self.bytes.len(), |directory| directory.start)
    }

    fn directory(&self) -> Option<Range<usize>> {
        let end = self.bytes.len().checked_sub(TRAILER_LEN)?;
        let start = end.checked_sub(u16_at(self.bytes, HEADER)?.checked_mul(SLOT_LEN)?)?;
        Some(start..end)
    }

    /// Records from the lowest to the highest, by where they are pointed to.
    pub(super) fn live(&self) -> Vec<usize> {
        let lowest = if self.is_compact { 99 } else { 101 };
        self.chain(self.next(lowest))
    }

    /// Records that were deleted and whose room is free.
    pub(super) fn freed(&self) -> Vec<usize> {
        self.chain(u16_at(self.bytes, HEADER + 6))
    }

    fn chain(&self, first: Option<usize>) -> Vec<usize> {
        let mut seen = vec![false; self.heap_end()];
        let mut chain = Vec::new();
        let mut next = first;
        while let Some(at) = next.filter(|&at| at >= self.heap_start())
            && let Some(is_seen) = seen.get_mut(at).filter(|is_seen| !**is_seen)
        {
            *is_seen = true;
            chain.push(at);
            next = self.next(at);
        }
        chain
    }

    fn next(&self, at: usize) -> Option<usize> {
        let next = u16_at(self.bytes, at.checked_sub(2)?)?;
        // The compact form counts from the record on, modulo two to the sixteenth.
        if self.is_compact { Some(at.wrapping_add(next) & 0xFFFF).filter(|_| next != 0) } else { Some(next) }
    }

    /// Whether the record was marked as deleted, and is there until nobody needs it.
    pub(super) fn is_deleted(&self, at: usize) -> bool {
        self.info(at) & 0x20 != 0
    }

    /// Whether it stands for the definition of the table, and is no row.
    pub(super) fn is_definition(&self, at: usize) -> bool {
        self.info(at) & 0x10 != 0
    }

    fn info(&self, at: usize) -> u8 {
        at.checked_sub(if self.is_compact { 5 } else { 6 })
            .and_then(|at| self.bytes.get(at))
            .copied()
            .unwrap_or_default()
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?)))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}
