//! A source that is read as it goes: the text from some offset on, in a buffer, and the way back to the source.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::chain::{CHUNK, Chain, Stop};
use crate::decode::charset::{Checkpoint, Detected, Transcoder};
use crate::span::OffsetMap;

/// The decoded text of a chain of bytes. Keeps what follows the last window's start, and no more.
pub(super) struct TextStream<'a> {
    pub(super) chain: Chain<'a>,
    /// Text from logical offset `start` on. What lies before the last window's start may be anything.
    text: Vec<u8>,
    start: u64,
    /// Bytes of the source that wait for the transcoder.
    bytes: Vec<u8>,
    transcoder: Option<Transcoder>,
    /// Of `text`, the first at or before its start.
    checkpoints: Vec<Checkpoint>,
    /// Source offset of logical offset 0, after the byte-order mark.
    base: u64,
    /// Source offset up to which bytes were taken from the chain.
    pub(super) source_end: u64,
    is_ended: bool,
    /// Why it ended, unless regularly.
    pub(super) stop: Option<Stop>,
    /// Bytes that were taken from the chain while a window was read, from `ahead_pos` on, and how the chain ended. Before
    /// them there is room for what is left of the window, so that this becomes the text without being copied.
    ahead: Vec<u8>,
    ahead_pos: usize,
    ahead_end: Option<Result<usize, Stop>>,
}

/// A way to decode what follows a window while the window is being read. What it does changes no result, only when the
/// work is done.
pub struct Ahead<'t, 'a> {
    chain: &'t mut Chain<'a>,
    bytes: &'t mut Vec<u8>,
    pos: &'t mut usize,
    end: &'t mut Option<Result<usize, Stop>>,
    /// As much is thought to be left of the window at most. Where it is more, it is copied.
    room: usize,
}

impl std::fmt::Debug for Ahead<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ahead").finish_non_exhaustive()
    }
}

impl Ahead<'_, '_> {
    /// Decodes until as many bytes are ready as `lens` ends with, or the source ends. Once `is_enough` is set, as many as it
    /// begins with will do.
    pub fn decode(self, lens: Range<usize>, is_enough: &AtomicBool) {
        if *self.pos >= self.bytes.len() {
            self.bytes.resize(self.room, 0);
            *self.pos = self.room;
        } else if *self.pos > self.room {
            // They were copied in part: the rest moves to its place.
            self.bytes.drain(self.room..*self.pos);
            *self.pos = self.room;
        }
        let is_done = |len: usize| len >= lens.end || len >= lens.start && is_enough.load(Ordering::Relaxed);
        while self.end.is_none() && !is_done(self.bytes.len() - *self.pos) {
            match self.chain.append(self.bytes, CHUNK) {
                Ok(more) if more > 0 => {}
                end => *self.end = Some(end),
            }
        }
    }
}

/// Buffers of a [`TextStream`], to be used again.
#[derive(Default)]
pub(super) struct TextBuffers {
    pub(super) text: Vec<u8>,
    pub(super) bytes: Vec<u8>,
}

/// What is known of a stream before its text is read.
pub(super) struct Beginning {
    /// Source offset of the first byte.
    pub(super) origin: u64,
    pub(super) detected: Detected,
}

impl<'a> TextStream<'a> {
    /// A stream of the bytes in `buffers.text`, which were pulled from `chain` already, and all that follow.
    pub(super) fn new(chain: Chain<'a>, buffers: TextBuffers, beginning: &Beginning) -> Self {
        let TextBuffers { mut text, mut bytes } = buffers;
        bytes.clear();
        let source_end = beginning.origin + text.len() as u64;
        let mark_len = beginning.detected.mark_len.min(text.len());
        let base = beginning.origin + mark_len as u64;
        text.drain(..mark_len);
        let mut checkpoints = Vec::new();
        let mut transcoder = Transcoder::new(beginning.detected.charset, base);
        if let Some(transcoder) = &mut transcoder {
            std::mem::swap(&mut text, &mut bytes);
            transcoder.push(&bytes, &mut text, &mut checkpoints);
        }
        Self {
            chain,
            text,
            start: 0,
            bytes,
            transcoder,
            checkpoints,
            base,
            source_end,
            is_ended: false,
            stop: None,
            ahead: Vec::new(),
            ahead_pos: 0,
            ahead_end: None,
        }
    }

    /// A stream that is not transcoded and begins at logical offset `from`, where `base` is the source offset of
    /// logical offset 0.
    pub(super) fn resume(chain: Chain<'a>, buffers: TextBuffers, base: u64, from: u64, stop: Option<Stop>) -> Self {
        let TextBuffers { text, bytes } = buffers;
        Self {
            chain,
            text,
            start: from,
            bytes,
            transcoder: None,
            checkpoints: Vec::new(),
            base,
            source_end: base + from,
            is_ended: stop.is_some(),
            stop,
            ahead: Vec::new(),
            ahead_pos: 0,
            ahead_end: None,
        }
    }

    /// Makes the text from `from` on available, `len` bytes of it and one more unless it ends before.
    pub(super) fn fill(&mut self, from: u64, len: usize) {
        let target = from.saturating_add(len as u64).saturating_add(1);
        if self.end_offset() < target {
            self.swap(from);
        }
        if self.end_offset() < target && !self.is_ended {
            self.forget(from);
        }
        while self.end_offset() < target && !self.is_ended {
            let missing = usize::try_from(target - self.end_offset()).unwrap_or(usize::MAX);
            self.grow(missing.min(CHUNK));
            if self.end_offset() < from {
                self.forget(from);
            }
        }
    }

    /// Bytes from `from` on that were taken from the chain already.
    pub(super) fn ready_len(&self, from: u64) -> usize {
        let left = usize::try_from(self.end_offset().saturating_sub(from)).unwrap_or(usize::MAX);
        left.saturating_add(self.ahead.len().saturating_sub(self.ahead_pos))
    }

    /// The text from `from` on, `len` bytes at most, and whether it ends there.
    pub(super) fn view(&self, from: u64, len: usize) -> (&[u8], bool) {
        let skip = usize::try_from(from.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let rest = self.text.get(skip..).unwrap_or_default();
        match rest.get(..len) {
            Some(window) => (window, self.is_ended && rest.len() == len),
            None => (rest, self.is_ended),
        }
    }

    /// The same as [`TextStream::view`], and what is needed to decode ahead of it.
    pub(super) fn view_and_ahead(&mut self, from: u64, len: usize) -> (&[u8], bool, Ahead<'_, 'a>) {
        let at_end = self.view(from, len).1;
        let skip = usize::try_from(from.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let rest = self.text.get(skip..).unwrap_or_default();
        let ahead = Ahead {
            chain: &mut self.chain,
            bytes: &mut self.ahead,
            pos: &mut self.ahead_pos,
            end: &mut self.ahead_end,
            room: rest.len() / 2,
        };
        (rest.get(..len).unwrap_or(rest), at_end, ahead)
    }

    /// The map of the window of `len` bytes at `from`, which must be at hand.
    pub(super) fn map(&self, from: u64, len: usize) -> OffsetMap {
        let Some(unit) = self.transcoder.as_ref().and_then(Transcoder::unit) else {
            return OffsetMap::Identity { base: self.base + from };
        };
        let end = from + len as u64;
        let first = self.checkpoints.partition_point(|&(at, _)| at <= from);
        let last = self.checkpoints.partition_point(|&(at, _)| at <= end);
        let within = self.checkpoints.get(first..last).unwrap_or_default().iter();
        let within = within.filter_map(|&(at, source)| Some((u32::try_from(at - from).ok()?, source)));
        let checkpoints = std::iter::once((0, self.source_offset(from))).chain(within).collect();
        OffsetMap::Transcoded { checkpoints, unit }
    }

    /// The source offset of logical offset `at`, which must be at hand.
    pub(super) fn source_offset(&self, at: u64) -> u64 {
        let Some(unit) = self.transcoder.as_ref().and_then(Transcoder::unit) else { return self.base + at };
        let before = self.checkpoints.partition_point(|&(offset, _)| offset <= at).saturating_sub(1);
        let Some(&(offset, source)) = self.checkpoints.get(before) else { return self.base };
        let (from, to) = (offset.saturating_sub(self.start), at.saturating_sub(self.start));
        let range = usize::try_from(from).unwrap_or(usize::MAX)..usize::try_from(to).unwrap_or(usize::MAX);
        let between = self.text.get(range).unwrap_or_default();
        source + between.iter().map(|&lead| unit.bytes_for_lead(lead)).sum::<u64>()
    }

    /// The chain, and the buffers.
    pub(super) fn into_parts(self) -> (Chain<'a>, TextBuffers) {
        (self.chain, TextBuffers { text: self.text, bytes: self.bytes })
    }

    fn end_offset(&self) -> u64 {
        self.start + self.text.len() as u64
    }

    /// Makes what was decoded ahead the text: what is left of the window goes before it. Nothing happens where that is
    /// not possible, and the bytes are then copied.
    fn swap(&mut self, from: u64) {
        let skip = usize::try_from(from.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let left = self.text.get(skip..).unwrap_or_default();
        let is_ready = self.transcoder.is_none() && self.ahead_pos < self.ahead.len() && from >= self.start;
        let Some(at) = self.ahead_pos.checked_sub(left.len()).filter(|_| is_ready) else { return };
        let Some(start) = from.checked_sub(at as u64) else { return };
        let Some(room) = self.ahead.get_mut(at..self.ahead_pos) else { return };
        room.copy_from_slice(left);
        self.source_end += (self.ahead.len() - self.ahead_pos) as u64;
        std::mem::swap(&mut self.text, &mut self.ahead);
        self.start = start;
        self.ahead_pos = self.ahead.len();
    }

    /// Drops the text before `from`, where that is most of it: otherwise small steps would move the same bytes again
    /// and again.
    fn forget(&mut self, from: u64) {
        let skip = usize::try_from(from.saturating_sub(self.start)).unwrap_or(usize::MAX).min(self.text.len());
        if skip == 0 || skip < self.text.len() / 2 {
            return;
        }
        let start = self.start + skip as u64;
        if self.transcoder.is_some() {
            let source = self.source_offset(start);
            let passed = self.checkpoints.partition_point(|&(at, _)| at <= start);
            self.checkpoints.splice(..passed, [(start, source)]);
        }
        self.text.drain(..skip);
        self.start = start;
    }

    /// Takes one chunk from the chain.
    fn grow(&mut self, len_max: usize) {
        let appended = match &mut self.transcoder {
            None => take(&mut self.chain, &self.ahead, &mut self.ahead_pos, self.ahead_end, &mut self.text, len_max),
            Some(transcoder) => {
                self.bytes.clear();
                let (chain, pos) = (&mut self.chain, &mut self.ahead_pos);
                let appended = take(chain, &self.ahead, pos, self.ahead_end, &mut self.bytes, CHUNK);
                transcoder.push(&self.bytes, &mut self.text, &mut self.checkpoints);
                appended
            }
        };
        match appended {
            Ok(0) => self.end(),
            Ok(len) => self.source_end += len as u64,
            Err(stop) => {
                self.stop = Some(stop);
                self.end();
            }
        }
    }

    fn end(&mut self) {
        self.is_ended = true;
        if let Some(transcoder) = &mut self.transcoder {
            transcoder.finish(&mut self.text, &mut self.checkpoints);
        }
    }
}

/// Appends what was decoded ahead, or else what the chain gives.
fn take(
    chain: &mut Chain<'_>,
    ahead: &[u8],
    ahead_pos: &mut usize,
    ahead_end: Option<Result<usize, Stop>>,
    out: &mut Vec<u8>,
    len_max: usize,
) -> Result<usize, Stop> {
    let rest = ahead.get(*ahead_pos..).unwrap_or_default();
    let now = rest.get(..len_max).unwrap_or(rest);
    if !now.is_empty() {
        out.extend_from_slice(now);
        *ahead_pos += now.len();
        return Ok(now.len());
    }
    match ahead_end {
        Some(end) => end,
        None => chain.append(out, len_max),
    }
}
