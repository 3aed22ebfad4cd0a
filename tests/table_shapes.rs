//! Tables of unusual shape: values that stand apart from their names, that are cut over columns, that have signs around them.

use std::fmt::Write as _;

use plainsight::report::model::Report;

use crate::fixture::{Fixture, config, scan_paths, scan_with};

const PEOPLE: [(&str, &str, &str, &str, &str); 12] = [
    ("Karyl", "Gentry", "401-24-4151", "1950-11-24", "315-233-3398"),
    ("Erin", "Shields", "358-68-6365", "1957-10-11", "972-736-1096"),
    ("Simone", "Williams", "413-40-4575", "1993-01-19", "603-683-2364"),
    ("Omar", "Nasser", "526-99-7174", "1976-05-03", "402-231-2696"),
    ("Garry", "Cardenas", "234-12-4001", "1937-11-07", "212-664-1000"),
    ("Chadwick", "Mercer", "424-62-9442", "1936-05-20", "415-676-2311"),
    ("Samir", "Alvarez", "270-72-3970", "1972-06-26", "312-787-4410"),
    ("Nora", "Hogan", "565-02-9630", "1992-11-30", "505-242-6100"),
    ("Zachary", "Fields", "329-57-2729", "1988-11-27", "207-774-2211"),
    ("Alice", "Mendez", "569-96-3419", "1987-11-20", "617-523-3100"),
    ("Peter", "Brandt", "177-69-8626", "1957-08-18", "503-226-4401"),
    ("Ivy", "Lindqvist", "511-34-6204", "1941-07-05", "702-385-7440"),
];

fn scan(name: &str, text: &str) -> Report {
    let fixture = Fixture::new("shapes");
    scan_paths(&[&fixture.file(name, text)])
}

/// Kind, column and matched values of all findings.
fn found(report: &Report) -> Vec<(String, String, u64)> {
    let of = |column: &Option<String>| column.clone().unwrap_or_default();
    let findings = report.findings.iter().map(|one| (one.kind.clone(), of(&one.location.column), one.counts.matched));
    let mut found: Vec<_> = findings.collect();
    found.sort();
    found
}

fn rows(row: impl Fn(usize, (&str, &str, &str, &str, &str)) -> String) -> String {
    PEOPLE.iter().cycle().take(36).enumerate().map(|(index, person)| row(index, *person)).collect()
}

fn assert_found(name: &str, text: &str, expected: &[(&str, &str, u64)]) {
    let report = scan(name, text);
    let expected: Vec<_> =
        expected.iter().map(|(kind, column, count)| ((*kind).to_owned(), (*column).to_owned(), *count)).collect();
    assert_eq!(found(&report), expected, "{name}");
}

#[test]
fn lines_that_begin_with_an_empty_cell_are_rows_of_a_table() {
    let table = rows(|_, (first, last, ssn, born, _)| format!("\t{first}\t{last}\t{ssn}\t{born}\n"));
    assert_found(
        "empty.tsv",
        &format!("legacy_id\tfirst_name\tlast_name\tssn\tdob\n{table}"),
        &[
            ("date_of_birth", "dob", 36),
            ("person_name", "first_name", 36),
            ("person_name", "last_name", 36),
            ("us_ssn", "ssn", 36),
        ],
    );
    // Lines of an outline have as many tabs as they are deep.
    let outline = rows(|index, (first, ..)| format!("{}step {first}\n", "\t".repeat(index % 4)));
    assert_found("outline.txt", &outline, &[]);
}

#[test]
fn values_are_found_with_any_signs_that_stand_around_them_all() {
    for (before, behind) in [
        ("", "*"),
        ("#", ""),
        ("<", ">"),
        ("(", ")"),
        ("{", "}"),
        ("\"[\"\"", "\"\"]\""),
        ("\u{a0}", "\u{a0}"),
        ("\u{200f}", ""),
        ("\"", ",\""),
        ("", "\t"),
        ("\"", "\t\""),
    ] {
        let cell = |value: &str| format!("{before}{value}{behind}");
        let table = rows(|index, (first, last, ssn, born, phone)| {
            let name = format!("{first} {last}");
            format!("{index},{},{},{},{}\n", cell(&name), cell(ssn), cell(born), cell(phone))
        });
        assert_found(
            "wrapped.csv",
            &format!("id,name,ssn,dob,phone\n{table}"),
            &[("date_of_birth", "dob", 36), ("person_name", "name", 36), ("phone", "phone", 36), ("us_ssn", "ssn", 36)],
        );
    }
}

#[test]
fn an_occurrence_within_signs_is_the_value_alone() {
    let table = rows(|index, (_, _, ssn, ..)| format!("{index}\t{{{ssn}}}\t<{ssn}>\n"));
    let text = format!("COPY public.people (id, ssn, old_ssn) FROM stdin;\n{table}\\.\n");
    let fixture = Fixture::new("shapes");
    let (_, occurrences) = scan_with(&config(&[&fixture.file("copy.sql", &text)]));
    assert_eq!(occurrences.len(), 72);
    for one in occurrences {
        let value = &text[usize::try_from(one.start).unwrap()..usize::try_from(one.end).unwrap()];
        assert!(value.len() == 11 && value.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()), "{value}");
    }
}

#[test]
fn secrets_keep_the_signs_around_them() {
    let table = rows(|index, (first, ..)| format!("{index},#{first}{index}x9!*\n"));
    let text = format!("id,password\n{table}");
    let fixture = Fixture::new("shapes");
    let (_, occurrences) = scan_with(&config(&[&fixture.file("secrets.csv", &text)]));
    assert_eq!(occurrences.len(), 36);
    assert!(occurrences.iter().all(|one| text.as_bytes()[usize::try_from(one.start).unwrap()] == b'#'));
}

#[test]
fn the_delimiter_of_the_heading_parts_the_rows() {
    for inner in ["|", ";", "\t"] {
        let table =
            rows(|index, (first, last, ssn, born, _)| format!("{index},{first} {last}{inner}{ssn}{inner}{born}\n"));
        let report = scan("details.csv", &format!("id,details\n{table}"));
        assert!(report.findings.iter().all(|one| one.location.column.as_deref() == Some("details")), "{inner:?}");
        assert!(found(&report).contains(&("us_ssn".to_owned(), "details".to_owned(), 36)), "{inner:?}");
    }
    // A title above a table is no heading.
    let table = rows(|_, (first, last, ssn, ..)| format!("{last}, {first}|{ssn}|open\n"));
    let report = scan("titled.txt", &format!("Cases, all\n{table}"));
    assert!(
        found(&report).iter().any(|(kind, column, count)| kind == "us_ssn" && column == "column_2" && *count == 36)
    );
}

#[test]
fn keys_within_a_cell_name_the_names_behind_them() {
    let ways: [fn(&str, &str) -> String; 1] = [|first, last| format!("fname={first}&lname={last}&step=2")];
    for way in ways {
        let text = format!("id,blob\n{}", rows(|index, (first, last, ..)| format!("{index},{}\n", way(first, last))));
        let report = scan("blobs.csv", &text);
        assert!(found(&report).iter().any(|(kind, column, _)| kind == "person_name" && column == "blob"), "{text}");
        let fixture = Fixture::new("shapes");
        let (_, occurrences) = scan_with(&config(&[&fixture.file("blobs.csv", &text)]));
        let value = |start: u64, end: u64| &text[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()];
        let names: Vec<&str> = occurrences.iter().map(|one| value(one.start, one.end)).collect();
        assert!(names.contains(&"Karyl") && names.contains(&"Lindqvist"), "{names:?}");
    }
    let other = rows(|index, (first, last, ..)| format!("{index},first_seen={first}&last_seen={last}&step=2\n"));
    assert_found("other.csv", &format!("id,blob\n{other}"), &[]);
}

#[test]
fn short_notes_tell_passwords() {
    let notes = rows(|index, (first, ..)| match index % 3 {
        0 => format!("{index},pwd reset to x7{first}Q{index}\n"),
        1 => format!("{index},password: b{index}{first}\n"),
        _ => format!("{index},unlocked account\n"),
    });
    assert_found("notes.csv", &format!("id,notes\n{notes}"), &[("password", "notes", 24)]);
    let other = rows(|index, _| format!("{index},password reset to default\n"));
    assert_found("other.csv", &format!("id,notes\n{other}"), &[]);
}

/// A table of attributes: for each person a row for each of these.
fn attributes(header: &str, labels: [&str; 5]) -> String {
    let row = |index: usize, (first, last, ssn, born, phone): (&str, &str, &str, &str, &str)| {
        let mut rows = String::new();
        for (label, value) in labels.iter().zip([first, last, ssn, born, phone]) {
            writeln!(rows, "{index},{label},{value}").unwrap();
        }
        writeln!(rows, "{index},theme,dark\n{index},last_sync,{}", 1_700_000_000 + index * 977).unwrap();
        rows
    };
    format!("{header}\n{}", rows(row))
}

#[test]
fn values_are_judged_by_the_names_that_stand_beside_them() {
    for (header, value) in [
        ("id,attribute,value", "value"),
        ("post_id,meta_key,meta_value", "meta_value"),
        ("rec,fld_nm,fld_val", "fld_val"),
        ("response_id,question,answer", "answer"),
    ] {
        let text = attributes(header, ["first_name", "last_name", "ssn", "date_of_birth", "phone"]);
        let report = scan("attributes.csv", &text);
        let column = |label: &str| format!("{value}[{label}]");
        let expected: Vec<_> = [
            ("date_of_birth", "date_of_birth"),
            ("person_name", "first_name"),
            ("person_name", "last_name"),
            ("phone", "phone"),
            ("us_ssn", "ssn"),
        ]
        .map(|(kind, label)| (kind.to_owned(), column(label), 36))
        .into();
        assert_eq!(found(&report), expected, "{header}");
    }
}

#[test]
fn names_beside_values_that_label_nothing_change_nothing() {
    let text = attributes("id,attribute,value", ["a1", "b2", "order_id", "hired", "shoe_size"]);
    let report = scan("attributes.csv", &text);
    assert!(report.tables.iter().flat_map(|table| &table.columns).all(|column| !column.name.contains('[')));
    // Codes that happen to read like labels are none.
    let codes = rows(|index, (_, _, ssn, ..)| {
        let code = if index == 7 { "SSN".to_owned() } else { format!("Q{}", char::from(b'A' + (index % 26) as u8)) };
        format!("{code},{}\n", ssn.get(4..).unwrap())
    });
    assert_found("codes.csv", &format!("code,value\n{codes}"), &[]);
    // What the cell says is shown in no other words than those of the rules.
    let text = attributes("id,attribute,value", ["ssn of Karyl Gentry", "b2", "SSN (Erin)", "hired", "shoe_size"]);
    let report = serde_json::to_string(&scan("attributes.csv", &text)).unwrap();
    assert!(!report.contains("Gentry") && !report.contains("Erin"));
}

#[test]
fn lists_of_names_and_values_are_read_as_columns() {
    let items = rows(|index, (first, last, ssn, born, _)| {
        let pair = |name: &str, value: &str| format!("{{\"name\": \"{name}\", \"value\": \"{value}\"}}");
        let fields = [pair("first_name", first), pair("last_name", last), pair("ssn", ssn), pair("dob", born)];
        format!("{}{{\"fields\": [{}]}}", if index > 0 { "," } else { "" }, fields.join(","))
    });
    assert_found(
        "fields.json",
        &format!("[{items}]"),
        &[
            ("date_of_birth", "fields[].value[dob]", 36),
            ("person_name", "fields[].value[first_name]", 36),
            ("person_name", "fields[].value[last_name]", 36),
            ("us_ssn", "fields[].value[ssn]", 36),
        ],
    );
    let items = rows(|_, (_, _, ssn, born, _)| {
        format!("{{\"Item\": {{\"ssn\": {{\"S\": \"{ssn}\"}}, \"dob\": {{\"S\": \"{born}\"}}}}}}\n")
    });
    let expected = [("date_of_birth", "Item.dob.S", 36), ("us_ssn", "Item.ssn.S", 36)];
    assert_found("items.ndjson", &items, &expected);
}

#[test]
fn identifiers_are_what_the_code_of_their_kind_says() {
    let items = rows(|index, (_, _, ssn, _, _)| {
        let coded = |code: &str, value: &str| {
            format!("{{\"type\": {{\"coding\": [{{\"code\": \"{code}\"}}]}}, \"value\": \"{value}\"}}")
        };
        let record = coded("MR", &format!("{}", 219_000_000 + index * 1_000_003));
        let number = format!("{{\"system\": \"http://hl7.org/fhir/sid/us-ssn\", \"value\": \"{ssn}\"}}");
        format!("{{\"resourceType\": \"Patient\", \"identifier\": [{record}, {number}]}}\n")
    });
    assert_found("patients.ndjson", &items, &[("us_ssn", "identifier[].value[ssn]", 36)]);
}

#[test]
fn numbers_of_documents_are_what_the_type_beside_them_says() {
    let table = |kind: &str| {
        let rows =
            rows(|index, (first, last, ssn, _, _)| format!("{index},{first} {last},{kind},{}\n", ssn.replace('-', "")));
        format!("CIF,CUST_NM,ID_TYPE,ID_NBR\n{rows}")
    };
    assert_found("ids.csv", &table("SSN"), &[("person_name", "CUST_NM", 36), ("us_ssn", "ID_NBR[ssn]", 36)]);
    let report = scan("ids.csv", &table("INVOICE"));
    assert!(report.tables.iter().flat_map(|table| &table.columns).all(|column| !column.name.contains('[')));
}

#[test]
fn values_that_are_cut_over_columns_count_once_as_a_whole() {
    let table = rows(|index, (first, last, ssn, born, phone)| {
        let (ssn, born, phone) = (ssn.replace('-', ","), born.replace('-', ","), phone.replace('-', ","));
        format!("{last},{first},{ssn},{born},{phone},{},ORCHARD,AVE\n", 100 + index * 7)
    });
    let header = "last_name,first_name,ssn1,ssn2,ssn3,birth_year,birth_month,birth_day,area_code,exchange,line,\
                  street_num,street_name,street_type";
    let text = format!("{header}\n{table}");
    assert_found(
        "cut.csv",
        &text,
        &[
            ("date_of_birth", "birth_year+birth_month+birth_day[date_of_birth]", 36),
            ("person_name", "first_name", 36),
            ("person_name", "last_name", 36),
            ("phone", "area_code+exchange+line[phone_number]", 36),
            ("street_address", "street_num+street_name+street_type[street_address]", 36),
            ("us_ssn", "ssn1+ssn2+ssn3[social_security_number]", 36),
        ],
    );
    // Each stands from the first part of it to the last.
    let fixture = Fixture::new("shapes");
    let (_, occurrences) = scan_with(&config(&[&fixture.file("cut.csv", &text)]));
    let first = occurrences.iter().find(|one| one.kind == "us_ssn").unwrap();
    assert_eq!(&text[usize::try_from(first.start).unwrap()..usize::try_from(first.end).unwrap()], "401,24,4151");
}

#[test]
fn numbers_in_a_row_that_nothing_names_are_not_put_together() {
    let table = rows(|index, (_, _, ssn, ..)| format!("{index},{}\n", ssn.replace('-', ",")));
    for header in ["id,count1,count2,count3", "id,area,group,serial", "id,a,b,c"] {
        assert_found("counts.csv", &format!("{header}\n{table}"), &[]);
    }
}

#[test]
fn people_are_counted_once_however_their_names_are_written() {
    let table: String = (0..60)
        .map(|index| {
            let (first, last) = (PEOPLE[index % 12].0, PEOPLE[index / 12].1);
            let ssn = format!("{}-{}-{}", 410 + index, 20 + index, 1000 + index * 13);
            format!("{first} {last},{ssn}\n\"{}, {}\",{ssn}\n", last.to_uppercase(), first.to_uppercase())
        })
        .collect();
    let people = scan("forms.csv", &format!("name,ssn\n{table}")).summary.people;
    assert_eq!((people.low, people.best), (60, 60));
    let names: String = table.lines().map(|line| format!("{}\n", &line[..line.rfind(',').unwrap()])).collect();
    let people = scan("names.csv", &format!("name,status\n{}", names.replace('\n', ",open\n"))).summary.people;
    assert_eq!((people.low, people.best), (60, 60));
}

#[test]
fn birth_dates_and_addresses_alone_tell_people() {
    let born: String =
        (0..60).map(|index| format!("{},{}-{:02}-14\n", index % 7, 1940 + index, 1 + index % 12)).collect();
    let people = scan("born.csv", &format!("ward,dob\n{born}{born}")).summary.people;
    assert_eq!((people.low, people.best, people.high), (60, 60, 120));
    let homes: String = (0..60).map(|index| format!("{},{} Orchard Avenue\n", index % 7, 100 + index * 3)).collect();
    let people = scan("homes.csv", &format!("ward,address\n{homes}{homes}")).summary.people;
    assert_eq!((people.low, people.best, people.high), (1, 60, 120));
}

/// What a table of people under these names must give, in a text source of this name.
const ALL: [(&str, &str, u64); 3] =
    [("date_of_birth", "dob", 36), ("person_name", "full_name", 36), ("us_ssn", "ssn", 36)];

fn aligned(ruler: &str) -> String {
    let table = rows(|index, (first, last, ssn, born, _)| {
        format!("{index:<4} {:<20} {ssn} {born}\n", format!("{first} {last}"))
    });
    format!("id   full_name            ssn         dob\n{ruler}{table}")
}

#[test]
fn reports_with_single_blanks_between_columns_are_tables() {
    for ruler in
        ["", "==============================================\n", "---- -------------------- ----------- ----------\n"]
    {
        assert_found("report.txt", &aligned(ruler), &ALL);
    }
}

#[test]
fn a_narrow_result_above_hides_none_below() {
    let below = aligned("---- -------------------- ----------- ----------\n");
    for above in [
        "id          price\n----------- ------\n          1   2.50\n\n(1 rows affected)\n\n",
        "SQL> select * from p;\n\nID    PRICE\n----- -----\n    1   2.5\n\n1 row selected.\n\n",
        "id          price\n----------- ------\n          1   2.50\n\n",
    ] {
        assert_found("session.txt", &format!("{above}{below}"), &ALL);
    }
    let rows = rows(|index, (first, last, ssn, born, _)| format!("{index},{first} {last},{ssn},{born}\n"));
    let prices: String = (0..50).map(|index| format!("{index},{index}.5\n")).collect();
    for gap in ["", "\n"] {
        let text = format!("id,price\n{prices}{gap}id,full_name,ssn,dob\n{rows}");
        assert_found("two.csv", &text, &ALL);
        assert_found("two.tsv", &text.replace(',', "\t"), &ALL);
    }
}

#[test]
fn stray_zero_bytes_leave_a_table_a_table() {
    let table = rows(|_, (first, last, ssn, born, _)| format!("{first} {last},{ssn},{born}\n"));
    let text = format!("full_name,ssn,dob\n{table}");
    let [born, _, ssn] = ALL;
    // The name that holds one is none.
    assert_found("stray.csv", &text.replacen("Simone", "Simo\0ne", 1), &[born, ("person_name", "full_name", 35), ssn]);
    assert_found("filled.csv", &(text + &"\0".repeat(4096)), &ALL);
}

#[test]
fn tables_in_messages_are_tables() {
    let head = "From: ann@example.com\nTo: bob@example.com\nSubject: list\n\nHi Bob,\n\n";
    let table = rows(|_, (first, last, ssn, born, _)| format!("{first} {last},{ssn},{born}\n"));
    for body in [format!("full_name,ssn,dob\n{table}"), aligned("---- -------------------- ----------- ----------\n")] {
        let found = found(&scan("list.eml", &format!("{head}{body}")));
        for (kind, column, count) in ALL {
            assert!(found.contains(&(kind.to_owned(), column.to_owned(), count)), "{kind} {found:?}");
        }
    }
}

#[test]
fn values_of_expanded_output_may_hold_bars() {
    let table = rows(|index, (first, last, ssn, born, _)| {
        format!(
            "-[ RECORD {} ]-----------\nfull_name | {first} {last}\nssn       | {ssn}\ndob       | {born}\nnotes     | a|{index}\n",
            index + 1
        )
    });
    assert_found("expanded.txt", &table, &ALL);
}

#[test]
fn numbers_are_found_beside_others_in_a_cell_that_nothing_names() {
    let table = rows(|index, (_, _, ssn, born, _)| format!("{index},{ssn} {born} 7\n"));
    assert_found("memo.csv", &format!("id,memo\n{table}"), &[("us_ssn", "memo", 36)]);
    for lead in ["| ", ": ", "- "] {
        let table = rows(|index, (_, _, ssn, ..)| format!("{index},{lead}{ssn}\n"));
        assert_found("lead.csv", &format!("id,ssn\n{table}"), &[("us_ssn", "ssn", 36)]);
    }
}

#[test]
fn values_of_aligned_lines_may_hold_signs_that_part_others() {
    for sign in [", ", "^"] {
        let table =
            rows(|index, (first, last, ssn, ..)| format!("{index:<6}{:<20}{ssn}\n", format!("{last}{sign}{first}")));
        let found = found(&scan("aligned.txt", &format!("id    name                ssn\n{table}")));
        assert!(found.contains(&("us_ssn".to_owned(), "ssn".to_owned(), 36)), "{found:?}");
    }
}

#[test]
fn a_value_that_is_longer_than_those_above_it_stays_in_its_row() {
    let lines = PEOPLE.iter().cycle().take(60).enumerate().map(|(index, (_, _, ssn, ..))| {
        let street = if index == 48 { "595 Oak St Apartment 12, Rear" } else { "23 Oak St" };
        format!("{ssn}    {street:<36}{index}.50\n")
    });
    let table: String = lines.collect();
    let report = scan("longer.txt", &format!("ssn            address                             amount\n{table}"));
    assert_eq!(report.tables.iter().map(|table| table.records).max(), Some(60));
}

#[test]
fn amounts_whose_last_digit_is_a_brace_tear_no_row() {
    let table = rows(|index, (first, last, ssn, ..)| format!("{first} {last},{ssn},{:07}{{\n", index * 317));
    let found = found(&scan("zoned.csv", &format!("name,ssn,amt\n{table}")));
    assert!(found.contains(&("us_ssn".to_owned(), "ssn".to_owned(), 36)), "{found:?}");
}

#[test]
fn records_of_other_separators_are_tables() {
    let table = rows(|_, (first, last, ssn, born, _)| format!("{first} {last},{ssn},{born}\n"));
    let text = format!("full_name,ssn,dob\n{table}");
    assert_found("ascii.txt", &text.replace(',', "\x1F").replace('\n', "\x1E"), &ALL);
    let quoted: String =
        text.lines().map(|line| format!("\u{FE}{}\u{FE}\r\n", line.replace(',', "\u{FE}\x14\u{FE}"))).collect();
    assert_found("load.dat", &quoted, &ALL);
}

#[test]
fn family_trees_are_tables_of_people() {
    let people = rows(|index, (first, last, ..)| {
        format!("0 @I{index}@ INDI\n1 NAME {first} /{last}/\n1 BIRT\n2 DATE {} MAR 1950\n", index % 28 + 1)
    });
    let text = format!("0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n{people}0 TRLR\n");
    assert_found(
        "tree.ged",
        &text,
        &[("date_of_birth", "birth_date", 36), ("person_name", "first_name", 36), ("person_name", "last_name", 36)],
    );
}

#[test]
fn labels_of_security_events_name_their_values() {
    let events = rows(|index, (first, last, ssn, born, _)| {
        format!(
            "<134>Nov  2 10:{index:02}:12 fw CEF:0|Acme|Portal|4.2|100|Profile changed|3|cs1Label=full_name cs1={first} {last} \
             cs2Label=ssn cs2={ssn} cs3Label=dob cs3={born} outcome=ok\n"
        )
    });
    assert_found("events.cef", &events, &ALL);
    // The value of a column is none that the others belong to.
    let table = rows(|index, (first, last, ssn, born, _)| {
        format!("{first} {last},{ssn},{born},\"CEF:0|Acme|Portal|4.2|100|Login|3|suser=u{index} outcome=ok\"\n")
    });
    assert_found("export.csv", &format!("full_name,ssn,dob,raw\n{table}"), &ALL);
}

#[test]
fn what_a_server_tears_into_lines_is_put_together() {
    let people = rows(|index, (first, last, ssn, born, _)| {
        format!("<row id=\"{index}\" full_name=\"{first} {last}\" ssn=\"{ssn}\" dob=\"{born}\"/>")
    });
    assert_found("rows.xml", &people, &ALL);
    let lines: Vec<String> = people.as_bytes().chunks(203).map(|line| String::from_utf8_lossy(line).into()).collect();
    let column = "XML_F52E2B61-18A1-11d1-B105-00805F49916B";
    assert_found(
        "out.txt",
        &format!("{column}\n{}\n{}\n\n(36 rows affected)\n", "-".repeat(80), lines.join("\n")),
        &ALL,
    );
}
