//! Calling codes of E.164, and how long the numbers behind them are.

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use super::digits::number;
use super::table::rows;

/// Length of the calling code at the start of `digits`, and the lengths of national numbers behind it. North America
/// (code 1) is not in the table: its numbers have rules of their own.
pub(super) fn calling_code(digits: &[u8]) -> Option<(usize, RangeInclusive<usize>)> {
    // Indexed by the code; no code is the beginning of another.
    static LENGTHS: OnceLock<Vec<Option<(usize, usize)>>> = OnceLock::new();
    let lengths = LENGTHS.get_or_init(|| {
        let mut lengths = vec![None; 1000];
        for fields in rows(include_str!("../../../rules/data/calling_codes.tsv")) {
            let field = |index: usize| fields.get(index).and_then(|field| number(field.as_bytes()));
            if let (Some(code), Some(shortest), Some(longest)) = (field(0), field(1), field(2)) {
                lengths[code] = Some((shortest, longest));
            }
        }
        lengths
    });
    if digits.first() == Some(&b'0') {
        return None;
    }
    (1..=3).find_map(|len| {
        let (shortest, longest) = lengths[digits.get(..len).and_then(number)?]?;
        Some((len, shortest..=longest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_one_to_three_digits_are_found() {
        assert_eq!(calling_code(b"79161234567").map(|(len, _)| len), Some(1));
        assert_eq!(calling_code(b"442079460000"), Some((2, 9..=10)));
        assert_eq!(calling_code(b"351210000000").map(|(len, _)| len), Some(3));
    }

    #[test]
    fn codes_that_nobody_has_are_refused() {
        for digits in [&b"210"[..], b"0", b"044", b"", b"1"] {
            assert_eq!(calling_code(digits), None);
        }
    }
}
