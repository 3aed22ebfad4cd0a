//! Patterns: regular expressions of rules, for kinds whose form no shape can say (a user's own customer numbers).
//!
//! All patterns are asked at once whether they occur in a text at all; only those that do are searched for. Built-in rules
//! use none, so a scan without user rules pays nothing. Expressions work on bytes, without Unicode classes, and in
//! time linear in the text: there are no look-arounds and no back-references.

use std::ops::Range;

use regex::bytes::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use crate::rules::KindId;

/// Bytes that a compiled pattern may take.
const SIZE_MAX: usize = 4 << 20;

/// The patterns of all rules that have one.
#[derive(Debug, Default)]
pub struct Patterns {
    set: Option<RegexSet>,
    each: Vec<(KindId, Regex)>,
}

impl Patterns {
    /// Compiles patterns, each with its kind.
    ///
    /// # Errors
    ///
    /// The message of the first pattern that does not compile or grows too large, with its index.
    pub fn new(patterns: &[(KindId, &str)]) -> Result<Self, (usize, String)> {
        let mut each = Vec::with_capacity(patterns.len());
        for (index, &(kind, pattern)) in patterns.iter().enumerate() {
            each.push((kind, compile(pattern).map_err(|message| (index, message))?));
        }
        let all = patterns.iter().map(|(_, pattern)| pattern);
        let set = (!each.is_empty()).then(|| RegexSetBuilder::new(all).unicode(false).size_limit(SIZE_MAX).build());
        let set = set.transpose().map_err(|error| (0, error.to_string()))?;
        Ok(Self { set, each })
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// Hands every match in `text` to `emit`; matches of one pattern do not overlap, and none is empty.
    pub fn text(&self, text: &[u8], emit: &mut dyn FnMut(KindId, Range<usize>)) {
        let Some(set) = &self.set else { return };
        for index in &set.matches(text) {
            let Some((kind, regex)) = self.each.get(index) else { continue };
            let found = regex.find_iter(text).filter(|found| !found.is_empty());
            found.for_each(|found| emit(*kind, found.range()));
        }
    }
}

/// Compiles one pattern.
///
/// # Errors
///
/// Why it cannot be compiled, in the words of the regex library.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern).unicode(false).size_limit(SIZE_MAX).build().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_finds_its_own() {
        let patterns = Patterns::new(&[
            (KindId(3), r"\bEMP-[0-9]{6}\b"),
            (KindId(5), r"\b[A-Z]{2}/[0-9]{4}\b"),
            (KindId(7), "x*"),
        ])
        .unwrap();
        let mut found = Vec::new();
        patterns.text(b"AB/1234 met EMP-000123, not EMP-12", &mut |kind, span| found.push((kind.0, span)));
        found.sort_by_key(|(kind, _)| *kind);
        assert_eq!(found, [(3, 12..22), (5, 0..7)]);
    }

    #[test]
    fn what_does_not_compile_is_named() {
        assert_eq!(Patterns::new(&[(KindId(1), "a"), (KindId(2), "(")]).unwrap_err().0, 1);
        assert!(compile("(?:a{1000}){1000}").is_err());
    }
}
