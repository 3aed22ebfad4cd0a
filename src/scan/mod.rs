//! The driver.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::config::ScanConfig;
use crate::error::{Error, ErrorKind};
use crate::redact::FingerprintKey;
use crate::report::Report;
use crate::rules::RuleSet;

/// Watches a scan. All methods may be called from any thread.
pub trait Progress: Sync {
    /// So many more files, of so many bytes in all, were met by the walk.
    fn found(&self, files: u64, bytes: u64);
    /// So many more bytes were dealt with.
    fn advanced(&self, bytes: u64);
    /// The walk has ended: what was found so far is all.
    fn walk_finished(&self);
}

/// Scans what `config` names and gives the report, its `run` block left empty for the caller, who has the clock.
///
/// # Errors
///
/// Bad settings or rules, and failures to write occurrences.
pub fn scan(
    config: &ScanConfig,
    rules: Arc<RuleSet>,
    key: Option<&FingerprintKey>,
    observer: &dyn Progress,
    cancel: &AtomicBool,
    occurrences: Option<&mut (dyn Write + Send)>,
) -> Result<Report, Error> {
    let (_, _, _, _, _, _) = (config, rules, key, observer, cancel, occurrences);
    Err(Error::new(ErrorKind::Internal, "the driver is not in this build"))
}
