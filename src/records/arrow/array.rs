//! The values of one column in one batch.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::schema::{Field, Type};
use crate::decode::dates;
use crate::records::codec::{decimal, time_of_day};
use crate::records::rows::Rows;

/// Columns in columns, and dictionaries of dictionaries.
const DEPTH_MAX: usize = 48;

/// A buffer.
#[derive(Clone, Default)]
pub(super) struct Buffer<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// Where it lies in the piece.
    pub(super) span: Range<usize>,
}

impl Buffer<'_> {
    fn is_verbatim(&self) -> bool {
        matches!(self.bytes, Cow::Borrowed(_))
    }

    fn bit(&self, index: usize) -> Option<bool> {
        Some(self.bytes.get(index / 8)? >> (index % 8) & 1 == 1)
    }

    /// A little-endian number of up to eight bytes, with its sign.
    fn number(&self, index: usize, len: usize, is_signed: bool) -> Option<i64> {
        let start = index.checked_mul(len)?;
        let raw = self.bytes.get(start..start.checked_add(len)?)?;
        let number = raw.iter().rev().fold(0u64, |number, &byte| number << 8 | u64::from(byte));
        let unused = 64 - 8 * u32::try_from(len.clamp(1, 8)).ok()?;
        Some(if is_signed { (number << unused).cast_signed() >> unused } else { number.cast_signed() })
    }

    fn offset(&self, index: usize, is_long: bool) -> Option<usize> {
        usize::try_from(self.number(index, if is_long { 8 } else { 4 }, true)?).ok()
    }
}

/// An array.
#[derive(Clone)]
pub(super) struct Array<'a> {
    pub(super) ty: Type,
    pub(super) dictionary: Option<i64>,
    pub(super) len: usize,
    pub(super) validity: Option<Buffer<'a>>,
    pub(super) buffers: Vec<Buffer<'a>>,
    pub(super) children: Vec<(String, Array<'a>)>,
}

/// The parts of a batch, in the order in which its columns take them.
pub(super) struct Parts<'a> {
    pub(super) nodes: std::vec::IntoIter<(usize, usize)>,
    pub(super) buffers: std::vec::IntoIter<Buffer<'a>>,
    pub(super) views: std::vec::IntoIter<usize>,
}

impl<'a> Parts<'a> {
    /// Takes the parts of a column. The depth of fields is bounded.
    pub(super) fn array(&mut self, field: &Field) -> Option<Array<'a>> {
        let ty = match &field.dictionary {
            Some((_, index)) => index.clone(),
            None => field.ty.clone(),
        };
        let (len, null_count) = self.nodes.next()?;
        let has_validity = ty != Type::Null;
        let validity = if has_validity { Some(self.buffers.next()?) } else { None };
        let validity = validity.filter(|buffer| null_count > 0 && !buffer.bytes.is_empty());
        let count = match &ty {
            Type::Null | Type::Struct | Type::FixedList(_) => 0,
            Type::Bytes { .. } => 2,
            Type::View { .. } => 1 + self.views.next()?,
            _ => 1,
        };
        let buffers = (0..count).map(|_| self.buffers.next()).collect::<Option<_>>()?;
        let children = if field.dictionary.is_some() { &[][..] } else { &field.children };
        let children =
            children.iter().map(|child| Some((child.name.clone(), self.array(child)?))).collect::<Option<_>>()?;
        Some(Array { ty, dictionary: field.dictionary.as_ref().map(|(id, _)| *id), len, validity, buffers, children })
    }
}

/// The dictionaries so far, each in parts that follow each other.
pub(super) type Dictionaries<'a> = HashMap<i64, Vec<Array<'a>>>;

/// Hands on values as cells of the column at `path`.
pub(super) struct Cells<'x, 'a> {
    pub(super) dictionaries: &'x Dictionaries<'a>,
    pub(super) path: String,
    /// Values that may still be read: lists may claim to hold the same ones again and again.
    pub(super) values_left: usize,
    /// A dictionary was asked for that is not there.
    pub(super) lacks_dictionary: bool,
}

impl<'a> Cells<'_, 'a> {
    /// Hands on the value at `index`. `None` where the array is not what it says.
    pub(super) fn value(
        &mut self,
        array: &Array<'a>,
        index: usize,
        rows: &mut Rows<'a, '_>,
        depth: usize,
    ) -> Option<()> {
        self.values_left = self.values_left.checked_sub(1)?;
        if depth > DEPTH_MAX || index >= array.len {
            return None;
        }
        if let Some(validity) = &array.validity
            && !validity.bit(index)?
        {
            return Some(());
        }
        if let Some(id) = array.dictionary {
            return self.indexed(array, id, index, rows, depth);
        }
        let first = array.buffers.first();
        match &array.ty {
            Type::Null => {}
            Type::Struct => {
                for (name, child) in &array.children {
                    self.below(name, child, index, rows, depth)?;
                }
            }
            Type::List { is_long } => {
                let offsets = first?;
                let span = offsets.offset(index, *is_long)?..offsets.offset(index + 1, *is_long)?;
                self.items(array, span, rows, depth)?;
            }
            Type::FixedList(len) => {
                self.items(array, index.checked_mul(*len)?..(index + 1).checked_mul(*len)?, rows, depth)?;
            }
            Type::Bytes { is_long, .. } => {
                let span = first?.offset(index, *is_long)?..first?.offset(index + 1, *is_long)?;
                self.bytes(&array.ty, array.buffers.get(1)?, span, rows)?;
            }
            Type::View { .. } => {
                let (buffer, span) = view(array, index)?;
                self.bytes(&array.ty, buffer, span, rows)?;
            }
            Type::Fixed(len) => {
                self.bytes(&array.ty, first?, index.checked_mul(*len)?..(index + 1).checked_mul(*len)?, rows)?;
            }
            ty => {
                let text = scalar(ty, first?, index)?;
                let column = rows.typed(&self.path, ty.sql_type());
                let span = cell_span(ty, first?, index);
                rows.decoded(column, text.as_bytes(), &span);
            }
        }
        Some(())
    }

    fn below(
        &mut self,
        name: &str,
        child: &Array<'a>,
        index: usize,
        rows: &mut Rows<'a, '_>,
        depth: usize,
    ) -> Option<()> {
        let len = self.path.len();
        if len > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        let read = self.value(child, index, rows, depth + 1);
        self.path.truncate(len);
        read
    }

    fn items(&mut self, array: &Array<'a>, span: Range<usize>, rows: &mut Rows<'a, '_>, depth: usize) -> Option<()> {
        let (_, child) = array.children.first()?;
        let len = self.path.len();
        self.path.push_str("[]");
        let read = span.into_iter().try_for_each(|item| self.value(child, item, rows, depth + 1));
        self.path.truncate(len);
        read
    }

    fn indexed(
        &mut self,
        array: &Array<'a>,
        id: i64,
        index: usize,
        rows: &mut Rows<'a, '_>,
        depth: usize,
    ) -> Option<()> {
        let Type::Int { bytes, is_signed } = array.ty else { return None };
        let mut index = usize::try_from(array.buffers.first()?.number(index, bytes, is_signed)?).ok()?;
        let dictionaries = self.dictionaries;
        let Some(parts) = dictionaries.get(&id) else {
            self.lacks_dictionary = true;
            return Some(());
        };
        for part in parts {
            if index < part.len {
                return self.value(part, index, rows, depth + 1);
            }
            index -= part.len;
        }
        None
    }

    fn bytes(&self, ty: &Type, buffer: &Buffer<'_>, within: Range<usize>, rows: &mut Rows<'a, '_>) -> Option<()> {
        let value = buffer.bytes.get(within.clone())?;
        let column = rows.typed(&self.path, ty.sql_type());
        let span = match buffer.is_verbatim() {
            true => buffer.span.start + within.start..buffer.span.start + within.end,
            false => buffer.span.clone(),
        };
        rows.decoded(column, value, &span);
        Some(())
    }
}

/// Where a number stands.
fn cell_span(ty: &Type, buffer: &Buffer<'_>, index: usize) -> Range<usize> {
    let len = match ty {
        Type::Int { bytes, .. } | Type::Float(bytes) | Type::Decimal { bytes, .. } | Type::Time { bytes, .. } => *bytes,
        Type::Date { is_days: true } => 4,
        _ => 8,
    };
    let start = buffer.span.start.saturating_add(index.saturating_mul(len));
    let is_exact = buffer.is_verbatim() && *ty != Type::Boolean && start + len <= buffer.span.end;
    if is_exact { start..start + len } else { buffer.span.clone() }
}

/// The bytes of a view: within itself where they are few, else in another buffer.
fn view<'x, 'a>(array: &'x Array<'a>, index: usize) -> Option<(&'x Buffer<'a>, Range<usize>)> {
    const INLINE_MAX: usize = 12;
    let views = array.buffers.first()?;
    let at = index.checked_mul(16)?;
    let part = |part: usize| usize::try_from(views.number(index.checked_mul(4)?.checked_add(part)?, 4, true)?).ok();
    let len = part(0)?;
    if len <= INLINE_MAX {
        return Some((views, at + 4..at + 4 + len));
    }
    let start = part(3)?;
    Some((array.buffers.get(part(2)?.checked_add(1)?)?, start..start.checked_add(len)?))
}

fn scalar(ty: &Type, buffer: &Buffer<'_>, index: usize) -> Option<String> {
    Some(match *ty {
        Type::Boolean => buffer.bit(index)?.to_string(),
        Type::Int { bytes, is_signed: true } => buffer.number(index, bytes, true)?.to_string(),
        Type::Int { bytes, is_signed: false } => buffer.number(index, bytes, false)?.cast_unsigned().to_string(),
        Type::Float(bytes) => {
            let bits = buffer.number(index, bytes, false)?;
            match bytes {
                4 => f32::from_bits(u32::try_from(bits).ok()?).to_string(),
                8 => f64::from_bits(bits.cast_unsigned()).to_string(),
                _ => bits.to_string(),
            }
        }
        Type::Decimal { bytes, scale } => {
            let start = index.checked_mul(bytes)?;
            let raw = buffer.bytes.get(start..start.checked_add(bytes)?)?;
            let reversed: Vec<u8> = raw.iter().rev().copied().collect();
            let low = reversed.get(reversed.len().saturating_sub(16)..)?;
            decimal(crate::records::codec::big_endian(low)?, scale)
        }
        Type::Date { is_days: true } => dates::date(buffer.number(index, 4, true)?),
        Type::Date { is_days: false } => dates::date(buffer.number(index, 8, true)?.div_euclid(86_400_000)),
        Type::Time { bytes, per_second } => time_of_day(buffer.number(index, bytes.min(8), true)?, per_second),
        Type::Timestamp(per_second) => dates::timestamp_of(buffer.number(index, 8, true)?, per_second),
        _ => return None,
    })
}
