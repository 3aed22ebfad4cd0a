//! Names in cells that are lists of keys with their values: `fname=Ann&lname=Moore`, `<firstName>Ann</firstName>`,
//! `s:10:"first_name";s:3:"Ann";`.
//!
//! In text a single name needs a word before it that asks for one, and is told from other words by it. Here the keys say what the
//! values are, if a given name and a family name are both there.

use std::ops::Range;

use super::{Subject, value_hash};
use crate::detect::detector::{Detector, canonical_words};
use crate::detect::find::person_name::NameOrFirm;
use crate::detect::{Hit, HitSink, Part, Protection};
use crate::redact::Secret;

/// Pairs of one cell that are looked at.
const PAIRS_MAX: usize = 64;
/// Bytes of the longest cell, key and name.
const CELL_MAX: usize = 64 << 10;
const KEY_MAX: usize = 40;
const NAME_MAX: usize = 40;
/// What the keys say of a value that may be a name.
const KEYED: f32 = 2.0;

/// A key with its value.
type Pair = (Range<usize>, Range<usize>);

impl Detector {
    /// Emits the names that their keys tell.
    pub(super) fn names_of_pairs<S: HitSink>(&self, subject: &Subject<'_, '_>, sink: &mut S) {
        let Some((kind, names)) = &self.finders.names else { return };
        let text = subject.value;
        let pairs = pairs(text);
        let part_of = |(key, value): &Pair| Some((part(text.get(key.clone())?)?, value.clone()));
        let parts: Vec<(Part, Range<usize>)> = pairs.iter().filter_map(part_of).collect();
        let has = |wanted: Part| parts.iter().any(|(part, _)| *part == wanted);
        if !has(Part::GivenName) || !has(Part::FamilyName) {
            return;
        }
        for (part, span) in parts {
            let value = text.get(span.clone()).unwrap_or_default();
            let NameOrFirm::Name(found) = names.name_or_firm(value, Some(part)) else { continue };
            let mut canonical = Vec::new();
            canonical_words(value, &mut canonical);
            let offset = subject.within.start;
            let place = offset + span.start..offset + span.end;
            let place = if sink.wants_places() { subject.batch.raw_span(subject.cell, place) } else { 0..0 };
            sink.hit(&Hit {
                kind: *kind,
                column: Some(subject.cell.column),
                is_whole_cell: false,
                is_in_noise: false,
                is_assumed: false,
                part: found.part,
                span: place,
                value: Secret::new(value),
                canonical: Secret::new(&canonical),
                hash: value_hash(&canonical),
                shape: found.shape,
                facts: found.facts,
                is_test: found.is_test,
                protection: Protection::Plain,
                odds: found.odds.max(0.0) + self.plan(*kind).map_or(0.0, |plan| plan.prior) + KEYED,
            });
        }
    }
}

/// The keys and values of a cell, if it is a list of them.
fn pairs(text: &[u8]) -> Vec<Pair> {
    match text {
        _ if text.len() > CELL_MAX => Vec::new(),
        [b'<', .., b'>'] => of_markup(text),
        [b'a' | b'O', b':', b'0'..=b'9', .., b'}'] => of_serialized(text),
        _ if memchr::memchr(b'&', text).is_some() => of_query(text),
        _ => Vec::new(),
    }
}

/// Elements that hold text alone.
fn of_markup(text: &[u8]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for open in memchr::memchr_iter(b'<', text) {
        let Some(rest) = text.get(open + 1..) else { break };
        let Some(len) = rest.iter().take(KEY_MAX).position(|&byte| byte == b'>') else { continue };
        let (key, value) = (open + 1..open + 1 + len, open + 2 + len);
        let Some(end) = text.get(value..).and_then(|rest| memchr::memchr(b'<', rest)) else { continue };
        let name = text.get(key.clone()).unwrap_or_default();
        let closes = text.get(value + end..).and_then(|rest| rest.strip_prefix(b"</")?.strip_prefix(name)?.first());
        if end > 0 && !name.is_empty() && closes == Some(&b'>') {
            pairs.push((key, value..value + end));
        }
        if pairs.len() >= PAIRS_MAX {
            break;
        }
    }
    pairs
}

/// Strings of PHP, of which the one behind a key is its value.
fn of_serialized(text: &[u8]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut key: Option<Range<usize>> = None;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| memchr::memmem::find(rest, b"s:")) {
        let start = at + found + 2;
        at = start;
        let digits =
            text.get(start..).unwrap_or_default().iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
        let len = text.get(start..start + digits).and_then(|len| std::str::from_utf8(len).ok()?.parse::<usize>().ok());
        let Some(len) = len.filter(|_| text.get(start + digits..).is_some_and(|rest| rest.starts_with(b":\""))) else {
            continue;
        };
        let string = start + digits + 2..start + digits + 2 + len;
        if text.get(string.end..).is_none_or(|rest| !rest.starts_with(b"\";")) {
            continue;
        }
        at = string.end + 2;
        // What is no string stands between a key and the next one: `s:3:"age";i:41;`.
        let is_next = |key: &Range<usize>| string.start - key.end <= b"\";s:000:\"".len();
        key = match key.filter(is_next) {
            Some(key) => {
                pairs.push((key, string));
                None
            }
            None => Some(string),
        };
        if pairs.len() >= PAIRS_MAX {
            break;
        }
    }
    pairs
}

/// `key=value&key=value`
fn of_query(text: &[u8]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut start = 0;
    for part in text.split(|&byte| byte == b'&').take(PAIRS_MAX) {
        if let Some(sign) = memchr::memchr(b'=', part) {
            // The first one may stand behind a path.
            let key = part.get(..sign).and_then(|head| head.iter().rposition(|byte| b"? ".contains(byte)));
            pairs.push((start + key.map_or(0, |at| at + 1)..start + sign, start + sign + 1..start + part.len()));
        }
        start += part.len() + 1;
    }
    pairs.retain(|(_, value)| !value.is_empty() && value.len() <= NAME_MAX);
    pairs
}

/// The part of a name that a key names: `billing_first_name`, `lname`, `LastName`.
fn part(key: &[u8]) -> Option<Part> {
    const ALONE: [(&[u8], Part); 8] = [
        (b"fname", Part::GivenName),
        (b"lname", Part::FamilyName),
        (b"fn", Part::GivenName),
        (b"first", Part::GivenName),
        (b"given", Part::GivenName),
        (b"ln", Part::FamilyName),
        (b"last", Part::FamilyName),
        (b"family", Part::FamilyName),
    ];
    const AT_END: [(&[u8], Part); 8] = [
        (b"firstname", Part::GivenName),
        (b"givenname", Part::GivenName),
        (b"forename", Part::GivenName),
        (b"vorname", Part::GivenName),
        (b"lastname", Part::FamilyName),
        (b"surname", Part::FamilyName),
        (b"familyname", Part::FamilyName),
        (b"nachname", Part::FamilyName),
    ];
    if key.len() > KEY_MAX {
        return None;
    }
    let letters: Vec<u8> = key.iter().filter(|byte| byte.is_ascii_alphabetic()).map(u8::to_ascii_lowercase).collect();
    let alone = ALONE.iter().find(|(word, _)| *word == letters.as_slice());
    alone.or_else(|| AT_END.iter().find(|(word, _)| letters.ends_with(word))).map(|(_, part)| *part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(&str, &str)> {
        let part = |range| text.get(range).unwrap();
        pairs(text.as_bytes()).into_iter().map(|(key, value)| (part(key), part(value))).collect()
    }

    #[test]
    fn keys_and_values_are_told_in_every_way_of_writing_them() {
        let expected = [("fname", "Ann"), ("lname", "Moore")];
        assert_eq!(told("fname=Ann&lname=Moore&x="), expected);
        assert_eq!(told("/form?fname=Ann&lname=Moore"), expected);
        assert_eq!(told("<c><fname>Ann</fname><lname>Moore</lname></c>"), expected);
        assert_eq!(told("a:3:{s:3:\"age\";i:41;s:5:\"fname\";s:3:\"Ann\";s:5:\"lname\";s:5:\"Moore\";}"), expected);
        for other in
            ["Ann & Moore", "<b>", "<a href=x>y</a", "a:1:{s:9:\"x\";}", "a:1:{s:99999999:\"x\";}", "", "&=&", "<>x</>"]
        {
            assert_eq!(told(other), [], "{other}");
        }
    }

    #[test]
    fn keys_name_parts_of_names() {
        for (key, expected) in [
            ("billing_first_name", Some(Part::GivenName)),
            ("lastName", Some(Part::FamilyName)),
            ("fn", Some(Part::GivenName)),
            ("filename", None),
            ("full_name", None),
            ("first_seen", None),
            ("column", None),
        ] {
            assert_eq!(part(key.as_bytes()), expected, "{key}");
        }
    }
}
