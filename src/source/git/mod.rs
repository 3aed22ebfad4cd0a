//! Object stores of git: the files of all commits, each once.
//!
//! ```text
//! objects/ab/cdef...       a loose object (`loose`): zlib of "blob 123\0" and its bytes
//! objects/pack/*.pack      objects packed together, many as differences to others (`pack`, `delta`)
//! *.bundle                 a header of lines, and a pack
//! ```
//!
//! Blobs are members, named by their identifier and, where a tree of the same pack says so, by the name of the file.
//! Commits and tags are read as text, many at a time; of trees the names of files are, each once. Nothing but the bytes
//! themselves is looked at: no reference, no index, no configuration, and nothing is ever written.

mod delta;
mod loose;
mod names;
mod pack;
mod unpack;

pub(super) use self::loose::CONTAINER as OBJECT;

use super::archive::Archive;
use super::compress::Container;

/// Packs, and bundles of them.
pub(super) const PACK: Container =
    Container::of_archive("git_pack", |head| pack::begins(head).is_some(), Archive::GitPack);

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Tree => "tree",
            Self::Blob => "blob",
            Self::Tag => "tag",
        }
    }
}

/// The identifier of an object: SHA-1 over its kind, its length and its bytes.
type Id = [u8; 20];
