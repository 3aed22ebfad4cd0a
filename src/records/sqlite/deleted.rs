//! Rows that were deleted and not yet overwritten, in the gaps between the cells of a page.
//!
//! A deleted cell stays as it was, but for its first four bytes where it became a free block: they then hold the next
//! block and the length. So a gap is searched for whole cells at every offset, and for cells without their beginning
//! where a free block begins or a row has just ended. What was taken for a row must agree with the declared types of
//! the table, its text must be text, and its lengths must add up.

use std::ops::Range;

use super::pages::{Encoding, u16_at, varint};
use super::record::{push_utf16, serial_len, serials};
use super::schema::Table;

/// A row that was put together, at offsets within its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remains {
    pub(super) span: Range<usize>,
    /// Where its record begins, if its beginning is intact.
    pub(super) record: Option<usize>,
    pub(super) rowid: Option<(i64, Range<usize>)>,
    /// Where its values begin.
    pub(super) body: usize,
    pub(super) serials: Vec<u64>,
}

/// Bytes at the start of a free block that are overwritten.
const DAMAGED_LEN: usize = 4;

/// Looks for rows of one table.
pub(super) struct Search<'a> {
    pub(super) page: &'a [u8],
    pub(super) table: &'a Table,
    pub(super) encoding: Encoding,
}

impl Search<'_> {
    /// The rows in `gap`; `blocks` are the starts of the page's free blocks.
    pub(super) fn rows(&self, gap: Range<usize>, blocks: &[usize]) -> Vec<Remains> {
        let mut found = Vec::new();
        let mut at = gap.start;
        let mut may_be_damaged = false;
        while at + 4 <= gap.end {
            let row = self.intact(at, gap.end).or_else(|| {
                let is_block = may_be_damaged || blocks.binary_search(&at).is_ok();
                let in_block = if is_block { self.damaged(at, block_end(at, gap.end, blocks)) } else { None };
                in_block.or_else(|| self.in_former_block(at, gap.end))
            });
            may_be_damaged = row.is_some();
            at = row.as_ref().map_or(at + 1, |row| row.span.end);
            found.extend(row);
        }
        found
    }

    /// The whole cell at `at`.
    fn intact(&self, at: usize, end: usize) -> Option<Remains> {
        // Nearly every offset of a gap that was never used ends here.
        if *self.page.get(at)? == 0 {
            return None;
        }
        let (payload_len, mut record) = varint(self.page, at)?;
        let mut rowid = None;
        if self.table.has_rowid {
            let (key, end) = varint(self.page, record)?;
            rowid = Some((key.cast_signed(), record..end));
            record = end;
        }
        let row_end = record.checked_add(usize::try_from(payload_len).ok()?).filter(|&row_end| row_end <= end)?;
        let mut types = Vec::new();
        let header_len = serials(self.page.get(record..row_end)?, &mut types)?;
        let body = record + header_len;
        let is_row = values_len(&types)? == row_end - body && self.is_plausible(&types, body);
        is_row.then_some(Remains { span: at..row_end, record: Some(record), rowid, body, serials: types })
    }

    /// The cell at `at`, if that was a free block of its own before it became part of a larger gap: it then still states
    /// its length, which is the cell's.
    fn in_former_block(&self, at: usize, end: usize) -> Option<Remains> {
        const LEN_MIN: usize = 8;
        let next = usize::from(u16_at(self.page, at)?);
        let block_end = at + usize::from(u16_at(self.page, at + 2)?);
        let is_block = (next == 0 || next > at && next < self.page.len()) && (at + LEN_MIN..=end).contains(&block_end);
        is_block.then(|| self.damaged(at, block_end)).flatten().filter(|row| row.span.end == block_end)
    }

    /// The cell at `at` whose first bytes are lost, in a block that ends at `end`.
    fn damaged(&self, at: usize, end: usize) -> Option<Remains> {
        let rowid_lens = if self.table.has_rowid { 1..=4 } else { 0..=0 };
        let forms = rowid_lens.flat_map(|rowid_len| [(1, rowid_len), (2, rowid_len)]);
        let rows: Vec<Remains> = forms
            .filter_map(|(len_len, rowid_len)| self.damaged_as(at, at + len_len + rowid_len, len_len, end))
            .collect();
        let exact = rows.iter().position(|row| row.span.end == end);
        rows.into_iter().nth(exact.unwrap_or(0))
    }

    /// The same, if its record begins at `record`.
    fn damaged_as(&self, at: usize, record: usize, len_len: usize, end: usize) -> Option<Remains> {
        let mut types = Vec::new();
        let intact_from = at + DAMAGED_LEN;
        let body = if record >= intact_from {
            record + serials(self.page.get(record..end)?, &mut types)?
        } else {
            // The header's own length is one byte. Of the serial types, those before `intact_from` are lost.
            let lost = intact_from - (record + 1);
            let count = self.table.stored.len().checked_sub(lost)?;
            let mut next = intact_from;
            for _ in 0..count {
                let (serial, after) = varint(self.page, next).filter(|&(_, after)| after <= end)?;
                types.push(serial);
                next = after;
            }
            let known = values_len(&types)?;
            match lost {
                0 => {}
                1 => types.insert(0, self.lost_serial((end - next).checked_sub(known)?)?),
                _ => return None,
            }
            next
        };
        let row_end = body.checked_add(values_len(&types)?).filter(|&row_end| row_end <= end)?;
        let is_long = row_end - record > 0x7F;
        let is_row = is_long == (len_len == 2) && self.is_plausible(&types, body);
        is_row.then_some(Remains { span: at..row_end, record: None, rowid: None, body, serials: types })
    }

    /// The serial type of the first value, where `left` bytes remain for it.
    fn lost_serial(&self, left: usize) -> Option<u64> {
        if self.table.rowid_alias == Some(0) {
            return Some(0);
        }
        let number = match left {
            0 => 0,
            1..=4 => left as u64,
            6 => 5,
            8 => 6,
            _ => 13 + 2 * left as u64,
        };
        let text = 13 + 2 * left as u64;
        let first = |serial| {
            let mut types = vec![0; self.table.stored.len()];
            *types.first_mut()? = serial;
            self.table.fits(&types).then_some(serial)
        };
        first(number).or_else(|| first(text))
    }

    /// Whether these values are such as the table would have, and say something.
    fn is_plausible(&self, types: &[u64], body: usize) -> bool {
        const TELLING_TEXT_LEN: usize = 3;
        const TELLING_VALUES: usize = 3;
        if !self.table.fits(types) {
            return false;
        }
        let (mut at, mut values, mut text_len) = (body, 0, 0);
        for &serial in types {
            let len = serial_len(serial).and_then(|len| usize::try_from(len).ok()).unwrap_or(usize::MAX);
            let Some(value) = at.checked_add(len).and_then(|end| self.page.get(at..end)) else { return false };
            at += len;
            values += usize::from(serial != 0);
            if serial >= 13 && serial % 2 == 1 {
                if !is_text(value, self.encoding) {
                    return false;
                }
                text_len = text_len.max(len);
            }
        }
        text_len >= TELLING_TEXT_LEN || values >= TELLING_VALUES
    }
}

/// One past the last byte that belongs to the block around `at`: it may have grown over others.
fn block_end(at: usize, gap_end: usize, blocks: &[usize]) -> usize {
    let next = blocks.partition_point(|&block| block <= at);
    blocks.get(next).map_or(gap_end, |&block| block.min(gap_end))
}

fn values_len(types: &[u64]) -> Option<usize> {
    let mut len = 0u64;
    for &serial in types {
        len = len.checked_add(serial_len(serial)?)?;
    }
    usize::try_from(len).ok()
}

fn is_text(value: &[u8], encoding: Encoding) -> bool {
    let mut decoded = Vec::new();
    let value = match encoding {
        Encoding::Utf8 => value,
        _ if value.len() % 2 == 1 => return false,
        _ => {
            push_utf16(&mut decoded, value, encoding);
            &decoded
        }
    };
    std::str::from_utf8(value).is_ok_and(|text| {
        text.chars().all(|char| !char.is_control() && char != char::REPLACEMENT_CHARACTER || "\t\r\n".contains(char))
    })
}
