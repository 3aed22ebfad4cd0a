//! Numbers that are written so that no reader of numbers takes them: letters that look like a nought or a one stand for digits (`57O 547 2O28`),
//! or every digit of a card is parted from the next by a stop (`4.0.9.8.…`). So written anything may stand, and they count behind an outright
//! label alone.

use std::ops::Range;

use super::broken::is_digit_like;

/// Digits of the numbers that are read so.
pub(crate) const DIGITS: std::ops::RangeInclusive<usize> = 9..=19;
/// Digits that stops part: fewer are the number of a clause or of a version.
const PARTED: std::ops::RangeInclusive<usize> = 13..=19;
/// Digits of the identity of a device.
const IMEI_LEN: usize = 15;
/// Most groups on either side of the one that is looked at.
const GROUPS_MAX: usize = 5;

/// The number that the run of letters and digits `atom` is a part of.
#[must_use]
pub fn around(text: &[u8], atom: &Range<usize>) -> Option<Range<usize>> {
    let run = text.get(atom.clone())?;
    match run.len() {
        // No letter stands in one sign that is a digit.
        1 => parted(text, atom),
        IMEI_LEN if is_imei(run) => Some(atom.clone()),
        _ if is_like(run) => grouped(text, atom),
        _ => None,
    }
}

/// Whether a run of letters and digits is the identity of a device in which letters stand for digits, whatever stands beside it:
/// `351758O5417O855`.
fn is_imei(run: &[u8]) -> bool {
    const DIGITS_MIN: usize = 10;
    let digits = run.iter().filter(|byte| byte.is_ascii_digit()).count();
    run.len() == IMEI_LEN && (DIGITS_MIN..IMEI_LEN).contains(&digits) && run.iter().all(|byte| is_digit_like(*byte))
}

/// Whether the signs of a number stand together.
#[must_use]
pub fn is_one(written: &[u8]) -> bool {
    written.iter().all(u8::is_ascii_alphanumeric)
}

/// Whether a number is written as those of social security are: together or in their groups, three letters in it at most.
#[must_use]
pub fn is_in_ssn_form(written: &[u8]) -> bool {
    const LETTERS_MAX: usize = 3;
    const GROUPS: [usize; 3] = [3, 2, 4];
    let letters = written.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let signs = || written.iter().filter(|byte| !byte.is_ascii_alphanumeric());
    let groups = written.split(|byte| !byte.is_ascii_alphanumeric()).map(<[u8]>::len);
    let is_grouped = || groups.eq(GROUPS) && signs().all(|sign| Some(sign) == signs().next());
    letters <= LETTERS_MAX && (is_one(written) || is_grouped())
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

/// Digits with a stop between each and the next, around the one that is a run by itself.
fn parted(text: &[u8], atom: &Range<usize>) -> Option<Range<usize>> {
    let start = atom.start;
    let is_single = |at: usize| {
        text.get(at).is_some_and(u8::is_ascii_digit)
            && text.get(at + 1).is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b".-_/".contains(byte)) {
        return None;
    }
    let mut digits = 0;
    let mut at = start;
    while digits <= *PARTED.end() && is_single(at) {
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
    (PARTED.contains(&digits) && is_ended).then_some(start..end)
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
            ("imei 1 351758O5417O855 2 pcs", "351758O5417O855"),
            ("imei#351758O5417O855/01", "351758O5417O855"),
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
            "OOOOOO051417O85",
            "351758X5417O855",
            "OOOO IIII 12Ol",
            "v1.2.3.4",
            "1.2.3.4.5.6.7.8",
            "1.2.3.4.5.6.7.8.9.10",
            "1.3.6.1.2.1.1.3.0",
            "57O 547 2O28-x",
        ] {
            assert!(read(text).is_empty(), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn numbers_of_social_security_stand_together_or_in_their_groups() {
        for written in ["54l-79-8l69", "54l 79 8l69", "54l798l69"] {
            assert!(is_in_ssn_form(written.as_bytes()), "{written}");
        }
        for written in
            ["10l 20l 30l", "lO1 234 567", "(536) 9O-4399", "54l-79 8l69", "5Ol-79-OlO9", "1.3.6.1.2.1.1.3.0"]
        {
            assert!(!is_in_ssn_form(written.as_bytes()), "{written}");
        }
    }
}
