//! One verdict for each span: where candidates of one line overlap, the stronger one stays.

use std::ops::Range;

use super::Part;
use super::protect::{Protection, class_of};
use super::validate::Facts;
use crate::rules::KindId;

/// A candidate that passed its checks, waiting for its neighbours.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pending {
    /// The kind.
    pub(crate) kind: KindId,
    /// Bytes in the text.
    pub(crate) span: Range<usize>,
    /// Bytes of the canonical value in the scratch's arena.
    pub(crate) canonical: Range<usize>,
    /// What part of a split value it is.
    pub(crate) part: Part,
    /// The written form.
    pub(crate) shape: u8,
    /// Facts for statistics.
    pub(crate) facts: Facts,
    /// Published test value.
    pub(crate) is_test: bool,
    /// Whether it is a part of another one, and stands beside it.
    pub(crate) is_nested: bool,
    /// log10 odds.
    pub(crate) odds: f32,
}

impl Pending {
    /// Signs within a value hide a part of it.
    pub(crate) fn protection(&self, value: &[u8]) -> Protection {
        let is_hidden = value.first().is_some_and(|byte| matches!(byte, b'*' | b'X' | b'x' | b'#'));
        if is_hidden && !self.is_nested && class_of(value) == Some(Protection::Masked) {
            Protection::Masked
        } else {
            Protection::Plain
        }
    }
}

/// Keeps, of overlapping candidates, the one with the best odds, then the longest, then the first kind; and orders what
/// is left by place.
pub(crate) fn resolve(pending: &mut Vec<Pending>) {
    if pending.len() > 1 {
        pending.sort_by(|a, b| {
            let by_odds = b.odds.total_cmp(&a.odds);
            by_odds
                .then(b.span.len().cmp(&a.span.len()))
                .then(a.kind.cmp(&b.kind))
                .then(a.span.start.cmp(&b.span.start))
        });
        keep_disjoint(pending);
    }
    pending.sort_by_key(|hit| hit.span.start);
}

/// Drops each candidate that overlaps one before it in the list.
fn keep_disjoint(pending: &mut Vec<Pending>) {
    /// So many are compared with each other.
    const FEW: usize = 8;
    if pending.len() > FEW {
        return keep_disjoint_of_many(pending);
    }
    let (mut kept, mut len) = ([(0, 0); FEW], 0);
    pending.retain(|hit| {
        let Range { start, end } = hit.span;
        let is_free = !kept.iter().take(len).any(|&(kept_start, kept_end)| kept_start < end && start < kept_end);
        if is_free && let Some(slot) = kept.get_mut(len) {
            *slot = (start, end);
            len += 1;
        }
        is_free
    });
}

/// The same where there are many: kept spans are held sorted, so that a long line full of candidates costs a search each and not a
/// comparison with all others.
fn keep_disjoint_of_many(pending: &mut Vec<Pending>) {
    let mut kept: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    pending.retain(|hit| {
        let before = kept.range(..hit.span.end).next_back();
        let is_free = before.is_none_or(|(_, &end)| end <= hit.span.start);
        if is_free {
            kept.insert(hit.span.start, hit.span.end);
        }
        is_free
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(kind: u16, span: Range<usize>, odds: f32) -> Pending {
        Pending {
            kind: KindId(kind),
            span,
            canonical: 0..0,
            part: Part::Whole,
            shape: 0,
            facts: Facts(0),
            is_test: false,
            is_nested: false,
            odds,
        }
    }

    fn kept(mut pending: Vec<Pending>) -> Vec<(u16, usize)> {
        resolve(&mut pending);
        pending.into_iter().map(|hit| (hit.kind.0, hit.span.start)).collect()
    }

    #[test]
    fn better_odds_win_then_length_then_kind() {
        assert_eq!(kept(vec![hit(1, 0..9, 0.1), hit(2, 4..12, 0.5)]), [(2, 4)]);
        assert_eq!(kept(vec![hit(1, 2..9, 0.5), hit(2, 0..9, 0.5)]), [(2, 0)]);
        assert_eq!(kept(vec![hit(2, 0..9, 0.5), hit(1, 0..9, 0.5)]), [(1, 0)]);
    }

    #[test]
    fn few_and_many_are_resolved_alike() {
        let mut state = 1u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from((state >> 33) % below).unwrap()
        };
        for len in (0..9).cycle().take(900) {
            let mut few: Vec<Pending> = (0..len)
                .map(|_| {
                    let start = random(30);
                    hit(1, start..start + 1 + random(9), 1.0)
                })
                .collect();
            let mut many = few.clone();
            keep_disjoint(&mut few);
            keep_disjoint_of_many(&mut many);
            assert_eq!(few, many);
        }
    }

    #[test]
    fn neighbours_stay_in_order_of_place() {
        assert_eq!(kept(vec![hit(1, 9..12, 2.0), hit(2, 0..9, 1.0), hit(3, 8..10, 1.5)]), [(2, 0), (1, 9)]);
    }
}
