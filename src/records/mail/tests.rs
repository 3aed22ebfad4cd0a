use super::*;
use crate::records::TextClass;
use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_whole};
use proptest::prelude::*;

const LETTER: &[u8] = include_bytes!("../../../testdata/documents/letter.eml");
const BOX: &[u8] = include_bytes!("../../../testdata/documents/people.mbox");

fn read(source: &[u8]) -> Collector {
    let head = head_of(source);
    let reader = Mbox.open(&head).or_else(|| Mail.open(&head)).expect("this is mail");
    read_whole(&*reader, source)
}

#[test]
fn senders_and_receivers_are_cells() {
    let source =
        b"From: \"Lee, Ann\" <ann@example.com>\nTo: bob@example.com (Bob Ray),\n =?utf-8?q?J=C3=BC?= <j@example.com>\n\
                   Subject: a\n b\nX-Id: 7\n\nSSN 536-22-8713\n";
    let sink = read(source);
    assert_eq!(sink.column_names(), Vec::<&str>::new());
    let columns: Vec<_> = sink.columns["mail"].iter().map(|spec| spec.name.as_str()).collect();
    assert_eq!(columns, ["from_email", "from_name", "to_email", "to_name", "subject"]);
    assert_eq!(
        sink.rows(),
        [["ann@example.com", "Lee, Ann", "bob@example.com", "Bob Ray", "j@example.com", "Jü", "a b"]]
    );
    assert_eq!(sink.text_of(source), ["X-Id: 7", "SSN 536-22-8713\n"]);
}

#[test]
fn addresses_that_archives_of_lists_spell_out_are_meant() {
    let source =
        b"From ann at example.com  Fri Mar  1 10:00:00 2024\nFrom: ann at example.com (Ann Lee)\nTo: meet at noon\n\
                   Subject: s\n\nx\n";
    assert_eq!(read(source).rows(), [["ann@example.com", "Ann Lee", "meet at noon", "s"]]);
}

#[test]
fn commas_stand_within_names_where_semicolons_part_them() {
    let of = |to: &str| {
        let sink = read(format!("From: a@example.com\nTo: {to}\nSubject: s\n\nx\n").as_bytes());
        sink.rows().concat().into_iter().map(str::to_owned).collect::<Vec<String>>()
    };
    let parted = of("Lee, Ann <ann@example.com>; Cole, Bob <bob@example.com>");
    assert_eq!(parted, ["a@example.com", "ann@example.com", "Lee, Ann", "bob@example.com", "Cole, Bob", "s"]);
    let listed = of("Ann Lee <ann@example.com>, bob@example.com, Ray Cole <r@example.com>");
    assert_eq!(
        listed,
        ["a@example.com", "ann@example.com", "Ann Lee", "bob@example.com", "r@example.com", "Ray Cole", "s"]
    );
}

#[test]
fn a_message_without_its_last_boundary_is_cut() {
    let whole = "From: a@example.com\nTo: b@example.com\nContent-Type: multipart/mixed; boundary=x\n\n\
                 --x\n\nSSN 536-22-8713\n--x\n\nmore\n--x--\n";
    assert!(read(whole.as_bytes()).diagnostics.is_empty());
    for cut in [6, 8, 20] {
        assert_eq!(read(&whole.as_bytes()[..whole.len() - cut]).diagnostics.len(), 1, "{cut}");
    }
}

#[test]
fn bodies_are_decoded_and_attachments_read() {
    let sink = read(LETTER);
    let mails: Vec<_> = sink.records.iter().filter(|(table, _)| table == "mail").collect();
    assert_eq!(mails.len(), 2, "the message, and the one in it");
    assert!(mails[0].1.contains(&("subject".to_owned(), "Ihre Unterlagen für Jürgen Müller".to_owned())));
    assert!(sink.decoded.iter().any(|(text, _)| text.contains("the SSN is 536-22-8713. Grüße")));
    assert!(sink.decoded.iter().any(|(text, _)| text == "the SSN is 536-22-8713"), "without tags");
    assert_eq!(sink.records.iter().filter(|(table, _)| table == "people.csv").count(), 60);
    let phone = sink.text_of(LETTER).iter().any(|text| text.contains("212-555-0142"));
    assert!(phone, "the body of the inner message stands where it is");
}

#[test]
fn every_way_of_cutting_a_mailbox_gives_the_same_messages() {
    let sink = read(BOX);
    assert_eq!(sink.records.len(), 20);
    let part = &BOX[..next_message(BOX, 600).unwrap()];
    assert_cuts_agree(&*Mbox.open(&head_of(part)).unwrap(), part);
}

#[test]
fn messages_in_messages_are_bounded() {
    let header = "From: a@example.com\nTo: b@example.com\nSubject: x\nContent-Type: message/rfc822\n\n";
    read(header.repeat(10_000).as_bytes());
    let mut parts = String::from("From: a\nTo: b\nMIME-Version: 1.0\n");
    for n in 0..5_000 {
        parts += &format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
    }
    read(parts.as_bytes());
}

#[test]
fn what_is_no_mail_is_not_read_as_such() {
    for source in ["name: Ann\ndate: 2024\n\n", "From here on\nTo: there\n", "", "to: x\ncc: y\n"] {
        let head = head_of(source.as_bytes());
        assert!(Mail.open(&head).is_none() && Mbox.open(&head).is_none(), "{source}");
    }
}

#[test]
fn a_cut_message_is_read_as_far_as_it_goes() {
    for len in (100..LETTER.len()).step_by(97) {
        let source = &LETTER[..len];
        let sink = read(source);
        assert!(sink.texts.iter().all(|(_, class)| *class != TextClass::NotUnderstood));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn changed_bytes_do_no_harm(changes in prop::collection::vec((200..LETTER.len(), any::<u8>()), 1..30)) {
        let mut source = LETTER.to_vec();
        for (at, byte) in changes {
            source[at] = byte;
        }
        read(&source);
    }
}
