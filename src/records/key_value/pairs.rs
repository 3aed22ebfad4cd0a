//! Pairs in a line.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::batch::Escape;
use crate::records::{Head, lines};

/// The longest key.
const KEY_LEN_MAX: usize = 64;

/// Pairs of one line beyond which the rest is text.
const PAIRS_MAX: usize = 1000;

/// One key with its value, as spans of the piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// The key.
    pub(super) key: Range<usize>,
    /// The raw value, inside its quotes.
    pub(super) value: Range<usize>,
    /// How the value is written.
    pub(super) escape: Escape,
    /// Whether quotes stand around it.
    pub(super) is_quoted: bool,
    /// One past the last byte of the pair, with its closing quote.
    pub(super) end: usize,
}

/// What stands between pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Blanks: a bare value is one word.
    Words,
    /// Commas, semicolons, bars or tabs: a bare value may hold blanks.
    Listed,
}

/// Tells whether lines of `head` are made of pairs, and of which style.
pub(super) fn recognise(head: &Head<'_>) -> Option<Style> {
    let bytes = lines::whole_lines(head, b'\n');
    style_of(bytes, lines::count_up_to(LINES_MAX, b'\n', bytes))
}

/// Lines that are looked at.
const LINES_MAX: usize = 200;

/// The same for lines of which no more than `lines_max` will be looked at.
fn style_of(bytes: &[u8], lines_max: usize) -> Option<Style> {
    const LINES_MIN: usize = 2;
    let sample = lines::lines(b'\n', bytes).filter(|line| !lines::is_blank(line.of(bytes))).take(LINES_MAX);
    let (mut count, mut paired, mut markup, mut pairs_count, mut listed) = (0, 0, 0, 0, 0);
    let mut lines_of_key: BTreeMap<&[u8], usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for line in sample {
        find(Style::Words, bytes, line.start..line.end, &mut pairs);
        count += 1;
        paired += usize::from(pairs.len() >= 2);
        markup += usize::from(is_markup(line.of(bytes)));
        // What is left cannot make up for these.
        if (count - paired) * 5 > lines_max * 2 || markup * 5 > lines_max {
            return None;
        }
        for (index, pair) in pairs.iter().enumerate() {
            *lines_of_key.entry(bytes.get(pair.key.clone()).unwrap_or_default()).or_default() += 1;
            let has_separator = pairs.get(index + 1).is_some_and(|next| is_listed(bytes, pair.end..next.key.start));
            listed += usize::from(has_separator);
            pairs_count += 1;
        }
    }
    let repeated: usize = lines_of_key.values().filter(|lines| **lines >= 2).sum();
    let is_paired = count >= LINES_MIN && paired * 5 >= count * 3 && markup * 5 <= count;
    if !is_paired || repeated * 2 < pairs_count {
        return None;
    }
    let followed = pairs_count - paired.min(pairs_count);
    Some(if listed * 10 >= followed * 7 { Style::Listed } else { Style::Words })
}

/// Whether a separator stands right before the next key.
fn is_listed(bytes: &[u8], between: Range<usize>) -> bool {
    let between = bytes.get(between).unwrap_or_default();
    between.trim_ascii_end().last().is_some_and(|byte| is_separator(*byte)) || between.contains(&b'\t')
}

/// Markup and code have attributes and arguments, not records.
fn is_markup(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.first().is_some_and(|byte| matches!(byte, b'<' | b'{' | b'}' | b'@'))
        || line.last().is_some_and(|byte| matches!(byte, b'{' | b'(' | b'\\' | b'>'))
        || line.ends_with(b");")
        || line.ends_with(b"):")
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b',' | b';' | b'|' | b'\t')
}

/// Finds the pairs of a line.
pub(super) fn find(style: Style, bytes: &[u8], line: Range<usize>, pairs: &mut Vec<Pair>) {
    pairs.clear();
    let mut at = line.start;
    while pairs.len() < PAIRS_MAX {
        let Some(len) = bytes.get(at..line.end).and_then(|rest| memchr::memchr(b'=', rest)) else { break };
        let equals = at + len;
        match key_before(bytes, at, equals, line.start) {
            Some(key) => {
                let pair = pair(style, bytes, key, equals + 1, line.end);
                at = pair.end;
                pairs.push(pair);
            }
            None => at = equals + 1,
        }
    }
}

/// The key that ends at `equals`: an identifier with nothing but a blank or a separator before it.
fn key_before(bytes: &[u8], from: usize, equals: usize, line_start: usize) -> Option<Range<usize>> {
    let before = bytes.get(from..equals)?;
    let len = before.iter().rev().take(KEY_LEN_MAX + 1).take_while(|byte| is_key_byte(**byte)).count();
    let start = equals - len;
    let is_key = (1..=KEY_LEN_MAX).contains(&len)
        && bytes.get(start).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'@'));
    let stands_free = start == line_start
        || bytes.get(start - 1).is_some_and(|byte| is_separator(*byte) || matches!(byte, b' ' | b'[' | b'(' | b'{'));
    let is_comparison = bytes.get(equals + 1).is_some_and(|byte| matches!(byte, b'=' | b'>' | b'~'));
    (is_key && stands_free && !is_comparison).then_some(start..equals)
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'@' | b'/')
}

/// The pair whose value begins at `start`.
fn pair(style: Style, bytes: &[u8], key: Range<usize>, start: usize, line_end: usize) -> Pair {
    let open = start + usize::from(is_string_mark(bytes.get(start..line_end).unwrap_or_default()));
    if let Some(&quote) = bytes.get(open).filter(|byte| open < line_end && matches!(byte, b'"' | b'\''))
        && let Some((end, is_escaped)) = closing_quote(bytes, open + 1, line_end, quote)
    {
        let escape = if is_escaped { Escape::Backslash(quote) } else { Escape::None };
        return Pair { key, value: open + 1..end, escape, is_quoted: true, end: end + 1 };
    }
    let rest = bytes.get(start..line_end).unwrap_or_default();
    let end = start + bare_len(style, rest);
    let value = lines::trim_spaces(bytes, start..end);
    Pair { key, value, escape: Escape::None, is_quoted: false, end }
}

/// Whether a letter says what kind of string follows, as programs write their own values: `N'...'`, `b'...'`, `u"..."`.
fn is_string_mark(rest: &[u8]) -> bool {
    matches!(rest, [b'N' | b'n' | b'b' | b'B' | b'u' | b'U' | b'r' | b'E', b'"' | b'\'', ..])
}

/// The quote that closes a value, and whether there are backslashes in it. It must be the end of a word: an
/// apostrophe is not.
fn closing_quote(bytes: &[u8], from: usize, line_end: usize, quote: u8) -> Option<(usize, bool)> {
    let mut at = from;
    let mut is_escaped = false;
    loop {
        let found = at + memchr::memchr2(quote, b'\\', bytes.get(at..line_end)?)?;
        if bytes.get(found) == Some(&quote) {
            let is_end = found + 1 >= line_end
                || bytes.get(found + 1).is_some_and(|byte| byte.is_ascii_whitespace() || byte.is_ascii_punctuation());
            return is_end.then_some((found, is_escaped));
        }
        is_escaped = true;
        at = found + 2;
    }
}

/// How long a value without quotes is.
fn bare_len(style: Style, rest: &[u8]) -> usize {
    let len = match style {
        Style::Words => word_len(rest),
        Style::Listed => rest.len(),
    };
    let mut value = rest.get(..len).unwrap_or_default();
    let mut from = 0;
    while let Some(at) = value.get(from..).and_then(|tail| tail.iter().position(|byte| is_separator(*byte))) {
        if begins_pair(value.get(from + at + 1..).unwrap_or_default()) {
            value = value.get(..from + at).unwrap_or_default();
            break;
        }
        from += at + 1;
    }
    while let Some((last, front)) = value.split_last().filter(|(last, _)| b",;|)]}".contains(last)) {
        let opener = match last {
            b')' => b'(',
            b']' => b'[',
            b'}' => b'{',
            _ => 0,
        };
        if front.contains(&opener) {
            break;
        }
        value = front;
    }
    value.len()
}

/// Digits of numbers that are written in groups, one blank apart: cards, Social Security and telephone numbers.
const GROUPED: [&[usize]; 4] = [&[4, 4, 4, 4], &[4, 6, 5], &[3, 2, 4], &[3, 3, 4]];

/// How long a word is. A number in groups is one: `pan=4111 1111 1111 1111 amount=3`.
fn word_len(rest: &[u8]) -> usize {
    let grouped = GROUPED.iter().find_map(|lens| grouped_len(rest, lens)).or_else(|| dialled_len(rest));
    grouped.unwrap_or_else(|| blank_after(rest))
}

/// Where the first blank of `rest` stands.
fn blank_after(rest: &[u8]) -> usize {
    rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len())
}

/// The length of groups of so many digits, if `rest` begins with them and they end like words.
fn grouped_len(rest: &[u8], lens: &[usize]) -> Option<usize> {
    let mut at = 0;
    for (index, &len) in lens.iter().enumerate() {
        at += usize::from(index > 0);
        let is_led = index == 0 || rest.get(at - 1) == Some(&b' ');
        let group = rest.get(at..)?;
        if !is_led || blank_after(group) != len || !group.iter().take(len).all(u8::is_ascii_digit) {
            return None;
        }
        at += len;
    }
    Some(at)
}

/// The length of a telephone number that begins with a calling code, or an area code in parentheses: `+49 30 1234567`,
/// `(212) 555-0187`.
fn dialled_len(rest: &[u8]) -> Option<usize> {
    const CODE_MAX: usize = 4;
    const DIGITS_MIN: usize = 10;
    let digits = |word: &[u8]| word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let mut len = blank_after(rest);
    let first = rest.get(..len)?;
    let is_code = match first {
        [b'+', code @ ..] | [b'(', code @ .., b')'] => code.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    let mut seen = digits(first);
    if !is_code || !(1..=CODE_MAX).contains(&seen) {
        return None;
    }
    while seen < DIGITS_MIN {
        let next = rest.get(len..)?.strip_prefix(b" ")?;
        let word = next.get(..blank_after(next))?;
        if digits(word) == 0 || !word.iter().all(|byte| byte.is_ascii_digit() || b"-()".contains(byte)) {
            return None;
        }
        (len, seen) = (len + 1 + word.len(), seen + digits(word));
    }
    Some(len)
}

/// Whether `rest` begins with `key=`, after blanks.
fn begins_pair(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    let len = rest.iter().take(KEY_LEN_MAX).take_while(|byte| is_key_byte(**byte)).count();
    len > 0 && rest.get(len) == Some(&b'=') && rest.first().is_some_and(|byte| !byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn giving_up_early_changes_no_verdict(
            lines in prop::collection::vec(prop_oneof![4 => "a=[0-9]{1,2}[, ] ?b=x", 2 => Just(String::new()), 1 => "[a-z ]{1,6}", 1 => "<a b=1 c=2>"], 0..30)
        ) {
            let text = lines.join("\n");
            let bytes = text.as_bytes();
            let lines_max = lines::count_up_to(LINES_MAX, b'\n', bytes);
            prop_assert_eq!(style_of(bytes, lines_max), style_of(bytes, LINES_MAX * 10), "{}", text);
        }
    }
}
