//! What holds across modules: the wrapping of a source changes nothing in what is found, and the seams between pieces
//! lose and invent no record.

use std::io::Write;
use std::path::Path;

use plainsight::report::model::{Occurrence, Report};

use crate::corpus::Corpus;
use crate::fixture::{Fixture, config, scan_paths, scan_with};

/// Long enough for two pieces, short enough for four scans of every corpus.
const WRAPPED_LEN: usize = 3 << 20;
/// Several pieces of a window.
const SPLIT_LEN: usize = 9 << 20;

/// The corpora of text; bytes without structure have no second encoding.
fn texts() -> impl Iterator<Item = (Corpus, &'static str)> {
    Corpus::ALL.into_iter().filter(|(corpus, _)| *corpus != Corpus::Binary)
}

/// All of a report that does not depend on the name of the source, one finding a line.
fn findings(report: &Report) -> Vec<String> {
    let of_finding = |finding: &plainsight::report::model::Finding| {
        let location = &finding.location;
        let samples = serde_json::to_string(&finding.samples).unwrap();
        let (kind, counts, confidence) = (&finding.kind, finding.counts, finding.confidence);
        format!("{:?} {:?} {kind} {counts:?} {confidence} {samples}", location.table, location.column)
    };
    let mut lines: Vec<String> = report.findings.iter().map(of_finding).collect();
    lines.sort();
    lines
}

/// Occurrences without their source; `place` maps an offset of the plain bytes to one of the wrapped bytes.
fn places(occurrences: &[Occurrence], place: fn(u64) -> u64) -> Vec<String> {
    let of_occurrence = |found: &Occurrence| {
        let (start, end) = (place(found.start), place(found.end));
        format!("{:?} {:?} {} {} {start}..{end} {}", found.table, found.column, found.record, found.kind, found.masked)
    };
    occurrences.iter().map(of_occurrence).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn utf16(bytes: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_source_gives_the_same_findings_plain_compressed_and_in_utf16() {
    let fixture = Fixture::new("wrapped");
    for (corpus, name) in texts() {
        let bytes = corpus.bytes(3, WRAPPED_LEN);
        assert!(bytes.is_ascii(), "offsets in UTF-16 are computed for ASCII");
        let scan = |path: &Path| scan_with(&config(&[path]));
        let (plain, plain_occurrences) = scan(&fixture.file(name, &bytes));
        let has_findings = !matches!(corpus, Corpus::Numeric | Corpus::Prose);
        assert_eq!(!plain.findings.is_empty(), has_findings, "{name}");
        let same: fn(u64) -> u64 = |at| at;
        let doubled: fn(u64) -> u64 = |at| 2 + 2 * at;
        let forms = [("gz", gzip(&bytes), same), ("zst", zstd(&bytes), same), ("utf16", utf16(&bytes), doubled)];
        for (ending, wrapped, place) in forms {
            let (report, occurrences) = scan(&fixture.file(&format!("{name}.{ending}"), wrapped));
            assert_eq!(report.summary.records, plain.summary.records, "{name} as {ending}");
            assert_eq!(findings(&report), findings(&plain), "{name} as {ending}");
            let (got, wanted) = (places(&occurrences, same), places(&plain_occurrences, place));
            let differing = got.iter().zip(&wanted).find(|(got, wanted)| got != wanted);
            assert_eq!(differing, None, "{name} as {ending}");
            assert_eq!(got.len(), wanted.len(), "{name} as {ending}");
        }
    }
}

#[test]
fn what_was_read_before_changes_nothing_in_what_is_found() {
    // Florida: a letter and twelve digits. In the first file no number comes again, in the second each does.
    let table = |different: u64| {
        let row = |row: u64| {
            let number = (row % different) * 7_919 + 400_000_000_000;
            format!("{row},S{number},{}\n", if row.is_multiple_of(3) { "FL" } else { "TX" })
        };
        format!("id,license_no,state\n{}", (0..4_000).map(row).collect::<String>())
    };
    let fixture = Fixture::new("before");
    let first = fixture.file("a.csv", table(u64::MAX));
    let second = fixture.file("b.csv", table(40));
    let of_second = |paths: &[&Path]| {
        let mut report = scan_paths(paths);
        report.findings.retain(|finding| finding.location.source.ends_with("b.csv"));
        report.findings.iter().map(|finding| format!("{:?} {:?}", finding.counts, finding.evidence)).collect::<Vec<_>>()
    };
    let alone = of_second(&[&second]);
    assert!(alone.iter().any(|finding| finding.contains("compared")), "{alone:?}");
    assert_eq!(of_second(&[&first, &second]), alone);
}

/// Counts records in the plainest way, knowing how the generator writes them.
fn naive_records(corpus: Corpus, bytes: &[u8]) -> u64 {
    let text = std::str::from_utf8(bytes).unwrap();
    let count = match corpus {
        Corpus::CustomersCsv | Corpus::Numeric => text.lines().count() - 1,
        Corpus::CustomersPg => text.lines().filter(|line| line.contains('\t')).count(),
        Corpus::CustomersMysql => text.matches("),(").count() + text.matches("INSERT INTO").count(),
        _ => text.lines().count(),
    };
    count as u64
}

#[test]
fn seams_between_pieces_lose_and_invent_no_record() {
    let fixture = Fixture::new("seams");
    for (corpus, name) in texts() {
        let bytes = corpus.bytes(4, SPLIT_LEN);
        let (report, _) = scan_with(&config(&[fixture.file(name, &bytes).as_path()]));
        // Comments and statements of a dump are lines of text, and stand in the count of the text beside the table.
        let tables = report.tables.iter().filter(|table| table.columns.len() > 1).map(|table| table.records);
        let counted = match corpus {
            Corpus::CustomersPg | Corpus::CustomersMysql => tables.sum(),
            _ => report.summary.records,
        };
        assert_eq!(counted, naive_records(corpus, &bytes), "{name}");
        assert_eq!(report.ledger.totals.examined, bytes.len() as u64, "{name}");
    }
}

#[test]
fn every_value_of_a_full_column_is_counted_once() {
    let fixture = Fixture::new("counts");
    for (corpus, name) in Corpus::ALL.into_iter().take(3) {
        let bytes = corpus.bytes(6, SPLIT_LEN);
        let records = naive_records(corpus, &bytes);
        let (report, occurrences) = scan_with(&config(&[fixture.file(name, &bytes).as_path()]));
        for kind in ["us_ssn", "imei", "email", "date_of_birth"] {
            let finding = report.findings.iter().find(|finding| finding.kind == kind).unwrap();
            assert_eq!((finding.counts.cells, finding.counts.matched), (records, records), "{kind} in {name}");
            let listed = occurrences.iter().filter(|occurrence| occurrence.kind == kind).count() as u64;
            assert_eq!(listed, records, "{kind} in {name}");
        }
    }
}

/// Text that no reader takes for a cell is scanned all the same, and what is found there has its own place.
#[test]
fn what_stands_between_records_is_found_where_it_stands() {
    let fixture = Fixture::new("between");
    let json = |note: &str| format!("[{{\"a\":\"{}\"}},{{{note}],{{\"a\":\"x\"}}]", "x".repeat(300));
    let sql =
        |note: &str| format!("CREATE TABLE t (a text);\nINSERT INTO t VALUES ('x'),('y');\n-- {note}\nSELECT 1;\n");
    let copy = |note: &str| format!("COPY public.t (a, b) FROM stdin;\n1\tx\n2\ty\n\\.\n\n-- {note}\nSELECT 1;\n");
    let csv = |note: &str| format!("id,word\n1,x\n2,y\n3,z\n\n\"{note}\n4,x\n");
    let lines = |note: &str| format!("{}{{\"a\": {note}\n{{\"a\":2}}\n", "{\"a\":1}\n".repeat(5));
    let log = |note: &str| format!("{}{note}\nlevel=info op=get took=3\n", "level=info op=put took=2\n".repeat(5));
    let note = "the customer gave SSN 536-22-8713 on the phone";
    let sources = [
        ("a.json", json(note)),
        ("a.sql", sql(note)),
        ("copy.sql", copy(note)),
        ("a.csv", csv(note)),
        ("a.ndjson", lines(note)),
        ("a.log", log(note)),
    ];
    for (name, content) in sources {
        let start = content.find("536-22-8713").unwrap() as u64;
        let (_, occurrences) = scan_with(&config(&[fixture.file(name, &content).as_path()]));
        let found: Vec<_> = occurrences.iter().map(|found| (found.kind.as_str(), found.start, found.end)).collect();
        assert_eq!(found, [("us_ssn", start, start + 11)], "{name}");
    }
}
