//! Plain questions about strings of ASCII digits.

/// Whether there is at least one byte, and all are ASCII digits.
pub(super) fn all_digits(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}

/// The number that up to nine ASCII digits stand for.
pub(super) fn number(bytes: &[u8]) -> Option<usize> {
    if bytes.is_empty() || bytes.len() > 9 {
        return None;
    }
    bytes.iter().try_fold(0, |sum, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit <= 9).then_some(sum * 10 + usize::from(digit))
    })
}

/// Whether one digit is repeated all through.
pub(super) fn is_repeated(bytes: &[u8]) -> bool {
    bytes.iter().zip(bytes.iter().skip(1)).all(|(one, next)| one == next)
}

/// Whether each digit is one more, or each one less, than the one before, with 0 next to 9: `1234567890`, `87654321`.
pub(super) fn is_run(bytes: &[u8]) -> bool {
    // Most numbers are told by their first two digits.
    let steps = |one: u8, next: u8, step: u8| (one.wrapping_sub(b'0') + step) % 10 == next.wrapping_sub(b'0');
    let mut pairs = bytes.iter().zip(bytes.iter().skip(1));
    let step = match pairs.next() {
        Some((&one, &next)) if one.is_ascii_digit() && steps(one, next, 1) => 1,
        Some((&one, &next)) if one.is_ascii_digit() && steps(one, next, 9) => 9,
        _ => return false,
    };
    all_digits(bytes) && pairs.all(|(&one, &next)| steps(one, next, step))
}

/// Whether there are at most two different bytes: no card, device or account number has so few by chance.
pub(super) fn has_two_at_most(bytes: &[u8]) -> bool {
    let Some(&first) = bytes.first() else { return true };
    let Some(&second) = bytes.iter().find(|&&byte| byte != first) else { return true };
    bytes.iter().all(|&byte| byte == first || byte == second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_nothing_else() {
        assert_eq!(number(b"042"), Some(42));
        assert_eq!(number(b""), None);
        assert_eq!(number(b"4A"), None);
        assert_eq!(number(b"1234567890"), None);
    }

    #[test]
    fn runs_go_up_or_down_and_wrap() {
        assert!(is_run(b"123456789") && is_run(b"1234567890") && is_run(b"987654321"));
        assert!(!is_run(b"123456780") && !is_run(b"111") && !is_run(b"12AB"));
    }

    #[test]
    fn few_digits_are_noticed() {
        assert!(has_two_at_most(b"4242424242424242") && has_two_at_most(b"0000"));
        assert!(!has_two_at_most(b"5105105105105100"));
    }
}
