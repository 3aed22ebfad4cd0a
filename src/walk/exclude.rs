//! Which paths the user left out, by glob.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::error::{Error, ErrorKind};

/// Compiled exclude patterns.
#[derive(Debug, Clone)]
pub(super) struct ExcludeSet {
    /// Patterns without a slash: compared with the file name.
    names: GlobSet,
    /// All others: compared with the path as reached, and with the path below the root.
    paths: GlobSet,
}

impl ExcludeSet {
    pub(super) fn new(patterns: &[String]) -> Result<Self, Error> {
        let (mut names, mut paths) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for pattern in patterns {
            // `target/` means the directory itself; a leading `./` or a doubled slash is how people type paths.
            let trimmed = pattern.strip_suffix('/').unwrap_or(pattern);
            let trimmed = trimmed.strip_prefix("./").unwrap_or(trimmed);
            let glob =
                GlobBuilder::new(trimmed).literal_separator(true).build().map_err(|error| bad(pattern, error))?;
            if trimmed.contains('/') {
                paths.add(glob)
            } else {
                names.add(glob)
            };
        }
        let build = |set: &GlobSetBuilder| set.build().map_err(|error| bad("all patterns together", error));
        Ok(Self { names: build(&names)?, paths: build(&paths)? })
    }

    /// Whether `path`, reached from `root`, is left out.
    pub(super) fn matches(&self, root: &Path, path: &Path) -> bool {
        if self.names.is_empty() && self.paths.is_empty() {
            return false;
        }
        let is_name = path.file_name().is_some_and(|name| self.names.is_match(name));
        let below = path.strip_prefix(root).ok().filter(|below| !below.as_os_str().is_empty());
        let plain = path.strip_prefix("./").unwrap_or(path);
        is_name || self.paths.is_match(plain) || below.is_some_and(|below| self.paths.is_match(below))
    }
}

fn bad(pattern: &str, error: globset::Error) -> Error {
    Error::new(ErrorKind::Config, format!("exclude pattern `{pattern}` is not a glob")).with_cause(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_excluded(pattern: &str, path: &str) -> bool {
        ExcludeSet::new(&[pattern.to_owned()]).unwrap().matches(Path::new("/srv/data"), Path::new(path))
    }

    #[test]
    fn a_pattern_without_a_slash_is_about_names() {
        assert!(is_excluded("*.log", "/srv/data/a/b.log"));
        assert!(is_excluded("node_modules/", "/srv/data/x/node_modules"));
        assert!(!is_excluded("*.log", "/srv/data/a.log/b"));
    }

    #[test]
    fn a_pattern_with_a_slash_is_about_paths() {
        assert!(is_excluded("a/*.csv", "/srv/data/a/b.csv"));
        assert!(is_excluded("./a/*.csv", "/srv/data/a/b.csv"));
        assert!(!is_excluded("a/*.csv", "/srv/data/a/b/c.csv"));
        assert!(is_excluded("a/**/*.csv", "/srv/data/a/b/c.csv"));
        assert!(is_excluded("/srv/**/b.csv", "/srv/data/a/b.csv"));
    }

    #[test]
    fn a_broken_pattern_is_a_configuration_error() {
        let error = ExcludeSet::new(&["a[".to_owned()]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert_eq!(error.to_string(), "exclude pattern `a[` is not a glob");
    }
}
