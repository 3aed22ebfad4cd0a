//! From the list of a file's schema to its leaves.

use super::thrift::Struct;

/// Groups in groups.
const DEPTH_MAX: usize = 64;
/// Columns of a file.
const LEAVES_MAX: usize = 20_000;

/// How values are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Physical {
    Boolean,
    Int32,
    Int64,
    Int96,
    Float,
    Double,
    Bytes,
    Fixed(usize),
}

/// What stored values mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Logical {
    Plain,
    Text,
    Date,
    /// Parts of a second since midnight.
    Time(i64),
    /// Parts of a second since 1970.
    Timestamp(i64),
    /// Digits behind the point.
    Decimal(u32),
    Unsigned,
    Uuid,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Its path, `address.city`, `tags[]`.
    pub(super) name: String,
    pub(super) physical: Physical,
    pub(super) logical: Logical,
    /// The levels at which a value is there, and how often it repeats.
    pub(super) defined: u8,
    pub(super) repeated: u8,
}

impl Leaf {
    /// The SQL type that says the same.
    pub(super) fn sql_type(&self) -> &'static str {
        match (self.logical, self.physical) {
            (Logical::Date, _) => "date",
            (Logical::Time(_), _) => "time",
            (Logical::Timestamp(_), _) | (_, Physical::Int96) => "timestamp",
            (Logical::Decimal(_), _) => "decimal",
            (Logical::Uuid, _) => "uuid",
            (_, Physical::Boolean) => "boolean",
            (_, Physical::Int32) => "int",
            (_, Physical::Int64) => "bigint",
            (_, Physical::Float) => "real",
            (_, Physical::Double) => "double",
            (Logical::Text, _) => "varchar",
            (_, Physical::Bytes | Physical::Fixed(_)) => "varbinary",
        }
    }
}

/// An open group.
struct Group {
    children_left: usize,
    name_len: usize,
    defined: u8,
    repeated: u8,
    /// Of its children the names say nothing: the inside of a list.
    is_list: bool,
}

/// The leaves of a schema, in the order of the columns.
pub(super) fn leaves<'a, 'b: 'a>(elements: impl Iterator<Item = &'a Struct<'b>>) -> Option<Vec<Leaf>> {
    let mut leaves = Vec::new();
    let mut name = String::new();
    let mut open: Vec<Group> = Vec::new();
    for (index, element) in elements.enumerate() {
        while open.last().is_some_and(|group| group.children_left == 0) {
            open.pop();
        }
        if index == 0 {
            let children_left = element.size(5)?;
            open.push(Group { children_left, name_len: 0, defined: 0, repeated: 0, is_list: false });
            continue;
        }
        let depth = open.len();
        let parent = open.last_mut()?;
        parent.children_left -= 1;
        let repetition = element.int(3).unwrap_or(0);
        let defined = parent.defined + u8::from(repetition > 0);
        let repeated = parent.repeated + u8::from(repetition == 2);
        name.truncate(parent.name_len);
        if !parent.is_list {
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(&element.text(4)?);
        }
        if repetition == 2 {
            name.push_str("[]");
        }
        match element.size(5).filter(|&children| children > 0) {
            Some(children_left) => {
                if depth >= DEPTH_MAX {
                    return None;
                }
                let is_list = is_list(element) || (parent.is_list && children_left == 1 && repetition == 2);
                open.push(Group { children_left, name_len: name.len(), defined, repeated, is_list });
            }
            None => leaves.push(Leaf {
                name: name.clone(),
                physical: physical(element)?,
                logical: logical(element),
                defined,
                repeated,
            }),
        }
        if leaves.len() > LEAVES_MAX {
            return None;
        }
    }
    (!leaves.is_empty()).then_some(leaves)
}

/// Whether a group is annotated as a list.
fn is_list(element: &Struct<'_>) -> bool {
    element.int(6) == Some(3) || element.structure(10).is_some_and(|logical| logical.get(3).is_some())
}

fn physical(element: &Struct<'_>) -> Option<Physical> {
    Some(match element.int(1)? {
        0 => Physical::Boolean,
        1 => Physical::Int32,
        2 => Physical::Int64,
        3 => Physical::Int96,
        4 => Physical::Float,
        5 => Physical::Double,
        6 => Physical::Bytes,
        7 => Physical::Fixed(element.size(2).filter(|&len| len > 0)?),
        _ => return None,
    })
}

fn logical(element: &Struct<'_>) -> Logical {
    let scale = || u32::try_from(element.int(7).unwrap_or(0)).unwrap_or(0);
    let unit = |inner: Option<&Struct<'_>>| {
        let unit = inner.and_then(|inner| inner.structure(2));
        let has = |id| unit.is_some_and(|unit| unit.get(id).is_some());
        if has(1) {
            1_000
        } else if has(3) {
            1_000_000_000
        } else {
            1_000_000
        }
    };
    if let Some(kind) = element.structure(10) {
        let has = |id| kind.get(id).is_some();
        match () {
            () if has(1) || has(4) || has(12) => return Logical::Text,
            () if has(5) => return Logical::Decimal(scale()),
            () if has(6) => return Logical::Date,
            () if has(7) => return Logical::Time(unit(kind.structure(7))),
            () if has(8) => return Logical::Timestamp(unit(kind.structure(8))),
            () if has(14) => return Logical::Uuid,
            () => {}
        }
    }
    match element.int(6) {
        Some(0 | 4 | 19) => Logical::Text,
        Some(5) => Logical::Decimal(scale()),
        Some(6) => Logical::Date,
        Some(7) => Logical::Time(1_000),
        Some(8) => Logical::Time(1_000_000),
        Some(9) => Logical::Timestamp(1_000),
        Some(10) => Logical::Timestamp(1_000_000),
        Some(11..=14) => Logical::Unsigned,
        _ => Logical::Plain,
    }
}
