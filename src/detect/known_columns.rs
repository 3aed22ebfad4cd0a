//! Columns that were met before: the files of one folder, and the tables of one dump, mostly call their columns alike.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::column::ColumnContext;
use super::detector::Detector;
use crate::batch::ColumnSpec;

/// Columns that are remembered; with more, all are forgotten.
const COLUMNS_MAX: usize = 4096;

/// Pieces for which it is believed that the values of a column do not repeat.
const BELIEVED: u8 = 15;

/// What the names of columns say, worked out once for each name; one for each worker.
#[derive(Debug, Default)]
pub struct KnownColumns {
    by_table: HashMap<String, HashMap<ColumnSpec, ColumnContext, FixedState>, FixedState>,
    count: usize,
    /// Columns whose values did not repeat when they were looked through last, and for how many pieces that is still believed.
    unlike: HashMap<u64, u8, FixedState>,
}

impl KnownColumns {
    /// Whether the values of a column did not repeat in one of the last pieces. What is said of the column does not hang on it.
    pub fn is_unlike(&mut self, column: &ColumnContext) -> bool {
        match self.unlike.get_mut(&column.identity) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    /// Remembers that the values of a column do not repeat.
    pub fn note_unlike(&mut self, column: &ColumnContext) {
        if self.unlike.len() >= COLUMNS_MAX {
            self.unlike.clear();
        }
        self.unlike.insert(column.identity, BELIEVED);
    }

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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn that_values_do_not_repeat_is_believed_for_a_while() {
        let detector = Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap();
        let column = |name: &str| detector.column("", &ColumnSpec { name: name.to_owned(), ..ColumnSpec::default() });
        let (one, other) = (column("a"), column("b"));
        let mut known = KnownColumns::default();
        assert!(!known.is_unlike(&one));
        known.note_unlike(&one);
        assert!((0..BELIEVED).all(|_| known.is_unlike(&one)));
        assert!(!known.is_unlike(&one) && !known.is_unlike(&other));
    }
}
