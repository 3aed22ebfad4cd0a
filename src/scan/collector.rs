//! What a worker makes of one piece: reader to detector to aggregates.

use std::collections::HashMap;
use std::ops::{ControlFlow, Range};

use foldhash::fast::FixedState;

use super::counter::{Contained, Counter, Origin, TableCounts, name_of_contained};
use super::derived::{Derived, DerivedBatch};
use super::occurrence::PendingHits;
use super::ranges;
use crate::aggregate::{TableAggregate, TableKey};
use crate::batch::{Batch, Cell, ColumnId, ColumnSpec, Escape, TableId};
use crate::config::Limits;
use crate::decode::markup::Known;
use crate::decode::{packed, strings};
use crate::detect::{ColumnContext, Detector, Scratch};
use crate::error::{Diagnostic, Reason, Severity};
use crate::records::{self, BatchSink, Flow, TextClass, UNPACKED_MAX};
use crate::redact::{FingerprintKey, safe_name};
use crate::span::{OffsetMap, Span};

/// What does not change during a scan.
#[derive(Debug)]
pub(super) struct Settings<'a> {
    pub(super) detector: &'a Detector,
    pub(super) key: Option<&'a FingerprintKey>,
    /// log10 odds from which a hit is sure by itself.
    pub(super) sure_odds: f64,
    /// Whether hits are kept for the occurrences file.
    pub(super) keeps_hits: bool,
    pub(super) columns_max: usize,
    pub(super) limits: Limits,
}

/// Where a piece lies in its window and source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The whole decoded window.
    pub(super) window: &'a [u8],
    /// Where the piece begins in it.
    pub(super) at: usize,
    pub(super) map: &'a OffsetMap,
}

impl Place<'_> {
    pub(super) fn to_source(self, offset: usize) -> u64 {
        self.map.to_source(self.window, self.at + offset)
    }
}

/// All that was found in one piece.
#[derive(Debug, Default)]
pub(super) struct PieceFindings {
    pub(super) tables: Vec<TableAggregate>,
    pub(super) hits: PendingHits,
    /// Ranges scanned as raw text for want of structure.
    pub(super) raw: Vec<(Span, Reason)>,
    /// Ranges that hide what they stand for, which was not read: in order, and apart from each other and from `raw`.
    pub(super) unread: Vec<(Span, Reason)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl PieceFindings {
    /// The columns of all tables.
    pub(super) fn columns(&self) -> usize {
        self.tables.iter().map(|table| table.columns.len()).sum()
    }
}

/// The state of one table while a piece is read.
struct OpenTable {
    counts: TableCounts,
    contexts: Vec<ColumnContext>,
    column_ids: HashMap<String, ColumnId, FixedState>,
    /// What its columns stand for together.
    derived: Derived,
}

/// The indices of tables by their keys. Most sources have one table, which takes no list.
#[derive(Debug, Default)]
pub(super) struct TableIds {
    first: Option<TableKey>,
    others: HashMap<TableKey, usize, FixedState>,
}

impl TableIds {
    pub(super) fn get(&self, key: &TableKey) -> Option<usize> {
        if self.first.as_ref() == Some(key) { Some(0) } else { self.others.get(key).copied() }
    }

    /// Adds a key that is not there yet; the first one is that of table 0.
    pub(super) fn insert(&mut self, key: TableKey, index: usize) {
        if index == 0 {
            self.first = Some(key);
        } else {
            self.others.insert(key, index);
        }
    }
}

/// Receives a piece's batches, runs detection and counts.
pub(super) struct Collector<'a> {
    settings: &'a Settings<'a>,
    scratch: &'a mut Scratch,
    place: Place<'a>,
    tables: Vec<OpenTable>,
    table_ids: TableIds,
    findings: PieceFindings,
    source: &'a str,
    /// Bytes that were unpacked of sources within the piece.
    unpacked: u64,
    /// Containers around what is being read that stand in values or in text.
    depth: usize,
}

impl<'a> Collector<'a> {
    pub(super) fn new(settings: &'a Settings<'a>, scratch: &'a mut Scratch, place: Place<'a>, source: &'a str) -> Self {
        Self {
            settings,
            scratch,
            place,
            tables: Vec::new(),
            table_ids: TableIds::default(),
            findings: PieceFindings::default(),
            source,
            unpacked: 0,
            depth: 0,
        }
    }

    pub(super) fn finish(mut self) -> PieceFindings {
        for table in &self.tables {
            let unlike = table.contexts.iter().zip(table.counts.do_not_repeat()).filter(|(_, is_unlike)| *is_unlike);
            unlike.for_each(|(column, _)| self.scratch.columns.note_unlike(column));
        }
        let packed: Vec<Span> =
            self.tables.iter_mut().flat_map(|table| std::mem::take(&mut table.counts.packed_left)).collect();
        if let Some(first) = packed.iter().map(|span| span.start).min() {
            let message = "values hold encoded or compressed data that was not read, or not to its end";
            self.diagnose(Severity::Error, Reason::LimitReached, first, message);
            self.findings.unread.extend(packed.into_iter().map(|span| (span, Reason::LimitReached)));
        }
        ranges::part(&mut self.findings.unread, &mut self.findings.raw);
        // Not in the place of the open tables, which are larger.
        self.findings.tables.reserve_exact(self.tables.len());
        self.findings.tables.extend(self.tables.into_iter().map(|table| table.counts.finish()));
        self.findings
    }

    fn table_index(&mut self, key: TableKey) -> usize {
        if let Some(index) = self.table_ids.get(&key) {
            return index;
        }
        let index = self.tables.len();
        if index == 0 {
            // Mostly there is one.
            self.tables.reserve_exact(1);
        }
        self.tables.push(OpenTable {
            counts: TableCounts::new(TableAggregate::new(key.clone())),
            contexts: Vec::new(),
            column_ids: HashMap::default(),
            derived: Derived::default(),
        });
        self.table_ids.insert(key, index);
        index
    }

    /// The table of text, with its one column.
    fn text_table(&mut self) -> usize {
        let index = self.table_index(TableKey { is_text: true, name: String::new() });
        if let Some(table) = self.tables.get_mut(index)
            && table.counts.aggregate.columns.is_empty()
        {
            table.counts.add_column(ColumnSpec::default(), false);
        }
        index
    }

    /// Opens the containers that were met in the values of a table, or in text.
    fn open_contained(&mut self, index: usize) -> Flow {
        let Some(open) = self.tables.get_mut(index) else { return ControlFlow::Continue(()) };
        if open.counts.contained.is_empty() {
            return ControlFlow::Continue(());
        }
        let piece = self.place.window.get(self.place.at..).unwrap_or_default();
        for Contained { name, span, bytes, is_decoded } in std::mem::take(&mut open.counts.contained) {
            self.depth += 1;
            let flow = records::read_contained(piece, &bytes, &name, span.clone(), self);
            self.depth -= 1;
            match flow {
                Some(flow) => flow?,
                // It was scanned as it is.
                None if !is_decoded => {}
                None => {
                    let message = "a value begins like a container, and is none that can be read";
                    self.diagnostic(Severity::Error, Reason::UnsupportedFormat, span.start, message);
                    self.unread(span, Reason::UnsupportedFormat);
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Takes note of the containers that lie in the cells of a batch as they are. Gives the cells without these, if there are some:
    /// what is read of them is not scanned as it stands, too.
    fn note_contained(&mut self, index: usize, batch: &Batch<'_>) -> Option<Vec<Cell>> {
        let open = self.tables.get_mut(index)?;
        // Most cells are shorter, and so are all of most batches.
        let len = |cell: &Cell| cell.value_len.max(cell.end.wrapping_sub(cell.start));
        if (batch.cells.iter().fold(0, |longest, cell| len(cell).max(longest)) as usize) < packed::CONTAINER_LEN_MIN {
            return None;
        }
        let mut cells = None;
        for (place, cell) in batch.cells.iter().enumerate() {
            if (cell.value_len.max(cell.end.saturating_sub(cell.start)) as usize) < packed::CONTAINER_LEN_MIN {
                continue;
            }
            let value = batch.value(cell);
            let value = if value.len() >= packed::CONTAINER_LEN_MIN { packed::without_length(value) } else { value };
            // Bytes that a dump writes in digits may be a file of text, too.
            let is_table = || cell.escape == Escape::Hex && packed::is_table(value);
            let is_container = || packed::is_contained(value) && !is_plain_text(value) && records::is_contained(value);
            if value.len() >= packed::CONTAINER_LEN_MIN && (is_container() || is_table()) {
                let column = open.counts.aggregate.columns.get(cell.column.0 as usize);
                let name = column.map_or_else(String::new, |column| name_of_contained(&column.spec.name));
                let span = cell.start as usize..cell.end as usize;
                open.counts.contained.push(Contained { name, span, bytes: value.to_vec(), is_decoded: false });
                let cells = cells.get_or_insert_with(|| batch.cells.to_vec());
                if let Some(slot) = cells.get_mut(place) {
                    *slot = Cell::borrowed(cell.column, cell.start..cell.start);
                }
            }
        }
        cells
    }

    /// The batch with the columns that the table's own columns stand for together.
    fn derive(&mut self, table: TableId, batch: &Batch<'_>) -> Option<DerivedBatch> {
        let detector = self.settings.detector;
        let open = self.tables.get_mut(table.0 as usize)?;
        let mut derived = std::mem::take(&mut open.derived);
        if derived.told() != open.contexts.len() {
            let specs = open.counts.aggregate.columns.iter().map(|column| &column.spec);
            let columns = (0..).zip(specs.zip(&open.contexts)).skip(derived.told());
            let named = columns.filter(|(_, (spec, _))| spec.is_named);
            let named = named.map(|(id, (spec, context))| (ColumnId(id), spec.name.as_str(), context));
            derived.tell(detector, named, open.contexts.len());
        }
        let batch = derived.apply(detector, batch, &mut |spec| self.column(table, spec));
        if let Some(open) = self.tables.get_mut(table.0 as usize) {
            open.derived = derived;
        }
        batch
    }

    fn diagnose(&mut self, severity: Severity, reason: Reason, offset: u64, message: &str) {
        self.findings.diagnostics.push(Diagnostic {
            source: self.source.to_owned(),
            severity,
            reason,
            offset: Some(offset),
            message: safe_name(message),
        });
    }

    fn note_raw(&mut self, span: &Range<usize>, reason: Reason) {
        let span = Span { start: self.place.to_source(span.start), end: self.place.to_source(span.end) };
        match self.findings.raw.last_mut() {
            Some((last, known)) if last.end == span.start && *known == reason => last.end = span.end,
            _ => self.findings.raw.push((span, reason)),
        }
    }
}

/// Whether a value is text that says how something begins, and no such thing: `%PDF-1.4 header broken`.
fn is_plain_text(value: &[u8]) -> bool {
    const HEAD: usize = 1024;
    let head = value.get(..HEAD).unwrap_or(value);
    !head.iter().any(|byte| *byte >= 0x7F || *byte < b' ' && !byte.is_ascii_whitespace())
}

impl BatchSink for Collector<'_> {
    fn table(&mut self, name: &str) -> TableId {
        let name = if self.tables.len() >= self.settings.columns_max { "*" } else { name };
        let index = self.table_index(TableKey { is_text: false, name: name.to_owned() });
        TableId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId {
        let settings = self.settings;
        let Some(table) = self.tables.get_mut(table.0 as usize) else { return ColumnId(0) };
        if let Some(&known) = table.column_ids.get(&spec.name) {
            return known;
        }
        let is_over = table.contexts.len() >= settings.columns_max;
        if is_over && let Some(&rest) = table.column_ids.get("*") {
            return rest;
        }
        let spec = if is_over { ColumnSpec { name: "*".to_owned(), ..ColumnSpec::default() } } else { spec.clone() };
        let id = ColumnId(u32::try_from(table.contexts.len()).unwrap_or(u32::MAX));
        table.column_ids.insert(spec.name.clone(), id);
        let known = &mut self.scratch.columns;
        let name = &table.counts.aggregate.key.name;
        let context = known.with(settings.detector, name, &spec, Clone::clone);
        table.counts.note_identity(settings.detector.rules(), id, &spec.name, &context);
        table.counts.add_column(spec, known.is_unlike(&context));
        table.contexts.push(context);
        id
    }

    fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow {
        let index = table.0 as usize;
        let cells = self.note_contained(index, batch);
        let batch = &Batch { cells: cells.as_deref().unwrap_or(batch.cells), ..*batch };
        let derived = self.derive(table, batch);
        let batch = &derived.as_ref().map_or(*batch, |derived| derived.as_batch(batch.bytes));
        let Some(open) = self.tables.get_mut(index) else { return ControlFlow::Continue(()) };
        let contexts = std::mem::take(&mut open.contexts);
        let mut counter = Counter::new(self.settings, self.place, &mut open.counts, &mut self.findings.hits, index);
        counter.batch = Some(batch);
        self.settings.detector.scan_batch(self.scratch, &contexts, batch, &mut counter);
        if let Some(open) = self.tables.get_mut(index) {
            open.contexts = contexts;
        }
        self.open_contained(index)
    }

    fn text(&mut self, piece: &[u8], span: Range<usize>, class: TextClass) -> Flow {
        match class {
            TextClass::Text | TextClass::Structure => {}
            TextClass::NotUnderstood => self.note_raw(&span, Reason::NotUnderstood),
            TextClass::Binary => self.note_raw(&span, Reason::UnsupportedFormat),
        }
        let index = self.text_table();
        if let Some(open) = self.tables.get_mut(index) {
            let mut counter = Counter::new(self.settings, self.place, &mut open.counts, &mut self.findings.hits, index);
            if class == TextClass::Binary {
                counter.is_in_binary = true;
                let within = piece.get(..span.end).unwrap_or_default();
                let mut from = span.start;
                while let Some(run) = strings::next_run(within, from) {
                    from = run.end;
                    self.settings.detector.scan_text(self.scratch, piece, run, &mut counter);
                }
                let mut from = span.start;
                while let Some(run) = strings::next_wide_run(within, from) {
                    from = run.span.end;
                    let text = run.text.clone();
                    counter.origin = Origin::Wide(run);
                    self.settings.detector.scan_text(self.scratch, &text, 0..text.len(), &mut counter);
                }
            } else {
                self.settings.detector.scan_text(self.scratch, piece, span, &mut counter);
            }
        }
        self.open_contained(index)
    }

    fn decoded_text(&mut self, text: &[u8], span: Range<usize>) -> Flow {
        self.decoded_text_of(text, &[], span)
    }

    fn decoded_text_of(&mut self, text: &[u8], raw: &[u8], span: Range<usize>) -> Flow {
        let index = self.text_table();
        if let Some(open) = self.tables.get_mut(index) {
            let mut counter = Counter::new(self.settings, self.place, &mut open.counts, &mut self.findings.hits, index);
            counter.origin = Origin::Decoded { text, raw, span, known: Known::default() };
            self.settings.detector.scan_text(self.scratch, text, 0..text.len(), &mut counter);
        }
        self.open_contained(index)
    }

    fn depth(&self) -> usize {
        self.depth
    }

    fn limits(&self) -> Limits {
        /// A source may be full of containers: each gets little beyond what its own bytes allow.
        const GRACE: u64 = 1 << 20;
        const RATIO_MAX: u64 = 100;
        let limits = self.settings.limits;
        if self.depth == 0 {
            return limits;
        }
        Limits {
            ratio_grace_bytes: limits.ratio_grace_bytes.min(GRACE),
            ratio_max: limits.ratio_max.min(RATIO_MAX),
            ..limits
        }
    }

    fn unpacked(&mut self, bytes: u64) -> u64 {
        self.unpacked += bytes;
        UNPACKED_MAX.saturating_sub(self.unpacked)
    }

    fn unread(&mut self, span: Range<usize>, reason: Reason) {
        let span = Span { start: self.place.to_source(span.start), end: self.place.to_source(span.end) };
        self.findings.unread.push((span, reason));
    }

    fn diagnostic(&mut self, severity: Severity, reason: Reason, offset: usize, message: &str) {
        self.diagnose(severity, reason, self.place.to_source(offset), message);
    }
}
