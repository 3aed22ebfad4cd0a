//! Streams that are written in printable characters (ISO 32000-2, 7.4.2 and 7.4.3), and whether all of one is such: the library
//! hands on what comes before a character that has no place there, and says nothing of it.

/// What came of a stream.
pub(super) struct Decoded {
    pub(super) content: Vec<u8>,
    /// It is written as it should be, and its end is marked.
    pub(super) is_sound: bool,
}

/// The way of a filter, if it is one of these.
pub(super) fn decoder(filter: &[u8]) -> Option<fn(&[u8]) -> Decoded> {
    match filter {
        b"ASCII85Decode" => Some(from_base_85),
        b"ASCIIHexDecode" => Some(from_hexadecimal),
        _ => None,
    }
}

/// What stands before the mark of the end, and whether there is one.
fn before_end<'r>(raw: &'r [u8], mark: &[u8]) -> (&'r [u8], bool) {
    let end = memchr::memmem::find(raw, mark);
    (raw.get(..end.unwrap_or(raw.len())).unwrap_or_default(), end.is_some())
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0 | 0x0B)
}

/// Five digits of base 85 for four bytes, and `z` for four zeros.
fn from_base_85(raw: &[u8]) -> Decoded {
    const BASE: u64 = 85;
    let raw = raw.trim_ascii_start();
    let raw = raw.strip_prefix(b"<~").unwrap_or(raw);
    let (text, mut is_sound) = before_end(raw, b"~>");
    let mut content = Vec::with_capacity(text.len() / 5 * 4 + 4);
    let (mut group, mut len) = (0u64, 0usize);
    for &byte in text {
        match byte {
            b'!'..=b'u' => {
                group = group * BASE + u64::from(byte - b'!');
                len += 1;
            }
            b'z' if len == 0 => content.extend([0; 4]),
            byte if is_blank(byte) => {}
            _ => is_sound = false,
        }
        if len == 5 {
            let bytes = u32::try_from(group);
            is_sound &= bytes.is_ok();
            content.extend(bytes.unwrap_or_default().to_be_bytes());
            (group, len) = (0, 0);
        }
    }
    if len > 0 {
        is_sound &= len > 1;
        let filled = (len..5).fold(group, |group, _| group * BASE + (BASE - 1));
        let bytes = u32::try_from(filled).unwrap_or_default().to_be_bytes();
        content.extend(bytes.iter().take(len - 1));
    }
    Decoded { content, is_sound }
}

/// Two digits for a byte; a last one that is missing is zero.
fn from_hexadecimal(raw: &[u8]) -> Decoded {
    let (text, mut is_sound) = before_end(raw, b">");
    let mut digits = Vec::new();
    for &byte in text.iter().filter(|&&byte| !is_blank(byte)) {
        match char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) {
            Some(digit) => digits.push(digit),
            None => is_sound = false,
        }
    }
    let byte = |pair: &[u8]| pair.iter().fold(0, |byte, digit| byte << 4 | digit) << (4 * (2 - pair.len()));
    Decoded { content: digits.chunks(2).map(byte).collect(), is_sound }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(filter: &[u8], raw: &[u8]) -> (Vec<u8>, bool) {
        let decoded = decoder(filter).unwrap()(raw);
        (decoded.content, decoded.is_sound)
    }

    #[test]
    fn characters_are_bytes_again() {
        assert_eq!(of(b"ASCII85Decode", b"87cURD]i,\"Ebo7 \n~>"), (b"Hello World".to_vec(), true));
        assert_eq!(of(b"ASCII85Decode", b"z!!~>"), (vec![0; 5], true));
        assert_eq!(of(b"ASCIIHexDecode", b"4a 4B\n5>"), (b"JKP".to_vec(), true));
        assert!(decoder(b"FlateDecode").is_none());
    }

    #[test]
    fn what_has_no_place_there_and_a_missing_end_are_told() {
        for raw in [&b"87cURD]i,\"Ebo7"[..], b"87cUR\x7FD]i~>", b"uuuuu~>", b"87cU8z7~>", b"87cUR8~>"] {
            assert!(!of(b"ASCII85Decode", raw).1, "{raw:?}");
        }
        assert!(!of(b"ASCIIHexDecode", b"4a4b").1);
        assert!(!of(b"ASCIIHexDecode", b"4a4x>").1);
    }
}
