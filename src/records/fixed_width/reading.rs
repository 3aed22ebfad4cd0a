//! Turns pieces into batches, one table after the other.

use std::fmt::Write as _;
use std::sync::Arc;

use super::layout::{Layout, Row, is_row_count};
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, TableId};
use crate::records::lines::{self, Line};
use crate::records::{BatchSink, Flow, Piece, State, TextClass};

/// Lines that are looked at to tell that another table begins.
const LINES_AHEAD: usize = 8;

/// Tables that are known again where they go on behind others, and the longest header of one.
const KNOWN_MAX: usize = 64;
const KNOWN_LEN_MAX: usize = 4096;

/// Between the tables of a source, as a state: the number of the table and of all tables, whether it has ended, the lines of its header,
/// and those of the headers of others.
struct Position {
    number: u32,
    count: u32,
    has_ended: bool,
    /// Empty where it is that of the table that the source begins with.
    header: String,
    /// By their numbers.
    known: Vec<(u32, String)>,
}

impl Position {
    const FIRST: Self = Self { number: 1, count: 1, has_ended: false, header: String::new(), known: Vec::new() };

    fn of(state: &State) -> Self {
        let State::Inside(text) = state else { return Self::FIRST };
        Self::parsed(text).unwrap_or(Self::FIRST)
    }

    fn parsed(text: &str) -> Option<Self> {
        let (number, rest) = text.split_once(' ')?;
        let (count, rest) = rest.split_once(' ')?;
        let (place, rest) = rest.split_once(' ')?;
        let (header, mut rest) = Self::counted(rest)?;
        let mut known = Vec::new();
        while let Some((number, more)) = rest.split_once(' ') {
            let (header, after) = Self::counted(more)?;
            known.push((number.parse().ok()?, header.to_owned()));
            rest = after;
        }
        let (number, count) = (number.parse().ok()?, count.parse().ok()?);
        Some(Self { number, count, has_ended: place == "ended", header: header.to_owned(), known })
    }

    /// The text whose length stands before it, and what follows.
    fn counted(text: &str) -> Option<(&str, &str)> {
        let (len, rest) = text.split_once(' ')?;
        rest.split_at_checked(len.parse().ok()?)
    }

    fn state(&self) -> State {
        if self.number == 1 && self.count == 1 && !self.has_ended && self.header.is_empty() {
            return State::Between;
        }
        let place = if self.has_ended { "ended" } else { "goes-on" };
        let mut text = format!("{} {} {place} {} {}", self.number, self.count, self.header.len(), self.header);
        for (number, header) in &self.known {
            let _ = write!(text, "{number} {} {header}", header.len());
        }
        State::Inside(Arc::from(text))
    }
}

/// One pass over a piece.
pub(super) struct Reading<'a, 's> {
    first: &'a Layout,
    /// The layout of a table that another one stands above.
    other: Option<Layout>,
    position: Position,
    /// The columns of the tables that the position knows.
    known: Vec<(u32, Vec<ColumnSpec>)>,
    piece: &'a Piece<'a>,
    sink: &'s mut dyn BatchSink,
    table: TableId,
    columns: Vec<ColumnId>,
    batch: BatchBuf,
}

impl<'a, 's> Reading<'a, 's> {
    pub(super) fn new(first: &'a Layout, piece: &'a Piece<'a>, sink: &'s mut dyn BatchSink) -> Self {
        let position = Position::of(piece.state);
        let other = Layout::under(position.header.as_bytes())
            .map(|layout| layout.among_text(position.number != 1 || first.is_among_text));
        let columns = |header: &str| Layout::under(header.as_bytes()).map(|layout| layout.columns);
        let known = position.known.iter().filter_map(|(number, header)| Some((*number, columns(header)?))).collect();
        let table = sink.table("");
        let (columns, batch) = (Vec::new(), BatchBuf::default());
        let mut reading = Self { first, other, position, known, piece, sink, table, columns, batch };
        reading.open();
        reading
    }

    /// The state behind what was read.
    pub(super) fn state(&self) -> State {
        self.position.state()
    }

    fn layout(&self) -> &Layout {
        self.other.as_ref().unwrap_or(self.first)
    }

    /// Opens the table that the position is in.
    fn open(&mut self) {
        let name = if self.position.number == 1 { String::new() } else { format!("#{}", self.position.number) };
        let layout = self.other.as_ref().unwrap_or(self.first);
        self.table = self.sink.table(&name);
        self.columns.clear();
        self.columns.extend(layout.columns.iter().map(|spec| self.sink.column(self.table, spec)));
    }

    /// Reads lines from `start` on and says where it stopped.
    pub(super) fn run(&mut self, start: usize) -> usize {
        let Piece { bytes, at_end, must_consume, .. } = *self.piece;
        let mut row = Row::default();
        let mut at = start;
        // Whether the line before is no record: another table may begin here.
        let mut is_apart = self.position.has_ended;
        while let Some(line) = Line::at(b'\n', bytes, at, at_end) {
            if is_apart && let Some((layout, next)) = self.begun_by(&line) {
                at = next;
                is_apart = false;
                if self.begin(layout, bytes.get(line.start..next).unwrap_or_default()).is_break()
                    || self.sink.text(bytes, line.start..next, TextClass::Structure).is_break()
                {
                    return at;
                }
                continue;
            }
            let is_record = if self.position.has_ended {
                self.layout().split_behind(line.of(bytes), &mut row) && !self.is_above_ruler(&line)
            } else {
                self.layout().split(line.of(bytes), &mut row)
            };
            if is_record {
                push(&mut self.batch, bytes, line.start, &self.columns, &row);
                self.position.has_ended = false;
                is_apart = false;
            } else {
                // What follows may begin a table: that is seen in its first lines.
                if !at_end && (at > 0 || !must_consume) && !has_lines(bytes.get(line.next..).unwrap_or_default()) {
                    break;
                }
                is_apart = true;
                if self.beside(&line).is_break() {
                    return line.next;
                }
            }
            at = line.next;
            if self.batch.is_full() && self.flush().is_break() {
                return at;
            }
        }
        if self.flush().is_break() {
            return at;
        }
        if at == 0 && must_consume {
            at = lines::boundary_near_end(bytes);
            // The piece ends here, so there is nothing left that the sink could stop.
            let _: Flow = self.sink.text(bytes, 0..at, TextClass::NotUnderstood);
        }
        at
    }

    /// The table that begins with this line, and where its records begin.
    fn begun_by(&self, line: &Line) -> Option<(Layout, usize)> {
        let bytes = self.piece.bytes;
        let below = Line::at(b'\n', bytes, line.next, true)?;
        if !lines::is_ruler(line.of(bytes)) && !lines::is_ruler(below.of(bytes)) {
            return None;
        }
        let mut sample = vec![line.clone()];
        while sample.len() < LINES_AHEAD
            && let Some(next) = sample.last().and_then(|line| Line::at(b'\n', bytes, line.next, true))
        {
            sample.push(next);
        }
        let layout = Layout::begun_by(bytes, &sample)?;
        let next = layout.body_start;
        (next > line.start && std::str::from_utf8(bytes.get(line.start..next)?).is_ok()).then_some((layout, next))
    }

    fn is_above_ruler(&self, line: &Line) -> bool {
        let bytes = self.piece.bytes;
        Line::at(b'\n', bytes, line.next, true).is_some_and(|below| lines::is_ruler(below.of(bytes)))
    }

    /// Goes on with this table, which is one of those before where it names the same columns.
    fn begin(&mut self, layout: Layout, header: &[u8]) -> Flow {
        let header = String::from_utf8_lossy(header).into_owned();
        let position = &mut self.position;
        position.has_ended = false;
        let before = position.number;
        let known = || self.known.iter().find(|(_, columns)| *columns == layout.columns).map(|(number, _)| *number);
        let is_same = layout.columns == self.other.as_ref().unwrap_or(self.first).columns;
        let number = if is_same {
            Some(before)
        } else if layout.columns == self.first.columns {
            Some(1)
        } else {
            known()
        };
        position.number = number.unwrap_or_else(|| {
            position.count = position.count.saturating_add(1);
            if position.known.len() < KNOWN_MAX && header.len() <= KNOWN_LEN_MAX {
                position.known.push((position.count, header.clone()));
                self.known.push((position.count, layout.columns.clone()));
            }
            position.count
        });
        let is_first = position.number == 1;
        let is_as_first = is_first && layout.is_drawn_as(self.first);
        position.header = if is_as_first { String::new() } else { header };
        let is_among_text = !is_first || self.first.is_among_text;
        if position.number != before {
            self.flush()?;
        }
        self.other = (!is_as_first).then_some(layout.among_text(is_among_text));
        if self.position.number != before {
            self.open();
        }
        Flow::Continue(())
    }

    /// Hands on a line that is no record.
    fn beside(&mut self, line: &Line) -> Flow {
        let bytes = self.piece.bytes;
        let content = line.of(bytes);
        let is_blank = lines::is_blank(content);
        self.position.has_ended |= is_row_count(content) || is_blank && self.layout().is_among_text;
        if is_blank {
            return Flow::Continue(());
        }
        let is_structure = lines::is_ruler(content) || content == self.layout().header;
        let class = if is_structure { TextClass::Structure } else { TextClass::Text };
        self.sink.text(bytes, line.start..line.end, class)
    }

    fn flush(&mut self) -> Flow {
        if self.batch.record_ends.is_empty() {
            return Flow::Continue(());
        }
        let flow = self.sink.batch(self.table, &self.batch.as_batch(self.piece.bytes));
        self.batch.clear();
        flow
    }
}

/// Whether as many whole lines follow as are looked at.
fn has_lines(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'\n', bytes).nth(LINES_AHEAD - 1).is_some()
}

/// Adds a record; blank cells and `NULL` are absent.
fn push(batch: &mut BatchBuf, bytes: &[u8], line_start: usize, columns: &[ColumnId], row: &Row) {
    for (span, column) in row.cells.iter().zip(columns) {
        let (start, end) = (line_start + span.start, line_start + span.end);
        if start < end && bytes.get(start..end) != Some(b"NULL") {
            batch.cells.push(Cell::borrowed(*column, lines::offset(start)..lines::offset(end)));
        }
    }
    batch.end_record();
}
