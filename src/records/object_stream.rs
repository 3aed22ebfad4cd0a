//! Formats `msgpack` and `cbor`: maps in binary, one behind the other or in one list, as programs exchange and log them.
//!
//! Each map is a record, and its columns are the paths of its values, as in JSON. Text stands in the source as it is. Neither format
//! has a signature: a source is one whose first maps are valid throughout, and have names of text.
//!
//! Values of types that programs have laid down themselves are bytes.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use super::rows::{Field, Rows};
use super::tree::{self, DEPTH_MAX, Node};
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State};
use crate::decode::items::{Code, Item};
use crate::error::Reason;

/// `MessagePack`.
#[derive(Debug)]
pub struct Msgpack;

impl Format for Msgpack {
    fn name(&self) -> &'static str {
        "msgpack"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        open(Code::Msgpack, head)
    }
}

/// CBOR.
#[derive(Debug)]
pub struct Cbor;

impl Format for Cbor {
    fn name(&self) -> &'static str {
        "cbor"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        open(Code::Cbor, head)
    }
}

fn open(code: Code, head: &Head<'_>) -> Option<Box<dyn Reader>> {
    code.begins(head.bytes).then(|| Box::new(StreamReader { code }) as Box<dyn Reader>)
}

#[derive(Debug)]
struct StreamReader {
    code: Code,
}

impl Reader for StreamReader {
    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let bytes = piece.bytes;
        let mut rows = Rows::new(bytes, sink);
        let mut at = if *piece.state == State::Start { self.code.list_head(bytes) } else { 0 };
        let mut records = Vec::with_capacity(1);
        while at < bytes.len() && !rows.is_stopped {
            // The mark that ends a list is no record.
            if let Some((Item::End, end)) = self.code.item(bytes, at) {
                at = end;
                continue;
            }
            let Some((node, end)) = node(self.code, bytes, at, 0) else { break };
            records.clear();
            records.push(node);
            at = end;
            let list = Node::List(std::mem::take(&mut records));
            tree::hand_on(&list, "", &mut rows);
        }
        rows.flush();
        let state = |len: usize| if len == 0 { piece.state.clone() } else { State::Between };
        if at >= bytes.len() || rows.is_stopped {
            return Consumed { len: bytes.len(), state: state(bytes.len()) };
        }
        if !(piece.at_end || piece.must_consume && at == 0) {
            return Consumed { len: at, state: state(at) };
        }
        let message = "a value that is broken or not whole: the rest was scanned as it stands";
        rows.unread(at..bytes.len(), Reason::NotUnderstood, message);
        Consumed { len: bytes.len(), state: State::Between }
    }
}

/// The value at `at`, and where it ends. The depth is bounded.
fn node(code: Code, bytes: &[u8], at: usize, depth: usize) -> Option<(Node, usize)> {
    if depth > DEPTH_MAX {
        return None;
    }
    let (item, mut end) = code.item(bytes, at)?;
    let node = match item {
        Item::Text(span) | Item::Bytes(span) => Node::Leaf(Field::verbatim(span)),
        Item::Written(text) => Node::Leaf(Field::decoded(text, at..end)),
        Item::Null => Node::Null,
        Item::End => return None,
        Item::List(count) => {
            let mut items = Vec::new();
            while !ended(code, bytes, &mut end, count, items.len())? {
                let (item, next) = node(code, bytes, end, depth + 1)?;
                items.push(item);
                end = next;
            }
            Node::List(items)
        }
        Item::Map(count) => {
            let mut entries = Vec::new();
            while !ended(code, bytes, &mut end, count, entries.len())? {
                let (name, next) = name(code, bytes, end)?;
                let (value, next) = node(code, bytes, next, depth + 1)?;
                entries.push((name, value));
                end = next;
            }
            Node::Map(entries)
        }
    };
    Some((node, end))
}

/// Whether a list or map has ended, of which `len` members were read. Goes behind the mark that ends one without a count; `None` where
/// the bytes end.
fn ended(code: Code, bytes: &[u8], at: &mut usize, count: Option<u64>, len: usize) -> Option<bool> {
    if let Some(count) = count {
        return Some(len as u64 >= count);
    }
    let (item, end) = code.item(bytes, *at)?;
    let is_end = item == Item::End;
    if is_end {
        *at = end;
    }
    Some(is_end)
}

/// The name at `at`: text, or a number.
fn name(code: Code, bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let (item, end) = code.item(bytes, at)?;
    let name = match item {
        Item::Text(span) | Item::Bytes(span) => String::from_utf8_lossy(bytes.get(span)?).into_owned(),
        Item::Written(text) => text,
        _ => return None,
    };
    Some((name, end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_whole};

    const MSGPACK: &[u8] = include_bytes!("../../testdata/documents/people.msgpack");
    const CBOR: &[u8] = include_bytes!("../../testdata/documents/people.cbor");
    const TABLE: &str = include_str!("../../testdata/documents/people.csv");

    fn read(format: &dyn Format, source: &[u8]) -> Collector {
        read_whole(&*format.open(&head_of(source)).expect("these are maps"), source)
    }

    #[test]
    fn maps_are_records() {
        for (format, source) in [(&Msgpack as &dyn Format, MSGPACK), (&Cbor, CBOR)] {
            let found = read(format, source);
            assert!(found.diagnostics.is_empty());
            assert_eq!(found.records.len(), 60);
            for (line, (_, cells)) in TABLE.lines().skip(12).zip(found.records.iter().skip(10)) {
                let values: Vec<_> = cells.iter().take(7).map(|(_, value)| value.as_str()).collect();
                assert_eq!(format!("{},", values.join(",")), line);
            }
            let names: Vec<_> = found.columns[""].iter().skip(8).map(|spec| spec.name.as_str()).collect();
            assert_eq!(names, ["address.city", "tags[]"]);
            let spans = found.cell_spans.iter().zip(found.records.iter().flat_map(|(_, cells)| cells));
            let exact =
                spans.filter(|(span, (name, value))| name == "ssn" && source[(*span).clone()] == *value.as_bytes());
            assert_eq!(exact.count(), 60);
            assert_cuts_agree(&*format.open(&head_of(source)).unwrap(), source);
        }
    }

    #[test]
    fn a_cut_source_gives_the_records_before_the_cut() {
        for (format, source) in [(&Msgpack as &dyn Format, MSGPACK), (&Cbor, CBOR)] {
            for len in (400..source.len()).step_by(7) {
                let found = read(format, &source[..len]);
                assert!(found.records.len() * 400 >= len.saturating_sub(800), "{len}");
            }
        }
    }

    #[test]
    fn depth_and_counts_are_bounded() {
        let deep = [&b"\x82\xA1a\x01\xA1b"[..], &[0x91; 100_000]].concat();
        let found = read_whole(&StreamReader { code: Code::Msgpack }, &deep);
        assert_eq!(found.diagnostics.len(), 1);
        let long = b"\x82\xA1a\x01\xA1b\xDD\xFF\xFF\xFF\xFF\x01";
        assert_eq!(read_whole(&StreamReader { code: Code::Msgpack }, long).diagnostics.len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn changed_bytes_do_no_harm(changes in prop::collection::vec((0usize..20_000, any::<u8>()), 1..8), is_cbor in any::<bool>()) {
            let (code, source) = if is_cbor { (Code::Cbor, CBOR) } else { (Code::Msgpack, MSGPACK) };
            let mut source = source.to_vec();
            for (at, byte) in changes {
                let len = source.len();
                source[at % len] = byte;
            }
            read_whole(&StreamReader { code }, &source);
        }
    }
}
