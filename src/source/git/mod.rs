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

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

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

/// The identifier of an object: a hash over its kind, its length and its bytes. What SHA-1 leaves is zero.
type Id = [u8; 32];

/// How a repository makes identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hash {
    Sha1,
    Sha256,
}

impl Hash {
    /// Bytes of an identifier, and of the check sum of a pack.
    fn len(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// The hash of a pack, by its name (`pack-` and a hash of its objects) or the head of its bundle.
    fn of_pack(name: &str, head: &[u8]) -> Self {
        let is_long = match head.strip_prefix(b"# v") {
            Some(bundle) => {
                let header = memchr::memmem::find(bundle, b"\n\n").and_then(|end| bundle.get(..end));
                memchr::memmem::find(header.unwrap_or_default(), b"object-format=sha256").is_some()
            }
            None => {
                let stem = name.rsplit(['/', '!']).next().and_then(|file| file.strip_prefix("pack-"));
                stem.is_some_and(|stem| stem.bytes().take_while(u8::is_ascii_hexdigit).count() == 64)
            }
        };
        if is_long { Self::Sha256 } else { Self::Sha1 }
    }

    /// The identifier at the beginning of `bytes`, and what follows.
    fn split(self, bytes: &[u8]) -> Option<(Id, &[u8])> {
        let (raw, rest) = bytes.split_at_checked(self.len())?;
        let mut id = [0; 32];
        id.iter_mut().zip(raw).for_each(|(to, from)| *to = *from);
        Some((id, rest))
    }

    fn start(self) -> Hashing {
        match self {
            Self::Sha1 => Hashing::Sha1(Sha1::new()),
            Self::Sha256 => Hashing::Sha256(Sha256::new()),
        }
    }
}

/// An identifier that is being made.
enum Hashing {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Hashing {
    fn update(&mut self, bytes: impl AsRef<[u8]>) {
        match self {
            Self::Sha1(hash) => hash.update(bytes),
            Self::Sha256(hash) => hash.update(bytes),
        }
    }

    fn finish(self) -> Id {
        let mut id = [0; 32];
        match self {
            Self::Sha1(hash) => id.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from),
            Self::Sha256(hash) => id = hash.finalize().into(),
        }
        id
    }
}
