//! Names of columns within text: of a statement that is quoted in a log or in code, and of a form whose values stand below them.

use std::ops::Range;

use memchr::memmem::Finder;

/// How far back the list of a statement's columns is looked for.
pub(super) const STATEMENT_MAX: usize = 1024;
/// The longest line of a form.
const LINE_MAX: usize = 256;
/// Columns of a statement.
const COLUMNS_MAX: usize = 64;

/// The name of the column that a value at `start` stands in, in `INSERT INTO t (id, birth_date) VALUES (7, '...')`.
pub(super) fn name_of(text: &[u8], line_start: usize, start: usize) -> Option<Range<usize>> {
    // A value is all of its literal: what stands further within one is named by what stands there.
    if !matches!(text.get(..start)?.last(), Some(b'\'' | b'"' | b'(' | b',' | b' ')) {
        return None;
    }
    let from = start.saturating_sub(STATEMENT_MAX).max(line_start);
    let before = text.get(from..start)?;
    // Most values stand in no parentheses.
    memchr::memrchr(b'(', before)?;
    let values = memchr::memmem::rfind(before, b"VALUES").or_else(|| memchr::memmem::rfind(before, b"values"))?;
    let place = place_in_row(before.get(values + 6..)?)?;
    let names = before.get(..values)?.trim_ascii_end().strip_suffix(b")")?;
    let open = memchr::memrchr(b'(', names)? + 1;
    let mut at = open;
    for (index, name) in names.get(open..)?.split(|byte| *byte == b',').enumerate().take(COLUMNS_MAX) {
        if index == place {
            return Some(from + at..from + at + name.len());
        }
        at += name.len() + 1;
    }
    None
}

/// Finds the beginnings of the values of statements, as [`name_of`] looks for them.
#[derive(Debug)]
pub(super) struct Statements([Finder<'static>; 2]);

impl Default for Statements {
    fn default() -> Self {
        Self([Finder::new(b"VALUES"), Finder::new(b"values")])
    }
}

impl Statements {
    /// Whether one may begin in `text`.
    pub(super) fn may_begin_in(&self, text: &[u8]) -> bool {
        let begins = |at: usize| text.get(..at).is_some_and(|before| before.trim_ascii_end().ends_with(b")"));
        self.0.iter().any(|word| word.find_iter(text).any(begins))
    }
}

/// How many values of the last row stand before the end of `rows`, where a value of that row begins.
fn place_in_row(rows: &[u8]) -> Option<usize> {
    // Where the literal began that the end is in, and its quote.
    let (mut place, mut depth, mut quote) = (0, 0_u32, None);
    for (at, &byte) in rows.iter().enumerate() {
        match (byte, quote) {
            (_, Some((open, _))) if byte == open => quote = None,
            (_, Some(_)) => {}
            (b'\'' | b'"', None) => quote = Some((byte, at)),
            (b'(', None) => {
                (depth, place) = (depth + 1, if depth == 0 { 0 } else { place });
            }
            (b')', None) => depth = depth.checked_sub(1)?,
            (b',', None) if depth == 1 => place += 1,
            _ => {}
        }
    }
    let begins = quote.is_none_or(|(_, at)| at + 1 == rows.len());
    (depth == 1 && begins).then_some(place)
}

/// The column whose key a server says that a value at `span` is in already, without what its name says of the key: `Duplicate entry '536904399'
/// for key 'customers.ssn_uq'`.
pub(super) fn key_of(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const BEHIND: &[u8] = b"' for key '";
    const NAME_MAX: usize = 64;
    const KEYS: [&[u8]; 9] = [b"_uq", b"_uk", b"_unique", b"_uniq", b"_idx", b"_ix", b"_index", b"_key", b"_UNIQUE"];
    let from = span.end + BEHIND.len();
    text.get(span.end..)?
        .strip_prefix(BEHIND)
        .filter(|_| text.get(..span.start).is_some_and(|before| before.ends_with(b"entry '")))?;
    let rest = text.get(from..)?;
    let len = rest.iter().take(NAME_MAX).position(|byte| *byte == b'\'')?;
    let name = rest.get(..len)?;
    let start = memchr::memrchr(b'.', name).map_or(0, |dot| dot + 1);
    let column = name.get(start..)?;
    let column = KEYS.iter().find_map(|key| column.strip_suffix(*key)).unwrap_or(column);
    (!column.is_empty()).then_some(from + start..from + start + column.len())
}

/// The heading on the line before that stands over a value at `start`, where both lines have as many parts with gaps between them:
/// `Name      Date of birth` over `Ann Moore 06/25/1967`.
pub(super) fn heading_of(text: &[u8], line_start: usize, start: usize) -> Option<Range<usize>> {
    let lead = text.get(line_start..start)?;
    if !lead.ends_with(b"  ") || lead.len() > LINE_MAX {
        return None;
    }
    let above = text.get(..line_start.checked_sub(1)?)?;
    let above_start = memchr::memrchr(b'\n', above).map_or(0, |at| at + 1);
    let above = above.get(above_start..).filter(|line| line.len() <= LINE_MAX)?;
    // Above most lines of a table stands another one of them.
    let (letters, digits) = above.iter().fold((0, 0), |(letters, digits), byte| {
        (letters + usize::from(byte.is_ascii_alphabetic()), digits + usize::from(byte.is_ascii_digit()))
    });
    if digits * 4 > letters {
        return None;
    }
    let rest = text.get(line_start..)?;
    let line = rest.get(..memchr::memchr(b'\n', rest).unwrap_or(rest.len()).min(LINE_MAX))?;
    let (values, headings) = (parts(line), parts(above));
    let place = values.iter().position(|part| line_start + part.start == start)?;
    let heading = headings.get(place).filter(|_| values.len() == headings.len())?;
    let is_heading = !above.get(heading.clone())?.iter().rev().take(4).any(u8::is_ascii_digit);
    is_heading.then(|| above_start + heading.start..above_start + heading.end)
}

/// The parts of a line that two spaces or more stand between.
fn parts(line: &[u8]) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.iter().enumerate().filter(|(_, byte)| !byte.is_ascii_whitespace()) {
        match parts.last_mut() {
            Some(part) if at <= part.end + 1 => part.end = at + 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str, value: &str) -> Option<String> {
        let range = name_of(text.as_bytes(), 0, text.find(value)?)?;
        Some(text.get(range)?.trim().to_owned())
    }

    #[test]
    fn values_of_a_statement_have_the_names_of_their_columns() {
        let text = "execute: INSERT INTO t (id, full_name, birth_date) VALUES (7, 'Moore, Ann', '1972-11-18'), (8, 'x', '1973-01-02')";
        assert_eq!(named(text, "1972").as_deref(), Some("birth_date"));
        assert_eq!(named(text, "1973").as_deref(), Some("birth_date"));
        assert_eq!(named(text, "8, ").as_deref(), Some("id"));
        assert_eq!(named("INSERT INTO t (id, payload) VALUES (7, '{\"ssn\": \"536904399\"}')", "536904399"), None);
        assert_eq!(named("INSERT INTO t (id, note) VALUES (7, 'call, ssn, 536-90-4399')", "536"), None);
        assert_eq!(named("values are (a, b) and '1972-11-18'", "1972"), None);
        assert_eq!(named("INSERT INTO t (a) VALUES ('x', '1972-11-18')", "1972"), None);
        let statements = Statements::default();
        assert!(statements.may_begin_in(text.as_bytes()));
        assert!(!statements.may_begin_in(b"values are (a, b) and 'values (x)'"));
    }

    #[test]
    fn values_that_a_key_holds_already_are_those_of_its_column() {
        let key = |text: &str| key_of(text.as_bytes(), 17..26).and_then(|range| text.get(range).map(str::to_owned));
        assert_eq!(key("Duplicate entry '536904399' for key 'customers.ssn_uq'").as_deref(), Some("ssn"));
        assert_eq!(key("Duplicate entry '536904399' for key 'PRIMARY'").as_deref(), Some("PRIMARY"));
        assert_eq!(key("Duplicate value '536904399' for key 'ssn'"), None);
    }

    #[test]
    fn values_of_a_form_stand_under_their_headings() {
        let heading = |text: &str, value: &str| {
            let line_start = text.find('\n').unwrap() + 1;
            let range = heading_of(text.as_bytes(), line_start, text.find(value).unwrap())?;
            text.get(range).map(str::to_owned)
        };
        let form = "1. Name (Last, First)     2. SSN       3. Date of Birth\nMoore, Camilla            697 47 8275  06/25/1967";
        assert_eq!(heading(form, "06/25/1967").as_deref(), Some("3. Date of Birth"));
        assert_eq!(heading(form, "697").as_deref(), Some("2. SSN"));
        assert_eq!(heading("Name   SSN\nMoore  1  06/25/1967", "06/25"), None);
    }
}
