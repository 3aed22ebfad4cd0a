//! Street addresses (provisional until the finders branch is merged).

use super::Found;

/// Finds street addresses.
#[derive(Debug, Default)]
pub struct StreetAddresses;

impl StreetAddresses {
    /// Builds it.
    #[must_use]
    pub fn new() -> Self {
        Self
    }

    /// A whole cell.
    #[must_use]
    pub fn cell(&self, _value: &[u8]) -> Option<Found> {
        None
    }

    /// In text.
    pub fn text(&self, _text: &[u8], _emit: &mut dyn FnMut(&Found)) {}
}

/// Whether a ZIP has an assigned prefix.
#[must_use]
pub fn is_assigned_zip(zip: &[u8]) -> bool {
    zip.len() >= 5
}
