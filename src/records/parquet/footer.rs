//! The footer: schema, and where the columns of each row group lie.

use std::ops::Range;

use super::schema::{Leaf, leaves};
use super::{MAGIC, thrift};
use crate::records::codec::Codec;

/// What the footer says.
pub(super) struct Footer {
    pub(super) leaves: Vec<Leaf>,
    pub(super) groups: Vec<Group>,
    pub(super) span: Range<usize>,
}

/// A row group.
pub(super) struct Group {
    pub(super) rows: u64,
    /// For each leaf its chunk.
    pub(super) chunks: Vec<Chunk>,
}

/// A column in a row group.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) span: Range<usize>,
    /// `None` where nobody can decompress it.
    pub(super) codec: Option<Codec>,
}

/// Reads the footer; `None` where it is broken.
pub(super) fn read(bytes: &[u8]) -> Option<Footer> {
    let tail = bytes.len().checked_sub(8)?;
    let len = u32::from_le_bytes(bytes.get(tail..tail + 4)?.try_into().ok()?) as usize;
    if bytes.get(tail + 4..)? != MAGIC {
        return None;
    }
    let start = tail.checked_sub(len)?;
    let (footer, _) = thrift::read(bytes.get(start..tail)?)?;
    let leaves = leaves(footer.structures(2))?;
    let mut groups = Vec::new();
    for group in footer.structures(4) {
        let chunks: Vec<Chunk> = group.structures(1).map(|chunk| self::chunk(chunk, start)).collect::<Option<_>>()?;
        let rows = u64::try_from(group.int(3)?).ok()?;
        (chunks.len() == leaves.len()).then_some(())?;
        groups.push(Group { rows, chunks });
    }
    Some(Footer { leaves, groups, span: start..tail })
}

fn chunk(chunk: &thrift::Struct<'_>, footer_start: usize) -> Option<Chunk> {
    // Without metadata here it is encrypted, or stands in another file.
    let meta = chunk.structure(3)?;
    let data = meta.size(9)?;
    let start = meta.size(11).filter(|&dictionary| dictionary > 0).map_or(data, |dictionary| dictionary.min(data));
    let end = start.checked_add(meta.size(7)?)?.min(footer_start);
    let codec = match meta.int(4)? {
        0 => Some(Codec::None),
        1 => Some(Codec::Snappy),
        2 => Some(Codec::Gzip),
        4 => Some(Codec::Brotli),
        6 => Some(Codec::Zstd),
        7 => Some(Codec::Lz4),
        _ => None,
    };
    Some(Chunk { span: start.min(end)..end, codec })
}
