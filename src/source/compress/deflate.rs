//! Raw deflate (RFC 1951) and its variant with a window of 64 KiB, as members of ZIP archives hold them.

use deflate64::InflaterManaged;
use flate2::{Decompress, FlushDecompress, Status};

use super::engine::{Concatenated, Engine, Ran};
use super::{Broken, Container, Decoder, Opening};

/// A zlib stream by itself (RFC 1950), as `pigz -z`, `zlib-flate` and programs of their own write it.
pub(super) const ZLIB: Container = Container {
    name: "zlib",
    sniff: is_zlib,
    opening: Opening::Decode(zlib_decoder),
    endings: &[(".zz", ""), (".zlib", "")],
    is_named: false,
};

/// Its two first bytes, which check each other, would be a weak signature: what follows must decode, to the end of the
/// stream or for so long that it is no accident.
fn is_zlib(head: &[u8]) -> bool {
    const DECODED_MIN: usize = 128;
    if !begins_zlib(head) {
        return false;
    }
    let (mut inflate, mut out) = (Decompress::new(true), [0; 1024]);
    let is_ended = matches!(inflate.decompress(head, &mut out, FlushDecompress::None), Ok(Status::StreamEnd));
    // An error is told again, where the call before it gave what was decoded up to there.
    let is_sound = inflate.decompress(&[], &mut [0; 1], FlushDecompress::None).is_ok();
    let decoded = usize::try_from(inflate.total_out()).unwrap_or(usize::MAX);
    is_ended && decoded > 0 || is_sound && decoded >= DECODED_MIN
}

/// Whether these are the first bytes of a zlib stream: the method and the window, and flags that make them a multiple of 31.
pub(in crate::source) fn begins_zlib(head: &[u8]) -> bool {
    matches!(head, &[method @ (0x08 | 0x18 | 0x28 | 0x38 | 0x48 | 0x58 | 0x68 | 0x78), flags, ..]
        if flags & 0x20 == 0 && u16::from_be_bytes([method, flags]) % 31 == 0)
}

pub(in crate::source) fn deflate_decoder() -> Box<dyn Decoder> {
    Box::new(Concatenated::single(Deflate { inflate: Decompress::new(false), is_zlib: false }))
}

/// Deflate within a zlib stream (RFC 1950).
pub(in crate::source) fn zlib_decoder() -> Box<dyn Decoder> {
    Box::new(Concatenated::single(Deflate { inflate: Decompress::new(true), is_zlib: true }))
}

pub(in crate::source) fn deflate64_decoder() -> Box<dyn Decoder> {
    Box::new(Concatenated::single(Deflate64(Box::new(InflaterManaged::new()))))
}

struct Deflate {
    inflate: Decompress,
    is_zlib: bool,
}

impl Engine for Deflate {
    const PIECE_LEN: usize = usize::MAX;

    fn reset(&mut self) {
        self.inflate.reset(self.is_zlib);
    }

    fn run(&mut self, input: &[u8], out: &mut [u8], _: bool) -> Result<Ran, Broken> {
        let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self.inflate.decompress(input, out, FlushDecompress::None);
        let ran = Ran {
            read: usize::try_from(self.inflate.total_in() - read).unwrap_or(usize::MAX),
            written: usize::try_from(self.inflate.total_out() - written).unwrap_or(usize::MAX),
            is_end: matches!(status, Ok(Status::StreamEnd)),
        };
        // What came before the damage is handed on; the next call meets the damage again.
        if status.is_err() && ran.written == 0 {
            Err(Broken::corrupt("the compressed data is damaged"))
        } else {
            Ok(ran)
        }
    }
}

struct Deflate64(Box<InflaterManaged>);

impl Engine for Deflate64 {
    fn reset(&mut self) {
        *self.0 = InflaterManaged::new();
    }

    fn run(&mut self, input: &[u8], out: &mut [u8], _: bool) -> Result<Ran, Broken> {
        let result = self.0.inflate(input, out);
        if result.data_error && result.bytes_written == 0 {
            return Err(Broken::corrupt("the compressed data is damaged"));
        }
        Ok(Ran {
            read: result.bytes_consumed,
            written: result.bytes_written,
            is_end: self.0.finished() && !self.0.errored(),
        })
    }
}
