//! One table in every format of documents, exchange and columns: the same verdicts, counts and distinct counts in all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plainsight::report::model::Report;

use crate::fixture::{Fixture, config, scan_paths, scan_with};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/documents").join(name)
}

/// Matched and distinct values by column and kind, of the columns of the table of people. A column of a nested table is
/// called by the last part of its path.
fn verdicts(report: &Report) -> BTreeMap<(String, String), (u64, u64, u64)> {
    let mut verdicts = BTreeMap::new();
    for finding in &report.findings {
        let Some(column) = &finding.location.column else { continue };
        let table = finding.location.table.as_deref().unwrap_or_default();
        if matches!(table, "properties" | "mail") {
            continue;
        }
        let counts = &finding.counts;
        // dBASE has capital letters alone.
        let key = (column.to_lowercase(), finding.kind.clone());
        verdicts.insert(key, (counts.cells, counts.matched, counts.distinct));
    }
    verdicts
}

/// Every format that holds the whole table.
const TABLES: [&str; 35] = [
    "people.xml",
    "people.html",
    "people.yaml",
    "people.md",
    "people.xlsx",
    "people.ods",
    "people-none.parquet",
    "people-snappy.parquet",
    "people-gzip.parquet",
    "people-zstd.parquet",
    "people-lz4.parquet",
    "people-brotli.parquet",
    "people-nested.parquet",
    "people-uncompressed.feather",
    "people-lz4.feather",
    "people-zstd.feather",
    "people.arrows",
    "people-null.avro",
    "people-deflate.avro",
    "people-snappy.avro",
    "people-zstandard.avro",
    "people-bzip2.avro",
    "people-xz.avro",
    "people-lz4.avro",
    "people.orc",
    "letter.docx",
    "people.pdf",
    "people.xls",
    "people.ldif",
    "people.dbf",
    "people-libreoffice.ods",
    "people-libreoffice.xls",
    "people-libreoffice.html",
    "people-libreoffice.fods",
    "letter-libreoffice.odt",
];

/// Whether the feature that reads this file is not built in.
fn needs_libraries(name: &str) -> bool {
    !cfg!(feature = "documents") && [".pdf", ".xls"].iter().any(|ending| name.ends_with(ending))
}

#[test]
fn tables_over_several_pages_give_the_verdicts_of_csv() {
    let wanted = verdicts(&scan_paths(&[&file("pages.csv")]));
    assert_eq!(wanted[&("ssn".to_owned(), "us_ssn".to_owned())].1, 60);
    let written = ["pages-reportlab.pdf", "pages-fpdf.pdf"];
    for name in written.into_iter().filter(|name| !needs_libraries(name)) {
        assert_eq!(verdicts(&scan_paths(&[&file(name)])), wanted, "{name}");
    }
}

#[test]
fn every_format_gives_the_verdicts_of_csv() {
    let wanted = verdicts(&scan_paths(&[&file("people.csv")]));
    // The generator draws area codes from 200 to 999: ten of them are set aside by the numbering plan (N9X, 37X, 96X, N11).
    for (column, kind, least) in
        [("ssn", "us_ssn", 55), ("email", "email", 55), ("name", "person_name", 55), ("phone", "phone", 50)]
    {
        let (_, matched, distinct) = wanted[&(column.to_owned(), kind.to_owned())];
        assert!(matched >= least && distinct > 30, "{column}: {matched}, {distinct}");
    }
    for name in TABLES {
        if needs_libraries(name) {
            continue;
        }
        assert_eq!(verdicts(&scan_paths(&[&file(name)])), wanted, "{name}");
    }
}

#[test]
fn what_is_read_leaves_nothing_raw() {
    for name in
        TABLES.iter().chain(&["people.csv", "people.mbox", "letter.rtf", "notebook.ipynb", "people-binary.plist"])
    {
        if needs_libraries(name) {
            continue;
        }
        let report = scan_paths(&[&file(name)]);
        let length = std::fs::metadata(file(name)).unwrap().len();
        assert_eq!(report.summary.bytes, length, "{name}");
        assert!(report.ledger.entries.is_empty(), "{name}: {:?}", report.ledger.entries);
    }
}

#[test]
fn attachments_are_read_like_files() {
    let (report, _) = scan_with(&config(&[&file("letter.eml")]));
    let attached: Vec<_> = report.findings.iter().filter(|finding| finding.kind == "us_ssn").collect();
    for table in ["people.csv", "people.xlsx.people"] {
        let found = attached.iter().find(|finding| finding.location.table.as_deref() == Some(table));
        assert_eq!(found.map(|finding| finding.counts.matched), Some(60), "{table}");
    }
}

#[test]
fn attachments_are_unpacked() {
    let table = std::fs::read(file("people.csv")).unwrap();
    let archives = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/containers");
    let encrypted = std::fs::read(archives.join("locked.zip")).unwrap();
    let fixture = Fixture::new("attached");
    let part = |name: &str, bytes: &[u8]| {
        let lines: Vec<String> =
            base64(bytes).as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into()).collect();
        format!(
            "--b\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            lines.join("\r\n")
        )
    };
    let parts = [
        part("people.csv.gz", &crate::containers::gzip(&table)),
        part("two.gz", &crate::containers::gzip(&crate::containers::gzip(&table))),
        part("secret.zip", &encrypted),
    ];
    let head = "From: a@example.com\r\nTo: b@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    let path = fixture.file("a.eml", format!("{head}{}--b--\r\n", parts.concat()));
    let report = scan_paths(&[&path]);
    let found = report.findings.iter().filter(|finding| finding.kind == "us_ssn" && finding.counts.matched == 60);
    assert_eq!(found.count(), 2, "{:?}", report.tables.iter().map(|table| &table.location).collect::<Vec<_>>());
    assert!(report.diagnostics.iter().any(|found| found.reason == plainsight::error::Reason::Encrypted));
    assert!(!report.ledger.entries.is_empty(), "what is encrypted stands in the ledger");
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |group: &[u8]| {
        let bits = group.iter().chain([&0; 2]).take(3).fold(0u32, |bits, &byte| bits << 8 | u32::from(byte));
        let letter = |place: usize| char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]);
        (0..4).map(|place| if place <= group.len() { letter(place) } else { '=' }).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

#[test]
fn occurrences_in_plain_parts_have_their_own_bytes() {
    for name in
        ["people.xml", "people.html", "people.yaml", "people.md", "people-null.avro", "people-uncompressed.feather"]
    {
        let source = std::fs::read(file(name)).unwrap();
        let (_, occurrences) = scan_with(&config(&[&file(name)]));
        let ssns: Vec<_> = occurrences.iter().filter(|occurrence| occurrence.kind == "us_ssn").collect();
        assert!(ssns.len() >= 60, "{name}");
        for occurrence in ssns {
            let raw = &source[occurrence.start as usize..occurrence.end as usize];
            assert!(raw.len() == 11 && raw[3] == b'-' && raw[6] == b'-', "{name}");
        }
    }
}

#[test]
fn deep_markup_and_entities_are_scanned_in_bounded_time() {
    let fixture = Fixture::new("deep");
    fixture.file(
        "deep.xml",
        format!("<?xml version='1.0'?>{}SSN 536-22-8713{}", "<a>".repeat(100_000), "</a>".repeat(100_000)),
    );
    fixture.file(
        "bomb.xml",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a \"SSN 536-22-8713\"><!ENTITY b \"&a;&a;&a;\">]><a>&b;</a>",
    );
    fixture.file("deep.html", format!("<html>{}SSN 536-22-8713", "<table><tr><td><div>".repeat(50_000)));
    fixture.file("deep.yaml", format!("---\n{}SSN 536-22-8713\n", "- ".repeat(100_000)));
    let report = scan_paths(&[fixture.root()]);
    let sources: Vec<_> = report.findings.iter().map(|finding| finding.location.source.clone()).collect();
    for name in ["deep.xml", "bomb.xml", "deep.html", "deep.yaml"] {
        assert!(sources.iter().any(|source| source.ends_with(name)), "{name}");
    }
}

#[test]
fn coverage_tells_what_was_understood_from_what_was_raw() {
    use std::io::Write;
    let fixture = Fixture::new("coverage");
    let table = std::fs::read(file("people.csv")).unwrap();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&table).unwrap();
    fixture.file("people.csv.gz", encoder.finish().unwrap());
    let unknown: Vec<u8> = (0..5_000u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    fixture.file("unknown.bin", &unknown);
    let coverage = scan_paths(&[fixture.root()]).summary.coverage;
    let seen = (coverage.understood, coverage.raw, coverage.not_examined);
    assert_eq!(seen, (table.len() as u64, unknown.len() as u64, 0));
}
