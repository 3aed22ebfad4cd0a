//! Samples: a few masked values of a column, chosen by the hash of the value.
//!
//! The values with the smallest hashes are kept. That is a sample without regard to order, threads or repeats, and it
//! merges in any order. The mask and the fingerprint are made only for a value that enters the sample.

use crate::redact::{Fingerprint, Masked};

/// One masked value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample {
    /// Hash of the canonical value; decides what is kept, and is never output.
    pub hash: u64,
    /// The record it stands in, from 0, within the table; the first one where it repeats.
    pub record: u64,
    /// The value, masked.
    pub masked: Masked,
    /// Its keyed fingerprint.
    pub fingerprint: Option<Fingerprint>,
}

/// The sample of one column and kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Samples {
    /// Sorted by hash.
    kept: Vec<Sample>,
}

impl Samples {
    /// How many values are kept.
    pub const LEN_MAX: usize = 5;
    /// No values.
    pub const NONE: Self = Self { kept: Vec::new() };

    /// Offers a value that hashes to `hash`, from `record`; `make` is called only if it is kept.
    #[inline]
    pub fn offer(&mut self, hash: u64, record: u64, make: impl FnOnce() -> (Masked, Option<Fingerprint>)) {
        // Nearly all values hash above the few that are kept.
        if hash <= self.limit() {
            self.take(hash, record, make);
        }
    }

    /// The largest hash that is kept.
    #[inline]
    pub(super) fn limit(&self) -> u64 {
        self.kept.get(Self::LEN_MAX - 1).map_or(u64::MAX, |last| last.hash)
    }

    #[cold]
    #[inline(never)]
    fn take(&mut self, hash: u64, record: u64, make: impl FnOnce() -> (Masked, Option<Fingerprint>)) {
        match self.kept.binary_search_by_key(&hash, |sample| sample.hash) {
            Ok(at) => {
                if record < self.kept[at].record {
                    let (masked, fingerprint) = make();
                    self.kept[at] = Sample { hash, record, masked, fingerprint };
                }
            }
            Err(at) => {
                let (masked, fingerprint) = make();
                self.kept.truncate(Self::LEN_MAX - 1);
                // Of many columns, most hold few values.
                self.kept.reserve_exact(1);
                self.kept.insert(at, Sample { hash, record, masked, fingerprint });
            }
        }
    }

    /// Adds the sample of records that begin at `record_base` of this table.
    pub fn merge(&mut self, mut other: Self, record_base: u64) {
        if self.kept.is_empty() {
            other.kept.iter_mut().for_each(|sample| sample.record += record_base);
            *self = other;
            return;
        }
        for sample in other.kept {
            let Sample { hash, record, masked, fingerprint } = sample;
            self.offer(hash, record_base + record, || (masked, fingerprint));
        }
    }

    /// The samples, in an order that says nothing about the data.
    #[must_use]
    pub fn as_slice(&self) -> &[Sample] {
        &self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::Secret;
    use crate::rules::MaskPolicy;

    fn offer(samples: &mut Samples, hash: u64, record: u64) {
        samples.offer(hash, record, || (Masked::new(MaskPolicy::Shape, Secret::new(b"value")), None));
    }

    #[test]
    fn the_sample_does_not_depend_on_order_grouping_or_repeats() {
        let hashes: Vec<u64> = (0..100u64).map(|index| index.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 8).collect();
        let mut forward = Samples::default();
        hashes.iter().enumerate().for_each(|(record, &hash)| offer(&mut forward, hash, record as u64));
        let mut first = Samples::default();
        let mut second = Samples::default();
        hashes.iter().enumerate().take(60).for_each(|(record, &hash)| offer(&mut first, hash, record as u64));
        hashes.iter().enumerate().skip(60).for_each(|(record, &hash)| offer(&mut second, hash, record as u64 - 60));
        hashes.iter().enumerate().take(60).for_each(|(record, &hash)| offer(&mut first, hash, record as u64));
        first.merge(second, 60);
        assert_eq!(first, forward);
        assert_eq!(first.as_slice().len(), Samples::LEN_MAX);
    }
}
