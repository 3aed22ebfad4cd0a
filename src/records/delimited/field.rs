//! Fields: the one place that knows where a field ends. Telling the format and reading it use the same code, so that
//! what was counted is what is read.
//!
//! A field that begins with a quote ends at the next single quote that is followed by a delimiter or a line end. Where a
//! quote inside is followed by something else, the writer forgot to double it or the opening quote was a plain
//! character (`5" pipe`). It is taken as content if the field is properly closed further on in the same line. It is
//! taken to open a field of its own if a delimiter or line end stands right before it; then the quote that
//! opened this field was a plain character. A quote that is not closed at all says so with [`Step::Unclosed`].
//!
//! All of this looks only at bytes from the start of the record on, never at where a piece ends, so that a record
//! is the same in whatever piece it is read.

use std::cell::Cell as Slot;

use super::ends::{Ends, PlainEnds, Signs};
use crate::batch::Escape;
use crate::records::lines;

/// How the fields of a table are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Stands between fields.
    pub(super) delimiter: u8,
    /// Ends records; a carriage return before a line feed is no part of the record.
    pub(super) newline: u8,
    /// Stands around fields that hold a delimiter, a line end or a quote.
    pub(super) quote: u8,
    /// A quote inside a quoted field may be written with a backslash.
    pub(super) has_backslash: bool,
}

impl Dialect {
    /// The plain dialect of a delimiter.
    pub(super) fn new(delimiter: u8, newline: u8) -> Self {
        Self { delimiter, newline, quote: b'"', has_backslash: false }
    }
}

/// One field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    /// First byte of the raw value, inside its quotes.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// How the value is written.
    pub(super) escape: Escape,
    /// Whether quotes stand around it.
    pub(super) is_quoted: bool,
    /// Where the next field or record starts.
    pub(super) next: usize,
    /// Whether the record ends with it.
    pub(super) is_last: bool,
}

impl Field {
    /// The raw value.
    pub(super) fn raw<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }
}

/// What stands at a place where a field may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A field.
    Field(Field),
    /// The bytes end before the field does.
    Cut,
    /// A quote that is never closed.
    Unclosed,
}

/// A quoted field that is longer than this is taken to be unclosed: one stray quote must not swallow a file.
pub(super) const QUOTED_LEN_MAX: usize = 1 << 20;

/// Finds fields in a run of bytes.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    dialect: Dialect,
    bytes: &'a [u8],
    at_end: bool,
    /// Where fields end, found many at a time; without it each end is searched for.
    ends: Option<Ends>,
    /// No field that has a stray quote before this offset is closed in its line. Keeps a line of nothing but stray
    /// quotes from being searched once for each of them.
    unclosed_before: Slot<usize>,
}

/// What follows a quote.
enum After {
    Field { next: usize, is_last: bool },
    Content,
    Cut,
}

/// Where a field with a stray quote is closed in its line. If nowhere, its opening quote was a plain character.
enum Close {
    At(usize),
    Missing,
    Cut,
}

impl<'a> Fields<'a> {
    pub(super) fn new(dialect: Dialect, bytes: &'a [u8], at_end: bool) -> Self {
        let Dialect { delimiter, newline, quote, .. } = dialect;
        Self {
            dialect,
            bytes,
            at_end,
            ends: Some(Ends::new(Signs { delimiter, newline, quote })),
            unclosed_before: Slot::new(0),
        }
    }

    /// For a few fields here and there.
    pub(super) fn few(dialect: Dialect, bytes: &'a [u8]) -> Self {
        Self { dialect, bytes, at_end: true, ends: None, unclosed_before: Slot::new(0) }
    }

    /// The field that begins at `at`, which may be the end of the bytes (an empty last field).
    #[inline]
    pub(super) fn at(&mut self, at: usize) -> Step {
        match self.bytes.get(at) {
            Some(&first) if first == self.dialect.quote || first == b' ' || first == b'=' => self.perhaps_quoted(at),
            _ => self.plain(at),
        }
    }

    /// The ends of the `count` plain fields of a record that begins at `at`, where they are near.
    #[inline]
    pub(super) fn plain_ends(&mut self, at: usize, count: usize) -> Option<PlainEnds<'_>> {
        self.ends.as_mut()?.of_record(self.bytes, at, count)
    }

    /// A field without quotes: it ends at the next delimiter or line end.
    #[inline]
    fn plain(&mut self, at: usize) -> Step {
        let Dialect { delimiter, newline, .. } = self.dialect;
        let end = match &mut self.ends {
            Some(ends) => ends.at_or_after(self.bytes, at),
            None => self.bytes.get(at..).and_then(|rest| memchr::memchr2(delimiter, newline, rest)).map(|len| at + len),
        };
        let (end, next, is_last) = match end {
            Some(end) => (end, end + 1, self.bytes.get(end) == Some(&newline)),
            None if self.at_end => (self.bytes.len(), self.bytes.len(), true),
            None => return Step::Cut,
        };
        let is_crlf = is_last && newline == b'\n' && end > at && self.bytes.get(end - 1) == Some(&b'\r');
        let mut span = at..end - usize::from(is_crlf);
        // Nothing else than a space can stand first here; one that stands last is rare.
        if span.end > at && self.bytes.get(span.end - 1) == Some(&b' ') || self.bytes.get(at) == Some(&b' ') {
            span = lines::trim_spaces(self.bytes, span);
        }
        Step::Field(Field { start: span.start, end: span.end, escape: Escape::None, is_quoted: false, next, is_last })
    }

    /// A field that may be quoted, after spaces, and after the `=` with which Excel is told to keep leading zeros.
    fn perhaps_quoted(&mut self, at: usize) -> Step {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
        let is_marked = rest.get(spaces) == Some(&b'=');
        let open = at + spaces + usize::from(is_marked);
        match self.bytes.get(open) {
            Some(&byte) if byte == self.dialect.quote => self.quoted(open).unwrap_or_else(|| self.plain(at)),
            None if !self.at_end => Step::Cut,
            _ => self.plain(at),
        }
    }

    /// A quote that is never closed; where it is all of its field it was a plain character, the sign itself in a list of signs.
    fn unclosed(&self, open: usize) -> Option<Step> {
        let Dialect { delimiter, newline, .. } = self.dialect;
        let is_alone =
            self.bytes.get(open + 1).is_some_and(|&next| next == delimiter || next == newline || next == b'\r');
        (!is_alone).then_some(Step::Unclosed)
    }

    /// The field whose quote opens at `open`; `None` if that quote is a plain character.
    fn quoted(&self, open: usize) -> Option<Step> {
        let quote = self.dialect.quote;
        let mut is_escaped = false;
        let mut at = open + 1;
        loop {
            let Some(found) = self.find_quote(at, &mut is_escaped) else {
                let is_too_long = self.bytes.len() - open > QUOTED_LEN_MAX;
                return if self.at_end || is_too_long { self.unclosed(open) } else { Some(Step::Cut) };
            };
            if found - open > QUOTED_LEN_MAX {
                return self.unclosed(open);
            }
            if self.bytes.get(found + 1) == Some(&quote) {
                is_escaped = true;
                at = found + 2;
                continue;
            }
            match self.after(found + 1) {
                After::Field { next, is_last } => {
                    return Some(Step::Field(self.quoted_field(open + 1..found, is_escaped, next, is_last)));
                }
                After::Cut => return Some(Step::Cut),
                After::Content => match self.close_in_line(open, found) {
                    Close::At(close) => (is_escaped, at) = (true, close),
                    Close::Missing => return None,
                    Close::Cut => return Some(Step::Cut),
                },
            }
        }
    }

    /// The next quote at or after `at` that no backslash escapes.
    fn find_quote(&self, mut at: usize, is_escaped: &mut bool) -> Option<usize> {
        if !self.dialect.has_backslash {
            return memchr::memchr(self.dialect.quote, self.bytes.get(at..)?).map(|len| at + len);
        }
        loop {
            let found = at + memchr::memchr2(self.dialect.quote, b'\\', self.bytes.get(at..)?)?;
            if self.bytes.get(found) == Some(&self.dialect.quote) {
                return Some(found);
            }
            *is_escaped = true;
            at = found + 2;
        }
    }

    /// What follows the quote before `at`: the end of the field, after spaces at most, or more content.
    fn after(&self, at: usize) -> After {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
        let Dialect { delimiter, newline, .. } = self.dialect;
        match (rest.get(spaces), rest.get(spaces + 1)) {
            (Some(&byte), _) if byte == delimiter => After::Field { next: at + spaces + 1, is_last: false },
            (Some(&byte), _) if byte == newline => After::Field { next: at + spaces + 1, is_last: true },
            (Some(b'\r'), Some(b'\n')) if newline == b'\n' => After::Field { next: at + spaces + 2, is_last: true },
            (None, _) | (Some(b'\r'), None) if self.at_end => After::Field { next: self.bytes.len(), is_last: true },
            (None, _) | (Some(b'\r'), None) => After::Cut,
            _ => After::Content,
        }
    }

    /// For a stray quote at `stray` in the field opened at `open`: the closing quote in the same line.
    fn close_in_line(&self, open: usize, stray: usize) -> Close {
        let Dialect { delimiter, newline, quote, .. } = self.dialect;
        let before = self.bytes.get(stray.wrapping_sub(1)).copied();
        let opens_another = stray > open + 1 && (before == Some(delimiter) || before == Some(newline));
        if opens_another || stray < self.unclosed_before.get() {
            return Close::Missing;
        }
        let mut at = stray + 1;
        loop {
            let Some(found) = self.bytes.get(at..).and_then(|rest| memchr::memchr2(quote, newline, rest)) else {
                self.unclosed_before.set(self.bytes.len());
                return if self.at_end { Close::Missing } else { Close::Cut };
            };
            let found = at + found;
            if self.bytes.get(found) == Some(&newline) {
                self.unclosed_before.set(found);
                return Close::Missing;
            }
            if self.bytes.get(found + 1) == Some(&quote) {
                at = found + 2;
                continue;
            }
            match self.after(found + 1) {
                After::Field { .. } => return Close::At(found),
                After::Content => at = found + 1,
                After::Cut => return Close::Cut,
            }
        }
    }

    fn quoted_field(&self, span: std::ops::Range<usize>, is_escaped: bool, next: usize, is_last: bool) -> Field {
        let quote = self.dialect.quote;
        let raw = self.bytes.get(span.clone()).unwrap_or_default();
        let (mut start, mut end) = (span.start, span.end);
        let mut escape = match (is_escaped, self.dialect.has_backslash) {
            (false, _) => Escape::None,
            (true, false) => Escape::Doubled(quote),
            (true, true) => Escape::Backslash(quote),
        };
        // Excel's text marker, itself quoted: `"=""012345678"""`.
        if let [b'=', a, b, inner @ .., c, d] = raw
            && [*a, *b, *c, *d] == [quote; 4]
            && memchr::memchr2(quote, b'\\', inner).is_none()
        {
            (start, end, escape) = (start + 3, end - 2, Escape::None);
        }
        Field { start, end, escape, is_quoted: true, next, is_last }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields of one record, as they stand; `?` where it is cut and `!` where a quote is never closed.
    fn fields(dialect: Dialect, bytes: &str) -> Vec<String> {
        let mut parser = Fields::new(dialect, bytes.as_bytes(), true);
        let (mut at, mut found) = (0, Vec::new());
        loop {
            match parser.at(at) {
                Step::Field(field) => {
                    let mut value = Vec::new();
                    crate::decode::escapes::unescape(field.escape, field.raw(bytes.as_bytes()), &mut value);
                    found.push(String::from_utf8(value).expect("tests are UTF-8"));
                    at = field.next;
                    if field.is_last {
                        return found;
                    }
                }
                Step::Cut => return vec!["?".to_owned()],
                Step::Unclosed => return vec!["!".to_owned()],
            }
        }
    }

    fn csv(bytes: &str) -> Vec<String> {
        fields(Dialect::new(b',', b'\n'), bytes)
    }

    #[test]
    fn quotes_keep_delimiters_line_ends_and_doubled_quotes() {
        assert_eq!(csv("a,\"b,c\",d\nx"), ["a", "b,c", "d"]);
        assert_eq!(csv("\"a\nb\",\"c \"\"d\"\"\"\r\n"), ["a\nb", "c \"d\""]);
        assert_eq!(csv("\"\",,\"\"\"\""), ["", "", "\""]);
        assert_eq!(csv(" a , \"b, c\" ,d"), ["a", "b, c", "d"]);
    }

    #[test]
    fn backslashes_escape_where_the_dialect_has_them() {
        let dialect = Dialect { has_backslash: true, ..Dialect::new(b',', b'\n') };
        assert_eq!(fields(dialect, r#""a \"b\", c",d"#), ["a \"b\", c", "d"]);
        assert_eq!(csv(r#""C:\dir\",d"#), [r"C:\dir\", "d"]);
    }

    #[test]
    fn excel_text_markers_are_left_out() {
        assert_eq!(csv("=\"012345678\",\"=\"\"0123\"\"\",=1+2"), ["012345678", "0123", "=1+2"]);
    }

    #[test]
    fn a_quote_that_is_all_of_its_field_is_a_sign() {
        assert_eq!(csv("\",24,x\ny,1,2"), ["\"", "24", "x"]);
        assert_eq!(csv("24,\"\nx"), ["24", "\""]);
        assert_eq!(csv("24,\"x\ny"), ["!"]);
    }

    #[test]
    fn quotes_that_do_not_quote_are_content() {
        assert_eq!(csv("5\" pipe,\"x\""), ["5\" pipe", "x"]);
        assert_eq!(csv("\"Acme\" Inc,b\n\"c\",d\n"), ["\"Acme\" Inc", "b"]);
        assert_eq!(csv("\"Doe, \"Johnny\" John\",b"), ["Doe, \"Johnny\" John", "b"]);
        assert_eq!(csv("a,\"broken,b\n\"c\",d\n"), ["a", "\"broken", "b"]);
        assert_eq!(csv("a,\"never closed\nb,c\n"), ["!"]);
    }

    #[test]
    fn stray_quotes_cost_linear_time() {
        let line = ",\"a\"b".repeat(200_000);
        assert_eq!(csv(&line).len(), 200_001);
    }
}
