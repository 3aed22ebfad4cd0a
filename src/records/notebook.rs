//! Format `notebook`: Jupyter notebooks. The lines of a cell are one text, its tables are records.
//!
//! A notebook is JSON, and of its structure only strings matter: those that follow each other in a list are the lines
//! of one text, and the name before them says of which type.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::html::HtmlReader;
use super::nested::{self, Inner};
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass, mail};
use crate::batch::Escape;
use crate::decode::escapes;

/// The format.
#[derive(Debug)]
pub struct Notebook;

impl Format for Notebook {
    fn name(&self) -> &'static str {
        "notebook"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || (census.count(b'{') > 1 && census.count(b'"') > 3)
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let has = |name: &[u8]| memchr::memmem::find(head.bytes, name).is_some();
        let is_object = head.bytes.trim_ascii_start().starts_with(b"{");
        let is_notebook = is_object && has(b"\"cells\"") && (has(b"\"cell_type\"") || has(b"\"nbformat\""));
        is_notebook.then(|| Box::new(NotebookReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct NotebookReader;

impl Reader for NotebookReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        // Nothing is left to do where the sink wants no more.
        let _: Flow = read(piece.bytes, sink);
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

/// The string whose opening quote stands at `at`: what is inside.
fn string(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let mut end = at + 1;
    loop {
        let rest = bytes.get(end..)?;
        let found = memchr::memchr2(b'"', b'\\', rest)?;
        if rest.get(found) == Some(&b'"') {
            return Some(at + 1..end + found);
        }
        end += found + 2;
    }
}

fn read(bytes: &[u8], sink: &mut dyn BatchSink) -> Flow {
    let mut name: Vec<u8> = Vec::new();
    let mut texts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let found = memchr::memchr(b'"', rest).map(|len| at + len);
        let quote = found.unwrap_or(bytes.len());
        let between = bytes.get(at..quote).unwrap_or_default();
        let is_list = between.trim_ascii() == b",";
        if !is_list || found.is_none() {
            hand_on(bytes, &name, &std::mem::take(&mut texts), sink)?;
        }
        if between.iter().any(u8::is_ascii_digit) {
            sink.text(bytes, at..quote, TextClass::Structure)?;
        }
        let Some(quote) = found else { return Flow::Continue(()) };
        let Some(inside) = string(bytes, quote) else {
            // The text that ends here has whole lines before this one.
            hand_on(bytes, &name, &texts, sink)?;
            return sink.text(bytes, quote..bytes.len(), TextClass::NotUnderstood);
        };
        at = inside.end + 1;
        let behind = bytes.get(at..).unwrap_or_default().trim_ascii_start();
        if behind.first() == Some(&b':') {
            hand_on(bytes, &name, &std::mem::take(&mut texts), sink)?;
            name = bytes.get(inside).unwrap_or_default().to_vec();
        } else if !inside.is_empty() {
            texts.push(inside);
        }
    }
}

/// Hands on the strings that are one text.
fn hand_on(bytes: &[u8], name: &[u8], texts: &[Range<usize>], sink: &mut dyn BatchSink) -> Flow {
    let (Some(first), Some(last)) = (texts.first(), texts.last()) else { return Flow::Continue(()) };
    let span = first.start..last.end;
    let mut text = Vec::new();
    for part in texts {
        escapes::unescape(Escape::Json, bytes.get(part.clone()).unwrap_or_default(), &mut text);
    }
    let inner = |bytes| Inner { bytes, name: "", span: span.clone(), is_verbatim: false };
    match name {
        b"text/html" => nested::read_with(bytes, &inner(&text), &HtmlReader, sink),
        b"image/png" | b"image/jpeg" | b"application/pdf" => nested::read(bytes, &inner(&mail::base64(&text)), sink),
        _ if bytes.get(span.clone()) == Some(&text) => sink.text(bytes, span, TextClass::Text),
        _ => sink.decoded_text(&text, span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, head_of, read_whole};

    const SOURCE: &[u8] = include_bytes!("../../testdata/documents/notebook.ipynb");

    fn read(source: &[u8]) -> Collector {
        read_whole(&*Notebook.open(&head_of(source)).expect("this is a notebook"), source)
    }

    #[test]
    fn cells_are_text_and_tables_records() {
        let sink = read(SOURCE);
        assert_eq!(sink.rows(), [["James Smith", "536-22-8714"]]);
        let all: String = sink
            .decoded
            .iter()
            .map(|(text, _)| text.as_str())
            .chain(sink.text_of(SOURCE).iter().map(String::as_str))
            .collect();
        for part in
            ["# Cleaning\n\nAsk Mary", "import pandas as pd\nssn = '536-22-8713'", "loaded james.smith@example.com"]
        {
            assert!(all.contains(part), "{part}");
        }
    }

    #[test]
    fn lines_before_a_cut_are_kept() {
        let source = b"{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"ssn = '536-22-8713'\\n\", \"name = 'Ann\\n\", \"cut he";
        let sink = read(source);
        assert!(sink.decoded.iter().any(|(text, _)| text.contains("536-22-8713'\nname")), "{:?}", sink.decoded);
        assert_eq!(sink.text_of(source).last().map(String::as_str), Some("\"cut he"));
    }

    #[test]
    fn a_cut_notebook_is_read_as_far_as_it_goes() {
        for len in 0..SOURCE.len() {
            if let Some(reader) = Notebook.open(&head_of(&SOURCE[..len])) {
                read_whole(&*reader, &SOURCE[..len]);
            }
        }
    }
}
