//! Format `pg_heap`: the files in which a PostgreSQL server keeps its tables (`base/16384/24637`), as copies of its folder hold
//! them.
//!
//! ```text
//! page     position in the log(8), sum(2), flags(2), end of the pointers(2), start of the tuples(2), end of them(2), length and
//!          version(2), ...(4)    pointers: place(15 bits), state(2), length(15)    room    tuples, the first one last
//! tuple    written by(4), deleted by(4), ...(4), place of the next version(6), count of columns and flags(4), start of the
//!          values(1), a bit for each column that has a value, values
//! ```
//!
//! Names and types stand in the relations `pg_attribute` and `pg_class` of the same folder (`1249`, `1259`), the companions. Without
//! them they are guessed at, and columns have no names.
//!
//! Rows that were deleted or written anew stand in the table `(deleted)` until their room is used again; whether the transaction that
//! did so was completed, another file says, which is not looked at. Values that the server packed are unpacked. Values that it
//! moved to another file, because they are long, are put together there (`chunk_data`).
//!
//! Only the layout of version 8.3 and later on machines with the lowest byte first is read, and only heaps: indices hold copies, and
//! are scanned as other binary files are. Arrays and types of extensions that are no text are scanned as they stand.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod catalog;
mod copy;
mod guess;
mod jsonb;
mod long;
mod page;
mod reading;
#[cfg(test)]
mod tests;
mod value;

use std::ops::Range;

use self::catalog::Column;
pub use self::copy::PgCopy;
use self::page::{Layout, Page, Tuple, page_len};
use self::reading::Reading;
use self::value::Kind;
use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, companion};

/// The format.
#[derive(Debug)]
pub struct PgHeap;

impl Format for PgHeap {
    fn name(&self) -> &'static str {
        "pg_heap"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn companions(&self, head: &Head<'_>) -> Vec<String> {
        let is_relation = file_number(head.name).is_some() && heap_page_len(head).is_some();
        if is_relation { vec![companion::ATTRIBUTES.to_owned()] } else { Vec::new() }
    }

    fn second_companion(&self) -> Option<&'static str> {
        Some(companion::CLASSES)
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let page_len = heap_page_len(head)?;
        let tuples = tuples_of(head.bytes, page_len);
        let defined = defined(head, &tuples);
        let is_named = defined.is_some();
        let (name, columns) = defined.or_else(|| Some((String::new(), guess::columns(&tuples)?))).unwrap_or_default();
        let is_long_values = is_long_values(&name, &columns, is_named);
        Some(Box::new(Heap { page_len, name, columns, is_named, is_long_values }))
    }
}

/// The length of the pages of a heap, of which the first ones have tuples.
fn heap_page_len(head: &Head<'_>) -> Option<usize> {
    let len = page_len(head.bytes)?;
    let mut has_tuples = false;
    for page in head.bytes.chunks_exact(len) {
        if page.iter().all(|&byte| byte == 0) {
            continue;
        }
        let page = Page::of(page)?;
        let tuples = page.tuples();
        if !tuples.is_sound || !tuples.spans.iter().all(|span| Tuple::of(page.bytes_of(span.clone())).is_some()) {
            return None;
        }
        has_tuples |= !tuples.spans.is_empty();
        if has_tuples {
            break;
        }
    }
    has_tuples.then_some(len)
}

fn tuples_of(bytes: &[u8], page_len: usize) -> Vec<Tuple<'_>> {
    let pages = bytes.chunks_exact(page_len).filter_map(Page::of);
    pages
        .flat_map(|page| page.tuples().spans.into_iter().filter_map(move |span| Tuple::of(page.bytes_of(span))))
        .collect()
}

/// The number of the file: `24637`, or `24637.1` for what exceeds a gigabyte.
fn file_number(name: &str) -> Option<u32> {
    let name = name.rsplit(['/', '\\', '!']).next()?;
    let (number, part) = name.split_once('.').unwrap_or((name, "0"));
    let is_number = !number.starts_with('0') && part.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| is_number)
}

/// The name and the columns of a table by its companions, if its tuples can be cut so.
fn defined(head: &Head<'_>, tuples: &[Tuple<'_>]) -> Option<(String, Vec<Column>)> {
    let attributes = head.companion?;
    let file = file_number(head.name)?;
    let known = attributes.second().and_then(|classes| catalog::table_of_file(classes.bytes(), file));
    // The file of a table has its number until it is written anew.
    let (number, name) = known.unwrap_or((file, String::new()));
    let columns = catalog::columns(attributes.bytes(), number)?;
    let fits = |tuple: &&Tuple<'_>| reading::values(tuple, &columns).is_some();
    (tuples.iter().filter(fits).count() * 10 >= tuples.len() * 9).then_some((name, columns))
}

/// Whether the rows are parts of long values of another table: a number, another one that counts, and bytes.
fn is_long_values(name: &str, columns: &[Column], is_named: bool) -> bool {
    let number = Layout { len: 4, align: 4 };
    let [first, second, third] = columns else { return false };
    let is_shape = first.layout == number && second.layout == number && third.layout.len == -1;
    is_shape
        && if is_named {
            name.starts_with("pg_toast_") || third.name == "chunk_data"
        } else {
            third.kind == Kind::Bytes
        }
}

/// Reads a heap.
struct Heap {
    page_len: usize,
    name: String,
    columns: Vec<Column>,
    is_named: bool,
    is_long_values: bool,
}

/// Never prints a value.
impl std::fmt::Debug for Heap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Heap").field("columns", &self.columns.len()).finish_non_exhaustive()
    }
}

impl Reader for Heap {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        // Parts of a value stand on pages one behind another.
        let len = (len_wanted / self.page_len).max(1) * self.page_len;
        (len < bytes.len() && !self.is_long_values).then_some((len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let whole = piece.bytes.len() / self.page_len * self.page_len;
        let is_last = piece.at_end || piece.must_consume && whole == 0;
        let mut len = if is_last { piece.bytes.len() } else { whole };
        // So many tuples of the first page were handed on before.
        let done = match piece.state {
            State::Inside(count) => count.parse().unwrap_or(0),
            _ => 0,
        };
        let mut left = None;
        if self.is_long_values && !is_last {
            let open = long::open_value(self, piece.bytes.get(..len).unwrap_or_default(), done);
            // A value that may go on behind the piece is left to the next one, with all that follows its beginning.
            left = open.filter(|open| open.page > 0 || !piece.must_consume);
            len = left.map_or(len, |open| open.page);
        }
        if len == 0 {
            return Consumed { len, state: piece.state.clone() };
        }
        let mut reading = Reading::new(self, Rows::new(piece.bytes, sink));
        let mut at = 0;
        while at < len && !reading.rows.is_stopped {
            let is_begun = at == 0 && done > 0;
            reading.page(at..(at + self.page_len).min(len), if is_begun { done..usize::MAX } else { 0..usize::MAX });
            at += self.page_len;
        }
        let Some(open) = left.filter(|open| open.tuple > 0) else {
            reading.finish();
            return Consumed { len, state: State::Between };
        };
        reading.page(open.page..open.page + self.page_len, 0..open.tuple);
        reading.finish();
        Consumed { len, state: State::Inside(open.tuple.to_string().into()) }
    }
}

/// Where a part of a page stands in the piece.
fn moved(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}
