//! What is remembered of a table, or of a text.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{ColumnAggregate, Combinations};

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
}

impl TableAggregate {
    /// A table without records.
    #[must_use]
    pub fn new(key: TableKey) -> Self {
        Self { key, records: 0, columns: Vec::new(), combinations: Combinations::default() }
    }

    /// Adds a later piece of the same table: columns are matched by name. Gives, for each column of `other`, its index here.
    pub fn merge(&mut self, other: Self) -> Vec<u32> {
        let column_map = self.column_map(&other);
        let record_base = self.records;
        self.records += other.records;
        for (column, &index) in other.columns.into_iter().zip(&column_map) {
            match self.columns.get_mut(index as usize) {
                Some(ours) => ours.merge(column, record_base),
                None => {
                    let mut ours = ColumnAggregate::new(column.spec.clone());
                    ours.merge(column, record_base);
                    self.columns.push(ours);
                }
            }
        }
        self.combinations.merge(other.combinations, &column_map);
        column_map
    }

    /// For each column of `other`, its index here, where a new one gets the next free index.
    fn column_map(&self, other: &Self) -> Vec<u32> {
        let same_place =
            |index: usize, name: &str| self.columns.get(index).is_some_and(|column| column.spec.name == name);
        let mut by_name: Option<HashMap<&str, usize, FixedState>> = None;
        let mut next = self.columns.len();
        other
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                let name = column.spec.name.as_str();
                if same_place(index, name) {
                    return index;
                }
                let known = by_name.get_or_insert_with(|| {
                    self.columns.iter().enumerate().map(|(index, column)| (column.spec.name.as_str(), index)).collect()
                });
                known.get(name).copied().unwrap_or_else(|| {
                    next += 1;
                    next - 1
                })
            })
            .map(|index| u32::try_from(index).unwrap_or(u32::MAX))
            .collect()
    }
}
