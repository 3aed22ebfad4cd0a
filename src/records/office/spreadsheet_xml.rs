//! Format `spreadsheet_xml`: a workbook of Excel 2002 and 2003 as one XML file (Microsoft's "XML Spreadsheet Reference").
//!
//! ```text
//! <?mso-application progid="Excel.Sheet"?>
//! <Workbook ...><Worksheet ss:Name="people"><Table>
//!   <Row><Cell><Data ss:Type="String">name</Data></Cell><Cell ss:Index="4" ss:MergeAcross="1">...
//! ```
//!
//! A cell stands behind the one before it and the columns that this one covers, unless it says where. What is no cell (titles of
//! printed pages, comments, the author) is text.

use std::ops::Range;

use super::workbook::attribute;
use crate::records::grid::{Grid, Row};
use crate::records::markup::{Entities, Tag, Token, Tokens, local, unescape};
use crate::records::rows::{Field, Rows};
use crate::records::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State};

/// How far into a file its root may begin.
const ROOT_WITHIN: usize = 4096;
/// Columns that Excel has.
const COLUMNS_MAX: usize = 16_384;
const NAMESPACE: &[u8] = b"urn:schemas-microsoft-com:office:spreadsheet";

/// The format.
#[derive(Debug)]
pub struct SpreadsheetXml;

impl Format for SpreadsheetXml {
    fn name(&self) -> &'static str {
        "spreadsheet_xml"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || (census.count(b'<') > 1 && census.count(b'>') > 1)
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let start = head.bytes.get(..ROOT_WITHIN).unwrap_or(head.bytes);
        let is_workbook = start.trim_ascii_start().starts_with(b"<?xml")
            && memchr::memmem::find(start, b"Workbook").is_some()
            && memchr::memmem::find(start, NAMESPACE).is_some();
        is_workbook.then(|| Box::new(SpreadsheetReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct SpreadsheetReader;

impl Reader for SpreadsheetReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        let mut sheet = Sheet::default();
        let mut tokens = Tokens::new(piece.bytes, 0, true);
        while let Some(token) = tokens.next() {
            sheet.token(&tokens, &token, &mut rows);
            if rows.is_stopped {
                break;
            }
        }
        sheet.end_row(&mut rows);
        sheet.grid.finish(&mut rows);
        rows.flush();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

/// The sheet that is being read.
#[derive(Default)]
struct Sheet {
    grid: Grid,
    row: Row,
    /// Where the next cell stands.
    column: usize,
    /// Columns that the open cell covers beside its own.
    merged: usize,
    data: Option<Data>,
    is_in_comment: bool,
}

/// The value of a cell.
struct Data {
    is_date: bool,
    value: Vec<u8>,
    span: Option<Range<usize>>,
}

impl Sheet {
    fn token(&mut self, tokens: &Tokens<'_>, token: &Token, rows: &mut Rows<'_, '_>) {
        match token {
            Token::Open(tag) => self.open(tokens, tag, rows),
            Token::Close(name) => match local(tokens.slice(name)) {
                b"Data" => self.close_data(),
                b"Cell" => self.column += 1 + std::mem::take(&mut self.merged),
                b"Row" => self.end_row(rows),
                b"Worksheet" => self.grid.finish(rows),
                b"Comment" => self.is_in_comment = false,
                _ => {}
            },
            Token::Text(span) => self.text(tokens, span, Entities::Xml, rows),
            Token::CData(span) => {
                let inside = span.start + b"<![CDATA[".len()..span.end.saturating_sub(b"]]>".len());
                let is_whole = tokens.slice(span).starts_with(b"<![CDATA[") && inside.start <= inside.end;
                self.text(tokens, if is_whole { &inside } else { span }, Entities::Xml, rows);
            }
            Token::Other(_) => {}
        }
    }

    fn open(&mut self, tokens: &Tokens<'_>, tag: &Tag, rows: &mut Rows<'_, '_>) {
        let number = |name: &[u8]| attribute(tokens, tag, name).and_then(|value| value.parse::<usize>().ok());
        match local(tokens.slice(&tag.name)) {
            b"Worksheet" => {
                self.end_row(rows);
                self.grid.finish(rows);
                self.grid = Grid::new(attribute(tokens, tag, b"Name").unwrap_or_default());
            }
            b"Row" => self.end_row(rows),
            b"Cell" => {
                if let Some(index) = number(b"Index") {
                    self.column = index.saturating_sub(1);
                }
                self.column = self.column.min(COLUMNS_MAX);
                self.merged = number(b"MergeAcross").unwrap_or(0).min(COLUMNS_MAX);
                if tag.is_empty {
                    self.column += 1 + std::mem::take(&mut self.merged);
                }
            }
            b"Comment" => self.is_in_comment = !tag.is_empty,
            b"Data" if !tag.is_empty && !self.is_in_comment => {
                let is_date = tokens.attribute(tag, b"Type") == Some(b"DateTime");
                self.data = Some(Data { is_date, value: Vec::new(), span: None });
            }
            _ => {}
        }
    }

    fn text(&mut self, tokens: &Tokens<'_>, span: &Range<usize>, entities: Entities, rows: &mut Rows<'_, '_>) {
        let Some(data) = &mut self.data else {
            let mut text = Vec::new();
            unescape(tokens.slice(span), entities, &mut text);
            rows.decoded_text(&text, span.clone());
            return;
        };
        unescape(tokens.slice(span), entities, &mut data.value);
        let start = data.span.as_ref().map_or(span.start, |known| known.start);
        data.span = Some(start..span.end);
    }

    fn close_data(&mut self) {
        let Some(Data { is_date, mut value, span: Some(span) }) = self.data.take() else { return };
        // A day is written as the moment at which it begins.
        let day_len = value.strip_suffix(b"T00:00:00.000").map(<[u8]>::len);
        value.truncate(day_len.filter(|_| is_date).unwrap_or(value.len()));
        let column = self.column.min(COLUMNS_MAX);
        if self.row.len() <= column {
            self.row.resize(column + 1, None);
        }
        if let Some(cell) = self.row.get_mut(column) {
            *cell = Some(Field::decoded(value, span));
        }
    }

    fn end_row(&mut self, rows: &mut Rows<'_, '_>) {
        self.close_data();
        self.column = 0;
        self.merged = 0;
        self.grid.row(rows, std::mem::take(&mut self.row));
    }
}

#[cfg(test)]
mod unit {
    use super::*;
    use crate::records::testing::{Collector, head_of, read_whole};

    fn read(body: &str) -> Collector {
        let source = format!(
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:\
             spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">{body}</Workbook>"
        );
        read_whole(&*SpreadsheetXml.open(&head_of(source.as_bytes())).unwrap(), source.as_bytes())
    }

    fn cell(text: &str) -> String {
        format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>")
    }

    fn row(cells: &[&str]) -> String {
        format!("<Row>{}</Row>\n", cells.iter().map(|text| cell(text)).collect::<String>())
    }

    #[test]
    fn worksheets_are_tables_by_their_names() {
        let people =
            [row(&["name", "ssn"]), row(&["Ann Lee", "536-22-8713"]), row(&["Bob &amp; Ray", "536-22-8714"])].concat();
        let orders = [row(&["order", "amount"]), row(&["17", "1.50"]), row(&["18", "2.50"])].concat();
        let sink = read(&format!(
            "<DocumentProperties><Author>Ann Lee</Author></DocumentProperties>\
             <Worksheet ss:Name=\"people\"><Table>{people}</Table></Worksheet>\
             <Worksheet ss:Name=\"orders\"><Table>{orders}</Table></Worksheet>"
        ));
        assert_eq!(
            sink.rows(),
            [["Ann Lee", "536-22-8713"], ["Bob & Ray", "536-22-8714"], ["17", "1.50"], ["18", "2.50"]]
        );
        assert_eq!(
            sink.records.iter().map(|(table, _)| table.as_str()).collect::<Vec<_>>(),
            ["people", "people", "orders", "orders"]
        );
        assert!(sink.decoded.iter().any(|(text, _)| text == "Ann Lee"));
    }

    #[test]
    fn cells_stand_where_they_say_and_behind_those_that_were_merged() {
        let head = row(&["name", "city", "phone", "born"]);
        let placed = "<Row><Cell><Data ss:Type=\"String\">Ann</Data></Cell><Cell ss:Index=\"4\"><Data \
                      ss:Type=\"DateTime\">1987-03-12T00:00:00.000</Data></Cell></Row>";
        let merged = "<Row><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">Bob</Data></Cell><Cell><Data \
                      ss:Type=\"String\">555-0100</Data><Comment><Data>ask <B>him</B></Data></Comment></Cell></Row>";
        let sink = read(&format!("<Worksheet ss:Name=\"s\"><Table>{head}{placed}{merged}</Table></Worksheet>"));
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(sink.records[0].1, [pair("name", "Ann"), pair("born", "1987-03-12")]);
        assert_eq!(sink.records[1].1, [pair("name", "Bob"), pair("phone", "555-0100")]);
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_bodies_are_read_to_their_end(body in "(<(/?(Worksheet|Row|Cell|Data|Comment)|Cell ss:Index=\"[0-9]{1,20}\")/?>x?){0,40}") {
            read(&body);
        }
    }
}
