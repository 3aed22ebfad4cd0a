//! Lists of words that stand under `rules/data/` and are embedded, read when first asked.
//!
//! A line is the name of a class and its words behind a colon (`event: visit visited`); a class may take several lines, and lines
//! that begin with `#` are comments.

use std::sync::OnceLock;

/// The words of one class.
#[derive(Debug)]
pub(crate) struct WordList {
    text: &'static str,
    class: &'static str,
    words: OnceLock<Box<[&'static [u8]]>>,
}

impl WordList {
    /// The words of a class in the text of a file.
    pub(crate) const fn new(text: &'static str, class: &'static str) -> Self {
        Self { text, class, words: OnceLock::new() }
    }

    /// Whether a word is on the list. The case of ASCII letters does not matter.
    pub(crate) fn holds(&self, word: &[u8]) -> bool {
        let small = || word.iter().map(u8::to_ascii_lowercase);
        self.sorted().binary_search_by(|known| known.iter().copied().cmp(small())).is_ok()
    }

    /// All words, in small letters.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static [u8]> {
        self.sorted().iter().copied()
    }

    fn sorted(&self) -> &[&'static [u8]] {
        self.words.get_or_init(|| {
            let lines = self.text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
            let words = lines.filter(|(class, _)| *class == self.class);
            let mut words: Vec<_> =
                words.flat_map(|(_, words)| words.split_ascii_whitespace()).map(str::as_bytes).collect();
            debug_assert!(!words.is_empty(), "the file has no class `{}`", self.class);
            words.sort_unstable();
            words.into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_class_are_held_in_either_case() {
        let list = WordList::new("# of no class: x\nevent: visit seen\nother: fare\nevent: hire\n", "event");
        assert!(["seen", "Visit", "HIRE"].iter().all(|word| list.holds(word.as_bytes())));
        assert!(["", "fare", "x", "see", "seens", "event"].iter().all(|word| !list.holds(word.as_bytes())));
        assert!(list.words().eq([&b"hire"[..], b"seen", b"visit"]));
    }

    #[test]
    fn embedded_lists_hold_each_word_once_in_small_letters() {
        for (text, classes) in [
            (include_str!("../rules/data/column_words.txt"), &["blank", "derived", "schema"][..]),
            (
                include_str!("../rules/data/context_words.txt"),
                &["relation", "device", "event", "same", "filler", "label"],
            ),
            (include_str!("../rules/data/secret_words.txt"), &["chosen", "counted", "no_secret", "sample"]),
            (include_str!("../rules/data/street_kinds.txt"), &["kind"]),
            (include_str!("../rules/data/wares.txt"), &["ware", "before_ware"]),
        ] {
            let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            for line in lines {
                assert!(line.split_once(':').is_some_and(|(class, _)| classes.contains(&class)), "{line}");
                assert_eq!(line, line.to_lowercase());
            }
            for class in classes {
                let list = WordList::new(text, class);
                assert!(list.words().is_sorted_by(|one, next| one < next), "{class}");
                assert!(list.words().all(|word| list.holds(word)), "{class}");
            }
        }
    }
}
