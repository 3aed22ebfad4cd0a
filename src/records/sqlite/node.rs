//! One page of a b-tree: its cells, and the gaps between them.

use std::ops::Range;

use super::pages::{Page, Shape, u16_at, u32_at, varint};

/// What a page of a b-tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    TableInner,
    TableLeaf,
    IndexInner,
    IndexLeaf,
}

impl Kind {
    pub(super) fn is_leaf(self) -> bool {
        matches!(self, Self::TableLeaf | Self::IndexLeaf)
    }
}

/// A page of a b-tree.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) page: Page<'a>,
    pub(super) kind: Kind,
    /// Where its own header begins: behind the header of the database on page 1.
    head: usize,
    cells: usize,
}

/// One cell, at offsets within its page.
#[derive(Debug, Clone)]
pub(super) struct NodeCell {
    /// The page before it, of an inner page.
    pub(super) child: Option<u32>,
    /// The key of a row, and where it stands.
    pub(super) rowid: Option<(i64, Range<usize>)>,
    /// Length of the payload, overflow included.
    pub(super) payload_len: u64,
    /// The part of the payload that stands here. Empty in inner pages of tables.
    pub(super) local: Range<usize>,
    /// The first overflow page.
    pub(super) overflow: Option<u32>,
    /// The whole cell.
    pub(super) span: Range<usize>,
}

impl<'a> Node<'a> {
    /// The page as a page of a b-tree, if it can be one.
    pub(super) fn new(page: Page<'a>) -> Option<Self> {
        let head = if page.number == 1 { Shape::HEADER_LEN } else { 0 };
        let kind = match page.bytes.get(head)? {
            2 => Kind::IndexInner,
            5 => Kind::TableInner,
            10 => Kind::IndexLeaf,
            13 => Kind::TableLeaf,
            _ => return None,
        };
        let cells = usize::from(u16_at(page.bytes, head + 3)?);
        let node = Self { page, kind, head, cells };
        (node.pointers_end() <= page.bytes.len()).then_some(node)
    }

    /// One past the array of cell pointers.
    pub(super) fn pointers_end(&self) -> usize {
        self.head + if self.kind.is_leaf() { 8 } else { 12 } + 2 * self.cells
    }

    /// The last page below an inner page.
    pub(super) fn right_child(&self) -> Option<u32> {
        (!self.kind.is_leaf()).then(|| u32_at(self.page.bytes, self.head + 8)).flatten()
    }

    /// The cells, in the order of their keys. Those that cannot be read are left out, and so are those beyond what a
    /// page can hold: the cells of a broken page may overlap without end.
    pub(super) fn cells(&self, shape: Shape) -> impl Iterator<Item = NodeCell> + use<'a> {
        let node = *self;
        let first = node.pointers_end() - 2 * node.cells;
        let mut room = node.page.bytes.len();
        (0..node.cells)
            .map_while(move |index| {
                let at = usize::from(u16_at(node.page.bytes, first + 2 * index)?);
                let cell = node.cell(at, shape).filter(|_| at >= node.pointers_end());
                if let Some(cell) = &cell {
                    room = room.checked_sub(cell.span.len())?;
                }
                Some(cell)
            })
            .flatten()
    }

    fn cell(&self, at: usize, shape: Shape) -> Option<NodeCell> {
        let bytes = self.page.bytes;
        let (child, at_payload) = if self.kind.is_leaf() { (None, at) } else { (Some(u32_at(bytes, at)?), at + 4) };
        if self.kind == Kind::TableInner {
            let (rowid, end) = varint(bytes, at_payload)?;
            let rowid = Some((rowid.cast_signed(), at_payload..end));
            return Some(NodeCell { child, rowid, payload_len: 0, local: end..end, overflow: None, span: at..end });
        }
        let is_table = self.kind == Kind::TableLeaf;
        let (payload_len, at_rowid) = varint(bytes, at_payload)?;
        let (rowid, start) = if is_table {
            let (rowid, end) = varint(bytes, at_rowid)?;
            (Some((rowid.cast_signed(), at_rowid..end)), end)
        } else {
            (None, at_rowid)
        };
        let (local_len, has_overflow) = shape.local_len(payload_len, is_table);
        let local_end = start.checked_add(local_len)?;
        let overflow = if has_overflow { Some(u32_at(bytes, local_end)?) } else { None };
        let end = local_end + if has_overflow { 4 } else { 0 };
        bytes.get(start..end)?;
        // A cell takes four bytes at least, so that a freeblock fits in its place.
        let span = at..end.max(at + 4).min(bytes.len());
        Some(NodeCell { child, rowid, payload_len, local: start..local_end, overflow, span })
    }

    /// Where the free blocks begin, in order.
    pub(super) fn freeblocks(&self) -> Vec<usize> {
        let mut blocks = Vec::new();
        let mut next = u16_at(self.page.bytes, self.head + 1).map_or(0, usize::from);
        // Each stands behind the one before it.
        while next >= self.pointers_end() && blocks.last().is_none_or(|&last| next > last) {
            blocks.push(next);
            next = u16_at(self.page.bytes, next).map_or(0, usize::from);
        }
        blocks
    }

    /// The ranges that are neither header, nor pointers, nor one of `cells`.
    pub(super) fn gaps(&self, mut cells: Vec<Range<usize>>) -> Vec<Range<usize>> {
        cells.sort_unstable_by_key(|cell| cell.start);
        let mut gaps = Vec::new();
        let mut at = self.pointers_end();
        for cell in cells {
            if cell.start > at {
                gaps.push(at..cell.start);
            }
            at = at.max(cell.end);
        }
        if at < self.page.bytes.len() {
            gaps.push(at..self.page.bytes.len());
        }
        gaps
    }
}
