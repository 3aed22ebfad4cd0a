//! Arguments as typed. No I/O, no defaults beyond what clap shows.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use clap::{Parser, Subcommand, ValueEnum};
use plainsight::report::ReportFormat;
use plainsight::report::model::Risk;

/// Finds personal data that lies in plain sight, and says what, where, whose, how sure, and what was not looked at.
#[derive(Debug, Parser)]
#[command(name = "plainsight", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 complete, 1 policy violated (--fail-on), 2 usage or configuration error, \
                        3 not everything was looked at, 4 internal error.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find personal data in files and folders, and report it
    Scan(Box<ScanArgs>),
    /// Show a JSON report in another format
    Render(RenderArgs),
    /// List what is looked for, or explain one kind
    Rules(RulesArgs),
    /// Print the JSON Schema of reports, or of lines of the occurrences file
    Schema {
        /// What to describe
        #[arg(value_enum, default_value_t = SchemaArg::Report)]
        of: SchemaArg,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, of the program or of one command
    Man {
        /// The command
        command: Option<String>,
    },
}

/// What a scan is told.
#[derive(Debug, clap::Args, Default)]
pub(crate) struct ScanArgs {
    /// Files and folders; `-` reads standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten, next_help_heading = "Reports")]
    pub(crate) reports: ReportArgs,

    #[command(flatten, next_help_heading = "What to look for")]
    pub(crate) search: SearchArgs,

    #[command(flatten, next_help_heading = "How to read")]
    pub(crate) reading: ReadingArgs,

    #[command(flatten, next_help_heading = "Terminal")]
    pub(crate) terminal: TerminalArgs,

    /// Settings from a TOML file: the names of these options without dashes in front; what is typed wins
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, clap::Args, Default)]
pub(crate) struct ReportArgs {
    /// What standard output gets [default: summary on a terminal; json otherwise, unless --output is given]
    #[arg(short, long, value_parser = format_parser())]
    pub(crate) format: Option<ReportFormat>,
    /// Also write the report to FILE, in the format of its ending: .json .html .sarif .md .csv .xml .txt (repeatable)
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// Write every occurrence to FILE, one JSON object a line, masked
    #[arg(long, value_name = "FILE")]
    pub(crate) occurrences: Option<PathBuf>,
    /// Exit with 1 when a finding is at or above RISK
    #[arg(long, value_name = "RISK", value_parser = risk_parser())]
    pub(crate) fail_on: Option<Risk>,
    /// Key for fingerprints, so that equal values match between scans [default: a random key for this scan]
    #[arg(long, value_name = "FILE")]
    pub(crate) fingerprint_key: Option<PathBuf>,
    /// Leave out times, rates, and fingerprints without a key: the same input gives the same bytes
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) reproducible: Option<bool>,
}

#[derive(Debug, clap::Args, Default)]
pub(crate) struct SearchArgs {
    /// Leave out what is less likely than P, 0 to 1 [default: 0.5]
    #[arg(long, value_name = "P", value_parser = probability)]
    pub(crate) min_confidence: Option<f64>,
    /// Only these kinds, with commas between them (see `plainsight rules`)
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(crate) kinds: Vec<String>,
    /// Use the rules in DIR
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

#[derive(Debug, clap::Args, Default)]
pub(crate) struct ReadingArgs {
    /// Leave out paths that match GLOB (repeatable)
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Follow symbolic links
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) follow: Option<bool>,
    /// Threads [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Archives within archives that are unpacked [default: 16]
    #[arg(long, value_name = "N")]
    pub(crate) max_depth: Option<usize>,
    /// Bytes that a container may decode to for each of its own, beyond 1 GiB [default: 1000]
    #[arg(long, value_name = "N")]
    pub(crate) max_ratio: Option<u64>,
    /// Members of all archives in one file [default: 10000000]
    #[arg(long, value_name = "N")]
    pub(crate) max_members: Option<u64>,
    /// Seconds that one source may take; its rest is then scanned as it stands, for as long again [default: no limit]
    #[arg(long, value_name = "N")]
    pub(crate) max_seconds: Option<u64>,
    /// Read files in blocks, never map them into memory
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) no_mmap: Option<bool>,
}

#[derive(Debug, clap::Args, Default)]
pub(crate) struct TerminalArgs {
    /// When to use colour [default: auto]
    #[arg(long, value_enum, value_name = "WHEN")]
    pub(crate) color: Option<ColorArg>,
    /// Show no progress
    #[arg(long)]
    pub(crate) no_progress: bool,
    /// Show no progress, and say nothing on standard error but errors
    #[arg(short, long, overrides_with = "quiet")]
    pub(crate) quiet: bool,
}

/// What `render` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct RenderArgs {
    /// A JSON report; `-` reads standard input
    pub(crate) report: PathBuf,
    /// The format [default: by the ending of --output; otherwise summary]
    #[arg(short, long, value_parser = format_parser())]
    pub(crate) format: Option<ReportFormat>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The junit format shows findings at or above RISK as failures [default: low]
    #[arg(long, value_name = "RISK", value_parser = risk_parser())]
    pub(crate) fail_on: Option<Risk>,
    /// When to use colour [default: auto]
    #[arg(long, value_enum, value_name = "WHEN")]
    pub(crate) color: Option<ColorArg>,
}

/// What `rules` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct RulesArgs {
    /// Explain this kind
    pub(crate) kind: Option<String>,
    /// Use the rules in DIR
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ColorArg {
    /// On a terminal, unless the environment says otherwise (`NO_COLOR`, `CLICOLOR`)
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaArg {
    /// The JSON report
    Report,
    /// A line of the occurrences file
    Occurrence,
}

fn format_parser() -> impl clap::builder::TypedValueParser<Value = ReportFormat> {
    let names = ReportFormat::ALL.map(ReportFormat::name);
    PossibleValuesParser::new(names)
        .map(|name| ReportFormat::from_name(&name).expect("the parser lets the names of formats through alone"))
}

fn risk_parser() -> impl clap::builder::TypedValueParser<Value = Risk> {
    let names = Risk::ALL.into_iter().filter(|&risk| risk > Risk::None).map(Risk::name);
    PossibleValuesParser::new(names)
        .map(|name| Risk::from_name(&name).expect("the parser lets the names of risks through alone"))
}

/// A number from 0 to 1.
pub(crate) fn probability(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|number| (0.0..=1.0).contains(number))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_confidence_is_a_number_from_0_to_1() {
        assert_eq!(probability("0.75"), Ok(0.75));
        for text in ["-0.1", "1.1", "NaN", "inf", "", "half"] {
            assert!(probability(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_switch_can_be_turned_off_again() {
        let follow = |option: &str| {
            let args = Args::try_parse_from(["plainsight", "scan", option, "x"]).unwrap();
            match args.command {
                Command::Scan(scan) => scan.reading.follow,
                _ => panic!("scan was typed"),
            }
        };
        assert_eq!([follow("--follow"), follow("--follow=false"), follow("--quiet")], [Some(true), Some(false), None]);
    }
}
