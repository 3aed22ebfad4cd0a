//! Ranges of a piece, parted so that every byte is counted once.

use crate::error::Reason;
use crate::span::Span;

/// A range, and why it is told.
type Told = (Span, Reason);

/// Puts `first` in order, each byte once, and takes what it covers out of `others`. Of two that overlap the earlier one is kept
/// whole; empty ranges are kept once.
pub(super) fn part(first: &mut Vec<Told>, others: &mut Vec<Told>) {
    if first.is_empty() {
        return;
    }
    first.sort_unstable();
    let mut end = 0;
    let mut joined: Vec<Told> = Vec::with_capacity(first.len());
    for (mut span, reason) in first.drain(..) {
        let is_empty = span.is_empty();
        span.start = if is_empty { span.start } else { span.start.max(end) };
        end = end.max(span.end);
        match joined.last_mut() {
            Some((last, known)) if last.end == span.start && *known == reason && !last.is_empty() => {
                last.end = span.end;
            }
            Some(last) if *last == (span, reason) => {}
            _ if span.is_empty() && !is_empty => {}
            _ => joined.push((span, reason)),
        }
    }
    *first = joined;
    if !others.is_empty() {
        others.sort_unstable();
        *others = without(others, first);
    }
}

/// What is left of `others`, in order, when the bytes of `taken` are taken out, which are in order and apart.
fn without(others: &[Told], taken: &[Told]) -> Vec<Told> {
    let mut left = Vec::new();
    let mut from = 0;
    for &(span, reason) in others {
        while taken.get(from).is_some_and(|(taken, _)| taken.end <= span.start) {
            from += 1;
        }
        let mut start = span.start;
        for (taken, _) in taken.iter().skip(from).take_while(|(taken, _)| taken.start < span.end) {
            if taken.start > start && !taken.is_empty() {
                left.push((Span { start, end: taken.start }, reason));
            }
            start = start.max(taken.end);
        }
        if start < span.end {
            left.push((Span { start, end: span.end }, reason));
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(ranges: &[(u64, u64)], reason: Reason) -> Vec<Told> {
        ranges.iter().map(|&(start, end)| (Span { start, end }, reason)).collect()
    }

    #[test]
    fn every_byte_is_told_once() {
        let mut unread = told(&[(30, 40), (10, 20), (10, 20), (15, 25), (25, 26)], Reason::LimitReached);
        let mut raw = told(&[(0, 12), (18, 35), (38, 50)], Reason::UnsupportedFormat);
        part(&mut unread, &mut raw);
        assert_eq!(unread, told(&[(10, 26), (30, 40)], Reason::LimitReached));
        assert_eq!(raw, told(&[(0, 10), (26, 30), (40, 50)], Reason::UnsupportedFormat));
    }

    #[test]
    fn empty_ranges_are_kept_and_take_nothing() {
        let mut unread = told(&[(0, 0), (0, 0)], Reason::LimitReached);
        let mut raw = told(&[(0, 12)], Reason::UnsupportedFormat);
        part(&mut unread, &mut raw);
        assert_eq!(unread, told(&[(0, 0)], Reason::LimitReached));
        assert_eq!(raw, told(&[(0, 12)], Reason::UnsupportedFormat));
    }

    #[test]
    fn ranges_for_other_reasons_stay_apart() {
        let mut unread = told(&[(0, 10)], Reason::LimitReached);
        unread.extend(told(&[(5, 15)], Reason::Encrypted));
        part(&mut unread, &mut Vec::new());
        let mut expected = told(&[(0, 10)], Reason::LimitReached);
        expected.extend(told(&[(10, 15)], Reason::Encrypted));
        assert_eq!(unread, expected);
    }
}
