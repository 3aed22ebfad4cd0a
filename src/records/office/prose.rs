//! Paragraphs and tables, of text documents, presentations and `OpenDocument`'s sheets.

use std::ops::{ControlFlow, Range};

use super::stream::{self, End};
use super::workbook::{attribute, name};
use super::zip::{Archive, Entry};
use crate::records::grid::{Grid, Row};
use crate::records::markup::{Entities, Tag, Token, Tokens, unescape};
use crate::records::rows::{Field, Rows};

/// Tables within tables; what is deeper is text of the cell around it.
const TABLES_MAX: usize = 16;
/// A paragraph or cell that is longer is handed on in parts.
const TEXT_LEN_MAX: usize = 1 << 20;
/// Columns of a table; those beyond share the last one.
const COLUMNS_MAX: usize = 2_000;
/// How often a row that repeats is counted.
const REPEATS_MAX: usize = 1_000;
/// Bytes of a cell or a row that is repeated, taken together: nobody repeats long texts.
const REPEATED_LEN_MAX: usize = 1 << 20;

/// Whose names elements have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// ECMA-376: text stands in `t`.
    OfficeOpen,
    /// `OpenDocument`: text stands in paragraphs.
    OpenDocument,
}

/// Reads a part.
pub(super) fn read(archive: &Archive<'_>, entry: &Entry, vocabulary: Vocabulary, rows: &mut Rows<'_, '_>) -> End {
    let mut prose = Prose::new(vocabulary, entry.span.clone());
    let end = stream::tokens(archive, entry, &mut |tokens, token| {
        prose.token(tokens, token, rows);
        if rows.is_stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    prose.finish(rows);
    end
}

/// An open table.
struct Table {
    grid: Grid,
    row: Row,
    row_repeats: usize,
    /// The value of the open cell, where an attribute gives it.
    value: Option<Vec<u8>>,
    text: Vec<u8>,
    cell_repeats: usize,
    is_in_cell: bool,
}

/// A document while it is read.
pub(super) struct Prose {
    vocabulary: Vocabulary,
    /// Where what is read now comes from.
    pub(super) span: Range<usize>,
    /// The open paragraph outside of tables.
    text: Vec<u8>,
    /// Open elements that hold text.
    is_text: usize,
    tables: Vec<Table>,
    table_count: usize,
}

impl Prose {
    pub(super) fn new(vocabulary: Vocabulary, span: Range<usize>) -> Self {
        Self { vocabulary, span, text: Vec::new(), is_text: 0, tables: Vec::new(), table_count: 0 }
    }

    /// Hands on what is open.
    pub(super) fn finish(&mut self, rows: &mut Rows<'_, '_>) {
        while !self.tables.is_empty() {
            self.close_table(rows);
        }
        self.end_paragraph(rows);
    }

    /// Takes the next token of the document.
    pub(super) fn token(&mut self, tokens: &Tokens<'_>, token: &Token, rows: &mut Rows<'_, '_>) {
        match token {
            Token::Open(tag) => self.open(tokens, tag, rows),
            Token::Close(span) => self.close(name(tokens, span), rows),
            Token::Text(span) | Token::CData(span) if self.is_text > 0 => {
                let mut text = Vec::new();
                unescape(tokens.slice(span), Entities::Xml, &mut text);
                self.push(&text, rows);
            }
            Token::Text(span) => rows.decoded_text(tokens.slice(span), self.span.clone()),
            Token::Other(span) if tokens.slice(span).starts_with(b"<!--") => {
                rows.decoded_text(tokens.slice(span), self.span.clone());
            }
            Token::CData(_) | Token::Other(_) => {}
        }
    }

    fn push(&mut self, text: &[u8], rows: &mut Rows<'_, '_>) {
        let target = match self.tables.last_mut() {
            Some(table) if table.is_in_cell => &mut table.text,
            _ => &mut self.text,
        };
        target.extend_from_slice(text);
        if target.len() > TEXT_LEN_MAX {
            let part = std::mem::take(target);
            rows.decoded_text(&part, self.span.clone());
        }
    }

    fn open(&mut self, tokens: &Tokens<'_>, tag: &Tag, rows: &mut Rows<'_, '_>) {
        let is_odf = self.vocabulary == Vocabulary::OpenDocument;
        match (name(tokens, &tag.name), is_odf) {
            (b"t" | b"delText" | b"instrText", false) | (b"p" | b"h", true) => {
                self.is_text += usize::from(!tag.is_empty);
            }
            (b"tab" | b"ptab", false) | (b"tab", true) => self.push(b"\t", rows),
            (b"br" | b"cr", false) | (b"line-break", true) => self.push(b"\n", rows),
            (b"s", true) => self.push(b" ", rows),
            (b"a", true) => {
                if let Some(target) = attribute(tokens, tag, b"href") {
                    rows.decoded_text(target.as_bytes(), self.span.clone());
                }
            }
            (b"noBreakHyphen", false) => self.push(b"-", rows),
            (b"tbl", false) | (b"table", true) if !tag.is_empty && self.tables.len() < TABLES_MAX => {
                self.end_paragraph(rows);
                self.table_count += 1;
                let given = attribute(tokens, tag, b"name").filter(|_| is_odf);
                let table = given.unwrap_or_else(|| format!("table_{}", self.table_count));
                self.tables.push(Table::new(table));
            }
            (b"tr", false) | (b"table-row", true) => {
                let repeats = repeats(tokens, tag, b"number-rows-repeated");
                self.tables.last_mut().into_iter().for_each(|table| table.row_repeats = repeats);
            }
            (b"tc", false) | (b"table-cell" | b"covered-table-cell", true) => {
                if let Some(table) = self.tables.last_mut() {
                    table.open_cell(tokens, tag);
                    if tag.is_empty {
                        table.close_cell(&self.span);
                    }
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8], rows: &mut Rows<'_, '_>) {
        match (name, self.vocabulary) {
            (b"t" | b"delText" | b"instrText", Vocabulary::OfficeOpen) => self.is_text = self.is_text.saturating_sub(1),
            // Comments of sheets have no paragraphs.
            (b"p" | b"comment", Vocabulary::OfficeOpen) => self.end_paragraph(rows),
            (b"p" | b"h", Vocabulary::OpenDocument) => {
                self.is_text = self.is_text.saturating_sub(1);
                self.end_paragraph(rows);
            }
            (b"tc", Vocabulary::OfficeOpen) | (b"table-cell" | b"covered-table-cell", Vocabulary::OpenDocument) => {
                let span = self.span.clone();
                self.tables.last_mut().into_iter().for_each(|table| table.close_cell(&span));
            }
            (b"tr", Vocabulary::OfficeOpen) | (b"table-row", Vocabulary::OpenDocument) => {
                self.tables.last_mut().into_iter().for_each(|table| table.close_row(rows));
            }
            (b"tbl", Vocabulary::OfficeOpen) | (b"table", Vocabulary::OpenDocument) => self.close_table(rows),
            _ => {}
        }
    }

    /// Ends a paragraph, or a line of a cell.
    fn end_paragraph(&mut self, rows: &mut Rows<'_, '_>) {
        if let Some(table) = self.tables.last_mut().filter(|table| table.is_in_cell) {
            table.text.push(b'\n');
            return;
        }
        let text = std::mem::take(&mut self.text);
        rows.decoded_text(&text, self.span.clone());
    }

    fn close_table(&mut self, rows: &mut Rows<'_, '_>) {
        if let Some(mut table) = self.tables.pop() {
            table.close_cell(&self.span);
            table.close_row(rows);
            table.grid.finish(rows);
        }
    }
}

fn repeats(tokens: &Tokens<'_>, tag: &Tag, name: &[u8]) -> usize {
    attribute(tokens, tag, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

impl Table {
    fn new(name: String) -> Self {
        Self {
            grid: Grid::new(name),
            row: Row::new(),
            row_repeats: 1,
            value: None,
            text: Vec::new(),
            cell_repeats: 1,
            is_in_cell: false,
        }
    }

    fn open_cell(&mut self, tokens: &Tokens<'_>, tag: &Tag) {
        let kind = tokens.attribute(tag, b"value-type").unwrap_or_default();
        self.value = match kind {
            b"date" => attribute(tokens, tag, b"date-value").map(|date| date.replacen('T', " ", 1)),
            b"float" | b"percentage" | b"currency" => attribute(tokens, tag, b"value"),
            _ => None,
        }
        .map(String::into_bytes);
        self.text.clear();
        self.cell_repeats = repeats(tokens, tag, b"number-columns-repeated");
        self.is_in_cell = true;
    }

    fn close_cell(&mut self, span: &Range<usize>) {
        if !std::mem::take(&mut self.is_in_cell) {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let text = text.strip_suffix(b"\n").unwrap_or(&text);
        let value = self.value.take().unwrap_or_else(|| text.to_vec());
        let room = COLUMNS_MAX.saturating_sub(self.row.len()).min(REPEATED_LEN_MAX / value.len().max(1)).max(1);
        let field = (!value.is_empty()).then(|| Field::decoded(value, span.clone()));
        for _ in 0..self.cell_repeats.min(room) {
            self.row.push(field.clone());
        }
    }

    fn close_row(&mut self, rows: &mut Rows<'_, '_>) {
        let row = std::mem::take(&mut self.row);
        let is_empty = row.iter().all(Option::is_none);
        let len: usize = row.iter().flatten().map(|field| field.decoded.as_ref().map_or(0, Vec::len) + 1).sum();
        let repeats_max = REPEATS_MAX.min(REPEATED_LEN_MAX / len.max(1)).max(1);
        let repeats = if is_empty { 0 } else { self.row_repeats.min(repeats_max) };
        for _ in 1..repeats {
            self.grid.row(rows, row.clone());
        }
        if !is_empty {
            self.grid.row(rows, row);
        }
        self.row_repeats = 1;
    }
}
