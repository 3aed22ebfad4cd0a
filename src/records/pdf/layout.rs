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
    let lines = lines(runs);
    let stops = stops(&lines);
    let lines: Vec<Line> = lines.into_iter().filter_map(|runs| line(runs, &stops)).collect();
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

/// Runs that begin so near to each other begin at one place.
const SAME_STOP: f32 = 0.5;

/// The places where runs begin in half of the lines that hold several, each put there by the page itself: cells of narrow columns
/// stand as close to each other as words do.
fn stops(lines: &[Vec<Run>]) -> Vec<f32> {
    const RUNS_MIN: usize = 3;
    const STOP_LINES_MIN: usize = 5;
    let placed = |line: &[Run]| line.iter().filter(|run| run.is_placed).map(|run| run.x).collect::<Vec<f32>>();
    let lines: Vec<Vec<f32>> = lines.iter().map(|line| placed(line)).filter(|line| line.len() >= RUNS_MIN).collect();
    let mut starts: Vec<f32> = lines.concat();
    starts.sort_by(f32::total_cmp);
    let groups = starts.chunk_by(|before, here| here - before < SAME_STOP);
    let is_stop = |group: &&[f32]| group.len() >= STOP_LINES_MIN && group.len() * 2 >= lines.len();
    groups.filter(is_stop).filter_map(|group| group.get(group.len() / 2).copied()).collect()
}

/// The cells of a line, and where it is.
fn line(runs: Vec<Run>, stops: &[f32]) -> Option<Line> {
    let first = runs.first()?;
    let (y, size) = (first.y, first.size.max(1.0));
    Some(Line { y, size, cells: cells(runs, stops) })
}

/// Joins the runs of a line where no wide gap parts them, and none begins at one of the `stops`.
fn cells(line: Vec<Run>, stops: &[f32]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for run in line {
        let gap = cells.last().map(|cell| (run.x - cell.end) / run.size.max(1.0));
        match (cells.last_mut(), gap) {
            (Some(cell), Some(gap)) if gap < CELL_GAP && !(run.is_placed && is_stop(stops, run.x)) => {
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

/// Whether `x` is one of the stops, which rise.
fn is_stop(stops: &[f32], x: f32) -> bool {
    let from = stops.partition_point(|stop| *stop <= x - SAME_STOP);
    stops.get(from).is_some_and(|stop| *stop < x + SAME_STOP)
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

/// A column of a block of lines.
struct Column {
    start: f32,
    /// Where the longest of its cells ends.
    end: f32,
    cells: usize,
    /// Whether the first line has a cell there.
    has_first: bool,
}

/// Where the columns of a block of lines begin: at least a third of its lines, or its first one, have a cell there. A heading that
/// stands over the middle of a column is no column by itself.
fn columns(block: &[Vec<Cell>]) -> Vec<f32> {
    let mut cells: Vec<Column> = Vec::new();
    for (index, line) in block.iter().enumerate() {
        let cell = |&Cell { x, end, .. }: &Cell| Column { start: x, end, cells: 1, has_first: index == 0 };
        cells.extend(line.iter().map(cell));
    }
    cells.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut columns: Vec<Column> = Vec::new();
    for cell in cells {
        match columns.last_mut() {
            Some(column) if cell.start - column.start < COLUMN_REACH => {
                column.cells += 1;
                column.end = column.end.max(cell.end);
                column.has_first |= cell.has_first;
            }
            _ => columns.push(cell),
        }
    }
    let is_common = |column: &Column| column.cells * 3 >= block.len();
    let mut starts: Vec<f32> = Vec::new();
    let mut left: Option<&Column> = None;
    for column in &columns {
        let is_heading = column.cells == 1 && left.is_some_and(|left| !left.has_first && column.start < left.end);
        if is_common(column) {
            left = Some(column);
        }
        if is_common(column) || column.has_first && !is_heading {
            starts.push(column.start);
        }
    }
    starts
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

    /// Runs that begin where the page says, in a font whose letters are all five points wide.
    fn runs(y: f32, runs: &[(f32, &str)]) -> Vec<Run> {
        let end = |x: f32, text: &str| x + 5.0 * text.len() as f32;
        let run = |&(x, text): &(f32, &str)| Run {
            x,
            y,
            end: end(x, text),
            size: 10.0,
            is_placed: true,
            text: text.to_owned(),
        };
        runs.iter().map(run).collect()
    }

    #[test]
    fn cells_that_stand_as_close_as_words_are_told_by_where_they_begin() {
        let line = |y, name: &'static str| runs(y, &[(50.0, name), (98.0, "219-09-9999"), (156.0, "ann@example.org")]);
        let page: Vec<Vec<Run>> = ["Ann Page", "Bob", "Eve", "Dan Smith", "Zoe"]
            .into_iter()
            .zip(0u8..)
            .map(|(name, row)| line(700.0 - 12.0 * f32::from(row), name))
            .collect();
        let stops = stops(&page);
        let cells = |runs: &Vec<Run>| super::line(runs.clone(), &stops).unwrap().cells.len();
        assert_eq!(page.iter().map(cells).collect::<Vec<_>>(), [3; 5]);
    }

    #[test]
    fn headings_over_the_middle_of_a_column_name_it() {
        let mut lines = vec![line(700.0, &[(51.0, "id"), (100.0, "name"), (165.0, "ssn"), (220.0, "note")]).cells];
        let person = |y: f32| line(y, &[(50.0, "1"), (80.0, "Ann Pagemaker"), (150.0, "219-09-9999")]).cells;
        lines.extend([688.0, 676.0, 664.0, 652.0].map(person));
        assert_eq!(columns(&lines), [50.0, 80.0, 150.0, 220.0]);
    }

    #[test]
    fn words_that_a_page_places_one_by_one_are_no_cells() {
        let words = ["it", "was", "the", "other", "day", "when", "nobody", "came", "to", "see", "us"];
        let mut seed = 1u32;
        let mut line = |row: u8| {
            let mut x = 50.0;
            let mut place = || {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let word = words[(seed >> 16) as usize % words.len()];
                let at = x;
                x += 5.0 * word.len() as f32 + 3.0;
                (at, word)
            };
            let words: Vec<_> = (0..8).map(|_| place()).collect();
            runs(700.0 - 12.0 * f32::from(row), &words)
        };
        let page: Vec<Vec<Run>> = (0..20).map(&mut line).collect();
        let stops = stops(&page);
        assert!(page.iter().all(|runs| super::line(runs.clone(), &stops).unwrap().cells.len() == 1));
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
