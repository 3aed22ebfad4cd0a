//! Numbers whose writing is broken: over a line end, by a space on one side of a hyphen, by signs that no form has, by letters that
//! look like a nought or a one, digit by digit as they are dictated. So written anything may stand, and they count behind
//! an outright label alone.

use std::ops::Range;

/// Digits of the groups of a social security number and of a telephone number.
const SSN: [usize; 3] = [3, 2, 4];
const PHONE: [usize; 3] = [3, 3, 4];
/// Digits of a number that is dictated one by one.
const SSN_DIGITS: usize = 9;

/// A number that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its bytes.
    pub span: Range<usize>,
    /// Whether it takes a label that is tied to it to believe what was read: letters stand for digits, or a letter follows.
    pub is_doubtful: bool,
}

/// What stands between two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gap {
    len: usize,
    /// Its sign, or a space where there is none but a space or a line end.
    sign: u8,
    /// Whether it is that sign alone.
    is_plain: bool,
}

/// The social security number whose first run of letters and digits begins at `start`.
#[must_use]
pub fn ssn(text: &[u8], start: usize) -> Option<Broken> {
    let first = text.get(start)?;
    if !is_digit_like(*first) && !first.eq_ignore_ascii_case(&b's') || !begins(text, start) {
        return None;
    }
    grouped_ssn(text, start)
        .or_else(|| dictated(text, start))
        .or_else(|| misread(text, start))
        .or_else(|| glued(text, start))
}

/// `019 -01- 0103`, `338/43/5602`, `022-93-` and the rest on the next line, `4O9-3O-O154`, `338-43-5602A`.
fn grouped_ssn(text: &[u8], start: usize) -> Option<Broken> {
    let (end, gaps) = groups(text, start, SSN, is_digit_like)?;
    let value = text.get(start..end)?;
    let is_regular = gaps[0] == gaps[1] && gaps[0].is_plain && b"- .".contains(&gaps[0].sign);
    let has_letter = value.iter().any(u8::is_ascii_alphabetic);
    if has_letter && value.iter().filter(|byte| byte.is_ascii_digit()).count() < 4 {
        return None;
    }
    // The suffix of a beneficiary of Medicare: `A`, `C1`.
    let suffix = suffix_len(text, end);
    if is_regular && suffix > 0 && ends(text, end + suffix) {
        return Some(Broken { span: start..end, is_doubtful: true });
    }
    // `338, 43, 5602, 12` is a list.
    let goes_on =
        gaps[0].sign == b',' && matches!(text.get(end..), Some([b',', b' ', digit, ..]) if digit.is_ascii_digit());
    let is_broken = (!is_regular || has_letter) && ends(text, end) && !goes_on;
    // `SSNs processed 338, 43, 5602`
    let is_list = gaps[0].sign == b',';
    is_broken.then_some(Broken { span: start..end, is_doubtful: has_letter || is_list })
}

/// `3-3-8-4-3-5-6-0-2`, `3 3 8, 4 3, 5 6 0 2`.
fn dictated(text: &[u8], start: usize) -> Option<Broken> {
    let (mut at, mut has_sign) = (start, false);
    for digit in 0..SSN_DIGITS {
        if digit > 0 {
            let rest = text.get(at..)?;
            let len = match rest {
                [b',' | b'-', b' ', ..] => 2,
                [b'-' | b' ', ..] => 1,
                _ => return None,
            };
            has_sign |= rest.first() != Some(&b' ');
            at += len;
        }
        let is_single =
            text.get(at)?.is_ascii_digit() && text.get(at + 1).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        at = is_single.then_some(at + 1)?;
    }
    // With spaces alone it was closed up before, and more digits make it another number.
    let goes_on =
        matches!(text.get(at..), Some([b'-' | b' ', digit, ..] | [b',', b' ', digit, ..]) if digit.is_ascii_digit());
    // Close together at first, as numbers are dictated; single digits parted by commas alone are a list.
    let is_close = matches!(text.get(start + 1), Some(b'-' | b' ')) && text.get(start + 2)?.is_ascii_digit();
    (has_sign && is_close && !goes_on).then_some(Broken { span: start..at, is_doubtful: false })
}

/// `3384356O2`: nine signs, most of them digits and the others letters that look like some.
fn misread(text: &[u8], start: usize) -> Option<Broken> {
    const DIGITS_MIN: usize = 6;
    let atom = text.get(start..)?;
    let len = atom.iter().take(SSN_DIGITS + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let atom = atom.get(..len)?;
    let digits = atom.iter().filter(|byte| byte.is_ascii_digit()).count();
    let is_misread =
        len == SSN_DIGITS && (DIGITS_MIN..SSN_DIGITS).contains(&digits) && atom.iter().all(|byte| is_digit_like(*byte));
    (is_misread && ends(text, start + len)).then_some(Broken { span: start..start + len, is_doubtful: true })
}

/// `SSN536904399`: the label and the number without a sign between them.
fn glued(text: &[u8], start: usize) -> Option<Broken> {
    const LABEL: &[u8] = b"ssn";
    let is_label = text.get(start..start + LABEL.len())?.eq_ignore_ascii_case(LABEL);
    let from = start + LABEL.len();
    let digits = run(text, from, |byte| byte.is_ascii_digit());
    (is_label && digits == SSN_DIGITS && ends(text, from + digits))
        .then_some(Broken { span: from..from + digits, is_doubtful: false })
}

/// Whether a broken social security number begins with the run of letters and digits `atom`: nearly all others are turned away by
/// their length and what stands behind them.
#[must_use]
pub fn may_begin(text: &[u8], atom: Range<usize>) -> bool {
    let after = text.get(atom.end..).unwrap_or_default();
    let may_go_on = match atom.len() {
        1 => matches!(after, [b'-' | b' ', digit, ..] if digit.is_ascii_digit()),
        3 => match after {
            [b'-' | b'/' | b'_' | b'.' | b',' | b'*' | b'|', next, ..] => {
                is_digit_like(*next) || b" .\r\n=".contains(next)
            }
            [b' ', next, ..] => is_digit_like(*next) || b"-/_.,*| \r\n\xE2".contains(next),
            [first, ..] => b"=\r\n\xE2".contains(first),
            [] => false,
        },
        SSN_DIGITS => text.get(atom.clone()).is_some_and(|atom| atom.iter().any(u8::is_ascii_alphabetic)),
        12 => matches!(text.get(atom.start), Some(b's' | b'S')),
        _ => false,
    };
    may_go_on && ssn(text, atom.start).is_some()
}

/// How broken telephone numbers are written, in the notation of rules. The sieve looks for these; those that end with a hyphen go
/// on on the next line.
#[must_use]
pub fn phone_forms() -> Vec<String> {
    const GAPS: [&str; 4] = ["-", "- ", " -", " - "];
    // Years and amounts stand behind a space: a last group there would be looked at too often.
    let pairs = GAPS.into_iter().flat_map(|first| ["-", " -"].into_iter().map(move |second| (first, second)));
    let forms = pairs.filter(|pair| *pair != ("-", "-")).map(|(first, second)| format!("d3{first}d3{second}d4"));
    let others = ["( d3 ) d3 - d4", "( d3 ) d3-d4", "d3 . d3 . d4", "d3'*'d3'*'d4", "d3'_'d3'_'d4", "d3 d7"];
    let mixed = ["d6-d4", "d3-d3 d4", "d3-d3.d4", "d3/d3/d4", "d3. d3. d4"];
    let on_two_lines = ["d3-d3-", "(d3) d3-", "(d3)d3-"];
    forms.chain(others.into_iter().chain(mixed).chain(on_two_lines).map(str::to_owned)).collect()
}

/// The telephone number whose first digits begin at `start`, with the parenthesis before them.
#[must_use]
pub fn phone(text: &[u8], start: usize) -> Option<Range<usize>> {
    let first = run(text, start, |byte| byte.is_ascii_digit());
    // `tel 479297-8556`
    if first == PHONE[0] + PHONE[1] && text.get(start + first) == Some(&b'-') && begins(text, start) {
        return last(text, start + first + 1).map(|end| start..end);
    }
    if first != PHONE[0] {
        return None;
    }
    let before = text.get(..start)?;
    if before.ends_with(b"( ") {
        let rest = text.get(start + 3..)?.strip_prefix(b" ) ")?;
        let from = text.len() - rest.len();
        let middle = (run(text, from, |byte| byte.is_ascii_digit()) == 3).then_some(from + 3)?;
        let gap =
            [&b" - "[..], b"-"].into_iter().find(|gap| text.get(middle..).is_some_and(|rest| rest.starts_with(gap)))?;
        return last(text, middle + gap.len()).map(|end| start - 2..end);
    }
    if before.ends_with(b"(") {
        let rest = text.get(start + 3..)?;
        let rest = rest.strip_prefix(b") ").or_else(|| rest.strip_prefix(b")"))?;
        let from = text.len() - rest.len();
        let middle = (run(text, from, |byte| byte.is_ascii_digit()) == 3).then_some(from + 3)?;
        let gap = gap(text, middle).filter(|gap| gap.sign == b'-' && is_line_end(text, middle + 1))?;
        return last(text, middle + gap.len).map(|end| start - 1..end);
    }
    if !begins(text, start) {
        return None;
    }
    // `tel 507 7012145`
    if text.get(start + 3) == Some(&b' ') && run(text, start + 4, |byte| byte.is_ascii_digit()) == 7 {
        return Some(start..start + 11).filter(|span| ends(text, span.end));
    }
    if let Some(end) = mixed_end(text, start) {
        return Some(start..end);
    }
    let (end, gaps) = groups(text, start, PHONE, |byte| byte.is_ascii_digit())?;
    let [first, second] = gaps;
    let is_on_line = !text.get(start..end)?.contains(&b'\n');
    let is_broken = match (first.sign, second.sign) {
        (b'-', b'-') if !is_on_line => first.is_plain && is_line_end(text, start + 8),
        (b'-', b'-') => !(first.is_plain && second.is_plain) && text.get(end - PHONE[2] - 1) == Some(&b'-'),
        (b'*', b'*') | (b'_', b'_') => first.is_plain && second.is_plain,
        (b'.', b'.') => first.len == 3 && second.len == 3 && is_spaced(text, start + 3) && is_spaced(text, start + 9),
        _ => false,
    };
    (is_broken && ends(text, end)).then_some(start..end)
}

/// Where a number ends whose signs are two, or strokes, or stops with spaces: `479-297 8556`, `479/297/8556`, `479. 297. 8556`.
fn mixed_end(text: &[u8], start: usize) -> Option<usize> {
    const GAPS: [[&[u8]; 2]; 4] = [[b"-", b" "], [b"-", b"."], [b"/", b"/"], [b". ", b". "]];
    GAPS.iter().find_map(|[first, second]| {
        let middle = start + PHONE[0] + first.len();
        let behind = text.get(start + PHONE[0]..)?.starts_with(first).then_some(middle + PHONE[1])?;
        let is_middle = run(text, middle, |byte| byte.is_ascii_digit()) == PHONE[1];
        let is_mixed = is_middle && text.get(behind..)?.starts_with(second);
        last(text, is_mixed.then_some(behind + second.len())?)
    })
}

/// Whether a sign stands between two spaces.
fn is_spaced(text: &[u8], at: usize) -> bool {
    matches!(text.get(at..at + 3), Some([b' ', _, b' ']))
}

fn is_line_end(text: &[u8], at: usize) -> bool {
    matches!(text.get(at..), Some([b'\n', ..] | [b'\r', b'\n', ..]))
}

fn last(text: &[u8], at: usize) -> Option<usize> {
    (run(text, at, |byte| byte.is_ascii_digit()) == PHONE[2]).then_some(at + PHONE[2]).filter(|&end| ends(text, end))
}

/// Where three groups of so many signs end, and the gaps between them: of one sign, or one of them a line end.
fn groups(text: &[u8], start: usize, lens: [usize; 3], is_sign: fn(u8) -> bool) -> Option<(usize, [Gap; 2])> {
    let group = |at: usize, len: usize| (run(text, at, is_sign) == len).then_some(at + len);
    let first = group(start, lens[0])?;
    let one = gap(text, first)?;
    let second = group(first + one.len, lens[1])?;
    let two = gap(text, second)?;
    let end = group(second + two.len, lens[2])?;
    let is_one = one.sign == two.sign || two.sign == b' ' && text.get(second..second + two.len)?.contains(&b'\n');
    is_one.then_some((end, [one, two]))
}

/// The gap that begins at `at`: a sign with a space or a line end beside it, three stops, a line end alone.
fn gap(text: &[u8], at: usize) -> Option<Gap> {
    const INDENT_MAX: usize = 8;
    let rest = text.get(at..)?;
    let line_end = |rest: &[u8]| {
        let len = if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.first() == Some(&b'\n')) };
        let indent = rest.iter().skip(len).take(INDENT_MAX).take_while(|byte| **byte == b' ').count();
        if len > 0 { len + indent } else { 0 }
    };
    let before = match rest {
        // A soft line end of quoted-printable text.
        [b'=', b'\n', ..] => 2,
        [b'=', b'\r', b'\n', ..] => 3,
        [b' ', sign, ..] if !sign.is_ascii_alphanumeric() => 1,
        _ => 0,
    };
    let rest = rest.get(before..)?;
    let (sign, len) = match rest {
        [b'.', b'.', b'.', ..] => (b'.', 3),
        [0xE2, 0x80, 0xA6, ..] => (b'.', 3),
        [sign @ (b'-' | b'/' | b'_' | b'.' | b',' | b'*' | b'|'), ..] => (*sign, 1),
        [b' ', next, ..] if next.is_ascii_alphanumeric() => {
            return Some(Gap { len: before + 1, sign: b' ', is_plain: before == 0 });
        }
        _ => {
            let len = line_end(rest);
            return (len > 0).then_some(Gap { len: before + len, sign: b' ', is_plain: false });
        }
    };
    let rest = rest.get(len..)?;
    let after = match rest {
        [b'=', b'\n', ..] => 2,
        [b'=', b'\r', b'\n', ..] => 3,
        [b' ', ..] => 1,
        _ => line_end(rest),
    };
    Some(Gap { len: before + len + after, sign, is_plain: before + after == 0 && len == 1 })
}

/// How many bytes from `at` on are digits, or what stands for them.
fn run(text: &[u8], at: usize, is_sign: fn(u8) -> bool) -> usize {
    const RUN_MAX: usize = 16;
    text.iter().skip(at).take(RUN_MAX).take_while(|byte| is_sign(**byte)).count()
}

/// Digits, and letters that look like a nought or a one.
pub(super) fn is_digit_like(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'O' | b'o' | b'I' | b'l')
}

/// The digit that a byte of a broken number stands for.
#[must_use]
pub fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte),
        b'O' | b'o' => Some(b'0'),
        b'I' | b'l' => Some(b'1'),
        _ => None,
    }
}

fn suffix_len(text: &[u8], end: usize) -> usize {
    match text.get(end..) {
        Some([letter, digit, ..]) if letter.is_ascii_uppercase() && digit.is_ascii_digit() => 2,
        Some([letter, ..]) if letter.is_ascii_uppercase() => 1,
        _ => 0,
    }
}

fn begins(text: &[u8], start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"-+./_$".contains(byte))
}

fn ends(text: &[u8], end: usize) -> bool {
    match text.get(end..) {
        Some([first, ..]) if first.is_ascii_alphanumeric() || *first == b'_' => false,
        Some([b'-' | b'.' | b'/' | b',', next, ..]) => !next.is_ascii_digit(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::shape::Shape;

    fn read(text: &str) -> Option<&str> {
        let atom = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let read = ssn(text.as_bytes(), 0).and_then(|broken| text.get(broken.span));
        assert_eq!(may_begin(text.as_bytes(), 0..atom), read.is_some(), "{text}");
        read
    }

    #[test]
    fn broken_numbers_are_read_whole() {
        for text in [
            "022-93-\n4502",
            "022-93-\r\n    4502",
            "022-\n93-4502",
            "338-43\n5602",
            "019 -01- 0103",
            "338- 43- 5602",
            "338/43/5602",
            "338_43_5602",
            "338, 43, 5602",
            "338... 43... 5602",
            "445-06=\n-5596",
            "4O9-3O-O154",
            "l38-43-5602",
            "3384356O2",
            "338,43,5602",
            "338. 43. 5602",
            "338  43  5602",
            "338 -43- 5602",
            "3-3-8-4-3-5-6-0-2",
            "3-3-8 4-3 5-6-0-2",
            "3 3 8, 4 3, 5 6 0 2",
        ] {
            assert_eq!(read(text), Some(text));
        }
        assert_eq!(read("SSN536904399"), Some("536904399"));
        assert_eq!(read("536-90-4399A"), Some("536-90-4399"));
    }

    #[test]
    fn others_are_none() {
        for text in [
            "536-90-4399",
            "536 90 4399",
            "536904399",
            "338/43-5602",
            "338, 43, 5602, 12",
            "338-43-\n560",
            "3-3-8-4-3-5-6-0",
            "3-3-8-4-3-5-6-0-2-1",
            "3 3 8 4 3 5 6 0 2",
            "OIl-OO-43l2",
            "OIlOIlOIl",
            "SSN5369043990",
            "338-43-5602AB",
            "338-43",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn telephone_numbers_have_the_forms_that_are_looked_for() {
        let read = |text: &str| {
            let start = text.find(|char: char| char.is_ascii_digit()).unwrap();
            phone(text.as_bytes(), start).and_then(|span| text.get(span)).map(str::to_owned)
        };
        for form in phone_forms() {
            let goes_on = form.ends_with('-');
            let mut text = String::new();
            let mut digits = "2063428631".chars();
            let mut signs = form.replace('\'', "");
            if goes_on {
                signs.push_str("\nd4");
            }
            let mut chars = signs.chars().peekable();
            while let Some(char) = chars.next() {
                match (char, chars.peek().and_then(|next| next.to_digit(10))) {
                    ('d', Some(len)) => {
                        chars.next();
                        text.extend(digits.by_ref().take(len as usize));
                    }
                    _ => text.push(char),
                }
            }
            assert!(Shape::parse(&form).is_ok(), "{form}");
            assert_eq!(read(&text), Some(text.clone()), "{form}");
        }
        for text in [
            "206-342-8631",
            "206 - 342 - 8631",
            "206- 342- 8631",
            "(206) 342-8631",
            "206 342 8631",
            "206.342-8631",
            "206-342 86311",
            "206342-86311",
            "206.342.8631",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
