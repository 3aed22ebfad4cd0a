//! The footer of a file: the schema, and where the messages with dictionaries and records lie.

use std::ops::Range;

use super::MAGIC;
use super::flat::Table;
use super::schema::{Field, fields};

/// What a file ends with, behind the length of the footer.
const END: &[u8] = b"ARROW1";

/// What the footer says.
pub(super) struct Footer {
    pub(super) fields: Vec<Field>,
    /// The messages: those with dictionaries first, in the order in which they count.
    pub(super) blocks: Vec<Range<usize>>,
    pub(super) span: Range<usize>,
}

/// Reads the footer; `None` where there is none, or one that does not tell of this file.
pub(super) fn read(bytes: &[u8]) -> Option<Footer> {
    if !bytes.starts_with(MAGIC) {
        return None;
    }
    let tail = bytes.strip_suffix(END)?;
    let (content, len) = tail.split_last_chunk::<4>()?;
    let end = content.len();
    let start = end.checked_sub(u32::from_le_bytes(*len) as usize).filter(|&start| start >= MAGIC.len())?;
    let footer = Table::root(bytes.get(start..end)?)?;
    let fields = fields(&footer.table(1)?)?;
    let mut blocks = Vec::new();
    for (at, len) in footer.blocks(2)?.into_iter().chain(footer.blocks(3)?) {
        blocks.push(at..at.checked_add(len).filter(|&end| end <= start && at >= MAGIC.len())?);
    }
    let footer = Footer { fields, blocks, span: start..end };
    // Each message counts once.
    let is_apart = footer.sorted().is_sorted_by(|one, next| one.end <= next.start);
    is_apart.then_some(footer)
}

impl Footer {
    fn sorted(&self) -> Vec<Range<usize>> {
        let mut blocks = self.blocks.clone();
        blocks.sort_unstable_by_key(|block| (block.start, block.end));
        blocks
    }

    /// What lies before it and belongs to none of its messages.
    pub(super) fn gaps(&self) -> Vec<Range<usize>> {
        let mut from = MAGIC.len();
        let mut gaps = Vec::new();
        for block in self.sorted().into_iter().chain([self.span.clone()]) {
            if from < block.start {
                gaps.push(from..block.start);
            }
            from = block.end;
        }
        gaps
    }
}
