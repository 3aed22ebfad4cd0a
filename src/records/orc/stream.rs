//! Streams: the bytes of one aspect of one column, in compressed blocks.

use std::borrow::Cow;
use std::cell::Cell;

use crate::records::codec::Codec;

/// What may be done for one file, whatever it says of itself: a few bytes may stand for millions of rows without values, or
/// for a stream of nothing.
#[derive(Debug)]
pub(super) struct Budget {
    /// Values that may be asked for.
    values: Cell<usize>,
    /// Bytes that may be unpacked.
    bytes: Cell<usize>,
}

impl Budget {
    /// The budget of a file of `len` bytes.
    pub(super) fn new(len: usize) -> Self {
        const VALUES_GRACE: usize = 1 << 27;
        const VALUES_RATIO: usize = 10_000;
        const BYTES_GRACE: usize = 256 << 20;
        const BYTES_RATIO: usize = 1_000;
        Self {
            values: Cell::new(len.saturating_mul(VALUES_RATIO).saturating_add(VALUES_GRACE)),
            bytes: Cell::new(len.saturating_mul(BYTES_RATIO).saturating_add(BYTES_GRACE)),
        }
    }

    /// Takes one value from it; `None` where there is none left.
    pub(super) fn value(&self) -> Option<()> {
        self.values.set(self.values.get().checked_sub(1)?);
        Some(())
    }

    fn unpacked(&self, len: usize) -> Option<()> {
        self.bytes.set(self.bytes.get().checked_sub(len)?);
        Some(())
    }
}

/// How the streams of a file are compressed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packing {
    pub(super) codec: Codec,
    /// What a block comes to at most.
    pub(super) block_len: usize,
}

impl Packing {
    /// Where the file does not say.
    pub(super) const BLOCK_LEN: usize = 256 << 10;
    /// The length of a block has 23 bits.
    pub(super) const BLOCK_LEN_MAX: usize = 1 << 23;
}

/// The bytes of a stream; `None` where they are broken or too many.
///
/// A block has three bytes in front: whether it is stored as it is (the lowest bit), and its length.
pub(super) fn unpack<'a>(raw: &'a [u8], packing: Packing, budget: &Budget) -> Option<Cow<'a, [u8]>> {
    if packing.codec == Codec::None {
        return Some(Cow::Borrowed(raw));
    }
    let mut out = Vec::new();
    let mut rest = raw;
    while let Some((&[low, middle, high], after)) = rest.split_first_chunk() {
        let head = u32::from_le_bytes([low, middle, high, 0]);
        let (block, after) = after.split_at_checked((head >> 1) as usize)?;
        let before = out.len();
        if head & 1 == 1 {
            out.extend_from_slice(block);
        } else {
            out.extend(packing.codec.decompress(block, packing.block_len)?);
        }
        budget.unpacked(out.len() - before)?;
        rest = after;
    }
    rest.is_empty().then_some(Cow::Owned(out))
}
