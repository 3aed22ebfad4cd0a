//! The head of an archive: what it holds, by its table of contents, and where its blocks of data lie.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::FixedState;

/// How the data of an archive is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    Zlib,
    Lz4,
    Zstd,
}

/// An entry of the table of contents, as far as it is needed.
pub(super) struct Entry {
    pub(super) dump_id: i64,
    /// `TABLE`, `TABLE DATA`, `BLOBS`, ...
    pub(super) kind: Range<usize>,
    /// What defines the thing: `CREATE TABLE ...`.
    pub(super) definition: Range<usize>,
    /// `COPY t (a, b) FROM stdin;`; empty where rows are written as INSERTs.
    pub(super) copy: Range<usize>,
    /// The file of the directory that holds its data; empty where there is none.
    pub(super) file: Range<usize>,
    /// Whether a custom archive says that it has a block of data.
    has_block: bool,
}

/// What an archive says of itself.
pub(super) struct Archive {
    pub(super) compression: Compression,
    int_len: usize,
    pub(super) entries: Vec<Entry>,
    /// All strings in the head that say something.
    pub(super) strings: Vec<Range<usize>>,
    /// Where the data begins, or where the head could not be read further.
    pub(super) end: usize,
    pub(super) is_broken: bool,
    /// Whether the data stands in the archive itself.
    pub(super) is_custom: bool,
}

/// A block of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// The entry that it belongs to.
    pub(super) dump_id: i64,
    pub(super) is_large_object: bool,
    /// Its chunks, with their lengths.
    pub(super) span: Range<usize>,
    /// Whether the archive ends before it does.
    pub(super) is_cut: bool,
}

/// Entries that are kept.
const ENTRIES_MAX: usize = 1 << 22;

/// Reads numbers and strings as `pg_dump` writes them.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    int_len: usize,
}

impl Cursor<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// A byte for the sign, and the number, little end first.
    fn int(&mut self) -> Option<i64> {
        let is_negative = self.byte()? != 0;
        let digits = self.bytes.get(self.at..self.at.checked_add(self.int_len)?)?;
        self.at += self.int_len;
        let number = digits.iter().rev().try_fold(0i64, |number, &digit| {
            number.checked_mul(256).and_then(|number| number.checked_add(i64::from(digit)))
        })?;
        Some(if is_negative { -number } else { number })
    }

    /// A length and so many bytes; a negative length stands for NULL, and gives an empty range here.
    fn string(&mut self) -> Option<(Range<usize>, bool)> {
        let len = self.int()?;
        let Ok(len) = usize::try_from(len) else { return Some((self.at..self.at, true)) };
        let end = self.at.checked_add(len).filter(|&end| end <= self.bytes.len())?;
        let span = self.at..end;
        self.at = end;
        Some((span, false))
    }
}

impl Archive {
    /// What an archive begins with.
    pub(super) const MAGIC: &'static [u8] = b"PGDMP";

    /// Reads the head. `None` where not even its first bytes are those of an archive.
    pub(super) fn new(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(Self::MAGIC)?;
        let &[major, minor, revision, int_len, offset_len, format, ..] = rest else { return None };
        let version = (u32::from(major) << 16) + (u32::from(minor) << 8) + u32::from(revision);
        // Since version 1.10, of 2005.
        let is_known = major == 1 && minor >= 10 && (1..=8).contains(&int_len) && (1..=16).contains(&offset_len);
        let mut cursor = Cursor { bytes, at: 11, int_len: usize::from(int_len) };
        let compression = if minor >= 15 {
            match cursor.byte()? {
                1 => Compression::Zlib,
                2 => Compression::Lz4,
                3 => Compression::Zstd,
                _ => Compression::None,
            }
        } else if cursor.int()? == 0 {
            Compression::None
        } else {
            Compression::Zlib
        };
        let mut archive = Self {
            compression,
            int_len: usize::from(int_len),
            entries: Vec::new(),
            strings: Vec::new(),
            end: cursor.at,
            is_broken: true,
            is_custom: format == 1,
        };
        if is_known && archive.read(&mut cursor, version, usize::from(offset_len)).is_some() {
            archive.is_broken = false;
        }
        Some(archive)
    }

    /// Reads dates, names and entries; `None` where the head breaks off.
    fn read(&mut self, cursor: &mut Cursor<'_>, version: u32, offset_len: usize) -> Option<()> {
        /// What stands before the place of a block: it has one, or nobody went back to say where.
        const PLACES: Range<u8> = 1..3;
        for _ in 0..7 {
            cursor.int()?;
        }
        for _ in 0..3 {
            self.string(cursor)?;
        }
        let count = usize::try_from(cursor.int()?).ok()?;
        for _ in 0..count.min(ENTRIES_MAX) {
            self.entry(cursor, version)?;
            if self.is_custom {
                let place = cursor.byte()?;
                cursor.at = cursor.at.checked_add(offset_len)?;
                if let Some(entry) = self.entries.last_mut() {
                    entry.has_block = PLACES.contains(&place);
                }
            } else {
                let file = self.string(cursor)?;
                if let Some(entry) = self.entries.last_mut() {
                    entry.file = file;
                }
            }
            self.end = cursor.at.min(cursor.bytes.len());
        }
        Some(())
    }

    fn entry(&mut self, cursor: &mut Cursor<'_>, version: u32) -> Option<()> {
        let dump_id = cursor.int()?;
        cursor.int()?;
        // The identifiers of the catalogue's table and of the thing.
        cursor.string()?;
        cursor.string()?;
        self.string(cursor)?;
        let (kind, _) = cursor.string()?;
        if version >= 0x01_0B00 {
            cursor.int()?;
        }
        let definition = self.string(cursor)?;
        self.string(cursor)?;
        let copy = self.string(cursor)?;
        // Schema and tablespace.
        cursor.string()?;
        cursor.string()?;
        if version >= 0x01_0E00 {
            cursor.string()?;
        }
        if version >= 0x01_1000 {
            cursor.int()?;
        }
        // Owner, and whether rows have identifiers.
        cursor.string()?;
        cursor.string()?;
        while !cursor.string()?.1 {}
        self.entries.push(Entry { dump_id, kind, definition, copy, file: 0..0, has_block: false });
        Some(())
    }

    /// A string that may say something of a person, such as a definition.
    fn string(&mut self, cursor: &mut Cursor<'_>) -> Option<Range<usize>> {
        const TELLING_LEN: usize = 4;
        let (span, _) = cursor.string()?;
        if span.len() >= TELLING_LEN {
            self.strings.push(span.clone());
        }
        self.end = cursor.at;
        Some(span)
    }

    /// The blocks of data behind the head, and how far they go. A custom archive has them; elsewhere they are files.
    pub(super) fn blocks(&self, bytes: &[u8]) -> (Vec<Block>, usize) {
        let mut blocks = Vec::new();
        let mut cursor = Cursor { bytes, at: self.end, int_len: self.int_len };
        let mut end = self.end;
        while !self.is_broken && self.next_blocks(&mut cursor, &mut blocks).is_some() {
            end = cursor.at;
        }
        // What is there of a block that breaks off is read all the same.
        let end = blocks.last().map_or(end, |block: &Block| end.max(block.span.end));
        (blocks, end)
    }

    fn next_blocks(&self, cursor: &mut Cursor<'_>, blocks: &mut Vec<Block>) -> Option<()> {
        let kind = cursor.byte().filter(|kind| matches!(kind, 1 | 3))?;
        let dump_id = cursor.int()?;
        if kind == 1 {
            return self.chunks_end(cursor, dump_id, false, blocks);
        }
        while cursor.int()? != 0 {
            self.chunks_end(cursor, dump_id, true, blocks)?;
        }
        Some(())
    }

    /// Adds the block whose chunks begin at the cursor, and goes behind it.
    fn chunks_end(
        &self,
        cursor: &mut Cursor<'_>,
        dump_id: i64,
        is_large_object: bool,
        blocks: &mut Vec<Block>,
    ) -> Option<()> {
        let start = cursor.at;
        let result = loop {
            let Some(len) = cursor.int() else { break None };
            if len == 0 {
                break Some(());
            }
            let end = usize::try_from(len).ok().and_then(|len| cursor.at.checked_add(len));
            match end.filter(|&end| end <= cursor.bytes.len()) {
                Some(end) => cursor.at = end,
                None => break None,
            }
        };
        let end = if result.is_some() { cursor.at } else { cursor.bytes.len() };
        blocks.push(Block { dump_id, is_large_object, span: start..end, is_cut: result.is_none() });
        result
    }

    /// Entries whose blocks of data are not among these. Large objects may be in blocks of an entry that has none.
    pub(super) fn missing(&self, blocks: &[Block]) -> usize {
        let known: HashSet<i64, FixedState> = blocks.iter().map(|block| block.dump_id).collect();
        self.entries.iter().filter(|entry| entry.has_block && !known.contains(&entry.dump_id)).count()
    }

    /// The next chunk of a block at `at`: its bytes. `None` at the end; a chunk that is cut is given as far as it goes.
    pub(super) fn chunk(&self, bytes: &[u8], at: usize, end: usize) -> Option<Range<usize>> {
        let mut cursor = Cursor { bytes: bytes.get(..end)?, at, int_len: self.int_len };
        let len = usize::try_from(cursor.int()?).ok().filter(|&len| len > 0)?;
        let chunk_end = cursor.at.checked_add(len).map_or(end, |chunk_end| chunk_end.min(end));
        Some(cursor.at..chunk_end)
    }
}
