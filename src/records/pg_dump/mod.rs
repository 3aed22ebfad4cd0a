//! Format `pg_dump`: archives that `pg_dump -Fc` writes, and the tables of contents (`toc.dat`) that `-Fd` and `-Ft` write
//! (PostgreSQL, `src/bin/pg_dump/pg_backup_archiver.c` and `pg_backup_custom.c`; archive versions 1.10 to 1.16).
//!
//! ```text
//! PGDMP, version, sizes of numbers, format, compression, date, names
//! table of contents    for each thing: identifier, kind, definition, COPY statement, owner, what it depends on, ...
//! blocks of data       kind, identifier of the entry, chunks (length and bytes) up to one of length 0
//!                      kind 3: the same for each large object, with its number, up to number 0
//! ```
//!
//! Each block is one compressed stream, of text as in a plain dump: rows as COPY writes them, or INSERTs. So the
//! definitions and the COPY statement are read as the beginning of a dump, and the data as its continuation. Blocks are
//! the parts that are read at the same time. Without compression the values stand in the archive as they are, and have
//! their places; otherwise what is found is said to be in the stretch of packed bytes that it came out of.
//!
//! The data files beside a `toc.dat` are sources of their own (`copy_text`), to which it is a companion.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod archive;
mod block;
mod decoded;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use self::archive::{Archive, Block};
use super::companion::Nowhere;
use super::{BatchSink, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass, sql_dump};
use crate::error::{Reason, Severity};

/// The format.
#[derive(Debug)]
pub struct PgDump;

impl Format for PgDump {
    fn name(&self) -> &'static str {
        "pg_dump"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        Archive::new(head.bytes)?;
        Some(Box::new(ArchiveReader { plan: OnceLock::new() }))
    }
}

/// The state in which the data file `name` begins, by the table of contents `toc` of its directory.
pub(super) fn state_of_file(toc: &[u8], name: &str) -> Option<State> {
    let plan = Plan::new(toc)?;
    let of_file = |entry: &&archive::Entry| toc.get(entry.file.clone()).is_some_and(|file| file == name.as_bytes());
    let entry = plan.archive.entries.iter().find(of_file)?;
    let copy = toc.get(entry.copy.clone()).unwrap_or_default();
    Some(if copy.is_empty() { plan.declared.clone() } else { state_after(&plan.declared, copy) })
}

/// What is in an archive.
struct Plan {
    archive: Archive,
    blocks: Vec<Block>,
    /// One past the last block.
    end: usize,
    /// Behind the definitions of all tables.
    declared: State,
    /// For each entry with data, its COPY statement.
    copies: HashMap<i64, Range<usize>, FixedState>,
}

impl Plan {
    fn new(bytes: &[u8]) -> Option<Self> {
        let archive = Archive::new(bytes)?;
        let (blocks, end) = archive.blocks(bytes);
        let mut definitions = Vec::new();
        let mut copies = HashMap::with_hasher(FixedState::with_seed(0));
        for entry in &archive.entries {
            let kind = bytes.get(entry.kind.clone()).unwrap_or_default();
            if matches!(kind, b"TABLE" | b"FOREIGN TABLE" | b"MATERIALIZED VIEW") {
                definitions.extend_from_slice(bytes.get(entry.definition.clone()).unwrap_or_default());
                definitions.push(b'\n');
            }
            copies.entry(entry.dump_id).or_insert_with(|| entry.copy.clone());
        }
        let declared = state_after(&State::Start, &definitions);
        Some(Self { archive, blocks, end, declared, copies })
    }

    /// The state in which the rows of a block begin, whose first bytes are `data`.
    fn state_of(&self, bytes: &[u8], block: &Block, data: &[u8]) -> State {
        let copy = self.copies.get(&block.dump_id).and_then(|copy| bytes.get(copy.clone())).unwrap_or_default();
        if !copy.is_empty() {
            return state_after(&self.declared, copy);
        }
        if self.copies.contains_key(&block.dump_id) || data.trim_ascii_start().starts_with(b"INSERT") {
            return self.declared.clone();
        }
        state_after(&self.declared, b"COPY data FROM stdin;\n")
    }
}

/// The state behind statements that hold no rows.
fn state_after(state: &State, statements: &[u8]) -> State {
    let piece = Piece { bytes: statements, state, at_end: false, must_consume: false };
    sql_dump::postgres().read(&piece, &mut Nowhere).state
}

/// Reads one archive.
struct ArchiveReader {
    plan: OnceLock<Option<Plan>>,
}

impl std::fmt::Debug for ArchiveReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArchiveReader").finish_non_exhaustive()
    }
}

impl ArchiveReader {
    fn plan(&self, bytes: &[u8]) -> Option<&Plan> {
        self.plan.get_or_init(|| Plan::new(bytes)).as_ref()
    }
}

impl Reader for ArchiveReader {
    fn reads_whole(&self) -> bool {
        true
    }

    /// The head, and each block.
    fn parts(&self, bytes: &[u8]) -> Vec<State> {
        let blocks = self.plan(bytes).map_or(0, |plan| plan.blocks.len());
        (0..=blocks).map(State::Part).collect()
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let whole = Consumed { len: piece.bytes.len(), state: State::Between };
        let Some(plan) = self.plan(piece.bytes) else { return whole };
        let parts = match piece.state {
            State::Part(part) => *part..part + 1,
            _ => 0..plan.blocks.len() + 1,
        };
        for part in parts {
            match part.checked_sub(1).and_then(|index| plan.blocks.get(index)) {
                Some(block) if block.is_large_object => {
                    block::read_object(&plan.archive, piece.bytes, block, sink);
                }
                Some(block) => {
                    let start = |data: &[u8]| plan.state_of(piece.bytes, block, data);
                    block::read_rows(&plan.archive, piece.bytes, block, &sql_dump::postgres(), start, sink);
                }
                None => read_head(plan, piece.bytes, sink),
            }
        }
        whole
    }
}

/// Hands on what is not in blocks: the strings of the head, and what is not understood behind it.
fn read_head(plan: &Plan, bytes: &[u8], sink: &mut dyn BatchSink) {
    for span in &plan.archive.strings {
        // A reader that is read whole has nothing to stop early for.
        let _: Flow = sink.text(bytes, span.clone(), TextClass::Structure);
    }
    let rest = plan.end..bytes.len();
    let mut unread = |message: &str| {
        sink.diagnostic(Severity::Error, Reason::NotUnderstood, rest.start, message);
        sink.unread(rest.clone(), Reason::NotUnderstood);
    };
    let missing = plan.archive.missing(&plan.blocks);
    if plan.archive.is_broken {
        unread("the table of contents cannot be read further: what follows was scanned as it stands");
    } else if plan.blocks.iter().any(|block| block.is_cut) {
        unread("the archive is cut: it ends within a block of data");
    } else if plan.archive.is_custom && missing > 0 {
        unread(&format!("the archive is cut or damaged: {missing} blocks of data are missing"));
    } else if plan.archive.is_custom && !rest.is_empty() {
        // An archive ends behind its last block.
        unread("what follows the blocks of data is not understood, and was scanned as it stands");
    }
    if !rest.is_empty() {
        let _: Flow = sink.text(bytes, rest, TextClass::Binary);
    }
}
