//! bzip2: one stream after another (`pbzip2` and `lbzip2` write many).
//!
//! A stream is `BZh`, a level digit, blocks that begin with 48 bits of pi, and an end mark of 48 bits of its square
//! root. The format has no published standard; the signature is that of the program's own manual.

use bzip2::{Decompress, Status};

use super::engine::{Concatenated, Engine, Ran};
use super::{Broken, Container, Opening};

pub(super) const CONTAINER: Container = Container {
    name: "bzip2",
    sniff: begins,
    opening: Opening::Decode(|| Box::new(Concatenated::new(Bzip2(Decompress::new(false)), begins, 10))),
    endings: &[(".bz2", ""), (".tbz2", ".tar"), (".tbz", ".tar"), (".bz", "")],
    is_named: false,
};

/// The level digit, then the mark of a block or of the end.
fn begins(head: &[u8]) -> bool {
    let is_level = head.get(3).is_some_and(|byte| (b'1'..=b'9').contains(byte));
    let mark = head.get(4..10).unwrap_or_default();
    head.starts_with(b"BZh") && is_level && (mark == b"1AY&SY" || mark == b"\x17\x72\x45\x38\x50\x90")
}

/// The decoder alone, for members of archives.
pub(in crate::source) fn decoder() -> Box<dyn super::Decoder> {
    Box::new(Concatenated::single(Bzip2(Decompress::new(false))))
}

struct Bzip2(Decompress);

impl Engine for Bzip2 {
    const PIECE_LEN: usize = usize::MAX;

    /// The level, the mark of the end, and the check sum of nothing. For every stream the library takes 3.6 MB and clears them.
    fn empty_len(head: &[u8]) -> usize {
        let is_empty = begins(head) && head.get(4..14).is_some_and(|end| end == b"\x17\x72\x45\x38\x50\x90\0\0\0\0");
        if is_empty { 14 } else { 0 }
    }

    fn reset(&mut self) {
        if self.0.total_in() > 0 {
            self.0 = Decompress::new(false);
        }
    }

    fn run(&mut self, input: &[u8], out: &mut [u8], _: bool) -> Result<Ran, Broken> {
        let (read, written) = (self.0.total_in(), self.0.total_out());
        let status = self.0.decompress(input, out);
        let ran = Ran {
            read: usize::try_from(self.0.total_in() - read).unwrap_or(usize::MAX),
            written: usize::try_from(self.0.total_out() - written).unwrap_or(usize::MAX),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_that_hold_nothing_are_told_without_the_library() {
        let empty = b"BZh9\x17\x72\x45\x38\x50\x90\0\0\0\0BZh";
        assert_eq!(Bzip2::empty_len(empty), 14);
        assert_eq!(Bzip2::empty_len(&empty[..13]), 0);
        assert_eq!(Bzip2::empty_len(b"BZh91AY&SY\0\0\0\0"), 0);
        assert_eq!(Bzip2::empty_len(b"BZh9\x17\x72\x45\x38\x50\x90\0\0\0\x01"), 0);
    }
}
