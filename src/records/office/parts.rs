//! Which part is read how.

use std::io::Read;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::prose::{self, Vocabulary};
use super::stream::{self, End};
use super::workbook::{Workbook, attribute};
use super::zip::{Archive, Entry};
use super::{properties, sheet};
use crate::error::Reason;
use crate::records::Flow;
use crate::records::markup::Token;
use crate::records::nested::{self, Inner};
use crate::records::rows::Rows;

/// The longest member that is read like a file.
const MEMBER_LEN_MAX: u64 = 128 << 20;

/// Reads all parts of a document.
pub(super) fn read(archive: &Archive<'_>, rows: &mut Rows<'_, '_>) {
    let has = |name: &str| archive.entry(name).is_some();
    let is_open_document = has("content.xml");
    let workbook = archive.entries.iter().any(|entry| entry.name.starts_with("xl/worksheets/"));
    let workbook = if workbook { Workbook::read(archive) } else { Default::default() };
    for entry in archive.entries.iter().filter(|entry| !entry.span.is_empty()) {
        let result = catch_unwind(AssertUnwindSafe(|| part(archive, entry, &workbook, is_open_document, rows)));
        let end = result.unwrap_or(End::Broken);
        note(entry, &end, rows);
        if rows.is_stopped {
            return;
        }
    }
}

/// Tells what was not read, and scans its bytes as they stand.
fn note(entry: &Entry, end: &End, rows: &mut Rows<'_, '_>) {
    let (reason, message) = match end {
        End::Complete => return,
        End::Broken => (Reason::CorruptStream, "a part of the document is broken; what was read before counts"),
        End::Limit => (Reason::LimitReached, "a part of the document unpacks to more than is read"),
        End::Unread => {
            (Reason::UnsupportedFormat, "a part of the document is encrypted or compressed in an unknown way")
        }
    };
    rows.drop_record();
    rows.unread(entry.span.clone(), reason, message);
}

fn part(archive: &Archive<'_>, entry: &Entry, book: &Workbook, is_odf: bool, rows: &mut Rows<'_, '_>) -> End {
    let name = entry.name.as_str();
    let folder = name.split('/').next().unwrap_or_default();
    if let Some((table, _)) = book.sheets.iter().find(|(_, part)| part == name) {
        return sheet::read(archive, entry, book, table, rows);
    }
    if book.broken.contains(&name) {
        return End::Broken;
    }
    match name {
        // Read with the workbook, or without text.
        "xl/workbook.xml"
        | "xl/styles.xml"
        | "word/styles.xml"
        | "word/fontTable.xml"
        | "[Content_Types].xml"
        | "META-INF/manifest.xml"
        | "docProps/app.xml" => End::Complete,
        "xl/sharedStrings.xml" if !book.sheets.is_empty() => End::Complete,
        "docProps/core.xml" | "docProps/custom.xml" | "meta.xml" => properties::read(archive, entry, rows),
        _ if name.ends_with(".rels") => links(archive, entry, rows),
        _ if name.contains("/theme/") || name.contains("/slideLayouts/") || name.contains("/slideMasters/") => {
            End::Complete
        }
        _ if is_odf && name.ends_with(".xml") => prose::read(archive, entry, Vocabulary::OpenDocument, rows),
        _ if matches!(folder, "word" | "ppt" | "xl") && name.ends_with(".xml") => {
            prose::read(archive, entry, Vocabulary::OfficeOpen, rows)
        }
        _ => member(archive, entry, rows),
    }
}

/// Links to other places: mail addresses, files of people.
fn links(archive: &Archive<'_>, entry: &Entry, rows: &mut Rows<'_, '_>) -> End {
    stream::tokens(archive, entry, &mut |tokens, token| {
        if let Token::Open(tag) = token
            && tokens.attribute(tag, b"TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case(b"external"))
            && let Some(target) = attribute(tokens, tag, b"Target")
        {
            rows.decoded_text(target.as_bytes(), entry.span.clone());
        }
        ControlFlow::Continue(())
    })
}

/// Reads a member like a file.
fn member(archive: &Archive<'_>, entry: &Entry, rows: &mut Rows<'_, '_>) -> End {
    let Some(content) = archive.content(entry) else { return End::Unread };
    let mut bytes = Vec::new();
    let limit = MEMBER_LEN_MAX.min(archive.left());
    let is_read = content.take(limit + 1).read_to_end(&mut bytes).is_ok();
    archive.charge(bytes.len());
    if bytes.len() as u64 > limit {
        return End::Limit;
    }
    let is_verbatim = rows.bytes.get(entry.span.clone()) == Some(&bytes);
    let inner = Inner { bytes: &bytes, name: &entry.name, span: entry.span.clone(), is_verbatim };
    rows.flush();
    let piece = rows.bytes;
    let flow: Flow = nested::read(piece, &inner, rows.sink());
    rows.is_stopped |= flow.is_break();
    rows.forget_table();
    if is_read { End::Complete } else { End::Broken }
}
