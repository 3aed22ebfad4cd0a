//! Sources on real files: windows, containers, limits, files that change, and the law of the account.

mod archives;
mod streams;

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::chain::{Chain, Raw};
use super::*;
use crate::error::Severity;
use crate::walk::FileEntry;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn utf16(text: &str) -> Vec<u8> {
    format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn settings() -> SourceSettings {
    SourceSettings::from(&ScanConfig::default())
}

fn entry(path: &Path) -> FileEntry {
    FileEntry { index: 7, path: path.into(), len_hint: fs::metadata(path).ok().map(|data| data.len()), is_stdin: false }
}

/// What came of a file, as the tests look at it.
#[derive(Debug)]
struct Visited {
    input_bytes: u64,
    container_bytes: u64,
    /// Ranges of the file.
    not_examined: Vec<(Span, Reason)>,
    /// Ranges of all that is within.
    lost: Vec<Lost>,
    sources: Vec<SourceAccount>,
    diagnostics: Vec<Diagnostic>,
}

type Reading<'r> = &'r mut (dyn FnMut(&mut Source<'_>) + Send);

/// Visits with a reading that remembers; the law is checked.
fn visited(reading: Reading<'_>, visit: impl FnOnce(Visitor<'_, ()>) -> FileAccount) -> Visited {
    let reading = std::sync::Mutex::new(reading);
    let mut sources = Vec::new();
    let account = visit(Visitor {
        read: &|source| (reading.lock().unwrap())(source),
        take: &mut |source, ()| sources.push(source),
        crew: &Alone,
    });
    let of_file: u64 =
        sources.iter().filter(|source: &&SourceAccount| source.is_file()).map(|source| source.span.len()).sum();
    assert_eq!(account.source_bytes, of_file, "{account:?}");
    let not_examined: Vec<_> =
        account.not_examined.iter().filter(|lost| lost.is_of_file).map(|lost| (lost.span, lost.reason)).collect();
    let lost: u64 = not_examined.iter().map(|(span, _)| span.len()).sum();
    assert_eq!(account.input_bytes, account.container_bytes + of_file + lost, "{account:?}");
    let FileAccount { input_bytes, container_bytes, not_examined: lost, diagnostics, .. } = account;
    Visited { input_bytes, container_bytes, not_examined, lost, sources, diagnostics }
}

fn visit(entry: &FileEntry, settings: &SourceSettings, buffers: &mut Buffers, reading: Reading<'_>) -> Visited {
    visited(reading, |visitor| super::visit(entry, Opened::of(entry), settings, buffers, visitor))
}

fn visit_reader(reader: impl std::io::Read + Send, settings: &SourceSettings, reading: Reading<'_>) -> Visited {
    visited(reading, |visitor| visit::visit_reader("-", reader, settings, visitor))
}

/// All text of a source, in windows of `len` bytes each `step` bytes after the last.
fn read_all(source: &mut Source<'_>, len: usize, step: usize) -> Vec<u8> {
    let mut text = Vec::new();
    let mut from = 0u64;
    loop {
        let window = source.window(from, len);
        assert!(window.bytes.len() == len || window.at_end);
        let known = text.len() - usize::try_from(from).unwrap();
        assert_eq!(&window.bytes[..known], &text[usize::try_from(from).unwrap()..]);
        text.extend_from_slice(&window.bytes[known..]);
        if window.at_end {
            return text;
        }
        from += step as u64;
    }
}

/// The text of each source, and the account, whose law is checked.
fn visit_path(path: &Path, settings: &SourceSettings) -> (Vec<Vec<u8>>, Visited) {
    let mut texts = Vec::new();
    let entry = entry(path);
    let account = visit(&entry, settings, &mut Buffers::default(), &mut |source| {
        texts.push(read_all(source, 1 << 16, 50_000));
    });
    (texts, account)
}

fn visit_bytes(bytes: &[u8], settings: &SourceSettings) -> (Vec<Vec<u8>>, Visited) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("data.sql.gz");
    fs::write(&path, bytes).unwrap();
    visit_path(&path, settings)
}

fn lines(count: usize) -> String {
    (0..count).map(|line| format!("{line};row number {line}\n")).collect()
}

fn reasons(account: &Visited) -> Vec<(Severity, Reason)> {
    account.diagnostics.iter().map(|diagnostic| (diagnostic.severity, diagnostic.reason)).collect()
}

#[test]
fn a_small_file_is_one_source_with_its_bytes() {
    let (texts, account) = visit_bytes(b"id,name\n1,Ann\n", &settings());
    assert_eq!(texts, [b"id,name\n1,Ann\n".to_vec()]);
    assert_eq!(account.input_bytes, 14);
    assert_eq!(account.diagnostics, []);
    assert!(account.sources[0].is_complete && account.sources[0].is_file());
    let (texts, account) = visit_bytes(b"", &settings());
    assert_eq!((texts, account.input_bytes), (vec![Vec::new()], 0));
}

#[test]
fn large_files_give_the_same_windows_mapped_and_read() {
    let content = lines(120_000);
    assert!(content.len() > 2 << 20);
    let (mapped, account) = visit_bytes(content.as_bytes(), &settings());
    assert_eq!(account.input_bytes, content.len() as u64);
    let read = visit_bytes(content.as_bytes(), &SourceSettings { use_mmap: false, ..settings() });
    assert_eq!(mapped, read.0);
    assert_eq!(mapped, [content.into_bytes()]);
    assert_eq!((account.diagnostics, read.1.diagnostics), (vec![], vec![]));
}

#[test]
fn a_byte_order_mark_is_no_text_and_counts_as_examined() {
    let (texts, account) = visit_bytes(b"\xEF\xBB\xBFname", &settings());
    assert_eq!(texts, [b"name".to_vec()]);
    assert_eq!(account.sources[0].span, Span { start: 0, end: 7 });
    let large = format!("\u{FEFF}{}", lines(100_000));
    let (texts, account) = visit_bytes(large.as_bytes(), &settings());
    assert_eq!(texts[0].len() + 3, large.len());
    assert_eq!(account.sources[0].span.len(), large.len() as u64);
}

#[test]
fn compressed_files_are_one_member_each_named_without_ending() {
    let content = lines(100_000);
    for (bytes, name) in [(gzip(content.as_bytes()), "data.sql"), (zstd(content.as_bytes()), "data.sql.gz")] {
        let (texts, account) = visit_bytes(&bytes, &settings());
        assert_eq!(texts, [content.as_bytes().to_vec()]);
        assert_eq!(account.container_bytes, bytes.len() as u64);
        assert_eq!(account.diagnostics, []);
        assert_eq!(*account.sources[0].name.members, [name.to_owned()]);
        assert_eq!(account.sources[0].span, Span { start: 0, end: content.len() as u64 });
    }
}

#[test]
fn all_members_of_a_gzip_file_and_all_frames_of_a_zstd_file_are_read() {
    let skippable = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
    for (one, two, between) in
        [(gzip(b"first "), gzip(b"second"), Vec::new()), (zstd(b"first "), zstd(b"second"), skippable.to_vec())]
    {
        let bytes = [one, between, two, vec![0; 512]].concat();
        let (texts, account) = visit_bytes(&bytes, &settings());
        assert_eq!(texts, [b"first second".to_vec()]);
        assert_eq!(account.container_bytes, bytes.len() as u64);
        assert_eq!(account.diagnostics, []);
    }
}

#[test]
fn bytes_behind_a_compressed_stream_are_a_raw_source_of_the_file() {
    for (stream, name) in [(gzip(b"inside"), "gzip"), (zstd(b"inside"), "zstd")] {
        let bytes = [stream.clone(), b"outside 536-90-4399".to_vec()].concat();
        let (texts, account) = visit_bytes(&bytes, &settings());
        assert_eq!(texts, [b"inside".to_vec(), b"outside 536-90-4399".to_vec()]);
        let outside = &account.sources[1];
        assert_eq!(outside.span, Span { start: stream.len() as u64, end: bytes.len() as u64 });
        assert_eq!(outside.raw, Some(Reason::CorruptStream));
        assert!(outside.is_file());
        assert_eq!(account.container_bytes, stream.len() as u64);
        assert_eq!(reasons(&account), [(Severity::Warning, Reason::CorruptStream)]);
        assert!(account.diagnostics[0].message.starts_with(name));
    }
}

#[test]
fn the_map_of_bytes_behind_a_stream_points_into_the_file() {
    let stream = gzip(b"inside");
    let bytes = [stream.clone(), b"outside".to_vec()].concat();
    let account = visit_reader(&bytes[..], &settings(), &mut |source| {
        let offset = if source.name().members.is_empty() { stream.len() as u64 } else { 0 };
        let window = source.window(0, 100);
        assert_eq!(window.map.to_source(window.bytes, 3), offset + 3);
    });
    assert_eq!(account.sources.len(), 2);
}

#[test]
fn a_stream_cut_anywhere_gives_what_came_before_the_cut() {
    let content = lines(40);
    for whole in [gzip(content.as_bytes()), zstd(content.as_bytes())] {
        let mut longest = 0;
        for cut in 4..whole.len() {
            let (texts, account) = visit_bytes(&whole[..cut], &settings());
            assert_eq!(texts.len(), 1);
            assert!(content.as_bytes().starts_with(&texts[0]), "cut at {cut}");
            assert_eq!(account.sources[0].ended_early, Some(Reason::CorruptStream), "cut at {cut}");
            assert_eq!(reasons(&account), [(Severity::Error, Reason::CorruptStream)]);
            assert!(texts[0].len() >= longest, "a longer stream gives no less");
            longest = texts[0].len();
        }
        assert_eq!(longest, content.len());
    }
}

#[test]
fn a_large_zstd_frame_cut_short_gives_all_blocks_before_the_cut() {
    let content = lines(60_000);
    let whole = zstd(content.as_bytes());
    let (texts, account) = visit_bytes(&whole[..whole.len() * 3 / 4], &settings());
    assert!(content.as_bytes().starts_with(&texts[0]));
    assert!(texts[0].len() > content.len() / 2, "the window that the library holds back is given out too");
    assert_eq!(account.sources[0].ended_early, Some(Reason::CorruptStream));
}

#[test]
fn damage_in_the_middle_keeps_what_came_before_and_counts_the_rest() {
    let content = lines(60_000);
    let mut bytes = gzip(content.as_bytes());
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0xFF);
    let (texts, account) = visit_bytes(&bytes, &settings());
    assert!(texts[0].len() > content.len() / 4);
    let (span, reason) = account.not_examined[0];
    assert_eq!((span.end, reason), (bytes.len() as u64, Reason::CorruptStream));
    assert!(span.start >= middle as u64 && span.start < middle as u64 + 1024);
}

#[test]
fn a_wrong_check_sum_stands_in_the_account_and_the_next_member_is_read() {
    let mut first = gzip(b"first ");
    let crc_at = first.len() - 8;
    first[crc_at] ^= 1;
    let (texts, account) = visit_bytes(&[first, gzip(b"second")].concat(), &settings());
    assert_eq!(texts, [b"first second".to_vec()]);
    assert_eq!(reasons(&account), [(Severity::Error, Reason::CorruptStream)]);
    assert_eq!(account.lost.iter().map(|lost| lost.reason).collect::<Vec<_>>(), [Reason::CorruptStream]);
    let mut frame = zstd(b"some text, some more text");
    let last = frame.len() - 1;
    frame[last] ^= 1;
    let (texts, account) = visit_bytes(&frame, &settings());
    assert_eq!(texts, [b"some text, some more text".to_vec()]);
    assert_eq!(reasons(&account), [(Severity::Error, Reason::CorruptStream)]);
    assert_eq!(account.lost.iter().map(|lost| lost.reason).collect::<Vec<_>>(), [Reason::CorruptStream]);
}

#[test]
fn what_only_begins_like_a_container_is_scanned_as_it_stands() {
    let bytes = [b"\x1f\x8b\x08\0\0\0\0\0\0\x03".as_slice(), b"\xFF\xFFnot deflate: 536-90-4399"].concat();
    let (texts, account) = visit_bytes(&bytes, &settings());
    assert_eq!(account.sources[0].raw, Some(Reason::CorruptStream));
    assert!(texts[0].ends_with(b"536-90-4399"));
    assert_eq!(account.sources[0].span.len(), bytes.len() as u64);
    assert_eq!(reasons(&account), [(Severity::Warning, Reason::CorruptStream)]);
}

#[test]
fn a_bomb_is_stopped_by_its_ratio_and_the_rest_stands_in_the_account() {
    let limits = Limits { ratio_max: 50, ratio_grace_bytes: 1 << 20, ..Limits::default() };
    let bomb = gzip(&vec![b'a'; 64 << 20]);
    let (texts, account) = visit_bytes(&bomb, &SourceSettings { limits, ..settings() });
    assert!(texts[0].len() >= 1 << 20 && texts[0].len() < 8 << 20, "{}", texts[0].len());
    assert_eq!(account.sources[0].ended_early, Some(Reason::LimitReached));
    assert_eq!(account.sources[1].span, Span { start: account.container_bytes, end: bomb.len() as u64 });
    assert_eq!(account.sources[1].raw, Some(Reason::LimitReached));
    let expected = [(Severity::Error, Reason::LimitReached), (Severity::Warning, Reason::LimitReached)];
    assert_eq!(reasons(&account), expected);
}

#[test]
fn a_bomb_within_a_container_is_measured_against_the_file() {
    let limits = Limits { ratio_max: 100, ratio_grace_bytes: 1 << 20, ..Limits::default() };
    let nested = gzip(&gzip(&gzip(&vec![0; 64 << 20])));
    let (_, account) = visit_bytes(&nested, &SourceSettings { limits, ..settings() });
    assert!(reasons(&account).contains(&(Severity::Error, Reason::LimitReached)));
    assert_eq!(account.sources[0].ended_early, Some(Reason::LimitReached));
}

#[test]
fn the_total_of_decoded_bytes_is_limited() {
    let limits = Limits { decoded_bytes_max: 1 << 20, ..Limits::default() };
    let (texts, account) = visit_bytes(&gzip(lines(200_000).as_bytes()), &SourceSettings { limits, ..settings() });
    assert!(texts[0].len() < 2 << 20);
    assert_eq!(reasons(&account)[0], (Severity::Error, Reason::LimitReached));
}

#[test]
fn containers_are_unpacked_to_the_limit_of_depth() {
    let nested = gzip(&zstd(&gzip(b"deep")));
    let (texts, account) = visit_bytes(&nested, &settings());
    assert_eq!(texts, [b"deep".to_vec()]);
    assert_eq!(account.sources[0].name.members.len(), 3);
    let limits = Limits { depth_max: 2, ..Limits::default() };
    let (texts, account) = visit_bytes(&nested, &SourceSettings { limits, ..settings() });
    assert_eq!(texts, [gzip(b"deep")]);
    assert_eq!(account.sources[0].raw, Some(Reason::LimitReached));
    assert_eq!(reasons(&account), [(Severity::Warning, Reason::LimitReached)]);
}

#[test]
fn formats_that_are_not_read_are_named_and_given_raw() {
    let mut archive = b"Rar!\x1A\x07\x01\0".to_vec();
    archive.extend(vec![0; 3 << 20]);
    for bytes in [&archive[..100], &archive] {
        let mut format = None;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, bytes).unwrap();
        let account = visit(&entry(&path), &settings(), &mut Buffers::default(), &mut |source| {
            format = source.unsupported();
            assert!(source.is_binary());
            assert_eq!(source.index(), 7);
            read_all(source, 1 << 16, 1 << 16);
        });
        assert_eq!(format, Some("rar"));
        assert_eq!(account.sources[0].raw, Some(Reason::UnsupportedFormat));
        assert_eq!(reasons(&account), [(Severity::Warning, Reason::UnsupportedFormat)]);
    }
}

#[test]
fn what_the_visitor_leaves_is_not_examined() {
    let content = lines(100_000);
    for bytes in
        [content.as_bytes()[..900].to_vec(), content.clone().into_bytes(), gzip(content.as_bytes()), utf16(&content)]
    {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, &bytes).unwrap();
        for len in [0, 100] {
            let account = visit(&entry(&path), &settings(), &mut Buffers::default(), &mut |source| {
                if len > 0 {
                    source.window(0, len);
                }
            });
            assert_eq!(account.not_examined[0].1, Reason::Interrupted);
            assert_eq!(account.not_examined[0].0.end, bytes.len() as u64);
            assert!(!account.sources[0].is_complete);
        }
    }
}

#[test]
fn a_file_that_vanished_has_an_account_that_says_so() {
    let entry = FileEntry { index: 0, path: Path::new("/nowhere/at/all").into(), len_hint: Some(12), is_stdin: false };
    let account = visit(&entry, &settings(), &mut Buffers::default(), &mut |_| panic!("there is nothing to visit"));
    assert_eq!(account.not_examined, [(Span { start: 0, end: 12 }, Reason::NotFound)]);
    assert_eq!(reasons(&account), [(Severity::Error, Reason::NotFound)]);
    let of_no_length = FileEntry { len_hint: None, ..entry };
    let account =
        visit(&of_no_length, &settings(), &mut Buffers::default(), &mut |_| panic!("there is nothing to visit"));
    assert_eq!(account.not_examined, [(Span { start: 0, end: 0 }, Reason::NotFound)]);
}

#[test]
fn a_stream_of_unknown_length_is_read_to_its_end() {
    let content = lines(50_000);
    for bytes in [content.clone().into_bytes(), gzip(content.as_bytes()), utf16(&content)] {
        let mut text = Vec::new();
        let account = visit_reader(&bytes[..], &settings(), &mut |source| text = read_all(source, 10_000, 7_000));
        assert_eq!(text, content.as_bytes());
        assert_eq!(account.input_bytes, bytes.len() as u64);
    }
}

#[test]
fn a_read_that_fails_ends_the_source_there() {
    struct Failing(usize);
    impl std::io::Read for Failing {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::Error::other("no more"));
            }
            let len = self.0.min(buf.len());
            buf[..len].fill(b'x');
            self.0 -= len;
            Ok(len)
        }
    }
    let mut text = Vec::new();
    let account = visit_reader(Failing(700_000), &settings(), &mut |source| text = read_all(source, 1 << 16, 1 << 16));
    assert_eq!(text.len(), 700_000);
    assert_eq!(account.sources[0].ended_early, Some(Reason::ReadFailed));
    assert_eq!(reasons(&account), [(Severity::Error, Reason::ReadFailed)]);
}

#[test]
fn a_file_that_grows_is_read_to_its_first_length_and_said_to_have_changed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("log");
    let content = lines(100_000);
    fs::write(&path, &content).unwrap();
    for use_mmap in [true, false] {
        let before = fs::metadata(&path).unwrap().len();
        let account =
            visit(&entry(&path), &SourceSettings { use_mmap, ..settings() }, &mut Buffers::default(), &mut |source| {
                fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"more\n").unwrap();
                assert_eq!(read_all(source, 1 << 16, 1 << 16).len() as u64, before);
            });
        assert_eq!(account.input_bytes, before + 5);
        assert_eq!(account.not_examined, [(Span { start: before, end: before + 5 }, Reason::Changed)]);
        assert_eq!(reasons(&account), [(Severity::Warning, Reason::Changed)]);
    }
}

#[test]
fn a_file_cut_while_it_is_read_does_not_end_the_process() {
    // Mapped, the pages that are gone raise SIGBUS; read, they just do not come.
    let content = vec![b'x'; 6 << 20];
    for (use_mmap, cut) in [(true, 2 << 20), (false, 2 << 20), (true, (2 << 20) - 777), (true, (6 << 20) - 5)] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("dump");
        fs::write(&path, &content).unwrap();
        let account =
            visit(&entry(&path), &SourceSettings { use_mmap, ..settings() }, &mut Buffers::default(), &mut |source| {
                assert_eq!(source.window(0, 1 << 20).bytes.len(), 1 << 20);
                fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(cut).unwrap();
                let text = read_all(source, 3 << 20, 1 << 20);
                assert!(text[..1 << 20].iter().all(|&byte| byte == b'x'));
            });
        assert_eq!(account.not_examined, [(Span { start: cut, end: 6 << 20 }, Reason::Truncated)], "{use_mmap}");
        assert!(reasons(&account).contains(&(Severity::Error, Reason::Truncated)));
    }
}

#[cfg(unix)]
#[test]
fn a_fifo_in_place_of_a_file_is_closed_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    // A folder, too: its end may be anywhere.
    for path in [path.as_path(), dir.path()] {
        for len_hint in [Some(3), Some(0), None] {
            let entry = FileEntry { index: 0, path: path.into(), len_hint, is_stdin: false };
            let account = visit(&entry, &settings(), &mut Buffers::default(), &mut |_| panic!("it is never read"));
            assert_eq!(reasons(&account), [(Severity::Error, Reason::SpecialFile)]);
        }
    }
}

#[test]
fn a_file_is_read_alike_whether_its_length_was_asked_for_or_not() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a");
    for len in [0, 1, 5_000, 1 << 20, (1 << 20) + 1] {
        fs::write(&path, "x".repeat(len)).unwrap();
        for len_hint in [Some(len as u64), Some(1), None] {
            let entry = FileEntry { len_hint, ..entry(&path) };
            let mut read = 0;
            let account = visit(&entry, &settings(), &mut Buffers::default(), &mut |source| {
                read += read_all(source, 10_000, 7_000).len();
            });
            assert_eq!((read, account.input_bytes, account.not_examined.len()), (len, len as u64, 0));
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("secret");
    fs::write(&path, "text").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything: then all that can be asked is that the file is read.
    let may_read = fs::OpenOptions::new().read(true).open(&path).is_ok();
    let account = visit(&entry(&path), &settings(), &mut Buffers::default(), &mut |source| {
        source.window(0, 10);
    });
    let expected = if may_read { vec![] } else { vec![(Severity::Error, Reason::PermissionDenied)] };
    assert_eq!(reasons(&account), expected);
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_state_no_length_or_a_wrong_one_are_read() {
    let (texts, account) = visit_path(Path::new("/proc/self/status"), &settings());
    assert!(texts[0].starts_with(b"Name:"));
    assert_eq!(account.input_bytes, texts[0].len() as u64);
    assert_eq!(account.diagnostics, []);
    let kcore = entry(Path::new("/proc/kcore"));
    let account = visit(&kcore, &settings(), &mut Buffers::default(), &mut |_| panic!("terabytes of memory"));
    assert_eq!(account.sources, []);
    let stated = Path::new("/sys/kernel/mm/transparent_hugepage/enabled");
    if stated.exists() {
        let (texts, account) = visit_path(stated, &settings());
        assert_eq!(account.input_bytes, texts[0].len() as u64);
        assert_eq!(account.diagnostics, []);
    }
}

/// A text as it may stand in a file, and how.
fn encoded(text: &str, form: usize) -> Vec<u8> {
    match form {
        0 => text.as_bytes().to_vec(),
        1 => gzip(text.as_bytes()),
        2 => zstd(text.as_bytes()),
        3 => utf16(text),
        4 => gzip(&utf16(text)),
        _ => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
    }
}

/// Source bytes before each character of `text`, by the plain rule.
fn expected_offsets(text: &str, form: usize) -> Vec<u64> {
    let mut source = if matches!(form, 3 | 4) { 2 } else { 0 };
    let len_of = |char: char| match form {
        0..=2 => char.len_utf8() as u64,
        3 | 4 => char.len_utf16() as u64 * 2,
        _ => 1,
    };
    text.chars()
        .map(|char| {
            let at = source;
            source += len_of(char);
            at
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn windows_of_any_size_give_the_text_and_lead_back_to_the_source(
        words in prop::collection::vec("[a-z0-9 éüß€]{1,12}\n", 1..800),
        form in 0..6usize,
        len in 1..3000usize,
        step in 1..3000usize,
    ) {
        let text = format!("Größe café déjà vu ñandú {}", words.concat());
        let bytes = encoded(&text, form);
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let offsets = expected_offsets(&text, form);
        let (mut seen, mut from) = (0usize, 0usize);
        let account = visit_reader(&bytes[..], &settings(), &mut |source| loop {
            let window = source.window(from as u64, len);
            let expected = &text.as_bytes()[from.min(text.len())..(from + len).min(text.len())];
            assert_eq!(window.bytes, expected);
            assert_eq!(window.at_end, from + len >= text.len());
            let first = starts.partition_point(|&at| at < from);
            let last = starts.partition_point(|&at| at < from + window.bytes.len());
            for (&start, &offset) in starts.iter().zip(&offsets).take(last).skip(first).step_by(7) {
                assert_eq!(window.map.to_source(window.bytes, start - from), offset);
            }
            seen = from + window.bytes.len();
            if window.at_end {
                break;
            }
            from += step;
        });
        prop_assert!(seen >= text.len() || from >= text.len());
        prop_assert_eq!(account.input_bytes, bytes.len() as u64);
    }

    #[test]
    fn any_bytes_are_accounted_for(
        mut bytes in prop::collection::vec(any::<u8>(), 0..600),
        magic in prop::sample::select(vec![
            b"".to_vec(), b"\x1f\x8b\x08\0".to_vec(), b"\x28\xb5\x2f\xfd".to_vec(), b"\xff\xfe".to_vec(),
            b"\x50\x2a\x4d\x18\x02\0\0\0".to_vec(),
        ]),
    ) {
        bytes.splice(..0, magic);
        let (_, account) = visit_bytes(&bytes, &settings());
        prop_assert_eq!(account.input_bytes, bytes.len() as u64);
    }

    #[test]
    fn damaged_streams_neither_panic_nor_lose_bytes(
        at in 0..4000usize, value in any::<u8>(), is_zstd in any::<bool>(), cut in 0..4000usize,
    ) {
        let content = lines(300);
        let mut bytes = if is_zstd { zstd(content.as_bytes()) } else { gzip(content.as_bytes()) };
        let at = at % bytes.len();
        bytes[at] = value;
        bytes.truncate(bytes.len() - cut % (bytes.len() / 2));
        visit_bytes(&bytes, &settings());
    }
}
