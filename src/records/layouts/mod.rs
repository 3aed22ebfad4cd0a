//! Formats `nacha`, `efw2`, `irs_1220` and `metro2`: records of a fixed length whose fields stand where a published standard says.
//!
//! ```text
//! nacha     94 characters    payments through the ACH: 1 file, 5 batch, 6 entry, 7 addenda, 8 and 9 totals
//! efw2      512 characters   wage reports to the SSA: RA submitter, RE employer, RW employee, RS state, RT and RF totals
//! irs_1220  750 characters   information returns to the IRS: T transmitter, A payer, B payee, C, K and F totals
//! metro2    426 and more     accounts for credit bureaus: a header, base segments with others appended, a trailer
//! ```
//!
//! Every kind of record is a table; where the fields stand is in `specs`. Records stand on lines, whose trailing blanks may be
//! missing, or one behind the other. Addenda belong to the record of the entry before them. Since nothing parts the fields, a source
//! is taken for one of these only where its first records are all of known kinds, in their order, with numbers where numbers must
//! be. Fields that are blank are no cells, and what stands outside of all fields is a cell of a column without a name.
//!
//! Departures: packed records of Metro 2 (366 bytes with binary numbers), block descriptors beyond the first record, and tapes in
//! EBCDIC are not read.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod specs;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::specs::Kind;
use super::lines::{self, Line};
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass};
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, TableId};

/// Payments through the automated clearing house of the United States.
#[derive(Debug)]
pub struct Nacha;

/// Reports of wages to the Social Security Administration.
#[derive(Debug)]
pub struct Efw2;

/// Information returns (1099 and its kin) to the Internal Revenue Service.
#[derive(Debug)]
pub struct Irs1220;

/// Accounts of consumers, for credit bureaus.
#[derive(Debug)]
pub struct Metro2;

impl Format for Nacha {
    fn name(&self) -> &'static str {
        "nacha"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.len() >= 94
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        Standard::Nacha.open(head)
    }
}

impl Format for Efw2 {
    fn name(&self) -> &'static str {
        "efw2"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.len() >= 512 && census.gaps() > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        Standard::Efw2.open(head)
    }
}

impl Format for Irs1220 {
    fn name(&self) -> &'static str {
        "irs_1220"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.len() >= 750 && census.gaps() > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        Standard::Irs1220.open(head)
    }
}

impl Format for Metro2 {
    fn name(&self) -> &'static str {
        "metro2"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.len() >= 852 && census.gaps() > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        Standard::Metro2.open(head)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standard {
    Nacha,
    Efw2,
    Irs1220,
    Metro2,
}

/// Records that are looked at.
const RECORDS_CHECKED: usize = 60;

impl Standard {
    /// Characters of a record; of Metro 2 that of its base segment.
    fn record_len(self) -> usize {
        match self {
            Self::Nacha => 94,
            Self::Efw2 => 512,
            Self::Irs1220 => 750,
            Self::Metro2 => 426,
        }
    }

    /// Whether a source begins like one of this standard: all that most sources are asked.
    fn may_begin(self, bytes: &[u8]) -> bool {
        let are_digits = |span: Range<usize>| bytes.get(span).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
        match self {
            Self::Nacha => bytes.starts_with(b"101") && bytes.get(34..40) == Some(b"094101"),
            Self::Efw2 => (bytes.starts_with(b"RA") || bytes.starts_with(b"RE")) && are_digits(3..6),
            Self::Irs1220 => {
                matches!(bytes.first(), Some(b'T' | b'A' | b'B'))
                    && matches!(bytes.get(1..3), Some(b"19" | b"20"))
                    && are_digits(3..5)
            }
            Self::Metro2 => {
                are_digits(0..4) && (bytes.get(4..10) == Some(b"HEADER") || is_base(bytes))
                    || are_digits(0..8) && bytes.get(8..14) == Some(b"HEADER")
            }
        }
    }

    fn open(self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let start = lines::bom_len(head.bytes);
        let bytes = head.bytes.get(start..)?;
        if !self.may_begin(bytes) {
            return None;
        }
        let newline = lines::newline_of(head.bytes);
        let first = bytes.get(..self.record_len() * 2).unwrap_or(bytes);
        let reader = LayoutReader { standard: self, newline: memchr::memchr(newline, first).map(|_| newline) };
        reader.is_of(bytes, head.is_whole).then(|| Box::new(reader) as Box<dyn Reader>)
    }

    /// Whether a record that stands behind one of the kind `before` may be of this standard; with the kind that it is.
    fn check(self, record: &[u8], before: Option<u8>) -> Option<u8> {
        let are = |span: Range<usize>, is: fn(&u8) -> bool| record.get(span).is_some_and(|part| part.iter().all(is));
        let are_digits = |span: Range<usize>| are(span, u8::is_ascii_digit);
        let first = *record.first()?;
        let fits = match self {
            Self::Nacha => match first {
                b'1' => before.is_none() && record.get(34..40) == Some(b"094101"),
                b'5' => {
                    let is_class = are(50..53, |byte| byte.is_ascii_uppercase());
                    matches!(before, Some(b'1' | b'8' | b'5')) && are_digits(1..4) && is_class
                }
                b'6' => matches!(before, Some(b'5'..=b'7')) && are_digits(1..12) && are_digits(29..39),
                b'7' => matches!(before, Some(b'6' | b'7')) && are_digits(1..3),
                b'8' => matches!(before, Some(b'5'..=b'7')) && are_digits(1..20),
                b'9' => matches!(before, Some(b'1' | b'8' | b'9')) && are_digits(1..31),
                _ => false,
            },
            Self::Efw2 => {
                let kind = *record.get(1)?;
                let fits = specs::efw2(record).is_some()
                    && match kind {
                        b'W' => are_digits(2..11) && are(11..12, u8::is_ascii_uppercase),
                        b'S' => are_digits(2..4) && are_digits(9..18),
                        b'E' => are_digits(2..6),
                        b'A' => before.is_none() && are_digits(2..11),
                        b'T' | b'U' | b'V' => are_digits(2..9),
                        _ => true,
                    };
                return fits.then_some(kind);
            }
            Self::Irs1220 => match first {
                b'T' => before.is_none() && are_digits(6..15),
                b'A' => matches!(before, None | Some(b'T' | b'C' | b'K')) && are_digits(11..20),
                b'B' => {
                    let has_number = are_digits(11..20) || are(11..20, |byte| *byte == b' ');
                    matches!(before, None | Some(b'A' | b'B')) && are_digits(1..5) && has_number && are_digits(54..66)
                }
                b'C' => matches!(before, Some(b'B' | b'A')) && are_digits(1..9),
                b'K' => matches!(before, Some(b'C' | b'K')) && are_digits(1..9),
                b'F' => matches!(before, Some(b'C' | b'K')) && are_digits(1..9),
                _ => false,
            },
            Self::Metro2 => {
                let record = without_block(record);
                let kind = *record.get(4)?;
                let fits = match kind {
                    b'H' => before.is_none() && record.get(4..10) == Some(b"HEADER"),
                    b'T' => before == Some(b'1') && record.get(4..11) == Some(b"TRAILER"),
                    _ => is_base(record),
                };
                return fits.then_some(kind);
            }
        };
        fits.then_some(first)
    }

    /// The kind of record that persons are told of in.
    fn kind_of_person(self) -> u8 {
        match self {
            Self::Nacha => b'6',
            Self::Efw2 => b'W',
            Self::Irs1220 => b'B',
            Self::Metro2 => b'1',
        }
    }
}

/// Whether a base segment begins here: its length, the time it was written at, and the numbers of its consumer.
fn is_base(record: &[u8]) -> bool {
    let are_digits = |span: Range<usize>| record.get(span).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let date = record.get(5..13).unwrap_or_default();
    let is_date = matches!(date, [b'0' | b'1', _, b'0'..=b'3', _, b'1' | b'2', b'9' | b'0', ..]);
    let are_blank_or_digits = |span: Range<usize>| {
        record.get(span).is_some_and(|part| part.iter().all(|byte| byte.is_ascii_digit() || *byte == b' '))
    };
    let is_surname = record.get(231).is_some_and(|byte| byte.is_ascii_alphabetic());
    // Before it stands what has changed of the consumer, if anything.
    let is_alone = record.get(230).is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'A'));
    record.get(4) == Some(&b'1')
        && are_digits(0..4)
        && are_digits(5..19)
        && is_date
        && is_surname
        && is_alone
        && are_blank_or_digits(297..314)
}

/// A header without the length of the block before it.
fn without_block(record: &[u8]) -> &[u8] {
    if record.get(8..14) == Some(b"HEADER") { record.get(4..).unwrap_or_default() } else { record }
}

#[derive(Debug, Clone, Copy)]
struct LayoutReader {
    standard: Standard,
    /// What ends a record, beside its length.
    newline: Option<u8>,
}

/// A record: its bytes, and where the next one begins.
struct Record {
    span: Range<usize>,
    next: usize,
}

impl LayoutReader {
    /// The record at `at`; `None` at the end, and where it is cut and `at_end` does not complete it.
    fn record(self, bytes: &[u8], at: usize, at_end: bool) -> Option<Record> {
        if let Some(newline) = self.newline {
            let line = Line::at(newline, bytes, at, at_end)?;
            return Some(Record { span: line.start..line.end, next: line.next });
        }
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let len = match place(rest, self.len_at(rest)) {
            // The last character may go on in the next piece.
            Some(len) if at_end || len < rest.len() || rest.is_ascii() => len,
            _ if at_end => rest.len(),
            _ => return None,
        };
        Some(Record { span: at..at + len, next: at + len })
    }

    /// Characters of the record that begins here.
    fn len_at(self, rest: &[u8]) -> usize {
        let len = self.standard.record_len();
        if self.standard != Standard::Metro2 {
            return len;
        }
        let block = rest.len() - without_block(rest).len();
        let written = rest.get(block..block + 4).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        block + written.filter(|written| *written >= len).unwrap_or(len)
    }

    /// Whether the first records are of the standard.
    fn is_of(self, bytes: &[u8], is_whole: bool) -> bool {
        let len = self.standard.record_len();
        const BROKEN_ONE_IN: usize = 10;
        let (mut at, mut before, mut longest) = (0, None, 0);
        let (mut count, mut others, mut persons) = (0_usize, 0_usize, 0_usize);
        while count < RECORDS_CHECKED
            && let Some(record) = self.record(bytes, at, is_whole)
        {
            at = record.next;
            let content = bytes.get(record.span).unwrap_or_default();
            // Files end in a line end, and tapes in a mark of their own.
            if content.iter().all(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control()) {
                continue;
            }
            // The last one may be cut.
            let is_cut = !is_whole && at == bytes.len();
            if is_cut || self.newline.is_none() && at == bytes.len() && content.len() < len {
                break;
            }
            let kind = self.standard.check(content, before);
            let is_too_long = self.standard != Standard::Metro2 && place(content, len + 1).is_some();
            if kind.is_none() || is_too_long {
                others += 1;
                if kind.is_none() && count == 0 || others > 1 + count / BROKEN_ONE_IN {
                    return false;
                }
            }
            let Some(kind) = kind else { continue };
            longest = longest.max(content.len());
            persons += usize::from(kind == self.standard.kind_of_person());
            (before, count) = (Some(kind), count + 1);
        }
        // Most of a record is filled up with blanks, which editors take away at the end of a line.
        count >= 2 && persons >= 1 && longest * 4 >= len && others * BROKEN_ONE_IN <= count
    }
}

/// The offset of a character, counted from nought; `None` where there are not so many. Of as many characters as there are it is the
/// end.
fn place(bytes: &[u8], chars: usize) -> Option<usize> {
    if bytes.get(..chars)?.is_ascii() {
        return Some(chars);
    }
    let is_first = |byte: &u8| !matches!(byte, 0x80..=0xBF);
    let mut firsts = bytes.iter().enumerate().filter(|(_, byte)| is_first(byte)).map(|(at, _)| at);
    match firsts.nth(chars) {
        Some(at) => Some(at),
        None => (bytes.iter().filter(|byte| is_first(byte)).count() == chars).then_some(bytes.len()),
    }
}

impl Reader for LayoutReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let len = match (self.standard, self.newline) {
            // What an entry holds depends on its batch.
            (Standard::Nacha, _) | (Standard::Metro2, None) => None,
            (_, Some(newline)) => lines::predict(newline, bytes, len_wanted),
            (standard, None) => {
                let len = standard.record_len();
                Some(len_wanted.min(bytes.len()) / len * len).filter(|len| *len > 0)
            }
        };
        len.map(|len| (len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let class = if let State::Inside(class) = piece.state { class.as_bytes().to_vec() } else { Vec::new() };
        let bom = if *piece.state == State::Start { lines::bom_len(piece.bytes) } else { 0 };
        let mut reading = Reading {
            standard: self.standard,
            bytes: piece.bytes,
            sink,
            class,
            class_at_end: Vec::new(),
            tables: Vec::new(),
            open: None,
            is_stopped: false,
        };
        // Up to `len` all records have ended.
        let (mut len, mut at) = (bom, bom);
        reading.class_at_end.clone_from(&reading.class);
        while let Some(record) = self.record(piece.bytes, at, piece.at_end).filter(|_| !reading.is_stopped) {
            if !reading.goes_on(&record.span) {
                reading.end_record();
                len = at;
                reading.class_at_end.clone_from(&reading.class);
            }
            reading.record(record.span);
            at = record.next;
            if reading.open.is_none() {
                len = at;
                reading.class_at_end.clone_from(&reading.class);
            }
        }
        // Addenda may follow in the next piece.
        if piece.at_end || piece.must_consume && len == bom || reading.is_stopped {
            reading.end_record();
            len = at;
            reading.class_at_end.clone_from(&reading.class);
        }
        if len == bom && piece.must_consume {
            len = lines::boundary_near_end(piece.bytes);
            reading.text(bom..len);
        }
        let class = std::mem::take(&mut reading.class_at_end);
        reading.finish();
        let state = match std::str::from_utf8(&class) {
            _ if len == bom => piece.state.clone(),
            Ok(class) if !class.is_empty() => State::Inside(class.into()),
            _ => State::Between,
        };
        Consumed { len: if len == bom && !piece.at_end { 0 } else { len }, state }
    }
}

/// A table of the sink, with records that wait.
struct Open {
    name: &'static str,
    id: TableId,
    /// By kind of record: the columns of its fields, and behind them those of what stands before each and behind the last.
    kinds: Vec<(&'static Kind, Vec<Option<ColumnId>>)>,
    buf: BatchBuf,
}

/// A piece while it is read.
struct Reading<'a, 's> {
    standard: Standard,
    bytes: &'a [u8],
    sink: &'s mut dyn BatchSink,
    /// The class of the entries of the batch, and what it was where the last record has ended.
    class: Vec<u8>,
    class_at_end: Vec<u8>,
    tables: Vec<Open>,
    /// The place of the table whose record is open.
    open: Option<usize>,
    is_stopped: bool,
}

impl Reading<'_, '_> {
    fn kind(&self, record: &[u8]) -> Option<&'static Kind> {
        match self.standard {
            Standard::Nacha => specs::nacha(record, &self.class).filter(|_| !is_filler(record)),
            Standard::Efw2 => specs::efw2(record),
            Standard::Irs1220 => specs::irs_1220(record),
            Standard::Metro2 => specs::metro2(record),
        }
    }

    /// Whether what stands there is a part of the record that is open.
    fn goes_on(&self, span: &Range<usize>) -> bool {
        let record = self.bytes.get(span.clone()).unwrap_or_default();
        self.open.is_some() && self.kind(record).is_some_and(|kind| kind.goes_on)
    }

    /// Takes what stands in a record.
    fn record(&mut self, span: Range<usize>) {
        let whole = self.bytes.get(span.clone()).unwrap_or_default();
        let skipped = if self.standard == Standard::Metro2 { whole.len() - without_block(whole).len() } else { 0 };
        let (start, end) = (span.start + skipped, span.end);
        let record = self.bytes.get(start..end).unwrap_or_default();
        let Some(kind) = self.kind(record) else {
            self.text(span);
            return;
        };
        if self.standard == Standard::Nacha && record.first() == Some(&b'5') {
            self.class = record.get(50..53).filter(|class| class.is_ascii()).unwrap_or_default().to_vec();
        }
        let len = place(record, self.standard.record_len()).unwrap_or(record.len());
        self.fields(kind, start..start + len);
        let mut at = start + len;
        if self.standard == Standard::Metro2 {
            while let Some((kind, len)) = self.bytes.get(at..end).and_then(specs::metro2_segment) {
                self.end_record();
                let rest = self.bytes.get(at..end).unwrap_or_default();
                let len = place(rest, len).unwrap_or(rest.len());
                self.fields(kind, at..at + len);
                at += len;
            }
        }
        if at < end {
            self.text(at..end);
        }
        // Only entries may go on, and what was handed on as text is not read again.
        if at < end || self.standard != Standard::Nacha || record.first() != Some(&b'6') && !kind.goes_on {
            self.end_record();
        }
    }

    /// Takes the fields of a record or of a segment.
    fn fields(&mut self, kind: &'static Kind, span: Range<usize>) {
        let table = match self.open {
            Some(table) if kind.goes_on => table,
            _ => self.table(kind.table),
        };
        self.open = Some(table);
        let record = self.bytes.get(span.clone()).unwrap_or_default();
        let is_ascii = record.is_ascii();
        let at = |chars: usize| {
            let at = if is_ascii { Some(chars) } else { place(record, chars) };
            span.start + at.unwrap_or(record.len()).min(record.len())
        };
        let count = kind.fields.iter().map(|fields| fields.len()).sum::<usize>();
        let mut end = 0;
        for (index, &(name, first, last)) in kind.fields.iter().copied().flatten().enumerate() {
            if first > end + 1 {
                self.cell(table, kind, count + index, (None, end), at(end)..at(first - 1));
            }
            self.cell(table, kind, index, (Some(name), first), at(first - 1)..at(last));
            end = last;
        }
        self.cell(table, kind, 2 * count, (None, end), at(end)..span.end);
    }

    /// Takes a cell, of which a name is known or the place behind which it stands.
    fn cell(
        &mut self,
        table: usize,
        kind: &'static Kind,
        slot: usize,
        (name, place): (Option<&'static str>, usize),
        span: Range<usize>,
    ) {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | 0);
        let raw = self.bytes.get(span.clone()).unwrap_or_default();
        let Some(first) = raw.iter().position(|byte| !is_blank(byte)) else { return };
        let last = raw.iter().rposition(|byte| !is_blank(byte)).unwrap_or(first);
        let Some(open) = self.tables.get_mut(table) else { return };
        let known = open.kinds.iter().position(|(known, _)| std::ptr::eq(*known, kind));
        let known = known.unwrap_or_else(|| {
            open.kinds.push((kind, Vec::new()));
            open.kinds.len() - 1
        });
        let Some((_, columns)) = open.kinds.get_mut(known) else { return };
        if columns.len() <= slot {
            columns.resize(slot + 1, None);
        }
        let Some(column) = columns.get_mut(slot) else { return };
        let column = *column.get_or_insert_with(|| {
            let spec = match name {
                Some(name) => ColumnSpec { name: name.to_owned(), is_named: true, sql_type: None },
                None => ColumnSpec { name: format!("behind_{place}"), is_named: false, sql_type: None },
            };
            self.sink.column(open.id, &spec)
        });
        let span = lines::offset(span.start + first)..lines::offset(span.start + last + 1);
        open.buf.cells.push(Cell::borrowed(column, span));
    }

    fn table(&mut self, name: &'static str) -> usize {
        self.tables.iter().position(|open| open.name == name).unwrap_or_else(|| {
            let id = self.sink.table(name);
            self.tables.push(Open { name, id, kinds: Vec::new(), buf: BatchBuf::default() });
            self.tables.len() - 1
        })
    }

    fn end_record(&mut self) {
        let Some(open) = self.open.take().and_then(|table| self.tables.get_mut(table)) else { return };
        open.buf.end_record();
        if open.buf.is_full() {
            self.is_stopped |= self.sink.batch(open.id, &open.buf.as_batch(self.bytes)).is_break();
            open.buf.clear();
        }
    }

    /// Hands on what is no record; nothing where it is blank.
    fn text(&mut self, span: Range<usize>) {
        let text = self.bytes.get(span.clone()).unwrap_or_default();
        if text.iter().any(u8::is_ascii_graphic) || !text.is_ascii() {
            self.is_stopped |= self.sink.text(self.bytes, span, TextClass::Text).is_break();
        }
    }

    fn finish(self) {
        for mut open in self.tables {
            open.buf.drop_open_record();
            if !open.buf.record_ends.is_empty() {
                // The piece ends here, so there is nothing left that the sink could stop.
                let _: Flow = self.sink.batch(open.id, &open.buf.as_batch(self.bytes));
            }
        }
    }
}

/// Whether a record has nothing but nines: a file of the ACH is filled up with such to a multiple of ten.
fn is_filler(record: &[u8]) -> bool {
    record.iter().all(|byte| *byte == b'9')
}
