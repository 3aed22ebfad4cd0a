//! What came of the sources of one file, taken in their order.

use std::io::{self, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

use super::Scanner;
use super::assemble::JudgedTable;
use super::collected::Collected;
use super::stream::SourceFindings;
use crate::detect::Detector;
use crate::error::Reason;
use crate::report::model::{LedgerClass, LedgerTotals, Occurrence};
use crate::source::SourceAccount;
use crate::span::{SourceName, Span};

/// Sources whose occurrences are held as they are; those of further ones are written out on the way.
const HELD_MAX: usize = 4;
/// Bytes of written occurrences that stay in memory.
const MEMORY_BYTES: usize = 1 << 20;

/// One source, read and judged.
pub(super) struct ReadSource {
    pub(super) name: SourceName,
    pub(super) findings: SourceFindings,
    pub(super) tables: Vec<JudgedTable>,
}

/// What became of the bytes of one source.
struct SourceBytes {
    examined: u64,
    examined_raw: u64,
    not_examined: u64,
}

/// What came of the sources of a file so far.
pub(super) struct Taken<'s, 'a, 'o> {
    scanner: &'s Scanner<'a, 'o>,
    /// Where what came of all sources goes.
    pub(super) collected: &'s mut Collected,
    /// Of the sources that are the file itself.
    pub(super) totals: LedgerTotals,
    pub(super) occurrences: Pending,
    /// Bytes that the progress was told of.
    pub(super) advanced: u64,
    /// Why a source was left in the middle, where that was for a reason of ours.
    pub(super) stopped: Option<Reason>,
}

impl<'s, 'a, 'o> Taken<'s, 'a, 'o> {
    pub(super) fn new(scanner: &'s Scanner<'a, 'o>, collected: &'s mut Collected) -> Self {
        let totals = LedgerTotals::default();
        Self { scanner, collected, totals, occurrences: Pending::default(), advanced: 0, stopped: None }
    }

    /// Takes the next source: into the report, and its occurrences on their way out.
    pub(super) fn take(&mut self, source: &SourceAccount, mut read: ReadSource) {
        match read.findings.stopped {
            Some((_, Reason::InternalError)) => self.stopped = Some(Reason::InternalError),
            Some((_, Reason::LimitReached)) => self.stopped = self.stopped.or(Some(Reason::LimitReached)),
            _ => {}
        }
        self.advanced += read.findings.advanced;
        let bytes = read.account(source, self.collected);
        if source.is_file() {
            self.totals.examined += bytes.examined;
            self.totals.examined_raw += bytes.examined_raw;
            self.totals.not_examined += bytes.not_examined;
        } else {
            self.collected.add_decoded(bytes.examined, bytes.examined_raw);
            self.collected.add_unread_within(bytes.not_examined);
        }
        let (len, format) = (source.span.len(), read.findings.format);
        self.collected.add_source(self.scanner.settings.detector, &read.name, len, format, &mut read.tables);
        if self.collected.has_many_found() {
            let found = self.collected.take_found();
            self.scanner.with_collected(|all| all.list(found));
        }
        if self.scanner.output.is_some() {
            self.occurrences.add(self.scanner.settings.detector, read);
        }
    }
}

/// Occurrences of a file that wait for the files before it.
#[derive(Default)]
pub(super) struct Pending {
    /// Those of its first sources, as they will be written.
    written: Option<SpooledTempFile>,
    held: Vec<ReadSource>,
    failed: Option<io::Error>,
}

impl Pending {
    fn add(&mut self, detector: &Detector, read: ReadSource) {
        if read.findings.spool.is_empty() || self.failed.is_some() {
            return;
        }
        self.held.push(read);
        if self.held.len() > HELD_MAX {
            let written = self.written.get_or_insert_with(|| SpooledTempFile::new(MEMORY_BYTES));
            self.failed = write_held(&mut self.held, detector, written).err();
        }
    }

    /// Writes them all.
    pub(super) fn write(mut self, detector: &Detector, out: &mut dyn Write) -> io::Result<()> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if let Some(mut written) = self.written {
            written.seek(SeekFrom::Start(0))?;
            io::copy(&mut written, out)?;
        }
        write_held(&mut self.held, detector, out)
    }
}

fn write_held(held: &mut Vec<ReadSource>, detector: &Detector, out: &mut dyn Write) -> io::Result<()> {
    for ReadSource { name, findings, tables } in held.drain(..) {
        findings.spool.read_back(|hit| {
            let table = tables.get(hit.table as usize);
            match table.and_then(|table| table.occurrence(detector, &name, &hit)) {
                Some(occurrence) => write_line(out, &occurrence),
                None => Ok(()),
            }
        })?;
    }
    Ok(())
}

impl ReadSource {
    /// Counts the bytes of the source and lists what was not examined as it should be.
    fn account(&self, source: &SourceAccount, collected: &mut Collected) -> SourceBytes {
        let name = || self.name.text();
        let len = source.span.len();
        let mut not_examined = 0;
        if let Some((offset, reason)) = self.findings.stopped {
            let span = Span { start: offset.clamp(source.span.start, source.span.end), end: source.span.end };
            not_examined = span.len();
            collected.add_entry(&name(), span, LedgerClass::NotExamined, reason);
        }
        if let Some(reason) = source.ended_early {
            let end = source.span.end;
            collected.add_entry(&name(), Span { start: end, end }, LedgerClass::NotExamined, reason);
        }
        let examined_raw = match source.raw {
            Some(reason) if source.is_hidden => {
                let span = Span { start: source.span.start, end: source.span.end - not_examined };
                collected.add_entry(&name(), span, LedgerClass::NotExamined, reason);
                not_examined = len;
                0
            }
            Some(reason) => {
                collected.add_entry(&name(), source.span, LedgerClass::ExaminedRaw, reason);
                len - not_examined
            }
            None => {
                for &(span, reason) in &self.findings.unread {
                    collected.add_entry(&name(), span, LedgerClass::NotExamined, reason);
                }
                not_examined += self.findings.unread_bytes.min(len - not_examined);
                for &(span, reason) in &self.findings.raw {
                    collected.add_entry(&name(), span, LedgerClass::ExaminedRaw, reason);
                }
                self.findings.raw_bytes.min(len - not_examined)
            }
        };
        self.findings.diagnostics.iter().for_each(|diagnostic| collected.add_diagnostic(diagnostic.clone()));
        SourceBytes { examined: len - not_examined - examined_raw, examined_raw, not_examined }
    }
}

fn write_line(out: &mut dyn Write, occurrence: &Occurrence) -> io::Result<()> {
    serde_json::to_writer(&mut *out, occurrence)?;
    out.write_all(b"\n")
}
