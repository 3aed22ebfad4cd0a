//! Random values for measuring what the validators claim. Seeded: the measurements repeat.

use std::ops::RangeInclusive;

use super::{Check, Validator, Verdict};

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

/// Asserts that a check says the same as its twin in plain words: of digits of these lengths, of few different digits and of
/// runs, of known values, of all these with a byte changed, and of any bytes.
pub(super) fn assert_same<'v>(
    check: fn(&[u8]) -> Check,
    plain: impl Fn(&[u8]) -> Check,
    lens: RangeInclusive<usize>,
    known: impl IntoIterator<Item = &'v [u8]>,
) {
    let mut random = Random::new();
    let assert_one = |value: &[u8]| assert_eq!(check(value), plain(value), "{}", value.escape_ascii());
    let assert_near = |random: &mut Random, value: &[u8]| {
        assert_one(value);
        for _ in 0..20 {
            let mut other = value.to_vec();
            let at = random.below(value.len());
            other[at] = if random.below(4) == 0 {
                random.byte_of(b" +-AXZa*\x00\xFF/:")
            } else {
                random.byte_of(b"0123456789")
            };
            assert_one(&other);
        }
    };
    for value in known {
        assert_near(&mut random, value);
    }
    for len in lens {
        for first in 0..10 {
            for step in 0..10 {
                let run: Vec<u8> = (0..len).map(|at| b"0123456789"[(first + step * at) % 10]).collect();
                assert_near(&mut random, &run);
            }
        }
        for _ in 0..400 {
            let digits = random.digits(len);
            assert_near(&mut random, &digits);
            let few = [random.byte_of(b"0123456789"), random.byte_of(b"0123456789")];
            let of_two: Vec<u8> = (0..len).map(|_| random.byte_of(&few)).collect();
            assert_near(&mut random, &of_two);
            assert_one(&(0..len).map(|_| u8::try_from(random.below(256)).unwrap()).collect::<Vec<_>>());
        }
    }
    assert_one(b"");
}
