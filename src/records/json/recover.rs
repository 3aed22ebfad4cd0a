//! What the walk does with bytes that are no records: broken, cut, or too long.

use super::document::{Halt, Walk};
use super::resync::{self, Ending};
use super::state::Position;
use crate::error::Reason;
use crate::records::TextClass;

impl Walk<'_, '_, '_> {
    /// What to do with the bytes behind the last checkpoint.
    pub(super) fn rest(&mut self, must_consume: bool) {
        let len = self.reading.bytes.len();
        let from = self.checkpoint;
        if self.reading.at_end {
            let mut end = self.reading.skip(from);
            // The end of the statement that the document is a part of.
            while matches!(self.reading.byte(end), Some(b';' | b')' | 0)) {
                end = self.reading.skip(end + 1);
            }
            let is_cut = end < len || !self.saved.frames.is_empty();
            if is_cut {
                let message = "the document ends before it is complete";
                self.reading.not_understood(from, len, Reason::NotUnderstood, message);
            }
            self.checkpoint = len;
        } else if must_consume && from == 0 {
            let cut = self.quiet_cut(len);
            let message = "the element is longer than the record limit";
            self.reading.not_understood(0, cut, Reason::RecordTooLong, message);
            self.checkpoint = cut;
            self.saved.position = Position::Lost;
        }
    }

    /// Where bytes up to `len` can be cut without cutting a value: behind a comma or line end near the end.
    pub(super) fn quiet_cut(&self, len: usize) -> usize {
        let from = len.saturating_sub(4096);
        let tail = self.reading.bytes.get(from..len).unwrap_or_default();
        memchr::memrchr2(b',', b'\n', tail).map_or(len, |found| from + found + 1)
    }

    /// Hands on the bytes from `start` as text up to where the container goes on; `broken` is where it was not JSON.
    pub(super) fn recover(&mut self, start: usize, broken: usize) -> Result<(), Halt> {
        let bytes = self.reading.bytes;
        let limit = broken.saturating_add(resync::WINDOW);
        let is_whole = bytes.len() >= limit || self.reading.at_end;
        let window = bytes.get(..limit).unwrap_or(bytes);
        let by_look = match self.end_by_brackets(start, limit) {
            Ending::At(end) => Some(end),
            Ending::Beyond if !is_whole => return Err(Halt::Incomplete),
            Ending::Beyond | Ending::Mismatched if self.frames.is_empty() => resync::line_with_document(window, broken),
            Ending::Beyond | Ending::Mismatched => resync::seam(window, broken),
        };
        let (end, position) = match by_look {
            Some(end) => (end, Position::After),
            None if is_whole => (self.quiet_cut(window.len()).max(start + 1).min(bytes.len()), Position::Lost),
            None => return Err(Halt::Incomplete),
        };
        self.end_run();
        self.reading.not_understood(start, end, Reason::NotUnderstood, "the element is not JSON");
        self.at = end;
        self.position = position;
        self.check();
        Ok(())
    }

    /// The end of the broken element or document at `start`, by its brackets.
    pub(super) fn end_by_brackets(&mut self, start: usize, limit: usize) -> Ending {
        let bytes = self.reading.bytes;
        let is_bracket = matches!(self.reading.byte(start), Some(b'{' | b'['));
        if self.frames.is_empty() && !is_bracket {
            // It ends with its line, or where a document may begin.
            let rest = bytes.get(start + 1..).unwrap_or_default();
            return memchr::memchr3(b'\n', b'{', b'[', rest)
                .map_or(Ending::Beyond, |found| Ending::At(start + 1 + found));
        }
        if self.effort == 0 {
            return Ending::Mismatched;
        }
        let ending = match self.frames.last() {
            Some(frame) => resync::element_end(bytes, start, limit, frame.kind.closer()),
            None => resync::document_end(bytes, start, limit),
        };
        if !matches!(ending, Ending::At(_)) {
            // Looking in vain is paid for: else a file full of brackets that never close would take forever.
            let looked_at = limit.min(bytes.len()).saturating_sub(start);
            self.effort = self.effort.saturating_sub(looked_at);
        }
        ending
    }

    /// Inside an element that could not be read: goes on at the next seam.
    pub(super) fn find_again(&mut self) -> Result<(), Halt> {
        let (bytes, at_end) = (self.reading.bytes, self.reading.at_end);
        let found = match self.frames.is_empty() {
            true => resync::line_with_document(bytes, self.at),
            false => resync::seam(bytes, self.at),
        };
        let (end, position) = match found {
            Some(end) => (end, Position::After),
            None if at_end => (bytes.len(), Position::Lost),
            None => (self.quiet_cut(bytes.len().saturating_sub(4096)), Position::Lost),
        };
        if end <= self.at {
            return Err(Halt::Incomplete);
        }
        self.reading.text(self.at, end, TextClass::NotUnderstood);
        self.at = end;
        self.position = position;
        self.check();
        if position == Position::Lost { Err(Halt::Incomplete) } else { Ok(()) }
    }
}
