//! Format `delimited`.

use super::{Format, Head, Reader};

/// The format.
#[derive(Debug)]
pub struct Delimited;

impl Format for Delimited {
    fn name(&self) -> &'static str {
        "delimited"
    }

    fn open(&self, _head: &Head<'_>) -> Option<Box<dyn Reader>> {
        None
    }
}
