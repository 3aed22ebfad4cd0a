//! Every container around every format in every encoding: all is found, at its exact place in the decoded member, and the
//! ledger accounts for every byte.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

use plainsight::report::model::{LedgerTotals, Occurrence, Report};

use crate::fixture::{Fixture, config, scan_with};

const PEOPLE: usize = 24;

/// Synthetic, from ranges that are issued; for up to ninety people.
fn ssn(person: usize) -> String {
    format!("{:03}-{:02}-{:04}", 401 + person * 7 % 180, 11 + person * 5 % 77, 1001 + person * 97)
}

/// One table in each format. All hold a character beyond ASCII, so that encodings differ.
fn forms() -> Vec<(&'static str, String)> {
    let all = |line: &dyn Fn(usize) -> String| (0..PEOPLE).map(line).collect::<String>();
    let pg = "CREATE TABLE people (id integer, city text, ssn text);\nCOPY people (id, city, ssn) FROM stdin;\n";
    let mysql = "CREATE TABLE `people` (`id` int, `city` varchar(20), `ssn` char(11));\n";
    vec![
        ("csv", format!("id,city,ssn\n{}", all(&|id| format!("{id},Orléans,{}\n", ssn(id))))),
        ("tsv", format!("id\tcity\tssn\n{}", all(&|id| format!("{id}\tOrléans\t{}\n", ssn(id))))),
        ("ndjson", all(&|id| format!("{{\"id\":{id},\"city\":\"Orléans\",\"ssn\":\"{}\"}}\n", ssn(id)))),
        ("pg", format!("{pg}{}\\.\n", all(&|id| format!("{id}\tOrléans\t{}\n", ssn(id))))),
        (
            "mysql",
            mysql.to_owned() + &all(&|id| format!("INSERT INTO `people` VALUES ({id},'Orléans','{}');\n", ssn(id))),
        ),
        ("log", all(&|id| format!("level=info id={id} city=Orléans ssn={}\n", ssn(id)))),
        ("text", all(&|id| format!("Person {id} of Orléans wrote that their SSN is {} and no other.\n", ssn(id)))),
    ]
}

type Encode = fn(&str) -> Vec<u8>;
type Wrap = fn(&[u8]) -> Vec<u8>;

const ENCODINGS: [(&str, Encode); 5] = [
    ("utf8", |text| text.as_bytes().to_vec()),
    ("mark", |text| [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
    ("latin1", |text| text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect()),
    ("utf16le", |text| format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("utf16be", |text| format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()),
];

const CONTAINERS: [(&str, Wrap); 29] = [
    ("plain", <[u8]>::to_vec),
    ("program", |bytes| {
        // What unpacks itself: code, and an archive behind it, whose offsets count from its own beginning.
        let form = Zip { packing: Packing::Deflated, descriptor: None, has_directory: true };
        [b"MZ\x90\0PK\x03\x04 is a signature\0".as_slice(), &[0xCC; 3000], &zip(bytes, &form)].concat()
    }),
    ("gzip", gzip),
    ("gzip-members", |bytes| {
        let (one, two) = bytes.split_at(bytes.len() / 2);
        [gzip(one), gzip(two)].concat()
    }),
    ("zstd", zstd),
    ("zstd-frames", |bytes| {
        let (one, two) = bytes.split_at(bytes.len() / 2);
        [zstd(one), b"\x50\x2A\x4D\x18\x03\0\0\0abc".to_vec(), zstd(two)].concat()
    }),
    ("bzip2", |bytes| {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }),
    ("lz4", |bytes| {
        let mut encoder = lz4_flex::frame::FrameEncoder::new(Vec::new());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }),
    ("snappy", |bytes| {
        let mut encoder = snap::write::FrameEncoder::new(Vec::new());
        encoder.write_all(bytes).unwrap();
        encoder.into_inner().unwrap()
    }),
    ("xz", xz),
    ("lzma", lzma),
    ("compress", compress),
    ("brotli", brotli),
    ("bgzip", |bytes| {
        // Blocks of their own, each with its length in a field of the header, and an empty one at the end.
        let mut out = Vec::new();
        for block in bytes.chunks(512).chain([&[][..]]) {
            let header = flate2::GzBuilder::new().extra(*b"BC\x02\0\0\0");
            header.buf_read(block, flate2::Compression::fast()).read_to_end(&mut out).unwrap();
        }
        out
    }),
    ("7z", seven_zip),
    ("zip-zstd", |bytes| zip(bytes, &Zip { packing: Packing::Zstd, descriptor: None, has_directory: true })),
    ("deb", |bytes| ar(&gzip(&tar(bytes)))),
    ("tar", tar),
    ("cpio", cpio),
    ("ar", ar),
    ("zip-stored", |bytes| zip(bytes, &Zip { packing: Packing::Stored, descriptor: None, has_directory: true })),
    ("zip-deflated", |bytes| zip(bytes, &Zip { packing: Packing::Deflated, descriptor: None, has_directory: true })),
    ("zip-streamed", |bytes| {
        zip(bytes, &Zip { packing: Packing::Deflated, descriptor: Some(true), has_directory: true })
    }),
    ("zip-cut", |bytes| zip(bytes, &Zip { packing: Packing::Deflated, descriptor: None, has_directory: false })),
    ("zip-streamed-cut", |bytes| {
        zip(bytes, &Zip { packing: Packing::Deflated, descriptor: Some(true), has_directory: false })
    }),
    ("zip-bare-cut", |bytes| {
        zip(bytes, &Zip { packing: Packing::Deflated, descriptor: Some(false), has_directory: false })
    }),
    ("zip-stored-bare", |bytes| {
        zip(bytes, &Zip { packing: Packing::Stored, descriptor: Some(false), has_directory: false })
    }),
    ("tar.gz", |bytes| gzip(&tar(bytes))),
    ("nested", |bytes| {
        let zip = zip(&gzip(bytes), &Zip { packing: Packing::Stored, descriptor: None, has_directory: true });
        zstd(&cpio(&ar(&tar(&zip))))
    }),
];

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn crc32(bytes: &[u8]) -> [u8; 4] {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum().to_le_bytes()
}

/// One block without a check, whose LZMA2 chunks hold the bytes as they are.
fn xz(bytes: &[u8]) -> Vec<u8> {
    fn number(mut number: usize) -> Vec<u8> {
        let mut out = Vec::new();
        while number >= 0x80 {
            out.push((number & 0x7F) as u8 | 0x80);
            number >>= 7;
        }
        out.push(number as u8);
        out
    }
    let header = [2, 0, 0x21, 1, 8, 0, 0, 0];
    let mut block = [&header[..], &crc32(&header)].concat();
    for (index, chunk) in bytes.chunks(1 << 16).enumerate() {
        block.push(if index == 0 { 1 } else { 2 });
        block.extend(u16::try_from(chunk.len() - 1).unwrap().to_be_bytes());
        block.extend(chunk);
    }
    block.push(0);
    let mut index = [&[0, 1][..], &number(block.len()), &number(bytes.len())].concat();
    block.resize(block.len().next_multiple_of(4), 0);
    index.resize(index.len().next_multiple_of(4), 0);
    index.extend(crc32(&index));
    let footer = [&u32::try_from(index.len() / 4 - 1).unwrap().to_le_bytes()[..], &[0, 0]].concat();
    let parts: [&[u8]; 7] = [b"\xFD7zXZ\0\0\0", &crc32(&[0, 0]), &block, &index, &crc32(&footer), &footer, b"YZ"];
    parts.concat()
}

/// LZMA with literals alone.
fn lzma(bytes: &[u8]) -> Vec<u8> {
    struct Coder {
        low: u64,
        range: u32,
        cache: u8,
        pending: usize,
        out: Vec<u8>,
    }
    impl Coder {
        fn shift(&mut self) {
            let carry = (self.low >> 32) as u8;
            if self.low < 0xFF00_0000 || carry == 1 {
                self.out.push(self.cache.wrapping_add(carry));
                self.out.extend(std::iter::repeat_n(0xFF_u8.wrapping_add(carry), self.pending));
                self.pending = 0;
                self.cache = (self.low >> 24) as u8;
            } else {
                self.pending += 1;
            }
            self.low = (self.low & 0x00FF_FFFF) << 8;
        }

        fn bit(&mut self, chance: &mut u16, bit: bool) {
            let bound = (self.range >> 11) * u32::from(*chance);
            if bit {
                self.low += u64::from(bound);
                self.range -= bound;
                *chance -= *chance >> 5;
            } else {
                self.range = bound;
                *chance += (2048 - *chance) >> 5;
            }
            while self.range < 1 << 24 {
                self.range <<= 8;
                self.shift();
            }
        }
    }
    let mut coder = Coder { low: 0, range: u32::MAX, cache: 0, pending: 0, out: Vec::new() };
    let (mut is_match, mut literal) = ([1024u16; 4], vec![[1024u16; 256]; 8]);
    let mut before = 0u8;
    for (at, &byte) in bytes.iter().enumerate() {
        coder.bit(&mut is_match[at & 3], false);
        let chances = &mut literal[usize::from(before >> 5)];
        let mut node = 1;
        for shift in (0..8).rev() {
            let bit = byte >> shift & 1 == 1;
            coder.bit(&mut chances[node], bit);
            node = node * 2 + usize::from(bit);
        }
        before = byte;
    }
    (0..5).for_each(|_| coder.shift());
    let header = [&[0x5D][..], &(1u32 << 16).to_le_bytes(), &(bytes.len() as u64).to_le_bytes()];
    [header.concat(), coder.out].concat()
}

/// Codes of nine bits, cleared before a longer one is due, in whole groups of eight.
fn compress(bytes: &[u8]) -> Vec<u8> {
    const CLEAR: u16 = 256;
    let mut codes: Vec<u16> = Vec::new();
    for chunk in bytes.chunks(199) {
        codes.extend(chunk.iter().map(|&byte| u16::from(byte)));
        if chunk.len() == 199 {
            codes.push(CLEAR);
        }
    }
    let (mut out, mut bits, mut count) = (b"\x1F\x9D\x90".to_vec(), 0u32, 0);
    for code in codes {
        bits |= u32::from(code) << count;
        count += 9;
        while count >= 8 {
            out.push(bits as u8);
            bits >>= 8;
            count -= 8;
        }
    }
    if count > 0 {
        out.push(bits as u8);
    }
    out
}

/// Blocks that are not compressed, and an empty last one.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for (index, chunk) in bytes.chunks(1 << 16).enumerate() {
        let len = u32::try_from(chunk.len() - 1).unwrap();
        // The size of the window, one bit, stands before the first block.
        let header = (len << 3 | 1 << 19) << u32::from(index == 0);
        out.extend(&header.to_le_bytes()[..3]);
        out.extend(chunk);
    }
    out.push(3);
    out
}

/// One member, stored.
fn seven_zip(bytes: &[u8]) -> Vec<u8> {
    fn number(number: usize) -> Vec<u8> {
        [&[0xFF][..], &(number as u64).to_le_bytes()].concat()
    }
    let name: Vec<u8> = "member\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let header = [
        &[1, 4, 6, 0, 1, 9][..],
        &number(bytes.len()),
        // One folder with one coder, which copies.
        &[0, 7, 0x0B, 1, 0, 1, 1, 0, 0x0C],
        &number(bytes.len()),
        &[0x0A, 1],
        &crc32(bytes),
        &[0, 8, 0, 0, 5, 1, 0x11],
        &number(name.len() + 1),
        &[0],
        &name,
        &[0, 0],
    ]
    .concat();
    let start =
        [&(bytes.len() as u64).to_le_bytes()[..], &(header.len() as u64).to_le_bytes(), &crc32(&header)].concat();
    [b"7z\xBC\xAF\x27\x1C\0\x04", &crc32(&start)[..], &start, bytes, &header].concat()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn tar(bytes: &[u8]) -> Vec<u8> {
    let mut header = vec![0; 512];
    header[..6].copy_from_slice(b"member");
    header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
    header[156] = b'0';
    header[148..156].fill(b' ');
    let sum: u64 = header.iter().map(|&byte| u64::from(byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let padding = bytes.len().next_multiple_of(512) - bytes.len();
    [header, bytes.to_vec(), vec![0; padding + 1024]].concat()
}

fn cpio(bytes: &[u8]) -> Vec<u8> {
    let entry = |name: &str, bytes: &[u8]| {
        let mut entry = b"070701".to_vec();
        for number in [0, 0o100_644, 0, 0, 1, 0, bytes.len(), 0, 0, 0, 0, name.len() + 1, 0] {
            entry.extend_from_slice(format!("{number:08x}").as_bytes());
        }
        entry.extend_from_slice(name.as_bytes());
        entry.push(0);
        entry.resize(entry.len().next_multiple_of(4), 0);
        entry.extend_from_slice(bytes);
        entry.resize(entry.len().next_multiple_of(4), 0);
        entry
    };
    [entry("member", bytes), entry("TRAILER!!!", b"")].concat()
}

fn ar(bytes: &[u8]) -> Vec<u8> {
    let header = format!("!<arch>\n{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "member", 0, 0, 0, 644, bytes.len());
    let padding = if bytes.len() % 2 == 1 { "\n" } else { "" };
    [header.as_bytes(), bytes, padding.as_bytes()].concat()
}

/// How the members of a ZIP archive are packed.
#[derive(Clone, Copy)]
enum Packing {
    Stored = 0,
    Deflated = 8,
    Zstd = 93,
}

/// How a ZIP archive is written.
struct Zip {
    packing: Packing,
    /// The lengths stand behind the bytes, with the signature of a descriptor or without.
    descriptor: Option<bool>,
    has_directory: bool,
}

/// A ZIP archive of two members, the second of which is of no interest.
fn zip(bytes: &[u8], form: &Zip) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in [("member", bytes), ("other", b"nothing to see".as_slice())] {
        let packed = match form.packing {
            Packing::Stored => bytes.to_vec(),
            Packing::Zstd => zstd(bytes),
            Packing::Deflated => {
                let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            }
        };
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let small = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
        let large = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let sums = [crc.sum().to_le_bytes(), large(packed.len()), large(bytes.len())].concat();
        let flags = small(if form.descriptor.is_some() { 8 } else { 0 });
        let method = small(form.packing as usize);
        let before = if form.descriptor.is_some() { vec![0; 12] } else { sums.clone() };
        let at = large(out.len());
        for part in [b"PK\x03\x04\x14\0", &flags[..], &method, &[0; 4], &before, &small(name.len()), &[0; 2]] {
            out.extend_from_slice(part);
        }
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(&packed);
        if let Some(is_marked) = form.descriptor {
            out.extend_from_slice(if is_marked { b"PK\x07\x08" } else { b"" });
            out.extend_from_slice(&sums);
        }
        for part in [b"PK\x01\x02\x14\0\x14\0", &flags[..], &method, &[0; 4], &sums, &small(name.len()), &[0; 12], &at]
        {
            directory.extend_from_slice(part);
        }
        directory.extend_from_slice(name.as_bytes());
    }
    if form.has_directory {
        let (at, len) = (u32::try_from(out.len()).unwrap(), u32::try_from(directory.len()).unwrap());
        out.extend_from_slice(&directory);
        out.extend_from_slice(b"PK\x05\x06\0\0\0\0\x02\0\x02\0");
        out.extend_from_slice(&[len.to_le_bytes(), at.to_le_bytes()].concat());
        out.extend_from_slice(&[0; 2]);
    }
    out
}

/// Where the numbers of all people lie in the encoded text.
fn expected(text: &str, encode: Encode) -> Vec<(u64, u64)> {
    let place = |person| {
        let at = text.find(&ssn(person)).unwrap();
        let (start, end) = (encode(&text[..at]).len(), encode(&text[..at + 11]).len());
        (start as u64, end as u64)
    };
    (0..PEOPLE).map(place).collect()
}

fn numbers_in<'o>(occurrences: &'o [Occurrence], path: &Path) -> impl Iterator<Item = &'o Occurrence> {
    let (file, member) = (path.display().to_string(), format!("{}!", path.display()));
    let is_ssn = |found: &&Occurrence| found.kind == "us_ssn";
    occurrences.iter().filter(is_ssn).filter(move |found| found.source == file || found.source.starts_with(&member))
}

/// The law of the ledger: each byte of the input is in one class.
pub(crate) fn assert_reconciled(report: &Report, input: u64) {
    let LedgerTotals { examined, examined_raw, container, not_examined, .. } = report.ledger.totals;
    assert_eq!(report.ledger.totals.input, input);
    assert_eq!(examined + examined_raw + container + not_examined, input, "{:?}", report.ledger.totals);
}

#[test]
fn every_format_in_every_encoding_in_every_container_is_found_at_its_exact_place() {
    let fixture = Fixture::new("matrix");
    let mut files = Vec::new();
    let mut total = 0;
    for (form, text) in forms() {
        for (encoding, encode) in ENCODINGS {
            for (container, wrap) in CONTAINERS {
                let bytes = wrap(&encode(&text));
                total += bytes.len() as u64;
                // Brotli has no signature.
                let ending = if container == "brotli" { "br" } else { "x" };
                let path = fixture.file(&format!("{container}.{form}.{encoding}.{ending}"), bytes);
                files.push((path, expected(&text, encode)));
            }
        }
    }
    let (report, occurrences) = scan_with(&config(&[fixture.root()]));
    assert_reconciled(&report, total);
    assert_eq!(report.ledger.totals.not_examined, 0, "{:?}", report.diagnostics);
    for (path, expected) in files {
        let found: Vec<_> = numbers_in(&occurrences, &path).map(|found| (found.start, found.end)).collect();
        assert_eq!(found, expected, "{}", path.display());
    }
}

/// Cuts of archives that tools wrote, and copies with a byte changed.
#[test]
fn damaged_containers_keep_the_ledger_exact() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/containers");
    let fixture = Fixture::new("damaged-containers");
    let mut rng = crate::corpus::Rng(7);
    let mut total = 0;
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in names {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        for copy in 0..6 {
            let mut damaged = bytes.clone();
            let at = rng.bits() as usize % bytes.len();
            if copy % 2 == 0 {
                damaged.truncate(at);
            } else {
                damaged[at] ^= 1 << (copy / 2);
            }
            total += damaged.len() as u64;
            // Every second one under a wrong ending.
            fixture.file(&if copy < 3 { format!("{copy}-{name}") } else { format!("{name}-{copy}.csv") }, damaged);
        }
    }
    let (report, _) = scan_with(&config(&[fixture.root()]));
    assert_reconciled(&report, total);
    let faults = report.diagnostics.iter().filter(|found| found.reason == plainsight::error::Reason::InternalError);
    assert_eq!(faults.count(), 0, "{:?}", report.diagnostics);
}

#[test]
fn blobs_of_all_commits_of_a_git_repository_are_found_once_each() {
    find_blobs("sha1");
}

#[test]
fn blobs_are_found_whatever_the_identifiers_of_a_repository() {
    find_blobs("sha256");
}

/// Two commits of a table, the second with a line more; loose, then packed, bundled, and in an archive.
fn find_blobs(hash: &str) {
    let fixture = Fixture::new("git");
    let repository = fixture.dir("work");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Test", "-c", "user.email=nobody@example.org", "-c", "gc.auto=0"]);
        let output = command.arg("-C").arg(&repository).args(arguments).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let (_, table) = &forms()[0];
    // Long enough that the later one is packed as a difference.
    let filler: String = (0..400).map(|line| format!("{},Orléans,none\n", line * 7919)).collect();
    let versions = [format!("{table}{filler}"), format!("{table}{filler}99,Paris,{}\n", ssn(60))];
    git(&["init", "-q", "-b", "main", &format!("--object-format={hash}")]);
    for version in &versions {
        fs::write(repository.join("people.csv"), version).unwrap();
        git(&["add", "."]);
        git(&["commit", "-q", "-m", "a change"]);
    }
    fs::remove_file(repository.join("people.csv")).unwrap();
    git(&["commit", "-q", "-a", "-m", "remove it"]);

    let scan = |path: &Path| {
        let (report, occurrences) = scan_with(&config(&[path]));
        assert_eq!(report.ledger.totals.not_examined, 0, "{:?}", report.diagnostics);
        assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
        let mut of_sources = std::collections::BTreeMap::<String, Vec<(u64, u64)>>::new();
        for found in occurrences.iter().filter(|found| found.kind == "us_ssn") {
            of_sources.entry(found.source.clone()).or_default().push((found.start, found.end));
        }
        of_sources
    };
    let encode: Encode = |text| text.as_bytes().to_vec();
    let first = expected(&versions[0], encode);
    let last = versions[1].find(&ssn(60)).unwrap() as u64;
    let mut second = first.clone();
    second.push((last, last + 11));
    let assert_both = |found: std::collections::BTreeMap<String, Vec<(u64, u64)>>, what: &str| {
        let mut places: Vec<_> = found.values().cloned().collect();
        places.sort_by_key(Vec::len);
        assert_eq!(places, [first.clone(), second.clone()], "{what}: {:?}", found.keys());
    };
    let store = repository.join(".git/objects");
    assert_both(scan(&store), "loose");
    git(&["bundle", "create", "-q", "all.bundle", "--all"]);
    let bundle = repository.join("all.bundle");
    let found = scan(&bundle);
    assert!(found.keys().all(|name| name.ends_with("/people.csv")), "{:?}", found.keys());
    assert_both(found, "bundle");
    let packed = fixture.file("bundle.gz", gzip(&fs::read(&bundle).unwrap()));
    assert_both(scan(&packed), "bundle in gzip");
    fs::remove_file(&bundle).unwrap();
    git(&["repack", "-q", "-a", "-d", "-f"]);
    assert_both(scan(&store), "packed, bases by offset");
    git(&["-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-a", "-d", "-f"]);
    assert_both(scan(&store), "packed, bases by identifier");

    // Cut or changed anywhere: bounded, and exact.
    let pack = fs::read_dir(store.join("pack")).unwrap().map(|entry| entry.unwrap().path());
    let pack =
        fs::read(pack.into_iter().find(|path| path.extension().is_some_and(|end| end == "pack")).unwrap()).unwrap();
    let damaged = fixture.dir("damaged");
    let mut total = 0;
    for at in (0..pack.len()).step_by(7) {
        let mut changed = pack.clone();
        changed[at] ^= 0x55;
        total += (at + changed.len()) as u64;
        fs::write(damaged.join(format!("{at}-cut")), &pack[..at]).unwrap();
        fs::write(damaged.join(format!("{at}-changed")), changed).unwrap();
    }
    let (report, _) = scan_with(&config(&[&damaged]));
    assert_reconciled(&report, total);
}
