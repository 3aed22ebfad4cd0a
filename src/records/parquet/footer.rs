//! The footer: schema, and where the columns of each row group lie.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::schema::{Leaf, leaves};
use super::{MAGIC, thrift};
use crate::records::codec::Codec;

/// What the footer says.
pub(super) struct Footer {
    pub(super) leaves: Vec<Leaf>,
    pub(super) groups: Vec<Group>,
    pub(super) span: Range<usize>,
    /// What it says of a chunk, written once more behind the chunk.
    pub(super) copies: Vec<Range<usize>>,
    /// The smallest and largest values of chunks, one after another.
    pub(super) extremes: Vec<Range<usize>>,
    /// What lies before it and belongs to nothing that it tells of.
    pub(super) gaps: Vec<Range<usize>>,
    /// Whether its row groups have as many rows as the file.
    pub(super) is_whole: bool,
}

impl Footer {
    /// What of the footer, and of what repeats it, is no value of a column.
    pub(super) fn without_extremes(&self) -> Vec<Range<usize>> {
        let mut spans = Vec::with_capacity(self.extremes.len() + self.copies.len() + 1);
        let mut extremes = self.extremes.iter().peekable();
        for part in self.parts() {
            let mut from = part.start;
            while let Some(extreme) = extremes.next_if(|extreme| extreme.start < part.end) {
                spans.push(from..extreme.start.max(from));
                from = extreme.end.max(from);
            }
            spans.push(from..part.end.max(from));
        }
        spans
    }

    /// The footer, and what repeats it, in the order of the file.
    pub(super) fn parts(&self) -> impl Iterator<Item = Range<usize>> {
        self.copies.iter().chain([&self.span]).cloned()
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
    let chunks = || footer.structures(4).flat_map(|group| group.structures(1));
    let known = groups.iter().flat_map(|group| &group.chunks).map(|chunk| chunk.span.clone());
    let gaps = gaps(known.chain(chunks().flat_map(|chunk| indexes(chunk, bytes, start))).collect(), start);
    let (copies, gaps) = copies(bytes, gaps, chunks());
    let mut extremes: Vec<_> = copies.iter().flat_map(|copy| extremes(&copy.meta, copy.span.start)).collect();
    extremes.extend(chunks().filter_map(|chunk| chunk.structure(3)).flat_map(|meta| self::extremes(meta, start)));
    extremes.sort_unstable_by_key(|span| span.start);
    let copies = copies.into_iter().map(|copy| copy.span).collect();
    let rows = groups.iter().fold(0u64, |sum, group| sum.saturating_add(group.rows));
    let is_whole = footer.int(3).and_then(|stated| u64::try_from(stated).ok()) == Some(rows);
    Some(Footer { leaves, groups, span: start..tail, copies, extremes, gaps, is_whole })
}

/// Where the indexes and the Bloom filter of a chunk lie. Older writers do not state the length of a filter: its header does.
fn indexes(chunk: &thrift::Struct<'_>, bytes: &[u8], end: usize) -> Vec<Range<usize>> {
    const FILTER_HEADER_LEN_MAX: usize = 256;
    let placed = |at: usize, len: usize| (at > 0).then(|| at..at.saturating_add(len));
    let filter = chunk.structure(3).and_then(|meta| {
        let at = meta.size(14).filter(|&at| at < end)?;
        let of_header = || {
            let rest = bytes.get(at..end)?;
            let (header, len) = thrift::read(rest.get(..FILTER_HEADER_LEN_MAX).unwrap_or(rest))?;
            len.checked_add(header.size(1)?)
        };
        placed(at, meta.size(15).or_else(of_header)?)
    });
    let indexes = [(4, 5), (6, 7)].map(|(at, len)| placed(chunk.size(at)?, chunk.size(len).unwrap_or(0)));
    indexes.into_iter().flatten().chain(filter).collect()
}

/// What the footer says of a chunk, as it stands elsewhere.
struct Repeated<'a> {
    meta: thrift::Struct<'a>,
    span: Range<usize>,
}

/// What in the gaps is said of a chunk in the footer as well, and the gaps without it. Writers may repeat there what they know of
/// a chunk once it is written; `file_offset` says where, but not of all writers: some count the dictionary twice.
fn copies<'a, 'b: 'a>(
    bytes: &'b [u8],
    gaps: Vec<Range<usize>>,
    chunks: impl Iterator<Item = &'a thrift::Struct<'b>>,
) -> (Vec<Repeated<'b>>, Vec<Range<usize>>) {
    const DATA_AT: i16 = 9;
    // Its place tells a chunk from all others.
    let known: HashMap<i64, &thrift::Struct<'_>, FixedState> =
        chunks.filter_map(|chunk| chunk.structure(3)).filter_map(|meta| Some((meta.int(DATA_AT)?, meta))).collect();
    let (mut copies, mut left) = (Vec::new(), Vec::new());
    for gap in gaps {
        let mut from = gap.start;
        while let Some((meta, len)) = bytes.get(from..gap.end).and_then(thrift::read)
            && meta.int(DATA_AT).and_then(|at| known.get(&at)).is_some_and(|known| is_same_chunk(&meta, known))
        {
            copies.push(Repeated { meta, span: from..from + len });
            from += len;
        }
        if from < gap.end {
            left.push(from..gap.end);
        }
    }
    (copies, left)
}

/// Whether both are of one chunk: its type, codec, values, lengths and dictionary, and the path of its column.
fn is_same_chunk(one: &thrift::Struct<'_>, other: &thrift::Struct<'_>) -> bool {
    const PATH: i16 = 3;
    [1, 4, 5, 6, 7, 11].into_iter().all(|field| one.int(field) == other.int(field)) && one.has_texts_of(PATH, other)
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

/// Where the statistics of a chunk hold values, if what is said of it begins at `start`.
fn extremes(meta: &thrift::Struct<'_>, start: usize) -> Vec<Range<usize>> {
    const FIELDS: [i16; 4] = [1, 2, 5, 6];
    let Some(statistics) = meta.structure(12) else { return Vec::new() };
    let spans = FIELDS.iter().filter_map(|&field| statistics.span(field));
    spans.map(|span| start + span.start..start + span.end).collect()
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
