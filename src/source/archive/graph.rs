//! Folders of 7z archives that one decoder after another does not unpack: the filter BCJ2 for programs, which parts a folder into
//! four streams, and several filters over each other.
//!
//! The library reads such a folder at several places at once, and hands out what it unpacks instead of being asked for it. The
//! folder and what it unpacks to are therefore held in memory, and have a limit.

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use sevenz_rust2::{Archive as Directory, Block, BlockDecoder, Password};

use super::super::compress::{Broken, Decoder, Input, Step};
use super::packing::MEMORY_KIB_MAX;

/// Bytes of a folder, packed and unpacked.
const LEN_MAX: u64 = 48 << 20;

/// A folder, and what unpacks it.
#[derive(Debug, Clone)]
pub(in crate::source) struct Graph {
    directory: Arc<Directory>,
    index: usize,
    /// Offset of the folder in the archive.
    at: u64,
}

impl Graph {
    /// The folder `index` of `len` bytes, which begins at `at`; `None` where it is packed by something that is not read, or is
    /// too long.
    pub(super) fn of(directory: &Arc<Directory>, index: usize, at: u64, len: u64) -> Option<Self> {
        let block = directory.blocks.get(index)?;
        let memory = memory_of(block)?;
        let is_small = len <= LEN_MAX && block.get_unpack_size() <= LEN_MAX;
        let is_bounded = is_small && memory <= u64::from(MEMORY_KIB_MAX) * 1024;
        is_bounded.then(|| Self { directory: Arc::clone(directory), index, at })
    }

    pub(super) fn decoder(&self) -> Box<dyn Decoder> {
        Box::new(Folder { graph: self.clone(), unpacked: None, given: 0, is_broken: false })
    }

    /// Unpacks the folder. Gives what could be unpacked, and whether that is all.
    fn unpack(&self, packed: Vec<u8>) -> (Vec<u8>, bool) {
        let mut out = Vec::new();
        let mut source = Shifted { bytes: Cursor::new(packed), at: self.at };
        // The library may panic on data that it did not foresee.
        let unpacked = catch_unwind(AssertUnwindSafe(|| {
            let password = Password::empty();
            let decoder = BlockDecoder::new(1, self.index, &self.directory, &password, &mut source);
            decoder.for_each_entries(&mut |_, reader| {
                let left = LEN_MAX.saturating_sub(out.len() as u64);
                reader.take(left).read_to_end(&mut out)?;
                Ok(true)
            })
        }));
        (out, matches!(unpacked, Ok(Ok(true))))
    }
}

/// Memory of the dictionaries; `None` where a method is not read.
fn memory_of(block: &Block) -> Option<u64> {
    let mut memory = 0u64;
    for coder in &block.coders {
        memory += match (coder.encoder_method_id(), coder.properties()) {
            ([0x03, 0x01, 0x01], &[_, a, b, c, d, ..]) => u64::from(u32::from_le_bytes([a, b, c, d])),
            ([0x21], &[bits, ..]) => super::sevenz::dictionary_len(bits)?.into(),
            ([0x00 | 0x03 | 0x0A | 0x0B], _) | ([0x03, 0x03, ..], _) => 0,
            _ => return None,
        };
    }
    Some(memory)
}

/// Decodes one folder.
struct Folder {
    graph: Graph,
    unpacked: Option<Vec<u8>>,
    given: usize,
    is_broken: bool,
}

impl Decoder for Folder {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        if self.unpacked.is_none() {
            let mut packed = Vec::new();
            while let at_hand @ [_, ..] = input.fill() {
                packed.extend_from_slice(at_hand);
                let len = at_hand.len();
                input.consume(len);
            }
            let (unpacked, is_whole) = self.graph.unpack(packed);
            self.unpacked = Some(unpacked);
            self.is_broken = !is_whole;
        }
        let rest = self.unpacked.as_deref().and_then(|unpacked| unpacked.get(self.given..)).unwrap_or_default();
        let now = rest.get(..len_max).unwrap_or(rest);
        if now.is_empty() {
            let broken = Broken::corrupt("the compressed data is damaged or cut short");
            return if self.is_broken { Err(broken) } else { Ok(Step::Complete) };
        }
        out.extend_from_slice(now);
        self.given += now.len();
        Ok(Step::More)
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        None
    }
}

/// The bytes of a folder at the place that they have in their archive.
struct Shifted {
    bytes: Cursor<Vec<u8>>,
    at: u64,
}

impl Read for Shifted {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        self.bytes.read(buf)
    }
}

impl Seek for Shifted {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => SeekFrom::Start(at.checked_sub(self.at).ok_or(std::io::ErrorKind::InvalidInput)?),
            other => other,
        };
        Ok(self.bytes.seek(to)? + self.at)
    }
}
