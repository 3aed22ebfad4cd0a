//! Snappy framing (`framing_format.txt` of the Snappy project): chunks of a type, a length of three bytes and data.
//!
//! ```text
//! FF 06 00 00 "sNaPpY"    begins a stream, and may come again
//! 00 compressed, 01 stored: check sum of the decoded bytes(4), data of at most 64 KiB decoded
//! 02..7F not known, may not be skipped    80..FE may be skipped
//! ```

use super::blocks::{Blocks, Blockwise};
use super::{Broken, Container, Input, Opening, Step};

pub(super) const CONTAINER: Container = Container {
    name: "snappy",
    sniff: |head| head.starts_with(&MAGIC),
    opening: Opening::Decode(|| Box::new(Blockwise::new(Snappy { chunks: 0, warning: None }))),
    endings: &[(".sz", ""), (".snappy", "")],
    is_named: false,
};

const MAGIC: [u8; 10] = *b"\xFF\x06\0\0sNaPpY";
/// Section 4.2 and 4.3: decoded bytes of a chunk.
const DECODED_MAX: usize = 65_536;

struct Snappy {
    chunks: u64,
    warning: Option<&'static str>,
}

impl Blocks for Snappy {
    fn next(&mut self, input: &mut Input<'_>, block: &mut Vec<u8>) -> Result<Step, Broken> {
        const CUT: Broken = Broken::corrupt(super::CUT);
        const DAMAGED: Broken = Broken::corrupt("the compressed data is damaged");
        let head = input.peek(10);
        if self.chunks > 0 && head.is_empty() {
            return Ok(Step::Complete);
        }
        let Some((&[kind, a, b, c], _)) = head.split_first_chunk::<4>() else {
            return if self.chunks > 0 { Ok(Step::Trailing) } else { Err(CUT) };
        };
        let len = usize::try_from(u32::from_le_bytes([a, b, c, 0])).unwrap_or(usize::MAX);
        match kind {
            0xFF if head.starts_with(&MAGIC) => input.consume(10),
            0x80..=0xFE => {
                if !input.skip(4 + len as u64) {
                    return Err(CUT);
                }
            }
            // A compressed chunk holds its check sum, and grows a little where it does not compress.
            0 | 1 if (4..=DECODED_MAX + DECODED_MAX / 6 + 36).contains(&len) => {
                let (check, data) =
                    input.peek(4 + len).get(4..4 + len).and_then(|rest| rest.split_at_checked(4)).ok_or(CUT)?;
                if kind == 1 {
                    block.extend_from_slice(data);
                } else {
                    let decoded = snap::raw::decompress_len(data).map_err(|_error| DAMAGED)?;
                    if decoded > DECODED_MAX {
                        return Err(DAMAGED);
                    }
                    block.resize(decoded, 0);
                    snap::raw::Decoder::new().decompress(data, block).map_err(|_error| {
                        block.clear();
                        DAMAGED
                    })?;
                }
                if masked_crc32c(block).to_le_bytes() != check {
                    self.warning = Some("the check sum of a snappy chunk does not fit its data");
                }
                input.consume(4 + len);
            }
            _ if self.chunks > 0 => return Ok(Step::Trailing),
            _ => return Err(DAMAGED),
        }
        self.chunks += 1;
        Ok(Step::More)
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        self.warning.take()
    }
}

/// Section 3: CRC-32C, rotated and offset.
pub(crate) fn masked_crc32c(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in bytes {
        let index = usize::from((crc ^ u32::from(byte)).to_le_bytes()[0]);
        crc = crc >> 8 ^ TABLE.get(index).copied().unwrap_or(0);
    }
    (!crc).rotate_right(15).wrapping_add(0xA282_EAD8)
}

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of each byte.
static TABLE: [u32; 256] = {
    let mut table = [0u32; 256];
    let mut index = 0;
    while index < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "the index is below 256")]
        let mut crc = index as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0x82F6_3B78 } else { crc >> 1 };
            bit += 1;
        }
        #[expect(
            clippy::indexing_slicing,
            reason = "the index is below 256, and the program would not compile otherwise"
        )]
        {
            table[index] = crc;
        }
        index += 1;
    }
    table
};
