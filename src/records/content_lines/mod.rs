//! Formats `ldif`, `vcard` and `icalendar`: records of lines that have a name and a value, and may be continued.
//!
//! ```text
//! ldif (RFC 2849)         dn: cn=Ann Example          entries are separated by blank lines; `::` is base64
//! vcard (RFC 6350)        TEL;TYPE=cell:+1 212 ...    BEGIN:VCARD to END:VCARD
//! icalendar (RFC 5545)    ATTENDEE;CN=Ann:mailto:...  BEGIN:VEVENT to END:VEVENT, VTODO and others likewise
//! ```
//!
//! A line that begins with a space continues the one before it. Names are columns, in the spelling of the standards
//! together with what they mean: `TEL phone`, `ADR city`. Nested components are part of the record around them, but for those
//! of a calendar, which is no record itself.
//!
//! Departures: pictures and other binary values are structure; `:<` (a value in another file) is taken as a value.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod line;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use self::line::{LogicalLine, Property, base64, quoted_printable, unescaped};
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass, lines};
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, Escape, TableId};

/// Directory entries.
#[derive(Debug)]
pub struct Ldif;

/// Address cards.
#[derive(Debug)]
pub struct Vcard;

/// Calendars.
#[derive(Debug)]
pub struct Icalendar;

impl Format for Ldif {
    fn name(&self) -> &'static str {
        "ldif"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.count(b':') > 0 && census.count(b'=') > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        is_ldif(head.bytes).then(|| Box::new(ContentReader { kind: Kind::Ldif }) as Box<dyn Reader>)
    }
}

impl Format for Vcard {
    fn name(&self) -> &'static str {
        "vcard"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.count(b':') > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        begins_with(head.bytes, b"BEGIN:VCARD").then(|| Box::new(ContentReader { kind: Kind::Card }) as Box<dyn Reader>)
    }
}

impl Format for Icalendar {
    fn name(&self) -> &'static str {
        "icalendar"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.count(b':') > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let is_calendar = begins_with(head.bytes, b"BEGIN:VCALENDAR");
        is_calendar.then(|| Box::new(ContentReader { kind: Kind::Calendar }) as Box<dyn Reader>)
    }
}

fn begins_with(head: &[u8], mark: &[u8]) -> bool {
    let head = head.get(lines::bom_len(head)..).unwrap_or_default().trim_ascii_start();
    head.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
        && matches!(head.get(mark.len()), Some(b'\r' | b'\n'))
}

/// Whether the first line that is neither blank, nor a comment, nor the version is the name of an entry.
fn is_ldif(head: &[u8]) -> bool {
    const LINES_MAX: usize = 100;
    let starts_with = |line: &[u8], mark: &[u8]| line.get(..mark.len()).is_some_and(|s| s.eq_ignore_ascii_case(mark));
    let head = head.get(lines::bom_len(head)..).unwrap_or_default();
    let mut telling = head.split(|&byte| byte == b'\n').take(LINES_MAX).filter(|line| {
        !line.trim_ascii().is_empty()
            && !line.starts_with(b"#")
            && !line.starts_with(b" ")
            && !starts_with(line, b"version:")
    });
    telling.next().is_some_and(|line| starts_with(line, b"dn:") && (line.contains(&b'=') || starts_with(line, b"dn::")))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ldif,
    Card,
    Calendar,
}

#[derive(Debug)]
struct ContentReader {
    kind: Kind,
}

impl Reader for ContentReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        // Records end where a line says so; those are sought from the wanted length on.
        let rest = bytes.get(len_wanted.min(bytes.len())..)?;
        let marks: &[&[u8]] = match self.kind {
            Kind::Ldif => &[b"\n\n", b"\n\r\n"],
            Kind::Card => &[b"\nEND:VCARD\r\n", b"\nEND:VCARD\n"],
            Kind::Calendar => &[b"\nEND:VEVENT\r\n", b"\nEND:VEVENT\n"],
        };
        let ends = marks.iter().filter_map(|mark| Some(memchr::memmem::find(rest, mark)? + mark.len()));
        ends.min().map(|end| (len_wanted + end, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut reading = Reading::new(self.kind, piece, sink);
        let len = reading.run(piece);
        Consumed { len, state: if len == 0 { piece.state.clone() } else { State::Between } }
    }
}

/// A piece while it is read.
struct Reading<'a, 's> {
    kind: Kind,
    bytes: &'a [u8],
    sink: &'s mut dyn BatchSink,
    table: TableId,
    columns: BTreeMap<String, ColumnId>,
    buf: BatchBuf,
    /// Components that are open within the record.
    depth: usize,
    /// What was text in the record that is open, to be handed on with it.
    asides: Vec<Range<usize>>,
    is_stopped: bool,
}

impl<'a, 's> Reading<'a, 's> {
    fn new(kind: Kind, piece: &Piece<'a>, sink: &'s mut dyn BatchSink) -> Self {
        let table = sink.table("");
        let (columns, buf) = (BTreeMap::new(), BatchBuf::default());
        Self { kind, bytes: piece.bytes, sink, table, columns, buf, depth: 0, asides: Vec::new(), is_stopped: false }
    }

    /// Reads whole records. Gives the end of the last one.
    fn run(&mut self, piece: &Piece<'_>) -> usize {
        let mut at = 0;
        let mut end = 0;
        while let Some(line) = LogicalLine::at(self.bytes, at, piece.at_end).filter(|_| !self.is_stopped) {
            at = line.span.end;
            if self.line(&line) {
                self.end_record();
                end = at;
            }
        }
        if piece.at_end && !self.is_stopped {
            self.end_record();
            end = at.max(self.bytes.len());
        } else if end == 0 && piece.must_consume {
            // A record longer than a piece: what is whole of it is a record of its own.
            end = if at == 0 { lines::boundary_near_end(self.bytes) } else { at };
            if at == 0 {
                self.asides.push(0..end);
            }
            self.end_record();
        }
        self.buf.drop_open_record();
        self.flush();
        end
    }

    /// Takes a line. Says whether a record ends with it.
    fn line(&mut self, line: &LogicalLine) -> bool {
        let text = line.text(self.bytes);
        if text.trim_ascii().is_empty() {
            return self.kind == Kind::Ldif;
        }
        if self.kind == Kind::Ldif {
            self.attribute(line, &text);
            return false;
        }
        let Some(property) = Property::of(&text) else {
            self.asides.push(line.span.clone());
            return false;
        };
        let name = String::from_utf8_lossy(text.get(property.name.clone()).unwrap_or_default()).to_uppercase();
        let value = text.get(property.value.clone()).unwrap_or_default();
        let is_calendar = value.trim_ascii().eq_ignore_ascii_case(b"VCALENDAR");
        match name.as_str() {
            "BEGIN" if !is_calendar => {
                self.depth += 1;
                false
            }
            "END" => {
                self.depth = self.depth.saturating_sub(1);
                self.depth == 0
            }
            "BEGIN" | "VERSION" | "PRODID" => false,
            _ => {
                self.property(line, &text, &name, &property);
                false
            }
        }
    }

    /// `name: value` or `name:: base64`.
    fn attribute(&mut self, line: &LogicalLine, text: &[u8]) {
        let colon = memchr::memchr(b':', text).filter(|_| !text.starts_with(b"#"));
        let Some(colon) = colon else { return self.asides.push(line.span.clone()) };
        let name = text.get(..colon).unwrap_or_default().split(|&byte| byte == b';').next().unwrap_or_default();
        let name = String::from_utf8_lossy(name).into_owned();
        let is_open = self.buf.record_ends.last().map_or(0, |&end| end as usize) < self.buf.cells.len();
        if !is_open && !name.eq_ignore_ascii_case("dn") {
            // The version of the format, or the rest of an entry that was cut.
            return self.asides.push(line.span.clone());
        }
        let mark = text.get(colon + 1).copied();
        let start = colon + 1 + usize::from(matches!(mark, Some(b':' | b'<')));
        let blanks = text.get(start..).unwrap_or_default().iter().take_while(|&&byte| byte == b' ').count();
        let within = start + blanks..text.len();
        let value = text.get(within.clone()).unwrap_or_default();
        if mark == Some(b':') {
            match base64(value) {
                Some(decoded) => self.push_decoded(&name, line, &within, &decoded),
                None => self.asides.push(line.span.clone()),
            }
        } else if name != "-" {
            self.push(&name, line, &within, value);
        }
    }

    fn property(&mut self, line: &LogicalLine, text: &[u8], name: &str, property: &Property) {
        // `item1.TEL`: a group.
        let name = name.rsplit('.').next().unwrap_or_default();
        let parameters = || property.parameters.iter().map(|span| (span, text.get(span.clone()).unwrap_or_default()));
        let has = |words: &[&str]| {
            let is_one = |parameter: &[u8]| {
                let value = parameter.rsplit(|&byte| byte == b'=').next().unwrap_or_default();
                words.iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
            };
            parameters().any(|(_, parameter)| is_one(parameter))
        };
        if has(&["b", "BASE64", "BINARY"]) || text.get(property.value.clone()).is_some_and(|v| v.starts_with(b"data:"))
        {
            return self.asides.push(line.span.clone());
        }
        for (span, parameter) in parameters() {
            // A name of a person, where the value is an address.
            if parameter.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(b"CN=")) {
                let within = span.start + 3..span.end;
                let quoted = text.get(within.clone()).is_some_and(|v| v.len() >= 2 && v.starts_with(b"\""));
                let within = if quoted { within.start + 1..within.end - 1 } else { within };
                let value = text.get(within.clone()).unwrap_or_default();
                self.push(&format!("{name} CN name"), line, &within, value);
            }
        }
        let is_quoted_printable = has(&["QUOTED-PRINTABLE"]);
        let components = names::components(name);
        let meaning = names::meaning(name).map_or_else(|| name.to_owned(), |meaning| format!("{name} {meaning}"));
        for (index, within) in split(text, &property.value, !components.is_empty()).into_iter().enumerate() {
            let value = text.get(within.clone()).unwrap_or_default();
            let column = components.get(index).map_or_else(|| meaning.clone(), |part| format!("{name} {part}"));
            let scheme =
                value.iter().position(|&byte| byte == b':').filter(|_| has_scheme(value)).map_or(0, |at| at + 1);
            let within = within.start + scheme..within.end;
            let value = value.get(scheme..).unwrap_or_default();
            if value.is_empty() {
                continue;
            }
            let decoded = if is_quoted_printable { quoted_printable(value) } else { unescaped(value) };
            if decoded == value {
                self.push(&column, line, &within, value);
            } else {
                self.push_decoded(&column, line, &within, &decoded);
            }
        }
    }

    fn column(&mut self, name: &str) -> ColumnId {
        if let Some(&column) = self.columns.get(name) {
            return column;
        }
        /// Names that a source may make up; more share one column.
        const COLUMNS_MAX: usize = 1_000;
        let name = if self.columns.len() >= COLUMNS_MAX { "*" } else { name };
        let column =
            self.sink.column(self.table, &ColumnSpec { name: name.to_owned(), is_named: true, sql_type: None });
        self.columns.insert(name.to_owned(), column);
        column
    }

    /// Adds a value that stands in the line as it is, unless the line is folded within it.
    fn push(&mut self, name: &str, line: &LogicalLine, within: &Range<usize>, value: &[u8]) {
        let (span, is_exact) = line.place(within);
        if !is_exact {
            return self.push_decoded(name, line, within, value);
        }
        let column = self.column(name);
        self.buf.cells.push(Cell::borrowed(column, offset(span.start)..offset(span.end)));
    }

    fn push_decoded(&mut self, name: &str, line: &LogicalLine, within: &Range<usize>, value: &[u8]) {
        let (span, _) = line.place(within);
        let column = self.column(name);
        let start = self.buf.arena.len();
        self.buf.arena.extend_from_slice(value);
        self.buf.cells.push(Cell {
            start: offset(span.start),
            end: offset(span.end),
            value: offset(start),
            value_len: offset(value.len()),
            column,
            escape: Escape::Opaque,
        });
    }

    fn end_record(&mut self) {
        if self.buf.record_ends.last().map_or(0, |&end| end as usize) < self.buf.cells.len() {
            self.buf.end_record();
        }
        for span in std::mem::take(&mut self.asides) {
            self.is_stopped |= self.sink.text(self.bytes, span, TextClass::Structure).is_break();
        }
        if self.buf.is_full() {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.buf.record_ends.is_empty() {
            let flow: Flow = self.sink.batch(self.table, &self.buf.as_batch(self.bytes));
            self.is_stopped |= flow.is_break();
        }
        self.buf.clear();
    }
}

/// Whether a value is a link that says how to reach somebody.
fn has_scheme(value: &[u8]) -> bool {
    let starts_with = |mark: &[u8]| value.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    starts_with(b"mailto:") || starts_with(b"tel:") || starts_with(b"sip:")
}

/// The value, or its parts between semicolons that are not escaped.
fn split(text: &[u8], value: &Range<usize>, is_structured: bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = value.start;
    let mut at = start;
    while is_structured && at < value.end {
        match text.get(at) {
            Some(b'\\') => at += 1,
            Some(b';') => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    parts.push(start..value.end);
    parts
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
