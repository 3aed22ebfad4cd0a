use proptest::prelude::*;

use super::*;
use crate::records::TextClass;
use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_predicted, read_whole};

fn open(source: &str) -> Option<Box<dyn Reader>> {
    Delimited.open(&head_of(source.as_bytes()))
}

fn read(source: &str) -> Collector {
    read_whole(&*open(source).expect("a delimited table"), source.as_bytes())
}

#[test]
fn every_delimiter_is_told_from_its_content() {
    for delimiter in [",", "\t", ";", "|", "\x1f", "^", "~", "\x01", "\x02", "\x07", "\x1e"] {
        for newline in ["\n", "\r\n", "\r"] {
            let source = [["id", "name", "city"], ["1", "Ann Lee", "Austin"], ["2", "Bob Ray", "Boston"]]
                .map(|row| row.join(delimiter) + newline)
                .concat();
            let found = read(&source);
            assert_eq!(found.column_names(), ["id", "name", "city"], "{source:?}");
            assert_eq!(found.rows(), [["1", "Ann Lee", "Austin"], ["2", "Bob Ray", "Boston"]], "{source:?}");
            assert_cuts_agree(&*open(&source).expect("opened above"), source.as_bytes());
        }
    }
}

#[test]
fn groups_of_columns_stand_above_their_names() {
    let names = ["Employee ID", "Employee Last", "Employee First", "Contact SSN", "Contact Phone"];
    let table =
        "ID,Last,First,SSN,Phone\n11,Lee,Ann,536-22-8713,(775) 664-2142\n12,Ray,Bob,536-22-8714,(775) 664-2143\n";
    for heads in ["Employee,,,Contact,\n", "Staff list\nEmployee,,,Contact,\n", "Employee,,,Contact\n"] {
        let source = format!("{heads}{table}");
        let found = read(&source);
        assert_eq!(found.column_names(), names, "{source}");
        assert_eq!(found.records.len(), 2, "{source}");
        assert_cuts_agree(&*open(&source).expect("opened above"), source.as_bytes());
    }
    let found = read(&format!("Staff list,,,,\n{table}"));
    assert_eq!(found.column_names(), ["ID", "Last", "First", "SSN", "Phone"]);
}

#[test]
fn awkward_records_come_back_as_meant() {
    let source = "id,name,note\n1,\"Lee, Ann\",\"two\nlines\"\n2, Bob ,\"say \"\"hi\"\"\"\n\n3,\"\",=\"007\"\n4,NULL,x,\n5,a,b,c\n6\n";
    let found = read(source);
    let rows: Vec<Vec<&str>> = vec![
        vec!["1", "Lee, Ann", "two\nlines"],
        vec!["2", "Bob", "say \"hi\""],
        vec!["3", "", "007"],
        vec!["4", "x"],
        vec!["5", "a", "b", "c"],
    ];
    assert_eq!(found.rows(), rows);
    assert_eq!(found.column_names(), ["id", "name", "note", "column_4"]);
    assert_eq!(found.text_of(source.as_bytes()), ["id,name,note\n", "6\n"]);
    assert_cuts_agree(&*open(source).expect("opened above"), source.as_bytes());
}

#[test]
fn quotes_escaped_with_backslashes_are_understood() {
    let source = "id,name,note\n1,\"Ann\",\"a \\\"b\\\", c\"\n2,\"Bob\",\"d\"\n3,\"Cy\",\"e\"\n";
    assert_eq!(read(source).rows()[0], ["1", "Ann", "a \"b\", c"]);
    assert_cuts_agree(&*open(source).expect("opened above"), source.as_bytes());
}

#[test]
fn backslashes_before_doubled_quotes_are_part_of_the_value() {
    let source = "id,note,data\n1,a,\"{\"\"n\"\": \"\"a \\\"\"b\\\"\" \\\\\"\"}\"\n2,\"x\ny\",\"{\"\"n\"\": \"\"c \\\"\",\"\"}\"\n3,b,c\n";
    let found = read(source);
    assert_eq!(found.rows()[0], ["1", "a", "{\"n\": \"a \\\"b\\\" \\\\\"}"]);
    assert_eq!(found.rows()[1], ["2", "x\ny", "{\"n\": \"c \\\",\"}"]);
}

#[test]
fn single_quotes_are_understood() {
    let source = "'id','name'\n'1','Lee, Ann'\n'2','Ray, Bob'\n'3','O''Neil, Cy'\n";
    assert_eq!(read(source).rows(), [["1", "Lee, Ann"], ["2", "Ray, Bob"], ["3", "O'Neil, Cy"]]);
}

#[test]
fn titles_comments_and_totals_stand_beside_the_records() {
    let source = "Report of members\nAll branches\n\nid,name,phone\n1,Ann,617-555-0100\n# a remark, with a comma\n\
                  2,Bob,617-555-0101\n#3,Cy,617-555-0102\nTotal 3\n";
    let found = read(source);
    assert_eq!(found.column_names(), ["id", "name", "phone"]);
    assert_eq!(
        found.rows(),
        [["1", "Ann", "617-555-0100"], ["2", "Bob", "617-555-0101"], ["#3", "Cy", "617-555-0102"]]
    );
    let texts = found.text_of(source.as_bytes());
    assert_eq!(texts[1..], ["# a remark, with a comma\n", "Total 3\n"]);
    found.assert_covers(source.as_bytes(), |_| false);
    assert_cuts_agree(&*open(source).expect("opened above"), source.as_bytes());
}

#[test]
fn a_declared_delimiter_is_obeyed() {
    let source = "sep=;\nname;amount\nAnn;1,5\nBob;2,5\n";
    let found = read(source);
    assert_eq!(found.column_names(), ["name", "amount"]);
    assert_eq!(found.rows(), [["Ann", "1,5"], ["Bob", "2,5"]]);
}

#[test]
fn a_table_without_header_keeps_its_first_record() {
    let source = "James,Smith,Boston,1985-03-12\nMary,Jones,Denver,1990-11-02\nAnn,Lee,Austin,1971-01-30\n";
    let found = read(source);
    assert_eq!(found.column_names(), ["column_1", "column_2", "column_3", "column_4"]);
    assert_eq!(found.rows().len(), 3);
    assert!(found.columns[""].iter().all(|spec| !spec.is_named));
    let source = "James,Smith,Boston\nMary,Jones,Denver\nAnn,Lee,Austin\nBob,Ray,Dallas\n";
    assert_eq!(read(source).rows().len(), 4);
}

#[test]
fn values_in_brackets_and_timetables_begin_records() {
    for first in ["[REDACTED]", "*/5 * * * *"] {
        let rows: String = (0..12).map(|row| format!("{first},{},Ann Lee\n", row * 7919)).collect();
        let found = read(&format!("ssn,card,name\n{rows}"));
        assert_eq!(found.rows().len(), 12, "{first}");
    }
    let list: String = (0..12).map(|row| format!("[{row},{},3],\n", row * 7919)).collect();
    let remark: String = (0..12).map(|row| format!(" * the first, the {row}th, and so on\n")).collect();
    assert!(open(&list).is_none() && open(&remark).is_none());
}

#[test]
fn a_header_repeated_between_records_is_structure() {
    let source = "id,name\n1,Ann\n2,Bob\nid,name\n3,Cy\n";
    let found = read(source);
    assert_eq!(found.rows(), [["1", "Ann"], ["2", "Bob"], ["3", "Cy"]]);
    assert_eq!(found.texts.len(), 2);
}

#[test]
fn names_are_trimmed_unquoted_and_unique() {
    let source = "\u{FEFF}\"id\", name ,,phone,phone\n1,Ann,x,617-555-0100,617-555-0101\n2,Bob,y,617-555-0102,1\n";
    assert_eq!(read(source).column_names(), ["id", "name", "column_3", "phone", "phone#2"]);
    let row_names = "\"height\",\"weight\",\"age\"\n\"1\",5.1,60,30\n\"2\",5.2,61,31\n\"3\",5.3,62,32\n";
    assert_eq!(read(row_names).column_names(), ["column_1", "height", "weight", "age"]);
}

#[test]
fn records_may_leave_out_their_last_columns() {
    let source = "id,name,email,phone,note\n1,Ann,ann@example.com\n2,Bob,bob@example.com,617-555-0100\n3,Cy\n\
                  4,Di,di@example.com,617-555-0101,x\n";
    let found = read(source);
    assert_eq!(found.column_names(), ["id", "name", "email", "phone", "note"]);
    assert_eq!(found.rows().len(), 4);
}

#[test]
fn a_long_comment_may_stand_above_the_table() {
    let source =
        "# This file, like others, is free.\n".repeat(20) + "AD\t+4230\tAndorra\nAE\t+2518\tDubai\nAF\t+3431\tKabul\n";
    assert_eq!(read(&source).rows().len(), 3);
}

#[test]
fn trailing_delimiters_make_no_column() {
    let source = "id,name,city,\n1,Ann,Austin,\n2,Bob,Boston,\n3,Cy,Chicago,\n";
    let found = read(source);
    assert_eq!(found.column_names(), ["id", "name", "city"]);
    assert_eq!(found.rows()[0], ["1", "Ann", "Austin"]);
}

#[test]
fn an_unclosed_quote_costs_one_line() {
    let source = "id,name,city\n1,Ann,Austin\n2,\"Bob,Boston\n3,Cy,Chicago\n4,Di,Dallas\n5,Ed,Erie\n";
    let found = read(source);
    assert_eq!(found.rows().len(), 4);
    assert_eq!(found.text_of(source.as_bytes())[1], "2,\"Bob,Boston\n");
    assert_eq!(found.diagnostics, [(crate::error::Reason::NotUnderstood, 26)]);
    let long = source.to_owned() + &"6,Fay,Fargo\n".repeat(200_000);
    assert_eq!(read(&long).rows().len(), 200_004);
}

#[test]
fn stray_quotes_do_not_multiply_the_work() {
    let start = "id,name\n1,Ann\n2,Bob\n3,Cy\n".repeat(4000);
    let reader = open(&start).expect("a table");
    for hostile in [
        "\"\"a",
        "\"a\n",
        ",\"",
        "\"\"\"",
        ",\"x",
        ",\"\"x\n",
        "\n,\"a\"\"\n",
        "\" \"",
        " ",
        "=\"",
        "\n\"a\",\"",
        "#,\"\n",
    ] {
        let source = start.clone() + &hostile.repeat(1_500_000 / hostile.len());
        let found = read_whole(&*reader, source.as_bytes());
        assert!(found.rows().len() >= 12_000, "{hostile:?}");
    }
}

#[test]
fn a_record_longer_than_a_piece_is_read_as_text() {
    let source = "id,name\n1,Ann\n2,Bob\n3,Cy\n";
    let reader = open(source).expect("a table");
    let long = b"4,".repeat(500);
    let mut sink = Collector::default();
    let piece = Piece { bytes: &long, state: &State::Between, at_end: false, must_consume: true };
    assert_eq!(reader.read(&piece, &mut sink), Consumed { len: 1000, state: State::Between });
    assert_eq!(sink.texts, [(0..1000, TextClass::NotUnderstood)]);
    let piece = Piece { must_consume: false, ..piece };
    assert_eq!(reader.read(&piece, &mut sink).len, 0);
}

#[test]
fn lists_of_values_are_tables_of_one_column() {
    let found = read("ssn\n536-90-4399\n536-90-4398\n536-90-4397\n");
    assert_eq!(found.column_names(), ["ssn"]);
    assert_eq!(found.rows().len(), 3);
    assert_eq!(read("full_name\nJames Smith\nMary Jones\nAnn Lee\n").column_names(), ["full_name"]);
    assert_eq!(read(&"617-555-0100\n".repeat(6)).column_names(), ["column_1"]);
    assert_eq!(read("\"email\"\n\"ann@example.com\"\n\"bob@example.com\"\n").rows()[0], ["ann@example.com"]);
    assert!(open("abacus\nabandon\nability\nable\nabout\nabove\n").is_none());
    assert!(open("Name\nthis is a sentence about nothing much\nand so is this one here\n").is_none());
}

#[test]
fn few_rows_are_enough_where_the_header_is_clear() {
    assert_eq!(read("name,ssn\nAnn Lee,536-90-4399\n").rows().len(), 1);
    assert_eq!(
        read("name,email,dob\nAnn Lee,ann@example.com,1990-01-02\nBob Ray,b@example.com,1991-02-03\n").rows().len(),
        2
    );
    assert_eq!(
        read("Lee, Ann, Austin\nRay, Bob, Boston\nDoe, Cy, Chicago\nFox, Di, Dallas\nOrr, Ed, Erie\n").rows().len(),
        5
    );
}

#[test]
fn what_merely_holds_delimiters_is_no_table() {
    let others = [
        "Hello, world.\nThis is prose, with commas, of course.\nIt goes on, and on.\nThe end, my friend.\n",
        "Dear Ann, hello\nI am fine, thanks\nSee you, bye\nYours, Bob\n",
        "import os, sys\nimport re\n\ndef f(a, b):\n    return g(a, b), 1\n\nx = [1, 2,\n     3, 4]\n",
        "fn main() {\n    let x = f(a, b);\n    println!(\"{}, {}\", x, y);\n    g(x, y);\n}\n",
        "int a[] = {\n  {1, 2, 3},\n  {4, 5, 6},\n  {7, 8, 9},\n};\n",
        "<html>\n<p>a, b</p>\n<p>c, d</p>\n</html>\n",
        "2024-01-02 10:11:12,345 INFO app started\n2024-01-02 10:11:13,346 INFO app ready\n\
         2024-01-02 10:11:14,347 INFO app stopped\n",
        "192.0.2.1 - - [10/Oct/2023:13:55:36 -0700] \"GET / HTTP/1.1\" 200 12 \"-\" \"Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1\"\n\
         192.0.2.2 - - [10/Oct/2023:13:55:37 -0700] \"GET /a HTTP/1.1\" 200 12 \"-\" \"Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1\"\n\
         192.0.2.3 - - [10/Oct/2023:13:55:38 -0700] \"GET /b HTTP/1.1\" 200 12 \"-\" \"Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1\"\n",
        "{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"b\": 4}\n",
        "INSERT INTO t VALUES\n(1,'a','b'),\n(2,'c','d'),\n(3,'e','f');\n",
        "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\n \"b\",\n \"c\",\n]\n",
        "all: a b\n\tcc -o a a.c\n\tcc -o b b.c\n\nclean:\n\trm -f a b\n",
        "[section]\nkey=value\nother=1,2\n\n[more]\nx=y\n",
        "user=ann,ip=192.0.2.1,ok=1\nuser=bob,ip=192.0.2.2,ok=0\nuser=cy,ip=192.0.2.3,ok=1\n",
        " id | name \n----+------\n  1 | Ann\n  2 | Bob\n(2 rows)\n",
        "00:11:22:33:44:55\n66:77:88:99:aa:bb\n00:11:22:33:44:56\n",
        "",
        "\n\n",
        "just one line",
    ];
    for source in others {
        assert!(open(source).is_none(), "{source}");
    }
}

#[test]
fn password_files_are_tables() {
    let source = "root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000:Ann Lee,,,:/home/ann:/bin/bash\n\
                  bob:x:1001:1001:Bob Ray,,,:/home/bob:/bin/sh\n";
    assert_eq!(read(source).rows()[1][4], "Ann Lee,,,");
}

/// Cells that a table may hold: words, numbers, and whatever makes writing them hard.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z]{1,8}",
        "[0-9]{1,9}",
        "[a-z \",;|\t\n\r\\^~é']{0,10}",
        Just(String::new()),
        Just("\"".to_owned()),
    ]
}

/// Writes a field as RFC 4180 has it.
fn write_field(field: &str, delimiter: char) -> String {
    let must_quote = field.contains([delimiter, '"', '\n', '\r', '=', ' ', '#']) || field == "NULL" || field == "\\N";
    if must_quote { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

#[test]
fn quotes_are_seen_wherever_a_look_ahead_begins() {
    for pad in 0..64 {
        let rows = (0..400).map(|row| format!("  \"value {row}\"  ,b,c\n")).collect::<String>();
        let found = read(&format!("{},name,note\n{rows}", "i".repeat(pad + 1)));
        let first: Vec<String> = found.rows().iter().map(|row| row[0].to_owned()).collect();
        assert_eq!(first, (0..400).map(|row| format!("value {row}")).collect::<Vec<_>>(), "behind {pad} more bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn written_tables_come_back_exactly(
        rows in prop::collection::vec(prop::collection::vec(cell(), 4), 12..30),
        delimiter in prop::sample::select(vec![',', '\t', ';', '|', '\x1f']),
        newline in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let mut source = ["id", "first_name", "email", "note"].map(str::to_owned).join(&delimiter.to_string()) + newline;
        for (number, row) in rows.iter().enumerate() {
            let fields: Vec<String> = row.iter().map(|field| write_field(field, delimiter)).collect();
            source += &format!("{number}{delimiter}{}{newline}", fields[1..].join(&delimiter.to_string()));
        }
        // Tests of the parser, not of the telling: the dialect is given.
        let dialect = field::Dialect::new(delimiter as u8, b'\n');
        let columns = (0..4).map(crate::records::header::unnamed_column).collect();
        let table = sniff::Table { dialect, body_start: 0, header: Vec::new(), columns, has_comments: false };
        let reader = DelimitedReader { table };
        let found = read_whole(&reader, source.as_bytes());
        let want: Vec<Vec<&str>> = rows.iter().map(|row| row[1..].iter().map(String::as_str).collect()).collect();
        let got: Vec<Vec<&str>> = found.rows().iter().skip(1).map(|row| row[1..].to_vec()).collect();
        prop_assert_eq!(got, want);
        prop_assert!(found.diagnostics.is_empty());
        for len_wanted in [1, 64, 300] {
            prop_assert_eq!(&read_predicted(&reader, source.as_bytes(), len_wanted).records, &found.records);
        }
    }

    #[test]
    fn arbitrary_bytes_lose_nothing(source in "[ab1\",;=# \n\r\\\\]{0,200}", at in 0usize..8) {
        let delimiter = [b',', b';', b' ', b'"', b'\n', b'a', b'\t', b'#'][at];
        let dialect = field::Dialect { has_backslash: at % 2 == 1, ..field::Dialect::new(delimiter, b'\n') };
        let columns = (0..3).map(crate::records::header::unnamed_column).collect();
        let table = sniff::Table { dialect, body_start: 0, header: Vec::new(), columns, has_comments: at > 3 };
        let reader = DelimitedReader { table };
        let found = read_whole(&reader, source.as_bytes());
        let is_delimiter = |offset: usize| source.as_bytes()[offset] == delimiter;
        found.assert_covers(source.as_bytes(), is_delimiter);
        assert_cuts_agree(&reader, source.as_bytes());
    }

    #[test]
    fn telling_never_panics(source in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Some(reader) = Delimited.open(&head_of(&source)) {
            read_whole(&*reader, &source);
        }
    }
}

#[test]
fn logs_of_keys_and_values_are_no_tables_by_what_their_values_hold() {
    let at = |delimiter: &str| {
        (0..5)
            .map(|row| {
                format!(
                    "at=2025-03-05T14:3{row}:11Z seen=2025-03-05T14:4{row}:11Z user=COLE{delimiter}ANN{delimiter}R\n"
                )
            })
            .collect::<String>()
    };
    assert!(open(&at("^")).is_none() && open(&at("-")).is_none());
    assert!(open("a^k=1^b\nc^k=2^d\ne^k=3^f\n").is_some());
}

#[test]
fn times_of_day_before_telephone_numbers_are_no_fractions_of_a_second() {
    for (number, address) in [("361.463.6593", ""), ("361-463-6593", ",\"12 Oak St, Salem\""), ("361 463 6593", "")] {
        let rows: String = (0..12).map(|row| format!("17:{row:02}:20,{number}{address}\n")).collect();
        let header = if address.is_empty() { "time,phone\n" } else { "time,phone,address\n" };
        assert_eq!(read(&format!("{header}{rows}")).rows().len(), 12, "{number}");
    }
    let log: String = (0..12).map(|row| format!("17:{row:02}:20,361 INFO a, b\n")).collect();
    assert!(open(&log).is_none());
}

#[test]
fn notes_with_labels_of_their_own_are_text() {
    assert!(open("Applicant: Debbie Hughes\tSSN: 536-90-4399\nApplicant: Ann Cole\tSSN: 219-09-9998\n").is_none());
    assert!(open("Name: Ann | SSN: 1 | Zip: 2\nName: Bob | SSN: 2 | Zip: 3\nName: Cy | SSN: 4 | Zip: 5\n").is_none());
    assert!(open("name|note\nAnn|Re: x\nBob|Re: y\nCy|Re: z\n").is_some());
}

#[test]
fn titles_groups_and_empty_columns_stand_beside_the_names() {
    let names = "first_name,last_name,ssn,phone";
    let rows = "Ann,Lee,536-22-8713,7756642142\nBob,Ray,536-22-8714,7756642143\n";
    for title in ["Employee list,,,\n", "Customer export 2026,,,\nof March,,,\n"] {
        let found = read(&format!("{title}{names}\n{rows}"));
        assert_eq!(found.column_names(), ["first_name", "last_name", "ssn", "phone"], "{title}");
        assert_eq!(found.records.len(), 2, "{title}");
    }
    let commas = ",".repeat(3_000);
    let found = read(&format!("{names}{commas}\n{}", rows.replace('\n', &format!("{commas}\n"))));
    assert_eq!(found.column_names()[..4], ["first_name", "last_name", "ssn", "phone"]);
}

#[test]
fn cells_that_are_padded_or_parted_by_colons_are_told_by_their_header() {
    let names = ["id", "first_name", "last_name", "ssn", "city", "note"];
    let rows =
        [["1", "Ann", "Lee", "536-22-8713", "Austin", "paid"], ["2", "Bob", "Ray", "536-22-8714", "Boston", "new"]];
    let lines = |delimiter: &str, width: usize| -> String {
        let line = |cells: &[&str; 6]| cells.map(|cell| format!("{cell:<width$}")).join(delimiter) + "\n";
        line(&names) + &rows.iter().cycle().take(8).map(line).collect::<String>()
    };
    // A note may hold the delimiter.
    let padded = lines(" ; ", 12).replace("paid  ", "paid; ok");
    for text in [padded, lines(" , ", 12), lines(":", 0)] {
        let found = read(&text);
        assert_eq!(found.column_names()[..6], names, "{text}");
        assert_eq!(found.records.len(), 8, "{text}");
    }
}
