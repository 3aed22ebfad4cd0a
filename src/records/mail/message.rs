//! One message: its header as a record, its parts as what they hold.

use std::ops::Range;

use super::address;
use super::decode::{self, quoted_printable, to_utf8};
use super::headers::{self, Header};
use crate::error::{Reason, Severity};
use crate::records::html::HtmlReader;
use crate::records::nested::{self, Inner};
use crate::records::rows::Rows;
use crate::records::{BatchSink, Flow, TextClass};

/// Parts within parts.
const DEPTH_MAX: usize = 16;
/// Parts of one message; what follows is text.
const PARTS_MAX: usize = 10_000;

/// Reads the message in `span`.
pub(super) fn read(bytes: &[u8], span: Range<usize>, sink: &mut dyn BatchSink) {
    let mut parts_left = PARTS_MAX;
    message(bytes, span, sink, 0, &mut parts_left);
}

fn message(bytes: &[u8], span: Range<usize>, sink: &mut dyn BatchSink, depth: usize, parts_left: &mut usize) {
    let mut start = span.start;
    if bytes.get(span.clone()).is_some_and(|rest| rest.starts_with(b"From ")) {
        let rest = bytes.get(span.clone()).unwrap_or_default();
        start += memchr::memchr(b'\n', rest).map_or(rest.len(), |len| len + 1);
        text(bytes, span.start..start, TextClass::Structure, sink);
    }
    let (headers, body) = headers::read(bytes, start..span.end);
    if headers.is_empty() {
        text(bytes, start..span.end, TextClass::Text, sink);
        return;
    }
    let mut rows = Rows::new(bytes, sink);
    rows.table("mail");
    let mut rest = Vec::new();
    for header in &headers {
        if !as_cells(&mut rows, header) {
            rest.push(header);
        }
    }
    rows.end_record();
    for header in rest {
        rows.text(header.name.start..header.value.end, TextClass::Structure);
    }
    rows.flush();
    part(bytes, &headers, body..span.end, sink, depth, parts_left);
}

/// Hands on a field of the header as cells, if it is one that everybody knows.
fn as_cells(rows: &mut Rows<'_, '_>, header: &Header) -> bool {
    let name = header.name(rows.bytes);
    match name.as_slice() {
        b"from" | b"to" | b"cc" | b"bcc" | b"reply-to" | b"sender" | b"delivered-to" | b"return-path" => {
            let label = String::from_utf8_lossy(&name).replace('-', "_");
            for address in address::list(rows.bytes, header.value.clone()) {
                let column = rows.named(&format!("{label}_email"));
                rows.field(column, &address.address);
                if let Some(name) = &address.name {
                    let column = rows.named(&format!("{label}_name"));
                    rows.field(column, name);
                }
            }
            true
        }
        b"subject" | b"date" => {
            let value = header.value(rows.bytes);
            let value = decode::words(&value).unwrap_or(value);
            let column = rows.named(&String::from_utf8_lossy(&name));
            rows.decoded(column, &value, &header.value);
            true
        }
        _ => false,
    }
}

fn text(bytes: &[u8], span: Range<usize>, class: TextClass, sink: &mut dyn BatchSink) {
    let mut rows = Rows::new(bytes, sink);
    rows.text(span, class);
}

/// Reads what stands below `headers`.
fn part(
    bytes: &[u8],
    headers: &[Header],
    body: Range<usize>,
    sink: &mut dyn BatchSink,
    depth: usize,
    parts_left: &mut usize,
) {
    let field =
        |name: &[u8]| headers.iter().find(|header| header.name(bytes) == name).map(|header| header.value(bytes));
    let kind = field(b"content-type").unwrap_or_else(|| b"text/plain".to_vec());
    let encoding = field(b"content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let media = kind.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii().to_ascii_lowercase();
    let is_encoded = matches!(encoding.as_slice(), b"base64" | b"quoted-printable");
    let has_room = depth < DEPTH_MAX && *parts_left > 0;
    *parts_left = parts_left.saturating_sub(1);
    if media.starts_with(b"multipart/")
        && has_room
        && let Some(boundary) = headers::parameter(&kind, b"boundary").filter(|boundary| !boundary.is_empty())
    {
        multipart(bytes, &boundary, body, sink, depth, parts_left);
        return;
    }
    if media == b"message/rfc822" && !is_encoded && has_room {
        message(bytes, body, sink, depth + 1, parts_left);
        return;
    }
    let raw = bytes.get(body.clone()).unwrap_or_default();
    let charset = headers::parameter(&kind, b"charset").filter(|_| media.starts_with(b"text/"));
    let decoded = match encoding.as_slice() {
        b"base64" => Some(to_utf8(decode::base64(raw), charset.as_deref())),
        b"quoted-printable" => Some(to_utf8(quoted_printable(raw, false), charset.as_deref())),
        // The character set of the whole source was told before it came here.
        _ => None,
    };
    let disposition = field(b"content-disposition").unwrap_or_default();
    let name = headers::parameter(&disposition, b"filename").or_else(|| headers::parameter(&kind, b"name"));
    let name = name.map(|name| decode::words(&name).unwrap_or(name)).unwrap_or_default();
    let name = String::from_utf8_lossy(&name).into_owned();
    let inner =
        Inner { bytes: decoded.as_deref().unwrap_or(raw), name: &name, span: body, is_verbatim: decoded.is_none() };
    leaf(bytes, &inner, &media, sink);
}

/// Reads the decoded content of a part.
fn leaf(bytes: &[u8], inner: &Inner<'_>, media: &[u8], sink: &mut dyn BatchSink) {
    // Nothing is left to do where the sink wants no more.
    let _: Flow = match media {
        b"text/html" => nested::read_with(bytes, inner, &HtmlReader, sink),
        b"text/plain" if inner.name.is_empty() => {
            nested::read_tables(bytes, &Inner { name: "body", ..inner.clone() }, sink)
                .unwrap_or_else(|| nested::as_text(bytes, inner, false, sink))
        }
        _ => nested::read(bytes, inner, sink),
    };
}

/// Reads the parts between lines of `--boundary`.
fn multipart(
    bytes: &[u8],
    boundary: &[u8],
    body: Range<usize>,
    sink: &mut dyn BatchSink,
    depth: usize,
    parts_left: &mut usize,
) {
    let mark = [b"--", boundary].concat();
    let mut start = body.start;
    let (mut is_part, mut is_closed) = (false, false);
    let content = bytes.get(body.clone()).unwrap_or_default();
    let is_line_start = |at: &usize| *at == 0 || content.get(at - 1) == Some(&b'\n');
    let finder = memchr::memmem::Finder::new(&mark);
    for at in finder.find_iter(content).filter(is_line_start).chain([content.len()]) {
        let at = body.start + at;
        let mut end = at.max(start);
        // The line end before a boundary belongs to the boundary.
        for ending in [b'\n', b'\r'] {
            if at < body.end && end > start && bytes.get(end - 1) == Some(&ending) {
                end -= 1;
            }
        }
        if is_part && *parts_left > 0 {
            let (headers, content) = headers::read(bytes, start..end);
            for header in &headers {
                text(bytes, header.name.start..header.value.end, TextClass::Structure, sink);
            }
            part(bytes, &headers, content..end, sink, depth + 1, parts_left);
        } else {
            text(bytes, start..end, TextClass::Text, sink);
        }
        let behind = bytes.get(at..body.end).unwrap_or_default();
        let line_len = memchr::memchr(b'\n', behind).map_or(behind.len(), |len| len + 1);
        is_part = !behind.get(mark.len()..).is_some_and(|rest| rest.starts_with(b"--"));
        is_closed |= !is_part;
        start = at + line_len;
    }
    // Of some messages only the headers are kept.
    let has_content = bytes.get(body.clone()).is_some_and(|body| !body.trim_ascii().is_empty());
    if !is_closed && has_content {
        let message = "the message ends before the boundary that ends its parts: it is cut";
        sink.diagnostic(Severity::Warning, Reason::NotUnderstood, body.end, message);
    }
}
