//! RPM packages: headers, and a compressed cpio archive after them, which is what is handed on.
//!
//! ```text
//! lead(96): ED AB EE DB ...
//! signature and header, each: 8E AD E8 01, reserved(4), count of entries(4), bytes of data(4), entries of 16 bytes, data
//! the signature is padded to eight bytes
//! ```

use super::super::compress::{self, Broken, Container, Decoder, Input, Opening, Step};

pub(in crate::source) const CONTAINER: Container = Container {
    name: "rpm",
    sniff: |head| head.starts_with(&[0xED, 0xAB, 0xEE, 0xDB]) && head.get(96..100) == Some(MAGIC.as_slice()),
    opening: Opening::Decode(|| Box::new(Rpm { is_within: false })),
    endings: &[(".rpm", ".cpio")],
    is_named: false,
};

const MAGIC: [u8; 4] = [0x8E, 0xAD, 0xE8, 0x01];

struct Rpm {
    is_within: bool,
}

impl Decoder for Rpm {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        if !self.is_within {
            input.skip(96);
            let signature = header_len(input)?;
            let header_at = signature.next_multiple_of(8);
            let is_there = input.skip(header_at);
            let header = header_len(input)?;
            if !is_there || !input.skip(header) {
                return Err(Broken::corrupt(compress::CUT));
            }
            self.is_within = true;
        }
        let at_hand = input.fill();
        let now = at_hand.get(..len_max).unwrap_or(at_hand);
        out.extend_from_slice(now);
        let len = now.len();
        input.consume(len);
        Ok(if len == 0 { Step::Complete } else { Step::More })
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        None
    }
}

fn header_len(input: &mut Input<'_>) -> Result<u64, Broken> {
    let head = input.peek(16);
    let number =
        |at: usize| head.get(at..)?.split_first_chunk::<4>().map(|(&bytes, _)| u64::from(u32::from_be_bytes(bytes)));
    match (head.starts_with(&MAGIC), number(8), number(12)) {
        (true, Some(entries), Some(data)) => Ok(16 + entries * 16 + data),
        _ => Err(Broken::corrupt("the headers of the package are damaged")),
    }
}
