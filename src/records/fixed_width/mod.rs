//! Format `fixed_width`: text tables whose columns are aligned.
//!
//! - With a ruler: a line of dashes under the header says where the columns are. `psql` writes `----+----` and puts
//!   `|` between cells, `mysql` draws boxes with `+----+`, `sqlcmd` and `sqlplus` leave one space between the dashes.
//!   `duckdb`, `sqlite3 -box` and others draw with the characters for boxes (`├──┼──┤`, `│`).
//! - Without: columns that start at the same place in every line, with two or more blank places before them.
//!
//! Positions count characters, as the programs that align do. Records of fixed length without gaps or a ruler are
//! not told from text. A line that does not fit (`(12 rows)`, a title) is text.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod layout;
mod occupied;

use self::layout::{Layout, Row};
use super::lines::{self, Line};
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass};
use crate::batch::{BatchBuf, Cell, ColumnId};

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

#[derive(Debug)]
struct FixedWidthReader {
    layout: Layout,
}

impl Reader for FixedWidthReader {
    fn predict(&self, state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let len_min = if *state == State::Start { self.layout.body_start } else { 0 };
        let len = lines::predict(b'\n', bytes, len_wanted.max(len_min))?;
        (len >= len_min).then_some((len, State::Between))
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
        let len = self.read_lines(piece, body_start, sink);
        let state = if len == 0 { piece.state.clone() } else { State::Between };
        Consumed { len, state }
    }
}

impl FixedWidthReader {
    fn read_lines(&self, piece: &Piece<'_>, start: usize, sink: &mut dyn BatchSink) -> usize {
        let table = sink.table("");
        let columns: Vec<ColumnId> = self.layout.columns.iter().map(|spec| sink.column(table, spec)).collect();
        let mut batch = BatchBuf::default();
        let mut row = Row::default();
        let mut at = start;
        while let Some(line) = Line::at(b'\n', piece.bytes, at, piece.at_end) {
            at = line.next;
            if self.layout.split(line.of(piece.bytes), &mut row) {
                push(&mut batch, piece.bytes, line.start, &columns, &row);
            } else if self.text(piece.bytes, &line, sink).is_break() {
                return at;
            }
            if batch.is_full() {
                if sink.batch(table, &batch.as_batch(piece.bytes)).is_break() {
                    return at;
                }
                batch.clear();
            }
        }
        if !batch.record_ends.is_empty() && sink.batch(table, &batch.as_batch(piece.bytes)).is_break() {
            return at;
        }
        if at == 0 && piece.must_consume {
            at = lines::boundary_near_end(piece.bytes);
            // The piece ends here, so there is nothing left that the sink could stop.
            let _: Flow = sink.text(piece.bytes, 0..at, TextClass::NotUnderstood);
        }
        at
    }

    fn text(&self, bytes: &[u8], line: &Line, sink: &mut dyn BatchSink) -> Flow {
        let content = line.of(bytes);
        if lines::is_blank(content) {
            return Flow::Continue(());
        }
        let is_structure = lines::is_ruler(content) || content == self.layout.header;
        let class = if is_structure { TextClass::Structure } else { TextClass::Text };
        sink.text(bytes, line.start..line.end, class)
    }
}

/// Adds a record; blank cells and `NULL` are absent.
fn push(batch: &mut BatchBuf, bytes: &[u8], line_start: usize, columns: &[ColumnId], row: &Row) {
    for (span, column) in row.cells.iter().zip(columns) {
        let (start, end) = (line_start + span.start, line_start + span.end);
        if start < end && bytes.get(start..end) != Some(b"NULL") {
            batch.cells.push(Cell::borrowed(*column, lines::offset(start)..lines::offset(end)));
        }
    }
    batch.end_record();
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
