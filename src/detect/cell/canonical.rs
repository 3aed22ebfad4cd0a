//! Canonical forms of short values: what is kept of them is worked out once for each form.

use super::gather::RunCell;
use super::value::{CellValue, Words, hash_words, words_of};
use crate::detect::candidates::within;
use crate::detect::signature::is_canonical;

/// The bytes of short values of one form that their canonical form keeps.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kept {
    /// Stretches that are kept together: their bytes, and by how many bits they move towards the front.
    stretches: [(u128, u32); Kept::STRETCHES_MAX],
    count: usize,
    len: usize,
    /// Whether all bytes are kept.
    is_all: bool,
    /// Whether the stretches say all.
    is_close: bool,
}

impl Kept {
    const STRETCHES_MAX: usize = 6;
    /// Longer values are put together byte by byte.
    const CLOSE_MAX: usize = 16;

    fn is_kept((at, byte): (usize, u8)) -> bool {
        is_canonical(byte) || (at == 0 && byte == b'+')
    }

    pub(super) fn of(value: &[u8]) -> Self {
        let places = || value.iter().copied().enumerate().filter(|&place| Self::is_kept(place)).map(|(at, _)| at);
        let len = places().count();
        let mut kept =
            Self { len, is_all: len == value.len(), is_close: value.len() <= Self::CLOSE_MAX, ..Self::default() };
        for (to, from) in places().enumerate().take_while(|&(_, from)| from < Self::CLOSE_MAX) {
            let shift = u32::try_from(8 * (from - to)).unwrap_or(0);
            let byte = 0xFF << (8 * from);
            match kept.stretches.iter_mut().take(kept.count).last() {
                Some((bytes, known)) if *known == shift => *bytes |= byte,
                _ => match kept.stretches.get_mut(kept.count) {
                    Some(stretch) => {
                        *stretch = (byte, shift);
                        kept.count += 1;
                    }
                    None => kept.is_close = false,
                },
            }
        }
        kept
    }

    /// What is kept of a value of the form, and of what it is written with in capitals.
    #[inline]
    pub(super) fn of_value(&self, words: Words, has_letters: bool) -> Canonical {
        let kept = if self.is_all {
            words
        } else if self.is_close {
            self.joined(words)
        } else {
            Self::byte_by_byte(words)
        };
        Canonical::of(if has_letters { upper(kept) } else { kept }, self.len)
    }

    /// The same of the values of a run.
    pub(super) fn of_run(&self, cells: &[RunCell], has_letters: bool, canonicals: &mut Vec<Canonical>) {
        canonicals.clear();
        match (self.is_all, has_letters) {
            // The value is its own canonical form.
            (true, false) => canonicals.extend(cells.iter().map(|cell| Canonical {
                bytes: block_of(cell.words),
                len: self.len,
                hash: cell.hash,
            })),
            _ => canonicals.extend(cells.iter().map(|cell| self.of_value(cell.words, has_letters))),
        }
    }

    /// The stretches of a close form, one behind the other.
    #[inline]
    fn joined(&self, [first, second, ..]: Words) -> Words {
        let all = u128::from(first) | u128::from(second) << 64;
        let stretches = self.stretches.iter().take(self.count);
        let joined = stretches.fold(0, |joined, &(bytes, shift)| joined | (all & bytes) >> shift);
        #[expect(clippy::cast_possible_truncation, reason = "the halves")]
        let halves = [joined as u64, (joined >> 64) as u64, 0, 0];
        halves
    }

    #[cold]
    fn byte_by_byte(words: Words) -> Words {
        let mut bytes = [0; CellValue::SHORT_MAX];
        // The noughts behind the value are not kept either.
        let places = block_of(words).into_iter().enumerate().filter(|&place| Self::is_kept(place));
        bytes.iter_mut().zip(places).for_each(|(slot, (_, byte))| *slot = byte);
        words_of(&bytes)
    }
}

/// Numbers of two digits, the first one lowest.
const PAIRS: [u16; 100] = {
    let mut pairs = [0; 100];
    let mut number = 0u16;
    while number < 100 {
        pairs[number as usize] = (b'0' as u16 + number / 10) | (b'0' as u16 + number % 10) << 8;
        number += 1;
    }
    pairs
};

/// The bytes of the words.
#[inline]
fn block_of(words: Words) -> [u8; CellValue::SHORT_MAX] {
    let mut bytes = [0; CellValue::SHORT_MAX];
    if let ([first, second, third, last], _) = bytes.as_chunks_mut::<8>() {
        let [a, b, c, d] = words.map(u64::to_le_bytes);
        (*first, *second, *third, *last) = (a, b, c, d);
    }
    bytes
}

/// The words with their ASCII letters made capitals.
#[inline]
fn upper(words: Words) -> Words {
    words.map(|word| word & !(within(word, b'a', b'z') >> 2))
}

/// The words with their ASCII letters made small.
#[inline]
fn small(words: Words) -> Words {
    words.map(|word| word | within(word, b'A', b'Z') >> 2)
}

/// The canonical form of a short value, and its hash. Prints nothing of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Canonical {
    bytes: [u8; CellValue::SHORT_MAX],
    len: usize,
    pub(super) hash: u64,
}

impl Canonical {
    #[inline]
    fn of(words: Words, len: usize) -> Self {
        Self { bytes: block_of(words), len, hash: hash_words(words, len) }
    }

    /// A short value in small letters.
    #[inline]
    pub(super) fn small(value: &CellValue<'_>) -> Self {
        Self::of(small(value.words()), value.bytes().len())
    }

    /// A short value in capitals.
    #[inline]
    pub(super) fn capital(value: &CellValue<'_>) -> Self {
        Self::of(upper(value.words()), value.bytes().len())
    }

    /// The parts of a short canonical form, one behind the other.
    #[inline]
    pub(super) fn joined<const N: usize>(parts: [&[u8]; N]) -> Self {
        let mut bytes = [0; CellValue::SHORT_MAX];
        let mut len = 0;
        for part in parts {
            if let Some(room) = bytes.get_mut(len..len + part.len()) {
                room.copy_from_slice(part);
                len += part.len();
            }
        }
        Self { bytes, len, hash: hash_words(words_of(&bytes), len) }
    }

    /// A date, as [`canonical_date`] writes it.
    pub(super) fn date((year, month, day): (u16, u8, u8)) -> Self {
        let pair = |number: u16| PAIRS.get(usize::from(number % 100)).map_or(0, |pair| u64::from(*pair));
        let (month, day) = (u16::from(month), u16::from(day));
        let word = pair(year / 100) | pair(year) << 16 | pair(month) << 32 | pair(day) << 48;
        Self::of([word, 0, 0, 0], 8)
    }

    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}
