//! Format `json`.

use super::{Format, Head, Reader};

/// The format.
#[derive(Debug)]
pub struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn open(&self, _head: &Head<'_>) -> Option<Box<dyn Reader>> {
        None
    }
}

/// Where in a document a piece begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JsonState {}
