//! What trees say: the names of blobs.
//!
//! A tree is a list of `mode SP name NUL identifier`. A pack holds the trees of every commit, which say the same
//! again and again: what is kept of them is bounded, and names beyond that are not known.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::{Hash, Id};

/// Blobs whose names are kept, and names that are told apart.
const NAMES_MAX: usize = 500_000;
const NAME_LEN_MAX: usize = 255;

#[derive(Default)]
pub(super) struct Names {
    /// By the first half of the identifier.
    of_blobs: HashMap<u64, Box<[u8]>, FixedState>,
    seen: HashSet<u64, FixedState>,
    /// Names that were not seen before, one a line.
    pub(super) lines: Vec<u8>,
}

impl Names {
    pub(super) fn add_tree(&mut self, mut tree: &[u8], hash: Hash) {
        use std::hash::BuildHasher as _;
        while let Some((mode, rest)) = split(tree, b' ')
            && let Some((name, rest)) = split(rest, 0)
            && let Some((id, rest)) = hash.split(rest)
        {
            tree = rest;
            let is_file = mode.starts_with(b"10");
            if is_file && self.of_blobs.len() < NAMES_MAX && name.len() <= NAME_LEN_MAX {
                self.of_blobs.entry(key(&id)).or_insert_with(|| name.into());
            }
            if self.seen.len() < NAMES_MAX && self.seen.insert(FixedState::default().hash_one(name)) {
                self.lines.extend_from_slice(name);
                self.lines.push(b'\n');
            }
        }
    }

    /// How a blob is shown: its identifier, and the name of the file where one is known.
    pub(super) fn of(&self, id: &Id, hash: Hash) -> Vec<u8> {
        let mut shown: Vec<u8> =
            id.iter().take(hash.len()).flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
        if let Some(name) = self.of_blobs.get(&key(id)) {
            shown.push(b'/');
            shown.extend_from_slice(name);
        }
        shown
    }
}

fn key(&[a, b, c, d, e, f, g, h, ..]: &Id) -> u64 {
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

fn split(bytes: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(at, bytes)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}
