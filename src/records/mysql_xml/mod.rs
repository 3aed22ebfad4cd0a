//! Format `mysql_xml`: what `mysqldump --xml` and `mysql --xml` write.
//!
//! ```text
//! <database name="crm">
//!   <table_structure name="users"><field Field="id" Type="int(11)" ... />...</table_structure>
//!   <table_data name="users">
//!   <row>
//!     <field name="id">1</field>
//!     <field name="note" xsi:nil="true" />
//!     <field name="key" xsi:type="xs:hexBinary">536861</field>       with --hex-blob
//!   </row>
//! ```
//!
//! Both write one tag a line, and nothing but a value ever holds another line. So rows are found by their tags, and no
//! XML is parsed that these programs do not write. Types are learned from the structures in the head of the source; what is
//! between rows is text.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::sql_dump::push_hex;
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass};
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, Escape, TableId};

/// The format.
#[derive(Debug)]
pub struct MysqlXml;

impl Format for MysqlXml {
    fn name(&self) -> &'static str {
        "mysql_xml"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.count(b'<') > 1
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        const LEN: usize = 1024;
        let start = head.bytes.get(..head.bytes.len().min(LEN))?;
        let is_dump = memchr::memmem::find(start, b"<mysqldump").is_some()
            || memchr::memmem::find(start, b"<resultset statement=").is_some();
        let is_xml = start.trim_ascii_start().starts_with(b"<");
        (is_dump && is_xml).then(|| Box::new(XmlReader { types: Arc::new(types(head.bytes)) }) as Box<dyn Reader>)
    }
}

/// Types of columns, by table and column.
type Types = BTreeMap<(String, String), String>;

fn types(head: &[u8]) -> Types {
    const TYPES_MAX: usize = 100_000;
    let mut types = BTreeMap::new();
    let mut table = String::new();
    for line in head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_start).take(TYPES_MAX) {
        if line.starts_with(b"<table_structure ") {
            table = attribute(line, b"name").unwrap_or_default();
        } else if line.starts_with(b"<field Field=")
            && let (Some(name), Some(sql_type)) = (attribute(line, b"Field"), attribute(line, b"Type"))
        {
            types.insert((table.clone(), name), sql_type.to_lowercase());
        }
    }
    types
}

/// The value of an attribute of the tag at the start of `tag`.
fn attribute(tag: &[u8], name: &[u8]) -> Option<String> {
    let mark = [b" ", name, b"=\""].concat();
    let start = memchr::memmem::find(tag, &mark)? + mark.len();
    let rest = tag.get(start..)?;
    let len = memchr::memchr(b'"', rest)?;
    let mut value = Vec::new();
    unescape(rest.get(..len)?, &mut value);
    Some(String::from_utf8_lossy(&value).into_owned())
}

/// Undoes the entities of XML.
fn unescape(text: &[u8], out: &mut Vec<u8>) {
    const ENTITY_LEN_MAX: usize = 10;
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, b""));
        out.extend_from_slice(before);
        let len = after.iter().take(ENTITY_LEN_MAX).position(|&byte| byte == b';');
        let decoded = len.and_then(|len| after.get(1..len)).and_then(entity);
        match (decoded, len) {
            (Some(char), Some(len)) => {
                out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
                rest = after.get(len + 1..).unwrap_or_default();
            }
            _ => {
                out.push(b'&');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    out.extend_from_slice(rest);
}

fn entity(name: &[u8]) -> Option<char> {
    match name {
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"amp" => Some('&'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        [b'#', b'x' | b'X', digits @ ..] => {
            char::from_u32(u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?)
        }
        [b'#', digits @ ..] => char::from_u32(std::str::from_utf8(digits).ok()?.parse().ok()?),
        _ => None,
    }
}

#[derive(Debug)]
struct XmlReader {
    types: Arc<Types>,
}

const ROW_START: &[u8] = b"<row>";
const ROW_END: &[u8] = b"</row>";

impl Reader for XmlReader {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let rest = bytes.get(len_wanted.min(bytes.len())..)?;
        let cut = len_wanted + memchr::memmem::find(rest, ROW_END)? + ROW_END.len();
        let name = last_table(bytes.get(..cut)?);
        Some((
            cut,
            name.map_or_else(|| if *state == State::Start { State::Between } else { state.clone() }, State::Inside),
        ))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let name = if let State::Inside(name) = piece.state { Arc::clone(name) } else { "".into() };
        let mut reading = Reading {
            bytes: piece.bytes,
            types: &self.types,
            sink,
            name,
            open: None,
            buf: BatchBuf::default(),
            is_stopped: false,
        };
        let mut at = 0;
        while let Some(end) = row_end(piece.bytes, at).filter(|_| !reading.is_stopped) {
            reading.row(at, end);
            at = end;
        }
        if (piece.at_end || piece.must_consume && at == 0) && !reading.is_stopped {
            reading.between(at, piece.bytes.len());
            at = piece.bytes.len();
        }
        reading.flush();
        if at == 0 {
            return Consumed { len: 0, state: piece.state.clone() };
        }
        let is_known =
            last_table(piece.bytes.get(..at).unwrap_or_default()).is_some() || matches!(piece.state, State::Inside(_));
        Consumed { len: at, state: if is_known { State::Inside(reading.name) } else { State::Between } }
    }
}

/// One past the next row.
fn row_end(bytes: &[u8], from: usize) -> Option<usize> {
    Some(from + memchr::memmem::find(bytes.get(from..)?, ROW_END)? + ROW_END.len())
}

/// The table whose data began last.
fn last_table(bytes: &[u8]) -> Option<Arc<str>> {
    let at = memchr::memmem::rfind(bytes, b"<table_data ")?;
    attribute(bytes.get(at..)?, b"name").map(Arc::from)
}

/// A table of the sink.
struct Open {
    id: TableId,
    columns: BTreeMap<Vec<u8>, ColumnId>,
}

/// A piece while it is read.
struct Reading<'a, 's> {
    bytes: &'a [u8],
    types: &'a Types,
    sink: &'s mut dyn BatchSink,
    name: Arc<str>,
    open: Option<Open>,
    buf: BatchBuf,
    is_stopped: bool,
}

impl Reading<'_, '_> {
    /// Reads what stands between two rows, and the row that ends at `end`.
    fn row(&mut self, from: usize, end: usize) {
        let bytes = self.bytes.get(from..end).unwrap_or_default();
        let start = from + memchr::memmem::rfind(bytes, ROW_START).unwrap_or(bytes.len() - ROW_END.len());
        self.between(from, start);
        let mut at = start;
        while let Some(field) = self.field(at, end) {
            at = field;
        }
        if self.buf.record_ends.last().map_or(0, |&end| end as usize) < self.buf.cells.len() {
            self.buf.end_record();
        }
        if self.buf.is_full() {
            self.flush();
        }
    }

    /// Takes the field whose tag comes next. Gives one past it.
    fn field(&mut self, from: usize, end: usize) -> Option<usize> {
        const FIELD: &[u8] = b"<field name=\"";
        let bytes = self.bytes.get(..end)?;
        let name_start = from + memchr::memmem::find(bytes.get(from..)?, FIELD)? + FIELD.len();
        let name_end = name_start + memchr::memchr(b'"', bytes.get(name_start..)?)?;
        let tag_end = name_end + memchr::memchr(b'>', bytes.get(name_end..)?)?;
        if bytes.get(tag_end - 1) == Some(&b'/') {
            // NULL.
            return Some(tag_end + 1);
        }
        let value_end = tag_end + 1 + memchr::memmem::find(bytes.get(tag_end + 1..)?, b"</field>")?;
        let column = self.column(name_start..name_end);
        let is_hexadecimal = memchr::memmem::find(bytes.get(name_end..tag_end)?, b"xs:hexBinary").is_some();
        if is_hexadecimal {
            push_hex(self.bytes, &mut self.buf, tag_end + 1..value_end, column.0);
        } else {
            self.push(column, tag_end + 1..value_end);
        }
        Some(value_end)
    }

    fn column(&mut self, name: Range<usize>) -> ColumnId {
        let raw = self.bytes.get(name).unwrap_or_default();
        let open = self.open.get_or_insert_with(|| Open { id: self.sink.table(&self.name), columns: BTreeMap::new() });
        if let Some(&column) = open.columns.get(raw) {
            return column;
        }
        let mut name = Vec::new();
        unescape(raw, &mut name);
        let name = String::from_utf8_lossy(&name).into_owned();
        let sql_type = self.types.get(&(self.name.to_string(), name.clone())).cloned();
        let column = self.sink.column(open.id, &ColumnSpec { name, is_named: true, sql_type });
        open.columns.insert(raw.to_vec(), column);
        column
    }

    fn push(&mut self, column: ColumnId, span: Range<usize>) {
        let raw = self.bytes.get(span.clone()).unwrap_or_default();
        let mut cell = Cell::borrowed(column, offset(span.start)..offset(span.end));
        if memchr::memchr(b'&', raw).is_some() {
            let start = self.buf.arena.len();
            unescape(raw, &mut self.buf.arena);
            cell.value = offset(start);
            cell.value_len = offset(self.buf.arena.len() - start);
            cell.escape = Escape::Opaque;
        }
        self.buf.cells.push(cell);
    }

    /// Takes what is not in rows; it may begin another table.
    fn between(&mut self, from: usize, to: usize) {
        let bytes = self.bytes.get(from..to).unwrap_or_default();
        if let Some(name) = last_table(bytes) {
            self.flush();
            self.open = None;
            self.name = name;
        }
        if bytes.iter().any(|byte| !byte.is_ascii_whitespace()) {
            self.is_stopped |= self.sink.text(self.bytes, from..to, TextClass::Structure).is_break();
        }
    }

    fn flush(&mut self) {
        self.buf.drop_open_record();
        if let Some(open) = self.open.as_ref().filter(|_| !self.buf.record_ends.is_empty()) {
            let flow: Flow = self.sink.batch(open.id, &self.buf.as_batch(self.bytes));
            self.is_stopped |= flow.is_break();
        }
        self.buf.clear();
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{assert_cuts_agree, head_of, read_whole};
    use proptest::prelude::*;

    const DUMP: &str = "<?xml version=\"1.0\"?>\n<mysqldump xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n<database name=\"crm\">\n\t<table_structure name=\"users\">\n\t\t<field Field=\"id\" Type=\"int(11)\" Null=\"NO\" />\n\t\t<field Field=\"name\" Type=\"varchar(40)\" />\n\t</table_structure>\n\t<table_data name=\"users\">\n\t<row>\n\t\t<field name=\"id\">1</field>\n\t\t<field name=\"name\">Ann &amp; &lt;Bob&gt;</field>\n\t</row>\n\t<row>\n\t\t<field name=\"id\">2</field>\n\t\t<field name=\"name\" xsi:nil=\"true\" />\n\t</row>\n\t</table_data>\n\t<table_data name=\"notes\">\n\t<row>\n\t\t<field name=\"note\">two\nlines &#65;</field>\n\t</row>\n\t</table_data>\n</database>\n</mysqldump>\n";

    #[test]
    fn rows_are_records_of_their_tables() {
        let reader = MysqlXml.open(&head_of(DUMP.as_bytes())).unwrap();
        let found = read_whole(&*reader, DUMP.as_bytes());
        assert_eq!(found.rows(), [vec!["1", "Ann & <Bob>"], vec!["2"], vec!["two\nlines A"]]);
        let tables: Vec<_> = found.records.iter().map(|(table, _)| table.as_str()).collect();
        assert_eq!(tables, ["users", "users", "notes"]);
        assert_eq!(found.columns["users"][1].sql_type.as_deref(), Some("varchar(40)"));
        assert_cuts_agree(&*reader, DUMP.as_bytes());
    }

    #[test]
    fn bytes_in_hexadecimal_digits_are_what_they_stand_for() {
        let field = "<field name=\"name\" xsi:type=\"xs:hexBinary\">416E6E204F776E</field>";
        let dump = DUMP.replace("<field name=\"name\" xsi:nil=\"true\" />", field);
        let found = read_whole(&*MysqlXml.open(&head_of(dump.as_bytes())).unwrap(), dump.as_bytes());
        assert_eq!(found.rows()[1], ["2", "Ann Own"]);
    }

    #[test]
    fn other_xml_is_left_to_others() {
        for text in ["<?xml version=\"1.0\"?><rows><row/></rows>", "mysqldump <mysqldump", ""] {
            assert!(MysqlXml.open(&head_of(text.as_bytes())).is_none());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn mutated_dumps_are_read(cut in any::<prop::sample::Index>(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..10)) {
            let mut source = DUMP.as_bytes().to_vec();
            for (at, byte) in changes {
                let at = at.index(source.len());
                source[at] = byte;
            }
            source.truncate(cut.index(source.len() + 1));
            if let Some(reader) = MysqlXml.open(&head_of(&source)) {
                let found = read_whole(&*reader, &source);
                prop_assert!(found.records.len() <= 3);
                assert_cuts_agree(&*reader, &source);
            }
        }
    }
}
