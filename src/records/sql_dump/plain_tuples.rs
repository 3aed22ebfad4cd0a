//! Tuples as most are, one behind the other as `mysqldump` writes them, read in one pass: strings without escapes, numbers and
//! NULLs, with no blank between them.
//!
//! What stands inside of strings is told by counting quotes from the first parenthesis on, which holds as long as nothing is
//! doubtful. The tuple with the first doubt in it, or with another number of values than its table has columns, is left to be
//! read otherwise.

use super::tuple::offset;
use crate::batch::{BatchBuf, Cell};
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions, prefix_xor};

/// Bytes that are looked through at once, at most: a longer tuple is left to be read otherwise.
const CHUNK: usize = 1 << 16;

/// Puts the tuples from the one that opens at `open` on into the buffer until it is full, as long as they are plain and have
/// `count` values. Gives one past the last closing parenthesis; `None` where the first one is none of them.
pub(super) fn plain_tuples(
    bytes: &[u8],
    open: usize,
    (count, has_backslash): (usize, bool),
    buf: &mut BatchBuf,
) -> Option<usize> {
    let (mut open, mut taken) = (open, None);
    while !buf.is_full() {
        let chunk = bytes.get(open..bytes.len().min(open + CHUNK)).unwrap_or_default();
        let pass = Pass { chunk, from: open, count, has_backslash, buf: &mut *buf };
        let (end, may_go_on) = dispatch(pass);
        buf.drop_open_record();
        let Some(end) = end else { break };
        taken = Some(end);
        if !may_go_on || !bytes.get(end..).is_some_and(|rest| rest.starts_with(b",(")) {
            break;
        }
        open = end + 1;
    }
    taken
}

struct Pass<'a> {
    chunk: &'a [u8],
    /// Where the chunk begins.
    from: usize,
    count: usize,
    has_backslash: bool,
    buf: &'a mut BatchBuf,
}

/// What a block says of the first byte of the next one: what stands before it, a bit each.
struct Carried {
    /// What a value begins behind.
    start: u64,
    opening: u64,
    closing: u64,
    close: u64,
    /// The comma between tuples.
    between: u64,
    /// The letters of `NULL`.
    null: [u64; 4],
    /// All ones within a string.
    inside: u64,
}

impl Kernel for Pass<'_> {
    /// One past the last tuple, and whether the next one is not known to be any other.
    type Output = (Option<usize>, bool);

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> (Option<usize>, bool) {
        let Self { chunk, from, count, has_backslash, buf } = self;
        let (blocks, rest) = chunk.as_chunks::<BLOCK>();
        let rest_mask = if rest.is_empty() { 0 } else { u64::MAX >> (BLOCK - rest.len()) };
        let tail = padded(rest);
        let blocks = blocks.iter().map(|block| (block, u64::MAX)).chain([(&tail, rest_mask)]);
        let mut taken = None;
        let mut at = offset(from);
        let (mut start, mut column) = (at + 1, 0);
        let mut used = buf.cells.len();
        let mut carried = Carried { start: 0, opening: 0, closing: 0, close: 0, between: 1, null: [0; 4], inside: 0 };
        for (block, wanted) in blocks {
            let block = level.load(block);
            let quotes = level.equals(block, b'\'') & wanted;
            let inside = prefix_xor(quotes) ^ carried.inside;
            let (opening, closing) = (quotes & inside, quotes & !inside);
            let strings = inside | closing;
            let plain = wanted & !strings;
            let opens = level.equals(block, b'(') & plain;
            let closes = level.equals(block, b')') & plain;
            let commas = level.equals(block, b',') & plain;
            let behind_close = closes << 1 | carried.close;
            let between = commas & behind_close;
            let behind_between = between << 1 | carried.between;
            let parting = opens | commas & !between;
            let starts = parting << 1 | carried.start;
            let ends = commas & !between | closes;
            let behind_closing = closing << 1 | carried.closing;
            // `NULL` is looked for where one may begin or go on.
            let [n_before, u_before, first_l_before, last_l_before] = carried.null;
            let n = level.equals(block, b'N') & starts;
            let (mut null, mut null_ends, mut null_doubts) = (n, last_l_before, 0);
            let mut null_carried = [0; 4];
            if n | n_before | u_before | first_l_before | last_l_before != 0 {
                let l = level.equals(block, b'L');
                let behind_n = n << 1 | n_before;
                let u = level.equals(block, b'U') & behind_n;
                let behind_u = u << 1 | u_before;
                let first_l = l & behind_u;
                let behind_first_l = first_l << 1 | first_l_before;
                let last_l = l & behind_first_l;
                null_ends = last_l << 1 | last_l_before;
                null = n | u | first_l | last_l;
                null_doubts = behind_n & !u | behind_u & !first_l | behind_first_l & !last_l | null_ends & !ends;
                null_carried = [n, u, first_l, last_l].map(|letter| letter >> 63);
            }
            // What else is not in a string is a number.
            let mut others = plain & !(opens | closes | commas | null);
            if others != 0 {
                let dot_or_sign = level.equals(block, b'.') & !starts | level.equals(block, b'-') & starts;
                others &= !(level.digits(block) | dot_or_sign);
            }
            let backslashes = level.equals(block, b'\\');
            // A string of bytes may begin with a backslash.
            let escapes = if has_backslash { inside } else { opening << 1 | carried.opening };
            let doubts = wanted
                & (others
                    | opening & !starts
                    | behind_closing & !ends
                    | behind_close & !commas
                    | behind_between ^ opens
                    | starts & ends
                    | null_doubts
                    | backslashes & escapes);
            let mut left = ends & !doubts & doubts.wrapping_sub(1);
            let Some((room, record_ends)) = buf.room(used) else { return (taken, false) };
            let mut written = 0;
            let cell = |end: u32, start: u32, column: u32, bit: u32| {
                let quote = u32::from(behind_closing >> bit & 1 == 1);
                let is_null = null_ends != 0 && null_ends >> bit & 1 == 1;
                Cell::plain(column, start + quote, if is_null { start } else { end - quote })
            };
            let mut tuples = closes & left;
            loop {
                // The values up to the end of the tuple, and that.
                let close = tuples & tuples.wrapping_neg();
                let inner = left & close.wrapping_sub(1);
                for bit in positions(inner) {
                    let end = at + bit;
                    BatchBuf::put(room, &mut written, cell(end, start, column, bit));
                    (start, column) = (end + 1, column + 1);
                }
                if column as usize + usize::from(close != 0) > count {
                    return (taken, false);
                }
                if close == 0 {
                    break;
                }
                tuples ^= close;
                left &= !(inner | close);
                let bit = close.trailing_zeros();
                let end = at + bit;
                BatchBuf::put(room, &mut written, cell(end, start, column, bit));
                if column as usize + 1 != count {
                    return (taken, false);
                }
                record_ends.push(offset(used + written));
                taken = Some(end as usize + 1);
                // A comma and a parenthesis stand before the next value.
                (start, column) = (end + 3, 0);
                if BatchBuf::are_enough(record_ends, used + written) {
                    return (taken, false);
                }
            }
            used += written;
            if doubts != 0 {
                return (taken, false);
            }
            carried = Carried {
                start: parting >> 63,
                opening: opening >> 63,
                closing: closing >> 63,
                close: closes >> 63,
                between: between >> 63,
                null: null_carried,
                inside: if inside >> 63 == 1 { u64::MAX } else { 0 },
            };
            at = at.wrapping_add(64);
        }
        (taken, true)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::state::{Dialect, Family, Schema, Target};
    use super::super::tuple::{Cells, tuple};
    use super::*;

    /// Tuples as they are read byte by byte, each with its end, as long as nothing but a comma stands between them.
    fn exact(sql: &str, dialect: Dialect) -> (BatchBuf, Vec<usize>) {
        let target = Target::new("t".to_owned(), None, None, &Schema::default());
        let (mut buf, mut asides, mut ends, mut open) = (BatchBuf::default(), Vec::new(), Vec::new(), 0);
        loop {
            let bytes = sql.as_bytes();
            let mut cells = Cells { bytes, dialect, target: &target, buf: &mut buf, asides: &mut asides };
            let Ok(read) = tuple(&mut cells, open) else { break };
            buf.end_record();
            ends.push(read.end);
            if !sql.get(read.end..).is_some_and(|rest| rest.starts_with(",(")) {
                break;
            }
            open = read.end + 1;
        }
        (buf, ends)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn tuples_are_those_that_are_read_byte_by_byte(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "('a',1)", "(NULL,'b')", "('x,y',-2.50)", "('(z)','')", ",", ",", ",", ",", "(", ")", "'", "''", "\\", "\\'", " ",
                "NULL", "NUL", "1", "-", ".", ".5", "1-2", "'q'", "(1,2)", "(1,2,3)", "0x41", "N", "('\\\\x68',1)", "();", "é",
                "(NULL,NULL)", "(--1,2)",
            ]), 0..40),
            lead in 0usize..70, family in 0..3usize
        ) {
            let sql = format!("('{}',1),{}", "x".repeat(lead), pieces.concat());
            let dialect = Dialect::new([Family::MySql, Family::Postgres, Family::Ansi][family]);
            let mut buf = BatchBuf::default();
            let taken = plain_tuples(sql.as_bytes(), 0, (2, dialect.has_backslash), &mut buf);
            let (expected, ends) = exact(&sql, dialect);
            let count = buf.record_ends.len();
            prop_assert!(count >= 1);
            prop_assert_eq!(taken, ends.get(count - 1).copied());
            prop_assert_eq!(Some(buf.cells.as_slice()), expected.cells.get(..2 * count));
            prop_assert_eq!(Some(buf.record_ends.as_slice()), expected.record_ends.get(..count));
        }
    }

    #[test]
    fn plain_tuples_are_taken_up_to_the_first_other_one() {
        let count = |sql: &str| {
            let mut buf = BatchBuf::default();
            plain_tuples(sql.as_bytes(), 0, (2, true), &mut buf);
            buf.record_ends.len()
        };
        assert_eq!(count("(1,'a'),(NULL,''),(-2.5,'b'),(3,'it''s'),(1,2);"), 3);
        assert_eq!(count("(1,'a'),(2,'b\\n')"), 1);
        assert_eq!(count("(1,'a'), (2,'b')"), 1);
        assert_eq!(count("(1,'a'),(2,'b',3),(1,2)"), 1);
        assert_eq!(count("(1),(1,2)"), 0);
        assert_eq!(count(&format!("(1,'{}')", "x".repeat(CHUNK))), 0);
        assert_eq!(count(&"(1,'a'),".repeat(2000)), BatchBuf::RECORDS_MAX);
        assert_eq!(count(&format!("(1,'{}'),", "y".repeat(1000)).repeat(500)), 500, "it goes on from chunk to chunk");
    }
}
