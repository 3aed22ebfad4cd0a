//! Encodings of differences: numbers, and strings by their lengths and what they share with the one before.

use super::levels::{COUNT_MAX, packed, varint};

/// Miniblocks of a block.
const MINIBLOCKS_MAX: u64 = 1_024;

fn zigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Reads `DELTA_BINARY_PACKED` numbers; also how many bytes they take.
pub(super) fn numbers(bytes: &[u8]) -> Option<(Vec<i64>, usize)> {
    let mut at = 0;
    let block_len = varint(bytes, &mut at)?;
    let miniblocks = varint(bytes, &mut at)?;
    let count = usize::try_from(varint(bytes, &mut at)?).ok().filter(|&count| count <= COUNT_MAX)?;
    let mut last = zigzag(varint(bytes, &mut at)?);
    if miniblocks == 0 || miniblocks > MINIBLOCKS_MAX || !block_len.is_multiple_of(miniblocks) {
        return None;
    }
    let per_miniblock = usize::try_from(block_len / miniblocks).ok().filter(|&len| len > 0 && len % 8 == 0)?;
    let mut numbers = Vec::new();
    if count > 0 {
        numbers.push(last);
    }
    while numbers.len() < count {
        let least = zigzag(varint(bytes, &mut at)?);
        let miniblocks = usize::try_from(miniblocks).ok()?;
        let widths = bytes.get(at..at + miniblocks)?;
        at += miniblocks;
        for &width in widths {
            if numbers.len() >= count {
                break;
            }
            let width = usize::from(width);
            let len = per_miniblock.checked_mul(width)? / 8;
            let raw = bytes.get(at..bytes.len().min(at.checked_add(len)?))?;
            at += raw.len();
            if width > 64 {
                return None;
            }
            for index in 0..per_miniblock.min(count - numbers.len()) {
                let delta = if width == 0 { 0 } else { packed(raw, index, width)? };
                last = last.wrapping_add(least).wrapping_add(delta.cast_signed());
                numbers.push(last);
            }
        }
    }
    Some((numbers, at))
}

/// Calls `each` with the strings of `DELTA_LENGTH_BYTE_ARRAY`.
pub(super) fn lengths(bytes: &[u8], mut each: impl FnMut(&[u8])) -> Option<()> {
    let (lengths, mut at) = numbers(bytes)?;
    for len in lengths {
        let end = at.checked_add(usize::try_from(len).ok()?)?;
        each(bytes.get(at..end)?);
        at = end;
    }
    Some(())
}

/// Calls `each` with the strings of `DELTA_BYTE_ARRAY`. No more than `len_max` bytes of them in all.
pub(super) fn prefixes(bytes: &[u8], len_max: usize, mut each: impl FnMut(&[u8])) -> Option<()> {
    let (prefixes, at) = numbers(bytes)?;
    let mut prefixes = prefixes.into_iter();
    let mut last = Vec::new();
    let mut left = len_max;
    let mut is_sound = true;
    lengths(bytes.get(at..)?, |suffix| {
        let prefix = prefixes.next().and_then(|len| usize::try_from(len).ok()).filter(|&len| len <= last.len());
        let Some(prefix) = prefix.filter(|prefix| prefix + suffix.len() <= left && is_sound) else {
            is_sound = false;
            return;
        };
        last.truncate(prefix);
        last.extend_from_slice(suffix);
        left -= last.len();
        each(&last);
    })?;
    is_sound.then_some(())
}
