//! Run-length encodings (ORC specification, "Run Length Encoding"): of bytes, of bits, and of integers in two versions.

use std::borrow::Cow;

use crate::records::orc::protobuf::varint;

/// The bytes of a stream, and the next of them.
#[derive(Default)]
pub(super) struct Input<'a> {
    bytes: Cow<'a, [u8]>,
    at: usize,
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: Cow<'a, [u8]>) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn take(&mut self, len: usize) -> Option<&[u8]> {
        let end = self.at.checked_add(len)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut rest = self.bytes.get(self.at..)?;
        let before = rest.len();
        let number = varint(&mut rest)?;
        self.at += before - rest.len();
        Some(number)
    }

    fn signed(&mut self) -> Option<i64> {
        Some(zigzag(self.unsigned()?))
    }

    /// A signed number of up to 128 bits.
    pub(super) fn wide(&mut self) -> Option<i128> {
        let mut number = 0u128;
        for shift in (0..128).step_by(7) {
            let byte = self.byte()?;
            number |= u128::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed());
            }
        }
        None
    }

    /// A number of so many bytes, the highest first.
    fn big_endian(&mut self, len: usize) -> Option<u64> {
        Some(self.take(len)?.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }
}

fn zigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Runs of bytes.
#[derive(Default)]
pub(super) struct Bytes<'a> {
    input: Input<'a>,
    /// What is left of the current run, and the byte that it repeats.
    left: usize,
    repeated: Option<u8>,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        Self { input, ..Self::default() }
    }

    pub(super) fn next(&mut self) -> Option<u8> {
        if self.left == 0 {
            let head = usize::from(self.input.byte()?);
            (self.left, self.repeated) =
                if head < 128 { (head + 3, Some(self.input.byte()?)) } else { (256 - head, None) };
        }
        self.left -= 1;
        self.repeated.or_else(|| self.input.byte())
    }
}

/// Bits in runs of bytes, the highest first.
#[derive(Default)]
pub(super) struct Bits<'a> {
    bytes: Bytes<'a>,
    current: u8,
    left: u8,
}

impl<'a> Bits<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        Self { bytes: Bytes::new(input), current: 0, left: 0 }
    }

    pub(super) fn next(&mut self) -> Option<bool> {
        if self.left == 0 {
            self.current = self.bytes.next()?;
            self.left = 8;
        }
        self.left -= 1;
        Some(self.current >> self.left & 1 == 1)
    }
}

/// Runs of integers. A run is decoded at a time: 512 numbers at most.
#[derive(Default)]
pub(super) struct Integers<'a> {
    input: Input<'a>,
    is_signed: bool,
    is_second_version: bool,
    run: Vec<i64>,
    next: usize,
}

impl<'a> Integers<'a> {
    pub(super) fn new(input: Input<'a>, is_signed: bool, is_second_version: bool) -> Self {
        Self { input, is_signed, is_second_version, ..Self::default() }
    }

    /// The next number; one that is not signed is never negative unless it has all 64 bits.
    pub(super) fn next(&mut self) -> Option<i64> {
        if self.next >= self.run.len() {
            self.run.clear();
            self.next = 0;
            if self.is_second_version { self.second() } else { self.first() }?;
        }
        let number = *self.run.get(self.next)?;
        self.next += 1;
        Some(number)
    }

    fn number(&mut self) -> Option<i64> {
        if self.is_signed { self.input.signed() } else { self.input.unsigned().map(u64::cast_signed) }
    }

    /// Version 1: a run that grows evenly, or numbers one after another.
    fn first(&mut self) -> Option<()> {
        let head = i64::from(self.input.byte()?);
        if head < 128 {
            let delta = i64::from(self.input.byte()?.cast_signed());
            let base = self.number()?;
            self.run.extend((0..head + 3).map(|index| base.wrapping_add(delta.wrapping_mul(index))));
        } else {
            for _ in head..256 {
                let number = self.number()?;
                self.run.push(number);
            }
        }
        Some(())
    }

    /// Version 2: the first two bits say which of four forms a run has.
    fn second(&mut self) -> Option<()> {
        let head = self.input.byte()?;
        if head >> 6 == 0 {
            let value = self.input.big_endian(usize::from(head >> 3 & 7) + 1)?;
            self.run.resize(usize::from(head & 7) + 3, self.of(value));
            return Some(());
        }
        let code = head >> 1 & 0x1F;
        let len = (usize::from(head & 1) << 8 | usize::from(self.input.byte()?)) + 1;
        match head >> 6 {
            1 => {
                let values = self.packed(len, width(code))?;
                let is_signed = self.is_signed;
                self.run.extend(
                    values.into_iter().map(|value| if is_signed { zigzag(value) } else { value.cast_signed() }),
                );
            }
            2 => self.patched(len, width(code))?,
            _ => self.delta(len, if code == 0 { 0 } else { width(code) })?,
        }
        Some(())
    }

    fn of(&self, value: u64) -> i64 {
        if self.is_signed { zigzag(value) } else { value.cast_signed() }
    }

    /// `count` numbers of so many bits, the highest first; they end with a byte.
    fn packed(&mut self, count: usize, width: u32) -> Option<Vec<u64>> {
        let len = (count * width as usize).div_ceil(8);
        let mut bytes = self.input.take(len)?.iter();
        let (mut held, mut held_bits) = (0u128, 0);
        let mut values = Vec::with_capacity(count);
        for _ in 0..count {
            while held_bits < width {
                held = held << 8 | u128::from(*bytes.next()?);
                held_bits += 8;
            }
            held_bits -= width;
            values.push(u64::try_from(held >> held_bits).unwrap_or(u64::MAX));
            held &= (1u128 << held_bits) - 1;
        }
        Some(values)
    }

    /// Numbers above a base; of some the highest bits stand in a list of patches.
    fn patched(&mut self, len: usize, bits: u32) -> Option<()> {
        let third = self.input.byte()?;
        let fourth = self.input.byte()?;
        let base_len = u32::from(third >> 5) + 1;
        let patch_bits = width(third & 0x1F);
        let gap_bits = u32::from(fourth >> 5) + 1;
        let patches_len = usize::from(fourth & 0x1F);
        let raw = self.input.big_endian(base_len as usize)?;
        // The highest bit of the base is its sign.
        let sign = 1u64 << (base_len * 8 - 1);
        let base = if raw & sign == 0 { raw.cast_signed() } else { (raw & (sign - 1)).cast_signed().wrapping_neg() };
        let mut values = self.packed(len, bits)?;
        let patch_width = rounded(patch_bits + gap_bits);
        let mut at = 0usize;
        for patch in self.packed(patches_len, patch_width)? {
            let mask = if patch_bits >= 64 { u64::MAX } else { (1 << patch_bits) - 1 };
            at += usize::try_from(patch.checked_shr(patch_bits).unwrap_or(0)).ok()?;
            let high = (patch & mask).checked_shl(bits).unwrap_or(0);
            // A gap that is too long for its bits is told by patches of nothing.
            if let Some(value) = values.get_mut(at) {
                *value |= high;
            }
        }
        self.run.extend(values.into_iter().map(|value| base.wrapping_add(value.cast_signed())));
        Some(())
    }

    /// A first number, the step to the second, and steps in the same direction.
    fn delta(&mut self, len: usize, bits: u32) -> Option<()> {
        let base = self.number()?;
        let first = self.input.signed()?;
        self.run.push(base);
        let mut value = base;
        if bits == 0 {
            for _ in 1..len {
                value = value.wrapping_add(first);
                self.run.push(value);
            }
            return Some(());
        }
        if len > 1 {
            value = value.wrapping_add(first);
            self.run.push(value);
        }
        for step in self.packed(len.saturating_sub(2), bits)? {
            let step = step.cast_signed();
            value = if first < 0 { value.wrapping_sub(step) } else { value.wrapping_add(step) };
            self.run.push(value);
        }
        Some(())
    }
}

/// The bits that a code of five bits stands for.
fn width(code: u8) -> u32 {
    match code {
        0..=23 => u32::from(code) + 1,
        24 => 26,
        25 => 28,
        26 => 30,
        27 => 32,
        28 => 40,
        29 => 48,
        30 => 56,
        _ => 64,
    }
}

/// The next number of bits that has a code.
fn rounded(bits: u32) -> u32 {
    (0..32).map(width).find(|&width| width >= bits).unwrap_or(64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], is_signed: bool, is_second_version: bool) -> Vec<i64> {
        let mut integers = Integers::new(Input::new(Cow::Borrowed(bytes)), is_signed, is_second_version);
        std::iter::from_fn(|| integers.next()).collect()
    }

    #[test]
    fn the_examples_of_the_specification_are_decoded() {
        assert_eq!(all(&[0x61, 0x00, 0x07], false, false), vec![7; 100]);
        assert_eq!(all(&[0x61, 0xFF, 0x64], false, false), (1..=100).rev().collect::<Vec<i64>>());
        assert_eq!(all(&[0xFB, 0x02, 0x03, 0x06, 0x07, 0x0B], false, false), [2, 3, 6, 7, 11]);
        assert_eq!(all(&[0x0A, 0x27, 0x10], false, true), vec![10_000; 5]);
        let direct = [0x5E, 0x03, 0x5C, 0xA1, 0xAB, 0x1E, 0xDE, 0xAD, 0xBE, 0xEF];
        assert_eq!(all(&direct, false, true), [23_713, 43_806, 57_005, 48_879]);
        let patched = [
            0x8E, 0x13, 0x2B, 0x21, 0x07, 0xD0, 0x1E, 0x00, 0x14, 0x70, 0x28, 0x32, 0x3C, 0x46, 0x50, 0x5A, 0x64, 0x6E,
            0x78, 0x82, 0x8C, 0x96, 0xA0, 0xAA, 0xB4, 0xBE, 0xFC, 0xE8,
        ];
        let expected = [
            2030, 2000, 2020, 1_000_000, 2040, 2050, 2060, 2070, 2080, 2090, 2100, 2110, 2120, 2130, 2140, 2150, 2160,
            2170, 2180, 2190,
        ];
        assert_eq!(all(&patched, false, true), expected);
        let delta = [0xC6, 0x09, 0x02, 0x02, 0x22, 0x42, 0x42, 0x46];
        assert_eq!(all(&delta, false, true), [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
    }

    #[test]
    fn bytes_and_bits_run() {
        let mut bytes = Bytes::new(Input::new(Cow::Borrowed(&[0x61, 0x00, 0xFE, 0x44, 0x45])));
        let all: Vec<u8> = std::iter::from_fn(|| bytes.next()).collect();
        assert_eq!((all.len(), &all[100..]), (102, [0x44, 0x45].as_slice()));
        let mut bits = Bits::new(Input::new(Cow::Borrowed(&[0xFF, 0x80])));
        let all: Vec<bool> = std::iter::from_fn(|| bits.next()).collect();
        assert_eq!(all, [true, false, false, false, false, false, false, false]);
    }
}
