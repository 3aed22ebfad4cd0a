//! Cells: the whole value is the candidate.
//!
//! What can be said of a value by its form alone is worked out once for each form and column, and looked up (see
//! [`route`]). Then the shapes' checks run, and the finders whose values it could be. What is prose, or holds more than
//! one thing, goes to text scanning.

mod alike;
mod canonical;
mod finders;
mod gather;
mod lanes;
mod pairs;
#[cfg(test)]
mod plain_twin;
mod read;
mod route;
mod run;
mod trim;
mod uuid;
mod value;

use std::ops::Range;

use super::column::{ColumnContext, UNKNOWN};
use super::detector::{Detector, Outcome};
use super::find::Found;
use super::fold::has_escape;
use super::marked_cell::is_structured;
use super::scratch::{CellScratch, Scratch, TextScratch};
use super::shapes::Position;
use super::signature::{Form, Profile, canonicalise};
use super::text::Place;
use super::{CellFacts, Hit, HitSink, Part, Protection, cofield};
use crate::batch::{Batch, Cell};
use crate::decode::markup::Known;
use crate::redact::Secret;
use crate::rules::KindId;

pub use lanes::LaneCell;
pub(crate) use lanes::Lanes;
use route::CellFinders;
pub(crate) use route::{Asked, AskedShapes, Route, RouteAt, Routes};
pub(crate) use run::RunRoom;
use trim::{Wraps, trimmed};
pub use value::CellValue;
pub(crate) use value::{folded, value_hash, words_at};

/// Longer values are text, whatever they hold.
const CELL_MAX: usize = Profile::SAMPLE_MAX;
/// A whole-cell hit below these odds does not keep a value from being read as text, too.
const TEXT_FLOOR: f32 = -1.5;
/// Digits of the longest number that is counted as an integer.
const INTEGER_MAX: usize = 18;
/// The odds of a weak form without a label, at most.
const UNNAMED_MAX: f32 = -0.5;
/// A label of these odds or less names something else outright.
const NAMED_OTHERWISE: f32 = -2.0;

/// A cell on its way through the stages.
pub(super) struct Subject<'c, 'b> {
    batch: &'c Batch<'b>,
    pub(super) cell: &'c Cell,
    pub(super) column: &'c ColumnContext,
    /// The trimmed value and its place within the whole value.
    pub(super) value: &'b [u8],
    /// The value, and what stands behind it in its buffer.
    rest: &'b [u8],
    within: Range<usize>,
    /// The kinds that the value was emitted as, a bit each.
    emitted: std::cell::Cell<u128>,
}

/// A text that is tried as shapes, its canonical form, and the hash of that.
struct Written<'t> {
    text: &'t [u8],
    canonical: &'t [u8],
    hash: u64,
}

impl Detector {
    /// Scans whole records, one column after the other; see [`HitSink`]. `columns` is indexed by column identifier; a
    /// column beyond its end is taken as unknown.
    pub fn scan_batch<S: HitSink>(
        &self,
        scratch: &mut Scratch,
        columns: &[ColumnContext],
        batch: &Batch<'_>,
        sink: &mut S,
    ) {
        let mut lanes = std::mem::take(&mut scratch.lanes);
        lanes.fill(batch);
        let records = u32::try_from(batch.record_ends.len()).unwrap_or(u32::MAX);
        sink.begin_batch(records);
        for (id, cells) in lanes.iter() {
            let column = columns.get(id.0 as usize).unwrap_or(&UNKNOWN);
            if sink.begin_column(id) {
                self.scan_in_runs(scratch, (id, column), batch, cells, sink);
                continue;
            }
            let mut rest = cells;
            while let Some((lane_cell, behind)) = rest.get(sink.known(id, batch, rest)..).and_then(<[_]>::split_first) {
                rest = behind;
                if let Some(cell) = batch.cells.get(lane_cell.cell as usize) {
                    sink.begin_record(lane_cell.record);
                    scratch.cells.numbers.begin_record(lane_cell.record);
                    self.scan_cell(scratch, column, batch, cell, sink);
                }
            }
        }
        scratch.cells.numbers.compare(columns, (batch, lanes.are_regular()), sink);
        scratch.lanes = lanes;
        sink.end_batch(records);
    }

    fn scan_cell<S: HitSink>(
        &self,
        scratch: &mut Scratch,
        column: &ColumnContext,
        batch: &Batch<'_>,
        cell: &Cell,
        sink: &mut S,
    ) {
        let (buffer, place) = batch.place(cell);
        let whole = buffer.get(place.clone()).unwrap_or_default();
        let within = self.trim(column, whole);
        if within.is_empty() {
            return;
        }
        if is_missing(whole.get(within.clone()).unwrap_or_default()) {
            return;
        }
        let value = CellValue::new(buffer, place.start + within.start..place.start + within.end);
        if sink.begin_cell(cell.column, &value) {
            return;
        }
        let at = scratch.routes.find(self, cell.column, column, &value, Form::of(&value), |_| false);
        self.scan_value(scratch, (column, batch, cell), &value, within, at, sink);
        sink.end_cell();
    }

    /// Scans a value that has a route.
    fn scan_value<S: HitSink>(
        &self,
        scratch: &mut Scratch,
        (column, batch, cell): (&ColumnContext, &Batch<'_>, &Cell),
        value: &CellValue<'_>,
        within: Range<usize>,
        at: RouteAt,
        sink: &mut S,
    ) {
        let Scratch { routes, cells, text, .. } = scratch;
        let route = routes.at(at);
        sink.cell(cell.column, &facts(value, &route.profile));
        if route.is_settled {
            return;
        }
        let subject = Subject {
            batch,
            cell,
            column,
            value: value.bytes(),
            rest: value.rest(),
            within,
            emitted: std::cell::Cell::new(0),
        };
        let is_cell = subject.value.len() <= CELL_MAX;
        let best = if is_cell { self.whole_cell(cells, &subject, value, route, sink) } else { f32::MIN };
        self.within_cell(text, &subject, route, best, sink);
    }

    /// Looks for something within a value that as a whole is nothing.
    fn within_cell<S: HitSink>(
        &self,
        scratch: &mut TextScratch,
        subject: &Subject<'_, '_>,
        route: &Route,
        best: f32,
        sink: &mut S,
    ) {
        let finders = route.finders;
        let is_text = |value| finders.text || (finders.bytes && (is_structured(value) || has_escape(value)));
        if best < TEXT_FLOOR && is_text(subject.value) {
            self.names_of_pairs(subject, sink);
            let Subject { batch, cell, column, .. } = *subject;
            let place = Place::Cell { batch, cell, column, offset: subject.within.start, known: Known::default() };
            self.scan_lines(scratch, subject.value, 0..subject.value.len(), &place, sink);
        }
    }

    /// Tries the whole value as each kind. Gives the best odds.
    fn whole_cell<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        value: &CellValue<'_>,
        route: &Route,
        sink: &mut S,
    ) -> f32 {
        let mut best = f32::MIN;
        if route.profile.high > 0 {
            best = self.folded_cell(scratch, subject, sink);
        } else if !route.asked.shapes.is_empty() {
            best = if value.is_short() {
                let canonical = route.canonical(value);
                let written = Written { text: subject.value, canonical: canonical.bytes(), hash: canonical.hash };
                self.shapes_of(scratch, subject, &written, &route.asked, sink)
            } else {
                self.changed_shapes(scratch, subject, subject.value, sink)
            };
        }
        self.beside_shapes(scratch, subject, (route, route.finders), best, sink)
    }

    /// Tries the whole value as what no shape of its own leads to, with these finders. Takes the best odds so far, and gives them.
    fn beside_shapes<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        (route, finders): (&Route, CellFinders),
        mut best: f32,
        sink: &mut S,
    ) -> f32 {
        let profile = &route.profile;
        if best < TEXT_FLOOR && finders.repair {
            best = best.max(self.repaired_cell(scratch, subject, profile, sink));
        }
        best = best.max(self.cell_finders(scratch, subject, finders, sink));
        if finders.marked && (best < TEXT_FLOOR || subject.column.protected_kind.is_some()) {
            best = self.marked_cell(scratch, subject, profile, best, sink);
        }
        if !self.patterns.is_empty() {
            best = best.max(self.pattern_cell(scratch, subject, sink));
        }
        if route.residue & !subject.emitted.get() != 0 {
            // In a column that is named for the kind, the value is not looked into.
            if self.residue(scratch, subject, profile, sink) {
                best = best.max(0.0);
            }
        }
        if finders.cofield
            && let Some(cofield) = cofield::of_cell(subject.value, profile, subject.column)
        {
            sink.cofield(subject.cell.column, cofield);
        }
        best
    }

    /// A value with characters outside ASCII, some of which stand for ASCII ones.
    fn folded_cell<S: HitSink>(&self, scratch: &mut CellScratch, subject: &Subject<'_, '_>, sink: &mut S) -> f32 {
        let mut folded = std::mem::take(&mut scratch.folded);
        let best = if folded.fold(subject.value) {
            self.changed_shapes(scratch, subject, &folded.text, sink)
        } else {
            f32::MIN
        };
        scratch.folded = folded;
        best
    }

    /// Tries a text that has no route: a long one, or one that was changed before.
    fn changed_shapes<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        text: &[u8],
        sink: &mut S,
    ) -> f32 {
        let position = self.position(text, &Profile::of(text));
        if position == Position::NONE {
            return f32::MIN;
        }
        let mut asked = std::mem::take(&mut scratch.asked);
        let mut canonical = std::mem::take(&mut scratch.canonical);
        asked.collect(self, subject.column, position, text);
        canonical.clear();
        canonicalise(text, &mut canonical);
        let written = Written { text, canonical: &canonical, hash: value_hash(&canonical) };
        let best = self.shapes_of(scratch, subject, &written, &asked, sink);
        (scratch.asked, scratch.canonical) = (asked, canonical);
        best
    }

    /// Tries a text, which is the value or a changed form of it, as the shapes that its form leads to.
    fn shapes_of<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        written: &Written<'_>,
        asked: &AskedShapes,
        sink: &mut S,
    ) -> f32 {
        let CellScratch { seen, numbers, .. } = scratch;
        seen.clear();
        let mut best = f32::MIN;
        for Asked { entry, plan, label, is_doubtful } in &asked.shapes {
            let is_seen = asked.has_repeats && seen.contains(&entry.kind);
            if is_seen || (*is_doubtful && !self.shapes.fits(entry, written.text)) {
                continue;
            }
            if asked.has_repeats {
                seen.push(entry.kind);
            }
            match plan.verify(written.canonical) {
                Outcome::Accepted { odds, facts, is_test } => {
                    let alone = plan.prior + entry.weight + odds + label;
                    // What wants a label and has none is for its column to decide.
                    let is_unnamed = plan.needs_label && entry.weight <= 0.0 && *label <= 0.0;
                    let odds = if is_unnamed { alone.min(UNNAMED_MAX) } else { alone };
                    // A form of fifty states leaves the value open to be anything else.
                    if !(plan.is_linked && is_unnamed) {
                        best = best.max(odds);
                    }
                    let found = Found { span: 0..0, part: Part::Whole, odds, shape: entry.shape, is_test, facts };
                    if plan.is_linked {
                        numbers.push(subject.cell.column, written.canonical);
                    }
                    subject.emit(entry.kind, &found, written.canonical, written.hash, sink);
                }
                Outcome::Missed => sink.missed(subject.cell.column, entry.kind),
                Outcome::Placeholder => {}
            }
        }
        best
    }

    /// Where a value's form leads.
    pub(super) fn position(&self, value: &[u8], profile: &Profile) -> Position {
        profile.codes(value).map_or(Position::NONE, |codes| self.shapes.locate(codes))
    }

    /// In a column that is named outright: values that a spreadsheet or a numeric column has changed.
    fn repaired_cell<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        profile: &Profile,
        sink: &mut S,
    ) -> f32 {
        let stripped = strip_marks(subject.value);
        let mut best = f32::MIN;
        if stripped.len() < subject.value.len() {
            best = self.changed_shapes(scratch, subject, stripped, sink);
        }
        let is_number = stripped.iter().all(u8::is_ascii_digit) && (profile.digits as usize) >= stripped.len();
        if best >= TEXT_FLOOR || !is_number {
            return best;
        }
        for &kind in subject.column.strong() {
            best = best.max(self.padded(scratch, subject, stripped, kind, sink));
        }
        best
    }

    /// A number that lost one or two leading zeros in a numeric column.
    fn padded<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        digits: &[u8],
        kind: KindId,
        sink: &mut S,
    ) -> f32 {
        let Some(plan) = self.plan(kind) else { return f32::MIN };
        let Some((len, shape)) = plan.bare_digits.filter(|&(len, _)| {
            // Two zeros begin only numbers of the first nine areas.
            let lost_max = if self.finders.us_ssn == Some(kind) { 2 } else { 1 };
            digits.len() < len && digits.len() + lost_max >= len
        }) else {
            return f32::MIN;
        };
        let mut padded = std::mem::take(&mut scratch.repaired);
        padded.clear();
        padded.resize(len - digits.len(), b'0');
        padded.extend_from_slice(digits);
        let mut best = f32::MIN;
        match plan.verify(&padded) {
            Outcome::Accepted { odds, facts, is_test } => {
                best = plan.prior + odds + subject.column.weight(kind);
                let found = Found { span: 0..0, part: Part::Whole, odds: best, shape, is_test, facts };
                subject.emit(kind, &found, &padded, value_hash(&padded), sink);
            }
            Outcome::Missed => sink.missed(subject.cell.column, kind),
            Outcome::Placeholder => {}
        }
        scratch.repaired = padded;
        best
    }

    /// The odds of a kind in a column before a value is looked at.
    fn alone(&self, kind: KindId, column: &ColumnContext) -> f32 {
        self.plan(kind).map_or(0.0, |plan| plan.prior) + column.weight(kind)
    }

    /// Emits what a finder found, with the rule's prior and the column's label added. Gives its odds.
    pub(super) fn emit_found<S: HitSink>(
        &self,
        kind: KindId,
        mut found: Found,
        canonical: &[u8],
        subject: &Subject<'_, '_>,
        sink: &mut S,
    ) -> f32 {
        found.odds += self.alone(kind, subject.column);
        subject.emit(kind, &found, canonical, value_hash(canonical), sink);
        found.odds
    }
}

impl Subject<'_, '_> {
    pub(in crate::detect) fn emit<S: HitSink>(
        &self,
        kind: KindId,
        found: &Found,
        canonical: &[u8],
        hash: u64,
        sink: &mut S,
    ) {
        self.emit_as(Protection::Plain, kind, found, (canonical, hash), sink);
    }

    /// Emits the value as one that its column alone makes the kind.
    pub(in crate::detect) fn emit_assumed<S: HitSink>(
        &self,
        kind: KindId,
        found: &Found,
        canonical: &[u8],
        sink: &mut S,
    ) {
        let span = self.span(sink);
        let hit = self.hit(Protection::Plain, kind, found, (canonical, value_hash(canonical)), span);
        sink.hit(&Hit { is_assumed: true, ..hit });
    }

    /// Whether the value was emitted as a kind before.
    pub(in crate::detect) fn is_emitted(&self, kind: KindId) -> bool {
        kind_bit(kind).is_none_or(|bit| self.emitted.get() & bit != 0)
    }

    /// Emits the value with its protection; `canonical` is its canonical form and the hash of that.
    pub(super) fn emit_as<S: HitSink>(
        &self,
        protection: Protection,
        kind: KindId,
        found: &Found,
        canonical: (&[u8], u64),
        sink: &mut S,
    ) {
        self.emitted.set(self.emitted.get() | kind_bit(kind).unwrap_or(0));
        let span = self.span(sink);
        sink.hit(&self.hit(protection, kind, found, canonical, span));
    }

    /// Where the value stands, if the sink asks for it.
    fn span<S: HitSink>(&self, sink: &S) -> Range<usize> {
        if sink.wants_places() { self.batch.raw_span(self.cell, self.within.clone()) } else { 0..0 }
    }

    fn hit<'h>(
        &'h self,
        protection: Protection,
        kind: KindId,
        found: &Found,
        (canonical, hash): (&'h [u8], u64),
        span: Range<usize>,
    ) -> Hit<'h> {
        Hit {
            kind,
            column: Some(self.cell.column),
            is_whole_cell: true,
            is_in_noise: false,
            is_assumed: false,
            part: found.part,
            span,
            value: Secret::new(self.value),
            canonical: Secret::new(canonical),
            hash,
            shape: found.shape,
            facts: found.facts,
            is_test: found.is_test,
            protection,
            odds: found.odds,
        }
    }
}

/// The bit of a kind in [`Subject::emitted`]; kinds beyond the last bit have none.
pub(crate) fn kind_bit(kind: KindId) -> Option<u128> {
    1u128.checked_shl(u32::from(kind.0))
}

/// Whether a trimmed value says that there is none. `NA`, `Nan` and `Nil` may be a code or a name.
fn is_missing(value: &[u8]) -> bool {
    let is = |word: &[u8]| value.eq_ignore_ascii_case(word);
    match value {
        b"-" | b"--" | b"?" | b"NaN" | b"nan" | b"nil" | b"n.a." | b"N.A." => true,
        [b'N' | b'n', b'/', b'A' | b'a'] => true,
        [b'N' | b'n', _, _, _] => is(b"null") || is(b"none"),
        [b'U' | b'u', ..] => is(b"unknown") || is(b"undefined"),
        [b'N' | b'n', b'o' | b'O', b't' | b'T', b' ', rest @ ..] => {
            NOT_THERE.iter().any(|word| rest.eq_ignore_ascii_case(word))
        }
        // What spreadsheets put where nothing can be worked out.
        [b'#', ..] => matches!(value, b"#N/A" | b"#NULL!" | b"#REF!" | b"#VALUE!" | b"#NAME?" | b"#DIV/0!" | b"#NUM!"),
        [b'(', word @ .., b')'] | [b'<', word @ .., b'>'] | [b'[', word @ .., b']'] | [b'{', word @ .., b'}'] => {
            MISSING_IN_BRACKETS.iter().any(|missing| word.eq_ignore_ascii_case(missing))
        }
        _ => false,
    }
}

/// What is not: `Not provided`.
const NOT_THERE: [&[u8]; 7] = [b"provided", b"available", b"applicable", b"specified", b"given", b"known", b"recorded"];
/// `<null>`, `(blank)`.
const MISSING_IN_BRACKETS: [&[u8]; 8] =
    [b"null", b"none", b"nil", b"blank", b"empty", b"unknown", b"missing", b"undefined"];

/// Whether some value without digits of this form may say that there is none.
pub(super) fn may_be_missing(value: &[u8]) -> bool {
    /// Letters of the longest such word that has no form of its own.
    const WORD_MAX: usize = 7;
    /// Letters of `undefined`, and bytes of `Not applicable`.
    const LONG_WORD: usize = 9;
    const PHRASE_MAX: usize = 14;
    let len = value.len();
    let is_phrase = || value.get(3) == Some(&b' ') && value.iter().filter(|byte| **byte == b' ').count() == 1;
    let is_word = || value.iter().all(u8::is_ascii_alphabetic);
    let is_bracketed = || !value.first().is_some_and(u8::is_ascii_alphanumeric);
    len <= WORD_MAX || len == LONG_WORD && is_word() || len <= PHRASE_MAX && (is_phrase() || is_bracketed())
}

impl Detector {
    /// The value without what stands around it and is no part of it: blanks, and signs that all of it stands between.
    #[inline]
    pub(super) fn trim(&self, column: &ColumnContext, value: &[u8]) -> Range<usize> {
        match value {
            // Nothing stands before a letter or digit, and none of these signs comes off behind one.
            [first, .., last]
                if first.is_ascii_alphanumeric() && (last.is_ascii_alphanumeric() || matches!(last, b'.' | b')')) =>
            {
                0..value.len()
            }
            _ => self.trim_around(column, value),
        }
    }

    #[cold]
    #[inline(never)]
    fn trim_around(&self, column: &ColumnContext, value: &[u8]) -> Range<usize> {
        // A secret may begin and end with any sign.
        let is_secret = || column.strong().iter().any(|kind| self.finders.labelled.contains(kind));
        let wraps = if column.names_any && !is_secret() { Wraps::Any } else { Wraps::Quotes };
        trimmed(value, wraps)
    }
}

#[inline]
fn facts(value: &CellValue<'_>, profile: &Profile) -> CellFacts {
    let len = u32::try_from(value.bytes().len()).unwrap_or(u32::MAX);
    let is_integer = profile.digits == len && len as usize <= INTEGER_MAX;
    let integer = if is_integer { Some(value.integer()) } else { whole_float(value.bytes(), profile) };
    CellFacts {
        len,
        digits: profile.digits,
        letters: profile.letters,
        spaces: profile.spaces,
        integer,
        hash: value.hash(),
    }
}

/// The number that `123456789.0` stands for.
fn whole_float(value: &[u8], profile: &Profile) -> Option<u64> {
    let digits = value.strip_suffix(b".0").filter(|digits| profile.digits as usize == digits.len() + 1)?;
    let number = |sum: u64, byte: &u8| sum * 10 + u64::from(byte - b'0');
    (digits.len() <= INTEGER_MAX).then(|| digits.iter().fold(0, number))
}

/// Drops what spreadsheets put around text (`="..."`, `'`) and the fraction of a number that was read as a float.
fn strip_marks(value: &[u8]) -> &[u8] {
    let mut inner = value.strip_prefix(b"=\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(value);
    inner = inner.strip_prefix(b"'").unwrap_or(inner);
    inner.strip_suffix(b".00").or_else(|| inner.strip_suffix(b".0")).unwrap_or(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_values_are_no_values() {
        for value in [
            "NULL",
            "None",
            "n/a",
            "N.A.",
            "-",
            "Unknown",
            "undefined",
            "#N/A",
            "#DIV/0!",
            "(null)",
            "<null>",
            "[NULL]",
            "(Blank)",
            "<undefined>",
            "Not Provided",
            "NOT APPLICABLE",
            "nil",
        ] {
            assert!(is_missing(value.as_bytes()), "{value}");
            assert!(value.contains('0') || may_be_missing(value.as_bytes()), "{value}");
        }
        for value in ["NA", "Nina", "Nan", "Nil", "", "nothing", "Not Available St", "#12", "(none) x", "[J]", "Not"] {
            assert!(!is_missing(value.as_bytes()), "{value}");
        }
    }

    #[test]
    fn spreadsheet_marks_come_off() {
        assert_eq!(strip_marks(b"=\"012345678\""), b"012345678");
        assert_eq!(strip_marks(b"'012345678"), b"012345678");
        assert_eq!(strip_marks(b"123456789.0"), b"123456789");
        assert_eq!(strip_marks(b"12.5"), b"12.5");
    }

    #[test]
    fn facts_hold_the_integer_and_equal_values_hash_alike() {
        let of = |value: &[u8]| facts(&CellValue::new(value, 0..value.len()), &Profile::of(value));
        assert_eq!(of(b"0042").integer, Some(42));
        assert_eq!(of(b"4a").integer, None);
        assert_eq!(of(&[b'9'; 19]).integer, None);
        assert_eq!(of(b"x y").hash, of(b"x y").hash);
        assert_ne!(of(b"x y").hash, of(b"x z").hash);
    }
}
