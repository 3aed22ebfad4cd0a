//! Reads one record: an element and all that is in it.

use std::borrow::Cow;
use std::ops::Range;

use super::walk::{Walk, field_of, trim_lines};
use crate::batch::ColumnId;
use crate::records::markup::{Entities, Tag, Token, Tokens, local, unescape};
use crate::records::rows::Field;

/// Names of a path below a record; what is deeper belongs to the column of the deepest.
const PATH_MAX: usize = 24;
/// Elements that are called by an attribute.
const GENERIC_LEAVES: &[&str] =
    &["field", "column", "col", "property", "attribute", "attr", "param", "entry", "data", "value", "cell", "item"];
/// Containers that are called by an attribute.
const GENERIC_TABLES: &[&str] =
    &["table", "table_data", "table_structure", "worksheet", "entity", "class", "collection"];

/// What became of a record.
pub(super) enum Outcome {
    /// It was read, to its end.
    Read,
    /// It does not end in this piece.
    Incomplete,
}

/// A name in a path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Name<'a> {
    /// The name of an element.
    Element(&'a [u8]),
    /// The value of an attribute that names the element.
    Attribute(&'a [u8]),
}

impl<'a> Name<'a> {
    pub(super) fn text(&self) -> Cow<'a, [u8]> {
        match *self {
            Self::Element(name) => Cow::Borrowed(local(name)),
            Self::Attribute(raw) => {
                let mut name = Vec::new();
                unescape(raw, Entities::Xml, &mut name);
                Cow::Owned(name)
            }
        }
    }
}

/// The value of the attribute that names a table, if this is a container that has one.
pub(super) fn name_attribute<'a>(tokens: &Tokens<'a>, tag: &Tag) -> Option<&'a [u8]> {
    called_by(tokens, tag, GENERIC_TABLES)
}

fn called_by<'a>(tokens: &Tokens<'a>, tag: &Tag, generic: &[&str]) -> Option<&'a [u8]> {
    let name = local(tokens.slice(&tag.name));
    let is_generic = generic.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    let given = is_generic.then(|| tokens.attribute(tag, b"name").or_else(|| tokens.attribute(tag, b"key")))??;
    (!given.is_empty()).then_some(given)
}

/// What identifiers are called whose registry is told by its object identifier (HL7's, in records of patients).
fn registered(root: &[u8]) -> Option<&'static [u8]> {
    const REGISTRIES: [(&[u8], &[u8]); 7] = [
        (b"2.16.840.1.113883.4.1", b"ssn"),
        (b"2.16.840.1.113883.4.2", b"taxpayer_id"),
        (b"2.16.840.1.113883.4.4", b"employer_identification_number"),
        (b"2.16.840.1.113883.4.6", b"npi"),
        (b"2.16.840.1.113883.4.572", b"medicare_number"),
        (b"2.16.840.1.113883.4.814", b"dea_number"),
        (b"2.16.840.1.113883.4.927", b"medicare_beneficiary_identifier"),
    ];
    REGISTRIES.iter().find(|(known, _)| *known == root.trim_ascii()).map(|(_, name)| *name)
}

/// An element in a record that is open.
struct Element {
    /// The first part of its text.
    first: Option<Field>,
    /// Whether it had an element in it, or is NULL.
    has_value: bool,
}

/// Reads the record that `tag` begins. Where it does not end, nothing of it was handed on.
pub(super) fn read(walk: &mut Walk<'_, '_>, tag: &Tag) -> Outcome {
    let name = local(walk.tokens.slice(&tag.name));
    let mut reading = Reading { name, path: Vec::new(), open: Vec::new(), deeper: 0 };
    reading.open(walk, tag, true);
    while !reading.open.is_empty() {
        let Some(token) = walk.tokens.next() else {
            walk.rows.drop_record();
            return Outcome::Incomplete;
        };
        match token {
            Token::Open(tag) => reading.open(walk, &tag, false),
            Token::Close(_) => reading.close(walk),
            Token::Text(span) => reading.text(walk, span, false),
            Token::CData(span) => reading.text(walk, span, true),
            Token::Other(span) => reading.comment(walk, &span),
        }
    }
    walk.rows.end_record();
    Outcome::Read
}

struct Reading<'a> {
    /// The name of the record's element.
    name: &'a [u8],
    /// The names below the record.
    path: Vec<Name<'a>>,
    /// The open elements, the record itself first.
    open: Vec<Element>,
    /// Open elements below those.
    deeper: usize,
}

impl<'a> Reading<'a> {
    fn open(&mut self, walk: &mut Walk<'a, '_>, tag: &Tag, is_record: bool) {
        if self.open.len() > PATH_MAX {
            self.deeper += usize::from(!tag.is_empty);
            self.attributes(walk, tag, None);
            return;
        }
        if let Some(parent) = self.open.last_mut() {
            parent.has_value = true;
        }
        self.flush_text(walk);
        let given = called_by(&walk.tokens, tag, GENERIC_LEAVES).filter(|_| !is_record);
        if !is_record {
            self.path.push(given.map_or(Name::Element(walk.tokens.slice(&tag.name)), Name::Attribute));
        }
        let is_null = self.attributes(walk, tag, given);
        // A record that is nothing but its attributes has no value of its own.
        let has_value = is_null || (is_record && tag.is_empty);
        self.open.push(Element { first: None, has_value });
        if tag.is_empty {
            self.close_at(walk, tag.span.end..tag.span.end);
        }
    }

    /// The attributes of an element as cells, but for the one that names it. Whether they say that it is NULL.
    fn attributes(&mut self, walk: &mut Walk<'a, '_>, tag: &Tag, given: Option<&[u8]>) -> bool {
        let mut is_null = false;
        for attribute in walk.tokens.attributes(tag) {
            let name = walk.tokens.slice(&attribute.name);
            let value = walk.tokens.slice(&attribute.value);
            let is_name = given.is_some_and(|given| std::ptr::eq(given, value));
            if is_name || name.starts_with(b"xmlns") {
                continue;
            }
            if local(name).eq_ignore_ascii_case(b"nil") {
                is_null |= value.eq_ignore_ascii_case(b"true") || value == b"1";
                continue;
            }
            // What an identifier is may stand beside it as a number.
            let registered = (local(name) == b"extension")
                .then(|| walk.tokens.attribute(tag, b"root").and_then(registered))
                .flatten();
            let column = walk.column_of(&self.path, Some(registered.unwrap_or_else(|| local(name))));
            let field = field_of(walk.rows.bytes, attribute.value);
            walk.rows.field(column, &field);
        }
        is_null
    }

    fn text(&mut self, walk: &mut Walk<'a, '_>, span: Range<usize>, is_cdata: bool) {
        let Some(element) = self.open.last_mut() else { return };
        let is_blank = walk.tokens.slice(&span).trim_ascii().is_empty();
        if is_blank && (element.has_value || element.first.is_some()) {
            return;
        }
        let piece = if is_cdata { Field::verbatim(span) } else { field_of(walk.rows.bytes, span) };
        element.first = Some(match element.first.take() {
            None => piece,
            Some(before) => {
                let bytes = walk.rows.bytes;
                let value = [before.value(bytes), piece.value(bytes)].concat();
                Field::decoded(value, before.span.start..piece.span.end)
            }
        });
    }

    /// The text of the innermost element so far as a cell.
    fn flush_text(&mut self, walk: &mut Walk<'a, '_>) {
        let Some(field) = self.open.last_mut().and_then(|element| element.first.take()) else { return };
        if !field.value(walk.rows.bytes).trim_ascii().is_empty() {
            let column = self.column(walk);
            walk.rows.field(column, &field);
        }
    }

    fn column(&self, walk: &mut Walk<'a, '_>) -> ColumnId {
        if self.path.is_empty() {
            return walk.column(self.name);
        }
        walk.column_of(&self.path, None)
    }

    fn close(&mut self, walk: &mut Walk<'a, '_>) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let at = walk.tokens.at;
        self.close_at(walk, at..at);
    }

    fn close_at(&mut self, walk: &mut Walk<'a, '_>, here: Range<usize>) {
        let Some(element) = self.open.pop() else { return };
        let field = match element.first {
            Some(field) => Some(field).filter(|field| !element.has_value || !field.value(walk.rows.bytes).is_empty()),
            // Empty, and not for its elements: an empty value.
            None => (!element.has_value).then(|| Field::verbatim(here)),
        };
        if let Some(field) = field {
            let column = self.column(walk);
            walk.rows.field(column, &field);
        }
        self.path.pop();
    }

    /// A comment in a record is a cell of its own, so that it stays in order.
    fn comment(&self, walk: &mut Walk<'a, '_>, span: &Range<usize>) {
        let column = walk.column(b"#comment");
        let span = trim_lines(walk.rows.bytes, span.clone());
        walk.rows.verbatim(column, &span);
    }
}
