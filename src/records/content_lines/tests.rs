use proptest::prelude::*;

use super::{Icalendar, Ldif, Vcard};
use crate::records::testing::{assert_cuts_agree, head_of, read_whole};
use crate::records::{Format, Reader};

fn open(source: &[u8]) -> Option<Box<dyn Reader>> {
    let formats: [&dyn Format; 3] = [&Ldif, &Vcard, &Icalendar];
    formats.iter().find_map(|format| format.open(&head_of(source)))
}

/// The records as `column=value`.
fn rows(source: &str) -> Vec<Vec<String>> {
    let reader = open(source.as_bytes()).expect("it is known");
    assert_cuts_agree(&*reader, source.as_bytes());
    let found = read_whole(&*reader, source.as_bytes());
    found
        .records
        .iter()
        .map(|(_, cells)| cells.iter().map(|(name, value)| format!("{name}={value}")).collect())
        .collect()
}

const LDIF: &str = "version: 1\n\n# a person\ndn: cn=Ann Example,dc=example,dc=com\nobjectClass: person\ncn: Ann Example\n\
    sn;lang-de:: TcO8bGxlcg==\nmail: ann@\n example.com\ntelephoneNumber: +1 212 555 0142\n\ndn: cn=Bob\nmail: bob@example.com\n";

#[test]
fn entries_of_a_directory_are_records() {
    let expected = [
        vec![
            "dn=cn=Ann Example,dc=example,dc=com",
            "objectClass=person",
            "cn=Ann Example",
            "sn=Müller",
            "mail=ann@example.com",
            "telephoneNumber=+1 212 555 0142",
        ],
        vec!["dn=cn=Bob", "mail=bob@example.com"],
    ];
    assert_eq!(rows(LDIF), expected);
}

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example;Ann;M\\;x;;\r\nFN:Ann Example\r\nitem1.TEL;TYPE=cell:tel:+1-212-555-0142\r\n\
    ADR;TYPE=home:;;12 Main St;Springfield;IL;62701;USA\r\nBDAY:1980-03-04\r\nNOTE;ENCODING=QUOTED-PRINTABLE:M=C3=BCller\r\n\
    PHOTO;ENCODING=b:AAAA\r\n BBBB\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Bob\r\nEND:VCARD\r\n";

#[test]
fn cards_have_their_components() {
    let expected = [
        vec![
            "N last_name=Example",
            "N first_name=Ann",
            "N middle_name=M;x",
            "FN full_name=Ann Example",
            "TEL phone=+1-212-555-0142",
            "ADR street_address=12 Main St",
            "ADR city=Springfield",
            "ADR state=IL",
            "ADR zip_code=62701",
            "ADR country=USA",
            "BDAY birth_date=1980-03-04",
            "NOTE=Müller",
        ],
        vec!["FN full_name=Bob"],
    ];
    assert_eq!(rows(CARDS), expected);
}

const CALENDAR: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Call Ann\\, please\nATTENDEE;CN=\"Example, Ann\":mailto:ann@example.com\n\
    BEGIN:VALARM\nDESCRIPTION:ring\nEND:VALARM\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:two\nEND:VEVENT\nEND:VCALENDAR\n";

#[test]
fn events_are_records() {
    let expected = [
        vec![
            "SUMMARY=Call Ann, please",
            "ATTENDEE CN name=Example, Ann",
            "ATTENDEE=ann@example.com",
            "DESCRIPTION=ring",
        ],
        vec!["SUMMARY=two"],
    ];
    assert_eq!(rows(CALENDAR), expected);
}

#[test]
fn other_text_is_left_alone() {
    for text in ["dn: is a word\n", "BEGIN:VCARDS\n", "note: dn=1\ndn: cn=x\n", ""] {
        assert!(open(text.as_bytes()).is_none(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn mutated_sources_are_read(which in 0..3usize, cut in any::<prop::sample::Index>(), changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![Just(b'\n'), Just(b':'), Just(b' '), Just(b';'), any::<u8>()]), 0..10)) {
        let mut source = [LDIF, CARDS, CALENDAR][which].as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(source.len());
            source[at] = byte;
        }
        source.truncate(cut.index(source.len() + 1));
        if let Some(reader) = open(&source) {
            read_whole(&*reader, &source);
            assert_cuts_agree(&*reader, &source[..source.len().min(120)]);
        }
    }
}
