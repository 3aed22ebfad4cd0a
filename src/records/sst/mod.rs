//! Format `sst`: the sorted tables of LevelDB (`.ldb`, `.sst`) and RocksDB (`.sst`), keys and values as records. Keys are data,
//! and nothing of them is in the name of a table or column.
//!
//! ```text
//! block, kind of compression(1), check sum(4)     again and again: data, filters, properties, what names these, the index
//! footer (48 or 53 bytes): where the index is, and at its end eight bytes that name the format
//! ```
//!
//! Sources: `doc/table_format.md` of LevelDB; `table/format.h` and `table/block_based` of RocksDB, versions 0 to 7 of its
//! format. A block is read where the index says that it is; one that cannot be unpacked or is no sequence of entries costs
//! that block, and its bytes are scanned as they stand. A block whose check sum is wrong is read if it can be, and said.
//!
//! Not read: blocks compressed with a dictionary or with XPRESS, and RocksDB's plain and cuckoo tables; they are said, and
//! scanned as they stand. An entry that was deleted or written over is a record like any other. Keys and values of logs
//! (`.log`) stand there as they are, and are read as other binary files are.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod block;
mod footer;
mod index;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use self::block::{Block, Entries};
use self::footer::Footer;
use super::keyed::{Records, Text};
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};
use crate::config::Limits;
use crate::decode::strings;
use crate::error::{Reason, Severity};

/// The format.
#[derive(Debug)]
pub struct Sst;

impl Format for Sst {
    fn name(&self) -> &'static str {
        "sst"
    }

    fn is_binary(&self) -> bool {
        true
    }

    /// What tells the format is the end of the file: a longer one is asked for it where its name says so.
    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let is_named = || [".ldb", ".sst"].iter().any(|ending| head.name.ends_with(ending));
        let is_table = if head.is_whole { footer::has_magic(head.bytes) } else { is_named() };
        is_table.then(|| Box::new(SstReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct SstReader;

impl Reader for SstReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let bytes = piece.bytes;
        let mut budget = Budget::new(bytes.len(), sink.limits());
        let blocks = Footer::of(bytes).and_then(|footer| Some((footer, index::blocks(bytes, &footer, &mut budget)?)));
        if let Some((footer, blocks)) = blocks {
            read(bytes, &footer, &blocks, &mut budget, sink);
        } else {
            let message = "the index of the table cannot be read: its bytes were scanned as they stand";
            // No key is empty: what begins so (a store of certificates, a file of noughts) is a table by its name alone, and hides
            // nothing that other files would not.
            let is_other = bytes.starts_with(&[0, 0]) && !footer::has_magic(bytes);
            if is_other {
                sink.diagnostic(Severity::Warning, Reason::NotUnderstood, 0, message);
            } else {
                sink.diagnostic(Severity::Error, Reason::NotUnderstood, 0, message);
                sink.unread(0..bytes.len(), Reason::NotUnderstood);
            }
            // The piece ends here, so there is nothing left that the sink could stop.
            let _: super::Flow = sink.text(bytes, 0..bytes.len(), TextClass::Binary);
        }
        Consumed { len: bytes.len(), state: State::Between }
    }
}

/// How many bytes may still be unpacked and put together. Keys share what they begin with, so that a few bytes may stand for
/// very long ones.
struct Budget {
    left: usize,
}

impl Budget {
    fn new(len: usize, limits: Limits) -> Self {
        /// Of every table, however short: no less than the longest block, so that one that is broken is not taken for one that is
        /// too long;
        const GRACE: usize = block::LEN_MAX;
        /// and beyond that of each of its bytes. Blocks become some four times as short when they are packed, and keys again
        /// about four times where they share what they begin with.
        const RATIO_MAX: usize = 32;
        let within = |ours: usize, setting: u64| ours.min(usize::try_from(setting).unwrap_or(usize::MAX));
        let grace = within(GRACE, limits.ratio_grace_bytes);
        Self { left: grace.saturating_add(len.saturating_mul(within(RATIO_MAX, limits.ratio_max))) }
    }

    /// Takes `len` bytes; `None` where there are not so many.
    fn charge(&mut self, len: usize) -> Option<()> {
        let left = self.left.checked_sub(len);
        self.left = left.unwrap_or(0);
        left.map(|_left| ())
    }
}

/// What was not read, for one reason.
#[derive(Default)]
struct Trouble {
    count: usize,
    first: usize,
}

impl Trouble {
    fn note(&mut self, at: usize) {
        if self.count == 0 {
            self.first = at;
        }
        self.count += 1;
    }

    fn tell(&self, severity: Severity, reason: Reason, message: &str, records: &mut Records<'_, '_>) {
        if self.count > 0 {
            let message = format!("{} {message}", self.count);
            records.sink.diagnostic(severity, reason, self.first, &message);
        }
    }
}

fn read(bytes: &[u8], footer: &Footer, blocks: &[Range<usize>], budget: &mut Budget, sink: &mut dyn BatchSink) {
    // Keys are data: stores of this sort are often small, and what is a name in them cannot be told from what is a value.
    let mut records = Records::of_one_table(bytes, sink);
    let (mut broken, mut doubtful, mut left) = (Trouble::default(), Trouble::default(), Trouble::default());
    let mut at = 0;
    for span in blocks {
        structure(at..span.start, &mut records);
        at = span.end;
        if records.is_stopped {
            break;
        }
        let block = Block::read(bytes, span, footer, budget).filter(|_| budget.left > 0);
        if block.as_ref().is_some_and(|block| !block.is_checked) {
            doubtful.note(span.start);
        }
        if block.and_then(|block| entries(&block, budget, &mut records)).is_none() {
            let is_limit = budget.left == 0;
            (if is_limit { &mut left } else { &mut broken }).note(span.start);
            let reason = if is_limit { Reason::LimitReached } else { Reason::NotUnderstood };
            records.sink.unread(span.clone(), reason);
            records.text(span.clone(), TextClass::Binary);
        }
    }
    structure(at..bytes.len(), &mut records);
    let message = "blocks cannot be unpacked or read: they were scanned as they stand";
    broken.tell(Severity::Error, Reason::NotUnderstood, message, &mut records);
    let message = "blocks were read whose check sums are wrong";
    doubtful.tell(Severity::Warning, Reason::NotUnderstood, message, &mut records);
    let message = "blocks come to far more than their bytes, and were scanned as they stand";
    left.tell(Severity::Error, Reason::LimitReached, message, &mut records);
    records.finish();
}

/// Hands on the entries of a block; `None` where it has no end of them. What stands before that is handed on.
fn entries(block: &Block<'_>, budget: &mut Budget, records: &mut Records<'_, '_>) -> Option<()> {
    let mut entries = Entries::of(&block.data);
    let place = |within: &Range<usize>| match block.start {
        Some(start) => start + within.start..start + within.end,
        None => block.span.clone(),
    };
    while let Some(entry) = entries.next(budget) {
        let entry = entry.ok()?;
        let key = user_key(&entries.key);
        let is_whole = entry.shared == 0 && block.start.is_some();
        let key_span = if is_whole { entry.key.start..entry.key.start + key.len() } else { entry.key };
        let key = Text { bytes: Cow::Borrowed(key), span: place(&key_span), is_exact: is_whole };
        let value = Text {
            bytes: Cow::Borrowed(block.data.get(entry.value.clone()).unwrap_or_default()),
            span: place(&entry.value),
            is_exact: block.start.is_some(),
        };
        records.value(&key, &value, None);
        if records.is_stopped {
            break;
        }
    }
    Some(())
}

/// A key without what the store adds: eight bytes, of which the first is a small number that tells what was done.
fn user_key(key: &[u8]) -> &[u8] {
    const KINDS: std::ops::RangeInclusive<u8> = 0..=0x26;
    match key.split_last_chunk::<8>() {
        Some((user, [kind, ..])) if KINDS.contains(kind) => user,
        _ => key,
    }
}

/// Hands on what is printable in a part that holds no entries: filters, properties, the index.
fn structure(span: Range<usize>, records: &mut Records<'_, '_>) {
    let within = records.bytes.get(..span.end).unwrap_or_default();
    let mut from = span.start;
    while let Some(run) = strings::next_run(within, from) {
        from = run.end;
        records.text(run, TextClass::Structure);
    }
}
