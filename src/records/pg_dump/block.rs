//! One block of data: chunks to decoded text to rows.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::archive::{Archive, Block, Compression};
use super::decoded::{DecodedSink, Origin, Run};
use crate::decode::strings;
use crate::error::{Reason, Severity};
use crate::records::{BatchSink, Flow, Piece, Reader, State, TextClass, nested};

/// Decoded text that is read at a time.
const TEXT_BYTES: usize = 1 << 20;
/// The longest row.
const ROW_BYTES_MAX: usize = 32 << 20;
/// Decoded bytes for each byte, beyond a first stretch: what is far more is a bomb.
const RATIO_MAX: usize = 2_000;
const RATIO_GRACE_BYTES: usize = 256 << 20;

/// The chunks of a block, one after another.
struct Chunks<'a> {
    archive: &'a Archive,
    bytes: &'a [u8],
    /// The rest of the current chunk.
    chunk: Range<usize>,
    end: usize,
    /// How far the block was read, for those who only see the decoder around this.
    position: Rc<Cell<usize>>,
}

impl<'a> Chunks<'a> {
    fn new(archive: &'a Archive, bytes: &'a [u8], block: &Block, position: &Rc<Cell<usize>>) -> Self {
        let start = block.span.start;
        position.set(start);
        Self { archive, bytes, chunk: start..start, end: block.span.end, position: Rc::clone(position) }
    }

    /// The next run of bytes, at most `len_max` of them.
    fn next_run(&mut self, len_max: usize) -> Option<Range<usize>> {
        if self.chunk.is_empty() {
            self.chunk = self.archive.chunk(self.bytes, self.chunk.end, self.end)?;
        }
        let end = self.chunk.end.min(self.chunk.start.saturating_add(len_max));
        let run = self.chunk.start..end;
        self.chunk.start = end;
        self.position.set(end);
        Some(run)
    }
}

impl Read for Chunks<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let run = self.next_run(buf.len()).and_then(|run| self.bytes.get(run)).unwrap_or_default();
        if let Some(buf) = buf.get_mut(..run.len()) {
            buf.copy_from_slice(run);
        }
        Ok(run.len())
    }
}

/// The decoded text of a block, as it comes.
enum Text<'a> {
    Plain(Chunks<'a>),
    Packed { decoder: Box<dyn Read + 'a>, position: Rc<Cell<usize>>, decoded: usize },
}

/// The text at hand.
#[derive(Default)]
struct Window {
    text: Vec<u8>,
    /// Where it stands, if it stands in the piece as it is.
    runs: Vec<Run>,
    /// The bytes it was decoded from.
    packed: Range<usize>,
    is_last: bool,
}

impl<'a> Text<'a> {
    fn new(archive: &'a Archive, bytes: &'a [u8], block: &Block) -> Self {
        let position = Rc::default();
        let chunks = Chunks::new(archive, bytes, block, &position);
        let decoder: Box<dyn Read + 'a> = match archive.compression {
            Compression::None => return Self::Plain(chunks),
            Compression::Zlib => Box::new(flate2::read::ZlibDecoder::new(chunks)),
            Compression::Lz4 => Box::new(lz4_flex::frame::FrameDecoder::new(chunks)),
            Compression::Zstd => match zstd_decoder(chunks) {
                Some(decoder) => decoder,
                None => Box::new(io::empty()),
            },
        };
        Self::Packed { decoder, position, decoded: 0 }
    }

    /// Appends text until there are `len` bytes of it. Says what is wrong where it breaks off.
    fn fill(&mut self, window: &mut Window, len: usize) -> Option<(Reason, &'static str)> {
        match self {
            Self::Plain(chunks) => {
                while window.text.len() < len {
                    let Some(run) = chunks.next_run(len) else {
                        window.is_last = true;
                        break;
                    };
                    window.runs.push(Run { from: window.text.len(), at: run.start });
                    window.text.extend_from_slice(chunks.bytes.get(run).unwrap_or_default());
                }
                None
            }
            Self::Packed { decoder, position, decoded } => {
                let (start, before) = (position.get(), window.text.len());
                if before == 0 {
                    window.packed.start = start;
                }
                let missing = len.saturating_sub(before);
                let mut limited = decoder.by_ref().take(missing as u64);
                // A decoder that fails on hostile input must not end the scan of the source.
                let result = catch_unwind(AssertUnwindSafe(|| limited.read_to_end(&mut window.text)));
                window.packed.end = position.get();
                let added = window.text.len() - before;
                *decoded += added;
                window.is_last = added < missing;
                let is_bomb = *decoded > RATIO_GRACE_BYTES && *decoded / RATIO_MAX > position.get();
                window.is_last |= is_bomb;
                match result {
                    _ if is_bomb => Some((Reason::LimitReached, "the data unpacks to more than is believable")),
                    Ok(Ok(_)) => None,
                    Ok(Err(_)) | Err(_) => {
                        window.is_last = true;
                        Some((Reason::CorruptStream, "the compressed data breaks off"))
                    }
                }
            }
        }
    }
}

fn zstd_decoder<'a>(chunks: Chunks<'a>) -> Option<Box<dyn Read + 'a>> {
    let decoder = catch_unwind(AssertUnwindSafe(|| ruzstd::decoding::StreamingDecoder::new(chunks)));
    decoder.ok()?.ok().map(|decoder| Box::new(decoder) as Box<dyn Read + 'a>)
}

impl Window {
    fn origin(&self) -> Origin<'_> {
        if self.runs.is_empty() { Origin::Packed(self.packed.clone()) } else { Origin::Runs(&self.runs) }
    }

    /// Forgets the first `len` bytes.
    fn consume(&mut self, len: usize) {
        self.text.drain(..len.min(self.text.len()));
        let first = self.runs.partition_point(|run| run.from <= len).saturating_sub(1);
        self.runs.drain(..first);
        for run in &mut self.runs {
            match run.from.checked_sub(len) {
                Some(from) => run.from = from,
                None => *run = Run { from: 0, at: run.at + len - run.from },
            }
        }
        if self.text.is_empty() {
            self.runs.clear();
        }
    }
}

/// Reads the rows of a block with `reader`, which begins in the state that `start` gives for the first bytes.
pub(super) fn read_rows(
    archive: &Archive,
    bytes: &[u8],
    block: &Block,
    reader: &dyn Reader,
    start: impl FnOnce(&[u8]) -> State,
    sink: &mut dyn BatchSink,
) {
    let mut text = Text::new(archive, bytes, block);
    let mut window = Window::default();
    let mut trouble = text.fill(&mut window, TEXT_BYTES);
    let mut state = start(&window.text);
    loop {
        let must_consume = window.text.len() >= ROW_BYTES_MAX;
        let piece = Piece { bytes: &window.text, state: &state, at_end: window.is_last, must_consume };
        let consumed = if window.text.is_empty() {
            0
        } else {
            let mut decoded = DecodedSink::new(sink, bytes, window.origin());
            let consumed = reader.read(&piece, &mut decoded);
            state = consumed.state;
            consumed.len
        };
        if let Some((reason, message)) = trouble {
            sink.diagnostic(Severity::Error, reason, block.span.start, message);
            sink.unread(block.span.clone(), reason);
        }
        if window.is_last {
            break;
        }
        let len = if consumed == 0 { window.text.len() * 2 } else { TEXT_BYTES };
        window.consume(consumed);
        let len = len.max(window.text.len() + 1);
        trouble = text.fill(&mut window, len);
    }
    if trouble.is_some() && !block.span.is_empty() {
        // The packed bytes themselves say nothing, but none of them is passed over in silence.
        let _: Flow = sink.text(bytes, block.span.clone(), TextClass::Binary);
    }
}

/// Reads a large object, which may be anything.
pub(super) fn read_object(archive: &Archive, bytes: &[u8], block: &Block, sink: &mut dyn BatchSink) {
    let mut text = Text::new(archive, bytes, block);
    let mut window = Window::default();
    let mut is_first = true;
    while !window.is_last {
        let trouble = text.fill(&mut window, TEXT_BYTES);
        if let Some((reason, message)) = trouble {
            sink.diagnostic(Severity::Error, reason, block.span.start, message);
            sink.unread(block.span.clone(), reason);
        }
        // A table, a document or an archive is read as one, if it is held as a whole.
        let is_whole = is_first && window.is_last && trouble.is_none();
        if is_whole && nested::read_contained(bytes, &window.text, "", block.span.clone(), sink).is_some() {
            return;
        }
        is_first = false;
        // A line that goes on in the next stretch is left for it.
        let end = memchr::memrchr(b'\n', &window.text).map_or(window.text.len(), |at| at + 1);
        let end = if window.is_last { window.text.len() } else { end };
        let mut decoded = DecodedSink::new(sink, bytes, window.origin());
        let ready = window.text.get(..end).unwrap_or_default();
        if memchr::memchr(0, ready).is_none() {
            if end > 0 {
                let _: Flow = decoded.text(ready, 0..end, TextClass::Text);
            }
        } else {
            let mut from = 0;
            while let Some(run) = strings::next_run(ready, from) {
                from = run.end;
                let _: Flow = decoded.text(ready, run, TextClass::Structure);
            }
        }
        window.consume(end);
    }
}
