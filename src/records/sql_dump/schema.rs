//! CREATE TABLE and ALTER TABLE: the names and types of columns.

use std::sync::Arc;

use super::header::COLUMNS_MAX;
use super::lexer::{
    Scanned, Stop, declared_identifier, identifier, is_any, is_word_byte, name, skip_blank, skip_opaque, word,
};
use super::state::{Column, Context, Dialect};
use super::statement::Structure;
use crate::batch::ColumnSpec;

/// What begins an item of a table's definition that is not a column. `KEY`, `INDEX`, `CHECK` and others are column
/// names too: those count only where what follows fits.
const CONSTRAINT_WORDS: &[&str] = &[
    "CONSTRAINT",
    "PRIMARY",
    "UNIQUE",
    "FOREIGN",
    "CHECK",
    "EXCLUDE",
    "KEY",
    "INDEX",
    "FULLTEXT",
    "SPATIAL",
    "PERIOD",
    "LIKE",
];

/// Words that end a column's type.
const AFTER_TYPE_WORDS: &[&str] = &[
    "NOT",
    "NULL",
    "DEFAULT",
    "CONSTRAINT",
    "PRIMARY",
    "UNIQUE",
    "REFERENCES",
    "CHECK",
    "COLLATE",
    "GENERATED",
    "AS",
    "AUTO_INCREMENT",
    "AUTOINCREMENT",
    "COMMENT",
    "IDENTITY",
    "KEY",
    "ON",
    "STORED",
    "VIRTUAL",
    "SPARSE",
    "ENABLE",
    "ENCODE",
    "INVISIBLE",
    "ROWGUIDCOL",
    "CHARSET",
    "STORAGE",
    "COMPRESSION",
    "MASKED",
    "WITH",
];

/// Takes over what the statement `text` declares.
pub(super) fn declare(context: &mut Context, text: &[u8]) -> Structure {
    let declared = if text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"ALTER")) {
        altered(context, text)
    } else {
        created(context, text)
    };
    match declared {
        Ok((table, columns)) if !columns.is_empty() => {
            let table = context.qualified(table);
            if Arc::make_mut(&mut context.schema).insert(&table, columns) {
                Structure::Table
            } else {
                Structure::TableBeyondLimit
            }
        }
        _ => Structure::Statement,
    }
}

/// `CREATE TABLE t (a int, ...)`, behind the columns of the tables that it inherits from.
fn created(context: &Context, text: &[u8]) -> Scanned<(String, Vec<Column>)> {
    let dialect = context.dialect;
    let mut columns = Vec::new();
    let (table, end) = items(text, dialect, |item| columns.extend(column(item, dialect)))?;
    let mut inherited: Vec<Column> = Vec::new();
    for parent in parents(text, end, dialect) {
        let known = context.schema.get(&context.qualified(parent)).map(AsRef::as_ref).unwrap_or_default();
        inherited.extend(known.iter().cloned());
    }
    let is_own = |known: &Column| columns.iter().any(|own| own.spec.name.eq_ignore_ascii_case(&known.spec.name));
    // A column that is declared again stands where the inherited one does.
    let again: Vec<Column> = inherited.iter().filter(|known| is_own(known)).cloned().collect();
    columns.retain(|own| !again.iter().any(|known| known.spec.name.eq_ignore_ascii_case(&own.spec.name)));
    inherited.extend(columns);
    Ok((table, inherited))
}

/// The tables that `INHERITS (a, b)` names at `at`.
fn parents(text: &[u8], at: usize, dialect: Dialect) -> Vec<String> {
    const PARENTS_MAX: usize = 64;
    let read = || -> Scanned<Vec<String>> {
        let at = skip_blank(text, at, dialect)?;
        let word = word(text, at);
        if !is_any(word, &["INHERITS"]) {
            return Ok(Vec::new());
        }
        let mut parents = Vec::new();
        let mut at = skip_blank(text, at + word.len(), dialect)?;
        while matches!(text.get(at), Some(b'(' | b',')) && parents.len() < PARENTS_MAX {
            let (parent, end) = name(text, skip_blank(text, at + 1, dialect)?, dialect)?;
            parents.push(parent);
            at = skip_blank(text, end, dialect)?;
        }
        Ok(parents)
    };
    read().unwrap_or_default()
}

/// Hands each item of a table's definition to `take`. Gives the table's name, and one past the list.
pub(super) fn items(text: &[u8], dialect: Dialect, mut take: impl FnMut(&[u8])) -> Scanned<(String, usize)> {
    let at = after_word(text, 0, "TABLE", dialect)?;
    let at = skip_words(text, at, &["IF", "NOT", "EXISTS"], dialect)?;
    let (table, at) = match text.get(at) {
        Some(b'\'') => declared_identifier(text, at, dialect)?,
        _ => name(text, at, dialect)?,
    };
    let open = skip_blank(text, at, dialect)?;
    if text.get(open) != Some(&b'(') {
        return Err(Stop::Bad);
    }
    let mut at = open + 1;
    for _ in 0..COLUMNS_MAX {
        at = skip_blank(text, at, dialect)?;
        let (end, close) = item_end(text, at, dialect)?;
        take(text.get(at..end).unwrap_or_default());
        at = end + 1;
        if close == b')' {
            break;
        }
    }
    Ok((table, at))
}

/// `ALTER TABLE t ADD [COLUMN] a int`, as added to what is known of `t`.
fn altered(context: &Context, text: &[u8]) -> Scanned<(String, Vec<Column>)> {
    let dialect = context.dialect;
    let at = after_word(text, 0, "TABLE", dialect)?;
    let at = skip_words(text, at, &["IF", "EXISTS", "ONLY"], dialect)?;
    let (table, at) = name(text, at, dialect)?;
    let at = skip_blank(text, at, dialect)?;
    if !word(text, at).eq_ignore_ascii_case(b"ADD") {
        return Err(Stop::Bad);
    }
    let at = skip_words(text, at, &["ADD", "COLUMN", "IF", "NOT", "EXISTS"], dialect)?;
    let end = item_end(text, at, dialect).map_or(text.len(), |(end, _)| end);
    let definition = text.get(at..end).unwrap_or_default();
    let definition = definition.strip_suffix(b";").unwrap_or(definition);
    let added = column(definition, dialect).ok_or(Stop::Bad)?;
    let known = context.schema.get(&context.qualified(table.clone())).ok_or(Stop::Bad)?;
    Ok((table, known.iter().cloned().chain([added]).collect()))
}

/// One past the first `expected` that stands alone.
pub(super) fn after_word(text: &[u8], from: usize, expected: &str, dialect: Dialect) -> Scanned<usize> {
    let mut at = from;
    while let Some(&byte) = text.get(at) {
        if is_word_byte(byte) {
            let word = word(text, at);
            at += word.len();
            if word.eq_ignore_ascii_case(expected.as_bytes()) {
                return Ok(at);
            }
        } else {
            at = skip_opaque(text, at, dialect)?.unwrap_or(at + 1);
        }
    }
    Err(Stop::Bad)
}

/// Skips blanks and any of `words`.
fn skip_words(text: &[u8], from: usize, words: &[&str], dialect: Dialect) -> Scanned<usize> {
    let mut at = skip_blank(text, from, dialect)?;
    loop {
        let word = word(text, at);
        if word.is_empty() || !is_any(word, words) {
            return Ok(at);
        }
        at = skip_blank(text, at + word.len(), dialect)?;
    }
}

/// The end of the item at `from`, and the comma or parenthesis that ends it.
pub(super) fn item_end(text: &[u8], from: usize, dialect: Dialect) -> Scanned<(usize, u8)> {
    let mut depth = 0usize;
    let mut at = from;
    while let Some(&byte) = text.get(at) {
        if let Some(end) = skip_opaque(text, at, dialect)? {
            at = end;
            continue;
        }
        match byte {
            b',' | b')' if depth == 0 => return Ok((at, byte)),
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    Err(Stop::Cut)
}

/// The column that `item` declares, or `None` where it is a constraint or a key.
pub(super) fn column(item: &[u8], dialect: Dialect) -> Option<Column> {
    // A name needs a byte behind it to be known as whole.
    let mut text = item.to_vec();
    text.push(b' ');
    let is_bare = text.first().is_some_and(|&byte| is_word_byte(byte));
    let (name, at) = declared_identifier(&text, 0, dialect).ok()?;
    if is_bare && is_any(name.as_bytes(), CONSTRAINT_WORDS) && is_constraint(&text, at) {
        return None;
    }
    let (sql_type, rest) = column_type(&text, at, dialect);
    let sql_type = (!sql_type.is_empty()).then_some(sql_type);
    let is_generated = is_generated(text.get(rest..).unwrap_or_default(), dialect);
    Some(Column { spec: ColumnSpec { name, is_named: true, sql_type }, is_generated })
}

/// Whether what follows a word such as KEY makes it a constraint: a column named `key` is followed by its type alone.
fn is_constraint(text: &[u8], after: usize) -> bool {
    let rest = text.get(after..).unwrap_or_default();
    let next = rest.trim_ascii_start();
    let word = word(next, 0);
    next.first() == Some(&b'(')
        || next.first().is_some_and(|&byte| matches!(byte, b'`' | b'"' | b'['))
        || is_any(word, &["KEY", "INDEX", "FOR", "USING", "CLUSTERED", "NONCLUSTERED", "UNIQUE", "PRIMARY", "CHECK"])
        || memchr::memchr(b'(', rest).is_some() && !is_any(word, TYPES_WITH_LENGTH)
}

const TYPES_WITH_LENGTH: &[&str] = &[
    "VARCHAR",
    "CHAR",
    "CHARACTER",
    "NVARCHAR",
    "VARCHAR2",
    "NUMERIC",
    "DECIMAL",
    "NUMBER",
    "INT",
    "BIGINT",
    "TINYINT",
    "ENUM",
    "SET",
];

/// The type at `at`, lower case with single spaces, and one past it.
fn column_type(text: &[u8], at: usize, dialect: Dialect) -> (String, usize) {
    const TYPE_LEN_MAX: usize = 200;
    let mut sql_type = String::new();
    let mut at = at;
    while let Ok(next) = skip_blank(text, at, dialect) {
        let is_apart = next > at;
        at = next;
        let Some(&byte) = text.get(at) else { break };
        let end = match byte {
            b'(' => item_end(text, at + 1, dialect).map(|(end, _)| parenthesis_end(text, end, dialect)),
            b'[' | b'"' | b'`' => identifier(text, at).map(|(_, end)| end),
            b'.' | b']' => Ok(at + 1),
            _ if is_word_byte(byte) => Ok(at + word(text, at).len()),
            _ => Err(Stop::Bad),
        };
        let Ok(end) = end else { break };
        let token = String::from_utf8_lossy(text.get(at..end).unwrap_or_default()).to_lowercase();
        if is_any(token.as_bytes(), AFTER_TYPE_WORDS) && !is_part_of_type(&sql_type, &token)
            || sql_type.len() > TYPE_LEN_MAX
        {
            break;
        }
        if is_apart && !sql_type.is_empty() && byte != b'(' {
            sql_type.push(' ');
        }
        // SQL Server writes `[nvarchar](50)`; arrays are `text[]`.
        sql_type.push_str(if byte == b'[' && token.len() > 2 { token.trim_matches(['[', ']']) } else { &token });
        at = end;
    }
    sql_type.truncate(sql_type.floor_char_boundary(TYPE_LEN_MAX));
    (sql_type, at)
}

/// `timestamp with time zone`.
fn is_part_of_type(sql_type: &str, token: &str) -> bool {
    token == "with" && sql_type.starts_with("time")
}

/// One past the parenthesis that closes the items of which the first ends at `end`.
fn parenthesis_end(text: &[u8], end: usize, dialect: Dialect) -> usize {
    let mut end = end;
    while text.get(end) == Some(&b',') {
        match item_end(text, end + 1, dialect) {
            Ok((next, _)) => end = next,
            Err(_) => return text.len(),
        }
    }
    end + 1
}

/// Whether the rest of a column's definition has it computed: `GENERATED ALWAYS AS (...)`, or `AS (...)`.
fn is_generated(rest: &[u8], dialect: Dialect) -> bool {
    let mut at = 0;
    while let Ok(after) = after_word(rest, at, "AS", dialect) {
        if rest.get(after..).unwrap_or_default().trim_ascii_start().first() == Some(&b'(') {
            return true;
        }
        at = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::sql_dump::state::Family;

    fn columns(family: Family, sql: &str) -> Vec<(String, String, bool)> {
        let (_, columns) = created(&Context::new(Dialect::new(family)), sql.as_bytes()).unwrap();
        columns.into_iter().map(|c| (c.spec.name, c.spec.sql_type.unwrap_or_default(), c.is_generated)).collect()
    }

    fn plain(name: &str, sql_type: &str) -> (String, String, bool) {
        (name.to_owned(), sql_type.to_owned(), false)
    }

    #[test]
    fn columns_of_postgres_have_their_types() {
        let sql = "CREATE TABLE public.c (\n id integer NOT NULL,\n \"Full Name\" character varying(80) DEFAULT 'n/a, (none)'::text,
            at timestamp with time zone, tags text[], n numeric(10,2) DEFAULT (1 + 2), key text,
            twice numeric GENERATED ALWAYS AS ((n * (2)::numeric)) STORED,
            s integer GENERATED BY DEFAULT AS IDENTITY,
            CONSTRAINT c_check CHECK ((email <> ')'::text)), UNIQUE (id, n)\n);";
        let expected = [
            plain("id", "integer"),
            plain("Full Name", "character varying(80)"),
            plain("at", "timestamp with time zone"),
            plain("tags", "text[]"),
            plain("n", "numeric(10,2)"),
            plain("key", "text"),
            ("twice".to_owned(), "numeric".to_owned(), true),
            plain("s", "integer"),
        ];
        assert_eq!(columns(Family::Postgres, sql), expected);
    }

    #[test]
    fn keys_of_mysql_are_no_columns() {
        let sql =
            "CREATE TABLE `t` (`id` int(11) unsigned NOT NULL AUTO_INCREMENT, `key` enum('a','b,c') COMMENT 'x; (y)',
            `c` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL, `g` int AS (`id` * 2) VIRTUAL,
            PRIMARY KEY (`id`), KEY `k` (`key`), FULLTEXT KEY `f` (`c`(10))) ENGINE=InnoDB COMMENT='a;b';";
        let expected = [
            plain("id", "int(11) unsigned"),
            plain("key", "enum('a','b,c')"),
            plain("c", "varchar(20) character set utf8mb4"),
            ("g".to_owned(), "int".to_owned(), true),
        ];
        assert_eq!(columns(Family::MySql, sql), expected);
    }

    #[test]
    fn columns_without_types_and_comments_are_read() {
        let sql = "CREATE TABLE IF NOT EXISTS c (id integer PRIMARY KEY, -- the key, really\n [ssn] char(11), /* a ) */ note,\n b REAL)";
        let expected = [plain("id", "integer"), plain("ssn", "char(11)"), plain("note", ""), plain("b", "real")];
        assert_eq!(columns(Family::Sqlite, sql), expected);
        let sql = "CREATE TABLE [dbo].[c]([Id] [int] IDENTITY(1,1) NOT NULL, [Name] [nvarchar](50) NULL,
            CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC)) ON [PRIMARY]\n";
        assert_eq!(columns(Family::SqlServer, sql), [plain("Id", "int"), plain("Name", "nvarchar(50)")]);
    }

    #[test]
    fn a_column_added_later_is_known() {
        let mut context = Context::new(Dialect::default());
        assert_eq!(declare(&mut context, b"CREATE TABLE t (a int);"), Structure::Table);
        assert_eq!(declare(&mut context, b"ALTER TABLE t ADD COLUMN b text NOT NULL;"), Structure::Table);
        assert_eq!(declare(&mut context, b"ALTER TABLE ONLY t ADD CONSTRAINT c UNIQUE (a);"), Structure::Statement);
        let names: Vec<_> = context.schema.get("T").unwrap().iter().map(|column| column.spec.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
    }
}
