use super::*;
use crate::records::testing::{Collector, head_of, read_whole};
use std::io::Write;

const PEOPLE: &[u8] = include_bytes!("../../../testdata/documents/people.xls");
const TABLE: &str = include_str!("../../../testdata/documents/people.csv");

fn read(source: &[u8]) -> Collector {
    read_whole(&*Ole.open(&head_of(source)).expect("this is a compound file"), source)
}

#[test]
fn sheets_are_tables() {
    let sink = read(PEOPLE);
    let names: Vec<_> = sink.columns["people"].iter().map(|spec| spec.name.as_str()).collect();
    assert_eq!(names, ["id", "name", "email", "ssn", "phone", "birth_date", "account", "note"]);
    assert_eq!(sink.records.len(), 60);
    for (line, row) in TABLE.lines().skip(12).zip(sink.rows().iter().skip(10)) {
        assert_eq!(format!("{},", row.join(",")), line);
    }
}

#[test]
fn messages_give_senders_bodies_and_attachments() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut put = |path: &str, content: &[u8]| file.create_stream(path).unwrap().write_all(content).unwrap();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    put("/__properties_version1.0", &[0; 32]);
    put("/__substg1.0_0037001F", &wide("Hello"));
    put("/__substg1.0_5D01001F", &wide("ann@example.com"));
    put("/__substg1.0_1000001E", b"SSN 536-22-8713");
    file.create_storage("/__recip_version1.0_#00000000").unwrap();
    file.create_storage("/__attach_version1.0_#00000000").unwrap();
    let mut put = |path: &str, content: &[u8]| file.create_stream(path).unwrap().write_all(content).unwrap();
    put("/__recip_version1.0_#00000000/__substg1.0_39FE001F", &wide("bob@example.com"));
    put("/__attach_version1.0_#00000000/__substg1.0_3707001F", &wide("a.csv"));
    put("/__attach_version1.0_#00000000/__substg1.0_37010102", b"name,ssn\nAnn,536-22-8713\nBob,536-22-8714\n");
    let sink = read(&file.into_inner().into_inner());
    assert_eq!(sink.rows()[..2], [vec!["Hello", "ann@example.com"], vec!["bob@example.com"]]);
    assert_eq!(sink.decoded[0].0, "SSN 536-22-8713");
    assert_eq!(sink.records.iter().filter(|(table, _)| table == "a.csv").count(), 2);
}

/// A message that a library for writing them made.
#[test]
fn the_pages_of_messages_are_read_as_such() {
    let found = read(include_bytes!("../../../testdata/documents/letter.msg"));
    let texts: Vec<&str> = found.decoded.iter().map(|(text, _)| text.trim()).collect();
    assert!(texts.contains(&"Call me.") && texts.contains(&"the SSN is 536-22-8713"), "{texts:?}");
    let cells = |wanted: &str| -> Vec<&str> {
        let of_table = found.records.iter().filter(|(table, _)| table == wanted);
        of_table.flat_map(|(_, cells)| cells.iter().map(|(_, value)| value.as_str())).collect()
    };
    let mail = cells("mail");
    let people = [
        "Claim of Robert Garcia",
        "James Smith",
        "james.smith@example.com",
        "mary.johnson@example.com",
        "bob.ray@example.com",
    ];
    assert!(people.iter().all(|value| mail.contains(value)), "{mail:?}");
    assert_eq!(cells("list.csv"), ["Ann Lee", "536-22-8713", "Bob Ray", "536-22-8714"]);
}

#[test]
fn cut_and_changed_files_are_read_or_scanned() {
    for len in (8..PEOPLE.len()).step_by(331) {
        read(&PEOPLE[..len]);
    }
    for seed in 0..200usize {
        let mut source = PEOPLE.to_vec();
        for change in 0..10usize {
            let at = 8 + (seed * 7_919 + change * 104_729) % (source.len() - 8);
            source[at] = u8::try_from((seed * 31 + change * 17) % 256).unwrap();
        }
        read(&source);
    }
}

#[test]
fn a_workbook_that_is_damaged_says_so() {
    assert_eq!(read(PEOPLE).unread, []);
    // Of a cell with a string: the kind and the length of its record.
    let cell = memchr::memmem::find(PEOPLE, b"\xFD\0\x0A\0").unwrap();
    let mut changed = PEOPLE.to_vec();
    changed[cell..cell + 4].copy_from_slice(b"\x89\x6A\xE1\x98");
    let found = read(&changed);
    assert_eq!(found.unread, [(0..0, Reason::NotUnderstood)]);
    assert_eq!(found.diagnostics.len(), 1);
    // A string that is not there.
    let mut changed = PEOPLE.to_vec();
    changed[cell + 12] = 0x7F;
    assert_eq!(read(&changed).unread.len(), 1);
}
