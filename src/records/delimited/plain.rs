//! Records as most are, read in one pass: as many fields as there are columns, each of which stands there as it is meant, with
//! quotes around it or without.
//!
//! What stands between quotes is told by counting them from the beginning of the first record on, which holds as long as
//! nothing is doubtful: every opening quote begins its field, every closing one ends it, and no line ends between them. The
//! record with the first doubt in it, or with another number of fields, is left to be read field by field.

use super::field::Dialect;
use crate::batch::{BatchBuf, Cell, ColumnId};
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions, prefix_xor};
use crate::records::lines;

/// Bytes that are looked through at once, at most: a longer record is left to be read otherwise.
const CHUNK: usize = 1 << 16;

/// What tells a line beside the records.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    /// The header, which may come again; empty where there is none.
    pub(super) header: &'a [u8],
    /// What a comment begins with.
    pub(super) comment: Option<u8>,
}

impl Beside<'_> {
    /// Whether such a line may begin at `at`.
    #[inline(always)]
    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let Some(&first) = bytes.get(at) else { return true };
        let is_header = || bytes.get(at..).is_some_and(|rest| rest.starts_with(self.header));
        self.comment == Some(first) || (self.header.first() == Some(&first) && is_header())
    }
}

/// Puts the records from `from` on into the batch until it is full, as long as they are as most are. Gives where the next one
/// begins.
pub(super) fn plain_records(
    bytes: &[u8],
    from: usize,
    (dialect, columns): (Dialect, &[ColumnId]),
    beside: Beside<'_>,
    batch: &mut BatchBuf,
) -> usize {
    let mut at = from;
    loop {
        let chunk = bytes.get(at..bytes.len().min(at + CHUNK)).unwrap_or_default();
        let pass = Pass { bytes, chunk, from: at, dialect, columns, beside, batch: &mut *batch };
        let Taken { next, may_go_on } = dispatch(pass);
        batch.drop_open_record();
        if !may_go_on || next == at || next >= bytes.len() {
            return next;
        }
        at = next;
    }
}

/// What was taken of a chunk.
struct Taken {
    /// Where the next record begins.
    next: usize,
    /// Whether that one is not known to be any other.
    may_go_on: bool,
}

struct Pass<'a> {
    bytes: &'a [u8],
    chunk: &'a [u8],
    /// Where the chunk begins.
    from: usize,
    dialect: Dialect,
    columns: &'a [ColumnId],
    beside: Beside<'a>,
    batch: &'a mut BatchBuf,
}

/// What a block says of the first bytes of the next one, a bit for each.
struct Carried {
    /// A field begins.
    start: u64,
    /// A space, a carriage return, a closing quote, or a carriage return behind one stands before.
    space: u64,
    cr: u64,
    closing: u64,
    closing_cr: u64,
    /// All ones between quotes.
    inside: u64,
}

impl Carried {
    /// Whether nothing is open but a field, and a space stands before it at most.
    #[inline(always)]
    fn is_plain(&self) -> bool {
        self.cr | self.closing | self.closing_cr | self.inside == 0
    }
}

impl Kernel for Pass<'_> {
    type Output = Taken;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Taken {
        let Self { bytes, chunk, from, dialect, columns, beside, batch } = self;
        let Dialect { delimiter, newline, quote, has_backslash } = dialect;
        let (blocks, rest) = chunk.as_chunks::<BLOCK>();
        let rest_mask = if rest.is_empty() { 0 } else { u64::MAX >> (BLOCK - rest.len()) };
        let tail = padded(rest);
        let blocks = blocks.iter().map(|block| (block, u64::MAX)).chain([(&tail, rest_mask)]);
        let mut at = lines::offset(from);
        let mut used = batch.cells.len();
        // Where the open record and its open field begin, and the columns that the record still wants.
        let (mut record, mut field, mut wanted_columns) = (at, at, columns.iter());
        let mut carried = Carried { start: 1, space: 0, cr: 0, closing: 0, closing_cr: 0, inside: 0 };
        let told = |record: u32, may_go_on| Taken { next: record as usize, may_go_on };
        if beside.may_begin(bytes, from) || batch.is_full() {
            return told(record, false);
        }
        for (block, wanted) in blocks {
            let block = level.load(block);
            let newlines = level.equals(block, newline) & wanted;
            let delimiters = level.equals(block, delimiter) & wanted;
            let spaces = level.equals(block, b' ');
            // Nearly all blocks have none of these, and none of them open.
            let is_plain = level.any_of(block, [quote, b'\\', b'=', b'\r']) & wanted == 0 && carried.is_plain();
            let quotes = if is_plain { 0 } else { level.equals(block, quote) & wanted };
            let inside = if is_plain { 0 } else { prefix_xor(quotes) ^ carried.inside };
            let ends = (delimiters | newlines) & !inside;
            let starts = ends << 1 | carried.start;
            let behind_space = spaces << 1 | carried.space;
            // `NULL` and `\N` may be no value. What may go on in the next block is doubtful.
            let mut null = level.equals(block, b'N') & starts;
            if null != 0 {
                null &= level.equals(block, b'U') >> 1 | 1 << 63;
                null &= level.equals(block, b'L') >> 2 | 0b11 << 62;
            }
            let mut doubts = starts & spaces | null | ends & behind_space;
            let (mut closing, mut crs, mut behind_closing, mut behind_cr, mut closing_cr) = (0, 0, 0, 0, 0);
            if !is_plain {
                let opening = quotes & inside;
                let backslashes = level.equals(block, b'\\');
                closing = quotes & !inside;
                crs = if newline == b'\n' { level.equals(block, b'\r') & wanted } else { 0 };
                (behind_closing, behind_cr) = (closing << 1 | carried.closing, crs << 1 | carried.cr);
                closing_cr = behind_closing & crs;
                doubts |= starts & (backslashes | level.equals(block, b'='))
                    | opening & !starts
                    | behind_closing & wanted & !(ends | crs)
                    | (closing_cr << 1 | carried.closing_cr) & wanted & !newlines
                    | newlines & inside
                    | crs & !inside & behind_space
                    | if has_backslash { backslashes & inside } else { 0 };
            }
            let mut left = ends & below(doubts);
            let Some((room, record_ends)) = batch.room(used) else { return told(record, false) };
            let mut written = 0;
            loop {
                // The fields up to the next line end, and that line end.
                let line = left & newlines & (left & newlines).wrapping_neg();
                let inner = left & line.wrapping_sub(1);
                for bit in positions(inner) {
                    let Some(&column) = wanted_columns.next() else { return told(record, false) };
                    let end = at + bit;
                    // Nearly all blocks have no quotes.
                    let quote = if behind_closing == 0 { 0 } else { u32::from(behind_closing >> bit & 1 == 1) };
                    BatchBuf::put(room, &mut written, Cell::plain(column.0, field + quote, end - quote));
                    field = end + 1;
                }
                if line == 0 {
                    break;
                }
                left &= !(inner | line);
                let (Some(&column), None) = (wanted_columns.next(), wanted_columns.next()) else {
                    return told(record, false);
                };
                let end = at + line.trailing_zeros();
                let is_crlf = behind_cr & line != 0 && end > field;
                let is_quoted =
                    if is_crlf { bytes.get(field as usize) == Some(&quote) } else { behind_closing & line != 0 };
                let (quote, cr) = (u32::from(is_quoted), u32::from(is_crlf));
                BatchBuf::put(room, &mut written, Cell::plain(column.0, field + quote, end - cr - quote));
                record_ends.push(lines::offset(used + written));
                field = end + 1;
                (record, wanted_columns) = (field, columns.iter());
                if BatchBuf::are_enough(record_ends, used + written) || beside.may_begin(bytes, record as usize) {
                    return told(record, false);
                }
            }
            used += written;
            if doubts != 0 {
                return told(record, false);
            }
            carried = Carried {
                start: ends >> 63,
                space: spaces >> 63,
                cr: crs >> 63,
                closing: closing >> 63,
                closing_cr: closing_cr >> 63,
                inside: if inside >> 63 == 1 { u64::MAX } else { 0 },
            };
            at = at.wrapping_add(64);
        }
        told(record, true)
    }
}

/// All bits below the lowest that is set.
#[inline(always)]
fn below(bits: u64) -> u64 {
    !bits & bits.wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::field::{Fields, Step};
    use super::*;
    use crate::batch::Escape;

    /// Where the values of a record begin and end.
    type Spans = Vec<(usize, usize)>;

    /// The records as they are read field by field, each with where the next begins, as long as all of them have so many fields.
    fn by_fields(bytes: &[u8], dialect: Dialect, columns: usize) -> Vec<(usize, Spans)> {
        let (mut at, mut records) = (0, Vec::new());
        let mut fields = Fields::new(dialect, bytes, false);
        while at < bytes.len() {
            let mut cells = Vec::new();
            loop {
                let Step::Field(field) = fields.at(at) else { return records };
                if field.escape != Escape::None {
                    return records;
                }
                cells.push((field.start, field.end));
                at = field.next;
                if field.is_last {
                    break;
                }
            }
            if cells.len() != columns {
                return records;
            }
            records.push((at, cells));
        }
        records
    }

    /// Where the first record begins that is not taken, and those that are.
    fn taken(bytes: &[u8], from: usize, dialect: Dialect, columns: usize) -> (usize, Vec<Spans>) {
        let ids: Vec<_> = (0u32..).take(columns).map(ColumnId).collect();
        let mut batch = BatchBuf::default();
        let beside = Beside { header: b"", comment: None };
        let next = plain_records(bytes, from, (dialect, &ids), beside, &mut batch);
        let mut start = 0;
        let records = batch.record_ends.iter().map(|&end| {
            let cells = &batch.cells[start..end as usize];
            start = end as usize;
            assert!(cells.iter().map(|cell| cell.column).eq(ids.iter().copied()));
            cells.iter().map(|cell| (cell.start as usize, cell.end as usize)).collect()
        });
        let records: Vec<Spans> = records.collect();
        assert_eq!(batch.cells.len(), start, "no cell of an open record is left");
        (next, records)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn records_are_those_that_are_read_field_by_field(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "bc", ",", ",", ",", "\n", "\r\n", "\"x\"", "\"x,y\"", "\"", "\"\"", " ", "\\", "\r", "=", "NULL", "\\N",
                "12,34\n", "\"1\",2\r\n", "a,\"b, c\"\n", "x,\"\"\n", ";",
            ]), 0..60),
            lead in 0usize..70, newline in prop::sample::select(vec![b'\n', b'\r']), has_backslash in any::<bool>()
        ) {
            let text = format!("{},1\n{}", "x".repeat(lead), pieces.concat());
            let text = if newline == b'\r' { text.replace('\n', "\r") } else { text };
            let dialect = Dialect { has_backslash, ..Dialect::new(b',', newline) };
            let (next, records) = taken(text.as_bytes(), 0, dialect, 2);
            let exact = by_fields(text.as_bytes(), dialect, 2);
            prop_assert!(records.len() <= exact.len());
            for (spans, (_, exact)) in records.iter().zip(&exact) {
                prop_assert_eq!(spans, exact);
            }
            let end = records.len().checked_sub(1).map_or(0, |last| exact[last].0);
            prop_assert_eq!(next, end);
        }
    }

    #[test]
    fn quoted_fields_and_line_ends_of_two_bytes_are_taken() {
        let dialect = Dialect::new(b',', b'\n');
        let bytes = b"a,\"b, c\",\"\"\r\n\"d\",,e\r\n1,2,\r\n1,2,\"3\"\n";
        let (next, records) = taken(bytes, 0, dialect, 3);
        assert_eq!((next, records.len()), (bytes.len(), 4));
        let value = |record: usize, column: usize| {
            let (start, end) = records[record][column];
            std::str::from_utf8(&bytes[start..end]).unwrap()
        };
        assert_eq!([value(0, 1), value(0, 2), value(1, 0), value(2, 2), value(3, 2)], ["b, c", "", "d", "", "3"]);
    }

    #[test]
    fn what_is_doubtful_is_left() {
        let dialect = Dialect::new(b',', b'\n');
        for row in
            ["1,2,3", "1", "1, 2", "1 ,2", "NULL,2", "\\N,2", "=1,2", "\"a\"\"b\",2", "a\",2", "\"a\" ,2", "\"a\nb\",2"]
        {
            let bytes = format!("a,b\n{row}\nc,d\n");
            assert_eq!(taken(bytes.as_bytes(), 0, dialect, 2).0, 4, "{row}");
        }
    }

    #[test]
    fn records_longer_than_a_chunk_are_left_and_those_before_and_behind_are_taken() {
        let dialect = Dialect::new(b',', b'\n');
        let long = format!("x,{}\n", "y".repeat(CHUNK));
        let few = "1,2\n".repeat(900);
        let bytes = [few.as_str(), &long, &few].concat();
        assert_eq!(taken(bytes.as_bytes(), 0, dialect, 2).0, few.len());
        assert_eq!(taken(bytes.as_bytes(), few.len() + long.len(), dialect, 2).0, bytes.len());
        let many =
            "a,bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
                .repeat(1000);
        assert_eq!(taken(many.as_bytes(), 0, dialect, 2).0, many.len(), "it goes on from chunk to chunk");
    }
}
