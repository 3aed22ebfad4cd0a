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

/// A workbook of 1995, and the record that says of which version it is.
fn workbook_in_bytes(version: u16) -> Vec<u8> {
    let mut book = Vec::new();
    let mut put = |kind: u16, content: &[u8]| {
        book.extend(kind.to_le_bytes());
        book.extend(u16::try_from(content.len()).unwrap().to_le_bytes());
        book.extend(content);
    };
    let begin = |sort: u16| [version.to_le_bytes(), sort.to_le_bytes(), [0; 2], [0; 2]].concat();
    put(0x809, &begin(5));
    put(0x42, &1251u16.to_le_bytes());
    put(0x41E, b"\xA4\0\x0Add/mm/yyyy");
    for format in [0u16, 0xA4] {
        put(0xE0, &[&[0, 0], &format.to_le_bytes()[..], &[0; 12]].concat());
    }
    put(0x85, b"\0\0\0\0\0\0\x05Staff");
    put(0x0A, &[]);
    put(0x809, &begin(0x10));
    let cell = |row: u8, column: u8, format: u8| [row, 0, column, 0, format, 0];
    let text = |row: u8, column: u8, text: &[u8]| {
        [&cell(row, column, 0)[..], &u16::try_from(text.len()).unwrap().to_le_bytes(), text].concat()
    };
    for (column, name) in [(0, &b"name"[..]), (1, b"ssn"), (2, b"born"), (3, b"city")] {
        put(0x204, &text(0, column, name));
    }
    for (row, name, ssn, born) in
        [(1, &b"Ann Lee"[..], &b"536-22-8713"[..], 31_048.0f64), (2, b"\xC8\xE2\xE0\xED", b"536-22-8714", 31_049.0)]
    {
        put(0x204, &text(row, 0, name));
        // With fonts of its letters.
        put(0xD6, &[&text(row, 1, ssn)[..], &[1, 0, 2]].concat());
        put(0x203, &[&cell(row, 2, 1)[..], &born.to_le_bytes()].concat());
        // A formula, and the string that it makes.
        put(0x06, &[&cell(row, 3, 0)[..], &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF], &[0; 8]].concat());
        put(0x207, b"\x04\0Bonn");
    }
    put(0x1C, b"\x01\0\0\0\x0C\0call Bob Ray");
    put(0x0A, &[]);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Book").unwrap().write_all(&book).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn workbooks_with_strings_in_bytes_are_read() {
    let found = read(&workbook_in_bytes(0x0500));
    assert_eq!(
        found.columns["Staff"].iter().map(|spec| spec.name.as_str()).collect::<Vec<_>>(),
        ["name", "ssn", "born", "city"]
    );
    assert_eq!(
        found.rows(),
        [["Ann Lee", "536-22-8713", "1985-01-01", "Bonn"], ["Иван", "536-22-8714", "1985-01-02", "Bonn"]]
    );
    assert!(found.decoded.iter().any(|(text, _)| text == "call Bob Ray"));
    assert_eq!((found.diagnostics.as_slice(), found.unread.as_slice()), (&[][..], &[][..]));
    // No such version has a stream in a compound file.
    assert_eq!(read(&workbook_in_bytes(0x0400)).records.len(), 0);
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
