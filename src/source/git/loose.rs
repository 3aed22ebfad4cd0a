//! Loose objects: zlib (RFC 1950) of a kind, a length in digits, NUL, and the bytes of the object.

use flate2::{Decompress, FlushDecompress};

use super::super::compress::{Broken, Container, Decoder, Input, Opening, Step, begins_zlib, zlib_decoder};

pub(in crate::source) const CONTAINER: Container = Container {
    name: "git_object",
    sniff: is_object,
    opening: Opening::Decode(|| Box::new(Loose { zlib: zlib_decoder(), header: Some(Vec::new()) })),
    endings: &[],
    is_named: false,
};

/// More than the longest kind, a length of twenty digits, and NUL.
const HEADER_LEN_MAX: usize = 32;

/// A zlib stream that begins with a kind of object: the two bytes of zlib alone would be a weak signature.
fn is_object(head: &[u8]) -> bool {
    if !begins_zlib(head) {
        return false;
    }
    let mut begin = [0; 8];
    let mut inflate = Decompress::new(true);
    let is_inflated = inflate.decompress(head, &mut begin, FlushDecompress::None).is_ok();
    is_inflated && [&b"blob "[..], b"commit ", b"tree ", b"tag "].iter().any(|kind| begin.starts_with(kind))
}

struct Loose {
    zlib: Box<dyn Decoder>,
    /// The header as far as it was seen, until it ends.
    header: Option<Vec<u8>>,
}

impl Decoder for Loose {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        let start = out.len();
        let step = self.zlib.decode(input, out, len_max)?;
        if let Some(header) = &mut self.header {
            header.extend(out.drain(start..));
            if let Some(end) = memchr::memchr(0, header) {
                out.extend_from_slice(header.get(end + 1..).unwrap_or_default());
                self.header = None;
            } else if header.len() > HEADER_LEN_MAX {
                return Err(Broken::corrupt("the object has no header"));
            }
        }
        Ok(step)
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        self.zlib.take_warning()
    }
}
