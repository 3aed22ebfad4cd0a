//! Formats `mail` and `mbox`: messages, one in a file (`.eml`, Maildir) or one after the other.
//!
//! Each message is a record of the table `mail`, with its senders and receivers as columns of names and addresses,
//! subject and date. Its other header fields are text. Bodies are decoded (quoted-printable, base64, character sets of
//! RFC 2045 and 2047), parts of HTML lose their tags, and attachments are read like files, to a bounded depth.
//! What stands in the source as it is keeps its place; what was decoded is said to be where its part is.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod address;
mod decode;
mod headers;
mod message;

#[cfg(test)]
mod tests;

use memchr::memmem;

use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State};

pub(super) use decode::base64;

/// A single message.
#[derive(Debug)]
pub struct Mail;

impl Format for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.count(b':') > 1
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        headers::begins_message(head.bytes).then(|| Box::new(MailReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct MailReader;

impl Reader for MailReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        message::read(piece.bytes, 0..piece.bytes.len(), sink);
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

/// Messages one after the other, each behind a line that begins with `From `.
#[derive(Debug)]
pub struct Mbox;

impl Format for Mbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.count(b':') > 1
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let line = memchr::memchr(b'\n', head.bytes)?;
        let (first, rest) = head.bytes.split_at_checked(line + 1)?;
        let is_mbox = first.starts_with(b"From ") && first.contains(&b':') && headers::begins_message(rest);
        is_mbox.then(|| Box::new(MboxReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct MboxReader;

/// The first byte of the next message at or behind `from`: a `From ` behind an empty line.
fn next_message(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let unix = memmem::find(rest, b"\n\nFrom ").map(|at| from + at + 2);
    let dos =
        memmem::find(rest.get(..unix.map_or(rest.len(), |at| at - from))?, b"\r\n\r\nFrom ").map(|at| from + at + 4);
    dos.or(unix)
}

impl Reader for MboxReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        next_message(bytes, len_wanted.min(bytes.len())).map(|at| (at, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let bytes = piece.bytes;
        let mut at = 0;
        while at < bytes.len() {
            let end = match next_message(bytes, at) {
                Some(end) => end,
                None if piece.at_end || (piece.must_consume && at == 0) => bytes.len(),
                None => break,
            };
            message::read(bytes, at..end, sink);
            at = end;
        }
        Consumed { len: at, state: if at == 0 { piece.state.clone() } else { State::Between } }
    }
}
