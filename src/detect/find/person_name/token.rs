//! Words of a written name: how they are cut from text, and how they are written.

use super::letters::{Folded, apostrophe_at, letter_at};
use super::run::is_article_at;
use super::table::{Entry, NameTable, class};

/// Beginnings of family names after which a second capital stands: `McDonald`, `DeLuca`, `FitzGerald`.
pub(crate) const INNER_CAPITAL_AFTER: [&[u8]; 10] =
    [b"Mc", b"Mac", b"De", b"Di", b"Du", b"La", b"Le", b"Van", b"Von", b"Fitz"];

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Case {
    /// One capital letter: an initial.
    Initial,
    /// Capitals only.
    Upper,
    /// A capital first, and where names have one inside.
    Title,
    /// Small letters only.
    #[default]
    Lower,
    /// Anything else: `iPhone`, `JavaScript`.
    Mixed,
}

/// One word of a text, with what is known of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: usize,
    /// One past its last letter.
    pub(super) end: usize,
    /// How it is written.
    pub(super) case: Case,
    /// What the lists say.
    pub(super) entry: Entry,
}

impl Token {
    /// The same word with what the lists say of it.
    pub(super) fn looked_up(self, text: &[u8], table: &NameTable) -> Self {
        let word = text.get(self.start..self.end).unwrap_or_default();
        Self { entry: look_up(word, table), ..self }
    }

    /// Its letters, as the lists have them.
    pub(super) fn folded(&self, text: &[u8]) -> Folded {
        Folded::new(text.get(self.start..self.end).unwrap_or_default())
    }

    /// Whether it stands for a name by one letter.
    pub(super) fn is_initial(&self) -> bool {
        self.case == Case::Initial
    }

    /// Whether it can be a name by its writing: a capital first, and two letters or more.
    pub(super) fn is_capitalised(&self) -> bool {
        matches!(self.case, Case::Title | Case::Upper)
    }
}

/// The word that starts at `pos`: letters, with apostrophes and hyphens between them. A name's particle that ends in
/// an apostrophe (`d'Arc`) belongs to the word after it.
pub(super) fn token_at(text: &[u8], pos: usize, table: &NameTable) -> Option<Token> {
    bare_token_at(text, pos).map(|token| token.looked_up(text, table))
}

/// The word that starts at `pos`, not yet looked up.
pub(super) fn bare_token_at(text: &[u8], pos: usize) -> Option<Token> {
    plain_token_at(text, pos).or_else(|| marked_token_at(text, pos))
}

/// The same for a word of ASCII letters, which nearly all are; `None` where there is anything else in it or beside it.
#[inline]
fn plain_token_at(text: &[u8], pos: usize) -> Option<Token> {
    let rest = text.get(pos..)?;
    let first = rest.first().filter(|byte| byte.is_ascii_alphabetic())?;
    let tail = rest.get(1..)?;
    let (mut len, mut capitals) = (0, 0);
    for byte in tail.iter().take_while(|byte| byte.is_ascii_alphabetic()) {
        len += 1;
        capitals += usize::from(byte.is_ascii_uppercase());
    }
    if tail.get(len).is_some_and(|byte| !byte.is_ascii() || matches!(byte, b'\'' | b'`' | b'-')) {
        return None;
    }
    let case = match (first.is_ascii_uppercase(), capitals) {
        (true, 0) if len == 0 => Case::Initial,
        (true, 0) => Case::Title,
        (true, _) if capitals == len => Case::Upper,
        (false, 0) => Case::Lower,
        // `McDonald`, `iPhone`
        _ => return None,
    };
    Some(Token { start: pos, end: pos + 1 + len, case, entry: Entry::default() })
}

/// The same for a word with accents, marks or capitals inside.
fn marked_token_at(text: &[u8], pos: usize) -> Option<Token> {
    /// No name is longer; runs of accented letters without an end would be read again from each of them.
    const LEN_MAX: usize = 128;
    let mut shape = ShapeOfWord::default();
    let mut end = pos;
    loop {
        if end - pos > LEN_MAX {
            return None;
        }
        if let Some(letter) = letter_at(text, end) {
            shape.letter(letter.is_upper, text.get(pos..end).unwrap_or_default());
            end += letter.len;
            continue;
        }
        let mark = apostrophe_at(text, end).or_else(|| (text.get(end) == Some(&b'-')).then_some(1));
        match mark {
            Some(len) if end > pos && letter_at(text, end + len).is_some() => {
                shape.mark();
                end += len;
            }
            _ => break,
        }
    }
    // `al-Zahrani` is a name by its writing, as `Zahrani` is.
    let case = if is_article_at(text, pos) { Case::Title } else { shape.case() };
    (end > pos).then(|| Token { start: pos, end, case, entry: Entry::default() })
}

/// Whether a word is a pronoun and a verb drawn together: `I'm`, `They've`.
fn is_contraction(word: &[u8]) -> bool {
    const VERBS: [&[u8]; 5] = [b"m", b"re", b"ve", b"ll", b"d"];
    let mark = word.iter().rposition(|&byte| matches!(byte, b'\'' | b'`'));
    mark.and_then(|mark| word.get(mark + 1..)).is_some_and(|verb| VERBS.contains(&verb))
}

/// What the lists say of a word; a hyphenated one that is not listed is what both of its halves are.
fn look_up(word: &[u8], table: &NameTable) -> Entry {
    if let Some(folded) = Folded::of_plain(word) {
        return table.get(&folded);
    }
    if is_contraction(word) {
        return Entry::word();
    }
    let entry = table.get(&Folded::new(word));
    if entry != Entry::default() || !word.contains(&b'-') {
        return entry;
    }
    if is_article_at(word, 0) {
        return table.get(&Folded::new(word.get(3..).unwrap_or_default()));
    }
    let mut halves = word.split(|&byte| byte == b'-').map(|half| table.get(&Folded::new(half)));
    let first = halves.next().unwrap_or_default();
    halves.fold(first, Entry::both)
}

/// Counts capitals and small letters while a word is read.
#[derive(Debug, Default)]
struct ShapeOfWord {
    letters: usize,
    capitals: usize,
    is_first_capital: bool,
    is_after_mark: bool,
    has_odd_capital: bool,
}

impl ShapeOfWord {
    fn letter(&mut self, is_upper: bool, before: &[u8]) {
        if is_upper {
            self.capitals += 1;
            if self.letters == 0 {
                self.is_first_capital = true;
            } else if !self.is_after_mark && !INNER_CAPITAL_AFTER.contains(&before) {
                self.has_odd_capital = true;
            }
        }
        self.letters += 1;
        self.is_after_mark = false;
    }

    fn mark(&mut self) {
        self.is_after_mark = true;
    }

    fn case(&self) -> Case {
        match (self.letters, self.capitals) {
            (1, 1) => Case::Initial,
            (_, 0) => Case::Lower,
            (letters, capitals) if letters == capitals => Case::Upper,
            _ if self.is_first_capital && !self.has_odd_capital => Case::Title,
            _ => Case::Mixed,
        }
    }
}

/// Whether a word says that no person stands here. Words that are far more often a surname (`Temple`) do not.
pub(super) fn is_organisation(entry: Entry) -> bool {
    entry.is(class::ORGANISATION)
        && (entry.is(class::LEGAL_FORM) || entry.surname_ratio().is_none_or(|ratio| ratio < 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(word: &str) -> Case {
        token_at(word.as_bytes(), 0, &NameTable::new()).expect("a word stands there").case
    }

    #[test]
    fn the_writing_of_a_word_is_told_apart() {
        for (word, expected) in [
            ("J", Case::Initial),
            ("JOHN", Case::Upper),
            ("John", Case::Title),
            ("McDonald", Case::Title),
            ("O'Brien", Case::Title),
            ("Smith-Jones", Case::Title),
            ("Éric", Case::Title),
            ("d'Arc", Case::Mixed),
            ("john", Case::Lower),
            ("iPhone", Case::Mixed),
            ("JavaScript", Case::Mixed),
        ] {
            assert_eq!(case(word), expected, "{word}");
        }
    }

    #[test]
    fn a_word_ends_before_what_is_no_part_of_a_name() {
        let table = NameTable::new();
        for (text, end) in [("Smith-", 5), ("O'", 1), ("Ann.", 3), ("Jos\u{e9}, x", 5), ("John—x", 4)] {
            assert_eq!(token_at(text.as_bytes(), 0, &table).expect("a word stands there").end, end, "{text}");
        }
        assert!(token_at(b"42", 0, &table).is_none());
    }

    #[test]
    fn a_hyphenated_name_is_what_both_halves_are() {
        let table = NameTable::new();
        assert!(token_at(b"Smith-Jones", 0, &table).expect("a word stands there").entry.is_surname());
        assert!(token_at(b"Jean-Pierre", 0, &table).expect("a word stands there").entry.is_given());
        assert!(!token_at(b"Client-Server", 0, &table).expect("a word stands there").entry.is_name());
    }
}
