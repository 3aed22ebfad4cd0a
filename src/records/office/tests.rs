use super::*;
use crate::error::Reason;
use crate::records::testing::{Collector, head_of, read_whole};
use proptest::prelude::*;

const SHEETS: &[u8] = include_bytes!("../../../testdata/documents/people.xlsx");
const ODS: &[u8] = include_bytes!("../../../testdata/documents/people.ods");
const WORD: &[u8] = include_bytes!("../../../testdata/documents/letter.docx");
const ODT: &[u8] = include_bytes!("../../../testdata/documents/letter.odt");
const SLIDES: &[u8] = include_bytes!("../../../testdata/documents/slides.pptx");
const TABLE: &str = include_str!("../../../testdata/documents/people.csv");
const ALL: [&[u8]; 5] = [SHEETS, ODS, WORD, ODT, SLIDES];

fn read(source: &[u8]) -> Collector {
    read_whole(&*Office.open(&head_of(source)).expect("this is an office document"), source)
}

fn texts(sink: &Collector) -> Vec<&str> {
    sink.decoded.iter().map(|(text, _)| text.as_str()).collect()
}

#[test]
fn sheets_are_tables_below_their_titles() {
    for source in [SHEETS, ODS] {
        let sink = read(source);
        let names: Vec<_> = sink.columns["people"].iter().map(|spec| spec.name.as_str()).collect();
        assert_eq!(names, ["id", "name", "email", "ssn", "phone", "birth_date", "account", "note"]);
        let people: Vec<_> = sink.records.iter().filter(|(table, _)| table == "people").collect();
        assert_eq!(people.len(), 60);
        for (_, cells) in people.iter().skip(10) {
            let line: Vec<_> = cells.iter().map(|(_, value)| value.as_str()).collect();
            assert!(TABLE.contains(&format!("{},\n", line.join(","))), "dates, long numbers and all: {}", line.len());
        }
        assert!(people[6].1.contains(&("note".to_owned(), "line one\nline two".to_owned())));
    }
}

#[test]
fn runs_of_a_paragraph_are_joined() {
    for source in [WORD, ODT] {
        let sink = read(source);
        let ssns = TABLE.lines().skip(1).take(6).filter_map(|line| line.split(',').nth(3));
        for ssn in ssns {
            assert!(texts(&sink).iter().any(|text| text.contains(ssn)));
        }
    }
}

#[test]
fn tables_headers_and_properties_of_documents_are_read() {
    let sink = read(WORD);
    assert_eq!(sink.records.iter().filter(|(table, _)| table == "table_1").count(), 60);
    assert!(texts(&sink).contains(&"Confidential: james.smith@example.com"));
    let creator = ("creator".to_owned(), "Mary Johnson".to_owned());
    assert!(sink.records.iter().any(|(table, cells)| table == "properties" && cells.contains(&creator)));
    assert!(read(SHEETS).records.iter().any(|(_, cells)| cells.contains(&creator)));
}

#[test]
fn slides_and_their_notes_are_text() {
    let sink = read(SLIDES);
    assert!(texts(&sink).iter().any(|text| text.contains("212-555-0142")));
    assert!(texts(&sink).iter().filter(|text| text.contains("SSN ")).count() >= 10);
}

#[test]
fn a_cut_document_gives_what_came_before_the_cut() {
    let cut = &SHEETS[..SHEETS.len() - 600];
    let sink = read(cut);
    assert!(sink.diagnostics.iter().any(|(reason, _)| *reason == Reason::NotUnderstood));
    assert!(sink.records.len() >= 60);
    for source in ALL {
        for len in (40..source.len()).step_by(211) {
            if let Some(reader) = Office.open(&head_of(&source[..len])) {
                read_whole(&*reader, &source[..len]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn changed_bytes_do_no_harm(which in 0..ALL.len(), changes in prop::collection::vec((50usize..5_000, any::<u8>()), 1..20)) {
        let mut source = ALL[which].to_vec();
        for (at, byte) in changes {
            let at = at % source.len();
            if at > 50 {
                source[at] = byte;
            }
        }
        read(&source);
    }
}

#[test]
fn a_part_that_does_not_fit_its_check_sum_is_read_and_said() {
    for (part, source) in [("xl/worksheets/sheet1.xml", SHEETS), ("content.xml", ODS), ("word/document.xml", WORD)] {
        let mut damaged = source.to_vec();
        let at = memchr::memmem::rfind(source, part.as_bytes()).unwrap();
        // In the directory the sum stands 30 bytes before the name.
        damaged[at - 30] ^= 1;
        let (sink, whole) = (read(&damaged), read(source));
        assert_eq!(whole.diagnostics, []);
        assert_eq!(sink.diagnostics.iter().map(|(reason, _)| *reason).collect::<Vec<_>>(), [Reason::CorruptStream]);
        assert_eq!(sink.unread.len(), 1, "{part}");
        assert_eq!((sink.records, sink.decoded), (whole.records, whole.decoded), "{part}");
    }
}
