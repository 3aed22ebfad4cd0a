//! Tokens of SQL: blanks, comments, words, identifiers, strings, and where a statement ends.
//!
//! Every function works on a run of bytes that may be cut anywhere. What cannot be told without the bytes behind the
//! cut is [`Stop::Cut`]; whatever is told holds however the source goes on.

use super::state::{Context, Dialect, Family};
use super::swar;

/// Why a scan gave no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The bytes end before it can be told.
    Cut,
    /// These bytes are not what was looked for.
    Bad,
}

/// The result of a scan.
pub(super) type Scanned<T> = Result<T, Stop>;

/// Longest name of a table or column that is taken as one.
const NAME_LEN_MAX: usize = 1024;

/// One past the blanks at `at`.
#[inline]
pub(super) fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\t' | b'\r' | b'\x0B' | b'\x0C') = bytes.get(at) {
        at += 1;
    }
    at
}

/// One past the blanks and comments at `at`.
pub(super) fn skip_blank(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<usize> {
    let mut at = skip_space(bytes, at);
    while let Some(end) = comment_end(bytes, at, dialect)? {
        at = skip_space(bytes, end);
    }
    Ok(at)
}

/// One past the comment that begins at `at`, or `None` where none does.
pub(super) fn comment_end(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<Option<usize>> {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'-' | b'/'), None) => Err(Stop::Cut),
        (Some(b'-'), Some(b'-')) => line_end(bytes, at).map(Some),
        (Some(b'#'), _) if dialect.family == Family::MySql => line_end(bytes, at).map(Some),
        (Some(b'/'), Some(b'*')) => block_comment_end(bytes, at, dialect).map(Some),
        _ => Ok(None),
    }
}

/// PostgreSQL's comments nest, those of the others do not.
fn block_comment_end(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<usize> {
    let mut depth = 0usize;
    let mut from = at;
    loop {
        let rest = bytes.get(from..).unwrap_or_default();
        let hit = from + memchr::memchr(b'/', rest).ok_or(Stop::Cut)?;
        from = hit + 1;
        let opens = bytes.get(hit + 1) == Some(&b'*');
        let closes = hit > at + 2 && bytes.get(hit - 1) == Some(&b'*');
        if closes {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Ok(hit + 1);
            }
        } else if opens && (depth == 0 || dialect.family == Family::Postgres) {
            depth += 1;
            from = hit + 2;
        }
    }
}

/// One past the line feed that ends the line at `at`.
pub(super) fn line_end(bytes: &[u8], at: usize) -> Scanned<usize> {
    let rest = bytes.get(at..).unwrap_or_default();
    memchr::memchr(b'\n', rest).map(|len| at + len + 1).ok_or(Stop::Cut)
}

/// Whether `byte` may stand in a bare word.
#[inline]
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'@' | b'#' | 0x80..)
}

/// The bare word at `at`, which may be empty.
pub(super) fn word(bytes: &[u8], at: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or_default();
    let len = rest.iter().position(|&byte| !is_word_byte(byte)).unwrap_or(rest.len());
    rest.get(..len).unwrap_or_default()
}

/// The bare word at `at`, known to be whole.
pub(super) fn whole_word(bytes: &[u8], at: usize) -> Scanned<&[u8]> {
    let word = word(bytes, at);
    if at + word.len() >= bytes.len() { Err(Stop::Cut) } else { Ok(word) }
}

/// Whether the word is one of `words`, which are upper case.
pub(super) fn is_any(word: &[u8], words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}

/// The end of a quoted string whose content begins at `from`: the index of the closing quote, and whether the content
/// holds escapes.
#[inline]
pub(super) fn quoted_end(bytes: &[u8], from: usize, quote: u8, has_backslash: bool) -> Scanned<(usize, bool)> {
    let other = if has_backslash { b'\\' } else { quote };
    let mut at = from;
    let mut is_escaped = false;
    loop {
        at = swar::find2(bytes, at, quote, other).ok_or(Stop::Cut)?;
        if bytes.get(at) == Some(&quote) {
            match bytes.get(at + 1) {
                None => return Err(Stop::Cut),
                Some(&next) if next == quote => {}
                Some(_) => return Ok((at, is_escaped)),
            }
        }
        is_escaped = true;
        at += 2;
    }
}

/// The length of the dollar tag (`$$`, `$body$`) at `at`, or `None` where there is none.
pub(super) fn dollar_tag_len(bytes: &[u8], at: usize) -> Scanned<Option<usize>> {
    const TAG_LEN_MAX: usize = 64;
    let rest = bytes.get(at + 1..).unwrap_or_default();
    for (index, &byte) in rest.iter().take(TAG_LEN_MAX).enumerate() {
        if byte == b'$' {
            return Ok(Some(index + 2));
        }
        let is_tag_byte = byte == b'_' || byte >= 0x80 || byte.is_ascii_alphabetic();
        if !(is_tag_byte || index > 0 && byte.is_ascii_digit()) {
            return Ok(None);
        }
    }
    if rest.len() < TAG_LEN_MAX { Err(Stop::Cut) } else { Ok(None) }
}

/// The content of the dollar-quoted string at `at`, and one past its closing tag; `None` where there is none.
pub(super) fn dollar_string(bytes: &[u8], at: usize) -> Scanned<Option<(std::ops::Range<usize>, usize)>> {
    let Some(tag_len) = dollar_tag_len(bytes, at)? else { return Ok(None) };
    let start = at + tag_len;
    let tag = bytes.get(at..start).unwrap_or_default();
    let len = memchr::memmem::find(bytes.get(start..).unwrap_or_default(), tag).ok_or(Stop::Cut)?;
    Ok(Some((start..start + len, start + len + tag_len)))
}

/// The identifier at `at` without its quotes, and one past it.
pub(super) fn identifier(bytes: &[u8], at: usize) -> Scanned<(String, usize)> {
    let close = match bytes.get(at) {
        None => return Err(Stop::Cut),
        Some(b'"') => b'"',
        Some(b'`') => b'`',
        Some(b'[') => b']',
        Some(_) => {
            let end = bare_end(bytes, at)?;
            let name = bytes.get(at..end).unwrap_or_default();
            return if name.is_empty() || name.len() > NAME_LEN_MAX {
                Err(Stop::Bad)
            } else {
                Ok((String::from_utf8_lossy(name).into_owned(), end))
            };
        }
    };
    let limit = bytes.len().min(at + 2 + NAME_LEN_MAX);
    let window = bytes.get(..limit).unwrap_or_default();
    let (end, is_escaped) = match quoted_end(window, at + 1, close, false) {
        // It may be cut by the window alone: then it is too long.
        Err(_) if limit < bytes.len() => return Err(Stop::Bad),
        scanned => scanned?,
    };
    let name = String::from_utf8_lossy(bytes.get(at + 1..end).unwrap_or_default()).into_owned();
    let close = char::from(close);
    let name = if is_escaped { name.replace(&format!("{close}{close}"), &close.to_string()) } else { name };
    Ok((name, end + 1))
}

/// The same where it may stand in single quotes, as SQLite takes names where no string can stand.
pub(super) fn declared_identifier(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<(String, usize)> {
    if dialect.family != Family::Sqlite || bytes.get(at) != Some(&b'\'') {
        return identifier(bytes, at);
    }
    let (end, _) = quoted_end(bytes, at + 1, b'\'', false)?;
    let name = bytes.get(at + 1..end).filter(|name| name.len() <= NAME_LEN_MAX).ok_or(Stop::Bad)?;
    Ok((String::from_utf8_lossy(name).replace("''", "'"), end + 1))
}

/// Where an identifier without quotes ends. Some writers forget the quotes around a name with a hyphen: `E-mail`.
fn bare_end(bytes: &[u8], at: usize) -> Scanned<usize> {
    let mut end = at + whole_word(bytes, at)?.len();
    while end > at && end - at <= NAME_LEN_MAX && bytes.get(end) == Some(&b'-') {
        let Some(&next) = bytes.get(end + 1) else { return Err(Stop::Cut) };
        if !is_word_byte(next) {
            break;
        }
        end += 1 + whole_word(bytes, end + 1)?.len();
    }
    Ok(end)
}

/// The name at `at`, of parts joined with dots, and one past it.
pub(super) fn name(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<(String, usize)> {
    const PARTS_MAX: usize = 4;
    let (mut name, mut end) = identifier(bytes, at)?;
    for _ in 1..PARTS_MAX {
        let dot = skip_blank(bytes, end, dialect)?;
        if bytes.get(dot) != Some(&b'.') {
            return Ok((name, end));
        }
        // `db..table` leaves the schema out.
        let next = skip_blank(bytes, dot + 1, dialect)?;
        let next = if bytes.get(next) == Some(&b'.') { next + 1 } else { next };
        let (part, part_end) = identifier(bytes, next)?;
        name.push('.');
        name.push_str(&part);
        end = part_end;
    }
    Ok((name, end))
}

/// Skips the token at `at` where it is a string, a quoted identifier or a comment; `None` where it is none of these.
pub(super) fn skip_opaque(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<Option<usize>> {
    match bytes.get(at) {
        Some(&quote @ (b'\'' | b'"' | b'`')) => {
            let has_backslash = quote != b'`' && (dialect.has_backslash || is_escape_string(bytes, at, dialect));
            Ok(Some(quoted_end(bytes, at + 1, quote, has_backslash)?.0 + 1))
        }
        Some(b'-' | b'/' | b'#') => comment_end(bytes, at, dialect),
        Some(b'$') if dialect.has_dollar_strings() && !is_word_before(bytes, at) => {
            Ok(dollar_string(bytes, at)?.map(|(_, end)| end))
        }
        _ => Ok(None),
    }
}

fn is_word_before(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(|&byte| is_word_byte(byte))
}

/// Whether the quote at `at` opens an `E'...'` string.
fn is_escape_string(bytes: &[u8], at: usize, dialect: Dialect) -> bool {
    dialect.has_dollar_strings()
        && at
            .checked_sub(1)
            .is_some_and(|before| matches!(bytes.get(before), Some(b'E' | b'e')) && !is_word_before(bytes, before))
}

/// How a statement may end other than by its delimiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Not otherwise.
    Delimiter,
    /// Before a line that begins with INSERT, or with a batch separator.
    Line,
    /// At the delimiter, but only after the END that belongs to its BEGIN.
    Block,
    /// Only at a line that ends a batch: `GO`, or `/` for Oracle.
    Batch,
}

/// One past the statement that begins at `from`.
pub(super) fn statement_end(bytes: &[u8], from: usize, context: &Context, ending: Ending) -> Scanned<usize> {
    let dialect = context.dialect;
    let delimiter = context.delimiter();
    let mut block = Block::default();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if let Some(end) = skip_opaque(bytes, at, dialect)? {
            at = end;
        } else if byte == delimiter.first && starts_with(bytes, at, delimiter.text)? {
            at += delimiter.text.len();
            if ending != Ending::Batch && block.is_closed() {
                return Ok(at);
            }
        } else if byte == b'\n' {
            if ends_before_line(bytes, at + 1, dialect, ending)? {
                return Ok(at + 1);
            }
            at += 1;
        } else if is_word_byte(byte) {
            let word = whole_word(bytes, at)?;
            if ending == Ending::Block {
                block.word(word);
            }
            at += word.len();
        } else {
            block.is_after_end &= byte.is_ascii_whitespace();
            at += 1;
        }
    }
    Err(Stop::Cut)
}

/// Whether `bytes` go on with `text` at `at`.
pub(super) fn starts_with(bytes: &[u8], at: usize, text: &[u8]) -> Scanned<bool> {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.get(..text.len()) {
        Some(start) => Ok(start == text),
        None if text.starts_with(rest) => Err(Stop::Cut),
        None => Ok(false),
    }
}

fn ends_before_line(bytes: &[u8], at: usize, dialect: Dialect, ending: Ending) -> Scanned<bool> {
    match bytes.get(at) {
        None => Err(Stop::Cut),
        Some(b'G' | b'g') if dialect.has_batches() => Ok(whole_word(bytes, at)?.eq_ignore_ascii_case(b"GO")),
        Some(b'/') if ending == Ending::Batch => {
            let end = line_end(bytes, at)?;
            Ok(bytes.get(at + 1..end).unwrap_or_default().trim_ascii().is_empty())
        }
        Some(b'I' | b'i') if ending == Ending::Line => Ok(whole_word(bytes, at)?.eq_ignore_ascii_case(b"INSERT")),
        Some(_) => Ok(false),
    }
}

/// Counts the blocks of a stored program: its statements end with the delimiter too.
#[derive(Default)]
struct Block {
    depth: usize,
    is_after_end: bool,
}

impl Block {
    fn is_closed(&self) -> bool {
        self.depth == 0
    }

    fn word(&mut self, word: &[u8]) {
        if is_any(word, &["BEGIN", "CASE"]) {
            // `END CASE` has been counted at its END.
            if !(self.is_after_end && is_any(word, &["CASE"])) {
                self.depth += 1;
            }
            self.is_after_end = false;
        } else if is_any(word, &["IF", "LOOP", "WHILE", "REPEAT"]) {
            // `END IF` closes what was not counted as opened.
            if self.is_after_end {
                self.depth += 1;
            }
            self.is_after_end = false;
        } else {
            self.is_after_end = is_any(word, &["END"]);
            self.depth = self.depth.saturating_sub(usize::from(self.is_after_end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(family: Family) -> Context {
        Context::new(Dialect::new(family))
    }

    fn statement(family: Family, text: &str, ending: Ending) -> Scanned<&str> {
        statement_end(text.as_bytes(), 0, &context(family), ending).map(|end| text.get(..end).unwrap())
    }

    #[test]
    fn a_statement_ends_at_the_delimiter_outside_strings_and_comments() {
        let sql = "COMMENT ON TABLE t IS 'a;''b'; x";
        assert_eq!(statement(Family::Ansi, sql, Ending::Delimiter), Ok("COMMENT ON TABLE t IS 'a;''b';"));
        let sql = "DO $x$ a; $$ b; $x$ -- c;\n/* d; /* e; */ f; */; g";
        assert_eq!(statement(Family::Postgres, sql, Ending::Delimiter), Ok(sql.strip_suffix(" g").unwrap()));
        let sql = r"SET x = 'it\'s;'; y";
        assert_eq!(statement(Family::MySql, sql, Ending::Delimiter), Ok(r"SET x = 'it\'s;';"));
        assert_eq!(statement(Family::Ansi, "SET x = 'a;", Ending::Delimiter), Err(Stop::Cut));
    }

    #[test]
    fn a_trigger_ends_at_the_end_of_its_block() {
        let sql = "CREATE TRIGGER a BEGIN INSERT INTO b VALUES (CASE WHEN 1 THEN 2 END); IF x THEN y; END IF; END; z";
        assert_eq!(statement(Family::Sqlite, sql, Ending::Block), Ok(sql.strip_suffix(" z").unwrap()));
    }

    #[test]
    fn a_batch_separator_ends_a_statement_of_sql_server() {
        let sql = "SET IDENTITY_INSERT [dbo].[t] ON \nGO\n";
        assert_eq!(statement(Family::SqlServer, sql, Ending::Line), Ok("SET IDENTITY_INSERT [dbo].[t] ON \n"));
    }

    #[test]
    fn names_lose_their_quotes_and_keep_their_parts() {
        let parse = |text: &str| name(text.as_bytes(), 0, Dialect::default()).map(|(name, _)| name);
        assert_eq!(parse("E-mail varchar"), Ok("E-mail".to_owned()));
        assert_eq!(parse("mail-- old\n, "), Ok("mail".to_owned()));
        assert_eq!(parse(r#"public."Odd ""name""" "#), Ok(r#"public.Odd "name""#.to_owned()));
        assert_eq!(parse("[dbo].[a b]]c] "), Ok("dbo.a b]c".to_owned()));
        assert_eq!(parse("`t`("), Ok("t".to_owned()));
        assert_eq!(parse("public.cust"), Err(Stop::Cut));
        assert_eq!(parse("(a)"), Err(Stop::Bad));
    }
}
