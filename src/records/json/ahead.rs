//! Looking a few bytes ahead, to tell what a container is before it is entered.

use super::document::{Halt, Walk};
use super::keys;
use super::paths::NodeId;
use super::scan::string_end;

/// How much of a table object is looked at for its name.
const TITLE_WITHIN: usize = 1024;

impl Walk<'_, '_, '_> {
    /// Whether the array at `at`, as a document, is a table rather than one row.
    pub(super) fn opens_table(&self, at: usize) -> Result<bool, Halt> {
        let first = self.reading.skip(at + 1);
        match self.reading.byte(first) {
            None => Err(Halt::Incomplete),
            Some(b'{' | b'[') => Ok(true),
            Some(_) => Ok(!self.documents_are_records),
        }
    }

    /// The raw bytes of the key that begins (with its quote) at or behind `at`.
    pub(super) fn raw_key(&self, at: usize) -> Box<[u8]> {
        let start = self.reading.skip(at) + 1;
        let end = string_end(self.reading.bytes, start).map_or(start, |(end, _)| end);
        self.reading.bytes.get(start..end).unwrap_or_default().into()
    }

    /// Whether the array at `at` begins with an object or an array.
    pub(super) fn holds_records(&self, at: usize) -> Result<bool, Halt> {
        let first = self.reading.skip(at + 1);
        let byte = self.reading.byte(first).ok_or(Halt::Incomplete)?;
        Ok(matches!(byte, b'{' | b'['))
    }

    /// Whether the object at `at` holds records under keys that are values.
    pub(super) fn is_map(&self, at: usize, node: NodeId) -> Result<bool, Halt> {
        let quote = self.reading.skip(at + 1);
        match self.reading.byte(quote) {
            Some(b'"') => {}
            Some(_) => return Ok(false),
            None => return Err(Halt::Incomplete),
        }
        let incomplete = |_stop| Halt::Incomplete;
        let (end, _) = string_end(self.reading.bytes, quote + 1).map_err(incomplete)?;
        let key = self.reading.bytes.get(quote + 1..end).unwrap_or_default();
        if !keys::is_id(key) && !self.reading.paths.keys_are_values(node) {
            return Ok(false);
        }
        let colon = self.reading.skip(end + 1);
        let value = self.reading.skip(colon + 1);
        let byte = self.reading.byte(value).ok_or(Halt::Incomplete)?;
        Ok(self.reading.byte(colon) == Some(b':') && byte == b'{')
    }

    /// Whether the element at `at` is a table of a phpMyAdmin export: `{"type":"table","name":...,"data":[...]}`.
    pub(super) fn is_titled(&self, at: usize) -> Result<bool, Halt> {
        if self.reading.byte(at) != Some(b'{') {
            return Ok(false);
        }
        let mut at = at;
        for token in [b"{".as_slice(), b"\"type\"", b":", b"\"table\""] {
            at = self.reading.skip(at);
            let rest = self.reading.bytes.get(at..).unwrap_or_default();
            if !rest.starts_with(token) {
                let is_cut = token.starts_with(rest) && !self.reading.at_end;
                return if is_cut { Err(Halt::Incomplete) } else { Ok(false) };
            }
            at += token.len();
        }
        if self.reading.bytes.len() - at < TITLE_WITHIN && !self.reading.at_end {
            return if self.title(at).is_some() { Ok(true) } else { Err(Halt::Incomplete) };
        }
        Ok(self.title(at).is_some())
    }

    /// The value of the first `"name"` near `at`, before any array.
    pub(super) fn title(&self, at: usize) -> Option<Box<str>> {
        let bytes = self.reading.bytes.get(at..)?;
        let bytes = bytes.get(..TITLE_WITHIN).unwrap_or(bytes);
        let bytes = bytes.split(|&byte| byte == b'[').next()?;
        let key = b"\"name\"";
        let colon = self.reading.skip(at + memchr::memmem::find(bytes, key)? + key.len());
        let quote = self.reading.skip(colon + 1);
        let is_string = self.reading.byte(colon) == Some(b':') && self.reading.byte(quote) == Some(b'"');
        let (end, _) = string_end(self.reading.bytes, quote + 1).ok().filter(|_| is_string)?;
        let name = self.reading.bytes.get(quote + 1..end).filter(|name| !keys::is_id(name))?;
        Some(String::from_utf8_lossy(name).into())
    }
}
