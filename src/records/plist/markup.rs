//! The form of tags.

use crate::records::TextClass;
use crate::records::markup::{Entities, Token, Tokens, unescape};
use crate::records::rows::{Field, Rows};
use crate::records::tree::{DEPTH_MAX, Node};

/// An open dictionary or array.
struct Open {
    node: Node,
    key: Option<String>,
}

/// Reads the whole list; what is not in it is handed on as text.
pub(super) fn read(rows: &mut Rows<'_, '_>) -> Node {
    let mut tokens = Tokens::new(rows.bytes, 0, true);
    let mut open = vec![Open { node: Node::List(Vec::new()), key: None }];
    let mut text = None;
    while let Some(token) = tokens.next() {
        match token {
            Token::Open(tag) => {
                text = None;
                let node = match tokens.slice(&tag.name) {
                    b"dict" => Node::Map(Vec::new()),
                    b"array" => Node::List(Vec::new()),
                    name @ (b"true" | b"false") => {
                        add(&mut open, Node::Leaf(Field::decoded(name, tag.span.clone())));
                        continue;
                    }
                    _ => continue,
                };
                match tag.is_empty || open.len() > DEPTH_MAX {
                    true => add(&mut open, node),
                    false => open.push(Open { node, key: None }),
                }
            }
            Token::Close(name) => match tokens.slice(&name) {
                b"dict" | b"array" => close(&mut open),
                b"key" => {
                    let name = text.take().map(|field: Field| field.value(rows.bytes).to_vec()).unwrap_or_default();
                    let name = String::from_utf8_lossy(&name).into_owned();
                    open.last_mut().into_iter().for_each(|open| open.key = Some(name.clone()));
                }
                b"string" | b"integer" | b"real" | b"date" | b"data" => {
                    let at = tokens.at;
                    add(&mut open, Node::Leaf(text.take().unwrap_or_else(|| Field::verbatim(at..at))));
                }
                _ => {}
            },
            Token::Text(span) | Token::CData(span) => {
                if let Some(field) = text.take() {
                    rows.field_as_text(&field);
                }
                let raw = tokens.slice(&span);
                text = Some(match memchr::memchr(b'&', raw) {
                    None => Field::verbatim(span),
                    Some(_) => {
                        let mut value = Vec::new();
                        unescape(raw, Entities::Xml, &mut value);
                        Field::decoded(value, span)
                    }
                });
            }
            Token::Other(span) => rows.text(span, TextClass::Structure),
        }
    }
    if let Some(field) = text {
        rows.field_as_text(&field);
    }
    while open.len() > 1 {
        close(&mut open);
    }
    match open.pop().map(|open| open.node) {
        Some(Node::List(mut items)) if items.len() == 1 => items.pop().unwrap_or(Node::Null),
        Some(node) => node,
        None => Node::Null,
    }
}

fn close(open: &mut Vec<Open>) {
    if open.len() > 1
        && let Some(closed) = open.pop()
    {
        add(open, closed.node);
    }
}

fn add(open: &mut [Open], node: Node) {
    let Some(parent) = open.last_mut() else { return };
    match &mut parent.node {
        Node::Map(entries) => entries.push((parent.key.take().unwrap_or_else(|| "value".to_owned()), node)),
        Node::List(items) => items.push(node),
        Node::Leaf(_) | Node::Null => {}
    }
}
