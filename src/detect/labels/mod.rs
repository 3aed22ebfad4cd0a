//! Label words: which phrases of the rules stand in a column name, or in the text around a candidate.
//!
//! A name and a phrase are both cut into tokens (at anything that is not a letter or digit, between letters and digits,
//! at camelCase humps), folded (lower case, plural `s` dropped) and hashed, and phrases are looked up by their first
//! token. `customerSSN`, `cust_ssn_nbr`, `SSNs:` and `ssn1` all hold the phrase `ssn`; `passenger` holds none.

mod search;
mod spelled;
mod tokens;
mod words;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;

pub(crate) use self::search::Found;
pub(crate) use self::spelled::{Spelled, spelled_words};
use self::tokens::{Sort, first_ends, sort, tokenize_some};
pub(crate) use self::tokens::{Token, fold_hash, tokenize, tokenize_name};
use self::words::LEN_MAX;
pub(crate) use self::words::{WordBounds, WordMasks};
use super::heads::{Openings, WordBits};
use super::kind_set::KindSet;
use crate::rules::KindId;

/// How a phrase speaks for a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Polarity {
    /// Names something that looks alike.
    Negative,
    /// The same, in text and where the phrase names the value.
    Numbered,
    /// Names the kind outright in text, where it is tied to the value, and nowhere else.
    Spoken,
    /// Fits the kind among others.
    Weak,
    /// Names the kind outright.
    Strong,
}

impl Polarity {
    /// Whether it names something else.
    pub(crate) fn is_against(self) -> bool {
        matches!(self, Self::Negative | Self::Numbered)
    }
}

/// What one phrase means for one kind.
#[derive(Debug, Clone)]
pub(crate) struct LabelUse {
    /// The kind.
    pub(crate) kind: KindId,
    /// For or against.
    pub(crate) polarity: Polarity,
    /// The phrase as the rule writes it.
    pub(crate) word: Arc<str>,
}

/// A phrase found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LabelMatch {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// Its tokens, as indices.
    pub(crate) first_token: u32,
    /// One past its last token.
    pub(crate) end_token: u32,
    entry: u32,
}

/// A phrase of some rules.
#[derive(Debug)]
struct Entry {
    /// Its tokens and uses, where they stand among those of all.
    tokens: Range<u32>,
    uses: Range<u32>,
    /// Whether its words are one phrase whatever stands between them: those that name a kind outright, and hint at no other,
    /// mean nothing else.
    goes_over_signs: bool,
}

/// Whether the words of a phrase with these uses are one phrase whatever stands between them.
fn go_over_signs(uses: &[LabelUse]) -> bool {
    let has = |polarity| uses.iter().any(|label| label.polarity == polarity);
    has(Polarity::Strong) && !has(Polarity::Weak)
}

/// The entries that begin with one token.
#[derive(Debug, Clone, Default)]
struct Phrases {
    /// Longest first.
    entries: Range<u32>,
    /// The low bits of the hashes of second tokens, a bit for each value of them.
    seconds: u64,
}

impl Phrases {
    /// Those that may stand where `next` follows the first token: of a word with many phrases that is mostly the word alone.
    fn before(&self, next: Option<&Token>) -> Range<u32> {
        let may_follow = |next: &Token| self.seconds & (bit_of(next.hash) | bit_of(next.run_hash)) != 0;
        let Range { start, end } = self.entries;
        if next.is_some_and(may_follow) { start..end } else { end.saturating_sub(1).max(start)..end }
    }
}

fn bit_of(hash: u64) -> u64 {
    1 << (hash & 63)
}

/// All phrases of all rules.
#[derive(Debug, Default)]
pub(crate) struct LabelIndex {
    entries: Vec<Entry>,
    tokens: Vec<u64>,
    uses: Vec<LabelUse>,
    /// Entries by their first token.
    by_first: HashMap<u64, Phrases, FixedState>,
    /// Which low bits the hashes of first tokens have: turns nearly every other word away before it is searched.
    first_bits: WordBits,
    /// How the phrases begin.
    openings: Openings,
}

impl LabelIndex {
    /// Compiles the labels of all rules, as they are spelled.
    pub(crate) fn new(labels: &[Spelled]) -> Self {
        let mut index = Self::default();
        // With the first of its tokens, which mostly tells the order.
        let mut phrases: Vec<(Option<u64>, Range<u32>, &LabelUse)> = Vec::with_capacity(2 * labels.len());
        for Spelled { label, ways } in labels {
            for way in ways {
                index.openings.insert(spelled_words(way));
                let start = place_behind(&index.tokens);
                index.tokens.extend(spelled_words(way).map(fold_hash));
                phrases.push((index.tokens.get(start as usize).copied(), start..place_behind(&index.tokens), label));
            }
        }
        phrases.sort_by(|(a_first, a, a_label), (b_first, b, b_label)| {
            let longest_first = || {
                let (a, b) = (part(&index.tokens, a), part(&index.tokens, b));
                (b.len(), a).cmp(&(a.len(), b)).then(a_label.kind.cmp(&b_label.kind))
            };
            a_first.cmp(b_first).then_with(longest_first)
        });
        phrases.into_iter().for_each(|(_, tokens, label)| index.add(tokens, label));
        for entry in &mut index.entries {
            entry.goes_over_signs = go_over_signs(part(&index.uses, &entry.uses));
        }
        index
    }

    /// Adds a phrase, of which those of the same tokens come one after the other.
    fn add(&mut self, tokens: Range<u32>, label: &LabelUse) {
        let words = part(&self.tokens, &tokens);
        let Some(&first) = words.first() else { return };
        if let Some(entry) = self.entries.last_mut()
            && part(&self.tokens, &entry.tokens) == words
        {
            // What fits a kind among others may name it outright where people speak.
            let is_new = |other: &LabelUse| {
                (other.polarity, label.polarity) == (Polarity::Weak, Polarity::Spoken) || other.kind != label.kind
            };
            if part(&self.uses, &entry.uses).iter().all(is_new) {
                self.uses.push(label.clone());
                entry.uses.end = place_behind(&self.uses);
            }
            return;
        }
        let at = place_behind(&self.entries);
        self.first_bits.insert(first);
        let phrases = self.by_first.entry(first).or_default();
        let start = if phrases.entries.is_empty() { at } else { phrases.entries.start };
        phrases.entries = start..at.saturating_add(1);
        phrases.seconds |= words.get(1).map_or(0, |&second| bit_of(second));
        let start = place_behind(&self.uses);
        self.uses.push(label.clone());
        self.entries.push(Entry { tokens, uses: start..place_behind(&self.uses), goes_over_signs: false });
    }

    /// What a match means, kind by kind.
    pub(crate) fn uses(&self, found: &LabelMatch) -> &[LabelUse] {
        self.entries.get(found.entry as usize).map_or(&[], |entry| part(&self.uses, &entry.uses))
    }

    /// Finds the phrases among `tokens`, leftmost first, the longest at each place, none overlapping another.
    pub(crate) fn find(&self, tokens: &[Token], out: &mut Vec<LabelMatch>) {
        out.clear();
        let mut at = 0;
        while let Some(first) = tokens.get(at) {
            match if self.may_begin_with(first) { self.longest_at(tokens, at) } else { None } {
                Some(found) => {
                    at = found.end_token as usize;
                    out.push(found);
                }
                None => at += 1,
            }
        }
    }

    /// Whether a phrase may begin with a word: no for nearly every other one.
    #[inline]
    fn may_begin_with(&self, first: &Token) -> bool {
        self.first_bits.contains(first.hash) || first.run_len > 1 && self.first_bits.contains(first.run_hash)
    }

    /// Of `kinds` those that phrases speak for which begin where `text` does.
    pub(crate) fn spoken_in(&self, text: &[u8], kinds: KindSet, tokens: &mut Vec<Token>) -> KindSet {
        let line = memchr::memchr(b'\n', text).and_then(|len| text.get(..len)).unwrap_or(text);
        tokenize_some(line, 1, tokens);
        let words = tokens.first().map_or(0, |first| self.words_from(first));
        if words > 1 {
            tokenize_some(line, words, tokens);
        }
        let Some(first) = tokens.first().filter(|_| words > 0) else { return KindSet::NONE };
        let joined = (first.run_len > 1).then_some((first.run_hash, first.run_len as usize));
        let mut spoken = KindSet::NONE;
        // A longer phrase, which means something else, may lie beyond a candidate's reach: every phrase counts.
        for (hash, next) in std::iter::once((first.hash, 1)).chain(joined) {
            let phrases = self.by_first.get(&hash);
            let entries = phrases.map_or(0..0, |phrases| phrases.before(tokens.get(next)));
            for entry in entries.filter_map(|entry| self.entries.get(entry as usize)) {
                let labels = part(&self.uses, &entry.uses).iter().filter(|label| !label.polarity.is_against());
                let meant = labels.fold(KindSet::NONE, |meant, label| meant | KindSet::of(label.kind)) & kinds;
                let rest = part(&self.tokens, &entry.tokens).get(1..).zip(tokens.get(next..));
                if !meant.is_empty()
                    && rest.is_some_and(|(wanted, rest)| match_rest(wanted, rest, entry.goes_over_signs).is_some())
                {
                    spoken |= meant;
                }
            }
        }
        spoken
    }

    /// How many words the longest phrase has that begins with a word; none where no phrase does.
    fn words_from(&self, first: &Token) -> usize {
        let longest = |hash: u64| {
            let phrases = if self.first_bits.contains(hash) { self.by_first.get(&hash) } else { None };
            let longest = phrases.and_then(|phrases| self.entries.get(phrases.entries.start as usize));
            longest.map_or(0, |entry| entry.tokens.len())
        };
        longest(first.hash).max(if first.run_len > 1 { longest(first.run_hash) } else { 0 })
    }

    fn longest_at(&self, tokens: &[Token], at: usize) -> Option<LabelMatch> {
        let first = tokens.get(at)?;
        let split = self.longest_with(tokens, at, first.hash, at + 1);
        let joined = if first.run_len > 1 {
            self.longest_with(tokens, at, first.run_hash, at + first.run_len as usize)
        } else {
            None
        };
        match (split, joined) {
            (Some(split), Some(joined)) if joined.end_token >= split.end_token => Some(joined),
            (split, joined) => split.or(joined),
        }
    }

    /// The longest phrase whose first token hashes to `hash` and whose second is `tokens[next]`.
    fn longest_with(&self, tokens: &[Token], at: usize, hash: u64, next: usize) -> Option<LabelMatch> {
        if !self.first_bits.contains(hash) {
            return None;
        }
        let phrases = self.by_first.get(&hash)?;
        let rest = tokens.get(next..)?;
        for entry in phrases.before(rest.first()) {
            let known = self.entries.get(entry as usize)?;
            if let Some(matched) = match_rest(part(&self.tokens, &known.tokens).get(1..)?, rest, known.goes_over_signs)
            {
                let end_token = next + matched;
                let last = tokens.get(end_token - 1)?;
                return Some(LabelMatch {
                    start: tokens.get(at)?.start,
                    end: last.end,
                    first_token: u32::try_from(at).ok()?,
                    end_token: u32::try_from(end_token).ok()?,
                    entry,
                });
            }
        }
        None
    }
}

/// Whether the first word of `text`, or the words written without a gap, may open a phrase. Where they end is what masks
/// gave, and their beginnings are known.
pub(crate) fn opens(openings: &Openings, text: &[u8], [first, joined]: [usize; 2]) -> bool {
    let may_open = |len: usize| {
        let (word, rest) = text.split_at_checked(len).unwrap_or_default();
        !word.is_empty() && len < LEN_MAX && openings.may_open(word, rest, |byte| sort(byte) == Sort::Gap, first_ends)
    };
    may_open(first) || joined > first && may_open(joined)
}

/// How many of `tokens` the `wanted` ones take, all of them matched, or `None`. They go on from one before.
fn match_rest(wanted: &[u64], tokens: &[Token], goes_over_signs: bool) -> Option<usize> {
    let mut taken = 0;
    for &hash in wanted {
        let token = tokens.get(taken).filter(|token| !token.opens_sentence && (goes_over_signs || !token.is_apart))?;
        taken += match () {
            () if token.hash == hash => 1,
            () if token.run_len > 1 && token.run_hash == hash => token.run_len as usize,
            () => return None,
        };
    }
    (taken <= tokens.len()).then_some(taken)
}

/// Where the next one is put.
fn place_behind<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

fn part<'l, T>(list: &'l [T], range: &Range<u32>) -> &'l [T] {
    list.get(range.start as usize..range.end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::LabelSpec;

    fn index() -> LabelIndex {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        let ssn = LabelSpec {
            strong: words(&["ssn", "ss#", "social security number", "soc sec no"]),
            weak: words(&["tin"]),
            negative: words(&["order id"]),
            ..LabelSpec::default()
        };
        let phone =
            LabelSpec { strong: words(&["phone", "home phone", "t\u{e9}l\u{e9}phone"]), ..LabelSpec::default() };
        LabelIndex::new(&Spelled::all([(KindId(0), &ssn), (KindId(1), &phone)].into_iter()))
    }

    fn found(text: &str) -> Vec<(String, u16)> {
        let index = index();
        let (mut tokens, mut matches) = (Vec::new(), Vec::new());
        tokenize(text.as_bytes(), &mut tokens);
        index.find(&tokens, &mut matches);
        let uses = matches.iter().flat_map(|found| index.uses(found));
        uses.map(|label| (label.word.to_string(), label.kind.0)).collect()
    }

    fn one(word: &str, kind: u16) -> Vec<(String, u16)> {
        vec![(word.to_owned(), kind)]
    }

    #[test]
    fn names_are_split_at_humps_gaps_and_digits() {
        for name in ["customerSSN", "cust_ssn_nbr", "SSNs:", "ssn1", "ssnNumber", "SSNumber and ssn", "emp.ssn"] {
            assert_eq!(found(name), one("ssn", 0), "{name}");
        }
        assert_eq!(found("Phone1"), one("phone", 1));
        assert_eq!(found("homePhone"), one("home phone", 1));
        assert_eq!(found("homephone"), one("home phone", 1));
        assert_eq!(found("HOME-PHONES"), one("home phone", 1));
        assert_eq!(found("(order, id)"), [], "a weak phrase ends at a sign");
        assert_eq!(found("{\"home\": {\"phone\""), one("home phone", 1), "and a strong one does not");
        assert_eq!(found("at home. Phone 7"), one("phone", 1), "no phrase goes on over the end of a sentence");
        assert_eq!(found("Soc. Sec. No."), one("soc sec no", 0), "and abbreviations end none");
        assert_eq!(found("Social Security. Number"), []);
        assert_eq!(found("home.Phone"), one("home phone", 1));
        assert!(found("passenger").is_empty());
        assert!(found("microphone").is_empty());
    }

    #[test]
    fn the_longest_phrase_wins_at_each_place() {
        assert_eq!(found("Social Security Number"), one("social security number", 0));
        assert_eq!(found("SocialSecurityNumber"), one("social security number", 0));
        assert_eq!(found("SS# or order_id"), [("ss#".to_owned(), 0), ("order id".to_owned(), 0)]);
        assert!(found("ss").is_empty());
    }

    #[test]
    fn words_outside_ascii_are_words() {
        assert_eq!(found("t\u{e9}l\u{e9}phone :"), one("t\u{e9}l\u{e9}phone", 1));
    }
}
