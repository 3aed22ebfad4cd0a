//! Format `key_value`.

use super::{Format, Head, Reader};

/// The format.
#[derive(Debug)]
pub struct KeyValue;

impl Format for KeyValue {
    fn name(&self) -> &'static str {
        "key_value"
    }

    fn open(&self, _head: &Head<'_>) -> Option<Box<dyn Reader>> {
        None
    }
}
