//! What must be known at a place in a dump to read on from there.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::batch::ColumnSpec;

/// Whose SQL it is, as far as that changes how it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Family {
    /// Unknown, or standard SQL.
    #[default]
    Ansi,
    Postgres,
    MySql,
    Sqlite,
    SqlServer,
    Oracle,
}

/// The dialect in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Dialect {
    pub(super) family: Family,
    /// Whether a backslash escapes in plain strings.
    pub(super) has_backslash: bool,
}

impl Dialect {
    pub(super) fn new(family: Family) -> Self {
        Self { family, has_backslash: family == Family::MySql }
    }

    pub(super) fn has_dollar_strings(self) -> bool {
        matches!(self.family, Family::Postgres | Family::Ansi)
    }

    /// Whether lines with GO separate batches of statements.
    pub(super) fn has_batches(self) -> bool {
        matches!(self.family, Family::SqlServer | Family::Ansi)
    }
}

/// A column as CREATE TABLE declares it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) spec: ColumnSpec,
    /// Whether it is computed; some dumps leave such columns out of their rows.
    pub(super) is_generated: bool,
}

/// The tables declared so far.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Schema {
    tables: BTreeMap<String, Arc<[Column]>>,
    columns_count: usize,
}

impl Schema {
    /// Columns of all tables together: a dump of a hundred thousand columns is not one that a person made.
    const COLUMNS_MAX: usize = 100_000;

    pub(super) fn get(&self, table: &str) -> Option<&Arc<[Column]>> {
        self.tables.get(&table.to_lowercase())
    }

    /// The table, where there is but one.
    pub(super) fn only_table(&self) -> Option<&str> {
        let (table, _) = self.tables.first_key_value()?;
        (self.tables.len() == 1).then_some(table)
    }

    /// Whether there was room for it.
    pub(super) fn insert(&mut self, table: &str, columns: Vec<Column>) -> bool {
        if self.columns_count + columns.len() > Self::COLUMNS_MAX {
            return false;
        }
        self.columns_count += columns.len();
        if let Some(before) = self.tables.insert(table.to_lowercase(), columns.into()) {
            self.columns_count -= before.len();
        }
        true
    }
}

/// What statements have set that later ones depend on.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Context {
    pub(super) dialect: Dialect,
    pub(super) schema: Arc<Schema>,
    custom_delimiter: Option<Arc<[u8]>>,
    /// The database that was chosen first, and the one that is chosen now, if that is another: its name tells its tables from
    /// those of the first.
    first_database: Option<Arc<str>>,
    other_database: Option<Arc<str>>,
}

/// What ends a statement.
#[derive(Clone, Copy)]
pub(super) struct Delimiter<'a> {
    pub(super) first: u8,
    pub(super) text: &'a [u8],
}

impl Context {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, ..Self::default() }
    }

    /// Takes note that a database was chosen.
    pub(super) fn choose_database(&mut self, database: &str) {
        let first = self.first_database.get_or_insert_with(|| database.into());
        self.other_database = (**first != *database).then(|| database.into());
    }

    /// The name of a table in the database that is chosen.
    pub(super) fn qualified(&self, table: String) -> String {
        match &self.other_database {
            Some(database) if !table.strip_prefix(&**database).is_some_and(|rest| rest.starts_with('.')) => {
                format!("{database}.{table}")
            }
            _ => table,
        }
    }

    pub(super) fn delimiter(&self) -> Delimiter<'_> {
        match self.custom_delimiter.as_deref() {
            Some(text @ [first, ..]) => Delimiter { first: *first, text },
            _ => Delimiter { first: b';', text: b";" },
        }
    }

    /// Whether DELIMITER has set another than the semicolon: then programs are defined, not rows.
    pub(super) fn has_custom_delimiter(&self) -> bool {
        self.custom_delimiter.is_some()
    }

    pub(super) fn set_delimiter(&mut self, text: &[u8]) {
        const DELIMITER_LEN_MAX: usize = 16;
        let is_custom = text != b";" && !text.is_empty() && text.len() <= DELIMITER_LEN_MAX;
        self.custom_delimiter = is_custom.then(|| text.into());
    }
}

/// How the rows of a COPY block are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct CopyOptions {
    pub(super) delimiter: u8,
    /// CSV rather than text.
    pub(super) is_csv: bool,
    /// Whether the first row holds names.
    pub(super) has_header: bool,
    /// Whether they are all of a file, and no block within a dump.
    pub(super) is_file: bool,
}

/// Where rows go: a table, and which columns the values of a row stand for.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) table: String,
    /// In order of the values; empty where nothing is known.
    pub(super) columns: Vec<ColumnSpec>,
    /// Whether the statement lists its columns, so that a value's place says which is meant.
    pub(super) is_listed: bool,
    /// Places in `columns` of those that are not computed, where some are.
    pub(super) stored: Option<Vec<u32>>,
    pub(super) copy: Option<CopyOptions>,
}

impl Target {
    /// The target of a statement that names `table` and, perhaps, its columns.
    pub(super) fn new(table: String, listed: Option<Vec<String>>, copy: Option<CopyOptions>, schema: &Schema) -> Self {
        let declared = schema.get(&table).map(AsRef::as_ref).unwrap_or_default();
        let is_listed = listed.is_some();
        let columns = match listed {
            Some(names) => names.into_iter().map(|name| spec_of(name, declared)).collect(),
            None => declared.iter().map(|column| column.spec.clone()).collect(),
        };
        let stored = (!is_listed && declared.iter().any(|column| column.is_generated)).then(|| {
            (0u32..).zip(declared).filter(|(_, column)| !column.is_generated).map(|(index, _)| index).collect()
        });
        Self { table, columns: unique(columns), is_listed, stored, copy }
    }

    /// Whether a row of `count` values is what this target has.
    pub(super) fn fits(&self, count: usize) -> bool {
        count == self.columns.len() || self.stored.as_ref().is_some_and(|stored| stored.len() == count)
    }

    /// Whether a `\x...` string of the column at `position` may be bytes.
    pub(super) fn may_hold_bytes(&self, position: usize) -> bool {
        let declared = self.columns.get(position).and_then(|spec| spec.sql_type.as_deref());
        declared.is_none_or(|sql_type| ["bytea", "blob", "binary"].iter().any(|name| sql_type.contains(name)))
    }
}

fn spec_of(name: String, declared: &[Column]) -> ColumnSpec {
    let column = declared.iter().find(|column| column.spec.name.eq_ignore_ascii_case(&name));
    ColumnSpec { name, is_named: true, sql_type: column.and_then(|column| column.spec.sql_type.clone()) }
}

/// Gives a repeated name its number.
fn unique(mut columns: Vec<ColumnSpec>) -> Vec<ColumnSpec> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for spec in &mut columns {
        let count = seen.entry(spec.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            spec.name = format!("{}#{count}", spec.name);
        }
    }
    columns
}

/// Where in a statement a piece begins.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) enum Place {
    /// Between two statements.
    #[default]
    Between,
    /// Between two rows of a COPY block.
    Copy(Arc<Target>),
    /// Within a row of a COPY block that was too long: what follows up to the line's end belongs to it.
    CopyRest(Arc<Target>),
    /// Before a tuple of an INSERT.
    Tuple(Arc<Target>),
    /// After a tuple of an INSERT, before what separates it from the next.
    AfterTuple(Arc<Target>),
}

/// What a piece of a dump needs to know of what stands before it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SqlState {
    pub(super) context: Context,
    pub(super) place: Place,
}

/// Prints neither names nor values.
impl fmt::Debug for SqlState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.place {
            Place::Between => "between",
            Place::Copy(_) => "copy",
            Place::CopyRest(_) => "copy_rest",
            Place::Tuple(_) => "tuple",
            Place::AfterTuple(_) => "after_tuple",
        };
        f.debug_struct("SqlState")
            .field("place", &place)
            .field("dialect", &self.context.dialect)
            .field("tables", &self.context.schema.tables.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_column_name_is_numbered() {
        let names = vec!["a".to_owned(), "b".to_owned(), "a".to_owned()];
        let target = Target::new("t".to_owned(), Some(names), None, &Schema::default());
        let names: Vec<_> = target.columns.iter().map(|spec| spec.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "a#2"]);
    }

    #[test]
    fn the_state_prints_no_name() {
        let target =
            Target::new("secret_table".to_owned(), Some(vec!["secret_column".to_owned()]), None, &Schema::default());
        let state = SqlState { context: Context::default(), place: Place::Tuple(Arc::new(target)) };
        assert!(!format!("{state:?}").contains("secret"));
    }
}
