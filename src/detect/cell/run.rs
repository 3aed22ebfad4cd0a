//! Runs: cells of one column that follow each other and are looked at together.
//!
//! The cells of a column look alike, and where its values do not repeat each has to be looked at. What hangs on the column
//! and the form alone is then done once for many cells: the cells are counted together, and each shape that the column asks
//! for is tried on all of them before the next one is. E-mail addresses have no form; where the cell before was one, the next
//! is read as one at once. What a run leaves open of a cell goes on cell by cell.

use super::lanes::LaneCell;
use super::route::{Asked, Canonical, Route, RouteAt};
use super::{CellScratch, CellValue, Subject, TEXT_FLOOR, UNNAMED_MAX, facts, is_missing, kind_bit, trim};
use crate::batch::{Batch, Cell, ColumnId};
use crate::detect::column::ColumnContext;
use crate::detect::detector::{Detector, Outcome};
use crate::detect::find::{Found, date, email};
use crate::detect::marked_cell::PLAIN_ODDS;
use crate::detect::scratch::Scratch;
use crate::detect::signature::{Form, FormTest};
use crate::detect::{CellFacts, Hit, HitSink, Part, Protection};
use crate::redact::Secret;
use crate::rules::KindId;

/// Cells that are taken at once: few enough to stay in the nearest cache from one shape to the next.
const RUN_MAX: usize = 64;

/// A column that is scanned in runs.
struct Lane<'c, 'b> {
    id: ColumnId,
    column: &'c ColumnContext,
    batch: &'b Batch<'b>,
    /// The odds of an e-mail address, where one needs no second look in this column.
    mail_odds: Option<(KindId, f32)>,
}

/// A cell of a run.
struct RunCell<'b> {
    value: CellValue<'b>,
    cell: &'b Cell,
    record: u32,
    /// Bytes that were trimmed before the value.
    before: u32,
    best: f32,
    emitted: u128,
}

/// An e-mail address of a run.
struct Mail<'b> {
    value: &'b [u8],
    canonical: Canonical,
    record: u32,
    found: Found,
}

/// Cells of one form, or e-mail addresses: never both.
struct Run<'b> {
    at: RouteAt,
    cells: Vec<RunCell<'b>>,
    canonicals: Vec<Canonical>,
    mails: Vec<Mail<'b>>,
    /// Whether the cell before was an e-mail address.
    is_mail: bool,
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
        let lane = Lane { id, column, batch, mail_odds: self.mail_odds(column) };
        let mut run =
            Run { at: RouteAt::Passing, cells: Vec::new(), canonicals: Vec::new(), mails: Vec::new(), is_mail: false };
        let mut test = FormTest::NONE;
        for &LaneCell { cell, record } in cells {
            let Some(cell) = batch.cells.get(cell as usize) else { continue };
            let (buffer, place) = batch.place(cell);
            let whole = buffer.get(place.clone()).unwrap_or_default();
            let within = trim(whole);
            if within.is_empty() {
                continue;
            }
            let value = CellValue::new(buffer, place.start + within.start..place.start + within.end);
            if run.is_mail && self.take_mail(&lane, &mut run, &value, record, sink) {
                continue;
            }
            if !test.fits(&value) || run.cells.len() >= RUN_MAX {
                self.scan_run(scratch, &lane, &mut run, sink);
                if is_missing(value.bytes()) {
                    continue;
                }
                let at = scratch.routes.find(self, id, column, &value, Form::of(&value));
                let route = scratch.routes.at(at);
                if at == RouteAt::Passing || !route.is_common {
                    test = FormTest::NONE;
                    run.is_mail = lane.mail_odds.is_some() && route.finders.email;
                    if !(run.is_mail && self.take_mail(&lane, &mut run, &value, record, sink)) {
                        sink.begin_record(record);
                        scratch.cells.numbers.begin_record(record);
                        self.scan_value(scratch, (column, batch, cell), &value, within, at, sink);
                    }
                    continue;
                }
                (test, run.at) = (route.test, at);
            }
            let before = u32::try_from(within.start).unwrap_or(u32::MAX);
            run.cells.push(RunCell { cell, record, before, value, best: f32::MIN, emitted: 0 });
        }
        self.scan_run(scratch, &lane, &mut run, sink);
    }

    /// Scans what is in a run, and empties it.
    fn scan_run<'b, S: HitSink>(&self, scratch: &mut Scratch, lane: &Lane<'_, 'b>, run: &mut Run<'b>, sink: &mut S) {
        let &Lane { id, column, batch, .. } = lane;
        flush_mails(lane, &mut run.mails, sink);
        let Some(first) = run.cells.first() else { return };
        let Scratch { routes, cells: scratch, text, .. } = scratch;
        let route = routes.at(run.at);
        let alike = facts(&first.value, &route.profile);
        if alike.integer.is_some() {
            let facts = |cell: &RunCell<'_>| facts(&cell.value, &route.profile);
            sink.cells(id, &alike, run.cells.iter().map(facts).map(|facts| (facts.hash, facts.integer)));
        } else {
            sink.cells(id, &alike, run.cells.iter().map(|cell| (cell.value.hash(), None)));
        }
        if !route.is_settled {
            let Run { cells, canonicals, .. } = run;
            if !route.asked.shapes.is_empty() {
                canonicals.clear();
                canonicals.extend(cells.iter().map(|cell| route.canonical(&cell.value)));
                for asked in &route.asked.shapes {
                    self.shape_of_run(scratch, (id, asked), cells, canonicals, sink);
                }
            }
            if route.is_date {
                self.dates_of_run(lane, cells, sink);
            }
            for cell in cells.iter().filter(|cell| !route.is_done(cell.best, cell.emitted)) {
                let RunCell { value, before, .. } = *cell;
                let within = before as usize..before as usize + value.bytes().len();
                let emitted = std::cell::Cell::new(cell.emitted);
                let (value, rest) = (value.bytes(), value.rest());
                let subject = Subject { batch, cell: cell.cell, column, value, rest, within, emitted };
                sink.begin_record(cell.record);
                scratch.numbers.begin_record(cell.record);
                let best = self.beside_shapes(scratch, &subject, route, cell.best, sink);
                self.within_cell(text, &subject, route, best, sink);
            }
        }
        run.cells.clear();
    }

    /// Tries all cells of a run as one shape.
    fn shape_of_run<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        (id, asked): (ColumnId, &Asked),
        cells: &mut [RunCell<'_>],
        canonicals: &[Canonical],
        sink: &mut S,
    ) {
        let Asked { entry, plan, label, is_doubtful } = asked;
        let bit = kind_bit(entry.kind).unwrap_or(0);
        let alone = plan.prior + entry.weight;
        // What wants a label and has none is for its column to decide.
        let is_unnamed = plan.needs_label && entry.weight <= 0.0 && *label <= 0.0;
        // A form of fifty states leaves the value open to be anything else.
        let is_open = plan.is_linked && is_unnamed;
        let mut missed = 0;
        let numbers = &mut scratch.numbers;
        let hits = cells.iter_mut().zip(canonicals).filter_map(|(cell, canonical)| {
            if *is_doubtful && !self.shapes.fits(entry, cell.value.bytes()) {
                return None;
            }
            match plan.verify(canonical.bytes()) {
                Outcome::Accepted { odds, facts, is_test } => {
                    let odds = alone + odds + label;
                    let odds = if is_unnamed { odds.min(UNNAMED_MAX) } else { odds };
                    if !is_open {
                        cell.best = cell.best.max(odds);
                    }
                    if plan.is_linked {
                        numbers.begin_record(cell.record);
                        numbers.push(id, canonical.bytes());
                    }
                    cell.emitted |= bit;
                    let found = Found { span: 0..0, part: Part::Whole, odds, shape: entry.shape, is_test, facts };
                    Some((cell.record, hit((id, entry.kind), &found, cell.value.bytes(), canonical)))
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

    /// Tries all cells of a run as dates.
    fn dates_of_run<S: HitSink>(&self, lane: &Lane<'_, '_>, cells: &mut [RunCell<'_>], sink: &mut S) {
        let Some((kind, is_labelled)) = self.asked_date(lane.column) else { return };
        let alone = self.alone(kind, lane.column);
        let mut canonical = Canonical::default();
        for cell in cells {
            let Some(date::DateFound { mut found, date }) = date::cell(cell.value.bytes(), is_labelled) else {
                continue;
            };
            // A date is a date: there is nothing else in it to look for.
            cell.best = cell.best.max(0.0);
            cell.emitted |= kind_bit(kind).unwrap_or(0);
            found.odds += alone;
            canonical.set_date(date);
            sink.hits(
                lane.id,
                kind,
                [(cell.record, hit((lane.id, kind), &found, cell.value.bytes(), &canonical))].into_iter(),
            );
        }
    }

    /// The kind of e-mail addresses and the odds of one in the column, where these are enough that nothing else is asked.
    fn mail_odds(&self, column: &ColumnContext) -> Option<(KindId, f32)> {
        let kind = self.finders.email?;
        let odds = self.alone(kind, column);
        let is_enough = odds >= PLAIN_ODDS.max(TEXT_FLOOR) && self.patterns.is_empty();
        let is_labelled = column.strong().iter().any(|kind| self.finders.labelled.contains(kind));
        (is_enough && !is_labelled).then_some((kind, odds))
    }

    /// Takes a value into the run if it is a short e-mail address in ASCII. Nothing else could be found in one: it has no
    /// shape, and no look that a kind has.
    fn take_mail<'b, S: HitSink>(
        &self,
        lane: &Lane<'_, 'b>,
        run: &mut Run<'b>,
        value: &CellValue<'b>,
        record: u32,
        sink: &mut S,
    ) -> bool {
        let len = value.bytes().len();
        let read = if value.is_short() { email::short_cell(value.rest(), len) } else { None };
        let Some(email::ShortCell { found, letters, digits }) = read else {
            run.is_mail = false;
            return false;
        };
        let len = u32::try_from(len).unwrap_or(u32::MAX);
        sink.cell(lane.id, &CellFacts { len, digits, letters, spaces: 0, integer: None, hash: value.hash() });
        run.mails.push(Mail { value: value.bytes(), canonical: Canonical::small(value), record, found });
        if run.mails.len() >= RUN_MAX {
            flush_mails(lane, &mut run.mails, sink);
        }
        true
    }
}

fn flush_mails<S: HitSink>(lane: &Lane<'_, '_>, mails: &mut Vec<Mail<'_>>, sink: &mut S) {
    let Some((kind, alone)) = lane.mail_odds else { return };
    sink.hits(
        lane.id,
        kind,
        mails.iter_mut().map(|mail| {
            mail.found.odds += alone;
            (mail.record, hit((lane.id, kind), &mail.found, mail.value, &mail.canonical))
        }),
    );
    mails.clear();
}

/// A whole cell that was found to be something.
#[inline]
fn hit<'h>((column, kind): (ColumnId, KindId), found: &Found, value: &'h [u8], canonical: &'h Canonical) -> Hit<'h> {
    Hit {
        kind,
        column: Some(column),
        is_whole_cell: true,
        is_assumed: false,
        part: found.part,
        span: 0..0,
        value: Secret::new(value),
        canonical: Secret::new(canonical.bytes()),
        hash: canonical.hash,
        shape: found.shape,
        facts: found.facts,
        is_test: found.is_test,
        protection: Protection::Plain,
        odds: found.odds,
    }
}

impl Route {
    /// Whether there is nothing more to ask of a value of this form after its shapes gave `best` odds and these kinds.
    #[inline]
    fn is_done(&self, best: f32, emitted: u128) -> bool {
        best >= PLAIN_ODDS.max(TEXT_FLOOR) && !self.asks_more && self.residue & !emitted == 0
    }
}
