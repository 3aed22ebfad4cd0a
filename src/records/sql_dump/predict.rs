//! Guesses where a piece may end.
//!
//! Statements without rows are few and are stepped over exactly, for they decide what the state is. Rows are many and are
//! not looked at: a COPY block is searched for its terminator alone. The tuples of INSERTs are searched for lines that
//! begin with something that changes the state; where there is none before the place where the cut should be, the cut
//! is the first boundary from there on behind which a whole tuple can be read that has as many values as the table.

use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;

use super::header::{Header, insert_header};
use super::lexer::{skip_space, word};
use super::resync::follows_statement;
use super::state::{Context, Place, SqlState, Target};
use super::statement::{Step, step};
use super::tuple::{Cells, tuple};
use crate::batch::BatchBuf;

/// How far behind the wanted length a cut is looked for, and how many candidates are tried.
const WINDOW_LEN: usize = 4 << 20;
const CANDIDATES_MAX: usize = 256;

/// Lines that begin with these may change the state in which later rows are read. A dump that writes its statements in
/// another case is cut wrongly where it declares a table, and then read in order.
static STATE_CHANGES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words =
        ["CREATE ", "create ", "COPY ", "copy ", "DELIMITER ", "delimiter ", "SET ", "set ", "ALTER ", "/*!50003 SET"];
    AhoCorasick::new(words.map(|word| format!("\n{word}"))).ok()
});

/// The guess for a piece that begins with `bytes` in `state`.
pub(super) fn predict(state: &SqlState, bytes: &[u8], len_wanted: usize) -> Option<(usize, SqlState)> {
    let mut context = state.context.clone();
    let mut place = state.place.clone();
    let mut at = 0;
    while at < bytes.len() {
        (at, place) = match place {
            Place::Between | Place::CopyRest(_) if at >= len_wanted.max(1) => {
                return Some((at, SqlState { context, place }));
            }
            Place::Between => match step(&mut context, bytes, at).ok()? {
                Step::Structure { end, .. } => (end, Place::Between),
                Step::Insert(header) => (header.end, Place::Tuple(header.target)),
                Step::Copy(header) => (header.end, Place::Copy(header.target)),
            },
            Place::CopyRest(target) => {
                let line = memchr::memchr(b'\n', bytes.get(at..)?)?;
                (at + line + 1, Place::Copy(target))
            }
            Place::Copy(target) => match copy_terminator(bytes, at, len_wanted) {
                Some(end) => (end, Place::Between),
                None => {
                    return copy_cut(bytes, at.max(len_wanted))
                        .map(|cut| (cut, SqlState { context, place: Place::Copy(target) }));
                }
            },
            Place::Tuple(target) | Place::AfterTuple(target) => match state_change(bytes, at, len_wanted) {
                Some(line) => (line, Place::Between),
                None => return tuple_cut(&context, &target, bytes, at, len_wanted),
            },
        };
    }
    None
}

/// One past the line that ends the COPY block, where that is before `limit`.
fn copy_terminator(bytes: &[u8], from: usize, limit: usize) -> Option<usize> {
    let window = bytes.get(from.saturating_sub(1)..limit.max(from).min(bytes.len()))?;
    let line_end = |at: usize| {
        let rest = bytes.get(at..)?;
        let len = memchr::memchr(b'\n', rest)?;
        rest.get(..len)?.trim_ascii_end().is_empty().then_some(at + len + 1)
    };
    if from == 0 && window.starts_with(b"\\.") {
        return line_end(2);
    }
    let base = from.saturating_sub(1);
    memchr::memmem::find_iter(window, b"\n\\.").find_map(|at| line_end(base + at + 3))
}

fn copy_cut(bytes: &[u8], from: usize) -> Option<usize> {
    let window = bytes.get(from..bytes.len().min(from + WINDOW_LEN))?;
    memchr::memchr(b'\n', window).map(|at| from + at + 1)
}

/// The first line before `limit` that may change the state.
fn state_change(bytes: &[u8], from: usize, limit: usize) -> Option<usize> {
    let window = bytes.get(from..limit.max(from).min(bytes.len()))?;
    let changes = STATE_CHANGES.as_ref()?;
    changes.find_iter(window).map(|found| from + found.start() + 1).find(|&line| follows_statement(bytes, line))
}

/// The first plausible boundary between tuples from `limit` on.
fn tuple_cut(
    context: &Context,
    target: &Arc<Target>,
    bytes: &[u8],
    from: usize,
    limit: usize,
) -> Option<(usize, SqlState)> {
    let limit = limit.max(from + 1);
    let window = bytes.get(limit..bytes.len().min(limit + WINDOW_LEN))?;
    let target = last_target(context, bytes, from, limit).unwrap_or_else(|| Arc::clone(target));
    let mut tried = 0;
    for hit in memchr::memchr2_iter(b'(', b'\n', window) {
        let cut = match bytes.get(limit + hit) {
            Some(b'(') => before_tuple(context, &target, bytes, limit + hit),
            _ => before_insert(context, &target, bytes, limit + hit + 1),
        };
        match cut {
            Candidate::None => {}
            Candidate::Wrong => tried += 1,
            Candidate::Right(at, place) => return Some((at, SqlState { context: context.clone(), place })),
        }
        if tried > CANDIDATES_MAX {
            return None;
        }
    }
    None
}

enum Candidate {
    None,
    Wrong,
    Right(usize, Place),
}

/// The target of the last INSERT that begins a line between `from` and `limit`.
fn last_target(context: &Context, bytes: &[u8], from: usize, limit: usize) -> Option<Arc<Target>> {
    let window = bytes.get(from..limit)?;
    memchr::memrchr_iter(b'\n', window)
        .find_map(|at| insert_at(context, bytes, from + at + 1))
        .map(|header| header.target)
}

fn insert_at(context: &Context, bytes: &[u8], line: usize) -> Option<Header> {
    let is_insert = matches!(bytes.get(line), Some(b'I' | b'i' | b'R' | b'r'))
        && matches!(word(bytes.get(line..line + 8)?, 0).to_ascii_uppercase().as_slice(), b"INSERT" | b"REPLACE")
        && follows_statement(bytes, line);
    if is_insert { insert_header(context, bytes, line).ok() } else { None }
}

/// `),(`: a cut before the parenthesis at `open`.
fn before_tuple(context: &Context, target: &Arc<Target>, bytes: &[u8], open: usize) -> Candidate {
    let before = bytes.get(..open).unwrap_or_default().trim_ascii_end();
    let is_boundary = before.strip_suffix(b",").is_some_and(|rest| rest.trim_ascii_end().ends_with(b")"));
    if !is_boundary {
        Candidate::None
    } else if begins_with_tuple(context, target, bytes, open) {
        Candidate::Right(open, Place::Tuple(Arc::clone(target)))
    } else {
        Candidate::Wrong
    }
}

/// `);` and a line with INSERT: a cut before the line.
fn before_insert(context: &Context, target: &Arc<Target>, bytes: &[u8], line: usize) -> Candidate {
    let Some(header) = insert_at(context, bytes, line) else { return Candidate::None };
    let open = skip_space(bytes, header.end);
    if header.target.table != target.table || !begins_with_tuple(context, &header.target, bytes, open) {
        return Candidate::Wrong;
    }
    let before = bytes.get(..line).unwrap_or_default().trim_ascii_end();
    match before.last() {
        Some(b')') => Candidate::Right(line, Place::AfterTuple(Arc::clone(target))),
        _ => Candidate::Right(line, Place::Between),
    }
}

/// Whether a tuple stands at `open` that the target could have, and is followed by what may follow one.
fn begins_with_tuple(context: &Context, target: &Target, bytes: &[u8], open: usize) -> bool {
    if bytes.get(open) != Some(&b'(') {
        return false;
    }
    let (mut buf, mut asides) = (BatchBuf::default(), Vec::new());
    let mut cells = Cells { bytes, dialect: context.dialect, target, buf: &mut buf, asides: &mut asides };
    let Ok(tuple) = tuple(&mut cells, open) else { return false };
    let next = skip_space(bytes, tuple.end);
    let goes_on = match bytes.get(next) {
        Some(b',') => bytes.get(skip_space(bytes, next + 1)).is_none_or(|&byte| byte == b'('),
        Some(b';') | None => true,
        Some(_) => next > tuple.end,
    };
    goes_on && (target.columns.is_empty() || target.fits(tuple.count))
}
