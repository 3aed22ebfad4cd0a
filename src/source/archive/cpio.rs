//! cpio: the forms newc and crc (SVR4), odc (POSIX.1-1996) and the old binary one, of either byte order.
//!
//! ```text
//! newc  "070701" or "070702", 13 numbers of 8 hexadecimal digits: inode mode uid gid links mtime size(6) ... name length(11) check
//!       name and bytes are padded to four
//! odc   "070707", octal: dev ino mode uid gid links rdev (6 each) mtime(11) name length(6) size(11); no padding
//! bin   16-bit words: 070707 dev ino mode uid gid links rdev mtime(2) name length size(2); padded to two
//! ```
//!
//! A member called `TRAILER!!!` ends the archive; NULs pad it to a block.

use super::super::compress::{Broken, Container, Input};
use super::{Archive, Content, Member, Members, Next, Packing, container, number};

pub(super) const CONTAINER: Container =
    container("cpio", |head| header(head).is_some(), Archive::Front(|_| Box::new(Cpio { padding: 0 })));

const TRAILER: &[u8] = b"TRAILER!!!";
const NAME_LEN_MAX: u64 = 64 * 1024;

struct Header {
    /// Bytes of the header itself.
    len: usize,
    mode: u64,
    name_len: u64,
    size: u64,
    align: u64,
}

fn header(head: &[u8]) -> Option<Header> {
    let found = match head {
        [b'0', b'7', b'0', b'7', b'0', b'1' | b'2', ..] => {
            let field = |index: usize| number(head.get(6 + index * 8..14 + index * 8)?, 16);
            Header { len: 110, mode: field(1)?, size: field(6)?, name_len: field(11)?, align: 4 }
        }
        [b'0', b'7', b'0', b'7', b'0', b'7', ..] => {
            let field = |from: usize, to: usize| number(head.get(from..to)?, 8);
            Header { len: 76, mode: field(18, 24)?, name_len: field(59, 65)?, size: field(65, 76)?, align: 1 }
        }
        [0xC7, 0x71, ..] => binary(head, u16::from_le_bytes)?,
        [0x71, 0xC7, ..] => binary(head, u16::from_be_bytes)?,
        _ => return None,
    };
    // The name ends in a NUL; the file type is one that exists, or none.
    let name_end = usize::try_from(found.name_len).ok()?.checked_add(found.len)?;
    let is_named = (1..=NAME_LEN_MAX).contains(&found.name_len) && head.get(name_end - 1).is_none_or(|&byte| byte == 0);
    (is_named && head.len() > found.len && matches!(found.mode >> 12, 0 | 1 | 2 | 4 | 6 | 8 | 9 | 10 | 12))
        .then_some(found)
}

fn binary(head: &[u8], word: fn([u8; 2]) -> u16) -> Option<Header> {
    let field =
        |index: usize| head.get(index * 2..)?.split_first_chunk::<2>().map(|(&bytes, _)| u64::from(word(bytes)));
    Some(Header { len: 26, mode: field(3)?, name_len: field(10)?, size: field(11)? << 16 | field(12)?, align: 2 })
}

struct Cpio {
    padding: u64,
}

impl Members for Cpio {
    fn next(&mut self, input: &mut Input<'_>) -> Result<Next, Broken> {
        input.skip(std::mem::take(&mut self.padding));
        loop {
            let at_hand = input.peek(110);
            if at_hand.is_empty() {
                return Ok(Next::End);
            }
            let Some(found) = header(at_hand) else {
                return Err(Broken::corrupt("there is no header where the next member should begin"));
            };
            input.consume(found.len);
            let name_len = usize::try_from(found.name_len).unwrap_or(0);
            let mut name = input.peek(name_len).get(..name_len).unwrap_or_default().to_vec();
            name.pop();
            let before = found.len as u64 + found.name_len;
            input.skip(found.name_len + (before.next_multiple_of(found.align) - before));
            if name == TRAILER {
                return Ok(Next::End);
            }
            self.padding = found.size.next_multiple_of(found.align) - found.size;
            if found.size > 0 {
                return Ok(Next::Member(Member {
                    check: None,
                    name,
                    len: Some(found.size),
                    content: Content::Packed(Packing::Stored),
                }));
            }
        }
    }
}
