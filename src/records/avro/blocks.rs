//! The header of a file, and its blocks.

use super::MAGIC;
use super::schema::Schema;
use super::value::{Block, Values};
use crate::error::Reason;
use crate::records::codec::{BLOCK_LEN_MAX, Codec};
use crate::records::rows::Rows;

/// Length of the marker behind each block.
const MARKER_LEN: usize = 16;
/// Behind each block of Snappy a check sum, before each of LZ4 its length.
const CHECKSUM_LEN: usize = 4;
const LENGTH_LEN: usize = 4;
/// Values in a block beyond one for each byte.
const VALUES_GRACE: usize = 1 << 20;

/// What the header says.
struct Header {
    schema: Schema,
    /// `None` where nobody can decompress it.
    codec: Option<Codec>,
    /// What stands before the data of a block, and behind them.
    around: (usize, usize),
    marker: [u8; MARKER_LEN],
    end: usize,
}

/// Reads a whole file.
pub(super) fn read(rows: &mut Rows<'_, '_>) {
    let bytes = rows.bytes;
    let Some(header) = header(bytes) else {
        let message = "the header of the file is broken: its bytes were scanned as they stand";
        rows.unread(0..bytes.len(), Reason::NotUnderstood, message);
        return;
    };
    rows.strings(MAGIC.len()..header.end);
    let mut at = header.end;
    while at < bytes.len() && !rows.is_stopped {
        rows.table(&header.schema.name);
        at = match block(&header, at, rows) {
            Some(next) => next,
            None => {
                rows.drop_record();
                rows.flush();
                let rest = bytes.get(at..).unwrap_or_default();
                let next = memchr::memmem::find(rest, &header.marker).map_or(bytes.len(), |len| at + len + MARKER_LEN);
                let message = "a block that is broken: its bytes were scanned as they stand";
                rows.unread(at..next, Reason::NotUnderstood, message);
                next
            }
        };
    }
    rows.flush();
}

fn header(bytes: &[u8]) -> Option<Header> {
    let mut reader = Block { bytes, at: MAGIC.len(), span: 0..0, is_verbatim: true, values_left: 0 };
    let (mut schema, mut codec) = (None, &b"null"[..]);
    loop {
        let mut count = reader.long()?;
        if count == 0 {
            break;
        }
        if count < 0 {
            count = count.checked_neg()?;
            reader.long()?;
        }
        for _ in 0..count {
            let key = reader.sized()?;
            let value = reader.sized()?;
            match bytes.get(key)? {
                b"avro.schema" => schema = Some(Schema::parse(bytes.get(value)?)?),
                b"avro.codec" => codec = bytes.get(value)?,
                _ => {}
            }
        }
    }
    let marker = bytes.get(reader.at..reader.at + MARKER_LEN)?.try_into().ok()?;
    let around = match codec {
        b"snappy" => (0, CHECKSUM_LEN),
        b"lz4" => (LENGTH_LEN, 0),
        _ => (0, 0),
    };
    let codec = match codec {
        b"null" | b"" => Some(Codec::None),
        b"deflate" => Some(Codec::Deflate),
        b"snappy" => Some(Codec::Snappy),
        b"zstandard" => Some(Codec::Zstd),
        b"bzip2" => Some(Codec::Bzip2),
        b"xz" => Some(Codec::Xz),
        // The specification knows none: this is how Python's fastavro writes it.
        b"lz4" => Some(Codec::Lz4),
        _ => None,
    };
    Some(Header { schema: schema?, codec, around, marker, end: reader.at + MARKER_LEN })
}

/// How many times as long as its bytes a block may be, as much as deflate can pack, and what is no matter. Of bzip2 and xz two hundred
/// bytes may stand for as many megabytes, in each of a thousand blocks.
const RATIO_MAX: usize = 1_000;
const RATIO_GRACE: usize = 64 << 10;

/// Reads the block at `at`; where the next one begins.
fn block(header: &Header, at: usize, rows: &mut Rows<'_, '_>) -> Option<usize> {
    let bytes = rows.bytes;
    let mut reader = Block { bytes, at, span: 0..0, is_verbatim: true, values_left: 0 };
    let count = reader.long()?;
    let len = usize::try_from(reader.long()?).ok()?;
    let span = reader.at..reader.at.checked_add(len)?;
    let is_cut = span.end > bytes.len();
    let span = span.start..span.end.min(bytes.len());
    let stored = bytes.get(span.clone())?;
    let codec = header.codec?;
    let (before, behind) = header.around;
    let compressed = stored.get(before..stored.len().checked_sub(behind)?)?;
    let unpacked;
    let content = if codec == Codec::None {
        compressed
    } else {
        let len_max = compressed.len().saturating_mul(RATIO_MAX).clamp(RATIO_GRACE, BLOCK_LEN_MAX);
        unpacked = codec.decompress(compressed, len_max)?;
        &unpacked
    };
    let mut block = Block {
        bytes: content,
        at: 0,
        span: span.clone(),
        is_verbatim: codec == Codec::None,
        values_left: content.len().saturating_add(VALUES_GRACE),
    };
    let mut values = Values { schema: &header.schema, path: String::new() };
    for _ in 0..count {
        values.read(header.schema.root, &mut block, rows, 0)?;
        rows.end_record();
        if rows.is_stopped {
            return Some(bytes.len());
        }
    }
    let end = span.end + MARKER_LEN;
    let marker = bytes.get(span.end..end);
    (!is_cut && block.at == content.len() && marker == Some(&header.marker)).then_some(end)
}
