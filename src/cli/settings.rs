//! From arguments and the configuration file to settings as meant.

use std::io::Read;
use std::path::{Path, PathBuf};

use plainsight::config::{Limits, ScanConfig};
use plainsight::error::{Error, ErrorKind};
use plainsight::report::ReportFormat;
use plainsight::report::model::Risk;
use serde::Deserialize;

use super::args::{ColorArg, ScanArgs};

/// More threads than any machine has cores would only stand in each other's way.
const JOBS_MAX: usize = 1024;

/// The configuration file: the names of the options. Paths in it are taken from the working directory, as if typed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ConfigFile {
    format: Option<String>,
    #[serde(default)]
    output: Vec<PathBuf>,
    occurrences: Option<PathBuf>,
    fail_on: Option<Risk>,
    fingerprint_key: Option<PathBuf>,
    reproducible: Option<bool>,
    min_confidence: Option<f64>,
    #[serde(default)]
    kinds: Vec<String>,
    rules: Option<PathBuf>,
    #[serde(default)]
    exclude: Vec<String>,
    follow: Option<bool>,
    jobs: Option<usize>,
    max_depth: Option<usize>,
    max_ratio: Option<u64>,
    max_members: Option<u64>,
    max_seconds: Option<u64>,
    no_mmap: Option<bool>,
    color: Option<ColorArg>,
    #[serde(default)]
    no_progress: bool,
    #[serde(default)]
    quiet: bool,
}

/// All that `scan` needs to know.
#[derive(Debug)]
pub(crate) struct ScanSettings {
    pub(crate) config: ScanConfig,
    /// What standard output gets, where the user said so.
    pub(crate) format: Option<ReportFormat>,
    /// Files to write, with their formats.
    pub(crate) outputs: Vec<(PathBuf, ReportFormat)>,
    pub(crate) occurrences: Option<PathBuf>,
    pub(crate) fail_on: Option<Risk>,
    pub(crate) rules: Option<PathBuf>,
    pub(crate) fingerprint_key: Option<PathBuf>,
    pub(crate) color: ColorArg,
    pub(crate) shows_progress: bool,
    pub(crate) is_quiet: bool,
}

impl ScanSettings {
    /// Reads the configuration file, if one is named, and lets what was typed win over it.
    pub(crate) fn resolve(args: ScanArgs) -> Result<Self, Error> {
        let file = match &args.config {
            Some(path) => read_config(path)?,
            None => ConfigFile::default(),
        };
        Self::merge(args, file)
    }

    fn merge(args: ScanArgs, file: ConfigFile) -> Result<Self, Error> {
        let ScanArgs { paths, reports, search, reading, terminal, config: _ } = args;
        let format = match (reports.format, &file.format) {
            (Some(format), _) => Some(format),
            (None, Some(name)) => Some(named_format(name)?),
            (None, None) => None,
        };
        let confidence_min = match (search.min_confidence, file.min_confidence) {
            (Some(typed), _) => typed,
            (None, Some(number)) if (0.0..=1.0).contains(&number) => number,
            (None, Some(_)) => return Err(config_error("`min-confidence` must be a number from 0 to 1")),
            (None, None) => ScanConfig::default().confidence_min,
        };
        let threads = reading.jobs.or(file.jobs).unwrap_or(0);
        if threads > JOBS_MAX {
            return Err(config_error(format!("`jobs` must be at most {JOBS_MAX}")));
        }
        let limits = Limits::default();
        let config = ScanConfig {
            paths,
            exclude: typed_or(reading.exclude, file.exclude),
            follow_links: reading.follow.or(file.follow).unwrap_or(false),
            use_mmap: !reading.no_mmap.or(file.no_mmap).unwrap_or(false),
            threads,
            confidence_min,
            kinds: trimmed(typed_or(search.kinds, file.kinds)),
            reproducible: reports.reproducible.or(file.reproducible).unwrap_or(false),
            limits: Limits {
                depth_max: reading.max_depth.or(file.max_depth).unwrap_or(limits.depth_max),
                ratio_max: reading.max_ratio.or(file.max_ratio).unwrap_or(limits.ratio_max),
                members_max: reading.max_members.or(file.max_members).unwrap_or(limits.members_max),
                source_seconds_max: reading.max_seconds.or(file.max_seconds).unwrap_or(limits.source_seconds_max),
                ..limits
            },
        };
        let outputs = typed_or(reports.output, file.output).into_iter().map(with_format).collect::<Result<_, _>>()?;
        let settings = Self {
            config,
            format,
            outputs,
            occurrences: reports.occurrences.or(file.occurrences),
            fail_on: reports.fail_on.or(file.fail_on),
            rules: search.rules.or(file.rules),
            fingerprint_key: reports.fingerprint_key.or(file.fingerprint_key),
            color: terminal.color.or(file.color).unwrap_or_default(),
            shows_progress: !(terminal.no_progress || terminal.quiet || file.no_progress || file.quiet),
            is_quiet: terminal.quiet || file.quiet,
        };
        settings.check_outputs()?;
        Ok(settings)
    }

    /// Each file is written once, and none of them is a file that is scanned.
    fn check_outputs(&self) -> Result<(), Error> {
        if self.occurrences.as_deref() == Some(Path::new("-")) {
            return Err(config_error("`-` is no output file: occurrences are written to a file of their own"));
        }
        let mut seen: Vec<PathBuf> = Vec::new();
        for path in self.outputs.iter().map(|(path, _)| path).chain(&self.occurrences) {
            let place = resolved(path);
            if seen.contains(&place) {
                return Err(config_error(format!("`{}` is named for output twice", path.display())));
            }
            if self.config.paths.iter().any(|input| resolved(input) == place) {
                return Err(config_error(format!("`{}` is both scanned and written", path.display())));
            }
            seen.push(place);
        }
        Ok(())
    }
}

/// A path by which two names of one file can be told to be the same, as far as it exists.
pub(crate) fn resolved(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn typed_or<T>(typed: Vec<T>, file: Vec<T>) -> Vec<T> {
    if typed.is_empty() { file } else { typed }
}

/// Without the blanks that stand behind commas.
fn trimmed(names: Vec<String>) -> Vec<String> {
    names.into_iter().map(|name| name.trim().to_owned()).collect()
}

fn with_format(path: PathBuf) -> Result<(PathBuf, ReportFormat), Error> {
    match format_of(&path) {
        Ok(format) => Ok((path, format)),
        Err(error) => Err(error),
    }
}

/// The format that an output file's ending means.
pub(crate) fn format_of(path: &Path) -> Result<ReportFormat, Error> {
    if path.as_os_str() == "-" {
        return Err(config_error("`-` is no output file: standard output gets the format of `--format`"));
    }
    ReportFormat::from_path(path).ok_or_else(|| {
        let endings: Vec<String> = ReportFormat::ALL.iter().map(|format| format!(".{}", format.endings()[0])).collect();
        let expected = endings.join(" ");
        config_error(format!("`{}` has no ending that names a format, expected one of {expected}", path.display()))
    })
}

/// The format that the configuration file names. What stands there is not repeated: it may be a file of something else.
fn named_format(name: &str) -> Result<ReportFormat, Error> {
    ReportFormat::from_name(name).ok_or_else(|| {
        let names = ReportFormat::ALL.map(ReportFormat::name).join(", ");
        config_error(format!("`format` in the configuration file must be one of {names}"))
    })
}

/// A longer configuration file is a mistake.
const CONFIG_BYTES_MAX: u64 = 1 << 20;

fn read_config(path: &Path) -> Result<ConfigFile, Error> {
    let bytes = read_at_most(path, CONFIG_BYTES_MAX, "configuration file")?;
    let shown = path.display();
    let text = String::from_utf8(bytes)
        .map_err(|error| config_error(format!("configuration file `{shown}` is no text: {}", error.utf8_error())))?;
    parse_config(&text).map_err(|cause| {
        Error::toml(ErrorKind::Config, &format!("configuration file `{shown}` is wrong"), &text, &cause)
    })
}

/// The bytes of a file that the user names for something short. A longer one is refused, and not read to its end: it may have none.
pub(crate) fn read_at_most(path: &Path, len_max: u64, what: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(len_max + 1).read_to_end(&mut bytes))
        .map_err(|cause| Error::io(ErrorKind::Config, &format!("read the {what}"), path, cause))?;
    if bytes.len() as u64 > len_max {
        return Err(config_error(format!("{what} `{}` is longer than {len_max} bytes", path.display())));
    }
    Ok(bytes)
}

fn parse_config(text: &str) -> Result<ConfigFile, toml::de::Error> {
    toml::from_str(text)
}

fn config_error(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Args, Command};
    use clap::Parser;

    fn resolve(typed: &[&str], file: &str) -> Result<ScanSettings, Error> {
        let args = Args::try_parse_from(["plainsight", "scan"].iter().chain(typed)).unwrap();
        let Command::Scan(scan) = args.command else { panic!("scan was typed") };
        ScanSettings::merge(*scan, parse_config(file).unwrap())
    }

    const FILE: &str = r#"
        format = "markdown"
        output = ["file.html"]
        occurrences = "file.jsonl"
        fail-on = "high"
        fingerprint-key = "file.key"
        reproducible = true
        min-confidence = 0.25
        kinds = ["imei"]
        rules = "file-rules"
        exclude = ["*.file"]
        follow = true
        jobs = 3
        max-depth = 2
        max-ratio = 20
        max-members = 200
        max-seconds = 2000
        no-mmap = true
        color = "always"
        no-progress = true
    "#;

    #[test]
    fn every_option_has_its_default() {
        let settings = resolve(&["a", "-"], "").unwrap();
        let config = &settings.config;
        assert_eq!(config.paths, [Path::new("a"), Path::new("-")]);
        assert!(config.exclude.is_empty() && config.kinds.is_empty() && settings.outputs.is_empty());
        assert!(!config.follow_links && config.use_mmap && !config.reproducible);
        assert_eq!((config.threads, config.confidence_min, config.limits), (0, 0.5, Limits::default()));
        assert_eq!((settings.format, settings.fail_on, settings.color), (None, None, ColorArg::Auto));
        assert_eq!((settings.occurrences, settings.rules, settings.fingerprint_key), (None, None, None));
        assert!(settings.shows_progress && !settings.is_quiet);
    }

    #[test]
    fn every_option_can_stand_in_the_file() {
        let settings = resolve(&["a"], FILE).unwrap();
        let config = &settings.config;
        assert_eq!(
            (config.exclude.as_slice(), config.kinds.as_slice()),
            (&["*.file".into()][..], &["imei".into()][..])
        );
        assert!(config.follow_links && !config.use_mmap && config.reproducible);
        assert_eq!((config.threads, config.confidence_min, config.limits.depth_max), (3, 0.25, 2));
        let limits = &config.limits;
        assert_eq!((limits.ratio_max, limits.members_max, limits.source_seconds_max), (20, 200, 2000));
        assert_eq!(settings.format, Some(ReportFormat::Markdown));
        assert_eq!(settings.outputs, [(PathBuf::from("file.html"), ReportFormat::Html)]);
        assert_eq!(settings.occurrences.as_deref(), Some(Path::new("file.jsonl")));
        assert_eq!((settings.fail_on, settings.color), (Some(Risk::High), ColorArg::Always));
        assert_eq!(settings.rules.as_deref(), Some(Path::new("file-rules")));
        assert_eq!(settings.fingerprint_key.as_deref(), Some(Path::new("file.key")));
        assert!(!settings.shows_progress);
    }

    #[test]
    fn what_is_typed_wins_over_the_file() {
        #[rustfmt::skip]
        let typed = [
            "a", "-f", "csv", "-o", "typed.sarif", "-o", "typed.json", "--occurrences", "typed.jsonl", "--fail-on", "low",
            "--fingerprint-key", "typed.key", "--reproducible=false", "--min-confidence", "0.75", "--kinds", "us_ssn, email",
            "--rules", "typed-rules", "--exclude", "*.typed", "--follow=false", "--jobs", "5", "--max-depth", "4",
            "--max-ratio", "40", "--max-members", "400", "--max-seconds", "4000",
            "--no-mmap=false", "--color", "never",
        ];
        let settings = resolve(&typed, FILE).unwrap();
        let config = &settings.config;
        assert_eq!(config.exclude, ["*.typed"]);
        assert_eq!(config.kinds, ["us_ssn", "email"]);
        assert!(!config.follow_links && config.use_mmap && !config.reproducible);
        assert_eq!((config.threads, config.confidence_min, config.limits.depth_max), (5, 0.75, 4));
        let limits = &config.limits;
        assert_eq!((limits.ratio_max, limits.members_max, limits.source_seconds_max), (40, 400, 4000));
        assert_eq!((settings.format, settings.fail_on), (Some(ReportFormat::Csv), Some(Risk::Low)));
        assert_eq!(
            settings.outputs.iter().map(|output| output.1).collect::<Vec<_>>(),
            [ReportFormat::Sarif, ReportFormat::Json]
        );
        assert_eq!(settings.occurrences.as_deref(), Some(Path::new("typed.jsonl")));
        assert_eq!((settings.rules.as_deref(), settings.color), (Some(Path::new("typed-rules")), ColorArg::Never));
        assert_eq!(settings.fingerprint_key.as_deref(), Some(Path::new("typed.key")));
    }

    #[test]
    fn a_wrong_file_is_refused() {
        for text in ["colour = \"never\"", "jobs = -1", "fail-on = \"huge\"", "kinds = \"us_ssn\""] {
            assert!(parse_config(text).is_err(), "{text}");
        }
        assert!(resolve(&["a"], "min-confidence = 1.5").is_err());
        assert!(resolve(&["a", "--jobs", "1025"], "").is_err() && resolve(&["a", "--jobs", "1024"], "").is_ok());
        assert!(resolve(&["a"], "format = \"pdf\"").is_err());
    }

    #[test]
    fn an_output_has_a_known_ending_and_is_named_once() {
        assert!(resolve(&["a", "--occurrences", "-"], "").is_err());
        for typed in [&["a", "-o", "x.pdf"][..], &["a", "-o", "-"], &["a", "-o", "x.json", "-o", "./x.json"]] {
            assert_eq!(resolve(typed, "").unwrap_err().kind(), ErrorKind::Config, "{typed:?}");
        }
        assert!(resolve(&["a", "-o", "x.json", "--occurrences", "x.json"], "").is_err());
    }

    #[test]
    fn a_scanned_file_is_never_written() {
        let error = resolve(&["Cargo.toml", "Cargo.lock", "--occurrences", "src/../Cargo.lock"], "").unwrap_err();
        assert!(error.to_string().contains("both scanned and written"), "{error}");
    }
}
