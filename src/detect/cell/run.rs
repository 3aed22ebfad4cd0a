//! Runs: cells of one column that follow each other and have one route.
//!
//! The cells of a column look alike, and where its values do not repeat each has to be looked at. What hangs on the column
//! and the form alone is then done once for many cells: the cells are counted together, and each shape that the column asks
//! for is tried on all of them before the next one is. What a cell's shapes leave open goes on cell by cell.

use super::route::{Asked, Canonical, Route, RouteAt};
use super::{CellValue, Subject, TEXT_FLOOR, UNNAMED_MAX, facts, is_missing, kind_bit, trim};
use crate::batch::{Batch, Cell, ColumnId};
use crate::detect::column::ColumnContext;
use crate::detect::detector::{Detector, Outcome};
use crate::detect::marked_cell::PLAIN_ODDS;
use crate::detect::scratch::Scratch;
use crate::detect::signature::Form;
use crate::detect::{Hit, HitSink, Part, Protection};
use crate::redact::Secret;

use super::lanes::LaneCell;

/// Cells that are taken at once: few enough to stay in the nearest cache from one shape to the next.
const RUN_MAX: usize = 64;

/// A cell of a run.
struct RunCell<'b> {
    cell: &'b Cell,
    record: u32,
    /// Bytes that were trimmed before the value.
    before: u32,
    value: CellValue<'b>,
    canonical: Canonical,
    best: f32,
    emitted: u128,
}

/// Cells of one column and form.
struct Run<'b> {
    form: Form,
    at: RouteAt,
    cells: Vec<RunCell<'b>>,
}

impl Detector {
    /// Scans the cells of a column whose sink takes them many at a time.
    pub(super) fn scan_in_runs<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        (id, column): (ColumnId, &ColumnContext),
        batch: &'b Batch<'b>,
        lane: &[LaneCell],
        sink: &mut S,
    ) {
        let mut run: Run<'b> =
            Run { form: Form::default(), at: RouteAt::Passing, cells: Vec::with_capacity(RUN_MAX.min(lane.len())) };
        for &LaneCell { cell, record } in lane {
            let Some(cell) = batch.cells.get(cell as usize) else { continue };
            let (buffer, place) = batch.place(cell);
            let whole = buffer.get(place.clone()).unwrap_or_default();
            let within = trim(whole);
            if within.is_empty() {
                continue;
            }
            let value = CellValue::new(buffer, place.start + within.start..place.start + within.end);
            let form = Form::of(&value);
            if run.cells.len() >= RUN_MAX || form.is_none_or(|form| !run.form.is(&form)) {
                self.scan_run(scratch, (id, column), batch, &mut run, sink);
                if is_missing(value.bytes()) {
                    continue;
                }
                let at = scratch.routes.find(self, id, column, &value, form);
                if at == RouteAt::Passing || !scratch.routes.at(at).is_common {
                    sink.begin_record(record);
                    scratch.cells.numbers.begin_record(record);
                    self.scan_value(scratch, (column, batch, cell), &value, within, at, sink);
                    run.form = Form::default();
                    continue;
                }
                (run.form, run.at) = (form.unwrap_or_default(), at);
            }
            let before = u32::try_from(within.start).unwrap_or(u32::MAX);
            let canonical = Canonical::default();
            run.cells.push(RunCell { cell, record, before, value, canonical, best: f32::MIN, emitted: 0 });
        }
        self.scan_run(scratch, (id, column), batch, &mut run, sink);
    }

    /// Scans the cells of a run, and empties it.
    fn scan_run<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        (id, column): (ColumnId, &ColumnContext),
        batch: &'b Batch<'b>,
        run: &mut Run<'b>,
        sink: &mut S,
    ) {
        let Some(first) = run.cells.first() else { return };
        let Scratch { routes, cells: scratch, text, .. } = scratch;
        let route = routes.at(run.at);
        let alike = facts(&first.value, &route.profile);
        if alike.integer.is_some() {
            sink.cells(
                id,
                &alike,
                run.cells.iter().map(|cell| {
                    let facts = facts(&cell.value, &route.profile);
                    (facts.hash, facts.integer)
                }),
            );
        } else {
            sink.cells(id, &alike, run.cells.iter().map(|cell| (cell.value.hash(), None)));
        }
        if !route.is_settled {
            if !route.asked.shapes.is_empty() {
                run.cells.iter_mut().for_each(|cell| cell.canonical = route.canonical(&cell.value));
            }
            for asked in &route.asked.shapes {
                self.shape_of_run(scratch, (id, asked), &mut run.cells, sink);
            }
            for cell in run.cells.iter().filter(|cell| !route.is_done(cell.best, cell.emitted)) {
                let RunCell { value, before, .. } = *cell;
                let within = before as usize..before as usize + value.bytes().len();
                let emitted = std::cell::Cell::new(cell.emitted);
                let subject = Subject { batch, cell: cell.cell, column, value: value.bytes(), within, emitted };
                sink.begin_record(cell.record);
                scratch.numbers.begin_record(cell.record);
                let best = self.beside_shapes(scratch, &subject, route, cell.best, sink);
                self.within_cell(text, &subject, route, best, sink);
            }
        }
        run.cells.clear();
    }

    /// Tries all cells of a run as one shape.
    #[inline]
    fn shape_of_run<S: HitSink>(
        &self,
        scratch: &mut super::CellScratch,
        (id, asked): (ColumnId, &Asked),
        cells: &mut [RunCell<'_>],
        sink: &mut S,
    ) {
        let Asked { entry, plan, label, is_doubtful } = asked;
        let bit = kind_bit(entry.kind).unwrap_or(0);
        let alone = plan.prior + entry.weight + label;
        // What wants a label and has none is for its column to decide.
        let is_unnamed = plan.needs_label && entry.weight <= 0.0 && *label <= 0.0;
        // A form of fifty states leaves the value open to be anything else.
        let is_open = plan.is_linked && is_unnamed;
        let mut missed = 0;
        let numbers = &mut scratch.numbers;
        let hits = cells.iter_mut().filter_map(|cell| {
            if *is_doubtful && !self.shapes.fits(entry, cell.value.bytes()) {
                return None;
            }
            let canonical = cell.canonical.bytes();
            match plan.verify(canonical) {
                Outcome::Accepted { odds, facts, is_test } => {
                    let odds = if is_unnamed { (alone + odds).min(UNNAMED_MAX) } else { alone + odds };
                    if !is_open {
                        cell.best = cell.best.max(odds);
                    }
                    if plan.is_linked {
                        numbers.begin_record(cell.record);
                        numbers.push(id, canonical);
                    }
                    cell.emitted |= bit;
                    let hit = Hit {
                        kind: entry.kind,
                        column: Some(id),
                        is_whole_cell: true,
                        is_assumed: false,
                        part: Part::Whole,
                        span: 0..0,
                        value: Secret::new(cell.value.bytes()),
                        canonical: Secret::new(cell.canonical.bytes()),
                        hash: cell.canonical.hash,
                        shape: entry.shape,
                        facts,
                        is_test,
                        protection: Protection::Plain,
                        odds,
                    };
                    Some((cell.record, hit))
                }
                Outcome::Missed => {
                    missed += 1;
                    None
                }
                Outcome::Placeholder => None,
            }
        });
        sink.hits(id, entry.kind, hits);
        sink.misses(id, entry.kind, missed);
    }
}

impl Route {
    /// Whether there is nothing more to ask of a value of this form after its shapes gave `best` odds and these kinds.
    #[inline]
    fn is_done(&self, best: f32, emitted: u128) -> bool {
        best >= PLAIN_ODDS.max(TEXT_FLOOR) && !self.asks_more && self.residue & !emitted == 0
    }
}
