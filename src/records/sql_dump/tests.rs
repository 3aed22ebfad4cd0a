//! The same rows, dumped by every tool, read whole, in pieces and by prediction.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::{ProptestConfig, any, proptest};

use super::state::Place;
use super::testing::{Collected, open, read_in_pieces, read_whole};
use crate::error::Reason;
use crate::records::{Consumed, Piece, Reader, State, TextClass};

macro_rules! dump {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../testdata/sql_dump/", $name, ".sql")).as_slice())
    };
}

const DUMPS: [(&str, &[u8]); 12] = [
    dump!("postgres_copy"),
    dump!("postgres_inserts"),
    dump!("postgres_column_inserts"),
    dump!("postgres_rows_per_insert"),
    dump!("postgres_on_conflict"),
    dump!("mariadb_default"),
    dump!("mariadb_single"),
    dump!("mariadb_complete"),
    dump!("mariadb_replace"),
    dump!("mariadb_ansi"),
    dump!("sqlite_dump"),
    dump!("sqlserver"),
];

#[test]
fn a_copy_block_that_is_cut_says_so() {
    let whole = b"COPY public.t (id, ssn) FROM stdin;\n1\t536-22-8713\n2\t536-22-8714\n\\.\n";
    for (len, told) in [(whole.len(), 0), (whole.len() - 3, 1), (whole.len() - 12, 1)] {
        let source = &whole[..len];
        let found = read_whole(source);
        assert_eq!(found.reasons.len(), told, "{len}");
    }
}

/// The customers, column by column; `None` is NULL.
type Customer = [Option<&'static str>; 7];

const COLUMNS: [&str; 7] = ["id", "Full Name", "email", "ssn", "note", "photo", "active"];

const CUSTOMERS: [Customer; 8] = [
    [Some("1"), Some("Ada O'Neil"), Some("ada@example.com"), Some("536-90-4399"), Some("plain note"), None, Some("1")],
    [Some("2"), Some("Bob \"Q\" Public"), Some("bob@example.com"), Some(""), None, Some("hello world"), Some("0")],
    [
        Some("3"),
        Some("Zoë Straße 日本"),
        Some("zoe@example.org"),
        None,
        Some("line one\nline two\tand tab"),
        Some("blob of text"),
        Some("1"),
    ],
    [
        Some("4"),
        Some("Back\\slash"),
        Some("x\\n@example.com"),
        Some("219-09-9999"),
        Some("C:\\temp\\new\\.\n\\.\nend"),
        None,
        Some("0"),
    ],
    [
        Some("5"),
        Some("tuple),(trap"),
        Some("t),(6,'x'@example.com"),
        Some("457-55-5462"),
        Some("a ),\n('7','b'); INSERT INTO customers VALUES (9);\nINSERT INTO x VALUES ('no')"),
        None,
        Some("1"),
    ],
    [
        Some("6"),
        Some("copy trap"),
        Some("c@example.com"),
        Some("078-05-1120"),
        Some("first\nCOPY public.evil (a) FROM stdin;\n1\t2\n\\.\n-- done"),
        None,
        None,
    ],
    [
        Some("7"),
        Some("semi;\ncolon"),
        Some("s@example.com"),
        Some("987-65-4320"),
        Some("it's; 'quoted' -- not a comment /* nor this */"),
        Some("\\x41"),
        Some("0"),
    ],
    [Some("8"), Some(""), Some(""), Some(""), Some("\r\nends with backslash\\"), Some("'),('"), Some("1")],
];

fn expected_customers() -> Vec<Vec<(String, String)>> {
    // What is NULL is an empty cell.
    let cell = |(name, value): (&&str, &Option<&str>)| ((*name).to_owned(), value.unwrap_or_default().to_owned());
    CUSTOMERS.iter().map(|row| COLUMNS.iter().zip(row).map(cell).collect()).collect()
}

fn customers(collected: &Collected) -> &super::testing::Table {
    let names = ["customers", "public.customers", "dbo.customers"];
    names.iter().find_map(|name| collected.tables.get(*name)).expect("there is such a table")
}

#[test]
fn every_tool_gives_the_same_rows() {
    for (name, bytes) in DUMPS {
        let collected = read_whole(bytes);
        let table = customers(&collected);
        assert_eq!(table.rows, expected_customers(), "{name}");
        let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, COLUMNS, "{name}");
        assert!(table.columns.iter().all(|column| column.is_named && column.sql_type.is_some()), "{name}");
        assert_eq!(collected.reasons, [], "{name}");
        assert!(collected.texts.iter().all(|(_, class)| *class == TextClass::Structure), "{name}");
        let expected_tables = if name == "sqlite_dump" || name == "sqlserver" { 1 } else { 2 };
        assert_eq!(collected.rows().len(), expected_tables, "{name}");
    }
}

#[test]
fn computed_columns_keep_the_others_in_place() {
    for (name, bytes) in DUMPS.into_iter().filter(|(name, _)| name.starts_with("postgres") || name.starts_with("maria"))
    {
        let collected = read_whole(bytes);
        let table = collected.tables.get("orders").or_else(|| collected.tables.get("public.orders")).unwrap();
        let of = |row: usize, column: &str| {
            table.rows[row].iter().find(|(name, _)| name == column).map(|(_, value)| value.as_str())
        };
        assert_eq!(
            (of(0, "amount"), of(0, "kind"), of(1, "customer_id")),
            (Some("-12.50"), Some("a"), Some("")),
            "{name}"
        );
    }
}

#[test]
fn every_byte_is_in_a_cell_or_text_or_is_the_syntax_of_a_record() {
    for (name, bytes) in DUMPS {
        let collected = read_whole(bytes);
        let mut covered = vec![0u8; bytes.len()];
        for span in collected.cells.iter().cloned().chain(collected.texts.iter().map(|(span, _)| span.clone())) {
            for at in span {
                covered[at] += 1;
            }
        }
        assert!(covered.iter().all(|&count| count <= 1), "{name}: spans overlap");
        let gaps: Vec<u8> =
            bytes.iter().zip(&covered).map(|(&byte, &count)| if count == 0 { byte } else { b'\n' }).collect();
        let gaps = String::from_utf8(gaps).unwrap();
        for word in gaps.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let is_syntax = matches!(
                word.to_uppercase().as_str(),
                "INSERT"
                    | "REPLACE"
                    | "IGNORE"
                    | "INTO"
                    | "VALUES"
                    | "NULL"
                    | "DEFAULT"
                    | "N"
                    | "X"
                    | "R"
                    | "0X"
                    | "CAST"
                    | "AS"
                    | "SMALLINT"
                    | "CHAR"
                    | "10"
                    | "13"
                    | "012"
                    | "CUSTOMERS"
                    | "ORDERS"
                    | "PUBLIC"
                    | "DBO"
                    | "ID"
                    | "FULL"
                    | "NAME"
                    | "EMAIL"
                    | "SSN"
                    | "NOTE"
                    | "PHOTO"
                    | "ACTIVE"
                    | "CUSTOMER"
                    | "AMOUNT"
                    | "TWICE"
                    | "KIND"
            );
            assert!(is_syntax, "{name}: `{word}` is lost");
        }
    }
}

#[test]
fn two_pieces_cut_anywhere_give_the_rows_of_one() {
    for (name, bytes) in DUMPS {
        let whole = read_whole(bytes);
        let reader = open(bytes).unwrap();
        for cut in 0..bytes.len() {
            let pieces = read_in_pieces(reader.as_ref(), bytes, |at| if at == 0 { cut } else { bytes.len() });
            assert_eq!(pieces.rows(), whole.rows(), "{name} cut at {cut}");
            assert_eq!(pieces.reasons, [], "{name} cut at {cut}");
        }
    }
}

#[test]
fn tiny_pieces_give_the_rows_of_one() {
    for (name, bytes) in DUMPS {
        let reader = open(bytes).unwrap();
        for len in [1, 7, 64] {
            assert_eq!(
                read_in_pieces(reader.as_ref(), bytes, |_| len).rows(),
                read_whole(bytes).rows(),
                "{name} by {len}"
            );
        }
    }
}

/// Reads `bytes` as the driver does: in predicted pieces, each verified. Gives the rows, and how many guesses were made
/// and were wrong.
fn read_by_prediction(bytes: &[u8], len_wanted: usize) -> (Collected, usize, usize) {
    let reader = open(bytes).unwrap();
    let mut collected = Collected::default();
    let (mut at, mut state, mut guesses, mut wrong) = (0, State::Start, 0, 0);
    while at < bytes.len() {
        let rest = &bytes[at..];
        let guess = reader.predict(&state, rest, len_wanted);
        let len = guess.as_ref().map_or(rest.len(), |(len, _)| *len);
        collected.begin_piece(at);
        let piece = Piece { bytes: &rest[..len], state: &state, at_end: at + len == bytes.len(), must_consume: false };
        let consumed = reader.read(&piece, &mut collected);
        if let Some((len, guessed)) = guess {
            guesses += 1;
            wrong += usize::from(consumed != Consumed { len, state: guessed });
        }
        if consumed.len == 0 {
            collected.begin_piece(at);
            let piece = Piece { bytes: rest, state: &state, at_end: true, must_consume: false };
            reader.read(&piece, &mut collected);
            break;
        }
        at += consumed.len;
        state = consumed.state;
    }
    (collected, guesses, wrong)
}

/// A dump of two tables, their rows made from the customers, in one of the common layouts.
fn generated(layout: &str, rows: usize) -> Vec<u8> {
    let mut sql = String::from(if layout == "copy" {
        "SET standard_conforming_strings = on;\n"
    } else {
        "/*!40101 SET NAMES utf8mb4 */;\n"
    });
    let quote = |value: Option<&str>| match (value, layout) {
        (None, "copy") => "\\N".to_owned(),
        (None, _) => "NULL".to_owned(),
        (Some(value), _) => {
            let value = value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t");
            if layout == "copy" { value } else { format!("'{}'", value.replace('\'', "\\'")) }
        }
    };
    for table in ["first", "second"] {
        write!(sql, "--\n-- Table {table}\n--\nCREATE TABLE {table} (id int, a text, b text, c text);\n").unwrap();
        if layout == "copy" {
            writeln!(sql, "COPY {table} (id, a, b, c) FROM stdin;").unwrap();
        }
        for row in 0..rows {
            let customer = CUSTOMERS[row % CUSTOMERS.len()];
            let [a, b, c] = [customer[1], customer[3], customer[4]].map(&quote);
            let is_first = row == 0 || layout == "single" || layout == "batches" && row % 100 == 0;
            let is_last = row + 1 == rows || layout == "single" || layout == "batches" && row % 100 == 99;
            if layout == "copy" {
                writeln!(sql, "{row}\t{a}\t{b}\t{c}").unwrap();
                continue;
            }
            if is_first {
                write!(sql, "INSERT INTO `{table}` VALUES ").unwrap();
            }
            write!(sql, "({row},{a},{b},{c}){}", if is_last { ";\n" } else { "," }).unwrap();
        }
        if layout == "copy" {
            sql.push_str("\\.\n\n");
        }
    }
    sql.push_str("-- done\n");
    sql.into_bytes()
}

#[test]
fn predictions_are_right_on_every_common_layout() {
    for layout in ["copy", "single", "batches", "one"] {
        let bytes = generated(layout, 2000);
        let whole = read_whole(&bytes);
        assert_eq!(whole.tables["second"].rows.len(), 2000);
        for len_wanted in [1_000, 4_096, 50_000] {
            let (pieces, guesses, wrong) = read_by_prediction(&bytes, len_wanted);
            assert_eq!(pieces.rows(), whole.rows(), "{layout}");
            assert!(guesses > bytes.len() / len_wanted / 2, "{layout}: {guesses} guesses");
            assert!(wrong * 50 <= guesses, "{layout} by {len_wanted}: {wrong} of {guesses} are wrong");
        }
    }
}

#[test]
fn predicted_pieces_give_the_rows_of_one() {
    for (name, bytes) in DUMPS {
        for len_wanted in [1, 100, 700, 1500, 3000] {
            let (pieces, _, _) = read_by_prediction(bytes, len_wanted);
            assert_eq!(pieces.rows(), read_whole(bytes).rows(), "{name} by {len_wanted}");
        }
    }
}

#[test]
fn a_state_shares_what_it_knows_with_the_next() {
    let bytes = generated("one", 50);
    let reader = open(&bytes).unwrap();
    let (len, state) = reader.predict(&State::Start, &bytes, 400).unwrap();
    let mut collected = Collected::default();
    let piece = Piece { bytes: &bytes[len..len + 400], state: &state, at_end: false, must_consume: false };
    let (State::Sql(before), State::Sql(after)) = (&state, reader.read(&piece, &mut collected).state) else { panic!() };
    assert!(matches!(before.place, Place::Tuple(_)));
    assert!(Arc::ptr_eq(&before.context.schema, &after.context.schema));
}

#[test]
fn a_cut_dump_yields_the_rows_before_the_cut() {
    let copy = b"COPY t (a, b) FROM stdin;\n1\tx\n2\ty";
    assert_eq!(read_whole(copy).tables["t"].rows.len(), 2);
    let insert = b"INSERT INTO t (a, b) VALUES (1,'x'),(2,'y'),(3,'536-90-43";
    let collected = read_whole(insert);
    assert_eq!(collected.tables["t"].rows.len(), 2);
    assert_eq!(collected.texts, [(44..insert.len(), TextClass::NotUnderstood)]);
    assert_eq!(collected.reasons, [Reason::NotUnderstood]);
}

#[test]
fn a_quote_that_never_closes_does_not_swallow_the_rest() {
    let sql = b"INSERT INTO t VALUES ('a');\nINSERT INTO t VALUES ('b;);\nINSERT INTO t VALUES (3);\nINSERT INTO t VALUES (4);\n";
    let rows = &read_whole(sql).tables["t"].rows;
    assert_eq!(rows.len(), 3);
    let sql = b"INSERT INTO t VALUES (1);\nCOMMENT ON TABLE t IS 'never;\nINSERT INTO t VALUES (2);\n";
    assert_eq!(read_whole(sql).tables["t"].rows.len(), 2);
}

#[test]
fn a_tuple_that_cannot_be_read_costs_only_itself() {
    let sql = b"INSERT INTO t VALUES (1),(a]b),(3);\nINSERT INTO t VALUES (4);\n";
    let collected = read_whole(sql);
    assert_eq!(collected.tables["t"].rows.len(), 3);
    assert_eq!(collected.texts, [(25..30, TextClass::NotUnderstood)]);
}

#[test]
fn a_record_longer_than_a_piece_is_text() {
    let reader = open(b"COPY t (a, b) FROM stdin;\n").unwrap();
    for (sql, rows) in [
        (format!("COPY t (a, b) FROM stdin;\n1\t{}\n2\tx\n\\.\n", "y".repeat(500)), 1),
        (format!("INSERT INTO t VALUES (1,'{}');\nINSERT INTO t VALUES (2,'x');\n", "y".repeat(500)), 1),
        (format!("/* {} */\nINSERT INTO t VALUES (2,'x');\n", "y;\n".repeat(500)), 1),
    ] {
        let bytes = sql.as_bytes();
        let mut collected = Collected::default();
        let (mut at, mut state) = (0, State::Start);
        while at < bytes.len() {
            let end = bytes.len().min(at + 200);
            collected.begin_piece(at);
            let piece = Piece { bytes: &bytes[at..end], state: &state, at_end: end == bytes.len(), must_consume: true };
            let consumed = reader.read(&piece, &mut collected);
            assert!(consumed.len > 0);
            (at, state) = (at + consumed.len, consumed.state);
        }
        assert!(collected.reasons.contains(&Reason::RecordTooLong));
        assert_eq!(collected.tables["t"].rows.len(), rows, "{} bytes", sql.len());
    }
}

#[test]
fn values_without_names_are_numbered() {
    let sql = b"INSERT INTO t VALUES (1,'x'),(2,'y','z');\nCREATE TABLE u (a int, b text);\nINSERT INTO u VALUES (1,2,3),(1,2);\n";
    let collected = read_whole(sql);
    let names: Vec<_> = collected.tables["t"].columns.iter().map(|c| (c.name.as_str(), c.is_named)).collect();
    assert_eq!(names, [("column_1", false), ("column_2", false), ("column_3", false)]);
    let first: Vec<_> = collected.tables["u"].rows[0].iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(first, ["column_1", "column_2", "column_3"]);
    let second: Vec<_> = collected.tables["u"].rows[1].iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(second, ["a", "b"]);
}

#[test]
fn rows_of_oracle_and_by_hand_are_read() {
    let sql = b"REM INSERTING into HR.EMP\nSET DEFINE OFF;\nInsert into HR.EMP (ID,BORN) values (1,to_date('01-02-80','DD-MM-RR'));\n";
    assert_eq!(read_whole(sql).tables["HR.EMP"].rows[0][1], ("BORN".to_owned(), "01-02-80".to_owned()));
    let sql = b"INSERT ALL\n INTO t (a) VALUES (1)\n INTO u (b) VALUES (2)\nSELECT * FROM dual;\n";
    let collected = read_whole(sql);
    assert_eq!((collected.tables["t"].rows.len(), collected.tables["u"].rows.len()), (1, 1));
}

#[test]
fn many_statements_that_never_end_are_passed_in_bounded_time() {
    let mut sql = b"INSERT INTO t VALUES (1);\n".to_vec();
    for index in 0..100_000 {
        let tag: String = format!("{index}").bytes().map(|digit| char::from(digit + 49)).collect();
        writeln!(Text(&mut sql), "INSERT INTO t VALUES (${tag}$x);").unwrap();
    }
    assert_eq!(read_whole(&sql).tables["t"].rows.len(), 1);
}

struct Text<'a>(&'a mut Vec<u8>);

impl std::fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// Reads and predicts whatever it is; the sink checks spans.
fn survive(reader: &dyn Reader, bytes: &[u8]) {
    let mut collected = Collected::default();
    let piece = Piece { bytes, state: &State::Start, at_end: true, must_consume: false };
    assert_eq!(reader.read(&piece, &mut collected).len, bytes.len());
    read_in_pieces(reader, bytes, |_| 50);
    if let Some((len, _)) = reader.predict(&State::Start, bytes, bytes.len() / 2) {
        assert!(len <= bytes.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn arbitrary_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survive(open(b"INSERT INTO t VALUES (1);").unwrap().as_ref(), &bytes);
    }

    #[test]
    fn arbitrary_sql_is_read_to_its_end(tokens in proptest::collection::vec(0usize..24, 0..80)) {
        const TOKENS: [&str; 24] = [
            "INSERT INTO t VALUES ", "(", ")", ",", ";", "'", "\"", "\n", "\\", "COPY t (a) FROM stdin;\n", "\\.\n", "$a$", "--", "/*",
            "*/", "CREATE TABLE t (a int", "NULL", "1", "CAST(", " AS int", "BEGIN ", "END", "DELIMITER ;;\n", "\t",
        ];
        let sql: String = tokens.iter().map(|&token| TOKENS[token]).collect();
        for start in ["INSERT INTO t VALUES (1);", "INSERT INTO `t` VALUES (1);", "PRAGMA foreign_keys=OFF;CREATE TABLE t (a);"] {
            survive(open(start.as_bytes()).unwrap().as_ref(), sql.as_bytes());
        }
    }

    #[test]
    fn damaged_dumps_are_read_to_their_end(
        dump in 0usize..12,
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<proptest::sample::Index>(),
    ) {
        let mut bytes = DUMPS[dump].1.to_vec();
        let reader = open(&bytes).unwrap();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        survive(reader.as_ref(), &bytes);
    }
}

fn read_sql(sql: &str) -> crate::records::testing::Collector {
    use crate::records::Format;
    let reader = super::SqlDump.open(&crate::records::testing::head_of(sql.as_bytes())).expect("a dump");
    crate::records::testing::read_whole(&*reader, sql.as_bytes())
}

#[test]
fn rows_of_literals_are_records_and_what_is_selected_is_none() {
    let sql = "INSERT INTO t (a, b) SELECT 1, 'Ann' WHERE NOT EXISTS (SELECT 1 FROM t WHERE a = 1);\n\
        INSERT INTO t (a, b) SELECT 2, N'Bob' AS b FROM dual UNION ALL SELECT 3, NULL UNION ALL\nSELECT 4, 'Eve';\n\
        INSERT INTO t SET a = 5, b = 'O''Neil';\n\
        INSERT INTO t (a, b) SELECT id, name FROM u;\n";
    let found = read_sql(sql);
    assert_eq!(found.rows(), [["1", "Ann"], ["2", "Bob"], ["3", ""], ["4", "Eve"], ["5", "O'Neil"]]);
    assert!(found.diagnostics.is_empty());
    assert!(found.records.iter().all(|(table, cells)| table == "t" && cells[1].0 == "b"));
}

#[test]
fn tables_of_one_name_in_two_databases_are_two() {
    let people = "CREATE TABLE people (id int, ssn text);\nINSERT INTO people VALUES (1, '536-22-8713');\n";
    for (first, second) in
        [("USE `crm`;\n", "USE `shop`;\n"), ("\\connect crm\n", "\\c -reuse-previous=on \"dbname='shop'\"\n")]
    {
        let sql = format!("-- PostgreSQL database dump\n{first}{people}{second}{people}{first}{people}");
        let found = read_sql(&sql);
        let tables: Vec<_> = found.records.iter().map(|(table, _)| table.as_str()).collect();
        assert_eq!(tables, ["people", "shop.people", "people"]);
        assert!(found.records.iter().all(|(_, cells)| cells[1].0 == "ssn"));
    }
}

#[test]
fn columns_that_are_inherited_come_first() {
    let sql = "CREATE TABLE public.base (id int, ssn text);\nCREATE TABLE public.people (city text, ssn text)\n\
        INHERITS (public.base);\nINSERT INTO public.people VALUES (1, '536-22-8713', 'Austin');\n";
    let found = read_sql(sql);
    let names: Vec<_> = found.records[0].1.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["id", "ssn", "city"]);
}
