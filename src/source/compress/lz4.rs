//! LZ4 frames (LZ4 frame format 1.6.3), one after another, skippable frames between them, and the legacy frame that
//! `lz4 -l` and Linux kernels use.
//!
//! ```text
//! 04 22 4D 18 flags BD [content length(8)] [dictionary(4)] header check(1)
//! blocks: length(4, top bit: stored) data [check(4)]      a length of 0 ends the frame
//! [content check(4)]
//! legacy: 02 21 4C 18, then blocks: length(4) data, each of 8 MiB but the last; ends where its bytes end
//! ```
//!
//! Blocks may refer to the 64 KiB before them. What a frame's check sums say is reported, and reading goes on.

use std::hash::Hasher as _;

use twox_hash::XxHash32;

use super::blocks::{Blocks, Blockwise};
use super::{Broken, Container, Decoder, Input, Opening, Step};

pub(super) const CONTAINER: Container = Container {
    name: "lz4",
    sniff: |head| head.starts_with(&MAGIC) || head.starts_with(&LEGACY) || is_skippable_lz4(head),
    opening: Opening::Decode(decoder),
    endings: &[(".lz4", ""), (".tlz4", ".tar")],
    is_named: false,
};

/// The decoder alone, for members of archives.
pub(in crate::source) fn decoder() -> Box<dyn Decoder> {
    Box::new(Blockwise::new(Lz4::new()))
}

const MAGIC: [u8; 4] = [0x04, 0x22, 0x4D, 0x18];
const LEGACY: [u8; 4] = [0x02, 0x21, 0x4C, 0x18];
/// How far back a block may refer.
const HISTORY_LEN: usize = 64 * 1024;
const LEGACY_BLOCK_LEN: usize = 8 << 20;

/// A skippable frame alone could begin a zstd file as well, and is read by that decoder. It is ours where one of our
/// frames follows in what is at hand.
fn is_skippable_lz4(head: &[u8]) -> bool {
    let Some((&[0x50..=0x5F, 0x2A, 0x4D, 0x18, a, b, c, d], rest)) = head.split_first_chunk::<8>() else {
        return false;
    };
    let len = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
    rest.get(len..).is_some_and(|next| next.starts_with(&MAGIC))
}

struct Frame {
    has_block_check: bool,
    has_content_check: bool,
    is_linked: bool,
    is_legacy: bool,
    block_len_max: usize,
    hash: XxHash32,
}

struct Lz4 {
    frame: Option<Frame>,
    frames: u64,
    /// The last decoded bytes of the frame.
    history: Vec<u8>,
    warning: Option<&'static str>,
}

const CUT: Broken = Broken::corrupt(super::CUT);
const DAMAGED: Broken = Broken::corrupt("the compressed data is damaged");

impl Lz4 {
    fn new() -> Self {
        Self { frame: None, frames: 0, history: Vec::new(), warning: None }
    }

    fn begin(&mut self, input: &mut Input<'_>) -> Result<Step, Broken> {
        let head = input.peek(8);
        if self.frames > 0 && (head.is_empty() || head.first() == Some(&0) && input.skip_padding()) {
            return Ok(Step::Complete);
        }
        self.history.clear();
        let head = input.peek(19);
        match *head {
            [0x50..=0x5F, 0x2A, 0x4D, 0x18, a, b, c, d, ..] => {
                self.frames += 1;
                let len = u64::from(u32::from_le_bytes([a, b, c, d]));
                if input.skip(8 + len) { Ok(Step::More) } else { Err(CUT) }
            }
            _ if head.starts_with(&LEGACY) => {
                input.consume(4);
                self.frames += 1;
                self.frame = Some(Frame {
                    has_block_check: false,
                    has_content_check: false,
                    is_linked: false,
                    is_legacy: true,
                    block_len_max: LEGACY_BLOCK_LEN,
                    hash: XxHash32::with_seed(0),
                });
                Ok(Step::More)
            }
            [0x04, 0x22, 0x4D, 0x18, flags, sizes, ..] => self.header(flags, sizes, input),
            _ if self.frames > 0 => Ok(Step::Trailing),
            _ => Err(DAMAGED),
        }
    }

    fn header(&mut self, flags: u8, sizes: u8, input: &mut Input<'_>) -> Result<Step, Broken> {
        let extra = usize::from(flags & 0x08 != 0) * 8 + usize::from(flags & 0x01 != 0) * 4;
        let checked = input.peek(7 + extra).get(4..7 + extra).ok_or(CUT)?;
        let (&stated, descriptor) = checked.split_last().ok_or(CUT)?;
        let block_len_max = match sizes >> 4 & 7 {
            code @ 4..=7 => 1usize << (8 + 2 * code),
            _ => return Err(DAMAGED),
        };
        if flags >> 6 != 1 {
            return Err(Broken::corrupt("the frame is of a version that is not known"));
        }
        if (XxHash32::oneshot(0, descriptor) >> 8 & 0xFF) != u32::from(stated) {
            return Err(Broken::corrupt("the check sum of the frame header does not fit"));
        }
        input.consume(7 + extra);
        self.frames += 1;
        self.frame = Some(Frame {
            has_block_check: flags & 0x10 != 0,
            has_content_check: flags & 0x04 != 0,
            is_linked: flags & 0x20 == 0,
            is_legacy: false,
            block_len_max,
            hash: XxHash32::with_seed(0),
        });
        Ok(Step::More)
    }

    /// Reads a block of `frame`; false where the frame ended.
    fn block(&mut self, frame: &mut Frame, input: &mut Input<'_>, block: &mut Vec<u8>) -> Result<bool, Broken> {
        let head = input.peek(4);
        if frame.is_legacy && (head.is_empty() || begins_frame(head)) {
            return Ok(false);
        }
        let Some((&len, _)) = head.split_first_chunk::<4>() else { return Err(CUT) };
        let len = u32::from_le_bytes(len);
        if len == 0 && !frame.is_legacy {
            input.consume(4);
            return self.content_check(frame, input).map(|()| false);
        }
        let (is_stored, len) = if frame.is_legacy { (false, len) } else { (len >> 31 == 1, len & 0x7FFF_FFFF) };
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        // What does not compress grows a little.
        if len > frame.block_len_max + frame.block_len_max / 255 + 64 {
            return Err(DAMAGED);
        }
        let check_len = usize::from(frame.has_block_check) * 4;
        let data = input.peek(4 + len + check_len).get(4..4 + len + check_len).ok_or(CUT)?;
        let (data, check) = data.split_at_checked(len).ok_or(CUT)?;
        if !check.is_empty() && XxHash32::oneshot(0, data).to_le_bytes() != check {
            self.warning = Some("the check sum of an lz4 block does not fit its data");
        }
        if is_stored {
            block.extend_from_slice(data);
        } else {
            block.resize(frame.block_len_max, 0);
            let history = if frame.is_linked { self.history.as_slice() } else { &[] };
            let written = lz4_flex::block::decompress_into_with_dict(data, block, history).map_err(|_error| DAMAGED)?;
            block.truncate(written);
        }
        input.consume(4 + len + check_len);
        frame.hash.write(block);
        self.remember(block);
        Ok(true)
    }

    fn content_check(&mut self, frame: &Frame, input: &mut Input<'_>) -> Result<(), Broken> {
        if frame.has_content_check {
            let (&stated, _) = input.peek(4).split_first_chunk::<4>().ok_or(CUT)?;
            input.consume(4);
            if frame.hash.finish_32() != u32::from_le_bytes(stated) {
                self.warning = Some("the check sum of an lz4 frame does not fit its data");
            }
        }
        Ok(())
    }

    fn remember(&mut self, block: &[u8]) {
        self.history.extend_from_slice(block);
        let surplus = self.history.len().saturating_sub(HISTORY_LEN);
        self.history.drain(..surplus);
    }
}

fn begins_frame(head: &[u8]) -> bool {
    head.starts_with(&MAGIC) || head.starts_with(&LEGACY) || matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..])
}

impl Blocks for Lz4 {
    fn next(&mut self, input: &mut Input<'_>, block: &mut Vec<u8>) -> Result<Step, Broken> {
        let Some(mut frame) = self.frame.take() else { return self.begin(input) };
        if self.block(&mut frame, input, block)? {
            self.frame = Some(frame);
        }
        Ok(Step::More)
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        self.warning.take()
    }
}
