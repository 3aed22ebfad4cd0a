//! Format `key_value`: records that carry the names of their columns with them.
//!
//! - *Lines*: each line is a record with `key=value` pairs (logfmt and its kin), perhaps behind a time, a level and a
//!   host, and with free text between. Values may be quoted.
//! - *Stanzas*: each block of `Name: value` lines is a record; a blank line, a line of stars or dashes or `END:...` ends
//!   it (LDIF, vCard, `mysql \G`, package lists).
//!
//! Each key is a column of the one table. What is neither key nor value is handed on as text. Pairs in a query string
//! are not pairs of the line, since what stands before them is no blank.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod columns;
mod pairs;
mod stanza;

use self::columns::Columns;
use self::pairs::{Pair, Style};
use super::lines::{self, Line};
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass};

/// The format.
#[derive(Debug)]
pub struct KeyValue;

impl Format for KeyValue {
    fn name(&self) -> &'static str {
        "key_value"
    }

    fn may_be(&self, census: &Census) -> bool {
        // Two pairs on most lines, or a colon on most; and one line is no table.
        let is_most = |count: u32| count >= census.lines() / 2;
        (census.lines() > 1 || census.is_cut()) && (is_most(census.count(b'=')) || is_most(census.count(b':')))
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        if let Some(style) = pairs::recognise(head) {
            return Some(Box::new(LineReader { style }));
        }
        stanza::recognise(head).then(|| -> Box<dyn Reader> { Box::new(stanza::StanzaReader) })
    }
}

/// Reads records of one line.
#[derive(Debug)]
struct LineReader {
    style: Style,
}

impl Reader for LineReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        lines::predict(b'\n', bytes, len_wanted).map(|len| (len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut columns = Columns::new(piece.bytes, sink);
        let mut pairs = Vec::new();
        let mut len = 0;
        while let Some(line) = Line::at(b'\n', piece.bytes, len, piece.at_end) {
            len = line.next;
            pairs::find(self.style, piece.bytes, line.start..line.end, &mut pairs);
            if read_line(&mut columns, &line, &pairs).is_break() {
                break;
            }
        }
        if len == 0 && piece.must_consume {
            len = lines::boundary_near_end(piece.bytes);
            // The piece ends here, so there is nothing left that the sink could stop.
            let _: Flow = columns.text(0..len, TextClass::NotUnderstood);
        }
        // As above.
        let _: Flow = columns.flush();
        Consumed { len, state: if len == 0 { piece.state.clone() } else { State::Between } }
    }
}

/// Hands on one line: its pairs as a record, what stands between them as text.
fn read_line(columns: &mut Columns<'_, '_>, line: &Line, pairs: &[Pair]) -> Flow {
    let mut at = line.start;
    for pair in pairs {
        columns.text(at..pair.key.start, TextClass::Text)?;
        columns.push(pair);
        at = pair.end;
    }
    columns.text(at..line.end, TextClass::Text)?;
    if pairs.is_empty() { Flow::Continue(()) } else { columns.end_record() }
}

#[cfg(test)]
mod tests;
