//! Aggregates: constant memory for each column, mergeable.
//!
//! Everything that is counted merges associatively, and, but for the numbering of records, in any order: sums, minima and
//! maxima, sets of smallest hashes, registers of sketches. Record numbers are the one thing that needs to know what stood
//! before, so pieces are merged in source order.

mod column;
mod combinations;
mod distinct;
mod links;
mod persons;
mod samples;
mod table;

pub use column::{
    ColumnAggregate, HitClass, HitSort, KindAggregate, NumericStats, Recognised, Seconds, Tally, state_code,
};
pub use combinations::{Combinations, NO_STATE, Slot};
pub use distinct::Distinct;
pub use links::{Links, NO_LETTER};
pub use persons::{Persons, Told};
pub use samples::{Sample, Samples};
pub use table::{TableAggregate, TableKey};
