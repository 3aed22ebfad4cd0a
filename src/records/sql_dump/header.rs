//! The part of a statement before its rows: `INSERT INTO t (a, b) VALUES`, `COPY t (a, b) FROM stdin;`.

use std::sync::Arc;

use super::lexer::{
    Scanned, Stop, identifier, is_any, is_word_byte, line_end, name, quoted_end, skip_blank, whole_word,
};
use super::listed::{self, Listing};
use super::state::{Context, CopyOptions, Dialect, Target};

/// Columns that a statement may list; the limit of the whole scan is the same.
pub(super) const COLUMNS_MAX: usize = 10_000;

/// The part of a statement before its rows.
pub(super) struct Header {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) target: Arc<Target>,
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
        if let Some(listing) = Listing::of(word) {
            // The row begins with this word.
            let (names, _) = listed::names(bytes, at + word.len(), listing, dialect)?;
            let target = Arc::new(Target::new(context.qualified(table), names.or(listed), None, &context.schema));
            return Ok(Header { start, end: at, target });
        }
        at += word.len();
        if is_any(word, &["VALUES", "VALUE"]) {
            let target = Arc::new(Target::new(context.qualified(table), listed, None, &context.schema));
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

/// INSERT and what may stand between it and the table.
pub(super) const INSERT_WORDS: [&str; 11] =
    ["INSERT", "REPLACE", "UPSERT", "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "ALL", "INTO", "TABLE", "OR"];

/// Skips INSERT and what may stand between it and the table.
fn skip_insert_words(bytes: &[u8], start: usize, dialect: Dialect) -> Scanned<usize> {
    const WORDS_MAX: usize = 8;
    let mut at = start;
    for _ in 0..WORDS_MAX {
        at = skip_blank(bytes, at, dialect)?;
        let word = whole_word(bytes, at)?;
        if is_any(word, &["OR"]) {
            at = skip_blank(bytes, at + word.len(), dialect)?;
            at += whole_word(bytes, at)?.len();
        } else if is_any(word, &INSERT_WORDS) {
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
pub(super) fn copy_header(context: &Context, bytes: &[u8], start: usize) -> Scanned<Header> {
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
    let target = Arc::new(Target::new(context.qualified(table), listed, Some(options), &context.schema));
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
                return Ok((
                    CopyOptions { delimiter, is_csv, has_header: has_header && is_csv, is_file: false },
                    at + 1,
                ));
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
    use crate::records::sql_dump::state::Family;
    use crate::records::sql_dump::statement::{Step, step};

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
        assert_eq!(names(Family::Ansi, "INSERT INTO t (a, b) SELECT id, 'x' FROM u; "), None);
        assert_eq!(names(Family::MySql, "INSERT INTO t SET a = b + 1; "), None);
        assert_eq!(names(Family::Ansi, "INSERT INTO t (SELECT 1); "), None);
        assert_eq!(names(Family::Ansi, "INSERT INTO is how rows get in. "), None);
    }

    #[test]
    fn rows_of_literals_need_no_parentheses() {
        let is = |columns: &str| Some(("t".to_owned(), columns.to_owned()));
        assert_eq!(names(Family::MySql, "INSERT INTO t SET a = 1, `b` = 'x'; "), is("a|b"));
        assert_eq!(names(Family::Ansi, "INSERT INTO t (a, b) SELECT 1, 'x' WHERE NOT EXISTS (SELECT 1); "), is("a|b"));
        assert_eq!(
            names(Family::SqlServer, "INSERT INTO t (a, b) SELECT 1, N'x' UNION ALL SELECT 2, N'y'; "),
            is("a|b")
        );
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
}
