//! The sieve: which places of a text are worth verifying.
//!
//! The plain way asks every finder about every line. Nearly all of a text is nothing to any of them, and that can be
//! seen in the masks of its bytes (see [`crate::masks`]). The sieve works on windows of a few kilobytes and gives the
//! places that are left, each with what could begin there:
//!
//! - a number, where a written form that needs no label fits around it ([`anchors`]), or an IBAN could begin;
//! - every number near a word that speaks for a kind which needs one ([`cues`], [`numbers`]);
//! - an `@` between two letters or digits;
//! - a capitalised word that names could begin with, and a number that addresses could;
//!
//! Nothing that verification would accept is lost; what is given may be nothing all the same. The plain way stays, and a
//! test compares the two.

mod anchors;
mod cues;
mod numbers;
mod strips;

use std::ops::Range;

use self::anchors::Anchors;
use self::cues::{CueScratch, Cues};
use self::numbers::{CuedNumbers, InColumns, KnownNumbers};
use self::strips::Near;
pub(crate) use self::strips::Strips;
use super::columns::Statements;
use super::detector::Finders;
use super::encoded;
use super::find::person_name::{Capital, INNER_CAPITAL_AFTER, PersonNames, is_before_blank_line, is_behind_blank_line};
use super::find::{account, broken, far_east, iban, labelled, login, national, spelled_email, spoken, street_address};
use super::fold::folds_at;
use super::kind_set::KindSet;
use super::labels::{LabelIndex, Spelled};
use super::marks::{Mark, MarkFinder};
use super::reach::may_be_said;
use super::wrapped;
use crate::masks::{BLOCK, Kernel, Level, dispatch, positions};
use crate::rules::{Finder, KindId, RuleSpec};

/// What could begin at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Want {
    /// A number: the place of a digit that begins a run, and which of the kinds that need a label have one near.
    Number(KindSet),
    /// An e-mail address around this `@`.
    Email,
    /// The name of a person.
    Name,
    /// An address.
    Address,
    /// What this mark announces.
    Mark(Mark),
    /// Something that may not be what it looks like: the text around it is folded, and worked through once more.
    Folding,
}

/// What a window is looked through for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sought {
    /// Everything in it.
    Everything,
    /// What begins at this place or behind it, in text that is folded: neither marks, nor what folding would show.
    FoldedFrom(usize),
}

impl Sought {
    /// Whether nothing is wanted that begins before `end`.
    fn is_behind(self, end: usize) -> bool {
        matches!(self, Self::FoldedFrom(from) if end <= from)
    }
}

/// The rules as the sieve needs them.
#[derive(Debug)]
pub(crate) struct Sieve {
    /// Forms that need no label.
    anchors: Anchors,
    /// Forms that count beside a label alone.
    cued: Anchors,
    cues: Cues,
    marks: MarkFinder,
    statements: Statements,
}

/// Working memory: the masks of one window and what was found in it.
#[derive(Default)]
pub(crate) struct SieveScratch {
    pub(crate) strips: Strips,
    cues: CueScratch,
    numbers: KnownNumbers,
    /// Places in the text, rising.
    pub(crate) wanted: Vec<(usize, Want)>,
}

impl Sieve {
    /// Compiles the rules, whose labels are spelled so.
    pub(crate) fn new<'r>(rules: impl Iterator<Item = (KindId, &'r RuleSpec)> + Clone, labels: &[Spelled]) -> Self {
        let (mut anchors, mut cued) = (Anchors::default(), Anchors::default());
        for (kind, rule) in rules.clone() {
            for shape in &rule.shapes {
                let is_free = !rule.needs_label || shape.weight > 0.0;
                if is_free { &mut anchors } else { &mut cued }.add(&shape.form, KindSet::of(kind));
            }
        }
        // Subscribers' numbers with a calling code; longer ones have the forms of cards and devices.
        if rules.clone().any(|(_, rule)| rule.kind == "phone") {
            anchors.add("d11..12", KindSet::ALL);
            // Labels of telephones stand everywhere: every browser on one says so. These forms are rarer.
            national::FORMS.iter().for_each(|form| anchors.add(form, KindSet::ALL));
            broken::phone_forms().iter().for_each(|form| anchors.add(form, KindSet::ALL));
        }
        // Of these only numbers that are misread need a label. Those of telephones stand everywhere.
        let is_misread = |rule: &RuleSpec| rule.kind == "payment_card";
        let needs_label: Vec<bool> =
            rules.map(|(_, rule)| rule.needs_label || is_labelled(rule.finder) || is_misread(rule)).collect();
        let cues = Cues::new(labels, &needs_label);
        Self { anchors, cued, cues, marks: MarkFinder::default(), statements: Statements::default() }
    }

    /// Works through the window of `text` that begins with `within`, and ends where that does if it is shorter than windows are.
    pub(crate) fn window(
        &self,
        finders: &Finders,
        labels: &LabelIndex,
        text: &[u8],
        within: Range<usize>,
        sought: Sought,
        scratch: &mut SieveScratch,
    ) {
        let SieveScratch { strips, cues, numbers, wanted } = scratch;
        wanted.clear();
        let at = within.start;
        let run_min = if self.anchors.has_shapeless { 1 } else { self.anchors.run_min };
        strips.fill(text, within, run_min, &self.anchors.pairs);
        let columns = InColumns::new(text, strips, &self.statements);
        dispatch(Pass { sieve: self, finders, text, strips, columns: &columns, sought, wanted });
        if strips.has_digits {
            let mut numbers = CuedNumbers::new(&self.cued, finders, text, strips, &columns, sought, numbers);
            self.cues.find(text, strips, labels, cues, &mut numbers, wanted);
        }
        if finders.use_marks() && sought == Sought::Everything {
            self.marks.find(text, at..strips.end, &mut |Range { start: place, end }, mark| {
                let may_be = match mark {
                    Mark::Label => labelled::may_follow(text, end),
                    Mark::Site => login::in_site(text, place).is_some(),
                    Mark::Option => login::in_option(text, place).is_some(),
                    Mark::Words => spelled_email::in_words(text, place).is_some(),
                    Mark::Basic => login::in_basic(text, place).is_some(),
                    Mark::Secure => login::in_secure_string(text, end).is_some(),
                    Mark::Pair => login::behind_name(text, end).is_some(),
                    Mark::Form => street_address::form_value(text, end).is_some(),
                    Mark::Message => account::in_message(text, place).is_some(),
                    Mark::Small => small_follows(text, end),
                    Mark::Spoken => spoken::around(text, place).is_some() || spoken::date_around(text, place).is_some(),
                    _ => true,
                };
                if may_be {
                    wanted.push((place, Want::Mark(mark)));
                }
            });
        }
        wanted.sort_unstable();
        wanted.dedup();
    }

    /// Calls `found` with every mark that begins in a part of a text, whatever stands beside it; not in order.
    pub(crate) fn each_mark(&self, text: &[u8], within: Range<usize>, found: &mut impl FnMut(usize, Mark)) {
        self.marks.find(text, within, &mut |at, mark| found(at.start, mark));
    }
}

/// Whether a word in small letters follows a label and its sign.
fn small_follows(text: &[u8], label_end: usize) -> bool {
    matches!(text.get(label_end..), Some([b':', b' ', letter, ..] | [b':', letter, ..]) if letter.is_ascii_lowercase())
}

/// Whether what a finder finds in text counts with a label alone.
fn is_labelled(finder: Finder) -> bool {
    matches!(finder, Finder::Date | Finder::IpAddress)
}

/// What the two bytes beside a capitalised word of ASCII letters say against its being part of a name, as bits: the one
/// before it belongs to an identifier or path, or leads to no other word; and the one behind it likewise.
const SIDES: [u8; 256] = {
    let mut sides = [0; 256];
    let mut byte = 0u8;
    loop {
        sides[byte as usize] = match byte {
            b'/' | b'\\' | b'@' | b'#' | b'$' | b'%' | b'_' => CODE_BEFORE | CODE_AFTER,
            b'~' => CODE_BEFORE | LONE_AFTER,
            // `name=Ann+Moore`
            b'-' | b'+' => CODE_BEFORE,
            b'=' => CODE_AFTER,
            b'(' | b'[' | b'{' | b'0'..=b'9' => LONE_BEFORE | CODE_AFTER,
            b' ' | b'.' | b',' | b'\'' => 0,
            b'\t' | b'"' | b'\n' | b'\r' | b':' | b'>' | b'*' | b'&' => LONE_AFTER,
            b'`' | b'^' | 0x80.. => LONE_BEFORE,
            _ => LONE_BEFORE | LONE_AFTER,
        };
        if byte == u8::MAX {
            break sides;
        }
        byte += 1;
    }
};
const CODE_BEFORE: u8 = 1;
const CODE_AFTER: u8 = 2;
const LONE_BEFORE: u8 = 4;
const LONE_AFTER: u8 = 8;

/// Whether a capitalised word between two bytes may be part of a name: neither of them says that it belongs to code, and
/// one of them may lead to another word.
fn may_be_named(before: u8, after: u8) -> bool {
    let (before, after) = (SIDES[usize::from(before)], SIDES[usize::from(after)]);
    before & CODE_BEFORE == 0 && after & CODE_AFTER == 0 && (before & LONE_BEFORE == 0 || after & LONE_AFTER == 0)
}

/// The letters around a block: those of ASCII, capitals among them, and the bytes outside of ASCII.
struct Letters {
    all: Near,
    uppers: Near,
    highs: Near,
}

/// One way through the events of a window.
struct Pass<'a> {
    sieve: &'a Sieve,
    finders: &'a Finders,
    text: &'a [u8],
    strips: &'a Strips,
    columns: &'a InColumns<'a>,
    sought: Sought,
    wanted: &'a mut Vec<(usize, Want)>,
}

impl Kernel for Pass<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(mut self, _: L) {
        self.events();
    }
}

impl Pass<'_> {
    #[inline(always)]
    fn events(&mut self) {
        let is_folded = self.sought != Sought::Everything;
        for (index, events) in self.strips.events.iter().enumerate() {
            if events.is_empty() {
                continue;
            }
            let base = self.strips.at + index * BLOCK;
            let place = |bit: u32| base + bit as usize;
            // The number of what begins here may stand in the next block.
            positions(events.ibans).for_each(|bit| self.iban(place(bit)));
            if events.long_atoms != 0 {
                self.long_atoms(index, events.long_atoms);
            }
            positions(events.pairs).for_each(|bit| self.atom(place(bit)));
            if self.sought.is_behind(base + BLOCK) {
                continue;
            }
            if events.runs != 0 {
                self.runs(index, events.runs);
            }
            if events.seams != 0 && !is_folded {
                self.seams(index, events.seams);
            }
            if events.folds != 0 && !is_folded {
                self.folds(index, events.folds);
            }
            positions(events.ats).for_each(|bit| self.at_sign(place(bit)));
            if events.capitals != 0 {
                self.capitals(index, events.capitals);
            }
            positions(events.after_numbers).for_each(|bit| self.gap(place(bit)));
            positions(events.spaced_numbers).for_each(|bit| self.spaced_number(place(bit)));
        }
        // A form that begins in this window may have its anchor beyond it.
        let beyond = (self.strips.end - self.strips.at).div_ceil(BLOCK);
        let starts = self.strips.near(beyond, |classes| classes.digits).starts();
        if starts != 0 {
            self.runs(beyond, starts);
        }
    }

    /// What may be written in disguise, and labels in other scripts.
    #[inline(never)]
    fn folds(&mut self, block: usize, folds: u64) {
        for at in positions(folds).map(|bit| self.strips.at + block * BLOCK + bit as usize) {
            if folds_at(self.text, at) {
                self.wanted.push((at, Want::Folding));
            }
            if let Some((label, _)) = far_east::Label::at(self.text, at).filter(|_| self.finders.use_marks()) {
                self.wanted.push((at, Want::Mark(Mark::East(label))));
            }
        }
    }

    /// Line ends that may have been put there for the width alone: what stands around one of them is folded.
    #[inline(never)]
    fn seams(&mut self, block: usize, newlines: u64) {
        for bit in positions(newlines) {
            let newline = self.strips.at + block * BLOCK + bit as usize;
            if let Some(seam) = wrapped::breaking_seam_in(self.text, newline, || self.around(newline)) {
                self.wanted.extend([(seam.start - 1, Want::Folding), (seam.end, Want::Folding)]);
            }
        }
    }

    /// What stands around a line end.
    fn around(&self, newline: usize) -> wrapped::Around {
        let bit = self.strips.bit(newline);
        let (before, behind) = (bit - BLOCK, bit + 1);
        wrapped::Around {
            newlines_before: self.strips.bits(before, |classes| classes.newlines),
            digits_before: self.strips.bits(before, |classes| classes.digits),
            digits_behind: self.strips.bits(behind, |classes| classes.digits),
            capitals_behind: self.strips.bits(behind, |classes| classes.uppers | classes.highs),
        }
    }

    /// Wants the number with this digit for what needs no label.
    fn number(&mut self, digit: usize) {
        // Labels near it are looked for elsewhere.
        let is_far = self.columns.may_hold(digit) || may_be_said(self.text, digit);
        let kinds = if is_far { KindSet::ALL } else { KindSet::NONE };
        self.wanted.push((digit, Want::Number(kinds)));
    }

    /// Runs of digits that begin in a block of the window, or in the one behind it.
    #[inline(always)]
    fn runs(&mut self, block: usize, starts: u64) {
        let Self { sieve, text, strips, .. } = *self;
        let base = strips.at + block * BLOCK;
        let masks = (strips.near(block, |classes| classes.digits), strips.near(block, |classes| classes.letters));
        for bit in positions(starts) {
            let place = base + bit as usize;
            if sieve.anchors.has_shapeless && place < strips.end {
                self.number(place);
            }
            sieve.anchors.fit(text, strips, (place, bit), masks, &mut |digit, _| self.number(digit));
        }
    }

    /// Capitals that begin words in a block of the window.
    #[inline(always)]
    fn capitals(&mut self, block: usize, capitals: u64) {
        let Some((_, names)) = &self.finders.names else { return };
        let masks = Letters {
            all: self.strips.near(block, |classes| classes.letters),
            uppers: self.strips.near(block, |classes| classes.uppers),
            highs: self.strips.near(block, |classes| classes.highs),
        };
        let base = self.strips.at + block * BLOCK;
        for bit in positions(capitals) {
            self.capital(names, base + bit as usize, &masks, bit);
        }
    }

    /// A capital that begins a word: nearly all are turned away by the byte behind the word, or the one before it.
    #[inline(always)]
    fn capital(&mut self, names: &PersonNames, place: usize, masks: &Letters, bit: u32) {
        let len = (!masks.all.since(bit)).trailing_zeros();
        let before = place.checked_sub(1).and_then(|at| self.text.get(at)).copied().unwrap_or(b'\n');
        let end = place + len as usize;
        let after = self.text.get(end).copied().unwrap_or(b'\n');
        // A line to be written on is as good as the end of the text's.
        let before = if before == b'_' && is_behind_blank_line(self.text, place) { b'\n' } else { before };
        let behind = || self.text.get(end + 1..end + 3);
        let after = match after {
            b'_' if is_before_blank_line(self.text, end) => b'\n',
            // `\"name\":\"Ann\"`
            b'\\' if matches!(behind(), Some([b'"', ..])) => b'"',
            // `MOORE/ANN MR`
            b'/' if matches!(behind(), Some([b'A'..=b'Z', b'A'..=b'Z'])) => b' ',
            _ => after,
        };
        if len > 0 && !may_be_named(before, after) {
            return;
        }
        let uppers = masks.uppers.since(bit) & !(u64::MAX << len.min(63));
        let is_mixed = uppers.count_ones() > 1 && uppers.count_ones() < len;
        // Few beginnings of names have a capital behind them.
        let head = || self.text.get(place..place + (uppers & (uppers - 1)).trailing_zeros() as usize);
        if is_mixed && !head().is_some_and(|head| INNER_CAPITAL_AFTER.contains(&head)) {
            return;
        }
        let letters = len.min(64) as usize;
        let capitals = if len == 0 { 0 } else { uppers.count_ones() as usize };
        let (letters_before, highs_before) = (masks.all.upto(bit), masks.highs.upto(bit));
        if names.may_begin(self.text, Capital { at: place, letters, capitals, letters_before, highs_before }) {
            self.wanted.push((place, Want::Name));
        }
    }

    /// A space or comma behind a number: words follow it in an address.
    fn gap(&mut self, place: usize) {
        let Some((_, addresses)) = &self.finders.addresses else { return };
        let next = self.text.get(place + 1).copied().unwrap_or(b'\n');
        let may_go_on = match self.text.get(place) {
            Some(b',') => next == b' ',
            _ => next.is_ascii_alphanumeric() || !next.is_ascii() || matches!(next, b' ' | b'\'' | b'-' | b'/'),
        };
        if may_go_on && addresses.may_follow(self.text, place) {
            self.wanted.push((place, Want::Address));
        }
    }

    fn spaced_number(&mut self, place: usize) {
        let Some((_, addresses)) = &self.finders.addresses else { return };
        let has_word = match self.text.get(..place) {
            Some([.., letter, b' ' | b'#']) => {
                letter.is_ascii_alphabetic() || !letter.is_ascii() || b" #.,".contains(letter)
            }
            _ => false,
        };
        if has_word && addresses.may_precede(self.text, place) {
            self.wanted.push((place, Want::Address));
        }
    }

    /// A run of letters and digits that may begin a form.
    fn atom(&mut self, start: usize) {
        let Self { sieve, text, strips, .. } = *self;
        sieve.anchors.fit_atom(text, strips, start, &mut |digit| self.number(digit));
    }

    /// Long runs of letters and digits that begin in a block of the window. Words are no numbers.
    #[inline(always)]
    fn long_atoms(&mut self, block: usize, starts: u64) {
        let digits = self.strips.near(block, |classes| classes.digits);
        let letters = self.strips.near(block, |classes| classes.letters);
        for bit in positions(starts) {
            let len = (!(digits.since(bit) | letters.since(bit))).trailing_zeros();
            // What is longer than this is looked at whole.
            if len >= 64 || digits.since(bit) & !(u64::MAX << len) != 0 {
                self.long_atom(self.strips.at + block * BLOCK + bit as usize);
            }
        }
    }

    /// A long run with a digit: a stripe has a sign before it, and encoded text decodes.
    #[inline(never)]
    fn long_atom(&mut self, start: usize) {
        self.atom(start);
        let rest = self.text.get(start..).unwrap_or_default();
        let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let before = start.checked_sub(1).and_then(|at| self.text.get(at));
        let is_stripe = matches!(before, Some(b'%' | b';'));
        if (is_stripe || len >= encoded::LEN_MIN && encoded::may_be_text(self.text, &(start..start + len)))
            && let Some(digit) = rest.iter().take(len).position(u8::is_ascii_digit)
        {
            self.number(start + digit);
        }
    }

    /// An `@` with what every address has beside it.
    fn at_sign(&mut self, place: usize) {
        let before = place.checked_sub(1).and_then(|at| self.text.get(at));
        let after = self.text.get(place + 1);
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let is_local = |byte: &u8| is_word(byte) || b".+-_'%~".contains(byte);
        let is_spaced =
            || before == Some(&b' ') && after == Some(&b' ') && spelled_email::spaced(self.text, place).is_some();
        if self.finders.email.is_some() && (before.is_some_and(is_local) && after.is_some_and(is_word) || is_spaced()) {
            self.wanted.push((place, Want::Email));
        }
    }

    fn iban(&mut self, place: usize) {
        if self.finders.iban.is_some() && iban::ends(self.text, place).next().is_some() {
            // Its number begins after the two letters of its country.
            self.number(place + 2);
        }
    }
}
