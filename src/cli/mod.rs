//! The command line: arguments, configuration file, terminal, progress, exit code.
//!
//! Only here are standard output, standard error, the environment and the clock touched. Arguments as typed
//! ([`args`]) become settings as meant ([`settings`]) without any I/O but that of reading files they name.

#![expect(clippy::disallowed_methods, reason = "the environment, the clock and files named by the user are read here")]

mod args;
mod exit;
mod info;
mod interrupt;
mod key;
mod output;
mod progress;
mod render;
mod scan;
mod settings;
mod terminal;

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::process::ExitCode;

use clap::Parser;
use plainsight::error::{Error, ErrorKind};

use args::{Args, Command};
use exit::Exit;
use terminal::tell;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    set_hook(Box::new(report_panic));
    let exit = catch_unwind(AssertUnwindSafe(run)).unwrap_or(Exit::Internal);
    ExitCode::from(exit.code())
}

/// Says where, and never what: a payload could hold a piece of the scanned data.
fn report_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map_or(String::new(), |at| format!(" at {}:{}", at.file(), at.line()));
    tell(&format!("internal error{place}; this is a bug in plainsight"));
}

fn run() -> Exit {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let result = match args.command {
        Command::Scan(scan) => scan::run(*scan),
        Command::Render(render) => render::run(&render),
        Command::Rules(rules) => info::rules(&rules),
        Command::Schema { of } => info::schema(of),
        Command::Completions { shell } => info::completions(shell),
        Command::Man { command } => info::man(command.as_deref()),
    };
    result.unwrap_or_else(|error| {
        tell_error(&error);
        exit_of(&error)
    })
}

/// What clap has to say: help and version go to standard output and are no failure.
fn usage(error: &clap::Error) -> Exit {
    match error.print() {
        _ if error.use_stderr() => Exit::Usage,
        // Where a reader has gone, nobody is there to read it.
        Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => {
            tell_error(&Error::new(ErrorKind::Output, "cannot write to standard output").with_cause(cause));
            Exit::Internal
        }
        _ => Exit::Done,
    }
}

fn tell_error(error: &Error) {
    let mut message = format!("error: {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        message.push_str(&format!(": {next}"));
        cause = next.source();
    }
    tell(&message);
}

/// A setting, rule or report that is wrong is the user's to mend; all else is a failure of ours or of the system.
fn exit_of(error: &Error) -> Exit {
    match error.kind() {
        ErrorKind::Config | ErrorKind::Rule | ErrorKind::Report => Exit::Usage,
        _ => Exit::Internal,
    }
}
