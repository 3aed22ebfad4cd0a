//! The types of columns.

use super::flat::Table;

/// Columns in columns.
const DEPTH_MAX: usize = 32;
/// Columns of a schema.
const FIELDS_MAX: usize = 20_000;

/// How a column is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    Null,
    Boolean,
    Int {
        bytes: usize,
        is_signed: bool,
    },
    Float(usize),
    /// Bytes behind offsets of four or eight bytes; whether they are text.
    Bytes {
        is_long: bool,
        is_text: bool,
    },
    /// Bytes in views.
    View {
        is_text: bool,
    },
    Fixed(usize),
    Decimal {
        bytes: usize,
        scale: u32,
    },
    /// Days, or milliseconds.
    Date {
        is_days: bool,
    },
    /// Parts of a second since midnight.
    Time {
        bytes: usize,
        per_second: i64,
    },
    /// Parts of a second since 1970.
    Timestamp(i64),
    List {
        is_long: bool,
    },
    FixedList(usize),
    Struct,
}

impl Type {
    /// The SQL type that says the same.
    pub(super) fn sql_type(&self) -> &'static str {
        match self {
            Self::Null | Self::Struct | Self::List { .. } | Self::FixedList(_) => "",
            Self::Boolean => "boolean",
            Self::Int { bytes: 8, .. } => "bigint",
            Self::Int { .. } => "int",
            Self::Float(_) => "double",
            Self::Bytes { is_text: true, .. } | Self::View { is_text: true } => "varchar",
            Self::Bytes { .. } | Self::View { .. } | Self::Fixed(_) => "varbinary",
            Self::Decimal { .. } => "decimal",
            Self::Date { .. } => "date",
            Self::Time { .. } => "time",
            Self::Timestamp(_) => "timestamp",
        }
    }
}

/// A column of a schema.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) ty: Type,
    /// The dictionary that its values are in, and the type of the indices.
    pub(super) dictionary: Option<(i64, Type)>,
    pub(super) children: Vec<Field>,
}

/// The columns of a schema message; `None` where one is of a type that is not read.
pub(super) fn fields(schema: &Table<'_>) -> Option<Vec<Field>> {
    if schema.short(0).unwrap_or(0) != 0 {
        // Most significant byte first: nobody writes this.
        return None;
    }
    let mut left = FIELDS_MAX;
    schema.tables(1)?.iter().map(|field| self::field(field, 0, &mut left)).collect()
}

fn field(table: &Table<'_>, depth: usize, left: &mut usize) -> Option<Field> {
    *left = left.checked_sub(1)?;
    if depth > DEPTH_MAX {
        return None;
    }
    let children = table.tables(5).unwrap_or_default();
    let dictionary = table.table(4).map(|dictionary| {
        let index = dictionary.table(1).map_or(Type::Int { bytes: 4, is_signed: true }, |index| int(&index));
        (dictionary.long(0), index)
    });
    Some(Field {
        name: table.text(0).unwrap_or_default(),
        ty: ty(table.byte(2), table.table(3)?)?,
        dictionary,
        children: children.iter().map(|child| field(child, depth + 1, left)).collect::<Option<_>>()?,
    })
}

fn int(table: &Table<'_>) -> Type {
    let bytes = usize::try_from(table.int(0) / 8).unwrap_or(4).clamp(1, 8);
    Type::Int { bytes, is_signed: table.byte(1) != 0 }
}

fn ty(kind: u8, table: Table<'_>) -> Option<Type> {
    let per_second = |unit: i16| match unit {
        0 => 1,
        1 => 1_000,
        2 => 1_000_000,
        _ => 1_000_000_000,
    };
    Some(match kind {
        1 => Type::Null,
        2 => int(&table),
        3 => Type::Float(match table.short(0).unwrap_or(0) {
            0 => 2,
            1 => 4,
            _ => 8,
        }),
        4 | 19 => Type::Bytes { is_long: kind == 19, is_text: false },
        5 | 20 => Type::Bytes { is_long: kind == 20, is_text: true },
        6 => Type::Boolean,
        7 => {
            let bits = if table.int(2) == 0 { 128 } else { table.int(2) };
            Type::Decimal { bytes: usize::try_from(bits / 8).ok()?, scale: u32::try_from(table.int(1)).unwrap_or(0) }
        }
        8 => Type::Date { is_days: table.short(0) == Some(0) },
        9 => {
            let bits = if table.int(1) == 0 { 32 } else { table.int(1) };
            Type::Time { bytes: usize::try_from(bits / 8).ok()?, per_second: per_second(table.short(0).unwrap_or(1)) }
        }
        10 => Type::Timestamp(per_second(table.short(0).unwrap_or(0))),
        12 | 17 => Type::List { is_long: false },
        13 => Type::Struct,
        15 => Type::Fixed(usize::try_from(table.int(0)).ok().filter(|&len| len > 0)?),
        16 => Type::FixedList(usize::try_from(table.int(0)).ok()?),
        18 => Type::Int { bytes: 8, is_signed: true },
        21 => Type::List { is_long: true },
        23 => Type::View { is_text: false },
        24 => Type::View { is_text: true },
        _ => return None,
    })
}
