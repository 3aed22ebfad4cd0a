//! Text: lines in which anything may stand anywhere.
//!
//! Line by line: a pass for candidates (see [`super::candidates`]), then the verification of each, then one verdict for
//! each span. A line is worked through in segments of bounded length, so that a line of a gigabyte costs no more
//! memory than a short one: a candidate belongs to the segment that it begins in and may reach beyond its end.

use std::ops::Range;

use super::candidates::candidates;
use super::cell::value_hash;
use super::column::ColumnContext;
use super::detector::{Detector, Outcome, canonical_date, canonical_words};
use super::encoded;
use super::find::{Found, date, email, iban};
use super::fold::has_escape;
use super::overlap::{Pending, resolve};
use super::scratch::{Scratch, TextScratch};
use super::shapes::ShapeEntry;
use super::signature::{Class, canonicalise, class};
use super::validate::Facts;
use super::{Hit, HitSink, Part};
use crate::batch::{Batch, Cell};
use crate::redact::Secret;
use crate::rules::KindId;

/// Below these odds no label, neighbour or setting makes a hit of a candidate.
const FLOOR: f32 = -1.5;
/// What labels can add where the finder weighed the same words.
const OWN_CUES_MAX: f32 = 0.5;
/// The longest segment, the bytes before it that labels may stand in, and the bytes after it that a candidate may
/// reach into.
const SEGMENT_MAX: usize = 64 * 1024;
const BEHIND: usize = 96;
const AHEAD: usize = 512;
/// How far back from a segment's end a space is looked for to cut at.
const CUT_SEARCH: usize = 256;
/// The longest run of letters and digits in which a candidate may begin.
const ATOM_MAX: usize = 64;
/// The shortest run of digits that opens a stripe.
const STRIPE_MIN: usize = 13;
/// The longest run of letters before a hyphen or space that may begin a candidate (`S-530-429-085-151`).
const PREFIX_LETTERS_MAX: usize = 4;
/// An address may go on over so many lines after the one it begins on, none of them longer than this, and a name or an
/// address over so many bytes after a segment that ends within a line.
const ADDRESS_LINES: usize = 2;
const ADDRESS_LINE_MAX: usize = 120;
const ADDRESS_AHEAD: usize = 256;
const NAME_AHEAD: usize = 64;

/// Where the text stands, which says how to report what is found.
pub(crate) enum Place<'p, 'b> {
    /// In the piece itself: lines of a text source.
    Piece,
    /// In a cell, from `offset` of its value.
    Cell {
        /// The cell's batch.
        batch: &'p Batch<'b>,
        /// The cell.
        cell: &'p Cell,
        /// Its column.
        column: &'p ColumnContext,
        /// Where the text begins in the value.
        offset: usize,
    },
}

/// The part of the text that is at hand while one segment is worked through.
pub(super) struct View<'t> {
    pub(super) text: &'t [u8],
    /// The segment within it.
    pub(super) segment: Range<usize>,
    /// Where the segment's line begins in it, or 0 where that is farther back.
    pub(super) line_start: usize,
    pub(super) column: Option<&'t ColumnContext>,
}

impl Detector {
    /// Scans the lines of `bytes[span]`, a record each. No candidate crosses the edges of `span`, and no line matters
    /// to another but for labels, which may stand on the line before, and addresses, which may run on.
    pub fn scan_text<S: HitSink>(&self, scratch: &mut Scratch, bytes: &[u8], span: Range<usize>, sink: &mut S) {
        let end = span.end.min(bytes.len());
        let start = span.start.min(end);
        let text = bytes.get(..end).unwrap_or_default();
        self.scan_lines(&mut scratch.text, text, start..end, &Place::Piece, sink);
    }

    /// Scans the lines of `text[span]`; `text` must end where `span` does.
    pub(crate) fn scan_lines<S: HitSink>(
        &self,
        scratch: &mut TextScratch,
        text: &[u8],
        span: Range<usize>,
        place: &Place<'_, '_>,
        sink: &mut S,
    ) {
        scratch.marks.reset();
        let mut line_start = span.start;
        let mut consumed = span.start;
        while line_start < span.end {
            let rest = text.get(line_start..span.end).unwrap_or_default();
            let line_end = memchr::memchr(b'\n', rest).map_or(span.end, |at| line_start + at);
            let mut at = line_start;
            while at < line_end {
                let segment_end = cut(text, at, line_end);
                self.scan_segment(scratch, text, &span, at..segment_end, line_start, place, &mut consumed, sink);
                at = segment_end;
            }
            if matches!(place, Place::Piece) {
                sink.end_record();
            }
            line_start = line_end + 1;
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename the arguments")]
    fn scan_segment<S: HitSink>(
        &self,
        scratch: &mut TextScratch,
        text: &[u8],
        span: &Range<usize>,
        segment: Range<usize>,
        line_start: usize,
        place: &Place<'_, '_>,
        consumed: &mut usize,
        sink: &mut S,
    ) {
        let Some(bytes) = text.get(segment.clone()) else { return };
        candidates(bytes, &mut scratch.candidates);
        let found = &scratch.candidates;
        let is_plain = found.digit_runs.is_empty() && found.ats.is_empty() && found.capitals == 0 && !found.has_high;
        let has_marks = self.finders.use_marks() && !scratch.marks.of(text, segment.clone()).is_empty();
        if is_plain && !has_marks && self.patterns.is_empty() {
            return;
        }
        let view_start = segment.start.saturating_sub(BEHIND).max(span.start);
        let view_end = (segment.end + AHEAD).min(span.end);
        let mut view = View {
            text: text.get(view_start..view_end).unwrap_or_default(),
            segment: segment.start - view_start..segment.end - view_start,
            line_start: line_start.max(view_start) - view_start,
            column: place.column(),
        };
        let mut folded = std::mem::take(&mut scratch.folded);
        let is_disguised = found.has_high || has_escape(view.text) || may_be_spaced(&found.digit_runs);
        let is_folded = is_disguised && folded.fold(view.text);
        if is_folded {
            view.segment = folded.place_of(view.segment.start)..folded.place_of(view.segment.end);
            view.line_start = folded.place_of(view.line_start);
            view.text = &folded.text;
            candidates(view.text.get(view.segment.clone()).unwrap_or_default(), &mut scratch.candidates);
        }
        self.scan_view(scratch, &view);
        if has_marks {
            let marks = std::mem::take(&mut scratch.marks);
            for &(at, mark) in marks.current(segment.end) {
                let at = at - view_start;
                let at = if is_folded { folded.place_of(at) } else { at };
                self.marked(scratch, &view, at, mark);
            }
            scratch.marks = marks;
        }
        resolve(&mut scratch.pending);
        if !scratch.nested.is_empty() || !scratch.nested_in_run.is_empty() {
            join_nested(scratch);
        }
        let whole = text.get(view_start..view_end).unwrap_or_default();
        let original = |at: usize| view_start + if is_folded { folded.original(at) } else { at };
        let original_end = |at: usize| view_start + if is_folded { folded.original_end(whole, at) } else { at };
        for pending in &scratch.pending {
            let hit_span = original(pending.span.start)..original_end(pending.span.end);
            if hit_span.start >= *consumed || pending.is_nested {
                *consumed = hit_span.end.max(*consumed);
                let canonical = scratch.arena.get(pending.canonical.clone()).unwrap_or_default();
                place.emit(text, hit_span, pending, canonical, sink);
            }
        }
        scratch.folded = folded;
    }

    /// Verifies all candidates of a view and leaves what passes in `scratch.pending`.
    pub(super) fn scan_view(&self, scratch: &mut TextScratch, view: &View<'_>) {
        scratch.pending.clear();
        scratch.nested.clear();
        scratch.nested_in_run.clear();
        scratch.arena.clear();
        scratch.reach.reset();
        let found = std::mem::take(&mut scratch.candidates);
        let mut atom_end = 0;
        for &run in &found.digit_runs {
            let run = view.segment.start + run as usize;
            if run >= atom_end {
                atom_end = self.number(scratch, view, run);
            }
        }
        for &at in &found.ats {
            self.email(scratch, view, view.segment.start + at as usize);
        }
        if !self.patterns.is_empty() {
            self.matches(scratch, view);
        }
        if found.capitals > 0 || found.has_high {
            self.names(scratch, view);
        }
        if !found.digit_runs.is_empty() {
            self.addresses(scratch, view, &found.digit_runs);
        }
        scratch.candidates = found;
    }

    /// Tries the number whose first digit is at `run`, and gives the end of the run of letters and digits around it.
    fn number(&self, scratch: &mut TextScratch, view: &View<'_>, run: usize) -> usize {
        let text = view.text;
        let is_alnum = |byte: &&u8| byte.is_ascii_alphanumeric();
        let before = text.get(..run).unwrap_or_default();
        let start = run - before.iter().rev().take(ATOM_MAX).take_while(is_alnum).count();
        let after = text.get(run..).unwrap_or_default();
        let end = run + after.iter().take_while(is_alnum).count();
        if end - start >= STRIPE_MIN {
            self.stripe(scratch, view, start);
            if end - start >= encoded::LEN_MIN
                && let Some(end) = self.encoded(scratch, view, &(start..end))
            {
                return end;
            }
        }
        if end - start > ATOM_MAX {
            return end;
        }
        if end - start <= 4 && matches!(text.get(end), Some(b'.' | b':')) {
            self.address_of_network(scratch, view, start..end);
        }
        if self.finders.iban.is_some() && iban::begins(text, start) {
            self.iban(scratch, view, start);
        }
        if let Some(kind) = self.finders.date.filter(|_| end - start <= 9) {
            self.date(scratch, view, run, kind);
        }
        if let Some(prefix) = prefix_start(text, start) {
            self.shapes_at(scratch, view, prefix);
        }
        self.shapes_at(scratch, view, start);
        end
    }

    /// Tries every way to read a shape from `start`, the longest first.
    fn shapes_at(&self, scratch: &mut TextScratch, view: &View<'_>, start: usize) {
        if !begins_free(view.text, start) {
            return;
        }
        let mut readings = std::mem::take(&mut scratch.readings);
        self.shapes.read(view.text, start, &mut readings);
        for reading in readings.iter().rev() {
            if ends_free(view.text, reading.end) && !is_row_of_groups(view.text, start, reading.end) {
                let span = start..reading.end;
                let arena_start = scratch.arena.len();
                canonicalise(view.text.get(span.clone()).unwrap_or_default(), &mut scratch.arena);
                let canonical = arena_start..scratch.arena.len();
                for entry in self.shapes.entries(reading.position) {
                    self.shape(scratch, view, entry, &span, &canonical);
                }
            }
        }
        scratch.readings = readings;
    }

    fn shape(
        &self,
        scratch: &mut TextScratch,
        view: &View<'_>,
        entry: &ShapeEntry,
        span: &Range<usize>,
        canonical: &Range<usize>,
    ) {
        let Some(plan) = self.plan(entry.kind) else { return };
        if !self.shapes.fits(entry, view.text.get(span.clone()).unwrap_or_default()) {
            return;
        }
        let value = scratch.arena.get(canonical.clone()).unwrap_or_default();
        let Outcome::Accepted { odds, facts, is_test } = plan.verify(value) else { return };
        let label = self.label(scratch, view, entry.kind, span);
        if plan.needs_label && label <= 0.0 && entry.weight <= 0.0 {
            return;
        }
        let odds = plan.prior + entry.weight + odds + label;
        let found = Found { span: span.clone(), part: Part::Whole, odds, shape: entry.shape, is_test, facts };
        keep(scratch, entry.kind, found, canonical.clone());
    }

    /// What the words in reach say of `kind`; where they say nothing, what the cell's column is called.
    pub(super) fn label(&self, scratch: &mut TextScratch, view: &View<'_>, kind: KindId, span: &Range<usize>) -> f32 {
        scratch.reach.look(&self.labels, view.text, view.line_start, span.clone());
        let near = scratch.reach.weight(&self.labels, kind, &|kind| self.is_open(kind));
        let column = view.column.map_or(0.0, |column| column.weight(kind));
        if near == 0.0 { column } else { near }
    }

    fn email(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        let Some((kind, found)) = self.finders.email.zip(email::around(view.text, at)) else { return };
        let start = scratch.arena.len();
        let value = view.text.get(found.span.clone()).unwrap_or_default();
        scratch.arena.extend(value.iter().map(u8::to_ascii_lowercase));
        self.found(scratch, view, kind, found, start);
    }

    /// What the patterns of rules match.
    fn matches(&self, scratch: &mut TextScratch, view: &View<'_>) {
        let text = view.text.get(view.segment.clone()).unwrap_or_default();
        self.patterns.text(text, &mut |kind, span| {
            let Some(plan) = self.plan(kind) else { return };
            let arena_start = scratch.arena.len();
            canonicalise(text.get(span.clone()).unwrap_or_default(), &mut scratch.arena);
            match plan.verify(scratch.arena.get(arena_start..).unwrap_or_default()) {
                Outcome::Accepted { odds, facts, is_test } => {
                    let span = view.segment.start + span.start..view.segment.start + span.end;
                    let found = Found { span, part: Part::Whole, odds, shape: 0, is_test, facts };
                    self.found(scratch, view, kind, found, arena_start);
                }
                Outcome::Missed | Outcome::Placeholder => scratch.arena.truncate(arena_start),
            }
        });
    }

    fn iban(&self, scratch: &mut TextScratch, view: &View<'_>, start: usize) {
        let Some((kind, plan)) = self.finders.iban.and_then(|kind| Some((kind, self.plan(kind)?))) else { return };
        for end in iban::ends(view.text, start) {
            let arena_start = scratch.arena.len();
            canonicalise(view.text.get(start..end).unwrap_or_default(), &mut scratch.arena);
            let canonical = scratch.arena.get(arena_start..).unwrap_or_default();
            if let Outcome::Accepted { odds, facts, is_test } = plan.verify(canonical) {
                let found = Found { span: start..end, part: Part::Whole, odds, shape: 0, is_test, facts };
                self.found(scratch, view, kind, found, arena_start);
                return;
            }
            scratch.arena.truncate(arena_start);
        }
    }

    /// A date is a birth date only where a word says so.
    fn date(&self, scratch: &mut TextScratch, view: &View<'_>, number: usize, kind: KindId) {
        let Some(read) = date::around(view.text, number) else { return };
        if self.label(scratch, view, kind, &read.found.span) > 0.0 {
            let start = scratch.arena.len();
            canonical_date(read.date, &mut scratch.arena);
            self.found(scratch, view, kind, read.found, start);
        }
    }

    fn names(&self, scratch: &mut TextScratch, view: &View<'_>) {
        let Some((kind, names)) = &self.finders.names else { return };
        let end = (view.segment.end + NAME_AHEAD).min(line_end(view.text, view.segment.end));
        let text = view.text.get(view.segment.start..end).unwrap_or_default();
        names.text(text, &mut |found| self.words(scratch, view, *kind, found));
    }

    fn addresses(&self, scratch: &mut TextScratch, view: &View<'_>, digit_runs: &[u32]) {
        let Some((kind, addresses)) = &self.finders.addresses else { return };
        let segment = view.text.get(view.segment.clone()).unwrap_or_default();
        if !digit_runs.iter().any(|&run| may_be_address(segment, run as usize)) {
            return;
        }
        let end = address_end(view.text, view.segment.clone());
        let text = view.text.get(view.segment.start..end).unwrap_or_default();
        // An address begins at its number, and one that begins behind the segment is found with the segment it is in.
        addresses.text_up_to(text, segment.len(), &mut |found| self.words(scratch, view, *kind, found));
    }

    /// Takes what a finder found from the start of the segment on, if it begins in the segment.
    fn words(&self, scratch: &mut TextScratch, view: &View<'_>, kind: KindId, found: &Found) {
        if found.span.start >= view.segment.len() {
            return;
        }
        let mut found = found.clone();
        found.span = found.span.start + view.segment.start..found.span.end + view.segment.start;
        let start = scratch.arena.len();
        canonical_words(view.text.get(found.span.clone()).unwrap_or_default(), &mut scratch.arena);
        self.found(scratch, view, kind, found, start);
    }

    /// Adds the rule's prior and the labels to what a finder found. Its canonical value is the arena from `start`.
    ///
    /// The finders of names and addresses weigh the words before them on their own; what the labels say in favour is
    /// nearly the same evidence and counts little.
    pub(super) fn found(
        &self,
        scratch: &mut TextScratch,
        view: &View<'_>,
        kind: KindId,
        mut found: Found,
        start: usize,
    ) {
        let prior = self.plan(kind).map_or(0.0, |plan| plan.prior);
        let label = self.label(scratch, view, kind, &found.span);
        let has_own_cues = self.finders.has_own_cues(kind);
        found.odds += prior + if has_own_cues { label.min(OWN_CUES_MAX) } else { label };
        let canonical = start..scratch.arena.len();
        keep(scratch, kind, found, canonical);
    }
}

/// Puts the parts of what was kept beside it, in order of place; those of what lost go with it.
pub(super) fn join_nested(scratch: &mut TextScratch) {
    let is_kept = |part: &Pending| {
        let is_within = |whole: &Pending| whole.span.start <= part.span.start && part.span.end <= whole.span.end;
        scratch.pending.iter().any(is_within)
    };
    scratch.nested.retain(is_kept);
    scratch.pending.append(&mut scratch.nested);
    scratch.pending.append(&mut scratch.nested_in_run);
    scratch.pending.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
}

pub(super) fn keep(scratch: &mut TextScratch, kind: KindId, found: Found, canonical: Range<usize>) {
    if found.odds > FLOOR && !found.span.is_empty() {
        let Found { span, part, odds, shape, is_test, facts } = found;
        scratch.pending.push(Pending { kind, span, canonical, part, shape, facts, is_test, is_nested: false, odds });
    }
}

impl Place<'_, '_> {
    fn column(&self) -> Option<&ColumnContext> {
        match self {
            Self::Piece => None,
            Self::Cell { column, .. } => Some(column),
        }
    }

    fn emit<S: HitSink>(&self, text: &[u8], span: Range<usize>, pending: &Pending, canonical: &[u8], sink: &mut S) {
        let value = text.get(span.clone()).unwrap_or_default();
        let (column, span) = match self {
            Self::Piece => (None, span),
            Self::Cell { batch, cell, offset, .. } => {
                (Some(cell.column), batch.raw_span(cell, span.start + offset..span.end + offset))
            }
        };
        let Pending { kind, part, shape, facts, is_test, odds, .. } = *pending;
        sink.hit(&Hit {
            kind,
            column,
            is_whole_cell: false,
            part,
            span,
            value: Secret::new(value),
            canonical: Secret::new(canonical),
            hash: value_hash(canonical),
            shape,
            facts: Facts(facts.0),
            is_test,
            protection: pending.protection(value),
            odds,
        });
    }
}

/// Where the segment that begins at `start` ends: at the line's end, or after a space near the limit.
fn cut(text: &[u8], start: usize, line_end: usize) -> usize {
    if line_end - start <= SEGMENT_MAX {
        return line_end;
    }
    let limit = start + SEGMENT_MAX;
    let search = text.get(limit - CUT_SEARCH..limit).unwrap_or_default();
    let space = search.iter().rposition(|byte| matches!(byte, b' ' | b',' | b';' | b'\t' | b'|'));
    if let Some(at) = space {
        return limit - CUT_SEARCH + at + 1;
    }
    // Not within a character of several bytes.
    (limit..limit + 4).find(|&at| text.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)).unwrap_or(limit)
}

/// The end of the line that `at` stands in.
fn line_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    memchr::memchr(b'\n', rest).map_or(text.len(), |len| at + len)
}

/// Whether so many runs of digits stand so close that digits may have been written one by one.
fn may_be_spaced(runs: &[u32]) -> bool {
    runs.windows(9).any(|nine| nine.last().zip(nine.first()).is_some_and(|(last, first)| last - first <= 24))
}

/// Whether the number at `run` could be that of a house (words follow it), or stand last in an address (a word and a
/// space before it). Everything that the finder of addresses begins with passes.
fn may_be_address(segment: &[u8], run: usize) -> bool {
    let before = segment.get(..run).unwrap_or_default();
    if matches!(before, [.., letter, b' ' | b'#'] if letter.is_ascii_alphabetic() || *letter >= 0x80 || *letter == b'#')
    {
        return true;
    }
    // No house's number: a part of an identifier, an amount, a path. Compass letters may stand before one.
    let is_part = |byte: &u8| {
        let is_letter = byte.is_ascii_alphabetic() && !matches!(byte, b'N' | b'S' | b'E' | b'W');
        is_letter || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'$' | b'%' | b'@' | b'+' | b'=' | b'\\' | b'&')
    };
    if before.last().is_some_and(is_part) {
        return false;
    }
    let after = segment.get(run..).unwrap_or_default();
    let len = after.iter().take(ATOM_MAX).take_while(|byte| byte.is_ascii_digit()).count();
    after.get(len).is_some_and(|&byte| matches!(byte, b' ' | b'-' | b'/') || byte.is_ascii_alphabetic())
}

/// The end of the last line that an address beginning in `segment` may reach into: further short lines, where one of
/// them holds a number long enough for a postal code.
fn address_end(text: &[u8], segment: Range<usize>) -> usize {
    let first = line_end(text, segment.end).min(segment.end + ADDRESS_AHEAD);
    if segment.len() > ADDRESS_LINE_MAX || text.get(first) != Some(&b'\n') {
        return first;
    }
    let mut end = first;
    for _ in 0..ADDRESS_LINES {
        let next = line_end(text, (end + 1).min(text.len()));
        let line = text.get(end..next).unwrap_or_default();
        if line.len() > ADDRESS_LINE_MAX || line.iter().all(u8::is_ascii_whitespace) {
            break;
        }
        end = next;
    }
    let more = text.get(first..end).unwrap_or_default();
    let has_code = more.windows(4).any(|window| window.iter().all(u8::is_ascii_digit));
    if has_code { end } else { first }
}

/// Where a candidate may begin before its first run of letters and digits: at `(`, at `+`, or at a few letters tied on by a
/// hyphen or a space.
fn prefix_start(text: &[u8], start: usize) -> Option<usize> {
    let before = text.get(..start)?;
    match before {
        [.., b'(' | b'+'] => Some(start - 1),
        [stem @ .., b'-' | b' '] => {
            let len = stem
                .iter()
                .rev()
                .take(PREFIX_LETTERS_MAX + 1)
                .take_while(|byte| class(**byte) == Class::Letter)
                .count();
            (1..=PREFIX_LETTERS_MAX).contains(&len).then(|| start - 1 - len)
        }
        _ => None,
    }
}

/// Whether groups of the same length go on before or behind a grouped candidate: then it is a piece of a table of codes.
fn is_row_of_groups(text: &[u8], start: usize, end: usize) -> bool {
    let is_code = |byte: &&u8| byte.is_ascii_hexdigit();
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let value = text.get(start..end).unwrap_or_default();
    let is_grouped = matches!(after.first(), Some(b' ')) || matches!(before.last(), Some(b' '));
    if !is_grouped || !value.contains(&b' ') {
        return false;
    }
    let last = value.iter().rev().take_while(is_code).count();
    let next = after.get(1..).unwrap_or_default().iter().take(ATOM_MAX).take_while(is_code).count();
    // Behind a card's number its expiry stands in four digits as well.
    let is_expiry = matches!(after, [b' ', b'0', b'1'..=b'9', ..] | [b' ', b'1', b'0'..=b'2', ..]);
    let goes_on = after.first() == Some(&b' ') && next == last && !is_expiry && ends_free(text, end + 1 + next);
    let first = value.iter().take_while(is_code).count();
    let head = before.split_last().map_or(&[][..], |(_, head)| head);
    let ahead = head.iter().rev().take(ATOM_MAX).take_while(is_code).count();
    let rest = head.get(..head.len() - ahead).unwrap_or_default();
    let comes_before =
        before.last() == Some(&b' ') && ahead == first && matches!(rest.last(), None | Some(b' ' | b'\n' | b'\t'));
    // A group of letters alone is a word.
    let has_digit = |codes: &[u8]| codes.iter().any(u8::is_ascii_digit);
    (goes_on && has_digit(after.get(1..1 + next).unwrap_or_default()))
        || (comes_before && has_digit(head.get(head.len() - ahead..).unwrap_or_default()))
}

/// Whether nothing before `start` makes the candidate a part of something longer: a word, a decimal fraction, the
/// rest of a hyphenated number.
fn begins_free(text: &[u8], start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    match before {
        [] => true,
        [.., last] if last.is_ascii_alphanumeric() => false,
        [stem @ .., b'.'] => stem.last().is_some_and(|byte| !byte.is_ascii_digit() && !byte.is_ascii_whitespace()),
        [stem @ .., b'-'] => !is_number_tail(stem),
        [.., b'+' | b'$'] => false,
        _ => true,
    }
}

/// Whether the text before a hyphen ends in a number, or in a part of a hyphenated string that is more than a word.
fn is_number_tail(stem: &[u8]) -> bool {
    let atom = stem.iter().rev().take(ATOM_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (head, tail) = stem.split_at(stem.len() - atom);
    tail.iter().any(u8::is_ascii_digit) || (atom > 0 && head.last() == Some(&b'-'))
}

/// Whether nothing from `end` on makes the candidate a part of something longer.
fn ends_free(text: &[u8], end: usize) -> bool {
    let after = text.get(end..).unwrap_or_default();
    match after {
        [first, ..] if first.is_ascii_alphanumeric() => false,
        [b'.', next, ..] => !next.is_ascii_digit(),
        [b'-', rest @ ..] => {
            !rest.iter().take(ATOM_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).any(u8::is_ascii_digit)
        }
        [b'%', ..] => false,
        _ => true,
    }
}
