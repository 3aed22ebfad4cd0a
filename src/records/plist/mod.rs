//! Formats `plist` and `binary_plist`: Apple's property lists, as trees of dictionaries and arrays.
//!
//! Of the binary form (`bplist00`) values point to the bytes they were decoded from. An object that is referred to
//! twice is read twice, up to a limit: files may be made to hold trees of absurd size.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod binary;
mod markup;

use super::rows::Rows;
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, TextClass, tree};

/// The format of tags.
#[derive(Debug)]
pub struct Plist;

impl Format for Plist {
    fn name(&self) -> &'static str {
        "plist"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.count(b'<') > 1
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        const WITHIN: usize = 1_024;
        let start = head.bytes.get(..WITHIN).unwrap_or(head.bytes);
        let is_xml = start.trim_ascii_start().starts_with(b"<");
        (is_xml && memchr::memmem::find(start, b"<plist").is_some())
            .then(|| Box::new(PlistReader { is_binary: false }) as Box<dyn Reader>)
    }
}

/// The binary format.
#[derive(Debug)]
pub struct BinaryPlist;

impl Format for BinaryPlist {
    fn name(&self) -> &'static str {
        "binary_plist"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        head.bytes.starts_with(b"bplist0").then(|| Box::new(PlistReader { is_binary: true }) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct PlistReader {
    is_binary: bool,
}

impl Reader for PlistReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        let is_empty = piece.bytes.trim_ascii_end().ends_with(b"/>");
        if !self.is_binary && !is_empty && memchr::memmem::rfind(piece.bytes, b"</plist").is_none() {
            rows.not_understood(piece.bytes.len(), "the property list ends before it is complete");
        }
        let node = if self.is_binary { binary::read(piece.bytes) } else { Some(markup::read(&mut rows)) };
        match node {
            Some(node) => tree::hand_on(&node, "", &mut rows),
            None => {
                rows.not_understood(0, "the property list is broken: its bytes were scanned as they stand");
                rows.text(0..piece.bytes.len(), TextClass::Binary);
            }
        }
        rows.flush();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, head_of, read_whole};
    use proptest::prelude::*;

    const TAGS: &[u8] = include_bytes!("../../../testdata/documents/people.plist");
    const BINARY: &[u8] = include_bytes!("../../../testdata/documents/people-binary.plist");

    fn read(source: &[u8]) -> Collector {
        let head = head_of(source);
        let reader = Plist.open(&head).or_else(|| BinaryPlist.open(&head)).expect("this is a property list");
        read_whole(&*reader, source)
    }

    #[test]
    fn both_forms_give_the_same_records() {
        let (tags, binary) = (read(TAGS), read(BINARY));
        assert_eq!(tags.records, binary.records);
        assert!(tags.records.iter().filter(|(table, _)| table == "people").count() >= 5);
    }

    #[test]
    fn a_cut_or_changed_list_is_read_or_scanned() {
        for len in 8..BINARY.len() {
            read(&BINARY[..len]);
        }
        for len in 60..TAGS.len() {
            if let Some(reader) = Plist.open(&head_of(&TAGS[..len])) {
                read_whole(&*reader, &TAGS[..len]);
            }
        }
    }

    #[test]
    fn a_list_that_is_cut_says_so() {
        assert!(read(TAGS).diagnostics.is_empty());
        assert_eq!(read(&TAGS[..TAGS.len() / 2]).diagnostics.len(), 1);
    }

    #[test]
    fn deep_lists_take_no_time() {
        read(format!("<plist>{}", "<dict><key>a</key>".repeat(100_000)).as_bytes());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn changed_bytes_do_no_harm(changes in prop::collection::vec((8..BINARY.len(), any::<u8>()), 1..8)) {
            let mut source = BINARY.to_vec();
            for (at, byte) in changes {
                source[at] = byte;
            }
            read(&source);
        }
    }
}
