//! What is found from a mark, from a long run of letters and digits, or from a number with a point behind it: the kinds
//! that no shape and no run of digits leads to. See [`super::marks`].

use std::ops::Range;

use super::Part;
use super::detector::{Detector, Outcome, canonical_date, canonical_words};
use super::find::{
    Found, aamva, account, answered, card_track, date, email, far_east, labelled, login, mrz, network, secret,
    spelled_email, spoken, street_address,
};
use super::marks::{Mark, mark_end};
use super::overlap::Pending;
use super::scratch::TextScratch;
use super::signature::canonicalise;
use super::text::{View, keep};
use super::validate::Facts;
use crate::rules::KindId;

/// What a track, a zone or a barcode is worth by its structure, in log10.
const STRUCTURE: f32 = 1.5;
/// What a sign of birth before a day is worth, as an outright label is.
const BORN: f32 = 2.5;
/// What the place between a name and its host is worth, in log10. A judgement: what looks like a password is one there.
const LOGIN: f32 = 2.5;
/// What the tag of a field is worth to the account that stands in it.
const MESSAGE: f32 = 3.5;
/// What a name in Chinese, Japanese or Korean is worth behind its label, where its family name is listed and where it is not, and
/// an address with a number and the word for a place.
const EAST_NAME_LISTED: f32 = 3.0;
const EAST_NAME: f32 = 2.5;
const EAST_ADDRESS: f32 = 1.2;
/// What a port behind an Internet address is worth, as an outright label is.
const PEER: f32 = 2.5;
/// A first line of a passport without its second.
const HALF_STRUCTURE: f32 = -0.3;
/// What an element of a licence's barcode is worth by its name.
const ELEMENT: f32 = 3.0;
/// A label in text must be as sure as this to make a value of a word.
const LABEL_MIN: f32 = 2.0;
/// The same, where the value looks like little else than a password, and what that is worth.
const WEAK_LABEL_MIN: f32 = 0.5;
const STRONG_SECRET: f32 = 1.0;
/// The same of a number in words, which nobody spells without a reason, and what that is worth.
const SPOKEN_LABEL_MIN: f32 = 0.9;
const SPOKEN: f32 = 1.0;
/// How far behind a mark the beginning of a stripe may lie.
const STRIPE_MAX: usize = 96;

impl Detector {
    /// Follows one mark of a view.
    pub(super) fn marked(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize, mark: Mark) {
        match mark {
            Mark::Filler => self.zone(scratch, view, at),
            Mark::Barcode => self.licence(scratch, view, aamva::barcode(view.text, at)),
            Mark::StripeEnd => {
                let before = view.text.get(at.saturating_sub(STRIPE_MAX)..at).unwrap_or_default();
                let start = before.iter().rposition(|byte| *byte == b'%').map(|index| at - before.len() + index);
                self.licence(scratch, view, start.and_then(|start| aamva::stripe(view.text, start)));
            }
            Mark::Label => self.labelled(scratch, view, at),
            Mark::Hidden => self.hidden(scratch, view, at),
            Mark::At => self.spelled_email(scratch, view, spelled_email::around(view.text, at)),
            Mark::Site => self.login(scratch, view, login::in_site(view.text, at)),
            Mark::Basic => self.login(scratch, view, login::in_basic(view.text, at)),
            Mark::Secure => self.login(scratch, view, login::in_secure_string(view.text, mark_end(view.text, at))),
            Mark::Pair => self.login(scratch, view, login::behind_name(view.text, mark_end(view.text, at))),
            Mark::Form => self.address_of_form(scratch, view, mark_end(view.text, at)),
            Mark::Message => self.account_in_message(scratch, view, at),
            Mark::Access => {
                if let Some(span) = network::before_access(view.text, at) {
                    self.address_at(scratch, view, span);
                }
            }
            Mark::Spoken => self.spoken(scratch, view, at),
            Mark::Option => self.login(scratch, view, login::in_option(view.text, at)),
            Mark::Words => self.spelled_email(scratch, view, spelled_email::in_words(view.text, at)),
            Mark::Small => self.small_name(scratch, view, mark_end(view.text, at)),
            Mark::East(_) => self.far_east(scratch, view, at),
            Mark::Born => self.born(scratch, view, mark_end(view.text, at)),
            Mark::Dot => self.spelled_email(scratch, view, spelled_email::before_dot(view.text, at)),
        }
    }

    /// Follows the stripe that may begin before a run of letters and digits.
    pub(super) fn stripe(&self, scratch: &mut TextScratch, view: &View<'_>, run: usize) {
        let Some(start) = run.checked_sub(1).filter(|&at| matches!(view.text.get(at), Some(b'%' | b';'))) else {
            return;
        };
        self.licence(scratch, view, aamva::stripe(view.text, start).filter(|_| view.text.get(start) == Some(&b';')));
        let Some((kind, track)) = self.finders.card_track.zip(card_track::at(view.text, start)) else { return };
        let found = structure(track.span.clone(), STRUCTURE, track.is_test);
        self.structured(scratch, view, kind, found);
        if let Some(card) = self.rules().kind("payment_card") {
            self.nested(scratch, view, card, Part::Whole, &track.number, track.is_test);
        }
        if let (Some((names, _)), Some(name)) = (&self.finders.names, &track.name) {
            self.nested(scratch, view, *names, Part::Whole, name, track.is_test);
        }
    }

    /// Follows the Internet address that may begin with a run of letters and digits.
    pub(super) fn address_of_network(&self, scratch: &mut TextScratch, view: &View<'_>, run: Range<usize>) {
        if let Some(span) = network::at(view.text, run.start, run.end) {
            self.address_at(scratch, view, span);
        }
    }

    /// Takes an Internet address where a word speaks for it, or what stands around it.
    fn address_at(&self, scratch: &mut TextScratch, view: &View<'_>, span: Range<usize>) {
        let Some(kind) = self.finders.ip_address else { return };
        let written = view.text.get(span.clone()).unwrap_or_default();
        let Some(Outcome::Accepted { odds, facts, is_test }) = self.plan(kind).map(|plan| plan.verify(written)) else {
            return;
        };
        let label = self.label(scratch, view, kind, &span);
        let label = if label > 0.0 && network::is_of_release(view.text, span.start) { 0.0 } else { label };
        let peer = if label <= 0.0 && network::is_of_peer(view.text, &span) { PEER } else { 0.0 };
        // `destination = "52.95.110.0/24"`
        let is_network = written.ends_with(b".0") && view.text.get(span.end) == Some(&b'/');
        // In text, addresses that name nobody are examples and settings.
        if !is_test && !is_network && label + peer > 0.0 {
            let odds = odds + peer;
            let start = scratch.arena.len();
            scratch.arena.extend(written.iter().map(u8::to_ascii_lowercase));
            self.found(scratch, view, kind, Found { span, part: Part::Whole, odds, shape: 0, is_test, facts }, start);
        }
    }

    fn zone(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        let Some((kind, zone)) = self.finders.mrz.zip(mrz::around(view.text, at)) else { return };
        // Its lines before the segment were seen with the segment before.
        let odds = if zone.is_checked { STRUCTURE } else { HALF_STRUCTURE };
        self.structured(scratch, view, kind, structure(zone.span, odds, false));
    }

    fn licence(&self, scratch: &mut TextScratch, view: &View<'_>, payload: Option<aamva::Payload>) {
        let Some((kind, payload)) = self.finders.aamva.zip(payload) else { return };
        self.structured(scratch, view, kind, structure(payload.span.clone(), STRUCTURE, false));
        for (element, span) in &payload.elements {
            let (name, part) = match element {
                aamva::Element::Number => ("us_drivers_license", Part::Whole),
                aamva::Element::FamilyName => ("person_name", Part::FamilyName),
                aamva::Element::GivenName => ("person_name", Part::GivenName),
                aamva::Element::Name => ("person_name", Part::Whole),
                aamva::Element::BirthDate => ("date_of_birth", Part::Whole),
                aamva::Element::Street => ("street_address", Part::Street),
                aamva::Element::SocialSecurityNumber => ("us_ssn", Part::Whole),
            };
            if let Some(kind) = self.rules().kind(name) {
                self.nested(scratch, view, kind, part, span, false);
            }
        }
    }

    /// A name in small letters behind the label of a person that ends at `at`: `Patient: ann moore`.
    fn small_name(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        let Some((kind, names)) = &self.finders.names else { return };
        let Some(found) = names.small(view.text, at) else { return };
        if self.label(scratch, view, *kind, &found.span) >= WEAK_LABEL_MIN {
            let start = scratch.arena.len();
            canonical_words(view.text.get(found.span.clone()).unwrap_or_default(), &mut scratch.arena);
            self.found(scratch, view, *kind, found, start);
        }
    }

    /// What the label in Chinese, Japanese or Korean names that begins at `at`.
    fn far_east(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        let Some((label, end)) = far_east::Label::at(view.text, at) else { return };
        let start = scratch.arena.len();
        match label {
            far_east::Label::Name => {
                let Some((kind, _)) = &self.finders.names else { return };
                let Some(span) = far_east::name_behind(view.text, at, end) else { return };
                scratch.arena.extend_from_slice(view.text.get(span.clone()).unwrap_or_default());
                self.found(scratch, view, *kind, structure(span, EAST_NAME_LISTED, false), start);
            }
            far_east::Label::Said => {
                let Some((kind, _)) = &self.finders.names else { return };
                let Some(span) = far_east::name_before(view.text, at) else { return };
                scratch.arena.extend_from_slice(view.text.get(span.clone()).unwrap_or_default());
                self.found(scratch, view, *kind, structure(span, EAST_NAME, false), start);
            }
            far_east::Label::Address => {
                let Some((kind, _)) = &self.finders.addresses else { return };
                let Some(span) = far_east::address_behind(view.text, at, end) else { return };
                scratch.arena.extend_from_slice(view.text.get(span.clone()).unwrap_or_default());
                self.found(scratch, view, *kind, structure(span, EAST_ADDRESS, false), start);
            }
            far_east::Label::Year => {
                let Some(kind) = self.finders.date else { return };
                let Some(read) = far_east::birth_around(view.text, at) else { return };
                canonical_date(read.date, &mut scratch.arena);
                self.found(scratch, view, kind, Found { odds: BORN, ..read.found }, start);
            }
        }
    }

    /// A number or a date in words.
    fn spoken(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        if let Some((span, date)) = spoken::date_around(view.text, at) {
            self.spoken_date(scratch, view, span, date);
        } else if let Some(read) = spoken::around(view.text, at) {
            self.spoken_number(scratch, view, &read);
        }
    }

    /// A date in words is a birth date where a word says so, as every date.
    fn spoken_date(&self, scratch: &mut TextScratch, view: &View<'_>, span: Range<usize>, date: (u16, u8, u8)) {
        let Some(kind) = self.finders.date else { return };
        if self.label(scratch, view, kind, &span) > 0.0 {
            let start = scratch.arena.len();
            canonical_date(date, &mut scratch.arena);
            self.found(scratch, view, kind, structure(span, 0.0, false), start);
        }
    }

    /// A number in words is of the kind that a label names and that has as many digits.
    fn spoken_number(&self, scratch: &mut TextScratch, view: &View<'_>, read: &spoken::Spoken) {
        const KINDS: [(&str, std::ops::RangeInclusive<usize>); 6] = [
            ("us_ssn", 9..=9),
            ("us_bank_routing", 9..=9),
            ("phone", 10..=11),
            ("imei", 15..=15),
            ("payment_card", 15..=16),
            ("us_ssn_last4", 4..=4),
        ];
        for (name, _) in KINDS.iter().filter(|(_, lens)| lens.contains(&read.digits.len())) {
            let Some((kind, plan)) = self.rules().kind(name).and_then(|kind| Some((kind, self.plan(kind)?))) else {
                continue;
            };
            let label_min = if plan.takes_numbers { LABEL_MIN } else { SPOKEN_LABEL_MIN };
            let Outcome::Accepted { odds, facts, is_test } = plan.verify(&read.digits) else { continue };
            if self.label(scratch, view, kind, &read.span) >= label_min {
                let start = scratch.arena.len();
                scratch.arena.extend_from_slice(&read.digits);
                let found =
                    Found { span: read.span.clone(), part: Part::Whole, odds: odds + SPOKEN, shape: 0, is_test, facts };
                self.found(scratch, view, kind, found, start);
            }
        }
    }

    /// A day of birth behind its sign: `Ann Moore (b. 4/17/1989)`.
    fn born(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        const DAY_MAX: usize = 12;
        let day = view.text.get(at..).unwrap_or_default().iter().take(DAY_MAX).position(u8::is_ascii_digit);
        let read = day.and_then(|day| date::around(view.text, at + day)).filter(|read| read.found.span.start == at);
        let Some((kind, read)) = self.rules().kind("date_of_birth").zip(read) else { return };
        let start = scratch.arena.len();
        canonical_date(read.date, &mut scratch.arena);
        self.found(scratch, view, kind, Found { odds: BORN, ..read.found }, start);
    }

    /// An address whose signs are written as words: `jane (at) example [dot] com`.
    pub(super) fn spelled_email(
        &self,
        scratch: &mut TextScratch,
        view: &View<'_>,
        spelled: Option<(Range<usize>, Vec<u8>)>,
    ) {
        let Some((kind, (span, address))) = self.finders.email.zip(spelled) else { return };
        let sign = address.iter().position(|byte| *byte == b'@');
        let Some(read) = sign.and_then(|sign| email::around(&address, sign)) else { return };
        if read.span == (0..address.len()) {
            let start = scratch.arena.len();
            scratch.arena.extend(address.iter().map(u8::to_ascii_lowercase));
            self.found(scratch, view, kind, Found { span, ..read }, start);
        }
    }

    /// Takes something that was found by its structure.
    fn structured(&self, scratch: &mut TextScratch, view: &View<'_>, kind: KindId, found: Found) {
        let start = scratch.arena.len();
        canonicalise(view.text.get(found.span.clone()).unwrap_or_default(), &mut scratch.arena);
        self.found(scratch, view, kind, found, start);
    }

    /// Takes a part of something larger that was found: it is reported beside the whole.
    fn nested(
        &self,
        scratch: &mut TextScratch,
        view: &View<'_>,
        kind: KindId,
        part: Part,
        span: &Range<usize>,
        is_test: bool,
    ) {
        let start = scratch.arena.len();
        let written = view.text.get(span.clone()).unwrap_or_default();
        if written.iter().any(u8::is_ascii_digit) && part == Part::Whole {
            canonicalise(written, &mut scratch.arena);
        } else {
            canonical_words(written, &mut scratch.arena);
        }
        let canonical = start..scratch.arena.len();
        let (facts, shape) = (Facts(0), 0);
        let odds = ELEMENT;
        let span = span.clone();
        scratch.nested.push(Pending { kind, span, canonical, part, shape, facts, is_test, is_nested: true, odds });
    }

    /// The value behind a label, for the kinds that only a label makes.
    fn labelled(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        // `/etc/passwd: ...` is a file.
        let before = view.text.get(..at).unwrap_or_default();
        let stem = before.iter().rposition(|byte| !byte.is_ascii_alphanumeric()).and_then(|last| before.get(last));
        if stem == Some(&b'/') && !labelled::is_alternative(before) {
            return;
        }
        // In small letters the words of a statement are those of a sentence, too.
        let is_statement = || {
            let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default().to_ascii_lowercase();
            [&b"user "[..], b"role ", b"grant ", b"login "]
                .iter()
                .any(|word| memchr::memmem::find(&line, word).is_some())
        };
        if view.text.get(at..).is_some_and(|rest| rest.starts_with(b"dentified by")) && !is_statement() {
            return;
        }
        let label_end = mark_end(view.text, at);
        let behind = labelled::behind(view.text, label_end);
        let is_below = behind.is_none();
        let Some(value) = behind.or_else(|| answered::answered(view.text, label_end)) else { return };
        let is_answer =
            view.text.get(at..).is_some_and(|rest| rest.starts_with(b"nswer") || rest.starts_with(b"aiden"));
        let value = if is_answer { labelled::with_name(view.text, value) } else { value };
        let written = view.text.get(value.span.clone()).unwrap_or_default();
        for &kind in &self.finders.labelled {
            let Some(plan) = self.plan(kind) else { continue };
            let Outcome::Accepted { facts, is_test, .. } = plan.verify(written) else { continue };
            let is_number = written.iter().all(u8::is_ascii_digit);
            // In text, a password that everyone writes is one of a manual.
            if is_test && plan.is_secret {
                continue;
            }
            let is_told = plan.is_secret && secret::is_told_secret(view.text, &value);
            let is_likely =
                if is_number { plan.takes_numbers || is_told } else { value.is_tied && !plan.takes_numbers };
            if is_number && (labelled::is_postal_pin(view.text, &value.span) || labelled::is_of_meeting(view.text, at))
            {
                continue;
            }
            // `What is your mother's maiden name?` and `Save changes`: below a question any word may stand that nobody says.
            let is_spoken =
                || view.text.get(..value.span.start).is_some_and(|head| head.ends_with(b": ") || head.ends_with(b"> "));
            if is_below && !is_number && !plan.is_secret && !is_spoken() {
                continue;
            }
            let is_secret = match plan.is_secret {
                _ if is_number => true,
                true => is_told || secret::looks_secret(written, &value),
                false => !secret::is_expression(written, &value),
            };
            // `pass` and `secret` are labels of other things, too; a value like few others are says which.
            let is_strong = plan.is_secret
                && value.is_tied
                && (secret::is_strong(written)
                    || value.is_signed && !value.is_spaced && secret::is_word_and_number(written));
            let mut label = self.label(scratch, view, kind, &value.span);
            if label > 0.0 && !plan.takes_numbers && !plan.is_secret && answered::is_of_question(view.text, at) {
                label = label.max(LABEL_MIN);
            }
            // `last 4` says nothing of what they are of; who verifies somebody by them and a day of birth asks for these.
            if label > 0.0 && plan.takes_numbers && answered::is_verified(view.text, at, value.span.end) {
                label = label.max(LABEL_MIN);
            }
            let label_min = if is_strong { WEAK_LABEL_MIN } else { LABEL_MIN };
            if !is_likely || !is_secret || label < label_min {
                continue;
            }
            let start = scratch.arena.len();
            scratch.arena.extend_from_slice(written);
            let odds = plan.prior + label + if is_strong { STRONG_SECRET } else { 0.0 };
            let found = Found { span: value.span.clone(), part: Part::Whole, odds, shape: 0, is_test, facts };
            let canonical = start..scratch.arena.len();
            keep(scratch, kind, found, canonical);
        }
    }

    /// A password that the place where it stands tells.
    pub(super) fn login(&self, scratch: &mut TextScratch, view: &View<'_>, span: Option<Range<usize>>) {
        // Most addresses have none, and rules are looked for by name.
        let Some(span) = span else { return };
        let Some(kind) = self.rules().kind("password").filter(|kind| self.finders.labelled.contains(kind)) else {
            return;
        };
        let written = view.text.get(span.clone()).unwrap_or_default();
        let Some(Outcome::Accepted { facts, is_test: false, .. }) = self.plan(kind).map(|plan| plan.verify(written))
        else {
            return;
        };
        let start = scratch.arena.len();
        scratch.arena.extend_from_slice(written);
        let found = Found { span, part: Part::Whole, odds: LOGIN, shape: 0, is_test: false, facts };
        let canonical = start..scratch.arena.len();
        keep(scratch, kind, found, canonical);
    }

    /// An address that is written as browsers send forms, with a `+` for each blank: `address=12+Oak+St`.
    fn address_of_form(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        let Some((kind, addresses)) = &self.finders.addresses else { return };
        let Some(span) = street_address::form_value(view.text, at) else { return };
        let written = view.text.get(span.clone()).unwrap_or_default();
        let read: Vec<u8> = written.iter().map(|&byte| if byte == b'+' { b' ' } else { byte }).collect();
        let Some(found) = addresses.cell(&read).filter(|found| found.span == (0..read.len())) else { return };
        let start = scratch.arena.len();
        canonical_words(&read, &mut scratch.arena);
        self.found(scratch, view, *kind, Found { span, ..found }, start);
    }

    /// The account in a field of a message between banks.
    fn account_in_message(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        let Some((_, kind)) = self.finders.routing_and_account else { return };
        if let Some(span) = account::in_message(view.text, at) {
            self.structured(scratch, view, kind, structure(span, MESSAGE, false));
        }
    }

    /// A social security number with its first five digits hidden.
    fn hidden(&self, scratch: &mut TextScratch, view: &View<'_>, at: usize) {
        let Some(kind) = self.rules().kind("us_ssn_last4").filter(|kind| self.finders.labelled.contains(kind)) else {
            return;
        };
        let sign = view.text.get(at).copied().unwrap_or(0);
        let start = at - usize::from(at > 0 && view.text.get(at - 1) == Some(&sign));
        let span = start..start + 11;
        let is_free = |at: Option<usize>| {
            at.and_then(|at| view.text.get(at))
                .is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"*#-".contains(byte))
        };
        let Some(written) = view.text.get(span.clone()) else { return };
        let Some(Outcome::Accepted { facts, is_test, .. }) = self.plan(kind).map(|plan| plan.verify(written)) else {
            return;
        };
        if is_free(start.checked_sub(1)) && is_free(Some(span.end)) {
            let found = Found { span, part: Part::Whole, odds: STRUCTURE, shape: 0, is_test, facts };
            self.structured(scratch, view, kind, found);
        }
    }
}

fn structure(span: Range<usize>, odds: f32, is_test: bool) -> Found {
    Found { span, part: Part::Whole, odds, shape: 0, is_test, facts: Facts(0) }
}
