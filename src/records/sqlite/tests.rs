use proptest::prelude::*;

use super::{Journal, Sqlite, Wal};
use crate::records::testing::{Collector, Field, head_of, read_whole};
use crate::records::{BatchSink, Format, Piece, Reader, TextClass};

const PEOPLE: &[u8] = include_bytes!("../../../testdata/sqlite/people.db");
const DELETED: &[u8] = include_bytes!("../../../testdata/sqlite/deleted.db");
const UTF16: [&[u8]; 2] =
    [include_bytes!("../../../testdata/sqlite/utf16le.db"), include_bytes!("../../../testdata/sqlite/utf16be.db")];
const LOG: &[u8] = include_bytes!("../../../testdata/sqlite/log.wal");
const JOURNAL: &[u8] = include_bytes!("../../../testdata/sqlite/before.journal");

fn open(source: &[u8]) -> Option<Box<dyn Reader>> {
    let head = head_of(source);
    let formats: [&dyn Format; 3] = [&Sqlite, &Wal, &Journal];
    formats.iter().find_map(|format| format.open(&head))
}

fn read(source: &[u8]) -> Collector {
    read_whole(&*open(source).expect("it is SQLite's"), source)
}

fn rows<'c>(found: &'c Collector, table: &str) -> Vec<&'c [Field]> {
    found.records.iter().filter(|(name, _)| name == table).map(|(_, cells)| cells.as_slice()).collect()
}

fn value<'r>(row: &'r [Field], column: &str) -> Option<&'r str> {
    row.iter().find(|(name, _)| name == column).map(|(_, value)| value.as_str())
}

fn ssn(i: usize) -> String {
    format!("{}-{:02}-{}", 219 + i % 300, 10 + i % 89, 1000 + i * 7 % 9000)
}

const NAMES: [&str; 8] =
    ["Ann Example", "Bob Ünal", "Chloé Muster", "Dee O'Neil", "Eve \"Quote\"", "Łukasz Nowak", "名前 太郎", ""];

/// Asserts that the live tables hold the first `count` people, in any order.
fn assert_people(found: &Collector, count: usize, but: &[usize]) {
    let people = rows(found, "people");
    assert_eq!(people.len(), count - but.len());
    for i in (1..=count).filter(|i| !but.contains(i)) {
        let row = people.iter().find(|row| value(row, "id") == Some(&i.to_string())).expect("the row is there");
        assert_eq!(value(row, "name"), Some(NAMES[i % 8]));
        assert_eq!(value(row, "ssn"), Some(ssn(i).as_str()));
        assert_eq!(value(row, "born"), Some((1950 + i % 50).to_string().as_str()));
        assert_eq!(value(row, "score").unwrap().parse(), Ok(i as f64 / 4.0));
        let long = "long ".repeat(500) + &format!("end {i}");
        let short = format!("note {i}");
        let note = if i % 3 == 0 { None } else { Some(if i % 20 == 0 { long.as_str() } else { short.as_str() }) };
        assert_eq!(value(row, "note"), note);
        assert_eq!(value(row, "photo").is_some(), i % 10 == 0);
    }
}

#[test]
fn tables_have_their_rows_with_names_types_and_places() {
    let found = read(PEOPLE);
    assert_people(&found, 60, &[]);
    let types: Vec<_> = found.columns["people"].iter().map(|spec| spec.sql_type.as_deref().unwrap_or("")).collect();
    assert_eq!(types, ["integer", "text", "varchar(11)", "int", "real", "", "text", "blob"]);
    let settings = rows(&found, "settings");
    assert_eq!(settings.len(), 15);
    let row = settings.iter().find(|row| value(row, "k") == Some("key008")).unwrap();
    assert_eq!((value(row, "v"), value(row, "flag")), (Some("value 8"), Some("0")));
    assert_eq!(found.records.len(), 75, "nothing but the live rows");
    assert!(found.diagnostics.is_empty());
    assert_eq!(found.columns.len(), 2, "a view and an index are no tables");
    // Cells that are text stand where they are said to stand.
    let at = found.cell_spans.iter().filter(|span| PEOPLE[(*span).clone()] == *ssn(33).as_bytes()).count();
    assert_eq!(at, 1);
}

#[test]
fn statements_of_the_schema_are_structure() {
    let found = read(PEOPLE);
    let statements: Vec<_> = found.texts.iter().filter(|(_, class)| *class == TextClass::Structure).collect();
    assert_eq!(statements.len(), 4);
}

#[test]
fn text_in_utf_16_is_decoded() {
    for source in UTF16 {
        let found = read(source);
        assert_people(&found, 20, &[]);
        assert!(found.diagnostics.is_empty());
    }
}

#[test]
fn deleted_rows_are_found_and_marked() {
    let found = read(DELETED);
    assert_people(&found, 60, &[5, 17, 18, 41]);
    let deleted: Vec<_> =
        rows(&found, "people (deleted)").iter().filter_map(|row| value(row, "ssn")).map(str::to_owned).collect();
    for i in [5, 17, 18, 41] {
        assert!(deleted.contains(&ssn(i)), "person {i} of {deleted:?}");
    }
    assert_eq!(deleted.len(), 4);
    let former = rows(&found, "former (deleted)");
    assert_eq!(former.len(), 40, "a table that was dropped, by what is left of its schema");
    assert!(former.iter().any(|row| value(row, "who") == Some("former customer 7")));
}

#[test]
fn a_log_is_read_in_its_newest_state_and_then_in_its_older_ones() {
    let found = read(LOG);
    let people = rows(&found, "people");
    assert_eq!(people.len(), 19);
    assert!(people.iter().any(|row| value(row, "ssn") == Some("219-09-9999")));
    let deleted: Vec<_> = rows(&found, "people (deleted)").iter().filter_map(|row| value(row, "ssn")).collect();
    assert!(deleted.contains(&ssn(7).as_str()) && deleted.contains(&ssn(8).as_str()), "{deleted:?}");
}

#[test]
fn a_journal_holds_rows_as_they_were() {
    let found = read(JOURNAL);
    let before = rows(&found, "people (journal)");
    assert!(before.len() >= 15, "{}", before.len());
    assert!(before.iter().all(|row| value(row, "ssn").is_some_and(|ssn| ssn != "219-09-9999")));
}

#[test]
fn a_database_with_fewer_pages_than_it_states_is_cut() {
    let end = |source: &[u8]| read(source).diagnostics.iter().filter(|(_, offset)| *offset == source.len()).count();
    assert_eq!(end(PEOPLE), 0);
    let page_size = usize::from(u16::from_be_bytes([PEOPLE[16], PEOPLE[17]]));
    for cut in [100, page_size, page_size + 100] {
        let source = &PEOPLE[..PEOPLE.len() - cut];
        assert_eq!(end(source), 1, "{cut}");
        let found = read(source);
        assert!(found.unread.iter().any(|(span, _)| *span == (source.len()..source.len())), "{cut}");
    }
}

#[test]
fn parts_give_what_the_whole_gives() {
    let reader = open(DELETED).unwrap();
    let whole = read(DELETED);
    let mut sink = Collector::default();
    for state in reader.parts(DELETED) {
        reader.read(&Piece { bytes: DELETED, state: &state, at_end: true, must_consume: true }, &mut sink);
    }
    assert_eq!(sink.records, whole.records);
}

#[test]
fn a_broken_page_costs_that_page() {
    for page in 1..PEOPLE.len() / 1024 {
        let mut source = PEOPLE.to_vec();
        source[page * 1024..page * 1024 + 16].fill(0xEE);
        let found = read(&source);
        // A page holds up to twenty rows; where an inner page is broken, its leaves are told by their rows.
        assert!(found.records.len() >= 75 - 25, "page {page}: {}", found.records.len());
    }
}

#[test]
fn trees_that_lead_back_into_themselves_end() {
    // Every page but the first leads to page 2, and page 2 to itself.
    let mut source = PEOPLE.to_vec();
    for page in 1..source.len() / 1024 {
        let inner = [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2];
        source[page * 1024..page * 1024 + inner.len()].copy_from_slice(&inner);
    }
    assert!(!read(&source).diagnostics.is_empty());
}

/// Reads, if it still is SQLite's; the collector checks all that is handed on.
fn try_read(source: &[u8]) {
    if let Some(reader) = open(source) {
        let mut sink: Box<dyn BatchSink> = Box::new(Collector::default());
        let state = crate::records::State::Start;
        let piece = Piece { bytes: source, state: &state, at_end: true, must_consume: true };
        assert_eq!(reader.read(&piece, &mut *sink).len, source.len());
    }
}

#[test]
fn sources_cut_at_any_byte_are_read_up_to_there() {
    for source in [PEOPLE, UTF16[0], LOG, JOURNAL] {
        for len in (0..source.len()).rev() {
            try_read(&source[..len]);
        }
    }
    let cut = read(&PEOPLE[..PEOPLE.len() * 2 / 3]);
    assert!(rows(&cut, "people").len() > 20);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn mutated_sources_are_read(which in 0..4usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut source = [PEOPLE, DELETED, LOG, JOURNAL][which].to_vec();
        for (at, byte) in changes {
            let at = at.index(source.len());
            source[at] = byte;
        }
        try_read(&source);
    }

    #[test]
    fn mutated_headers_and_pointers_are_read(which in 0..4usize, changes in prop::collection::vec((any::<prop::sample::Index>(), 0..40usize, any::<u8>()), 1..40)) {
        let mut source = [PEOPLE, DELETED, LOG, JOURNAL][which].to_vec();
        for (page, within, byte) in changes {
            let at = page.index(source.len() / 1024) * 1024 + within;
            source[at] = byte;
        }
        try_read(&source);
    }

    #[test]
    fn arbitrary_bytes_behind_the_magic_are_read(rest in prop::collection::vec(any::<u8>(), 0..4000), size in 0..8u32) {
        let mut source = b"SQLite format 3\0".to_vec();
        source.extend(u16::to_be_bytes(512 << size.min(6)));
        source.extend([1, 1, 0, 64, 32, 32]);
        source.extend(rest);
        try_read(&source);
    }
}
