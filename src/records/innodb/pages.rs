//! A whole tablespace: which of its pages are free, and values that are too long for their row.
//!
//! ```text
//! descriptors      pages 0, n, 2n, ... where n is the length of a page: from byte 150, for each extent 24 bytes and two bits a
//!                  page, the lower of which says that it is free
//! long value       where a row has 20 bytes for it: space, page, offset, length (8); there: length of the part, next page, part
//! ```

use std::collections::BTreeSet;
use std::ops::Range;

use super::page::u32_at;

const DESCRIPTORS: usize = 150;
const DESCRIPTOR_HEADER_LEN: usize = 24;
const NO_PAGE: usize = 0xFFFF_FFFF;
/// Longer values are cut: what is left of their pages is text.
const VALUE_LEN_MAX: usize = 64 << 20;

/// Pages, all of which are at hand.
#[derive(Clone, Copy)]
pub(super) struct Pages<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) page_len: usize,
}

impl std::fmt::Debug for Pages<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("page_len", &self.page_len).finish_non_exhaustive()
    }
}

impl<'a> Pages<'a> {
    pub(super) fn count(&self) -> usize {
        self.bytes.len() / self.page_len
    }

    pub(super) fn get(&self, number: usize) -> Option<&'a [u8]> {
        let start = number.checked_mul(self.page_len)?;
        self.bytes.get(start..start.checked_add(self.page_len)?)
    }

    /// Whether nothing that counts is on a page: what is there was left behind.
    pub(super) fn is_free(&self, number: usize) -> bool {
        const EXTENT_BYTES: usize = 1 << 20;
        let pages_of_extent = (EXTENT_BYTES / self.page_len).max(64);
        let (table, within) = (number / self.page_len * self.page_len, number % self.page_len);
        let entry_len = DESCRIPTOR_HEADER_LEN + pages_of_extent / 4;
        let at = DESCRIPTORS + within / pages_of_extent * entry_len + DESCRIPTOR_HEADER_LEN;
        let bit = within % pages_of_extent * 2;
        let bits = self.get(table).and_then(|page| page.get(at + bit / 8));
        bits.is_some_and(|bits| bits >> (bit % 8) & 1 != 0)
    }

    /// The parts of the value that these 20 bytes stand for, as far as they are on pages that `may_take` allows.
    pub(super) fn long_value(&self, reference: &[u8], may_take: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
        let (first, offset) = (u32_at(reference, 4), u32_at(reference, 8));
        let (Some(mut number), Some(mut offset)) = (first, offset) else { return Vec::new() };
        let mut left = u32_at(reference, 16).unwrap_or_default().min(VALUE_LEN_MAX);
        let mut parts = Vec::new();
        let mut seen = BTreeSet::new();
        while number != NO_PAGE && left > 0 && seen.insert(number) {
            let Some(page) = self.get(number) else { break };
            if super::kind(page) != Some(super::LONG_VALUE) || !may_take(number) {
                break;
            }
            let start = offset.saturating_add(8);
            let end = u32_at(page, offset).map_or(start, |len| start.saturating_add(len.min(left)));
            if start >= end || end > page.len() {
                break;
            }
            left -= end - start;
            let at = number * self.page_len;
            parts.push(at + start..at + end);
            number = u32_at(page, offset + 4).unwrap_or(NO_PAGE);
            offset = super::HEADER_LEN;
        }
        parts
    }
}
