//! Format `html`: tables as records, and the rest as text without its tags.
//!
//! A block of text (a paragraph, a list item, a cell) is put together from what stands between its tags, so that
//! `<b>536</b>-22-8713` is one number, with references resolved and white space folded. Where nothing has to be done
//! for that, it is handed on as it stands. Scripts, styles, comments and tags with attributes that hold values (links,
//! form fields, metadata) are handed on as text too.
//!
//! Rows of a heading and a value (`<tr><th>SSN</th><td>...</td></tr>`) are no records but text: `SSN: ...`.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod block;
mod read;
mod table;

#[cfg(test)]
mod tests;

use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State};

/// How much of a source may stand before its first tag.
const PREAMBLE_MAX: usize = 4 << 10;

/// The format.
#[derive(Debug)]
pub struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.count(b'<') > 1
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let start = head.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head.bytes).trim_ascii_start();
        is_html_start(start).then(|| Box::new(HtmlReader) as Box<dyn Reader>)
    }
}

/// Tags of parts of pages: a source that begins with one of the first is HTML where its first tags are all among these.
const PART_TAGS: [&[u8]; 9] = [b"p", b"div", b"span", b"ul", b"ol", b"li", b"h1", b"h2", b"h3"];
const INNER_TAGS: [&[u8]; 24] = [
    b"a",
    b"b",
    b"i",
    b"u",
    b"em",
    b"strong",
    b"small",
    b"br",
    b"hr",
    b"img",
    b"table",
    b"thead",
    b"tbody",
    b"tr",
    b"td",
    b"th",
    b"pre",
    b"code",
    b"h4",
    b"h5",
    b"h6",
    b"blockquote",
    b"label",
    b"input",
];

/// Whether a source that starts like this is HTML: the first tag behind declarations and comments says so, or all that are near.
pub(super) fn is_html_start(start: &[u8]) -> bool {
    let window = start.get(..PREAMBLE_MAX).unwrap_or(start);
    if window.first() != Some(&b'<') {
        return false;
    }
    let mut tokens = super::markup::Tokens::new(window, 0, false);
    let mut is_declared = false;
    while let Some(token) = tokens.next() {
        match token {
            super::markup::Token::Other(span) => {
                let declaration = tokens.slice(&span);
                if declaration.get(..14).is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype html")) {
                    return true;
                }
                is_declared |= declaration.starts_with(b"<?");
            }
            super::markup::Token::Text(span) if tokens.slice(&span).trim_ascii().is_empty() => {}
            super::markup::Token::Open(tag) => {
                let name = tokens.slice(&tag.name).to_ascii_lowercase();
                return match name.as_slice() {
                    b"html" | b"head" | b"body" => true,
                    b"table" => has_row(window),
                    // What `sqlite3 -html` and their like write: the rows alone.
                    b"tr" if !is_declared => holds_parts(&mut tokens),
                    name => !is_declared && PART_TAGS.contains(&name) && holds_parts(&mut tokens),
                };
            }
            _ => return false,
        }
    }
    false
}

/// Whether the tags that follow are of pages, too: records have names of their own.
fn holds_parts(tokens: &mut super::markup::Tokens<'_>) -> bool {
    while let Some(token) = tokens.next() {
        if let super::markup::Token::Open(tag) = token {
            let name = tokens.slice(&tag.name).to_ascii_lowercase();
            if !PART_TAGS.contains(&name.as_slice()) && !INNER_TAGS.contains(&name.as_slice()) {
                return false;
            }
        }
    }
    true
}

fn has_row(window: &[u8]) -> bool {
    memchr::memchr_iter(b'<', window)
        .filter_map(|at| window.get(at + 1..at + 3))
        .any(|name| name.eq_ignore_ascii_case(b"tr"))
}

#[derive(Debug)]
pub(super) struct HtmlReader;

impl Reader for HtmlReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        read::read(piece.bytes, sink);
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}
