//! Seeded randomness, and the split into what may be looked at and what is held out.

/// Which half of the lists is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    /// May be looked at while working on detection.
    Tune,
    /// Is measured only.
    HeldOut,
}

/// `SplitMix64`, which is enough for made-up data, and the split that it draws from.
#[derive(Debug, Clone)]
pub(crate) struct Rng {
    state: u64,
    split: Split,
}

impl Rng {
    /// A generator; `stream` tells apart those of one split.
    pub(crate) fn new(split: Split, stream: u64) -> Self {
        let base = if split == Split::Tune { 0x5EED_0001 } else { 0xC0DE_0002 };
        Self { state: base ^ stream << 40, split }
    }

    /// The next 64 random bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number in `from..=to`.
    pub(crate) fn range(&mut self, from: u64, to: u64) -> u64 {
        from + self.bits() % (to - from + 1)
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.range(1, 100) <= percent
    }

    /// One of the items, of either half.
    pub(crate) fn any<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[usize::try_from(self.bits() % items.len() as u64).unwrap_or(0)]
    }

    /// One of the items of this split's half: every other one. A list of one item has no halves.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        let offset = usize::from(self.split == Split::HeldOut);
        let half = (items.len() + 1 - offset) / 2;
        if half == 0 {
            return items[0];
        }
        let index = usize::try_from(self.bits() % half as u64).unwrap_or(0);
        items[index * 2 + offset]
    }

    /// So many decimal digits.
    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b"0123456789"[usize::try_from(self.bits() % 10).unwrap_or(0)])).collect()
    }

    /// So many characters of an alphabet.
    pub(crate) fn letters(&mut self, alphabet: &str, count: usize) -> String {
        let alphabet = alphabet.as_bytes();
        (0..count)
            .map(|_| char::from(alphabet[usize::try_from(self.bits() % alphabet.len() as u64).unwrap_or(0)]))
            .collect()
    }
}
