//! What a reader hands to detection: batches of whole records, cell by cell.
//!
//! A batch borrows the piece of the source that it was read from. A [`Cell`] is a span of that piece, and, where the
//! value was escaped, a second span into the batch's arena with the value as it is meant. Offsets in a batch count
//! from the start of the piece; the driver adds the piece's own place.

use std::ops::Range;

use crate::decode::markup::Known;
use crate::masks::BLOCK;

/// A table within one piece of one source, as numbered by [`crate::records::BatchSink::table`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u32);

/// A column of a table, as numbered by [`crate::records::BatchSink::column`], dense from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub u32);

/// What is known of a column before its first cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ColumnSpec {
    /// Its name: unique within the table (a repeated name gets `#2`). Where the source gives none, `column_1` and so on.
    pub name: String,
    /// Whether the name comes from the source (a header, a CREATE TABLE, a key) and so is evidence.
    pub is_named: bool,
    /// The declared SQL type, lower case (`varchar(20)`), where one is declared.
    pub sql_type: Option<String>,
}

/// How a cell is written in its source, which says how to get from the value back to the source's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Escape {
    /// The value stands in the source as it is.
    #[default]
    None,
    /// A doubled delimiter stands for one: `""` in CSV, `''` in standard SQL.
    Doubled(u8),
    /// MySQL string: backslash escapes, and doubled quotes of the given kind.
    Backslash(u8),
    /// PostgreSQL COPY text: backslash letters, octal `\ooo`, hex `\xhh`.
    CopyText,
    /// JSON string: `\n`, `\uXXXX` with surrogate pairs.
    Json,
    /// Hexadecimal digits, two a byte (`0x...`, `X'...'`, `\x...`).
    Hex,
    /// PostgreSQL `E'...'`: as [`Escape::CopyText`], with `''`, `\uXXXX` and `\UXXXXXXXX`.
    EString,
    /// Standard SQL `U&'...'` and SQLite `unistr('...')`: `\XXXX`, `\uXXXX`, `\+XXXXXX`, `\UXXXXXXXX`, with `''`.
    Unicode,
    /// First argument of SQLite's `replace('...','\n',char(10))`: `''`, and marks that stand for line ends.
    LineMarks(LineMarks),
    /// By a way that no offset leads back through (a number in binary, a compressed page): the value stands in the
    /// arena, and whatever is found in it is said to be at the whole raw span.
    Opaque,
}

/// Which marks stand for line ends in a string that SQLite's shell has dumped: it writes `\n` and `\r`, or `\012` and
/// `\015` where the text holds the shorter mark itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineMarks {
    /// The mark of a line feed.
    pub line_feed: Mark,
    /// The mark of a carriage return.
    pub carriage_return: Mark,
}

/// How a line end is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Not at all.
    #[default]
    None,
    /// By a letter: `\n`, `\r`.
    Letter,
    /// By its octal number: `\012`, `\015`.
    Octal,
}

impl Mark {
    /// The bytes of the mark whose forms are `letter` and `octal`.
    #[must_use]
    pub fn bytes(self, letter: &'static [u8], octal: &'static [u8]) -> Option<&'static [u8]> {
        match self {
            Self::None => None,
            Self::Letter => Some(letter),
            Self::Octal => Some(octal),
        }
    }
}

/// One cell. Sixteen bytes of numbers: it is copied by the hundred million.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// First byte of the raw value in the piece, after the opening quote.
    pub start: u32,
    /// One past the last raw byte, before the closing quote.
    pub end: u32,
    /// Where the unescaped value starts in the arena, or [`Cell::BORROWED`].
    pub value: u32,
    /// Length of the unescaped value (of the raw one where borrowed).
    pub value_len: u32,
    /// Its column.
    pub column: ColumnId,
    /// How it is written.
    pub escape: Escape,
}

impl Cell {
    /// Marks a value that stands in the piece as it is.
    pub const BORROWED: u32 = u32::MAX;

    /// A cell whose value needs no unescaping.
    #[must_use]
    #[inline]
    pub fn borrowed(column: ColumnId, span: Range<u32>) -> Self {
        Self {
            start: span.start,
            end: span.end,
            value: Self::BORROWED,
            value_len: span.end.saturating_sub(span.start),
            column,
            escape: Escape::None,
        }
    }

    /// The same of a span that is known not to end before it begins.
    #[inline(always)]
    pub(crate) fn plain(column: u32, start: u32, end: u32) -> Self {
        Self {
            start,
            end,
            value: Self::BORROWED,
            value_len: end.wrapping_sub(start),
            column: ColumnId(column),
            escape: Escape::None,
        }
    }
}

/// Whole records of one table: cells laid end to end, with ends. NULLs and absent values are not there, or are cells with an empty
/// span as empty strings are: all of them count as empty, and records with a cell for every column are turned on their side with
/// less work.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    /// The piece that the cells' spans point into.
    pub bytes: &'a [u8],
    /// Unescaped values.
    pub arena: &'a [u8],
    /// All cells, record after record.
    pub cells: &'a [Cell],
    /// For each record, one past the index of its last cell.
    pub record_ends: &'a [u32],
}

/// Never prints a value.
impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batch")
            .field("records", &self.record_ends.len())
            .field("cells", &self.cells.len())
            .finish_non_exhaustive()
    }
}

impl<'a> Batch<'a> {
    /// The value of `cell` as it is meant (unescaped). Empty where the spans do not fit, which a reader never makes.
    #[must_use]
    pub fn value(&self, cell: &Cell) -> &'a [u8] {
        if cell.value == Cell::BORROWED {
            self.bytes.get(cell.start as usize..cell.end as usize).unwrap_or_default()
        } else {
            let start = cell.value as usize;
            self.arena.get(start..start + cell.value_len as usize).unwrap_or_default()
        }
    }

    /// The buffer that the value of `cell` stands in, and where.
    #[must_use]
    #[inline]
    pub fn place(&self, cell: &Cell) -> (&'a [u8], Range<usize>) {
        if cell.value == Cell::BORROWED {
            (self.bytes, cell.start as usize..cell.end as usize)
        } else {
            let start = cell.value as usize;
            (self.arena, start..start + cell.value_len as usize)
        }
    }

    /// The raw bytes of `cell` as they stand in the piece.
    #[must_use]
    pub fn raw(&self, cell: &Cell) -> &'a [u8] {
        self.bytes.get(cell.start as usize..cell.end as usize).unwrap_or_default()
    }

    /// Maps a range within the value of `cell` to the range of raw bytes in the piece.
    #[must_use]
    pub fn raw_span(&self, cell: &Cell, within: Range<usize>) -> Range<usize> {
        self.raw_span_known(cell, within, &Known::default())
    }

    /// The same for one of several ranges within one cell, whose markup is gone through once.
    #[must_use]
    pub fn raw_span_known(&self, cell: &Cell, within: Range<usize>, known: &Known) -> Range<usize> {
        let start = cell.start as usize;
        if cell.value == Cell::BORROWED {
            return start + within.start..start + within.end;
        }
        if within.start == 0 && within.end == cell.value_len as usize {
            return start..cell.end as usize;
        }
        let raw = self.raw(cell);
        if cell.escape == Escape::Opaque {
            let found = written_place(raw, self.value(cell), &within, known);
            return found.map_or(start..cell.end as usize, |found| start + found.start..start + found.end);
        }
        let from = crate::decode::escapes::raw_offset(cell.escape, raw, within.start);
        let to = crate::decode::escapes::raw_offset(cell.escape, raw, within.end);
        start + from..start + to
    }
}

/// Where the bytes `within` of a value are written in what it was read from: unchanged, or as tags and references to characters.
pub(crate) fn written_place(raw: &[u8], value: &[u8], within: &Range<usize>, known: &Known) -> Option<Range<usize>> {
    let same = same_bytes(raw, value, within).map(|at| at..at + within.len());
    same.or_else(|| known.written(raw, value, within))
}

/// Where the bytes `within` of a value stand unchanged in what it was read from: as many of the same before it in the one as
/// in the other, tags of markup aside. Not looked for in what is so long that many such would take long.
fn same_bytes(raw: &[u8], value: &[u8], within: &Range<usize>) -> Option<usize> {
    if raw.len().max(value.len()) > SAME_LEN_MAX {
        return None;
    }
    let part = value.get(within.clone()).filter(|part| !part.is_empty())?;
    let finder = memchr::memmem::Finder::new(part);
    let before = finder.find_iter(value).take_while(|&at| at < within.start).count();
    let wanted = finder.find_iter(value).take(SAME_MAX).count();
    if finder.find_iter(raw).take(SAME_MAX).count() == wanted {
        return finder.find_iter(raw).nth(before);
    }
    let is_outside = |at: &usize| {
        let head = raw.get(..*at).unwrap_or_default();
        memchr::memrchr(b'<', head) <= memchr::memrchr(b'>', head)
    };
    let outside: Vec<usize> = finder.find_iter(raw).take(SAME_MAX).filter(is_outside).collect();
    if outside.len() == wanted { outside.get(before).copied() } else { None }
}

/// How many of the same are told apart.
const SAME_MAX: usize = 64;
/// Bytes that are searched for them, each time.
const SAME_LEN_MAX: usize = 256 << 10;

/// Collects the cells of a batch; a reader keeps one and reuses it.
#[derive(Default)]
pub struct BatchBuf {
    /// Unescaped values.
    pub arena: Vec<u8>,
    /// Cells, record after record.
    pub cells: Vec<Cell>,
    /// One past the last cell of each record.
    pub record_ends: Vec<u32>,
}

/// Never prints a value.
impl std::fmt::Debug for BatchBuf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BatchBuf").field("records", &self.record_ends.len()).finish_non_exhaustive()
    }
}

impl BatchBuf {
    /// Records that a batch holds before it is handed on: enough to spread the cost of the call, few enough that the
    /// cells stay in the second-level cache.
    pub const RECORDS_MAX: usize = 1024;
    /// Cells that room is made for at once.
    const ROOM: usize = 1024;

    /// The batch, over the piece it was read from.
    #[must_use]
    pub fn as_batch<'a>(&'a self, bytes: &'a [u8]) -> Batch<'a> {
        Batch { bytes, arena: &self.arena, cells: &self.cells, record_ends: &self.record_ends }
    }

    /// Room for the cells that end in a block, `used` cells being taken, and the ends of the records: what is written counts once
    /// its record ends, and is dropped with the open record otherwise.
    #[inline(always)]
    pub(crate) fn room(&mut self, used: usize) -> Option<(&mut [Cell; BLOCK], &mut Vec<u32>)> {
        let Self { cells, record_ends, .. } = self;
        if cells.len() < used + BLOCK {
            cells.resize(used + Self::ROOM, Cell::plain(0, 0, 0));
        }
        cells.get_mut(used..)?.first_chunk_mut().zip(Some(record_ends))
    }

    /// Writes the next cell of a block into its room: a block has no more ends of cells than bytes.
    #[inline(always)]
    pub(crate) fn put(room: &mut [Cell; BLOCK], written: &mut usize, cell: Cell) {
        room[*written % BLOCK] = cell;
        *written += 1;
    }

    /// Ends the current record.
    #[inline]
    pub fn end_record(&mut self) {
        self.record_ends.push(u32::try_from(self.cells.len()).unwrap_or(u32::MAX));
    }

    /// Drops the cells of a record that was begun but not ended.
    pub fn drop_open_record(&mut self) {
        self.cells.truncate(self.record_ends.last().map_or(0, |&end| end as usize));
    }

    /// Whether it should be handed on.
    #[must_use]
    #[inline]
    pub fn is_full(&self) -> bool {
        self.arena.len() > 1 << 20 || Self::are_enough(&self.record_ends, self.cells.len())
    }

    /// Whether so many records and cells should be handed on.
    #[inline(always)]
    pub(crate) fn are_enough(record_ends: &[u32], cells: usize) -> bool {
        record_ends.len() >= Self::RECORDS_MAX || cells > 1 << 16
    }

    /// Forgets everything and keeps the memory.
    pub fn clear(&mut self) {
        self.arena.clear();
        self.cells.clear();
        self.record_ends.clear();
    }
}
