//! What is not on a page: author and title, fields of forms, links.

use lopdf::{Document, Object};

use crate::records::rows::Rows;

/// A string of the document: UTF-16 behind its mark, or Latin letters.
pub(super) fn text(raw: &[u8]) -> String {
    if let Some(units) = raw.strip_prefix(b"\xFE\xFF") {
        let units = units.chunks_exact(2).filter_map(|unit| <[u8; 2]>::try_from(unit).ok()).map(u16::from_be_bytes);
        return char::decode_utf16(units).map(|char| char.unwrap_or('\u{FFFD}')).collect();
    }
    match std::str::from_utf8(raw) {
        Ok(text) => text.trim_start_matches('\u{FEFF}').to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(raw).0.into_owned(),
    }
}

/// The information of the document as a record of the table `properties`.
pub(super) fn metadata(document: &Document, rows: &mut Rows<'_, '_>) {
    let info = document.trailer.get(b"Info").ok().and_then(|info| document.dereference(info).ok());
    let Some(info) = info.and_then(|(_, info)| info.as_dict().ok()) else { return };
    let span = 0..rows.bytes.len();
    rows.table("properties");
    for (name, value) in info.iter() {
        if let Ok(raw) = value.as_str() {
            let column = rows.named(&String::from_utf8_lossy(name).to_lowercase());
            rows.decoded(column, text(raw).as_bytes(), &span);
        }
    }
    rows.end_record();
}

/// Fields of forms as `name: value`, the text of notes, and the targets of links.
pub(super) fn fields(document: &Document, rows: &mut Rows<'_, '_>) {
    let span = 0..rows.bytes.len();
    for object in document.objects.values() {
        let Object::Dictionary(dictionary) = object else { continue };
        let string = |name: &[u8]| dictionary.get(name).ok().and_then(|value| value.as_str().ok()).map(text);
        if let Some(value) = string(b"V") {
            let name = string(b"T").unwrap_or_default();
            rows.decoded_text(format!("{name}: {value}").as_bytes(), span.clone());
        }
        for name in [&b"URI"[..], b"Contents"] {
            if let Some(value) = string(name) {
                rows.decoded_text(value.as_bytes(), span.clone());
            }
        }
    }
}
