//! Formats `hl7`, `x12` and `edifact`: messages of segments, each a name and fields between delimiters that the message itself
//! states.
//!
//! ```text
//! HL7 version 2     MSH|^~\&|LAB|...                    segments are lines that end in CR (or LF); PID|1||4711^^^H||Doe^John
//! ANSI ASC X12      ISA*00*...*:~  (106 bytes)          NM1*IL*1*DOE*JOHN****MI*123456789~N3*12 MAIN ST~
//! EDIFACT           UNA:+.? '  (or UNB+UNOC:3+...)      NAD+FL+++DOE:JOHN+12 MAIN ST'DTM+329:800304'
//! ```
//!
//! In HL7 a segment is a record of the table of its name, and its columns are `PID-3`, `PID-5.2`: field and, from the
//! second on, component. In X12 a person is spread over segments, so the segments of address, birth and references that follow
//! a name (`NM1`, `N1`, in EDIFACT `NAD`) are part of its record; the table is the name's kind (`NM1 IL`). So is the name itself where the
//! enrolment of a member (`INS`) stands before it. Well-known fields have their meaning
//! behind the number (`PID-19 ssn`), as few know the numbers.
//!
//! Departures: HL7's escapes (`\T\`) and those of EDIFACT (`?+`) are left as they are; batch headers are segments like others.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod meanings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{BatchSink, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass, lines};
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, TableId};

/// Messages between systems of hospitals.
#[derive(Debug)]
pub struct Hl7;

impl Format for Hl7 {
    fn name(&self) -> &'static str {
        "hl7"
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        // Messages are framed by control characters on the wire, and some files keep those.
        let start = head.bytes.get(lines::bom_len(head.bytes)..)?.trim_ascii_start();
        let start = start.strip_prefix(b"\x0B").unwrap_or(start);
        let &[a, b, c, field, component, repetition, ..] = start else { return None };
        let is_header = matches!(&[a, b, c], b"MSH" | b"FHS" | b"BHS");
        let are_delimiters = [field, component, repetition].iter().all(u8::is_ascii_punctuation) && field != component;
        let is_line = || start.iter().take(1000).filter(|byte| **byte == field).count() >= 4;
        if !(is_header && are_delimiters && is_line()) {
            return None;
        }
        let end = if memchr::memchr(b'\r', head.bytes).is_some() { b'\r' } else { b'\n' };
        Some(Box::new(SegmentReader { dialect: Dialect::Hl7, end, field, component, repetition }))
    }
}

/// Messages between businesses.
#[derive(Debug)]
pub struct X12;

impl Format for X12 {
    fn name(&self) -> &'static str {
        "x12"
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        /// The first segment has fixed widths, and so its last two bytes are the delimiters.
        const COMPONENT_AT: usize = 104;
        const ELEMENTS: usize = 16;
        let isa = head.bytes.get(lines::bom_len(head.bytes)..)?.get(..COMPONENT_AT + 2)?;
        let (&field, &component, &end) = (isa.get(3)?, isa.get(COMPONENT_AT)?, isa.get(COMPONENT_AT + 1)?);
        let has_elements = || isa.iter().filter(|byte| **byte == field).count() == ELEMENTS;
        let is_x12 = isa.starts_with(b"ISA") && !field.is_ascii_alphanumeric() && has_elements();
        // Versions before 5010 have a code here, and no repetitions.
        let repetition = *isa.get(82).filter(|byte| byte.is_ascii_punctuation()).unwrap_or(&0);
        let reader = SegmentReader { dialect: Dialect::X12, end, field, component, repetition };
        (is_x12 && !end.is_ascii_alphanumeric()).then(|| Box::new(reader) as Box<dyn Reader>)
    }
}

/// Messages between businesses, and of passengers to states, as the United Nations standardised them.
#[derive(Debug)]
pub struct Edifact;

impl Format for Edifact {
    fn name(&self) -> &'static str {
        "edifact"
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        const USUAL: &[u8] = b":+.? '";
        let start = head.bytes.get(lines::bom_len(head.bytes)..)?.trim_ascii_start();
        let (signs, rest) = match start.strip_prefix(b"UNA") {
            Some(rest) => rest.split_at_checked(USUAL.len())?,
            None => (USUAL, start),
        };
        let &[component, field, _, release, _, end] = signs else { return None };
        let rest = rest.trim_ascii_start();
        let are_signs = [component, field, end].iter().all(u8::is_ascii_punctuation) && component != field;
        let first = rest.get(..memchr::memchr(end, rest.get(..1000).unwrap_or(rest))?)?;
        let is_header = first.starts_with(b"UNB") && first.get(3) == Some(&field);
        let fields = first.iter().filter(|byte| **byte == field).count();
        let reader = SegmentReader { dialect: Dialect::Edifact { release }, end, field, component, repetition: 0 };
        (are_signs && is_header && fields >= 4).then(|| Box::new(reader) as Box<dyn Reader>)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Hl7,
    X12,
    Edifact {
        /// What stands before a sign that is no delimiter.
        release: u8,
    },
}

#[derive(Debug, Clone, Copy)]
struct SegmentReader {
    dialect: Dialect,
    /// What ends a segment, and what separates fields, components and repetitions.
    end: u8,
    field: u8,
    component: u8,
    repetition: u8,
}

impl SegmentReader {
    /// Where a delimiter first stands.
    fn find(&self, delimiter: u8, bytes: &[u8]) -> Option<usize> {
        let release = match self.dialect {
            // A blank says that there is none.
            Dialect::Edifact { release } if release != b' ' => release,
            _ => return memchr::memchr(delimiter, bytes),
        };
        let mut from = 0;
        loop {
            let at = from + memchr::memchr2(delimiter, release, bytes.get(from..)?)?;
            if bytes.get(at) == Some(&delimiter) {
                return Some(at);
            }
            from = at + 2;
        }
    }
}

impl Reader for SegmentReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        // In X12 the next segment may belong to the record, so no piece can be known to end with one.
        let is_line = self.dialect == Dialect::Hl7;
        is_line.then(|| lines::predict(self.end, bytes, len_wanted)).flatten().map(|len| (len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut reading = Reading {
            reader: *self,
            bytes: piece.bytes,
            sink,
            tables: BTreeMap::new(),
            table: None,
            is_stopped: false,
        };
        let len = reading.run(piece);
        reading.finish();
        Consumed { len, state: if len == 0 { piece.state.clone() } else { State::Between } }
    }
}

/// A table of the sink, with records that wait.
struct Open {
    id: TableId,
    columns: BTreeMap<String, ColumnId>,
    buf: BatchBuf,
}

/// A piece while it is read.
struct Reading<'a, 's> {
    reader: SegmentReader,
    bytes: &'a [u8],
    sink: &'s mut dyn BatchSink,
    tables: BTreeMap<String, Open>,
    /// The table of the record that is open.
    table: Option<String>,
    is_stopped: bool,
}

/// The component of an extended identifier of HL7 that says what it is (table 0203), from zero.
const IDENTIFIER_TYPE: usize = 4;
/// Tables of one source; names that are none would make one each.
const TABLES_MAX: usize = 500;
/// Columns of one table.
const COLUMNS_MAX: usize = 2_000;

impl Reading<'_, '_> {
    /// Reads segments. Gives the end of the last one whose record has ended.
    fn run(&mut self, piece: &Piece<'_>) -> usize {
        let mut at = 0;
        let mut end = 0;
        while at < self.bytes.len() && !self.is_stopped {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let (segment_end, next) = match self.reader.find(self.reader.end, rest) {
                Some(len) => (at + len, at + len + 1),
                None if piece.at_end => (self.bytes.len(), self.bytes.len()),
                None if piece.must_consume && end == 0 => {
                    let cut = lines::boundary_near_end(self.bytes).max(at);
                    (cut, cut)
                }
                None => break,
            };
            if self.begins_record(at, segment_end) {
                self.end_record();
                end = at;
            }
            self.segment(at, segment_end);
            at = next;
            if self.reader.dialect == Dialect::Hl7 {
                self.end_record();
                end = at;
            }
            if piece.must_consume && segment_end == next {
                break;
            }
        }
        if piece.at_end || piece.must_consume && end == 0 {
            self.end_record();
            end = at;
        }
        end
    }

    /// Whether the segment is not a part of the record before it.
    fn begins_record(&self, start: usize, end: usize) -> bool {
        const PARTS: [&[u8]; 7] = [b"N2", b"N3", b"N4", b"DMG", b"REF", b"PER", b"DTP"];
        const PARTS_OF_PARTY: [&[u8]; 12] =
            [b"ATT", b"DTM", b"COM", b"LOC", b"NAT", b"RFF", b"DOC", b"CTA", b"FTX", b"GEI", b"EMP", b"MEA"];
        let name = self.name(start, end);
        let is_of = |names: &[&str]| {
            self.table.as_deref().is_some_and(|table| names.iter().any(|name| table.starts_with(name)))
        };
        match self.reader.dialect {
            Dialect::Edifact { .. } => !(is_of(&["NAD", "PNA"]) && PARTS_OF_PARTY.contains(&name)),
            Dialect::X12 if is_of(&["INS"]) => !(PARTS.contains(&name) || self.is_member(start, end)),
            Dialect::Hl7 | Dialect::X12 => !(is_of(&["NM1", "N1 "]) && PARTS.contains(&name)),
        }
    }

    /// Whether a segment names the member of a plan, of whom the segments before it tell: it has the code of the insured, or of what
    /// was corrected.
    fn is_member(&self, start: usize, end: usize) -> bool {
        let segment = self.bytes.get(start..end).unwrap_or_default().trim_ascii_start();
        let mut fields = segment.split(|&byte| byte == self.reader.field);
        self.reader.dialect == Dialect::X12
            && fields.next() == Some(b"NM1")
            && fields.next().is_some_and(|code| matches!(code, b"IL" | b"74"))
    }

    fn name(&self, start: usize, end: usize) -> &[u8] {
        let segment = self.bytes.get(start..end).unwrap_or_default().trim_ascii_start();
        segment.split(|&byte| byte == self.reader.field).next().unwrap_or_default()
    }

    /// Reads one segment.
    fn segment(&mut self, start: usize, end: usize) {
        const NAME_LEN_MAX: usize = 4;
        let raw = self.bytes.get(start..end).unwrap_or_default();
        let is_frame = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0x0B | 0x1C);
        let skipped = raw.iter().take_while(|byte| is_frame(byte)).count();
        let name_len = raw.iter().skip(skipped).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let after = raw.get(skipped + name_len);
        if !(2..=NAME_LEN_MAX).contains(&name_len) || after.is_none_or(|byte| *byte != self.reader.field) {
            if raw.iter().any(u8::is_ascii_graphic) {
                self.text(start..end);
            }
            return;
        }
        let name = String::from_utf8_lossy(raw.get(skipped..skipped + name_len).unwrap_or_default()).into_owned();
        let fields = start + skipped + name_len + 1;
        if self.table.is_none() {
            let table = self.table_name(&name, fields, end);
            self.table = Some(table);
        }
        // The header of a message states the delimiters, in a field that is made of them.
        let is_header = self.reader.dialect == Dialect::Hl7 && matches!(name.as_str(), "MSH" | "FHS" | "BHS");
        let qualifier = self.qualifier(&name, fields, end);
        let mut at = fields;
        let mut number = if is_header { 2 } else { 1 };
        let mut before = at..at;
        while at <= end {
            let rest = self.bytes.get(at..end).unwrap_or_default();
            let len = self.reader.find(self.reader.field, rest).unwrap_or(rest.len());
            if !(is_header && number == 2) {
                // What kind of party, identifier or number it is stands in the field before.
                let is_coded = matches!((name.as_str(), number), ("NM1", 3 | 9) | ("N1", 4) | ("PER", 4 | 6 | 8));
                // Whoever has a first name is a person, whatever the code says.
                let next = self.bytes.get(at + len + 1..end).and_then(<[u8]>::first);
                let is_person =
                    (name.as_str(), number) == ("NM1", 3) && next.is_some_and(|byte| *byte != self.reader.field);
                let code = if is_coded && !is_person { self.code(before.clone()) } else { String::new() };
                self.field(&name, &qualifier, &code, number, at..at + len);
            }
            before = at..at + len;
            number += 1;
            at += len + 1;
        }
    }

    /// In X12 what a reference, a date or a name is stands in its first element.
    fn qualifier(&self, name: &str, fields: usize, end: usize) -> String {
        let is_qualified = match self.reader.dialect {
            Dialect::Hl7 => false,
            Dialect::X12 => matches!(name, "NM1" | "N1" | "REF" | "DTP"),
            Dialect::Edifact { .. } => matches!(name, "NAD" | "PNA" | "DTM" | "RFF" | "DOC"),
        };
        if !is_qualified {
            return String::new();
        }
        let rest = self.bytes.get(fields..end).unwrap_or_default();
        let is_end = |byte: &u8| *byte == self.reader.field || *byte == self.reader.component;
        let len = rest.iter().position(is_end).unwrap_or(rest.len());
        self.code(fields..fields + len)
    }

    /// A code behind a blank, or nothing.
    fn code(&self, span: Range<usize>) -> String {
        let code = self.bytes.get(span).unwrap_or_default();
        let is_code = (1..=3).contains(&code.len()) && code.iter().all(u8::is_ascii_alphanumeric);
        if is_code { format!(" {}", String::from_utf8_lossy(code)) } else { String::new() }
    }

    fn table_name(&self, name: &str, fields: usize, end: usize) -> String {
        if matches!(name, "NM1" | "N1" | "NAD" | "PNA") {
            format!("{name}{}", self.qualifier(name, fields, end))
        } else {
            name.to_owned()
        }
    }

    /// One field. `code` says what its value is, where the segment does.
    fn field(&mut self, segment: &str, qualifier: &str, code: &str, number: usize, span: Range<usize>) {
        let qualifier = if matches!(segment, "REF" | "DTP" | "DTM" | "RFF" | "DOC") { qualifier } else { "" };
        let is_edifact = matches!(self.reader.dialect, Dialect::Edifact { .. });
        let repetitions = if is_edifact { vec![span] } else { self.split(span, self.reader.repetition) };
        for repetition in repetitions {
            let components = self.split(repetition, self.reader.component);
            let code = match (self.reader.dialect, components.get(IDENTIFIER_TYPE)) {
                (Dialect::Hl7, Some(kind)) => self.code(kind.clone()),
                // What an address for messages is stands behind it.
                _ if is_edifact && segment == "COM" => {
                    components.get(1).map(|kind| self.code(kind.clone())).unwrap_or_default()
                }
                _ => code.to_owned(),
            };
            for (index, component) in components.into_iter().enumerate() {
                if component.is_empty() {
                    continue;
                }
                let position = if index == 0 { format!("{number}") } else { format!("{number}.{}", index + 1) };
                let mut column = match self.reader.dialect {
                    Dialect::Hl7 | Dialect::Edifact { .. } => format!("{segment}{qualifier}-{position}"),
                    Dialect::X12 => format!("{segment}{qualifier}-{position:0>2}"),
                };
                // What a name is depends on whose it is.
                let of_party = self.table.as_deref().filter(|table| is_edifact && table.starts_with(segment));
                let place = format!("{segment}{qualifier}-{position}");
                let place_of_party = of_party.map(|table| format!("{table}-{position}"));
                let of = |place: &str| meanings::of(self.reader.dialect, place);
                let by_party = place_of_party.and_then(|place| of(&place));
                if let Some(meaning) = by_party.or_else(|| of(&format!("{place}{code}"))).or_else(|| of(&place)) {
                    column = if is_edifact {
                        format!("{segment}-{position} {meaning}")
                    } else {
                        format!("{column} {meaning}")
                    };
                }
                self.push(&column, component);
            }
        }
    }

    fn split(&self, span: Range<usize>, delimiter: u8) -> Vec<Range<usize>> {
        let bytes = self.bytes.get(span.clone()).unwrap_or_default();
        let mut start = span.start;
        let mut parts = Vec::new();
        while let Some(len) = bytes.get(start - span.start..).and_then(|rest| self.reader.find(delimiter, rest)) {
            parts.push(start..start + len);
            start += len + 1;
        }
        parts.push(start..span.end);
        parts
    }

    fn push(&mut self, column: &str, span: Range<usize>) {
        let Some(name) = &self.table else { return };
        let is_full = self.tables.len() >= TABLES_MAX && !self.tables.contains_key(name);
        let name = if is_full { "*".to_owned() } else { name.clone() };
        self.table = Some(name.clone());
        let sink = &mut *self.sink;
        let open = self.tables.entry(name).or_insert_with_key(|name| {
            let (columns, buf) = (BTreeMap::new(), BatchBuf::default());
            Open { id: sink.table(name), columns, buf }
        });
        let column = match open.columns.get(column) {
            Some(&known) => known,
            None => {
                let name = if open.columns.len() >= COLUMNS_MAX { "*" } else { column };
                let id = sink.column(open.id, &ColumnSpec { name: name.to_owned(), is_named: true, sql_type: None });
                open.columns.insert(name.to_owned(), id);
                id
            }
        };
        open.buf.cells.push(Cell::borrowed(column, offset(span.start)..offset(span.end)));
    }

    fn end_record(&mut self) {
        let Some(open) = self.table.take().and_then(|name| self.tables.get_mut(&name)) else { return };
        if open.buf.record_ends.last().map_or(0, |&end| end as usize) < open.buf.cells.len() {
            open.buf.end_record();
        }
        if open.buf.is_full() {
            self.is_stopped |= self.sink.batch(open.id, &open.buf.as_batch(self.bytes)).is_break();
            open.buf.clear();
        }
    }

    fn text(&mut self, span: Range<usize>) {
        self.is_stopped |= self.sink.text(self.bytes, span, TextClass::NotUnderstood).is_break();
    }

    fn finish(self) {
        for mut open in self.tables.into_values() {
            open.buf.drop_open_record();
            if !open.buf.record_ends.is_empty() {
                // The piece ends here, so there is nothing left that the sink could stop.
                let _: Flow = self.sink.batch(open.id, &open.buf.as_batch(self.bytes));
            }
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
