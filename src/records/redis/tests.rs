use proptest::prelude::*;

use super::{Aof, Rdb};
use crate::records::testing::{Collector, Field, assert_cuts_agree_by_table, head_of, read_whole};
use crate::records::{Format, Reader};

const DUMP: &[u8] = include_bytes!("../../../testdata/redis/dump.rdb");
const OLD: &[u8] = include_bytes!("../../../testdata/redis/old.rdb");
const COMMANDS: &[u8] = include_bytes!("../../../testdata/redis/commands.aof");

fn open(source: &[u8]) -> Option<Box<dyn Reader>> {
    Rdb.open(&head_of(source)).or_else(|| Aof.open(&head_of(source)))
}

fn read(source: &[u8]) -> Collector {
    read_whole(&*open(source).expect("it is Redis's"), source)
}

fn rows<'c>(found: &'c Collector, table: &str) -> Vec<&'c [Field]> {
    found.records.iter().filter(|(name, _)| name == table).map(|(_, cells)| cells.as_slice()).collect()
}

/// The values of a column, sorted.
fn values(found: &Collector, table: &str, column: &str) -> Vec<String> {
    let cells = rows(found, table).into_iter().flatten().filter(|(name, _)| name == column);
    let mut values: Vec<String> = cells.map(|(_, value)| value.clone()).collect();
    values.sort();
    values
}

/// The values of a column in the records of one key, sorted.
fn under(found: &Collector, key: &str, column: &str) -> Vec<String> {
    let is_of_key = |cells: &&Vec<Field>| cells.iter().any(|(name, value)| name == "{key}" && value == key);
    let cells = found.records.iter().map(|(_, cells)| cells).filter(is_of_key).flatten();
    let mut values: Vec<String> = cells.filter(|(name, _)| name == column).map(|(_, value)| value.clone()).collect();
    values.sort();
    values
}

fn assert_data(found: &Collector) {
    let users = rows(found, "user:*");
    assert_eq!(users.len(), 40);
    for i in 0..40 {
        let (key, ssn) = (format!("user:{}", 100 + i), format!("{}-{}-{}", 219 + i, 10 + i, 1000 + i * 7));
        let name = ["Ann Example", "Bob Ünal", "Dee \"Quote\" O'Neil", "名前"][i % 4];
        let expected = [("{key}", key.as_str()), ("name", name), ("ssn", &ssn), ("age", &i.to_string())];
        let expected: Vec<Field> = expected.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        assert!(users.iter().any(|row| *row == expected), "{key}");
    }
    assert_eq!(values(found, "user:*:email", "email").len(), 40);
    assert!(values(found, "session:*", "value")[0].starts_with("{\"user\": 0,"));
    assert_eq!(under(found, "emails", "value").len(), 100);
    assert_eq!(under(found, "emails", "{field}")[0], "100000");
    assert_eq!(under(found, "queue", "value")[3], "job 3 for Ann Example");
    assert_eq!(under(found, "numbers", "value")[9], "219090009");
    assert_eq!(under(found, "cities", "value").len(), 10);
    assert_eq!(under(found, "scores", "score")[2], "10.5");
    assert_eq!(under(found, "long", "value"), ["all work and no play ".repeat(40)]);
    assert_eq!(under(found, "number", "value"), ["123456789"]);
    assert_eq!(under(found, "big", "value")[0], "219-09-9999");
    assert_eq!(under(found, "events", "ssn")[4], "323-10-2000");
    assert_eq!(under(found, "brief", "value"), ["gone soon"]);
    assert!(found.diagnostics.is_empty());
}

#[test]
fn a_snapshot_has_all_kinds_of_values() {
    let found = read(DUMP);
    assert_data(&found);
    assert!(found.texts.is_empty());
}

#[test]
fn commands_give_the_records_of_the_snapshot() {
    let found = read(COMMANDS);
    assert_data(&found);
    assert_cuts_agree_by_table(&*open(COMMANDS).unwrap(), &COMMANDS[..3000]);
}

#[test]
fn keys_that_come_behind_the_head_have_their_names() {
    let command = |key: String| format!("*4\r\n$4\r\nHSET\r\n${}\r\n{key}\r\n$4\r\nname\r\n$3\r\nAnn\r\n", key.len());
    let of = |table: &'static str| (0..8_000).map(move |row| command(format!("{table}:{row}"))).collect::<String>();
    let source = [of("users"), of("devices")].concat().into_bytes();
    assert!(source.len() > 2 * crate::records::Head::LEN_MAX);
    let found = read(&source);
    assert_eq!((values(&found, "users:*", "name").len(), values(&found, "devices:*", "name").len()), (8_000, 8_000));
}

#[test]
fn older_encodings_are_read() {
    let found = read(OLD);
    assert_eq!(values(&found, "user:*", "name"), ["Ann Example", "Bob"]);
    assert_eq!(values(&found, "user:*", "age"), ["42"], "what nobody is called by, though one hash alone has it");
    assert_eq!(under(&found, "list", "value"), ["300", "one", "two"]);
    assert_eq!(under(&found, "zset", "score"), ["5"]);
    assert_eq!(under(&found, "ints", "value"), ["7", "9"]);
    assert_eq!(under(&found, "board", "score"), ["3.5"]);
    assert_eq!(under(&found, "quick", "value"), ["three"]);
    assert!(found.diagnostics.is_empty());
}

#[test]
fn a_snapshot_may_go_on_with_commands() {
    let source = [OLD, COMMANDS].concat();
    let found = read(&source);
    assert_eq!(under(&found, "ints", "value"), ["7", "9"]);
    assert_eq!(values(&found, "user:*:email", "email").len(), 40);
    assert!(found.diagnostics.is_empty());
}

fn try_read(source: &[u8]) -> usize {
    open(source).map_or(0, |reader| read_whole(&*reader, source).records.len())
}

#[test]
fn sources_cut_at_any_byte_are_read_up_to_there() {
    for source in [DUMP, OLD, &COMMANDS[..5000]] {
        for len in 0..source.len() {
            try_read(&source[..len]);
        }
    }
    assert!(try_read(&DUMP[..DUMP.len() / 2]) > 50);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn mutated_sources_are_read(which in 0..3usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut source = [DUMP, OLD, COMMANDS][which].to_vec();
        for (at, byte) in changes {
            let at = at.index(source.len());
            source[at] = byte;
        }
        try_read(&source);
    }

    #[test]
    fn arbitrary_bytes_behind_the_magic_are_read(is_commands: bool, rest in prop::collection::vec(prop_oneof![0u8..30, any::<u8>()], 0..300)) {
        let mut source = if is_commands { b"*3\r\n$".to_vec() } else { b"REDIS0011".to_vec() };
        source.extend(rest);
        try_read(&source);
    }
}
