//! The leaf paths of one piece, interned: each path that was seen is a node, and each leaf knows its column.
//!
//! Records of one table have the same keys in the same order, nearly always. Each node therefore remembers which key
//! came first below it and each key which one came next, so that in steady state a key costs one comparison of bytes.
//! Only where that fails is the key looked up among its siblings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::keys;
use super::path_names::{key_name, push_dotted};
use crate::batch::{ColumnId, ColumnSpec, TableId};
use crate::error::{Reason, Severity};
use crate::records::BatchSink;

/// Columns of one table in one piece; further paths share the column `*`.
const COLUMNS_MAX: usize = 10_000;
/// Nodes in all; each table adds at least one.
const NODES_MAX: usize = 4 * COLUMNS_MAX;
/// Tables of one piece; further ones share the table `*`.
const TABLES_MAX: usize = 1_000;
/// Distinct keys below one parent; further ones share the path `*`.
pub(super) const KEYS_MAX: usize = 200;

/// A path, within one [`Paths`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::records) struct NodeId(u32);

impl NodeId {
    /// No path.
    pub(in crate::records) const NONE: Self = Self(u32::MAX);

    pub(in crate::records) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The last step of a path.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The record itself.
    Root,
    /// A member, by its unescaped key.
    Key(String),
    /// Any member whose key is not a name.
    AnyKey,
    /// Any element.
    Element,
    /// The element at a position: the record is an array.
    Position(usize),
    /// What exceeds a limit.
    Rest,
}

pub(super) struct Node {
    pub(super) parent: NodeId,
    pub(super) step: Step,
    /// The raw key, by which it is recognised.
    key: Box<[u8]>,
    /// The same as a number, where it is short.
    short: ShortKey,
    /// Where values under this key belong: the node itself, or the one above for a type wrapper.
    place: NodeId,
    /// The key that came first below it, the last time.
    first: NodeId,
    /// The key that came after it, the last time.
    next: NodeId,
    column: Option<ColumnId>,
    /// The column of keys that are not names.
    key_column: Option<ColumnId>,
    children: BTreeMap<Box<[u8]>, NodeId>,
    any_key: NodeId,
    element: NodeId,
    positions: Vec<NodeId>,
    pub(super) table: usize,
    /// All keys below it are values.
    folds: bool,
}

/// A short key and the quote behind it, the first byte lowest, and which bits of a word are theirs: none of a long key.
#[derive(Clone, Copy, Default)]
struct ShortKey {
    word: u64,
    mask: u64,
}

impl ShortKey {
    fn of(key: &[u8]) -> Self {
        let mut bytes = [0; 8];
        match bytes.get_mut(..=key.len()) {
            Some([own @ .., quote]) => {
                own.copy_from_slice(key);
                *quote = b'"';
                Self { word: u64::from_le_bytes(bytes), mask: u64::MAX >> (8 * (7 - key.len())) }
            }
            _ => Self::default(),
        }
    }

    /// Whether the key and its quote stand at the place; `None` where that has to be looked at otherwise.
    #[inline]
    fn stands_at(self, bytes: &[u8], at: usize) -> Option<bool> {
        let word = bytes.get(at..)?.first_chunk().filter(|_| self.mask != 0)?;
        Some(u64::from_le_bytes(*word) & self.mask == self.word)
    }
}

pub(super) struct Table {
    id: TableId,
    pub(super) name: String,
    rest: NodeId,
    columns: usize,
}

/// The paths of one piece.
pub(in crate::records) struct Paths {
    pub(super) nodes: Vec<Node>,
    pub(super) tables: Vec<Table>,
    roots: BTreeMap<String, NodeId>,
    /// Objects whose keys are values, as learned from the head of the source.
    folded: Arc<BTreeSet<String>>,
    is_over: bool,
}

/// What a key leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::records) struct Child {
    /// The path whose `next` tells the key after this one; [`NodeId::NONE`] where the key is not a name.
    pub(in crate::records) key: NodeId,
    /// Where the value belongs.
    pub(in crate::records) place: NodeId,
}

impl Paths {
    pub(in crate::records) fn new(folded: Arc<BTreeSet<String>>) -> Self {
        Self { nodes: Vec::new(), tables: Vec::new(), roots: BTreeMap::new(), folded, is_over: false }
    }

    /// The root of a table, opened where it is new.
    pub(in crate::records) fn table(&mut self, name: &str, sink: &mut dyn BatchSink) -> NodeId {
        if let Some(&root) = self.roots.get(name) {
            return root;
        }
        if self.tables.len() >= TABLES_MAX && name != "*" {
            self.note_over(sink);
            return self.table("*", sink);
        }
        let index = self.tables.len();
        let root = self.push(NodeId::NONE, Step::Root, index);
        let rest = self.push(root, Step::Rest, index);
        self.tables.push(Table { id: sink.table(name), name: name.to_owned(), rest, columns: 0 });
        self.roots.insert(name.to_owned(), root);
        root
    }

    /// The table of a path.
    pub(in crate::records) fn table_of(&self, node: NodeId) -> Option<TableId> {
        self.nodes.get(node.index()).and_then(|node| self.tables.get(node.table)).map(|table| table.id)
    }

    /// The key below `parent` whose raw bytes begin at `at`, where it is the one that came there the last time; and the
    /// offset behind its closing quote.
    #[inline]
    pub(super) fn expected(&self, bytes: &[u8], at: usize, parent: NodeId, last: NodeId) -> Option<(Child, usize)> {
        let guess = match self.nodes.get(last.index()) {
            Some(last) => last.next,
            None => self.nodes.get(parent.index())?.first,
        };
        let node = self.nodes.get(guess.index())?;
        let end = at + node.key.len();
        let is_same = match node.short.stands_at(bytes, at) {
            Some(is_same) => is_same,
            None => bytes.get(at..end)? == &*node.key && *bytes.get(end)? == b'"',
        };
        is_same.then_some((Child { key: guess, place: node.place }, end + 1))
    }

    /// The member of `parent` with the raw key `key`, where it is the one that came after `last` the last time.
    pub(in crate::records) fn same_member(&self, parent: NodeId, last: NodeId, key: &[u8]) -> Option<Child> {
        let guess = match self.nodes.get(last.index()) {
            Some(last) => last.next,
            None => self.nodes.get(parent.index())?.first,
        };
        let node = self.nodes.get(guess.index()).filter(|node| &*node.key == key)?;
        Some(Child { key: guess, place: node.place })
    }

    /// The member of `parent` with the raw key `key`, which came after the member `last`.
    pub(in crate::records) fn member(
        &mut self,
        parent: NodeId,
        last: NodeId,
        key: &[u8],
        sink: &mut dyn BatchSink,
    ) -> Child {
        let Some(node) = self.nodes.get(parent.index()) else { return Child { key: NodeId::NONE, place: parent } };
        if node.step == Step::Rest {
            return Child { key: NodeId::NONE, place: parent };
        }
        let id = match node.children.get(key).copied() {
            Some(id) => id,
            None if self.is_folded(parent, key) => {
                return Child { key: NodeId::NONE, place: self.any_key(parent, sink) };
            }
            None => self.add_member(parent, key, sink),
        };
        let id_after = match self.nodes.get_mut(last.index()) {
            Some(last) => Some(&mut last.next),
            None => self.nodes.get_mut(parent.index()).map(|parent| &mut parent.first),
        };
        if let Some(slot) = id_after {
            *slot = id;
        }
        let place = self.nodes.get(id.index()).map_or(id, |node| node.place);
        Child { key: id, place }
    }

    fn is_folded(&mut self, parent: NodeId, key: &[u8]) -> bool {
        if keys::is_id(key) {
            return true;
        }
        let is_new = self.nodes.get(parent.index()).is_some_and(|node| node.children.is_empty());
        if is_new && !self.folded.is_empty() {
            let folds = self.keys_are_values(parent);
            if let Some(node) = self.nodes.get_mut(parent.index()) {
                node.folds = folds;
            }
        }
        self.nodes.get(parent.index()).is_some_and(|node| node.folds || node.children.len() >= KEYS_MAX)
    }

    /// Whether the head of the source showed that keys below this path are values.
    pub(super) fn keys_are_values(&self, node: NodeId) -> bool {
        !self.folded.is_empty() && self.folded.contains(&self.full_name(node))
    }

    /// The paths below which so many keys came that the keys must be values.
    pub(super) fn crowded(&self) -> BTreeSet<String> {
        let crowded = |(_, node): &(usize, &Node)| node.children.len() >= KEYS_MAX && node.any_key != NodeId::NONE;
        let ids = self.nodes.iter().enumerate().filter(crowded).map(|(index, _)| index);
        ids.filter_map(|index| u32::try_from(index).ok()).map(|index| self.full_name(NodeId(index))).collect()
    }

    fn add_member(&mut self, parent: NodeId, key: &[u8], sink: &mut dyn BatchSink) -> NodeId {
        let id = self.add(parent, Step::Key(key_name(key)), sink);
        if self.is_rest(id) {
            return id;
        }
        let is_wrapper = keys::is_type_wrapper(key);
        if let Some(node) = self.nodes.get_mut(id.index()) {
            node.key = key.into();
            node.short = ShortKey::of(key);
            if is_wrapper {
                node.place = parent;
            }
        }
        if let Some(parent) = self.nodes.get_mut(parent.index()) {
            parent.children.insert(key.into(), id);
        }
        id
    }

    /// The path of members of `parent` whose keys are not names.
    pub(super) fn any_key(&mut self, parent: NodeId, sink: &mut dyn BatchSink) -> NodeId {
        match self.nodes.get(parent.index()) {
            None => return parent,
            Some(node) if node.step == Step::Rest => return parent,
            Some(node) if node.any_key != NodeId::NONE => return node.any_key,
            Some(_) => {}
        }
        let id = self.add(parent, Step::AnyKey, sink);
        if let Some(parent) = self.nodes.get_mut(parent.index()) {
            parent.any_key = id;
        }
        id
    }

    /// The path of elements of `parent`.
    #[inline]
    pub(in crate::records) fn element(&mut self, parent: NodeId, sink: &mut dyn BatchSink) -> NodeId {
        match self.nodes.get(parent.index()) {
            Some(node) if node.element != NodeId::NONE => node.element,
            Some(node) if node.step == Step::Rest => parent,
            _ => {
                let id = self.add(parent, Step::Element, sink);
                if let Some(parent) = self.nodes.get_mut(parent.index()) {
                    parent.element = id;
                }
                id
            }
        }
    }

    /// The path of the element of the record `parent` at a position.
    #[inline]
    pub(super) fn position(&mut self, parent: NodeId, position: usize, sink: &mut dyn BatchSink) -> NodeId {
        match self.nodes.get(parent.index()) {
            Some(node) if node.step == Step::Rest => return parent,
            Some(node) => {
                if let Some(&id) = node.positions.get(position) {
                    return id;
                }
            }
            None => return parent,
        }
        if position >= COLUMNS_MAX {
            return self.rest_of(parent, sink);
        }
        let id = self.add(parent, Step::Position(position), sink);
        if let Some(parent) = self.nodes.get_mut(parent.index()).filter(|node| node.positions.len() == position) {
            parent.positions.push(id);
        }
        id
    }

    /// The column of a path.
    #[inline]
    pub(in crate::records) fn column(&mut self, node: NodeId, sink: &mut dyn BatchSink) -> ColumnId {
        match self.nodes.get(node.index()).and_then(|node| node.column) {
            Some(column) => column,
            None => {
                let is_named = self.is_named(node);
                let column = self.open_column(node, self.name(node), is_named, sink);
                if let Some(node) = self.nodes.get_mut(node.index()) {
                    node.column = Some(column);
                }
                column
            }
        }
    }

    /// The column of the keys below a path that are not names.
    pub(in crate::records) fn key_column(&mut self, node: NodeId, sink: &mut dyn BatchSink) -> ColumnId {
        match self.nodes.get(node.index()).and_then(|node| node.key_column) {
            Some(column) => column,
            None => {
                let mut name = self.path(node);
                push_dotted(&mut name, "{key}");
                let is_named = self.is_named(node);
                let column = self.open_column(node, name, is_named, sink);
                if let Some(node) = self.nodes.get_mut(node.index()) {
                    node.key_column = Some(column);
                }
                column
            }
        }
    }

    fn open_column(&mut self, node: NodeId, name: String, is_named: bool, sink: &mut dyn BatchSink) -> ColumnId {
        let index = self.nodes.get(node.index()).map_or(0, |node| node.table);
        let Some(table) = self.tables.get_mut(index) else { return ColumnId(0) };
        let id = table.id;
        if table.columns >= COLUMNS_MAX {
            self.note_over(sink);
            return sink.column(id, &ColumnSpec { name: "*".to_owned(), is_named: false, sql_type: None });
        }
        table.columns += 1;
        sink.column(id, &ColumnSpec { name, is_named, sql_type: None })
    }

    /// A path below `parent`, or the shared one where there are too many.
    fn add(&mut self, parent: NodeId, step: Step, sink: &mut dyn BatchSink) -> NodeId {
        let table = self.nodes.get(parent.index()).map_or(0, |node| node.table);
        if self.nodes.len() >= NODES_MAX { self.rest_of(parent, sink) } else { self.push(parent, step, table) }
    }

    fn push(&mut self, parent: NodeId, step: Step, table: usize) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node {
            parent,
            step,
            key: Box::default(),
            short: ShortKey::default(),
            place: id,
            first: NodeId::NONE,
            next: NodeId::NONE,
            column: None,
            key_column: None,
            children: BTreeMap::new(),
            any_key: NodeId::NONE,
            element: NodeId::NONE,
            positions: Vec::new(),
            table,
            folds: false,
        });
        id
    }

    fn rest_of(&mut self, node: NodeId, sink: &mut dyn BatchSink) -> NodeId {
        self.note_over(sink);
        let table = self.nodes.get(node.index()).and_then(|node| self.tables.get(node.table));
        table.map_or(node, |table| table.rest)
    }

    fn is_rest(&self, node: NodeId) -> bool {
        self.nodes.get(node.index()).is_some_and(|node| node.step == Step::Rest)
    }

    fn note_over(&mut self, sink: &mut dyn BatchSink) {
        if !self.is_over {
            self.is_over = true;
            let message = "more distinct paths than the limit; the rest share one column";
            sink.diagnostic(Severity::Note, Reason::TooManyColumns, 0, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_key_is_told_with_its_quote() {
        for key in ["", "a", "user_id", "\u{fc}ber"] {
            let short = ShortKey::of(key.as_bytes());
            let text = format!("{{\"{key}\":1, and more");
            assert_eq!(short.stands_at(text.as_bytes(), 2), Some(true), "{key}");
            assert_eq!(short.stands_at(text.as_bytes(), 3), Some(false), "{key}");
            assert_eq!(short.stands_at(format!("{{\"{key}x\":1, and more").as_bytes(), 2), Some(false), "{key}");
            assert_eq!(short.stands_at(key.as_bytes(), 0), None, "{key}");
        }
        assert_eq!(ShortKey::of(b"customer").stands_at(b"customer\": 1, and more", 0), None);
    }
}
