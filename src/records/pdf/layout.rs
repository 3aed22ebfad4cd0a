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
/// So many columns at the same places as those of the page before are no accident.
const COLUMNS_SAME_MIN: usize = 3;

/// A part of a line.
#[derive(Default)]
struct Cell {
    x: f32,
    end: f32,
    text: String,
    /// Where it was put together from runs that the page placed each for itself.
    joints: Vec<Joint>,
}

/// A gap within a cell.
struct Joint {
    /// Offset in the text of what follows.
    at: usize,
    /// The middle of the run before, and its end.
    middle: f32,
    end: f32,
    /// Where what follows begins.
    x: f32,
}

/// What stands at one height.
struct Line {
    y: f32,
    size: f32,
    cells: Vec<Cell>,
}

/// A table that may go on on the next page: its columns, and what names them.
pub(super) struct Begun {
    columns: Vec<Column>,
    names: Vec<Vec<u8>>,
}

/// Hands on the runs of a page. `begun` is the last table of the page before, and then that of this one.
pub(super) fn hand_on(runs: Vec<Run>, begun: &mut Option<Begun>, rows: &mut Rows<'_, '_>) {
    let lines = lines(runs);
    let stops = stops(&lines);
    let mut lines: Vec<Line> = lines.into_iter().filter_map(|runs| line(runs, &stops)).collect();
    split_at_columns(&mut lines);
    let lines: Vec<Vec<Cell>> = join_wrapped(lines).into_iter().map(|line| line.cells).collect();
    let mut text = String::new();
    let mut at = 0;
    let mut before = begun.take();
    while at < lines.len() {
        let rest = lines.get(at..).unwrap_or_default();
        let len = rest.iter().take_while(|line| line.len() > 1).count();
        let block = rest.get(..len).unwrap_or_default();
        let columns = columns(block);
        // The first one of the page alone goes on with the last one of the page before.
        let names = if len > 0 { before.take().and_then(|before| before.names_of(&columns)) } else { None };
        if COLUMNS.contains(&columns.len()) && (len >= LINES_MIN || names.is_some()) {
            end_text(&mut text, rows);
            let names = table(block, &columns, names.unwrap_or_default(), rows);
            *begun = Some(Begun { columns, names });
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

impl Begun {
    /// What names the columns of a table that stands at the same places; `None` where it does not.
    fn names_of(&self, columns: &[Column]) -> Option<Vec<Vec<u8>>> {
        let is_same = |ours: &Column, theirs: &Column| {
            (ours.start - theirs.start).abs() < COLUMN_REACH || ours.start < theirs.end && theirs.start < ours.end
        };
        let mut ours = self.columns.iter().zip(&self.names);
        // A column of ours may be empty there, and is then missing.
        let names: Option<Vec<Vec<u8>>> =
            columns.iter().map(|theirs| Some(ours.find(|(ours, _)| is_same(ours, theirs))?.1.clone())).collect();
        names.filter(|names| names.len() >= COLUMNS_SAME_MIN && names.len() * 3 >= self.columns.len() * 2)
    }
}

fn end_text(text: &mut String, rows: &mut Rows<'_, '_>) {
    let span = 0..rows.bytes.len();
    rows.decoded_text(std::mem::take(text).as_bytes(), span);
}

/// Runs at one height, from the left to the right; lines from the top down.
fn lines(mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    // What is drawn nowhere is read all the same.
    for run in &mut runs {
        for number in [&mut run.x, &mut run.y, &mut run.end, &mut run.size] {
            *number = if number.is_finite() { *number } else { 0.0 };
        }
    }
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
/// stand as close to each other as words do. Where no run holds a blank, words or glyphs are placed one by one; what begins at one
/// place in many lines is a column only if a gap wider than a blank stands before it in some.
fn stops(lines: &[Vec<Run>]) -> Vec<f32> {
    const RUNS_MIN: usize = 3;
    const STOP_LINES_MIN: usize = 5;
    /// A blank of a typewriter is six tenths wide.
    const WIDE_GAP: f32 = 0.75;
    let place = |line: &[Run], at: usize| {
        let (run, before) = (line.get(at)?, at.checked_sub(1).and_then(|before| line.get(before)));
        let is_wide = before.is_none_or(|before| run.x - before.end > WIDE_GAP * run.size.max(1.0));
        run.is_placed.then_some((run.x, is_wide))
    };
    let placed = |line: &[Run]| (0..line.len()).filter_map(|at| place(line, at)).collect::<Vec<(f32, bool)>>();
    let places: Vec<Vec<(f32, bool)>> =
        lines.iter().map(|line| placed(line)).filter(|line| line.len() >= RUNS_MIN).collect();
    let runs = || lines.iter().flatten().filter(|run| run.is_placed);
    let is_cell = |run: &&Run| run.text.trim().contains(' ');
    let are_cells = runs().filter(is_cell).count() * 20 >= runs().count();
    let mut starts: Vec<(f32, bool)> = places.concat();
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let groups = starts.chunk_by(|before, here| here.0 - before.0 < SAME_STOP);
    let is_stop = |group: &&[(f32, bool)]| {
        let wide = group.iter().filter(|(_, is_wide)| *is_wide).count();
        group.len() >= STOP_LINES_MIN && group.len() * 2 >= places.len() && (are_cells || wide * 5 >= group.len())
    };
    groups.filter(is_stop).filter_map(|group| group.get(group.len() / 2).map(|(x, _)| *x)).collect()
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
                if gap > WORD_GAP && run.is_placed {
                    let start = cell.joints.last().map_or(cell.x, |joint| joint.x);
                    let middle = f32::midpoint(start, cell.end);
                    cell.joints.push(Joint { at: cell.text.len(), middle, end: cell.end, x: run.x });
                }
                cell.text.push_str(&run.text);
                cell.end = cell.end.max(run.end);
            }
            _ => cells.push(Cell { x: run.x, end: run.end, text: run.text, joints: Vec::new() }),
        }
    }
    cells
}

/// Parts cells that stand as close to each other as words do, where a column of other lines begins between them: headings of
/// narrow columns.
fn split_at_columns(lines: &mut [Line]) {
    const LINES_WITH_COLUMN_MIN: usize = 5;
    let mut starts: Vec<f32> = lines.iter().flat_map(|line| line.cells.iter().map(|cell| cell.x)).collect();
    starts.sort_by(f32::total_cmp);
    let groups = starts.chunk_by(|before, here| here - before < SAME_STOP);
    let columns: Vec<f32> = groups
        .filter(|group| group.len() >= LINES_WITH_COLUMN_MIN)
        .filter_map(|group| group.get(group.len() / 2).copied())
        .collect();
    let begins_column = |joint: &Joint| {
        let after = columns.partition_point(|&column| column <= joint.middle);
        columns.get(after).is_some_and(|&column| column < joint.x + SAME_X)
    };
    for line in lines.iter_mut().filter(|line| line.cells.len() > 1) {
        let cells = std::mem::take(&mut line.cells);
        for mut cell in cells {
            let joints = std::mem::take(&mut cell.joints);
            for joint in joints.into_iter().rev().filter(begins_column) {
                let text = cell.text.split_off(joint.at.min(cell.text.len()));
                line.cells.push(Cell { x: joint.x, end: cell.end, text, joints: Vec::new() });
                cell.end = joint.end;
            }
            line.cells.push(cell);
        }
        line.cells.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
}

/// Whether `x` is one of the stops, which rise.
fn is_stop(stops: &[f32], x: f32) -> bool {
    let from = stops.partition_point(|stop| *stop <= x - SAME_STOP);
    stops.get(from).is_some_and(|stop| *stop < x + SAME_STOP)
}

/// Cells that begin so near to each other begin at one place.
const SAME_X: f32 = 2.0;
/// Lines of a row are so much closer to each other than rows are.
const PARTS_GAP: f32 = 0.95;
/// A row has so many cells.
const WRAPPED_CELLS_MIN: usize = 3;

/// Puts rows together whose cells were too narrow for their text. The line with the row's first cell is its anchor; lines
/// above and below it, where the page centres the cells, hold further parts of other cells. Between two anchors the widest gap
/// parts their rows. Nothing is put together unless parts of rows stand closer to each other than rows do.
fn join_wrapped(lines: Vec<Line>) -> Vec<Line> {
    let anchors = anchors(&lines);
    let gap = |below: usize| {
        let y = |at: usize| lines.get(at).map_or(0.0, |line| line.y);
        y(below - 1) - y(below)
    };
    // For each line the anchor of its row.
    let mut rows: Vec<usize> = (0..lines.len()).collect();
    let (mut gaps_within, mut gaps_between) = (Vec::new(), Vec::new());
    for pair in anchors.windows(2) {
        let &[above, below] = pair else { continue };
        let is_part = |at: usize| is_part_of(&lines, at, above) && is_part_of(&lines, at, below);
        if !(above + 1..below).all(is_part) {
            continue;
        }
        let Some(widest) = (above + 1..=below).max_by(|&a, &b| gap(a).total_cmp(&gap(b))) else { continue };
        gaps_between.push(gap(widest));
        gaps_within.extend((above + 1..=below).filter(|&at| at != widest).map(gap));
        for at in above + 1..below {
            if let Some(row) = rows.get_mut(at) {
                *row = if at < widest { above } else { below };
            }
        }
    }
    let (Some(within), Some(between)) = (median(gaps_within), median(gaps_between)) else { return lines };
    if within >= PARTS_GAP * between {
        return lines;
    }
    // What stands above the first anchor and below the last.
    let is_near = |gap: f32| gap < PARTS_GAP * between;
    if let (Some(&first), Some(&last)) = (anchors.first(), anchors.last()) {
        let above = (0..first).rev().take_while(|&at| is_near(gap(at + 1)) && is_part_of(&lines, at, first));
        let below = (last + 1..lines.len()).take_while(|&at| is_near(gap(at)) && is_part_of(&lines, at, last));
        let found: Vec<(usize, usize)> = above.map(|at| (at, first)).chain(below.map(|at| (at, last))).collect();
        for (at, anchor) in found {
            if let Some(row) = rows.get_mut(at) {
                *row = anchor;
            }
        }
    }
    // What is left of a row on the page before is no part of one here.
    let is_loose = |at: usize, row: usize| {
        let passed = if at > row { row + 1..=at } else { at + 1..=row };
        at != row && !passed.into_iter().all(|at| is_near(gap(at)))
    };
    let loose: Vec<bool> = rows.iter().enumerate().map(|(at, &row)| is_loose(at, row)).collect();
    let widths = widths(&lines);
    let mut joined: Vec<(usize, Line)> = Vec::new();
    let mut lost: Vec<Line> = Vec::new();
    for ((line, row), is_loose) in lines.into_iter().zip(rows).zip(loose) {
        match joined.last_mut() {
            _ if is_loose => lost.push(line),
            Some((known, above)) if *known == row => {
                line.cells.into_iter().for_each(|cell| append(above, cell, &widths));
            }
            _ => joined.push((row, line)),
        }
    }
    joined.iter_mut().for_each(|(_, line)| line.cells.sort_by(|a, b| a.x.total_cmp(&b.x)));
    lost.into_iter().chain(joined.into_iter().map(|(_, line)| line)).collect()
}

/// The lines that begin in the first column of a table: the place of the leftmost line of several cells.
fn anchors(lines: &[Line]) -> Vec<usize> {
    let several = || lines.iter().enumerate().filter(|(_, line)| line.cells.len() >= WRAPPED_CELLS_MIN);
    let first = several().filter_map(|(_, line)| line.cells.first()).min_by(|a, b| a.x.total_cmp(&b.x));
    let Some(first) = first else { return Vec::new() };
    let is_below = |line: &Line| line.cells.first().is_some_and(|cell| cell.x < first.end.max(first.x + SAME_X));
    several().filter(|(_, line)| is_below(line)).map(|(at, _)| at).collect()
}

/// Each cell is looked for among so many of a row; no page is so wide.
const CELLS_MAX: usize = 256;

/// Whether a line may hold parts of the cells of a row: it has fewer, all behind its first, none over several of them.
fn is_part_of(lines: &[Line], at: usize, anchor: usize) -> bool {
    let (Some(line), Some(row)) = (lines.get(at), lines.get(anchor)) else { return false };
    let Some(first) = row.cells.first().filter(|_| row.cells.len() <= CELLS_MAX) else { return false };
    let over = |cell: &Cell| row.cells.iter().filter(|other| other.x < cell.end && cell.x < other.end).count();
    let is_near = (line.y - row.y).abs() < LINES_OF_ROW_MAX * line.size;
    is_near
        && line.cells.len() < row.cells.len()
        && line.cells.iter().all(|cell| cell.x > first.x + SAME_X && over(cell) <= 1)
}

/// A cell is broken into so many lines at most, above or below the anchor.
const LINES_OF_ROW_MAX: f32 = 12.0;

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
    let is_same = |above: &&mut Cell| {
        (above.x - cell.x).abs() < SAME_X || above.x < cell.end && cell.x < above.end.max(above.x + SAME_X)
    };
    let Some(above) = row.cells.iter_mut().take(CELLS_MAX).find(is_same) else {
        row.cells.push(cell);
        return;
    };
    let after = widths.partition_point(|&(start, _)| start <= above.x);
    let widest = after.checked_sub(1).and_then(|at| widths.get(at)).map_or(0.0, |&(_, width)| width);
    let next_letter = (cell.end - cell.x) / cell.text.chars().count().max(1) as f32;
    let is_full = above.end - above.x + next_letter > widest;
    if !is_full && !is_open_ended(&above.text) && !cell.text.starts_with('@') {
        above.text.push(' ');
    }
    above.text.push_str(&cell.text);
    // How full the line is that was added last.
    above.x = above.x.min(cell.x);
    above.end = above.x + (cell.end - cell.x);
}

/// Whether a text can only go on within its last word: at a hyphen, or in an e-mail address whose domain is not whole.
fn is_open_ended(text: &str) -> bool {
    // No address is longer: the text may be, and every line of it asks.
    let tail_len = text.char_indices().rev().nth(255).map_or(0, |(at, _)| at);
    let word = text.get(tail_len..).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
    let is_cut_address = word.split_once('@').is_some_and(|(_, domain)| !domain.trim_end_matches('.').contains('.'));
    is_cut_address || text.ends_with(['-', ' '])
}

/// A column of a block of lines.
#[derive(Debug, Clone, Copy)]
struct Column {
    start: f32,
    /// Where the longest of its cells ends.
    end: f32,
    cells: usize,
    /// Whether the first line has a cell there.
    has_first: bool,
}

/// The columns of a block of lines: at least a third of its lines, or its first one, have a cell there. Cells that stand below
/// each other and never beside each other are one column, wherever they begin: numbers that end at one place, a heading over
/// the middle.
fn columns(block: &[Vec<Cell>]) -> Vec<Column> {
    let mut cells: Vec<(usize, &Cell)> =
        block.iter().enumerate().flat_map(|(line, cells)| cells.iter().map(move |cell| (line, cell))).collect();
    cells.sort_by(|a, b| a.1.x.total_cmp(&b.1.x));
    let groups = groups_by_start(&cells);
    let mut columns: Vec<Column> = Vec::new();
    // The last column that each line has a cell of.
    let mut last_of: Vec<usize> = vec![usize::MAX; block.len()];
    for group in groups {
        let column = columns.len().wrapping_sub(1);
        let is_beside = group.iter().any(|&(line, _)| last_of.get(line) == Some(&column));
        let start = group.first().map_or(0.0, |(_, cell)| cell.x);
        let end = group.iter().map(|(_, cell)| cell.end).fold(start, f32::max);
        let has_first = group.iter().any(|&(line, _)| line == 0);
        let column = match columns.last_mut() {
            Some(known) if !is_beside && start < known.end => {
                known.end = known.end.max(end);
                known.cells += group.len();
                known.has_first |= has_first;
                column
            }
            _ => {
                columns.push(Column { start, end, cells: group.len(), has_first });
                columns.len() - 1
            }
        };
        for &(line, _) in group {
            if let Some(last) = last_of.get_mut(line) {
                *last = column;
            }
        }
    }
    columns.retain(|column| column.cells * 3 >= block.len() || column.has_first);
    columns
}

/// Cells that begin within [`COLUMN_REACH`] of the first of them. `cells` rise by where they begin.
fn groups_by_start<'c, 'l>(mut cells: &'c [(usize, &'l Cell)]) -> Vec<&'c [(usize, &'l Cell)]> {
    let mut groups = Vec::new();
    while let Some((_, first)) = cells.first() {
        let len = cells.partition_point(|(_, cell)| cell.x - first.x < COLUMN_REACH).max(1);
        let (group, rest) = cells.split_at(len.min(cells.len()));
        groups.push(group);
        cells = rest;
    }
    groups
}

/// Hands on a table. `names` are those of its columns where it goes on with another; gives back what names them.
fn table(block: &[Vec<Cell>], columns: &[Column], names: Vec<Vec<u8>>, rows: &mut Rows<'_, '_>) -> Vec<Vec<u8>> {
    let span = 0..rows.bytes.len();
    let mut grid = Grid::continued("table", names);
    for line in block {
        let mut row: Row = vec![None; columns.len()];
        for cell in line {
            let before = columns.partition_point(|column| column.start <= cell.x + COLUMN_REACH).saturating_sub(1);
            let Some(place) = row.get_mut(before) else { continue };
            let mut text = match place.take().and_then(|field: Field| field.decoded) {
                Some(mut known) => {
                    known.push(b' ');
                    known
                }
                None => Vec::new(),
            };
            text.extend_from_slice(cell.text.trim().as_bytes());
            *place = Some(Field::decoded(text, span.clone()));
        }
        grid.row(rows, row);
    }
    grid.finish(rows);
    grid.into_names()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of cells in a font whose letters are all five points wide.
    fn line(y: f32, cells: &[(f32, &str)]) -> Line {
        let cell = |&(x, text): &(f32, &str)| Cell {
            x,
            end: x + 5.0 * text.len() as f32,
            text: text.to_owned(),
            joints: Vec::new(),
        };
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
        let starts: Vec<f32> = columns(&lines).iter().map(|column| column.start).collect();
        assert_eq!(starts, [50.0, 80.0, 150.0, 220.0]);
    }

    #[test]
    fn a_heading_before_numbers_that_end_at_one_place_names_them() {
        let mut lines = vec![line(700.0, &[(50.0, "id"), (90.0, "date_of_birth"), (180.0, "ssn")]).cells];
        let person = |y: f32| line(y, &[(65.0, "7"), (110.0, "1971-07-01"), (180.0, "219-09-9999")]).cells;
        lines.push(line(690.0, &[(55.0, "100"), (110.0, "1971-07-02"), (180.0, "219-09-9998")]).cells);
        lines.extend([688.0, 676.0, 664.0, 652.0].map(person));
        let starts: Vec<f32> = columns(&lines).iter().map(|column| column.start).collect();
        assert_eq!(starts, [50.0, 90.0, 180.0]);
    }

    #[test]
    fn rows_whose_cells_are_centred_are_put_together() {
        let mut lines = vec![line(720.0, &[(50.0, "id"), (80.0, "name"), (140.0, "ssn"), (200.0, "state")])];
        for row in 0..3u8 {
            let y = 700.0 - 26.0 * f32::from(row);
            lines.push(line(y, &[(120.0, "219-09-")]));
            lines.push(line(y - 6.0, &[(50.0, "1"), (80.0, "Ann P."), (200.0, "NY")]));
            lines.push(line(y - 12.0, &[(120.0, "9999")]));
        }
        let rows = texts(lines);
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1], ["1", "Ann P.", "219-09-9999", "NY"]);
    }

    #[test]
    fn addresses_are_whole_only_with_their_domain() {
        assert!(is_open_ended("see ann@exam") && is_open_ended("ann@example.") && is_open_ended("219-09-"));
        assert!(!is_open_ended("ann@example.org") && !is_open_ended("Ann"));
    }

    #[test]
    fn a_text_without_blanks_is_not_looked_through_for_every_line_of_it() {
        assert!(is_open_ended(&format!("{}ann@exam", "x ".repeat(500))));
        assert!(!is_open_ended(&format!("a@{}", "é".repeat(500))), "no address is so long");
    }

    #[test]
    fn headings_as_close_as_words_are_parted_where_columns_begin() {
        let heading = runs(700.0, &[(50.0, "id"), (80.0, "full_name"), (131.0, "ssn"), (190.0, "state")]);
        let mut lines = vec![super::line(heading, &[]).unwrap()];
        let person = |row: u8| {
            line(690.0 - f32::from(row), &[(50.0, "1"), (75.0, "Ann"), (127.0, "219-09-9999"), (190.0, "NY")])
        };
        lines.extend((0..6).map(person));
        assert_eq!(lines[0].cells.len(), 3);
        split_at_columns(&mut lines);
        let texts: Vec<_> = lines[0].cells.iter().map(|cell| cell.text.trim()).collect();
        assert_eq!(texts, ["id", "full_name", "ssn", "state"]);
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
    fn groups_of_digits_that_a_page_places_one_by_one_are_no_cells() {
        let page: Vec<Vec<Run>> = (0..20u8)
            .map(|row| {
                let y = 700.0 - 12.0 * f32::from(row);
                runs(y, &[(50.0, "4111"), (75.0, "1111"), (100.0, "1111"), (125.0, "1111")])
            })
            .collect();
        assert_eq!(stops(&page), [50.0]);
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
