use super::*;
use crate::records::testing::{Collector, head_of, read_whole};

const PEOPLE: &[u8] = include_bytes!("../../../testdata/documents/people.pdf");
const TABLE: &str = include_str!("../../../testdata/documents/people.csv");

fn read(source: &[u8]) -> Collector {
    read_whole(&*Pdf.open(&head_of(source)).expect("this is PDF"), source)
}

#[test]
fn tables_are_records_by_the_places_of_their_cells() {
    let sink = read(PEOPLE);
    let names: Vec<_> = sink.columns["table"].iter().map(|spec| spec.name.as_str()).collect();
    assert_eq!(names, ["id", "name", "email", "ssn", "phone", "birth_date", "account", "note"]);
    let people: Vec<_> = sink.records.iter().filter(|(table, _)| table == "table").collect();
    assert_eq!(people.len(), 60);
    for (line, (_, cells)) in TABLE.lines().skip(12).zip(people.iter().skip(10)) {
        let values: Vec<_> = cells.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(format!("{},", values.join(",")), line);
    }
}

#[test]
fn text_is_joined_over_fonts_and_metadata_is_read() {
    let sink = read(PEOPLE);
    let text: String = sink.decoded.iter().map(|(text, _)| text.as_str()).collect();
    assert!(text.contains("The SSN of James Smith is 536-22-8713."), "{text}");
    let author = ("author".to_owned(), "Mary Johnson".to_owned());
    assert!(sink.records.iter().any(|(table, cells)| table == "properties" && cells.contains(&author)));
}

#[test]
fn cut_and_changed_documents_are_read_or_scanned() {
    for len in (5..PEOPLE.len()).step_by(331) {
        read(&PEOPLE[..len]);
    }
    for seed in 0..60usize {
        let mut source = PEOPLE.to_vec();
        for change in 0..10usize {
            let at = 8 + (seed * 7_919 + change * 104_729) % (source.len() - 8);
            source[at] = u8::try_from((seed * 31 + change * 17) % 256).unwrap();
        }
        read(&source);
    }
}
