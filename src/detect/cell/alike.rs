//! Hits of one kind in one column, put together by their looks: what is the same of many is told and counted once.

use crate::batch::ColumnId;
use crate::detect::{HitCell, HitLook, HitSink};
use crate::redact::Secret;
use crate::rules::KindId;

/// Hits that wait to be told. Most columns have one look, and few have many.
#[derive(Default)]
pub(super) struct Alike {
    looks: Vec<Look>,
    /// The look of the hit before.
    last: usize,
}

struct Look {
    key: u64,
    look: HitLook,
    cells: Vec<HitCell>,
}

impl Alike {
    /// Adds a hit.
    #[inline]
    pub(super) fn push(&mut self, look: &HitLook, cell: HitCell) {
        let key = look.key();
        match self.looks.get_mut(self.last).filter(|last| last.key == key) {
            Some(last) => last.cells.push(cell),
            None => self.push_other(key, look, cell),
        }
    }

    #[inline(never)]
    fn push_other(&mut self, key: u64, look: &HitLook, cell: HitCell) {
        self.last = self.looks.iter().position(|known| known.key == key).unwrap_or_else(|| {
            self.looks.push(Look { key, look: *look, cells: Vec::new() });
            self.looks.len() - 1
        });
        if let Some(look) = self.looks.get_mut(self.last) {
            look.cells.push(cell);
        }
    }

    /// Tells the hits, and forgets them. `of` gives the value of the hit of an index as written, and the canonical one.
    #[inline]
    pub(super) fn tell<'h, S: HitSink>(
        &mut self,
        to: (ColumnId, KindId),
        sink: &mut S,
        of: impl Fn(usize) -> (&'h [u8], &'h [u8]),
    ) {
        let of = |cell: &HitCell| {
            let (value, canonical) = of(cell.index as usize);
            (Secret::new(value), Secret::new(canonical))
        };
        for look in self.looks.iter_mut().filter(|look| !look.cells.is_empty()) {
            sink.hits(to, &look.look, &look.cells, of);
            look.cells.clear();
        }
    }
}
