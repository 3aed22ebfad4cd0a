//! Format `arrow`: Arrow's IPC files (Feather 2) and streams. Nested columns are columns by their paths.
//!
//! A stream is messages with a schema, dictionaries and batches of records, read one after the other. A file has them between a
//! magic and a footer that says where they lie, and is read by it: dictionaries may stand behind the records that need them, and
//! some writers leave out what makes the first schema a message. Without its footer a file is read like a stream. Messages of
//! before version 0.15 have no mark before their length. Strings of batches that are not compressed stand in the source as they
//! are.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod array;
mod flat;
mod footer;
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
    const LEGACY: [&[u8]; 2] = [
        include_bytes!("../../../testdata/documents/people-legacy.arrow"),
        include_bytes!("../../../testdata/documents/people-legacy.arrows"),
    ];
    /// Files of Polars: with views and a dictionary, the same compressed, and with long offsets.
    const POLARS: [&[u8]; 3] = [
        include_bytes!("../../../testdata/documents/people-polars.arrow"),
        include_bytes!("../../../testdata/documents/people-polars-lz4.arrow"),
        include_bytes!("../../../testdata/documents/people-polars-zstd.arrow"),
    ];
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

    /// The table, from where no cell is more than a line.
    fn assert_people(sink: &Collector) {
        assert_eq!(sink.records.len(), 60);
        for (line, row) in TABLE.lines().skip(12).zip(sink.rows().iter().skip(10)) {
            assert_eq!(format!("{},", row.join(",")), line);
        }
    }

    #[test]
    fn files_whose_first_schema_is_no_message_are_read() {
        for source in POLARS {
            let sink = read(source);
            assert_people(&sink);
            assert_eq!((sink.diagnostics.as_slice(), sink.unread.as_slice()), (&[][..], &[][..]));
        }
    }

    #[test]
    fn messages_without_a_mark_are_read() {
        for source in LEGACY {
            let sink = read(source);
            assert_people(&sink);
            assert!(sink.diagnostics.is_empty());
        }
        // A number and what is no schema; a schema and no message behind it.
        let stream = LEGACY[1];
        let mut other = stream.to_vec();
        other[4..60].fill(0x41);
        assert!(Arrow.open(&head_of(&other)).is_none());
        let schema_end = 4 + usize::from(u16::from_le_bytes([stream[0], stream[1]]));
        let mut other = stream.to_vec();
        other[schema_end..schema_end + 4].copy_from_slice(b"text");
        assert!(Arrow.open(&head_of(stream)).is_some() && Arrow.open(&head_of(&other)).is_none());
    }

    #[test]
    fn what_the_footer_does_not_tell_of_is_said() {
        let first = memchr::memmem::find(POLARS[0], &[0xFF; 4]).unwrap();
        let mut source = POLARS[0].to_vec();
        source[8..first].fill(0xAB);
        let sink = read(&source);
        assert_people(&sink);
        assert_eq!(sink.unread, [(8..first, crate::error::Reason::NotUnderstood)]);
        assert_eq!(sink.diagnostics.len(), 1);
    }

    #[test]
    fn a_file_without_its_footer_is_read_and_says_so() {
        for source in [POLARS[0], PLAIN, LEGACY[0]] {
            let sink = read(&source[..source.len() - 10]);
            assert_eq!(sink.records, read(source).records);
            assert_eq!((sink.diagnostics.len(), sink.unread.len()), (1, 1));
            let sink = read(&source[..source.len() * 2 / 3]);
            assert!((25..60).contains(&sink.records.len()) && !sink.unread.is_empty());
        }
    }

    #[test]
    fn a_dictionary_that_is_cut_off_costs_its_column() {
        // It stands behind the records.
        let last = memchr::memmem::find_iter(POLARS[0], &[0xFF; 4]).nth(3).unwrap();
        let sink = read(&POLARS[0][..last]);
        let without_names = |sink: &Collector| -> Vec<Vec<(String, String)>> {
            let cells = sink.records.iter().map(|(_, cells)| cells.iter().filter(|cell| cell.0 != "name").cloned());
            cells.map(Iterator::collect).collect()
        };
        assert_eq!(without_names(&sink), without_names(&read(POLARS[0])));
        assert!(sink.records.iter().all(|(_, cells)| cells.iter().all(|cell| cell.0 != "name")));
        assert_eq!(sink.unread.len(), 2, "the footer, and the dictionary");
    }

    #[test]
    fn a_message_that_is_broken_costs_no_other() {
        let second = memchr::memmem::find_iter(POLARS[2], b"\xFF\xFF\xFF\xFF").nth(1).unwrap();
        let mut source = POLARS[2].to_vec();
        source[second + 8..second + 40].fill(0xEE);
        let sink = read(&source);
        assert!(sink.records.len() >= 10 && sink.records.len() < 60);
        assert_eq!(sink.unread.len(), 1);
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
        fn changed_bytes_do_no_harm(which in 0..6usize, changes in prop::collection::vec((8usize..20_000, any::<u8>()), 1..8)) {
            let mut source = [PLAIN, LZ4, STREAM, POLARS[0], POLARS[1], LEGACY[0]][which].to_vec();
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
