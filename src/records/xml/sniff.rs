//! Whether a source is XML.

use crate::records::html;
use crate::records::markup::{Token, Tokens};

/// Tags whose nesting is looked at where no declaration says that this is XML.
const TAGS_CHECKED: usize = 64;
/// Elements that are a table though nothing is around them: those that SQL Server writes `FOR XML RAW`, with so many attributes.
const FRAGMENT_NAME: &[u8] = b"row";
const FRAGMENT_ATTRIBUTES_MIN: usize = 2;

/// Whether the head begins like an XML document: with its declaration, or with elements that nest.
pub(super) fn is_xml(head: &[u8]) -> bool {
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if html::is_html_start(start) {
        return false;
    }
    start.starts_with(b"<?xml") || nests(start)
}

fn nests(bytes: &[u8]) -> bool {
    let mut tokens = Tokens::new(bytes, 0, false);
    let mut open: Vec<&[u8]> = Vec::new();
    let mut closed = 0;
    let mut rows = 0;
    for _ in 0..TAGS_CHECKED {
        match tokens.next() {
            Some(Token::Open(tag)) if tag.is_empty && open.is_empty() && tokens.slice(&tag.name) == FRAGMENT_NAME => {
                rows += usize::from(tokens.attributes(&tag).count() >= FRAGMENT_ATTRIBUTES_MIN);
                if rows > 1 {
                    return true;
                }
            }
            Some(Token::Open(tag)) if tag.is_empty => closed += usize::from(!open.is_empty()),
            Some(Token::Open(tag)) => open.push(tokens.slice(&tag.name)),
            Some(Token::Close(name)) => {
                if open.pop() != Some(tokens.slice(&name)) {
                    return false;
                }
                closed += 1;
                if open.is_empty() {
                    return true;
                }
            }
            Some(Token::Text(span)) if open.is_empty() && !tokens.slice(&span).trim_ascii().is_empty() => return false,
            Some(_) => {}
            None => break,
        }
    }
    closed > 0
}
