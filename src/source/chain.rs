//! From a file to the bytes that are scanned: raw bytes at the bottom, and one layer for each container around them.
//!
//! Bytes are pulled: the innermost layer asks the one below for input, down to the file. All layers share one budget,
//! measured against the bytes of the *file* that were used up, so that a bomb cannot hide in a container within a
//! container. The depth of the recursion is the number of layers, which the budget bounds as well.

use std::fs::File;
use std::io::{self, Read, Seek as _};

use super::compress::{CUT, Container, Decoder, Input, Step};
use super::open;
use crate::config::Limits;
use crate::error::Reason;

/// How much is read or decoded in one go: it fits the second-level cache, and larger reads gain nothing.
pub(super) const CHUNK: usize = 256 * 1024;

/// Why the bytes of a source end before they should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    /// The stable code.
    pub(super) reason: Reason,
    /// For a person. Never holds data.
    pub(super) message: &'static str,
}

/// The bytes of a file as they lie there.
pub(super) enum Raw<'a> {
    /// A small file that was read whole, and why it ended, unless regularly.
    Memory {
        /// What is left of it.
        bytes: &'a [u8],
        /// What comes after it.
        stop: Option<Stop>,
    },
    /// A large one, read as it goes, up to the length that it had when it was opened (a log may grow for ever).
    File {
        /// The file; its position is where the next read begins.
        file: &'a File,
        /// Bytes that should still come; `None` where the system did not state a length.
        left: Option<u64>,
    },
    /// A range of a file, read as it goes, beside other readers of the file.
    Range {
        /// The file, whose position is not looked at.
        file: &'a File,
        /// Offset of the range in the file.
        origin: u64,
        /// Offset in the file of what comes next.
        at: u64,
        /// Bytes that should still come.
        left: u64,
    },
    /// Standard input, or whatever else can only be read once.
    Stream(Box<dyn Read + Send + 'a>),
    /// A member of an archive that is read as it goes.
    Within(Box<dyn Pull + Send + 'a>),
}

/// Bytes that come out of something else.
pub(super) trait Pull {
    /// Appends at most `len_max` bytes; 0 at the end.
    fn pull(&mut self, out: &mut Vec<u8>, len_max: usize) -> Result<usize, Stop>;

    /// Bytes of the file that were used up.
    fn file_position(&self) -> u64;
}

const SHORTER: Stop = Stop { reason: Reason::Truncated, message: "the file became shorter while it was read" };

impl<'a> Raw<'a> {
    /// Appends at most [`CHUNK`] or `len_max` bytes; 0 at the end. The end and a failure come again when asked again.
    fn append(&mut self, out: &mut Vec<u8>, len_max: usize) -> Result<usize, Stop> {
        let len_max = len_max.min(CHUNK);
        match self {
            Self::Memory { bytes: [], stop: Some(stop) } => Err(*stop),
            Self::Memory { bytes, .. } => {
                let (now, later) = bytes.split_at(len_max.min(bytes.len()));
                out.extend_from_slice(now);
                *bytes = later;
                Ok(now.len())
            }
            Self::File { file, left: None } => read_into(out, len_max, file),
            Self::File { file, left: Some(left) } => {
                let len_max = usize::try_from(*left).unwrap_or(usize::MAX).min(len_max);
                if len_max == 0 {
                    return Ok(0);
                }
                let read = read_into(out, len_max, file)?;
                *left -= read as u64;
                if read == 0 && open::is_shorter(file) { Err(SHORTER) } else { Ok(read) }
            }
            Self::Range { left: 0, .. } => Ok(0),
            Self::Range { file, at, left, .. } => {
                let len_max = usize::try_from(*left).unwrap_or(usize::MAX).min(len_max);
                let read = read_into(out, len_max, &mut PositionedReader { file, at: *at })?;
                *at += read as u64;
                *left -= read as u64;
                if read == 0 { Err(SHORTER) } else { Ok(read) }
            }
            Self::Stream(stream) => read_into(out, len_max, stream),
            Self::Within(within) => within.pull(out, len_max),
        }
    }

    /// The file that the bytes are a range of as they are, with the offset and the length of all of them, where `read`
    /// bytes of them were read already.
    pub(super) fn extent(&self, read: u64) -> Option<(&'a File, u64, u64)> {
        match *self {
            Self::File { file, left: Some(left) } => Some((file, 0, read + left)),
            Self::Range { file, origin, at, left } => Some((file, origin, at - origin + left)),
            _ => None,
        }
    }

    /// Passes over `len` bytes without reading them, where that can be done; false where nothing was done.
    fn seek(&mut self, len: u64) -> bool {
        match self {
            Self::File { file, left: Some(left) } if *left >= len => {
                let is_moved = i64::try_from(len).is_ok_and(|len| file.seek_relative(len).is_ok());
                *left -= if is_moved { len } else { 0 };
                is_moved
            }
            Self::Range { at, left, .. } if *left >= len => {
                *at += len;
                *left -= len;
                true
            }
            _ => false,
        }
    }
}

/// Reads a file at a place of its own.
pub(super) struct PositionedReader<'a> {
    pub(super) file: &'a File,
    pub(super) at: u64,
}

impl Read for PositionedReader<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        open::read_at(self.file, buf, self.at)
    }
}

fn read_into(out: &mut Vec<u8>, len_max: usize, reader: &mut impl Read) -> Result<usize, Stop> {
    let start = out.len();
    out.resize(start + len_max, 0);
    let result = read_once(reader, out.get_mut(start..).unwrap_or_default());
    out.truncate(start + *result.as_ref().unwrap_or(&0));
    result
}

/// One `read`, again where a signal interrupted it.
pub(super) fn read_once(reader: &mut impl Read, buf: &mut [u8]) -> Result<usize, Stop> {
    loop {
        match reader.read(buf) {
            Ok(len) => return Ok(len),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                return Err(Stop { reason: open::reason_of(&error), message: "the system failed to read on" });
            }
        }
    }
}

/// How a layer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LayerEnd {
    /// Everything was decoded.
    Complete,
    /// The container ended and other bytes follow.
    Trailing,
    /// It could not be decoded further.
    Stopped(Stop),
}

/// One container around the source.
pub(super) struct Layer {
    pub(super) container: &'static Container,
    decoder: Box<dyn Decoder>,
    /// Input that is read and not consumed, from `pos` on.
    input: Vec<u8>,
    pos: usize,
    /// Whether consumed input was thrown away, so that it cannot be taken back.
    is_committed: bool,
    /// Bytes of the layer below that were used up.
    pub(super) consumed: u64,
    /// Bytes decoded.
    pub(super) decoded: u64,
    pub(super) end: Option<LayerEnd>,
    /// Why the layer below ended, unless regularly.
    pub(super) stop_below: Option<Stop>,
    /// Harm that did not stop the layer, with the place in the layer below; the first alone, or a file of bad members
    /// would fill the memory.
    pub(super) warning: Option<(u64, &'static str)>,
}

/// Raw bytes and the containers around the source, outermost first.
pub(super) struct Chain<'a> {
    pub(super) raw: Raw<'a>,
    /// Bytes read from `raw`.
    pub(super) raw_len: u64,
    pub(super) layers: Vec<Layer>,
    limits: Limits,
    /// Bytes that each layer may decode, whatever the limits say: what is left of the budget of the file.
    allowance: u64,
    /// How much is asked for at a time: little at first, as most members of archives are small.
    chunk: usize,
}

impl<'a> Chain<'a> {
    pub(super) fn new(raw: Raw<'a>, limits: Limits) -> Self {
        Self { raw, raw_len: 0, layers: Vec::new(), limits, allowance: u64::MAX, chunk: CHUNK }
    }

    /// The same for a member of an archive: less at a time at first, and no more decoded than `allowance`.
    pub(super) fn of_member(raw: Raw<'a>, limits: Limits, allowance: u64) -> Self {
        Self { allowance, chunk: CHUNK / 16, ..Self::new(raw, limits) }
    }

    /// Puts a decoder on top. `head` are bytes that were pulled from the chain already.
    pub(super) fn decode(&mut self, container: &'static Container, decoder: Box<dyn Decoder>, head: Vec<u8>) {
        self.layers.push(Layer {
            container,
            decoder,
            input: head,
            pos: 0,
            is_committed: false,
            consumed: 0,
            decoded: 0,
            end: None,
            stop_below: None,
            warning: None,
        });
    }

    /// Appends at most [`CHUNK`] or `len_max` bytes of the innermost layer; 0 at its end.
    pub(super) fn append(&mut self, out: &mut Vec<u8>, len_max: usize) -> Result<usize, Stop> {
        let (limits, allowance) = (self.limits, self.allowance);
        let mut bottom = Bottom { raw: &mut self.raw, raw_len: &mut self.raw_len, limits, allowance };
        let len_max = len_max.min(self.chunk);
        self.chunk = CHUNK.min(self.chunk * 4);
        pull(&mut bottom, &mut self.layers, out, len_max)
    }

    /// Passes over `len` bytes; false where they must be read for that.
    pub(super) fn seek(&mut self, len: u64) -> bool {
        let is_moved = self.layers.is_empty() && self.raw.seek(len);
        self.raw_len += if is_moved { len } else { 0 };
        is_moved
    }

    /// Takes the innermost layer off and gives it with its unused input, which goes on with the layer below.
    pub(super) fn pop(&mut self) -> Option<(Layer, Vec<u8>)> {
        let mut layer = self.layers.pop()?;
        let mut rest = std::mem::take(&mut layer.input);
        rest.drain(..layer.pos.min(rest.len()));
        Some((layer, rest))
    }

    /// Whether the innermost layer met bytes that cannot be decoded (not merely their end).
    pub(super) fn is_damaged(&self) -> bool {
        let end = self.layers.last().and_then(|layer| layer.end);
        matches!(end, Some(LayerEnd::Stopped(stop)) if stop.message != CUT)
    }

    /// Undoes [`Chain::decode`] where the layer decoded nothing, or was put there on the word of a name, and gives back
    /// the bytes that it looked at.
    pub(super) fn take_back(&mut self) -> Option<Vec<u8>> {
        let layer = self.layers.last()?;
        if layer.is_committed || layer.decoded > 0 && !layer.container.is_named {
            return None;
        }
        self.layers.pop().map(|layer| layer.input)
    }

    /// Bytes at the bottom that were used up.
    pub(super) fn consumed(&self) -> u64 {
        self.layers.first().map_or(self.raw_len, |layer| layer.consumed)
    }

    /// Bytes of the file that were used up.
    pub(super) fn file_position(&self) -> u64 {
        match &self.raw {
            Raw::Within(within) => within.file_position(),
            Raw::Range { at, .. } => *at,
            _ => self.consumed(),
        }
    }

    /// Bytes that all layers decoded together.
    pub(super) fn decoded(&self) -> u64 {
        self.layers.iter().map(|layer| layer.decoded).sum()
    }
}

struct Bottom<'c, 'a> {
    raw: &'c mut Raw<'a>,
    raw_len: &'c mut u64,
    limits: Limits,
    allowance: u64,
}

/// Appends bytes of the last of `layers`: one chunk, less only at its end.
fn pull(bottom: &mut Bottom<'_, '_>, layers: &mut [Layer], out: &mut Vec<u8>, len_max: usize) -> Result<usize, Stop> {
    let Some((layer, below)) = layers.split_last_mut() else {
        let len = bottom.raw.append(out, len_max)?;
        *bottom.raw_len += len as u64;
        return Ok(len);
    };
    let start = out.len();
    while layer.end.is_none() && out.len() == start {
        let (is_committed, stop_below) = (&mut layer.is_committed, &mut layer.stop_below);
        let mut refill = |buf: &mut Vec<u8>| {
            *is_committed = true;
            pull(bottom, below, buf, CHUNK).unwrap_or_else(|stop| {
                *stop_below = Some(stop);
                0
            })
        };
        let mut input =
            Input { buf: &mut layer.input, pos: &mut layer.pos, consumed: &mut layer.consumed, refill: &mut refill };
        let result = layer.decoder.decode(&mut input, out, len_max);
        layer.decoded += (out.len() - start) as u64;
        if let Some(message) = layer.decoder.take_warning() {
            layer.warning.get_or_insert((layer.consumed, message));
        }
        let stop = |stop| Some(LayerEnd::Stopped(stop));
        layer.end = match (result, layer.stop_below) {
            (Ok(Step::More), _) => is_over_budget(bottom, layer, below).and_then(stop),
            (Ok(Step::Trailing), _) => Some(LayerEnd::Trailing),
            (Ok(Step::Complete), None) => Some(LayerEnd::Complete),
            (Ok(Step::Complete) | Err(_), Some(below)) => stop(below),
            (Err(broken), None) => stop(Stop { reason: broken.reason, message: broken.message }),
        };
    }
    match layer.end {
        Some(LayerEnd::Stopped(stop)) if out.len() == start => Err(stop),
        _ => Ok(out.len() - start),
    }
}

/// The limits that stop a bomb: what a layer decoded in all, and for each byte of the file.
fn is_over_budget(bottom: &Bottom<'_, '_>, layer: &Layer, below: &[Layer]) -> Option<Stop> {
    let limits = &bottom.limits;
    let consumed = below.first().map_or(layer.consumed, |outermost| outermost.consumed);
    let message = if layer.decoded > bottom.allowance {
        "the containers of the file decode to more bytes, for each of its own, than the limit"
    } else if layer.decoded > limits.decoded_bytes_max {
        "the container decodes to more bytes than the limit"
    } else if layer.decoded > limits.ratio_grace_bytes && layer.decoded > consumed.saturating_mul(limits.ratio_max) {
        "the container decodes to more bytes, for each of its own, than the limit"
    } else {
        return None;
    };
    Some(Stop { reason: Reason::LimitReached, message })
}
