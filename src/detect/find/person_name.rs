//! Person names (provisional until the finders branch is merged).

use super::Found;
use crate::detect::Part;

/// Finds person names.
#[derive(Debug, Default)]
pub struct PersonNames;

impl PersonNames {
    /// Builds it.
    #[must_use]
    pub fn new() -> Self {
        Self
    }

    /// A whole cell.
    #[must_use]
    pub fn cell(&self, _value: &[u8], _label: Option<Part>) -> Option<Found> {
        None
    }

    /// In text.
    pub fn text(&self, _text: &[u8], _emit: &mut dyn FnMut(&Found)) {}
}
