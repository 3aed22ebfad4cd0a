//! The second generator: a shipping and travel business in many countries. People, addresses and telephone numbers of
//! other places, exports of other systems, mail of other manners.

mod places;
mod texts;
mod words;

use self::words::{COUNTRIES, Country, HOSTS, SHIPS, TRADES};
use crate::corpus::{Document, Genre};
use crate::numbers;
use crate::random::Rng;
use crate::table::{Column, Format, table};
use crate::template::{Value, texts};

const FORMATS: [Format; 5] = [Format::Lines, Format::Copy, Format::Csv, Format::Bare, Format::Json];

const HEADERS: &[(&str, &[&str])] = &[
    ("person", &["passengerName", "nombre_completo", "contactPerson", "kunde", "fullName", "holder"]),
    ("forename", &["vorname", "prenom", "firstName", "nombre", "given_name"]),
    ("family", &["nachname", "apellidos", "lastName", "cognome", "family_name"]),
    ("last_first", &["pax", "crew_member", "traveller", "guest"]),
    ("abode", &["adresse", "direccion", "postalAddress", "anschrift", "deliveryAddress"]),
    ("tel", &["telefon", "mobilePhone", "telefono", "msisdn", "contactNumber"]),
    ("mailbox", &["mail", "emailAddr", "correo", "userEmail", "courriel"]),
    ("born", &["birthdate", "geburtsdatum", "fecha_nacimiento", "dateOfBirth", "born"]),
    ("account", &["iban", "IBAN", "bankverbindung", "iban_no"]),
    ("plastic", &["cardNo", "paymentCard", "ccnumber", "card_pan"]),
    ("terminal", &["imei", "deviceImei", "imei1", "equipment_imei"]),
    ("subscriber", &["imsi", "IMSI", "imsiNumber", "sim_imsi"]),
    ("sim", &["iccid", "simIccid", "ICCID", "sim_card_iccid"]),
    ("national", &["ssn", "socialSecurity", "ss_number", "ssnNo"]),
];

const FREIGHT: &[(&str, &str)] = &[
    ("pos", "row"),
    ("vessel", "ship"),
    ("port", "town"),
    ("nation", "nation"),
    ("weightKg", "weight"),
    ("booking", "booking"),
    ("eta", "stamp"),
    ("container", "container"),
    ("trade", "trade"),
    ("lat", "latitude"),
    ("hash", "hash"),
    ("epoch", "epoch"),
];

/// Tables and texts.
pub(crate) fn documents(rng: &mut Rng, out: &mut Vec<Document>) {
    for (at, rows) in [40, 120, 300].into_iter().cycle().take(36).enumerate() {
        let format = FORMATS[at % FORMATS.len()];
        let rows = if format == Format::Bare { rows.max(120) } else { rows };
        let columns = columns(rng);
        out.push(table(&format!("harbour_{at}"), &columns, rows, format, rng, value));
    }
    for (name, templates, gap) in [
        ("harbour_reports", texts::REPORTS, "\n\n"),
        ("harbour_chat", texts::CHAT, "\n"),
        ("harbour_events", texts::EVENTS, "\n"),
        ("harbour_cards", texts::CARDS, "\n\n"),
    ] {
        let mut document = Document::new(format!("{name}.txt"), Genre::Text);
        texts(&mut document, templates, 240, gap, rng, value);
        out.push(document);
    }
}

fn columns(rng: &mut Rng) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    while columns.len() < 9 {
        let is_personal = rng.chance(60);
        let (header, slot) = if is_personal {
            let (slot, headers) = HEADERS[usize::try_from(rng.bits() % HEADERS.len() as u64).unwrap_or(0)];
            (rng.pick(headers), slot)
        } else {
            let (header, slot) = FREIGHT[usize::try_from(rng.bits() % FREIGHT.len() as u64).unwrap_or(0)];
            (header, slot)
        };
        if columns.iter().all(|column| !column.header.eq_ignore_ascii_case(header)) {
            columns.push(Column { header: header.to_owned(), slot });
        }
    }
    columns
}

/// The value of a slot.
pub(crate) fn value(rng: &mut Rng, slot: &str) -> Value {
    let country = &COUNTRIES[usize::try_from(rng.bits() % COUNTRIES.len() as u64).unwrap_or(0)];
    match slot {
        "person" => Value::of("person_name", format!("{} {}", rng.pick(country.given), rng.pick(country.family))),
        "lower" => {
            let (given, family) = (rng.pick(country.given), rng.pick(country.family));
            Value::of("person_name", format!("{given} {family}").to_lowercase())
        }
        "caps" => {
            let (given, family) = (rng.pick(country.given), rng.pick(country.family));
            Value::of("person_name", format!("{given} {family}").to_uppercase())
        }
        "forename" => Value::of("person_name", rng.pick(country.given)),
        "family" => Value::of("person_name", rng.pick(country.family)),
        "last_first" => Value::of(
            "person_name",
            format!("{}, {}", rng.pick(country.family).to_uppercase(), rng.pick(country.given)),
        ),
        "hl7" => {
            let (given, family) = (rng.pick(country.given), rng.pick(country.family));
            Value::of("person_name", format!("{family}^{given}").to_uppercase())
        }
        "initials" => {
            let given = rng.pick(country.given);
            let initial: String = given.chars().take(1).collect();
            Value::of("person_name", format!("{initial}. {}", rng.pick(country.family)))
        }
        "abode" => Value::of("street_address", places::address(rng, country)),
        "tel" => Value::of("phone", telephone(rng, country)),
        "mailbox" => Value::of("email", mailbox(rng, country)),
        "born" => {
            let (year, month, day) = numbers::birth(rng);
            Value::of("date_of_birth", format!("{year}-{month:02}-{day:02}"))
        }
        "account" => Value::of("iban", grouped(&numbers::iban(rng), rng)),
        "plastic" => Value::of("payment_card", numbers::card(rng)),
        "terminal" => Value::of("imei", numbers::imei(rng)),
        "national" => Value::of("us_ssn", numbers::written(&numbers::ssn(rng), "###-##-####")),
        "subscriber" => Value::of("imsi", numbers::imsi(rng)),
        "sim" => Value::of("iccid", numbers::iccid(rng)),
        _ => Value::plain(freight(rng, slot, country)),
    }
}

fn freight(rng: &mut Rng, slot: &str, country: &Country) -> String {
    match slot {
        "ship" => rng.pick(SHIPS).to_owned(),
        "town" => rng.pick(country.towns).to_owned(),
        "nation" => country.name.to_owned(),
        "trade" => rng.pick(TRADES).to_owned(),
        "weight" => format!("{}.{}", rng.range(100, 28_000), rng.digits(1)),
        "booking" => format!("{}{}", rng.letters("HKLMNPQRSTXYZ", 3), rng.digits(7)),
        "stamp" => format!(
            "2024-{:02}-{:02}T{:02}:{:02}:00Z",
            rng.range(1, 12),
            rng.range(1, 28),
            rng.range(0, 23),
            rng.range(0, 59)
        ),
        "container" => format!("{}U {}", rng.letters("MSCAELTGHN", 3), rng.digits(7)),
        "latitude" => format!("{}.{}", rng.range(0, 70), rng.digits(6)),
        "hash" => rng.letters("0123456789abcdef", 40),
        "epoch" => format!("17{}", rng.digits(8)),
        _ => rng.range(2, 60).to_string(),
    }
}

fn grouped(account: &str, rng: &mut Rng) -> String {
    if rng.chance(50) {
        return account.to_owned();
    }
    let groups: Vec<String> =
        account.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    groups.join(" ")
}

fn telephone(rng: &mut Rng, country: &Country) -> String {
    let form = rng.pick(country.phones);
    form.chars().map(|char| if char == '#' { rng.digits(1) } else { char.to_string() }).collect()
}

fn mailbox(rng: &mut Rng, country: &Country) -> String {
    let plain = |text: &str| -> String { text.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect() };
    let (given, family) = (plain(rng.pick(country.given)), plain(rng.pick(country.family)));
    let host = rng.pick(HOSTS);
    match rng.range(0, 2) {
        0 => format!("{given}.{family}@{host}.{}", country.domain),
        1 => format!("{family}{}@{host}.{}", rng.range(50, 99), country.domain),
        _ => format!("{}-{family}@post.{host}.{}", given.get(..1).unwrap_or_default(), country.domain),
    }
}
