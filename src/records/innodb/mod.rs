//! Format `innodb`: tablespaces of MySQL and MariaDB (`.ibd`, `ibdata1`), as the server keeps its tables.
//!
//! ```text
//! page 0        header of the file: 38 bytes as every page has them, number of the space, ..., flags (byte 54)
//! page          sum (4), its number (4), neighbours, kind (byte 24), number of the space (byte 34), content
//! index page    rows where it is a leaf of the index with the lowest number, which is the one that holds the rows; copies
//!               of parts of them in other indices, which are left out; keys and places of pages above the leaves.
//!               Where tables share a file (`ibdata1`, general tablespaces), only a definition tells copies from rows:
//!               without one, all leaves count as rows
//! ```
//!
//! What the fields of a record are is said by the definition of the table: in the file itself since MySQL 8 (`sdi`), in
//! a `.frm` file beside it before and in MariaDB. Without one, fields are cut where the records say how long they are
//! (`guess`), and columns have no names.
//!
//! Rows that were deleted stand in the table `(deleted)`, from the mark of deletion until their room is used again, and
//! so do the rows of pages that are free, unless they are in use elsewhere: a page that was split leaves its rows. Values
//! that are too long for their row are put together from the pages that they lie in. A file that is too long to be read
//! whole is read in pieces, and these two are not known then: rows of free pages count as rows, and pages of long values
//! are text.
//!
//! Long values as MySQL 8 has them, and undo logs are scanned as they stand; so are pages that are compressed or
//! encrypted, which count as not understood. In tables of `ROW_FORMAT=COMPRESSED` these are all pages but those of the space
//! itself, and they are as long as the flags of the first page say.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod frm;
mod guess;
mod layout;
mod page;
mod pages;
mod reading;
mod record;
mod sdi;
mod tables;
#[cfg(test)]
mod tests;
mod value;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use self::page::{IndexPage, u16_at, u32_at};
use self::pages::Pages;
use self::reading::{Reading, WRITTEN_GRACE, WRITTEN_RATIO_MAX};
use self::record::Record;
use self::tables::Tables;
use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State};

/// The format.
#[derive(Debug)]
pub struct Innodb;

impl Format for Innodb {
    fn name(&self) -> &'static str {
        "innodb"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn companions(&self, head: &Head<'_>) -> Vec<String> {
        let name = head.name.rsplit(['/', '\\', '!']).next().unwrap_or_default();
        // A part of a table has the table's name first.
        let stem = name.strip_suffix(".ibd").map(|stem| stem.split("#P#").next().unwrap_or_default());
        stem.map(|stem| format!("{stem}.frm")).filter(|_| Space::of(head.bytes).is_some()).into_iter().collect()
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        Space::of(head.bytes).map(|space| Box::new(Tablespace::new(space, head)) as Box<dyn Reader>)
    }
}

/// Definitions of tables beside their data: `.frm` files, which are read for the names that they hold.
#[derive(Debug)]
pub struct Definition;

impl Format for Definition {
    fn name(&self) -> &'static str {
        "mysql_frm"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        frm::layout(head.bytes).map(|_| Box::new(Definition) as Box<dyn Reader>)
    }
}

impl Reader for Definition {
    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        Rows::new(piece.bytes, sink).strings(0..piece.bytes.len());
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

/// Where a page says of which kind it is.
const KIND: usize = 24;
const HEADER_LEN: usize = 38;
const INDEX: usize = 17855;
const DEFINITIONS: usize = 17853;
/// The root of an index whose table was added to (MariaDB).
const INDEX_ADDED_TO: usize = 18;
const LONG_VALUE: usize = 10;

/// What the first page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Space {
    /// Length of a page in the file: less than in memory where pages are packed.
    page_len: usize,
    /// Pages have the length that they have in memory.
    is_plain: bool,
    /// Each page is packed, whatever its kind.
    is_packed: bool,
    /// Several tables may lie in it.
    is_shared: bool,
}

impl Space {
    fn of(head: &[u8]) -> Option<Self> {
        const FILE_HEADER: usize = 8;
        let (number, again) = (u32_at(head, 34)?, u32_at(head, 38)?);
        let is_first = u32_at(head, 4) == Some(0) && u16_at(head, KIND) == Some(FILE_HEADER) && number == again;
        let flags = u32_at(head, 54).filter(|_| is_first)?;
        // MariaDB since 10.5 has a mark there, and the length in the lowest bits; others have it four bits higher.
        let is_marked = flags & 0x10 != 0 && flags & 0xF >= 3;
        let size = if is_marked { flags & 0xF } else { flags >> 6 & 0xF };
        let full_len = if size == 0 { 16 << 10 } else { 512usize << size };
        // Those without a mark say how long pages are that are packed: 512 bytes times two to this power.
        let packed_size = if is_marked { 0 } else { flags >> 1 & 0xF };
        let is_packed = packed_size != 0;
        let page_len = if is_packed { 512usize << packed_size } else { full_len };
        let is_plain = !(is_packed || is_marked && flags >> 5 & 7 != 0);
        let is_shared = number == 0 || !is_marked && flags & 0x800 != 0;
        let is_possible = (4096..=65536).contains(&full_len) && page_len <= full_len;
        is_possible.then_some(Self { page_len, is_plain, is_packed, is_shared })
    }
}

/// Reads one file.
struct Tablespace {
    space: Space,
    tables: Tables,
    /// Once it was asked for.
    survey: OnceLock<Survey>,
}

impl std::fmt::Debug for Tablespace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tablespace").field("space", &self.space).finish_non_exhaustive()
    }
}

impl Tablespace {
    fn new(space: Space, head: &Head<'_>) -> Self {
        Self { space, tables: Tables::new(space, head), survey: OnceLock::new() }
    }
}

impl Tablespace {
    fn pages<'a>(&self, bytes: &'a [u8]) -> Pages<'a> {
        Pages { bytes, page_len: self.space.page_len }
    }

    /// Pages of a part, which is as long as the pieces of other formats are.
    fn pages_of_part(&self) -> usize {
        const PART_BYTES: usize = 2 << 20;
        PART_BYTES / self.space.page_len
    }

    /// The index page that `page` is, if it can be read.
    fn index_page<'a>(&self, page: &'a [u8]) -> Option<IndexPage<'a>> {
        IndexPage::new(page).filter(|_| self.space.is_plain && matches!(kind(page), Some(INDEX | INDEX_ADDED_TO)))
    }

    /// Whether a page should be one of rows, and is packed, encrypted or broken.
    fn is_veiled(&self, page: &[u8]) -> bool {
        /// Set where MariaDB packed a page.
        const PACKED: usize = 0x8000;
        /// Pages that say which pages are in use, and of what.
        const OF_SPACE: [usize; 4] = [3, 5, 8, 9];
        match kind(page) {
            kind if self.space.is_packed => {
                !kind.is_some_and(|kind| OF_SPACE.contains(&kind)) && page.iter().any(|&byte| byte != 0)
            }
            Some(11 | 12 | 14..=17 | PACKED..) => true,
            Some(INDEX | INDEX_ADDED_TO) => self.index_page(page).is_none(),
            Some(LONG_VALUE) => !self.space.is_plain,
            _ => false,
        }
    }

    /// The first page that is not understood.
    fn first_veiled(&self, pages: &Pages<'_>) -> Option<usize> {
        (0..pages.count()).find(|&number| pages.get(number).is_some_and(|page| self.is_veiled(page)))
    }

    fn holds_rows(&self, page: &IndexPage<'_>) -> bool {
        page.is_leaf() && self.tables.is_of_rows(page.index())
    }

    /// The records of a page, and whether they were left behind there. No two overlap: of those that do, one is there.
    fn records(&self, page: &IndexPage<'_>, is_free: bool, guessed: Option<&guess::Guess>) -> Vec<(Record, bool)> {
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        let live = page.live().into_iter().map(|origin| (origin, is_free));
        let all = live.chain(page.freed().into_iter().map(|origin| (origin, true)));
        let record = |(origin, is_left_behind): (usize, bool)| {
            let end_before = |at: usize| taken.range(..at).next_back().map_or(0, |(_, &end)| end);
            if page.is_definition(origin) || end_before(origin) > origin {
                return None;
            }
            let record = self.cut(page, origin, guessed)?;
            if end_before(record.span.end) > record.span.start {
                return None;
            }
            taken.insert(record.span.start, record.span.end);
            Some((record, is_left_behind))
        };
        all.filter_map(record).collect()
    }

    fn cut(&self, page: &IndexPage<'_>, origin: usize, guessed: Option<&guess::Guess>) -> Option<Record> {
        match (self.tables.of(page.index()), guessed) {
            _ if !page.is_compact => record::redundant(page, origin),
            (Some(table), _) => record::compact(page, origin, &table.layout.fields, table.fields_before),
            (None, Some(guessed)) => guessed.cut(page, origin),
            (None, None) => None,
        }
    }

    /// What is known when all pages are at hand.
    fn survey(&self, pages: &Pages<'_>) -> Survey {
        let owners = std::iter::repeat_with(|| None).take(pages.count()).collect();
        let mut survey = Survey { owners, copies: HashSet::default(), first_veiled: self.first_veiled(pages) };
        let mut left_behind: HashSet<u64, FixedState> = HashSet::default();
        // Rows in use come first: what was left behind may be a copy of one, and have the same pages.
        self.each_row(pages, RowPlace::InUse, |number, page, record| survey.claim(pages, number, page, record));
        self.each_row(pages, RowPlace::LeftBehind, |number, page, record| {
            survey.claim(pages, number, page, record);
            if left_behind.len() < LEFT_BEHIND_MAX {
                left_behind.insert(record.hash(page));
            }
        });
        if !left_behind.is_empty() {
            self.each_row(pages, RowPlace::InUse, |_, page, record| {
                let hash = record.hash(page);
                if left_behind.contains(&hash) {
                    survey.copies.insert(hash);
                }
            });
        }
        survey
    }

    fn each_row(&self, pages: &Pages<'_>, wanted: RowPlace, mut take: impl FnMut(usize, &IndexPage<'_>, &Record)) {
        for number in 0..pages.count() {
            let page = pages.get(number).and_then(|page| self.index_page(page)).filter(|page| self.holds_rows(page));
            let Some(page) = page else { continue };
            for (record, is_left_behind) in self.records(&page, pages.is_free(number), None) {
                if is_left_behind == (wanted == RowPlace::LeftBehind) {
                    take(number, &page, &record);
                }
            }
        }
    }
}

/// Where a row is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowPlace {
    /// On the list of a page that is in use.
    InUse,
    /// Where room was freed.
    LeftBehind,
}

/// Rows that were left behind and are compared with those in use.
const LEFT_BEHIND_MAX: usize = 1 << 22;

/// What is known when all pages are at hand.
struct Survey {
    /// Of each page, the field that has a part of its value there. No page is of two, so that all values together are no
    /// longer than the file.
    owners: Vec<Option<Owner>>,
    /// Rows that are in use and were left behind where they lay before, by their hashes.
    copies: HashSet<u64, FixedState>,
    /// The first page that is not understood.
    first_veiled: Option<usize>,
}

/// A field that has a part of its value on another page.
#[derive(Debug, Clone)]
struct Owner {
    field: FieldName,
    /// The part.
    span: Range<usize>,
}

/// Tells a field of a record from all others of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FieldName {
    page: usize,
    record: usize,
    field: usize,
}

impl Survey {
    /// The parts of the value of a field that are its own.
    fn parts(&self, pages: &Pages<'_>, reference: &[u8], field: FieldName) -> Vec<Range<usize>> {
        pages.long_value(reference, |number| self.owner(number).is_some_and(|owner| owner.field == field))
    }

    fn owner(&self, number: usize) -> Option<&Owner> {
        self.owners.get(number)?.as_ref()
    }

    /// Gives the pages of the long values of a record to it, unless they are another's.
    fn claim(&mut self, pages: &Pages<'_>, number: usize, page: &IndexPage<'_>, record: &Record) {
        for (index, cut) in record.fields.iter().enumerate() {
            let Some(cut) = cut.as_ref().filter(|cut| cut.is_elsewhere) else { continue };
            let field = FieldName { page: number, record: record.at, field: index };
            for span in pages.long_value(cut.reference(page.bytes), |number| self.owner(number).is_none()) {
                if let Some(owner) = self.owners.get_mut(span.start / pages.page_len) {
                    *owner = Some(Owner { field, span });
                }
            }
        }
    }
}

impl Reader for Tablespace {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let len = len_wanted.max(self.space.page_len) / self.space.page_len * self.space.page_len;
        (len <= bytes.len()).then_some((len, State::Between))
    }

    fn reads_whole(&self) -> bool {
        true
    }

    fn reads_pieces(&self) -> bool {
        true
    }

    fn parts(&self, bytes: &[u8]) -> Vec<State> {
        (0..self.pages(bytes).count().div_ceil(self.pages_of_part()).max(1)).map(State::Part).collect()
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let pages = self.pages(piece.bytes);
        let is_whole = matches!(piece.state, State::Part(_));
        let survey = is_whole.then(|| self.survey.get_or_init(|| self.survey(&pages)));
        let len = self.pages_of_part();
        let (numbers, is_last) = match piece.state {
            State::Part(part) => (part * len..pages.count().min((part + 1) * len), (part + 1) * len >= pages.count()),
            _ => (0..pages.count(), piece.at_end || piece.must_consume && pages.count() == 0),
        };
        let is_first_piece = u32_at(piece.bytes, 4) == Some(0);
        let first_veiled = match survey {
            Some(survey) => survey.first_veiled,
            // Pieces do not know of each other.
            None => self.first_veiled(&pages).filter(|_| is_first_piece),
        };
        let written_left = WRITTEN_GRACE + numbers.len() * pages.page_len * WRITTEN_RATIO_MAX;
        let rows = Rows::new(piece.bytes, sink);
        let mut reading = Reading { of: self, pages, survey, first_veiled, written_left, is_over: false, rows };
        for number in numbers {
            if !reading.rows.is_stopped {
                reading.page(number);
            }
        }
        let mut end = pages.count() * pages.page_len;
        if is_last {
            reading.part_of_page(end..piece.bytes.len());
            end = piece.bytes.len();
        }
        reading.rows.flush();
        Consumed { len: end, state: State::Between }
    }
}

/// The kind of a page.
fn kind(page: &[u8]) -> Option<usize> {
    u16_at(page, KIND)
}
