//! What is known of a document between two records.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Containers that the reader walks through; what is deeper is read as it comes.
pub(super) const DEPTH_MAX: usize = 32;
/// Elements whose part is remembered. An element that no room is left for is judged by itself.
pub(super) const ROLES_MAX: usize = 1_024;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A record.
    Record,
    /// An element that holds records.
    Container,
}

/// The state between two pieces.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct XmlState {
    /// The open containers, outermost first.
    pub(super) open: Vec<Container>,
    /// Open elements below those.
    pub(super) deeper: usize,
    /// What is known of elements, by path.
    pub(super) roles: Arc<BTreeMap<Vec<u8>, Role>>,
}

/// Never prints names, which come from the source.
impl std::fmt::Debug for XmlState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("XmlState").field("depth", &(self.open.len() + self.deeper)).finish_non_exhaustive()
    }
}

/// An open container.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Container {
    /// The names from the root to here, joined by `/`.
    pub(super) path: Vec<u8>,
    /// What the source calls the table in it, if it does.
    pub(super) table: Option<String>,
}

impl XmlState {
    /// The path of an element of this name in the innermost container.
    pub(super) fn path_of(&self, name: &[u8]) -> Vec<u8> {
        let mut path = self.open.last().map(|container| container.path.clone()).unwrap_or_default();
        path.push(b'/');
        path.extend_from_slice(name);
        path
    }

    /// Whether one more element can be remembered.
    pub(super) fn has_room(&self) -> bool {
        self.roles.len() < ROLES_MAX
    }

    /// Remembers what an element is.
    pub(super) fn learn(&mut self, path: Vec<u8>, role: Role) {
        if self.has_room() {
            Arc::make_mut(&mut self.roles).insert(path, role);
        }
    }
}
