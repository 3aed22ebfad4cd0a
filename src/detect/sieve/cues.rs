//! Label words: where no such word stands near a number, no kind that needs one is there.
//!
//! Words are cut by masks, and turned away by their length and first letters, or by their hash. What is left is read by the
//! label index, which knows the whole phrases.

use super::Want;
use super::numbers::CuedNumbers;
use super::strips::{Classes, Strips};
use crate::detect::heads::Openings;
use crate::detect::labels::{LabelIndex, LabelUse, Spelled, Token, WordBounds, WordMasks, opens, spelled_words};
use crate::masks::{BLOCK, Kernel, Level, dispatch};

/// Blocks of a short text.
const SHORT_BLOCKS: usize = 8;
/// More than what is read of a phrase around a candidate.
const PHRASE_MAX: usize = 192;

/// The phrases that speak for kinds that need them.
#[derive(Debug, Default)]
pub(super) struct Cues {
    /// How they begin.
    openings: Openings,
    /// By kind, whether its labels are cues.
    kinds: Vec<bool>,
}

impl Cues {
    /// Of the labels of all rules those of the `kinds` that need them.
    pub(super) fn new(labels: &[Spelled], kinds: Vec<bool>) -> Self {
        let is_cue = |label: &LabelUse| {
            !label.polarity.is_against() && kinds.get(usize::from(label.kind.0)).copied().unwrap_or(false)
        };
        let mut openings = Openings::default();
        for Spelled { ways, .. } in labels.iter().filter(|spelled| is_cue(&spelled.label)) {
            ways.iter().for_each(|way| openings.insert(spelled_words(way)));
        }
        Self { openings, kinds }
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
        let CueScratch { is_near, heads, tokens } = scratch;
        // Few of the words of a short text begin a phrase, and most blocks of a long one have no number: what is rarer comes
        // first.
        let is_short = strips.events.len() <= SHORT_BLOCKS;
        is_near.clear();
        is_near.resize(strips.classes.len(), is_short);
        if !is_short {
            numbers.list();
            if !numbers.mark_near(is_near) {
                return;
            }
        }
        heads.clear();
        dispatch(Heads { openings: &self.openings, text, strips, is_near, heads });
        let rest = |place: usize| text.get(place..text.len().min(place + PHRASE_MAX)).unwrap_or_default();
        heads.retain(|head| opens(&self.openings, rest(head.place), head.ends));
        if is_short && !heads.is_empty() {
            numbers.list();
        }
        if numbers.is_empty() {
            return;
        }
        for head in heads.iter().filter(|head| labels.speaks_in(rest(head.place), &self.kinds, tokens)) {
            numbers.around(head.place, wanted);
        }
    }
}

/// Working memory.
#[derive(Debug, Default)]
pub(super) struct CueScratch {
    /// For each block whether a label in it could speak for some number.
    is_near: Vec<bool>,
    heads: Vec<Head>,
    tokens: Vec<Token>,
}

/// A word that a phrase may begin with, by its first letters and its length.
#[derive(Debug, Clone, Copy)]
struct Head {
    place: usize,
    ends: [usize; 2],
}

/// Finds such words near numbers.
struct Heads<'a> {
    openings: &'a Openings,
    text: &'a [u8],
    strips: &'a Strips,
    is_near: &'a [bool],
    heads: &'a mut Vec<Head>,
}

impl Kernel for Heads<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, _: L) {
        let Self { openings, text, strips, is_near, heads } = self;
        let masks = |index: usize| strips.classes.get(index).map(words_of);
        let bounds = |index: usize| {
            let before = index.checked_sub(1).and_then(masks).unwrap_or_default();
            // Beyond the last block no label matters to the window.
            masks(index).map_or(WordBounds::END, |here| here.bounds(before, masks(index + 1).unwrap_or_default()))
        };
        // Blocks near a number are mostly neighbours: what is behind the one is the next.
        let mut next = (0, bounds(0));
        for (index, _) in is_near.iter().enumerate().filter(|(_, is_near)| **is_near) {
            let here = if next.0 == index { next.1 } else { bounds(index) };
            next = (index + 1, bounds(index + 1));
            let start = strips.place(index * BLOCK);
            for (bit, ends) in here.words(next.1, openings.have_numbers) {
                let place = start + bit as usize;
                if openings.has_head(text.get(place..).unwrap_or_default(), ends) {
                    heads.push(Head { place, ends });
                }
            }
        }
    }
}

/// Which bytes of a block belong to words.
#[inline(always)]
fn words_of(classes: &Classes) -> WordMasks {
    let Classes { letters, uppers, digits, highs, signs, .. } = *classes;
    WordMasks { lowers: letters & !uppers | highs, uppers, digits, signs }
}
