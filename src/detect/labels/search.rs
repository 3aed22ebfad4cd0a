//! Phrases in text: words that may open one are found by masks, and only what stands there is cut into tokens.

use super::tokens::{Cutter, Token, tokenize_some};
use super::{LabelIndex, LabelMatch, WordBounds, WordMasks, opens};
use crate::detect::heads::Openings;
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded};

/// The phrases found in a stretch of text, and working memory.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Leftmost first, the longest at each place, none overlapping another.
    pub(crate) matches: Vec<LabelMatch>,
    openings: Vec<Opening>,
    tokens: Vec<Token>,
    /// Whether many words of the last text may open a phrase.
    is_wordy: bool,
}

/// Where so many words may open a phrase, all of the text is cut at once: each of them would have the words behind it cut again.
const OPENINGS_MANY: usize = 5;

/// A word that a phrase may begin with.
#[derive(Debug, Clone, Copy)]
struct Opening {
    place: u32,
    /// Where the words without a gap begin that it stands in.
    run: u32,
}

impl LabelIndex {
    /// Finds the phrases in `text`, which is no more than a line; none at all where none begins in the first `near` bytes.
    /// What [`LabelIndex::find`] finds among its tokens. Returns whether there may be any.
    pub(crate) fn search(&self, text: &[u8], near: usize, found: &mut Found) -> bool {
        let Found { matches, openings, tokens, is_wordy } = found;
        matches.clear();
        openings.clear();
        dispatch(Search { openings: &self.openings, text, found: openings });
        *is_wordy = openings.len() >= OPENINGS_MANY;
        if openings.first().is_none_or(|first| (first.place as usize) >= near) {
            return false;
        }
        if *is_wordy {
            self.search_all(text, found);
            return true;
        }
        let mut end = 0;
        // Where the words begin that were cut last, and how many they are: many openings may stand in one run.
        let mut cut = None;
        for &Opening { place, run } in openings.iter() {
            if place < end {
                continue;
            }
            let mut cut_words = |words: usize, tokens: &mut Vec<Token>| {
                if cut.is_none_or(|(from, known)| from != run || known < words) {
                    tokenize_some(text.get(run as usize..).unwrap_or_default(), words, tokens);
                    cut = Some((run, words));
                }
            };
            cut_words(1, tokens);
            let at = tokens.iter().position(|token| token.start + run == place);
            // Few words begin a phrase of many.
            let Some((at, words)) = at.and_then(|at| Some((at, self.words_from(tokens.get(at)?)))) else { continue };
            cut_words(words, tokens);
            if let Some(label) = self.longest_at(tokens, at) {
                end = label.end + run;
                matches.push(LabelMatch { start: place, end, ..label });
            }
        }
        true
    }

    /// The same for a text that is likely to be like the last one: where that was wordy, this one's words are cut without a look at
    /// which of them may open a phrase.
    pub(crate) fn search_on(&self, text: &[u8], near: usize, found: &mut Found) -> bool {
        if found.is_wordy {
            dispatch(Cut { text, found: &mut found.tokens });
            self.find(&found.tokens, &mut found.matches);
            if found.matches.first().is_some_and(|first| (first.start as usize) < near) {
                return true;
            }
        }
        self.search(text, near, found)
    }

    /// The same among all words from the first opening on.
    fn search_all(&self, text: &[u8], found: &mut Found) {
        let Found { matches, openings, tokens, .. } = found;
        let from = openings.first().map_or(0, |first| first.run);
        dispatch(Cut { text: text.get(from as usize..).unwrap_or_default(), found: tokens });
        let (mut at, mut end) = (0, 0);
        for &Opening { place, .. } in openings.iter() {
            while tokens.get(at).is_some_and(|token| token.start + from < place) {
                at += 1;
            }
            if place < end || tokens.get(at).is_none_or(|token| token.start + from != place) {
                continue;
            }
            if let Some(label) = self.longest_at(tokens, at) {
                end = label.end + from;
                matches.push(LabelMatch { start: place, end, ..label });
            }
        }
    }
}

/// The masks of a text, block by block. A closure for them would stand outside of what is compiled for the level.
struct Blocks<'a> {
    blocks: std::slice::Iter<'a, [u8; BLOCK]>,
    rest: Option<[u8; BLOCK]>,
}

impl<'a> Blocks<'a> {
    fn new(text: &'a [u8]) -> Self {
        let (blocks, rest) = text.as_chunks();
        Self { blocks: blocks.iter(), rest: Some(padded(rest)) }
    }

    /// Those of the next block; none behind the last one.
    #[inline(always)]
    fn next<L: Level>(&mut self, level: L) -> WordMasks {
        match self.blocks.next() {
            Some(block) => WordMasks::of(level, block),
            None => match self.rest.take() {
                Some(rest) => WordMasks::of(level, &rest),
                None => WordMasks::default(),
            },
        }
    }
}

/// Finds where words begin that may open a phrase.
struct Search<'a> {
    openings: &'a Openings,
    text: &'a [u8],
    found: &'a mut Vec<Opening>,
}

impl Kernel for Search<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, level: L) {
        let Self { openings, text, found } = self;
        let mut blocks = Blocks::new(text);
        let (mut before, mut masks) = (blocks.next(level), blocks.next(level));
        let mut bounds = before.bounds(WordMasks::default(), masks);
        // Where the words without a gap begin that the last byte before the block stands in.
        let (mut run, mut gap_before) = (0, 1);
        for base in (0u32..).step_by(BLOCK).take(text.len().div_ceil(BLOCK)) {
            let next = blocks.next(level);
            let after = masks.bounds(before, next);
            let WordBounds { gaps, .. } = bounds;
            let runs = gaps << 1 | gap_before;
            let run_at = |bits: u64, before| if bits == 0 { before } else { base + 63 - bits.leading_zeros() };
            for (bit, ends) in bounds.words(after, openings.have_numbers) {
                let rest = text.get((base + bit) as usize..).unwrap_or_default();
                if openings.has_head(rest, ends) && opens(openings, rest, ends) {
                    found.push(Opening { place: base + bit, run: run_at(runs & (u64::MAX >> (63 - bit)), run) });
                }
            }
            (run, gap_before) = (run_at(runs, run), gaps >> 63);
            (before, masks, bounds) = (masks, next, after);
        }
    }
}

/// Cuts a text into tokens, as [`super::tokenize`] does.
struct Cut<'a> {
    text: &'a [u8],
    found: &'a mut Vec<Token>,
}

impl Kernel for Cut<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, level: L) {
        let Self { text, found } = self;
        let mut cutter = Cutter::new(text, found);
        let mut blocks = Blocks::new(text);
        let (mut before, mut masks) = (blocks.next(level), blocks.next(level));
        let mut bounds = before.bounds(WordMasks::default(), masks);
        for base in (0..text.len()).step_by(BLOCK) {
            let next = blocks.next(level);
            let after = masks.bounds(before, next);
            for (bit, ends) in bounds.words(after, true) {
                cutter.word(base + bit as usize, ends);
            }
            (before, masks, bounds) = (masks, next, after);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tokens::{fold_hash, tokenize};
    use super::*;
    use crate::detect::labels::Spelled;
    use crate::rules::{KindId, LabelSpec};

    fn index() -> LabelIndex {
        let strong = ["ssn", "dl", "id", "phone no", "driver license number", "c f", "license", "card#", "mobil\u{e9}"];
        let spec = LabelSpec { strong: strong.map(String::from).to_vec(), ..LabelSpec::default() };
        LabelIndex::new(&Spelled::all([(KindId(0), &spec)].into_iter()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn masks_cut_the_tokens_that_are_cut_byte_by_byte(
            parts in prop::collection::vec(
                "[a-z]{1,9}|[a-z]{1,8}s|[A-Z]{1,4}|[A-Z]{1,8}SS?|[A-Z][a-z]{2,5}|[0-9]{1,3}|[ _-]{1,2}|[,;:.=\\[(|]|\\. [A-Z]|#|\u{e9}|[a-z]{60,140}|\0", 0..60
            )
        ) {
            let text = parts.concat();
            let (mut expected, mut tokens) = (Vec::new(), Vec::new());
            tokenize(text.as_bytes(), &mut expected);
            dispatch(Cut { text: text.as_bytes(), found: &mut tokens });
            prop_assert_eq!(&tokens, &expected, "{:?}", text);
            for token in tokens {
                let word = &text.as_bytes()[token.start as usize..token.end as usize];
                prop_assert_eq!(token.hash, fold_hash(word), "{:?}", text);
            }
        }

        #[test]
        fn what_is_found_is_what_is_found_among_all_tokens(
            parts in prop::collection::vec(prop::sample::select(vec![
                "ssn", "SSNs", "dl", "DL", "Dl", "id", "Ids", "phone", "Phone", "no", "No.", "driver", "License", "licenses",
                "number", "c", "f", "card", "#", "mobil\u{e9}", " ", "_", "-", "7", "42", "x", "\u{e9}", "driverLicenseNumber",
            ]), 0..60),
            near in 0usize..200,
            (is_wordy, goes_on) in (any::<bool>(), any::<bool>())
        ) {
            let index = index();
            let text = parts.concat();
            let (mut tokens, mut expected) = (Vec::new(), Vec::new());
            tokenize(text.as_bytes(), &mut tokens);
            index.find(&tokens, &mut expected);
            let mut found = Found { is_wordy, ..Found::default() };
            let search = if goes_on { LabelIndex::search_on } else { LabelIndex::search };
            let is_near = search(&index, text.as_bytes(), near, &mut found);
            let places = |matches: &[LabelMatch]| -> Vec<(u32, u32, u32)> {
                matches.iter().map(|found| (found.start, found.end, found.entry)).collect()
            };
            if is_near {
                prop_assert_eq!(places(&found.matches), places(&expected), "{:?}", text);
            } else {
                prop_assert!(expected.iter().all(|found| found.start as usize >= near), "{:?}", text);
            }
        }
    }
}
