//! From pages to batches of rows: the live ones, and what is left of others.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::deleted::{Remains, Search};
use super::node::{Kind, Node, NodeCell};
use super::pages::{Page, Pages};
use super::plan::{Owner, Plan, Scratch, find_row};
use super::record::{Layout, Payload, Segment, push_values, serials};
use super::schema::Table;
use crate::batch::{BatchBuf, ColumnId, ColumnSpec, TableId};
use crate::decode::strings;
use crate::records::{BatchSink, TextClass};

/// Whose rows they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Target {
    /// The table of this index.
    Table(u32),
    /// A table that is not known, with so many columns.
    Columns(usize),
}

/// How rows stand to the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Live,
    Deleted,
    /// As they were before a transaction.
    Journal,
}

impl Mark {
    fn suffix(self) -> &'static str {
        match self {
            Self::Live => "",
            Self::Deleted => " (deleted)",
            Self::Journal => " (journal)",
        }
    }
}

/// A table of the sink.
struct OpenTable {
    id: TableId,
    /// In the order of storage.
    columns: Vec<ColumnId>,
    rowid_alias: Option<usize>,
    buf: BatchBuf,
}

/// Hands rows on.
pub(super) struct Rows<'s, 'p> {
    sink: &'s mut dyn BatchSink,
    pages: &'p Pages<'p>,
    plan: &'p Plan,
    /// What live rows are marked as.
    mark: Mark,
    open: BTreeMap<(Target, Mark), OpenTable>,
    scratch: Scratch,
    serials: Vec<u64>,
    /// Remains that were handed on: a row that was moved before it was deleted is left in several places.
    remains: HashSet<u64, FixedState>,
}

impl<'s, 'p> Rows<'s, 'p> {
    pub(super) fn new(sink: &'s mut dyn BatchSink, pages: &'p Pages<'p>, plan: &'p Plan, mark: Mark) -> Self {
        Self {
            sink,
            pages,
            plan,
            mark,
            open: BTreeMap::new(),
            scratch: Scratch::default(),
            serials: Vec::new(),
            remains: HashSet::with_hasher(FixedState::with_seed(0)),
        }
    }

    /// Hands on what is left.
    pub(super) fn finish(mut self) {
        let keys: Vec<_> = self.open.keys().copied().collect();
        for key in keys {
            self.flush(key);
        }
    }

    /// Reads the page in the place `slot`.
    pub(super) fn page(&mut self, slot: usize) {
        let Some(page) = self.pages.at(slot) else { return };
        match self.plan.owners.get(slot).copied().unwrap_or(Owner::Nobody) {
            Owner::Rows(table) => self.row_page(page, table),
            Owner::Inner(table) => {
                if let Some(node) = Node::new(page) {
                    let cells = node.cells(self.pages.shape).map(|cell| cell.span).collect();
                    self.remains(&node, cells, Some(table));
                }
            }
            Owner::Schema => self.schema_page(page),
            Owner::Index => {
                if let Some(node) = Node::new(page) {
                    let cells = node.cells(self.pages.shape).map(|cell| cell.span).collect();
                    self.remains(&node, cells, None);
                }
            }
            Owner::Free => self.stray_page(page, Mark::Deleted),
            Owner::FreeTrunk => self.trunk_page(page),
            // Where nothing is broken, what nothing leads to was given up.
            Owner::Nobody if self.plan.faults.is_empty() && !self.pages.is_images() => {
                self.stray_page(page, Mark::Deleted);
            }
            Owner::Nobody => self.stray_page(page, self.mark),
            Owner::OverflowHead(_) | Owner::OverflowTail(_) | Owner::Special => {}
        }
    }

    /// A page with rows of a table.
    fn row_page(&mut self, page: Page<'p>, table: u32) {
        let Some(node) = Node::new(page) else { return };
        let spans = self.cells(&node, Target::Table(table), self.mark, None);
        self.remains(&node, spans, Some(table));
    }

    /// Pushes the rows of a page but those in `but`. Gives the spans of all cells that hold rows.
    fn cells(
        &mut self,
        node: &Node<'p>,
        target: Target,
        mark: Mark,
        mut but: Option<&mut HashSet<u64, FixedState>>,
    ) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        self.scratch.begin_page();
        for cell in node.cells(self.pages.shape) {
            if let Some(known) = &mut but
                && !known.insert(cell_hash(node, &cell))
            {
                continue;
            }
            if self.cell(node, &cell, (target, mark)) {
                spans.push(cell.span);
            }
        }
        spans
    }

    /// Pushes the row of a cell. Says whether there was one.
    fn cell(&mut self, node: &Node<'p>, cell: &NodeCell, key: (Target, Mark)) -> bool {
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut types = std::mem::take(&mut self.serials);
        let payload = scratch.payload(self.pages, self.plan, node.page, cell);
        let body = serials(payload.data, &mut types);
        if let Some(body) = body {
            let rowid = cell.rowid.clone().map(|(rowid, span)| (rowid, at_page(node.page, &span)));
            self.push(key, &payload, body, &types, rowid.as_ref());
        }
        if let Some(slack) = scratch.slack.take() {
            self.binary(slack);
        }
        (self.scratch, self.serials) = (scratch, types);
        body.is_some()
    }

    fn push(
        &mut self,
        key: (Target, Mark),
        payload: &Payload<'_>,
        body: usize,
        types: &[u64],
        rowid: Option<&(i64, Range<usize>)>,
    ) {
        let encoding = self.pages.shape.encoding;
        let Some(table) = self.table(key, types.len()) else { return };
        let layout = Layout { columns: &table.columns, rowid_alias: table.rowid_alias, encoding };
        push_values(&mut table.buf, payload, body, types, rowid, layout);
        table.buf.end_record();
        if table.buf.is_full() {
            self.flush(key);
        }
    }

    /// The open table, with at least `count` columns.
    fn table(&mut self, key: (Target, Mark), count: usize) -> Option<&mut OpenTable> {
        let (sink, plan) = (&mut *self.sink, self.plan);
        let table = self.open.entry(key).or_insert_with(|| open_table(sink, plan, key));
        while table.columns.len() < count {
            let name = format!("column_{}", table.columns.len() + 1);
            let spec = ColumnSpec { name, is_named: false, sql_type: None };
            table.columns.push(self.sink.column(table.id, &spec));
        }
        Some(table)
    }

    fn flush(&mut self, key: (Target, Mark)) {
        let Some(table) = self.open.get_mut(&key) else { return };
        if !table.buf.record_ends.is_empty() {
            // A reader that is read whole has nothing to stop early for.
            let _: crate::records::Flow = self.sink.batch(table.id, &table.buf.as_batch(self.pages.bytes));
            table.buf.clear();
        }
    }

    /// The rows of `sqlite_schema` are statements.
    fn schema_page(&mut self, page: Page<'p>) {
        let Some(node) = Node::new(page) else { return };
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.begin_page();
        for cell in node.cells(self.pages.shape) {
            let payload = scratch.payload(self.pages, self.plan, page, &cell);
            let span = at_page(page, &cell.span);
            if payload.segments.len() == 1 {
                self.text(span, TextClass::Structure);
            } else {
                let _: crate::records::Flow = self.sink.decoded_text(payload.data, span);
            }
        }
        self.scratch = scratch;
        let cells = node.cells(self.pages.shape).map(|cell| cell.span).collect();
        self.remains(&node, cells, None);
    }

    /// What stands between the cells of a page: rows of `table` where it can be told, and text.
    fn remains(&mut self, node: &Node<'p>, cells: Vec<Range<usize>>, table: Option<u32>) {
        let gaps = node.gaps(cells);
        let page = node.page;
        let is_used = |gap: &Range<usize>| {
            gap.len() >= 4 && page.bytes.get(gap.clone()).is_some_and(|bytes| bytes.iter().any(|&byte| byte != 0))
        };
        if !gaps.iter().any(is_used) {
            return;
        }
        let blocks = node.freeblocks();
        let table = table.and_then(|index| Some((index, self.plan.tables.get(index as usize)?)));
        for gap in gaps.into_iter().filter(is_used) {
            let mut at = gap.start;
            if let Some((index, table)) = table {
                let search = Search { page: page.bytes, table, encoding: self.pages.shape.encoding };
                at = self.found(page, at, search.rows(gap.clone(), &blocks), (index, table));
            }
            self.binary(at_page(page, &(at..gap.end)));
        }
    }

    /// Pushes what remains of rows, and what stands between them from `at` on. Gives the end of the last one.
    fn found(&mut self, page: Page<'p>, at: usize, rows: Vec<Remains>, (index, table): (u32, &Table)) -> usize {
        let mut at = at;
        for row in rows {
            self.binary(at_page(page, &(at..row.span.start)));
            at = row.span.end;
            if !self.is_stale(page, table.root, &row) {
                self.push_remains(page, &row, (Target::Table(index), self.deleted_mark()));
            }
        }
        at
    }

    /// A free page whose beginning lists others: behind that may stand rows of the one table that they fit best.
    fn trunk_page(&mut self, page: Page<'p>) {
        /// With more tables than this, guessing takes too long.
        const TABLES_TRIED_MAX: u32 = 100;
        let plan = self.plan;
        let gap = 8..page.bytes.len();
        let mut best: Vec<(u32, &Table, Vec<Remains>)> = Vec::new();
        for (index, table) in (0..TABLES_TRIED_MAX).zip(&plan.tables) {
            let search = Search { page: page.bytes, table, encoding: self.pages.shape.encoding };
            let rows = search.rows(gap.clone(), &[]);
            let len_best = best.first().map_or(1, |(_, _, rows)| rows.len());
            if rows.len() > len_best {
                best.clear();
            }
            if rows.len() >= len_best {
                best.push((index, table, rows));
            }
        }
        let one = if best.len() == 1 { best.pop() } else { None };
        let at = one.map_or(gap.start, |(index, table, rows)| self.found(page, gap.start, rows, (index, table)));
        self.binary(at_page(page, &(at..gap.end)));
    }

    fn tables_len(&self) -> u32 {
        u32::try_from(self.plan.tables.len()).unwrap_or(u32::MAX)
    }

    fn deleted_mark(&self) -> Mark {
        if self.mark == Mark::Live { Mark::Deleted } else { self.mark }
    }

    /// Whether a row is a copy of one that lives on: what is moved to another page is left behind where it was.
    fn is_stale(&self, page: Page<'_>, root: u32, row: &Remains) -> bool {
        let (Some((rowid, _)), Some(record)) = (&row.rowid, row.record) else { return false };
        find_row(self.pages, root, *rowid).is_some_and(|live| page.bytes.get(record..row.span.end) == Some(live))
    }

    fn push_remains(&mut self, page: Page<'p>, row: &Remains, key: (Target, Mark)) {
        let values = page.bytes.get(row.body..row.span.end).unwrap_or_default();
        if !self.remains.insert(FixedState::with_seed(1).hash_one((key.0, &row.serials, values))) {
            return;
        }
        let segments = [Segment { from: 0, at: page.at }];
        let payload = Payload { data: page.bytes.get(..row.span.end).unwrap_or_default(), segments: &segments };
        let rowid = row.rowid.clone().map(|(rowid, span)| (rowid, at_page(page, &span)));
        self.push(key, &payload, row.body, &row.serials, rowid.as_ref());
    }

    /// A page that no table leads to: rows, where it holds some, and else text.
    fn stray_page(&mut self, page: Page<'p>, mark: Mark) {
        let node = Node::new(page).filter(|node| node.kind == Kind::TableLeaf);
        let Some((node, target)) = node.and_then(|node| Some((node, self.target_of(&node)?))) else {
            return self.binary(page.at..page.at + page.bytes.len());
        };
        let spans = self.cells(&node, target, mark, None);
        let table = if let Target::Table(index) = target { Some(index) } else { None };
        self.remains(&node, spans, table);
    }

    /// Whose rows the cells of a page are: of the one table that all of them fit.
    fn target_of(&mut self, node: &Node<'p>) -> Option<Target> {
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut types = Vec::new();
        let mut fitting: Option<Vec<u32>> = None;
        let mut columns = 0;
        scratch.begin_page();
        for cell in node.cells(self.pages.shape) {
            let payload = scratch.payload(self.pages, self.plan, node.page, &cell);
            if serials(payload.data, &mut types).is_none() || types.is_empty() {
                continue;
            }
            columns = columns.max(types.len());
            let table = |index: &u32| self.plan.tables.get(*index as usize).filter(|table| table.has_rowid);
            let fits = |index: &u32| table(index).is_some_and(|table| table.fits(&types));
            fitting = Some(match fitting {
                None => (0..self.tables_len()).filter(fits).collect(),
                Some(before) => before.into_iter().filter(fits).collect(),
            });
        }
        self.scratch = scratch;
        match fitting?.as_slice() {
            &[table] => Some(Target::Table(table)),
            _ => Some(Target::Columns(columns)),
        }
    }

    /// The versions of one page in a log, newest first: rows of the older ones that the newer ones do not have.
    pub(super) fn versions(&mut self, number: u32, newest: usize, older: impl Iterator<Item = usize>) {
        let mut known = HashSet::with_hasher(FixedState::with_seed(0));
        let newest = self.pages.image(number, newest).and_then(Node::new);
        if let Some(node) = newest {
            known.extend(node.cells(self.pages.shape).map(|cell| cell_hash(&node, &cell)));
        }
        let owner = self.plan.owner(self.pages, number);
        for at in older {
            let Some(page) = self.pages.image(number, at) else { continue };
            if matches!(owner, Owner::Index | Owner::Inner(_) | Owner::Schema | Owner::Special) {
                continue;
            }
            let target = match (Node::new(page).filter(|node| node.kind == Kind::TableLeaf), owner) {
                (Some(node), Owner::Rows(table)) => Some((node, Target::Table(table))),
                (Some(node), Owner::Nobody | Owner::Free) => self.target_of(&node).map(|target| (node, target)),
                _ => None,
            };
            match target {
                Some((node, target)) => {
                    self.cells(&node, target, self.deleted_mark(), Some(&mut known));
                }
                None => self.binary(page.at..page.at + page.bytes.len()),
            }
        }
    }

    /// Text in something that is none, if there may be any.
    pub(super) fn binary(&mut self, span: Range<usize>) {
        let within = self.pages.bytes.get(..span.end).unwrap_or_default();
        if span.start < span.end && strings::next_run(within, span.start).is_some() {
            self.text(span, TextClass::Binary);
        }
    }

    pub(super) fn text(&mut self, span: Range<usize>, class: TextClass) {
        let _: crate::records::Flow = self.sink.text(self.pages.bytes, span, class);
    }
}

fn open_table(sink: &mut dyn BatchSink, plan: &Plan, (target, mark): (Target, Mark)) -> OpenTable {
    let table = if let Target::Table(index) = target { plan.tables.get(index as usize) } else { None };
    let name = match (target, table) {
        (Target::Columns(count), _) => format!("rows of {count} columns"),
        (Target::Table(_), _) => table.map_or_else(String::new, |table| table.name.clone()),
    };
    let id = sink.table(&format!("{name}{}", mark.suffix()));
    let Some(table) = table else {
        return OpenTable { id, columns: Vec::new(), rowid_alias: None, buf: BatchBuf::default() };
    };
    let declared: Vec<ColumnId> = table.columns.iter().map(|spec| sink.column(id, spec)).collect();
    let columns = table.stored.iter().filter_map(|&index| declared.get(index).copied()).collect();
    OpenTable { id, columns, rowid_alias: table.rowid_alias, buf: BatchBuf::default() }
}

fn at_page(page: Page<'_>, span: &Range<usize>) -> Range<usize> {
    page.at + span.start..page.at + span.end
}

fn cell_hash(node: &Node<'_>, cell: &NodeCell) -> u64 {
    FixedState::with_seed(0).hash_one(node.page.bytes.get(cell.span.clone()).unwrap_or_default())
}
