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
    /// Calls `work` with what [`Detector::column`] gives.
    pub fn with<T>(
        &mut self,
        detector: &Detector,
        table: &str,
        spec: &ColumnSpec,
        work: impl FnOnce(&ColumnContext) -> T,
    ) -> T {
        if let Some(known) = self.by_table.get(table).and_then(|columns| columns.get(spec)) {
            return work(known);
        }
        let context = detector.column(table, spec);
        let result = work(&context);
        if self.count >= COLUMNS_MAX {
            self.by_table.clear();
            self.count = 0;
        }
        self.count += 1;
        self.by_table.entry(table.to_owned()).or_default().insert(spec.clone(), context);
        result
    }
}
