use super::*;
use crate::records::testing::{Collector, head_of, read_whole};
use proptest::prelude::*;

fn read(source: &str) -> Collector {
    read_whole(&*Html.open(&head_of(source.as_bytes())).expect("this is HTML"), source.as_bytes())
}

#[test]
fn tables_are_records_and_their_headings_columns() {
    let sink = read(
        "<!DOCTYPE html><html><body><table border=1><TR><TH>name</TH><TH>ssn</TH></TR>\n\
         <tr><td>Ann <b>Lee</b></td><td>536-22-8713</td></tr><tr><td>Bob &amp; Co</td><td></td></tr></table>",
    );
    assert_eq!(sink.columns["table_1"].iter().map(|spec| spec.name.as_str()).collect::<Vec<_>>(), ["name", "ssn"]);
    assert_eq!(sink.rows(), [["Ann Lee", "536-22-8713"], ["Bob & Co", ""]]);
}

#[test]
fn rows_without_a_table_around_them_are_one() {
    let sink = read("<TR><TH>name</TH>\n<TH>ssn</TH>\n</TR>\n<TR><TD>Ann Lee</TD>\n<TD>536-22-8713</TD>\n</TR>\n");
    assert_eq!(sink.columns["table_1"].iter().map(|spec| spec.name.as_str()).collect::<Vec<_>>(), ["name", "ssn"]);
    assert_eq!(sink.rows(), [["Ann Lee", "536-22-8713"]]);
}

#[test]
fn tags_inside_a_number_do_not_part_it() {
    let source = "<html><p>SSN <b>536</b>-22-<i>8713</i></p><p>plain 536-22-8714</p><div>x<br>y</div>";
    let sink = read(source);
    assert_eq!(sink.decoded.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), ["SSN 536-22-8713", "x\ny"]);
    assert_eq!(sink.text_of(source.as_bytes()), ["plain 536-22-8714"]);
}

#[test]
fn scripts_comments_and_values_of_attributes_are_scanned() {
    let source = "<html><script>var a = '<b>1</b>';</script><!-- note 1 --><a class=x href='mailto:a@b.c'>w</a>";
    let texts = read(source).text_of(source.as_bytes());
    assert_eq!(texts, ["var a = '<b>1</b>';", "<!-- note 1 -->", "<a class=x href='mailto:a@b.c'>", "w"]);
}

#[test]
fn rows_of_a_heading_and_a_value_are_text() {
    let sink = read("<html><table><tr><th>SSN</th><td>536-22-8713</td></tr><tr><th>Name</th><td>Ann</td></tr></table>");
    assert_eq!(
        sink.decoded.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(),
        ["SSN: 536-22-8713", "Name: Ann"]
    );
}

#[test]
fn cells_that_span_keep_the_columns_apart() {
    let sink = read(
        "<table><tr><th>city</th><th>name</th><th>ssn</th></tr><tr><td rowspan=2>Bonn</td><td>Ann</td><td>1</td></tr>\
         <tr><td>Bob</td><td>2</td></tr><tr><td colspan=2>none</td><td>3</td></tr></table>",
    );
    let ssn: Vec<_> = sink.records.iter().filter_map(|(_, cells)| cells.iter().find(|cell| cell.0 == "ssn")).collect();
    assert_eq!(ssn.iter().map(|cell| cell.1.as_str()).collect::<Vec<_>>(), ["1", "2", "3"]);
}

#[test]
fn a_label_is_parted_from_its_value() {
    let sink = read("<html><div><label>SSN</label><span>536-22-8713</span></div><p><b>5</b>36</p>");
    assert_eq!(sink.decoded.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), ["SSN 536-22-8713", "536"]);
}

#[test]
fn a_short_word_and_a_stop_head_a_value() {
    let sink = read("<html><dl><dt>License No.</dt>\n<dd>R6582008</dd><dt>It came.</dt><dd>R6582009</dd></dl>");
    let decoded: Vec<&str> = sink.decoded.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(decoded, ["License No.\nR6582008"]);
}

#[test]
fn deep_tables_and_absurd_spans_are_bounded() {
    read(&format!("<html>{}1", "<table><tr><td colspan=999999 rowspan=999999>".repeat(20_000)));
    read(&format!("<html>{}", "<div>".repeat(100_000)));
}

#[test]
fn what_is_no_html_is_not_read_as_such() {
    for source in ["<users><user/></users>", "<table name='x'/>", "1 < 2", "<14>Oct 11 22:14:15 host app: x", ""] {
        assert!(Html.open(&head_of(source.as_bytes())).is_none(), "{source}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_letter_of_text_is_lost(parts in prop::collection::vec(
        prop_oneof![Just("<td>"), Just("<tr>"), Just("<table>"), Just("</table>"), Just("<p>"), Just("<b>"), Just("Word1 "),
            Just("&amp;"), Just("</td>"), Just("<th>"), Just("<!--"), Just("<script>"), Just("</script>")], 0..40)) {
        let source = format!("<html>{}", parts.concat());
        let sink = read(&source);
        let words: usize = sink.decoded.iter().map(|(text, _)| text.matches("Word1").count()).sum::<usize>()
            + sink.text_of(source.as_bytes()).iter().map(|text| text.matches("Word1").count()).sum::<usize>()
            + sink.records.iter().flat_map(|(_, cells)| cells).map(|cell| cell.1.matches("Word1").count()).sum::<usize>();
        prop_assert_eq!(words, source.matches("Word1").count());
    }
}
