//! Tells whether a source is a dump, and whose.

use std::sync::{Arc, LazyLock};

use aho_corasick::{AhoCorasick, MatchKind};

use super::header::{Header, insert_header};
use super::lexer::{Ending, is_any, skip_space, statement_end, word};
use super::listed::{self, Listing};
use super::row_words::has_row_word;
use super::state::{Context, Dialect, Family, Place, SqlState, Target};
use super::statement::{Step, Structure, begins_statement, step};
use super::tuple::{Cells, tuple};
use crate::batch::BatchBuf;
use crate::records::{Head, lines};

/// What the first lines of dumps say, and nothing else does.
const SIGNATURES: &[&str] = &[
    "-- PostgreSQL database dump",
    "-- PostgreSQL database cluster dump",
    "-- MySQL dump ",
    "-- MariaDB dump ",
    "-- phpMyAdmin SQL Dump",
    "-- Adminer ",
    "/*M!999999",
];

/// Marks of a dialect. The one that comes first in the source decides: later ones may stand in its data.
const MARKS: &[(Family, &[&str])] = &[
    (
        Family::MySql,
        &["-- MySQL dump ", "-- MariaDB dump ", "/*M!9", "/*!40", "-- phpMyAdmin", "ENGINE=InnoDB", "ENGINE=MyISAM"],
    ),
    (
        Family::Postgres,
        &["PostgreSQL database", "standard_conforming_strings", "pg_catalog.", " FROM stdin;", "::character varying"],
    ),
    (Family::Sqlite, &["PRAGMA foreign_keys", "sqlite_sequence", "BEGIN TRANSACTION;\nCREATE TABLE"]),
    (Family::SqlServer, &["[dbo].", "SET IDENTITY_INSERT", "\nGO\n", "\nGO\r\n", "SET QUOTED_IDENTIFIER"]),
    (Family::Oracle, &["REM INSERTING", "SET DEFINE OFF", "TO_DATE(", "to_date(", "to_timestamp(", "TO_TIMESTAMP("]),
    (Family::MySql, &["INSERT INTO `", "insert into `", "CREATE TABLE `", "REPLACE INTO `"]),
];

/// The state at the start of a source that is a dump; `None` where it is not one.
pub(super) fn recognise(head: &Head<'_>) -> Option<SqlState> {
    let has_signature = has_signature(head.bytes);
    if !(has_signature || has_row_word(head.bytes)) || !may_be_dump(head.bytes) {
        return None;
    }
    let dialect = dialect(head.bytes);
    let context = Context::new(dialect);
    if has_signature || walk(context.clone(), head).is_dump() {
        Some(SqlState { context, place: Place::Between })
    } else {
        None
    }
}

/// Whether one of the first lines could belong to a dump. Most sources are none, and this tells at once.
fn may_be_dump(bytes: &[u8]) -> bool {
    const LINES_MAX: usize = 100;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.split(|&byte| byte == b'\n').take(LINES_MAX).any(|line| {
        let line = line.trim_ascii_start();
        begins_statement(word(line, 0)) || ["--", "/*", "#", "REM"].iter().any(|mark| line.starts_with(mark.as_bytes()))
    })
}

/// Whether a line near the start is one that a dump tool writes. Tools may complain in front of it.
fn has_signature(bytes: &[u8]) -> bool {
    const LEN: usize = 2048;
    let start = bytes.get(..bytes.len().min(LEN)).unwrap_or_default();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    lines::lines(b'\n', start).take(16).any(|line| {
        let line = line.of(start);
        // Few lines begin like any of them.
        let may_be = |mark: &&&str| mark.as_bytes().first() == line.first();
        SIGNATURES.iter().filter(may_be).any(|mark| line.starts_with(mark.as_bytes()))
    })
}

/// All of [`MARKS`] at once, and the family that each speaks for.
static MARK_SEARCH: LazyLock<(Option<AhoCorasick>, Vec<Family>)> = LazyLock::new(|| {
    let marks = || MARKS.iter().flat_map(|(family, marks)| marks.iter().map(move |mark| (mark, *family)));
    let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(marks().map(|(mark, _)| mark));
    (search.ok(), marks().map(|(_, family)| family).collect())
});

pub(super) fn dialect(bytes: &[u8]) -> Dialect {
    let (search, families) = &*MARK_SEARCH;
    let found = search.as_ref().and_then(|search| search.find(bytes));
    let family = found.and_then(|found| families.get(found.pattern().as_usize())).copied();
    let mut dialect = Dialect::new(family.unwrap_or_default());
    if dialect.family == Family::Ansi {
        dialect.has_backslash = escapes_quotes(bytes);
    }
    dialect
}

/// Whether `\'` stands where a string could not end: `O\'Neil`.
fn escapes_quotes(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, b"\\'")
        .any(|at| bytes.get(at + 2).is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, b' ' | b'\\')))
}

/// What a head holds.
#[derive(Default)]
struct Evidence {
    inserts: usize,
    copies: usize,
    tables: usize,
    known_bytes: usize,
    unknown_bytes: usize,
}

impl Evidence {
    /// Rows, or tables, and not chiefly something else: prose may quote a statement.
    fn is_dump(&self) -> bool {
        self.inserts + self.copies + self.tables > 0 && self.unknown_bytes <= self.known_bytes
    }
}

/// Reads statements of the head until it is clear what it is.
fn walk(mut context: Context, head: &Head<'_>) -> Evidence {
    const STATEMENTS_MAX: usize = 4096;
    const UNKNOWN_MAX: usize = 64;
    let mut evidence = Evidence::default();
    let mut at = 0;
    let mut unknown_count = 0;
    for _ in 0..STATEMENTS_MAX {
        let Ok(found) = step(&mut context, head.bytes, at) else { break };
        let from = at;
        match found {
            Step::Structure { end, kind } => {
                at = end;
                match kind {
                    Structure::Blank => {}
                    Structure::Unknown => {
                        evidence.unknown_bytes += end - from;
                        unknown_count += 1;
                    }
                    Structure::Statement => evidence.known_bytes += end - from,
                    Structure::Table | Structure::TableBeyondLimit => {
                        evidence.known_bytes += end - from;
                        evidence.tables += 1;
                    }
                }
            }
            Step::Copy(header) => {
                evidence.copies += 1;
                evidence.known_bytes += head.bytes.len() - from;
                return if header.target.table.is_empty() { Evidence::default() } else { evidence };
            }
            Step::Insert(header) => {
                let rows = insert_rows(&context, head, &header);
                evidence.inserts += rows.count;
                evidence.known_bytes += if rows.count > 0 { rows.end - from } else { 0 };
                evidence.unknown_bytes += if rows.count > 0 { 0 } else { rows.end - from };
                at = rows.end;
                if rows.is_cut {
                    break;
                }
            }
        }
        // What is left cannot outweigh what is no statement.
        let rest = head.bytes.len().saturating_sub(at);
        let is_other = evidence.unknown_bytes > evidence.known_bytes + rest;
        let gives_up = is_other || unknown_count > UNKNOWN_MAX && evidence.known_bytes == 0;
        if at >= head.bytes.len() || gives_up {
            break;
        }
    }
    evidence
}

struct InsertRows {
    count: usize,
    end: usize,
    is_cut: bool,
}

/// The tuples of an INSERT within the head.
fn insert_rows(context: &Context, head: &Head<'_>, header: &Header) -> InsertRows {
    let bytes = head.bytes;
    let mut target: Arc<Target> = Arc::clone(&header.target);
    let mut buf = BatchBuf::default();
    let mut asides = Vec::new();
    let mut rows = InsertRows { count: 0, end: header.end, is_cut: false };
    loop {
        let open = skip_space(bytes, rows.end);
        let first = word(bytes, open);
        if rows.count == 0
            && let Some(listing) = Listing::of(first)
        {
            // The header was taken for one because this is a row.
            let end = listed::names(bytes, open + first.len(), listing, context.dialect).map(|row| row.1);
            let end = end.and_then(|end| statement_end(bytes, end, context, Ending::Line));
            rows.end = end.unwrap_or(bytes.len());
            rows.count = 1;
            return rows;
        }
        if bytes.get(open) != Some(&b'(') {
            return rows;
        }
        let mut cells = Cells { bytes, dialect: context.dialect, target: &target, buf: &mut buf, asides: &mut asides };
        let Ok(tuple) = tuple(&mut cells, open) else {
            // A first value longer than the head is one all the same.
            rows.is_cut = true;
            rows.count += usize::from(!head.is_whole && rows.count == 0);
            rows.end = if rows.count > 0 { bytes.len() } else { rows.end };
            return rows;
        };
        buf.clear();
        rows.count += 1;
        let next = skip_space(bytes, tuple.end);
        let is_comma = bytes.get(next) == Some(&b',');
        rows.end = if is_comma { next + 1 } else { tuple.end };
        // Oracle: `INSERT ALL INTO t VALUES (1) INTO u VALUES (2) SELECT ...`
        let is_next = is_any(word(bytes, next), &["INTO"]);
        match insert_header(context, bytes, next).ok().filter(|_| is_next) {
            _ if is_comma => {}
            Some(header) => (target, rows.end) = (header.target, header.end),
            None => return rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(text: &str) -> Option<Family> {
        let head = Head { bytes: text.as_bytes(), is_whole: true, name: "x", companion: None };
        recognise(&head).map(|state| state.context.dialect.family)
    }

    #[test]
    fn dumps_are_recognised_and_told_apart() {
        assert_eq!(family("-- PostgreSQL database dump\n\nCOPY t (a) FROM stdin;\n1\n\\.\n"), Some(Family::Postgres));
        assert_eq!(family("mysqldump: [Warning] Using a password\n-- MySQL dump 10.13\n"), Some(Family::MySql));
        assert_eq!(family("/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump\n"), Some(Family::MySql));
        assert_eq!(family("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t (a);\n"), Some(Family::Sqlite));
        assert_eq!(family("USE [x]\nGO\nINSERT [dbo].[t] ([a]) VALUES (N'x')\nGO\n"), Some(Family::SqlServer));
        assert_eq!(
            family("REM INSERTING into T\nSET DEFINE OFF;\nInsert into T (A) values ('x');\n"),
            Some(Family::Oracle)
        );
        assert_eq!(family("-- mine\ninsert into t values (1, 'a');"), Some(Family::Ansi));
    }

    #[test]
    fn rows_for_several_tables_and_rows_of_literals_are_a_dump() {
        let all = "INSERT ALL\n  INTO t (a, b) VALUES (1, 'x')\n  INTO t (a, b) VALUES (2, 'y')\nSELECT * FROM dual;\n";
        assert!(family(all).is_some());
        assert!(family("INSERT INTO t (a, b) SELECT 1, 'x' WHERE NOT EXISTS (SELECT 1 FROM t);\n").is_some());
    }

    #[test]
    fn what_only_mentions_statements_is_no_dump() {
        assert_eq!(family("Hello.\nWe said INSERT INTO t VALUES (1); once.\n"), None);
        assert_eq!(family("INSERT INTO is how rows get into a table; CREATE TABLE makes one.\n"), None);
        assert_eq!(
            family("import db\n\ndb.execute('''\nINSERT INTO t VALUES (1);\n''')\nprint('done with it all')\n"),
            None
        );
        assert_eq!(family("Select the best;\nUpdate the rest;\n"), None);
        assert_eq!(family("id,name\n1,INSERT INTO t VALUES (1)\n"), None);
        assert_eq!(family("{\"a\": \"INSERT INTO t VALUES (1);\"}\n"), None);
        assert_eq!(family(""), None);
    }

    #[test]
    fn an_escaped_quote_decides_on_backslashes() {
        let text = br"INSERT INTO t VALUES ('O\'Neil');";
        assert!(dialect(text).has_backslash);
        assert!(!dialect(br"INSERT INTO t VALUES ('C:\dir\','b');").has_backslash);
    }
}
