//! Values without a form that are read at once, where the cell before was one: e-mail addresses, and streets that stood behind
//! another number before.

use std::ops::Range;

use super::alike::Alike;
use super::canonical::Canonical;
use super::lanes::LaneCell;
use super::route::{CellFinders, RouteAt, Routes};
use super::run::{ENOUGH, Lane, RUN_MAX, Waiting, hit_cell, look_of};
use super::{CellScratch, CellValue, kind_bit, value_hash};
use crate::batch::{Batch, ColumnId};
use crate::detect::candidates::within;
use crate::detect::detector::{Detector, canonical_words};
use crate::detect::find::{Found, email, iban, street_address};
use crate::detect::memory::{Street, StreetKey, StreetLengths};
use crate::detect::scratch::Scratch;
use crate::detect::signature::{Form, Profile};
use crate::detect::{CellFacts, Hit, HitSink, Protection};
use crate::masks::{BLOCK, Kernel, Level, dispatch};
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
    /// Takes the first of these cells, as long as they are e-mail addresses that [`Detector::take_mail`] takes too, or empty, and
    /// can be held as numbers. Gives their number.
    pub(super) fn take_mails<'b, S: HitSink>(
        &self,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        cells: &[LaneCell],
        sink: &mut S,
    ) -> usize {
        let Waiting { mails, mail_facts, domains, alike, .. } = waiting;
        let taken = dispatch(TakeMails { batch: lane.batch, cells, domains, mails, facts: mail_facts });
        mail_facts.drain(..).for_each(|facts| sink.cell(lane.id, &facts));
        if mails.len() >= RUN_MAX {
            flush(lane.id, lane.mail_odds, mails, alike, sink);
        }
        taken
    }

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
        let Some(email::ShortCell { found, letters, digits }) =
            email::short_cell(value.rest(), len, &mut waiting.domains)
        else {
            waiting.is_mail = false;
            return false;
        };
        let facts = CellFacts {
            len: u32::try_from(len).unwrap_or(u32::MAX),
            digits,
            letters,
            spaces: 0,
            integer: None,
            hash: value.hash(),
        };
        sink.cell(lane.id, &facts);
        if !value.is_short() {
            self.long_mail(lane, value, found, record, sink);
            return true;
        }
        waiting.mails.push(Read { value: value.bytes(), canonical: Canonical::small(value), record, found });
        if waiting.mails.len() >= RUN_MAX {
            flush(lane.id, lane.mail_odds, &mut waiting.mails, &mut waiting.alike, sink);
        }
        true
    }

    /// An e-mail address that is too long to be held as numbers, and no longer than a block.
    fn long_mail<S: HitSink>(
        &self,
        lane: &Lane<'_, '_>,
        value: &CellValue<'_>,
        mut found: Found,
        record: u32,
        sink: &mut S,
    ) {
        let Some((kind, alone)) = lane.mail_odds else { return };
        let mut small = [0; BLOCK];
        let Some(small) = small.get_mut(..value.bytes().len()) else { return };
        small.copy_from_slice(value.bytes());
        small.make_ascii_lowercase();
        found.odds += alone;
        sink.begin_record(record);
        sink.hit(&hit((lane.id, kind), &found, value.bytes(), (small, value_hash(small))));
    }

    /// Takes a value if it is a number and a street that stood behind another number before, or a name and what stood behind
    /// another name.
    pub(super) fn take_street<'b, S: HitSink>(
        &self,
        scratch: &mut Scratch,
        lane: &Lane<'_, 'b>,
        waiting: &mut Waiting<'b>,
        value: &CellValue<'b>,
        record: u32,
        sink: &mut S,
    ) -> bool {
        let Scratch { routes, cells: CellScratch { streets, name_words, .. }, .. } = scratch;
        let Some(parts) = Parts::of(value, |word, bytes| name_words.get(word, || self.is_plain_name(bytes))) else {
            return false;
        };
        let Parts { number, name, tail, unit } = parts;
        let rest = CellValue::new(value.rest(), tail..unit);
        let (bytes, small) = (value.bytes(), |len: usize| u8::try_from(len).unwrap_or(u8::MAX));
        let key = StreetKey {
            column: lane.column.identity,
            street: rest.words(),
            len: small(unit - tail),
            has_name: name > 0,
            unit_digits: small(bytes.len() - unit),
            is_year: number == 4 && street_address::is_year(bytes.get(..number).unwrap_or_default()),
        };
        let known = streets.get(&key, StreetLengths { number, name }, |known| {
            self.learn_street(routes, (lane, waiting), value, &parts, known)
        });
        let Some(known) = known.filter(|_| bytes.first() != Some(&b'0')) else { return false };
        let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        let Street { letters, digits, spaces, ref canonical, canonical_len, is_canonical, ref found, .. } = *known;
        let facts = CellFacts {
            len: count(bytes.len()),
            digits: digits + count(number + bytes.len() - unit),
            letters: letters + count(name),
            spaces: spaces + 1,
            integer: None,
            hash: value.hash(),
        };
        sink.cell(lane.id, &facts);
        let canonical = if is_canonical {
            Canonical::capital(value)
        } else {
            let part = |range: Range<usize>| bytes.get(range).unwrap_or_default();
            let gap = if name > 0 { b" ".as_slice() } else { b"" };
            let known = canonical.get(..usize::from(canonical_len)).unwrap_or_default();
            let named = Canonical::capital(&CellValue::new(value.rest(), 0..tail));
            let head = named.bytes().get(..tail).unwrap_or_default();
            Canonical::joined([head, gap, known, part(unit..bytes.len())])
        };
        waiting.streets.push(Read { value: bytes, canonical, record, found: found.clone() });
        if waiting.streets.len() >= RUN_MAX {
            flush(lane.id, lane.street_odds, &mut waiting.streets, &mut waiting.alike, sink);
        }
        true
    }

    /// Whether a word is a name like any other.
    fn is_plain_name(&self, word: &[u8]) -> bool {
        self.finders.addresses.as_ref().is_some_and(|(_, addresses)| addresses.is_plain_name(word))
    }

    /// What a value is in the column, if nothing else is to be asked of it; what is known of others that differ by their
    /// name alone need not be found again.
    fn learn_street(
        &self,
        routes: &mut Routes,
        (lane, waiting): (&Lane<'_, '_>, &Waiting<'_>),
        value: &CellValue<'_>,
        parts: &Parts,
        known: Option<&Street>,
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
        if let Some(known) = known {
            return Some(known.clone());
        }
        let bytes = value.bytes();
        let unit_digits = bytes.len() - parts.unit;
        let found = addresses.numbered_street(bytes, unit_digits).filter(|found| found.odds + alone >= ENOUGH)?;
        let tail = bytes.get(parts.tail..parts.unit)?;
        let mut words = Vec::new();
        canonical_words(tail, &mut words);
        if unit_digits > 0 {
            words.push(b' ');
        }
        let mut canonical = [0; 32];
        canonical.get_mut(..words.len())?.copy_from_slice(&words);
        let spaced = if parts.name > 0 { tail.strip_prefix(b" ")? } else { tail };
        let Profile { letters, digits, spaces, .. } = Profile::of(tail);
        Some(Street {
            found,
            numbers: 0,
            lengths: 0,
            letters,
            digits,
            spaces,
            canonical,
            canonical_len: u8::try_from(words.len()).ok()?,
            is_canonical: spaced.eq_ignore_ascii_case(&words),
        })
    }
}

/// E-mail addresses that follow each other, looked at in one loop.
struct TakeMails<'w, 'b> {
    batch: &'b Batch<'b>,
    cells: &'w [LaneCell],
    domains: &'w mut email::KnownDomains,
    mails: &'w mut Vec<Read<'b>>,
    facts: &'w mut Vec<CellFacts>,
}

impl Kernel for TakeMails<'_, '_> {
    /// How many cells were taken.
    type Output = usize;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> usize {
        let Self { batch, cells, domains, mails, facts } = self;
        for (index, place) in cells.iter().enumerate() {
            let Some(cell) = batch.cells.get(place.cell as usize) else { return index };
            let (buffer, within) = batch.place(cell);
            if within.is_empty() {
                continue;
            }
            // Of such a one nothing is to be trimmed.
            let Some([first, .., last]) = buffer.get(within.clone()) else { return index };
            if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() || mails.len() >= RUN_MAX {
                return index;
            }
            let value = CellValue::new(buffer, within);
            let len = value.bytes().len();
            if !value.is_short() {
                return index;
            }
            let read = email::short_cell_on(level, value.rest(), len, domains);
            let Some(email::ShortCell { found, letters, digits }) = read else { return index };
            let len = u32::try_from(len).unwrap_or(u32::MAX);
            facts.push(CellFacts { len, digits, letters, spaces: 0, integer: None, hash: value.hash() });
            let (record, canonical) = (place.record, Canonical::small(&value));
            mails.push(Read { value: value.bytes(), canonical, record, found });
        }
        cells.len()
    }
}

/// The parts of a value that may be a number and a street.
struct Parts {
    /// Digits of the number, behind which a space stands.
    number: usize,
    /// Letters of the name with which the street begins, if it is one like any other; a space stands behind it.
    name: usize,
    /// Where the rest of the street begins.
    tail: usize,
    /// Where the number of a unit begins, which is no part of what is remembered: `Apt 25`.
    unit: usize,
}

impl Parts {
    /// `is_name` is asked of the first word of the street: as a number, and as it stands.
    #[inline]
    fn of(value: &CellValue<'_>, is_name: impl FnOnce(u128, &[u8]) -> bool) -> Option<Self> {
        let bytes = value.bytes();
        let number = first_byte(!within(value.words()[0], b'0', b'9') & TOPS);
        let has_number = (1..=HOUSE_NUMBER_MAX).contains(&number) && bytes.get(number) == Some(&b' ');
        if !has_number || !value.is_short() {
            return None;
        }
        let digits = bytes.iter().rev().take(UNIT_MAX + 1).take_while(|byte| byte.is_ascii_digit()).count();
        let has_unit = digits <= UNIT_MAX && number + 1 + digits < bytes.len();
        let unit = bytes.len() - if has_unit { digits } else { 0 };
        let street = number + 1;
        let [first, second, ..] = CellValue::new(value.rest(), street..bytes.len()).words();
        let gap = |word: u64| first_byte(within(word, b' ', b' '));
        let name = if gap(first) < 8 { gap(first) } else { 8 + gap(second) };
        // A word that is followed by no other is the street's kind, or all of it.
        let is_followed = name <= StreetLengths::NAME_MAX && street + name + 1 < unit;
        let [first, second, ..] =
            CellValue::new(value.rest(), street..street + if is_followed { name } else { 0 }).words();
        let word = u128::from(first) | u128::from(second) << 64;
        let is_name = word != 0 && is_name(word, bytes.get(street..street + name).unwrap_or_default());
        let name = if is_name { name } else { 0 };
        Some(Self { number, name, tail: street + name, unit })
    }
}

/// The top bits of eight bytes.
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The place of the first byte whose top bit is set, or 8.
#[inline]
fn first_byte(tops: u64) -> usize {
    tops.trailing_zeros() as usize / 8
}

/// Tells the sink of what was read, and forgets it.
pub(super) fn flush<S: HitSink>(
    id: ColumnId,
    odds: Option<(KindId, f32)>,
    reads: &mut Vec<Read<'_>>,
    alike: &mut Alike,
    sink: &mut S,
) {
    let Some((kind, alone)) = odds else { return };
    for (index, Read { canonical, record, found, .. }) in (0..).zip(&*reads) {
        alike.push(&look_of(found, alone), hit_cell(*record, index, canonical));
    }
    alike.tell((id, kind), sink, |index| {
        reads.get(index).map(|read| (read.value, read.canonical.bytes())).unwrap_or_default()
    });
    reads.clear();
}

/// A whole cell that was found to be something.
fn hit<'h>(
    (column, kind): (ColumnId, KindId),
    found: &Found,
    value: &'h [u8],
    (canonical, hash): (&'h [u8], u64),
) -> Hit<'h> {
    Hit {
        kind,
        column: Some(column),
        is_whole_cell: true,
        is_in_noise: false,
        is_assumed: false,
        part: found.part,
        span: 0..0,
        value: Secret::new(value),
        canonical: Secret::new(canonical),
        hash,
        shape: found.shape,
        facts: found.facts,
        is_test: found.is_test,
        protection: Protection::Plain,
        odds: found.odds,
    }
}
