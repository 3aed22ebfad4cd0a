//! What a record of a clustered index holds, field by field, as a definition of the table says.

use std::sync::Arc;

use crate::batch::ColumnSpec;

/// Definitions with more fields are not read.
pub(super) const FIELDS_MAX: usize = 4096;
/// Longer names are none: 64 characters.
pub(super) const NAME_LEN_MAX: usize = 256;
/// No type has more choices,
const CHOICES_MAX: usize = 65_535;
/// none of them is longer (255 characters),
pub(super) const CHOICE_LEN_MAX: usize = 1020;
/// and no field is longer where its length is fixed: it lies on one page.
const FIXED_LEN_MAX: usize = 64 << 10;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Its name; empty where only the name of the file tells.
    pub(super) name: String,
    /// Fields of its clustered index, in the order in which they are stored.
    pub(super) fields: Vec<Field>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// The column that it holds; `None` for what the engine keeps for itself.
    pub(super) column: Option<ColumnSpec>,
    pub(super) kind: Kind,
    pub(super) len: Len,
    pub(super) is_nullable: bool,
}

/// How long a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Len {
    Fixed(usize),
    /// The record says; in one byte, or in two where it may be longer than 255 bytes.
    Stated {
        len_max: usize,
    },
}

/// How a value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// As it stands; padded with blanks where it is a `CHAR`.
    Text {
        is_padded: bool,
    },
    /// As they stand, whatever they are.
    Bytes,
    /// Most significant byte first, with the sign turned over where there is one.
    Integer {
        is_signed: bool,
    },
    Float,
    Double,
    Decimal {
        precision: usize,
        scale: usize,
    },
    Date,
    Datetime,
    Timestamp,
    Year,
    /// The number of one of these, counted from one.
    Choice(Arc<[String]>),
    /// Times, bits, sets, and what the engine keeps for itself: nothing that is looked for.
    Other,
}

/// A column as its definition says: what all definitions share.
#[derive(Debug, Clone, Default)]
pub(super) struct Defined {
    pub(super) name: String,
    /// The type, by the number that the server gives it (`enum_field_types`).
    pub(super) number: u8,
    /// Longest value, in bytes.
    pub(super) len: usize,
    pub(super) is_signed: bool,
    pub(super) is_nullable: bool,
    pub(super) collation: usize,
    /// Digits after the point; of a time, those of the fraction of a second.
    pub(super) scale: usize,
    /// All digits of a decimal number.
    pub(super) precision: usize,
    /// Names of choices, as far as they are known.
    pub(super) choices: Arc<[String]>,
    pub(super) choice_count: usize,
}

impl Defined {
    /// The field that it is; `None` for a type that is not known, or what no table has.
    pub(super) fn field(&self) -> Option<Field> {
        let fraction = self.scale.min(6).div_ceil(2);
        let integer = |len| (Kind::Integer { is_signed: self.is_signed }, Len::Fixed(len), "integer");
        let stated = Len::Stated { len_max: self.len };
        let long = Len::Stated { len_max: usize::MAX };
        let is_bytes = self.collation == BYTES;
        let text = if is_bytes { Kind::Bytes } else { Kind::Text { is_padded: false } };
        let (kind, len, sql_type) = match self.number {
            1 => integer(1),
            2 => integer(2),
            9 => integer(3),
            3 => integer(4),
            8 => integer(8),
            4 => (Kind::Float, Len::Fixed(4), "float"),
            5 => (Kind::Double, Len::Fixed(8), "double"),
            0 | 246 => {
                let (precision, scale) = (self.precision, self.scale);
                let len = decimal_len(precision.checked_sub(scale)?) + decimal_len(scale);
                (Kind::Decimal { precision, scale }, Len::Fixed(len), "decimal")
            }
            10 | 14 => (Kind::Date, Len::Fixed(3), "date"),
            11 => (Kind::Other, Len::Fixed(3), "time"),
            19 => (Kind::Other, Len::Fixed(3 + fraction), "time"),
            12 => (Kind::Other, Len::Fixed(8), "datetime"),
            18 => (Kind::Datetime, Len::Fixed(5 + fraction), "datetime"),
            7 => (Kind::Other, Len::Fixed(4), "timestamp"),
            17 => (Kind::Timestamp, Len::Fixed(4 + fraction), "timestamp"),
            13 => (Kind::Year, Len::Fixed(1), "year"),
            16 => (Kind::Other, Len::Fixed(self.len.div_ceil(8)), "bit"),
            15 | 253 => (text, stated, "varchar"),
            254 if is_bytes => (Kind::Bytes, Len::Fixed(self.len), "binary"),
            254 if has_wide_chars(self.collation) => (Kind::Text { is_padded: true }, stated, "char"),
            254 => (Kind::Text { is_padded: true }, Len::Fixed(self.len), "char"),
            245 | 249..=252 | 255 => (text, long, "text"),
            247 => {
                let len = if self.choice_count > 255 { 2 } else { 1 };
                (Kind::Choice(Arc::clone(&self.choices)), Len::Fixed(len), "enum")
            }
            248 => {
                let len = self.choice_count.div_ceil(8);
                (Kind::Other, Len::Fixed(if len > 4 { 8 } else { len }), "set")
            }
            _ => return None,
        };
        let is_possible = self.name.len() <= NAME_LEN_MAX
            && self.choice_count <= CHOICES_MAX
            && !matches!(len, Len::Fixed(len) if len > FIXED_LEN_MAX);
        if !is_possible {
            return None;
        }
        let column = ColumnSpec { name: self.name.clone(), is_named: true, sql_type: Some(sql_type.to_owned()) };
        Some(Field { column: Some(column), kind, len, is_nullable: self.is_nullable })
    }
}

/// A field that the engine keeps for itself.
pub(super) fn hidden(len: usize) -> Field {
    Field { column: None, kind: Kind::Other, len: Len::Fixed(len), is_nullable: false }
}

/// Bytes of so many decimal digits: four for nine, and fewer for the rest.
pub(super) fn decimal_len(digits: usize) -> usize {
    const REST: [usize; 9] = [0, 1, 1, 2, 2, 3, 3, 4, 4];
    digits / 9 * 4 + REST.get(digits % 9).copied().unwrap_or_default()
}

/// The collation of bytes that are no text.
const BYTES: usize = 63;

/// Whether characters of the collation of this number take different numbers of bytes.
fn has_wide_chars(collation: usize) -> bool {
    // MariaDB numbers the collations that do not pad from 1024 on, and those of newer standards from 2048 on.
    if collation >= 2048 {
        return true;
    }
    matches!(
        collation & 0x3FF,
        1 | 12 | 13 | 19 | 24 | 28 | 33 | 45 | 46 | 54..=56 | 62 | 76 | 83..=88 | 91 | 95..=98 | 101..=124
            | 192..=250 | 255..=323 | 576..=1023
    )
}
