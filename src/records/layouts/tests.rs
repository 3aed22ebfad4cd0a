use proptest::prelude::*;

use super::*;
use crate::records::testing::{Collector, assert_cuts_agree_by_table, head_of, read_whole};

/// A record of this length with some texts at their positions, counted from one.
fn record(len: usize, texts: &[(usize, &str)]) -> String {
    let mut record = vec![' '; len];
    for (first, text) in texts {
        text.chars().zip(first - 1..).for_each(|(sign, at)| record[at] = sign);
    }
    record.into_iter().collect()
}

fn nacha() -> Vec<String> {
    let entry = |account: &str, name: &str, trace: &str| {
        let amount = [(30, "0000125000"), (79, "0"), (80, trace)];
        let receiver = [(1, "622"), (4, "021000021"), (13, account), (40, "E100"), (55, name)];
        record(94, &[&receiver[..], &amount].concat())
    };
    vec![
        record(94, &[(1, "101 021000021 1234567892403110912A094101FIRST BANK"), (64, "NORTHWIND HEALTH")]),
        record(94, &[(1, "5200NORTHWIND"), (41, "1841234567PPDPAYROLL"), (70, "240312"), (79, "1021000020000001")]),
        entry("20641554643", "COLE ANN", "021000020000001"),
        entry("93027800639", "RAY BOB", "021000020000002"),
        record(94, &[(1, "705MARCH PAY"), (84, "00010000002")]),
        record(94, &[(1, "8200000002000420000400000000000000000002500001841234567"), (80, "021000020000001")]),
        record(94, &[(1, "9000001000001000000020004200004000000000000000000250000")]),
        "9".repeat(94),
    ]
}

fn efw2() -> Vec<String> {
    let worker = |number: &str, first: &str, last: &str| {
        let address = [(88, "12 OAK ST"), (110, "RENO"), (132, "NV89501"), (188, "00003372180")];
        record(512, &[&[(1, "RW"), (3, number), (12, first), (42, last)][..], &address].concat())
    };
    vec![
        record(512, &[(1, "RA841234567ABC12345"), (38, "NORTHWIND HEALTH"), (396, "DEE HALL")]),
        record(512, &[(1, "RE2023"), (8, "841234567"), (40, "NORTHWIND HEALTH")]),
        worker("536904399", "ANN", "COLE"),
        worker("401339087", "BOB", "RAY"),
        record(512, &[(1, "RT0000002")]),
        record(512, &[(1, "RF"), (8, "000000002")]),
    ]
}

fn irs(names_at: usize) -> Vec<String> {
    let payee = |number: &str, name: &str| {
        let amounts = "0".repeat(if names_at == 288 { 216 } else { 192 });
        let address = [(368, "12 OAK ST"), (448, "RENO"), (488, "NV89501"), (500, "00000003")];
        record(
            750,
            &[&[(1, "B2023"), (11, "2"), (12, number), (55, &amounts), (names_at, name)][..], &address].concat(),
        )
    };
    vec![
        record(750, &[(1, "T2023 841234567"), (30, "NORTHWIND HEALTH"), (304, "DEE HALL"), (500, "00000001")]),
        record(750, &[(1, "A2023"), (12, "841234567"), (26, "NE"), (53, "NORTHWIND HEALTH"), (500, "00000002")]),
        payee("536904399", "ANN COLE"),
        payee("401339087", "BOB RAY"),
        record(750, &[(1, "C00000002"), (16, &"0".repeat(300)), (500, "00000005")]),
        record(750, &[(1, "F00000001"), (500, "00000006")]),
    ]
}

fn metro2() -> Vec<String> {
    let consumer = |len: &str, last: &str, first: &str, number: &str| {
        let account = [(1, len), (5, "103112024000000"), (43, "70114455"), (76, "04252018")];
        let person = [(232, last), (257, first), (298, number), (307, "03041980"), (315, "7755550142")];
        record(426, &[&account[..], &person, &[(330, "12 OAK ST"), (394, "RENO"), (414, "NV89501")]].concat())
    };
    let joint = record(100, &[(1, "J1"), (4, "COLE"), (29, "EVE"), (70, "219099998"), (79, "01021982")]);
    vec![
        record(426, &[(1, "0426HEADER"), (80, "NORTHWIND CREDIT")]),
        consumer("0526", "COLE", "ANN", "536904399") + &joint,
        consumer("0426", "RAY", "BOB", "401339087"),
        record(426, &[(1, "0426TRAILER000000002")]),
    ]
}

/// A format, the records of a file, the table of persons, two of its columns, and what these hold.
type File = (&'static dyn Format, Vec<String>, &'static str, [&'static str; 2], [&'static str; 4]);

/// The files of each standard, with the table that tells of persons and the columns of two of its values.
fn files() -> Vec<File> {
    let persons = ["536904399", "ANN", "401339087", "BOB"];
    let payees = ["536904399", "ANN COLE", "401339087", "BOB RAY"];
    let receivers = ["20641554643", "COLE ANN", "93027800639", "RAY BOB"];
    vec![
        (&Nacha, nacha(), "entry", ["dfi_account_number", "individual_name"], receivers),
        (&Efw2, efw2(), "RW", ["ssn", "first_name"], persons),
        (&Irs1220, irs(288), "B", ["ssn", "payee_name"], payees),
        (&Irs1220, irs(248), "B", ["ssn", "payee_name"], payees),
        (&Metro2, metro2(), "base", ["ssn", "first_name"], persons),
    ]
}

/// The same records with lines of either kind, without trailing blanks, and without line ends.
fn written(records: &[String]) -> Vec<String> {
    let trimmed: Vec<&str> = records.iter().map(|record| record.trim_end()).collect();
    let lines = records.join("\n");
    vec![records.join("\r\n") + "\r\n", trimmed.join("\n"), records.concat(), format!("\u{FEFF}{lines}\n"), lines]
}

fn values<'a>(found: &'a Collector, table: &str, columns: [&str; 2]) -> Vec<&'a str> {
    let records = found.records.iter().filter(|(name, _)| name == table);
    let cells = records.flat_map(|(_, fields)| fields);
    cells.filter(|(name, _)| columns.contains(&name.as_str())).map(|(_, value)| value.as_str()).collect()
}

#[test]
fn fields_stand_where_the_standard_says() {
    for (format, records, table, columns, expected) in files() {
        for source in written(&records) {
            let name = format.name();
            let reader = format.open(&head_of(source.as_bytes())).unwrap_or_else(|| panic!("{name}"));
            let found = read_whole(&*reader, source.as_bytes());
            let mut found_values = values(&found, table, columns);
            // Surnames stand before first names in one of them.
            if columns == ["ssn", "first_name"] && table == "base" {
                found_values.chunks_mut(2).for_each(<[_]>::reverse);
            }
            assert_eq!(found_values, expected, "{name}");
            found.assert_covers(source.as_bytes(), |at| at < lines::bom_len(source.as_bytes()));
        }
    }
}

#[test]
fn every_cut_gives_the_same_records() {
    for (format, records, ..) in files() {
        for source in [records.join("\n") + "\n", records.concat()] {
            let reader = format.open(&head_of(source.as_bytes())).expect("a file of the standard");
            assert_cuts_agree_by_table(&*reader, source.as_bytes());
        }
    }
}

#[test]
fn addenda_belong_to_their_entry_and_segments_to_nobody_else() {
    let source = nacha().join("\n");
    let found = read_whole(&*Nacha.open(&head_of(source.as_bytes())).unwrap(), source.as_bytes());
    assert_eq!(values(&found, "entry", ["payment_information", ""]), ["MARCH PAY"]);
    let source = metro2().concat();
    let found = read_whole(&*Metro2.open(&head_of(source.as_bytes())).unwrap(), source.as_bytes());
    assert_eq!(values(&found, "J1", ["first_name", "ssn"]), ["EVE", "219099998"]);
}

#[test]
fn the_class_of_a_batch_says_what_its_entries_hold() {
    for (class, account, name) in
        [("CIE", "dfi_account_number", "individual_name"), ("CCD", "identification_number", "x")]
    {
        let source = nacha().join("\n").replace("PPD", class);
        let reader = Nacha.open(&head_of(source.as_bytes())).unwrap();
        assert_cuts_agree_by_table(&*reader, source.as_bytes());
        let found = read_whole(&*reader, source.as_bytes());
        let table = format!("entry_{}", class.to_lowercase());
        assert!(values(&found, &table, [account, name]).contains(&"E100"), "{class}");
    }
}

#[test]
fn names_with_letters_of_two_bytes_do_not_move_the_fields() {
    let source = efw2().concat().replace("COLE", "CÔLÉ");
    let reader = Efw2.open(&head_of(source.as_bytes())).unwrap();
    let found = read_whole(&*reader, source.as_bytes());
    assert_eq!(values(&found, "RW", ["last_name", "city"]), ["CÔLÉ", "RENO", "RAY", "RENO"]);
}

#[test]
fn what_only_begins_like_one_is_none() {
    for (format, records, ..) in files() {
        let lines = |change: &dyn Fn(usize, &str) -> String| {
            let lines: Vec<_> = records.iter().enumerate().map(|(at, record)| change(at, record)).collect();
            lines.join("\n")
        };
        for source in [
            String::new(),
            records[0].clone(),
            lines(&|at, record| {
                if at == 2 { record.replace(|sign: char| sign.is_ascii_digit(), "x") } else { record.to_owned() }
            }),
            lines(&|at, record| {
                if at == 1 { "a line of prose, and no record at all".to_owned() } else { record.to_owned() }
            }),
            lines(&|at, record| if at == 0 { format!(" {record}") } else { record.to_owned() }),
        ] {
            assert!(format.open(&head_of(source.as_bytes())).is_none(), "{}: {source}", format.name());
        }
    }
    let prose = "RATHER long lines of a letter that begins with two capitals\nREALLY, nothing else\n".repeat(20);
    assert!(Efw2.open(&head_of(prose.as_bytes())).is_none());
    let years = "T2023 was a year\nA2024 is another\nB2025 will be\n".repeat(40);
    assert!(Irs1220.open(&head_of(years.as_bytes())).is_none());
}

#[test]
fn a_file_that_is_cut_anywhere_loses_no_byte() {
    for (format, records, ..) in files() {
        let reader = format.open(&head_of(records.join("\n").as_bytes())).unwrap();
        for source in [records.join("\n"), records.concat()] {
            for end in 0..source.len() {
                read_whole(&*reader, &source.as_bytes()[..end]).assert_covers(&source.as_bytes()[..end], |_| false);
            }
        }
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_lose_nothing(body in proptest::collection::vec(any::<u8>(), 0..600), which in 0..5_usize, at in 0..4000_usize) {
        let (format, records, ..) = files().swap_remove(which);
        for source in [records.join("\n"), records.concat()] {
            let Some(reader) = format.open(&head_of(source.as_bytes())) else { continue };
            let mut source = source.into_bytes();
            let at = at % source.len();
            source.splice(at..at, body.iter().copied());
            read_whole(&*reader, &source).assert_covers(&source, |_| false);
            assert_cuts_agree_by_table(&*reader, &source[..source.len().min(700)]);
        }
    }
}
