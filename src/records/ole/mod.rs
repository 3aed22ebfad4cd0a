//! Format `ole`: documents in Microsoft's compound files ([MS-CFB]): workbooks of Excel 5 to 2003 (`.xls`, [MS-XLS]) and
//! messages of Outlook (`.msg`, [MS-OXMSG]).
//!
//! A compound file scatters its streams over sectors, so all that is found is said to be in the whole file. What is
//! neither of the two (old Word documents, installers) is scanned as raw bytes, stream by stream, and the ledger says so.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod biff;
mod message;
mod workbook;

#[cfg(test)]
mod tests;

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use self::workbook::Wholeness;
use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};
use crate::error::{Reason, Severity};

/// Streams of a file.
const STREAMS_MAX: usize = 100_000;

/// The format.
#[derive(Debug)]
pub struct Ole;

impl Format for Ole {
    fn name(&self) -> &'static str {
        "ole"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let is_ole = head.bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        is_ole.then(|| Box::new(OleReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct OleReader;

impl Reader for OleReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        // The library is not ours, and the bytes are nobody's.
        let read = catch_unwind(AssertUnwindSafe(|| read(&mut rows))).unwrap_or(Err(Unread::Broken));
        if let Err(unread) = read {
            rows.drop_record();
            rows.flush();
            let whole = 0..piece.bytes.len();
            match unread {
                Unread::Encrypted => rows.unread(
                    whole,
                    Reason::Encrypted,
                    "the document is encrypted: its bytes were scanned as they stand",
                ),
                Unread::Broken => {
                    let message = "the document is broken or cut: its bytes were scanned as they stand";
                    rows.unread(whole, Reason::NotUnderstood, message);
                }
                Unread::Unknown => {
                    rows.not_understood(0, "a document of an unknown kind was scanned as raw bytes");
                    rows.text(whole, TextClass::Binary);
                }
            }
        }
        rows.flush();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

/// The streams of a compound file.
struct Streams<'a> {
    file: cfb::CompoundFile<Cursor<&'a [u8]>>,
    paths: Vec<PathBuf>,
    /// Bytes that may still be read: streams may claim to share their sectors.
    bytes_left: u64,
}

impl Streams<'_> {
    fn content(&mut self, path: &PathBuf) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let stream = self.file.open_stream(path).ok()?;
        stream.take(self.bytes_left).read_to_end(&mut content).ok()?;
        self.bytes_left = self.bytes_left.checked_sub(content.len() as u64)?;
        Some(content)
    }

    /// The content of the stream at this path.
    fn at(&mut self, path: &str) -> Option<Vec<u8>> {
        let found = self.paths.iter().find(|known| known.to_string_lossy().eq_ignore_ascii_case(path))?.clone();
        self.content(&found)
    }
}

/// Why a document was not read.
enum Unread {
    /// Nobody reads it without its password.
    Encrypted,
    /// Its sectors do not lead to its streams, or it broke off.
    Broken,
    /// It is of another kind; text stands in most of those as it is.
    Unknown,
}

fn read(rows: &mut Rows<'_, '_>) -> Result<(), Unread> {
    let file = cfb::CompoundFile::open(Cursor::new(rows.bytes)).map_err(|_error| Unread::Broken)?;
    let paths =
        file.walk().take(STREAMS_MAX).filter(cfb::Entry::is_stream).map(|entry| entry.path().to_path_buf()).collect();
    let bytes_left = (rows.bytes.len() as u64).saturating_mul(2);
    let mut streams = Streams { file, paths, bytes_left };
    // Documents of today's form are so, once they have a password.
    if streams.paths.iter().any(|path| path.to_string_lossy() == "/EncryptedPackage") {
        return Err(Unread::Encrypted);
    }
    if let Some(book) = streams.at("/Workbook").or_else(|| streams.at("/Book")) {
        let wholeness = workbook::read(&book, rows).ok_or_else(|| match workbook::is_encrypted(&book) {
            true => Unread::Encrypted,
            false => Unread::Unknown,
        })?;
        if wholeness == Wholeness::Damaged {
            let message = "the workbook is cut or damaged: what could be made out of it was read";
            rows.sink().diagnostic(Severity::Error, Reason::NotUnderstood, 0, message);
            // Which bytes of the file these are is not known.
            rows.sink().unread(0..0, Reason::NotUnderstood);
        }
        return Ok(());
    }
    streams.at("/__properties_version1.0").ok_or(Unread::Unknown)?;
    message::read(&mut streams, rows);
    Ok(())
}
