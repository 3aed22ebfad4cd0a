//! The phrases of the rules, in the ways that people spell them.

use std::borrow::Cow;
use std::sync::Arc;

use super::tokens::{Token, singular, tokenize};
use super::{LabelUse, Polarity};
use crate::rules::{KindId, LabelSpec};

/// A phrase of a rule.
pub(crate) struct Spelled {
    pub(crate) label: LabelUse,
    /// The ways to spell it, each as its words with spaces between them.
    pub(crate) ways: Vec<Vec<u8>>,
}

impl Spelled {
    /// The words of columns' names that name something else, of all rules.
    pub(crate) fn headings<'r>(labels: impl Iterator<Item = (KindId, &'r LabelSpec)>) -> Vec<Self> {
        let of_rule = |(kind, spec): (KindId, &'r LabelSpec)| {
            let label =
                move |word: &String| LabelUse { kind, polarity: Polarity::Negative, word: Arc::from(word.as_str()) };
            spec.headings.iter().map(move |word| (label(word), word))
        };
        Self::each(labels.flat_map(of_rule))
    }

    /// The labels of all rules, but for those of columns' names alone.
    pub(crate) fn all<'r>(labels: impl Iterator<Item = (KindId, &'r LabelSpec)>) -> Vec<Self> {
        let of_rule = |(kind, spec): (KindId, &'r LabelSpec)| {
            let sorts = [
                (Polarity::Strong, &spec.strong),
                (Polarity::Weak, &spec.weak),
                (Polarity::Spoken, &spec.spoken),
                (Polarity::Negative, &spec.negative),
                (Polarity::Numbered, &spec.numbered),
            ];
            let of_sort = move |(polarity, words): (Polarity, &'r Vec<String>)| {
                let label = move |word: &String| LabelUse { kind, polarity, word: Arc::from(word.as_str()) };
                words.iter().map(move |word| (label(word), word))
            };
            sorts.into_iter().flat_map(of_sort)
        };
        Self::each(labels.flat_map(of_rule))
    }

    fn each<'r>(labels: impl Iterator<Item = (LabelUse, &'r String)>) -> Vec<Self> {
        let mut tokens = Vec::new();
        labels.map(|(label, word)| Self { label, ways: spelled(word, &mut tokens) }).collect()
    }
}

/// The words of a way to spell a phrase.
pub(crate) fn spelled_words(way: &[u8]) -> impl Iterator<Item = &[u8]> {
    way.split(|byte| *byte == b' ')
}

/// The ways to spell a phrase, as its words: as it is written, without small words, and where it has several words, without gaps.
fn spelled(phrase: &str, tokens: &mut Vec<Token>) -> Vec<Vec<u8>> {
    let is_lower = phrase.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    let lower = if is_lower { Cow::Borrowed(phrase) } else { Cow::Owned(phrase.to_lowercase()) };
    tokenize(lower.as_bytes(), tokens);
    let word = |token: &Token| lower.as_bytes().get(token.start as usize..token.end as usize).map(singular);
    let words = || tokens.iter().filter_map(word);
    let said = || words().filter(|word| !FILLERS.contains(word));
    let mut all = Vec::with_capacity(3);
    if (2..tokens.len()).contains(&said().count()) {
        all.push(with_spaces(said(), lower.len()));
    }
    if !tokens.is_empty() {
        all.push(with_spaces(words(), lower.len()));
    }
    if tokens.len() > 1 {
        let mut joined: Vec<u8> = match lower.is_ascii() {
            true => lower.bytes().filter(u8::is_ascii_alphanumeric).collect(),
            false => lower.chars().filter(|char| char.is_alphanumeric()).collect::<String>().into_bytes(),
        };
        if joined.len() >= JOINED_MIN {
            joined.truncate(singular(&joined).len());
            all.push(joined);
        }
    }
    all
}

/// Words that were cut out of a phrase of `len` bytes, with a space between each two.
fn with_spaces<'w>(words: impl Iterator<Item = &'w [u8]>, len: usize) -> Vec<u8> {
    let mut all = Vec::with_capacity(2 * len);
    for word in words {
        if !all.is_empty() {
            all.push(b' ');
        }
        all.extend_from_slice(word);
    }
    all
}

/// Phrases of several words that have fewer letters are not written without gaps: they would be other words.
const JOINED_MIN: usize = 6;

/// Small words that the names of columns leave out: `fecha_nacimiento` is short for `fecha de nacimiento`.
const FILLERS: &[&[u8]] = &[b"de", b"del", b"di", b"da", b"do", b"du", b"of", b"the"];
