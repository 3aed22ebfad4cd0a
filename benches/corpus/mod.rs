//! Seeded generators of corpora for benches and tests: the same seed gives the same bytes on every machine.
//!
//! Every value is made up. Numbers are random with valid check digits and ranges; names, streets and cities are drawn
//! from short lists of common ones. Nothing here is tuned to what the detectors accept: the generator knows the public
//! rules of each identifier, and nothing of the rules in `rules/`.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::cast_possible_truncation,
    reason = "each bench and test uses some of it, none as a library; casts cut random bits"
)]

use std::io::{self, Write};

/// `SplitMix64`: small, fast, good enough for test data.
#[derive(Debug, Clone)]
pub struct Rng(pub u64);

impl Rng {
    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `from..=to`.
    pub fn range(&mut self, from: u64, to: u64) -> u64 {
        from + self.bits() % (to - from + 1)
    }

    /// One of `items`.
    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.bits() as usize % items.len()]
    }

    /// `count` decimal digits.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + (self.bits() % 10) as u8)).collect()
    }
}

const GIVEN: &[&str] = &[
    "James",
    "Mary",
    "Robert",
    "Patricia",
    "John",
    "Jennifer",
    "Michael",
    "Linda",
    "David",
    "Elizabeth",
    "William",
    "Barbara",
    "Richard",
    "Susan",
    "Joseph",
    "Jessica",
    "Thomas",
    "Karen",
    "Christopher",
    "Sarah",
    "Charles",
    "Lisa",
    "Daniel",
    "Nancy",
    "Matthew",
    "Sandra",
    "Anthony",
    "Ashley",
    "Donald",
    "Emily",
    "Steven",
    "Kimberly",
    "Andrew",
    "Margaret",
    "Paul",
    "Donna",
    "Joshua",
    "Michelle",
    "Kenneth",
    "Carol",
    "Kevin",
    "Amanda",
    "Brian",
    "Melissa",
    "Timothy",
    "Deborah",
    "Ronald",
    "Stephanie",
    "Jason",
    "Rebecca",
    "Jose",
    "Sharon",
    "Luis",
    "Laura",
    "Carlos",
    "Cynthia",
    "Juan",
    "Dorothy",
    "Miguel",
    "Amy",
    "Diego",
    "Guadalupe",
    "Wei",
    "Priya",
    "Fatima",
    "Aisha",
    "Mohammed",
    "Hiroshi",
    "Olga",
    "Dmitri",
    "Siobhan",
    "Grace",
    "Mark",
    "Rose",
];

const FAMILY: &[&str] = &[
    "Smith",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Garcia",
    "Miller",
    "Davis",
    "Rodriguez",
    "Martinez",
    "Hernandez",
    "Lopez",
    "Gonzalez",
    "Wilson",
    "Anderson",
    "Thomas",
    "Taylor",
    "Moore",
    "Jackson",
    "Martin",
    "Lee",
    "Perez",
    "Thompson",
    "White",
    "Harris",
    "Sanchez",
    "Clark",
    "Ramirez",
    "Lewis",
    "Robinson",
    "Walker",
    "Young",
    "Allen",
    "King",
    "Wright",
    "Scott",
    "Torres",
    "Nguyen",
    "Hill",
    "Flores",
    "Green",
    "Adams",
    "Nelson",
    "Baker",
    "Hall",
    "Rivera",
    "Campbell",
    "Mitchell",
    "Carter",
    "Roberts",
    "Gomez",
    "Phillips",
    "Evans",
    "Turner",
    "Diaz",
    "Parker",
    "Cruz",
    "Edwards",
    "Collins",
    "Reyes",
    "Stewart",
    "Morris",
    "Morales",
    "Murphy",
    "Cook",
    "Rogers",
    "Gutierrez",
    "Ortiz",
    "Morgan",
    "Cooper",
    "Peterson",
    "Bailey",
    "Reed",
    "Kelly",
    "Howard",
    "Ramos",
    "Kim",
    "Cox",
    "Ward",
    "Richardson",
    "Watson",
    "Brooks",
    "Chavez",
    "Wood",
    "Bennett",
    "Gray",
    "Mendoza",
    "Ruiz",
    "Hughes",
    "Price",
    "Alvarez",
    "Castillo",
    "Sanders",
    "Patel",
    "Myers",
    "Long",
    "Ross",
    "Foster",
    "Jimenez",
    "O'Brien",
    "Okafor",
    "Kowalski",
    "Svensson",
    "Yamamoto",
    "Chen",
    "Singh",
    "Ivanova",
    "Haddad",
    "McDonald",
    "Van Dyke",
    "Smith-Jones",
];

const STREETS: &[&str] = &[
    "Main",
    "Oak",
    "Maple",
    "Cedar",
    "Elm",
    "Washington",
    "Lake",
    "Hill",
    "Park",
    "Pine",
    "Walnut",
    "Spring",
    "North",
    "Ridge",
    "Church",
    "Willow",
    "Mill",
    "Sunset",
    "Railroad",
    "Jackson",
    "Cherry",
    "West",
    "Highland",
    "Franklin",
    "Johnson",
    "Meadow",
    "Forest",
    "2nd",
    "3rd",
    "14th",
    "42nd",
    "Martin Luther King",
    "Old County",
    "River Bend",
    "Lincoln",
    "Chestnut",
];

const SUFFIXES: &[&str] =
    &["St", "Ave", "Rd", "Dr", "Ln", "Ct", "Blvd", "Way", "Pl", "Street", "Avenue", "Terrace", "Pkwy", "Cir"];

/// City, state, first three digits of its ZIP codes, an area code in service there.
const PLACES: &[(&str, &str, &str, &str)] = &[
    ("Springfield", "IL", "627", "217"),
    ("Austin", "TX", "787", "512"),
    ("Houston", "TX", "770", "713"),
    ("Sacramento", "CA", "958", "916"),
    ("San Jose", "CA", "951", "408"),
    ("Boston", "MA", "021", "617"),
    ("Worcester", "MA", "016", "508"),
    ("Miami", "FL", "331", "305"),
    ("Orlando", "FL", "328", "407"),
    ("Seattle", "WA", "981", "206"),
    ("Spokane", "WA", "992", "509"),
    ("Denver", "CO", "802", "303"),
    ("Newark", "NJ", "071", "973"),
    ("Albany", "NY", "122", "518"),
    ("Buffalo", "NY", "142", "716"),
    ("Columbus", "OH", "432", "614"),
    ("Detroit", "MI", "482", "313"),
    ("Milwaukee", "WI", "532", "414"),
    ("Baltimore", "MD", "212", "410"),
    ("Richmond", "VA", "232", "804"),
    ("Raleigh", "NC", "276", "919"),
    ("Atlanta", "GA", "303", "404"),
    ("Nashville", "TN", "372", "615"),
    ("Phoenix", "AZ", "850", "602"),
    ("Portland", "OR", "972", "503"),
    ("Omaha", "NE", "681", "402"),
    ("Boise", "ID", "837", "208"),
];

const DOMAINS: &[&str] = &["example.com", "example.org", "mail.example.net", "gmail.com", "yahoo.com", "outlook.com"];
const PLANS: &[&str] = &["PREPAID_10", "UNLIM_PLUS", "FAMILY4", "BIZ_ELITE", "IOT_BASIC", "SENIOR55"];
/// Type allocation codes in the form of real ones: reporting bodies 35, 86 and 01.
const TYPE_CODES: &[&str] = &["35320911", "35875209", "35693803", "86723104", "86159205", "01332700", "35461110"];

/// The digits with their Luhn check digit.
pub fn with_luhn(digits: &str) -> String {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0');
            if index % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// One made-up customer of a carrier.
#[derive(Debug, Clone)]
pub struct Customer {
    pub id: u64,
    pub given: &'static str,
    pub family: &'static str,
    pub ssn: String,
    pub birth: String,
    pub phone: String,
    pub imei: String,
    pub licence: String,
    pub licence_state: &'static str,
    pub street: String,
    pub city: &'static str,
    pub state: &'static str,
    pub zip: String,
    pub email: String,
    pub card: Option<String>,
    pub plan: &'static str,
}

/// Customers without end.
#[derive(Debug, Clone)]
pub struct Customers {
    rng: Rng,
    next_id: u64,
}

impl Customers {
    /// The customers of a seed.
    pub fn new(seed: u64) -> Self {
        Self { rng: Rng(seed), next_id: 1_000_000 }
    }
}

impl Iterator for Customers {
    type Item = Customer;

    fn next(&mut self) -> Option<Customer> {
        let rng = &mut self.rng;
        self.next_id += rng.range(1, 8);
        let (given, family) = (rng.pick(GIVEN), rng.pick(FAMILY));
        let &(city, state, zip3, area_code) = &PLACES[rng.bits() as usize % PLACES.len()];
        let unit = if rng.bits().is_multiple_of(6) { format!(", Apt {}", rng.range(1, 400)) } else { String::new() };
        let street = format!("{} {} {}{unit}", rng.range(1, 9999), rng.pick(STREETS), rng.pick(SUFFIXES));
        let local =
            format!("{}.{}{}", given.to_lowercase(), family.to_lowercase().replace([' ', '\''], ""), rng.range(1, 999));
        Some(Customer {
            id: self.next_id,
            given,
            family,
            ssn: ssn(rng),
            birth: format!("{:04}-{:02}-{:02}", rng.range(1938, 2004), rng.range(1, 12), rng.range(1, 28)),
            phone: phone(rng, area_code),
            imei: with_luhn(&format!("{}{}", rng.pick(TYPE_CODES), rng.digits(6))),
            licence: licence(rng, state, family),
            licence_state: state,
            street,
            city,
            state,
            zip: format!("{zip3}{}", rng.digits(2)),
            email: format!("{local}@{}", rng.pick(DOMAINS)),
            card: rng.bits().is_multiple_of(4).then(|| with_luhn(&format!("4{}", rng.digits(14)))),
            plan: rng.pick(PLANS),
        })
    }
}

/// A number of the structure that the administration issues: area not 000, 666 or 9xx, no part all zeros.
fn ssn(rng: &mut Rng) -> String {
    let area = match rng.range(1, 898) {
        666 => 899,
        area => area,
    };
    format!("{area:03}-{:02}-{:04}", rng.range(1, 99), rng.range(1, 9999))
}

fn phone(rng: &mut Rng, area_code: &str) -> String {
    let mut exchange = rng.range(220, 989);
    if exchange % 100 == 11 || exchange == 555 {
        exchange += 1;
    }
    let line = rng.digits(4);
    match rng.bits() % 4 {
        0 => format!("({area_code}) {exchange}-{line}"),
        1 => format!("{area_code}-{exchange}-{line}"),
        2 => format!("+1{area_code}{exchange}{line}"),
        _ => format!("{area_code}.{exchange}.{line}"),
    }
}

/// A licence number in the current written form of the state (letter and digit counts as published).
fn licence(rng: &mut Rng, state: &str, family: &str) -> String {
    let initial = family.chars().next().unwrap_or('A').to_ascii_uppercase();
    let letter = char::from(b'A' + (rng.bits() % 26) as u8);
    match state {
        "CA" => format!("{letter}{}", rng.digits(7)),
        "AZ" => format!("D{}", rng.digits(8)),
        "VA" => format!("{letter}{}", rng.digits(8)),
        "FL" | "MD" | "MI" => format!("{initial}{}", rng.digits(12)),
        "IL" => format!("{initial}{}", rng.digits(11)),
        "WI" => format!("{initial}{}", rng.digits(13)),
        "NJ" => format!("{initial}{}", rng.digits(14)),
        "MA" => format!("S{}", rng.digits(8)),
        "WA" => format!("WDL{}", rng.digits(9)),
        "OH" => format!("{letter}{}{}", char::from(b'A' + (rng.bits() % 26) as u8), rng.digits(6)),
        "ID" => format!("{letter}{}{}{}", char::from(b'A' + (rng.bits() % 26) as u8), rng.digits(6), initial),
        "TX" => rng.digits(8),
        _ => rng.digits(9),
    }
}

/// Columns of the customer table, in order.
pub const COLUMNS: [&str; 16] = [
    "customer_id",
    "first_name",
    "last_name",
    "ssn",
    "dob",
    "phone",
    "imei",
    "dl_number",
    "dl_state",
    "street",
    "city",
    "state",
    "zip",
    "email",
    "card",
    "plan",
];

impl Customer {
    /// The values in the order of [`COLUMNS`]; `None` is NULL.
    pub fn values(&self) -> [Option<String>; 16] {
        let text = |value: &str| Some(value.to_owned());
        [
            Some(self.id.to_string()),
            text(self.given),
            text(self.family),
            text(&self.ssn),
            text(&self.birth),
            text(&self.phone),
            text(&self.imei),
            text(&self.licence),
            text(self.licence_state),
            text(&self.street),
            text(self.city),
            text(self.state),
            text(&self.zip),
            text(&self.email),
            self.card.clone(),
            text(self.plan),
        ]
    }
}

/// A corpus of its own name and shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corpus {
    /// Customer table as CSV: every cell personal data.
    CustomersCsv,
    /// The same as `pg_dump` writes it.
    CustomersPg,
    /// The same as `mysqldump` writes it.
    CustomersMysql,
    /// Event log: few personal values among many numbers.
    Events,
    /// Combined-format web access log.
    Access,
    /// Numeric CSV: the worst case for digit detectors.
    Numeric,
    /// Prose with hardly a number.
    Prose,
    /// Bytes without structure.
    Binary,
}

impl Corpus {
    /// All corpora with their file names.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::CustomersCsv, "customers.csv"),
        (Self::CustomersPg, "customers.pg.sql"),
        (Self::CustomersMysql, "customers.mysql.sql"),
        (Self::Events, "events.ndjson"),
        (Self::Access, "access.log"),
        (Self::Numeric, "numeric.csv"),
        (Self::Prose, "prose.txt"),
        (Self::Binary, "blob.bin"),
    ];

    /// Writes at least `len` bytes of it.
    pub fn write(self, seed: u64, len: u64, out: &mut dyn Write) -> io::Result<()> {
        let mut out = Counted { out, len: 0 };
        match self {
            Self::CustomersCsv => customers_csv(seed, len, &mut out),
            Self::CustomersPg => customers_pg(seed, len, &mut out),
            Self::CustomersMysql => customers_mysql(seed, len, &mut out),
            Self::Events => lines(seed, len, &mut out, event),
            Self::Access => lines(seed, len, &mut out, access),
            Self::Numeric => {
                writeln!(out, "id,account_ref,ts_ms,x,y,order_no,qty,amount,seq9,code15,big16")?;
                lines(seed, len, &mut out, numeric)
            }
            Self::Prose => lines(seed, len, &mut out, prose),
            Self::Binary => binary(seed, len, &mut out),
        }
    }

    /// At least `len` bytes of it.
    pub fn bytes(self, seed: u64, len: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(len + 4096);
        self.write(seed, len as u64, &mut out).expect("a vector takes all");
        out
    }
}

struct Counted<'a> {
    out: &'a mut dyn Write,
    len: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.len += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn customers_csv(seed: u64, len: u64, out: &mut Counted<'_>) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join(","))?;
    for customer in Customers::new(seed) {
        if out.len >= len {
            break;
        }
        let cells = customer.values().map(|value| {
            let value = value.unwrap_or_default();
            if value.contains([',', '"']) { format!("\"{value}\"") } else { value }
        });
        writeln!(out, "{}", cells.join(","))?;
    }
    Ok(())
}

fn customers_pg(seed: u64, len: u64, out: &mut Counted<'_>) -> io::Result<()> {
    let columns =
        COLUMNS.map(|name| format!("    {name} {}", if name == "customer_id" { "bigint NOT NULL" } else { "text" }));
    writeln!(
        out,
        "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n"
    )?;
    writeln!(out, "CREATE TABLE public.customer (\n{}\n);\n", columns.join(",\n"))?;
    writeln!(out, "COPY public.customer ({}) FROM stdin;", COLUMNS.join(", "))?;
    for customer in Customers::new(seed) {
        if out.len >= len {
            break;
        }
        writeln!(out, "{}", customer.values().map(|value| value.unwrap_or_else(|| "\\N".to_owned())).join("\t"))?;
    }
    writeln!(out, "\\.\n\n--\n-- PostgreSQL database dump complete\n--")
}

fn customers_mysql(seed: u64, len: u64, out: &mut Counted<'_>) -> io::Result<()> {
    let columns = COLUMNS
        .map(|name| format!("  `{name}` {}", if name == "customer_id" { "bigint NOT NULL" } else { "varchar(255)" }));
    writeln!(
        out,
        "-- MySQL dump 10.13  Distrib 8.0.36\n/*!40101 SET NAMES utf8mb4 */;\nDROP TABLE IF EXISTS `customer`;"
    )?;
    writeln!(
        out,
        "CREATE TABLE `customer` (\n{}\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\nLOCK TABLES `customer` WRITE;",
        columns.join(",\n")
    )?;
    let mut customers = Customers::new(seed);
    while out.len < len {
        write!(out, "INSERT INTO `customer` VALUES ")?;
        for (index, customer) in customers.by_ref().take(4000).enumerate() {
            let cells = customer.values().map(|value| match value {
                Some(value) if value.bytes().all(|byte| byte.is_ascii_digit()) && value.len() == 7 => value,
                Some(value) => format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'")),
                None => "NULL".to_owned(),
            });
            write!(out, "{}({})", if index == 0 { "" } else { "," }, cells.join(","))?;
        }
        writeln!(out, ";")?;
    }
    writeln!(out, "UNLOCK TABLES;\n-- Dump completed")
}

fn lines(seed: u64, len: u64, out: &mut Counted<'_>, line: fn(&mut Rng, u64) -> String) -> io::Result<()> {
    let mut rng = Rng(seed);
    let mut index = 0;
    while out.len < len {
        writeln!(out, "{}", line(&mut rng, index))?;
        index += 1;
    }
    Ok(())
}

fn uuid(rng: &mut Rng) -> String {
    let (high, low) = (rng.bits(), rng.bits());
    format!(
        "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
        high >> 32,
        high >> 16 & 0xFFFF,
        high & 0xFFF,
        low >> 52,
        low & 0xFFFF_FFFF_FFFF
    )
}

fn event(rng: &mut Rng, index: u64) -> String {
    let personal = match rng.bits() % 128 {
        0 => format!(r#","contact":"{}.{}@{}""#, rng.pick(GIVEN).to_lowercase(), rng.range(1, 999), rng.pick(DOMAINS)),
        1 => format!(r#","note":"caller gave SSN {} for verification""#, ssn(rng)),
        2 => format!(r#","imei":"{}""#, with_luhn(&format!("{}{}", rng.pick(TYPE_CODES), rng.digits(6)))),
        _ => String::new(),
    };
    format!(
        r#"{{"ts":{},"event":"{}","trace":"{}","span_id":"{:016x}","user_id":{},"session":{},"lat":{}.{},"lon":-{}.{},"bytes":{},"rtt_ms":{}.{:03},"ok":{}{personal}}}"#,
        1_700_000_000_000u64 + index * 37,
        rng.pick(&["session_start", "cell_handover", "data_usage", "sms_sent", "page_view", "charge"]),
        uuid(rng),
        rng.bits(),
        rng.bits() % 4_294_967_296,
        100_000_000_000_000_000u64 + rng.bits() % 900_000_000_000,
        rng.range(24, 48),
        rng.digits(6),
        rng.range(67, 124),
        rng.digits(6),
        rng.bits() % 16_777_216,
        rng.range(0, 700),
        rng.range(0, 999),
        !rng.bits().is_multiple_of(8),
    )
}

fn access(rng: &mut Rng, index: u64) -> String {
    let path = match rng.bits() % 6 {
        0 => "/".to_owned(),
        1 => format!("/account/{}", rng.bits() % 4_294_967_296),
        2 => format!("/api/v2/orders/{}", rng.bits() % 4_294_967_296),
        3 => format!("/static/js/main.{:08x}.js", rng.bits() as u32),
        4 => format!("/search?q={:x}&page={}", rng.bits() as u32, rng.range(1, 40)),
        _ => "/login".to_owned(),
    };
    format!(
        r#"{}.{}.{}.{} - - [{:02}/Mar/2024:{:02}:{:02}:{:02} +0000] "{} {path} HTTP/1.1" {} {} "-" "Mozilla/5.0 (X11; Linux x86_64; rv:{}.0) Gecko/20100101 Firefox/{}.0""#,
        rng.range(1, 223),
        rng.range(0, 255),
        rng.range(0, 255),
        rng.range(1, 254),
        index / 86_400 % 28 + 1,
        index / 3_600 % 24,
        index / 60 % 60,
        index % 60,
        if rng.bits().is_multiple_of(8) { "POST" } else { "GET" },
        rng.pick(&["200", "200", "200", "304", "404", "302", "500"]),
        rng.bits() % 1_048_576,
        rng.range(100, 130),
        rng.range(100, 130),
    )
}

fn numeric(rng: &mut Rng, index: u64) -> String {
    format!(
        "{},{},{},{}.{},0.{},{},{},{}.{},{},{},{}",
        index + 1,
        100_000_000 + rng.bits() % 899_999_999,
        1_700_000_000_000u64 + index * 41,
        rng.range(0, 16_000),
        rng.digits(3),
        rng.digits(9),
        4_000_000_000u64 + rng.bits() % 4_294_967_296,
        rng.range(0, 63),
        rng.range(0, 99_999),
        rng.digits(2),
        rng.digits(9),
        rng.digits(15),
        1_000_000_000_000_000u64 + rng.bits() % 9_000_000_000_000_000,
    )
}

fn prose(rng: &mut Rng, _index: u64) -> String {
    const WORDS: &[&str] = &[
        "the", "scanner", "reads", "every", "record", "and", "says", "what", "it", "holds", "while", "nobody", "waits",
        "for", "a", "report", "that", "names", "neither", "place", "nor", "reason", "because", "evidence", "adds",
        "up", "slowly", "in", "text", "where", "columns", "are", "missing", "of", "long", "winters", "by", "an",
        "open", "window", "with", "some", "old", "maps",
    ];
    let mut line = String::new();
    for index in 0..rng.range(8, 16) {
        line.push_str(if index == 0 { "" } else { " " });
        line.push_str(rng.pick(WORDS));
    }
    line.push('.');
    line
}

fn binary(seed: u64, len: u64, out: &mut Counted<'_>) -> io::Result<()> {
    let mut rng = Rng(seed);
    while out.len < len {
        let block: Vec<u8> = (0..8192).flat_map(|_| rng.bits().to_le_bytes()).collect();
        out.write_all(&block)?;
    }
    Ok(())
}
