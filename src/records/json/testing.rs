//! What the tests of this format share: a sink that keeps everything, and the ways to read a source.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

use super::{Json, JsonReader};
use crate::batch::{Batch, ColumnId, ColumnSpec, TableId};
use crate::error::{Reason, Severity};
use crate::records::{BatchSink, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass};

/// One cell: column, value, raw span in the source.
pub(super) type Leaf = (String, String, Range<usize>);

/// Everything that was read, in order.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Kept {
    /// Table and cells of each record.
    pub(super) records: Vec<(String, Vec<Leaf>)>,
    /// Bytes handed on as text: span and class.
    pub(super) texts: Vec<(Range<usize>, TextClass)>,
    /// What went wrong.
    pub(super) reasons: Vec<Reason>,
}

impl Kept {
    /// `table: column=value column=value` for each record.
    pub(super) fn lines(&self) -> Vec<String> {
        let line = |(table, cells): &(String, Vec<Leaf>)| {
            let cells: Vec<_> = cells.iter().map(|(column, value, _)| format!("{column}={value}")).collect();
            format!("{table}: {}", cells.join(" ")).trim_end().to_owned()
        };
        self.records.iter().map(line).collect()
    }

    /// The text that was handed on.
    pub(super) fn text(&self, source: &[u8]) -> Vec<String> {
        let text = |(span, _): &(Range<usize>, TextClass)| String::from_utf8_lossy(&source[span.clone()]).into_owned();
        self.texts.iter().map(text).collect()
    }

    /// Without what tells one way of cutting from another: text is joined where it touches.
    pub(super) fn joined(mut self) -> Self {
        let mut texts: Vec<(Range<usize>, TextClass)> = Vec::new();
        for (span, class) in self.texts.drain(..) {
            match texts.last_mut() {
                Some((last, last_class)) if last.end == span.start && *last_class == class => last.end = span.end,
                _ => texts.push((span, class)),
            }
        }
        self.texts = texts;
        self.reasons.clear();
        self
    }
}

#[derive(Default)]
struct Sink {
    kept: Kept,
    base: usize,
    len: usize,
    tables: Vec<String>,
    columns: BTreeMap<TableId, Vec<String>>,
    stops: bool,
}

impl BatchSink for Sink {
    fn table(&mut self, name: &str) -> TableId {
        let index = self.tables.iter().position(|table| table == name).unwrap_or_else(|| {
            self.tables.push(name.to_owned());
            self.tables.len() - 1
        });
        TableId(u32::try_from(index).unwrap())
    }

    fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId {
        let columns = self.columns.entry(table).or_default();
        let index = columns.iter().position(|column| *column == spec.name).unwrap_or_else(|| {
            columns.push(spec.name.clone());
            columns.len() - 1
        });
        ColumnId(u32::try_from(index).unwrap())
    }

    fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow {
        let mut start = 0;
        for &end in batch.record_ends {
            let cells = batch.cells[start as usize..end as usize].iter().map(|cell| {
                assert!(cell.end as usize <= self.len && cell.start <= cell.end);
                let value = String::from_utf8_lossy(batch.value(cell)).into_owned();
                let mut raw = Vec::new();
                crate::decode::escapes::unescape(cell.escape, batch.raw(cell), &mut raw);
                assert_eq!(value, String::from_utf8_lossy(&raw), "the span unescapes to the value");
                let span = self.base + cell.start as usize..self.base + cell.end as usize;
                (self.columns[&table][cell.column.0 as usize].clone(), value, span)
            });
            self.kept.records.push((self.tables[table.0 as usize].clone(), cells.collect()));
            start = end;
        }
        if self.stops { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn text(&mut self, bytes: &[u8], span: Range<usize>, class: TextClass) -> Flow {
        assert!(span.start < span.end && span.end <= bytes.len() && bytes.len() == self.len);
        self.kept.texts.push((self.base + span.start..self.base + span.end, class));
        ControlFlow::Continue(())
    }

    fn decoded_text(&mut self, _text: &[u8], _span: Range<usize>) -> Flow {
        unreachable!("nothing in this format is decoded")
    }

    fn unpacked(&mut self, _bytes: u64) -> u64 {
        0
    }

    fn diagnostic(&mut self, _severity: Severity, reason: Reason, offset: usize, _message: &str) {
        assert!(offset <= self.len);
        self.kept.reasons.push(reason);
    }
}

/// A reader for a source, of which the head is whole.
pub(super) fn open(source: &[u8]) -> Option<Box<dyn Reader>> {
    Json.open(&Head { bytes: source, is_whole: true, name: "", companion: None })
}

/// A reader for a source of which the first `len` bytes were looked at.
pub(super) fn open_head(source: &[u8], len: usize) -> Option<Box<dyn Reader>> {
    Json.open(&Head {
        bytes: &source[..len.min(source.len())],
        is_whole: len >= source.len(),
        name: "",
        companion: None,
    })
}

/// A reader that was not asked whether this is JSON.
pub(super) fn reader(layout: super::Layout) -> Box<dyn Reader> {
    Box::new(JsonReader { layout, folded: std::sync::Arc::default(), head_end: None, names: None })
}

fn read_piece(reader: &dyn Reader, source: &[u8], span: Range<usize>, state: &State, force: bool) -> (Consumed, Kept) {
    let bytes = &source[span.clone()];
    let mut sink = Sink { base: span.start, len: bytes.len(), ..Sink::default() };
    let at_end = span.end == source.len();
    let consumed = reader.read(&Piece { bytes, state, at_end, must_consume: force }, &mut sink);
    assert!(consumed.len <= bytes.len());
    assert!(!at_end || consumed.len == bytes.len(), "at the end everything is consumed");
    assert!(!force || consumed.len > 0, "a piece that must be consumed is");
    (consumed, sink.kept)
}

/// Reads with a sink that wants no more after its first batch.
pub(super) fn read_until_stopped(reader: &dyn Reader, source: &[u8]) -> (Consumed, Kept) {
    let mut sink = Sink { len: source.len(), stops: true, ..Sink::default() };
    let piece = Piece { bytes: source, state: &State::Start, at_end: true, must_consume: false };
    (reader.read(&piece, &mut sink), sink.kept)
}

fn append(all: &mut Kept, kept: Kept) {
    all.records.extend(kept.records);
    all.texts.extend(kept.texts);
    all.reasons.extend(kept.reasons);
}

/// Reads a source in one piece.
pub(super) fn read(reader: &dyn Reader, source: &[u8]) -> Kept {
    read_piece(reader, source, 0..source.len(), &State::Start, false).1
}

/// Opens and reads a source.
pub(super) fn read_all(source: &str) -> Kept {
    read(&*open(source.as_bytes()).expect("this is JSON"), source.as_bytes())
}

/// Reads a source in pieces that end at `cuts`, each rest beginning the next piece.
pub(super) fn read_cut(reader: &dyn Reader, source: &[u8], cuts: &[usize]) -> Kept {
    let mut all = Kept::default();
    let (mut start, mut state) = (0, State::Start);
    for &cut in cuts.iter().chain([&source.len()]) {
        if cut < start || (cut == start && cut == source.len()) {
            continue;
        }
        let (consumed, kept) = read_piece(reader, source, start..cut, &state, false);
        append(&mut all, kept);
        start += consumed.len;
        state = consumed.state;
    }
    all
}

/// Reads a source in pieces of at most `len` bytes that must be consumed.
pub(super) fn read_forced(reader: &dyn Reader, source: &[u8], len: usize) -> Kept {
    let mut all = Kept::default();
    let (mut start, mut state) = (0, State::Start);
    while start < source.len() {
        let end = (start + len).min(source.len());
        let (mut consumed, mut kept) = read_piece(reader, source, start..end, &state, false);
        if consumed.len == 0 {
            (consumed, kept) = read_piece(reader, source, start..end, &state, true);
        }
        append(&mut all, kept);
        start += consumed.len;
        state = consumed.state;
    }
    all
}

/// Reads a source as the driver does: in predicted pieces, each prediction compared with the truth. Also how many
/// predictions were right and how many wrong.
pub(super) fn read_predicted(reader: &dyn Reader, source: &[u8], len: usize) -> (Kept, usize, usize) {
    let (mut all, mut right, mut wrong) = (Kept::default(), 0, 0);
    let (mut start, mut state) = (0, State::Start);
    while start < source.len() {
        let window = (start + 4 * len).min(source.len());
        let guess = reader.predict(&state, &source[start..window], len);
        let mut end = guess.as_ref().map_or(window, |(guessed, _)| start + guessed);
        assert!(end <= source.len() && guess.as_ref().is_none_or(|(guessed, _)| *guessed > 0));
        loop {
            let (consumed, kept) = read_piece(reader, source, start..end, &state, false);
            if consumed.len == 0 && end < source.len() {
                end = (end + len).min(source.len());
                continue;
            }
            append(&mut all, kept);
            if let Some((guessed, guessed_state)) = &guess {
                let is_right = consumed.len == *guessed && consumed.state == *guessed_state;
                if is_right { right += 1 } else { wrong += 1 }
            }
            start += consumed.len;
            state = consumed.state;
            break;
        }
    }
    (all, right, wrong)
}
