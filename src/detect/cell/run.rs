//! Runs: cells of one column that follow each other and are looked at together.
//!
//! The cells of a column look alike, and where its values do not repeat each has to be looked at. What hangs on the column
//! and the form alone is then done once for many cells: the cells are counted together, and each shape that the column asks
//! for is tried on all of them before the next one is. E-mail addresses and streets have no form; where the cell before was one,
//! the next is read as one at once. What a run leaves open of a cell goes on cell by cell.

use super::lanes::LaneCell;
use super::route::{Asked, Canonical, CellFinders, Route, RouteAt, Routes};
use super::{
    CellScratch, CellValue, INTEGER_MAX, Subject, TEXT_FLOOR, UNNAMED_MAX, facts, is_missing, kind_bit, trim,
    whole_float,
};
use crate::batch::{Batch, Cell, ColumnId};
use crate::detect::column::ColumnContext;
use crate::detect::detector::{Detector, Outcome, canonical_words};
use crate::detect::find::{Found, date, email, iban, street_address};
use crate::detect::marked_cell::PLAIN_ODDS;
use crate::detect::memory::{Street, StreetKey};
use crate::detect::scratch::Scratch;
use crate::detect::signature::{Form, FormTest, Profile};
use crate::detect::{CellFacts, Hit, HitSink, Part, Protection, cofield};
use crate::redact::Secret;
use crate::rules::KindId;

/// Cells that are taken at once: few enough to stay in the nearest cache from one shape to the next.
const RUN_MAX: usize = 32;
/// Forms of a column whose cells are collected at the same time.
const FORMS_MAX: usize = 16;

/// Odds from which a value is looked at no further.
const ENOUGH: f32 = if PLAIN_ODDS > TEXT_FLOOR { PLAIN_ODDS } else { TEXT_FLOOR };
/// Digits of the longest house number, and of the longest number of a unit.
const HOUSE_NUMBER_MAX: usize = 6;
const UNIT_MAX: usize = 4;

/// A column that is scanned in runs.
struct Lane<'c, 'b> {
    id: ColumnId,
    column: &'c ColumnContext,
    batch: &'b Batch<'b>,
    /// The odds of an e-mail address, where one needs no second look in this column.
    mail_odds: Option<(KindId, f32)>,
    /// The odds of a street address.
    street_odds: Option<(KindId, f32)>,
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

/// An e-mail address, a street address or a date of a column.
struct Read<'b> {
    value: &'b [u8],
    canonical: Canonical,
    record: u32,
    found: Found,
}

/// Cells of one form.
struct Run<'b> {
    /// Tells the form.
    test: FormTest,
    at: RouteAt,
    /// The sink looks at integers in the order of their records.
    integers: Integers,
    profile: Profile,
    cells: Vec<RunCell<'b>>,
}

/// What was collected of a column and waits to be looked at.
#[derive(Default)]
struct Waiting<'b> {
    runs: Vec<Run<'b>>,
    /// The run that a cell was last added to.
    last: usize,
    canonicals: Vec<Canonical>,
    mails: Vec<Read<'b>>,
    /// Whether the cell before was an e-mail address.
    is_mail: bool,
    streets: Vec<Read<'b>>,
    dates: Vec<Read<'b>>,
    /// Whether the cell before may have been a street address.
    is_street: bool,
}

impl<'b> Waiting<'b> {
    /// The run of a value's form.
    #[inline]
    fn run_of(&mut self, value: &CellValue<'_>) -> Option<&mut Run<'b>> {
        if !self.runs.get(self.last).is_some_and(|run| run.test.fits(value)) {
            self.last = self.runs.iter().position(|run| run.test.fits(value))?;
        }
        self.runs.get_mut(self.last)
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
        let lane = Lane { id, column, batch, mail_odds, street_odds };
        let mut waiting = Waiting::default();
        for &LaneCell { cell, record } in cells {
            let Some(cell) = batch.cells.get(cell as usize) else { continue };
            let (buffer, place) = batch.place(cell);
            let whole = buffer.get(place.clone()).unwrap_or_default();
            let within = trim(whole);
            if within.is_empty() {
                continue;
            }
            let value = CellValue::new(buffer, place.start + within.start..place.start + within.end);
            if waiting.is_mail && self.take_mail(&lane, &mut waiting, &value, record, sink) {
                continue;
            }
            if waiting.is_street && self.take_street(scratch, &lane, &mut waiting, &value, record, sink) {
                continue;
            }
            let before = u32::try_from(within.start).unwrap_or(u32::MAX);
            let run_cell = RunCell { cell, record, before, value, best: f32::MIN, emitted: 0 };
            if let Some(run) = waiting.run_of(&value) {
                run.integers.tell(id, &value, &run.profile, sink);
                run.cells.push(run_cell);
                if run.cells.len() >= RUN_MAX {
                    let last = waiting.last;
                    self.scan_run(scratch, &lane, &mut waiting, last, sink);
                }
            } else if !is_missing(value.bytes()) {
                self.departing(scratch, &lane, &mut waiting, run_cell, sink);
            }
        }
        (0..waiting.runs.len()).for_each(|run| self.scan_run(scratch, &lane, &mut waiting, run, sink));
        flush(lane.id, lane.mail_odds, &mut waiting.mails, sink);
        flush(lane.id, lane.street_odds, &mut waiting.streets, sink);
    }

    /// A cell of a form that no run has.
    fn departing<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        cell: RunCell<'b>,
        sink: &mut S,
    ) {
        let &Lane { id, column, batch, mail_odds, street_odds } = lane;
        let value = &cell.value;
        let is_in_use = |at: RouteAt| waiting.runs.iter().any(|run| run.at == at);
        let at = scratch.routes.find(self, id, column, value, Form::of(value), is_in_use);
        let route = scratch.routes.at(at);
        if at != RouteAt::Passing && route.is_common && waiting.runs.len() < FORMS_MAX {
            let (integers, profile) = (Integers::of(route, value), route.profile);
            integers.tell(id, value, &profile, sink);
            waiting.last = waiting.runs.len();
            waiting.runs.push(Run { test: route.test, at, integers, profile, cells: vec![cell] });
            return;
        }
        waiting.is_mail = mail_odds.is_some() && route.finders.email;
        waiting.is_street = street_odds.is_some() && route.finders.address;
        if waiting.is_mail && self.take_mail(lane, waiting, value, cell.record, sink) {
            return;
        }
        let before = cell.before as usize;
        sink.begin_record(cell.record);
        scratch.cells.numbers.begin_record(cell.record);
        self.scan_value(scratch, (column, batch, cell.cell), value, before..before + value.bytes().len(), at, sink);
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
        let Waiting { runs, canonicals, dates, .. } = waiting;
        let Some(Run { at, cells, .. }) = runs.get_mut(run) else { return };
        let Some(first) = cells.first() else { return };
        let Scratch { routes, cells: scratch, text, .. } = scratch;
        let route = routes.at(*at);
        let alike = facts(&first.value, &route.profile);
        sink.cells(id, &alike, cells.iter().map(|cell| cell.value.hash()));
        if !route.is_settled {
            if !route.asked.shapes.is_empty() {
                canonicals.clear();
                canonicals.extend(cells.iter().map(|cell| route.canonical(&cell.value)));
                for asked in &route.asked.shapes {
                    self.shape_of_run(scratch, (id, asked), cells, canonicals, sink);
                }
            }
            if route.is_date {
                self.dates_of_run(lane, cells, dates, sink);
            }
            if route.is_cofield {
                let cofield = |cell: &RunCell<'_>| cofield::of_cell(cell.value.bytes(), &route.profile, column);
                for cell in cells.iter() {
                    if let Some(cofield) = cofield(cell) {
                        sink.begin_record(cell.record);
                        sink.cofield(id, cofield);
                    }
                }
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
        cells.clear();
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
    fn dates_of_run<'b, S: HitSink>(
        &self,
        lane: &Lane<'_, 'b>,
        cells: &mut [RunCell<'b>],
        reads: &mut Vec<Read<'b>>,
        sink: &mut S,
    ) {
        let Some((kind, is_labelled)) = self.asked_date(lane.column) else { return };
        let bit = kind_bit(kind).unwrap_or(0);
        for RunCell { value, record, best, emitted, .. } in cells {
            if let Some(date::DateFound { found, date }) = date::cell(value.bytes(), is_labelled) {
                // A date is a date: there is nothing else in it to look for.
                *best = best.max(0.0);
                *emitted |= bit;
                let (value, record) = (value.bytes(), *record);
                reads.push(Read { value, canonical: Canonical::date(date), record, found });
            }
        }
        flush(lane.id, Some((kind, self.alone(kind, lane.column))), reads, sink);
    }

    /// Takes a value if it is a short e-mail address in ASCII. Nothing else could be found in one: it has no
    /// shape, and no look that a kind has.
    fn take_mail<'b, S: HitSink>(
        &self,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        value: &CellValue<'b>,
        record: u32,
        sink: &mut S,
    ) -> bool {
        let len = value.bytes().len();
        let read = if value.is_short() { email::short_cell(value.rest(), len) } else { None };
        let Some(email::ShortCell { found, letters, digits }) = read else {
            waiting.is_mail = false;
            return false;
        };
        let len = u32::try_from(len).unwrap_or(u32::MAX);
        sink.cell(lane.id, &CellFacts { len, digits, letters, spaces: 0, integer: None, hash: value.hash() });
        waiting.mails.push(Read { value: value.bytes(), canonical: Canonical::small(value), record, found });
        if waiting.mails.len() >= RUN_MAX {
            flush(lane.id, lane.mail_odds, &mut waiting.mails, sink);
        }
        true
    }

    /// Takes a value if it is a number and a street that stood behind another number before.
    fn take_street<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        value: &CellValue<'b>,
        record: u32,
        sink: &mut S,
    ) -> bool {
        let bytes = value.bytes();
        let number = bytes.iter().take(HOUSE_NUMBER_MAX + 1).take_while(|byte| byte.is_ascii_digit()).count();
        let has_number = (1..=HOUSE_NUMBER_MAX).contains(&number) && bytes.get(number) == Some(&b' ');
        if !has_number || !value.is_short() {
            return false;
        }
        // `Apt 25`: the number of a unit is no part of what is remembered.
        let unit = bytes.iter().rev().take(UNIT_MAX + 1).take_while(|byte| byte.is_ascii_digit()).count();
        let has_unit = unit <= UNIT_MAX && number + 1 + unit < bytes.len();
        let street_end = bytes.len() - if has_unit { unit } else { 0 };
        let street = CellValue::new(value.rest(), number + 1..street_end);
        let small = |len: usize| u8::try_from(len).unwrap_or(u8::MAX);
        let key = StreetKey {
            column: lane.column.identity,
            street: street.words(),
            len: small(street.bytes().len()),
            unit_digits: small(bytes.len() - street_end),
            is_year: street_address::is_year(bytes.get(..number).unwrap_or_default()),
        };
        let Scratch { routes, cells: CellScratch { streets, .. }, .. } = scratch;
        let known = streets.get(&key, number, || {
            self.learn_street(routes, (lane, waiting), value, (street.bytes(), bytes.len() - street_end))
        });
        let Some(known) = known.filter(|_| bytes.first() != Some(&b'0')) else { return false };
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let Street { letters, digits, spaces, ref canonical, canonical_len, ref found, .. } = *known;
        let digits = digits + u32::try_from(number).unwrap_or(0);
        sink.cell(lane.id, &CellFacts { len, digits, letters, spaces, integer: None, hash: value.hash() });
        let canonical = canonical.get(..usize::from(canonical_len)).unwrap_or_default();
        let unit = bytes.get(street_end..).unwrap_or_default();
        let canonical = Canonical::joined([bytes.get(..=number).unwrap_or_default(), canonical, unit]);
        waiting.streets.push(Read { value: bytes, canonical, record, found: found.clone() });
        if waiting.streets.len() >= RUN_MAX {
            flush(lane.id, lane.street_odds, &mut waiting.streets, sink);
        }
        true
    }

    /// What a number of as many digits and the street behind it are in the column, if nothing else is to be asked of them.
    fn learn_street(
        &self,
        routes: &mut Routes,
        (lane, waiting): (&Lane<'_, '_>, &Waiting<'_>),
        value: &CellValue<'_>,
        (street, unit): (&[u8], usize),
    ) -> Option<Street> {
        let &Lane { id, column, street_odds, .. } = lane;
        let (kind, alone) = street_odds?;
        let is_in_use = |at: RouteAt| waiting.runs.iter().any(|run| run.at == at);
        let at = routes.find(self, id, column, value, Form::of(value), is_in_use);
        let route = routes.at(at);
        let CellFinders { address, email, name, iban, cofield, .. } = route.finders;
        let is_alone = address
            && !(email || name || cofield)
            && !(iban && iban::begins(value.bytes(), 0))
            && route.asked.shapes.is_empty()
            && route.profile.high == 0
            && route.residue & !kind_bit(kind).unwrap_or(0) == 0
            && !self.is_marked_anyway(&route.profile, column);
        let (_, addresses) = self.finders.addresses.as_ref().filter(|_| is_alone)?;
        let found = addresses.numbered_street(value.bytes(), unit).filter(|found| found.odds + alone >= ENOUGH)?;
        let mut words = Vec::new();
        canonical_words(street, &mut words);
        if unit > 0 {
            words.push(b' ');
        }
        let mut canonical = [0; 32];
        canonical.get_mut(..words.len())?.copy_from_slice(&words);
        let Profile { letters, digits, spaces, .. } = route.profile;
        let number = value.bytes().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = digits.saturating_sub(u32::try_from(number).unwrap_or(0));
        Some(Street {
            found,
            numbers: 0,
            letters,
            digits,
            spaces,
            canonical,
            canonical_len: u8::try_from(words.len()).ok()?,
        })
    }
}

/// How the values of a form may be integers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Integers {
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

    /// Tells the sink of a value that is one.
    #[inline(always)]
    fn tell<S: HitSink>(self, column: ColumnId, value: &CellValue<'_>, profile: &Profile, sink: &mut S) {
        match self {
            Self::Never => {}
            Self::Always => sink.integer(column, value.integer()),
            Self::WithFraction => {
                if let Some(integer) = whole_float(value.bytes(), profile) {
                    sink.integer(column, integer);
                }
            }
        }
    }
}

/// Tells the sink of what was read, and forgets it.
fn flush<S: HitSink>(id: ColumnId, odds: Option<(KindId, f32)>, reads: &mut Vec<Read<'_>>, sink: &mut S) {
    let Some((kind, alone)) = odds else { return };
    let hits = reads.iter_mut().map(|read| {
        read.found.odds += alone;
        (read.record, hit((id, kind), &read.found, read.value, &read.canonical))
    });
    sink.hits(id, kind, hits);
    reads.clear();
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
        (best >= ENOUGH && !self.asks_more && self.residue & !emitted == 0) || self.is_cofield
    }
}
