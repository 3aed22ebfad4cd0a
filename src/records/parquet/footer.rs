//! The footer: schema, and where the columns of each row group lie.

use std::ops::Range;

use super::schema::{Leaf, leaves};
use super::{MAGIC, thrift};
use crate::records::codec::Codec;

/// What the footer says.
pub(super) struct Footer {
    pub(super) leaves: Vec<Leaf>,
    pub(super) groups: Vec<Group>,
    pub(super) span: Range<usize>,
    /// The smallest and largest values of chunks, one after another.
    pub(super) extremes: Vec<Range<usize>>,
    /// What lies before it and belongs to nothing that it tells of.
    pub(super) gaps: Vec<Range<usize>>,
    /// Whether its row groups have as many rows as the file.
    pub(super) is_whole: bool,
}

impl Footer {
    /// What of the footer is no value of a column.
    pub(super) fn without_extremes(&self) -> Vec<Range<usize>> {
        let mut from = self.span.start;
        let mut spans = Vec::with_capacity(self.extremes.len() + 1);
        for extreme in &self.extremes {
            spans.push(from..extreme.start.max(from));
            from = extreme.end.max(from);
        }
        spans.push(from..self.span.end.max(from));
        spans
    }
}

/// A row group.
pub(super) struct Group {
    pub(super) rows: u64,
    /// For each leaf its chunk.
    pub(super) chunks: Vec<Chunk>,
}

/// A column in a row group.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) span: Range<usize>,
    /// `None` where nobody can decompress it.
    pub(super) codec: Option<Codec>,
}

/// Reads the footer; `None` where it is broken.
pub(super) fn read(bytes: &[u8]) -> Option<Footer> {
    let tail = bytes.len().checked_sub(8)?;
    let len = u32::from_le_bytes(bytes.get(tail..tail + 4)?.try_into().ok()?) as usize;
    if bytes.get(tail + 4..)? != MAGIC {
        return None;
    }
    let start = tail.checked_sub(len)?;
    let (footer, _) = thrift::read(bytes.get(start..tail)?)?;
    let leaves = leaves(footer.structures(2))?;
    let mut groups: Vec<Group> = Vec::new();
    for group in footer.structures(4) {
        let chunks: Vec<Chunk> = group.structures(1).map(|chunk| self::chunk(chunk, start)).collect::<Option<_>>()?;
        let rows = u64::try_from(group.int(3)?).ok()?;
        (chunks.len() == leaves.len()).then_some(())?;
        groups.push(Group { rows, chunks });
    }
    let extremes = footer.structures(4).flat_map(|group| group.structures(1)).flat_map(|chunk| extremes(chunk, start));
    let mut extremes: Vec<_> = extremes.collect();
    extremes.sort_unstable_by_key(|span| span.start);
    let indexes = footer.structures(4).flat_map(|group| group.structures(1)).flat_map(indexes);
    let known = groups.iter().flat_map(|group| &group.chunks).map(|chunk| chunk.span.clone()).chain(indexes);
    let gaps = gaps(known.collect(), start);
    let rows = groups.iter().fold(0u64, |sum, group| sum.saturating_add(group.rows));
    let is_whole = footer.int(3).and_then(|stated| u64::try_from(stated).ok()) == Some(rows);
    Some(Footer { leaves, groups, span: start..tail, extremes, gaps, is_whole })
}

/// Where the indexes and the Bloom filter of a chunk lie. The length of a filter may not be stated: it goes as far as what
/// follows.
fn indexes(chunk: &thrift::Struct<'_>) -> Vec<Range<usize>> {
    let placed = |at: Option<usize>, len: Option<usize>| {
        let at = at.filter(|&at| at > 0)?;
        Some(at..at.saturating_add(len.unwrap_or(usize::MAX)))
    };
    let filter = chunk.structure(3).and_then(|meta| placed(meta.size(14), meta.size(15)));
    let indexes = [(4, 5), (6, 7)].map(|(at, len)| placed(chunk.size(at), Some(chunk.size(len).unwrap_or(0))));
    indexes.into_iter().flatten().chain(filter).collect()
}

/// What lies before `end` and in none of `known`.
fn gaps(mut known: Vec<Range<usize>>, end: usize) -> Vec<Range<usize>> {
    known.sort_unstable_by_key(|span| span.start);
    let mut from = MAGIC.len();
    let mut gaps = Vec::new();
    for span in known {
        if from < span.start.min(end) {
            gaps.push(from..span.start.min(end));
        }
        from = from.max(span.end);
    }
    if from < end {
        gaps.push(from..end);
    }
    gaps
}

/// Where the statistics of a chunk hold values.
fn extremes(chunk: &thrift::Struct<'_>, footer_start: usize) -> Vec<Range<usize>> {
    const FIELDS: [i16; 4] = [1, 2, 5, 6];
    let Some(statistics) = chunk.structure(3).and_then(|meta| meta.structure(12)) else { return Vec::new() };
    let spans = FIELDS.iter().filter_map(|&field| statistics.span(field));
    spans.map(|span| footer_start + span.start..footer_start + span.end).collect()
}

fn chunk(chunk: &thrift::Struct<'_>, footer_start: usize) -> Option<Chunk> {
    // Without metadata here it is encrypted, or stands in another file.
    let meta = chunk.structure(3)?;
    let data = meta.size(9)?;
    let start = meta.size(11).filter(|&dictionary| dictionary > 0).map_or(data, |dictionary| dictionary.min(data));
    let end = start.checked_add(meta.size(7)?)?.min(footer_start);
    let codec = match meta.int(4)? {
        0 => Some(Codec::None),
        1 => Some(Codec::Snappy),
        2 => Some(Codec::Gzip),
        4 => Some(Codec::Brotli),
        6 => Some(Codec::Zstd),
        7 => Some(Codec::Lz4),
        _ => None,
    };
    Some(Chunk { span: start.min(end)..end, codec })
}
