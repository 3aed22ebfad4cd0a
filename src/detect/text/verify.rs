//! Verification: what the places that are worth it turn out to be.

use std::ops::Range;

use super::edges::{
    ATOM_MAX, STRIPE_MIN, address_end, begins_free, ends_free, has_expiry, has_initial_of_name, has_mask_beside,
    heading_len, is_counter, is_escape, is_limit, is_measured, is_of_program, is_row_of_groups, line_end, lines_alike,
    may_be_address, pairs_start, prefix_start, rows_beside, state_behind,
};
use super::lines::Wants;
use super::{FLOOR, View};
use crate::detect::Part;
use crate::detect::detector::{Detector, Outcome, canonical_date, canonical_name, canonical_words};
use crate::detect::encoded;
use crate::detect::find::{
    Found, account, broken, date, date_written, email, far_east, iban, licence, login, message_id, misread, national,
    spelled_email,
};
use crate::detect::kind_set::KindSet;
use crate::detect::overlap::Pending;
use crate::detect::scratch::TextScratch;
use crate::detect::shapes::ShapeEntry;
use crate::detect::signature::canonicalise;
use crate::detect::validate::Facts;
use crate::detect::validate::us_drivers_license::states_for;
use crate::rules::KindId;

/// What labels can add where the finder weighed the same words.
const OWN_CUES_MAX: f32 = 0.5;
/// Numbers on one side of groups of digits, which are then likelier to be a row of numbers, in log10.
const ROW: f32 = -1.2;
/// When a card expires, written behind its number.
const EXPIRY: f32 = 1.2;
/// Small letters in the number of a licence; and where no label speaks for it, when it is a word of a program or a file's name.
const SMALL_LETTERS: f32 = -0.7;
const SMALL_LETTERS_ALONE: f32 = -2.5;
/// Numbers beside groups that only a blank holds together, and that are nothing by themselves.
const LOOSE_ROW: f32 = -3.0;
/// Digits of a subscriber's number with its calling code.
const SUBSCRIBER_LENS: std::ops::RangeInclusive<usize> = 11..=15;
/// From so many digits on `Ctn` names a carton: such numbers of telephones are hardly any.
const CARTON_LEN_MIN: usize = 14;
/// What an outright label says that is tied to the value.
const TIED_OUTRIGHT: f32 = 3.0;
/// What one says that stands right before it.
const NEAR_OUTRIGHT: f32 = 2.3;
/// A word of banking in the sentence of an account's number.
const OF_BANK: f32 = 1.5;
/// A balance behind it.
const OF_BALANCE: f32 = 1.8;
/// A sign of birth before a day, as an outright label is.
const BORN: f32 = 2.5;
/// The name of a mobile network behind the identity of a subscriber.
const OF_NETWORK: f32 = 4.0;
/// A state behind a number that has a form of its licences: `license 802080813 (CO)`.
const STATE_BEHIND: f32 = 1.0;
/// The family name before a registration number of a prescriber begins with the number's second letter, as it does by chance
/// in one of twenty: `Ann Moore, AM6145512`.
const REGISTRANT: f32 = 1.3;
/// A unit behind a bare number, in log10: `536904399 ns`.
const MEASURED: f32 = -2.5;
/// A social security number that is known to stand for nobody, or a number that limits a range, where no label says what it is,
/// in log10.
const EXAMPLE: f32 = -2.5;
/// Lines around are written alike, and most of them fail the check: a row of a table of codes, in log10.
const CODES_BESIDE: f32 = -2.5;
/// A name may go on over so many bytes after a segment that ends within a line.
const NAME_AHEAD: usize = 64;

/// Where the text ends that names beginning in the segment of a view are read in.
pub(super) fn names_end(view: &View<'_>) -> usize {
    (view.segment.end + NAME_AHEAD).min(line_end(view.text, view.segment.end))
}

impl Detector {
    /// Verifies the candidates of a view that are wanted and leaves what passes in `scratch.pending`.
    pub(in crate::detect) fn scan_view(&self, scratch: &mut TextScratch, view: &View<'_>, wants: &Wants<'_>) {
        scratch.pending.clear();
        scratch.nested.clear();
        scratch.nested_in_run.clear();
        scratch.arena.clear();
        scratch.reach.reset();
        if view.is_continued {
            scratch.reach.continue_at(view.segment.start);
        }
        let found = std::mem::take(&mut scratch.candidates);
        let mut atom_end = 0;
        for &run in &found.digit_runs {
            let run = view.segment.start + run as usize;
            if run >= atom_end
                && let Some(labelled) = wants.number(view.text, run)
            {
                scratch.labelled = labelled;
                atom_end = self.number(scratch, view, run);
            }
        }
        for &at in found.ats.iter().filter(|_| wants.emails) {
            self.email(scratch, view, view.segment.start + at as usize);
        }
        if !self.patterns.is_empty() {
            self.matches(scratch, view);
        }
        let has_heading = || view.segment.start == view.line_start && heading_len(view.text, view.line_start) > 0;
        if found.capitals > 0 || found.has_high || has_heading() {
            self.names(scratch, view, wants.names);
        }
        if wants.addresses && !found.digit_runs.is_empty() {
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
        if end - start > ATOM_MAX || is_escape(text, start..end) {
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
        if let Some(pairs) = pairs_start(text, start..end) {
            self.shapes_at(scratch, view, pairs);
        }
        self.shapes_at(scratch, view, start);
        self.subscriber(scratch, view, start..end);
        self.national(scratch, view, start);
        self.broken_ssn(scratch, view, start..end);
        self.broken_phone(scratch, view, start);
        self.misread(scratch, view, start..end);
        end
    }

    /// A social security number whose writing is broken, where an outright label stands before it.
    fn broken_ssn(&self, scratch: &mut TextScratch, view: &View<'_>, atom: Range<usize>) {
        let Some(kind) = self.finders.us_ssn.filter(|_| broken::may_begin(view.text, atom.clone())) else { return };
        let Some(read) = broken::ssn(view.text, atom.start) else { return };
        let label_min = if read.is_doubtful { TIED_OUTRIGHT } else { NEAR_OUTRIGHT };
        self.broken(scratch, view, kind, read.span, label_min);
    }

    /// The same of a telephone number.
    fn broken_phone(&self, scratch: &mut TextScratch, view: &View<'_>, start: usize) {
        let Some(kind) = self.finders.phone else { return };
        if let Some(span) = broken::phone(view.text, start) {
            self.broken(scratch, view, kind, span, TIED_OUTRIGHT);
        }
    }

    /// A number in which letters stand for digits, or that stops part, of the kinds that have as many digits.
    fn misread(&self, scratch: &mut TextScratch, view: &View<'_>, atom: Range<usize>) {
        /// A kind, how many digits its numbers have, and whether they are written so.
        type Misread = (&'static str, std::ops::RangeInclusive<usize>, fn(&[u8]) -> bool);
        const ANYHOW: fn(&[u8]) -> bool = |_| true;
        const KINDS: [Misread; 6] = [
            ("us_ssn", 9..=9, misread::is_in_ssn_form),
            ("us_bank_routing", 9..=9, misread::is_one),
            ("npi", 10..=10, misread::is_one),
            ("imei", 15..=15, ANYHOW),
            ("payment_card", 13..=19, ANYHOW),
            ("iccid", 18..=19, ANYHOW),
        ];
        let Some(span) = misread::around(view.text, &atom) else { return };
        let written = view.text.get(span.clone()).unwrap_or_default();
        let digits = written.iter().filter(|&&byte| broken::digit(byte).is_some()).count();
        for (name, ..) in KINDS.iter().filter(|(_, lens, is_form)| lens.contains(&digits) && is_form(written)) {
            let is_known =
                |kind: KindId| scratch.pending.last().is_some_and(|hit| hit.kind == kind && hit.span == span);
            if let Some(kind) = self.rules().kind(name).filter(|&kind| !is_known(kind)) {
                self.broken(scratch, view, kind, span.clone(), NEAR_OUTRIGHT);
            }
        }
    }

    fn broken(&self, scratch: &mut TextScratch, view: &View<'_>, kind: KindId, span: Range<usize>, label_min: f32) {
        if self.label(scratch, view, kind, &span) < label_min {
            return;
        }
        let start = scratch.arena.len();
        let written = view.text.get(span.clone()).unwrap_or_default();
        scratch.arena.extend(written.iter().filter_map(|&byte| broken::digit(byte)));
        let outcome = self.plan(kind).map(|plan| plan.verify(scratch.arena.get(start..).unwrap_or_default()));
        if let Some(Outcome::Accepted { odds, facts, is_test }) = outcome {
            let found = Found { span, part: Part::Whole, odds, shape: 0, is_test, facts };
            self.found(scratch, view, kind, found, start);
        } else {
            scratch.arena.truncate(start);
        }
    }

    /// A number as it is dialled within some country, where an outright label is tied to it.
    fn national(&self, scratch: &mut TextScratch, view: &View<'_>, start: usize) {
        let Some(kind) = self.finders.phone else { return };
        let Some(span) = national::number(view.text, start) else { return };
        let is_free = begins_free(view.text, span.start) && ends_free(view.text, span.end);
        // `Battery cell 0123456789`: digits alone say nothing of how they are dialled.
        let written = view.text.get(span.clone()).unwrap_or_default();
        let has_trunk = view.text.get(start) == Some(&b'0');
        let is_bare = written.iter().all(u8::is_ascii_digit);
        let label_min = if has_trunk && !is_bare { NEAR_OUTRIGHT } else { TIED_OUTRIGHT };
        let is_named =
            far_east::names_phone(view.text, span.start) || national::is_french_mobile(view.text, span.clone());
        let is_told = || is_named || !is_bare || national::is_announced(view.text, span.start);
        let label = self.label(scratch, view, kind, &span);
        if !is_free || !is_named && label < label_min || !is_told() {
            return;
        }
        let start = scratch.arena.len();
        canonicalise(view.text.get(span.clone()).unwrap_or_default(), &mut scratch.arena);
        // What the label says of the number is added there.
        let odds = if is_named { (TIED_OUTRIGHT - label).max(0.0) } else { 0.0 };
        let found = Found { span, part: Part::Whole, odds, shape: 0, is_test: false, facts: Facts(0) };
        self.found(scratch, view, kind, found, start);
    }

    /// A number as networks write it, with its calling code and without a `+`, where an outright label is tied to it.
    fn subscriber(&self, scratch: &mut TextScratch, view: &View<'_>, span: Range<usize>) {
        let Some(kind) = self.finders.phone.filter(|_| SUBSCRIBER_LENS.contains(&span.len())) else { return };
        let digits = view.text.get(span.clone()).unwrap_or_default();
        let before = view.text.get(..span.start).unwrap_or_default().trim_ascii_end();
        let label = before.get(before.len().saturating_sub(3)..).unwrap_or_default();
        let is_carton = span.len() >= CARTON_LEN_MIN && label.eq_ignore_ascii_case(b"ctn");
        let is_free = !is_carton && digits.iter().all(u8::is_ascii_digit) && begins_free(view.text, span.start);
        let Some(plan) = self.plan(kind).filter(|_| is_free && ends_free(view.text, span.end)) else { return };
        let start = scratch.arena.len();
        scratch.arena.push(b'+');
        scratch.arena.extend_from_slice(digits);
        let outcome = plan.verify(scratch.arena.get(start..).unwrap_or_default());
        if let Outcome::Accepted { odds, facts, is_test } = outcome
            && digits.first() != Some(&b'1')
            && self.label(scratch, view, kind, &span) >= TIED_OUTRIGHT
        {
            let found = Found { span, part: Part::Whole, odds, shape: 0, is_test, facts };
            self.found(scratch, view, kind, found, start);
        } else {
            scratch.arena.truncate(start);
        }
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
                let row = ROW * f32::from(rows_beside(view.text, start, reading.end));
                for entry in self.shapes.entries(reading.position) {
                    self.shape(scratch, view, entry, &span, &canonical, row);
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
        row: f32,
    ) {
        let Some(plan) = self.plan(entry.kind) else { return };
        // Most of what a number could be counts beside a label alone.
        let wants_label = plan.needs_label && entry.weight <= 0.0;
        if wants_label && !scratch.labelled.meets(KindSet::of(entry.kind)) {
            return;
        }
        if !self.shapes.fits(entry, view.text.get(span.clone()).unwrap_or_default()) {
            return;
        }
        let value = scratch.arena.get(canonical.clone()).unwrap_or_default();
        let Outcome::Accepted { odds, facts, is_test } = plan.verify(value) else { return };
        let label = self.label(scratch, view, entry.kind, span);
        let label = self.label_beside(scratch, view, entry.kind, span, canonical, label);
        if wants_label && label <= 0.0 {
            return;
        }
        // Who writes a number of a licence by hand leaves its letters large; hashes and names in programs do not.
        let written = view.text.get(span.clone()).unwrap_or_default();
        let is_small = plan.is_linked && written.iter().any(u8::is_ascii_lowercase);
        let small = match is_small {
            true if label <= 0.0 => SMALL_LETTERS_ALONE,
            true => SMALL_LETTERS,
            false => 0.0,
        };
        let is_loose = entry.weight <= 0.0 && plan.is_linked && written.contains(&b' ');
        let row = if is_loose && row < 0.0 { LOOSE_ROW } else { row };
        let fails = |line: &[u8]| {
            let mut canonical = Vec::new();
            canonicalise(line, &mut canonical);
            !matches!(plan.verify(&canonical), Outcome::Accepted { .. })
        };
        // In a list of cards one is mistyped now and then; of other codes nine in ten fail. One line says neither.
        let (mut lines, mut failing) = (0, 0);
        if plan.is_card && label <= 0.0 {
            lines_alike(view.text, span)
                .for_each(|line| (lines, failing) = (lines + 1, failing + usize::from(fails(line))));
        }
        let is_code = failing >= 2 && failing * 2 > lines || plan.is_card && label <= 0.0 && is_counter(written);
        let row = if is_code { CODES_BESIDE } else { row };
        let expiry = if plan.is_card && has_expiry(view.text, span.end) { EXPIRY } else { 0.0 };
        let is_limit = label <= 0.0 && is_limit(view.text, span);
        // `S-712-41-1345` is a code that begins with a letter.
        let is_ssn = label <= 0.0 && self.finders.us_ssn == Some(entry.kind);
        let is_lettered = || {
            let before = view.text.get(..span.start).unwrap_or_default();
            let stem = before.strip_suffix(b"-").unwrap_or_default();
            let letters = stem.iter().rev().take(2).take_while(|byte| byte.is_ascii_alphabetic()).count();
            letters == 1
        };
        let row = if is_limit || is_ssn && (is_test || is_lettered()) { row + EXAMPLE } else { row };
        let is_of_state = plan.is_linked
            && label > 0.0
            && state_behind(view.text, span.end).is_some_and(|state| {
                states_for(scratch.arena.get(canonical.clone()).unwrap_or_default()).contains(state)
            });
        let state = if is_of_state { STATE_BEHIND } else { 0.0 };
        let measured = if entry.weight <= 0.0 && is_measured(view.text, span.end) { MEASURED } else { 0.0 };
        let is_of_registrant = self.finders.dea_number == Some(entry.kind) && has_initial_of_name(view.text, span);
        let registrant = if is_of_registrant { REGISTRANT } else { 0.0 };
        let odds = plan.prior + entry.weight + odds + label + row + small + expiry + measured + state + registrant;
        let found = Found { span: span.clone(), part: Part::Whole, odds, shape: entry.shape, is_test, facts };
        keep(scratch, entry.kind, found, canonical.clone());
    }

    /// What the words in reach say, and what stands beside a value with them: words of banking in the sentence of an account, a state
    /// before a licence, the brackets of a caller's number.
    fn label_beside(
        &self,
        scratch: &TextScratch,
        view: &View<'_>,
        kind: KindId,
        span: &Range<usize>,
        canonical: &Range<usize>,
        label: f32,
    ) -> f32 {
        if label > 0.0 && is_of_program(view.text, span.start) {
            return 0.0;
        }
        let is = |known: Option<KindId>| known == Some(kind);
        if is(self.finders.routing_and_account.map(|(_, account)| account)) {
            let is_weak = label > 0.0 && label < NEAR_OUTRIGHT;
            return match is_weak {
                true if account::is_of_bank(view.text, span) => label + OF_BANK,
                true if account::has_balance(view.text, span.end) => label.max(OF_BALANCE),
                _ => label,
            };
        }
        if is(self.finders.phone) {
            if (0.0..NEAR_OUTRIGHT).contains(&label) && national::is_of_subscriber(view.text, span) {
                return NEAR_OUTRIGHT;
            }
            let is_caller =
                label <= 0.0 && (national::is_caller(view.text, span) || national::is_callee(view.text, span));
            return if is_caller { NEAR_OUTRIGHT } else { label };
        }
        if label == 0.0 && self.plan(kind).is_some_and(|plan| plan.is_card) && has_mask_beside(view.text, span) {
            return NEAR_OUTRIGHT;
        }
        if self.plan(kind).is_some_and(|plan| plan.is_linked)
            && label < NEAR_OUTRIGHT
            && let Some(found) = licence::before(view.text, span.start)
            && (label >= 0.0 || found.is_field)
            && states_for(scratch.arena.get(canonical.clone()).unwrap_or_default()).contains(found.state)
        {
            return NEAR_OUTRIGHT;
        }
        label
    }

    /// What the words in reach say of `kind`; where they say nothing, what the cell's column is called.
    pub(in crate::detect) fn label(
        &self,
        scratch: &mut TextScratch,
        view: &View<'_>,
        kind: KindId,
        span: &Range<usize>,
    ) -> f32 {
        scratch.reach.look(&self.labels, view.text, view.line_start, span.clone());
        let near = scratch.reach.weight(&self.labels, view.text, kind, &|kind| self.is_open(kind));
        let column = view.column.map_or(0.0, |column| column.weight(kind));
        if near == 0.0 { column } else { near }
    }

    fn email(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        if at > 0 && view.text.get(at - 1) == Some(&b' ') {
            self.spelled_email(scratch, view, spelled_email::spaced(view.text, at));
            return;
        }
        let Some((kind, found)) = self.finders.email.zip(email::around(view.text, at)) else { return };
        if message_id::is_named(view.text, found.span.start) {
            return;
        }
        if let Some(span) = email::subscriber(view.text, &found.span) {
            self.subscriber_of_network(scratch, view, span);
            return;
        }
        let start = scratch.arena.len();
        let value = view.text.get(found.span.clone()).unwrap_or_default();
        scratch.arena.extend(value.iter().map(u8::to_ascii_lowercase));
        let end = found.span.end;
        self.found(scratch, view, kind, found, start);
        self.login(scratch, view, login::behind_address(view.text, end));
    }

    /// A subscriber's identity as networks write it for others: `310410320998339@wlan.mnc410.mcc310.3gppnetwork.org` (3GPP TS 23.003, clause
    /// 14). It is no address that anyone has.
    fn subscriber_of_network(&self, scratch: &mut TextScratch, view: &View<'_>, span: Range<usize>) {
        let Some(kind) = self.rules().kind("imsi") else { return };
        let start = scratch.arena.len();
        scratch.arena.extend_from_slice(view.text.get(span.clone()).unwrap_or_default());
        let outcome = self.plan(kind).map(|plan| plan.verify(scratch.arena.get(start..).unwrap_or_default()));
        if let Some(Outcome::Accepted { odds, facts, is_test }) = outcome {
            let odds = odds + OF_NETWORK;
            let found = Found { span, part: Part::Whole, odds, shape: 0, is_test, facts };
            self.found(scratch, view, kind, found, start);
        } else {
            scratch.arena.truncate(start);
        }
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
        let read = date::around(view.text, number).map(|read| (read, f32::MIN_POSITIVE));
        // What has no name of a month in it may be a version or a mode.
        let label_min = |read: &date::DateFound| {
            let written = view.text.get(read.found.span.clone()).unwrap_or_default();
            if written.iter().any(u8::is_ascii_alphabetic) { NEAR_OUTRIGHT } else { TIED_OUTRIGHT }
        };
        let by_hand = || {
            let read = date_written::around(view.text, number)?;
            let min = label_min(&read);
            Some((read, min))
        };
        let Some((mut read, label_min)) = read.or_else(by_hand) else { return };
        let label = self.label(scratch, view, kind, &read.found.span);
        let is_signed =
            (0.0..NEAR_OUTRIGHT).contains(&label) && date_written::has_sign(view.text, read.found.span.start);
        if is_signed {
            read.found.odds += BORN;
        }
        if label >= label_min || is_signed {
            let start = scratch.arena.len();
            canonical_date(read.date, &mut scratch.arena);
            self.found(scratch, view, kind, read.found, start);
        }
    }

    /// The names in the runs of words that the places are in, or everywhere.
    fn names(&self, scratch: &mut TextScratch, view: &View<'_>, places: Option<&[usize]>) {
        let Some((kind, names)) = self.finders.names.as_ref().filter(|_| places.is_none_or(|all| !all.is_empty()))
        else {
            return;
        };
        let end = names_end(view);
        // `Last name` on the line before names what stands on this one.
        let ahead = match view.is_continued {
            true => name_lead(view),
            false if view.segment.start == view.line_start => heading_len(view.text, view.segment.start),
            false => 0,
        };
        let text = view.text.get(view.segment.start - ahead..end).unwrap_or_default();
        let mut found = |found: &Found| {
            if let Some(start) = found.span.start.checked_sub(ahead) {
                let span = start..found.span.end - ahead;
                self.words(scratch, view, *kind, &Found { span, ..found.clone() });
            }
        };
        match places {
            Some(places) if ahead == 0 => names.text_at(text, places, &mut found),
            Some(places) => {
                let places: Vec<usize> = places.iter().map(|place| place + ahead).collect();
                names.text_at(text, &places, &mut found);
            }
            None => names.text(text, &mut found),
        }
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
        let is_name = self.finders.names.as_ref().is_some_and(|(of, _)| *of == kind);
        let canonical = if is_name { canonical_name } else { canonical_words };
        canonical(view.text.get(found.span.clone()).unwrap_or_default(), &mut scratch.arena);
        self.found(scratch, view, kind, found, start);
    }

    /// Adds the rule's prior and the labels to what a finder found. Its canonical value is the arena from `start`.
    ///
    /// The finders of names and addresses weigh the words before them on their own; what the labels say in favour is
    /// nearly the same evidence and counts little.
    pub(in crate::detect) fn found(
        &self,
        scratch: &mut TextScratch,
        view: &View<'_>,
        kind: KindId,
        mut found: Found,
        start: usize,
    ) {
        let prior = self.plan(kind).map_or(0.0, |plan| plan.prior);
        let label = self.label(scratch, view, kind, &found.span);
        found.odds += prior
            + match self.finders.has_own_cues(kind) {
                false => label,
                // `the company hired Ann Moore`: in a sentence, words of other things stand near persons.
                true if label < 0.0 && !scratch.reach.is_tied_against(&self.labels, view.text, kind) => 0.0,
                true => label.min(OWN_CUES_MAX),
            };
        let canonical = start..scratch.arena.len();
        keep(scratch, kind, found, canonical);
    }
}

/// So many bytes before a segment of its sentence that say of whom it is: whole words.
fn name_lead(view: &View<'_>) -> usize {
    let from = view.line_start.max(view.segment.start.saturating_sub(NAME_AHEAD));
    let lead = view.text.get(from..view.segment.start).unwrap_or_default();
    let word = if from > view.line_start { memchr::memchr(b' ', lead).map_or(lead.len(), |at| at + 1) } else { 0 };
    lead.len() - word
}

/// Puts the parts of what was kept beside it, in order of place; those of what lost go with it.
pub(in crate::detect) fn join_nested(scratch: &mut TextScratch) {
    let is_kept = |part: &Pending| {
        let is_within = |whole: &Pending| whole.span.start <= part.span.start && part.span.end <= whole.span.end;
        scratch.pending.iter().any(is_within)
    };
    scratch.nested.retain(is_kept);
    scratch.pending.append(&mut scratch.nested);
    scratch.pending.append(&mut scratch.nested_in_run);
    scratch.pending.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
}

pub(in crate::detect) fn keep(scratch: &mut TextScratch, kind: KindId, found: Found, canonical: Range<usize>) {
    if found.odds > FLOOR && !found.span.is_empty() {
        let Found { span, part, odds, shape, is_test, facts } = found;
        scratch.pending.push(Pending { kind, span, canonical, part, shape, facts, is_test, is_nested: false, odds });
    }
}
