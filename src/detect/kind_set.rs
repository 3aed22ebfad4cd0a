//! Sets of kinds, as the bits of one number.

use std::ops::{BitAnd, BitOr, BitOrAssign, Not};

use crate::rules::KindId;

/// Kinds as bits. Those that are too many for it share the last one, so that a set may hold more than was put into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct KindSet(u128);

impl KindSet {
    /// No kind.
    pub(crate) const NONE: Self = Self(0);
    /// Every kind.
    pub(crate) const ALL: Self = Self(u128::MAX);

    /// One kind.
    pub(crate) fn of(kind: KindId) -> Self {
        Self(1 << u32::from(kind.0).min(u128::BITS - 1))
    }

    /// One kind where there is one.
    pub(crate) fn of_some(kind: Option<KindId>) -> Self {
        kind.map_or(Self::NONE, Self::of)
    }

    /// Whether it holds none.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Whether some kind is in both.
    #[inline]
    pub(crate) fn meets(self, other: Self) -> bool {
        !(self & other).is_empty()
    }
}

impl BitOr for KindSet {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for KindSet {
    type Output = Self;

    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Not for KindSet {
    type Output = Self;

    #[inline]
    fn not(self) -> Self {
        Self(!self.0)
    }
}

impl BitOrAssign for KindSet {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_beyond_the_last_bit_share_it() {
        let [first, far, farther] = [0, 127, 300].map(|kind| KindSet::of(KindId(kind)));
        assert!(first.meets(KindSet::ALL) && !first.meets(far) && far.meets(farther));
        assert!((first | far).meets(farther) && KindSet::of_some(None).is_empty());
    }
}
