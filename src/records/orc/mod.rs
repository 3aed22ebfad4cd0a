//! Format `orc`: Apache ORC, versions 0.11 and 0.12 (ORC specification v1). Nested columns are columns by their paths.
//!
//! ```text
//! ORC
//! stripes       index streams, data streams, footer of the stripe: what streams there are, and how columns are encoded
//! metadata, footer (types, stripes, statistics), postscript (compression, lengths), length of the postscript (1 byte)
//! ```
//!
//! A stripe is read row by row: of each column its streams are unpacked, and numbers are decoded a run at a time. A value
//! is said to be where its stream lies, or stands, where nothing is compressed. A stream that cannot be unpacked, or ends
//! early, costs the rest of its column in that stripe, whose bytes are then scanned as they stand. Row indexes, Bloom
//! filters and statistics repeat values of columns and are not looked at. LZO and encrypted columns are not read.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod column;
mod footer;
mod integers;
mod protobuf;
mod stream;
mod stripe;
#[cfg(test)]
mod tests;

use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State};
use crate::error::Reason;

/// What a file begins with, and its postscript ends with.
const MAGIC: &[u8] = b"ORC";

/// The format.
#[derive(Debug)]
pub struct Orc;

impl Format for Orc {
    fn name(&self) -> &'static str {
        "orc"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        // Text that begins so is not asked here.
        head.bytes.starts_with(MAGIC).then(|| Box::new(OrcReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct OrcReader;

impl Reader for OrcReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        match footer::read(piece.bytes) {
            Some(footer) => {
                let budget = stream::Budget::new(piece.bytes.len());
                for stripe in &footer.stripes {
                    stripe::read(&footer, stripe, &budget, &mut rows);
                }
                tell_gaps(&footer, &mut rows);
                for text in &footer.metadata {
                    rows.decoded_text(text, footer.span.clone());
                }
            }
            None => {
                let message = "the footer of the file is missing or broken: its bytes were scanned as they stand";
                rows.unread(0..piece.bytes.len(), Reason::NotUnderstood, message);
            }
        }
        rows.flush();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

/// Says what of the file its footer does not account for: it is damaged, or the file is not what its writer made.
fn tell_gaps(footer: &footer::Footer, rows: &mut Rows<'_, '_>) {
    for gap in &footer.gaps {
        if rows.bytes.get(gap.clone()).is_some_and(|gap| gap.iter().any(|&byte| byte != 0)) {
            let message = "bytes that belong to no stripe were scanned as they stand: the footer is damaged";
            rows.unread(gap.clone(), Reason::NotUnderstood, message);
        }
    }
    if !footer.is_whole {
        let message = "the stripes do not have as many rows as the file: the footer is damaged";
        rows.unread(footer.span.start..footer.span.start, Reason::NotUnderstood, message);
    }
}
