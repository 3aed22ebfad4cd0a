//! Names that stand as entries: at the head of a line of a chat, behind the number of a room, as keys of a record, before the
//! identifier of their bearer, on a ticket. What stands there is somebody's name whether a list has it or not.

use super::context::{Before, REACH, before, is_gap};
use super::letters::Folded;
use super::reading::{FACT_GIVEN, FACT_SURNAME, FACT_WHOLE};
use super::table::{NameTable, class};
use super::token::{Case, Token, bare_token_at, token_at};
use super::{Reading, Shape, found};
use crate::detect::find::Found;
use crate::detect::validate::Facts;

/// How far around a key its siblings are looked for.
const SIBLINGS_REACH: usize = 160;
/// Keys of the parts of a name that say so only together.
pub(super) const PAIRED_KEYS: [(&[u8], &[u8]); 8] = [
    // As directories have them: RFC 4519, clauses 2.3 and 2.32.
    (b"cn", b"sn"),
    (b"sn", b"cn"),
    (b"first", b"last"),
    (b"last", b"first"),
    (b"given", b"family"),
    (b"family", b"given"),
    (b"fname", b"lname"),
    (b"lname", b"fname"),
];
/// Keys of what only persons have.
const PERSON_KEYS: [&[u8]; 4] = [b"ssn", b"dob", b"birthdate", b"birth_date"];
/// Longest head of a line of a chat.
const SPEAKER_MAX: usize = 40;
/// Letters in it: a month, and `PM`.
const SPEAKER_LETTERS_MAX: usize = 11;
/// A name on a ticket, with a title and without.
const TICKET: f32 = 2.2;
const TICKET_LABELLED: f32 = 1.6;

/// What a key that ends before `start` says that is `first` or `last` alone: nothing, unless the other one stands beside it, or
/// what only persons have.
pub(super) fn keyed(text: &[u8], head: &[u8], key_start: usize, start: usize) -> Option<Before> {
    let key = head.get(head.len().checked_sub(key_len(head))?..)?;
    let (_, sibling) = PAIRED_KEYS.iter().find(|(paired, _)| key.eq_ignore_ascii_case(paired))?;
    let is_free = key_start.checked_sub(1).and_then(|at| text.get(at)).is_none_or(|byte| !is_key_byte(*byte));
    if !is_free {
        return None;
    }
    let reach = text.get(start.saturating_sub(SIBLINGS_REACH)..text.len().min(start + SIBLINGS_REACH))?;
    if PERSON_KEYS.iter().any(|key| has_key(reach, key)) {
        return Some(Before::Keyed);
    }
    has_key(reach, sibling).then_some(Before::Named)
}

fn key_len(head: &[u8]) -> usize {
    head.iter().rev().take(REACH).take_while(|byte| byte.is_ascii_alphabetic()).count()
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a key stands in a text and something is set to it: `last=`, `"last": `.
fn has_key(text: &[u8], key: &[u8]) -> bool {
    memchr::memmem::find_iter(text, key).any(|at| {
        let is_free = at.checked_sub(1).and_then(|at| text.get(at)).is_none_or(|byte| !is_key_byte(*byte));
        let rest = text.get(at + key.len()..).unwrap_or_default();
        is_free && matches!(rest, [b'=' | b':', ..] | [b'"' | b'\'', b':' | b',' | b' ', ..])
    })
}

/// Whether a name at `start` is who says what follows: a date and a time stand before it at the head of a line, as chats are kept.
/// Logs have seconds.
pub(super) fn is_speaker(text: &[u8], start: usize) -> bool {
    let head = text.get(start.saturating_sub(SPEAKER_MAX)..start).unwrap_or_default();
    let line_start = memchr::memrchr(b'\n', head).map(|at| at + 1);
    if line_start.is_none() && start > SPEAKER_MAX {
        return false;
    }
    let line = head.get(line_start.unwrap_or(0)..).unwrap_or_default();
    let (stamp, has_bracket) = match (line.strip_prefix(b"["), line.strip_suffix(b"] "), line.strip_suffix(b" - ")) {
        (Some(inner), Some(_), _) => (inner.get(..inner.len() - 2).unwrap_or_default(), true),
        (None, _, Some(stamp)) => (stamp, false),
        _ => return false,
    };
    let letters = stamp.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let colons = stamp.iter().filter(|byte| **byte == b':').count();
    let is_half_day = [b"AM", b"PM", b"am", b"pm"].iter().any(|half| stamp.ends_with(*half));
    let has_date = stamp.iter().any(|byte| matches!(byte, b'/' | b'.' | b'-' | b','));
    let is_plain = stamp.iter().all(|byte| byte.is_ascii_alphanumeric() || b" /.,:-".contains(byte));
    is_plain
        && letters <= SPEAKER_LETTERS_MAX
        && (colons == 1 || colons == 2 && is_half_day)
        && (has_bracket || has_date && stamp.first().is_some_and(u8::is_ascii_digit))
}

/// Whether a speaker's name ends at `end`: with the line, a colon, or what stands in brackets behind it.
pub(super) fn ends_speaker(text: &[u8], end: usize) -> bool {
    matches!(text.get(end..), Some([] | [b':' | b'\n' | b'\r', ..] | [b' ', b'(', ..]))
}

/// Whether the number of a room stands before `start`: `Rm 112 `.
pub(super) fn is_behind_room(text: &[u8], start: usize) -> bool {
    const ROOMS: [&[u8]; 4] = [b"RM", b"ROOM", b"BED", b"UNIT"];
    let Some(head) = text.get(start.saturating_sub(REACH)..start).and_then(|head| head.strip_suffix(b" ")) else {
        return false;
    };
    let digits = head.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let stem = head.get(..head.len() - digits).and_then(|stem| stem.strip_suffix(b" ")).unwrap_or_default();
    let len = key_len(stem);
    let word = stem.get(stem.len() - len..).unwrap_or_default();
    (1..=4).contains(&digits) && ROOMS.iter().any(|room| word.eq_ignore_ascii_case(room))
}

/// Whether the key of an identifier that only persons have stands behind a name that ends at `end`: ` SSN 536-22-8713`, `, DOB 1/2/60`.
pub(super) fn is_keyed(text: &[u8], end: usize) -> bool {
    const KEYS: [&[u8]; 8] = [b"SSN", b"SOC", b"DOB", b"OLN", b"MRN", b"ITIN", b"NPI", b"CPF"];
    behind(text, end).is_some_and(|(word, behind)| {
        matches!(behind, [b' ' | b':' | b'#' | b'/', ..]) && KEYS.contains(&word) && !behind.starts_with(b": /")
    })
}

/// The word in capitals behind a name that ends at `end` and a gap, and what follows it.
fn behind(text: &[u8], end: usize) -> Option<(&[u8], &[u8])> {
    let rest = text.get(end..)?;
    let rest = rest.strip_prefix(b",").unwrap_or(rest);
    let gap = rest.iter().take(4).take_while(|byte| matches!(byte, b' ' | b'(' | b'-')).count();
    let rest = rest.get(gap..).filter(|_| gap > 0)?;
    rest.split_at_checked(rest.iter().take(6).take_while(|byte| byte.is_ascii_uppercase()).count())
}

/// Whether an identifier of a person stands behind a name that ends at `end`: ` SSN 536-22-8713`, ` 08/16/2003`, ` W/M `.
pub(super) fn is_identified(text: &[u8], end: usize) -> bool {
    const KEYS: [&[u8]; 5] = [b"SS", b"DL", b"PID", b"SID", b"SIN"];
    if is_keyed(text, end) {
        return true;
    }
    let rest = text.get(end..).unwrap_or_default();
    let rest = rest.strip_prefix(b",").unwrap_or(rest);
    let gap = rest.iter().take(4).take_while(|byte| matches!(byte, b' ' | b'(' | b'-')).count();
    let rest = rest.get(gap..).unwrap_or_default();
    let len = rest.iter().take(5).take_while(|byte| byte.is_ascii_uppercase()).count();
    let word = rest.get(..len).unwrap_or_default();
    let behind = rest.get(len..).unwrap_or_default();
    if gap == 0 {
        return false;
    }
    let is_sign = matches!(behind, [b' ' | b':' | b'#' | b'/' | b'.', ..]);
    let is_sex = matches!(rest, [race, b'/', b'M' | b'F', next, ..] if race.is_ascii_uppercase() && !next.is_ascii_alphanumeric());
    len > 1 && is_sign && KEYS.contains(&word) || is_sex || is_date(rest)
}

/// Whether a text begins with a date in figures: `08/16/2003`, `1968-04-08`.
fn is_date(text: &[u8]) -> bool {
    let len = text.iter().take(11).take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-')).count();
    let figures = text.get(..len).unwrap_or_default();
    let parts: [&[u8]; 3] = {
        let mut parts = figures.split(|byte| matches!(byte, b'/' | b'-'));
        [(); 3].map(|()| parts.next().unwrap_or_default())
    };
    let is_free = text.get(len).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    is_free && len <= 10 && matches!(parts.map(<[u8]>::len), [1 | 2, 1 | 2, 4] | [4, 2, 2])
}

/// Whether the label or role before `start` is one that only people have: `Borrower `, `Patient name: `, `Spouse's name: `.
pub(super) fn is_after_person(text: &[u8], start: usize, table: &NameTable) -> bool {
    let head = text.get(start.saturating_sub(2 * REACH)..start).unwrap_or_default();
    let last = head.iter().rposition(|byte| !is_gap(*byte)).map_or(0, |at| at + 1);
    // `Buyer(s): `
    let last = if head.get(..last).is_some_and(|head| head.ends_with(b"(s)")) { last - 3 } else { last };
    if head.get(last..).is_none_or(|gap| gap.is_empty() || gap.contains(&b'\n')) {
        return false;
    }
    let word_before = |end: usize| {
        let head = head.get(..end).unwrap_or_default();
        let len = key_len(head);
        (end - len, head.get(end - len..).unwrap_or_default())
    };
    let (at, word) = word_before(last);
    let is_person = |word: &[u8]| table.cue(&Folded::new(word)).is(class::PERSON);
    if !word.eq_ignore_ascii_case(b"name") {
        return is_person(word);
    }
    let stem = head.get(..at).unwrap_or_default().trim_ascii_end();
    let stem = stem.strip_suffix(b"'s").unwrap_or(stem);
    is_person(word_before(stem.len()).1)
}

/// Whether a form says before `start` in which order a name is to be written: `(Last, First, MI): `.
pub(super) fn is_behind_order(text: &[u8], start: usize) -> bool {
    const ORDERS: [&[u8]; 6] = [b", MI)", b", First)", b", first)", b", FIRST)", b", Middle)", b", M.I.)"];
    let head = text.get(..start).unwrap_or_default();
    let head = head.strip_suffix(b": ").unwrap_or_default();
    ORDERS.iter().any(|order| head.ends_with(order))
}

/// Whether words that no list need have can be a name: none of them is of the language, of a place or of a firm, or is made as
/// its words are.
pub(super) fn may_be_unlisted(names: &[Token], text: &[u8]) -> bool {
    const CLASSES: u32 =
        class::WORD | class::ORGANISATION | class::PLACE | class::CALENDAR | class::STREET | class::ROLE;
    let is_name = |token: &Token| {
        let word = text.get(token.start..token.end).unwrap_or_default();
        token.case == Case::Lower && token.entry.is(class::PARTICLE)
            || token.is_initial()
            || token.is_capitalised() && !token.entry.is(CLASSES) && (token.entry.is_name() || is_like_name(word))
    };
    let count = names.iter().filter(|token| token.is_capitalised()).count();
    let capitals = names.iter().filter(|token| token.case == Case::Upper).count();
    // `Crypto API`
    let is_even = capitals == 0 || capitals == count;
    (2..=3).contains(&count) && is_even && names.iter().all(is_name) && names.last().is_some_and(Token::is_capitalised)
}

/// Whether a word on no list has the length and a vowel of a name, and no ending of other words.
fn is_like_name(word: &[u8]) -> bool {
    const LETTERS_MIN: usize = 3;
    const ENDINGS: [&[u8]; 22] = [
        b"ING", b"TION", b"SION", b"MENT", b"NESS", b"WARE", b"ABLE", b"IBLE", b"LESS", b"ISM", b"IZE", b"IZER",
        b"IZED", b"UNG", b"KEIT", b"HEIT", b"SCHAFT", b"HOOK", b"BOARD", b"FLOW", b"ALLY", b"ITY",
    ];
    let folded = Folded::new(word);
    let letters = folded.as_bytes();
    letters.len() >= LETTERS_MIN
        && letters.iter().any(|letter| b"AEIOUY".contains(letter))
        && !ENDINGS.iter().any(|ending| letters.len() > ending.len() + 1 && letters.ends_with(ending))
}

/// Whether a word is letters that nobody can be called by: `RTN`, `SKP`.
pub(super) fn is_code(token: &Token, text: &[u8]) -> bool {
    let word = text.get(token.start..token.end).unwrap_or_default();
    token.case == Case::Upper && !token.entry.is_name() && !word.iter().any(|byte| b"AEIOUY".contains(byte))
}

/// `Passenger: BATTLE/MARCEL MR`: a name as tickets have it, the word at `start` its family name.
pub(super) fn on_ticket(text: &[u8], start: usize, table: &NameTable) -> Option<Found> {
    let is_part = |token: &Token| token.case == Case::Upper && !token.entry.is_word_only();
    let family = bare_token_at(text, start).filter(|token| text.get(token.end) == Some(&b'/'))?;
    let family = family.looked_up(text, table);
    let given = token_at(text, family.end + 1, table)?;
    if !is_part(&family) || !is_part(&given) || given.end - given.start < 2 {
        return None;
    }
    let has_title = is_titled(text.get(given.end..).unwrap_or_default());
    let is_labelled = before(text, start, table) == Before::Label && is_after_person(text, start, table);
    if !has_title && !is_labelled {
        return None;
    }
    let facts = FACT_WHOLE
        | if given.entry.is_given() { FACT_GIVEN } else { 0 }
        | if family.entry.is_surname() { FACT_SURNAME } else { 0 };
    let odds = if has_title { TICKET } else { TICKET_LABELLED };
    let reading = Reading { odds, facts: Facts(facts), listed: 0 };
    Some(found(family.start..given.end, Shape::Slashed, reading, false))
}

/// Whether a title follows as tickets have it: ` MR`.
pub(super) fn is_titled(after: &[u8]) -> bool {
    const TITLES: [&[u8]; 7] = [b" MR", b" MRS", b" MS", b" MISS", b" MSTR", b" DR", b" CHD"];
    TITLES.iter().any(|title| {
        after.strip_prefix(*title).is_some_and(|rest| rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_is_told_from_a_log_by_its_times() {
        for (head, expected) in [
            ("[3:25 PM] ", true),
            ("[08/25/2019 3:25 PM] ", true),
            ("[August 15, 2022 3:16 PM] ", true),
            ("hello\n12/23/23, 19:05 - ", true),
            ("12/23/23, 7:05:11 PM - ", true),
            ("[10:22:11] ", false),
            ("2024-01-05 10:22:11,331 - ", false),
            ("19:05 - ", false),
            ("see [3] ", false),
            ("[INFO] ", false),
        ] {
            assert_eq!(is_speaker(head.as_bytes(), head.len()), expected, "{head}");
        }
    }

    #[test]
    fn an_identifier_behind_a_name_is_seen() {
        for (rest, expected) in [
            (" SSN 536-22-8713", true),
            (", DOB: 1/2/1960", true),
            (" 08/16/2003 VALID", true),
            (" 1968-04-08", true),
            (" W/M OLN", true),
            (" (MRN 0098)", true),
            (" 08/16/2", false),
            (" and Cole", false),
            (" DLX 9", false),
            ("SSN 1", false),
        ] {
            assert_eq!(is_identified(rest.as_bytes(), 0), expected, "{rest}");
        }
    }
}
