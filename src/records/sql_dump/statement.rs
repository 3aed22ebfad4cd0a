//! One statement at a time: what it is, where it ends, and what it changes for those that follow.

use super::header::{Header, copy_header, insert_header};
use super::lexer::{
    Ending, Scanned, Stop, comment_end, is_any, is_word_byte, line_end, quoted_end, skip_space, starts_with,
    statement_end, whole_word,
};
use super::schema;
use super::state::{Context, Family};

/// Words that begin a statement, besides those with a meaning here.
const KNOWN_WORDS: &[&str] = &[
    "ANALYZE",
    "ATTACH",
    "BEGIN",
    "CALL",
    "CHECKPOINT",
    "CLUSTER",
    "COMMENT",
    "COMMIT",
    "CONNECT",
    "DEALLOCATE",
    "DECLARE",
    "DELETE",
    "DETACH",
    "DISABLE",
    "DO",
    "DROP",
    "ENABLE",
    "END",
    "EXEC",
    "EXECUTE",
    "EXPLAIN",
    "FLUSH",
    "GRANT",
    "IF",
    "LOCK",
    "MERGE",
    "OPTIMIZE",
    "PRAGMA",
    "PREPARE",
    "PRINT",
    "REFRESH",
    "REINDEX",
    "RELEASE",
    "RENAME",
    "RESET",
    "REVOKE",
    "ROLLBACK",
    "SAVEPOINT",
    "SECURITY",
    "SELECT",
    "SHOW",
    "START",
    "TRUNCATE",
    "UNLOCK",
    "UPDATE",
    "USE",
    "VACUUM",
    "WITH",
];

/// What a run of structure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Structure {
    /// Blanks, comments, lines for the client.
    Blank,
    /// A statement.
    Statement,
    /// A statement that declares a table's columns.
    Table,
    /// As `Table`, but there are too many.
    TableBeyondLimit,
    /// A line that begins like no statement.
    Unknown,
}

/// What stands at a place between two statements.
pub(super) enum Step {
    /// Something without rows, up to `end`.
    Structure { end: usize, kind: Structure },
    /// The part of an INSERT before its tuples.
    Insert(Header),
    /// The part of a COPY before its rows.
    Copy(Header),
}

/// Takes one step from `from`, which lies between two statements.
pub(super) fn step(context: &mut Context, bytes: &[u8], from: usize) -> Scanned<Step> {
    let blank = |end| Ok(Step::Structure { end, kind: Structure::Blank });
    let at = skip_space(bytes, from);
    let Some(&byte) = bytes.get(at) else { return blank(at) };
    if let Some(end) = comment_end(bytes, at, context.dialect)? {
        // MySQL's versioned comments are statements.
        apply_settings(context, bytes.get(at..end).unwrap_or_default());
        return blank(end);
    }
    match byte {
        b';' => blank(at + 1),
        b'\\' => {
            let end = line_end(bytes, at)?;
            connect(context, bytes.get(at + 1..end).unwrap_or_default());
            blank(end)
        }
        0xEF if starts_with(bytes, at, b"\xEF\xBB\xBF")? => blank(at + 3),
        _ if is_word_byte(byte) => word_step(context, bytes, at),
        _ if context.has_custom_delimiter() => program(context, bytes, at),
        // Oracle's client runs what stands before a line with a slash.
        b'/' => blank(line_end(bytes, at)?),
        _ => Ok(Step::Structure { end: line_end(bytes, at)?, kind: Structure::Unknown }),
    }
}

fn word_step(context: &mut Context, bytes: &[u8], at: usize) -> Scanned<Step> {
    let word = whole_word(bytes, at)?;
    if word.eq_ignore_ascii_case(b"DELIMITER") {
        let end = line_end(bytes, at)?;
        context.set_delimiter(bytes.get(at + word.len()..end).unwrap_or_default().trim_ascii());
        return Ok(Step::Structure { end, kind: Structure::Blank });
    }
    if context.has_custom_delimiter() {
        return program(context, bytes, at);
    }
    if is_any(word, &["INSERT", "REPLACE", "UPSERT"]) {
        if let Some(header) = or_none(insert_header(context, bytes, at))? {
            return Ok(Step::Insert(header));
        }
        return statement(context, bytes, at, Ending::Delimiter);
    }
    if word.eq_ignore_ascii_case(b"COPY") {
        if let Some(header) = or_none(copy_header(context, bytes, at))? {
            return Ok(Step::Copy(header));
        }
        return statement(context, bytes, at, Ending::Delimiter);
    }
    if is_any(word, &["CREATE", "ALTER"]) {
        return definition(context, bytes, at);
    }
    if word.eq_ignore_ascii_case(b"SET") {
        let end = statement_end(bytes, at, context, Ending::Line)?;
        apply_settings(context, bytes.get(at..end).unwrap_or_default());
        return Ok(Step::Structure { end, kind: Structure::Statement });
    }
    if is_any(word, &["GO", "REM", "PROMPT"]) {
        return Ok(Step::Structure { end: line_end(bytes, at)?, kind: Structure::Blank });
    }
    if is_any(word, &["USE"]) {
        let end = statement_end(bytes, at, context, Ending::Line)?;
        let text = bytes.get(at + word.len()..end).unwrap_or_default();
        choose_database(context, text.trim_ascii());
        return Ok(Step::Structure { end, kind: Structure::Statement });
    }
    if is_any(word, KNOWN_WORDS) {
        let takes_insert = is_any(word, &["WITH", "MERGE", "EXPLAIN", "PREPARE"]);
        return statement(context, bytes, at, if takes_insert { Ending::Delimiter } else { Ending::Line });
    }
    Ok(Step::Structure { end: line_end(bytes, at)?, kind: Structure::Unknown })
}

/// Whether `word` begins a statement.
pub(super) fn begins_statement(word: &[u8]) -> bool {
    is_any(word, &["INSERT", "REPLACE", "UPSERT", "COPY", "CREATE", "ALTER", "SET", "GO", "DELIMITER"])
        || is_any(word, KNOWN_WORDS)
}

fn statement(context: &Context, bytes: &[u8], at: usize, ending: Ending) -> Scanned<Step> {
    Ok(Step::Structure { end: statement_end(bytes, at, context, ending)?, kind: Structure::Statement })
}

/// A stored program under its own delimiter.
fn program(context: &Context, bytes: &[u8], at: usize) -> Scanned<Step> {
    statement(context, bytes, at, Ending::Delimiter)
}

fn or_none<T>(scanned: Scanned<T>) -> Scanned<Option<T>> {
    match scanned {
        Ok(value) => Ok(Some(value)),
        Err(Stop::Bad) => Ok(None),
        Err(Stop::Cut) => Err(Stop::Cut),
    }
}

fn definition(context: &mut Context, bytes: &[u8], at: usize) -> Scanned<Step> {
    let (ending, is_table) = match defined_thing(bytes, at)? {
        Thing::Table => (Ending::Line, true),
        Thing::Program if matches!(context.dialect.family, Family::SqlServer | Family::Oracle) => {
            (Ending::Batch, false)
        }
        Thing::Program => (Ending::Block, false),
        Thing::Other => (Ending::Delimiter, false),
    };
    let end = statement_end(bytes, at, context, ending)?;
    let text = bytes.get(at..end).unwrap_or_default();
    let kind = if is_table { schema::declare(context, text) } else { Structure::Statement };
    Ok(Step::Structure { end, kind })
}

/// What CREATE or ALTER is about.
enum Thing {
    Table,
    Program,
    Other,
}

fn defined_thing(bytes: &[u8], at: usize) -> Scanned<Thing> {
    const WORDS_MAX: usize = 16;
    let mut at = at;
    for _ in 0..WORDS_MAX {
        at = skip_space(bytes, at);
        match bytes.get(at) {
            None => return Err(Stop::Cut),
            Some(b'(' | b';') => break,
            Some(&quote @ (b'`' | b'"' | b'\'')) => at = quoted_end(bytes, at + 1, quote, false)?.0 + 1,
            Some(&byte) if !is_word_byte(byte) => at += 1,
            Some(_) => {
                let word = whole_word(bytes, at)?;
                if word.eq_ignore_ascii_case(b"TABLE") {
                    return Ok(Thing::Table);
                }
                if is_any(word, &["TRIGGER", "PROCEDURE", "PROC", "FUNCTION", "EVENT", "PACKAGE"]) {
                    return Ok(Thing::Program);
                }
                at += word.len();
            }
        }
    }
    Ok(Thing::Other)
}

/// Whether the CREATE or ALTER at `at` is about a table.
pub(super) fn defines_table(bytes: &[u8], at: usize) -> bool {
    matches!(defined_thing(bytes, at), Ok(Thing::Table))
}

/// Takes over what a line for the client of PostgreSQL says: `\connect crm`, `\c -reuse-previous=on "dbname='crm'"`.
fn connect(context: &mut Context, line: &[u8]) {
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    if !words.next().is_some_and(|command| matches!(command, b"connect" | b"c")) {
        return;
    }
    let name = words.find(|word| !word.starts_with(b"-")).unwrap_or_default();
    let name = name.strip_prefix(b"\"dbname='").and_then(|name| name.strip_suffix(b"'\"")).unwrap_or(name);
    choose_database(context, name);
}

/// Takes over the name of the database that the statements behind this are about.
fn choose_database(context: &mut Context, name: &[u8]) {
    const LEN_MAX: usize = 128;
    let name = name.strip_suffix(b";").unwrap_or(name).trim_ascii();
    let name = match name {
        [b'`', name @ .., b'`'] | [b'"', name @ .., b'"'] | [b'[', name @ .., b']'] => name,
        name => name,
    };
    let is_name = !name.is_empty() && name.len() <= LEN_MAX && !name.iter().any(|byte| byte.is_ascii_whitespace());
    if let Some(name) = std::str::from_utf8(name).ok().filter(|_| is_name) {
        context.choose_database(name);
    }
}

/// Takes over what SET statements say of strings.
fn apply_settings(context: &mut Context, text: &[u8]) {
    const LEN_MAX: usize = 4096;
    let text = text.get(..text.len().min(LEN_MAX)).unwrap_or_default().to_ascii_lowercase();
    let has = |needle: &str| memchr::memmem::find(&text, needle.as_bytes()).is_some();
    match context.dialect.family {
        Family::MySql if has("sql_mode") && has("set") => {
            context.dialect.has_backslash = !has("no_backslash_escapes");
        }
        Family::Postgres | Family::Ansi if has("standard_conforming_strings") => {
            context.dialect.has_backslash = has("off");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::sql_dump::state::Dialect;

    #[test]
    fn settings_change_how_strings_are_read() {
        let mut context = Context::new(Dialect::new(Family::Postgres));
        let sql = b"SET standard_conforming_strings = off;";
        assert!(step(&mut context, sql, 0).is_ok());
        assert!(context.dialect.has_backslash);
        let mut context = Context::new(Dialect::new(Family::MySql));
        assert!(step(&mut context, b"/*!40101 SET SQL_MODE='NO_BACKSLASH_ESCAPES' */;", 0).is_ok());
        assert!(!context.dialect.has_backslash);
    }
}
