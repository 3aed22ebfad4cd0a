//! Zstandard where no C library is wanted (without the feature `fast-c`). See [`super::zstd`] for the format.
//!
//! The decoding library keeps the last window of a frame back until the frame is finished, up to megabytes. A frame
//! that breaks is therefore finished by hand: an empty last block (section 3.1.1.2: one bit `last`, type raw, size 0)
//! releases what was decoded before the break.

use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ruzstd::decoding::errors::FrameDecoderError;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::zstd::{MAGIC, is_skippable};
use super::{Broken, Decoder, Input, Step};
use crate::error::Reason;

/// Largest window that is accepted, as by the `zstd` program without special options (`--long=27`).
const WINDOW_BYTES_MAX: u64 = 128 << 20;

/// An empty last block, and room for the check sum that may be asked for after it.
const LAST_BLOCK: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];

enum State {
    Header,
    Blocks,
    /// The frame is decoded, and handed on piece by piece; then this comes.
    Drain(Option<Broken>),
}

pub(super) struct Zstd {
    state: State,
    frame: FrameDecoder,
    frames: u64,
    warning: Option<&'static str>,
}

impl Zstd {
    pub(super) fn new() -> Self {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(WINDOW_BYTES_MAX);
        Self { state: State::Header, frame, frames: 0, warning: None }
    }

    /// Begins the next frame, or skips a skippable one.
    fn header(&mut self, input: &mut Input<'_>) -> Result<Step, Broken> {
        const CUT: Broken = Broken::corrupt("the stream ends in the middle of a header");
        let head = input.peek(8);
        if self.frames > 0 {
            if head.is_empty() || head.first() == Some(&0) && input.skip_padding() {
                return Ok(Step::Complete);
            }
            let head = input.peek(4);
            if !head.starts_with(&MAGIC) && !is_skippable(head) {
                return Ok(Step::Trailing);
            }
        }
        self.frames += 1;
        let head = input.peek(8);
        if is_skippable(head) {
            let Some((&[_, _, _, _, a, b, c, d], _)) = head.split_first_chunk::<8>() else { return Err(CUT) };
            let len = u64::from(u32::from_le_bytes([a, b, c, d]));
            return if input.skip(8 + len) { Ok(Step::More) } else { Err(CUT) };
        }
        let reset = self.guarded(|frame| frame.reset(&mut *input));
        reset?;
        self.state = State::Blocks;
        Ok(Step::More)
    }

    fn block(&mut self, input: &mut Input<'_>) {
        let decoded = self.guarded(|frame| frame.decode_blocks(&mut *input, BlockDecodingStrategy::UptoBlocks(1)));
        match decoded {
            Ok(_) if !self.frame.is_finished() => {}
            Ok(_) => self.state = State::Drain(None),
            Err(broken) => {
                // Where even this fails, the last window of the frame is lost, and the error says so already.
                let finished = self
                    .guarded(|frame| frame.decode_blocks(LAST_BLOCK.as_slice(), BlockDecodingStrategy::UptoBlocks(1)));
                self.state = State::Drain(Some(finished.err().unwrap_or(broken)));
            }
        }
    }

    /// Calls the library, which may panic on data that it did not foresee.
    fn guarded<T>(
        &mut self,
        call: impl FnOnce(&mut FrameDecoder) -> Result<T, FrameDecoderError>,
    ) -> Result<T, Broken> {
        let frame = &mut self.frame;
        match catch_unwind(AssertUnwindSafe(|| call(frame))) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(broken(&error)),
            Err(_) => {
                self.frame = FrameDecoder::new();
                Err(Broken::corrupt("the compressed data is damaged"))
            }
        }
    }

    fn drain(&mut self, out: &mut Vec<u8>, len_max: usize) -> usize {
        let start = out.len();
        let len = self.frame.can_collect().min(len_max);
        out.resize(start + len, 0);
        let read = self.frame.read(out.get_mut(start..).unwrap_or_default()).unwrap_or(0);
        out.truncate(start + read);
        read
    }

    fn end_frame(&mut self) {
        let stated = self.frame.get_checksum_from_data();
        if stated.is_some() && stated != self.frame.get_calculated_checksum() {
            self.warning = Some("the check sum of a zstd frame does not fit its data");
        }
        self.state = State::Header;
    }
}

impl Decoder for Zstd {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        loop {
            if !matches!(self.state, State::Header) && self.drain(out, len_max) > 0 {
                return Ok(Step::More);
            }
            match self.state {
                State::Header => {
                    let step = self.header(input)?;
                    // Skippable frames give nothing: let the caller look up between them.
                    if step != Step::More || matches!(self.state, State::Header) {
                        return Ok(step);
                    }
                }
                State::Blocks => self.block(input),
                State::Drain(Some(broken)) => return Err(broken),
                State::Drain(None) => {
                    self.end_frame();
                    return Ok(Step::More);
                }
            }
        }
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        self.warning.take()
    }
}

fn broken(error: &FrameDecoderError) -> Broken {
    match error {
        FrameDecoderError::WindowSizeTooBig { .. } => {
            Broken { reason: Reason::LimitReached, message: "the frame asks for a window larger than 128 MiB" }
        }
        FrameDecoderError::DictNotProvided { .. } => Broken::corrupt("the frame needs a dictionary"),
        FrameDecoderError::FailedToReadBlockHeader(_) => Broken::corrupt("a block header is damaged or missing"),
        FrameDecoderError::FailedToReadChecksum(_) => Broken::corrupt("the stream ends before its check sum"),
        _ => Broken::corrupt("the compressed data is damaged or cut short"),
    }
}
