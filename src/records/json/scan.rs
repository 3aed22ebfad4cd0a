//! The tokens of JSON: pure functions from bytes and an offset to the offset behind the token.

/// Why a value could not be read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The bytes end inside it.
    Incomplete,
    /// It is not JSON, from this offset on.
    Broken(usize),
}

/// What counts as white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// All white space of RFC 8259.
    Any,
    /// All but the line end, where a line is a record and ends with it.
    WithinLine,
}

/// The first offset from `at` that is not white space.
#[inline]
pub(super) fn skip_space(bytes: &[u8], at: usize, space: Space) -> usize {
    let mut at = at;
    while let Some(&byte) = bytes.get(at) {
        let is_space = match byte {
            b' ' | b'\t' | b'\r' => true,
            b'\n' => space == Space::Any,
            _ => false,
        };
        if !is_space {
            break;
        }
        at += 1;
    }
    at
}

/// A string: where its closing quote stands, and whether a backslash stands before that. `at` is behind the opening quote.
///
/// Raw control characters are accepted, as dumps hold them.
#[inline]
pub(super) fn string_end(bytes: &[u8], at: usize) -> Result<(usize, bool), Stop> {
    let mut at = at;
    let mut has_escape = false;
    loop {
        let found = quote_or_backslash(bytes, at).ok_or(Stop::Incomplete)?;
        if bytes.get(found) == Some(&b'"') {
            return Ok((found, has_escape));
        }
        has_escape = true;
        at = found + 2;
    }
}

/// Most strings are shorter than what it costs to start a vector search, so the first 32 bytes are looked at in words.
#[inline]
fn quote_or_backslash(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..4 {
        let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) else { break };
        let word = u64::from_le_bytes(*word);
        let hits = zero_bytes(word ^ SPREAD.wrapping_mul(0x22)) | zero_bytes(word ^ SPREAD.wrapping_mul(0x5C));
        if hits != 0 {
            return Some(at + (hits.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?;
    memchr::memchr2(b'"', b'\\', rest).map(|found| at + found)
}

const SPREAD: u64 = 0x0101_0101_0101_0101;

/// The high bit of every zero byte, exact up to and including the lowest one, which is all that is asked for.
#[inline]
fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(SPREAD) & !word & (SPREAD << 7)
}

/// A number: one past its last byte. Leading zeros are accepted, as dumps hold them (ZIP codes).
#[inline]
pub(super) fn number_end(bytes: &[u8], at: usize, at_end: bool) -> Result<usize, Stop> {
    let mut end = at;
    if bytes.get(end) == Some(&b'-') {
        end += 1;
        if bytes.get(end) == Some(&b'I') {
            return literal_end(bytes, end, b"Infinity", at_end);
        }
    }
    end = digits_end(bytes, end)?;
    if bytes.get(end) == Some(&b'.') {
        end = digits_end(bytes, end + 1)?;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        end += 1;
        if matches!(bytes.get(end), Some(b'+' | b'-')) {
            end += 1;
        }
        end = digits_end(bytes, end)?;
    }
    if end >= bytes.len() && !at_end { Err(Stop::Incomplete) } else { Ok(end) }
}

/// At least one digit.
#[inline]
fn digits_end(bytes: &[u8], at: usize) -> Result<usize, Stop> {
    let mut end = at;
    while let Some(word) = bytes.get(end..).and_then(|rest| rest.first_chunk()) {
        // The high bit of every byte that is no digit, exact up to and including the lowest one.
        let above = u64::from_le_bytes(*word) ^ SPREAD.wrapping_mul(u64::from(b'0'));
        let others = (above.wrapping_add(SPREAD.wrapping_mul(0x76)) | above) & (SPREAD << 7);
        if others != 0 {
            end += (others.trailing_zeros() / 8) as usize;
            break;
        }
        end += 8;
    }
    while bytes.get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    match (end > at, bytes.get(end)) {
        (true, _) => Ok(end),
        (false, None) => Err(Stop::Incomplete),
        (false, Some(_)) => Err(Stop::Broken(end)),
    }
}

/// One of the fixed words: one past its last byte.
pub(super) fn literal_end(bytes: &[u8], at: usize, word: &[u8], at_end: bool) -> Result<usize, Stop> {
    let rest = bytes.get(at..).unwrap_or_default();
    if rest.starts_with(word) {
        return Ok(at + word.len());
    }
    if !at_end && word.starts_with(rest) { Err(Stop::Incomplete) } else { Err(Stop::Broken(at)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_ends_at_its_own_quote() {
        for len in 0..70 {
            let mut bytes = vec![b'x'; len];
            assert_eq!(string_end(&bytes, 0), Err(Stop::Incomplete));
            bytes.push(b'"');
            bytes.extend_from_slice(b"\"tail");
            assert_eq!(string_end(&bytes, 0), Ok((len, false)));
            bytes.splice(len / 2..len / 2, *b"\\\"");
            assert_eq!(string_end(&bytes, 0), Ok((len + 2, true)));
        }
        assert_eq!(string_end(b"\\", 0), Err(Stop::Incomplete));
        assert_eq!(string_end(b"\\\"", 0), Err(Stop::Incomplete));
    }

    #[test]
    fn numbers_end_where_they_end() {
        for text in ["0", "-12", "1.5", "1e9", "-1.25E-07", "02134", "-Infinity"] {
            assert_eq!(number_end(format!("{text},").as_bytes(), 0, false), Ok(text.len()), "{text}");
            assert_eq!(number_end(text.as_bytes(), 0, true), Ok(text.len()), "{text}");
        }
        assert_eq!(number_end(b"12", 0, false), Err(Stop::Incomplete));
        assert_eq!(number_end(b"-x", 0, false), Err(Stop::Broken(1)));
        assert_eq!(number_end(b"1.x", 0, false), Err(Stop::Broken(2)));
        assert_eq!(number_end(b"1.", 0, false), Err(Stop::Incomplete));
    }

    #[test]
    fn digits_end_at_any_other_byte() {
        for len in 1..20 {
            for other in (0..=u8::MAX).filter(|byte| !byte.is_ascii_digit()) {
                let mut bytes = b"0987654321".repeat(2);
                bytes.truncate(len);
                bytes.push(other);
                bytes.extend_from_slice(b"9\xff0123456789");
                assert_eq!(digits_end(&bytes, 0), Ok(len), "{len} {other}");
            }
        }
    }

    #[test]
    fn a_word_is_whole_or_cut_or_wrong() {
        assert_eq!(literal_end(b"true,", 0, b"true", false), Ok(4));
        assert_eq!(literal_end(b"tr", 0, b"true", false), Err(Stop::Incomplete));
        assert_eq!(literal_end(b"tr", 0, b"true", true), Err(Stop::Broken(0)));
        assert_eq!(literal_end(b"trie", 0, b"true", false), Err(Stop::Broken(0)));
    }
}
