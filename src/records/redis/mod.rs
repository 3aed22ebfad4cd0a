//! Formats `redis_rdb` and `redis_aof`: what a Redis server keeps on disk, snapshots and append-only files.
//!
//! A key is a record, and keys of the same form are one table: `user:123` stands in `user:*`. The fields of a hash are its
//! columns; of lists, sets and sorted sets each element is a record. The key itself is a column, too, as keys hold names
//! and addresses now and then. Which segments of a key and which fields are names and which are values is learned from all of
//! them: those of a snapshot, and those at the head of a file of commands and in the piece that is read.
//!
//! A file may begin as a snapshot and go on with commands.
//!
//! Departures: values of modules are text, and what follows one of the oldest kind is, too; expiries are not looked at.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod aof;
mod packed;
mod rdb;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::json::Nowhere;
use super::keyed::{Names, Records};
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass, lines};
use crate::error::{Reason, Severity};

/// Snapshots.
#[derive(Debug)]
pub struct Rdb;

impl Format for Rdb {
    fn name(&self) -> &'static str {
        "redis_rdb"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let version = head.bytes.strip_prefix(b"REDIS")?.get(..4)?;
        version.iter().all(u8::is_ascii_digit).then(|| Box::new(RdbReader) as Box<dyn Reader>)
    }
}

/// Append-only files.
#[derive(Debug)]
pub struct Aof;

impl Format for Aof {
    fn name(&self) -> &'static str {
        "redis_aof"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        if !aof::is_commands(head.bytes) {
            return None;
        }
        let mut names = Names::default();
        learn_commands(head.bytes, 0, &mut names);
        Some(Box::new(AofReader { names: Arc::new(names) }))
    }
}

fn learn_commands(bytes: &[u8], from: usize, names: &mut Names) {
    let mut nowhere = Nowhere::default();
    let mut records = Records::learning(bytes, names, &mut nowhere);
    let mut at = from;
    while let Ok(Some((arguments, end))) = aof::command(bytes, at) {
        aof::emit(&mut records, &arguments);
        at = end;
    }
}

#[derive(Debug)]
struct RdbReader;

impl Reader for RdbReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut names = Names::default();
        rdb::read(&mut Records::learning(piece.bytes, &mut names, &mut Nowhere::default()));
        names.settle();
        let mut records = Records::new(piece.bytes, &names, sink);
        let (end, is_end) = rdb::read(&mut records);
        let rest = piece.bytes.get(end..).unwrap_or_default();
        if !is_end {
            let message = "the snapshot cannot be read further: its bytes were scanned as they stand";
            records.sink.diagnostic(Severity::Error, Reason::NotUnderstood, end, message);
            records.sink.unread(end..piece.bytes.len(), Reason::NotUnderstood);
            records.text(end..piece.bytes.len(), TextClass::Binary);
            records.finish();
        } else if aof::is_commands(rest) {
            records.finish();
            let mut names = Names::default();
            learn_commands(piece.bytes, end, &mut names);
            names.settle();
            read_commands(piece, end, &names, sink);
        } else {
            records.text(end..piece.bytes.len(), TextClass::Binary);
            records.finish();
        }
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

struct AofReader {
    names: Arc<Names>,
}

/// Prints no key.
impl std::fmt::Debug for AofReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AofReader").finish_non_exhaustive()
    }
}

impl Reader for AofReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let at = aof::next_command(bytes, len_wanted);
        (at < bytes.len()).then_some((at, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        // Keys that come later have names that the head knows nothing of.
        let mut names = (*self.names).clone();
        learn_commands(piece.bytes, 0, &mut names);
        names.settle();
        let len = read_commands(piece, 0, &names, sink);
        Consumed { len, state: if len == 0 { piece.state.clone() } else { State::Between } }
    }
}

/// Reads commands from `from` on. Gives up to where.
fn read_commands(piece: &Piece<'_>, from: usize, names: &Names, sink: &mut dyn BatchSink) -> usize {
    let bytes = piece.bytes;
    let mut records = Records::new(bytes, names, sink);
    let mut at = from;
    while at < bytes.len() && !records.is_stopped {
        match aof::command(bytes, at) {
            Ok(Some((arguments, end))) => {
                aof::emit(&mut records, &arguments);
                at = end;
            }
            Ok(None) if !(piece.at_end || piece.must_consume && at == 0) => break,
            Ok(None) => {
                let end = if piece.at_end { bytes.len() } else { lines::boundary_near_end(bytes).max(at + 1) };
                records.text(at..end, TextClass::NotUnderstood);
                at = end;
            }
            Err(()) => {
                let end = aof::next_command(bytes, at);
                // Without an end in sight the rest is left for the next piece, as long as there is anything before it.
                if end == bytes.len() && !piece.at_end && at > 0 {
                    break;
                }
                // The server writes comments between commands: `#TS:1629208800`.
                let is_comment = bytes.get(at) == Some(&b'#');
                let class = if is_comment { TextClass::Structure } else { TextClass::NotUnderstood };
                if !is_comment {
                    let message = "not a command: the bytes up to the next one were scanned as they stand";
                    records.sink.diagnostic(Severity::Warning, Reason::NotUnderstood, at, message);
                }
                records.text(at..end, class);
                at = end;
            }
        }
    }
    records.finish();
    at
}
