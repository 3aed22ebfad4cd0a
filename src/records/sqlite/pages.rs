//! Pages by number: of a database file, or of the page images in a log or journal.

use std::sync::Arc;

/// How text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// What the header of a database says of its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) page_size: usize,
    /// Bytes of a page that are in use.
    pub(super) usable: usize,
    pub(super) encoding: Encoding,
}

impl Shape {
    /// Length of the header, at the start of page 1.
    pub(super) const HEADER_LEN: usize = 100;
    /// What a database begins with.
    pub(super) const MAGIC: &'static [u8] = b"SQLite format 3\0";

    /// The shape that the header at the start of `page` states.
    pub(super) fn of(page: &[u8]) -> Option<Self> {
        if !page.starts_with(Self::MAGIC) {
            return None;
        }
        let page_size = match u16_at(page, 16)? {
            1 => 65536,
            size => usize::from(size),
        };
        let encoding = match u32_at(page, 56)? {
            2 => Encoding::Utf16Le,
            3 => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        };
        Self::new(page_size, usize::from(*page.get(20)?), encoding)
    }

    /// The number of pages that the header at the start of `page` states, where those who wrote it kept it up: it was written
    /// with the last change.
    pub(super) fn pages_stated(page: &[u8]) -> Option<u32> {
        u32_at(page, 28).filter(|&count| count > 0 && u32_at(page, 24) == u32_at(page, 92))
    }

    /// The shape of pages of `page_size` bytes, where SQLite knows such.
    pub(super) fn new(page_size: usize, reserved: usize, encoding: Encoding) -> Option<Self> {
        const USABLE_MIN: usize = 480;
        let is_size = page_size.is_power_of_two() && (512..=65536).contains(&page_size);
        let usable = page_size.checked_sub(reserved)?;
        (is_size && usable >= USABLE_MIN).then_some(Self { page_size, usable, encoding })
    }

    /// Bytes of a payload that stand in its cell, and whether more follow in overflow pages.
    pub(super) fn local_len(&self, payload_len: u64, is_table: bool) -> (usize, bool) {
        let usable = self.usable as u64;
        let len_max = if is_table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
        if payload_len <= len_max {
            return (usize::try_from(payload_len).unwrap_or(usize::MAX), false);
        }
        let len_min = (usable - 12) * 32 / 255 - 23;
        let len = len_min + (payload_len - len_min) % (usable - 4);
        let len = if len <= len_max { len } else { len_min };
        (usize::try_from(len).unwrap_or(usize::MAX), true)
    }
}

/// One page.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) number: u32,
    /// Where it begins in the piece.
    pub(super) at: usize,
    /// Its usable bytes: fewer where the source ends within it.
    pub(super) bytes: &'a [u8],
}

/// All pages of a source.
#[derive(Clone)]
pub(super) struct Pages<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) shape: Shape,
    /// Number and offset of each page, by number, if they do not stand one after another from the start.
    images: Option<Arc<[(u32, usize)]>>,
}

impl<'a> Pages<'a> {
    /// The pages of a database file.
    pub(super) fn of_file(bytes: &'a [u8], shape: Shape) -> Self {
        Self { bytes, shape, images: None }
    }

    /// Pages that stand at the offsets given, sorted by number.
    pub(super) fn of_images(bytes: &'a [u8], shape: Shape, images: Arc<[(u32, usize)]>) -> Self {
        Self { bytes, shape, images: Some(images) }
    }

    /// Whether these are images out of a log, which need not be all pages.
    pub(super) fn is_images(&self) -> bool {
        self.images.is_some()
    }

    /// How many pages there are.
    pub(super) fn len(&self) -> usize {
        self.images.as_ref().map_or_else(|| self.bytes.len().div_ceil(self.shape.page_size), |images| images.len())
    }

    /// The place of page `number`, counted from one, among all pages.
    pub(super) fn slot(&self, number: u32) -> Option<usize> {
        match &self.images {
            Some(images) => images.binary_search_by_key(&number, |&(known, _)| known).ok(),
            None => Some(number.checked_sub(1)? as usize).filter(|&slot| slot < self.len()),
        }
    }

    /// The page in the place `slot`.
    pub(super) fn at(&self, slot: usize) -> Option<Page<'a>> {
        match &self.images {
            Some(images) => images.get(slot).and_then(|&(number, at)| self.image(number, at)),
            None => self.image(u32::try_from(slot.checked_add(1)?).ok()?, slot.checked_mul(self.shape.page_size)?),
        }
    }

    /// The page `number`, counted from one.
    pub(super) fn get(&self, number: u32) -> Option<Page<'a>> {
        self.at(self.slot(number)?)
    }

    /// The page `number` as it stands at `at`.
    pub(super) fn image(&self, number: u32, at: usize) -> Option<Page<'a>> {
        let end = at.checked_add(self.shape.usable)?.min(self.bytes.len());
        let bytes = self.bytes.get(at..end).filter(|bytes| !bytes.is_empty())?;
        Some(Page { number, at, bytes })
    }
}

/// Two bytes, big-endian.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_be_bytes)
}

/// Four bytes, big-endian.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes)
}

/// A variable-length integer, and one past it.
pub(super) fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value = 0u64;
    for index in 0..8 {
        let byte = *bytes.get(at.checked_add(index)?)?;
        value = value << 7 | u64::from(byte & 0x7F);
        if byte < 0x80 {
            return Some((value, at + index + 1));
        }
    }
    let last = *bytes.get(at.checked_add(8)?)?;
    Some((value << 8 | u64::from(last), at + 9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variable_length_integers_have_up_to_nine_bytes() {
        assert_eq!(varint(&[0x7F], 0), Some((127, 1)));
        assert_eq!(varint(&[0, 0x81, 0x00], 1), Some((128, 3)));
        assert_eq!(varint(&[0xFF; 9], 0), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0xFF; 8], 0), None);
        assert_eq!(varint(&[], usize::MAX), None);
    }

    #[test]
    fn what_stands_in_a_cell_follows_the_formula_of_the_file_format() {
        let shape = Shape::new(4096, 0, Encoding::Utf8).unwrap();
        assert_eq!(shape.local_len(4061, true), (4061, false));
        assert_eq!(shape.local_len(4062, true), (489, true));
        assert_eq!(shape.local_len(1002, false), (1002, false));
        assert_eq!(shape.local_len(1003, false), (489, true));
    }
}
