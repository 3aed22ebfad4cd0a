//! A row group, row by row.

use super::column::{Column, hand_on_broken};
use super::footer::{Footer, Group};
use crate::error::{Reason, Severity};
use crate::records::rows::Rows;

/// Pages and dictionaries of all columns that are held in memory at once.
const MEMORY_MAX: usize = 1 << 30;
/// After how many rows the memory is looked at.
const MEMORY_EVERY: u64 = 1_024;

/// Reads a row group. Gives whether all of it was understood.
pub(super) fn read(footer: &Footer, group: &Group, rows: &mut Rows<'_, '_>) -> bool {
    if rows.is_stopped {
        return false;
    }
    rows.table("");
    let mut columns: Vec<Column<'_>> = Vec::new();
    for (leaf, chunk) in footer.leaves.iter().zip(&group.chunks) {
        let id = rows.typed(&leaf.name, leaf.sql_type());
        columns.push(Column::new(leaf, chunk, id));
    }
    for row in 0..group.rows {
        let mut is_there = false;
        let mut held = 0usize;
        for column in &mut columns {
            if column.record(rows) {
                is_there = true;
            } else {
                column.give_up_whole(rows);
            }
            if row.is_multiple_of(MEMORY_EVERY) {
                held += column.len();
                if held > MEMORY_MAX {
                    column.give_up(rows);
                }
            }
        }
        if !is_there {
            break;
        }
        rows.end_record();
        if held > MEMORY_MAX {
            let message =
                "the pages of a row group are larger than what is held in memory: columns were scanned as they stand";
            rows.sink().diagnostic(Severity::Warning, Reason::LimitReached, 0, message);
        }
        if rows.is_stopped {
            return false;
        }
    }
    rows.drop_record();
    rows.flush();
    columns.iter_mut().for_each(|column| column.finish(rows));
    let is_understood = rows.broken.is_empty();
    hand_on_broken(rows);
    is_understood
}
