//! One table of a page.

use std::ops::Range;

use super::block::Block;
use crate::records::grid::{Grid, Row};
use crate::records::rows::{Field, Rows};

/// Columns or rows that one cell may span.
const SPAN_MAX: usize = 1_000;
/// Cells of a row; what exceeds them spans nothing.
const ROW_LEN_MAX: usize = 2_000;

/// A table while it is read.
#[derive(Default)]
pub(super) struct Table {
    grid: Grid,
    row: Row,
    /// How many cells of the row are headings.
    headings: usize,
    /// For each column, how many further rows a cell from above reaches into.
    held: Vec<usize>,
    /// The open cell, if one is.
    cell: Option<Cell>,
    rows: usize,
}

struct Cell {
    text: Block,
    is_heading: bool,
    columns: usize,
    rows: usize,
    start: usize,
}

impl Table {
    pub(super) fn new(name: String) -> Self {
        Self { grid: Grid::new(name), ..Self::default() }
    }

    /// The text of the open cell.
    pub(super) fn cell_text(&mut self) -> Option<&mut Block> {
        self.cell.as_mut().map(|cell| &mut cell.text)
    }

    /// Begins a cell.
    pub(super) fn open_cell(&mut self, is_heading: bool, spans: [Option<&[u8]>; 2], start: usize) {
        let number = |raw: Option<&[u8]>| {
            raw.and_then(|raw| std::str::from_utf8(raw).ok()?.trim().parse().ok()).unwrap_or(1).clamp(1, SPAN_MAX)
        };
        let [columns, rows] = spans.map(number);
        self.cell = Some(Cell { text: Block::default(), is_heading, columns, rows, start });
    }

    /// Ends the open cell.
    pub(super) fn close_cell(&mut self, bytes: &[u8]) {
        let Some(mut cell) = self.cell.take() else { return };
        while self.held.get(self.row.len()).is_some_and(|&rows| rows > 0) {
            self.skip_held();
        }
        let empty: Range<usize> = cell.start..cell.start;
        let field = cell.text.take(bytes).unwrap_or_else(|| Field::verbatim(empty));
        self.headings += usize::from(cell.is_heading);
        let is_null = field.value(bytes) == b"NULL";
        self.place((!is_null).then_some(field), cell.rows);
        let room = ROW_LEN_MAX.saturating_sub(self.row.len());
        for _ in 1..cell.columns.min(room) {
            self.place(None, cell.rows);
        }
    }

    fn place(&mut self, field: Option<Field>, rows: usize) {
        let at = self.row.len();
        if self.held.len() <= at && rows > 1 && at < ROW_LEN_MAX {
            self.held.resize(at + 1, 0);
        }
        if let Some(held) = self.held.get_mut(at) {
            *held = rows - 1;
        }
        self.row.push(field);
    }

    fn skip_held(&mut self) {
        if let Some(held) = self.held.get_mut(self.row.len()) {
            *held -= 1;
        }
        self.row.push(None);
    }

    /// Ends the open row.
    pub(super) fn close_row(&mut self, rows: &mut Rows<'_, '_>) {
        self.close_cell(rows.bytes);
        let row = std::mem::take(&mut self.row);
        let headings = std::mem::take(&mut self.headings);
        if row.is_empty() {
            return;
        }
        for held in self.held.iter_mut().skip(row.len()) {
            *held = held.saturating_sub(1);
        }
        if headings == 1
            && let [Some(label), Some(value)] = row.as_slice()
        {
            let text = [label.value(rows.bytes), b": ", value.value(rows.bytes)].concat();
            rows.decoded_text(&text, label.span.start.min(value.span.start)..value.span.end);
            return;
        }
        let is_header = self.rows == 0 && headings == row.iter().flatten().count();
        self.rows += 1;
        self.grid.row(rows, row);
        if is_header {
            self.grid.set_header();
        }
    }

    /// Ends the table.
    pub(super) fn finish(&mut self, rows: &mut Rows<'_, '_>) {
        self.close_row(rows);
        self.grid.finish(rows);
    }
}
