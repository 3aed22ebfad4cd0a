//! Counts what detection sees in one table.
//!
//! The hot path of a scan. Two things keep it short: hits of one kind in one column come in runs of one sort, so that most
//! of what is counted is counted by the run; and a value that stood in the column before is not looked at again (see
//! [`super::repeats`]). A batch comes column by column, so what its records hold is put together on the way and counted
//! when the batch ends.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::collector::{Place, Settings};
use super::identity::Identity;
use super::occurrence::{NO_COLUMN, PendingHit, PendingHits};
use super::repeats::{Event, Repeats};
use crate::aggregate::{ColumnAggregate, HitClass, HitSort, Links, NO_STATE, Recognised, Slot, TableAggregate};
use crate::batch::{Batch, ColumnId, ColumnSpec, written_place};
use crate::decode::markup::Known;
use crate::decode::strings::UNCHECKED_LEN_MIN;
use crate::decode::strings::WideRun;
use crate::detect::{CellFacts, CellValue, Cofield, ColumnContext, Hit, HitCell, HitLook, HitSink, LaneCell, Linkage};
use crate::records::is_unknown_in_script;
use crate::redact::{Fingerprint, Masked, Secret};
use crate::rules::{KindId, RuleSet};
use crate::span::Span;

/// Names combinations in the same way in every piece and run; never output.
const NAME_HASH_SEED: u64 = 0x5eed_0f7a_11e5;

/// The counts of one table while a piece is read.
#[derive(Debug)]
pub(super) struct TableCounts {
    pub(super) aggregate: TableAggregate,
    /// What is at hand for each column, in the order of the aggregate's columns.
    columns: Vec<ColumnCounts>,
    /// What was seen in each record of the open batch; of text, in the open line.
    records: Vec<RecordCounts>,
    /// Where encoded data was left unread, in the source.
    pub(super) packed_left: Vec<Span>,
    /// Containers in values and text.
    pub(super) contained: Vec<Contained>,
    /// The columns that tell whom a record is about.
    identity: Identity,
}

/// A container that a value or a run of text stands for.
pub(super) struct Contained {
    /// The column that it is in; empty where there is none.
    pub(super) name: String,
    /// Where it stands in the piece.
    pub(super) span: Range<usize>,
    pub(super) bytes: Vec<u8>,
    /// It was encoded, and nothing else was made of it.
    pub(super) is_decoded: bool,
}

/// Never prints what it holds.
impl std::fmt::Debug for Contained {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contained").field("span", &self.span).finish_non_exhaustive()
    }
}

/// What was seen in one record.
#[derive(Debug, Clone, Copy)]
struct RecordCounts {
    /// The kinds and columns, as bits of the combinations.
    bits: u128,
    /// The state of residence, and the column that said so: the first one of the table.
    state: u8,
    state_column: u32,
}

impl RecordCounts {
    const NONE: Self = Self { bits: 0, state: NO_STATE, state_column: u32::MAX };
}

/// What is at hand for one column.
#[derive(Debug, Default)]
struct ColumnCounts {
    /// In the order of the aggregate's kinds.
    kinds: Vec<KindCounts>,
    repeats: Repeats,
}

/// What is at hand for one kind in one column.
#[derive(Debug)]
struct KindCounts {
    kind: KindId,
    /// The bit in the combinations, once the kind was hit.
    bit: Option<u128>,
    /// Hits of a few sorts that are not in the aggregate yet.
    sorts: Vec<Counted>,
}

/// Hits of one sort.
#[derive(Debug)]
struct Counted {
    key: (u64, u32),
    sort: HitSort,
    count: u64,
    /// The [`HitLook::key`] of whole cells of the sort, or [`NO_LOOK`] where none was counted.
    look: u64,
}

/// No odds have these bits.
const NO_LOOK: u64 = u64::MAX;

impl KindCounts {
    /// Hits of one kind in one column are of few sorts.
    const SORTS_MAX: usize = 8;

    /// Counts a hit, all but its value.
    #[inline]
    fn count(&mut self, sort: HitSort, kind: &mut Recognised) {
        let key = sort.key();
        match self.sorts.iter_mut().find(|counted| counted.key == key) {
            Some(counted) => counted.count += 1,
            None => self.open(sort, 1, NO_LOOK, kind),
        }
    }

    /// Counts whole cells of one look, all but their values, and gives their class.
    #[inline]
    fn count_cells(&mut self, look: &HitLook, count: u64, sure_odds: f64, kind: &mut Recognised) -> HitClass {
        let key = look.key();
        match self.sorts.iter_mut().find(|counted| counted.look == key) {
            Some(counted) => {
                counted.count += count;
                counted.sort.class
            }
            None => self.count_look(look, count, sure_odds, kind),
        }
    }

    /// Counts whole cells of a look that was not counted so far.
    #[cold]
    #[inline(never)]
    fn count_look(&mut self, look: &HitLook, count: u64, sure_odds: f64, kind: &mut Recognised) -> HitClass {
        let sort = HitSort::of_look(look, class_of(look.is_assumed, look.odds, sure_odds));
        let key = sort.key();
        match self.sorts.iter_mut().find(|counted| counted.key == key) {
            Some(counted) => {
                counted.count += count;
                counted.look = look.key();
            }
            None => self.open(sort, count, look.key(), kind),
        }
        sort.class
    }

    #[cold]
    #[inline(never)]
    fn open(&mut self, sort: HitSort, count: u64, look: u64, kind: &mut Recognised) {
        if self.sorts.len() >= Self::SORTS_MAX {
            self.settle(kind);
        }
        // Mostly there is one.
        self.sorts.reserve_exact(1);
        self.sorts.push(Counted { key: sort.key(), sort, count, look });
    }

    /// Brings the aggregate up to date.
    fn settle(&mut self, kind: &mut Recognised) {
        self.sorts.drain(..).for_each(|Counted { sort, count, .. }| kind.add_hits(&sort, count));
    }
}

impl TableCounts {
    pub(super) fn new(aggregate: TableAggregate) -> Self {
        Self {
            aggregate,
            columns: Vec::new(),
            records: vec![RecordCounts::NONE],
            packed_left: Vec::new(),
            contained: Vec::new(),
            identity: Identity::default(),
        }
    }

    /// Takes note of what the name of the next column says of people.
    pub(super) fn note_identity(&mut self, rules: &RuleSet, column: ColumnId, name: &str, context: &ColumnContext) {
        self.identity.add(rules, column, name, context);
    }

    /// Counts whom the records of a batch are about, before what was seen in them is counted.
    fn count_persons(&mut self, batch: &Batch<'_>) {
        let Self { aggregate, records, identity, .. } = self;
        let TableAggregate { combinations, persons, .. } = aggregate;
        let slots = combinations.slots().map(|slot| (slot.kind, slot.column));
        identity.count(batch, records.iter().map(|record| record.bits), slots, persons);
    }

    /// Adds a column, whose values may be known not to repeat.
    pub(super) fn add_column(&mut self, spec: ColumnSpec, is_unlike: bool) {
        if self.columns.is_empty() {
            // Text has one.
            self.aggregate.columns.reserve_exact(1);
            self.columns.reserve_exact(1);
        }
        self.aggregate.columns.push(ColumnAggregate::new(spec));
        let repeats = if is_unlike { Repeats::given_up() } else { Repeats::default() };
        self.columns.push(ColumnCounts { kinds: Vec::new(), repeats });
    }

    /// For each column whether it was found here that its values do not repeat.
    pub(super) fn do_not_repeat(&self) -> impl Iterator<Item = bool> {
        self.columns.iter().map(|column| column.repeats.was_given_up_here())
    }

    /// The aggregate, with all that was put off counted.
    pub(super) fn finish(mut self) -> TableAggregate {
        for (counts, aggregate) in self.columns.iter_mut().zip(&mut self.aggregate.columns) {
            counts.repeats.finish(aggregate);
            let kinds = counts.kinds.iter_mut().zip(&mut aggregate.kinds);
            for (kind, aggregate) in kinds.filter(|(kind, _)| !kind.sorts.is_empty()) {
                kind.settle(aggregate);
            }
            // Which was seen first hangs on how many cells were looked at together.
            aggregate.kinds.sort_unstable_by_key(|kind| kind.kind);
        }
        self.aggregate
    }
}

impl ColumnCounts {
    /// The index of a kind, which is the same here and in the aggregate.
    #[inline]
    fn kind_index(&mut self, aggregate: &mut ColumnAggregate, kind: KindId) -> usize {
        if let Some(index) = self.kinds.iter().position(|known| known.kind == kind) {
            return index;
        }
        self.kinds.push(KindCounts { kind, bit: None, sorts: Vec::new() });
        aggregate.kind_index(kind)
    }
}

/// Counts the hits of one table.
pub(super) struct Counter<'a, 'b> {
    settings: &'a Settings<'a>,
    place: Place<'a>,
    table: &'b mut TableCounts,
    hits: &'b mut PendingHits,
    table_index: u32,
    sure_odds: f64,
    hasher: FixedState,
    /// The current record of the batch.
    record: usize,
    /// The column of the current cell, while what is said of it is written down in the column's repeats.
    noting: Option<ColumnId>,
    /// Whether the text is a run of printable bytes in something that is no text.
    pub(super) is_in_binary: bool,
    pub(super) origin: Origin<'b>,
    /// The batch that is scanned; none of text.
    pub(super) batch: Option<&'b Batch<'b>>,
}

/// Where the text that is scanned stands.
pub(super) enum Origin<'t> {
    /// In the piece itself.
    Piece,
    /// The text was decoded out of this part of the piece, whose bytes are `raw` where they may hold it unchanged.
    Decoded { text: &'t [u8], raw: &'t [u8], span: Range<usize>, known: Known },
    /// It stands in the piece in UTF-16.
    Wide(WideRun),
}

impl<'a, 'b> Counter<'a, 'b> {
    pub(super) fn new(
        settings: &'a Settings<'a>,
        place: Place<'a>,
        table: &'b mut TableCounts,
        hits: &'b mut PendingHits,
        table_index: usize,
    ) -> Self {
        Self {
            settings,
            place,
            table,
            hits,
            table_index: u32::try_from(table_index).unwrap_or(u32::MAX),
            sure_odds: settings.sure_odds,
            hasher: FixedState::with_seed(NAME_HASH_SEED),
            record: 0,
            noting: None,
            is_in_binary: false,
            origin: Origin::Piece,
            batch: None,
        }
    }

    /// In noise, what has no check must be long to stand out.
    fn is_noise(&self, hit: &Hit<'_>) -> bool {
        let has_check = || self.settings.detector.rules().rule(hit.kind).validator.is_some();
        let is_short = hit.is_in_noise || self.is_in_binary && hit.span.len() < UNCHECKED_LEN_MIN;
        is_short && !has_check()
    }

    fn class(&self, hit: &Hit<'_>) -> Option<HitClass> {
        if hit.is_whole_cell {
            return Some(class_of(hit.is_assumed, hit.odds, self.sure_odds));
        }
        (f64::from(hit.odds) >= self.sure_odds).then_some(HitClass::Embedded)
    }

    #[inline]
    fn add_bits(&mut self, bits: u128) {
        if let Some(record) = self.table.records.get_mut(self.record) {
            record.bits |= bits;
        }
    }

    fn add_state(&mut self, column: ColumnId, state: u8) {
        if let Some(record) = self.table.records.get_mut(self.record).filter(|record| column.0 < record.state_column) {
            (record.state, record.state_column) = (state, column.0);
        }
    }

    /// What the records say of the licence numbers in a column.
    fn links(&mut self, column: ColumnId) -> Option<&mut Links> {
        let licence = self.settings.detector.linked_kind()?;
        let column = self.table.aggregate.columns.get_mut(column.0 as usize)?;
        column.kinds.iter_mut().find(|kind| kind.kind == licence).map(|kind| &mut kind.links)
    }

    /// Where a part of what is scanned stands in the source.
    fn in_source(&self, span: &Range<usize>) -> Span {
        let span = match &self.origin {
            Origin::Piece => span.clone(),
            Origin::Decoded { text, raw, span: place, known } => match written_place(raw, text, span, known) {
                Some(at) => place.start + at.start..place.start + at.end,
                None => place.clone(),
            },
            Origin::Wide(run) => run.raw_span(span.clone()),
        };
        Span { start: self.place.to_source(span.start), end: self.place.to_source(span.end) }
    }

    /// Of a value that comes again it would not be told where.
    fn forget_repeats(&mut self, column: Option<ColumnId>) {
        if self.noting.is_some()
            && let Some(counts) = column.and_then(|column| self.table.columns.get_mut(column.0 as usize))
        {
            counts.repeats.forget();
        }
    }

    fn keep(&mut self, hit: &Hit<'_>, class: HitClass, column: u32) {
        let rule = self.settings.detector.rules().rule(hit.kind);
        let span = self.in_source(&hit.span);
        self.hits.push(&PendingHit {
            table: self.table_index,
            column,
            kind: hit.kind,
            class,
            record: self.table.aggregate.records + self.record as u64,
            start: span.start,
            end: span.end,
            odds: hit.odds,
            masked: Masked::new(rule.mask, hit.value),
            fingerprint: self.settings.key.map(|key| key.fingerprint(&rule.kind, hit.canonical)),
        });
    }
}

/// What the tables of a container in a column's value are called after: nothing where the column may be called after somebody.
pub(super) fn name_of_contained(column: &str) -> String {
    if is_unknown_in_script(column) { String::new() } else { column.to_owned() }
}

/// The class of a whole cell.
#[inline]
fn class_of(is_assumed: bool, odds: f32, sure_odds: f64) -> HitClass {
    match f64::from(odds) >= sure_odds {
        _ if is_assumed => HitClass::Assumed,
        true => HitClass::Sure,
        false => HitClass::Column,
    }
}

/// What is kept of a hit that is taken as a sample.
#[cold]
fn sample(settings: &Settings<'_>, hit: &Hit<'_>) -> (Masked, Option<Fingerprint>) {
    let rule = settings.detector.rules().rule(hit.kind);
    let fingerprint = settings.key.map(|key| key.fingerprint(&rule.kind, hit.canonical));
    (Masked::new(rule.mask, hit.value), fingerprint)
}

/// The bit of a column and kind in the combinations; found once.
#[cold]
fn combination_bit(
    table: &mut TableAggregate,
    column: usize,
    kind: KindId,
    has_column: bool,
    hasher: &FixedState,
) -> u128 {
    let name = table.columns.get(column).map_or("", |column| column.spec.name.as_str());
    let identity = hasher.hash_one((name, kind.0));
    let slot = Slot { column: has_column.then(|| u32::try_from(column).unwrap_or(u32::MAX)), kind };
    table.combinations.bit(slot, identity)
}

impl HitSink for Counter<'_, '_> {
    #[inline]
    fn begin_record(&mut self, record: u32) {
        self.record = record as usize;
    }

    fn begin_batch(&mut self, records: u32) {
        let len = self.table.records.len().max(records as usize);
        self.table.records.resize(len, RecordCounts::NONE);
    }

    #[inline]
    fn wants_places(&self) -> bool {
        self.settings.keeps_hits || self.is_in_binary
    }

    fn begin_column(&mut self, column: ColumnId) -> bool {
        let counts = self.table.columns.get(column.0 as usize);
        !self.settings.keeps_hits && counts.is_some_and(|counts| counts.repeats.is_over())
    }

    fn known(&mut self, column: ColumnId, batch: &Batch<'_>, cells: &[LaneCell]) -> usize {
        let index = column.0 as usize;
        let TableCounts { aggregate, columns, records, .. } = &mut *self.table;
        let columns = columns.get_mut(index).zip(aggregate.columns.get_mut(index));
        let Some((counts, aggregate)) = columns.filter(|_| !self.settings.keeps_hits) else { return 0 };
        let mut repeats = counts.repeats.at_hand();
        for (place, lane_cell) in cells.iter().enumerate() {
            let Some(cell) = batch.cells.get(lane_cell.cell as usize) else { return place };
            // What stands around a value is no part of one that is known.
            let (buffer, within) = batch.place(cell);
            if within.is_empty() {
                continue;
            }
            let Some(record) = records.get_mut(lane_cell.record as usize) else { return place };
            let Some(known) = repeats.find(buffer, within.clone()) else { return place };
            if known.is_integer() {
                aggregate.add_integer(CellValue::new(buffer, within).integer());
            }
            record.bits |= known.bits();
            if let Some(state) = known.state().filter(|_| column.0 < record.state_column) {
                (record.state, record.state_column) = (state, column.0);
            }
        }
        cells.len()
    }

    #[inline]
    fn begin_cell(&mut self, column: ColumnId, value: &CellValue<'_>) -> bool {
        if self.settings.keeps_hits {
            return false;
        }
        let index = column.0 as usize;
        let TableCounts { aggregate, columns, .. } = &mut *self.table;
        let count = columns.len();
        let (Some(counts), Some(aggregate)) = (columns.get_mut(index), aggregate.columns.get_mut(index)) else {
            return false;
        };
        let Some(known) = counts.repeats.find(value) else {
            self.noting = counts.repeats.begin(value, aggregate, count).then_some(column);
            return false;
        };
        if known.is_integer() {
            aggregate.add_integer(value.integer());
        }
        let (bits, state) = (known.bits(), known.state());
        self.add_bits(bits);
        if let Some(state) = state {
            self.add_state(column, state);
        }
        true
    }

    #[inline]
    fn end_cell(&mut self) {
        self.noting = None;
    }

    #[inline]
    fn cell(&mut self, column: ColumnId, facts: &CellFacts) {
        if let Some(column) = self.table.aggregate.columns.get_mut(column.0 as usize) {
            column.add_cell(facts);
        }
        if self.noting.is_some()
            && let Some(counts) = self.table.columns.get_mut(column.0 as usize)
        {
            counts.repeats.note_facts(facts);
        }
    }

    #[inline]
    fn cells(&mut self, column: ColumnId, alike: &CellFacts, hashes: impl Iterator<Item = u64>) {
        let Some(column) = self.table.aggregate.columns.get_mut(column.0 as usize) else { return };
        let mut count = 0;
        column.distinct.insert_all(hashes.inspect(|_| count += 1));
        column.add_repeats(alike, count);
    }

    #[inline]
    fn integer(&mut self, column: ColumnId, integer: u64) {
        if let Some(column) = self.table.aggregate.columns.get_mut(column.0 as usize) {
            column.add_integer(integer);
        }
    }

    #[inline]
    fn integers(&mut self, column: ColumnId, integers: impl Iterator<Item = u64>) {
        if let Some(column) = self.table.aggregate.columns.get_mut(column.0 as usize) {
            column.add_integers(integers);
        }
    }

    fn misses(&mut self, column: ColumnId, kind: KindId, count: u64) {
        let index = column.0 as usize;
        let TableCounts { aggregate, columns, .. } = &mut *self.table;
        let columns = columns.get_mut(index).zip(aggregate.columns.get_mut(index));
        if let Some((counts, aggregate)) = columns.filter(|_| count > 0) {
            let index = counts.kind_index(aggregate, kind);
            if let Some(kind) = aggregate.kinds.get_mut(index) {
                kind.missed += count;
            }
        }
    }

    #[inline]
    fn missed(&mut self, column: ColumnId, kind: KindId) {
        let index = column.0 as usize;
        let TableCounts { aggregate, columns, .. } = &mut *self.table;
        let (Some(counts), Some(aggregate)) = (columns.get_mut(index), aggregate.columns.get_mut(index)) else {
            return;
        };
        let index = counts.kind_index(aggregate, kind);
        if let Some(kind) = aggregate.kinds.get_mut(index) {
            kind.missed += 1;
        }
        if self.noting.is_some() {
            counts.repeats.note(Event::missed(index), 0);
        }
    }

    fn linked(&mut self, column: ColumnId, linkage: &Linkage) {
        if let Some(links) = self.links(column) {
            links.add(linkage);
        }
    }

    fn unlinked(&mut self, column: ColumnId, count: u64) {
        if let Some(links) = self.links(column) {
            links.passed_over += count;
        }
    }

    fn cofield(&mut self, column: ColumnId, cofield: Cofield) {
        if let Some(aggregate) = self.table.aggregate.columns.get_mut(column.0 as usize) {
            aggregate.add_cofields(cofield, 1);
        }
        if let Cofield::State(state) = cofield {
            self.add_state(column, state);
        }
        if self.noting.is_some()
            && let Some(counts) = self.table.columns.get_mut(column.0 as usize)
        {
            counts.repeats.note_cofield(cofield);
        }
    }

    fn cofields(&mut self, column: ColumnId, cofield: Cofield, count: u64) {
        if let Some(aggregate) = self.table.aggregate.columns.get_mut(column.0 as usize) {
            aggregate.add_cofields(cofield, count);
        }
    }

    #[inline]
    fn hit(&mut self, hit: &Hit<'_>) {
        let Some(class) = self.class(hit).filter(|_| !self.is_noise(hit)) else { return };
        let column = hit.column.map_or(0, |column| column.0 as usize);
        let settings = self.settings;
        let TableCounts { aggregate, columns, records, .. } = &mut *self.table;
        let record = aggregate.records + self.record as u64;
        let (Some(counts), Some(ours)) = (columns.get_mut(column), aggregate.columns.get_mut(column)) else { return };
        let index = counts.kind_index(ours, hit.kind);
        let (Some(at_hand), Some(kind)) = (counts.kinds.get_mut(index), ours.kinds.get_mut(index)) else { return };
        let sort = HitSort::of(hit, class);
        at_hand.count(sort, kind);
        kind.add_value(class, hit.hash, record, || sample(settings, hit));
        let has_column = hit.column.is_some();
        let bit =
            *at_hand.bit.get_or_insert_with(|| combination_bit(aggregate, column, hit.kind, has_column, &self.hasher));
        if let Some(record) = records.get_mut(self.record) {
            record.bits |= bit;
        }
        if self.noting.is_some() {
            // What is compared with its record is another thing in every record: it is never known from before.
            if settings.detector.is_linked(hit.kind) {
                counts.repeats.forget();
            } else {
                counts.repeats.note(Event::hit(index, sort), bit);
            }
        }
        if settings.keeps_hits {
            self.keep(hit, class, hit.column.map_or(NO_COLUMN, |column| column.0));
        }
    }

    #[cold]
    fn packed_left(&mut self, column: Option<ColumnId>, span: Range<usize>) {
        /// In longer texts every place would be looked for from their beginning.
        const LOCATED_MAX: usize = 4096;
        let span = match &self.origin {
            Origin::Decoded { text, span: place, .. } if text.len() > LOCATED_MAX => {
                Span { start: self.place.to_source(place.start), end: self.place.to_source(place.end) }
            }
            _ => self.in_source(&span),
        };
        if self.table.packed_left.last() != Some(&span) {
            self.table.packed_left.push(span);
        }
        self.forget_repeats(column);
    }

    #[cold]
    fn contained(&mut self, column: Option<ColumnId>, span: Range<usize>, bytes: Vec<u8>) {
        let span = match &self.origin {
            Origin::Piece => span,
            Origin::Decoded { span: place, .. } => place.clone(),
            Origin::Wide(_) => return self.packed_left(column, span),
        };
        let spec = column.and_then(|column| self.table.aggregate.columns.get(column.0 as usize));
        let name = spec.map_or_else(String::new, |column| name_of_contained(&column.spec.name));
        self.table.contained.push(Contained { name, span, bytes, is_decoded: true });
        self.forget_repeats(column);
    }

    #[inline]
    fn hits<'h>(
        &mut self,
        (column, kind): (ColumnId, KindId),
        look: &HitLook,
        cells: &[HitCell],
        of: impl Fn(&HitCell) -> (Secret<'h>, Secret<'h>),
    ) {
        let index = column.0 as usize;
        let TableCounts { aggregate, columns, records, .. } = &mut *self.table;
        let base = aggregate.records;
        let Some((counts, ours)) = columns.get_mut(index).zip(aggregate.columns.get_mut(index)) else { return };
        let place = counts.kind_index(ours, kind);
        let Some(at_hand) = counts.kinds.get_mut(place).filter(|_| !cells.is_empty()) else { return };
        let bit = *at_hand.bit.get_or_insert_with(|| combination_bit(aggregate, index, kind, true, &self.hasher));
        let Some(ours) = aggregate.columns.get_mut(index).and_then(|ours| ours.kinds.get_mut(place)) else { return };
        let ours: &mut Recognised = ours;
        let class = at_hand.count_cells(look, cells.len() as u64, self.sure_odds, ours);
        let (settings, of) = (self.settings, &of);
        // What is kept of a sample is put together out of line, and so is all that it is made of.
        ours.add_values(class, cells, base, |cell| sample(settings, &look.hit((column, kind), of(cell), cell.hash)));
        for cell in cells {
            if let Some(record) = records.get_mut(cell.record as usize) {
                record.bits |= bit;
            }
        }
    }

    fn end_record(&mut self) {
        self.end_records(1);
    }

    fn end_batch(&mut self, records: u32) {
        if let Some(batch) = self.batch {
            self.table.count_persons(batch);
        }
        self.end_records(u64::from(records));
    }

    fn end_records(&mut self, count: u64) {
        let TableCounts { aggregate, records, .. } = &mut *self.table;
        for record in records {
            if record.bits != 0 {
                aggregate.combinations.add(record.bits, record.state);
            }
            *record = RecordCounts::NONE;
        }
        aggregate.records += count;
        self.record = 0;
    }
}
