//! Files that are cut or changed: whatever their own structure says is missing makes the scan incomplete.

use std::path::Path;

use plainsight::report::model::Status;

use crate::fixture::{Fixture, scan_paths};

/// One file of each format whose structure tells where it ends.
const FILES: [&str; 14] = [
    "sqlite/people.db",
    "documents/people.dbf",
    "documents/people.xls",
    "documents/people-zstd.parquet",
    "documents/people-polars.parquet",
    "documents/people-zstd.feather",
    "documents/people-polars-lz4.arrow",
    "documents/people-deflate.avro",
    "documents/pages-fpdf.pdf",
    "documents/pages-reportlab.pdf",
    "orc/people-zlib.orc",
    "pg_dump/gzip.dump",
    "pg_dump/plain.dump",
    "pg_dump/toc.dat",
];

fn status(fixture: &Fixture, name: &str, content: &[u8]) -> Status {
    let report = scan_paths(&[&fixture.file(name, content)]);
    assert!(report.summary.status == Status::Complete || !report.diagnostics.is_empty(), "{name}: nothing is said");
    report.summary.status
}

#[test]
fn files_that_are_cut_make_the_scan_incomplete() {
    let fixture = Fixture::new("damage");
    for path in FILES {
        let whole = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(path)).unwrap();
        let name = path.replace('/', "-");
        assert_eq!(status(&fixture, &name, &whole), Status::Complete, "{path}");
        for percent in [45, 90] {
            let cut = &whole[..whole.len() * percent / 100];
            assert_eq!(status(&fixture, &name, cut), Status::Incomplete, "{path} {percent}");
        }
    }
}
