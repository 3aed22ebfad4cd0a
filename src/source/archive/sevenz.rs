//! 7z (7-Zip, `DOC/7zFormat.txt`): folders of members packed together, and a directory at the end.
//!
//! The directory is read by a library. Folders are unpacked here, one stream each: LZMA, LZMA2 (with or without a filter
//! for machine code), `PPMd`, bzip2, deflate, deflate64, zstd, brotli, LZ4, or stored. Folders of several streams or filters
//! (`BCJ2`) are unpacked by the library, within limits ([`super::graph`]). Encrypted folders are named and left; folders packed
//! otherwise are scanned as they stand.

use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use lzma_rust2::filter::FilterType;
use sevenz_rust2::{Archive as Directory, ArchiveEntry, Block, Error, Password};

use super::super::compress::Container;
use super::super::feed::Feed;
use super::graph::Graph;
use super::packing::{Filter, Packing};
use super::{Archive, CheckSum, Content, container};
use crate::error::Reason;

pub(super) const CONTAINER: Container =
    container("7z", |head| head.starts_with(b"7z\xBC\xAF\x27\x1C"), Archive::SevenZip);

/// The signature and the place of the directory, before the first folder.
const SIGNATURE_LEN: u64 = 32;

/// A 7z archive's directory.
pub(in crate::source) struct SevenZip {
    pub(in crate::source) folders: Vec<Folder>,
}

/// Members that are packed together.
pub(in crate::source) struct Folder {
    /// Offset in the archive.
    pub(in crate::source) at: u64,
    /// Bytes in the archive.
    pub(in crate::source) len: u64,
    pub(in crate::source) content: Content,
    /// Its members, in order.
    pub(in crate::source) members: Vec<Packed>,
}

/// A member of a folder.
pub(in crate::source) struct Packed {
    pub(in crate::source) name: String,
    /// Its bytes once the folder is unpacked.
    pub(in crate::source) len: u64,
    /// What the directory states of them, if anything.
    pub(in crate::source) check: Option<CheckSum>,
}

impl Packed {
    fn of(file: &ArchiveEntry) -> Self {
        let stated = u32::try_from(file.crc).ok().filter(|_| file.has_crc);
        Self { name: file.name().to_owned(), len: file.size(), check: stated.map(CheckSum::Stated) }
    }
}

impl SevenZip {
    /// Reads the directory. [`Reason::CorruptStream`] where it is damaged or lost.
    pub(in crate::source) fn read(feed: &Feed<'_>) -> Result<Self, Reason> {
        let len = feed.len().ok_or(Reason::CorruptStream)?;
        // The library may panic on data that it did not foresee.
        let directory =
            catch_unwind(AssertUnwindSafe(|| Directory::read(&mut Cursor { feed, at: 0, len }, &Password::empty())));
        let directory = match directory {
            Ok(Ok(directory)) => directory,
            Ok(Err(Error::PasswordRequired)) => return Err(Reason::Encrypted),
            // As the library is built without it, the cipher is a method that it does not know.
            Ok(Err(Error::UnsupportedCompressionMethod(name))) if name.starts_with("AES") => {
                return Err(Reason::Encrypted);
            }
            Ok(Err(_)) | Err(_) => return Err(Reason::CorruptStream),
        };
        let directory = Arc::new(directory);
        let mut folders: Vec<Folder> =
            (0..directory.blocks.len()).map_while(|index| folder(&directory, index)).collect();
        folders.sort_by_key(|folder| folder.at);
        Ok(Self { folders })
    }
}

fn folder(directory: &Arc<Directory>, index: usize) -> Option<Folder> {
    let block = directory.blocks.get(index)?;
    let map = &directory.stream_map;
    let first = *map.block_first_pack_stream_index().get(index)?;
    let end = map.block_first_pack_stream_index().get(index + 1).copied().unwrap_or(directory.pack_sizes().len());
    let offset = *map.pack_stream_offsets().get(first)?;
    let at = SIGNATURE_LEN.checked_add(directory.pack_pos())?.checked_add(offset)?;
    let len = directory.pack_sizes().get(first..end)?.iter().try_fold(0u64, |sum, &len| sum.checked_add(len))?;
    let files = directory.files.iter().zip(&map.file_block_index);
    let members = files
        .filter(|(file, block)| **block == Some(index) && file.has_stream())
        .map(|(file, _)| Packed::of(file))
        .collect();
    let content = match content(block, end - first) {
        Content::Unsupported(_) => {
            Graph::of(directory, index, at, len).map_or(NOT_READ, |graph| Content::Packed(Packing::Graph(graph)))
        }
        content => content,
    };
    Some(Folder { at, len, content, members })
}

const NOT_READ: Content = Content::Unsupported("the folder is packed in a way that is not read");

/// How a folder is packed: one method, and perhaps one filter over it.
fn content(block: &Block, streams: usize) -> Content {
    if block.coders.iter().any(|coder| coder.encoder_method_id().starts_with(&[0x06, 0xF1])) {
        return Content::Encrypted;
    }
    let mut coders: Vec<_> = block.ordered_coder_iter().map(|(_, coder)| coder).collect();
    if streams != 1 || coders.len() != block.coders.len() || coders.len() > 2 {
        return NOT_READ;
    }
    let filter = match coders.get(1) {
        None => None,
        Some(coder) => match filter(coder.encoder_method_id(), coder.properties()) {
            None => return NOT_READ,
            filter => filter,
        },
    };
    coders.truncate(1);
    let Some(coder) = coders.first() else { return NOT_READ };
    let packed = match (coder.encoder_method_id(), coder.properties()) {
        ([0x03, 0x01, 0x01], &[properties, a, b, c, d, ..]) => {
            Packing::Lzma([properties, a, b, c, d], block.get_unpack_size_for_coder(coder), filter)
        }
        ([0x21], &[bits, ..]) => match dictionary_len(bits) {
            Some(dictionary) => Packing::Lzma2(dictionary, filter),
            None => return NOT_READ,
        },
        _ if filter.is_some() => return NOT_READ,
        ([0x00], _) => Packing::Stored,
        ([0x03, 0x04, 0x01], &[order, a, b, c, d, ..]) => Packing::Ppmd {
            order: u32::from(order),
            memory: u32::from_le_bytes([a, b, c, d]),
            len: block.get_unpack_size_for_coder(coder),
        },
        ([0x04, 0x02, 0x02], _) => Packing::Bzip2,
        ([0x04, 0x01, 0x08], _) => Packing::Deflate,
        ([0x04, 0x01, 0x09], _) => Packing::Deflate64,
        ([0x04, 0xF7, 0x11, 0x01], _) => Packing::Zstd,
        ([0x04, 0xF7, 0x11, 0x02], _) => Packing::Brotli,
        ([0x04, 0xF7, 0x11, 0x04], _) => Packing::Lz4,
        _ => return NOT_READ,
    };
    Content::Packed(packed)
}

/// The dictionary of LZMA2, from its one byte of properties.
pub(super) fn dictionary_len(bits: u8) -> Option<u32> {
    match bits {
        0..=39 => Some((2 | u32::from(bits) & 1) << (bits / 2 + 11)),
        40 => Some(u32::MAX),
        _ => None,
    }
}

fn filter(id: &[u8], properties: &[u8]) -> Option<Filter> {
    let kind = match id {
        [0x03] => {
            let distance = properties.first().map_or(1, |&distance| u32::from(distance) + 1);
            return Some(Filter { kind: FilterType::Delta, property: distance });
        }
        [0x03, 0x03, 0x01, 0x03] => FilterType::BcjX86,
        [0x03, 0x03, 0x02, 0x05] => FilterType::BcjPpc,
        [0x03, 0x03, 0x04, 0x01] => FilterType::BcjIa64,
        [0x03, 0x03, 0x05, 0x01] => FilterType::BcjArm,
        [0x03, 0x03, 0x07, 0x01] => FilterType::BcjArmThumb,
        [0x03, 0x03, 0x08, 0x05] => FilterType::BcjSparc,
        [0x0A] => FilterType::BcjArm64,
        [0x0B] => FilterType::BcjRiscv,
        _ => return None,
    };
    Some(Filter { kind, property: 0 })
}

/// A feed as the library reads it.
struct Cursor<'f, 'a> {
    feed: &'f Feed<'a>,
    at: u64,
    len: u64,
}

impl Read for Cursor<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let bytes = self.feed.read_at(self.at, buf.len());
        let Some(room) = buf.get_mut(..bytes.len()) else { return Ok(0) };
        room.copy_from_slice(&bytes);
        self.at += bytes.len() as u64;
        Ok(bytes.len())
    }
}

impl Seek for Cursor<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(offset) => self.len.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
