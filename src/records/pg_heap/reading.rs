//! Pages handed on: their tuples as records, and what no tuple covers as text.

use std::ops::Range;
use std::rc::Rc;

use super::catalog::Column;
use super::long::{LongValue, Part, VALUE_LEN_MAX};
use super::page::{Page, Stored, Tuple, stored};
use super::value::{self, Kind};
use super::{Heap, moved};
use crate::batch::{ColumnId, ColumnSpec, TableId};
use crate::error::{Reason, Severity};
use crate::records::TextClass;
use crate::records::rows::Rows;

/// The values of a tuple by its columns, `None` where there is no value. What does not end with the last of them is no row.
pub(super) fn values(tuple: &Tuple<'_>, columns: &[Column]) -> Option<Vec<Option<Stored>>> {
    const PADDING_MAX: usize = 8;
    let mut found = Vec::with_capacity(tuple.columns.min(columns.len()));
    let mut at = 0;
    for (index, column) in columns.iter().enumerate().take(tuple.columns) {
        if tuple.is_null(index) {
            found.push(None);
            continue;
        }
        let (value, end) = stored(tuple.values(), at, column.layout)?;
        found.push(Some(value));
        at = end;
    }
    let rest = tuple.values().get(at..)?;
    let is_whole = rest.len() <= PADDING_MAX && rest.iter().all(|&byte| byte == 0);
    (is_whole && found.len() == tuple.columns).then_some(found)
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
    /// They came to more.
    is_over: bool,
    /// Pages one behind another whose headers are broken.
    broken_pages: Range<usize>,
}

impl<'t, 'a, 's> Reading<'t, 'a, 's> {
    pub(super) fn new(of: &'t Heap, rows: Rows<'a, 's>) -> Self {
        /// What is packed is seldom less than a tenth of what it stands for.
        const RATIO_MAX: usize = 64;
        let unpacked_left = rows.bytes.len().saturating_mul(RATIO_MAX).saturating_add(VALUE_LEN_MAX);
        Self { of, rows, tables: [None, None], open: None, unpacked_left, is_over: false, broken_pages: 0..0 }
    }

    /// Reads the page at `span`, or what is there of it: those of its `wanted` tuples. What is beside them goes with the last ones.
    pub(super) fn page(&mut self, span: Range<usize>, wanted: Range<usize>) {
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
            // What is missing has no place.
            self.rows.sink().unread(span.end..span.end, Reason::NotUnderstood);
            padded = whole.iter().copied().chain(std::iter::repeat(0)).take(self.of.page_len).collect();
            Page::of(&padded)
        } else {
            Page::of(whole)
        };
        let Some(page) = page else {
            if span.start != self.broken_pages.end {
                self.end_broken_pages();
                self.broken_pages.start = span.start;
            }
            self.broken_pages.end = span.end;
            return;
        };
        self.end_broken_pages();
        let tuples = page.tuples();
        // Bytes that are not there any more make no row.
        let is_there = |place: &&Range<usize>| place.end <= whole.len();
        let taken = wanted.start..wanted.end.min(tuples.spans.len());
        for place in tuples.spans.get(taken).unwrap_or_default().iter().filter(is_there) {
            let tuple = Tuple::of(whole.get(place.clone()).unwrap_or_default());
            if !tuple.is_some_and(|tuple| self.tuple(&tuple, span.start + place.start)) {
                self.rows.text(moved(place, span.start), TextClass::Binary);
            }
            if self.rows.is_stopped {
                return;
            }
        }
        if wanted.end < tuples.spans.len() {
            return;
        }
        // What lies between is room that is free now, or what pointers lead to that are broken.
        let mut covered: Vec<_> = tuples.spans.iter().filter(is_there).collect();
        covered.sort_unstable_by_key(|place| place.start);
        let mut at = page.room().start.min(whole.len());
        for place in covered.into_iter().chain([&(whole.len()..whole.len())]) {
            let room = moved(&(at..place.start), span.start);
            if !room.is_empty() && tuples.is_sound {
                self.rows.strings(room);
            } else if !room.is_empty() {
                self.rows.text(room, TextClass::Binary);
            }
            at = at.max(place.end);
        }
    }

    /// Hands on the pages whose headers are broken, as they stand: a value may go over the end of one.
    fn end_broken_pages(&mut self) {
        let span = std::mem::take(&mut self.broken_pages);
        if !span.is_empty() {
            self.rows.flush();
            self.rows.not_understood(span.start, "pages whose headers are broken: they were scanned as they stand");
            self.rows.text(span, TextClass::Binary);
        }
    }

    /// Hands on the tuple at `at`; whether it could be cut.
    fn tuple(&mut self, tuple: &Tuple<'_>, at: usize) -> bool {
        let Some(values) = values(tuple, &self.of.columns) else { return false };
        let base = at + tuple.data;
        if self.of.is_long_values
            && let Some(part) = Part::of(tuple, &values)
        {
            self.part(tuple, &part, base);
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
        if !value::may_be_packed(raw, len) || len > VALUE_LEN_MAX {
            return None;
        }
        let Some(left) = self.unpacked_left.checked_sub(len) else {
            self.is_over = true;
            return None;
        };
        self.unpacked_left = left;
        value::unpack(raw, len, method)
    }

    /// A value of a column that is not there any more.
    fn bytes(&mut self, value: &Stored, base: usize) {
        if let Stored::Plain(span) | Stored::Packed { span, .. } = value {
            self.rows.broken.push(moved(span, base));
        }
    }

    /// Takes a part of a long value.
    fn part(&mut self, tuple: &Tuple<'_>, part: &Part, base: usize) {
        let raw = tuple.values().get(part.bytes.clone()).unwrap_or_default();
        if !self.open.as_mut().is_some_and(|open| open.add(part, raw, base)) {
            self.end_value();
            self.open = Some(LongValue::new(part, raw, base));
        }
    }

    /// Hands on the long value that was put together.
    fn end_value(&mut self) {
        let Some(value) = self.open.take() else { return };
        let packed = value.packed();
        let whole = packed.and_then(|(len, method)| self.unpack(value.bytes.get(4..).unwrap_or_default(), len, method));
        if whole.is_none() && !value.is_plain() {
            let message = "parts of a long value that is not whole: they were scanned as they stand";
            self.rows.flush();
            self.rows.not_understood(value.span().start, message);
            for span in value.spans {
                self.rows.sink().unread(span.clone(), Reason::NotUnderstood);
                self.rows.text(span, TextClass::Binary);
            }
            return;
        }
        let columns = self.columns(false);
        if let Some(&id) = columns.get(2) {
            self.rows.decoded(id, whole.as_ref().unwrap_or(&value.bytes), &value.span());
            self.rows.end_record();
        }
    }

    /// Hands on what is left.
    pub(super) fn finish(&mut self) {
        self.end_broken_pages();
        self.end_value();
        self.rows.flush();
        for span in std::mem::take(&mut self.rows.broken) {
            self.rows.text(span, TextClass::Binary);
        }
        if self.is_over {
            let message =
                "packed values come to far more than their bytes: those behind the limit were scanned as they stand";
            self.rows.sink().diagnostic(Severity::Error, Reason::LimitReached, 0, message);
            self.rows.sink().unread(0..0, Reason::LimitReached);
        }
    }
}
