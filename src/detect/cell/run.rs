//! Runs: cells of one column that follow each other and are looked at together.
//!
//! The cells of a column look alike, and where its values do not repeat each has to be looked at. What hangs on the column
//! and the form alone is then done once for many cells: the cells are counted together, and each shape that the column asks
//! for is tried on all of them before the next one is. E-mail addresses and streets have no form; where the cell before was one,
//! the next is read as one at once. What a run leaves open of a cell goes on cell by cell.

use std::ops::Range;

use super::canonical::Canonical;
use super::gather::{ByLength, Run, run_of};
use super::lanes::LaneCell;
use super::read::{Read, cell_hit, flush};
use super::route::{Asked, CellFinders, Route, RouteAt};
use super::{CellValue, INTEGER_MAX, Subject, TEXT_FLOOR, UNNAMED_MAX, facts, is_missing, kind_bit, uuid};
use crate::batch::{Batch, ColumnId};
use crate::detect::column::ColumnContext;
use crate::detect::detector::Detector;
use crate::detect::find::date::{DateFound, Whole};
use crate::detect::find::date_figures;
use crate::detect::find::person_name::PersonNames;
use crate::detect::find::{Found, email};
use crate::detect::linkage::RecordNumbers;
use crate::detect::marked_cell::PLAIN_ODDS;
use crate::detect::scratch::Scratch;
use crate::detect::signature::Form;
use crate::detect::validate::Facts;
use crate::detect::{CellHit, Cofield, HitSink, cofield};
use crate::rules::KindId;

/// Cells that are taken at once: few enough to stay in the nearest cache from one shape to the next.
pub(super) const RUN_MAX: usize = 32;
/// Forms of a column whose cells are collected at the same time.
pub(super) const FORMS_MAX: usize = 32;

/// Odds from which a value is looked at no further.
pub(super) const ENOUGH: f32 = if PLAIN_ODDS > TEXT_FLOOR { PLAIN_ODDS } else { TEXT_FLOOR };

/// A column that is scanned in runs.
pub(super) struct Lane<'c, 'b> {
    pub(super) id: ColumnId,
    pub(super) column: &'c ColumnContext,
    pub(super) batch: &'b Batch<'b>,
    /// The odds of an e-mail address, where one needs no second look in this column.
    pub(super) mail_odds: Option<(KindId, f32)>,
    /// The odds of a street address.
    pub(super) street_odds: Option<(KindId, f32)>,
    /// Whether nothing is looked for in a key of 36 signs.
    passes_over_uuids: bool,
}

/// A cell of a run.
#[derive(Clone, Copy)]
pub(super) struct RunCell<'b> {
    pub(super) value: CellValue<'b>,
    pub(super) place: LaneCell,
    /// Bytes that were trimmed before the value.
    pub(super) before: u32,
}

impl<'b> RunCell<'b> {
    /// A hit of the whole cell, of which nothing more was said.
    #[inline]
    fn hit<'h>(&'h self, canonical: &'h Canonical) -> CellHit<'h> {
        cell_hit(self.place.record, self.value.bytes(), canonical)
    }
}

/// What was found in a cell of a run so far.
#[derive(Clone, Copy)]
struct RunResult {
    best: f32,
    /// The kinds that it was emitted as, and those that it was tried as; a bit each.
    emitted: u128,
    tried: u128,
    /// Whether all was said of it.
    is_over: bool,
}

impl RunResult {
    const NOTHING: Self = Self { best: f32::MIN, emitted: 0, tried: 0, is_over: false };
}

/// A cell of a run that a check accepted.
struct Accepted {
    /// Index among the run's cells.
    index: usize,
    odds: f32,
    facts: Facts,
    is_test: bool,
}

/// What was collected of a column and waits to be looked at.
#[derive(Default)]
pub(super) struct Waiting<'b> {
    pub(super) runs: Vec<Run<'b>>,
    /// The run that a cell of each length was last added to.
    by_length: ByLength,
    results: Vec<RunResult>,
    canonicals: Vec<Canonical>,
    accepted: Vec<Accepted>,
    pub(super) mails: Vec<Read<'b>>,
    /// Whether the cell before was an e-mail address.
    pub(super) is_mail: bool,
    pub(super) domains: email::KnownDomains,
    pub(super) streets: Vec<Read<'b>>,
    dates: Vec<Read<'b>>,
    /// Whether the cell before may have been a street address.
    pub(super) is_street: bool,
}

impl Detector {
    /// Scans the cells of a column whose sink takes them many at a time.
    pub(super) fn scan_in_runs<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        (id, column): (ColumnId, &ColumnContext),
        batch: &'b Batch<'b>,
        cells: &[LaneCell],
        sink: &mut S,
    ) {
        let is_labelled = column.strong().iter().any(|kind| self.finders.labelled.contains(kind));
        let is_plain = self.patterns.is_empty() && !is_labelled;
        let odds = |kind: Option<KindId>| kind.filter(|_| is_plain).map(|kind| (kind, self.alone(kind, column)));
        let mail_odds = odds(self.finders.email).filter(|(_, odds)| *odds >= ENOUGH);
        let street_odds = odds(self.finders.addresses.as_ref().map(|(kind, _)| *kind));
        let passes_over_uuids = self.passes_over_uuids(column);
        let lane = Lane { id, column, batch, mail_odds, street_odds, passes_over_uuids };
        let mut waiting = Waiting::default();
        let mut rest = cells;
        while let Some((&place, behind)) = rest.split_first() {
            let Some(cell) = batch.cells.get(place.cell as usize) else { break };
            let (buffer, within) = batch.place(cell);
            if within.is_empty() {
                rest = behind;
                continue;
            }
            let last = waiting.by_length.get(within.len());
            if let Some(run) = waiting.runs.get_mut(last) {
                let taken = run.gather(&lane, rest, sink);
                let is_full = run.is_full();
                rest = rest.get(taken..).unwrap_or_default();
                if is_full {
                    self.scan_run(scratch, &lane, &mut waiting, last, sink);
                }
                if taken > 0 {
                    continue;
                }
            }
            rest = behind;
            let value = CellValue::new(buffer, within.clone());
            let cell = RunCell { value, place, before: 0 };
            if !self.joins_run(scratch, &lane, &mut waiting, &cell, sink) {
                self.stands_apart(scratch, &lane, &mut waiting, &cell, (buffer, within), sink);
            }
        }
        (0..waiting.runs.len()).for_each(|run| self.scan_run(scratch, &lane, &mut waiting, run, sink));
        flush(lane.id, lane.mail_odds, &mut waiting.mails, sink);
        flush(lane.id, lane.street_odds, &mut waiting.streets, sink);
    }

    /// Adds a cell to the run of its form, if there is one.
    #[inline]
    fn joins_run<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        cell: &RunCell<'b>,
        sink: &mut S,
    ) -> bool {
        let Some(index) = run_of(&waiting.runs, &cell.value) else { return false };
        waiting.by_length.put(cell.value.bytes().len(), index);
        let Some(run) = waiting.runs.get_mut(index) else { return false };
        run.add(lane, *cell, sink);
        if run.is_full() {
            self.scan_run(scratch, lane, waiting, index, sink);
        }
        true
    }

    /// A cell that no run has the form of as it stands.
    #[inline(never)]
    fn stands_apart<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        cell: &RunCell<'b>,
        (buffer, whole): (&'b [u8], Range<usize>),
        sink: &mut S,
    ) {
        let within = self.trim(lane.column, cell.value.bytes());
        if within.is_empty() {
            return;
        }
        let place = cell.place;
        let value = if within.len() == whole.len() {
            cell.value
        } else {
            CellValue::new(buffer, whole.start + within.start..whole.start + within.end)
        };
        if lane.passes_over_uuids && value.bytes().len() == uuid::LEN && Self::take_uuid(lane, &value, sink) {
            return;
        }
        if waiting.is_mail && self.take_mail(lane, waiting, &value, place.record, sink) {
            return;
        }
        if waiting.is_street && self.take_street(scratch, lane, waiting, &value, place.record, sink) {
            return;
        }
        let cell = RunCell { value, place, before: u32::try_from(within.start).unwrap_or(u32::MAX) };
        let was_trimmed = within.len() < whole.len();
        if !(was_trimmed && self.joins_run(scratch, lane, waiting, &cell, sink)) {
            self.departing(scratch, lane, waiting, &cell, sink);
        }
    }

    /// A cell of a form that no run has.
    fn departing<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        cell: &RunCell<'b>,
        sink: &mut S,
    ) {
        let &Lane { id, column, batch, mail_odds, street_odds, .. } = lane;
        let RunCell { value, place: LaneCell { cell: index, record }, before } = cell;
        if is_missing(value.bytes()) {
            return;
        }
        let is_in_use = |at: RouteAt| waiting.runs.iter().any(|run| run.at == at);
        let at = scratch.routes.find(self, id, column, value, Form::of(value), is_in_use);
        let route = scratch.routes.at(at);
        waiting.is_mail = mail_odds.is_some() && route.finders.email;
        waiting.is_street |= street_odds.is_some() && route.finders.address;
        let is_read = waiting.is_mail || route.finders.address;
        if at != RouteAt::Passing && route.is_common && !is_read && waiting.runs.len() < FORMS_MAX {
            let (integers, profile, test) = (Integers::of(route, value), route.profile, route.test());
            let mut run = Run { test, at, integers, profile, cells: Vec::with_capacity(RUN_MAX) };
            run.add(lane, *cell, sink);
            waiting.by_length.put(value.bytes().len(), waiting.runs.len());
            waiting.runs.push(run);
            return;
        }
        if waiting.is_mail && self.take_mail(lane, waiting, value, *record, sink) {
            return;
        }
        let Some(cell) = batch.cells.get(*index as usize) else { return };
        let before = *before as usize;
        sink.begin_record(*record);
        scratch.cells.numbers.begin_record(*record);
        self.scan_value(scratch, (column, batch, cell), value, before..before + value.bytes().len(), at, sink);
    }

    /// Scans the cells of a run, and empties it.
    fn scan_run<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        run: usize,
        sink: &mut S,
    ) {
        let &Lane { id, column, batch, .. } = lane;
        let Waiting { runs, results, canonicals, accepted, dates, .. } = waiting;
        let Some(Run { at, cells, .. }) = runs.get_mut(run) else { return };
        let Some(first) = cells.first() else { return };
        let Scratch { routes, cells: scratch, text, .. } = scratch;
        let route = routes.at(*at);
        let alike = facts(&first.value, &route.profile);
        sink.cells(id, &alike, cells.iter().map(|cell| cell.value.hash()));
        if !route.is_settled {
            results.clear();
            results.resize(cells.len(), RunResult::NOTHING);
            if !route.asked.shapes.is_empty() || route.assumed.is_some() {
                canonicals.clear();
                canonicals.extend(cells.iter().map(|cell| route.canonical(&cell.value)));
                for asked in &route.asked.shapes {
                    let asked = (id, asked, route.asked.has_repeats);
                    self.shape_of_run(&mut scratch.numbers, asked, (cells, canonicals, results), accepted, sink);
                }
            }
            if let Some(kind) = route.assumed {
                assume_rest(id, kind, (cells, canonicals, results), sink);
            }
            if route.is_date {
                self.dates_of_run(lane, (cells, results), dates, sink);
            }
            if route.is_cofield {
                tell_cofields((id, column, route), cells.iter(), sink);
            }
            if route.is_of_words {
                self.places_of_run((id, column, route), (cells, results), sink);
            }
            let open = cells.iter().zip(&*results).filter(|(_, result)| !route.is_bare && !route.is_done(result));
            for (cell, result) in open {
                let RunCell { value, before, place: LaneCell { cell, record } } = *cell;
                let Some(cell) = batch.cells.get(cell as usize) else { continue };
                let within = before as usize..before as usize + value.bytes().len();
                let emitted = std::cell::Cell::new(result.emitted);
                let (value, rest) = (value.bytes(), value.rest());
                let subject = Subject { batch, cell, column, value, rest, within, emitted };
                sink.begin_record(record);
                scratch.numbers.begin_record(record);
                let finders = CellFinders { date: route.finders.date && !route.is_date, ..route.finders };
                let best = self.beside_shapes(scratch, &subject, (route, finders), result.best, sink);
                self.within_cell(text, &subject, route, best, sink);
            }
        }
        cells.clear();
    }

    /// Tries all cells of a run as one shape.
    fn shape_of_run<S: HitSink>(
        &self,
        numbers: &mut RecordNumbers,
        (id, asked, has_repeats): (ColumnId, &Asked, bool),
        (cells, canonicals, results): (&[RunCell<'_>], &[Canonical], &mut [RunResult]),
        accepted: &mut Vec<Accepted>,
        sink: &mut S,
    ) {
        let Asked { entry, plan, label, is_doubtful } = asked;
        let bit = kind_bit(entry.kind).unwrap_or(0);
        let alone = plan.prior + entry.weight;
        // What wants a label and has none is for its column to decide.
        let is_unnamed = plan.needs_label && entry.weight <= 0.0 && *label <= 0.0;
        // A form of fifty states leaves the value open to be anything else.
        let is_open = plan.is_linked && is_unnamed;
        accepted.clear();
        let is_picky = *is_doubtful || has_repeats;
        let is_asked = |index: usize| {
            let (Some(cell), Some(result)) = (cells.get(index), results.get_mut(index)) else { return false };
            // What fits two shapes of a kind is the first of them.
            let was_tried = has_repeats && result.tried & bit != 0;
            let is_asked = !was_tried && (!*is_doubtful || self.shapes.fits(entry, cell.value.bytes()));
            result.tried |= if is_asked { bit } else { 0 };
            is_asked
        };
        let mut asked = (0..).zip(canonicals).map(|(index, canonical)| (index, canonical.bytes()));
        let accept = |index, odds, facts, is_test| accepted.push(Accepted { index, odds, facts, is_test });
        let missed = if is_picky {
            let mut is_asked = is_asked;
            plan.verify_each(asked.by_ref().filter(|&(index, _)| is_asked(index)), accept)
        } else {
            plan.verify_each(asked, accept)
        };
        let of_cell = |index: usize| cells.get(index).zip(canonicals.get(index));
        if plan.is_linked {
            for (cell, canonical) in accepted.iter().filter_map(|accepted| of_cell(accepted.index)) {
                numbers.begin_record(cell.place.record);
                numbers.push(id, canonical.bytes());
            }
        }
        let hits = accepted.iter().filter_map(|&Accepted { index, odds, facts, is_test }| {
            let ((cell, canonical), result) = of_cell(index).zip(results.get_mut(index))?;
            let odds = alone + odds + label;
            let odds = if is_unnamed { odds.min(UNNAMED_MAX) } else { odds };
            if !is_open && odds > result.best {
                result.best = odds;
            }
            result.emitted |= bit;
            Some(CellHit { odds, shape: entry.shape, is_test, facts, ..cell.hit(canonical) })
        });
        sink.hits(id, entry.kind, hits);
        sink.misses(id, entry.kind, missed);
    }

    /// Tries all cells of a run as dates.
    fn dates_of_run<'b, S: HitSink>(
        &self,
        lane: &Lane<'_, 'b>,
        (cells, results): (&[RunCell<'b>], &mut [RunResult]),
        reads: &mut Vec<Read<'b>>,
        sink: &mut S,
    ) {
        let Some((kind, digits)) = self.asked_date(lane.column) else { return };
        let bit = kind_bit(kind).unwrap_or(0);
        for (RunCell { value, place, .. }, RunResult { best, emitted, .. }) in cells.iter().zip(results) {
            // A date is a date, and a moment a moment: there is nothing else in it to look for.
            match date_figures::whole(value.bytes(), digits) {
                Whole::Date(DateFound { found, date }) => {
                    *best = best.max(0.0);
                    *emitted |= bit;
                    let (value, record) = (value.bytes(), place.record);
                    reads.push(Read { value, canonical: Canonical::date(date), record, found });
                }
                Whole::Moment => *best = best.max(0.0),
                Whole::Neither => {}
            }
        }
        flush(lane.id, Some((kind, self.alone(kind, lane.column))), reads, sink);
    }
}

impl Detector {
    /// Takes the cells of a run that are plain names of places: of those nothing else is to be asked.
    fn places_of_run<S: HitSink>(
        &self,
        (id, column, route): (ColumnId, &ColumnContext, &Route),
        (cells, results): (&[RunCell<'_>], &mut [RunResult]),
        sink: &mut S,
    ) {
        let Some((kind, _)) = self.finders.names.as_ref().filter(|_| column.name_part.is_none()) else { return };
        let mut places = 0;
        for (cell, result) in cells.iter().zip(&mut *results) {
            result.is_over = PersonNames::is_plain_place(&cell.value);
            places += u64::from(result.is_over);
        }
        if route.finders.cofield && places > 0 {
            let of_places = cells.iter().zip(&*results).filter(|(_, result)| result.is_over).map(|(cell, _)| cell);
            tell_cofields((id, column, route), of_places, sink);
        }
        if column.weight(*kind) <= 0.0 {
            sink.misses(id, *kind, places);
        }
    }
}

/// Tells the sink which cells are cofields.
fn tell_cofields<'r, 'b: 'r, S: HitSink>(
    (id, column, route): (ColumnId, &ColumnContext, &Route),
    cells: impl Iterator<Item = &'r RunCell<'b>>,
    sink: &mut S,
) {
    let (mut cities, mut zips) = (0, 0);
    for cell in cells {
        match cofield::of_cell(cell.value.bytes(), &route.profile, column) {
            Some(Cofield::City) => cities += 1,
            Some(Cofield::Zip) => zips += 1,
            Some(state @ Cofield::State(_)) => {
                sink.begin_record(cell.place.record);
                sink.cofield(id, state);
            }
            None => {}
        }
    }
    sink.cofields(id, Cofield::City, cities);
    sink.cofields(id, Cofield::Zip, zips);
}

/// Takes the cells of a run that were not recognised for a kind by their look.
fn assume_rest<S: HitSink>(
    id: ColumnId,
    kind: KindId,
    (cells, canonicals, results): (&[RunCell<'_>], &[Canonical], &mut [RunResult]),
    sink: &mut S,
) {
    let bit = kind_bit(kind).unwrap_or(0);
    let found = Detector::found_by_look();
    let rest = cells.iter().zip(canonicals).zip(results).filter(|(_, result)| result.emitted & bit == 0);
    let hits = rest.map(|((cell, canonical), result)| {
        (result.best, result.emitted) = (result.best.max(ENOUGH), result.emitted | bit);
        let Found { part, odds, shape, is_test, facts, .. } = found;
        CellHit { is_assumed: true, part, odds, shape, is_test, facts, ..cell.hit(canonical) }
    });
    sink.hits(id, kind, hits);
}

/// How the values of a form may be integers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Integers {
    Never,
    Always,
    /// `123.0`: whether it ends so has to be looked at.
    WithFraction,
}

impl Integers {
    fn of(route: &Route, value: &CellValue<'_>) -> Self {
        let (digits, bytes) = (route.profile.digits as usize, value.bytes());
        match bytes {
            _ if digits == bytes.len() && digits <= INTEGER_MAX => Self::Always,
            [.., b'.', last] if last.is_ascii_digit() && digits + 1 == bytes.len() => Self::WithFraction,
            _ => Self::Never,
        }
    }
}

impl Route {
    /// Whether there is nothing more to ask of a value of this form after its shapes gave this.
    #[inline]
    fn is_done(&self, result: &RunResult) -> bool {
        let RunResult { best, emitted, is_over, .. } = *result;
        (best >= ENOUGH && !self.asks_more && self.residue & !emitted == 0) || self.is_cofield || is_over
    }
}
