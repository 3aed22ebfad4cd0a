use proptest::prelude::*;

use super::layout::Defined;
use super::page::IndexPage;
use super::{Definition, Innodb, Space, Tablespace};
use crate::error::Reason;
use crate::records::companion::Companion;
use crate::records::testing::{Collector, Field, head_of, read_predicted, read_whole};
use crate::records::{Format, Head, Piece, Reader, State, TextClass};

const TABLE: &[u8] = include_bytes!("../../../testdata/innodb/people.ibd");
const DEFINITION: &[u8] = include_bytes!("../../../testdata/innodb/people.frm");

fn open(source: &[u8], definition: Option<&[u8]>) -> Option<Box<dyn Reader>> {
    let definition = definition.map(Companion::new);
    Innodb.open(&Head { companion: definition.as_ref(), ..head_of(source) })
}

/// Reads a tablespace as the driver does: part by part.
fn read(reader: &dyn Reader, source: &[u8]) -> Collector {
    let mut sink = Collector::default();
    for state in reader.parts(source) {
        let piece = Piece { bytes: source, state: &state, at_end: true, must_consume: true };
        assert_eq!(reader.read(&piece, &mut sink).state, State::Between);
    }
    sink
}

fn value<'r>(row: &'r [Field], column: &str) -> Option<&'r str> {
    row.iter().find(|(name, _)| name == column).map(|(_, value)| value.as_str())
}

#[test]
fn rows_have_the_columns_that_the_definition_beside_them_names() {
    let reader = open(TABLE, Some(DEFINITION)).unwrap();
    let found = read(&*reader, TABLE);
    let rows: Vec<&[Field]> =
        found.records.iter().filter(|(table, _)| table.is_empty()).map(|(_, cells)| cells.as_slice()).collect();
    assert_eq!(rows.len(), 57);
    for (at, row) in rows.iter().enumerate() {
        let i = if at < 20 { at + 1 } else { at + 4 };
        assert_eq!(value(row, "id"), Some(i.to_string().as_str()));
        assert_eq!(value(row, "name"), Some(format!("Zoë Example {i}").as_str()));
        assert_eq!(value(row, "email"), Some(format!("zoé.{i}@example.org").as_str()));
        let ssn = format!("{}-{}-{}", 219 + i, 10 + i, 1000 + i * 7);
        assert_eq!(value(row, "ssn"), (i % 7 != 0).then_some(ssn.as_str()));
        assert_eq!(value(row, "born"), Some(format!("19{}-03-{}", 50 + i % 50, 10 + i % 19).as_str()));
        assert_eq!(value(row, "balance"), Some(format!("{}{i}.2500", if i % 2 == 1 { "-" } else { "" }).as_str()));
        assert_eq!(value(row, "score").unwrap().parse(), Ok(i as f64 / 4.0));
        assert_eq!(value(row, "rank"), Some(i.to_string().as_str()));
        assert_eq!(value(row, "seen"), Some(format!("2024-02-29 13:14:{}", 10 + i % 50).as_str()));
        assert_eq!(value(row, "kind"), Some(["silver", "gold"][i % 2]));
        let note = "long ".repeat(1200) + &format!("end {i}");
        assert_eq!(value(row, "note"), (i % 10 == 0).then_some(note.as_str()));
    }
    let ssn = &found.columns[""][2];
    assert_eq!((ssn.name.as_str(), ssn.sql_type.as_deref()), ("ssn", Some("char")));
    assert!(found.cell_spans.iter().any(|span| &TABLE[span.clone()] == b"220-11-1007"), "cells are where they stand");
    let is_row_text = |text: &String| text.contains("long long");
    assert!(!found.text_of(TABLE).iter().any(is_row_text), "long values are read with their rows");
}

#[test]
fn rows_that_were_deleted_are_marked() {
    let found = read(&*open(TABLE, Some(DEFINITION)).unwrap(), TABLE);
    let deleted: Vec<_> = found.records.iter().filter(|(table, _)| table == "(deleted)").collect();
    let ids: Vec<_> = deleted.iter().filter_map(|(_, row)| value(row, "id")).collect();
    assert!(["21", "22", "23"].iter().all(|id| ids.contains(id)), "{ids:?}");
}

#[test]
fn without_a_definition_fields_are_cut_by_their_lengths() {
    let found = read(&*open(TABLE, None).unwrap(), TABLE);
    let all: Vec<&str> = found.records.iter().flat_map(|(_, row)| row).map(|(_, value)| value.as_str()).collect();
    let has = |wanted: String| all.contains(&wanted.as_str());
    let is_usual = |i: &usize| !i.is_multiple_of(10) && !i.is_multiple_of(7) && !(21..=23).contains(i);
    let usual: Vec<usize> = (1..=60).filter(is_usual).collect();
    let cut = usual
        .iter()
        .filter(|&i| has(format!("Zoë Example {i}")) && has(format!("{}-{}-{}", 219 + i, 10 + i, 1000 + i * 7)));
    assert!(cut.count() * 10 >= usual.len() * 9, "{all:?}");
}

#[test]
fn what_is_too_long_to_be_read_whole_is_read_in_pieces() {
    let reader = open(TABLE, Some(DEFINITION)).unwrap();
    let found = read_predicted(&*reader, TABLE, 8192);
    let names = found.records.iter().filter(|(_, row)| value(row, "name").is_some());
    assert!(names.count() >= 57);
    assert!(found.text_of(TABLE).concat().contains("long long"), "pages of long values are text");
}

/// A page of definitions as MySQL 8 documents it, with the definition of the table.
fn page_of_definitions(index: u64) -> Vec<u8> {
    use std::io::Write;
    let columns = [
        ("id", 4, 10, false, ""),
        ("DB_TRX_ID", 10, 6, false, ""),
        ("DB_ROLL_PTR", 9, 7, false, ""),
        ("name", 16, 160, true, ""),
        ("ssn", 29, 44, true, ""),
        ("email", 16, 90, true, ""),
        ("born", 15, 10, true, ""),
        ("balance", 21, 14, true, "\"numeric_precision\":12,\"numeric_scale\":4,"),
        ("score", 6, 22, true, ""),
        ("rank", 3, 5, true, "\"is_unsigned\":true,"),
        ("seen", 19, 19, true, ""),
        ("kind", 22, 6, true, "\"elements\":[{},{}],"),
        ("note", 27, 65535, true, ""),
    ];
    let column = |&(name, number, len, is_nullable, more): &(&str, u8, u32, bool, &str)| {
        format!(
            "{{\"name\":\"{name}\",\"type\":{number},\"char_length\":{len},{more}\"is_nullable\":{is_nullable},\"collation_id\":255}}"
        )
    };
    let places: Vec<String> = (0..columns.len()).map(|place| format!("{{\"column_opx\":{place}}}")).collect();
    let json = format!(
        "{{\"dd_object\":{{\"name\":\"people\",\"columns\":[{}],\"indexes\":[{{\"elements\":[{}],\"se_private_data\":\"id={index};root=4;\"}}]}}}}",
        columns.iter().map(column).collect::<Vec<_>>().join(","),
        places.join(",")
    );
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(json.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let record_at = 132;
    let mut page = vec![0; record_at];
    page[24..26].copy_from_slice(&17853u16.to_be_bytes());
    page[38..40].copy_from_slice(&2u16.to_be_bytes());
    page[42..44].copy_from_slice(&0x8003u16.to_be_bytes());
    page[97..99].copy_from_slice(&(u16::try_from(record_at).unwrap() - 99).to_be_bytes());
    page.extend(1u32.to_be_bytes());
    page.extend([0; 21]);
    page.extend([json.len(), packed.len()].map(|len| u32::try_from(len).unwrap().to_be_bytes()).concat());
    page.extend(packed);
    let end = u16::try_from(page.len()).unwrap();
    page[40..42].copy_from_slice(&end.to_be_bytes());
    page.resize(4096, 0);
    page
}

#[test]
fn a_definition_in_the_file_names_the_columns() {
    let mut source = TABLE.to_vec();
    let root = &TABLE[3 * 4096..];
    let index = u64::from_be_bytes(root[66..74].try_into().unwrap());
    source[2 * 4096..3 * 4096].copy_from_slice(&page_of_definitions(index));
    let found = read(&*open(&source, None).unwrap(), &source);
    let rows: Vec<_> = found.records.iter().filter(|(table, _)| table == "people").collect();
    assert_eq!(rows.len(), 57);
    assert_eq!(value(&rows[0].1, "ssn"), Some("220-11-1007"));
    assert_eq!(value(&rows[0].1, "balance"), Some("-1.2500"));
    assert!(found.records.iter().any(|(table, _)| table == "people (deleted)"));
}

#[test]
fn tables_that_share_a_file_are_all_read() {
    const COPIES_AT: usize = 4 * 4096;
    const SHARED_PAGES_OF_4_KIB: u32 = 1 << 11 | 3 << 6;
    let rows = u64::from_be_bytes(TABLE[3 * 4096 + 66..][..8].try_into().unwrap());
    let alone = read(&*open(TABLE, None).unwrap(), TABLE).records.len();
    // Another index has a lower number.
    let mut general = TABLE.to_vec();
    general[COPIES_AT + 66..][..8].copy_from_slice(&1u64.to_be_bytes());
    let mut system = general.clone();
    system[34..42].fill(0);
    general[54..58].copy_from_slice(&SHARED_PAGES_OF_4_KIB.to_be_bytes());
    let name = format!("index {rows}");
    for source in [&general, &system] {
        let found = read(&*open(source, Some(DEFINITION)).unwrap(), source);
        assert_eq!(found.records.iter().filter(|(table, _)| table.starts_with(&name)).count(), alone);
        // Nobody says that the others are copies.
        let wanted = memchr::memmem::find(&source[COPIES_AT..][..4096], b".59@example.org").unwrap() + COPIES_AT;
        let mut spans = found.cell_spans.iter().chain(found.texts.iter().map(|(span, _)| span));
        assert!(spans.any(|span| span.contains(&wanted)));
    }
    // With a definition, its index alone has its columns.
    general[2 * 4096..3 * 4096].copy_from_slice(&page_of_definitions(rows));
    let found = read(&*open(&general, None).unwrap(), &general);
    assert_eq!(found.records.iter().filter(|(table, _)| table == "people").count(), 57);
}

#[test]
fn pages_that_are_packed_or_encrypted_are_not_understood() {
    const ENCRYPTED: [u8; 2] = [0, 15];
    let mut source = TABLE.to_vec();
    for page in [11, 17] {
        source[page * 4096 + 24..][..2].copy_from_slice(&ENCRYPTED);
    }
    let found = read(&*open(&source, Some(DEFINITION)).unwrap(), &source);
    assert_eq!(found.diagnostics, [(Reason::NotUnderstood, 11 * 4096)], "once for the file");
    let veiled = found.texts.iter().filter(|(_, class)| *class == TextClass::NotUnderstood);
    assert_eq!(veiled.map(|(span, _)| span.start / 4096).collect::<Vec<_>>(), [11, 17]);
}

/// A leaf in the redundant form, with nothing in it yet.
fn leaf(heap_end: usize) -> Vec<u8> {
    let mut page = vec![0; 4096];
    put(&mut page, 24, 17855);
    put(&mut page, 38, 2);
    put(&mut page, 40, heap_end);
    page
}

fn put(page: &mut [u8], at: usize, number: usize) {
    page[at..at + 2].copy_from_slice(&u16::try_from(number).unwrap().to_be_bytes());
}

/// A file of one table whose pages have 4 KiB.
fn file(pages: &[Vec<u8>]) -> Vec<u8> {
    let mut first = vec![0; 4096];
    put(&mut first, 24, 8);
    put(&mut first, 36, 7);
    put(&mut first, 40, 7);
    put(&mut first, 56, 3 << 6);
    [first, pages.concat()].concat()
}

#[test]
fn no_byte_is_in_two_records() {
    let mut page = leaf(2000);
    let mut before = 101;
    for at in (200..1800).step_by(8) {
        put(&mut page, before - 2, at);
        // One field of 127 bytes.
        page[at - 7] = 127;
        page[at - 3] = 3;
        before = at;
    }
    let source = file(&[page]);
    let tablespace = Tablespace::new(Space::of(&source).unwrap(), &head_of(&source));
    let records = tablespace.records(&IndexPage::new(&source[4096..]).unwrap(), false, None);
    assert!(records.len() >= 10);
    let mut spans: Vec<_> = records.into_iter().map(|(record, _)| record.span).collect();
    spans.sort_by_key(|span| span.start);
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
}

#[test]
fn a_long_value_is_of_one_field_and_what_no_field_takes_is_text() {
    const FIELDS: usize = 5;
    const TAKEN: u32 = 16;
    let at = 125 + 2 * FIELDS + 6;
    let mut page = leaf(at + 20);
    put(&mut page, 99, at);
    put(&mut page, at - 4, FIELDS << 1);
    for field in 1..=FIELDS {
        // Each says that its value lies elsewhere, and has the same bytes for where.
        put(&mut page, at - 6 - 2 * field, 0x4000);
    }
    page[at..at + 20].copy_from_slice(&[0, 2, 38, 0, TAKEN].map(u32::to_be_bytes).concat());
    let mut long = vec![0; 4096];
    put(&mut long, 24, 10);
    let text = b"Jane Q. Example, then 219-09-9999";
    long[38..46].copy_from_slice(&[u32::try_from(text.len()).unwrap(), u32::MAX].map(u32::to_be_bytes).concat());
    long[46..46 + text.len()].copy_from_slice(text);
    let source = file(&[page, long]);
    let found = read(&*open(&source, None).unwrap(), &source);
    let cells: Vec<_> = found.records.iter().flat_map(|(_, row)| row).map(|(_, value)| value.as_str()).collect();
    assert_eq!(cells, ["Jane Q. Example,"]);
    assert!(found.text_of(&source).contains(&" then 219-09-9999".to_owned()));
}

#[test]
fn columns_that_no_table_has_are_refused() {
    let binary = || Defined { number: 254, collation: 63, len: 16, ..Defined::default() };
    let choice = || Defined { number: 247, ..Defined::default() };
    assert!(binary().field().is_some() && choice().field().is_some());
    assert!(Defined { len: usize::MAX, ..binary() }.field().is_none());
    assert!(Defined { name: "n".repeat(1000), ..binary() }.field().is_none());
    assert!(Defined { choice_count: 300, ..choice() }.field().is_some());
    assert!(Defined { choice_count: 3_000_000, ..choice() }.field().is_none());
}

#[test]
fn circles_end() {
    let mut source = TABLE.to_vec();
    for page in source.chunks_mut(4096) {
        let kind = u16::from_be_bytes([page[24], page[25]]);
        if kind == 10 {
            // Each part of a long value says that the next one is where it is itself.
            let own: [u8; 4] = page[4..8].try_into().unwrap();
            page[42..46].copy_from_slice(&own);
        } else if kind == 17855 {
            // The second record is followed by itself, and so are those that were deleted.
            let first = (99 + usize::from(u16::from_be_bytes([page[97], page[98]]))) & 0xFFFF;
            page[first - 2..first].copy_from_slice(&[0, 0]);
            let freed = u16::try_from(first).unwrap().to_be_bytes();
            page[44..46].copy_from_slice(&freed);
        }
    }
    let found = read(&*open(&source, Some(DEFINITION)).unwrap(), &source);
    assert!(!found.records.is_empty());
}

#[test]
fn definitions_are_told_from_other_files() {
    assert!(Definition.open(&head_of(DEFINITION)).is_some());
    assert!(Definition.open(&head_of(&DEFINITION[..100])).is_none());
    assert!(open(&TABLE[..64], None).is_some(), "the first bytes tell it");
    assert!(open(&DEFINITION[..64], None).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn mutated_tablespaces_are_read(
        cut in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..60),
        of_definition in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        is_defined in any::<bool>(),
    ) {
        let (mut source, mut definition) = (TABLE.to_vec(), DEFINITION.to_vec());
        for (at, byte) in changes {
            // Half of the changes are in the pages that hold rows.
            let at = if byte % 2 == 0 { at.index(source.len()) } else { 4 * 4096 + at.index(4096) };
            source[at] = byte;
        }
        for (at, byte) in of_definition {
            let at = at.index(definition.len());
            definition[at] = byte;
        }
        source.truncate(cut.index(2 * source.len()));
        if let Some(reader) = open(&source, is_defined.then_some(definition.as_slice())) {
            read(&*reader, &source);
            read_whole(&*reader, &source);
        }
    }
}
