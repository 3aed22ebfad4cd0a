use proptest::prelude::*;

use super::*;
use crate::records::companion::Companion;
use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_whole};

const PEOPLE: &[u8] = include_bytes!("../../../testdata/pg_heap/16384");
const LONG: &[u8] = include_bytes!("../../../testdata/pg_heap/16387");
const ATTRIBUTES: &[u8] = include_bytes!("../../../testdata/pg_heap/1249");
const CLASSES: &[u8] = include_bytes!("../../../testdata/pg_heap/1259");

fn reader(source: &[u8], name: &str, companion: Option<&Companion>) -> Option<Box<dyn Reader>> {
    PgHeap.open(&Head { name, companion, ..head_of(source) })
}

fn catalog() -> Companion {
    Companion::new(ATTRIBUTES).with(std::sync::Arc::new(Companion::new(CLASSES)))
}

fn named() -> Collector {
    read_whole(&*reader(PEOPLE, "base/5/16384", Some(&catalog())).unwrap(), PEOPLE)
}

fn column<'a>(found: &'a Collector, table: &str, column: &str) -> Vec<&'a str> {
    let records = found.records.iter().filter(|(name, _)| name == table);
    records.flat_map(|(_, cells)| cells.iter().filter(|(name, _)| name == column).map(|(_, value)| &**value)).collect()
}

#[test]
fn the_catalog_names_table_and_columns() {
    let found = named();
    assert!(found.diagnostics.is_empty());
    let people: Vec<_> = found.records.iter().filter(|(name, _)| name == "people").collect();
    assert_eq!(people.len(), 45);
    let first: Vec<_> = people[0].1.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(
        first[..8],
        [
            ("id", "1"),
            ("full_name", "Ann Miller 1"),
            ("ssn", "536-22-8001"),
            ("born", "1960-01-02"),
            ("balance", "-1234.50"),
            ("seen", "2024-02-29 12:00:01.5"),
            ("key", "00000001-0000-4000-8000-000000000000"),
            ("is_active", "t"),
        ]
    );
    assert_eq!(first[8..10], [("score", "0.5"), ("profile", "{\"ok\": true, \"tags\": [\"a\", 1]}")]);
    // Rows that were deleted or written anew stand elsewhere, and a column that was dropped nowhere.
    assert_eq!(column(&found, "people (deleted)", "ssn").len(), 20);
    assert!(!found.column_names().iter().any(|name| name.contains("dropped")));
    assert_eq!(column(&found, "people", "added").len(), 5, "rows from before a column was added lack it");
}

#[test]
fn values_stand_where_they_are_said_to_be() {
    let found = named();
    let cells = found.cell_spans.iter().zip(found.records.iter().flat_map(|(_, cells)| cells));
    let exact = cells.filter(|(span, (name, value))| name == "ssn" && PEOPLE[(*span).clone()] == *value.as_bytes());
    assert_eq!(exact.count(), 65);
}

#[test]
fn packed_values_and_those_in_another_file_are_put_together() {
    let found = named();
    let notes = column(&found, "people", "note");
    assert!(notes.iter().any(|note| note.len() == 3_000 && note.ends_with("SSN 536-22-9001")));
    let found = read_whole(&*reader(LONG, "16387", Some(&catalog())).unwrap(), LONG);
    let parts = column(&found, "pg_toast_16384", "chunk_data");
    assert!(parts.iter().any(|part| part.len() > 9_000 && part.ends_with("SSN 536-22-9002")));
}

#[test]
fn columns_are_guessed_without_a_catalog() {
    let found = read_whole(&*reader(PEOPLE, "x", None).unwrap(), PEOPLE);
    let rows: Vec<_> = found.records.iter().filter(|(name, _)| name.is_empty()).map(|(_, cells)| cells).collect();
    assert_eq!(rows.len(), 45);
    let values: Vec<_> = rows[0].iter().map(|(_, value)| &**value).collect();
    assert_eq!(values[..5], ["1", "Ann Miller 1", "536-22-8001", "1960-01-02", "-1234.50"]);
    assert_eq!(rows[0][2].0, "column_3");
}

#[test]
fn pieces_agree() {
    assert_cuts_agree(&*reader(PEOPLE, "16384", Some(&catalog())).unwrap(), PEOPLE);
}

#[test]
fn a_cut_file_gives_the_rows_before_the_cut() {
    let whole = named().records.len();
    let catalog = catalog();
    for len in (8_192..PEOPLE.len()).step_by(97) {
        let found = read_whole(&*reader(&PEOPLE[..len], "16384", Some(&catalog)).unwrap(), &PEOPLE[..len]);
        assert_eq!(found.diagnostics.len(), usize::from(len % 8_192 != 0));
        assert!(found.records.len() <= whole);
    }
}

#[test]
fn other_files_are_left_to_others() {
    for source in [&[0; 16_384][..], b"", b"plain text", &PEOPLE[..8_000], &PEOPLE[1..]] {
        assert!(reader(source, "16384", None).is_none());
    }
    let mut index = PEOPLE[..8_192].to_vec();
    index[16] = 0xF0;
    index[17] = 0x1F;
    assert!(reader(&index, "16384", None).is_none(), "an index keeps something at the end of a page");
}

const COPY: &[u8] = include_bytes!("../../../testdata/pg_heap/people.copy");

#[test]
fn rows_that_copy_wrote_in_binary_are_read() {
    let reader = PgCopy.open(&head_of(COPY)).unwrap();
    let found = read_whole(&*reader, COPY);
    assert!(found.diagnostics.is_empty());
    assert_eq!(found.records.len(), 45);
    let first: Vec<_> = found.records[0].1.iter().map(|(_, value)| &**value).collect();
    assert_eq!(
        first,
        [
            "1",
            "Ann Miller 1",
            "536-22-8001",
            "1960-01-02",
            "-1234.50",
            "2024-02-29 12:00:01.5",
            "00000001-0000-4000-8000-000000000000",
            "t",
            "0.5",
            "{\"ok\": true, \"tags\": [\"a\", 1]}",
        ]
    );
    assert_cuts_agree(&*reader, COPY);
    for len in 19..COPY.len() {
        let found = read_whole(&*reader, &COPY[..len]);
        assert!(found.records.len() <= 45 && !found.diagnostics.is_empty(), "{len}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn changed_bytes_do_no_harm(changes in prop::collection::vec((0usize..40_000, any::<u8>()), 1..12), is_named in any::<bool>()) {
        let mut source = PEOPLE.to_vec();
        let mut attributes = ATTRIBUTES.to_vec();
        for (at, byte) in changes {
            let len = source.len();
            source[at % len] = byte;
            attributes[at * 7 % ATTRIBUTES.len()] ^= byte;
        }
        let companion = Companion::new(attributes);
        if let Some(reader) = reader(&source, "16384", is_named.then_some(&companion)) {
            read_whole(&*reader, &source);
        }
    }
}
