//! `plainsight scan`.

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use plainsight::config::ScanConfig;
use plainsight::error::{Error, ErrorKind};
use plainsight::report::model::{Report, Risk, Run};
use plainsight::report::numbers::{bytes, counted};
use plainsight::report::{self, ReportFormat, WriteOptions};
use plainsight::rules::RuleSet;

use super::args::ScanArgs;
use super::exit::{Exit, examined_bytes, findings_at};
use super::output::{self, OutputFile};
use super::progress::Bar;
use super::settings::{ScanSettings, resolved};
use super::terminal::{self, tell};
use super::{info, interrupt, key};

/// So many findings are written by one thread before others have been started.
const FINDINGS_ALONE: usize = 500;

/// Scans and reports. All that can be wrong with the settings is found before the first byte is read.
pub(crate) fn run(args: ScanArgs) -> Result<Exit, Error> {
    let settings = ScanSettings::resolve(args)?;
    let rules = info::load_rules(settings.rules.as_deref())?;
    for kind in &settings.config.kinds {
        info::find_rule(&rules, kind)?;
    }
    check_paths(&settings.config)?;
    settings.outputs.iter().try_for_each(|(path, _)| output::check_writable(path))?;

    let report = scan(&settings, rules)?;
    // Long reports are written by as many threads as the scan had, which are gone by now.
    let pool = || rayon::ThreadPoolBuilder::new().num_threads(settings.config.threads).build().ok();
    match Some(&report).filter(|report| report.findings.len() > FINDINGS_ALONE).and_then(|_| pool()) {
        Some(pool) => pool.install(|| write_outputs(&settings, &report))?,
        None => write_outputs(&settings, &report)?,
    }
    let exit = Exit::of_report(&report, settings.fail_on);
    if !settings.is_quiet {
        explain(exit, &report, settings.fail_on);
    }
    // The process ends now. Giving the memory of a long report back piece by piece would only keep the user waiting.
    let _report = ManuallyDrop::new(report);
    Ok(exit)
}

/// A path that is not there is a gap in the coverage and stands in the ledger; if none is there, nothing was meant.
fn check_paths(config: &ScanConfig) -> Result<(), Error> {
    let is_missing = |path: &Path| {
        path.as_os_str() != "-"
            && path.symlink_metadata().is_err_and(|cause| {
                matches!(cause.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory)
            })
    };
    match config.paths.iter().find(|path| !is_missing(path)) {
        Some(_) => Ok(()),
        None => {
            let names: Vec<String> = config.paths.iter().map(|path| format!("`{}`", path.display())).collect();
            Err(Error::new(ErrorKind::Config, format!("no such file or folder: {}", names.join(", "))))
        }
    }
}

/// Calls the driver with everything that only a program has: the key, the clock, the bar, the signals.
fn scan(settings: &ScanSettings, rules: RuleSet) -> Result<Report, Error> {
    let config = &settings.config;
    let key = key::fingerprint_key(settings.fingerprint_key.as_deref(), config.reproducible)?;
    let mut occurrences = settings.occurrences.as_deref().map(|path| begin_occurrences(path, config)).transpose()?;
    let cancel = interrupt::cancel_flag()?;
    let bar = Bar::new(settings.shows_progress);
    let started = Instant::now();
    let started_unix_s = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());

    let sink = occurrences.as_mut().map(|file| file as &mut (dyn Write + Send));
    // Nor are the rules given back piece by piece when the process ends.
    let rules = ManuallyDrop::new(Arc::new(rules));
    let scan = || plainsight::scan::scan(config, Arc::clone(&rules), key.as_ref(), &bar, &cancel, sink);
    let result = bar.beside(config, scan);
    bar.clear();
    let mut report = result?;

    if let (Some(file), Some(path)) = (occurrences, &settings.occurrences) {
        file.finish().map_err(|cause| Error::io(ErrorKind::Output, "write", path, cause))?;
    }
    if !config.reproducible {
        let elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        report.run = Some(run_block(&report, config.threads, started_unix_s, elapsed_ms));
    }
    Ok(report)
}

/// The occurrences grow while files are read: in a folder that is scanned they must not be met by the scan itself.
fn begin_occurrences(path: &Path, config: &ScanConfig) -> Result<OutputFile, Error> {
    let place = resolved(path);
    let is_scanned = config.paths.iter().any(|input| place.starts_with(resolved(input)));
    if is_scanned { OutputFile::create_hidden(path) } else { OutputFile::create(path) }
}

fn run_block(report: &Report, threads: usize, started_unix_s: u64, elapsed_ms: u64) -> Run {
    let (totals, decoded) = (&report.ledger.totals, &report.ledger.decoded);
    let examined = totals.examined + totals.examined_raw + decoded.examined + decoded.examined_raw;
    let per_second = u128::from(examined) * 1000 / u128::from(elapsed_ms.max(1));
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Run {
        started_unix_s,
        elapsed_ms,
        threads: if threads == 0 { cores() } else { threads },
        bytes_per_second: u64::try_from(per_second).unwrap_or(u64::MAX),
    }
}

/// What standard output gets: what the user said; otherwise the summary on a terminal, and in a pipe the JSON unless the
/// report goes to files.
fn stdout_format(format: Option<ReportFormat>, has_outputs: bool, is_terminal: bool) -> Option<ReportFormat> {
    match (format, is_terminal, has_outputs) {
        (Some(format), _, _) => Some(format),
        (None, true, _) => Some(ReportFormat::Summary),
        (None, false, false) => Some(ReportFormat::Json),
        (None, false, true) => None,
    }
}

fn write_outputs(settings: &ScanSettings, report: &Report) -> Result<(), Error> {
    let json_path = settings.outputs.iter().find(|(_, format)| *format == ReportFormat::Json);
    let mut options = WriteOptions {
        fail_on: settings.fail_on.unwrap_or(Risk::Low),
        json_path: json_path.map(|(path, _)| path.display().to_string()),
        ..WriteOptions::default()
    };
    for (path, format) in &settings.outputs {
        output::to_file(path, *format, report, &options)?;
    }
    let format = stdout_format(settings.format, !settings.outputs.is_empty(), terminal::stdout_is_terminal());
    let Some(format) = format else { return Ok(()) };
    options.width = terminal::stdout_width();
    options.height = terminal::stdout_height();
    options.style = terminal::stdout_style(settings.color);
    output::to_stdout(|out| report::write(format, report, &options, out))
}

/// One line on why the exit code is not 0, for whoever reads the log of a build.
fn explain(exit: Exit, report: &Report, fail_on: Option<Risk>) {
    let reason = match exit {
        Exit::PolicyViolated => {
            let limit = fail_on.unwrap_or(Risk::Low);
            let listed = counted(findings_at(report, limit) as u64, "finding");
            match report.summary.findings_omitted {
                0 => format!("{listed} at or above {} risk", limit.name()),
                omitted => format!("{listed} at or above {} risk, and {omitted} that are not listed", limit.name()),
            }
        }
        Exit::Incomplete if examined_bytes(report) == 0 => "nothing was looked at".to_owned(),
        Exit::Incomplete => {
            let left = match report.ledger.totals.not_examined {
                // A damaged archive may lack its end without a byte of the file being left over.
                0 => String::new(),
                left => format!(" ({} were not)", bytes(left)),
            };
            format!("not everything was looked at{left}; the ledger in the report says what and why")
        }
        Exit::Internal => "part of the input met an error in plainsight and was not looked at".to_owned(),
        Exit::Done | Exit::Usage => return,
    };
    tell(&format!("{reason} (exit code {})", exit.code()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_output_gets_what_was_asked_for_or_what_fits_its_reader() {
        use ReportFormat::{Csv, Json, Summary};
        let table = [
            (None, false, true, Some(Summary)),
            (None, true, true, Some(Summary)),
            (None, false, false, Some(Json)),
            (None, true, false, None),
            (Some(Csv), true, false, Some(Csv)),
            (Some(Csv), false, true, Some(Csv)),
        ];
        for (format, has_outputs, is_terminal, expected) in table {
            assert_eq!(stdout_format(format, has_outputs, is_terminal), expected);
        }
    }

    #[test]
    fn one_path_that_is_there_is_enough() {
        let config =
            |paths: &[&str]| ScanConfig { paths: paths.iter().map(Into::into).collect(), ..ScanConfig::default() };
        assert!(check_paths(&config(&["/nonexistent/a", "-"])).is_ok());
        assert!(check_paths(&config(&["Cargo.toml", "/nonexistent/a"])).is_ok());
        let error = check_paths(&config(&["/nonexistent/a", "Cargo.toml/b"])).unwrap_err();
        assert_eq!(error.to_string(), "no such file or folder: `/nonexistent/a`, `Cargo.toml/b`");
    }

    #[test]
    fn the_rate_counts_what_was_unpacked() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/reports/breach.json");
        let report = report::json::read(&std::fs::read(path).unwrap()).unwrap();
        let run = run_block(&report, 3, 0, 2_000);
        let totals = &report.ledger.totals;
        let examined = totals.examined + totals.examined_raw + report.ledger.decoded.examined;
        assert_eq!((run.threads, run.bytes_per_second), (3, examined / 2));
        assert!(run_block(&report, 0, 0, 0).threads > 0);
    }
}
