//! Loading and checking rules.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{KindId, RuleSpec, check};
use crate::error::{Error, ErrorKind};

/// A longer rule file is a mistake.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// Folders below the one given; rules are grouped by category, one folder deep.
const DEPTH_MAX: usize = 4;

/// The built-in rules as the build script leaves them: a line of JSON for each, which takes a fifth of the time that their
/// files take.
const BUILTIN: &str = include_str!(concat!(env!("OUT_DIR"), "/rules.jsonl"));

/// What [`RuleSet::sha256`] says of these.
const BUILTIN_SHA256: &str = env!("BUILTIN_RULES_SHA256");

/// Checked rules: one for each kind, in a stable order.
#[derive(Debug, Clone)]
pub struct RuleSet {
    rules: Vec<RuleSpec>,
    /// Whether the kind of the same index stands in reports; one that does not still competes for values.
    is_reported: Vec<bool>,
    /// Whether the rules are the built-in ones.
    are_builtin: bool,
}

impl RuleSet {
    /// The built-in rules, which a test checks one by one.
    ///
    /// # Errors
    ///
    /// When a built-in rule is wrong, which a test rules out.
    pub fn builtin() -> Result<Self, Error> {
        let read = |line| {
            serde_json::from_str(line)
                .map_err(|cause| Error::new(ErrorKind::Rule, "a built-in rule cannot be understood").with_cause(cause))
        };
        let rules = BUILTIN.lines().map(read).collect::<Result<Vec<RuleSpec>, Error>>()?;
        Ok(Self { are_builtin: true, ..Self::new(rules)? })
    }

    /// The built-in rules, and those of the `.toml` files under `dir`. A rule there adds its kind, or takes the place
    /// of the built-in rule of the same kind.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read or holds no rule, or a rule is wrong.
    pub fn load(dir: &Path) -> Result<Self, Error> {
        let mut rules = Self::builtin()?.rules;
        let mut origins: BTreeMap<String, PathBuf> = BTreeMap::new();
        for path in rule_files(dir)? {
            let rule = parse(&read(&path)?, &path.display().to_string())?;
            check::rule(&rule)?;
            if let Some(earlier) = origins.insert(rule.kind.clone(), path.clone()) {
                return Err(check::error(
                    &rule.id,
                    format!("kind `{}` is defined in `{}` and in `{}`", rule.kind, earlier.display(), path.display()),
                ));
            }
            match rules.iter_mut().find(|known| known.kind == rule.kind) {
                Some(known) => *known = rule,
                None => rules.push(rule),
            }
        }
        Self::new(rules)
    }

    /// Rules that are already at hand, unchecked but for being distinct; compiling them finds what cannot work.
    ///
    /// # Errors
    ///
    /// When two rules have the same id or kind.
    pub fn from_specs(rules: Vec<RuleSpec>) -> Result<Self, Error> {
        Self::new(rules)
    }

    fn new(rules: Vec<RuleSpec>) -> Result<Self, Error> {
        check::set(&rules)?;
        let is_reported = vec![true; rules.len()];
        Ok(Self { rules, is_reported, are_builtin: false })
    }

    /// All rules, in the order that [`KindId`] indexes.
    #[must_use]
    pub fn rules(&self) -> &[RuleSpec] {
        &self.rules
    }

    /// The rule of a kind.
    ///
    /// # Panics
    ///
    /// When `kind` comes from another rule set.
    #[must_use]
    pub fn rule(&self, kind: KindId) -> &RuleSpec {
        self.rules.get(usize::from(kind.0)).expect("a kind id comes from this rule set")
    }

    /// The kind of a name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<KindId> {
        self.rules.iter().position(|rule| rule.kind == name).and_then(|index| u16::try_from(index).ok()).map(KindId)
    }

    /// Marks all kinds but these as not reported. Their rules stay, so that a value is not reported as the wrong kind
    /// for want of the right one.
    ///
    /// # Errors
    ///
    /// When a name is no kind; the message lists those that are.
    pub fn retain_kinds(&mut self, kinds: &[String]) -> Result<(), Error> {
        if let Some(unknown) = kinds.iter().find(|name| self.kind(name).is_none()) {
            let known: Vec<_> = self.rules.iter().map(|rule| rule.kind.as_str()).collect();
            let message = format!("unknown kind `{unknown}`, expected one of {}", known.join(", "));
            return Err(Error::new(ErrorKind::Config, message));
        }
        for (rule, is_reported) in self.rules.iter().zip(&mut self.is_reported) {
            *is_reported = kinds.contains(&rule.kind);
        }
        Ok(())
    }

    /// Whether a kind stands in reports.
    #[must_use]
    pub fn is_reported(&self, kind: KindId) -> bool {
        self.is_reported.get(usize::from(kind.0)).copied().unwrap_or(false)
    }

    /// SHA-256 of the rules, in hexadecimal: the same for the same rules, however they are laid out in files.
    ///
    /// # Panics
    ///
    /// Never: a rule is strings and numbers, which JSON can always express.
    #[must_use]
    pub fn sha256(&self) -> String {
        if self.are_builtin { BUILTIN_SHA256.to_owned() } else { self.counted_sha256() }
    }

    fn counted_sha256(&self) -> String {
        let mut hasher = Sha256::new();
        for rule in &self.rules {
            let text = serde_json::to_string(rule).expect("a rule is plain data");
            hasher.update(text.as_bytes());
            hasher.update(b"\n");
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn parse(text: &str, path: &str) -> Result<RuleSpec, Error> {
    toml::from_str(text).map_err(|cause| {
        Error::toml(ErrorKind::Rule, &format!("rule file `{path}` cannot be understood"), text, &cause)
    })
}

#[expect(clippy::disallowed_methods, reason = "a rule file named by the user, not a scanned one")]
fn read(path: &Path) -> Result<String, Error> {
    let fail = |cause| Error::io(ErrorKind::Rule, "read rule file", path, cause);
    if std::fs::metadata(path).map_err(fail)?.len() > FILE_BYTES_MAX {
        return Err(Error::new(ErrorKind::Rule, format!("rule file `{}` is larger than 1 MiB", path.display())));
    }
    std::fs::read_to_string(path).map_err(fail)
}

/// The rule files under a folder, in the order of their paths.
fn rule_files(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(dir).max_depth(DEPTH_MAX).sort_by_file_name() {
        let entry = entry.map_err(|cause| {
            Error::new(ErrorKind::Rule, format!("cannot list rules in `{}`", dir.display())).with_cause(cause)
        })?;
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|ending| ending == "toml") {
            files.push(entry.into_path());
        }
    }
    if files.is_empty() {
        return Err(Error::new(ErrorKind::Rule, format!("no rule files (`*.toml`) in `{}`", dir.display())));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::super::builtin;
    use super::*;

    const RULE: &str = r#"
        id = "test.badge"
        kind = "badge"
        name = "Badge number"
        category = "identity"
        harm = "low"
        sources = ["the badge office"]
        prior = -2.0
        mask = "shape"
        accuracy = "none"
        shape = [{ form = "Bd6" }]
    "#;

    fn load(files: &[(&str, &str)]) -> Result<RuleSet, Error> {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        RuleSet::load(dir.path())
    }

    #[test]
    fn built_in_rules_load() {
        let rules = RuleSet::builtin().unwrap();
        for name in ["us_ssn", "phone", "person_name", "imei", "us_drivers_license"] {
            let kind = rules.kind(name).unwrap();
            assert_eq!(rules.rule(kind).kind, name);
            assert!(rules.is_reported(kind));
        }
    }

    #[test]
    fn built_in_files_are_right_and_named_after_their_kinds_and_categories() {
        for (path, text) in builtin::FILES {
            let rule = parse(text, path).unwrap();
            check::rule(&rule).unwrap();
            check::examples(&rule).unwrap();
            assert_eq!(*path, format!("{}/{}.toml", rule.category, rule.kind));
        }
    }

    #[test]
    fn built_in_rules_are_those_of_their_files() {
        let parsed = builtin::FILES.iter().map(|(path, text)| parse(text, path).unwrap()).collect();
        let of_files = RuleSet::from_specs(parsed).unwrap();
        let built = RuleSet::builtin().unwrap();
        assert_eq!(built.counted_sha256(), of_files.sha256());
        assert_eq!(built.sha256(), of_files.sha256());
    }

    #[test]
    fn a_user_rule_adds_a_kind() {
        let rules = load(&[("badge.toml", RULE)]).unwrap();
        assert_eq!(rules.rules().len(), builtin::FILES.len() + 1);
        assert_eq!(rules.rule(rules.kind("badge").unwrap()).id, "test.badge");
    }

    #[test]
    fn a_user_rule_takes_the_place_of_the_built_in_rule() {
        let builtin = RuleSet::builtin().unwrap();
        let rules = load(&[("phone.toml", &RULE.replace("\"badge\"", "\"phone\""))]).unwrap();
        assert_eq!(rules.kind("phone"), builtin.kind("phone"));
        assert_eq!(rules.rule(rules.kind("phone").unwrap()).name, "Badge number");
        assert_ne!(rules.sha256(), builtin.sha256());
    }

    #[test]
    fn one_kind_in_two_files_is_an_error() {
        let error = load(&[("a.toml", RULE), ("b.toml", RULE)]).unwrap_err();
        assert!(error.to_string().starts_with("rule `test.badge`: kind `badge` is defined in "), "{error}");
    }

    #[test]
    fn unknown_fields_are_refused() {
        let error = load(&[("badge.toml", &format!("colour = \"red\"\n{RULE}"))]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Rule);
        let message = error.to_string();
        assert!(message.contains("unknown field, expected one of `id`, `kind`"), "{message}");
        assert!(message.contains("(line 1, column 1)") && !message.contains("colour"), "{message}");
    }

    #[test]
    fn a_folder_without_rules_is_an_error() {
        assert!(load(&[("readme.md", "")]).unwrap_err().to_string().starts_with("no rule files"));
        assert!(RuleSet::load(Path::new("/nonexistent/rules")).is_err());
    }

    #[test]
    fn the_hash_depends_on_the_rules_alone() {
        let rules = RuleSet::builtin().unwrap();
        let mut fewer = rules.clone();
        fewer.retain_kinds(&["phone".to_owned()]).unwrap();
        assert_eq!(rules.sha256(), fewer.sha256());
        assert_eq!(rules.sha256().len(), 64);
    }

    #[test]
    fn kinds_that_are_not_wanted_stay_and_are_not_reported() {
        let mut rules = RuleSet::builtin().unwrap();
        rules.retain_kinds(&["phone".to_owned()]).unwrap();
        assert!(rules.is_reported(rules.kind("phone").unwrap()));
        assert!(!rules.is_reported(rules.kind("us_ssn").unwrap()));
        let error = rules.retain_kinds(&["fone".to_owned()]).unwrap_err().to_string();
        assert!(error.starts_with("unknown kind `fone`, expected one of us_ssn, us_ssn_last4"), "{error}");
    }
}
