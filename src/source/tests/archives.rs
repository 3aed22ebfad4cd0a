//! Archives, on files that their own tools wrote (`testdata/containers/generate.py`), whole, cut and damaged.

use super::streams::{testdata, visit_as};
use super::*;

/// The members of all archives that the generator makes of one tree, by name.
fn expected() -> Vec<(String, Vec<u8>)> {
    let long = format!("sub/{}name.txt", "long-".repeat(30));
    let mut sparse = vec![0; 40_000];
    sparse.extend_from_slice(b"SSN: 536-22-8715\n");
    sparse.resize(60_000, 0);
    vec![
        ("people.csv".to_owned(), testdata("people.csv")),
        (long, b"SSN: 536-22-8714\n".to_vec()),
        ("sub/note.txt".to_owned(), b"Contact Mary Smith, SSN 536-22-8713.\n".to_vec()),
        ("sub/people.csv.gz!people.csv".to_owned(), testdata("people.csv")),
        ("sub/sparse.bin".to_owned(), sparse),
    ]
}

/// Names below the file and texts, sorted.
fn members(texts: Vec<Vec<u8>>, visited: &Visited) -> Vec<(String, Vec<u8>)> {
    let mut members: Vec<_> = visited.sources.iter().map(|source| source.name.members.join("!")).zip(texts).collect();
    members.sort();
    members
}

const WHOLE: [&str; 16] = [
    "gnu.tar",
    "pax.tar",
    "sparse.tar",
    "sparse-pax.tar",
    "all.tar.gz",
    "newc.cpio",
    "odc.cpio",
    "bin.cpio",
    "crc.cpio",
    "deflated.zip",
    "stored.zip",
    "bzip2.zip",
    "lzma.zip",
    "zip64.zip",
    "streamed.zip",
    "deflate64.zip",
];
const SEVEN: [&str; 9] =
    ["lzma2.7z", "copy.7z", "parts.7z", "bzip2.7z", "deflate.7z", "ppmd.7z", "bcj2.7z", "filters.7z", "brotli.7z"];

#[test]
fn every_archive_gives_the_members_that_its_tool_put_in() {
    let expected = expected();
    for name in WHOLE.into_iter().chain(SEVEN) {
        let bytes = testdata(name);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        fs::write(&path, &bytes).unwrap();
        for (texts, visited) in [visit_path(&path, &settings()), visit_as(name, &bytes)] {
            assert_eq!(visited.diagnostics, [], "{name}");
            let members = members(texts, &visited);
            let names = |list: &[(String, Vec<u8>)]| {
                list.iter().map(|(name, text)| (name.clone(), text.len())).collect::<Vec<_>>()
            };
            assert_eq!(names(&members), names(&expected), "{name}");
            assert!(members == expected, "{name}");
            assert_eq!(visited.container_bytes, bytes.len() as u64, "{name}");
        }
    }
}

#[test]
fn old_archives_give_the_members_whose_names_they_can_hold() {
    for name in ["ustar.tar", "v7.tar", "ar.a"] {
        let (texts, visited) = visit_as(name, &testdata(name));
        assert_eq!(visited.diagnostics, [], "{name}");
        assert!(
            members(texts, &visited)
                .iter()
                .any(|(name, text)| name.ends_with("note.txt") && text.starts_with(b"Contact")),
            "{name}"
        );
    }
}

#[test]
fn nested_archives_are_named_step_by_step() {
    let (texts, visited) = visit_as("a.zip", &testdata("nested.zip"));
    assert_eq!(visited.diagnostics, []);
    assert_eq!(members(texts, &visited), [("b.tar.bz2!inner.zip!c.csv".to_owned(), testdata("people.csv"))]);
}

#[test]
fn members_of_7z_that_unpack_to_something_else_are_told() {
    // The folders of these begin behind the signature.
    for (name, at) in [("deflate.7z", 300), ("copy.7z", 300), ("bzip2.7z", 300), ("lzma2.7z", 300)] {
        let mut bytes = testdata(name);
        assert_eq!(visit_as(name, &bytes).1.diagnostics, [], "{name}");
        bytes[at] ^= 4;
        let (_, visited) = visit_as(name, &bytes);
        assert_eq!(reasons(&visited)[0], (Severity::Error, Reason::CorruptStream), "{name}");
        assert!(!visited.lost.is_empty(), "{name}");
    }
}

#[test]
fn encrypted_members_are_named_and_left() {
    for name in ["locked.zip", "aes.zip", "locked.7z"] {
        let bytes = testdata(name);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        fs::write(&path, &bytes).unwrap();
        for (_, visited) in [visit_path(&path, &settings()), visit_as(name, &bytes)] {
            assert!(
                visited.lost.iter().any(|lost| lost.reason == Reason::Encrypted && !lost.source.members.is_empty()),
                "{name}"
            );
            assert_eq!(visited.sources.len(), 0, "{name}");
            assert!(visited.not_examined.iter().map(|(span, _)| span.len()).sum::<u64>() > 1000, "{name}");
        }
    }
}

#[test]
fn an_archive_cut_anywhere_gives_what_came_before_and_an_exact_account() {
    for name in WHOLE.into_iter().chain(SEVEN).chain(["nested.zip", "locked.zip", "ar.a", "v7.tar"]) {
        let bytes = testdata(name);
        let step = if bytes.len() > 12_000 { 1511 } else { 37 };
        for cut in (0..bytes.len()).step_by(step).chain(bytes.len().saturating_sub(60)..bytes.len()) {
            let (_, visited) = visit_as(name, &bytes[..cut]);
            assert_eq!(visited.input_bytes, cut as u64, "{name} {cut}");
            if cut < 12_000 && cut % 3 == 0 {
                let (_, visited) = visit_bytes(&bytes[..cut], &settings());
                assert_eq!(visited.input_bytes, cut as u64, "{name} {cut}");
            }
        }
    }
}

#[test]
fn a_flipped_byte_in_an_archive_neither_panics_nor_loses_bytes() {
    for name in WHOLE.into_iter().chain(SEVEN).chain(["nested.zip", "locked.zip", "ar.a", "v7.tar"]) {
        let bytes = testdata(name);
        let step = if bytes.len() > 12_000 { 907 } else { 29 };
        for at in (0..bytes.len()).step_by(step) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xA5;
            let (_, visited) = visit_as(name, &damaged);
            assert_eq!(visited.input_bytes, bytes.len() as u64, "{name} {at}");
            if at % 2 == 0 {
                let (_, visited) = visit_bytes(&damaged, &settings());
                assert_eq!(visited.input_bytes, bytes.len() as u64, "{name} {at}");
            }
        }
    }
}

/// A tar archive of one member, by hand.
fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut header = vec![0; 512];
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
    header[156] = b'0';
    header[148..156].fill(b' ');
    let sum: u64 = header.iter().map(|&byte| u64::from(byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let padding = bytes.len().next_multiple_of(512) - bytes.len();
    [header, bytes.to_vec(), vec![0; padding + 1024]].concat()
}

/// A ZIP archive of one stored member, by hand; with a directory or, as if cut, without.
fn zip(name: &str, bytes: &[u8], has_directory: bool) -> Vec<u8> {
    let len = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let name_len = u16::try_from(name.len()).unwrap().to_le_bytes();
    // Flags, method, time, date (2 each), check sum (4), both lengths (4 each), lengths of name and extra field (2 each).
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    let common = [&[0; 8][..], &crc.sum().to_le_bytes(), &len, &len, &name_len, &[0; 2]].concat();
    let local = [b"PK\x03\x04\x14\0", &common[..], name.as_bytes(), bytes].concat();
    let directory = [b"PK\x01\x02\x14\0\x14\0", &common[..], &[0; 14], name.as_bytes()].concat();
    let at = u32::try_from(local.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let end = [b"PK\x05\x06", &[0; 4][..], &[1, 0, 1, 0], &size, &at, &[0; 2]].concat();
    if has_directory { [local, directory, end].concat() } else { local }
}

#[test]
fn a_member_that_does_not_fit_its_check_sum_is_scanned_and_stands_in_the_account() {
    for name in ["stored.zip", "deflated.zip", "bzip2.zip", "lzma.zip", "zip64.zip", "streamed.zip", "deflate64.zip"] {
        let mut bytes = testdata(name);
        // The check sum of one member, wherever it is stated.
        let mut crc = flate2::Crc::new();
        let note = b"Contact Mary Smith, SSN 536-22-8713.\n";
        crc.update(note);
        let sum = crc.sum().to_le_bytes();
        let places: Vec<usize> = memchr::memmem::find_iter(&bytes, &sum).collect();
        assert!(!places.is_empty(), "{name}");
        places.into_iter().for_each(|at| bytes[at] ^= 1);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let inner = wrap(0, &bytes);
        for (texts, visited) in [visit_path(&path, &settings()), visit_as(name, &bytes), visit_as("a.gz", &inner)] {
            assert_eq!(reasons(&visited), [(Severity::Error, Reason::CorruptStream)], "{name}");
            assert_eq!(visited.lost.len(), 1, "{name}");
            assert!(visited.lost[0].source.to_string().ends_with("note.txt"), "{name}");
            assert!(texts.contains(&note.to_vec()), "{name}");
        }
    }
}

#[test]
fn a_large_stored_member_is_summed_up_too() {
    let bytes = lines(40_000).into_bytes();
    for has_directory in [true, false] {
        let mut archive = zip("m", &bytes, has_directory);
        let middle = archive.len() / 2;
        archive[middle] ^= 1;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.zip");
        fs::write(&path, &archive).unwrap();
        for (_, visited) in [visit_path(&path, &settings()), visit_as("a.gz", &wrap(0, &archive))] {
            assert_eq!(reasons(&visited), [(Severity::Error, Reason::CorruptStream)]);
        }
    }
}

#[test]
fn streams_of_bzip2_that_hold_nothing_are_passed_over() {
    let empty: &[u8] = b"BZh9\x17\x72\x45\x38\x50\x90\0\0\0\0";
    let full = {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
        encoder.write_all(b"SSN: 536-22-8714\n").unwrap();
        encoder.finish().unwrap()
    };
    let bytes = [empty.repeat(200_000), full, empty.repeat(200_000)].concat();
    let (texts, visited) = visit_as("a.bz2", &bytes);
    assert_eq!(texts, [b"SSN: 536-22-8714\n".to_vec()]);
    assert_eq!(visited.diagnostics, []);
}

fn ar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let header = format!("!<arch>\n{name:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, 0, 644, bytes.len());
    let padding = if bytes.len() % 2 == 1 { "\n" } else { "" };
    [header.as_bytes(), bytes, padding.as_bytes()].concat()
}

fn cpio(name: &str, bytes: &[u8]) -> Vec<u8> {
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
    [entry(name, bytes), entry("TRAILER!!!", b"")].concat()
}

/// The same bytes within a container of each kind.
fn wrap(kind: usize, bytes: &[u8]) -> Vec<u8> {
    match kind {
        0 => gzip(bytes),
        1 => zstd(bytes),
        2 => tar("m", bytes),
        3 => zip("m", bytes, true),
        4 => zip("m", bytes, false),
        5 => ar("m", bytes),
        _ => cpio("m", bytes),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nestings_of_any_kind_give_the_innermost_text_and_an_exact_account(
        kinds in prop::collection::vec(0..7usize, 1..7),
        lines_count in 1..400usize,
        form in 0..2usize,
    ) {
        let text = lines(lines_count);
        let plain = if form == 0 { text.clone().into_bytes() } else { utf16(&text) };
        let bytes = kinds.iter().rev().fold(plain, |inner, &kind| wrap(kind, &inner));
        for (texts, visited) in [visit_as("a", &bytes), visit_bytes(&bytes, &settings())] {
            prop_assert_eq!(&texts, &[text.clone().into_bytes()], "{:?} {:?}", kinds, visited.diagnostics);
            prop_assert_eq!(visited.input_bytes, bytes.len() as u64);
            prop_assert_eq!(visited.container_bytes, bytes.len() as u64);
        }
    }

    #[test]
    fn damaged_nestings_neither_panic_nor_lose_bytes(
        kinds in prop::collection::vec(0..7usize, 1..5),
        at in 0..20_000usize, value in any::<u8>(), cut in 0..20_000usize,
    ) {
        let mut bytes = kinds.iter().rev().fold(lines(200).into_bytes(), |inner, &kind| wrap(kind, &inner));
        let at = at % bytes.len();
        bytes[at] = value;
        bytes.truncate(bytes.len() - cut % (bytes.len() / 2));
        for (_, visited) in [visit_as("a", &bytes), visit_bytes(&bytes, &settings())] {
            prop_assert_eq!(visited.input_bytes, bytes.len() as u64);
        }
    }
}

#[test]
fn members_beyond_the_limit_are_scanned_as_they_stand() {
    let archive: Vec<u8> = (0..10).flat_map(|index| zip(&format!("m{index}"), b"SSN: 536-22-8713", false)).collect();
    let limits = Limits { members_max: 4, ..Limits::default() };
    let (texts, visited) = visit_bytes(&archive, &SourceSettings { limits, ..settings() });
    assert_eq!(visited.sources.len(), 5);
    assert_eq!(visited.sources[4].raw, Some(Reason::LimitReached));
    assert!(texts[4].windows(11).filter(|window| window == b"536-22-8713").count() == 6);
    assert_eq!(reasons(&visited)[0], (Severity::Error, Reason::LimitReached));
}

#[test]
fn what_lies_between_and_behind_members_is_a_raw_source() {
    let one = zip("a", b"first", false);
    let archive = [
        one.clone(),
        b"hidden 536-22-8713".to_vec(),
        zip("b", b"second", false),
        b"PK\x05\x06".to_vec(),
        vec![0; 18],
        b"behind".to_vec(),
    ]
    .concat();
    let (texts, visited) = visit_as("a.zip", &archive);
    let raw: Vec<_> = visited.sources.iter().zip(&texts).filter(|(source, _)| source.is_file()).collect();
    assert_eq!(raw[0].1, b"hidden 536-22-8713");
    assert_eq!(raw[0].0.span.start, one.len() as u64);
    assert_eq!(raw[1].1, b"behind");
    assert_eq!(visited.input_bytes, archive.len() as u64);
}

#[test]
fn an_archive_that_ends_within_padding_is_cut() {
    let whole = tar("a", b"first");
    let (_, visited) = visit_as("a.tar", &whole);
    assert_eq!(visited.diagnostics, []);
    let cut = &whole[..512 + 100];
    let (texts, visited) = visit_as("a.tar", cut);
    assert_eq!(texts, [b"first"]);
    assert_eq!(reasons(&visited), [(Severity::Warning, Reason::CorruptStream)]);
    assert_eq!(visited.lost.len(), 1);
}

/// What was handed out: the name of the member or nothing, where it begins, and why it is raw.
fn handed(visited: &Visited) -> Vec<(String, u64, Option<Reason>)> {
    let of = |source: &SourceAccount| (source.name.members.join("!"), source.span.start, source.raw);
    visited.sources.iter().map(of).collect()
}

#[test]
fn the_marker_of_an_archive_that_was_to_be_split_is_passed_over() {
    for marker in [b"PK\x07\x08", b"PK00"] {
        for has_directory in [true, false] {
            let bytes = [&marker[..], &zip("a", b"first 536-22-8713", has_directory)].concat();
            for (texts, visited) in [visit_as("a.zip", &bytes), visit_bytes(&bytes, &settings())] {
                assert_eq!(texts, [b"first 536-22-8713"]);
                assert_eq!(visited.diagnostics, []);
                assert_eq!(visited.container_bytes, bytes.len() as u64);
            }
        }
    }
    let (texts, _) = visit_bytes(b"PK00 is no archive", &settings());
    assert_eq!(texts, [b"PK00 is no archive"]);
}

#[test]
fn an_archive_behind_other_bytes_is_told_by_its_end() {
    let before = "a program, or whatever: 536-22-8714\n".repeat(80).into_bytes();
    let before_len = u32::try_from(before.len()).unwrap();
    let archive = zip("a", b"first 536-22-8713", true);
    // The directory counts from the beginning of the archive, or from that of the file.
    let mut shifted = archive.clone();
    let end = shifted.len() - 22;
    let at = u32::from_le_bytes(shifted[end + 16..end + 20].try_into().unwrap()) + before_len;
    shifted[end + 16..end + 20].copy_from_slice(&at.to_le_bytes());
    let directory = end - 47;
    shifted[directory + 42..directory + 46].copy_from_slice(&before_len.to_le_bytes());
    for archive in [&archive, &shifted] {
        let bytes = [before.as_slice(), archive].concat();
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.bin");
        fs::write(&path, &bytes).unwrap();
        for (texts, visited) in [visit_path(&path, &settings()), visit_bytes(&bytes, &settings())] {
            assert_eq!(handed(&visited), [(String::new(), 0, None), ("a".to_owned(), 0, None)]);
            assert_eq!(texts, [before.clone(), b"first 536-22-8713".to_vec()]);
            assert_eq!(visited.diagnostics, []);
            assert_eq!(visited.input_bytes, bytes.len() as u64);
        }
        // A dump that holds an archive among its values does not end as one.
        let dump = [before.as_slice(), archive, b"');\nINSERT INTO t VALUES (1);\n"].concat();
        let (texts, _) = visit_bytes(&dump, &settings());
        assert_eq!(texts.len(), 1);
    }
    // A large file of which the head alone is looked at.
    let bytes = [before.as_slice(), &zip("a", &vec![b'x'; 3 << 20], true)].concat();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.bin");
    fs::write(&path, &bytes).unwrap();
    let (_, visited) = visit_path(&path, &settings());
    assert_eq!(handed(&visited), [(String::new(), 0, None), ("a".to_owned(), 0, None)]);
}

#[test]
fn the_program_before_an_archive_is_a_source_of_its_own() {
    let looked_for = b"PK\x03\x04 is looked for, 536-22-8714";
    let program = [b"\x7FELF\x02\x01\x01".as_slice(), &[0; 200], looked_for, &[0; 90]].concat();
    for has_directory in [true, false] {
        let bytes = [program.as_slice(), &zip("a", b"first", has_directory)].concat();
        for (texts, visited) in [visit_as("a.exe", &bytes), visit_bytes(&bytes, &settings())] {
            assert_eq!(handed(&visited), [(String::new(), 0, None), ("a".to_owned(), 0, None)]);
            assert_eq!(texts, [program.clone(), b"first".to_vec()]);
            assert_eq!((visited.diagnostics.len(), visited.lost.len()), (0, 0));
        }
    }
}

#[test]
fn lzma_of_a_known_length_may_have_an_end_mark() {
    let (texts, visited) = visit_as("marked.7z", &testdata("marked.7z"));
    assert_eq!(visited.diagnostics, []);
    assert_eq!(texts, [testdata("people.csv")]);
}

#[test]
fn two_members_of_one_name_are_told_apart_and_names_are_names_alone() {
    let twice = [tar("../../x", b"one"), tar("../../x", b"two")].concat();
    let (texts, visited) = visit_as("a.tar", &twice);
    let names: Vec<_> = visited.sources.iter().map(|source| source.name.members[0].clone()).collect();
    assert_eq!(names, ["../../x", "../../x#2"]);
    assert_eq!(texts, [b"one".to_vec(), b"two".to_vec()]);
}

#[test]
fn nested_bombs_are_measured_against_the_file() {
    // Sixteen archives of sixteen archives of a member that decodes to 64 MiB.
    let bomb = gzip(&vec![0; 64 << 20]);
    let level = |inner: &[u8]| (0..16).flat_map(|index| zip(&format!("m{index}"), inner, false)).collect::<Vec<u8>>();
    let archive = gzip(&level(&gzip(&level(&bomb))));
    let limits = Limits { ratio_grace_bytes: 100 << 20, ratio_max: 10, ..Limits::default() };
    let (texts, visited) = visit_bytes(&archive, &SourceSettings { limits, ..settings() });
    let decoded: usize = texts.iter().map(Vec::len).sum();
    assert!(decoded < 220 << 20, "{decoded}");
    assert!(visited.sources.iter().any(|source| source.raw == Some(Reason::LimitReached)));
    assert_eq!(visited.input_bytes, archive.len() as u64);
}

#[test]
fn damaged_folders_of_several_streams_are_accounted_for() {
    let whole = testdata("bcj2.7z");
    for at in (32..whole.len()).step_by(7) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        for bytes in [&damaged[..], &whole[..at]] {
            let (_, visited) = visit_as("bcj2.7z", bytes);
            assert_eq!(visited.input_bytes, bytes.len() as u64, "{at}");
        }
    }
}
