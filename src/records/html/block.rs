//! The text of a block, put together from the parts between its tags.

use std::ops::Range;

use crate::records::markup::{Entities, unescape};
use crate::records::rows::Field;

/// A block that is longer is handed on in parts.
pub(super) const LEN_MAX: usize = 1 << 20;

/// A block while it is read.
#[derive(Default)]
pub(super) struct Block {
    /// Its text as far as it was decoded; empty while it stands in the source as it is.
    text: Vec<u8>,
    /// The one part of it, while there is one.
    only: Option<Range<usize>>,
    /// From its first part to its last.
    span: Range<usize>,
    /// Whether a space stands before its next part, where there is one.
    is_parted: bool,
}

impl Block {
    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.only.is_none() && self.text.is_empty()
    }

    /// Whether it should be handed on.
    pub(super) fn is_full(&self) -> bool {
        self.span.len() > LEN_MAX
    }

    /// Adds the bytes between two tags.
    pub(super) fn push(&mut self, bytes: &[u8], span: Range<usize>) {
        let raw = bytes.get(span.clone()).unwrap_or_default();
        if self.is_empty() {
            if raw.trim_ascii().is_empty() {
                return;
            }
            let lead = raw.len() - raw.trim_ascii_start().len();
            self.span = span.start + lead..span.end;
            self.only = Some(self.span.clone());
            return;
        }
        self.span.end = span.end;
        self.decode(bytes);
        if std::mem::take(&mut self.is_parted) {
            append(b" ", &mut self.text);
        }
        append(raw, &mut self.text);
    }

    /// Parts what it holds from what is added next: a label from its value.
    pub(super) fn part(&mut self) {
        self.is_parted = !self.is_empty();
    }

    /// Adds a line break.
    pub(super) fn push_break(&mut self, bytes: &[u8]) {
        if !self.is_empty() {
            self.decode(bytes);
            self.text.push(b'\n');
        }
    }

    /// Adds a space, where a tag parts words.
    pub(super) fn push_space(&mut self, bytes: &[u8]) {
        if !self.is_empty() {
            self.decode(bytes);
            append(b" ", &mut self.text);
        }
    }

    fn decode(&mut self, bytes: &[u8]) {
        if let Some(only) = self.only.take() {
            append(bytes.get(only).unwrap_or_default(), &mut self.text);
        }
    }

    /// What it holds, and begins a new one.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Option<Field> {
        let block = std::mem::take(self);
        let Some(only) = block.only else {
            let text = block.text.trim_ascii();
            return (!text.is_empty()).then(|| Field::decoded(text, block.span));
        };
        let raw = bytes.get(only.clone()).unwrap_or_default().trim_ascii_end();
        let span = only.start..only.start + raw.len();
        let is_plain = !raw.iter().any(|byte| matches!(byte, b'&' | b'\n' | b'\r' | b'\t'));
        if is_plain {
            return Some(Field::verbatim(span));
        }
        let mut text = Vec::new();
        append(raw, &mut text);
        Some(Field::decoded(text, span))
    }
}

/// Appends text with its references resolved and runs of white space folded.
fn append(raw: &[u8], text: &mut Vec<u8>) {
    let from = text.len();
    let mut resolved = Vec::new();
    unescape(raw, Entities::Html, &mut resolved);
    for byte in resolved {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' => {
                if text.last().is_some_and(|last| !matches!(last, b' ' | b'\n')) || (from == 0 && text.is_empty()) {
                    text.push(b' ');
                }
            }
            byte => text.push(byte),
        }
    }
}
