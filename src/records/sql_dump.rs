//! Format `sql_dump`.

use super::{Format, Head, Reader};

/// The format.
#[derive(Debug)]
pub struct SqlDump;

impl Format for SqlDump {
    fn name(&self) -> &'static str {
        "sql_dump"
    }

    fn open(&self, _head: &Head<'_>) -> Option<Box<dyn Reader>> {
        None
    }
}

/// What a piece of a dump needs to know of what stands before it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SqlState {}
