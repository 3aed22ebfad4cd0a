//! The bytes of an archive, read front to back: headers here, and the members' bytes as chains of their own.

use std::fs::File;

use super::archive::Sum;
use super::chain::{CHUNK, Chain, Pull, Raw, Stop};
use super::compress::Input;
use super::open;

/// An archive that is being read.
pub(super) struct Feed<'a> {
    pub(super) chain: Chain<'a>,
    /// Bytes pulled from the chain and not used, from `pos` on.
    buf: Vec<u8>,
    pos: usize,
    /// Bytes of the archive that were used.
    pub(super) at: u64,
    /// Why the chain ended, unless regularly.
    pub(super) stop: Option<Stop>,
    /// All of the archive was read into memory.
    is_drained: bool,
}

/// Longer runs are not looked at to tell whether they are NULs.
const ZEROS_MAX: usize = 1 << 20;

impl<'a> Feed<'a> {
    /// A feed of the bytes in `head`, which were pulled from `chain` already, and all that follow.
    pub(super) fn new(chain: Chain<'a>, head: Vec<u8>) -> Self {
        Self { chain, buf: head, pos: 0, at: 0, stop: None, is_drained: false }
    }

    /// The bytes as a reader of headers takes them.
    pub(super) fn read<T>(&mut self, read: impl FnOnce(&mut Input<'_>) -> T) -> T {
        let Self { chain, buf, pos, at, stop, .. } = self;
        let mut refill = |buf: &mut Vec<u8>| {
            chain.append(buf, CHUNK).unwrap_or_else(|why| {
                *stop = Some(why);
                0
            })
        };
        read(&mut Input { buf, pos, consumed: at, refill: &mut refill })
    }

    /// Passes over `len` bytes; false where the archive ends before.
    pub(super) fn skip(&mut self, len: u64) -> bool {
        let at_hand = (self.buf.len() - self.pos) as u64;
        if len > at_hand && self.chain.seek(len - at_hand) {
            self.buf.clear();
            self.pos = 0;
            self.at += len;
            return true;
        }
        self.read(|input| input.skip(len))
    }

    /// Passes over all that is left.
    pub(super) fn skip_all(&mut self) {
        self.read(|input| while input.skip(CHUNK as u64) {});
    }

    /// Whether the next `len` bytes are NULs. They are read for that.
    pub(super) fn is_zero(&mut self, len: u64) -> bool {
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        let is_short = len <= ZEROS_MAX;
        is_short
            && self.read(|input| input.peek(len).get(..len).is_some_and(|bytes| bytes.iter().all(|&byte| byte == 0)))
    }

    /// Reads all of the archive into memory, unless it is longer than `len_max`; false then.
    pub(super) fn read_whole(&mut self, len_max: u64) -> bool {
        let len_max = usize::try_from(len_max).unwrap_or(usize::MAX);
        let is_whole = self.read(|input| input.peek(len_max.saturating_add(1)).len() <= len_max);
        self.is_drained = is_whole && self.stop.is_none();
        self.is_drained
    }

    /// The next `len` bytes, fewer where the archive ends before.
    pub(super) fn take(&mut self, len: usize) -> Vec<u8> {
        self.read(|input| {
            let at_hand = input.peek(len);
            let bytes = at_hand.get(..len).unwrap_or(at_hand).to_vec();
            input.consume(bytes.len());
            bytes
        })
    }

    /// The file and the offset in it of the next `len` bytes, where they lie there as they are.
    pub(super) fn range(&self, len: u64) -> Option<(&'a File, u64)> {
        self.range_at(self.at, len)
    }

    /// The same for `len` bytes at an offset in the archive.
    pub(super) fn range_at(&self, at: u64, len: u64) -> Option<(&'a File, u64)> {
        if !self.chain.layers.is_empty() {
            return None;
        }
        let (file, origin, extent) = self.chain.raw.extent(self.chain.raw_len)?;
        (at.checked_add(len)? <= extent).then_some((file, origin + at))
    }

    /// Length of the whole archive, where it can be read at any place. Only at its beginning.
    pub(super) fn len(&self) -> Option<u64> {
        if self.is_drained {
            return Some(self.buf.len() as u64);
        }
        if !self.chain.layers.is_empty() {
            return None;
        }
        match self.chain.raw.extent(self.chain.raw_len) {
            Some((_, _, len)) => Some(len),
            None if matches!(self.chain.raw, Raw::Memory { bytes: [], .. }) => Some(self.buf.len() as u64),
            None => None,
        }
    }

    /// Reads at an offset in the archive, where [`Feed::len`] is known; fewer bytes where it ends.
    pub(super) fn read_at(&self, at: u64, len: usize) -> Vec<u8> {
        let extent = self.chain.raw.extent(self.chain.raw_len).filter(|_| !self.is_drained);
        let Some((file, origin, extent)) = extent else {
            let rest = usize::try_from(at).ok().and_then(|at| self.buf.get(at..)).unwrap_or_default();
            return rest.get(..len).unwrap_or(rest).to_vec();
        };
        let len = usize::try_from(extent.saturating_sub(at)).unwrap_or(usize::MAX).min(len);
        open::bytes_at(file, origin + at, len)
    }

    /// Puts bytes back that were taken and not used.
    pub(super) fn give_back(&mut self, bytes: &[u8]) {
        self.buf.splice(..self.pos, bytes.iter().copied());
        self.pos = 0;
        self.at -= bytes.len() as u64;
    }

    /// The chain, and the bytes pulled from it that were not used.
    pub(super) fn into_rest(mut self) -> (Chain<'a>, Vec<u8>) {
        self.buf.drain(..self.pos);
        (self.chain, self.buf)
    }
}

/// A member, or a gap between members, of a feed.
pub(super) struct Within<'b, 'a> {
    pub(super) feed: &'b mut Feed<'a>,
    /// Bytes that should still come; `None` where only its decoder knows where it ends.
    pub(super) left: Option<u64>,
    /// Takes the sum of the bytes as they pass.
    pub(super) sum: Option<&'b mut Sum>,
}

impl Pull for Within<'_, '_> {
    fn pull(&mut self, out: &mut Vec<u8>, len_max: usize) -> Result<usize, Stop> {
        let left = self.left.map_or(usize::MAX, |left| usize::try_from(left).unwrap_or(usize::MAX));
        let len_max = len_max.min(left);
        if len_max == 0 {
            return Ok(0);
        }
        let sum = &mut self.sum;
        let len = self.feed.read(|input| {
            let at_hand = input.fill();
            let now = at_hand.get(..len_max).unwrap_or(at_hand);
            if let Some(sum) = sum {
                sum.add(now);
            }
            out.extend_from_slice(now);
            let len = now.len();
            input.consume(len);
            len
        });
        if let Some(left) = &mut self.left {
            *left -= len as u64;
        }
        match self.feed.stop {
            Some(stop) if len == 0 => Err(stop),
            None if len == 0 && self.left.is_some() => Err(super::archive::CUT),
            _ => Ok(len),
        }
    }

    fn file_position(&self) -> u64 {
        self.feed.chain.file_position()
    }
}
