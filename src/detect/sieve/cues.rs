//! Label words: where no such word stands near a number, no kind that needs one is there.
//!
//! Words are cut by masks, and turned away by their length and first letters, or by their hash. What is left is read by the
//! label index, which knows the whole phrases.

use super::Want;
use super::numbers::CuedNumbers;
use super::strips::{Classes, LEAD, Strips};
use crate::detect::heads::Openings;
use crate::detect::labels::{LabelIndex, Token, WordBounds, WordMasks, opens, spelled};
use crate::masks::{BLOCK, Kernel, Level, dispatch};
use crate::rules::{KindId, LabelSpec};

/// Blocks around a digit in which a label could matter to it.
const BLOCKS_BEFORE: usize = 3;
const BLOCKS_AFTER: usize = 2;
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
    /// Of the labels of all rules those that `is_cue` names.
    pub(super) fn new<'r>(
        labels: impl Iterator<Item = (KindId, &'r LabelSpec)>,
        is_cue: impl Fn(KindId) -> bool,
    ) -> Self {
        let mut cues = Self::default();
        for (kind, spec) in labels {
            cues.kinds.push(is_cue(kind));
            if is_cue(kind) {
                let phrases = spec.strong.iter().chain(&spec.weak).flat_map(|phrase| spelled(phrase));
                phrases.for_each(|words| cues.openings.insert(&words));
            }
        }
        cues
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
        is_near.clear();
        is_near.extend((0..strips.classes.len()).map(|index| numbers.may_stand_in(index)));
        heads.clear();
        dispatch(Heads { openings: &self.openings, text, strips, is_near, heads });
        // The block that was asked for numbers last.
        let mut asked = None;
        for &Head { place, ends } in &*heads {
            let rest = text.get(place..text.len().min(place + PHRASE_MAX)).unwrap_or_default();
            let block = place - place % BLOCK;
            let is_cue = opens(&self.openings, rest, ends)
                && match asked {
                    Some((last, has_any)) if last == block => has_any,
                    _ => asked.insert((block, numbers.has_any(block))).1,
                }
                && labels.speaks_in(rest, &self.kinds, tokens);
            if is_cue {
                numbers.around(place, wanted);
            }
        }
    }
}

/// Working memory.
#[derive(Debug, Default)]
pub(super) struct CueScratch {
    /// For each block whether a number that a label could speak for may have a digit in it.
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
        for index in 0..strips.classes.len() {
            let around = index.saturating_sub(BLOCKS_AFTER)..strips.classes.len().min(index + BLOCKS_BEFORE + 1);
            let start = (strips.at + index * BLOCK).checked_sub(LEAD * BLOCK);
            if let Some(start) = start.filter(|_| is_near.get(around).is_some_and(|near| near.contains(&true))) {
                for (bit, ends) in bounds(index).words(bounds(index + 1), openings.have_numbers) {
                    let place = start + bit as usize;
                    if openings.has_head(text.get(place..).unwrap_or_default(), ends) {
                        heads.push(Head { place, ends });
                    }
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
