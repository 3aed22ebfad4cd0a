use proptest::prelude::*;

use super::PgDump;
use crate::records::sql_dump::SqlDump;
use crate::records::testing::{Collector, head_of, read_whole};
use crate::records::{Format, Piece, Reader, State, TextClass};

const PLAIN_SQL: &[u8] = include_bytes!("../../../testdata/sql_dump/postgres_copy.sql");
const INSERTS_SQL: &[u8] = include_bytes!("../../../testdata/sql_dump/postgres_inserts.sql");
const GZIP: &[u8] = include_bytes!("../../../testdata/pg_dump/gzip.dump");
const PLAIN: &[u8] = include_bytes!("../../../testdata/pg_dump/plain.dump");
const INSERTS: &[u8] = include_bytes!("../../../testdata/pg_dump/inserts.dump");
const TOC: &[u8] = include_bytes!("../../../testdata/pg_dump/toc.dat");
const GZIP_1_15: &[u8] = include_bytes!("../../../testdata/pg_dump/gzip_1_15.dump");
const LZ4: &[u8] = include_bytes!("../../../testdata/pg_dump/lz4_1_16.dump");
const ZSTD: &[u8] = include_bytes!("../../../testdata/pg_dump/zstd_1_16.dump");

fn open(source: &[u8]) -> Option<Box<dyn Reader>> {
    PgDump.open(&head_of(source))
}

fn read(source: &[u8]) -> Collector {
    read_whole(&*open(source).expect("an archive"), source)
}

fn records(found: &Collector) -> Vec<(String, Vec<(String, String)>)> {
    let mut records = found.records.clone();
    records.sort();
    records
}

fn of_plain(source: &[u8]) -> Collector {
    read_whole(&*SqlDump.open(&head_of(source)).unwrap(), source)
}

#[test]
fn archives_hold_what_the_plain_dump_holds() {
    let plain = of_plain(PLAIN_SQL);
    assert!(plain.records.len() >= 10);
    for source in [GZIP, PLAIN, GZIP_1_15, LZ4, ZSTD] {
        let found = read(source);
        assert_eq!(records(&found), records(&plain));
        assert_eq!(found.columns, plain.columns, "names and types");
        assert!(found.diagnostics.is_empty());
    }
    assert_eq!(records(&read(INSERTS)), records(&of_plain(INSERTS_SQL)));
}

#[test]
fn values_that_are_not_packed_have_their_places() {
    let found = read(PLAIN);
    let (_, first) = &found.records[0];
    let (_, name) = &first[1];
    assert_eq!(&PLAIN[found.cell_spans[1].clone()], name.as_bytes());
}

#[test]
fn large_objects_are_text() {
    let line = "Call Ann Example, SSN 219-09-4711\n";
    for source in [GZIP, LZ4, ZSTD] {
        assert!(read(source).decoded.iter().any(|(text, _)| text.starts_with(line)));
    }
    let found = read(PLAIN);
    let texts = found.text_of(PLAIN);
    assert!(texts.iter().any(|text| text.starts_with(line)));
}

#[test]
fn the_head_is_structure() {
    for source in [GZIP, TOC] {
        let found = read(source);
        let texts = found.text_of(source);
        assert!(texts.iter().any(|text| text.contains("CREATE TABLE")));
        assert!(found.texts.iter().all(|(_, class)| *class == TextClass::Structure));
        assert!(found.diagnostics.is_empty());
    }
    assert!(read(TOC).records.is_empty());
}

#[test]
fn a_block_without_its_entry_is_read_all_the_same() {
    let plan = super::Plan::new(PLAIN).unwrap();
    let mut source = PLAIN.to_vec();
    for block in &plan.blocks {
        // The identifier stands before the chunks: a sign and four bytes.
        source[block.span.start - 2] = 0x7F;
    }
    let found = read(&source);
    assert_eq!(found.records.len(), read(PLAIN).records.len());
    assert!(found.records.iter().all(|(table, _)| table == "data"));
}

#[test]
fn parts_give_what_the_whole_gives() {
    let reader = open(GZIP).unwrap();
    let mut sink = Collector::default();
    for state in reader.parts(GZIP) {
        reader.read(&Piece { bytes: GZIP, state: &state, at_end: true, must_consume: true }, &mut sink);
    }
    assert_eq!(sink.records, read(GZIP).records);
}

#[test]
fn archives_that_are_cut_or_damaged_say_so() {
    for source in [GZIP, PLAIN, INSERTS, LZ4, ZSTD, GZIP_1_15, TOC] {
        assert_eq!(read(source).unread, []);
        for percent in [20, 45, 60, 99] {
            let found = read(&source[..source.len() * percent / 100]);
            assert!(!found.unread.is_empty() && !found.diagnostics.is_empty(), "{percent}");
        }
    }
    // Between two blocks nothing is broken; the table of contents knows better.
    let last = super::Plan::new(GZIP).unwrap().blocks.pop().unwrap();
    let before = last.span.start - 6;
    assert!(!read(&GZIP[..before]).unread.is_empty());
    // The length of a string in the table of contents.
    let entry = memchr::memmem::find(GZIP, b"CREATE TABLE").unwrap();
    let mut source = GZIP.to_vec();
    source[entry - 2] = 0x7F;
    assert_eq!(read(&source).unread.len(), 1);
}

/// Reads, if it still is an archive; the collector checks all that is handed on.
fn try_read(source: &[u8]) -> usize {
    let Some(reader) = open(source) else { return 0 };
    let mut sink = Collector::default();
    let piece = Piece { bytes: source, state: &State::Start, at_end: true, must_consume: true };
    assert_eq!(reader.read(&piece, &mut sink).len, source.len());
    sink.records.len()
}

#[test]
fn archives_cut_at_any_byte_are_read_up_to_there() {
    for source in [GZIP, PLAIN, INSERTS, LZ4, ZSTD, TOC] {
        for len in 0..source.len() {
            try_read(&source[..len]);
        }
    }
    let all = read(PLAIN).records.len();
    assert!(try_read(&PLAIN[..PLAIN.len() - 100]) >= all - 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mutated_archives_are_read(which in 0..4usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut source = [GZIP, PLAIN, LZ4, ZSTD][which].to_vec();
        for (at, byte) in changes {
            let at = at.index(source.len());
            source[at] = byte;
        }
        try_read(&source);
    }

    #[test]
    fn arbitrary_bytes_behind_the_magic_are_read(minor in 8u8..18, rest in prop::collection::vec(prop_oneof![Just(0u8), Just(1), any::<u8>()], 0..600)) {
        let mut source = b"PGDMP\x01".to_vec();
        source.extend([minor, 0, 4, 8, 1]);
        source.extend(rest);
        try_read(&source);
    }
}
