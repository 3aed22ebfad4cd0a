//! Archives: containers of many members. Which there are, and what their readers have in common.
//!
//! A new archive is one file with a [`Members`] and one line in [`ARCHIVES`]. A reader of archives does no I/O of its
//! own and knows no limits: it reads headers from an [`Input`], front to back, and says what comes next.
//! [`super::unpack`] makes sources of the members.

mod ar;
mod check;
mod cpio;
mod graph;
mod packing;
mod ppmd;
mod rpm;
mod sevenz;
mod tar;
mod zip;
mod zip_directory;

pub(super) use self::check::{Checked, Sum, WRONG_SUM};
pub(super) use self::packing::{PACKED, Packing};
pub(super) use self::rpm::CONTAINER as RPM;
pub(super) use self::sevenz::{Folder, Packed, SevenZip};
pub(super) use self::zip::BEHIND as ZIP_BEHIND;
pub(super) use self::zip_directory::is_behind as is_zip_behind;

use super::chain::Stop;
use super::compress::{Broken, Container, Input};
use super::feed::Feed;
use super::git::PACK;
use crate::error::Reason;
use crate::span::bytes_text;

/// All archives that are read, in the order in which they are asked.
pub(super) const ARCHIVES: &[&Container] = &[
    &zip::OFFICE,
    &zip::BACPAC,
    &zip::CONTAINER,
    &zip::PROGRAM,
    &tar::CONTAINER,
    &sevenz::CONTAINER,
    &cpio::CONTAINER,
    &ar::CONTAINER,
    &PACK,
];

/// Why a member ends early that lies at the end of a cut archive.
pub(super) const CUT: Stop =
    Stop { reason: Reason::CorruptStream, message: "the archive ends in the middle of a member" };

/// The longest name of a member that is shown whole.
const NAME_LEN_MAX: usize = 4096;

/// How an archive is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Archive {
    /// Front to back. The function looks at the beginning, and at the end where that can be read.
    Front(fn(&Feed<'_>) -> Box<dyn Members>),
    /// 7z: by the directory at its end alone.
    SevenZip,
    /// A pack of git: front to back, and back to what objects are differences to.
    GitPack,
}

/// Reads the headers of an archive.
pub(super) trait Members: Send {
    /// Goes on to what comes next. Where that is a member, the input stands at its first byte, and its bytes are taken
    /// before this is called again.
    fn next(&mut self, input: &mut Input<'_>) -> Result<Next, Broken>;
}

/// What comes next in an archive.
pub(super) enum Next {
    /// A member with bytes.
    Member(Member),
    /// So many bytes that are neither members nor structure.
    Gap(u64),
    /// So many bytes that stand before the archive and are something else: a program that unpacks it.
    Before(u64),
    /// Something to be said of a member that has no bytes here.
    Note(Vec<u8>, Reason, &'static str),
    /// The archive is complete.
    End,
}

/// A member of an archive.
pub(super) struct Member {
    /// Its name as it stands there.
    pub(super) name: Vec<u8>,
    /// Its bytes in the archive; `None` where only decoding tells.
    pub(super) len: Option<u64>,
    pub(super) content: Content,
    /// What is stated of its bytes once they are decoded, if anything.
    pub(super) check: Option<CheckSum>,
}

/// The check sum of a member (CRC-32), of its bytes once they are decoded.
#[derive(Debug, Clone, Copy)]
pub(super) enum CheckSum {
    /// It is known before.
    Stated(u32),
    /// It stands behind the bytes, if they are left where their packing ends.
    Behind,
}

/// What the bytes of a member are.
pub(super) enum Content {
    /// They can be read.
    Packed(Packing),
    /// They are packed in a way that is not read: they are scanned as they stand.
    Unsupported(&'static str),
    /// They are encrypted, and left.
    Encrypted,
}

/// The name of a member as it is shown; `index` counts members from 0.
pub(super) fn member_name(name: &[u8], index: u64) -> String {
    let name = name.strip_prefix(b"./").unwrap_or(name);
    if name.is_empty() {
        return format!("#{}", index + 1);
    }
    match name.get(..NAME_LEN_MAX) {
        Some(beginning) if name.len() > NAME_LEN_MAX => bytes_text(beginning) + "...",
        _ => bytes_text(name),
    }
}

/// An archive as a container.
const fn container(name: &'static str, sniff: fn(&[u8]) -> bool, archive: Archive) -> Container {
    Container::of_archive(name, sniff, archive)
}

fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.split_first_chunk::<2>().map(|(&value, _)| u16::from_le_bytes(value))
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.split_first_chunk::<4>().map(|(&value, _)| u32::from_le_bytes(value))
}

fn le64(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.split_first_chunk::<8>().map(|(&value, _)| u64::from_le_bytes(value))
}

/// A number in digits of `radix`, with spaces or NULs around it. An empty field is 0.
fn number(field: &[u8], radix: u32) -> Option<u64> {
    let field = field.split(|&byte| byte == 0).next().unwrap_or_default().trim_ascii();
    field.iter().try_fold(0u64, |number, &digit| {
        let digit = char::from(digit).to_digit(radix)?;
        number.checked_mul(u64::from(radix))?.checked_add(u64::from(digit))
    })
}
