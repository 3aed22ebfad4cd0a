//! Format `rtf`: Rich Text Format. Paragraphs are text, tables are records.
//!
//! Of its control words only those matter that make text (RTF Specification 1.9.1): ends of paragraphs, cells and rows,
//! characters in hexadecimal of the document's code page and as Unicode. Pictures and other data in groups of their own
//! are scanned as they stand; what is in the groups of fonts and styles is not looked at twice.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::grid::{Grid, Row};
use super::rows::{Field, Rows};
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};

/// Groups within groups whose kind is remembered; deeper ones are of the kind around them.
const DEPTH_MAX: usize = 1_000;
/// A paragraph that is longer is handed on in parts.
const PARAGRAPH_MAX: usize = 1 << 20;

/// The format.
#[derive(Debug)]
pub struct Rtf;

impl Format for Rtf {
    fn name(&self) -> &'static str {
        "rtf"
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        head.bytes.starts_with(b"{\\rtf").then(|| Box::new(RtfReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct RtfReader;

impl Reader for RtfReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut reading = Reading {
            rows: Rows::new(piece.bytes, sink),
            at: 0,
            groups: Vec::new(),
            deeper: 0,
            text: Vec::new(),
            pending: Vec::new(),
            start: 0,
            encoding: WINDOWS_1252,
            skip: 0,
            skip_len: 1,
            grid: Grid::new("table"),
            row: Vec::new(),
        };
        reading.read();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

struct Reading<'a, 's> {
    rows: Rows<'a, 's>,
    at: usize,
    /// The open groups: where those begin that hold data rather than text.
    groups: Vec<Option<usize>>,
    deeper: usize,
    text: Vec<u8>,
    /// Characters of the code page that were not decoded yet.
    pending: Vec<u8>,
    /// Where the text begins.
    start: usize,
    encoding: &'static Encoding,
    /// Characters to skip behind one in Unicode, for readers that know none.
    skip: usize,
    skip_len: usize,
    grid: Grid,
    row: Row,
}

impl Reading<'_, '_> {
    fn read(&mut self) {
        while let Some(&byte) = self.rows.bytes.get(self.at) {
            match byte {
                b'{' if self.groups.len() >= DEPTH_MAX => self.deeper += 1,
                b'{' => self.groups.push(self.groups.last().copied().flatten()),
                b'}' => self.close_group(),
                b'\\' => {
                    self.control();
                    continue;
                }
                b'\r' | b'\n' => {}
                byte => self.char(byte),
            }
            self.at += 1;
            if self.rows.is_stopped {
                return;
            }
        }
        self.end_paragraph();
        self.grid.finish(&mut self.rows);
        if !self.groups.is_empty() || self.deeper > 0 {
            self.rows.not_understood(self.rows.bytes.len(), "the document ends before its groups do: it is cut");
        }
        if let Some(start) = self.groups.last().copied().flatten() {
            self.rows.text(start..self.at, TextClass::Structure);
        }
        self.rows.flush();
    }

    fn is_data(&self) -> bool {
        self.groups.last().copied().flatten().is_some()
    }

    fn close_group(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let closed = self.groups.pop().flatten();
        if let Some(start) = closed
            && !self.is_data()
        {
            self.rows.text(start..self.at, TextClass::Structure);
        }
    }

    fn char(&mut self, byte: u8) {
        if self.is_data() {
            return;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.begin();
        self.pending.push(byte);
        if self.pending.len() > PARAGRAPH_MAX {
            self.end_paragraph();
        }
    }

    fn begin(&mut self) {
        if self.text.is_empty() && self.pending.is_empty() {
            self.start = self.at;
        }
    }

    fn push_str(&mut self, text: &str) {
        self.begin();
        self.settle();
        self.text.extend_from_slice(text.as_bytes());
    }

    /// Decodes what waits. Plain text of the source is UTF-8 already.
    fn settle(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        match std::str::from_utf8(&pending) {
            Ok(text) => self.text.extend_from_slice(text.as_bytes()),
            Err(_) => self.text.extend_from_slice(self.encoding.decode(&pending).0.as_bytes()),
        }
    }

    /// The text so far, and where it stands.
    fn take_text(&mut self) -> Option<Field> {
        self.settle();
        let text = std::mem::take(&mut self.text);
        let span: Range<usize> = self.start..self.at.min(self.rows.bytes.len());
        (!text.trim_ascii().is_empty()).then(|| Field::decoded(text.trim_ascii(), span))
    }

    fn end_paragraph(&mut self) {
        if let Some(field) = self.take_text() {
            match &field.decoded {
                Some(text) if self.rows.bytes.get(field.span.clone()) == Some(text) => {
                    self.rows.text(field.span, TextClass::Text);
                }
                _ => self.rows.field_as_text(&field),
            }
        }
    }

    /// What follows a backslash.
    fn control(&mut self) {
        let rest = self.rows.bytes.get(self.at + 1..).unwrap_or_default();
        let word_len = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if word_len == 0 {
            self.symbol(rest);
            return;
        }
        let word = rest.get(..word_len).unwrap_or_default();
        let behind = rest.get(word_len..).unwrap_or_default();
        let sign = usize::from(behind.first() == Some(&b'-'));
        let digits = behind.iter().skip(sign).take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let number = behind.get(..sign + digits).filter(|_| digits > 0);
        let number = number.and_then(|number| std::str::from_utf8(number).ok()?.parse::<i64>().ok());
        let mut len = word_len + if digits > 0 { sign + digits } else { 0 };
        len += usize::from(rest.get(len) == Some(&b' '));
        let here = self.at;
        self.at += 1 + len;
        self.word(word, number, here);
    }

    fn symbol(&mut self, rest: &[u8]) {
        match rest.first() {
            Some(b'\'') => {
                let digits = rest.get(1..3).and_then(|digits| std::str::from_utf8(digits).ok());
                if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    self.char(byte);
                }
                self.at += 2;
            }
            Some(b'*') => self.data_group(),
            Some(b'~') if !self.is_data() => self.push_str(" "),
            Some(b'_') => self.char(b'-'),
            Some(&byte @ (b'\\' | b'{' | b'}')) => self.char(byte),
            Some(b'\n' | b'\r') => self.end_paragraph(),
            _ => {}
        }
        self.at += 2;
    }

    /// The group around holds no text.
    fn data_group(&mut self) {
        let at = self.at;
        if let Some(group) = self.groups.last_mut() {
            group.get_or_insert(at);
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i64>, here: usize) {
        match word {
            b"pict" | b"fonttbl" | b"colortbl" | b"stylesheet" | b"object" | b"themedata" | b"listtable" => {
                self.data_group();
            }
            b"ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            b"uc" => self.skip_len = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
            _ if self.is_data() => {}
            b"u" => {
                let code = number.map(|number| if number < 0 { number + 0x1_0000 } else { number });
                let char = code.and_then(|code| char::from_u32(u32::try_from(code).ok()?));
                self.push_str(char.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
                self.skip = self.skip_len;
            }
            b"tab" => self.push_str("\t"),
            b"emdash" | b"endash" => self.push_str("-"),
            b"lquote" | b"rquote" => self.push_str("'"),
            b"ldblquote" | b"rdblquote" => self.push_str("\""),
            b"line" => self.push_str("\n"),
            b"cell" => {
                let field = self.take_text().unwrap_or_else(|| Field::verbatim(here..here));
                self.row.push(Some(field));
            }
            b"row" => {
                let row = std::mem::take(&mut self.row);
                self.grid.row(&mut self.rows, row);
            }
            b"par" | b"pard" | b"sect" | b"page" if self.row.is_empty() => self.end_paragraph(),
            b"par" => self.push_str("\n"),
            b"title" | b"author" | b"operator" | b"company" | b"manager" | b"subject" | b"keywords" | b"doccomm" => {
                self.end_paragraph();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, head_of, read_whole};
    use proptest::prelude::*;

    const LETTER: &[u8] = include_bytes!("../../testdata/documents/letter.rtf");

    fn read(source: &[u8]) -> Collector {
        read_whole(&*Rtf.open(&head_of(source)).expect("this is RTF"), source)
    }

    fn text(sink: &Collector, source: &[u8]) -> String {
        let verbatim = sink.text_of(source);
        sink.decoded
            .iter()
            .map(|(text, _)| text.as_str())
            .chain(verbatim.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn runs_of_a_paragraph_are_joined() {
        let sink = read(LETTER);
        let text = text(&sink, LETTER);
        assert!(text.contains("Müller €") && text.contains("Mary Johnson") && text.contains("Dear all,"), "{text}");
        assert!(text.lines().filter(|line| line.contains("SSN ")).count() >= 10);
    }

    #[test]
    fn tables_are_records() {
        let sink = read(b"{\\rtf1\\trowd name\\cell ssn\\cell\\row Ann\\cell {\\b 536}-22-8713\\cell\\row Bob\\cell 536-22-8714\\cell\\row x}");
        assert_eq!(sink.rows(), [["Ann", "536-22-8713"], ["Bob", "536-22-8714"]]);
    }

    #[test]
    fn a_document_that_is_cut_says_so() {
        assert!(read(LETTER).diagnostics.is_empty());
        assert_eq!(read(&LETTER[..LETTER.len() / 2]).diagnostics.len(), 1);
    }

    #[test]
    fn deep_groups_and_cut_words_do_no_harm() {
        read(format!("{{\\rtf1{}", "{\\b a".repeat(100_000)).as_bytes());
        for len in 5..LETTER.len() {
            read(&LETTER[..len]);
        }
    }

    proptest! {
        #[test]
        fn changed_bytes_do_no_harm(changes in prop::collection::vec((5..LETTER.len(), any::<u8>()), 1..8)) {
            let mut source = LETTER.to_vec();
            for (at, byte) in changes {
                source[at] = byte;
            }
            read(&source);
        }
    }
}
