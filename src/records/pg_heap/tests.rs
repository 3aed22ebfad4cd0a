use proptest::prelude::*;

use super::*;
use crate::records::TextClass;
use crate::records::companion::Companion;
use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_split, read_whole};

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
    assert_cuts_agree(&*reader(LONG, "16387", Some(&catalog())).unwrap(), LONG);
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

const PAGE: usize = 8_192;

fn put(page: &mut [u8], at: usize, bytes: &[u8]) {
    page[at..at + bytes.len()].copy_from_slice(bytes);
}

/// A page of tuples, each with the header of one of so many columns.
fn page(columns: u16, tuples: &[Vec<u8>]) -> Vec<u8> {
    let mut page = vec![0; PAGE];
    let (mut lower, mut upper) = (24, PAGE);
    for values in tuples {
        let len = 24 + values.len();
        upper -= len.next_multiple_of(8);
        put(&mut page, upper, &700u32.to_le_bytes());
        put(&mut page, upper + 18, &columns.to_le_bytes());
        put(&mut page, upper + 20, &0x0902u16.to_le_bytes());
        page[upper + 22] = 24;
        put(&mut page, upper + 24, values);
        let pointer = u32::try_from(upper | 1 << 15 | len << 17).unwrap();
        put(&mut page, lower, &pointer.to_le_bytes());
        lower += 4;
    }
    for (at, bound) in [(12, lower), (14, upper), (16, PAGE), (18, PAGE | 4)] {
        put(&mut page, at, &u16::try_from(bound).unwrap().to_le_bytes());
    }
    page
}

fn text(value: &str) -> Vec<u8> {
    let mut stored = vec![u8::try_from(value.len() * 2 + 3).unwrap()];
    stored.extend(value.bytes());
    stored
}

/// A page of rows of a number and three texts.
fn people(from: usize) -> Vec<u8> {
    let row = |index: usize| {
        let mut values = u32::try_from(index).unwrap().to_le_bytes().to_vec();
        for value in ["Ann Miller".to_owned(), format!("219-09-{index:04}"), format!("p{index}@example.com")] {
            values.extend(text(&value));
        }
        values
    };
    page(4, &(from..from + 40).map(row).collect::<Vec<_>>())
}

#[test]
fn a_byte_is_of_one_tuple_whatever_the_pointers_say() {
    // A page of more than a thousand pointers to one tuple.
    let mut many = people(41);
    let pointer: [u8; 4] = many[24..28].try_into().unwrap();
    for index in 0..1_300 {
        put(&mut many, 24 + 4 * index, &pointer);
    }
    put(&mut many, 12, &(24u16 + 4 * 1_300).to_le_bytes());
    assert!(reader(&many, "x", None).is_none(), "such a page is none to begin with");
    let source = [people(1), many].concat();
    let found = read_whole(&*reader(&source, "x", None).unwrap(), &source);
    assert_eq!(found.records.len(), 41);
    let mut spans: Vec<_> = found.cell_spans.iter().chain(found.texts.iter().map(|(span, _)| span)).collect();
    spans.sort_by_key(|span| span.start);
    assert!(spans.is_sorted_by(|a, b| a.end <= b.start), "nothing is handed on twice");
}

#[test]
fn a_tuple_that_does_not_end_with_its_last_value_is_no_row() {
    let mut source = people(1);
    let at = PAGE - 144;
    assert_eq!(source[at + 18], 4);
    source.extend(people(41));
    source[PAGE + at + 18] = 2;
    let found = read_whole(&*reader(&source, "x", None).unwrap(), &source);
    assert_eq!(found.records.len(), 79);
    let tuple = PAGE + at..PAGE + at + 67;
    assert!(found.texts.contains(&(tuple, TextClass::Binary)), "its bytes are scanned as they stand");
}

#[test]
fn pages_that_are_moved_are_scanned_as_they_stand_and_together() {
    let mut source: Vec<u8> = (0..6).flat_map(|index| people(1 + 40 * index)).collect();
    source.drain(3 * PAGE + 1_000..3 * PAGE + 1_512);
    let found = read_whole(&*reader(&source, "x", None).unwrap(), &source);
    assert!(found.records.len() >= 120);
    assert!(found.unread.iter().all(|(span, _)| span.is_empty()), "{:?}", found.unread);
    let broken = found.texts.iter().filter(|(span, _)| span.len() > PAGE).collect::<Vec<_>>();
    assert!(matches!(broken[..], [(span, TextClass::Binary)] if span.start == 4 * PAGE), "{broken:?}");
}

/// Pages of a table of parts: of each value its number, its bytes, and how long its parts are.
fn parts(values: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut tuples = Vec::new();
    for (number, bytes) in values {
        for (count, part) in (0u32..).zip(bytes.chunks(1_900)) {
            let len = u32::try_from((part.len() + 4) << 2).unwrap();
            tuples.push([&number.to_le_bytes()[..], &count.to_le_bytes(), &len.to_le_bytes(), part].concat());
        }
    }
    tuples.chunks(4).flat_map(|tuples| page(3, tuples)).collect()
}

fn read_parts(source: &[u8]) -> Collector {
    read_whole(&*reader(source, "16387", Some(&catalog())).unwrap(), source)
}

#[test]
fn long_values_are_whole_wherever_pieces_end() {
    // Letters alone in the way that PostgreSQL packs: a zero before eight of them.
    let packed = |text: &str| {
        let head = u32::try_from(text.len()).unwrap().to_le_bytes();
        let mut bytes = head.to_vec();
        for eight in text.as_bytes().chunks(8) {
            bytes.push(0);
            bytes.extend(eight);
        }
        bytes
    };
    let value = |number: u32| {
        let text = format!("SSN 219-09-{number:04}, ").repeat(300 + 100 * number as usize);
        (number, packed(&text))
    };
    let plain = |number: u32| (number, format!("SSN 219-09-{number:04} ").repeat(400).into_bytes());
    let source = parts(&[plain(1), plain(2), plain(3), plain(4)]);
    let reader = reader(&source, "16387", Some(&catalog())).unwrap();
    let whole = read_whole(&*reader, &source);
    assert_eq!(whole.records.len(), 4);
    for cut in (0..=source.len()).step_by(1_024) {
        let split = read_split(&*reader, &source, cut);
        assert_eq!(split.records, whole.records, "cut at {cut}");
        assert_eq!(split.cell_spans, whole.cell_spans, "cut at {cut}");
    }
    // Without its beginning or its end what is packed is scanned as it stands, and counts as not examined.
    let source = parts(&[plain(1), value(2), plain(3)]);
    for without in 1..3 {
        let cut = [&source[..without * PAGE], &source[(without + 1) * PAGE..]].concat();
        let found = read_parts(&cut);
        assert!(!found.unread.is_empty());
        assert!(found.unread.iter().all(|(span, _)| found.texts.iter().any(|(text, _)| text == span)));
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
