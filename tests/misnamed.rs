//! Columns whose names say something else than their values do.

use std::fmt::Write as _;

use crate::fixture::{Fixture, scan_paths};

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
}
