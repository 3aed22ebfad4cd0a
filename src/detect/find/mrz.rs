//! Machine-readable zones (ICAO Doc 9303): lines of `A` to `Z`, `0` to `9` and `<`.
//!
//! | form | lines | what is checked |
//! |---|---|---|
//! | TD3, passports | 2 of 44 | second line: number, birth, expiry, personal number, all of them together |
//! | TD2 | 2 of 36 | second line: number, birth, expiry, all together |
//! | TD1, cards | 3 of 30 | number in the first line; birth and expiry in the second, and all together |
//!
//! Lines may be parted by a line end, a space, a written `\n`, or nothing. A second line that stands by itself is found by its
//! check digits; a first line of a passport by its form.

use std::ops::Range;

/// A zone that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// All its lines.
    pub span: Range<usize>,
    /// Whether its check digits were there to be checked, and hold.
    pub is_checked: bool,
}

/// The longest run: three lines of a card, written without line ends.
const RUN_MAX: usize = 90;

/// Finds the zone around the filler at `at`.
#[must_use]
pub fn around(text: &[u8], at: usize) -> Option<Zone> {
    let line = run_around(text, at)?;
    let len = line.len();
    match len {
        44 | 36 => two_lines(text, line, len),
        30 => cards(text, line),
        88 | 72 => {
            let second = line.start + len / 2..line.end;
            checks_of_second(text.get(second)?).then_some(Zone { span: line, is_checked: true })
        }
        90 => {
            let (first, second) = (line.start..line.start + 30, line.start + 30..line.start + 60);
            checks_of_card(text.get(first)?, text.get(second)?).then_some(Zone { span: line, is_checked: true })
        }
        _ => None,
    }
}

/// The run of the zone's alphabet around a place.
fn run_around(text: &[u8], at: usize) -> Option<Range<usize>> {
    let is_part = |byte: &&u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<');
    let before = text.get(..at)?.iter().rev().take(RUN_MAX + 1).take_while(is_part).count();
    let after = text.get(at..)?.iter().take(RUN_MAX + 1).take_while(is_part).count();
    Some(at - before..at + after)
}

/// The line of `len` that follows the one that ends at `end`.
fn line_after(text: &[u8], end: usize, len: usize) -> Option<Range<usize>> {
    let rest = text.get(end..)?;
    let gap = match rest {
        [b'\r', b'\n', ..] | [b'\\', b'n', ..] => 2,
        [b'\\', b'r', b'\\', b'n', ..] => 4,
        [b'\n' | b' ', ..] => 1,
        _ => return None,
    };
    let line = run_around(text, end + gap)?;
    (line.start == end + gap && line.len() == len).then_some(line)
}

/// The line of `len` before the one that begins at `start`.
fn line_before(text: &[u8], start: usize, len: usize) -> Option<Range<usize>> {
    let head = text.get(..start)?;
    let gap = match head {
        [.., b'\r', b'\n'] | [.., b'\\', b'n'] => 2,
        [.., b'\n' | b' '] => 1,
        _ => return None,
    };
    let end = start - gap;
    let line = run_around(text, end.checked_sub(1)?)?;
    (line.end == end && line.len() == len).then_some(line)
}

fn two_lines(text: &[u8], line: Range<usize>, len: usize) -> Option<Zone> {
    let written = text.get(line.clone())?;
    if checks_of_second(written) {
        let first = line_before(text, line.start, len).filter(|first| text.get(first.clone()).is_some_and(is_first));
        return Some(Zone { span: first.map_or(line.start, |first| first.start)..line.end, is_checked: true });
    }
    if !is_first(written) {
        return None;
    }
    if let Some(second) = line_after(text, line.end, len)
        && checks_of_second(text.get(second.clone())?)
    {
        return Some(Zone { span: line.start..second.end, is_checked: true });
    }
    // A first line alone is told by its form: document, country, two names, fillers to the end.
    (len == 44 && written.starts_with(b"P<") && written.ends_with(b"<<"))
        .then_some(Zone { span: line, is_checked: false })
}

/// Document, country, surname, two fillers, given names.
fn is_first(line: &[u8]) -> bool {
    let Some((head, names)) = line.split_at_checked(5) else { return false };
    let is_letter = |byte: &u8| byte.is_ascii_uppercase() || *byte == b'<';
    matches!(head[0], b'P' | b'V' | b'I' | b'A' | b'C')
        && head.iter().all(is_letter)
        && names.first().is_some_and(u8::is_ascii_uppercase)
        && names.iter().all(is_letter)
        && names.windows(2).any(|pair| pair == b"<<")
}

/// The second line of passports and of cards of two lines.
fn checks_of_second(line: &[u8]) -> bool {
    let part = |range: Range<usize>| line.get(range).unwrap_or_default();
    let has_dates = is_date(part(13..19)) && is_date(part(21..27)) && holds(part(13..20)) && holds(part(21..28));
    let is_sex = line.get(20).is_some_and(|byte| matches!(byte, b'M' | b'F' | b'<' | b'X'));
    if !has_dates || !is_sex || !holds(part(0..10)) {
        return false;
    }
    let end = line.len() - 1;
    let whole = [part(0..10), part(13..20), part(21..end)].concat();
    let has_personal = line.len() != 44 || line.get(42) == Some(&b'<') || holds(part(28..43));
    has_personal && line.get(end).is_some_and(|&byte| check_digit(&whole) == byte)
}

fn cards(text: &[u8], line: Range<usize>) -> Option<Zone> {
    let before = line_before(text, line.start, 30);
    let earlier = before.clone().and_then(|before| line_before(text, before.start, 30));
    [earlier, before, Some(line)].into_iter().flatten().find_map(|first| {
        let second = line_after(text, first.end, 30)?;
        let third = line_after(text, second.end, 30)?;
        checks_of_card(text.get(first.clone())?, text.get(second)?)
            .then_some(Zone { span: first.start..third.end, is_checked: true })
    })
}

fn checks_of_card(first: &[u8], second: &[u8]) -> bool {
    let part = |line: &[u8], range: Range<usize>| line.get(range).unwrap_or_default().to_vec();
    let dates = (part(second, 0..6), part(second, 8..14));
    let has_fields = matches!(first.first(), Some(b'I' | b'A' | b'C'))
        && is_date(&dates.0)
        && is_date(&dates.1)
        && holds(&part(second, 0..7))
        && holds(&part(second, 8..15))
        && (first.get(14) == Some(&b'<') || holds(&part(first, 5..15)));
    let whole = [part(first, 5..30), part(second, 0..7), part(second, 8..15), part(second, 18..29)].concat();
    has_fields && second.get(29).is_some_and(|&byte| check_digit(&whole) == byte)
}

/// Six digits that could be YYMMDD; unknown parts are fillers.
fn is_date(written: &[u8]) -> bool {
    let [_, _, m1, m2, d1, d2] = written else { return false };
    let is_month = matches!((m1, m2), (b'0', b'1'..=b'9') | (b'1', b'0'..=b'2') | (b'<', b'<'));
    let is_day =
        matches!((d1, d2), (b'0', b'1'..=b'9') | (b'1' | b'2', b'0'..=b'9') | (b'3', b'0' | b'1') | (b'<', b'<'));
    is_month && is_day && written.iter().all(|byte| byte.is_ascii_digit() || *byte == b'<')
}

/// Whether the last character checks those before it.
fn holds(field: &[u8]) -> bool {
    field.split_last().is_some_and(|(&check, rest)| check_digit(rest) == check)
}

/// Weights 7, 3, 1 over and over; letters count from ten, fillers nothing.
fn check_digit(field: &[u8]) -> u8 {
    let value = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'Z' => u32::from(byte - b'A') + 10,
        _ => 0,
    };
    let sum: u32 = field.iter().zip([7, 3, 1].iter().cycle()).map(|(&byte, weight)| value(byte) * weight).sum();
    b"0123456789"[sum as usize % 10]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSPORT: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    const CARD: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    const CARD_OF_TWO: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";

    fn spans(text: &str) -> Vec<(usize, usize)> {
        let mut spans: Vec<_> = text
            .match_indices("<<")
            .filter_map(|(at, _)| around(text.as_bytes(), at).filter(|zone| zone.is_checked))
            .map(|zone| (zone.span.start, zone.span.end))
            .collect();
        spans.dedup();
        spans
    }

    #[test]
    fn specimens_of_all_forms_are_found_whole() {
        for zone in [PASSPORT, CARD, CARD_OF_TWO] {
            assert_eq!(spans(zone), [(0, zone.len())], "{zone}");
            assert_eq!(spans(&zone.replace('\n', "\r\n")), [(0, zone.replace('\n', "\r\n").len())]);
            assert_eq!(spans(&zone.replace('\n', "\\n")), [(0, zone.replace('\n', "\\n").len())]);
        }
        assert_eq!(spans(&PASSPORT.replace('\n', "")), [(0, 88)]);
        assert_eq!(spans(&CARD.replace('\n', "")), [(0, 90)]);
    }

    #[test]
    fn one_wrong_character_is_noticed() {
        for (zone, at) in [(PASSPORT, 46), (PASSPORT, 60), (CARD, 33), (CARD_OF_TWO, 38)] {
            let mut wrong = zone.as_bytes().to_vec();
            wrong[at] = if wrong[at] == b'8' { b'7' } else { b'8' };
            assert!(spans(std::str::from_utf8(&wrong).unwrap()).is_empty(), "{at}");
        }
    }

    #[test]
    fn a_first_line_alone_is_told_by_its_form() {
        let zone = around(&PASSPORT.as_bytes()[..44], 13).unwrap();
        assert_eq!(zone, Zone { span: 0..44, is_checked: false });
        assert_eq!(around(b"cat <<EOF >out", 4), None);
        assert_eq!(around(&[b'<'; 44], 3), None);
    }
}
