//! Magnetic stripes of payment cards (ISO/IEC 7813): where a track begins, what it holds.
//!
//! Track 1: `%B`, number, `^`, name, `^`, expiry YYMM, service code, discretionary data, `?`.
//! Track 2: `;`, number, `=`, expiry YYMM, service code, discretionary data, `?`.
//! Writers drop the sentinel at the end, so that only the expiry is required. Readers add a check character behind it, which is left.

use std::ops::Range;

use crate::detect::validate::{Verdict, payment_card};

/// The longest track 1, sentinels included.
const LEN_MAX: usize = 79;

/// A track and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// From sentinel to sentinel.
    pub span: Range<usize>,
    /// The card's number.
    pub number: Range<usize>,
    /// The name, where there is one.
    pub name: Option<Range<usize>>,
    /// A published test number.
    pub is_test: bool,
}

/// Reads the track whose start sentinel, `%` or `;`, is at `start`.
#[must_use]
pub fn at(text: &[u8], start: usize) -> Option<Track> {
    let whole = text.get(start..)?;
    let window = whole.get(..LEN_MAX.min(whole.len()))?;
    let (from, separator) = match window {
        [b'%', b'B' | b'b', ..] => (2, b'^'),
        [b';', ..] => (1, b'='),
        _ => return None,
    };
    let digits = window.get(from..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = window.get(from..from + digits).filter(|_| window.get(from + digits) == Some(&separator))?;
    let check = payment_card::check(number);
    if check.verdict == Verdict::Invalid {
        return None;
    }
    let mut at = from + digits + 1;
    let mut name = None;
    if separator == b'^' {
        let len = window.get(at..)?.iter().position(|byte| *byte == b'^').filter(|len| (2..=26).contains(len))?;
        name = Some(start + at..start + at + len);
        at += len + 1;
    }
    let rest = window.get(at..)?;
    if !matches!(rest, [a, b, b'0', b'1'..=b'9', ..] | [a, b, b'1', b'0'..=b'2', ..] if a.is_ascii_digit() && b.is_ascii_digit())
    {
        return None;
    }
    let data =
        rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'=' | b' ' | b'^')).count();
    let data = if rest.get(data) == Some(&b'?') {
        data + 1
    } else {
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let number = start + from..start + from + digits;
    Some(Track { span: start..start + at + data, number, name, is_test: check.is_test })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tracks_are_read() {
        let text = b"x %B4539578763621486^PUBLIC/JOHN Q^2712101000000000?;";
        let track = at(text, 2).unwrap();
        assert_eq!(&text[track.span.clone()], b"%B4539578763621486^PUBLIC/JOHN Q^2712101000000000?");
        assert_eq!(&text[track.number], b"4539578763621486");
        assert_eq!(&text[track.name.unwrap()], b"PUBLIC/JOHN Q");
        let text = b";4539578763621486=27121010000012300001? next";
        let track = at(text, 0).unwrap();
        assert_eq!(track.span, 0..text.len() - 5);
        assert!(!track.is_test);
    }

    #[test]
    fn what_lacks_a_part_is_none() {
        for text in [
            &b";4539578763621487=2712101?"[..],
            b";4539578763621486=2713101?",
            b";4539578763621486-2712101?",
            b"%B4539578763621486^^2712101?",
            b"%B4539578763621486",
            b";",
        ] {
            assert_eq!(at(text, 0), None);
        }
    }
}
