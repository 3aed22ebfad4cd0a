//! Random values for measuring what the validators claim. Seeded: the measurements repeat.

use super::{Validator, Verdict};

/// Marsaglia's xorshift64.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % bound as u64).unwrap()
    }

    pub(super) fn byte_of(&mut self, alphabet: &[u8]) -> u8 {
        alphabet[self.below(alphabet.len())]
    }

    pub(super) fn digits(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.byte_of(b"0123456789")).collect()
    }
}

/// Asserts that the stated pass rate, and the stated rate of each fact among what passes, hold for `count` values.
pub(super) fn assert_rates(validator: &Validator, count: u32, mut next: impl FnMut(&mut Random) -> Vec<u8>) {
    let mut random = Random::new();
    let mut passed = 0;
    let mut facts = vec![0; validator.facts.len()];
    for _ in 0..count {
        let check = (validator.check)(&next(&mut random));
        if check.verdict != Verdict::Invalid {
            passed += 1;
            for (index, seen) in (0..).zip(&mut facts) {
                *seen += u32::from(check.facts.has(index));
            }
        }
    }
    assert_close(validator.name, validator.random_pass_rate, passed, count);
    for (&(name, rate), &seen) in validator.facts.iter().zip(&facts) {
        assert_close(name, rate, seen, passed);
    }
}

/// Within four standard deviations of chance, and 1 % for a rate that is rounded.
fn assert_close(what: &str, stated: f64, seen: u32, of: u32) {
    let of = f64::from(of);
    let measured = f64::from(seen) / of;
    let tolerance = 4.0 * (stated * (1.0 - stated) / of).sqrt() + 0.01 * stated;
    assert!((measured - stated).abs() <= tolerance, "{what}: stated {stated}, measured {measured}");
}
