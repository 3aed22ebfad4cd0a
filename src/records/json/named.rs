//! Records that are arrays, and the array that names their columns: the first of them (`[["id","name"],[1,"Ann"]]`, or one on
//! each line), or one beside them (`{"columns":["id","name"],"data":[[1,"Ann"]]}`).

use std::ops::Range;

use crate::batch::{Batch, ColumnId, ColumnSpec, TableId};
use crate::config::Limits;
use crate::error::{Reason, Severity};
use crate::records::{BatchSink, Flow, Head, TextClass, header};

/// What tables of arrays are called beside their names.
const TABLES: [&str; 4] = ["data", "rows", "values", "records"];
/// The keys of those names.
const KEYS: [&[u8]; 4] = [b"\"columns\"", b"\"fields\"", b"\"headers\"", b"\"header\""];
/// Arrays that are compared with the first one.
const ROWS_MAX: usize = 20;
/// Names that are taken.
const NAMES_MAX: usize = 2_000;

/// The names of columns.
#[derive(Debug)]
pub(super) struct Names {
    names: Vec<String>,
    /// They are the first record of the source.
    is_first: bool,
}

impl Names {
    /// Those that `head` has.
    pub(super) fn of(head: &Head<'_>) -> Option<Self> {
        let bytes = head.bytes.trim_ascii_start();
        let (names, is_first) = match bytes {
            [b'[', ..] => (first_of(bytes)?, true),
            [b'{', ..] => (beside(bytes)?, false),
            _ => return None,
        };
        ((2..=NAMES_MAX).contains(&names.len())).then_some(Self { names, is_first })
    }

    /// Whether they name the columns of the table `name`.
    fn name_table(&self, name: &str) -> bool {
        match self.is_first {
            true => name.is_empty(),
            false => name.rsplit('.').next().is_some_and(|last| TABLES.contains(&last)),
        }
    }

    /// The name of the column that is called `[3]` without.
    fn of_place(&self, column: &str) -> Option<&String> {
        let place = column.strip_prefix('[')?.strip_suffix(']')?;
        self.names.get(place.parse::<usize>().ok()?)
    }
}

/// The value at the start of `bytes`, and how long it is.
fn value_of<'b, T: serde::Deserialize<'b>>(bytes: &'b [u8]) -> Option<(T, usize)> {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<T>();
    let value = values.next()?.ok()?;
    Some((value, values.byte_offset()))
}

/// The names in the first of several arrays.
fn first_of(bytes: &[u8]) -> Option<Vec<String>> {
    let mut rest = bytes;
    if let [b'[', inner @ ..] = bytes
        && inner.trim_ascii_start().first() == Some(&b'[')
    {
        rest = inner.trim_ascii_start();
    }
    let (names, len) = value_of::<Vec<String>>(rest)?;
    rest = rest.get(len..)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while rows.len() < ROWS_MAX {
        rest = rest.trim_ascii_start();
        rest = rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start();
        let Some((row, len)) = value_of::<Vec<serde_json::Value>>(rest) else { break };
        if row.iter().any(|value| value.is_object() || value.is_array()) {
            return None;
        }
        let text = |value: &serde_json::Value| match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        rows.push(row.iter().map(text).collect());
        rest = rest.get(len..)?;
    }
    let first: Vec<&[u8]> = names.iter().map(|name| name.as_bytes()).collect();
    let rows: Vec<Vec<&[u8]>> = rows.iter().map(|row| row.iter().map(|value| value.as_bytes()).collect()).collect();
    header::is_header(&first, &rows).then(|| shown(&first))
}

/// The names in an array that stands beside the records.
fn beside(bytes: &[u8]) -> Option<Vec<String>> {
    KEYS.iter().find_map(|key| {
        let mut found = memchr::memmem::find_iter(bytes, key);
        let at = found.next()? + key.len();
        // Of several nobody knows whose they are.
        if found.next().is_some() {
            return None;
        }
        let list = bytes.get(at..)?.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
        let (names, _) = value_of::<Vec<String>>(list)?;
        let names: Vec<&[u8]> = names.iter().map(|name| name.as_bytes()).collect();
        header::may_be_header(&names).then(|| shown(&names))
    })
}

fn shown(names: &[&[u8]]) -> Vec<String> {
    header::named_columns(names.iter().copied()).into_iter().map(|spec| spec.name).collect()
}

/// A sink to which columns are called by their names.
pub(super) struct Named<'s> {
    pub(super) sink: &'s mut dyn BatchSink,
    names: &'s Names,
    /// The tables whose columns have them.
    tables: Vec<TableId>,
    /// The first record is still to come, and is none.
    awaits_names: bool,
}

impl<'s> Named<'s> {
    /// `is_start` says that the piece begins the source.
    pub(super) fn new(sink: &'s mut dyn BatchSink, names: &'s Names, is_start: bool) -> Self {
        Self { sink, names, tables: Vec::new(), awaits_names: names.is_first && is_start }
    }
}

impl BatchSink for Named<'_> {
    fn table(&mut self, name: &str) -> TableId {
        let table = self.sink.table(name);
        if self.names.name_table(name) && !self.tables.contains(&table) {
            self.tables.push(table);
        }
        table
    }

    fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId {
        match self.names.of_place(&spec.name).filter(|_| self.tables.contains(&table)) {
            Some(name) => self.sink.column(table, &ColumnSpec { name: name.clone(), is_named: true, ..spec.clone() }),
            None => self.sink.column(table, spec),
        }
    }

    fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow {
        let is_first = self.tables.contains(&table) && std::mem::take(&mut self.awaits_names);
        let Some((&len, others)) = batch.record_ends.split_first().filter(|_| is_first) else {
            return self.sink.batch(table, batch);
        };
        let (names, cells) = batch.cells.split_at_checked(len as usize).unwrap_or((batch.cells, &[]));
        for cell in names {
            self.sink.text(batch.bytes, cell.start as usize..cell.end as usize, TextClass::Structure)?;
        }
        let record_ends: Vec<u32> = others.iter().map(|end| end - len).collect();
        self.sink.batch(table, &Batch { bytes: batch.bytes, arena: batch.arena, cells, record_ends: &record_ends })
    }

    fn text(&mut self, piece: &[u8], span: Range<usize>, class: TextClass) -> Flow {
        self.sink.text(piece, span, class)
    }

    fn decoded_text(&mut self, text: &[u8], span: Range<usize>) -> Flow {
        self.sink.decoded_text(text, span)
    }

    fn decoded_text_of(&mut self, text: &[u8], raw: &[u8], span: Range<usize>) -> Flow {
        self.sink.decoded_text_of(text, raw, span)
    }

    fn depth(&self) -> usize {
        self.sink.depth()
    }

    fn limits(&self) -> Limits {
        self.sink.limits()
    }

    fn unpacked(&mut self, bytes: u64) -> u64 {
        self.sink.unpacked(bytes)
    }

    fn unread(&mut self, span: Range<usize>, reason: Reason) {
        self.sink.unread(span, reason);
    }

    fn diagnostic(&mut self, severity: Severity, reason: Reason, offset: usize, message: &str) {
        self.sink.diagnostic(severity, reason, offset, message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Json;
    use crate::records::Format;
    use crate::records::testing::{Collector, head_of, read_whole};

    fn read(source: &str) -> Collector {
        read_whole(&*Json.open(&head_of(source.as_bytes())).expect("this is JSON"), source.as_bytes())
    }

    #[test]
    fn arrays_are_named_by_the_first_of_them_or_by_one_beside_them() {
        let (names, ann, bob) =
            (r#"["id","ssn","name"]"#, r#"[1,"536-22-8713","Ann Lee"]"#, r#"[2,"536-22-8714","Bob Ray"]"#);
        for source in [
            format!("[{names},{ann},\n {bob}]"),
            format!("{names}\n{ann}\n{bob}\n"),
            format!("{{\"columns\":{names},\"index\":[0,1],\"data\":[{ann},{bob}]}}"),
        ] {
            let found = read(&source);
            let rows: Vec<_> = found.records.iter().filter(|(_, cells)| cells.len() == 3).collect();
            assert_eq!(rows.len(), 2, "{source}");
            for (_, cells) in &rows {
                let columns: Vec<_> = cells.iter().map(|(name, _)| name.as_str()).collect();
                assert_eq!(columns, ["id", "ssn", "name"], "{source}");
            }
            assert_eq!(rows[0].1[1].1, "536-22-8713");
        }
    }

    #[test]
    fn a_first_record_of_values_names_nothing() {
        let found = read(r#"[["Ann Lee","536-22-8713"],["Bob Ray","536-22-8714"]]"#);
        assert_eq!(found.records.len(), 2);
        assert_eq!(found.column_names(), ["[0]", "[1]"]);
    }
}
