//! Where the blocks with entries are.

use std::ops::Range;

use super::Budget;
use super::block::{Block, Entries};
use super::footer::{Footer, Place, TRAILER_LEN};

/// The blocks that hold entries, in the order of the file; `None` where they cannot be told.
pub(super) fn blocks(bytes: &[u8], footer: &Footer, budget: &mut Budget) -> Option<Vec<Range<usize>>> {
    let properties = named(bytes, footer, b"rocksdb.properties", budget);
    let property = |name: &[u8], budget: &mut Budget| {
        let block = Block::read(bytes, &properties?.span(bytes)?, footer, budget)?;
        find(&block.data, name, budget).and_then(|value| block.data.get(value)?.first().copied())
    };
    let index = match footer.index {
        Some(index) => index,
        None => named(bytes, footer, b"rocksdb.index", budget)?,
    };
    let form = IndexForm {
        are_places: property(b"rocksdb.index.value.is.delta.encoded", budget) == Some(1),
        // Of four kinds this one has an index of the parts of its index.
        is_divided: property(b"rocksdb.block.based.table.index.type", budget) == Some(2),
    };
    let mut spans = places(bytes, index, footer, form.are_places, budget)?;
    if form.is_divided {
        let parts = std::mem::take(&mut spans);
        for part in parts {
            let part = Place { start: part.start, len: part.len() };
            spans.extend(places(bytes, part, footer, form.are_places, budget)?);
        }
    }
    // Ranges of keys that were deleted.
    spans.extend(named(bytes, footer, b"rocksdb.range_del", budget).and_then(|place| place.span(bytes)));
    spans.sort_by_key(|span| span.start);
    spans.dedup();
    let is_apart = |pair: &[Range<usize>]| match pair {
        [before, after] => before.end + TRAILER_LEN <= after.start,
        _ => true,
    };
    spans.windows(2).all(is_apart).then_some(spans)
}

struct IndexForm {
    are_places: bool,
    is_divided: bool,
}

/// A block that the index of such blocks names.
fn named(bytes: &[u8], footer: &Footer, name: &[u8], budget: &mut Budget) -> Option<Place> {
    let block = Block::read(bytes, &footer.metaindex.span(bytes)?, footer, budget)?;
    let value = find(&block.data, name, budget)?;
    Place::parse(block.data.get(value)?, &mut 0)
}

/// The value of a key.
fn find(data: &[u8], name: &[u8], budget: &mut Budget) -> Option<Range<usize>> {
    let mut entries = Entries::of(data);
    while let Some(Ok(entry)) = entries.next(budget) {
        if entries.key == name {
            return Some(entry.value);
        }
    }
    None
}

/// The places that an index holds; `None` where one of them is not in the file.
fn places(
    bytes: &[u8],
    index: Place,
    footer: &Footer,
    are_places: bool,
    budget: &mut Budget,
) -> Option<Vec<Range<usize>>> {
    let block = Block::read(bytes, &index.span(bytes)?, footer, budget)?;
    let mut entries = if are_places { Entries::of_places(&block.data) } else { Entries::of(&block.data) };
    let mut spans: Vec<Range<usize>> = Vec::new();
    while let Some(entry) = entries.next(budget) {
        let entry = entry.ok()?;
        let value = block.data.get(entry.value)?;
        let place = match spans.last() {
            Some(before) if are_places && entry.shared > 0 => {
                Place { start: before.end.checked_add(TRAILER_LEN)?, len: changed(before.len(), value)? }
            }
            _ => Place::parse(value, &mut 0)?,
        };
        spans.push(place.span(bytes)?);
    }
    Some(spans)
}

/// A length that is written as the difference to the one before, its sign in the lowest bit.
fn changed(before: usize, value: &[u8]) -> Option<usize> {
    let number = super::footer::varint(value, &mut 0)?;
    let (difference, is_less) = (number >> 1, number & 1 == 1);
    if is_less { before.checked_sub(difference.checked_add(1)?) } else { before.checked_add(difference) }
}
