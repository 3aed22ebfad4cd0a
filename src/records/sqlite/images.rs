//! Page images: write-ahead logs and rollback journals.
//!
//! ```text
//! log       header (32 bytes: magic, version, page size, sequence, salts, sums), then frames:
//!           page number, size of the database or 0, the two salts, two sums, the page
//! journal   header (28 bytes, padded to a sector: magic, count of pages, nonce, size, sector size, page size), then
//!           records: page number, the page as it was, sum; further headers begin at sectors
//! ```
//!
//! Sums are not checked: a page that a crash cut is still evidence.

use std::collections::BTreeMap;

use super::pages::{Encoding, Pages, Shape, u32_at};
use super::plan::Plan;
use super::rows::{Mark, Rows};
use super::{all_as_text, tell_faults};
use crate::records::{BatchSink, Consumed, Piece, Reader, State};

const LOG_HEADER_LEN: usize = 32;
const FRAME_HEADER_LEN: usize = 24;
const JOURNAL_MAGIC: &[u8] = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
const JOURNAL_HEADER_LEN: usize = 28;

pub(super) fn is_log(head: &[u8]) -> bool {
    matches!(u32_at(head, 0), Some(0x377F_0682 | 0x377F_0683)) && log_page_size(head).is_some()
}

pub(super) fn is_journal(head: &[u8]) -> bool {
    head.starts_with(JOURNAL_MAGIC)
}

fn log_page_size(head: &[u8]) -> Option<usize> {
    let size = usize::try_from(u32_at(head, 8)?).ok()?;
    Shape::new(size, 0, Encoding::Utf8).map(|shape| shape.page_size)
}

/// All images of a source: for each page, where they stand, newest first.
type Images = BTreeMap<u32, Vec<usize>>;

/// Reads a write-ahead log.
#[derive(Debug)]
pub(super) struct Log;

impl Reader for Log {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let Some(page_size) = log_page_size(piece.bytes) else { return all_as_text(piece, sink) };
        read_images(piece, page_size, &log_images(piece.bytes, page_size), Mark::Live, sink)
    }
}

fn log_images(bytes: &[u8], page_size: usize) -> Images {
    let salts = bytes.get(16..24);
    let mut stale: Images = BTreeMap::new();
    let mut images: Images = BTreeMap::new();
    let mut at = LOG_HEADER_LEN;
    while let Some(number) = u32_at(bytes, at).filter(|_| at + FRAME_HEADER_LEN < bytes.len()) {
        // Frames that an earlier use of the file left behind it have other salts.
        let list = if bytes.get(at + 8..at + 16) == salts { &mut images } else { &mut stale };
        list.entry(number).or_default().push(at + FRAME_HEADER_LEN);
        at += FRAME_HEADER_LEN + page_size;
    }
    for list in images.values_mut() {
        list.reverse();
    }
    for (number, list) in stale {
        images.entry(number).or_default().extend(list.into_iter().rev());
    }
    images
}

/// Reads a rollback journal.
#[derive(Debug)]
pub(super) struct Rollback;

impl Reader for Rollback {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let size = u32_at(piece.bytes, 24).and_then(|size| usize::try_from(size).ok());
        let Some(shape) = size.and_then(|size| Shape::new(size, 0, Encoding::Utf8)) else {
            return all_as_text(piece, sink);
        };
        let images = journal_images(piece.bytes, shape.page_size);
        read_images(piece, shape.page_size, &images, Mark::Journal, sink)
    }
}

fn journal_images(bytes: &[u8], page_size: usize) -> Images {
    let sector = u32_at(bytes, 20).map_or(512, |size| size as usize).clamp(32, 65536);
    let mut images: Images = BTreeMap::new();
    let mut at = 0;
    while let Some(magic) =
        bytes.get(at..).filter(|rest| rest.len() > JOURNAL_HEADER_LEN).and_then(|rest| rest.get(..8))
    {
        // A header that was not yet written when the writer stopped is zero; what follows it is there.
        let count = match (magic == JOURNAL_MAGIC, u32_at(bytes, at + 8)) {
            (true, Some(count)) if count > 0 => count,
            (true, _) => u32::MAX,
            (false, _) if magic == [0; 8] => u32::MAX,
            (false, _) => break,
        };
        let mut next = at + sector;
        for _ in 0..count {
            let Some(number) = u32_at(bytes, next).filter(|_| next + 4 < bytes.len()) else { break };
            // The oldest image of a page is the one that counts.
            images.entry(number).or_default().push(next + 4);
            next += page_size + 8;
        }
        at = next.next_multiple_of(sector);
    }
    images
}

fn read_images(piece: &Piece<'_>, page_size: usize, images: &Images, mark: Mark, sink: &mut dyn BatchSink) -> Consumed {
    let newest: Vec<(u32, usize)> =
        images.iter().filter_map(|(&number, list)| Some((number, *list.first()?))).collect();
    let first_page = newest.first().filter(|(number, _)| *number == 1).and_then(|&(_, at)| piece.bytes.get(at..));
    let stated = first_page.and_then(Shape::of).filter(|shape| shape.page_size == page_size);
    let Some(shape) = stated.or_else(|| Shape::new(page_size, 0, Encoding::Utf8)) else {
        return all_as_text(piece, sink);
    };
    let pages = Pages::of_images(piece.bytes, shape, newest.into());
    let plan = Plan::new(&pages);
    tell_faults(&plan, sink);
    let mut rows = Rows::new(sink, &pages, &plan, mark);
    for slot in 0..pages.len() {
        rows.page(slot);
    }
    for (&number, list) in images.iter().filter(|(_, list)| list.len() > 1) {
        let Some((&newest, older)) = list.split_first() else { continue };
        rows.versions(number, newest, older.iter().copied());
    }
    rows.finish();
    Consumed { len: piece.bytes.len(), state: State::Between }
}
