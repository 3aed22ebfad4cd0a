//! The end of a table: which format it is, and where its index lies.

use std::ops::Range;

/// The last eight bytes: of LevelDB and the first RocksDB, and of RocksDB since.
const MAGIC_LEVELDB: u64 = 0xdb47_7524_8b80_fb57;
const MAGIC_ROCKSDB: u64 = 0x88e2_41b7_85f4_cff7;
/// Two places of up to twenty bytes each.
const PLACES_LEN: usize = 40;
/// What stands in their place since version 6.
const MAGIC_EXTENDED: [u8; 4] = [0x3E, 0x00, 0x7A, 0x00];
/// Behind each block: how it is compressed, and its check sum.
pub(super) const TRAILER_LEN: usize = 5;

/// What the footer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Footer {
    /// The version of RocksDB's format; 0 for LevelDB as well.
    pub(super) version: u32,
    /// How check sums are made.
    pub(super) checksum: u8,
    /// What check sums hold beside the block, by where it is.
    pub(super) context: u32,
    /// The block that names others.
    pub(super) metaindex: Place,
    /// The index, where the footer tells it.
    pub(super) index: Option<Place>,
}

/// A block without its trailer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) len: usize,
}

impl Place {
    /// Its bytes; `None` where it is not in the file with its trailer.
    pub(super) fn span(self, bytes: &[u8]) -> Option<Range<usize>> {
        let end = self.start.checked_add(self.len)?;
        (end.checked_add(TRAILER_LEN)? <= bytes.len()).then_some(self.start..end)
    }

    /// Two numbers.
    pub(super) fn parse(bytes: &[u8], at: &mut usize) -> Option<Self> {
        Some(Self { start: varint(bytes, at)?, len: varint(bytes, at)? })
    }
}

/// A number of seven bits in each byte.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return usize::try_from(number).ok();
        }
    }
    None
}

fn magic(bytes: &[u8]) -> Option<u64> {
    bytes.last_chunk().map(|magic| u64::from_le_bytes(*magic))
}

/// Whether a file ends like a table.
pub(super) fn has_magic(bytes: &[u8]) -> bool {
    matches!(magic(bytes), Some(MAGIC_LEVELDB | MAGIC_ROCKSDB))
}

impl Footer {
    /// The footer of a file; `None` where it ends with none.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.get(..bytes.len().checked_sub(8)?)?;
        if magic(bytes)? == MAGIC_LEVELDB {
            let places = rest.get(rest.len().checked_sub(PLACES_LEN)?..)?;
            return Self { version: 0, checksum: 1, context: 0, metaindex: Place { start: 0, len: 0 }, index: None }
                .with_places(places);
        }
        if magic(bytes)? != MAGIC_ROCKSDB {
            return None;
        }
        let (rest, version) = rest.split_last_chunk::<4>()?;
        let start = rest.len().checked_sub(PLACES_LEN + 1)?;
        let (&checksum, places) = rest.get(start..)?.split_first()?;
        let footer = Self {
            version: u32::from_le_bytes(*version),
            checksum,
            context: 0,
            metaindex: Place { start: 0, len: 0 },
            index: None,
        };
        let Some(extended) = places.strip_prefix(&MAGIC_EXTENDED) else { return footer.with_places(places) };
        let number = |at: usize| Some(u32::from_le_bytes(*extended.get(at..)?.first_chunk()?));
        let len = usize::try_from(number(8)?).ok()?;
        let metaindex = Place { start: start.checked_sub(len.checked_add(TRAILER_LEN)?)?, len };
        Some(Self { context: number(4)?, metaindex, ..footer })
    }

    fn with_places(self, places: &[u8]) -> Option<Self> {
        let mut at = 0;
        let metaindex = Place::parse(places, &mut at)?;
        Some(Self { metaindex, index: Some(Place::parse(places, &mut at)?), ..self })
    }
}
