//! Settings and limits, as meant (not as typed).

use std::path::PathBuf;

/// What to scan and how.
#[derive(Debug, Clone)]
pub struct ScanConfig {
    /// Files and directories, in the order given; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// Glob patterns of paths that are left out (and said so in the ledger).
    pub exclude: Vec<String>,
    /// Follow symbolic links.
    pub follow_links: bool,
    /// Map large files into memory; without it they are read in blocks.
    pub use_mmap: bool,
    /// Worker threads; 0 means one for each core.
    pub threads: usize,
    /// Findings and occurrences below this probability are left out.
    pub confidence_min: f64,
    /// Only these kinds; empty means all.
    pub kinds: Vec<String>,
    /// Leave out all that differs between runs.
    pub reproducible: bool,
    /// What bounds the scan's own use of memory and time.
    pub limits: Limits,
}

impl Default for ScanConfig {
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            exclude: Vec::new(),
            follow_links: false,
            use_mmap: true,
            threads: 0,
            confidence_min: 0.5,
            kinds: Vec::new(),
            reproducible: false,
            limits: Limits::default(),
        }
    }
}

/// Limits. None of them skips bytes in silence: what exceeds one is scanned raw, or stands in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Containers within containers.
    pub depth_max: usize,
    /// Decoded bytes for each byte of a container, once it has given [`Limits::ratio_grace_bytes`].
    pub ratio_max: u64,
    /// Decoded bytes before the ratio is looked at.
    pub ratio_grace_bytes: u64,
    /// Decoded bytes of one container in all.
    pub decoded_bytes_max: u64,
    /// Members of all containers of one file.
    pub members_max: u64,
    /// Seconds that one source may take; 0 means any number. Its rest is then scanned as raw bytes for as long again, and
    /// what is left then is not examined. What time stops is the one thing in a report that differs
    /// between machines.
    pub source_seconds_max: u64,
    /// The longest record that is read as a record.
    pub record_bytes_max: usize,
    /// The longest file of a format that cannot be read front to back. Such a file is mapped, and costs no memory of ours.
    pub whole_file_bytes_max: u64,
    /// The longest member of a container in such a format: it is held in memory.
    pub whole_member_bytes_max: u64,
    /// Columns of one table, and tables of one source; what exceeds them shares one column or table.
    pub columns_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth_max: 16,
            ratio_max: 1_000,
            ratio_grace_bytes: 1 << 30,
            decoded_bytes_max: 16 << 40,
            members_max: 10_000_000,
            source_seconds_max: 0,
            record_bytes_max: 32 << 20,
            whole_file_bytes_max: 3 << 30,
            whole_member_bytes_max: 128 << 20,
            columns_max: 10_000,
        }
    }
}
