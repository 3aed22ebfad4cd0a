//! Companions: what the columns of a source are called may stand in another file beside it.
//!
//! | source | companion |
//! |---|---|
//! | `3349.dat` of `pg_dump -Fd` and `-Ft` | `toc.dat`, the table of contents |
//! | `users.txt` of `mysqldump --tab` | `users.sql`, the definition of the table |
//! | `crm.users.00001.sql` of mydumper | `crm.users-schema.sql`, the same |
//! | `users.ibd` of a server's directory | `users.frm`, the same |
//! | `24637` of a server's directory | `1249` with the columns of all tables, and `1259` with their names |
//!
//! A format names the files that it would like to see; whoever opens files looks for them, and hands the beginning of the
//! first that is there to the format with the head of the source. Companions are sources, too, and read for themselves.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::bcp::Model;
use super::sql_dump::{self, SqlState};
use super::{BatchSink, Flow, Format, Head, State, TextClass, pg_dump};
use crate::batch::{Batch, ColumnId, ColumnSpec, TableId};
use crate::error::{Reason, Severity};

/// The beginning of a companion: as much of it as may be needed,
const LEN_MAX: usize = 4 << 20;
/// and where it describes all tables of a database, with their programs.
const MODEL_LEN_MAX: usize = 16 << 20;

/// What describes the tables of an archive of rows ([`super::bcp`]).
pub(super) const MODEL: &str = "model.xml";

/// The table of contents of a directory that `pg_dump` wrote.
const CONTENTS: &str = "toc.dat";

/// The columns of all tables of a database, and the tables, as a PostgreSQL server keeps them.
pub(super) const ATTRIBUTES: &str = "1249";
pub(super) const CLASSES: &str = "1259";

/// The beginning of a companion, and what is read of it once for all sources that ask.
#[derive(Default)]
pub struct Companion {
    bytes: Arc<[u8]>,
    model: OnceLock<Model>,
    second: Option<Arc<Companion>>,
}

/// Never prints a value.
impl std::fmt::Debug for Companion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Companion").field("len", &self.bytes.len()).finish_non_exhaustive()
    }
}

impl Companion {
    /// A companion that begins with these bytes.
    #[must_use]
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Self {
        Self { bytes: bytes.into().into(), model: OnceLock::new(), second: None }
    }

    /// The same with another one, which stands beside it.
    #[must_use]
    pub fn with(&self, second: Arc<Self>) -> Self {
        Self { bytes: Arc::clone(&self.bytes), model: OnceLock::new(), second: Some(second) }
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The one that the format asked for beside it, if that was found.
    pub(super) fn second(&self) -> Option<&Self> {
        self.second.as_deref()
    }

    /// What it says of the tables of a database, if it is a model of one.
    pub(super) fn model(&self) -> &Model {
        self.model.get_or_init(|| Model::of(&self.bytes))
    }
}

/// Names of companions of a source that holds rows.
pub(super) fn of_rows(head: &Head<'_>) -> Vec<String> {
    let Some((stem, ending)) = last(head.name).rsplit_once('.') else { return Vec::new() };
    let first_row = || {
        let len = memchr::memchr(b'\n', head.bytes).unwrap_or(head.bytes.len());
        head.bytes.get(..len).unwrap_or_default()
    };
    match ending {
        "dat" if is_number(stem) => vec![CONTENTS.to_owned()],
        // Most files of this ending are prose: looking for files beside each of them would cost more than reading it.
        "txt" if !stem.is_empty() && memchr::memchr(b'\t', first_row()).is_some() => vec![format!("{stem}.sql")],
        _ => Vec::new(),
    }
}

/// Names of companions of a source that holds delimited values.
pub(super) fn of_values(head: &Head<'_>) -> Vec<String> {
    const ENDINGS: [&str; 7] = ["txt", "dat", "csv", "tsv", "bcp", "del", "unl"];
    const SEPARATORS_MIN: usize = 2;
    let Some((stem, ending)) = last(head.name).rsplit_once('.') else { return Vec::new() };
    // Files of these endings are many, and a look beside each of them costs as much as reading it: prose does not begin so, and what
    // names its columns itself does neither.
    let row = head.bytes.get(..memchr::memchr(b'\n', head.bytes).unwrap_or(head.bytes.len())).unwrap_or_default();
    let begins_row = matches!(row, [b'0'..=b'9' | b'\\' | b'-', ..] | [b'"', b'0'..=b'9', ..]);
    let is_rows = || row.iter().filter(|byte| b",;|\t".contains(byte)).count() >= SEPARATORS_MIN;
    if stem.is_empty() || !begins_row || !ENDINGS.contains(&ending) || !is_rows() {
        return Vec::new();
    }
    ["sql", "ctl"].map(|ending| format!("{stem}.{ending}")).to_vec()
}

/// The columns that the companion of delimited values gives them: those of the one table that it declares, or of a control file of
/// SQL*Loader.
pub(super) fn columns_of(head: &Head<'_>) -> Option<Vec<ColumnSpec>> {
    let companion = head.companion?;
    let bytes = companion.bytes();
    if let Some(names) = names_of_control(bytes) {
        return Some(names.into_iter().map(|name| ColumnSpec { name, is_named: true, sql_type: None }).collect());
    }
    sql_dump::only_columns(&state_of(head)?)
}

/// The names of the fields in a control file: `LOAD DATA ... (id, name CHAR(40), born DATE "YYYY-MM-DD")`.
fn names_of_control(bytes: &[u8]) -> Option<Vec<String>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let begins = |word: &str| text.trim_start().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if !["LOAD DATA", "OPTIONS", "UNRECOVERABLE"].into_iter().any(begins)
        || !text.to_ascii_uppercase().contains("INTO TABLE")
    {
        return None;
    }
    // The last list is that of the fields: others stand before it, or within it.
    let end = text.rfind(')')?;
    let (mut depth, mut start) = (0usize, None);
    for (at, byte) in text.bytes().enumerate().take(end + 1).collect::<Vec<_>>().into_iter().rev() {
        match byte {
            b')' => depth += 1,
            b'(' if depth == 1 => {
                start = Some(at);
                break;
            }
            b'(' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let list = text.get(start? + 1..end)?;
    let mut names = Vec::new();
    let (mut depth, mut from, mut is_quoted) = (0usize, 0, false);
    for (at, byte) in list.bytes().enumerate().chain([(list.len(), b',')]) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'(' if !is_quoted => depth += 1,
            b')' if !is_quoted => depth = depth.saturating_sub(1),
            b',' if depth == 0 && (!is_quoted || at == list.len()) => {
                let name = list.get(from..at)?.split_whitespace().next()?;
                names.push(name.trim_matches('"').to_owned());
                from = at + 1;
            }
            _ => {}
        }
    }
    Some(names)
}

/// Names of companions of a source that holds statements.
pub(super) fn of_statements(head: &Head<'_>) -> Vec<String> {
    let mut stem = match last(head.name).rsplit_once('.') {
        Some((stem, "sql")) => stem,
        Some((stem, "dat")) if is_number(stem) => return vec![CONTENTS.to_owned()],
        _ => return Vec::new(),
    };
    while let Some((before, number)) = stem.rsplit_once('.')
        && is_number(number)
    {
        stem = before;
    }
    if stem.contains('.') { vec![format!("{stem}-schema.sql")] } else { Vec::new() }
}

/// Whether a name is one that a companion may have.
#[must_use]
pub fn may_be_companion(name: &str) -> bool {
    let name = last(name);
    let is_relation = || [ATTRIBUTES, CLASSES].contains(&name);
    name == CONTENTS
        || name == MODEL
        || is_relation()
        || [".sql", ".ctl", ".frm"].iter().any(|ending| name.ends_with(ending))
}

/// How much is wanted of the companion of this name.
#[must_use]
pub fn len_max(name: &str) -> usize {
    if last(name) == MODEL { MODEL_LEN_MAX } else { LEN_MAX }
}

/// What the companion of a source declares, and where the source begins by it.
pub(super) fn state_of(head: &Head<'_>) -> Option<SqlState> {
    let companion = head.companion?.bytes();
    let name = last(head.name);
    if companion.starts_with(b"PGDMP") {
        return match pg_dump::state_of_file(companion, name)? {
            State::Sql(state) => Some((*state).clone()),
            _ => None,
        };
    }
    let companion = Head { bytes: companion, is_whole: true, name: "", companion: None };
    sql_dump::SqlDump.open(&companion)?;
    Some(sql_dump::declared_by(&companion))
}

/// A sink for statements that are read for what they declare.
pub(super) struct Nowhere;

impl BatchSink for Nowhere {
    fn table(&mut self, _name: &str) -> TableId {
        TableId(0)
    }

    fn column(&mut self, _table: TableId, _spec: &ColumnSpec) -> ColumnId {
        ColumnId(0)
    }

    fn batch(&mut self, _table: TableId, _batch: &Batch<'_>) -> Flow {
        Flow::Continue(())
    }

    fn text(&mut self, _piece: &[u8], _span: Range<usize>, _class: TextClass) -> Flow {
        Flow::Continue(())
    }

    fn decoded_text(&mut self, _text: &[u8], _span: Range<usize>) -> Flow {
        Flow::Continue(())
    }

    fn unpacked(&mut self, _bytes: u64) -> u64 {
        0
    }

    fn diagnostic(&mut self, _severity: Severity, _reason: Reason, _offset: usize, _message: &str) {}
}

/// The last step of a name.
fn last(name: &str) -> &str {
    name.rsplit(['/', '\\', '!']).next().unwrap_or_default()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head<'a>(name: &'a str, bytes: &'a [u8]) -> Head<'a> {
        Head { bytes, is_whole: true, name, companion: None }
    }

    #[test]
    fn companions_are_told_by_name() {
        let of_rows = |name: &str| of_rows(&head(name, b"1\ta\n"));
        let of_statements = |name: &str| of_statements(&head(name, b"INSERT INTO t VALUES (1);\n"));
        assert_eq!(of_rows("/dump/3349.dat"), ["toc.dat"]);
        assert_eq!(of_rows("/dump/3349.dat.gz!3349.dat"), ["toc.dat"]);
        assert_eq!(of_rows("a.tar!tab/users.txt"), ["users.sql"]);
        assert_eq!(of_statements("d/crm.users.sql"), ["crm.users-schema.sql"]);
        assert_eq!(of_statements("d/crm.users.00001.sql"), ["crm.users-schema.sql"]);
        assert_eq!(of_statements("d/crm.users.00001.2.sql"), ["crm.users-schema.sql"]);
        assert_eq!(of_statements("d/3349.dat"), ["toc.dat"]);
        for name in ["users.sql", "toc.dat", "notes", ".txt", "x.dat"] {
            assert!(of_statements(name).is_empty() && of_rows(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn delimited_rows_have_companions_and_headings_have_none() {
        let of_values = |name: &str, bytes: &[u8]| of_values(&head(name, bytes));
        assert_eq!(of_values("tab/users.txt", b"1,\"Ann\",x\n"), ["users.sql", "users.ctl"]);
        assert_eq!(of_values("users.dat", b"\"1\"|Ann|x\n"), ["users.sql", "users.ctl"]);
        for (name, row) in [
            ("users.csv", "id,name,ssn\n"),
            ("a.txt", "Dear Ann, this, too\n"),
            ("a.txt", "1 day\n"),
            ("a.log", "1,2,3\n"),
        ] {
            assert!(of_values(name, row.as_bytes()).is_empty(), "{name}");
        }
    }

    #[test]
    fn a_control_file_names_fields() {
        let control = "OPTIONS (SKIP=1)\nLOAD DATA INFILE 'u.dat' INTO TABLE u WHEN (a = '1') FIELDS TERMINATED BY ',' TRAILING NULLCOLS\n(id, \"NAME\" CHAR(40), born DATE \"YYYY,MM\",\n ssn)\n";
        assert_eq!(names_of_control(control.as_bytes()).unwrap(), ["id", "NAME", "born", "ssn"]);
        for text in [
            "CREATE TABLE t (a int);",
            "LOAD DATA INFILE 'x'",
            "LOAD DATA INTO TABLE t",
            "LOAD DATA INTO TABLE t )",
            "",
        ] {
            assert_eq!(names_of_control(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn prose_has_no_companions() {
        assert!(of_rows(&head("readme.txt", b"Read this\tfirst.\n")).len() == 1);
        assert!(of_rows(&head("readme.txt", b"Read this first.\n\tThen that.\n")).is_empty());
    }
}
