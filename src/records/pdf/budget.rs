//! How much of a document is unpacked and drawn. A few bytes may ask for any amount of work: pages share one stream, a form draws
//! itself, a glyph stands for a sentence.

use std::borrow::Cow;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::page::Unread;
use super::{ascii, inflate};
use crate::config::Limits;

/// The longest content of a page or form, and the longest map of a font's characters, unpacked.
pub(super) const CONTENT_LEN_MAX: usize = 64 << 20;
/// What may be unpacked of every document,
const GRACE: usize = 64 << 20;
/// and beyond that of each of its bytes. Content of nothing but tables becomes about ten times as short when it is packed, and
/// shares the file with fonts and pictures.
const RATIO_MAX: usize = 32;
/// What a stream counts for beside its bytes.
const STREAM_COST: usize = 128;
/// A filter gives at most so many times what it is given.
const FILTER_RATIO_MAX: usize = 1_032;

/// What may still be unpacked and drawn, in bytes.
pub(super) struct Budget {
    left: usize,
    /// A stream could not be unpacked to its end, since this was last looked at.
    pub(super) is_damaged: bool,
}

impl Budget {
    /// That of a document of `len` bytes.
    pub(super) fn new(len: usize, limits: Limits) -> Self {
        let within = |ours: usize, setting: u64| ours.min(usize::try_from(setting).unwrap_or(usize::MAX));
        let grace = within(GRACE, limits.ratio_grace_bytes);
        let left = grace.saturating_add(len.saturating_mul(within(RATIO_MAX, limits.ratio_max)));
        Self { left, is_damaged: false }
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.left == 0
    }

    pub(super) fn charge(&mut self, len: usize) {
        self.left = self.left.saturating_sub(len);
    }

    /// Counts a page.
    pub(super) fn page(&mut self, streams: &[ObjectId]) {
        self.charge((streams.len() + 1).saturating_mul(STREAM_COST));
    }

    /// The content of a page: its streams, one line after the other.
    pub(super) fn content(&mut self, document: &Document, streams: &[ObjectId]) -> Result<Vec<u8>, Unread> {
        let mut content = Vec::new();
        let mut is_there = streams.is_empty();
        for id in streams {
            let Ok(stream) = document.get_object(*id).and_then(Object::as_stream) else {
                // It is cut, or broken so that it is no stream any more.
                self.is_damaged = true;
                continue;
            };
            is_there = true;
            content.extend_from_slice(&self.unpack(stream, CONTENT_LEN_MAX.saturating_sub(content.len()))?);
            content.push(b'\n');
        }
        if is_there { Ok(content) } else { Err(Unread::Broken) }
    }

    /// The content of a form.
    pub(super) fn form(&mut self, form: &Stream) -> Result<Vec<u8>, Unread> {
        let names = form.dict.get(b"Resources").and_then(Object::as_dict).map_or(1, Dictionary::len);
        self.charge(STREAM_COST * names);
        self.unpack(form, CONTENT_LEN_MAX)
    }

    /// Whether a font may be read, by the map of its characters.
    pub(super) fn font(&mut self, document: &Document, font: &Dictionary) -> bool {
        /// A byte of a map is unpacked into so many, about.
        const MAP_COST: usize = 4;
        self.charge(STREAM_COST);
        let map = font.get(b"ToUnicode").and_then(|map| document.dereference(map));
        if let Ok((_, Object::Stream(map))) = map {
            match self.unpack(map, CONTENT_LEN_MAX) {
                Ok(unpacked) => self.charge(unpacked.len().saturating_mul(MAP_COST)),
                Err(Unread::Limit) => return false,
                Err(Unread::Broken) => {}
            }
        }
        !self.is_used_up()
    }

    /// Has the filters of a stream undone. The usual one is undone here, and the outermost of others is looked at.
    fn decompress(&mut self, stream: &Stream, len_max: usize) -> lopdf::Result<Vec<u8>> {
        let filters = filters(stream);
        let (written, filters) = self.undo_ascii(&stream.content, &filters);
        if filters.first() != Some(&&b"FlateDecode"[..]) || written.is_empty() {
            return stream.decompressed_content_with_limit(len_max);
        }
        let inflated = if inflate::begins(&written) { inflate::inflate(&written, len_max) } else { None };
        let Some(inflated) = inflated else {
            self.is_damaged |= !inflate::begins(&written);
            return stream.decompressed_content_with_limit(len_max);
        };
        self.is_damaged |= !inflated.is_sound;
        if filters.len() == 1 && !stream.dict.has(b"DecodeParms") {
            return Ok(inflated.content);
        }
        stream.decompressed_content_with_limit(len_max)
    }

    /// Undoes the outermost filters that write bytes as characters. Gives the others.
    fn undo_ascii<'f, 's>(&mut self, raw: &'s [u8], filters: &'f [&'f [u8]]) -> (Cow<'s, [u8]>, &'f [&'f [u8]]) {
        let (mut content, mut filters) = (Cow::Borrowed(raw), filters);
        while let Some((filter, inner)) = filters.split_first()
            && let Some(decode) = ascii::decoder(filter)
        {
            let decoded = decode(&content);
            self.is_damaged |= !decoded.is_sound;
            (content, filters) = (Cow::Owned(decoded.content), inner);
        }
        (content, filters)
    }

    fn unpack(&mut self, stream: &Stream, len_max: usize) -> Result<Vec<u8>, Unread> {
        self.charge(between_filters(stream));
        if self.is_used_up() {
            return Err(Unread::Limit);
        }
        let len_max = len_max.min(self.left);
        match self.decompress(stream, len_max) {
            Ok(content) => {
                self.charge(content.len());
                Ok(content)
            }
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                self.charge(len_max);
                Err(Unread::Limit)
            }
            Err(_) => {
                self.charge(stream.content.len());
                Err(Unread::Broken)
            }
        }
    }
}

/// The filters of a stream.
fn filters(stream: &Stream) -> Vec<&[u8]> {
    stream.filters().unwrap_or_default()
}

/// The most that may stand between the filters of a stream, if it has several.
fn between_filters(stream: &Stream) -> usize {
    let filters = filters(stream);
    let mut len = stream.content.len();
    let mut between = 0usize;
    for filter in filters.iter().rev().skip(1).rev() {
        len = match *filter {
            b"ASCII85Decode" | b"ASCIIHexDecode" => len,
            _ => len.saturating_mul(FILTER_RATIO_MAX).min(CONTENT_LEN_MAX),
        };
        between = between.saturating_add(len);
    }
    between
}
