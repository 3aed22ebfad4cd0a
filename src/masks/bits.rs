//! What is done with a mask once it is there.

/// The places of the bits that are set, rising.
#[derive(Debug, Clone, Copy)]
pub struct Positions(u64);

/// Goes through the bits of a mask.
///
/// ```
/// use plainsight::masks::positions;
///
/// assert_eq!(positions(0b1001_0001).collect::<Vec<_>>(), [0, 4, 7]);
/// ```
#[must_use]
#[inline(always)]
pub fn positions(mask: u64) -> Positions {
    Positions(mask)
}

impl Iterator for Positions {
    type Item = u32;

    #[inline(always)]
    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            return None;
        }
        let at = self.0.trailing_zeros();
        self.0 &= self.0 - 1;
        Some(at)
    }

    #[inline(always)]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.0.count_ones() as usize;
        (len, Some(len))
    }
}

impl ExactSizeIterator for Positions {}

/// The first eight bytes as a number, the first one lowest; of fewer, those that there are.
///
/// ```
/// use plainsight::masks::few_bytes;
///
/// assert_eq!(few_bytes(&[1, 2, 3]), 0x03_02_01);
/// ```
#[must_use]
#[inline(always)]
pub fn few_bytes(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    // Two parts, which may overlap.
    if let Some((first, last)) = bytes.first_chunk().zip(bytes.last_chunk()) {
        let [first, last] = [first, last].map(|four: &[u8; 4]| u64::from(u32::from_le_bytes(*four)));
        return first | last << (8 * (bytes.len() - 4));
    }
    match *bytes {
        [first, second, third] => u64::from(first) | u64::from(second) << 8 | u64::from(third) << 16,
        [first, second] => u64::from(first) | u64::from(second) << 8,
        [first] => u64::from(first),
        _ => 0,
    }
}

/// The top bits of eight bytes next to each other, that of the first byte lowest. No other bit may be set.
///
/// ```
/// use plainsight::masks::top_bits;
///
/// assert_eq!(top_bits(0x80_00_00_00_00_80_00_80), 0b1000_0101);
/// ```
#[must_use]
#[inline(always)]
pub fn top_bits(tops: u64) -> u64 {
    (tops >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// For each bit whether an odd number of bits is set up to it: of a mask of quotes, what stands between two of them,
/// the opening one included. The highest bit says whether a quote is open at the end.
///
/// ```
/// use plainsight::masks::prefix_xor;
///
/// assert_eq!(prefix_xor(0b0010_0100), 0b0001_1100);
/// ```
#[must_use]
#[inline(always)]
pub fn prefix_xor(mask: u64) -> u64 {
    let mut sum = mask;
    sum ^= sum << 1;
    sum ^= sum << 2;
    sum ^= sum << 4;
    sum ^= sum << 8;
    sum ^= sum << 16;
    sum ^ sum << 32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn positions_are_the_bits_that_are_set(mask in any::<u64>()) {
            let expected: Vec<u32> = (0..64).filter(|at| mask >> at & 1 == 1).collect();
            prop_assert_eq!(positions(mask).len(), expected.len());
            prop_assert_eq!(positions(mask).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn prefix_xor_is_the_parity_of_the_bits_below(mask in any::<u64>()) {
            for at in 0..64u32 {
                let below = mask << (63 - at);
                prop_assert_eq!(prefix_xor(mask) >> at & 1 == 1, below.count_ones() % 2 == 1);
            }
        }
    }
}
