//! Compressions, on files that their own tools wrote (`testdata/containers/generate.py`), whole, cut and damaged.

use super::*;

/// Each stream file, and how often the table stands in it.
const FILES: [(&str, usize); 20] = [
    ("people.csv.gz", 1),
    ("people.csv.bz2", 1),
    ("people.csv.xz", 1),
    ("people.csv.lzma", 1),
    ("people.csv.lz4", 1),
    ("people.csv.zst", 1),
    ("people.csv.Z", 1),
    ("people.csv.br", 1),
    ("people.csv.sz", 1),
    ("two-streams.csv.gz", 1),
    ("two-streams.csv.bz2", 1),
    ("two-streams.csv.xz", 1),
    ("two-streams.csv.lz4", 1),
    ("two-streams.csv.zst", 1),
    ("pigz.csv.gz", 1),
    ("bgzip.csv.gz", 1),
    ("legacy.csv.lz4", 1),
    ("linked.csv.lz4", 40),
    ("short-codes.csv.Z", 40),
    ("x86.csv.xz", 1),
];

#[expect(clippy::disallowed_methods, reason = "a file of the repository, not one that is scanned")]
pub(super) fn testdata(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/containers").join(name)).unwrap()
}

/// Visits `bytes` as what is read from a file called `name`.
pub(super) fn visit_as(name: &str, bytes: &[u8]) -> (Vec<Vec<u8>>, Visited) {
    let mut texts = Vec::new();
    let mut reading = |source: &mut Source<'_>| texts.push(read_all(source, 1 << 16, 50_000));
    let account = visited(&mut reading, |visitor| visit::visit_reader(name, bytes, &settings(), visitor));
    (texts, account)
}

#[test]
fn every_compression_gives_what_its_tool_compressed() {
    let plain = testdata("people.csv");
    for (name, times) in FILES {
        let bytes = testdata(name);
        let (texts, account) = visit_as(name, &bytes);
        assert!(texts == [plain.repeat(times)], "{name}");
        assert_eq!(account.container_bytes, bytes.len() as u64, "{name}");
        assert_eq!(account.diagnostics, [], "{name}");
    }
}

#[test]
fn streams_with_other_check_sums_and_padding_between_are_read() {
    let (texts, account) = visit_as("sums.csv.xz", &testdata("sums.csv.xz"));
    assert!(texts == [[testdata("people.csv"), b"x\n".to_vec()].concat()]);
    assert_eq!(account.diagnostics, []);
}

#[test]
fn brotli_is_read_by_its_name_and_only_if_it_decodes() {
    let bytes = testdata("people.csv.br");
    let (texts, _) = visit_as("people.bin", &bytes);
    assert_eq!(texts[0].len(), bytes.len(), "nothing but the name says what it is");
    let text = b"id,name\n1,Ann\n".as_slice();
    let (texts, account) = visit_as("list.br", text);
    assert_eq!(texts, [text]);
    assert_eq!((account.container_bytes, account.diagnostics), (0, vec![]));
}

#[test]
fn a_stream_of_any_kind_cut_anywhere_gives_what_came_before_and_an_exact_account() {
    let plain = testdata("people.csv");
    for (name, times) in FILES.into_iter().filter(|(_, times)| *times == 1) {
        let bytes = testdata(name);
        for cut in (0..bytes.len()).filter(|cut| *cut < 40 || cut % 3 == 0 || bytes.len() - cut < 40) {
            let (texts, account) = visit_as(name, &bytes[..cut]);
            assert_eq!(account.input_bytes, cut as u64, "{name} {cut}");
            let is_decoded = account.sources.first().is_some_and(|source| !source.is_file());
            assert!(!is_decoded || plain.repeat(times).starts_with(&texts[0]), "{name} {cut}");
        }
    }
}

#[test]
fn a_stream_without_an_end_mark_says_where_it_is_cut_within_a_code() {
    let bytes = testdata("people.csv.Z");
    assert_eq!(visit_as("people.csv.Z", &bytes).1.diagnostics, []);
    let is_told = |cut: &usize| !visit_as("people.csv.Z", &bytes[..*cut]).1.diagnostics.is_empty();
    let cuts = 200..bytes.len();
    // Where all that is left of a code is zeros it cannot be told: of one or two bits that is often so.
    assert!(cuts.clone().filter(is_told).count() * 3 > cuts.len() * 2);
}

#[test]
fn a_flipped_byte_anywhere_neither_panics_nor_loses_bytes() {
    for (name, _) in FILES {
        let bytes = testdata(name);
        for at in (0..bytes.len()).step_by(if bytes.len() > 2000 { 17 } else { 3 }) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x41;
            let (_, account) = visit_as(name, &damaged);
            assert_eq!(account.input_bytes, bytes.len() as u64, "{name} {at}");
        }
    }
}

#[test]
fn streams_longer_than_what_is_read_at_once_are_whole() {
    // Text that compresses badly: the compressed bytes come in several reads, the decoded ones in more.
    let mut state = 1u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let text: String = (0..220_000).map(|line| format!("{line},{:06x},{:06x}\n", random(), random())).collect();
    let mut bzip2 = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::fast());
    bzip2.write_all(text.as_bytes()).unwrap();
    let mut snappy = snap::write::FrameEncoder::new(Vec::new());
    snappy.write_all(text.as_bytes()).unwrap();
    let mut lz4 = lz4_flex::frame::FrameEncoder::new(Vec::new());
    lz4.write_all(text.as_bytes()).unwrap();
    let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
    deflate.write_all(text.as_bytes()).unwrap();
    let deflate = deflate.finish().unwrap();
    let mut crc = flate2::Crc::new();
    crc.update(text.as_bytes());
    let len = u32::try_from(deflate.len()).unwrap().to_le_bytes();
    let header =
        [b"PK\x03\x04\x14\0\0\0\x08\0", &[0; 4][..], &crc.sum().to_le_bytes(), &len, &[0; 4], &[1, 0, 0, 0], b"m"]
            .concat();
    let files = [
        gzip(text.as_bytes()),
        zstd(text.as_bytes()),
        bzip2.finish().unwrap(),
        snappy.into_inner().unwrap(),
        lz4.finish().unwrap(),
        [header, deflate].concat(),
    ];
    for bytes in files {
        let (texts, visited) = visit_bytes(&bytes, &settings());
        assert_eq!(visited.diagnostics, []);
        assert!(texts == [text.as_bytes()]);
    }
}

#[test]
fn both_zstd_decoders_give_the_same() {
    let bytes = testdata("two-streams.csv.zst");
    let mut results = Vec::new();
    for decoder in compress::zstd_decoders() {
        let mut chain = Chain::new(Raw::Memory { bytes: &[], stop: None }, Limits::default());
        chain.decode(compress::sniff(&bytes).unwrap(), decoder, bytes.clone());
        let mut out = Vec::new();
        while chain.append(&mut out, 1 << 16).unwrap() > 0 {}
        results.push(out);
    }
    assert!(results.iter().all(|result| *result == testdata("people.csv")));
}
