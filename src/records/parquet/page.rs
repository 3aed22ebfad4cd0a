//! Pages: their headers, levels and values.

use std::borrow::Cow;
use std::ops::Range;

use super::footer::Chunk;
use super::levels::{hybrid, width_of};
use super::schema::Leaf;
use super::thrift::{self, Struct};
use super::values::Values;
use crate::records::codec::Codec;

/// The bytes that a header of a page may take.
const HEADER_LEN_MAX: usize = 1 << 20;

/// A page with values.
pub(super) struct Page {
    /// Empty where every value is there, or none repeats.
    pub(super) defined: Vec<u32>,
    pub(super) repeated: Vec<u32>,
    pub(super) count: usize,
    /// The values, or where in the dictionary they stand.
    pub(super) values: Content,
    pub(super) span: Range<usize>,
}

/// What a page holds.
pub(super) enum Content {
    Values(Values),
    Indices(Vec<u32>),
}

/// What stands at a place in a column.
pub(super) enum Part {
    Page(Page),
    Dictionary(Values),
    /// An index, or something new: no values.
    Other,
}

/// Reads the part at `at`, and where the next one begins. `None` where it is broken.
pub(super) fn read(bytes: &[u8], chunk: &Chunk, leaf: &Leaf, at: usize) -> Option<(Part, usize)> {
    let rest = bytes.get(at..chunk.span.end)?;
    let (header, header_len) = thrift::read(rest.get(..HEADER_LEN_MAX).unwrap_or(rest))?;
    let start = at + header_len;
    let end = start.checked_add(header.size(3)?).filter(|&end| end <= chunk.span.end)?;
    let raw = bytes.get(start..end)?;
    let len = header.size(2)?;
    let span = start..end;
    let part = match header.int(1)? {
        0 => Part::Page(data(header.structure(5)?, raw, len, chunk.codec?, leaf, span)?),
        2 => {
            let inner = header.structure(7)?;
            let unpacked = unpack(raw, len, chunk.codec?)?;
            Part::Dictionary(Values::decode(leaf, 0, &unpacked, inner.size(1)?)?)
        }
        3 => Part::Page(data_v2(header.structure(8)?, raw, len, chunk.codec?, leaf, span)?),
        _ => Part::Other,
    };
    Some((part, end))
}

fn unpack(raw: &[u8], len: usize, codec: Codec) -> Option<Cow<'_, [u8]>> {
    match codec {
        Codec::None => Some(Cow::Borrowed(raw)),
        codec => codec.decompress(raw, len).map(Cow::Owned),
    }
}

fn data(header: &Struct<'_>, raw: &[u8], len: usize, codec: Codec, leaf: &Leaf, span: Range<usize>) -> Option<Page> {
    let count = header.size(1)?;
    let content = unpack(raw, len, codec)?;
    let mut at = 0;
    let mut levels = |max: u8| {
        if max == 0 {
            return Some(Vec::new());
        }
        let len = u32::from_le_bytes(content.get(at..at + 4)?.try_into().ok()?) as usize;
        let levels = hybrid(content.get(at + 4..(at + 4).checked_add(len)?)?, width_of(max), count)?;
        at += 4 + len;
        Some(levels)
    };
    let repeated = levels(leaf.repeated)?;
    let defined = levels(leaf.defined)?;
    let values = values(leaf, header.int(2)?, content.get(at..)?, there(leaf, &defined, count))?;
    Some(Page { defined, repeated, count, values, span })
}

fn data_v2(header: &Struct<'_>, raw: &[u8], len: usize, codec: Codec, leaf: &Leaf, span: Range<usize>) -> Option<Page> {
    let count = header.size(1)?;
    let (defined_len, repeated_len) = (header.size(5)?, header.size(6)?);
    let values_start = repeated_len.checked_add(defined_len)?;
    let levels = |span: Range<usize>, max: u8| match max {
        0 => Some(Vec::new()),
        max => hybrid(raw.get(span)?, width_of(max), count),
    };
    let repeated = levels(0..repeated_len, leaf.repeated)?;
    let defined = levels(repeated_len..values_start, leaf.defined)?;
    let stored = raw.get(values_start..)?;
    let is_compressed = header.int(7) != Some(0);
    let codec = if is_compressed { codec } else { Codec::None };
    // Nothing may be stored where there is no value.
    let content =
        if stored.is_empty() { Cow::Borrowed(stored) } else { unpack(stored, len.checked_sub(values_start)?, codec)? };
    let values = values(leaf, header.int(4)?, &content, there(leaf, &defined, count))?;
    Some(Page { defined, repeated, count, values, span })
}

/// How many values are there.
fn there(leaf: &Leaf, defined: &[u32], count: usize) -> usize {
    match leaf.defined {
        0 => count,
        max => defined.iter().filter(|&&level| level == u32::from(max)).count(),
    }
}

fn values(leaf: &Leaf, encoding: i64, bytes: &[u8], count: usize) -> Option<Content> {
    if !matches!(encoding, 2 | 8) {
        return Values::decode(leaf, encoding, bytes, count).map(Content::Values);
    }
    let Some((&width, rest)) = bytes.split_first() else { return (count == 0).then_some(Content::Indices(Vec::new())) };
    hybrid(rest, usize::from(width), count).map(Content::Indices)
}
