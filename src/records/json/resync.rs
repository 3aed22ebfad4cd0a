//! Where to go on after something that is not JSON.

use memchr::memchr;

use super::scan::{Space, skip_space};

/// How far behind a broken place its end is looked for. A record beyond that is rare, a quote that never closes is not.
pub(super) const WINDOW: usize = 1 << 20;

/// How the brackets of something broken end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// At this offset.
    At(usize),
    /// They do not match.
    Mismatched,
    /// Not within the bytes that were looked at.
    Beyond,
}

/// The end of the broken element at `at` by counting brackets: the offset of the comma behind it, or of the `closer` of
/// what it stands in, looking no further than `limit`.
///
/// A string ends at the end of its line at the latest, so that a missing quote does not turn all that follows inside out.
pub(super) fn element_end(bytes: &[u8], at: usize, limit: usize, closer: u8) -> Ending {
    let bytes = bytes.get(..limit).unwrap_or(bytes);
    let mut open = Vec::new();
    let mut at = at;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = loose_string_end(bytes, at + 1),
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => match open.pop() {
                Some(expected) if expected == byte => {}
                Some(_) => return Ending::Mismatched,
                None if byte == closer => return Ending::At(at),
                None => {}
            },
            b',' if open.is_empty() => return Ending::At(at),
            _ => {}
        }
        at += 1;
    }
    Ending::Beyond
}

/// The end of the broken document at `at`, which begins with a bracket: one past the bracket that matches it.
pub(super) fn document_end(bytes: &[u8], at: usize, limit: usize) -> Ending {
    let bytes = bytes.get(..limit).unwrap_or(bytes);
    let mut open = Vec::new();
    let mut at = at;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = loose_string_end(bytes, at + 1),
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' if open.pop() != Some(byte) => return Ending::Mismatched,
            _ => {}
        }
        at += 1;
        if open.is_empty() {
            return Ending::At(at);
        }
    }
    Ending::Beyond
}

/// The closing quote, or the last byte before the line end where that comes first, or the end of the bytes.
fn loose_string_end(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    loop {
        match bytes.get(at) {
            Some(b'"') | None => return at,
            Some(b'\n') => return at.saturating_sub(1),
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

/// The first place from `at` that looks like the seam between two objects, `},{` with any white space: one past the
/// closing bracket.
pub(super) fn seam(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        let close = at + memchr(b'}', bytes.get(at..)?)?;
        let comma = skip_space(bytes, close + 1, Space::Any);
        if bytes.get(comma) == Some(&b',') {
            let next = skip_space(bytes, comma + 1, Space::Any);
            if bytes.get(next) == Some(&b'{') {
                return Some(close + 1);
            }
        }
        at = close + 1;
    }
}

/// The first line from `at` that begins with a bracket.
pub(super) fn line_with_document(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        let next = at + memchr(b'\n', bytes.get(at..)?)? + 1;
        if matches!(bytes.get(next), Some(b'{' | b'[')) {
            return Some(next);
        }
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_element_ends_where_its_brackets_do() {
        let bytes = br#"{"a":[1,2,],"b":"},{"},{"c":1}]"#;
        assert_eq!(element_end(bytes, 0, 100, b']'), Ending::At(22));
        assert_eq!(element_end(bytes, 23, 100, b']'), Ending::At(30));
        assert_eq!(element_end(bytes, 0, 20, b']'), Ending::Beyond);
        assert_eq!(document_end(bytes, 0, 100), Ending::At(22));
        assert_eq!(element_end(br#"{"a":[1},2]"#, 0, 100, b']'), Ending::Mismatched);
    }

    #[test]
    fn a_missing_quote_ends_with_its_line() {
        let bytes = b"{\"a\":\"x},\n{\"b\":1},";
        assert_eq!(seam(bytes, 0), Some(8));
        let bytes = b"{\"a\":\"x\n},{\"b\":1},";
        assert_eq!(element_end(bytes, 0, 100, b']'), Ending::At(9));
    }

    #[test]
    fn seams_allow_white_space() {
        assert_eq!(seam(b"x}} , \n {", 0), Some(3));
        assert_eq!(seam(b"x},\"a\":{", 0), None);
        assert_eq!(line_with_document(b"ab\ncd\n{", 0), Some(6));
    }
}
