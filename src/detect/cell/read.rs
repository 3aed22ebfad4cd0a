//! Values without a form that are read at once, where the cell before was one: e-mail addresses, and streets that stood behind
//! another number before.

use super::canonical::Canonical;
use super::route::{CellFinders, RouteAt, Routes};
use super::run::{ENOUGH, Lane, RUN_MAX, Waiting};
use super::{CellScratch, CellValue, kind_bit};
use crate::batch::ColumnId;
use crate::detect::detector::{Detector, canonical_words};
use crate::detect::find::{Found, email, iban, street_address};
use crate::detect::memory::{Street, StreetKey};
use crate::detect::scratch::Scratch;
use crate::detect::signature::{Form, Profile};
use crate::detect::{CellFacts, Hit, HitSink, Protection};
use crate::redact::Secret;
use crate::rules::KindId;

/// Digits of the longest house number, and of the longest number of a unit.
const HOUSE_NUMBER_MAX: usize = 6;
const UNIT_MAX: usize = 4;

/// An e-mail address, a street address or a date of a column.
pub(super) struct Read<'b> {
    pub(super) value: &'b [u8],
    pub(super) canonical: Canonical,
    pub(super) record: u32,
    pub(super) found: Found,
}

impl Detector {
    /// Takes a value if it is a short e-mail address in ASCII. Nothing else could be found in one: it has no
    /// shape, and no look that a kind has.
    pub(super) fn take_mail<'b, S: HitSink>(
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
    pub(super) fn take_street<'b, S: HitSink>(
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

/// Tells the sink of what was read, and forgets it.
pub(super) fn flush<S: HitSink>(id: ColumnId, odds: Option<(KindId, f32)>, reads: &mut Vec<Read<'_>>, sink: &mut S) {
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
pub(super) fn hit<'h>(
    (column, kind): (ColumnId, KindId),
    found: &Found,
    value: &'h [u8],
    canonical: &'h Canonical,
) -> Hit<'h> {
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
