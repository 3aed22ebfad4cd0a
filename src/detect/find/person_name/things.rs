//! What is called like a person and is none: firms and institutions ([`class::BRAND`], [`class::EPONYM`]), dealers of several makes,
//! places beside other places, sentences that a name runs into.

use super::context::{Before, is_verb_next};
use super::entries::is_identified;
use super::letters::Folded;
use super::table::{Entry, NameTable, class};
use super::token::{Case, Token, token_at};

/// Words of what is listed, and those of it that may stand beside the ones that look like a name.
const PHRASE_MAX: usize = 4;
const BESIDE_MAX: usize = 2;
/// From this ratio on the last word of a place is a surname before all else.
const CLEAR_SURNAME: f32 = 1.0;
/// Words that places stand after and that are no kinds of streets.
const PREPOSITIONS: [&[u8]; 12] =
    [b"in", b"near", b"at", b"on", b"into", b"around", b"along", b"outside", b"inside", b"towards", b"toward", b"upon"];
/// The longest kind of a street, in bytes.
const KIND_MAX: usize = 24;
/// The words before a place in a list that are looked at.
const SIBLING_REACH: usize = 40;

/// The words `first..end` of a run read as a name, after a cue.
pub(super) struct Candidate<'a> {
    pub(super) text: &'a [u8],
    pub(super) table: &'a NameTable,
    pub(super) tokens: &'a [Token],
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) cue: Before,
}

impl Candidate<'_> {
    /// Whether it is a thing, and nobody.
    pub(super) fn is_thing(&self) -> bool {
        let names = self.tokens.get(self.first..self.end).unwrap_or_default();
        let Some(last) = names.last() else { return false };
        let is_told = self.cue.tells_person() || is_identified(self.text, last.end);
        self.is_eponym(is_told)
            || self.is_spelled()
            || self.is_ship()
            || self.is_of_script(names)
            || !is_told && (self.is_street() || self.is_compared(last) || self.is_colour(last))
            || !is_told && (self.is_series_of_makes() || is_firm(names) || self.is_place(names))
            || self.runs_on(names)
    }

    /// `USS Abraham Lincoln`
    fn is_ship(&self) -> bool {
        const PREFIXES: [&[u8]; 6] = [b"USS", b"HMS", b"RMS", b"HMCS", b"HMAS", b"USNS"];
        let previous = self.first.checked_sub(1).and_then(|at| self.tokens.get(at));
        previous.and_then(|token| self.text.get(token.start..token.end)).is_some_and(|word| PREFIXES.contains(&word))
    }

    /// `MONGOLIAN LETTER MANCHU ALI GALI TA`: what the signs of scripts are called in lists of them.
    fn is_of_script(&self, names: &[Token]) -> bool {
        const SORTS: [&[u8]; 7] = [b"LETTER", b"SYLLABLE", b"VOWEL", b"DIGIT", b"LIGATURE", b"IDEOGRAPH", b"RADICAL"];
        let is_sort = |token: &Token| SORTS.contains(&self.text.get(token.start..token.end).unwrap_or_default());
        names.iter().all(|name| matches!(name.case, Case::Upper | Case::Initial)) && self.tokens.iter().any(is_sort)
    }

    /// `Jun Su>=1`, the first Sunday of June: what is compared with a number is one.
    fn is_compared(&self, last: &Token) -> bool {
        let rest = self.text.get(last.end..).unwrap_or_default();
        matches!(rest, [b'<' | b'>', b'=', digit, ..] if digit.is_ascii_digit())
    }

    /// `"Katy Berry":"#3f14a1"`, `"#3f14a1":"Katy Berry"`: colours are listed by their names and what they are made of.
    fn is_colour(&self, last: &Token) -> bool {
        let rest = self.text.get(last.end..).unwrap_or_default();
        let len = rest.iter().take(COLOUR_REACH).take_while(|byte| **byte != b'#').count();
        if rest.get(len..).is_some_and(|colour| is_colour(rest.get(..len).unwrap_or_default(), colour)) {
            return true;
        }
        let start = self.tokens.get(self.first).map_or(0, |first| first.start);
        let head = self.text.get(start.saturating_sub(COLOUR_REACH)..start).unwrap_or_default();
        let at = head.iter().rposition(|byte| *byte == b'#');
        let colour = at.and_then(|at| head.get(at..));
        colour.is_some_and(|colour| is_colour(colour.get(COLOUR_LEN..).unwrap_or_default(), colour))
    }

    /// `Favela Davi Lucca Farias, 31`, `Via de Melania Jaén 248`: the kind of a street stands before it, and the number of a house
    /// behind it.
    fn is_street(&self) -> bool {
        let end = self.end + usize::from(self.tokens.get(self.end).is_some_and(|next| next.entry.is(class::SUFFIX)));
        let rest = end.checked_sub(1).and_then(|last| self.text.get(self.tokens.get(last)?.end..)).unwrap_or_default();
        let has_number = matches!(rest, [b' ', digit, ..] | [b',', b' ', digit, ..] if digit.is_ascii_digit());
        let kinds = self.tokens.get(..=self.first).unwrap_or_default();
        let is_kind = |token: &Token| {
            let word = self.text.get(token.start..token.end).unwrap_or_default();
            // `via Ann Moore, 41`
            let is_english = token.case == Case::Lower && token.entry.is(class::COMPANION);
            token.entry.is(class::NEAR)
                && !is_english
                && !PREPOSITIONS.iter().any(|other| word.eq_ignore_ascii_case(other))
        };
        has_number && (kinds.iter().any(is_kind) || self.word_before().is_some_and(|word| is_kind(&word)))
    }

    /// The word before the run.
    fn word_before(&self) -> Option<Token> {
        let head = self.text.get(..self.tokens.first()?.start)?.strip_suffix(b" ")?;
        let len =
            head.iter().rev().take(KIND_MAX).take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
        token_at(head, head.len() - len, self.table).filter(|word| word.end == head.len())
    }

    /// Whether three words or more of the alphabet of radio telephony stand together: `Mike Oscar Lima`.
    fn is_spelled(&self) -> bool {
        const LETTERS: [&[u8]; 28] = [
            b"alfa",
            b"alpha",
            b"bravo",
            b"charlie",
            b"delta",
            b"echo",
            b"foxtrot",
            b"golf",
            b"hotel",
            b"india",
            b"juliet",
            b"juliett",
            b"kilo",
            b"lima",
            b"mike",
            b"november",
            b"oscar",
            b"papa",
            b"quebec",
            b"romeo",
            b"sierra",
            b"tango",
            b"uniform",
            b"victor",
            b"whiskey",
            b"xray",
            b"yankee",
            b"zulu",
        ];
        let is_letter = |token: &&Token| {
            let word = self.text.get(token.start..token.end).unwrap_or_default();
            LETTERS.iter().any(|letter| word.eq_ignore_ascii_case(letter))
        };
        let names = self.tokens.get(self.first..self.end).unwrap_or_default();
        names.iter().all(|name| is_letter(&name)) && self.tokens.iter().filter(is_letter).count() > 2
    }

    /// Whether the words are, or are a part of, what is listed as called so. A title that belongs to it (`Dr. Martens`) tells nothing.
    fn is_eponym(&self, is_told: bool) -> bool {
        let starts = self.first.saturating_sub(BESIDE_MAX)..=self.first;
        let ends = self.end..=self.tokens.len().min(self.end + BESIDE_MAX);
        starts.flat_map(|start| ends.clone().map(move |end| (start, end))).any(|(start, end)| {
            let phrase = self.tokens.get(start..end).filter(|phrase| phrase.len() <= PHRASE_MAX).unwrap_or_default();
            let entry = self.joined(phrase);
            entry.is(class::BRAND) || entry.is(class::EPONYM) && (!is_told || start < self.first)
        })
    }

    /// What the small lists say of words joined.
    fn joined(&self, words: &[Token]) -> Entry {
        let mut joined = Folded::EMPTY;
        let mut pieces = words.iter().map(|token| self.text.get(token.start..token.end).unwrap_or_default());
        let fits = pieces.all(|piece| joined.push(piece).is_some());
        if fits && !words.is_empty() { self.table.cue(&joined) } else { Entry::default() }
    }

    /// `Arthur Ford Lincoln` sells cars.
    fn is_series_of_makes(&self) -> bool {
        let reach = self.tokens.get(self.first..self.tokens.len().min(self.end + 1)).unwrap_or_default();
        reach.windows(2).any(|pair| pair.iter().all(|token| token.entry.is(class::MAKE)))
    }

    /// `Crosby Chapel`, `to Jackson Hole`, `Amaya Hill, Miller Park and Douglas Heights`.
    fn is_place(&self, names: &[Token]) -> bool {
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
        // `to` is the label of a letter, too.
        let is_role = self.cue == Before::Role && !self.is_toward(first);
        if !last.entry.is(class::PLACE_END) || names.len() < 2 || is_role {
            return false;
        }
        let is_work = last.entry.is(class::ORGANISATION);
        // `Scott Dam`: works are called after families.
        let is_given = first.entry.is_mostly_given()
            && !first.entry.is(class::CITY)
            && !(is_work && first.entry.is_often_surname());
        let is_met = !is_work && first.entry.is_rather_given() && self.is_where_persons_are(first, last);
        let is_given = is_given || is_met;
        let is_surname = !is_work && last.entry.surname_ratio().is_some_and(|ratio| ratio >= CLEAR_SURNAME);
        let is_where = || self.cue == Before::Near || self.is_toward(first);
        !is_given && (!is_surname || is_where()) || self.is_beside_place(first.start, last.end)
    }

    /// `I met Dionna Park`, `Dionna Park signed`
    fn is_where_persons_are(&self, first: &Token, last: &Token) -> bool {
        self.cue == Before::Companion && !self.is_toward(first) || is_verb_next(self.text, last.end, self.table)
    }

    /// Whether `to` or `from` and the like stand before a word: persons stand after them as well as places.
    fn is_toward(&self, first: &Token) -> bool {
        const WORDS: [&[u8]; 6] = [b" to ", b" from ", b" past ", b" through ", b" of ", b" via "];
        let before = self.text.get(..first.start).unwrap_or_default();
        WORDS.iter().any(|word| before.ends_with(word))
    }

    /// Whether another place stands before or after in a list.
    fn is_beside_place(&self, start: usize, end: usize) -> bool {
        const LINKS: [&[u8]; 5] = [b" and the ", b", and ", b" and ", b", ", b"; "];
        let rest = self.text.get(end..).unwrap_or_default();
        let next = LINKS.iter().find(|link| rest.starts_with(link)).map(|link| end + link.len());
        if next.is_some_and(|next| self.is_place_at(next)) {
            return true;
        }
        let before = self.text.get(..start).unwrap_or_default();
        let Some(head) = LINKS.iter().find_map(|link| before.strip_suffix(*link)) else { return false };
        let from = head.len().saturating_sub(SIBLING_REACH);
        let reach = head.get(from..).unwrap_or_default();
        let is_name = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b' ';
        let list = reach.iter().rposition(|byte| !is_name(byte)).map_or(0, |at| at + 1);
        let words = || reach.get(list..).unwrap_or_default().split(|byte| *byte == b' ').rev();
        let count = words().take_while(|word| word.first().is_some_and(u8::is_ascii_uppercase)).count();
        let len: usize = words().take(count).map(|word| word.len() + 1).sum();
        count > 1 && self.is_place_at((head.len() + 1).saturating_sub(len))
    }

    /// Whether words that are called like a place begin at `start`: `Crosby Borough`, `Port Evans`, `Madison Township`.
    fn is_place_at(&self, start: usize) -> bool {
        let Some(first) = token_at(self.text, start, self.table) else { return false };
        let Some(second) = token_at(self.text, first.end + 1, self.table) else { return false };
        if first.case != Case::Title || second.case != Case::Title || self.text.get(first.end) != Some(&b' ') {
            return false;
        }
        let is_surname = second.entry.surname_ratio().is_some_and(|ratio| ratio >= CLEAR_SURNAME);
        let is_person = first.entry.is_mostly_given() && is_surname;
        let is_headed = first.entry.is(class::PLACE) && first.entry.given_ratio().is_none_or(|ratio| ratio < 0.0);
        is_headed || second.entry.is(class::PLACE_END | class::STREET) && !is_person
    }

    /// `Kennedy Center, Dwight D. Lake Charles has`: behind an initial stands another place, and the sentence of which.
    fn runs_on(&self, names: &[Token]) -> bool {
        let Some(at) = names.iter().skip(1).position(Token::is_initial).map(|at| at + 2) else { return false };
        let rest = names.get(at..).unwrap_or_default();
        let Some(first) = rest.first() else { return false };
        let is_headed = first.entry.is(class::PLACE) && first.entry.given_ratio().is_none_or(|ratio| ratio < 0.0);
        let is_town = || first.case == Case::Title && self.joined(rest).is(class::CITY | class::BRAND);
        rest.len() > 1 && (is_headed || is_town())
    }
}

/// Bytes around a name that may hold a colour, and those of one: `#3f14a1`.
const COLOUR_REACH: usize = 24;
const COLOUR_LEN: usize = 7;

/// Whether a text begins with a colour, and `between`, which parts it from its name in quotes, says nothing else: `","hex":"`, `":"`. People
/// have colours, and the numbers of their cases look like some.
fn is_colour(between: &[u8], text: &[u8]) -> bool {
    const WORDS: [&[u8]; 2] = [b"hex", b"rgb"];
    let hex = text.get(1..COLOUR_LEN).unwrap_or_default();
    let is_made = !hex.is_empty()
        && hex.iter().all(u8::is_ascii_hexdigit)
        && text.get(COLOUR_LEN).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let is_sign = |byte: &u8| matches!(byte, b'"' | b'\'' | b':' | b',' | b';' | b'=') || byte.is_ascii_whitespace();
    let mut words = between.split(is_sign).filter(|word| !word.is_empty());
    let are_known = words.all(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)));
    is_made && are_known && between.contains(&b'"')
}

/// `Bailey Brothers` is a firm.
fn is_firm(names: &[Token]) -> bool {
    names.len() > 1 && names.last().is_some_and(|last| last.entry.is(class::FIRM_END))
}
