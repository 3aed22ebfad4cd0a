//! Definitions of tables as MySQL 8 keeps them in the file itself: JSON, compressed, in the records of an index of its own
//! ("serialized dictionary information").
//!
//! ```text
//! record   kind (4; 1 is a table), number (8), what the engine keeps for itself (13), lengths of the JSON (4) and of its
//!          compressed form (4), that form
//! ```
//!
//! The JSON names columns, their types by the numbers of the dictionary, and for each index its columns in the order in
//! which they are stored. Definitions that do not fit into a page are not read.

use std::io::Read;
use std::sync::Arc;

use serde_json::Value;

use super::layout::{Defined, FIELDS_MAX, Field, Layout, NAME_LEN_MAX, hidden};
use super::page::{IndexPage, u32_at};

/// Definitions of a file that come to more are not read.
pub(super) const JSON_LEN_MAX: u64 = 4 << 20;

/// The definition of a table.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) layout: Layout,
    /// The number of the index that its rows are in.
    pub(super) index: u64,
    /// Those of its other indices.
    pub(super) secondary: Vec<u64>,
}

/// The tables that a page of definitions holds. Their JSON may come to `json_left` bytes, which is counted down.
pub(super) fn definitions(page: &IndexPage<'_>, json_left: &mut u64) -> Vec<Definition> {
    let definition = |at: usize| {
        let record = page.bytes.get(at..)?;
        let is_table = u32_at(record, 0) == Some(1);
        let packed = record.get(33..33 + u32_at(record, 29)?).filter(|_| is_table)?;
        let mut json = Vec::new();
        let read = flate2::read::ZlibDecoder::new(packed).take(*json_left).read_to_end(&mut json);
        *json_left = json_left.saturating_sub(json.len() as u64);
        read.ok()?;
        of_json(&serde_json::from_slice(&json).ok()?)
    };
    page.live().into_iter().filter_map(definition).collect()
}

fn of_json(definition: &Value) -> Option<Definition> {
    let table = definition.get("dd_object")?;
    let columns = table.get("columns")?.as_array()?;
    // The primary key stands first, and where there is none the index of the rows has no columns but hidden ones.
    let (index, others) = table.get("indexes")?.as_array()?.split_first()?;
    let stored = index.get("elements")?.as_array().filter(|stored| stored.len() <= FIELDS_MAX)?;
    let fields: Vec<Field> = stored
        .iter()
        .map(|element| field(columns.get(usize::try_from(element.get("column_opx")?.as_u64()?).ok()?)?))
        .collect::<Option<_>>()?;
    let name = table.get("name").and_then(Value::as_str).filter(|name| name.len() <= NAME_LEN_MAX).unwrap_or_default();
    let layout = Layout { name: name.to_owned(), fields };
    Some(Definition { layout, index: number_of(index)?, secondary: others.iter().filter_map(number_of).collect() })
}

/// The number of an index.
fn number_of(index: &Value) -> Option<u64> {
    let private = index.get("se_private_data")?.as_str()?;
    private.split(';').find_map(|pair| pair.strip_prefix("id=")?.parse().ok())
}

fn field(column: &Value) -> Option<Field> {
    let text = |key: &str| column.get(key).and_then(Value::as_str);
    let number = |key: &str| column.get(key).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    let is_true = |key: &str| column.get(key).and_then(Value::as_bool).unwrap_or_default();
    match text("name")? {
        "DB_TRX_ID" | "DB_ROW_ID" => return Some(hidden(6)),
        "DB_ROLL_PTR" => return Some(hidden(7)),
        _ => {}
    }
    let number_of_type = server_type(number("type")?)?;
    let defined = Defined {
        name: text("name")?.to_owned(),
        number: number_of_type,
        len: number("char_length")?,
        is_signed: !is_true("is_unsigned"),
        is_nullable: is_true("is_nullable"),
        collation: number("collation_id").unwrap_or_default(),
        scale: match number_of_type {
            17..=19 => number("datetime_precision").unwrap_or_default(),
            _ => number("numeric_scale").unwrap_or_default(),
        },
        precision: number("numeric_precision").unwrap_or_default(),
        // Names of choices are in Base64; their count is what matters here.
        choices: Arc::default(),
        choice_count: column.get("elements").and_then(Value::as_array).map_or(0, Vec::len),
    };
    defined.field()
}

/// The server's number of a type (`enum_field_types`) for the dictionary's (`dd::enum_column_types`).
fn server_type(number: usize) -> Option<u8> {
    const TYPES: [u8; 32] = [
        255, 0, 1, 2, 3, 4, 5, 6, 17, 8, 9, 14, 19, 18, 13, 14, 15, 16, 17, 18, 19, 246, 247, 248, 249, 250, 251, 252,
        253, 254, 255, 245,
    ];
    TYPES.get(number).copied().filter(|_| number > 0)
}
