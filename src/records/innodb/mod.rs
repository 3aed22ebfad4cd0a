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
mod record;
mod sdi;
mod tables;
#[cfg(test)]
mod tests;
mod value;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use self::layout::{Field, Kind};
use self::page::{IndexPage, u16_at, u32_at};
use self::pages::Pages;
use self::record::{Cut, Record};
use self::tables::Tables;
use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};
use crate::batch::{ColumnId, ColumnSpec};
use crate::error::{Reason, Severity};

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

/// A piece that is being read.
struct Reading<'t, 'a, 's> {
    of: &'t Tablespace,
    pages: Pages<'a>,
    /// Where all pages are at hand.
    survey: Option<&'t Survey>,
    /// The first page of the file that is not understood, where it is in the part.
    first_veiled: Option<usize>,
    /// Bytes that values which are written anew (numbers, choices) may still come to. All others are no longer than what
    /// they stand in, which is read once.
    written_left: usize,
    /// They came to more.
    is_over: bool,
    rows: Rows<'a, 's>,
}

/// Values that are written anew may come to so many times the bytes of a part,
const WRITTEN_RATIO_MAX: usize = 64;
/// and to so many more.
const WRITTEN_GRACE: usize = 1 << 20;

/// What the table of deleted rows is called.
fn deleted(name: &str) -> String {
    if name.is_empty() { "(deleted)".to_owned() } else { format!("{name} (deleted)") }
}

/// The kind of a page.
fn kind(page: &[u8]) -> Option<usize> {
    u16_at(page, KIND)
}

impl Reading<'_, '_, '_> {
    /// Reads a page.
    fn page(&mut self, number: usize) {
        let Some(page) = self.pages.get(number) else { return };
        let at = number * self.pages.page_len;
        let whole = at..at + page.len();
        if page.iter().all(|&byte| byte == 0) {
            return;
        }
        let is_free = self.survey.is_some() && self.pages.is_free(number);
        match (kind(page), self.of.index_page(page)) {
            (_, Some(index)) if index.is_leaf() => self.leaf(at, &index, is_free),
            (_, Some(index)) => self.strings_of_room(at, &index),
            // What these say is in numbers.
            (Some(DEFINITIONS | 3 | 5 | 8 | 9), _) if !self.of.is_veiled(page) => self.rows.strings(whole),
            (Some(LONG_VALUE), _) if self.of.space.is_plain => {
                let owner = self.survey.and_then(|survey| survey.owner(number));
                self.long_value(at, page, owner.map(|owner| owner.span.start - at..owner.span.end - at));
            }
            _ if self.of.is_veiled(page) => {
                if self.first_veiled == Some(number) {
                    self.rows.flush();
                    self.rows
                        .not_understood(at, "pages that are packed, encrypted or broken were scanned as they stand");
                }
                self.rows.sink().unread(whole.clone(), Reason::NotUnderstood);
                self.rows.text(whole, TextClass::NotUnderstood);
            }
            _ => self.rows.text(whole, TextClass::Binary),
        }
    }

    /// What is left of a page where the file ends within it.
    fn part_of_page(&mut self, span: Range<usize>) {
        let is_empty = self.pages.bytes.get(span.clone()).is_none_or(|part| part.iter().all(|&byte| byte == 0));
        if is_empty {
            return;
        }
        self.rows.flush();
        self.rows.not_understood(span.start, "the file ends within a page, which was scanned as it stands");
        self.rows.sink().unread(span.clone(), Reason::NotUnderstood);
        self.rows.text(span, TextClass::Binary);
    }

    fn strings_of_room(&mut self, at: usize, page: &IndexPage<'_>) {
        let room = page.room();
        self.rows.strings(at + room.start..at + room.end);
    }

    /// A part of a value that is too long for its row: length, next page, bytes. What is `taken` is read with the row.
    fn long_value(&mut self, at: usize, page: &[u8], taken: Option<Range<usize>>) {
        const VALUE: usize = HEADER_LEN + 8;
        let end = u32_at(page, HEADER_LEN).map_or(VALUE, |len| VALUE.saturating_add(len)).min(page.len());
        let taken = taken.unwrap_or(VALUE..VALUE);
        for span in [VALUE..end.min(taken.start), taken.end.max(VALUE)..end] {
            // The part may begin and end within a character.
            let value = page.get(span.start + 3..span.end.saturating_sub(3)).unwrap_or_default();
            let class = if guess::is_text(value) { TextClass::Text } else { TextClass::Binary };
            self.rows.text(at + span.start..at + span.end, class);
        }
        self.rows.strings(at + end..at + end.max(taken.start));
        self.rows.strings(at + end.max(taken.end)..at + page.len());
    }

    /// A page of rows, or of copies of parts of them.
    fn leaf(&mut self, at: usize, page: &IndexPage<'_>, is_free: bool) {
        if self.of.holds_rows(page) {
            let is_defined = self.of.tables.of(page.index()).is_some();
            let guessed = if is_defined || !page.is_compact { None } else { guess::layout(page, &page.live()) };
            let name = self.of.tables.name(page.index());
            let mut covered = Vec::new();
            for (record, is_left_behind) in self.of.records(page, is_free, guessed.as_ref()) {
                if self.is_over(at) {
                    self.long_values_of(at, page, &record);
                    continue;
                }
                // MariaDB writes zeros over what was deleted; and rows that moved are left where they were.
                let is_copy = || self.survey.is_some_and(|survey| survey.copies.contains(&record.hash(page)));
                if !(is_left_behind && (record.is_wiped(page) || is_copy())) {
                    let name = match guessed.as_ref().and_then(|guessed| guessed.pattern(page, record.at)) {
                        Some(pattern) => format!("{name} nulls {}", pattern + 1).trim_start().to_owned(),
                        None => name.clone(),
                    };
                    let is_deleted = is_left_behind || page.is_deleted(record.at);
                    self.row(at, page, &record, &if is_deleted { deleted(&name) } else { name });
                }
                covered.push(record.span);
            }
            self.between(at, page, covered);
        }
        self.strings_of_room(at, page);
    }

    /// Whether values came to more than they may: what follows is scanned as it stands.
    fn is_over(&mut self, at: usize) -> bool {
        if self.written_left == 0 && !self.is_over {
            self.is_over = true;
            let message = "its values come to far more than its bytes: the rest was scanned as it stands";
            self.rows.flush();
            self.rows.sink().diagnostic(Severity::Error, Reason::LimitReached, at, message);
            self.rows.sink().unread(at..at, Reason::LimitReached);
        }
        self.is_over
    }

    /// Scans the long values of a record that is not read.
    fn long_values_of(&mut self, at: usize, page: &IndexPage<'_>, record: &Record) {
        for (index, cut) in record.fields.iter().enumerate() {
            for part in cut.iter().flat_map(|cut| self.parts(at, page, record, index, cut)).collect::<Vec<_>>() {
                self.rows.text(part, TextClass::Binary);
            }
        }
    }

    /// Scans what no record covers.
    fn between(&mut self, at: usize, page: &IndexPage<'_>, mut covered: Vec<Range<usize>>) {
        let all = page.live().into_iter().chain(page.freed());
        let mut definitions: Vec<usize> = all.filter(|&origin| page.is_definition(origin)).collect();
        definitions.sort_unstable();
        covered.sort_by_key(|span| span.start);
        let mut from = page.heap_start();
        for span in covered {
            self.uncovered(at, from..span.start, &definitions);
            from = from.max(span.end);
        }
        self.uncovered(at, from..page.heap_end(), &definitions);
    }

    fn uncovered(&mut self, at: usize, span: Range<usize>, definitions: &[usize]) {
        let place = at + span.start..at + span.end;
        let next = definitions.partition_point(|&origin| origin < span.start);
        if definitions.get(next).is_some_and(|&origin| origin < span.end) {
            self.rows.strings(place);
        } else if !span.is_empty() {
            self.rows.text(place, TextClass::Binary);
        }
    }

    fn row(&mut self, at: usize, page: &IndexPage<'_>, record: &Record, table: &str) {
        let of = self.of;
        let layout = of.tables.of(page.index()).map(|table| &table.layout);
        let mut loose = Vec::new();
        self.rows.table(table);
        for (index, cut) in record.fields.iter().enumerate() {
            let Some(cut) = cut else { continue };
            let parts = self.parts(at, page, record, index, cut);
            let raw = self.value(page, cut, &parts);
            let (raw, span) = (raw.as_ref(), at + cut.span.start..at + cut.span.end);
            let field = layout.and_then(|layout| layout.fields.get(index));
            let is_cell = match (layout, field) {
                (_, Some(field)) => self.field(field, raw, &span),
                (None, None) => self.unnamed(index, raw, &span),
                (Some(_), None) => false,
            };
            if !is_cell && (cut.is_elsewhere || field.is_none()) {
                loose.push((span, parts));
            }
        }
        self.rows.end_record();
        for (span, parts) in loose {
            self.rows.strings(span);
            for part in parts {
                self.rows.text(part, TextClass::Binary);
            }
        }
    }

    /// The parts of a field that lie on other pages.
    fn parts(&self, at: usize, page: &IndexPage<'_>, record: &Record, index: usize, cut: &Cut) -> Vec<Range<usize>> {
        let Some(survey) = self.survey.filter(|_| cut.is_elsewhere) else { return Vec::new() };
        let field = FieldName { page: at / self.pages.page_len, record: record.at, field: index };
        survey.parts(&self.pages, cut.reference(page.bytes), field)
    }

    /// The value of a field, put together where it is too long for its row.
    fn value<'p>(&self, page: &IndexPage<'p>, cut: &Cut, parts: &[Range<usize>]) -> Cow<'p, [u8]> {
        let mut value = Cow::Borrowed(page.bytes.get(cut.span.clone()).unwrap_or_default());
        for part in parts {
            value.to_mut().extend_from_slice(self.pages.bytes.get(part.clone()).unwrap_or_default());
        }
        value
    }

    /// Hands on a field; says whether it is a cell.
    fn field(&mut self, field: &Field, raw: &[u8], span: &Range<usize>) -> bool {
        let Some(column) = &field.column else { return false };
        let column = self.rows.column(column);
        match &field.kind {
            Kind::Text { is_padded } => {
                let kept = if *is_padded { raw.trim_ascii_end() } else { raw };
                self.text(column, kept, &(span.start..span.end.min(span.start + kept.len())));
            }
            Kind::Bytes => self.rows.decoded(column, raw, span),
            kind => {
                let Some(value) = value::written(kind, raw) else { return false };
                self.written_left = self.written_left.saturating_sub(value.len());
                self.rows.decoded(column, value.as_bytes(), span);
            }
        }
        true
    }

    fn text(&mut self, column: ColumnId, raw: &[u8], span: &Range<usize>) {
        if std::str::from_utf8(raw).is_ok() {
            self.rows.decoded(column, raw, span);
        } else {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw);
            self.rows.decoded(column, text.as_bytes(), span);
        }
    }

    /// Hands on a field of which nothing is known but where it is, if it is text; says whether it is.
    fn unnamed(&mut self, index: usize, raw: &[u8], span: &Range<usize>) -> bool {
        let is_text = guess::is_text(raw);
        if is_text {
            let name = format!("column_{}", index + 1);
            let column = self.rows.column(&ColumnSpec { name, is_named: false, sql_type: None });
            self.rows.decoded(column, raw, span);
        }
        is_text
    }
}
