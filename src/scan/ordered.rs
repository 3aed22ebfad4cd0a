//! Occurrences of files in walk order, whichever is read first.
//!
//! What comes too early waits: a little in memory, the rest in one temporary file that all entries share, in ranges. So
//! a million small files behind one large one take neither a descriptor each nor memory without bound.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

/// Bytes that wait in memory, of all entries together.
const MEMORY_BYTES: usize = 8 << 20;
/// Bytes that an entry gathers before they are put away: a range of the file is never shorter, but for its last.
const RANGE_BYTES: usize = 256 * 1024;

/// Writes what belongs to walk entry 0 first, then entry 1, and so on, whichever is ready first.
pub(super) struct OrderedOutput<'a> {
    state: Mutex<OutputState<'a>>,
}

impl std::fmt::Debug for OrderedOutput<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OrderedOutput").finish_non_exhaustive()
    }
}

struct OutputState<'a> {
    out: &'a mut (dyn Write + Send),
    next: u64,
    waiting: BTreeMap<u64, Waiting>,
    /// Bytes of `waiting` that are in memory.
    held: usize,
    /// The file that all entries share, and how long it is.
    spool: Option<File>,
    spool_len: u64,
    error: Option<io::Error>,
}

/// What an entry wrote: ranges of the shared file, and what follows them.
#[derive(Default)]
struct Waiting {
    ranges: Vec<(u64, usize)>,
    tail: Vec<u8>,
}

impl<'a> OrderedOutput<'a> {
    pub(super) fn new(out: &'a mut (dyn Write + Send)) -> Self {
        let (waiting, spool) = (BTreeMap::new(), None);
        Self { state: Mutex::new(OutputState { out, next: 0, waiting, held: 0, spool, spool_len: 0, error: None }) }
    }

    /// Ends entry `index`; `write` writes all that belongs to it, straight to the output if it is its turn.
    /// A failure to write is kept and given by [`OrderedOutput::finish`].
    pub(super) fn entry(&self, index: u64, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let result = if self.with(|state| state.next) == index {
            self.with(|state| {
                let result = write(&mut state.out);
                state.next = index + 1;
                state.let_through().and(result)
            })
        } else {
            let mut early = Early { output: self, waiting: Waiting::default() };
            write(&mut early).and_then(|()| {
                let waiting = early.waiting;
                self.with(|state| state.wait(index, waiting))
            })
        };
        if let Err(error) = result {
            self.with(|state| {
                state.error.get_or_insert(error);
            });
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut OutputState<'a>) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What went wrong first, if anything did.
    pub(super) fn finish(self) -> io::Result<()> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        // An interrupted scan leaves gaps: what is there is still written in order.
        for (_, waiting) in std::mem::take(&mut state.waiting) {
            state.copy(waiting)?;
        }
        match state.error.take() {
            Some(error) => Err(error),
            None => state.out.flush(),
        }
    }
}

/// Takes what an entry writes before its turn.
struct Early<'o, 'a> {
    output: &'o OrderedOutput<'a>,
    waiting: Waiting,
}

impl Write for Early<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.tail.extend_from_slice(bytes);
        if self.waiting.tail.len() >= RANGE_BYTES {
            let waiting = &mut self.waiting;
            self.output.with(|state| state.put_away(waiting))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl OutputState<'_> {
    fn wait(&mut self, index: u64, mut waiting: Waiting) -> io::Result<()> {
        if self.held + waiting.tail.len() > MEMORY_BYTES {
            self.put_away(&mut waiting)?;
        }
        self.held += waiting.tail.len();
        self.waiting.insert(index, waiting);
        self.let_through()
    }

    /// Moves the bytes in memory to the shared file.
    fn put_away(&mut self, waiting: &mut Waiting) -> io::Result<()> {
        if waiting.tail.is_empty() {
            return Ok(());
        }
        if self.spool.is_none() {
            self.spool = Some(tempfile::tempfile()?);
        }
        let Some(spool) = &mut self.spool else { return Ok(()) };
        spool.seek(SeekFrom::Start(self.spool_len))?;
        spool.write_all(&waiting.tail)?;
        waiting.ranges.push((self.spool_len, waiting.tail.len()));
        self.spool_len += waiting.tail.len() as u64;
        waiting.tail = Vec::new();
        Ok(())
    }

    fn let_through(&mut self) -> io::Result<()> {
        while let Some(waiting) = self.waiting.remove(&self.next) {
            self.held -= waiting.tail.len();
            self.next += 1;
            self.copy(waiting)?;
        }
        Ok(())
    }

    fn copy(&mut self, waiting: Waiting) -> io::Result<()> {
        if let Some(spool) = &mut self.spool {
            for (start, len) in waiting.ranges {
                spool.seek(SeekFrom::Start(start))?;
                io::copy(&mut Read::take(&mut *spool, len as u64), &mut self.out)?;
            }
        }
        self.out.write_all(&waiting.tail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_written_in_walk_order_whichever_ends_first() {
        let mut out = Vec::new();
        let ordered = OrderedOutput::new(&mut out);
        for index in [2u64, 0, 3, 1] {
            ordered.entry(index, |out| write!(out, "{index};"));
        }
        ordered.finish().unwrap();
        assert_eq!(out, b"0;1;2;3;");
    }

    #[test]
    fn entries_that_wait_share_one_file_and_come_back_whole() {
        let block = |index: u64| vec![b'a' + u8::try_from(index % 26).unwrap(); 700_000];
        let mut out = Vec::new();
        let ordered = OrderedOutput::new(&mut out);
        for index in (0..40).rev() {
            ordered.entry(index, |out| {
                out.write_all(&block(index)[..300_000]).and_then(|()| out.write_all(&block(index)[300_000..]))
            });
            let held = ordered.with(|state| state.held);
            assert!(held <= MEMORY_BYTES, "{held}");
        }
        ordered.finish().unwrap();
        assert!(out == (0..40).flat_map(block).collect::<Vec<u8>>());
    }
}
