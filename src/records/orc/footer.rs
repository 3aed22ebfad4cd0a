//! The end of a file: how it is compressed, its columns, and where its stripes lie.

use std::ops::Range;

use super::MAGIC;
use super::protobuf::fields;
use super::stream::{Budget, Packing, unpack};
use crate::records::codec::Codec;

/// Columns in columns.
const DEPTH_MAX: usize = 32;
/// Columns of a file, those that hold others included.
const COLUMNS_MAX: usize = 20_000;

/// What the end of a file says.
pub(super) struct Footer {
    pub(super) packing: Packing,
    /// The type of the rows.
    pub(super) root: Type,
    pub(super) stripes: Vec<Stripe>,
    /// Where it lies.
    pub(super) span: Range<usize>,
    /// What lies before it and in no stripe: padding, if it is whole.
    pub(super) gaps: Vec<Range<usize>>,
    /// Whether the stripes have as many rows as the file.
    pub(super) is_whole: bool,
    /// What the writer of the file noted.
    pub(super) metadata: Vec<Vec<u8>>,
}

/// A stripe of rows.
#[derive(Debug, Clone)]
pub(super) struct Stripe {
    /// Its index streams and data streams.
    pub(super) streams: Range<usize>,
    pub(super) footer: Range<usize>,
    pub(super) rows: u64,
}

/// A column, and those in it.
#[derive(Debug, Clone)]
pub(super) struct Type {
    /// Its number in the file.
    pub(super) column: u64,
    pub(super) kind: Kind,
    /// Names and types; the elements of a list have no name.
    pub(super) children: Vec<(String, Type)>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Boolean,
    Byte,
    Integer,
    Float,
    Double,
    /// Text, and whether it is rather bytes.
    Text {
        is_binary: bool,
    },
    Timestamp,
    Date,
    Decimal,
    List,
    Map,
    Struct,
    Union,
}

impl Kind {
    fn of(number: u64) -> Option<Self> {
        Some(match number {
            0 => Self::Boolean,
            1 => Self::Byte,
            2..=4 => Self::Integer,
            5 => Self::Float,
            6 => Self::Double,
            7 | 16 | 17 => Self::Text { is_binary: false },
            8 => Self::Text { is_binary: true },
            9 | 18 => Self::Timestamp,
            10 => Self::List,
            11 => Self::Map,
            12 => Self::Struct,
            13 => Self::Union,
            14 => Self::Decimal,
            15 => Self::Date,
            _ => return None,
        })
    }

    /// The SQL type that says the same.
    pub(super) fn sql_type(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Byte | Self::Integer => "bigint",
            Self::Float => "real",
            Self::Double => "double",
            Self::Text { is_binary: false } => "varchar",
            Self::Text { is_binary: true } => "varbinary",
            Self::Timestamp => "timestamp",
            Self::Date => "date",
            Self::Decimal => "decimal",
            Self::List | Self::Map | Self::Struct | Self::Union => "",
        }
    }
}

/// Reads the end of a file; `None` where it is broken.
pub(super) fn read(bytes: &[u8]) -> Option<Footer> {
    let (&postscript_len, before) = bytes.split_last()?;
    let postscript_start = before.len().checked_sub(usize::from(postscript_len))?;
    let postscript = before.get(postscript_start..)?;
    if !postscript.ends_with(MAGIC) {
        return None;
    }
    let of_postscript = |id| fields(postscript).number(id);
    let codec = match of_postscript(2).unwrap_or(0) {
        0 => Some(Codec::None),
        1 => Some(Codec::Deflate),
        2 => Some(Codec::Snappy),
        4 => Some(Codec::Lz4),
        5 => Some(Codec::Zstd),
        _ => None,
    }?;
    let block_len = of_postscript(3).map_or(Packing::BLOCK_LEN, |len| usize::try_from(len).unwrap_or(usize::MAX));
    let packing = Packing { codec, block_len: block_len.min(Packing::BLOCK_LEN_MAX) };
    let start = postscript_start.checked_sub(usize::try_from(of_postscript(1)?).ok()?)?;
    let footer = unpack(bytes.get(start..postscript_start)?, packing, &Budget::new(bytes.len()))?;
    let types: Vec<&[u8]> = fields(&footer).all(4).take(COLUMNS_MAX + 1).collect();
    if types.len() > COLUMNS_MAX {
        return None;
    }
    let mut left = COLUMNS_MAX;
    let root = type_of(&types, 0, 0, &mut left)?;
    let mut stripes: Vec<Stripe> = Vec::new();
    for message in fields(&footer).all(3) {
        let stripe = stripe(message, start)?;
        // Stripes stand one after another: a file that has one twice is not what a writer made.
        if stripes.last().is_some_and(|before| before.footer.end > stripe.streams.start) {
            return None;
        }
        stripes.push(stripe);
    }
    let note = |item: &[u8]| {
        let parts: Vec<&[u8]> = fields(item).take(2).filter_map(|(_, value)| bytes_of(value)).collect();
        parts.join(&b'=')
    };
    let metadata = fields(&footer).all(5).map(note).collect();
    let metadata_len = of_postscript(5).and_then(|len| usize::try_from(len).ok()).unwrap_or(0);
    let gaps = gaps(&stripes, start.saturating_sub(metadata_len));
    let rows = stripes.iter().fold(0u64, |sum, stripe| sum.saturating_add(stripe.rows));
    let is_whole = fields(&footer).number(6).is_none_or(|stated| stated == rows);
    Some(Footer { packing, root, stripes, span: start..postscript_start, gaps, is_whole, metadata })
}

/// What lies before `end` and in none of the stripes.
fn gaps(stripes: &[Stripe], end: usize) -> Vec<Range<usize>> {
    let mut from = MAGIC.len();
    let mut gaps = Vec::new();
    for stripe in stripes {
        gaps.push(from..stripe.streams.start.max(from));
        from = from.max(stripe.footer.end);
    }
    gaps.push(from..end.max(from));
    gaps
}

fn bytes_of(value: super::protobuf::Value<'_>) -> Option<&[u8]> {
    match value {
        super::protobuf::Value::Bytes(bytes) => Some(bytes),
        super::protobuf::Value::Number(_) => None,
    }
}

/// The type of number `column`. Those in it have larger numbers, so that no type can hold itself; `left` is how many there
/// may be, as two may hold the same one.
fn type_of(types: &[&[u8]], column: u64, depth: usize, left: &mut usize) -> Option<Type> {
    *left = left.checked_sub(1)?;
    let message = fields(types.get(usize::try_from(column).ok()?)?);
    let kind = Kind::of(message.clone().number(1).unwrap_or(0))?;
    if depth > DEPTH_MAX {
        return None;
    }
    let mut names = message.clone().all(3).map(|name| String::from_utf8_lossy(name).into_owned());
    let mut children = Vec::new();
    for (index, child) in message.numbers(2).enumerate() {
        if child <= column {
            return None;
        }
        let name = match (kind, index) {
            (Kind::Struct, _) => names.next()?,
            (Kind::Map, 0) => "key".to_owned(),
            (Kind::Map, _) => "value".to_owned(),
            (Kind::Union, index) => index.to_string(),
            _ => String::new(),
        };
        children.push((name, type_of(types, child, depth + 1, left)?));
    }
    let wanted = match kind {
        Kind::List => 1..=1,
        Kind::Map => 2..=2,
        Kind::Struct | Kind::Union => 0..=usize::MAX,
        _ => 0..=0,
    };
    wanted.contains(&children.len()).then_some(Type { column, kind, children })
}

fn stripe(message: &[u8], end_max: usize) -> Option<Stripe> {
    let size = |id| usize::try_from(fields(message).number(id)?).ok();
    let start = size(1)?;
    let streams_end = start.checked_add(size(2).unwrap_or(0))?.checked_add(size(3)?)?;
    let end = streams_end.checked_add(size(4)?)?;
    (end <= end_max).then(|| Stripe {
        streams: start..streams_end,
        footer: streams_end..end,
        rows: fields(message).number(5).unwrap_or(0),
    })
}
