//! Pages handed on: their rows as cells, and what no row covers as text.

use std::borrow::Cow;
use std::ops::Range;

use super::layout::{Field, Kind};
use super::page::{IndexPage, u32_at};
use super::pages::Pages;
use super::record::{Cut, Record};
use super::{DEFINITIONS, FieldName, HEADER_LEN, LONG_VALUE, Survey, Tablespace, guess, kind, value};
use crate::batch::{ColumnId, ColumnSpec};
use crate::error::{Reason, Severity};
use crate::records::TextClass;
use crate::records::rows::Rows;

/// A piece that is being read.
pub(super) struct Reading<'t, 'a, 's> {
    pub(super) of: &'t Tablespace,
    pub(super) pages: Pages<'a>,
    /// Where all pages are at hand.
    pub(super) survey: Option<&'t Survey>,
    /// The first page of the file that is not understood, where it is in the part.
    pub(super) first_veiled: Option<usize>,
    /// Bytes that values which are written anew (numbers, choices) may still come to. All others are no longer than what
    /// they stand in, which is read once.
    pub(super) written_left: usize,
    /// They came to more.
    pub(super) is_over: bool,
    pub(super) rows: Rows<'a, 's>,
}

/// Values that are written anew may come to so many times the bytes of a part,
pub(super) const WRITTEN_RATIO_MAX: usize = 64;
/// and to so many more.
pub(super) const WRITTEN_GRACE: usize = 1 << 20;

impl Reading<'_, '_, '_> {
    /// Reads a page.
    pub(super) fn page(&mut self, number: usize) {
        let Some(page) = self.pages.get(number) else { return };
        let at = number * self.pages.page_len;
        let whole = at..at + page.len();
        if page.iter().all(|&byte| byte == 0) {
            return;
        }
        let is_free = self.survey.is_some() && self.pages.is_free(number);
        match (kind(page), self.of.index_page(page)) {
            (_, Some(index)) if index.is_leaf() => self.leaf(at, &index, is_free),
            (_, Some(index)) => self.strings_of_room(at, &index),
            // What these say is in numbers.
            (Some(DEFINITIONS | 3 | 5 | 8 | 9), _) if !self.of.is_veiled(page) => self.rows.strings(whole),
            (Some(LONG_VALUE), _) if self.of.space.is_plain => {
                let owner = self.survey.and_then(|survey| survey.owner(number));
                self.long_value(at, page, owner.map(|owner| owner.span.start - at..owner.span.end - at));
            }
            _ if self.of.is_veiled(page) => {
                if self.first_veiled == Some(number) {
                    self.rows.flush();
                    self.rows
                        .not_understood(at, "pages that are packed, encrypted or broken were scanned as they stand");
                }
                self.rows.sink().unread(whole.clone(), Reason::NotUnderstood);
                self.rows.text(whole, TextClass::NotUnderstood);
            }
            _ => self.rows.text(whole, TextClass::Binary),
        }
    }

    /// What is left of a page where the file ends within it.
    pub(super) fn part_of_page(&mut self, span: Range<usize>) {
        let is_empty = self.pages.bytes.get(span.clone()).is_none_or(|part| part.iter().all(|&byte| byte == 0));
        if is_empty {
            return;
        }
        self.rows.flush();
        self.rows.not_understood(span.start, "the file ends within a page, which was scanned as it stands");
        self.rows.sink().unread(span.clone(), Reason::NotUnderstood);
        // Records stand at the beginning of a page: those before the cut are whole.
        let mut page = self.pages.bytes.get(span.clone()).unwrap_or_default().to_vec();
        page.resize(self.pages.page_len, 0);
        match self.of.index_page(&page) {
            Some(index) if index.is_leaf() && self.of.holds_rows(&index) => self.leaf(span.start, &index, false),
            _ => self.rows.text(span, TextClass::Binary),
        }
    }

    fn strings_of_room(&mut self, at: usize, page: &IndexPage<'_>) {
        let room = page.room();
        let end = (at + room.end).min(self.pages.bytes.len());
        self.rows.strings((at + room.start).min(end)..end);
    }

    /// A part of a value that is too long for its row: length, next page, bytes. What is `taken` is read with the row.
    fn long_value(&mut self, at: usize, page: &[u8], taken: Option<Range<usize>>) {
        const VALUE: usize = HEADER_LEN + 8;
        let end = u32_at(page, HEADER_LEN).map_or(VALUE, |len| VALUE.saturating_add(len)).min(page.len());
        let taken = taken.unwrap_or(VALUE..VALUE);
        for span in [VALUE..end.min(taken.start), taken.end.max(VALUE)..end] {
            // The part may begin and end within a character.
            let value = page.get(span.start + 3..span.end.saturating_sub(3)).unwrap_or_default();
            let class = if guess::is_text(value) { TextClass::Text } else { TextClass::Binary };
            self.rows.text(at + span.start..at + span.end, class);
        }
        self.rows.strings(at + end..at + end.max(taken.start));
        self.rows.strings(at + end.max(taken.end)..at + page.len());
    }

    /// A page of rows, or of copies of parts of them.
    fn leaf(&mut self, at: usize, page: &IndexPage<'_>, is_free: bool) {
        if self.of.holds_rows(page) {
            let is_defined = self.of.tables.of(page.index()).is_some();
            let guessed = if is_defined || !page.is_compact { None } else { guess::layout(page, &page.live()) };
            let name = self.of.tables.name(page.index());
            let mut covered = Vec::new();
            for (record, is_left_behind) in self.of.records(page, is_free, guessed.as_ref()) {
                // The file may end within the page.
                if at + record.span.end > self.pages.bytes.len() {
                    continue;
                }
                if self.is_over(at) {
                    self.long_values_of(at, page, &record);
                    continue;
                }
                // MariaDB writes zeros over what was deleted; and rows that moved are left where they were.
                let is_copy = || self.survey.is_some_and(|survey| survey.copies.contains(&record.hash(page)));
                if !(is_left_behind && (record.is_wiped(page) || is_copy())) {
                    let name = match guessed.as_ref().and_then(|guessed| guessed.pattern(page, record.at)) {
                        Some(pattern) => format!("{name} nulls {}", pattern + 1).trim_start().to_owned(),
                        None => name.clone(),
                    };
                    let is_deleted = is_left_behind || page.is_deleted(record.at);
                    self.row(at, page, &record, &if is_deleted { deleted(&name) } else { name });
                }
                covered.push(record.span);
            }
            self.between(at, page, covered);
        }
        self.strings_of_room(at, page);
    }

    /// Whether values came to more than they may: what follows is scanned as it stands.
    fn is_over(&mut self, at: usize) -> bool {
        if self.written_left == 0 && !self.is_over {
            self.is_over = true;
            let message = "its values come to far more than its bytes: the rest was scanned as it stands";
            self.rows.flush();
            self.rows.sink().diagnostic(Severity::Error, Reason::LimitReached, at, message);
            self.rows.sink().unread(at..at, Reason::LimitReached);
        }
        self.is_over
    }

    /// Scans the long values of a record that is not read.
    fn long_values_of(&mut self, at: usize, page: &IndexPage<'_>, record: &Record) {
        for (index, cut) in record.fields.iter().enumerate() {
            for part in cut.iter().flat_map(|cut| self.parts(at, page, record, index, cut)).collect::<Vec<_>>() {
                self.rows.text(part, TextClass::Binary);
            }
        }
    }

    /// Scans what no record covers.
    fn between(&mut self, at: usize, page: &IndexPage<'_>, mut covered: Vec<Range<usize>>) {
        let all = page.live().into_iter().chain(page.freed());
        let mut definitions: Vec<usize> = all.filter(|&origin| page.is_definition(origin)).collect();
        definitions.sort_unstable();
        covered.sort_by_key(|span| span.start);
        let mut from = page.heap_start();
        for span in covered {
            self.uncovered(at, from..span.start, &definitions);
            from = from.max(span.end);
        }
        self.uncovered(at, from..page.heap_end(), &definitions);
    }

    fn uncovered(&mut self, at: usize, span: Range<usize>, definitions: &[usize]) {
        let end = (at + span.end).min(self.pages.bytes.len());
        let place = (at + span.start).min(end)..end;
        let next = definitions.partition_point(|&origin| origin < span.start);
        if definitions.get(next).is_some_and(|&origin| origin < span.end) {
            self.rows.strings(place);
        } else if !span.is_empty() {
            self.rows.text(place, TextClass::Binary);
        }
    }

    fn row(&mut self, at: usize, page: &IndexPage<'_>, record: &Record, table: &str) {
        let of = self.of;
        let layout = of.tables.of(page.index()).map(|table| &table.layout);
        let mut loose = Vec::new();
        self.rows.table(table);
        for (index, cut) in record.fields.iter().enumerate() {
            let Some(cut) = cut else { continue };
            let parts = self.parts(at, page, record, index, cut);
            let raw = self.value(page, cut, &parts);
            let (raw, span) = (raw.as_ref(), at + cut.span.start..at + cut.span.end);
            let field = layout.and_then(|layout| layout.fields.get(index));
            let is_cell = match (layout, field) {
                (_, Some(field)) => self.field(field, raw, &span),
                (None, None) => self.unnamed(index, raw, &span),
                (Some(_), None) => false,
            };
            if !is_cell && (cut.is_elsewhere || field.is_none()) {
                loose.push((span, parts));
            }
        }
        self.rows.end_record();
        for (span, parts) in loose {
            self.rows.strings(span);
            for part in parts {
                self.rows.text(part, TextClass::Binary);
            }
        }
    }

    /// The parts of a field that lie on other pages.
    fn parts(&self, at: usize, page: &IndexPage<'_>, record: &Record, index: usize, cut: &Cut) -> Vec<Range<usize>> {
        let Some(survey) = self.survey.filter(|_| cut.is_elsewhere) else { return Vec::new() };
        let field = FieldName { page: at / self.pages.page_len, record: record.at, field: index };
        survey.parts(&self.pages, cut.reference(page.bytes), field)
    }

    /// The value of a field, put together where it is too long for its row.
    fn value<'p>(&self, page: &IndexPage<'p>, cut: &Cut, parts: &[Range<usize>]) -> Cow<'p, [u8]> {
        let mut value = Cow::Borrowed(page.bytes.get(cut.span.clone()).unwrap_or_default());
        for part in parts {
            value.to_mut().extend_from_slice(self.pages.bytes.get(part.clone()).unwrap_or_default());
        }
        value
    }

    /// Hands on a field; says whether it is a cell.
    fn field(&mut self, field: &Field, raw: &[u8], span: &Range<usize>) -> bool {
        let Some(column) = &field.column else { return false };
        let column = self.rows.column(column);
        match &field.kind {
            Kind::Text { is_padded } => {
                let kept = if *is_padded { raw.trim_ascii_end() } else { raw };
                self.text(column, kept, &(span.start..span.end.min(span.start + kept.len())));
            }
            Kind::Bytes => self.rows.decoded(column, raw, span),
            kind => {
                let Some(value) = value::written(kind, raw) else { return false };
                self.written_left = self.written_left.saturating_sub(value.len());
                self.rows.decoded(column, value.as_bytes(), span);
            }
        }
        true
    }

    fn text(&mut self, column: ColumnId, raw: &[u8], span: &Range<usize>) {
        if std::str::from_utf8(raw).is_ok() {
            self.rows.decoded(column, raw, span);
        } else {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw);
            self.rows.decoded(column, text.as_bytes(), span);
        }
    }

    /// Hands on a field of which nothing is known but where it is, if it is text; says whether it is.
    fn unnamed(&mut self, index: usize, raw: &[u8], span: &Range<usize>) -> bool {
        let is_text = guess::is_text(raw);
        if is_text {
            let name = format!("column_{}", index + 1);
            let column = self.rows.column(&ColumnSpec { name, is_named: false, sql_type: None });
            self.rows.decoded(column, raw, span);
        }
        is_text
    }
}

/// What the table of deleted rows is called.
fn deleted(name: &str) -> String {
    if name.is_empty() { "(deleted)".to_owned() } else { format!("{name} (deleted)") }
}
