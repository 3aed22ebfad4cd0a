//! Numbers that are written so that no reader of numbers takes them: letters that look like a nought or a one stand for digits (`57O 547 2O28`),
//! or every digit is parted from the next by a stop (`4.0.9.8.…`). So written anything may stand, and they count behind an outright label
//! alone.

use std::ops::Range;

use super::broken::is_digit_like;

/// Digits of the numbers that are read so.
pub(crate) const DIGITS: std::ops::RangeInclusive<usize> = 9..=19;
/// Most groups on either side of the one that is looked at.
const GROUPS_MAX: usize = 5;

/// The number that the run of letters and digits `atom` is a part of.
#[must_use]
pub fn around(text: &[u8], atom: &Range<usize>) -> Option<Range<usize>> {
    if is_like(text.get(atom.clone())?) { grouped(text, atom) } else { parted(text, atom) }
}

/// Whether a run of letters and digits holds both, and all its letters look like digits.
#[inline]
#[must_use]
pub fn is_like(atom: &[u8]) -> bool {
    atom.len() <= *DIGITS.end()
        && atom.iter().all(|byte| is_digit_like(*byte))
        && atom.iter().any(u8::is_ascii_digit)
        && atom.iter().any(u8::is_ascii_alphabetic)
}

/// The groups around one that letters stand in: `(7O3) 734-O644`.
fn grouped(text: &[u8], atom: &Range<usize>) -> Option<Range<usize>> {
    let (mut start, mut end) = (atom.start, atom.end);
    for _ in 0..GROUPS_MAX {
        let Some(before) = group_before(text, start) else { break };
        start = before;
    }
    for _ in 0..GROUPS_MAX {
        let Some(behind) = group_behind(text, end) else { break };
        end = behind;
    }
    let before = text.get(..start)?;
    let is_free = |byte: &u8| !byte.is_ascii_alphanumeric() && !b"-+./_$#".contains(byte) && byte.is_ascii();
    let opens = text.get(start..end)?.contains(&b')');
    let start = if opens && before.last() == Some(&b'(') { start - 1 } else { start };
    let is_begun = text.get(..start)?.last().is_none_or(is_free);
    let is_ended = match text.get(end..)? {
        [first, ..] if first.is_ascii_alphanumeric() || !first.is_ascii() || *first == b'_' => false,
        [b'-' | b'.' | b'/' | b'=', next, ..] => !next.is_ascii_alphanumeric(),
        _ => true,
    };
    let written = text.get(start..end)?;
    let (signs, digits) = (count(written, is_digit_like), count(written, |byte| byte.is_ascii_digit()));
    (is_begun && is_ended && DIGITS.contains(&signs) && digits * 3 >= signs * 2).then_some(start..end)
}

fn count(text: &[u8], is: fn(u8) -> bool) -> usize {
    text.iter().filter(|byte| is(**byte)).count()
}

/// Where the group begins that stands before one at `start`, a sign or two between them.
fn group_before(text: &[u8], start: usize) -> Option<usize> {
    let before = text.get(..start)?;
    let gap = match before {
        [.., b')', b' '] => 2,
        [.., b' ' | b'-' | b'.' | b')'] => 1,
        _ => return None,
    };
    let head = before.get(..start - gap)?;
    let len = head.iter().rev().take(DIGITS.end() + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    is_group(head.get(head.len() - len..)?).then_some(head.len() - len)
}

/// Where the group ends that stands behind one that ends at `end`.
fn group_behind(text: &[u8], end: usize) -> Option<usize> {
    let behind = text.get(end..)?;
    let gap = match behind {
        [b')', b' ', ..] => 2,
        [b' ' | b'-' | b'.' | b')', ..] => 1,
        _ => return None,
    };
    let rest = behind.get(gap..)?;
    let len = rest.iter().take(DIGITS.end() + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    is_group(rest.get(..len)?).then_some(end + gap + len)
}

fn is_group(group: &[u8]) -> bool {
    group.len() <= *DIGITS.end()
        && group.iter().any(u8::is_ascii_digit)
        && group.iter().all(|byte| is_digit_like(*byte))
}

/// Digits with a stop between each and the next.
fn parted(text: &[u8], atom: &Range<usize>) -> Option<Range<usize>> {
    let start = atom.start;
    let is_single = |at: usize| {
        text.get(at).is_some_and(u8::is_ascii_digit)
            && text.get(at + 1).is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    if atom.len() != 1 || before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b".-_/".contains(byte)) {
        return None;
    }
    let mut digits = 0;
    let mut at = start;
    while digits <= *DIGITS.end() && is_single(at) {
        digits += 1;
        at += 1;
        if text.get(at) != Some(&b'.') {
            break;
        }
        at += 1;
    }
    let end = start + digits * 2 - usize::from(digits > 0);
    let is_ended = match text.get(end..)? {
        [b'.' | b'-' | b'/', next, ..] => !next.is_ascii_alphanumeric(),
        _ => true,
    };
    (DIGITS.contains(&digits) && is_ended).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        let bytes = text.as_bytes();
        let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let starts = (0..bytes.len()).filter(|&at| is_word(at) && (at == 0 || !is_word(at - 1)));
        let mut found: Vec<_> = starts
            .filter_map(|start| {
                let end = (start..bytes.len()).find(|&at| !is_word(at)).unwrap_or(bytes.len());
                around(bytes, &(start..end)).and_then(|span| text.get(span))
            })
            .collect();
        found.dedup();
        found
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_such() {
        for (text, number) in [
            ("call 57O 547 2O28 tonight", "57O 547 2O28"),
            ("at (7O3) 734-O644.", "(7O3) 734-O644"),
            ("card 549O 3585 O647 8245 exp", "549O 3585 O647 8245"),
            ("card 407l749660378652 please", "407l749660378652"),
            ("imei 351758O5417O855", "351758O5417O855"),
            ("pan 4.0.9.8.7.6.5.4.3.2.1.0.9.8.7.6 ok", "4.0.9.8.7.6.5.4.3.2.1.0.9.8.7.6"),
        ] {
            assert_eq!(read(text), [number], "{text}");
        }
    }

    #[test]
    fn words_of_programs_and_short_numbers_are_none() {
        for text in [
            "mode 0o755",
            "10l 20l",
            "x351758O5417O855",
            "351758X5417O855",
            "OOOO IIII 12Ol",
            "v1.2.3.4",
            "1.2.3.4.5.6.7.8",
            "1.2.3.4.5.6.7.8.9.10",
            "57O 547 2O28-x",
        ] {
            assert!(read(text).is_empty(), "{text}: {:?}", read(text));
        }
    }
}
