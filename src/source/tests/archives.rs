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
const SEVEN: [&str; 5] = ["lzma2.7z", "copy.7z", "parts.7z", "bzip2.7z", "deflate.7z"];

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
