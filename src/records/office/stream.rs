//! Reads the XML of a part while it is unpacked.

use std::io::Read;
use std::ops::ControlFlow;

use super::zip::{Archive, Entry};
use crate::records::Flow;
use crate::records::markup::{Token, Tokens};

/// Bytes that are unpacked at a time.
const STEP: usize = 256 << 10;
/// The longest tag or text; a part that has a longer one is not understood from there on.
const TOKEN_LEN_MAX: usize = 32 << 20;
/// How the reading of a part ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At its end, or where the handler wanted no more.
    Complete,
    /// The compressed bytes are broken, or a token is too long.
    Broken,
    /// It unpacks to more than is allowed.
    Limit,
    /// It is encrypted, or compressed in a way that nobody reads.
    Unread,
}

/// Calls `handler` with each token of a part.
pub(super) fn tokens(
    archive: &Archive<'_>,
    entry: &Entry,
    handler: &mut dyn FnMut(&Tokens<'_>, &Token) -> Flow,
) -> End {
    let Some(mut content) = archive.content(entry) else { return End::Unread };
    let mut buf: Vec<u8> = Vec::new();
    loop {
        let from = buf.len();
        let result = content.by_ref().take((STEP.max(from) as u64).min(archive.left())).read_to_end(&mut buf);
        archive.charge(buf.len() - from);
        let at_end = buf.len() == from || result.is_err();
        let mut tokens = Tokens::new(&buf, 0, at_end);
        while let Some(token) = tokens.next() {
            if let ControlFlow::Break(()) = handler(&tokens, &token) {
                return End::Complete;
            }
        }
        let consumed = tokens.at;
        match (result, at_end) {
            (Err(_), _) => return End::Broken,
            (Ok(_), true) if archive.left() == 0 => return End::Limit,
            (Ok(_), true) => return End::Complete,
            (Ok(_), false) if consumed == 0 && buf.len() > TOKEN_LEN_MAX => return End::Broken,
            (Ok(_), false) => {}
        }
        buf.drain(..consumed);
    }
}
