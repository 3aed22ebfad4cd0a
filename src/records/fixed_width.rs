//! Format `fixed_width`.

use super::{Format, Head, Reader};

/// The format.
#[derive(Debug)]
pub struct FixedWidth;

impl Format for FixedWidth {
    fn name(&self) -> &'static str {
        "fixed_width"
    }

    fn open(&self, _head: &Head<'_>) -> Option<Box<dyn Reader>> {
        None
    }
}
