//! A column of a row group, record by record.

use super::footer::Chunk;
use super::page::{self, Content, Page, Part};
use super::schema::Leaf;
use super::values::Values;
use crate::batch::ColumnId;
use crate::error::Reason;
use crate::records::rows::Rows;

/// A column while it is read.
pub(super) struct Column<'f> {
    leaf: &'f Leaf,
    chunk: &'f Chunk,
    id: ColumnId,
    /// Where the next page begins.
    at: usize,
    dictionary: Values,
    page: Option<Page>,
    /// The next level of the page.
    level: usize,
    /// The next value of the page.
    value: usize,
    is_broken: bool,
}

impl<'f> Column<'f> {
    pub(super) fn new(leaf: &'f Leaf, chunk: &'f Chunk, id: ColumnId) -> Self {
        Self {
            leaf,
            chunk,
            id,
            at: chunk.span.start,
            dictionary: Values::default(),
            page: None,
            level: 0,
            value: 0,
            is_broken: false,
        }
    }

    /// Bytes that it holds in memory.
    pub(super) fn len(&self) -> usize {
        let page = self.page.as_ref().map_or(0, |page| match &page.values {
            Content::Values(values) => values.len(),
            Content::Indices(indices) => indices.len() * 4,
        });
        self.dictionary.len() + page
    }

    /// Goes to the next page with values, if there is one.
    fn next_page(&mut self, rows: &mut Rows<'_, '_>) -> Option<()> {
        self.page = None;
        while self.at < self.chunk.span.end && !self.is_broken {
            let Some((part, next)) = page::read(rows.bytes, self.chunk, self.leaf, self.at) else {
                self.give_up(rows);
                return None;
            };
            self.at = next;
            match part {
                Part::Dictionary(values) => self.dictionary = values,
                Part::Page(page) if page.count > 0 => {
                    self.page = Some(page);
                    (self.level, self.value) = (0, 0);
                    return Some(());
                }
                Part::Page(_) | Part::Other => {}
            }
        }
        None
    }

    /// Looks at what is left of the column behind the last record of its group: nothing, if both are whole.
    pub(super) fn finish(&mut self, rows: &mut Rows<'_, '_>) {
        let is_over = self.page.as_ref().is_none_or(|page| self.level >= page.count) && self.next_page(rows).is_none();
        if !is_over {
            self.give_up_whole(rows);
        }
    }

    /// The column does not have as many records as its group.
    pub(super) fn give_up_whole(&mut self, rows: &mut Rows<'_, '_>) {
        self.at = self.chunk.span.start;
        self.give_up(rows);
    }

    /// The rest of the column is not understood.
    pub(super) fn give_up(&mut self, rows: &mut Rows<'_, '_>) {
        if !self.is_broken {
            self.is_broken = true;
            self.page = None;
            rows.broken.push(self.at..self.chunk.span.end);
        }
    }

    /// Adds the cells of the next record. Whether there was one.
    pub(super) fn record(&mut self, rows: &mut Rows<'_, '_>) -> bool {
        let mut is_first = true;
        loop {
            if self.page.as_ref().is_none_or(|page| self.level >= page.count) && self.next_page(rows).is_none() {
                return !is_first;
            }
            let Some(page) = &self.page else { return !is_first };
            let repeated = page.repeated.get(self.level).copied().unwrap_or(0);
            if repeated == 0 && !is_first {
                return true;
            }
            is_first = false;
            let is_there = page.defined.get(self.level).is_none_or(|&level| level == u32::from(self.leaf.defined));
            self.level += 1;
            if is_there {
                let value = match &page.values {
                    Content::Values(values) => values.get(self.value),
                    Content::Indices(indices) => {
                        indices.get(self.value).and_then(|&index| self.dictionary.get(index as usize))
                    }
                };
                self.value += 1;
                match value {
                    Some(value) => rows.decoded(self.id, value, &page.span),
                    None => self.give_up(rows),
                }
            }
            if self.leaf.repeated == 0 {
                return true;
            }
        }
    }
}

/// Hands on the parts of columns that were not understood.
pub(super) fn hand_on_broken(rows: &mut Rows<'_, '_>) {
    for span in std::mem::take(&mut rows.broken) {
        let message = "a part of a column that is broken or encoded in an unknown way was scanned as it stands";
        rows.unread(span, Reason::NotUnderstood, message);
    }
}
