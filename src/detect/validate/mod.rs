//! Validators: pure functions on canonical bytes. Each file is its identifier's page.

/// What a validator says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that can be checked holds.
    Valid,
    /// It cannot be this kind.
    Invalid,
    /// No public check exists.
    Unknown,
}

/// What a validator noticed beside its verdict: bits whose meaning each validator documents, counted over the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts(pub u8);

/// The result of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// The verdict.
    pub verdict: Verdict,
    /// A published test, advertising or placeholder value.
    pub is_test: bool,
    /// Further facts.
    pub facts: Facts,
}

/// A named check.
#[derive(Debug, Clone, Copy)]
pub struct Validator {
    /// The name that rules use.
    pub name: &'static str,
    /// How often a random string of the accepted bare shape passes; measured by a test.
    pub random_pass_rate: f64,
    /// The check, on canonical bytes: separators removed, letters in upper case.
    pub check: fn(&[u8]) -> Check,
    /// What each bit of [`Facts`] means, and how often it is set for a random valid value.
    pub facts: &'static [(&'static str, f64)],
}
