//! Formats `msgpack` and `cbor`: maps in binary, one behind the other or in one list, as programs exchange and log them.
//!
//! Each map is a record, and its columns are the paths of its values, as in JSON. Text stands in the source as it is. Neither format
//! has a signature: a source is one whose first maps are valid throughout, and have names of text.
//!
//! Values of types that programs have laid down themselves are bytes.
//!
//! The first value between records that is none ends the format: nearly all bytes are a value of some kind, and what follows may be
//! anything. It is scanned as it stands, and so is a record of more values than are held at a time.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use super::rows::{Field, Rows};
use super::tree::{self, DEPTH_MAX, Node};
use super::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass, lines};
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

/// The state behind what ended the format.
const ENDED: &str = "ended";

/// What stands at a place between records.
enum Next {
    /// A record, and where it ends.
    Record(Node, usize),
    /// A record of more than is held, and where it ends.
    Large(usize),
    /// Nothing to hand on up to this place: the head of a list of records, its end, a map that is empty.
    Nothing(usize),
    /// What is not whole.
    Cut,
    /// What is no record.
    Other,
}

impl StreamReader {
    fn next(&self, bytes: &[u8], at: usize) -> Next {
        let code = self.code;
        let Some((item, end)) = code.item(bytes, at) else { return Next::Cut };
        let is_map = |at: usize| code.item(bytes, at).map(|(item, _)| matches!(item, Item::Map(_) | Item::End));
        match item {
            Item::End | Item::Map(Some(0)) | Item::List(Some(0)) => return Next::Nothing(end),
            Item::List(_) => {
                return match is_map(end) {
                    Some(true) => Next::Nothing(end),
                    Some(false) => Next::Other,
                    None => Next::Cut,
                };
            }
            Item::Map(_) => {}
            _ => return Next::Other,
        }
        match code.item(bytes, end) {
            Some((Item::Text(_) | Item::End, _)) => {}
            Some(_) => return Next::Other,
            None => return Next::Cut,
        }
        let mut tree = Tree { code, bytes, nodes_left: NODES_MAX, names_left: NAMES_LEN_MAX, failed: Next::Cut };
        match tree.node(at, 0) {
            Some((node, end)) => Next::Record(node, end),
            None => match tree.failed {
                Next::Large(_) => code.end_of(bytes, at, DEPTH_MAX).map_or(Next::Cut, Next::Large),
                failed => failed,
            },
        }
    }
}

impl Reader for StreamReader {
    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let bytes = piece.bytes;
        let mut rows = Rows::new(bytes, sink);
        let mut at = if *piece.state == State::Start { self.code.list_head(bytes) } else { 0 };
        let mut is_ended = matches!(piece.state, State::Inside(state) if &**state == ENDED);
        let is_known = is_ended;
        while at < bytes.len() && !rows.is_stopped && !is_ended {
            match self.next(bytes, at) {
                Next::Record(node, end) => {
                    tree::hand_on(&Node::List(vec![node]), "", &mut rows);
                    at = end;
                }
                Next::Large(end) => {
                    let message = "a record of more values than are held at a time: it was scanned as it stands";
                    rows.unread(at..end, Reason::LimitReached, message);
                    at = end;
                }
                Next::Nothing(end) => at = end,
                Next::Cut => break,
                Next::Other => is_ended = true,
            }
        }
        rows.flush();
        let state = |len: usize| if len == 0 { piece.state.clone() } else { State::Between };
        if !is_ended && (at >= bytes.len() || rows.is_stopped) {
            return Consumed { len: bytes.len(), state: state(bytes.len()) };
        }
        let is_last = is_ended || piece.at_end || piece.must_consume && at == 0;
        if !is_last {
            return Consumed { len: at, state: state(at) };
        }
        // A value that goes on in the next piece is left whole.
        let len = if piece.at_end { bytes.len() } else { lines::boundary_near_end(bytes).max(at) };
        let rest = at..if len == at { bytes.len() } else { len };
        let len = rest.end;
        if is_known {
            rows.sink().unread(rest.clone(), Reason::NotUnderstood);
            rows.text(rest, TextClass::Binary);
        } else {
            let message = "a value that is no record, broken or not whole: the rest was scanned as it stands";
            rows.unread(rest, Reason::NotUnderstood, message);
        }
        Consumed { len, state: State::Inside(ENDED.into()) }
    }
}

/// Values and names of one record that are held,
const NODES_MAX: usize = 64 << 10;
/// and the bytes of its names.
const NAMES_LEN_MAX: usize = 4 << 20;

/// A record that is taken apart.
struct Tree<'a> {
    code: Code,
    bytes: &'a [u8],
    nodes_left: usize,
    names_left: usize,
    /// Why there is none.
    failed: Next,
}

impl Tree<'_> {
    /// The value at `at`, and where it ends. Depth and count are bounded.
    fn node(&mut self, at: usize, depth: usize) -> Option<(Node, usize)> {
        if depth > DEPTH_MAX {
            self.failed = Next::Other;
            return None;
        }
        let Some(left) = self.nodes_left.checked_sub(1) else {
            self.failed = Next::Large(at);
            return None;
        };
        self.nodes_left = left;
        let (code, bytes) = (self.code, self.bytes);
        let (item, mut end) = code.item(bytes, at)?;
        let node = match item {
            Item::Text(span) | Item::Bytes(span) => Node::Leaf(Field::verbatim(span)),
            Item::Written(text) => Node::Leaf(Field::decoded(text, at..end)),
            Item::Null => Node::Null,
            Item::End => {
                self.failed = Next::Other;
                return None;
            }
            Item::List(count) => {
                let mut items = Vec::new();
                while !ended(code, bytes, &mut end, count, items.len())? {
                    let (item, next) = self.node(end, depth + 1)?;
                    items.push(item);
                    end = next;
                }
                Node::List(items)
            }
            Item::Map(count) => {
                let mut entries = Vec::new();
                while !ended(code, bytes, &mut end, count, entries.len())? {
                    let (name, next) = self.name(end)?;
                    let (value, next) = self.node(next, depth + 1)?;
                    entries.push((name, value));
                    end = next;
                }
                Node::Map(entries)
            }
        };
        Some((node, end))
    }

    /// The name at `at`: text, or a number.
    fn name(&mut self, at: usize) -> Option<(String, usize)> {
        let (item, end) = self.code.item(self.bytes, at)?;
        let name = match item {
            Item::Text(span) | Item::Bytes(span) => {
                let Some(left) = self.names_left.checked_sub(span.len()) else {
                    self.failed = Next::Large(at);
                    return None;
                };
                self.names_left = left;
                String::from_utf8_lossy(self.bytes.get(span)?).into_owned()
            }
            Item::Written(text) => text,
            _ => {
                self.failed = Next::Other;
                return None;
            }
        };
        Some((name, end))
    }
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

    #[test]
    fn what_is_no_record_ends_the_format_and_is_scanned_as_it_stands() {
        let text = b"\nSSN: 219-09-9998\nname: Ann Lee\n".repeat(50);
        for (format, source) in [(&Msgpack as &dyn Format, MSGPACK), (&Cbor, CBOR)] {
            let mixed = [source, &text].concat();
            let reader = format.open(&head_of(&mixed)).unwrap();
            let found = read_whole(&*reader, &mixed);
            assert_eq!(found.records.len(), 60);
            let (span, class) = found.texts.last().unwrap();
            assert_eq!((span.end, *class), (mixed.len(), TextClass::Binary));
            assert_eq!(span.start, source.len());
            assert_eq!(found.unread, [(span.clone(), Reason::NotUnderstood)]);
            // Behind a cut, too.
            let piece =
                Piece { bytes: &mixed[..mixed.len() - 700], state: &State::Start, at_end: false, must_consume: false };
            let mut sink = Collector::default();
            let first = reader.read(&piece, &mut sink);
            assert!(first.len > source.len() && sink.records.len() == 60);
            let rest = &mixed[first.len..];
            let piece = Piece { bytes: rest, state: &first.state, at_end: true, must_consume: true };
            let mut sink = Collector::default();
            assert_eq!(reader.read(&piece, &mut sink).len, rest.len());
            assert!(sink.records.is_empty() && sink.texts.first().unwrap().0.end == rest.len());
        }
    }

    #[test]
    fn lists_of_records_between_them_are_read_and_others_are_not() {
        let record = b"\x82\xA1a\x01\xA1b\x02";
        let source = [&record[..], b"\x92", record, record, b"\x90\x80", record, b"\x92\x01\x02", record].concat();
        let found = read_whole(&StreamReader { code: Code::Msgpack }, &source);
        assert_eq!(found.records.len(), 4);
        assert_eq!(found.unread, [(source.len() - 10..source.len(), Reason::NotUnderstood)]);
    }

    #[test]
    fn a_record_of_too_many_values_is_scanned_as_it_stands() {
        let record = b"\x82\xA1a\x01\xA1b\x02";
        let count = u32::try_from(NODES_MAX).unwrap() + 1;
        let mut large = [&b"\x82\xA1a\xA3219\xA1b\xDD"[..], &count.to_be_bytes()].concat();
        large.resize(large.len() + NODES_MAX + 1, 7);
        let source = [&record[..], &large, record].concat();
        let found = read_whole(&StreamReader { code: Code::Msgpack }, &source);
        assert_eq!(found.records.len(), 2, "those around it are read");
        assert_eq!(found.unread, [(7..7 + large.len(), Reason::LimitReached)]);
        assert_eq!(found.texts[0].0, 7..7 + large.len());
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
