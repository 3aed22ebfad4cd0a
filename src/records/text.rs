//! Format `text`.

use super::{Format, Head, Reader};

/// The format.
#[derive(Debug)]
pub struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn open(&self, _head: &Head<'_>) -> Option<Box<dyn Reader>> {
        None
    }
}
