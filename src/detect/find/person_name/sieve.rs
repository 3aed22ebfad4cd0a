//! A first look at a capitalised word: could the run that it stands in be read as a name?
//!
//! What [`super::text`] finds has a listed name and a second word, or a listed family name with a comma or a component mark
//! behind it, or a cue before it: a title, a greeting, `name is`. Words that have none of this, which are nearly all capitals
//! of logs, code and prose, are turned away here by the bytes beside them and by a set of words.

use super::context::{NAME_IS_ENDS, NAME_KEYS, TITLE_ENDS, is_gap, is_in_brackets, names_part, sets_part};
use super::entries::{PAIRED_KEYS, is_behind_room, is_identified, is_keyed, is_titled};
use super::letters::letter_at;
use super::run::{is_article_at, is_behind_blank_line, is_code_before, is_code_behind};
use super::table::{NameTable, class};
use super::token::{Case, Token, bare_token_at};
use crate::detect::find::words::{WordHash, WordSet};

/// Letters that a word is followed over; longer ones are no names.
const WORD_MAX: usize = 32;
/// As [`super::run`] has it.
const PARTICLE_LEN_MAX: usize = 5;

/// A capital that begins a word, as masks tell it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Capital {
    /// Where it stands.
    pub(crate) at: usize,
    /// The ASCII letters from there on, 64 at most; none where it is outside of ASCII.
    pub(crate) letters: usize,
    /// How many of them are capitals.
    pub(crate) capitals: usize,
    /// Which of the 64 bytes before it are ASCII letters, the nearest one as the highest bit.
    pub(crate) letters_before: u64,
    /// Which of them are bytes outside of ASCII.
    pub(crate) highs_before: u64,
}

impl Capital {
    /// The word that ends `gap` bytes before it.
    fn word_before(self, text: &[u8], gap: usize) -> &[u8] {
        let end = self.at.saturating_sub(gap);
        let letters = self.letters_before.checked_shl(u32::try_from(gap).unwrap_or(u32::MAX)).unwrap_or(0);
        let len = (letters.leading_ones() as usize).min(WORD_MAX);
        text.get(end.saturating_sub(len)..end).unwrap_or_default()
    }
}

/// Words to look for.
pub(super) struct Words {
    /// Titles and suffixes, which count like listed names.
    titles: WordSet,
    /// Titles, greetings, and the last word of `name is`.
    cues: WordSet,
    /// Words that a listed name may stand after by itself: roles, companions; and those that may stand behind it: what only
    /// people do.
    hints: WordSet,
    /// Roles that only people have, which two names stand after that no list need have.
    persons: WordSet,
    verbs: WordSet,
    particles: WordSet,
    /// Titles and suffixes: a full stop behind one does not end the run.
    abbreviations: WordSet,
    /// Whatever says something before a name: the cues, hints, persons and particles. Nearly all words are in none of these.
    heads: WordSet,
}

impl Words {
    /// The words of the lists.
    pub(super) fn new(table: &NameTable) -> Self {
        let small = || WordSet::new(12);
        let mut words = Self {
            titles: small(),
            cues: small(),
            hints: small(),
            persons: small(),
            verbs: small(),
            particles: small(),
            abbreviations: small(),
            heads: small(),
        };
        table.each_cue(&mut |cue, classes| {
            if classes & (class::TITLE | class::SUFFIX) != 0 {
                words.titles.insert(cue);
                words.abbreviations.insert(cue);
            }
            if classes & (class::TITLE | class::GREETING) != 0 {
                words.cues.insert(cue);
            }
            if classes & (class::ROLE | class::COMPANION) != 0 {
                words.hints.insert(cue);
            }
            if classes & class::PERSON != 0 {
                words.persons.insert(cue);
            }
            if classes & class::VERB != 0 {
                words.verbs.insert(cue);
            }
            if classes & class::PARTICLE != 0 {
                words.particles.insert(cue);
            }
        });
        NAME_IS_ENDS.iter().for_each(|end| words.cues.insert(end));
        // `c/o`
        words.hints.insert(b"o");
        // `Patient name: `
        words.persons.insert(b"name");
        TITLE_ENDS.iter().for_each(|end| words.cues.insert(end));
        PAIRED_KEYS.iter().for_each(|(key, _)| words.cues.insert(key));
        NAME_KEYS.iter().filter(|key| !key.contains(&b'_')).for_each(|key| words.cues.insert(key));
        for set in [&words.cues, &words.hints, &words.persons, &words.particles] {
            words.heads.insert_all(set);
        }
        words
    }

    /// Whether a name may stand in the run of capitalised words that `capital` belongs to.
    pub(super) fn may_begin(&self, text: &[u8], capital: Capital, names: &WordSet) -> bool {
        let at = capital.at;
        let before = text.get(..at).unwrap_or_default();
        if matches!(before.last(), Some(b'/' | b'\\' | b'@' | b'#' | b'$' | b'-' | b'%' | b'~' | b'+'))
            || before.last() == Some(&b'_') && !is_behind_blank_line(text, at)
        {
            return false;
        }
        let plain = plain_word(text, capital);
        let Some(word) = plain.or_else(|| marked_word(text, at)) else { return false };
        let after = text.get(word.end..).unwrap_or_default();
        if after.first() == Some(&b'^') {
            return true;
        }
        // `?name=A+Moore`: what follows the sign is asked for from here.
        let is_field = matches!(before, [.., b'a'..=b'z' | b'A'..=b'Z', b'=']);
        if is_field && after.strip_prefix(b".").unwrap_or(after).first() == Some(&b'+') {
            return true;
        }
        // Nearly all words end where one that belongs to code does not.
        let ends_plainly = matches!(after, [b' ' | b',' | b'\n' | b'\r' | b'"' | b'\'' | b')' | b';', ..]);
        if word.case == Case::Upper && after.first() == Some(&b'/') {
            return self.is_on_ticket(text, capital, after);
        }
        if before.last() == Some(&b'.') && is_code_before(text, &word)
            || !ends_plainly && is_code_behind(text, &word, word.start)
        {
            return false;
        }
        let bytes = text.get(at..word.end).unwrap_or_default();
        let hash = WordHash::of(bytes);
        let is_listed =
            names.may_hold_hashed(hash) || self.titles.may_hold_hashed(hash) || plain.is_none() && !is_plain(bytes);
        // `VOGEL, Birgit`: the writing alone tells a family name, where a comma and a capital follow.
        let is_family =
            matches!(after, [b',', b' ', ..]) && bytes.len() > 1 && !bytes.iter().any(u8::is_ascii_lowercase);
        // `Patient: Wolkenstein, Anna`: a label and a given name tell a family name that is not listed.
        let is_inverted = matches!(after, [b',', b' ', next, ..] if next.is_ascii_uppercase() || !next.is_ascii());
        (is_listed || is_family) && (self.goes_on(bytes, after) || self.goes_back(text, capital))
            || is_listed && (self.has_verb(after) || has_ampersand(before) || is_quoted(before, after))
            || {
                let neighbour = self.neighbour(text, capital);
                neighbour.is_some_and(|word| self.is_cue(before, word, is_listed || is_inverted))
                    || is_set(before)
                    || matches!(after, [b' ' | b',' | b'.', ..]) && self.is_entry(text, capital, neighbour)
                    || is_keyed_pair(after)
            }
    }

    /// `BATTLE/MARCEL MR`: a title behind the second name, or a cue before the first one.
    fn is_on_ticket(&self, text: &[u8], capital: Capital, after: &[u8]) -> bool {
        let given = after.get(1..).unwrap_or_default();
        let len = given.iter().take(WORD_MAX).take_while(|byte| byte.is_ascii_uppercase()).count();
        len > 1
            && (is_titled(given.get(len..).unwrap_or_default())
                || self.is_entry(text, capital, self.neighbour(text, capital)))
    }

    /// Whether a person's role, or the head of a line of a chat, stands before a word; `neighbour` is the word before it.
    fn is_entry(&self, text: &[u8], capital: Capital, neighbour: Option<Neighbour<'_>>) -> bool {
        let before = text.get(..capital.at).unwrap_or_default();
        let is_headed = match before {
            [.., sign, b' '] => match sign {
                b']' => true,
                b'-' => before.ends_with(b" - "),
                b':' => before.ends_with(b"): "),
                b'0'..=b'9' => is_behind_room(text, capital.at),
                _ => false,
            },
            _ => false,
        };
        let is_person = |word: Neighbour<'_>| {
            word.may_be_head && self.persons.may_hold_hashed(word.hash) && word.is_before_gap(before)
        };
        is_headed || neighbour.is_some_and(is_person)
    }

    /// Whether a word that only people do follows.
    fn has_verb(&self, after: &[u8]) -> bool {
        let Some(rest) = after.strip_prefix(b" ").filter(|rest| rest.first().is_some_and(u8::is_ascii_lowercase))
        else {
            return false;
        };
        let len = rest.iter().take(WORD_MAX).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = rest.get(..len).unwrap_or_default();
        let is_simple = rest.get(len).is_none_or(|byte| byte.is_ascii() && !matches!(byte, b'\'' | b'`' | b'-'));
        !is_simple || self.verbs.may_hold(word)
    }

    /// Whether the run may go on behind a word, or another part of the name follow a comma.
    fn goes_on(&self, word: &[u8], after: &[u8]) -> bool {
        let is_capital = |byte: &u8| byte.is_ascii_uppercase() || !byte.is_ascii();
        match after {
            [b' ', next, ..] if is_capital(next) => true,
            [b' ', b'(' | b'"', next, ..] => next.is_ascii_uppercase(),
            [b' ', rest @ ..] => is_article_at(rest, 0) || self.is_particle(rest),
            [b'+', next, ..] => next.is_ascii_uppercase(),
            [b'.', rest @ ..] => {
                let next = rest.strip_prefix(b" ").unwrap_or(rest);
                self.is_abbreviated(word) && (next.first().is_some_and(is_capital) || self.is_particle(next))
            }
            // A given name before a comma may stand alone.
            [b',', b' ', ..] => true,
            [b'\'' | b'`', ..] => true,
            [next, ..] => !next.is_ascii(),
            [] => false,
        }
    }

    /// Whether a full stop may stand behind a word within a name.
    fn is_abbreviated(&self, word: &[u8]) -> bool {
        word.len() == 1 || word == b"St" || !is_plain(word) || self.abbreviations.may_hold(word)
    }

    /// Whether a particle and a space stand at the beginning of `rest`.
    fn is_particle(&self, rest: &[u8]) -> bool {
        let reach = rest.get(..PARTICLE_LEN_MAX + 1).unwrap_or(rest);
        let Some(len) = reach.iter().position(|&byte| byte == b' ') else { return false };
        let word = reach.get(..len).unwrap_or_default();
        let is_word = word.iter().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
        is_word && (!is_plain(word) || self.particles.may_hold(word))
    }

    /// Whether the run may have begun before a word.
    fn goes_back(&self, text: &[u8], capital: Capital) -> bool {
        let before = text.get(..capital.at).unwrap_or_default();
        let (stem, has_stop) = match before {
            [stem @ .., b'.', b' '] | [stem @ .., b'.'] => (stem, true),
            [stem @ .., b' '] => (stem, false),
            _ => return false,
        };
        let word = capital.word_before(text, before.len() - stem.len());
        match word {
            _ if has_stop && !self.is_abbreviated(word) => false,
            [] => stem.last().is_some_and(|byte| !byte.is_ascii()),
            [first, ..] if first.is_ascii_uppercase() => true,
            // What stands before the letters may belong to them: an accent, an apostrophe.
            _ => {
                let outside = stem.get(..stem.len() - word.len()).unwrap_or_default().last();
                outside.is_some_and(|byte| !byte.is_ascii() || matches!(byte, b'\'' | b'`' | b'-'))
                    || word.len() <= PARTICLE_LEN_MAX && self.particles.may_hold(word)
            }
        }
    }

    /// Whether the word before asks for a name, or for a name that shows by itself.
    fn is_cue(&self, before: &[u8], word: Neighbour<'_>, is_shown: bool) -> bool {
        let stem = before.get(..before.len() - word.gap).unwrap_or_default();
        let is_cue = || {
            let outside = stem.get(..stem.len() - word.word.len()).unwrap_or_default().last();
            word.may_be_head
                && (self.cues.may_hold_hashed(word.hash)
                    || word.word.eq_ignore_ascii_case(b"name") && names_part(stem)
                    || is_shown && self.hints.may_hold_hashed(word.hash)
                    || word.gap == 1 && self.particles.may_hold_hashed(word.hash) && self.is_behind_title(stem))
                || outside.is_some_and(|byte| !byte.is_ascii() || matches!(byte, b'\'' | b'-'))
        };
        let may_be_cue = stem.last().is_some_and(|last| !last.is_ascii()) || is_cue();
        may_be_cue && word.is_before_gap(before)
    }
}

impl Words {
    /// The word before a capital.
    fn neighbour<'t>(&self, text: &'t [u8], capital: Capital) -> Option<Neighbour<'t>> {
        let gap = (capital.letters_before | capital.highs_before).leading_zeros() as usize;
        (1..=WORD_MAX).contains(&gap).then(|| {
            let word = capital.word_before(text, gap);
            let hash = WordHash::of(word);
            Neighbour { word, hash, may_be_head: self.heads.may_hold_hashed(hash), gap }
        })
    }

    /// Whether a title stands before the particles that end a text: `heer van der`.
    fn is_behind_title(&self, mut stem: &[u8]) -> bool {
        const PARTICLES_MAX: usize = 3;
        for _ in 0..=PARTICLES_MAX {
            let len = stem.iter().rev().take(WORD_MAX).take_while(|byte| byte.is_ascii_alphabetic()).count();
            let (before, word) = stem.split_at(stem.len() - len);
            if !self.particles.may_hold(word) {
                return len > 0 && self.titles.may_hold(word) || before.last().is_some_and(|byte| !byte.is_ascii());
            }
            let before = before.strip_suffix(b" ").unwrap_or(before);
            stem = before.strip_suffix(b".").unwrap_or(before);
        }
        false
    }
}

/// The word before a capital.
#[derive(Debug, Clone, Copy)]
struct Neighbour<'t> {
    word: &'t [u8],
    hash: WordHash,
    /// Whether it may be one of the words that say something before a name.
    may_be_head: bool,
    /// The bytes between it and the capital: up to the nearest byte that is a letter, or may be a part of one.
    gap: usize,
}

impl Neighbour<'_> {
    /// Whether what stands between is a gap as names have it.
    fn is_before_gap(self, before: &[u8]) -> bool {
        before.iter().rev().take(self.gap).all(|byte| is_gap(*byte))
    }
}

/// Whether another capitalised word follows, and behind it the key of an identifier: `Zyxa Qwop, DOB 11/06/99`.
fn is_keyed_pair(after: &[u8]) -> bool {
    if let [b',', b' ', given @ ..] = after {
        return is_identified_given(given);
    }
    let [b' ', rest @ ..] = after else { return false };
    if !rest.first().is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        return false;
    }
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic() || !byte.is_ascii() || **byte == b'-';
    let len = rest.iter().take(WORD_MAX).take_while(is_letter).count();
    is_keyed(rest, len)
}

/// Whether a text begins with given names that an identifier of a person follows: `RUDY B 08/16/2003`.
fn is_identified_given(text: &[u8]) -> bool {
    const NAMES_MAX: usize = 3;
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(**byte, b'-' | b'\'');
    let mut at = 0;
    for _ in 0..NAMES_MAX {
        let rest = text.get(at..).unwrap_or_default();
        if !rest.first().is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            return false;
        }
        at += rest.iter().take(2 * WORD_MAX).take_while(is_letter).count();
        if is_identified(text, at) {
            return true;
        }
        at += usize::from(text.get(at) == Some(&b'.')) + 1;
    }
    false
}

/// Whether quotes stand around a word, and a comma behind them: `("Ann", "Moore")`.
fn is_quoted(before: &[u8], after: &[u8]) -> bool {
    matches!((before.last(), after), (Some(b'"'), [b'"', b',', ..]) | (Some(b'\''), [b'\'', b',', ..]))
}

/// Whether a method that sets a part of a name stands before a value in quotes, or such a part in brackets before a word.
fn is_set(before: &[u8]) -> bool {
    if let [key @ .., b')', b' '] = before {
        return names_part(key) && is_in_brackets(key);
    }
    // `first_name { "Bethany" }`
    if let [key @ .., b' ', b'{', b' ', b'"'] = before {
        return names_part(key);
    }
    matches!(before, [.., b'(', b'"' | b'\'']) && sets_part(before.get(..before.len() - 2).unwrap_or_default())
}

/// Whether `&` stands before a word: it is the second of two persons.
fn has_ampersand(before: &[u8]) -> bool {
    before.iter().rev().take(WORD_MAX).take_while(|byte| is_gap(**byte)).any(|byte| *byte == b'&')
}

/// The word of a capital where it is ASCII letters alone and nothing beside them makes it longer: nearly all are.
fn plain_word(text: &[u8], capital: Capital) -> Option<Token> {
    let Capital { at, letters, capitals, .. } = capital;
    let end = at + letters;
    let ends = text.get(end).is_none_or(|byte| byte.is_ascii() && !matches!(byte, b'\'' | b'`' | b'-'));
    let case = match capitals {
        1 if letters == 1 => Case::Initial,
        1 => Case::Title,
        _ => Case::Upper,
    };
    let is_plain = letters < WORD_MAX && ends && (capitals == 1 || capitals == letters);
    is_plain.then(|| Token { start: at, end, case, ..Token::default() })
}

/// Any other word as runs cut it; `None` where it is none, or written as no name is.
fn marked_word(text: &[u8], at: usize) -> Option<Token> {
    letter_at(text, at).filter(|letter| letter.is_upper && !is_within_word(text, at))?;
    bare_token_at(text, at).filter(|token| token.case != Case::Mixed)
}

/// Whether a capital goes on a word that began before it. Runs of accented capitals without an end would be read again from
/// each of them.
fn is_within_word(text: &[u8], at: usize) -> bool {
    const FOLLOWING_MAX: usize = 3;
    let before = text.get(..at).unwrap_or_default().iter().rev();
    let following = before.take(FOLLOWING_MAX).take_while(|byte| matches!(byte, 0x80..=0xBF)).count();
    let Some(start) = at.checked_sub(following + 1) else { return false };
    // A name may be drawn together with a key of ASCII letters before it.
    letter_at(text, start).is_some_and(|letter| start + letter.len == at && (letter.is_upper || letter.len > 1))
}

/// Whether a word is letters of ASCII alone.
fn is_plain(word: &[u8]) -> bool {
    word.iter().all(u8::is_ascii_alphabetic)
}
