//! ar: static libraries and Debian packages (`deb(5)`).
//!
//! `!<arch>\n`, then for each member a header of 60 bytes and its bytes, padded to an even offset:
//!
//! ```text
//! name(16) mtime(12) uid(6) gid(6) mode(8) size(10) "`\n"
//! ```
//!
//! Long names stand in a member called `//` (GNU: `/123` is an offset in it) or before the bytes (BSD: `#1/20`).

use super::super::compress::{Broken, Container, Input};
use super::{Archive, Content, Member, Members, Next, Packing, container, number};

pub(super) const CONTAINER: Container =
    container("ar", |head| head.starts_with(MAGIC), Archive::Front(|_| Box::new(Ar::default())));

const MAGIC: &[u8] = b"!<arch>\n";
const HEADER_LEN: usize = 60;
/// The list of long names, of which no more is read.
const NAMES_LEN_MAX: usize = 1 << 20;

#[derive(Default)]
struct Ar {
    is_begun: bool,
    is_padded: bool,
    names: Vec<u8>,
}

impl Members for Ar {
    fn next(&mut self, input: &mut Input<'_>) -> Result<Next, Broken> {
        if !self.is_begun {
            input.skip(MAGIC.len() as u64);
            self.is_begun = true;
        }
        if std::mem::take(&mut self.is_padded) && input.peek(1).first() == Some(&b'\n') {
            input.consume(1);
        }
        loop {
            let at_hand = input.peek(HEADER_LEN);
            if at_hand.is_empty() {
                return Ok(Next::End);
            }
            let header = at_hand.get(..HEADER_LEN).filter(|header| header.ends_with(b"`\n"));
            let fields = header.and_then(|header| Some((header.get(..16)?.to_vec(), number(header.get(48..58)?, 10)?)));
            let Some((name, len)) = fields else {
                return Err(Broken::corrupt("there is no header where the next member should begin"));
            };
            input.consume(HEADER_LEN);
            self.is_padded = len % 2 == 1;
            let name = name.trim_ascii_end();
            if name == b"//" && len <= NAMES_LEN_MAX as u64 {
                let len = usize::try_from(len).unwrap_or(NAMES_LEN_MAX);
                self.names = input.peek(len).get(..len).unwrap_or_default().to_vec();
                input.skip(len as u64 + len as u64 % 2);
                self.is_padded = false;
                continue;
            }
            return Ok(Next::Member(self.member(name, len, input)));
        }
    }
}

impl Ar {
    fn member(&self, name: &[u8], len: u64, input: &mut Input<'_>) -> Member {
        let (mut name, mut len) = (name.to_vec(), len);
        let bsd_len = name.strip_prefix(b"#1/").and_then(|digits| number(digits, 10));
        if let Some(name_len) = bsd_len.filter(|&name_len| name_len <= len && name_len <= 4096) {
            let count = usize::try_from(name_len).unwrap_or(0);
            name = input.peek(count).get(..count).unwrap_or_default().to_vec();
            name.truncate(name.iter().position(|&byte| byte == 0).unwrap_or(name.len()));
            input.skip(name_len);
            len -= name_len;
        } else if let Some(offset) =
            name.strip_prefix(b"/").filter(|digits| !digits.is_empty()).and_then(|digits| number(digits, 10))
        {
            let rest = usize::try_from(offset).ok().and_then(|offset| self.names.get(offset..)).unwrap_or_default();
            name = rest.split(|&byte| byte == b'\n').next().unwrap_or_default().to_vec();
        }
        // GNU ends names in a slash; `/` alone is the table of symbols.
        if name.len() > 1 && name.ends_with(b"/") {
            name.pop();
        }
        Member { name, len: Some(len), content: Content::Packed(Packing::Stored), check: None }
    }
}
