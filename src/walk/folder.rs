//! One folder: what is in it, in the order of the bytes of the names.
//!
//! A folder may hold hundreds of thousands of entries, and no file is read before they are sorted. So each is compared by
//! eight bytes that lie beside each other: those of its name behind what all names begin with. Where they are alike, the whole
//! names are.

use std::ffi::OsString;
use std::fs::{DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

/// A folder, from which entries are taken.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// What could not be listed: it comes first.
    failures: vec::IntoIter<Failure>,
    entries: vec::IntoIter<Listed>,
}

/// Something in a folder.
#[derive(Debug)]
pub(super) struct Listed {
    key: u64,
    pub(super) name: OsString,
    pub(super) file_type: FileType,
}

/// Something in a folder of which the system does not say what it is, or not even the name.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) name: Option<OsString>,
    pub(super) error: io::Error,
}

impl Folder {
    /// Lists a folder.
    pub(super) fn list(path: &Path) -> io::Result<Self> {
        let (mut failures, mut entries) = (Vec::new(), Vec::new());
        for entry in path.read_dir()? {
            match listed(entry) {
                Ok(listed) => entries.push(listed),
                Err(failure) => failures.push(failure),
            }
        }
        sort(&mut entries);
        Ok(Self { path: path.to_owned(), failures: failures.into_iter(), entries: entries.into_iter() })
    }

    /// The next entry.
    pub(super) fn next(&mut self) -> Option<Result<Listed, Failure>> {
        self.failures.next().map(Err).or_else(|| self.entries.next().map(Ok))
    }
}

fn listed(entry: io::Result<DirEntry>) -> Result<Listed, Failure> {
    let entry = entry.map_err(|error| Failure { name: None, error })?;
    match entry.file_type() {
        Ok(file_type) => Ok(Listed { key: 0, name: entry.file_name(), file_type }),
        Err(error) => Err(Failure { name: Some(entry.file_name()), error }),
    }
}

fn sort(entries: &mut [Listed]) {
    let bytes = |entry: &Listed| entry.name.as_encoded_bytes().to_owned();
    let Some(first) = entries.first().map(bytes) else { return };
    let in_common = |entry: &Listed| {
        let pairs = first.iter().zip(entry.name.as_encoded_bytes());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let prefix = entries.iter().map(in_common).min().unwrap_or(0);
    for entry in entries.iter_mut() {
        let rest = entry.name.as_encoded_bytes().get(prefix..).unwrap_or_default();
        let mut key = [0; 8];
        key.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
        entry.key = u64::from_be_bytes(key);
    }
    let whole = |entry: &Listed, other: &Listed| entry.name.as_encoded_bytes().cmp(other.name.as_encoded_bytes());
    entries.sort_unstable_by(|entry, other| entry.key.cmp(&other.key).then_with(|| whole(entry, other)));
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(path: &Path) -> Vec<String> {
        let mut folder = Folder::list(path).unwrap();
        let next = || folder.next().map(|entry| entry.unwrap().name.into_string().unwrap());
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn names_are_in_the_order_of_their_bytes_whatever_they_have_in_common() {
        let lists: [&[&str]; 5] = [
            &[],
            &["only"],
            &["part", "part-0", "part-00000001", "part-000000010", "part-00000001a", "part-1", "part-é"],
            &["Z", "a", "aa", "aaaaaaaaa", "aaaaaaaaab", "b"],
            &["same name but 1", "same name but 10", "same name but 2", "same name but much longer 1", "same name, or"],
        ];
        for list in lists {
            let dir = tempfile::tempdir().unwrap();
            list.iter().rev().for_each(|name| fs::write(dir.path().join(name), "").unwrap());
            let mut sorted = list.to_vec();
            sorted.sort_unstable();
            assert_eq!(names(dir.path()), sorted);
        }
    }
}
