//! `compress` (.Z): LZW with codes of 9 to 16 bits, as the `compress` program of 4.3BSD writes it.
//!
//! ```text
//! 1F 9D flags      flags: bits 0 to 4 the longest code in bits, bit 7 whether code 256 clears the table
//! codes, least significant bit first
//! ```
//!
//! Two oddities of the program are part of the format. Codes are written in groups of eight, and when the code length
//! grows, or the table is cleared, the rest of the group is padding. And the table is not cleared when it is full, but
//! when the program writes code 256.

use super::engine::{Concatenated, Engine, Ran};
use super::{Broken, Container, Opening};

pub(super) const CONTAINER: Container = Container {
    name: "compress",
    sniff: |head| matches!(head, [0x1F, 0x9D, flags, ..] if (9..=BITS_MAX).contains(&(flags & 0x1F)) && flags & 0x60 == 0),
    opening: Opening::Decode(|| Box::new(Concatenated::single(Lzw::new()))),
    endings: &[(".z", ""), (".taz", ".tar")],
    is_named: false,
};

const BITS_MAX: u8 = 16;
const BITS_MIN: u32 = 9;
const CLEAR: u32 = 256;

struct Lzw {
    /// Bytes of the header that are still to come.
    header_left: usize,
    bits_max: u32,
    has_clear: bool,
    bits: u32,
    /// Bits that were read and not used.
    held: u32,
    held_len: u32,
    /// Codes of the present length since it began, for the padding of groups.
    codes: u32,
    /// Bits of padding to skip.
    padding: u32,
    /// Of each code: the code before its last byte, and that byte.
    prefix: Vec<u16>,
    suffix: Vec<u8>,
    /// The code before, and its first byte.
    last: Option<(u32, u8)>,
    /// Decoded bytes, last first, that wait for room.
    waiting: Vec<u8>,
}

impl Lzw {
    fn new() -> Self {
        Self {
            header_left: 3,
            bits_max: 0,
            has_clear: false,
            bits: BITS_MIN,
            held: 0,
            held_len: 0,
            codes: 0,
            padding: 0,
            prefix: Vec::new(),
            suffix: Vec::new(),
            last: None,
            waiting: Vec::new(),
        }
    }

    /// Codes that are known: the 256 bytes, the clear code, and those that were made.
    fn next_code(&self) -> u32 {
        u32::try_from(self.suffix.len()).unwrap_or(u32::MAX)
    }

    fn clear(&mut self) {
        let first = if self.has_clear { 257 } else { 256 };
        self.prefix.clear();
        self.prefix.resize(first, 0);
        self.suffix.clear();
        self.suffix.extend((0..=u8::MAX).chain(std::iter::once(0)).take(first));
        self.bits = BITS_MIN;
        self.last = None;
    }

    fn header(&mut self, byte: u8) {
        self.header_left -= 1;
        if self.header_left == 0 {
            self.bits_max = u32::from(byte & 0x1F);
            self.has_clear = byte & 0x80 != 0;
            self.clear();
        }
    }

    /// The rest of a group of eight codes is padding.
    fn end_group(&mut self) {
        self.padding = (8 - self.codes % 8) % 8 * self.bits;
        self.codes = 0;
    }

    /// The next code, from the bits at hand and as many bytes of `input` as are needed.
    fn code(&mut self, input: &[u8], read: &mut usize) -> Option<u32> {
        loop {
            let skipped = self.padding.min(self.held_len);
            self.held >>= skipped;
            self.held_len -= skipped;
            self.padding -= skipped;
            if self.padding == 0 && self.held_len >= self.bits {
                let code = self.held & ((1 << self.bits) - 1);
                self.held >>= self.bits;
                self.held_len -= self.bits;
                self.codes += 1;
                return Some(code);
            }
            let byte = *input.get(*read)?;
            *read += 1;
            self.held |= u32::from(byte) << self.held_len;
            self.held_len += 8;
        }
    }

    /// Puts what `code` stands for into `waiting`, last byte first, and makes the next code.
    fn expand(&mut self, code: u32) -> Result<(), Broken> {
        const DAMAGED: Broken = Broken::corrupt("the compressed data is damaged");
        if self.has_clear && code == CLEAR {
            self.end_group();
            self.clear();
            return Ok(());
        }
        let Some((last, last_first)) = self.last else {
            let byte = u8::try_from(code).map_err(|_error| DAMAGED)?;
            self.waiting.push(byte);
            self.last = Some((code, byte));
            return Ok(());
        };
        let next = self.next_code();
        let mut at = code;
        if code >= next {
            if code > next || next >= 1 << self.bits_max {
                return Err(DAMAGED);
            }
            self.waiting.push(last_first);
            at = last;
        }
        while at > 255 {
            // Prefixes are always smaller than their codes, so this ends.
            self.waiting.push(*self.suffix.get(at as usize).ok_or(DAMAGED)?);
            at = u32::from(*self.prefix.get(at as usize).ok_or(DAMAGED)?);
        }
        let first = u8::try_from(at).map_err(|_error| DAMAGED)?;
        self.waiting.push(first);
        self.last = Some((code, first));
        if next < 1 << self.bits_max {
            self.prefix.push(u16::try_from(last).map_err(|_error| DAMAGED)?);
            self.suffix.push(first);
            if next + 1 == 1 << self.bits && self.bits < self.bits_max {
                self.end_group();
                self.bits += 1;
            }
        }
        Ok(())
    }

    fn hand_out(&mut self, out: &mut [u8], written: &mut usize) {
        while let Some(place) = out.get_mut(*written)
            && let Some(byte) = self.waiting.pop()
        {
            *place = byte;
            *written += 1;
        }
    }
}

impl Engine for Lzw {
    const PIECE_LEN: usize = usize::MAX;

    fn reset(&mut self) {
        *self = Self::new();
    }

    fn run(&mut self, input: &[u8], out: &mut [u8], is_last: bool) -> Result<Ran, Broken> {
        let (mut read, mut written) = (0, 0);
        while self.header_left > 0
            && let Some(&byte) = input.get(read)
        {
            self.header(byte);
            read += 1;
        }
        self.hand_out(out, &mut written);
        while self.waiting.is_empty()
            && self.header_left == 0
            && let Some(code) = self.code(input, &mut read)
        {
            if let Err(broken) = self.expand(code) {
                self.waiting.clear();
                // What came before the damage is handed on; no later code means anything.
                return if written == 0 { Err(broken) } else { Ok(Ran { read, written, is_end: false }) };
            }
            self.hand_out(out, &mut written);
        }
        // The format has no end mark: it ends where its bytes do. A last code that is not whole says that they were cut:
        // less than a byte of zeros fills the last one up.
        let is_within_code = self.padding == 0 && (self.held_len >= 8 || self.held != 0);
        let is_end = is_last && self.waiting.is_empty() && self.header_left == 0 && !is_within_code;
        Ok(Ran { read, written, is_end })
    }
}
