//! Format `text`: lines, and everything that no other format knows. It always says yes, so it is asked last.
//!
//! Text is handed on as it stands, in spans that end behind a line end and are as long as the piece allows: finding
//! the lines is left to those who look for something in them.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use crate::masks::{BLOCK, Kernel, Level, dispatch, padded};

use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass, lines};

/// The format.
#[derive(Debug)]
pub struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let class = if is_binary(head.bytes) { TextClass::Binary } else { TextClass::Text };
        Some(Box::new(TextReader { class, newline: lines::newline_of(head.bytes) }))
    }
}

/// More than one control character in a hundred bytes. A log into which a crash wrote some NULs is still text.
fn is_binary(head: &[u8]) -> bool {
    const SHARE: usize = 100;
    dispatch(CountControls(head)) * SHARE > head.len()
}

/// Counts the control characters that text has not.
struct CountControls<'a>(&'a [u8]);

impl Kernel for CountControls<'_> {
    type Output = usize;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> usize {
        let (blocks, rest) = self.0.as_chunks::<BLOCK>();
        let mut count = 0;
        for block in blocks {
            count += controls(level, block).count_ones() as usize;
        }
        // What a block is padded with is no part of the text.
        let part = controls(level, &padded(rest)) & !(u64::MAX << rest.len());
        count + part.count_ones() as usize
    }
}

#[inline(always)]
fn controls<L: Level>(level: L, block: &[u8; BLOCK]) -> u64 {
    let block = level.load(block);
    let low = level.within(block, 0, 0x1F) & !level.within(block, 0x09, 0x0D) & !level.equals(block, 0x1B);
    low | level.equals(block, 0x7F)
}

#[derive(Debug)]
struct TextReader {
    class: TextClass,
    newline: u8,
}

impl Reader for TextReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        lines::predict(self.newline, bytes, len_wanted).map(|len| (len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let lines_len = memchr::memrchr(self.newline, piece.bytes).map_or(0, |at| at + 1);
        let len = match lines_len {
            _ if piece.at_end => piece.bytes.len(),
            0 if piece.must_consume => lines::boundary_near_end(piece.bytes),
            len => len,
        };
        if len == 0 {
            return Consumed { len, state: piece.state.clone() };
        }
        // Nothing follows that the sink could stop.
        let _: super::Flow = sink.text(piece.bytes, 0..len, self.class);
        Consumed { len, state: State::Between }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, head_of, read_predicted, read_split, read_whole};
    use proptest::prelude::*;

    fn open(source: &[u8]) -> Box<dyn Reader> {
        Text.open(&head_of(source)).expect("text is never refused")
    }

    #[test]
    fn every_byte_is_text_however_it_is_cut() {
        let source = b"one\ntwo\r\n\nthree";
        let reader = open(source);
        assert_eq!(read_whole(&*reader, source).texts, [(0..source.len(), TextClass::Text)]);
        for cut in 0..source.len() {
            let texts = read_split(&*reader, source, cut).texts;
            assert_eq!(texts.iter().map(|(span, _)| span.len()).sum::<usize>(), source.len());
            assert!(texts.iter().all(|(span, _)| span.start == 0 || source[span.start - 1] == b'\n'));
        }
    }

    #[test]
    fn a_line_longer_than_a_piece_is_cut_between_words() {
        let source = [b"word ".repeat(2000), b"x".repeat(10)].concat();
        let piece = Piece { bytes: &source, state: &State::Start, at_end: false, must_consume: true };
        let mut sink = Collector::default();
        assert_eq!(open(&source).read(&piece, &mut sink), Consumed { len: 10_000, state: State::Between });
        assert_eq!(sink.texts, [(0..10_000, TextClass::Text)]);
    }

    #[test]
    fn control_characters_make_a_source_binary() {
        let class_of = |source: &[u8]| read_whole(&*open(source), source).texts[0].1;
        assert_eq!(class_of(b"\x7fELF\x02\x01\x01\0\0\0\0"), TextClass::Binary);
        assert_eq!(class_of("Grüße\n\tx\x1b[0m".as_bytes()), TextClass::Text);
        assert_eq!(class_of(&[b"line of a log\n".repeat(100).as_slice(), &[0; 5]].concat()), TextClass::Text);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn arbitrary_bytes_are_covered(source in prop::collection::vec(prop_oneof![Just(b'\n'), any::<u8>()], 0..300)) {
            let reader = open(&source);
            for len_wanted in [1, 50, 1000] {
                let texts = read_predicted(&*reader, &source, len_wanted).texts;
                let mut at = 0;
                for (span, _) in texts {
                    prop_assert_eq!(span.start, at);
                    at = span.end;
                }
                prop_assert_eq!(at, source.len());
            }
        }
    }
}
