//! Occurrences on their way out: found while the column's verdict is still open, written when it has fallen, in the
//! order of the sources, with bounded memory.
//!
//! A worker encodes the hits of its piece ([`PendingHits`]; masked, never raw). The pieces of a source are appended in
//! order to a [`Spool`] that goes to a temporary file when it grows. At the end of the source the spool is read back,
//! judged and written through [`super::ordered`], which lets sources through in walk order only.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

use crate::aggregate::HitClass;
use crate::redact::{Fingerprint, Masked};
use crate::rules::KindId;

/// Bytes of a spool that stay in memory.
const MEMORY_BYTES: usize = 512 << 10;
/// Column of a hit in text.
pub(super) const NO_COLUMN: u32 = u32::MAX;

/// A hit that waits for its column's verdict.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PendingHit {
    /// Index of the table, within the piece at first, then within the source.
    pub(super) table: u32,
    /// Index of the column in the table, or [`NO_COLUMN`].
    pub(super) column: u32,
    pub(super) kind: KindId,
    pub(super) class: HitClass,
    /// From 0, within the piece at first, then within the table.
    pub(super) record: u64,
    /// Bytes of the source.
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) odds: f32,
    pub(super) masked: Masked,
    pub(super) fingerprint: Option<Fingerprint>,
}

/// Length of an encoded hit before its masked text.
const FIXED_LEN: usize = 4 + 4 + 2 + 1 + 8 + 8 + 8 + 4 + 1 + 12 + 1;

impl PendingHit {
    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.table.to_le_bytes());
        out.extend_from_slice(&self.column.to_le_bytes());
        out.extend_from_slice(&self.kind.0.to_le_bytes());
        out.push(match self.class {
            HitClass::Column => 0,
            HitClass::Sure => 1,
            HitClass::Embedded => 2,
            HitClass::Assumed => 3,
        });
        out.extend_from_slice(&self.record.to_le_bytes());
        out.extend_from_slice(&self.start.to_le_bytes());
        out.extend_from_slice(&self.end.to_le_bytes());
        out.extend_from_slice(&self.odds.to_le_bytes());
        out.push(u8::from(self.fingerprint.is_some()));
        out.extend_from_slice(&self.fingerprint.unwrap_or(Fingerprint([0; 12])).0);
        let masked = self.masked.as_str().as_bytes();
        out.push(u8::try_from(masked.len()).unwrap_or(u8::MAX));
        out.extend_from_slice(masked.get(..usize::from(u8::MAX)).unwrap_or(masked));
    }

    /// Reads the next hit; `None` at the end.
    fn decode(input: &mut impl Read) -> io::Result<Option<Self>> {
        let mut fixed = [0; FIXED_LEN];
        match input.read_exact(&mut fixed) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            result => result?,
        }
        let mut rest = fixed.as_slice();
        let hit = Self {
            table: u32::from_le_bytes(take(&mut rest)),
            column: u32::from_le_bytes(take(&mut rest)),
            kind: KindId(u16::from_le_bytes(take(&mut rest))),
            class: match take::<1>(&mut rest) {
                [0] => HitClass::Column,
                [1] => HitClass::Sure,
                [3] => HitClass::Assumed,
                _ => HitClass::Embedded,
            },
            record: u64::from_le_bytes(take(&mut rest)),
            start: u64::from_le_bytes(take(&mut rest)),
            end: u64::from_le_bytes(take(&mut rest)),
            odds: f32::from_le_bytes(take(&mut rest)),
            fingerprint: {
                let has = take::<1>(&mut rest) == [1];
                let bytes = take(&mut rest);
                has.then_some(Fingerprint(bytes))
            },
            masked: {
                let [len] = take(&mut rest);
                let mut masked = vec![0; usize::from(len)];
                input.read_exact(&mut masked)?;
                Masked::from_masked(String::from_utf8_lossy(&masked).into_owned())
            },
        };
        Ok(Some(hit))
    }
}

fn take<const LEN: usize>(rest: &mut &[u8]) -> [u8; LEN] {
    let Some((first, after)) = rest.split_first_chunk::<LEN>() else { return [0; LEN] };
    *rest = after;
    *first
}

/// The encoded hits of one piece.
#[derive(Debug, Default)]
pub(super) struct PendingHits {
    bytes: Vec<u8>,
    /// Source offset and place in `bytes` of each hit.
    index: Vec<(u64, u32)>,
}

impl PendingHits {
    pub(super) fn push(&mut self, hit: &PendingHit) {
        self.index.push((hit.start, u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)));
        hit.encode(&mut self.bytes);
    }
}

/// The hits of one source, in source order.
#[derive(Debug)]
pub(super) struct Spool {
    file: SpooledTempFile,
    is_empty: bool,
    /// The first failure to write: what comes after it would be read back askew.
    failed: Option<io::Error>,
}

impl Default for Spool {
    fn default() -> Self {
        Self { file: SpooledTempFile::new(MEMORY_BYTES), is_empty: true, failed: None }
    }
}

impl Spool {
    /// Appends the hits of the next piece; `place` turns piece-local numbers into those of the source.
    /// A failure is kept, and given when the spool is read back.
    pub(super) fn append(&mut self, hits: PendingHits, place: impl FnMut(&mut PendingHit)) {
        if self.failed.is_none() {
            self.failed = self.try_append(hits, place).err();
        }
    }

    fn try_append(&mut self, mut hits: PendingHits, mut place: impl FnMut(&mut PendingHit)) -> io::Result<()> {
        hits.index.sort_unstable();
        let mut out = Vec::with_capacity(hits.bytes.len());
        for (_, at) in hits.index {
            let mut encoded = hits.bytes.get(at as usize..).unwrap_or_default();
            if let Some(mut hit) = PendingHit::decode(&mut encoded)? {
                place(&mut hit);
                hit.encode(&mut out);
                self.is_empty = false;
            }
        }
        self.file.write_all(&out)
    }

    /// Whether it holds no hit, and no failure to say of.
    pub(super) fn is_empty(&self) -> bool {
        self.is_empty && self.failed.is_none()
    }

    /// Hands every hit to `judge`, in order.
    pub(super) fn read_back(mut self, mut judge: impl FnMut(PendingHit) -> io::Result<()>) -> io::Result<()> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if self.is_empty {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(0))?;
        let mut input = BufReader::with_capacity(256 * 1024, self.file);
        while let Some(hit) = PendingHit::decode(&mut input)? {
            judge(hit)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::Secret;
    use crate::rules::MaskPolicy;

    fn hit(start: u64) -> PendingHit {
        PendingHit {
            table: 1,
            column: NO_COLUMN,
            kind: KindId(3),
            class: HitClass::Sure,
            record: 7,
            start,
            end: start + 11,
            odds: 1.5,
            masked: Masked::new(MaskPolicy::Shape, Secret::new("536-90-4399 é".as_bytes())),
            fingerprint: (start.is_multiple_of(2)).then_some(Fingerprint([9; 12])),
        }
    }

    #[test]
    fn spooled_hits_come_back_in_source_order() {
        let mut pending = PendingHits::default();
        [30, 10, 20].into_iter().for_each(|start| pending.push(&hit(start)));
        let mut spool = Spool::default();
        spool.append(pending, |hit| hit.record += 100);
        let mut seen = Vec::new();
        spool
            .read_back(|hit| {
                seen.push(hit);
                Ok(())
            })
            .unwrap();
        assert_eq!(seen, [10, 20, 30].map(|start| PendingHit { record: 107, ..hit(start) }));
    }
}
