//! Values: plain, quoted, and flow collections of them.

use std::ops::Range;

use crate::records::rows::Field;
use crate::records::tree::Node;

/// The value that stands in `span`, which has no spaces at its ends.
pub(super) fn node(bytes: &[u8], span: Range<usize>) -> Node {
    flow(bytes, span, 0)
}

fn flow(bytes: &[u8], span: Range<usize>, depth: usize) -> Node {
    let raw = bytes.get(span.clone()).unwrap_or_default();
    let closes = |close: u8| raw.len() > 1 && raw.last() == Some(&close) && depth < 4;
    let inner = span.start + 1..span.end.saturating_sub(1);
    match raw.first() {
        None | Some(b'~') if raw.len() < 2 => Node::Null,
        Some(b'{') if closes(b'}') => {
            let entries = parts(bytes, inner).into_iter().map(|part| {
                let content = bytes.get(part.clone()).unwrap_or_default();
                match super::line::key(content) {
                    Some((name, value)) => {
                        let value = trimmed(bytes, part.start + value..part.end);
                        (name_of(name), flow(bytes, value, depth + 1))
                    }
                    None => ("value".to_owned(), flow(bytes, part, depth + 1)),
                }
            });
            Node::Map(entries.collect())
        }
        Some(b'[') if closes(b']') => {
            Node::List(parts(bytes, inner).into_iter().map(|part| flow(bytes, part, depth + 1)).collect())
        }
        Some(_) if matches!(raw, b"null" | b"Null" | b"NULL") => Node::Null,
        Some(&quote @ (b'"' | b'\'')) if closes(quote) => Node::Leaf(quoted(bytes, inner, quote)),
        _ => Node::Leaf(Field::verbatim(span)),
    }
}

/// A name without its quotes.
pub(super) fn name_of(raw: &[u8]) -> String {
    let inner = match raw.first() {
        Some(b'"' | b'\'') => raw.get(1..raw.len().saturating_sub(1)).unwrap_or(raw),
        _ => raw,
    };
    String::from_utf8_lossy(inner.trim_ascii()).into_owned()
}

fn quoted(bytes: &[u8], span: Range<usize>, quote: u8) -> Field {
    let raw = bytes.get(span.clone()).unwrap_or_default();
    let escape = if quote == b'"' { b'\\' } else { b'\'' };
    if memchr::memchr(escape, raw).is_none() {
        return Field::verbatim(span);
    }
    let mut value = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(&byte) = raw.get(at) {
        at += 1;
        if byte != escape {
            value.push(byte);
            continue;
        }
        let Some(&next) = raw.get(at) else { break };
        at += 1;
        if quote == b'\'' {
            value.push(next);
            continue;
        }
        match next {
            b'n' => value.push(b'\n'),
            b't' => value.push(b'\t'),
            b'x' | b'u' | b'U' => {
                let len = match next {
                    b'x' => 2,
                    b'u' => 4,
                    _ => 8,
                };
                let digits = raw.get(at..at + len).and_then(|digits| std::str::from_utf8(digits).ok());
                let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
                if let Some(char) = code {
                    value.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
                    at += len;
                }
            }
            other => value.push(other),
        }
    }
    Field::decoded(value, span)
}

/// The parts of a flow collection, cut at commas outside of quotes and brackets.
fn parts(bytes: &[u8], span: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut quote) = (span.start, 0usize, None);
    for at in span.clone() {
        let byte = bytes.get(at).copied().unwrap_or_default();
        match (byte, quote) {
            (byte, Some(open)) => quote = (byte != open).then_some(open),
            (b'"' | b'\'', None) => quote = Some(byte),
            (b'{' | b'[', None) => depth += 1,
            (b'}' | b']', None) => depth = depth.saturating_sub(1),
            (b',', None) if depth == 0 => {
                parts.push(trimmed(bytes, start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(trimmed(bytes, start..span.end));
    parts.retain(|part| !part.is_empty());
    parts
}

/// `span` without spaces at its ends.
pub(super) fn trimmed(bytes: &[u8], span: Range<usize>) -> Range<usize> {
    let raw = bytes.get(span.clone()).unwrap_or_default();
    let lead = raw.len() - raw.trim_ascii_start().len();
    let start = span.start + lead;
    start..start + raw.trim_ascii().len()
}
