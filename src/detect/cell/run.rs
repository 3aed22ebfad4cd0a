//! Runs: cells of one column that follow each other and are looked at together.
//!
//! The cells of a column look alike, and where its values do not repeat each has to be looked at. What hangs on the column
//! and the form alone is then done once for many cells: the cells are counted together, and each shape that the column asks
//! for is tried on all of them before the next one is. E-mail addresses and streets have no form; where the cell before was one,
//! the next is read as one at once. What a run leaves open of a cell goes on cell by cell.

use std::ops::Range;

use super::alike::Alike;
use super::canonical::Canonical;
use super::gather::{Likely, Run, RunCell, run_of};
use super::lanes::LaneCell;
use super::read::{Read, flush};
use super::route::{Asked, CellFinders, Route, RouteAt};
use super::{CellValue, INTEGER_MAX, Subject, TEXT_FLOOR, UNNAMED_MAX, facts, is_missing, kind_bit, uuid};
use crate::batch::{Batch, ColumnId};
use crate::detect::column::ColumnContext;
use crate::detect::detector::{Detector, Outcome};
use crate::detect::find::date::{DateFound, Whole};
use crate::detect::find::date_figures;
use crate::detect::find::person_name::PersonNames;
use crate::detect::find::{Found, email};
use crate::detect::linkage::RecordNumbers;
use crate::detect::marked_cell::PLAIN_ODDS;
use crate::detect::scratch::Scratch;
use crate::detect::signature::{Form, Profile};
use crate::detect::validate::Check;
use crate::detect::{CellFacts, Cofield, HitCell, HitLook, HitSink, Part, cofield};
use crate::masks::positions;
use crate::redact::Secret;
use crate::rules::KindId;

/// Cells that are taken at once: few enough to stay in the nearest cache from one shape to the next.
pub(super) const RUN_MAX: usize = 32;
const RUN_BITS: usize = u64::BITS as usize;
const _BITS: () = assert!(RUN_MAX <= RUN_BITS, "which cells are wanted is told by a bit each");
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

/// A cell that is to be taken, or to join a run.
#[derive(Clone, Copy)]
pub(super) struct Standing<'b> {
    pub(super) value: CellValue<'b>,
    pub(super) place: LaneCell,
    /// Bytes that were trimmed before the value.
    pub(super) before: u32,
}

impl<'b> Lane<'_, 'b> {
    /// The value of a cell of a run whose values have that length.
    #[inline]
    fn value(&self, cell: &RunCell, len: usize) -> CellValue<'b> {
        let place = self.batch.cells.get(cell.place.cell as usize).map(|cell| self.batch.place(cell));
        let (buffer, place) = place.unwrap_or_default();
        let start = place.start + cell.before as usize;
        CellValue::of_words(buffer, start..start + len, cell.words)
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

/// What was collected of a column and waits to be looked at.
#[derive(Default)]
pub(super) struct Waiting<'b> {
    pub(super) runs: Vec<Run>,
    /// Memory for the cells of further runs.
    spare: Vec<Vec<RunCell>>,
    /// The run that a cell like the next one was last added to.
    likely: Likely,
    results: Vec<RunResult>,
    canonicals: Vec<Canonical>,
    pub(super) alike: Alike,
    hits: Vec<HitCell>,
    pub(super) mails: Vec<Read<'b>>,
    /// Of those that the sink was not told of.
    pub(super) mail_facts: Vec<CellFacts>,
    /// Whether the cell before was an e-mail address.
    pub(super) is_mail: bool,
    pub(super) domains: email::KnownDomains,
    pub(super) streets: Vec<Read<'b>>,
    /// Whether the cell before may have been a street address.
    pub(super) is_street: bool,
    /// Whether the open cell was asked whether it is one, as it stands, and is none.
    was_asked: bool,
}

/// Memory that the columns use one after the other. Holds nothing of them.
#[derive(Default)]
pub(crate) struct RunRoom {
    runs: Vec<Run>,
    cells: Vec<Vec<RunCell>>,
    results: Vec<RunResult>,
    canonicals: Vec<Canonical>,
    hits: Vec<HitCell>,
}

impl Waiting<'_> {
    fn in_room(room: &mut RunRoom) -> Self {
        let RunRoom { runs, cells: spare, results, canonicals, hits } = std::mem::take(room);
        Self { runs, spare, results, canonicals, hits, ..Self::default() }
    }

    fn into_room(self) -> RunRoom {
        let Self { mut runs, spare: mut cells, mut results, mut canonicals, mut hits, .. } = self;
        cells.extend(runs.drain(..).map(|Run { mut cells, .. }| {
            cells.clear();
            cells
        }));
        results.clear();
        canonicals.clear();
        hits.clear();
        RunRoom { runs, cells, results, canonicals, hits }
    }
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
        let mut waiting = Waiting::in_room(&mut scratch.cells.runs);
        let (mut rest, mut last) = (cells, usize::MAX);
        while let Some((&place, behind)) = rest.split_first() {
            let Some(cell) = batch.cells.get(place.cell as usize) else { break };
            let (buffer, within) = batch.place(cell);
            if within.is_empty() {
                rest = behind;
                continue;
            }
            if waiting.is_mail {
                let taken = self.take_mails(&lane, &mut waiting, rest, sink);
                rest = rest.get(taken..).unwrap_or_default();
                if taken > 0 {
                    continue;
                }
            }
            let is_read = waiting.is_mail || waiting.is_street;
            if is_read && self.reads_on(scratch, &lane, &mut waiting, (buffer, &within), place.record, sink) {
                rest = behind;
                continue;
            }
            let likely = waiting.likely.get(buffer.get(within.clone()).unwrap_or_default());
            let goes_on = std::mem::replace(&mut last, likely) == likely;
            if let Some(run) = waiting.runs.get_mut(likely) {
                // Where forms take turns, a cell is looked at by itself.
                let taken = if goes_on { run.gather(&lane, rest, sink) } else { run.take_one(&lane, place, sink) };
                let is_full = run.is_full();
                rest = rest.get(taken..).unwrap_or_default();
                if is_full {
                    self.scan_run(scratch, &lane, &mut waiting, likely, sink);
                }
                if taken > 0 {
                    continue;
                }
            }
            rest = behind;
            let value = CellValue::new(buffer, within.clone());
            let cell = Standing { value, place, before: 0 };
            if !self.joins_run(scratch, &lane, &mut waiting, &cell, sink) {
                self.stands_apart(scratch, &lane, &mut waiting, &cell, (buffer, within), sink);
            }
        }
        (0..waiting.runs.len()).for_each(|run| self.scan_run(scratch, &lane, &mut waiting, run, sink));
        let Waiting { mails, streets, alike, .. } = &mut waiting;
        flush(lane.id, lane.mail_odds, mails, alike, sink);
        flush(lane.id, lane.street_odds, streets, alike, sink);
        scratch.cells.runs = waiting.into_room();
    }

    /// Adds a cell to the run of its form, if there is one.
    #[inline]
    fn joins_run<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        cell: &Standing<'b>,
        sink: &mut S,
    ) -> bool {
        let Some(index) = run_of(&waiting.runs, &cell.value) else { return false };
        waiting.likely.put(cell.value.bytes(), index);
        let Some(run) = waiting.runs.get_mut(index) else { return false };
        run.add(lane, cell, sink);
        if run.is_full() {
            self.scan_run(scratch, lane, waiting, index, sink);
        }
        true
    }

    /// Takes a value that is read as the one before it was, where nothing around it is to be trimmed. No run has the form of
    /// such a one.
    #[inline]
    fn reads_on<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        (buffer, within): (&'b [u8], &Range<usize>),
        record: u32,
        sink: &mut S,
    ) -> bool {
        waiting.was_asked = false;
        let Some([first, .., last]) = buffer.get(within.clone()) else { return false };
        let may_be_uuid = lane.passes_over_uuids && within.len() == uuid::LEN;
        if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() || may_be_uuid {
            return false;
        }
        let value = CellValue::new(buffer, within.clone());
        if waiting.is_mail && self.take_mail(lane, waiting, &value, record, sink) {
            return true;
        }
        waiting.was_asked = waiting.is_street;
        let may_be_street = waiting.is_street && first.is_ascii_digit();
        may_be_street && self.take_street(scratch, lane, waiting, &value, record, sink)
    }

    /// A cell that no run has the form of as it stands.
    #[inline(never)]
    fn stands_apart<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        cell: &Standing<'b>,
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
        if waiting.is_street
            && !std::mem::take(&mut waiting.was_asked)
            && self.take_street(scratch, lane, waiting, &value, place.record, sink)
        {
            return;
        }
        let cell = Standing { value, place, before: u32::try_from(within.start).unwrap_or(u32::MAX) };
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
        cell: &Standing<'b>,
        sink: &mut S,
    ) {
        let &Lane { id, column, batch, mail_odds, street_odds, .. } = lane;
        let Standing { value, place: LaneCell { cell: index, record }, before } = cell;
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
            let cells = waiting.spare.pop().unwrap_or_else(|| Vec::with_capacity(RUN_MAX));
            let mut run = Run { test, at, integers, profile, cells };
            run.add(lane, cell, sink);
            waiting.likely.put(value.bytes(), waiting.runs.len());
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
        let Waiting { runs, results, canonicals, alike, hits, .. } = waiting;
        let Some(Run { test, at, cells, .. }) = runs.get_mut(run) else { return };
        let Some(first) = cells.first() else { return };
        let Scratch { routes, cells: scratch, text, .. } = scratch;
        let (route, len) = (routes.at(*at), test.len());
        sink.cells(id, &facts(&lane.value(first, len), &route.profile), cells.iter().map(|cell| cell.hash));
        if route.is_settled {
            cells.clear();
            return;
        }
        // Of most columns nothing is asked beside their shape, so that nobody wants to know what came of it.
        let asks_beside = !(route.is_bare || route.is_cofield);
        let wants_results = asks_beside || route.asked.has_repeats || route.assumed.is_some();
        results.clear();
        results.resize(if wants_results { cells.len() } else { 0 }, RunResult::NOTHING);
        let mut open = OpenRun { lane, len, cells, canonicals, results, alike, hits };
        if !route.asked.shapes.is_empty() || route.assumed.is_some() {
            route.canonicals(open.cells, open.canonicals);
            for asked in &route.asked.shapes {
                self.shape_of_run(&mut scratch.numbers, (asked, route.asked.has_repeats), &mut open, sink);
            }
        }
        if let Some(kind) = route.assumed {
            open.assume_rest(kind, sink);
        }
        if route.is_date {
            self.dates_of_run(&mut open, sink);
        }
        if route.is_cofield {
            open.tell_cofields(&route.profile, |_| true, sink);
        }
        if route.is_of_words {
            self.places_of_run(&mut open, route, sink);
        }
        let asked = cells.iter().zip(&*results).filter(|(_, result)| asks_beside && !route.is_done(result));
        for (run_cell, result) in asked {
            let RunCell { before, place: LaneCell { cell, record }, .. } = *run_cell;
            let Some(cell) = batch.cells.get(cell as usize) else { continue };
            let value = lane.value(run_cell, len);
            let within = before as usize..before as usize + len;
            let emitted = std::cell::Cell::new(result.emitted);
            let (value, rest) = (value.bytes(), value.rest());
            let subject = Subject { batch, cell, column, value, rest, within, emitted };
            sink.begin_record(record);
            scratch.numbers.begin_record(record);
            let finders = CellFinders { date: route.finders.date && !route.is_date, ..route.finders };
            let best = self.beside_shapes(scratch, &subject, (route, finders), result.best, sink);
            self.within_cell(text, &subject, route, best, sink);
        }
        cells.clear();
    }

    /// Tries all cells of a run as one shape.
    fn shape_of_run<S: HitSink>(
        &self,
        numbers: &mut RecordNumbers,
        (asked, has_repeats): (&Asked, bool),
        open: &mut OpenRun<'_, '_, '_>,
        sink: &mut S,
    ) {
        let Asked { entry, plan, label, is_doubtful } = asked;
        let bit = kind_bit(entry.kind).unwrap_or(0);
        let alone = plan.prior + entry.weight;
        // What wants a label and has none is for its column to decide.
        let is_unnamed = plan.needs_label && entry.weight <= 0.0 && *label <= 0.0;
        // A form of fifty states leaves the value open to be anything else.
        let is_open = plan.is_linked && is_unnamed;
        // What fits two shapes of a kind is the first of them.
        let mut is_asked = |(index, cell): (usize, &RunCell)| {
            let tried = open.results.get_mut(index).filter(|_| has_repeats).map(|result| &mut result.tried);
            let was_tried = tried.as_ref().is_some_and(|tried| **tried & bit != 0);
            let fits = || cell.with_bytes(open.len, |value| self.shapes.fits(entry, value));
            let is_asked = !was_tried && (!*is_doubtful || fits());
            if let Some(tried) = tried.filter(|_| is_asked) {
                *tried |= bit;
            }
            is_asked
        };
        let mut wanted = !0 >> (RUN_BITS - open.cells.len().clamp(1, RUN_BITS));
        if *is_doubtful || has_repeats {
            wanted = open.cells.iter().enumerate().fold(0, |wanted, cell| wanted | u64::from(is_asked(cell)) << cell.0);
        }
        let OpenRun { lane, len, cells, canonicals, results, hits, .. } = open;
        let mut checks = [0; RUN_MAX];
        plan.check_each(canonicals.iter().map(Canonical::bytes), wanted, &mut checks);
        let cells_at = |at: u32| cells.get(at as usize).zip(canonicals.get(at as usize));
        let mut missed = 0;
        // Of most runs one thing is said of all cells, or of nearly all.
        while let Some(&code) = checks.get(wanted.trailing_zeros() as usize) {
            let are_same = checks.iter().enumerate().map(|(index, other)| u64::from(*other == code) << index);
            let same = are_same.fold(0, |same, bit| same | bit) & wanted;
            wanted &= !same;
            let (odds, facts, is_test) = match plan.outcome(Check::of_code(code)) {
                Outcome::Accepted { odds, facts, is_test } => (odds, facts, is_test),
                Outcome::Missed => {
                    missed += u64::from(same.count_ones());
                    continue;
                }
                Outcome::Placeholder => continue,
            };
            let odds = alone + odds + label;
            let odds = if is_unnamed { odds.min(UNNAMED_MAX) } else { odds };
            for result in positions(if results.is_empty() { 0 } else { same }) {
                let Some(result) = results.get_mut(result as usize) else { break };
                if !is_open && odds > result.best {
                    result.best = odds;
                }
                result.emitted |= bit;
            }
            for (cell, canonical) in positions(if plan.is_linked { same } else { 0 }).filter_map(cells_at) {
                numbers.begin_record(cell.place.record);
                numbers.push(lane.id, canonical.bytes());
            }
            hits.clear();
            let hit = |at: u32| cells_at(at).map(|(cell, canonical)| hit_cell(cell.place.record, at, canonical));
            hits.extend(positions(same).filter_map(hit));
            let look = HitLook { is_assumed: false, part: Part::Whole, shape: entry.shape, facts, is_test, odds };
            sink.hits((lane.id, entry.kind), &look, hits, |hit| {
                let value =
                    cells_at(hit.index).map(|(cell, canonical)| (lane.value(cell, *len).bytes(), canonical.bytes()));
                let (value, canonical) = value.unwrap_or_default();
                (Secret::new(value), Secret::new(canonical))
            });
        }
        sink.misses(lane.id, entry.kind, missed);
    }

    /// Tries all cells of a run as dates.
    fn dates_of_run<S: HitSink>(&self, open: &mut OpenRun<'_, '_, '_>, sink: &mut S) {
        let Some((kind, digits)) = self.asked_date(open.lane.column) else { return };
        let (bit, alone) = (kind_bit(kind).unwrap_or(0), self.alone(kind, open.lane.column));
        let OpenRun { len, cells, canonicals, results, alike, .. } = open;
        canonicals.clear();
        canonicals.resize(cells.len(), Canonical::default());
        for ((index, cell), canonical) in (0..).zip(&**cells).zip(canonicals.iter_mut()) {
            let whole = cell.with_bytes(*len, |value| date_figures::whole(value, digits));
            // A date is a date, and a moment a moment: there is nothing else in it to look for.
            if let (Some(result), Whole::Date(_) | Whole::Moment) = (results.get_mut(index as usize), &whole) {
                result.best = result.best.max(0.0);
                result.emitted |= if matches!(whole, Whole::Date(_)) { bit } else { 0 };
            }
            if let Whole::Date(DateFound { found, date }) = whole {
                *canonical = Canonical::date(date);
                alike.push(&look_of(&found, alone), hit_cell(cell.place.record, index, canonical));
            }
        }
        open.tell(kind, sink);
    }

    /// Takes the cells of a run that are plain names of places: of those nothing else is to be asked.
    fn places_of_run<S: HitSink>(&self, open: &mut OpenRun<'_, '_, '_>, route: &Route, sink: &mut S) {
        let Lane { id, column, .. } = *open.lane;
        let Some((kind, _)) = self.finders.names.as_ref().filter(|_| column.name_part.is_none()) else { return };
        let mut places = 0;
        for (cell, result) in open.cells.iter().zip(open.results.iter_mut()) {
            result.is_over = PersonNames::is_plain_place(&open.lane.value(cell, open.len));
            places += u64::from(result.is_over);
        }
        if route.finders.cofield && places > 0 {
            open.tell_cofields(&route.profile, |result| result.is_some_and(|result| result.is_over), sink);
        }
        if column.weight(*kind) <= 0.0 {
            sink.misses(id, *kind, places);
        }
    }
}

/// The cells of a run that is scanned, and what comes of it.
struct OpenRun<'w, 'c, 'b> {
    lane: &'w Lane<'c, 'b>,
    /// The length of the values.
    len: usize,
    cells: &'w [RunCell],
    canonicals: &'w mut Vec<Canonical>,
    /// Empty where nobody wants to know.
    results: &'w mut [RunResult],
    alike: &'w mut Alike,
    hits: &'w mut Vec<HitCell>,
}

impl OpenRun<'_, '_, '_> {
    /// Tells the sink of the hits of a kind.
    #[inline]
    fn tell<S: HitSink>(&mut self, kind: KindId, sink: &mut S) {
        let Self { lane, len, cells, ref canonicals, ref mut alike, .. } = *self;
        alike.tell((lane.id, kind), sink, |index| {
            let value = cells.get(index).map(|cell| lane.value(cell, len).bytes());
            (value.unwrap_or_default(), canonicals.get(index).map(Canonical::bytes).unwrap_or_default())
        });
    }

    /// Takes the cells of a run that were not recognised for a kind by their look.
    fn assume_rest<S: HitSink>(&mut self, kind: KindId, sink: &mut S) {
        let bit = kind_bit(kind).unwrap_or(0);
        let look = HitLook { is_assumed: true, ..look_of(&Detector::found_by_look(), 0.0) };
        let Self { cells, canonicals, results, alike, .. } = self;
        for (index, ((cell, canonical), result)) in (0..).zip(cells.iter().zip(&**canonicals).zip(results.iter_mut())) {
            if result.emitted & bit == 0 {
                (result.best, result.emitted) = (result.best.max(ENOUGH), result.emitted | bit);
                alike.push(&look, hit_cell(cell.place.record, index, canonical));
            }
        }
        self.tell(kind, sink);
    }

    /// Tells the sink which cells are cofields, of those whose results say so.
    fn tell_cofields<S: HitSink>(
        &self,
        profile: &Profile,
        is_meant: impl Fn(Option<&RunResult>) -> bool,
        sink: &mut S,
    ) {
        let Lane { id, column, .. } = *self.lane;
        let (mut cities, mut zips) = (0, 0);
        for (index, cell) in self.cells.iter().enumerate() {
            if !is_meant(self.results.get(index)) {
                continue;
            }
            match cell.with_bytes(self.len, |value| cofield::of_cell(value, profile, column)) {
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
}

/// How a cell looks that was found to be something, and whose kind has these odds before it is looked at.
#[inline]
pub(super) fn look_of(found: &Found, alone: f32) -> HitLook {
    let Found { part, odds, shape, is_test, facts, .. } = *found;
    HitLook { is_assumed: false, part, shape, facts, is_test, odds: odds + alone }
}

#[inline]
pub(super) fn hit_cell(record: u32, index: u32, canonical: &Canonical) -> HitCell {
    HitCell { record, index, hash: canonical.hash }
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
