//! Columns of a table, from the model of its database (`model.xml` of a DAC package, file format 1.2).
//!
//! ```xml
//! <Element Type="SqlTable" Name="[dbo].[users]"> <Relationship Name="Columns"> <Entry>
//!   <Element Type="SqlSimpleColumn" Name="[dbo].[users].[ssn]"> <Property Name="IsNullable" Value="False"/>
//!     ... <Element Type="SqlTypeSpecifier"> <Property Name="Length" Value="11"/>
//!         ... <References ExternalSource="BuiltIns" Name="[char]"/>
//! ```
//!
//! A type of the user's own is an element of its own (`SqlUserDefinedDataType`), which refers to one that is built in.

use std::collections::HashMap;

use memchr::memmem;

use super::layout::{COLUMNS_MAX, Column};
use super::value::Kind;
use crate::records::markup::{Entities, Tag, Token, Tokens, unescape};

/// Types that refer to types.
const TYPES_DEPTH_MAX: usize = 8;

/// Where a model describes its tables and the types that are its own: found once, and then asked for each file of rows.
#[derive(Debug, Default)]
pub(in crate::records) struct Model {
    /// By `schema.table`.
    tables: HashMap<String, usize>,
    types: HashMap<Vec<String>, usize>,
}

impl Model {
    pub(in crate::records) fn of(model: &[u8]) -> Self {
        let mut places = Self::default();
        each_element(model, b"SqlTable", |name, at| {
            if let [schema, own] = name.as_slice() {
                places.tables.entry(format!("{schema}.{own}")).or_insert(at);
            }
        });
        each_element(model, b"SqlUserDefinedDataType", |name, at| {
            places.types.entry(name).or_insert(at);
        });
        places
    }

    /// The columns of the table `schema.table` of the model that this was made of.
    pub(super) fn columns(&self, model: &[u8], table: &str) -> Option<Vec<Column>> {
        columns(model, *self.tables.get(table)?, self)
    }
}

/// The columns of the table whose element is at `at`.
fn columns(model: &[u8], at: usize, places: &Model) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    let mut open: Option<Open> = None;
    let mut is_of_type = false;
    walk(model, at, |depth, tag, tokens| {
        let value = |name: &[u8]| tokens.attribute(tag, name).map(unescaped);
        let own_name = value(b"Name").unwrap_or_default();
        match tokens.slice(&tag.name) {
            b"Element" => {
                let is_column = value(b"Type").is_some_and(|kind| kind == "SqlSimpleColumn");
                if is_column && depth == 1 && columns.len() < COLUMNS_MAX {
                    columns.extend(open.take());
                    let name = steps(&own_name).pop().unwrap_or_default();
                    open = Some(Open { name, ..Open::default() });
                } else if depth == 1 {
                    // A column that is computed, and what it refers to.
                    columns.extend(open.take());
                }
            }
            b"Property" => {
                if let Some(open) = &mut open {
                    open.property(depth, &own_name, &value(b"Value").unwrap_or_default());
                }
            }
            b"Relationship" => is_of_type = own_name == "Type",
            b"References" => {
                if let Some(open) = open.as_mut().filter(|open| is_of_type && open.of_type.is_none()) {
                    open.of_type = Some(own_name);
                }
            }
            _ => {}
        }
    });
    columns.extend(open.take());
    // Columns are of few types that the model defines.
    let mut types = HashMap::new();
    columns.into_iter().map(|open| open.column(model, places, &mut types)).collect()
}

/// A column that is being read.
#[derive(Debug, Default)]
struct Open {
    name: String,
    is_never_null: bool,
    of_type: Option<String>,
    facets: Facets,
}

/// What a type is followed by in parentheses.
#[derive(Debug, Default, Clone)]
struct Facets {
    length: Option<usize>,
    precision: Option<usize>,
    scale: Option<usize>,
    is_max: bool,
}

impl Facets {
    fn set(&mut self, name: &str, value: &str) {
        match name {
            "Length" => self.length = value.parse().ok(),
            "Precision" => self.precision = value.parse().ok(),
            "Scale" => self.scale = value.parse().ok(),
            "IsMax" => self.is_max = value.eq_ignore_ascii_case("true"),
            _ => {}
        }
    }
}

impl Open {
    fn property(&mut self, depth: usize, name: &str, value: &str) {
        if depth == 2 && name == "IsNullable" {
            self.is_never_null = value.eq_ignore_ascii_case("false");
        } else if depth >= 3 && self.of_type.is_none() {
            self.facets.set(name, value);
        }
    }

    fn column(
        self,
        model: &[u8],
        places: &Model,
        types: &mut HashMap<String, Option<(String, Facets)>>,
    ) -> Option<Column> {
        let of_type = self.of_type?;
        let (name, facets) = match types.get(&of_type) {
            Some(known) => known.clone()?,
            None if types.len() >= TYPES_MAX => return None,
            None => {
                let found = built_in(model, places, &of_type, self.facets.clone(), 0);
                // What is built in has facets of its own in each column.
                if steps(&of_type).len() > 1 && !of_type.starts_with("[sys]") {
                    types.insert(of_type, found.clone());
                }
                found?
            }
        };
        let kind = kind(&name, &facets)?;
        Some(Column { name: self.name, sql_type: written(&name, &facets), kind, is_nullable: !self.is_never_null })
    }
}

/// The type that is built in behind a name, `[nvarchar]` or `[dbo].[phone]`.
fn built_in(model: &[u8], places: &Model, name: &str, facets: Facets, depth: usize) -> Option<(String, Facets)> {
    let name = steps(name);
    if let [own] | [_, own] = name.as_slice()
        && (name.len() == 1 || name.first().is_some_and(|schema| schema == "sys"))
    {
        return Some((own.to_ascii_lowercase(), facets));
    }
    let at = *places.types.get(&name).filter(|_| depth < TYPES_DEPTH_MAX)?;
    let (mut facets, mut of_type, mut is_of_type) = (Facets::default(), None, false);
    walk(model, at, |_, tag, tokens| {
        let value = |name: &[u8]| tokens.attribute(tag, name).map(unescaped).unwrap_or_default();
        match tokens.slice(&tag.name) {
            b"Property" if of_type.is_none() => facets.set(&value(b"Name"), &value(b"Value")),
            // The schema that it stands in is named as well.
            b"Relationship" => is_of_type = value(b"Name") == "Type",
            b"References" if is_of_type && of_type.is_none() => of_type = Some(value(b"Name")),
            _ => {}
        }
    });
    built_in(model, places, &of_type?, facets, depth + 1)
}

/// Types that a model defines and a table uses; one with more is scanned as it stands.
const TYPES_MAX: usize = 200;

/// How far before its type a tag may begin.
const TAG_MAX: usize = 4 << 10;

/// Calls `take` with the name of each element of a type, and where it begins.
fn each_element(model: &[u8], of_type: &[u8], mut take: impl FnMut(Vec<String>, usize)) {
    let mark = [b" Type=\"", of_type, b"\""].concat();
    // A tag is read once, however often it says so.
    let mut read_to = 0;
    for mark in memmem::find_iter(model, &mark) {
        let from = mark.saturating_sub(TAG_MAX).max(read_to);
        read_to = mark + 1;
        let at = model.get(from..mark).and_then(|before| memchr::memrchr(b'<', before)).map(|len| from + len);
        let Some(at) = at else { continue };
        let mut tokens = Tokens::new(model, at, true);
        let Some(Token::Open(tag)) = tokens.next() else { continue };
        if let Some(name) = tokens.attribute(&tag, b"Name").map(unescaped) {
            take(steps(&name), at);
        }
    }
}

/// Hands on the tags within the element at `at`, with the number of elements around each; that itself is the first.
fn walk(model: &[u8], at: usize, mut take: impl FnMut(usize, &Tag, &Tokens<'_>)) {
    let mut tokens = Tokens::new(model, at, true);
    let mut depth = 0usize;
    while let Some(token) = tokens.next() {
        match token {
            Token::Open(tag) => {
                take(depth, &tag, &tokens);
                depth += usize::from(!tag.is_empty && tokens.slice(&tag.name) == b"Element");
            }
            Token::Close(name) if tokens.slice(&name) == b"Element" => depth = depth.saturating_sub(1),
            Token::Close(_) | Token::Text(_) | Token::CData(_) | Token::Other(_) => {}
        }
        if depth == 0 {
            break;
        }
    }
}

/// The steps of a name in brackets.
fn steps(name: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut rest = name;
    while let Some(inner) = rest.trim_start_matches('.').strip_prefix('[') {
        let mut step = String::new();
        let mut characters = inner.char_indices().peekable();
        let mut end = inner.len();
        while let Some((at, character)) = characters.next() {
            if character == ']' && characters.next_if(|(_, next)| *next == ']').is_none() {
                end = at + 1;
                break;
            }
            step.push(character);
        }
        steps.push(step);
        rest = inner.get(end..).unwrap_or_default();
    }
    steps
}

fn unescaped(raw: &[u8]) -> String {
    let mut name = Vec::with_capacity(raw.len());
    unescape(raw, Entities::Xml, &mut name);
    String::from_utf8_lossy(&name).into_owned()
}

/// The type as a definition writes it.
fn written(name: &str, facets: &Facets) -> String {
    match (name, facets) {
        (_, Facets { is_max: true, .. }) => format!("{name}(max)"),
        (_, Facets { length: Some(length), .. }) => format!("{name}({length})"),
        ("decimal" | "numeric", Facets { precision: Some(precision), .. }) => {
            format!("{name}({precision},{})", facets.scale.unwrap_or(0))
        }
        _ => name.to_owned(),
    }
}

/// Of which kind the values of a type are; `None` where it is not known.
fn kind(name: &str, facets: &Facets) -> Option<Kind> {
    let scale = u8::try_from(facets.scale.unwrap_or(7)).ok().filter(|scale| *scale <= 7).unwrap_or(7);
    let is_max = facets.is_max;
    let width = if is_max { 8 } else { 2 };
    let units = if is_max { None } else { Some(facets.length.unwrap_or(1)) };
    let text = |is_padded, is_wide| Kind::Text { width, units, is_padded, is_wide };
    let long_text = |width, is_wide| Kind::Text { width, units: None, is_padded: false, is_wide };
    let bytes = |width| Kind::Bytes { width, is_version: false };
    Some(match name {
        "bit" => Kind::Bit,
        "tinyint" => Kind::Integer { len: 1 },
        "smallint" => Kind::Integer { len: 2 },
        "int" => Kind::Integer { len: 4 },
        "bigint" => Kind::Integer { len: 8 },
        "real" => Kind::Float { len: 4 },
        // Up to 24 bits of a number are kept in four bytes.
        "float" => Kind::Float { len: if matches!(facets.precision, Some(1..=24)) { 4 } else { 8 } },
        "smallmoney" => Kind::Money { len: 4 },
        "money" => Kind::Money { len: 8 },
        "decimal" | "numeric" => Kind::Decimal,
        "uniqueidentifier" => Kind::Uuid,
        "date" => Kind::Date,
        "time" => Kind::Time { scale },
        "datetime2" => Kind::Datetime2 { scale },
        "datetimeoffset" => Kind::DatetimeOffset { scale },
        "datetime" => Kind::Datetime,
        "smalldatetime" => Kind::SmallDatetime,
        "char" => text(true, false),
        "nchar" => text(true, true),
        "varchar" => text(false, false),
        "nvarchar" => text(false, true),
        "sysname" => Kind::Text { width: 2, units: Some(128), is_padded: false, is_wide: true },
        "text" => long_text(4, false),
        "ntext" => long_text(4, true),
        "xml" | "json" => long_text(8, true),
        "timestamp" | "rowversion" => Kind::Bytes { width: 2, is_version: true },
        "binary" => bytes(2),
        "varbinary" => bytes(width),
        "image" | "sql_variant" => bytes(4),
        "geography" | "geometry" | "hierarchyid" => bytes(8),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_brackets_are_taken_apart() {
        assert_eq!(steps("[dbo].[a]]b].[c.d]"), ["dbo", "a]b", "c.d"]);
        assert_eq!(steps("[dbo"), ["dbo"]);
        assert!(steps("dbo").is_empty());
    }
}
