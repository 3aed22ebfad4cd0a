//! From runs to lines, from lines to text and tables.

use super::page::Run;
use crate::records::grid::{Grid, Row};
use crate::records::rows::{Field, Rows};

/// Gaps in parts of the font's size: one that parts words, and one that parts cells.
const WORD_GAP: f32 = 0.15;
const CELL_GAP: f32 = 0.9;
/// Cells that begin so near to each other stand in one column.
const COLUMN_REACH: f32 = 6.0;
/// A table has so many lines and columns.
const LINES_MIN: usize = 3;
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=60;

/// A part of a line.
struct Cell {
    x: f32,
    end: f32,
    text: String,
}

/// What stands at one height.
struct Line {
    y: f32,
    size: f32,
    cells: Vec<Cell>,
}

/// Hands on the runs of a page.
pub(super) fn hand_on(runs: Vec<Run>, rows: &mut Rows<'_, '_>) {
    let lines: Vec<Line> = lines(runs).into_iter().filter_map(line).collect();
    let lines: Vec<Vec<Cell>> = join_wrapped(lines).into_iter().map(|line| line.cells).collect();
    let mut text = String::new();
    let mut at = 0;
    while at < lines.len() {
        let rest = lines.get(at..).unwrap_or_default();
        let len = rest.iter().take_while(|line| line.len() > 1).count();
        let block = rest.get(..len).unwrap_or_default();
        let columns = columns(block);
        if len >= LINES_MIN && COLUMNS.contains(&columns.len()) {
            end_text(&mut text, rows);
            table(block, &columns, rows);
            at += len;
            continue;
        }
        for line in rest.iter().take(len.max(1)) {
            let parts: Vec<&str> = line.iter().map(|cell| cell.text.as_str()).collect();
            text.push_str(&parts.join("\t"));
            text.push('\n');
        }
        at += len.max(1);
    }
    end_text(&mut text, rows);
}

fn end_text(text: &mut String, rows: &mut Rows<'_, '_>) {
    let span = 0..rows.bytes.len();
    rows.decoded_text(std::mem::take(text).as_bytes(), span);
}

/// Runs at one height, from the left to the right; lines from the top down.
fn lines(mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    runs.retain(|run| run.x.is_finite() && run.y.is_finite() && run.end.is_finite());
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line) if line.first().is_some_and(|first| (first.y - run.y).abs() < 0.4 * first.size.max(1.0)) => {
                line.push(run);
            }
            _ => lines.push(vec![run]),
        }
    }
    lines.iter_mut().for_each(|line| line.sort_by(|a, b| a.x.total_cmp(&b.x)));
    lines
}

/// The cells of a line, and where it is.
fn line(runs: Vec<Run>) -> Option<Line> {
    let first = runs.first()?;
    let (y, size) = (first.y, first.size.max(1.0));
    Some(Line { y, size, cells: cells(runs) })
}

/// Joins the runs of a line where no wide gap parts them.
fn cells(line: Vec<Run>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for run in line {
        let gap = cells.last().map(|cell| (run.x - cell.end) / run.size.max(1.0));
        match (cells.last_mut(), gap) {
            (Some(cell), Some(gap)) if gap < CELL_GAP => {
                if gap > WORD_GAP && !cell.text.ends_with(' ') {
                    cell.text.push(' ');
                }
                cell.text.push_str(&run.text);
                cell.end = cell.end.max(run.end);
            }
            _ => cells.push(Cell { x: run.x, end: run.end, text: run.text }),
        }
    }
    cells
}

/// Cells of a row that was broken into several lines begin so exactly where those of its first line do.
const SAME_X: f32 = 2.0;
/// A row has so many cells.
const WRAPPED_CELLS_MIN: usize = 3;

/// Puts rows together whose cells were too narrow for their text: lines that go on with some columns of the row above, but
/// not with its first, where such lines stand closer to what is above them than rows do.
fn join_wrapped(lines: Vec<Line>) -> Vec<Line> {
    let mut goes_on = Vec::with_capacity(lines.len());
    let (mut gaps_within, mut gaps_between) = (Vec::new(), Vec::new());
    let mut row: Option<&Line> = None;
    let mut above = f32::MAX;
    for line in &lines {
        let gap = above - line.y;
        let is_part = row.is_some_and(|row| is_part_of(line, row)) && gap < 2.0 * line.size;
        if is_part {
            gaps_within.push(gap);
        } else {
            let is_next = row.is_some_and(|row| row.cells.len() >= WRAPPED_CELLS_MIN && is_same_start(line, row));
            gaps_between.extend(is_next.then_some(gap));
            row = Some(line);
        }
        goes_on.push(is_part);
        above = line.y;
    }
    let is_wrapped = match (median(gaps_within), median(gaps_between)) {
        (Some(within), Some(between)) => within < 0.95 * between,
        _ => false,
    };
    if !is_wrapped {
        return lines;
    }
    let widths = widths(&lines);
    let mut rows: Vec<Line> = Vec::new();
    for (line, goes_on) in lines.into_iter().zip(goes_on) {
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => line.cells.into_iter().for_each(|cell| append(row, cell, &widths)),
            None => rows.push(line),
        }
    }
    rows
}

fn is_part_of(line: &Line, row: &Line) -> bool {
    /// Each cell is looked for among those above it; no page is so wide.
    const CELLS_MAX: usize = 256;
    if row.cells.len() > CELLS_MAX {
        return false;
    }
    let is_below = |cell: &Cell| row.cells.iter().skip(1).any(|above| (above.x - cell.x).abs() < SAME_X);
    row.cells.len() >= WRAPPED_CELLS_MIN && line.cells.len() < row.cells.len() && line.cells.iter().all(is_below)
}

fn is_same_start(line: &Line, row: &Line) -> bool {
    let start = |line: &Line| line.cells.first().map(|cell| cell.x);
    start(line).zip(start(row)).is_some_and(|(a, b)| (a - b).abs() < SAME_X)
}

fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The widest cell of each column, by where it begins.
fn widths(lines: &[Line]) -> Vec<(f32, f32)> {
    let mut cells: Vec<(f32, f32)> =
        lines.iter().flat_map(|line| &line.cells).map(|cell| (cell.x, cell.end - cell.x)).collect();
    cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut widths: Vec<(f32, f32)> = Vec::new();
    for (x, width) in cells {
        match widths.last_mut() {
            Some((start, widest)) if x - *start < SAME_X => *widest = widest.max(width),
            _ => widths.push((x, width)),
        }
    }
    widths
}

/// Appends a line of a cell. Words are parted where there is room for more: a word is broken only where it fills its line.
fn append(row: &mut Line, cell: Cell, widths: &[(f32, f32)]) {
    let Some(above) = row.cells.iter_mut().find(|above| (above.x - cell.x).abs() < SAME_X) else {
        row.cells.push(cell);
        return;
    };
    let after = widths.partition_point(|&(start, _)| start <= cell.x);
    let widest = after.checked_sub(1).and_then(|at| widths.get(at)).map_or(0.0, |&(_, width)| width);
    let next_letter = (cell.end - cell.x) / cell.text.chars().count().max(1) as f32;
    let is_full = above.end - above.x + next_letter > widest;
    if !is_full && !above.text.ends_with(['-', ' ']) {
        above.text.push(' ');
    }
    above.text.push_str(&cell.text);
    // How full the line is that was added last.
    above.end = above.x + (cell.end - cell.x);
}

/// Where the columns of a block of lines begin: at least a third of its lines, or its first one, have a cell there.
fn columns(block: &[Vec<Cell>]) -> Vec<f32> {
    let mut starts: Vec<(f32, bool)> = Vec::new();
    for (index, line) in block.iter().enumerate() {
        starts.extend(line.iter().map(|cell| (cell.x, index == 0)));
    }
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f32, usize, bool)> = Vec::new();
    for (x, is_first) in starts {
        match columns.last_mut() {
            Some((start, count, has_first)) if x - *start < COLUMN_REACH => {
                *count += 1;
                *has_first |= is_first;
            }
            _ => columns.push((x, 1, is_first)),
        }
    }
    let is_column = |&(x, count, has_first): &(f32, usize, bool)| (has_first || count * 3 >= block.len()).then_some(x);
    columns.iter().filter_map(is_column).collect()
}

fn table(block: &[Vec<Cell>], columns: &[f32], rows: &mut Rows<'_, '_>) {
    let span = 0..rows.bytes.len();
    let mut grid = Grid::new("table");
    for line in block {
        let mut row: Row = vec![None; columns.len()];
        for cell in line {
            let before = columns.partition_point(|&start| start <= cell.x + COLUMN_REACH).saturating_sub(1);
            let Some(place) = row.get_mut(before) else { continue };
            let text = match place.take().and_then(|field: Field| field.decoded) {
                Some(known) => [known.as_slice(), b" ", cell.text.trim().as_bytes()].concat(),
                None => cell.text.trim().as_bytes().to_vec(),
            };
            *place = Some(Field::decoded(text, span.clone()));
        }
        grid.row(rows, row);
    }
    grid.finish(rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of cells in a font whose letters are all five points wide.
    fn line(y: f32, cells: &[(f32, &str)]) -> Line {
        let cell = |&(x, text): &(f32, &str)| Cell { x, end: x + 5.0 * text.len() as f32, text: text.to_owned() };
        Line { y, size: 10.0, cells: cells.iter().map(cell).collect() }
    }

    fn texts(lines: Vec<Line>) -> Vec<Vec<String>> {
        join_wrapped(lines).into_iter().map(|line| line.cells.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn rows_in_several_lines_are_put_together() {
        let lines = vec![
            line(700.0, &[(50.0, "id"), (80.0, "name"), (120.0, "ssn"), (170.0, "email")]),
            line(680.0, &[(50.0, "1"), (80.0, "Ann"), (120.0, "219-09-"), (170.0, "ann.exam")]),
            line(668.0, &[(80.0, "Example"), (120.0, "9999"), (170.0, "ple@exam")]),
            line(656.0, &[(170.0, "ple.org")]),
            line(636.0, &[(50.0, "2"), (80.0, "Bob"), (120.0, "219-09-"), (170.0, "b@x.org")]),
            line(624.0, &[(120.0, "9998")]),
        ];
        let rows = texts(lines);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1], ["1", "Ann Example", "219-09-9999", "ann.example@example.org"]);
        assert_eq!(rows[2], ["2", "Bob", "219-09-9998", "b@x.org"]);
    }

    #[test]
    fn rows_that_only_lack_their_first_cell_stay_rows() {
        let lines = vec![
            line(700.0, &[(50.0, "north"), (80.0, "Ann"), (120.0, "219-09-9999")]),
            line(688.0, &[(80.0, "Bob"), (120.0, "219-09-9998")]),
            line(676.0, &[(50.0, "south"), (80.0, "Eve"), (120.0, "219-09-9997")]),
            line(664.0, &[(80.0, "Dan"), (120.0, "219-09-9996")]),
        ];
        assert_eq!(texts(lines).len(), 4);
    }
}
