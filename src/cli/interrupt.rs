//! Ctrl-C, SIGTERM and SIGHUP: the first asks the scan to end and report what it has, the second ends at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use plainsight::error::{Error, ErrorKind};

use super::output::remove_half_written;
use super::terminal::tell;

/// What a shell reports for a program that ended by an interrupt.
const CODE: i32 = 130;

/// Signals within this time are one: `timeout` sends its own to the program and to its group.
const AS_ONE: Duration = Duration::from_millis(300);

/// A flag that the first signal sets.
pub(crate) fn cancel_flag() -> Result<Arc<AtomicBool>, Error> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let first = OnceLock::new();
    ctrlc::set_handler(move || {
        if set.swap(true, Ordering::SeqCst) {
            if first.get().is_none_or(|first: &Instant| first.elapsed() < AS_ONE) {
                return;
            }
            end_at_once();
        }
        first.get_or_init(now);
        tell("interrupted: ending, and writing a report of what was looked at (again: end at once)");
    })
    .map_err(|cause| Error::new(ErrorKind::Internal, "cannot watch for interrupts").with_cause(cause))?;
    Ok(flag)
}

#[expect(clippy::disallowed_methods, reason = "the command line has the clock")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::exit, reason = "the handler runs on a thread of its own, and the user wants no orderly end")]
fn end_at_once() {
    remove_half_written();
    std::process::exit(CODE);
}
