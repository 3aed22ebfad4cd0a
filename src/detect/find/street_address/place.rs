//! What follows a delivery line: city, state and ZIP code, or a postal code of another country.

use super::postcode::{after_city, before_city};
use super::words::{Vocabulary, Word};
use super::zip::{is_assigned_zip, zip_state_agree};
use crate::detect::STATES;

/// Most words of a city and a state together: `Truth or Consequences New Mexico`, and one to spare.
const WORDS_MAX: usize = 6;
/// What a postal code of such a form is worth.
const SURE_CODE: f32 = 1.8;
/// Words of a city after its first, where its code stands before it.
const CITY_WORDS_MORE: usize = 2;

/// A city with what comes after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    /// One past the last byte of the ZIP code, or of the state where none follows.
    pub(super) end: usize,
    /// log10 odds that it adds to the line before it.
    pub(super) odds: f32,
    /// Whether a ZIP code is there.
    pub(super) has_zip: bool,
    /// Whether a state is there.
    pub(super) has_state: bool,
    /// Whether the ZIP code lies in the state.
    pub(super) is_agreed: bool,
}

impl Place {
    fn foreign(end: usize, odds: f32) -> Self {
        Self { end, odds, has_zip: false, has_state: false, is_agreed: false }
    }

    /// Whether it makes an address of a street without a kind: hardly anything else looks like it.
    pub(super) fn is_sure(&self) -> bool {
        self.is_agreed || self.odds >= SURE_CODE
    }
}

/// The place that follows a delivery line ending at `end`: after a comma, a space or a line break.
pub(super) fn place_after(text: &[u8], end: usize, vocabulary: &Vocabulary) -> Option<Place> {
    let start = gap_end(text, end)?;
    let mut best = continental(text, start, vocabulary).or_else(|| behind_district(text, start, vocabulary));
    let mut pos = start;
    let mut is_lower = false;
    for count in 0..WORDS_MAX {
        if count > 0 {
            let zip_odds = if is_lower { None } else { zip_end(text, pos) };
            if let Some(zip_end) = zip_odds.filter(|_| is_assigned_zip(text.get(pos..).unwrap_or_default())) {
                best =
                    best.or(Some(Place { end: zip_end, odds: 0.7, has_zip: true, has_state: false, is_agreed: false }));
            }
            if let Some((code_end, odds)) = after_city(text, pos).filter(|_| !is_lower) {
                return Some(Place::foreign(code_end, odds));
            }
        }
        let Some(word) = vocabulary.word_at(text, pos) else { break };
        if let Some((place, is_sure)) = state_at(text, &word, count > 0 && !is_lower, vocabulary) {
            if is_sure {
                return Some(place);
            }
            best = best.or(Some(place));
        }
        if !is_city_word(word.of(text)) {
            break;
        }
        is_lower |= word.of(text).first().is_some_and(u8::is_ascii_lowercase);
        let Some(next) = gap_end(text, word.stop) else { break };
        pos = next;
    }
    best
}

/// Where the next word starts: after at most a comma, spaces and one line break, which may be written as an escape or a
/// tag.
fn gap_end(text: &[u8], end: usize) -> Option<usize> {
    const GAP_MAX: usize = 12;
    const BREAKS: [&[u8]; 5] = [b"\n", b"\\n", b"<br>", b"<br/>", b"<br />"];
    let (mut at, mut breaks, mut commas) = (end, 0, 0);
    while at < end + GAP_MAX {
        let rest = text.get(at..)?;
        if let Some(line_break) = BREAKS.iter().find(|line_break| rest.starts_with(line_break)) {
            breaks += 1;
            at += line_break.len();
            continue;
        }
        at += match rest {
            [b',', ..] => {
                commas += 1;
                1
            }
            [b' ' | b'\r' | b'\t', ..] => 1,
            [b'\\', b'r', b'\\', ..] => 2,
            _ => break,
        };
    }
    (at > end && at <= end + GAP_MAX && breaks <= 1 && commas <= 1).then_some(at)
}

fn is_city_word(word: &[u8]) -> bool {
    word.iter().all(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b'-' | b'\''))
}

/// A state at `word`, and whether a ZIP code makes it sure. A state without one counts after a city alone.
fn state_at(text: &[u8], word: &Word, is_after_city: bool, vocabulary: &Vocabulary) -> Option<(Place, bool)> {
    let two_words = vocabulary.word_at(text, word.end + 1).filter(|_| text.get(word.end) == Some(&b' '));
    let pair =
        two_words.and_then(|second| vocabulary.state(text.get(word.start..second.end)?).map(|state| (state, second)));
    let (state, last) = pair
        .or_else(|| vocabulary.state(word.of(text)).map(|state| (state, *word)))
        .or_else(|| lower_state(text, word))?;
    let code = STATES.get(state)?;
    let Some(zip_start) = gap_end(text, last.stop).filter(|&at| zip_end(text, at).is_some()) else {
        let is_code = word.of(text).first().is_some_and(u8::is_ascii_uppercase);
        let place = Place { end: last.end, odds: 0.8, has_zip: false, has_state: true, is_agreed: false };
        return (is_after_city && is_code).then_some((place, false));
    };
    let end = zip_end(text, zip_start)?;
    let agreed = zip_state_agree(text.get(zip_start..end)?, code);
    let odds = match agreed {
        Some(true) => 2.2,
        // The form alone still says more than a line without it, and generated addresses disagree.
        Some(false) => 0.6,
        None => 0.4,
    };
    Some((Place { end, odds, has_zip: true, has_state: true, is_agreed: agreed == Some(true) }, true))
}

/// A two-letter code in small letters, where a ZIP code follows: of that state, or after a comma any that is assigned.
fn lower_state(text: &[u8], word: &Word) -> Option<(usize, Word)> {
    let code = std::str::from_utf8(word.of(text)).ok().filter(|code| code.len() == 2)?.to_ascii_uppercase();
    let state = super::zip::state_index(&code)?;
    let zip = gap_end(text, word.stop)?;
    let digits = text.get(zip..).filter(|_| zip_end(text, zip).is_some())?;
    let is_apart = text.get(..word.start).is_some_and(|before| before.ends_with(b", "));
    let is_state = zip_state_agree(digits, &code) == Some(true) || is_apart && is_assigned_zip(digits);
    is_state.then_some((state, *word))
}

/// Where the ZIP code at `start` ends: five digits, or nine with or without the hyphen.
fn zip_end(text: &[u8], start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let digits = |from: usize| rest.iter().skip(from).take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let len = match digits(0) {
        9 => 9,
        5 if rest.get(5) == Some(&b'-') && digits(6) == 4 => 10,
        5 => 5,
        _ => return None,
    };
    let is_clean = rest.get(len).is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
        || rest.get(len..).is_some_and(|rest| rest.starts_with(b"__"));
    is_clean.then_some(start + len)
}

/// `10115 Berlin`, `75002 Paris`, `1012 AB Amsterdam`: code before the city.
fn continental(text: &[u8], start: usize, vocabulary: &Vocabulary) -> Option<Place> {
    let code_end = before_city(text, start)?;
    let city = city_word(text, code_end + 1, vocabulary)?;
    let mut end = city.end;
    for _ in 0..CITY_WORDS_MORE {
        let next = if text.get(end) == Some(&b' ') { city_word(text, end + 1, vocabulary) } else { None };
        let Some(next) = next else { break };
        end = next.end;
    }
    // The province of an Italian city.
    if let Some([b' ', b'(', first, second, b')']) = text.get(end..end + 5)
        && first.is_ascii_uppercase()
        && second.is_ascii_uppercase()
    {
        end += 5;
    }
    Some(Place::foreign(end, 1.2))
}

/// Most names between a street and its city: flat, quarter, colony.
const DISTRICTS_MAX: usize = 3;

/// `Col. Centro, 06000 Ciudad de México`, `Bela Vista, São Paulo - SP, 01310-100`: quarters come before the code and the city, or
/// before the city and the letters of its state.
fn behind_district(text: &[u8], start: usize, vocabulary: &Vocabulary) -> Option<Place> {
    let mut at = start;
    for count in 0..=DISTRICTS_MAX {
        if let Some(place) = continental(text, at, vocabulary).filter(|_| count > 0) {
            return Some(place);
        }
        let end = names_end(text, at, vocabulary)?;
        if let Some(place) = brazilian_state(text, end) {
            return Some(place);
        }
        at = text.get(end..)?.starts_with(b", ").then_some(end + 2)?;
    }
    None
}

/// The end of capitalised words, small ones and a number between commas.
fn names_end(text: &[u8], start: usize, vocabulary: &Vocabulary) -> Option<usize> {
    let first = city_word(text, start, vocabulary)?;
    let mut end = first.stop;
    for _ in 0..WORDS_MAX {
        let next = text.get(end..)?.strip_prefix(b" ")?.first().filter(|byte| **byte != b'-');
        let Some(word) = next.and_then(|_| vocabulary.word_at(text, end + 1)) else { break };
        end = word.stop;
        if text.get(end) == Some(&b',') {
            break;
        }
    }
    Some(end)
}

/// ` - SP`, `/SP`, and the postal code that may follow.
fn brazilian_state(text: &[u8], end: usize) -> Option<Place> {
    const STATES: &[u8] = b"ACALAMAPBACEDFESGOMAMGMSMTPAPBPEPIPRRJRNRORRRSSCSESPTO";
    let rest = text.get(end..)?;
    let gap = [&b" - "[..], b"/", b" / ", b"-"].into_iter().find(|gap| rest.starts_with(gap))?.len();
    let code = rest.get(gap..gap + 2).filter(|code| STATES.chunks_exact(2).any(|state| state == *code))?;
    let end = end + gap + code.len();
    if text.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let behind = [&b", "[..], b" ", b", CEP ", b" CEP ", b" - "];
    let postal = behind.into_iter().filter_map(|gap| {
        let at = end + gap.len();
        let digits = text.get(end..)?.strip_prefix(gap)?;
        after_city(text, at).filter(|_| digits.get(5) == Some(&b'-')).map(|(code_end, _)| code_end)
    });
    Some(Place::foreign(postal.max().unwrap_or(end), SURE_CODE))
}

/// A capitalised word of a city.
fn city_word(text: &[u8], start: usize, vocabulary: &Vocabulary) -> Option<Word> {
    let word = vocabulary.word_at(text, start)?;
    let first = word.of(text).first()?;
    let is_city = (first.is_ascii_uppercase() || !first.is_ascii())
        && is_city_word(word.of(text))
        && (word.end - word.start > 2 || word.of(text) == b"De");
    is_city.then_some(word)
}
