use super::*;
use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_whole};
use proptest::prelude::*;

fn open(source: &str) -> Option<Box<dyn Reader>> {
    Xml.open(&head_of(source.as_bytes()))
}

fn read(source: &str) -> Collector {
    read_whole(&*open(source).expect("this is XML"), source.as_bytes())
}

fn names(sink: &Collector, table: &str) -> Vec<String> {
    sink.columns[table].iter().map(|spec| spec.name.clone()).collect()
}

const USERS: &str = "<?xml version=\"1.0\"?>\n<db><exported>2024</exported>\n<users>\n\
    <user id=\"1\">\n <name>Ann &amp; Co</name>\n <address><city>Bonn</city></address><note/></user>\n\
    <user id=\"2\">\n <name>Bob</name>\n <address><city><![CDATA[<K>]]></city></address></user>\n</users></db>\n";

#[test]
fn repeating_elements_are_records_of_their_container() {
    let sink = read(USERS);
    assert_eq!(sink.rows(), [vec!["2024"], vec!["1", "Ann & Co", "Bonn", ""], vec!["2", "Bob", "<K>"]]);
    assert_eq!(names(&sink, "users.user"), ["id", "name", "address.city", "note"]);
    assert_eq!(&USERS[sink.cell_spans[3].clone()], "Bonn");
}

#[test]
fn every_way_of_cutting_gives_the_same_records() {
    assert_cuts_agree(&*open(USERS).unwrap(), USERS.as_bytes());
    let mut long = String::from("<all>");
    for n in 0..30 {
        long += &format!("<row><a>{n}</a><b c='x{n}'>y</b></row>\n");
    }
    long += "</all>";
    assert_cuts_agree(&*open(&long).unwrap(), long.as_bytes());
}

#[test]
fn a_dump_of_a_database_has_its_tables_and_columns() {
    let sink = read(
        "<?xml version=\"1.0\"?><mysqldump xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><database name=\"shop\">\
         <table_structure name=\"users\"><field Field=\"id\" Type=\"int(11)\"/><field Field=\"ssn\" Type=\"char(11)\"/></table_structure>\
         <table_data name=\"users\"><row><field name=\"id\">1</field><field name=\"ssn\">536-22-8713</field></row>\
         <row><field name=\"id\">2</field><field name=\"ssn\" xsi:nil=\"true\" /></row></table_data>\
         <table_data name=\"empty\"></table_data></database></mysqldump>",
    );
    let users: Vec<_> =
        sink.records.iter().filter(|(table, _)| table == "users").map(|(_, cells)| cells.len()).collect();
    assert_eq!(users, [2, 1]);
    assert_eq!(names(&sink, "users"), ["id", "ssn"]);
}

#[test]
fn records_may_hold_lists_of_their_own() {
    let sink = read(
        "<orders><order no='1'><name>Ann</name><item>a</item><item>b</item></order>\
         <order no='2'><name>Bob</name><item>c</item></order></orders>",
    );
    assert_eq!(sink.rows(), [vec!["1", "Ann", "a", "b"], vec!["2", "Bob", "c"]]);
}

#[test]
fn a_document_of_one_thing_is_one_record() {
    let sink = read("<customer><name>Ann</name><ssn>536-22-8713</ssn></customer>");
    assert_eq!(sink.rows(), [["Ann", "536-22-8713"]]);
    assert_eq!(names(&sink, "customer"), ["name", "ssn"]);
}

#[test]
fn rows_without_a_root_are_records() {
    let source = "<row id=\"1\" name=\"Ann\"/><row id=\"2\" name=\"Bob\"/><row id=\"3\"/>\n";
    assert_eq!(read(source).rows(), [vec!["1", "Ann"], vec!["2", "Bob"], vec!["3"]]);
    assert_cuts_agree(&*open(source).unwrap(), source.as_bytes());
    for other in [
        "<br/><br/>text",
        "<img src='a'/><img src='b'/>",
        "<img src='a' alt='b'/><img src='c' alt='d'/>\n# Readme\n",
        "<a b='1' c='2'/><d e='1' f='2'/>",
    ] {
        assert!(open(other).is_none(), "{other}");
    }
}

#[test]
fn identifiers_are_called_after_their_registry() {
    let one = "<p><n>Ann</n><id extension='536-90-4399' root='2.16.840.1.113883.4.1'/><id extension='7' root='2.16.840.1.113883.19.5'/></p>";
    let sink = read(&format!("<all>{}</all>", one.repeat(3)));
    assert_eq!(names(&sink, "p"), ["n", "id.ssn", "id.root", "id", "id.extension"]);
    assert_eq!(sink.rows()[0][..3], ["Ann", "536-90-4399", "2.16.840.1.113883.4.1"]);
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"&c;&c;\"><!ENTITY c \"x\">]><a><r><v>&b;</v></r><r><v>1</v></r></a>";
    assert_eq!(read(&format!("<?xml version='1.0'?>{bomb}")).rows(), [["&b;"], ["1"]]);
}

#[test]
fn a_cut_document_keeps_the_records_before_the_cut() {
    let cut = &USERS[..USERS.find("<K>").unwrap()];
    let sink = read(cut);
    assert_eq!(sink.rows()[1], ["1", "Ann & Co", "Bonn", ""]);
    assert_eq!(sink.rows()[2], ["Bob"]);
    sink.assert_covers(cut.as_bytes(), |at| cut[..at].matches('<').count() > cut[..at].matches('>').count());
}

#[test]
fn a_hundred_thousand_levels_are_read_in_no_time() {
    for unit in ["<a>", "<a b='c'>1", "<a/><b>", "<a><b></c>"] {
        read(&format!("<?xml version='1.0'?>{}", unit.repeat(100_000)));
    }
}

#[test]
fn what_is_no_xml_is_not_read_as_such() {
    for source in ["<!DOCTYPE html><p>", "<a <b", "a < b", "<p>one<p>two</div>", "<14>x", "<a>", "{\"a\":\"<b></b>\"}"]
    {
        assert!(open(source).is_none(), "{source}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_markup_is_read_however_it_is_cut(source in "(<[ab]( c='1')?/?>|</[ab]>|71|&amp;|<!--|-->|<!\\[CDATA\\[|\\]\\]>|<|>){0,40}", cut in 0usize..100) {
        let source = format!("<?xml version='1.0'?>{source}");
        let sink = read(&source);
        let found: usize = sink.cell_spans.iter().chain(sink.texts.iter().map(|(span, _)| span))
            .map(|span| source[span.clone()].matches("71").count()).sum();
        prop_assert!(found >= source.matches("71").count());
        crate::records::testing::read_split(&*open(&source).unwrap(), source.as_bytes(), cut.min(source.len()));
    }
}
