//! Definitions of tables as MariaDB, and MySQL before 8, keep them: `.frm` files beside the data.
//!
//! ```text
//! header (64 bytes)   FE 01, version; from byte 4: length of the part behind it; from 6: place of the keys; ...
//! place of the form   behind that part; the form (288 bytes) counts the fields
//! keys                counts, then for each key: flags, length, count of its parts; and its parts
//! fields              17 bytes each; then their names, and the names of choices, between bytes FF
//! ```
//!
//! The layout is that of `sql/table.cc` (`init_from_binary_frm_image`). Columns that are computed and not stored are not
//! told from others: records of such tables do not fit, and are scanned as they stand.

use std::sync::Arc;

use super::layout::{CHOICE_LEN_MAX, Defined, FIELDS_MAX, Field, Kind, Layout, Len, hidden};

const HEADER_LEN: usize = 64;
const FORM_LEN: usize = 288;
const FIELD_LEN: usize = 17;

/// The layout that a `.frm` file defines.
pub(super) fn layout(frm: &[u8]) -> Option<Layout> {
    if !frm.starts_with(b"\xFE\x01") {
        return None;
    }
    let form = u32_at(frm, HEADER_LEN + u16_at(frm, 4)?)?;
    let count = u16_at(frm, form + 258).filter(|&count| (1..=FIELDS_MAX).contains(&count))?;
    let fields_at = form + FORM_LEN + u16_at(frm, form + 260)?;
    let mut lists = Lists { bytes: frm, at: fields_at + count * FIELD_LEN };
    let names = lists.next()?;
    let lists_of_choices: Vec<Arc<[String]>> =
        std::iter::from_fn(|| lists.next()).take(FIELDS_MAX).map(Arc::from).collect();
    let is_choice = |name: &String| name.len() <= CHOICE_LEN_MAX;
    if names.len() != count || !lists_of_choices.iter().all(|choices| choices.iter().all(is_choice)) {
        return None;
    }
    let fields = frm.get(fields_at..)?.chunks_exact(FIELD_LEN).zip(names);
    let columns: Vec<Field> =
        fields.map(|(raw, name)| defined(raw, name, &lists_of_choices)?.field()).collect::<Option<_>>()?;
    let key = clustered_key(frm, &columns);
    Some(Layout { name: String::new(), fields: stored(&columns, &key) })
}

/// The definition of one column.
fn defined(raw: &[u8], name: String, choices: &[Arc<[String]>]) -> Option<Defined> {
    let (len, pack) = (u16_at(raw, 3)?, u16_at(raw, 8)?);
    let number = *raw.get(13)?;
    let collation = usize::from(*raw.get(14)?) | usize::from(*raw.get(11)?) << 8;
    let is_signed = pack & 1 != 0;
    let list = usize::from(*raw.get(12)?);
    let choices = list.checked_sub(1).and_then(|list| choices.get(list)).cloned().unwrap_or_default();
    let fraction = match number {
        // The length of a time is that of how it is written, with its fraction behind a point.
        17 | 18 => len.saturating_sub(20),
        19 => len.saturating_sub(11),
        _ => pack >> 8 & 31,
    };
    Some(Defined {
        name,
        number,
        len,
        is_signed,
        is_nullable: pack & 0x8000 != 0,
        collation,
        scale: fraction,
        precision: len.saturating_sub(usize::from(fraction > 0) + usize::from(is_signed)),
        choice_count: choices.len(),
        choices,
    })
}

/// A part of a key: a column, and how much of it.
struct Part {
    column: usize,
    len: usize,
}

/// The key by which the rows are stored: the first one that is unique and has no NULLs, as the server sorts them.
fn clustered_key(frm: &[u8], columns: &[Field]) -> Vec<Part> {
    let find = || {
        let mut at = u16_at(frm, 6)?;
        let first = *frm.get(at)?;
        let second = usize::from(*frm.get(at + 1)?);
        let keys = if first & 0x80 == 0 { usize::from(first) } else { second << 7 | usize::from(first & 0x7F) };
        at += 6;
        for _ in 0..keys {
            let (flags, count) = (u16_at(frm, at)?, *frm.get(at + 4)?);
            at += 8;
            let mut parts = Vec::new();
            for _ in 0..count {
                let column = (u16_at(frm, at)? & 0x3FFF).checked_sub(1)?;
                parts.push(Part { column, len: u16_at(frm, at + 7)? });
                at += 9;
            }
            // The lowest bit says that values may come twice.
            let has_nulls = parts.iter().any(|part| columns.get(part.column).is_none_or(|field| field.is_nullable));
            if flags & 1 == 0 && !has_nulls && !parts.is_empty() {
                return Some(parts);
            }
        }
        None
    };
    find().unwrap_or_default()
}

/// Fields in the order in which they are stored: the key, what the engine keeps for itself, and all others.
fn stored(columns: &[Field], key: &[Part]) -> Vec<Field> {
    const ROW_ID_LEN: usize = 6;
    const TRANSACTION_LEN: usize = 6;
    const UNDO_LEN: usize = 7;
    let mut fields = Vec::new();
    let mut is_taken = vec![false; columns.len()];
    for part in key {
        let (Some(field), Some(taken)) = (columns.get(part.column), is_taken.get_mut(part.column)) else { continue };
        let (Len::Fixed(whole_len) | Len::Stated { len_max: whole_len }) = field.len;
        if part.len >= whole_len || !matches!(field.kind, Kind::Text { .. } | Kind::Bytes) {
            *taken = true;
            fields.push(field.clone());
        } else {
            // The key has the beginning of the value alone.
            let len = if matches!(field.len, Len::Fixed(_)) {
                Len::Fixed(part.len)
            } else {
                Len::Stated { len_max: part.len }
            };
            fields.push(Field { column: None, len, ..field.clone() });
        }
    }
    if key.is_empty() {
        fields.push(hidden(ROW_ID_LEN));
    }
    fields.extend([hidden(TRANSACTION_LEN), hidden(UNDO_LEN)]);
    let rest = columns.iter().zip(is_taken).filter(|(_, is_taken)| !is_taken);
    fields.extend(rest.map(|(field, _)| field.clone()));
    fields
}

/// Lists of names between bytes FF, each with a NUL behind it.
struct Lists<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Lists<'_> {
    fn next(&mut self) -> Option<Vec<String>> {
        let rest = self.bytes.get(self.at..)?.strip_prefix(b"\xFF")?;
        let len = memchr::memmem::find(rest, b"\xFF\0")?;
        self.at += 1 + len + 2;
        let names = rest.get(..len)?.split(|&byte| byte == 0xFF);
        Some(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}
