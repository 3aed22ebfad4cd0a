//! What is remembered of a table, or of a text.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{ColumnAggregate, Combinations, Persons};
use crate::batch::ColumnSpec;

/// Names a table within its source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TableKey {
    /// Whether it is text (lines) rather than records with columns.
    pub is_text: bool,
    /// Its name; empty for the source itself.
    pub name: String,
}

/// One table, or the text of one source.
#[derive(Debug, Clone)]
pub struct TableAggregate {
    /// Which.
    pub key: TableKey,
    /// Rows, or lines.
    pub records: u64,
    /// Columns in order of first sight; text has one, without a name.
    pub columns: Vec<ColumnAggregate>,
    /// Kinds that occur together in one record.
    pub combinations: Combinations,
    /// Whom the records are about.
    pub persons: Persons,
    /// Columns by name, made when a piece has them in another order.
    names: HashMap<String, usize, FixedState>,
}

impl TableAggregate {
    /// A table without records.
    #[must_use]
    pub fn new(key: TableKey) -> Self {
        Self {
            key,
            records: 0,
            columns: Vec::new(),
            combinations: Combinations::default(),
            persons: Persons::default(),
            names: HashMap::default(),
        }
    }

    /// Adds a later piece of the same table: columns are matched by name, and those beyond `columns_max` share one.
    /// Gives, for each column of `other`, its index here.
    pub fn merge(&mut self, other: Self, columns_max: usize) -> Vec<u32> {
        let record_base = self.records;
        self.records += other.records;
        let mut column_map = Vec::with_capacity(other.columns.len());
        for (place, column) in other.columns.into_iter().enumerate() {
            let index = self.column_index(place, &column, columns_max);
            column_map.push(u32::try_from(index).unwrap_or(u32::MAX));
            if let Some(ours) = self.columns.get_mut(index) {
                ours.merge(column, record_base);
            }
        }
        self.combinations.merge(other.combinations, &column_map);
        self.persons.merge(other.persons);
        column_map
    }

    /// Our index for a column of another piece, which stands at `place` there; a new one gets the next free index.
    fn column_index(&mut self, place: usize, column: &ColumnAggregate, columns_max: usize) -> usize {
        let name = column.spec.name.as_str();
        // In most formats every piece has all columns in the same order.
        if self.columns.get(place).is_some_and(|known| known.spec.name == name) {
            return place;
        }
        self.index_names();
        if let Some(&known) = self.names.get(name) {
            return known;
        }
        let spec = if self.columns.len() < columns_max {
            column.spec.clone()
        } else if let Some(&rest) = self.names.get("*") {
            return rest;
        } else {
            ColumnSpec { name: "*".to_owned(), ..ColumnSpec::default() }
        };
        self.columns.push(ColumnAggregate::new(spec));
        self.columns.len() - 1
    }

    /// Brings the index of names up to date: columns are only ever added.
    fn index_names(&mut self) {
        let from = self.names.len();
        for (index, column) in self.columns.iter().enumerate().skip(from) {
            self.names.entry(column.spec.name.clone()).or_insert(index);
        }
    }
}
