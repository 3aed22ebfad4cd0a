//! Runs of small numbers: levels and indices (the RLE / bit-packing hybrid).

/// Levels and values of a page. Writers make pages of some ten thousand.
pub(super) const COUNT_MAX: usize = 1 << 24;

/// Reads a variable-length number at `at`.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// The `index`th number of `width` bits, packed from the lowest bit on. `width` is 64 at most.
pub(super) fn packed(bytes: &[u8], index: usize, width: usize) -> Option<u64> {
    let bit = index.checked_mul(width)?;
    let first = bit / 8;
    let len = (bit % 8 + width).div_ceil(8);
    let raw = bytes.get(first..first.checked_add(len)?)?;
    let number = raw.iter().rev().fold(0u128, |number, &byte| number << 8 | u128::from(byte));
    let mask = (1u128 << width) - 1;
    u64::try_from(number >> (bit % 8) & mask).ok()
}

/// Reads `count` numbers of `width` bits.
pub(super) fn hybrid(bytes: &[u8], width: usize, count: usize) -> Option<Vec<u32>> {
    if width == 0 {
        return (count <= COUNT_MAX).then(|| vec![0; count]);
    }
    if width > 32 || count > COUNT_MAX {
        return None;
    }
    let mut numbers = Vec::new();
    let mut at = 0;
    while numbers.len() < count {
        let head = varint(bytes, &mut at)?;
        let left = count - numbers.len();
        let run = usize::try_from(head >> 1).ok()?;
        if head & 1 == 0 {
            let len = width.div_ceil(8);
            let raw = bytes.get(at..at + len)?;
            at += len;
            let number = raw.iter().rev().fold(0u32, |number, &byte| number << 8 | u32::from(byte));
            numbers.resize(numbers.len() + run.min(left), number);
            (run > 0).then_some(())?;
        } else {
            let len = run.checked_mul(width)?;
            let raw = bytes.get(at..bytes.len().min(at.checked_add(len)?))?;
            at += raw.len();
            let in_run = run.checked_mul(8)?.min(left);
            (in_run > 0).then_some(())?;
            for index in 0..in_run {
                numbers.push(u32::try_from(packed(raw, index, width)?).ok()?);
            }
        }
    }
    Some(numbers)
}

/// Bits that numbers up to `max` take.
pub(super) fn width_of(max: u8) -> usize {
    (u8::BITS - max.leading_zeros()) as usize
}
