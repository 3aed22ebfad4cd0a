//! Unpacks the streams of pages that are zlib streams (RFC 1950), and says whether all of one came out: the library hands on
//! what came before the damage and says nothing of it.

use flate2::{Decompress, FlushDecompress, Status};

/// What came of a stream.
pub(super) struct Inflated {
    pub(super) content: Vec<u8>,
    /// It ends where its packing says, and fits its check sum.
    pub(super) is_sound: bool,
}

/// Method and window, and flags that make them a multiple of 31.
pub(super) fn begins(packed: &[u8]) -> bool {
    matches!(packed, &[method, flags, ..]
        if method & 0x0F == 8 && flags & 0x20 == 0 && u16::from_be_bytes([method, flags]) % 31 == 0)
}

/// Unpacks a stream; `None` where it is longer than `len_max`.
pub(super) fn inflate(packed: &[u8], len_max: usize) -> Option<Inflated> {
    const STEP: usize = 64 << 10;
    let packed = packed.get(2..).unwrap_or_default();
    let mut inflate = Decompress::new(false);
    let mut content = Vec::new();
    loop {
        let (read, len) = (usize::try_from(inflate.total_in()).unwrap_or(usize::MAX), content.len());
        let rest = packed.get(read..).unwrap_or_default();
        content.reserve(STEP);
        let status = inflate.decompress_vec(rest, &mut content, FlushDecompress::None);
        if content.len() > len_max {
            return None;
        }
        let end = usize::try_from(inflate.total_in()).unwrap_or(usize::MAX);
        match status {
            Ok(Status::StreamEnd) => {
                // Some writers leave the sum away.
                let stated = packed.get(end..).and_then(|rest| rest.first_chunk::<4>());
                let is_sound = stated.is_none_or(|stated| u32::from_be_bytes(*stated) == adler32(&content));
                return Some(Inflated { content, is_sound });
            }
            Ok(_) if end > read || content.len() > len => {}
            Ok(_) | Err(_) => return Some(Inflated { content, is_sound: false }),
        }
    }
}

/// The check sum of zlib streams.
fn adler32(bytes: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    /// So many bytes cannot make the sums overflow.
    const RUN: usize = 5_552;
    let (mut low, mut high) = (1u32, 0u32);
    for run in bytes.chunks(RUN) {
        for &byte in run {
            low += u32::from(byte);
            high += low;
        }
        (low, high) = (low % MODULUS, high % MODULUS);
    }
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_that_are_cut_or_changed_are_told_apart() {
        let content = (0..40_000u32).flat_map(|number| format!("{number} ").into_bytes()).collect::<Vec<u8>>();
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, &content).unwrap();
        let packed = encoder.finish().unwrap();
        let of = |packed: &[u8]| inflate(packed, 1 << 20).map(|inflated| (inflated.content, inflated.is_sound));
        assert!(begins(&packed));
        assert_eq!(of(&packed), Some((content.clone(), true)));
        assert_eq!(of(&[&packed[..], b"\r\n"].concat()), Some((content.clone(), true)));
        assert_eq!(of(&packed[..packed.len() - 4]), Some((content.clone(), true)));
        let (cut, is_sound) = of(&packed[..packed.len() / 2]).unwrap();
        assert!(content.starts_with(&cut) && cut.len() > content.len() / 4 && !is_sound);
        for at in (2..packed.len()).step_by(997).chain([packed.len() - 1]) {
            let mut changed = packed.clone();
            changed[at] ^= 0x10;
            assert!(of(&changed).is_none_or(|(_, is_sound)| !is_sound), "{at}");
        }
        assert!(inflate(&packed, content.len() - 1).is_none());
    }
}
