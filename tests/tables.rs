//! Small tables whose columns only tell together what they hold.

use std::fmt::Write as _;

use plainsight::report::model::Report;

use crate::fixture::{Fixture, config, scan_paths, scan_with};

/// Invented people with numbers of Illinois that were worked out for them: given name, surname, birth date, number.
const HOLDERS: [(&str, &str, &str, &str); 12] = [
    ("Jane", "Public", "1955-10-18", "P14244055897"),
    ("William", "Fakename", "1948-06-20", "F25592048175"),
    ("Maria", "Ostrowski", "1970-11-19", "O23654070929"),
    ("Robert", "Delacroix", "1944-10-01", "D42676044280"),
    ("Nora", "Whitcombe", "1998-08-09", "W32562098826"),
    ("Peter", "Zimmerman", "1975-04-07", "Z56566075100"),
    ("Alice", "Kowalczyk", "1985-08-18", "K42202085835"),
    ("Hugo", "Brandt", "1993-09-16", "B65332093264"),
    ("Ivy", "Marchetti", "1965-11-28", "M62340065338"),
    ("Oscar", "Lindqvist", "1949-04-21", "L53264049114"),
    ("Tess", "Abernathy", "1949-09-13", "A16580049261"),
    ("Victor", "Quiroga", "1987-01-22", "Q62086087022"),
];

fn scan(name: &str, text: &str) -> Report {
    let fixture = Fixture::new("tables");
    scan_paths(&[&fixture.file(name, text)])
}

/// Matched values of a kind in a column.
fn matched(report: &Report, column: &str, kind: &str) -> u64 {
    let findings = report.findings.iter();
    let here = findings.filter(|one| one.kind == kind && one.location.column.as_deref() == Some(column));
    here.map(|one| one.counts.matched).sum()
}

/// The holders with the number of the one so many places further on, under a heading that says nothing.
fn holders(shift: usize) -> String {
    let numbers = HOLDERS.iter().cycle().skip(shift);
    let rows = HOLDERS
        .iter()
        .zip(numbers)
        .map(|((given, family, born, _), (.., number))| format!("{given} {family},{born},{number}\n"));
    format!("full_name,birth_date,field_3\n{}", rows.collect::<String>())
}

#[test]
fn licence_numbers_that_agree_with_their_records_need_no_label() {
    assert_eq!(matched(&scan("own.csv", &holders(0)), "field_3", "us_drivers_license"), 12);
    assert_eq!(matched(&scan("other.csv", &holders(5)), "field_3", "us_drivers_license"), 0);
}

#[test]
fn long_values_that_repeat_count_as_if_each_had_been_looked_at() {
    // More of them than are remembered at a time; a scan that tells where everything stands remembers none.
    let mut table = "id,page,comment\n".to_owned();
    for row in 0..4000_u32 {
        let value = row * 7919 % 131;
        let filler = "the parcel was left with a neighbour; ".repeat(1 + value as usize % 24);
        let contact = match value % 3 {
            0 => format!("write to ann.lee{value}@example.com"),
            1 => format!("phone: (212) 664-{:04}", 1000 + value),
            _ => "nothing to add".to_owned(),
        };
        writeln!(table, "{row},https://shop.example.com/products/{}/reviews?page=1,\"{filler}{contact}\"", value % 5)
            .unwrap();
    }
    let fixture = Fixture::new("tables");
    let path = fixture.file("comments.csv", &table);
    let (slow, _) = scan_with(&config(&[&path]));
    let quick = scan_paths(&[&path]);
    let findings = |report: &Report| serde_json::to_value(&report.findings).unwrap();
    assert_eq!(findings(&quick), findings(&slow));
    assert!(matched(&quick, "comment", "phone") > 1000 && matched(&quick, "comment", "email") > 1000);
}

#[test]
fn unrecognised_cells_count_with_the_column_that_they_stand_in() {
    let mut table = "id,phone,address1\n".to_owned();
    for row in 0..40 {
        let phone = if row % 4 == 0 {
            format!("0{}-93{row:02}17", 40 + row)
        } else {
            format!("212-664-{:04}", 1000 + row * 37)
        };
        let street = if row % 4 == 0 { format!("Nad Lesem {row}1") } else { format!("{row}1 Oak Street") };
        let _ = writeln!(table, "{row},{phone},{street}");
    }
    let report = scan("mixed.csv", &table);
    assert_eq!(matched(&report, "phone", "phone"), 40);
    assert_eq!(matched(&report, "address1", "street_address"), 40);
}

#[test]
fn a_form_that_passes_by_chance_makes_no_column_of_a_silent_name() {
    let mut table = "id,reading,batch\n".to_owned();
    for row in 0u64..200 {
        let _ =
            writeln!(table, "{row},{:09},20240{:05}", 100_000_000 + row * 4_321_987 % 900_000_000, 10_000 + row * 37);
    }
    let report = scan("numbers.csv", &table);
    assert!(report.findings.is_empty(), "{:?}", report.findings.iter().map(|one| &one.kind).collect::<Vec<_>>());
}

#[test]
fn imeis_without_their_check_digit_are_found_by_column() {
    let mut table = "imei,handset\n".to_owned();
    for row in 0..40 {
        let _ = writeln!(table, "35209900{:06},35693803{:06}0", 100_003 + row * 7_907, 200_017 + row * 6_101);
    }
    let report = scan("calls.csv", &table);
    assert_eq!(matched(&report, "imei", "imei"), 40);
    assert!(matched(&report, "handset", "imei") >= 36, "one in ten has a right check digit by chance");
}

#[test]
fn licence_numbers_of_several_states_are_told_by_their_forms() {
    let forms = |row: usize| match row % 4 {
        0 => format!("D{:07}", 1_234_567 + row * 7_919),
        1 => format!("{:08}", 76_842_909 - row * 65_537),
        2 => format!("{:09}", 404_432_830 + row * 524_287),
        _ => format!("A{:08}", 10_345_678 + row * 104_729),
    };
    let table = |code: &dyn Fn(usize) -> String| {
        let row = |row: usize| {
            let (given, family, ..) = HOLDERS[row % HOLDERS.len()];
            format!("{row},{given} {family} {},{}\n", ["Baker", "Novak", "Moore", "Olsen"][row / 12], code(row))
        };
        format!("id,customer_name,field_2\n{}", (0..40).map(row).collect::<String>())
    };
    assert_eq!(matched(&scan("mixed.csv", &table(&forms)), "field_2", "us_drivers_license"), 40);
    let keys = scan("keys.csv", &table(&|row| forms(row * 4)));
    assert_eq!(matched(&keys, "field_2", "us_drivers_license"), 0);
}

#[test]
fn licence_numbers_of_few_rows_are_told_by_how_many_forms_they_have() {
    let number = |row: usize| 1_234_567 + row * 317_919;
    let forms = |row: usize| match row % 7 {
        0 => HOLDERS[row % HOLDERS.len()].3.to_owned(),
        1 => format!("D{:07}", number(row)),
        2 => format!("B{:08}", number(row)),
        3 => format!("CU{:06}", number(row) % 1_000_000),
        4 => format!("{:03}AK{:04}", row * 31 + 100, number(row) % 10_000),
        5 => format!("GN{:06}H", number(row) % 1_000_000),
        _ => format!("M{:09}", number(row) * 101),
    };
    let table = |code: &dyn Fn(usize) -> String| {
        let row = |row: usize| format!("{}@mail.example.org,{}", HOLDERS[row % HOLDERS.len()].1, code(row));
        thirty("mail,field_2", row)
    };
    assert_eq!(matched(&scan("forms.csv", &table(&forms)), "field_2", "us_drivers_license"), 30);
    let makers = |row: usize| if row % 2 == 1 || row.is_multiple_of(7) { format!("QX{row:02}R") } else { forms(row) };
    assert_eq!(matched(&scan("makers.csv", &table(&makers)), "field_2", "us_drivers_license"), 0);
    // A key of one form, and some that came from elsewhere.
    let strays = |row: usize| if row < 7 { forms(row) } else { format!("D{:07}", number(row) % 10_000_000) };
    let row = |row: usize| format!("{}@mail.example.org,{}\n", HOLDERS[row % HOLDERS.len()].1, strays(row));
    let table = format!("mail,field_2\n{}", (0..200).map(row).collect::<String>());
    assert_eq!(matched(&scan("strays.csv", &table), "field_2", "us_drivers_license"), 0);
}

#[test]
fn seconds_since_1970_are_no_numbers_that_begin_with_a_day_of_birth() {
    let table = |number: &dyn Fn(u64) -> u64| -> String {
        let row = |row: u64| format!("INSERT INTO t VALUES ({}, 'user{row}@mail.example.org');\n", number(row));
        (0..60).map(row).collect()
    };
    let times = table(&|row| 1_701_000_000 + row * 7_919_317 % 8_000_000);
    assert_eq!(matched(&scan("times.sql", &times), "column_1", "dk_cpr"), 0);
    let never = table(&|row| if row.is_multiple_of(30) { 0 } else { 1_701_000_000 + row * 7_919_317 % 8_000_000 });
    assert_eq!(matched(&scan("never.sql", &never), "column_1", "dk_cpr"), 0);
    let day = |row: u64| (10 + row * 7 % 19) * 100_000_000 + (1 + row % 12) * 1_000_000 + 550_000 + row * 137;
    assert_eq!(matched(&scan("counted.sql", &table(&day)), "column_1", "dk_cpr"), 0, "no check digit holds");
    // The next one whose check digit holds.
    let holder = |row: u64| {
        let sum = |number: u64| {
            format!("{number}")
                .bytes()
                .zip([4, 3, 2, 7, 6, 5, 4, 3, 2, 1])
                .fold(0, |sum, (digit, times)| sum + u64::from(digit - b'0') * times)
        };
        (day(row)..).find(|&number| sum(number).is_multiple_of(11)).unwrap()
    };
    assert_eq!(matched(&scan("days.sql", &table(&holder)), "column_1", "dk_cpr"), 60);
    // Pupils of one year in a register that begins its numbers with the year.
    let pupil = |row: u64| {
        let number = 120_000_000 + (1 + row % 12) * 100_000 + (1 + row % 28) * 1_000 + 100 + row * 7 % 900;
        let digits = format!("{number:09}");
        let doubled = digits.bytes().zip([2, 1].into_iter().cycle()).map(|(digit, times)| {
            let product = u64::from(digit - b'0') * times;
            product / 10 + product % 10
        });
        number * 10 + (10 - doubled.sum::<u64>() % 10) % 10
    };
    assert_eq!(matched(&scan("pupils.sql", &table(&pupil)), "column_1", "se_personnummer"), 60);
}

#[test]
fn numbers_that_rise_all_the_way_are_keys() {
    let row = |row: u64| format!("{row},50{:08}\n", 2_000_000 + row * 1_270_001);
    let table = format!("id,field_1\n{}", (0..60).map(row).collect::<String>());
    assert_eq!(matched(&scan("keys.csv", &table), "field_1", "phone"), 0);
}

#[test]
fn towns_are_no_family_names() {
    let towns =
        ["Salem", "Milton", "Dover", "Hudson", "Clinton", "Madison", "Newport", "Oxford", "Springfield", "Kingston"];
    let names =
        ["Okafor", "Lindgren", "Baker", "Novak", "Herrera", "Schmidt", "Moore", "Castillo", "Olsen", "Whitaker"];
    let table = |words: &[&str]| {
        let rows = (0..20).map(|row| format!("u{row}@example.com,{}\n", words[row % words.len()]));
        format!("mail,field_1\n{}", rows.collect::<String>())
    };
    assert_eq!(matched(&scan("towns.csv", &table(&towns)), "field_1", "person_name"), 0);
    assert_eq!(matched(&scan("names.csv", &table(&names)), "field_1", "person_name"), 20);
    let alone = |words: &[&str]| table(words).replace("mail", "id").replace("@example.com", "");
    assert_eq!(matched(&scan("alone.csv", &alone(&names)), "field_1", "person_name"), 0, "storms are called so, too");
}

#[test]
fn missing_values_are_no_cells() {
    let mut table = "id,ssn\n".to_owned();
    for row in 0..40 {
        let ssn = if row % 2 == 0 {
            "N/A".to_owned()
        } else {
            format!("{:03}-{:02}-{:04}", 200 + row * 7, 10 + row, 1000 + row * 83)
        };
        let _ = writeln!(table, "{row},{ssn}");
    }
    let report = scan("missing.csv", &table);
    let finding = report.findings.iter().find(|one| one.kind == "us_ssn").unwrap();
    assert_eq!((finding.counts.cells, finding.counts.matched), (20, 20));
}

#[test]
fn spellings_of_no_value_are_no_names() {
    const SPELLINGS: [&str; 6] = ["#N/A", "(null)", "[NULL]", "Not Provided", "undefined", "<none>"];
    let names = |missing: &str| {
        (0..90).fold("id,contact\n".to_owned(), |table, index| {
            let (given, family, ..) = HOLDERS[index % 12];
            let name = format!("{given} {family}");
            table + &format!("{index},{}\n", if index % 4 == 0 { &name } else { missing })
        })
    };
    for missing in SPELLINGS {
        let report = scan("names.csv", &names(missing));
        let finding = report.findings.iter().find(|one| one.kind == "person_name").unwrap();
        assert_eq!((finding.counts.cells, finding.counts.matched), (23, 23), "{missing}");
    }
}

#[test]
fn one_value_in_place_of_missing_ones_hides_no_column() {
    let table = |filler: &str| {
        (0..120).fold("id,contact,born\n".to_owned(), |table, index| {
            let (given, ..) = HOLDERS[index % 12];
            let family = HOLDERS[(index / 12 + index) % 12].1;
            let born = format!("19{:02}-0{}-1{}", 40 + index * 7 % 55, 1 + index % 9, index % 10);
            match index % 4 {
                0 => table + &format!("{index},{given} {family},{born}\n"),
                _ => table + &format!("{index},{filler},{filler}\n"),
            }
        })
    };
    for filler in ["0", "x", "Refused", "NIL"] {
        let report = scan("contacts.csv", &table(filler));
        assert_eq!(matched(&report, "contact", "person_name"), 30, "{filler}");
        assert_eq!(matched(&report, "born", "date_of_birth"), 30, "{filler}");
    }
    // States of a thing, some of which are called as people are.
    let states = (0..120).fold("id,state_of\n".to_owned(), |table, index| {
        table + &format!("{index},{}\n", ["Grant", "open", "Frank", "Bill"][index % 4])
    });
    assert_eq!(matched(&scan("states.csv", &states), "state_of", "person_name"), 0);
}

#[test]
fn numbers_none_of_which_has_nine_digits_lost_no_zero() {
    let table = |number: &dyn Fn(usize) -> String| {
        (0..60).fold("id,tax_id\n".to_owned(), |table, index| table + &format!("{index},{}\n", number(index)))
    };
    let found = |table: &str| matched(&scan("numbers.csv", table), "tax_id", "us_ssn");
    let eight = |index: usize| format!("{}", 10_234_567 + index * 7_654_321 % 79_000_000);
    assert_eq!(found(&table(&eight)), 0);
    let issued = |index: usize| (1 + index * 83 % 640) * 1_000_000 + (1 + index * 7 % 99) * 10_000 + 1 + index * 37;
    assert_eq!(found(&table(&|index| issued(index).to_string())), 60, "some have lost one");
    // People of one region: all of their numbers begin with a zero, which is there or not.
    let of_region =
        |index: usize| format!("0{:02}{:02}{:04}", 10 + index * 7 % 89, 1 + index * 3 % 98, 1000 + index * 37);
    assert_eq!(found(&table(&of_region)), 60);
    let stripped = of_people(60, "tax_id", |index| of_region(index).trim_start_matches('0').to_owned());
    assert!(found(&stripped) >= 50, "a few are dates by their digits");
}

#[test]
fn passports_that_are_numbers_or_not_are_no_social_security_numbers() {
    let passport = |index: usize| match index % 4 {
        0 => format!("A{:08}", 10_234_567 + index * 7_654_321 % 89_000_000),
        _ => format!("{:09}", 410_234_567 + index * 7_654_321 % 289_000_000),
    };
    assert_eq!(matched(&scan("numbers.csv", &of_people(90, "attr7", passport)), "attr7", "us_ssn"), 0);
}

#[test]
fn taxpayer_columns_hold_both_kinds_of_numbers() {
    let mut table = "id,tin\n".to_owned();
    for row in 0..30 {
        let tin = if row % 3 == 0 {
            format!("9{:02}-7{}-{:04}", 10 + row, row % 9, 1000 + row * 83)
        } else {
            format!("{:03}-{:02}-{:04}", 200 + row * 7, 10 + row, 1000 + row * 83)
        };
        let _ = writeln!(table, "{row},{tin}");
    }
    let report = scan("taxpayers.csv", &table);
    assert_eq!((matched(&report, "tin", "us_ssn"), matched(&report, "tin", "us_itin")), (20, 10));
}

#[test]
fn hashes_are_of_what_the_column_says() {
    let mut table = "id,ssn_hash\n".to_owned();
    for row in 0u64..30 {
        let _ = writeln!(
            table,
            "{row},{:032x}",
            u128::from(row + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
        );
    }
    assert_eq!(matched(&scan("hashes.csv", &table), "ssn_hash", "us_ssn"), 30);
}

/// Thirty rows of what a function of the row's number gives.
fn thirty(header: &str, row: impl Fn(usize) -> String) -> String {
    (0..30).fold(format!("{header}\n"), |table, index| table + &row(index) + "\n")
}

#[test]
fn licences_are_known_by_the_one_state_beside_them_or_in_the_address_where_few_states_write_so() {
    let code = |index: usize| {
        let letter = |by: usize| char::from(b'A' + u8::try_from(index * by % 26).unwrap());
        format!("{}{}{:06}", letter(7), letter(11), 104_729 * (index + 1) % 1_000_000)
    };
    let name = |index: usize| {
        let (given, family, ..) = HOLDERS[index % 12];
        format!("{given} {}", HOLDERS[(index / 12 + index) % 12].1.to_owned() + if index < 12 { "" } else { family })
    };
    let beside = |state: &'static str| {
        thirty("full_name,state,field_3", |index| format!("{},{state},{}", name(index), code(index)))
    };
    assert_eq!(matched(&scan("ohio.csv", &beside("OH")), "field_3", "us_drivers_license"), 30);
    assert_eq!(matched(&scan("texas.csv", &beside("TX")), "field_3", "us_drivers_license"), 0);
    let written = thirty("full_name,address,field_3", |index| {
        format!("{},\"{} Oak Street, Dayton, OH 45402\",{}", name(index), 12 + index * 31, code(index))
    });
    assert_eq!(matched(&scan("address.csv", &written), "field_3", "us_drivers_license"), 30);
    let prefixed =
        thirty("full_name,state,field_3", |index| format!("{},OH,CU{:06}", name(index), 104_729 * index % 1_000_000));
    assert_eq!(matched(&scan("prefix.csv", &prefixed), "field_3", "us_drivers_license"), 0);
}

#[test]
fn amounts_places_and_currencies_in_tables_of_people_are_none_of_theirs() {
    let places = ["East Jessica", "Brianfurt", "Lake Stephanie", "Port Emily", "Mooreshire", "New Marissa"];
    let money = ["Indian rupee", "Iraqi dinar", "Belize dollar", "Samoan tala", "Kenyan shilling", "Turkish lira"];
    let table = thirty("email,ssn,a,b,c,built_on", |index| {
        let amount = 7_919_usize.pow(2) * (index + 3) % 10_usize.pow(6 + u32::try_from(index % 4).unwrap());
        format!(
            "p{index}@mail.org,{}-{:02}-{:04},{amount},{},{},{}-0{}-1{}",
            201 + index,
            10 + index,
            1000 + index * 37,
            places[index % 6],
            money[index * 7 % 6],
            1931 + index * 2,
            index % 9 + 1,
            index % 9
        )
    });
    let report = scan("people.csv", &table);
    assert_eq!(matched(&report, "ssn", "us_ssn"), 30);
    assert_eq!(matched(&report, "a", "us_drivers_license"), 0);
    assert_eq!(matched(&report, "b", "person_name") + matched(&report, "c", "person_name"), 0);
    assert_eq!(matched(&report, "built_on", "date_of_birth"), 0);
}

#[test]
fn what_was_taken_out_crossed_out_or_replaced_is_reported_as_protected() {
    let uuid = |index: usize| format!("6f1c2a3e-8b4d-4c5e-9f60-{:012x}", index * 7_919_104_729);
    let table = thirty("no,ssn,card_number,full_name,email,email_id", |index| {
        let crosses = "x".repeat(3 + index % 4);
        format!("{index},[REDACTED],{},J{crosses} S{crosses},jXXX@mail.org,{}", uuid(index), uuid(index + 30))
    });
    let report = scan("safe.csv", &table);
    let of = |column: &str| {
        let here = report.findings.iter().find(|one| one.location.column.as_deref() == Some(column));
        here.map(|one| (one.kind.as_str(), serde_json::to_value(one.protection).unwrap()))
    };
    assert_eq!(of("ssn"), Some(("us_ssn", "masked".into())));
    assert_eq!(of("card_number"), Some(("payment_card", "tokenised".into())));
    assert_eq!(of("full_name"), Some(("person_name", "masked".into())));
    assert_eq!(of("email"), Some(("email", "masked".into())));
    assert_eq!(of("email_id"), None, "a key of another table");
}

#[test]
fn passwords_as_systems_store_them_are_hashed_ones() {
    let sign = |index: usize, at: usize, of: u32| (index * 31 + at * at * 7 + at) as u32 % of;
    let hex = |index: usize, len: usize| -> String {
        (0..len).map(|at| char::from_digit(sign(index, at, 16), 16).unwrap()).collect()
    };
    let coded = |index: usize, len: usize| -> String {
        (0..len).map(|at| char::from_digit(sign(index, at, 36), 36).unwrap()).collect()
    };
    let forms: [(&str, &dyn Fn(usize) -> String); 6] = [
        ("password", &|index| format!("pbkdf2_sha256$260000${}${}=", coded(index, 22), coded(index + 5, 43))),
        ("user_pass", &|index| format!("{}:{}", hex(index, 32), coded(index, 16))),
        ("password_hash", &|index| format!("{}:{}:1", hex(index, 64), coded(index, 32))),
        ("pwd", &|index| format!("{{bcrypt}}$2a$10${}", coded(index, 53))),
        ("passwd", &|index| format!("md5{}", hex(index, 32))),
        // Nothing but its form tells this one.
        ("col_7", &|index| format!("scrypt:32768:8:1${}${}", coded(index, 16), hex(index, 128))),
    ];
    for (column, form) in forms {
        let report = scan("users.csv", &thirty(&format!("no,{column}"), |index| format!("{index},{}", form(index))));
        let found = report.findings.iter().find(|one| one.location.column.as_deref() == Some(column));
        let found = found.map(|one| (one.kind.as_str(), serde_json::to_value(one.protection).unwrap()));
        assert_eq!(found, Some(("password", "hashed".into())), "{column}");
    }
}

/// People, and a column of numbers that a function gives.
fn of_people(rows: usize, column: &str, number: impl Fn(usize) -> String) -> String {
    (0..rows).fold(format!("full_name,email,phone,state,{column}\n"), |table, index| {
        let (given, ..) = HOLDERS[index % 12];
        let family = HOLDERS[(index / 12 + index) % 12].1;
        let (area, line) = (["212", "312", "415"][index % 3], 1000 + index * 37);
        table + &format!("{given} {family},{given}{index}@example.org,({area}) 664-{line},CA,{}\n", number(index))
    })
}

#[test]
fn numbers_in_the_form_of_others_that_pass_as_chance_has_it_are_none_beside_people() {
    // One in fifteen is no social security number, by chance one in nine.
    let part = |index: usize| match index % 15 {
        0 => format!("9{:02}-12-{:04}", index % 100, 1000 + index * 37),
        _ => format!("{:03}-{:02}-{:04}", 1 + index * 83 % 898, 1 + index * 7 % 99, 1000 + index * 37),
    };
    let issued = |index: usize| format!("{:03}-{:02}-{:04}", 1 + index * 83 % 640, 1 + index * 7 % 99, 1 + index * 37);
    let found = |number: &dyn Fn(usize) -> String| {
        matched(&scan("parts.csv", &of_people(180, "field_3", number)), "field_3", "us_ssn")
    };
    assert_eq!(found(&part), 0);
    assert_eq!(found(&issued), 180);
}

#[test]
fn bare_digits_called_an_identity_number_are_no_licences_for_the_company_of_people() {
    let pupil = |index: usize| format!("{:08}", 10_234_567 + index * 7_654_321 % 89_000_000);
    let found =
        |column: &str| matched(&scan("pupils.csv", &of_people(60, column, pupil)), column, "us_drivers_license");
    assert_eq!(found("idnumber"), 0);
    assert_eq!(found("dl_number"), 60);
}

/// People with few given names and surnames, all of them different: a name of each, a birth date and an address of mail.
fn namesakes(count: usize, with: fn(usize, &str, &str) -> String) -> String {
    (0..count).map(|index| with(index, HOLDERS[index % 12].0, HOLDERS[index / 12 % 12].1)).collect()
}

fn people_of(name: &str, text: &str) -> (u64, u64, u64) {
    let fixture = Fixture::new("people");
    let path = fixture.file(name, text);
    let people = |report: Report| (report.summary.people.low, report.summary.people.best, report.summary.people.high);
    let plain = people(scan_paths(&[&path]));
    // Where each hit is told of no value is remembered.
    assert_eq!(people(scan_with(&config(&[&path])).0), plain);
    plain
}

#[test]
fn people_are_told_apart_by_the_parts_of_their_names_together() {
    let with_birth = namesakes(720, |index, given, family| {
        format!("{given},{family},{}-{:02}-14\n", 1940 + index / 12, 1 + index % 12)
    });
    assert_eq!(people_of("birth.csv", &format!("first_name,last_name,dob\n{with_birth}")), (720, 720, 720));
    let twice = format!("first_name,last_name,dob\n{with_birth}{with_birth}");
    assert_eq!(people_of("twice.csv", &twice), (720, 720, 1440));
    let names = namesakes(144, |_, given, family| format!("{given},{family}\n"));
    assert_eq!(people_of("names.csv", &format!("first_name,last_name\n{names}")), (144, 144, 144));
}

#[test]
fn addresses_of_mail_tell_namesakes_apart_though_some_are_missing() {
    let rows = namesakes(720, |index, given, family| match index % 10 {
        3 => format!("{given},{family},\n"),
        _ => format!("{given},{family},{given}.{family}{index}@example.org\n"),
    });
    assert_eq!(people_of("mail.csv", &format!("first_name,last_name,email\n{rows}")), (144, 720, 720));
}

#[test]
fn a_record_with_two_people_counts_for_both() {
    let ssn = |serial: usize| format!("{:03}-{:02}-{:04}", 400 + serial % 200, 10 + serial % 83, 1000 + serial * 7);
    let rows: String = (0..300)
        .map(|index| {
            let (own, other) = (HOLDERS[index % 12], HOLDERS[index / 12 % 12]);
            format!("{} {},{},{} {},{}\n", own.0, own.1, ssn(index), other.0, other.1, ssn(index + 300))
        })
        .collect();
    let people = people_of("pairs.csv", &format!("emp_name,emp_ssn,spouse_name,spouse_ssn\n{rows}"));
    assert_eq!(people, (600, 600, 600));
}

#[test]
fn a_header_with_a_date_in_it_names_its_columns_and_shows_no_address() {
    let rows: String =
        HOLDERS.iter().map(|(given, family, birth, _)| format!("{family},{given},{birth},X,\n")).collect();
    let report = scan("voters.csv", &format!("LAST,FIRST,DOB,GENERAL-11/05/2024,ann.moore@corp.com\n{rows}"));
    let names: Vec<&str> = report.tables[0].columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["LAST", "FIRST", "DOB", "GENERAL-**/**/****", "column_5"]);
    assert_eq!(report.tables[0].records, 12);
}

/// People whose records lie in several files are told apart by numbers that nobody has two of, and so are those of forms whose fields
/// have a line each.
#[test]
fn people_of_several_files_and_of_forms_are_counted_once() {
    let ssn = |at: usize| format!("{}-45-67{:02}", 311 + at, 12 + at);
    let people = |fixture: &Fixture, names: &[&str]| {
        let paths: Vec<_> = names.iter().map(|name| fixture.path(name)).collect();
        let report = scan_paths(&paths.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>());
        let people = report.summary.people;
        (people.low, people.best, people.high >= people.best)
    };
    let fixture = Fixture::new("people-over-files");
    let names = ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt"];
    for (at, name) in names.iter().enumerate() {
        fixture.file(name, format!("Patient Karen Whitlock, SSN {} was seen.\n", ssn(at)));
    }
    assert_eq!(people(&fixture, &names), (6, 6, true));
    fixture.file("again.txt", format!("Karen Whitlock, SSN {}, called.\n", ssn(0)));
    assert_eq!(people(&fixture, &[&names[..], &["again.txt"]].concat()), (6, 6, true), "the first one again");
    let forms: String = (0..8).fold(String::new(), |mut forms, at| {
        let _ = write!(forms, "Ssn: {}\nPhone: (661) 491-88{}\nEmail: person{at}@example.org\n--\n", ssn(at), 50 + at);
        forms
    });
    fixture.file("forms.txt", forms);
    assert_eq!(people(&fixture, &["forms.txt"]), (8, 8, true), "three lines are no three people");
}

#[test]
fn things_that_are_called_like_people_are_none() {
    let table = |header: &str, words: &[&str]| {
        let rows = (0..20).map(|row| format!("{row},{},9.00\n", words[row % words.len()]));
        format!("{header}\n{}", rows.collect::<String>())
    };
    let names = |header: &str, words: &[&str]| {
        let report = scan("things.csv", &table(header, words));
        report.findings.iter().filter(|one| one.kind == "person_name").count()
    };
    let drinks = ["Tom Collins", "John Collins", "Rob Roy", "Mary Pickford", "Shirley Temple", "Harvey Wallbanger"];
    let brands = ["Calvin Klein", "Ralph Lauren", "Estee Lauder", "Mary Kay", "Tommy Hilfiger", "Michael Kors"];
    let storms = ["Andrew", "Katrina", "Sandy", "Irma", "Michael", "Dorian", "Ida", "Laura", "Harvey", "Camille"];
    let pets = ["Tucker", "Cooper", "Daisy", "Lucy", "Bella", "Charlie", "Max", "Molly", "Sadie", "Bailey"];
    for header in ["id,cocktail,price", "id,field_2,price"] {
        assert_eq!(names(header, &drinks), 0, "{header}");
    }
    for header in ["id,marke,price", "id,marca,price", "id,field_2,price"] {
        assert_eq!(names(header, &brands), 0, "{header}");
    }
    for words in [&storms, &pets] {
        for header in ["id,field_2,price", "id,name,price", "id,evento,price"] {
            assert_eq!(names(header, words), 0, "{header}");
        }
        assert_eq!(names("id,first_name,price", words), 1);
    }
    let people: Vec<String> = HOLDERS.iter().map(|(given, family, ..)| format!("{given} {family}")).collect();
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    assert_eq!(names("id,field_2,price", &people), 1);
}

#[test]
fn what_else_a_table_has_tells_that_its_names_are_those_of_things() {
    const NAMES: &str = include_str!("../rules/data/names.txt");
    let listed = NAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(' ').next());
    let words: Vec<&str> = listed.filter(|word| word.len() > 4).take(400).collect();
    assert_eq!(words.len(), 400);
    let names = |header: &str, ending: &str| {
        let rows = words.iter().zip(10_001..).map(|(word, number)| match ending {
            "json" => {
                format!(r#"{{"type":"Feature","properties":{{"name":"{word}"}},"geometry":{{"x":{number}}}}}"#) + "\n"
            }
            _ => format!("{number},{word},{}.5\n", number % 977),
        });
        let report = scan(&format!("counties.{ending}"), &format!("{header}{}", rows.collect::<String>()));
        report.findings.iter().filter(|one| one.kind == "person_name").count()
    };
    assert_eq!(names("fips,name,share\n", "csv"), 0);
    assert_eq!(names("id,name,elevation\n", "csv"), 0);
    assert_eq!(names("", "json"), 0);
    assert_eq!(names("fips,last_name,share\n", "csv"), 1, "the column's name says so");
    let people = thirty("full_name,email,geometry", |row| {
        let (given, family, ..) = HOLDERS[row % HOLDERS.len()];
        format!("{given} {family},u{row}@example.com,POINT({row} 7)")
    });
    assert_eq!(matched(&scan("people.csv", &people), "full_name", "person_name"), 30, "people live somewhere, too");
    assert_eq!(names("id,name,score\n", "csv"), 1, "nothing says what they are");
}

#[test]
fn rows_that_begin_with_an_identifier_in_braces_are_rows() {
    let rows =
        (0..5).map(|row| format!("{{BA04772{row}-1EEF-F139-BB4D-7CC250000001}},Ann Lindqvist,u{row}@example.com\n"));
    let rows: String = rows.collect();
    let report = scan("guid.csv", &format!("contactid,fullname,emailaddress1\n{rows}"));
    assert_eq!(matched(&report, "fullname", "person_name"), 5);
    assert_eq!(matched(&report, "emailaddress1", "email"), 5);
    assert_eq!(scan("bare.csv", &rows).tables[0].columns.len(), 3, "without a header, too");
}

#[test]
fn keys_with_a_fixed_prefix_are_no_numbers_of_people() {
    let scattered = |row: usize, width: u32| (row + 3) * 7_919_113 % 10_usize.pow(width);
    let found = |header: &str, key: &dyn Fn(usize) -> String| {
        let table = thirty(header, |row| format!("{row},{}", key(row)));
        scan("keys.csv", &table).findings.len()
    };
    let luhn = |head: &str, row: usize| {
        let number = format!("{head}{:09}", scattered(row, 9));
        let digits = number.bytes().rev().enumerate().map(|(at, byte)| {
            let digit = u32::from(byte - b'0') * if at % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        });
        format!("{number}{}", (10 - digits.sum::<u32>() % 10) % 10)
    };
    for (header, expected) in [("id,member_no", 0), ("id,card_code", 0), ("id,card_number", 1)] {
        assert_eq!(found(header, &|row| luhn("453201", row)), expected, "{header}");
    }
    // Stations of ships, lots and cases of a year, tags of one day.
    assert_eq!(found("id,field_2", &|row| format!("321{:06}", scattered(row, 6))), 0);
    assert_eq!(found("id,ssn", &|row| format!("321{:06}", scattered(row, 6))), 1);
    assert_eq!(found("id,field_2", &|row| format!("{}{:05}", 2018 + row % 5, scattered(row, 5))), 0);
    assert_eq!(found("id,field_2", &|row| format!("{}{:06}", 2017 + row % 3, 200_000 + scattered(row, 5))), 0);
    // Area 201 begins with years, too, but with eight of them.
    assert_eq!(found("id,contact", &|row| format!("201{}{:06}", 2 + row % 8, scattered(row, 6))), 1);
    assert_eq!(found("id,field_2", &|row| format!("2202{:06}", scattered(row, 6))), 0);
}

#[test]
fn a_short_name_alone_makes_no_numbers_of_what_passes_by_chance() {
    let table = |header: &str, rows: usize| {
        (0..rows).fold(format!("id,{header}\n"), |table, row| {
            table + &format!("{row},{:09}\n", 500_000_000 + (row + 1) * 7_919_113 % 499_999_937)
        })
    };
    assert_eq!(matched(&scan("nif.csv", &table("nif", 300)), "nif", "pt_nif"), 0);
    let cids = thirty("id,cid", |row| format!("{row},{:08x}-1eef-4139-bb4d-7cc250000001", row * 104_729));
    assert_eq!(matched(&scan("cid.csv", &cids), "cid", "card_cvv"), 0);
}

#[test]
fn names_of_columns_in_other_languages_and_of_animals_are_known() {
    let dates = |header: &str| {
        let table =
            thirty(&format!("id,{header}"), |row| format!("{row},19{:02}-{:02}-11", 40 + row * 2, 1 + row % 12));
        matched(&scan("dates.csv", &table), header, "date_of_birth")
    };
    assert_eq!((dates("nacido"), dates("geburt"), dates("pet_dob")), (30, 30, 0));
    let accounts = |header: &str| {
        let table = thirty(&format!("id,{header}"), |row| format!("{row},{:09}", (row + 3) * 7_919_113 % 999_999_937));
        matched(&scan("accounts.csv", &table), header, "bank_account")
    };
    assert_eq!((accounts("num_cuenta"), accounts("bankkonto")), (30, 30));
    assert_eq!(accounts("acct"), 0, "shops and counties count accounts, too");
}
