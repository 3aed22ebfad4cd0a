//! Format `office`: documents that are ZIP archives of XML: `.xlsx`, `.docx`, `.pptx` (ECMA-376) and `.ods`, `.odt`,
//! `.odp` (OASIS `OpenDocument` 1.3).
//!
//! Sheets are tables; paragraphs are text with their runs joined, so that a number in two formats is one number; tables
//! of documents are tables. Properties (author, title) are records of the table `properties`. Comments, notes, headers
//! and footers are text, pictures and other members are read like files. Parts are read as they are unpacked, and never
//! held whole. All that is found in a part is said to be where its compressed bytes lie.
//!
//! Archives that are no documents come here only from inside another source, an attachment: their members are read like
//! files.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod flat;
mod parts;
mod properties;
mod prose;
mod sheet;
mod spreadsheet_xml;
mod stream;
mod workbook;
mod zip;

#[cfg(test)]
mod tests;

use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};
use zip::Archive;

pub use flat::FlatOffice;
pub use spreadsheet_xml::SpreadsheetXml;
#[cfg(feature = "documents")]
pub(super) use {sheet::serial_date, workbook::is_builtin_date, workbook::is_date_format};

/// The format.
#[derive(Debug)]
pub struct Office;

impl Format for Office {
    fn name(&self) -> &'static str {
        "office"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        head.bytes.starts_with(b"PK\x03\x04").then(|| Box::new(OfficeReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct OfficeReader;

impl Reader for OfficeReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let limits = (sink.depth() > 0).then(|| sink.limits());
        let archive = Archive::open(piece.bytes, limits);
        let mut rows = Rows::new(piece.bytes, sink);
        if !archive.is_whole {
            rows.not_understood(0, "the directory of the document is missing: its parts were looked for");
        }
        if archive.entries.is_empty() {
            rows.text(0..piece.bytes.len(), TextClass::Binary);
        }
        parts::read(&archive, &mut rows);
        rows.flush();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}
