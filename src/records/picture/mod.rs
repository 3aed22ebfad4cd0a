//! Format `picture`: what JPEG, PNG and TIFF files say about themselves: author, description, and the place where
//! they were taken. What they show is not looked at.
//!
//! The tags of Exif 3.0 are columns of the table `exif`. Comments are text; all other bytes are picture.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod exif;

use std::ops::Range;

use super::rows::Rows;
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};

/// Segments or chunks of a file.
const PARTS_MAX: usize = 100_000;

/// The format.
#[derive(Debug)]
pub struct Picture;

impl Format for Picture {
    fn name(&self) -> &'static str {
        "picture"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        kind(head.bytes).map(|kind| Box::new(PictureReader { kind }) as Box<dyn Reader>)
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Jpeg,
    Png,
    Tiff,
}

fn kind(head: &[u8]) -> Option<Kind> {
    match head {
        [0xFF, 0xD8, 0xFF, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Kind::Png),
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => Some(Kind::Tiff),
        _ => None,
    }
}

#[derive(Debug)]
struct PictureReader {
    kind: Kind,
}

impl Reader for PictureReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        match self.kind {
            Kind::Jpeg => jpeg(&mut rows),
            Kind::Png => png(&mut rows),
            Kind::Tiff => exif::read(0..piece.bytes.len(), &mut rows),
        }
        rows.flush();
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

/// The segments before the picture (ITU-T T.81, annex B).
fn jpeg(rows: &mut Rows<'_, '_>) {
    let bytes = rows.bytes;
    let mut at = 2;
    for _ in 0..PARTS_MAX {
        let Some(&[0xFF, marker, high, low]) = bytes.get(at..at + 4).and_then(|head| head.first_chunk::<4>()) else {
            return;
        };
        let len = usize::from(u16::from_be_bytes([high, low]));
        let span = at + 4..(at + 2 + len.max(2)).min(bytes.len());
        let content = bytes.get(span.clone()).unwrap_or_default();
        match marker {
            0xE1 if content.starts_with(b"Exif\0\0") => exif::read(span.start + 6..span.end, rows),
            // XMP, IPTC, comments.
            0xE1 | 0xED => rows.strings(span),
            0xFE => rows.text(span, TextClass::Text),
            0xDA | 0xD9 => return,
            _ => {}
        }
        at += 2 + len.max(2);
    }
}

/// The chunks of text and tags (PNG 3rd edition, 11.3).
fn png(rows: &mut Rows<'_, '_>) {
    let bytes = rows.bytes;
    let mut at = 8;
    for _ in 0..PARTS_MAX {
        let Some(head) = bytes.get(at..at + 8).and_then(|head| head.first_chunk::<8>()) else { return };
        let [a, b, c, d, kind @ ..] = *head;
        let len = u32::from_be_bytes([a, b, c, d]) as usize;
        let span: Range<usize> = at + 8..(at + 8).saturating_add(len).min(bytes.len());
        match &kind {
            b"eXIf" => exif::read(span.clone(), rows),
            b"tEXt" | b"iTXt" => rows.text(span.clone(), TextClass::Text),
            _ => {}
        }
        at = span.end + 4;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, head_of, read_whole};
    use proptest::prelude::*;

    const JPEG: &[u8] = include_bytes!("../../../testdata/documents/photo.jpg");
    const PNG: &[u8] = include_bytes!("../../../testdata/documents/photo.png");
    const TIFF: &[u8] = include_bytes!("../../../testdata/documents/photo.tiff");

    fn read(source: &[u8]) -> Collector {
        read_whole(&*Picture.open(&head_of(source)).expect("this is a picture"), source)
    }

    #[test]
    fn author_description_and_place_are_cells() {
        for source in [JPEG, PNG, TIFF] {
            let sink = read(source);
            let cells: Vec<_> = sink.records.iter().flat_map(|(_, cells)| cells.clone()).collect();
            let has = |name: &str, value: &str| cells.contains(&(name.to_owned(), value.to_owned()));
            assert!(has("artist", "Mary Johnson") && has("description", "SSN 536-22-8713"), "{cells:?}");
            let has_place = has("gps_latitude", "50.734000") && has("gps_longitude", "7.099972");
            assert!(has_place || source == TIFF, "{cells:?}");
        }
        let at = memchr::memmem::find(JPEG, b"536-22-8713").unwrap();
        assert!(read(JPEG).cell_spans.iter().any(|span| span.contains(&at)));
    }

    #[test]
    fn cut_pictures_do_no_harm() {
        for source in [JPEG, PNG, TIFF] {
            for len in 8..source.len() {
                read(&source[..len]);
            }
        }
    }

    proptest! {
        #[test]
        fn changed_bytes_do_no_harm(which in 0..3usize, changes in prop::collection::vec((8usize..900, any::<u8>()), 1..8)) {
            let mut source = [JPEG, PNG, TIFF][which].to_vec();
            for (at, byte) in changes {
                let at = 8 + at % (source.len() - 8);
                source[at] = byte;
            }
            read(&source);
        }
    }
}
