//! Tables without declared columns: sheets, tables of documents and of web pages.
//!
//! The first rows are kept until it shows whether one of them names the columns. What stands above it (a title, a
//! date) is text.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use super::form::{self, Downward, Judge, label_of};
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
    /// What named the columns of each table that stood here so far, and which of them this one is.
    known: Vec<Vec<Vec<u8>>>,
    number: usize,
    /// Whether the last row was a title, and whether the last record had a value that no name is.
    is_behind_title: bool,
    is_behind_value: bool,
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
        self.next_row(rows, row);
        if self.kept.len() >= ROWS_KEPT {
            self.settle(rows);
        }
    }

    /// Takes a row that is a record, or the header of another table below the one before.
    fn next_row(&mut self, rows: &mut Rows<'_, '_>, row: Row) {
        if self.columns.is_some() && self.begins_anew(rows.bytes, &row) {
            self.columns = None;
            self.names.clear();
            self.has_header = true;
            let name = |cell: &Option<Field>| cell.as_ref().map_or(&b""[..], |cell| cell.value(rows.bytes)).to_vec();
            let names: Vec<Vec<u8>> = row.iter().map(name).collect();
            self.number = self.known.iter().position(|known| *known == names).unwrap_or_else(|| {
                self.known.push(names);
                self.known.len() - 1
            });
        }
        if self.columns.is_some() { self.record(rows, &row) } else { self.kept.push(row) }
    }

    /// Whether a row names the columns of another table: nothing but names of columns, other ones than those of this table, behind
    /// records that have values.
    fn begins_anew(&mut self, bytes: &[u8], row: &Row) -> bool {
        const TABLES_MAX: usize = 100;
        const NAMES_MIN: usize = 3;
        let values = row.iter().flatten().map(|field| field.value(bytes).trim_ascii());
        let filled = values.clone().filter(|value| !value.is_empty()).count();
        let is_title = std::mem::replace(&mut self.is_behind_title, filled == 1);
        let has_value = self.is_behind_value;
        if filled > 1 {
            self.is_behind_value = values.clone().any(header::has_value_shape);
        }
        let names_min = if is_title { 2 } else { NAMES_MIN };
        let is_new = |value: &[u8]| !self.names.iter().any(|name| name.eq_ignore_ascii_case(value));
        filled >= names_min
            && has_value
            && self.known.len() < TABLES_MAX
            && values.clone().all(|value| value.is_empty() || header::is_plain_label(value))
            && header::may_be_header(&values.clone().filter(|value| !value.is_empty()).collect::<Vec<_>>())
            && values.filter(|value| !value.is_empty() && is_new(value)).count() >= 2
    }

    /// Hands on what was kept.
    pub(super) fn finish(&mut self, rows: &mut Rows<'_, '_>) {
        while self.columns.is_none() && !self.kept.is_empty() {
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
        if self.names.is_empty() && kept.len() < ROWS_KEPT && runs_across(&values, self.has_header) {
            self.across(rows, &kept);
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
        if self.known.is_empty() {
            self.known.push(self.names.clone());
        }
        let table = self.open(rows);
        self.columns = Some((table, specs.iter().map(|spec| rows.column(spec)).collect()));
        (self.is_behind_title, self.is_behind_value) = (false, false);
        for row in kept.into_iter().skip(body) {
            self.next_row(rows, row);
        }
    }

    fn open(&self, rows: &mut Rows<'_, '_>) -> TableId {
        match self.number {
            0 => rows.table(&self.name),
            number if self.name.is_empty() => rows.table(&format!("#{}", number + 1)),
            number => rows.table(&format!("{}.#{}", self.name, number + 1)),
        }
    }

    /// Hands on records that stand beside each other, each value in the row that its label begins.
    fn across(&mut self, rows: &mut Rows<'_, '_>, kept: &[Row]) {
        let bytes = rows.bytes;
        let label_at = |place: usize| {
            let first = kept.get(place).and_then(|row| row.first()?.as_ref());
            first.map_or(&b""[..], |label| label_of(label.value(bytes)))
        };
        // What is no word for a column may be a value.
        let names = (0..kept.len()).map(|place| {
            Some(label_at(place)).filter(|label| header::is_plain_label(label) && !is_heading_of_labels(label))
        });
        let names = names.map(Option::unwrap_or_default);
        let specs = header::named_columns(names);
        for field in kept.iter().filter_map(|row| row.first()).flatten() {
            rows.field_as_text(field);
        }
        let table = self.open(rows);
        let columns: Vec<ColumnId> = specs.iter().map(|spec| rows.column(spec)).collect();
        let width = kept.iter().map(Vec::len).max().unwrap_or(0);
        for place in 1..width {
            let mut is_empty = true;
            for (row, &column) in kept.iter().zip(&columns) {
                if let Some(field) = row.get(place).and_then(Option::as_ref) {
                    rows.field(column, field);
                    is_empty = false;
                }
            }
            if !is_empty {
                rows.end_record();
            }
        }
        self.columns = Some((table, columns));
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

/// Whether a cell says that labels stand below it.
fn is_heading_of_labels(cell: &[u8]) -> bool {
    const HEADINGS: [&[u8]; 7] = [b"field", b"field name", b"attribute", b"item", b"label", b"question", b"property"];
    HEADINGS.iter().any(|heading| heading.eq_ignore_ascii_case(cell))
}

/// Whether the cells behind the first are one word with a number each: `Person 1`, `Person 2`.
fn are_numbered(row: &[&[u8]]) -> bool {
    let word = |cell: &[u8]| {
        let digits = cell.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        (1..=3).contains(&digits).then(|| cell.len() - digits)
    };
    let cells = || row.iter().skip(1).filter(|cell| !cell.is_empty());
    let Some(first) = cells().next().and_then(|cell| cell.get(..word(cell)?)) else { return false };
    cells().count() >= 2 && cells().all(|cell| word(cell).and_then(|len| cell.get(..len)) == Some(first))
}

/// Whether the records stand beside each other: each row has a label and its values, of one record in each column.
pub(super) fn runs_across(rows: &[Vec<&[u8]>], has_header: bool) -> bool {
    const WIDTH_MIN: usize = 3;
    const RECORDS_LOOKED_AT: usize = 6;
    // Rows of a label alone are titles; a first row without a known one numbers the records, or names them.
    let extent = |row: &[&[u8]]| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let (titles, paired): (Vec<_>, Vec<_>) = rows.iter().partition(|row| extent(row) < 2);
    let Some(first) = paired.first().filter(|_| !has_header) else { return false };
    let label = first.first().map(|label| label_of(label)).unwrap_or_default();
    let is_numbered = !header::is_plain_label(label) || is_heading_of_labels(label) || are_numbered(first);
    let paired = paired.get(usize::from(is_numbered)..).unwrap_or_default();
    let width = paired.iter().map(|row| extent(row)).max().unwrap_or(0);
    let is_form = |place: usize| {
        let mut judge = Judge::default();
        for row in paired {
            if let (Some(label), Some(value)) = (row.first(), row.get(place).filter(|value| !value.is_empty())) {
                judge.add(label, value);
            }
        }
        judge.is_form()
    };
    width >= WIDTH_MIN
        && paired.len() >= WIDTH_MIN
        && titles.len() * 4 <= paired.len()
        && (1..width.min(RECORDS_LOOKED_AT + 1)).all(is_form)
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
    fn records_beside_each_other_are_turned() {
        let rows =
            ["SSN|536-22-8713|401-33-9087|219-09-9998", "Phone|7756642142|7756642143|7756642144", "City|Reno||Elko"];
        let expected = [vec!["Ann", "536-22-8713", "7756642142", "Reno"], vec!["Bob", "401-33-9087", "7756642143"]];
        for heading in [&[][..], &["Field|Person 1|Person 2|Person 3"], &["Three of them|||"]] {
            let sink = read(&[heading, &["First name|Ann|Bob|Cid"], &rows].concat());
            let names: Vec<_> = sink.column_names().into_iter().filter(|name| !name.starts_with("column_")).collect();
            assert_eq!(names, ["First name", "SSN", "Phone", "City"], "{heading:?}");
            assert_eq!(sink.records.len(), 3, "{heading:?}");
            if heading.is_empty() {
                assert_eq!(sink.rows()[..2], expected);
            }
        }
    }

    #[test]
    fn counts_by_name_and_tables_are_not_turned() {
        for lines in [
            &["Phone|12|15|16", "Email|120|300|310", "Fax|1|2|3", "City|40|41|42"][..],
            &["Name|Phone|City", "Address|7756642142|Reno", "Email|7756642143|Elko", "Fax|7756642144|Ely"],
            &["Manager|Ann|536-22-8713", "Doctor|Bob|401-33-9087", "Nurse|Cid|219-09-9998"],
        ] {
            let sink = read(lines);
            assert!(sink.records.len() >= 3 && sink.rows()[0].len() >= 3, "{lines:?}");
        }
    }

    #[test]
    fn another_header_begins_another_table() {
        let (first, second) = ("Ann|Lee|536-22-8713", "Bob|Ray|401-33-9087");
        for title in [&[][..], &["Contacts"], &["Total|2|", "Contacts"]] {
            let other = ["Contact|Phone|Email", "Eve Cole|7756642142|eve@example.com"];
            let sink = read(&[&["first_name|last_name|ssn", first, second][..], title, &other].concat());
            let names = |table: &str| sink.columns[table].iter().map(|spec| spec.name.clone()).collect::<Vec<_>>();
            assert_eq!(names(""), ["first_name", "last_name", "ssn"], "{title:?}");
            assert_eq!(names("#2"), ["Contact", "Phone", "Email"], "{title:?}");
            assert_eq!(sink.records.last().unwrap().0, "#2");
        }
        // One that stood there before goes on.
        let lines = ["first_name|last_name|ssn", first, "Contact|Phone|Email", "Eve|7756642142|eve@example.com"];
        let sink = read(&[&lines[..], &lines[..]].concat());
        assert_eq!(sink.records.iter().map(|(table, _)| table.as_str()).collect::<Vec<_>>(), ["", "#2", "", "#2"]);
        // The same header again, and records of words alone, begin none.
        for row in ["first_name|last_name|ssn", "Cid|Cole|none"] {
            let sink = read(&["first_name|last_name|ssn", first, second, row, first]);
            assert_eq!(sink.columns.len(), 1, "{row}");
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
