//! Turns pieces into batches.

use super::ends::PlainEnds;
use super::field::{Dialect, Field, Fields, Step};
use super::plain::{Beside, plain_records};
use super::sniff::Table;
use crate::batch::{BatchBuf, Cell, ColumnId, TableId};
use crate::decode::escapes;
use crate::error::{Reason, Severity};
use crate::records::lines::{self, Line};
use crate::records::{BatchSink, Consumed, Flow, Piece, State, TextClass, header};

/// Columns beyond the header's that careless records may open; what exceeds them shares the last one.
const COLUMNS_MAX: usize = 10_000;

/// Lines without any delimiter are no records of a table of this width or more, but text.
const WIDTH_OF_TEXT: usize = 3;

/// Reads the whole records at the start of `piece`.
pub(super) fn read(table: &Table, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
    let mut at = 0;
    if *piece.state == State::Start {
        if piece.bytes.len() < table.body_start && !piece.at_end && !piece.must_consume {
            return Consumed { len: 0, state: State::Start };
        }
        at = table.body_start.min(piece.bytes.len());
        if at > 0 && sink.text(piece.bytes, 0..at, TextClass::Structure).is_break() {
            return Consumed { len: at, state: State::Between };
        }
    }
    let mut reading = Reading::new(table, piece, sink);
    let len = reading.run(at);
    // After the last batch there is nothing left that the sink could stop.
    let _: Flow = reading.flush();
    if len == 0 { Consumed { len, state: piece.state.clone() } } else { Consumed { len, state: State::Between } }
}

/// One pass over a piece.
struct Reading<'a, 's> {
    table: &'a Table,
    piece: &'a Piece<'a>,
    fields: Fields<'a>,
    sink: &'s mut dyn BatchSink,
    id: TableId,
    columns: Vec<ColumnId>,
    batch: BatchBuf,
}

/// What stands at a place where a record may begin.
enum Record {
    /// A record, or a line that is none; the next begins here. Whether the sink wants more.
    Next(usize, Flow),
    Cut,
    Unclosed,
}

impl<'a, 's> Reading<'a, 's> {
    fn new(table: &'a Table, piece: &'a Piece<'a>, sink: &'s mut dyn BatchSink) -> Self {
        let id = sink.table("");
        let columns = table.columns.iter().map(|spec| sink.column(id, spec)).collect();
        let fields = Fields::new(table.dialect, piece.bytes, piece.at_end);
        Self { table, piece, fields, sink, id, columns, batch: BatchBuf::default() }
    }

    /// Reads records from `start` on and says where it stopped.
    fn run(&mut self, start: usize) -> usize {
        let mut at = start;
        while at < self.piece.bytes.len() {
            at = self.plain_records(at);
            if self.batch.is_full() && self.flush().is_break() {
                break;
            }
            if let Some(next) = self.plain_record(at) {
                at = next;
                if self.batch.is_full() && self.flush().is_break() {
                    break;
                }
                continue;
            }
            let flow = match self.record(at) {
                Record::Next(next, flow) => {
                    at = next;
                    flow
                }
                Record::Cut if !self.piece.must_consume || at > 0 => break,
                Record::Cut | Record::Unclosed => {
                    let (next, flow) = self.give_up(at);
                    at = next;
                    flow
                }
            };
            if flow.is_break() || (self.batch.is_full() && self.flush().is_break()) {
                break;
            }
        }
        at
    }

    /// Reads records as long as they are as most are. Gives where the next record begins.
    fn plain_records(&mut self, start: usize) -> usize {
        let Table { dialect, ref header, has_comments, .. } = *self.table;
        let Some(own) = self.columns.get(..self.table.columns.len()).filter(|own| own.len() > 1) else { return start };
        // A list of single values has no delimiter: its line end stands in for one.
        if dialect.delimiter == dialect.newline {
            return start;
        }
        let beside = Beside { header, comment: has_comments.then_some(b'#') };
        plain_records(self.piece.bytes, start, (dialect, own), beside, &mut self.batch)
    }

    /// Reads a record as most are: as many fields as there are columns, none quoted, padded or after a mark. `None` where
    /// it may be anything else; then nothing was done.
    fn plain_record(&mut self, start: usize) -> Option<usize> {
        let Dialect { delimiter, newline, quote, .. } = self.table.dialect;
        let bytes = self.piece.bytes;
        let first = *bytes.get(start)?;
        let header = self.table.header.as_slice();
        let is_header =
            header.first() == Some(&first) && bytes.get(start..).is_some_and(|rest| rest.starts_with(header));
        // A list of single values has no delimiter: its line end stands in for one.
        let may_be_beside = is_header || (first == b'#' && self.table.has_comments) || delimiter == newline;
        let own = self.columns.get(..self.table.columns.len())?;
        let (last, inner) = own.split_last().filter(|(_, inner)| !inner.is_empty() && !may_be_beside)?;
        let PlainEnds { ends, are_bare } = self.fields.plain_ends(start, inner.len() + 1)?;
        let (&end, inner_ends) = ends.split_last()?;
        let cells = &mut self.batch.cells;
        cells.reserve(ends.len());
        let mut at = lines::offset(start);
        if are_bare && bytes.get((end as usize).wrapping_sub(1)) != Some(&b'\r') {
            cells.extend(
                ends.iter()
                    .zip(own)
                    .map(|(&end, &column)| Cell::borrowed(column, std::mem::replace(&mut at, end + 1)..end)),
            );
            self.batch.end_record();
            return Some(end as usize + 1);
        }
        let mut is_plain = true;
        for (&end, &column) in inner_ends.iter().zip(inner) {
            let raw = || bytes.get(at as usize..end as usize).unwrap_or_default();
            is_plain &= are_bare || is_bare(raw(), quote);
            if are_bare || !is_null(raw()) {
                cells.push(Cell::borrowed(column, at..end));
            }
            at = end + 1;
        }
        let raw = bytes.get(at as usize..end as usize).unwrap_or_default();
        let raw = if newline == b'\n' { raw.strip_suffix(b"\r").unwrap_or(raw) } else { raw };
        if !is_plain || !is_bare(raw, quote) {
            self.batch.drop_open_record();
            return None;
        }
        if !is_null(raw) {
            cells.push(Cell::borrowed(*last, at..at + lines::offset(raw.len())));
        }
        self.batch.end_record();
        Some(end as usize + 1)
    }

    /// Reads one record into the batch.
    fn record(&mut self, start: usize) -> Record {
        if self.table.has_comments && self.piece.bytes.get(start) == Some(&b'#') {
            match Line::at(self.table.dialect.newline, self.piece.bytes, start, self.piece.at_end) {
                Some(line) if self.is_comment(&line) => return self.beside(start, line.next, TextClass::Structure),
                Some(_) => {}
                None => return Record::Cut,
            }
        }
        let mut at = start;
        let mut index = 0;
        loop {
            let field = match self.fields.at(at) {
                Step::Field(field) => field,
                Step::Cut => return self.dropped(Record::Cut),
                Step::Unclosed => return self.dropped(Record::Unclosed),
            };
            if field.is_last
                && let Some(class) = self.class_beside(&field, index, start)
            {
                return self.beside(start, field.next, class);
            }
            self.push(index, &field);
            index += 1;
            at = field.next;
            if field.is_last {
                self.batch.end_record();
                return Record::Next(at, Flow::Continue(()));
            }
        }
    }

    /// Whether a line that begins with `#` has another number of fields than the records.
    fn is_comment(&self, line: &Line) -> bool {
        let delimiters = memchr::memchr_iter(self.table.dialect.delimiter, line.of(self.piece.bytes)).count();
        delimiters + 1 != self.table.columns.len()
    }

    /// What the line that ends with its field `index` is if it is no record: text without any delimiter, blank, or the
    /// header again.
    fn class_beside(&self, last: &Field, index: usize, start: usize) -> Option<TextClass> {
        if index == 0 && !last.is_quoted {
            let is_text = self.table.columns.len() >= WIDTH_OF_TEXT || lines::is_blank(last.raw(self.piece.bytes));
            return is_text.then_some(TextClass::Text);
        }
        let header = self.table.header.as_slice();
        let line = self.piece.bytes.get(start..last.next).unwrap_or_default();
        let is_header = !header.is_empty() && line.starts_with(header) && line.trim_ascii_end().len() == header.len();
        is_header.then_some(TextClass::Structure)
    }

    /// Hands on a line that stands beside the records.
    fn beside(&mut self, start: usize, next: usize, class: TextClass) -> Record {
        self.batch.drop_open_record();
        let line = self.piece.bytes.get(start..next).unwrap_or_default();
        if lines::is_blank(line) {
            return Record::Next(next, Flow::Continue(()));
        }
        Record::Next(next, self.sink.text(self.piece.bytes, start..next, class))
    }

    fn dropped(&mut self, record: Record) -> Record {
        self.batch.drop_open_record();
        record
    }

    /// Hands on a record that is not understood, up to the end of its line, as text.
    fn give_up(&mut self, start: usize) -> (usize, Flow) {
        let bytes = self.piece.bytes;
        let (next, reason, message) = match Line::at(self.table.dialect.newline, bytes, start, self.piece.at_end) {
            Some(line) => (line.next, Reason::NotUnderstood, "a quote that is not closed; its line was read as text"),
            None => {
                let rest = bytes.get(start..).unwrap_or_default();
                let next = start + lines::boundary_near_end(rest).max(1);
                (next, Reason::RecordTooLong, "a record longer than the limit was read as text")
            }
        };
        self.sink.diagnostic(Severity::Warning, reason, start, message);
        (next, self.sink.text(bytes, start..next, TextClass::NotUnderstood))
    }

    #[inline]
    fn push(&mut self, index: usize, field: &Field) {
        let bytes = self.piece.bytes;
        let is_empty = field.start == field.end && !field.is_quoted;
        let is_beyond = index >= self.table.columns.len();
        if (is_empty && is_beyond) || (!field.is_quoted && is_null(field.raw(bytes))) {
            return;
        }
        let column = if is_beyond { self.column_beyond(index) } else { self.columns.get(index).copied() };
        let Some(column) = column else { return };
        let mut cell = Cell::borrowed(column, lines::offset(field.start)..lines::offset(field.end));
        if field.escape != crate::batch::Escape::None {
            let value = self.batch.arena.len();
            escapes::unescape(field.escape, field.raw(bytes), &mut self.batch.arena);
            cell.value = lines::offset(value);
            cell.value_len = lines::offset(self.batch.arena.len() - value);
            cell.escape = field.escape;
        }
        self.batch.cells.push(cell);
    }

    /// The column of a field beyond the header's, opened when first needed.
    #[cold]
    fn column_beyond(&mut self, index: usize) -> Option<ColumnId> {
        let last = self.columns.len().max(COLUMNS_MAX) - 1;
        let index = index.min(last);
        while self.columns.len() <= index {
            let spec = header::unnamed_column(self.columns.len());
            self.columns.push(self.sink.column(self.id, &spec));
        }
        self.columns.get(index).copied()
    }

    fn flush(&mut self) -> Flow {
        if self.batch.record_ends.is_empty() {
            return Flow::Continue(());
        }
        let flow = self.sink.batch(self.id, &self.batch.as_batch(self.piece.bytes));
        self.batch.clear();
        flow
    }
}

/// What stands for no value where it is not quoted.
#[inline]
fn is_null(raw: &[u8]) -> bool {
    matches!(raw.len(), 2 | 4) && matches!(raw, b"NULL" | b"\\N")
}

/// Whether a field without quotes stands there as it is meant: no quote, mark or space begins it, and no space ends it.
#[inline]
fn is_bare(raw: &[u8], quote: u8) -> bool {
    match raw {
        [] => true,
        [first, ..] if *first == quote || matches!(first, b' ' | b'=') => false,
        [.., last] => *last != b' ',
    }
}
