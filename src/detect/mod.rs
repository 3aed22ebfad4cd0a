//! Detection: from batches and text to hits.
//!
//! The order of work, cheapest first: the *shape* of a cell (or of a run of digits in text) selects the few rules that
//! could apply; their *validators* check what can be checked; only what passes gets *context* (labels in reach) and
//! becomes a [`Hit`] with its evidence summed in log-odds. In text the sieve comes before all of it: masks of the bytes
//! give the few places where anything could begin. The [`Detector`] is immutable and shared; what changes is
//! in [`Scratch`], one for each worker.
//!
//! A hit in a cell is provisional: the verdict on its column falls at the end of the table (see [`crate::infer`]).
//! A hit in text carries its final odds.

mod candidates;
mod cell;
mod cofield;
mod column;
mod column_name;
mod columns;
mod detector;
mod encoded;
pub mod evidence;
pub mod find;
mod fold;
mod heads;
mod kind_set;
mod known_columns;
mod labels;
mod linkage;
mod marked;
mod marked_cell;
mod marks;
mod memory;
mod overlap;
mod password_hash;
pub mod protect;
mod reach;
mod residue;
mod scratch;
mod shapes;
mod sieve;
mod signature;
#[cfg(test)]
mod tests;
mod text;
mod unmistakable;
pub mod validate;
mod wrapped;

use std::ops::Range;

use crate::batch::{Batch, ColumnId};
use crate::redact::Secret;
use crate::rules::KindId;

pub use candidates::{Candidates, candidates};
pub use cell::{CellValue, LaneCell};
pub(crate) use cell::{folded, words_at};
pub use column::{ColumnContext, LabelEvidence};
pub use detector::Detector;
pub(crate) use detector::given_and_family;
pub use known_columns::KnownColumns;
pub use linkage::Linkage;
pub use protect::Protection;
pub use scratch::Scratch;

/// What part of a split value a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Part {
    /// The whole value in one cell.
    #[default]
    Whole,
    /// Given name of a person name.
    GivenName,
    /// Middle name or initial.
    MiddleName,
    /// Family name.
    FamilyName,
    /// The street line of an address whose city, state and ZIP stand in other columns.
    Street,
}

impl Part {
    /// All parts, in order; `part as usize` indexes it.
    pub const ALL: [Self; 5] = [Self::Whole, Self::GivenName, Self::MiddleName, Self::FamilyName, Self::Street];
}

/// What a cell is that is personal data only beside something else, and helps to judge its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cofield {
    /// A US state or territory; the index into [`crate::detect::STATES`].
    State(u8),
    /// A five-digit ZIP or ZIP+4 with an assigned prefix.
    Zip,
    /// A city name.
    City,
}

/// Two-letter codes of the states, the district, territories and military post "states", in the order that
/// [`Cofield::State`] indexes.
pub const STATES: [&str; 62] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
    "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR",
    "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "PR", "VI", "GU", "AS", "MP", "FM",
    "MH", "PW", "AA", "AE", "AP",
];

/// Cheap facts about one cell, computed once for every non-empty cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellFacts {
    /// Length in bytes.
    pub len: u32,
    /// Number of ASCII digits.
    pub digits: u32,
    /// Number of letters (ASCII, or bytes from 0x80).
    pub letters: u32,
    /// Number of spaces.
    pub spaces: u32,
    /// The value as an integer, where it is 1 to 18 digits and nothing else.
    pub integer: Option<u64>,
    /// Hash of the value, for distinct counts; not keyed and never output.
    pub hash: u64,
}

/// One accepted candidate, in a cell or in text. Holds raw values: it does not outlive the call that hands it over.
#[derive(Debug, Clone)]
pub struct Hit<'a> {
    /// The kind.
    pub kind: KindId,
    /// Its column; `None` in text outside of tables.
    pub column: Option<ColumnId>,
    /// Whether it is the whole cell (then the column's verdict decides) or stands within text (then `odds` decides).
    pub is_whole_cell: bool,
    /// Whether it is taken for one by the look of the cell alone: it speaks neither for nor against the column, and counts
    /// only with the column's verdict.
    pub is_assumed: bool,
    /// Whether it is a short part, or one that is no text, of a cell of bytes that are none: chance makes such values.
    pub is_in_noise: bool,
    /// What part of a split value it is.
    pub part: Part,
    /// Raw bytes in the piece.
    pub span: Range<usize>,
    /// The value as written (unescaped).
    pub value: Secret<'a>,
    /// The value without its written form: digits of a number, lower-case e-mail, upper-case name.
    pub canonical: Secret<'a>,
    /// Hash of the canonical value, for distinct counts; not keyed and never output.
    pub hash: u64,
    /// Index of the rule's shape that it is written in (0 where the rule has none).
    pub shape: u8,
    /// Facts that the validator noticed, for column statistics; see [`validate::Facts`].
    pub facts: validate::Facts,
    /// A published test or placeholder value.
    pub is_test: bool,
    /// Whether the value itself stands here.
    pub protection: Protection,
    /// log10 odds that this is the kind, from its own form, its check and the labels in reach (for a cell: the column's
    /// name included, the column's statistics not).
    pub odds: f32,
}

/// What is the same of whole cells of a column that are one kind and look alike: all that is counted of them but for their values.
#[derive(Debug, Clone, Copy)]
pub struct HitLook {
    /// See [`Hit`], for these and all below.
    pub is_assumed: bool,
    /// What part of a split value they are.
    pub part: Part,
    /// Index of the rule's shape.
    pub shape: u8,
    /// Facts that the validator noticed.
    pub facts: validate::Facts,
    /// Published test or placeholder values.
    pub is_test: bool,
    /// log10 odds.
    pub odds: f32,
}

/// A whole cell of a column that is one kind.
#[derive(Debug, Clone, Copy)]
pub struct HitCell {
    /// The record of the batch.
    pub record: u32,
    /// Its index among those that are told together.
    pub index: u32,
    /// Hash of the canonical value.
    pub hash: u64,
}

impl HitLook {
    /// All of it as a number, by which looks are compared.
    #[must_use]
    #[inline]
    pub fn key(&self) -> u64 {
        let Self { is_assumed, part, shape, facts, is_test, odds } = *self;
        let flags = u64::from(is_assumed) | u64::from(is_test) << 1 | (part as u64) << 2;
        u64::from(odds.to_bits()) << 32 | u64::from(shape) << 16 | u64::from(facts.0) << 8 | flags
    }

    /// A hit of this look: the value as written, and the canonical one with its hash.
    #[must_use]
    pub fn hit<'a>(
        &self,
        (column, kind): (ColumnId, KindId),
        (value, canonical): (Secret<'a>, Secret<'a>),
        hash: u64,
    ) -> Hit<'a> {
        let Self { is_assumed, part, shape, facts, is_test, odds } = *self;
        Hit {
            kind,
            column: Some(column),
            is_whole_cell: true,
            is_assumed,
            is_in_noise: false,
            part,
            span: 0..0,
            value,
            canonical,
            hash,
            shape,
            facts,
            is_test,
            protection: Protection::Plain,
            odds,
        }
    }
}

/// Receives what detection sees: of text line by line, of a batch column by column.
pub trait HitSink {
    /// A batch of so many records comes.
    fn begin_batch(&mut self, records: u32) {
        let _ = records;
    }
    /// What comes next stands in this record of the batch, counted from 0.
    fn begin_record(&mut self, record: u32) {
        let _ = record;
    }
    /// Whether it matters where the hits in cells stand. To say so costs more than to find them where values are escaped.
    fn wants_places(&self) -> bool {
        true
    }
    /// The cells of a column come. True where they may be told many at a time: by [`HitSink::cells`], [`HitSink::hits`] and
    /// [`HitSink::misses`], of which no cell's parts need to stand together.
    fn begin_column(&mut self, column: ColumnId) -> bool {
        let _ = column;
        false
    }
    /// Counts the first cells of a column whose values the sink knows, as [`HitSink::begin_cell`] does, and gives their number.
    fn known(&mut self, column: ColumnId, batch: &Batch<'_>, cells: &[LaneCell]) -> usize {
        let _ = (column, batch, cells);
        0
    }
    /// A non-empty cell comes. True where the sink knows what this value is in this column and counted it: then nothing
    /// more is said of the cell. What detection says of a cell depends on its value and its column alone.
    fn begin_cell(&mut self, column: ColumnId, value: &CellValue<'_>) -> bool {
        let _ = (column, value);
        false
    }
    /// All was said of the cell.
    fn end_cell(&mut self) {}
    /// A non-empty cell, before its hits.
    fn cell(&mut self, column: ColumnId, facts: &CellFacts);
    /// Non-empty cells that look alike: `alike` is what is the same of all, and `hashes` are those of their values. Their
    /// integers were told before.
    fn cells(&mut self, column: ColumnId, alike: &CellFacts, hashes: impl Iterator<Item = u64>) {
        hashes.for_each(|hash| self.cell(column, &CellFacts { hash, integer: None, ..*alike }));
    }
    /// The integer of a cell that is told of by [`HitSink::cells`], in the order of the records.
    fn integer(&mut self, column: ColumnId, integer: u64) {
        let _ = (column, integer);
    }
    /// The integers of cells that follow each other.
    fn integers(&mut self, column: ColumnId, integers: impl Iterator<Item = u64>) {
        integers.for_each(|integer| self.integer(column, integer));
    }
    /// A cell of a rule's shape that failed its validator: it speaks against the column.
    fn missed(&mut self, column: ColumnId, kind: KindId);
    /// So many of them.
    fn misses(&mut self, column: ColumnId, kind: KindId, count: u64) {
        (0..count).for_each(|_| self.missed(column, kind));
    }
    /// What the rest of the record says of a licence number in `column`.
    fn linked(&mut self, column: ColumnId, linkage: &Linkage) {
        let _ = (column, linkage);
    }
    /// So many licence numbers in `column` that were not compared with their records.
    fn unlinked(&mut self, column: ColumnId, count: u64) {
        let _ = (column, count);
    }
    /// A cell that may be a cofield.
    fn cofield(&mut self, column: ColumnId, cofield: Cofield);
    /// So many cells that may be one of which it does not matter in which records they stand: no state.
    fn cofields(&mut self, column: ColumnId, cofield: Cofield, count: u64) {
        (0..count).for_each(|_| self.cofield(column, cofield));
    }
    /// A run of encoded or compressed data that was not read, or not to its end.
    fn packed_left(&mut self, column: Option<ColumnId>, span: Range<usize>) {
        let _ = (column, span);
    }
    /// A container that a run of encoded data stands for: `bytes` are what it decodes to.
    fn contained(&mut self, column: Option<ColumnId>, span: Range<usize>, bytes: Vec<u8>) {
        drop(bytes);
        self.packed_left(column, span);
    }
    /// An accepted candidate.
    fn hit(&mut self, hit: &Hit<'_>);
    /// Whole cells of a column that are one kind and look alike. `of` gives the value of each as written, and the canonical one.
    fn hits<'h>(
        &mut self,
        (column, kind): (ColumnId, KindId),
        look: &HitLook,
        cells: &[HitCell],
        of: impl Fn(&HitCell) -> (Secret<'h>, Secret<'h>),
    ) {
        for cell in cells {
            self.begin_record(cell.record);
            self.hit(&look.hit((column, kind), of(cell), cell.hash));
        }
    }
    /// The line of text ends; hits since the last call belong together.
    fn end_record(&mut self);
    /// So many lines end, of which only the first one can have had hits.
    fn end_records(&mut self, count: u64) {
        (0..count).for_each(|_| self.end_record());
    }
    /// The batch ends, after so many records.
    fn end_batch(&mut self, records: u32) {
        self.end_records(u64::from(records));
    }
}
