//! `plainsight render`: a JSON report in another format.

use std::io::Read;
use std::path::Path;

use plainsight::error::{Error, ErrorKind};
use plainsight::report::model::Risk;
use plainsight::report::{self, Report, ReportFormat, WriteOptions, json};

use super::args::RenderArgs;
use super::exit::Exit;
use super::{output, settings, terminal};

/// Renders the report. Its exit code is about the rendering, not about what the report says.
pub(crate) fn run(args: &RenderArgs) -> Result<Exit, Error> {
    let format = match (args.format, &args.output) {
        (Some(format), _) => format,
        (None, Some(path)) => settings::format_of(path)?,
        (None, None) => ReportFormat::Summary,
    };
    let report = read(&args.report)?;
    let json_path = Some(args.report.display().to_string());
    let mut options = WriteOptions { json_path, fail_on: args.fail_on.unwrap_or(Risk::Low), ..WriteOptions::default() };
    match &args.output {
        Some(path) => output::to_file(path, format, &report, &options)?,
        None => {
            options.width = terminal::stdout_width();
            options.height = terminal::stdout_height();
            options.style = terminal::stdout_style(args.color.unwrap_or_default());
            output::to_stdout(|out| report::write(format, &report, &options, out))?;
        }
    }
    Ok(Exit::Done)
}

fn read(path: &Path) -> Result<Report, Error> {
    let mut bytes = Vec::new();
    let result = if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(path).map(|content| bytes = content)
    };
    result.map_err(|cause| Error::io(ErrorKind::Report, "read", path, cause))?;
    json::read(&bytes).map_err(|cause| {
        Error::new(ErrorKind::Report, format!("`{}` cannot be rendered", path.display())).with_cause(cause)
    })
}
