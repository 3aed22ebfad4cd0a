//! Memory for windows of streams, shared by all that are open at once.
//!
//! A file that is mapped costs no memory of ours, however long its windows are. A stream (compressed, transcoded, a
//! member of an archive) holds its window, and what is decoded ahead of it. Every stream may hold two pieces (of 2 MiB, later
//! of 4), which one thread reads one after the other. It becomes *wide*, with pieces for several threads and as much ahead, where the
//! shared budget has room: so that one large stream is read on all cores, and a thousand at once stay within bounds.
//! Threads that wait for others within a wide stream may begin to read another file meanwhile; within a narrow one
//! there is nothing to wait for, which bounds how many streams can be open.
//!
//! Formats that need all of a stream at once are read one at a time. What is found depends on none of this.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes that the windows of all wide streams may take: with pieces of 4 MiB, that is one stream at a time.
const WIDE_BYTES_MAX: usize = 96 << 20;
/// There is a window, and beside it as much decoded ahead, with room before it for what is left of the window.
const BYTES_PER_WINDOW_BYTE: usize = 3;
/// Pieces of a window for each thread: all but the last of a window wait for its slowest one.
const PIECES_PER_THREAD: usize = 3;
/// More threads than these are not kept busy by one decoder.
const THREADS_MAX: usize = 4;

/// The shared budget.
#[derive(Debug, Default)]
pub(super) struct Room {
    taken: AtomicUsize,
    whole: Mutex<()>,
}

/// Room that one stream has; it is given back when this is dropped.
#[derive(Debug)]
pub(super) struct Wide<'r> {
    room: &'r Room,
    cost: usize,
    /// Pieces of a window.
    pub(super) pieces: usize,
}

impl Room {
    /// Pieces of a window of a narrow stream: one that is read, and one to see where it ends.
    pub(super) const NARROW_PIECES: usize = 2;

    /// Makes room for a wide stream, if there is any.
    pub(super) fn widen(&self, threads: usize, piece_bytes: usize) -> Option<Wide<'_>> {
        if threads == 1 {
            return None;
        }
        let pieces = threads.min(THREADS_MAX) * PIECES_PER_THREAD + Self::NARROW_PIECES;
        let pieces = pieces.min(WIDE_BYTES_MAX / (piece_bytes * BYTES_PER_WINDOW_BYTE));
        let cost = pieces * piece_bytes * BYTES_PER_WINDOW_BYTE;
        let take = |taken: usize| (taken + cost <= WIDE_BYTES_MAX).then_some(taken + cost);
        self.taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, take).ok()?;
        Some(Wide { room: self, cost, pieces })
    }

    /// Waits until no other stream is held in memory whole. Whoever has this must not wait for other threads.
    pub(super) fn whole(&self) -> MutexGuard<'_, ()> {
        self.whole.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Wide<'_> {
    fn drop(&mut self) {
        self.room.taken.fetch_sub(self.cost, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_wide_while_there_is_room_and_give_it_back() {
        let room = Room::default();
        let first = room.widen(16, 2 << 20).unwrap();
        assert_eq!(first.pieces, 14);
        assert!(room.widen(16, 2 << 20).is_none());
        drop(first);
        let second = room.widen(16, 4 << 20).unwrap();
        assert_eq!(second.pieces, 8, "as many as there is room for");
        assert!(room.widen(2, 4 << 20).is_none());
        drop(second);
        assert!(room.widen(1, 2 << 20).is_none(), "one thread has nobody to share with");
    }
}
