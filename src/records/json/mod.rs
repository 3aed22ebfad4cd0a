//! Format `json`: JSON lines, concatenated documents, and single documents of any size.
//!
//! # Layout
//!
//! RFC 8259, with what real dumps add: NaN and Infinity, leading zeros, raw control characters in strings, commas or
//! record separators (RFC 7464) between documents, a `)]}',` prefix. Comments, trailing commas and unquoted keys are
//! not JSON. Three layouts are told apart from the head of the source:
//!
//! - *lines*: each line is a document and a record (or, as an array of objects, several). A line that is not JSON is
//!   handed on as text.
//! - *records*: documents one after the other, each a record, over as many lines as they like.
//! - *document*: one document, walked through (see `document`): the elements of an array of objects are the records
//!   of a table. In `{"users":[{...}],"meta":{...}}` there are the tables `users` and, for the rest, `""`. An object
//!   whose keys are values (`{"48121":{...},"48122":{...}}`) is a table too.
//!
//! # Columns
//!
//! A leaf path is a column: `address.city`, `phones[]`, `orders[].total`; elements of a record that is itself an array
//! are `[0]`, `[1]`. Keys that are values rather than names (`keys::is_id`, or too many under one parent) fold into
//! `*` and are cells themselves, of the column `{key}` beside it. The `$oid`, `$numberLong`, `$date` and their
//! like of `mongoexport` are not part of the path. A null is no cell.
//!
//! Where an array names the columns of records that are arrays, they are called so (see `named`).
//!
//! Keys that are names, and the punctuation between cells, are handed on to nobody.

#![warn(clippy::indexing_slicing)]

mod ahead;
mod document;
mod keys;
mod lines;
mod named;
mod path_names;
mod paths;
mod predict;
mod reading;
mod recover;
mod resync;
mod scan;
mod sniff;
mod state;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) use self::keys::is_id;
pub use self::state::JsonState;

pub(super) use self::sniff::Nowhere;

use self::document::Walk;
use self::named::Named;
pub(super) use self::paths::{NodeId, Paths};
use self::predict::Seam;
use self::reading::Reading;
use self::scan::Space;
use self::state::Position;
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, TextClass};

/// Cells hold 32-bit offsets; what is longer is left to the next piece.
const PIECE_LEN_MAX: usize = 1 << 31;

/// The format.
#[derive(Debug)]
pub struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.count(b'{') > 0 || census.count(b'[') > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        JsonReader::open(head).map(|reader| Box::new(reader) as Box<dyn Reader>)
    }
}

/// How documents make records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// A document on each line.
    Lines,
    /// Documents one after the other, each a record.
    Records,
    /// A document that holds the records.
    Document,
}

#[derive(Debug)]
struct JsonReader {
    layout: Layout,
    /// Objects whose keys are values, as seen in the head.
    folded: Arc<BTreeSet<String>>,
    /// The state at the end of the head, and what stands between two records there.
    head_end: Option<(State, Seam)>,
    /// What the columns of records that are arrays are called.
    names: Option<named::Names>,
}

impl JsonReader {
    fn open(head: &Head<'_>) -> Option<Self> {
        let layout = sniff::layout(head)?;
        let mut reader = Self { layout, folded: Arc::default(), head_end: None, names: named::Names::of(head) };
        let keys_max = memchr::memchr_iter(b':', head.bytes).count();
        if head.is_whole && keys_max < paths::KEYS_MAX {
            // No object has so many keys that they are values, and nothing is cut.
            return Some(reader);
        }
        let piece = Piece { bytes: head.bytes, state: &State::Start, at_end: head.is_whole, must_consume: false };
        let (mut end, folded) = reader.read_piece(&piece, &mut Nowhere::default());
        if !folded.is_empty() {
            reader.folded = Arc::new(folded);
            end = reader.read_piece(&piece, &mut Nowhere::default()).0;
        }
        let seam = Seam::learn(&end.state, head.bytes.get(end.len..).unwrap_or_default());
        reader.head_end = seam.map(|seam| (end.state, seam));
        Some(reader)
    }

    /// Reads a piece; also the paths that turned out to have values for keys.
    fn read_piece(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> (Consumed, BTreeSet<String>) {
        let (bytes, at_end) = match piece.bytes.get(..PIECE_LEN_MAX) {
            Some(bytes) if bytes.len() < piece.bytes.len() => (bytes, false),
            _ => (piece.bytes, piece.at_end),
        };
        let space = if self.layout == Layout::Lines { Space::WithinLine } else { Space::Any };
        let paths = Paths::new(Arc::clone(&self.folded));
        let mut reading = Reading::new(bytes, at_end, space, paths, sink);
        let (len, state) = match (self.layout, piece.state) {
            (Layout::Lines, _) => (lines::read(&mut reading, piece.must_consume), State::Between),
            (layout, State::Json(state)) => walk(&mut reading, state, 0, layout, piece.must_consume),
            (layout, state) => {
                let start = if *state == State::Start { sniff::prefix_len(bytes) } else { 0 };
                reading.text(0, start, TextClass::Structure);
                walk(&mut reading, &JsonState::default(), start, layout, piece.must_consume)
            }
        };
        let state = if len == 0 { piece.state.clone() } else { state };
        (Consumed { len, state }, reading.paths.crowded())
    }
}

fn walk(
    reading: &mut Reading<'_, '_>,
    state: &JsonState,
    start: usize,
    layout: Layout,
    must_consume: bool,
) -> (usize, State) {
    let (len, state) = Walk::new(reading, state, layout == Layout::Records).read(start, must_consume);
    match state.frames.is_empty() && state.position != Position::Lost {
        true => (len, State::Between),
        false => (len, State::Json(Arc::new(state))),
    }
}

impl Reader for JsonReader {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        if self.layout == Layout::Lines {
            return predict::line_end(bytes, len_wanted).map(|len| (len, State::Between));
        }
        match state {
            State::Start => {
                let (state, seam) = self.head_end.as_ref()?;
                Some((seam.find(bytes, len_wanted)?, state.clone()))
            }
            _ => {
                let seam = Seam::learn(state, bytes)?;
                Some((seam.find(bytes, len_wanted)?, predict::after(state)))
            }
        }
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        match &self.names {
            Some(names) => self.read_piece(piece, &mut Named::new(sink, names, *piece.state == State::Start)).0,
            None => self.read_piece(piece, sink).0,
        }
    }
}
