//! Format `yaml`: mappings in sequences as records, paths as columns.
//!
//! The part of YAML 1.2 that exports and configurations are written in: block mappings and sequences, plain and quoted
//! scalars, literal and folded blocks, flow mappings of scalars, several documents. Anchors, tags and aliases are part
//! of the scalar they stand at. A source is YAML only where each of its first lines is, and something is nested.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod line;
mod parse;
mod scalar;

use super::rows::Rows;
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, lines};

/// The format.
#[derive(Debug)]
pub struct Yaml;

impl Format for Yaml {
    fn name(&self) -> &'static str {
        "yaml"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.count(b':') > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        line::is_yaml(lines::whole_lines(head, b'\n')).then(|| Box::new(YamlReader) as Box<dyn Reader>)
    }
}

#[derive(Debug)]
struct YamlReader;

impl Reader for YamlReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        parse::read(&mut rows);
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "spans end between characters, or the test fails")]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, head_of, read_whole};
    use proptest::prelude::*;

    fn read(source: &str) -> Collector {
        read_whole(&*Yaml.open(&head_of(source.as_bytes())).expect("this is YAML"), source.as_bytes())
    }

    #[test]
    fn mappings_in_a_sequence_are_records() {
        let source = "---\n# people\nusers:\n- name: Ann\n  ssn: \"536-22-8713\"\n  tags: [a, b]\n  address:\n    city: 'Bonn''s'\n\
            - name: Bob # none\n  ssn: ~\n  note: |\n    two\n    lines\n";
        let sink = read(source);
        let names: Vec<_> = sink.columns["users"].iter().map(|spec| spec.name.as_str()).collect();
        assert_eq!(names, ["name", "ssn", "tags[]", "address.city", "note"]);
        assert_eq!(sink.rows(), [vec!["Ann", "536-22-8713", "a", "b", "Bonn's"], vec!["Bob", "two\nlines\n"]]);
        assert_eq!(sink.text_of(source.as_bytes()), ["# people", "# none"]);
        assert_eq!(&source[sink.cell_spans[1].clone()], "536-22-8713");
    }

    #[test]
    fn mappings_that_are_alike_are_records() {
        let sink = read("ann:\n  name: Ann\n  zip: 53111\nbob:\n  name: Bob\n  zip: 53112\n");
        assert_eq!(sink.rows(), [["ann", "Ann", "53111"], ["bob", "Bob", "53112"]]);
        assert_eq!(sink.column_names(), ["{key}", "name", "zip"]);
    }

    #[test]
    fn lists_of_notes_on_persons_are_none() {
        let opens = |source: &str| Yaml.open(&head_of(source.as_bytes())).is_some();
        let notes = "- Ann Cole: born 4/1/84\n- Enrique Mayo: called twice\n- Jo-Ann O'Neil: left\n";
        assert!(!opens(notes));
        assert!(!opens("contacts:\n  Ann Cole: 202-555-0143\n  Bob J. Dole: 202-555-0144\n  Cy Young: none\n"));
        assert!(opens("- Display Name: Ann\n  Phone Number: 1\n- Display Name: Bob\n  Phone Number: 2\n"));
        assert!(opens("people:\n  Ann Cole:\n    zip: 1\n  Bob Dole:\n    zip: 2\n  Cy Young:\n    zip: 3\n"));
        assert!(opens("items:\n- Front Door: open\n  lock: x\n  bell: y\n- Back Door: shut\n  lock: x\n  bell: y\n"));
    }

    #[test]
    fn keys_that_are_values_name_no_column() {
        let sink = read(
            "title: x\nphones:\n  ann@example.com: 202-555-0143\n  bob@example.com: 202-555-0144\nlog:\n  2024-01-05:\n    - who: ann\n",
        );
        assert_eq!(sink.column_names(), ["title", "phones.{key}", "phones.*"]);
        assert_eq!(sink.rows()[0][1..5], ["ann@example.com", "202-555-0143", "bob@example.com", "202-555-0144"]);
        assert!(sink.columns.contains_key("log.*"), "{:?}", sink.columns.keys());
    }

    #[test]
    fn tags_are_no_part_of_values() {
        let sink = read("a:\n  ssn: !!str 536-22-8713\n  data: !!binary |\n    QUJD\n    REVG\n  end: 1\n");
        assert_eq!(sink.rows(), [["536-22-8713", "QUJD\nREVG\n", "1"]]);
    }

    #[test]
    fn documents_are_records() {
        let sink = read("---\nkind: a\nmeta: {name: x, uid: 1}\n---\nkind: b\nmeta:\n  name: y\n");
        assert_eq!(sink.rows(), [vec!["a", "x", "1"], vec!["b", "y"]]);
    }

    #[test]
    fn documents_that_share_names_need_no_marker_before_the_first() {
        let sink = read(
            "name: Ann\ncard: '4670242201804126'\nnote: |\n  long\n---\nname: \"B\\u00e9a\"\ncard: '4615937014416608'\n",
        );
        assert_eq!(sink.rows(), [vec!["Ann", "4670242201804126", "long\n"], vec!["Béa", "4615937014416608"]]);
        let others = [
            "name: Ann\nssn: 5\n---\nSome prose here.\n",
            "name: Ann\nssn: 5\n---\nother: x\nmore: y\n",
            "Full Name: Ann\nssn: 5\n---\nFull Name: Bob\nssn: 6\n",
            "name: Ann\nssn: 5\n----\nname: Bob\nssn: 6\n",
        ];
        for source in others {
            assert!(Yaml.open(&head_of(source.as_bytes())).is_none(), "{source}");
        }
    }

    #[test]
    fn sequences_of_sequences_and_scalars_are_read() {
        let sink = read("---\n- - Ann\n  - 53111\n- - Bob\n  - 53112\n- last\n");
        assert_eq!(sink.rows(), [vec!["Ann", "53111"], vec!["Bob", "53112"], vec!["last"]]);
    }

    #[test]
    fn what_is_no_yaml_is_not_read_as_such() {
        let others = [
            "name: Ann\nssn: 5\n",
            "Dear Ann:\n- one thing\nand more\n",
            "a,b\n1,2\n",
            "key=value\n",
            "---\ntitle: x\n---\nSome prose here.\n",
            "2024-01-01 10:00:00 INFO: x\n  at: y\n",
            "",
        ];
        for source in others {
            assert!(Yaml.open(&head_of(source.as_bytes())).is_none(), "{source}");
        }
    }

    #[test]
    fn a_hundred_thousand_levels_are_read_in_no_time() {
        read(&format!("---\n{}x\n", "- ".repeat(100_000)));
        let deep: String = (0..3_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        read(&format!("---\n{deep}"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn no_value_is_lost(lines in prop::collection::vec("( {0,3})(- )?(a: |b:|\"|\\||#|\\{a: )?71?", 1..12)) {
            let source = format!("---\na: 71\nc:\n  d: 1\n{}\n", lines.join("\n"));
            let mut sink = Collector::default();
            let mut rows = Rows::new(source.as_bytes(), &mut sink);
            parse::read(&mut rows);
            let found: usize = sink.cell_spans.iter().chain(sink.texts.iter().map(|(span, _)| span))
                .map(|span| source[span.clone()].matches("71").count()).sum();
            prop_assert!(found >= source.matches("71").count());
        }
    }
}
