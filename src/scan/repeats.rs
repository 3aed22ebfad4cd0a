//! Values that stand in a column again and again: names, cities, states, plans.
//!
//! What detection says of a cell depends on its value and its column alone. So for a value that was seen before in
//! the same piece only its number grows, and all that would be said of it once more is counted at the end, so many times.
//! Different values and samples do not change by a repeat. A column whose values do not repeat gives it up soon. Short
//! values are held as numbers; of longer ones (user agents, descriptions, pages) the hash is, and their bytes are kept to be
//! compared.

use std::ops::Range;

use crate::aggregate::{ColumnAggregate, HitSort, NO_STATE};
use crate::detect::{CellFacts, CellValue, Cofield, words_at};

/// Places for the values of a column, at first and at most: their number grows with that of the values.
const SLOTS_MIN: usize = 64;
const SLOTS_MAX: usize = 4096;
/// The same for all columns of a table together, unless there are so many that each has the fewest.
const SLOTS_ALL: usize = 1 << 17;
const GROWTH: usize = 4;
/// Places that a value may stand at: the one that its hash gives, and those behind it.
const WAYS: usize = 4;
/// The longest value that is remembered, and bytes of long ones that are kept for a column, and for all of a table together,
/// unless there are so many columns that each has the fewest.
const LONG_MAX: usize = 1024;
const LONG_BYTES_MIN: usize = 2048;
const LONG_BYTES_MAX: usize = 1 << 16;
const LONG_BYTES_ALL: usize = 1 << 22;
/// The length of a long value in its place.
const LONG: u8 = u8::MAX;
/// What is said of a remembered value: of more, nothing is remembered.
const EVENTS_MAX: usize = 4;
/// Values of a column before the first one that is remembered: a short table is not worth the memory.
const UNHEEDED: u32 = 48;
/// Values that were looked up before a column is judged, and out of how many one must have been known.
const TRIAL: u32 = 768;
const KNOWN_SHARE: u32 = 4;

/// Something that was said of a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// Index of the kind in the column.
    kind: u16,
    /// The hit; none where the check failed.
    sort: Option<HitSort>,
}

impl Event {
    pub(super) fn missed(kind: usize) -> Self {
        Self { kind: u16::try_from(kind).unwrap_or(u16::MAX), sort: None }
    }

    pub(super) fn hit(kind: usize, sort: HitSort) -> Self {
        Self { kind: u16::try_from(kind).unwrap_or(u16::MAX), sort: Some(sort) }
    }
}

/// The values of one column.
#[derive(Default)]
pub(super) struct Repeats {
    /// Empty before the first value, and once the column was given up.
    slots: Vec<Known>,
    /// What is wanted of each value only when it is counted, or compared.
    said: Vec<Said>,
    /// Long values, one behind the other.
    long: Vec<u8>,
    /// The slot that is being written.
    open: usize,
    is_over: bool,
    asked: u32,
    known: u32,
}

/// Never prints a value.
impl std::fmt::Debug for Repeats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repeats").field("asked", &self.asked).field("known", &self.known).finish_non_exhaustive()
    }
}

/// What a value is found by.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    /// Those of a short value; the hash of a long one and its length.
    words: [u64; 4],
    /// 0 where nothing is remembered, [`LONG`] for a long value.
    len: u8,
}

impl Key {
    const NONE: Self = Self { words: [0; 4], len: 0 };

    /// `None` for a value that is not remembered.
    #[inline]
    fn of(value: &CellValue<'_>) -> Option<Self> {
        let len = value.bytes().len();
        if value.is_short() {
            return u8::try_from(len).ok().map(|len| Self { words: value.words(), len });
        }
        (len <= LONG_MAX).then(|| Self { words: [value.hash(), len as u64, 0, 0], len: LONG })
    }

    #[inline]
    fn is(&self, other: &Self) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.words, other.words);
        self.len == other.len && (a ^ e) | (b ^ f) | (c ^ g) | (d ^ h) == 0
    }
}

/// A value, and what a repeat of it needs: one line of the cache.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(super) struct Known {
    key: Key,
    bits: u128,
    /// How often it came again.
    count: u32,
    state: u8,
    /// Whether it is a number to [`ColumnAggregate::add_integer`].
    is_integer: bool,
    /// Where what was said of it stands.
    said: u16,
}

/// What was said of a value.
#[derive(Clone, Copy)]
struct Said {
    facts: CellFacts,
    cofield: Option<Cofield>,
    events_len: u8,
    events: [Event; EVENTS_MAX],
    /// Where a long value begins among the others.
    at: u32,
}

impl Known {
    const NONE: Self =
        Self { key: Key::NONE, bits: 0, count: 0, state: NO_STATE, is_integer: false, said: Self::UNSAID };
    /// Nothing was said in this place so far.
    const UNSAID: u16 = u16::MAX;

    /// Whether no value is remembered here.
    fn is_free(&self) -> bool {
        self.key.len == 0
    }

    pub(super) fn is_integer(&self) -> bool {
        self.is_integer
    }

    pub(super) fn bits(&self) -> u128 {
        self.bits
    }

    pub(super) fn state(&self) -> Option<u8> {
        (self.state != NO_STATE).then_some(self.state)
    }

    /// Counts the repeats, and forgets the value.
    fn settle(&mut self, said: &Said, column: &mut ColumnAggregate) {
        let count = u64::from(std::mem::take(&mut self.count));
        self.key.len = 0;
        if count == 0 {
            return;
        }
        column.add_repeats(&said.facts, count);
        if let Some(cofield) = said.cofield {
            column.add_cofields(cofield, count);
        }
        for event in said.events.iter().take(usize::from(said.events_len)) {
            let Some(kind) = column.kinds.get_mut(usize::from(event.kind)) else { continue };
            match &event.sort {
                Some(sort) => kind.add_hits(sort, count),
                None => kind.missed += count,
            }
        }
    }
}

impl Said {
    const NOTHING: Self = Self {
        facts: CellFacts { len: 0, digits: 0, letters: 0, spaces: 0, integer: None, hash: 0 },
        cofield: None,
        events_len: 0,
        events: [Event { kind: 0, sort: None }; EVENTS_MAX],
        at: 0,
    };
}

impl Repeats {
    /// Of a column whose values are known not to repeat.
    pub(super) fn given_up() -> Self {
        Self { is_over: true, ..Self::default() }
    }

    /// Whether the column was given up after its values were asked for.
    pub(super) fn was_given_up_here(&self) -> bool {
        self.is_over && self.asked > 0
    }

    /// Whether the column was given up: its values do not repeat.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// What is to be counted of each record with this value, if it is known; then it counts once more.
    #[inline]
    pub(super) fn find(&mut self, value: &CellValue<'_>) -> Option<&Known> {
        if self.slots.is_empty() {
            return None;
        }
        let key = Key::of(value)?;
        let is_it = |&at: &usize| self.slots.get(at).is_some_and(|known| known.key.is(&key));
        let mut at = home(&key) & (self.slots.len() - 1);
        if !is_it(&at) {
            at = ways(&self.slots, &key).skip(1).find(is_it)?;
        }
        if key.len == LONG && !self.is_long(at, value.bytes()) {
            return None;
        }
        let known = self.slots.get_mut(at).filter(|known| known.count < u32::MAX)?;
        known.count += 1;
        self.known += 1;
        Some(known)
    }

    /// The same for many values, of which the most stand where they are looked for first.
    #[inline]
    pub(super) fn at_hand(&mut self) -> AtHand<'_> {
        AtHand { found: 0, repeats: self }
    }

    /// Begins to write down what is said of a value that is not known. False where it is not worth it. The table has so many
    /// `columns`.
    pub(super) fn begin(&mut self, value: &CellValue<'_>, column: &mut ColumnAggregate, columns: usize) -> bool {
        let Some(key) = Key::of(value).filter(|_| !self.is_over) else { return false };
        self.asked += 1;
        if self.slots.is_empty() && self.asked <= UNHEEDED {
            return false;
        }
        if self.asked >= TRIAL {
            // `asked` counts the unknown ones.
            if self.known < self.asked / KNOWN_SHARE {
                self.finish(column);
                return false;
            }
            (self.asked, self.known) = (0, 0);
        }
        if key.len == LONG {
            let bytes_max = (LONG_BYTES_ALL / columns.max(1)).clamp(LONG_BYTES_MIN, LONG_BYTES_MAX);
            if self.long.len() + value.bytes().len() > bytes_max {
                self.forget_long(column);
            }
        }
        let slots_max = (SLOTS_ALL / columns.max(1)).clamp(SLOTS_MIN, SLOTS_MAX);
        self.open = self.room_for(&key, column, slots_max);
        if let Some((known, said)) = self.open_slot() {
            known.settle(said, column);
        }
        let Some(known) = self.slots.get_mut(self.open) else { return false };
        let mut place = known.said;
        if place == Known::UNSAID {
            place = u16::try_from(self.said.len()).unwrap_or(Known::UNSAID);
            self.said.push(Said::NOTHING);
        }
        *known = Known { key, said: place, ..Known::NONE };
        if let Some(said) = self.said.get_mut(usize::from(place)) {
            (said.cofield, said.events_len) = (None, 0);
            if key.len == LONG {
                said.at = u32::try_from(self.long.len()).unwrap_or(u32::MAX);
                self.long.extend_from_slice(value.bytes());
            }
        }
        true
    }

    /// Whether the long value in a slot, whose hash and length another one has, is the same.
    fn is_long(&self, slot: usize, value: &[u8]) -> bool {
        let said = self.slots.get(slot).and_then(|known| self.said.get(usize::from(known.said)));
        said.and_then(|said| self.long.get(said.at as usize..)).is_some_and(|rest| rest.starts_with(value))
    }

    /// Counts all long values and forgets them.
    fn forget_long(&mut self, column: &mut ColumnAggregate) {
        for known in self.slots.iter_mut().filter(|known| known.key.len == LONG) {
            if let Some(said) = self.said.get(usize::from(known.said)) {
                known.settle(said, column);
            }
        }
        self.long.clear();
    }

    /// A place for a value: a free one, as long as there may be more of them; then that of another value.
    fn room_for(&mut self, key: &Key, column: &mut ColumnAggregate, slots_max: usize) -> usize {
        loop {
            let is_free = |&at: &usize| self.slots.get(at).is_some_and(Known::is_free);
            let mut places = ways(&self.slots, key);
            let home = places.clone().next().unwrap_or(0);
            match places.find(is_free) {
                Some(free) => return free,
                None if !self.slots.is_empty() && self.slots.len() * GROWTH > slots_max => return home,
                None => self.grow(column),
            }
        }
    }

    /// Makes more places. What finds none there, because too many others stand around it, is counted and forgotten.
    fn grow(&mut self, column: &mut ColumnAggregate) {
        let count = (self.slots.len() * GROWTH).max(SLOTS_MIN);
        for mut known in std::mem::replace(&mut self.slots, vec![Known::NONE; count]) {
            let mut places = ways(&self.slots, &known.key).filter(|_| !known.is_free());
            match places.find(|&at| self.slots.get(at).is_some_and(Known::is_free)) {
                Some(at) => self.slots[at] = known,
                None => {
                    if let Some(said) = self.said.get(usize::from(known.said)) {
                        known.settle(said, column);
                    }
                }
            }
        }
    }

    fn open_slot(&mut self) -> Option<(&mut Known, &mut Said)> {
        let known = self.slots.get_mut(self.open)?;
        let said = self.said.get_mut(usize::from(known.said))?;
        Some((known, said))
    }

    pub(super) fn note_facts(&mut self, facts: &CellFacts) {
        if let Some((known, said)) = self.open_slot() {
            known.is_integer = facts.integer.is_some();
            said.facts = *facts;
        }
    }

    pub(super) fn note_cofield(&mut self, cofield: Cofield) {
        let Some((known, said)) = self.open_slot() else { return };
        // One cell is one cofield; of a second one nothing could be remembered.
        known.key.len = if said.cofield.is_some() { 0 } else { known.key.len };
        said.cofield = Some(cofield);
        if let Cofield::State(state) = cofield {
            known.state = state;
        }
    }

    /// The open value is not remembered.
    pub(super) fn forget(&mut self) {
        if let Some((known, _)) = self.open_slot() {
            known.key.len = 0;
        }
    }

    /// Writes down one thing that was said; `bit` is the hit's in the combinations.
    pub(super) fn note(&mut self, event: Event, bit: u128) {
        let Some((known, said)) = self.open_slot() else { return };
        known.bits |= bit;
        match said.events.get_mut(usize::from(said.events_len)) {
            Some(slot) => {
                *slot = event;
                said.events_len += 1;
            }
            None => known.key.len = 0,
        }
    }

    /// Counts what was put off, and gives the column up.
    pub(super) fn finish(&mut self, column: &mut ColumnAggregate) {
        self.is_over = true;
        self.long = Vec::new();
        let said = std::mem::take(&mut self.said);
        for known in &mut std::mem::take(&mut self.slots) {
            if let Some(said) = said.get(usize::from(known.said)) {
                known.settle(said, column);
            }
        }
    }
}

/// The values of a column while many are looked up.
pub(super) struct AtHand<'r> {
    repeats: &'r mut Repeats,
    /// Values that were found and are not counted as known yet.
    found: u32,
}

impl AtHand<'_> {
    /// See [`Repeats::find`]. The value is the one at a place of a buffer.
    #[inline(always)]
    pub(super) fn find(&mut self, buffer: &[u8], place: Range<usize>) -> Option<&Known> {
        let Some((words, len)) = words_at(buffer, &place) else {
            return self.repeats.find(&CellValue::new(buffer, place));
        };
        let key = Key { words, len: u8::try_from(len).unwrap_or(LONG) };
        let at = home(&key) & self.repeats.slots.len().wrapping_sub(1);
        let is_it = |known: &Known| known.key.is(&key) && known.count < u32::MAX;
        if !self.repeats.slots.get(at).is_some_and(is_it) {
            return self.repeats.find(&CellValue::new(buffer, place));
        }
        let known = self.repeats.slots.get_mut(at)?;
        known.count += 1;
        self.found += 1;
        Some(known)
    }
}

impl Drop for AtHand<'_> {
    fn drop(&mut self) {
        self.repeats.known += self.found;
    }
}

/// Where a value stands if there is nothing else.
#[inline]
fn home(key: &Key) -> usize {
    let [a, b, c, d] = key.words;
    let low = (a ^ u64::from(key.len)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (low.rotate_left(29) ^ b ^ c.rotate_left(32) ^ d.rotate_left(48)).wrapping_mul(0xE703_7ED1_A0B4_28DB);
    usize::try_from(mixed >> 40).unwrap_or(0)
}

/// Where a value may stand.
#[inline]
fn ways(slots: &[Known], key: &Key) -> impl Iterator<Item = usize> + Clone + use<> {
    let home = home(key);
    let mask = slots.len().wrapping_sub(1);
    (home..home + WAYS.min(slots.len())).map(move |at| at & mask)
}
