//! `PPMd` (Shkarin's prediction by partial matching), variant H in 7z and variant I in ZIP (APPNOTE 5.10), by a library.
//!
//! The library pulls single bytes from a reader of its own, which is fed here: before each piece of output there is so
//! much input in it that the piece cannot use it up, or all that is left.

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use ppmd_rust::{Ppmd7Decoder, Ppmd8Decoder, RestoreMethod};

use super::super::compress::{Broken, Decoder, Input, Step};
use super::packing::MEMORY_KIB_MAX;

/// Input that is kept ready for a piece.
const READY_LEN: usize = 64 * 1024;
/// Bytes of a piece. A byte that the model did not foresee at all costs some sixteen escapes of two bytes each.
const PIECE_LEN: usize = 1024;

/// 7z: order and memory stand in the folder's properties.
pub(super) fn decoder(order: u32, memory: u32, len: u64) -> Box<dyn Decoder> {
    Box::new(Ppmd { variant: Variant::H { order, memory }, left: Some(len), model: None, fed: Some(Fed::default()) })
}

/// ZIP: they stand in two bytes before the data.
pub(super) fn zip_decoder(len: Option<u64>) -> Box<dyn Decoder> {
    Box::new(Ppmd { variant: Variant::Zip, left: len, model: None, fed: Some(Fed::default()) })
}

#[derive(Clone, Copy)]
enum Variant {
    H { order: u32, memory: u32 },
    Zip,
}

enum Model {
    H(Box<Ppmd7Decoder<Fed>>),
    I(Box<Ppmd8Decoder<Fed>>),
}

struct Ppmd {
    variant: Variant,
    /// Bytes that should still come; `None` where an end mark tells.
    left: Option<u64>,
    model: Option<Model>,
    /// Input for the model, until there is one.
    fed: Option<Fed>,
}

/// Input that waits for the model.
#[derive(Default)]
struct Fed {
    bytes: Vec<u8>,
    pos: usize,
}

impl Fed {
    fn ready(&self) -> usize {
        self.bytes.len() - self.pos
    }

    /// Takes over what is at hand; false at the end of the input.
    fn top_up(&mut self, input: &mut Input<'_>) -> bool {
        let at_hand = input.fill();
        self.bytes.drain(..self.pos);
        self.pos = 0;
        self.bytes.extend_from_slice(at_hand);
        let len = at_hand.len();
        input.consume(len);
        len > 0
    }
}

impl Read for Fed {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let rest = self.bytes.get(self.pos..).unwrap_or_default();
        let len = rest.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..len), rest.get(..len)) {
            to.copy_from_slice(from);
        }
        self.pos += len;
        Ok(len)
    }
}

impl Model {
    fn new(variant: Variant, mut fed: Fed) -> Option<Self> {
        let fits = |memory: u32| memory / 1024 <= MEMORY_KIB_MAX;
        match variant {
            Variant::H { order, memory } => {
                fits(memory).then(|| Ppmd7Decoder::new(fed, order, memory).ok()).flatten().map(Box::new).map(Self::H)
            }
            Variant::Zip => {
                let mut header = [0; 2];
                fed.read_exact(&mut header).ok()?;
                let header = u32::from(u16::from_le_bytes(header));
                let (order, memory) = ((header & 0xF) + 1, ((header >> 4 & 0xFF) + 1) << 20);
                let restore = match header >> 12 {
                    0 => RestoreMethod::Restart,
                    1 => RestoreMethod::CutOff,
                    _ => return None,
                };
                fits(memory)
                    .then(|| Ppmd8Decoder::new(fed, order, memory, restore).ok())
                    .flatten()
                    .map(Box::new)
                    .map(Self::I)
            }
        }
    }

    fn fed(&mut self) -> &mut Fed {
        match self {
            Self::H(decoder) => decoder.get_mut(),
            Self::I(decoder) => decoder.get_mut(),
        }
    }

    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::H(decoder) => decoder.read(out),
            Self::I(decoder) => decoder.read(out),
        }
    }
}

impl Decoder for Ppmd {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        const DAMAGED: Broken = Broken::corrupt("the compressed data is damaged or cut short");
        if self.left == Some(0) {
            return Ok(if input.fill().is_empty() { Step::Complete } else { Step::Trailing });
        }
        if let Some(mut fed) = self.fed.take() {
            while fed.ready() < READY_LEN && fed.top_up(input) {}
            let variant = self.variant;
            self.model = catch_unwind(AssertUnwindSafe(|| Model::new(variant, fed))).ok().flatten();
        }
        let Some(model) = &mut self.model else {
            return Err(Broken::corrupt("the compressed data asks for what is not accepted"));
        };
        let fed = model.fed();
        while fed.ready() < READY_LEN && fed.top_up(input) {}
        let left = self.left.map_or(usize::MAX, |left| usize::try_from(left).unwrap_or(usize::MAX));
        let start = out.len();
        out.resize(start + len_max.min(PIECE_LEN).min(left), 0);
        // The library may panic on data that it did not foresee.
        let piece = out.get_mut(start..).unwrap_or_default();
        let read = catch_unwind(AssertUnwindSafe(|| model.read(piece))).ok().and_then(Result::ok);
        out.truncate(start + read.unwrap_or(0));
        match (read, &mut self.left) {
            (None, _) | (Some(0), Some(_)) => Err(DAMAGED),
            (Some(0), None) => Ok(Step::Complete),
            (Some(read), left) => {
                *left = left.map(|left| left - read as u64);
                Ok(Step::More)
            }
        }
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        None
    }
}
