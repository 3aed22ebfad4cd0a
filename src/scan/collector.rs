//! What a worker makes of one piece: reader to detector to aggregates.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::ops::{ControlFlow, Range};

use foldhash::fast::FixedState;

use super::occurrence::{NO_COLUMN, PendingHit, PendingHits};
use crate::aggregate::{ColumnAggregate, HitClass, NO_STATE, Slot, TableAggregate, TableKey};
use crate::batch::{Batch, ColumnId, ColumnSpec, TableId};
use crate::decode::strings;
use crate::detect::{CellFacts, Cofield, ColumnContext, Detector, Hit, HitSink, Scratch};
use crate::error::{Diagnostic, Reason, Severity};
use crate::records::{BatchSink, Flow, TextClass};
use crate::redact::{FingerprintKey, Masked, safe_name};
use crate::rules::KindId;
use crate::span::{OffsetMap, Span};

/// Hashes for distinct counts and samples: fixed, so that reports are the same in every run; never output.
const VALUE_HASH_SEED: u64 = 0x5eed_0f7a_11e5;

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
    fn to_source(self, offset: usize) -> u64 {
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
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The state of one table while a piece is read.
struct OpenTable {
    aggregate: TableAggregate,
    contexts: Vec<ColumnContext>,
    /// For each column, for each of its kinds, the bit in the combinations, once the kind was hit.
    bits: Vec<Vec<Option<u128>>>,
    column_ids: HashMap<String, ColumnId, FixedState>,
}

/// Receives a piece's batches, runs detection and counts.
pub(super) struct Collector<'a> {
    settings: &'a Settings<'a>,
    scratch: &'a mut Scratch,
    place: Place<'a>,
    tables: Vec<OpenTable>,
    table_ids: HashMap<TableKey, usize, FixedState>,
    findings: PieceFindings,
    source: &'a str,
}

impl<'a> Collector<'a> {
    pub(super) fn new(settings: &'a Settings<'a>, scratch: &'a mut Scratch, place: Place<'a>, source: &'a str) -> Self {
        Self {
            settings,
            scratch,
            place,
            tables: Vec::new(),
            table_ids: HashMap::default(),
            findings: PieceFindings::default(),
            source,
        }
    }

    pub(super) fn finish(mut self) -> PieceFindings {
        self.findings.tables = self.tables.into_iter().map(|table| table.aggregate).collect();
        self.findings
    }

    fn table_index(&mut self, key: TableKey) -> usize {
        if let Some(&index) = self.table_ids.get(&key) {
            return index;
        }
        let index = self.tables.len();
        self.tables.push(OpenTable {
            aggregate: TableAggregate::new(key.clone()),
            contexts: Vec::new(),
            bits: Vec::new(),
            column_ids: HashMap::default(),
        });
        self.table_ids.insert(key, index);
        index
    }

    /// The table of text, with its one column.
    fn text_table(&mut self) -> usize {
        let index = self.table_index(TableKey { is_text: true, name: String::new() });
        if let Some(table) = self.tables.get_mut(index)
            && table.aggregate.columns.is_empty()
        {
            table.aggregate.columns.push(ColumnAggregate::new(ColumnSpec::default()));
            table.bits.push(Vec::new());
        }
        index
    }

    fn note_raw(&mut self, span: &Range<usize>, reason: Reason) {
        let span = Span { start: self.place.to_source(span.start), end: self.place.to_source(span.end) };
        match self.findings.raw.last_mut() {
            Some((last, known)) if last.end == span.start && *known == reason => last.end = span.end,
            _ => self.findings.raw.push((span, reason)),
        }
    }
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
        table.contexts.push(settings.detector.column(&table.aggregate.key.name, &spec));
        table.bits.push(Vec::new());
        table.aggregate.columns.push(ColumnAggregate::new(spec));
        id
    }

    fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow {
        let index = table.0 as usize;
        let Some(open) = self.tables.get_mut(index) else { return ControlFlow::Continue(()) };
        let contexts = std::mem::take(&mut open.contexts);
        let mut counter = Counter::new(self.settings, self.place, open, &mut self.findings.hits, index);
        self.settings.detector.scan_batch(self.scratch, &contexts, batch, &mut counter);
        if let Some(open) = self.tables.get_mut(index) {
            open.contexts = contexts;
        }
        ControlFlow::Continue(())
    }

    fn text(&mut self, piece: &[u8], span: Range<usize>, class: TextClass) -> Flow {
        match class {
            TextClass::Text | TextClass::Structure => {}
            TextClass::NotUnderstood => self.note_raw(&span, Reason::NotUnderstood),
            TextClass::Binary => self.note_raw(&span, Reason::UnsupportedFormat),
        }
        let index = self.text_table();
        if let Some(open) = self.tables.get_mut(index) {
            let mut counter = Counter::new(self.settings, self.place, open, &mut self.findings.hits, index);
            if class == TextClass::Binary {
                counter.is_in_binary = true;
                let within = piece.get(..span.end).unwrap_or_default();
                let mut from = span.start;
                while let Some(run) = strings::next_run(within, from) {
                    from = run.end;
                    self.settings.detector.scan_text(self.scratch, piece, run, &mut counter);
                }
            } else {
                self.settings.detector.scan_text(self.scratch, piece, span, &mut counter);
            }
        }
        ControlFlow::Continue(())
    }

    fn decoded_text(&mut self, text: &[u8], span: Range<usize>) -> Flow {
        let index = self.text_table();
        if let Some(open) = self.tables.get_mut(index) {
            let mut counter = Counter::new(self.settings, self.place, open, &mut self.findings.hits, index);
            counter.decoded_from = Some(span);
            self.settings.detector.scan_text(self.scratch, text, 0..text.len(), &mut counter);
        }
        ControlFlow::Continue(())
    }

    fn diagnostic(&mut self, severity: Severity, reason: Reason, offset: usize, message: &str) {
        self.findings.diagnostics.push(Diagnostic {
            source: self.source.to_owned(),
            severity,
            reason,
            offset: Some(self.place.to_source(offset)),
            message: safe_name(message),
        });
    }
}

/// Counts the hits of one table.
struct Counter<'a, 'b> {
    settings: &'a Settings<'a>,
    place: Place<'a>,
    table: &'b mut OpenTable,
    hits: &'b mut PendingHits,
    table_index: u32,
    hasher: FixedState,
    /// Combination of the current record.
    record_bits: u128,
    /// State of residence of the current record, and the column that said so.
    state: Option<(ColumnId, u8)>,
    /// Whether the text is a run of printable bytes in something that is no text.
    is_in_binary: bool,
    /// The part of the piece that the text was decoded out of, where it does not stand in the piece itself.
    decoded_from: Option<Range<usize>>,
}

impl<'a, 'b> Counter<'a, 'b> {
    fn new(
        settings: &'a Settings<'a>,
        place: Place<'a>,
        table: &'b mut OpenTable,
        hits: &'b mut PendingHits,
        table_index: usize,
    ) -> Self {
        Self {
            settings,
            place,
            table,
            hits,
            table_index: u32::try_from(table_index).unwrap_or(u32::MAX),
            hasher: FixedState::with_seed(VALUE_HASH_SEED),
            record_bits: 0,
            state: None,
            is_in_binary: false,
            decoded_from: None,
        }
    }

    /// In noise, what has no check must be long to stand out: random bytes give an e-mail address of six characters
    /// every hundred kilobytes, and one of twelve not in a gigabyte.
    fn is_noise(&self, hit: &Hit<'_>) -> bool {
        const UNCHECKED_LEN_MIN: usize = 12;
        let has_check = || self.settings.detector.rules().rule(hit.kind).validator.is_some();
        self.is_in_binary && hit.span.len() < UNCHECKED_LEN_MIN && !has_check()
    }

    fn class(&self, hit: &Hit<'_>) -> Option<HitClass> {
        let is_sure = f64::from(hit.odds) >= self.settings.sure_odds;
        match (hit.is_whole_cell, is_sure) {
            (true, true) => Some(HitClass::Sure),
            (true, false) => Some(HitClass::Column),
            (false, true) => Some(HitClass::Embedded),
            (false, false) => None,
        }
    }

    fn set_bit(&mut self, column: usize, kind_index: usize, kind: KindId, has_column: bool) {
        let Some(bits) = self.table.bits.get_mut(column) else { return };
        if let Some(&Some(bit)) = bits.get(kind_index) {
            self.record_bits |= bit;
            return;
        }
        let aggregate = &mut self.table.aggregate;
        let name = aggregate.columns.get(column).map_or("", |column| column.spec.name.as_str());
        let identity = self.hasher.hash_one((name, kind.0));
        let slot = Slot { column: has_column.then(|| u32::try_from(column).unwrap_or(u32::MAX)), kind };
        let bit = aggregate.combinations.bit(slot, identity);
        if bits.len() <= kind_index {
            bits.resize(kind_index + 1, None);
        }
        if let Some(known) = bits.get_mut(kind_index) {
            *known = Some(bit);
        }
        self.record_bits |= bit;
    }

    fn keep(&mut self, hit: &Hit<'_>, class: HitClass, column: u32) {
        let rule = self.settings.detector.rules().rule(hit.kind);
        let span = self.decoded_from.as_ref().unwrap_or(&hit.span);
        self.hits.push(&PendingHit {
            table: self.table_index,
            column,
            kind: hit.kind,
            class,
            record: self.table.aggregate.records,
            start: self.place.to_source(span.start),
            end: self.place.to_source(span.end),
            odds: hit.odds,
            masked: Masked::new(rule.mask, hit.value),
            fingerprint: self.settings.key.map(|key| key.fingerprint(&rule.kind, hit.canonical)),
        });
    }
}

impl HitSink for Counter<'_, '_> {
    fn cell(&mut self, column: ColumnId, facts: &CellFacts) {
        if let Some(column) = self.table.aggregate.columns.get_mut(column.0 as usize) {
            column.add_cell(facts);
        }
    }

    fn missed(&mut self, column: ColumnId, kind: KindId) {
        let Some(aggregate) = self.table.aggregate.columns.get_mut(column.0 as usize) else { return };
        let index = aggregate.kind_index(kind);
        if let Some(kind) = aggregate.kinds.get_mut(index) {
            kind.missed += 1;
        }
    }

    fn cofield(&mut self, column: ColumnId, cofield: Cofield) {
        if let Some(aggregate) = self.table.aggregate.columns.get_mut(column.0 as usize) {
            aggregate.add_cofield(cofield);
        }
        if let Cofield::State(state) = cofield
            && self.state.is_none_or(|(known, _)| column < known)
        {
            self.state = Some((column, state));
        }
    }

    fn hit(&mut self, hit: &Hit<'_>) {
        let Some(class) = self.class(hit).filter(|_| !self.is_noise(hit)) else { return };
        let column = hit.column.map_or(0, |column| column.0 as usize);
        let settings = self.settings;
        let record = self.table.aggregate.records;
        let Some(aggregate) = self.table.aggregate.columns.get_mut(column) else { return };
        let index = aggregate.kind_index(hit.kind);
        let hash = self.hasher.hash_one(hit.canonical.expose());
        if let Some(kind) = aggregate.kinds.get_mut(index) {
            kind.add(hit, class, hash, record, || {
                let rule = settings.detector.rules().rule(hit.kind);
                let fingerprint = settings.key.map(|key| key.fingerprint(&rule.kind, hit.canonical));
                (Masked::new(rule.mask, hit.value), fingerprint)
            });
        }
        self.set_bit(column, index, hit.kind, hit.column.is_some());
        if settings.keeps_hits {
            self.keep(hit, class, hit.column.map_or(NO_COLUMN, |column| column.0));
        }
    }

    fn end_record(&mut self) {
        if self.record_bits != 0 {
            let state = self.state.map_or(NO_STATE, |(_, state)| state);
            self.table.aggregate.combinations.add(self.record_bits, state);
        }
        self.table.aggregate.records += 1;
        self.record_bits = 0;
        self.state = None;
    }
}
