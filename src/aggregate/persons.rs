//! Who the records of a table are about, as their names and birth dates tell it.

use super::Distinct;

/// Records that tell a person, and how many different persons they tell.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Records.
    pub records: u64,
    /// Different persons among them.
    pub distinct: Distinct,
}

impl Told {
    /// Counts a record about the person that `key` stands for.
    #[inline]
    pub fn add(&mut self, key: u64) {
        self.records += 1;
        self.distinct.insert(key);
    }

    fn merge(&mut self, other: Self) {
        self.records += other.records;
        self.distinct.merge(other.distinct);
    }
}

/// The persons of a table by what tells them apart.
#[derive(Debug, Clone, Default)]
pub struct Persons {
    /// By whole names alone: a given and a family name together, or the whole in one cell.
    pub named: Told,
    /// By whole names and birth dates, where a record has one.
    pub born: Told,
    /// By two names and more in columns whose own names do not say what they hold, in records without a whole name.
    pub unlabelled: Told,
}

impl Persons {
    /// Adds those of another piece.
    pub fn merge(&mut self, other: Self) {
        self.named.merge(other.named);
        self.born.merge(other.born);
        self.unlabelled.merge(other.unlabelled);
    }
}
