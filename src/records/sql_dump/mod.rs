//! Format `sql_dump`: what `pg_dump`, `mysqldump`, `mariadb-dump`, `sqlite3 .dump`, SQL Server's and Oracle's script
//! exports and people write.
//!
//! A dump is a sequence of statements. Two kinds hold rows:
//!
//! ```text
//! COPY public.t (a, b) FROM stdin;      INSERT INTO t (a, b) VALUES (1,'x'),(2,NULL);
//! 1<TAB>x
//! 2<TAB>\N
//! \.
//! ```
//!
//! All others are structure and are handed on as text. CREATE TABLE gives the columns their names and types where the
//! rows' own statement does not. The unit is the row or the tuple, never the statement: an INSERT may be gigabytes
//! long, on one line.
//!
//! Departures from a real SQL parser, all on purpose: expressions are not evaluated, their literals are the cells;
//! `INSERT ... SELECT` and `INSERT ... SET` are structure; a line that begins like no statement is passed over alone.
//!
//! | file | does |
//! |---|---|
//! | `recognise`, `row_words` | is it a dump, and in which dialect; a cheap look before |
//! | `state` | what has to be known at a place to read on |
//! | `lexer`, `swar` | tokens; searching in machine words |
//! | `statement`, `header`, `schema` | one statement: what it is, where it ends, what it declares |
//! | `declared` | CREATE TABLE, for formats that store the statement |
//! | `tuple`, `expression`, `copy` | the rows |
//! | `reading`, `binding`, `resync` | the loop over a piece; columns; going on after what cannot be read |
//! | `tail` | rows without their INSERT: parts of a dump, MERGE |
//! | `copy_file` | files of COPY rows alone: format `copy_text` |
//! | `predict` | guesses where a piece may end |

#![warn(clippy::indexing_slicing)]

mod binding;
mod copy;
mod copy_file;
mod copy_plain;
mod declared;
mod expression;
mod header;
mod lexer;
mod listed;
mod plain_tuples;
mod predict;
mod reading;
mod recognise;
mod resync;
mod row_words;
mod schema;
mod state;
mod statement;
mod swar;
mod tail;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod tuple;
mod tuple_ends;

use std::sync::Arc;

pub use self::copy_file::CopyText;
pub(super) use self::declared::{DeclaredItem, declared_table};
pub use self::state::SqlState;
use self::state::{Context, Dialect, Family, Place};
pub(super) use self::tuple::push_hex;
use super::companion::{self, Nowhere};
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State};
use crate::batch::ColumnSpec;

/// The format.
#[derive(Debug)]
pub struct SqlDump;

impl Format for SqlDump {
    fn name(&self) -> &'static str {
        "sql_dump"
    }

    fn may_be(&self, census: &Census) -> bool {
        // Every statement ends, and all but a few hold a list.
        census.is_cut() || census.count(b';') > 0 || census.count(b'(') > 0
    }

    /// A value of a binary column stands in a dump as it is.
    fn may_hold_bytes(&self) -> bool {
        true
    }

    fn companions(&self, head: &Head<'_>) -> Vec<String> {
        companion::of_statements(head)
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let Some(mut start) = recognise::recognise(head) else {
            let tail = tail::tail(head)?;
            return Some(Box::new(SqlReader { start: Arc::new(tail.state), rows_start: tail.start }));
        };
        if let Some(declared) = companion::state_of(head) {
            start.context.schema = declared.context.schema;
        }
        Some(Box::new(SqlReader { start: Arc::new(start), rows_start: 0 }))
    }
}

/// The state behind all that a dump declares.
pub(super) fn declared_by(head: &Head<'_>) -> SqlState {
    let start = recognise::recognise(head).unwrap_or_default();
    let piece = Piece { bytes: head.bytes, state: &State::Start, at_end: true, must_consume: true };
    let after = reading::read(&piece, 0, &start, &mut Nowhere);
    match after.state {
        State::Sql(state) => (*state).clone(),
        _ => start,
    }
}

/// The columns of the one table that is declared.
pub(super) fn only_columns(state: &SqlState) -> Option<Vec<ColumnSpec>> {
    let schema = &state.context.schema;
    let columns = schema.get(schema.only_table()?)?;
    Some(columns.iter().map(|column| column.spec.clone()).collect())
}

/// Reads one dump.
#[derive(Debug)]
struct SqlReader {
    start: Arc<SqlState>,
    /// Where that state holds in the first piece: what stands before it is the rest of a row.
    rows_start: usize,
}

impl SqlReader {
    fn state<'a>(&'a self, state: &'a State) -> &'a SqlState {
        if let State::Sql(state) = state { state } else { &self.start }
    }

    fn rows_start(&self, state: &State) -> usize {
        if matches!(state, State::Sql(_)) { 0 } else { self.rows_start }
    }
}

/// A reader of what PostgreSQL's tools write, for formats that hold such text in a form of their own.
pub(in crate::records) fn postgres() -> impl Reader {
    let context = Context::new(Dialect::new(Family::Postgres));
    SqlReader { start: Arc::new(SqlState { context, place: Place::Between }), rows_start: 0 }
}

impl Reader for SqlReader {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let start = self.rows_start(state);
        let (cut, state) = predict::predict(self.state(state), bytes.get(start..)?, len_wanted)?;
        Some((start + cut, State::Sql(Arc::new(state))))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let start = self.rows_start(piece.state);
        if piece.bytes.len() < start && !piece.at_end && !piece.must_consume {
            return Consumed { len: 0, state: piece.state.clone() };
        }
        reading::read(piece, start, self.state(piece.state), sink)
    }
}
