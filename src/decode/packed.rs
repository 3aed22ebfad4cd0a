//! Compressed data inside values: gzip and zlib, which programs write into cells in Base64 or hexadecimal digits.
//!
//! Zstandard is known and not unpacked: its decoder gives out nothing before a whole window, which the data itself chooses, is
//! there.

use std::io::Read;
use std::ops::Range;

/// How gzip begins: its magic number with its only method.
const GZIP: [u8; 3] = [0x1F, 0x8B, 8];

/// As many bytes must be at hand to tell.
pub const HEAD_LEN: usize = 4;

/// Whether bytes begin like compressed data.
///
/// ```
/// assert!(plainsight::decode::packed::begins(&[0x78, 0x9C, 0x4B, 0x4C]));
/// assert!(!plainsight::decode::packed::begins(b"text"));
/// ```
#[must_use]
pub fn begins(head: &[u8]) -> bool {
    head.starts_with(&GZIP) || begins_zlib(without_length(head))
}

/// Bytes without the length before them: `COMPRESS()` of MySQL writes how long a value is, in four bytes with the little end
/// first, and a zlib stream behind it.
#[must_use]
pub fn without_length(packed: &[u8]) -> &[u8] {
    /// The two highest bits are none of the length.
    const TOP_MAX: u8 = 0x3F;
    match packed.split_first_chunk::<4>() {
        Some((&[.., top], rest)) if top <= TOP_MAX && begins_zlib(rest) && !begins_zlib(packed) => rest,
        _ => packed,
    }
}

/// The first byte of a zlib stream.
pub const ZLIB: u8 = 0x78;

/// RFC 1950, 2.2: deflate with a window of 32 KiB, no dictionary, one of four levels. One pair of bytes in sixteen thousand.
fn begins_zlib(head: &[u8]) -> bool {
    matches!(head, [ZLIB, 0x01 | 0x5E | 0x9C | 0xDA, ..])
}

/// Appends what `packed` decodes to, `len_max` bytes at most. False where it is broken, or its check sum does not fit; of what is
/// longer the beginning is taken as it comes.
pub fn unpack(packed: &[u8], out: &mut Vec<u8>, len_max: usize) -> bool {
    if packed.starts_with(&GZIP) {
        read(flate2::read::MultiGzDecoder::new(packed), out, len_max)
    } else {
        let packed = without_length(packed);
        begins_zlib(packed) && read(flate2::read::ZlibDecoder::new(packed), out, len_max)
    }
}

/// Whether bytes begin like Zstandard (RFC 8878, 3.1.1).
#[must_use]
pub fn begins_zstd(head: &[u8]) -> bool {
    head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD])
}

/// Whether bytes begin like a container or a document that is no text: an archive, a database, a file of columns. Of those
/// whose signature would be weak by itself, none.
#[must_use]
pub fn begins_container(head: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 14] = [
        b"PK\x03\x04",
        b"7z\xBC\xAF\x27\x1C",
        b"%PDF-1.",
        b"%PDF-2.",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"SQLite forma",
        b"PAR1\x15",
        b"Rar!\x1A\x07",
        b"\xFD7zXZ\0",
        b"\x04\x22\x4D\x18",
        b"Obj\x01",
        b"ARROW1\0\0",
        b"bplist0",
        b"PGDMP\x01",
    ];
    // Nearly all values are told by their first byte.
    let may_be = head.first().is_some_and(|&byte| may_begin_container(byte));
    may_be
        && (SIGNATURES.iter().any(|signature| head.starts_with(signature))
            || head.starts_with(b"BZh") && head.get(4..9) == Some(b"1AY&S"))
}

/// Whether a byte may be the first of what [`begins`], [`begins_zstd`] or [`begins_container`] tells, but for a stream behind its
/// length, of which the fifth byte is [`ZLIB`].
#[must_use]
pub fn may_begin(byte: u8) -> bool {
    matches!(byte, 0x1F | ZLIB | 0x28) || may_begin_container(byte)
}

/// The first bytes of the signatures of containers.
fn may_begin_container(byte: u8) -> bool {
    matches!(byte, b'P' | b'7' | b'%' | 0xD0 | b'S' | b'R' | 0xFD | 4 | b'O' | b'A' | b'b' | b'B')
}

/// The shortest container that holds anything.
pub const CONTAINER_LEN_MIN: usize = 40;

/// Whether a value as it lies in a database is a container or compressed data, by its first bytes.
#[must_use]
pub fn is_contained(value: &[u8]) -> bool {
    const TAR: Range<usize> = 257..262;
    value.len() >= CONTAINER_LEN_MIN
        && (begins_container(value)
            || begins(value)
            || begins_zstd(value)
            || value.get(TAR) == Some(b"ustar") && memchr::memchr(0, value).is_some_and(|end| end < 100))
}

/// Whether text may be a table of delimited values under a heading, by its first lines. Whether it is, those say who read files.
#[must_use]
pub fn is_table(text: &[u8]) -> bool {
    const LEN_MAX: usize = 16 << 10;
    const LINES_MAX: usize = 12;
    const SEPARATORS_MIN: usize = 2;
    let head = text.get(..LEN_MAX).unwrap_or(text);
    let mut lines = head.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let Some(heading) = lines.next() else { return false };
    let count = |line: &[u8], separator: u8| memchr::memchr_iter(separator, line).count();
    let most = b",;\t|".iter().map(|&separator| (count(heading, separator), separator)).max();
    let Some((columns, separator)) = most.filter(|&(columns, _)| columns >= SEPARATORS_MIN) else { return false };
    let digits = heading.iter().filter(|byte| byte.is_ascii_digit()).count();
    let has_names = digits <= columns && !heading.contains(&b'@');
    // Quoted values may hold more of them, or go over several lines.
    let mut rows = lines.take(LINES_MAX).filter(|line| (columns..=3 * columns).contains(&count(line, separator)));
    has_names && rows.nth(1).is_some()
}

/// Appends the first bytes of what `packed` decodes to, as far as it goes.
pub fn unpack_head(packed: &[u8], out: &mut Vec<u8>) {
    const LEN_MAX: usize = 256;
    // That it is cut is no matter.
    let _: bool = unpack(packed, out, LEN_MAX);
}

fn read(source: impl Read, out: &mut Vec<u8>, len_max: usize) -> bool {
    source.take(len_max as u64).read_to_end(out).is_ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn zlib(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_is_damaged_anywhere_is_nothing() {
        let packed = zlib(b"SSN: 219-09-9999, SSN: 219-09-9998");
        for at in 0..packed.len() {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x10;
            assert!(!unpack(&damaged, &mut Vec::new(), 1 << 20), "byte {at}");
            assert!(!unpack(&packed[..at], &mut Vec::new(), 1 << 20), "cut at {at}");
        }
        let mut out = Vec::new();
        assert!(unpack(&packed, &mut out, 1 << 20));
        assert_eq!(out.len(), 34);
    }

    #[test]
    fn a_length_may_stand_before_a_stream() {
        let text = b"SSN: 219-09-9999, SSN: 401-58-7327, SSN: 536-90-4399";
        let packed = [&52u32.to_le_bytes()[..], &zlib(text)].concat();
        assert!(begins(&packed[..6]) && is_contained(&packed));
        let mut out = Vec::new();
        assert!(unpack(&packed, &mut out, 1 << 20));
        assert_eq!(out, text);
        assert_eq!(without_length(b"abcdefgh"), b"abcdefgh");
    }

    #[test]
    fn first_bytes_tell_what_may_begin() {
        for first in 0..=u8::MAX {
            let tells = |second: u8| {
                let head = [first, second, 0x2F, 0xFD];
                begins(&head) || begins(&[first, second, 8, 0]) || begins_zstd(&head)
            };
            assert!(may_begin(first) || !(0..=u8::MAX).any(tells), "{first}");
        }
    }

    #[test]
    fn tables_are_told_from_prose_and_lists() {
        assert!(is_table(b"id,name,ssn\n1,Ann,219-09-9999\n2,\"Lee, Bob\",219-09-9998\n"));
        assert!(is_table(b"id\tname\tborn\r\n1\tAnn\t1980-01-02\r\n2\tBob\t\r\n"));
        for text in [
            &b"Dear Ann,\nthis is, as you know, a letter.\nBye, Bob\n"[..],
            b"1,2,3\n4,5,6\n7,8,9\n",
            b"id,name,ssn\n1,Ann,219-09-9999",
            b"{\"a\": 1, \"b\": 2, \"c\": 3}",
            b"",
        ] {
            assert!(!is_table(text), "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn containers_are_told_by_their_signatures() {
        let long = |head: &[u8]| [head, &[7; 64]].concat();
        for head in [
            &b"PK\x03\x04\x14"[..],
            b"%PDF-1.7\n",
            b"SQLite format 3\0",
            b"PAR1\x15\x04",
            b"BZh91AY&SY",
            b"\x04\x22\x4D\x18\x64",
        ] {
            assert!(begins_container(head) && is_contained(&long(head)) && may_begin(head[0]));
            assert!(!is_contained(head), "too short to hold anything");
        }
        let mut tar = vec![0; 512];
        tar[..5].copy_from_slice(b"a.csv");
        tar[257..262].copy_from_slice(b"ustar");
        assert!(is_contained(&tar));
        for text in [
            &b"PKWARE wrote the note"[..],
            b"%PDF is a format of documents",
            b"SQLite for beginners",
            b"BZh is how it begins",
        ] {
            assert!(!is_contained(&long(text)));
        }
    }

    #[test]
    fn of_a_bomb_the_beginning_is_given() {
        let mut out = Vec::new();
        assert!(unpack(&zlib(&vec![b'a'; 10 << 20]), &mut out, 4096));
        assert_eq!(out.len(), 4096);
    }
}
