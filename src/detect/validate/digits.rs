//! Plain questions about strings of ASCII digits, asked of eight at a time.

/// A byte in each byte.
pub(super) const fn splat(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Bytes in words of eight, the first byte of each lowest: those at the end are whole, the first one has noughts before its
/// own bytes.
pub(super) fn words(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let (front, words) = bytes.as_rchunks::<8>();
    let first = match (bytes.first_chunk::<8>(), front.len()) {
        (_, 0) => None,
        // What stands behind the front moves out at the top.
        (Some(chunk), len) => {
            let gap = 8 * (8 - len);
            Some(u64::from_le_bytes(*chunk) << gap | splat(b'0') & !(u64::MAX << gap))
        }
        (None, _) => Some(front.iter().fold(splat(b'0'), |word, &byte| word >> 8 | u64::from(byte) << 56)),
    };
    first.into_iter().chain(words.iter().map(|chunk| u64::from_le_bytes(*chunk)))
}

/// Whether a word is all digits.
fn is_digits(word: u64) -> bool {
    // Digits have 3 in their upper half, and still have it when 6 is added.
    let upper = splat(0xF0);
    let three = splat(0x30);
    ((word & upper) ^ three) | ((word.wrapping_add(splat(6)) & upper) ^ three) == 0
}

/// Whether there is at least one byte, and all are ASCII digits.
#[inline]
pub(super) fn all_digits(bytes: &[u8]) -> bool {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        // Two words hold all of it, and the middle twice.
        (Some(first), Some(last)) if bytes.len() <= 16 => {
            is_digits(u64::from_le_bytes(*first)) && is_digits(u64::from_le_bytes(*last))
        }
        _ => !bytes.is_empty() && words(bytes).all(is_digits),
    }
}

/// The number that up to nine ASCII digits stand for.
#[inline]
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
#[inline]
pub(super) fn is_repeated(bytes: &[u8]) -> bool {
    bytes.iter().zip(bytes.iter().skip(1)).all(|(one, next)| one == next)
}

/// Whether each digit is one more, or each one less, than the one before, with 0 next to 9: `1234567890`, `87654321`.
#[inline]
pub(super) fn is_run(bytes: &[u8]) -> bool {
    // Nearly all are not, as their first two say.
    matches!(bytes, [one, next, ..] if matches!(next.wrapping_sub(*one), 1 | 9 | 0xFF | 0xF7))
        && is_run_to_its_end(bytes)
}

fn is_run_to_its_end(bytes: &[u8]) -> bool {
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
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn eight_at_a_time_are_the_same_as_one_by_one(bytes in "[0-9]{0,12}[ -~]{0,2}[0-9]{0,12}") {
            let bytes = bytes.as_bytes();
            let is_number = !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
            prop_assert_eq!(all_digits(bytes), is_number);
        }
    }

    #[test]
    fn no_other_byte_is_a_digit() {
        for byte in 0..=u8::MAX {
            for at in 0..9 {
                let mut bytes = *b"123456789";
                bytes[at] = byte;
                assert_eq!(all_digits(&bytes), byte.is_ascii_digit());
            }
        }
    }

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
