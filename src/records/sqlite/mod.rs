//! Formats `sqlite`, `sqlite_wal` and `sqlite_journal`: SQLite's database files, write-ahead logs and rollback journals
//! (<https://www.sqlite.org/fileformat2.html>), read as files and never through SQLite, which would write.
//!
//! A database is a sequence of pages. Tables and indices are b-trees of pages; page 1 begins with a header and is the
//! root of the table `sqlite_schema`, which holds the statements that made all others. So `plan` first walks every
//! tree and notes what each page is; then the pages are read in the order of the file, in parts and on all cores:
//!
//! ```text
//! page of rows    cells -> rows of the table; gaps -> rows that were deleted (`users (deleted)`), or text
//! inner page      gaps, likewise
//! index           entries are copies of what the rows hold, and are left out; gaps -> text
//! free page       rows of the one table that they fit, deleted; or text
//! overflow page   read with the row that it belongs to
//! broken page     text; the rest of its tree where it was not broken
//! ```
//!
//! A log has page images behind frame headers. The newest image of each page is read like the page of a database, as
//! far as its schema is in the log as well (else columns have no names); of older images, the rows that are in no newer
//! one. A log is read for itself: that its frames may have been written to the database since is not looked into.
//!
//! Departures: views, triggers and virtual tables hold no rows (their shadow tables do); bytes that are reserved at the end
//! of each page are not looked at; rows whose free block lost more than one serial type are text.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod deleted;
mod images;
mod node;
mod pages;
mod plan;
mod record;
mod rows;
mod schema;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use self::pages::{Pages, Shape};
use self::plan::Plan;
use self::rows::{Mark, Rows};
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};
use crate::error::{Reason, Severity};

/// Database files.
#[derive(Debug)]
pub struct Sqlite;

impl Format for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        Some(Box::new(Database { shape: Shape::of(head.bytes)?, plan: OnceLock::new() }))
    }
}

/// Write-ahead logs.
#[derive(Debug)]
pub struct Wal;

impl Format for Wal {
    fn name(&self) -> &'static str {
        "sqlite_wal"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        images::is_log(head.bytes).then(|| Box::new(images::Log) as Box<dyn Reader>)
    }
}

/// Rollback journals.
#[derive(Debug)]
pub struct Journal;

impl Format for Journal {
    fn name(&self) -> &'static str {
        "sqlite_journal"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        images::is_journal(head.bytes).then(|| Box::new(images::Rollback) as Box<dyn Reader>)
    }
}

/// Reads one database.
struct Database {
    shape: Shape,
    /// What its pages are, once that was asked.
    plan: OnceLock<Plan>,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("shape", &self.shape).finish_non_exhaustive()
    }
}

impl Database {
    /// Pages of a part, which is as long as the pieces of other formats are.
    fn pages_of_part(&self) -> usize {
        const PART_BYTES: usize = 2 << 20;
        PART_BYTES / self.shape.page_size
    }

    /// Says so where there are fewer pages than there should be.
    fn tell_cut(&self, bytes: &[u8], sink: &mut dyn BatchSink) {
        let stated = Shape::pages_stated(bytes).map_or(0, |count| u64::from(count) * self.shape.page_size as u64);
        if stated > bytes.len() as u64 {
            let message = "the header states more pages than there are: the file is cut";
            sink.diagnostic(Severity::Error, Reason::NotUnderstood, bytes.len(), message);
            sink.unread(bytes.len()..bytes.len(), Reason::NotUnderstood);
        }
    }
}

impl Reader for Database {
    fn reads_whole(&self) -> bool {
        true
    }

    fn parts(&self, bytes: &[u8]) -> Vec<State> {
        let pages = Pages::of_file(bytes, self.shape);
        self.plan.get_or_init(|| Plan::new(&pages));
        (0..pages.len().div_ceil(self.pages_of_part())).map(State::Part).collect()
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let pages = Pages::of_file(piece.bytes, self.shape);
        let plan = self.plan.get_or_init(|| Plan::new(&pages));
        let len = self.pages_of_part();
        let slots = match piece.state {
            State::Part(part) => part * len..pages.len().min((part + 1) * len),
            _ => 0..pages.len(),
        };
        if slots.start == 0 {
            tell_faults(plan, sink);
            self.tell_cut(piece.bytes, sink);
        }
        let mut rows = Rows::new(sink, &pages, plan, Mark::Live);
        for slot in slots {
            rows.page(slot);
        }
        rows.finish();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

fn tell_faults(plan: &Plan, sink: &mut dyn BatchSink) {
    for fault in &plan.faults {
        let severity = if fault.unread.is_some() { Severity::Error } else { Severity::Warning };
        sink.diagnostic(severity, Reason::NotUnderstood, fault.at, fault.message);
        if let Some(len) = fault.unread {
            sink.unread(fault.at..fault.at + len, Reason::NotUnderstood);
        }
    }
}

/// Hands everything on as text: the way out where not even the beginning can be read.
fn all_as_text(piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
    if !piece.bytes.is_empty() {
        // Nothing follows that the sink could stop.
        let _: super::Flow = sink.text(piece.bytes, 0..piece.bytes.len(), TextClass::Binary);
    }
    Consumed { len: piece.bytes.len(), state: State::Between }
}
