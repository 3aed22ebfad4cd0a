//! Internet addresses as written: where one stands around a number of a text, and whether a whole cell is one.
//! What it means is the validator's business ([`crate::detect::validate::network`]).

use std::ops::Range;

/// The longest written form: eight groups of four, or with an address of version 4 at the end.
const LEN_MAX: usize = 45;

/// The address that begins at the run of letters and digits at `start`, which ends at `end`: a `.` or `:` follows it.
#[must_use]
pub fn at(text: &[u8], start: usize, end: usize) -> Option<Range<usize>> {
    match text.get(end)? {
        b'.' => version_four(text, start, end),
        b':' => version_six(text, start),
        _ => None,
    }
}

/// Four numbers of one to three digits with points between them, and nothing that makes them part of something longer.
fn version_four(text: &[u8], start: usize, first_end: usize) -> Option<Range<usize>> {
    let are_digits = text.get(start..first_end)?.iter().all(u8::is_ascii_digit);
    if first_end - start > 3 || !are_digits || is_joined(text.get(..start)?.last().copied()) {
        return None;
    }
    let mut end = first_end;
    for _ in 0..3 {
        let rest = text.get(end + 1..)?;
        let digits = rest.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        if text.get(end) != Some(&b'.') || !(1..=3).contains(&digits) {
            return None;
        }
        end += 1 + digits;
    }
    let after = text.get(end..)?;
    let goes_on = match after {
        [b'.' | b'-', next, ..] => next.is_ascii_alphanumeric(),
        [next, ..] => next.is_ascii_alphanumeric() || *next == b'_',
        [] => false,
    };
    (!goes_on).then_some(start..end)
}

/// Groups of hexadecimal digits with colons between them, two of which may stand together.
fn version_six(text: &[u8], start: usize) -> Option<Range<usize>> {
    if is_joined(text.get(..start)?.last().copied()) || text.get(..start)?.last() == Some(&b':') {
        return None;
    }
    let is_part = |byte: &&u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
    let rest = text.get(start..)?;
    let len = rest.iter().take(LEN_MAX + 1).take_while(is_part).count();
    let written = rest.get(..len)?;
    let trimmed = written.len() - written.iter().rev().take_while(|byte| **byte == b'.').count();
    let written = written.get(..trimmed)?;
    let colons = written.iter().filter(|byte| **byte == b':').count();
    let has_gap = written.windows(2).any(|pair| pair == b"::");
    let is_free = rest.get(trimmed).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    // Groups of one sign each are a list.
    let has_number =
        written.windows(2).any(|pair| pair.iter().any(u8::is_ascii_digit) && pair.iter().all(u8::is_ascii_hexdigit));
    let is_one = is_free && has_number && trimmed <= LEN_MAX && (colons == 7 || (has_gap && (2..=7).contains(&colons)));
    is_one.then_some(start..start + trimmed)
}

/// Whether the byte before makes it part of a longer name, number or path.
fn is_joined(before: Option<u8>) -> bool {
    before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}

/// Whether a port stands behind the address at `span`, ` port 22`, `:51820`, which no version has, or brackets around it as mail servers
/// write who sent a letter: `([81.2.69.142])`, `(mail.example [81.2.69.142])`; or it opens the line of a server's log. A site's address is
/// that of nobody.
#[must_use]
pub fn is_of_peer(text: &[u8], span: &Range<usize>) -> bool {
    const PORT: std::ops::RangeInclusive<usize> = 4..=5;
    let behind = text.get(span.end..).unwrap_or_default();
    let before = text.get(..span.start).unwrap_or_default();
    let is_sender = before.ends_with(b"([") || before.ends_with(b" [") && is_in_parentheses(before);
    if is_sender && behind.starts_with(b"])") || is_of_access(text, span) {
        return true;
    }
    let port = behind.strip_prefix(b":").unwrap_or_default();
    let digits = port.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_end = port.get(digits).is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b":.-/".contains(byte));
    if before.last() == Some(&b' ') && PORT.contains(&digits) && is_end {
        return true;
    }
    matches!(behind, [b' ', b'p', b'o', b'r', b't', b' ', digit, ..] if digit.is_ascii_digit())
}

/// Whether the last parenthesis before has a name in it and is open, in the trace of a letter: `Received: from a.example (mail.example [`.
fn is_in_parentheses(before: &[u8]) -> bool {
    const REACH: usize = 120;
    const TRACE: &[u8] = b"Received: from ";
    let near = before.get(before.len().saturating_sub(REACH)..).unwrap_or_default();
    let line = near.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let Some(at) = memchr::memmem::find(line, TRACE) else { return false };
    if at > 0 && line.get(at - 1).is_some_and(|byte| !byte.is_ascii_whitespace()) {
        return false;
    }
    let open = memchr::memrchr(b'(', line).and_then(|at| line.get(at + 1..));
    open.is_some_and(|name| {
        name.len() > 2 && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b".-_ [".contains(byte))
    })
}

/// Whether the number at `at` may be that of a version as well, which something was received from: `an update received from 3.10.0.1`. The
/// trace of a letter has a colon there.
#[must_use]
pub fn is_of_release(text: &[u8], at: usize) -> bool {
    const REACH: usize = 48;
    const LINK: &[u8] = b"received from ";
    let before = text.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let Some((head, link)) = line.split_at_checked(line.len().saturating_sub(LINK.len())) else { return false };
    let names = |word: &[u8]| {
        word.eq_ignore_ascii_case(b"ip") || word.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"addr"))
    };
    let is_word = head.last().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    is_word && link.eq_ignore_ascii_case(LINK) && !head.split(|byte| !byte.is_ascii_alphabetic()).any(names)
}

/// Whether the address at `span` is that of a client in the log of a web server, where nobody logged in: `81.2.69.142 - - [11/May/2024:`.
#[must_use]
pub fn is_of_access(text: &[u8], span: &Range<usize>) -> bool {
    let behind = text.get(span.end..).unwrap_or_default();
    let Some([first, second, b'/', month, _, _, b'/', year, ..]) = behind.strip_prefix(b" - - [") else { return false };
    month.is_ascii_uppercase() && [first, second, year].iter().all(|byte| byte.is_ascii_digit())
}

/// The address that ends at `end`, before the fields of a server's log.
#[must_use]
pub fn before_access(text: &[u8], end: usize) -> Option<Range<usize>> {
    let head = text.get(end.saturating_sub(LEN_MAX + 1)..end)?;
    // `key:81.2.69.142` is one of version 4.
    let signs: [fn(&&u8) -> bool; 2] =
        [|byte| byte.is_ascii_digit() || **byte == b'.', |byte| byte.is_ascii_hexdigit() || b".:".contains(*byte)];
    signs.into_iter().find_map(|is_sign| {
        let start = end - head.iter().rev().take_while(is_sign).count();
        let first = start + text.get(start..end)?.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        at(text, start, first).filter(|span| *span == (start..end) && is_of_access(text, span))
    })
}

/// What a whole cell holds that could be one, the port of a connection left out: `81.2.69.142:443`, `[2a00::1]:443`.
#[must_use]
pub fn cell(value: &[u8]) -> Option<&[u8]> {
    is_address(value).then_some(value).or_else(|| without_port(value).filter(|address| is_address(address)))
}

fn is_address(value: &[u8]) -> bool {
    let end = value.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    value.len() <= LEN_MAX && at(value, 0, end) == Some(0..value.len())
}

/// The address before a port. One of version 6 stands in brackets there.
fn without_port(value: &[u8]) -> Option<&[u8]> {
    let colon = memchr::memrchr(b':', value)?;
    let (address, port) = (value.get(..colon)?, value.get(colon + 1..)?);
    let number =
        port.iter().fold(0u32, |number, digit| number.saturating_mul(10) + u32::from(digit.wrapping_sub(b'0')));
    let is_port = (1..=5).contains(&port.len()) && port.iter().all(u8::is_ascii_digit) && number <= 65_535;
    let address = match address {
        [b'[', inner @ .., b']'] if inner.contains(&b':') => inner,
        _ if !address.contains(&b':') => address,
        _ => return None,
    };
    is_port.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let is_alnum = |byte: u8| byte.is_ascii_alphanumeric();
        let bytes = text.as_bytes();
        (0..bytes.len())
            .filter(|&start| is_alnum(bytes[start]) && (start == 0 || !is_alnum(bytes[start - 1])))
            .filter_map(|start| {
                let end = start + bytes[start..].iter().take_while(|byte| is_alnum(**byte)).count();
                at(bytes, start, end).and_then(|span| text.get(span))
            })
            .collect()
    }

    #[test]
    fn addresses_are_found_whole() {
        assert_eq!(found("from 81.2.69.142, port 22"), ["81.2.69.142"]);
        assert_eq!(found("[2a00:1450:4009:80b::200e]:443"), ["2a00:1450:4009:80b::200e"]);
        assert_eq!(found("via 2001:0db8:85a3:0000:0000:8a2e:0370:7334."), ["2001:0db8:85a3:0000:0000:8a2e:0370:7334"]);
    }

    #[test]
    fn a_port_tells_a_peer() {
        for (text, wanted) in [
            ("from 81.2.69.142 port 22 ssh2", true),
            ("the 81.2.69.142 port of it", false),
            ("Received: from mx (mx.example [81.2.69.142]) by", true),
            ("from mx (mx.example [81.2.69.142]) by", false),
            ("from mx ([81.2.69.142]) by", true),
            ("see (RFC, table [81.2.69.142]) and", false),
            ("81.2.69.142 - - [11/May/2024:10:14:09 +0000] \"GET / HTTP/1.1\"", true),
            ("81.2.69.142 - - [x] done", false),
            ("81.2.69.142 - the [11] of them", false),
            ("openssl[81.2.69.142] built", false),
        ] {
            let at = text.find("81").unwrap();
            assert_eq!(is_of_peer(text.as_bytes(), &(at..at + 11)), wanted, "{text}");
        }
    }

    #[test]
    fn the_port_of_a_connection_is_no_part_of_the_address() {
        let whole = [&b"81.2.69.142"[..], b"2a00:1450:4009:80b::200e"];
        for address in whole {
            assert_eq!(cell(address), Some(address));
        }
        assert_eq!(cell(b"81.2.69.142:443"), Some(whole[0]));
        assert_eq!(cell(b"[2a00:1450:4009:80b::200e]:443"), Some(whole[1]));
        for other in [&b"81.2.69.142:"[..], b"81.2.69.142:70000", b"81.2.69.142:443:1", b"1.2.3:4", b"81.2.69.142:44a"]
        {
            assert_eq!(cell(other), None, "{}", String::from_utf8_lossy(other));
        }
    }

    #[test]
    fn versions_times_and_parts_are_none() {
        for text in
            ["1.2.3", "1.2.3.4.5", "v1.2.3.4", "12:30:45", "5C:F9:38:8B:11:22", "std::vec", "1.2.3.4-beta", "a.1.2.3.4"]
        {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
        assert!(cell(b"10.0.0.1 up").is_none());
    }
}
