//! Format `innodb`: tablespaces of MySQL and MariaDB (`.ibd`, `ibdata1`), as the server keeps its tables.
//!
//! ```text
//! page 0        header of the file: 38 bytes as every page has them, number of the space, ..., flags (byte 54)
//! page          sum (4), its number (4), neighbours, kind (byte 24), number of the space (byte 34), content
//! index page    rows where it is a leaf of the index with the lowest number, which is the one that holds the rows; copies
//!               of parts of them in other indices, which are left out; keys and places of pages above the leaves
//! ```
//!
//! What the fields of a record are is said by the definition of the table: in the file itself since MySQL 8 (`sdi`), in
//! a `.frm` file beside it before and in MariaDB. Without one, fields are cut where the records say how long they are
//! (`guess`), and columns have no names.
//!
//! Rows that were deleted stand in the table `(deleted)`, from the mark of deletion until their room is used again, and
//! so do the rows of pages that are free, unless they are in use elsewhere: a page that was split leaves its rows. Values that are too long for their row are put together from the pages that they
//! lie in. A file that is too long to be read whole is read in pieces, and these two are not known then: rows of free
//! pages count as rows, and pages of long values are text.
//!
//! Pages that are compressed or encrypted, long values as MySQL 8 has them, and undo logs are scanned as they stand.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod frm;
mod guess;
mod layout;
mod page;
mod pages;
mod record;
mod sdi;
#[cfg(test)]
mod tests;
mod value;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use self::layout::{Field, Kind, Layout};
use self::page::{IndexPage, u16_at, u32_at};
use self::pages::Pages;
use self::record::{Cut, Record};
use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};
use crate::batch::{ColumnId, ColumnSpec};

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
    page_len: usize,
    /// Pages have the length that they have in memory.
    is_plain: bool,
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
        let page_len = if size == 0 { 16 << 10 } else { 512usize << size };
        let is_packed = if is_marked { flags >> 5 & 7 != 0 } else { flags >> 1 & 0xF != 0 };
        (4096..=65536).contains(&page_len).then_some(Self { page_len, is_plain: !is_packed })
    }
}

/// Reads one file.
struct Tablespace {
    space: Space,
    layout: Option<Layout>,
    /// The index that holds the rows.
    clustered: Option<u64>,
    /// Fields that the rows had before some were added.
    fields_before: usize,
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
        let pages = || head.bytes.chunks_exact(space.page_len);
        let of_kind =
            |kind: usize| pages().filter(move |page| u16_at(page, KIND) == Some(kind)).filter_map(IndexPage::new);
        let inside = of_kind(DEFINITIONS).find_map(|page| sdi::layout(&page));
        let beside = || Some((head.companion.and_then(frm::layout)?, None));
        let (layout, stated) = match inside.map(|(layout, id)| (layout, Some(id))).or_else(beside) {
            Some((layout, id)) => (Some(layout), id),
            None => (None, None),
        };
        let root = of_kind(INDEX_ADDED_TO).next();
        let clustered = stated.or_else(|| of_kind(INDEX).chain(root).map(|page| page.index()).min());
        let all = layout.as_ref().map_or(0, |layout| layout.fields.len());
        let before = root.and_then(|page| u16_at(page.bytes, 50)).map(|number| number >> 3);
        let fields_before = before.filter(|&count| count > 0).unwrap_or(all);
        Self { space, layout, clustered, fields_before, survey: OnceLock::new() }
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

    fn holds_rows(&self, page: &IndexPage<'_>) -> bool {
        page.is_leaf() && self.clustered.is_none_or(|index| index == page.index())
    }

    fn cut(&self, page: &IndexPage<'_>, origin: usize, guessed: Option<&guess::Guess>) -> Option<Record> {
        match (&self.layout, guessed) {
            _ if !page.is_compact => record::redundant(page, origin),
            (Some(layout), _) => record::compact(page, origin, &layout.fields, self.fields_before),
            (None, Some(guessed)) => guessed.cut(page, origin),
            (None, None) => None,
        }
    }

    /// What is known when all pages are at hand.
    fn survey(&self, pages: &Pages<'_>) -> Survey {
        let mut survey = Survey { owners: vec![0; pages.count()], copies: HashSet::default() };
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
            let listed = if pages.is_free(number) { RowPlace::LeftBehind } else { RowPlace::InUse };
            let live = if listed == wanted { page.live() } else { Vec::new() };
            let freed = if wanted == RowPlace::LeftBehind { page.freed() } else { Vec::new() };
            for record in live.into_iter().chain(freed).filter_map(|at| self.cut(&page, at, None)) {
                take(number, &page, &record);
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
    /// Of each page, the record that has a part of its value there, or 0. No page is of two, so that all values together are no
    /// longer than the file.
    owners: Vec<u64>,
    /// Rows that are in use and were left behind where they lay before, by their hashes.
    copies: HashSet<u64, FixedState>,
}

impl Survey {
    /// What a record is called in `owners`.
    fn name_of(number: usize, record: &Record) -> u64 {
        (number as u64) << 16 | record.at as u64
    }

    /// Gives the pages of the long values of a record to it, unless they are another's.
    fn claim(&mut self, pages: &Pages<'_>, number: usize, page: &IndexPage<'_>, record: &Record) {
        let name = Self::name_of(number, record);
        for cut in record.fields.iter().flatten().filter(|cut| cut.is_elsewhere) {
            pages.long_value(cut.reference(page.bytes), |number| {
                let Some(owner) = self.owners.get_mut(number) else { return false };
                let is_nobodys = *owner == 0;
                if is_nobodys {
                    *owner = name;
                }
                is_nobodys
            });
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
        let mut reading = Reading { of: self, pages, survey, rows: Rows::new(piece.bytes, sink) };
        for number in numbers {
            if !reading.rows.is_stopped {
                reading.page(number);
            }
        }
        let mut end = pages.count() * pages.page_len;
        if is_last {
            reading.rows.text(end..piece.bytes.len(), TextClass::Binary);
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
    rows: Rows<'a, 's>,
}

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
        let is_of_row = self.survey.and_then(|survey| survey.owners.get(number)).is_some_and(|&owner| owner != 0);
        match (kind(page), self.of.index_page(page)) {
            (_, Some(index)) if index.is_leaf() => self.leaf(at, &index, is_free),
            (_, Some(index)) => self.strings_of_room(at, &index),
            // What these say is in numbers.
            (Some(DEFINITIONS | 3 | 5 | 8 | 9), _) => self.rows.strings(whole),
            (Some(LONG_VALUE), _) if is_of_row => {}
            (Some(LONG_VALUE), _) if self.of.space.is_plain => self.long_value(at, page),
            _ => self.rows.text(whole, TextClass::Binary),
        }
    }

    fn strings_of_room(&mut self, at: usize, page: &IndexPage<'_>) {
        let room = page.room();
        self.rows.strings(at + room.start..at + room.end);
    }

    /// A part of a value that is too long for its row: length, next page, bytes.
    fn long_value(&mut self, at: usize, page: &[u8]) {
        const VALUE: usize = HEADER_LEN + 8;
        let end = u32_at(page, HEADER_LEN).map_or(0, |len| VALUE.saturating_add(len)).min(page.len());
        // The part may begin and end within a character.
        let value = page.get(VALUE + 3..end.saturating_sub(3)).unwrap_or_default();
        let class = if guess::is_text(value) { TextClass::Text } else { TextClass::Binary };
        self.rows.text(at + VALUE..at + end, class);
        self.rows.strings(at + end..at + page.len());
    }

    /// A page of rows, or of copies of parts of them.
    fn leaf(&mut self, at: usize, page: &IndexPage<'_>, is_free: bool) {
        if self.of.holds_rows(page) {
            let live = page.live();
            let guessed = if self.of.layout.is_none() && page.is_compact { guess::layout(page, &live) } else { None };
            let listed = live.into_iter().map(|origin| (origin, is_free));
            let (mut covered, mut definitions) = (Vec::new(), Vec::new());
            for (origin, is_left_behind) in listed.chain(page.freed().into_iter().map(|origin| (origin, true))) {
                let is_deleted = is_left_behind || page.is_deleted(origin);
                if page.is_definition(origin) {
                    definitions.push(origin);
                    continue;
                }
                if let Some(record) = self.of.cut(page, origin, guessed.as_ref()) {
                    // MariaDB writes zeros over what was deleted; and rows that moved are left where they were.
                    let is_copy = || self.survey.is_some_and(|survey| survey.copies.contains(&record.hash(page)));
                    let is_gone = is_left_behind && (record.is_wiped(page) || is_copy());
                    let name = match (&self.of.layout, &guessed) {
                        (Some(layout), _) => layout.name.clone(),
                        (None, Some(guessed)) => guessed.table(page, origin),
                        (None, None) => String::new(),
                    };
                    if !is_gone {
                        self.row(at, page, &record, &if is_deleted { deleted(&name) } else { name });
                    }
                    covered.push(record.span);
                }
            }
            self.between(at, page, covered, &definitions);
        }
        self.strings_of_room(at, page);
    }

    /// Scans what no record covers.
    fn between(&mut self, at: usize, page: &IndexPage<'_>, mut covered: Vec<Range<usize>>, definitions: &[usize]) {
        covered.sort_by_key(|span| span.start);
        let mut from = page.heap_start();
        for span in covered {
            self.uncovered(at, from..span.start, definitions);
            from = from.max(span.end);
        }
        self.uncovered(at, from..page.heap_end(), definitions);
    }

    fn uncovered(&mut self, at: usize, span: Range<usize>, definitions: &[usize]) {
        let place = at + span.start..at + span.end;
        if definitions.iter().any(|origin| span.contains(origin)) {
            self.rows.strings(place);
        } else if !span.is_empty() {
            self.rows.text(place, TextClass::Binary);
        }
    }

    fn row(&mut self, at: usize, page: &IndexPage<'_>, record: &Record, table: &str) {
        let layout = self.of.layout.as_ref();
        self.rows.table(table);
        for (index, cut) in record.fields.iter().enumerate() {
            let Some(cut) = cut else { continue };
            let raw = self.value(page, cut, Survey::name_of(at / self.pages.page_len, record));
            let (raw, span) = (raw.as_ref(), at + cut.span.start..at + cut.span.end);
            match layout.map(|layout| layout.fields.get(index)) {
                Some(Some(field)) => self.field(field, raw, &span),
                Some(None) => {}
                None => self.unnamed(index, raw, &span),
            }
        }
        self.rows.end_record();
    }

    /// The value of a field, put together where it is too long for its row.
    fn value<'p>(&self, page: &IndexPage<'p>, cut: &Cut, name: u64) -> Cow<'p, [u8]> {
        let local = page.bytes.get(cut.span.clone()).unwrap_or_default();
        let Some(survey) = self.survey.filter(|_| cut.is_elsewhere) else { return Cow::Borrowed(local) };
        let mut value = local.to_vec();
        let is_own = |number: usize| survey.owners.get(number) == Some(&name);
        for span in self.pages.long_value(cut.reference(page.bytes), is_own) {
            value.extend_from_slice(self.pages.bytes.get(span).unwrap_or_default());
        }
        Cow::Owned(value)
    }

    fn field(&mut self, field: &Field, raw: &[u8], span: &Range<usize>) {
        let Some(column) = &field.column else { return };
        let column = self.rows.column(column);
        match &field.kind {
            Kind::Text { is_padded } => {
                let kept = if *is_padded { raw.trim_ascii_end() } else { raw };
                self.text(column, kept, &(span.start..span.end.min(span.start + kept.len())));
            }
            Kind::Bytes => self.rows.decoded(column, raw, span),
            kind => {
                if let Some(value) = value::written(kind, raw) {
                    self.rows.decoded(column, value.as_bytes(), span);
                }
            }
        }
    }

    fn text(&mut self, column: ColumnId, raw: &[u8], span: &Range<usize>) {
        if std::str::from_utf8(raw).is_ok() {
            self.rows.decoded(column, raw, span);
        } else {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw);
            self.rows.decoded(column, text.as_bytes(), span);
        }
    }

    /// A field of which nothing is known but where it is.
    fn unnamed(&mut self, index: usize, raw: &[u8], span: &Range<usize>) {
        if guess::is_text(raw) {
            let name = format!("column_{}", index + 1);
            let column = self.rows.column(&ColumnSpec { name, is_named: false, sql_type: None });
            self.rows.decoded(column, raw, span);
        }
    }
}
