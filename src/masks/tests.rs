use proptest::prelude::*;

use super::*;

/// A byte at a time.
fn naive(block: &[u8; BLOCK], test: impl Fn(u8) -> bool) -> u64 {
    (0..BLOCK).filter(|&at| test(block[at])).fold(0, |mask, at| mask | 1 << at)
}

/// All masks of one block on one level.
struct All<'a> {
    block: &'a [u8; BLOCK],
    byte: u8,
    first: u8,
    last: u8,
}

impl Kernel for All<'_> {
    type Output = [u64; 9];

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> [u64; 9] {
        let block = level.load(self.block);
        [
            level.equals(block, self.byte),
            level.within(block, self.first, self.last),
            level.high(block),
            level.any_of(block, [self.first, self.byte, b'\n']),
            level.digits(block),
            level.letters(block),
            level.uppers(block),
            level.non_zero(level.look_up(block, &self.table())),
            level.non_zero(level.both(block, level.look_up(block, &self.table()))),
        ]
    }
}

impl All<'_> {
    fn table(&self) -> Nibbles {
        let mut table = Nibbles::default();
        [(self.byte, 1), (self.first, 0x80), (self.last, 2), (b'7', 2)]
            .iter()
            .for_each(|&(byte, bits)| table.insert(byte, bits));
        table
    }

    fn naive(&self) -> [u64; 9] {
        let Self { block, byte: wanted, first, last } = *self;
        [
            naive(block, |byte| byte == wanted),
            naive(block, |byte| (first..=last).contains(&byte)),
            naive(block, |byte| byte >= 0x80),
            naive(block, |byte| [first, wanted, b'\n'].contains(&byte)),
            naive(block, |byte| byte.is_ascii_digit()),
            naive(block, |byte| byte.is_ascii_alphabetic()),
            naive(block, |byte| byte.is_ascii_uppercase()),
            naive(block, |byte| self.table().get(byte) != 0),
            naive(block, |byte| self.table().get(byte) & byte != 0),
        ]
    }
}

fn every_tier_agrees(block: &[u8; BLOCK], byte: u8, first: u8, last: u8) {
    let all = || All { block, byte, first, last };
    for tier in Tier::ALL {
        if let Ok(masks) = dispatch_on(tier, all()) {
            assert_eq!(masks, all().naive(), "{tier:?} {byte} {first} {last}");
        }
    }
    assert_eq!(dispatch(all()), all().naive());
}

#[test]
fn every_byte_is_judged_exactly_on_every_level() {
    for start in 0..=u8::MAX {
        let mut block = [0; BLOCK];
        (0..).zip(&mut block).for_each(|(at, slot)| *slot = start.wrapping_add(at));
        for (first, last) in [(0, 0), (0, 255), (127, 128), (128, 200), (200, 255), (b'0', b'9'), (255, 255), (1, 127)]
        {
            every_tier_agrees(&block, start, first, last);
        }
    }
}

#[test]
fn the_rest_of_a_text_is_padded_with_nothing() {
    assert_eq!(padded(b"ab")[..3], [b'a', b'b', 0]);
    assert_eq!(padded(&[7; 100]), [7; BLOCK]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arbitrary_blocks_give_the_same_masks_on_every_level(
        bytes in prop::collection::vec(any::<u8>(), 3 * BLOCK), at in 0..BLOCK, byte in any::<u8>(), range in any::<[u8; 2]>()
    ) {
        let block: &[u8; BLOCK] = bytes[at..].first_chunk().unwrap();
        every_tier_agrees(block, byte, range[0].min(range[1]), range[0].max(range[1]));
    }
}
