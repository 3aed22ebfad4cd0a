//! Cells whose meaning another cell of their record says: `meta_key, meta_value`, `{"type": "mobile", "value": ...}`.
//!
//! A column of such values holds a bit of everything, and its own name says nothing. Where the cell beside names a kind outright,
//! the value is looked at as one of a column that is called like that, and counts by itself.

use super::lanes::LaneCell;
use super::value::CellValue;
use super::{Subject, facts, is_missing, trim};
use crate::batch::{Batch, Cell, ColumnId, ColumnSpec};
use crate::detect::column::{ColumnContext, Pair, UNKNOWN};
use crate::detect::detector::Detector;
use crate::detect::scratch::Scratch;
use crate::detect::signature::Form;
use crate::detect::{CellFacts, Cofield, Hit, HitSink};
use crate::rules::KindId;

/// How far from a value the cell stands that says what it is.
const BEFORE_MAX: usize = 6;
const BEHIND_MAX: usize = 2;
/// The longest word for what a value is; addresses of coding systems are longer than words.
const KEY_MAX: usize = 64;

/// Whether some column of a table holds words for what another one holds.
pub(super) fn has_pairs(columns: &[ColumnContext]) -> bool {
    let has = |pair| columns.iter().any(|column| column.pair == pair);
    has(Pair::Value) && has(Pair::Key)
}

impl Detector {
    /// Scans those cells of a column of values that the cells beside them name, and gives the others.
    pub(super) fn scan_paired<S: HitSink>(
        &self,
        scratch: &mut Scratch,
        columns: &[ColumnContext],
        batch: &Batch<'_>,
        cells: &[LaneCell],
        sink: &mut S,
    ) -> Vec<LaneCell> {
        let mut known = std::mem::take(&mut scratch.columns);
        let mut spec = ColumnSpec { is_named: true, ..ColumnSpec::default() };
        let mut others = Vec::new();
        for &place in cells {
            let is_named = keys(columns, batch, place).any(|key| {
                spec.name.clear();
                spec.name.push_str(key);
                known.with(self, "", &spec, |context| {
                    let is_named = !context.strong().is_empty();
                    if is_named && let Some(cell) = batch.cells.get(place.cell as usize) {
                        sink.begin_record(place.record);
                        self.scan_as(scratch, context, batch, cell, sink);
                    }
                    is_named
                })
            });
            if !is_named {
                others.push(place);
            }
        }
        scratch.columns = known;
        others
    }

    /// Scans a cell as one of a column that is called differently.
    fn scan_as<S: HitSink>(
        &self,
        scratch: &mut Scratch,
        column: &ColumnContext,
        batch: &Batch<'_>,
        cell: &Cell,
        sink: &mut S,
    ) {
        let (buffer, place) = batch.place(cell);
        let whole = buffer.get(place.clone()).unwrap_or_default();
        let within = trim(whole);
        if within.is_empty() || is_missing(whole.get(within.clone()).unwrap_or_default()) {
            return;
        }
        let value = CellValue::new(buffer, place.start + within.start..place.start + within.end);
        let at = scratch.routes.find(self, cell.column, column, &value, Form::of(&value), |_| false);
        let Scratch { routes, cells, text, .. } = scratch;
        let route = routes.at(at);
        sink.cell(cell.column, &facts(&value, &route.profile));
        if route.is_settled || value.bytes().len() > super::CELL_MAX {
            return;
        }
        let emitted = std::cell::Cell::new(0);
        let subject = Subject { batch, cell, column, value: value.bytes(), rest: value.rest(), within, emitted };
        let mut sink = Within(sink);
        let best = self.whole_cell(cells, &subject, &value, route, &mut sink);
        self.within_cell(text, &subject, route, best, &mut sink);
        // What it says of its record is said of a column; it was no licence number of that.
        cells.numbers.forget_last(cell.column);
    }
}

/// The words beside a value that may say what it is, the nearest first. Those before another value are of that one.
fn keys<'b>(columns: &[ColumnContext], batch: &Batch<'b>, place: LaneCell) -> impl Iterator<Item = &'b str> {
    let at = place.cell as usize;
    let own = batch.cells.get(at).map(|cell| cell.column);
    let start = place.record.checked_sub(1).and_then(|record| batch.record_ends.get(record as usize));
    let end = batch.record_ends.get(place.record as usize).map_or(at, |&end| end as usize);
    let start = start.map_or(0, |&start| start as usize).max(at.saturating_sub(BEFORE_MAX));
    let of = move |cell: &&Cell| Some(cell.column) != own;
    let before = batch.cells.get(start..at).unwrap_or_default().iter().rev().take_while(of);
    let behind = batch.cells.get(at + 1..end.min(at + 1 + BEHIND_MAX)).unwrap_or_default().iter().take_while(of);
    let is_key = |cell: &&Cell| columns.get(cell.column.0 as usize).unwrap_or(&UNKNOWN).pair == Pair::Key;
    // What stands behind is of this value where nothing before it is: else it is of the next one.
    let behind = if before.clone().any(|cell| is_key(&cell)) { None } else { Some(behind) };
    before.chain(behind.into_iter().flatten()).filter(is_key).filter_map(|cell| {
        let (buffer, place) = batch.place(cell);
        let key = buffer.get(place).filter(|key| (2..=KEY_MAX).contains(&key.len()))?;
        std::str::from_utf8(key).ok()
    })
}

/// Takes what is found in a cell as found within it: the verdict on the column says nothing of it.
struct Within<'s, S>(&'s mut S);

impl<S: HitSink> HitSink for Within<'_, S> {
    fn wants_places(&self) -> bool {
        self.0.wants_places()
    }

    fn cell(&mut self, _column: ColumnId, _facts: &CellFacts) {}

    fn missed(&mut self, _column: ColumnId, _kind: KindId) {}

    fn cofield(&mut self, _column: ColumnId, _cofield: Cofield) {}

    fn hit(&mut self, hit: &Hit<'_>) {
        if !hit.is_assumed && hit.odds > 0.0 {
            self.0.hit(&Hit { is_whole_cell: false, ..hit.clone() });
        }
    }

    fn end_record(&mut self) {}
}
