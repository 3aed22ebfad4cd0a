//! From bytes of a block to cells.

use std::ops::Range;

use super::schema::{Logical, Schema, Type};
use crate::decode::dates;
use crate::records::codec::{big_endian, decimal, time_of_day};
use crate::records::rows::Rows;

/// Records in records.
const DEPTH_MAX: usize = 64;

/// The bytes of a block, and where they stand.
pub(super) struct Block<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// Where the block lies in the piece.
    pub(super) span: Range<usize>,
    /// Whether it stands there as it is.
    pub(super) is_verbatim: bool,
    /// Values that may still be read: an array of nothing takes no bytes.
    pub(super) values_left: usize,
}

impl<'a> Block<'a> {
    /// A variable-length number with its sign in the last bit.
    pub(super) fn long(&mut self) -> Option<i64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed());
            }
        }
        None
    }

    fn take(&mut self, len: usize) -> Option<Range<usize>> {
        let end = self.at.checked_add(len).filter(|&end| end <= self.bytes.len())?;
        let span = self.at..end;
        self.at = end;
        Some(span)
    }

    /// Bytes behind their length.
    pub(super) fn sized(&mut self) -> Option<Range<usize>> {
        let len = usize::try_from(self.long()?).ok()?;
        self.take(len)
    }

    fn slice(&self, span: Range<usize>) -> &'a [u8] {
        self.bytes.get(span).unwrap_or_default()
    }
}

/// Reads values of a schema into rows.
pub(super) struct Values<'x> {
    pub(super) schema: &'x Schema,
    pub(super) path: String,
}

impl Values<'_> {
    /// Reads one value. `None` where the bytes are not of this type.
    pub(super) fn read(
        &mut self,
        ty: usize,
        block: &mut Block<'_>,
        rows: &mut Rows<'_, '_>,
        depth: usize,
    ) -> Option<()> {
        block.values_left = block.values_left.checked_sub(1)?;
        if depth > DEPTH_MAX {
            return None;
        }
        let schema = self.schema;
        match schema.get(ty)? {
            Type::Null => {}
            Type::Boolean => {
                let span = block.take(1)?;
                let text: &[u8] = if block.slice(span.clone()) == [0] { b"false" } else { b"true" };
                self.cell(text, span, "boolean", block, rows);
            }
            Type::Int(logical) | Type::Long(logical) => {
                let start = block.at;
                let number = block.long()?;
                let (text, sql_type) = number_text(number, *logical);
                self.cell(text.as_bytes(), start..block.at, sql_type, block, rows);
            }
            Type::Float => {
                let span = block.take(4)?;
                let number = f32::from_le_bytes(block.slice(span.clone()).try_into().ok()?);
                self.cell(number.to_string().as_bytes(), span, "real", block, rows);
            }
            Type::Double => {
                let span = block.take(8)?;
                let number = f64::from_le_bytes(block.slice(span.clone()).try_into().ok()?);
                self.cell(number.to_string().as_bytes(), span, "double", block, rows);
            }
            Type::Text => {
                let span = block.sized()?;
                let text = block.slice(span.clone());
                self.cell(text, span, "varchar", block, rows);
            }
            Type::Bytes(logical) => {
                let span = block.sized()?;
                self.binary(span, *logical, block, rows);
            }
            Type::Fixed(len, logical) => {
                let span = block.take(*len)?;
                self.binary(span, *logical, block, rows);
            }
            Type::Enum(symbols) => {
                let start = block.at;
                let symbol = symbols.get(usize::try_from(block.long()?).ok()?)?;
                self.cell(symbol.as_bytes(), start..block.at, "varchar", block, rows);
            }
            Type::Union(branches) => {
                let branch = *branches.get(usize::try_from(block.long()?).ok()?)?;
                self.read(branch, block, rows, depth + 1)?;
            }
            Type::Record(fields) => {
                for (name, field) in fields {
                    let len = self.path.len();
                    if len > 0 {
                        self.path.push('.');
                    }
                    self.path.push_str(name);
                    let read = self.read(*field, block, rows, depth + 1);
                    self.path.truncate(len);
                    read?;
                }
            }
            Type::Array(items) => self.items(*items, false, block, rows, depth)?,
            Type::Map(values) => self.items(*values, true, block, rows, depth)?,
            Type::Pending => return None,
        }
        Some(())
    }

    /// The items of an array or a map, in blocks of their own.
    fn items(
        &mut self,
        ty: usize,
        is_map: bool,
        block: &mut Block<'_>,
        rows: &mut Rows<'_, '_>,
        depth: usize,
    ) -> Option<()> {
        loop {
            let mut count = block.long()?;
            if count == 0 {
                return Some(());
            }
            if count < 0 {
                count = count.checked_neg()?;
                block.long()?;
            }
            for _ in 0..count {
                let len = self.path.len();
                if is_map {
                    let key = block.sized()?;
                    self.path.push('.');
                    self.path.push_str(&String::from_utf8_lossy(block.slice(key)));
                } else {
                    self.path.push_str("[]");
                }
                let read = self.read(ty, block, rows, depth + 1);
                self.path.truncate(len);
                read?;
            }
        }
    }

    fn binary(&self, span: Range<usize>, logical: Logical, block: &Block<'_>, rows: &mut Rows<'_, '_>) {
        let raw = block.slice(span.clone());
        match logical {
            Logical::Decimal(scale) => {
                let text = big_endian(raw).map(|number| decimal(number, scale)).unwrap_or_default();
                self.cell(text.as_bytes(), span, "decimal", block, rows);
            }
            _ => self.cell(raw, span, "varbinary", block, rows),
        }
    }

    fn cell(&self, text: &[u8], within: Range<usize>, sql_type: &str, block: &Block<'_>, rows: &mut Rows<'_, '_>) {
        let column = rows.typed(if self.path.is_empty() { "value" } else { &self.path }, sql_type);
        let span = match block.is_verbatim {
            true => block.span.start + within.start..block.span.start + within.end,
            false => block.span.clone(),
        };
        rows.decoded(column, text, &span);
    }
}

fn number_text(number: i64, logical: Logical) -> (String, &'static str) {
    match logical {
        Logical::Date => (dates::date(number), "date"),
        Logical::Time(per_second) => (time_of_day(number, per_second), "time"),
        Logical::Timestamp(per_second) => (dates::timestamp_of(number, per_second), "timestamp"),
        Logical::None | Logical::Decimal(_) => (number.to_string(), "bigint"),
    }
}
