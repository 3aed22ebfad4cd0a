//! Format `cef`: events of security devices, in the Common Event Format (CEF) and in LEEF.
//!
//! ```text
//! <134>Nov  2 10:11:12 fw CEF:0|Vendor|Product|4.2|100|Profile changed|3|suser=ann@example.com cs1Label=IMEI cs1=35...
//! LEEF:2.0|Vendor|Product|4.2|PROFILE|^|usrName=ann^ssn=...
//! ```
//!
//! An event is a record: what stands before it is text, and the fields of its header and its pairs are cells. A value may hold
//! blanks, and ends where the next key begins; in LEEF a delimiter ends it. A key that another one labels (`cs1Label`) is called
//! so. Well-known keys have words for names (`fname` is no first name).

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::lines::{self, Line};
use super::rows::{Field, Rows};
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, TextClass};
use crate::batch::Escape;
use crate::decode::escapes;

/// Lines that are looked at.
const LINES_CHECKED: usize = 50;
/// The longest beginning of a line before its event.
const LEAD_LEN_MAX: usize = 128;
/// The longest key.
const KEY_LEN_MAX: usize = 64;
/// The longest label that names a column.
const LABEL_LEN_MAX: usize = 64;
/// Pairs of an event; what is behind them belongs to the last.
const PAIRS_MAX: usize = 1_000;

/// The format.
#[derive(Debug)]
pub struct Cef;

impl Format for Cef {
    fn name(&self) -> &'static str {
        "cef"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.count(b'|') >= 4 && census.count(b':') > 0 && census.count(b'=') > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let bytes = lines::whole_lines(head, b'\n');
        let sample = lines::lines(b'\n', bytes).filter(|line| !lines::is_blank(line.of(bytes))).take(LINES_CHECKED);
        let (mut count, mut events) = (0_usize, 0_usize);
        for line in sample {
            count += 1;
            events += usize::from(Event::of(bytes, line.start..line.end).is_some());
            // All others of so many lines cannot make up for these.
            if (count - events) * 3 > LINES_CHECKED {
                return None;
            }
        }
        (events > 0 && events * 3 >= count * 2).then(|| Box::new(CefReader) as Box<dyn Reader>)
    }
}

/// The header of an event.
struct Event {
    /// Where it begins.
    start: usize,
    /// The fields behind the version.
    fields: Vec<Range<usize>>,
    /// Where its pairs begin.
    pairs: usize,
    /// What ends a value; `None` where the next key does.
    delimiter: Option<u8>,
}

/// The names of the fields in the header.
const CEF_FIELDS: [&str; 6] =
    ["device_vendor", "device_product", "device_version", "event_id", "event_name", "severity"];
const LEEF_FIELDS: [&str; 4] = ["device_vendor", "device_product", "device_version", "event_id"];

impl Event {
    fn of(bytes: &[u8], line: Range<usize>) -> Option<Self> {
        const PREFIX_LEN_MAX: usize = 512;
        let text = bytes.get(line.clone())?;
        let lead = text.get(..PREFIX_LEN_MAX).unwrap_or(text);
        let colon = memchr::memmem::find_iter(lead, b"EF:").find(|at| {
            let name = lead.get(at.saturating_sub(2)..*at).unwrap_or_default();
            let before = |len: usize| at.checked_sub(len + 1).and_then(|at| lead.get(at)).copied();
            let is_free = |before: Option<u8>| before.is_none_or(|byte| !byte.is_ascii_alphanumeric());
            name.ends_with(b"C") && is_free(before(1)) || name == b"LE" && is_free(before(2))
        })?;
        let is_leef = lead.get(..colon)?.ends_with(b"E");
        let start = line.start + colon - if is_leef { 2 } else { 1 };
        // What a logger writes before it is times and names of hosts: an event between other fields is a value of a table.
        let before = bytes.get(line.start..start)?;
        if before.len() > LEAD_LEN_MAX || before.iter().any(|byte| b"\"',;|\t=".contains(byte)) {
            return None;
        }
        let version = text.get(colon + 3..)?;
        let version_len = version.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
        if version_len == 0 || version.get(version_len) != Some(&b'|') {
            return None;
        }
        let is_second = version.first() == Some(&b'2');
        let mut at = line.start + colon + 3 + version_len + 1;
        let mut fields = Vec::new();
        let count = if is_leef { LEEF_FIELDS.len() } else { CEF_FIELDS.len() };
        while fields.len() < count {
            let end = at + bar(bytes.get(at..line.end)?)?;
            fields.push(at..end);
            at = end + 1;
        }
        let mut delimiter = is_leef.then_some(b'\t');
        // The second version says what it is, as it stands or in hexadecimal.
        if is_leef
            && is_second
            && let Some(len) = bytes.get(at..line.end)?.iter().take(6).position(|byte| *byte == b'|')
            && let Some(byte) = delimiter_of(bytes.get(at..at + len)?)
        {
            delimiter = Some(byte);
            at += len + 1;
        }
        Some(Self { start, fields, pairs: at, delimiter })
    }
}

/// Where the first bar stands that no backslash is before.
fn bar(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'|', b'\\', bytes.get(from..)?)?;
        if bytes.get(at) == Some(&b'|') {
            return Some(at);
        }
        from = at + 2;
    }
}

fn delimiter_of(written: &[u8]) -> Option<u8> {
    match written {
        [] => Some(b'\t'),
        [byte] => Some(*byte),
        [b'0', b'x' | b'X', hex @ ..] | [b'x' | b'X', hex @ ..] => {
            u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()
        }
        _ => None,
    }
}

/// A key and its value.
struct Pair {
    key: Range<usize>,
    value: Range<usize>,
}

/// The pairs of an event.
fn pairs(bytes: &[u8], span: Range<usize>, delimiter: Option<u8>) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    if let Some(delimiter) = delimiter {
        let mut at = span.start;
        while at < span.end && pairs.len() < PAIRS_MAX {
            let rest = bytes.get(at..span.end).unwrap_or_default();
            let end = at + memchr::memchr(delimiter, rest).unwrap_or(rest.len());
            let written = bytes.get(at..end).unwrap_or_default();
            let key_len = memchr::memchr(b'=', written).filter(|len| is_key(written.get(..*len).unwrap_or_default()));
            match (key_len, pairs.last_mut()) {
                (Some(len), _) => pairs.push(Pair { key: at..at + len, value: at + len + 1..end }),
                (None, Some(last)) => last.value.end = end,
                (None, None) => pairs.push(Pair { key: at..at, value: at..end }),
            }
            at = end + 1;
        }
        if let Some(last) = pairs.last_mut().filter(|_| at < span.end) {
            last.value.end = span.end;
        }
        return pairs;
    }
    let mut from = span.start;
    while pairs.len() < PAIRS_MAX
        && let Some(equals) = bytes.get(from..span.end).and_then(|rest| memchr::memchr(b'=', rest))
    {
        let equals = from + equals;
        let since = pairs.last().map_or(span.start, |last| last.value.start);
        let before = bytes.get(since..equals).unwrap_or_default();
        let key_len = before.iter().rev().take(KEY_LEN_MAX).take_while(|byte| is_key_byte(**byte)).count();
        let key = equals - key_len..equals;
        let is_free = key.start == since || bytes.get(key.start - 1) == Some(&b' ');
        if is_free && is_key(bytes.get(key.clone()).unwrap_or_default()) {
            if let Some(last) = pairs.last_mut() {
                last.value.end = key.start;
            } else if key.start > span.start {
                pairs.push(Pair { key: span.start..span.start, value: span.start..key.start });
            }
            pairs.push(Pair { key, value: equals + 1..span.end });
        }
        from = equals + 1;
    }
    if pairs.is_empty() {
        pairs.push(Pair { key: span.start..span.start, value: span });
    }
    pairs
}

fn is_key(key: &[u8]) -> bool {
    (1..=KEY_LEN_MAX).contains(&key.len())
        && key.iter().all(|byte| is_key_byte(*byte))
        && key.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'[' | b']')
}

/// Keys of the two formats that say less than they mean, or something else.
const WORDS: [(&str, &str); 28] = [
    ("act", "action"),
    ("app", "protocol"),
    ("cat", "category"),
    ("dhost", "destination_host"),
    ("dmac", "destination_mac"),
    ("dpt", "destination_port"),
    ("dst", "destination_ip"),
    ("duid", "destination_user_id"),
    ("duser", "destination_user_name"),
    ("dvc", "device_ip"),
    ("dvchost", "device_host"),
    ("dvcmac", "device_mac"),
    ("fname", "file_name"),
    ("identSrc", "source_ip"),
    ("msg", "message"),
    ("oldFileName", "old_file_name"),
    ("pass", "password"),
    ("pwd", "password"),
    ("rt", "receipt_time"),
    ("shost", "source_host"),
    ("smac", "source_mac"),
    ("spt", "source_port"),
    ("src", "source_ip"),
    ("srcMAC", "source_mac"),
    ("srcPort", "source_port"),
    ("suid", "source_user_id"),
    ("suser", "source_user_name"),
    ("usrName", "user_name"),
];

#[derive(Debug)]
struct CefReader;

impl Reader for CefReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        lines::predict(b'\n', bytes, len_wanted).map(|len| (len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        rows.table("");
        let mut len = 0;
        while let Some(line) = Line::at(b'\n', piece.bytes, len, piece.at_end).filter(|_| !rows.is_stopped) {
            len = line.next;
            match Event::of(piece.bytes, line.start..line.end) {
                Some(event) => read_event(&mut rows, &event, &line),
                None => rows.text(line.start..line.end, TextClass::Text),
            }
        }
        if len == 0 && piece.must_consume {
            len = lines::boundary_near_end(piece.bytes);
            rows.text(0..len, TextClass::NotUnderstood);
        }
        rows.flush();
        Consumed { len, state: if len == 0 { piece.state.clone() } else { State::Between } }
    }
}

fn read_event(rows: &mut Rows<'_, '_>, event: &Event, line: &Line) {
    let bytes = rows.bytes;
    let prefix = lines::trim_spaces(bytes, line.start..event.start);
    if !prefix.is_empty() {
        let column = rows.named("#prefix");
        rows.verbatim(column, &prefix);
    }
    let is_leef = event.fields.len() == LEEF_FIELDS.len();
    let names: &[&str] = if is_leef { &LEEF_FIELDS } else { &CEF_FIELDS };
    for (name, field) in names.iter().zip(&event.fields).filter(|(_, field)| !field.is_empty()) {
        let column = rows.named(name);
        rows.verbatim(column, field);
    }
    let pairs = pairs(bytes, event.pairs..line.end, event.delimiter);
    let written = |span: &Range<usize>| bytes.get(span.clone()).unwrap_or_default();
    let label_of = |key: &[u8]| {
        let labels = |pair: &&Pair| written(&pair.key).strip_suffix(b"Label") == Some(key);
        let label = written(&pairs.iter().find(labels)?.value).trim_ascii();
        let is_name = (1..=LABEL_LEN_MAX).contains(&label.len()) && !super::json::is_id(label);
        is_name.then(|| String::from_utf8_lossy(label).into_owned())
    };
    // Labels are few; where they are not, each key would look for its own.
    const LABELS_MAX: usize = 50;
    let labels = pairs.iter().filter(|pair| written(&pair.key).ends_with(b"Label")).count();
    for pair in &pairs {
        let key = written(&pair.key);
        let word = || WORDS.iter().find(|(known, _)| known.as_bytes() == key).map(|(_, word)| (*word).to_owned());
        let label = Some(key).filter(|_| (1..=LABELS_MAX).contains(&labels)).and_then(label_of);
        let name = label.or_else(word).unwrap_or_else(|| match key {
            [] => "#text".to_owned(),
            key => String::from_utf8_lossy(key).into_owned(),
        });
        let span = lines::trim_spaces(bytes, pair.value.clone());
        if span.is_empty() {
            continue;
        }
        let column = rows.named(&name);
        if !is_leef && memchr::memchr(b'\\', written(&span)).is_some() {
            let mut value = Vec::new();
            escapes::unescape(Escape::Backslash(b'"'), written(&span), &mut value);
            rows.field(column, &Field::decoded(value, span));
        } else {
            rows.verbatim(column, &span);
        }
    }
    rows.end_record();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::records::testing::{assert_cuts_agree, head_of, read_whole};

    const CEF: &str = "<134>Nov  2 10:11:12 fw CEF:0|Acme|Por\\|tal|4.2|100|Profile changed|3|rt=Nov 02 2024 10:11:12 \
                       suser=ann@example.com cs1Label=SSN cs1=536-90-4399 cs2Label=Customer Name cs2=Ann Cole fname=a\\=b.txt \
                       msg=all is well a=\nno event\nCEF:0|Acme|Portal|4.2|101|Other|3|src=10.0.0.1\n";

    fn open(source: &str) -> Option<Box<dyn Reader>> {
        Cef.open(&head_of(source.as_bytes()))
    }

    fn rows(source: &str) -> Vec<Vec<String>> {
        let reader = open(source).expect("events");
        assert_cuts_agree(&*reader, source.as_bytes());
        let found = read_whole(&*reader, source.as_bytes());
        let row = |cells: &[(String, String)]| cells.iter().map(|(name, value)| format!("{name}={value}")).collect();
        found.records.iter().map(|(_, cells)| row(cells)).collect()
    }

    #[test]
    fn events_are_records_whose_labels_name_columns() {
        let expected = [
            "#prefix=<134>Nov  2 10:11:12 fw",
            "device_vendor=Acme",
            "device_product=Por\\|tal",
            "device_version=4.2",
            "event_id=100",
            "event_name=Profile changed",
            "severity=3",
            "receipt_time=Nov 02 2024 10:11:12",
            "source_user_name=ann@example.com",
            "cs1Label=SSN",
            "SSN=536-90-4399",
            "cs2Label=Customer Name",
            "Customer Name=Ann Cole",
            "file_name=a=b.txt",
            "message=all is well",
        ];
        let found = rows(CEF);
        assert_eq!(found[0], expected);
        assert_eq!(found[1].last().map(String::as_str), Some("source_ip=10.0.0.1"));
    }

    #[test]
    fn delimiters_of_leef_end_values() {
        let expected = ["user_name=ann b", "ssn=536-90-4399", "note=x = y"];
        for (version, delimiter, written) in
            [("1.0", "\t", ""), ("2.0", "^", "^|"), ("2.0", "^", "x5E|"), ("2.0", "\t", "|"), ("2.0", "#", "0x23|")]
        {
            let pairs = ["usrName=ann b", "ssn=536-90-4399", "note=x = y"].join(delimiter);
            let source = format!("LEEF:{version}|Acme|Portal|4|EVENT|{written}{pairs}\n");
            assert_eq!(rows(&source)[0][4..], expected, "{source}");
        }
    }

    #[test]
    fn other_lines_with_bars_are_none() {
        for source in [
            "a|b|c|d|e|f|g=1\n",
            "see CEF: a|b|c|d|e|f|g=1\n",
            "CEF:0|a|b|c\n",
            "XCEF:0|a|b|c|d|e|f|g=1\n",
            "CEF:0|a|b|c|d|e|f|g=1\nprose\nmore prose\n",
            "",
        ] {
            assert!(open(source).is_none(), "{source}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_events_lose_nothing(pairs in "[a-z= \\\\|\\[^]{0,60}") {
            for header in ["CEF:0|a|b|c|d|e|f|", "LEEF:2.0|a|b|c|d|^|", "LEEF:1.0|a|b|c|d|"] {
                let source = format!("{header}{pairs}\n");
                let reader = open(CEF).expect("events");
                assert_cuts_agree(&*reader, source.as_bytes());
                let found = read_whole(&*reader, source.as_bytes());
                let keys: Vec<_> = found.records.iter().flat_map(|(_, cells)| cells).map(|(name, _)| name.clone()).collect();
                found.assert_covers(source.as_bytes(), |at| at < header.len() || !keys.is_empty());
            }
        }
    }
}
