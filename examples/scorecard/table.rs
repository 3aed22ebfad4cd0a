//! Tables in several formats.

use crate::corpus::{Document, Genre};
use crate::random::Rng;
use crate::template::{Maker, Value};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Comma-separated.
    Csv,
    /// Comma-separated, without a header.
    Bare,
    /// Tab-separated, in capitals.
    UpperTsv,
    /// INSERT statements.
    Insert,
    /// COPY of PostgreSQL.
    Copy,
    /// An array of objects.
    Json,
    /// An object a line.
    Lines,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Csv | Self::Bare => "csv",
            Self::UpperTsv => "tsv",
            Self::Insert | Self::Copy => "sql",
            Self::Json => "json",
            Self::Lines => "ndjson",
        }
    }
}

/// A column: its header, and the slot that its cells are.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Header.
    pub(crate) header: String,
    /// Slot.
    pub(crate) slot: &'static str,
}

/// Writes a table of so many rows.
pub(crate) fn table(
    name: &str,
    columns: &[Column],
    rows: usize,
    format: Format,
    rng: &mut Rng,
    maker: Maker,
) -> Document {
    let mut document = Document::new(format!("{name}.{}", format.ending()), Genre::Table);
    let mut is_innocent = vec![true; columns.len()];
    open(&mut document, name, columns, format);
    for row in 0..rows {
        let values: Vec<Value> = columns.iter().map(|column| cell(rng, column.slot, row, format, maker)).collect();
        for (value, is_innocent) in values.iter().zip(&mut is_innocent) {
            *is_innocent &= value.kind.is_none();
        }
        record(&mut document, name, columns, &values, row, format);
    }
    document.plain(match format {
        Format::Copy => "\\.\n",
        Format::Json => "\n]\n",
        _ => "",
    });
    let names = columns
        .iter()
        .enumerate()
        .map(|(at, column)| if format == Format::Bare { format!("column_{}", at + 1) } else { column.header.clone() });
    document.innocent_columns = names.zip(is_innocent).filter(|(_, is)| *is).map(|(name, _)| name).collect();
    document
}

fn cell(rng: &mut Rng, slot: &str, row: usize, format: Format, maker: Maker) -> Value {
    let mut value = if slot == "row" { Value::plain((row + 1).to_string()) } else { maker(rng, slot) };
    value.text = value.text.replace('\n', ", ");
    if format == Format::UpperTsv {
        value.text = value.text.to_uppercase();
    }
    value
}

fn open(document: &mut Document, name: &str, columns: &[Column], format: Format) {
    let join =
        |separator: &str| columns.iter().map(|column| column.header.as_str()).collect::<Vec<_>>().join(separator);
    match format {
        Format::Csv => document.plain(&format!("{}\n", join(","))),
        Format::UpperTsv => document.plain(&format!("{}\n", join("\t"))),
        Format::Insert => {
            let fields: Vec<String> =
                columns.iter().map(|column| format!("  `{}` varchar(120) DEFAULT NULL", column.header)).collect();
            document.plain(&format!("CREATE TABLE `{name}` (\n{}\n);\n", fields.join(",\n")));
        }
        Format::Copy => {
            let fields: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.header)).collect();
            document.plain(&format!("COPY public.{name} ({}) FROM stdin;\n", fields.join(", ")));
        }
        Format::Json => document.plain("[\n"),
        Format::Bare | Format::Lines => {}
    }
}

fn record(document: &mut Document, name: &str, columns: &[Column], values: &[Value], row: usize, format: Format) {
    match format {
        Format::Insert => document.plain(&format!("INSERT INTO `{name}` VALUES (")),
        Format::Json | Format::Lines => {
            document.plain(if format == Format::Json && row > 0 { ",\n{" } else { "{" });
        }
        _ => {}
    }
    for (at, (column, value)) in columns.iter().zip(values).enumerate() {
        let (open, close) = quotes(format, &value.text);
        let separator = match format {
            _ if at == 0 => "",
            Format::UpperTsv | Format::Copy => "\t",
            Format::Csv | Format::Bare => ",",
            Format::Insert | Format::Json | Format::Lines => ", ",
        };
        document.plain(separator);
        if matches!(format, Format::Json | Format::Lines) {
            document.plain(&format!("\"{}\": ", column.header));
        }
        document.plain(open);
        let escaped = if format == Format::Insert { value.text.replace('\'', "''") } else { value.text.clone() };
        document.value(value.kind, &escaped);
        document.plain(close);
    }
    document.plain(match format {
        Format::Insert => ");\n",
        Format::Json => "}",
        Format::Lines => "}\n",
        _ => "\n",
    });
}

fn quotes(format: Format, text: &str) -> (&'static str, &'static str) {
    match format {
        Format::Csv | Format::Bare if text.contains(',') => ("\"", "\""),
        Format::Insert => ("'", "'"),
        Format::Json | Format::Lines => ("\"", "\""),
        _ => ("", ""),
    }
}
