use crate::records::bcp::Model;
use crate::records::companion::Companion;
use proptest::prelude::*;

use super::Bcp;
use crate::error::Reason;
use crate::records::testing::{Collector, assert_cuts_agree, read_whole};
use crate::records::{Format, Head, Reader, TextClass};

const NAME: &str = "/x/crm.bacpac!Data/dbo.people/TableData-000-00000.BCP";

/// A model of one table: name of a column, its type, and whether it may be NULL.
fn model(columns: &[(&str, &str, bool)]) -> String {
    let mut model = String::from(
        "<DataSchemaModel><Model><Element Type=\"SqlTable\" Name=\"[dbo].[other]\"><Relationship Name=\"Columns\"/></Element>\
         <Element Type=\"SqlTable\" Name=\"[dbo].[people]\"><Relationship Name=\"Columns\">",
    );
    for (name, sql_type, is_nullable) in columns {
        let (base, facets) = sql_type.split_once('(').unwrap_or((sql_type, ""));
        let reference = if base.contains('[') {
            format!("<References Name=\"{base}\"/>")
        } else {
            format!("<References ExternalSource=\"BuiltIns\" Name=\"[{base}]\"/>")
        };
        let property = |name: &str, value: &str| format!("<Property Name=\"{name}\" Value=\"{value}\"/>");
        let facets = match facets.trim_end_matches(')') {
            "" => String::new(),
            "max" => property("IsMax", "True"),
            facets => match facets.split_once(',') {
                Some((precision, scale)) => property("Precision", precision) + &property("Scale", scale),
                None if base.starts_with("date") || base == "time" => property("Scale", facets),
                None => property("Length", facets),
            },
        };
        let nullable = if *is_nullable { String::new() } else { property("IsNullable", "False") };
        model += &format!(
            "<Entry><Element Type=\"SqlSimpleColumn\" Name=\"[dbo].[people].[{name}]\">{nullable}\
             <Relationship Name=\"TypeSpecifier\"><Entry><Element Type=\"SqlTypeSpecifier\">{facets}\
             <Relationship Name=\"Type\"><Entry>{reference}</Entry></Relationship></Element></Entry></Relationship>\
             </Element></Entry>"
        );
    }
    model
        + "<Entry><Element Type=\"SqlComputedColumn\" Name=\"[dbo].[people].[sum]\"><Property Name=\"ExpressionScript\"/>\
           </Element></Entry></Relationship><Relationship Name=\"Schema\"><Entry><References Name=\"[dbo]\"/></Entry>\
           </Relationship></Element><Element Type=\"SqlUserDefinedDataType\" Name=\"[dbo].[phone]\">\
           <Property Name=\"Length\" Value=\"20\"/><Relationship Name=\"Schema\"><Entry><References ExternalSource=\"BuiltIns\" \
           Name=\"[dbo]\"/></Entry></Relationship><Relationship Name=\"Type\"><Entry><References ExternalSource=\"BuiltIns\" \
           Name=\"[nvarchar]\"/></Entry></Relationship></Element></Model></DataSchemaModel>"
}

fn open(model: &str, rows: &[u8]) -> Option<Box<dyn Reader>> {
    Bcp.open(&Head { bytes: rows, is_whole: true, name: NAME, companion: Some(&Companion::new(model.as_bytes())) })
}

fn read(model: &str, rows: &[u8]) -> Collector {
    read_whole(&*open(model, rows).expect("they are rows"), rows)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A value behind its length, in so many bytes.
fn stated(width: usize, value: &[u8]) -> Vec<u8> {
    [&value.len().to_le_bytes()[..width], value].concat()
}

const PEOPLE: &[(&str, &str, bool)] = &[
    ("id", "int", false),
    ("name", "nvarchar(40)", false),
    ("code", "char(2)", false),
    ("is_active", "bit", false),
    ("born", "date", true),
    ("seen", "datetime2(3)", false),
    ("balance", "decimal(12,2)", true),
    ("notes", "varchar(max)", true),
    ("phone", "[dbo].[phone]", true),
    ("photo", "varbinary(max)", true),
];

/// A row as an export has it.
fn row(id: i32, is_long_number: bool, has_bare_bit: bool) -> Vec<u8> {
    let mut row = Vec::new();
    row.extend(if is_long_number { stated(1, &id.to_le_bytes()) } else { id.to_le_bytes().to_vec() });
    row.extend(stated(2, &utf16(&format!("Ánna 名 {id}"))));
    row.extend(utf16("IL"));
    row.extend(if has_bare_bit { vec![1] } else { stated(1, &[1]) });
    row.extend(if id % 3 == 0 { vec![0xFF] } else { stated(1, b"\x6E\x28\x0B") });
    row.extend(b"\x07\xB9\xF6\x59\x5F\x6E\x28\x0B");
    row.extend(stated(1, &[&[12, 2, 1], 1234u128.to_le_bytes().as_slice()].concat()));
    row.extend(stated(8, &utf16("call me\nlater")));
    row.extend(if id % 2 == 0 { vec![0xFF, 0xFF] } else { stated(2, &utf16("212-555-0100")) });
    row.extend(stated(8, b"\0\xFFraw"));
    row
}

fn rows(count: i32, is_long_number: bool, has_bare_bit: bool) -> Vec<u8> {
    (1..=count).flat_map(|id| row(id, is_long_number, has_bare_bit)).collect()
}

#[test]
fn rows_of_an_export_are_records_of_their_table() {
    let found = read(&model(PEOPLE), &rows(4, false, false));
    assert!(found.diagnostics.is_empty() && found.texts.is_empty(), "{:?}", found.diagnostics);
    assert_eq!(found.records.len(), 4);
    let (table, cells) = &found.records[0];
    assert_eq!(table, "dbo.people");
    let cells: Vec<(&str, &str)> = cells.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let expected = [
        ("id", "1"),
        ("name", "Ánna 名 1"),
        ("code", "IL"),
        ("is_active", "1"),
        ("born", "2003-02-01"),
        ("seen", "2003-02-01 11:22:33.1234567"),
        ("balance", "12.34"),
        ("notes", "call me\nlater"),
        ("phone", "212-555-0100"),
        ("photo", "\0\u{FFFD}raw"),
    ];
    assert_eq!(cells, expected);
    assert_eq!(found.records[1].1.len(), 9, "a NULL is no cell");
    let types: Vec<_> = found.columns["dbo.people"].iter().map(|spec| spec.sql_type.clone().unwrap()).collect();
    assert_eq!(types[1], "nvarchar(40)");
    assert_eq!(types[6], "decimal(12,2)");
    assert_eq!(types[8], "nvarchar(20)");
}

#[test]
fn rows_tell_whether_lengths_stand_before_what_is_never_null() {
    let expected = read(&model(PEOPLE), &rows(3, false, false)).records;
    for (is_long_number, has_bare_bit) in [(true, false), (false, true), (true, true)] {
        let found = read(&model(PEOPLE), &rows(3, is_long_number, has_bare_bit));
        assert_eq!(found.records, expected, "{is_long_number} {has_bare_bit}");
    }
}

#[test]
fn text_in_the_character_set_of_its_column_is_told_from_utf_16() {
    let columns = [("id", "int", false), ("name", "varchar(40)", true), ("note", "nvarchar(40)", true)];
    let names = ["Anna Smith", "Zoë", "Bob"];
    let row = |(id, name): (i32, &str)| {
        let raw: Vec<u8> = name.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
        [id.to_le_bytes().to_vec(), stated(2, &raw), stated(2, &utf16("wide"))].concat()
    };
    let source: Vec<u8> = (1..).zip(names).flat_map(row).collect();
    let found = read(&model(&columns), &source);
    let shown: Vec<&str> = found.rows().iter().map(|row| row[1]).collect();
    assert_eq!(shown, names);
    assert!(found.rows().iter().all(|row| row[2] == "wide"));
}

#[test]
fn every_way_of_cutting_gives_the_same_rows() {
    let model = model(PEOPLE);
    let source = rows(3, false, false);
    assert_cuts_agree(&*open(&model, &source).unwrap(), &source);
}

#[test]
fn what_is_no_row_is_scanned_as_it_stands() {
    let model = model(PEOPLE);
    let good = rows(2, false, false);
    let source = [good.as_slice(), &[0xFF; 9], b"SSN 536-90-4399"].concat();
    let found = read(&model, &source);
    assert_eq!(found.records.len(), 2);
    assert_eq!(found.texts, [(good.len()..source.len(), TextClass::Binary)]);
    assert_eq!(found.diagnostics, [(Reason::NotUnderstood, good.len())]);

    let cut = &source[..good.len() - 3];
    let found = read(&model, cut);
    assert_eq!((found.records.len(), found.texts.len(), found.diagnostics.len()), (1, 1, 1));
}

#[test]
fn what_is_not_described_is_not_read() {
    let source = rows(2, false, false);
    let none = Head { bytes: &source, is_whole: true, name: NAME, companion: None };
    assert!(Bcp.open(&none).is_none());
    assert!(open("<Model/>", &source).is_none());
    assert!(open(&model(&[("a", "unheard_of", true)]), &source).is_none());
    assert!(open(&model(&[("a", "[dbo].[nowhere]", true)]), &source).is_none());
    assert!(open(&model(&[("a", "uniqueidentifier", false)]), b"\x03abc").is_none());
    let empty = Companion::default();
    let elsewhere = Head { name: "/x/TableData-000-00000.BCP", companion: Some(&empty), ..none };
    assert!(Bcp.companions(&elsewhere).is_empty() && Bcp.open(&elsewhere).is_none());
    assert_eq!(Bcp.companions(&none), ["../../model.xml"]);
}

#[test]
fn a_type_that_is_its_own_type_ends() {
    let circle = model(&[("a", "[dbo].[loop]", true)])
        + "<Element Type=\"SqlUserDefinedDataType\" Name=\"[dbo].[loop]\"><Relationship Name=\"Type\"><Entry>\
           <References Name=\"[dbo].[loop]\"/></Entry></Relationship></Element>";
    assert!(open(&circle, b"\x01\x00").is_none());
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_read_to_their_end(
        noise in proptest::collection::vec(any::<u8>(), 0..400), at in 0usize..300, is_after in any::<bool>(),
    ) {
        let model = model(PEOPLE);
        let mut source = rows(3, false, false);
        if is_after {
            source.splice(at..at, noise);
        } else {
            source = noise;
        }
        if let Some(reader) = open(&model, &source) {
            let found = read_whole(&*reader, &source);
            let last = found.texts.last().map(|(span, _)| span.end);
            prop_assert!(last.is_none_or(|end| end == source.len()));
        }
    }

    #[test]
    fn arbitrary_models_are_read_to_their_end(at in 0usize..2000, noise in "[<>\"=\\[\\]a-zA-Z /]{0,40}") {
        let mut model = model(PEOPLE).into_bytes();
        let at = at.min(model.len());
        model.splice(at..(at + noise.len()).min(model.len()), noise.bytes());
        let source = rows(2, false, false);
        let model = Companion::new(model);
        let head = Head { bytes: &source, is_whole: true, name: NAME, companion: Some(&model) };
        if let Some(reader) = Bcp.open(&head) {
            read_whole(&*reader, &source);
        }
    }
}

#[test]
fn a_model_is_read_once_for_all_files_that_ask() {
    let text = model(PEOPLE);
    let many = text.replace(
        "</Model>",
        &(0..300).map(|n| format!("<Element Type=\"SqlTable\" Name=\"[dbo].[t{n}]\"/>")).collect::<String>(),
    );
    let companion = Companion::new(many.as_bytes());
    let first: *const Model = companion.model();
    let rows = rows(2, false, false);
    for _ in 0..3 {
        let head = Head { bytes: &rows, is_whole: true, name: NAME, companion: Some(&companion) };
        assert_eq!(read_whole(&*Bcp.open(&head).expect("they are rows"), &rows).records.len(), 2);
    }
    assert!(std::ptr::eq(first, companion.model()));
}
