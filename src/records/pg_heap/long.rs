//! Long values, which the server keeps in parts in a table of their own: a number, a count, and bytes.

use std::ops::Range;

use super::page::{Page, Stored, Tuple};
use super::value::{packed_head, signed};
use super::{Heap, moved, reading};
use crate::decode::packed;

/// The longest value that is put together or unpacked.
pub(super) const VALUE_LEN_MAX: usize = 64 << 20;

/// A part of a long value.
#[derive(Debug)]
pub(super) struct Part {
    number: i64,
    count: i64,
    /// Where its bytes stand among the values of the tuple.
    pub(super) bytes: Range<usize>,
}

impl Part {
    /// The part that a tuple is; `None` where it is none.
    pub(super) fn of(tuple: &Tuple<'_>, values: &[Option<Stored>]) -> Option<Self> {
        let [Some(Stored::Plain(number)), Some(Stored::Plain(count)), Some(Stored::Plain(bytes))] = values else {
            return None;
        };
        let at = |span: &Range<usize>| signed(tuple.values().get(span.clone())?);
        let (number, count) = (at(number)?, at(count)?);
        Some(Self { number, count, bytes: bytes.clone() })
    }
}

/// Which part comes next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    number: i64,
    first: i64,
    next: i64,
    len: usize,
}

impl Chain {
    pub(super) fn new(part: &Part) -> Self {
        Self { number: part.number, first: part.count, next: part.count.wrapping_add(1), len: part.bytes.len() }
    }

    /// Takes a part if it is the next one of this value.
    pub(super) fn takes(&mut self, part: &Part) -> bool {
        let is_next = self.number == part.number && self.next == part.count && self.len < VALUE_LEN_MAX;
        if is_next {
            self.next = self.next.wrapping_add(1);
            self.len += part.bytes.len();
        }
        is_next
    }

    /// Whether its first part is that of the value.
    pub(super) fn has_beginning(&self) -> bool {
        self.first == 0
    }
}

/// Where a value begins: the page, and which of its tuples.
#[derive(Debug, Clone, Copy)]
pub(super) struct Begin {
    pub(super) page: usize,
    pub(super) tuple: usize,
}

/// Where the value begins that ends with the last part in `bytes`, of which the first `done` tuples are not looked at.
pub(super) fn open_value(of: &Heap, bytes: &[u8], done: usize) -> Option<Begin> {
    let mut open: Option<(Chain, Begin)> = None;
    for (index, page_bytes) in bytes.chunks_exact(of.page_len).enumerate() {
        let Some(page) = Page::of(page_bytes) else { continue };
        let done = if index == 0 { done } else { 0 };
        for (tuple_index, span) in page.tuples().spans.into_iter().enumerate().skip(done) {
            let tuple = Tuple::of(page.bytes_of(span));
            let part = tuple.and_then(|tuple| Part::of(&tuple, &reading::values(&tuple, &of.columns)?));
            let Some(part) = part else { continue };
            if !open.as_mut().is_some_and(|(chain, _)| chain.takes(&part)) {
                open = Some((Chain::new(&part), Begin { page: index * of.page_len, tuple: tuple_index }));
            }
        }
    }
    open.map(|(_, begin)| begin)
}

/// A value that is being put together.
pub(super) struct LongValue {
    chain: Chain,
    pub(super) bytes: Vec<u8>,
    /// Where its parts stand.
    pub(super) spans: Vec<Range<usize>>,
}

impl LongValue {
    /// A value that begins with this part, whose values stand at `base`.
    pub(super) fn new(part: &Part, raw: &[u8], base: usize) -> Self {
        Self { chain: Chain::new(part), bytes: raw.to_vec(), spans: vec![moved(&part.bytes, base)] }
    }

    /// Adds a part if it is the next one.
    pub(super) fn add(&mut self, part: &Part, raw: &[u8], base: usize) -> bool {
        let is_next = self.chain.takes(part);
        if is_next {
            self.bytes.extend_from_slice(raw);
            self.spans.push(moved(&part.bytes, base));
        }
        is_next
    }

    /// From the first to the last byte of its parts.
    pub(super) fn span(&self) -> Range<usize> {
        let start = self.spans.iter().map(|span| span.start).min().unwrap_or(0);
        start..self.spans.iter().map(|span| span.end).max().unwrap_or(start)
    }

    /// The length that stands before what was packed, and by what, if it may be packed. Whether it was the row says that it belongs
    /// to.
    pub(super) fn packed(&self) -> Option<(usize, u32)> {
        let packed = packed_head(&self.bytes).filter(|&(len, method)| len > self.bytes.len() && method <= 1);
        packed.filter(|_| self.chain.has_beginning())
    }

    /// Whether its bytes are to be read as they are, even if its beginning or its end is not there: text is, and what is not packed.
    pub(super) fn is_plain(&self) -> bool {
        const LOOKED_AT: usize = 512;
        let is_control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace();
        let is_text = !self.bytes.iter().take(LOOKED_AT).any(is_control);
        let may_be_packed = self.packed().is_some_and(|(len, _)| len <= VALUE_LEN_MAX);
        is_text || self.chain.has_beginning() && (!may_be_packed || packed::is_contained(&self.bytes))
    }
}
