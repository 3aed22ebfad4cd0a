//! The driver: walks, reads sources on a pool of threads, and brings the parts together.
//!
//! The walker runs on the caller's thread and hands batches of small files, or one large file, to the pool; a bound on
//! batches under way keeps the queue short. Where the walk did not ask how long files are, a task that meets a long one, or many
//! bytes, gives back what it did not begin with. A large file is cut into pieces that all threads read (see `stream`).
//! Everything that comes together here is added in an order-free way, or sorted, so the report does not depend on threads.

mod assemble;
mod beside;
mod collected;
mod collector;
mod counter;
mod derived;
mod dictionary;
mod identity;
mod in_order;
mod listed;
mod occurrence;
mod ordered;
mod ranges;
mod repeats;
mod room;
mod shown;
mod stream;
mod taken;

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::config::ScanConfig;
use crate::detect::Detector;
use crate::detect::evidence::odds_of;
use crate::error::{Diagnostic, Error, ErrorKind, Reason, Severity};
use crate::redact::FingerprintKey;
use crate::report::model::{LedgerClass, LedgerTotals, Report};
use crate::rules::RuleSet;
use crate::source::{Buffers, Crew, FileAccount, Opened, Source, SourceSettings, Visitor, visit};
use crate::span::{Span, path_text};
use crate::walk::{Entry, FileEntry, SkippedEntry, WalkSettings, walk};

use assemble::judge;
use beside::Beside;
use collected::Collected;
use collector::Settings;
use ordered::OrderedOutput;
use room::Room;
use stream::{ScratchPool, StreamContext, read_source};
use taken::{Pending, ReadSource, Taken};

/// Bytes of small files that make a batch: handing one over costs about a microsecond, opening a file about seven.
const BATCH_BYTES: u64 = 256 * 1024;
/// Bytes of files whose lengths were not known that one task reads.
const BATCH_BYTES_MAX: u64 = 4 * BATCH_BYTES;
/// Files of a batch.
const BATCH_FILES: usize = 64;
/// About what is found in a batch of small files takes, of the memory that stays. Allocators may ask the system for a page at a
/// time: 100,000 files with a finding each took 28,000 such calls, which wait for each other.
const BATCH_ROOM_BYTES: usize = 96 * 1024;
/// Batches under way for each thread.
const BATCHES_PER_THREAD: usize = 4;

/// Watches a scan. All methods may be called from any thread.
pub trait Progress: Sync {
    /// So many more files, of so many bytes in all, were met by the walk.
    fn found(&self, files: u64, bytes: u64);
    /// So many more bytes were dealt with.
    fn advanced(&self, bytes: u64);
    /// The walk has ended: what was found so far is all.
    fn walk_finished(&self);
    /// Seconds since some moment before the scan, for the limit of time; without a clock nothing is ever late.
    fn elapsed_seconds(&self) -> u64 {
        0
    }
}

/// Watches nothing.
#[derive(Debug, Clone, Copy)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn found(&self, _files: u64, _bytes: u64) {}
    fn advanced(&self, _bytes: u64) {}
    fn walk_finished(&self) {}
}

/// Scans what `config` names and gives the report, its `run` block left empty for the caller, who has the clock.
///
/// `key` makes fingerprints; without one there are none. When `cancel` becomes true the scan ends soon and the report
/// says what was not examined. Occurrences are written to `occurrences` as JSON lines in source order.
///
/// # Errors
///
/// Bad settings or rules, and failures to write occurrences. Trouble with the input is in the report.
pub fn scan(
    config: &ScanConfig,
    rules: Arc<RuleSet>,
    key: Option<&FingerprintKey>,
    observer: &dyn Progress,
    cancel: &AtomicBool,
    occurrences: Option<&mut (dyn Write + Send)>,
) -> Result<Report, Error> {
    let walk_settings = WalkSettings::from_config(config)?;
    let rules = reported(rules, &config.kinds)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(config.threads)
        .stack_size(8 << 20)
        .build()
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot start threads").with_cause(error))?;
    let start = Start { config, key, observer, cancel, rules, detector: OnceLock::new() };
    let output = occurrences.map(OrderedOutput::new);
    let scanner = OnceLock::new();
    start.run(&pool, &walk_settings, &|| {
        let detector = start.detector().as_ref().ok()?;
        Some(scanner.get_or_init(|| start.scanner(detector, pool.current_num_threads(), output.as_ref())))
    });
    let all = |scanner: Scanner<'_, '_>| scanner.collected.into_inner().unwrap_or_else(PoisonError::into_inner);
    let collected = scanner.into_inner().map(all).unwrap_or_default();
    if let Some(output) = output {
        output.finish().map_err(|error| Error::new(ErrorKind::Output, "cannot write occurrences").with_cause(error))?;
    }
    let Start { rules, detector, .. } = start;
    let detector = detector.into_inner().unwrap_or_else(|| Detector::new(rules))?;
    let report = pool.install(|| collected.into_report(&detector));
    // It is large, and given back piece by piece: the report need not wait for that.
    pool.spawn(move || drop(detector));
    Ok(report)
}

/// The rules, reporting only what was asked for. The others still compete for each value.
fn reported(rules: Arc<RuleSet>, kinds: &[String]) -> Result<Arc<RuleSet>, Error> {
    if kinds.is_empty() {
        return Ok(rules);
    }
    let mut rules = Arc::unwrap_or_clone(rules);
    rules.retain_kinds(kinds)?;
    Ok(Arc::new(rules))
}

/// What a scan begins with. All else of it needs the rules compiled.
struct Start<'a> {
    config: &'a ScanConfig,
    key: Option<&'a FingerprintKey>,
    observer: &'a dyn Progress,
    cancel: &'a AtomicBool,
    rules: Arc<RuleSet>,
    detector: OnceLock<Result<Detector, Error>>,
}

impl Start<'_> {
    /// The rules, compiled by whoever asks first.
    fn detector(&self) -> &Result<Detector, Error> {
        self.detector.get_or_init(|| Detector::new(Arc::clone(&self.rules)))
    }

    fn scanner<'s, 'o>(
        &'s self,
        detector: &'s Detector,
        threads: usize,
        output: Option<&'s OrderedOutput<'o>>,
    ) -> Scanner<'s, 'o> {
        let &Self { config, key, observer, cancel, .. } = self;
        Scanner {
            config,
            source_settings: SourceSettings::from(config),
            settings: Settings {
                detector,
                key,
                sure_odds: odds_of(config.confidence_min),
                keeps_hits: output.is_some(),
                columns_max: config.limits.columns_max,
                limits: config.limits,
            },
            threads,
            observer,
            cancel,
            scratches: ScratchPool::default(),
            buffers: Mutex::default(),
            room: Room::default(),
            output,
            collected: Mutex::default(),
        }
    }

    /// Walks on this thread and works on the pool's, which begins with the rules: to list and to sort the first folder may take
    /// as long. `scanner` gives none where they cannot be compiled.
    fn run<'s, 'o: 's>(
        &'s self,
        pool: &rayon::ThreadPool,
        walk_settings: &WalkSettings,
        scanner: &dyn Fn() -> Option<&'s Scanner<'s, 'o>>,
    ) {
        let gate = &Gate::new(pool.current_num_threads() * BATCHES_PER_THREAD);
        let goes_on = |goes_on: bool| if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        let is_cancelled = || self.cancel.load(Ordering::Relaxed);
        pool.in_place_scope(|scope| {
            scope.spawn(|_| _ = self.detector());
            let mut batch = Batch::default();
            let send = |scanner: &'s Scanner<'s, 'o>, files: Vec<FileEntry>| {
                gate.enter();
                scope.spawn(move |_| gate.leave_after(|| scanner.files(files, gate)));
            };
            walk(walk_settings, &mut |entry| {
                match entry {
                    Entry::Skipped(skipped) => match scanner() {
                        Some(scanner) => scanner.skip(&skipped),
                        None => return goes_on(false),
                    },
                    Entry::File(file) => {
                        self.observer.found(1, file.len_hint.unwrap_or(0));
                        if let Some(full) = batch.add(file) {
                            let Some(scanner) = scanner() else { return goes_on(false) };
                            send(scanner, full);
                            while let Some(returned) = gate.returned() {
                                send(scanner, returned);
                            }
                        }
                    }
                }
                goes_on(!is_cancelled())
            });
            self.observer.walk_finished();
            if let Some(scanner) = scanner() {
                send(scanner, batch.files);
                while let Some(returned) = gate.last_returned() {
                    send(scanner, returned);
                }
            }
        });
        if let Some(scanner) = scanner().filter(|_| is_cancelled()) {
            scanner.note_interrupted();
        }
    }
}

/// One scan.
struct Scanner<'a, 'o> {
    config: &'a ScanConfig,
    source_settings: SourceSettings,
    settings: Settings<'a>,
    threads: usize,
    observer: &'a dyn Progress,
    cancel: &'a AtomicBool,
    scratches: ScratchPool,
    /// Buffers that wait for a worker.
    buffers: Mutex<Vec<Buffers>>,
    room: Room,
    output: Option<&'a OrderedOutput<'o>>,
    collected: Mutex<Collected>,
}

impl Scanner<'_, '_> {
    fn note_interrupted(&self) {
        self.with_collected(|collected| {
            collected.add_entry("*", Span { start: 0, end: 0 }, LedgerClass::NotExamined, Reason::Interrupted);
            collected.add_diagnostic(Diagnostic {
                source: "*".to_owned(),
                severity: Severity::Error,
                reason: Reason::Interrupted,
                offset: None,
                message: "the scan was interrupted; files that were not reached are not in this report".to_owned(),
            });
        });
    }

    fn with_collected<T>(&self, work: impl FnOnce(&mut Collected) -> T) -> T {
        work(&mut self.collected.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Something that the walk did not hand over as a file.
    fn skip(&self, skipped: &SkippedEntry) {
        let span = Span { start: 0, end: skipped.len_bytes };
        let class = match skipped.severity {
            Severity::Error => LedgerClass::NotExamined,
            Severity::Note | Severity::Warning => LedgerClass::Excluded,
        };
        let not_examined = skipped.len_bytes;
        self.with_collected(|collected| {
            collected.add_totals(LedgerTotals { input: not_examined, not_examined, ..LedgerTotals::default() });
            collected.add_entry(&path_text(&skipped.path), span, class, skipped.reason);
            if skipped.reason != Reason::Excluded {
                collected.add_diagnostic(skipped.diagnostic());
            }
        });
    }

    /// Reads a batch of files. What comes of them is brought together at their end, so that threads do not wait for each
    /// other at every file.
    fn files(&self, files: Vec<FileEntry>, gate: &Gate) {
        let idle = self.buffers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut buffers = idle.unwrap_or_default();
        let mut collected = Collected::of_batch(files.first().map_or(0, |file| file.index));
        // Taken at once and given back, it is there when it is asked for piece by piece.
        drop(std::hint::black_box(Vec::<u8>::with_capacity(BATCH_ROOM_BYTES)));
        let (mut files, mut bytes) = (files.into_iter(), 0);
        while let Some(file) = files.next() {
            if self.cancel.load(Ordering::Relaxed) {
                unexamined(&file, Reason::Interrupted, &mut collected);
                self.end_entry(file.index, Pending::default());
                continue;
            }
            let opened = Opened::of(&file);
            let len = opened.len_bytes().filter(|_| file.len_hint.is_none()).unwrap_or(0);
            self.observer.found(0, len);
            if len >= BATCH_BYTES {
                gate.give_back(vec![FileEntry { len_hint: Some(len), ..file }]);
                continue;
            }
            bytes += len;
            if bytes >= BATCH_BYTES_MAX && files.len() > 0 {
                gate.give_back(files.by_ref().collect());
            }
            self.file(&file, opened, &mut buffers, &mut collected);
        }
        self.buffers.lock().unwrap_or_else(PoisonError::into_inner).push(buffers.kept());
        let found = collected.take_found();
        self.with_collected(|all| {
            all.list(found);
            all.merge(collected);
        });
    }

    /// Reads all sources in a file.
    fn file(&self, file: &FileEntry, opened: Opened, buffers: &mut Buffers, collected: &mut Collected) {
        let len = file.len_hint.or(opened.len_bytes()).unwrap_or(0);
        let mut taken = Taken::new(self, collected);
        let account = catch_unwind(AssertUnwindSafe(|| {
            let beside = Beside::new(file, &self.source_settings);
            let read = |source: &mut Source<'_>| {
                let mut findings = read_source(&self.stream_context(), source, &beside);
                let detector = self.settings.detector;
                let tables = self
                    .scratches
                    .with(detector, |scratch| judge(detector, scratch, &mut findings, self.config.confidence_min));
                ReadSource { name: source.name().clone(), findings, tables }
            };
            let visitor = Visitor { read: &read, take: &mut |account, read| taken.take(&account, read), crew: self };
            visit(file, opened, &self.source_settings, buffers, visitor)
        }));
        match account {
            Ok(account) => {
                self.account(&account, &mut taken);
                // What the sources did not count: the structure of containers, and members that were read side by side.
                self.observer.advanced(len.saturating_sub(taken.advanced));
            }
            // All bytes of the file are in doubt. What was found in members before the fault is kept.
            Err(_payload) => {
                unexamined(file, Reason::InternalError, taken.collected);
                taken.collected.add_diagnostic(fault(file));
            }
        }
        self.end_entry(file.index, taken.occurrences);
    }

    /// Brings what the source module says of the bytes together with what became of them here.
    fn account(&self, account: &FileAccount, taken: &mut Taken<'_, '_, '_>) {
        let mut totals =
            LedgerTotals { input: account.input_bytes, container: account.container_bytes, ..taken.totals };
        let collected = &mut *taken.collected;
        for lost in &account.not_examined {
            // A source that was left in the middle is so for a reason that only we know.
            let reason = match taken.stopped {
                Some(ours) if lost.reason == Reason::Interrupted => ours,
                _ => lost.reason,
            };
            if lost.is_of_file {
                totals.not_examined += lost.span.len();
            } else {
                collected.add_unread_within(lost.span.len());
            }
            collected.add_entry(&lost.source.text(), lost.span, LedgerClass::NotExamined, reason);
        }
        account.diagnostics.iter().for_each(|diagnostic| collected.add_diagnostic(diagnostic.clone()));
        collected.add_totals(totals);
    }

    /// Writes the occurrences of a file, when all files before it are written.
    fn end_entry(&self, index: u64, occurrences: Pending) {
        let Some(output) = self.output else { return };
        output.entry(index, |out| occurrences.write(self.settings.detector, out));
    }

    fn stream_context(&self) -> StreamContext<'_> {
        StreamContext {
            settings: &self.settings,
            threads: self.threads,
            limits: self.config.limits,
            cancel: self.cancel,
            scratches: &self.scratches,
            room: &self.room,
            observer: self.observer,
        }
    }
}

/// The pool reads members of archives as it reads files.
impl Crew for Scanner<'_, '_> {
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        let work = |index| {
            // A member that is not read for a fault of ours is told by what it leaves.
            catch_unwind(AssertUnwindSafe(|| work(index))).ok();
        };
        match count {
            1 => work(0),
            _ => (0..count).into_par_iter().for_each(work),
        }
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

/// A file that nobody looked at.
fn unexamined(file: &FileEntry, reason: Reason, collected: &mut Collected) {
    let not_examined = file.len_bytes();
    collected.add_totals(LedgerTotals { input: not_examined, not_examined, ..LedgerTotals::default() });
    let span = Span { start: 0, end: not_examined };
    collected.add_entry(&path_text(&file.path), span, LedgerClass::NotExamined, reason);
}

/// What is said of a panic: its own message is never shown, for it may quote the data.
fn fault(file: &FileEntry) -> Diagnostic {
    Diagnostic {
        source: path_text(&file.path),
        severity: Severity::Error,
        reason: Reason::InternalError,
        offset: None,
        message: "a fault in this program; the file was not examined".to_owned(),
    }
}

/// Files that one task works on.
#[derive(Debug, Default)]
struct Batch {
    files: Vec<FileEntry>,
    bytes: u64,
}

impl Batch {
    /// Adds a file, and gives the batch when it is full.
    fn add(&mut self, file: FileEntry) -> Option<Vec<FileEntry>> {
        self.bytes += file.len_hint.unwrap_or(0);
        if self.files.is_empty() {
            self.files.reserve_exact(BATCH_FILES);
        }
        self.files.push(file);
        (self.bytes >= BATCH_BYTES || self.files.len() >= BATCH_FILES).then(|| {
            self.bytes = 0;
            std::mem::take(&mut self.files)
        })
    }
}

/// Lets so many tasks be under way at once: the walker waits here, off the pool.
struct Gate {
    places: usize,
    state: Mutex<GateState>,
    /// A place became free, or files came back.
    changed: Condvar,
}

struct GateState {
    free: usize,
    /// Files that tasks gave back, by the place of the first of them: those that come first are sent on first, as the occurrences of
    /// all others wait for theirs.
    returned: BTreeMap<u64, Vec<FileEntry>>,
}

impl Gate {
    fn new(places: usize) -> Self {
        let state = Mutex::new(GateState { free: places, returned: BTreeMap::new() });
        Self { places, state, changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, GateState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something of the state.
    fn wait_while(&self, is_waiting: impl Fn(&GateState) -> bool) -> MutexGuard<'_, GateState> {
        self.changed.wait_while(self.state(), |state| is_waiting(state)).unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self) {
        self.wait_while(|state| state.free == 0).free -= 1;
    }

    /// Files that are better read by another task: the walker sends them on.
    fn give_back(&self, files: Vec<FileEntry>) {
        let Some(first) = files.first() else { return };
        self.state().returned.insert(first.index, files);
        self.changed.notify_one();
    }

    fn returned(&self) -> Option<Vec<FileEntry>> {
        self.state().returned.pop_first().map(|(_, files)| files)
    }

    /// The same at the end of the walk: waits for those that may come back yet.
    fn last_returned(&self) -> Option<Vec<FileEntry>> {
        let mut state = self.wait_while(|state| state.returned.is_empty() && state.free < self.places);
        state.returned.pop_first().map(|(_, files)| files)
    }

    /// Lets the next one in when `work` is done, also where it panics: else the walker would wait for ever.
    fn leave_after(&self, work: impl FnOnce()) {
        let _leaving = Leaving(self);
        work();
    }
}

/// Gives a place at the gate back when it is dropped.
struct Leaving<'a>(&'a Gate);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.state().free += 1;
        self.0.changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn files(indices: &[u64]) -> Vec<FileEntry> {
        let file = |&index| FileEntry { index, path: Path::new("a").into(), len_hint: None, is_stdin: false };
        indices.iter().map(file).collect()
    }

    #[test]
    fn what_was_given_back_is_sent_on_in_the_order_of_the_walk() {
        let gate = Gate::new(2);
        assert_eq!(gate.returned(), None);
        [files(&[7, 8]), files(&[3]), files(&[]), files(&[5, 6])].into_iter().for_each(|files| gate.give_back(files));
        let mut sent = Vec::new();
        while let Some(returned) = gate.last_returned() {
            sent.extend(returned.iter().map(|file| file.index));
        }
        assert_eq!(sent, [3, 5, 6, 7, 8]);
    }

    #[test]
    fn the_end_waits_for_tasks_that_may_give_back_files_also_for_one_that_panics() {
        let gate = Gate::new(3);
        std::thread::scope(|scope| {
            gate.enter();
            gate.enter();
            scope.spawn(|| gate.leave_after(|| gate.give_back(files(&[4]))));
            let panics = scope.spawn(|| gate.leave_after(|| panic!("a fault")));
            assert_eq!(gate.last_returned().map(|files| files.len()), Some(1));
            assert_eq!(gate.last_returned(), None);
            assert!(panics.join().is_err());
        });
        assert_eq!(gate.state().free, 3);
    }
}
