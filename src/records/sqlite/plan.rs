//! What each page is: found by walking every b-tree from its root, once, before any row is read.

use super::deleted::Search;
use super::node::{Kind, Node, NodeCell};
use super::pages::{Encoding, Page, Pages, Shape, u32_at};
use super::record::{Payload, Segment, push_utf16, serial_len, serials};
use super::schema::{Table, searched_columns};

/// What a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nothing leads to it.
    Nobody,
    /// A page with rows of the table of this index.
    Rows(u32),
    /// An inner page of that table, without rows.
    Inner(u32),
    Schema,
    Index,
    /// On the list of free pages.
    Free,
    /// A page of that list itself, which overwrites the beginning of what the page held.
    FreeTrunk,
    /// The first overflow page of a cell on the page of this number.
    OverflowHead(u32),
    /// A later overflow page: the number of the first.
    OverflowTail(u32),
    /// A page without content: of locks or of pointers.
    Special,
}

/// Something that kept a page from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where in the piece.
    pub(super) at: usize,
    /// So many bytes from there on were not read; it may be that these are none of the piece.
    pub(super) unread: Option<usize>,
    pub(super) message: &'static str,
}

/// All that has to be known before rows can be read from any page.
pub(super) struct Plan {
    /// By place of the page.
    pub(super) owners: Vec<Owner>,
    pub(super) tables: Vec<Table>,
    pub(super) faults: Vec<Fault>,
}

/// Faults that are told one by one.
const FAULTS_MAX: usize = 100;
/// More tables than anybody has.
const TABLES_MAX: usize = 1 << 20;
/// Tables for full-text search, each of which is looked up among all.
const SEARCHES_MAX: usize = 256;

impl Plan {
    /// Finds out what each page is.
    pub(super) fn new(pages: &Pages<'_>) -> Self {
        let mut plan = Self { owners: vec![Owner::Nobody; pages.len()], tables: Vec::new(), faults: Vec::new() };
        plan.claim_special(pages);
        plan.walk(pages, 1, Tree::Schema);
        let roots = plan.read_schema(pages);
        for index in 0..plan.tables.len() {
            let (root, number) = (plan.tables.get(index).map_or(0, |table| table.root), u32::try_from(index));
            // A table that was dropped has none.
            if root == 0 {
                continue;
            }
            plan.walk(pages, root, Tree::Table(number.unwrap_or(u32::MAX)));
        }
        for root in roots {
            plan.walk(pages, root, Tree::Index);
        }
        plan.claim_free(pages);
        plan
    }

    /// What the page `number` is.
    pub(super) fn owner(&self, pages: &Pages<'_>, number: u32) -> Owner {
        pages.slot(number).and_then(|slot| self.owners.get(slot)).copied().unwrap_or(Owner::Nobody)
    }

    /// Gives a page that is nobody's to `owner`.
    fn claim(&mut self, pages: &Pages<'_>, number: u32, owner: Owner) -> bool {
        match pages.slot(number).and_then(|slot| self.owners.get_mut(slot)) {
            Some(known) if *known == Owner::Nobody => {
                *known = owner;
                true
            }
            _ => false,
        }
    }

    /// The page that holds the byte used for locks, and the pages that say where each page's parent is.
    fn claim_special(&mut self, pages: &Pages<'_>) {
        const LOCK_BYTE: usize = 1 << 30;
        let lock_page = u32::try_from(LOCK_BYTE / pages.shape.page_size + 1).unwrap_or(u32::MAX);
        self.claim(pages, lock_page, Owner::Special);
        let has_pointers = pages.get(1).and_then(|page| u32_at(page.bytes, 52)).is_some_and(|root| root != 0);
        if !has_pointers {
            return;
        }
        let step = pages.shape.usable / 5 + 1;
        for slot in (1..self.owners.len()).step_by(step) {
            let number = u32::try_from(slot + 1).unwrap_or(u32::MAX);
            self.claim(pages, if number == lock_page { number + 1 } else { number }, Owner::Special);
        }
    }

    fn fault(&mut self, at: usize, unread: Option<usize>, message: &'static str) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { at, unread, message });
        }
    }

    /// Claims all pages of a b-tree.
    fn walk(&mut self, pages: &Pages<'_>, root: u32, tree: Tree) {
        // Each page is claimed before its children are looked at, so that a cycle ends.
        let mut open = vec![(root, 0)];
        while let Some((number, parent_at)) = open.pop() {
            let Some(page) = pages.get(number) else {
                // A log has only the pages that were changed.
                if !pages.is_images() {
                    self.fault(parent_at, Some(0), "a page of the database lies beyond its end");
                }
                continue;
            };
            let Some(node) = Node::new(page).filter(|node| tree.may_have(node.kind)) else {
                let message = "a page of the database is broken: its bytes were scanned as they stand";
                self.fault(page.at, Some(page.bytes.len()), message);
                continue;
            };
            if !self.claim(pages, number, tree.owner(node.kind)) {
                self.fault(page.at, None, "a page of the database is used twice");
                continue;
            }
            if number == root
                && let Tree::Table(index) = tree
                && let Some(table) = self.tables.get_mut(index as usize)
            {
                table.has_rowid = matches!(node.kind, Kind::TableInner | Kind::TableLeaf);
            }
            for cell in node.cells(pages.shape) {
                open.extend(cell.child.map(|child| (child, page.at)));
                self.claim_overflow(pages, number, &cell);
            }
            open.extend(node.right_child().map(|child| (child, page.at)));
        }
    }

    fn claim_overflow(&mut self, pages: &Pages<'_>, owner: u32, cell: &NodeCell) {
        let Some(head) = cell.overflow else { return };
        let mut left = cell.payload_len.saturating_sub(cell.local.len() as u64);
        let mut number = head;
        while left > 0 {
            let as_owner = if number == head { Owner::OverflowHead(owner) } else { Owner::OverflowTail(head) };
            if !self.claim(pages, number, as_owner) {
                return;
            }
            left = left.saturating_sub(pages.shape.usable as u64 - 4);
            let Some(next) = pages.get(number).and_then(|page| u32_at(page.bytes, 0)) else { return };
            number = next;
        }
    }

    /// Claims the pages on the list of free ones.
    fn claim_free(&mut self, pages: &Pages<'_>) {
        let mut trunk = pages.get(1).and_then(|page| u32_at(page.bytes, 32)).unwrap_or(0);
        while trunk != 0 && self.claim(pages, trunk, Owner::FreeTrunk) {
            let Some(page) = pages.get(trunk) else { return };
            let count = u32_at(page.bytes, 4).unwrap_or(0).min(u32::try_from(page.bytes.len() / 4).unwrap_or(0));
            for index in 0..count as usize {
                let Some(leaf) = u32_at(page.bytes, 8 + 4 * index) else { break };
                self.claim(pages, leaf, Owner::Free);
            }
            trunk = u32_at(page.bytes, 0).unwrap_or(0);
        }
    }

    /// Reads the rows of `sqlite_schema`. Gives the roots of indices.
    fn read_schema(&mut self, pages: &Pages<'_>) -> Vec<u32> {
        let mut roots = Vec::new();
        let mut searches = Vec::new();
        let mut dropped = Vec::new();
        let mut scratch = Scratch::default();
        for slot in 0..self.owners.len() {
            if self.owners.get(slot) != Some(&Owner::Schema) {
                continue;
            }
            let Some(node) = pages.at(slot).and_then(Node::new).filter(|node| node.kind == Kind::TableLeaf) else {
                continue;
            };
            scratch.begin_page();
            dropped.extend(dropped_tables(&node, pages.shape));
            for cell in node.cells(pages.shape) {
                let payload = scratch.payload(pages, self, node.page, &cell);
                let mut types = Vec::new();
                let body = serials(payload.data, &mut types);
                let entry = body.and_then(|body| SchemaEntry::of(payload.data, body, &types, pages.shape.encoding));
                let Some(entry) = entry else { continue };
                if entry.kind == "index" {
                    roots.push(entry.root);
                } else if searches.len() < SEARCHES_MAX
                    && let Some(columns) = searched_columns(&entry.sql)
                {
                    searches.push((format!("{}_content", entry.name), columns));
                } else if entry.kind == "table" && entry.root > 0 && self.tables.len() < TABLES_MAX {
                    self.tables.push(Table::new(entry.name, entry.root, entry.sql.as_bytes()));
                }
            }
        }
        for (name, columns) in searches {
            if let Some(table) = self.tables.iter_mut().find(|table| table.name == name) {
                table.take_names(&columns);
            }
        }
        for table in dropped {
            if !self.tables.iter().any(|known| known.name == table.name) {
                self.tables.push(table);
            }
        }
        roots
    }
}

/// Tables whose row in `sqlite_schema` was deleted: rows of theirs may still be on free pages.
fn dropped_tables(node: &Node<'_>, shape: Shape) -> Vec<Table> {
    let schema = Table::schema();
    let search = Search { page: node.page.bytes, table: &schema, encoding: shape.encoding };
    let gaps = node.gaps(node.cells(shape).map(|cell| cell.span).collect());
    let blocks = node.freeblocks();
    let rows = gaps.into_iter().flat_map(|gap| search.rows(gap, &blocks));
    rows.filter_map(|row| {
        let data = node.page.bytes.get(..row.span.end)?;
        let entry = SchemaEntry::of(data, row.body, &row.serials, shape.encoding)?;
        // No page is taken to be its root: it may have become another's.
        (entry.kind == "table").then(|| Table::new(entry.name, 0, entry.sql.as_bytes()))
    })
    .collect()
}

/// A b-tree, while it is walked.
#[derive(Clone, Copy)]
enum Tree {
    Schema,
    Table(u32),
    Index,
}

impl Tree {
    fn may_have(self, kind: Kind) -> bool {
        match self {
            Self::Schema => matches!(kind, Kind::TableInner | Kind::TableLeaf),
            Self::Table(_) => true,
            Self::Index => matches!(kind, Kind::IndexInner | Kind::IndexLeaf),
        }
    }

    fn owner(self, kind: Kind) -> Owner {
        match self {
            Self::Schema => Owner::Schema,
            Self::Table(index) if kind == Kind::TableInner => Owner::Inner(index),
            Self::Table(index) => Owner::Rows(index),
            Self::Index => Owner::Index,
        }
    }
}

/// A row of `sqlite_schema`.
struct SchemaEntry {
    kind: String,
    name: String,
    root: u32,
    sql: String,
}

impl SchemaEntry {
    /// The row with these serial types and values from `body` on.
    fn of(data: &[u8], body: usize, types: &[u64], encoding: Encoding) -> Option<Self> {
        let mut at = body;
        let mut values = Vec::new();
        for &serial in types.get(..5)? {
            let end = at.checked_add(usize::try_from(serial_len(serial)?).ok()?)?;
            values.push((serial, data.get(at..end.min(data.len()))?));
            at = end;
        }
        let text = |index: usize| match values.get(index) {
            Some(&(serial, bytes)) if serial >= 13 && serial % 2 == 1 => text_of(bytes, encoding),
            _ => String::new(),
        };
        let root = values.get(3).filter(|(serial, _)| (1..=6).contains(serial));
        let root = root.and_then(|(_, bytes)| u32::try_from(super::record::integer(bytes)).ok()).unwrap_or(0);
        Some(Self { kind: text(0), name: text(1), root, sql: text(4) })
    }
}

fn text_of(bytes: &[u8], encoding: Encoding) -> String {
    if encoding == Encoding::Utf8 {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut text = Vec::new();
    push_utf16(&mut text, bytes, encoding);
    String::from_utf8_lossy(&text).into_owned()
}

/// Memory in which payloads are put together.
#[derive(Default)]
pub(super) struct Scratch {
    data: Vec<u8>,
    segments: Vec<Segment>,
    /// First overflow pages that cells of this page led to.
    heads: Vec<u32>,
    /// What the last overflow page of the payload holds behind it.
    pub(super) slack: Option<std::ops::Range<usize>>,
}

impl Scratch {
    /// Begins a page: each overflow chain is followed once for it.
    pub(super) fn begin_page(&mut self) {
        self.heads.clear();
    }

    /// The payload of a cell, or what is there of it.
    pub(super) fn payload<'s>(
        &'s mut self,
        pages: &Pages<'s>,
        plan: &Plan,
        page: Page<'s>,
        cell: &NodeCell,
    ) -> Payload<'s> {
        self.segments.clear();
        self.slack = None;
        let local = page.bytes.get(cell.local.clone()).unwrap_or_default();
        self.segments.push(Segment { from: 0, at: page.at + cell.local.start });
        let Some(head) = cell.overflow.filter(|head| !self.heads.contains(head)) else {
            return Payload { data: local, segments: &self.segments };
        };
        self.heads.push(head);
        self.data.clear();
        self.data.extend_from_slice(local);
        self.follow(pages, plan, page.number, head, cell.payload_len);
        Payload { data: &self.data, segments: &self.segments }
    }

    fn follow(&mut self, pages: &Pages<'_>, plan: &Plan, owner: u32, head: u32, payload_len: u64) {
        let mut number = head;
        while (self.data.len() as u64) < payload_len {
            let expected = if number == head { Owner::OverflowHead(owner) } else { Owner::OverflowTail(head) };
            let Some(page) = pages.get(number).filter(|_| plan.owner(pages, number) == expected) else { return };
            let content = page.bytes.get(4..).unwrap_or_default();
            let left = usize::try_from(payload_len - self.data.len() as u64).unwrap_or(usize::MAX);
            let taken = content.get(..left).unwrap_or(content);
            if taken.len() < content.len() {
                self.slack = Some(page.at + 4 + taken.len()..page.at + page.bytes.len());
            }
            self.segments.push(Segment { from: self.data.len(), at: page.at + 4 });
            self.data.extend_from_slice(taken);
            if content.len() < pages.shape.usable - 4 {
                return;
            }
            number = u32_at(page.bytes, 0).unwrap_or(0);
        }
    }
}

/// The part of a row's payload that stands in its cell, looked up by its key from the root of the table.
pub(super) fn find_row<'a>(pages: &Pages<'a>, root: u32, rowid: i64) -> Option<&'a [u8]> {
    /// No tree is deeper.
    const DEPTH_MAX: usize = 24;
    let mut number = root;
    for _ in 0..DEPTH_MAX {
        let node = Node::new(pages.get(number)?)?;
        let mut cells =
            node.cells(pages.shape).skip_while(|cell| cell.rowid.as_ref().is_some_and(|(key, _)| *key < rowid));
        let cell = cells.next();
        if node.kind == Kind::TableLeaf {
            let cell = cell.filter(|cell| cell.rowid.as_ref().is_some_and(|(key, _)| *key == rowid))?;
            return node.page.bytes.get(cell.local);
        }
        number = cell.and_then(|cell| cell.child).or_else(|| node.right_child())?;
    }
    None
}
