//! A sink that keeps what it is given, for tests.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::batch::{Batch, Cell, ColumnId, ColumnSpec, TableId};
use crate::decode::escapes::unescape;
use crate::error::{Reason, Severity};
use crate::records::{BatchSink, Consumed, Flow, Head, Piece, Reader, State, TextClass};

/// One table as it was read: its columns in order of first call, and its rows as `column=value` in order.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) columns: Vec<ColumnSpec>,
    pub(super) rows: Vec<Vec<(String, String)>>,
}

/// Collects everything, with offsets from the start of the source.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) tables: BTreeMap<String, Table>,
    pub(super) texts: Vec<(Range<usize>, TextClass)>,
    pub(super) cells: Vec<Range<usize>>,
    pub(super) reasons: Vec<Reason>,
    ids: Vec<String>,
    column_ids: BTreeMap<u32, Vec<String>>,
    base: usize,
}

impl Collected {
    /// All rows of all tables, as one comparable value.
    pub(super) fn rows(&self) -> BTreeMap<&str, &Vec<Vec<(String, String)>>> {
        self.tables
            .iter()
            .map(|(name, table)| (name.as_str(), &table.rows))
            .filter(|(_, rows)| !rows.is_empty())
            .collect()
    }

    /// Begins a piece at `base`.
    pub(super) fn begin_piece(&mut self, base: usize) {
        self.base = base;
        self.ids.clear();
        self.column_ids.clear();
    }

    fn check_cell(&self, batch: &Batch<'_>, cell: &Cell) {
        assert!(cell.start <= cell.end && cell.end as usize <= batch.bytes.len());
        if cell.value != Cell::BORROWED {
            let mut value = Vec::new();
            unescape(cell.escape, batch.raw(cell), &mut value);
            assert_eq!(value, batch.value(cell));
        }
    }
}

impl BatchSink for Collected {
    fn table(&mut self, name: &str) -> TableId {
        self.tables.entry(name.to_owned()).or_default();
        let at = self.ids.iter().position(|known| known == name).unwrap_or_else(|| {
            self.ids.push(name.to_owned());
            self.ids.len() - 1
        });
        TableId(u32::try_from(at).unwrap())
    }

    fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId {
        let kept = self.tables.get_mut(&self.ids[table.0 as usize]).unwrap();
        if !kept.columns.iter().any(|column| column.name == spec.name) {
            kept.columns.push(spec.clone());
        }
        let ids = self.column_ids.entry(table.0).or_default();
        let at = ids.iter().position(|known| *known == spec.name).unwrap_or_else(|| {
            ids.push(spec.name.clone());
            ids.len() - 1
        });
        ColumnId(u32::try_from(at).unwrap())
    }

    fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow {
        let columns = self.column_ids.get(&table.0).cloned().unwrap_or_default();
        let mut from = 0;
        for &end in batch.record_ends {
            let mut row = Vec::new();
            for cell in &batch.cells[from..end as usize] {
                self.check_cell(batch, cell);
                self.cells.push(self.base + cell.start as usize..self.base + cell.end as usize);
                let value = String::from_utf8_lossy(batch.value(cell)).into_owned();
                row.push((columns[cell.column.0 as usize].clone(), value));
            }
            from = end as usize;
            self.tables.get_mut(&self.ids[table.0 as usize]).unwrap().rows.push(row);
        }
        Flow::Continue(())
    }

    fn text(&mut self, bytes: &[u8], span: Range<usize>, class: TextClass) -> Flow {
        assert!(span.start < span.end && span.end <= bytes.len());
        self.texts.push((self.base + span.start..self.base + span.end, class));
        Flow::Continue(())
    }

    fn decoded_text(&mut self, _text: &[u8], _span: Range<usize>) -> Flow {
        unreachable!("nothing in this format is decoded")
    }

    fn unpacked(&mut self, _bytes: u64) -> u64 {
        0
    }

    fn diagnostic(&mut self, _severity: Severity, reason: Reason, _offset: usize, _message: &str) {
        self.reasons.push(reason);
    }
}

/// Opens a reader on a whole source.
pub(super) fn open(bytes: &[u8]) -> Option<Box<dyn Reader>> {
    let bytes = bytes.get(..Head::LEN_MAX.min(bytes.len())).unwrap();
    crate::records::Format::open(&super::SqlDump, &Head { bytes, is_whole: true, name: "test", companion: None })
}

/// Reads a source in one piece.
pub(super) fn read_whole(bytes: &[u8]) -> Collected {
    let mut collected = Collected::default();
    let piece = Piece { bytes, state: &State::Start, at_end: true, must_consume: false };
    let consumed = open(bytes).expect("it is a dump").read(&piece, &mut collected);
    assert_eq!(consumed.len, bytes.len());
    collected
}

/// Reads a source in pieces that end at `cuts` (which then end where the reader says), growing those it cannot use.
pub(super) fn read_in_pieces(reader: &dyn Reader, bytes: &[u8], piece_len: impl Fn(usize) -> usize) -> Collected {
    let mut collected = Collected::default();
    let (mut at, mut state, mut grown) = (0, State::Start, 0);
    while at < bytes.len() {
        let end = bytes.len().min(at + piece_len(at).max(1) + grown);
        let at_end = end == bytes.len();
        collected.begin_piece(at);
        let piece = Piece { bytes: &bytes[at..end], state: &state, at_end, must_consume: false };
        let Consumed { len, state: next } = reader.read(&piece, &mut collected);
        assert!(len <= end - at);
        assert!(!at_end || len == end - at, "the last piece is consumed whole");
        grown = if len == 0 { (grown * 2).max(16) } else { 0 };
        at += len;
        state = next;
    }
    collected
}
