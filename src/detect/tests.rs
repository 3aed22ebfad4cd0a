//! The whole detector, on small rule sets.

use std::sync::Arc;

use proptest::prelude::*;

use super::validate::Facts;
use super::{CellFacts, Cofield, ColumnContext, Detector, Hit, HitSink, Part, Scratch};
use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec, Escape};
use crate::decode::escapes::unescape;
use crate::rules::{Finder, HarmClass, KindId, LabelSpec, MaskPolicy, RuleSet, RuleSpec, ShapeSpec};

/// A rule with the given parts and nothing else.
struct RuleMaker {
    kind: &'static str,
    finder: Finder,
    prior: f32,
    shapes: &'static [(&'static str, f32)],
    strong: &'static [&'static str],
    negative: &'static [&'static str],
    validator: Option<&'static str>,
    needs_label: bool,
}

const RULE: RuleMaker = RuleMaker {
    kind: "",
    finder: Finder::Shape,
    prior: -2.0,
    shapes: &[],
    strong: &[],
    negative: &[],
    validator: None,
    needs_label: false,
};

impl RuleMaker {
    fn make(&self) -> RuleSpec {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        RuleSpec {
            id: format!("test.{}", self.kind),
            kind: self.kind.to_owned(),
            name: self.kind.to_owned(),
            category: "test".to_owned(),
            harm: HarmClass::High,
            sources: Vec::new(),
            validator: self.validator.map(str::to_owned),
            finder: self.finder,
            pattern: None,
            prior: self.prior,
            shapes: self.shapes.iter().map(|&(form, weight)| ShapeSpec { form: form.to_owned(), weight }).collect(),
            labels: LabelSpec { strong: words(self.strong), negative: words(self.negative), ..LabelSpec::default() },
            needs_label: self.needs_label,
            mask: MaskPolicy::Shape,
            accuracy: String::new(),
            examples: Vec::new(),
        }
    }
}

fn rules() -> Vec<RuleSpec> {
    let ssn = RuleMaker {
        kind: "ssn",
        shapes: &[("d3-d2-d4", 1.8), ("d3 d2 d4", 1.5), ("d9", 0.0)],
        strong: &["ssn"],
        negative: &["order id"],
        ..RULE
    };
    let phone = RuleMaker {
        kind: "phone",
        prior: -1.3,
        shapes: &[("(d3) d3-d4", 2.0), ("d3-d3-d4", 1.8), ("+'1' d3 d3 d4", 2.0), ("d3-d3-d4 Xd2", 2.0), ("d10", 0.0)],
        strong: &["phone"],
        ..RULE
    };
    let licence = RuleMaker {
        kind: "licence",
        shapes: &[("a1d7", 0.0), ("d8", 0.0)],
        strong: &["dl"],
        needs_label: true,
        ..RULE
    };
    let email = RuleMaker { kind: "email", finder: Finder::Email, prior: 1.5, strong: &["email"], ..RULE };
    let birth = RuleMaker { kind: "dob", finder: Finder::Date, prior: -1.7, strong: &["dob"], ..RULE };
    [ssn, phone, licence, email, birth].iter().map(RuleMaker::make).collect()
}

fn detector() -> Detector {
    Detector::new(Arc::new(RuleSet::from_specs(rules()).unwrap())).unwrap()
}

/// What a sink saw, in the open.
#[derive(Debug, Clone, PartialEq)]
enum Seen {
    Cell(u32, CellFacts),
    Missed(u32, KindId),
    Cofield(u32, Cofield),
    Hit {
        kind: u16,
        span: (usize, usize),
        value: Vec<u8>,
        canonical: Vec<u8>,
        odds: f32,
        is_whole: bool,
        facts: Facts,
        part: Part,
    },
    End,
}

#[derive(Default)]
struct Recorder(Vec<Seen>);

impl HitSink for Recorder {
    fn cell(&mut self, column: ColumnId, facts: &CellFacts) {
        self.0.push(Seen::Cell(column.0, *facts));
    }

    fn missed(&mut self, column: ColumnId, kind: KindId) {
        self.0.push(Seen::Missed(column.0, kind));
    }

    fn cofield(&mut self, column: ColumnId, cofield: Cofield) {
        self.0.push(Seen::Cofield(column.0, cofield));
    }

    fn hit(&mut self, hit: &Hit<'_>) {
        self.0.push(Seen::Hit {
            kind: hit.kind.0,
            span: (hit.span.start, hit.span.end),
            value: hit.value.expose().to_vec(),
            canonical: hit.canonical.expose().to_vec(),
            odds: hit.odds,
            is_whole: hit.is_whole_cell,
            facts: hit.facts,
            part: hit.part,
        });
    }

    fn end_record(&mut self) {
        self.0.push(Seen::End);
    }
}

/// The values found in a text with more odds than even, by kind.
fn in_text(detector: &Detector, text: &[u8]) -> Vec<(String, String)> {
    let mut sink = Recorder::default();
    detector.scan_text(&mut Scratch::default(), text, 0..text.len(), &mut sink);
    values(detector, &sink)
}

fn values(detector: &Detector, sink: &Recorder) -> Vec<(String, String)> {
    let hits = sink.0.iter().filter_map(|seen| match seen {
        Seen::Hit { kind, value, odds, .. } if *odds > 0.0 => {
            Some((detector.rules().rule(KindId(*kind)).kind.clone(), String::from_utf8_lossy(value).into_owned()))
        }
        _ => None,
    });
    hits.collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|&(kind, value)| (kind.to_owned(), value.to_owned())).collect()
}

/// Scans one cell of a column with the given name.
fn cell(detector: &Detector, column: &str, raw: &[u8], escape: Escape) -> Recorder {
    let spec = ColumnSpec { name: column.to_owned(), is_named: !column.is_empty(), sql_type: None };
    let columns: [ColumnContext; 1] = [detector.column("", &spec)];
    let mut buf = BatchBuf::default();
    let mut cell = Cell::borrowed(ColumnId(0), 2..2 + u32::try_from(raw.len()).unwrap());
    let bytes = [b"['", raw, b"']"].concat();
    if escape != Escape::None {
        unescape(escape, raw, &mut buf.arena);
        cell.value = 0;
        cell.value_len = u32::try_from(buf.arena.len()).unwrap();
        cell.escape = escape;
    }
    buf.cells.push(cell);
    buf.end_record();
    let mut sink = Recorder::default();
    detector.scan_batch(&mut Scratch::default(), &columns, &buf.as_batch(&bytes), &mut sink);
    for seen in &sink.0 {
        if let Seen::Hit { span, .. } = seen {
            assert!(span.0 >= 2 && span.1 <= bytes.len() - 2 && span.0 < span.1, "span inside the cell");
        }
    }
    sink
}

fn in_cell(column: &str, raw: &str) -> Vec<(String, String)> {
    let detector = detector();
    values(&detector, &cell(&detector, column, raw.as_bytes(), Escape::None))
}

#[test]
fn written_forms_are_found_in_text_and_labels_lift_bare_ones() {
    let detector = detector();
    let found = |text: &str| in_text(&detector, text.as_bytes());
    assert_eq!(found("SSN: 536904399"), pairs(&[("ssn", "536904399")]));
    assert_eq!(found("number 536904399"), []);
    assert_eq!(found("2024-01-01 ssn 536-90-4399 in"), pairs(&[("ssn", "536-90-4399")]));
    assert_eq!(found("(212) 664-0100, call"), pairs(&[("phone", "(212) 664-0100")]));
    assert_eq!(found("call 212-664-0100 x12."), pairs(&[("phone", "212-664-0100 x12")]));
    assert_eq!(found("call +1 212 664 0100."), pairs(&[("phone", "+1 212 664 0100")]));
    assert_eq!(found("DL# A1234567"), pairs(&[("licence", "A1234567")]));
    assert_eq!(found("part A1234567"), []);
    assert_eq!(found("dob: 03/12/1987"), pairs(&[("dob", "03/12/1987")]));
    assert_eq!(found("due 03/12/1987"), []);
    assert_eq!(found("Jane <jane@corp.com>"), pairs(&[("email", "jane@corp.com")]));
}

#[test]
fn parts_of_something_longer_are_no_candidates() {
    let detector = detector();
    for text in [
        "ssn 0.536904399",
        "ssn 1536-90-4399",
        "ssn 12-536-90-4399",
        "ssn 536-90-4399-1",
        "ssn a536904399",
        "ssn 536904399b",
        "ssn 536904399.5",
        "550e8400-e29b-41d4-a716-536904399",
        "ssn $536904399",
    ] {
        assert_eq!(in_text(&detector, text.as_bytes()), [], "{text}");
    }
    assert_eq!(in_text(&detector, b"ssn-536904399. End").len(), 1);
}

#[test]
fn labels_belong_to_their_own_value() {
    let detector = detector();
    let found = in_text(&detector, b"SSN: 536-90-4399, phone 2126640100; ssn=219099999");
    assert_eq!(found, pairs(&[("ssn", "536-90-4399"), ("phone", "2126640100"), ("ssn", "219099999")]));
    assert_eq!(in_text(&detector, b"order_id: 536904399"), []);
}

#[test]
fn dashes_spaces_and_digits_of_unicode_are_read_and_spans_stay_original() {
    let detector = detector();
    let text = "ssn \u{e9} 536\u{2013}90\u{2013}4399 ssn\u{a0}\u{ff15}\u{ff13}\u{ff16}904399";
    let found = in_text(&detector, text.as_bytes());
    assert_eq!(found, pairs(&[("ssn", "536\u{2013}90\u{2013}4399"), ("ssn", "\u{ff15}\u{ff13}\u{ff16}904399")]));
    assert_eq!(in_cell("", "536\u{2011}90\u{2011}4399").len(), 0, "odds of a lone cell are below even");
    assert_eq!(in_cell("ssn", "536\u{2011}90\u{2011}4399").len(), 1);
}

#[test]
fn every_line_ends_a_record() {
    let detector = detector();
    let mut sink = Recorder::default();
    detector.scan_text(&mut Scratch::default(), b"a\n\nb\n", 0..5, &mut sink);
    assert_eq!(sink.0, [Seen::End, Seen::End, Seen::End]);
}

#[test]
fn candidates_do_not_reach_over_the_edges_of_the_span() {
    let detector = detector();
    let mut sink = Recorder::default();
    detector.scan_text(&mut Scratch::default(), b"ssn 536904399", 4..10, &mut sink);
    assert_eq!(values(&detector, &sink), []);
}

#[test]
fn cells_get_their_columns_label() {
    assert_eq!(in_cell("cust_ssn", "536904399"), pairs(&[("ssn", "536904399")]));
    assert_eq!(in_cell("cust_ssn", " 536904399 "), pairs(&[("ssn", "536904399")]));
    assert_eq!(in_cell("order_id", "536904399"), []);
    assert_eq!(in_cell("dl", "A1234567"), pairs(&[("licence", "A1234567")]));
    assert_eq!(in_cell("x", "A1234567"), []);
    assert_eq!(in_cell("mail", "jane@corp.com"), pairs(&[("email", "jane@corp.com")]));
    assert_eq!(in_cell("dob", "1987-03-12 00:00:00"), pairs(&[("dob", "1987-03-12 00:00:00")]));
}

#[test]
fn values_that_spreadsheets_changed_are_repaired_in_columns_named_outright() {
    let detector = detector();
    for (raw, canonical) in [("36904399", "036904399"), ("536904399.0", "536904399"), ("=\"536904399\"", "536904399")] {
        let sink = cell(&detector, "ssn", raw.as_bytes(), Escape::None);
        let found = sink
            .0
            .iter()
            .any(|seen| matches!(seen, Seen::Hit { kind: 0, canonical: seen, .. } if seen == canonical.as_bytes()));
        assert!(found, "{raw}");
    }
    assert!(in_cell("x", "36904399").is_empty());
    assert!(in_cell("ssn", "6904399").is_empty(), "of other kinds one nought is put back, not two");
    let builtin = Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap();
    let sink = cell(&builtin, "ssn", b"6904399", Escape::None);
    assert!(sink.0.iter().any(|seen| matches!(seen, Seen::Hit { canonical, .. } if canonical == b"006904399")));
}

#[test]
fn notes_are_read_as_text_with_spans_in_the_source() {
    let detector = detector();
    let raw = br#"he said \"my ssn is 536-90-4399\" and left"#;
    let sink = cell(&detector, "note", raw, Escape::Json);
    let hits = sink.0.iter().filter_map(|seen| match seen {
        Seen::Hit { span, value, is_whole, .. } => Some((*span, value.clone(), *is_whole)),
        _ => None,
    });
    let hits = hits.collect::<Vec<_>>();
    let start = 2 + raw.windows(3).position(|window| window == b"536").unwrap();
    assert_eq!(hits, [((start, start + 11), b"536-90-4399".to_vec(), false)]);
}

#[test]
fn unknown_validators_and_bad_shapes_are_errors() {
    let bad = RuleMaker { kind: "x", validator: Some("no_such_check"), ..RULE };
    assert!(Detector::new(Arc::new(RuleSet::from_specs(vec![bad.make()]).unwrap())).is_err());
    let bad = RuleMaker { kind: "x", shapes: &[("d3@d3", 0.0)], ..RULE };
    assert!(Detector::new(Arc::new(RuleSet::from_specs(vec![bad.make()]).unwrap())).is_err());
}

#[test]
fn a_line_longer_than_a_segment_loses_nothing_at_its_cuts() {
    let detector = detector();
    let value = b"ssn=536-90-4399 ";
    for shift in 0..value.len() {
        let text = [&b"x".repeat(shift)[..], b" ", &value.repeat(9000)].concat();
        assert_eq!(in_text(&detector, &text).len(), 9000, "shift {shift}");
    }
}

/// Every example of every built-in rule, through the whole detector with all rules on.
#[test]
fn every_example_of_every_rule_holds() {
    let detector = Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap();
    let mut failures = Vec::new();
    for rule in detector.rules().rules() {
        for example in &rule.examples {
            let all = in_text(&detector, example.text.as_bytes());
            let found: Vec<&String> =
                all.iter().filter(|(kind, _)| *kind == rule.kind).map(|(_, value)| value).collect();
            if found != example.want.iter().collect::<Vec<_>>() {
                failures.push(format!("{}: `{}` wants {:?}, found {all:?}", rule.kind, example.text, example.want));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn bare_numbers_without_a_label_are_left_to_their_columns_statistics() {
    let detector = Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap();
    let ssn = detector.rules().kind("us_ssn").unwrap();
    let odds = |column: &str, raw: &[u8]| {
        let sink = cell(&detector, column, raw, Escape::None);
        sink.0.iter().find_map(|seen| match seen {
            Seen::Hit { kind, odds, .. } if *kind == ssn.0 => Some(*odds),
            _ => None,
        })
    };
    assert!(odds("col7", b"536904399").is_some_and(|odds| odds < 0.0));
    assert!(odds("ssn", b"536904399").is_some_and(|odds| odds > 1.0));
    assert!(odds("order_id", b"536904399").is_some_and(|odds| odds < -3.0));
    assert!(cell(&detector, "col7", b"666123456", Escape::None).0.contains(&Seen::Missed(0, ssn)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_value_is_found_at_every_offset(offset in 0usize..64, fill in "[a-z ,;]{0,8}", after in "[ ,;)\n]{1,8}") {
        let detector = detector();
        let mut text: Vec<u8> = fill.bytes().cycle().take(if fill.is_empty() { 0 } else { offset }).collect();
        text.extend(b" ");
        let start = text.len();
        text.extend(b"(212) 664-0100");
        text.extend(after.bytes());
        text.extend(b" and mail a.b@corp.com");
        let found = in_text(&detector, &text);
        prop_assert!(found.contains(&("phone".to_owned(), "(212) 664-0100".to_owned())), "offset {}", start);
        prop_assert!(found.contains(&("email".to_owned(), "a.b@corp.com".to_owned())));
    }

    #[test]
    fn any_bytes_are_scanned_the_same_way_twice(
        text in prop::collection::vec(prop_oneof![
            any::<u8>(), b'0'..=b'9', Just(b'-'), Just(b' '), Just(b'@'), Just(b'\n'), Just(b'.'), Just(0xE2), Just(0x80), Just(0x93)
        ], 0..300),
        from in 0usize..50,
    ) {
        let detector = detector();
        let mut scratch = Scratch::default();
        let mut runs = Vec::new();
        for _ in 0..2 {
            let mut sink = Recorder::default();
            detector.scan_text(&mut scratch, &text, from..text.len() + 5, &mut sink);
            runs.push(sink.0);
        }
        prop_assert_eq!(&runs[0], &runs[1]);
        let mut last = from;
        for seen in &runs[0] {
            if let Seen::Hit { span, value, .. } = seen {
                prop_assert!(span.0 >= last && span.1 <= text.len() && span.0 < span.1);
                prop_assert_eq!(value, &text[span.0..span.1]);
                last = span.1;
            }
        }
    }

    #[test]
    fn any_cell_keeps_its_spans(
        raw in prop::collection::vec(prop_oneof![any::<u8>(), b'0'..=b'9', Just(b'-'), Just(b' '), Just(b'"'), Just(b'\\')], 0..120),
        column in "(ssn|dob|zip|name|)",
        escape in prop_oneof![Just(Escape::None), Just(Escape::Json), Just(Escape::Doubled(b'"')), Just(Escape::CopyText)],
    ) {
        let detector = detector();
        cell(&detector, &column, &raw, escape);
    }
}
