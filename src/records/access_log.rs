//! Format `access_log`: the logs of web servers, one request a line.
//!
//! The common log format is `host ident user [time] "request" status bytes`; the combined one adds `"referer"` and
//! `"user agent"`. Servers put the name of the virtual host before it, and fields of their own behind it, quoted or not.
//! Columns are called as nginx calls what is logged; in quotes a backslash escapes (`\"`, `\x22`). Lines of any other form are
//! handed on as text.
//!
//! Sources: Apache HTTP Server, module `mod_log_config`; nginx, module `ngx_http_log_module`.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::lines::{self, Line};
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass, header};
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, Escape, TableId};
use crate::decode::escapes;

/// The format.
#[derive(Debug)]
pub struct AccessLog;

/// What the fields are called, from the first one that every log has.
const NAMES: [&str; 9] = [
    "remote_addr",
    "identity",
    "remote_user",
    "time_local",
    "request",
    "status",
    "body_bytes_sent",
    "http_referer",
    "http_user_agent",
];
/// Before it may stand the name of the virtual host.
const HOST: &str = "host";
/// Which of the fields is the time.
const TIME: usize = 3;
/// Fields from the time on that every log has: its own, the request, the status and the length of the answer.
const BEHIND_TIME: usize = 4;
/// A line with more fields is text.
const FIELDS_MAX: usize = 32;

impl Format for AccessLog {
    fn name(&self) -> &'static str {
        "access_log"
    }

    fn may_be(&self, census: &Census) -> bool {
        // Most lines have a time in brackets, and a request in quotes.
        let most = census.lines() / 2;
        census.count(b'[') >= most && census.count(b'"') / 2 >= most
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        const LINES_MAX: usize = 200;
        const LINES_MIN: usize = 3;
        let bytes = lines::whole_lines(head, b'\n');
        let mut fields = Fields::default();
        let (mut count, mut hosted, mut read) = (0, 0, 0);
        for line in lines::lines(b'\n', bytes).take(LINES_MAX) {
            count += 1;
            if fields.read(bytes, &line) {
                read += 1;
                hosted += usize::from(fields.has_host);
            }
        }
        let is_log = read >= LINES_MIN && read * 4 >= count * 3;
        is_log.then(|| -> Box<dyn Reader> { Box::new(LogReader { has_host: hosted * 2 > read }) })
    }
}

/// Reads requests.
#[derive(Debug)]
struct LogReader {
    /// The name of the virtual host stands before the other fields.
    has_host: bool,
}

impl Reader for LogReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        lines::predict(b'\n', bytes, len_wanted).map(|len| (len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut len = 0;
        let mut requests = Requests::new(self.has_host, piece.bytes, sink);
        let mut fields = Fields::default();
        while let Some(line) = Line::at(b'\n', piece.bytes, len, piece.at_end) {
            len = line.next;
            let is_request = fields.read(piece.bytes, &line) && fields.has_host == self.has_host;
            let flow = if is_request { requests.push(&fields) } else { requests.text(line.start..line.next) };
            if flow.is_break() {
                break;
            }
        }
        if len == 0 && piece.must_consume {
            len = lines::boundary_near_end(piece.bytes);
            // The piece ends here, so there is nothing left that the sink could stop.
            let _: Flow = requests.sink.text(piece.bytes, 0..len, TextClass::NotUnderstood);
        }
        // As above.
        let _: Flow = requests.flush();
        Consumed { len, state: if len == 0 { piece.state.clone() } else { State::Between } }
    }
}

/// The requests of one piece.
struct Requests<'a, 's> {
    bytes: &'a [u8],
    sink: &'s mut dyn BatchSink,
    table: TableId,
    columns: Vec<ColumnId>,
    batch: BatchBuf,
}

impl<'a, 's> Requests<'a, 's> {
    fn new(has_host: bool, bytes: &'a [u8], sink: &'s mut dyn BatchSink) -> Self {
        let table = sink.table("");
        let names = has_host.then_some(HOST).into_iter().chain(NAMES);
        let spec = |name: &str| ColumnSpec { name: name.to_owned(), is_named: true, sql_type: None };
        let columns = names.map(|name| sink.column(table, &spec(name))).collect();
        Self { bytes, sink, table, columns, batch: BatchBuf::default() }
    }

    fn push(&mut self, fields: &Fields) -> Flow {
        while self.columns.len() < fields.spans.len() {
            let spec = header::unnamed_column(self.columns.len());
            self.columns.push(self.sink.column(self.table, &spec));
        }
        let cells = fields.spans.iter().zip(&self.columns);
        if !fields.spans.iter().any(|(_, is_escaped)| *is_escaped) {
            let offsets = |span: &Range<usize>| lines::offset(span.start)..lines::offset(span.end);
            self.batch.cells.extend(cells.map(|((span, _), &column)| Cell::borrowed(column, offsets(span))));
            self.batch.end_record();
            return if self.batch.is_full() { self.flush() } else { Flow::Continue(()) };
        }
        for (&(ref span, is_escaped), &column) in cells {
            let mut cell = Cell::borrowed(column, lines::offset(span.start)..lines::offset(span.end));
            if is_escaped {
                let value = self.batch.arena.len();
                let raw = self.bytes.get(span.clone()).unwrap_or_default();
                escapes::unescape(Escape::CopyText, raw, &mut self.batch.arena);
                cell.value = lines::offset(value);
                cell.value_len = lines::offset(self.batch.arena.len() - value);
                cell.escape = Escape::CopyText;
            }
            self.batch.cells.push(cell);
        }
        self.batch.end_record();
        if self.batch.is_full() { self.flush() } else { Flow::Continue(()) }
    }

    fn text(&mut self, span: Range<usize>) -> Flow {
        if lines::is_blank(self.bytes.get(span.clone()).unwrap_or_default()) {
            return Flow::Continue(());
        }
        self.sink.text(self.bytes, span, TextClass::Text)
    }

    fn flush(&mut self) -> Flow {
        if self.batch.record_ends.is_empty() {
            return Flow::Continue(());
        }
        let flow = self.sink.batch(self.table, &self.batch.as_batch(self.bytes));
        self.batch.clear();
        flow
    }
}

/// The fields of a line.
#[derive(Debug, Default)]
struct Fields {
    /// What stands within quotes or brackets, and whether something in it is escaped.
    spans: Vec<(Range<usize>, bool)>,
    /// Whether the name of a virtual host stands before the others.
    has_host: bool,
}

impl Fields {
    /// Reads a line; whether it is a request.
    fn read(&mut self, bytes: &[u8], line: &Line) -> bool {
        self.spans.clear();
        let text = line.of(bytes);
        let mut at = line.start;
        let end = line.start + text.trim_ascii_end().len();
        // Where the time stands.
        let mut time = usize::MAX;
        while at < end && self.spans.len() < FIELDS_MAX {
            let Some(Field { span, sort, next, is_escaped }) = field(bytes, at..end) else { return false };
            let is_number =
                || bytes.get(span.clone()).unwrap_or_default().iter().all(|byte| matches!(byte, b'0'..=b'9' | b'-'));
            let place = self.spans.len();
            let fits = match (place.checked_sub(time), sort) {
                (None, Sort::Bracketed) => {
                    time = place;
                    place == TIME || place == TIME + 1
                }
                (None, sort) => sort == Sort::Plain && place <= TIME,
                (Some(1), sort) => sort == Sort::Quoted,
                (Some(2 | 3), sort) => sort == Sort::Plain && is_number(),
                (Some(_), _) => true,
            };
            if !fits || next < end && bytes.get(next) != Some(&b' ') {
                return false;
            }
            self.spans.push((span, is_escaped));
            at = next + 1;
        }
        self.has_host = time == TIME + 1;
        // Behind the host's name stands an address or a name; behind the address, in a user's name with a blank, the identity.
        let second = self.spans.get(1).and_then(|(span, _)| bytes.get(span.clone())).unwrap_or_default();
        let is_placed = !self.has_host || second.iter().any(|byte| matches!(byte, b'.' | b':'));
        at >= end && is_placed && self.spans.len() >= time.saturating_add(BEHIND_TIME)
    }
}

/// A field of a line.
struct Field {
    /// What it holds, without what stands around it.
    span: Range<usize>,
    sort: Sort,
    is_escaped: bool,
    /// One past its last byte, with what closes it.
    next: usize,
}

/// What stands around a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Plain,
    Bracketed,
    Quoted,
}

/// The field at the beginning of a stretch. `None` where there is none, or what opens it is not closed.
fn field(bytes: &[u8], within: Range<usize>) -> Option<Field> {
    let start = within.start;
    let rest = bytes.get(within)?;
    let mut is_escaped = false;
    let (sort, len) = match rest.split_first()? {
        (b'[', inner) => (Sort::Bracketed, memchr::memchr(b']', inner)?),
        (b'"', inner) => {
            let first = memchr::memchr2(b'"', b'\\', inner)?;
            is_escaped = inner.get(first) == Some(&b'\\');
            (Sort::Quoted, if is_escaped { closing(inner)? } else { first })
        }
        (b' ', _) => return None,
        _ => (Sort::Plain, space(rest)),
    };
    let around = usize::from(sort != Sort::Plain);
    let span = start + around..start + around + len;
    let next = span.end + around;
    Some(Field { span, sort, is_escaped, next })
}

/// Where the first space stands, or the end of the text: most fields are short.
#[inline]
fn space(text: &[u8]) -> usize {
    const NEAR: usize = 16;
    let near = text.get(..NEAR).unwrap_or(text).iter().position(|&byte| byte == b' ');
    near.or_else(|| Some(NEAR + memchr::memchr(b' ', text.get(NEAR..)?)?)).unwrap_or(text.len())
}

/// Where the quote stands that closes a value, behind no backslash that escapes it.
fn closing(inner: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'"', inner).find(|&at| {
        let slashes = inner.get(..at).unwrap_or_default().iter().rev().take_while(|byte| **byte == b'\\').count();
        slashes % 2 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_predicted, read_whole};
    use proptest::prelude::*;

    fn open(source: &[u8]) -> Option<Box<dyn Reader>> {
        AccessLog.open(&head_of(source))
    }

    fn read(source: &[u8]) -> Collector {
        let reader = open(source).expect("an access log");
        assert_cuts_agree(&*reader, source);
        read_whole(&*reader, source)
    }

    const COMBINED: &str = concat!(
        "192.0.2.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a?mail=ann@example.com HTTP/1.0\" 200 2326 ",
        "\"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\"\n",
        "2001:db8::7 - - [10/Oct/2000:13:55:37 -0700] \"POST /b HTTP/1.0\" 404 - \"-\" \"a \\\"b\\\" \\x22c\" 0.104\r\n",
        "a line of another kind\n",
        "192.0.2.3 - - [10/Oct/2000:13:55:38 -0700] \"\" 400 0 \"-\" \"\"\n",
        "192.0.2.4 - - [10/Oct/2000:13:55:39 -0700] \"GET / HTTP/1.1\" 200 17 \"-\" \"curl/8.4.0\"\n",
    );

    #[test]
    fn requests_are_records_and_other_lines_text() {
        let found = read(COMBINED.as_bytes());
        assert_eq!(found.column_names()[..9], NAMES);
        assert_eq!(found.column_names()[9..], ["column_10"]);
        let rows = found.rows();
        let request = ["192.0.2.1", "-", "frank", "10/Oct/2000:13:55:36 -0700", "GET /a?mail=ann@example.com HTTP/1.0"];
        assert_eq!(rows[0][..5], request);
        assert_eq!(rows[0][8], "Mozilla/4.08 [en] (Win98; I ;Nav)");
        assert_eq!(rows[1][4..], ["POST /b HTTP/1.0", "404", "-", "-", "a \"b\" \"c", "0.104"]);
        assert_eq!(rows[2][4..], ["", "400", "0", "-", ""]);
        assert_eq!(found.text_of(COMBINED.as_bytes()), ["a line of another kind\n"]);
        found.assert_covers(COMBINED.as_bytes(), |_| false);
    }

    #[test]
    fn a_space_is_found_wherever_it_stands() {
        for len in 0..40 {
            let text = [b"x".repeat(len).as_slice(), b" y z"].concat();
            assert_eq!(space(&text), len);
            assert_eq!(space(&text[..len]), len);
        }
    }

    #[test]
    fn common_logs_and_those_of_virtual_hosts_are_read() {
        let common = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 2326\n".repeat(3);
        assert_eq!(read(common.as_bytes()).rows()[2].len(), 7);
        let hosted: String = common.lines().map(|line| format!("www.example.com:80 {line}\n")).collect();
        let found = read(hosted.as_bytes());
        assert_eq!(found.column_names()[..2], ["host", "remote_addr"]);
        assert_eq!(found.rows()[0][..2], ["www.example.com:80", "192.0.2.1"]);
    }

    #[test]
    fn other_lines_are_no_access_log() {
        let others = [
            "[10/Oct/2000:13:55:36] \"GET /\" 200 17\n",
            "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\"\n",
            "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" OK 17\n",
            "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0 200 17\n",
            "x y [a] \"b\" 1 2\n",
            "192.0.2.1 - Linda Hartwell [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 17\n",
        ];
        for source in others {
            assert!(open(source.repeat(9).as_bytes()).is_none(), "{source}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn arbitrary_lines_are_covered(lines in prop::collection::vec("[ -~]{0,9}([\\[\\]\"\\\\ a1-]{0,12}){0,3}", 0..6)) {
            let source = format!("{}{}\n", COMBINED.repeat(20), lines.join("\n"));
            let reader = open(source.as_bytes()).expect("an access log");
            for len_wanted in [1, 100, 10_000] {
                read_predicted(&*reader, source.as_bytes(), len_wanted).assert_covers(source.as_bytes(), |_| false);
            }
        }
    }
}
