//! Rules: what is looked for. As written ([`RuleSpec`], TOML), as checked ([`RuleSet`]); the compiled form is
//! [`crate::detect::Detector`].

#[cfg(test)]
mod builtin;
mod check;
mod load;
pub mod shape;
pub mod spec;

pub use load::RuleSet;
pub use spec::{ExampleSpec, Finder, HarmClass, LabelSpec, MaskPolicy, RuleSpec, ShapeSpec};

/// A kind of personal data: an index into the [`RuleSet`] that a scan uses. There is one rule for each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u16);
