//! Columns that were met before: the files of one folder, and the tables of one dump, mostly call their columns alike.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::column::ColumnContext;
use super::detector::Detector;
use crate::batch::ColumnSpec;

/// Columns that are remembered; with more, all are forgotten.
const COLUMNS_MAX: usize = 4096;

/// What the names of columns say, worked out once for each name; one for each worker.
#[derive(Debug, Default)]
pub struct KnownColumns {
    by_table: HashMap<String, HashMap<ColumnSpec, ColumnContext, FixedState>, FixedState>,
    count: usize,
}

impl KnownColumns {
    /// As [`Detector::column`].
    ///
    /// # Panics
    ///
    /// Never: what is looked up was put there before.
    pub fn context(&mut self, detector: &Detector, table: &str, spec: &ColumnSpec) -> &ColumnContext {
        let is_known = self.by_table.get(table).is_some_and(|columns| columns.contains_key(spec));
        if !is_known {
            if self.count >= COLUMNS_MAX {
                self.by_table.clear();
                self.count = 0;
            }
            self.count += 1;
        }
        if !self.by_table.contains_key(table) {
            self.by_table.insert(table.to_owned(), HashMap::default());
        }
        let columns = self.by_table.get_mut(table).expect("it was added where it was not there");
        if !columns.contains_key(spec) {
            columns.insert(spec.clone(), detector.column(table, spec));
        }
        columns.get(spec).expect("it was added where it was not there")
    }
}
