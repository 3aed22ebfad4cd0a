//! Working memory of one worker.

use std::ops::Range;

use super::candidates::Candidates;
use super::cell::{AskedShapes, Lanes, Routes, RunRoom};
use super::encoded::{Blocks, unpacked_max};
use super::fold::Folded;
use super::kind_set::KindSet;
use super::known_columns::KnownColumns;
use super::linkage::RecordNumbers;
use super::marks::Mark;
use super::memory::{NameCache, NameWords, StreetCache};
use super::overlap::Pending;
use super::reach::Reach;
use super::shapes::Reading;
use super::sieve::SieveScratch;
use super::text::Places;
use crate::rules::KindId;

/// What one worker needs to scan; made once and reused for everything.
#[derive(Default)]
pub struct Scratch {
    /// The batch that is scanned, by column.
    pub(crate) lanes: Lanes,
    pub(crate) routes: Routes,
    pub(crate) cells: CellScratch,
    pub(crate) text: TextScratch,
    /// What the names of columns say that this worker met.
    pub columns: KnownColumns,
}

/// Never prints a value.
impl std::fmt::Debug for Scratch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scratch").finish_non_exhaustive()
    }
}

impl Scratch {
    /// A piece of so many bytes comes: what may be unpacked of it hangs on that.
    pub fn begin_piece(&mut self, len: usize) {
        self.text.unpacked_left = unpacked_max(len);
        self.text.packed_left.clear();
        self.text.contained.clear();
    }
}

/// For cells.
#[derive(Default)]
pub(crate) struct CellScratch {
    /// Shapes of a value that was changed before it was looked at.
    pub(crate) asked: AskedShapes,
    pub(crate) names: NameCache,
    pub(crate) streets: StreetCache,
    pub(crate) name_words: NameWords,
    pub(crate) runs: RunRoom,
    pub(crate) canonical: Vec<u8>,
    pub(crate) repaired: Vec<u8>,
    pub(crate) folded: Folded,
    /// Kinds that the current cell was already checked for.
    pub(crate) seen: Vec<KindId>,
    /// Licence numbers of the current record.
    pub(crate) numbers: RecordNumbers,
}

/// For text.
#[derive(Default)]
pub(crate) struct TextScratch {
    /// Runs of encoded or compressed data in the view that were not read, or not to their end.
    pub(crate) packed_left: Vec<Range<usize>>,
    /// Containers in encoded runs of the view, decoded.
    pub(crate) contained: Vec<(Range<usize>, Vec<u8>)>,
    /// Bytes that may still be unpacked of such runs in the piece that is scanned.
    pub(crate) unpacked_left: usize,
    /// Where runs were put together that are wrapped over lines.
    pub(crate) blocks: Blocks,
    /// Nothing while it is in use: it is large.
    pub(crate) sieve: Option<Box<SieveScratch>>,
    /// Wanted places of the segment that is being filled.
    pub(crate) places: Places,
    pub(crate) candidates: Candidates,
    pub(crate) folded: Folded,
    pub(crate) reach: Reach,
    pub(crate) readings: Vec<Reading>,
    /// The kinds that the number that is looked at may be of though they need a label.
    pub(crate) labelled: KindSet,
    pub(crate) pending: Vec<Pending>,
    /// Parts of what was found, which are reported beside it.
    pub(crate) nested: Vec<Pending>,
    /// What was found in encoded runs.
    pub(crate) nested_in_run: Vec<Pending>,
    /// Marks of a segment that are found the plain way.
    pub(crate) marks: Vec<(usize, Mark)>,
    /// The sieve's memory for folded text, and the places that it wants there.
    pub(crate) folded_sieve: Option<Box<SieveScratch>>,
    pub(crate) folded_places: Places,
    /// For the text in an encoded run, with the bytes that it decodes to, and how many layers lie around it.
    pub(crate) inner: Option<Box<TextScratch>>,
    pub(crate) decoded: Vec<u8>,
    pub(crate) depth: u8,
    /// Canonical values of the pending candidates.
    pub(crate) arena: Vec<u8>,
}
