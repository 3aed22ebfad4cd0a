//! Schemas, as indices into one list, so that types may refer to themselves.

use std::collections::HashMap;

use serde_json::Value;

/// Types of one schema.
const TYPES_MAX: usize = 100_000;

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    Null,
    Boolean,
    Int(Logical),
    Long(Logical),
    Float,
    Double,
    Bytes(Logical),
    Text,
    Fixed(usize, Logical),
    Enum(Vec<String>),
    Array(usize),
    Map(usize),
    Union(Vec<usize>),
    Record(Vec<(String, usize)>),
    /// A type whose definition is being read.
    Pending,
}

/// What a number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Logical {
    None,
    Date,
    /// Parts of a second since midnight.
    Time(i64),
    /// Parts of a second since 1970.
    Timestamp(i64),
    /// Digits behind the point.
    Decimal(u32),
}

/// A schema: its types, the root first given by `root`.
#[derive(Debug, Default)]
pub(super) struct Schema {
    types: Vec<Type>,
    names: HashMap<String, usize>,
    pub(super) root: usize,
    /// The name of the root, where it has one.
    pub(super) name: String,
}

impl Schema {
    /// Reads a schema as it stands in a file.
    pub(super) fn parse(json: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(json).ok()?;
        let mut schema = Self::default();
        schema.root = schema.read(&value)?;
        let name = value.get("name").and_then(Value::as_str).unwrap_or_default();
        schema.name = name.rsplit('.').next().unwrap_or_default().to_owned();
        Some(schema)
    }

    pub(super) fn get(&self, index: usize) -> Option<&Type> {
        self.types.get(index)
    }

    fn add(&mut self, ty: Type) -> Option<usize> {
        (self.types.len() < TYPES_MAX).then(|| {
            self.types.push(ty);
            self.types.len() - 1
        })
    }

    /// Reads a type. The JSON reader bounds the depth.
    fn read(&mut self, value: &Value) -> Option<usize> {
        match value {
            Value::String(name) => self.named(name, Logical::None),
            Value::Array(branches) => {
                let branches = branches.iter().map(|branch| self.read(branch)).collect::<Option<Vec<_>>>()?;
                self.add(Type::Union(branches))
            }
            Value::Object(_) => self.complex(value),
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
        }
    }

    fn named(&mut self, name: &str, logical: Logical) -> Option<usize> {
        let ty = match name {
            "null" => Type::Null,
            "boolean" => Type::Boolean,
            "int" => Type::Int(logical),
            "long" => Type::Long(logical),
            "float" => Type::Float,
            "double" => Type::Double,
            "bytes" => Type::Bytes(logical),
            "string" => Type::Text,
            other => {
                let short = other.rsplit('.').next().unwrap_or(other);
                return self.names.get(short).copied();
            }
        };
        self.add(ty)
    }

    fn complex(&mut self, value: &Value) -> Option<usize> {
        let kind = value.get("type")?;
        let Some(kind) = kind.as_str() else { return self.read(kind) };
        let logical = logical(value);
        match kind {
            "array" => {
                let items = self.read(value.get("items")?)?;
                self.add(Type::Array(items))
            }
            "map" => {
                let values = self.read(value.get("values")?)?;
                self.add(Type::Map(values))
            }
            "record" | "error" | "enum" | "fixed" => {
                let index = self.add(Type::Pending)?;
                let name = value.get("name")?.as_str()?;
                self.names.insert(name.rsplit('.').next().unwrap_or(name).to_owned(), index);
                let ty = match kind {
                    "enum" => {
                        let symbols = value.get("symbols")?.as_array()?.iter();
                        Type::Enum(symbols.map(|symbol| symbol.as_str().map(str::to_owned)).collect::<Option<_>>()?)
                    }
                    "fixed" => Type::Fixed(usize::try_from(value.get("size")?.as_u64()?).ok()?, logical),
                    _ => {
                        let mut fields = Vec::new();
                        for field in value.get("fields")?.as_array()? {
                            let name = field.get("name")?.as_str()?.to_owned();
                            fields.push((name, self.read(field.get("type")?)?));
                        }
                        Type::Record(fields)
                    }
                };
                if let Some(known) = self.types.get_mut(index) {
                    *known = ty;
                }
                Some(index)
            }
            simple => self.named(simple, logical),
        }
    }
}

fn logical(value: &Value) -> Logical {
    match value.get("logicalType").and_then(Value::as_str).unwrap_or_default() {
        "date" => Logical::Date,
        "time-millis" => Logical::Time(1_000),
        "time-micros" => Logical::Time(1_000_000),
        "timestamp-millis" | "local-timestamp-millis" => Logical::Timestamp(1_000),
        "timestamp-micros" | "local-timestamp-micros" => Logical::Timestamp(1_000_000),
        "timestamp-nanos" | "local-timestamp-nanos" => Logical::Timestamp(1_000_000_000),
        "decimal" => {
            let scale = value.get("scale").and_then(Value::as_u64).unwrap_or(0);
            Logical::Decimal(u32::try_from(scale).unwrap_or(0))
        }
        _ => Logical::None,
    }
}
