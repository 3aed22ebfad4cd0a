//! Columns with short, glued and misleading headings, or none: what their values say of the kind, and what they do not.

use std::fmt::Write as _;

use plainsight::report::model::Report;

use crate::fixture::{Fixture, scan_paths};

const GIVEN: [&str; 12] = [
    "Maria", "Robert", "Linda", "Kevin", "Teresa", "Dennis", "Monica", "Howard", "Denise", "Gregory", "Yolanda",
    "Patrick",
];
const FAMILY: [&str; 12] = [
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
];

/// The given and the family name of an invented person: 144 of them.
fn person(index: usize) -> (&'static str, &'static str) {
    (GIVEN[index % 12], FAMILY[(index / 12 + index) % 12])
}

/// A number that looks drawn at random below `below`, and differs from row to row.
fn drawn(row: usize, below: u64) -> u64 {
    (row as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23).wrapping_mul(0xD134_2543_DE82_EF95) % below
}

fn scan(text: &str) -> Report {
    let fixture = Fixture::new("kinds");
    scan_paths(&[&fixture.file("table.csv", text)])
}

/// A table of so many rows under a header, if there is one.
fn table(header: &str, rows: usize, cells: impl Fn(usize) -> String) -> String {
    let mut text = if header.is_empty() { String::new() } else { format!("{header}\n") };
    (0..rows).for_each(|row| writeln!(text, "{}", cells(row)).unwrap());
    text
}

/// Matched values of a kind in a column.
fn matched(report: &Report, column: &str, kind: &str) -> u64 {
    let findings = report.findings.iter();
    let here = findings.filter(|one| one.kind == kind && one.location.column.as_deref() == Some(column));
    here.map(|one| one.counts.matched).sum()
}

/// What was found in a column, and in how many cells.
fn found(report: &Report, column: &str) -> Vec<(String, u64)> {
    let here = report.findings.iter().filter(|one| one.location.column.as_deref() == Some(column));
    here.map(|one| (one.kind.clone(), one.counts.matched)).collect()
}

/// What is found under a heading beside a column of dates and one of states.
fn under(heading: &str, rows: usize, value: impl Fn(usize) -> String) -> Vec<(String, u64)> {
    let text = table(&format!("id,{heading},grade"), rows, |row| format!("{},{},{}", row + 1, value(row), row % 5));
    found(&scan(&text), heading)
}

fn only(kind: &str, count: u64) -> Vec<(String, u64)> {
    vec![(kind.to_owned(), count)]
}

fn date(row: usize) -> String {
    format!("{}-{:02}-{:02}", 1938 + drawn(row, 65), 1 + drawn(row + 7, 12), 1 + drawn(row + 90, 28))
}

fn ssn(row: usize) -> String {
    format!("{:03}-{:02}-{:04}", 101 + drawn(row, 500), 1 + drawn(row + 3, 98), 1 + drawn(row + 5, 9998))
}

#[test]
fn whole_names_that_come_again_are_people_if_they_are_many() {
    let names = |people: usize, header: &str, rows: usize| {
        table(header, rows, |row| {
            let (given, family) = person(row * 7 % people);
            format!("{given} {family},{}.{:02}", 3 + drawn(row, 900), row % 100)
        })
    };
    assert_eq!(matched(&scan(&names(48, "c1,amount", 240)), "c1", "person_name"), 240);
    assert_eq!(matched(&scan(&names(40, "", 200)), "column_1", "person_name"), 200);
    assert_eq!(matched(&scan(&names(9, "", 200)), "column_1", "person_name"), 0, "a few are what something is called");
}

#[test]
fn short_forms_of_things_make_no_names_of_people() {
    let family = |row: usize| person(row).1.to_owned();
    let given = |row: usize| person(row).0.to_owned();
    for heading in [
        "BRND_NM",
        "MFR_NM",
        "CLR_NM",
        "CNTY_NM",
        "CTY_NM",
        "VSL_NM",
        "PET_NM",
        "org_nm",
        "lender_nm",
        "artist_nm",
        "hurr_nm",
        "sch_nm",
        "vndr_nm",
        "comp_nm",
        "firm_nm",
        "STRM",
        "brnd",
        "mfr",
        "MBRCITY_NM",
        "ship_name",
    ] {
        assert_eq!(under(heading, 60, family), [], "{heading}");
        assert_eq!(under(heading, 60, given), [], "{heading}");
    }
    for heading in ["LAST_NM", "lst_nm", "MFR_CONTACT_NM", "org_contact_name", "EMPLAST_NAME"] {
        assert_eq!(under(heading, 60, family), only("person_name", 60), "{heading}");
    }
    let orders = table("order_id,ship_name,ship_address", 60, |row| {
        let (given, family) = person(row);
        format!("{},{given} {family},{} Maple Street", 1000 + row * 13, 10 + drawn(row, 900))
    });
    assert_eq!(matched(&scan(&orders), "ship_name", "person_name"), 60, "whom it was shipped to");
}

#[test]
fn blocks_and_plats_are_nobodys_address() {
    const STREETS: [&str; 4] = ["OAK ST", "RIDGELINE AVE", "N MAPLE DR", "SUNSET RD"];
    let block = |row: usize| format!("{}00 BLOCK OF {}", 1 + drawn(row, 99), STREETS[row % 4]);
    let short = |row: usize| format!("{}00 Blk {}", 1 + drawn(row, 99), STREETS[row % 4]);
    let plat = |row: usize| format!("LOT {} BLK {} SUNSET PARK SUBD", 1 + drawn(row, 30), 1 + drawn(row + 9, 20));
    for heading in ["block", "c3", "legal_description"] {
        assert_eq!(under(heading, 60, block), [], "{heading}");
        assert_eq!(under(heading, 60, short), [], "{heading}");
        assert_eq!(under(heading, 60, plat), [], "{heading}");
    }
    let house = |row: usize| format!("{} Block Island {}", 1 + drawn(row, 900), ["Rd", "Ave"][row % 2]);
    assert_eq!(under("address", 60, house), only("street_address", 60));
}

#[test]
fn addresses_of_connections_may_have_a_port_or_noughts() {
    let numbers =
        |row: usize| [24 + drawn(row, 180), drawn(row + 1, 256), drawn(row + 2, 256), 1 + drawn(row + 3, 254)];
    let port = |row: usize| {
        let [a, b, c, d] = numbers(row);
        format!("{a}.{b}.{c}.{d}:{}", 1024 + drawn(row + 4, 60_000))
    };
    let padded = |row: usize| {
        let [a, b, c, d] = numbers(row);
        format!("{a:03}.{b:03}.{c:03}.{d:03}")
    };
    for heading in ["client_ip", "SRC_IP"] {
        assert_eq!(under(heading, 40, port), only("ip_address", 40), "{heading}");
        assert_eq!(under(heading, 40, padded), only("ip_address", 40), "{heading}");
    }
    assert_eq!(under("client_ip", 40, |row| format!("{}:{}", drawn(row, 24), 10 + drawn(row, 50))), []);
}

#[test]
fn telephone_numbers_of_all_writings_are_found_by_short_labels() {
    let exchange = |row: usize| format!("{}-{:04}", 220 + drawn(row, 700), drawn(row + 3, 10_000));
    let area = |row: usize| [212, 312, 415, 617, 713, 305, 206, 404][row % 8];
    let extension = |row: usize| format!("({}){} x{}", area(row), exchange(row), 100 + drawn(row, 900));
    let dotted = |row: usize| format!("{}.{} x{}", area(row), exchange(row).replace('-', "."), 100 + drawn(row, 900));
    for heading in ["cel_no", "c2"] {
        assert_eq!(under(heading, 60, extension), only("phone", 60), "{heading}");
        assert_eq!(under(heading, 60, dotted), only("phone", 60), "{heading}");
    }
    let french = |row: usize| {
        let pairs = [0, 1, 2, 3].map(|at| format!("{:02}", drawn(row * 4 + at, 100)));
        format!("0{} {}", 1 + row % 7, pairs.join(" "))
    };
    let dutch = |row: usize| format!("06-{:08}", 10_000_000 + drawn(row, 80_000_000));
    let spanish = |row: usize| (600_000_000 + drawn(row, 99_000_000)).to_string();
    for heading in ["portable", "tel_portable", "phone"] {
        assert_eq!(under(heading, 60, french), only("phone", 60), "{heading}");
    }
    for heading in ["mobiel", "gsm", "tlf", "handynr", "rufnr", "puhelin", "EMPMOB"] {
        assert_eq!(under(heading, 60, dutch), only("phone", 60), "{heading}");
    }
    for heading in ["movil", "cel"] {
        assert_eq!(under(heading, 60, spanish), only("phone", 60), "{heading}");
    }
    let text = table("id,phone", 60, |row| format!("{},{}", row + 1, french(row)));
    assert_eq!(matched(&scan(&text), "phone", "phone"), 60, "the comma is none of an amount");
}

#[test]
fn short_and_glued_labels_name_their_kinds() {
    for heading in ["BTH_DT", "DTBIRTH", "ddn", "nasc", "date_naiss", "EMPDOB", "CSTBRTH_DT", "SBDOB", "CBTH_DT"] {
        assert_eq!(under(heading, 10, date), only("date_of_birth", 10), "{heading}");
    }
    let passport = |row: usize| format!("{:09}", 210_000_000 + drawn(row, 700_000_000));
    for heading in ["PASSPT", "PSPRT", "travel_doc_number", "TRVL_DOC", "PP_NUM"] {
        assert_eq!(under(heading, 40, passport), only("passport", 40), "{heading}");
    }
    let ein = |row: usize| format!("{}{:07}", [12, 20, 34, 46, 58, 65, 73, 84, 95][row % 9], drawn(row, 10_000_000));
    for heading in ["STCD2", "NUM_1099", "irs_no", "FEDID", "CEIN", "payer_tin", "employer_tin"] {
        assert_eq!(under(heading, 40, ein), only("us_ein", 40), "{heading}");
    }
    let account = |row: usize| (10_000_000 + drawn(row, 9_000_000_000)).to_string();
    for heading in ["eft_account", "ACCT_BK", "MBRDDA_NO"] {
        assert_eq!(under(heading, 40, account), only("bank_account", 40), "{heading}");
    }
    for heading in ["PTSSNO", "x_ssno", "MBRSSN", "CSSN"] {
        assert_eq!(under(heading, 40, |row| ssn(row).replace('-', "")), only("us_ssn", 40), "{heading}");
    }
    let bsn = |row: usize| {
        let head = 10_000_000 + drawn(row, 80_000_000);
        let weighted =
            |head: u64| format!("{head:08}").bytes().zip((2..=9).rev()).map(|(d, w)| u64::from(d - b'0') * w).sum();
        let head = (head..)
            .find(|&head| {
                let sum: u64 = weighted(head);
                sum % 11 < 10
            })
            .unwrap();
        let sum: u64 = weighted(head);
        format!("{head:08}{}", sum % 11)
    };
    for heading in ["EMPBSN", "PTBSN"] {
        assert_eq!(under(heading, 40, bsn), only("nl_bsn", 40), "{heading}");
    }
    for heading in ["masked_card", "card_mask"] {
        let report = under(heading, 40, |row| format!("************{:04}", drawn(row, 10_000)));
        assert_eq!(report, only("payment_card", 40), "{heading}");
    }
}

#[test]
fn numbers_of_other_things_are_no_numbers_of_people() {
    let part = |row: usize| format!("{:03}-{:02}-{:04}", drawn(row, 1000), drawn(row + 3, 100), drawn(row + 5, 10_000));
    for heading in ["PRT_NBR", "OEM", "part"] {
        assert_eq!(under(heading, 10, part), [], "{heading}");
        assert_eq!(under(heading, 60, part), [], "{heading}");
    }
    let count = |row: usize| (drawn(row, 10_u64.pow(1 + (row % 9) as u32))).to_string();
    for heading in ["ssn_matches", "ssn_cnt", "num_ssn", "total_ssns"] {
        assert_eq!(under(heading, 60, count), [], "{heading}");
    }
    assert_eq!(under("CELL_GID", 60, |row| (310_410_000_000_000 + drawn(row, 90_000_000_000)).to_string()), []);
    // The check digit of Japan: eleven weighted digits, and the rest of eleven.
    let my_number = |row: usize| {
        let head = format!("{:011}", drawn(row, 99_999_999_999));
        let sum: u64 = head.bytes().zip([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]).map(|(d, w)| u64::from(d - b'0') * w).sum();
        format!("{head}{}", if sum % 11 <= 1 { 0 } else { 11 - sum % 11 })
    };
    assert_eq!(under("my_number", 60, my_number), only("jp_my_number", 60));
}

#[test]
fn the_kind_whose_check_holds_throughout_is_what_thirteen_digits_are() {
    let dated =
        |row: usize| format!("{:02}{:02}{:02}", drawn(row, 100), 1 + drawn(row + 1, 12), 1 + drawn(row + 2, 28));
    let south_african = |row: usize| {
        let head = format!("{}{:04}08", dated(row), drawn(row + 3, 10_000));
        let sum: u32 = head
            .bytes()
            .enumerate()
            .map(|(at, digit)| u32::from(digit - b'0') * (1 + at as u32 % 2))
            .map(|number| number / 10 + number % 10)
            .sum();
        format!("{head}{}", (10 - sum % 10) % 10)
    };
    let korean = |row: usize| {
        let head = format!("{}{}{:05}", dated(row), 1 + row % 2, drawn(row + 3, 100_000));
        let sum: u32 =
            head.bytes().zip([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]).map(|(digit, w)| u32::from(digit - b'0') * w).sum();
        format!("{head}{}", (11 - sum % 11) % 10)
    };
    let of = |number: &dyn Fn(usize) -> String| {
        let text = table("", 60, |row| format!("{} {},{}", person(row).0, person(row).1, number(row)));
        found(&scan(&text), "column_2")
    };
    assert_eq!(of(&south_african), only("za_id", 60));
    assert_eq!(of(&korean), only("kr_rrn", 60));
}

#[test]
fn one_of_many_codes_is_what_it_looks_like_by_chance() {
    const SIGNS: &[u8] = b"ABCDEFGHJKMNPQRTUVWXY0123456789";
    let code = |row: usize| match row {
        71 => "1EG4TE5MK73".to_owned(),
        72 => "12 OAK ST".to_owned(),
        _ => (0..11).map(|at| char::from(SIGNS[drawn(row * 11 + at, SIGNS.len() as u64) as usize])).collect(),
    };
    assert_eq!(under("SERNR", 120, code), []);
    let member = |row: usize| {
        if row.is_multiple_of(3) { "1EG4TE5MK73".replace("73", &format!("{}", 10 + row % 80)) } else { String::new() }
    };
    assert_eq!(under("MBI", 120, member), only("us_mbi", 40));
    let number = |row: usize| if row == 71 { "219-09-1234".to_owned() } else { code(row) };
    assert_eq!(
        under("misc_code", 120, |row| if row == 72 { code(0) } else { number(row) }),
        only("us_ssn", 1),
        "grouped as little else is"
    );
    let model = |row: usize| {
        format!(
            "{}{}{:06}{}",
            char::from(b'A' + (row % 26) as u8),
            char::from(b'B' + (row % 23) as u8),
            drawn(row, 1_000_000),
            char::from(b'A' + (row % 25) as u8)
        )
    };
    let people = |heading: &str| {
        let text = table(&format!("name,ssn,dob,{heading}"), 60, |row| {
            format!("{} {},{},{},{}", person(row).0, person(row).1, ssn(row), date(row), model(row))
        });
        found(&scan(&text), heading)
    };
    assert_eq!(people("catalog_no"), []);
    assert_eq!(people("location_code"), []);
    assert_eq!(people("drivers_license").len(), 1);
}

#[test]
fn headings_of_labels_alone_are_no_record() {
    let licence = |row: usize| (20_000_000 + drawn(row, 70_000_000)).to_string();
    for header in ["dln,st", "oln,olst"] {
        let text = table(header, 40, |row| format!("{},TX", licence(row)));
        assert_eq!(found(&scan(&text), &header[..3]), only("us_drivers_license", 40), "{header}");
    }
    let text =
        table("full_name,event", 40, |row| format!("{} {},{}", person(row).0, person(row).1, ["A", "B"][row % 2]));
    assert_eq!(matched(&scan(&text), "full_name", "person_name"), 40);
    let text = table("CLM01,last_name,first_name,NM109_82", 40, |row| {
        format!(
            "{},{},{},{}",
            300_000_000_000 + drawn(row, 600_000_000_000),
            person(row).1,
            person(row).0,
            1_000_000_000 + drawn(row, 900_000_000)
        )
    });
    assert_eq!(matched(&scan(&text), "last_name", "person_name"), 40);
    // A record above others is none: it has what they have.
    let text = table("", 40, |row| {
        format!("{}_{},{} {},{}", GIVEN[row % 12], 10 + row, person(row).0, person(row).1, licence(row))
    });
    assert_eq!(matched(&scan(&text), "column_2", "person_name"), 40);
}

#[test]
fn a_check_that_holds_throughout_a_column_needs_no_heading() {
    let registered = |row: usize| {
        let digits = format!("{:06}", drawn(row, 1_000_000));
        let sum: u32 = digits.bytes().zip([1, 2, 1, 2, 1, 2]).map(|(digit, w)| u32::from(digit - b'0') * w).sum();
        format!("{}{}{digits}{}", ["A", "B", "F", "M"][row % 4], char::from(b'A' + (row % 26) as u8), sum % 10)
    };
    let of = |number: &dyn Fn(usize) -> String| {
        found(
            &scan(&table("", 60, |row| format!("{},{},{}.{:02}", row + 1, number(row), drawn(row, 900), row))),
            "column_2",
        )
    };
    assert_eq!(of(&registered), only("dea_number", 60));
    let other = |row: usize| format!("{}{:07}", &registered(row)[..2], drawn(row, 10_000_000));
    assert_eq!(of(&other), []);
}

#[test]
fn names_that_are_written_as_those_of_people_refute_the_name_of_a_thing() {
    let turned = |row: usize| format!("\"{},{}\"", person(row).1.to_uppercase(), person(row).0.to_uppercase());
    for heading in ["category", "department", "company"] {
        let text = table(&format!("id,{heading},dob,ssn"), 60, |row| {
            format!("{},{},{},{}", row, turned(row), date(row), ssn(row))
        });
        assert_eq!(found(&scan(&text), heading), only("person_name", 60), "{heading}");
    }
    let titled = |row: usize| format!("{} {} {}", ["Mr.", "Ms.", "Dr."][row % 3], person(row).0, person(row).1);
    assert_eq!(under("product", 60, titled), only("person_name", 60));
    let plain = |row: usize| format!("{} {}", person(row).0, person(row).1);
    assert_eq!(under("product", 60, plain), [], "products are called after people");
}

#[test]
fn all_writings_of_a_column_count() {
    const SIGNS: &[u8] = b"CFGHJKLMNPRTVWXYZ0123456789";
    let passport = |row: usize| {
        let sign = |at: usize| char::from(SIGNS[drawn(row * 9 + at, SIGNS.len() as u64) as usize]);
        let tail: String = (0..8).map(|at| if at == row % 8 { '7' } else { sign(at) }).collect();
        format!("{}{tail}", ["C", "F", "G", "H", "J", "K"][row % 6])
    };
    assert_eq!(under("passport_number", 60, passport), only("passport", 60));
    let stripped = |row: usize| ssn(row).replace('-', "").trim_start_matches('0').to_owned();
    assert_eq!(
        under("x_ssno", 60, |row| if row.is_multiple_of(5) {
            format!("{}", 1_020_304 + drawn(row, 90_000_000))
        } else {
            stripped(row)
        }),
        only("us_ssn", 60)
    );
}

#[test]
fn parcels_are_nobodys_numbers() {
    let parcel =
        |row: usize| format!("{:03}-{:02}-{:04}", drawn(row, 1000), drawn(row + 3, 98) + 1, 1 + drawn(row + 5, 9998));
    assert_eq!(under("apn", 60, parcel), []);
    let surname = |row: usize| person(row).1.to_owned();
    assert_eq!(under("srnm", 60, surname), only("person_name", 60));
}
