//! A sink that collects what a reader hands on, and the ways of cutting a source into pieces, for tests.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

use super::{BatchSink, Consumed, Flow, Head, Piece, Reader, State, TextClass, UNPACKED_MAX};
use crate::batch::{Batch, ColumnId, ColumnSpec, Escape, TableId};
use crate::decode::escapes;
use crate::error::{Reason, Severity};

/// A cell as a test sees it: its column's name and its value.
pub(crate) type Field = (String, String);

/// Collects records, text and diagnostics, with offsets counted from the start of the source. It checks on the way
/// that every span lies inside the piece and that every raw span unescapes to its value.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    /// Records: table name, then cells in the order they came.
    pub(crate) records: Vec<(String, Vec<Field>)>,
    /// The raw span of every cell, in order.
    pub(crate) cell_spans: Vec<Range<usize>>,
    /// Text spans.
    pub(crate) texts: Vec<(Range<usize>, TextClass)>,
    /// Decoded text, and the span it came from.
    pub(crate) decoded: Vec<(String, Range<usize>)>,
    /// Diagnostics: reason and offset.
    pub(crate) diagnostics: Vec<(Reason, usize)>,
    /// What was said not to be examined.
    pub(crate) unread: Vec<(Range<usize>, Reason)>,
    /// Columns by table, in the order of their ids, as of the last piece.
    pub(crate) columns: BTreeMap<String, Vec<ColumnSpec>>,
    tables: Vec<String>,
    base: usize,
    unpacked: u64,
}

impl Collector {
    fn begin_piece(&mut self, base: usize) {
        self.base = base;
        self.tables.clear();
        self.columns.clear();
    }

    /// The values of all records, without table and column names.
    pub(crate) fn rows(&self) -> Vec<Vec<&str>> {
        self.records.iter().map(|(_, cells)| cells.iter().map(|(_, value)| value.as_str()).collect()).collect()
    }

    /// The names of the columns of the table `""`.
    pub(crate) fn column_names(&self) -> Vec<&str> {
        self.columns.get("").map(|specs| specs.iter().map(|spec| spec.name.as_str()).collect()).unwrap_or_default()
    }

    /// The text spans as strings.
    pub(crate) fn text_of(&self, source: &[u8]) -> Vec<String> {
        self.texts.iter().map(|(span, _)| String::from_utf8_lossy(&source[span.clone()]).into_owned()).collect()
    }

    /// Asserts that every letter and digit of `source` is in a cell or in text, unless `is_structure` excuses its offset.
    pub(crate) fn assert_covers(&self, source: &[u8], is_structure: impl Fn(usize) -> bool) {
        let mut covered = vec![false; source.len()];
        for span in self.cell_spans.iter().chain(self.texts.iter().map(|(span, _)| span)) {
            covered[span.clone()].fill(true);
        }
        for (at, byte) in source.iter().enumerate() {
            let counts = byte.is_ascii_alphanumeric() || *byte >= 0x80;
            assert!(covered[at] || !counts || is_structure(at), "byte {at} of {} is lost", source.len());
        }
    }
}

impl BatchSink for Collector {
    fn unread(&mut self, span: Range<usize>, reason: Reason) {
        self.unread.push((self.base + span.start..self.base + span.end, reason));
    }

    fn table(&mut self, name: &str) -> TableId {
        let index = self.tables.iter().position(|known| known == name).unwrap_or_else(|| {
            self.tables.push(name.to_owned());
            self.columns.insert(name.to_owned(), Vec::new());
            self.tables.len() - 1
        });
        TableId(u32::try_from(index).expect("few tables"))
    }

    fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId {
        let specs = self.columns.get_mut(&self.tables[table.0 as usize]).expect("the table was opened");
        let index = specs.iter().position(|known| known.name == spec.name).unwrap_or_else(|| {
            specs.push(spec.clone());
            specs.len() - 1
        });
        ColumnId(u32::try_from(index).expect("few columns"))
    }

    fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow {
        let name = self.tables[table.0 as usize].clone();
        let specs = &self.columns[&name];
        let mut start = 0;
        for &end in batch.record_ends {
            let mut cells = Vec::new();
            for cell in &batch.cells[start..end as usize] {
                assert!(cell.start <= cell.end && cell.end as usize <= batch.bytes.len());
                if cell.escape != Escape::Opaque {
                    let mut unescaped = Vec::new();
                    escapes::unescape(cell.escape, batch.raw(cell), &mut unescaped);
                    assert_eq!(unescaped, batch.value(cell), "the raw span unescapes to the value");
                }
                self.cell_spans.push(self.base + cell.start as usize..self.base + cell.end as usize);
                let value = String::from_utf8_lossy(batch.value(cell)).into_owned();
                cells.push((specs[cell.column.0 as usize].name.clone(), value));
            }
            self.records.push((name.clone(), cells));
            start = end as usize;
        }
        assert_eq!(start, batch.cells.len(), "no cell stands outside a record");
        ControlFlow::Continue(())
    }

    fn text(&mut self, bytes: &[u8], span: Range<usize>, class: TextClass) -> Flow {
        assert!(span.start < span.end && span.end <= bytes.len());
        self.texts.push((self.base + span.start..self.base + span.end, class));
        ControlFlow::Continue(())
    }

    fn decoded_text(&mut self, text: &[u8], span: Range<usize>) -> Flow {
        let span = self.base + span.start..self.base + span.end;
        self.decoded.push((String::from_utf8_lossy(text).into_owned(), span));
        ControlFlow::Continue(())
    }

    fn unpacked(&mut self, bytes: u64) -> u64 {
        self.unpacked += bytes;
        UNPACKED_MAX.saturating_sub(self.unpacked)
    }

    fn diagnostic(&mut self, _severity: Severity, reason: Reason, offset: usize, _message: &str) {
        self.diagnostics.push((reason, self.base + offset));
    }
}

/// The head of a source that is wholly in memory.
pub(crate) fn head_of(bytes: &[u8]) -> Head<'_> {
    Head {
        bytes: &bytes[..bytes.len().min(Head::LEN_MAX)],
        is_whole: bytes.len() <= Head::LEN_MAX,
        name: "",
        companion: None,
    }
}

/// Reads `source` in one piece.
pub(crate) fn read_whole(reader: &dyn Reader, source: &[u8]) -> Collector {
    let mut sink = Collector::default();
    let consumed = read_rest(reader, source, &Consumed { len: 0, state: State::Start }, &mut sink);
    assert_eq!(consumed.len, source.len(), "at the end everything is consumed");
    sink
}

/// Reads `source` in two pieces: what is consumed of the first `cut` bytes, and the rest.
pub(crate) fn read_split(reader: &dyn Reader, source: &[u8], cut: usize) -> Collector {
    let mut sink = Collector::default();
    sink.begin_piece(0);
    let piece = Piece { bytes: &source[..cut], state: &State::Start, at_end: false, must_consume: false };
    let first = reader.read(&piece, &mut sink);
    assert!(first.len <= cut);
    let rest = read_rest(reader, source, &first, &mut sink);
    assert_eq!(first.len + rest.len, source.len());
    sink
}

/// Reads `source` in pieces as predicted, and in order where a prediction turns out wrong.
pub(crate) fn read_predicted(reader: &dyn Reader, source: &[u8], len_wanted: usize) -> Collector {
    let mut sink = Collector::default();
    let mut from = Consumed { len: 0, state: State::Start };
    while let Some((len, state)) = reader.predict(&from.state, &source[from.len..], len_wanted) {
        assert!(len > 0 && from.len + len <= source.len(), "a prediction lies inside the bytes");
        let end = from.len + len;
        sink.begin_piece(from.len);
        let piece = Piece {
            bytes: &source[from.len..end],
            state: &from.state,
            at_end: end == source.len(),
            must_consume: false,
        };
        let consumed = reader.read(&piece, &mut sink);
        if consumed.len != len || consumed.state != state {
            from = Consumed { len: from.len + consumed.len, state: consumed.state };
            break;
        }
        from = Consumed { len: end, state };
        if end == source.len() {
            return sink;
        }
    }
    let rest = read_rest(reader, source, &from, &mut sink);
    assert_eq!(from.len + rest.len, source.len());
    sink
}

/// Asserts that every way of cutting `source` gives the same records as one piece.
pub(crate) fn assert_cuts_agree(reader: &dyn Reader, source: &[u8]) {
    let whole = read_whole(reader, source);
    for cut in 0..=source.len() {
        let split = read_split(reader, source, cut);
        assert_eq!(split.records, whole.records, "cut at {cut}");
        assert_eq!(split.cell_spans, whole.cell_spans, "cut at {cut}");
    }
    for len_wanted in [1, 7, 40, 200] {
        let pieces = read_predicted(reader, source, len_wanted);
        assert_eq!(pieces.records, whole.records, "pieces of {len_wanted}");
        assert_eq!(pieces.cell_spans, whole.cell_spans, "pieces of {len_wanted}");
    }
}

/// The same for a reader that hands its tables on one after another, so that their records come in another order.
pub(crate) fn assert_cuts_agree_by_table(reader: &dyn Reader, source: &[u8]) {
    let by_table = |mut found: Collector| {
        found.records.sort_by(|(a, _), (b, _)| a.cmp(b));
        found.records
    };
    let whole = by_table(read_whole(reader, source));
    for cut in 0..=source.len() {
        assert!(by_table(read_split(reader, source, cut)) == whole, "cut at {cut}");
    }
    for len_wanted in [1, 7, 40, 200] {
        assert!(by_table(read_predicted(reader, source, len_wanted)) == whole, "pieces of {len_wanted}");
    }
}

fn read_rest(reader: &dyn Reader, source: &[u8], from: &Consumed, sink: &mut Collector) -> Consumed {
    sink.begin_piece(from.len);
    let piece = Piece { bytes: &source[from.len..], state: &from.state, at_end: true, must_consume: false };
    reader.read(&piece, sink)
}
