//! Check sums of members: what an archive states of the bytes that a member decodes to.

use flate2::Crc;

use super::super::compress::{Broken, Decoder, Input, Step};
use super::zip::DESCRIPTOR;
use super::{CheckSum, le32};

/// What is said of a member whose bytes are not those that were packed.
pub(in crate::source) const WRONG_SUM: &str =
    "the check sum of the member does not fit its data: what it decodes to was scanned, and may not be what was packed";

/// A sum over bytes as they pass.
#[derive(Debug, Default)]
pub(in crate::source) struct Sum {
    crc: Crc,
    len: u64,
}

impl Sum {
    pub(in crate::source) fn add(&mut self, bytes: &[u8]) {
        self.crc.update(bytes);
        self.len += bytes.len() as u64;
    }

    /// Whether these were `len` bytes, and others than those of which `stated` is the sum.
    pub(in crate::source) fn is_wrong(&self, stated: CheckSum, len: u64) -> bool {
        self.len == len && matches!(stated, CheckSum::Stated(stated) if stated != self.crc.sum())
    }
}

/// A decoder, and a look at the sum of what it gave once it is at its end.
pub(in crate::source) struct Checked {
    decoder: Box<dyn Decoder>,
    stated: CheckSum,
    sum: Sum,
    is_wrong: bool,
}

impl Checked {
    pub(in crate::source) fn new(decoder: Box<dyn Decoder>, stated: CheckSum) -> Self {
        Self { decoder, stated, sum: Sum::default(), is_wrong: false }
    }
}

impl Decoder for Checked {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        let start = out.len();
        let step = self.decoder.decode(input, out, len_max);
        self.sum.add(out.get(start..).unwrap_or_default());
        if matches!(step, Ok(Step::Complete | Step::Trailing)) {
            let stated = match self.stated {
                CheckSum::Stated(stated) => Some(stated),
                CheckSum::Behind => {
                    let behind = input.peek(DESCRIPTOR.len() + 4);
                    if behind.starts_with(DESCRIPTOR) { le32(behind, DESCRIPTOR.len()) } else { None }
                }
            };
            let stated = stated.map(CheckSum::Stated);
            self.is_wrong = stated.is_some_and(|stated| self.sum.is_wrong(stated, self.sum.len));
        }
        step
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        let own = std::mem::take(&mut self.is_wrong).then_some(WRONG_SUM);
        self.decoder.take_warning().or(own)
    }
}
