//! Differences (gitformat-pack, "Deltified representation"): the lengths of base and result, then what to copy from the
//! base and what to insert.
//!
//! ```text
//! 1xxxxxxx [offset: as many of 4 bytes as bits 0-3 say] [length: as many of 3 as bits 4-6 say; 0 is 65536]
//! 0nnnnnnn n bytes
//! ```

/// The result; `None` where the difference is damaged, does not fit its base, or makes more than `len_max` bytes.
pub(super) fn apply(base: &[u8], delta: &[u8], len_max: usize) -> Option<Vec<u8>> {
    let (base_len, delta) = length(delta)?;
    let (len, mut delta) = length(delta)?;
    if base_len != base.len() || len > len_max {
        return None;
    }
    // What is stated is believed only as far as it is little.
    let mut out = Vec::with_capacity(len.min(1 << 20));
    while let Some((&code, rest)) = delta.split_first() {
        delta = rest;
        let piece = if code & 0x80 != 0 {
            let at = number(&mut delta, code, 4)?;
            let len = number(&mut delta, code >> 4, 3)?;
            base.get(at..)?.get(..if len == 0 { 0x1_0000 } else { len })?
        } else {
            let (piece, rest) = delta.split_at_checked(usize::from(code)).filter(|_| code > 0)?;
            delta = rest;
            piece
        };
        if piece.len() > len - out.len() {
            return None;
        }
        out.extend_from_slice(piece);
    }
    (out.len() == len).then_some(out)
}

/// A number of `count` bytes at most, least significant first, of which those stand there whose bit is set.
fn number(delta: &mut &[u8], bits: u8, count: u32) -> Option<usize> {
    let mut number = 0;
    for index in (0..count).filter(|index| bits >> index & 1 != 0) {
        let (&byte, rest) = delta.split_first()?;
        *delta = rest;
        number |= usize::from(byte) << (8 * index);
    }
    Some(number)
}

/// A length in groups of seven bits, least significant first.
fn length(delta: &[u8]) -> Option<(usize, &[u8])> {
    let mut len = 0u64;
    for (index, &byte) in delta.iter().enumerate().take(9) {
        len |= u64::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(len).ok()?, delta.get(index + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn copies_and_insertions_make_the_result() {
        let base = b"the base of it";
        let delta = [14, 8, 0x91, 4, 5, 3, b'X', b'Y', b'Z'];
        assert_eq!(apply(base, &delta, 100).as_deref(), Some(&b"base XYZ"[..]));
        assert_eq!(apply(base, &delta, 7), None, "longer than the limit");
        assert_eq!(apply(b"another base", &delta, 100), None);
        assert_eq!(apply(base, &delta[..8], 100), None, "cut");
        let beyond = [14, 8, 0x91, 12, 8];
        assert_eq!(apply(base, &beyond, 100), None);
    }

    proptest! {
        #[test]
        fn arbitrary_differences_end_within_the_limit(delta in prop::collection::vec(any::<u8>(), 0..200)) {
            let base = vec![7; 128];
            prop_assert!(apply(&base, &delta, 1000).is_none_or(|out| out.len() <= 1000));
        }
    }
}
