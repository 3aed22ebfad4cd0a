//! Shapes as bit patterns: every written form that needs no label, laid over the masks around a run of digits.
//!
//! A form has one length in each of its variants, and so the classes of its bytes are bits: `d3-d2-d4` is
//! `111 0 11 0 1111` of digits with nothing of letters beside them. Each variant is tied to one of its runs of digits,
//! its *anchor*, the longest: most numbers of a text are turned away by the length of a run and the two bytes beside
//! it, and the rest by two comparisons of 64 bits. What is left is handed to the shapes' own tries, which decide.
//!
//! A variant in which no run of digits has a certain place (`x4-x3-x4`) is tied to its first run of letters and digits
//! instead, by the length of that and of the next one.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::strips::{Classes, LONG, Near, Pairs, Strips};
use crate::detect::kind_set::KindSet;
use crate::detect::shapes::{Part, variants};
use crate::masks::positions;
use crate::rules::shape::{Element, Shape};

/// Bytes of a variant that are compared. What is longer fits by its first bytes, and is looked at more closely later.
const SPAN_MAX: usize = 61;
/// Runs of digits that are longer than this are taken to be this long.
const RUN_MAX: usize = 64;
/// The shortest runs that are events in every text; rules with shorter ones alone ask for more.
const RUN_EVENT: u8 = 3;

/// What one byte of a variant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Digit,
    Letter,
    Alnum,
    Literal(u8),
}

/// One variant, seen from its anchor.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Anchor {
    /// Bytes of the variant before the anchor.
    before: usize,
    digits: Around,
    letters: Around,
    /// Letters or digits.
    alnums: Around,
    /// Bytes that must be a digit, or a letter, where the variant has one, and none where it has none.
    matter: Around,
    /// Offsets in the variant, and the bytes there: punctuation, and digits that the form itself has.
    literals: Vec<(usize, u8)>,
}

/// The anchors that have one length of run, by the sorts of the bytes before and behind it: nearly all numbers of a text
/// stand between two that no form has there. Empty where there is no anchor at all.
#[derive(Debug, Clone, Default)]
struct Group {
    anchors: Vec<Vec<Candidate>>,
    /// For each sort of the byte before the run the sorts of the one behind it that there is an anchor for, as bits.
    sides: [u16; SORTS],
}

/// An anchor by its number, and the digits around its run, eight bytes to each side: nearly all others are turned away by these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Candidate {
    digits: u16,
    matter: u16,
    anchor: u16,
}

impl Group {
    fn insert(&mut self, before: Option<Sign>, after: Option<Sign>, anchor: Candidate) {
        self.anchors.resize(SORTS * SORTS, Vec::new());
        for sort in positions(sorts(before).into()) {
            self.sides[sort as usize] |= sorts(after);
            for other in positions(sorts(after).into()) {
                let anchors = &mut self.anchors[sort as usize * SORTS + other as usize];
                if anchors.last() != Some(&anchor) {
                    anchors.push(anchor);
                }
            }
        }
    }

    /// Whether there is an anchor between two such bytes.
    #[inline(always)]
    fn has_some(&self, before: u8, after: u8) -> bool {
        self.sides[usize::from(SORT[usize::from(before)])] >> SORT[usize::from(after)] & 1 != 0
    }

    #[inline]
    fn between(&self, before: u8, after: u8) -> &[Candidate] {
        let index = usize::from(SORT[usize::from(before)]) * SORTS + usize::from(SORT[usize::from(after)]);
        self.anchors.get(index).map_or(&[], Vec::as_slice)
    }
}

/// Sorts of bytes beside a run: digits, letters, the signs that forms are written with, and the rest.
const SIGNS: &[u8] = b" -./:()+#*_<";
const SORTS: usize = SIGNS.len() + 3;
const SORT: [u8; 256] = {
    let mut sorts = [2; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_digit() {
            sorts[byte as usize] = 0;
        } else if byte.is_ascii_alphabetic() {
            sorts[byte as usize] = 1;
        }
        byte += 1;
    }
    let mut sort = 3;
    while (sort as usize) < SORTS {
        sorts[SIGNS[sort as usize - 3] as usize] = sort;
        sort += 1;
    }
    sorts[b'\t' as usize] = sorts[b' ' as usize];
    sorts
};

/// The sorts of the bytes that may stand where a variant has `sign`, or where it has ended, as bits.
fn sorts(sign: Option<Sign>) -> u16 {
    match sign {
        None => ((1 << SORTS) - 1) & !0b11,
        Some(Sign::Digit) => 0b01,
        Some(Sign::Letter) => 0b10,
        Some(Sign::Alnum) => 0b11,
        Some(Sign::Literal(byte)) => 1 << SORT[usize::from(byte)],
    }
}

/// The variants without a certain run of digits that begin with a run of letters and digits of one length.
#[derive(Debug, Clone, Default)]
struct AtomGroup {
    after: Beside,
    anchors: Vec<Anchor>,
    kinds: KindSet,
}

/// The two bytes that may stand behind a run: for each byte next to it, the sets that the one beyond may be in.
#[derive(Debug, Clone)]
struct Beside([u8; 256]);

impl Default for Beside {
    fn default() -> Self {
        Self([0; 256])
    }
}

/// Sets of bytes, as bits: digits, letters, and the rest.
const SETS: [u8; 256] = {
    let mut sets = [4; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_digit() {
            sets[byte as usize] = 1;
        } else if byte.is_ascii_alphabetic() {
            sets[byte as usize] = 2;
        }
        byte += 1;
    }
    sets
};

impl Beside {
    /// Adds what may stand where a variant has `near` beside the run and `far` beyond it. Where the variant ends, anything
    /// may.
    fn insert(&mut self, near: Option<Sign>, far: Option<Sign>) {
        let beyond = match far {
            Some(Sign::Digit) => 1,
            Some(Sign::Letter) => 2,
            Some(Sign::Alnum) => 3,
            Some(Sign::Literal(_)) => 4,
            // Outside of the variant, or beyond what is compared of it.
            None => 7,
        };
        (0..=u8::MAX).filter(|&byte| may_be(near, byte)).for_each(|byte| self.0[usize::from(byte)] |= beyond);
    }

    #[inline]
    fn allows(&self, near: u8, far: u8) -> bool {
        self.0[usize::from(near)] & SETS[usize::from(far)] != 0
    }
}

/// Bits of a mask before a place, the nearest one highest, and from it on, the nearest one lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Around {
    before: u64,
    after: u64,
}

impl Around {
    #[inline]
    fn new(strips: &Strips, bit: usize, mask: impl Fn(&Classes) -> u64 + Copy) -> Self {
        Self { before: strips.bits(bit - 64, mask), after: strips.bits(bit, mask) }
    }

    /// A mask whose lowest bit is `before` bytes and one more before the place; `before` is below 63.
    fn of(mask: u64, before: usize) -> Self {
        Self { before: mask << (63 - before), after: mask >> before >> 1 }
    }

    /// Its bits in the eight bytes before the place, and in the eight behind a run of `run` bytes that begins there.
    #[inline]
    fn beside(self, run: usize) -> u16 {
        let after = u32::try_from(run).ok().and_then(|run| self.after.checked_shr(run)).unwrap_or(0);
        u16::from_le_bytes([self.before.to_le_bytes()[7], after.to_le_bytes()[0]])
    }

    /// Whether both are the same where it matters. What stands behind the place tells most apart.
    #[inline]
    fn is(self, other: Self, matter: Self) -> bool {
        (self.after ^ other.after) & matter.after == 0 && (self.before ^ other.before) & matter.before == 0
    }

    #[inline]
    fn or(self, other: Self) -> Self {
        Self { before: self.before | other.before, after: self.after | other.after }
    }

    /// Whether all bits of another are among these, and whether some are.
    #[inline]
    fn holds(self, other: Self) -> bool {
        other.after & !self.after | other.before & !self.before == 0
    }

    #[inline]
    fn meets(self, other: Self) -> bool {
        self.after & other.after | self.before & other.before != 0
    }
}

/// Whether a byte may stand where a variant has `sign`, or where it has ended.
fn may_be(sign: Option<Sign>, byte: u8) -> bool {
    match sign {
        None => !byte.is_ascii_alphanumeric(),
        Some(Sign::Digit) => byte.is_ascii_digit(),
        Some(Sign::Letter) => byte.is_ascii_alphabetic(),
        Some(Sign::Alnum) => byte.is_ascii_alphanumeric(),
        Some(Sign::Literal(b' ')) => matches!(byte, b' ' | b'\t'),
        Some(Sign::Literal(literal)) => byte == literal,
    }
}

/// The compiled forms.
#[derive(Debug, Clone)]
pub(super) struct Anchors {
    /// By the length of the run.
    groups: Vec<Group>,
    anchors: Vec<Anchor>,
    /// The kinds that are written so, by anchor.
    kinds: Vec<KindSet>,
    known: HashMap<Anchor, u16, FixedState>,
    /// By the length of the first run of letters and digits.
    atoms: Vec<AtomGroup>,
    /// The kinds of those that have a second one.
    pair_kinds: KindSet,
    /// The lengths of the first or second runs of such variants, as bits.
    atom_lens: u64,
    /// How these begin, and which of them are so long that every run of that length is an event.
    pub(super) pairs: Pairs,
    /// The shortest run of digits that an anchor is at, signed numbers aside.
    pub(super) run_min: u8,
    /// Some form has no anchor: every number must be looked at.
    pub(super) has_shapeless: bool,
    /// Some form may hold no two digits that stand close together, and no digit beside a letter.
    pub(super) are_loose: bool,
}

impl Default for Anchors {
    fn default() -> Self {
        Self {
            groups: vec![Group::default(); RUN_MAX + 1],
            anchors: Vec::new(),
            kinds: Vec::new(),
            known: HashMap::default(),
            atoms: vec![AtomGroup::default(); RUN_MAX + 1],
            pair_kinds: KindSet::NONE,
            atom_lens: 0,
            pairs: Pairs::default(),
            run_min: RUN_EVENT,
            has_shapeless: false,
            are_loose: false,
        }
    }
}

impl Anchors {
    /// Adds one form of rules of these kinds; forms that the tries refuse are none.
    pub(super) fn add(&mut self, form: &str, kinds: KindSet) {
        let Ok(shape) = Shape::parse(form) else { return };
        for shape in shape.expand() {
            let elements = compared(&shape.elements);
            let is_whole = elements.len() == shape.elements.len();
            let compared = Shape { elements: elements.to_vec() };
            for variant in variants(&compared).unwrap_or_default() {
                self.add_variant(&signs(&variant), &digits_of(&variant), is_whole, kinds);
            }
        }
    }

    /// Adds one way to write a form, or the beginning of one.
    fn add_variant(&mut self, signs: &[Sign], digits: &[(usize, u8)], is_whole: bool, kinds: KindSet) {
        self.are_loose |= !are_close(signs);
        let Some((start, len)) = anchor_of(signs) else {
            self.add_by_atoms(signs, is_whole, kinds);
            return;
        };
        let sign_at = |at: usize| signs.get(at).copied();
        // Letters or digits behind the run may make it longer.
        let spare = signs.iter().skip(start + len).take_while(|sign| **sign == Sign::Alnum).count();
        if spare > 0 && sign_at(start + len + spare) == Some(Sign::Digit) {
            self.has_shapeless = true;
            return;
        }
        let is_signed = start == 1 && matches!(sign_at(0), Some(Sign::Literal(b'+' | b'#')));
        if !is_signed && !is_in_row(signs, start, len) {
            self.run_min = self.run_min.min(u8::try_from(len).unwrap_or(RUN_EVENT));
        }
        let Ok(next) = u16::try_from(self.anchors.len()) else {
            // More forms than can be numbered.
            self.has_shapeless = true;
            return;
        };
        let mut anchor = Anchor::new(signs, start, is_whole);
        anchor.literals.extend(digits);
        let index = *self.known.entry(anchor.clone()).or_insert(next);
        for run in len..=(len + spare).min(RUN_MAX) {
            let (digits, matter) = (anchor.digits.beside(run), anchor.matter.beside(run));
            let candidate = Candidate { digits, matter, anchor: index };
            self.groups[run].insert(start.checked_sub(1).and_then(sign_at), sign_at(start + run), candidate);
        }
        if index == next {
            self.anchors.push(anchor);
            self.kinds.push(KindSet::NONE);
        }
        if let Some(known) = self.kinds.get_mut(usize::from(index)) {
            *known |= kinds;
        }
    }

    /// Adds a variant by its first run of letters and digits and the next.
    fn add_by_atoms(&mut self, signs: &[Sign], is_whole: bool, kinds: KindSet) {
        let is_letter = |sign: &&Sign| !matches!(sign, Sign::Literal(_));
        let first = signs.iter().take_while(is_letter).count();
        let second = signs.iter().skip(first + 1).take_while(is_letter).count();
        let is_pair = first < signs.len();
        let is_told = !is_pair && (LONG as usize..=SPAN_MAX).contains(&first)
            || first <= Pairs::LEN_MAX && second <= Pairs::LEN_MAX;
        if first == 0 || is_pair && second == 0 || !is_told {
            self.has_shapeless = true;
            return;
        }
        if is_pair || first < LONG as usize {
            self.pairs.insert(first, is_pair.then_some(second));
        }
        self.atom_lens |= 1 << first;
        if is_pair {
            self.pair_kinds |= kinds;
            self.atom_lens |= 1 << second;
        }
        let Some(group) = self.atoms.get_mut(first) else { return };
        group.kinds |= kinds;
        group.after.insert(signs.get(first).copied(), signs.get(first + 1).copied());
        let anchor = Anchor::new(signs, 0, is_whole);
        if !group.anchors.contains(&anchor) {
            group.anchors.push(anchor);
        }
    }

    /// Whether some such variant has a first or second run of so many letters and digits.
    #[inline(always)]
    pub(super) fn has_atom_of(&self, len: usize) -> bool {
        len < 64 && self.atom_lens >> len & 1 != 0
    }

    /// The kinds that have such a variant whose first or second run of letters and digits may be this one. `before` are the letters
    /// and digits before it, the nearest byte highest.
    pub(super) fn kinds_of_atom(&self, text: &[u8], atom: &Range<usize>, before: u64) -> KindSet {
        let byte = |at: usize| text.get(at).copied().unwrap_or(0);
        let group = self.atoms.get(atom.len());
        let first = group.filter(|group| group.after.allows(byte(atom.end), byte(atom.end + 1)));
        let first = first.map_or(KindSet::NONE, |group| group.kinds);
        // What stands before the second is a few letters.
        let is_second = self.pairs.are((before << 1).leading_ones() as usize, atom.len())
            && matches!(byte(atom.start.wrapping_sub(1)), b'-' | b' ');
        if is_second { first | self.pair_kinds } else { first }
    }

    /// Calls `mark` with the first digit of every form that fits from the run of letters and digits at `place` on.
    pub(super) fn fit_atom(&self, text: &[u8], strips: &Strips, place: usize, mark: &mut impl FnMut(usize)) {
        let bit = strips.bit(place);
        let digits = Around::new(strips, bit, |classes| classes.digits);
        let letters = Around::new(strips, bit, |classes| classes.letters);
        let len = (!(digits.after | letters.after)).trailing_zeros() as usize;
        let byte = |at: usize| text.get(at).copied().unwrap_or(0);
        let Some(group) = self.atoms.get(len) else { return };
        // Numbers are what places are given by: without a digit nothing begins here.
        let has_digit = |anchor: &Anchor| digits.meets(anchor.alnums.or(anchor.digits));
        let fits = |anchor: &Anchor| has_digit(anchor) && anchor.fits(text, digits, letters, place);
        if group.after.allows(byte(place + len), byte(place + len + 1)) && group.anchors.iter().any(fits) {
            mark(place + digits.after.trailing_zeros() as usize);
        }
    }

    /// Calls `mark` with the first digit and the kinds of every form that fits around the run of digits at `place`, and begins in
    /// the window. The run begins at `bit` of the block that the masks are around.
    #[inline(always)]
    pub(super) fn fit(
        &self,
        text: &[u8],
        strips: &Strips,
        (place, bit): (usize, u32),
        (digits, letters): (Near, Near),
        mark: &mut impl FnMut(usize, KindSet),
    ) {
        let run = (!digits.since(bit)).trailing_zeros() as usize;
        // Nothing is before the first byte of a text, and behind its last.
        let byte = |at: usize| text.get(at).copied().unwrap_or(0);
        let group = &self.groups[run];
        let (before, behind) = (byte(place.wrapping_sub(1)), byte(place + run));
        if !group.has_some(before, behind) {
            return;
        }
        let beside = Around { before: digits.upto(bit), after: digits.since(bit) }.beside(run);
        for candidate in group.between(before, behind) {
            if (beside ^ candidate.digits) & candidate.matter == 0 {
                self.fit_one(*candidate, text, strips, (place, bit), (digits, letters), mark);
            }
        }
    }

    /// The same of one anchor.
    #[inline(never)]
    fn fit_one(
        &self,
        candidate: Candidate,
        text: &[u8],
        strips: &Strips,
        (place, bit): (usize, u32),
        (digits, letters): (Near, Near),
        mark: &mut impl FnMut(usize, KindSet),
    ) {
        let number = usize::from(candidate.anchor);
        let Some(anchor) = self.anchors.get(number) else { return };
        let digits = Around { before: digits.upto(bit), after: digits.since(bit) };
        let letters = Around { before: letters.upto(bit), after: letters.since(bit) };
        let start = place.wrapping_sub(anchor.before);
        if anchor.fits(text, digits, letters, start) && (strips.at..strips.end).contains(&start) {
            let first = strips.bits(strips.bit(start), |classes| classes.digits);
            let kinds = self.kinds.get(number).copied().unwrap_or_default();
            mark(start + first.trailing_zeros() as usize, kinds);
        }
    }
}

impl Anchor {
    /// `signs`, anchored at the run that begins at `start`; `is_whole` where a boundary follows the last one.
    fn new(signs: &[Sign], start: usize, is_whole: bool) -> Self {
        let (mut digits, mut letters, mut alnums, mut matter) = (0, 0, 0, 1);
        let mut literals = Vec::new();
        for (at, sign) in signs.iter().enumerate().take(SPAN_MAX) {
            // The first bit is that of the byte before the variant.
            let bit = 2u64 << at;
            match sign {
                Sign::Digit => digits |= bit,
                Sign::Letter => letters |= bit,
                Sign::Alnum => alnums |= bit,
                Sign::Literal(byte) => literals.push((at, *byte)),
            }
            if *sign != Sign::Alnum {
                matter |= bit;
            }
        }
        if is_whole && signs.len() <= SPAN_MAX {
            matter |= 2 << signs.len();
        }
        let around = |mask| Around::of(mask, start);
        Self {
            before: start,
            digits: around(digits),
            letters: around(letters),
            alnums: around(alnums),
            matter: around(matter),
            literals,
        }
    }

    /// Whether the variant, whose first byte would be at `start`, fits between what is around its anchor.
    #[inline]
    fn fits(&self, text: &[u8], digits: Around, letters: Around, start: usize) -> bool {
        digits.is(self.digits, self.matter)
            && letters.is(self.letters, self.matter)
            && digits.or(letters).holds(self.alnums)
            && self.literals.iter().all(|&(at, literal)| {
                text.get(start.wrapping_add(at)).is_some_and(|&byte| may_be(Some(Sign::Literal(literal)), byte))
            })
    }
}

/// The parts of a form that are compared here. After a sign the first number and what follows it tell enough, and the
/// many ways to write the rest are one.
fn compared(elements: &[Element]) -> &[Element] {
    let is_digit = |element: &&Element| match element {
        Element::Digits { .. } => true,
        Element::Literal(byte) => byte.is_ascii_digit(),
        Element::Letters { .. } | Element::Alnum { .. } | Element::Separator => false,
    };
    match elements {
        [Element::Literal(b'+' | b'#'), rest @ ..] => {
            let number = rest.iter().take_while(is_digit).count();
            let is_literal = matches!(rest.get(number), Some(Element::Literal(_)));
            elements.get(..number + 2).filter(|_| number > 0 && is_literal).unwrap_or(elements)
        }
        _ => elements,
    }
}

/// The bytes of a variant.
fn signs(variant: &[Part]) -> Vec<Sign> {
    let of_part = |&(element, len): &Part| {
        let sign = match element {
            Element::Digits { .. } => Sign::Digit,
            Element::Letters { .. } => Sign::Letter,
            Element::Alnum { .. } => Sign::Alnum,
            Element::Literal(byte) if byte.is_ascii_digit() => Sign::Digit,
            Element::Literal(byte) if byte.is_ascii_alphabetic() => Sign::Letter,
            Element::Literal(byte) => Sign::Literal(byte),
            Element::Separator => Sign::Literal(b'-'),
        };
        std::iter::repeat_n(sign, usize::from(len))
    };
    variant.iter().flat_map(of_part).collect()
}

/// Whether every number of a variant has two digits with no more than one sign between them, or a digit beside a letter. Of
/// one without a certain digit, a digit by itself is not thought of.
fn are_close(signs: &[Sign]) -> bool {
    let is_digit = |at: usize| signs.get(at) == Some(&Sign::Digit);
    let is_atom = |at: usize| matches!(signs.get(at), Some(Sign::Digit | Sign::Letter | Sign::Alnum));
    let has_beside = |at: usize| is_atom(at + 1) || at.checked_sub(1).is_some_and(is_atom);
    let is_certain = signs.contains(&Sign::Digit);
    let may_be_first = |at: usize| if is_certain { is_digit(at) } else { signs.get(at) == Some(&Sign::Alnum) };
    (0..signs.len()).any(|at| may_be_first(at) && (has_beside(at) || is_digit(at + 2)))
}

/// The digits that a variant has, with their places, as far as it is compared.
fn digits_of(variant: &[Part]) -> Vec<(usize, u8)> {
    let places = variant.iter().scan(0, |at, &(element, len)| {
        let place = *at;
        *at += usize::from(len);
        Some((place, element))
    });
    let digit = |(at, element)| match element {
        Element::Literal(byte) if byte.is_ascii_digit() && at < SPAN_MAX => Some((at, byte)),
        _ => None,
    };
    places.filter_map(digit).collect()
}

/// Whether a run is one of two digits within a row of such, which is an event however short runs may be.
fn is_in_row(signs: &[Sign], start: usize, len: usize) -> bool {
    let is = |sign: Option<&Sign>, digit: bool| match sign {
        Some(Sign::Digit) => digit,
        Some(Sign::Literal(_)) => !digit,
        _ => false,
    };
    // Two groups before it, and one behind.
    let row = [true, true, false, true, true, false, true, true, false, true, true];
    len == 2 && start >= 6 && row.into_iter().zip(start - 6..).all(|(digit, at)| is(signs.get(at), digit))
}

/// The run of digits that a variant is found by, as its start and length: the first one after a sign, else the longest,
/// and among these one with punctuation on both sides.
fn anchor_of(signs: &[Sign]) -> Option<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < signs.len().min(SPAN_MAX) {
        let len = signs.iter().skip(at).take_while(|sign| **sign == Sign::Digit).count();
        // A run after letters or digits of no matter which sort may begin earlier than it is written.
        let is_sharp = at == 0 || signs.get(at - 1) != Some(&Sign::Alnum);
        if len > 0 && is_sharp {
            runs.push((at, len));
        }
        at += len.max(1);
    }
    let is_literal =
        |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(|sign| matches!(sign, Sign::Literal(_)));
    if let (Some(Sign::Literal(b'+' | b'#')), Some(&(1, len))) = (signs.first(), runs.first()) {
        return Some((1, len));
    }
    let merit = |&(at, len): &(usize, usize)| {
        (len, u8::from(is_literal(at.checked_sub(1))) + u8::from(is_literal(Some(at + len))))
    };
    runs.into_iter().max_by_key(merit)
}
