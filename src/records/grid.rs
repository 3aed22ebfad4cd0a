//! Tables without declared columns: sheets, tables of documents and of web pages.
//!
//! The first rows are kept until it shows whether one of them names the columns. What stands above it (a title, a
//! date) is text.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use super::form::{self, Downward, Judge};
use super::header;
use super::rows::{Field, Rows};
use crate::batch::{ColumnId, TableId};

/// Rows that are looked at for a header.
const ROWS_KEPT: usize = 64;
/// Rows that may stand above the header.
const TITLES_MAX: usize = 8;
/// Columns beyond the header's that careless rows may open; what exceeds them shares the last one.
const COLUMNS_MAX: usize = 2_000;

/// The cells of a row, by column; `None` where there is none.
pub(super) type Row = Vec<Option<Field>>;

/// One table while it is read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    name: String,
    kept: Vec<Row>,
    /// Whether the source itself says that the first row names the columns.
    has_header: bool,
    /// What names the columns: of another table that this one goes on with, unless a row of its own does.
    names: Vec<Vec<u8>>,
    /// The table and its columns, once they are known.
    columns: Option<(TableId, Vec<ColumnId>)>,
    /// The records, where they run down: labels and values side by side.
    downward: Option<Downward>,
}

impl Grid {
    /// An empty table.
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// One that goes on with another, whose columns have these names.
    #[cfg(feature = "documents")]
    pub(super) fn continued(name: impl Into<String>, names: Vec<Vec<u8>>) -> Self {
        Self { names, ..Self::new(name) }
    }

    /// What names its columns, once it is finished.
    #[cfg(feature = "documents")]
    pub(super) fn into_names(self) -> Vec<Vec<u8>> {
        self.names
    }

    /// The first row names the columns.
    pub(super) fn set_header(&mut self) {
        self.has_header |= self.columns.is_none() && self.kept.len() <= 1;
    }

    /// Takes the next row.
    pub(super) fn row(&mut self, rows: &mut Rows<'_, '_>, row: Row) {
        if row.iter().all(Option::is_none) {
            return;
        }
        if let Some(downward) = &mut self.downward {
            pairs_of(rows, downward, row);
            return;
        }
        if self.columns.is_some() {
            self.record(rows, &row);
            return;
        }
        self.kept.push(row);
        if self.kept.len() >= ROWS_KEPT {
            self.settle(rows);
        }
    }

    /// Hands on what was kept.
    pub(super) fn finish(&mut self, rows: &mut Rows<'_, '_>) {
        if self.columns.is_none() && !self.kept.is_empty() {
            self.settle(rows);
        }
        if let Some(mut downward) = self.downward.take() {
            downward.end_record(rows);
        }
        self.columns = None;
    }

    /// Finds the header, opens the table and hands on the rows that were kept.
    fn settle(&mut self, rows: &mut Rows<'_, '_>) {
        let kept = std::mem::take(&mut self.kept);
        let values: Vec<Vec<&[u8]>> = kept
            .iter()
            .map(|row| row.iter().map(|cell| cell.as_ref().map_or(&b""[..], |cell| cell.value(rows.bytes))).collect())
            .collect();
        if self.names.is_empty() && is_form(&values, self.has_header) {
            let mut downward = Downward::new(&self.name);
            kept.into_iter().for_each(|row| pairs_of(rows, &mut downward, row));
            self.downward = Some(downward);
            return;
        }
        // What the source calls a header may be names of groups of columns.
        let header = match values.first() {
            Some(first) if self.has_header && !is_sparse(first, &values) => Some(0),
            _ => find_header(&values).or(self.has_header.then_some(0)),
        };
        let groups =
            if header.is_some() || self.names.is_empty() { header::in_two_rows(&values, header) } else { None };
        let body = groups.as_ref().map(|groups| groups.last).or(header).map_or(0, |at| at + 1);
        if let Some(groups) = groups {
            self.names = groups.names.into_iter().take(COLUMNS_MAX).collect();
        } else if let Some(names) = header.and_then(|at| values.get(at)) {
            self.names = names.iter().take(COLUMNS_MAX).map(|name| name.to_vec()).collect();
        }
        let specs = header::named_columns(self.names.iter().map(Vec::as_slice));
        for field in kept.iter().take(body).flatten().flatten() {
            rows.field_as_text(field);
        }
        let table = rows.table(&self.name);
        self.columns = Some((table, specs.iter().map(|spec| rows.column(spec)).collect()));
        for row in kept.iter().skip(body) {
            self.record(rows, row);
        }
    }

    fn record(&mut self, rows: &mut Rows<'_, '_>, row: &Row) {
        let Some((table, columns)) = &mut self.columns else { return };
        rows.select(*table);
        for (index, field) in row.iter().enumerate() {
            let Some(field) = field else { continue };
            let index = index.min(COLUMNS_MAX);
            while columns.len() <= index {
                columns.push(rows.column(&header::unnamed_column(columns.len())));
            }
            if let Some(&column) = columns.get(index) {
                rows.field(column, field);
            }
        }
        rows.end_record();
    }
}

/// Whether rows are labels and their values side by side, perhaps twice in a row. What the source calls a header then names the two
/// of them alone.
fn is_form(rows: &[Vec<&[u8]>], has_header: bool) -> bool {
    const WIDTH_MAX: usize = 4;
    let mut judge = Judge::default();
    // Where labels stand twice in a row, both columns of them must be some.
    let mut sides = [Judge::default(), Judge::default()];
    let (mut paired, mut others) = (0_usize, 0_usize);
    for (index, row) in rows.iter().enumerate() {
        if row.len() > WIDTH_MAX || judge.is_hopeless() {
            return false;
        }
        let pairs = row.chunks(2).enumerate().filter(|(_, pair)| pair.iter().any(|cell| !cell.is_empty()));
        for (side, pair) in pairs {
            match *pair {
                [label, value] if !label.is_empty() => {
                    if has_header && index == 0 && !form::is_heading(label, value) {
                        return false;
                    }
                    judge.add(label, value);
                    sides.iter_mut().skip(side).take(1).for_each(|side| side.add(label, value));
                    paired += 1;
                }
                _ => others += 1,
            }
        }
    }
    others * 4 <= paired && judge.is_form() && sides.iter().all(Judge::knows_labels)
}

/// Takes the labels and values of a row.
fn pairs_of(rows: &mut Rows<'_, '_>, downward: &mut Downward, row: Row) {
    let mut cells = row.into_iter();
    while let Some(first) = cells.next() {
        match (first, cells.next().flatten()) {
            (Some(label), Some(value)) => {
                if downward.begins_anew(label.value(rows.bytes)) {
                    downward.end_record(rows);
                }
                downward.row(rows.bytes, &label, value);
            }
            (Some(alone), None) | (None, Some(alone)) => {
                if downward.is_full() {
                    downward.end_record(rows);
                }
                downward.alone(alone);
            }
            (None, None) => {}
        }
    }
}

/// Whether a row fills no more than half as many cells as another.
fn is_sparse(row: &[&[u8]], rows: &[Vec<&[u8]>]) -> bool {
    rows.iter().any(|other| header::filled(row) * 2 <= header::filled(other))
}

/// The row that names the columns: the first that does, below rows that fill less than half of its width. It may have names for
/// less than half of the columns, if no other row names more.
fn find_header(rows: &[Vec<&[u8]>]) -> Option<usize> {
    let width = |row: &Vec<&[u8]>| header::filled(row);
    header::below_titles(rows).or_else(|| {
        (0..rows.len().min(TITLES_MAX)).find(|&at| {
            let Some((first, below)) = rows.get(at..).and_then(<[_]>::split_first) else { return false };
            let is_below_titles = rows.iter().take(at).all(|title| width(title) * 2 <= width(first));
            let trimmed: Vec<&[u8]> = first.iter().map(|cell| cell.trim_ascii()).collect();
            let last = trimmed.iter().rposition(|cell| !cell.is_empty());
            let trimmed = last.and_then(|last| trimmed.get(..=last)).unwrap_or_default();
            is_below_titles && header::is_header(trimmed, below)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::Collector;

    /// Reads a table that is written as lines of cells joined by `|`.
    fn read(lines: &[&str]) -> Collector {
        let source = lines.join("\n");
        let mut sink = Collector::default();
        let mut rows = Rows::new(source.as_bytes(), &mut sink);
        let mut grid = Grid::new("");
        let mut at = 0;
        for line in lines {
            let mut cells = Vec::new();
            for cell in line.split('|') {
                cells.push((!cell.is_empty()).then(|| Field::verbatim(at..at + cell.len())));
                at += cell.len() + 1;
            }
            grid.row(&mut rows, cells);
        }
        grid.finish(&mut rows);
        rows.flush();
        sink
    }

    #[test]
    fn a_header_below_a_title_names_the_columns() {
        let sink = read(&["Customers of March", "name|ssn", "Ann Lee|536-22-8713", "Bob Ray|536-22-8714"]);
        assert_eq!(sink.column_names(), ["name", "ssn"]);
        assert_eq!(sink.rows(), [["Ann Lee", "536-22-8713"], ["Bob Ray", "536-22-8714"]]);
        assert_eq!(sink.texts.len(), 3);
    }

    #[test]
    fn a_title_that_labels_something_is_not_the_header() {
        for title in ["Employee list", "Phone list|||"] {
            let (first, second) = ("Ann|Lee|536-22-8713|7756642142", "Bob|Ray|536-22-8714|7756642143");
            let sink = read(&[title, "first_name|last_name|ssn|phone", first, second]);
            assert_eq!(sink.column_names(), ["first_name", "last_name", "ssn", "phone"], "{title}");
            assert_eq!(sink.records.len(), 2, "{title}");
        }
    }

    #[test]
    fn groups_of_columns_stand_above_their_names() {
        let (first, second) = ("Ann|Lee|536-22-8713|7756642142", "Bob|Ray|536-22-8714|7756642143");
        for titles in [&[][..], &["Employee list"]] {
            let lines = [titles, &["Person||Contact", "first|last|ssn|phone", first, second]].concat();
            let sink = read(&lines);
            assert_eq!(sink.column_names(), ["Person first", "Person last", "Contact ssn", "Contact phone"]);
            assert_eq!(sink.records.len(), 2);
        }
    }

    #[test]
    fn labels_beside_their_values_name_the_columns() {
        for lines in [
            &["Name|Ann Lee", "SSN|536-22-8713", "Phone|7756642142"][..],
            &["Field|Value", "Name|Ann Lee", "SSN|536-22-8713", "Phone|7756642142"],
            &["Name:|Ann Lee|SSN:|536-22-8713", "Phone:|7756642142||"],
            &["Record of a patient||", "Name|Ann Lee", "SSN|536-22-8713", "Phone|7756642142"],
        ] {
            let sink = read(lines);
            assert_eq!(sink.column_names(), ["Name", "SSN", "Phone"], "{lines:?}");
            assert_eq!(sink.rows(), [["Ann Lee", "536-22-8713", "7756642142"]], "{lines:?}");
        }
    }

    #[test]
    fn a_table_without_header_loses_no_row() {
        let sink = read(&["Ann Lee|536-22-8713", "|536-22-8714", "Bob Ray||1"]);
        assert_eq!(sink.column_names(), ["column_1", "column_2", "column_3"]);
        assert_eq!(sink.rows(), [vec!["Ann Lee", "536-22-8713"], vec!["536-22-8714"], vec!["Bob Ray", "1"]]);
    }

    #[test]
    fn more_rows_than_are_kept_are_all_handed_on() {
        let lines: Vec<String> =
            std::iter::once("name|phone".to_owned()).chain((0..500).map(|n| format!("Ann|555-{n:04}"))).collect();
        let sink = read(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(sink.records.len(), 500);
        assert_eq!(sink.column_names(), ["name", "phone"]);
    }
}
