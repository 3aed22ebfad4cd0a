//! Label words: where no such word stands near a number, no kind that needs one is there.
//!
//! Words are cut by masks, and turned away by their length and first letters, or by their hash. What is left is read by the
//! label index, which knows the whole phrases.

use super::Want;
use super::numbers::CuedNumbers;
use super::strips::{Classes, Strips};
use crate::detect::heads::{HeadKinds, Openings};
use crate::detect::kind_set::KindSet;
use crate::detect::labels::{LabelIndex, LabelUse, Spelled, Token, WordBounds, WordMasks, opens, spelled_words};
use crate::masks::{BLOCK, Kernel, Level, dispatch};

/// Blocks of a short text. With more of them a label stands near a number in few.
const SHORT_BLOCKS: usize = 4;
/// More than what is read of a phrase around a candidate.
const PHRASE_MAX: usize = 192;

/// The phrases that speak for kinds that need them.
#[derive(Debug)]
pub(super) struct Cues {
    /// What their first words speak for, and how they begin.
    heads: HeadKinds,
    openings: Openings,
}

impl Cues {
    /// Of the labels of all rules those of the `kinds` that need them.
    pub(super) fn new(labels: &[Spelled], kinds: &[bool]) -> Self {
        let is_cue = |label: &LabelUse| {
            !label.polarity.is_against() && kinds.get(usize::from(label.kind.0)).copied().unwrap_or(false)
        };
        let cues = || labels.iter().filter(|spelled| is_cue(&spelled.label));
        let mut openings = Openings::default();
        cues().flat_map(|cue| &cue.ways).for_each(|way| openings.insert(spelled_words(way)));
        let first_words = cues().flat_map(|cue| {
            let kinds = KindSet::of(cue.label.kind);
            cue.ways.iter().filter_map(move |way| Some((spelled_words(way).next()?, kinds)))
        });
        Self { heads: HeadKinds::new(first_words), openings }
    }

    /// Wants the numbers near every place of the window where such a phrase begins.
    pub(super) fn find(
        &self,
        text: &[u8],
        strips: &Strips,
        labels: &LabelIndex,
        scratch: &mut CueScratch,
        numbers: &mut CuedNumbers<'_>,
        wanted: &mut Vec<(usize, Want)>,
    ) {
        let CueScratch { near, heads, tokens } = scratch;
        if !numbers.may_be_some() {
            return;
        }
        // Few of the words of a short text begin a phrase. Most blocks of a long one have no number, and most words speak for kinds
        // that no number near is one of: what is rarer comes first.
        let is_short = strips.events.len() <= SHORT_BLOCKS;
        near.clear();
        near.resize(strips.classes.len(), if is_short { KindSet::ALL } else { KindSet::NONE });
        if !is_short {
            numbers.list();
            if !numbers.mark_near(near) {
                return;
            }
        }
        heads.clear();
        dispatch(Heads {
            heads: &self.heads,
            have_numbers: self.openings.have_numbers,
            text,
            strips,
            near,
            found: heads,
        });
        let rest = |place: usize| text.get(place..text.len().min(place + PHRASE_MAX)).unwrap_or_default();
        heads.retain(|head| opens(&self.openings, rest(head.place), head.ends));
        if is_short && !heads.is_empty() {
            numbers.list();
        }
        let all = numbers.kinds();
        for head in heads.iter().filter(|head| head.kinds.meets(all)) {
            let spoken = labels.spoken_in(rest(head.place), head.kinds & all, tokens);
            if !spoken.is_empty() {
                numbers.around(head.place, spoken, wanted);
            }
        }
    }
}

/// Working memory.
#[derive(Debug, Default)]
pub(super) struct CueScratch {
    /// For each block the kinds of the numbers that a label in it could speak for.
    near: Vec<KindSet>,
    heads: Vec<Head>,
    tokens: Vec<Token>,
}

/// A word that a phrase may begin with, by its first letters and its length, and what it may speak for.
#[derive(Debug, Clone, Copy)]
struct Head {
    place: usize,
    ends: [usize; 2],
    kinds: KindSet,
}

/// Finds such words near numbers.
struct Heads<'a> {
    heads: &'a HeadKinds,
    have_numbers: bool,
    text: &'a [u8],
    strips: &'a Strips,
    near: &'a [KindSet],
    found: &'a mut Vec<Head>,
}

impl Kernel for Heads<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, _: L) {
        let Self { heads, have_numbers, text, strips, near, found } = self;
        let masks = |index: usize| strips.classes.get(index).map(words_of);
        let bounds = |index: usize| {
            let before = index.checked_sub(1).and_then(masks).unwrap_or_default();
            // Beyond the last block no label matters to the window.
            masks(index).map_or(WordBounds::END, |here| here.bounds(before, masks(index + 1).unwrap_or_default()))
        };
        // Blocks near a number are mostly neighbours: what is behind the one is the next.
        let mut next = (0, bounds(0));
        for (index, &near) in near.iter().enumerate().filter(|(_, near)| !near.is_empty()) {
            // Nothing stands before the first block of a text, and behind the last.
            if strips.classes.get(index).is_none_or(|classes| !has_word(classes, have_numbers)) {
                continue;
            }
            let here = if next.0 == index { next.1 } else { bounds(index) };
            next = (index + 1, bounds(index + 1));
            let start = strips.place(index * BLOCK);
            for (bit, ends) in here.words(next.1, have_numbers) {
                let place = start + bit as usize;
                let kinds = heads.of(text.get(place..).unwrap_or_default(), ends) & near;
                if !kinds.is_empty() {
                    found.push(Head { place, ends, kinds });
                }
            }
        }
    }
}

/// Whether a word may begin in a block.
#[inline(always)]
fn has_word(classes: &Classes, with_numbers: bool) -> bool {
    let Classes { letters, highs, signs, digits, .. } = *classes;
    letters | highs | signs != 0 || with_numbers && digits != 0
}

/// Which bytes of a block belong to words.
#[inline(always)]
fn words_of(classes: &Classes) -> WordMasks {
    let Classes { letters, uppers, digits, highs, signs, .. } = *classes;
    WordMasks { lowers: letters & !uppers | highs, uppers, digits, signs }
}
