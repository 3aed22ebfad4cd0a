//! A row in SQLite's record format: a header of serial types, and the values.

use std::ops::Range;

use super::pages::{Encoding, varint};
use crate::batch::{BatchBuf, Cell, ColumnId, Escape};

/// Where a part of a payload stands that is spread over pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    /// Its first byte in the payload.
    pub(super) from: usize,
    /// Its first byte in the piece.
    pub(super) at: usize,
}

/// The bytes of a row, or as many of them as are there.
#[derive(Clone, Copy)]
pub(super) struct Payload<'a> {
    pub(super) data: &'a [u8],
    /// Never empty; the first begins at 0.
    pub(super) segments: &'a [Segment],
}

impl Payload<'_> {
    /// Where a part stands in the piece: as it is, or, where it is spread, its first run.
    fn place(&self, span: Range<usize>) -> (Range<usize>, bool) {
        let next = self.segments.partition_point(|segment| segment.from <= span.start);
        let Some(segment) = next.checked_sub(1).and_then(|index| self.segments.get(index)) else {
            return (0..0, false);
        };
        let run_end = self.segments.get(next).map_or(usize::MAX, |segment| segment.from);
        let start = segment.at + (span.start - segment.from);
        (start..start + span.end.min(run_end) - span.start, span.end <= run_end)
    }
}

/// Length of a value of this serial type; `None` for the types that are reserved.
pub(super) fn serial_len(serial: u64) -> Option<u64> {
    match serial {
        0 | 8 | 9 => Some(0),
        1..=4 => Some(serial),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => Some((serial - 12) / 2),
    }
}

/// The serial types in a header at the start of `data`, and the length of the header. `None` where it is none.
pub(super) fn serials(data: &[u8], serials: &mut Vec<u64>) -> Option<usize> {
    serials.clear();
    let (header_len, mut at) = varint(data, 0)?;
    let header_len = usize::try_from(header_len).ok().filter(|&len| len <= data.len())?;
    while at < header_len {
        let (serial, end) = varint(data, at)?;
        serial_len(serial)?;
        serials.push(serial);
        at = end;
    }
    (at == header_len).then_some(header_len)
}

/// How the columns of a row are handed on.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    /// Columns in the order of storage.
    pub(super) columns: &'a [ColumnId],
    /// The column that stands for the key, and is stored as NULL.
    pub(super) rowid_alias: Option<usize>,
    pub(super) encoding: Encoding,
}

/// Pushes the cells of a row whose values begin at `body`. Values that the payload no longer holds are cut or left out.
pub(super) fn push_values(
    buf: &mut BatchBuf,
    payload: &Payload<'_>,
    body: usize,
    serials: &[u64],
    rowid: Option<&(i64, Range<usize>)>,
    layout: Layout<'_>,
) {
    let mut at = body;
    for (index, &serial) in serials.iter().enumerate() {
        let len = serial_len(serial).and_then(|len| usize::try_from(len).ok()).unwrap_or(usize::MAX);
        let end = at.saturating_add(len);
        let Some(&column) = layout.columns.get(index) else { return };
        match rowid {
            Some((rowid, span)) if serial == 0 && layout.rowid_alias == Some(index) => {
                push_number(buf, column, span.clone(), format_args!("{rowid}"));
            }
            _ => push_value(buf, payload, at..end.min(payload.data.len()), serial, column, layout.encoding),
        }
        if end > payload.data.len() {
            return;
        }
        at = end;
    }
}

fn push_value(
    buf: &mut BatchBuf,
    payload: &Payload<'_>,
    within: Range<usize>,
    serial: u64,
    column: ColumnId,
    encoding: Encoding,
) {
    let Some(bytes) = payload.data.get(within.clone()) else { return };
    let (span, is_contiguous) = payload.place(within);
    match serial {
        0 | 10 | 11 => {}
        8 | 9 => push_number(buf, column, span, format_args!("{}", serial - 8)),
        7 => {
            let Some(&bits) = bytes.first_chunk() else { return };
            push_number(buf, column, span, format_args!("{:?}", f64::from_be_bytes(bits)));
        }
        1..=6 => {
            if serial_len(serial) == Some(bytes.len() as u64) {
                push_number(buf, column, span, format_args!("{}", integer(bytes)));
            }
        }
        _ if serial % 2 == 1 && encoding != Encoding::Utf8 => {
            let start = buf.arena.len();
            push_utf16(&mut buf.arena, bytes, encoding);
            push_opaque(buf, column, span, start);
        }
        _ if is_contiguous => buf.cells.push(Cell::borrowed(column, offset(span.start)..offset(span.end))),
        _ => {
            let start = buf.arena.len();
            buf.arena.extend_from_slice(bytes);
            push_opaque(buf, column, span, start);
        }
    }
}

/// A signed big-endian integer of up to eight bytes.
pub(super) fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|&byte| byte >= 0x80) { -1 } else { 0 };
    bytes.iter().fold(sign, |value, &byte| value << 8 | i64::from(byte))
}

/// Appends UTF-16 as UTF-8.
pub(super) fn push_utf16(out: &mut Vec<u8>, bytes: &[u8], encoding: Encoding) {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.first_chunk().copied()).map(|pair| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(pair),
        Encoding::Utf16Le | Encoding::Utf8 => u16::from_le_bytes(pair),
    });
    for unit in char::decode_utf16(units) {
        let char = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
        out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

fn push_number(buf: &mut BatchBuf, column: ColumnId, span: Range<usize>, number: std::fmt::Arguments<'_>) {
    let start = buf.arena.len();
    std::io::Write::write_fmt(&mut buf.arena, number).expect("writing to memory does not fail");
    push_opaque(buf, column, span, start);
}

/// A cell whose value stands in the arena from `start` on.
fn push_opaque(buf: &mut BatchBuf, column: ColumnId, span: Range<usize>, start: usize) {
    buf.cells.push(Cell {
        start: offset(span.start),
        end: offset(span.end),
        value: offset(start),
        value_len: offset(buf.arena.len() - start),
        column,
        escape: Escape::Opaque,
    });
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
