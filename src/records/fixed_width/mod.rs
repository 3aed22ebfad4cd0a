//! Format `fixed_width`: text tables whose columns are aligned.
//!
//! - With a ruler: a line of dashes under the header says where the columns are. `psql` writes `----+----` and puts
//!   `|` between cells, `mysql` draws boxes with `+----+`, `sqlcmd` and `sqlplus` leave one space between the dashes.
//!   `duckdb`, `sqlite3 -box` and others draw with the characters for boxes (`├──┼──┤`, `│`).
//! - Without: columns that start at the same place in every line, with two or more blank places before them.
//!
//! Positions count characters, as the programs that align do. Records of fixed length without gaps or a ruler are
//! not told from text. A line that does not fit (`(12 rows)`, a title) is text.
//!
//! Sessions write one result below the other: a header with a ruler that follows a line which is no record begins another table,
//! unless it names the same columns. Behind the count of its rows a result has ended, and what follows is text.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod layout;
mod narrow;
mod occupied;
mod reading;

use self::layout::Layout;
use self::reading::Reading;
use super::lines;
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, TextClass};

/// The format.
#[derive(Debug)]
pub struct FixedWidth;

impl Format for FixedWidth {
    fn name(&self) -> &'static str {
        "fixed_width"
    }

    fn may_be(&self, census: &Census) -> bool {
        // Cells are kept apart by two blanks in most lines that are not blank, or stand under a ruler of dashes.
        const LINES_OF_A_GAP: u32 = 8;
        census.is_cut() || census.inner_gaps() * LINES_OF_A_GAP >= census.lines() || census.dashes() > 0
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        Some(Box::new(FixedWidthReader { layout: Layout::of(head)? }))
    }
}

/// A reader for a table of several columns, all under a heading, which may stand among other text.
pub(super) fn open_named(head: &Head<'_>) -> Option<Box<dyn Reader>> {
    const WIDTH_MIN: usize = 3;
    if !FixedWidth.may_be(&Census::of(head)) {
        return None;
    }
    let layout = Layout::of(head)?;
    let is_named = !layout.header.is_empty() && layout.columns.len() >= WIDTH_MIN;
    (is_named && layout.columns.iter().all(|column| column.is_named))
        .then(|| Box::new(FixedWidthReader { layout }) as _)
}

#[derive(Debug)]
struct FixedWidthReader {
    layout: Layout,
}

impl Reader for FixedWidthReader {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let len_min = if *state == State::Start { self.layout.body_start } else { 0 };
        let len = lines::predict(b'\n', bytes, len_wanted.max(len_min))?;
        let state = if *state == State::Start { State::Between } else { state.clone() };
        (len >= len_min).then_some((len, state))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let body_start = if *piece.state == State::Start { self.layout.body_start } else { 0 };
        if piece.bytes.len() < body_start && !piece.at_end && !piece.must_consume {
            return Consumed { len: 0, state: State::Start };
        }
        let body_start = body_start.min(piece.bytes.len());
        if body_start > 0 && sink.text(piece.bytes, 0..body_start, TextClass::Structure).is_break() {
            return Consumed { len: body_start, state: State::Between };
        }
        let mut reading = Reading::new(&self.layout, piece, sink);
        let len = reading.run(body_start);
        let state = if len == 0 { piece.state.clone() } else { reading.state() };
        Consumed { len, state }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_whole};
    use proptest::prelude::*;

    fn open(source: &str) -> Option<Box<dyn Reader>> {
        FixedWidth.open(&head_of(source.as_bytes()))
    }

    fn read(source: &str) -> Collector {
        let reader = open(source).expect("an aligned table");
        assert_cuts_agree(&*reader, source.as_bytes());
        let found = read_whole(&*reader, source.as_bytes());
        found.assert_covers(source.as_bytes(), |at| b"NUL".contains(&source.as_bytes()[at]) || is_drawn(source, at));
        found
    }

    /// Whether a byte belongs to a character for boxes.
    fn is_drawn(source: &str, at: usize) -> bool {
        let start = source.floor_char_boundary(at);
        source.get(start..).unwrap().chars().next().is_some_and(|sign| lines::stroke(sign).is_some())
    }

    #[test]
    fn a_value_longer_than_the_others_reaches_into_the_gap() {
        let rows = (0..60).map(|at| format!("{at:04}  Robin {:<8}  {:>4}-{at:02}     5\n", "Vale", 10 + at % 7));
        let source = format!("no    name            code        branch\n{}", rows.collect::<String>());
        let source = source.replace("0031  Robin Vale    ", "0031  Robin Valentin");
        let found = read(&source);
        assert_eq!(found.rows().len(), 60);
        assert_eq!(found.rows()[31][1], "Robin Valentin");
    }

    #[test]
    fn psql_output_is_a_table() {
        let source = " id |   name   |     ssn     \n----+----------+-------------\n  1 | Ann Lee  | 536-90-4399\n  \
                      2 | Zoë R|ay | \n(2 rows)\n\n";
        let found = read(source);
        assert_eq!(found.column_names(), ["id", "name", "ssn"]);
        assert_eq!(found.rows(), [vec!["1", "Ann Lee", "536-90-4399"], vec!["2", "Zoë R|ay"]]);
        assert_eq!(found.text_of(source.as_bytes())[1..], ["(2 rows)"]);
    }

    #[test]
    fn mysql_boxes_are_tables() {
        let source = "+----+---------+\n| id | name    |\n+----+---------+\n|  1 | Ann Lee |\n|  2 | NULL    |\n\
                      |  3 | Zoë     |\n+----+---------+\n3 rows in set (0.00 sec)\n";
        let found = read(source);
        assert_eq!(found.column_names(), ["id", "name"]);
        assert_eq!(found.rows(), [vec!["1", "Ann Lee"], vec!["2"], vec!["3", "Zoë"]]);
    }

    #[test]
    fn boxes_of_line_characters_are_tables() {
        let thin = "┌────┬─────────┐\n│ id │  name   │\n├────┼─────────┤\n│ 1  │ Ann Lee │\n│ 2  │ Zoë     │\n└────┴─────────┘\n";
        let double = thin.chars().map(|sign| match sign {
            '─' => '═',
            '│' => '║',
            '┌' => '╔',
            '├' => '╠',
            '┼' => '╬',
            other => other,
        });
        let typed = thin.replace("├──", "│ int64 │ varchar │\n├──") + "│ 2 rows     2 columns │\n";
        let ruled = thin.replace("│ 2 ", "├────┼─────────┤\n│ 2 ");
        let open = "id │ name\n───┼────────\n1  │ Ann Lee\n2  │ Zoë\n(2 rows)\n";
        for source in [thin, &double.collect::<String>(), &typed, &ruled, open] {
            let found = read(source);
            assert_eq!(found.column_names(), ["id", "name"], "{source}");
            assert_eq!(found.rows(), [["1", "Ann Lee"], ["2", "Zoë"]], "{source}");
        }
    }

    #[test]
    fn dashes_over_single_spaces_are_a_ruler() {
        let source = "id   name       phone\r\n---- ---------- ------------\r\n   1 Ann Lee    617-555-0100\r\n   2 Bob        617-555-0101\r\n\
                      \r\n(2 rows affected)\r\n";
        let found = read(source);
        assert_eq!(found.column_names(), ["id", "name", "phone"]);
        assert_eq!(found.rows(), [["1", "Ann Lee", "617-555-0100"], ["2", "Bob", "617-555-0101"]]);
        assert_eq!(found.text_of(source.as_bytes())[1..], ["(2 rows affected)"]);
    }

    #[test]
    fn columns_that_start_at_one_place_are_a_table() {
        let source = "NAME          CITY         PHONE\nAnn Lee       Austin       617-555-0100\nBob Ray       Boston       617-555-0101\n\
                      Cy Young      New York     617-555-0102\nDi Orr        Dallas       617-555-0103\n";
        let found = read(source);
        assert_eq!(found.column_names(), ["NAME", "CITY", "PHONE"]);
        assert_eq!(found.rows().len(), 4);
        assert_eq!(found.rows()[2], ["Cy Young", "New York", "617-555-0102"]);
        let without_header =
            source.split_once('\n').map(|(_, rest)| rest.to_owned() + "Ed Fox        Erie         617-555-0104\n");
        let found = read(&without_header.expect("five lines"));
        assert_eq!(found.column_names()[0], "column_1");
        assert_eq!(found.rows().len(), 5);
    }

    #[test]
    fn a_first_record_above_a_ruler_stays_a_record() {
        let source =
            "Ann Lee    617-555-0100\n---------- ------------\nBob Ray    617-555-0101\nCy Young   617-555-0102\n";
        assert_eq!(read(source).rows().len(), 3);
    }

    const WIDE: &str = "id   full_name     ssn\n---- ------------- -----------\n1000 Susan Taylor  536-90-4399\n1001 David Curtis  401-33-9087\n";

    #[test]
    fn results_below_each_other_are_tables_of_their_own() {
        let narrow = "id          price\n----------- ------\n          1   2.50\n\n(1 rows affected)\n\n";
        let session = "SQL> select * from p;\n\n".to_owned() + narrow + "SQL> select * from c;\n\n" + WIDE;
        let boxed = "+----+-------+\n| id | price |\n+----+-------+\n|  1 | 2.50  |\n+----+-------+\n1 row in set (0.00 sec)\n\n\
                     +------+--------------+-------------+\n| id   | full_name    | ssn         |\n+------+--------------+-------------+\n\
                     | 1000 | Susan Taylor | 536-90-4399 |\n| 1001 | David Curtis | 401-33-9087 |\n+------+--------------+-------------+\n";
        let psql = " id | price\n----+-------\n  1 | 2.50\n(1 row)\n\n id   | full_name    | ssn\n------+--------------+-------------\n\
                    1000 | Susan Taylor | 536-90-4399\n 1001 | David Curtis | 401-33-9087\n(2 rows)\n";
        for source in [narrow.to_owned() + WIDE, session, boxed.to_owned(), psql.to_owned()] {
            let found = read(&source);
            assert_eq!(
                found.rows(),
                [
                    vec!["1", "2.50"],
                    vec!["1000", "Susan Taylor", "536-90-4399"],
                    vec!["1001", "David Curtis", "401-33-9087"]
                ],
                "{source}"
            );
            let names: Vec<&str> = found.columns["#2"].iter().map(|spec| spec.name.as_str()).collect();
            assert_eq!(names, ["id", "full_name", "ssn"], "{source}");
        }
    }

    #[test]
    fn a_result_of_the_same_columns_goes_on_in_its_table() {
        let source =
            WIDE.to_owned() + "\n(2 rows affected)\n\n" + WIDE + "\n(2 rows affected)\nSSN 536-90-4399 of Susan\n";
        let found = read(&source);
        assert_eq!(found.rows().len(), 4);
        assert!(found.records.iter().all(|(table, _)| table.is_empty()));
        assert_eq!(found.text_of(source.as_bytes()).last().unwrap(), "SSN 536-90-4399 of Susan");
    }

    #[test]
    fn pages_under_headers_of_their_own_are_one_table() {
        let rows = |from: usize| {
            let row = |at: usize| format!("{:<4} Robin Vale    536-90-{:04}\n", from + at, 1000 + from + at);
            let rows = (0..20).map(|at| row(at) + if at % 5 == 4 { "\n" } else { "" });
            rows.collect::<String>()
        };
        let (header, _) = WIDE.split_once("1000").unwrap();
        let found = read(&format!("{header}{}\n{header}{}", rows(0), rows(20)));
        assert_eq!((found.rows().len(), found.columns.len()), (40, 1));
        // What fits goes on behind the count of rows, and what does not is text.
        let source = format!("{header}{}\n(20 rows affected)\n{}It was 536-90-4399 then.\n", rows(0), rows(20));
        let found = read(&source);
        assert_eq!(found.rows().len(), 40);
        assert_eq!(found.text_of(source.as_bytes()).last().unwrap(), "It was 536-90-4399 then.");
    }

    #[test]
    fn a_session_that_returns_to_a_table_goes_on_with_it() {
        let prices = "id          price\n----------- ------\n          1   2.50\n\n(1 rows affected)\n\n";
        let other = prices.replace("price", "weight");
        let source =
            [WIDE, "\n(2 rows affected)\n\n", prices, &other, WIDE, "\n(2 rows affected)\n\n", prices, &other].concat();
        let found = read(&source);
        let of = |name: &str| found.records.iter().filter(|(table, _)| table == name).count();
        assert_eq!([of(""), of("#2"), of("#3"), of("#4")], [4, 2, 2, 0]);
    }

    #[test]
    fn the_words_of_a_name_part_no_column() {
        for (name, value) in
            [("Card Number", "4539 3445 9884 1363"), ("SSN Number", "536 90 4399"), ("Phone Number", "(617) 555-0100")]
        {
            let row = |at: usize| format!("{:<17}{value:<21}{at}.50\n", ["Susan Taylor", "Jo Long"][at % 2]);
            let rows: String = (0..12).map(row).collect();
            let found = read(&format!("{:<17}{name:<21}Amount\n{rows}", "Name"));
            assert_eq!(found.column_names(), ["Name", name, "Amount"]);
            assert_eq!(found.rows()[0][1], value);
        }
    }

    #[test]
    fn names_above_single_blanks_part_columns() {
        let rows = "1000 Susan Taylor  536-90-4399 4539344598841363 617 555 0100\n1001 David Curtis  401-33-9087 4400496638745412 617 555 0101\n\
                    1002 Jo Long       536-22-8713 4400125519421252 617 555 0102\n1003 Henry Vale    212-65-1234 4147972520943339 617 555 0103\n\
                    1004 Robin Lee     424-43-7644 4716813906323087 617 555 0104\n";
        let header = "id   full_name     ssn         card             tel\n";
        for rule in ["", "==========================================================\n"] {
            let found = read(&format!("{header}{rule}{rows}"));
            assert_eq!(found.column_names(), ["id", "full_name", "ssn", "card", "tel"], "{rule}");
            assert_eq!(found.rows()[2], ["1002", "Jo Long", "536-22-8713", "4400125519421252", "617 555 0102"]);
        }
        let found = read(rows);
        assert_eq!(found.rows()[2], ["1002 Jo Long", "536-22-8713", "4400125519421252 617 555 0102"]);
    }

    #[test]
    fn prose_and_code_are_no_tables() {
        let others = [
            "It was late.  The rain fell.\nNobody came.  We waited on.\nThen a door opened.  Ann stood there.\nShe said nothing.\nWe left.\n",
            "Title\n=====\n\nSome text here, and more.\nAnd a second line of it.\n- one\n- two\n",
            "fn main() {\n    let x = 1;\n    if x > 0 {\n        f(x);\n    }\n}\n",
            "one\ntwo\nthree\nfour\nfive\nsix\n",
            "# Notes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nText that goes on for a while,\nand on,\nand on,\nand on.\n",
            "",
        ];
        for source in others {
            assert!(open(source).is_none(), "{source}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn arbitrary_lines_lose_nothing(body in "[ab1|é \n+─│┼-]{0,200}") {
            for start in ["id │ name\n───┼─────\n1  │ Ann\n2  │ Bob\n3  │ Cy\n", "id | name\n---+-----\n1  | Ann\n2  | Bob\n3  | Cy\n", "id name\n-- ----\n1  Ann\n2  Bob\n"] {
                let reader = open(start).expect("an aligned table");
                let source = start.to_owned() + &body;
                let found = read_whole(&*reader, source.as_bytes());
                found.assert_covers(source.as_bytes(), |at| is_drawn(&source, at));
            }
        }

        #[test]
        fn telling_never_panics(source in "[ab1|é \n+=─│┼-]{0,300}") {
            if let Some(reader) = open(&source) {
                read_whole(&*reader, source.as_bytes());
            }
        }
    }
}
