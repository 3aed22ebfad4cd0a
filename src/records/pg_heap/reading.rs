//! Pages handed on: their tuples as records, and what no tuple covers as text.

use std::ops::Range;
use std::rc::Rc;

use super::catalog::Column;
use super::page::{Page, Stored, Tuple, stored};
use super::value::{self, Kind, signed};
use super::{Heap, moved};
use crate::batch::{ColumnId, ColumnSpec, TableId};
use crate::error::Reason;
use crate::records::TextClass;
use crate::records::rows::Rows;

/// The longest value that is put together or unpacked.
const VALUE_LEN_MAX: usize = 64 << 20;

/// The values of a tuple by its columns, as far as they can be cut; `None` where there is no value.
pub(super) fn values(tuple: &Tuple<'_>, columns: &[Column]) -> Vec<Option<Stored>> {
    let mut found = Vec::with_capacity(tuple.columns);
    let mut at = 0;
    for (index, column) in columns.iter().enumerate().take(tuple.columns) {
        if tuple.is_null(index) {
            found.push(None);
            continue;
        }
        let Some((value, end)) = stored(tuple.values(), at, column.layout) else { break };
        found.push(Some(value));
        at = end;
    }
    found
}

/// A piece that is being read.
pub(super) struct Reading<'t, 'a, 's> {
    of: &'t Heap,
    pub(super) rows: Rows<'a, 's>,
    /// Those of the rows that are there and of those that are not.
    tables: [Option<(TableId, Rc<[ColumnId]>)>; 2],
    /// The long value that is being put together.
    open: Option<LongValue>,
    /// Bytes that were unpacked may come to so many more.
    unpacked_left: usize,
}

/// The parts of a value that is kept outside of its table.
struct LongValue {
    number: i64,
    next: i64,
    bytes: Vec<u8>,
    span: Range<usize>,
}

impl<'t, 'a, 's> Reading<'t, 'a, 's> {
    pub(super) fn new(of: &'t Heap, rows: Rows<'a, 's>) -> Self {
        /// What is packed is seldom less than a tenth of what it stands for.
        const RATIO_MAX: usize = 64;
        let unpacked_left = rows.bytes.len().saturating_mul(RATIO_MAX).saturating_add(VALUE_LEN_MAX);
        Self { of, rows, tables: [None, None], open: None, unpacked_left }
    }

    /// Reads the page at `span`, or what is there of it.
    pub(super) fn page(&mut self, span: Range<usize>) {
        let bytes = self.rows.bytes;
        let whole = bytes.get(span.clone()).unwrap_or_default();
        if whole.iter().all(|&byte| byte == 0) {
            return;
        }
        let is_cut = whole.len() < self.of.page_len;
        let padded: Vec<u8>;
        let page = if is_cut {
            self.rows.flush();
            self.rows.not_understood(span.start, "the file ends within a page");
            self.rows.sink().unread(span.clone(), Reason::NotUnderstood);
            padded = whole.iter().copied().chain(std::iter::repeat(0)).take(self.of.page_len).collect();
            Page::of(&padded)
        } else {
            Page::of(whole)
        };
        let Some(page) = page else {
            if !is_cut {
                let message = "a page whose header is broken: it was scanned as it stands";
                self.rows.unread(span, Reason::NotUnderstood, message);
            } else {
                self.rows.text(span, TextClass::Binary);
            }
            return;
        };
        let mut covered = Vec::new();
        for place in page.tuples().flatten() {
            // Bytes that are not there any more make no row.
            if place.end > whole.len() {
                continue;
            }
            let tuple = Tuple::of(whole.get(place.clone()).unwrap_or_default());
            if !tuple.is_some_and(|tuple| self.tuple(&tuple, span.start + place.start)) {
                self.rows.text(moved(&place, span.start), TextClass::Binary);
            }
            covered.push(place);
            if self.rows.is_stopped {
                return;
            }
        }
        // What lies between is room that is free now.
        covered.sort_unstable_by_key(|place| place.start);
        let mut at = page.room().start.min(whole.len());
        for place in covered.iter().chain([&(whole.len()..whole.len())]) {
            if place.start > at {
                self.rows.strings(moved(&(at..place.start), span.start));
            }
            at = at.max(place.end);
        }
    }

    /// Hands on the tuple at `at`; whether it could be cut.
    fn tuple(&mut self, tuple: &Tuple<'_>, at: usize) -> bool {
        let values = values(tuple, &self.of.columns);
        if values.len() < tuple.columns || values.iter().all(Option::is_none) && tuple.values().len() > 8 {
            return false;
        }
        let base = at + tuple.data;
        if self.of.is_long_values && self.part(tuple, &values, base) {
            return true;
        }
        let columns = self.columns(tuple.is_dead);
        let described = self.of.columns.iter().zip(&*columns).zip(&values);
        for ((column, &id), value) in described {
            match value {
                Some(value) if column.is_dropped => self.bytes(value, base),
                Some(value) => self.value(column, id, value, base),
                None => {}
            }
        }
        self.rows.end_record();
        true
    }

    /// The columns of the table, which is opened.
    fn columns(&mut self, is_dead: bool) -> Rc<[ColumnId]> {
        let Some(known) = self.tables.get_mut(usize::from(is_dead)) else { return Rc::default() };
        if let Some((table, columns)) = known {
            self.rows.select(*table);
            return Rc::clone(columns);
        }
        let name = if is_dead { format!("{} (deleted)", self.of.name) } else { self.of.name.clone() };
        let table = self.rows.table(name.trim_start());
        let columns: Rc<[ColumnId]> = self
            .of
            .columns
            .iter()
            .map(|column| {
                let is_named = self.of.is_named;
                let sql_type = column.kind.sql_type().filter(|_| is_named).map(str::to_owned);
                self.rows.column(&ColumnSpec { name: column.name.clone(), is_named, sql_type })
            })
            .collect();
        *known = Some((table, Rc::clone(&columns)));
        columns
    }

    fn value(&mut self, column: &Column, id: ColumnId, value: &Stored, base: usize) {
        let bytes = self.rows.bytes;
        match value {
            Stored::Plain(span) => {
                let span = moved(span, base);
                let raw = bytes.get(span.clone()).unwrap_or_default();
                match value::written(column.kind, raw) {
                    // A name is shorter than its room.
                    Some(_) if column.kind == Kind::Text => {
                        let len = value::until_zero(raw).len();
                        self.rows.verbatim(id, &(span.start..span.start + len));
                    }
                    Some(text) => self.rows.decoded(id, text.as_bytes(), &span),
                    // Bytes, or of a type that is not known.
                    None => self.rows.verbatim(id, &span),
                }
            }
            Stored::Packed { span, len, method } => {
                let span = moved(span, base);
                let raw = bytes.get(span.clone()).unwrap_or_default();
                match self.unpack(raw, *len, *method) {
                    Some(whole) => match value::written(column.kind, &whole) {
                        Some(text) => self.rows.decoded(id, text.as_bytes(), &span),
                        None => self.rows.decoded(id, &whole, &span),
                    },
                    None => self.rows.broken.push(span),
                }
            }
            Stored::Elsewhere(_) => {}
        }
    }

    fn unpack(&mut self, raw: &[u8], len: usize, method: u32) -> Option<Vec<u8>> {
        self.unpacked_left = self.unpacked_left.checked_sub(len.min(VALUE_LEN_MAX))?;
        if len > VALUE_LEN_MAX { None } else { value::unpack(raw, len, method) }
    }

    /// A value of a column that is not there any more.
    fn bytes(&mut self, value: &Stored, base: usize) {
        if let Stored::Plain(span) | Stored::Packed { span, .. } = value {
            self.rows.broken.push(moved(span, base));
        }
    }

    /// A part of a long value; `false` where it is none.
    fn part(&mut self, tuple: &Tuple<'_>, values: &[Option<Stored>], base: usize) -> bool {
        let [Some(Stored::Plain(number)), Some(Stored::Plain(count)), Some(Stored::Plain(part))] = values else {
            return false;
        };
        let at = |span: &Range<usize>| signed(tuple.values().get(span.clone())?);
        let (Some(number), Some(count)) = (at(number), at(count)) else { return false };
        let raw = tuple.values().get(part.clone()).unwrap_or_default();
        let span = moved(part, base);
        match &mut self.open {
            Some(open) if open.number == number && open.next == count && open.bytes.len() < VALUE_LEN_MAX => {
                open.next += 1;
                open.bytes.extend_from_slice(raw);
                open.span = open.span.start.min(span.start)..open.span.end.max(span.end);
            }
            _ => {
                self.end_value();
                self.open = Some(LongValue { number, next: count + 1, bytes: raw.to_vec(), span });
            }
        }
        true
    }

    /// Hands on the long value that was put together.
    fn end_value(&mut self) {
        let Some(LongValue { bytes, span, .. }) = self.open.take() else { return };
        // Whether it was packed the row says that it belongs to; its length before it tells as much.
        let packed = value::packed_head(&bytes).filter(|&(len, method)| len > bytes.len() && method <= 1);
        let whole = packed.and_then(|(len, method)| self.unpack(bytes.get(4..).unwrap_or_default(), len, method));
        let columns = self.columns(false);
        if let Some(&id) = columns.get(2) {
            self.rows.decoded(id, whole.as_ref().unwrap_or(&bytes), &span);
            self.rows.end_record();
        }
    }

    /// Hands on what is left.
    pub(super) fn finish(&mut self) {
        self.end_value();
        self.rows.flush();
        for span in std::mem::take(&mut self.rows.broken) {
            self.rows.text(span, TextClass::Binary);
        }
    }
}
