//! Rows without parentheses: `INSERT INTO t (a, b) SELECT 1, 'x' WHERE ... UNION ALL SELECT ...` and `INSERT INTO t SET a = 1,
//! b = 'x'`. Only literals make a row: what is selected from another table is none.

use std::ops::Range;

use super::header::COLUMNS_MAX;
use super::lexer::{Scanned, Stop, identifier, is_any, is_word_byte, name, quoted_end, skip_blank, whole_word};
use super::state::Dialect;
use super::tuple::{Cells, Tuple};
use crate::batch::Escape;

/// How a row is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listing {
    Select,
    Set,
}

impl Listing {
    /// The one that `word` begins.
    pub(super) fn of(word: &[u8]) -> Option<Self> {
        if is_any(word, &["SELECT"]) {
            Some(Self::Select)
        } else if is_any(word, &["SET"]) {
            Some(Self::Set)
        } else {
            None
        }
    }
}

/// A value of a row.
enum Literal {
    Null(usize),
    Number(Range<usize>),
    Text { span: Range<usize>, escape: Escape, is_escaped: bool },
    Hexadecimal(Range<usize>),
}

/// The names and the end of the row whose first word ends at `at`; [`Stop::Bad`] where it is none.
pub(super) fn names(
    bytes: &[u8],
    at: usize,
    listing: Listing,
    dialect: Dialect,
) -> Scanned<(Option<Vec<String>>, usize)> {
    let mut names = Vec::new();
    let end = items(bytes, at, listing, dialect, |name, _| names.extend(name))?;
    Ok(((listing == Listing::Set).then_some(names), end))
}

/// Reads the row whose first word ends at `at`.
pub(super) fn row(cells: &mut Cells<'_>, at: usize, listing: Listing) -> Scanned<Tuple> {
    let (bytes, dialect) = (cells.bytes, cells.dialect);
    let mut position = 0;
    let end = items(bytes, at, listing, dialect, |_, literal| {
        match literal {
            Literal::Null(at) => cells.null(at, position),
            Literal::Number(span) => cells.plain(span, position),
            Literal::Text { span, escape, is_escaped } => cells.string(span, escape, is_escaped, position),
            Literal::Hexadecimal(span) => cells.hex(span, position),
        }
        position += 1;
    })?;
    Ok(Tuple { end, count: position as usize })
}

/// Hands each value, and the name before it, to `take`. Gives one past the last.
fn items(
    bytes: &[u8],
    from: usize,
    listing: Listing,
    dialect: Dialect,
    mut take: impl FnMut(Option<String>, Literal),
) -> Scanned<usize> {
    let mut at = from;
    for _ in 0..COLUMNS_MAX {
        at = skip_blank(bytes, at, dialect)?;
        let mut column = None;
        if listing == Listing::Set {
            let (found, end) = name(bytes, at, dialect)?;
            column = Some(found);
            at = skip_blank(bytes, end, dialect)?;
            match bytes.get(at) {
                None => return Err(Stop::Cut),
                Some(b'=') => at = skip_blank(bytes, at + 1, dialect)?,
                Some(_) => return Err(Stop::Bad),
            }
        }
        let (literal, end) = literal(bytes, at, dialect)?;
        take(column, literal);
        at = skip_blank(bytes, end, dialect)?;
        if bytes.get(at) == Some(&b',') {
            at += 1;
            continue;
        }
        if listing == Listing::Select {
            let after = skip_alias(bytes, at, dialect)?;
            if bytes.get(after) == Some(&b',') {
                at = after + 1;
                continue;
            }
            return if is_end(bytes, after)? { Ok(end.max(after)) } else { Err(Stop::Bad) };
        }
        return if is_end(bytes, at)? { Ok(end) } else { Err(Stop::Bad) };
    }
    Err(Stop::Bad)
}

/// Words that follow a row.
const AFTER: [&str; 9] = ["FROM", "WHERE", "UNION", "LIMIT", "ON", "RETURNING", "AS", "GO", "INSERT"];

/// Whether the list of values is over at `at`.
fn is_end(bytes: &[u8], at: usize) -> Scanned<bool> {
    match bytes.get(at) {
        None => Err(Stop::Cut),
        Some(b';' | b')') => Ok(true),
        Some(&byte) if is_word_byte(byte) => Ok(is_any(whole_word(bytes, at)?, &AFTER)),
        Some(_) => Ok(false),
    }
}

/// One past `AS name`, or a name alone, at `at`.
fn skip_alias(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<usize> {
    let mut at = at;
    let word = whole_word(bytes, at)?;
    if is_any(word, &["AS"]) {
        at = skip_blank(bytes, at + word.len(), dialect)?;
    } else if word.is_empty() && !matches!(bytes.get(at), Some(b'"' | b'`' | b'[')) || is_any(word, &AFTER) {
        return Ok(at);
    }
    let (_, end) = identifier(bytes, at)?;
    skip_blank(bytes, end, dialect)
}

/// The literal at `at`, and one past it.
fn literal(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<(Literal, usize)> {
    let text = |at: usize, escape: Escape, has_backslash: bool| -> Scanned<(Literal, usize)> {
        let (end, is_escaped) = quoted_end(bytes, at + 1, b'\'', has_backslash)?;
        Ok((Literal::Text { span: at + 1..end, escape, is_escaped }, end + 1))
    };
    let plain = |at: usize| match dialect.has_backslash {
        true => text(at, Escape::Backslash(b'\''), true),
        false => text(at, Escape::Doubled(b'\''), false),
    };
    match bytes.get(at) {
        None => Err(Stop::Cut),
        Some(b'\'') => plain(at),
        Some(b'0'..=b'9' | b'-' | b'.') => {
            let rest = bytes.get(at + 1..).unwrap_or_default();
            let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
            let len = rest.iter().position(|byte| !is_part(byte)).ok_or(Stop::Cut)?;
            let end = at + 1 + len;
            match bytes.get(at..end).unwrap_or_default() {
                [b'0', b'x' | b'X', digits @ ..] if digits.iter().all(u8::is_ascii_hexdigit) => {
                    Ok((Literal::Hexadecimal(at + 2..end), end))
                }
                number if number.iter().skip(1).all(|byte| byte.is_ascii_digit() || *byte == b'.') => {
                    Ok((Literal::Number(at..end), end))
                }
                _ => Err(Stop::Bad),
            }
        }
        Some(&byte) if is_word_byte(byte) => {
            let word = whole_word(bytes, at)?;
            let end = at + word.len();
            if is_any(word, &["NULL", "DEFAULT"]) {
                return Ok((Literal::Null(at), end));
            }
            let quote = skip_blank(bytes, end, dialect)?;
            if bytes.get(quote) != Some(&b'\'') {
                return if quote >= bytes.len() { Err(Stop::Cut) } else { Err(Stop::Bad) };
            }
            if is_any(word, &["E"]) && quote == end {
                text(quote, Escape::EString, true)
            } else if is_any(word, &["X"]) && quote == end {
                let (close, _) = quoted_end(bytes, quote + 1, b'\'', false)?;
                Ok((Literal::Hexadecimal(quote + 1..close), close + 1))
            } else if is_any(word, &["N", "DATE", "TIMESTAMP", "TIME"]) {
                plain(quote)
            } else {
                Err(Stop::Bad)
            }
        }
        Some(_) => Err(Stop::Bad),
    }
}
