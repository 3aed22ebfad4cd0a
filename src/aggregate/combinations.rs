//! Which kinds occur together in one record, and how many records have each combination.
//!
//! A combination is a set of [`Slot`]s (a column and a kind), held as bits, and the state of residence where the record
//! has one. The number of different combinations is bounded: those with the smallest hashes are kept and the
//! rest are counted together. Whether a combination is kept depends on the whole set of combinations alone, so the
//! kept counts are exact, and merging is free of order.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;

use crate::rules::KindId;

/// A kind in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Index of the column in its table; text has none.
    pub column: Option<u32>,
    /// The kind.
    pub kind: KindId,
}

/// No state of residence.
pub const NO_STATE: u8 = u8::MAX;

/// Records by combination.
#[derive(Debug, Clone, Default)]
pub struct Combinations {
    slots: Vec<(Slot, u64)>,
    counts: HashMap<(u128, u8), u64, FixedState>,
    /// The same combinations by hash: the last one goes first when there are too many.
    ranked: BTreeSet<(u64, (u128, u8))>,
    last: Option<((u128, u8), u64)>,
    omitted: u64,
}

impl Combinations {
    /// Different combinations that are kept for one table.
    const LEN_MAX: usize = 2048;
    /// Slots with a bit of their own; later ones share none and are left out of combinations.
    const SLOTS_MAX: usize = 127;

    /// The bit of a slot. `identity` is a hash that names the slot the same way in every piece (column name and kind).
    pub fn bit(&mut self, slot: Slot, identity: u64) -> u128 {
        if let Some(index) = self.slots.iter().position(|&(known, _)| known == slot) {
            return 1 << index;
        }
        if self.slots.len() >= Self::SLOTS_MAX {
            return 0;
        }
        self.slots.push((slot, identity));
        1 << (self.slots.len() - 1)
    }

    /// The slots, in the order of their bits.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        self.slots.iter().map(|&(slot, _)| slot)
    }

    /// Counts a record that has the slots of `bits`.
    pub fn add(&mut self, bits: u128, state: u8) {
        let key = (bits, state);
        match &mut self.last {
            Some((last, count)) if *last == key => *count += 1,
            _ => {
                self.settle_all();
                self.last = Some((key, 1));
            }
        }
    }

    /// Moves the run of equal records into the counts, unless it is all there is.
    pub(crate) fn settle(&mut self) {
        if !self.counts.is_empty() {
            self.settle_all();
        }
    }

    fn settle_all(&mut self) {
        if let Some((key, count)) = self.last.take() {
            self.add_many(key, count);
        }
    }

    fn add_many(&mut self, key: (u128, u8), count: u64) {
        if let Some(known) = self.counts.get_mut(&key) {
            *known += count;
            return;
        }
        let rank = (self.rank(key), key);
        if self.counts.len() >= Self::LEN_MAX {
            if self.ranked.last().is_some_and(|last| rank > *last) {
                self.omitted += count;
                return;
            }
            if let Some((_, last)) = self.ranked.pop_last() {
                self.omitted += self.counts.remove(&last).unwrap_or(0);
            }
        }
        self.ranked.insert(rank);
        self.counts.insert(key, count);
    }

    /// A hash of the combination that does not depend on how bits were numbered.
    fn rank(&self, (bits, state): (u128, u8)) -> u64 {
        let slots = self.slots.iter().enumerate().filter(|&(index, _)| bits >> index & 1 == 1);
        let set = slots.fold(0, |set, (_, &(_, identity))| set ^ identity);
        (set ^ u64::from(state)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    /// Adds the records of `other`, whose columns `column_map` translates to ours.
    pub fn merge(&mut self, mut other: Self, column_map: &[u32]) {
        self.settle_all();
        other.settle_all();
        let bits: Vec<u128> = other
            .slots
            .iter()
            .map(|&(slot, identity)| {
                let column = slot.column.map(|column| column_map.get(column as usize).copied().unwrap_or(column));
                self.bit(Slot { column, kind: slot.kind }, identity)
            })
            .collect();
        let mut counts: Vec<_> = other.counts.into_iter().collect();
        counts.sort_unstable();
        for ((theirs, state), count) in counts {
            let ours = bits
                .iter()
                .enumerate()
                .filter(|&(index, _)| theirs >> index & 1 == 1)
                .fold(0, |all, (_, bit)| all | bit);
            self.add_many((ours, state), count);
        }
        self.omitted += other.omitted;
    }

    /// All combinations, in a stable order: the slots, the state ([`NO_STATE`] for none), the records.
    #[must_use]
    pub fn resolved(&self) -> Vec<(Vec<Slot>, u8, u64)> {
        let mut all: Vec<((u128, u8), u64)> = self.counts.iter().map(|(&key, &count)| (key, count)).collect();
        if let Some((key, count)) = self.last {
            match all.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known += count,
                None => all.push((key, count)),
            }
        }
        let mut resolved: Vec<_> = all
            .into_iter()
            .map(|((bits, state), count)| {
                let mut slots: Vec<Slot> = self
                    .slots
                    .iter()
                    .enumerate()
                    .filter(|&(index, _)| bits >> index & 1 == 1)
                    .map(|(_, &(slot, _))| slot)
                    .collect();
                slots.sort_unstable();
                (slots, state, count)
            })
            .collect();
        resolved.sort_unstable();
        resolved
    }

    /// Records whose combination was not kept.
    #[must_use]
    pub fn omitted(&self) -> u64 {
        self.omitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(column: u32) -> Slot {
        Slot { column: Some(column), kind: KindId(1) }
    }

    #[test]
    fn combinations_merge_whatever_the_numbering_of_columns_and_bits() {
        let mut left = Combinations::default();
        let (a, b) = (left.bit(slot(0), 11), left.bit(slot(1), 22));
        left.add(a | b, 3);
        left.add(a | b, 3);
        left.add(a, NO_STATE);
        let mut right = Combinations::default();
        let (b, a) = (right.bit(slot(0), 22), right.bit(slot(1), 11));
        right.add(a | b, 3);
        right.add(b, NO_STATE);
        left.merge(right, &[1, 0]);
        assert_eq!(
            left.resolved(),
            vec![(vec![slot(0)], NO_STATE, 1), (vec![slot(0), slot(1)], 3, 3), (vec![slot(1)], NO_STATE, 1)]
        );
    }

    #[test]
    fn too_many_combinations_are_counted_and_the_kept_ones_do_not_depend_on_order() {
        let mut forward = Combinations::default();
        let mut backward = Combinations::default();
        let bits = |combinations: &mut Combinations, value: u128| {
            (0..13).filter(|bit| value >> bit & 1 == 1).fold(0, |all, bit| {
                all | combinations.bit(slot(bit), u64::from(bit + 1).wrapping_mul(0xD6E8_FEB8_6659_FD93))
            })
        };
        for value in 1..5000u128 {
            let set = bits(&mut forward, value);
            forward.add(set, 0);
            let set = bits(&mut backward, 5000 - value);
            backward.add(set, 0);
        }
        forward.settle_all();
        backward.settle_all();
        assert!(forward.omitted() > 0);
        assert_eq!(forward.omitted(), backward.omitted());
        assert_eq!(forward.resolved(), backward.resolved());
    }
}
