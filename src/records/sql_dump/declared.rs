//! CREATE TABLE, read for formats that store the statement beside rows in a form of their own.

use super::lexer::{identifier, is_any, skip_blank, word};
use super::schema::{after_word, column, item_end, items};
use super::state::{Dialect, Family};
use crate::batch::ColumnSpec;

/// An item of a table's definition.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::records) enum DeclaredItem {
    /// A column.
    Column {
        spec: ColumnSpec,
        /// Whether it is computed when it is read, and so not stored.
        is_virtual: bool,
        /// Whether the column itself is declared to be the key, in ascending order.
        is_key: bool,
    },
    /// `PRIMARY KEY (a, b)`.
    Key(Vec<String>),
}

/// The items of a CREATE TABLE as SQLite stores it, and whether the table is WITHOUT ROWID.
pub(in crate::records) fn declared_table(sql: &[u8]) -> Option<(Vec<DeclaredItem>, bool)> {
    let dialect = Dialect::new(Family::Sqlite);
    let mut declared = Vec::new();
    let (_, end) = items(sql, dialect, |item| declared.extend(declared_item(item, dialect))).ok()?;
    let mut tail = sql.get(end..).unwrap_or_default().to_vec();
    tail.push(b' ');
    Some((declared, after_word(&tail, 0, "WITHOUT", dialect).is_ok()))
}

fn declared_item(item: &[u8], dialect: Dialect) -> Option<DeclaredItem> {
    let mut text = item.to_vec();
    text.push(b' ');
    let key = after_word(&text, 0, "PRIMARY", dialect).ok();
    match column(item, dialect) {
        Some(column) => {
            let is_stored = after_word(&text, 0, "STORED", dialect).is_ok();
            let after_key = key.and_then(|at| after_word(&text, at, "KEY", dialect).ok());
            let is_ascending = after_key.is_some_and(|at| {
                let at = skip_blank(&text, at, dialect).unwrap_or(at);
                !word(&text, at).eq_ignore_ascii_case(b"DESC")
            });
            let is_virtual = column.is_generated && !is_stored;
            Some(DeclaredItem::Column { spec: column.spec, is_virtual, is_key: is_ascending })
        }
        None => key.map(|at| DeclaredItem::Key(key_columns(&text, at, dialect))),
    }
}

/// The columns in `KEY (a COLLATE NOCASE, b DESC)`.
fn key_columns(text: &[u8], at: usize, dialect: Dialect) -> Vec<String> {
    let mut names = Vec::new();
    let Ok(mut at) = skip_blank(text, at, dialect) else { return names };
    if is_any(word(text, at), &["KEY"]) {
        at += 3;
    }
    let Some(open) = skip_blank(text, at, dialect).ok().filter(|&at| text.get(at) == Some(&b'(')) else { return names };
    at = open + 1;
    while let Ok(start) = skip_blank(text, at, dialect)
        && let Some(name) = key_column(text, start)
        && let Ok((end, close)) = item_end(text, start, dialect)
    {
        names.push(name);
        at = end + 1;
        if close == b')' {
            break;
        }
    }
    names
}

/// The name of a column, which SQLite takes in single quotes, too.
fn key_column(text: &[u8], at: usize) -> Option<String> {
    let Some(rest) = text.get(at..)?.strip_prefix(b"'") else { return Some(identifier(text, at).ok()?.0) };
    let len = memchr::memchr(b'\'', rest)?;
    Some(String::from_utf8_lossy(rest.get(..len)?).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sql: &str) -> (Vec<String>, bool) {
        let (items, is_without_rowid) = declared_table(sql.as_bytes()).unwrap();
        let shown = items.iter().map(|item| match item {
            DeclaredItem::Column { spec, is_virtual, is_key } => {
                let marks = [(*is_virtual, " virtual"), (*is_key, " key")];
                let marks: String = marks.iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| *mark).collect();
                format!("{} {}{marks}", spec.name, spec.sql_type.as_deref().unwrap_or_default())
            }
            DeclaredItem::Key(names) => format!("KEY {}", names.join(",")),
        });
        (shown.collect(), is_without_rowid)
    }

    #[test]
    fn keys_and_computed_columns_are_told() {
        let sql =
            "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, \"a b\" TEXT, v AS (id + 1), s INT AS (2) STORED)";
        assert_eq!(shown(sql).0, ["id integer key", "a b text", "v  virtual", "s int"].map(str::to_owned));
        let (items, is_without_rowid) =
            shown("CREATE TABLE [w](a TEXT, b INT, PRIMARY KEY (b DESC, 'a' COLLATE NOCASE)) WITHOUT ROWID, STRICT");
        assert!(is_without_rowid);
        assert_eq!(items[2], "KEY b,a");
        assert_eq!(shown("CREATE TABLE t(id INTEGER PRIMARY KEY DESC)").0, ["id integer"]);
    }
}
