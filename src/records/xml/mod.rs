//! Format `xml`: elements that repeat as records, attributes and leaves as columns.
//!
//! # Layout
//!
//! Nothing is known of a document's vocabulary, so its records are found by repetition: in `<users><user>...</user>
//! <user>...</user></users>` each `user` is a record. An element that only wraps repeated elements is a *container* and
//! is walked through, to a depth of `state::DEPTH_MAX`; so a document of any size is read in pieces. Leaves beside
//! records (`<exported>2024-01-01</exported>`) are records of their own.
//!
//! A column is the path of a leaf below its record, joined by dots, without namespace prefixes: `address.city`.
//! Attributes are leaves too. `<field name="ssn">` and its like (`mysqldump --xml`, property lists of servers) are named
//! by their attribute; so are tables in `<table_data name="users">`. A leaf with `xsi:nil="true"` is a NULL, and no cell.
//!
//! Comments, processing instructions, document types and the tags of containers are handed on as text. Entities are
//! never expanded, except for the five of XML and numbers; what holds one is a decoded value, and points to the whole leaf.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod learn;
mod predict;
mod record;
mod sniff;
pub mod state;
mod walk;

#[cfg(test)]
#[expect(clippy::string_slice, reason = "spans end between characters, or the test fails")]
mod tests;

use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State};
use state::XmlState;
use walk::Walk;

/// Cells hold 32-bit offsets; what is longer is left to the next piece.
const PIECE_LEN_MAX: usize = 1 << 31;

/// The format.
#[derive(Debug)]
pub struct Xml;

impl Format for Xml {
    fn name(&self) -> &'static str {
        "xml"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || (census.count(b'<') > 1 && census.count(b'>') > 1)
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        sniff::is_xml(head.bytes).then(|| Box::new(XmlReader { head_end: head_end(head) }) as Box<dyn Reader>)
    }
}

/// The state at the end of the head. What is all head is read in one piece, and nobody asks.
fn head_end(head: &Head<'_>) -> State {
    if head.is_whole {
        return State::Start;
    }
    let piece = Piece { bytes: head.bytes, state: &State::Start, at_end: false, must_consume: false };
    read(&piece, &mut super::json::Nowhere::default()).state
}

#[derive(Debug)]
struct XmlReader {
    /// The state at the end of the head, where the source goes on: the guess for the end of the first piece.
    head_end: State,
}

impl Reader for XmlReader {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let after = if *state == State::Start { &self.head_end } else { state };
        let State::Xml(known) = after else { return None };
        predict::record_end(known, bytes, len_wanted).map(|len| (len, after.clone()))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        read(piece, sink)
    }
}

fn read(piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
    let (bytes, at_end) = match piece.bytes.get(..PIECE_LEN_MAX) {
        Some(bytes) if bytes.len() < piece.bytes.len() => (bytes, false),
        _ => (piece.bytes, piece.at_end),
    };
    let state = match piece.state {
        State::Xml(state) => (**state).clone(),
        _ => XmlState::default(),
    };
    let (len, state) = Walk::new(bytes, at_end, state, sink).read(piece.must_consume);
    if len == 0 {
        return Consumed { len, state: piece.state.clone() };
    }
    Consumed { len, state: State::Xml(std::sync::Arc::new(state)) }
}
