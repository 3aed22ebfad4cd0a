//! Which files, and in what order.
//!
//! An audit must see everything: hidden and git-ignored files are walked like any other, and whatever is not handed
//! on as a file is handed on as a [`SkippedEntry`] with its reason, so that the ledger can account for it. Files of a
//! directory come in the order of the bytes of their names, so the order never depends on the file system.
//!
//! Nothing is opened here. Whether a path can be read shows when [`crate::source`] opens it; whether its content is
//! wanted is no question at all.

mod exclude;
mod folder;

use std::collections::BTreeSet;
use std::fs::{FileType, Metadata};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use self::exclude::ExcludeSet;
use self::folder::{Failure, Folder};
use crate::config::ScanConfig;
use crate::error::{Diagnostic, Error, Reason, Severity};
use crate::span::path_text;

/// The root that stands for standard input.
pub const STDIN: &str = "-";

/// The first files, whose lengths are asked for: those of few large ones tell how long a scan will take. To ask for the length of a
/// small file takes half as long as to open it, and who opens it learns as much.
const LENGTHS_ASKED_MAX: u64 = 1_000;

/// What to walk, checked.
#[derive(Debug, Clone)]
pub struct WalkSettings {
    roots: Vec<PathBuf>,
    exclude: ExcludeSet,
    follow_links: bool,
}

/// One thing met on the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A file to scan.
    File(FileEntry),
    /// Something that is not scanned, and why.
    Skipped(SkippedEntry),
}

/// A file to scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Its place in the order of the walk, from 0; files alone are counted.
    pub index: u64,
    /// The path, as reached from the root that the user gave.
    pub path: Arc<Path>,
    /// Its length when the walk met it, if it asked. A hint: `/proc` says 0 of files with content, and files grow.
    pub len_hint: Option<u64>,
    /// Whether it is standard input, and `path` is [`STDIN`].
    pub is_stdin: bool,
}

impl FileEntry {
    /// Its length when the walk met it, or now.
    #[must_use]
    pub fn len_bytes(&self) -> u64 {
        self.len_hint.unwrap_or_else(|| self.path.metadata().map_or(0, |metadata| metadata.len()))
    }
}

/// Something that is not scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedEntry {
    /// The path, as reached from the root that the user gave.
    pub path: Arc<Path>,
    /// Bytes that are known to lie there and were left out (those below it, for a directory).
    pub len_bytes: u64,
    /// Why.
    pub reason: Reason,
    /// [`Severity::Error`] where bytes that the user asked for were not examined, otherwise a note.
    pub severity: Severity,
}

impl WalkSettings {
    /// Checks the settings of a walk. Patterns are described at [`ScanConfig::exclude`]: `*` stays within one path
    /// component and `**` does not; a pattern without `/` is compared with file names, any other with the path as
    /// reached and with the path below the root.
    ///
    /// # Errors
    ///
    /// [`crate::error::ErrorKind::Config`] where a pattern is not a glob.
    pub fn new(roots: Vec<PathBuf>, exclude: &[String], follow_links: bool) -> Result<Self, Error> {
        Ok(Self { roots, exclude: ExcludeSet::new(exclude)?, follow_links })
    }

    /// The walk that a scan's configuration asks for.
    ///
    /// # Errors
    ///
    /// As [`WalkSettings::new`].
    pub fn from_config(config: &ScanConfig) -> Result<Self, Error> {
        Self::new(config.paths.clone(), &config.exclude, config.follow_links)
    }

    /// The roots that do not exist, in the order given. The walk reports them as skipped; whether that ends a
    /// program is for its caller to say.
    #[must_use]
    pub fn missing_roots(&self) -> Vec<PathBuf> {
        let is_missing = |root: &&PathBuf| !is_stdin(root) && root.symlink_metadata().is_err_and(is_not_found);
        self.roots.iter().filter(is_missing).cloned().collect()
    }
}

impl SkippedEntry {
    /// What to tell the user about it.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let message = match self.reason {
            Reason::NotFound => "the path does not exist",
            Reason::PermissionDenied => "the system refused to list it",
            Reason::SpecialFile => "a FIFO, socket or device is never opened",
            Reason::SymlinkNotFollowed => "the symbolic link was not followed",
            Reason::SymlinkBroken => "the symbolic link leads nowhere",
            Reason::DirectoryLoop => "the link leads back to a directory that contains it",
            Reason::Excluded => "left out by an exclude pattern",
            _ => "the system could not list it",
        };
        Diagnostic {
            source: path_text(&self.path),
            severity: self.severity,
            reason: self.reason,
            offset: None,
            message: message.to_owned(),
        }
    }
}

/// Hands every entry below the roots to `emit`, until it breaks.
///
/// Roots are walked in the order given; a root that is repeated or lies below another is walked once. A root that is
/// a symbolic link is followed, because the user named it; links below it are followed only where asked.
pub fn walk(settings: &WalkSettings, emit: &mut dyn FnMut(Entry) -> ControlFlow<()>) {
    let mut walker = Walker { settings, emit, files: 0, folders: Vec::new() };
    for root in distinct_roots(&settings.roots) {
        if walker.root(root).is_break() {
            return;
        }
    }
}

struct Walker<'a> {
    settings: &'a WalkSettings,
    emit: &'a mut dyn FnMut(Entry) -> ControlFlow<()>,
    files: u64,
    /// Those that are being walked, from the root on.
    folders: Vec<Folder>,
}

/// Why a link is not followed.
enum Unfollowed {
    /// It leads to a folder that contains it.
    Loop,
    Failed(io::Error),
}

impl Walker<'_> {
    fn root(&mut self, root: &Path) -> ControlFlow<()> {
        if is_stdin(root) {
            return self.file(root, Some(0), true);
        }
        match root.symlink_metadata() {
            Ok(metadata) => self.entry(root, root, metadata.file_type())?,
            Err(error) => self.unreadable(root, &error)?,
        }
        while let Some(folder) = self.folders.last_mut() {
            match folder.next() {
                None => drop(self.folders.pop()),
                Some(Ok(listed)) => {
                    let path = folder.path.join(&listed.name);
                    self.entry(root, &path, listed.file_type)?;
                }
                Some(Err(Failure { name, error })) => {
                    let path = name.map_or_else(|| root.to_owned(), |name| folder.path.join(name));
                    self.unreadable(&path, &error)?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// A root, or something in the last of the folders.
    fn entry(&mut self, root: &Path, path: &Path, file_type: FileType) -> ControlFlow<()> {
        let is_followed = file_type.is_symlink() && self.settings.follow_links;
        let file_type = match if is_followed { self.follow(path) } else { Ok(file_type) } {
            Ok(file_type) => file_type,
            // What the link leads to is being walked already.
            Err(Unfollowed::Loop) => return self.skipped(path, 0, Reason::DirectoryLoop, Severity::Note),
            Err(Unfollowed::Failed(error)) => return self.unreadable(path, &error),
        };
        if self.settings.exclude.matches(root, path) {
            return self.skipped(path, len_below(path), Reason::Excluded, Severity::Note);
        }
        if file_type.is_dir() {
            return self.folder(path);
        }
        let is_root = self.folders.is_empty();
        if file_type.is_symlink() {
            return if is_root { self.linked_root(path) } else { self.link(path) };
        }
        if !file_type.is_file() {
            return self.special(path, file_type, is_root);
        }
        if self.files >= LENGTHS_ASKED_MAX {
            return self.file(path, None, false);
        }
        match if is_followed { path.metadata() } else { path.symlink_metadata() } {
            Ok(metadata) => self.file(path, Some(metadata.len()), false),
            Err(error) => self.skipped(path, 0, reason_of(&error), Severity::Error),
        }
    }

    /// What a link leads to.
    fn follow(&self, path: &Path) -> Result<FileType, Unfollowed> {
        let file_type = path.metadata().map_err(Unfollowed::Failed)?.file_type();
        if file_type.is_dir() {
            for folder in self.folders.iter().rev() {
                if same_file::is_same_file(path, &folder.path).map_err(Unfollowed::Failed)? {
                    return Err(Unfollowed::Loop);
                }
            }
        }
        Ok(file_type)
    }

    fn folder(&mut self, path: &Path) -> ControlFlow<()> {
        match Folder::list(path) {
            Ok(folder) => self.folders.push(folder),
            Err(error) => self.unreadable(path, &error)?,
        }
        ControlFlow::Continue(())
    }

    /// A root that is a link is followed in any case.
    fn linked_root(&mut self, path: &Path) -> ControlFlow<()> {
        match path.metadata() {
            Ok(target) if target.is_file() => self.file(path, Some(target.len()), false),
            Ok(target) if target.is_dir() => self.folder(path),
            Ok(target) => self.special(path, target.file_type(), true),
            Err(error) if is_not_found_ref(&error) => self.skipped(path, 0, Reason::SymlinkBroken, Severity::Error),
            Err(error) => self.skipped(path, 0, reason_of(&error), Severity::Error),
        }
    }

    fn link(&mut self, path: &Path) -> ControlFlow<()> {
        let is_broken = path.metadata().is_err_and(is_not_found);
        let reason = if is_broken { Reason::SymlinkBroken } else { Reason::SymlinkNotFollowed };
        self.skipped(path, 0, reason, Severity::Note)
    }

    /// FIFOs, sockets and character devices hold nothing at rest, so meeting one loses nothing; a block device holds
    /// a file system, and a root of any such type was asked for by name.
    fn special(&mut self, path: &Path, file_type: FileType, is_root: bool) -> ControlFlow<()> {
        let severity = if is_root || is_block_device(file_type) { Severity::Error } else { Severity::Note };
        self.skipped(path, 0, Reason::SpecialFile, severity)
    }

    fn unreadable(&mut self, path: &Path, error: &io::Error) -> ControlFlow<()> {
        let is_link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
        if is_link && is_not_found_ref(error) {
            let severity = if self.folders.is_empty() { Severity::Error } else { Severity::Note };
            return self.skipped(path, 0, Reason::SymlinkBroken, severity);
        }
        self.skipped(path, 0, reason_of(error), Severity::Error)
    }

    fn file(&mut self, path: &Path, len_hint: Option<u64>, is_stdin: bool) -> ControlFlow<()> {
        let index = self.files;
        self.files += 1;
        (self.emit)(Entry::File(FileEntry { index, path: path.into(), len_hint, is_stdin }))
    }

    fn skipped(&mut self, path: &Path, len_bytes: u64, reason: Reason, severity: Severity) -> ControlFlow<()> {
        (self.emit)(Entry::Skipped(SkippedEntry { path: path.into(), len_bytes, reason, severity }))
    }
}

/// The roots without those that repeat another or lie below one. Compared by what they resolve to; a root that does
/// not resolve is kept, and reported when it is walked.
fn distinct_roots(roots: &[PathBuf]) -> Vec<&Path> {
    let resolved: Vec<Option<PathBuf>> =
        roots.iter().map(|root| if is_stdin(root) { None } else { root.canonicalize().ok() }).collect();
    let mut seen = BTreeSet::new();
    let mut distinct = Vec::new();
    for (root, place) in roots.iter().zip(&resolved) {
        let is_new = seen.insert(place.as_deref().unwrap_or(root));
        let is_below_another = place
            .as_ref()
            .is_some_and(|place| resolved.iter().flatten().any(|other| other != place && place.starts_with(other)));
        if is_new && !is_below_another {
            distinct.push(root.as_path());
        }
    }
    distinct
}

/// Bytes of all regular files at and below `path`, by their directory entries; nothing is opened or followed.
fn len_below(path: &Path) -> u64 {
    let lengths = WalkDir::new(path).follow_root_links(false).into_iter().flatten();
    lengths
        .filter(|entry| entry.file_type().is_file())
        .flat_map(|entry| entry.metadata())
        .map(|data: Metadata| data.len())
        .sum()
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

fn reason_of(error: &io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::NotFound => Reason::NotFound,
        io::ErrorKind::PermissionDenied => Reason::PermissionDenied,
        _ => Reason::ReadFailed,
    }
}

fn is_not_found_ref(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

#[expect(clippy::needless_pass_by_value, reason = "the form that `is_err_and` takes")]
fn is_not_found(error: io::Error) -> bool {
    is_not_found_ref(&error)
}

#[cfg(unix)]
fn is_block_device(file_type: FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_block_device(&file_type)
}

#[cfg(not(unix))]
fn is_block_device(_: FileType) -> bool {
    false
}

#[cfg(test)]
mod tests;
