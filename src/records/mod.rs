//! Formats: one file each, from bytes to batches of records under a table schema.
//!
//! A [`Format`] looks at the head of a source and, if it knows it, gives a [`Reader`]. The reader turns *pieces* of
//! the source into batches. A piece begins at a record boundary, in a known [`State`]; the reader consumes as many
//! whole records as the piece holds and says how many bytes that were and in which state it ended. That is all that
//! is needed to read a stream: the unread rest begins the next piece.
//!
//! It is also all that is needed to read one huge file on all cores, exactly. [`Reader::predict`] guesses cheaply
//! where a piece may end and which state holds there. The driver reads the predicted pieces in parallel, and then
//! compares each piece's real end and state with the prediction that the next piece was read under. Where they differ
//! it throws the later results away and goes on from the truth: a wrong guess costs time, never a record.
//!
//! A reader never loses bytes: what is not in a cell it hands to [`BatchSink::text`].

pub mod access_log;
pub mod arrow;
pub mod avro;
pub mod bcp;
pub mod bson;
pub mod cef;
mod census;
mod codec;
pub mod companion;
pub mod content_lines;
pub mod dbase;
pub mod delimited;
pub mod fixed_width;
pub mod for_xml;
pub mod form;
pub mod gedcom;
mod grid;
mod header;
pub mod heredoc;
pub mod html;
pub mod innodb;
pub mod json;
pub mod key_value;
mod keyed;
pub mod layouts;
mod lines;
pub mod login_list;
pub mod mail;
pub mod markdown;
mod markup;
pub mod mysql_xml;
mod nested;
pub mod notebook;
pub mod object_stream;
pub mod office;
#[cfg(feature = "documents")]
pub mod ole;
pub mod orc;
pub mod parquet;
#[cfg(feature = "documents")]
pub mod pdf;
pub mod pg_dump;
pub mod pg_heap;
pub mod picture;
pub mod plist;
pub mod redis;
mod rows;
pub mod rtf;
pub mod sections;
pub mod segments;
pub mod sql_dump;
pub mod sqlite;
pub mod sst;
pub mod sylk;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
mod tree;
pub mod wiki_table;
pub mod xml;
pub mod yaml;

use std::ops::ControlFlow;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use self::companion::Companion;
use crate::batch::{Batch, ColumnId, ColumnSpec, TableId};
use crate::config::Limits;
use crate::error::{Reason, Severity};

pub use census::Census;
pub(crate) use header::is_unknown_in_script;
pub(crate) use nested::{UNPACKED_MAX, is_contained, read_contained};

/// Whether the sink wants more.
pub type Flow = ControlFlow<()>;

/// The beginning of a source, decoded to UTF-8.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    /// The first bytes, up to [`Head::LEN_MAX`].
    pub bytes: &'a [u8],
    /// Whether these are all bytes of the source.
    pub is_whole: bool,
    /// The file or member name, a weak hint (content decides).
    pub name: &'a str,
    /// The beginning of the file beside it that the format asked for (see [`Format::companions`]), if it was found.
    pub companion: Option<&'a Companion>,
}

impl std::fmt::Debug for Head<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Head").field("len", &self.bytes.len()).field("is_whole", &self.is_whole).finish_non_exhaustive()
    }
}

impl Head<'_> {
    /// How much of a source is looked at to tell its format.
    pub const LEN_MAX: usize = 256 * 1024;
}

/// A format that sources may have.
pub trait Format: Sync + std::fmt::Debug {
    /// Its name in reports: `csv`, `sql_dump`, ...
    fn name(&self) -> &'static str;

    /// Whether the counts allow this format at all: a cheap look that may say yes for nothing, and never no for a source
    /// that [`Format::open`] would take.
    fn may_be(&self, census: &Census) -> bool {
        let _ = census;
        true
    }

    /// Whether the format is no text: such formats are asked where a source looks like none, and the others are not.
    fn is_binary(&self) -> bool {
        false
    }

    /// Whether the format is text with values that may be any bytes: it is asked where a source looks like no text, too.
    fn may_hold_bytes(&self) -> bool {
        false
    }

    /// Names of files in the same place that say what the columns are called. The first that is there is handed to
    /// [`Format::open`] with the head.
    fn companions(&self, head: &Head<'_>) -> Vec<String> {
        let _ = head;
        Vec::new()
    }

    /// The name of a second file, which is handed on with a companion that was found.
    fn second_companion(&self) -> Option<&'static str> {
        None
    }

    /// A reader for this source, or `None` where the head does not look like this format.
    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>>;
}

/// The formats, in the order in which they are asked; the first that says yes reads the source.
pub const FORMATS: &[&dyn Format] = &[
    &sql_dump::SqlDump,
    &for_xml::ForXml,
    &mysql_xml::MysqlXml,
    &segments::Hl7,
    &segments::X12,
    &segments::Edifact,
    &content_lines::Ldif,
    &content_lines::Vcard,
    &content_lines::Icalendar,
    &gedcom::Gedcom,
    &layouts::Nacha,
    &layouts::Efw2,
    &layouts::Irs1220,
    &layouts::Metro2,
    &notebook::Notebook,
    &json::Json,
    &mail::Mbox,
    &mail::Mail,
    &html::Html,
    &plist::Plist,
    &plist::BinaryPlist,
    &office::FlatOffice,
    &office::SpreadsheetXml,
    &xml::Xml,
    &yaml::Yaml,
    &rtf::Rtf,
    &markdown::Markdown,
    &wiki_table::WikiTable,
    &sylk::Sylk,
    &cef::Cef,
    &office::Office,
    &parquet::Parquet,
    &arrow::Arrow,
    &avro::Avro,
    &orc::Orc,
    #[cfg(feature = "documents")]
    &pdf::Pdf,
    #[cfg(feature = "documents")]
    &ole::Ole,
    &picture::Picture,
    &heredoc::Heredoc,
    &access_log::AccessLog,
    &sql_dump::CopyText,
    &login_list::LoginList,
    &form::Form,
    &sections::Sections,
    &delimited::Delimited,
    &key_value::KeyValue,
    &fixed_width::FixedWidth,
    &pg_dump::PgDump,
    &bcp::Bcp,
    &bson::Mongodump,
    &redis::Rdb,
    &redis::Aof,
    &sqlite::Sqlite,
    &sqlite::Wal,
    &sqlite::Journal,
    &dbase::Dbase,
    &sst::Sst,
    &pg_heap::PgCopy,
    &pg_heap::PgHeap,
    &innodb::Innodb,
    &innodb::Definition,
    &bson::Bson,
    &object_stream::Msgpack,
    &object_stream::Cbor,
    &text::Text,
];

/// The formats that are asked about a source which looks like text, or about one that does not: all but the last, which takes
/// anything. Text with values that are none may look like no text as a whole.
pub(crate) fn formats_of(is_binary: bool) -> &'static [&'static dyn Format] {
    static TEXT_AND_BINARY: LazyLock<[Vec<&'static dyn Format>; 2]> = LazyLock::new(|| {
        let formats = || FORMATS.split_last().map_or(&[][..], |(_, formats)| formats).iter().copied();
        let (binary, text): (Vec<_>, Vec<_>) = formats().partition(|format| format.is_binary());
        let others = formats().filter(|format| format.may_hold_bytes());
        [text, binary.into_iter().chain(others).collect()]
    });
    let [text, binary] = &*TEXT_AND_BINARY;
    if is_binary { binary } else { text }
}

/// Where a piece begins, beyond its bytes. Compared to verify predictions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    /// The beginning of the source.
    #[default]
    Start,
    /// Between two records of a format that needs to know no more.
    Between,
    /// Inside an SQL dump.
    Sql(Arc<sql_dump::SqlState>),
    /// Inside a JSON document.
    Json(Arc<json::JsonState>),
    /// Inside an XML document.
    Xml(Arc<xml::state::XmlState>),
    /// Among records of the table of this name.
    Inside(Arc<str>),
    /// One of the parts that [`Reader::parts`] told.
    Part(usize),
}

/// A run of bytes that begins at a record boundary.
#[derive(Clone, Copy)]
pub struct Piece<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// The state they begin in.
    pub state: &'a State,
    /// Whether the source ends with these bytes.
    pub at_end: bool,
    /// The piece is as long as pieces get and the reader consumed nothing of it before: it must consume something now,
    /// as text if it cannot as records.
    pub must_consume: bool,
}

impl std::fmt::Debug for Piece<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Piece").field("len", &self.bytes.len()).field("at_end", &self.at_end).finish_non_exhaustive()
    }
}

/// How far a reader got in a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consumed {
    /// Bytes consumed, all of them handed to the sink as cells, text or structure. The whole piece when it was `at_end`.
    pub len: usize,
    /// The state there.
    pub state: State,
}

/// Reads pieces of one source. Immutable: all that changes is in [`State`], so that pieces can be read on any thread.
pub trait Reader: Send + Sync + std::fmt::Debug {
    /// Guesses where, near `len_wanted` bytes from the start of `bytes`, a record ends and which state holds there.
    /// Must be much cheaper than reading. `None`: cannot be cut here (the default; the source is then read in order).
    /// The guess must be a function of its arguments alone.
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let _ = (state, bytes, len_wanted);
        None
    }

    /// Whether the format cannot be read front to back (pages that point to each other, a directory at the end): the
    /// source is then read as one piece. What is longer than the limit for that is scanned as raw bytes instead, unless
    /// [`Reader::reads_pieces`].
    fn reads_whole(&self) -> bool {
        false
    }

    /// Whether a source that is read whole may be read in pieces, too, with less to be told of it: that is done where it is
    /// longer than the limit.
    fn reads_pieces(&self) -> bool {
        !self.reads_whole()
    }

    /// The parts in which a source that is read whole may be read at the same time: each is read as the whole source, in
    /// a state of its own that says what is in it. What was found is put together in their order. Depends on `bytes`
    /// alone.
    fn parts(&self, bytes: &[u8]) -> Vec<State> {
        let _ = bytes;
        vec![State::Start]
    }

    /// Reads the whole records at the start of `piece` into `sink`.
    ///
    /// With `at_end` everything is consumed, a cut record as text. Never panics; offsets handed on lie inside the piece.
    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed;
}

/// Why a run of bytes is handed on as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextClass {
    /// The source is text: lines of a log, prose, code.
    Text,
    /// The parts of a structured source that are not cells: comments, statements, headers.
    Structure,
    /// Bytes that should have been records and could not be understood as such.
    NotUnderstood,
    /// Not text at all; strings inside are looked for all the same.
    Binary,
}

/// Receives what a reader finds.
pub trait BatchSink {
    /// Opens a table (again): the same name gives the same id within a piece. `""` is the source itself.
    fn table(&mut self, name: &str) -> TableId;

    /// Opens a column of a table (again): the same name gives the same id. Columns are numbered in order of first call.
    fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId;

    /// Takes whole records. Cells of one record need not be in column order, and may repeat a column (arrays).
    fn batch(&mut self, table: TableId, batch: &Batch<'_>) -> Flow;

    /// Takes bytes of the piece that are not in cells, to be scanned as lines of text. `piece` is the whole piece:
    /// `span` lies in it, and what stands before and after may matter to what is found.
    fn text(&mut self, piece: &[u8], span: Range<usize>, class: TextClass) -> Flow;

    /// Takes text that was decoded out of `span` of the piece by a way that no offset leads back through (a compressed
    /// page, a drawing of glyphs): all that is found in it is said to be at `span`.
    fn decoded_text(&mut self, text: &[u8], span: Range<usize>) -> Flow;

    /// The same where `raw`, the bytes at `span`, may hold parts of the text as they are: what is found in such a part is
    /// said to be there.
    fn decoded_text_of(&mut self, text: &[u8], raw: &[u8], span: Range<usize>) -> Flow {
        let _ = raw;
        self.decoded_text(text, span)
    }

    /// How many sources around this one were decoded to get here: a message in a message. What is too deep is not
    /// decoded further.
    fn depth(&self) -> usize {
        0
    }

    /// The limits that hold for sources within the piece.
    fn limits(&self) -> Limits {
        Limits::default()
    }

    /// Notes that so many bytes were unpacked of sources within the piece. Gives how many more may be.
    fn unpacked(&mut self, bytes: u64) -> u64;

    /// Takes note that what these bytes stand for was not read: they are packed or encrypted in a way that is not undone, or
    /// a limit was reached. They count as not examined, also where they are handed on as text; an empty span says that which
    /// bytes these are is not known.
    fn unread(&mut self, span: Range<usize>, reason: Reason) {
        let _ = (span, reason);
    }

    /// Takes note of trouble, at an offset in the piece. The message never holds a value.
    fn diagnostic(&mut self, severity: Severity, reason: Reason, offset: usize, message: &str);
}
