//! One value that stands in many cells in place of a missing one: `0`, `x`, `Refused`.

use crate::aggregate::{ColumnAggregate, KindAggregate};

/// Different values of the kind at the least.
const VALUES_MIN: u64 = 15;
/// Different values that stand for none, at most.
const FILLERS_MAX: u64 = 2;

/// The column without the cells that hold a filler, where it has many: nearly all that is recognised as the kind differs, and all
/// the rest, three cells in ten or more, is the same one or two values.
pub(super) fn without(column: &ColumnAggregate, kind: &KindAggregate) -> Option<ColumnAggregate> {
    let of_kind = &kind.whole;
    let values = of_kind.distinct.count();
    let rest = column.cells.saturating_sub(of_kind.matched);
    if values < VALUES_MIN || values * 2 < of_kind.matched || rest * 10 < column.cells * 3 {
        return None;
    }
    let others = column.distinct.count().saturating_sub(values);
    // A sketch is off by a few in a hundred.
    let others_max = if column.distinct.is_exact() { FILLERS_MAX } else { values / 25 };
    (others <= others_max).then(|| ColumnAggregate { cells: column.cells - rest, ..column.clone() })
}
