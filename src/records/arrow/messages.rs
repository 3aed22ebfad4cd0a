//! Messages, one after the other.

use std::borrow::Cow;
use std::ops::Range;

use super::MAGIC;
use super::array::{Array, Buffer, Cells, Dictionaries, Parts};
use super::flat::Table;
use super::schema::{Field, Type, fields};
use crate::error::Reason;
use crate::records::codec::{BLOCK_LEN_MAX, Codec};
use crate::records::rows::Rows;

/// What a message begins with.
const CONTINUATION: &[u8] = &[0xFF; 4];
/// The longest metadata of a message.
const METADATA_LEN_MAX: usize = 64 << 20;
/// Values of a batch beyond one for each byte of it, uncompressed.
const VALUES_GRACE: usize = 1 << 20;
/// Bytes of the dictionaries of a stream.
const DICTIONARIES_LEN_MAX: usize = 512 << 20;

/// Whether a source begins like a stream of messages: with a schema.
pub(super) fn begins_stream(head: &[u8]) -> bool {
    let Some(len) = metadata_len(head, 0) else { return false };
    let metadata = head.get(8..8 + len).and_then(Table::root);
    metadata
        .is_some_and(|message| message.byte(1) == 1 && message.table(2).is_some_and(|schema| fields(&schema).is_some()))
}

/// The length of the metadata of the message at `at`.
fn metadata_len(bytes: &[u8], at: usize) -> Option<usize> {
    let head = bytes.get(at..at.checked_add(8)?)?;
    let len = u32::from_le_bytes(head.get(4..)?.try_into().ok()?) as usize;
    (head.starts_with(CONTINUATION) && len <= METADATA_LEN_MAX).then_some(len)
}

/// Reads a whole file or stream.
pub(super) fn read(rows: &mut Rows<'_, '_>) {
    let bytes = rows.bytes;
    let mut at = if bytes.starts_with(MAGIC) { MAGIC.len() } else { 0 };
    let mut stream =
        Stream { fields: Vec::new(), dictionaries: Dictionaries::new(), dictionaries_len: 0, cut_at: None };
    while let Some(len) = metadata_len(bytes, at).filter(|&len| len > 0) {
        let Some(next) = stream.message(at, len, rows) else {
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
    let has_end = stream.cut_at.is_none() && metadata_len(bytes, at) == Some(0);
    let is_whole = has_end || (at >= bytes.len() && !stream.fields.is_empty() && stream.cut_at.is_none());
    if is_whole {
        rows.strings(at.min(bytes.len())..bytes.len());
    } else {
        let message = "a message that is broken or of an unknown kind: the rest was scanned as it stands";
        rows.unread(at..bytes.len(), Reason::NotUnderstood, message);
    }
    rows.flush();
}

struct Stream<'a> {
    fields: Vec<Field>,
    dictionaries: Dictionaries<'a>,
    dictionaries_len: usize,
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
    /// Reads the message at `at`; where the next one begins.
    fn message(&mut self, at: usize, len: usize, rows: &mut Rows<'a, '_>) -> Option<usize> {
        let bytes = rows.bytes;
        let start = at + 8;
        let body = start.checked_add(len)?;
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
        let mut cells = Cells { dictionaries: &self.dictionaries, path: String::new(), values_left };
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
