//! What is known of the terminal, and messages to standard error.

use std::io::{self, IsTerminal, Write};

use plainsight::report::{Style, escape};

use super::args::ColorArg;

/// Columns where they are not known.
const WIDTH_DEFAULT: usize = 80;
/// Longer lines are hard to follow, however wide the screen is.
const WIDTH_MAX: usize = 140;

/// Writes one message to standard error. Names in it may come from the input.
pub(crate) fn tell(message: &str) {
    let line = format!("plainsight: {}\n", escape::terminal(message));
    // Whoever closed standard error does not want to be told.
    io::stderr().write_all(line.as_bytes()).unwrap_or_default();
}

/// Whether standard output is a terminal.
pub(crate) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Columns for text on standard output.
pub(crate) fn stdout_width() -> usize {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map_or(WIDTH_DEFAULT, |(width, _)| usize::from(width.0)).min(WIDTH_MAX)
}

/// Lines of the terminal on standard output, where it is one.
pub(crate) fn stdout_height() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(_, height)| usize::from(height.0))
}

/// The style of text on standard output.
pub(crate) fn stdout_style(color: ColorArg) -> Style {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_zero = |name: &str| std::env::var_os(name).is_some_and(|value| value == "0");
    let environment = Environment {
        is_terminal: stdout_is_terminal(),
        no_color: is_set("NO_COLOR")
            || is_zero("CLICOLOR")
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb"),
        forces_color: is_set("CLICOLOR_FORCE") && !is_zero("CLICOLOR_FORCE"),
    };
    style(color, environment)
}

/// What the surroundings say about colour.
#[derive(Debug, Clone, Copy, Default)]
struct Environment {
    is_terminal: bool,
    /// `NO_COLOR` (no-color.org), `CLICOLOR=0`, or a terminal without colours.
    no_color: bool,
    /// `CLICOLOR_FORCE`.
    forces_color: bool,
}

fn style(color: ColorArg, environment: Environment) -> Style {
    let is_coloured = match color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => !environment.no_color && (environment.is_terminal || environment.forces_color),
    };
    if is_coloured { Style::Ansi } else { Style::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_wins_over_the_environment_and_that_over_the_terminal() {
        let terminal = Environment { is_terminal: true, ..Environment::default() };
        let refused = Environment { no_color: true, ..terminal };
        let forced = Environment { forces_color: true, ..Environment::default() };
        assert_eq!(style(ColorArg::Auto, terminal), Style::Ansi);
        assert_eq!(style(ColorArg::Auto, Environment::default()), Style::Plain);
        assert_eq!(style(ColorArg::Auto, refused), Style::Plain);
        assert_eq!(style(ColorArg::Auto, forced), Style::Ansi);
        assert_eq!(style(ColorArg::Always, refused), Style::Ansi);
        assert_eq!(style(ColorArg::Never, terminal), Style::Plain);
    }
}
