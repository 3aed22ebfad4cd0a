//! Distinct counts: exact up to a limit, then a `HyperLogLog` sketch, and it says which.
//!
//! The sketch is our own because the report must be the same whatever the order of the input: the estimators of the
//! common libraries use the order of arrival (historic inverse probability) as long as no union has happened. Here
//! the estimate is a function of the registers alone, and registers are maxima, so any order and any grouping of
//! merges gives the same bytes. Estimator: O. Ertl, "New cardinality estimation algorithms for `HyperLogLog` sketches",
//! 2017, section 2 (no bias tables, no switch between ranges).

/// Most different values that are counted exactly.
const EXACT_MAX: usize = 1024;
/// Places of the largest table of exact hashes, of which those fill three quarters.
const SLOTS_MAX: usize = 1408;
/// Index bits of the sketch: 4096 registers, standard error 1.04 / 64 = 1.6 %.
const INDEX_BITS: u32 = 12;
const REGISTERS: usize = 1 << INDEX_BITS;
/// Largest register value: bits left after the index, plus one.
const RANK_MAX: usize = 64 - INDEX_BITS as usize + 1;

/// Counts different 64-bit hashes in at most 11 KiB.
#[derive(Debug, Clone)]
pub struct Distinct {
    store: Store,
}

impl Default for Distinct {
    fn default() -> Self {
        Self::NONE
    }
}

#[derive(Debug, Clone)]
enum Store {
    /// An open-addressing table; 0 marks a free slot. At most three quarters full.
    Exact {
        slots: Vec<u64>,
        len: usize,
    },
    Sketch(Box<[u8; REGISTERS]>),
}

impl Distinct {
    /// No hashes.
    pub const NONE: Self = Self { store: Store::Exact { slots: Vec::new(), len: 0 } };

    /// Adds a hash, which must be well mixed in all bits.
    #[inline]
    pub fn insert(&mut self, hash: u64) {
        match &mut self.store {
            Store::Sketch(registers) => raise(registers, hash),
            Store::Exact { slots, len } if has_room(slots, *len) => *len += usize::from(insert_exact(slots, hash)),
            Store::Exact { .. } => self.insert_making_room(hash),
        }
    }

    /// Adds hashes.
    #[inline]
    pub fn insert_all(&mut self, mut hashes: impl Iterator<Item = u64>) {
        loop {
            match &mut self.store {
                Store::Sketch(registers) => return hashes.for_each(|hash| raise(registers, hash)),
                Store::Exact { slots, len } => {
                    while has_room(slots, *len) {
                        let Some(hash) = hashes.next() else { return };
                        *len += usize::from(insert_exact(slots, hash));
                    }
                }
            }
            let Some(hash) = hashes.next() else { return };
            self.insert_making_room(hash);
        }
    }

    #[inline(never)]
    fn insert_making_room(&mut self, hash: u64) {
        let Store::Exact { slots, len } = &mut self.store else { return };
        if *len >= EXACT_MAX {
            self.insert_at_limit(hash);
            return;
        }
        grow(slots);
        *len += usize::from(insert_exact(slots, hash));
    }

    /// The table is full: a hash that it holds changes nothing, a new one turns it into a sketch.
    fn insert_at_limit(&mut self, hash: u64) {
        let Store::Exact { slots, .. } = &self.store else { return };
        if contains(slots, hash) {
            return;
        }
        let mut registers = Box::new([0u8; REGISTERS]);
        slots.iter().filter(|&&slot| slot != 0).for_each(|&slot| raise(&mut registers, slot));
        raise(&mut registers, hash);
        self.store = Store::Sketch(registers);
    }

    /// Adds all that `other` has seen.
    pub fn merge(&mut self, other: Self) {
        if matches!(self.store, Store::Exact { len: 0, .. }) {
            *self = other;
            return;
        }
        match other.store {
            Store::Exact { slots, .. } => {
                slots.into_iter().filter(|&slot| slot != 0).for_each(|slot| self.insert(slot));
            }
            Store::Sketch(mut merged) => {
                match &self.store {
                    Store::Exact { slots, .. } => {
                        slots.iter().filter(|&&slot| slot != 0).for_each(|&slot| raise(&mut merged, slot));
                    }
                    Store::Sketch(ours) => {
                        merged.iter_mut().zip(ours.iter()).for_each(|(theirs, &ours)| *theirs = ours.max(*theirs));
                    }
                }
                self.store = Store::Sketch(merged);
            }
        }
    }

    /// Whether [`Distinct::count`] is exact.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        matches!(self.store, Store::Exact { .. })
    }

    /// How many different hashes were added.
    #[must_use]
    pub fn count(&self) -> u64 {
        match &self.store {
            Store::Exact { len, .. } => *len as u64,
            Store::Sketch(registers) => estimate(registers),
        }
    }
}

fn non_zero(hash: u64) -> u64 {
    hash.max(1)
}

/// Whether one more fits into a table that holds `len`.
#[inline]
fn has_room(slots: &[u64], len: usize) -> bool {
    len < EXACT_MAX.min(slots.len() / 4 * 3)
}

/// The slot that holds `hash`, or the free one where it belongs. The table always has a free slot.
#[inline]
fn slot_of(slots: &[u64], hash: u64) -> usize {
    let mut at = home(hash, slots.len());
    loop {
        match slots.get(at) {
            Some(&slot) if slot == 0 || slot == hash => return at,
            Some(_) => at += 1,
            None => at = 0,
        }
    }
}

/// Where a hash belongs in a table of so many slots. Tables of other lengths scatter otherwise: what is taken over from one of
/// them, slot by slot, does not crowd together.
#[inline]
fn home(hash: u64, len: usize) -> usize {
    let len = len as u64;
    let scattered = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.wrapping_add(2 * len)) >> 32;
    usize::try_from((scattered * len) >> 32).unwrap_or(0)
}

fn contains(slots: &[u64], hash: u64) -> bool {
    let hash = non_zero(hash);
    !slots.is_empty() && slots[slot_of(slots, hash)] == hash
}

/// Puts a hash into a table that has room; false where it was there.
#[inline]
fn insert_exact(slots: &mut [u64], hash: u64) -> bool {
    let hash = non_zero(hash);
    let at = slot_of(slots, hash);
    let is_new = slots[at] == 0;
    slots[at] = hash;
    is_new
}

fn grow(slots: &mut Vec<u64>) {
    let old = std::mem::take(slots);
    // Most columns have a few values or very many: few steps lead from one to the other.
    *slots = vec![0; (old.len() * 4).clamp(8, SLOTS_MAX)];
    for hash in old.into_iter().filter(|&slot| slot != 0) {
        insert_exact(slots, hash);
    }
}

#[inline]
fn raise(registers: &mut [u8; REGISTERS], hash: u64) {
    /// Below the bits that are left after the index: so many zeros are the most that can be counted.
    const LAST: u64 = 1 << (INDEX_BITS - 1);
    let hash = non_zero(hash);
    let index = (hash >> (64 - INDEX_BITS)) as usize;
    #[expect(clippy::cast_possible_truncation, reason = "at most 53")]
    let rank = ((hash << INDEX_BITS | LAST).leading_zeros() + 1) as u8;
    registers[index] = registers[index].max(rank);
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn estimate(registers: &[u8; REGISTERS]) -> u64 {
    let mut histogram = [0u32; RANK_MAX + 1];
    registers.iter().for_each(|&rank| histogram[usize::from(rank)] += 1);
    let m = REGISTERS as f64;
    let mut z = m * tau(1.0 - f64::from(histogram[RANK_MAX]) / m);
    for rank in (1..RANK_MAX).rev() {
        z = 0.5 * (z + f64::from(histogram[rank]));
    }
    z += m * sigma(f64::from(histogram[0]) / m);
    let alpha = 0.5 / std::f64::consts::LN_2;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and far below 2^63")]
    let count = (alpha * m * m / z).round() as u64;
    count
}

fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut y, mut z) = (1.0, x);
    loop {
        x *= x;
        let before = z;
        z += x * y;
        y += y;
        if z <= before {
            return z;
        }
    }
}

fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut y, mut z) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = z;
        y *= 0.5;
        z -= (1.0 - x).powi(2) * y;
        if z >= before {
            return z / 3.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mixing function (`SplitMix64`) that stands for a good hash.
    fn hash(value: u64) -> u64 {
        let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn of(range: std::ops::Range<u64>) -> Distinct {
        let mut distinct = Distinct::default();
        range.for_each(|value| distinct.insert(hash(value)));
        distinct
    }

    #[test]
    fn small_sets_are_counted_exactly_and_repeats_do_not_count() {
        for len in [0, 900, 1025, 2000] {
            let mut together = Distinct::default();
            together.insert_all((0..len).map(hash));
            together.insert_all((0..len / 2).map(hash));
            assert_eq!(together.count(), of(0..len).count());
        }
        for len in [0, 1, 5, 6, 7, 100, 1023, 1024] {
            let mut distinct = of(0..len);
            (0..len).for_each(|value| distinct.insert(hash(value)));
            assert!(distinct.is_exact());
            assert_eq!(distinct.count(), len);
        }
    }

    #[test]
    fn large_sets_are_estimated_within_six_percent() {
        for len in [1025u64, 5_000, 100_000, 1_000_000] {
            let distinct = of(0..len);
            assert!(!distinct.is_exact());
            let error = (distinct.count() as f64 / len as f64 - 1.0).abs();
            assert!(error < 0.06, "{len}: {}", distinct.count());
        }
    }

    #[test]
    fn merging_in_any_order_and_grouping_gives_the_same_count() {
        let whole = of(0..3000);
        let parts = [of(0..900), of(500..1800), of(1700..3000), of(0..10)];
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
            let mut merged = Distinct::default();
            order.iter().for_each(|&index| merged.merge(parts[index].clone()));
            assert_eq!(merged.count(), whole.count());
            let mut right = parts[order[2]].clone();
            right.merge(parts[order[3]].clone());
            let mut left = parts[order[0]].clone();
            left.merge(parts[order[1]].clone());
            left.merge(right);
            assert_eq!(left.count(), whole.count());
        }
    }
}
