//! Messages, one after the other.

use std::borrow::Cow;
use std::ops::Range;

use super::MAGIC;
use super::array::{Array, Buffer, Cells, Dictionaries, Parts};
use super::flat::Table;
use super::footer::{self, Footer};
use super::schema::{Field, Type, fields};
use crate::error::Reason;
use crate::records::codec::{BLOCK_LEN_MAX, Codec};
use crate::records::rows::Rows;

/// What a message begins with.
const CONTINUATION: &[u8] = &[0xFF; 4];
/// The longest metadata of a message.
const METADATA_LEN_MAX: usize = 64 << 20;
/// Bytes of a schema beyond those of the footer that has the same.
const SCHEMA_GRACE: usize = 64;
/// Values of a batch beyond one for each byte of it, uncompressed.
const VALUES_GRACE: usize = 1 << 20;
/// Bytes of the dictionaries of a stream.
const DICTIONARIES_LEN_MAX: usize = 512 << 20;

/// Whether a source begins like a stream of messages: with a schema.
pub(super) fn begins_stream(head: &[u8]) -> bool {
    let Some(frame) = Frame::at(head, 0) else { return false };
    let fields = head.get(frame.metadata.clone()).and_then(Table::root).and_then(|message| schema(&message));
    match frame.is_continued {
        true => fields.is_some(),
        // Behind a bare number anything may stand: there are columns, and another message follows.
        false => {
            fields.is_some_and(|fields| !fields.is_empty())
                && Frame::at(head, frame.metadata.end).is_some_and(|next| !next.is_continued)
        }
    }
}

/// The columns that a message tells of, if it is a schema.
fn schema(message: &Table<'_>) -> Option<Vec<Field>> {
    (message.byte(1) == 1).then(|| message.table(2)).flatten().and_then(|schema| fields(&schema))
}

/// The columns of a schema that stands where a message should, with nothing before it: some writers of files leave out that it
/// is one.
fn bare_schema(bytes: &[u8]) -> Option<Vec<Field>> {
    Table::root(bytes).and_then(|message| schema(&message)).filter(|fields| !fields.is_empty())
}

/// Where the metadata of a message stands.
struct Frame {
    metadata: Range<usize>,
    /// Whether the mark of today's messages is there; there was none before version 0.15.
    is_continued: bool,
}

impl Frame {
    /// The frame of the message at `at`, whose metadata may be empty: this ends a stream.
    fn at(bytes: &[u8], at: usize) -> Option<Self> {
        let is_continued = bytes.get(at..)?.starts_with(CONTINUATION);
        let start = at.checked_add(if is_continued { 8 } else { 4 })?;
        let len = u32::from_le_bytes(bytes.get(start - 4..start)?.try_into().ok()?) as usize;
        let is_aligned = is_continued || len == 0 || (len + 4).is_multiple_of(8);
        (is_aligned && len <= METADATA_LEN_MAX).then_some(Self { metadata: start..start + len, is_continued })
    }
}

/// Reads a whole file or stream.
pub(super) fn read(rows: &mut Rows<'_, '_>) {
    match footer::read(rows.bytes) {
        Some(footer) => read_file(&footer, rows),
        None => read_stream(rows),
    }
    rows.flush();
}

/// Reads a file by its footer, and what that does not tell of.
fn read_file(footer: &Footer, rows: &mut Rows<'_, '_>) {
    let mut stream = Stream { fields: footer.fields.clone(), ..Stream::default() };
    for block in &footer.blocks {
        let frame = Frame::at(rows.bytes, block.start);
        let next = frame.and_then(|frame| stream.message(&frame, rows));
        if rows.is_stopped {
            return;
        }
        if next.is_none_or(|next| next > block.end) {
            rows.drop_record();
            let message = "a message that is broken or of an unknown kind was scanned as it stands";
            rows.unread(block.clone(), Reason::NotUnderstood, message);
        }
    }
    for gap in footer.gaps() {
        stream.gap(gap, footer, rows);
        if rows.is_stopped {
            return;
        }
    }
    rows.strings(footer.span.start..rows.bytes.len());
    stream.tell_lack(rows);
}

/// Reads a stream, or a file without its footer, message by message.
fn read_stream(rows: &mut Rows<'_, '_>) {
    let bytes = rows.bytes;
    let mut stream = Stream::default();
    let mut at = 0;
    if bytes.starts_with(MAGIC) {
        at = MAGIC.len();
        if !bytes.get(at..).is_some_and(|rest| rest.starts_with(CONTINUATION))
            && let Some(first) = stream.bare_schema(at, rows)
        {
            at = first;
        }
        stream.read_dictionaries(at, bytes);
    }
    while let Some(frame) = Frame::at(bytes, at).filter(|frame| !frame.metadata.is_empty()) {
        let Some(next) = stream.message(&frame, rows) else {
            rows.drop_record();
            rows.flush();
            // What was read of a batch that is cut is not scanned as it stands.
            at = stream.cut_at.unwrap_or(at);
            break;
        };
        at = next;
        if rows.is_stopped {
            return;
        }
    }
    let has_end = stream.cut_at.is_none() && Frame::at(bytes, at).is_some_and(|frame| frame.metadata.is_empty());
    let is_whole = has_end || (at >= bytes.len() && !stream.fields.is_empty() && stream.cut_at.is_none());
    if is_whole && bytes.starts_with(MAGIC) {
        let message = "the footer of the file is missing or broken: its messages were read one after the other";
        rows.unread(at.min(bytes.len())..bytes.len(), Reason::NotUnderstood, message);
    } else if is_whole {
        rows.strings(at.min(bytes.len())..bytes.len());
    } else {
        let message = "a message that is broken or of an unknown kind: the rest was scanned as it stands";
        rows.unread(at..bytes.len(), Reason::NotUnderstood, message);
    }
    stream.tell_lack(rows);
}

#[derive(Default)]
struct Stream<'a> {
    fields: Vec<Field>,
    dictionaries: Dictionaries<'a>,
    dictionaries_len: usize,
    /// They were read before all else.
    has_dictionaries: bool,
    /// A dictionary was asked for that is not there.
    lacks_dictionary: bool,
    /// Where the first column begins that is not whole, of a batch within which the source ends.
    cut_at: Option<usize>,
}

/// A batch as its message describes it.
struct Batch<'a> {
    len: usize,
    parts: Parts<'a>,
    content_len: usize,
    /// How many of its first buffers are there, of one within which the source ends.
    whole: usize,
    /// Where its buffers begin.
    starts: Vec<usize>,
}

impl<'a> Stream<'a> {
    /// Reads the dictionaries of a file that has lost its footer, from the message at `at` on: they may stand behind the records.
    fn read_dictionaries(&mut self, mut at: usize, bytes: &'a [u8]) {
        self.has_dictionaries = true;
        while let Some(frame) = Frame::at(bytes, at).filter(|frame| !frame.metadata.is_empty())
            && let Some(message) = bytes.get(frame.metadata.clone()).and_then(Table::root)
            && let Some(len) = usize::try_from(message.long(3)).ok()
            && let Some(end) = frame.metadata.end.checked_add(len).filter(|&end| end <= bytes.len())
        {
            let content = frame.metadata.end..end;
            let read = match (message.byte(1), message.table(2)) {
                (1, Some(header)) => fields(&header).map(|fields| self.fields = fields),
                (2, Some(header)) => self.dictionary(&header, &content, bytes),
                _ => Some(()),
            };
            if read.is_none() {
                break;
            }
            at = end;
        }
    }

    /// Says that values were not read for want of their dictionary.
    fn tell_lack(&self, rows: &mut Rows<'a, '_>) {
        if self.lacks_dictionary {
            let message = "a dictionary is missing or broken: the values of its columns were not read";
            let end = rows.bytes.len();
            rows.unread(end..end, Reason::NotUnderstood, message);
        }
    }

    /// Takes the schema at `at` that is no message, up to the first message behind it. Gives where that is.
    fn bare_schema(&mut self, at: usize, rows: &mut Rows<'a, '_>) -> Option<usize> {
        let rest = rows.bytes.get(at..)?;
        let fields = bare_schema(rest)?;
        let within = rest.get(..METADATA_LEN_MAX).unwrap_or(rest);
        let is_first = |&place: &usize| (at + place).is_multiple_of(8);
        let first = at + memchr::memmem::find_iter(within, CONTINUATION).find(is_first)?;
        self.fields = fields;
        rows.strings(at..first);
        Some(first)
    }

    /// What the footer of a file does not tell of: the schema, the end of the messages, and what fills up. Other messages are read.
    fn gap(&mut self, gap: Range<usize>, footer: &Footer, rows: &mut Rows<'a, '_>) {
        let bytes = rows.bytes;
        let mut at = gap.start;
        loop {
            at += bytes.get(at..gap.end).unwrap_or_default().iter().take_while(|&&byte| byte == 0).count();
            if at >= gap.end {
                return;
            }
            let Some(frame) = Frame::at(bytes, at).filter(|frame| frame.metadata.end <= gap.end) else { break };
            if frame.metadata.is_empty() {
                at = frame.metadata.end;
                continue;
            }
            match self.message(&frame, rows).filter(|&next| next <= gap.end) {
                Some(next) => at = next,
                None => break,
            }
            if rows.is_stopped {
                return;
            }
        }
        rows.drop_record();
        let rest = at..gap.end;
        // The footer has the same schema.
        let is_schema = rest.len() <= footer.span.len() + SCHEMA_GRACE
            && bytes.get(rest.clone()).and_then(bare_schema).is_some_and(|fields| fields.len() == footer.fields.len());
        if is_schema {
            rows.strings(rest);
        } else {
            let message = "the footer says nothing of these bytes: what they stand for was not read";
            rows.unread(rest, Reason::NotUnderstood, message);
        }
    }

    /// Reads the message in a frame; where the next one begins.
    fn message(&mut self, frame: &Frame, rows: &mut Rows<'a, '_>) -> Option<usize> {
        let bytes = rows.bytes;
        let Range { start, end: body } = frame.metadata;
        let message = Table::root(bytes.get(start..body)?)?;
        let end = body.checked_add(usize::try_from(message.long(3)).ok()?)?;
        let content = body..end;
        let header = message.table(2)?;
        if content.end > bytes.len() {
            if message.byte(1) == 3 {
                self.records(&header, &content, rows);
            }
            return None;
        }
        match message.byte(1) {
            1 => {
                self.fields = fields(&header)?;
                rows.strings(start..body);
            }
            2 if self.has_dictionaries => {}
            2 => self.dictionary(&header, &content, bytes)?,
            3 => self.records(&header, &content, rows)?,
            // Tensors are no tables.
            _ => rows.strings(content),
        }
        Some(end)
    }

    fn dictionary(&mut self, header: &Table<'_>, content: &Range<usize>, bytes: &'a [u8]) -> Option<()> {
        let id = header.long(0);
        let field = find(&self.fields, id)?;
        let values = Field { dictionary: None, ..field.clone() };
        let mut batch = batch(&header.table(1)?, content, bytes)?;
        self.dictionaries_len += batch.content_len;
        if self.dictionaries_len > DICTIONARIES_LEN_MAX {
            return None;
        }
        let array = batch.parts.array(&values)?;
        let known = self.dictionaries.entry(id).or_default();
        if header.byte(2) == 0 {
            known.clear();
        }
        known.push(array);
        Some(())
    }

    fn records(&mut self, header: &Table<'_>, content: &Range<usize>, rows: &mut Rows<'a, '_>) -> Option<()> {
        let mut batch = batch(header, content, rows.bytes)?;
        let buffers = batch.parts.buffers.len();
        let mut arrays: Vec<(String, Array<'a>)> = Vec::new();
        for field in &self.fields {
            let taken = buffers - batch.parts.buffers.len();
            let array = batch.parts.array(field)?;
            if buffers - batch.parts.buffers.len() > batch.whole {
                // The source ends within this column.
                self.cut_at = batch.starts.get(taken).copied();
                break;
            }
            arrays.push((field.name.clone(), array));
        }
        if arrays.is_empty() {
            return self.cut_at.is_none().then_some(());
        }
        rows.table("");
        for field in &self.fields {
            declare(field, &field.name, rows);
        }
        let values_left = batch.content_len.saturating_mul(8).saturating_add(VALUES_GRACE);
        let mut cells =
            Cells { dictionaries: &self.dictionaries, path: String::new(), values_left, lacks_dictionary: false };
        for index in 0..batch.len {
            for (name, array) in &arrays {
                cells.path.clear();
                cells.path.push_str(name);
                cells.value(array, index, rows, 0)?;
            }
            rows.end_record();
            if rows.is_stopped {
                break;
            }
        }
        self.lacks_dictionary |= cells.lacks_dictionary;
        Some(())
    }
}

/// Opens the columns of a field, in the order of the schema and whether they have values or not. The depth of fields is
/// bounded.
fn declare(field: &Field, path: &str, rows: &mut Rows<'_, '_>) {
    match field.ty {
        Type::Struct => field.children.iter().for_each(|child| declare(child, &format!("{path}.{}", child.name), rows)),
        Type::List { .. } | Type::FixedList(_) => {
            field.children.iter().for_each(|child| declare(child, &format!("{path}[]"), rows));
        }
        _ => {
            rows.typed(path, field.ty.sql_type());
        }
    }
}

/// The field whose values are in the dictionary `id`. The depth of fields is bounded.
fn find(fields: &[Field], id: i64) -> Option<&Field> {
    fields.iter().find_map(|field| match &field.dictionary {
        Some((known, _)) if *known == id => Some(field),
        _ => find(&field.children, id),
    })
}

fn batch<'a>(header: &Table<'_>, content: &Range<usize>, bytes: &'a [u8]) -> Option<Batch<'a>> {
    let codec = header.table(3).map(|compression| match compression.byte(0) {
        0 => Some(Codec::Lz4Frame),
        1 => Some(Codec::Zstd),
        _ => None,
    });
    let mut content_len = 0usize;
    let (mut buffers, mut starts, mut whole) = (Vec::new(), Vec::new(), None);
    for (offset, len) in header.pairs(2).unwrap_or_default() {
        let start = content.start.checked_add(offset)?;
        let span = start..start.checked_add(len).filter(|&end| end <= content.end)?;
        starts.push(start.min(bytes.len()));
        if span.end > bytes.len() || whole.is_some() {
            whole.get_or_insert(buffers.len());
            buffers.push(Buffer::default());
            continue;
        }
        let buffer = buffer(bytes.get(span.clone())?, span, codec)?;
        content_len = content_len.checked_add(buffer.bytes.len()).filter(|&len| len <= 4 * BLOCK_LEN_MAX)?;
        buffers.push(buffer);
    }
    let views = header.longs(4);
    let whole = whole.unwrap_or(buffers.len());
    Some(Batch {
        len: usize::try_from(header.long(0)).ok()?,
        parts: Parts {
            nodes: header.pairs(1).unwrap_or_default().into_iter(),
            buffers: buffers.into_iter(),
            views: views.into_iter(),
        },
        content_len,
        whole,
        starts,
    })
}

/// A buffer, decompressed: its length stands before it, and -1 says that it is not compressed.
fn buffer<'a>(raw: &'a [u8], span: Range<usize>, codec: Option<Option<Codec>>) -> Option<Buffer<'a>> {
    let Some(codec) = codec.filter(|_| !raw.is_empty()) else {
        return Some(Buffer { bytes: Cow::Borrowed(raw), span });
    };
    let (head, stored) = raw.split_at_checked(8)?;
    let len = i64::from_le_bytes(head.try_into().ok()?);
    if len == -1 {
        return Some(Buffer { bytes: Cow::Borrowed(stored), span: span.start + 8..span.end });
    }
    let bytes = codec?.decompress(stored, usize::try_from(len).ok()?)?;
    Some(Buffer { bytes: Cow::Owned(bytes), span })
}
