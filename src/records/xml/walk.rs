//! Walks through containers, record by record.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::learn;
use super::record::{self, Name, Outcome};
use super::state::{Container, DEPTH_MAX, Role, XmlState};
use crate::batch::ColumnId;
use crate::records::markup::{Entities, Tag, Token, Tokens, local, unescape};
use crate::records::rows::{Field, Rows};
use crate::records::{BatchSink, TextClass};

/// Names of elements that only say that this is a record.
const GENERIC_RECORDS: &[&str] = &["row", "record", "item", "entry", "r", "tr", "rec", "element"];
/// Columns of one table that are looked up by name.
const COLUMNS_MAX: usize = 10_000;

/// A walk through one piece.
pub(super) struct Walk<'a, 's> {
    pub(super) tokens: Tokens<'a>,
    pub(super) at_end: bool,
    pub(super) rows: Rows<'a, 's>,
    pub(super) state: XmlState,
    /// Leaves beside records, until something else follows.
    leaves: Vec<(Vec<u8>, Field)>,
    /// The columns of the present table.
    columns: HashMap<Vec<u8>, ColumnId, FixedState>,
    table: Option<String>,
    /// The record that the table was opened for, as long as no container begins or ends: mostly the next one is called like it.
    opened_for: Option<Vec<u8>>,
}

/// Whether there is more to read.
#[derive(PartialEq, Eq)]
enum Next {
    More,
    /// The rest of the piece is left to the next one.
    Wait,
}

impl<'a, 's> Walk<'a, 's> {
    pub(super) fn new(bytes: &'a [u8], at_end: bool, state: XmlState, sink: &'s mut dyn BatchSink) -> Self {
        Self {
            tokens: Tokens::new(bytes, 0, at_end),
            at_end,
            rows: Rows::new(bytes, sink),
            state,
            leaves: Vec::new(),
            columns: HashMap::default(),
            table: None,
            opened_for: None,
        }
    }

    /// Reads what is whole; how many bytes that were, and the state behind them.
    pub(super) fn read(mut self, must_consume: bool) -> (usize, XmlState) {
        loop {
            let start = self.tokens.at;
            let may_wait = !must_consume || start > 0;
            let Some(token) = self.tokens.next() else { break };
            if self.token(token, start, may_wait) == Next::Wait {
                self.tokens.at = start;
                break;
            }
            if self.rows.is_stopped {
                break;
            }
        }
        self.flush_leaves();
        let mut len = self.tokens.at;
        if len == 0 && must_consume {
            // Neither a token nor an element fits: the piece is one long text, or a tag that never ends.
            len = self.rows.bytes.len();
            self.rows.text(0..len, TextClass::NotUnderstood);
        }
        self.rows.flush();
        (len, self.state)
    }

    fn token(&mut self, token: Token, start: usize, may_wait: bool) -> Next {
        match token {
            Token::Open(tag) if self.state.open.len() >= DEPTH_MAX => {
                self.state.deeper += usize::from(!tag.is_empty);
                self.tag_as_text(&tag);
            }
            Token::Open(tag) => return self.open(&tag, start, may_wait),
            Token::Close(_) => {
                self.flush_leaves();
                self.opened_for = None;
                if self.state.deeper > 0 {
                    self.state.deeper -= 1;
                } else if self.state.open.pop().is_none() {
                    self.rows.not_understood(start, "a closing tag without an opening one");
                }
            }
            Token::Text(span) | Token::CData(span) => self.rows.text(span, TextClass::Text),
            Token::Other(span) => self.rows.text(span, TextClass::Structure),
        }
        Next::More
    }

    /// An element begins in a container.
    fn open(&mut self, tag: &Tag, start: usize, may_wait: bool) -> Next {
        let name = self.tokens.slice(&tag.name);
        let path = self.state.path_of(name);
        let role = match self.state.roles.get(&path) {
            Some(&role) => role,
            None => {
                if let Some(leaf) = self.leaf(tag) {
                    return self.keep_leaf(name, leaf);
                }
                let following = self.rows.bytes.get(start..).unwrap_or_default();
                let learned = match self.state.has_room() {
                    true => learn::role(following, self.at_end || !may_wait),
                    false => Some(Role::Record),
                };
                let Some(role) = learned else { return Next::Wait };
                self.state.learn(path.clone(), role);
                role
            }
        };
        if role == Role::Record {
            let open = self.tokens.clone();
            self.flush_leaves();
            self.open_table(name);
            match record::read(self, tag) {
                Outcome::Read => return Next::More,
                Outcome::Incomplete if may_wait && !self.at_end => return Next::Wait,
                Outcome::Incomplete => self.rows.not_understood(start, "an element that does not end"),
            }
            // Too long for a record, or cut: what is whole in it is read as if it held records.
            self.tokens = open;
        }
        self.enter(tag, path);
        Next::More
    }

    fn enter(&mut self, tag: &Tag, path: Vec<u8>) {
        self.flush_leaves();
        self.tag_as_text(tag);
        self.opened_for = None;
        if !tag.is_empty {
            let table = record::name_attribute(&self.tokens, tag).map(text_of);
            self.state.open.push(Container { path, table });
        }
    }

    /// Attributes outside of records are scanned as they stand.
    fn tag_as_text(&mut self, tag: &Tag) {
        if tag.attributes.len() > 1 {
            self.rows.text(tag.span.clone(), TextClass::Structure);
        }
    }

    /// The value of an element without elements and attributes, if `tag` begins one.
    fn leaf(&mut self, tag: &Tag) -> Option<Field> {
        if tag.is_empty || self.tokens.attributes(tag).next().is_some() {
            return None;
        }
        let mut ahead = self.tokens.clone();
        let mut field = Field::verbatim(tag.span.end..tag.span.end);
        loop {
            match ahead.next()? {
                Token::Close(_) => break,
                Token::Text(span) if field.span.is_empty() => field = field_of(self.rows.bytes, span),
                _ => return None,
            }
        }
        self.tokens = ahead;
        Some(field)
    }

    fn keep_leaf(&mut self, name: &[u8], leaf: Field) -> Next {
        if self.leaves.len() >= COLUMNS_MAX || self.leaves.iter().any(|(known, _)| known == name) {
            self.flush_leaves();
        }
        self.leaves.push((name.to_vec(), leaf));
        Next::More
    }

    /// Hands on the leaves so far as a record.
    fn flush_leaves(&mut self) {
        if self.leaves.is_empty() {
            return;
        }
        let leaves = std::mem::take(&mut self.leaves);
        self.open_table(b"row");
        for (name, field) in &leaves {
            let column = self.column(local(name));
            self.rows.field(column, field);
        }
        self.rows.end_record();
    }

    /// Opens the table of the records called `name` in the innermost container.
    fn open_table(&mut self, name: &[u8]) {
        if self.opened_for.as_deref() == Some(name) {
            return;
        }
        let table = self.table_name(name);
        if self.table.as_ref() != Some(&table) {
            self.rows.table(&table);
            self.columns.clear();
            self.table = Some(table);
        }
        self.opened_for = Some(name.to_vec());
    }

    /// The names of containers and records below the root; the name that the source gives the table, where it does.
    fn table_name(&self, record: &[u8]) -> String {
        let record = text_of(local(record));
        let is_generic = GENERIC_RECORDS.iter().any(|generic| record.eq_ignore_ascii_case(generic));
        let given = self.state.open.iter().rev().find_map(|container| container.table.clone());
        let mut parts = match given {
            Some(given) => vec![given],
            None => {
                let path = self.state.open.last().map(|container| container.path.as_slice()).unwrap_or_default();
                path.split(|&byte| byte == b'/').skip(2).map(|name| text_of(local(name))).collect()
            }
        };
        if !is_generic {
            parts.push(record);
        }
        parts.join(".")
    }

    /// The column of a name in the present table.
    pub(super) fn column(&mut self, name: &[u8]) -> ColumnId {
        if let Some(&column) = self.columns.get(name) {
            return column;
        }
        let column = self.rows.named(&text_of(name));
        if self.columns.len() < COLUMNS_MAX {
            self.columns.insert(name.to_vec(), column);
        }
        column
    }

    /// The column of a path of names.
    pub(super) fn column_of(&mut self, path: &[Name<'_>], leaf: Option<&[u8]>) -> ColumnId {
        let mut name = Vec::new();
        for part in path.iter().map(Name::text).chain(leaf.map(|leaf| leaf.to_vec().into())) {
            if !name.is_empty() {
                name.push(b'.');
            }
            name.extend_from_slice(&part);
        }
        self.column(&name)
    }
}

/// A name or attribute as text.
fn text_of(raw: &[u8]) -> String {
    let mut text = Vec::new();
    unescape(raw, Entities::Xml, &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// The value in `span`, without the line breaks and indentation around it.
pub(super) fn field_of(bytes: &[u8], span: Range<usize>) -> Field {
    let span = trim_lines(bytes, span);
    let raw = bytes.get(span.clone()).unwrap_or_default();
    if memchr::memchr(b'&', raw).is_none() {
        return Field::verbatim(span);
    }
    let mut value = Vec::new();
    unescape(raw, Entities::Xml, &mut value);
    Field::decoded(value, span)
}

/// `span` without white space at its ends, where that holds a line break: such space is the writer's layout.
pub(super) fn trim_lines(bytes: &[u8], span: Range<usize>) -> Range<usize> {
    let raw = bytes.get(span.clone()).unwrap_or_default();
    let lead = raw.len() - raw.trim_ascii_start().len();
    let has_break = |space: Option<&[u8]>| space.is_some_and(|space| space.contains(&b'\n'));
    let start = span.start + if has_break(raw.get(..lead)) { lead } else { 0 };
    let tail = raw.trim_ascii_end().len();
    let end = if has_break(raw.get(tail..)) { span.start + tail } else { span.end };
    start..end.max(start)
}
