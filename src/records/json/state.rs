//! Where in a document a piece begins: the containers that are open there.

use std::fmt;

/// What an open container is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// An object around tables; its other members are a record.
    Wrapper,
    /// An array whose elements are records.
    Table,
    /// An object whose members are records, under keys that are values.
    Map,
}

impl FrameKind {
    /// The bracket that ends it.
    pub(super) fn closer(self) -> u8 {
        match self {
            Self::Wrapper | Self::Map => b'}',
            Self::Table => b']',
        }
    }
}

/// How a container hangs below the one around it.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// It is the document, or it stands in the place of a record of the table around it.
    Same,
    /// The member with this raw key.
    Key(Box<[u8]>),
    /// A member whose key is a value.
    AnyKey,
}

/// One open container.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) step: Step,
    /// The table that the object says its rows are of.
    pub(super) title: Option<Box<str>>,
}

/// Where in the innermost container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Position {
    /// Behind its opening bracket.
    First,
    /// Behind one of its values.
    #[default]
    After,
    /// Somewhere inside an element that was too long, or too broken.
    Lost,
}

/// Where in a document a piece begins.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct JsonState {
    pub(super) frames: Vec<Frame>,
    pub(super) position: Position,
}

/// Never prints a key, which may be a value.
impl fmt::Debug for JsonState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonState")
            .field("depth", &self.frames.len())
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
