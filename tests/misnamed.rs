//! Columns whose names say something else than their values do.

use std::fmt::Write as _;

use crate::fixture::{Fixture, scan_paths};

/// Numbers that look drawn at random, and are the same each time.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ mixed >> 31) % below
    }

    /// A Social Security number of an area of before 2011.
    fn social(&mut self) -> String {
        let area = [self.below(665), 666 + self.below(67)][usize::from(self.below(10) == 0)] + 1;
        format!("{area:03}{:02}{:04}", 1 + self.below(99), 1 + self.below(9999))
    }
}

const GIVEN: [&str; 6] = ["Karyl", "Erin", "Simone", "Omar", "Garry", "Samir"];
const FAMILY: [&str; 8] = ["Gentry", "Shields", "Williams", "Nasser", "Cardenas", "Mercer", "Alvarez", "Hogan"];

/// Forty-eight people with their birth dates, and a column of values that a function gives.
fn of_people(column: &str, value: impl Fn(usize) -> String) -> String {
    (0..48).fold(format!("full_name,dob,{column}\n"), |mut table, index| {
        let (given, family) = (GIVEN[index % 6], FAMILY[index % 8]);
        let (year, month, day) = (1936 + index * 11 % 66, 1 + index * 5 % 12, 1 + index * 7 % 28);
        let _ = writeln!(table, "{given} {family},{year}-{month:02}-{day:02},{}", value(index));
        table
    })
}

/// The same values beside things.
fn of_things(column: &str, value: impl Fn(usize) -> String) -> String {
    (0..48).fold(format!("shelf,{column}\n"), |table, index| table + &format!("{},{}\n", index % 5, value(index)))
}

/// How many values of a column are of a kind.
fn matched(table: &str, column: &str, kind: &str) -> u64 {
    let fixture = Fixture::new("misnamed");
    let report = scan_paths(&[&fixture.file("table.csv", table)]);
    let is_asked = |of: &Option<String>| of.as_deref() == Some(column);
    let findings = report.findings.iter().filter(|one| one.kind == kind && is_asked(&one.location.column));
    findings.map(|one| one.counts.matched).sum()
}

/// Of the areas of before 2011, all over the country.
fn social(index: usize) -> (usize, usize, usize) {
    (1 + index * 83 % 640, 1 + index * 7 % 99, 1000 + index * 137)
}

fn bare(index: usize) -> String {
    let (area, group, serial) = social(index);
    format!("{area:03}{group:02}{serial:04}")
}

/// Digits with their check digit behind them.
fn luhn(head: &str) -> String {
    let sum: u32 = head
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| u32::from(digit - b'0') * (2 - at as u32 % 2))
        .map(|number| number / 10 + number % 10)
        .sum();
    format!("{head}{}", (10 - sum % 10) % 10)
}

#[test]
fn bare_numbers_under_the_name_of_another_key_are_what_it_says() {
    let account = |index: usize| format!("{:09}", 100_000_000 + index * 83_456_789 % 899_999_999);
    for column in ["order_no", "account_ref", "customer_no", "serial"] {
        assert_eq!(matched(&of_people(column, account), column, "us_ssn"), 0, "{column}");
        assert_eq!(matched(&of_things(column, bare), column, "us_ssn"), 0, "{column}");
    }
}

#[test]
fn numbers_that_are_grouped_in_part_are_so_under_the_name_of_another_key() {
    let mixed = |index: usize| {
        let (area, group, serial) = social(index);
        match index % 3 {
            0 => format!("{area:03}-{group:02}-{serial:04}"),
            1 => format!("{area:03} {group:02} {serial:04}"),
            _ => bare(index),
        }
    };
    assert_eq!(matched(&of_people("serial", mixed), "serial", "us_ssn"), 48);
}

#[test]
fn nine_digits_that_all_pass_the_check_of_banks_are_no_social_security_numbers() {
    let routing = |index: usize| {
        let digits = format!("{:02}{:06}", 1 + index % 12, 100_000 + index * 7_919);
        let sum: usize =
            digits.bytes().zip([3, 7, 1].into_iter().cycle()).map(|(d, w)| usize::from(d - b'0') * w).sum();
        format!("{digits}{}", (10 - sum % 10) % 10)
    };
    assert_eq!(matched(&of_people("ssn", routing), "ssn", "us_ssn"), 0);
    assert_eq!(matched(&of_people("ssn", bare), "ssn", "us_ssn"), 48);
}

#[test]
fn amounts_of_any_size_are_no_social_security_numbers() {
    let bytes = |index: usize| match index % 12 {
        0 => (index * 731).to_string(),
        1..=3 => (2_000_000 + index * 150_001).to_string(),
        _ => (100_000_000 + index * 13_111_117 % 650_000_000).to_string(),
    };
    let table = (0..48).fold(String::from("F01,F02\n"), |table, index| {
        table + &format!("+1212664{:04},{}\n", 1000 + index * 37, bytes(index))
    });
    assert_eq!(matched(&table, "F02", "us_ssn"), 0);
    // What somebody entered in the place of a number is no amount.
    let filled = |index: usize| if index % 10 == 3 { String::from("9999999999") } else { bare(index) };
    assert_eq!(matched(&of_people("f02", filled), "f02", "us_ssn"), 43);
}

#[test]
fn what_passes_a_check_with_letters_in_it_is_so_under_the_name_of_a_part() {
    let address =
        |index: usize| format!("3C:A8:B4:{:02X}:{:02X}:{:02X}", index * 5, index * 37 % 256, index * 91 % 256);
    assert_eq!(matched(&of_people("serial", address), "serial", "mac_address"), 48);
    assert_eq!(matched(&of_people("fingerprint", address), "fingerprint", "mac_address"), 0);
    let dea = |index: usize| {
        let digits = format!("{:06}", 100_000 + index * 17_911);
        let at = |place: usize| usize::from(digits.as_bytes()[place] - b'0');
        let sum = at(0) + at(2) + at(4) + 2 * (at(1) + at(3) + at(5));
        format!("{}{}{digits}{}", ["A", "B", "F", "M"][index % 4], &FAMILY[index % 8][..1], sum % 10)
    };
    assert_eq!(matched(&of_people("part_no", dea), "part_no", "dea_number"), 48);
}

#[test]
fn masks_of_a_form_of_their_own_are_not_of_what_the_column_says() {
    let social = |index: usize| format!("***-**-{:04}", 1000 + index * 137);
    assert_eq!(matched(&of_people("phone", social), "phone", "us_ssn"), 48);
    assert_eq!(matched(&of_people("phone", social), "phone", "phone"), 0);
    assert_eq!(matched(&of_people("order_no", social), "order_no", "us_ssn"), 48);
    let card = |index: usize| format!("425572******{:04}", 1000 + index * 137);
    assert_eq!(matched(&of_people("imei", card), "imei", "payment_card"), 48);
}

#[test]
fn dates_and_seconds_of_these_years_are_what_their_column_says() {
    let contract = |index: usize| format!("{}-{:02}-14", 2023 + index % 16 / 5, 1 + index % 12);
    let child = |index: usize| format!("{}-{:02}-14", 2014 + index % 13, 1 + index % 12);
    assert_eq!(matched(&of_things("dob", child), "dob", "date_of_birth"), 48);
    assert_eq!(matched(&of_things("start_date", contract), "start_date", "date_of_birth"), 0);
    let seconds = |index: usize| (1_690_000_000 + index * 1_234_567).to_string();
    assert_eq!(matched(&of_things("phone", seconds), "phone", "phone"), 0);
    let born = |index: usize| format!("{}-{:02}-14", 1950 + index, 1 + index % 12);
    assert_eq!(matched(&of_things("dob", born), "dob", "date_of_birth"), 48);
}

#[test]
fn counts_and_numbers_of_documents_are_no_licences() {
    let people = |index: usize| (900 + index * index * index * 61).to_string();
    assert_eq!(matched(&of_things("license_number", people), "license_number", "us_drivers_license"), 0);
    let numbered = |index: usize| (300_000 + index * 190_411).to_string();
    let of_state = (0..48)
        .fold(String::from("license_number,state\n"), |table, index| table + &format!("{},DE\n", numbered(index)));
    assert_eq!(matched(&of_state, "license_number", "us_drivers_license"), 48);
    let locator = |index: usize| {
        format!("{:05}-{:03}-{:05}-{}", 24_186 + index * 911, 100 + index * 7, 44_000 + index * 13, index % 10)
    };
    assert_eq!(matched(&of_things("dln", locator), "dln", "us_drivers_license"), 0);
    let request = |index: usize| format!("PR{}", 700_000 + index * 4_567);
    assert_eq!(matched(&of_things("port_req", request), "port_req", "uk_nino"), 0);
    assert_eq!(matched(&of_people("port_req", request), "port_req", "uk_nino"), 0);
    assert_eq!(matched(&of_people("nino", request), "nino", "uk_nino"), 48);
    assert_eq!(matched(&of_people("dln", locator), "dln", "us_drivers_license"), 0);
}

/// How many of so many tables of people have Social Security numbers in a column that is called so.
fn accused(column: &str, rows: usize, tables: u64, values: impl Fn(&mut Drawn) -> Vec<String>) -> usize {
    let fixture = Fixture::new("misnamed");
    for table in 0..tables {
        let mut drawn = Drawn(table * 7_919);
        let values = values(&mut drawn);
        let text = values.iter().take(rows).fold(format!("full_name,dob,{column}\n"), |mut text, value| {
            let (given, family) = (GIVEN[drawn.below(6) as usize], FAMILY[drawn.below(8) as usize]);
            let (year, month, day) = (1936 + drawn.below(66), 1 + drawn.below(12), 1 + drawn.below(28));
            let _ = writeln!(text, "{given} {family},{year}-{month:02}-{day:02},{value}");
            text
        });
        fixture.file(&format!("table{table}.csv"), &text);
    }
    let report = scan_paths(&[fixture.root()]);
    report.findings.iter().filter(|one| one.kind == "us_ssn" && one.location.column.as_deref() == Some(column)).count()
}

#[test]
fn bare_numbers_that_can_only_be_those_of_people_are_so_under_the_name_of_another_key() {
    let padded = |drawn: &mut Drawn| (0..60).map(|_| drawn.social()).collect::<Vec<_>>();
    let stripped = |drawn: &mut Drawn| padded(drawn).iter().map(|one| one.trim_start_matches('0').to_owned()).collect();
    let decimal =
        |drawn: &mut Drawn| padded(drawn).iter().map(|one| one.trim_start_matches('0').to_owned() + ".0").collect();
    for column in ["order_no", "account_ref", "emp_no", "serial"] {
        assert!(accused(column, 60, 20, padded) >= 19, "{column}");
        assert!(accused(column, 60, 20, stripped) >= 15, "{column}, without noughts");
        assert!(accused(column, 60, 20, decimal) >= 15, "{column}, as fractions");
    }
    let quoted = |drawn: &mut Drawn| padded(drawn).iter().map(|one| format!("\"=\"\"{one}\"\"\"")).collect();
    assert!(accused("order_no", 60, 20, quoted) >= 19);
    let few = |drawn: &mut Drawn| padded(drawn).into_iter().take(20).collect();
    assert_eq!(accused("order_no", 20, 20, few), 0, "twenty may all pass by chance");
}

#[test]
fn keys_that_are_made_in_any_way_are_no_numbers_of_people() {
    const TABLES: u64 = 40;
    let each =
        |drawn: &mut Drawn, one: &dyn Fn(&mut Drawn) -> u64| -> Vec<u64> { (0..60).map(|_| one(drawn)).collect() };
    let padded = |values: Vec<u64>| -> Vec<String> { values.iter().map(|value| format!("{value:09}")).collect() };
    let plain = |values: Vec<u64>| -> Vec<String> { values.iter().map(u64::to_string).collect() };
    let any = |drawn: &mut Drawn| each(drawn, &|drawn| drawn.below(1_000_000_000));
    let without_noughts = |drawn: &mut Drawn| plain(each(drawn, &|drawn| 100_000_000 + drawn.below(900_000_000)));
    let with_prefix = |drawn: &mut Drawn| {
        let digits = 10_u64.pow(5 + drawn.below(3) as u32);
        let prefix = drawn.below(1_000_000_000 / digits) * digits;
        padded(each(drawn, &|drawn| prefix + drawn.below(digits)))
    };
    let counted = |drawn: &mut Drawn| {
        let (mut last, step) = (drawn.below(800_000_000), 1 + drawn.below(1_000_000));
        padded((0..60).map(|_| (last += 1 + drawn.below(step), last).1).collect())
    };
    // The product of even numbers lies as amounts do: many are small, and some are long.
    let amounts = |drawn: &mut Drawn| {
        plain(each(drawn, &|drawn| (1 + drawn.below(1_000)) * (1 + drawn.below(1_000)) * (1 + drawn.below(1_000))))
    };
    for column in ["order_no", "emp_no", "serial"] {
        assert_eq!(accused(column, 60, TABLES, |drawn| padded(any(drawn))), 0, "{column}, random");
        assert_eq!(accused(column, 60, TABLES, |drawn| plain(any(drawn))), 0, "{column}, random numbers");
        assert_eq!(accused(column, 60, TABLES, without_noughts), 0, "{column}, without noughts");
        assert_eq!(accused(column, 60, TABLES, with_prefix), 0, "{column}, with a prefix");
        assert_eq!(accused(column, 60, TABLES, counted), 0, "{column}, counted");
        assert_eq!(accused(column, 60, TABLES, amounts), 0, "{column}, amounts");
    }
}

#[test]
fn given_names_and_surnames_under_the_names_of_wares_are_those_of_people() {
    const FIRST: [&str; 24] = [
        "Maria", "Robert", "Linda", "Kevin", "Teresa", "Dennis", "Monica", "Howard", "Denise", "Gregory", "Yolanda",
        "Patrick", "Brenda", "Marcus", "Shannon", "Leonard", "Kathryn", "Edwin", "Vanessa", "Clarence", "Marlene",
        "Rodney", "Bernice", "Terrance",
    ];
    const LAST: [&str; 24] = [
        "Gonzalez",
        "Kowalski",
        "Hernandez",
        "Thompson",
        "Schroeder",
        "Martinez",
        "Fitzgerald",
        "Nakamura",
        "Rodriguez",
        "Patterson",
        "Villanueva",
        "Gustafson",
        "Ramirez",
        "Jimenez",
        "Mendoza",
        "Wojcik",
        "Sorensen",
        "Delgado",
        "Castillo",
        "Henderson",
        "Gallagher",
        "Espinoza",
        "Velasquez",
        "Dominguez",
    ];
    let table = |last: &[&str], beside: &dyn Fn(usize) -> String| {
        (0..24).fold(String::from("no,brand,model,code\n"), |table, index| {
            table + &format!("{},{},{},{}\n", 100 + index, last[index % last.len()], FIRST[index], beside(index))
        })
    };
    let phone =
        |index: usize| format!("{}-{}-{:04}", [212, 312, 415, 617][index % 4], 230 + index * 17, 1000 + index * 137);
    let people = table(&LAST, &phone);
    assert_eq!(matched(&people, "brand", "person_name"), 24);
    assert_eq!(matched(&people, "model", "person_name"), 24);
    let makers = table(&["Ford", "Dodge", "Chevrolet", "Lincoln"], &phone);
    assert_eq!(matched(&makers, "brand", "person_name"), 0, "a few come again");
    let colours =
        ["Amber", "Ruby", "Olive", "Violet", "Rose", "Scarlet", "Teal", "Navy", "Beige", "Maroon", "Ivory", "Coral"];
    assert_eq!(matched(&table(&colours, &phone), "brand", "person_name"), 0, "words");
    let alone = table(&LAST, &|index: usize| format!("{}.50", index * 13));
    assert_eq!(
        matched(&alone, "brand", "person_name") + matched(&alone, "model", "person_name"),
        0,
        "nothing beside them"
    );
}

#[test]
fn what_cannot_be_dialled_is_no_telephone_number_whatever_its_column_says() {
    let trade = |index: usize| format!("{}", 10_012_345_678_905_u64 + index as u64 * 3_918_273_645);
    assert_eq!(matched(&of_people("phone", trade), "phone", "phone"), 0);
    let points = |index: usize| format!("{}", [9, 310, 48_211, 777_310, 5_204_118, 6_901_442][index % 6] + index * 31);
    assert_eq!(matched(&of_people("phone", points), "phone", "phone"), 0);
    let spanish = |index: usize| format!("{}", 600_000_000 + index * 2_044_717);
    assert_eq!(matched(&of_people("phone", spanish), "phone", "phone"), 48);
    let versions = |index: usize| format!("{}.{}.{}.{}", 1 + index % 12, index * 7 % 30, index % 20, index * 53 % 400);
    assert_eq!(matched(&of_people("phone", versions), "phone", "phone"), 0);
    let provider = |index: usize| format!("{}", 1_000_000_000 + index * 20_411_317);
    assert_eq!(matched(&of_people("phone", provider), "phone", "phone"), 0);
    let egyptian = |index: usize| {
        let network = [1_000_000_000, 1_100_000_000, 1_200_000_000, 1_500_000_000][index % 4];
        (network + 10_000_000 + index * 1_811_317).to_string()
    };
    assert_eq!(matched(&of_people("phone", egyptian), "phone", "phone"), 48);
    let local = |index: usize| format!("{}", 2_100_000 + index * 137_911);
    assert_eq!(matched(&of_people("phone", local), "phone", "phone"), 48);
}

#[test]
fn numbers_that_lack_two_noughts_all_of_them_are_no_social_security_numbers() {
    let seven = |index: usize| format!("{}", 1_010_001 + index * 160_411);
    assert_eq!(matched(&of_people("number", seven), "number", "us_ssn"), 0);
    let of_one_state =
        |index: usize| format!("00{}{:02}{:04}", 8 + index % 2, 1 + index * 7 % 98, 1 + index * 197 % 9_999);
    assert_eq!(matched(&of_people("ssn", of_one_state), "ssn", "us_ssn"), 48);
    let some = |index: usize| bare(index).trim_start_matches('0').to_owned();
    assert_eq!(matched(&of_people("ssn", some), "ssn", "us_ssn"), 48);
}

#[test]
fn counts_beside_things_are_no_licences() {
    let tons = |index: usize| (40_000 + index * 3_911).to_string();
    assert_eq!(matched(&of_things("license_number", tons), "license_number", "us_drivers_license"), 0);
    assert_eq!(matched(&of_people("license_number", tons), "license_number", "us_drivers_license"), 48);
    assert_eq!(matched(&of_people("driver_license", tons), "driver_license", "us_drivers_license"), 48);
    let seven = |index: usize| (1_100_000 + index * 160_411).to_string();
    assert_eq!(matched(&of_people("license_number", seven), "license_number", "us_drivers_license"), 48);
    let prices = |state: &dyn Fn(usize) -> &'static str| {
        let value = |index: usize| format!("{},{}", 90_000 + index * index * 977, state(index));
        matched(&of_people("license_number,state", value), "license_number", "us_drivers_license")
    };
    assert_eq!(prices(&|index| ["TX", "FL", "CA", "MI"][index % 4]), 0);
    assert_eq!(prices(&|_| "DE"), 48);
}

#[test]
fn dates_and_decimals_are_no_licences() {
    let date = |index: usize| format!("{}-{:02}-{:02}", 2027 + index % 4, 1 + index % 12, 1 + index * 7 % 28);
    assert_eq!(matched(&of_people("license_number", date), "license_number", "us_drivers_license"), 0);
    let degrees = |index: usize| format!("-{}.{:06}", 30 + index % 40, index * 20_411 % 1_000_000);
    assert_eq!(matched(&of_people("license_number", degrees), "license_number", "us_drivers_license"), 0);
}

#[test]
fn counters_and_seconds_of_one_year_are_no_dates_of_birth() {
    let counted = |index: usize| (270_389_809 + index * 7).to_string();
    assert_eq!(matched(&of_people("birth_date", counted), "birth_date", "date_of_birth"), 0);
    let prefixed = |index: usize| (270_000_000 + index * 20_411 % 1_000_000).to_string();
    assert_eq!(matched(&of_people("birth_date", prefixed), "birth_date", "date_of_birth"), 0);
    let born = |index: usize| ((1_000 + index * 197) * 86_400).to_string();
    assert_eq!(matched(&of_people("birth_date", born), "birth_date", "date_of_birth"), 48);
}

#[test]
fn numbers_that_are_written_as_only_telephone_numbers_are_need_no_heading() {
    let any = |index: usize| {
        let (area, exchange, line) = (201 + index * 97 % 780, 200 + index * 131 % 790, index * 1_377 % 10_000);
        match index % 6 {
            0 => format!("({area}){exchange}-{line:04}x{:03}", index * 17),
            1 => format!("001-{area}-{exchange}-{line:04}"),
            2 => format!("{area}.{exchange}.{line:04}"),
            3 => format!("{area}{exchange}{line:04}"),
            4 => format!("+1-{area}-{exchange}-{line:04}x{:05}", index * 311),
            _ => format!("({area}){exchange}-{line:04}"),
        }
    };
    for column in ["f12", "order_no", "status"] {
        assert!(matched(&of_people(column, any), column, "phone") >= 30, "{column}");
    }
    let part =
        |index: usize| format!("{}-{}-{:04}", 201 + index * 97 % 780, 200 + index * 131 % 790, index * 1_377 % 10_000);
    assert_eq!(matched(&of_people("part_no", part), "part_no", "phone"), 0);
}

#[test]
fn devices_may_all_be_of_one_reporting_body() {
    let number =
        |body: usize, index: usize| luhn(&format!("{body}{:012}", index as u64 * 19_041_123_317 % 1_000_000_000_000));
    for (column, body) in [("f01", 35), ("f01", 91), ("account_no", 91), ("imei", 51)] {
        assert_eq!(matched(&of_people(column, |index| number(body, index)), column, "imei"), 48, "{column}, {body}");
    }
}

#[test]
fn dates_of_these_years_and_of_animals_are_no_births_of_people() {
    let settled = |index: usize| format!("{}-{:02}-{:02}", 2023 + index % 3, 1 + index % 12, 1 + index * 11 % 28);
    let with = |column: &str, extra: (&str, &str), date: &dyn Fn(usize) -> String| {
        let table = (0..48).fold(format!("owner,{column},{}\n", extra.0), |table, index| {
            let (given, family) = (GIVEN[index % 6], FAMILY[index % 8]);
            table + &format!("{given} {family},{},{}\n", date(index), extra.1)
        });
        matched(&table, column, "date_of_birth")
    };
    let plain = ("grade", "B");
    assert_eq!(with("birth_date", plain, &settled), 0);
    assert_eq!(with("baby_birth_date", plain, &settled), 48);
    assert_eq!(with("birth_date", ("mother", "A"), &settled), 48);
    let child = |index: usize| format!("{}-{:02}-14", 2014 + index % 12, 1 + index % 12);
    assert_eq!(with("birth_date", plain, &child), 48);
    let breed = ("breed", "Beagle");
    assert_eq!(with("born", breed, &child), 0);
    assert_eq!(with("employee_dob", breed, &|index| format!("{}-05-14", 1940 + index)), 48);
    assert_eq!(with("owner_dob", breed, &|index| format!("{}-05-14", 1940 + index)), 48);
    assert_eq!(with("born", plain, &child), 48);
}

#[test]
fn six_digits_called_pin_beside_codes_of_indian_banks_are_postal_codes() {
    let table = |beside: &str| {
        (0..48).fold(format!("full_name,{beside},pin\n"), |table, index| {
            let (given, family) = (GIVEN[index % 6], FAMILY[index % 8]);
            table + &format!("{given} {family},HDFC0{:06},{:06}\n", 1_000 + index * 37, 110_001 + index * 17_311)
        })
    };
    assert_eq!(matched(&table("ifsc"), "pin", "account_pin"), 0);
    assert_eq!(matched(&table("branch"), "pin", "account_pin"), 48);
    assert_eq!(matched(&table("ifsc").replace("pin", "upi_pin"), "upi_pin", "account_pin"), 48);
}

#[test]
fn forms_that_one_state_alone_has_need_no_heading_beside_people() {
    let iowa = |index: usize| {
        let letter = |at: usize| char::from(b'A' + (index * 7 + at * 11) as u8 % 26);
        format!("{:03}{}{}{:04}", 100 + index * 17, letter(0), letter(1), 1_000 + index * 137)
    };
    let headless = |table: String| table.split_once('\n').unwrap().1.to_owned();
    let dashed = |index: usize| {
        let (area, group, serial) = social(index);
        format!("{},{area:03}-{group:02}-{serial:04}", iowa(index))
    };
    let people = headless(of_people("x,y", dashed));
    assert_eq!(matched(&people, "column_3", "us_drivers_license"), 48);
    assert_eq!(matched(&headless(of_things("x", iowa)), "column_2", "us_drivers_license"), 0);
}

#[test]
fn tickets_that_begin_as_cards_do_and_go_on_otherwise_are_no_cards() {
    let ticket = |index: usize| luhn(&format!("81{:013}", index as u64 * 190_411_233_177 % 10_000_000_000_000));
    for column in ["barcode", "brcd", "f01"] {
        assert_eq!(matched(&of_people(column, ticket), column, "payment_card"), 0, "{column}");
    }
    let keys = |index: usize| luhn(&format!("48{:013}", index as u64 * 190_411_233_177 % 10_000_000_000_000));
    assert_eq!(matched(&of_people("code", keys), "code", "payment_card"), 48);
    assert_eq!(matched(&of_people("card_number", keys), "card_number", "payment_card"), 48);
    let american = |index: usize| luhn(&format!("37{:012}", index as u64 * 19_041_123_317 % 1_000_000_000_000));
    assert_eq!(matched(&of_people("code", american), "code", "payment_card"), 48);
    let mixed = |index: usize| {
        let head = ["4556", "5172", "8120", "3530"][index % 4];
        luhn(&format!("{head}{:011}", index as u64 * 1_904_112_331 % 100_000_000_000))
    };
    assert_eq!(matched(&of_people("f01", mixed), "f01", "payment_card"), 48);
}

#[test]
fn keys_that_begin_as_identities_of_devices_do_are_none() {
    for head in ["01", "86", "99"] {
        let key = |index: usize| format!("{head}{:012}", index as u64 * 190_411_233_177 % 1_000_000_000_000);
        for column in ["acct_no", "loan_number", "f01"] {
            assert_eq!(matched(&of_people(column, key), column, "imei"), 0, "{head} {column}");
        }
        assert_eq!(matched(&of_people("imei", key), "imei", "imei"), 48, "{head}");
        let longer = |index: usize| key(index) + "07";
        assert_eq!(matched(&of_people("f01", longer), "f01", "imeisv"), 0, "{head}");
    }
}

#[test]
fn numbers_that_are_counted_within_days_are_none_of_people() {
    let dated = |index: usize| format!("2403{:02}-{:04}", 1 + index % 28, index * 37 % 1000);
    let longer = |index: usize| format!("2403{:02}-{:07}", 1 + index % 28, 1_004_412 + index * 10_007);
    for column in ["invoice_no", "ticket", "f01"] {
        assert_eq!(matched(&of_people(column, dated), column, "dk_cpr"), 0, "{column}");
        assert_eq!(matched(&of_people(column, longer), column, "kr_rrn"), 0, "{column}");
    }
    assert_eq!(matched(&of_people("cpr", dated), "cpr", "dk_cpr"), 48);
}
