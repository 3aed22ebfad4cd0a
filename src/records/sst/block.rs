//! Blocks, and the entries in them.

use std::borrow::Cow;
use std::ops::Range;

use super::Budget;
use super::footer::{Footer, varint};
use crate::records::codec::Codec;
use crate::source::masked_crc32c;

/// The longest block that is unpacked. Stores make blocks of some KiB, and longer ones for one long value alone.
pub(super) const LEN_MAX: usize = 64 << 20;

/// A block, unpacked.
pub(super) struct Block<'a> {
    pub(super) data: Cow<'a, [u8]>,
    /// Where it lies in the file.
    pub(super) span: Range<usize>,
    /// Where its data begin in the file, if they are not compressed.
    pub(super) start: Option<usize>,
    /// Whether its check sum is right, or of a kind that is not known.
    pub(super) is_checked: bool,
}

impl<'a> Block<'a> {
    /// Unpacks the block at `span`; `None` where that fails, or where it is longer than the budget allows.
    pub(super) fn read(bytes: &'a [u8], span: &Range<usize>, footer: &Footer, budget: &mut Budget) -> Option<Self> {
        let raw = bytes.get(span.clone())?;
        let (&kind, check) = bytes.get(span.end..)?.split_first()?;
        let check = u32::from_le_bytes(*check.first_chunk()?);
        let with_kind = bytes.get(span.start..=span.end)?;
        let is_checked = checksum(with_kind, span.start, footer).is_none_or(|known| known == check);
        let (data, start) = match compression(kind, raw, footer.version)? {
            (Codec::None, _) => (Cow::Borrowed(raw), Some(span.start)),
            (codec, skipped) => {
                let len_max = LEN_MAX.min(budget.left);
                let unpacked = codec.decompress(raw.get(skipped..)?, len_max);
                // What is too long for the block's limit alone is a broken block.
                if unpacked.is_none() && len_max < LEN_MAX {
                    budget.left = 0;
                }
                (Cow::Owned(unpacked?), None)
            }
        };
        budget.charge(data.len())?;
        Some(Self { data, span: span.clone(), start, is_checked })
    }
}

/// How a block is compressed, and how many bytes stand before that.
fn compression(kind: u8, raw: &[u8], version: u32) -> Option<(Codec, usize)> {
    const ZSTD_MAGIC: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
    // The length of the block stands before its data, but for Snappy, which states it itself.
    let header_len = || {
        let mut at = 0;
        varint(raw, &mut at).map(|_len| at)
    };
    let is_old = version < 2;
    match kind {
        0 => Some((Codec::None, 0)),
        1 => Some((Codec::Snappy, 0)),
        // LevelDB's second kind is another than RocksDB's.
        2 if is_old && raw.starts_with(ZSTD_MAGIC) => Some((Codec::Zstd, 0)),
        2 | 3 | 7 | 0x40 if is_old => Some((by_kind(kind), 0)),
        4 | 5 if is_old => Some((Codec::Lz4, 8)),
        2..=5 | 7 | 0x40 => Some((by_kind(kind), header_len()?)),
        _ => None,
    }
}

fn by_kind(kind: u8) -> Codec {
    match kind {
        2 => Codec::Deflate,
        3 => Codec::Bzip2,
        4 | 5 => Codec::Lz4,
        _ => Codec::Zstd,
    }
}

/// The check sum of a block and the byte behind it; `None` for a kind that is not known.
fn checksum(with_kind: &[u8], start: usize, footer: &Footer) -> Option<u32> {
    const LAST_BYTE_FACTOR: u32 = 0x6b90_83d9;
    let low = |hash: u64| u32::try_from(hash & u64::from(u32::MAX)).unwrap_or(0);
    let (last, block) = with_kind.split_last()?;
    let sum = match footer.checksum {
        1 => masked_crc32c(with_kind),
        2 => twox_hash::XxHash32::oneshot(0, with_kind),
        3 => low(twox_hash::XxHash64::oneshot(0, with_kind)),
        4 => low(twox_hash::XxHash3_64::oneshot(block)) ^ u32::from(*last).wrapping_mul(LAST_BYTE_FACTOR),
        _ => return None,
    };
    let start = start as u64;
    let context = if footer.context == 0 { 0 } else { footer.context ^ low(start).wrapping_add(low(start >> 32)) };
    Some(sum.wrapping_add(context))
}

/// An entry of a block: the ends of its key and its value in the block's data.
pub(super) struct Entry {
    /// So many bytes of the key are those of the key before.
    pub(super) shared: usize,
    /// The rest of the key.
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
}

/// The entries of a block, in order.
pub(super) struct Entries<'b> {
    data: &'b [u8],
    at: usize,
    end: usize,
    /// Whether values state no length, and are the places of blocks.
    are_places: bool,
    /// The key of the entry that was given last.
    pub(super) key: Vec<u8>,
}

impl<'b> Entries<'b> {
    pub(super) fn of(data: &'b [u8]) -> Self {
        // A block without its end is one entry that is broken.
        Self { data, at: 0, end: end(data).unwrap_or(usize::MAX), are_places: false, key: Vec::new() }
    }

    pub(super) fn of_places(data: &'b [u8]) -> Self {
        Self { are_places: true, ..Self::of(data) }
    }

    /// The next entry; an error where there should be one and is none, or the budget is used up.
    pub(super) fn next(&mut self, budget: &mut Budget) -> Option<Result<Entry, ()>> {
        if self.at == self.end {
            return None;
        }
        let entry = self.entry(budget);
        if entry.is_none() {
            self.at = self.end;
        }
        Some(entry.ok_or(()))
    }

    fn entry(&mut self, budget: &mut Budget) -> Option<Entry> {
        /// What an entry counts for beside its key: that of three zeros takes as long as so much text.
        const ENTRY_COST: usize = 128;
        let within = self.data.get(..self.end)?;
        let mut at = self.at;
        let shared = varint(within, &mut at)?;
        let rest_len = varint(within, &mut at)?;
        let value_len = if self.are_places { 0 } else { varint(within, &mut at)? };
        let key = at..at.checked_add(rest_len)?;
        let rest = within.get(key.clone())?;
        if shared > self.key.len() {
            return None;
        }
        self.key.truncate(shared);
        budget.charge(shared.saturating_add(rest_len).saturating_add(ENTRY_COST))?;
        self.key.extend_from_slice(rest);
        let mut end = key.end.checked_add(value_len)?;
        if self.are_places {
            varint(within, &mut end)?;
            // Behind the first of a run only the length stands, as a difference.
            if shared == 0 {
                varint(within, &mut end)?;
            }
        }
        let value = key.end..end;
        within.get(value.clone())?;
        self.at = end;
        Some(Entry { shared, key, value })
    }
}

/// Where the entries end: behind them stand the places where keys are whole, and perhaps a table of hashes.
fn end(data: &[u8]) -> Option<usize> {
    const HAS_HASHES: u32 = 1 << 31;
    let (rest, count) = data.split_last_chunk::<4>()?;
    let count = u32::from_le_bytes(*count);
    let mut end = rest.len();
    if count & HAS_HASHES != 0 {
        let (rest, buckets) = rest.split_last_chunk::<2>()?;
        end = rest.len().checked_sub(usize::from(u16::from_le_bytes(*buckets)))?;
    }
    end.checked_sub(usize::try_from(count & !HAS_HASHES).ok()?.checked_mul(4)?)
}
