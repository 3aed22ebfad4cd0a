//! Formats `bson` and `mongodump`: BSON documents one after another, as `mongodump` writes a collection, and the archives
//! of all collections that `mongodump --archive` writes (mongo-tools, `common/archive`).
//!
//! ```text
//! document   length (4 bytes, itself included), elements (kind, key, 0, value), 0
//! archive    magic 6D E2 99 81, documents about the archive and its collections, end mark FF FF FF FF, then blocks:
//!            a document that names the collection, documents of it, end mark
//! ```
//!
//! A document is a record, and its columns are named as those of a JSON document are: `address.city`, `phones[]`. Dates
//! are written as in JSON, identifiers as hexadecimal digits. A collection is a table, `database.collection`.
//!
//! Where a document cannot be read, the bytes up to the next one are text.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod read;
#[cfg(test)]
mod tests;
mod value;

use std::ops::Range;
use std::sync::Arc;

use self::read::{Documents, document_at};
use self::value::element;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};
use crate::error::{Reason, Severity};

/// BSON documents.
#[derive(Debug)]
pub struct Bson;

impl Format for Bson {
    fn name(&self) -> &'static str {
        "bson"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        is_bson(head).then(|| Box::new(BsonReader { is_archive: false }) as Box<dyn Reader>)
    }
}

/// Archives of `mongodump`.
#[derive(Debug)]
pub struct Mongodump;

impl Format for Mongodump {
    fn name(&self) -> &'static str {
        "mongodump"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        head.bytes.starts_with(ARCHIVE_MAGIC).then(|| Box::new(BsonReader { is_archive: true }) as Box<dyn Reader>)
    }
}

const ARCHIVE_MAGIC: &[u8] = b"\x6D\xE2\x99\x81";
const END_MARK: &[u8] = b"\xFF\xFF\xFF\xFF";
/// No document is longer in MongoDB, a little left for what is around it.
const DOCUMENT_LEN_MAX: usize = 17 << 20;

/// What cannot be read is worth this many times the piece in looking for the next document.
const EFFORT_PER_BYTE: usize = 8;

/// Whether the first documents are such throughout: their lengths add up, and their keys are names.
fn is_bson(head: &Head<'_>) -> bool {
    const DOCUMENTS_MAX: usize = 3;
    let mut at = 0;
    for index in 0..DOCUMENTS_MAX {
        let Some(span) = document_at(head.bytes, at) else {
            // A first document that is longer than the head is judged by what is there of it.
            let is_long =
                value::len_at(head.bytes, at).is_some_and(|len| (head.bytes.len()..DOCUMENT_LEN_MAX).contains(&len));
            return index > 0 && (at == head.bytes.len() || !head.is_whole || at + 4 > head.bytes.len())
                || index == 0 && is_long && !head.is_whole && elements(head.bytes, 4, head.bytes.len()) >= 3;
        };
        let is_whole = is_document(head.bytes, &span);
        if !is_whole || span.end - span.start == 5 && index == 0 {
            return false;
        }
        at = span.end;
    }
    true
}

/// Elements that can be read, one after another.
fn elements(bytes: &[u8], from: usize, end: usize) -> usize {
    let mut at = from;
    let mut count = 0;
    while let Some(element) = element(bytes, at, end) {
        at = element.value.end;
        count += 1;
    }
    count
}

/// Whether all elements of a document can be read, and their keys are text.
fn is_document(bytes: &[u8], span: &Range<usize>) -> bool {
    let (mut at, end) = (span.start + 4, span.end - 1);
    while at < end {
        let Some(element) = element(bytes, at, end) else { return false };
        let key = bytes.get(element.key).unwrap_or_default();
        if std::str::from_utf8(key).is_err() || key.iter().any(u8::is_ascii_control) {
            return false;
        }
        at = element.value.end;
    }
    at == end
}

#[derive(Debug)]
struct BsonReader {
    is_archive: bool,
}

impl BsonReader {
    /// The next thing at `at`; `None` where it is not whole.
    fn step(&self, bytes: &[u8], at: usize, state: &State) -> Option<Step> {
        if self.is_archive {
            if *state == State::Start {
                return bytes.get(..4).map(|_| Step { end: 4, what: What::Prelude });
            }
            if bytes.get(at..).is_some_and(|rest| rest.starts_with(END_MARK)) {
                return Some(Step { end: at + 4, what: What::End });
            }
        }
        let span = document_at(bytes, at)?;
        let what = match state {
            State::Between if self.is_archive => What::Namespace(namespace(bytes, &span)?),
            State::Part(_) if self.is_archive => What::About,
            _ => What::Document,
        };
        Some(Step { end: span.end, what })
    }

    /// The state behind a step.
    fn after(&self, what: &What, state: State) -> State {
        match what {
            What::Prelude => State::Part(0),
            What::End => State::Between,
            What::Namespace(name) => State::Inside(Arc::clone(name)),
            What::About => state,
            What::Document if self.is_archive => state,
            What::Document => State::Between,
        }
    }
}

/// What stands at a place, and where it ends.
struct Step {
    end: usize,
    what: What,
}

enum What {
    /// The magic of an archive.
    Prelude,
    /// A document about the archive.
    About,
    /// What names the collection of the documents that follow.
    Namespace(Arc<str>),
    Document,
    End,
}

/// The collection that the head of a block names.
fn namespace(bytes: &[u8], span: &Range<usize>) -> Option<Arc<str>> {
    let (mut database, mut collection) = (String::new(), String::new());
    let (mut at, end) = (span.start + 4, span.end - 1);
    while at < end {
        let element = element(bytes, at, end)?;
        at = element.value.end;
        let text = || {
            let value = bytes.get(element.value.start + 4..element.value.end.saturating_sub(1));
            String::from_utf8_lossy(value.unwrap_or_default()).into_owned()
        };
        match bytes.get(element.key.clone())? {
            b"db" => database = text(),
            b"collection" => collection = text(),
            _ => {}
        }
    }
    Some(format!("{database}.{collection}").into())
}

impl Reader for BsonReader {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let (mut at, mut state) = (0, state.clone());
        while at < len_wanted {
            let step = self.step(bytes, at, &state)?;
            at = step.end;
            state = self.after(&step.what, state);
        }
        Some((at, state))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let table = if let State::Inside(name) = piece.state { name } else { "" };
        let mut documents = Documents::new(piece.bytes, table, sink);
        let mut effort = piece.bytes.len().saturating_mul(EFFORT_PER_BYTE);
        let (mut at, mut state) = (0, piece.state.clone());
        while at < piece.bytes.len() && !documents.is_stopped {
            let Some(step) = self.step(piece.bytes, at, &state) else {
                let is_long = |len| (5..DOCUMENT_LEN_MAX).contains(&len) && at + len > piece.bytes.len();
                let is_cut = value::len_at(piece.bytes, at).map_or(at + 4 > piece.bytes.len(), is_long);
                if is_cut && !piece.at_end && !(piece.must_consume && at == 0) {
                    break;
                }
                if is_cut && elements(piece.bytes, at + 4, piece.bytes.len()) > 0 {
                    // What is there of a document that was cut is read; its closing zero is not.
                    let message = "the last document is not whole";
                    documents.sink.diagnostic(Severity::Error, Reason::NotUnderstood, at, message);
                    documents.sink.unread(piece.bytes.len()..piece.bytes.len(), Reason::NotUnderstood);
                    documents.document(&(at..piece.bytes.len() + 1));
                    at = piece.bytes.len();
                    continue;
                }
                let end = next_document(piece.bytes, at + 1, &mut effort);
                documents.flush();
                documents.sink.diagnostic(Severity::Error, Reason::NotUnderstood, at, "not a whole document");
                documents.sink.unread(at..end, Reason::NotUnderstood);
                documents.text(at..end, TextClass::Binary);
                at = end;
                continue;
            };
            match &step.what {
                What::Document => documents.document(&(at..step.end)),
                What::Namespace(name) => documents.set_table(name),
                What::About => documents.strings(at..step.end),
                What::Prelude | What::End => {}
            }
            state = self.after(&step.what, state);
            at = step.end;
        }
        documents.flush();
        if at == 0 {
            return Consumed { len: 0, state: piece.state.clone() };
        }
        let state = if state == State::Start { State::Between } else { state };
        Consumed { len: at, state }
    }
}

/// Where, from `from` on, a document begins again, or the end. Looking takes from `effort`.
fn next_document(bytes: &[u8], from: usize, effort: &mut usize) -> usize {
    let mut starts = (from..bytes.len()).filter(|&at| {
        // Lengths of less than 16 million have a zero here, and a kind follows.
        bytes.get(at + 3) == Some(&0) && bytes.get(at + 4).is_some_and(|kind| (1..=0x13).contains(kind))
    });
    let is_start = |at: &usize| {
        let Some(span) = document_at(bytes, *at).filter(|span| span.len() > 8 && *effort > 0) else { return false };
        *effort = effort.saturating_sub(span.len());
        // A document within the broken one is not followed by another.
        let is_followed = bytes.get(span.end..).is_some_and(|rest| rest.is_empty() || rest.starts_with(END_MARK))
            || value::len_at(bytes, span.end).is_some_and(|len| (5..DOCUMENT_LEN_MAX).contains(&len));
        is_followed && is_document(bytes, &span)
    };
    starts.find(is_start).unwrap_or(bytes.len())
}
