//! Loading and checking rules.

use std::path::Path;

use crate::error::Error;

use super::{KindId, RuleSpec};

/// Checked rules: one for each kind, in a stable order.
#[derive(Debug, Clone)]
pub struct RuleSet {
    rules: Vec<RuleSpec>,
}

impl RuleSet {
    /// The built-in rules.
    ///
    /// # Errors
    ///
    /// When a built-in rule is wrong.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self { rules: Vec::new() })
    }

    /// The rules of a folder.
    ///
    /// # Errors
    ///
    /// When a rule cannot be read or is wrong.
    pub fn load(_folder: &Path) -> Result<Self, Error> {
        Self::builtin()
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
}
