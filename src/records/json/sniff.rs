//! Tells JSON from what only begins like it, and which layout it has.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::Layout;
use super::paths::Paths;
use super::reading::{Reading, Shape};
use super::scan::{Space, Stop, skip_space};
use crate::batch::{Batch, ColumnId, ColumnSpec, TableId};
use crate::error::{Reason, Severity};
use crate::records::{BatchSink, Flow, Head, TextClass};

/// Documents and lines that are looked at.
const LOOKED_AT_MAX: usize = 20;
/// An object that turns out to be broken is taken for JSON all the same after so many values.
const VALUES_MIN: usize = 20;

/// How long the prefix is that keeps a JSON answer from being run as a script, `)]}'` and what follows it, or that makes it one: the
/// name that the document is given, or the function (`window.data.part0 = [...]`, `callback({...});`).
pub(super) fn prefix_len(bytes: &[u8]) -> usize {
    let at = skip_space(bytes, 0, Space::Any);
    let rest = bytes.get(at..).unwrap_or_default();
    if !rest.starts_with(b")]}'") {
        return script_prefix_len(rest).map_or(0, |len| at + len);
    }
    if rest.get(4) == Some(&b',') { at + 5 } else { at + 4 }
}

/// How long the part of a script is that gives a document its name.
fn script_prefix_len(bytes: &[u8]) -> Option<usize> {
    const NAME_LEN_MAX: usize = 128;
    let declared = [b"var ".as_slice(), b"let ", b"const ", b"export const "];
    let keyword = declared.iter().find(|word| bytes.starts_with(word)).map_or(0, |word| word.len());
    let name = bytes.get(keyword..)?.iter().take(NAME_LEN_MAX);
    let name = name.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.')).count();
    let is_name = bytes.get(keyword).is_some_and(|first| !first.is_ascii_digit()) && name > 0;
    let sign = skip_space(bytes, keyword + name, Space::Any);
    let is_call = keyword == 0 && bytes.get(sign) == Some(&b'(');
    let at = skip_space(bytes, sign + 1, Space::Any);
    // The name of a list of values says what they are: it is left to them, and so is that of one object.
    let is_part = is_call || bytes.get(keyword..sign).is_some_and(|name| name.contains(&b'.'));
    let is_document = match bytes.get(at) {
        Some(b'[') => bytes.get(skip_space(bytes, at + 1, Space::Any)) == Some(&b'{'),
        Some(b'{') => is_part,
        _ => false,
    };
    (is_name && is_document && (is_call || bytes.get(sign) == Some(&b'='))).then_some(at)
}

/// Whether what a document is given to is all that the script is for: a function, or a place among the data of a page.
fn is_export(prefix: &[u8]) -> bool {
    prefix.contains(&b'.') || prefix.trim_ascii_end().ends_with(b"(")
}

/// The layout of a source that begins with `head`, or `None` where it is not JSON.
pub(super) fn layout(head: &Head<'_>) -> Option<Layout> {
    let bytes = head.bytes;
    let prefix_len = prefix_len(bytes);
    let start = skip_space(bytes, prefix_len, Space::Any);
    let first = *bytes.get(start)?;
    if !matches!(first, b'{' | b'[') {
        return None;
    }
    let mut paths = Paths::new(Arc::default());
    let (read, values) = attempt(&mut paths, head, start);
    let is_script = prefix_len > 0 && bytes.get(skip_space(bytes, 0, Space::Any)) != Some(&b')');
    match read {
        // Objects of scripts look like documents, up to where they do not.
        Err(Stop::Broken(_)) if is_script => None,
        Ok(end) if is_script && separator_end(bytes, end) < bytes.len() => None,
        Ok(end) => behind_first(&mut paths, head, start, end),
        // Data of a program, behind which there is more of it.
        Err(Stop::Incomplete) if is_script && !is_export(bytes.get(..prefix_len)?) => None,
        Err(Stop::Incomplete) => (values > 0).then_some(Layout::Document),
        Err(Stop::Broken(_)) if most_lines_are_documents(&mut paths, head, start) => Some(Layout::Lines),
        Err(Stop::Broken(at)) => {
            let holds_element = first == b'[' && first_element_is_whole(&mut paths, head, start);
            let holds_much = first == b'{' && values >= VALUES_MIN && bytes.get(at) != Some(&b'/');
            (holds_element || holds_much).then_some(Layout::Document)
        }
    }
}

/// Reads the value at `at`; also how many values it held up to where it stopped. That it may go on behind the head is
/// assumed even where it does not: a cut document is one that is incomplete, not one that is wrong. The paths are those of the
/// attempts before: documents have the same keys, mostly.
fn attempt(paths: &mut Paths, head: &Head<'_>, at: usize) -> (Result<usize, Stop>, usize) {
    let mut sink = Nowhere::default();
    let known = std::mem::replace(paths, Paths::new(Arc::default()));
    let mut reading = Reading::new(head.bytes, false, Space::Any, known, &mut sink);
    let root = reading.open_table("");
    let read = reading.value(at, root, Shape::Part);
    let count = reading.cell_count();
    *paths = reading.paths;
    (read, count)
}

/// The first document is whole: what stands behind it tells how the documents are laid out.
fn behind_first(paths: &mut Paths, head: &Head<'_>, start: usize, end: usize) -> Option<Layout> {
    let bytes = head.bytes;
    let next = separator_end(bytes, end);
    let is_one_line = !has_line_end(bytes, start..end);
    let ends_line = has_line_end(bytes, end..next);
    if next >= bytes.len() {
        return Some(match (head.is_whole, is_one_line && ends_line) {
            (true, _) => Layout::Document,
            (false, true) => Layout::Lines,
            (false, false) => Layout::Records,
        });
    }
    if is_one_line && ends_line && most_lines_are_documents(paths, head, start) {
        return Some(Layout::Lines);
    }
    documents_follow(paths, head, next).then_some(Layout::Records)
}

/// Whether there are only documents from `at` on, as far as one looks.
fn documents_follow(paths: &mut Paths, head: &Head<'_>, at: usize) -> bool {
    let mut at = at;
    for _ in 0..LOOKED_AT_MAX {
        match head.bytes.get(at) {
            None => return true,
            Some(b'{' | b'[') => {}
            Some(_) => return false,
        }
        match attempt(paths, head, at).0 {
            Ok(end) => at = separator_end(head.bytes, end),
            Err(Stop::Incomplete) => return true,
            Err(Stop::Broken(_)) => return false,
        }
    }
    true
}

/// Whether at least two of the first lines, and at least half of them, are documents.
fn most_lines_are_documents(paths: &mut Paths, head: &Head<'_>, start: usize) -> bool {
    let (mut whole, mut broken) = (0, 0);
    let mut at = start;
    while whole + broken < LOOKED_AT_MAX {
        at = skip_space(head.bytes, at, Space::Any);
        let Some(rest) = head.bytes.get(at..).filter(|rest| !rest.is_empty()) else { break };
        let len = match memchr::memchr(b'\n', rest) {
            Some(len) => len,
            None if head.is_whole => rest.len(),
            None => break,
        };
        let line =
            Head { bytes: rest.get(..len).unwrap_or_default(), is_whole: true, name: head.name, companion: None };
        let is_document = matches!(line.bytes.first(), Some(b'{' | b'['))
            && attempt(paths, &line, 0)
                .0
                .is_ok_and(|end| documents_follow(paths, &line, separator_end(line.bytes, end)));
        if is_document {
            whole += 1;
        } else {
            broken += 1;
        }
        at += len;
    }
    whole >= 2 && whole >= broken
}

fn first_element_is_whole(paths: &mut Paths, head: &Head<'_>, start: usize) -> bool {
    let at = skip_space(head.bytes, start + 1, Space::Any);
    matches!(head.bytes.get(at), Some(b'{' | b'[')) && attempt(paths, head, at).0.is_ok()
}

fn separator_end(bytes: &[u8], at: usize) -> usize {
    let mut at = skip_space(bytes, at, Space::Any);
    while matches!(bytes.get(at), Some(b',' | 0x1E | 0 | b';' | b')')) {
        at = skip_space(bytes, at + 1, Space::Any);
    }
    at
}

fn has_line_end(bytes: &[u8], range: Range<usize>) -> bool {
    bytes.get(range).is_some_and(|bytes| bytes.contains(&b'\n'))
}

/// A sink for reading ahead: it only counts.
#[derive(Debug, Default)]
pub(in crate::records) struct Nowhere {
    count: u32,
}

impl BatchSink for Nowhere {
    fn table(&mut self, _name: &str) -> TableId {
        self.count += 1;
        TableId(self.count - 1)
    }

    fn column(&mut self, _table: TableId, _spec: &ColumnSpec) -> ColumnId {
        ColumnId(0)
    }

    fn batch(&mut self, _table: TableId, _batch: &Batch<'_>) -> Flow {
        ControlFlow::Continue(())
    }

    fn text(&mut self, _bytes: &[u8], _span: Range<usize>, _class: TextClass) -> Flow {
        ControlFlow::Continue(())
    }

    fn decoded_text(&mut self, _text: &[u8], _span: Range<usize>) -> Flow {
        ControlFlow::Continue(())
    }

    fn unpacked(&mut self, _bytes: u64) -> u64 {
        0
    }

    fn diagnostic(&mut self, _severity: Severity, _reason: Reason, _offset: usize, _message: &str) {}
}
