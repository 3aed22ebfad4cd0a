//! Objects of a pack as sources.

use std::sync::Arc;

use super::super::archive::Packing;
use super::super::level::Level;
use super::super::unpack::{Job, Place, Unpacking};
use super::super::window::AsRaw;
use super::Kind;
use super::names::Names;
use super::pack::{Object, Pack};
use crate::error::{Reason, Severity};

/// Commits, or names of files, that make one source.
const GATHERED_BYTES: usize = 1 << 20;

/// What is gathered of small objects.
#[derive(Default)]
struct Gathered {
    /// Commits and tags, one after another.
    commits: Vec<u8>,
    names: Names,
}

impl<T: Send> Level<'_, T> {
    /// Reads a pack. Gives why its rest is to be scanned as it stands, if so.
    pub(in crate::source) fn git_pack(&mut self, unpacking: &mut Unpacking<'_>) -> Option<Reason> {
        if !self.hold_whole(unpacking) {
            return Some(Reason::LimitReached);
        }
        let work_max = self.budget.decoded_left.saturating_sub(self.account.decoded);
        let name = unpacking.own_name.to_string();
        let Some(mut pack) = Pack::new(&unpacking.feed, &name, work_max) else { return Some(Reason::CorruptStream) };
        // Objects are made of others: bytes of theirs that are lost are none of the pack.
        let is_own = std::mem::replace(&mut unpacking.is_own, false);
        let mut gathered = Gathered::default();
        let rest = self.objects(unpacking, &mut pack, &mut gathered);
        self.hand_over(unpacking, b"commits", &mut gathered.commits);
        self.hand_over(unpacking, b"file names", &mut gathered.names.lines);
        self.flush(unpacking);
        unpacking.is_own = is_own;
        self.account.decoded += pack.work;
        unpacking.feed.skip(pack.at);
        if rest.is_none() {
            unpacking.feed.skip(pack.hash.len() as u64);
        }
        rest
    }

    fn objects(&mut self, unpacking: &mut Unpacking<'_>, pack: &mut Pack, gathered: &mut Gathered) -> Option<Reason> {
        while !self.shared.crew.is_cancelled() {
            let object = match pack.next(&unpacking.feed)? {
                Ok(Object::Later) => continue,
                Ok(object) => object,
                Err(broken) => {
                    let (name, at) = (unpacking.own_name.clone(), Some(pack.at));
                    self.tell_of(&name, Severity::Warning, broken.reason, at, broken.message.to_owned());
                    return Some(broken.reason);
                }
            };
            if self.account.members >= self.budget.members_left {
                return Some(Reason::LimitReached);
            }
            self.account.members += 1;
            match object {
                Object::Whole(Kind::Blob, id, bytes) => {
                    let name = gathered.names.of(&id, pack.hash);
                    let bytes = Arc::try_unwrap(bytes).unwrap_or_else(|shared| shared.to_vec());
                    self.bytes_of(unpacking, &name, bytes, None);
                }
                Object::Whole(Kind::Tree, _, bytes) => {
                    gathered.names.add_tree(&bytes, pack.hash);
                    self.hand_over_full(unpacking, b"file names", &mut gathered.names.lines);
                }
                Object::Whole(Kind::Commit | Kind::Tag, _, bytes) => {
                    gathered.commits.extend_from_slice(&bytes);
                    gathered.commits.push(b'\n');
                    self.hand_over_full(unpacking, b"commits", &mut gathered.commits);
                }
                Object::Packed(id, at, len) => self.range(unpacking, &gathered.names.of(&id, pack.hash), at, len),
                Object::Later => {}
                Object::Difference(at, bytes, reason) => {
                    let name = format!("difference at {at}").into_bytes();
                    let bytes = bytes.unwrap_or_default();
                    self.bytes_of(unpacking, &name, bytes, Some(AsRaw { reason, format: "the difference" }));
                }
            }
        }
        None
    }

    /// A long blob, by the range of its zlib stream.
    fn range(&mut self, unpacking: &mut Unpacking<'_>, name: &[u8], at: u64, len: u64) {
        let name = unpacking.name(name);
        let place = match unpacking.feed.range_at(at, len) {
            Some((file, at)) => Place::File(file, at, len),
            None => {
                let len = usize::try_from(len).unwrap_or(usize::MAX);
                Place::Memory(unpacking.feed.read_at(at, len), None)
            }
        };
        self.add(unpacking, Job { name, place, packing: Packing::Zlib, len, as_raw: None, check: None });
    }

    fn bytes_of(&mut self, unpacking: &mut Unpacking<'_>, name: &[u8], bytes: Vec<u8>, as_raw: Option<AsRaw>) {
        let name = unpacking.name(name);
        let len = bytes.len() as u64;
        let place = Place::Memory(bytes, None);
        self.add(unpacking, Job { name, place, packing: Packing::Stored, len, as_raw, check: None });
    }

    fn hand_over(&mut self, unpacking: &mut Unpacking<'_>, name: &[u8], bytes: &mut Vec<u8>) {
        if !bytes.is_empty() {
            self.bytes_of(unpacking, name, std::mem::take(bytes), None);
        }
    }

    fn hand_over_full(&mut self, unpacking: &mut Unpacking<'_>, name: &[u8], bytes: &mut Vec<u8>) {
        if bytes.len() >= GATHERED_BYTES {
            self.hand_over(unpacking, name, bytes);
        }
    }
}
