//! One statement at a time: what it is, where it ends, and what it changes for those that follow.

use std::sync::Arc;

use super::lexer::{
    Ending, Scanned, Stop, comment_end, identifier, is_any, is_word_byte, line_end, name, quoted_end, skip_blank,
    skip_space, starts_with, statement_end, whole_word,
};
use super::schema;
use super::state::{Context, CopyOptions, Dialect, Family, Target};

/// Columns that a statement may list; the limit of the whole scan is the same.
pub(super) const COLUMNS_MAX: usize = 10_000;

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

/// The part of a statement before its rows.
pub(super) struct Header {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) target: Arc<Target>,
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
        b'\\' => blank(line_end(bytes, at)?),
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

/// `INSERT [IGNORE] [INTO] t [(a, b)] VALUES`, in all its dialects.
pub(super) fn insert_header(context: &Context, bytes: &[u8], start: usize) -> Scanned<Header> {
    const CLAUSES_MAX: usize = 8;
    let dialect = context.dialect;
    let at = skip_insert_words(bytes, start, dialect)?;
    let (table, mut at) = name(bytes, at, dialect)?;
    let mut listed = None;
    for _ in 0..CLAUSES_MAX {
        at = skip_blank(bytes, at, dialect)?;
        if bytes.get(at) == Some(&b'(') && listed.is_none() {
            let (names, end) = column_list(bytes, at, dialect)?;
            (listed, at) = (Some(names), end);
            continue;
        }
        let word = whole_word(bytes, at)?;
        at += word.len();
        if is_any(word, &["VALUES", "VALUE"]) {
            let target = Arc::new(Target::new(table, listed, None, &context.schema));
            return Ok(Header { start, end: at, target });
        } else if is_any(word, &["PARTITION", "WITH"]) {
            at = skip_blank(bytes, at, dialect)?;
            at = column_list(bytes, at, dialect)?.1;
        } else if is_any(word, &["OVERRIDING"]) {
            for _ in 0..2 {
                at = skip_blank(bytes, at, dialect)?;
                at += whole_word(bytes, at)?.len();
            }
        } else if is_any(word, &["AS"]) {
            at = skip_blank(bytes, at, dialect)?;
            at = identifier(bytes, at)?.1;
        } else {
            return Err(Stop::Bad);
        }
    }
    Err(Stop::Bad)
}

/// Skips INSERT and what may stand between it and the table.
fn skip_insert_words(bytes: &[u8], start: usize, dialect: Dialect) -> Scanned<usize> {
    const WORDS_MAX: usize = 8;
    let mut at = start;
    for _ in 0..WORDS_MAX {
        at = skip_blank(bytes, at, dialect)?;
        let word = whole_word(bytes, at)?;
        let modifiers = [
            "INSERT",
            "REPLACE",
            "UPSERT",
            "LOW_PRIORITY",
            "DELAYED",
            "HIGH_PRIORITY",
            "IGNORE",
            "ALL",
            "INTO",
            "TABLE",
        ];
        if is_any(word, &["OR"]) {
            at = skip_blank(bytes, at + word.len(), dialect)?;
            at += whole_word(bytes, at)?.len();
        } else if is_any(word, &modifiers) {
            at += word.len();
        } else {
            return Ok(at);
        }
    }
    Err(Stop::Bad)
}

/// The names between the parenthesis at `at` and its partner, and one past that.
fn column_list(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<(Vec<String>, usize)> {
    let mut names = Vec::new();
    let mut at = match bytes.get(at) {
        None => return Err(Stop::Cut),
        Some(b'(') => at + 1,
        Some(_) => return Err(Stop::Bad),
    };
    while names.len() < COLUMNS_MAX {
        at = skip_blank(bytes, at, dialect)?;
        let (column, end) = name(bytes, at, dialect)?;
        names.push(column);
        at = skip_blank(bytes, end, dialect)?;
        match bytes.get(at) {
            None => return Err(Stop::Cut),
            Some(b',') => at += 1,
            Some(b')') => return Ok((names, at + 1)),
            Some(_) => return Err(Stop::Bad),
        }
    }
    Err(Stop::Bad)
}

/// `COPY t (a, b) FROM stdin [WITH ...];` and the end of its line.
fn copy_header(context: &Context, bytes: &[u8], start: usize) -> Scanned<Header> {
    let dialect = context.dialect;
    let at = skip_blank(bytes, start + b"COPY".len(), dialect)?;
    let (table, at) = name(bytes, at, dialect)?;
    let mut at = skip_blank(bytes, at, dialect)?;
    let mut listed = None;
    if bytes.get(at) == Some(&b'(') {
        let (names, end) = column_list(bytes, at, dialect)?;
        (listed, at) = (Some(names), skip_blank(bytes, end, dialect)?);
    }
    for expected in ["FROM", "STDIN"] {
        let word = whole_word(bytes, at)?;
        if !is_any(word, &[expected]) {
            return Err(Stop::Bad);
        }
        at = skip_blank(bytes, at + word.len(), dialect)?;
    }
    let (options, at) = copy_options(bytes, at, dialect)?;
    let mut end = line_end(bytes, at)?;
    if !bytes.get(at..end).unwrap_or_default().trim_ascii().is_empty() {
        return Err(Stop::Bad);
    }
    if options.has_header {
        end = line_end(bytes, end)?;
    }
    let target = Arc::new(Target::new(table, listed, Some(options), &context.schema));
    Ok(Header { start, end, target })
}

/// What stands between STDIN and the semicolon, and one past that.
fn copy_options(bytes: &[u8], at: usize, dialect: Dialect) -> Scanned<(CopyOptions, usize)> {
    const TOKENS_MAX: usize = 64;
    let (mut delimiter, mut is_csv, mut has_header, mut wants_delimiter) = (None, false, false, false);
    let mut at = at;
    for _ in 0..TOKENS_MAX {
        at = skip_blank(bytes, at, dialect)?;
        match bytes.get(at) {
            None => return Err(Stop::Cut),
            Some(b';') => {
                let delimiter = delimiter.unwrap_or(if is_csv { b',' } else { b'\t' });
                return Ok((CopyOptions { delimiter, is_csv, has_header: has_header && is_csv }, at + 1));
            }
            Some(b'\'') => {
                let (end, _) = quoted_end(bytes, at + 1, b'\'', false)?;
                if std::mem::take(&mut wants_delimiter) {
                    delimiter = Some(one_byte(bytes.get(at + 1..end).unwrap_or_default())?);
                }
                at = end + 1;
            }
            Some(&byte) if is_word_byte(byte) => {
                let word = whole_word(bytes, at)?;
                if word.eq_ignore_ascii_case(b"BINARY") {
                    return Err(Stop::Bad);
                }
                is_csv |= word.eq_ignore_ascii_case(b"CSV");
                has_header |= word.eq_ignore_ascii_case(b"HEADER");
                has_header &= !is_any(word, &["FALSE", "OFF"]);
                wants_delimiter |= is_any(word, &["DELIMITER", "DELIMITERS"]);
                at += word.len();
            }
            Some(_) => at += 1,
        }
    }
    Err(Stop::Bad)
}

fn one_byte(text: &[u8]) -> Scanned<u8> {
    match text {
        [byte] if !matches!(byte, b'\\' | b'\n' | b'\r') => Ok(*byte),
        b"\\t" => Ok(b'\t'),
        _ => Err(Stop::Bad),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::sql_dump::state::Dialect;

    fn header(family: Family, sql: &str) -> Option<(String, String, usize)> {
        let mut context = Context::new(Dialect::new(family));
        match step(&mut context, sql.as_bytes(), 0) {
            Ok(Step::Insert(header) | Step::Copy(header)) => {
                let names: Vec<_> = header.target.columns.iter().map(|spec| spec.name.clone()).collect();
                Some((header.target.table.clone(), names.join("|"), header.end))
            }
            _ => None,
        }
    }

    fn names(family: Family, sql: &str) -> Option<(String, String)> {
        header(family, sql).map(|(table, columns, _)| (table, columns))
    }

    #[test]
    fn insert_headers_of_all_dialects_are_read() {
        let is = |table: &str, columns: &str| Some((table.to_owned(), columns.to_owned()));
        assert_eq!(names(Family::MySql, "INSERT IGNORE INTO `t` (`a`, `b c`) VALUES (1)"), is("t", "a|b c"));
        assert_eq!(names(Family::MySql, "REPLACE INTO `t` VALUES (1)"), is("t", ""));
        assert_eq!(
            names(Family::Postgres, "INSERT INTO public.t (a) OVERRIDING SYSTEM VALUE VALUES (1)"),
            is("public.t", "a")
        );
        assert_eq!(names(Family::Sqlite, "INSERT OR REPLACE INTO \"odd ' name\" VALUES(1)"), is("odd ' name", ""));
        assert_eq!(names(Family::SqlServer, "INSERT [dbo].[t] ([a], [b]) VALUES (1)"), is("dbo.t", "a|b"));
        assert_eq!(names(Family::Oracle, "Insert into HR.EMP (A,B) values (1)"), is("HR.EMP", "A|B"));
    }

    #[test]
    fn an_insert_without_tuples_is_structure() {
        assert_eq!(names(Family::Ansi, "INSERT INTO t SELECT * FROM u; "), None);
        assert_eq!(names(Family::MySql, "INSERT INTO t SET a = 1; "), None);
        assert_eq!(names(Family::Ansi, "INSERT INTO t (SELECT 1); "), None);
        assert_eq!(names(Family::Ansi, "INSERT INTO is how rows get in. "), None);
    }

    #[test]
    fn copy_headers_reach_to_the_end_of_their_line() {
        let sql = "COPY public.t (a, \"B c\") FROM stdin;\n1\t2\n";
        assert_eq!(header(Family::Postgres, sql), Some(("public.t".to_owned(), "a|B c".to_owned(), 37)));
        let sql = "COPY t FROM stdin WITH (FORMAT csv, HEADER true, DELIMITER ';');\na;b\n1;2\n";
        assert_eq!(header(Family::Postgres, sql).map(|found| found.2), Some(sql.len() - 4));
        assert_eq!(names(Family::Postgres, "COPY t TO stdout;\n"), None);
        assert_eq!(names(Family::Postgres, "COPY t FROM '/tmp/x';\n"), None);
    }

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
