//! Format `arrow`: Arrow's IPC files (Feather 2) and streams. Nested columns are columns by their paths.
//!
//! A file is a stream with a magic before it and a footer behind it: messages with a schema, dictionaries and batches
//! of records, read one after the other. Strings of batches that are not compressed stand in the source as they are.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod array;
mod flat;
mod messages;
mod schema;

use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State};

/// What a file begins with.
const MAGIC: &[u8] = b"ARROW1\0\0";

/// The format.
#[derive(Debug)]
pub struct Arrow;

impl Format for Arrow {
    fn name(&self) -> &'static str {
        "arrow"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let is_arrow = head.bytes.starts_with(MAGIC) || messages::begins_stream(head.bytes);
        is_arrow.then(|| Box::new(ArrowReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct ArrowReader;

impl Reader for ArrowReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        messages::read(&mut Rows::new(piece.bytes, sink));
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, head_of, read_whole};
    use proptest::prelude::*;

    const PLAIN: &[u8] = include_bytes!("../../../testdata/documents/people-uncompressed.feather");
    const LZ4: &[u8] = include_bytes!("../../../testdata/documents/people-lz4.feather");
    const ZSTD: &[u8] = include_bytes!("../../../testdata/documents/people-zstd.feather");
    const STREAM: &[u8] = include_bytes!("../../../testdata/documents/people.arrows");
    const TABLE: &str = include_str!("../../../testdata/documents/people.csv");

    fn read(source: &[u8]) -> Collector {
        read_whole(&*Arrow.open(&head_of(source)).expect("this is Arrow"), source)
    }

    #[test]
    fn every_codec_gives_the_same_records() {
        let plain = read(PLAIN);
        assert!(plain.diagnostics.is_empty());
        assert_eq!(plain.records.len(), 60);
        for source in [LZ4, ZSTD] {
            assert_eq!(read(source).records, plain.records);
        }
        for (line, (_, cells)) in TABLE.lines().skip(12).zip(plain.records.iter().skip(10)) {
            let values: Vec<_> = cells.iter().take(7).map(|(_, value)| value.as_str()).collect();
            assert_eq!(format!("{},", values.join(",")), line);
        }
    }

    #[test]
    fn values_stand_where_they_are_said_to_be() {
        let sink = read(PLAIN);
        let spans = sink.cell_spans.iter().zip(sink.records.iter().flat_map(|(_, cells)| cells));
        let exact = spans.filter(|(span, (name, value))| name == "ssn" && PLAIN[(*span).clone()] == *value.as_bytes());
        assert_eq!(exact.count(), 60);
        let names: Vec<_> = sink.columns[""].iter().skip(8).map(|spec| spec.name.as_str()).collect();
        assert_eq!(names, ["address.city", "address.zip", "tags[]", "seen"]);
        assert!(sink.records[2].1.contains(&("seen".to_owned(), "2024-02-29 12:00:02".to_owned())));
    }

    #[test]
    fn streams_with_dictionaries_are_read() {
        let sink = read(STREAM);
        assert_eq!(sink.records.len(), 60);
        for (line, row) in TABLE.lines().skip(12).zip(sink.rows().iter().skip(10)) {
            assert_eq!(format!("{},", row.join(",")), line);
        }
    }

    #[test]
    fn a_cut_file_gives_the_batches_before_the_cut() {
        assert!(read(&PLAIN[..PLAIN.len() * 2 / 3]).records.len() >= 25);
        for len in (8..PLAIN.len()).step_by(7) {
            read(&PLAIN[..len]);
        }
    }

    #[test]
    fn a_cut_batch_gives_the_columns_before_the_cut() {
        // The first of several batches is cut within the column of the social security numbers.
        let whole = read(PLAIN);
        let spans = whole.cell_spans.iter().zip(whole.records.iter().flat_map(|(_, cells)| cells));
        let first = spans.filter(|(_, (name, _))| name == "ssn").map(|(span, _)| span.start).next().unwrap();
        let found = read(&PLAIN[..first + 20]);
        let names: Vec<_> = found.records[0].1.iter().map(|(name, _)| name.as_str()).collect();
        let before: Vec<_> =
            whole.records[0].1.iter().map(|(name, _)| name.as_str()).take_while(|name| *name != "ssn").collect();
        assert_eq!(names, before);
        assert_eq!(found.diagnostics.len(), 1);
        let text = found.text_of(&PLAIN[..first + 20]).concat();
        assert!(text.contains(&whole.records[0].1.iter().find(|(name, _)| name == "ssn").unwrap().1));
        assert!(!text.contains(&whole.records[0].1[1].1), "what is in a cell is not text as well");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn changed_bytes_do_no_harm(which in 0..3usize, changes in prop::collection::vec((8usize..20_000, any::<u8>()), 1..8)) {
            let mut source = [PLAIN, LZ4, STREAM][which].to_vec();
            for (at, byte) in changes {
                let at = 16 + at % (source.len() - 16);
                source[at] = byte;
            }
            if let Some(reader) = Arrow.open(&head_of(&source)) {
                read_whole(&*reader, &source);
            }
        }
    }
}
