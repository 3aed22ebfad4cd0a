//! Walks through a page.

use std::ops::Range;

use super::block::Block;
use super::table::Table;
use crate::records::markup::{Tag, Token, Tokens};
use crate::records::rows::{Field, Rows};
use crate::records::{BatchSink, TextClass};

/// Tables within tables; what is deeper belongs to the cell around it.
const TABLES_MAX: usize = 16;
/// Elements that go on in the line they stand in.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"b", b"big", b"cite", b"code", b"em", b"font", b"i", b"ins", b"kbd", b"label", b"mark", b"nobr",
    b"q", b"s", b"small", b"span", b"strike", b"strong", b"sub", b"sup", b"time", b"tt", b"u", b"var", b"wbr",
];
/// Attributes that hold no values.
const DUMB: &[&[u8]] = &[
    b"align",
    b"bgcolor",
    b"border",
    b"cellpadding",
    b"cellspacing",
    b"class",
    b"colspan",
    b"dir",
    b"height",
    b"id",
    b"lang",
    b"rel",
    b"rowspan",
    b"scope",
    b"style",
    b"valign",
    b"width",
];

/// Reads a whole page.
pub(super) fn read(bytes: &[u8], sink: &mut dyn BatchSink) {
    let mut page = Page {
        tokens: Tokens::new(bytes, 0, true),
        rows: Rows::new(bytes, sink),
        block: Block::default(),
        heading: None,
        tables: Vec::new(),
        table_count: 0,
    };
    while let Some(token) = page.tokens.next() {
        page.token(token);
        if page.rows.is_stopped {
            return;
        }
    }
    while !page.tables.is_empty() {
        page.close_table();
    }
    page.end_block();
    page.end_heading();
    page.rows.flush();
}

struct Page<'a, 's> {
    tokens: Tokens<'a>,
    rows: Rows<'a, 's>,
    /// The open block outside of tables.
    block: Block,
    /// The block before, while it may be the heading of the next one.
    heading: Option<Field>,
    tables: Vec<Table>,
    table_count: usize,
}

impl Page<'_, '_> {
    fn token(&mut self, token: Token) {
        match token {
            Token::Text(span) | Token::CData(span) => self.text(span),
            Token::Other(span) => {
                self.end_heading();
                self.rows.text(span, TextClass::Structure);
            }
            Token::Open(tag) => self.open(&tag),
            Token::Close(name) => self.close(&name),
        }
    }

    /// The block that text goes to.
    fn target(&mut self) -> &mut Block {
        match self.tables.last_mut().and_then(Table::cell_text) {
            Some(cell) => cell,
            None => &mut self.block,
        }
    }

    fn text(&mut self, span: Range<usize>) {
        let bytes = self.rows.bytes;
        self.target().push(bytes, span);
        if self.target().is_full() {
            self.end_heading();
            let part = self.target().take(bytes);
            part.iter().for_each(|field| self.rows.field_as_text(field));
        }
    }

    /// Ends the open block, or the line of the open cell.
    fn end_block(&mut self) {
        let bytes = self.rows.bytes;
        if let Some(cell) = self.tables.last_mut().and_then(Table::cell_text) {
            cell.push_space(bytes);
        } else if let Some(field) = self.block.take(bytes) {
            match self.heading.take() {
                // Of what was decoded no place in both could be told.
                Some(heading)
                    if heading.decoded.is_none() && field.decoded.is_none() && is_value(field.value(bytes)) =>
                {
                    let lines = [heading.value(bytes), b"\n", field.value(bytes)].concat();
                    self.rows.decoded_text(&lines, heading.span.start..field.span.end);
                }
                heading => {
                    self.hand_on(heading);
                    if may_head(field.value(bytes)) {
                        self.heading = Some(field);
                    } else {
                        self.hand_on(Some(field));
                    }
                }
            }
        }
    }

    fn hand_on(&mut self, block: Option<Field>) {
        match block {
            Some(Field { decoded: Some(text), span }) => self.rows.decoded_text(&text, span),
            Some(Field { decoded: None, span }) => self.rows.text(span, TextClass::Text),
            None => {}
        }
    }

    /// Hands on what turned out to be no heading: something else follows.
    fn end_heading(&mut self) {
        let heading = self.heading.take();
        self.hand_on(heading);
    }

    fn open(&mut self, tag: &Tag) {
        let name = self.tokens.slice(&tag.name).to_ascii_lowercase();
        if self.holds_values(tag) {
            self.end_heading();
            self.rows.text(tag.span.clone(), TextClass::Structure);
        }
        let bytes = self.rows.bytes;
        match name.as_slice() {
            b"br" => self.target().push_break(bytes),
            b"script" | b"style" => self.raw(&name),
            b"table" if self.tables.len() < TABLES_MAX => self.open_table(),
            // Clients of databases write rows without a table around them.
            b"tr" if self.tables.is_empty() => self.open_table(),
            b"tr" => self.with_table(|table, rows| table.close_row(rows)),
            b"td" | b"th" => {
                let spans = [b"colspan".as_slice(), b"rowspan"].map(|name| self.tokens.attribute(tag, name));
                if let Some(table) = self.tables.last_mut() {
                    table.close_cell(bytes);
                    table.open_cell(name == b"th", spans, tag.span.end);
                } else {
                    self.end_block();
                }
            }
            _ if INLINE.contains(&name.as_slice()) => {}
            _ => self.end_block(),
        }
    }

    fn close(&mut self, name: &Range<usize>) {
        let name = self.tokens.slice(name).to_ascii_lowercase();
        let bytes = self.rows.bytes;
        match name.as_slice() {
            b"table" => self.close_table(),
            b"tr" => self.with_table(|table, rows| table.close_row(rows)),
            b"td" | b"th" => self.with_table(|table, rows| table.close_cell(rows.bytes)),
            b"br" => self.target().push_break(bytes),
            b"label" => self.target().part(),
            _ if INLINE.contains(&name.as_slice()) => {}
            _ => self.end_block(),
        }
    }

    fn with_table(&mut self, work: impl FnOnce(&mut Table, &mut Rows<'_, '_>)) {
        if let Some(table) = self.tables.last_mut() {
            work(table, &mut self.rows);
        }
    }

    fn open_table(&mut self) {
        self.end_block();
        self.end_heading();
        self.table_count += 1;
        self.tables.push(Table::new(format!("table_{}", self.table_count)));
    }

    fn close_table(&mut self) {
        if let Some(mut table) = self.tables.pop() {
            table.finish(&mut self.rows);
        }
    }

    /// The content of an element that is no markup, up to its end.
    fn raw(&mut self, name: &[u8]) {
        self.end_heading();
        let start = self.tokens.at;
        let rest = self.rows.bytes.get(start..).unwrap_or_default();
        let is_end =
            |at: &usize| rest.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let len = memchr::memmem::find_iter(rest, b"</").find(is_end).unwrap_or(rest.len());
        self.tokens.at = start + len;
        self.rows.text(start..start + len, TextClass::Structure);
    }

    /// Whether a tag has attributes that may hold values.
    fn holds_values(&self, tag: &Tag) -> bool {
        tag.attributes.len() > 1
            && self.tokens.attributes(tag).any(|attribute| {
                let name = self.tokens.slice(&attribute.name).to_ascii_lowercase();
                !attribute.value.is_empty() && !DUMB.contains(&name.as_slice())
            })
    }
}

/// Whether a block may say what the next one is: a few words, and no sentence.
fn may_head(block: &[u8]) -> bool {
    const LEN_MAX: usize = 40;
    block.len() <= LEN_MAX
        && block.iter().any(u8::is_ascii_alphabetic)
        && !block.iter().any(|byte| byte.is_ascii_digit() || *byte == b'\n')
        && (!matches!(block.last(), Some(b'.' | b'!')) || is_abbreviated(block))
}

/// Whether a stop ends a short word of a few: `License No.`, `D.O.B.`
fn is_abbreviated(block: &[u8]) -> bool {
    const WORDS_MAX: usize = 4;
    const LETTERS_MAX: usize = 3;
    let Some(stem) = block.strip_suffix(b".") else { return false };
    let letters = stem.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    (1..=LETTERS_MAX).contains(&letters) && stem.split(|byte| *byte == b' ').count() <= WORDS_MAX
}

/// Whether a block may be a value and nothing else.
fn is_value(block: &[u8]) -> bool {
    const LEN_MAX: usize = 48;
    const LETTERS_MAX: usize = 10;
    block.len() <= LEN_MAX
        && !block.contains(&b'\n')
        && block.iter().any(u8::is_ascii_digit)
        && block.iter().filter(|byte| byte.is_ascii_alphabetic()).count() <= LETTERS_MAX
}
