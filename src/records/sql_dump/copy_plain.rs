//! Rows of a COPY block as most are, read in one pass: no value is written with an escape, though some may be `\N`.
//!
//! The row with the first backslash that is of no `\N` is left to be read byte by byte, and so is the line that ends the block.

use super::tuple::offset;
use crate::batch::{BatchBuf, Cell};
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions};

/// Bytes that are looked through at once, at most: a longer row is left to be read otherwise.
const CHUNK: usize = 1 << 16;

/// The rows that were taken.
pub(super) struct PlainRows {
    /// One past the last one.
    pub(super) end: usize,
    /// The largest number of values of a row.
    pub(super) values_max: usize,
}

/// Puts the rows from `from` on into the buffer until it is full, as long as they are plain.
pub(super) fn plain_rows(bytes: &[u8], from: usize, delimiter: u8, buf: &mut BatchBuf) -> PlainRows {
    let mut rows = PlainRows { end: from, values_max: 0 };
    if matches!(delimiter, b'\\' | b'N' | b'\r' | b'\n') {
        return rows;
    }
    while !buf.is_full() {
        let chunk = bytes.get(rows.end..bytes.len().min(rows.end + CHUNK)).unwrap_or_default();
        let pass = Pass { bytes, chunk, from: rows.end, delimiter, buf: &mut *buf };
        let (taken, has_doubt) = dispatch(pass);
        buf.drop_open_record();
        let is_over = has_doubt || taken.end == rows.end;
        rows = PlainRows { end: taken.end, values_max: rows.values_max.max(taken.values_max) };
        if is_over {
            break;
        }
    }
    rows
}

struct Pass<'a> {
    bytes: &'a [u8],
    chunk: &'a [u8],
    /// Where the chunk begins.
    from: usize,
    delimiter: u8,
    buf: &'a mut BatchBuf,
}

impl Kernel for Pass<'_> {
    /// Also whether it ended at a doubt.
    type Output = (PlainRows, bool);

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> (PlainRows, bool) {
        let Self { bytes, chunk, from, delimiter, buf } = self;
        let (blocks, rest) = chunk.as_chunks::<BLOCK>();
        let rest_mask = if rest.is_empty() { 0 } else { u64::MAX >> (BLOCK - rest.len()) };
        let tail = padded(rest);
        let blocks = blocks.iter().map(|block| (block, u64::MAX)).chain([(&tail, rest_mask)]);
        let mut rows = PlainRows { end: from, values_max: 0 };
        let mut at = offset(from);
        let (mut cell, mut column) = (at, 0);
        let mut used = buf.cells.len();
        // Whether a value begins in the next byte, and whether the backslash or the letter of a `\N` stands before it.
        let (mut start, mut behind_backslash, mut behind_letter) = (1, 0, 0);
        for (block, wanted) in blocks {
            let block = level.load(block);
            let newlines = level.equals(block, b'\n') & wanted;
            let ends = level.equals(block, delimiter) & wanted | newlines;
            let starts = ends << 1 | start;
            let backslashes = level.equals(block, b'\\') & wanted;
            // What stands behind a backslash with which a value begins, and behind an `N` behind that.
            let seconds = (backslashes & starts) << 1 | behind_backslash;
            let letters = seconds & level.equals(block, b'N');
            let thirds = letters << 1 | behind_letter;
            let doubts = backslashes & !starts | seconds & wanted & !letters | thirds & wanted & !ends;
            let mut left = ends & !doubts & doubts.wrapping_sub(1);
            let Some((room, record_ends)) = buf.room(used) else { return (rows, true) };
            let mut written = 0;
            loop {
                // The values up to the next line end, and that line end.
                let line = left & newlines & (left & newlines).wrapping_neg();
                let inner = left & line.wrapping_sub(1);
                for bit in positions(inner) {
                    let end = at + bit;
                    let is_null = thirds != 0 && thirds >> bit & 1 == 1;
                    BatchBuf::put(room, &mut written, Cell::plain(column, cell, if is_null { cell } else { end }));
                    (cell, column) = (end + 1, column + 1);
                }
                if line == 0 {
                    break;
                }
                left &= !(inner | line);
                let end = at + line.trailing_zeros();
                // A carriage return of the data is escaped.
                let is_crlf = end > cell && bytes.get(end as usize - 1) == Some(&b'\r');
                let value_end = if thirds & line != 0 { cell } else { end - u32::from(is_crlf) };
                BatchBuf::put(room, &mut written, Cell::plain(column, cell, value_end));
                record_ends.push(offset(used + written));
                cell = end + 1;
                rows = PlainRows { end: cell as usize, values_max: rows.values_max.max(column as usize + 1) };
                column = 0;
                if BatchBuf::are_enough(record_ends, used + written) {
                    return (rows, false);
                }
            }
            used += written;
            if doubts != 0 {
                return (rows, true);
            }
            (start, behind_backslash, behind_letter) = (ends >> 63, (backslashes & starts) >> 63, letters >> 63);
            at = at.wrapping_add(64);
        }
        (rows, false)
    }
}
