//! A batch turned on its side: the cells of one column after another.
//!
//! What is at hand for a column (its routes, its repeated values, its sketches) is some ten kilobytes. Record by record
//! the columns of a wide table push each other out of the nearest cache; column by column each is fetched once a batch.

use crate::batch::{Batch, Cell, ColumnId};

/// A cell of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneCell {
    /// Index among the batch's cells.
    pub cell: u32,
    /// Index of its record in the batch.
    pub record: u32,
}

/// The cells of a batch by column, those of a column in the order of their records. Keeps its memory.
#[derive(Debug, Default)]
pub(crate) struct Lanes {
    cells: Vec<LaneCell>,
    /// For each column, one past its last cell in `cells`.
    ends: Vec<u32>,
    /// The columns and records of a regular batch, which alone say where its cells are.
    regular: Option<(usize, usize)>,
}

impl Lanes {
    /// Takes the cells of a batch: counts those of each column, then puts each in its place.
    pub(crate) fn fill(&mut self, batch: &Batch<'_>) {
        if self.fill_regular(batch) {
            return;
        }
        self.regular = None;
        let columns = batch.cells.iter().map(|cell| cell.column.0 as usize + 1).max().unwrap_or(0);
        self.ends.clear();
        self.ends.resize(columns, 0);
        for cell in batch.cells {
            self.ends[cell.column.0 as usize] += 1;
        }
        let mut start = 0;
        for end in &mut self.ends {
            (*end, start) = (start, start + *end);
        }
        // Each of them is written anew: every cell belongs to a record.
        self.cells.resize(batch.cells.len(), LaneCell { cell: 0, record: 0 });
        let mut next = 0u32;
        for (record, &end) in (0u32..).zip(batch.record_ends) {
            for cell in batch.cells.get(next as usize..end as usize).unwrap_or_default() {
                let place = &mut self.ends[cell.column.0 as usize];
                self.cells[*place as usize] = LaneCell { cell: next, record };
                *place += 1;
                next += 1;
            }
        }
    }

    /// Takes a batch in which every record has a cell of each column, in order; false if it is none.
    fn fill_regular(&mut self, batch: &Batch<'_>) -> bool {
        let records = batch.record_ends.len();
        let columns = batch.record_ends.first().map_or(0, |&end| end as usize);
        if columns == 0 || batch.cells.len() != columns * records {
            return false;
        }
        // Nearly all are: all of a record are compared, and the outcome is asked once.
        let is_row =
            |row: &[Cell]| (0u32..).zip(row).fold(0, |other, (column, cell)| other | (cell.column.0 ^ column)) == 0;
        let ends = (1..).map(|row| row * columns);
        let are_even = batch.record_ends.iter().zip(ends).all(|(&end, even)| end as usize == even);
        if !are_even || !batch.cells.chunks_exact(columns).all(is_row) {
            return false;
        }
        if self.regular == Some((columns, records)) {
            return true;
        }
        self.regular = Some((columns, records));
        self.ends.clear();
        self.cells.clear();
        self.cells.reserve(batch.cells.len());
        let (count, step) = (number(records), number(columns));
        for column in 0..step {
            self.cells.extend((0..count).map(|record| LaneCell { cell: record * step + column, record }));
            self.ends.push((column + 1) * count);
        }
        true
    }

    /// Whether every record has a cell of each column, in order.
    pub(crate) fn are_regular(&self) -> bool {
        self.regular.is_some()
    }

    /// The columns that have cells.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ColumnId, &[LaneCell])> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let cells = starts.zip(&self.ends).map(|(&start, &end)| self.cells.get(start as usize..end as usize));
        (0u32..).map(ColumnId).zip(cells.map(Option::unwrap_or_default)).filter(|(_, cells)| !cells.is_empty())
    }
}

/// Batches are counted in 32 bits.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{BatchBuf, Cell};

    #[test]
    fn a_regular_batch_is_told_as_any_other() {
        let mut buf = BatchBuf::default();
        for _ in 0..5 {
            buf.cells.extend((0..3).map(|column| Cell::borrowed(ColumnId(column), 0..1)));
            buf.end_record();
        }
        let told = |lanes: &Lanes| lanes.iter().map(|(column, cells)| (column.0, cells.to_vec())).collect::<Vec<_>>();
        let mut lanes = Lanes::default();
        assert!(lanes.fill_regular(&buf.as_batch(b"")));
        let regular = told(&lanes);
        buf.end_record();
        assert!(!lanes.fill_regular(&buf.as_batch(b"")), "the last record has no cells");
        lanes.fill(&buf.as_batch(b""));
        assert_eq!(told(&lanes), regular);
        buf.record_ends.pop();
        assert!(lanes.fill_regular(&buf.as_batch(b"")) && lanes.fill_regular(&buf.as_batch(b"")));
        assert_eq!(told(&lanes), regular);
        buf.cells.swap(0, 1);
        assert!(!lanes.fill_regular(&buf.as_batch(b"")));
    }

    #[test]
    fn cells_are_told_by_column_and_in_the_order_of_their_records() {
        let mut buf = BatchBuf::default();
        for record in [&[2, 0][..], &[], &[0, 2], &[7]] {
            buf.cells.extend(record.iter().map(|&column| Cell::borrowed(ColumnId(column), 0..1)));
            buf.end_record();
        }
        let mut lanes = Lanes::default();
        lanes.fill(&buf.as_batch(b""));
        let cell = |cell, record| LaneCell { cell, record };
        let told: Vec<_> = lanes.iter().map(|(column, cells)| (column.0, cells.to_vec())).collect();
        assert_eq!(told, [(0, vec![cell(1, 0), cell(2, 2)]), (2, vec![cell(0, 0), cell(3, 2)]), (7, vec![cell(4, 3)])]);
    }
}
