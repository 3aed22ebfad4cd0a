//! Format `parquet`: Apache Parquet 2. Nested columns are columns by their paths.
//!
//! A row group is read row by row, with one page of each column in memory. A value is said to be where its page lies.
//! A page that cannot be decompressed or decoded costs the rest of its column in that row group, whose bytes are scanned
//! as they stand. What is printable in the footer is text, and so is what writers repeat of it behind a chunk; statistics are
//! where a column could not be read to its end, as they repeat its values. Encrypted files are not read.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod column;
mod delta;
mod footer;
mod group;
mod levels;
mod page;
mod schema;
mod thrift;
mod values;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State};
use crate::error::Reason;

/// What a file begins and ends with.
const MAGIC: &[u8] = b"PAR1";

/// The format.
#[derive(Debug)]
pub struct Parquet;

impl Format for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        head.bytes.starts_with(MAGIC).then(|| Box::new(ParquetReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct ParquetReader;

impl Reader for ParquetReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        match footer::read(piece.bytes) {
            Some(footer) => {
                let mut is_understood = true;
                for group in &footer.groups {
                    is_understood &= group::read(&footer, group, &mut rows);
                }
                tell_gaps(&footer, &mut rows);
                // What was read of the columns says what their smallest and largest values say, and where.
                let spans = if is_understood { footer.without_extremes() } else { footer.parts().collect() };
                spans.into_iter().for_each(|span| rows.strings(span));
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
    let is_blank =
        |span: &Range<usize>| rows.bytes.get(span.clone()).is_none_or(|gap| gap.iter().all(|&byte| byte == 0));
    let gaps: Vec<_> = footer.gaps.iter().filter(|span| !is_blank(span)).cloned().collect();
    for gap in gaps {
        let message =
            "the footer says nothing of these bytes: what they stand for was not read, and may be a part of a column";
        rows.unread(gap, Reason::NotUnderstood, message);
    }
    if !footer.is_whole {
        let message = "the row groups do not have as many rows as the file: the footer is damaged";
        rows.unread(footer.span.start..footer.span.start, Reason::NotUnderstood, message);
    }
}
