//! The edges of things in text: of segments, of lines, of candidates.

use crate::detect::{cofield, encoded};
use std::ops::Range;

use crate::detect::find::{person_name, street_address};
use crate::detect::signature::{Class, class};

/// The longest segment.
pub(super) const SEGMENT_MAX: usize = 64 * 1024;
/// How far back from a segment's end a space is looked for to cut at.
const CUT_SEARCH: usize = 256;
/// The longest run of letters and digits in which a candidate may begin.
pub(in crate::detect) const ATOM_MAX: usize = 64;
/// The shortest run of letters and digits that opens a stripe.
pub(in crate::detect) const STRIPE_MIN: usize = 13;
/// The longest run of letters before a hyphen or space that may begin a candidate (`S-530-429-085-151`).
const PREFIX_LETTERS_MAX: usize = 4;
/// An address may go on over so many lines after the one it begins on, none of them longer than this, and over so many
/// bytes after a segment that ends within a line.
const ADDRESS_LINES: usize = 2;
const ADDRESS_LINE_MAX: usize = 120;
const ADDRESS_AHEAD: usize = 256;

/// Where the segment that begins at `start` ends: at the line's end, or after a space near the limit, or else behind the run of
/// Base64 that stands there.
pub(super) fn cut(text: &[u8], start: usize, line_end: usize) -> usize {
    if line_end - start <= SEGMENT_MAX {
        return line_end;
    }
    let limit = start + SEGMENT_MAX;
    let search = text.get(limit - CUT_SEARCH..limit).unwrap_or_default();
    let space = search.iter().rposition(|byte| matches!(byte, b' ' | b',' | b';' | b'\t' | b'|'));
    if let Some(at) = space {
        return limit - CUT_SEARCH + at + 1;
    }
    // Not within encoded text, nor within a character of several bytes.
    let after = text.get(limit..line_end).unwrap_or_default();
    let limit = limit + after.iter().take(encoded::LEN_MAX).take_while(|&&byte| encoded::is_part(byte)).count();
    (limit..limit + 4).find(|&at| text.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)).unwrap_or(limit)
}

/// The end of the line that `at` stands in.
pub(super) fn line_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    memchr::memchr(b'\n', rest).map_or(text.len(), |len| at + len)
}

/// Whether so many runs of digits stand so close that digits may have been written one by one.
pub(super) fn may_be_spaced(runs: &[u32]) -> bool {
    runs.windows(9).any(|nine| nine.last().zip(nine.first()).is_some_and(|(last, first)| last - first <= 24))
}

/// Whether the number at `run` could be that of a house (words follow it), or stand last in an address (a word and a
/// space before it). Everything that the finder of addresses begins with passes.
pub(super) fn may_be_address(segment: &[u8], run: usize) -> bool {
    let before = segment.get(..run).unwrap_or_default();
    // `Piazza Gloria, 18`
    if matches!(before, [.., letter, b' ' | b'#'] | [.., letter, b',', b' '] if letter.is_ascii_alphabetic() || *letter >= 0x80 || *letter == b'#')
    {
        return true;
    }
    // No house's number: a part of an identifier, an amount, a path. Compass letters may stand before one.
    let is_part = |byte: &u8| {
        let is_letter = byte.is_ascii_alphabetic() && !matches!(byte, b'N' | b'S' | b'E' | b'W');
        is_letter || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'$' | b'%' | b'@' | b'+' | b'=' | b'\\' | b'&')
    };
    // `street=12 Oak Street`, `ADDR/12 Oak Street`: what the finder takes for the value of a field.
    if before.last().is_some_and(is_part) && street_address::ends_in_part(before) {
        return false;
    }
    let after = segment.get(run..).unwrap_or_default();
    let len = after.iter().take(ATOM_MAX).take_while(|byte| byte.is_ascii_digit()).count();
    after.get(len).is_some_and(|&byte| matches!(byte, b' ' | b'-' | b'/') || byte.is_ascii_alphabetic())
}

/// The end of the last line that an address beginning in `segment` may reach into: further short lines, where one of
/// them holds a number long enough for a postal code.
pub(super) fn address_end(text: &[u8], segment: Range<usize>) -> usize {
    let first = line_end(text, segment.end).min(segment.end + ADDRESS_AHEAD);
    if segment.len() > ADDRESS_LINE_MAX || text.get(first) != Some(&b'\n') {
        return first;
    }
    let mut end = first;
    for _ in 0..ADDRESS_LINES {
        let next = line_end(text, (end + 1).min(text.len()));
        let line = text.get(end..next).unwrap_or_default();
        if line.len() > ADDRESS_LINE_MAX || line.iter().all(u8::is_ascii_whitespace) {
            break;
        }
        end = next;
    }
    let more = text.get(first..end).unwrap_or_default();
    let has_code = more.windows(4).any(|window| window.iter().all(u8::is_ascii_digit));
    if has_code { end } else { first }
}

/// Where a candidate may begin before its first run of letters and digits: at `(`, at `+`, or at a few letters tied on by a
/// hyphen or a space.
pub(super) fn prefix_start(text: &[u8], start: usize) -> Option<usize> {
    let before = text.get(..start)?;
    match before {
        [.., b'(' | b'+'] => Some(start - 1),
        [stem @ .., b'-' | b' '] => {
            let len = stem
                .iter()
                .rev()
                .take(PREFIX_LETTERS_MAX + 1)
                .take_while(|byte| class(**byte) == Class::Letter)
                .count();
            (1..=PREFIX_LETTERS_MAX).contains(&len).then(|| start - 1 - len)
        }
        _ => None,
    }
}

/// Where a hardware address begins whose first pairs are letters alone, before the pair at `atom` that has its first digit: `ac:c8:...`,
/// `aa-ac-07-...`.
pub(super) fn pairs_start(text: &[u8], atom: Range<usize>) -> Option<usize> {
    const PAIRS_MAX: usize = 5;
    let sign = *atom.start.checked_sub(1).and_then(|at| text.get(at)).filter(|_| atom.len() == 2)?;
    if !matches!(sign, b':' | b'-') || text.get(atom.end) != Some(&sign) {
        return None;
    }
    let is_letter = |byte: &u8| matches!(byte, b'a'..=b'f' | b'A'..=b'F');
    let mut start = atom.start;
    for _ in 0..PAIRS_MAX {
        let Some(pair) = start.checked_sub(3).and_then(|from| text.get(from..start)) else { break };
        if !pair.iter().take(2).all(is_letter) || pair.last() != Some(&sign) {
            break;
        }
        start -= 3;
    }
    (start < atom.start).then_some(start)
}

/// Whether groups of the same length go on before or behind a grouped candidate: then it is a piece of a table of codes.
pub(super) fn is_row_of_groups(text: &[u8], start: usize, end: usize) -> bool {
    let is_code = |byte: &&u8| byte.is_ascii_hexdigit();
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let value = text.get(start..end).unwrap_or_default();
    let is_grouped = matches!(after.first(), Some(b' ')) || matches!(before.last(), Some(b' '));
    if !is_grouped || !value.contains(&b' ') {
        return false;
    }
    let last = value.iter().rev().take_while(is_code).count();
    let next = after.get(1..).unwrap_or_default().iter().take(ATOM_MAX).take_while(is_code).count();
    // Behind a card's number its expiry stands in four digits as well.
    let is_expiry = matches!(after, [b' ', b'0', b'1'..=b'9', ..] | [b' ', b'1', b'0'..=b'2', ..]);
    let goes_on = after.first() == Some(&b' ') && next == last && !is_expiry && ends_free(text, end + 1 + next);
    let first = value.iter().take_while(is_code).count();
    let head = before.split_last().map_or(&[][..], |(_, head)| head);
    let ahead = head.iter().rev().take(ATOM_MAX).take_while(is_code).count();
    let rest = head.get(..head.len() - ahead).unwrap_or_default();
    let comes_before =
        before.last() == Some(&b' ') && ahead == first && matches!(rest.last(), None | Some(b' ' | b'\n' | b'\t'));
    // A group of letters alone is a word.
    let has_digit = |codes: &[u8]| codes.iter().any(u8::is_ascii_digit);
    (goes_on && has_digit(after.get(1..1 + next).unwrap_or_default()))
        || (comes_before && has_digit(head.get(head.len() - ahead..).unwrap_or_default()))
}

/// Whether a unit follows a number: what is measured or counted identifies nobody.
pub(super) fn is_measured(text: &[u8], end: usize) -> bool {
    const UNITS: [&[u8]; 18] = [
        b"ns", b"us", b"ms", b"sec", b"seconds", b"byte", b"bytes", b"kb", b"mb", b"gb", b"bits", b"rows", b"records",
        b"times", b"items", b"ticks", b"cycles", b"percent",
    ];
    let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix(b" ")) else { return false };
    let word = rest.get(..rest.iter().take(8).take_while(|byte| byte.is_ascii_alphabetic()).count());
    let word = word.unwrap_or_default();
    UNITS.iter().any(|unit| word.eq_ignore_ascii_case(unit))
        && rest.get(word.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

/// Whether what stands in a text is a sign's number, as programs write it: `boxDL:"\u2557"`.
pub(super) fn is_escape(text: &[u8], atom: Range<usize>) -> bool {
    let is_behind_stroke = atom.start.checked_sub(1).and_then(|at| text.get(at)) == Some(&b'\\');
    is_behind_stroke
        && matches!(text.get(atom), Some([b'u', hex @ ..]) if hex.len() == 4 && hex.iter().all(u8::is_ascii_hexdigit))
}

/// Whether a number is one of a program, and the letters before it no label: `this._dl=4144912697`, `flags&469893116`.
pub(super) fn is_of_program(text: &[u8], start: usize) -> bool {
    match text.get(..start).unwrap_or_default() {
        [.., b'.', b'_', first, second, b'='] => first.is_ascii_lowercase() && second.is_ascii_lowercase(),
        [head @ .., b'&'] => {
            let name = head.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
            name > 0 && head.get(..head.len() - name).is_some_and(|head| head.ends_with(b"."))
        }
        _ => false,
    }
}

/// Whether a number is the first or the last of a range: `900-70-0000 through 999-88-9999`.
pub(super) fn is_limit(text: &[u8], span: &Range<usize>) -> bool {
    const WORDS: [&[u8]; 2] = [b"through", b"thru"];
    let is_word = |word: &[u8]| WORDS.iter().any(|limit| limit.eq_ignore_ascii_case(word));
    let after = text.get(span.end..).unwrap_or_default();
    let mut words = after.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let leads = after.starts_with(b" ") && words.next().is_some_and(is_word);
    let goes_on = leads && words.next().and_then(<[u8]>::first).is_some_and(u8::is_ascii_digit);
    let before = text.get(..span.start).unwrap_or_default();
    let mut words = before.rsplit(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let follows = before.ends_with(b" ") && words.next().is_some_and(is_word);
    goes_on || follows && words.next().and_then(<[u8]>::last).is_some_and(u8::is_ascii_digit)
}

/// Lines that are looked at on each side of a value.
const LINES_ALIKE: usize = 4;

/// The lines around a value that has its line to itself, where they are written alike, group for group: digits in all of them, or
/// codes of which it is the one that happens to have no letter.
pub(super) fn lines_alike<'t>(text: &'t [u8], span: &Range<usize>) -> impl Iterator<Item = &'t [u8]> {
    let len = span.len();
    let value = text.get(span.clone()).unwrap_or_default();
    let is_alike = move |line: &&[u8]| {
        let alike = |(a, b): (&u8, &u8)| a == b || a.is_ascii_hexdigit() && b.is_ascii_hexdigit();
        line.iter().zip(value).all(alike)
    };
    // Both give the next line, if it is as long, and what is beyond it.
    let ahead = move |before: &'t [u8]| {
        let before = before.strip_suffix(b"\n")?;
        let before = before.strip_suffix(b"\r").unwrap_or(before);
        let (rest, line) = before.split_at_checked(before.len().checked_sub(len)?)?;
        rest.last().is_none_or(|byte| *byte == b'\n').then_some((line, rest))
    };
    let behind = move |after: &'t [u8]| {
        let after = after.strip_prefix(b"\r").unwrap_or(after).strip_prefix(b"\n")?;
        let (line, rest) = after.split_at_checked(len)?;
        rest.first().is_none_or(|byte| matches!(byte, b'\r' | b'\n')).then_some((line, rest))
    };
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let is_alone = before.last().is_none_or(|byte| *byte == b'\n')
        && after.first().is_none_or(|byte| matches!(byte, b'\r' | b'\n'));
    let (mut before, mut after) = (Some(before), Some(after));
    let above = std::iter::from_fn(move || {
        let (line, rest) = ahead(before?)?;
        before = Some(rest);
        Some(line)
    });
    let below = std::iter::from_fn(move || {
        let (line, rest) = behind(after?)?;
        after = Some(rest);
        Some(line)
    });
    let lines = above.take_while(is_alike).take(LINES_ALIKE).chain(below.take_while(is_alike).take(LINES_ALIKE));
    lines.filter(move |_| is_alone)
}

/// The state whose code stands right behind a number: ` (CO)`, `, CO`, ` CO`; or as the next field, `"), state: "CO"`.
pub(super) fn state_behind(text: &[u8], end: usize) -> Option<u8> {
    let rest = text.get(end..)?;
    let near = [&b" ("[..], b", ", b" "].into_iter().find_map(|gap| rest.strip_prefix(gap));
    code_of_state(near.unwrap_or_default()).or_else(|| code_of_state(next_field_of_state(rest)?))
}

fn code_of_state(text: &[u8]) -> Option<u8> {
    let (&code, after) = text.split_first_chunk::<2>()?;
    let is_free = after.first().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    cofield::state_of_code(code).filter(|_| is_free && code.iter().all(u8::is_ascii_uppercase))
}

/// The value of the next field, where its key ends with `state`.
fn next_field_of_state(rest: &[u8]) -> Option<&[u8]> {
    const MARKS_MAX: usize = 6;
    const KEY_MAX: usize = 24;
    let marks = |text: &[u8], signs: &[u8]| text.iter().take(MARKS_MAX).take_while(|byte| signs.contains(byte)).count();
    let rest = rest.get(marks(rest, b"\"'), ;&|")..)?;
    let len = rest.iter().take(KEY_MAX).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let (key, rest) = rest.split_at(len);
    let is_state = key.len() >= 5 && key.get(key.len() - 5..)?.eq_ignore_ascii_case(b"state");
    let gap = marks(rest, b"\"': =(");
    is_state.then(|| rest.get(gap..)).flatten().filter(|_| gap > 0)
}

/// Whether a capitalised word and a comma stand before the registration number of a prescriber, and the word begins with the
/// number's second letter.
pub(super) fn has_initial_of_name(text: &[u8], span: &Range<usize>) -> bool {
    let links: [&[u8]; 5] = [b", ", b" ", b" (", b" - ", b"/"];
    let before = text.get(..span.start).unwrap_or_default();
    let Some(stem) = links.iter().find_map(|link| before.strip_suffix(*link)) else { return false };
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic() || **byte == b'-';
    let len = stem.iter().rev().take(ATOM_MAX).take_while(is_letter).count();
    let (head, name) = stem.split_at(stem.len() - len);
    let has_given = head.ends_with(b" ") || head.ends_with(b"'");
    let initial = text.get(span.start + 1);
    len > 2 && has_given && name.first() == initial && name.iter().skip(1).any(u8::is_ascii_lowercase)
}

/// Whether a blank and the milliseconds of a time since 2001 follow a number, as metrics are written: `415845 1647118909625`.
pub(super) fn is_counter(value: &[u8]) -> bool {
    let time = memchr::memchr(b' ', value).and_then(|at| value.get(at + 1..)).unwrap_or_default();
    matches!(time, [b'1', b'0'..=b'9', rest @ ..] if rest.len() == 11 && rest.iter().all(u8::is_ascii_digit))
}

/// Whether a month and a year follow within a few words, or as the next fields: ` exp 12/27`, `|12|2027|`.
pub(super) fn has_expiry(text: &[u8], end: usize) -> bool {
    const GAP_MAX: usize = 16;
    let rest = text.get(end..).unwrap_or_default();
    // `number=... -d exp_month=8`, `&exp_month=8`
    if [&b" -d exp"[..], b"&exp", b" --exp", b" -F exp"].iter().any(|field| rest.starts_with(field)) {
        return true;
    }
    if has_expiry_fields(rest) {
        return true;
    }
    let gap = rest.iter().take(GAP_MAX).take_while(|byte| !byte.is_ascii_digit() && **byte != b'\n').count();
    let ([b'0', b'1'..=b'9', b'/', after @ ..] | [b'1', b'0'..=b'2', b'/', after @ ..]) =
        rest.get(gap..).unwrap_or_default()
    else {
        return false;
    };
    let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
    gap > 0 && (digits == 2 || digits == 4) && after.get(digits) != Some(&b'/')
}

/// Whether the next two fields are a month and a year of these decades, parted from each other as from the number: `|05|2028|`, `:05:28`.
fn has_expiry_fields(rest: &[u8]) -> bool {
    let [sign @ (b'|' | b';' | b':' | b'\t'), month @ ..] = rest else { return false };
    let ([b'0', b'1'..=b'9', second, year @ ..] | [b'1', b'0'..=b'2', second, year @ ..]) = month else { return false };
    let year = year.strip_prefix(b"20").filter(|year| year.first().is_some_and(u8::is_ascii_digit)).unwrap_or(year);
    let is_year = matches!(year, [b'2'..=b'4', digit, ..] if digit.is_ascii_digit());
    second == sign && is_year && year.get(2).is_none_or(|byte| byte == sign || byte.is_ascii_whitespace())
}

/// Whether twelve signs that hide digits and four digits stand on the line of a number: what shows of a card, which is the number
/// beside it. `assert mask("4111111111111111") == "************1111"`
pub(super) fn has_mask_beside(text: &[u8], span: &Range<usize>) -> bool {
    const REACH: usize = 48;
    const HIDDEN: usize = 12;
    let end = line_end(text, span.end).min(span.end + REACH);
    let behind = text.get(span.end..end).unwrap_or_default();
    [b'*', b'X', b'x', b'#'].into_iter().any(|sign| {
        let is_hidden = |part: &[u8]| part.iter().take(HIDDEN).all(|byte| *byte == sign);
        let is_mask = |part: &[u8]| is_hidden(part) && part.iter().skip(HIDDEN).all(u8::is_ascii_digit);
        behind.windows(HIDDEN + 4).any(is_mask)
    })
}

/// How many sides of a candidate in groups of digits have numbers beside it, as in a row of a table, or whether it is itself
/// a row of consecutive numbers: `10171 603 718 1479`, `7944 7945 7946`.
pub(super) fn rows_beside(text: &[u8], start: usize, end: usize) -> u8 {
    let value = text.get(start..end).unwrap_or_default();
    if !value.contains(&b' ') || value.first() == Some(&b'(') || value.first() == Some(&b'+') {
        return 0;
    }
    let number = |codes: &[u8]| codes.iter().take(ATOM_MAX).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let before = text.get(..start).unwrap_or_default().strip_suffix(b" ").unwrap_or_default();
    let is_number = |byte: &&u8| byte.is_ascii_hexdigit() || **byte == b'.';
    let len = before.iter().rev().take(ATOM_MAX).take_while(is_number).count();
    let (stem, ahead) = before.split_at(before.len() - len);
    // `-39.5 896 43 1037`
    let stem = stem.strip_suffix(b"-").unwrap_or(stem);
    let is_ahead = ahead.iter().any(u8::is_ascii_digit)
        && ahead.last() != Some(&b'.')
        && matches!(stem.last(), None | Some(b' ' | b'\n' | b'\t' | b'(' | b'['));
    // One number behind may be an expiry, a check code or an extension.
    let mut behind = text.get(end..).unwrap_or_default();
    let mut following = 0;
    while following < 2 {
        let Some(rest) = behind.strip_prefix(b" ") else { break };
        let len = number(rest);
        let (codes, after) = rest.split_at(len);
        if !codes.iter().any(u8::is_ascii_digit)
            || !matches!(after.first(), None | Some(b' ' | b'\n' | b'\r' | b'\t' | b')'))
        {
            break;
        }
        behind = after;
        following += 1;
    }
    u8::from(is_ahead) + u8::from(following == 2) + if counts_on(value) { 2 } else { 0 }
}

/// Whether three groups of digits rise by the same small step.
fn counts_on(value: &[u8]) -> bool {
    const STEP_MAX: u32 = 9;
    let mut groups = value.split(|byte| *byte == b' ').map(|group| {
        let digits = group.iter().all(u8::is_ascii_digit) && group.len() <= 6;
        digits.then(|| group.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    });
    let (mut last, mut step) = (groups.next().flatten(), 0);
    for group in groups {
        let next = last.zip(group).and_then(|(last, group)| group.checked_sub(last)).unwrap_or(0);
        if next == step && (1..=STEP_MAX).contains(&step) {
            return true;
        }
        (last, step) = (group, next);
    }
    false
}

/// The bytes of the line before the one that begins at `start`, its end among them, where it names a part of a name and holds nothing
/// else: `Last name`. The line itself begins with a capital.
pub(super) fn heading_len(text: &[u8], start: usize) -> usize {
    /// The longest such line.
    const LEN_MAX: usize = 32;
    let (before, line) = text.split_at_checked(start).unwrap_or_default();
    let Some(above) = before.strip_suffix(b"\n").filter(|_| line.first().is_some_and(u8::is_ascii_uppercase)) else {
        return 0;
    };
    let near = above.get(above.len().saturating_sub(LEN_MAX)..).unwrap_or_default();
    let heading = match memchr::memrchr(b'\n', near) {
        Some(end) => near.get(end + 1..).unwrap_or_default(),
        None if near.len() == above.len() => near,
        None => return 0,
    };
    // `First name`, `Last name`, `Street`: the fields of a form, one below the other.
    let list = above.get(..above.len() - heading.len()).unwrap_or_default().trim_ascii_end();
    let previous = list.get(list.len().saturating_sub(LEN_MAX)..).unwrap_or_default();
    let previous = memchr::memrchr(b'\n', previous).map_or(previous, |end| previous.get(end + 1..).unwrap_or_default());
    let is_one = person_name::is_heading(heading) && !person_name::is_heading(previous);
    if is_one { heading.len() + 1 } else { 0 }
}

/// Whether nothing before `start` makes the candidate a part of something longer: a word, a decimal fraction, the
/// rest of a hyphenated number.
pub(super) fn begins_free(text: &[u8], start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    match before {
        [] => true,
        [.., last] if last.is_ascii_alphanumeric() => false,
        [stem @ .., b'.'] => stem.last().is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()),
        [stem @ .., b'-'] => !is_number_tail(stem),
        [.., b'+' | b'$'] => false,
        _ => true,
    }
}

/// Whether the text before a hyphen ends in a number, or in a part of a hyphenated string that is more than a word.
fn is_number_tail(stem: &[u8]) -> bool {
    let atom = stem.iter().rev().take(ATOM_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (head, tail) = stem.split_at(stem.len() - atom);
    tail.iter().any(u8::is_ascii_digit) || (atom > 0 && head.last() == Some(&b'-'))
}

/// Whether nothing from `end` on makes the candidate a part of something longer.
pub(super) fn ends_free(text: &[u8], end: usize) -> bool {
    let after = text.get(end..).unwrap_or_default();
    match after {
        [first, ..] if first.is_ascii_alphanumeric() => false,
        [b'.', next, ..] => !next.is_ascii_digit(),
        [b'-', rest @ ..] => {
            !rest.iter().take(ATOM_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).any(u8::is_ascii_digit)
        }
        [b'%', ..] => false,
        _ => true,
    }
}
