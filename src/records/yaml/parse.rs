//! From lines to a tree.

use std::ops::Range;

use super::line::{Line, key, lines_of};
use super::scalar::{self, trimmed};
use crate::records::TextClass;
use crate::records::rows::{Field, Rows};
use crate::records::tree::{self, DEPTH_MAX, Node};

/// Reads a whole source, document by document.
pub(super) fn read(rows: &mut Rows<'_, '_>) {
    let lines: Vec<Line> = lines_of(rows.bytes).collect();
    let mut parser = Parser { bytes: rows.bytes, lines, at: 0, texts: Vec::new() };
    while parser.at < parser.lines.len() {
        let node = parser.document();
        for span in std::mem::take(&mut parser.texts) {
            rows.text(span, TextClass::Text);
        }
        // A document that is one mapping is a record; all others hold them.
        tree::hand_on(&node, "", rows);
        if rows.is_stopped {
            return;
        }
    }
    rows.flush();
}

struct Parser<'a> {
    bytes: &'a [u8],
    lines: Vec<Line>,
    at: usize,
    /// Comments, and what is not understood.
    texts: Vec<Range<usize>>,
}

impl Parser<'_> {
    fn document(&mut self) -> Node {
        let mut node = Node::Null;
        while let Some(line) = self.peek() {
            if line.is_marker(self.bytes) {
                self.at += 1;
                if !matches!(node, Node::Null) {
                    break;
                }
                continue;
            }
            if !matches!(node, Node::Null) {
                // Less indented than what came before, and no part of it.
                self.texts.push(line.span);
                self.at += 1;
                continue;
            }
            node = self.block(line.indent, 0);
        }
        node
    }

    /// The next line that is no comment.
    fn peek(&mut self) -> Option<Line> {
        loop {
            let line = self.lines.get(self.at)?;
            if line.of(self.bytes).first() != Some(&b'#') {
                return Some(line.clone());
            }
            self.texts.push(line.span.clone());
            self.at += 1;
        }
    }

    /// The mapping, sequence or scalar that begins at the next line.
    fn block(&mut self, indent: usize, depth: usize) -> Node {
        let Some(line) = self.peek() else { return Node::Null };
        if depth >= DEPTH_MAX {
            self.texts.push(line.span);
            self.at += 1;
            return Node::Null;
        }
        if line.is_item(self.bytes) {
            return self.sequence(indent, depth);
        }
        if key(line.of(self.bytes)).is_some() {
            return self.mapping(indent, depth);
        }
        self.at += 1;
        self.scalar(line.span, indent)
    }

    fn sequence(&mut self, indent: usize, depth: usize) -> Node {
        let mut items = Vec::new();
        while let Some(line) = self.peek().filter(|line| line.indent == indent && line.is_item(self.bytes)) {
            let content = trimmed(self.bytes, line.span.start + 1..line.span.end);
            if content.is_empty() {
                self.at += 1;
                items.push(self.nested(indent, depth, false));
                continue;
            }
            // The content is a line of its own, as far in as it stands.
            let own = indent + content.start - line.span.start;
            let raw = self.bytes.get(content.clone()).unwrap_or_default();
            if matches!(raw.first(), Some(b'|' | b'>')) {
                self.at += 1;
                items.push(self.literal(content, indent));
                continue;
            }
            if let Some(line) = self.lines.get_mut(self.at) {
                *line = Line { indent: own, span: content };
            }
            items.push(self.block(own, depth + 1));
        }
        Node::List(items)
    }

    fn mapping(&mut self, indent: usize, depth: usize) -> Node {
        let mut entries = Vec::new();
        while let Some(line) = self.peek().filter(|line| line.indent >= indent && !line.is_marker(self.bytes)) {
            let content = line.of(self.bytes);
            let Some((name, value)) = key(content).filter(|_| line.indent == indent) else {
                if line.indent == indent && line.is_item(self.bytes) {
                    break;
                }
                self.texts.push(line.span.clone());
                self.at += 1;
                continue;
            };
            let name = scalar::name_of(name);
            let value = trimmed(self.bytes, line.span.start + value..line.span.end);
            let value = self.without_tag(value);
            self.at += 1;
            let raw = self.bytes.get(value.clone()).unwrap_or_default();
            let node = match raw.first() {
                None | Some(b'#') => {
                    if !raw.is_empty() {
                        self.texts.push(value);
                    }
                    self.nested(indent, depth, true)
                }
                Some(b'|' | b'>') => self.literal(value, indent),
                Some(_) => self.scalar(value, indent),
            };
            entries.push((name, node));
        }
        Node::Map(entries)
    }

    /// What is nested below a name or a dash that stands alone.
    fn nested(&mut self, indent: usize, depth: usize, is_mapping: bool) -> Node {
        match self.peek() {
            Some(line) if line.is_marker(self.bytes) => Node::Null,
            Some(line) if line.indent > indent => self.block(line.indent, depth + 1),
            Some(line) if is_mapping && line.indent == indent && line.is_item(self.bytes) => {
                self.block(indent, depth + 1)
            }
            _ => Node::Null,
        }
    }

    /// A literal or folded block: the lines that are further in.
    fn literal(&mut self, header: Range<usize>, indent: usize) -> Node {
        let from = self.at;
        while self.lines.get(self.at).is_some_and(|line| line.indent > indent) {
            self.at += 1;
        }
        let block = self.lines.get(from..self.at).unwrap_or_default();
        let (Some(first), Some(last)) = (block.first(), block.last()) else {
            return Node::Leaf(Field::verbatim(header));
        };
        let mut text = Vec::new();
        for line in block {
            text.extend_from_slice(line.of(self.bytes));
            text.push(b'\n');
        }
        Node::Leaf(Field::decoded(text, first.span.start..last.span.end))
    }

    /// A scalar, and the lines that it goes on in.
    fn scalar(&mut self, span: Range<usize>, indent: usize) -> Node {
        let span = self.without_comment(span);
        let mut end = span.end;
        while let Some(line) = self.lines.get(self.at).filter(|line| {
            line.indent > indent && line.of(self.bytes).first() != Some(&b'#') && !line.is_item(self.bytes)
        }) {
            end = line.span.end;
            self.at += 1;
        }
        if end == span.end {
            return scalar::node(self.bytes, span);
        }
        let whole = span.start..end;
        let raw = self.bytes.get(whole.clone()).unwrap_or_default();
        if matches!(raw.first(), Some(b'{' | b'[')) {
            return scalar::node(self.bytes, whole);
        }
        let words: Vec<&[u8]> = raw.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
        Node::Leaf(Field::decoded(words.join(&b' '), whole))
    }

    /// Takes the tag before a value off, as text: `!!binary |`.
    fn without_tag(&mut self, span: Range<usize>) -> Range<usize> {
        let raw = self.bytes.get(span.clone()).unwrap_or_default();
        if raw.first() != Some(&b'!') {
            return span;
        }
        let end = span.start + raw.iter().position(u8::is_ascii_whitespace).unwrap_or(raw.len());
        self.texts.push(span.start..end);
        trimmed(self.bytes, end..span.end)
    }

    /// Takes the comment behind a scalar off, as text.
    fn without_comment(&mut self, span: Range<usize>) -> Range<usize> {
        let raw = self.bytes.get(span.clone()).unwrap_or_default();
        let from = match raw.first() {
            Some(&quote @ (b'"' | b'\'')) => memchr::memrchr(quote, raw).unwrap_or_default(),
            _ => 0,
        };
        let tail = raw.get(from..).unwrap_or_default();
        let Some(at) = memchr::memmem::find(tail, b" #") else { return span };
        let comment = span.start + from + at + 1;
        self.texts.push(comment..span.end);
        trimmed(self.bytes, span.start..comment)
    }
}
