//! Format `copy_text`: rows as COPY writes them, and nothing else. `pg_dump -Fd` and `-Ft` keep each table so
//! (`3349.dat`), and `mysqldump --tab` and `SELECT ... INTO OUTFILE` write nearly the same (`users.txt`).
//!
//! Values are separated by tabs, a backslash escapes, `\N` is NULL, and there are neither quotes nor names. A file with a
//! line of names, or without a single backslash to tell it by, is left to the format of delimited values, which reads it as
//! well. The names of the columns stand in another file, its companion.

use std::sync::Arc;

use super::SqlReader;
use super::copy::{self, Source};
use super::state::{Context, CopyOptions, Dialect, Family, Place, Schema, SqlState, Target};
use crate::batch::BatchBuf;
use crate::records::{Census, Format, Head, Reader, companion, header};

/// The format.
#[derive(Debug)]
pub struct CopyText;

const OPTIONS: CopyOptions = CopyOptions { delimiter: b'\t', is_csv: false, has_header: false, is_file: true };

impl Format for CopyText {
    fn name(&self) -> &'static str {
        "copy_text"
    }

    fn may_be(&self, census: &Census) -> bool {
        // Without a backslash only what stands beside it tells it.
        census.is_cut() || census.count(b'\\') > 0 || census.count(b'\t') > 0
    }

    /// Values of binary columns stand in it as they are.
    fn may_hold_bytes(&self) -> bool {
        true
    }

    fn companions(&self, head: &Head<'_>) -> Vec<String> {
        companion::of_rows(head)
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        if let Some(start) = companion::state_of(head).and_then(|declared| start_by(declared, head)) {
            return Some(Box::new(SqlReader { start: Arc::new(start), rows_start: 0 }));
        }
        if !may_be_copy_text(head) || !is_copy_text(head) {
            return None;
        }
        let target = Target::new(String::new(), None, Some(OPTIONS), &Schema::default());
        let context = Context::new(Dialect::new(Family::Postgres));
        let start = SqlState { context, place: Place::Copy(Arc::new(target)) };
        Some(Box::new(SqlReader { start: Arc::new(start), rows_start: 0 }))
    }
}

/// Where rows begin by what their companion declares: its one table, or the one that it says is in this file. `None` where
/// the first row has another number of values.
fn start_by(declared: SqlState, head: &Head<'_>) -> Option<SqlState> {
    let start = match declared.place {
        Place::Between => {
            let table = declared.context.schema.only_table()?.to_owned();
            let target = Target::new(table, None, Some(OPTIONS), &declared.context.schema);
            SqlState { place: Place::Copy(Arc::new(target)), ..declared }
        }
        _ => declared,
    };
    let Place::Copy(target) = &start.place else { return None };
    let row = row_at(head, 0)?;
    let is_end = row.starts_with(b"\\.");
    (is_end || target.fits(values_of(row))).then_some(start)
}

/// How many values a row has: a tab that a backslash escapes is part of one.
fn values_of(row: &[u8]) -> usize {
    let tabs = memchr::memchr_iter(b'\t', row).filter(|&at| {
        let before = row.get(..at).unwrap_or_default();
        before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 0
    });
    tabs.count() + 1
}

/// Whether there is any of what tells COPY: the beginning of `\N` or `\.` anywhere, or the name. Most sources have none.
fn may_be_copy_text(head: &Head<'_>) -> bool {
    let is_mark = |at: usize| matches!(head.bytes.get(at + 1), Some(b'N' | b'.'));
    is_data_file(head.name) || memchr::memchr_iter(b'\\', head.bytes).any(is_mark)
}

/// Whether the rows at the start of a source all have as many values, and something tells that COPY wrote them: the
/// line that ends them, NULLs, or a name that `pg_dump` gives.
fn is_copy_text(head: &Head<'_>) -> bool {
    const ROWS_MAX: usize = 100;
    let mut buf = BatchBuf::default();
    let (mut width, mut rows, mut nulls, mut at, mut is_terminated) = (None, 0, 0, 0, false);
    while rows < ROWS_MAX {
        let Some(row) = row_at(head, at) else { break };
        is_terminated = matches!(row, b"\\.\n" | b"\\.\r\n" | b"\\.");
        if is_terminated {
            break;
        }
        let values = memchr::memchr_iter(b'\t', row).count() + 1;
        if values > 1 {
            nulls += row.split(|byte| matches!(byte, b'\t' | b'\n' | b'\r')).filter(|value| *value == b"\\N").count();
        }
        if *width.get_or_insert(values) != values {
            return false;
        }
        rows += 1;
        at += row.len();
    }
    let Some(width) = width else {
        // An empty table of a directory: the line that ends it, and blank lines.
        return is_terminated;
    };
    let is_marked = nulls > 0 && width > 1 || is_data_file(head.name) && (width > 1 || ends_as_copy(head));
    (is_terminated || is_marked || ends_as_copy(head)) && !has_names(head, &mut buf)
}

/// The line at `at`, with the line feeds that are escaped in it.
fn row_at<'a>(head: &Head<'a>, at: usize) -> Option<&'a [u8]> {
    let rest = head.bytes.get(at..).filter(|rest| !rest.is_empty())?;
    for end in memchr::memchr_iter(b'\n', rest) {
        let line = rest.get(..end)?;
        let slashes = line.iter().rev().take_while(|&&byte| byte == b'\\').count();
        if slashes % 2 == 0 {
            return rest.get(..=end);
        }
    }
    head.is_whole.then_some(rest)
}

fn ends_as_copy(head: &Head<'_>) -> bool {
    let rest = head.bytes.trim_ascii_end();
    head.is_whole && (rest.ends_with(b"\n\\.") || rest == b"\\.")
}

/// `3349.dat`: what `pg_dump` calls the data of a table.
fn is_data_file(name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.strip_suffix(".dat").is_some_and(|stem| !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the first row names the columns.
fn has_names(head: &Head<'_>, buf: &mut BatchBuf) -> bool {
    let source = Source { is_whole: head.is_whole, bytea: &|_| false };
    copy::rows(head.bytes, 0, OPTIONS, source, buf);
    let batch = buf.as_batch(head.bytes);
    let mut start = 0;
    let mut rows: Vec<Vec<&[u8]>> = Vec::new();
    for &end in batch.record_ends {
        let end = end as usize;
        rows.push(batch.cells.get(start..end).unwrap_or_default().iter().map(|cell| batch.value(cell)).collect());
        start = end;
    }
    rows.split_first().is_some_and(|(first, rows)| header::is_header(first, rows))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::records::testing::{assert_cuts_agree, head_of, read_whole};

    fn open(source: &str, name: &str) -> Option<Box<dyn Reader>> {
        CopyText.open(&Head { name, ..head_of(source.as_bytes()) })
    }

    proptest! {
        #[test]
        fn a_first_look_never_rules_out_what_copy_wrote(
            text in prop_oneof!["([0-9]\t(\\\\N|[ab])\n){1,4}(\\\\\\.\n?)?", "[a\\\\N.\t\n]{0,16}"], name in prop_oneof![Just(""), Just("12.dat")]
        ) {
            let head = Head { name, ..head_of(text.as_bytes()) };
            prop_assert!(may_be_copy_text(&head) || !is_copy_text(&head), "{}", text);
        }
    }

    #[test]
    fn data_files_of_an_archive_are_read_to_their_end() {
        let source = "1\tAnn\\tB\t\\N\n2\tBob\tx\\\\y\n\\.\n\n\n";
        let reader = open(source, "").unwrap();
        let found = read_whole(&*reader, source.as_bytes());
        assert_eq!(found.rows(), [vec!["1", "Ann\tB", ""], vec!["2", "Bob", "x\\y"]]);
        assert_eq!(found.column_names(), ["column_1", "column_2", "column_3"]);
        assert_cuts_agree(&*reader, source.as_bytes());
        assert!(open("\\.\n\n\n", "").is_some());
    }

    #[test]
    fn files_without_an_end_are_told_by_nulls_or_name() {
        assert!(open("1\tAnn\t\\N\n2\tBob\tC\n", "users.txt").is_some());
        assert!(open("1\tAnn\tline\\\none\n2\tBob\tC\\\nD\n3\t\\N\tE\n", "users.txt").is_some());
        assert!(open("1\tAnn\n2\tBob\n", "dump/3349.dat").is_some());
        assert!(open("1\tAnn\n2\tBob\n", "users.txt").is_none());
    }

    #[test]
    fn a_companion_names_the_columns_of_rows_that_fit() {
        let companion = companion::Companion::new(
            &b"-- MariaDB dump\nDROP TABLE IF EXISTS `users`;\nCREATE TABLE `users` (`id` int, `name` text);\n"[..],
        );
        let open = |source: &'static [u8]| {
            CopyText.open(&Head { name: "tab/users.txt", companion: Some(&companion), ..head_of(source) })
        };
        // A tab of a value is escaped, and nothing here would tell the format without the companion.
        let source = b"1\tAnn\\\tB\n2\t\xFF\x01\n";
        let found = read_whole(&*open(source).unwrap(), source);
        assert_eq!(
            found.records[0],
            ("users".to_owned(), vec![("id".to_owned(), "1".to_owned()), ("name".to_owned(), "Ann\tB".to_owned())])
        );
        assert_eq!(found.records.len(), 2);
        assert!(open(b"1\tAnn\tx\n2\tBob\ty\n").is_none());
    }

    #[test]
    fn other_files_are_left_to_others() {
        assert!(open("id\tname\temail\n1\tAnn\t\\N\n2\tBob\ta@example.com\n", "hive.tsv").is_none());
        assert!(open("C:\\New\tfolder\nD:\\x\n", "").is_none());
        assert!(open("", "").is_none());
        assert!(open("one line\n", "1.dat").is_none());
    }
}
