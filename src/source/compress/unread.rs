//! Binary formats that are recognised by their first bytes: those that a format of records reads, and those that are not
//! (yet) read. Of the latter the bytes are scanned as they stand, and the report says which format was not looked into.
//!
//! Each entry names the public description of its signature. A signature that could begin a text asks for a byte
//! after it that no text has.

use super::{Container, Opening};
use crate::decode::items::Code;

/// The table, in the order in which it is asked.
pub(super) const CONTAINERS: &[&Container] = &[
    // Apple's binary property lists.
    &read("binary_plist", |head| head.starts_with(b"bplist0")),
    // RAR 5.0 archive format, "Rar signature"; older archives end in 0 at once.
    &named("rar", |head| head.starts_with(b"Rar!\x1A\x07")),
    // Microsoft Cabinet file format, CFHEADER.
    &named("cab", |head| head.starts_with(b"MSCF\0\0\0\0")),
    // lzip manual, "File format": version 1, or 0 of the first releases.
    &named("lzip", |head| head.starts_with(b"LZIP\x01") || head.starts_with(b"LZIP\0")),
    // lzop, src/lzop.c: the magic.
    &named("lzop", |head| head.starts_with(b"\x89LZO\0\r\n\x1A\n")),
    // lrzip, doc/magic.header.txt: the major version is 0.
    &named("lrzip", |head| head.starts_with(b"LRZI\0")),
    // Squashfs superblock, in either byte order.
    &named("squashfs", |head| (head.starts_with(b"hsqs") || head.starts_with(b"sqsh")) && !is_text(head)),
    // xar file format: the magic, and the length of the header in 16 bits.
    &named("xar", |head| head.starts_with(b"xar!\0")),
    // Windows Imaging file format, header of the image.
    &named("wim", |head| head.starts_with(b"MSWIM\0\0\0")),
    // ECMA-119, 8.1: volume descriptors from the seventeenth sector on; and ECMA-167, 2/9.1, which stand there too.
    &named("iso_9660", is_disc_image),
    // Feather before it became Arrow IPC: feather.fbs.
    &named("feather_v1", |head| head.starts_with(b"FEA1") && !is_text(head)),
    // PostgreSQL, COPY, "Binary Format".
    &read("pg_copy", |head| head.starts_with(b"PGCOPY\n\xFF\r\n\0")),
    // SQLite file format, section 1.3.1.
    &read("sqlite", |head| head.starts_with(b"SQLite format 3\0")),
    // The same, section 4.1: write-ahead logs; and section 3: rollback journals.
    &read("sqlite_wal", |head| head.starts_with(b"\x37\x7F\x06\x82") || head.starts_with(b"\x37\x7F\x06\x83")),
    &read("sqlite_journal", |head| head.starts_with(b"\xD9\xD5\x05\xF9\x20\xA1\x63\xD7")),
    // PostgreSQL, src/bin/pg_dump/pg_backup_archiver.c: custom-format archives, and tables of contents of others.
    &read("pg_dump", |head| head.starts_with(b"PGDMP") && !is_text(head)),
    // mongo-tools, common/archive: archives of mongodump.
    &read("mongodump", |head| head.starts_with(b"\x6D\xE2\x99\x81")),
    // Apache Parquet, "File format"; encrypted footers say PARE.
    &read("parquet", |head| head.starts_with(b"PAR1") && !is_text(head)),
    &named("parquet_encrypted", |head| head.starts_with(b"PARE") && !is_text(head)),
    // MessagePack specification; RFC 8949: neither has a signature.
    &read("msgpack", |head| Code::Msgpack.begins(head)),
    &read("cbor", |head| Code::Cbor.begins(head)),
    // Apache Avro 1.12 specification, "Object Container Files".
    &read("avro", |head| head.starts_with(b"Obj\x01")),
    // Apache ORC specification, "File Tail".
    &read("orc", |head| head.starts_with(b"ORC") && !is_text(head)),
    // Apache Arrow columnar format, "IPC File Format".
    &read("arrow", |head| head.starts_with(b"ARROW1\0\0") || is_arrow_stream(head)),
    // Redis RDB: magic and four digits of version, then an opcode.
    &read("redis_rdb", |head| {
        let version = head.get(5..9).unwrap_or_default();
        head.starts_with(b"REDIS") && version.len() == 4 && version.iter().all(u8::is_ascii_digit) && !is_text(head)
    }),
    // Redis serialization protocol: an array of strings.
    &read("redis_aof", |head| {
        let rest = head.strip_prefix(b"*").unwrap_or_default();
        let digits = rest.iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
        digits > 0 && rest.get(digits..).is_some_and(|rest| rest.starts_with(b"\r\n$"))
    }),
    // HDF5 file format, "Format signature".
    &named("hdf5", |head| head.starts_with(b"\x89HDF\r\n\x1A\n")),
    // [MS-CFB] 2.2: old Office documents, .msg, .msi.
    &documents("ole", |head| head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")),
    // InnoDB tablespaces, storage/innobase/include/fil0fil.h: page 0 is of kind 8, and says twice of which space.
    &read("innodb", |head| {
        let part = |span: std::ops::Range<usize>| head.get(span).unwrap_or_default();
        part(4..8) == [0; 4] && part(24..26) == [0, 8] && part(34..38) == part(38..42) && head.len() >= 4096
    }),
    // Definitions of tables of MySQL and MariaDB.
    &read("mysql_frm", |head| {
        head.starts_with(b"\xFE\x01") && matches!(head.get(2), Some(7..=12)) && head.get(3) < Some(&32)
    }),
    // dBASE has no signature: a header whose numbers fit each other.
    &read("dbase", is_dbase),
    // Nor has BSON: a document's length, and an element with a name.
    &read("bson", is_bson),
    // Microsoft Jet and ACE databases.
    &named("access", |head| {
        head.starts_with(b"\0\x01\0\0Standard Jet DB") || head.starts_with(b"\0\x01\0\0Standard ACE DB")
    }),
    // ISO 32000-2, 7.5.2.
    &documents("pdf", |head| head.starts_with(b"%PDF-")),
    // ITU-T T.81, PNG 3rd edition, TIFF 6.0.
    &read("picture", |head| {
        let starts = [&b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1A\n", b"II\x2A\0", b"MM\0\x2A"];
        starts.iter().any(|start| head.starts_with(start))
    }),
];

/// Whether an image of a disc begins here.
fn is_disc_image(head: &[u8]) -> bool {
    const DESCRIPTORS_AT: usize = 16 * 2048;
    let descriptor = head.get(DESCRIPTORS_AT..).unwrap_or_default();
    let is_kind = descriptor.first().is_some_and(|kind| matches!(kind, 0..=3 | 255));
    let is_named = [&b"CD001"[..], b"BEA01"].contains(&descriptor.get(1..6).unwrap_or_default());
    is_kind && is_named && descriptor.get(6) == Some(&1)
}

/// Rows of a table of Microsoft SQL Server within an export of a database. They have no signature, and may look like any other
/// format or like text in UTF-16, but nothing else has such a name: `TableData-000-00000.BCP`.
pub(super) const BACPAC_ROWS: Container = read("bacpac_rows", |_| false);

pub(super) fn is_bacpac_rows(name: &str) -> bool {
    let parts = name.strip_prefix("TableData-").and_then(|rest| rest.strip_suffix(".BCP")?.split_once('-'));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.is_some_and(|(one, two)| is_number(one) && is_number(two))
}

/// The sorted tables of LevelDB and RocksDB. What tells them stands at their end. They may begin with a block that is Zstandard by
/// itself, or hold long texts with few other bytes between them.
pub(super) const SORTED_TABLE: Container = read("sorted_table", |_| false);

/// Whether a file with such a name begins like one: with a packed block, behind its length or not, or with a key that shares
/// nothing with the one before it and has the eight bytes at its end that each has.
pub(super) fn is_sorted_table(head: &[u8], name: &str) -> bool {
    const LENGTH_LEN_MAX: usize = 5;
    let is_named = [".ldb", ".sst"].iter().any(|ending| name.ends_with(ending));
    let begins_packed = || {
        let length = head.iter().take(LENGTH_LEN_MAX).position(|byte| *byte < 0x80).map_or(0, |at| at + 1);
        [0, length].iter().any(|&at| head.get(at..).unwrap_or_default().starts_with(&[0x28, 0xB5, 0x2F, 0xFD]))
    };
    is_named && (begins_with_entry(head) || begins_packed())
}

/// Whether the first entry of a block stands there: what its key shares with the one before (nothing), the lengths of the rest and
/// of the value, the key, whose last eight bytes are a sequence number and the kind of the entry, and the value.
fn begins_with_entry(head: &[u8]) -> bool {
    const TRAILER: usize = 8;
    const KIND_MAX: u8 = 0x1F;
    let mut at = 0;
    let mut length = || {
        let mut value = 0usize;
        for shift in (0..35).step_by(7) {
            let byte = *head.get(at)?;
            at += 1;
            value |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    };
    let (Some(0), Some(key_len), Some(_)) = (length(), length(), length()) else { return false };
    let kind = key_len.checked_sub(TRAILER).and_then(|kind| head.get(at + kind));
    key_len > TRAILER && kind.is_some_and(|kind| *kind <= KIND_MAX)
}

/// A format of records reads it where the libraries for it are built in.
const fn documents(name: &'static str, sniff: fn(&[u8]) -> bool) -> Container {
    let opening = if cfg!(feature = "documents") { Opening::Bytes } else { Opening::Raw };
    Container { name, sniff, opening, endings: &[], is_named: false }
}

/// Arrow columnar format, "IPC Streaming Format": a continuation mark, the length of the schema's message, and the
/// offset of its table.
fn is_arrow_stream(head: &[u8]) -> bool {
    let number = |at: usize| head.get(at..at + 4).and_then(|raw| Some(u32::from_le_bytes(raw.try_into().ok()?)));
    let len = number(4).filter(|len| len % 8 == 0 && (16..1 << 26).contains(len));
    head.starts_with(&[0xFF; 4]) && len.is_some() && number(8).is_some_and(|offset| (4..64).contains(&offset))
}

/// dBASE III to Visual `FoxPro`, table file header: version, date, lengths of header and record, then descriptors of 32 bytes
/// whose lengths come to that of a record.
///
/// Such files are mostly text, so that nothing else tells them from it.
fn is_dbase(head: &[u8]) -> bool {
    const FIELDS_AT: usize = 32;
    let Some(&[version, _, month, day, _, _, _, _, header_low, header_high, record_low, record_high]) =
        head.first_chunk::<12>()
    else {
        return false;
    };
    let header_len = usize::from(u16::from_le_bytes([header_low, header_high]));
    let record_len = usize::from(u16::from_le_bytes([record_low, record_high]));
    let is_version = matches!(version, 2..=5 | 0x30..=0x32 | 0x43 | 0x63 | 0x83 | 0x8B | 0x8E | 0xCB | 0xF5);
    let Some(fields) = head.get(FIELDS_AT..header_len).filter(|_| is_version && month <= 12 && day <= 31) else {
        return false;
    };
    let mut end = 1;
    for field in fields.as_chunks::<32>().0.iter().take_while(|field| field.first() != Some(&0x0D)) {
        let &[first, _, _, _, _, _, _, _, _, _, _, kind, _, _, _, _, len, more, ..] = field;
        if first < b' ' || !(kind.is_ascii_alphanumeric() || matches!(kind, b'@' | b'+')) {
            return false;
        }
        end += usize::from(len) + if kind == b'C' { usize::from(more) << 8 } else { 0 };
    }
    end > 1 && end == record_len
}

/// BSON specification: the length of the document, which a NUL ends, and the kind and the name of an element. No document is
/// longer than 16 MiB and a little, so that the highest byte of the length is one that no text has there.
fn is_bson(head: &[u8]) -> bool {
    let Some((&len, rest)) = head.split_first_chunk::<4>() else { return false };
    let Some((&kind, named)) = rest.split_first() else { return false };
    let len = u32::from_le_bytes(len) as usize;
    let is_named = || {
        let len = named.iter().take(256).position(|&byte| byte == 0);
        let name = len.and_then(|len| named.get(..len)).unwrap_or_default();
        !name.is_empty() && std::str::from_utf8(name).is_ok_and(|name| !name.chars().any(char::is_control))
    };
    let ends = head.get(len.wrapping_sub(1)).is_none_or(|&byte| byte == 0);
    (8..17 << 20).contains(&len) && matches!(kind, 1..=0x13 | 0x7F | 0xFF) && ends && is_named()
}

/// A format of records reads it.
const fn read(name: &'static str, sniff: fn(&[u8]) -> bool) -> Container {
    Container { name, sniff, opening: Opening::Bytes, endings: &[], is_named: false }
}

const fn named(name: &'static str, sniff: fn(&[u8]) -> bool) -> Container {
    Container { name, sniff, opening: Opening::Raw, endings: &[], is_named: false }
}

/// Whether the first bytes could be text: no control characters but white space.
fn is_text(head: &[u8]) -> bool {
    head.iter().take(32).all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..))
}
