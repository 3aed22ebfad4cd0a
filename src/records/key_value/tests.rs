use proptest::prelude::*;

use super::*;
use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_whole};

fn open(source: &str) -> Option<Box<dyn Reader>> {
    KeyValue.open(&head_of(source.as_bytes()))
}

fn read(source: &str) -> Collector {
    let reader = open(source).expect("key and value");
    assert_cuts_agree(&*reader, source.as_bytes());
    read_whole(&*reader, source.as_bytes())
}

fn field(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn quotes_around_values_of_stanzas_are_no_part_of_them() {
    let found = read(
        "name: Maria\ncard: '4670242201804126'\nnote: \"a \\\"b\\\"\"\n\nname: John\ncard: '4615937014416608'\nnote: ''\n",
    );
    assert_eq!(found.rows(), [["Maria", "4670242201804126", "a \"b\""], ["John", "4615937014416608", ""]]);
}

#[test]
fn lines_of_pairs_are_records() {
    let source = "2024-01-02T10:00:00Z level=info user=ann msg=\"logged \\\"in\\\"\" ip=192.0.2.1\n\
                  2024-01-02T10:00:01Z level=warn user=bob msg='bad try' from host7\r\n\
                  just a line\n\
                  2024-01-02T10:00:02Z level=info user= ssn=536-90-4399, (code=7)\n";
    let found = read(source);
    let want = [
        vec![field("level", "info"), field("user", "ann"), field("msg", "logged \"in\""), field("ip", "192.0.2.1")],
        vec![field("level", "warn"), field("user", "bob"), field("msg", "bad try")],
        vec![field("level", "info"), field("ssn", "536-90-4399"), field("code", "7")],
    ];
    assert_eq!(found.records.iter().map(|(_, cells)| cells.clone()).collect::<Vec<_>>(), want);
    let texts = found.text_of(source.as_bytes());
    assert_eq!(texts[..3], ["2024-01-02T10:00:00Z ", "2024-01-02T10:00:01Z ", " from host7"]);
    assert_eq!(texts[3], "just a line");
}

#[test]
fn listed_pairs_may_hold_blanks() {
    let source = "name=Ann Lee, city=New York, note=a, b\nname=Bob Ray, city=Boston\n";
    let found = read(source);
    assert_eq!(found.rows(), [vec!["Ann Lee", "New York", "a, b"], vec!["Bob Ray", "Boston"]]);
    assert_eq!(read("a=1;b=2;c=3\na=4;b=5;c=6\n").rows(), [["1", "2", "3"], ["4", "5", "6"]]);
}

#[test]
fn stanzas_are_records() {
    let source =
        "dn: uid=ann\ncn: Ann Lee\nmail: ann@example.com\n\ndn: uid=bob\ncn: Bob Ray\n folded\nmail:: Ym9i\n\n\n";
    let found = read(source);
    assert_eq!(found.rows(), [["uid=ann", "Ann Lee", "ann@example.com"], ["uid=bob", "Bob Ray", "Ym9i"]]);
    assert_eq!(found.column_names(), ["dn", "cn", "mail"]);
    assert_eq!(found.text_of(source.as_bytes()), [" folded"]);
    let cards = "BEGIN:VCARD\nFN:Ann Lee\nTEL;TYPE=home:617-555-0100\nEND:VCARD\nBEGIN:VCARD\nFN:Bob Ray\n\
                 TEL;TYPE=home:617-555-0101\nEND:VCARD\n";
    assert_eq!(read(cards).rows().len(), 2);
    let rows = "*************************** 1. row ***************************\n  id: 1\nname: Ann Lee\n\
                *************************** 2. row ***************************\n  id: 2\nname: Bob Ray\n2 rows in set\n";
    assert_eq!(read(rows).rows(), [["1", "Ann Lee"], ["2", "Bob Ray"]]);
}

#[test]
fn query_strings_code_and_settings_are_something_else() {
    let others = [
        "192.0.2.1 GET /x?ssn=536904399&name=ann 200\n192.0.2.2 GET /y?ssn=536904398&name=bob 200\n",
        "<a href=\"x\" class=\"y\">\n<b id=\"x\" class=\"y\">\n",
        "x = 1\ny = 2\nif x == y:\n    f(a=1, b=2)\n",
        "def f(a=1, b=2):\n    return g(a=1, b=2);\n",
        "key=value\nother=value\n",
        "Dear all,\n\nNote: this is prose.\n\nIt goes on.\n",
        "http://example.com/a\nhttp://example.com/b\n\nhttp://example.com/a\nhttp://example.com/b\n",
        "",
    ];
    for source in others {
        assert!(open(source).is_none(), "{source}");
    }
}

#[test]
fn keys_beyond_the_limit_share_a_column() {
    let mut source = String::from("a=1 b=2\na=3 b=4\n").repeat(300);
    for key in 0..2100 {
        source += &format!("a=1 k{key}=v\n");
    }
    let found = read_whole(&*open(&source).expect("pairs"), source.as_bytes());
    assert_eq!(found.column_names().len(), 2001);
    assert_eq!(found.column_names()[2000], "other");
    assert_eq!(found.diagnostics.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn arbitrary_lines_lose_nothing_but_keys(body in "[ab1 =\",;'\\\\\n:*é]{0,200}") {
        for start in ["a=1 b=2\na=3 b=4\n", "a=1, b=2\na=3, b=4\n", "a: 1\nb: 2\n\na: 3\nb: 4\n\n"] {
            let source = start.repeat(20) + &body;
            let reader = open(&start.repeat(20)).expect("pairs");
            let found = read_whole(&*reader, source.as_bytes());
            let is_key = |at: usize| {
                let rest = source.as_bytes()[at..].iter();
                // Semicolons stand in keys of stanzas (`TEL;HOME:`).
                let mut rest = rest.copied().filter(|byte| !byte.is_ascii_alphanumeric() && !b" ;".contains(byte));
                rest.next().is_some_and(|byte| matches!(byte, b'=' | b':'))
            };
            // A letter that says what kind of string its value is: `=b'...'`.
            let is_mark = |at: usize| {
                let (before, rest) = source.as_bytes().split_at(at);
                matches!(rest, [b'b', b'"' | b'\'', ..]) && matches!(before.trim_ascii_end(), [.., b'=' | b':'])
            };
            found.assert_covers(source.as_bytes(), |at| is_key(at) || is_mark(at));
        }
    }

    #[test]
    fn arbitrary_pieces_agree(body in "[ab1 =\",;\n:]{0,120}") {
        for start in ["a=1 b=2\na=3 b=4\n", "a: 1\nb: 2\n\na: 3\nb: 4\n\n"] {
            let source = start.repeat(6) + &body;
            if let Some(reader) = open(&source) {
                assert_cuts_agree(&*reader, source.as_bytes());
            }
        }
    }

    #[test]
    fn telling_never_panics(source in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Some(reader) = KeyValue.open(&head_of(&source)) {
            read_whole(&*reader, &source);
        }
    }
}

#[test]
fn a_letter_before_the_quotes_is_no_part_of_the_value() {
    let source = "ssn=N'536-22-8713' name=b\"Ann Lee\"\nssn=N'536-22-8714' name=b\"Bob Ray\"\n";
    let found = read_whole(&*open(source).expect("pairs"), source.as_bytes());
    assert_eq!(found.rows(), [["536-22-8713", "Ann Lee"], ["536-22-8714", "Bob Ray"]]);
}
