//! Raw deflate (RFC 1951) and its variant with a window of 64 KiB, as members of ZIP archives hold them.

use deflate64::InflaterManaged;
use flate2::{Decompress, FlushDecompress, Status};

use super::engine::{Concatenated, Engine, Ran};
use super::{Broken, Decoder};

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
