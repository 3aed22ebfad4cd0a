//! The progress bar on standard error: bytes, rate and time left.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use plainsight::scan::Progress;

/// Redraws a second: enough to look alive, too few to cost anything.
const DRAWS_PER_SECOND: u8 = 8;

/// Shows how far a scan is.
#[derive(Debug)]
pub(crate) struct Bar {
    bar: ProgressBar,
    is_shown: bool,
    files: AtomicU64,
    is_walk_finished: AtomicBool,
    started: Instant,
}

impl Bar {
    /// A bar on standard error, or none at all where it is no terminal or the user wants none.
    pub(crate) fn new(is_wanted: bool) -> Self {
        let is_shown = is_wanted && io::stderr().is_terminal();
        let target =
            if is_shown { ProgressDrawTarget::stderr_with_hz(DRAWS_PER_SECOND) } else { ProgressDrawTarget::hidden() };
        let bar = Self::on(target, is_shown);
        if is_shown {
            bar.bar.enable_steady_tick(Duration::from_millis(250));
        }
        bar
    }

    /// A bar that is drawn on `target`. Nothing is added up for one that is not shown: that would cost more than to read a
    /// small file.
    fn on(target: ProgressDrawTarget, is_shown: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), target);
        bar.set_style(walking());
        let started = now();
        Self { bar, is_shown, files: AtomicU64::new(0), is_walk_finished: AtomicBool::new(false), started }
    }

    /// Takes the bar off the screen.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line has the clock, and lends it to the scan's limit of time"
)]
fn now() -> Instant {
    Instant::now()
}

impl Progress for Bar {
    fn elapsed_seconds(&self) -> u64 {
        self.started.elapsed().as_secs()
    }

    fn found(&self, files: u64, bytes: u64) {
        let all = self.files.fetch_add(files, Ordering::Relaxed) + files;
        if !self.is_shown {
            return;
        }
        self.bar.inc_length(bytes);
        self.bar.set_message(plainsight::report::numbers::counted(all, "file"));
    }

    fn advanced(&self, bytes: u64) {
        if self.is_shown {
            self.bar.inc(bytes);
        }
    }

    fn walk_finished(&self) {
        if !self.is_walk_finished.swap(true, Ordering::Relaxed) {
            self.bar.set_style(reading());
        }
    }
}

/// While files are still being found there is no whole to be a part of.
fn walking() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {bytes} of {total_bytes} and more, {bytes_per_sec}, {msg} found so far")
        .expect("the template is well formed")
}

fn reading() -> ProgressStyle {
    ProgressStyle::with_template("{wide_bar} {percent:>3} %  {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left")
        .expect("the template is well formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_adds_up_what_it_is_told() {
        let bar = Bar::on(ProgressDrawTarget::hidden(), true);
        bar.found(2, 1_000);
        bar.found(1, 500);
        bar.walk_finished();
        bar.advanced(600);
        assert_eq!((bar.bar.length(), bar.bar.position(), bar.bar.message()), (Some(1_500), 600, "3 files".to_owned()));
        bar.clear();
    }

    #[test]
    fn a_bar_that_is_not_wanted_draws_nothing_and_counts_nothing() {
        let bar = Bar::new(false);
        bar.found(2, 1_000);
        bar.advanced(600);
        bar.walk_finished();
        assert!(bar.bar.is_hidden());
        assert_eq!((bar.bar.length(), bar.bar.position()), (Some(0), 0));
        bar.clear();
    }
}
