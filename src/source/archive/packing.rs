//! How the bytes of a member are packed in its archive.

use std::sync::Arc;

use lzma_rust2::filter::{FilterConfig, FilterType};
use lzma_rust2::{Action, Lzma2Stream, LzmaStream, Status, StreamResult};

use super::super::compress::{
    self, Broken, Concatenated, Container, Decoder, Engine, Input, Opening, Ran, Step, brotli_decoder, bzip2_decoder,
    deflate_decoder, deflate64_decoder, lz4_decoder, xz_decoder, zlib_decoder, zstd_decoder,
};
use super::graph::Graph;
use super::{le16, le32};

/// The layer that unpacks a member, in messages.
pub(in crate::source) static PACKED: Container =
    Container { name: "the member", sniff: |_| false, opening: Opening::Raw, endings: &[], is_named: false };

/// Dictionaries larger than this are not accepted, in KiB.
pub(super) const MEMORY_KIB_MAX: u32 = (128 << 10) + 4096;

/// A way of packing.
#[derive(Debug, Clone)]
pub(in crate::source) enum Packing {
    /// As it is.
    Stored,
    Deflate,
    Deflate64,
    Zlib,
    Bzip2,
    Zstd,
    Xz,
    Brotli,
    Lz4,
    /// ZIP method 14: a header of its own before the LZMA data. The length, where it is known.
    ZipLzma(Option<u64>),
    /// As it is, up to a data descriptor.
    UntilDescriptor,
    /// Runs of the member (offset, length) that lie in the archive one after another, and its length: what lies between
    /// them are NULs.
    Sparse(Arc<[(u64, u64)]>, u64),
    /// 7z: `PPMd` variant H, with its order, the memory of its model in bytes, and the length of the result.
    Ppmd {
        order: u32,
        memory: u32,
        len: u64,
    },
    /// ZIP method 98: `PPMd` variant I, a header of its own before the data. The length, where it is known.
    ZipPpmd(Option<u64>),
    /// 7z: LZMA with its properties and the length of the result.
    Lzma([u8; 5], u64, Option<Filter>),
    /// 7z: LZMA2 with its dictionary's length.
    Lzma2(u32, Option<Filter>),
    /// 7z: several streams or several filters.
    Graph(Graph),
}

/// A filter that machine code was put through before it was compressed.
#[derive(Debug, Clone, Copy)]
pub(in crate::source) struct Filter {
    pub(super) kind: FilterType,
    pub(super) property: u32,
}

impl Packing {
    /// A decoder, unless the bytes are stored as they are.
    pub(in crate::source) fn decoder(&self) -> Option<Box<dyn Decoder>> {
        Some(match self {
            Self::Stored => return None,
            Self::Deflate => deflate_decoder(),
            Self::Deflate64 => deflate64_decoder(),
            Self::Zlib => zlib_decoder(),
            Self::Bzip2 => bzip2_decoder(),
            Self::Zstd => zstd_decoder(),
            Self::Xz => xz_decoder(),
            Self::Brotli => brotli_decoder(),
            Self::Lz4 => lz4_decoder(),
            Self::Graph(graph) => graph.decoder(),
            Self::ZipLzma(len) => Box::new(Concatenated::single(ZipLzma { len: *len, header: Vec::new(), lzma: None })),
            Self::UntilDescriptor => Box::new(UntilDescriptor { len: 0, is_ended: false }),
            Self::Sparse(runs, len) => Box::new(Sparse { runs: Arc::clone(runs), len: *len, run: 0, at: 0 }),
            &Self::Ppmd { order, memory, len } => super::ppmd::decoder(order, memory, len),
            &Self::ZipPpmd(len) => super::ppmd::zip_decoder(len),
            Self::Lzma([properties, a, b, c, d], len, filter) => {
                let dictionary = u32::from_le_bytes([*a, *b, *c, *d]);
                let lzma = Lzma(new_lzma(*len, *properties, dictionary, *filter));
                Box::new(Marked(Concatenated::single(lzma)))
            }
            Self::Lzma2(dictionary, filter) => {
                let stream = (*dictionary <= MEMORY_KIB_MAX * 1024).then(|| Lzma2Stream::new(*dictionary)).and_then(
                    |mut stream| {
                        let filters: Vec<FilterConfig> = filter.iter().map(|filter| filter.config()).collect();
                        stream.set_filters(&filters).ok().map(|()| stream)
                    },
                );
                Box::new(Concatenated::single(Lzma2(stream)))
            }
        })
    }
}

impl Filter {
    fn config(&self) -> FilterConfig {
        FilterConfig { filter_type: self.kind, property: self.property }
    }
}

fn new_lzma(len: u64, properties: u8, dictionary: u32, filter: Option<Filter>) -> Option<LzmaStream> {
    if dictionary > MEMORY_KIB_MAX * 1024 {
        return None;
    }
    let mut stream = LzmaStream::new_with_props(len, properties, dictionary, None).ok()?;
    let filters: Vec<FilterConfig> = filter.iter().map(Filter::config).collect();
    stream.set_filters(&filters).ok()?;
    Some(stream)
}

const UNUSABLE: Broken = Broken::corrupt("the compressed data asks for what is not accepted");
const DAMAGED: Broken = Broken::corrupt("the compressed data is damaged or cut short");

fn ran(result: StreamResult, unused: usize) -> Ran {
    Ran {
        read: result.bytes_consumed.saturating_sub(unused),
        written: result.bytes_produced,
        is_end: result.status == Status::StreamEnd,
    }
}

fn action(is_last: bool) -> Action {
    if is_last { Action::Finish } else { Action::Run }
}

struct Lzma(Option<LzmaStream>);

impl Engine for Lzma {
    fn reset(&mut self) {}

    fn run(&mut self, input: &[u8], out: &mut [u8], is_last: bool) -> Result<Ran, Broken> {
        let stream = self.0.as_mut().ok_or(UNUSABLE)?;
        let result = stream.process(input, out, action(is_last)).map_err(|_error| DAMAGED)?;
        Ok(ran(result, stream.unused_input().len()))
    }
}

/// LZMA of a known length that may have an end mark all the same, as libarchive writes it: a match of a distance that none has,
/// and what is left of the range coder.
struct Marked(Concatenated<Lzma>);

impl Decoder for Marked {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        const MARK_LEN_MAX: usize = 8;
        let step = self.0.decode(input, out, len_max)?;
        if step != Step::Trailing || input.peek(MARK_LEN_MAX + 1).len() > MARK_LEN_MAX {
            return Ok(step);
        }
        input.consume(MARK_LEN_MAX);
        Ok(Step::Complete)
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        self.0.take_warning()
    }
}

struct Lzma2(Option<Lzma2Stream>);

impl Engine for Lzma2 {
    fn reset(&mut self) {}

    fn run(&mut self, input: &[u8], out: &mut [u8], is_last: bool) -> Result<Ran, Broken> {
        let stream = self.0.as_mut().ok_or(UNUSABLE)?;
        stream.process(input, out, action(is_last)).map(|result| ran(result, 0)).map_err(|_error| DAMAGED)
    }
}

/// APPNOTE 5.8.8: version (2), length of the properties (2, which is 5), properties, data.
struct ZipLzma {
    len: Option<u64>,
    header: Vec<u8>,
    lzma: Option<Lzma>,
}

impl Engine for ZipLzma {
    fn reset(&mut self) {}

    fn run(&mut self, input: &[u8], out: &mut [u8], is_last: bool) -> Result<Ran, Broken> {
        if let Some(lzma) = &mut self.lzma {
            return lzma.run(input, out, is_last);
        }
        let missing = 9 - self.header.len();
        let now = input.get(..missing).unwrap_or(input);
        self.header.extend_from_slice(now);
        if self.header.len() == 9 {
            if le16(&self.header, 2) != Some(5) {
                return Err(DAMAGED);
            }
            let (properties, dictionary) = (self.header.get(4).copied(), le32(&self.header, 5));
            let (Some(properties), Some(dictionary)) = (properties, dictionary) else { return Err(DAMAGED) };
            self.lzma = Some(Lzma(new_lzma(self.len.unwrap_or(u64::MAX), properties, dictionary, None)));
        }
        Ok(Ran { read: now.len(), written: 0, is_end: false })
    }
}

/// Stored bytes whose length comes after them, in a data descriptor (APPNOTE 4.3.9). One is told by its lengths, which
/// are those of the bytes before it: behind its signature, or, as that may be missing, before the next header or the end.
struct UntilDescriptor {
    len: u64,
    is_ended: bool,
}

/// A descriptor without its signature: check sum and two lengths.
const DESCRIPTOR_LEN: usize = 12;

impl UntilDescriptor {
    /// Where the descriptor begins.
    fn find(&self, at_hand: &[u8], is_last: bool) -> Option<usize> {
        let is_len = |stated: Option<u32>, at: usize| {
            let len = self.len + at as u64;
            stated.is_some_and(|stated| u64::from(stated) == len & u64::from(u32::MAX))
        };
        let bare = |end: usize| {
            let at = end.checked_sub(DESCRIPTOR_LEN)?;
            (is_len(le32(at_hand, at + 4), at) && is_len(le32(at_hand, at + 8), at)).then_some(at)
        };
        let marked = memchr::memmem::find_iter(at_hand, b"PK").find_map(|at| match at_hand.get(at + 2..at + 4) {
            Some([7, 8]) => (at + 12 > at_hand.len() || is_len(le32(at_hand, at + 8), at)).then_some(at),
            Some([1, 2] | [3, 4]) => bare(at),
            _ => None,
        });
        marked.or_else(|| if is_last { bare(at_hand.len()) } else { None })
    }
}

impl Decoder for UntilDescriptor {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        if self.is_ended {
            return Ok(Step::Trailing);
        }
        let at_hand = input.peek(24);
        if at_hand.is_empty() {
            return Err(Broken::corrupt(compress::CUT));
        }
        let is_last = at_hand.len() < 24;
        let found = self.find(at_hand, is_last);
        // The last bytes at hand may be the beginning of a descriptor, or one that the next header follows.
        let sure = found.unwrap_or(if is_last { at_hand.len() } else { at_hand.len() - 15 });
        let now = at_hand.get(..sure.min(len_max)).unwrap_or_default();
        out.extend_from_slice(now);
        let len = now.len();
        self.len += len as u64;
        self.is_ended = found == Some(len);
        input.consume(len);
        Ok(Step::More)
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        None
    }
}

struct Sparse {
    runs: Arc<[(u64, u64)]>,
    len: u64,
    run: usize,
    /// Bytes of the member that were given.
    at: u64,
}

impl Decoder for Sparse {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        loop {
            let run = self.runs.get(self.run).copied();
            let (start, end) = run.map_or((self.len, self.len), |(start, len)| (start, start.saturating_add(len)));
            let clamp = |len: u64| usize::try_from(len).unwrap_or(usize::MAX).min(len_max);
            if self.at < start {
                let len = clamp(start - self.at);
                out.resize(out.len() + len, 0);
                self.at += len as u64;
                return Ok(Step::More);
            }
            if self.at >= end {
                if run.is_none() {
                    return Ok(if input.fill().is_empty() { Step::Complete } else { Step::Trailing });
                }
                self.run += 1;
                continue;
            }
            let at_hand = input.fill();
            let now = at_hand.get(..clamp(end - self.at)).unwrap_or(at_hand);
            if now.is_empty() {
                return Err(Broken::corrupt(compress::CUT));
            }
            out.extend_from_slice(now);
            let len = now.len();
            self.at += len as u64;
            input.consume(len);
            return Ok(Step::More);
        }
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        None
    }
}
