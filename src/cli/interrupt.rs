//! Ctrl-C, SIGTERM and SIGHUP: the first asks the scan to end and report what it has, the second ends at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use plainsight::error::{Error, ErrorKind};

use super::terminal::tell;

/// What a shell reports for a program that ended by an interrupt.
const CODE: i32 = 130;

/// A flag that the first signal sets.
pub(crate) fn cancel_flag() -> Result<Arc<AtomicBool>, Error> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    ctrlc::set_handler(move || {
        if set.swap(true, Ordering::SeqCst) {
            end_at_once();
        }
        tell("interrupted: ending, and writing a report of what was looked at (again: end at once)");
    })
    .map_err(|cause| Error::new(ErrorKind::Internal, "cannot watch for interrupts").with_cause(cause))?;
    Ok(flag)
}

#[expect(clippy::exit, reason = "the handler runs on a thread of its own, and the user wants no orderly end")]
fn end_at_once() {
    std::process::exit(CODE);
}
