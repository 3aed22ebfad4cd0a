//! How many objects a document may hold, before it is opened: the library keeps all of them in memory, those in compressed
//! streams as well, and each takes about a hundred bytes where two may state it.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

/// Objects that are kept, about.
const OBJECTS_MAX: usize = 8 << 20;
/// Bytes of packed data look like the beginning of an object so seldom.
const BYTES_PER_CHANCE: usize = 20;
/// A filter gives at most so many times what it is given.
const FILTER_RATIO_MAX: usize = 1_032;

/// Whether a document holds more objects than are kept.
pub(super) fn is_too_large(bytes: &[u8]) -> bool {
    let max = OBJECTS_MAX + bytes.len() / BYTES_PER_CHANCE;
    let mut count = starts(bytes);
    let mut from = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        if count > max {
            return true;
        }
        let before = bytes.get(from..at).unwrap_or_default();
        from = at + b"stream".len();
        // A name may be written in digits.
        let is_escaped = before.contains(&b'#');
        if before.ends_with(b"end") || !(is_escaped || memmem::find(before, b"ObjStm").is_some()) {
            continue;
        }
        let data = bytes.get(from..).unwrap_or_default().trim_ascii_start();
        let filters = memmem::find_iter(before, b"Decode").count() - memmem::find_iter(before, b"DecodeParms").count();
        let is_zlib = data.first().is_some_and(|first| first & 0x0F == 8);
        count += match filters {
            0 if !is_escaped => 0,
            1 if is_zlib && !is_escaped => unpacked_starts(data, max - count),
            _ if is_zlib => unpacked_starts(data, max - count).saturating_mul(FILTER_RATIO_MAX),
            _ => memmem::find(data, b"endstream").unwrap_or(data.len()).saturating_mul(FILTER_RATIO_MAX),
        };
    }
    count > max
}

/// Where objects may begin.
fn starts(bytes: &[u8]) -> usize {
    let is_start = |byte: &&u8| {
        matches!(
            **byte,
            b' ' | b'\n' | b'\r' | b'\t' | b'\0' | b'\x0C' | b'[' | b'(' | b'<' | b'/' | b'+' | b'-' | b'.'
        )
    };
    bytes.iter().filter(is_start).count()
}

/// The same of what is packed here; it is not unpacked further once there are more than `max`.
fn unpacked_starts(packed: &[u8], max: usize) -> usize {
    let mut stream = ZlibDecoder::new(packed);
    let mut buf = [0; 16 << 10];
    let mut count = 0;
    while count <= max {
        match stream.read(&mut buf) {
            Ok(len) if len > 0 => count += starts(buf.get(..len).unwrap_or_default()),
            _ => break,
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(content: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut out, content).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn objects_are_counted_within_their_streams_too() {
        let objects = packed(&b"0 ".repeat(OBJECTS_MAX / 4));
        let stream = |name: &str, filter: &str| {
            [format!("<</Type /{name} /Filter {filter}>> stream\n").as_bytes(), &objects, b"\nendstream\n"].concat()
        };
        let document = |name: &str, filter: &str, times: usize| {
            [b"%PDF-1.7\n".to_vec(), stream(name, filter).repeat(times)].concat()
        };
        assert!(!is_too_large(&document("ObjStm", "/FlateDecode", 3)));
        assert!(is_too_large(&document("ObjStm", "/FlateDecode", 5)));
        assert!(is_too_large(&document("Obj#53tm", "/FlateDecode", 5)), "a name may be written in digits");
        assert!(is_too_large(&document("ObjStm", "[/FlateDecode /FlateDecode]", 1)));
        assert!(!is_too_large(&document("XObject", "/FlateDecode", 5)));
        assert!(is_too_large(&b"[0 ".repeat(OBJECTS_MAX)));
    }
}
