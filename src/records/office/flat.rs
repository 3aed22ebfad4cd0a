//! Format `flat_office`: a document of `OpenDocument` (1.3, part 3, "Single XML documents") as one XML file: `.fods`, `.fodt`,
//! `.fodp`. It is read like the parts of such documents in archives, and what is found in a cell or paragraph is said to be
//! there.

use crate::records::markup::{Token, Tokens, local};
use crate::records::rows::Rows;
use crate::records::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State};

use super::prose::{Prose, Vocabulary};

/// How far into a file its first element may begin.
const ROOT_WITHIN: usize = 4096;

/// The format.
#[derive(Debug)]
pub struct FlatOffice;

impl Format for FlatOffice {
    fn name(&self) -> &'static str {
        "flat_office"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || (census.count(b'<') > 1 && census.count(b'>') > 1)
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let start = head.bytes.get(..ROOT_WITHIN).unwrap_or(head.bytes);
        if !start.trim_ascii_start().starts_with(b"<?xml") {
            return None;
        }
        let mut tokens = Tokens::new(head.bytes, 0, head.is_whole);
        while let Some(token) = tokens.next().filter(|_| tokens.at <= head.bytes.len()) {
            if let Token::Open(tag) = token {
                let name = tokens.slice(&tag.name);
                let is_document = name == b"office:document" && tokens.attribute(&tag, b"mimetype").is_some();
                return is_document.then(|| Box::new(FlatReader) as Box<dyn Reader>);
            }
            if tokens.at > ROOT_WITHIN {
                break;
            }
        }
        None
    }
}

#[derive(Debug)]
struct FlatReader;

impl Reader for FlatReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        let mut prose = Prose::new(Vocabulary::OpenDocument, 0..0);
        let mut tokens = Tokens::new(piece.bytes, 0, true);
        let mut from = 0;
        let mut begins = 0;
        while let Some(token) = tokens.next() {
            // A cell, a paragraph: what is handed on comes from there.
            let is_place = matches!(&token, Token::Open(tag) if is_place(tokens.slice(&tag.name)));
            begins = if is_place { from } else { begins };
            prose.span = begins..tokens.at;
            prose.token(&tokens, &token, &mut rows);
            if rows.is_stopped {
                break;
            }
            from = tokens.at;
        }
        prose.finish(&mut rows);
        rows.flush();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

/// Whether an element is one that text is handed on of as a whole.
fn is_place(name: &[u8]) -> bool {
    matches!(local(name), b"table-cell" | b"covered-table-cell" | b"p" | b"h" | b"table-row" | b"meta" | b"body")
}

#[cfg(test)]
mod unit {
    use super::*;
    use crate::records::testing::{head_of, read_whole};

    fn document(body: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"urn:x\" office:mimetype=\"application/x\"><office:body>{body}\
             </office:body></office:document>"
        )
    }

    #[test]
    fn sheets_of_a_single_file_are_tables() {
        let cells = |row: &[&str]| -> String {
            let cell = |text: &&str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
            format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>())
        };
        let rows = [["name", "ssn"], ["Ann Lee", "536-22-8713"], ["Bob Ray", "536-22-8714"]];
        let body: String = rows.iter().map(|row| cells(row)).collect();
        let source =
            document(&format!("<table:table table:name=\"people\">{body}</table:table><text:p>by Ann</text:p>"));
        let found = read_whole(&*FlatOffice.open(&head_of(source.as_bytes())).unwrap(), source.as_bytes());
        assert_eq!(found.rows(), [["Ann Lee", "536-22-8713"], ["Bob Ray", "536-22-8714"]]);
        assert_eq!(found.records[0].0, "people");
        for (span, value) in found.cell_spans.iter().zip(found.rows().concat()) {
            assert!(
                span.len() < 80 && source.get(span.clone()).unwrap().contains(value),
                "a cell is said to be where it is"
            );
        }
        let (text, span) = found.decoded.last().unwrap();
        assert!(text == "by Ann" && source.get(span.clone()).unwrap().contains("by Ann"));
    }

    #[test]
    fn other_documents_are_left_to_others() {
        for source in ["<office:document office:mimetype=\"a\"/>", "<?xml version=\"1.0\"?><a/>", "", "<?xml"] {
            assert!(FlatOffice.open(&head_of(source.as_bytes())).is_none(), "{source}");
        }
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_bodies_are_read_to_their_end(body in "[<>/a-z:\" =]{0,200}|(<(table:table|table:table-row|table:table-cell|text:p)>x){0,30}") {
            let source = document(&body);
            if let Some(reader) = FlatOffice.open(&head_of(source.as_bytes())) {
                read_whole(&*reader, source.as_bytes());
            }
        }
    }
}
