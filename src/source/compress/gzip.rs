//! gzip (RFC 1952): one member after another, each a header, a deflate stream (RFC 1951) and a trailer.
//!
//! ```text
//! 1F 8B 08 flags mtime(4) xfl os [extra] [name NUL] [comment NUL] [header crc]  deflate...  crc32(4) length(4)
//! ```
//!
//! Headers and trailers are read here and not by the inflating library, because what matters is where a broken stream
//! broke: a wrong check sum is reported and the next member is read all the same, padding with NULs is accepted as
//! `gzip` does, and bytes that are no member are left in the input for the caller to look at.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::{Broken, Container, Decoder, Input, Opening, Step};

pub(super) const CONTAINER: Container = Container {
    name: "gzip",
    sniff: is_member,
    opening: Opening::Decode(|| Box::new(Gzip::new())),
    endings: &[(".gz", ""), (".tgz", ".tar"), (".gzip", ""), (".svgz", ".svg")],
    is_named: false,
};

/// Bit 0 (`FTEXT`) is a hint that nobody needs.
const FLAG_HEADER_CRC: u8 = 1 << 1;
const FLAG_EXTRA: u8 = 1 << 2;
const FLAG_NAME: u8 = 1 << 3;
const FLAG_COMMENT: u8 = 1 << 4;
const FLAGS_RESERVED: u8 = 0xE0;

/// The only method that RFC 1952 defines, and no reserved flag: three bytes alone would be a weak signature.
fn is_member(head: &[u8]) -> bool {
    matches!(head, [0x1F, 0x8B, 8, flags, ..] if flags & FLAGS_RESERVED == 0) || head == [0x1F, 0x8B, 8]
}

enum State {
    Header,
    Body,
    Trailer,
}

struct Gzip {
    state: State,
    inflate: Decompress,
    crc: Crc,
    members: u64,
    warning: Option<&'static str>,
}

impl Gzip {
    fn new() -> Self {
        Self { state: State::Header, inflate: Decompress::new(false), crc: Crc::new(), members: 0, warning: None }
    }

    /// Reads the header of the next member; `Some` where there is none.
    fn header(&mut self, input: &mut Input<'_>) -> Result<Option<Step>, Broken> {
        if self.members > 0 {
            if input.peek(1).first() == Some(&0) && input.skip_padding() || input.peek(1).is_empty() {
                return Ok(Some(Step::Complete));
            }
            if !is_member(input.peek(4)) {
                return Ok(Some(Step::Trailing));
            }
        }
        skip_header(input)?;
        self.inflate.reset(false);
        self.crc.reset();
        self.members += 1;
        Ok(None)
    }

    /// Inflates until something comes out or the deflate stream ends (true).
    fn body(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<bool, Broken> {
        let start = out.len();
        out.resize(start + len_max, 0);
        loop {
            let at_hand = input.fill();
            let is_at_end = at_hand.is_empty();
            let (read_before, written_before) = (self.inflate.total_in(), self.inflate.total_out());
            let space = out.get_mut(start..).unwrap_or_default();
            let status = self.inflate.decompress(at_hand, space, FlushDecompress::None);
            let read = usize::try_from(self.inflate.total_in() - read_before).unwrap_or(usize::MAX);
            let written = usize::try_from(self.inflate.total_out() - written_before).unwrap_or(usize::MAX);
            input.consume(read);
            let is_stuck = read == 0 && written == 0;
            let is_broken = status.is_err() || is_stuck && is_at_end;
            if written > 0 || is_broken || matches!(status, Ok(Status::StreamEnd)) {
                out.truncate(start + written);
                self.crc.update(out.get(start..).unwrap_or_default());
                return match status {
                    Ok(Status::StreamEnd) => Ok(true),
                    // What was inflated before the break is handed on first; the next call meets the break again.
                    _ if written > 0 => Ok(false),
                    Ok(_) => Err(Broken::corrupt("the stream ends in the middle of its data")),
                    Err(_) => Err(Broken::corrupt("the compressed data is damaged")),
                };
            }
            if is_stuck && !is_at_end {
                // The library takes all it is given unless its output is full, so this cannot go on.
                out.truncate(start);
                return Err(Broken::corrupt("the compressed data makes no progress"));
            }
        }
    }

    fn trailer(&mut self, input: &mut Input<'_>) -> Result<(), Broken> {
        let Some((trailer, _)) = input.peek(8).split_first_chunk::<8>() else {
            return Err(Broken::corrupt("the stream ends before its check sum"));
        };
        let stated = u64::from_le_bytes(*trailer);
        if stated != u64::from(self.crc.sum()) | u64::from(self.crc.amount()) << 32 {
            self.warning = Some("the check sum of a gzip member does not fit its data");
        }
        input.consume(8);
        Ok(())
    }
}

impl Decoder for Gzip {
    fn decode(&mut self, input: &mut Input<'_>, out: &mut Vec<u8>, len_max: usize) -> Result<Step, Broken> {
        let start = out.len();
        loop {
            match self.state {
                State::Header => {
                    if let Some(step) = self.header(input)? {
                        return Ok(step);
                    }
                    self.state = State::Body;
                }
                State::Body => {
                    if self.body(input, out, len_max)? {
                        self.state = State::Trailer;
                    }
                    if out.len() > start {
                        return Ok(Step::More);
                    }
                }
                State::Trailer => {
                    self.trailer(input)?;
                    self.state = State::Header;
                    // A file of a million empty members gives nothing for a long time: let the caller look up.
                    return Ok(Step::More);
                }
            }
        }
    }

    fn take_warning(&mut self) -> Option<&'static str> {
        self.warning.take()
    }
}

fn skip_header(input: &mut Input<'_>) -> Result<(), Broken> {
    const CUT: Broken = Broken::corrupt("the stream ends in the middle of a header");
    let Some((&[_, _, _, flags, ..], _)) = input.peek(10).split_first_chunk::<10>() else { return Err(CUT) };
    input.consume(10);
    if flags & FLAG_EXTRA != 0 {
        let Some((&len, _)) = input.peek(2).split_first_chunk::<2>() else { return Err(CUT) };
        input.consume(2);
        if !input.skip(u64::from(u16::from_le_bytes(len))) {
            return Err(CUT);
        }
    }
    for flag in [FLAG_NAME, FLAG_COMMENT] {
        if flags & flag != 0 && !skip_to_nul(input) {
            return Err(CUT);
        }
    }
    if flags & FLAG_HEADER_CRC != 0 && !input.skip(2) {
        return Err(CUT);
    }
    Ok(())
}

fn skip_to_nul(input: &mut Input<'_>) -> bool {
    loop {
        let at_hand = input.fill();
        let (len, nul) = (at_hand.len(), memchr::memchr(0, at_hand));
        match nul {
            Some(at) => {
                input.consume(at + 1);
                return true;
            }
            None if len == 0 => return false,
            None => input.consume(len),
        }
    }
}
