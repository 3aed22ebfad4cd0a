//! Which tables a file holds, and which of its indices have their rows.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::Layout;
use super::page::{IndexPage, u16_at};
use super::{DEFINITIONS, Head, INDEX, INDEX_ADDED_TO, KIND, Space, frm, sdi};

/// A table whose definition is at hand.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) layout: Layout,
    /// Fields that the rows had before some were added.
    pub(super) fields_before: usize,
}

/// The tables of a file.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Those that the file itself defines, by the indices that hold their rows.
    defined: BTreeMap<u64, Table>,
    /// Indices of these that hold copies.
    secondary: BTreeSet<u64>,
    /// The one that a file beside defines.
    beside: Option<Table>,
    /// The index that holds the rows, where there is one table alone.
    only: Option<u64>,
    is_shared: bool,
}

impl Tables {
    pub(super) fn new(space: Space, head: &Head<'_>) -> Self {
        let pages = || head.bytes.chunks_exact(space.page_len);
        let of_kind =
            |kind: usize| pages().filter(move |page| u16_at(page, KIND) == Some(kind)).filter_map(IndexPage::new);
        let mut fields_before = BTreeMap::new();
        for root in of_kind(INDEX_ADDED_TO) {
            let before = u16_at(root.bytes, 50).map(|number| number >> 3).filter(|&count| count > 0);
            fields_before.entry(root.index()).or_insert(before);
        }
        let table = |index: Option<u64>, layout: Layout| {
            let stated = index.and_then(|index| fields_before.get(&index).copied().flatten());
            Table { fields_before: stated.unwrap_or(layout.fields.len()), layout }
        };
        let (mut defined, mut secondary) = (BTreeMap::new(), BTreeSet::new());
        let mut json_left = sdi::JSON_LEN_MAX;
        for definition in of_kind(DEFINITIONS).flat_map(|page| sdi::definitions(&page, &mut json_left)) {
            secondary.extend(definition.secondary);
            defined.entry(definition.index).or_insert_with(|| table(Some(definition.index), definition.layout));
        }
        secondary.retain(|index| !defined.contains_key(index));
        let indices: BTreeSet<u64> = of_kind(INDEX).chain(of_kind(INDEX_ADDED_TO)).map(|page| page.index()).collect();
        let stated = defined.keys().copied().find(|index| indices.contains(index));
        // The index of the rows is the first that is made. Where tables share a file, that says nothing.
        let is_shared = space.is_shared || defined.len() > 1;
        let only = stated.or(indices.first().copied()).filter(|_| !is_shared);
        let companion = head.companion.filter(|_| !is_shared && defined.is_empty());
        let beside = companion.and_then(|companion| frm::layout(companion.bytes())).map(|layout| table(only, layout));
        Self { defined, secondary, beside, only, is_shared }
    }

    /// The table whose rows an index holds.
    pub(super) fn of(&self, index: u64) -> Option<&Table> {
        self.defined.get(&index).or(self.beside.as_ref())
    }

    /// Whether an index holds rows, and not copies of parts of them.
    pub(super) fn is_of_rows(&self, index: u64) -> bool {
        self.only.is_none_or(|only| only == index) && !self.secondary.contains(&index)
    }

    /// What the table of an index is called.
    pub(super) fn name(&self, index: u64) -> String {
        match self.of(index) {
            Some(table) => table.layout.name.clone(),
            None if self.is_shared && u32::try_from(index).is_ok() => format!("index {index}"),
            None => String::new(),
        }
    }
}
