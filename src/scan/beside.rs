//! Finds the companions of a source: files beside a file, and members beside a member.
//!
//! A file beside another is opened like any file, read-only, and unpacked where it is compressed. For the members of an
//! archive the archive is read once more, from its beginning, for the companions in it; how far that goes has a limit, and
//! what lies beyond it is not found. Everything depends on the bytes of the files alone, not on what else is being read.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::records::companion::{Companion, len_max, may_be_companion};
use crate::source::{Buffers, Crew, Opened, Source, SourceSettings, Visitor, visit};
use crate::span::SourceName;
use crate::walk::FileEntry;

/// What a companion's name may end with when it is compressed.
const COMPRESSED: [&str; 7] = ["", ".gz", ".zst", ".lz4", ".bz2", ".xz", ".Z"];
/// How much of an archive is read for companions: where it must be unpacked for that, it is unpacked twice so far. Members
/// whose lengths are known are passed over.
const ARCHIVE_BYTES_MAX: u64 = 1 << 30;
/// Bytes of companions of one archive that are kept.
const KEPT_BYTES_MAX: usize = 32 << 20;

/// What stands beside the sources of one file.
pub(super) struct Beside<'a> {
    file: &'a FileEntry,
    settings: &'a SourceSettings,
    members: OnceLock<BTreeMap<String, Arc<Companion>>>,
}

impl<'a> Beside<'a> {
    pub(super) fn new(file: &'a FileEntry, settings: &'a SourceSettings) -> Self {
        Self { file, settings, members: OnceLock::new() }
    }

    /// The beginning of the first of `wanted` that stands beside `source`, with that of `second`.
    pub(super) fn find(&self, source: &SourceName, wanted: &[String], second: Option<&str>) -> Option<Arc<Companion>> {
        let first = self.first(source, wanted)?;
        let second = second.and_then(|name| self.first(source, &[name.to_owned()]));
        Some(second.map_or_else(|| first.clone(), |second| Arc::new(first.with(second))))
    }

    fn first(&self, source: &SourceName, wanted: &[String]) -> Option<Arc<Companion>> {
        if wanted.is_empty() || self.file.is_stdin {
            return None;
        }
        let members = packed_members(source);
        let Some((member, outer)) = members.split_last() else {
            let folder = self.file.path.parent()?;
            let mut names =
                wanted.iter().flat_map(|name| COMPRESSED.map(|ending| folder.join(format!("{name}{ending}"))));
            return names.find_map(|path| self.file_at(&path));
        };
        let folder = member.rsplit_once('/').map_or("", |(folder, _)| folder);
        let all = self.members.get_or_init(|| self.companions_within());
        wanted.iter().find_map(|name| {
            let path = path_from(folder, name)?;
            let key = key(outer.iter().map(String::as_str).chain([path.as_str()]));
            all.get(&key).cloned()
        })
    }

    /// The beginning of the file at `path`, unpacked; `None` where there is none.
    fn file_at(&self, path: &Path) -> Option<Arc<Companion>> {
        let entry = FileEntry { path: path.into(), ..self.file.clone() };
        let found = Mutex::new(None);
        let reader = Reader::default();
        self.visit(&entry, &reader, &|source| {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            if found.is_none() {
                *found = Some(beginning(source));
            }
            reader.stop();
        });
        found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The companions in the file itself, by where they stand in it.
    fn companions_within(&self) -> BTreeMap<String, Arc<Companion>> {
        let found = Mutex::new((BTreeMap::new(), 0usize));
        let reader = Reader::default();
        self.visit(self.file, &reader, &|source| {
            if source.input_position() > ARCHIVE_BYTES_MAX {
                return reader.stop();
            }
            let name = source.name().clone();
            let members = packed_members(&name);
            if !members.last().is_some_and(|member| may_be_companion(member)) {
                return;
            }
            let companion = beginning(source);
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.1 += companion.bytes().len();
            if found.1 > KEPT_BYTES_MAX {
                return reader.stop();
            }
            found.0.entry(key(members.iter().map(String::as_str))).or_insert(companion);
        });
        found.into_inner().unwrap_or_else(PoisonError::into_inner).0
    }

    fn visit(&self, entry: &FileEntry, reader: &Reader, read: &(dyn Fn(&mut Source<'_>) + Sync)) {
        let visitor = Visitor { read, take: &mut |_, ()| {}, crew: reader };
        // The file is read for itself elsewhere, and accounted for there.
        drop(visit(entry, Opened::of(entry), self.settings, &mut Buffers::default(), visitor));
    }
}

/// The members of a name, less the steps that only unpack: `3349.dat.gz!3349.dat` is the file `3349.dat.gz`.
fn packed_members(source: &SourceName) -> &[String] {
    let mut members = &*source.members;
    while let Some((inner, outer)) = members.split_last() {
        let inner = inner.rsplit('/').next().unwrap_or_default();
        let packed = match outer.last() {
            Some(member) => member.rsplit('/').next().unwrap_or_default().to_owned(),
            None => source.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let is_packed =
            packed.strip_prefix(inner).is_some_and(|ending| COMPRESSED.contains(&ending) && !ending.is_empty());
        if !is_packed {
            break;
        }
        members = outer;
    }
    members
}

/// One key for the steps to a member; the last step is that of the unpacked file.
fn key<'m>(members: impl Iterator<Item = &'m str>) -> String {
    let joined = members.collect::<Vec<_>>().join("!");
    let ending = COMPRESSED.iter().skip(1).find(|ending| joined.ends_with(**ending)).map_or(0, |ending| ending.len());
    joined.get(..joined.len() - ending).unwrap_or_default().to_owned()
}

/// The path of a member that is called `name` as seen from `folder`; `None` where it lies outside of the archive.
fn path_from(folder: &str, mut name: &str) -> Option<String> {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    while let Some(rest) = name.strip_prefix("../") {
        steps.pop()?;
        name = rest;
    }
    steps.push(name);
    Some(steps.join("/"))
}

fn beginning(source: &mut Source<'_>) -> Arc<Companion> {
    let len_max = len_max(&source.name().to_string());
    let window = source.window(0, len_max);
    let len = window.bytes.len().min(len_max);
    Arc::new(Companion::new(window.bytes.get(..len).unwrap_or_default()))
}

/// Reads members one after another, until there is nothing more to look for.
#[derive(Default)]
struct Reader {
    is_stopped: AtomicBool,
}

impl Reader {
    fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }
}

impl Crew for Reader {
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..count).take_while(|_| !self.is_stopped.load(Ordering::Relaxed)).for_each(work);
    }

    fn is_cancelled(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str, members: &[&str]) -> SourceName {
        SourceName { path: Path::new(path).into(), members: members.iter().map(|&member| member.to_owned()).collect() }
    }

    #[test]
    fn members_are_found_from_where_they_are_wanted() {
        assert_eq!(path_from("a/b", "c.sql").as_deref(), Some("a/b/c.sql"));
        assert_eq!(path_from("", "c.sql").as_deref(), Some("c.sql"));
        assert_eq!(path_from("Data/dbo.t", "../../model.xml").as_deref(), Some("model.xml"));
        assert_eq!(path_from("x/Data/dbo.t", "../../model.xml").as_deref(), Some("x/model.xml"));
        assert_eq!(path_from("dbo.t", "../../model.xml"), None);
    }

    #[test]
    fn steps_that_only_unpack_are_no_members() {
        assert!(packed_members(&name("/d/3349.dat.gz", &["3349.dat"])).is_empty());
        assert_eq!(packed_members(&name("/d/a.tar.gz", &["d/3349.dat.gz", "3349.dat"])).len(), 1);
        assert_eq!(packed_members(&name("/d/a.zip", &["a"])).len(), 1);
    }
}
