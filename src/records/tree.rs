//! Trees of maps and lists as tables, for documents that are held in memory: YAML, property lists.
//!
//! A list of maps is a table, its maps are records; so is a map of maps that are alike. What stands beside tables is a
//! record of its own. A column is the path of a leaf below its record: `address.city`, `phones[]`.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use super::json::is_id;
use super::rows::{Field, Rows};

/// How deep trees are built; it bounds every recursion over them.
pub(super) const DEPTH_MAX: usize = 64;

/// A node of a tree.
#[derive(Debug)]
pub(super) enum Node {
    /// Names and values.
    Map(Vec<(String, Node)>),
    /// Values.
    List(Vec<Node>),
    /// A value.
    Leaf(Field),
    /// No value.
    Null,
}

impl Node {
    fn is_map(&self) -> bool {
        matches!(self, Self::Map(_))
    }

    /// Whether there is a table in it.
    fn holds_table(&self) -> bool {
        match self {
            Self::Map(entries) => is_table_of_maps(entries) || entries.iter().any(|(_, node)| node.holds_table()),
            Self::List(items) => items.iter().any(|item| item.is_map() || item.holds_table()),
            Self::Leaf(_) | Self::Null => false,
        }
    }
}

/// Whether the names of a map are values: there are several, all of maps that have names in common.
fn is_table_of_maps(entries: &[(String, Node)]) -> bool {
    let mut maps = entries.iter().filter_map(|(_, node)| match node {
        Node::Map(fields) => Some(fields),
        Node::List(_) | Node::Leaf(_) | Node::Null => None,
    });
    let Some(first) = maps.next().filter(|_| entries.len() > 1) else { return false };
    let mut count = 1;
    for fields in maps {
        let common = fields.iter().filter(|(name, _)| first.iter().take(100).any(|(known, _)| known == name)).count();
        if common * 2 < fields.len() || common == 0 {
            return false;
        }
        count += 1;
    }
    count == entries.len()
}

/// Hands on a tree, whose tables are called after `name`.
pub(super) fn hand_on(node: &Node, name: &str, rows: &mut Rows<'_, '_>) {
    match node {
        Node::List(items) => {
            for item in items {
                record(item, None, name, rows);
            }
        }
        Node::Map(entries) if is_table_of_maps(entries) => {
            for (key, entry) in entries {
                record(entry, Some(key), name, rows);
            }
        }
        Node::Map(entries) => {
            let mut rest = Flat { path: String::new(), has_cells: false };
            for (key, entry) in entries {
                if entry.holds_table() {
                    rest.end(rows);
                    hand_on(entry, &joined(name, key), rows);
                } else {
                    rows.table(name);
                    rest.below(key, entry, rows);
                }
            }
            rest.end(rows);
        }
        Node::Leaf(_) => record(node, None, name, rows),
        Node::Null => {}
    }
}

fn joined(name: &str, key: &str) -> String {
    let key = if is_id(key.as_bytes()) { "*" } else { key };
    if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") }
}

fn record(node: &Node, key: Option<&String>, name: &str, rows: &mut Rows<'_, '_>) {
    rows.table(name);
    let mut flat = Flat { path: String::new(), has_cells: false };
    if let Some(key) = key {
        let column = rows.named("{key}");
        rows.decoded(column, key.as_bytes(), &span_of(node));
        flat.has_cells = true;
    }
    flat.node(node, rows);
    flat.end(rows);
}

/// Where the first leaf of a node stands.
fn span_of(node: &Node) -> std::ops::Range<usize> {
    match node {
        Node::Leaf(field) => field.span.clone(),
        Node::Map(entries) => entries.first().map_or(0..0, |(_, node)| span_of(node)),
        Node::List(items) => items.first().map_or(0..0, span_of),
        Node::Null => 0..0,
    }
}

/// Puts the leaves of a record into columns.
struct Flat {
    path: String,
    has_cells: bool,
}

impl Flat {
    fn node(&mut self, node: &Node, rows: &mut Rows<'_, '_>) {
        match node {
            Node::Leaf(field) => {
                let column = rows.named(if self.path.is_empty() { "value" } else { &self.path });
                rows.field(column, field);
                self.has_cells = true;
            }
            Node::Map(entries) => entries.iter().for_each(|(name, node)| self.below(name, node, rows)),
            Node::List(items) => {
                let len = self.path.len();
                self.path.push_str("[]");
                items.iter().for_each(|item| self.node(item, rows));
                self.path.truncate(len);
            }
            Node::Null => {}
        }
    }

    fn below(&mut self, name: &str, node: &Node, rows: &mut Rows<'_, '_>) {
        let len = self.path.len();
        if len > 0 {
            self.path.push('.');
        }
        if is_id(name.as_bytes()) {
            self.key(name, node, rows);
            self.path.push('*');
        } else {
            self.path.push_str(name);
        }
        self.node(node, rows);
        self.path.truncate(len);
    }

    /// A name that is a value.
    fn key(&mut self, name: &str, node: &Node, rows: &mut Rows<'_, '_>) {
        let len = self.path.len();
        self.path.push_str("{key}");
        let column = rows.named(&self.path);
        rows.decoded(column, name.as_bytes(), &span_of(node));
        self.path.truncate(len);
        self.has_cells = true;
    }

    fn end(&mut self, rows: &mut Rows<'_, '_>) {
        if std::mem::take(&mut self.has_cells) {
            rows.end_record();
        }
    }
}
