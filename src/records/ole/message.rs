//! Messages: properties in streams that are called after their numbers and types.

use super::Streams;
use crate::records::html::HtmlReader;
use crate::records::nested::{self, Inner};
use crate::records::rows::Rows;
use crate::records::{BatchSink, Flow};

/// Properties of the message that are cells, by their numbers.
const CELLS: &[(&str, &str)] = &[
    ("0037", "subject"),
    ("0C1A", "from_name"),
    ("5D01", "from_email"),
    ("0E04", "to_name"),
    ("0E03", "cc_name"),
    ("1035", "message_id"),
];
/// Of a receiver.
const RECEIVER: &[(&str, &str)] = &[("3001", "to_name"), ("39FE", "to_email"), ("3003", "to_email")];
/// Receivers and attachments of a message.
const PARTS_MAX: usize = 10_000;

/// Reads a message, its receivers and attachments.
pub(super) fn read(streams: &mut Streams<'_>, rows: &mut Rows<'_, '_>) {
    cells(streams, "", CELLS, rows);
    for part in parts(streams, "/__recip_version1.0_") {
        cells(streams, &part, RECEIVER, rows);
    }
    let span = 0..rows.bytes.len();
    for number in ["1000", "007D"] {
        if let Some(body) = text(streams, "", number) {
            rows.decoded_text(body.as_bytes(), span.clone());
        }
    }
    let html = streams.at("/__substg1.0_10130102").or_else(|| text(streams, "", "1013").map(String::into_bytes));
    if let Some(html) = html {
        let html = Inner { bytes: &html, name: "", span, is_verbatim: false };
        hand_on(rows, |piece, sink| nested::read_with(piece, &html, &HtmlReader, sink));
    }
    for part in parts(streams, "/__attach_version1.0_") {
        let name = text(streams, &part, "3707").or_else(|| text(streams, &part, "3704")).unwrap_or_default();
        if let Some(content) = streams.at(&format!("{part}/__substg1.0_37010102")) {
            inner(&content, &name, rows);
        }
    }
}

/// The storages whose names begin so.
fn parts(streams: &Streams<'_>, prefix: &str) -> Vec<String> {
    let names = streams.paths.iter().filter_map(|path| Some(path.parent()?.to_string_lossy().into_owned()));
    let mut parts: Vec<String> = names
        .filter(|name| name.starts_with(prefix) && !name.get(1..).is_some_and(|rest| rest.contains('/')))
        .collect();
    parts.sort();
    parts.dedup();
    parts.truncate(PARTS_MAX);
    parts
}

/// A property that is text: UTF-16, or in the character set of the writer.
fn text(streams: &mut Streams<'_>, part: &str, number: &str) -> Option<String> {
    if let Some(raw) = streams.at(&format!("{part}/__substg1.0_{number}001F")) {
        return Some(encoding_rs::UTF_16LE.decode_without_bom_handling(&raw).0.into_owned());
    }
    let raw = streams.at(&format!("{part}/__substg1.0_{number}001E"))?;
    Some(encoding_rs::WINDOWS_1252.decode_without_bom_handling(&raw).0.into_owned())
}

fn cells(streams: &mut Streams<'_>, part: &str, properties: &[(&str, &str)], rows: &mut Rows<'_, '_>) {
    let span = 0..rows.bytes.len();
    rows.table("mail");
    let mut has_cells = false;
    for (number, name) in properties {
        if let Some(value) = text(streams, part, number) {
            let column = rows.named(name);
            rows.decoded(column, value.as_bytes(), &span);
            has_cells = true;
        }
    }
    if has_cells {
        rows.end_record();
    }
}

fn inner(bytes: &[u8], name: &str, rows: &mut Rows<'_, '_>) {
    let inner = Inner { bytes, name, span: 0..rows.bytes.len(), is_verbatim: false };
    hand_on(rows, |piece, sink| nested::read(piece, &inner, sink));
}

/// Lets another reader have the sink.
fn hand_on(rows: &mut Rows<'_, '_>, read: impl FnOnce(&[u8], &mut dyn BatchSink) -> Flow) {
    rows.flush();
    let flow = read(rows.bytes, rows.sink());
    rows.is_stopped |= flow.is_break();
    rows.forget_table();
}
