//! A value that is more than a plain literal: casts, calls, prefixed strings, arrays, concatenations.
//!
//! Nothing is evaluated. The literals in an expression are its cells; where a known function wraps a value
//! (`CAST('x' AS date)`, `TO_DATE('x', 'YYYY')`), only the value is, and the rest tells how it is written.

use std::ops::Range;

use super::lexer::{
    Scanned, Stop, comment_end, dollar_string, is_any, is_word_byte, quoted_end, skip_space, whole_word,
};
use super::state::Family;
use super::tuple::Cells;
use crate::batch::{Escape, LineMarks, Mark};

/// Functions whose first literal is the value and whose others say how it is written.
const WRAPPERS: &[&str] = &[
    "CAST",
    "TRY_CAST",
    "CONVERT",
    "TRY_CONVERT",
    "TO_DATE",
    "TO_TIMESTAMP",
    "TO_TIMESTAMP_TZ",
    "TO_NUMBER",
    "TO_CHAR",
    "STR_TO_DATE",
    "PARSE",
    "REPLACE",
    "UNISTR",
    "HEXTORAW",
    "UNHEX",
    "ST_GEOMFROMTEXT",
];

/// Parentheses within parentheses; counted, not recursed into.
const DEPTH_MAX: usize = 256;

/// How the next string is written, as the word in front of it says.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Prefix {
    #[default]
    None,
    Escape,
    Unicode,
    Hex,
    Bits,
}

/// An expression while it is read.
struct Expression {
    position: u32,
    start: usize,
    /// Number of cells before it.
    cells_before: usize,
    depth: usize,
    /// Inside a call that wraps its value.
    is_wrapped: bool,
    /// Number of cells before that call.
    wrapped_from: usize,
    /// The wrapped value has been found.
    has_value: bool,
    has_string: bool,
    has_null: bool,
    prefix: Prefix,
    /// Strings of the whole call are written in another way.
    call_prefix: Prefix,
}

/// Reads the expression at `start`; gives the index of the comma or parenthesis that ends it.
pub(super) fn expression(cells: &mut Cells<'_>, start: usize, position: u32) -> Scanned<usize> {
    let mut state = Expression {
        position,
        start,
        cells_before: cells.buf.cells.len(),
        depth: 0,
        is_wrapped: false,
        wrapped_from: 0,
        has_value: false,
        has_string: false,
        has_null: false,
        prefix: Prefix::None,
        call_prefix: Prefix::None,
    };
    let bytes = cells.bytes;
    let mut at = start;
    loop {
        at = match bytes.get(at) {
            None => return Err(Stop::Cut),
            Some(b',' | b')') if state.depth == 0 => {
                state.finish(cells, at);
                return Ok(at);
            }
            Some(b';') => return Err(Stop::Bad),
            Some(b'(' | b'[' | b'{') if state.depth < DEPTH_MAX => state.open(at),
            Some(b')' | b']' | b'}') if state.depth > 0 => state.close(at),
            Some(b'(' | b'[' | b'{' | b']' | b'}') => return Err(Stop::Bad),
            Some(&quote @ (b'\'' | b'"')) => state.string(cells, at, quote)?,
            Some(b'`') => quoted_end(bytes, at + 1, b'`', false)?.0 + 1,
            Some(b'$') if cells.dialect.has_dollar_strings() => state.dollar(cells, at)?,
            Some(b':') => skip_cast(bytes, at)?,
            Some(b'-' | b'/' | b'#') => state.comment_or_sign(cells, at)?,
            Some(b'0'..=b'9' | b'+' | b'.') => state.number(cells, at)?,
            Some(&byte) if is_word_byte(byte) => state.word(cells, at)?,
            Some(_) => at + 1,
        };
    }
}

impl Expression {
    fn open(&mut self, at: usize) -> usize {
        self.depth += 1;
        at + 1
    }

    fn close(&mut self, at: usize) -> usize {
        self.depth -= 1;
        if self.depth == 0 {
            (self.is_wrapped, self.has_value, self.call_prefix) = (false, false, Prefix::None);
        }
        at + 1
    }

    /// Where nothing was a literal the expression itself is the value, unless it is NULL or DEFAULT.
    fn finish(&self, cells: &mut Cells<'_>, end: usize) {
        let raw = cells.bytes.get(self.start..end).unwrap_or_default().trim_ascii_end();
        if cells.buf.cells.len() > self.cells_before {
            return;
        }
        if self.has_null || raw.is_empty() || is_any(raw, &["DEFAULT"]) {
            return cells.null(self.start, self.position);
        }
        cells.plain(self.start..self.start + raw.len(), self.position);
    }

    /// Takes the literal as a cell, unless it only says how the value is written. True: take it.
    fn takes(&mut self, cells: &mut Cells<'_>, span: &Range<usize>, is_string: bool) -> bool {
        if !self.is_wrapped {
            return true;
        }
        let is_better = is_string && !self.has_string;
        if self.has_value && !is_better {
            let raw = cells.bytes.get(span.clone()).unwrap_or_default();
            if is_string && may_be_data(raw) {
                cells.asides.push(span.clone());
            }
            return false;
        }
        if self.has_value {
            // `CONVERT(varchar(10), 'x')`: the number was the type's.
            cells.buf.cells.truncate(self.wrapped_from);
        }
        self.has_value = true;
        self.has_string |= is_string;
        true
    }

    fn string(&mut self, cells: &mut Cells<'_>, at: usize, quote: u8) -> Scanned<usize> {
        let prefix = std::mem::take(&mut self.prefix);
        let prefix = if prefix == Prefix::None { self.call_prefix } else { prefix };
        let has_backslash = match prefix {
            Prefix::Escape => true,
            Prefix::None => cells.dialect.has_backslash,
            Prefix::Unicode | Prefix::Hex | Prefix::Bits => false,
        };
        let (end, is_escaped) = quoted_end(cells.bytes, at + 1, quote, has_backslash)?;
        let span = at + 1..end;
        if !self.takes(cells, &span, true) {
            return Ok(end + 1);
        }
        match prefix {
            Prefix::Hex => cells.hex(span, self.position),
            Prefix::Bits => cells.plain(span, self.position),
            Prefix::Escape => cells.string(span, Escape::EString, is_escaped, self.position),
            Prefix::Unicode => self.unicode(cells, span, is_escaped),
            Prefix::None if has_backslash => cells.string(span, Escape::Backslash(quote), is_escaped, self.position),
            Prefix::None if self.is_wrapped && cells.dialect.family == Family::Sqlite => {
                self.marked(cells, span, is_escaped)?;
            }
            Prefix::None => cells.string(span, Escape::Doubled(quote), is_escaped, self.position),
        }
        Ok(end + 1)
    }

    fn unicode(&self, cells: &mut Cells<'_>, span: Range<usize>, is_escaped: bool) {
        let has_backslash = memchr::memchr(b'\\', cells.bytes.get(span.clone()).unwrap_or_default()).is_some();
        if is_escaped || has_backslash {
            cells.escaped(span, Escape::Unicode, self.position);
        } else {
            cells.plain(span, self.position);
        }
    }

    /// The first argument of SQLite's `replace(replace('...','\r',char(13)),'\n',char(10))`.
    fn marked(&self, cells: &mut Cells<'_>, span: Range<usize>, is_escaped: bool) -> Scanned<()> {
        let marks = line_marks(cells.bytes, span.end + 1)?;
        if marks == LineMarks::default() {
            cells.string(span, Escape::Doubled(b'\''), is_escaped, self.position);
        } else {
            cells.escaped(span, Escape::LineMarks(marks), self.position);
        }
        Ok(())
    }

    fn dollar(&mut self, cells: &mut Cells<'_>, at: usize) -> Scanned<usize> {
        let Some((span, end)) = dollar_string(cells.bytes, at)? else { return Ok(at + 1) };
        if self.takes(cells, &span, true) {
            cells.plain(span, self.position);
        }
        Ok(end)
    }

    fn comment_or_sign(&mut self, cells: &mut Cells<'_>, at: usize) -> Scanned<usize> {
        match comment_end(cells.bytes, at, cells.dialect)? {
            Some(end) => {
                cells.asides.push(at..end);
                Ok(end)
            }
            None if cells.bytes.get(at) == Some(&b'-') => self.number(cells, at),
            None => Ok(at + 1),
        }
    }

    /// A number, or a sign that stands alone.
    fn number(&mut self, cells: &mut Cells<'_>, at: usize) -> Scanned<usize> {
        let bytes = cells.bytes;
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let mut end = at + 1;
        for (index, &byte) in rest.iter().enumerate() {
            let is_exponent_sign =
                matches!(byte, b'+' | b'-') && matches!(bytes.get(at + index), Some(b'e' | b'E')) && index > 0;
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') || is_exponent_sign) {
                break;
            }
            end += 1;
        }
        if end >= bytes.len() {
            return Err(Stop::Cut);
        }
        let text = bytes.get(at..end).unwrap_or_default();
        if !text.iter().any(u8::is_ascii_digit) {
            return Ok(at + 1);
        }
        if self.takes(cells, &(at..end), false) {
            match text {
                [b'0', b'x' | b'X', ..] => cells.hex(at + 2..end, self.position),
                _ => cells.plain(at..end, self.position),
            }
        }
        Ok(end)
    }

    fn word(&mut self, cells: &mut Cells<'_>, at: usize) -> Scanned<usize> {
        let bytes = cells.bytes;
        let word = whole_word(bytes, at)?;
        let end = at + word.len();
        self.prefix = prefix_of(word, bytes.get(end), bytes.get(end + 1));
        if self.prefix == Prefix::Unicode {
            return Ok(end + 1);
        }
        if is_any(word, &["U"]) && bytes.get(end) == Some(&b'&') && bytes.get(end + 1).is_none() {
            return Err(Stop::Cut);
        }
        self.has_null |= is_any(word, &["NULL"]);
        if self.is_wrapped && is_any(word, &["AS", "USING"]) {
            self.has_value = true;
            self.has_string = true;
        }
        let open = skip_space(bytes, end);
        match bytes.get(open) {
            None => Err(Stop::Cut),
            Some(b'(') => self.call(cells, word, open),
            Some(_) => Ok(end),
        }
    }

    /// A function's name and the parenthesis at `open`.
    fn call(&mut self, cells: &Cells<'_>, word: &[u8], open: usize) -> Scanned<usize> {
        let bytes = cells.bytes;
        if is_any(word, &["CHR", "CHAR", "NCHAR"]) {
            // A character by its number: line ends, mostly. The number is no value.
            let inside = skip_space(bytes, open + 1);
            let digits = whole_word(bytes, inside)?;
            let close = skip_space(bytes, inside + digits.len());
            if digits.iter().all(u8::is_ascii_digit) && bytes.get(close) == Some(&b')') {
                return Ok(close + 1);
            }
        }
        if self.depth == 0 && is_any(word, WRAPPERS) {
            self.is_wrapped = true;
            self.has_string = false;
            self.wrapped_from = cells.buf.cells.len();
        }
        if is_any(word, &["UNISTR"]) {
            self.call_prefix = Prefix::Unicode;
        } else if is_any(word, &["HEXTORAW", "UNHEX"]) {
            self.call_prefix = Prefix::Hex;
        }
        Ok(open)
    }
}

/// What a word says of the string that follows it.
fn prefix_of(word: &[u8], next: Option<&u8>, after: Option<&u8>) -> Prefix {
    match (word, next, after) {
        (b"E" | b"e", Some(b'\''), _) => Prefix::Escape,
        (b"X" | b"x", Some(b'\''), _) => Prefix::Hex,
        (b"B" | b"b", Some(b'\''), _) => Prefix::Bits,
        (b"U" | b"u", Some(b'&'), Some(b'\'')) => Prefix::Unicode,
        _ => Prefix::None,
    }
}

/// One past `::type(10)[]`; a single colon is passed over.
fn skip_cast(bytes: &[u8], at: usize) -> Scanned<usize> {
    match bytes.get(at + 1) {
        None => return Err(Stop::Cut),
        Some(b':') => {}
        Some(_) => return Ok(at + 1),
    }
    let mut at = skip_space(bytes, at + 2);
    loop {
        at = match bytes.get(at) {
            None => return Err(Stop::Cut),
            Some(b'"') => quoted_end(bytes, at + 1, b'"', false)?.0 + 1,
            Some(b'(') => {
                let rest = bytes.get(at..).unwrap_or_default();
                let len = rest.iter().take(64).position(|&byte| byte == b')');
                at + len.ok_or(if rest.len() < 64 { Stop::Cut } else { Stop::Bad })? + 1
            }
            Some(b'.' | b'[' | b']' | b' ' | b'0'..=b'9') => at + 1,
            Some(&byte) if is_word_byte(byte) => at + whole_word(bytes, at)?.len(),
            Some(_) => return Ok(at),
        };
    }
}

/// The marks in `,'\r',char(13)),'\n',char(10))`, which follows the string.
fn line_marks(bytes: &[u8], from: usize) -> Scanned<LineMarks> {
    const REPLACES: [(&[u8], char, Mark); 4] = [
        (b",'\\n',char(10))", 'n', Mark::Letter),
        (b",'\\012',char(10))", 'n', Mark::Octal),
        (b",'\\r',char(13))", 'r', Mark::Letter),
        (b",'\\015',char(13))", 'r', Mark::Octal),
    ];
    let mut marks = LineMarks::default();
    let mut at = from;
    for _ in 0..2 {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some((text, letter, mark)) = REPLACES.iter().find(|(text, _, _)| rest.starts_with(text)) else {
            let is_cut = REPLACES.iter().any(|(text, _, _)| text.starts_with(rest));
            return if is_cut { Err(Stop::Cut) } else { Ok(marks) };
        };
        if *letter == 'n' {
            marks.line_feed = *mark;
        } else {
            marks.carriage_return = *mark;
        }
        at += text.len();
    }
    Ok(marks)
}

/// Whether an argument that should be a format could be something else.
fn may_be_data(raw: &[u8]) -> bool {
    const FORMAT_LEN_MAX: usize = 40;
    const DIGITS_MAX: usize = 4;
    raw.len() > FORMAT_LEN_MAX
        || raw.contains(&b'@')
        || raw.iter().filter(|byte| byte.is_ascii_digit()).count() > DIGITS_MAX
}

#[cfg(test)]
mod tests {
    use super::super::state::Dialect;
    use super::super::tuple::tests::values;
    use super::*;

    #[track_caller]
    fn check(family: Family, sql: &str, expected: &[&str]) {
        let (values, _) = values(Dialect::new(family), sql).unwrap();
        assert_eq!(values, expected, "{sql}");
    }

    #[test]
    fn a_wrapped_value_is_the_value() {
        let sql = "(N'a', CAST(N'2020-01-01' AS Date), CAST(5.00 AS Decimal(10, 2)), CONVERT(varchar(10), 'x', 101))";
        check(Family::SqlServer, sql, &["0=a", "1=2020-01-01", "2=5.00", "3=x"]);
        check(Family::Oracle, "(TO_DATE('01-02-80','DD-MM-RR'), CAST(NULL AS Date), 2)", &["0=01-02-80", "1=", "2=2"]);
    }

    #[test]
    fn casts_and_prefixes_say_how_a_string_is_written() {
        let sql = r"('a'::character varying(10), E'b\tc\'d', U&'\00e9', $x$it's$x$, DATE '2020-01-01', '{1,2}'::int[])";
        check(Family::Postgres, sql, &["0=a", "1=b\tc'd", "2=é", "3=it's", "4=2020-01-01", "5={1,2}"]);
        check(Family::MySql, r#"(_utf8mb4'a\'b' COLLATE utf8_bin, "c", _binary '\0x')"#, &["0=a'b", "1=c", "2=\0x"]);
    }

    #[test]
    fn literals_of_an_unknown_call_are_all_cells() {
        check(
            Family::Postgres,
            "(ARRAY['a','b,c'], ARRAY[1,2], now(), 'a' || 'b')",
            &["0=a", "0=b,c", "1=1", "1=2", "2=now()", "3=a", "3=b"],
        );
        check(Family::Oracle, "(TO_CLOB('a') || CHR(10) || TO_CLOB('b'))", &["0=a", "0=b"]);
    }

    #[test]
    fn line_ends_that_sqlite_marks_are_put_back() {
        check(Family::Sqlite, r"(replace('a\nb''c','\n',char(10)))", &["0=a\nb'c"]);
        check(
            Family::Sqlite,
            r"(replace(replace('C:\n\r\012x','\r',char(13)),'\012',char(10)),1)",
            &["0=C:\\n\r\nx", "1=1"],
        );
        check(Family::Sqlite, r"(unistr('a\u000ab'),X'68656c6c6f')", &["0=a\nb", "1=hello"]);
    }
}
