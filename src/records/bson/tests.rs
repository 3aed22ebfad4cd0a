use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Bson, Mongodump};
use crate::records::json::Json;
use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_whole};
use crate::records::{Format, Reader};

const PEOPLE: &[u8] = include_bytes!("../../../testdata/bson/people.bson");
const ARCHIVE: &[u8] = include_bytes!("../../../testdata/bson/crm.archive");
const CANONICAL: &[u8] = include_bytes!("../../../testdata/bson/canonical.json");
const RELAXED: &[u8] = include_bytes!("../../../testdata/bson/relaxed.json");

fn open(source: &[u8]) -> Option<Box<dyn Reader>> {
    Bson.open(&head_of(source)).or_else(|| Mongodump.open(&head_of(source)))
}

fn read(source: &[u8]) -> Collector {
    read_whole(&*open(source).expect("it is BSON"), source)
}

/// The records of a table, each by column; repeated columns as one.
fn rows(found: &Collector, table: &str) -> Vec<BTreeMap<String, String>> {
    let of_table = found.records.iter().filter(|(name, _)| name == table);
    let row = |cells: &Vec<(String, String)>| {
        let mut row: BTreeMap<String, String> = BTreeMap::new();
        for (column, value) in cells {
            row.entry(column.clone()).and_modify(|known| *known = format!("{known} {value}")).or_insert(value.clone());
        }
        row
    };
    of_table.map(|(_, cells)| row(cells)).collect()
}

#[test]
fn documents_are_records_with_paths_as_columns() {
    let found = read(PEOPLE);
    let people = rows(&found, "");
    assert_eq!(people.len(), 12);
    let expected = [
        ("_id", "5f0000000000000000000003"),
        ("account", "7000000003"),
        ("active", "false"),
        ("address.city", "Springfield"),
        ("address.zip", "62703"),
        ("balance", "3.25"),
        ("born", "1953-04-04"),
        ("name", "名前"),
        ("phones[]", "212-555-0103 212-555-0203"),
        ("ref", "00000000-0000-0000-0000-000000000003"),
        ("score", "0.75"),
        ("seen", "2021-08-17T14:03:05.120Z"),
        ("ssn", "222-13-1021"),
        ("visits", "3"),
    ];
    let row: Vec<_> = people[3].iter().map(|(column, value)| (column.as_str(), value.as_str())).collect();
    assert_eq!(row, expected);
    assert!(found.diagnostics.is_empty() && found.texts.is_empty());
}

#[test]
fn text_stands_where_it_is_said_to_stand() {
    let found = read(PEOPLE);
    let spans = found.cell_spans.iter().filter(|span| &PEOPLE[(*span).clone()] == b"222-13-1021");
    assert_eq!(spans.count(), 1);
}

#[test]
fn archives_name_their_collections() {
    let found = read(ARCHIVE);
    assert_eq!(rows(&found, "crm.people"), rows(&read(PEOPLE), ""));
    assert_eq!(rows(&found, "crm.orders").len(), 7);
    assert_eq!(found.records.len(), 19);
    assert!(found.diagnostics.is_empty());
}

#[test]
fn extended_json_has_the_same_columns_and_text() {
    let bson = rows(&read(PEOPLE), "");
    for source in [CANONICAL, RELAXED] {
        let found = read_whole(&*Json.open(&head_of(source)).unwrap(), source);
        let json = rows(&found, "");
        assert_eq!(json.len(), bson.len());
        for (of_json, of_bson) in json.iter().zip(&bson) {
            for column in ["_id", "name", "ssn", "account", "balance", "active", "address.zip", "phones[]", "visits"] {
                assert_eq!(of_json.get(column), of_bson.get(column), "{column}");
            }
            assert!(of_json.contains_key("born") && !of_json.keys().any(|column| column.contains("$numberLong")));
        }
    }
}

#[test]
fn pieces_give_what_the_whole_gives() {
    for source in [PEOPLE, ARCHIVE] {
        assert_cuts_agree(&*open(source).unwrap(), source);
    }
}

#[test]
fn a_broken_document_costs_that_document() {
    let mut source = PEOPLE.to_vec();
    let second = super::value::len_at(PEOPLE, 0).unwrap();
    source[second * 5..second * 5 + 40].fill(0xEE);
    let found = read(&source);
    assert!(found.records.len() >= 10, "{}", found.records.len());
    let texts = found.text_of(&source);
    assert!(texts.iter().any(|text| text.contains("person") || text.contains("212-555")));
}

#[test]
fn other_files_are_no_bson() {
    for source in
        [b"".as_slice(), b"\x05\0\0\0\0", b"\x7fELF\x02\x01\x01\0\0\0\0\0", b"\x10\0\0\0abcdefghijk\0", &[0; 400]]
    {
        assert!(Bson.open(&head_of(source)).is_none());
    }
}

fn try_read(source: &[u8]) -> usize {
    open(source).map_or(0, |reader| read_whole(&*reader, source).records.len())
}

#[test]
fn sources_cut_at_any_byte_are_read_up_to_there() {
    for source in [PEOPLE, ARCHIVE] {
        for len in 0..source.len() {
            try_read(&source[..len]);
        }
    }
    assert_eq!(try_read(&PEOPLE[..PEOPLE.len() - 1]), 12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn mutated_sources_are_read(is_archive: bool, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut source = if is_archive { ARCHIVE } else { PEOPLE }.to_vec();
        for (at, byte) in changes {
            let at = at.index(source.len());
            source[at] = byte;
        }
        try_read(&source);
    }

    #[test]
    fn arbitrary_bytes_are_read(rest in prop::collection::vec(prop_oneof![Just(0u8), 0u8..20, any::<u8>()], 0..300)) {
        let mut source = super::ARCHIVE_MAGIC.to_vec();
        source.extend(&rest);
        try_read(&source);
        try_read(&rest);
    }

    #[test]
    fn deep_documents_are_read(depth in 0usize..1000) {
        let mut source = b"\x05\0\0\0\0".to_vec();
        for _ in 0..depth {
            let inner = std::mem::take(&mut source);
            source.extend(i32::try_from(inner.len() + 8).unwrap().to_le_bytes());
            source.extend(b"\x03a\0");
            source.extend(inner);
            source.push(0);
        }
        try_read(&source);
    }
}
