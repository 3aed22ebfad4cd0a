//! The way from one file to its sources.

use std::sync::{Arc, Mutex, PoisonError};

use super::chain::{PositionedReader, Raw, Stop, read_once};
use super::compress::{Opening, recognise};
use super::level::{Budget, Level};
use super::open::{OpenFile, ends_by};
use super::window::{Source, head_of};
use super::{Alone, Buffers, Crew, FileAccount, SMALL_LEN_MAX, SourceAccount, SourceSettings};
use crate::error::Reason;
use crate::span::SourceName;
use crate::walk::FileEntry;

/// What is done with the sources of a file.
pub struct Visitor<'v, T> {
    /// Reads a source as far as it likes, on any thread; what it leaves is accounted for as [`Reason::Interrupted`].
    pub read: &'v (dyn Fn(&mut Source<'_>) -> T + Sync),
    /// Takes what came of each source, in the order in which the sources lie in the file.
    pub take: &'v mut dyn FnMut(SourceAccount, T),
    /// Those who may read members of archives side by side.
    pub crew: &'v dyn Crew,
}

impl<T> std::fmt::Debug for Visitor<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Visitor").finish_non_exhaustive()
    }
}

/// A file of the walk that was opened, or why it could not be. Standard input is none.
#[derive(Debug)]
pub struct Opened(Option<Result<OpenFile, Stop>>);

impl Opened {
    /// Opens a file.
    #[must_use]
    pub fn of(entry: &FileEntry) -> Self {
        Self((!entry.is_stdin).then(|| OpenFile::open_met(&entry.path, entry.len_hint)))
    }

    /// Its length, where that is known.
    #[must_use]
    pub fn len_bytes(&self) -> Option<u64> {
        self.0.as_ref()?.as_ref().ok().map(|open| open.len)
    }
}

/// Has each source in a file read, and accounts for its bytes.
///
/// Nothing here fails: a file that cannot be read has an account that says so.
#[expect(clippy::needless_pass_by_value, reason = "a visitor is made for one visit, which alone may take from it")]
pub fn visit<T: Send>(
    entry: &FileEntry,
    opened: Opened,
    settings: &SourceSettings,
    buffers: &mut Buffers,
    visitor: Visitor<'_, T>,
) -> FileAccount {
    let shared = Shared::new(entry, settings, visitor.read, visitor.crew);
    let mut level = shared.file(visitor.take);
    match opened.0 {
        None => level.stream(Raw::Stream(Box::new(std::io::stdin())), None, None, buffers),
        Some(Err(stop)) => level.unread(entry.len_bytes(), stop),
        Some(Ok(open)) if open.len > 0 && open.len <= SMALL_LEN_MAX => {
            let mut whole = std::mem::take(&mut buffers.whole);
            let (len, stop) = read_whole(&open, &mut whole);
            let has_grown = len as u64 > open.len;
            level.limit_by_len(Some(open.len));
            let content = whole.get(..len.min(usize::try_from(open.len).unwrap_or(len)));
            level.whole(content.unwrap_or_default(), stop, open.len, buffers);
            buffers.whole = whole;
            if has_grown && let Some(change) = open.change() {
                level.changed(open.len, &change);
            }
        }
        Some(Ok(open)) => {
            let left = (open.len > 0).then_some(open.len);
            level.stream(Raw::File { file: &open.file, left }, left, Some(&open), buffers);
            if let Some(change) = left.and_then(|_| open.change()) {
                level.changed(open.len, &change);
            }
        }
    }
    level.into_file_account()
}

/// Whether bytes that were met inside a source are packed: compressed, or an archive, be it one that is not unpacked.
#[must_use]
pub fn is_packed(bytes: &[u8], name: &str) -> bool {
    let container = recognise(head_of(bytes), name);
    container.is_some_and(|container| !matches!(container.opening(), Opening::Bytes))
}

/// Whether such bytes are a document or a database, which a format reads as they are.
#[must_use]
pub fn is_read_as_bytes(bytes: &[u8], name: &str) -> bool {
    recognise(head_of(bytes), name).is_some_and(|container| matches!(container.opening(), Opening::Bytes))
}

/// The same as [`visit`] for packed bytes, which are in memory. All is read one after another.
pub fn visit_within(
    bytes: &[u8],
    name: &str,
    settings: &SourceSettings,
    read: &(dyn Fn(&mut Source<'_>) + Sync),
) -> FileAccount {
    let len = bytes.len() as u64;
    let entry = FileEntry { index: 0, path: std::path::Path::new(name).into(), len_hint: Some(len), is_stdin: false };
    let mut take = |_account: SourceAccount, ()| {};
    let shared = Shared::new(&entry, settings, read, &Alone);
    let mut level = shared.file(&mut take);
    level.limit_by_len(Some(len));
    level.whole(bytes, None, len, &mut Buffers::default());
    level.into_file_account()
}

#[cfg(test)]
#[expect(clippy::needless_pass_by_value, reason = "as for `visit`")]
pub(super) fn visit_reader<T: Send>(
    name: &str,
    reader: impl std::io::Read + Send,
    settings: &SourceSettings,
    visitor: Visitor<'_, T>,
) -> FileAccount {
    let entry = FileEntry { index: 0, path: std::path::Path::new(name).into(), len_hint: None, is_stdin: false };
    let shared = Shared::new(&entry, settings, visitor.read, visitor.crew);
    let mut level = shared.file(visitor.take);
    level.stream(Raw::Stream(Box::new(reader)), None, None, &mut Buffers::default());
    level.into_file_account()
}

/// Reads a small file into `whole`: a read that comes short of the room it was given met the end of the file, so one
/// call is enough. Gives the bytes read: one more than the file had where it grew.
fn read_whole(open: &OpenFile, whole: &mut Vec<u8>) -> (usize, Option<Stop>) {
    let expected = usize::try_from(open.len).unwrap_or(usize::MAX);
    if whole.len() <= expected {
        whole.resize(expected.saturating_add(1).next_power_of_two(), 0);
    }
    let mut len = 0;
    while len < expected {
        // One byte more than expected, to see that the file did not grow.
        let room = whole.get_mut(len..=expected).unwrap_or_default();
        match read_once(&mut PositionedReader { file: &open.file, at: len as u64 }, room) {
            Ok(0) if ends_by(&open.file, len as u64) => {
                let message = "the file became shorter while it was read";
                return (len, Some(Stop { reason: Reason::Truncated, message }));
            }
            Ok(0) => return (len, None),
            Ok(read) => len += read,
            Err(stop) => return (len, Some(stop)),
        }
    }
    (len, None)
}

/// What is the same for a file and all that is in it.
pub(super) struct Shared<'v, T> {
    pub(super) entry: &'v FileEntry,
    pub(super) settings: &'v SourceSettings,
    pub(super) read: &'v (dyn Fn(&mut Source<'_>) -> T + Sync),
    pub(super) crew: &'v dyn Crew,
    /// Memory that members use again.
    spare: Mutex<Vec<Buffers>>,
}

impl<'v, T: Send> Shared<'v, T> {
    fn new(
        entry: &'v FileEntry,
        settings: &'v SourceSettings,
        read: &'v (dyn Fn(&mut Source<'_>) -> T + Sync),
        crew: &'v dyn Crew,
    ) -> Self {
        Self { entry, settings, read, crew, spare: Mutex::default() }
    }

    /// The file itself.
    fn file<'s>(&'s self, take: &'s mut dyn FnMut(SourceAccount, T)) -> Level<'s, T> {
        let name = SourceName { path: Arc::clone(&self.entry.path), members: Arc::from([]) };
        let limits = &self.settings.limits;
        let budget = Budget { decoded_left: limits.decoded_bytes_max, members_left: limits.members_max };
        Level::new(self, name, 0, budget, take)
    }

    pub(super) fn with_buffers<R>(&self, work: impl FnOnce(&mut Buffers) -> R) -> R {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut buffers = spare.unwrap_or_default();
        let result = work(&mut buffers);
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(buffers);
        result
    }
}
