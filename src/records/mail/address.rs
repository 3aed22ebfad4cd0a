//! Lists of addresses: `"Lee, Ann" <ann@example.com>, bob@example.com (Bob)`; and as programs for offices write them, the family
//! name first and without quotes: `Lee, Ann <ann@example.com>; Cole, Bob <bob@example.com>`.

use std::ops::Range;

use super::decode;
use crate::records::rows::Field;

/// Addresses of one field that are told apart.
const ADDRESSES_MAX: usize = 10_000;

/// One address.
pub(super) struct Address {
    pub(super) name: Option<Field>,
    pub(super) address: Field,
}

/// The addresses in `span`.
pub(super) fn list(bytes: &[u8], span: Range<usize>) -> Vec<Address> {
    let mut parts = Vec::new();
    let (mut start, mut is_quoted, mut angles) = (span.start, false, 0usize);
    let all = bytes.get(span.clone()).unwrap_or_default();
    // Where nothing but names is listed, a semicolon says that commas stand within them.
    let are_names_parted = memchr::memchr2(b'@', b';', all).is_none();
    let has_address = |part: Range<usize>| bytes.get(part).is_some_and(|part| memchr::memchr(b'@', part).is_some());
    for at in span.clone() {
        match bytes.get(at) {
            Some(b'"') => is_quoted = !is_quoted,
            Some(b'<') if !is_quoted => angles += 1,
            Some(b'>') if !is_quoted => angles = angles.saturating_sub(1),
            Some(byte @ (b',' | b';')) if !is_quoted && angles == 0 && parts.len() < ADDRESSES_MAX => {
                if *byte == b',' && !are_names_parted && !has_address(start..at) {
                    continue;
                }
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(start..span.end);
    parts.into_iter().filter_map(|part| one(bytes, part)).collect()
}

fn one(bytes: &[u8], span: Range<usize>) -> Option<Address> {
    let span = trimmed(bytes, span, b"");
    let raw = bytes.get(span.clone()).filter(|raw| !raw.is_empty())?;
    let (name, address) = match (memchr::memrchr(b'<', raw), memchr::memchr(b'(', raw)) {
        (Some(open), _) => {
            let close = memchr::memchr(b'>', raw.get(open..)?).map_or(raw.len(), |len| open + len);
            (span.start..span.start + open, span.start + open + 1..span.start + close.max(open + 1))
        }
        (None, Some(open)) => (span.start + open + 1..span.end, span.start..span.start + open),
        (None, None) => (span.start..span.start, span),
    };
    let name = trimmed(bytes, name, b"\"')");
    let text = bytes.get(name.clone()).unwrap_or_default();
    let name = (!name.is_empty()).then(|| match decode::words(text) {
        Some(decoded) => Field::decoded(decoded, name),
        None if text.contains(&b'\n') => {
            let words: Vec<&[u8]> = text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
            Field::decoded(words.join(&b' '), name)
        }
        None => Field::verbatim(name),
    });
    let address = trimmed(bytes, address, b"");
    let address = match bytes.get(address.clone()).and_then(spelled) {
        Some(meant) => Field::decoded(meant, address),
        None => Field::verbatim(address),
    };
    Some(Address { name, address })
}

/// What archives of lists mean by `ann at example.com`.
fn spelled(address: &[u8]) -> Option<Vec<u8>> {
    let at = memchr::memmem::find(address, b" at ")?;
    let (local, domain) = (address.get(..at)?, address.get(at + 4..)?);
    let is_word = |part: &[u8]| !part.is_empty() && !part.iter().any(|byte| matches!(byte, b' ' | b'@'));
    (is_word(local) && is_word(domain) && domain.contains(&b'.')).then(|| [local, b"@", domain].concat())
}

/// `span` without white space and `marks` at its ends.
fn trimmed(bytes: &[u8], span: Range<usize>, marks: &[u8]) -> Range<usize> {
    let is_edge = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || marks.contains(byte));
    let Range { mut start, mut end } = span;
    while start < end && is_edge(start) {
        start += 1;
    }
    while end > start && is_edge(end - 1) {
        end -= 1;
    }
    start..end
}
