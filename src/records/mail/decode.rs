//! The encodings of bodies and header fields.

use encoding_rs::Encoding;

/// Decodes base64, whatever else stands between its letters.
pub(in crate::records) fn base64(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for &byte in raw {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).unwrap_or_default());
        }
    }
    out
}

/// Decodes quoted-printable; with `is_word` as header fields use it, where `_` is a space.
pub(super) fn quoted_printable(raw: &[u8], is_word: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'=' if behind.starts_with(b"\r\n") => rest = behind.get(2..).unwrap_or_default(),
            b'=' if behind.starts_with(b"\n") => rest = behind.get(1..).unwrap_or_default(),
            b'=' => match behind.get(..2).and_then(hex) {
                Some(value) => {
                    out.push(value);
                    rest = behind.get(2..).unwrap_or_default();
                }
                None => out.push(b'='),
            },
            b'_' if is_word => out.push(b' '),
            byte => out.push(byte),
        }
    }
    out
}

fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Bytes of the character set called `label` as UTF-8; as they are where the set is not known.
pub(super) fn to_utf8(bytes: Vec<u8>, label: Option<&[u8]>) -> Vec<u8> {
    match label.and_then(Encoding::for_label) {
        Some(encoding) if encoding != encoding_rs::UTF_8 => encoding.decode(&bytes).0.into_owned().into_bytes(),
        _ => bytes,
    }
}

/// A header field with its encoded words (`=?utf-8?q?...?=`) decoded; `None` where it has none.
pub(super) fn words(raw: &[u8]) -> Option<Vec<u8>> {
    let mut rest = raw;
    let mut out = Vec::new();
    let mut has_word = false;
    while let Some(at) = memchr::memmem::find(rest, b"=?") {
        let (before, from) = rest.split_at_checked(at)?;
        match word(from) {
            Some((text, len)) => {
                // White space between two encoded words is no part of the text.
                if !has_word || !before.trim_ascii().is_empty() {
                    out.extend_from_slice(before);
                }
                out.extend_from_slice(&text);
                rest = from.get(len..)?;
                has_word = true;
            }
            None => {
                out.extend_from_slice(before);
                out.extend_from_slice(b"=?");
                rest = from.get(2..)?;
            }
        }
    }
    out.extend_from_slice(rest);
    has_word.then_some(out)
}

/// The encoded word at the start of `raw`, and its length.
fn word(raw: &[u8]) -> Option<(Vec<u8>, usize)> {
    const LEN_MAX: usize = 1_000;
    let inner = raw.get(2..raw.len().min(LEN_MAX))?;
    let charset_len = memchr::memchr(b'?', inner)?;
    let method = *inner.get(charset_len + 1)?;
    let text = inner.get(charset_len + 3..).filter(|_| inner.get(charset_len + 2) == Some(&b'?'))?;
    let text_len = memchr::memmem::find(text, b"?=")?;
    let label = inner.get(..charset_len)?.split(|&byte| byte == b'*').next();
    let encoded = text.get(..text_len)?;
    let bytes = match method {
        b'q' | b'Q' => quoted_printable(encoded, true),
        b'b' | b'B' => base64(encoded),
        _ => return None,
    };
    Some((to_utf8(bytes, label), 2 + charset_len + 3 + text_len + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_decoded() {
        assert_eq!(base64(b"SGVs\r\nbG8="), b"Hello");
        assert_eq!(base64(b"SGVsbG8"), b"Hello");
        assert_eq!(quoted_printable(b"a=3Db=\r\nc=ZZ_", false), b"a=bc=ZZ_");
    }

    #[test]
    fn encoded_words_are_decoded() {
        let text = |raw: &str| words(raw.as_bytes()).map(|text| String::from_utf8(text).unwrap());
        assert_eq!(
            text("=?utf-8?q?J=C3=BCrgen?= =?iso-8859-1?Q?_M=FCller?= <x>"),
            Some("Jürgen Müller <x>".to_owned())
        );
        assert_eq!(text("Re: =?UTF-8?B?R3LDvMOfZQ==?="), Some("Re: Grüße".to_owned()));
        assert_eq!(text("no =? word"), None);
    }
}
