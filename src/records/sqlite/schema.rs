//! The tables of a database, from the rows of `sqlite_schema`.

use crate::batch::ColumnSpec;
use crate::records::sql_dump::{DeclaredItem, declared_table};

/// A table, with its columns in the order of storage.
#[derive(Clone)]
pub(super) struct Table {
    pub(super) name: String,
    /// The first page of its b-tree.
    pub(super) root: u32,
    /// As declared.
    pub(super) columns: Vec<ColumnSpec>,
    /// For each stored value, its place in `columns`.
    pub(super) stored: Vec<usize>,
    /// The stored value that stands for the key of the row.
    pub(super) rowid_alias: Option<usize>,
    pub(super) has_rowid: bool,
}

impl Table {
    /// `sqlite_schema` itself, which no statement declares.
    pub(super) fn schema() -> Self {
        let sql = b"CREATE TABLE sqlite_schema(type text, name text, tbl_name text, rootpage int, sql text)";
        Self::new("sqlite_schema".to_owned(), 1, sql)
    }

    /// The table that `sql` declares. A statement that cannot be read gives a table without columns.
    pub(super) fn new(name: String, root: u32, sql: &[u8]) -> Self {
        let mut table =
            Self { name, root, columns: Vec::new(), stored: Vec::new(), rowid_alias: None, has_rowid: true };
        if let Some((items, is_without_rowid)) = declared_table(sql) {
            table.has_rowid = !is_without_rowid;
            table.declare(&items);
        }
        table
    }

    /// Names the columns after those of the virtual table whose rows this one keeps: in the order of these they are called `c0`,
    /// `c1`, and so on, perhaps with the name behind it.
    pub(super) fn take_names(&mut self, names: &[String]) {
        let own = self.columns.first().map(|key| key.name.clone());
        for spec in &mut self.columns {
            let number = spec.name.strip_prefix('c').unwrap_or_default();
            let len = number.bytes().take_while(u8::is_ascii_digit).count();
            let named = number.get(..len).and_then(|number| number.parse::<usize>().ok()).and_then(|at| names.get(at));
            if let Some(name) = named
                && number.get(len..).is_some_and(|rest| rest.is_empty() || rest == name)
            {
                // The key of the row is called `id` as well.
                spec.name = if own.as_ref() == Some(name) { format!("{name}#2") } else { name.clone() };
            }
        }
    }

    fn declare(&mut self, items: &[DeclaredItem]) {
        let mut key: Vec<String> = Vec::new();
        let mut stored = Vec::new();
        for item in items {
            match item {
                DeclaredItem::Column { spec, is_virtual, is_key } => {
                    if *is_key {
                        key.push(spec.name.clone());
                    }
                    if !is_virtual {
                        stored.push(self.columns.len());
                    }
                    self.columns.push(spec.clone());
                }
                DeclaredItem::Key(names) => key.clone_from(names),
            }
        }
        let in_key = |index: &usize| {
            let name = self.columns.get(*index).map_or("", |spec| spec.name.as_str());
            key.iter().position(|known| known.eq_ignore_ascii_case(name))
        };
        if self.has_rowid {
            let is_alias = |index: &usize| {
                let sql_type = self.columns.get(*index).and_then(|spec| spec.sql_type.as_deref());
                key.len() == 1 && in_key(index).is_some() && sql_type == Some("integer")
            };
            self.rowid_alias = stored.iter().position(is_alias);
        } else {
            // The columns of the key come first, in its order.
            stored.sort_by_key(|index| in_key(index).unwrap_or(usize::MAX));
        }
        self.stored = stored;
    }

    /// Whether a row with these serial types can be one of this table, as declared.
    pub(super) fn fits(&self, serials: &[u64]) -> bool {
        serials.len() == self.stored.len()
            && serials.iter().zip(&self.stored).enumerate().all(|(index, (&serial, &column))| {
                let sql_type = self.columns.get(column).and_then(|spec| spec.sql_type.as_deref()).unwrap_or_default();
                if self.rowid_alias == Some(index) { serial == 0 } else { fits_type(serial, sql_type) }
            })
    }
}

/// The columns of the table for full-text search that `sql` declares: `CREATE VIRTUAL TABLE t USING fts5(a, b, tokenize = 'x')`.
pub(super) fn searched_columns(sql: &str) -> Option<Vec<String>> {
    let (head, rest) = sql.split_once('(')?;
    let mut words = head.split_ascii_whitespace().rev();
    let module = words.next()?.to_ascii_lowercase();
    let is_virtual = head.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("virtual"));
    if !is_virtual || !module.starts_with("fts") || !words.next()?.eq_ignore_ascii_case("using") {
        return None;
    }
    let items = rest.rsplit_once(')')?.0.split(',').map(str::trim).filter(|item| !item.contains('='));
    let name = |item: &str| match item.chars().next()? {
        quote @ ('"' | '\'' | '`') => item.get(1..)?.split(quote).next().map(str::to_owned),
        '[' => item.get(1..)?.split(']').next().map(str::to_owned),
        _ => item.split_ascii_whitespace().next().map(str::to_owned),
    };
    Some(items.filter_map(name).collect())
}

/// Whether a value of this serial type may stand in a column so declared, by the rules of type affinity. Text in a
/// column of numbers is possible in SQLite, and rare: rows that are put together from remains do without it.
fn fits_type(serial: u64, sql_type: &str) -> bool {
    let is_any = |words: &[&str]| words.iter().any(|word| sql_type.contains(word));
    let is_number = matches!(serial, 0..=9);
    if is_any(&["int"]) {
        is_number && serial != 7
    } else if is_any(&["char", "clob", "text"]) {
        serial == 0 || serial >= 12
    } else if is_any(&["real", "floa", "doub"]) {
        is_number
    } else {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_columns_follow_the_key_where_there_is_no_rowid() {
        let sql = b"CREATE TABLE t(a TEXT, v AS (a), b INT, c, PRIMARY KEY (c, a)) WITHOUT ROWID";
        let table = Table::new("t".to_owned(), 2, sql);
        assert_eq!((table.stored, table.rowid_alias, table.has_rowid), (vec![3, 0, 2], None, false));
    }

    #[test]
    fn only_an_integer_key_stands_for_the_rowid() {
        let alias = |sql: &str| Table::new("t".to_owned(), 2, sql.as_bytes()).rowid_alias;
        assert_eq!(alias("CREATE TABLE t(a TEXT, id INTEGER PRIMARY KEY)"), Some(1));
        assert_eq!(alias("CREATE TABLE t(a TEXT, id INTEGER, PRIMARY KEY(id))"), Some(1));
        assert_eq!(alias("CREATE TABLE t(a TEXT, id INT PRIMARY KEY)"), None);
        assert_eq!(alias("CREATE TABLE t(a INTEGER, b INTEGER, PRIMARY KEY(a, b))"), None);
    }

    #[test]
    fn rows_of_a_search_are_called_after_its_columns() {
        let sql = "CREATE VIRTUAL TABLE people using fts5(id, \"ssn\", note UNINDEXED, tokenize = 'porter')";
        let names = searched_columns(sql).unwrap();
        assert_eq!(names, ["id", "ssn", "note"]);
        assert_eq!(searched_columns("CREATE TABLE fts5(a, b)"), None);
        let mut table =
            Table::new("p".to_owned(), 2, b"CREATE TABLE 'people_content'(id INTEGER PRIMARY KEY, c0, c1ssn, c9)");
        table.take_names(&names);
        let columns: Vec<_> = table.columns.iter().map(|spec| spec.name.as_str()).collect();
        assert_eq!(columns, ["id", "id#2", "ssn", "c9"]);
    }

    #[test]
    fn rows_fit_by_affinity() {
        let table = Table::new("t".to_owned(), 2, b"CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, n INT, x)");
        assert!(table.fits(&[0, 23, 1, 7]));
        assert!(!table.fits(&[1, 23, 1, 7]));
        assert!(!table.fits(&[0, 1, 1, 7]));
        assert!(!table.fits(&[0, 23, 23, 7]));
        assert!(!table.fits(&[0, 23, 1]));
    }
}
