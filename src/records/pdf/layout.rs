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

/// Hands on the runs of a page.
pub(super) fn hand_on(runs: Vec<Run>, rows: &mut Rows<'_, '_>) {
    let lines: Vec<Vec<Cell>> = lines(runs).into_iter().map(cells).collect();
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
