//! The first generator: an American office. Customers, patients, tenants and employees, in tables and in what people
//! write about them.

mod texts;
mod words;

use self::words::{CITIES, DOMAINS, GIVEN, JOBS, PRODUCTS, STREETS, SUFFIXES, SURNAMES, UNITS};
use crate::corpus::{Document, Genre};
use crate::numbers;
use crate::random::Rng;
use crate::table::{Column, Format, table};
use crate::template::{Value, texts};

const FORMATS: [Format; 6] = [Format::Csv, Format::Insert, Format::Json, Format::UpperTsv, Format::Bare, Format::Copy];

/// Slots of personal data, and what a table's author calls such a column.
const HEADERS: &[(&str, &[&str])] = &[
    ("full", &["customer_name", "Name", "CUST_NM", "patient", "full_name", "insured_name"]),
    ("inverted", &["name", "EmployeeName", "member_nm", "tenant_name"]),
    ("given", &["first_name", "FNAME", "GivenName", "fst_nm"]),
    ("surname", &["last_name", "LNAME", "Surname", "lst_nm"]),
    ("street", &["address1", "street", "ADDR_LN_1", "mailing_street"]),
    ("address", &["address", "home_address", "ship_to", "residence"]),
    ("phone", &["phone", "home_phone", "cell_nbr", "Telephone", "contact_no"]),
    ("phone_bare", &["phone_number", "mobile", "PHONE_NBR", "tel"]),
    ("email", &["email", "EmailAddress", "e_mail", "contact_email"]),
    ("ssn", &["ssn", "SocialSecurityNumber", "SSN_NBR", "soc_sec_no"]),
    ("ssn_bare", &["ssn", "tax_ssn", "emp_ssn", "SSN"]),
    ("birth", &["dob", "BirthDate", "date_of_birth", "BIRTH_DT"]),
    ("card", &["card_number", "CC_NUM", "pan", "credit_card"]),
    ("license", &["drivers_license", "DL_NUMBER", "license_no", "dl_no"]),
    ("imei", &["imei", "IMEI_NO", "device_imei", "handset_imei"]),
    ("itin", &["itin", "ITIN_NO", "taxpayer_itin", "itin_number"]),
    ("iban", &["iban", "IBAN", "bank_iban", "account_iban"]),
];

/// Columns beside them that hold nothing.
const COMPANY: &[(&str, &str)] = &[
    ("id", "row"),
    ("city", "city"),
    ("state", "state"),
    ("zip", "zip"),
    ("status", "status"),
    ("product", "product"),
    ("job_title", "job"),
    ("amount", "amount"),
    ("created_at", "time"),
    ("order_no", "order"),
    ("quantity", "small"),
    ("sku", "sku"),
];

/// Tables and texts.
pub(crate) fn documents(rng: &mut Rng, out: &mut Vec<Document>) {
    for (at, rows) in [30, 100, 400].into_iter().cycle().take(36).enumerate() {
        let format = FORMATS[at % FORMATS.len()];
        let rows = if format == Format::Bare { rows.max(100) } else { rows };
        let columns = columns(rng);
        out.push(table(&format!("bureau_{at}"), &columns, rows, format, rng, value));
    }
    for (name, templates, gap) in [
        ("bureau_mail", texts::MAIL, "\n\n-----\n\n"),
        ("bureau_notes", texts::NOTES, "\n"),
        ("bureau_logs", texts::LOGS, "\n"),
        ("bureau_forms", texts::FORMS, "\n\n"),
        ("bureau_talks", texts::TALKS, "\n\n"),
        ("bureau_lists", texts::LISTS, "\n\n"),
    ] {
        let mut document = Document::new(format!("{name}.txt"), Genre::Text);
        texts(&mut document, templates, 260, gap, rng, value);
        out.push(document);
    }
}

fn columns(rng: &mut Rng) -> Vec<Column> {
    let mut columns = vec![Column { header: "id".to_owned(), slot: "row" }];
    let mut add = |header: &str, slot: &'static str| {
        if columns.iter().all(|column| !column.header.eq_ignore_ascii_case(header)) {
            columns.push(Column { header: header.to_owned(), slot });
        }
    };
    // Some exports say no more of a column than that there is one.
    let is_blank = rng.chance(15);
    for number in 1..=6 {
        let (slot, headers) = HEADERS[usize::try_from(rng.range(0, HEADERS.len() as u64 - 1)).unwrap_or(0)];
        let header = if is_blank { format!("field_{number}") } else { rng.pick(headers).to_owned() };
        add(&header, slot);
        let (header, slot) = COMPANY[usize::try_from(rng.range(0, COMPANY.len() as u64 - 1)).unwrap_or(0)];
        add(header, slot);
    }
    columns
}

/// The value of a slot.
pub(crate) fn value(rng: &mut Rng, slot: &str) -> Value {
    match slot {
        "full" => Value::of("person_name", full_name(rng)),
        "upper" => Value::of("person_name", full_name(rng).to_uppercase()),
        "inverted" => Value::of("person_name", inverted(rng)),
        "given" => Value::of("person_name", rng.pick(GIVEN)),
        "surname" => Value::of("person_name", rng.pick(SURNAMES)),
        "street" => Value::of("street_address", street(rng)),
        "address" => Value::of("street_address", address(rng, ", ")),
        "lines" => Value::of("street_address", address(rng, "\n")),
        "box" => Value::of("street_address", post_box(rng)),
        "phone" => Value::of("phone", phone(rng)),
        "phone_bare" => Value::of("phone", numbers::phone(rng)),
        "email" => Value::of("email", email(rng)),
        "ssn" => Value::of("us_ssn", numbers::written(&numbers::ssn(rng), "###-##-####")),
        "itin" => Value::of("us_itin", numbers::written(&numbers::itin(rng), "###-##-####")),
        "ssn_bare" => Value::of("us_ssn", numbers::ssn(rng)),
        "card" => {
            let digits = numbers::card(rng);
            let is_grouped = digits.len() == 16 && rng.chance(50);
            let form = if is_grouped { "#### #### #### ####" } else { "################" };
            Value::of("payment_card", numbers::written(&digits, form))
        }
        "imei" => Value::of("imei", numbers::imei(rng)),
        "iban" => Value::of("iban", numbers::iban(rng)),
        "license" => Value::of("us_drivers_license", numbers::license(rng)),
        "birth" => {
            let (year, month, day) = numbers::birth(rng);
            Value::of("date_of_birth", format!("{month:02}/{day:02}/{year}"))
        }
        _ => Value::plain(innocent(rng, slot)),
    }
}

fn innocent(rng: &mut Rng, slot: &str) -> String {
    match slot {
        "city" => rng.pick(CITIES).split(',').next().unwrap_or_default().to_owned(),
        "state" => rng.pick(CITIES).get_state(),
        "zip" => rng.pick(CITIES).get_zip(rng),
        "product" => rng.pick(PRODUCTS).to_owned(),
        "job" => rng.pick(JOBS).to_owned(),
        "status" => rng.any(&["active", "closed", "pending", "on hold"]).to_owned(),
        "amount" => format!("{}.{}", rng.range(1, 4000), rng.digits(2)),
        "time" => {
            format!(
                "2025-{:02}-{:02} {:02}:{:02}:11",
                rng.range(1, 12),
                rng.range(1, 28),
                rng.range(0, 23),
                rng.range(0, 59)
            )
        }
        "day" => format!("{:02}/{:02}/2025", rng.range(1, 12), rng.range(1, 28)),
        "order" => rng.digits(10),
        "ticket" => format!("T-{}", rng.digits(6)),
        "sku" => format!("{}-{}", rng.letters("ABCDEFGH", 3), rng.digits(4)),
        _ => rng.range(1, 99).to_string(),
    }
}

trait Place {
    fn get_state(&self) -> String;
    fn get_zip(&self, rng: &mut Rng) -> String;
}

impl Place for str {
    fn get_state(&self) -> String {
        self.split(',').nth(1).unwrap_or_default().to_owned()
    }

    fn get_zip(&self, rng: &mut Rng) -> String {
        format!("{}{}", self.split(',').nth(2).unwrap_or_default(), rng.digits(2))
    }
}

fn full_name(rng: &mut Rng) -> String {
    let (given, surname) = (rng.pick(GIVEN), rng.pick(SURNAMES));
    match rng.range(0, 9) {
        0 | 1 => format!("{given} {}. {surname}", rng.letters("ABCDEFGHJKLMNPRSTW", 1)),
        2 => format!("{given} {} {surname}", rng.pick(GIVEN)),
        3 if rng.chance(30) => format!("{given} {surname} Jr."),
        3 if rng.chance(40) => format!("{given} {surname}-{}", rng.pick(SURNAMES)),
        _ => format!("{given} {surname}"),
    }
}

fn inverted(rng: &mut Rng) -> String {
    let initial = if rng.chance(40) { format!(" {}", rng.letters("ABCDEFGHJKLMRST", 1)) } else { String::new() };
    format!("{}, {}{initial}", rng.pick(SURNAMES), rng.pick(GIVEN))
}

fn street(rng: &mut Rng) -> String {
    let number = rng.range(3, 19_999);
    let direction =
        if rng.chance(20) { format!("{} ", rng.any(&["N", "S", "E", "W", "North", "SW"])) } else { String::new() };
    let name = if rng.chance(15) {
        let number = rng.range(4, 180);
        format!("{number}{}", ordinal(number))
    } else {
        rng.pick(STREETS).to_owned()
    };
    let unit = if rng.chance(20) { format!(" {} {}", rng.pick(UNITS), rng.range(1, 40)) } else { String::new() };
    format!("{number} {direction}{name} {}{unit}", rng.pick(SUFFIXES))
}

fn ordinal(number: u64) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn address(rng: &mut Rng, separator: &str) -> String {
    let place = rng.pick(CITIES);
    let city = place.split(',').next().unwrap_or_default();
    let extension = if rng.chance(12) { format!("-{}", rng.digits(4)) } else { String::new() };
    format!("{}{separator}{city}, {} {}{extension}", street(rng), place.get_state(), place.get_zip(rng))
}

fn post_box(rng: &mut Rng) -> String {
    let place = rng.pick(CITIES);
    let city = place.split(',').next().unwrap_or_default();
    format!(
        "{} {}, {city}, {} {}",
        rng.any(&["PO Box", "P.O. Box"]),
        rng.range(2, 9000),
        place.get_state(),
        place.get_zip(rng)
    )
}

fn phone(rng: &mut Rng) -> String {
    let digits = numbers::phone(rng);
    let form = match rng.range(0, 6) {
        0 | 1 => "(###) ###-####",
        2 | 3 => "###-###-####",
        4 => "###.###.####",
        5 => "+1 ### ### ####",
        _ => "1-###-###-####",
    };
    numbers::written(&digits, form)
}

fn email(rng: &mut Rng) -> String {
    let (given, surname) = (rng.pick(GIVEN).to_lowercase(), rng.pick(SURNAMES).to_lowercase().replace('\'', ""));
    let domain = rng.pick(DOMAINS);
    match rng.range(0, 3) {
        0 => format!("{given}.{surname}@{domain}"),
        1 => format!("{}{surname}{}@{domain}", initial(&given), rng.range(1, 99)),
        2 => format!("{given}+{}@{domain}", rng.any(&["news", "billing", "shop"])),
        _ => format!("{given}_{surname}@{domain}"),
    }
}

fn initial(name: &str) -> &str {
    name.get(..1).unwrap_or_default()
}
