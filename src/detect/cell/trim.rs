//! What stands around a value and is no part of it.
//!
//! Blanks, which some characters are that nobody sees; the quotes and brackets of an array of one value; and in a column that is
//! named for a kind the signs that an export put around every value, or a hand beside one. One layer comes off.

use std::ops::Range;

use super::is_missing;

/// What may come off beside blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wraps {
    /// Quotes, brackets of an array of one value, and the apostrophe that keeps a spreadsheet from reading a number.
    Quotes,
    /// Other brackets, too, and a single sign before or behind the value.
    Any,
}

/// The value without what stands around it.
pub(super) fn trimmed(value: &[u8], wraps: Wraps) -> Range<usize> {
    let blank = trim_blanks(value);
    let seen = value.get(blank.clone()).unwrap_or_default();
    let inner = quoted(seen).or_else(|| match wraps {
        _ if is_missing(seen) => None,
        Wraps::Quotes => array(seen),
        Wraps::Any => array(seen).or_else(|| bracketed(seen)).or_else(|| marked(seen)),
    });
    let Some(inner) = inner else { return blank };
    let within = trim_blanks(seen.get(inner.clone()).unwrap_or_default());
    let start = blank.start + inner.start;
    if within.is_empty() { blank } else { start + within.start..start + within.end }
}

fn quoted(seen: &[u8]) -> Option<Range<usize>> {
    let end = seen.len().saturating_sub(1);
    match seen {
        [b'"', inner @ .., b'"'] if !inner.contains(&b'"') => Some(1..end),
        [b'\'', inner @ .., b'\''] if !inner.contains(&b'\'') => Some(1..end),
        [b'[', inner @ .., b']'] if !holds(inner, b"[]{}\",:") => Some(1..end),
        [b'\'', inner @ ..] if inner.iter().any(u8::is_ascii_digit) && !inner.contains(&b'\'') => Some(1..end + 1),
        // A spreadsheet's formula for digits that are text.
        [b'=', b'"', inner @ .., b'"'] if is_value(inner) && !inner.contains(&b'"') => Some(2..end),
        // The quotes of Concordance, which are letters of Icelandic.
        [0xC3, 0xBE, inner @ .., 0xC3, 0xBE] if memchr::memmem::find(inner, b"\xC3\xBE").is_none() => Some(2..end - 1),
        // What parted it from a label, or led it in a list, in the text that it was taken from.
        [b'|' | b':' | b'-', b' ', inner @ ..] if is_value(inner) && inner.iter().any(u8::is_ascii_digit) => {
            Some(2..end + 1)
        }
        _ => None,
    }
}

/// The one value of an array: `{v}` and `{"v"}` of PostgreSQL, `["v"]` of JSON.
fn array(seen: &[u8]) -> Option<Range<usize>> {
    let end = seen.len().saturating_sub(1);
    match seen {
        [b'[', b'"', inner @ .., b'"', b']'] | [b'{', b'"', inner @ .., b'"', b'}'] if !holds(inner, b"\"\\{}[]") => {
            Some(2..end - 1)
        }
        [b'{', inner @ .., b'}'] if is_value(inner) && !holds(inner, b"{}[]\",:=;$") => Some(1..end),
        _ => None,
    }
}

fn bracketed(seen: &[u8]) -> Option<Range<usize>> {
    match seen {
        // The identifier of a message is written like an address, and a tag is no value.
        [b'<', inner @ .., b'>'] if is_value(inner) && !holds(inner, b"<>@=\"") => Some(1..seen.len() - 1),
        [b'(', inner @ .., b')'] if is_value(inner) && !holds(inner, b"()") => Some(1..seen.len() - 1),
        _ => None,
    }
}

/// A value with one sign beside it: a star of a footnote, a comma of a list, the number sign. More stars hide something.
fn marked(seen: &[u8]) -> Option<Range<usize>> {
    match seen {
        [inner @ .., mark @ (b'*' | b',' | b';')] if is_value(inner) && !holds(inner, &[*mark, b'*']) => {
            Some(0..seen.len() - 1)
        }
        [b'#', inner @ ..] if is_value(inner) && !holds(inner, b"#") => Some(1..seen.len()),
        _ => None,
    }
}

/// Whether it begins and ends as values do, and is more than a letter.
fn is_value(inner: &[u8]) -> bool {
    let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    matches!(inner, [first, .., last]
        if (is_of_word(first) || matches!(first, b'+' | b'(' | b' ')) && (is_of_word(last) || matches!(last, b'.' | b')' | b' ')))
}

fn holds(text: &[u8], signs: &[u8]) -> bool {
    text.iter().any(|byte| signs.contains(byte))
}

/// The value without the blanks around it.
fn trim_blanks(value: &[u8]) -> Range<usize> {
    let (mut start, mut end) = (0, value.len());
    while let Some(len) = value.get(start..end).and_then(leading_blank) {
        start += len;
    }
    while let Some(len) = value.get(start..end).and_then(trailing_blank) {
        end -= len;
    }
    start..end
}

fn leading_blank(text: &[u8]) -> Option<usize> {
    match text {
        [b' ' | b'\t' | b'\r' | b'\n', ..] => Some(1),
        [a, b, ..] if is_blank_of_two([*a, *b]) => Some(2),
        [a, b, c, ..] if is_blank_of_three([*a, *b, *c]) => Some(3),
        _ => None,
    }
}

fn trailing_blank(text: &[u8]) -> Option<usize> {
    match text {
        [.., b' ' | b'\t' | b'\r' | b'\n'] => Some(1),
        [.., a, b, c] if is_blank_of_three([*a, *b, *c]) => Some(3),
        [.., a, b] if is_blank_of_two([*a, *b]) => Some(2),
        _ => None,
    }
}

/// The no-break space and the soft hyphen.
fn is_blank_of_two(character: [u8; 2]) -> bool {
    matches!(character, [0xC2, 0xA0 | 0xAD])
}

/// Spaces of all widths and none, the marks of the direction of writing, and the mark that some files begin with.
fn is_blank_of_three(character: [u8; 3]) -> bool {
    matches!(
        character,
        [0xE2, 0x80, 0x80..=0x8F | 0xA8..=0xAF] | [0xE2, 0x81, 0x9F..=0xA9] | [0xE3, 0x80, 0x80] | [0xEF, 0xBB, 0xBF]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(value: &str, wraps: Wraps) -> &str {
        value.get(trimmed(value.as_bytes(), wraps)).unwrap()
    }

    #[test]
    fn trimming_knows_where_the_value_stands() {
        for (value, within) in [("  a b\t", 2..5), ("   ", 3..3), ("", 0..0), ("\"a b\" ", 1..4), ("[ 12 ]", 2..4)] {
            assert_eq!(trimmed(value.as_bytes(), Wraps::Quotes), within, "{value}");
        }
        assert_eq!(left("'12", Wraps::Quotes), "12");
        assert_eq!(left("=\"012\" ", Wraps::Quotes), "012");
        assert_eq!(left("\u{FE}12\u{FE}", Wraps::Quotes), "12");
        for led in ["| 12-34", ": 12-34", "- 12-34"] {
            assert_eq!(left(led, Wraps::Quotes), "12-34");
        }
        for whole in ["| ab", "=\"\"", "=A1&\"x\"", ":12", "[1,2]", "\"a\":\"b\"", "''", "'t is"] {
            assert_eq!(left(whole, Wraps::Quotes), whole);
        }
    }

    #[test]
    fn what_nobody_sees_comes_off() {
        for around in ["\u{a0}", "\u{200b}", "\u{200f}", "\u{202b}", "\u{2060}", "\u{feff}", "\u{3000}", " \u{a0}\t"] {
            assert_eq!(left(&format!("{around}12 a{around}"), Wraps::Quotes), "12 a", "{around:?}");
        }
        assert_eq!(left("\u{e9}t\u{e9}", Wraps::Quotes), "\u{e9}t\u{e9}");
    }

    #[test]
    fn arrays_of_one_value_are_the_value() {
        for value in ["{12-34}", "{\"12-34\"}", "[\"12-34\"]", "[12-34]", "{ 12-34 }"] {
            assert_eq!(left(value, Wraps::Quotes), "12-34", "{value}");
        }
        assert_eq!(left("{\"Lee, Ann\"}", Wraps::Quotes), "Lee, Ann");
        for whole in
            ["{1,2}", "{\"a\",\"b\"}", "{\"a\":\"b\"}", "[\"a\",\"b\"]", "{}", "{a", "{{a}}", "{a=b}", "{SSHA}"]
        {
            let expected = if whole == "{SSHA}" { "SSHA" } else { whole };
            assert_eq!(left(whole, Wraps::Any), expected, "{whole}");
        }
    }

    #[test]
    fn one_layer_of_signs_comes_off_where_the_column_says_what_stands_there() {
        for value in ["<Ann Lee>", "(Ann Lee)", "Ann Lee*", "Ann Lee,", "Ann Lee;", "#Ann Lee", " (Ann Lee) "] {
            assert_eq!(left(value, Wraps::Any), "Ann Lee", "{value}");
            assert_eq!(left(value, Wraps::Quotes), value.trim(), "{value}");
        }
        for whole in [
            "<20240102.7@mx.example.com>",
            "</b>",
            "<br/>",
            "(216) 555-0142",
            "****1234",
            "1234****",
            "1*2*",
            "#",
            "#N/A",
            "(null)",
            "(blank)",
            "{blank}",
            "<(a)",
            "((a b))",
            "##12",
            "a,",
            "*2470C0C06DEE",
            "$12",
            "Jr.",
        ] {
            assert_eq!(left(whole, Wraps::Any), whole);
        }
    }
}
