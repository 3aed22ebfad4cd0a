//! Columns that the columns of a table stand for together.
//!
//! Two ways of writing tables keep a value apart from what names it. One has a column of names beside a column of values
//! (`attribute`, `value`): there each value is taken as one of a column of that name (see [`keys`] and [`pivot`]). The other cuts a value
//! over several columns (`ssn1`, `ssn2`, `ssn3`): there the parts are put together (see [`join`]). Which columns these are hangs
//! on their names alone, and what becomes of parts on their record alone. Whether a column holds names of values is told by all
//! that was met of it so far in the piece of the table that is read: pieces are the same for any number of threads.

mod codes;
mod join;
mod keys;
mod pivot;
mod words;

use std::collections::HashSet;

use foldhash::fast::FixedState;

use crate::batch::{Batch, Cell, ColumnId, ColumnSpec};
use crate::detect::{ColumnContext, Detector};
use join::{Join, Parts, Places};
use keys::Keys;
use pivot::Pivot;
use words::path_and_words;

/// What the columns of one table stand for together.
#[derive(Default)]
pub(super) struct Derived {
    /// Columns of the table when it was last told.
    columns: usize,
    keys: Keys,
    pivots: Vec<Pivot>,
    parts: Parts,
    joins: Vec<Join>,
    /// The columns that were added for it.
    added: HashSet<ColumnId, FixedState>,
}

/// A batch with cells in other columns than its reader put them.
#[derive(Default)]
pub(super) struct DerivedBatch {
    arena: Vec<u8>,
    cells: Vec<Cell>,
    record_ends: Vec<u32>,
}

impl DerivedBatch {
    /// The batch, over the piece that it was read from.
    pub(super) fn as_batch<'a>(&'a self, bytes: &'a [u8]) -> Batch<'a> {
        Batch { bytes, arena: &self.arena, cells: &self.cells, record_ends: &self.record_ends }
    }
}

impl Derived {
    /// Columns of the table when it was last told.
    pub(super) fn told(&self) -> usize {
        self.columns
    }

    /// Tells it, by those columns that have come since and have names, of so many in all. Each name is looked at once.
    pub(super) fn tell<'t>(
        &mut self,
        detector: &Detector,
        columns: impl Iterator<Item = (ColumnId, &'t str, &'t ColumnContext)>,
        count: usize,
    ) {
        self.columns = count;
        for (id, name, context) in columns {
            if self.added.contains(&id) {
                continue;
            }
            let (path, words) = path_and_words(name);
            self.keys.add(id, name, path, &words, !context.strong().is_empty());
            self.parts.add(id, name, path, words);
        }
        self.keys.tell(&mut self.pivots);
        self.parts.tell(detector, &mut self.joins);
    }

    /// The batch as it is meant; none where it is meant as it is. `add` adds a column to the table, or gives the one of that name.
    pub(super) fn apply(
        &mut self,
        detector: &Detector,
        batch: &Batch<'_>,
        add: &mut dyn FnMut(&ColumnSpec) -> ColumnId,
    ) -> Option<DerivedBatch> {
        if self.pivots.is_empty() && self.joins.is_empty() {
            return None;
        }
        let Self { pivots, joins, added, .. } = self;
        let mut pivots: Vec<&mut Pivot> =
            pivots.iter_mut().filter_map(|pivot| pivot.note(detector, batch).then_some(pivot)).collect();
        if pivots.is_empty() && joins.is_empty() {
            return None;
        }
        let mut add = |spec: &ColumnSpec| {
            let id = add(spec);
            added.insert(id);
            id
        };
        let mut derived = DerivedBatch {
            arena: batch.arena.to_vec(),
            cells: Vec::with_capacity(batch.cells.len()),
            record_ends: Vec::with_capacity(batch.record_ends.len()),
        };
        let mut places = Places::default();
        let mut from = 0;
        for &end in batch.record_ends {
            let start = derived.cells.len();
            derived.cells.extend_from_slice(batch.cells.get(from..end as usize).unwrap_or_default());
            from = end as usize;
            let record = derived.cells.get_mut(start..).unwrap_or_default();
            for pivot in &mut pivots {
                pivot.apply(detector, batch, record, &mut add);
            }
            if !joins.is_empty() {
                places.put_together(joins, batch, start, &mut derived, &mut add);
            }
            derived.record_ends.push(u32::try_from(derived.cells.len()).unwrap_or(u32::MAX));
        }
        Some(derived)
    }
}

/// The specification of a column that was put together.
fn spec(name: String) -> ColumnSpec {
    ColumnSpec { name, is_named: true, sql_type: None }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use super::*;
    use crate::rules::RuleSet;

    pub(super) static DETECTOR: LazyLock<Detector> =
        LazyLock::new(|| Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap());

    /// What columns of these names stand for, of which so many come at a time.
    pub(super) fn told(names: &[&str], step: usize) -> Derived {
        let contexts: Vec<ColumnContext> =
            names.iter().map(|name| DETECTOR.column("", &spec((*name).to_owned()))).collect();
        let columns: Vec<_> = (0..)
            .zip(names.iter().zip(&contexts))
            .map(|(id, (name, context))| (ColumnId(id), *name, context))
            .collect();
        let mut derived = Derived::default();
        let mut count = 0;
        for columns in columns.chunks(step) {
            assert_eq!(derived.told(), count);
            count += columns.len();
            derived.tell(&DETECTOR, columns.iter().copied(), count);
        }
        derived
    }
}
