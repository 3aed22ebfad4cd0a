//! Format `avro`: object container files (Apache Avro 1.12). Nested fields are columns by their paths.
//!
//! A file is a header with its schema and blocks of records, each with a marker behind it. A block that cannot be
//! decompressed or decoded costs that block: its bytes are scanned as they stand, and reading goes on behind the next
//! marker. Values of blocks that are not compressed stand in the source as they are.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod blocks;
mod schema;
mod value;

use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State};

/// What a file begins with.
const MAGIC: &[u8] = b"Obj\x01";

/// The format.
#[derive(Debug)]
pub struct Avro;

impl Format for Avro {
    fn name(&self) -> &'static str {
        "avro"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        head.bytes.starts_with(MAGIC).then(|| Box::new(AvroReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct AvroReader;

impl Reader for AvroReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        blocks::read(&mut Rows::new(piece.bytes, sink));
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Reason;
    use crate::records::testing::{Collector, head_of, read_whole};
    use proptest::prelude::*;

    const PLAIN: &[u8] = include_bytes!("../../../testdata/documents/people-null.avro");
    const DEFLATE: &[u8] = include_bytes!("../../../testdata/documents/people-deflate.avro");
    const SNAPPY: &[u8] = include_bytes!("../../../testdata/documents/people-snappy.avro");
    const ZSTD: &[u8] = include_bytes!("../../../testdata/documents/people-zstandard.avro");
    const LZ4: &[u8] = include_bytes!("../../../testdata/documents/people-lz4.avro");
    const TABLE: &str = include_str!("../../../testdata/documents/people.csv");

    fn read(source: &[u8]) -> Collector {
        read_whole(&*Avro.open(&head_of(source)).expect("this is Avro"), source)
    }

    #[test]
    fn every_codec_gives_the_same_records() {
        let plain = read(PLAIN);
        assert_eq!(plain.records.len(), 60);
        for source in [DEFLATE, SNAPPY, ZSTD, LZ4] {
            assert_eq!(read(source).records, plain.records);
        }
        for (line, (_, cells)) in TABLE.lines().skip(12).zip(plain.records.iter().skip(10)) {
            let values: Vec<_> = cells.iter().take(7).map(|(_, value)| value.as_str()).collect();
            assert_eq!(format!("{},", values.join(",")), line);
        }
    }

    #[test]
    fn nested_fields_are_columns_by_their_paths() {
        let sink = read(PLAIN);
        let specs = &sink.columns["Person"];
        let names: Vec<_> = specs.iter().map(|spec| spec.name.as_str()).collect();
        for name in ["ssn", "address.city", "address.zip", "tags[]", "extra.x", "kind"] {
            assert!(names.contains(&name), "{name}");
        }
        let date = specs.iter().find(|spec| spec.name == "birth_date").unwrap();
        assert_eq!(date.sql_type.as_deref(), Some("date"));
        let spans = sink.cell_spans.iter().zip(sink.records.iter().flat_map(|(_, cells)| cells));
        let exact = spans.filter(|(span, (name, value))| name == "ssn" && PLAIN[(*span).clone()] == *value.as_bytes());
        assert_eq!(exact.count(), 60, "plain values stand where they are said to be");
    }

    #[test]
    fn a_broken_block_costs_that_block() {
        let mut source = DEFLATE.to_vec();
        let markers: Vec<_> = memchr::memmem::find_iter(DEFLATE, b"0123456789abcdef").collect();
        let at = markers[1] + 24;
        source[at..at + 40].fill(0xFF);
        let sink = read(&source);
        assert!((20..60).contains(&sink.records.len()), "{}", sink.records.len());
        assert!(sink.diagnostics.iter().any(|(reason, _)| *reason == Reason::NotUnderstood));
    }

    #[test]
    fn a_cut_file_gives_the_records_before_the_cut() {
        for len in 4..PLAIN.len() {
            read(&PLAIN[..len]);
        }
        assert!(read(&PLAIN[..PLAIN.len() - 100]).records.len() > 30);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn changed_bytes_do_no_harm(changes in prop::collection::vec((4..PLAIN.len(), any::<u8>()), 1..8)) {
            let mut source = PLAIN.to_vec();
            for (at, byte) in changes {
                source[at] = byte;
            }
            read(&source);
        }
    }
}
