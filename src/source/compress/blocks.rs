//! What decoders of framed blocks share: each block is decoded whole, and handed on piece by piece.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Broken, Decoder, Input, Step};

/// Reads a sequence of blocks.
pub(super) trait Blocks: Send {
    /// Reads the next block into `block`, which is empty, or some frame around blocks, which leaves it empty.
    fn next(&mut self, input: &mut Input<'_>, block: &mut Vec<u8>) -> Result<Step, Broken>;

    /// Harm that did not stop the stream, once.
    fn take_warning(&mut self) -> Option<&'static str>;
}

/// A [`Blocks`] as a decoder.
pub(super) struct Blockwise<B> {
    blocks: B,
    block: Vec<u8>,
    /// Bytes of `block` that were handed on.
    handed: usize,
}

impl<B: Blocks> Blockwise<B> {
    pub(super) fn new(blocks: B) -> Self {
        Self { blocks, block: Vec::new(), handed: 0 }
    }
}

impl<B: Blocks> Decoder for Blockwise<B> {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        if self.handed >= self.block.len() {
            self.block.clear();
            self.handed = 0;
            let (blocks, block) = (&mut self.blocks, &mut self.block);
            let step = catch_unwind(AssertUnwindSafe(|| blocks.next(input, block)))
                .unwrap_or(Err(Broken::corrupt("the compressed data is damaged")))?;
            if self.block.is_empty() {
                return Ok(step);
            }
        }
        let rest = self.block.get(self.handed..).unwrap_or_default();
        let now = rest.get(..len_max).unwrap_or(rest);
        out.extend_from_slice(now);
        self.handed += now.len();
        Ok(Step::More)
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        self.blocks.take_warning()
    }
}
