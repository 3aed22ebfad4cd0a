//! Escapes inside values: how a cell is written in SQL, CSV, COPY text and JSON.
//!
//! Everything rests on one step, `next_unit`: it reads one unit (a plain byte or one escape) from the raw bytes and
//! says how many raw bytes it took and what it means. Unescaping applies it to the end; mapping an offset in the
//! value back to the raw bytes applies it until the offset is reached, which costs only where something was found.

use crate::batch::{Escape, LineMarks};

/// One unit of raw bytes: how many it took, and what they mean (at most four bytes of UTF-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Unit {
    raw_len: usize,
    bytes: [u8; 4],
    len: usize,
}

impl Unit {
    fn byte(raw_len: usize, byte: u8) -> Self {
        Self { raw_len, bytes: [byte, 0, 0, 0], len: 1 }
    }

    fn none(raw_len: usize) -> Self {
        Self { raw_len, bytes: [0; 4], len: 0 }
    }

    fn char(raw_len: usize, char: char) -> Self {
        let mut bytes = [0; 4];
        let len = char.encode_utf8(&mut bytes).len();
        Self { raw_len, bytes, len }
    }
}

/// Appends the meaning of `raw` to `out`. Malformed escapes stand for themselves.
pub fn unescape(escape: Escape, raw: &[u8], out: &mut Vec<u8>) {
    let mut rest = raw;
    loop {
        // Most bytes stand for themselves: they are copied in runs.
        let run = plain_len(escape, rest);
        out.extend_from_slice(rest.get(..run).unwrap_or_default());
        rest = rest.get(run..).unwrap_or_default();
        let Some(unit) = next_unit(escape, rest) else { return };
        out.extend_from_slice(unit.bytes.get(..unit.len).unwrap_or_default());
        rest = rest.get(unit.raw_len..).unwrap_or_default();
    }
}

/// How many bytes at the start of `rest` stand for themselves.
fn plain_len(escape: Escape, rest: &[u8]) -> usize {
    let special = match escape {
        Escape::None | Escape::Opaque => None,
        Escape::Doubled(quote) => memchr::memchr(quote, rest),
        Escape::Backslash(quote) => memchr::memchr2(b'\\', quote, rest),
        Escape::CopyText | Escape::Json => memchr::memchr(b'\\', rest),
        Escape::EString | Escape::Unicode | Escape::LineMarks(_) => memchr::memchr2(b'\\', b'\'', rest),
        Escape::Hex => Some(0),
    };
    special.unwrap_or(rest.len())
}

/// The offset in `raw` at which byte `at` of the unescaped value begins.
#[must_use]
pub fn raw_offset(escape: Escape, raw: &[u8], at: usize) -> usize {
    let mut decoded = 0;
    let mut offset = 0;
    while decoded < at {
        let Some(unit) = next_unit(escape, raw.get(offset..).unwrap_or_default()) else { break };
        decoded += unit.len;
        offset += unit.raw_len;
    }
    offset
}

fn next_unit(escape: Escape, raw: &[u8]) -> Option<Unit> {
    let &first = raw.first()?;
    Some(match escape {
        Escape::None | Escape::Opaque => Unit::byte(1, first),
        Escape::Doubled(quote) if first == quote && raw.get(1) == Some(&quote) => Unit::byte(2, quote),
        Escape::Backslash(quote) if first == quote && raw.get(1) == Some(&quote) => Unit::byte(2, quote),
        Escape::Backslash(_) if first == b'\\' => backslash_unit(raw),
        Escape::CopyText if first == b'\\' => copy_unit(raw),
        Escape::Json if first == b'\\' => json_unit(raw),
        Escape::Hex => hex_unit(raw),
        Escape::EString | Escape::Unicode | Escape::LineMarks(_) if raw.starts_with(b"''") => Unit::byte(2, b'\''),
        Escape::EString if first == b'\\' => e_string_unit(raw),
        Escape::Unicode if first == b'\\' => unicode_unit(raw),
        Escape::LineMarks(marks) if first == b'\\' => line_mark_unit(marks, raw),
        Escape::Doubled(_)
        | Escape::Backslash(_)
        | Escape::CopyText
        | Escape::Json
        | Escape::EString
        | Escape::Unicode
        | Escape::LineMarks(_) => Unit::byte(1, first),
    })
}

/// MySQL string escapes: <https://dev.mysql.com/doc/refman/8.4/en/string-literals.html>, table 11.1.
fn backslash_unit(raw: &[u8]) -> Unit {
    match raw.get(1) {
        None => Unit::byte(1, b'\\'),
        Some(b'0') => Unit::byte(2, 0),
        Some(b'b') => Unit::byte(2, 8),
        Some(b'n') => Unit::byte(2, b'\n'),
        Some(b'r') => Unit::byte(2, b'\r'),
        Some(b't') => Unit::byte(2, b'\t'),
        Some(b'Z') => Unit::byte(2, 26),
        Some(&other) => Unit::byte(2, other),
    }
}

/// PostgreSQL COPY text format: letters, `\ooo` octal, `\xhh` hex; any other character stands for itself.
fn copy_unit(raw: &[u8]) -> Unit {
    match raw.get(1) {
        None => Unit::byte(1, b'\\'),
        Some(b'b') => Unit::byte(2, 8),
        Some(b'f') => Unit::byte(2, 12),
        Some(b'n') => Unit::byte(2, b'\n'),
        Some(b'r') => Unit::byte(2, b'\r'),
        Some(b't') => Unit::byte(2, b'\t'),
        Some(b'v') => Unit::byte(2, 11),
        Some(b'0'..=b'7') => {
            let digits = raw.iter().skip(1).take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            let value = raw.iter().skip(1).take(digits).fold(0u32, |value, byte| value * 8 + u32::from(byte - b'0'));
            Unit::byte(1 + digits, (value & 0xFF) as u8)
        }
        Some(b'x') => {
            let digits = raw.iter().skip(2).take(2).take_while(|byte| byte.is_ascii_hexdigit()).count();
            if digits == 0 {
                return Unit::byte(2, b'x');
            }
            let value =
                raw.iter().skip(2).take(digits).fold(0u32, |value, &byte| value * 16 + hex_digit(byte).unwrap_or(0));
            Unit::byte(2 + digits, (value & 0xFF) as u8)
        }
        Some(&other) => Unit::byte(2, other),
    }
}

/// JSON string escapes, RFC 8259 section 7. A lone surrogate becomes U+FFFD.
fn json_unit(raw: &[u8]) -> Unit {
    match raw.get(1) {
        None => Unit::byte(1, b'\\'),
        Some(b'b') => Unit::byte(2, 8),
        Some(b'f') => Unit::byte(2, 12),
        Some(b'n') => Unit::byte(2, b'\n'),
        Some(b'r') => Unit::byte(2, b'\r'),
        Some(b't') => Unit::byte(2, b'\t'),
        Some(b'u') => {
            let Some(high) = hex4(raw, 2) else { return Unit::byte(2, b'u') };
            let low = hex4(raw, 8).filter(|low| (0xDC00..0xE000).contains(low));
            if let (0xD800..0xDC00, Some(b"\\u"), Some(low)) = (high, raw.get(6..8), low) {
                let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return Unit::char(12, char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Unit::char(6, char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER))
        }
        Some(&other) => Unit::byte(2, other),
    }
}

/// PostgreSQL escape strings, section 4.1.2.2 of its manual.
fn e_string_unit(raw: &[u8]) -> Unit {
    match raw.get(1) {
        Some(b'u') => code_unit(raw, 2, 4).unwrap_or(Unit::byte(2, b'u')),
        Some(b'U') => code_unit(raw, 2, 8).unwrap_or(Unit::byte(2, b'U')),
        Some(b'v') => Unit::byte(2, b'v'),
        _ => copy_unit(raw),
    }
}

/// `U&'...'` (SQL:2003) and SQLite's `unistr`.
fn unicode_unit(raw: &[u8]) -> Unit {
    let unit = match raw.get(1) {
        Some(b'\\') => Some(Unit::byte(2, b'\\')),
        Some(b'+') => code_unit(raw, 2, 6),
        Some(b'u') => code_unit(raw, 2, 4),
        Some(b'U') => code_unit(raw, 2, 8),
        _ => code_unit(raw, 1, 4),
    };
    unit.unwrap_or(Unit::byte(1, b'\\'))
}

/// The character whose number has `digits` hexadecimal digits at `at`.
fn code_unit(raw: &[u8], at: usize, digits: usize) -> Option<Unit> {
    let code = raw.get(at..at + digits)?;
    let code = code.iter().try_fold(0u32, |value, &byte| Some((value << 4) | hex_digit(byte)?))?;
    Some(Unit::char(at + digits, char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)))
}

fn line_mark_unit(marks: LineMarks, raw: &[u8]) -> Unit {
    let line_feed = marks.line_feed.bytes(b"\\n", b"\\012").map(|mark| (mark, b'\n'));
    let carriage_return = marks.carriage_return.bytes(b"\\r", b"\\015").map(|mark| (mark, b'\r'));
    let found = [line_feed, carriage_return].into_iter().flatten().find(|(mark, _)| raw.starts_with(mark));
    found.map_or(Unit::byte(1, b'\\'), |(mark, byte)| Unit::byte(mark.len(), byte))
}

fn hex_unit(raw: &[u8]) -> Unit {
    match raw {
        [high, low, ..] => match (hex_digit(*high), hex_digit(*low)) {
            (Some(high), Some(low)) => Unit::byte(2, ((high << 4 | low) & 0xFF) as u8),
            _ => Unit::none(1),
        },
        _ => Unit::none(1),
    }
}

fn hex4(raw: &[u8], at: usize) -> Option<u32> {
    let digits = raw.get(at..at + 4)?;
    digits.iter().try_fold(0, |value, &byte| Some(value * 16 + hex_digit(byte)?))
}

fn hex_digit(byte: u8) -> Option<u32> {
    (byte as char).to_digit(16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Mark;

    fn plain(escape: Escape, raw: &str) -> String {
        let mut out = Vec::new();
        unescape(escape, raw.as_bytes(), &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn every_dialect_is_unescaped() {
        assert_eq!(plain(Escape::Doubled(b'"'), r#"a ""b"" c"#), r#"a "b" c"#);
        assert_eq!(plain(Escape::Backslash(b'\''), r"O\'Brien\nO''Neil\\"), "O'Brien\nO'Neil\\");
        assert_eq!(plain(Escape::CopyText, r"a\tb\\c\101\x42"), "a\tb\\cAB");
        assert_eq!(plain(Escape::Json, r#"\u00e9\ud83d\ude00\/\"x"#), "é😀/\"x");
        assert_eq!(plain(Escape::Json, r"\ud83d"), "\u{FFFD}");
        assert_eq!(plain(Escape::Hex, "4a6F"), "Jo");
        assert_eq!(plain(Escape::EString, r"a\nb''c\'d\\e\x41\u00e9"), "a\nb'c'd\\eAé");
        assert_eq!(plain(Escape::Unicode, r"\00e9\u000a\+01F600\\''"), "é\n😀\\'");
    }

    #[test]
    fn marks_stand_for_line_ends_only_where_they_are_declared() {
        let line_feed = LineMarks { line_feed: Mark::Letter, carriage_return: Mark::None };
        assert_eq!(plain(Escape::LineMarks(line_feed), r"a\nb\rc''"), "a\nb\\rc'");
        let both = LineMarks { line_feed: Mark::Octal, carriage_return: Mark::Letter };
        assert_eq!(plain(Escape::LineMarks(both), r"C:\new\r\012x"), "C:\\new\r\nx");
        assert_eq!(raw_offset(Escape::LineMarks(both), br"ab\012c", 3), 6);
    }

    #[test]
    fn runs_of_plain_bytes_do_not_change_the_meaning() {
        let quoted = [Escape::Backslash(b'\''), Escape::Doubled(b'"')];
        for escape in [Escape::None, Escape::Json, Escape::CopyText, Escape::Hex].into_iter().chain(quoted) {
            for raw in ["plain \"\"4a\\u0041\\'x''\\n tail\\", "", "\\", "\\\\\\", "''''", "zz4a6g"] {
                let mut want = Vec::new();
                let mut rest = raw.as_bytes();
                while let Some(unit) = next_unit(escape, rest) {
                    want.extend_from_slice(&unit.bytes[..unit.len]);
                    rest = &rest[unit.raw_len..];
                }
                assert_eq!(plain(escape, raw), String::from_utf8_lossy(&want));
            }
        }
    }

    #[test]
    fn offsets_map_back_to_the_escaped_bytes() {
        let raw = br"O\'Brien 536-90-4399";
        assert_eq!(raw_offset(Escape::Backslash(b'\''), raw, 0), 0);
        assert_eq!(raw_offset(Escape::Backslash(b'\''), raw, 2), 3);
        assert_eq!(raw_offset(Escape::Backslash(b'\''), raw, 8), 9);
        assert_eq!(raw_offset(Escape::Backslash(b'\''), raw, 500), raw.len());
    }

    #[test]
    fn malformed_escapes_stand_for_themselves_and_end() {
        let escapes = [
            Escape::Json,
            Escape::CopyText,
            Escape::Backslash(b'\''),
            Escape::Hex,
            Escape::Doubled(b'"'),
            Escape::EString,
            Escape::Unicode,
        ];
        for escape in escapes {
            for raw in ["\\", "\\u", "\\u12", "\\x", "\"", "''", "\\ud83d\\u", "4"] {
                let mut out = Vec::new();
                unescape(escape, raw.as_bytes(), &mut out);
                assert!(out.len() <= raw.len() + 2);
            }
        }
    }
}
