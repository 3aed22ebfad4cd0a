//! Format `for_xml`: what clients of SQL Server write of `SELECT ... FOR XML` and `FOR JSON`: one document, torn into lines.
//!
//! ```text
//! XML_F52E2B61-18A1-11d1-B105-00805F49916B       the name of the one column: the same on every server
//! ----------------------------------------
//! <row id="1" name="Ann Cole"/><row id="2" na    2033 characters each
//! me="Bob Ray"/>
//!
//! (2 rows affected)
//! ```
//!
//! The lines are put together and read by the format that knows the document. What is found is said to be where the document lies.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::lines::{self, Line};
use super::nested::{self, Inner};
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass};

/// What is behind `XML_` or `JSON_` in the name of the column.
const COLUMN: &[u8] = b"_F52E2B61-18A1-11D1-B105-00805F49916B";

/// What is put together is held in memory: longer sources are scanned as they stand.
const JOINED_LEN_MAX: usize = 64 << 20;

/// The format.
#[derive(Debug)]
pub struct ForXml;

impl Format for ForXml {
    fn name(&self) -> &'static str {
        "for_xml"
    }

    fn may_be(&self, census: &Census) -> bool {
        const LINES_MIN: u32 = 3;
        census.is_cut() || census.lines() >= LINES_MIN && census.count(b'-') as usize > COLUMN.len()
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let start = lines::bom_len(head.bytes);
        let line = lines::lines(b'\n', head.bytes.get(start..)?).take(20).find(|line| {
            let content = head.bytes.get(start..).map(|bytes| line.of(bytes)).unwrap_or_default();
            is_column(content)
        });
        line.map(|_| Box::new(ForXmlReader) as Box<dyn Reader>)
    }
}

fn is_column(line: &[u8]) -> bool {
    let name = line.trim_ascii();
    let rest = name.strip_prefix(b"XML").or_else(|| name.strip_prefix(b"JSON"));
    rest.is_some_and(|rest| rest.eq_ignore_ascii_case(COLUMN))
}

#[derive(Debug)]
struct ForXmlReader;

impl Reader for ForXmlReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let bytes = piece.bytes;
        let consumed = Consumed { len: bytes.len(), state: State::Between };
        if bytes.len() > JOINED_LEN_MAX {
            let _: Flow = sink.text(bytes, 0..bytes.len(), TextClass::NotUnderstood);
            return consumed;
        }
        let (mut at, mut text_start, mut number) = (lines::bom_len(bytes), 0, 0);
        while let Some(line) = Line::at(b'\n', bytes, at, true) {
            at = line.next;
            if !is_column(line.of(bytes)) {
                continue;
            }
            // A line of dashes stands below the name.
            let ruler = Line::at(b'\n', bytes, at, true).filter(|line| {
                let content = line.of(bytes).trim_ascii();
                !content.is_empty() && content.iter().all(|byte| *byte == b'-')
            });
            let start = ruler.map_or(at, |ruler| ruler.next);
            let (document, end) = joined(bytes, start);
            number += 1;
            let name = if number == 1 { String::new() } else { format!("#{number}") };
            let inner = Inner { bytes: &document, name: &name, span: start..end, is_verbatim: false };
            if text(bytes, text_start..start, sink).is_break() || nested::read(bytes, &inner, sink).is_break() {
                return consumed;
            }
            (at, text_start) = (end, end);
        }
        // The source ends here, so there is nothing left that the sink could stop.
        let _: Flow = text(bytes, text_start..bytes.len(), sink);
        consumed
    }
}

fn text(bytes: &[u8], span: Range<usize>, sink: &mut dyn BatchSink) -> Flow {
    let is_blank = bytes.get(span.clone()).is_none_or(lines::is_blank);
    if is_blank { Flow::Continue(()) } else { sink.text(bytes, span, TextClass::Text) }
}

/// The document that begins at `start`, without the ends of its lines, and where it ends: at an empty line.
fn joined(bytes: &[u8], start: usize) -> (Vec<u8>, usize) {
    let mut document = Vec::new();
    let mut end = start;
    while let Some(line) = Line::at(b'\n', bytes, end, true).filter(|line| !lines::is_blank(line.of(bytes))) {
        document.extend_from_slice(line.of(bytes));
        end = line.next;
    }
    (document, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{head_of, read_whole};

    fn torn(name: &str, document: &str, newline: &str) -> String {
        let lines: Vec<String> =
            document.as_bytes().chunks(17).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        let column = format!("{name}_F52E2B61-18A1-11d1-B105-00805F49916B");
        let parts = [&column, &"-".repeat(60), &lines.join(newline), "", "(2 rows affected)", ""];
        parts.join(newline)
    }

    #[test]
    fn a_document_in_torn_lines_is_whole() {
        let xml =
            "<row id=\"1\" name=\"Ann Cole\" ssn=\"536-90-4399\"/><row id=\"2\" name=\"Bob Ray\" ssn=\"401-33-9087\"/>";
        let json = "[{\"id\":1,\"name\":\"Ann Cole\",\"ssn\":\"536-90-4399\"},{\"id\":2,\"name\":\"Bob Ray\",\"ssn\":\"401-33-9087\"}]";
        for newline in ["\n", "\r\n"] {
            for source in [
                torn("XML", xml, newline),
                torn("JSON", json, newline),
                format!("Changed database context.{newline}{}", torn("XML", xml, newline)),
            ] {
                let reader = ForXml.open(&head_of(source.as_bytes())).expect("its column is there");
                let found = read_whole(&*reader, source.as_bytes());
                assert_eq!(
                    found.rows(),
                    [["1", "Ann Cole", "536-90-4399"], ["2", "Bob Ray", "401-33-9087"]],
                    "{source}"
                );
                assert_eq!(found.text_of(source.as_bytes()).last().map(|text| text.trim()), Some("(2 rows affected)"));
            }
        }
    }

    #[test]
    fn two_documents_are_two_tables() {
        let one = torn("JSON", "[{\"id\":1},{\"id\":2}]", "\n");
        let source = format!("{one}\n{one}");
        let reader = ForXml.open(&head_of(source.as_bytes())).expect("its column is there");
        let found = read_whole(&*reader, source.as_bytes());
        let tables: Vec<&str> = found.records.iter().map(|(table, _)| table.as_str()).collect();
        assert_eq!(tables, ["", "", "#2", "#2"]);
    }

    #[test]
    fn other_names_and_torn_documents_are_no_trouble() {
        assert!(ForXml.open(&head_of(b"XML_F52E2B61\n-----\n<row/>\n")).is_none());
        let source = torn("XML", "<row id=\"1\" name=\"Ann Cole\"/><row id=\"2\"", "\n");
        let reader = ForXml.open(&head_of(source.as_bytes())).expect("its column is there");
        for cut in 0..source.len() {
            read_whole(&*reader, &source.as_bytes()[..cut]);
        }
    }
}
