//! Format `pg_copy`: rows as COPY of PostgreSQL writes them in binary.
//!
//! ```text
//! PGCOPY\n\xFF\r\n\0   flags(4)   length of what follows of the header(4)
//! row     count of values(2)   of each its length(4), -1 for none, and bytes, the highest first
//! end     -1 (2)
//! ```
//!
//! Neither names nor types are said: of which type a column is its values of the first rows tell, and columns have no names.

use std::ops::Range;

use super::value::{self, Kind, signed};
use crate::batch::{ColumnId, ColumnSpec};
use crate::error::Reason;
use crate::records::rows::Rows;
use crate::records::{BatchSink, Consumed, Format, Head, Piece, Reader, State, TextClass};

const MAGIC: &[u8] = b"PGCOPY\n\xFF\r\n\0";
/// Where the length of the rest of the header ends.
const HEADER_LEN: usize = MAGIC.len() + 8;
/// The number of the values that stands for the end.
const END: i16 = -1;

/// The format.
#[derive(Debug)]
pub struct PgCopy;

impl Format for PgCopy {
    fn name(&self) -> &'static str {
        "pg_copy"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        const ROWS_MAX: usize = 1_000;
        if !head.bytes.starts_with(MAGIC) {
            return None;
        }
        let mut columns: Vec<Vec<&[u8]>> = Vec::new();
        let mut at = rows_start(head.bytes)?;
        for _ in 0..ROWS_MAX {
            let Some(Row::Values(values, end)) = row(head.bytes, at) else { break };
            at = end;
            columns.resize_with(columns.len().max(values.len()), Vec::new);
            for (column, span) in columns.iter_mut().zip(values) {
                column.extend(span.and_then(|span| head.bytes.get(span)));
            }
        }
        let kinds = columns.iter().map(|values| kind(values)).collect();
        Some(Box::new(CopyReader { kinds }))
    }
}

fn rows_start(bytes: &[u8]) -> Option<usize> {
    let extension = bytes.get(HEADER_LEN - 4..)?.first_chunk()?;
    HEADER_LEN.checked_add(usize::try_from(i32::from_be_bytes(*extension)).ok()?).filter(|&start| start <= bytes.len())
}

/// What stands between two rows.
enum Row {
    /// Values, and where the next row begins.
    Values(Vec<Option<Range<usize>>>, usize),
    /// The last two bytes, and where they end.
    End(usize),
}

/// The row at `at`; `None` where it is not whole, or none.
fn row(bytes: &[u8], at: usize) -> Option<Row> {
    let count = i16::from_be_bytes(*bytes.get(at..)?.first_chunk()?);
    let mut at = at + 2;
    if count == END {
        return Some(Row::End(at));
    }
    let mut values = Vec::new();
    for _ in 0..u16::try_from(count).ok()? {
        let len = i32::from_be_bytes(*bytes.get(at..)?.first_chunk()?);
        at += 4;
        let value = match usize::try_from(len) {
            Ok(len) => Some(at..at.checked_add(len).filter(|&end| end <= bytes.len())?),
            Err(_) if len == -1 => None,
            Err(_) => return None,
        };
        at = value.as_ref().map_or(at, |value| value.end);
        values.push(value);
    }
    Some(Row::Values(values, at))
}

/// Of which kind the values of a column are.
fn kind(values: &[&[u8]]) -> Kind {
    let all = |is: &dyn Fn(&[u8]) -> bool| values.iter().all(|value| is(value));
    let all_numbers = |is: &dyn Fn(i64) -> bool| all(&|value| number(value).is_some_and(is));
    let of_len = |len: usize| all(&|value| value.len() == len);
    if all(&is_text) {
        return Kind::Text;
    }
    let negative = || values.iter().filter(|value| number(value).is_some_and(|days| days < 0)).count();
    match () {
        () if of_len(1) && all(&|value| matches!(value, [0 | 1])) => Kind::Bool,
        // As for pages: most birth dates lie before 2000.
        () if of_len(4) && negative() * 4 > values.len() && all_numbers(&|days| (-45_000..40_000).contains(&days)) => {
            Kind::Date
        }
        () if of_len(8) && all_numbers(&|count| (30_000_000_000_000..1_900_000_000_000_000).contains(&count)) => {
            Kind::Timestamp
        }
        () if of_len(8) && all_numbers(&|number| number.unsigned_abs() < 1 << 48) => Kind::Int,
        () if of_len(8) => Kind::Float,
        () if of_len(2) || of_len(4) => Kind::Int,
        () if of_len(16) => Kind::Uuid,
        () if all(&|value| numeric(value).is_some()) => Kind::Numeric,
        // The version stands before the text.
        () if all(&|value| value.split_first().is_some_and(|(&version, text)| version == 1 && is_text(text))) => {
            Kind::Jsonb
        }
        () if all(&|value| network(value).is_some()) => Kind::Network,
        () => Kind::Bytes,
    }
}

fn is_text(value: &[u8]) -> bool {
    let is_plain = |character: char| !character.is_control() || matches!(character, '\t' | '\n' | '\r');
    std::str::from_utf8(value).is_ok_and(|text| text.chars().all(is_plain))
}

fn lowest_first(raw: &[u8]) -> Vec<u8> {
    raw.iter().rev().copied().collect()
}

fn number(raw: &[u8]) -> Option<i64> {
    if raw.len() > 8 { None } else { signed(&lowest_first(raw)) }
}

/// Count of groups, weight, sign, digits behind the point, and the groups.
fn numeric(raw: &[u8]) -> Option<String> {
    let words: Vec<u16> =
        raw.chunks_exact(2).filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?))).collect();
    let (&[count, weight, sign, scale], groups) = words.split_first_chunk()?;
    let is_number = raw.len().is_multiple_of(2) && groups.len() == usize::from(count) && matches!(sign, 0 | 0x4000);
    is_number.then(|| value::numeric_of(sign != 0, scale, i32::from(weight.cast_signed()), groups))?
}

/// Family, bits, whether it is a network, length, address.
fn network(raw: &[u8]) -> Option<String> {
    let (&[family, bits, _, len], address) = raw.split_first_chunk()?;
    let stored: Vec<u8> = [family, bits].into_iter().chain(address.iter().copied()).collect();
    let is_address = usize::from(len) == address.len() && matches!((family, len), (2, 4) | (3, 16));
    is_address.then(|| value::written(Kind::Network, &stored).map(std::borrow::Cow::into_owned))?
}

/// Reads rows.
#[derive(Debug)]
struct CopyReader {
    kinds: Vec<Kind>,
}

impl CopyReader {
    fn columns(&self, rows: &mut Rows<'_, '_>) -> Vec<ColumnId> {
        rows.table("");
        (1..=self.kinds.len())
            .map(|number| {
                rows.column(&ColumnSpec { name: format!("column_{number}"), is_named: false, sql_type: None })
            })
            .collect()
    }

    fn value(&self, index: usize, id: ColumnId, span: &Range<usize>, rows: &mut Rows<'_, '_>) {
        let raw = rows.bytes.get(span.clone()).unwrap_or_default();
        let text = match self.kinds.get(index) {
            Some(Kind::Bytes) | None => None,
            Some(Kind::Text) => return rows.verbatim(id, span),
            Some(Kind::Jsonb) => {
                let text = (span.start + 1).min(span.end)..span.end;
                return rows.verbatim(id, &text);
            }
            Some(Kind::Numeric) => numeric(raw),
            Some(Kind::Network) => network(raw),
            Some(Kind::Uuid) => value::written(Kind::Uuid, raw).map(std::borrow::Cow::into_owned),
            Some(kind) if raw.len() <= 8 => value::written(*kind, &lowest_first(raw)).map(std::borrow::Cow::into_owned),
            Some(_) => None,
        };
        match text {
            Some(text) => rows.decoded(id, text.as_bytes(), span),
            // What is of another kind than the first ones, or of none that is known, may hold anything.
            None => rows.verbatim(id, span),
        }
    }
}

impl Reader for CopyReader {
    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        let mut at = if *piece.state == State::Start { rows_start(piece.bytes).unwrap_or(0) } else { 0 };
        let columns = self.columns(&mut rows);
        let mut is_ended = false;
        while !rows.is_stopped && !is_ended {
            match row(piece.bytes, at) {
                Some(Row::Values(values, end)) => {
                    for (index, span) in values.iter().enumerate() {
                        // Rows have as many values as the first one; what is more shares the last column.
                        let id = columns.get(index).or(columns.last());
                        if let (Some(span), Some(&id)) = (span, id) {
                            self.value(index, id, span, &mut rows);
                        }
                    }
                    rows.end_record();
                    at = end;
                }
                Some(Row::End(end)) => (at, is_ended) = (end, true),
                None => break,
            }
        }
        rows.flush();
        let is_stuck = piece.must_consume && at == 0;
        if !(piece.at_end || is_ended || is_stuck) {
            return Consumed { len: at, state: if at == 0 { piece.state.clone() } else { State::Between } };
        }
        let rest = at..piece.bytes.len();
        if !is_ended && !rows.is_stopped {
            rows.unread(
                rest,
                Reason::NotUnderstood,
                "the rows end before their end: the rest was scanned as it stands",
            );
        } else if !rest.is_empty() {
            rows.text(rest, TextClass::Binary);
        }
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}
