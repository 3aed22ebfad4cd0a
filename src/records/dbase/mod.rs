//! Format `dbase`: tables of dBASE III and IV, of `FoxPro` and Visual `FoxPro`, and the attributes of shapefiles (`.dbf`).
//!
//! ```text
//! version, date (3), count of records (4), length of the header (2), length of a record (2), ...
//! fields, from byte 32 on: name (11), type, ..., length (byte 16), ...   up to 0D
//! records: a blank, or an asterisk where the record was deleted, and the fields one after another
//! ```
//!
//! Records that were deleted are there until the file is packed: they stand in the table `(deleted)`. Text is in the
//! character set that byte 29 names; where it is not ASCII it is taken as Windows-1252, 1250 or 1251.
//!
//! Departures: memo fields hold the number of a block in another file, and nothing is looked up there.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass};
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, Escape, TableId};
use crate::error::{Reason, Severity};

/// The format.
#[derive(Debug)]
pub struct Dbase;

impl Format for Dbase {
    fn name(&self) -> &'static str {
        "dbase"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn may_be(&self, census: &Census) -> bool {
        census.count(0x0D) > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        Table::of(head.bytes).map(|table| Box::new(table) as Box<dyn Reader>)
    }
}

/// A field of each record.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Field {
    spec: ColumnSpec,
    kind: u8,
    /// Its place within a record.
    span: Range<usize>,
}

/// What the header says.
#[derive(Clone)]
struct Table {
    fields: Vec<Field>,
    header_len: usize,
    record_len: usize,
    /// Records that the header states.
    stated: u32,
    encoding: &'static encoding_rs::Encoding,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table").field("fields", &self.fields.len()).finish_non_exhaustive()
    }
}

impl Table {
    fn of(head: &[u8]) -> Option<Self> {
        const FIELDS_AT: usize = 32;
        const FIELD_LEN: usize = 32;
        let (&version, &month, &day) = (head.first()?, head.get(2)?, head.get(3)?);
        let is_version =
            matches!(version, 0x02 | 0x03 | 0x04 | 0x05 | 0x30..=0x32 | 0x43 | 0x63 | 0x83 | 0x8B | 0x8E | 0xCB | 0xF5);
        let header_len = usize::from(u16::from_le_bytes(*head.get(8..)?.first_chunk()?));
        let record_len = usize::from(u16::from_le_bytes(*head.get(10..)?.first_chunk()?));
        if !is_version || month > 12 || day > 31 || header_len <= FIELDS_AT || record_len < 2 {
            return None;
        }
        let mut fields = Vec::new();
        let mut end = 1;
        for descriptor in head.get(FIELDS_AT..header_len)?.chunks_exact(FIELD_LEN) {
            if descriptor.first() == Some(&0x0D) {
                break;
            }
            let field = field(descriptor, end, fields.len())?;
            end = field.span.end;
            fields.push(field);
        }
        let encoding = match head.get(29)? {
            0xC8 | 0x64 => encoding_rs::WINDOWS_1250,
            0xC9 | 0x65 | 0x26 => encoding_rs::WINDOWS_1251,
            _ => encoding_rs::WINDOWS_1252,
        };
        let stated = u32::from_le_bytes(*head.get(4..)?.first_chunk()?);
        let is_table = !fields.is_empty() && end <= record_len;
        is_table.then_some(Self { fields, header_len, record_len, stated, encoding })
    }

    /// Why a table is not complete that ends with these bytes, read up to `at`, if that can be told: the records that were
    /// read in earlier pieces are not known.
    fn cut(&self, bytes: &[u8], at: usize, is_whole: bool) -> Option<&'static str> {
        let rest = bytes.get(at..).unwrap_or_default();
        let is_within_record = matches!(rest.first(), Some(b' ' | b'*')) && rest.len() < self.record_len;
        let records = at.saturating_sub(self.header_len) / self.record_len;
        let is_short = is_whole && rest.len() < self.record_len && records < self.stated as usize;
        match (is_within_record, is_short) {
            (true, _) => Some("the table ends within a record"),
            (_, true) => Some("the header states more records than there are: the table is cut"),
            _ => None,
        }
    }

    fn record(&self, bytes: &[u8], at: usize, columns: &[ColumnId], buf: &mut BatchBuf) {
        for (field, &column) in self.fields.iter().zip(columns) {
            let span = at + field.span.start..at + field.span.end;
            let raw = bytes.get(span.clone()).unwrap_or_default();
            match field.kind {
                b'I' | b'+' | b'B' | b'T' | b'@' | b'Y' | b'O'
                    if !raw.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') =>
                {
                    if let Some(number) = number(field.kind, raw) {
                        push(buf, column, &span, number.as_bytes());
                    }
                }
                _ => self.text(raw, &span, column, buf),
            }
        }
        buf.end_record();
    }

    fn text(&self, raw: &[u8], span: &Range<usize>, column: ColumnId, buf: &mut BatchBuf) {
        let is_pad = |byte: &u8| matches!(byte, b' ' | 0);
        let lead = raw.iter().take_while(|byte| is_pad(byte)).count();
        let tail = raw.iter().rev().take_while(|byte| is_pad(byte)).count();
        // A field of blanks stands for a missing value.
        let Some(value) = raw.get(lead..raw.len().saturating_sub(tail)).filter(|value| !value.is_empty()) else {
            return;
        };
        let span = span.start + lead..span.start + lead + value.len();
        if value.is_ascii() || std::str::from_utf8(value).is_ok() {
            buf.cells.push(Cell::borrowed(column, offset(span.start)..offset(span.end)));
        } else {
            let (text, _) = self.encoding.decode_without_bom_handling(value);
            push(buf, column, &span, text.as_bytes());
        }
    }
}

fn field(descriptor: &[u8], start: usize, index: usize) -> Option<Field> {
    let name: Vec<u8> = descriptor.get(..11)?.iter().copied().take_while(|&byte| byte != 0).collect();
    let kind = *descriptor.get(11)?;
    let mut len = usize::from(*descriptor.get(16)?);
    if kind == b'C' {
        // Clipper keeps the upper byte of long lengths where others have decimals.
        len |= usize::from(*descriptor.get(17)?) << 8;
    }
    let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic() || *byte >= 0x80 || *byte == b' ');
    if !is_name || !(kind.is_ascii_alphanumeric() || matches!(kind, b'@' | b'+')) || len == 0 {
        return None;
    }
    let sql_type = match kind {
        b'C' | b'V' => Some(format!("varchar({len})")),
        b'N' | b'F' => Some("numeric".to_owned()),
        b'D' => Some("date".to_owned()),
        b'I' | b'+' => Some("integer".to_owned()),
        b'L' => Some("boolean".to_owned()),
        b'T' | b'@' => Some("timestamp".to_owned()),
        b'B' | b'O' => Some("double".to_owned()),
        _ => None,
    };
    let name = String::from_utf8_lossy(&name).trim().to_owned();
    let name = if name.is_empty() { format!("column_{}", index + 1) } else { name };
    Some(Field { spec: ColumnSpec { name, is_named: true, sql_type }, kind, span: start..start + len })
}

/// A number in binary.
fn number(kind: u8, raw: &[u8]) -> Option<String> {
    match kind {
        b'I' | b'+' => Some(i32::from_le_bytes(*raw.first_chunk()?).to_string()),
        b'B' | b'O' => Some(format!("{:?}", f64::from_le_bytes(*raw.first_chunk()?))),
        b'Y' => {
            // Ten-thousandths.
            let number = i64::from_le_bytes(*raw.first_chunk()?);
            let sign = if number < 0 { "-" } else { "" };
            Some(format!("{sign}{}.{:04}", number.unsigned_abs() / 10_000, number.unsigned_abs() % 10_000))
        }
        _ => None,
    }
}

fn push(buf: &mut BatchBuf, column: ColumnId, span: &Range<usize>, value: &[u8]) {
    let start = buf.arena.len();
    buf.arena.extend_from_slice(value);
    buf.cells.push(Cell {
        start: offset(span.start),
        end: offset(span.end),
        value: offset(start),
        value_len: offset(value.len()),
        column,
        escape: Escape::Opaque,
    });
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A table of the sink.
struct Open {
    id: TableId,
    columns: Vec<ColumnId>,
    buf: BatchBuf,
}

impl Open {
    fn new(name: &str, fields: &[Field], sink: &mut dyn BatchSink) -> Self {
        let id = sink.table(name);
        let mut columns = Vec::new();
        for (index, field) in fields.iter().enumerate() {
            let is_repeated = fields.iter().take(index).any(|known| known.spec.name == field.spec.name);
            let mut spec = field.spec.clone();
            if is_repeated {
                spec.name = format!("{}#{}", spec.name, index + 1);
            }
            columns.push(sink.column(id, &spec));
        }
        Self { id, columns, buf: BatchBuf::default() }
    }

    fn flush(&mut self, bytes: &[u8], sink: &mut dyn BatchSink) -> Flow {
        let flow = sink.batch(self.id, &self.buf.as_batch(bytes));
        self.buf.clear();
        flow
    }
}

impl Reader for Table {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let start = if *state == State::Start { self.header_len } else { 0 };
        let records = len_wanted.checked_sub(start)? / self.record_len;
        let len = start + records * self.record_len;
        (len > 0 && len < bytes.len()).then_some((len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        const END_MARK: u8 = 0x1A;
        let bytes = piece.bytes;
        let mut at = if *piece.state == State::Start { self.header_len } else { 0 };
        if at > bytes.len() && !piece.at_end {
            return Consumed { len: 0, state: State::Start };
        }
        at = at.min(bytes.len());
        let mut live = Open::new("", &self.fields, sink);
        let mut deleted: Option<Open> = None;
        let mut is_stopped = false;
        while let Some(record) = bytes.get(at..at + self.record_len).filter(|_| !is_stopped) {
            let open = match record.first() {
                Some(b'*') => deleted.get_or_insert_with(|| Open::new("(deleted)", &self.fields, sink)),
                Some(b' ') => &mut live,
                _ => break,
            };
            self.record(bytes, at, &open.columns, &mut open.buf);
            at += self.record_len;
            if open.buf.is_full() {
                is_stopped |= open.flush(bytes, sink).is_break();
            }
        }
        for mut open in [Some(live), deleted].into_iter().flatten().filter(|open| !open.buf.record_ends.is_empty()) {
            is_stopped |= open.flush(bytes, sink).is_break();
        }
        let is_broken = bytes.get(at).is_some_and(|&byte| !matches!(byte, b' ' | b'*'));
        if piece.at_end || is_broken || piece.must_consume && at == 0 {
            if let Some(message) = self.cut(bytes, at, *piece.state == State::Start).filter(|_| piece.at_end) {
                sink.diagnostic(Severity::Error, Reason::NotUnderstood, at, message);
                // What is missing is behind the end.
                sink.unread(bytes.len()..bytes.len(), Reason::NotUnderstood);
            }
            let rest = bytes.get(at..).unwrap_or_default();
            if !rest.is_empty() && rest != [END_MARK] && !is_stopped {
                // Nothing follows that the sink could stop.
                let _: Flow = sink.text(bytes, at..bytes.len(), TextClass::Binary);
            }
            at = bytes.len();
        }
        if at == 0 {
            return Consumed { len: 0, state: piece.state.clone() };
        }
        Consumed { len: at, state: State::Between }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{assert_cuts_agree_by_table, head_of, read_whole};
    use proptest::prelude::*;

    /// A table of three fields and three records, the second deleted.
    fn table() -> Vec<u8> {
        let mut bytes = vec![0x03, 121, 8, 17, 3, 0, 0, 0, 129, 0, 29, 0];
        bytes.resize(32, 0);
        for (name, kind, len) in [("NAME", b'C', 12u8), ("SSN", b'C', 11), ("BORN", b'D', 5)] {
            let mut field = name.as_bytes().to_vec();
            field.resize(11, 0);
            field.extend([kind, 0, 0, 0, 0, len]);
            field.resize(32, 0);
            bytes.extend(field);
        }
        bytes.push(0x0D);
        for (mark, name, ssn) in [
            (b' ', b"Ann Example ", b"219-09-9999"),
            (b'*', b"Bob         ", b"219-09-9998"),
            (b' ', b"M\xFCller      ", b"           "),
        ] {
            bytes.push(mark);
            bytes.extend(name);
            bytes.extend(ssn);
            bytes.extend(b"19800");
        }
        bytes.push(0x1A);
        bytes
    }

    #[test]
    fn a_table_is_the_same_wherever_it_is_cut() {
        let source = table();
        assert_cuts_agree_by_table(&*Dbase.open(&head_of(&source)).unwrap(), &source);
    }

    #[test]
    fn records_have_trimmed_fields_and_deleted_ones_are_marked() {
        let source = table();
        let reader = Dbase.open(&head_of(&source)).unwrap();
        let found = read_whole(&*reader, &source);
        assert_eq!(
            found.rows().concat(),
            ["Ann Example", "219-09-9999", "19800", "Müller", "19800", "Bob", "219-09-9998", "19800"]
        );
        assert_eq!(found.column_names(), ["NAME", "SSN", "BORN"]);
        assert_eq!(found.records[2].0, "(deleted)");
        assert!(found.texts.is_empty());
        assert_eq!(&source[found.cell_spans[1].clone()], b"219-09-9999");
        assert!(Dbase.open(&head_of(&source[..100])).is_none());
    }

    #[test]
    fn a_table_that_is_cut_says_so() {
        let source = table();
        assert!(read_whole(&*Dbase.open(&head_of(&source)).unwrap(), &source).diagnostics.is_empty());
        let reader = Dbase.open(&head_of(&source)).unwrap();
        let record_len = usize::from(u16::from_le_bytes([source[10], source[11]]));
        for cut in [2, record_len, record_len + 3] {
            let found = read_whole(&*reader, &source[..source.len() - cut]);
            assert_eq!((found.diagnostics.len(), found.unread.len()), (1, 1), "{cut}");
        }
    }

    #[test]
    fn numbers_in_binary_are_written_out() {
        assert_eq!(number(b'I', &(-5i32).to_le_bytes()).as_deref(), Some("-5"));
        assert_eq!(number(b'Y', &12_345i64.to_le_bytes()).as_deref(), Some("1.2345"));
        assert_eq!(number(b'B', &1.5f64.to_le_bytes()).as_deref(), Some("1.5"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn mutated_tables_are_read(cut in any::<prop::sample::Index>(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..10)) {
            let mut source = table();
            for (at, byte) in changes {
                let at = at.index(source.len());
                source[at] = byte;
            }
            source.truncate(cut.index(source.len() + 1));
            if let Some(reader) = Dbase.open(&head_of(&source)) {
                read_whole(&*reader, &source);
            }
        }
    }
}
