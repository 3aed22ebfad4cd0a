//! The names of paths, as columns and tables have them.

use super::paths::{NodeId, Paths, Step};
use crate::batch::Escape;
use crate::decode::escapes;

impl Paths {
    pub(super) fn is_named(&self, node: NodeId) -> bool {
        self.steps(node).iter().any(|step| matches!(step, Step::Key(_)))
    }

    /// The name of the column at a path.
    pub(super) fn name(&self, node: NodeId) -> String {
        let path = self.path(node);
        if path.is_empty() { "[]".to_owned() } else { path }
    }

    /// The path below the record: `contacts[].email`.
    pub(super) fn path(&self, node: NodeId) -> String {
        let mut path = String::new();
        for step in self.steps(node).into_iter().rev() {
            match step {
                Step::Root => {}
                Step::Key(key) if key.is_empty() => push_dotted(&mut path, "\"\""),
                Step::Key(key) => push_dotted(&mut path, key),
                Step::AnyKey => push_dotted(&mut path, "*"),
                Step::Element => path.push_str("[]"),
                Step::Position(position) => path.push_str(&format!("[{position}]")),
                Step::Rest => path = "*".to_owned(),
            }
        }
        path
    }

    /// The path below the source: the name of a table that begins here.
    pub(super) fn full_name(&self, node: NodeId) -> String {
        let table = self.nodes.get(node.index()).and_then(|node| self.tables.get(node.table));
        let mut name = table.map(|table| table.name.clone()).unwrap_or_default();
        let path = self.path(node);
        if !path.is_empty() {
            push_dotted(&mut name, &path);
        }
        name
    }

    fn steps(&self, node: NodeId) -> Vec<&Step> {
        let mut steps = Vec::new();
        let mut id = node;
        while let Some(node) = self.nodes.get(id.index()) {
            steps.push(&node.step);
            id = node.parent;
        }
        steps
    }
}

/// Appends a step that is a name.
pub(super) fn push_dotted(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// The name that a raw key stands for.
pub(super) fn key_name(raw: &[u8]) -> String {
    let mut key = Vec::new();
    escapes::unescape(Escape::Json, raw, &mut key);
    String::from_utf8_lossy(&key).into_owned()
}
