//! Label words, found by their first letters: where no such word stands near a number, no kind that needs one is there.
//!
//! Every phrase that speaks for such a kind gives the first three letters of its first word, in either case. The
//! phrases are dealt out to eight sets; three table look-ups a byte tell which sets begin there. What passes and
//! begins a word is read by the label index, which knows the whole phrases.

use super::Want;
use super::numbers::CuedNumbers;
use super::strips::{LEAD, Strips};
use crate::detect::heads::{HEAD, Openings};
use crate::detect::labels::{LabelIndex, Token, opens, spelled};
use crate::detect::marks::heads_at;
use crate::masks::{BLOCK, Kernel, Level, Nibbles, dispatch, positions};
use crate::rules::{KindId, LabelSpec};

/// Sets of phrases: the bits of a byte.
const SETS: usize = 8;
/// Blocks around a digit in which a label could matter to it.
const BLOCKS_BEFORE: usize = 2;
const BLOCKS_AFTER: usize = 2;
/// More than what is read of a phrase around a candidate.
const PHRASE_MAX: usize = 192;

/// The phrases that speak for kinds that need them.
#[derive(Debug, Default)]
pub(super) struct Cues {
    tables: [Nibbles; HEAD],
    /// How they begin, exactly.
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
        let mut heads: Vec<Vec<u8>> = Vec::new();
        for (kind, spec) in labels {
            cues.kinds.push(is_cue(kind));
            if is_cue(kind) {
                for words in spec.strong.iter().chain(&spec.weak).flat_map(|phrase| spelled(phrase)) {
                    cues.openings.insert(&words);
                    heads.extend(words.first().map(|word| word.iter().take(HEAD).map(|byte| byte | 0x20).collect()));
                }
            }
        }
        heads.sort_unstable();
        heads.dedup();
        let per_set = heads.len().div_ceil(SETS).max(1);
        for (set, heads) in heads.chunks(per_set).enumerate() {
            for head in heads {
                cues.insert(head, 1 << set);
            }
        }
        cues
    }

    fn insert(&mut self, head: &[u8], bit: u8) {
        for (at, table) in self.tables.iter_mut().enumerate() {
            match head.get(at) {
                // Case is one bit, and the index does not compare it in any byte.
                Some(&byte) => [byte, byte & !0x20].iter().for_each(|&byte| table.insert(byte, bit)),
                None => (0..=u8::MAX).for_each(|byte| table.insert(byte, bit)),
            }
        }
    }

    /// Wants the numbers near every place of the window where such a phrase begins.
    pub(super) fn find(
        &self,
        text: &[u8],
        strips: &Strips,
        index: &LabelIndex,
        scratch: &mut CueScratch,
        numbers: &mut CuedNumbers<'_>,
        wanted: &mut Vec<(usize, Want)>,
    ) {
        scratch.begins.resize(strips.classes.len(), 0);
        dispatch(Begin { cues: self, text, strips, begins: &mut scratch.begins });
        for (word, &begins) in scratch.begins.iter().enumerate().filter(|(_, begins)| **begins != 0) {
            let start = strips.place(word * BLOCK);
            let near = text.get(start..text.len().min(start + BLOCK + PHRASE_MAX)).unwrap_or_default();
            let mut has_numbers = None;
            for bit in positions(begins) {
                let rest = near.get(bit as usize..).unwrap_or_default();
                let is_cue = self.openings.has_head(rest)
                    && opens(&self.openings, rest)
                    && *has_numbers.get_or_insert_with(|| numbers.has_any(start))
                    && index.speaks_in(rest, &self.kinds, &mut scratch.tokens);
                if is_cue {
                    numbers.around(start + bit as usize, wanted);
                }
            }
        }
    }
}

/// Working memory.
#[derive(Debug, Default)]
pub(super) struct CueScratch {
    begins: Vec<u64>,
    tokens: Vec<Token>,
}

/// Where the first letters of a phrase stand, as bits in the order of the strips.
struct Begin<'a> {
    cues: &'a Cues,
    text: &'a [u8],
    strips: &'a Strips,
    begins: &'a mut [u64],
}

impl Kernel for Begin<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, level: L) {
        let Self { cues, text, strips, begins } = self;
        let classes = &strips.classes;
        let mut word_before = false;
        for (index, slot) in begins.iter_mut().enumerate() {
            let from = index.saturating_sub(BLOCKS_AFTER);
            let near = classes.get(from..classes.len().min(index + BLOCKS_BEFORE + 1)).unwrap_or_default();
            *slot = 0;
            let here = classes.get(index).copied().unwrap_or_default();
            let letters = here.letters | here.highs;
            if near.iter().any(|classes| classes.digits != 0)
                && let Some(at) = (strips.at + index * BLOCK).checked_sub(LEAD * BLOCK)
            {
                let begins = heads_at(level, &cues.tables, text.get(at..).unwrap_or_default());
                // Within a word nothing begins but at a capital.
                *slot = begins & (here.uppers | !letters | !(letters << 1 | u64::from(word_before)));
            }
            word_before = letters >> 63 != 0;
        }
    }
}
