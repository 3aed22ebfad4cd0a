//! Addresses whose signs are written as words, so that programs that gather addresses pass them over: `jane (at) example [dot] com`.

use std::ops::Range;

/// Bytes of the longest local part, and labels of the longest domain name that is read.
const LOCAL_MAX: usize = 64;
const LABELS_MAX: usize = 5;
/// `(at)` and `[at]`.
const MARK: usize = 4;
/// What a stop is written as.
const STOPS: [&[u8]; 6] = [b"(dot)", b"[dot]", b"(DOT)", b"[DOT]", b" dot ", b" DOT "];
/// Where the stop stands as it is, any two words could be meant: only these ends are read. A judgement.
const ENDS: [&[u8]; 26] = [
    b"com", b"org", b"net", b"edu", b"gov", b"info", b"de", b"uk", b"fr", b"ca", b"us", b"eu", b"nl", b"es", b"it",
    b"ch", b"au", b"jp", b"br", b"pl", b"se", b"no", b"dk", b"be", b"io", b"co",
];

/// The address around the mark at `at`: its place, and how it is meant.
#[must_use]
pub fn around(text: &[u8], at: usize) -> Option<(Range<usize>, Vec<u8>)> {
    around_sign(text, at, MARK)
}

/// The address all of whose signs are words of their own, and the stop at `at` is its first: `jane.doe at example dot com`; or whose sign
/// at `at` is the word in capitals: `jane.doe AT example.com`. Such words stand in sentences, so that a word for mail stands before
/// it, or its first part is none of a sentence.
#[must_use]
pub fn in_words(text: &[u8], at: usize) -> Option<(Range<usize>, Vec<u8>)> {
    const CUE_MAX: usize = 40;
    const SIGNS: [&[u8]; 2] = [b" at ", b" AT "];
    let is_label = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
    let sign = if text.get(at..)?.starts_with(b" AT ") {
        at + 1
    } else {
        let before = text.get(..at)?;
        let label = before.iter().rev().take(LOCAL_MAX).take_while(is_label).count();
        let stem = before.get(..before.len() - label)?;
        SIGNS.iter().find(|sign| stem.ends_with(sign)).map(|_| stem.len() - 3)?
    };
    let (span, address) = around_sign(text, sign, 2)?;
    let local = text.get(span.start..sign - 1)?;
    let is_made = local.iter().any(|byte| byte.is_ascii_digit() || b"._".contains(byte));
    let before = text.get(span.start.saturating_sub(CUE_MAX)..span.start)?;
    let line = before.rsplit(|byte| *byte == b'\n').next()?;
    let is_announced = line.windows(4).any(|word| word.eq_ignore_ascii_case(b"mail"));
    (is_made || is_announced).then_some((span, address))
}

/// The address that has its sign as it is, and its first stop as the word at `at`: `jane@example(dot)com`.
#[must_use]
pub fn before_dot(text: &[u8], at: usize) -> Option<(Range<usize>, Vec<u8>)> {
    let before = text.get(..at)?;
    let before = before.strip_suffix(b" ").unwrap_or(before);
    let is_label = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
    let label = before.iter().rev().take(LOCAL_MAX).take_while(is_label).count();
    let sign = before.len().checked_sub(label + 1).filter(|&sign| label > 0 && before.get(sign) == Some(&b'@'))?;
    around_sign(text, sign, 1)
}

/// The address around the `@` at `at` that is written letter by letter: `j a n e @ e x a m p l e . o r g`.
#[must_use]
pub fn spaced(text: &[u8], at: usize) -> Option<(Range<usize>, Vec<u8>)> {
    const PART_MIN: usize = 3;
    const HOST_MIN: usize = 4;
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"._-+".contains(byte));
    let is_space = |at: Option<usize>| at.and_then(|at| text.get(at)).is_none_or(|byte| byte.is_ascii_whitespace());
    let mut start = at;
    // A space, a letter, and what is no word before it.
    while at - start < 2 * LOCAL_MAX
        && start >= 2
        && text.get(start - 1) == Some(&b' ')
        && is_part(text.get(start - 2))
        && (start == 2 || is_space(Some(start - 3)))
    {
        start -= 2;
    }
    let mut end = at + 1;
    while end - at < 2 * LOCAL_MAX
        && text.get(end) == Some(&b' ')
        && is_part(text.get(end + 1))
        && (is_space(Some(end + 2)) || text.get(end + 2).is_some_and(|byte| b",;>)\"'".contains(byte)))
    {
        end += 2;
    }
    let letters = |part: Range<usize>| -> Vec<u8> {
        text.get(part).unwrap_or_default().iter().copied().filter(|byte| *byte != b' ').collect()
    };
    let (local, mut host) = (letters(start..at), letters(at + 1..end));
    // A stop ends the sentence.
    while host.last() == Some(&b'.') {
        host.pop();
        end -= 2;
    }
    let has_end = memchr::memrchr(b'.', &host).is_some_and(|stop| host.len() - stop > 2);
    let address = [local.as_slice(), b"@", &host].concat();
    (local.len() >= PART_MIN && host.len() >= HOST_MIN && has_end).then_some((start..end, address))
}

/// The address around a sign of so many bytes at `at`.
fn around_sign(text: &[u8], at: usize, sign: usize) -> Option<(Range<usize>, Vec<u8>)> {
    let before = text.get(..at)?;
    let local_end = at - usize::from(before.ends_with(b" "));
    let is_local = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._+-".contains(byte);
    let local = before.get(..local_end)?.iter().rev().take(LOCAL_MAX + 1).take_while(is_local).count();
    let mut end = at + sign;
    end += usize::from(text.get(end) == Some(&b' '));
    // `bytes.get(at)`, `list[at] + 1`: both sides stand apart from the mark, or neither does.
    if local == 0 || local > LOCAL_MAX || (local_end < at) != (end > at + sign) {
        return None;
    }
    let mut address = text.get(local_end - local..local_end)?.to_vec();
    address.push(b'@');
    let (mut is_spelled, mut labels) = (false, 0);
    loop {
        let is_label = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
        let len = text.get(end..)?.iter().take(LOCAL_MAX).take_while(is_label).count();
        let label = text.get(end..end + len).filter(|label| !label.is_empty())?;
        address.extend_from_slice(label);
        (end, labels) = (end + len, labels + 1);
        let Some((next, is_word)) = stop(text, end).filter(|_| labels < LABELS_MAX) else {
            let is_end = is_spelled || ENDS.iter().any(|end| label.eq_ignore_ascii_case(end));
            return (labels > 1 && is_end).then_some((local_end - local..end, address));
        };
        is_spelled |= is_word;
        address.push(b'.');
        end = next;
    }
}

/// The stop at `at`: where what follows begins, and whether it is written as a word.
fn stop(text: &[u8], at: usize) -> Option<(usize, bool)> {
    let rest = text.get(at..)?;
    let goes_on = |next: usize| text.get(next).is_some_and(u8::is_ascii_alphanumeric).then_some(next);
    if rest.first() == Some(&b'.') {
        return goes_on(at + 1).map(|next| (next, false));
    }
    let gap = usize::from(matches!(rest, [b' ', b'(' | b'[', ..]));
    let word = STOPS.iter().find(|stop| rest.get(gap..).is_some_and(|rest| rest.starts_with(stop)))?;
    let next = at + gap + word.len();
    goes_on(next + usize::from(gap == 1 && text.get(next) == Some(&b' '))).map(|next| (next, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_letter_by_letter() {
        let read = |text: &str| {
            let at = text.find('@').expect("a sign");
            spaced(text.as_bytes(), at)
                .map(|(span, address)| (text.get(span).unwrap().to_owned(), String::from_utf8(address).unwrap()))
        };
        let (written, address) = read("write to j a n e @ e x a m p l e . o r g any time").expect("an address");
        assert_eq!(written, "j a n e @ e x a m p l e . o r g");
        assert_eq!(address, "jane@example.org");
        for text in
            ["a @ b . c", "x y z @ e x a m p l e", "meet @ noon . today", "jane @ e x a m p l e . o r g", "@ a . b c"]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_stop_may_be_spelled_where_the_sign_is_not() {
        for (text, span, address) in [
            ("mail jane.doe@acme(dot)com.", "jane.doe@acme(dot)com", "jane.doe@acme.com"),
            ("j@mail [dot] acme [dot] org", "j@mail [dot] acme [dot] org", "j@mail.acme.org"),
        ] {
            let at = text.find(['(', '[']).unwrap();
            let (place, read) = before_dot(text.as_bytes(), at).unwrap();
            assert_eq!((text.get(place), read), (Some(span), address.as_bytes().to_vec()), "{text}");
        }
        for text in ["f@(dot)com", "@acme(dot)com", "acme(dot)com"] {
            assert_eq!(before_dot(text.as_bytes(), text.find('(').unwrap()), None, "{text}");
        }
    }

    #[test]
    fn all_signs_may_be_words() {
        for (text, wanted) in [
            (
                "email me at kristin75 at outlook dot com if",
                Some(("kristin75 at outlook dot com", "kristin75@outlook.com")),
            ),
            (
                "my email is siobhan at hillcrest dot org",
                Some(("siobhan at hillcrest dot org", "siobhan@hillcrest.org")),
            ),
            ("is akan.y AT brightwater.io and", Some(("akan.y AT brightwater.io", "akan.y@brightwater.io"))),
            ("see me at acme dot com", None),
            ("buy it at acme dot com", None),
            ("LOOK AT acme.com", None),
        ] {
            let at = text.find(" dot ").or_else(|| text.find(" AT ")).unwrap();
            let found = in_words(text.as_bytes(), at);
            let found = found.map(|(span, address)| (text.get(span).unwrap(), String::from_utf8(address).unwrap()));
            assert_eq!(found, wanted.map(|(span, address)| (span, address.to_owned())), "{text}");
        }
    }

    fn read(text: &str) -> Option<(&str, String)> {
        let at = text.to_ascii_lowercase().find("at)").or_else(|| text.to_ascii_lowercase().find("at]"))? - 1;
        let (span, address) = around(text.as_bytes(), at)?;
        Some((text.get(span)?, String::from_utf8(address).ok()?))
    }

    #[test]
    fn words_stand_for_signs() {
        for (text, span, address) in [
            ("mail jane (at) acme [dot] com.", "jane (at) acme [dot] com", "jane@acme.com"),
            ("j.doe[at]mail.acme.co.uk", "j.doe[at]mail.acme.co.uk", "j.doe@mail.acme.co.uk"),
            ("jane (at) acme dot org now", "jane (at) acme dot org", "jane@acme.org"),
            ("x(AT)acme(DOT)io, y", "x(AT)acme(DOT)io", "x@acme.io"),
        ] {
            assert_eq!(read(text), Some((span, address.to_owned())), "{text}");
        }
        for text in [
            "bytes.get(at) else x.y",
            "list[at].len",
            "we met (at) home.",
            "f(at)self.len",
            "get(at) a.com",
            "(at) acme.com",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
