//! Finders of whole cells: the value as an e-mail address, a name, a street, a date, an IBAN, or what a rule's pattern matches.

use super::route::CellFinders;
use super::{CellValue, NAMED_OTHERWISE, Subject, TEXT_FLOOR};
use crate::detect::column::ColumnContext;
use crate::detect::detector::{Detector, Outcome, canonical_date, canonical_name, canonical_words};
use crate::detect::find::date::Whole;
use crate::detect::find::date_figures::{self, DigitsOfDate};
use crate::detect::find::person_name::{NameOrFirm, PersonNames};
use crate::detect::find::{Found, email, iban};
use crate::detect::protect;
use crate::detect::scratch::CellScratch;
use crate::detect::signature::{Profile, canonicalise};
use crate::detect::{HitSink, Part};
use crate::rules::KindId;

/// Words of the rule of names for what is bought and sold: its columns are asked for given names and surnames, too.
const WARES: [&str; 21] = [
    "brand",
    "brnd",
    "model",
    "model name",
    "mdl",
    "product",
    "product name",
    "productname",
    "prod",
    "prd",
    "prdct",
    "item",
    "item name",
    "itm",
    "color",
    "colour",
    "clr",
    "category",
    "category name",
    "catg",
    "make",
];

/// Appends the canonical form of a value.
type Canonicalise = fn(&[u8], &mut Vec<u8>);

impl Detector {
    /// Tries the whole value as what the finders of its form look for. Gives the best odds.
    pub(super) fn cell_finders<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        finders: CellFinders,
        sink: &mut S,
    ) -> f32 {
        if finders.email {
            return self.email_cell(scratch, subject, sink);
        }
        if finders.name {
            return self.name_cell(scratch, subject, sink);
        }
        let mut best = f32::MIN;
        if finders.iban && iban::begins(subject.value, 0) {
            best = self.iban_cell(scratch, subject, sink);
        }
        if finders.date {
            best = best.max(self.date_cell(scratch, subject, sink));
        }
        if best < TEXT_FLOOR && finders.address && begins_as_address(subject.value) {
            best = best.max(self.address_cell(scratch, subject, sink));
        }
        best
    }

    /// Values that a rule's pattern matches from end to end.
    pub(super) fn pattern_cell<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        sink: &mut S,
    ) -> f32 {
        let mut best = f32::MIN;
        self.patterns.text(subject.value, &mut |kind, span| {
            let Some(plan) = self.plan(kind).filter(|_| span == (0..subject.value.len())) else { return };
            scratch.canonical.clear();
            canonicalise(subject.value, &mut scratch.canonical);
            match plan.verify(&scratch.canonical) {
                Outcome::Accepted { odds, facts, is_test } => {
                    let found = Found { span, part: Part::Whole, odds, shape: 0, is_test, facts };
                    best = best.max(self.emit_found(kind, found, &scratch.canonical, subject, sink));
                }
                Outcome::Missed => sink.missed(subject.cell.column, kind),
                Outcome::Placeholder => {}
            }
        });
        best
    }

    fn email_cell<S: HitSink>(&self, scratch: &mut CellScratch, subject: &Subject<'_, '_>, sink: &mut S) -> f32 {
        let found = email::cell_at(subject.rest, subject.value.len());
        let Some((kind, found)) = self.finders.email.zip(found) else { return f32::MIN };
        if is_crossed_out(subject, kind) {
            return f32::MIN;
        }
        scratch.canonical.clear();
        scratch.canonical.extend_from_slice(subject.value);
        scratch.canonical.make_ascii_lowercase();
        self.emit_found(kind, found, &scratch.canonical, subject, sink)
    }

    fn name_cell<S: HitSink>(&self, scratch: &mut CellScratch, subject: &Subject<'_, '_>, sink: &mut S) -> f32 {
        let Some((kind, names)) = &self.finders.names else { return f32::MIN };
        let hint = subject.column.name_part;
        let is_plain_place = || PersonNames::is_plain_place(&CellValue::new(subject.rest, 0..subject.value.len()));
        let read = if hint.is_none() && is_plain_place() {
            NameOrFirm::Firm
        } else {
            scratch.names.get(subject.value, hint, || names.name_or_firm(subject.value, hint))
        };
        let found = match read {
            NameOrFirm::Name(found) if !is_crossed_out(subject, *kind) => found,
            NameOrFirm::Firm => {
                if subject.column.weight(*kind) <= 0.0 {
                    sink.missed(subject.cell.column, *kind);
                }
                return f32::MIN;
            }
            NameOrFirm::Name(_) | NameOrFirm::Neither => return f32::MIN,
        };
        self.emit_words((*kind, canonical_name), found, scratch, subject, sink)
    }

    /// Whether values of this form are read as names. A column named for something else outright (a city, a firm) holds no names
    /// of one word, whatever its values look like, but for names of wares, which are few and come again where people are many; codes
    /// of two letters are everywhere and names of two letters rare.
    pub(super) fn asks_names(&self, value: &[u8], profile: &Profile, column: &ColumnContext) -> bool {
        let Some(kind) = self.finders.names.as_ref().map(|(kind, _)| *kind) else { return false };
        let label = column.label(kind);
        let is_code = label.weight <= 0.0 && value.len() <= 2;
        // `SMITH,JOHN`
        let has_parts = profile.spaces > 0 || memchr::memchr(b',', value).is_some();
        let is_of_wares = || label.word.is_some_and(|word| WARES.contains(&word));
        !is_code && (label.weight > NAMED_OTHERWISE || has_parts || is_of_wares())
    }

    fn address_cell<S: HitSink>(&self, scratch: &mut CellScratch, subject: &Subject<'_, '_>, sink: &mut S) -> f32 {
        let Some((kind, addresses)) = &self.finders.addresses else { return f32::MIN };
        let Some(found) = addresses.cell(subject.value) else { return f32::MIN };
        self.emit_words((*kind, canonical_words), found, scratch, subject, sink)
    }

    /// Tells of what a cell was found to be, by the words in its canonical form.
    fn emit_words<S: HitSink>(
        &self,
        (kind, canonical): (KindId, Canonicalise),
        found: Found,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        sink: &mut S,
    ) -> f32 {
        scratch.canonical.clear();
        canonical(subject.value.get(found.span.clone()).unwrap_or_default(), &mut scratch.canonical);
        self.emit_found(kind, found, &scratch.canonical, subject, sink)
    }

    fn iban_cell<S: HitSink>(&self, scratch: &mut CellScratch, subject: &Subject<'_, '_>, sink: &mut S) -> f32 {
        let Some(kind) = self.finders.iban.filter(|_| iban::cell(subject.value, &mut scratch.canonical)) else {
            return f32::MIN;
        };
        let Some(plan) = self.plan(kind) else { return f32::MIN };
        match plan.verify(&scratch.canonical) {
            Outcome::Accepted { odds, facts, is_test } => {
                let found = Found { span: 0..0, part: Part::Whole, odds, shape: 0, is_test, facts };
                self.emit_found(kind, found, &scratch.canonical, subject, sink)
            }
            Outcome::Missed => {
                sink.missed(subject.cell.column, kind);
                f32::MIN
            }
            Outcome::Placeholder => f32::MIN,
        }
    }

    /// Dates are reported whatever the column is called: the years decide, and whose columns stand beside it.
    fn date_cell<S: HitSink>(&self, scratch: &mut CellScratch, subject: &Subject<'_, '_>, sink: &mut S) -> f32 {
        let Some((kind, digits)) = self.asked_date(subject.column) else { return f32::MIN };
        let read = match date_figures::whole(subject.value, digits) {
            Whole::Date(read) => read,
            // Nor is there in a moment.
            Whole::Moment => return 0.0,
            Whole::Neither => return f32::MIN,
        };
        scratch.canonical.clear();
        canonical_date(read.date, &mut scratch.canonical);
        self.emit_found(kind, read.found, &scratch.canonical, subject, sink);
        // A date is a date: there is nothing else in it to look for.
        0.0
    }

    /// The kind of dates, and which digits alone may be one: eight may be a date as well, and the years decide; where its name says so
    /// outright, all that a date is kept as.
    pub(super) fn asked_date(&self, column: &ColumnContext) -> Option<(KindId, DigitsOfDate)> {
        self.finders.date.map(|kind| {
            let is_outright = column.strong().contains(&kind);
            let digits = if is_outright { DigitsOfDate::Any } else { DigitsOfDate::Eight };
            (kind, digits)
        })
    }
}

impl Detector {
    /// Whether values of this form may be dates that are kept as numbers, in a column that its name makes one of birth dates.
    pub(super) fn is_date_in_figures(&self, value: &[u8], column: &ColumnContext) -> bool {
        self.finders.date.is_some_and(|kind| column.strong().contains(&kind)) && date_figures::may_be(value)
    }
}

/// Whether the value is one of the column's kind of which no more than first letters is left.
fn is_crossed_out(subject: &Subject<'_, '_>, kind: KindId) -> bool {
    subject.value.get(1).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'x'))
        && subject.column.protected_kind == Some(kind)
        && protect::is_crossed_out(subject.value)
}

/// Begins with a number, or with a word: of a street, a box, a route or a military address; and no word of it is a path.
fn begins_as_address(value: &[u8]) -> bool {
    value.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii() || *byte == b'#')
        && !has_path(value)
        && !is_of_plat(value)
        && !is_hundred_block(value)
}

/// Whether it says of which block of a hundred numbers something is, and of no house: `1200 BLOCK OF OAK ST`, `12XX BLK OAK ST`.
fn is_hundred_block(value: &[u8]) -> bool {
    let mut words = value.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let (Some(number), Some(block), Some(next)) = (words.next(), words.next(), words.next()) else { return false };
    let is_number = number.first().is_some_and(|byte| byte.is_ascii_digit() || b"Xx".contains(byte));
    let is_hundred = number.ends_with(b"00") || number.to_ascii_uppercase().ends_with(b"XX");
    let is_block = [&b"block"[..], b"blk"].iter().any(|word| block.eq_ignore_ascii_case(word));
    let is_more = next.eq_ignore_ascii_case(b"of") || is_hundred && words.next().is_some();
    is_number && is_block && is_more
}

/// Whether it describes land as a register does: `LOT 8 BLK 1 SUNSET HILLS SUBDIV`, `Block 4, Lot 12, Oak Park Addition`.
fn is_of_plat(value: &[u8]) -> bool {
    const FIRST: [&[u8]; 6] = [b"lot", b"lots", b"blk", b"block", b"tract", b"sec"];
    const SECOND: [&[u8]; 9] =
        [b"blk", b"block", b"lot", b"subdiv", b"subdivision", b"plat", b"tract", b"twp", b"addition"];
    let mut words = value.split(|byte| b" ,.".contains(byte)).filter(|word| !word.is_empty());
    let is_one = |word: &[u8], of: &[&[u8]]| of.iter().any(|other| word.eq_ignore_ascii_case(other));
    let is_number = |word: &[u8]| word.iter().any(u8::is_ascii_digit) || word.len() == 1;
    words.next().is_some_and(|word| is_one(word, &FIRST))
        && words.next().is_some_and(is_number)
        && words.any(|word| is_one(word, &SECOND))
}

/// Whether a word begins with a slash and has another one: `GET /orders/4711 HTTP/1.1`.
fn has_path(value: &[u8]) -> bool {
    memchr::memmem::find(value, b" /").is_some_and(|at| {
        let word = value.get(at + 2..).unwrap_or_default();
        let len = word.iter().position(|byte| *byte == b' ').unwrap_or(word.len());
        memchr::memchr(b'/', word.get(..len).unwrap_or_default()).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_part_of_an_address() {
        for value in ["GET /orders/4711 HTTP/1.1", "12 /srv/www/main st"] {
            assert!(!begins_as_address(value.as_bytes()), "{value}");
        }
        for value in ["1200 BLOCK OF OAK ST", "12XX BLK N OAK ST", "900 Blk Elm Ave", "012XX BLOCK OF STATE ST"] {
            assert!(!begins_as_address(value.as_bytes()), "{value}");
        }
        for value in ["1200 Block St", "1214 Block Island Rd", "1200 Blockbuster Ave Apt 2"] {
            assert!(begins_as_address(value.as_bytes()), "{value}");
        }
        for value in ["LOT 8 BLK 1 SUNSET HILLS SUBDIV", "Block 4, Lot 12, Oak Park Addition", "SEC 12 TWP 3N RNG 4E"] {
            assert!(!begins_as_address(value.as_bytes()), "{value}");
        }
        for value in [
            "Lot 5 Pine Street",
            "Block C, 14 Court Road",
            "12/14 High St",
            "12 Main St /Apt 4",
            "1/2 Oak Rd, 3/1",
            "c/o Smith, 12 Main St",
            "#4 Elm St",
        ] {
            assert!(begins_as_address(value.as_bytes()), "{value}");
        }
    }
}
