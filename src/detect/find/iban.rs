//! Candidates for IBANs (ISO 13616): two letters, two digits, then up to thirty letters or digits, in print in groups
//! of four. Length by country and check digits are the validator's business; this file says where one could end.

use crate::detect::signature::canonicalise;

/// Fewest and most letters and digits (Norway has the shortest, the standard sets the longest).
const LEN_MIN: usize = 15;
const LEN_MAX: usize = 34;

/// Whether an IBAN could begin at `start`: `GB82` and no letter or digit before it.
#[must_use]
pub fn begins(text: &[u8], start: usize) -> bool {
    let head = text.get(start..start + 5).unwrap_or_default();
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    matches!(head, [a, b, c, d, _] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && c.is_ascii_digit() && d.is_ascii_digit())
        && !before.is_some_and(u8::is_ascii_alphanumeric)
}

/// Every place where an IBAN that begins at `start` could end: after a group, longest first.
pub fn ends(text: &[u8], start: usize) -> impl Iterator<Item = usize> {
    let mut ends = [0; LEN_MAX];
    let mut count = 0;
    let mut len = 0;
    let mut at = start;
    while let Some(&byte) = text.get(at) {
        if byte.is_ascii_alphanumeric() {
            len += 1;
        } else if !matches!(byte, b' ' | b'-') || text.get(at - 1).is_none_or(|before| !before.is_ascii_alphanumeric())
        {
            break;
        }
        at += 1;
        let is_group_end = text.get(at).is_none_or(|after| !after.is_ascii_alphanumeric());
        if byte.is_ascii_alphanumeric() && len >= LEN_MIN && is_group_end && len <= LEN_MAX {
            ends[count] = at;
            count += 1;
        }
        if len > LEN_MAX || count == LEN_MAX {
            break;
        }
    }
    ends.into_iter().take(count).rev()
}

/// Whether a whole cell could be one; its letters and digits are then in `canonical`.
#[must_use]
pub fn cell(value: &[u8], canonical: &mut Vec<u8>) -> bool {
    canonical.clear();
    let is_one = begins(value, 0) && value.len() <= LEN_MAX * 2 && ends(value, 0).next() == Some(value.len());
    if is_one {
        canonicalise(value, canonical);
    }
    is_one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_group_ends_longest_first() {
        let text = b"GB82 WEST 1234 5698 7654 32 is it";
        assert!(begins(text, 0));
        assert_eq!(ends(text, 0).collect::<Vec<_>>(), [33, 30, 27, 24, 19]);
        assert_eq!(ends(b"GB82WEST12345698765432", 0).collect::<Vec<_>>(), [22]);
    }

    #[test]
    fn cells_are_whole_or_nothing() {
        let mut canonical = Vec::new();
        assert!(cell(b"gb82 west 1234 5698 7654 32", &mut canonical));
        assert_eq!(canonical, b"GB82WEST12345698765432");
        assert!(!cell(b"GB82", &mut canonical));
        assert!(!cell(b"GBP2 WEST 1234 5698 7654 32", &mut canonical));
        assert!(!cell(b"GB82 WEST 1234 5698 7654 32.", &mut canonical));
    }
}
