//! Format `pdf`: the text of pages in reading order, tables by position, metadata and form fields.
//!
//! A page says where each run of glyphs is drawn. Runs at one height are a line; gaps part words, and wide gaps part
//! cells. Lines of several cells that stand below each other are a table, which may go on on the next page. The library `lopdf` reads the objects; it does
//! not say where in the file they stand, so all that is found is said to be in the whole file.
//!
//! What may be unpacked and drawn of a document is bounded by its length (`budget`), and so are its objects (`objects_count`); what is
//! left is scanned as it stands. A page that is drawn like one before it, with the same streams and fonts, is read once.
//!
//! Not read: encrypted documents that need a password, and text in pictures. Both are said.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod ascii;
mod budget;
mod content;
mod inflate;
mod layout;
mod objects;
mod objects_count;
mod page;
mod resources;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use self::budget::Budget;
use self::page::Unread;
use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};
use crate::error::{Reason, Severity};

/// The format.
#[derive(Debug)]
pub struct Pdf;

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        head.bytes.starts_with(b"%PDF-").then(|| Box::new(PdfReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct PdfReader;

const FAULT: &str = "a fault while the document was read: its bytes were scanned as they stand";
const BROKEN: &str = "the document is broken: its bytes were scanned as they stand";

impl Reader for PdfReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let bytes = piece.bytes;
        let mut rows = Rows::new(bytes, sink);
        if objects_count::is_too_large(bytes) {
            let message = "the document holds more objects than are kept: its bytes were scanned as they stand";
            rows.unread(0..bytes.len(), Reason::LimitReached, message);
            return Consumed { len: bytes.len(), state: State::Between };
        }
        // The library is not ours, and the bytes are nobody's.
        let document = catch_unwind(AssertUnwindSafe(|| load(bytes))).ok().flatten();
        let read = document.map(|document| {
            if document.is_encrypted() {
                return Err((Reason::Encrypted, "the document needs a password: its bytes were scanned as they stand"));
            }
            catch_unwind(AssertUnwindSafe(|| read(&document, &mut rows)))
                .map_err(|_payload| (Reason::NotUnderstood, FAULT))
        });
        if let Err((reason, message)) = read.unwrap_or(Err((Reason::NotUnderstood, BROKEN))) {
            rows.drop_record();
            rows.unread(0..bytes.len(), reason, message);
        }
        rows.flush();
        Consumed { len: bytes.len(), state: State::Between }
    }
}

/// Reads the objects of a document.
fn load(bytes: &[u8]) -> Option<lopdf::Document> {
    let options = lopdf::LoadOptions::with_max_decompressed_size(budget::CONTENT_LEN_MAX);
    lopdf::Document::load_mem_with_options(bytes, options).ok()
}

fn read(document: &lopdf::Document, rows: &mut Rows<'_, '_>) {
    objects::metadata(document, rows);
    let budget = Budget::new(rows.bytes.len(), rows.sink().limits());
    let mut reading = page::Reading::new(document, budget);
    let (mut blank, mut pictures, mut broken, mut cut, mut damaged) = (0, 0, 0, 0, 0);
    let mut begun = None;
    let pages = document.get_pages();
    for (place, id) in pages.values().enumerate() {
        if rows.is_stopped {
            return;
        }
        if reading.budget.is_used_up() {
            cut += pages.len() - place;
            break;
        }
        let drawn = match catch_unwind(AssertUnwindSafe(|| reading.page(*id))) {
            Ok(Some(drawn)) => drawn,
            // The same was read before.
            Ok(None) => continue,
            Err(_) => page::Drawn { unread: Some(Unread::Broken), ..page::Drawn::default() },
        };
        damaged += usize::from(drawn.is_damaged);
        match drawn.unread {
            Some(Unread::Broken) => broken += 1,
            Some(Unread::Limit) => cut += 1,
            None if drawn.runs.is_empty() && drawn.has_picture => pictures += 1,
            None if drawn.runs.is_empty() => blank += usize::from(!drawn.is_damaged),
            None => {}
        }
        if !drawn.runs.is_empty() {
            layout::hand_on(drawn.runs, &mut begun, rows);
        }
    }
    objects::fields(document, rows);
    rows.flush();
    if blank > 0 {
        rows.sink().diagnostic(Severity::Note, Reason::UnsupportedFormat, 0, &format!("{blank} pages hold no text"));
    }
    // Which bytes belong to these pages is not known.
    let mut unread = |count: usize, reason, message: &str| {
        if count > 0 {
            rows.sink().diagnostic(Severity::Error, reason, 0, &format!("{count} pages {message}"));
            rows.sink().unread(0..0, reason);
        }
    };
    unread(pictures, Reason::UnsupportedFormat, "hold pictures and no text; what these show was not read");
    unread(broken, Reason::NotUnderstood, "are broken, and were scanned as they stand");
    unread(damaged, Reason::CorruptStream, "are cut short or damaged; what could be unpacked of them was read");
    unread(missing(document, pages.len()), Reason::CorruptStream, "are missing");
    unread(cut, Reason::LimitReached, "hold far more than the file is long, and were scanned as they stand");
    let is_cut = is_cut(rows.bytes);
    if is_cut {
        let end = rows.bytes.len();
        rows.sink().diagnostic(Severity::Error, Reason::CorruptStream, end, "the document is cut: its end is missing");
        rows.sink().unread(end..end, Reason::CorruptStream);
    }
    if broken + cut > 0 || is_cut {
        rows.text(0..rows.bytes.len(), TextClass::Binary);
    }
}

/// Pages that the document says it has, beyond those that were found.
fn missing(document: &lopdf::Document, found: usize) -> usize {
    let pages =
        document.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(|pages| document.dereference(pages));
    let stated = pages.and_then(|(_, pages)| pages.as_dict()?.get(b"Count")?.as_i64());
    // Where not even the tree of pages is found there is at least one.
    let stated = stated.map_or(1, |count| usize::try_from(count).unwrap_or(0));
    stated.saturating_sub(found)
}

/// Whether an object begins or ends behind the last mark of an end (7.5.5): each version of a document has one.
fn is_cut(bytes: &[u8]) -> bool {
    let last = |mark: &[u8]| memchr::memmem::rfind(bytes, mark);
    last(b"obj") > last(b"%%EOF")
}
