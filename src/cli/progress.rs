//! The progress bar on standard error: bytes, rate and time left.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use plainsight::config::ScanConfig;
use plainsight::scan::Progress;
use plainsight::walk::{Entry, WalkSettings, walk};

/// Redraws a second: enough to look alive, too few to cost anything.
const DRAWS_PER_SECOND: u8 = 8;

/// Shows how far a scan is.
#[derive(Debug)]
pub(crate) struct Bar {
    bar: ProgressBar,
    is_shown: bool,
    files: AtomicU64,
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
        Self { bar, is_shown, files: AtomicU64::new(0), started }
    }

    /// Runs a scan, and beside it counts all that it will meet, if the bar is shown: the scan itself walks no further ahead than
    /// it needs to, so that what it met is always about what it has read.
    pub(crate) fn beside<T>(&self, config: &ScanConfig, scan: impl FnOnce() -> T) -> T {
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            if self.is_shown {
                scope.spawn(|| self.survey(config, &is_over));
            }
            let result = scan();
            is_over.store(true, Ordering::Relaxed);
            result
        })
    }

    /// Counts the files and their bytes, until the scan is over.
    fn survey(&self, config: &ScanConfig, is_over: &AtomicBool) {
        // The scan says what is wrong with settings.
        let Ok(settings) = WalkSettings::from_config(config) else { return };
        walk(&settings, &mut |entry| {
            if let Entry::File(file) = entry {
                let all = self.files.fetch_add(1, Ordering::Relaxed) + 1;
                self.bar.inc_length(if file.is_stdin { 0 } else { file.len_bytes() });
                self.bar.set_message(plainsight::report::numbers::counted(all, "file"));
            }
            if is_over.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        self.bar.set_style(reading());
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

    fn found(&self, _files: u64, _bytes: u64) {}

    fn advanced(&self, bytes: u64) {
        if self.is_shown {
            self.bar.inc(bytes);
        }
    }

    fn walk_finished(&self) {}
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
    fn the_bar_adds_up_what_it_is_told_and_what_there_is() {
        let folder = tempfile::tempdir().unwrap();
        for (name, len) in [("a", 1_000), ("b", 300), ("c", 200)] {
            std::fs::write(folder.path().join(name), "x".repeat(len)).unwrap();
        }
        let config = ScanConfig { paths: vec![folder.path().to_owned()], ..ScanConfig::default() };
        let bar = Bar::on(ProgressDrawTarget::hidden(), true);
        bar.survey(&config, &AtomicBool::new(false));
        bar.advanced(600);
        assert_eq!((bar.bar.length(), bar.bar.position(), bar.bar.message()), (Some(1_500), 600, "3 files".to_owned()));
        bar.clear();
        let bar = Bar::on(ProgressDrawTarget::hidden(), true);
        assert_eq!(bar.beside(&config, || 7), 7);
        bar.clear();
    }

    #[test]
    fn a_bar_that_is_not_wanted_draws_nothing_and_counts_nothing() {
        let bar = Bar::new(false);
        bar.advanced(600);
        assert_eq!(bar.beside(&ScanConfig::default(), || 7), 7);
        assert!(bar.bar.is_hidden());
        assert_eq!((bar.bar.length(), bar.bar.position()), (Some(0), 0));
        bar.clear();
    }
}
