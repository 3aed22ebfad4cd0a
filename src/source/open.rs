//! Opening files, and the only unsafe code of the crate: mapping them, and surviving when they shrink.
//!
//! A file is opened for reading alone, without updating its access time where the system allows it, and never so
//! that opening could block: a FIFO that took the place of a regular file after the walk is recognised and closed.
//!
//! # Mapped files that shrink
//!
//! Reading a page of a mapping beyond the end of the file, or one that the disk cannot deliver, raises SIGBUS, which
//! ends the process. No check of the length can prevent it, because the file can be cut at any moment. So a handler
//! is installed with the first mapping, for the life of the process, as a signal can only be handled process-wide.
//! Live mappings stand in a fixed table of atomics. A fault inside one of them is noted there, and the page is
//! replaced by a page of zeros, so that the read goes on; the owner of the mapping looks at the note before it
//! believes that it read the file. Any other SIGBUS is left to whoever handled the signal before.

#![expect(unsafe_code, reason = "mapping a file and handling the signal it may raise cannot be done in safe code")]

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Seek, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

use super::chain::Stop;
use crate::error::Reason;

/// A regular file, open for reading.
#[derive(Debug)]
pub(super) struct OpenFile {
    pub(super) file: File,
    /// Length when it was opened. 0 may mean that the system does not say (`/proc`).
    pub(super) len: u64,
    modified: Option<SystemTime>,
}

fn cannot_open(error: &io::Error) -> Stop {
    Stop { reason: reason_of(error), message: "the file cannot be opened" }
}

impl OpenFile {
    pub(super) fn open(path: &Path) -> Result<Self, Stop> {
        Self::opened(open_read_only(path).map_err(|error| cannot_open(&error))?)
    }

    fn opened(file: File) -> Result<Self, Stop> {
        let metadata = file.metadata().map_err(|error| cannot_open(&error))?;
        if !metadata.is_file() {
            return Err(Stop { reason: Reason::SpecialFile, message: "what was a file is none any more" });
        }
        if metadata.len() > super::SMALL_LEN_MAX && Mapping::is_process_memory(&file) {
            return Err(Stop { reason: Reason::SpecialFile, message: "the memory of the system, shown as a file" });
        }
        Ok(Self { len: metadata.len(), modified: metadata.modified().ok(), file })
    }

    /// The same for a file that was one when it was met, and had `len_met` bytes if it was asked. A small one whose end is still
    /// there is what it was: to be told all that the system knows of a file takes twice as long, which shows where there are 100,000.
    ///
    /// What has no end (a FIFO, a terminal), or none like that of a small file (most devices, folders), is asked what it is.
    pub(super) fn open_met(path: &Path, len_met: Option<u64>) -> Result<Self, Stop> {
        let is_small = |len| (1..=super::SMALL_LEN_MAX).contains(&len);
        if !len_met.is_none_or(is_small) {
            return Self::open(path);
        }
        let file = open_read_only(path).map_err(|error| cannot_open(&error))?;
        match (&file).seek(SeekFrom::End(0)) {
            Ok(end) if is_small(end) && len_met.is_none_or(|len_met| end == len_met) => {
                return Ok(Self { len: end, modified: None, file });
            }
            Ok(_) => (&file).rewind().map_err(|error| cannot_open(&error))?,
            Err(_) => {}
        }
        Self::opened(file)
    }

    /// How the file is not what it was when it was opened, if so.
    pub(super) fn change(&self) -> Option<Change> {
        let metadata: Metadata = self.file.metadata().ok()?;
        let message = if metadata.len() > self.len {
            "the file became longer while it was read; what was appended was not examined"
        } else if metadata.modified().ok() != self.modified {
            "the file was written to while it was read"
        } else {
            return None;
        };
        Some(Change { message, appended: metadata.len().saturating_sub(self.len) })
    }
}

/// What happened to a file while it was read.
pub(super) struct Change {
    pub(super) message: &'static str,
    /// Bytes that it is longer now.
    pub(super) appended: u64,
}

/// Whether the file now ends where its reader stands, although it was longer: it was cut. Systems that state lengths
/// which their files do not have (`/sys`) still state them.
pub(super) fn is_shorter(mut file: &File) -> bool {
    file.stream_position().is_ok_and(|position| ends_by(file, position))
}

/// Whether the file now ends at an offset, or before it.
pub(super) fn ends_by(file: &File, offset: u64) -> bool {
    file.metadata().is_ok_and(|metadata| metadata.len() <= offset)
}

/// Reads at an offset, whatever the position of the file is.
#[cfg(unix)]
pub(super) fn read_at(file: &File, buf: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buf, at)
}

/// Reads at an offset. The position of the file moves along, and no reader of ours that depends on it runs beside.
#[cfg(windows)]
pub(super) fn read_at(file: &File, buf: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buf, at)
}

/// As many of the `len` bytes at an offset as there are and can be read.
pub(super) fn bytes_at(file: &File, at: u64, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    let mut filled = 0;
    while let Some(room) = bytes.get_mut(filled..).filter(|room| !room.is_empty()) {
        match read_at(file, room, at + filled as u64) {
            Ok(read) if read > 0 => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            _ => break,
        }
    }
    bytes.truncate(filled);
    bytes
}

pub(super) fn reason_of(error: &io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::NotFound => Reason::NotFound,
        io::ErrorKind::PermissionDenied => Reason::PermissionDenied,
        #[cfg(unix)]
        // Opening a socket says "no such device or address".
        _ if error.raw_os_error() == Some(libc::ENXIO) => Reason::SpecialFile,
        _ => Reason::ReadFailed,
    }
}

#[cfg(unix)]
fn open_read_only(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        // Granted to the owner of the file and to the superuser.
        let opened = options.clone().custom_flags(libc::O_NONBLOCK | libc::O_NOATIME).open(path);
        if !opened.as_ref().is_err_and(|error| error.raw_os_error() == Some(libc::EPERM)) {
            return opened;
        }
    }
    options.custom_flags(libc::O_NONBLOCK).open(path)
}

#[cfg(not(unix))]
fn open_read_only(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// What to say of a mapping when it turns out that not all of it could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// Offset in the file from which on bytes were missing.
    pub(super) at: u64,
    pub(super) stop: Stop,
}

#[cfg(target_os = "linux")]
pub(super) use self::mapped::Mapping;

#[cfg(not(target_os = "linux"))]
pub(super) use self::unmapped::Mapping;

#[cfg(target_os = "linux")]
mod mapped {
    use std::fs::File;
    use std::os::fd::AsRawFd;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use memmap2::{Mmap, MmapOptions};

    use super::{Fault, Stop};
    use crate::error::Reason;

    /// A range of a file in memory. It is unmapped when this is dropped.
    #[derive(Debug)]
    pub(in crate::source) struct Mapping {
        map: Mmap,
        slot: &'static Slot,
        /// Offset of the first byte in the file.
        offset: u64,
    }

    impl Mapping {
        /// Whether files on the same file system as `file` can be mapped with profit and without surprise: a list of
        /// local ones, as on a network any page may be late or missing.
        pub(in crate::source) fn is_local(file: &File) -> bool {
            // The magic numbers of statfs(2): ext2 to ext4, xfs, btrfs, tmpfs, ramfs, overlayfs, zfs, f2fs, squashfs.
            const LOCAL: [i64; 9] = [
                0xEF53,
                0x5846_5342,
                0x9123_683E,
                0x0102_1994,
                0x8584_58F6,
                0x794C_7630,
                0x2FC1_2FC1,
                0xF2F5_2010,
                0x7371_7368,
            ];
            file_system(file).is_some_and(|magic| LOCAL.contains(&magic))
        }

        /// Whether `file` shows the memory of the system as a file (`/proc/kcore`, terabytes long).
        pub(in crate::source) fn is_process_memory(file: &File) -> bool {
            file_system(file) == Some(0x9FA0)
        }

        /// Maps `len` bytes from `from` on, and those before it on the same page. `None` where the system refuses, or
        /// too many mappings are live: the caller then reads.
        pub(in crate::source) fn new(file: &File, from: u64, len: usize) -> Option<Self> {
            let page_size = guard()?;
            let offset = from - from % page_size as u64;
            let len = len.checked_add(usize::try_from(from - offset).ok()?)?;
            // SAFETY: the mapping is private and read-only. Its bytes may change when somebody writes to the file:
            // they are treated as bytes that nobody vouches for, and no decision rests on reading one twice alike.
            // If the file shrinks, the handler below keeps reads from ending the process.
            let map = unsafe { MmapOptions::new().offset(offset).len(len).map(file) }.ok()?;
            // Advice only: a kernel that ignores it reads as well.
            map.advise(memmap2::Advice::Sequential).ok();
            let start = map.as_ptr() as usize;
            let slot = Slot::claim(start, start + len.next_multiple_of(page_size))?;
            Some(Self { map, slot, offset })
        }

        /// The bytes from `from` on, `len` of them at most; `None` where `from` lies outside.
        pub(in crate::source) fn get(&self, from: u64, len: usize) -> Option<&[u8]> {
            let start = usize::try_from(from.checked_sub(self.offset)?).ok()?;
            self.map.get(start..start.checked_add(len)?)
        }

        /// Lets the system take back the memory of a range of the file: all pages that lie in it as a whole. Whoever reads
        /// there again gets it from the file again.
        pub(in crate::source) fn forget(&self, from: u64, len: usize) {
            let page_size = PAGE_SIZE.load(Ordering::Acquire);
            let Some(start) = from.checked_sub(self.offset).and_then(|start| usize::try_from(start).ok()) else {
                return;
            };
            let end = start.saturating_add(len).min(self.map.len());
            let Some(start) = start.checked_next_multiple_of(page_size) else { return };
            let Some(len) = (end - end % page_size).checked_sub(start).filter(|&len| len > 0) else { return };
            // SAFETY: the range lies within the mapping, which is private and read-only: nothing was written to it that
            // could be lost, and pages that were given back are read from the file again. A page of zeros that stands for one
            // that could not be read is one of zeros again.
            let advised = unsafe { self.map.unchecked_advise_range(memmap2::UncheckedAdvice::DontNeed, start, len) };
            // Advice only: without it the memory is given back later.
            advised.ok();
        }

        /// What went wrong while the bytes were read, if anything did.
        pub(in crate::source) fn fault(&self, file: &File) -> Option<Fault> {
            let address = self.slot.fault.load(Ordering::Acquire);
            if address == NO_FAULT {
                return None;
            }
            let page_at = self.offset + address.checked_sub(self.map.as_ptr() as usize)? as u64;
            let len = file.metadata().map_or(0, |metadata| metadata.len());
            Some(if len <= page_at {
                let message = "the file became shorter while it was read";
                Fault { at: len.max(self.offset), stop: Stop { reason: Reason::Truncated, message } }
            } else {
                let message = "the system failed to read a page of the file";
                Fault { at: page_at, stop: Stop { reason: Reason::ReadFailed, message } }
            })
        }
    }

    impl Drop for Mapping {
        fn drop(&mut self) {
            // Before the fields are dropped, and so before the addresses may belong to somebody else.
            self.slot.release();
        }
    }

    /// The magic number of the file system that `file` lies on.
    fn file_system(file: &File) -> Option<i64> {
        let mut stat = std::mem::MaybeUninit::<libc::statfs>::uninit();
        // SAFETY: the descriptor is open as long as `file` lives, and `stat` is room for one `statfs`.
        let result = unsafe { libc::fstatfs(file.as_raw_fd(), stat.as_mut_ptr()) };
        if result != 0 {
            return None;
        }
        // SAFETY: `fstatfs` returned 0, so it filled the whole structure.
        let stat = unsafe { stat.assume_init() };
        #[allow(clippy::unnecessary_cast, reason = "the type of the field differs between architectures")]
        Some(stat.f_type as i64)
    }

    /// One live mapping, as the signal handler sees it.
    #[derive(Debug)]
    struct Slot {
        is_taken: AtomicBool,
        /// First address; 0 while the slot is not in use.
        start: AtomicUsize,
        /// One past the last address.
        end: AtomicUsize,
        /// Lowest page that could not be read, or [`NO_FAULT`].
        fault: AtomicUsize,
    }

    const NO_FAULT: usize = usize::MAX;

    /// More than there are worker threads on any machine; beyond it files are read.
    static SLOTS: [Slot; 256] = [const {
        Slot {
            is_taken: AtomicBool::new(false),
            start: AtomicUsize::new(0),
            end: AtomicUsize::new(0),
            fault: AtomicUsize::new(NO_FAULT),
        }
    }; 256];

    impl Slot {
        fn claim(start: usize, end: usize) -> Option<&'static Self> {
            let slot = SLOTS.iter().find(|slot| !slot.is_taken.swap(true, Ordering::AcqRel))?;
            slot.fault.store(NO_FAULT, Ordering::Release);
            slot.end.store(end, Ordering::Release);
            slot.start.store(start, Ordering::Release);
            Some(slot)
        }

        fn release(&self) {
            self.start.store(0, Ordering::Release);
            self.is_taken.store(false, Ordering::Release);
        }

        /// Whether the slot holds `address`. `start` is read twice, as the slot may change owners in between.
        fn holds(&self, address: usize) -> bool {
            let start = self.start.load(Ordering::Acquire);
            let end = self.end.load(Ordering::Acquire);
            start != 0 && (start..end).contains(&address) && self.start.load(Ordering::Acquire) == start
        }
    }

    static PAGE_SIZE: AtomicUsize = AtomicUsize::new(0);
    static PREVIOUS: OnceLock<libc::sigaction> = OnceLock::new();

    /// Installs the handler with the first call, and gives the page size; `None` where that failed.
    fn guard() -> Option<usize> {
        static INSTALLED: OnceLock<bool> = OnceLock::new();
        INSTALLED.get_or_init(|| install().is_some()).then(|| PAGE_SIZE.load(Ordering::Acquire))
    }

    fn install() -> Option<()> {
        // SAFETY: `sysconf` has no preconditions.
        let page_size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        PAGE_SIZE.store(usize::try_from(page_size).ok().filter(|&size| size > 0)?, Ordering::Release);
        let mut previous = std::mem::MaybeUninit::<libc::sigaction>::uninit();
        // SAFETY: a null action only asks for the present one, and `previous` is room for it.
        let asked = unsafe { libc::sigaction(libc::SIGBUS, std::ptr::null(), previous.as_mut_ptr()) };
        if asked != 0 {
            return None;
        }
        // SAFETY: `sigaction` returned 0, so it filled the whole structure.
        let previous = unsafe { previous.assume_init() };
        PREVIOUS.set(previous).ok()?;
        let mut action = previous;
        action.sa_sigaction = on_sigbus as *const () as usize;
        // On the alternate stack where there is one, as the standard library's own handler asks for.
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        // SAFETY: `action` is a complete structure whose handler has the signature that SA_SIGINFO asks for, and
        // calls nothing that is not async-signal-safe (see there).
        let installed = unsafe { libc::sigaction(libc::SIGBUS, &raw const action, std::ptr::null_mut()) };
        (installed == 0).then_some(())
    }

    /// Handles SIGBUS. Everything it calls is async-signal-safe: atomic loads and stores, `mmap` (a bare system call
    /// on Linux), `sigaction` and `raise`. It allocates nothing and takes no lock.
    extern "C" fn on_sigbus(signal: libc::c_int, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
        // SAFETY: the kernel passes a valid `siginfo_t` to a handler that was installed with SA_SIGINFO.
        let info = unsafe { &*info };
        // Positive codes are faults of this thread; others were sent by somebody and carry no address.
        if info.si_code > 0 {
            // SAFETY: for a fault the kernel fills the member of the union that holds the address.
            let address = unsafe { info.si_addr() } as usize;
            if replace_page(address) {
                return;
            }
        }
        if let Some(previous) = PREVIOUS.get() {
            // SAFETY: `previous` is the complete structure that the system gave when the handler was installed.
            unsafe { libc::sigaction(signal, previous, std::ptr::null_mut()) };
        }
        if info.si_code <= 0 {
            // A fault comes again by itself when this returns; a signal that was sent does not.
            // SAFETY: `raise` has no preconditions and is async-signal-safe.
            unsafe { libc::raise(signal) };
        }
    }

    /// Puts a page of zeros in place of the one at `address`, if that lies in a mapping of ours.
    fn replace_page(address: usize) -> bool {
        let page_size = PAGE_SIZE.load(Ordering::Acquire);
        let Some(slot) = SLOTS.iter().find(|slot| slot.holds(address)) else { return false };
        let page = address - address % page_size;
        // SAFETY: the page lies in a registered mapping, which is live (it is taken from the table before it is
        // unmapped, and the thread that faulted holds a borrow of it), page-aligned and of our making; replacing it
        // takes away nothing but a page that cannot be read. Reads of the mapping are the only access to it.
        let mapped = unsafe {
            libc::mmap(
                page as *mut libc::c_void,
                page_size,
                libc::PROT_READ,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED,
                -1,
                0,
            )
        };
        if mapped == libc::MAP_FAILED {
            return false;
        }
        slot.fault.fetch_min(page, Ordering::AcqRel);
        true
    }
}

#[cfg(not(target_os = "linux"))]
mod unmapped {
    use std::fs::File;

    use super::Fault;

    /// Where the guard is not written for the system, files are read and never mapped.
    #[derive(Debug)]
    pub(in crate::source) enum Mapping {}

    impl Mapping {
        pub(in crate::source) fn is_local(_: &File) -> bool {
            false
        }

        pub(in crate::source) fn is_process_memory(_: &File) -> bool {
            false
        }

        pub(in crate::source) fn new(_: &File, _: u64, _: usize) -> Option<Self> {
            None
        }

        pub(in crate::source) fn get(&self, _: u64, _: usize) -> Option<&[u8]> {
            match *self {}
        }

        pub(in crate::source) fn forget(&self, _: u64, _: usize) {
            match *self {}
        }

        pub(in crate::source) fn fault(&self, _: &File) -> Option<Fault> {
            match *self {}
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use super::*;

    fn sum(bytes: &[u8]) -> u64 {
        bytes.iter().map(|&byte| u64::from(byte)).sum()
    }

    #[test]
    fn a_file_that_is_not_as_it_was_met_is_asked_what_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("dump");
        fs::write(&path, [b'x'; 100]).unwrap();
        for len_met in [0, 1, 99, 100, 101, 1 << 20, 1 << 30].map(Some).into_iter().chain([None]) {
            let mut open = OpenFile::open_met(&path, len_met).unwrap();
            assert_eq!((open.len, bytes_at(&open.file, 0, 200)), (100, vec![b'x'; 100]), "{len_met:?}");
            let is_as_met = len_met.is_none_or(|len_met| len_met == 100);
            assert_eq!(
                (open.file.stream_position().unwrap(), open.modified.is_none()),
                (if is_as_met { 100 } else { 0 }, is_as_met)
            );
        }
        let fifo = dir.path().join("fifo");
        assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        for special in [fifo.as_path(), Path::new("/dev/zero"), Path::new("/dev/null"), dir.path()] {
            for len_met in [Some(100), None] {
                assert_eq!(
                    OpenFile::open_met(special, len_met).unwrap_err().reason,
                    Reason::SpecialFile,
                    "{special:?}"
                );
            }
        }
    }

    #[test]
    fn a_mapping_survives_the_loss_of_its_pages_and_says_from_where() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("dump");
        fs::write(&path, vec![1u8; 4 << 20]).unwrap();
        let open = OpenFile::open(&path).unwrap();
        let (whole, other) =
            (Mapping::new(&open.file, 100, (4 << 20) - 100).unwrap(), Mapping::new(&open.file, 0, 4096).unwrap());
        assert_eq!(sum(whole.get(100, 5000).unwrap()), 5000);
        assert_eq!(whole.fault(&open.file), None);
        OpenOptions::new().write(true).open(&path).unwrap().set_len(1 << 20).unwrap();
        // Only the handler stands between these reads and the end of the process.
        assert_eq!(sum(whole.get(100, (4 << 20) - 100).unwrap()), (1 << 20) - 100);
        let fault = whole.fault(&open.file).unwrap();
        assert_eq!((fault.at, fault.stop.reason), (1 << 20, Reason::Truncated));
        assert_eq!(sum(other.get(0, 4096).unwrap()), 4096);
        assert_eq!(other.fault(&open.file), None);
    }

    #[test]
    fn what_is_forgotten_of_a_mapping_is_there_when_it_is_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("dump");
        let bytes: Vec<u8> = (0..100_000u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
        fs::write(&path, &bytes).unwrap();
        let open = OpenFile::open(&path).unwrap();
        let mapping = Mapping::new(&open.file, 5000, 90_000).unwrap();
        for (from, len) in [(5000, 90_000), (5000, 0), (9000, 20_000), (4000, 10), (94_000, 1 << 40), (1 << 40, 1)] {
            mapping.forget(from, len);
            assert_eq!(mapping.get(5000, 90_000), bytes.get(5000..95_000), "{from} {len}");
        }
        assert_eq!(mapping.fault(&open.file), None);
    }

    #[test]
    fn a_mapping_gives_only_what_it_holds() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("dump");
        fs::write(&path, vec![1u8; 20_000]).unwrap();
        let open = OpenFile::open(&path).unwrap();
        let mapping = Mapping::new(&open.file, 9000, 1000).unwrap();
        assert_eq!(mapping.get(9000, 1000).map(<[u8]>::len), Some(1000));
        assert_eq!(mapping.get(9500, 501), None);
        assert_eq!(mapping.get(8000, 1), None);
        assert_eq!(mapping.get(u64::MAX, 1), None);
    }
}
