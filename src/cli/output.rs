//! Where reports go: standard output, and files that are either whole or not there.

use std::fs::File;
use std::io::{self, BufWriter, IoSlice, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use plainsight::error::{Error, ErrorKind};
use plainsight::report::{self, Report, ReportFormat, WriteOptions};
use tempfile::NamedTempFile;

use super::settings::resolved;

/// Writes to standard output. A reader that has seen enough and closed the pipe is no failure.
pub(crate) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => {
            // What is left in the buffer has nowhere to go; dropping it unwritten keeps it from being tried again.
            drop(out.into_parts());
            Ok(())
        }
        Err(cause) => Err(Error::new(ErrorKind::Output, "cannot write to standard output").with_cause(cause)),
        Ok(()) => Ok(()),
    }
}

/// Writes a report to a file.
pub(crate) fn to_file(path: &Path, format: ReportFormat, report: &Report, options: &WriteOptions) -> Result<(), Error> {
    let mut file = OutputFile::create(path)?;
    report::write(format, report, options, &mut file)
        .and_then(|()| file.finish())
        .map_err(|cause| Error::io(ErrorKind::Output, "write", path, cause))
}

/// A file under way. It gets its name by a rename when it is whole; until then what stood there before stands there still.
pub(crate) struct OutputFile {
    path: PathBuf,
    out: BufWriter<Pending>,
}

enum Pending {
    /// In the folder of the file, under a name of its own.
    Named(NamedTempFile),
    /// In the folder of the file, without a name, so that a scan of the folder does not meet it.
    Hidden(File),
    /// Not a regular file (a pipe, a terminal, `/dev/null`): a rename would replace it.
    Special(File),
}

impl OutputFile {
    /// Begins a file at `path`.
    pub(crate) fn create(path: &Path) -> Result<Self, Error> {
        Self::begin(path, |folder| named(folder).map(Pending::Named))
    }

    /// Begins a file at `path` that nobody who lists the folder will see before it is whole. Costs a copy at the end.
    pub(crate) fn create_hidden(path: &Path) -> Result<Self, Error> {
        Self::begin(path, |folder| tempfile::tempfile_in(folder).map(Pending::Hidden))
    }

    fn begin(path: &Path, open: impl FnOnce(&Path) -> io::Result<Pending>) -> Result<Self, Error> {
        let failed = |cause| Error::io(ErrorKind::Config, "write", path, cause);
        // A link is followed, so that its target is replaced and not the link.
        let path_real = resolved(path);
        let pending = match std::fs::metadata(&path_real) {
            Ok(metadata) if metadata.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
            Ok(metadata) if !metadata.is_file() => {
                Pending::Special(File::options().write(true).open(&path_real).map_err(failed)?)
            }
            _ => open(folder_of(&path_real)).map_err(failed)?,
        };
        Ok(Self { path: path_real, out: BufWriter::new(pending) })
    }

    /// Makes the file appear under its name.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self.out.into_inner().map_err(io::IntoInnerError::into_error)? {
            Pending::Named(file) => persist(file, &self.path),
            Pending::Special(mut file) => file.flush(),
            Pending::Hidden(mut file) => {
                let mut copy = named(folder_of(&self.path))?;
                file.rewind()?;
                io::copy(&mut file, &mut copy)?;
                persist(copy, &self.path)
            }
        }
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    /// Long texts go to the file as they are.
    fn write_vectored(&mut self, texts: &[IoSlice<'_>]) -> io::Result<usize> {
        self.out.flush()?;
        self.out.get_mut().write_vectored(texts)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Named(file) => file.write(bytes),
            Self::Hidden(file) | Self::Special(file) => file.write(bytes),
        }
    }

    fn write_vectored(&mut self, texts: &[IoSlice<'_>]) -> io::Result<usize> {
        match self {
            Self::Named(file) => file.write_vectored(texts),
            Self::Hidden(file) | Self::Special(file) => file.write_vectored(texts),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Named(file) => file.flush(),
            Self::Hidden(file) | Self::Special(file) => file.flush(),
        }
    }
}

/// Checks that a file can be written at `path`, so that a long scan does not end without one.
pub(crate) fn check_writable(path: &Path) -> Result<(), Error> {
    // Opening a pipe and closing it again would send its reader away.
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return Ok(());
    }
    OutputFile::create_hidden(path).map(drop)
}

fn named(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".plainsight-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any new file: the umask decides.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // The name of its own means nothing to anybody.
    let file: NamedTempFile = builder.tempfile_in(folder).map_err(|failed| io::Error::from(failed.kind()))?;
    under_way().push(file.path().to_owned());
    Ok(file)
}

/// Files that have a name of their own for now.
static UNDER_WAY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn under_way() -> MutexGuard<'static, Vec<PathBuf>> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away what is half written: nothing else does when the program ends at once.
pub(crate) fn remove_half_written() {
    for path in under_way().drain(..) {
        // It may be gone: then there is nothing to take away.
        drop(std::fs::remove_file(path));
    }
}

fn persist(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    let name = file.path().to_owned();
    file.persist(path).map(drop).map_err(|failed| failed.error)?;
    under_way().retain(|path| *path != name);
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_is_not_finished_leaves_the_old_one_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        std::fs::write(&path, "old").unwrap();
        for create in [OutputFile::create, OutputFile::create_hidden] {
            let mut file = create(&path).unwrap();
            file.write_all(b"half").unwrap();
            drop(file);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
            assert_eq!(names(folder.path()), ["report.json"]);
        }
    }

    #[test]
    fn a_finished_file_replaces_the_old_one_also_behind_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("report.json"), folder.path().join("latest.json"));
        std::fs::write(&path, "old").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        for (create, text) in [(OutputFile::create as fn(&Path) -> _, "new"), (OutputFile::create_hidden, "newer")] {
            let mut file = create(&link).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            file.finish().unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
            assert!(link.is_symlink());
        }
        assert_eq!(names(folder.path()), ["latest.json", "report.json"]);
    }

    #[test]
    fn a_hidden_file_is_not_listed_while_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = OutputFile::create_hidden(&folder.path().join("x.jsonl")).unwrap();
        file.write_all(b"{}").unwrap();
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_device_is_written_and_never_replaced() {
        let mut file = OutputFile::create(Path::new("/dev/null")).unwrap();
        file.write_all(b"x").unwrap();
        file.finish().unwrap();
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_before_the_scan() {
        let folder = tempfile::tempdir().unwrap();
        let error = check_writable(&folder.path().join("none/report.json")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        let told = format!("{error} {:?}", std::error::Error::source(&error).map(ToString::to_string));
        let other = OutputFile::create(&folder.path().join("none/report.json")).err().unwrap();
        let other = format!("{other} {:?}", std::error::Error::source(&other).map(ToString::to_string));
        assert!(told.contains("report.json") && !told.contains(".plainsight-") && !other.contains(".part"), "{told}");
        assert_eq!(check_writable(folder.path()).unwrap_err().kind(), ErrorKind::Config);
        check_writable(&folder.path().join("report.json")).unwrap();
        assert!(names(folder.path()).is_empty());
    }
}
