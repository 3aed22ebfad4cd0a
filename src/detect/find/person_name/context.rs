//! What stands before and after a name in text.

use std::ops::Range;

use super::entries::{is_speaker, keyed};
use super::letters::{Folded, letter_at};
use super::run::is_manuscript;
use super::table::{Entry, NameTable, class};
use super::token::{bare_token_at, is_organisation, token_at};
use crate::word_list::WordList;

/// Bytes before a name that are searched for a cue; a label and its punctuation are shorter.
pub(super) const REACH: usize = 32;

/// Keys of given names and of family names.
pub(super) const NAME_KEYS: [&[u8]; 13] = [
    b"first_name",
    b"firstname",
    b"last_name",
    b"lastname",
    b"given_name",
    b"givenname",
    b"family_name",
    b"familyname",
    b"surname",
    b"forename",
    b"middle_name",
    b"vorname",
    b"nachname",
];

/// What may stand between a cue and its name.
const GAPS: [bool; 256] = {
    let mut gaps = [false; 256];
    let mut rest: &[u8] = b" \t\"'\n\r:=,.>*&\\";
    while let [byte, more @ ..] = rest {
        gaps[*byte as usize] = true;
        rest = more;
    }
    gaps
};

/// Whether a byte may stand between a cue and its name.
#[inline]
pub(super) fn is_gap(byte: u8) -> bool {
    GAPS[usize::from(byte)]
}

/// What stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing that says anything.
    Nothing,
    /// `Mr.`
    Honorific,
    /// `Captain `.
    Title,
    /// A label and its colon: `Patient: `.
    Label,
    /// A time at the head of a line, as chats are kept: `[3:25 PM] `, `12/23/23, 19:05 - `.
    Speaker,
    /// A key of a given or a family name beside keys that only persons have: `first="`, `ssn="`.
    Keyed,
    /// A person's role: `customer `.
    Role,
    /// `Dear `, `Sincerely,`.
    Greeting,
    /// `my name is `.
    Named,
    /// `Last name` on a line of its own.
    Heading,
    /// A capitalised word that opens the sentence.
    Opening,
    /// A word that persons often stand after: `with `.
    Companion,
    /// A word that places often stand after: `near `.
    Near,
    /// A number and a space.
    Number,
    /// Some other capitalised word: the name of something longer.
    Capitalised,
    /// A place, an institution, or `&`.
    Other,
}

impl Before {
    /// log10 odds that a name follows.
    pub(super) fn odds(self) -> f32 {
        match self {
            Self::Nothing => 0.0,
            Self::Title | Self::Honorific => 1.8,
            Self::Label | Self::Named | Self::Heading | Self::Speaker | Self::Keyed => 1.5,
            Self::Greeting => 1.2,
            Self::Role => 0.8,
            Self::Companion => 0.2,
            Self::Near => -0.5,
            Self::Number => -0.7,
            Self::Opening => -0.1,
            Self::Capitalised => -0.7,
            Self::Other => -1.2,
        }
    }

    fn of_title(entry: Entry) -> Self {
        if entry.is(class::HONORIFIC) { Self::Honorific } else { Self::Title }
    }

    /// Whether it says that a person follows, and nothing that is called like one.
    pub(super) fn tells_person(self) -> bool {
        self.is_title() || matches!(self, Self::Label | Self::Named | Self::Greeting | Self::Heading | Self::Keyed)
    }

    /// Whether a role or a label stands there.
    pub(super) fn may_be_role(self) -> bool {
        matches!(self, Self::Role | Self::Label)
    }

    /// Whether a title stands there, of either sort.
    pub(super) fn is_title(self) -> bool {
        matches!(self, Self::Title | Self::Honorific)
    }

    /// What a capitalised word of the same run says; `is_first` where it opens the run.
    pub(super) fn of_capitalised(entry: Entry, is_first: bool) -> Self {
        if entry.is(class::TITLE) {
            Self::of_title(entry)
        } else if entry.is(class::GREETING) {
            Self::Greeting
        } else if entry.is(class::ROLE) {
            Self::Role
        } else if entry.is(class::COMPANION) {
            Self::Companion
        } else if entry.is(class::PLACE | class::STREET) || is_organisation(entry) {
            Self::Other
        } else if is_first && entry.is_word_only() {
            Self::Opening
        } else {
            Self::Capitalised
        }
    }
}

/// What stands before the word at `start`, outside of its run.
pub(super) fn before(text: &[u8], start: usize, table: &NameTable) -> Before {
    let from = start.saturating_sub(REACH);
    let reach = text.get(from..start).unwrap_or_default();
    let gap_start = reach.iter().rposition(|&byte| !is_gap(byte)).map_or(0, |index| index + 1);
    let (head, gap) = reach.split_at(gap_start);
    if gap.contains(&b'&') {
        return if ends_in_whole_name(head) { Before::Nothing } else { Before::Other };
    }
    // `Gentile Sig.ra Rossi`
    if gap == b" " && ABBREVIATED_TITLES.iter().any(|title| ends_in_word(head, title)) {
        return Before::Honorific;
    }
    // `Seller(s): `
    let head = head.strip_suffix(b"(s)").unwrap_or(head);
    let word_start =
        head.iter().rposition(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()).map_or(0, |index| index + 1);
    // A number before a name is a house's, or a row's.
    if gap == b" " && head.last().is_some_and(u8::is_ascii_digit) {
        return Before::Number;
    }
    // `Family name (Last Name) Moore`
    if gap == b" " && head.strip_suffix(b")").is_some_and(|key| names_part(key) && is_in_brackets(key)) {
        return Before::Named;
    }
    // `surname Webb`
    if gap == b" " && ends_in_word(head, b"surname") {
        return Before::Named;
    }
    // `first_name { "Bethany" }`
    if gap == b"\"" && head.strip_suffix(b" { ").or_else(|| head.strip_suffix(b" {")).is_some_and(names_part) {
        return Before::Named;
    }
    // `.setLastName("Moore")`
    if matches!(gap, b"\"" | b"'") && head.strip_suffix(b"(").is_some_and(sets_part) {
        return Before::Named;
    }
    let Some(word) = bare_token_at(head, word_start).filter(|word| word.end == head.len()) else {
        return if gap == b" " && is_speaker(text, start) { Before::Speaker } else { Before::Nothing };
    };
    if ends_in_name_is(head) && gap.iter().all(|byte| matches!(byte, b' ' | b'\t' | b':')) {
        return Before::Named;
    }
    if gap.contains(&b'\n') && is_headed(head) && is_line_of_name(text.get(start..).unwrap_or_default()) {
        return Before::Heading;
    }
    // `lastName = Christian;` is of a program, and so is what a variable is set to.
    let is_set = gap.iter().any(|byte| matches!(byte, b':' | b'=')) && !gap.contains(&b'\n') && gap != b" = ";
    if is_set && names_part(head) || gap == b">" && is_tag_of_part(head) {
        return Before::Named;
    }
    if is_set && let Some(cue) = keyed(text, head, from + word.start, start) {
        return cue;
    }
    // `finished in 264 ms. Job`
    let is_unit =
        head.strip_suffix(b"ms").is_some_and(|stem| stem.trim_ascii_end().last().is_some_and(u8::is_ascii_digit));
    if is_unit || is_manuscript(text, from + head.len(), table) {
        return Before::Nothing;
    }
    let is_c_o = head.ends_with(b"c/o") || head.ends_with(b"C/O");
    let cue = of_word(table.cue(&Folded::new(head.get(word.start..).unwrap_or_default())), gap, is_c_o);
    // `Looping in Ann Cole`
    let is_phrase = || {
        let stem = head.get(..word.start).and_then(|stem| stem.strip_suffix(b" ")).unwrap_or_default();
        let len = stem.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let phrase = head.get(stem.len() - len..).unwrap_or_default();
        len > 0 && table.cue(&Folded::new(phrase)).is(class::COMPANION)
    };
    if cue == Before::Near && is_phrase() { Before::Companion } else { cue }
}

/// Titles with a stop inside of them, and the part behind it that [`super::sieve`] knows them by.
const ABBREVIATED_TITLES: [&[u8]; 6] = [b"Sig.ra", b"sig.ra", b"Sig.na", b"Dott.ssa", b"dott.ssa", b"Prof.ssa"];
pub(super) const TITLE_ENDS: [&[u8]; 3] = [b"ra", b"na", b"ssa"];

fn ends_in_word(head: &[u8], word: &[u8]) -> bool {
    head.strip_suffix(word).is_some_and(|stem| stem.last().is_none_or(|byte| !byte.is_ascii_alphanumeric()))
}

/// Whether two capitalised words or more end a text, as the first of two persons before `&`: `Manon H. Louis`. One alone may be the
/// partner of a firm.
fn ends_in_whole_name(head: &[u8]) -> bool {
    let mut words = head.rsplit(|byte| *byte == b' ');
    let is_name = |word: Option<&[u8]>| {
        let is_letter =
            |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b'.' | b'-' | b'\'');
        word.is_some_and(|word| word.first().is_some_and(u8::is_ascii_uppercase) && word.iter().all(is_letter))
    };
    is_name(words.next()) && is_name(words.next())
}

/// Whether two capitalised words begin a text, and what is no word of a firm behind them: `Garfield M. Lee`.
fn begins_in_whole_name(text: &[u8], table: &NameTable) -> bool {
    let Some(first) = token_at(text, 0, table) else { return false };
    let behind = first.end + usize::from(text.get(first.end) == Some(&b'.')) + 1;
    let second = token_at(text, behind, table).filter(|_| text.get(behind - 1) == Some(&b' '));
    first.entry.is_given() && second.is_some_and(|second| second.is_initial() || second.entry.is_surname())
}

/// Where the particles begin that stand before the capitalised word at `start` and behind a title, and the title: `heer van der Meer`.
pub(super) fn behind_titled_particle(text: &[u8], start: usize, table: &NameTable) -> Option<(usize, Before)> {
    const PARTICLES_MAX: usize = 3;
    let mut begin = start;
    for _ in 0..PARTICLES_MAX {
        let head = text.get(..begin)?.strip_suffix(b" ")?;
        let len = head.iter().rev().take(REACH).take_while(|byte| byte.is_ascii_lowercase()).count();
        let word = head.get(head.len() - len..)?;
        if word.is_empty() || !table.cue(&Folded::new(word)).is(class::PARTICLE) {
            break;
        }
        begin = head.len() - len;
    }
    let cue = (begin < start).then(|| before(text, begin, table))?;
    cue.is_title().then_some((begin, cue))
}

fn of_word(entry: Entry, gap: &[u8], is_c_o: bool) -> Before {
    let has = |byte| gap.contains(&byte);
    let is_one_line = !has(b'\n');
    if is_c_o && is_one_line {
        Before::Label
    } else if entry.is(class::TITLE) && is_one_line && !has(b',') && !has(b':') {
        Before::of_title(entry)
    } else if entry.is(class::GREETING) && (has(b',') || is_one_line) && !has(b'.') {
        Before::Greeting
    } else if entry.is(class::ROLE) && is_one_line && !has(b'.') {
        // `Claimant      Lee Moore` is a line of a form.
        if has(b':') || has(b'=') || gap.len() > 2 && is_spaces(gap) {
            Before::Label
        } else if has(b',') {
            Before::Nothing
        } else {
            Before::Role
        }
    } else if entry.is(class::COMPANION) && is_spaces(gap) {
        Before::Companion
    } else if entry.is(class::NEAR) && is_spaces(gap) {
        Before::Near
    } else {
        Before::Nothing
    }
}

/// Whether the word at `start` ends a list of names in one word each, as firms have them: `Graves, White and Miranda`.
pub(super) fn ends_list(text: &[u8], start: usize) -> bool {
    let head = text.get(start.saturating_sub(2 * REACH)..start).unwrap_or_default();
    let links: [&[u8]; 4] = [b", and ", b" and ", b", & ", b" & "];
    let Some(stem) = links.iter().find_map(|link| head.strip_suffix(*link)) else { return false };
    let len = stem.iter().rev().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'-').count();
    let (list, word) = stem.split_at(stem.len() - len);
    word.first().is_some_and(u8::is_ascii_uppercase) && list.ends_with(b", ")
}

fn is_spaces(gap: &[u8]) -> bool {
    !gap.is_empty() && gap.iter().all(|&byte| byte == b' ')
}

/// What stands on the last line of a text.
fn line_before(text: &[u8]) -> &[u8] {
    memchr::memrchr(b'\n', text).and_then(|end| text.get(end + 1..)).unwrap_or(text)
}

/// Whether a line is nothing but a key that names a given name or a family name: `Last name`, `First name:`.
pub(crate) fn is_heading(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let line = line.strip_suffix(b":").unwrap_or(line).trim_ascii_end();
    names_part(line) && NAME_KEYS.iter().any(|key| key.len() == line.len())
}

/// Whether a text ends with a heading, and with no list of them.
fn is_headed(head: &[u8]) -> bool {
    let line = line_before(head);
    let above = head.get(..head.len() - line.len()).unwrap_or_default().trim_ascii_end();
    is_heading(line) && !is_heading(line_before(above))
}

/// Whether a line goes on with one or two words and nothing else.
fn is_line_of_name(text: &[u8]) -> bool {
    const LEN_MAX: usize = 40;
    let line = text.get(..memchr::memchr(b'\n', text).unwrap_or(text.len())).unwrap_or_default().trim_ascii_end();
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii() || b" '-".contains(byte);
    line.len() <= LEN_MAX && line.iter().all(is_letter) && line.iter().filter(|byte| **byte == b' ').count() <= 1
}

/// Whether a key ends that names a given name or a family name and nothing else: `last_name`, `Last name`.
pub(super) fn names_part(head: &[u8]) -> bool {
    let is_same = |one: &u8, other: &u8| one.eq_ignore_ascii_case(other) || (*one == b' ' && *other == b'_');
    NAME_KEYS.iter().any(|key| {
        let stem = head.len().checked_sub(key.len());
        stem.is_some_and(|at| {
            let is_free =
                at.checked_sub(1).and_then(|last| head.get(last)).is_none_or(|byte| !byte.is_ascii_alphanumeric());
            is_free && head.get(at..).is_some_and(|end| end.iter().zip(*key).all(|(one, other)| is_same(one, other)))
        })
    })
}

/// Whether the name of a method ends that sets a given name or a family name: `setLastName`, `.with_first_name`.
pub(super) fn sets_part(head: &[u8]) -> bool {
    const VERBS: [&[u8]; 2] = [b"set", b"with"];
    let len = head.iter().rev().take(REACH).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let name = head.get(head.len() - len..).unwrap_or_default();
    let part = VERBS.iter().find_map(|verb| {
        let is_verb = name.get(..verb.len()).is_some_and(|word| word.eq_ignore_ascii_case(verb));
        name.get(verb.len()..).filter(|_| is_verb)
    });
    part.is_some_and(|part| names_part(part.strip_prefix(b"_").unwrap_or(part)))
}

/// Whether a bracket opens before the last words of a text: `Family name (Last Name`.
pub(super) fn is_in_brackets(text: &[u8]) -> bool {
    let is_key = |byte: &&u8| byte.is_ascii_alphabetic() || **byte == b' ';
    let len = text.iter().rev().take(REACH).take_while(is_key).count();
    text.get(..text.len() - len).is_some_and(|head| head.ends_with(b"("))
}

/// Whether a tag ends that is called like a part of a name: `<LastName`.
fn is_tag_of_part(head: &[u8]) -> bool {
    let len = head.iter().rev().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_').count();
    let (before, tag) = head.split_at(head.len() - len);
    matches!(before.last(), Some(b'<' | b':')) && NAME_KEYS.iter().any(|key| tag.eq_ignore_ascii_case(key))
}

/// What somebody says before the own name: `my name is`, in other languages too.
const NAME_IS: [&str; 12] = [
    "name is",
    "name ist",
    "ich heiße",
    "nazywam się",
    "me llamo",
    "nombre es",
    "m'appelle",
    "mi chiamo",
    "me chamo",
    "nome é",
    "naam is",
    "ik heet",
];
/// The last words of these, as far as they are of ASCII.
pub(super) const NAME_IS_ENDS: [&[u8]; 8] = [b"is", b"ist", b"llamo", b"es", b"appelle", b"chiamo", b"chamo", b"heet"];

fn ends_in_name_is(head: &[u8]) -> bool {
    NAME_IS.iter().any(|phrase| {
        let end = head.len().checked_sub(phrase.len()).and_then(|at| head.get(at..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(phrase.as_bytes()))
    })
}

/// What the words after a name in the same run say.
pub(super) fn following_odds(following: &[super::token::Token]) -> f32 {
    if following.is_empty() {
        0.0
    } else if following.iter().any(|token| token.entry.is(class::STREET) || is_organisation(token.entry)) {
        -2.5
    } else if following.iter().any(|token| token.entry.is(class::PLACE)) {
        -1.5
    } else {
        -0.8
    }
}

/// What the text after a name says, and where the name ends once a suffix after it is taken in (`, Jr.`).
pub(super) fn after_odds(text: &[u8], span: &Range<usize>, is_cut: bool, table: &NameTable) -> (f32, usize) {
    let rest = text.get(span.end..).unwrap_or_default();
    let mut odds = if is_cut { -0.8 } else { 0.0 };
    let mut end = span.end;
    if let Some(suffix_end) = suffix_after_comma(text, span.end, table) {
        end = suffix_end;
        odds += 0.5;
    } else if ends_in_abbreviated_suffix(text, span) {
        end += usize::from(rest.first() == Some(&b'.'));
        odds += 0.5;
    } else {
        odds += match rest {
            [b' ', b'<', ..] if rest.iter().take(48).any(|&byte| byte == b'@') => 1.2,
            // `Manon H. Louis & Garfield M. Lee`, and no firm of two partners.
            [b' ', b'&', b' ', next @ ..]
                if next.first().is_some_and(u8::is_ascii_uppercase)
                    && text.get(..span.end).is_some_and(ends_in_whole_name)
                    && begins_in_whole_name(next, table) =>
            {
                0.0
            }
            [b' ', b'&', b' ', next, ..] if next.is_ascii_uppercase() => -1.0,
            [b'&', ..] => -1.0,
            [b' ', next, ..] if next.is_ascii_lowercase() => word_after(text, span.end + 1, table),
            [b',', b' ', next, ..] if next.is_ascii_alphabetic() && is_person_after(rest, table) => APPOSITION,
            [] | [b'\n' | b'\r', ..] if is_line_start(text, span.start) => 0.3,
            _ => 0.0,
        };
    }
    (odds, end)
}

/// `Ann Cole, Plaintiff`, `Ann Cole, the neighbor`: what follows the comma says who that is.
const APPOSITION: f32 = 1.3;

pub(super) fn is_person_after(rest: &[u8], table: &NameTable) -> bool {
    let rest = rest.get(2..).unwrap_or_default();
    let rest = rest.strip_prefix(b"the ").or_else(|| rest.strip_prefix(b"a ")).unwrap_or(rest);
    let len = rest.iter().take(REACH).take_while(|byte| byte.is_ascii_alphabetic()).count();
    // `Moore, Employee Relations`
    let goes_on = matches!(rest.get(len..), Some([b' ', next, ..]) if next.is_ascii_uppercase());
    let word = rest.get(..len).unwrap_or_default();
    !goes_on && (word == b"who" || table.cue(&Folded::new(word)).is(class::PERSON))
}

/// Where the first of two persons starts before the second one at `start`: `John & Mary Smith`, and no firm (`Johnson &
/// Johnson`).
pub(super) fn joint_start(text: &[u8], start: usize, table: &NameTable) -> Option<usize> {
    let head = text.get(..start)?.strip_suffix(b" & ")?;
    let len = head.iter().rev().take(REACH).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let token = token_at(head, head.len() - len, table).filter(|token| token.end == head.len())?;
    // `Manon H. Louis & Garfield M. Lee` are two with a name of their own.
    let is_whole = matches!(head.get(..token.start), Some([.., initial, b'.', b' ']) if initial.is_ascii_uppercase());
    (!is_whole && token.is_capitalised() && token.entry.is_clear_given()).then_some(token.start)
}

/// Whether a space and a word follow that only people do.
pub(super) fn is_verb_next(text: &[u8], end: usize, table: &NameTable) -> bool {
    let is_lower = matches!(text.get(end..), Some([b' ', next, ..]) if next.is_ascii_lowercase());
    is_lower && bare_token_at(text, end + 1).is_some_and(|token| table.cue(&token.folded(text)).is(class::VERB))
}

/// What a name is that the word for a ware follows, which is called like somebody: `Jasmine Rose body lotion`.
const WARE: f32 = -2.0;

/// Words for wares that are called like somebody.
static WARES: WordList = WordList::new(include_str!("../../../../rules/data/wares.txt"), "ware");

/// Whether a ware is named at `pos`, or behind the next word.
fn is_ware(text: &[u8], pos: usize) -> bool {
    let rest = text.get(pos..).unwrap_or_default();
    let mut words = rest.get(..rest.len().min(REACH)).unwrap_or_default().split(|byte| !byte.is_ascii_lowercase());
    let first = words.next().unwrap_or_default();
    let mut is_next = || rest.get(first.len()) == Some(&b' ') && words.next().is_some_and(|word| WARES.holds(word));
    WARES.holds(first) || BEFORE_WARES.holds(first) && is_next()
}

/// Words that stand before the word for a ware.
static BEFORE_WARES: WordList = WordList::new(include_str!("../../../../rules/data/wares.txt"), "before_ware");

/// What a name is before a verb that says what several are, which no other name stands before: `Gültige Modi sind`.
const SEVERAL: f32 = -0.5;

/// Such verbs.
const OF_SEVERAL: [&[u8]; 12] =
    [b"sind", b"werden", b"wurden", b"waren", b"haben", b"sont", b"sono", b"zijn", b"worden", b"were", b"are", b"have"];

fn word_after(text: &[u8], pos: usize, table: &NameTable) -> f32 {
    if is_ware(text, pos) {
        return WARE;
    }
    let rest = text.get(pos..).unwrap_or_default();
    let word = rest.get(..rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()).unwrap_or_default();
    if OF_SEVERAL.contains(&word) {
        return SEVERAL;
    }
    match token_at(text, pos, table) {
        Some(token) if token.entry.is(class::VERB) => 0.5,
        Some(token) if is_organisation(token.entry) || token.entry.is(class::STREET) => -0.5,
        _ => 0.0,
    }
}

/// `, Jr.` and `, MD`: the suffix belongs to the name.
fn suffix_after_comma(text: &[u8], end: usize, table: &NameTable) -> Option<usize> {
    if text.get(end..end + 2)? != b", " || !letter_at(text, end + 2)?.is_upper {
        return None;
    }
    let token = token_at(text, end + 2, table).filter(|token| token.entry.is(class::SUFFIX) && !token.is_initial())?;
    let is_abbreviated = ends_in_abbreviated_suffix(text, &(token.start..token.end));
    Some(token.end + usize::from(is_abbreviated && text.get(token.end) == Some(&b'.')))
}

/// Whether the last word is a suffix that is written with a full stop: `Jr`, `Sr`, `Esq`.
fn ends_in_abbreviated_suffix(text: &[u8], span: &Range<usize>) -> bool {
    let name = text.get(span.clone()).unwrap_or_default();
    ["Jr", "Sr", "Esq", "JR", "SR", "ESQ"]
        .iter()
        .any(|suffix| name.strip_suffix(suffix.as_bytes()).is_some_and(|head| head.is_empty() || head.ends_with(b" ")))
}

fn is_line_start(text: &[u8], start: usize) -> bool {
    start.checked_sub(1).and_then(|index| text.get(index)).is_none_or(|&byte| byte == b'\n')
}
